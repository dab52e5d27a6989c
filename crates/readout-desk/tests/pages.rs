//! Every page: what it shows, its JSON twin, and that nothing on it keeps people out.

use crate::made::{Folder, desk, get, get_with, json, plain, readings};
use crate::markup::{faults, tags, ways};
use readout_desk::Desk;
use std::collections::BTreeSet;

/// Pages that no link leads to.
const DOORS: &[&str] =
    &["/", "/new?since=2000-01-01T00:00:00Z", "/search?q=governor", "/search?q=todor&in=names", "/search?q=governor&in=statements"];

/// Every page that can be reached, with its HTML.
pub(crate) fn crawl(desk: &Desk) -> Vec<(String, String)> {
    let mut known: BTreeSet<String> = DOORS.iter().map(|door| (*door).to_owned()).collect();
    let mut left: Vec<String> = known.iter().cloned().collect();
    let mut pages = Vec::new();
    while let Some(address) = left.pop() {
        let (status, page) = get(desk, &address);
        assert_eq!(status, 200, "{address}");
        if address.contains(".json") {
            serde_json::from_str::<serde_json::Value>(&page).unwrap_or_else(|error| panic!("{address}: {error}"));
            continue;
        }
        if address.contains(".css") || address.contains(".svg") {
            continue;
        }
        for way in ways(&tags(&page)) {
            let outside = way.starts_with("https://") || way.starts_with("http://");
            let inside = way.starts_with('/') && !way.starts_with("//");
            let here = way.starts_with('#') || way.starts_with("?mark=");
            assert!(outside || inside || here, "{address} leads to {way}");
            let bare = way.split('#').next().unwrap_or_default().to_owned();
            if inside && !bare.starts_with("/corrections/") && known.insert(bare.clone()) {
                left.push(bare);
            }
        }
        pages.push((address, page));
        assert!(pages.len() < 2000, "the desk leads on and on");
    }
    pages
}

fn number(desk: &Desk, id: &str) -> String {
    let reports = json(desk, "/reports.json");
    let row = reports["reports"].as_array().unwrap().iter().find(|row| row["id"] == id).unwrap().clone();
    row["number"].to_string()
}

#[test]
fn every_page_can_be_reached_and_keeps_nobody_out() {
    let folder = Folder::new();
    let desk = desk(&folder, &readings(&plain));
    let pages = crawl(&desk);
    assert!(pages.len() > 30, "{}", pages.len());
    for start in [
        "/story/",
        "/report/",
        "/who/",
        "/positions",
        "/meetings",
        "/figures",
        "/copies",
        "/copies/compare",
        "/disputes",
        "/search",
        "/corrections",
        "/correct?",
    ] {
        assert!(pages.iter().any(|(address, _)| address.starts_with(start)), "no page at {start}");
    }
    let all: Vec<String> =
        pages.iter().flat_map(|(address, page)| faults(page).into_iter().map(move |fault| format!("{address}: {fault}"))).collect();
    assert_eq!(all, Vec::<String>::new());
}

#[test]
fn what_is_not_there_is_said_to_be_not_there() {
    let folder = Folder::new();
    let desk = desk(&folder, &readings(&plain));
    for address in [
        "/nothing",
        "/report/1",
        "/report/x",
        "/who/Nobody",
        "/story/9",
        "/copies/compare?a=1&b=2",
        "/correct?layer=event&report=1&at=1-2",
        "/report/1/marks.css",
        "/../etc/passwd",
        "/%2e%2e/%2e%2e/etc/passwd",
        "/desk.css/..",
        "/corrections/x",
    ] {
        let (status, page) = get(&desk, address);
        assert_eq!(status, 404, "{address}");
        assert_eq!(faults(&page), Vec::<String>::new(), "{address}");
    }
    assert_eq!(get(&desk, "/search?q=%22%22*-+NEAR(").0, 200);
    assert_eq!(get(&desk, "/search?q=%00%ff").0, 200);
    assert_eq!(get(&desk, "/met?a=Nobody").0, 404);
    assert_eq!(get(&desk, "/reports?page=99999999999999999999&from=x&to=%F0%9F%95%8A").0, 200);
}

#[test]
fn a_report_shows_what_was_read_in_it() {
    let folder = Folder::new();
    let desk = desk(&folder, &readings(&plain));
    let (_, page) = get(&desk, &format!("/report/{}", number(&desk, "h1")));
    for part in [
        "Subscribe now",
        "class=\"fu\"",
        "Sered Radio",
        "The governor has no part",
        "a line that is odd",
        "side by side",
        "text of <b>KP</b>",
        "id=\"show-said\"",
        "harbour",
        "<ol class=\"chain\">",
        "translated",
        "class=\"na",
        "wi ti\"",
        "rel=\"noreferrer noopener\"",
    ] {
        assert!(page.to_lowercase().contains(&part.to_lowercase()), "{part} is not in {page}");
    }
    assert!(page.contains("wi"), "shared text is shaded");
    // Each chosen statement has a card, and rules that bring out its words.
    let (status, rules) = get(&desk, &format!("/report/{}/marks.css", number(&desk, "h1")));
    assert_eq!(status, 200);
    let chosen: Vec<&str> =
        page.match_indices("id=\"said-").map(|(at, _)| &page[at + 4..at + 4 + page[at + 4..].find('"').unwrap()]).collect();
    assert_eq!(chosen.len(), 2);
    assert!(chosen.iter().all(|id| rules.contains(&format!("#{id}:target")) && page.contains(&format!("href=\"#{id}\""))));
}

#[test]
fn the_text_of_a_report_comes_through_whole() {
    let folder = Folder::new();
    let desk = desk(&folder, &readings(&plain));
    for reading in readings(&plain) {
        let (_, page) = get(&desk, &format!("/report/{}", number(&desk, &reading.report.id)));
        let article = &page[page.find("<article class=\"text\"").unwrap()..page.find("</article>").unwrap()];
        let mut words = String::new();
        let mut skip = false;
        for tag in tags(&format!("<!DOCTYPE html>{article}</article>")) {
            if !skip {
                words.push_str(&tag.before);
            }
            skip = tag.name == "sup";
            if tag.name == "/p" {
                words.push('\n');
            }
        }
        assert_eq!(words.replace("&amp;", "&"), reading.text, "{}", reading.report.id);
    }
}

#[test]
fn words_are_marked_where_an_address_says() {
    let folder = Folder::new();
    let desk = desk(&folder, &readings(&plain));
    let text = readings(&plain)[0].text.clone();
    let start = text[..text.find("The governor").unwrap()].chars().count();
    let (_, page) = get(&desk, &format!("/report/{}?mark={start}-{},9999-99999", number(&desk, "h1"), start + 12));
    let marked: String = page
        .split("<mark")
        .skip(1)
        .map(|piece| {
            piece
                .split("</mark>")
                .next()
                .unwrap_or_default()
                .rsplit_once("</")
                .map_or(piece, |(words, _)| words)
                .rsplit('>')
                .next()
                .unwrap_or_default()
        })
        .collect();
    assert_eq!(marked, "The governor");
    assert_eq!(page.matches("id=\"mark\"").count(), 1);
}

#[test]
fn pages_and_their_twins_say_the_same() {
    let folder = Folder::new();
    let desk = desk(&folder, &readings(&plain));
    assert_eq!(json(&desk, "/overview.json")["n_reports"], 3);
    let who = json(&desk, "/who/Mara%20Todor.json");
    assert_eq!(who["statements"][0]["words"], "“The governor has no part in what comes after,”");
    assert_eq!(who["offices"][0]["title"], "head");
    assert_eq!(who["meetings"][0]["participants"].as_array().unwrap().len(), 2);
    assert_eq!((&who["format"], &who["href"]), (&"readout/who/1".into(), &"/who/Mara%20Todor".into()));
    let met = json(&desk, "/met.json?a=Mara+Todor&b=Ilan+Vesh");
    assert_eq!((&met["format"], &met["n_held"]), (&"readout/met/1".into(), &1.into()));
    assert!(met["meetings"][0]["cites"][0]["href"].as_str().unwrap().starts_with("/report/"));
    let changes = json(&desk, "/changes.json?since=2031-06-05");
    assert_eq!(changes["expected"].as_array().map(Vec::len), Some(1), "{changes}");
    assert_eq!(who["statements"][0]["cites"].as_array().unwrap().len(), 2);
    let meetings = json(&desk, "/meetings.json");
    assert_eq!(meetings["n"], 2);
    assert_eq!((&meetings["ties"][0]["held"], &meetings["ties"][0]["planned"]), (&1.into(), &0.into()));
    let figures = json(&desk, "/figures.json");
    assert_eq!(figures["tallies"][0]["n_claims"], 2);
    assert_eq!(figures["tallies"][0]["claims"][1]["low"], 71.0);
    let copies = json(&desk, "/copies.json");
    assert_eq!((&copies["n"], &copies["families"][0]["original"]), (&1.into(), &"KP".into()));
    let positions = json(&desk, "/positions.json");
    assert_eq!(positions["issues"][0]["stands"][0]["stance"], "demands");
    let story = json(&desk, &format!("/story/{}.json", number(&desk, "h1")));
    assert_eq!(story["brief"]["format"], "readout/brief/1");
    assert!(story["timeline"].as_array().unwrap().iter().any(|moment| moment["lane"] == "held" && moment["when"] == "2031-06-03"));
    // Offsets are code points: the place of a cite yields its words.
    let report = json(&desk, &format!("/report/{}.json", number(&desk, "h1")));
    let text: Vec<char> = report["reading"]["text"].as_str().unwrap().chars().collect();
    let cite = who["statements"][0]["cites"].as_array().unwrap().iter().find(|cite| cite["report"] == report["number"]).unwrap().clone();
    let at = |n: usize| cite["spans"][0][n].as_u64().unwrap() as usize;
    assert_eq!(text[at(0)..at(1)].iter().collect::<String>(), "“The governor has no part in what comes after,”");
    assert_eq!(report["reading"]["offsets"], "codepoint");
}

#[test]
fn a_name_leads_to_its_fullest_form_and_filters_hold() {
    let folder = Folder::new();
    let desk = desk(&folder, &readings(&plain));
    let names = json(&desk, "/who/Relief%20Federation.json");
    assert_eq!(names["n_reports"], 3);
    assert_eq!(json(&desk, "/who.json?kind=people")["n"], 2);
    assert_eq!(json(&desk, "/who.json?name=todor")["n"], 1);
    assert_eq!(json(&desk, "/reports.json?outlet=Tidings")["n"], 1);
    assert_eq!(json(&desk, "/reports.json?from=2031-06-04&to=2031-06-05")["n"], 1);
    assert_eq!(json(&desk, "/search.json?q=governor&outlet=Daily+Bell")["n_reports"], 1);
    assert_eq!(json(&desk, "/search.json?q=governor&in=statements")["statements"].as_array().unwrap().len(), 1);
    assert_eq!(json(&desk, "/search.json?q=vesh&in=names")["who"][0]["name"], "Ilan Vesh");
    assert_eq!(json(&desk, "/meetings.json?told=planned")["n"], 1);
}

#[test]
fn what_is_new_since_the_last_visit() {
    use crate::made::CLOCK;
    use std::sync::atomic::Ordering;
    let folder = Folder::new();
    let all = readings(&plain);
    let desk = desk(&folder, &all[..2]);
    let seen = CLOCK.load(Ordering::Relaxed);
    let visit = |at: i64| format!("readout-visit-7380={at}.{at}");
    let first = get_with(&desk, "/", &[]);
    assert!(first.headers().get_all("set-cookie").iter().any(|cookie| cookie.to_str().unwrap().starts_with("readout-visit-7380=")));
    assert!(!String::from_utf8(first.into_body()).unwrap().contains("last visit"));
    let page = |cookie: &str, address: &str| String::from_utf8(get_with(&desk, address, &[("cookie", cookie)]).into_body()).unwrap();
    assert!(page(&visit(seen), "/").contains("Nothing is new since your last visit"));
    // A visit that ended before these reports were first seen.
    let before = visit(seen - 10_000);
    assert!(page(&before, "/").contains("<b>2</b> reports are new since your last visit"));
    let new = page(&before, "/new");
    assert!(new.contains("Talks open in Port Sered") && new.contains("Told for the first time") && new.contains("Said for the first time"));
    assert!(page("readout-visit-7380=x.y", "/").contains("The record"));
    assert!(page("readout-visit-7380=-9223372036854775808.9223372036854775807", "/").contains("The record"));
}

#[test]
fn reports_that_come_while_the_desk_is_open_are_shown() {
    let folder = Folder::new();
    let all = readings(&plain);
    let desk = desk(&folder, &all[..2]);
    readout_store::Store::open(folder.store()).unwrap().add_all(&all).unwrap();
    let begun = std::time::Instant::now();
    let mut told = false;
    while json(&desk, "/overview.json")["n_reports"] != 3 {
        told |= get(&desk, "/").1.contains("1 more reports are in the store");
        assert!(begun.elapsed().as_secs() < 60, "the desk never looked again");
    }
    let _ = told;
    assert!(get(&desk, "/").1.contains("<b>3</b> reports"));
    assert!(!get(&desk, "/").1.contains("worked out anew"));
}

#[test]
fn an_empty_store_is_no_error() {
    let folder = Folder::new();
    let desk = desk(&folder, &[]);
    for (address, page) in crawl(&desk) {
        assert_eq!(faults(&page), Vec::<String>::new(), "{address}");
    }
}
