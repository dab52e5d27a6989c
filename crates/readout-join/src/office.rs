//! Who is seen in which office, when first and when last, and where it changed hands. Only what the reports say, never a list.

use crate::Evidence;
use crate::dates::Dates;
use crate::entity::Cast;
use crate::when;
use readout_core::Reading;
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

/// Joins the roles of all readings.
pub fn offices(readings: &[Reading], cast: &Cast, dates: &Dates) -> Vec<Office> {
    type Seen = (Vec<Evidence>, Vec<Option<String>>);
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
    let mut offices: Vec<Office> = seen.into_iter().map(|((title, org), holders)| office(readings, dates, title, org, holders)).collect();
    offices.sort_by_key(|office| {
        let n: usize = office.holders.iter().map(|holder| holder.evidence.len()).sum();
        (!office.changed, std::cmp::Reverse(n), office.title.clone(), office.org)
    });
    offices
}

fn office(
    readings: &[Reading],
    dates: &Dates,
    title: String,
    org: Option<usize>,
    holders: BTreeMap<usize, (Vec<Evidence>, Vec<Option<String>>)>,
) -> Office {
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
