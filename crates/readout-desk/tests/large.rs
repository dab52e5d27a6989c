//! How long pages take on a store of many reports. `READOUT_N=100000 cargo test --release -p readout-desk -- --ignored --nocapture large`.

use crate::made::{Folder, get, settings};
use readout_core::{
    Attribution, AttributionId, AttributionKind, Bound, Entity, EntityId, EntityType, Event, EventId, Figure, FigureId, Hop, Known, Manner,
    Mention, MentionId, MentionKind, Position, Precision, Published, Reading, Report, Role, Span, Stance, TokenIndex,
};
use readout_desk::Desk;
use readout_store::Store;
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
    });
    reading
}

#[test]
#[ignore = "takes long; for measuring"]
#[allow(clippy::disallowed_methods, reason = "a size that a person may give")]
fn large_stores_answer_quickly() {
    let n: usize = std::env::var("READOUT_N").ok().and_then(|n| n.parse().ok()).unwrap_or(2000);
    let folder = Folder::new();
    let mut store = Store::open(folder.store()).unwrap();
    let begun = Instant::now();
    for start in (0..n).step_by(500) {
        let readings: Vec<Reading> = (start..(start + 500).min(n)).map(|at| report(at, n)).collect();
        store.add_all(&readings).unwrap();
    }
    println!("{n} reports stored in {:?}", begun.elapsed());
    let begun = Instant::now();
    let (readings, record) = store.joined().unwrap();
    println!(
        "joined in {:?}: {} actors, {} statements, {} happenings, {} stories",
        begun.elapsed(),
        record.cast.actors.len(),
        record.statements.len(),
        record.happenings.len(),
        record.stories.len()
    );
    drop((readings, record));
    store.close().unwrap();
    println!("file of {} MB", std::fs::metadata(folder.store()).unwrap().len() / 1_000_000);
    let begun = Instant::now();
    let desk = Desk::open(&folder.store(), settings(None)).unwrap();
    println!("desk open after {:?}", begun.elapsed());
    let number = |page: &str, key: &str, name: &str| {
        serde_json::from_str::<serde_json::Value>(&get(&desk, page).1).unwrap()[key][0][name].as_str().unwrap().to_owned()
    };
    let (report, who, story) =
        (number("/reports.json", "reports", "href"), number("/who.json", "actors", "href"), number("/overview.json", "stories", "href"));
    // The same pages on a desk that nobody has asked yet.
    drop(desk);
    let desk = Desk::open(&folder.store(), settings(None)).unwrap();
    let mut slowest = Duration::ZERO;
    for address in [
        "/",
        &report,
        &story,
        &who,
        "/reports?page=3",
        "/who?page=2",
        "/positions",
        "/meetings",
        "/figures",
        "/copies",
        "/disputes",
        "/search?q=treaty",
        "/search?q=Council+settled",
        "/search?q=ka&in=names",
        "/search?q=settled&in=statements",
        "/new?since=2000-01-01T00:00:00Z",
        "/corrections",
    ] {
        let begun = Instant::now();
        let (status, page) = get(&desk, address);
        let took = begun.elapsed();
        println!("{took:>12?}  {:>8} bytes  {address}", page.len());
        assert_eq!(status, 200);
        slowest = slowest.max(took);
    }
    println!("slowest {slowest:?}");
}
