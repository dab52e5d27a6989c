//! Mark-up, scripts and odd characters in every field of every reading, name and note, on every page.

use crate::made::{Folder, HOST, TOKEN, desk, get, get_with, post, readings};
use crate::markup::{faults, tags};
use crate::pages::crawl;
use axum::http::Request;

const PAYLOADS: &[&str] = &[
    "<script>alert(1)</script>",
    "</title><script src=//evil.example></script>",
    "\"><img src=x onerror=alert(1)>",
    "' onmouseover='alert(1)' x='",
    "\" autofocus onfocus=\"alert(1)",
    "</textarea></option></select></svg></style><svg onload=alert(1)>",
    "javascript:alert(1)//",
    "data:text/html,<script>alert(1)</script>",
    "<!--<![CDATA[<?xml <!DOCTYPE html>-->",
    "&lt;script&gt;&#60;&#x3c;",
    "{{7*7}}${7*7}<%= 7 %>",
    "\u{202e}gnp.exe\u{2066}\u{200b}\u{feff}\u{e0041}",
    "a\u{0001}b\u{0002}c\u{0008}\u{001b}[31m",
    "/../../%2e%2e%2f?token=x#\\",
    "\r\nSet-Cookie: a=b\r\n\r\n<html>",
    "é🕊\u{0301}👩\u{200d}👧ﷺ",
    "𝕏' OR '1'='1'; DROP TABLE report;--",
];

#[test]
fn nothing_in_a_report_is_more_than_words() {
    for payload in PAYLOADS {
        let folder = Folder::new();
        let desk = desk(&folder, &readings(&|words| format!("{words} {payload}")));
        // The crawl reads each page's mark-up strictly and looks at every address.
        let pages = crawl(&desk);
        assert!(pages.len() > 25, "{payload:?}: {}", pages.len());
        for (address, page) in &pages {
            assert_eq!(faults(page), Vec::<String>::new(), "{payload:?} at {address}");
            assert!(
                !page.chars().any(|character| character != '\n' && readout_core::is_unsafe(character)),
                "{payload:?} at {address}: a character that hides"
            );
        }
    }
}

#[test]
fn addresses_of_reports_are_links_only_where_they_are_of_the_web() {
    for payload in PAYLOADS {
        let folder = Folder::new();
        let desk = desk(&folder, &readings(&|_| (*payload).to_owned()));
        for (address, page) in crawl(&desk) {
            for tag in tags(&page) {
                let way = tag.attributes.get("href").map(String::as_str).unwrap_or("/");
                assert!(way.starts_with(['/', '#', '?']), "{payload:?} at {address}: {way}");
            }
        }
    }
}

#[test]
fn nothing_that_is_sent_is_more_than_words() {
    let folder = Folder::new();
    let desk = desk(&folder, &readings(&|words| words.to_owned()));
    let number = crate::made::json(&desk, "/reports.json")["reports"][0]["number"].to_string();
    for payload in PAYLOADS {
        let name: String = payload.chars().take(80).collect();
        let (status, to) =
            post(&desk, "/corrections", &[("kind", "note"), ("report", &number), ("note", payload), ("by", &name), ("to", payload)]);
        assert_eq!((status, to.as_str()), (303, "/"), "{payload:?}");
        for kind in ["merge", "split", "speaker", "date", "event", "wrong", payload] {
            let (status, page) = post(
                &desk,
                "/corrections",
                &[
                    ("kind", kind),
                    ("report", payload),
                    ("at", payload),
                    ("who", payload),
                    ("other", payload),
                    ("member", payload),
                    ("value", payload),
                    ("type", payload),
                    ("layer", payload),
                ],
            );
            assert_eq!(status, 422, "{kind} {payload:?}");
            assert_eq!(faults(&page), Vec::<String>::new());
        }
        let part: String = form_urlencoded::byte_serialize(payload.as_bytes()).collect();
        for address in [
            format!("/search?q={part}&in={part}&outlet={part}&from={part}&to={part}"),
            format!("/who?name={part}&kind={part}"),
            format!("/meetings?who={part}"),
            format!("/positions?issue={part}&who={part}"),
            format!("/figures?counted={part}"),
            format!("/reports?page={part}"),
            format!("/new?since={part}"),
            format!("/who/{part}"),
            format!("/report/{number}?mark={part}"),
            format!("/correct?report={number}&layer={part}&at={part}"),
        ] {
            let (status, page) = get(&desk, &address);
            assert!(matches!(status, 200 | 404), "{address}: {status}");
            assert_eq!(faults(&page), Vec::<String>::new(), "{address}");
        }
    }
    for (address, page) in crawl(&desk) {
        assert_eq!(faults(&page), Vec::<String>::new(), "{address}");
    }
}

#[test]
fn headers_cannot_be_written_into() {
    let folder = Folder::new();
    let desk = desk(&folder, &readings(&|words| words.to_owned()));
    for cookie in ["readout-name-7380=%0d%0aX: y", "readout-name-7380=%3Cscript%3E", "readout-visit-7380=1.2%0d%0aX: y"] {
        let response = get_with(&desk, "/corrections", &[("cookie", cookie)]);
        assert!(response.headers().get("x").is_none());
        let page = String::from_utf8(response.into_body()).unwrap();
        assert_eq!(faults(&page), Vec::<String>::new());
    }
    let request = Request::builder()
        .method("POST")
        .uri("/corrections")
        .header("host", HOST)
        .header("authorization", format!("Bearer {TOKEN}"))
        .body(b"kind=note&to=/%0d%0aX:%20y&by=a%0d%0aX:%20y&note=b&report=".to_vec())
        .unwrap();
    assert!(desk.respond(&request).headers().get("x").is_none());
}
