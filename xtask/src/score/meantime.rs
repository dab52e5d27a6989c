//! Events of MEANTIME (60 Wikinews reports, title and first five sentences): whether what is found happened, and who takes part.
//!
//! MEANTIME marks every event and PLOVER's are few of them; so what is scored is what both have: gold mentions whose words overlap a
//! predicate of ours. **factuality** is the share of them on which both agree: denied (`polarity` NEG), open (`time` FUTURE, `certainty`
//! POSSIBLE or PROBABLE, or a condition), or happened; beside it stands what calling everything happened would reach, and F1 over the open
//! and denied ones. **Arg0** and **participants** are over PropBank's agents and over Arg0 to Arg2 of these events, as far as they are
//! mentions that we read as entities too: found where a mention of one of our event's parties overlaps.

use super::Score;
use super::cat::{Document, Markable};
use super::time::{attribute, files};
use readout_core::{EntityId, Event, Factuality, Reading, Report, Span};
use readout_read::Settings;
use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

const CORPORA: [&str; 4] = ["corpus_airbus", "corpus_apple", "corpus_gm", "corpus_stock"];

#[derive(Clone, Copy, PartialEq, Eq)]
enum Status {
    Happened,
    Open,
    Denied,
}

struct Mention {
    span: Span,
    status: Status,
    /// Role and place of each participant.
    participants: Vec<(String, Span)>,
}

#[derive(Default)]
struct Count {
    events: usize,
    agree: usize,
    happened: usize,
    /// Open or denied: right, gold, system.
    marked: [usize; 3],
    /// Right, gold, system; of agents and of all.
    agents: [usize; 3],
    all: [usize; 3],
}

pub(super) fn score(gold: &Path, errors: bool) -> Vec<Score> {
    let mut count = Count::default();
    for corpus in CORPORA {
        for path in files(&gold.join("meantime-en/intra_cross-doc_annotation").join(corpus), "xml") {
            if let Some((text, mentions)) = load(&path) {
                let reading = readout_read::read(&Report::new("gold", &text), super::model(), &Settings::default());
                count.add(&reading, &mentions, errors);
            }
        }
    }
    if count.events == 0 {
        return Vec::new();
    }
    let percent = |part: usize, whole: usize| 100.0 * part as f64 / whole.max(1) as f64;
    let f1 = |[right, gold, system]: [usize; 3]| 200.0 * right as f64 / (gold + system).max(1) as f64;
    let row =
        |measure: &str, value: f64, n: usize| Score { layer: "events", case: "meantime".to_owned(), measure: measure.to_owned(), value, n };
    vec![
        row("factuality agrees", percent(count.agree, count.events), count.events),
        row("factuality, all happened", percent(count.happened, count.events), count.events),
        row("factuality F1 open, denied", f1(count.marked), count.marked[1]),
        row("participants F1 Arg0", f1(count.agents), count.agents[1]),
        row("participants F1 all", f1(count.all), count.all[1]),
    ]
}

impl Count {
    fn add(&mut self, reading: &Reading, mentions: &[Mention], errors: bool) {
        for mention in mentions {
            let told = |event: &&Event| event.span.overlaps(mention.span);
            let Some(event) = reading.events.iter().find(told) else { continue };
            let own = match event.factuality {
                Factuality::Happened | Factuality::Ongoing => Status::Happened,
                Factuality::Planned | Factuality::Hypothetical => Status::Open,
                Factuality::Denied => Status::Denied,
            };
            self.events += 1;
            self.agree += usize::from(own == mention.status);
            self.happened += usize::from(mention.status == Status::Happened);
            self.marked[0] += usize::from(own == mention.status && own != Status::Happened);
            self.marked[1] += usize::from(mention.status != Status::Happened);
            self.marked[2] += usize::from(own != Status::Happened);
            if errors && own != mention.status {
                let sentence = reading.sentences.iter().find(|sentence| sentence.contains(event.span)).copied().unwrap_or(event.span);
                println!("factuality {:?}\t{}\t{}", event.factuality, mention.span.of(&reading.text), sentence.of(&reading.text));
            }
            let known = |span: &Span| reading.mentions.iter().any(|found| found.entity.is_some() && found.span.overlaps(*span));
            let wanted = |roles: &[&str]| -> Vec<Span> {
                let gold = mention.participants.iter().filter(|(role, span)| roles.contains(&role.as_str()) && known(span));
                gold.map(|(_, span)| *span).collect()
            };
            let agents: Vec<EntityId> = event.actors.iter().chain(&event.participants).copied().collect();
            let all: Vec<EntityId> = agents.iter().chain(&event.recipients).copied().collect();
            let before = self.agents;
            compare(&mut self.agents, reading, &agents, &wanted(&["Arg0"]));
            let [right, gold, system] = [0, 1, 2].map(|place| self.agents[place] - before[place]);
            if errors && (right < gold || right < system) {
                let names = agents.iter().map(|agent| reading.entities[agent.index()].name.as_str()).collect::<Vec<_>>().join(" + ");
                let gold = wanted(&["Arg0"]).iter().map(|span| span.of(&reading.text)).collect::<Vec<_>>().join(" + ");
                let sentence = reading.sentences.iter().find(|sentence| sentence.contains(event.span)).copied().unwrap_or(event.span);
                println!("agents {names} for {gold}\t{}\t{}", mention.span.of(&reading.text), sentence.of(&reading.text));
            }
            compare(&mut self.all, reading, &all, &wanted(&["Arg0", "Arg1", "Arg2"]));
        }
    }
}

/// Counts entities of ours of which a mention overlaps one of gold's.
fn compare(counts: &mut [usize; 3], reading: &Reading, entities: &[EntityId], gold: &[Span]) {
    let entities: BTreeSet<EntityId> = entities.iter().copied().collect();
    let hit = |entity: &&EntityId| {
        let mut mentions = reading.mentions.iter().filter(|mention| mention.entity == Some(**entity));
        mentions.any(|mention| gold.iter().any(|gold| gold.overlaps(mention.span)))
    };
    counts[0] += entities.iter().filter(hit).count().min(gold.len());
    counts[1] += gold.len();
    counts[2] += entities.len();
}

fn load(path: &Path) -> Option<(String, Vec<Mention>)> {
    let document = Document::load(path)?;
    let entity = |markable: Markable<'_>| Some((attribute(markable.head, "m_id")?, markable.span?));
    let entities: BTreeMap<String, Span> = document.markables("ENTITY_MENTION").filter_map(entity).collect();
    let mut roles: BTreeMap<String, Vec<(String, Span)>> = BTreeMap::new();
    for (head, inner) in document.elements("HAS_PARTICIPANT") {
        let end = |name: &str| inner.split(&format!("<{name} ")).nth(1).and_then(|end| attribute(end, "m_id"));
        let participant = end("target").and_then(|entity| entities.get(&entity).copied());
        if let (Some(event), Some(span), Some(role)) = (end("source"), participant, attribute(head, "sem_role")) {
            roles.entry(event).or_default().push((role, span));
        }
    }
    let status = |head: &str| {
        let is = |name: &str, value: &str| attribute(head, name).is_some_and(|found| found == value);
        let conditional = attribute(head, "special_cases").is_some_and(|found| found.starts_with("COND"));
        if is("polarity", "NEG") {
            Status::Denied
        } else if is("time", "FUTURE") || is("certainty", "POSSIBLE") || is("certainty", "PROBABLE") || conditional {
            Status::Open
        } else {
            Status::Happened
        }
    };
    let mention = |markable: Markable<'_>| {
        let participants = roles.get(&attribute(markable.head, "m_id")?).cloned().unwrap_or_default();
        Some(Mention { span: markable.span?, status: status(markable.head), participants })
    };
    let mentions = document.markables("EVENT_MENTION").filter_map(mention).collect();
    Some((document.text, mentions))
}
