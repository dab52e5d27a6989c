//! Who met whom: the meetings of one or two actors, or all of them.

use super::meeting::{Meeting, Status, meetings};
use super::{Party, Source, cited, party, sources};
use crate::Record;
use crate::brief::make::Desk;
use crate::happening::{Happening, acts_for};
use readout_core::Reading;
use serde::Serialize;
use std::collections::{BTreeMap, BTreeSet};

/// The format's name and version.
pub const FORMAT: &str = "readout/met/1";

/// Meetings, by date; undated last.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Met {
    /// [`FORMAT`].
    pub format: &'static str,
    /// Between whom, as asked: none, one or two.
    pub between: Vec<Party>,
    /// Told as held.
    pub n_held: usize,
    /// Announced or expected only.
    pub n_expected: usize,
    /// Called off, put off or denied.
    pub n_not_held: usize,
    /// The meetings.
    pub meetings: Vec<Meeting>,
    /// The reports cited.
    pub reports: Vec<Source>,
}

/// The meetings in which every actor of `between` takes part; all, where it is empty. A state or group takes part where somebody does who
/// holds an office in it.
pub fn met(readings: &[Reading], record: &Record, between: &[usize]) -> Met {
    let desk = Desk::new(readings, record);
    let acts_for = acts_for(readings, &record.cast, &record.offices);
    let meetings = meetings(&desk, |happening| between.iter().all(|actor| takes_part(record, &acts_for, happening, *actor)));
    let count = |wanted: &[Status]| meetings.iter().filter(|meeting| wanted.contains(&meeting.status)).count();
    let reports = sources(&desk, cited(meetings.iter().flat_map(cites)));
    Met {
        format: FORMAT,
        between: between.iter().map(|actor| party(&desk, *actor, None)).collect(),
        n_held: count(&[Status::Held]),
        n_expected: count(&[Status::Expected]),
        n_not_held: count(&[Status::CalledOff, Status::Denied]),
        meetings,
        reports,
    }
}

/// Everything that a meeting cites.
pub(super) fn cites(meeting: &Meeting) -> impl Iterator<Item = &crate::brief::Cite> {
    let notes = meeting.notes.iter().flat_map(|note| &note.cites);
    let told = meeting.tellings.iter().map(|told| &told.cite);
    let said = meeting.readouts.iter().flat_map(|readout| &readout.statement.cites);
    meeting.cites.iter().chain(&meeting.expected).chain(notes).chain(told).chain(said)
}

pub(super) fn takes_part(record: &Record, acts_for: &BTreeMap<usize, BTreeSet<usize>>, happening: &Happening, actor: usize) -> bool {
    let state = |actor: usize| record.cast.state_of.get(&actor).copied().unwrap_or(actor);
    happening
        .who
        .iter()
        .chain(&happening.whom)
        .any(|party| state(*party) == state(actor) || acts_for.get(party).is_some_and(|orgs| orgs.contains(&actor)))
}
