//! Where actors stand on what, and since when.
//!
//! Issues are grouped by what they are about, whoever speaks ([`on`]); the words for somebody's going (`departure`, `ouster`, `must leave`) count
//! as one. Within an issue, stances in nearly the same words are on one topic; only there does a stance move, or contradict another. What
//! others say of an actor's position is kept apart from what the actor says.

mod on;

use crate::account::{Account, Telling, accounts};
use crate::copies::Copies;
use crate::entity::Cast;
use crate::groups::Groups;
use crate::happening::acts_for;
use crate::office::{Office, bodies, spokespeople};
use crate::story::Story;
use crate::when;
use crate::words::content_words;
use readout_core::{EntityId, EntityType, Reading, Stance};
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, BTreeSet};

/// Something actors take sides on.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Issue {
    /// In the words of the telling that is most like the others.
    pub label: String,
    /// Where each actor stands, by actor, then by topic and first day.
    pub stands: Vec<Stand>,
}

/// An actor's stance on an issue.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Stand {
    /// Whose.
    pub actor: usize,
    /// The body that the actor speaks for: a person whom the reports see in an office of it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub behalf: Option<usize>,
    /// The stance.
    pub stance: Stance,
    /// Who says so, where it is not the actor.
    pub according_to: Option<usize>,
    /// Which of the issue's topics it is on, from 0: those of one topic are told in nearly the same words.
    #[serde(default)]
    pub topic: usize,
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
pub fn issues(readings: &[Reading], copies: &Copies, cast: &Cast, offices: &[Office], stories: &[Story]) -> Vec<Issue> {
    let acts_for = acts_for(readings, cast, offices);
    // Who is somebody's spokesman takes no side of their own.
    let spokespeople = spokespeople(readings, cast, offices);
    let taker = |actor: usize| spokespeople.get(&actor).copied().unwrap_or_else(|| cast.side(actor));
    let bodies = bodies(offices, cast);
    // What a named officer says of the position of the body is the body's own word.
    let speaks_for = |by: usize, actor: usize| cast.actors[by].named && acts_for.get(&by).is_some_and(|bodies| bodies.contains(&actor));

    let mut known: Vec<BTreeMap<String, String>> = (0..readings.len()).map(|report| people(readings, cast, report)).collect();
    // An office that one person alone holds by all reports is that person in reports that do not name them too.
    for (title, person) in only_holders(readings, cast) {
        known.iter_mut().for_each(|known| {
            known.entry(title.clone()).or_insert_with(|| person.clone());
        });
    }
    let mut all: Vec<(usize, usize, usize, BTreeSet<String>)> = Vec::new();
    let mut on: Vec<on::On> = Vec::new();
    let mut back: Vec<(usize, usize)> = Vec::new();
    for (report, reading) in readings.iter().enumerate() {
        let first = all.len();
        let mut here: Vec<(usize, usize)> = Vec::new();
        for (place, position) in reading.positions.iter().enumerate() {
            if let Some(actor) = cast.actor(report, position.actor).filter(|actor| takes_sides(cast, *actor)).map(taker) {
                let words: BTreeSet<String> = content_words(&position.issue)
                    .into_iter()
                    .map(|word| known[report].get(&word).cloned().unwrap_or_else(|| concept(word)))
                    .collect();
                here.push((place, actor));
                on.push(on::on(reading, report, position, actor, cast, &known[report]));
                all.push((report, place, actor, words));
            }
        }
        let pointing = (0..here.len()).filter(|at| on[first + at].points_back());
        back.extend(pointing.filter_map(|at| Some((first + at, first + on::antecedent(reading, &here, at)?))));
    }
    let mut told_in: Vec<BTreeSet<usize>> = vec![BTreeSet::new(); readings.len()];
    for (story, row) in stories.iter().enumerate() {
        row.reports.iter().for_each(|report| {
            told_in[*report].insert(story);
        });
    }
    let issue_of = on::group(&on, cast, |one, other| !told_in[one].is_disjoint(&told_in[other]));
    let mut groups = Groups::new(all.len());
    issue_of.iter().enumerate().for_each(|(at, first)| groups.join(at, *first));
    back.into_iter().for_each(|(answer, offer)| groups.join(answer, offer));
    // One text printed twice takes one stance, whatever names the printings have for it.
    let mut taken: BTreeMap<(usize, Stance), Vec<usize>> = BTreeMap::new();
    for (at, (report, place, actor, _)) in all.iter().enumerate() {
        taken.entry((*actor, readings[*report].positions[*place].stance)).or_default().push(at);
    }
    let place = |at: usize| (all[at].0, readings[all[at].0].positions[all[at].1].span);
    let mut printed: Vec<(usize, usize)> = Vec::new();
    for places in taken.values().filter(|places| places.len() <= 300) {
        for (n, at) in places.iter().enumerate() {
            let before = places[..n].iter().filter(|before| all[**before].0 != all[*at].0);
            printed.extend(before.filter(|before| copies.same_text(place(**before), place(*at))).map(|before| (*before, *at)));
        }
    }
    printed.iter().for_each(|(before, at)| groups.join(*before, *at));
    let topics = topics(&all, &mut groups, &printed);
    let mut issues: Vec<Issue> = Vec::new();
    for group in groups.all() {
        // `its position has not changed` says little of what it is on; others who take a stance there say it better.
        let position = |at: usize| &readings[all[at].0].positions[all[at].1];
        let taking: Vec<usize> = group.iter().copied().filter(|at| position(*at).stance != Stance::Neutral).collect();
        let telling = if taking.is_empty() { &group } else { &taking };
        let label = on::label(&on, telling, |at| &position(at).issue).to_owned();
        // Topics are numbered in order within their issue.
        let mut numbers: BTreeMap<usize, usize> = BTreeMap::new();
        let mut stands: BTreeMap<(usize, Stance, Option<usize>, usize), Vec<usize>> = BTreeMap::new();
        for at in group {
            let (report, place, actor, _) = &all[at];
            let position = &readings[*report].positions[*place];
            let next = numbers.len();
            let topic = *numbers.entry(topics[at]).or_insert(next);
            let by = position.according_to.and_then(|by| cast.actor(*report, by));
            // What a body says of the position of its officer is the officer's too.
            let of_its_officer =
                |by: usize| acts_for.get(actor).is_some_and(|bodies| bodies.contains(&by) || bodies.contains(&cast.voice(by)));
            let own = |by: usize| {
                by == *actor
                    || cast.voice(by) == *actor
                    || cast.actors[by].kind == EntityType::ORG && cast.side(by) == *actor
                    || spokespeople.get(&by) == Some(actor)
                    || speaks_for(by, *actor)
                    || of_its_officer(by)
            };
            let by = by.filter(|by| !own(*by));
            stands.entry((*actor, position.stance, by, topic)).or_default().push(at);
        }
        let mut lines: Vec<Stand> = Vec::new();
        for ((actor, stance, according_to, topic), places) in stands {
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
                behalf: bodies.get(&actor).copied(),
                stance,
                according_to,
                topic,
                tellings: places.iter().map(|at| (all[*at].0, all[*at].1)).collect(),
                first: days.iter().min().cloned(),
                last: days.iter().max().cloned(),
                change,
                accounts: accounts(readings, copies, &told),
            });
        }
        // A body and those who speak for it stand together.
        let whose = |line: &Stand| (line.behalf.unwrap_or(line.actor), line.actor);
        lines.sort_by_key(|line| (whose(line), line.according_to.is_some(), line.topic, when::order(line.first.as_deref()), line.stance));
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

/// For each position (report, place, actor, words), the first that is on one topic with it: in one issue, in nearly the same words, or `printed`
/// twice.
fn topics(all: &[(usize, usize, usize, BTreeSet<String>)], issues: &mut Groups, printed: &[(usize, usize)]) -> Vec<usize> {
    let mut topics = Groups::new(all.len());
    printed.iter().for_each(|(before, at)| topics.join(*before, *at));
    for group in issues.all() {
        let mut near: BTreeMap<&str, Vec<usize>> = BTreeMap::new();
        for at in group {
            all[at].3.iter().for_each(|word| near.entry(word).or_default().push(at));
        }
        for places in near.values().filter(|places| places.len() <= 300) {
            for (n, at) in places.iter().enumerate() {
                for before in &places[..n] {
                    if in_the_same_words(&all[*at].3, &all[*before].3) {
                        topics.join(*before, *at);
                    }
                }
            }
        }
    }
    (0..all.len()).map(|at| topics.first(at)).collect()
}

fn in_the_same_words(one: &BTreeSet<String>, other: &BTreeSet<String>) -> bool {
    let common = one.intersection(other).count();
    let (fewer, more) = (one.len().min(other.len()), one.len().max(other.len()));
    let most = common >= 2 && (common * 3 >= more * 2 || common == fewer) || common >= 3 && common * 10 >= fewer * 6;
    common > 0 && (common == more || most)
}

/// Whether somebody can stand for something: a person, a group, a state, an office; not `a lawsuit filed by Texas`.
fn takes_sides(cast: &Cast, actor: usize) -> bool {
    let actor = &cast.actors[actor];
    actor.named || !matches!(actor.kind, EntityType::OTHER | EntityType::EVENT | EntityType::LOC)
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
        let one = before.actor == after.actor && before.topic == after.topic;
        let own = one && before.according_to.is_none() && after.according_to.is_none();
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
        "dismiss",
        "dismissal",
        "ouster",
        "oustr",
        "oust",
        "remov",
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
    const AGREEMENTS: &[&str] = &["accord", "agreement", "pact", "treaty", "deal"];
    let concepts = [(GOING, "departure"), (TRUCE, "ceasefire"), (TALKS, "talks"), (AGREEMENTS, "agreement")];
    let found = concepts.into_iter().find(|(words, _)| words.contains(&word.as_str()));
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
        // What the body says of its officer is the officer's.
        let of = |officer: bool| {
            let report = Made::report("a", "The Free Council said Mara Todor, its envoy, rejects joint patrols.")
                .names(EntityType::PER, &["Mara Todor"])
                .names(EntityType::ORG, &["Free Council"]);
            let report = if officer { report.role("Mara Todor", "envoy", "Free Council") } else { report };
            report.position("Mara Todor", "rejects", "joint patrols", "Free Council").done()
        };
        check(&[of(true)], &["Mara Todor rejects joint patrols"]);
        check(&[of(false)], &["Mara Todor rejects joint patrols (by Free Council)"]);
    }

    #[test]
    fn a_spokeswoman_takes_no_side_of_her_own_and_an_officer_stands_for_the_body() {
        let text = "Aya Rell, spokeswoman of the Free Council, backs the plan.\nMara Todor, head of the Free Council, rejects the road.\nIlan Vesh, \
                    lawyer of the Free Council, supports the bridge.";
        let mut report = Made::report("a", text)
            .names(EntityType::ORG, &["Free Council"])
            .names(EntityType::PER, &["Aya Rell", "Mara Todor", "Ilan Vesh"]);
        for (person, title, stance, issue) in [
            ("Aya Rell", "spokeswoman", "supports", "the plan"),
            ("Mara Todor", "head", "rejects", "the road"),
            ("Ilan Vesh", "lawyer", "supports", "the bridge"),
        ] {
            report = report.role(person, title, "Free Council").position(person, stance, issue, "");
        }
        let readings = [report.done()];
        check(&readings, &["Ilan Vesh supports the bridge", "Free Council supports the plan", "Mara Todor rejects the road"]);
        let record = crate::join(&readings);
        let behalf: Vec<Option<&str>> = record
            .issues
            .iter()
            .flat_map(|issue| &issue.stands)
            .map(|stand| stand.behalf.map(|body| record.cast.actors[body].name.as_str()))
            .collect();
        assert_eq!(behalf, [None, None, Some("Free Council")]);
        // Nor does an office in somebody's service speak for a body.
        let text = "Ilan Vesh, chief of staff of Mara Todor, rejects the road.";
        let report = Made::report("a", text).names(EntityType::PER, &["Ilan Vesh", "Mara Todor"]);
        let report = report.role("Ilan Vesh", "chief of staff", "Mara Todor").position("Ilan Vesh", "rejects", "the road", "");
        assert_eq!(crate::join(&[report.done()]).issues[0].stands[0].behalf, None);
    }

    #[test]
    fn a_thing_takes_no_side() {
        let report = |kind: EntityType| {
            let report = Made::report("a", "A lawsuit filed by Ardesh rejects the plan.").described(kind, "A lawsuit filed by Ardesh");
            report.position("A lawsuit filed by Ardesh", "rejects", "the plan", "").done()
        };
        check(&[report(EntityType::OTHER)], &[]);
        check(&[report(EntityType::ORG)], &["A lawsuit filed by Ardesh rejects the plan"]);
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

    /// Issues as `label: n` with the number of stances.
    fn issues_of(readings: &[Reading], expect: &[&str]) {
        let found: Vec<String> =
            crate::join(readings).issues.iter().map(|issue| format!("{}: {}", issue.label, issue.stands.len())).collect();
        assert_eq!(found, expect);
    }

    const TEXT: &str = "Ardesh rejects restoring the assembly that colonels of the south dissolved.\nThe Free Council demands an assembly chosen by lot \
                        among farmers.\nIlan Vesh supports the old road.";

    /// The positions of `TEXT`, with what their issues are about where that is known.
    fn taken(about: bool) -> Reading {
        let mut made = Made::report("a", TEXT)
            .names(EntityType::GPE, &["Ardesh"])
            .names(EntityType::ORG, &["Free Council"])
            .names(EntityType::PER, &["Ilan Vesh"]);
        let taken = [
            ("Ardesh", "rejects", "restoring the assembly that colonels of the south dissolved", "assembly"),
            ("Free Council", "demands", "an assembly chosen by lot among farmers", "assembly"),
            ("Ilan Vesh", "supports", "the old road", "road"),
        ];
        for (actor, stance, issue, theme) in taken {
            made = made.position(actor, stance, issue, "");
            made = if about { made.about(theme) } else { made };
        }
        made.done()
    }

    #[test]
    fn an_issue_is_what_the_words_are_about() {
        issues_of(&[taken(true)], &["an assembly chosen by lot among farmers: 2", "the old road: 1"]);
        // Where all words weigh alike, one in five is too little.
        assert_eq!(crate::join(&[taken(false)]).issues.len(), 3);
    }

    #[test]
    fn of_a_departure_it_is_whose() {
        let text = "Ardesh demands the dismissal of Ilan Vesh.\nThe Free Council wants the departure of Ilan Vesh.\nNalvia wants the departure of foreign \
                    monitors.";
        let report = Made::report("a", text)
            .names(EntityType::GPE, &["Ardesh", "Nalvia"])
            .names(EntityType::ORG, &["Free Council"])
            .names(EntityType::PER, &["Ilan Vesh"])
            .position("Ardesh", "demands", "the dismissal of Ilan Vesh", "")
            .position("Free Council", "demands", "the departure of Ilan Vesh", "")
            .position("Nalvia", "demands", "the departure of foreign monitors", "");
        issues_of(&[report.done()], &["the dismissal of Ilan Vesh: 2", "the departure of foreign monitors: 1"]);
    }

    #[test]
    fn the_offer_is_the_one_before() {
        let text = "Ardesh offered officers for the mission.\nThe Free Council rejected the offer.\nIlan Vesh spoke.";
        let report = |by: &str| {
            Made::report("a", text)
                .names(EntityType::GPE, &["Ardesh"])
                .names(EntityType::ORG, &["Free Council"])
                .position("Ardesh", "offers", "officers for the mission", "")
                .position(by, "rejects", "the offer", "")
                .done()
        };
        issues_of(&[report("Free Council")], &["officers for the mission: 2"]);
        // Who rejects an accusation answers no offer.
        let text = "Ardesh offered officers for the mission.\nThe Free Council rejected the accusation.\nIlan Vesh spoke.";
        let accused = Made::report("a", text).names(EntityType::GPE, &["Ardesh"]).names(EntityType::ORG, &["Free Council"]);
        let accused =
            accused.position("Ardesh", "offers", "officers for the mission", "").position("Free Council", "rejects", "the accusation", "");
        issues_of(&[accused.done()], &["officers for the mission: 1", "the accusation: 1"]);
        // Nobody answers an offer of their own.
        issues_of(&[report("Ardesh")], &["officers for the mission: 1", "the offer: 1"]);
    }

    #[test]
    fn reports_that_have_nothing_in_common_mean_two_deals() {
        let report = |id: &str, text: &str, actor: &str| {
            let report = Made::report(id, text).names(EntityType::GPE, &[actor]);
            report.position(actor, "supports", "the deal", "").done()
        };
        let grain = "Ardesh supports the deal on grain, salt and rye.\nFarmers of Ardesh sow rye in October near the coast.";
        let ships = "Nalvia supports the deal over two frigates.\nThe yard at Oss, which welds hulls, had been idle for years.";
        issues_of(&[report("a", grain, "Ardesh"), report("b", ships, "Nalvia")], &["the deal: 1", "the deal: 1"]);
        let again = "Nalvia supports the deal on grain, salt and rye.\nFarmers of Ardesh sow rye in October near the coast.";
        issues_of(&[report("a", grain, "Ardesh"), report("b", again, "Nalvia")], &["the deal: 2"]);
    }

    #[test]
    fn a_stance_moves_only_on_its_topic() {
        let report = |id: &str, day: &str, stance: &str, issue: &str| {
            let text = format!("Ardesh spoke of {issue} and of the assembly of Sered and the assembly of Oss.");
            let read = Made::report(id, &text).published(day).names(EntityType::GPE, &["Ardesh"]).position("Ardesh", stance, issue, "");
            read.done()
        };
        let change = |readings: &[Reading]| -> Vec<Option<String>> {
            crate::join(readings).issues.iter().flat_map(|issue| &issue.stands).map(|stand| stand.change.clone()).collect()
        };
        let before = report("a", "2031-06-01", "rejects", "an assembly of elders");
        let turned = report("b", "2031-07-01", "accepts", "an assembly of elders");
        assert_eq!(change(&[before.clone(), turned]), [None, Some("changed from rejects".to_owned())]);
        let other = report("b", "2031-07-01", "accepts", "an elected provincial assembly");
        assert!(change(&[before, other]).iter().all(Option::is_none));
    }
}
