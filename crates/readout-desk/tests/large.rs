//! How long pages take on a store of many reports.
//!
//! `READOUT_N=100000 READOUT_FROM=read.db READOUT_STORE=large.db cargo test --profile quick -p readout-desk -- --ignored --nocapture large`
//!
//! The store is made of reports that were read: those of `READOUT_FROM`, or a few made ones. Each round of them gets names and days of its own,
//! and the record is put together from that of one round, so that nothing has to be read or joined a hundred thousand times. States and agencies
//! keep their names and are in every round; what is told of them grows with the store: figures of one place, offices of one state, one story in
//! fifty rounds.

use crate::made::{Folder, get, settings};
use readout_core::{
    Attribution, AttributionId, AttributionKind, Bound, Entity, EntityId, EntityType, Event, EventId, Figure, FigureId, Hop, Known, Manner,
    Mention, MentionId, MentionKind, Position, Precision, Published, Reading, Report, Role, Span, Stance, Text, TokenIndex,
};
use readout_desk::Desk;
use readout_join::{Evidence, Record};
use readout_store::Store;
use serde::Serialize;
use serde::de::DeserializeOwned;
use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::{Duration, Instant};

/// Numbers that look like chance and are the same each time.
struct Dice(u64);

impl Dice {
    fn roll(&mut self, sides: usize) -> usize {
        self.0 = self.0.wrapping_mul(6364136223846793005).wrapping_add(1442695040888963407);
        ((self.0 >> 33) as usize) % sides
    }
}

/// A name of two made-up words: a few are in many reports, many in a few, as in news.
fn name(dice: &mut Dice, kinds: usize) -> String {
    const PARTS: [&str; 20] =
        ["ka", "ve", "to", "dor", "mi", "ra", "sel", "un", "or", "be", "li", "ash", "ter", "no", "gu", "pel", "ho", "zin", "fa", "cu"];
    let mut n = dice.roll(kinds);
    n = n * (dice.roll(kinds) + 1) / kinds;
    let word = |mut n: usize| {
        let mut word = String::new();
        for _ in 0..3 {
            word.push_str(PARTS[n % 20]);
            n /= 20;
        }
        word[..1].to_uppercase() + &word[1..]
    };
    format!("{} {}", word(n * 7 + 3), word(n * 31 + 11))
}

/// A short report: a meeting, a statement, a toll, an office, a stance.
fn report(n: usize, total: usize) -> Reading {
    let mut dice = Dice(n as u64 * 77 + 5);
    let people = (total / 20).clamp(20, 20_000);
    let (one, other) = (name(&mut dice, people), name(&mut dice, people));
    let (group, place) = (format!("{} Council", name(&mut dice, 60)), format!("Port {}", name(&mut dice, 80)));
    let day = jiff::civil::Date::constant(2031, 1, 1).checked_add(jiff::Span::new().days((n * 700 / total) as i64)).unwrap().to_string();
    let dead = dice.roll(200) + 2;
    let (topic, more) = (name(&mut dice, 4000), name(&mut dice, 4000));
    let text = format!(
        "{one} met {other} in {place} on {day}. “We want the {topic} settled before {more},” {one} said. \
         The {group} said {dead} people were killed in {place}. {one}, head of the {group}, demands the {topic} treaty.\n"
    );
    let mut report = Report::new(format!("r{n}"), text.clone());
    report.outlet = Some(Known::given(format!("Outlet {}", dice.roll(300)), "field"));
    report.title = Some(Known::given(format!("{one} and {other} meet over {topic}"), "field"));
    report.published = Some(Published { value: day, precision: Precision::Day, from: "field".to_owned() });
    let mut reading = Reading::empty(&report);
    let find = |words: &str| text.find(words).map(|at| Span::new(at, at + words.len())).unwrap();
    let mut at = 0;
    for sentence in text.split_inclusive(". ") {
        reading.sentences.push(Span::new(at, at + sentence.trim_end().len()));
        at += sentence.len();
    }
    for (name, entity_type) in [(&one, EntityType::PER), (&other, EntityType::PER), (&group, EntityType::ORG), (&place, EntityType::GPE)] {
        let id = EntityId::new(reading.entities.len());
        reading.entities.push(Entity { id, entity_type, name: name.clone(), named: true, aliases: Vec::new(), code: None, sector: None });
        let (head, kind, entity) = (TokenIndex(0), MentionKind::Name, Some(id));
        reading.mentions.push(Mention { id: MentionId(id.0), span: find(name), head, kind, entity_type, entity });
    }
    for (content, cue, speaker) in [
        (find(&format!("“We want the {topic} settled before {more},”")), find("said."), 0),
        (find(&format!("{dead} people were killed in {place}")), find("Council said"), 2),
    ] {
        let hop = Hop {
            name: reading.entities[speaker].name.clone(),
            entity: Some(EntityId::new(speaker)),
            channel: None,
            audience: None,
            span: None,
            implied: false,
            translated: false,
        };
        reading.attributions.push(Attribution {
            id: AttributionId::new(reading.attributions.len()),
            source: Vec::new(),
            cue: vec![cue],
            content: vec![content],
            kind: AttributionKind::Direct,
            manner: Manner::Says,
            negated: false,
            speaker: Some(EntityId::new(speaker)),
            inside: None,
            voice: Default::default(),
            chain: vec![hop],
        });
    }
    reading.figures.push(Figure {
        id: FigureId(0),
        span: find(&dead.to_string()),
        value: Some(dead as f64),
        low: None,
        high: None,
        bound: Bound::Exactly,
        counted: Some("killed".to_owned()),
        of: Some("people".to_owned()),
        place: Some(EntityId(3)),
        as_of: None,
        period: None,
        parts: Vec::new(),
        attribution: Some(AttributionId(1)),
        extent: None,
    });
    let event: Event = serde_json::from_value(
        serde_json::json!({"id": 0, "span": [0, 0], "type": "CONSULT", "factuality": "happened", "participants": [0, 1], "place": 3}),
    )
    .unwrap();
    reading.events.push(Event { id: EventId(0), span: find(" met "), ..event });
    reading.roles.push(Role {
        entity: EntityId(0),
        title: "head".to_owned(),
        org: Some(EntityId(2)),
        span: find("head of"),
        attribution: None,
        status: None,
    });
    let span = find(&format!("demands the {topic} treaty"));
    reading.positions.push(Position {
        actor: EntityId(0),
        issue: format!("the {topic} treaty"),
        stance: Stance::Demands,
        span,
        attribution: None,
        according_to: None,
        change: None,
        condition: None,
        issue_span: None,
        about: Vec::new(),
    });
    reading
}

#[allow(clippy::disallowed_methods, reason = "what a person may give")]
fn given(name: &str) -> Option<String> {
    std::env::var(name).ok().filter(|value| !value.is_empty())
}

/// The reports of one round, with their tokens, and what they say together.
struct Round {
    readings: Vec<Reading>,
    record: Record,
    /// Words of names that are other words in each round.
    words: BTreeSet<String>,
    /// For each actor, whether it is the same in all rounds.
    shared: Vec<bool>,
}

impl Round {
    fn new() -> Self {
        let readings = match given("READOUT_FROM") {
            Some(path) => Store::open_existing(path).unwrap().readings().unwrap(),
            None => (0..100).map(|n| report(n, 100)).collect(),
        };
        let mut store = Store::in_memory().unwrap();
        store.add_all(&readings).unwrap();
        let record = store.joined().unwrap().1;
        let readings = store.readings().unwrap();
        let mut kept: BTreeSet<String> = BTreeSet::new();
        let mut words = BTreeSet::new();
        let of = |name: &str| {
            let words = name.split(|character: char| !character.is_ascii_alphabetic()).map(str::to_owned);
            words.filter(|word| word.len() > 3 && word.starts_with(|first: char| first.is_ascii_uppercase())).collect::<Vec<_>>()
        };
        for reading in &readings {
            kept.extend(reading.report.outlet.iter().flat_map(|outlet| of(outlet)));
            for entity in reading.entities.iter().filter(|entity| entity.named) {
                match entity.entity_type {
                    EntityType::PER | EntityType::ORG => words.extend(of(&entity.name)),
                    _ => kept.extend(of(&entity.name)),
                }
            }
        }
        let words: BTreeSet<String> = words.difference(&kept).cloned().collect();
        let shared = |name: &str| !name.split(|character: char| !character.is_ascii_alphabetic()).any(|word| words.contains(word));
        let shared = record.cast.actors.iter().map(|actor| actor.named && shared(&actor.name)).collect();
        Self { readings, record, words, shared }
    }

    /// Words and days of a round: names are spelled otherwise at the same length, so that every place stays where it is.
    fn vary(&self, json: &str, round: usize, days: i64) -> String {
        let bytes = json.as_bytes();
        let mut out = String::with_capacity(json.len());
        let mut at = 0;
        while at < bytes.len() {
            let rest = &bytes[at..];
            let letters = rest.iter().take_while(|byte| byte.is_ascii_alphabetic()).count();
            if letters > 0 {
                let word = &json[at..at + letters];
                if round > 0 && self.words.contains(word) {
                    out.push_str(&spelled(word, round));
                } else {
                    out.push_str(word);
                }
                at += letters;
                continue;
            }
            let day = json
                .get(at..at + 10)
                .filter(|day| day.bytes().enumerate().all(|(n, byte)| if n == 4 || n == 7 { byte == b'-' } else { byte.is_ascii_digit() }));
            if let Some(day) = day.and_then(|day| day.parse::<jiff::civil::Date>().ok()) {
                out.push_str(&day.checked_add(jiff::Span::new().days(days)).unwrap().to_string());
                at += 10;
                continue;
            }
            let width = json[at..].chars().next().map_or(1, char::len_utf8);
            out.push_str(&json[at..at + width]);
            at += width;
        }
        out
    }

    fn varied<T: Serialize + DeserializeOwned>(&self, value: &T, round: usize, days: i64) -> T {
        serde_json::from_str(&self.vary(&serde_json::to_string(value).unwrap(), round, days)).unwrap()
    }

    fn reading(&self, at: usize, round: usize, days: i64) -> Reading {
        let mut reading = self.varied(&self.readings[at], round, days);
        reading.report.id = format!("{}-{round}", reading.report.id);
        reading.report.url = reading.report.url.map(|url| format!("{url}?round={round}"));
        reading.report.path = None;
        // What is undated or known by nothing else is told from that of other rounds by its last line.
        let mark = format!("{round:07}");
        let end = reading.text.trim_end().len();
        reading.text.truncate(end);
        reading.text.push_str(&format!("\n{mark}\n"));
        reading.report.sha256 = Text::new(reading.text.clone()).sha256().to_owned();
        reading
    }
}

/// Another word of the same length, the same for one round.
fn spelled(word: &str, round: usize) -> String {
    const SOUNDS: [&[u8]; 2] = [b"bdfgklmnprstvz", b"aeiou"];
    let mut dice = Dice(word.bytes().fold(round as u64 * 7919 + 11, |sum, byte| sum.wrapping_mul(31).wrapping_add(byte.into())));
    dice.roll(2);
    let start = dice.roll(2);
    let letters = (0..word.len()).map(|n| {
        let sounds = SOUNDS[(n + start) % 2];
        sounds[dice.roll(sounds.len())] as char
    });
    let word: String = letters.collect();
    word[..1].to_ascii_uppercase() + &word[1..]
}

/// Puts the record of many rounds together. `place` says where a report of a round stands among all.
fn tiled(base: &Round, rounds: usize, n: usize, days: &dyn Fn(usize) -> i64, place: &[usize]) -> Record {
    let mut all = Record::default();
    let width = base.readings.len();
    all.copies.percent = vec![0; n];
    all.copies.family = vec![None; n];
    all.copies.boilerplate = vec![Vec::new(); n];
    all.cast.of = vec![Vec::new(); n];
    all.dates.reports = vec![Default::default(); n];
    all.dates.likely.reports = vec![Default::default(); n];
    all.dates.likely.days = vec![None; n];
    let mut known: HashMap<usize, usize> = HashMap::new();
    let mut issues: HashMap<String, usize> = HashMap::new();
    let mut offices: HashMap<(String, usize), usize> = HashMap::new();
    let mut tallies: HashMap<(String, Option<usize>), usize> = HashMap::new();
    for round in 0..rounds {
        // The last round may be a part.
        let here = |report: &usize| round * width + report < n;
        let at = |report: usize| place[round * width + report];
        let row = |json: String| base.vary(&json, round, days(round));
        let actors: Vec<usize> = base
            .record
            .cast
            .actors
            .iter()
            .enumerate()
            .map(|(actor, known_as)| {
                let members = known_as.members.iter().filter(|(report, _)| here(report)).map(|(report, entity)| (at(*report), *entity));
                let new = all.cast.actors.len();
                let into = if base.shared[actor] { *known.entry(actor).or_insert(new) } else { new };
                if into == new {
                    let bare = readout_join::entity::Actor { members: Vec::new(), ..known_as.clone() };
                    all.cast.actors.push(base.varied(&bare, round, days(round)));
                }
                all.cast.actors[into].members.extend(members);
                into
            })
            .collect();
        let cast = &base.record.cast;
        let maps = [
            (&cast.state_of, &mut all.cast.state_of),
            (&cast.voices, &mut all.cast.voices),
            (&cast.branches, &mut all.cast.branches),
            (&cast.seats, &mut all.cast.seats),
        ];
        for (from, to) in maps {
            to.extend(from.iter().map(|(one, other)| (actors[*one], actors[*other])));
        }
        for report in (0..width).filter(here) {
            all.cast.of[at(report)] = base.record.cast.of[report].iter().map(|actor| actors[*actor]).collect();
            all.copies.percent[at(report)] = base.record.copies.percent[report];
        }
        let accounts = |accounts: &mut Vec<readout_join::account::Account>| {
            for account in accounts {
                account.reports = account.reports.iter().filter(|report| here(report)).map(|report| at(*report)).collect();
            }
        };
        fn tell<T: Copy>(tellings: &mut Vec<(usize, T)>, here: impl Fn(&usize) -> bool, at: impl Fn(usize) -> usize) {
            *tellings = tellings.iter().filter(|(report, _)| here(report)).map(|(report, id)| (at(*report), *id)).collect();
        }
        let evidence = |places: &mut Vec<Evidence>| {
            places.retain(|place| here(&place.report));
            places.iter_mut().for_each(|place| place.report = at(place.report));
        };
        for statement in &base.record.statements {
            let mut new = statement.clone();
            new.speaker = new.speaker.map(|speaker| actors[speaker]);
            tell(&mut new.tellings, here, at);
            accounts(&mut new.accounts);
            if !new.tellings.is_empty() {
                all.statements.push(new);
            }
        }
        for happening in &base.record.happenings {
            let mut new = happening.clone();
            let map = |all: &[usize]| all.iter().map(|actor| actors[*actor]).collect::<Vec<_>>();
            (new.who, new.whom, new.place) = (map(&new.who), map(&new.whom), new.place.map(|place| actors[place]));
            new.when = new.when.map(row);
            tell(&mut new.tellings, here, at);
            accounts(&mut new.accounts);
            if !new.tellings.is_empty() {
                all.happenings.push(new);
            }
        }
        for office in &base.record.offices {
            let org = office.org.map(|org| actors[org]);
            let into = match org.filter(|_| office.org.is_some_and(|org| base.shared[org])) {
                Some(org) => *offices.entry((office.title.clone(), org)).or_insert(all.offices.len()),
                None => all.offices.len(),
            };
            if into == all.offices.len() {
                all.offices.push(readout_join::office::Office { org, holders: Vec::new(), ..office.clone() });
            }
            for holder in &office.holders {
                let mut new: readout_join::office::Holder = base.varied(holder, round, days(round));
                new.actor = actors[holder.actor];
                evidence(&mut new.evidence);
                match all.offices[into].holders.iter_mut().find(|known| known.actor == new.actor) {
                    Some(known) => known.evidence.extend(new.evidence),
                    None => all.offices[into].holders.push(new),
                }
            }
        }
        for issue in &base.record.issues {
            let label = row(issue.label.clone());
            let into = *issues.entry(label.clone()).or_insert(all.issues.len());
            if into == all.issues.len() {
                all.issues.push(readout_join::position::Issue { label, stands: Vec::new() });
            }
            for stand in &issue.stands {
                let mut new: readout_join::position::Stand = base.varied(stand, round, days(round));
                (new.actor, new.according_to) = (actors[stand.actor], stand.according_to.map(|by| actors[by]));
                new.behalf = stand.behalf.map(|body| actors[body]);
                tell(&mut new.tellings, here, at);
                accounts(&mut new.accounts);
                if !new.tellings.is_empty() {
                    all.issues[into].stands.push(new);
                }
            }
        }
        for (tally, ledger) in base.record.tallies.iter().zip(&base.record.ledgers) {
            let place = tally.place.map(|place| actors[place]);
            let key = (tally.counted.clone(), place);
            let is_shared = tally.place.is_some_and(|place| base.shared[place]);
            let into = if is_shared { *tallies.entry(key).or_insert(all.tallies.len()) } else { all.tallies.len() };
            if into == all.tallies.len() {
                all.tallies.push(readout_join::tally::Tally { place, claims: Vec::new(), ..tally.clone() });
                all.ledgers.push(readout_join::ledger::Ledger { entries: Vec::new(), ..ledger.clone() });
            }
            let before = all.tallies[into].claims.len();
            for claim in &tally.claims {
                let mut new: readout_join::tally::Claim = base.varied(claim, round, days(round));
                new.claimant = claim.claimant.map(|claimant| actors[claimant]);
                tell(&mut new.tellings, here, at);
                accounts(&mut new.accounts);
                all.tallies[into].claims.push(new);
            }
            for entry in &ledger.entries {
                let mut new: readout_join::ledger::Entry = base.varied(entry, round, days(round));
                (new.claim, new.to) = (new.claim + before, new.to.map(|to| to + before));
                all.ledgers[into].entries.push(new);
            }
        }
        for dispute in &base.record.disputes {
            let mut new = dispute.clone();
            new.about = row(new.about);
            for side in &mut new.sides {
                side.by = side.by.map(|by| actors[by]);
                accounts(&mut side.accounts);
                evidence(&mut side.evidence);
            }
            if new.sides.iter().all(|side| !side.evidence.is_empty()) {
                all.disputes.push(new);
            }
        }
        for family in &base.record.copies.families {
            let mut new = family.clone();
            new.members.retain(|member| here(&member.report));
            new.members.iter_mut().for_each(|member| member.report = at(member.report));
            if here(&family.nearest) && new.members.len() > 1 {
                new.nearest = at(family.nearest);
                new.members.sort_by_key(|member| member.report);
                new.members.iter().for_each(|member| all.copies.family[member.report] = Some(all.copies.families.len()));
                all.copies.families.push(new);
            }
        }
        for passage in base.record.copies.passages.iter().filter(|passage| here(&passage.a) && here(&passage.b)) {
            all.copies.passages.push(readout_join::copies::Passage { a: at(passage.a), b: at(passage.b), ..passage.clone() });
        }
        for teller in &base.record.tellers {
            let mut new = vec![teller.clone()];
            accounts(&mut new);
            all.tellers.extend(new);
        }
        for (n_story, story) in base.record.stories.iter().enumerate() {
            let reports: Vec<usize> = story.reports.iter().filter(|report| here(report)).map(|report| at(*report)).collect();
            // Every fiftieth round goes on with the first story of the first.
            if n_story == 0 && round > 0 && round % 50 == 0 {
                all.stories[0].reports.extend(reports);
                all.stories[0].reports.sort_unstable();
                continue;
            }
            if !reports.is_empty() {
                all.stories.push(readout_join::story::Story {
                    name: row(story.name.clone()),
                    reports,
                    parts: Vec::new(),
                    actors: story.actors.iter().map(|actor| actors[*actor]).collect(),
                    days: Vec::new(),
                    ties: Vec::new(),
                    joints: Vec::new(),
                    near: Vec::new(),
                    timeline: Vec::new(),
                });
            }
        }
    }
    all.cast.actors.iter_mut().for_each(|actor| actor.members.sort_unstable());
    all
}

/// What saving the record needs of a reading.
fn thin(reading: Reading) -> Reading {
    let Reading { text, report, positions, attributions, findings, .. } = reading;
    let mut thin = Reading::empty(&Report::new("", ""));
    (thin.text, thin.report, thin.positions, thin.attributions, thin.findings) = (text, report, positions, attributions, findings);
    thin.attributions.iter_mut().for_each(|said| {
        said.chain.clear();
        said.cue.clear();
        said.source.clear();
    });
    thin
}

/// Makes a store of `n` reports, and says how long each step took.
#[allow(clippy::print_stdout, reason = "a measurement")]
fn make(path: &Path, n: usize) {
    let base = Round::new();
    let width = base.readings.len();
    let rounds = n.div_ceil(width);
    // Two years of news, whatever their number.
    let days = |round: usize| (round * 700 / rounds.max(1)) as i64;
    let mut store = Store::open(path).unwrap();
    let mut thinned: Vec<Reading> = Vec::new();
    let (mut adding, begun) = (Duration::ZERO, Instant::now());
    for start in (0..n).step_by(500) {
        let readings: Vec<Reading> =
            (start..(start + 500).min(n)).map(|at| base.reading(at % width, at / width, days(at / width))).collect();
        let begun = Instant::now();
        store.add_all(&readings).unwrap();
        adding += begun.elapsed();
        thinned.extend(readings.into_iter().map(thin));
    }
    println!("{n} reports of {width} made and stored in {:?}, of which {adding:?} in the store", begun.elapsed());
    // The order of the store.
    let mut order: Vec<usize> = (0..n).collect();
    let key = |at: &usize| {
        let header = &thinned[*at].report;
        let published = header.published.as_ref().map(|published| published.value.clone());
        (published.is_none(), published, header.outlet.clone(), header.id.clone())
    };
    order.sort_by_cached_key(key);
    let mut place = vec![0; n];
    order.iter().enumerate().for_each(|(to, at)| place[*at] = to);
    let mut slots: Vec<Option<Reading>> = thinned.into_iter().map(Some).collect();
    let readings: Vec<Reading> = order.iter().map(|at| slots[*at].take().unwrap()).collect();
    let begun = Instant::now();
    let mut record = tiled(&base, rounds, n, &days, &place);
    println!(
        "a record of {} actors, {} statements, {} happenings, {} stories put together in {:?}",
        record.cast.actors.len(),
        record.statements.len(),
        record.happenings.len(),
        record.stories.len(),
        begun.elapsed()
    );
    let begun = Instant::now();
    let rows = store.save_record(&readings, &record).unwrap();
    println!("the record written in {:?}: {rows} rows", begun.elapsed());
    let begun = Instant::now();
    let rows = store.save_record(&readings, &record).unwrap();
    println!("the same record again in {:?}: {rows} rows", begun.elapsed());
    // One statement less: what comes after it moves up.
    let last = record.statements.len() - 1;
    record.statements.remove(last);
    let begun = Instant::now();
    let rows = store.save_record(&readings, &record).unwrap();
    println!("the record with its last statement gone in {:?}: {rows} rows", begun.elapsed());
    store.close().unwrap();
    println!("file of {} MB", std::fs::metadata(path).unwrap().len() / 1_000_000);
}

/// Takes a file out of the operating system's memory.
fn forget(path: &Path) {
    for name in [path.to_owned(), PathBuf::from(format!("{}-wal", path.display()))] {
        let _ = Command::new("dd").arg(format!("if={}", name.display())).args(["iflag=nocache", "count=0", "status=none"]).status();
    }
}

/// How long the thread waited for a processor that others had: this is no time of ours.
fn waited() -> Duration {
    let line = std::fs::read_to_string("/proc/thread-self/schedstat").unwrap_or_default();
    Duration::from_nanos(line.split_whitespace().nth(1).and_then(|nanos| nanos.parse().ok()).unwrap_or_default())
}

/// Megabytes of memory that this process holds.
fn held() -> usize {
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = status.lines().find(|line| line.starts_with("VmRSS:")).unwrap_or_default();
    line.split_whitespace().nth(1).and_then(|kb| kb.parse::<usize>().ok()).unwrap_or_default() / 1024
}

/// What is very much is shown in part, and the page says so.
#[test]
fn what_is_left_out_is_said() {
    use crate::made::{desk, json};
    let folder = Folder::new();
    // One round of names, so that all of these tell of few people, and one story.
    let base =
        Round { readings: (0..4).map(|n| report(n, 4)).collect(), record: Record::default(), words: BTreeSet::new(), shared: Vec::new() };
    let readings: Vec<Reading> = (0..200).map(|n| base.reading(n % 4, n / 4, 0)).collect();
    let desk = desk(&folder, &readings);
    let all = json(&desk, "/reports.json");
    assert_eq!((&all["n"], all["reports"].as_array().unwrap().len()), (&200.into(), 100));
    let second = json(&desk, "/reports.json?page=2");
    assert_eq!(second["reports"].as_array().unwrap().len(), 100);
    assert_ne!(all["reports"][0]["number"], second["reports"][0]["number"]);
    assert_eq!(json(&desk, "/reports.json?page=99")["reports"], second["reports"], "beyond the end stands the last part");

    let overview = json(&desk, "/overview.json");
    let story = overview["stories"][0].clone();
    assert!(story["n_reports"].as_u64().unwrap() > 24, "{story}");
    let href = story["href"].as_str().unwrap();
    let page = get(&desk, href).1;
    assert!(page.contains("This is made of the latest 24 of"), "the story says what it is made of");
    assert!(!get(&desk, &format!("{href}?reports=all")).1.contains("This is made of the latest"));
    let shown = json(&desk, &format!("{href}.json"));
    assert_eq!(shown["n_shown"], 24);

    let who = json(&desk, "/who.json?kind=people")["actors"][0].clone();
    assert!(who["n_reports"].as_u64().unwrap() >= 50, "{who}");
    let href = who["href"].as_str().unwrap();
    let somebody = json(&desk, &format!("{href}.json"));
    assert_eq!((&somebody["n_reports"], somebody["named_in"].as_array().unwrap().len()), (&who["n_reports"], 24));
    assert!(somebody["left_out"].to_string().contains("reports"), "{}", somebody["left_out"]);
    // The longer form shows more of each kind of row.
    let rows = |page: &serde_json::Value| page["statements"].as_array().unwrap().len();
    let longer = json(&desk, &format!("{href}.json?rows=more"));
    assert!(rows(&longer) >= rows(&somebody) && rows(&somebody) <= 40, "{} and {}", rows(&longer), rows(&somebody));
    // Whoever is asked for stands among those that are shown on each issue, however many have a stand on it.
    let positions = json(&desk, "/positions.json");
    for issue in positions["issues"].as_array().unwrap().iter().take(3) {
        let asked = &issue["stands"].as_array().unwrap().last().unwrap()["who"];
        let name = asked["href"].as_str().unwrap().trim_start_matches("/who/").split('?').next().unwrap();
        let theirs = json(&desk, &format!("/positions.json?who={name}"));
        let shown = theirs["issues"].as_array().unwrap();
        let has = |issue: &serde_json::Value| issue["stands"].as_array().unwrap().iter().any(|stand| stand["who"]["name"] == asked["name"]);
        assert!(!shown.is_empty() && shown.iter().all(has), "{theirs}");
    }
    assert!(get(&desk, href).1.contains("shown here:"));
    // A row that many reports tell cites a few and counts all.
    let said = &somebody["statements"][0];
    assert!(said["cites"].as_array().unwrap().len() <= 8, "{said}");
    // Search finds all, and shows them page by page.
    let found = json(&desk, "/search.json?q=settled");
    assert_eq!((&found["n_reports"], found["reports"].as_array().unwrap().len()), (&200.into(), 15));
    assert_ne!(json(&desk, "/search.json?q=settled&page=2")["reports"][0]["href"], found["reports"][0]["href"]);
}

#[test]
#[ignore = "takes long; for measuring"]
fn large_stores_answer_quickly() {
    let n: usize = given("READOUT_N").and_then(|n| n.parse().ok()).unwrap_or(2000);
    let folder = Folder::new();
    let path = given("READOUT_STORE").map_or(folder.store(), PathBuf::from);
    if !path.exists() {
        make(&path, n);
    }
    let open = || Desk::open(&path, settings(None)).unwrap();
    assert_eq!(Store::open(&path).unwrap().is_fresh().unwrap(), Some(true), "a report was added to this store; make another");
    drop(open());
    let before = held();
    forget(&path);
    let (begun, idle) = (Instant::now(), waited());
    let desk = open();
    println!("desk open after {:?}, {} MB more", begun.elapsed().saturating_sub(waited() - idle), held() - before);
    let hrefs = |page: &str, key: &str| -> Vec<String> {
        let value: serde_json::Value = serde_json::from_str(&get(&desk, page).1).unwrap();
        value[key].as_array().unwrap().iter().map(|row| row["href"].as_str().unwrap_or_default().to_owned()).collect()
    };
    let some = |all: Vec<String>, n: usize| -> Vec<String> {
        let step = (all.len() / n).max(1);
        all.into_iter().step_by(step).take(n).collect()
    };
    let correct = |href: &String| format!("/correct?layer=note&report={}", href.trim_start_matches("/report/"));
    let reports = [some(hrefs("/reports.json", "reports"), 3), some(hrefs("/reports.json?page=7", "reports"), 3)].concat();
    let copies: serde_json::Value = serde_json::from_str(&get(&desk, "/copies.json").1).unwrap();
    let compare: Vec<String> = copies["families"]
        .as_array()
        .unwrap()
        .iter()
        .take(4)
        .filter_map(|family| Some(family["members"][0]["compare"].as_str()?.to_owned()))
        .collect();
    let who =
        [hrefs("/who.json", "actors")[..2].to_vec(), some(hrefs("/who.json", "actors"), 3), some(hrefs("/who.json?page=9", "actors"), 2)]
            .concat();
    let named: Vec<String> =
        who.iter().take(3).map(|href| href.trim_start_matches("/who/").split('?').next().unwrap().to_owned()).collect();
    let stories = [hrefs("/overview.json", "stories")[..1].to_vec(), some(hrefs("/overview.json", "stories"), 4)].concat();
    let list = |addresses: &[&str]| addresses.iter().map(|address| (*address).to_owned()).collect::<Vec<_>>();
    let pages: Vec<(&str, Vec<String>)> = vec![
        ("overview", list(&["/", "/?page=2", "/overview.json"])),
        ("story", stories),
        ("reports", list(&["/reports", "/reports?page=3", "/reports?from=2031-06-01&to=2031-07-01"])),
        ("report", reports.clone()),
        ("report, JSON", reports.iter().map(|href| format!("{href}.json")).collect()),
        ("people and groups", list(&["/who", "/who?page=2", "/who?kind=people", "/who?name=ka"])),
        ("somebody", who),
        (
            "positions",
            [
                list(&["/positions", "/positions?page=3", "/positions?issue=cease"]),
                named.iter().map(|name| format!("/positions?who={name}")).collect(),
            ]
            .concat(),
        ),
        (
            "meetings",
            [
                list(&["/meetings", "/meetings?page=3", "/meetings?told=held"]),
                named.iter().map(|name| format!("/meetings?who={name}")).collect(),
            ]
            .concat(),
        ),
        (
            "met",
            [
                list(&["/met"]),
                named.iter().map(|name| format!("/met?a={name}")).collect(),
                vec![format!("/met?a={}&b={}", named[0], named[1])],
            ]
            .concat(),
        ),
        ("changes", list(&["/changes", "/changes?since=2000-01-01"])),
        ("figures", list(&["/figures", "/figures?page=2", "/figures?counted=killed"])),
        ("copies", list(&["/copies", "/copies?page=2"])),
        ("two printings", compare),
        ("disputes", list(&["/disputes", "/disputes?page=2", "/disputes?kind=figures"])),
        (
            "search",
            list(&[
                "/search?q=talks",
                "/search?q=the",
                "/search?q=%22foreign+minister%22",
                "/search?q=ka&in=names",
                "/search?q=peace&in=statements",
                "/search?q=said+president&outlet=Reuters",
            ]),
        ),
        ("new", list(&["/new", "/new?since=2000-01-01T00:00:00Z"])),
        ("corrections", list(&["/corrections"])),
        ("correct", [reports.iter().take(2).map(correct).collect::<Vec<_>>(), Vec::new()].concat()),
    ];
    drop(desk);
    /// Cold runs of each address, of which the shortest counts: other work on the machine only ever makes one longer.
    const RUNS: usize = 3;
    println!("{:<20} {:>8} {:>8} {:>8}   slowest", "cold, ms", "p50", "p95", "max");
    let mut slowest = Duration::ZERO;
    for (name, addresses) in pages {
        let mut times: BTreeMap<Duration, String> = BTreeMap::new();
        for address in addresses {
            let mut best = Duration::MAX;
            for _ in 0..RUNS {
                let desk = open();
                forget(&path);
                let (begun, idle) = (Instant::now(), waited());
                let (status, _) = get(&desk, &address);
                best = best.min(begun.elapsed().saturating_sub(waited() - idle));
                assert_eq!(status, 200, "{address}");
            }
            while times.contains_key(&best) {
                best += Duration::from_nanos(1);
            }
            times.insert(best, address);
        }
        let all: Vec<(Duration, String)> = times.into_iter().collect();
        let at = |share: f64| all[((all.len() as f64 * share).ceil() as usize).clamp(1, all.len()) - 1].0.as_secs_f64() * 1000.0;
        let last = all.last().unwrap();
        println!("{name:<20} {:>8.1} {:>8.1} {:>8.1}   {}", at(0.5), at(0.95), at(1.0), last.1);
        slowest = slowest.max(last.0);
    }
    println!("slowest {slowest:?}");
    if given("READOUT_STORE").is_none() || given("READOUT_ADD").is_some() {
        let extra = Round::new().reading(0, 1_000_003, 701);
        let mut store = Store::open(&path).unwrap();
        forget(&path);
        let begun = Instant::now();
        store.add(&extra).unwrap();
        let log = std::fs::metadata(format!("{}-wal", path.display())).map(|log| log.len() / 1024).unwrap_or_default();
        println!("one more report added in {:?}, {log} KB written", begun.elapsed());
    }
}
