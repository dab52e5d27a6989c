//! What one page shows: some rows of the record with the reports that they rest on, and what the page looks up in these.
//!
//! A snapshot is made from the store for one answer. Offsets inside are bytes; everything that leaves as a [`Cited`] is in code points.

use crate::html::{part, short, spans_part};
use maud::{Markup, html};
use readout_core::{CodepointIndex, EntityId, Reading, Span};
use readout_join::account::Account;
use readout_join::brief::page::day;
use readout_join::correct::Whom;
use readout_join::{Evidence, Record};
use readout_store::{Excerpt, Ids, Presence, Told};
use serde::Serialize;
use std::collections::{BTreeMap, HashMap};

/// A part of the record, as pages ask it. Reports and actors are places in its own lists.
pub(crate) struct Snapshot {
    pub(crate) readings: Vec<Reading>,
    pub(crate) record: Record,
    /// For each report: identity, number, label, story.
    pub(crate) identities: Vec<String>,
    pub(crate) numbers: Vec<i64>,
    pub(crate) labels: Vec<String>,
    pub(crate) stories: Vec<Option<i64>>,
    /// Of each actor, what is known of it in the whole record.
    pub(crate) actors: Vec<Presence>,
    /// How often each statement, happening, stand and claim is told in all.
    pub(crate) statements: Vec<Told>,
    pub(crate) happenings: Vec<Told>,
    pub(crate) stands: Vec<Vec<Told>>,
    pub(crate) claims: Vec<Vec<Told>>,
    /// Ids of rows in the store.
    pub(crate) ids: Ids,
    /// How many reports, stands and claims the rows have that came in part.
    pub(crate) sizes: Ids,
    by_number: HashMap<i64, usize>,
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
    some_cites(cites, most, cites.len())
}

/// The same, where there are `n` places in all, of which not all are here.
pub(crate) fn some_cites(cites: &[Cited], most: usize, n: usize) -> Markup {
    let shown = cites.len().min(most);
    html! {
        span.cites {
            @for cite in cites.iter().take(most) { (cite.link()) " " }
            @if n > shown { span.faint { "+" (n - shown) } }
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

/// First and last day, for people.
pub(crate) fn days(first: Option<&str>, last: Option<&str>) -> String {
    match (first, last) {
        (Some(first), Some(last)) if first == last => day(first),
        (Some(first), Some(last)) => format!("{} – {}", day(first), day(last)),
        _ => "undated".to_owned(),
    }
}

impl Snapshot {
    /// Takes what came from the store.
    pub(crate) fn new(excerpt: Excerpt) -> Self {
        let Excerpt { readings, record, numbers, identities, stories, actors, ids, statements, happenings, stands, claims, sizes } =
            excerpt;
        Self {
            by_number: numbers.iter().enumerate().map(|(place, number)| (*number, place)).collect(),
            labels: record.labels.clone(),
            readings,
            record,
            identities,
            numbers,
            stories,
            actors,
            statements,
            happenings,
            stands,
            claims,
            ids,
            sizes,
        }
    }

    /// The place of the report with this number.
    pub(crate) fn place(&self, number: i64) -> Option<usize> {
        self.by_number.get(&number).copied()
    }

    /// The place of the report with this identity.
    pub(crate) fn report_of(&self, identity: &str) -> Option<usize> {
        self.identities.iter().position(|other| other == identity)
    }

    /// The place of the actor with this id.
    pub(crate) fn actor(&self, id: i64) -> Option<usize> {
        self.actors.iter().position(|actor| actor.id == id)
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
        let address = format!("/who/{}", part(&self.record.cast.actors[actor].name));
        match self.actors[actor].namesakes {
            0 | 1 => address,
            _ => format!("{address}?in={}", self.key(actor)),
        }
    }

    /// An actor by the first report that names it and its entity there: `123.4`.
    pub(crate) fn key(&self, actor: usize) -> String {
        let (report, entity) = self.actors[actor].first;
        format!("{report}.{entity}")
    }

    pub(crate) fn who(&self, actor: usize) -> Who {
        let name = self.record.cast.actors[actor].name.clone();
        Who { name, href: self.who_href(actor), office: self.actors[actor].office.clone() }
    }

    /// The only actor here that has this as its fullest name, if no other in the store has it.
    pub(crate) fn called(&self, name: &str) -> Option<usize> {
        (0..self.actors.len()).find(|actor| self.record.cast.actors[*actor].name == name && self.actors[*actor].namesakes == 1)
    }

    /// An entity of a report, in the words of a correction.
    pub(crate) fn whom(&self, report: usize, entity: EntityId) -> Whom {
        readout_join::correct::whom(&self.readings[report], &self.identities[report], entity)
    }

    /// The same, where the report has such an entity.
    pub(crate) fn whom_of(&self, report: usize, entity: EntityId) -> Option<Whom> {
        (entity.index() < self.readings[report].entities.len()).then(|| self.whom(report, entity))
    }
}
