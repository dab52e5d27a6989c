//! A name as a person types it to the actor it means.
//!
//! Every form by which the reports call an actor is compared, in small letters and without `the`: first whole forms, then words of them in a
//! row, then beginnings of words. The best of these that finds anything decides. An adjective means its state. Where several actors fit
//! alike, all of them come back: nobody is chosen for the person who asks, unless all bear the same full name; then it is the most present.

use crate::Record;
use crate::entity::Cast;
use crate::words::Spans;
use readout_core::EntityType;
use serde::Serialize;
use std::collections::BTreeSet;

/// What a name was found to mean.
#[derive(Clone, Debug, PartialEq)]
pub enum Lookup {
    /// One actor.
    One(usize),
    /// Several that fit alike, the most present first.
    Several(Vec<Candidate>),
    /// Nobody.
    Nobody,
}

/// Somebody whom a name can mean.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Candidate {
    /// Place in [`Cast::actors`].
    pub actor: usize,
    /// Fullest name.
    pub name: String,
    /// The form that fits.
    pub form: String,
    /// Office, where the reports give one.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub office: Option<String>,
    /// Reports that name it.
    pub n_reports: usize,
}

/// How well a form fits, best first.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Fit {
    Name,
    Form,
    Words,
    Beginnings,
}

/// Finds whom `asked` means.
pub fn look_up(record: &Record, asked: &str) -> Lookup {
    let cast = &record.cast;
    let wanted = words(asked);
    if wanted.is_empty() {
        return Lookup::Nobody;
    }
    // Who has no name is found by the whole description only, and only where no name fits.
    for named in [true, false] {
        let mut found: Vec<(Fit, usize, String)> = Vec::new();
        for (place, actor) in cast.actors.iter().enumerate().filter(|(_, actor)| actor.named == named) {
            let forms = std::iter::once(&actor.name).chain(&actor.names);
            let best = forms.filter_map(|form| Some((fit(&words(form), &wanted, form == &actor.name)?, form))).min_by_key(|(fit, _)| *fit);
            if let Some((fit, form)) = best.filter(|(fit, _)| named || *fit <= Fit::Form) {
                // An adjective means its state.
                let whom = cast.state_of.get(&place).copied().unwrap_or(place);
                found.push((fit, whom, form.clone()));
            }
        }
        let Some(best) = found.iter().map(|(fit, ..)| *fit).min() else { continue };
        found.retain(|(fit, ..)| *fit == best);
        // Works, events and the like stand back behind people, groups and places of the same name.
        if found.iter().any(|(_, actor, _)| acts(cast, *actor)) {
            found.retain(|(_, actor, _)| acts(cast, *actor));
        }
        let mut seen = BTreeSet::new();
        found.retain(|(_, actor, _)| seen.insert(*actor));
        if let [(_, only, _)] = found.as_slice() {
            return Lookup::One(*only);
        }
        let mut candidates: Vec<Candidate> = found.into_iter().map(|(_, actor, form)| candidate(record, actor, form)).collect();
        candidates.sort_by_key(|candidate| (std::cmp::Reverse(candidate.n_reports), candidate.actor));
        // Nobody can say more of a name that is the same for all of them.
        if candidates.iter().all(|candidate| words(&candidate.name) == words(&candidates[0].name)) {
            return Lookup::One(candidates[0].actor);
        }
        return Lookup::Several(candidates);
    }
    Lookup::Nobody
}

fn acts(cast: &Cast, actor: usize) -> bool {
    matches!(cast.actors[actor].kind, EntityType::PER | EntityType::ORG | EntityType::GPE | EntityType::NORP)
}

fn candidate(record: &Record, actor: usize, form: String) -> Candidate {
    let office = record.offices.iter().find_map(|office| {
        let holder = office.holders.iter().find(|holder| holder.actor == actor)?;
        let status = holder.status.as_deref().map(|status| format!("{status} ")).unwrap_or_default();
        Some(format!("{status}{}", office.text(&record.cast)))
    });
    Candidate { actor, name: record.cast.actors[actor].name.clone(), form, office, n_reports: record.cast.reports(actor).len() }
}

/// Words in small letters, without `the`.
fn words(name: &str) -> Vec<String> {
    Spans::new(name).map(|(_, word)| word).filter(|word| word != "the").collect()
}

fn fit(form: &[String], wanted: &[String], primary: bool) -> Option<Fit> {
    if form == wanted {
        return Some(if primary { Fit::Name } else { Fit::Form });
    }
    if form.windows(wanted.len()).any(|run| run == wanted) {
        return Some(Fit::Words);
    }
    let begins = |word: &String| word.chars().count() >= 3 && form.iter().any(|other| other.starts_with(word.as_str()));
    wanted.iter().all(begins).then_some(Fit::Beginnings)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::entity::Actor;

    fn record(actors: &[(&str, EntityType, &[&str])]) -> Record {
        let actor = |(at, (name, kind, names)): (usize, &(&str, EntityType, &[&str]))| Actor {
            name: (*name).to_owned(),
            kind: *kind,
            named: true,
            names: names.iter().map(|name| (*name).to_owned()).collect(),
            code: None,
            sector: None,
            members: vec![(0, readout_core::EntityId::new(at))],
            reasons: Vec::new(),
        };
        let cast = Cast { actors: actors.iter().enumerate().map(actor).collect(), ..Cast::default() };
        Record { cast, ..Record::default() }
    }

    #[test]
    fn any_form_in_any_case_finds_its_actor() {
        let record = record(&[
            ("Mara Todor", EntityType::PER, &["Ms Todor", "Todor"]),
            ("Free Council of Karsan", EntityType::ORG, &["the Council", "FCK"]),
            ("Ardesh", EntityType::GPE, &[]),
        ]);
        for (asked, actor) in [("todor", 0), ("MARA", 0), ("the council", 1), ("free council", 1), ("fck", 1), ("ardesh", 2), ("ard", 2)] {
            assert_eq!(look_up(&record, asked), Lookup::One(actor), "{asked}");
        }
        assert_eq!(look_up(&record, "Rell"), Lookup::Nobody);
        assert_eq!(look_up(&record, " - "), Lookup::Nobody);
    }

    #[test]
    fn whoever_shares_a_name_is_listed() {
        let record = record(&[
            ("Mara Todor", EntityType::PER, &["Todor"]),
            ("Ivo Todor", EntityType::PER, &["Todor"]),
            ("Todor Hall", EntityType::FAC, &[]),
        ]);
        let Lookup::Several(found) = look_up(&record, "todor") else { panic!("two persons") };
        assert_eq!(found.iter().map(|candidate| candidate.name.as_str()).collect::<Vec<_>>(), ["Mara Todor", "Ivo Todor"]);
        assert_eq!(look_up(&record, "ivo todor"), Lookup::One(1));
        assert_eq!(look_up(&record, "todor hall"), Lookup::One(2));
    }

    #[test]
    fn of_several_with_one_full_name_the_most_present_is_meant() {
        let mut record = record(&[("Ardesh", EntityType::ORG, &[]), ("Ardesh", EntityType::GPE, &[])]);
        record.cast.actors[1].members.push((1, readout_core::EntityId::new(0)));
        assert_eq!(look_up(&record, "ardesh"), Lookup::One(1));
    }

    #[test]
    fn an_adjective_means_its_state() {
        let mut record = record(&[("Ardeshi", EntityType::NORP, &[]), ("Ardesh", EntityType::GPE, &[])]);
        record.cast.state_of.insert(0, 1);
        assert_eq!(look_up(&record, "ardeshi"), Lookup::One(1));
    }
}
