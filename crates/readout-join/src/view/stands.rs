//! Where an actor stands, issue by issue, and what others say of where it stands.

use super::stand::{Stand, stand, through};
use super::{Party, Source, cited, party, sources};
use crate::Record;
use crate::brief::make::Desk;
use crate::cited::clean;
use crate::position::{self, concept};
use crate::words::content_words;
use readout_core::Reading;
use serde::Serialize;
use std::collections::BTreeSet;

/// The format's name and version.
pub const FORMAT: &str = "readout/stands/1";

/// The positions of an actor.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Stands {
    /// [`FORMAT`].
    pub format: &'static str,
    /// Whose.
    pub actor: Party,
    /// What was asked for, where not everything was.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub about: Option<String>,
    /// Issues, the most told first.
    pub issues: Vec<StandsOn>,
    /// The reports cited.
    pub reports: Vec<Source>,
}

/// The actor's stances on one issue.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct StandsOn {
    /// In the words that most reports use.
    pub issue: String,
    /// The actor's own, by first day.
    pub own: Vec<Stand>,
    /// What others say of the actor's position.
    pub claimed: Vec<Stand>,
    /// What people say whom the reports see in an office of the actor's: `Todor` for `Ardesh`.
    pub officers: Vec<Stand>,
    /// What the actor says of others' positions, and what it states as somebody's officer: `Todor` for `Ardesh`.
    pub said: Vec<Stand>,
    /// Who else takes a side on it.
    pub others: Vec<Stand>,
}

/// The positions of `actor`; on issues with all the words of `about` only, where it is given.
pub fn stands(readings: &[Reading], record: &Record, actor: usize, about: Option<&str>) -> Stands {
    let desk = Desk::new(readings, record);
    let wanted: BTreeSet<String> = about.map(key_words).unwrap_or_default();
    let mut issues: Vec<(usize, StandsOn)> = Vec::new();
    for issue in &record.issues {
        if !wanted.is_empty() && !wanted.is_subset(&issue_words(readings, issue)) {
            continue;
        }
        let lines = || issue.stands.iter().filter(|stand| !stand.tellings.is_empty());
        let says = |line: &&position::Stand| {
            let by = line.according_to == Some(actor);
            let speaks =
                || line.tellings.iter().any(|(report, place)| through(&desk, *report, &readings[*report].positions[*place]) == Some(actor));
            line.actor != actor && (by || speaks())
        };
        let lay = |line: &position::Stand| stand(&desk, issue, line);
        let own: Vec<Stand> = lines().filter(|line| line.actor == actor && line.according_to.is_none()).map(lay).collect();
        let claimed: Vec<Stand> = lines().filter(|line| line.actor == actor && line.according_to.is_some()).map(lay).collect();
        let said: Vec<Stand> = lines().filter(says).map(lay).collect();
        let serves =
            |line: &&position::Stand| line.behalf == Some(actor) && line.actor != actor && line.according_to.is_none() && !says(line);
        let officers: Vec<Stand> = lines().filter(serves).map(lay).collect();
        if own.is_empty() && claimed.is_empty() && said.is_empty() && officers.is_empty() {
            continue;
        }
        let others: Vec<Stand> = lines().filter(|line| line.actor != actor && !says(line) && !serves(line)).map(lay).collect();
        let weight = own.iter().chain(&officers).chain(&claimed).chain(&said).map(|stand| stand.tellings.len()).sum();
        issues.push((weight, StandsOn { issue: clean(&issue.label), own, officers, claimed, said, others }));
    }
    // A stable sort: of equals the more contested comes first, as in the record.
    issues.sort_by_key(|(weight, _)| std::cmp::Reverse(*weight));
    let issues: Vec<StandsOn> = issues.into_iter().map(|(_, issue)| issue).collect();
    let all = issues.iter().flat_map(|issue| [&issue.own, &issue.officers, &issue.claimed, &issue.said, &issue.others]).flatten();
    let reports = sources(&desk, cited(all.flat_map(|stand| &stand.cites)));
    Stands { format: FORMAT, actor: party(&desk, actor, None), about: about.map(str::to_owned), issues, reports }
}

/// Words as issues are grouped by, so that `ouster` finds `departure`.
fn key_words(text: &str) -> BTreeSet<String> {
    content_words(text).into_iter().map(concept).collect()
}

fn issue_words(readings: &[Reading], issue: &position::Issue) -> BTreeSet<String> {
    let mut words = key_words(&issue.label);
    for (report, place) in issue.stands.iter().flat_map(|stand| &stand.tellings) {
        let position = &readings[*report].positions[*place];
        words.extend(key_words(&position.issue));
        words.extend(key_words(position.span.of(&readings[*report].text)));
    }
    words
}
