//! The store as its users see it: nothing lost, nothing twice, everything back as it was.
#![allow(clippy::unwrap_used, reason = "tests")]

use readout_core::{
    Attribution, AttributionId, AttributionKind, Entity, EntityId, EntityType, Event, EventId, EventType, Factuality, Finding, Hop, Manner,
    Mention, MentionId, MentionKind, Precision, Published, Reading, Report, Span, Token, TokenIndex,
};
use readout_store::{Added, Error, Store, identity};
use std::io::{BufRead, BufReader};
use std::path::PathBuf;
use std::process::{Command, Stdio};

/// A reading with something in most layers, and characters of several lengths.
fn reading(id: usize) -> Reading {
    let text = format!("“Évidemment,” said envoy no. {id} — 🕊 in the harbour.\nA tab\there, a \\ there.\n");
    let mut report = Report::new(format!("r{id}"), text.clone());
    report.published = Some(Published { value: "2031-06-03".into(), precision: Precision::Day, from: "field".into() });
    let mut reading = Reading::empty(&report);
    let words = ["“Évidemment,”", "said", "🕊", "A tab\there"];
    let spans: Vec<Span> = words.iter().map(|word| text.find(word).map(|at| Span::new(at, at + word.len())).unwrap()).collect();
    reading.sentences = vec![spans[0].cover(spans[2]), spans[3]];
    let token = |span: &Span| Token {
        span: *span,
        form: span.of(&text).to_owned(),
        lemma: "\\t".to_owned(),
        upos: "X".to_owned(),
        feats: "_".to_owned(),
        head: -1,
        deprel: "root".to_owned(),
    };
    reading.tokens = spans.iter().map(token).collect();
    reading.entities = vec![Entity {
        id: EntityId(0),
        entity_type: EntityType::PER,
        name: "envoy".to_owned(),
        named: false,
        aliases: vec!["the envoy".to_owned()],
        code: None,
        sector: Some("GOV".to_owned()),
    }];
    let (head, entity) = (TokenIndex(0), Some(EntityId(0)));
    reading.mentions =
        vec![Mention { id: MentionId(0), span: spans[1], head, kind: MentionKind::Nominal, entity_type: EntityType::PER, entity }];
    let hop = Hop {
        name: "envoy".to_owned(),
        entity,
        channel: None,
        audience: Some("journalists".to_owned()),
        span: Some(spans[2]),
        implied: false,
        translated: true,
    };
    reading.attributions = vec![Attribution {
        id: AttributionId(0),
        source: Vec::new(),
        cue: vec![spans[1]],
        content: vec![spans[0], spans[2]],
        kind: AttributionKind::Mixed,
        manner: Manner::Says,
        negated: false,
        speaker: entity,
        inside: None,
        voice: Default::default(),
        chain: vec![hop],
    }];
    reading.events = vec![Event {
        id: EventId(0),
        span: spans[1],
        extent: None,
        event_type: EventType::Consult,
        mode: None,
        context: vec!["diplomatic".to_owned()],
        actors: Vec::new(),
        recipients: Vec::new(),
        participants: vec![EntityId(0)],
        place: None,
        time: None,
        factuality: Factuality::Planned,
        historical: false,
        attribution: None,
        figures: Vec::new(),
        also: Vec::new(),
        since: None,
        details: Vec::new(),
    }];
    reading.findings = vec![Finding::at("odd", spans[2], "a dove")];
    reading
}

fn dump(store: &Store) -> String {
    let mut out = Vec::new();
    store.dump(&mut out).unwrap();
    String::from_utf8(out).unwrap()
}

fn folder(name: &str) -> PathBuf {
    let folder = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join(name);
    let _ = std::fs::remove_dir_all(&folder);
    std::fs::create_dir_all(&folder).unwrap();
    folder
}

#[test]
fn a_reading_comes_back_as_it_was() {
    let mut store = Store::in_memory().unwrap();
    store.add(&reading(1)).unwrap();
    assert_eq!(store.readings().unwrap(), [reading(1)]);
    assert_eq!(store.reading("r1").unwrap(), [reading(1)]);
    let mut light = reading(1);
    light.tokens.clear();
    assert_eq!(store.readings_without_tokens().unwrap(), [light]);
    assert!(store.check().unwrap().is_empty());
}

#[test]
fn adding_twice_changes_nothing_and_the_order_of_arrival_cannot_be_seen() {
    let (mut one, mut two) = (Store::in_memory().unwrap(), Store::in_memory().unwrap());
    let mut moved = reading(2);
    moved.report.path = Some("b/2.txt".to_owned());
    let all = [reading(1), moved, reading(2), reading(3)];
    let added = one.add_all(&all).unwrap();
    assert_eq!(added, [Added::New, Added::New, Added::Same, Added::New]);
    let before = dump(&one);
    assert!(one.add_all(&all).unwrap().iter().all(|added| *added == Added::Same));
    assert_eq!(dump(&one), before);
    for reading in all.iter().rev() {
        two.add(reading).unwrap();
    }
    assert_eq!(dump(&two), before);
    assert_eq!(one.n_reports().unwrap(), 3);
}

#[test]
fn two_outlets_with_one_text_are_two_reports_and_another_path_is_none() {
    let mut store = Store::in_memory().unwrap();
    let printed = |outlet: &str, path: &str| {
        let mut reading = reading(1);
        reading.report.outlet = Some(outlet.to_owned());
        reading.report.path = Some(path.to_owned());
        reading
    };
    assert_eq!(store.add(&printed("Mail", "a")).unwrap(), Added::New);
    assert_eq!(store.add(&printed("Bell", "b")).unwrap(), Added::New);
    assert_eq!(store.add(&printed("Bell", "c")).unwrap(), Added::Same);
    assert_ne!(identity(&printed("Mail", "a")), identity(&printed("Bell", "a")));
    assert_eq!(store.n_reports().unwrap(), 2);
    assert_eq!(store.reading("c").unwrap(), [printed("Bell", "b")]);
}

#[test]
fn another_reading_of_the_same_report_replaces_the_old_one() {
    let mut store = Store::in_memory().unwrap();
    store.add(&reading(1)).unwrap();
    let mut again = reading(1);
    again.model = "better".to_owned();
    again.events.clear();
    again.report.title = Some("Doves".to_owned());
    assert_eq!(store.add(&again).unwrap(), Added::Reread);
    assert_eq!(store.readings().unwrap(), [again.clone()]);
    assert_eq!(store.find("doves", 5).unwrap().len(), 1);
    let mut fresh = Store::in_memory().unwrap();
    fresh.add(&again).unwrap();
    assert_eq!(dump(&store), dump(&fresh));
    assert!(store.check().unwrap().is_empty());
}

#[test]
fn the_record_is_kept_while_it_is_true() {
    let mut store = Store::in_memory().unwrap();
    store.add_all(&[reading(1), reading(2)]).unwrap();
    assert_eq!(store.record().unwrap(), None);
    let (readings, record) = store.joined().unwrap();
    assert_eq!((readings.len(), record.statements.is_empty()), (2, false));
    assert_eq!(store.record().unwrap(), Some(record));
    assert!(store.check().unwrap().is_empty());
    let kept = dump(&store);
    assert_eq!(store.add(&reading(2)).unwrap(), Added::Same);
    assert_eq!(dump(&store), kept);
    store.add(&reading(3)).unwrap();
    assert_eq!(store.record().unwrap(), None);
    let other = reading(4);
    assert!(store.save_record(&[other], &Default::default()).is_err());
}

#[test]
fn a_record_of_another_program_is_made_anew() {
    let folder = std::env::temp_dir().join(format!("readout-store-maker-{}", std::process::id()));
    std::fs::create_dir_all(&folder).unwrap();
    let path = folder.join("maker.db");
    let mut store = Store::open(&path).unwrap();
    store.add_all(&[reading(1), reading(2)]).unwrap();
    let (_, record) = store.joined().unwrap();
    assert_eq!((store.is_of_another().unwrap(), store.is_fresh().unwrap()), (Some(false), Some(true)));
    // As another program would have left it: other rows, and its own name, or none as in stores of before there were names.
    for maker in ["json_set(body, '$.maker', '0.0.9+0000000000000000')", "json_remove(body, '$.maker')"] {
        let other = rusqlite::Connection::open(&path).unwrap();
        other.execute(&format!("UPDATE record SET body = {maker} WHERE part = 'made'"), []).unwrap();
        other.execute("UPDATE actor SET name = 'Nobody'", []).unwrap();
        drop(other);
        assert_eq!((store.is_of_another().unwrap(), store.is_fresh().unwrap()), (Some(true), Some(false)));
        assert_eq!(store.record().unwrap(), None);
        assert_eq!(store.joined().unwrap().1, record);
        assert_eq!((store.is_of_another().unwrap(), store.record().unwrap().as_ref()), (Some(false), Some(&record)));
    }
    std::fs::remove_dir_all(folder).unwrap();
}

#[test]
fn joining_sees_the_words_of_a_small_store() {
    let mut store = Store::in_memory().unwrap();
    store.add_all(&[reading(1), reading(2)]).unwrap();
    let readings = store.readings().unwrap();
    assert!(readings.iter().all(|reading| !reading.tokens.is_empty()));
    let record = readout_join::join(&readings);
    assert_eq!(store.joined().unwrap(), (readings, record));
}

#[test]
fn it_says_which_models_read_the_reports() {
    let mut store = Store::in_memory().unwrap();
    assert!(store.models().unwrap().is_empty());
    let mut other = reading(3);
    other.model = "another".to_owned();
    store.add_all(&[reading(1), reading(2), other]).unwrap();
    assert_eq!(store.models().unwrap(), [("another".to_owned(), 1), (reading(1).model, 2)].into());
}

#[test]
fn only_rows_that_are_other_than_before_are_written() {
    let mut store = Store::in_memory().unwrap();
    let all: Vec<Reading> = (0..20).map(reading).collect();
    store.add_all(&all).unwrap();
    let (readings, record) = store.joined().unwrap();
    assert_eq!(store.save_record(&readings, &record).unwrap(), 0);
    let mut other = record.clone();
    other.statements[3].said = Some("2031-06-02".to_owned());
    assert_eq!(store.save_record(&readings, &other).unwrap(), 1);
    assert_eq!(store.record().unwrap(), Some(other.clone()));
    other.statements.pop();
    other.cast.actors[0].reasons.push("so it is".to_owned());
    store.save_record(&readings, &other).unwrap();
    assert_eq!(store.record().unwrap(), Some(other));
    // What was written bit by bit is what would have been written at once.
    store.save_record(&readings, &record).unwrap();
    let mut fresh = Store::in_memory().unwrap();
    fresh.add_all(&all).unwrap();
    fresh.joined().unwrap();
    assert_eq!(dump(&store), dump(&fresh));
    // A report that comes leaves the rows where they are, marked as stale, until they are worked out anew.
    store.add(&reading(30)).unwrap();
    assert_eq!((store.is_fresh().unwrap(), store.record().unwrap()), (Some(false), None));
    assert_eq!(store.filed().unwrap().len(), 20);
    store.joined().unwrap();
    fresh.add(&reading(30)).unwrap();
    fresh.joined().unwrap();
    assert_eq!((store.is_fresh().unwrap(), dump(&store) == dump(&fresh)), (Some(true), true));
    assert!(store.check().unwrap().is_empty());
}

#[test]
fn an_excerpt_of_all_is_the_record() {
    use readout_store::{Part, Wanted};
    let mut store = Store::in_memory().unwrap();
    store.add_all(&(0..6).map(reading).collect::<Vec<_>>()).unwrap();
    let (readings, record) = store.joined().unwrap();
    let reports: Vec<i64> = store.filed().unwrap().iter().map(|report| report.number).collect();
    let wanted = Wanted {
        statements: store.statements_of_reports(&reports).unwrap(),
        happenings: store.happenings_of_reports(&reports).unwrap(),
        stories: store.stories(Part { from: 0, most: 100 }).unwrap(),
        reports,
        shared: true,
        ..Wanted::default()
    };
    let excerpt = store.excerpt(&wanted, &[]).unwrap();
    let light: Vec<Reading> = readings.iter().map(|reading| Reading { tokens: Vec::new(), ..reading.clone() }).collect();
    assert_eq!((&excerpt.readings, &excerpt.record.statements), (&light, &record.statements));
    assert_eq!((&excerpt.record.happenings, &excerpt.record.tellers), (&record.happenings, &record.tellers));
    assert_eq!(excerpt.record.cast.of, record.cast.of);
    assert_eq!(excerpt.record.cast.actors[..record.cast.actors.len()], record.cast.actors);
    // A report that was read again since is not in it, nor is what only it tells.
    let mut again = reading(2);
    again.model = "another".to_owned();
    store.add(&again).unwrap();
    let excerpt = store.excerpt(&wanted, &[]).unwrap();
    assert_eq!((excerpt.readings.len(), excerpt.record.statements.len()), (5, record.statements.len() - 1));
}

#[test]
fn words_are_found_with_their_sentence() {
    let mut store = Store::in_memory().unwrap();
    store.add(&reading(1)).unwrap();
    let hits = store.find("evidemment SAID", 5).unwrap();
    assert_eq!(hits[0].places[0].sentence, Some(0));
    let marked: Vec<&str> = hits[0].places[0].marks.iter().map(|mark| mark.of(&hits[0].places[0].text)).collect();
    assert_eq!(marked, ["Évidemment", "said"]);
    for odd in ["\"", "a\"b", "NEAR(", "-x", "*", "(", "text:", "\0", "AND", "said OR"] {
        store.find(odd, 5).unwrap();
    }
}

#[test]
fn files_of_others_and_of_the_future_are_refused() {
    let folder = folder("refused");
    std::fs::write(folder.join("text.db"), "not a database, but long enough to look like a file of something").unwrap();
    assert!(matches!(Store::open(folder.join("text.db")), Err(Error::NotADatabase(_))));
    let other = rusqlite::Connection::open(folder.join("other.db")).unwrap();
    other.execute_batch("CREATE TABLE t (x)").unwrap();
    assert!(matches!(Store::open(folder.join("other.db")), Err(Error::NotAStore(_))));
    assert!(matches!(Store::open_existing(folder.join("none.db")), Err(Error::Missing(_))));
    drop(Store::open(folder.join("new.db")).unwrap());
    rusqlite::Connection::open(folder.join("new.db")).unwrap().execute_batch("PRAGMA user_version = 999").unwrap();
    assert!(matches!(Store::open(folder.join("new.db")), Err(Error::Newer { found: 999, .. })));
}

const N_REPORTS: usize = 300;

/// Not a test of its own: the process that the next test kills.
#[test]
#[ignore = "started by the test below"]
#[allow(clippy::disallowed_methods, clippy::print_stdout, reason = "a process of its own")]
fn writer() {
    let Ok(path) = std::env::var("READOUT_TEST_STORE") else { return };
    let mut store = Store::open(path).unwrap();
    for id in 0..N_REPORTS {
        store.add(&reading(id)).unwrap();
        println!("\ndone {id}");
    }
}

/// Kills a writer at a random moment, again and again. `READOUT_TEST_KILLS` sets how often.
#[test]
#[allow(clippy::disallowed_methods, reason = "how often to try is for whoever runs the tests")]
fn nothing_reported_done_is_lost_when_the_writer_is_killed() {
    let kills: u64 = std::env::var("READOUT_TEST_KILLS").ok().and_then(|kills| kills.parse().ok()).unwrap_or(6);
    let folder = folder("killed");
    let mut undisturbed = Store::in_memory().unwrap();
    for id in 0..N_REPORTS {
        undisturbed.add(&reading(id)).unwrap();
    }
    let whole = dump(&undisturbed);
    let mut chance = 0x9E37_79B9_7F4A_7C15_u64;
    for round in 0..kills {
        let path = folder.join(format!("{round}.db"));
        let mut child = Command::new(std::env::current_exe().unwrap())
            .args(["--exact", "writer", "--ignored", "--nocapture"])
            .env("READOUT_TEST_STORE", &path)
            .stdout(Stdio::piped())
            .spawn()
            .unwrap();
        chance ^= chance << 13;
        chance ^= chance >> 7;
        chance ^= chance << 17;
        let lines = BufReader::new(child.stdout.take().unwrap()).lines();
        let mut done = Vec::new();
        for line in lines.map_while(Result::ok) {
            done.extend(line.strip_prefix("done ").and_then(|id| id.parse::<usize>().ok()));
            if done.len() as u64 == chance % N_REPORTS as u64 + 1 {
                // From the last line on the writer runs free for a moment, so that the kill falls anywhere within a commit.
                std::thread::sleep(std::time::Duration::from_micros(chance >> 32 & 0xFFF));
                child.kill().unwrap();
            }
        }
        child.wait().unwrap();
        let mut store = Store::open(&path).unwrap();
        assert!(store.check().unwrap().is_empty());
        for id in &done {
            assert!(store.has(&reading(*id)).unwrap(), "round {round}: report {id} was done and is lost");
        }
        for id in 0..N_REPORTS {
            store.add(&reading(id)).unwrap();
        }
        assert!(dump(&store) == whole, "round {round}: the store is not what an undisturbed run makes");
        store.close().unwrap();
        std::fs::remove_file(&path).unwrap();
    }
}

#[test]
fn corrections_stay_over_reading_again_and_come_over_in_an_export() {
    use readout_join::correct::{Correction, Layer, Spot, Undone, What};
    let mut store = Store::in_memory().unwrap();
    let read = reading(1);
    store.add(&read).unwrap();
    let index = readout_core::CodepointIndex::new(&read.text);
    let span = index.span(read.attributions[0].content.iter().copied().reduce(Span::cover).unwrap());
    let at = Spot { report: identity(&read), span, words: "“Évidemment,”".to_owned() };
    let wrong =
        Correction::new("2031-06-05T08:00:00Z", "M. Editor", What::Wrong { layer: Layer::Attribution, at }, Some("a title".to_owned()));
    assert_eq!(store.joined().unwrap().1.statements.len(), 1);
    assert_eq!(store.correct(std::slice::from_ref(&wrong)).unwrap(), 1);
    assert_eq!(store.correct(std::slice::from_ref(&wrong)).unwrap(), 0);
    assert_eq!(store.joined().unwrap().1.statements.len(), 0);

    let mut again = read.clone();
    again.model = "another".to_owned();
    assert_eq!(store.add(&again).unwrap(), Added::Reread);
    let joined = store.joined_with().unwrap();
    assert_eq!((joined.record.statements.len(), joined.corrections, joined.applied.lost.len()), (0, vec![wrong.clone()], 0));
    assert_eq!(store.readings_without_tokens().unwrap()[0].attributions[0].content.len(), 2, "the reading itself stays as it was read");

    let undone = Undone { made: "2031-06-06T08:00:00Z".to_owned(), by: "N. Editor".to_owned() };
    assert!(store.undo(&wrong.id, &undone).unwrap() && !store.undo(&wrong.id, &undone).unwrap());
    assert_eq!(store.joined().unwrap().1.statements.len(), 1);

    let exported = store.corrections().unwrap();
    let line = serde_json::to_string(&exported[0]).unwrap();
    let mut other = Store::in_memory().unwrap();
    other.add(&read).unwrap();
    assert_eq!(other.correct(std::slice::from_ref(&wrong)).unwrap(), 1);
    assert_eq!(other.correct(&[serde_json::from_str(&line).unwrap()]).unwrap(), 1, "the taking back comes over");
    assert_eq!(other.corrections().unwrap(), exported);
    assert!(other.check().unwrap().is_empty());
}

#[test]
fn a_report_is_seen_once() {
    let mut store = Store::in_memory().unwrap();
    store.add(&reading(1)).unwrap();
    assert!(store.see("2031-06-05T08:00:00Z").unwrap());
    assert!(!store.see("2031-06-05T09:00:00Z").unwrap());
    store.add(&reading(2)).unwrap();
    assert!(store.see("2031-06-06T08:00:00Z").unwrap());
    let seen = store.seen().unwrap();
    assert_eq!(seen[&identity(&reading(1))], "2031-06-05T08:00:00Z");
    assert_eq!(seen[&identity(&reading(2))], "2031-06-06T08:00:00Z");
    assert_eq!(store.numbers().unwrap().len(), 2);
}
