//! The page of `readout met`.

use super::{reports, sections, with_status};
use crate::brief::page::{Page, Section, count};
use crate::view::{Met, Status};

/// Lays it out.
pub fn page(met: &Met) -> Page {
    let names: Vec<&str> = met.between.iter().map(|party| party.name.as_str()).collect();
    let title = match names.as_slice() {
        [] => "Meetings".to_owned(),
        [only] => format!("Meetings of {only}"),
        several => format!("Meetings of {}", several.join(" and ")),
    };
    let mut facts = vec![format!("{} held · {} expected · {} called off or denied", met.n_held, met.n_expected, met.n_not_held)];
    if met.meetings.is_empty() {
        facts = vec!["no report tells of any".to_owned()];
    } else {
        facts.push(count(met.reports.len(), "report"));
    }
    let sections = sections(vec![
        Section { name: "Held", groups: with_status(&met.meetings, &[Status::Held]) },
        Section { name: "Expected, not reported as held", groups: with_status(&met.meetings, &[Status::Expected]) },
        Section { name: "Called off or denied", groups: with_status(&met.meetings, &[Status::CalledOff, Status::Denied]) },
    ]);
    Page { title, facts, sections, reports: reports(&met.reports) }
}
