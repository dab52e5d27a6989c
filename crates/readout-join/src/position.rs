//! Where actors stand on what, and since when.
//!
//! Issues are grouped by their words; the words for somebody's going (`departure`, `ouster`, `must leave`) count as one. What others say of an
//! actor's position is kept apart from what the actor says.

use crate::account::{Account, Telling, accounts};
use crate::copies::Copies;
use crate::entity::{Cast, most};
use crate::groups::Groups;
use crate::happening::acts_for;
use crate::office::Office;
use crate::when;
use crate::words::content_words;
use readout_core::{EntityId, EntityType, Reading, Stance};
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, BTreeSet};

/// Something actors take sides on.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Issue {
    /// In the words that most tellings use.
    pub label: String,
    /// Where each actor stands, by actor, then by first day.
    pub stands: Vec<Stand>,
}

/// An actor's stance on an issue.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Stand {
    /// Whose.
    pub actor: usize,
    /// The stance.
    pub stance: Stance,
    /// Who says so, where it is not the actor.
    pub according_to: Option<usize>,
    /// The tellings: report, and place among its positions.
    pub tellings: Vec<(usize, usize)>,
    /// First day of a report that tells it.
    pub first: Option<String>,
    /// Last day.
    pub last: Option<String>,
    /// How it moved, in words: `reaffirmed`, `changed from rejects`.
    pub change: Option<String>,
    /// Independent accounts.
    pub accounts: Vec<Account>,
}

/// Joins the positions of all readings, the most contested issue first.
pub fn issues(readings: &[Reading], copies: &Copies, cast: &Cast, offices: &[Office]) -> Vec<Issue> {
    let acts_for = acts_for(readings, cast, offices);
    // What a named officer says of the position of the body is the body's own word.
    let speaks_for = |by: usize, actor: usize| cast.actors[by].named && acts_for.get(&by).is_some_and(|bodies| bodies.contains(&actor));

    let mut known: Vec<BTreeMap<String, String>> = (0..readings.len()).map(|report| people(readings, cast, report)).collect();
    // An office that one person alone holds by all reports is that person in reports that do not name them too.
    for (title, person) in only_holders(readings, cast) {
        known.iter_mut().for_each(|known| {
            known.entry(title.clone()).or_insert_with(|| person.clone());
        });
    }
    let mut all = Vec::new();
    for (report, reading) in readings.iter().enumerate() {
        for (place, position) in reading.positions.iter().enumerate() {
            if let Some(actor) = cast.actor(report, position.actor).map(|actor| cast.side(actor)) {
                let words: BTreeSet<String> = content_words(&position.issue)
                    .into_iter()
                    .map(|word| known[report].get(&word).cloned().unwrap_or_else(|| concept(word)))
                    .collect();
                all.push((report, place, actor, words));
            }
        }
    }
    let mut groups = Groups::new(all.len());
    let mut near: BTreeMap<&str, Vec<usize>> = BTreeMap::new();
    for (at, position) in all.iter().enumerate() {
        position.3.iter().for_each(|word| near.entry(word).or_default().push(at));
    }
    for places in near.values().filter(|places| places.len() <= 300) {
        for (n, at) in places.iter().enumerate() {
            for before in &places[..n] {
                let (one, other) = (&all[*at], &all[*before]);
                let common = one.3.intersection(&other.3).count();
                let (fewer, more) = (one.3.len().min(other.3.len()), one.3.len().max(other.3.len()));
                let alike = common > 0
                    && (common == more
                        || (common >= 2 && common * 3 >= more * 2)
                        || (common >= 2 && common == fewer)
                        || (common >= 3 && common * 10 >= fewer * 6));
                if alike {
                    groups.join(*before, *at);
                }
            }
        }
    }
    let mut issues: Vec<Issue> = Vec::new();
    for group in groups.all() {
        let mut labels: BTreeMap<&str, usize> = BTreeMap::new();
        let mut stands: BTreeMap<(usize, Stance, Option<usize>), Vec<usize>> = BTreeMap::new();
        for at in group {
            let (report, place, actor, _) = &all[at];
            let position = &readings[*report].positions[*place];
            *labels.entry(&position.issue).or_default() += 1;
            let by = position.according_to.and_then(|by| cast.actor(*report, by));
            let by = by.filter(|by| by != actor && cast.voice(*by) != *actor && !speaks_for(*by, *actor));
            stands.entry((*actor, position.stance, by)).or_default().push(at);
        }
        let label = most(&labels).map(|label| (*label).to_owned()).unwrap_or_default();
        let mut lines: Vec<Stand> = Vec::new();
        for ((actor, stance, according_to), places) in stands {
            let told: Vec<Telling<'_>> = places
                .iter()
                .map(|at| {
                    let reading = &readings[all[*at].0];
                    let position = &reading.positions[all[*at].1];
                    let attribution = position.attribution.and_then(|id| reading.attributions.get(id.index()));
                    Telling { report: all[*at].0, span: position.span, attribution }
                })
                .collect();
            let days: Vec<String> =
                places.iter().filter_map(|at| when::published(&readings[all[*at].0])).map(|day| day.to_string()).collect();
            let change = places.iter().find_map(|at| readings[all[*at].0].positions[all[*at].1].change.clone());
            lines.push(Stand {
                actor,
                stance,
                according_to,
                tellings: places.iter().map(|at| (all[*at].0, all[*at].1)).collect(),
                first: days.iter().min().cloned(),
                last: days.iter().max().cloned(),
                change,
                accounts: accounts(readings, copies, &told),
            });
        }
        lines.sort_by_key(|line| (line.actor, line.according_to.is_some(), when::order(line.first.as_deref()), line.stance));
        moves(&mut lines);
        issues.push(Issue { label, stands: lines });
    }
    issues.sort_by_key(|issue| {
        let actors: BTreeSet<usize> = issue.stands.iter().map(|stand| stand.actor).collect();
        let n: usize = issue.stands.iter().map(|stand| stand.tellings.len()).sum();
        (std::cmp::Reverse((actors.len().min(3), n)), issue.label.clone())
    });
    issues
}

/// The words by which a report calls its people, surnames and offices, so that `the governor` and his name are one.
fn people(readings: &[Reading], cast: &Cast, report: usize) -> BTreeMap<String, String> {
    let reading = &readings[report];
    let mut calls: BTreeMap<String, BTreeSet<usize>> = BTreeMap::new();
    for (place, entity) in reading.entities.iter().enumerate().filter(|(_, entity)| entity.entity_type == EntityType::PER && entity.named) {
        if let (Some(actor), Some(last)) = (cast.actor(report, EntityId::new(place)), content_words(&entity.name).pop()) {
            calls.entry(last).or_default().insert(actor);
        }
    }
    for role in &reading.roles {
        let named = cast.actor(report, role.entity).filter(|actor| cast.actors[*actor].named);
        if let (Some(actor), Some(last)) = (named, content_words(&role.title).pop()) {
            calls.entry(last).or_default().insert(actor);
        }
    }
    let only = |(word, actors): (String, BTreeSet<usize>)| {
        (actors.len() == 1).then(|| (word, format!("@{}", actors.into_iter().next().unwrap_or_default())))
    };
    calls.into_iter().filter_map(only).collect()
}

/// The last word of each title that only one person bears by all reports, with that person.
fn only_holders(readings: &[Reading], cast: &Cast) -> BTreeMap<String, String> {
    let mut holders: BTreeMap<String, BTreeSet<usize>> = BTreeMap::new();
    for (report, reading) in readings.iter().enumerate() {
        for role in &reading.roles {
            let named = cast.actor(report, role.entity).filter(|actor| cast.actors[*actor].named);
            if let (Some(actor), Some(last)) = (named, content_words(&role.title).pop()) {
                holders.entry(last).or_default().insert(actor);
            }
        }
    }
    let only = holders.into_iter().filter(|(_, actors)| actors.len() == 1);
    only.filter_map(|(word, actors)| Some((word, format!("@{}", actors.first()?)))).collect()
}

/// Marks where an actor's own stance turned round between two dated reports.
fn moves(stands: &mut [Stand]) {
    for at in 1..stands.len() {
        let (before, after) = stands.split_at_mut(at);
        let (before, after) = (&before[at - 1], &mut after[0]);
        let own = before.actor == after.actor && before.according_to.is_none() && after.according_to.is_none();
        let later = before.last.as_ref().zip(after.first.as_ref()).is_some_and(|(last, first)| last < first);
        if own && later && after.change.is_none() && side(before.stance) * side(after.stance) < 0 {
            after.change = Some(format!("changed from {}", name(before.stance)));
        }
    }
}

/// For or against.
pub fn side(stance: Stance) -> i8 {
    match stance {
        Stance::Demands | Stance::Supports | Stance::Accepts | Stance::Offers => 1,
        Stance::Opposes | Stance::Rejects => -1,
        Stance::Conditional | Stance::Neutral => 0,
    }
}

/// The stance as the contract calls it.
pub fn name(stance: Stance) -> &'static str {
    match stance {
        Stance::Demands => "demands",
        Stance::Supports => "supports",
        Stance::Accepts => "accepts",
        Stance::Offers => "offers",
        Stance::Conditional => "conditional",
        Stance::Opposes => "opposes",
        Stance::Rejects => "rejects",
        Stance::Neutral => "neutral",
    }
}

/// Words that mean one thing as far as issues go. Set by hand for English.
pub(crate) fn concept(word: String) -> String {
    const GOING: &[&str] = &[
        "departur",
        "dismissal",
        "ouster",
        "oustr",
        "oust",
        "removal",
        "resignation",
        "resign",
        "leav",
        "go",
        "gon",
        "exit",
        "downfall",
        "step",
        "quit",
    ];
    const TRUCE: &[&str] = &["truc", "ceasefir", "armistic"];
    const TALKS: &[&str] = &["talk", "dialogu", "negotiat", "negoti"];
    let found =
        [(GOING, "departure"), (TRUCE, "ceasefire"), (TALKS, "talks")].into_iter().find(|(words, _)| words.contains(&word.as_str()));
    found.map_or(word, |(_, concept)| concept.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::made::Made;

    /// Stands as `actor stance issue (by whom)`.
    fn check(readings: &[Reading], expect: &[&str]) {
        let record = crate::join(readings);
        let cast = |actor: usize| record.cast.actors[actor].name.clone();
        let mut found: Vec<String> = Vec::new();
        for issue in &record.issues {
            for stand in &issue.stands {
                let by = stand.according_to.map(|by| format!(" (by {})", cast(by))).unwrap_or_default();
                found.push(format!("{} {} {}{by}", cast(stand.actor), name(stand.stance), issue.label));
            }
        }
        assert_eq!(found, expect);
    }

    #[test]
    fn a_named_officer_speaks_for_the_body_and_others_claim() {
        let told = |by: &str| {
            Made::report("a", "Mara Todor, head of the Free Council, said the Free Council rejects joint patrols.\nIlan Vesh spoke.")
                .names(EntityType::PER, &["Mara Todor", "Ilan Vesh"])
                .names(EntityType::ORG, &["Free Council"])
                .role("Mara Todor", "head", "Free Council")
                .position("Free Council", "rejects", "joint patrols", by)
                .done()
        };
        check(&[told("Mara Todor")], &["Free Council rejects joint patrols"]);
        check(&[told("Ilan Vesh")], &["Free Council rejects joint patrols (by Ilan Vesh)"]);
    }

    #[test]
    fn a_government_stands_where_its_state_does() {
        let report = Made::report("a", "The Nalvian government backs the plan of Nalvia.")
            .names(EntityType::GPE, &["Nalvia"])
            .names(EntityType::NORP, &["Nalvian"])
            .described(EntityType::ORG, "The Nalvian government")
            .role("The Nalvian government", "minister", "Nalvia")
            .position("The Nalvian government", "supports", "the plan", "");
        check(&[report.done()], &["Nalvia supports the plan"]);
    }
}
