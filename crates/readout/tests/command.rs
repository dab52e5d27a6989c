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

const WIRE: &str = "Envoys of Ardesh and of the Free Council met on Thursday in the port of Sered for their first talks since November. \
The war in the mountains has cost some 41,000 lives since the old assembly was dissolved, the KP news agency reported. \
The head of the council ruled out a joint force with the army against militants who hold the upper valleys.\n";

/// A folder with an agency's text, an outlet's copy of it, and a report of its own.
fn three_reports(name: &str) -> std::path::PathBuf {
    let folder = folder(name);
    let copy = WIRE.replace("militants", "Ash rebels").replace(", the KP news agency reported", "") + "It rained in the evening.\n";
    let own = "Farmers of the lower coast say that this spring brought them more frost than any other in the last twenty years.\n";
    for (name, outlet, credit, text) in [("wire", "Kontinent", "KP", WIRE), ("copy", "Mail", "", copy.as_str()), ("own", "Bell", "", own)] {
        std::fs::write(folder.join(format!("{name}.txt")), text).unwrap();
        let credit = if credit.is_empty() { String::new() } else { format!(", \"credit\": [\"{credit}\"]") };
        std::fs::write(folder.join(format!("{name}.json")), format!("{{\"outlet\": \"{outlet}\"{credit}}}")).unwrap();
    }
    folder
}

#[test]
fn copies_are_told_with_their_original_and_each_outlets_own_share() {
    let folder = three_reports("copies");
    let output = readout(&["copies", folder.to_str().unwrap()], b"");
    let shown = text(&output.stdout);
    assert!(output.status.success(), "{}", text(&output.stderr));
    assert!(shown.starts_with("3 reports · 2 independent accounts · 1 text printed more than once"), "{shown}");
    for part in
        ["KP · 2 REPORTS", "nearest to the original is K1: credits KP", "“militants” / “Ash rebels”", "PRINTED BY NOBODY ELSE\n  B1"]
    {
        assert!(shown.contains(part), "{part}: {shown}");
    }
    let output = readout(&["copies", folder.to_str().unwrap(), "--json"], b"");
    let view: serde_json::Value = serde_json::from_slice(&output.stdout).unwrap();
    assert_eq!(view["format"], "readout/copies/1");
    let members = view["families"][0]["members"].as_array().unwrap();
    assert!(members.iter().all(|member| member["shared_percent"].as_u64().unwrap() + member["own_percent"].as_u64().unwrap() == 100));
    let output = readout(&["copies", folder.to_str().unwrap(), "--to", "passim"], b"");
    let rows: Vec<serde_json::Value> = text(&output.stdout).lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    assert_eq!(rows.len(), 2);
    let wire: Vec<char> = WIRE.chars().collect();
    let row = rows.iter().find(|row| row["series"] == "Kontinent").unwrap();
    let (begin, end) = (row["begin"].as_u64().unwrap() as usize, row["end"].as_u64().unwrap() as usize);
    assert_eq!(wire[begin..end].iter().collect::<String>(), row["text"].as_str().unwrap());
    assert_eq!(rows.iter().find(|row| row["series"] == "Mail").unwrap()["src"][0]["id"], row["id"]);
}

#[test]
fn one_report_is_shown_sentence_by_sentence_with_who_else_prints_it() {
    let folder = three_reports("copies-of-one");
    let store = folder.join("store.db");
    assert!(readout(&["read", folder.to_str().unwrap(), "--store", store.to_str().unwrap()], b"").status.success());
    let output = readout(&["copies", "M1", "--store", store.to_str().unwrap()], b"");
    let shown = text(&output.stdout);
    assert!(shown.contains("100 % [K1:1]") && shown.contains("It rained in the evening.\n        its own"), "{shown}");
    let output = readout(&["copies", "M7", "--store", store.to_str().unwrap()], b"");
    assert_eq!(output.status.code(), Some(2));
    assert!(text(&output.stderr).starts_with("error: there is no report called \"M7\"\n  hint: "), "{}", text(&output.stderr));
}

#[test]
fn two_printings_stand_side_by_side() {
    let folder = three_reports("diff");
    let (wire, copy) = (folder.join("wire.txt"), folder.join("copy.txt"));
    let output = readout(&["diff", wire.to_str().unwrap(), copy.to_str().unwrap()], b"");
    let shown = text(&output.stdout);
    assert!(shown.contains("[-militants-]") && shown.contains("{+Ash rebels+}"), "{shown}");
    assert!(shown.contains("dropped   “the KP news agency reported”"), "{shown}");
    assert!(shown.contains("1 sentence added"), "{shown}");
    let output = readout(&["diff", wire.to_str().unwrap(), copy.to_str().unwrap(), "--json"], b"");
    let view: serde_json::Value = serde_json::from_slice(&output.stdout).unwrap();
    assert_eq!(view["format"], "readout/diff/1");
    // The pieces of a row are its sentences, and each change is of the words it says.
    for row in view["rows"].as_array().unwrap() {
        for piece in row["b"]["pieces"].as_array().into_iter().flatten() {
            if let Some(change) = piece["change"].as_u64() {
                assert_eq!(view["changes"][change as usize]["to"], piece["text"]);
            }
        }
    }
}

#[test]
fn stories_are_told_with_what_ties_them_and_their_days() {
    let folder = three_reports("stories");
    let later = "The Free Council and Ardesh ended their talks in the port of Sered on 4 June 2031 without a date for the next meeting. \
The envoys of the council left the port in the evening.\n";
    std::fs::write(folder.join("later.txt"), later).unwrap();
    std::fs::write(folder.join("later.json"), "{\"outlet\": \"Tidings\", \"published\": \"2031-06-05\"}").unwrap();
    let output = readout(&["stories", folder.to_str().unwrap()], b"");
    let shown = text(&output.stdout);
    assert!(output.status.success(), "{}", text(&output.stderr));
    assert!(shown.starts_with("4 reports · 2 stories\n"), "{shown}");
    assert!(shown.contains("tied by") && shown.contains("Wed 4 Jun 2031"), "{shown}");
    let output = readout(&["stories", folder.to_str().unwrap(), "--json"], b"");
    let view: serde_json::Value = serde_json::from_slice(&output.stdout).unwrap();
    assert_eq!(view["format"], "readout/stories/1");
    assert_eq!(view["stories"][0]["reports"].as_array().unwrap().len(), 3);
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
    let commands =
        "|read|brief|copies|diff|stories|who|met|stands|changes|find|desk|corrections|corrections add|annotate|inspect|completions|man";
    for command in commands.split('|') {
        let arguments: Vec<&str> = command.split_whitespace().chain(["--help"]).collect();
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

#[test]
fn a_brief_of_several_stories_is_named_after_whom_most_reports_name() {
    let folder = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("../../examples/reports");
    let output = readout(&["brief", "--to", "json", folder.to_str().expect("UTF-8")], b"");
    let brief: serde_json::Value = serde_json::from_slice(&output.stdout).expect("JSON");
    let title = brief["title"].as_str().expect("a title");
    assert!(title.split(" · ").any(|name| name == "Ossara"), "{title}");
}

#[test]
fn the_desk_listens_beyond_this_machine_only_with_a_password() {
    let folder = folder("desk-password");
    let (store, file) = (folder.join("none.db"), folder.join("password"));
    let desk = |more: &[&str]| {
        let output = readout(&[&["desk", "--listen", "0.0.0.0", "--port", "0", "--store", store.to_str().unwrap()], more].concat(), b"");
        assert!(!output.status.success() && !store.exists());
        text(&output.stderr).to_owned()
    };
    assert!(desk(&[]).contains("beyond this machine the desk listens only with a password"));
    std::fs::write(&file, "short\n").unwrap();
    assert!(desk(&["--password-file", file.to_str().unwrap()]).contains("fewer than 8 letters"));
    std::fs::write(&file, "long enough\n").unwrap();
    assert!(desk(&["--password-file", file.to_str().unwrap()]).contains("there is no store"));
}
