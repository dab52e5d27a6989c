//! `readout who`, `met`, `stands`, `changes`.

use super::{folder, readout, text};
use std::path::PathBuf;

const BEFORE: &str = "Talks are near\n\nPORT SERED, Ardesh (KP) - Foreign Minister Mara Todor is expected to meet the head of the Karsan Council, \
Ivo Rell, in Port Sered on Thursday.\n";
const AFTER: &str = "Talks are held\n\nPORT SERED, Ardesh (KP) - Foreign Minister Mara Todor met the head of the Karsan Council, Ivo Rell, in Port \
Sered on Thursday.\n\n\"We spoke as neighbours,\" Mara Todor said after the meeting.\n";

/// Two dated reports in a folder: a meeting that is expected, and held.
fn story(name: &str) -> PathBuf {
    let folder = folder(name);
    for (file, report, published) in [("a", BEFORE, "2031-06-03"), ("b", AFTER, "2031-06-05")] {
        std::fs::write(folder.join(format!("{file}.txt")), report).unwrap();
        let known = format!("{{\"outlet\": \"Harbour Mail\", \"published\": \"{published}\"}}");
        std::fs::write(folder.join(format!("{file}.json")), known).unwrap();
    }
    folder
}

#[test]
fn views_of_files_and_of_a_store_are_the_same() {
    let folder = story("view-same");
    let (reports, store) = (folder.to_str().unwrap(), folder.join("readout.db"));
    let store = store.to_str().unwrap();
    assert!(readout(&["read", reports, "--store", store], b"").status.success());
    for view in [&["who", "todor"][..], &["met"], &["met", "todor", "rell"], &["stands", "Todor"], &["changes", "--since", "2031-06-04"]] {
        let of_files = readout(&[view, &["--reports", reports, "--json"]].concat(), b"");
        let of_store = readout(&[view, &["--store", store, "--json"]].concat(), b"");
        assert!(of_files.status.success(), "{view:?}: {}", text(&of_files.stderr));
        assert_eq!(text(&of_files.stdout), text(&of_store.stdout), "{view:?}");
        let value: serde_json::Value = serde_json::from_slice(&of_files.stdout).expect("one JSON object");
        assert!(value["format"].as_str().is_some_and(|format| format == format!("readout/{}/1", view[0])), "{view:?}");
        let page = readout(&[view, &["--reports", reports]].concat(), b"");
        assert!(page.status.success() && !page.stdout.is_empty(), "{view:?}");
    }
}

#[test]
fn a_name_that_nobody_or_several_have_chooses_nobody() {
    let folder = story("view-names");
    let other = "Talks in Ande\n\nANDE (KP) - Senator Ivo Todor met Mara Todor on Friday.\n";
    std::fs::write(folder.join("c.txt"), other).unwrap();
    let reports = folder.to_str().unwrap();
    let nobody = readout(&["who", "Zorn", "--reports", reports], b"");
    assert_eq!(nobody.status.code(), Some(2));
    assert!(text(&nobody.stderr).starts_with("error: no report names \"Zorn\""), "{}", text(&nobody.stderr));
    let several = readout(&["who", "odo", "--reports", reports], b"");
    assert_eq!(several.status.code(), Some(2), "beginnings of words only: {}", text(&several.stdout));
    let several = readout(&["who", "todor", "--reports", reports], b"");
    assert_eq!(several.status.code(), Some(2), "{}", text(&several.stdout));
    let said = text(&several.stderr);
    assert!(said.contains("can be several") && said.contains("Mara Todor") && said.contains("Ivo Todor"), "{said}");
}

#[test]
fn since_must_be_a_day() {
    let output = readout(&["changes", "--since", "soon", "--reports", "-"], b"");
    assert_eq!(output.status.code(), Some(2));
    assert!(text(&output.stderr).starts_with("error: \"soon\" is no day\n  hint: "), "{}", text(&output.stderr));
}
