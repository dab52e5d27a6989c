//! One telling of several meetings: `Todor met Vesh and Orn` tells of one meeting of three, or of two of two.
//!
//! It is taken for one, unless the reports say otherwise: somebody is told to have met one of them `in his meeting with Vesh`; the words are
//! `separately` or `each`; it is told as something that another did `too`, who met each by themselves; or it only sums up meetings of two that
//! are told with their days (`Todor last week hosted Vesh and the envoys`).

use super::{Told, class, is_visit};
use crate::cited::clean;
use crate::dates::Dates;
use crate::entity::Cast;
use crate::when;
use readout_core::{EventType, Factuality, Reading};
use std::collections::{BTreeMap, BTreeSet};

/// Words that tell meetings of several people apart.
const EACH: &[&str] = &["separately", "individually", "separate", "in turn", "one by one", "respectively", "then with", "and then"];
/// Words by which somebody does what another did.
const TOO: &[&str] = &["too", "also", "likewise", "as well"];
/// Longer stretches than this, in words, tell of more than a meeting in passing.
const PASSING: usize = 14;

/// One meeting of those that a telling tells of: who meets, and where it is told by itself (place among the tellings).
struct Part {
    who: BTreeSet<usize>,
    told: Option<usize>,
}

/// Puts in the place of each telling of several meetings one for each of them. Returns which of the tellings are the same meeting as another.
pub(super) fn told_apart(
    readings: &[Reading],
    dates: &Dates,
    cast: &Cast,
    acts_for: &BTreeMap<usize, BTreeSet<usize>>,
    all: &mut Vec<Told<'_>>,
) -> Vec<(usize, usize)> {
    let mut parts: BTreeMap<usize, Vec<Part>> = BTreeMap::new();
    let several: Vec<usize> = (0..all.len()).filter(|at| tells_of_several(&all[*at])).collect();
    for at in &several {
        let told = &all[*at];
        let (Some(one), others) = (told.told_by, others(told)) else { continue };
        let by_words = by_words(&readings[told.report], cast, told, one, &others);
        let found = by_words.or_else(|| summed_up(dates, cast, acts_for, all, *at, one, &others));
        parts.extend(found.map(|found| (*at, found)));
    }
    for at in several.iter().filter(|at| !parts.contains_key(at)).copied().collect::<Vec<_>>() {
        let told = &all[at];
        let (Some(one), others) = (told.told_by, others(told)) else { continue };
        if met_by_another_too(&readings[told.report], all, &parts, told, one, &others) {
            let each = others.iter().map(|other| Part { who: BTreeSet::from([one, *other]), told: None });
            parts.insert(at, each.collect());
        }
    }
    // Tellings move back where others are put before them.
    let mut first: Vec<usize> = Vec::with_capacity(all.len());
    let mut made: Vec<Told<'_>> = Vec::with_capacity(all.len() + parts.len());
    let mut joined: Vec<(usize, usize)> = Vec::new();
    for (at, told) in all.iter().enumerate() {
        first.push(made.len());
        let Some(parts) = parts.get(&at) else {
            made.push(told.clone());
            continue;
        };
        for part in parts {
            joined.extend(part.told.map(|other| (made.len(), other)));
            let named = part.who.iter().filter(|party| cast.actors[**party].named).count();
            made.push(Told { who: part.who.clone(), whom: BTreeSet::new(), all: part.who.clone(), n_named: named, ..told.clone() });
        }
    }
    *all = made;
    joined.into_iter().map(|(part, other)| (part, first[other])).collect()
}

fn tells_of_several(told: &Told<'_>) -> bool {
    let done = matches!(told.event.factuality, Factuality::Happened | Factuality::Ongoing);
    done && told.all.len() > 2 && told.event.event_type == EventType::Consult && !is_visit(told.event)
}

fn others(told: &Told<'_>) -> Vec<usize> {
    told.all.iter().copied().filter(|party| Some(*party) != told.told_by).collect()
}

/// Told apart by the words of the report itself.
fn by_words(reading: &Reading, cast: &Cast, told: &Told<'_>, one: usize, others: &[usize]) -> Option<Vec<Part>> {
    let pair = |other: usize| Part { who: BTreeSet::from([one, other]), told: None };
    let clause = super::stretch(reading, told.event).of(&reading.text).to_lowercase();
    if has(&clause, EACH) {
        return Some(others.iter().map(|other| pair(*other)).collect());
    }
    let mut alone: BTreeSet<usize> = BTreeSet::new();
    for also in told.event.also.iter().filter(|also| also.of(&reading.text).split_whitespace().count() <= PASSING) {
        let inside = reading.mentions.iter().filter(|mention| also.contains(mention.span));
        let met: BTreeSet<usize> =
            inside.filter_map(|mention| cast.actor(told.report, mention.entity?)).filter(|actor| told.all.contains(actor)).collect();
        if met.len() == 2 && met.contains(&one) {
            alone.extend(met.into_iter().filter(|party| *party != one));
        }
    }
    if alone.is_empty() {
        return None;
    }
    let mut parts: Vec<Part> = alone.iter().map(|other| pair(*other)).collect();
    let rest: BTreeSet<usize> = told.all.iter().copied().filter(|party| !alone.contains(party)).collect();
    if rest.len() > 1 {
        parts.push(Part { who: rest, told: None });
    }
    Some(parts)
}

/// Told as a summary: without a day, of somebody who met everybody named in it on a day of their own. Whom it only describes is somebody of one
/// country with them whom the same person met as well, or somebody else.
fn summed_up(
    dates: &Dates,
    cast: &Cast,
    acts_for: &BTreeMap<usize, BTreeSet<usize>>,
    all: &[Told<'_>],
    at: usize,
    one: usize,
    others: &[usize],
) -> Option<Vec<Part>> {
    let told = &all[at];
    if to_the_day(told) {
        return None;
    }
    let acts = |person: usize, body: usize| acts_for.get(&person).is_some_and(|bodies| bodies.contains(&cast.side(body)));
    let same = |party: usize, other: usize| cast.side(party) == cast.side(other) || acts(party, other) || acts(other, party);
    // Meetings of two that can be meant, with whom the one who met them all meets there.
    let pairs: Vec<(usize, usize)> = all
        .iter()
        .enumerate()
        .filter(|(_, other)| {
            class(other.event) == EventType::Consult && !is_visit(other.event) && other.all.len() == 2 && to_the_day(other)
        })
        .filter(|(_, other)| matches!(other.event.factuality, Factuality::Happened | Factuality::Ongoing) && other.all.contains(&one))
        .filter(|(_, other)| told.place.is_none() || other.place.is_none() || told.place == other.place)
        .filter(|(_, other)| told.moment.zip(other.moment).and_then(|(one, other)| when::one_day(dates, one, other)) != Some(false))
        .filter(|(_, other)| near(dates, told, other))
        .filter_map(|(place, other)| Some((place, other.all.iter().copied().find(|party| *party != one)?)))
        .collect();
    let (named, described): (Vec<usize>, Vec<usize>) = others.iter().copied().partition(|other| cast.actors[*other].named);
    let mut parts: Vec<Part> = Vec::new();
    let mut met: BTreeSet<usize> = BTreeSet::new();
    for other in &named {
        let (place, party) = pairs.iter().find(|(_, party)| same(*party, *other))?;
        met.insert(*party);
        parts.push(Part { who: BTreeSet::from([one, *party]), told: Some(*place) });
    }
    if named.is_empty() {
        return None;
    }
    for other in described {
        let country = |actor: usize| cast.actors[actor].code.as_deref();
        let mut compatriots =
            pairs.iter().filter(|(_, party)| !met.contains(party) && country(other).is_some() && country(*party) == country(other));
        match compatriots.next() {
            Some((place, party)) => parts.push(Part { who: BTreeSet::from([one, *party]), told: Some(*place) }),
            None => parts.push(Part { who: BTreeSet::from([one, other]), told: None }),
        }
    }
    Some(parts)
}

/// Whether two tellings stand in reports that can speak of one week: in one, or some days apart.
fn near(dates: &Dates, one: &Told<'_>, other: &Told<'_>) -> bool {
    let pair = (one.report.min(other.report), one.report.max(other.report));
    let close = |distance: &crate::dates::Distance| distance.low >= -super::NEAR && distance.high <= super::NEAR;
    one.report == other.report
        || one.moment.zip(other.moment).is_some_and(|(one, other)| when::one_day(dates, one, other) != Some(false))
        || dates.distances.iter().any(|distance| (distance.from, distance.to) == pair && close(distance))
}

/// Whether a telling says the day: a date, or a day of the week.
fn to_the_day(told: &Told<'_>) -> bool {
    let weekday = told.when.is_some_and(|value| value.starts_with("XXXX-WXX-"));
    weekday || told.when.and_then(when::day).is_some()
}

/// `Todor met Vesh and Orn too`, after another has met each of them by themselves.
fn met_by_another_too(
    reading: &Reading,
    all: &[Told<'_>],
    parts: &BTreeMap<usize, Vec<Part>>,
    told: &Told<'_>,
    one: usize,
    others: &[usize],
) -> bool {
    let sentence = reading.sentence_around(told.event.span).unwrap_or(told.event.span);
    if !has(&sentence.of(&reading.text).to_lowercase(), TOO) {
        return false;
    }
    let mut met: BTreeMap<usize, BTreeSet<usize>> = BTreeMap::new();
    for (at, other) in all.iter().enumerate() {
        let before = other.report == told.report && other.event.span.start < told.event.span.start;
        if !before || class(other.event) != EventType::Consult {
            continue;
        }
        let pairs: Vec<&BTreeSet<usize>> = match parts.get(&at) {
            Some(parts) => parts.iter().map(|part| &part.who).collect(),
            None => vec![&other.all],
        };
        for pair in pairs.into_iter().filter(|pair| pair.len() == 2 && !pair.contains(&one)) {
            for whom in pair.iter().filter(|party| others.contains(party)) {
                met.entry(*whom).or_default().extend(pair.iter().filter(|party| !others.contains(party)));
            }
        }
    }
    let by: Option<BTreeSet<usize>> =
        others.iter().map(|other| met.get(other).cloned().unwrap_or_default()).reduce(|one, other| &one & &other);
    by.is_some_and(|by| !by.is_empty())
}

/// Whether one of the words or phrases stands in a text in small letters, as words.
fn has(text: &str, phrases: &[&str]) -> bool {
    let plain: String = text.chars().map(|letter| if letter.is_alphanumeric() { letter } else { ' ' }).collect();
    let padded = format!(" {} ", clean(&plain));
    phrases.iter().any(|phrase| padded.contains(&format!(" {phrase} ")))
}
