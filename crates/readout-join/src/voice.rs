//! Who speaks for a state: its name and adjective, the town its government sits in, its government, and its ministries.
//!
//! A list knows the seats of the states there are. Of towns that no list has, the reports themselves say it: `Karsk, the capital of Nalvia`,
//! or a dateline (`KARSK, Nalvia`) with a town that says, wants or denies something, as only a government does. A government without a name
//! (`the Nalvian government`, `the government`) is that of the state it is told of, or of the state that its report is about.

use crate::entity::{Actor, Cast};
use readout_core::{EntityId, EntityType, MentionKind, Reading, Span};
use std::collections::{BTreeMap, BTreeSet};

/// Words for a state's government as a whole, the last of a description.
const GOVERNMENTS: &[&str] = &["government", "authorities", "administration", "regime", "leadership"];
/// Words for parts of a government, the last of a description.
const BRANCHES: &[&str] = &[
    "ministry",
    "army",
    "military",
    "forces",
    "embassy",
    "delegation",
    "officials",
    "official",
    "cabinet",
    "troops",
    "office",
    "fighters",
    "units",
    "minister",
    "ministers",
    "president",
    "spokesman",
    "spokeswoman",
    "leadership",
];

/// Finds who speaks for a state, what is a part of its government, and where it sits.
pub(crate) fn settle(readings: &[Reading], cast: &mut Cast) {
    let mut voices = listed(cast);
    let mut seat_of = BTreeMap::new();
    for (town, state) in seats(readings, cast) {
        let state = voices.get(&state).copied().unwrap_or(state);
        if town != state {
            voices.entry(town).or_insert(state);
            seat_of.entry(state).or_insert(town);
        }
    }
    let mut branches = BTreeMap::new();
    let states = states_of_reports(readings, cast, &voices);
    for (report, reading) in readings.iter().enumerate() {
        for (place, entity) in reading.entities.iter().enumerate().filter(|(_, entity)| !entity.named) {
            let last = entity.name.rsplit(' ').next().unwrap_or_default().to_lowercase();
            let whole = GOVERNMENTS.contains(&last.as_str());
            let id = EntityId::new(place);
            let Some(actor) = cast.actor(report, id).filter(|_| whole || BRANCHES.contains(&last.as_str())) else { continue };
            let told = owner(reading, cast, report, id).and_then(|owner| cast.state(report, owner));
            let group = |owner: &usize| cast.actors[*owner].named && cast.actors[*owner].kind == EntityType::ORG;
            let told = told
                .map(|owner| voices.get(&owner).copied().unwrap_or(owner))
                .filter(|owner| states.all.contains(owner) || !whole && group(owner));
            // Of a bare `the army` and `officials` a report may have several.
            let bare = matches!(entity.name.to_lowercase().as_str(), "the government" | "government" | "the authorities" | "the regime");
            let Some(state) = told.or_else(|| states.main[report].filter(|_| bare)) else { continue };
            if whole { &mut voices } else { &mut branches }.insert(actor, state);
        }
    }
    (cast.voices, cast.branches, cast.seats) = (voices, branches, seat_of);
}

/// The state or people in the words of a description: `the Nalvian government`, `the government of Nalvia`.
fn owner(reading: &Reading, cast: &Cast, report: usize, entity: EntityId) -> Option<EntityId> {
    let described = reading.mentions.iter().filter(|mention| mention.entity == Some(entity) && mention.kind == MentionKind::Nominal);
    let spans: Vec<Span> = described.map(|mention| mention.span).collect();
    let inside = reading.mentions.iter().filter(|mention| {
        let first = |span: &Span| mention.kind == MentionKind::Name || span.start == mention.span.start;
        spans.iter().any(|span| span.contains(mention.span) && first(span)) && mention.entity != Some(entity)
    });
    let named = |id: &EntityId| {
        let entity = &reading.entities[id.index()];
        // `the Council`, which only other reports call by its name.
        let known = || cast.actor(report, *id).is_some_and(|actor| cast.actors[actor].named && cast.actors[actor].kind == EntityType::ORG);
        (entity.named || known()) && !matches!(entity.entity_type, EntityType::EVENT | EntityType::OTHER)
    };
    inside.filter_map(|mention| mention.entity).find(named)
}

/// Named states, towns and groups by their names in lower case; of several of one name the first.
fn by_name(cast: &Cast) -> BTreeMap<String, usize> {
    let named = cast.actors.iter().enumerate().filter(|(_, actor)| actor.named && actor.kind != EntityType::PER);
    named.rev().map(|(at, actor)| (actor.name.to_lowercase(), at)).collect()
}

/// How often each report names each state, by any of its names; the state of a dateline counts twice more.
pub(crate) fn states_told(readings: &[Reading], cast: &Cast) -> Vec<BTreeMap<usize, usize>> {
    let mut told = states_of_reports(readings, cast, &cast.voices).told;
    let by_name = by_name(cast);
    for (reading, told) in readings.iter().zip(&mut told) {
        let town = reading.report.dateline.as_ref().and_then(|dateline| dateline.place.as_deref()?.split(',').next());
        if let Some(state) = town.and_then(|town| by_name.get(&town.trim().to_lowercase())).and_then(|town| cast.voices.get(town)) {
            *told.entry(*state).or_default() += 2;
        }
    }
    told
}

/// The states of a set of reports, how often each report tells of them, and which it is about, where one is told of half as often again as any
/// other.
struct States {
    all: BTreeSet<usize>,
    told: Vec<BTreeMap<usize, usize>>,
    main: Vec<Option<usize>>,
}

fn states_of_reports(readings: &[Reading], cast: &Cast, voices: &BTreeMap<usize, usize>) -> States {
    let mut all: BTreeSet<usize> = voices.values().copied().collect();
    all.extend(cast.state_of.values().copied());
    all.extend((0..cast.actors.len()).filter(|actor| governs(&cast.actors[*actor])));
    for (report, reading) in readings.iter().enumerate() {
        for role in reading.roles.iter().filter(|role| role.title.to_lowercase().contains("minister") || role.title.ends_with("resident")) {
            let org = role.org.and_then(|org| cast.state(report, org));
            all.extend(org.filter(|org| cast.actors[*org].named && cast.actors[*org].kind == EntityType::GPE));
        }
    }
    // What a seat stands for is no state itself.
    all.retain(|state| !voices.contains_key(state));
    let told = readings.iter().enumerate().map(|(report, reading)| {
        let mut counts: BTreeMap<usize, usize> = BTreeMap::new();
        for mention in reading.mentions.iter().filter(|mention| mention.kind == MentionKind::Name) {
            let Some(actor) = mention.entity.and_then(|entity| cast.state(report, entity)) else { continue };
            let state = voices.get(&actor).copied().unwrap_or(actor);
            if all.contains(&state) {
                *counts.entry(state).or_default() += 1;
            }
        }
        counts
    });
    let told: Vec<BTreeMap<usize, usize>> = told.collect();
    let main = told.iter().map(most_told).collect();
    States { all, told, main }
}

/// The state that is told of more than once, and half as often again as any other.
pub(crate) fn most_told(told: &BTreeMap<usize, usize>) -> Option<usize> {
    let mut most: Vec<(usize, usize)> = told.iter().map(|(state, n)| (*n, *state)).collect();
    most.sort_by_key(|(n, state)| (std::cmp::Reverse(*n), *state));
    match most.as_slice() {
        [(n, state)] if *n > 1 => Some(*state),
        [(n, state), (next, _), ..] if *n > 1 && 2 * n >= 3 * next => Some(*state),
        _ => None,
    }
}

fn governs(actor: &Actor) -> bool {
    actor.named && actor.kind == EntityType::GPE && actor.sector.as_deref() == Some("GOV")
}

/// Towns that no list knows, with the state whose government sits there by the reports.
fn seats(readings: &[Reading], cast: &Cast) -> BTreeMap<usize, usize> {
    let unlisted = |actor: usize| {
        let actor = &cast.actors[actor];
        actor.named && actor.code.is_none() && matches!(actor.kind, EntityType::GPE | EntityType::LOC)
    };
    let speakers: BTreeSet<usize> = readings
        .iter()
        .enumerate()
        .flat_map(|(report, reading)| {
            let said = reading.attributions.iter().filter_map(|attribution| attribution.speaker);
            let took = reading.positions.iter().map(|position| position.actor);
            said.chain(took).filter_map(move |entity| cast.actor(report, entity))
        })
        .collect();
    let by_name = by_name(cast);
    let mut found: BTreeMap<usize, BTreeSet<usize>> = BTreeMap::new();
    for (report, reading) in readings.iter().enumerate() {
        let state = |entity: EntityId| cast.state(report, entity).filter(|state| cast.actors[*state].kind == EntityType::GPE);
        let names: Vec<&readout_core::Mention> =
            reading.mentions.iter().filter(|mention| mention.kind == MentionKind::Name && mention.entity.is_some()).collect();
        let mut capitals: BTreeSet<usize> = BTreeSet::new();
        for (place, mention) in names.iter().enumerate() {
            let next = names.get(place + 1).copied();
            let between = |to: u32| reading.text.get(mention.span.end as usize..to as usize).unwrap_or_default().to_lowercase();
            if let Some(next) = next.filter(|next| next.span.start > mention.span.end && next.span.start - mention.span.end < 24) {
                let words = between(next.span.start);
                let words = words.trim().replace('’', "'");
                let (town, of) = match words.as_str() {
                    ", the capital of" | ", capital of" | "is the capital of" => (mention.entity, next.entity),
                    "'s capital," | "capital," | "'s capital" | "capital" => (next.entity, mention.entity),
                    _ => (None, None),
                };
                if let (Some(town), Some(of)) = (town.and_then(|town| cast.actor(report, town)), of.and_then(state))
                    && unlisted(town)
                {
                    found.entry(town).or_default().insert(of);
                }
            }
            let after = reading.text.get(mention.span.end as usize..).unwrap_or_default();
            if ["'s capital", "’s capital", " capital"].iter().any(|words| after.starts_with(words)) {
                capitals.extend(mention.entity.and_then(state));
            }
        }
        // `KARSK, Nalvia (AXP) -`, where Karsk says something or the report calls where it is the capital.
        let Some(dateline) = reading.report.dateline.as_ref().and_then(|dateline| dateline.place.as_deref()) else { continue };
        let mut parts = dateline.split(',').map(|part| by_name.get(&part.trim().to_lowercase()).copied());
        let Some(town) = parts.next().flatten().filter(|town| unlisted(*town)) else { continue };
        let within = parts.next().flatten().map(|state| cast.state_of.get(&state).copied().unwrap_or(state));
        match within.filter(|state| cast.actors[*state].kind == EntityType::GPE) {
            Some(state) if speakers.contains(&town) || capitals.contains(&state) => {
                found.entry(town).or_default().insert(state);
            }
            None if speakers.contains(&town) && capitals.len() == 1 => {
                found.entry(town).or_default().extend(capitals);
            }
            _ => {}
        }
    }
    let sure = found.into_iter().filter(|(town, states)| states.len() == 1 && !states.contains(town));
    sure.filter_map(|(town, states)| Some((town, states.into_iter().next()?))).collect()
}

/// For each name, seat and people of a state, the actor by which the state is called. Reports name a government by its country, its capital
/// and its people alike; what is of one country code and one of these is one.
fn listed(cast: &Cast) -> BTreeMap<usize, usize> {
    let peoples: BTreeSet<usize> = cast.state_of.values().copied().collect();
    let mut by_code: BTreeMap<&str, Vec<usize>> = BTreeMap::new();
    for (place, actor) in cast.actors.iter().enumerate().filter(|(_, actor)| governs(actor)) {
        actor.code.iter().for_each(|code| by_code.entry(code).or_default().push(place));
    }
    let mut states = cast.state_of.clone();
    for members in by_code.values() {
        // The name of which a people is called, else the fullest that reports use.
        let best = members.iter().copied().max_by_key(|actor| {
            (
                peoples.contains(actor),
                cast.actors[*actor].name.chars().filter(|letter| letter.is_lowercase()).count(),
                std::cmp::Reverse(*actor),
            )
        });
        // Only seats, none of them the country: what they are seats of is nowhere said.
        let Some(best) = best.filter(|best| {
            members.len() > 1 && (peoples.contains(best) || members.iter().any(|other| is_short(&cast.actors[*other].name)))
        }) else {
            continue;
        };
        states.extend(members.iter().filter(|member| **member != best).map(|member| (*member, best)));
        for state in states.values_mut().filter(|state| members.contains(*state)) {
            *state = best;
        }
    }
    states
}

/// `U.S.`, `UK`: a name that is only letters of a longer one.
fn is_short(name: &str) -> bool {
    name.chars().count() <= 6 && !name.chars().any(char::is_lowercase)
}

#[cfg(test)]
mod tests {
    use crate::made::Made;
    use readout_core::{EntityType, Reading};

    /// Who speaks for whom, `town = state`, by name.
    fn check(readings: &[Reading], expect: &[&str]) {
        let cast = crate::join(readings).cast;
        let name = |actor: usize| cast.actors[actor].name.as_str();
        let mut found: Vec<String> =
            cast.voices.iter().chain(&cast.branches).map(|(actor, state)| format!("{} = {}", name(*actor), name(*state))).collect();
        found.sort();
        assert_eq!(found, expect);
    }

    #[test]
    fn a_town_that_denies_speaks_for_the_state_of_its_dateline() {
        let told = |dateline: &str| {
            Made::report("a", "Karsk denied any part in it.\nNalvia is at war.")
                .dateline(dateline)
                .names(EntityType::GPE, &["Karsk", "Nalvia"])
                .said("Karsk", "denies", "denied", "any part in it")
                .done()
        };
        check(&[told("KARSK, Nalvia")], &["Karsk = Nalvia"]);
        check(&[told("SERED, Nalvia")], &[]);
        let silent = Made::report("a", "Karsk was shelled.\nNalvia is at war.")
            .dateline("KARSK, Nalvia")
            .names(EntityType::GPE, &["Karsk", "Nalvia"]);
        check(&[silent.done()], &[]);
    }

    #[test]
    fn a_report_says_what_a_capital_is() {
        let report = Made::report("a", "They met in Karsk, the capital of Nalvia, today.").names(EntityType::GPE, &["Karsk", "Nalvia"]);
        check(&[report.done()], &["Karsk = Nalvia"]);
    }

    #[test]
    fn governments_and_ministries_are_their_states() {
        let report = Made::report(
            "a",
            "Nalvia's foreign ministry spoke.\nThe Nalvian government agreed.\nIlan Vesh, foreign minister of Nalvia, left.",
        )
        .names(EntityType::GPE, &["Nalvia"])
        .names(EntityType::NORP, &["Nalvian"])
        .names(EntityType::PER, &["Ilan Vesh"])
        .described(EntityType::ORG, "Nalvia's foreign ministry")
        .described(EntityType::ORG, "The Nalvian government")
        .role("Ilan Vesh", "foreign minister", "Nalvia");
        check(&[report.done()], &["Nalvia's foreign ministry = Nalvia", "Nalvian = Nalvia", "The Nalvian government = Nalvia"]);
    }

    #[test]
    fn what_is_of_a_body_that_other_reports_name_is_its_own() {
        let known = Made::report("a", "Mara Todor, head of the Free Council, spoke.")
            .names(EntityType::PER, &["Mara Todor"])
            .names(EntityType::ORG, &["Free Council"])
            .role("Mara Todor", "head", "Free Council");
        let bare = Made::report("b", "The Council's health office answered Mara Todor.")
            .names(EntityType::PER, &["Mara Todor"])
            .described(EntityType::ORG, "The Council's health office")
            .described(EntityType::ORG, "The Council");
        check(&[known.done(), bare.done()], &["The Council's health office = Free Council"]);
    }
}
