//! Which places cite a work or a cable, and which paragraphs are those?

use super::Shelf;
use attest::search::{Limit, Query};

fn shelf() -> Shelf {
    let mut shelf = Shelf::one(
        "Ports are slow (Arkell 2012, 278), and Arkell (2012a) says why.\n\
         See Bohm & Söderlund 2010, p. 4; Bohm 2011; Min. of Harbours 2006.\n\
         The post said so: 06PORTOVELHO309 and 08PORTOVELHO 12_a; also 07MAR-\n\
         12. Id. at 5.\n\
         DELPLATA88 in 2006.\n\
         Arkell, Jo. 2012. Slow Ports.",
    );
    shelf.cite(&[
        (&["Arkell 2012, 278"], "arkell:2012"),
        (&["Arkell (2012a)"], "arkell:2012a"),
        (&["Bohm & Söderlund 2010, p. 4"], "bohm+soederlund:2010"),
        (&["Bohm 2011"], "bohm:2011"),
        (&["Min. of Harbours 2006"], "ministryofharbours:2006"),
        (&["06PORTOVELHO309"], "06PORTOVELHO309"),
        (&["08PORTOVELHO 12_a"], "08PORTOVELHO12"),
        (&["07MAR-", "DELPLATA88"], "07MARDELPLATA88"),
        (&["Id. at 5"], "arkell:2012"),
        (&["Id. at 5"], "bohm:2011"),
        (&["why."], "fn:12"),
        (&["Arkell, Jo. 2012. Slow Ports"], "arkell:2012"),
    ]);
    shelf
}

#[test]
fn a_work_is_found_by_the_names_and_the_year_whatever_follows() {
    let shelf = shelf();
    let arkell = [
        "Arkell 2012, 278",
        "Arkell (2012a)",
        "Id. at 5",
        "Arkell, Jo. 2012. Slow Ports",
    ];
    for query in [
        "cite:arkell",
        "cite:ARKELL:2012",
        "cite:árkell:2010..2012",
        "cite:ark*:2012",
        "cite:\"Arkell 2012\"",
        "cite:\"Arkell, 2012\"",
        "cite:“Arkell”:2012",
        "cite:a?kell",
    ] {
        assert_eq!(shelf.find(query), arkell, "{query}");
    }
    assert_eq!(shelf.find("cite:arkell:2012a"), ["Arkell (2012a)"]);
    assert_eq!(shelf.find("cite:arkell:2011"), [""; 0]);
    assert_eq!(shelf.find("cite:arkel"), [""; 0]);
}

#[test]
fn all_the_names_that_are_asked_for_must_be_there() {
    let shelf = shelf();
    let both = ["Bohm & Söderlund 2010, p. 4"];
    for query in [
        "cite:bohm+söderlund",
        "cite:bohm+soderlund:2010",
        "cite:\"Soederlund & Bohm\":2010",
        "cite:\"Söderlund and Bohm, 2010\"",
        "cite:soderlund",
        "cite:\"Bohm et al.\":2010",
    ] {
        assert_eq!(shelf.find(query), both, "{query}");
    }
    assert_eq!(
        shelf.find("cite:bohm"),
        ["Bohm & Söderlund 2010, p. 4", "Bohm 2011", "Id. at 5"]
    );
    assert_eq!(shelf.find("cite:bohm+arkell"), [""; 0]);
}

#[test]
fn an_organisation_is_called_as_a_whole() {
    let shelf = shelf();
    let found = ["Min. of Harbours 2006"];
    assert_eq!(shelf.find("cite:\"Ministry of Harbours\":2006"), found);
    assert_eq!(shelf.find("cite:ministry*"), found);
    assert_eq!(shelf.find("cite:2006"), found, "a year alone");
    assert_eq!(shelf.find("cite:*:2006..2006"), found);
}

#[test]
fn a_cable_is_found_however_its_name_is_typed() {
    let shelf = shelf();
    for query in [
        "cable:06PORTOVELHO309",
        "cable:06portovelho309",
        "cable:\"06 Porto Velho 309\"",
        "cable:06-PORTOVELHO-309",
        "cable:06PORTOVELHO309_a",
        "cable:2006PORTOVELHO309",
        "cable:06PORTO*309",
        "cable:06PORTOVELHO3*",
        "cable:06*",
    ] {
        assert_eq!(shelf.find(query), ["06PORTOVELHO309"], "{query}");
    }
    let post = ["06PORTOVELHO309", "08PORTOVELHO 12_a"];
    for query in ["cable:PORTOVELHO", "cable:\"Porto Velho\"", "cable:porto*"] {
        assert_eq!(shelf.find(query), post, "{query}");
    }
    assert_eq!(shelf.find("cable:PORTO"), [""; 0]);
    assert_eq!(shelf.find("cable:PORTOVELHO3"), [""; 0]);
    assert_eq!(
        shelf.find("cable:MARDELPLATA"),
        ["07MAR- … DELPLATA88"],
        "cut by a page"
    );
}

#[test]
fn a_year_beside_a_cable_is_its_own() {
    let shelf = shelf();
    assert_eq!(
        shelf.find("cable:PORTOVELHO year:2006..2007"),
        ["06PORTOVELHO309"]
    );
    assert_eq!(
        shelf.find("year:2007..2008 AND cable:*"),
        ["08PORTOVELHO 12_a", "07MAR- … DELPLATA88"]
    );
    assert_eq!(
        shelf.find("(cable:PORTO* OR cable:MAR*) year:2007"),
        ["07MAR- … DELPLATA88"]
    );
    assert_eq!(shelf.find("cable:PORTOVELHO:2008"), ["08PORTOVELHO 12_a"]);
    assert_eq!(
        shelf.find("cite:arkell year:2012"),
        [
            "Arkell 2012, 278",
            "2012",
            "Arkell (2012a)",
            "Arkell, Jo. 2012. Slow Ports",
            "2012"
        ],
        "beside a work it is one that the paragraph names"
    );
}

#[test]
fn citations_join_with_words_by_paragraph() {
    let shelf = shelf();
    assert_eq!(
        shelf.find("cite:arkell slow"),
        [
            "slow",
            "Arkell 2012, 278",
            "Arkell (2012a)",
            "Arkell, Jo. 2012. Slow Ports",
            "Slow"
        ]
    );
    assert_eq!(shelf.find("cite:arkell:2012 NOT slow"), ["Id. at 5"]);
    assert_eq!(
        shelf.find("cite:bohm:2011 OR cite:arkell:2012a"),
        ["Arkell (2012a)", "Bohm 2011", "Id. at 5"]
    );
}

#[test]
fn what_has_not_been_read_yet_is_not_called_nothing() {
    let mut shelf = Shelf::of(&[("a.txt", "Arkell 2012 and law"), ("b.txt", "Arkell 2012")]);
    shelf.cite(&[(&["Arkell 2012"], "arkell:2012")]);
    let results = shelf.results("cite:arkell", Limit::NONE);
    assert_eq!(
        (results.total, results.unread, results.complete),
        (1, 1, false)
    );
    let results = shelf.results("NOT cite:arkell", Limit::NONE);
    assert_eq!((results.total, results.unread), (0, 1));
    let results = shelf.results("arkell", Limit::NONE);
    assert_eq!(
        (results.total, results.unread, results.complete),
        (2, 0, true)
    );
    assert!(
        Query::parse("NOT (law OR cite:arkell)")
            .unwrap()
            .asks_citations()
    );
    assert!(!Query::parse("law").unwrap().asks_citations());
}
