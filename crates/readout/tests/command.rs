//! The other commands.

use super::{REPORT, folder, readout, text};

#[test]
fn help_completions_and_manual_come_from_one_definition() {
    assert!(text(&readout(&["--help"], b"").stdout).contains("annotate"));
    assert!(text(&readout(&["completions", "bash"], b"").stdout).contains("_readout"));
    assert!(text(&readout(&["man"], b"").stdout).starts_with(".ie"));
}

#[test]
fn inspect_puts_labels_under_the_words() {
    let output = readout(&["inspect", "intake"], REPORT.as_bytes());
    let shown = text(&output.stdout);
    assert!(shown.contains("title      Talks open in Port Sered"), "{shown}");
    assert!(shown.contains("^^^^^^^^^^^^^^^^^^^^^^^^^ dateline place=PORT SERED, Ardesh agency=KP"), "{shown}");
}

#[test]
fn a_brief_of_files_leaves_nothing_behind() {
    let folder = folder("brief");
    let report = folder.join("talks.txt");
    std::fs::write(&report, REPORT).unwrap();
    for form in ["terminal", "md", "html", "json"] {
        let output = readout(&["brief", report.to_str().unwrap(), "--to", form], b"");
        assert!(output.status.success(), "{form}: {}", text(&output.stderr));
        assert!(text(&output.stdout).contains("1 report") || form == "json", "{form}");
    }
    assert_eq!(std::fs::read_dir(&folder).unwrap().count(), 1);
}

#[test]
fn words_of_reports_cannot_break_out_of_a_page() {
    let odd = "Talks <script>alert(1)</script> & more\n\nSERED (KP) - \"<img src=x onerror=alert(1)>\" Mara Todor said, and 12 people were killed on Tuesday.\n";
    let page = readout(&["brief", "-", "--to", "html"], odd.as_bytes());
    let page = text(&page.stdout).to_owned();
    assert!(!page.contains("<script") && !page.contains("<img"), "{page}");
}

#[test]
fn what_is_wrong_is_said_with_a_hint() {
    let output = readout(&["annotate", "--published", "soon"], REPORT.as_bytes());
    assert_eq!(output.status.code(), Some(2));
    assert!(text(&output.stderr).starts_with("error: \"soon\" is no date\n  hint: "), "{}", text(&output.stderr));
    let output = readout(&["find", "talks", "--store", "nowhere/readout.db"], b"");
    assert_eq!(output.status.code(), Some(2));
    assert!(text(&output.stderr).contains("hint:"), "{}", text(&output.stderr));
}

/// `docs/reference/commands.md` is the help of every command; `READOUT_UPDATE=1` writes it anew.
#[test]
fn the_reference_is_what_help_says() {
    let mut page = "# Commands\n\nThis page is what `--help` prints; a test holds the two together.\n".to_owned();
    for command in ["", "read", "brief", "find", "annotate", "inspect", "completions", "man"] {
        let arguments: Vec<&str> = [command, "--help"].into_iter().filter(|word| !word.is_empty()).collect();
        let help = readout(&arguments, b"");
        let help: String = text(&help.stdout).lines().map(|line| format!("{}\n", line.trim_end())).collect();
        page.push_str(&format!("\n## `readout{}{command}`\n\n```text\n{help}```\n", if command.is_empty() { "" } else { " " }));
    }
    let path = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("../../docs/reference/commands.md");
    if std::env::var_os("READOUT_UPDATE").is_some() {
        std::fs::write(&path, &page).expect("the reference can be written");
    }
    let found = std::fs::read_to_string(&path).unwrap_or_default();
    assert!(found == page, "docs/reference/commands.md is not what --help says: run the tests with READOUT_UPDATE=1");
}

/// Every code in the sources is described, and every code described is in the sources.
#[test]
fn every_finding_is_described() {
    let root = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("../..");
    let page = std::fs::read_to_string(root.join("docs/reference/findings.md")).expect("the page of findings");
    let mut sources = String::new();
    let mut folders = vec![root.join("crates")];
    while let Some(folder) = folders.pop() {
        for entry in std::fs::read_dir(folder).expect("a folder").map(|entry| entry.expect("an entry").path()) {
            if entry.is_dir() {
                folders.push(entry);
            } else if entry.extension().is_some_and(|extension| extension == "rs") {
                sources.push_str(&std::fs::read_to_string(&entry).expect("a source"));
            }
        }
    }
    for row in page.lines().filter_map(|line| line.strip_prefix("| `")) {
        let code = row.split('`').next().unwrap_or_default();
        assert!(sources.contains(&format!("\"{code}\"")), "{code} is in the sources");
    }
    for part in ["Finding::at(\"", "Finding::report(\""] {
        for (_, rest) in sources.match_indices(part).map(|(at, _)| sources.split_at(at + part.len())) {
            let code = rest.split('"').next().unwrap_or_default();
            let in_tests = matches!(code, "odd") || !code.chars().all(|c| c.is_ascii_lowercase() || c == '-');
            assert!(in_tests || page.contains(&format!("`{code}`")), "{code} is described");
        }
    }
}
