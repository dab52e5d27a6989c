//! The same people, groups and places in several reports.
//!
//! Each reading has its own entities; here those are made one that two reports surely mean alike, and the reason is kept. Surely means: the
//! same name after titles and particles (`al-`) are taken off; another spelling of it; a surname that only one person in all these reports
//! bears; a shorter name of a group that only one longer name ends in; an acronym that one report spells out, or that only one name spells; a
//! state's name that ends its long one. Descriptions (`the envoy`) stay in their report.

use crate::copies::distance;
use crate::correct::Decisions;
use crate::groups::Groups;
use crate::words::Spans;
use readout_core::{EntityId, EntityType, Reading, Span};
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, BTreeSet, HashMap};
use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

/// Somebody or something that reports refer to.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Actor {
    /// The fullest name, or the description.
    pub name: String,
    /// What most reports take it for.
    pub kind: EntityType,
    /// False where `name` is a description.
    pub named: bool,
    /// All names used, most used first.
    pub names: Vec<String>,
    /// ISO 3166 alpha-3 of the country it acts for.
    pub code: Option<String>,
    /// PLOVER sector.
    pub sector: Option<String>,
    /// The entities of the readings that are this one: report and entity.
    pub members: Vec<(usize, EntityId)>,
    /// Why they are one, where they are several.
    pub reasons: Vec<String>,
}

/// Everybody and everything, and which entity of which reading is whom.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Cast {
    /// In order of their first entity.
    pub actors: Vec<Actor>,
    /// For each reading, the actor of each of its entities.
    pub of: Vec<Vec<usize>>,
    /// For each people or adjective, its state.
    pub state_of: BTreeMap<usize, usize>,
    /// For each actor whose name stands for a state's government, that state; see [`crate::voice`].
    #[serde(default)]
    pub voices: BTreeMap<usize, usize>,
    /// For each ministry and other office of a government that has no name of its own, its state.
    #[serde(default)]
    pub branches: BTreeMap<usize, usize>,
    /// The town that a state's government sits in, where the reports say so.
    #[serde(default)]
    pub seats: BTreeMap<usize, usize>,
}

impl Cast {
    /// The actor that an entity of a reading is.
    pub fn actor(&self, report: usize, entity: EntityId) -> Option<usize> {
        self.of.get(report)?.get(entity.index()).copied()
    }
    /// The actor that an entity is, or the state where the entity is its people or an adjective: `Ardeshi foreign minister` is one of Ardesh.
    pub fn state(&self, report: usize, entity: EntityId) -> Option<usize> {
        let actor = self.actor(report, entity)?;
        Some(self.state_of.get(&actor).copied().unwrap_or(actor))
    }
    /// The state that speaks and acts where an actor is its name, its seat, its people or its government; the actor itself where it is none.
    pub fn voice(&self, actor: usize) -> usize {
        self.voices.get(&actor).copied().unwrap_or(actor)
    }
    /// The same, with ministries as their state: on whose side an actor is.
    pub fn side(&self, actor: usize) -> usize {
        self.voices.get(&actor).or_else(|| self.branches.get(&actor)).copied().unwrap_or(actor)
    }
    /// The reports that refer to an actor.
    pub fn reports(&self, actor: usize) -> BTreeSet<usize> {
        self.actors[actor].members.iter().map(|(report, _)| *report).collect()
    }
}

/// An entity of one reading, as it is compared.
struct Candidate {
    report: usize,
    entity: EntityId,
    class: Class,
    named: bool,
    press: bool,
    /// Whether its report gives it an office.
    officer: bool,
    words: Vec<String>,
    /// The words of each alias.
    other_names: Vec<Vec<String>>,
    /// The name and the aliases that are acronyms, without full stops.
    acronym: Option<String>,
    acronyms: Vec<String>,
    code: Option<String>,
}

/// Kinds within which names are compared. Reports (and models) often differ on whether a place is a state or a spot.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
enum Class {
    Person,
    Group,
    Place,
    People,
    Other,
}

/// A name as it is looked up.
type NameOf<'a> = (Class, &'a [String]);

fn class(kind: EntityType) -> Class {
    match kind {
        EntityType::PER => Class::Person,
        EntityType::ORG => Class::Group,
        EntityType::GPE | EntityType::LOC | EntityType::FAC => Class::Place,
        EntityType::NORP => Class::People,
        EntityType::EVENT | EntityType::OTHER => Class::Other,
    }
}

/// Joins the entities of all readings; where a person decided, it is as they said.
pub fn cast(readings: &[Reading], decisions: &Decisions) -> Cast {
    let mut all = Vec::new();
    for (report, reading) in readings.iter().enumerate() {
        for (place, entity) in reading.entities.iter().enumerate() {
            let class = class(entity.entity_type);
            let other_names = entity.aliases.iter().map(|alias| name_words(alias, class)).collect();
            let words = name_words(&entity.name, class);
            let named = entity.named && !words.is_empty();
            let press = entity.sector.as_deref() == Some("JRN");
            let id = EntityId::new(place);
            let officer = reading.roles.iter().any(|role| role.entity == id);
            let acronym = acronym(&entity.name);
            let acronyms = entity.aliases.iter().filter_map(|alias| self::acronym(alias)).collect();
            let code = entity.code.clone();
            all.push(Candidate { report, entity: id, class, named, press, officer, words, other_names, acronym, acronyms, code });
        }
    }
    let mut groups = Groups::new(all.len());
    let mut reasons: Vec<(usize, String)> = Vec::new();
    let place: BTreeMap<(usize, EntityId), usize> =
        all.iter().enumerate().map(|(at, candidate)| ((candidate.report, candidate.entity), at)).collect();
    let at = |member: &(usize, EntityId)| place.get(member).copied();
    // What stands apart by a person's word takes no part in comparing names.
    let apart: Vec<(usize, bool)> = decisions.apart.iter().flatten().filter_map(at).map(|at| (at, all[at].named)).collect();
    apart.iter().for_each(|(at, _)| all[*at].named = false);
    same_names(&all, &mut groups);
    other_spellings(&all, &mut groups, &mut reasons);
    shorter_names(&all, &mut groups, &mut reasons);
    spelt_out(&all, &mut groups, &mut reasons);
    long_names_of_places(&all, &mut groups, &mut reasons);
    bodies_of_officers(readings, &all, &mut groups, &mut reasons);
    apart.iter().for_each(|(at, named)| all[*at].named = *named);
    let together = decisions.apart.iter().flat_map(|set| set.windows(2).map(|pair| (pair[0], pair[1])));
    for (one, other) in together.chain(decisions.same.iter().copied()) {
        if let (Some(one), Some(other)) = (at(&one), at(&other))
            && !groups.together(one, other)
        {
            groups.join(one, other);
            reasons.push((other, "is the same by correction".to_owned()));
        }
    }
    for set in &decisions.apart {
        reasons.extend(set.first().and_then(at).map(|at| (at, "is somebody else by correction".to_owned())));
    }
    let mut cast = actors(readings, &all, &mut groups, reasons);
    crate::voice::settle(readings, &mut cast);
    cast
}

/// A name's words without titles, particles and what groups are generally called.
fn name_words(name: &str, class: Class) -> Vec<String> {
    const TITLES: &[&str] = &[
        "mr",
        "mrs",
        "ms",
        "miss",
        "dr",
        "prof",
        "professor",
        "sir",
        "lord",
        "lady",
        "president",
        "minister",
        "prime",
        "foreign",
        "secretary",
        "general",
        "gen",
        "colonel",
        "col",
        "lt",
        "major",
        "captain",
        "king",
        "queen",
        "prince",
        "princess",
        "sheikh",
        "ayatollah",
        "senator",
        "sen",
        "rep",
        "governor",
        "gov",
        "ambassador",
        "spokesman",
        "spokeswoman",
        "chancellor",
        "pope",
        "father",
        "imam",
        "vice",
    ];
    let mut words: Vec<String> = Spans::new(name).map(|(_, word)| unaccented(&word)).collect();
    match class {
        Class::Person => {
            // `Ardeshi Foreign Minister Ilan Vesh`: what stands before a title goes with it.
            let last = words.iter().rposition(|word| TITLES.contains(&word.as_str()));
            if let Some(last) = last.filter(|last| last + 1 < words.len()) {
                words.drain(..=last);
            }
            if words.len() > 1 {
                words.retain(|word| !matches!(word.as_str(), "al" | "el" | "ul" | "jr" | "sr"));
            }
        }
        Class::Group => {
            words.retain(|word| !matches!(word.as_str(), "the" | "of" | "for" | "and"));
            if words.len() > 1
                && matches!(words[words.len() - 1].as_str(), "group" | "agency" | "organisation" | "organization" | "movement")
            {
                words.pop();
            }
        }
        _ => words.retain(|word| word != "the"),
    }
    words
}

/// A word without the marks on its letters, which one report prints and another leaves out: `Iliaş`, `Ilias`.
fn unaccented(word: &str) -> String {
    if word.is_ascii() {
        return word.to_owned();
    }
    let plain = |letter: char| match letter {
        'ı' => 'i',
        'ł' => 'l',
        'ø' => 'o',
        'đ' | 'ð' => 'd',
        other => other,
    };
    word.nfd().filter(|letter| !is_combining_mark(*letter)).map(plain).collect()
}

/// A name that is an acronym, without its full stops: two to seven capitals.
fn acronym(name: &str) -> Option<String> {
    let name = name.strip_prefix("the ").or(name.strip_prefix("The ")).unwrap_or(name);
    let letters: String = name.chars().filter(|letter| *letter != '.').collect();
    ((2..=7).contains(&letters.chars().count()) && letters.chars().all(char::is_uppercase)).then_some(letters)
}

/// A person's name as written, from its first word that is no title.
fn without_title(name: &str, kind: EntityType) -> String {
    let words = name_words(name, class(kind));
    let first = words.first().filter(|_| kind == EntityType::PER);
    // As many words from the end on, for a word of a title may come again (`the head of the council`).
    let all: Vec<(Span, String)> = Spans::new(name).collect();
    let from = all.len().saturating_sub(words.len());
    let start = first.and_then(|first| all[..=from.min(all.len() - 1)].iter().rfind(|(_, word)| unaccented(word) == *first));
    let start = start.map_or(0, |(span, _)| span.start as usize);
    // Particles that were taken off for comparing stay where they stand inside.
    name.get(start..).unwrap_or(name).to_owned()
}

fn same_names(all: &[Candidate], groups: &mut Groups) {
    let mut first: BTreeMap<(Class, &[String]), usize> = BTreeMap::new();
    for (at, candidate) in all.iter().enumerate().filter(|(_, candidate)| candidate.named) {
        // A surname alone says too little to make two reports' persons one; see below.
        if candidate.class == Class::Person && candidate.words.len() < 2 {
            continue;
        }
        groups.join(*first.entry((candidate.class, &candidate.words)).or_insert(at), at);
    }
    // One name, taken for a place here and for a group (or, at full length, for a person) there, is one; but a paper may be called like a town.
    let mut one: BTreeMap<&[String], usize> = BTreeMap::new();
    for (at, candidate) in all.iter().enumerate().filter(|(_, candidate)| candidate.named) {
        let sure = candidate.words.len() > 1 || candidate.class != Class::Person && !candidate.press;
        if sure {
            groups.join(*one.entry(&candidate.words).or_insert(at), at);
        }
    }
    places_taken_for_persons(all, groups);
}

/// A single word that one report uses as a place and another as a person's name is the place, unless somebody has it for a surname or a report
/// gives whom it means an office. Reports that only say what a state did show least what it is.
fn places_taken_for_persons(all: &[Candidate], groups: &mut Groups) {
    let surnames: BTreeSet<&str> = all
        .iter()
        .filter(|candidate| candidate.named && candidate.class == Class::Person && candidate.words.len() > 1)
        .flat_map(|candidate| [candidate.words.first(), candidate.words.last()])
        .flatten()
        .map(String::as_str)
        .collect();
    let officers: BTreeSet<&str> =
        all.iter().filter(|candidate| candidate.officer).filter_map(|candidate| candidate.words.last()).map(String::as_str).collect();
    let mut places: BTreeMap<&str, usize> = BTreeMap::new();
    for (at, candidate) in all.iter().enumerate().filter(|(_, candidate)| candidate.named && candidate.class == Class::Place) {
        if let [word] = candidate.words.as_slice() {
            places.entry(word).or_insert(at);
        }
    }
    for (at, candidate) in all.iter().enumerate().filter(|(_, candidate)| candidate.named && candidate.class == Class::Person) {
        let [word] = candidate.words.as_slice() else { continue };
        let person = surnames.contains(word.as_str()) || officers.contains(word.as_str());
        if let Some(place) = places.get(word.as_str()).filter(|_| !person) {
            groups.join(*place, at);
        }
    }
}

fn other_spellings(all: &[Candidate], groups: &mut Groups, reasons: &mut Vec<(usize, String)>) {
    // Whoever bears one full name is one already, so that each name is compared once, for the first that bears it. All names by which its
    // bearers go say where it is looked for, and a name that one is called by as well is looked up.
    let full = || all.iter().enumerate().filter(|(_, candidate)| candidate.named && candidate.words.len() > 1);
    let mut first: HashMap<NameOf<'_>, usize> = HashMap::new();
    for (at, candidate) in full() {
        first.entry((candidate.class, &candidate.words)).or_insert(at);
    }
    // Only names that begin or end alike are compared with each other.
    let mut near: BTreeMap<(Class, &str), BTreeSet<usize>> = BTreeMap::new();
    for (at, candidate) in full() {
        let holder = first[&(candidate.class, candidate.words.as_slice())];
        for names in
            std::iter::once(&candidate.words).filter(|_| holder == at).chain(candidate.other_names.iter().filter(|name| name.len() > 1))
        {
            for end in names.first().into_iter().chain(names.last()) {
                near.entry((candidate.class, end)).or_default().insert(holder);
            }
        }
    }
    // What several names end in (`Norland Free Party`, `Karsan Free Party`) is short for none of them beyond its own report.
    let mut longer: HashMap<NameOf<'_>, BTreeSet<&[String]>> = HashMap::new();
    for (_, candidate) in full() {
        for length in 2..candidate.words.len() {
            let end = &candidate.words[candidate.words.len() - length..];
            longer.entry((candidate.class, end)).or_default().insert(&candidate.words);
        }
    }
    for (at, candidate) in full().filter(|(_, candidate)| candidate.class != Class::Other) {
        for name in &candidate.other_names {
            let several = longer.get(&(candidate.class, name.as_slice())).is_some_and(|longer| longer.len() > 1);
            if let Some(other) = first.get(&(candidate.class, name.as_slice())).copied().filter(|_| !several)
                && !groups.together(at, other)
            {
                groups.join(at, other);
                reasons.push((at.max(other), "is called so too".to_owned()));
            }
        }
    }
    for group in near.into_values().map(|group| group.into_iter().collect::<Vec<_>>()) {
        for (place, at) in group.iter().enumerate() {
            for other_at in &group[place + 1..] {
                let (one, other) = (&all[*at], &all[*other_at]);
                let reason = if one.class == Class::Person && same_person(&one.words, &other.words) {
                    "is the same name, written or shortened otherwise"
                } else if one.class != Class::Person && spelt_alike(&one.words, &other.words) {
                    "is the same name, spelt otherwise"
                } else {
                    continue;
                };
                if !groups.together(*at, *other_at) {
                    groups.join(*at, *other_at);
                    reasons.push((*other_at, reason.to_owned()));
                }
            }
        }
    }
}

/// Two full names of one person: the same surname up to a slip, and given names of which one fits the other.
fn same_person(one: &[String], other: &[String]) -> bool {
    let (Some(last), Some(other_last)) = (one.last(), other.last()) else { return false };
    let slip = |one: &str, other: &str, allowed: usize| {
        one == other || (one.chars().count().min(other.chars().count()) >= 5 && distance(one, other) <= allowed)
    };
    if !slip(last, other_last, 1) {
        return false;
    }
    let (given, other_given) = (&one[..one.len() - 1], &other[..other.len() - 1]);
    let initial = |one: &str, other: &str| one.chars().count() == 1 && other.starts_with(one);
    // Given names that differ in two letters of five are two: `Dorin`, `Dalia`.
    let long = |one: &str, other: &str| 1 + usize::from(one.chars().count().min(other.chars().count()) >= 7);
    let fits = |one: &String, other: &String| slip(one, other, long(one, other)) || initial(one, other) || initial(other, one);
    let (short, long) = if given.len() <= other_given.len() { (given, other_given) } else { (other_given, given) };
    // Where both a given name and the surname are only alike, that is not enough.
    let exact = last == other_last || short.iter().all(|name| long.contains(name));
    exact && short.iter().all(|name| long.iter().any(|against| fits(name, against)))
}

fn spelt_alike(one: &[String], other: &[String]) -> bool {
    let differing: Vec<_> = one.iter().zip(other).filter(|(one, other)| one != other).collect();
    one.len() == other.len()
        && one.len() > 1
        && differing.len() == 1
        && differing.iter().all(|(one, other)| one.chars().count().min(other.chars().count()) >= 5 && distance(one, other) <= 1)
}

/// Surnames alone, and groups named without their country, where only one full name fits.
fn shorter_names(all: &[Candidate], groups: &mut Groups, reasons: &mut Vec<(usize, String)>) {
    // Each full name once: whoever bears it is one already.
    let mut ends: BTreeMap<(Class, &str), Vec<usize>> = BTreeMap::new();
    let mut seen: BTreeSet<(Class, &[String])> = BTreeSet::new();
    for (at, candidate) in all.iter().enumerate().filter(|(_, candidate)| candidate.named && candidate.words.len() > 1) {
        if let Some(last) = candidate.words.last().filter(|_| seen.insert((candidate.class, &candidate.words))) {
            ends.entry((candidate.class, last)).or_default().push(at);
        }
    }
    let persons: BTreeSet<&[String]> = all
        .iter()
        .filter(|candidate| candidate.named && candidate.class == Class::Person && !candidate.words.is_empty())
        .flat_map(|candidate| [candidate.words.as_slice(), &candidate.words[candidate.words.len() - 1..]])
        .collect();
    // A place that one report takes for a person is none for that.
    let others: BTreeSet<&[String]> = all
        .iter()
        .filter(|candidate| candidate.named && candidate.class != Class::Person)
        .map(|candidate| candidate.words.as_slice())
        .collect();
    for (at, candidate) in all.iter().enumerate().filter(|(_, candidate)| candidate.named) {
        let least = match candidate.class {
            Class::Person if candidate.words.len() == 1 => 1,
            Class::Group if candidate.words.len() > 1 => 2,
            _ => continue,
        };
        let Some(last) = candidate.words.last().filter(|last| last.chars().count() > 2) else { continue };
        let longer = ends.get(&(candidate.class, last.as_str())).into_iter().flatten().filter(|longer| {
            let longer = &all[**longer].words;
            // `the Mara Todor Free Council` is the council under her, and the council is not hers alone.
            let front = longer.get(..longer.len().saturating_sub(candidate.words.len())).unwrap_or_default();
            let under = || candidate.class == Class::Group && persons.contains(front) && !others.contains(front);
            longer.len() > candidate.words.len() && longer.ends_with(&candidate.words) && candidate.words.len() >= least && !under()
        });
        let wholes: BTreeSet<usize> = longer.map(|longer| groups.first(*longer)).collect();
        if let (1, Some(whole)) = (wholes.len(), wholes.first())
            && !groups.together(at, *whole)
        {
            groups.join(at, *whole);
            reasons.push((at, format!("nobody else here is called {}", candidate.words.join(" "))));
        }
    }
    // Surnames that no full name explains are one person within themselves.
    let mut alone: BTreeMap<&[String], usize> = BTreeMap::new();
    for (at, candidate) in all.iter().enumerate().filter(|(_, candidate)| candidate.named && candidate.class == Class::Person) {
        let unexplained =
            candidate.words.len() == 1 && !candidate.words.last().is_some_and(|last| ends.contains_key(&(Class::Person, last.as_str())));
        if unexplained {
            groups.join(*alone.entry(&candidate.words).or_insert(at), at);
        }
    }
}

/// Acronyms that stand alone in their report: whatever another report spells them out as, or the only name of three words or more that spells
/// them. Where several fit, none is taken.
fn spelt_out(all: &[Candidate], groups: &mut Groups, reasons: &mut Vec<(usize, String)>) {
    let short =
        || all.iter().enumerate().filter(|(_, candidate)| candidate.named && matches!(candidate.class, Class::Group | Class::Place));
    let mut told: BTreeMap<(Class, &str), BTreeSet<usize>> = BTreeMap::new();
    let mut spelling: BTreeMap<(Class, String), BTreeSet<usize>> = BTreeMap::new();
    for (at, candidate) in short().filter(|(_, candidate)| candidate.acronym.is_none()) {
        for acronym in &candidate.acronyms {
            told.entry((candidate.class, acronym)).or_default().insert(at);
        }
        if candidate.words.len() > 2 {
            let initials = candidate.words.iter().filter_map(|word| word.chars().next()).flat_map(char::to_uppercase).collect();
            spelling.entry((candidate.class, initials)).or_default().insert(at);
        }
    }
    for (at, candidate) in short() {
        let Some(acronym) = &candidate.acronym else { continue };
        let told = told.get(&(candidate.class, acronym.as_str())).map(|holders| (holders, "is so called for short in another report"));
        let found = told.or_else(|| {
            let spelt = spelling.get(&(candidate.class, acronym.clone())).filter(|_| candidate.class == Class::Group)?;
            Some((spelt, "is the only name here that the acronym fits"))
        });
        let Some((holders, reason)) = found else { continue };
        let wholes: BTreeSet<usize> = holders.iter().map(|holder| groups.first(*holder)).collect();
        if let (1, Some(whole)) = (wholes.len(), wholes.first())
            && !groups.together(at, *whole)
        {
            groups.join(at, *whole);
            reasons.push((at, reason.to_owned()));
        }
    }
}

/// `Republic of Ardesh`, called Ardesh for short in its own report, is the Ardesh of the others; of one country both.
fn long_names_of_places(all: &[Candidate], groups: &mut Groups, reasons: &mut Vec<(usize, String)>) {
    let places = || all.iter().enumerate().filter(|(_, candidate)| candidate.named && candidate.class == Class::Place);
    let mut named: BTreeMap<&[String], usize> = BTreeMap::new();
    for (at, candidate) in places() {
        named.entry(&candidate.words).or_insert(at);
    }
    for (at, candidate) in places().filter(|(_, candidate)| candidate.code.is_some()) {
        for length in 1..candidate.words.len() {
            let end = &candidate.words[candidate.words.len() - length..];
            let Some(short) = named.get(end).copied().filter(|short| all[*short].code == candidate.code) else { continue };
            if candidate.other_names.iter().any(|alias| alias == end) && !groups.together(at, short) {
                groups.join(at, short);
                reasons.push((at, "is the long name, by its own report".to_owned()));
            }
        }
    }
}

/// `the Council`, in capitals and never by its whole name, where a report speaks of somebody whom other reports see in an office of the one body whose
/// name ends so.
fn bodies_of_officers(readings: &[Reading], all: &[Candidate], groups: &mut Groups, reasons: &mut Vec<(usize, String)>) {
    let place: BTreeMap<(usize, EntityId), usize> =
        all.iter().enumerate().map(|(at, candidate)| ((candidate.report, candidate.entity), at)).collect();
    let mut bodies: BTreeMap<usize, BTreeSet<usize>> = BTreeMap::new();
    for (report, reading) in readings.iter().enumerate() {
        for role in &reading.roles {
            let at = |entity: EntityId| place.get(&(report, entity)).copied().filter(|at| all[*at].named);
            if let (Some(person), Some(body)) = (at(role.entity), role.org.and_then(at))
                && all[person].class == Class::Person
                && all[body].class == Class::Group
                && all[body].words.len() > 1
            {
                bodies.entry(groups.first(person)).or_default().insert(body);
            }
        }
    }
    let mut present: BTreeMap<usize, BTreeSet<usize>> = BTreeMap::new();
    for (at, candidate) in all.iter().enumerate().filter(|(_, candidate)| candidate.named && candidate.class == Class::Person) {
        present.entry(candidate.report).or_default().insert(groups.first(at));
    }
    for (at, candidate) in all.iter().enumerate().filter(|(_, candidate)| !candidate.named && candidate.class == Class::Group) {
        let entity = &readings[candidate.report].entities[candidate.entity.index()];
        let called = std::iter::once(&entity.name).chain(&entity.aliases).find_map(|name| {
            let noun = name.strip_prefix("the ").or_else(|| name.strip_prefix("The "))?;
            (noun.starts_with(char::is_uppercase) && noun.chars().all(char::is_alphabetic)).then(|| noun.to_lowercase())
        });
        let Some(noun) = called else { continue };
        let people = present.get(&candidate.report).into_iter().flatten().filter_map(|person| bodies.get(person)).flatten();
        let wholes: BTreeSet<usize> =
            people.filter(|body| all[**body].words.last() == Some(&noun)).map(|body| groups.first(*body)).collect();
        if let (1, Some(whole)) = (wholes.len(), wholes.first())
            && !groups.together(at, *whole)
        {
            groups.join(at, *whole);
            reasons.push((at, "is the body so called of which the report names an officer".to_owned()));
        }
    }
}

fn actors(readings: &[Reading], all: &[Candidate], groups: &mut Groups, reasons: Vec<(usize, String)>) -> Cast {
    let mut why: BTreeMap<usize, Vec<String>> = BTreeMap::new();
    for (at, reason) in reasons {
        let candidate = &all[at];
        let name = &readings[candidate.report].entities[candidate.entity.index()].name;
        let first = groups.first(at);
        let line = format!("{name}: {reason}");
        let lines = why.entry(first).or_default();
        if !lines.contains(&line) {
            lines.push(line);
        }
    }
    let mut cast =
        Cast { actors: Vec::new(), of: readings.iter().map(|reading| vec![0; reading.entities.len()]).collect(), ..Cast::default() };
    for members in groups.all() {
        let mut names: BTreeMap<&str, usize> = BTreeMap::new();
        let mut kinds: BTreeMap<EntityType, usize> = BTreeMap::new();
        let (mut codes, mut sectors): (BTreeMap<&str, usize>, BTreeMap<&str, usize>) = Default::default();
        for member in &members {
            let candidate = &all[*member];
            let entity = &readings[candidate.report].entities[candidate.entity.index()];
            *names.entry(&entity.name).or_default() += 2;
            for alias in &entity.aliases {
                *names.entry(alias).or_default() += 1;
            }
            *kinds.entry(entity.entity_type).or_default() += 1;
            entity.code.iter().for_each(|code| *codes.entry(code).or_default() += 1);
            entity.sector.iter().for_each(|sector| *sectors.entry(sector).or_default() += 1);
            cast.of[candidate.report][candidate.entity.index()] = cast.actors.len();
        }
        let mut by_use: Vec<(&str, usize)> = names.into_iter().collect();
        by_use.sort_by_key(|(name, n)| (std::cmp::Reverse(*n), *name));
        // What was taken for a person here and for a place there is a place, see [`places_taken_for_persons`].
        let single = members.iter().all(|member| all[*member].words.len() < 2);
        if single && kinds.keys().any(|kind| class(*kind) == Class::Place) {
            kinds.retain(|kind, _| !matches!(class(*kind), Class::Person | Class::People));
        }
        let kind = most(&kinds).copied().unwrap_or(EntityType::OTHER);
        let own = |member: &usize| readings[all[*member].report].entities[all[*member].entity.index()].name.as_str();
        let fullest = members.iter().map(own).max_by_key(|name| {
            let n = by_use.iter().find(|(known, _)| known == name).map_or(0, |(_, n)| *n);
            // A state goes by its usual name; of others the longer one of two that are used alike, in which nothing is dropped.
            let words =
                if class(kind) == Class::Place { usize::from(acronym(name).is_none()) } else { name_words(name, class(kind)).len().min(3) };
            (words, n, name.chars().count(), std::cmp::Reverse(*name))
        });
        let named = members.iter().any(|member| all[*member].named);
        let fullest = fullest.unwrap_or_default();
        cast.actors.push(Actor {
            // `the brother of President Todor` is a description, and nobody's name with a title.
            name: if named { without_title(fullest, kind) } else { fullest.to_owned() },
            kind,
            named,
            names: by_use.into_iter().map(|(name, _)| name.to_owned()).collect(),
            code: most(&codes).map(|code| (*code).to_owned()),
            sector: most(&sectors).map(|sector| (*sector).to_owned()),
            members: members.iter().map(|member| (all[*member].report, all[*member].entity)).collect(),
            reasons: why.remove(&members[0]).unwrap_or_default(),
        });
    }
    cast.state_of = states(&cast.actors);
    cast
}

/// Finds the state of each people: the place whose name the people's begins with, or the one of the same country code that begins alike.
fn states(actors: &[Actor]) -> BTreeMap<usize, usize> {
    // What a reading takes for a person by its one name may be a state that it does not know.
    let state = |actor: &Actor| actor.kind == EntityType::GPE || !matches!(actor.kind, EntityType::NORP) && !actor.name.contains(' ');
    // Whatever fits has the first three letters in common.
    let start = |name: &str| name.chars().take(3).collect::<String>();
    let mut places: HashMap<String, Vec<(usize, String)>> = HashMap::new();
    for place in (0..actors.len()).filter(|place| actors[*place].named && state(&actors[*place])) {
        let name = actors[place].name.to_lowercase();
        places.entry(start(&name)).or_default().push((place, name));
    }
    let mut states = BTreeMap::new();
    for (people, actor) in actors.iter().enumerate().filter(|(_, actor)| actor.named && actor.kind != EntityType::PER) {
        let name = actor.name.to_lowercase();
        let norp = actor.kind == EntityType::NORP;
        let fits = |(place, state): &&(usize, String)| {
            let place = &actors[*place];
            let alike = state.chars().zip(name.chars()).take_while(|(one, other)| one == other).count();
            let whole = state.chars().count();
            // `Ardeshi`, whatever a reading takes it for: the state's name and what English puts behind it.
            let rest: String = name.chars().skip(alike).collect();
            // `Iran` is not the state of the Iraqis, whatever letters they share.
            let other = actor.code.is_some() && place.code.is_some() && actor.code != place.code;
            let adjective = whole >= 5 && alike + 1 >= whole && matches!(rest.as_str(), "n" | "an" | "ian" | "i" | "ish" | "ese");
            !other
                && (adjective
                    || norp
                        && place.kind == EntityType::GPE
                        && ((whole >= 4 && alike + 1 >= whole) || (actor.code.is_some() && actor.code == place.code && alike >= 3)))
        };
        let best = places
            .get(&start(&name))
            .into_iter()
            .flatten()
            .filter(|(place, _)| *place != people)
            .filter(fits)
            .max_by_key(|(place, _)| (actors[*place].kind == EntityType::GPE, actors[*place].members.len(), std::cmp::Reverse(*place)));
        if let Some((state, _)) = best {
            states.insert(people, *state);
        }
    }
    states
}

/// The key with the highest count, the first of several.
pub(crate) fn most<K: Ord>(counts: &BTreeMap<K, usize>) -> Option<&K> {
    counts.iter().max_by(|one, other| one.1.cmp(other.1).then(other.0.cmp(one.0))).map(|(key, _)| key)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::made::Made;
    use readout_core::{Entity, Report};

    /// A name and its aliases.
    type Named<'a> = (&'a str, &'a [&'a str]);

    /// Readings with the given names, `!` before a group, `@` before a place.
    fn check(reports: &[&[&str]], expect: &[&[&str]]) {
        let named: Vec<Vec<Named>> = reports.iter().map(|names| names.iter().map(|name| (*name, &[] as &[&str])).collect()).collect();
        check_named(&named.iter().map(Vec::as_slice).collect::<Vec<_>>(), expect);
    }

    /// The same with the other names of each; places are of one country.
    fn check_named(reports: &[&[Named]], expect: &[&[&str]]) {
        let readings: Vec<Reading> = reports
            .iter()
            .enumerate()
            .map(|(report, names)| {
                let mut reading = Reading::empty(&Report::new(format!("r{report}"), "text"));
                for (at, (name, aliases)) in names.iter().enumerate() {
                    let entity_type = match name.chars().next() {
                        Some('!') => EntityType::ORG,
                        Some('@') => EntityType::GPE,
                        _ => EntityType::PER,
                    };
                    let name = name.trim_start_matches(['!', '@']).to_owned();
                    reading.entities.push(Entity {
                        id: EntityId::new(at),
                        entity_type,
                        name,
                        named: true,
                        aliases: aliases.iter().map(|alias| (*alias).to_owned()).collect(),
                        code: (entity_type == EntityType::GPE).then(|| "NLV".to_owned()),
                        sector: None,
                    });
                }
                reading
            })
            .collect();
        let cast = cast(&readings, &Decisions::default());
        let name = |(report, entity): &(usize, EntityId)| readings[*report].entities[entity.index()].name.clone();
        let found: Vec<Vec<String>> = cast.actors.iter().map(|actor| actor.members.iter().map(name).collect()).collect();
        assert_eq!(found, expect);
    }

    #[test]
    fn one_person_under_several_names() {
        check(&[&["Mara Todor"], &["Todor"], &["Ms Mara Todor"], &["M. Todor"]], &[&["Mara Todor", "Todor", "Ms Mara Todor", "M. Todor"]]);
        check(&[&["Ilir Çelikoğlu"], &["Celikoglu"]], &[&["Ilir Çelikoğlu", "Celikoglu"]]);
        check(&[&["Bashir al-Todor"], &["Bashir Al-Todor", "Bashir Todor"]], &[&["Bashir al-Todor", "Bashir Al-Todor", "Bashir Todor"]]);
        check(&[&["Mohammad Javan Karif"], &["Mohammed Karif"]], &[&["Mohammad Javan Karif", "Mohammed Karif"]]);
    }

    #[test]
    fn acronyms_are_who_they_are_spelt_out_as() {
        check(&[&["!Nalvian Border Guard"], &["!NBG"], &["!N.B.G."]], &[&["Nalvian Border Guard", "NBG", "N.B.G."]]);
        check(
            &[&["!Nalvian Border Guard"], &["!National Bank Guild"], &["!NBG"]],
            &[&["Nalvian Border Guard"], &["National Bank Guild"], &["NBG"]],
        );
        let reports: &[&[Named]] = &[&[("!Karsan Union", &["KU"])], &[("!KU", &[])], &[("@KU", &[])]];
        check_named(reports, &[&["Karsan Union", "KU", "KU"]]);
    }

    #[test]
    fn long_names_of_states_are_theirs() {
        check_named(&[&[("@Holy Realm of Ardesh", &["Ardesh"])], &[("@Ardesh", &[])]], &[&["Holy Realm of Ardesh", "Ardesh"]]);
        check_named(&[&[("@South Ardesh", &[])], &[("@Ardesh", &[])]], &[&["South Ardesh"], &["Ardesh"]]);
    }

    #[test]
    fn a_people_is_of_no_state_of_another_code() {
        let entity = |entity_type, name: &str, code: &str| Entity {
            id: EntityId::new(0),
            entity_type,
            name: name.to_owned(),
            named: true,
            aliases: Vec::new(),
            code: Some(code.to_owned()),
            sector: None,
        };
        let state = |place: &str, place_code: &str| {
            let mut reading = Reading::empty(&Report::new("r", "text"));
            reading.entities = vec![entity(EntityType::GPE, place, place_code), entity(EntityType::NORP, "Ardesian", "ARD")];
            cast(&[reading], &Decisions::default()).state_of.get(&1).copied()
        };
        assert_eq!(state("Ardea", "ARD"), Some(0));
        assert_eq!(state("Ardea", "ARQ"), None);
    }

    #[test]
    fn a_description_keeps_all_its_words() {
        let mut reading = Reading::empty(&Report::new("r", "text"));
        for (at, named) in [true, false].into_iter().enumerate() {
            reading.entities.push(Entity {
                id: EntityId::new(at),
                entity_type: EntityType::PER,
                name: "the brother of President Mara Todor".to_owned(),
                named,
                aliases: Vec::new(),
                code: None,
                sector: None,
            });
        }
        let names: Vec<String> = cast(&[reading], &Decisions::default()).actors.into_iter().map(|actor| actor.name).collect();
        assert_eq!(names, ["Mara Todor", "the brother of President Mara Todor"]);
    }

    #[test]
    fn two_persons_stay_two() {
        check(&[&["Dorin Valesh", "Doran Valesh"]], &[&["Dorin Valesh", "Doran Valesh"]]);
        check(&[&["Dorin Valesh", "Dalia Valesh"]], &[&["Dorin Valesh"], &["Dalia Valesh"]]);
        check(&[&["Mara Todor"], &["Ivo Todor"], &["Todor"]], &[&["Mara Todor"], &["Ivo Todor"], &["Todor"]]);
    }

    #[test]
    fn groups_and_places() {
        check(
            &[&["!Karsan Free Council"], &["!Free Council"], &["!the Free Council group"]],
            &[&["Karsan Free Council", "Free Council", "the Free Council group"]],
        );
        check(
            &[&["!Mara Todor Free Council", "Mara Todor"], &["!Free Council"]],
            &[&["Mara Todor Free Council"], &["Mara Todor"], &["Free Council"]],
        );
        check(
            &[&["!Karsk Free Council", "@Karsk"], &["Karsk"], &["!Free Council"]],
            &[&["Karsk Free Council", "Free Council"], &["Karsk", "Karsk"]],
        );
        let reports: &[&[Named]] = &[&[("!Norland Free Party", &["Free Party"])], &[("!Karsan Free Party", &[])], &[("!Free Party", &[])]];
        check_named(reports, &[&["Norland Free Party"], &["Karsan Free Party"], &["Free Party"]]);
        check_named(&[reports[0], reports[2]], &[&["Norland Free Party", "Free Party"]]);
        check(&[&["@Sered"], &["!Sered"], &["Sered"]], &[&["Sered", "Sered", "Sered"]]);
        check(&[&["@Sered"], &["Mara Sered"], &["Sered"]], &[&["Sered"], &["Mara Sered", "Sered"]]);
        check(&[&["@Southern Ardesh"], &["@Southern Ardesch"]], &[&["Southern Ardesh", "Southern Ardesch"]]);
    }

    #[test]
    fn a_body_in_capitals_is_that_of_the_officer_beside_it() {
        let known = |id: &str, body: &str| {
            let text = format!("Mara Todor, head of the {body}, spoke.");
            Made::report(id, &text)
                .names(EntityType::PER, &["Mara Todor"])
                .names(EntityType::ORG, &[body])
                .role("Mara Todor", "head", body)
                .done()
        };
        let bare = |noun: &str| {
            let text = format!("Mara Todor said {noun} would stay.");
            Made::report("z", &text).names(EntityType::PER, &["Mara Todor"]).described(EntityType::ORG, noun).done()
        };
        let is = |readings: &[Reading]| {
            let cast = cast(readings, &Decisions::default());
            let at = readings.len() - 1;
            let named = cast.of[at].iter().map(|actor| cast.actors[*actor].name.clone()).collect::<Vec<_>>();
            named.last().cloned().unwrap_or_default()
        };
        let security = Made::report("s", "The Security Council met.").names(EntityType::ORG, &["Security Council"]).done();
        assert_eq!(is(&[known("a", "Free Council"), security.clone(), bare("the Council")]), "Free Council");
        assert_eq!(is(&[known("a", "Free Council"), security, bare("the council")]), "the council");
        assert_eq!(is(&[known("a", "Free Council"), known("b", "City Council"), bare("the Council")]), "the Council");
    }
}
