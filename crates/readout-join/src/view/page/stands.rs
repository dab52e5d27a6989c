//! The page of `readout stands`.

use super::{reports, stance};
use crate::brief::page::{Group, Line, Page, Section, count};
use crate::view::{Stand, Stands};

/// Lays it out.
pub fn page(stands: &Stands) -> Page {
    let name = &stands.actor.name;
    let about = stands.about.as_ref().map(|about| format!(" on “{about}”")).unwrap_or_default();
    let mut groups = Vec::new();
    for issue in &stands.issues {
        let named = |stand: &Stand| stance(stand, stand.actor.name.clone());
        let mut lines: Vec<Line> = issue.own.iter().map(named).collect();
        lines.extend(issue.officers.iter().map(named));
        lines.extend(issue.claimed.iter().map(named));
        lines.extend(issue.said.iter().map(named));
        lines.extend(issue.others.iter().map(named));
        groups.push(Group { head: issue.issue.clone(), aside: String::new(), lines });
    }
    let n: usize = stands.issues.iter().map(|issue| issue.own.len()).sum();
    let facts = if groups.is_empty() {
        vec![format!("no report says where {name} stands{about}")]
    } else {
        let officers: usize = stands.issues.iter().map(|issue| issue.officers.len()).sum();
        let through = if officers > 0 { format!(" and {officers} through its officers") } else { String::new() };
        vec![format!("{} of its own{through} on {}", count(n, "position"), count(groups.len(), "issue"))]
    };
    let sections = super::sections(vec![Section { name: "Issues", groups }]);
    Page { title: format!("Where {name} stands{about}"), facts, sections, reports: reports(&stands.reports) }
}
