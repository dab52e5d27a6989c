//! Views as pages: sections, groups and lines, as the brief's, for whoever draws them. All wording that is not a report's own is here.

mod changes;
mod met;
mod stands;
mod who;

pub use changes::page as changes;
pub use met::page as met;
pub use stands::page as stands;
pub use who::page as who;

use super::meeting::{Kind, Meeting, Status};
use super::{Party, Source, Stand};
use crate::brief::page::{Group, Line, Page, Piece, ReportRow, Section, accounts, day, note, quoted, span_of_days, when};
use Piece::{Faint, Plain, Strong};
use readout_core::Reading;

/// A report without outlet is its own account: it is called by its label, and not again beside its own evidence.
pub fn by_label(mut page: Page, readings: &[Reading]) -> Page {
    for line in page.sections.iter_mut().flat_map(|section| &mut section.groups).flat_map(|group| &mut group.lines) {
        let own = line.cites.iter().find(|cite| readings.get(cite.report).is_some_and(|reading| reading.report.id == line.aside));
        if let Some(label) = own.map(|cite| cite.label.clone()) {
            line.aside = if line.cites.len() == 1 { String::new() } else { label };
        }
    }
    page
}

/// Leaves out sections without lines.
fn sections(sections: Vec<Section>) -> Vec<Section> {
    sections.into_iter().filter(|section| section.groups.iter().any(|group| !group.lines.is_empty())).collect()
}

fn reports(sources: &[Source]) -> Vec<ReportRow> {
    let row = |source: &Source| ReportRow {
        place: source.place,
        label: source.label.clone(),
        published: source.published.as_deref().map_or_else(|| "undated".to_owned(), day),
        outlet: source.outlet.clone().unwrap_or_else(|| "outlet unknown".to_owned()),
        title: source.title.clone().unwrap_or_else(|| source.id.clone()),
        url: None,
        beside: String::new(),
    };
    sources.iter().map(row).collect()
}

fn titled(party: &Party) -> String {
    match &party.office {
        Some(office) => format!("{} ({})", party.name, office.text()),
        None => party.name.clone(),
    }
}

/// One line for each meeting: the date, who, where, at which level, and below it the words, what came before, and what the sides gave out.
fn meeting(meeting: &Meeting) -> Line {
    let who: Vec<String> = meeting.participants.iter().map(titled).collect();
    let mut body = vec![Plain(who.join(" · "))];
    let act = match (meeting.kind, meeting.status) {
        (Kind::Visit, _) => Some("visit"),
        (Kind::Call, _) => Some("call"),
        (Kind::Meeting, _) => None,
    };
    body.extend(act.map(|act| Faint(act.to_owned())));
    if let Some(place) = &meeting.place {
        let host = meeting.host.as_ref().filter(|host| *host != place).map(|host| format!(", host {host}")).unwrap_or_default();
        body.push(Faint(format!("in {place}{host}")));
    }
    let mut beside: Vec<String> = Vec::new();
    beside.extend(meeting.level.map(|level| format!("level: {}", level.text())));
    if meeting.n_sides > 2 {
        beside.push(format!("{} sides", meeting.n_sides));
    }
    match meeting.status {
        Status::Held if meeting.denied => beside.push("denied by some".to_owned()),
        Status::CalledOff | Status::Denied => beside.push(meeting.status.text().to_owned()),
        _ => {}
    }
    if !beside.is_empty() {
        body.push(Faint(format!("({})", beside.join("; "))));
    }
    let mut notes = vec![(vec![quoted(&meeting.words)], Vec::new())];
    notes.extend(meeting.according_to.as_ref().map(|by| (vec![Faint(format!("according to {by}"))], Vec::new())));
    notes.extend(meeting.notes.iter().map(note));
    if !meeting.expected.is_empty() {
        notes.push((vec![Faint("announced or expected before".to_owned())], meeting.expected.clone()));
    }
    if let Some(words) = meeting.when.as_ref().and_then(|when| when.words.as_ref().filter(|_| !when.absolute || when.value.len() < 10)) {
        notes.push((vec![Faint(format!("date: “{words}”"))], Vec::new()));
    }
    for readout in &meeting.readouts {
        let said = &readout.statement;
        let cue = if said.cue.is_empty() { said.manner.clone() } else { said.cue.clone() };
        notes.push((vec![Strong(readout.by.name.clone()), Plain(format!("{cue}:")), quoted(&said.words)], said.cites.clone()));
    }
    let key = when(meeting.when.as_ref());
    let key = if key.is_empty() { "undated".to_owned() } else { key };
    Line { key, body, aside: accounts(meeting.n_accounts, &meeting.accounts), cites: meeting.cites.clone(), notes }
}

fn with_status<'m>(meetings: impl IntoIterator<Item = &'m Meeting>, wanted: &[Status]) -> Vec<Group> {
    let lines = meetings.into_iter().filter(|it| wanted.contains(&it.status)).map(meeting).collect();
    vec![Group { lines, ..Group::default() }]
}

/// One line for a stance; `key` is what stands in front: the actor, or nothing.
fn stance(stand: &Stand, key: String) -> Line {
    let first = stand.tellings.first();
    let mut body = vec![Strong(stand.stance.to_owned())];
    body.extend(first.map(|told| quoted(&told.words)));
    let mut beside: Vec<String> = Vec::new();
    beside.extend(stand.change.clone());
    if stand.tellings.len() > 1 {
        beside.push(format!("told {} times", stand.tellings.len()));
    }
    let seen = span_of_days(stand.first.as_deref(), stand.last.as_deref());
    beside.extend((!seen.is_empty()).then_some(seen));
    beside.extend(stand.according_to.as_ref().map(|by| format!("according to {by}")));
    beside.extend(first.and_then(|told| told.through.as_ref()).filter(|_| stand.own).map(|by| format!("through {by}")));
    if !beside.is_empty() {
        body.push(Faint(format!("({})", beside.join("; "))));
    }
    let condition = stand.tellings.iter().find_map(|told| told.condition.as_ref());
    let notes = condition.map(|condition| (vec![Faint(format!("on condition: {condition}"))], Vec::new())).into_iter().collect();
    Line { key, body, aside: accounts(stand.n_accounts, &[]), cites: stand.cites.clone(), notes }
}
