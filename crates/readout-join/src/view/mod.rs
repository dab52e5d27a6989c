//! Views of the record: everything about one actor ([`who()`]), the meetings of two ([`met()`]), where an actor stands ([`stands()`]), and what is
//! new since a day ([`changes()`]). Plain data for whoever draws it; every line has its evidence as [`Cite`]s.
//!
//! Readings and their [`crate::Record`] come in. Names are looked up by [`name::look_up`] first; the views take actors by their place in
//! [`crate::entity::Cast::actors`].
//!
//! **Invariant:** nothing is in a view that no report says; what is counted or inferred stands in a field of its own that says so.

pub mod changes;
pub mod meeting;
pub mod met;
pub mod name;
mod office;
pub mod page;
pub mod stand;
pub mod stands;
pub mod who;

pub use changes::{Changes, changes};
pub use meeting::{Kind, Level, Meeting, Status};
pub use met::{Met, met};
pub use name::{Lookup, look_up};
pub use stand::Stand;
pub use stands::{Stands, stands};
pub use who::{Who, who};

use crate::brief::Cite;
use crate::brief::make::Desk;
use crate::office::titled;
use crate::when;
use jiff::civil::Date;
use readout_core::EntityType;
use serde::Serialize;
use std::collections::BTreeSet;

/// Somebody, as a line of a view names them.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Party {
    /// Place in [`crate::entity::Cast::actors`].
    pub actor: usize,
    /// Fullest name, or the description.
    pub name: String,
    /// Person, group, place, …
    pub kind: EntityType,
    /// The office held at the time of the line, as far as the reports show.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub office: Option<HeldOffice>,
}

/// An office somebody holds.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct HeldOffice {
    /// `foreign minister`.
    pub title: String,
    /// Of what.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub org: Option<String>,
    /// Actor of `org`.
    #[serde(skip)]
    pub org_actor: Option<usize>,
    /// `told`: by a report that tells the line; `seen`: by another report, near in time.
    pub basis: &'static str,
}

impl HeldOffice {
    /// `foreign minister, Ardesh`.
    pub fn text(&self) -> String {
        titled(&self.title, self.org.as_deref())
    }
}

/// A report that a view cites.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Source {
    /// Its place in the list of readings, as [`Cite::report`] has it.
    pub place: usize,
    /// Its label: `K2`.
    pub label: String,
    /// The input's id.
    pub id: String,
    /// Who published it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub outlet: Option<String>,
    /// Its title.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub title: Option<String>,
    /// When it was published.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub published: Option<String>,
}

/// The reports of `cited`, in the order of the readings.
fn sources(desk: &Desk<'_>, cited: BTreeSet<usize>) -> Vec<Source> {
    let source = |place: usize| {
        let header = &desk.readings[place].report;
        Source {
            place,
            label: desk.labels[place].clone(),
            id: header.id.clone(),
            outlet: header.outlet.clone(),
            title: header.title.clone(),
            published: header.published.as_ref().map(|published| published.value.clone()),
        }
    };
    cited.into_iter().map(source).collect()
}

fn cited<'c>(cites: impl IntoIterator<Item = &'c Cite>) -> BTreeSet<usize> {
    cites.into_iter().map(|cite| cite.report).collect()
}

/// The day a report is of: as published, else where all reports together leave only one.
fn day_of(desk: &Desk<'_>, report: usize) -> Option<Date> {
    when::published(&desk.readings[report]).or_else(|| {
        let dated = desk.record.dates.reports.get(report)?;
        let (first, last) = (dated.earliest.as_deref()?, dated.latest.as_deref()?);
        (first == last).then(|| when::day(first)).flatten()
    })
}

/// Whether a report is surely of `since` or later; none where its day is not known well enough.
fn is_since(desk: &Desk<'_>, report: usize, since: Date) -> Option<bool> {
    if let Some(day) = day_of(desk, report) {
        return Some(day >= since);
    }
    let dated = desk.record.dates.reports.get(report)?;
    let bound = |value: &Option<String>| value.as_deref().and_then(when::day);
    if bound(&dated.earliest).is_some_and(|first| first >= since) {
        return Some(true);
    }
    bound(&dated.latest).is_some_and(|last| last < since).then_some(false)
}

fn party(desk: &Desk<'_>, actor: usize, office: Option<HeldOffice>) -> Party {
    Party { actor, name: desk.name(actor), kind: desk.record.cast.actors[actor].kind, office }
}
