//! `readout corrections` from the shell: each kind, what it changes, that it holds after reading again, taking back, export and import.

use super::{folder, readout, text};
use readout_core::{EntityType, Span};
use readout_join::correct::{Layer, extents};
use readout_store::{Joined, Store};
use std::path::PathBuf;
use std::process::Output;

/// A store of some of the example reports, read by the program.
struct Shell {
    folder: PathBuf,
}

impl Shell {
    fn new(name: &str) -> Self {
        let shell = Self { folder: folder(name) };
        shell.read("readout.db");
        shell
    }

    fn path(&self, store: &str) -> String {
        self.folder.join(store).to_str().unwrap().to_owned()
    }

    fn read(&self, store: &str) {
        let examples = concat!(env!("CARGO_MANIFEST_DIR"), "/../../examples/reports");
        let files: Vec<String> = ["courier-1.txt", "ledger-1.txt", "observer-1.txt"].map(|file| format!("{examples}/{file}")).into();
        let mut arguments: Vec<&str> = vec!["read", "--quiet", "--store"];
        let store = self.path(store);
        arguments.push(&store);
        arguments.extend(files.iter().map(String::as_str));
        let read = readout(&arguments, b"");
        assert!(read.status.success(), "{}", text(&read.stderr));
    }

    fn corrections(&self, arguments: &[&str]) -> Output {
        let store = self.path("readout.db");
        readout(&[&["corrections", "--store", &store], arguments].concat(), b"")
    }

    /// Runs it, which must go well. What it prints.
    fn run(&self, arguments: &[&str]) -> String {
        let output = self.corrections(arguments);
        assert!(output.status.success(), "{arguments:?}: {}", text(&output.stderr));
        text(&output.stdout).to_owned()
    }

    fn joined(&self) -> Joined {
        Store::open_existing(self.path("readout.db")).unwrap().joined_with().unwrap()
    }

    /// Adds a correction. `look` sees `before`, then `after`, also when everything was read again by another model, then `before` once more when
    /// it is taken back.
    fn check<T: PartialEq + std::fmt::Debug>(&self, arguments: &[&str], look: impl Fn(&Joined) -> T) {
        let before = look(&self.joined());
        let added = self.run(&[&["add"], arguments, &["--by", "M. Editor", "--note", "as the minutes have it"]].concat());
        let id = added.split_whitespace().next().unwrap().to_owned();
        let joined = self.joined();
        let after = look(&joined);
        assert_ne!(before, after, "{arguments:?} changed nothing");
        let kept = joined.corrections.iter().find(|correction| correction.id == id).unwrap();
        assert_eq!((kept.by.as_str(), kept.note.as_deref(), kept.made.len()), ("M. Editor", Some("as the minutes have it"), 20));
        assert!(kept.made.ends_with('Z') && joined.applied.lost.is_empty(), "{:?}", joined.applied.lost);

        // Another model reads the same: the correction is applied to what it reads.
        let mut store = Store::open_existing(self.path("readout.db")).unwrap();
        let mut again = store.readings().unwrap();
        again.iter_mut().for_each(|reading| reading.model.push('+'));
        store.add_all(&again).unwrap();
        drop(store);
        assert_eq!(look(&self.joined()), after, "{arguments:?} after reading again");

        let listed = self.run(&["list"]);
        assert!(listed.contains(&id) && listed.contains("M. Editor") && listed.contains("as the minutes have it"), "{listed}");
        assert!(self.run(&["undo", &id, "--by", "N. Editor"]).contains("taken back"));
        assert_eq!(look(&self.joined()), before, "{arguments:?} taken back");
        let listed = self.run(&["list"]);
        assert!(listed.lines().any(|line| line.starts_with(&id) && line.contains("taken back by N. Editor")), "{listed}");
        let twice = self.corrections(&["undo", &id]);
        assert!(!twice.status.success() && text(&twice.stderr).contains("stands"));
    }
}

/// The first words of a layer that stand only once in their report: report and words.
fn words(joined: &Joined, layer: Layer) -> (usize, usize, String) {
    let found = joined.readings.iter().enumerate().find_map(|(report, reading)| {
        let all = extents(reading, layer);
        let once = |span: Span| {
            let words = span.of(&reading.text);
            reading.text.matches(words).count() == 1 && !words.contains('\n')
        };
        let (place, span) = all.iter().find(|(place, span)| {
            let speaks = layer != Layer::Attribution || reading.attributions[*place].speaker.is_some();
            speaks && once(*span) && all.iter().filter(|(_, other)| other == span).count() == 1
        })?;
        Some((report, *place, span.of(&reading.text).to_owned()))
    });
    found.unwrap_or_else(|| panic!("no {layer:?} in the examples"))
}

fn people(joined: &Joined) -> Vec<String> {
    let actors = joined.record.cast.actors.iter();
    actors.filter(|actor| actor.named && actor.kind == EntityType::PER).map(|actor| actor.name.clone()).collect()
}

fn id(joined: &Joined, report: usize) -> String {
    joined.readings[report].report.id.clone()
}

#[test]
fn who_is_whom() {
    let shell = Shell::new("corrections-who");
    let joined = shell.joined();
    let all = people(&joined);
    shell.check(&["merge", &all[0], &all[1]], |joined| people(joined).len());
    // Somebody whom two reports name, by a name that both have.
    let shared = joined.record.cast.actors.iter().find_map(|actor| {
        let called = |report: &usize| joined.readings[*report].entities.iter().any(|entity| entity.name == actor.name);
        let reports: Vec<usize> = actor.members.iter().map(|(report, _)| *report).filter(called).collect();
        (actor.named && reports.len() > 1).then(|| (actor.name.clone(), reports[0]))
    });
    let (name, report) = shared.expect("somebody in two reports");
    let called = |joined: &Joined| joined.record.cast.actors.iter().filter(|actor| actor.named && actor.name == name).count();
    shell.check(&["split", &name, &id(&joined, report)], called);
    let wrong = shell.corrections(&["add", "merge", &all[0], "Nobody Of This Name"]);
    assert!(!wrong.status.success() && text(&wrong.stderr).contains("nobody goes by the name"));
}

#[test]
fn who_says_it_and_when() {
    let shell = Shell::new("corrections-said");
    let joined = shell.joined();
    let (report, place, said) = words(&joined, Layer::Attribution);
    let reading = &joined.readings[report];
    let speaker = reading.attributions[place].speaker;
    let name = |entity: &&readout_core::Entity| entity.named && Some(entity.id) != speaker && entity.entity_type == EntityType::PER;
    let other = reading.entities.iter().find(name).expect("another person").name.clone();
    let speaks = move |joined: &Joined| {
        let reading = &joined.readings[report];
        reading.attributions[place].speaker.map(|speaker| reading.entities[speaker.index()].name.clone())
    };
    shell.check(&["speaker", &id(&joined, report), &said, &other], speaks);
    shell.check(&["speaker", &id(&joined, report), &said], speaks);
    let (report, place, when) = words(&joined, Layer::Time);
    shell.check(&["date", &id(&joined, report), &when, "1999-12-31"], |joined| joined.readings[report].times[place].value.clone());
    let wrong = shell.corrections(&["add", "date", &id(&joined, report), &when, "31 December"]);
    assert!(!wrong.status.success() && text(&wrong.stderr).contains("2031-06-03"));
    let published = |joined: &Joined| joined.readings.iter().map(|reading| reading.report.published.clone()).collect::<Vec<_>>();
    shell.check(&["published", &id(&joined, report), "1999-12"], published);
}

#[test]
fn what_happened_and_who_took_part() {
    let shell = Shell::new("corrections-event");
    let joined = shell.joined();
    let (report, place, words_of) = words(&joined, Layer::Event);
    let (report_id, event) = (id(&joined, report), move |joined: &Joined| joined.readings[report].events[place].clone());
    let is = event(&joined);
    let told = if is.factuality == readout_core::Factuality::Denied { "happened" } else { "denied" };
    shell.check(&["event", &report_id, &words_of, "--told", told], |joined| event(joined).factuality);
    let kind = if is.event_type == readout_core::EventType::Aid { "protest" } else { "aid" };
    shell.check(&["event", &report_id, &words_of, "--type", kind], |joined| event(joined).event_type);
    let names: Vec<String> = joined.readings[report].entities.iter().filter(|one| one.named).map(|one| one.name.clone()).collect();
    let parties = |joined: &Joined| {
        let event = event(joined);
        let name = |id: &readout_core::EntityId| joined.readings[report].entities[id.index()].name.clone();
        let acting: Vec<String> = event.actors.iter().chain(&event.participants).map(name).collect();
        (acting, event.recipients.iter().map(name).collect::<Vec<_>>())
    };
    let now = parties(&joined);
    let others: Vec<&String> = names.iter().filter(|name| !now.0.contains(name) && !now.1.contains(name)).take(3).collect();
    shell.check(&["event", &report_id, &words_of, "--who", others[0], "--who", others[1], "--whom", others[2]], parties);
    shell.check(&["event", &report_id, &words_of, "--who", "nobody", "--whom", others[0]], parties);
    let nothing = shell.corrections(&["add", "event", &report_id, &words_of]);
    assert!(!nothing.status.success() && text(&nothing.stderr).contains("nothing is put right"));
}

#[test]
fn what_a_report_does_not_say() {
    let shell = Shell::new("corrections-wrong");
    let joined = shell.joined();
    for (layer, word) in [
        (Layer::Attribution, "attribution"),
        (Layer::Event, "event"),
        (Layer::Figure, "figure"),
        (Layer::Time, "time"),
        (Layer::Position, "position"),
        (Layer::Role, "role"),
    ] {
        let (report, _, said) = words(&joined, layer);
        shell.check(&["wrong", word, &id(&joined, report), &said], |joined| extents(&joined.readings[report], layer).len());
    }
    let wrong = shell.corrections(&["add", "wrong", "rumour", &id(&joined, 0), "words"]);
    assert!(!wrong.status.success() && text(&wrong.stderr).contains("no layer rumour"));
}

#[test]
fn notes_change_nothing_and_go_over_to_another_store() {
    let shell = Shell::new("corrections-note");
    let joined = shell.joined();
    let (report, _, said) = words(&joined, Layer::Event);
    let before = joined.record.clone();
    let empty = shell.corrections(&["add", "note", &id(&joined, report)]);
    assert!(!empty.status.success() && text(&empty.stderr).contains("the note is empty"));
    let note = ["--note", "ask the desk", "--by", "M. Editor"];
    shell.run(&[&["add", "note", &id(&joined, report), &said][..], &note].concat());
    shell.run(&[&["add", "note", "--who", &people(&joined)[0]][..], &note].concat());
    shell.run(&["add", "wrong", "event", &id(&joined, report), &said, "--by", "M. Editor"]);
    let wrong = shell.joined().record;
    assert_ne!(wrong.happenings, before.happenings);
    let id = shell.run(&["list"]).lines().find(|line| line.contains("is no event")).unwrap().split_whitespace().next().unwrap().to_owned();

    // What is exported is what the history has, and makes the same record of the same reports.
    let exported = shell.run(&["export"]);
    assert_eq!((exported.lines().count(), shell.run(&["list", "--json"])), (3, exported.clone()));
    let file = shell.folder.join("ours.jsonl");
    std::fs::write(&file, &exported).unwrap();
    shell.read("other.db");
    let other = shell.path("other.db");
    let import = |file: &str| readout(&["corrections", "--store", &other, "import", file], b"");
    assert_eq!(text(&import(file.to_str().unwrap()).stdout), "3 of 3 new\n");
    assert_eq!(text(&import(file.to_str().unwrap()).stdout), "0 of 3 new\n");
    let theirs = Store::open_existing(&other).unwrap().joined_with().unwrap();
    assert_eq!((&theirs.record.happenings, theirs.corrections.len()), (&wrong.happenings, 3));

    // The taking back goes over as well, and what was changed by hand does not.
    shell.run(&["undo", &id]);
    std::fs::write(&file, shell.run(&["export"])).unwrap();
    assert_eq!(text(&import(file.to_str().unwrap()).stdout), "1 of 3 new\n");
    assert_eq!(Store::open_existing(&other).unwrap().joined_with().unwrap().record.happenings, before.happenings);
    std::fs::write(&file, exported.replace("M. Editor", "X. Editor")).unwrap();
    let forged = import(file.to_str().unwrap());
    assert!(!forged.status.success() && text(&forged.stderr).contains("its id does not fit"));
}
