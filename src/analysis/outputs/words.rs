//! How is a filter said?

use crate::project::{Filter, Project};

/// Which passages these are, in words.
pub fn filter_words(project: &Project, filter: &Filter) -> String {
    if filter.is_empty() {
        return "all of this project".to_owned();
    }
    let mut said = Vec::new();
    let code = filter.code.and_then(|id| project.codes().get(id));
    said.extend(code.map(|code| format!("code {}", code.label())));
    match filter.case {
        Some(Some(case)) => {
            let case = project.cases().get(case);
            said.extend(case.map(|case| format!("case {}", case.name)));
        }
        Some(None) => said.push("without a case".to_owned()),
        None => {}
    }
    let coder = filter.coder.and_then(|id| project.coders().get(id));
    said.extend(coder.map(|coder| format!("coder {}", coder.name)));
    said.extend(filter.stance.map(|stance| format!("stance {stance}")));
    let document = filter.document.and_then(|id| project.documents().get(id));
    said.extend(document.map(|document| format!("document “{}”", document.title)));
    said.extend(filter.from.map(|date| format!("from {date}")));
    said.extend(filter.to.map(|date| format!("to {date}")));
    if !filter.text.trim().is_empty() {
        said.push(format!("words “{}”", filter.text.trim()));
    }
    if !filter.source.trim().is_empty() {
        said.push(format!("sources with “{}”", filter.source.trim()));
    }
    if said.is_empty() {
        return "those of something that is no longer there".to_owned();
    }
    format!("those with {}", said.join(", "))
}
