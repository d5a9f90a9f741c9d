//! Which posts send cables, and which post did a scan misread?

use std::collections::{HashMap, HashSet};
use std::sync::LazyLock;

/// Names of posts and bodies as cables write them, without blanks; the short ones of the 1970s are cut to six letters
/// there and need not be known.
const POSTS: &str = "ABIDJAN ABUDHABI ABUJA ACCRA ADANA ADDISABABA ADENB AITTAIPEI ALEXANDRIA ALGIERS ALMATY AMMAN \
    AMSTERDAM ANKARA ANTANANARIVO APIA ASHGABAT ASMARA ASTANA ASUNCION ATHENS AUCKLAND BAGHDAD BAKU BAMAKO \
    BANDARSERIBEGAWAN BANGKOK BANGUI BANJUL BARCELONA BASRAH BASRA BEIJING BEIRUT BELFAST BELGRADE BELIZE BELMOPAN \
    BERLIN BERN BISHKEK BISSAU BOGOTA BOMBAY BRASILIA BRATISLAVA BRAZZAVILLE BRIDGETOWN BRUSSELS BUCHAREST BUDAPEST \
    BUENOSAIRES BUJUMBURA CAIRO CALCUTTA CALGARY CANBERRA CAPETOWN CARACAS CASABLANCA CDGENEVA CHENGDU CHENNAI \
    CHIANGMAI CHISINAU CIUDADJUAREZ COLOMBO CONAKRY COPENHAGEN COTONOU CURACAO DAKAR DAMASCUS DARESSALAAM DHAHRAN \
    DHAKA DILI DJIBOUTI DOHA DUBAI DUBLIN DURBAN DUSHANBE DUSSELDORF EDINBURGH ERBIL FLORENCE FRANKFURT FREETOWN \
    FUKUOKA FUKUOA GABORONE GENEVA GENOA GEORGETOWN GRENADA GUADALAJARA GUANGZHOU GUATEMALA GUAYAQUIL HALIFAX HAMBURG \
    HAMILTON HANOI HARARE HAVANA HELSINKI HERMOSILLO HOCHIMINHCITY HONGKONG HYDERABAD IRANRPODUBAI ISLAMABAD ISTANBUL \
    IZMIR JAKARTA JEDDAH JERUSALEM JOHANNESBURG KABUL KADUNA KAMPALA KARACHI KATHMANDU KHARTOUM KIEV KYIV KIGALI \
    KINGSTON KINSHASA KIRKUK KOLKATA KOLONIA KOROR KRAKOW KUALALUMPUR KUWAIT KYIV LAGOS LAHORE LAPAZ LEIPZIG \
    LIBREVILLE LILONGWE LIMA LISBON LJUBLJANA LOME LONDON LUANDA LUSAKA LUXEMBOURG LYON MADRID MAJURO MALABO MANAGUA \
    MANAMA MANILA MAPUTO MARSEILLE MASERU MATAMOROS MBABANE MELBOURNE MERIDA MEXICO MEXICOCITY MILAN MINSK MOGADISHU \
    MONROVIA MONTERREY MONTEVIDEO MONTREAL MOSCOW MOSUL MUMBAI MUNICH MUSCAT NAHA NAPLES NASSAU NDJAMENA NEWDELHI \
    NIAMEY NICOSIA NOGALES NOUAKCHOTT NUEVOLAREDO OSAKAKOBE OSLO OTTAWA OUAGADOUGOU PANAMA PARAMARIBO PARIS PARISFR \
    PERTH PESHAWAR PHNOMPENH PODGORICA PONTADELGADA PORTAUPRINCE PORTLOUIS PORTMORESBY PORTOFSPAIN PRAGUE PRAIA \
    PRETORIA PRISTINA QUEBEC QUITO RABAT RANGOON RECIFE REYKJAVIK RIGA RIODEJANEIRO RIYADH ROME SANAA SANJOSE \
    SANSALVADOR SANTIAGO SANTODOMINGO SAOPAULO SAPPORO SARAJEVO SECSTATE SECTO SEOUL SHANGHAI SHENYANG SINGAPORE \
    SKOPJE SOFIA STATE STOCKHOLM STPETERSBURG STRASBOURG SURABAYA SUVA SYDNEY TAIPEI TALLINN TASHKENT TBILISI \
    TEGUCIGALPA TEHRAN TELAVIV THEHAGUE THESSALONIKI TIJUANA TIRANA TOKYO TORONTO TRIPOLI TUNIS TUNISDAKAR ULAANBAATAR \
    UNROME UNVIEVIENNA USDAO USEUBRUSSELS USNATO USOSCE USUNNEWYORK USUN VALLETTA VANCOUVER VATICAN VIENNA VIENTIANE \
    VILNIUS VLADIVOSTOK WARSAW WELLINGTON WINDHOEK YAOUNDE YEKATERINBURG YEREVAN ZAGREB ZANZIBAR ZURICH";

static KNOWN: LazyLock<HashSet<&str>> = LazyLock::new(|| POSTS.split_whitespace().collect());

/// Whether these capitals name a post.
pub(super) fn known(post: &str) -> bool {
    KNOWN.contains(post)
}

/// Whether these capitals name a post but for letters of one shape.
pub(super) fn nearly_known(post: &str) -> bool {
    KNOWN.iter().any(|other| shaped_alike(post, other))
}

/// The longest name of a post.
pub(super) const LONGEST: usize = 20;

/// Posts that a scan misread, by what they are: a post that is rare here and nearly a common one, or no post at all
/// and a post but for letters of one shape.
pub(super) fn misread(posts: &[&str]) -> HashMap<String, String> {
    let mut counts: HashMap<&str, usize> = HashMap::new();
    for post in posts {
        *counts.entry(post).or_default() += 1;
    }
    let mut posts: Vec<(&str, usize)> = counts.into_iter().collect();
    posts.sort_unstable();
    let mut misread = HashMap::new();
    for (post, count) in posts.iter().filter(|(post, _)| !known(post)) {
        let common = posts
            .iter()
            .filter(|(other, often)| *often >= 3 * count && alike(post, other))
            .max_by_key(|(_, often)| *often)
            .map(|(right, _)| *right);
        let right = common.or_else(|| {
            let mut right = KNOWN.iter().filter(|other| shaped_alike(post, other));
            right.next().copied().filter(|_| right.next().is_none())
        });
        if let Some(right) = right {
            misread.insert((*post).to_owned(), right.to_owned());
        }
    }
    misread
}

/// Whether a scan may read one post as the other: letters of one shape taken for each other, or a couple of
/// letters of a long name wrong.
fn alike(a: &str, b: &str) -> bool {
    let (all, shapes) = wrong(a, b);
    a.len() == b.len() && all > 0 && (shapes == all || (all <= 2 && a.len() >= 6))
}

fn shaped_alike(a: &str, b: &str) -> bool {
    let (all, shapes) = wrong(a, b);
    a.len() == b.len() && all > 0 && shapes == all
}

/// How many letters of two names differ, and how many of these have one shape.
fn wrong(a: &str, b: &str) -> (usize, usize) {
    let wrong = a.bytes().zip(b.bytes()).filter(|(a, b)| a != b);
    wrong.fold((0, 0), |(all, shapes), (a, b)| {
        let one = SHAPES
            .iter()
            .any(|set| set.contains(&a) && set.contains(&b));
        (all + 1, shapes + usize::from(one))
    })
}

/// Capitals that scans take for each other.
const SHAPES: [&[u8]; 6] = [b"OQDCG", b"IJLT", b"EFB", b"MNW", b"UV", b"SZ"];
