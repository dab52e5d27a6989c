//! What a name names, by how the report uses it.
//!
//! Comes in: a document and its names as the model types them, one by one. Goes out: the same names, those that no list knows with one type for
//! the whole report where its words show it: what has a foreign minister, a capital or a north, what people are in and travel to, and what an
//! adjective is made of is a state or a town, however little a model makes of a name that it has never seen.
//!
//! > `Nalvia vetoed it. … The foreign minister of Nalvia … in Karsk, the Nalvian capital` → Nalvia and Karsk are `GPE`, Nalvian is `NORP`
//!
//! A name that the report calls `Mr`, gives an office, an age or a first name stays a person.

use crate::doc::Doc;
use crate::gazetteer::{self, Bond};
use crate::gender::Gender;
use crate::given;
use crate::name::{self, Name};
use crate::office;
use readout_core::{EntityType, TokenRange};
use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};

/// What speaks for each reading of a name, summed over the report. Three points are as good as certain, one is a hint. Weights set by hand on
/// the example story and on Wikinews of 2019.
#[derive(Clone, Copy, Debug, Default)]
struct Uses {
    /// For a place of any kind.
    place: u32,
    /// For what has a government.
    state: u32,
    /// For a person.
    person: u32,
    /// For a medium or another body.
    body: u32,
}

/// Nouns of bodies that stand before their names: `the news agency, Dnevnik`, `the daily Zora`.
pub(crate) const OF_BODIES: &[&str] = &[
    "agency",
    "broadcaster",
    "station",
    "newspaper",
    "daily",
    "weekly",
    "tabloid",
    "magazine",
    "website",
    "portal",
    "newsletter",
    "outlet",
    "channel",
    "network",
    "company",
    "firm",
    "charity",
    "airline",
    "bank",
    "retailer",
    "manufacturer",
    "foundation",
    "think-tank",
];

/// Owned by states and towns, and hardly by persons.
const OWNED_BY_STATES: &[&str] = &[
    "parliament",
    "capital",
    "embassy",
    "ambassador",
    "border",
    "borders",
    "constitution",
    "territory",
    "coast",
    "province",
    "provinces",
    "suburbs",
    "outskirts",
    "airport",
    "north",
    "south",
    "east",
    "west",
    "neighbours",
    "neighbors",
    "citizens",
    "voters",
    "provincial",
];

/// Owned by states, and by those who lead them.
const OWNED_BY_BOTH: &[&str] =
    &["government", "president", "army", "military", "troops", "soldiers", "ally", "allies", "people", "police", "position", "leaders"];

/// What a place is `the … of`, or what follows its name in `the … capital`.
const PARTS: &[&str] = &[
    "capital",
    "city",
    "town",
    "village",
    "port",
    "province",
    "region",
    "district",
    "governor",
    "mayor",
    "parliament",
    "north",
    "south",
    "east",
    "west",
    "outskirts",
    "suburbs",
    "kingdom",
    "republic",
    "streets",
    "people",
];

const COMPASS: &[&str] = &[
    "northern",
    "southern",
    "eastern",
    "western",
    "central",
    "northeastern",
    "northwestern",
    "southeastern",
    "southwestern",
    "north-eastern",
    "north-western",
    "south-eastern",
    "south-western",
    "upper",
    "downtown",
    "mainland",
];

/// Gives names that no list knows the type that the report's use of them shows.
pub(crate) fn settle(doc: &Doc<'_>, names: &mut [Name]) {
    let text = |name: &Name| doc.span(name.tokens).of(doc.text).to_owned();
    let known =
        |text: &str| gazetteer::country(text).is_some() || gazetteer::organisation(text).is_some() || gazetteer::region(text).is_some();
    // A surname that the report gives with a first name is a person's; a name is no evidence for itself.
    let people = names.iter().filter(|name| name.kind == EntityType::PER && name.tokens.end - name.tokens.start > 1);
    let mut bearers: HashMap<&str, BTreeSet<String>> = HashMap::new();
    let mut parts: HashSet<&str> = HashSet::new();
    for name in people.filter(|name| storm(doc, name).is_none()) {
        bearers.entry(doc.form(name.tokens.end - 1)).or_default().insert(text(name));
        parts.extend(name.tokens.range().map(|token| doc.form(token)));
    }
    let storms: HashSet<&str> = names.iter().filter_map(|name| storm(doc, name)).collect();
    let mut uses: BTreeMap<String, Uses> = BTreeMap::new();
    for name in names.iter() {
        let called = text(name);
        let others = bearers.get(doc.form(name.tokens.end - 1));
        let of_others = others.is_some_and(|others| others.iter().any(|other| *other != called));
        let own = uses.entry(called).or_default();
        let seen = uses_at(doc, name);
        own.place += seen.place;
        own.state += seen.state;
        own.person += seen.person;
        own.body += seen.body;
        if of_others {
            own.person += 3;
        }
    }
    // `Nalvian` beside `Nalvia`: what has an adjective is a state or a place.
    let attributive: HashSet<String> = names.iter().filter(|name| is_attributive(doc, name)).map(text).collect();
    let pairs: Vec<(String, String)> = attributive
        .iter()
        .filter_map(|adjective| {
            let of = uses.keys().find(|place| is_adjective_of(adjective, place) && !known(place))?;
            Some((of.clone(), adjective.clone()))
        })
        .collect();
    for (place, _) in &pairs {
        uses.entry(place.clone()).or_default().state += 2;
    }
    let is_place = |text: &str| uses.get(text).is_some_and(|uses| uses.person == 0 && uses.place + uses.state >= 2);
    let peoples: HashSet<&str> = pairs.iter().filter(|(place, _)| is_place(place)).map(|(_, adjective)| adjective.as_str()).collect();
    for name in names.iter_mut() {
        let called = text(name);
        if name.kind == EntityType::PER && storm(doc, name).is_some() {
            name.kind = EntityType::EVENT;
            continue;
        }
        if name.kind == EntityType::PER && name.tokens.end - name.tokens.start == 1 && !parts.contains(called.as_str()) {
            if storms.contains(called.as_str()) {
                name.kind = EntityType::EVENT;
                continue;
            }
            // `Norland` is no person without a sign of one, but Georgia may be.
            let seen = uses.get(&called).copied().unwrap_or_default();
            let shouted = called.chars().all(|c| c.is_uppercase() || c == '.');
            let borne = given::gender(&format!("{called} {called}")) != Gender::Unknown;
            let used = seen.place + seen.state > u32::from(borne) || attributive.contains(&called);
            let kind =
                name::kind_by_word(&called).filter(|kind| seen.person == 0 && (shouted || used || *kind == EntityType::NORP && !borne));
            name.kind = kind.unwrap_or(name.kind);
        }
        if known(&called) {
            continue;
        }
        if peoples.contains(called.as_str()) {
            name.kind = EntityType::NORP;
            continue;
        }
        let Some(uses) = uses.get(&called).filter(|uses| uses.person == 0) else { continue };
        if uses.body > 0 && uses.place + uses.state == 0 && matches!(name.kind, EntityType::PER | EntityType::OTHER) {
            name.kind = EntityType::ORG;
            continue;
        }
        let one = name.tokens.end - name.tokens.start == 1;
        let settled = match name.kind {
            EntityType::PER if one => uses.place + uses.state >= 2,
            EntityType::PER => uses.place + uses.state >= 4 && given::gender(&called) == Gender::Unknown,
            EntityType::NORP => one && (uses.state >= 3 || uses.place >= 2 && uses.state > 0),
            EntityType::ORG => one && (uses.state >= 3 && uses.place > 0 || uses.place >= 4),
            EntityType::OTHER => one && uses.state >= 2,
            EntityType::LOC if one => uses.state >= 2 && !name::is_land_word(&called),
            EntityType::LOC => uses.state >= 3 && !is_ground(&called),
            _ => false,
        };
        if settled {
            name.kind = EntityType::GPE;
        }
    }
}

/// What the words around one place of a name say of it.
fn uses_at(doc: &Doc<'_>, name: &Name) -> Uses {
    let mut uses = Uses::default();
    let sentence = doc.sentences[doc.sentence_of[name.tokens.start]].tokens;
    let (start, end) = (name.tokens.start, name.tokens.end);
    let low = |token: usize| if sentence.contains(token) { doc.form(token).to_lowercase() } else { String::new() };
    let before = |n: usize| start.checked_sub(n).map(low).unwrap_or_default();
    let after = |n: usize| low(end + n);
    let (previous, second, next) = (before(1), before(2), after(0));
    let possessive = matches!(next.as_str(), "'s" | "’s" | "'" | "’");
    if possessive {
        // Up to the noun that is owned: `Nalvia's new foreign minister`, `Nalvia's mountainous north`.
        let owned: Vec<String> = (1..6).map(after).take_while(|word| !word.is_empty() && word.chars().all(|c| c.is_alphabetic())).collect();
        let minister = owned.windows(2).any(|pair| {
            matches!(pair[0].as_str(), "foreign" | "prime" | "defence" | "defense" | "interior" | "finance" | "justice" | "home")
                && matches!(pair[1].as_str(), "minister" | "ministry" | "secretary" | "affairs")
        });
        let head = owned.iter().find(|word| OWNED_BY_STATES.contains(&word.as_str()) || OWNED_BY_BOTH.contains(&word.as_str()));
        let sends = owned.iter().any(|word| matches!(word.as_str(), "envoy" | "delegation" | "diplomat" | "diplomats"));
        match head {
            _ if minister => uses.state += 3,
            _ if sends => uses.state += 2,
            Some(word) if OWNED_BY_STATES.contains(&word.as_str()) => uses.state += 3,
            Some(_) => uses.state += 1,
            None => {}
        }
    } else {
        match previous.as_str() {
            "in" if is_held_in(&second) => {}
            "in" | "near" | "outside" | "inside" | "across" | "throughout" | "into" | "around" => uses.place += 2,
            "from" | "at" => uses.place += 1,
            "to" if (2..5).map(before).any(|word| is_movement(&word)) => uses.place += 2,
            _ => {}
        }
        if PARTS.contains(&next.as_str()) && previous == "the" {
            uses.state += 3;
        }
    }
    if previous == "of" {
        if PARTS.contains(&second.as_str()) {
            uses.state += 3;
        } else if matches!(second.as_str(), "government" | "president" | "army" | "minister" | "ministry" | "rebels" | "envoy" | "rest") {
            uses.state += 1;
        }
    }
    // `Nalvia's Tavor rebels`: what is owned and qualifies something is where it is.
    let common = doc.tokens.get(end).is_some_and(|next| next.upos == "NOUN" && next.form.starts_with(char::is_lowercase));
    if matches!(previous.as_str(), "'s" | "’s") && common && !possessive {
        uses.state += 2;
    }
    if COMPASS.contains(&previous.as_str()) {
        uses.state += 2;
        uses.place += 1;
    }
    if next == "-" && after(1) == "based" {
        uses.place += 2;
    }
    if previous == "," && PARTS.contains(&second.as_str()) && before(3) == "the" {
        // `the governor, Todor`
        if matches!(second.as_str(), "governor" | "mayor") {
            uses.person += 3;
        } else {
            uses.place += 2;
        }
    }
    if next == "," && is_settlement_after(doc, name, sentence.end) {
        uses.state += 3;
    }
    // `in Karsk, Nalvia`
    let within = matches!(previous.as_str(), "in" | "near" | "outside" | "from" | "at" | "of");
    if within && next == "," && is_state_at(doc, end + 1, sentence.end) {
        uses.state += 2;
    }
    let called = doc.span(name.tokens).of(doc.text);
    let dateline = doc.report.dateline.as_ref().and_then(|dateline| dateline.place.as_deref());
    if dateline.is_some_and(|place| place.split(',').any(|part| part.trim().eq_ignore_ascii_case(called))) {
        uses.place += 2;
    }
    // `Norland's official news agency, Dnevnik, said`, `told the daily Zora`
    let closed = previous == "," && matches!(next.as_str(), "," | "." | ")");
    let named_so = |word: &str, opens: &str| OF_BODIES.contains(&word) && !matches!(opens, "of" | "'s");
    if named_so(&previous, &second) || closed && named_so(&second, "") {
        uses.body += 1;
    }
    // Who has a title, an age or a `who` is somebody.
    let titled = office::is_honorific(&previous) || office::is_role_noun(&previous) && name.kind == EntityType::PER;
    let aged = next == "," && after(1).chars().all(|c| c.is_ascii_digit()) && !after(1).is_empty() && after(2) == ",";
    let who = next == "who" || next == "," && matches!(after(1).as_str(), "who" | "whose");
    let reflexive = matches!(next.as_str(), "himself" | "herself");
    if titled || aged || who || reflexive {
        uses.person += 3;
    }
    uses
}

/// `Karsk, a port town in Nalvia`: whether the words behind a name and its comma call it a settlement or a part of a state.
fn is_settlement_after(doc: &Doc<'_>, name: &Name, limit: usize) -> bool {
    const SETTLEMENTS: &[&str] = &[
        "city",
        "town",
        "village",
        "suburb",
        "suburbs",
        "hamlet",
        "capital",
        "municipality",
        "district",
        "province",
        "county",
        "state",
        "country",
        "republic",
        "township",
        "neighbourhood",
        "neighborhood",
        "borough",
    ];
    const BEHIND: &[&str] = &[
        "in",
        "of",
        "on",
        "near",
        "outside",
        "north",
        "south",
        "east",
        "west",
        "northeast",
        "northwest",
        "southeast",
        "southwest",
        "about",
        "some",
        "just",
        "close",
        "where",
        "that",
        "which",
        "with",
        "across",
        "along",
        "by",
        ",",
        ".",
        ";",
        ")",
        "-",
    ];
    let first = name.tokens.end + 1;
    let low = |token: usize| if token < limit { doc.form(token).to_lowercase() } else { String::new() };
    if !matches!(low(first).as_str(), "a" | "an" | "the") {
        return false;
    }
    let plain = |token: &usize| low(*token).chars().all(|c| c.is_alphabetic() || c == '-' || c == '\'') && !low(*token).is_empty();
    let noun = (first + 1..first + 6).take_while(plain).find(|token| SETTLEMENTS.contains(&low(*token).as_str()));
    // `the town of Karsk` is another.
    let named = |noun: usize| {
        let whose = !matches!(low(noun).as_str(), "capital" | "suburb" | "suburbs" | "district" | "borough");
        low(first) == "the" && low(noun + 1) == "of" && whose && noun + 2 < limit && doc.form(noun + 2).starts_with(char::is_uppercase)
    };
    noun.is_some_and(|noun| !named(noun) && BEHIND.contains(&low(noun + 1).as_str()))
}

/// Whether a state or region of the tables is named at `token`, and nothing of it follows.
fn is_state_at(doc: &Doc<'_>, token: usize, limit: usize) -> bool {
    (token + 1..=limit.min(token + 3)).rev().any(|end| {
        let text = doc.span(TokenRange { start: token, end }).of(doc.text);
        let state = gazetteer::region(text).is_some() || gazetteer::country(text).is_some_and(|country| country.bond == Bond::Name);
        state && (end == limit || !matches!(doc.form(end), "'s" | "’s" | "and" | "or" | "'" | "’"))
    })
}

/// `a stake in Todor`: what one has in a firm or in somebody.
fn is_held_in(low: &str) -> bool {
    matches!(low, "stake" | "stakes" | "share" | "shares" | "interest" | "confidence" | "trust" | "faith" | "investment" | "believe")
}

/// Land, water or a building by its last or first word, which no government has: `Todor Road`, `Mount Todor`.
fn is_ground(called: &str) -> bool {
    const LAST: &[&str] = &[
        "avenue",
        "bay",
        "beach",
        "belt",
        "canal",
        "cape",
        "channel",
        "continent",
        "corridor",
        "falls",
        "field",
        "forest",
        "gate",
        "heights",
        "highway",
        "hill",
        "hills",
        "junction",
        "lane",
        "mosque",
        "mount",
        "mountain",
        "park",
        "pass",
        "plain",
        "plains",
        "plateau",
        "point",
        "range",
        "reef",
        "region",
        "road",
        "route",
        "shore",
        "station",
        "temple",
        "way",
        "woods",
        "zoo",
    ];
    const FIRST: &[&str] =
        &["central", "eastern", "northern", "southern", "western", "cape", "gulf", "interstate", "lake", "mount", "mt.", "river", "route"];
    let low = called.to_lowercase();
    let (first, last) = (low.split(' ').next().unwrap_or_default(), low.rsplit(' ').next().unwrap_or_default());
    name::is_land_word(last) || LAST.contains(&last) || FIRST.contains(&first)
}

/// The name of a storm: `Dorian` in `Hurricane Dorian`.
fn storm<'a>(doc: &'a Doc<'_>, name: &Name) -> Option<&'a str> {
    let storm =
        |token: usize| matches!(doc.form(token), "Hurricane" | "Typhoon" | "Cyclone" | "Storm" | "hurricane" | "typhoon" | "cyclone");
    let TokenRange { start, end } = name.tokens;
    let named = if end == start + 1 { start > 0 && storm(start - 1) } else { end == start + 2 && storm(start) };
    named.then(|| doc.form(end - 1))
}

fn is_movement(low: &str) -> bool {
    matches!(
        low,
        "travel"
            | "travels"
            | "travelled"
            | "traveled"
            | "travelling"
            | "traveling"
            | "fly"
            | "flies"
            | "flew"
            | "flown"
            | "flying"
            | "go"
            | "goes"
            | "went"
            | "going"
            | "return"
            | "returned"
            | "returns"
            | "returning"
            | "visit"
            | "visits"
            | "trip"
            | "trips"
            | "journey"
            | "drive"
            | "drove"
            | "fled"
            | "flee"
            | "came"
            | "come"
            | "back"
            | "moved"
            | "invited"
    )
}

/// A name before a common noun or an office that it qualifies: `Nalvian officers`, `the Nalvian capital`.
fn is_attributive(doc: &Doc<'_>, name: &Name) -> bool {
    let end = name.tokens.end;
    let next = doc.tokens.get(end).filter(|_| doc.sentence_of.get(end) == doc.sentence_of.get(name.tokens.start));
    name.tokens.end - name.tokens.start == 1
        && next.is_some_and(|next| {
            let low = next.form.to_lowercase();
            next.form.starts_with(char::is_lowercase) && matches!(next.upos.as_str(), "NOUN" | "ADJ") || office::is_office_word(&low)
        })
}

/// `Nalvian` of `Nalvia`: the name up to its last letter, and what English puts behind it.
fn is_adjective_of(adjective: &str, place: &str) -> bool {
    let alike = place.chars().zip(adjective.chars()).take_while(|(one, other)| one == other).count();
    let whole = place.chars().count();
    let rest: String = adjective.chars().skip(alike).collect();
    !place.contains(' ')
        && whole >= 4
        && alike + 1 >= whole
        && adjective.chars().count() > whole - 1
        && adjective != place
        && matches!(rest.as_str(), "n" | "an" | "ian" | "i" | "ish" | "ese")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text;
    use readout_core::Report;
    use readout_model::Fake;

    /// The types of names that a model takes for persons, in order of the text.
    fn check(words: &str, names: &[&str], expect: &[EntityType]) {
        let report = Report::new("r", words);
        let mut doc = crate::doc::parse(&report, text::lay_out(&report, &mut Vec::new()), &Fake, &mut Vec::new());
        for token in &mut doc.tokens {
            token.upos = if token.form.starts_with(char::is_uppercase) { "PROPN" } else { "NOUN" }.to_owned();
        }
        let mut found: Vec<Name> = Vec::new();
        for token in 0..doc.tokens.len() {
            let at = names.iter().find(|name| {
                let parts: Vec<&str> = name.split(' ').collect();
                (0..parts.len()).all(|part| doc.tokens.get(token + part).is_some_and(|token| token.form == parts[part]))
            });
            if let Some(name) = at.filter(|_| found.last().is_none_or(|last| last.tokens.end <= token)) {
                let tokens = TokenRange { start: token, end: token + name.split(' ').count() };
                found.push(Name { tokens, kind: EntityType::PER });
            }
        }
        settle(&doc, &mut found);
        assert_eq!(found.iter().map(|name| name.kind).collect::<Vec<_>>(), expect, "{words}");
    }

    use EntityType::{GPE, NORP, PER};

    #[test]
    fn what_has_a_government_is_a_state() {
        check("Nalvia refused. The rebels met Nalvia's new foreign minister.", &["Nalvia"], &[GPE, GPE]);
        check("Karsk fell. They stayed in Karsk for a week.", &["Karsk"], &[GPE, GPE]);
        check("Nalvia refused. Nalvian officers joined.", &["Nalvian", "Nalvia"], &[GPE, NORP]);
        check("The governor of Tavor left northern Tavor.", &["Tavor"], &[GPE, GPE]);
        check("She is due to travel to Karsk today. Karsk denied it.", &["Karsk"], &[GPE, GPE]);
    }

    #[test]
    fn settlements_are_told_by_what_stands_beside_them() {
        check("It fell on Karsk, a port town in the north.", &["Karsk"], &[GPE]);
        check("It fell on Karsk, the city council's head.", &["Karsk"], &[PER]);
        check("It fell on Karsk, the old town of Veyport.", &["Karsk"], &[PER]);
        check("They met the governor, Karsk, in Karsk.", &["Karsk"], &[PER, PER]);
        check("A stake in Karsk was sold.", &["Karsk"], &[PER]);
        check("They met in Karsk, Norway.", &["Karsk"], &[GPE]);
        check("They stayed in Lal Karsk and went on from northern Lal Karsk to rest.", &["Lal Karsk"], &[GPE, GPE]);
        check("They trust in Mara Todor.", &["Mara Todor"], &[PER]);
    }

    #[test]
    fn known_words_are_no_persons_without_a_sign() {
        check("A Houthi group fell. The US said so.", &["Houthi", "US"], &[NORP, GPE]);
        check("A Norwegian spoke with Georgia.", &["Georgia"], &[PER]);
        check("He has three children, Cyprus, Mara and Ilan.", &["Cyprus"], &[PER]);
        check("Hurricane Karsk fell. Then Karsk left.", &["Hurricane Karsk", "Karsk"], &[EntityType::EVENT, EntityType::EVENT]);
    }

    #[test]
    fn whom_a_report_calls_like_a_person_is_one() {
        check("Mr Todor spoke. They trust in Todor and Todor's army.", &["Todor"], &[PER, PER, PER]);
        check("Mara Todor spoke. There is hope in Todor today.", &["Mara Todor", "Todor"], &[PER, PER]);
        check("Todor, 61, laughed. The government of Todor fell in Todor too.", &["Todor"], &[PER, PER, PER]);
        check("Todor spoke. Todor's army left.", &["Todor"], &[PER, PER]);
    }
}
