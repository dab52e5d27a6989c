//! Who is seen in which office, when first and when last, and where it changed hands. Only what the reports say, never a list.

use crate::Evidence;
use crate::dates::Dates;
use crate::entity::{Cast, most};
use crate::when;
use readout_core::{EntityType, Reading};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// An office and everybody seen in it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Office {
    /// `foreign minister`.
    pub title: String,
    /// Of what, where the reports say.
    pub org: Option<usize>,
    /// In order of first sight, undated by the order of the reports.
    pub holders: Vec<Holder>,
    /// Two holders, one after the other, neither called `former` nor `acting` all the time.
    pub changed: bool,
}

/// Somebody seen in an office.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Holder {
    /// Who.
    pub actor: usize,
    /// First day of a report that sees them in it.
    pub first: Option<String>,
    /// Last day, where known.
    pub last: Option<String>,
    /// `former`, `acting`, … where every report says so.
    pub status: Option<String>,
    /// The words, report by report.
    pub evidence: Vec<Evidence>,
}

/// An office as it is printed: `foreign minister, Ardesh`.
pub fn titled(title: &str, org: Option<&str>) -> String {
    match org {
        Some(org) => format!("{title}, {org}"),
        None => title.to_owned(),
    }
}

impl Office {
    /// The office as it is printed, its body by its fullest name.
    pub fn text(&self, cast: &Cast) -> String {
        titled(&self.title, self.org.map(|org| cast.actors[org].name.as_str()))
    }
}

/// Titles that many people of one body bear at a time: seeing two in them is no change.
const SHARED: &[&str] = &[
    "spokesman",
    "spokeswoman",
    "spokesperson",
    "official",
    "senior official",
    "minister",
    "envoy",
    "diplomat",
    "member",
    "representative",
    "officer",
    "adviser",
    "advisor",
    "lawmaker",
    "senator",
    "analyst",
    "negotiator",
    "commander",
    "general",
    "deputy",
    "ambassador",
    "aide",
    "delegate",
    "counterpart",
    "leader",
    "source",
];

/// What shows somebody in an office: the words, and the status each gives.
type Seen = (Vec<Evidence>, Vec<Option<String>>);

/// Joins the roles of all readings.
pub fn offices(readings: &[Reading], cast: &Cast, dates: &Dates) -> Vec<Office> {
    let mut seen: BTreeMap<(String, Option<usize>), BTreeMap<usize, Seen>> = BTreeMap::new();
    for (report, reading) in readings.iter().enumerate() {
        for role in &reading.roles {
            let Some(actor) = cast.actor(report, role.entity).filter(|actor| cast.actors[*actor].named) else { continue };
            let org = role.org.and_then(|org| cast.state(report, org)).filter(|org| *org != actor);
            let holder = seen.entry((plain(&role.title), org)).or_default().entry(actor).or_default();
            holder.0.push(Evidence { report, span: role.span });
            holder.1.push(role.status.clone());
        }
    }
    // An office without its body is that of the one body where the same person holds it, if there is only one.
    let bare: Vec<String> = seen.keys().filter(|(_, org)| org.is_none()).map(|(title, _)| title.clone()).collect();
    for title in bare {
        let Some(holders) = seen.remove(&(title.clone(), None)) else { continue };
        for (actor, found) in holders {
            let mut bodies = seen
                .iter()
                .filter(|((other, org), known)| *other == title && org.is_some() && known.contains_key(&actor))
                .map(|(key, _)| key.clone());
            let key = match (bodies.next(), bodies.next()) {
                (Some(only), None) => only,
                _ => (title.clone(), None),
            };
            let holder = seen.entry(key).or_default().entry(actor).or_default();
            holder.0.extend(found.0);
            holder.1.extend(found.1);
        }
    }
    one_body(&mut seen, cast);
    // Titles are compared in small letters and told as they are mostly written: `UN envoy`.
    let mut written: BTreeMap<String, BTreeMap<&str, usize>> = BTreeMap::new();
    for role in readings.iter().flat_map(|reading| &reading.roles) {
        *written.entry(role.title.to_lowercase()).or_default().entry(&role.title).or_default() += 1;
    }
    let mut offices: Vec<Office> = seen.into_iter().map(|((title, org), holders)| office(readings, dates, title, org, holders)).collect();
    for office in &mut offices {
        if let Some(title) = written.get(&office.title).and_then(most) {
            office.title = (*title).to_owned();
        }
    }
    offices.sort_by_key(|office| {
        let n: usize = office.holders.iter().map(|holder| holder.evidence.len()).sum();
        (!office.changed, std::cmp::Reverse(n), office.title.clone(), office.org)
    });
    offices
}

/// One office of one person is not of two bodies that are one state: `Ardeshi foreign minister` and `foreign minister of Ardesh`.
fn one_body(seen: &mut BTreeMap<(String, Option<usize>), BTreeMap<usize, Seen>>, cast: &Cast) {
    let of_state = |org: usize| matches!(cast.actors[org].kind, EntityType::GPE | EntityType::NORP) && cast.actors[org].code.is_some();
    let keys: Vec<(String, usize)> = seen.keys().filter_map(|(title, org)| Some((title.clone(), (*org)?))).collect();
    for (title, org) in &keys {
        let other = keys.iter().find(|(other_title, other)| {
            let (own, against) = (&cast.actors[*org], &cast.actors[*other]);
            // The state, of its people and its name; the name used most, of two.
            let better = (against.kind == EntityType::GPE, against.members.len(), std::cmp::Reverse(*other))
                > (own.kind == EntityType::GPE, own.members.len(), std::cmp::Reverse(*org));
            let shared = || {
                let holders = |org: usize| seen.get(&(title.clone(), Some(org)));
                holders(*org).zip(holders(*other)).is_some_and(|(one, two)| one.keys().any(|actor| two.contains_key(actor)))
            };
            other_title == title && other != org && better && of_state(*org) && of_state(*other) && own.code == against.code && shared()
        });
        let Some((_, other)) = other.cloned() else { continue };
        let Some(moved) = seen.remove(&(title.clone(), Some(*org))) else { continue };
        let kept = seen.entry((title.clone(), Some(other))).or_default();
        for (actor, found) in moved {
            let holder = kept.entry(actor).or_default();
            holder.0.extend(found.0);
            holder.1.extend(found.1);
        }
    }
}

fn office(readings: &[Reading], dates: &Dates, title: String, org: Option<usize>, holders: BTreeMap<usize, Seen>) -> Office {
    let mut holders: Vec<Holder> = holders
        .into_iter()
        .map(|(actor, (mut evidence, statuses))| {
            evidence.sort_unstable();
            let days: Vec<String> =
                evidence.iter().filter_map(|seen| when::published(&readings[seen.report])).map(|day| day.to_string()).collect();
            let status = statuses.first().cloned().flatten().filter(|status| statuses.iter().all(|other| other.as_ref() == Some(status)));
            Holder { actor, first: days.iter().min().cloned(), last: days.iter().max().cloned(), status, evidence }
        })
        .collect();
    // Undated reports stand in the order that they themselves suggest.
    let place = |report: usize| dates.order.iter().flatten().position(|group| group.contains(&report));
    holders.sort_by_key(|holder| {
        (
            when::order(holder.first.as_deref()),
            holder.evidence.iter().filter_map(|seen| place(seen.report)).min(),
            holder.evidence.first().copied(),
        )
    });
    let regular: Vec<&Holder> = holders.iter().filter(|holder| holder.status.is_none()).collect();
    let shared = SHARED.contains(&title.as_str()) || org.is_none();
    let one_after_the_other = |pair: &[&Holder]| match (&pair[0].last, &pair[1].first) {
        (Some(last), Some(first)) => last <= first,
        // Undated: they differ, and nothing says that they held it together.
        _ => true,
    };
    let changed = !shared && regular.len() > 1 && regular.windows(2).all(one_after_the_other);
    Office { title, org, holders, changed }
}

/// A title in small letters, as it is compared. `head` and `leader` of one body are one office.
pub(crate) fn plain(title: &str) -> String {
    let words: Vec<String> = title.split_whitespace().map(str::to_lowercase).filter(|word| word != "the").collect();
    match words.join(" ").as_str() {
        "leader" | "chief" | "boss" => "head".to_owned(),
        title => title.to_owned(),
    }
}
