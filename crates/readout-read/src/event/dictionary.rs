//! Dictionaries in the manner of TABARI and PETRARCH, for those who have them: verbs with CAMEO codes to rows of the [`Lexicon`], actors to
//! country and sector.
//!
//! ```text
//! --- HALT [---] ---                 a block: its verb, and the code of the verb alone (`---`: none)
//! HALT {HALTS HALTED HALTING}        the same verb again; further verbs of the block stand on lines of their own
//! - * PLEDGE + [120]                 a pattern: `*` the verb, `$` who acts, `+` on whom, `%` all alike; words must stand there
//! - * {TO (&TALKS)} + [034]          `{…}` a prepositional phrase, `(…)` a noun phrase, `&TALKS` any word of that set
//! &TALKS                             a set, one `+WORD` a line
//! SOME_BODY_ [ARDGOV 910101-950131]  an actor: its code from the one day to the other; `<` before, `>` after a day
//! # comment   ; comment
//! ```
//!
//! Those programs match words in a row where readout looks at the tree, so a pattern is read as what it asks of the tree: words behind the
//! verb as words of its object, a preposition with its words as a phrase of the verb, words before the verb as words of its subject. A
//! pattern that asks for anything else (a passive, an auxiliary, a word order) is left out and counted: the tree knows about those.

use super::lexicon::{Condition, Lexicon, Row, Sides};
use readout_core::{Entity, EventType};
use std::collections::BTreeMap;

/// What a dictionary file held.
#[derive(Clone, Debug, Default)]
pub struct Dictionary {
    /// Its verbs.
    pub lexicon: Lexicon,
    /// Its actors.
    pub actors: Actors,
    /// Rows and actors read.
    pub n_read: usize,
    /// Lines that could not be read as anything that readout looks at: their numbers and why.
    pub left_out: Vec<(usize, &'static str)>,
}

/// Names with the codes they have at a time.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Actors {
    of: BTreeMap<String, Vec<Coded>>,
}

/// A code and the days on which it holds, as `YYYYMMDD`.
#[derive(Clone, Debug, PartialEq)]
struct Coded {
    code: String,
    from: Option<u32>,
    until: Option<u32>,
}

const PREPOSITIONS: &[&str] = &[
    "about", "across", "after", "against", "among", "at", "before", "behind", "between", "by", "during", "for", "from", "in", "inside",
    "into", "near", "of", "off", "on", "onto", "out", "over", "through", "to", "toward", "towards", "under", "upon", "with", "within",
    "without",
];

/// Words that say how a verb stands, which the tree says better.
const GRAMMAR: &[&str] = &[
    "a", "an", "the", "is", "are", "was", "were", "be", "been", "being", "has", "have", "had", "will", "would", "not", "that", "it", "its",
    "his", "her", "their",
];

/// Sectors that stand alone in a code, without a country before them.
const SECTORS: &[&str] =
    &["GOV", "MIL", "REB", "OPP", "IGO", "NGO", "JRN", "MED", "COP", "SPY", "JUD", "LEG", "BUS", "CVL", "UAF", "IMG", "MNC"];

/// Whether a file looks like such a dictionary rather than a lexicon of ours, whose columns are parted by tabs.
pub fn is_dictionary(text: &str) -> bool {
    let lines = || text.lines().map(str::trim).filter(|line| !line.is_empty() && !line.starts_with(['#', ';']));
    let ours = lines().filter(|line| line.matches('\t').count() == 4).count();
    let theirs = lines().filter(|line| code(line).is_some() || line.starts_with("---")).count();
    theirs > ours
}

/// Reads verbs and actors.
pub fn read(text: &str) -> Dictionary {
    let sets = sets(text);
    let mut found = Dictionary::default();
    let mut verbs: Vec<String> = Vec::new();
    let (mut in_set, mut header) = (false, None::<String>);
    for (at, line) in text.lines().enumerate() {
        let line = line.split(['#', ';']).next().unwrap_or_default().trim();
        let mut left_out = |why| found.left_out.push((at + 1, why));
        if line.is_empty() {
            in_set = false;
            continue;
        }
        if line.starts_with('&') && !line.contains('[') {
            in_set = true;
        } else if in_set && line.starts_with('+') {
            // The set was read beforehand: patterns may stand before it.
        } else if line.starts_with("- ") {
            match pattern(line, &sets) {
                Ok(row) if !verbs.is_empty() => found.add(&verbs, &row),
                Ok(_) => left_out("a pattern without a verb"),
                Err(why) => left_out(why),
            }
        } else if line.starts_with("---") {
            let inner = line.trim_matches(['-', ' ']);
            header = code(inner).map(str::to_owned);
            verbs = verb(inner).into_iter().collect();
            found.add_alone(&verbs, header.as_deref());
        } else if code(line).is_some_and(|code| code.starts_with(|letter: char| letter.is_ascii_uppercase())) {
            if found.actors.add(line) {
                found.n_read += 1;
            } else {
                left_out("an actor without a name or a code");
            }
        } else if let Some(verb) = verb(line.trim_start_matches('+')) {
            // A TABARI verb brings its code along and opens a block; a further verb of a PETRARCH block has that of the block.
            if let Some(own) = code(line) {
                header = Some(own.to_owned());
                verbs = vec![verb];
                found.add_alone(&verbs, header.as_deref());
            } else if !verbs.contains(&verb) {
                found.add_alone(std::slice::from_ref(&verb), header.as_deref());
                verbs.push(verb);
            }
        } else {
            left_out("neither verb, pattern nor actor");
        }
    }
    found
}

impl Dictionary {
    fn add(&mut self, verbs: &[String], row: &Row) {
        for verb in verbs {
            // `CARRY_OUT` is a verb with a particle.
            let (lemma, particle) = verb.split_once('_').map_or((verb.as_str(), None), |(lemma, particle)| (lemma, Some(particle)));
            let mut row = row.clone();
            row.conditions.extend(particle.map(|particle| one("prt", particle)));
            self.lexicon.insert('v', lemma, row);
            self.n_read += 1;
        }
    }

    fn add_alone(&mut self, verbs: &[String], code: Option<&str>) {
        if let Some(event_type) = code.and_then(plover) {
            let slots = ["obj", "with", "to", "against", "on", "in-obj"].map(str::to_owned).to_vec();
            let sides = if event_type == EventType::Consult { Sides::Together } else { Sides::Directed(slots) };
            self.add(verbs, &Row { conditions: Vec::new(), event_type, mode: None, sides });
        }
    }
}

impl Actors {
    /// Gives entities the codes that their names have on `day` (`YYYYMMDD`); a code that holds only at times needs one.
    pub fn apply(&self, entities: &mut [Entity], day: Option<u32>) {
        for entity in entities.iter_mut().filter(|entity| entity.named) {
            let names = std::iter::once(&entity.name).chain(&entity.aliases);
            let Some(coded) = names.filter_map(|name| self.of.get(&key(name))).flatten().find(|coded| coded.holds(day)) else { continue };
            let (country, sector) = coded.code.split_at(coded.code.len().min(3));
            if SECTORS.contains(&country) {
                entity.sector = Some(country.to_owned());
            } else {
                entity.code = Some(country.to_owned());
                if let Some(sector) = sector.get(..3) {
                    entity.sector = Some(sector.to_owned());
                }
            }
        }
    }

    /// Joins another file's actors; those read first win.
    pub fn join(&mut self, other: Actors) {
        for (name, codes) in other.of {
            self.of.entry(name).or_default().extend(codes);
        }
    }

    fn add(&mut self, line: &str) -> bool {
        let (Some(start), Some(end)) = (line.find('['), line.rfind(']')) else { return false };
        let name = key(&line[..start]);
        let mut added = false;
        for part in line[start + 1..end].split(']').map(|part| part.trim().trim_start_matches('[')) {
            let mut words = part.split_whitespace();
            let Some(code) = words.next().filter(|code| code.chars().all(|letter| letter.is_ascii_uppercase())) else { continue };
            let (mut from, mut until) = (None, None);
            for word in words {
                if let Some(before) = word.strip_prefix('<') {
                    until = day(before);
                } else if let Some(after) = word.strip_prefix('>') {
                    from = day(after);
                } else {
                    let (first, last) = word.split_once('-').unwrap_or((word, ""));
                    (from, until) = (day(first), day(last));
                }
            }
            if !name.is_empty() {
                self.of.entry(name.clone()).or_default().push(Coded { code: code.to_owned(), from, until });
                added = true;
            }
        }
        added
    }
}

impl Coded {
    fn holds(&self, day: Option<u32>) -> bool {
        match (self.from, self.until, day) {
            (None, None, _) => true,
            (from, until, Some(day)) => from.is_none_or(|from| from <= day) && until.is_none_or(|until| day <= until),
            _ => false,
        }
    }
}

/// A day as `YYYYMMDD`; years of two figures are of the years 1930 to 2029, as those programs have it.
fn day(written: &str) -> Option<u32> {
    let number: u32 = written.parse().ok()?;
    match written.len() {
        8 => Some(number),
        6 => Some(if number >= 300_000 { 19_000_000 + number } else { 20_000_000 + number }),
        _ => None,
    }
}

/// A name as it is compared: small letters, single spaces, no marks.
fn key(name: &str) -> String {
    let words = name.split(|character: char| !character.is_alphanumeric()).filter(|word| !word.is_empty());
    words.map(str::to_lowercase).filter(|word| word != "the").collect::<Vec<_>>().join(" ")
}

/// What stands in the last square brackets.
fn code(line: &str) -> Option<&str> {
    let (start, end) = (line.rfind('[')?, line.rfind(']')?);
    line.get(start + 1..end).map(str::trim)
}

/// The verb that a line begins with.
fn verb(line: &str) -> Option<String> {
    let word = line.split([' ', '\t', '{', '[']).find(|word| !word.is_empty())?;
    let plain = word.chars().all(|letter| letter.is_ascii_alphabetic() || matches!(letter, '_' | '-'));
    Some(word.trim_end_matches('_').to_lowercase()).filter(|word| plain && word.starts_with(|letter: char| letter.is_ascii_alphabetic()))
}

/// Sets of words by their names.
fn sets(text: &str) -> BTreeMap<String, Vec<String>> {
    let mut sets: BTreeMap<String, Vec<String>> = BTreeMap::new();
    let mut open = None;
    for line in text.lines().map(|line| line.split(['#', ';']).next().unwrap_or_default().trim()) {
        if let Some(name) = line.strip_prefix('&').filter(|name| !name.contains(' ')) {
            open = Some(name.to_owned());
        } else if let (Some(name), Some(word)) = (&open, line.strip_prefix('+')) {
            sets.entry(name.clone()).or_default().push(word.trim_end_matches('_').to_lowercase());
        } else {
            open = None;
        }
    }
    sets
}

fn one(slot: &str, word: &str) -> Condition {
    Condition { slot: slot.to_owned(), lemmas: vec![word.to_owned()], excluded: false }
}

/// A pattern as a row.
fn pattern(line: &str, sets: &BTreeMap<String, Vec<String>>) -> Result<Row, &'static str> {
    const PLAIN: &str = "it asks for a word order that the tree makes plain";
    let event_type = code(line).and_then(plover).ok_or("no code that PLOVER has a type for")?;
    let body = line[2..].rsplit_once('[').map_or(&line[2..], |(body, _)| body);
    let spaced: String = body.chars().map(|letter| if matches!(letter, '{' | '}' | '(' | ')') { ' ' } else { letter }).collect();
    let (before, after) = spaced.split_once('*').ok_or("no verb in it")?;
    if after.contains('*') || body.contains(['^', '~']) {
        return Err("it asks for more than the tree shows");
    }
    let words_of = |word: &str| -> Vec<String> {
        match word.strip_prefix('&') {
            Some(set) => sets.get(set).cloned().unwrap_or_default(),
            None => word.split('_').filter(|part| !part.is_empty()).map(str::to_lowercase).collect(),
        }
    };
    let mut conditions = Vec::new();
    for word in before.split_whitespace().filter(|word| !matches!(*word, "$" | "%")) {
        let lemmas = words_of(word);
        let grammar = |lemma: &String| GRAMMAR.contains(&lemma.as_str()) || PREPOSITIONS.contains(&lemma.as_str());
        if word == "+" || lemmas.iter().any(grammar) {
            return Err(PLAIN);
        }
        conditions.push(Condition { slot: "subj".to_owned(), lemmas, excluded: false });
    }
    let (mut slot, mut targets, mut together) = ("obj".to_owned(), Vec::new(), before.contains('%'));
    for word in after.split_whitespace() {
        let lower = word.trim_matches('_').to_lowercase();
        match word {
            "+" => targets.push(slot.clone()),
            "%" => together = true,
            "$" => return Err(PLAIN),
            _ if PREPOSITIONS.contains(&lower.as_str()) => slot = lower,
            _ if GRAMMAR.contains(&lower.as_str()) => {}
            _ => {
                let lemmas = words_of(word);
                let own = if slot == "obj" { "obj*" } else { slot.as_str() };
                if word.starts_with('&') {
                    conditions.push(Condition { slot: own.to_owned(), lemmas, excluded: false });
                } else {
                    conditions.extend(lemmas.iter().map(|lemma| one(own, lemma)));
                }
            }
        }
    }
    // `* WITH +`: that there is such a phrase is what tells this reading from the verb alone.
    if let Some(target) = targets.first().filter(|target| *target != "obj") {
        conditions.push(Condition { slot: target.clone(), lemmas: Vec::new(), excluded: false });
    }
    if targets.is_empty() {
        targets.extend(["obj", "with", "to", "in-obj"].map(str::to_owned));
    }
    let sides = if together || event_type == EventType::Consult { Sides::Together } else { Sides::Directed(targets) };
    Ok(Row { conditions, event_type, mode: None, sides })
}

/// PLOVER's type of a CAMEO code, after PLOVER's own table. Public statements (01) have none.
fn plover(code: &str) -> Option<EventType> {
    let code = code.split([':', ' ']).next().unwrap_or(code);
    let root: u8 = code.get(..2)?.parse().ok()?;
    Some(match root {
        2 | 10 => EventType::Request,
        3 => EventType::Agree,
        4 => EventType::Consult,
        5 => EventType::Support,
        6 => EventType::Cooperate,
        7 => EventType::Aid,
        8 if matches!(code.get(2..3), Some("4" | "5" | "6" | "7")) => EventType::Retreat,
        8 => EventType::Concede,
        9 | 11 => EventType::Accuse,
        12 => EventType::Reject,
        13 => EventType::Threaten,
        14 => EventType::Protest,
        15 => EventType::Mobilize,
        16 if code == "163" => EventType::Coerce,
        16 => EventType::Sanction,
        17 if code == "1712" || code == "175" => EventType::Assault,
        19 if code == "191" || code == "192" => EventType::Coerce,
        17 => EventType::Coerce,
        18..=20 => EventType::Assault,
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use readout_core::{EntityId, EntityType};

    const VERBS: &str = "\
# a small dictionary of our own
&PARLEY
+TALKS
+NEGOTIATION_

--- HALT [---] ---
HALT {HALTS HALTED HALTING}
STALL
- * PLEDGE + [120]
- * {TO (&PARLEY)} [161]
- * WITH + [040]
- + WAS * BY $ [175]

CARRY_OUT  [190] ; as the older program has it
- * ATTACK AGAINST + [190]
";

    #[test]
    fn verbs_and_patterns_become_rows() {
        assert!(is_dictionary(VERBS) && !is_dictionary(include_str!("../../data/events.tsv")));
        let found = read(VERBS);
        let rows: Vec<&Row> = found.lexicon.rows('v', "stall").collect();
        assert_eq!(rows.len(), 3);
        assert_eq!(rows[0].event_type, EventType::Reject);
        assert_eq!(rows[0].conditions, [one("obj*", "pledge")]);
        assert_eq!(rows[0].sides, Sides::Directed(vec!["obj".to_owned()]));
        let talks = Condition { slot: "to".into(), lemmas: vec!["talks".into(), "negotiation".into()], excluded: false };
        assert_eq!(rows[1].conditions, [talks]);
        assert_eq!(rows[1].event_type, EventType::Sanction);
        assert_eq!((rows[2].event_type, &rows[2].sides), (EventType::Consult, &Sides::Together));
        assert_eq!(found.left_out, [(12, "it asks for a word order that the tree makes plain")]);
        let carried: Vec<&Row> = found.lexicon.rows('v', "carry").collect();
        assert_eq!(carried[0].conditions, [one("prt", "out")]);
        assert_eq!(carried[1].event_type, EventType::Assault);
        assert_eq!(carried[1].sides, Sides::Directed(vec!["against".to_owned()]));
    }

    #[test]
    fn actors_have_their_codes_in_their_time() {
        let found =
            read("MARA_TODOR_ [ARDGOV 300101-311231][ARDOPP >320101] ; a minister\nKARSAN COUNCIL [KRSREB]\nTHE HARBOUR MAIL [JRN]\n");
        assert_eq!((found.n_read, found.left_out.len()), (3, 0));
        let check = |name: &str, day: Option<u32>, expect: (Option<&str>, Option<&str>)| {
            let entity = Entity {
                id: EntityId(0),
                entity_type: EntityType::PER,
                name: name.to_owned(),
                named: true,
                aliases: Vec::new(),
                code: None,
                sector: None,
            };
            let mut entities = [entity];
            found.actors.apply(&mut entities, day);
            assert_eq!((entities[0].code.as_deref(), entities[0].sector.as_deref()), expect, "{name} {day:?}");
        };
        check("Mara Todor", Some(19_310_603), (Some("ARD"), Some("GOV")));
        check("Mara Todor", Some(19_330_603), (Some("ARD"), Some("OPP")));
        check("Mara Todor", None, (None, None));
        check("the Karsan Council", None, (Some("KRS"), Some("REB")));
        check("Harbour Mail", None, (None, Some("JRN")));
        check("Ivo Rell", Some(19_310_603), (None, None));
    }
}
