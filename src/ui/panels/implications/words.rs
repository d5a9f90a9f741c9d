//! How is a cell said in words?

use crate::analysis::implications::Counts;
use crate::app::Session;
use crate::project::{CodeId, Coding, Finding, Stance, Test, Tested, Verdict, rivals_in_order};
use crate::ui::panels::widgets;
use crate::ui::theme::Tokens;
use eframe::egui::{Color32, Label, RichText, Ui};

/// "3 support, 1 against, 2 mixed".
pub(super) fn counts(counts: &Counts) -> String {
    let said = Stance::ALL.iter().filter_map(|stance| {
        let word = match stance {
            Stance::Supports => "support",
            Stance::Against => "against",
            Stance::Mixed => "mixed",
            Stance::Unset => "without stance",
        };
        let number = counts.of(*stance);
        (number > 0).then(|| format!("{number} {word}"))
    });
    let said: Vec<String> = said.collect();
    if said.is_empty() {
        "no passages".to_owned()
    } else {
        said.join(", ")
    }
}

/// "found, passed the hoop test".
pub(super) fn finding(finding: &Finding) -> Option<String> {
    let verdict = finding.verdict.map(|verdict| verdict.word().to_owned());
    let tested = finding.tested.map(|tested| {
        let went = if tested.passed { "passed" } else { "failed" };
        format!("{went} the {} test", tested.test)
    });
    let written = (!finding.text.is_empty() && verdict.is_none() && tested.is_none())
        .then(|| "finding written".to_owned());
    let said: Vec<String> = verdict.into_iter().chain(tested).chain(written).collect();
    (!said.is_empty()).then(|| said.join(", "))
}

/// "TIP-NOTICED, Thailand: 3 support, 1 against, found".
pub(super) fn cell_name(
    code: &str,
    subject: &str,
    counted: &Counts,
    in_parts: Option<&Counts>,
    found: Option<&Finding>,
) -> String {
    let mut name = match in_parts {
        Some(parts) => format!("{code}, {subject}: {} in its parts", counts(parts)),
        None => format!("{code}, {subject}: {}", counts(counted)),
    };
    if let Some(said) = found.and_then(finding) {
        name.push_str(", ");
        name.push_str(&said);
    }
    if counted.alike > 0 {
        name.push_str(&format!(", {} cannot tell a rival apart", counted.alike));
    }
    name
}

/// A verdict in one word, as cells have room for it.
pub(super) fn short_verdict(verdict: Verdict) -> &'static str {
    match verdict {
        Verdict::Absent => "absent",
        verdict => verdict.word(),
    }
}

pub(super) fn verdict_colour(tokens: &Tokens, verdict: Verdict) -> Color32 {
    match verdict {
        Verdict::Found => tokens.good,
        Verdict::Partly => tokens.warning,
        Verdict::Absent => tokens.problem,
        Verdict::Silent => tokens.quiet,
    }
}

/// A test and how it went, as cells have room for it: "✓ hoop".
pub(super) fn short_test(tested: Tested) -> String {
    let sign = if tested.passed { "✓" } else { "×" };
    let test = match tested.test {
        Test::Straw => "straw",
        Test::Decisive => "decisive",
        test => test.word(),
    };
    format!("{sign} {test}")
}

/// The names of the rivals that a passage cannot tell from the argument.
pub(super) fn alike(session: &Session, coding: &Coding) -> Vec<String> {
    let rivals = rivals_in_order(session.project());
    let alike = rivals
        .into_iter()
        .filter(|rival| coding.cannot_tell_from(rival.id));
    alike.map(|rival| rival.name.clone()).collect()
}

/// What is asked under a code, and what the argument and each rival expect.
pub(super) fn expects_ui(ui: &mut Ui, session: &Session, code: CodeId) {
    argument_ui(ui, session, code);
    rest_ui(ui, session, code);
}

/// What the argument expects.
pub(super) fn argument_ui(ui: &mut Ui, session: &Session, code: CodeId) {
    let code = session.project().codes().get(code);
    let predicts = code.map_or("", |code| code.predicts.trim());
    if predicts.is_empty() {
        let quiet = Tokens::of(ui).quiet;
        let words = "The codebook does not say what the argument expects here.";
        ui.add(Label::new(RichText::new(words).small().color(quiet)).wrap());
    } else {
        said_ui(ui, "The argument expects", predicts);
    }
}

/// Whether there is more to say of what is expected than what the argument expects.
pub(super) fn says_more(session: &Session, code: CodeId) -> bool {
    let code = session.project().codes().get(code);
    code.is_some_and(|code| {
        !code.question.trim().is_empty() || !code.rivals.is_empty() || code.test.is_some()
    })
}

/// What each rival expects, what is asked, and the test.
pub(super) fn rest_ui(ui: &mut Ui, session: &Session, code: CodeId) {
    let project = session.project();
    let Some(code) = project.codes().get(code) else {
        return;
    };
    for rival in rivals_in_order(project) {
        if let Some(expects) = code.rivals.get(&rival.id) {
            said_ui(ui, &format!("“{}” expects", rival.name), expects);
        }
    }
    said_ui(ui, "Question", &code.question);
    if let Some(test) = code.test {
        said_ui(ui, "Test", &format!("{test}. {}", test.meaning()));
    }
}

fn said_ui(ui: &mut Ui, name: &str, text: &str) {
    if !text.trim().is_empty() {
        widgets::field_name_ui(ui, name);
        ui.add(Label::new(text).wrap());
    }
}
