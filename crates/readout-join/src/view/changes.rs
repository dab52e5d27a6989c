//! What is new since a day: positions that moved, offices that changed hands, meetings held, announced and called off, figures.

use super::meeting::{Meeting, Status, day, meetings};
use super::stand::{Stand, stand};
use super::{Source, cited, day_of, is_since, sources};
use crate::Record;
use crate::brief::Cite;
use crate::brief::make::{Desk, word};
use crate::ledger::Relation;
use crate::position::side;
use crate::when;
use jiff::civil::Date;
use readout_core::{FigureId, Reading};
use serde::Serialize;
use std::collections::BTreeSet;

/// The format's name and version.
pub const FORMAT: &str = "readout/changes/1";

/// What is new since a day.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Changes {
    /// [`FORMAT`].
    pub format: &'static str,
    /// ISO 8601.
    pub since: String,
    /// Positions that moved, then those reaffirmed, then those seen for the first time.
    pub positions: Vec<PositionChange>,
    /// Offices that changed hands, then holders seen for the first time.
    pub offices: Vec<OfficeChange>,
    /// Meetings held since, those that had been announced or expected first.
    pub held: Vec<Meeting>,
    /// Meetings announced or expected by reports since then, not told as held.
    pub expected: Vec<Meeting>,
    /// Meetings called off or denied by reports since then.
    pub not_held: Vec<Meeting>,
    /// Figures that were updated or contradicted.
    pub figures: Vec<FigureChange>,
    /// Labels of undated reports of which nothing says on which side of the day they lie; what only they tell is left out.
    pub undated: Vec<String>,
    /// The reports cited.
    pub reports: Vec<Source>,
}

/// A position that is new or moved.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct PositionChange {
    /// `changed`, `reaffirmed`, `first seen`.
    pub change: &'static str,
    /// The stance before, where it changed.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub before: Option<Stand>,
    /// The stance now.
    pub now: Stand,
}

/// An office with a new holder.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct OfficeChange {
    /// `changed hands`, `first seen`.
    pub change: &'static str,
    /// `foreign minister`.
    pub title: String,
    /// Of what.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub org: Option<String>,
    /// Who was seen in it before.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub before: Option<String>,
    /// Last day of that.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub until: Option<String>,
    /// Who is seen in it now.
    pub now: String,
    /// First day of that.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub from: Option<String>,
    /// Evidence, one for each report; the holder before last.
    pub cites: Vec<Cite>,
}

/// A figure beside those before it.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct FigureChange {
    /// What is counted: `killed · Dorvat`.
    pub counted: String,
    /// `update`, `conflicts`, `other scope`, `first`.
    pub change: String,
    /// The claim before.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub before: Option<FigureLine>,
    /// The claim now.
    pub now: FigureLine,
    /// Why it is taken for that.
    pub because: String,
}

/// A claimed quantity.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct FigureLine {
    /// `at least 71 people`.
    pub words: String,
    /// Who claims it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub claimant: Option<String>,
    /// The day it holds for, where known.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub day: Option<String>,
    /// Evidence, one for each report.
    pub cites: Vec<Cite>,
}

/// What the reports of `since` and later bring that those before did not.
pub fn changes(readings: &[Reading], record: &Record, since: Date) -> Changes {
    let desk = Desk::new(readings, record);
    let meetings = meetings(&desk, |happening| !happening.historical);
    // Undated meetings are those of the reports that tell them.
    let recent = |meeting: &Meeting| match day(meeting) {
        Some(day) => day >= since,
        None => {
            let told = meeting.cites.iter().map(|cite| is_since(&desk, cite.report, since));
            let told: Vec<Option<bool>> = told.collect();
            !told.is_empty() && told.iter().all(|told| *told == Some(true))
        }
    };
    let told = |meeting: &Meeting| meeting.cites.iter().any(|cite| is_since(&desk, cite.report, since) == Some(true));
    let (mut held, mut expected, mut not_held) = (Vec::new(), Vec::new(), Vec::new());
    for meeting in meetings {
        match meeting.status {
            Status::Held if recent(&meeting) => held.push(meeting),
            Status::Expected if told(&meeting) => expected.push(meeting),
            Status::CalledOff | Status::Denied if told(&meeting) => not_held.push(meeting),
            _ => {}
        }
    }
    held.sort_by_key(|meeting| meeting.expected.is_empty());
    let mut changes = Changes {
        format: FORMAT,
        since: since.to_string(),
        positions: positions(&desk, since),
        offices: offices(&desk, since),
        held,
        expected,
        not_held,
        figures: figures(&desk, since),
        undated: (0..readings.len())
            .filter(|report| is_since(&desk, *report, since).is_none())
            .map(|report| desk.labels[report].clone())
            .collect(),
        reports: Vec::new(),
    };
    let mut all: BTreeSet<usize> =
        cited([&changes.held, &changes.expected, &changes.not_held].into_iter().flatten().flat_map(super::met::cites));
    let stands = changes.positions.iter().flat_map(|change| change.before.iter().chain(std::iter::once(&change.now)));
    all.extend(cited(stands.flat_map(|stand| &stand.cites)));
    all.extend(cited(changes.offices.iter().flat_map(|change| &change.cites)));
    let lines = changes.figures.iter().flat_map(|change| change.before.iter().chain(std::iter::once(&change.now)));
    all.extend(cited(lines.flat_map(|line| &line.cites)));
    changes.reports = sources(&desk, all);
    changes
}

fn positions(desk: &Desk<'_>, since: Date) -> Vec<PositionChange> {
    let mut changes: Vec<(u8, PositionChange)> = Vec::new();
    for issue in &desk.record.issues {
        for line in issue.stands.iter().filter(|line| line.according_to.is_none() && !line.tellings.is_empty()) {
            let reports: Vec<usize> = line.tellings.iter().map(|(report, _)| *report).collect();
            let days: Vec<Date> = reports.iter().filter_map(|report| day_of(desk, *report)).collect();
            let Some(first) = days.iter().min().copied() else { continue };
            let earlier = |other: &&crate::position::Stand| {
                let before = other.last.as_deref().and_then(when::day).is_some_and(|last| last < first);
                other.actor == line.actor
                    && other.topic == line.topic
                    && other.according_to.is_none()
                    && other.stance != line.stance
                    && before
            };
            let before = issue.stands.iter().filter(earlier).max_by_key(|other| other.last.clone());
            let turned = before.is_some_and(|before| side(before.stance) != side(line.stance));
            let lay = |line| stand(desk, issue, line);
            let reaffirmed = line.tellings.iter().any(|(report, place)| {
                let telling = &desk.readings[*report].positions[*place];
                telling.change.is_some() && is_since(desk, *report, since) == Some(true)
            });
            if first >= since && (turned || line.change.as_deref().is_some_and(|change| change.starts_with("changed"))) {
                changes.push((0, PositionChange { change: "changed", before: before.map(lay), now: lay(line) }));
            } else if reaffirmed {
                changes.push((1, PositionChange { change: "reaffirmed", before: None, now: lay(line) }));
            } else if first >= since && before.is_none() {
                changes.push((2, PositionChange { change: "first seen", before: None, now: lay(line) }));
            }
        }
    }
    changes.sort_by_key(|(order, _)| *order);
    changes.into_iter().map(|(_, change)| change).collect()
}

fn offices(desk: &Desk<'_>, since: Date) -> Vec<OfficeChange> {
    let mut changes: Vec<(bool, OfficeChange)> = Vec::new();
    for office in &desk.record.offices {
        for (place, holder) in office.holders.iter().enumerate().filter(|(_, holder)| holder.status.as_deref() != Some("former")) {
            let seen = holder.evidence.iter().filter_map(|seen| day_of(desk, seen.report)).min();
            if seen.is_none_or(|seen| seen < since) {
                continue;
            }
            let before = place.checked_sub(1).filter(|_| office.changed).and_then(|place| office.holders.get(place));
            let mut cites = desk.cites(holder.evidence.iter().copied());
            cites.extend(before.iter().flat_map(|before| desk.cites(before.evidence.last().copied())));
            changes.push((
                before.is_none(),
                OfficeChange {
                    change: if before.is_some() { "changed hands" } else { "first seen" },
                    title: office.title.clone(),
                    org: office.org.map(|org| desk.name(org)),
                    before: before.map(|before| desk.name(before.actor)),
                    until: before.and_then(|before| before.last.clone()),
                    now: desk.name(holder.actor),
                    from: holder.first.clone(),
                    cites,
                },
            ));
        }
    }
    changes.sort_by_key(|(new, change)| (*new, change.from.clone()));
    changes.into_iter().map(|(_, change)| change).collect()
}

fn figures(desk: &Desk<'_>, since: Date) -> Vec<FigureChange> {
    let mut changes = Vec::new();
    for (tally, ledger) in desk.record.tallies.iter().zip(&desk.record.ledgers) {
        let line = |claim: usize, day: Option<String>| {
            let claim = tally.claims.get(claim)?;
            let (report, id) = *claim.tellings.first()?;
            let figure = |(report, id): &(usize, FigureId)| &desk.readings[*report].figures[id.index()];
            let evidence = claim.tellings.iter().map(|telling| crate::Evidence { report: telling.0, span: figure(telling).span });
            Some(FigureLine {
                words: desk.words(report, figure(&(report, id)).span),
                claimant: claim.claimant.map(|claimant| desk.name(claimant)),
                day,
                cites: desk.cites(evidence),
            })
        };
        for entry in &ledger.entries {
            let Some(claim) = tally.claims.get(entry.claim) else { continue };
            let told: Vec<Option<bool>> = claim.tellings.iter().map(|(report, _)| is_since(desk, *report, since)).collect();
            // A first figure of its kind is news only where it counts losses.
            let toll = crate::tally::TOLLS.contains(&tally.counted.as_str());
            if told.iter().any(|told| *told != Some(true))
                || entry.relation == Relation::Repeats
                || entry.relation == Relation::First && !toll
            {
                continue;
            }
            let before = entry
                .to
                .filter(|_| entry.relation != Relation::First)
                .and_then(|to| line(to, ledger.entries.iter().find(|other| other.claim == to).and_then(|other| other.day.clone())));
            if let Some(now) = line(entry.claim, entry.day.clone()) {
                let place = tally.place.map(|place| desk.name(place));
                let counted: Vec<String> = [Some(tally.counted.clone()), place].into_iter().flatten().collect();
                changes.push(FigureChange {
                    counted: counted.join(" · "),
                    change: word(&entry.relation).replace('_', " "),
                    before,
                    now,
                    because: entry.because.clone(),
                });
            }
        }
    }
    changes
}
