//! `readout read`, killed: nothing reported done is lost, and reading again makes the store that an undisturbed run makes.
//!
//! The reports are made of the example reports: each has a title and two paragraphs of one of them, and a number of its own. The process is
//! killed (`SIGKILL`) after a random number of its lines and a random moment more, so that the kill falls anywhere in reading or in a commit.
//! By default a few kills over a few reports; `READOUT_TEST_KILLS` and `READOUT_TEST_REPORTS` set how many, `READOUT_TEST_PROGRAM` which
//! program (a release build, say).
#![allow(clippy::disallowed_methods, clippy::print_stderr, reason = "how often to try is for whoever runs the tests")]

use super::folder;
use readout_store::Store;
use std::collections::BTreeSet;
use std::io::{BufRead, BufReader};
use std::path::Path;
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

fn number(name: &str, default: usize) -> usize {
    std::env::var(name).ok().and_then(|value| value.parse().ok()).unwrap_or(default)
}

fn program() -> String {
    std::env::var("READOUT_TEST_PROGRAM").unwrap_or_else(|_| env!("CARGO_BIN_EXE_readout").to_owned())
}

/// So many different reports, one a line.
fn reports(n: usize) -> String {
    let examples = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../examples/reports");
    let mut files: Vec<_> = std::fs::read_dir(examples).unwrap().map(|entry| entry.unwrap().path()).collect();
    files.retain(|path| path.extension().is_some_and(|extension| extension == "txt"));
    files.sort();
    let texts: Vec<String> = files.iter().map(|path| std::fs::read_to_string(path).unwrap()).collect();
    let mut lines = String::new();
    for id in 0..n {
        let paragraphs: Vec<&str> = texts[id % texts.len()].split("\n\n").filter(|paragraph| !paragraph.trim().is_empty()).collect();
        let (title, rest) = paragraphs.split_first().unwrap();
        let at = id / texts.len();
        let body = [rest[at % rest.len()], rest[(at + 1) % rest.len()]].join("\n\n");
        let text = format!("{title} ({id})\n\n{body}\n");
        let outlet = format!("Outlet {}", id % 7);
        lines.push_str(&serde_json::json!({"id": format!("r{id}"), "outlet": outlet, "published": "2031-06-03", "text": text}).to_string());
        lines.push('\n');
    }
    lines
}

fn read(input: &Path, store: &Path) -> Command {
    let mut command = Command::new(program());
    command.args(["read", "--threads", "2", "--store"]).arg(store).arg(input).stdout(Stdio::piped()).stderr(Stdio::null());
    command
}

fn dump(store: &Store) -> Vec<u8> {
    let mut out = Vec::new();
    store.dump(&mut out).unwrap();
    out
}

#[test]
fn a_killed_read_loses_nothing_and_is_completed_to_the_same_store() {
    let (kills, n) = (number("READOUT_TEST_KILLS", 2), number("READOUT_TEST_REPORTS", 96));
    let folder = folder("store-killed");
    let input = folder.join("reports.jsonl");
    std::fs::write(&input, reports(n)).unwrap();
    let whole = {
        let path = folder.join("undisturbed.db");
        assert!(read(&input, &path).output().unwrap().status.success());
        let store = Store::open(&path).unwrap();
        assert_eq!(store.n_reports().unwrap(), n);
        dump(&store)
    };
    let mut chance = 0x9E37_79B9_7F4A_7C15_u64;
    let (mut n_done, mut n_partial) = (0, 0);
    for round in 0..kills {
        chance ^= chance << 13;
        chance ^= chance >> 7;
        chance ^= chance << 17;
        let path = folder.join(format!("{round}.db"));
        let begun = Instant::now();
        let mut child = read(&input, &path).spawn().unwrap();
        // Lines come a batch at a time: a kill near the end would mostly come too late.
        let after = chance as usize % (n - n / 3);
        let mut done = BTreeSet::new();
        let mut killed = false;
        if after == 0 {
            std::thread::sleep(Duration::from_millis(chance >> 40 & 0xFF));
            child.kill().unwrap();
            killed = true;
        }
        for line in BufReader::new(child.stdout.take().unwrap()).lines().map_while(Result::ok) {
            done.extend(line.strip_prefix("new ").and_then(|rest| rest.split_whitespace().next()).map(str::to_owned));
            if done.len() == after && !killed {
                std::thread::sleep(begun.elapsed().mul_f64((chance >> 40 & 0xFF) as f64 / 2560.0));
                child.kill().unwrap();
                killed = true;
            }
        }
        child.wait().unwrap();
        if path.exists() {
            let store = Store::open(&path).unwrap();
            assert!(store.check().unwrap().is_empty(), "round {round}");
            let held: BTreeSet<String> = store.readings_without_tokens().unwrap().into_iter().map(|reading| reading.report.id).collect();
            let lost: Vec<&String> = done.difference(&held).collect();
            assert!(lost.is_empty(), "round {round}: reported done and lost: {lost:?}");
            n_partial += usize::from(held.len() < n);
        }
        n_done += done.len();
        assert!(read(&input, &path).output().unwrap().status.success(), "round {round}");
        let store = Store::open(&path).unwrap();
        assert!(store.check().unwrap().is_empty(), "round {round}");
        assert!(dump(&store) == whole, "round {round}: the store is not what an undisturbed run makes");
        drop(store);
        for end in ["", "-wal", "-shm"] {
            let _ = std::fs::remove_file(folder.join(format!("{round}.db{end}")));
        }
        eprintln!("round {round}: killed after {} of {n} were reported", done.len());
    }
    eprintln!("{kills} kills, {n_done} reports reported done before them, {n_partial} stores left incomplete, none with a loss");
    assert!(kills == 0 || n_partial > 0, "no kill fell into the reading");
}
