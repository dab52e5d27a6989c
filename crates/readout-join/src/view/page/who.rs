//! The page of `readout who`.

use super::{reports, sections, stance, with_status};
use crate::brief::OfficeLine;
use crate::brief::page::{Group, Line, Page, Piece, Section, count, one, span_of_days, statement};
use crate::office::titled;
use crate::view::who::{NameUse, OfficeHeld, SeenWith};
use crate::view::{Stand, Status, Who};
use Piece::{Faint, Plain};

/// Lines of a section on the terminal; the JSON has all.
const MOST_STATEMENTS: usize = 30;
const MOST_WITH: usize = 12;

/// Lays it out.
pub fn page(who: &Who) -> Page {
    let office = who.actor.office.as_ref().map(|office| office.text());
    let mut about: Vec<String> = office.into_iter().collect();
    about.extend(who.code.clone());
    about.extend(who.sector.clone());
    let seen = span_of_days(who.first.as_deref(), who.last.as_deref());
    let seen = if seen.is_empty() { String::new() } else { format!(", {seen}") };
    let mut facts: Vec<String> = (!about.is_empty()).then(|| about.join(" · ")).into_iter().collect();
    facts.push(format!("in {}{seen}", count(who.n_reports, "report")));
    let issue = |stand: &Stand| stance(stand, stand.issue.clone());
    let other = |stand: &Stand| {
        let mut line = stance(stand, stand.issue.clone());
        line.body.insert(0, Plain(stand.actor.name.clone()));
        line
    };
    let said: Vec<Line> = who.statements.iter().take(MOST_STATEMENTS).map(statement).collect();
    let left = who.statements.len().saturating_sub(MOST_STATEMENTS);
    let rest = (left > 0).then(|| Line { body: vec![Faint(format!("and {left} more: see --json"))], ..Line::default() });
    let sections = sections(vec![
        Section { name: "Offices", groups: one(who.offices.iter().map(held).collect()) },
        Section { name: "Officers", groups: who.officers.iter().map(officers).collect() },
        Section { name: "Names", groups: one(who.names.iter().map(name).collect()) },
        Section { name: "Meetings held", groups: with_status(&who.meetings, &[Status::Held]) },
        Section { name: "Meetings expected, not reported as held", groups: with_status(&who.meetings, &[Status::Expected]) },
        Section { name: "Meetings called off or denied", groups: with_status(&who.meetings, &[Status::CalledOff, Status::Denied]) },
        Section { name: "Positions", groups: one(who.positions.iter().map(issue).collect()) },
        Section { name: "Positions its officers take", groups: one(who.officers_positions.iter().map(other).collect()) },
        Section { name: "Positions, as others have them", groups: one(who.claimed.iter().map(issue).collect()) },
        Section { name: "Of others' positions", groups: one(who.said.iter().map(other).collect()) },
        Section { name: "Said", groups: one(said.into_iter().chain(rest).collect()) },
        Section { name: "Seen with", groups: one(who.with.iter().take(MOST_WITH).map(with).collect()) },
    ]);
    Page { title: who.actor.name.clone(), facts, sections, reports: reports(&who.reports) }
}

fn name(name: &NameUse) -> Line {
    let times = if name.n == 1 { "once".to_owned() } else { format!("{} times", name.n) };
    let body = vec![Plain(name.name.clone()), Faint(format!("{times} in {}", count(name.n_reports, "report")))];
    Line { body, cites: name.cites.clone(), ..Line::default() }
}

fn held(office: &OfficeHeld) -> Line {
    let status = office.status.as_ref().map(|status| format!("{status} ")).unwrap_or_default();
    let mut body = vec![Plain(format!("{status}{}", titled(&office.title, office.org.as_deref())))];
    let beside = [("after", &office.before), ("before", &office.after)];
    let beside: Vec<String> = beside.into_iter().filter_map(|(word, who)| who.as_ref().map(|who| format!("{word} {who}"))).collect();
    if !beside.is_empty() {
        body.push(Faint(format!("({})", beside.join("; "))));
    }
    let seen = span_of_days(office.first.as_deref(), office.last.as_deref());
    Line { key: if seen.is_empty() { "undated".to_owned() } else { seen }, body, cites: office.cites.clone(), ..Line::default() }
}

fn officers(office: &OfficeLine) -> Group {
    let line = |holder: &crate::brief::Holder| {
        let seen = span_of_days(holder.first.as_deref(), holder.last.as_deref());
        let status = holder.status.as_ref().map(|status| format!("{status}, ")).unwrap_or_default();
        let seen = if seen.is_empty() { "undated".to_owned() } else { format!("seen {seen}") };
        Line { key: holder.name.clone(), body: vec![Faint(format!("{status}{seen}"))], cites: holder.cites.clone(), ..Line::default() }
    };
    Group { head: office.title.clone(), aside: office.change.clone().unwrap_or_default(), lines: office.holders.iter().map(line).collect() }
}

fn with(with: &SeenWith) -> Line {
    let mut parts = Vec::new();
    if with.n_meetings > 0 {
        parts.push(count(with.n_meetings, "meeting"));
    }
    if with.n_sentences > 0 {
        parts.push(format!("{} in {}", count(with.n_sentences, "sentence"), count(with.n_reports, "report")));
    }
    let body = vec![Plain(super::titled(&with.party)), Faint(parts.join(", "))];
    Line { body, cites: with.cites.clone(), ..Line::default() }
}
