//! Which office somebody held at the time of a line.

use super::{HeldOffice, day_of};
use crate::brief::make::Desk;
use crate::office::{Office, plain};
use crate::when;
use jiff::civil::Date;
use std::collections::BTreeSet;

/// How far before its reports a day may lie for the offices in them to hold on it.
const NEAR: i64 = 45;

/// Words that say little of an office where something better is known.
fn is_vague(title: &str) -> bool {
    matches!(
        title,
        "top diplomat" | "diplomat" | "minister" | "counterpart" | "official" | "post" | "member" | "chief" | "politician" | "figure"
    )
}

/// The office of `actor` on `day`, told of by `reports`: by their own words, else as other reports see it nearest to the day. Nothing where
/// another holder was seen between, and for days long before the reports.
pub(super) fn office_on(desk: &Desk<'_>, actor: usize, reports: &BTreeSet<usize>, day: Option<Date>) -> Option<HeldOffice> {
    let cast = &desk.record.cast;
    let told_near = |report: usize| match (day, day_of(desk, report)) {
        (Some(day), Some(told)) => when::apart(day, told) <= NEAR,
        _ => true,
    };
    let mut told: Vec<(bool, bool, usize, HeldOffice)> = Vec::new();
    for report in reports.iter().copied().filter(|report| told_near(*report)) {
        for role in desk.readings[report].roles.iter().filter(|role| cast.actor(report, role.entity) == Some(actor)) {
            if role.status.as_deref().is_some_and(|status| status != "acting") {
                continue;
            }
            let title = plain(&role.title);
            let org = role.org.and_then(|org| cast.state(report, org)).filter(|org| *org != actor);
            let org = org.or_else(|| known_org(desk, actor, &title));
            told.push((is_vague(&title), org.is_none(), told.len(), held(desk, written(&role.title, &title), org, "told")));
        }
    }
    told.sort_by_key(|(vague, bare, place, _)| (*vague, *bare, *place));
    // `top diplomat` is told where nothing says which office that is.
    let vague = match told.into_iter().next() {
        Some((false, .., office)) => return Some(office),
        other => other.map(|(.., office)| office),
    };
    let mut seen: Vec<(bool, i64, usize, HeldOffice)> = Vec::new();
    let candidates: Vec<&Office> = desk.record.offices.iter().filter(|office| office.holders.iter().any(|it| it.actor == actor)).collect();
    for office in &candidates {
        let Some(holder) = office.holders.iter().find(|holder| holder.actor == actor && holder.status.is_none()) else { continue };
        let span = holder.first.as_deref().and_then(when::day).zip(holder.last.as_deref().and_then(when::day));
        let apart = match (day, span) {
            (Some(day), Some((first, _))) if day < first => when::apart(first, day),
            (Some(day), Some((_, last))) if day > last => when::apart(day, last),
            (Some(_), Some(_)) => 0,
            // Without a day, an office that nobody else held and that is the only one of its holder can be told.
            _ if !office.changed && candidates.iter().filter(|office| !is_vague(&office.title)).count() <= 1 => 0,
            _ => continue,
        };
        let crossed = day.is_some_and(|day| crosses(office, actor, day));
        if apart <= 365 && !crossed {
            seen.push((is_vague(&office.title), apart, seen.len(), held(desk, office.title.clone(), office.org, "seen")));
        }
    }
    seen.sort_by_key(|(vague, apart, place, _)| (*vague, *apart, *place));
    let better = |(is_vague, ..): &(bool, i64, usize, HeldOffice)| !is_vague || vague.is_none();
    seen.into_iter().next().filter(better).map(|(.., office)| office).or(vague)
}

/// A title as its report writes it, where it is compared in small letters only: `Middle East envoy`.
fn written(title: &str, plain: &str) -> String {
    let words: Vec<&str> = title.split_whitespace().filter(|word| !word.eq_ignore_ascii_case("the")).collect();
    let written = words.join(" ");
    if written.to_lowercase() == plain { written } else { plain.to_owned() }
}

/// Whether somebody else was seen in the office on the day, or between it and the days on which `actor` was.
fn crosses(office: &Office, actor: usize, day: Date) -> bool {
    let span = |holder: &crate::office::Holder| holder.first.as_deref().and_then(when::day).zip(holder.last.as_deref().and_then(when::day));
    let Some((first, last)) = office.holders.iter().find(|holder| holder.actor == actor).and_then(span) else { return false };
    let (from, to) = (first.min(day), last.max(day));
    let mut others = office.holders.iter().filter(|holder| holder.actor != actor && holder.status.is_none()).filter_map(span);
    office.changed && others.any(|(other, until)| other <= to && until >= from)
}

/// The body of an office that the reports give it elsewhere for the same person.
fn known_org(desk: &Desk<'_>, actor: usize, title: &str) -> Option<usize> {
    let offices = desk.record.offices.iter().filter(|office| plain(&office.title) == title && office.org.is_some());
    let mut of = offices.filter(|office| office.holders.iter().any(|holder| holder.actor == actor));
    match (of.next(), of.next()) {
        (Some(only), None) => only.org,
        _ => None,
    }
}

fn held(desk: &Desk<'_>, title: String, org: Option<usize>, basis: &'static str) -> HeldOffice {
    HeldOffice { title, org: org.map(|org| desk.name(org)), org_actor: org, basis }
}
