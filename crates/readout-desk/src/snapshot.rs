//! The record in memory, with what every page looks up in it.
//!
//! A snapshot is made from the store in one go and never changes; when reports come or somebody corrects, another takes its place. Offsets
//! inside are bytes; everything that leaves as a [`Cited`] is in code points.

use crate::html::{part, short, spans_part};
use maud::{Markup, html};
use readout_core::{CodepointIndex, EntityId, EntityType, Reading, Span};
use readout_join::account::Account;
use readout_join::brief::{Brief, brief, labels, page::day};
use readout_join::correct::{Applied, Correction, Whom};
use readout_join::{Evidence, Record};
use readout_store::{Error, Joined, Store, identity};
use serde::Serialize;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::{Arc, OnceLock};

/// All that pages are made from.
pub(crate) struct Snapshot {
    pub(crate) readings: Vec<Reading>,
    pub(crate) record: Record,
    pub(crate) corrections: Vec<Correction>,
    pub(crate) applied: Applied,
    /// For each report: identity, number, label, when it was first seen here.
    pub(crate) identities: Vec<String>,
    pub(crate) numbers: Vec<i64>,
    pub(crate) labels: Vec<String>,
    pub(crate) seen: Vec<String>,
    by_number: BTreeMap<i64, usize>,
    by_identity: BTreeMap<String, usize>,
    by_name: BTreeMap<String, Vec<usize>>,
    /// For each actor, rows of the record that it stands in.
    pub(crate) of_actor: Vec<OfActor>,
    /// For each report, its story.
    story_of: Vec<Option<usize>>,
    /// For each report, statements and happenings that it tells.
    pub(crate) statements_of: Vec<Vec<usize>>,
    pub(crate) happenings_of: Vec<Vec<usize>>,
    briefs: Vec<OnceLock<Arc<StoryBrief>>>,
}

/// The rows of the record that an actor stands in, by their places there.
#[derive(Clone, Debug, Default)]
pub(crate) struct OfActor {
    pub(crate) statements: Vec<usize>,
    pub(crate) happenings: Vec<usize>,
    /// Issue and stand.
    pub(crate) stands: Vec<(usize, usize)>,
    /// Office and holder.
    pub(crate) offices: Vec<(usize, usize)>,
    /// Tally and claim.
    pub(crate) claims: Vec<(usize, usize)>,
    pub(crate) n_reports: usize,
}

/// The brief of one story. Its reports are places in `reports`, which are places in the snapshot.
pub(crate) struct StoryBrief {
    pub(crate) brief: Brief,
    pub(crate) reports: Vec<usize>,
}

/// A place in a report that backs something, as pages and their JSON twins give it.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub(crate) struct Cited {
    /// The report's number in the store.
    pub(crate) report: i64,
    /// `K2`.
    pub(crate) label: String,
    /// Counted from 1.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) sentence: Option<usize>,
    /// In code points.
    pub(crate) spans: Vec<Span>,
    /// The page with these words marked.
    pub(crate) href: String,
}

impl Cited {
    /// `K2:4` as a link.
    pub(crate) fn link(&self) -> Markup {
        html! {
            a.cite href=(self.href) {
                (crate::html::t(&self.label))
                @if let Some(sentence) = self.sentence { ":" (sentence) }
            }
        }
    }
}

/// Links to several places, at most so many of them.
pub(crate) fn cites(cites: &[Cited], most: usize) -> Markup {
    html! {
        span.cites {
            @for cite in cites.iter().take(most) { (cite.link()) " " }
            @if cites.len() > most { span.faint { "+" (cites.len() - most) } }
        }
    }
}

/// Somebody, as pages name them.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
pub(crate) struct Who {
    pub(crate) name: String,
    pub(crate) href: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) office: Option<String>,
}

impl Who {
    pub(crate) fn link(&self) -> Markup {
        html! { a href=(self.href) title=[self.office.as_deref().map(crate::html::t)] { (crate::html::t(&self.name)) } }
    }
}

/// Names with links, separated.
pub(crate) fn names(all: &[Who]) -> Markup {
    html! { @for (n, who) in all.iter().enumerate() { @if n > 0 { " · " } (who.link()) } }
}

impl Snapshot {
    /// Takes the store as it is. `now` is noted as the time at which new reports were first seen.
    pub(crate) fn take(store: &mut Store, now: &str) -> Result<Self, Error> {
        let Joined { readings, record, corrections, applied } = store.joined_with()?;
        let seen = store.see(now)?;
        let numbers = store.numbers()?;
        let identities: Vec<String> = readings.iter().map(identity).collect();
        let of = |identity: &String| numbers.get(identity).copied().unwrap_or_default();
        let numbers: Vec<i64> = identities.iter().map(of).collect();
        let seen = identities.iter().map(|identity| seen.get(identity).cloned().unwrap_or_else(|| now.to_owned())).collect();
        let mut by_name: BTreeMap<String, Vec<usize>> = BTreeMap::new();
        for (actor, row) in record.cast.actors.iter().enumerate() {
            by_name.entry(row.name.clone()).or_default().push(actor);
        }
        let mut story_of = vec![None; readings.len()];
        for (story, row) in record.stories.iter().enumerate() {
            row.reports.iter().for_each(|report| story_of[*report] = Some(story));
        }
        let mut statements_of = vec![Vec::new(); readings.len()];
        for (place, row) in record.statements.iter().enumerate() {
            let reports: BTreeSet<usize> = row.tellings.iter().map(|(report, _)| *report).collect();
            reports.into_iter().for_each(|report| statements_of[report].push(place));
        }
        let mut happenings_of = vec![Vec::new(); readings.len()];
        for (place, row) in record.happenings.iter().enumerate() {
            let reports: BTreeSet<usize> = row.tellings.iter().map(|(report, _)| *report).collect();
            reports.into_iter().for_each(|report| happenings_of[report].push(place));
        }
        let labels = labels(&readings, &record.dates);
        Ok(Self {
            labels,
            by_number: numbers.iter().enumerate().map(|(place, number)| (*number, place)).collect(),
            by_identity: identities.iter().cloned().enumerate().map(|(place, identity)| (identity, place)).collect(),
            identities,
            numbers,
            seen,
            by_name,
            of_actor: of_actor(&record),
            briefs: record.stories.iter().map(|_| OnceLock::new()).collect(),
            story_of,
            statements_of,
            happenings_of,
            readings,
            record,
            corrections,
            applied,
        })
    }

    /// The place of the report with this number.
    pub(crate) fn report(&self, number: &str) -> Option<usize> {
        self.by_number.get(&number.parse().ok()?).copied()
    }

    /// The place of the report with this identity.
    pub(crate) fn report_of(&self, identity: &str) -> Option<usize> {
        self.by_identity.get(identity).copied()
    }

    pub(crate) fn story(&self, report: usize) -> Option<usize> {
        self.story_of.get(report).copied().flatten()
    }

    /// A story's address: that of its first report, which stays when others come.
    pub(crate) fn story_href(&self, story: usize) -> String {
        let first = self.record.stories[story].reports.first().map_or(0, |report| self.numbers[*report]);
        format!("/story/{first}")
    }

    pub(crate) fn report_href(&self, report: usize) -> String {
        format!("/report/{}", self.numbers[report])
    }

    /// A report's title, or what it is called by.
    pub(crate) fn title(&self, report: usize) -> &str {
        let header = &self.readings[report].report;
        header.title.as_deref().filter(|title| !title.trim().is_empty()).unwrap_or(&header.id)
    }

    /// The day of a report's publication, for people.
    pub(crate) fn published(&self, report: usize) -> String {
        self.readings[report].report.published.as_ref().map_or_else(|| "undated".to_owned(), |published| day(&published.value))
    }

    /// Words of a report.
    pub(crate) fn words(&self, report: usize, span: Span) -> String {
        short(span.of(&self.readings[report].text), 600)
    }

    /// Several stretches as one, with marks where words are left out between them.
    pub(crate) fn words_of(&self, report: usize, spans: &[Span]) -> String {
        spans.iter().map(|span| self.words(report, *span)).collect::<Vec<_>>().join(" … ")
    }

    /// Spans of a report in code points.
    pub(crate) fn outward(&self, report: usize, spans: &[Span]) -> Vec<Span> {
        let index = CodepointIndex::new(&self.readings[report].text);
        spans.iter().map(|span| index.span(*span)).collect()
    }

    pub(crate) fn cite(&self, report: usize, spans: &[Span]) -> Cited {
        let sentence = spans.first().and_then(|span| self.readings[report].sentence_at(span.start));
        let spans = self.outward(report, spans);
        let href = match spans.is_empty() {
            true => self.report_href(report),
            false => format!("{}?mark={}#mark", self.report_href(report), spans_part(&spans)),
        };
        Cited { report: self.numbers[report], label: self.labels[report].clone(), sentence: sentence.map(|at| at + 1), spans, href }
    }

    /// One place for each report.
    pub(crate) fn cites(&self, evidence: impl IntoIterator<Item = Evidence>) -> Vec<Cited> {
        let mut spans: BTreeMap<usize, Vec<Span>> = BTreeMap::new();
        for place in evidence {
            spans.entry(place.report).or_default().push(place.span);
        }
        spans.into_iter().map(|(report, spans)| self.cite(report, &spans)).collect()
    }

    pub(crate) fn accounts(&self, accounts: &[Account]) -> Vec<String> {
        accounts.iter().map(|account| account.name.clone()).collect()
    }

    /// An actor's address: by name, which stays; with a report that names it, where several go by that name.
    pub(crate) fn who_href(&self, actor: usize) -> String {
        let name = &self.record.cast.actors[actor].name;
        let address = format!("/who/{}", part(name));
        match self.by_name.get(name).map_or(0, Vec::len) {
            0 | 1 => address,
            _ => {
                let (report, entity) = self.record.cast.actors[actor].members[0];
                format!("{address}?in={}.{}", self.numbers[report], entity.0)
            }
        }
    }

    pub(crate) fn who(&self, actor: usize) -> Who {
        let name = self.record.cast.actors[actor].name.clone();
        Who { name, href: self.who_href(actor), office: self.office(actor) }
    }

    /// The office that most reports see an actor in.
    pub(crate) fn office(&self, actor: usize) -> Option<String> {
        let held = self.of_actor[actor].offices.iter().filter_map(|(office, holder)| {
            let office = &self.record.offices[*office];
            let holder = &office.holders[*holder];
            (holder.status.as_deref() != Some("former")).then_some((office, holder))
        });
        let best = held.max_by_key(|(office, holder)| {
            (2 * holder.evidence.len() + usize::from(office.org.is_some()), std::cmp::Reverse(&office.title))
        });
        best.map(|(office, _)| self.office_name(office))
    }

    /// `foreign minister, Ardesh`.
    pub(crate) fn office_name(&self, office: &readout_join::office::Office) -> String {
        office.text(&self.record.cast)
    }

    /// Whether exactly one has this as the fullest name.
    pub(crate) fn is_called(&self, name: &str) -> bool {
        self.by_name.get(name).is_some_and(|actors| actors.len() == 1)
    }

    /// The actors that go by a name: as their fullest name, else as another.
    pub(crate) fn called(&self, name: &str) -> Vec<usize> {
        if let Some(actors) = self.by_name.get(name) {
            return actors.clone();
        }
        let known = |actor: &usize| {
            self.record.cast.actors[*actor].named && self.record.cast.actors[*actor].names.iter().any(|other| other == name)
        };
        (0..self.record.cast.actors.len()).filter(known).collect()
    }

    /// An entity of a report, in the words of a correction.
    pub(crate) fn whom(&self, report: usize, entity: EntityId) -> Whom {
        let reading = &self.readings[report];
        let first = reading.mentions.iter().filter(|mention| mention.entity == Some(entity)).map(|mention| mention.span).min();
        Whom {
            report: self.identities[report].clone(),
            name: reading.entities[entity.index()].name.clone(),
            span: first.map(|span| self.outward(report, &[span])[0]),
        }
    }

    /// The same, where the report has such an entity.
    pub(crate) fn whom_of(&self, report: usize, entity: EntityId) -> Option<Whom> {
        (entity.index() < self.readings[report].entities.len()).then(|| self.whom(report, entity))
    }

    /// Whether a page on everybody should have this actor.
    pub(crate) fn is_somebody(&self, actor: usize) -> bool {
        let row = &self.record.cast.actors[actor];
        row.named && matches!(row.kind, EntityType::PER | EntityType::ORG | EntityType::GPE | EntityType::NORP)
    }

    /// The brief of a story, made when it is first asked for.
    pub(crate) fn brief(&self, story: usize) -> Arc<StoryBrief> {
        let make = || {
            let reports = self.record.stories[story].reports.clone();
            if reports.len() == self.readings.len() {
                return Arc::new(StoryBrief { brief: brief(&self.readings, &self.record), reports });
            }
            let readings: Vec<Reading> = reports.iter().map(|report| self.readings[*report].clone()).collect();
            let inside = |(report, entity): (usize, EntityId)| Some((reports.iter().position(|other| *other == report)?, entity));
            let decisions = readout_join::correct::Decisions {
                same: self.applied.decisions.same.iter().filter_map(|(one, other)| Some((inside(*one)?, inside(*other)?))).collect(),
                apart: self.applied.decisions.apart.iter().map(|set| set.iter().filter_map(|one| inside(*one)).collect()).collect(),
            };
            let record = readout_join::join_with(&readings, &decisions);
            Arc::new(StoryBrief { brief: brief(&readings, &record), reports })
        };
        self.briefs[story].get_or_init(make).clone()
    }

    /// First and last day of some reports, for people.
    pub(crate) fn days(&self, reports: &[usize]) -> String {
        let published = |report: &usize| {
            self.readings[*report].report.published.as_ref().map(|published| published.value.get(..10).unwrap_or(&published.value))
        };
        let days: Vec<&str> = reports.iter().filter_map(published).collect();
        match (days.iter().min(), days.iter().max()) {
            (Some(first), Some(last)) if first == last => day(first),
            (Some(first), Some(last)) => format!("{} – {}", day(first), day(last)),
            _ => "undated".to_owned(),
        }
    }
}

fn of_actor(record: &Record) -> Vec<OfActor> {
    let mut all: Vec<OfActor> = vec![OfActor::default(); record.cast.actors.len()];
    for (actor, row) in record.cast.actors.iter().enumerate() {
        all[actor].n_reports = row.members.iter().map(|(report, _)| *report).collect::<BTreeSet<_>>().len();
    }
    for (place, row) in record.statements.iter().enumerate() {
        row.speaker.iter().for_each(|actor| all[*actor].statements.push(place));
    }
    for (place, row) in record.happenings.iter().enumerate() {
        let actors: BTreeSet<usize> = row.who.iter().chain(&row.whom).copied().collect();
        actors.into_iter().for_each(|actor| all[actor].happenings.push(place));
    }
    for (issue, row) in record.issues.iter().enumerate() {
        row.stands.iter().enumerate().for_each(|(stand, row)| all[row.actor].stands.push((issue, stand)));
    }
    for (office, row) in record.offices.iter().enumerate() {
        row.holders.iter().enumerate().for_each(|(holder, row)| all[row.actor].offices.push((office, holder)));
    }
    for (tally, row) in record.tallies.iter().enumerate() {
        row.claims
            .iter()
            .enumerate()
            .for_each(|(claim, row)| row.claimant.iter().for_each(|actor| all[*actor].claims.push((tally, claim))));
    }
    all
}
