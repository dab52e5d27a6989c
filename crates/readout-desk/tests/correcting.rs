//! Corrections through the forms: what they change, that they hold, and that they can be taken back.

use crate::made::{Folder, desk, get, json, plain, post, readings, settings};
use readout_desk::Desk;
use readout_store::Store;
use serde_json::Value;

fn number(desk: &Desk, id: &str) -> String {
    let reports = json(desk, "/reports.json");
    let row = reports["reports"].as_array().unwrap().iter().find(|row| row["id"] == id).unwrap().clone();
    row["number"].to_string()
}

/// Where words stand in a report's text, as addresses give it.
fn at(id: &str, words: &str) -> String {
    let text = readings(&plain).into_iter().find(|reading| reading.report.id == id).unwrap().text;
    let start = text[..text.find(words).unwrap()].chars().count();
    format!("{start}-{}", start + words.chars().count())
}

/// Sends a correction, and hands back what `look` sees before, after, after the desk is opened anew on reports that were read again, and after
/// it was taken back.
fn check(fields: &[(&str, &str)], look: &dyn Fn(&Desk) -> Value, expect: [Value; 2]) {
    let folder = Folder::new();
    let desk = desk(&folder, &readings(&plain));
    let mut fields: Vec<(String, String)> = fields.iter().map(|(key, value)| ((*key).to_owned(), (*value).to_owned())).collect();
    for (_, value) in &mut fields {
        if let Some(id) = value.strip_prefix("report:") {
            *value = match id.split_once('.') {
                Some((id, entity)) => format!("{}.{entity}", number(&desk, id)),
                None => number(&desk, id),
            };
        }
    }
    let fields: Vec<(&str, &str)> = fields.iter().map(|(key, value)| (key.as_str(), value.as_str())).collect();
    assert_eq!(look(&desk), expect[0], "before {fields:?}");
    let (status, to) = post(&desk, "/corrections", &[&fields[..], &[("note", "because"), ("to", "/reports")]].concat());
    assert_eq!((status, to.as_str()), (303, "/reports"), "{fields:?}");
    assert_eq!(look(&desk), expect[1], "after {fields:?}");

    let mut again = readings(&plain);
    again.iter_mut().for_each(|reading| reading.model = "another".to_owned());
    Store::open(folder.store()).unwrap().add_all(&again).unwrap();
    let reopened = Desk::open(&folder.store(), settings(None)).unwrap();
    assert_eq!(look(&reopened), expect[1], "after reading again, {fields:?}");

    let history = json(&reopened, "/corrections.json");
    let row = &history["corrections"][0];
    assert_eq!((&row["by"], &row["note"], row.get("lost")), (&"M. Editor".into(), &"because".into(), None), "{row}");
    assert!(get(&reopened, "/corrections").1.contains("because"));
    let (status, _) = post(&reopened, &format!("/corrections/{}/undo", row["id"].as_str().unwrap()), &[("by", "N. Editor")]);
    assert_eq!(status, 303);
    assert_eq!(look(&reopened), expect[0], "taken back, {fields:?}");
    assert_eq!(json(&reopened, "/corrections.json")["corrections"][0]["undone"]["by"], "N. Editor");
    assert!(get(&reopened, "/corrections").1.contains("taken back by N. Editor"));
}

#[test]
fn somebody_else_says_it() {
    let look = |desk: &Desk| json(desk, "/who/Ilan%20Vesh.json")["statements"].as_array().unwrap().len().into();
    let words = at("h1", "“The governor has no part in what comes after,”");
    check(&[("kind", "speaker"), ("report", "report:h1"), ("at", &words), ("speaker", "1")], &look, [0.into(), 1.into()]);
}

#[test]
fn a_statement_an_event_a_figure_a_position_an_office_is_wrong() {
    for (layer, words, page, key, before, after) in [
        ("attribution", "“The governor has no part in what comes after,”", "/who/Mara%20Todor.json", "n_statements", 1, 1),
        ("attribution", "that its position had changed", "/who/Ardesh.json", "n_statements", 1, 0),
        ("event", "visit", "/meetings.json", "n", 2, 1),
        ("figure", "71", "/figures.json", "n", 1, 1),
        ("position", "demands the governor's departure", "/positions.json", "n_issues", 1, 1),
    ] {
        let id = if matches!(words, "visit" | "71" | "that its position had changed") { "t1" } else { "h1" };
        let look = |desk: &Desk| {
            let page = json(desk, page);
            let tellings = |rows: &Value| {
                rows.as_array().map_or(0, |rows| rows.iter().map(|row| row["cites"].as_array().map_or(0, Vec::len)).sum::<usize>())
            };
            // What another report tells as well stays, with one telling fewer.
            let rows = [&page["statements"], &page["tallies"][0]["claims"], &page["issues"][0]["stands"]].map(tellings);
            serde_json::json!([page[key], rows])
        };
        let tellings = |n: [usize; 3]| serde_json::json!(n);
        let (rows_before, rows_after) = match (layer, words) {
            ("attribution", words) if words.starts_with('“') => ([2, 0, 0], [1, 0, 0]),
            ("attribution", _) => ([1, 0, 0], [0, 0, 0]),
            ("figure", _) => ([0, 3, 0], [0, 2, 0]),
            ("position", _) => ([0, 0, 2], [0, 0, 1]),
            _ => ([0, 0, 0], [0, 0, 0]),
        };
        let expect = [serde_json::json!([before, tellings(rows_before)]), serde_json::json!([after, tellings(rows_after)])];
        check(&[("kind", "wrong"), ("layer", layer), ("report", &format!("report:{id}")), ("at", &at(id, words))], &look, expect);
    }
}

#[test]
fn an_event_is_told_otherwise() {
    let look = |desk: &Desk| json(desk, "/meetings.json?told=held")["n"].clone();
    check(
        &[("kind", "event"), ("report", "report:t1"), ("at", &at("t1", "visit")), ("factuality", "happened")],
        &look,
        [1.into(), 2.into()],
    );
}

#[test]
fn others_took_part_in_it() {
    // In this report, 0 is Vesh, 1 the Federation, 3 Ardesh.
    let look = |desk: &Desk| {
        let meetings = json(desk, "/meetings.json");
        let of = |key: &str| {
            let names =
                |row: &Value| row[key].as_array().unwrap().iter().map(|who| who["name"].as_str().unwrap().to_owned()).collect::<Vec<_>>();
            meetings["meetings"].as_array().unwrap().iter().map(names).collect::<Vec<_>>()
        };
        serde_json::json!([of("who"), meetings["n"]])
    };
    let words = at("t1", "visit");
    let fields = [("kind", "parties"), ("report", "report:t1"), ("at", words.as_str()), ("party", "0"), ("party", "1")];
    let expect = [
        serde_json::json!([[["Mara Todor", "Ilan Vesh"], ["Ilan Vesh"]], 2]),
        serde_json::json!([[["Mara Todor", "Ilan Vesh"], ["Ilan Vesh", "Relief Federation"]], 2]),
    ];
    check(&fields, &look, expect);
    let folder = Folder::new();
    let desk = desk(&folder, &readings(&plain));
    let number = number(&desk, "t1");
    let send = |fields: &[(&str, &str)]| {
        post(&desk, "/corrections", &[&[("kind", "parties"), ("report", number.as_str()), ("at", words.as_str())], fields].concat())
    };
    assert_eq!(send(&[("party", "99")]).0, 422, "nobody of this number");
    assert_eq!(send(&[("party", "0"), ("target", "3")]).0, 422, "as it was read");
}

#[test]
fn words_mean_another_day() {
    let look = |desk: &Desk| json(desk, &format!("/report/{}.json", number(desk, "t1")))["reading"]["times"][0]["value"].clone();
    let fields = [("kind", "date"), ("report", "report:t1"), ("at", &at("t1", "on Friday")), ("value", "2031-05-30")];
    check(&fields, &look, ["2031-06-06".into(), "2031-05-30".into()]);
}

#[test]
fn a_report_was_published_on_another_day() {
    let look = |desk: &Desk| json(desk, "/reports.json?from=2032-01-01")["n"].clone();
    check(&[("kind", "published"), ("report", "report:t1"), ("value", "2032-06")], &look, [0.into(), 1.into()]);
}

#[test]
fn two_are_one_and_one_is_two() {
    let people = |desk: &Desk| json(desk, "/who.json?kind=people")["n"].clone();
    check(&[("kind", "merge"), ("who", "report:h1.0"), ("other", "Ilan Vesh")], &people, [2.into(), 1.into()]);
    check(&[("kind", "split"), ("member", "report:d1.0")], &people, [2.into(), 3.into()]);
}

#[test]
fn two_of_one_name_have_addresses_of_their_own() {
    let folder = Folder::new();
    let desk = desk(&folder, &readings(&plain));
    let member = format!("{}.0", number(&desk, "d1"));
    assert_eq!(post(&desk, "/corrections", &[("kind", "split"), ("member", &member)]).0, 303);
    let (status, page) = get(&desk, "/who/Mara%20Todor");
    assert!(status == 200 && page.contains("Several go by this name"));
    let several = json(&desk, "/who/Mara%20Todor.json");
    let hrefs: Vec<String> = several.as_array().unwrap().iter().map(|who| who["href"].as_str().unwrap().to_owned()).collect();
    assert_eq!(hrefs.len(), 2);
    for href in &hrefs {
        let (status, page) = get(&desk, href);
        assert!(status == 200 && page.contains("<h1>Mara Todor</h1>"), "{href}");
    }
}

#[test]
fn a_note_stands_where_it_was_made() {
    let folder = Folder::new();
    let desk = desk(&folder, &readings(&plain));
    let number = number(&desk, "h1");
    assert_eq!(
        post(&desk, "/corrections", &[("kind", "note"), ("report", &number), ("at", &at("h1", "Port Sered")), ("note", "the old town?")]).0,
        303
    );
    assert_eq!(post(&desk, "/corrections", &[("kind", "note"), ("who", &format!("{number}.0")), ("note", "called M. elsewhere")]).0, 303);
    assert!(get(&desk, &format!("/report/{number}")).1.contains("the old town?"));
    assert!(get(&desk, "/who/Mara%20Todor").1.contains("called M. elsewhere"));
}

#[test]
fn what_makes_no_sense_is_not_kept() {
    let folder = Folder::new();
    let desk = desk(&folder, &readings(&plain));
    let (report, words) = (number(&desk, "h1"), at("h1", "met"));
    let member = |entity: usize| format!("{report}.{entity}");
    for fields in [
        vec![("kind", "merge"), ("who", member(0).as_str()), ("other", "Nobody At All")],
        vec![("kind", "merge"), ("who", member(0).as_str()), ("other", "Mara Todor")],
        vec![("kind", "merge"), ("who", member(99).as_str()), ("other", "Ilan Vesh")],
        vec![("kind", "split")],
        vec![("kind", "split"), ("member", member(0).as_str()), ("member", member(1).as_str())],
        vec![("kind", "event"), ("report", report.as_str()), ("at", words.as_str())],
        vec![("kind", "event"), ("report", report.as_str()), ("at", "1-2"), ("type", "AID")],
        vec![("kind", "event"), ("report", report.as_str()), ("at", words.as_str()), ("type", "PARTY")],
        vec![("kind", "published"), ("report", report.as_str()), ("value", "2031-02-30")],
        vec![("kind", "speaker"), ("report", report.as_str()), ("at", words.as_str()), ("speaker", "0")],
        vec![("kind", "wrong"), ("layer", "spelling"), ("report", report.as_str()), ("at", words.as_str())],
        vec![("kind", "note"), ("report", report.as_str())],
    ] {
        assert_eq!(post(&desk, "/corrections", &fields).0, 422, "{fields:?}");
    }
    let long = "x".repeat(81);
    assert_eq!(post(&desk, "/corrections", &[("kind", "note"), ("report", &report), ("note", "x"), ("by", &long)]).0, 422);
    assert!(json(&desk, "/corrections.json")["corrections"].as_array().unwrap().is_empty());
}

#[test]
fn every_kind_of_correction_has_its_form() {
    let folder = Folder::new();
    let desk = desk(&folder, &readings(&plain));
    let report = number(&desk, "h1");
    for (layer, words, forms) in [
        ("attribution", "“The governor has no part in what comes after,”", 3),
        ("event", "met", 4),
        ("time", "on Tuesday", 3),
        ("figure", "At least 31", 2),
        ("position", "demands the governor's departure", 2),
        ("role", "Council head", 2),
    ] {
        let (status, page) = get(&desk, &format!("/correct?report={report}&layer={layer}&at={}", at("h1", words)));
        assert_eq!((status, page.matches("action=\"/corrections\"").count()), (200, forms), "{layer}");
    }
    assert_eq!(get(&desk, &format!("/correct?report={report}&layer=published")).1.matches("action=\"/corrections\"").count(), 2);
    assert_eq!(get(&desk, &format!("/correct?layer=who&who={report}.0")).1.matches("action=\"/corrections\"").count(), 3);
}
