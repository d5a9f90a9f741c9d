//! The words that tell names from what only looks like names.

use std::collections::HashSet;
use std::sync::OnceLock;

/// Some words, to ask whether one is among them.
pub(super) struct Words {
    text: &'static str,
    set: OnceLock<HashSet<&'static str>>,
}

impl Words {
    /// Whether a word is among them.
    pub fn has(&self, word: &str) -> bool {
        let set = self
            .set
            .get_or_init(|| self.text.split_whitespace().collect());
        set.contains(word)
    }
}

const fn words(text: &'static str) -> Words {
    Words {
        text,
        set: OnceLock::new(),
    }
}

/// Small words inside names of persons.
pub(super) static PARTICLES: Words =
    words("van von de der den la le di da del della dos das du bin ibn al el ten ter zu zur af y");

/// Small words inside names of bodies.
pub(super) static LINKS: Words =
    words("of the on for and in to a an against de des et la du & with between y und für der");

/// Words with a capital that a sentence or a reference starts with, and that are no name.
pub(super) static OPENINGS: Words = words(
    "See In Also The As For But And Or While However Although Though Since When After Before By On At \
     From To Of With Following According Both This That These Those Here There Cf E.g Eg I.e Compare \
     Cited Quoted Citing Others Other Some Many Most Like Unlike Until During If Where What Why How Who \
     Such Similarly Likewise Indeed Thus Hence Moreover Furthermore Finally First Second Third Yet Still \
     Instead Even Nor It Its He She They We I His Her Their Our My An A About Per Via Under Over Between \
     Within Again Then Now Source Sources Note Notes Figure Fig Table Chapter Section Part Page Page. Vol \
     No Accessed Available Retrieved Published Updated Dated Date Web Early Late Mid Spring Summer Autumn \
     Winter Fall Supp Tier Ch Chap pp Article Art Between, Besides Despite Because Only So Rather Further \
     Earlier Later Recent Recently Consider Elsewhere Every Each All Any No. Circa Through Throughout \
     Around Drawing Building Based Using Adapted Data Text Quoting Contra Generally Interview Interviews",
);

/// Months and days, long and short.
pub(super) static MONTHS: Words = words(
    "January February March April May June July August September October November December Jan Feb Mar \
     Apr Jun Jul Aug Sept Sep Oct Nov Dec Monday Tuesday Wednesday Thursday Friday Saturday Sunday",
);

/// Words that end the name of a law, a report, an event or a publisher, not of an author.
pub(super) static THINGS: Words = words(
    "Act Acts Law Laws Bill Protocol Protocols Convention Conventions Covenant Treaty Declaration \
     Resolution Directive Regulation Regulations Code Charter Statute Constitution Report Reports \
     Agreement Ordinance Decree Press Publishers Publishing Routledge Palgrave Springer Index Summit Cup \
     Olympics Conference Edition Horizon Agenda Guidelines Principles Strategy Plan Programme Program \
     Cong Court Stat TVPA TVPRA Accord Accords Award Election Elections Revolution War Memorandum Version \
     Windows Persons Children Rights Crisis Coup Census Survey Games Budget List REPORT",
);

/// Words of the names of bodies, which are no person’s surname.
pub(super) static BODIES: Words = words(
    "Bank Nations Organization Organisation Department Office Committee Commission Agency Congress Watch \
     International Ministry Union Council Institute Project Centre Center Foundation University \
     Government Secretariat Association Fund House State Assembly Society Group Network Coalition \
     Alliance Forum Board Bureau Authority Embassy Parliament Senate Court Service Police Press \
     Federation Programme Program Times Post Crime Labour Labor Report Statistics Agreement",
);

/// Words that lead to a citation and are no part of it.
pub(super) static SIGNALS: Words = words(
    "see also e.g eg cf i.e for example in as cited quoted citing but a review compare following adapted \
     from after per and the on instance esp especially by both source sources to with quoting notably \
     including viz more recently further others discussed most note &",
);
