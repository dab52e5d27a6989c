//! `readout read` and `readout find`: the store.

use super::{REPORT, folder, readout, text};

#[test]
fn reading_twice_changes_nothing() {
    let folder = folder("store-twice");
    let store = folder.join("readout.db");
    let report = folder.join("talks.txt");
    std::fs::write(&report, REPORT).unwrap();
    let (store, report) = (store.to_str().unwrap(), report.to_str().unwrap());
    let first = readout(&["read", report, "--store", store], b"");
    assert!(text(&first.stdout).starts_with("new     talks  Talks open in Port Sered\n1 new; "), "{}", text(&first.stdout));
    let second = readout(&["read", report, "--store", store], b"");
    assert!(text(&second.stdout).contains("0 new, 1 there already"), "{}", text(&second.stdout));
    let found = readout(&["find", "envoys", "met", "--store", store], b"");
    assert!(text(&found.stdout).contains("Envoys met on Tuesday"), "{}", text(&found.stdout));
}
