//! Passages to families, and whose text a family probably prints.

use super::{Family, Member, Passage, united};
use crate::words::Words;
use readout_core::{Reading, Span};
use std::collections::{BTreeMap, BTreeSet};

/// Shared words that make two reports members of one family.
const FAMILY_WORDS: usize = 20;

pub(super) fn n_words(words: &Words, spans: &[Span]) -> usize {
    spans.iter().map(|span| words.within(*span).len()).sum()
}

pub(super) fn per_cent(part: usize, whole: usize) -> u8 {
    (part * 100 + whole / 2).checked_div(whole).unwrap_or_default().min(100) as u8
}

pub(super) fn families(readings: &[Reading], words: &[Words], passages: &[Passage]) -> Vec<Family> {
    let mut groups = crate::groups::Groups::new(readings.len());
    for between in passages.chunk_by(|one, next| (one.a, one.b) == (next.a, next.b)) {
        let shared: usize = between.iter().filter(|passage| !passage.quoted).map(|passage| passage.matched).sum();
        if shared >= FAMILY_WORDS {
            groups.join(between[0].a, between[0].b);
        }
    }
    let mut spans: Vec<Vec<Span>> = vec![Vec::new(); readings.len()];
    for passage in passages.iter().filter(|passage| !passage.quoted && groups.together(passage.a, passage.b)) {
        spans[passage.a].push(passage.a_span);
        spans[passage.b].push(passage.b_span);
    }
    let mut families: Vec<Family> = Vec::new();
    for reports in groups.of_several() {
        let members: Vec<Member> = reports
            .iter()
            .map(|report| {
                let spans = united(std::mem::take(&mut spans[*report]));
                let n = n_words(&words[*report], &spans);
                Member { report: *report, spans, words: n, percent: per_cent(n, words[*report].len()) }
            })
            .collect();
        families.push(origin(readings, words, members));
    }
    families.sort_by_key(|family| (std::cmp::Reverse(family.members.len()), family.members[0].report));
    families
}

/// Whose text a family probably prints, and which member stands nearest to it.
fn origin(readings: &[Reading], words: &[Words], members: Vec<Member>) -> Family {
    let mut credited: BTreeMap<String, usize> = BTreeMap::new();
    for member in &members {
        for agency in agencies(&readings[member.report]) {
            *credited.entry(agency).or_default() += 1;
        }
    }
    let most = credited.values().copied().max().unwrap_or_default();
    let agency = credited.iter().find(|(_, n)| **n == most).map(|(agency, _)| agency.clone());
    let earliest = members.iter().filter_map(|member| Some((day(&readings[member.report])?, member.report))).min();
    let all_dated = members.iter().all(|member| day(&readings[member.report]).is_some());
    let alone_earliest = earliest.as_ref().filter(|(first, report)| {
        all_dated && members.iter().all(|member| member.report == *report || day(&readings[member.report]).as_ref() > Some(first))
    });
    let most_shared = members.iter().map(|member| member.words).max().unwrap_or_default();
    let longest = members.iter().map(|member| words[member.report].len()).max().unwrap_or_default();
    let weigh = |member: &Member| {
        let mut why = Vec::new();
        let mut weight = 0.0;
        let header = &readings[member.report].report;
        if let Some(agency) = &agency {
            if header.dateline.as_ref().and_then(|dateline| dateline.agency.as_deref()) == Some(agency) {
                weight += 2.0;
                why.push(format!("opens with {agency}'s dateline"));
            } else if header.credit.contains(agency) {
                weight += 1.0;
                why.push(format!("credits {agency}"));
            }
        }
        if alone_earliest.is_some_and(|(_, report)| *report == member.report) {
            weight += 1.0;
            why.push("published first".to_owned());
        }
        weight += 2.0 * member.words as f64 / most_shared.max(1) as f64;
        if member.words == most_shared {
            why.push("has most of the shared text".to_owned());
        }
        weight += f64::from(member.percent) / 100.0 + 0.5 * words[member.report].len() as f64 / longest.max(1) as f64;
        (weight, why)
    };
    let weighed: Vec<(f64, Vec<String>)> = members.iter().map(weigh).collect();
    let best =
        (0..members.len()).max_by(|one, other| weighed[*one].0.total_cmp(&weighed[*other].0).then(other.cmp(one))).unwrap_or_default();
    let why = weighed.get(best).map(|(_, why)| why.clone()).unwrap_or_default();
    Family { nearest: members[best].report, members, agency, why }
}

/// The agencies that a report credits, in its dateline or its credit line, each once.
pub fn agencies(reading: &Reading) -> Vec<String> {
    let header = &reading.report;
    let mut agencies: Vec<String> =
        header.dateline.iter().filter_map(|dateline| dateline.agency.clone()).chain(header.credit.iter().cloned()).collect();
    let mut seen = BTreeSet::new();
    agencies.retain(|agency| seen.insert(agency.clone()));
    agencies
}

/// The day a report was published, as far as it is known to the day.
fn day(reading: &Reading) -> Option<String> {
    reading.report.published.as_ref().map(|published| published.value.chars().take(10).collect()).filter(|day: &String| day.len() == 10)
}
