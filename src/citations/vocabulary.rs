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
pub(super) static PARTICLES: Words = words(
    "van von de der den la le di da del della dello delle degli dal do dos das du bin bint ibn abu al el \
     ten ter te tot zu zur zum vom af av y t der",
);

/// Small words inside names of bodies.
pub(super) static LINKS: Words = words(
    "of the on for and in to a an against de des et la le les du del los las & with between y und für der die \
     das zu zur zum im sans pour par para por voor het di da do dos e degli della delle",
);

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
     Around Drawing Building Based Using Adapted Data Text Quoting Contra Generally Interview Interviews \
     Whereas Whether Which Whose Not Against Across Among Amongst Beyond Beside Outside Inside Toward \
     Towards Upon Without Given Once Meanwhile Nevertheless Nonetheless Conversely Additionally Accordingly \
     Consequently Subsequently Ultimately Importantly Notably Interestingly Specifically Particularly \
     Especially Presumably Arguably Clearly Certainly Similarly Traditionally Originally Initially \
     Alternatively Relatedly Contrary Regarding Concerning Including Extending Echoing Applying Taking \
     Writing Using Noting Another Several Various Two Three Four Five Six Today Perhaps Maybe Often \
     Sometimes Always Never Much More Less Last Previous Previously Prior Thereby Therefore \
     Otherwise Apart Aside Turning Returning Reviewing Summarizing Summarising Discussing Describing \
     Scholars Authors Critics Researchers Theorists Economists Appendix Annex \
     Volume Round Wave Phase Stage Season Session Cohort Equation Footnote Endnote Photo Plate Exhibit \
     Cambridge: Oxford: London: York: DOI ISBN ISSN URL Copyright ©",
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
     Olympics Conference Edition Horizon Agenda Guidelines Principles Strategy Plan \
     Cong Court Stat TVPA TVPRA Accord Accords Award Election Elections Revolution War Memorandum Version \
     Windows Persons Children Rights Crisis Coup Census Survey Games Budget List REPORT Vision Operation \
     Hurricane Cyclone Typhoon Euro Championship Championships Festival Prize Reform Reforms Movement \
     Uprising Massacre Genocide Referendum Amendment Pact Compact Framework Proposal Bulletin \
     Yearbook Handbook Manual Dataset Database Scorecard Scoreboard Barometer",
);

/// Words of the names of bodies, which are no person’s surname.
pub(super) static BODIES: Words = words(
    "Bank Nations Organization Organisation Department Office Committee Commission Agency Congress Watch \
     International Ministry Union Council Institute Project Centre Center Foundation University \
     Government Secretariat Association Fund House State Assembly Society Group Network Coalition \
     Alliance Forum Board Bureau Authority Embassy Parliament Senate Court Service Police Press \
     Federation Programme Program Times Post Crime Labour Labor Report Statistics Agreement Academy \
     College School Trust Task Force Panel Party Initiative Observatory Tribunal Administration \
     Corporation Company Consortium Partnership Confederation Conference Division Directorate Taskforce \
     Economist Guardian Herald Tribune Chronicle Journal News Gazette Monitor Inc Ltd LLC NGO Amnesty \
     Collective Campaign Ombudsman Cabinet Treasury Secretary-General Rapporteur Chamber League Unit",
);

/// Words of offices that persons hold.
pub(super) static OFFICES: Words = words(
    "President Minister Secretary Ambassador Director Chairman Chairwoman Chair Governor Mayor Senator \
     General Queen Prime Attorney Deputy Commissioner Premier Vice",
);

/// Words at names of persons that no surname is.
pub(super) static TITLES: Words = words(
    "Jr Sr II III IV PhD Ph.D Dr Prof Professor Mr Mrs Ms Ambassador President Senator \
     Representative Minister Secretary Professors Drs",
);

/// Names of countries and of cities that much happens in. A work by an author of that name is one only where the text
/// tells it otherwise.
pub(super) static PLACES: Words = words(
    "Afghanistan Albania Algeria Angola Argentina Armenia Australia Austria Azerbaijan Bahrain Bangladesh \
     Belarus Belgium Belize Benin Bhutan Bolivia Bosnia Botswana Brazil Brunei Bulgaria Burma Burundi \
     Cambodia Cameroon Canada Chad Chile China Colombia Congo Croatia Cuba Cyprus Czechoslovakia Denmark \
     Djibouti Ecuador Egypt Eritrea Estonia Ethiopia Fiji Finland France Gabon Gambia Germany Ghana Greece \
     Guatemala Guinea Guyana Haiti Honduras Hungary Iceland India Indonesia Iran Iraq Ireland Italy Jamaica \
     Japan Kazakhstan Kenya Korea Kosovo Kuwait Kyrgyzstan Laos Latvia Lebanon Lesotho Liberia Libya \
     Lithuania Luxembourg Macedonia Madagascar Malawi Malaysia Maldives Mali Malta Mauritania Mauritius \
     Mexico Moldova Mongolia Montenegro Morocco Mozambique Myanmar Namibia Nepal Netherlands Nicaragua \
     Niger Nigeria Norway Oman Pakistan Panama Paraguay Peru Philippines Poland Portugal Qatar Romania \
     Russia Rwanda Senegal Serbia Singapore Slovakia Slovenia Somalia Spain Sudan Suriname Swaziland Sweden \
     Switzerland Syria Taiwan Tajikistan Tanzania Thailand Togo Tunisia Turkey Turkmenistan Uganda Ukraine \
     Uruguay Uzbekistan Venezuela Vietnam Yemen Yugoslavia Zambia Zimbabwe Africa America Asia Europe \
     Britain England Scotland Wales Soviet USSR USA US U.S UK UAE Bangkok Barcelona Beijing Beirut Berlin Bogotá \
     Brussels Bucharest Budapest Cairo Chicago Copenhagen Delhi Dublin Geneva Hague Hanoi Helsinki Istanbul \
     Jakarta Jerusalem Johannesburg Kabul Kiev Kyiv Lagos Lima Lisbon Ljubljana London Madrid Manila Marseille \
     Maastricht Melbourne Milan Moscow Mumbai Munich Nairobi Oslo Ottawa Palermo Paris Prague Quito Rio Rome \
     Seoul Shanghai Sofia Stockholm Sydney Tehran Tokyo Toronto Tripoli Vancouver Vienna Warsaw Washington \
     Zagreb Zurich Balkans Caribbean Caucasus Mediterranean Pacific Atlantic York Angeles Arabia Lanka Rica \
     Kong Aires Zealand Leone Lumpur Faso Dhabi Dubai Aviv Salvador Rico Penh Ababa Timor Timor-Leste Domingo",
);

/// Words at the start of names of places.
pub(super) static PLACE_STARTS: Words = words(
    "New Los South North West East Central Saudi Sri Costa Hong Buenos Sierra Kuala Burkina Abu Tel San El \
     Puerto Papua Phnom Addis Santo Southeast Northeast Northern Southern Eastern Western Latin Upper Lower The",
);

/// Words that lead to a citation and are no part of it.
pub(super) static SIGNALS: Words = words(
    "see also e.g eg cf i.e for example in as cited quoted citing but a review compare following adapted \
     from after per and the on instance esp especially by both source sources to with quoting notably \
     including viz more recently further others discussed most note & well among amongst inter alia overview \
     c.f contra accord similarly respectively originally reprinted published first later cit op at",
);

/// Words in brackets after which a place or time stands rather than a work.
pub(super) static SETTINGS: Words = words(
    "in at near since until before after during from on of for around circa between through throughout",
);

/// Words ahead of "in", "from" and the like that say that a work follows.
pub(super) static CITING: Words = words(
    "cited quoted citing quoting reprinted reported discussed described adapted taken printed reproduced found \
     see also e.g as published noted mentioned summarized summarised developed used argued proposed given \
     shown drawn see, cf review reviewed appeared appears translated",
);
