//! The page of `readout changes`.

use super::{reports, sections, stance, with_status};
use crate::brief::page::{Line, Page, Piece, Section, day, one, quoted, span_of_days};
use crate::office::titled;
use crate::view::changes::{Changes, FigureChange, FigureLine, OfficeChange, PositionChange};
use crate::view::meeting::Status;
use Piece::{Faint, Plain, Strong};

/// Lays it out.
pub fn page(changes: &Changes) -> Page {
    let announced = changes.held.iter().filter(|meeting| !meeting.expected.is_empty());
    let other = changes.held.iter().filter(|meeting| meeting.expected.is_empty());
    let positions = |wanted: &str| one(changes.positions.iter().filter(|change| change.change == wanted).map(position).collect());
    let offices = |wanted: &str| one(changes.offices.iter().filter(|change| change.change == wanted).map(office).collect());
    let sections = sections(vec![
        Section { name: "Positions that moved", groups: positions("changed") },
        Section { name: "Positions reaffirmed", groups: positions("reaffirmed") },
        Section { name: "Offices that changed hands", groups: offices("changed hands") },
        Section { name: "Meetings held that had been expected", groups: with_status(announced, &[Status::Held]) },
        Section { name: "Other meetings held", groups: with_status(other, &[Status::Held]) },
        Section { name: "Meetings expected, not reported as held", groups: with_status(&changes.expected, &[Status::Expected]) },
        Section { name: "Meetings called off or denied", groups: with_status(&changes.not_held, &[Status::CalledOff, Status::Denied]) },
        Section { name: "Figures", groups: one(changes.figures.iter().map(figure).collect()) },
        Section { name: "Positions seen for the first time", groups: positions("first seen") },
        Section { name: "Office holders seen for the first time", groups: offices("first seen") },
    ]);
    let mut facts = Vec::new();
    if sections.is_empty() {
        facts.push("nothing that the reports date".to_owned());
    }
    if !changes.undated.is_empty() {
        facts.push(format!("left out, because nothing says when they appeared: {}", changes.undated.join(", ")));
    }
    Page { title: format!("New since {}", day(&changes.since)), facts, sections, reports: reports(&changes.reports) }
}

fn position(change: &PositionChange) -> Line {
    let mut line = stance(&change.now, change.now.actor.name.clone());
    line.body.push(Faint(format!("on {}", change.now.issue)));
    if let Some(before) = &change.before {
        let told = before.tellings.first();
        let mut pieces = vec![Faint("before:".to_owned()), Strong(before.stance.to_owned())];
        pieces.extend(told.map(|told| quoted(&told.words)));
        pieces.push(Faint(format!("({})", span_of_days(before.first.as_deref(), before.last.as_deref()))));
        line.notes.push((pieces, before.cites.clone()));
    }
    line
}

fn office(change: &OfficeChange) -> Line {
    let mut body = vec![Plain(format!("{}:", titled(&change.title, change.org.as_deref())))];
    if let Some(before) = &change.before {
        let until = change.until.as_deref().map(|until| format!(" (seen until {})", day(until))).unwrap_or_default();
        body.push(Plain(format!("{before}{until}")));
        body.push(Faint("→".to_owned()));
    }
    body.push(Strong(change.now.clone()));
    let key = change.from.as_deref().map_or_else(|| "undated".to_owned(), day);
    Line { key, body, cites: change.cites.clone(), ..Line::default() }
}

fn figure(change: &FigureChange) -> Line {
    let words = |line: &FigureLine| {
        let by = line.claimant.as_ref().map(|by| format!(", {by}")).unwrap_or_default();
        format!("“{}”{by}", line.words)
    };
    let mut body = vec![Plain(format!("{}:", change.counted)), Strong(words(&change.now)), Faint(format!("({})", change.change))];
    if change.before.is_none() {
        body.pop();
    }
    let mut notes = Vec::new();
    if let Some(before) = &change.before {
        let seen = before.day.as_deref().map(|seen| format!(" ({})", day(seen))).unwrap_or_default();
        notes.push((vec![Faint(format!("before: {}{seen}", words(before)))], before.cites.clone()));
        notes.push((vec![Faint(change.because.clone())], Vec::new()));
    }
    let key = change.now.day.as_deref().map_or_else(|| "undated".to_owned(), day);
    Line { key, body, cites: change.now.cites.clone(), notes, ..Line::default() }
}
