//! The event lexicon: which predicates tell of which PLOVER event, and where to look for who takes part.
//!
//! The format is described at the top of `data/events.tsv`. A researcher's own file in the same format is read with
//! [`Lexicon::parse`] and put in front of the built-in one with [`Lexicon::with`]; its rows then win among equals.

use super::Clause;
use crate::lemma::regular_bases;
use readout_core::EventType;
use std::collections::HashMap;
use std::sync::OnceLock;

/// All rows, by head.
#[derive(Clone, Debug, Default)]
pub struct Lexicon {
    rows: Vec<Row>,
    by_head: HashMap<String, Vec<usize>>,
    contexts: Vec<(String, Vec<String>)>,
}

/// One reading of a predicate.
#[derive(Clone, Debug, PartialEq)]
pub struct Row {
    /// What must hold.
    pub conditions: Vec<Condition>,
    /// PLOVER type.
    pub event_type: EventType,
    /// PLOVER mode.
    pub mode: Option<String>,
    /// Where the sides stand.
    pub sides: Sides,
}

impl Row {
    /// Whether the row is about what is not done (`will not accept`).
    pub fn asks_negation(&self) -> bool {
        self.conditions.iter().any(|condition| condition.slot == "neg" && !condition.excluded)
    }
}

/// Something that must hold, or must not, of a predicate's surroundings.
#[derive(Clone, Debug, PartialEq)]
pub struct Condition {
    /// `obj`, `obj*`, `subj`, `xcomp`, `ccomp`, `prt`, `advmod`, `amod`, `compound`, or a preposition.
    pub slot: String,
    /// Any of these lemmas, or of these kinds (`@name`, `@office`); empty: anything.
    pub lemmas: Vec<String>,
    /// It must not hold.
    pub excluded: bool,
}

/// Where the sides of an event stand.
#[derive(Clone, Debug, PartialEq)]
pub enum Sides {
    /// All take part alike.
    Together,
    /// The subject acts; the recipient is sought in these slots, in order.
    Directed(Vec<String>),
    /// The subject is acted on (`received aid from`); who acts is sought in these slots, in order.
    Suffered(Vec<String>),
}

impl Lexicon {
    /// The lexicon that readout comes with.
    pub fn built_in() -> &'static Lexicon {
        static LEXICON: OnceLock<Lexicon> = OnceLock::new();
        LEXICON.get_or_init(|| {
            let mut lexicon = Lexicon::parse(include_str!("../../data/events.tsv")).expect("the built-in lexicon is held by a test");
            let contexts = include_str!("../../data/contexts.tsv").lines().filter(|line| !line.starts_with('#'));
            lexicon.contexts =
                contexts.filter_map(|line| Some((line.split_once('\t')?.0.to_owned(), list(line.split_once('\t')?.1)))).collect();
            lexicon
        })
    }

    /// Reads rows.
    ///
    /// # Errors
    /// The number of the first line that is not a row, and what is wrong with it.
    pub fn parse(text: &str) -> Result<Lexicon, (usize, String)> {
        let mut lexicon = Lexicon::default();
        for (number, line) in text.lines().enumerate() {
            if line.is_empty() || line.starts_with('#') {
                continue;
            }
            lexicon.add(line).map_err(|problem| (number + 1, problem))?;
        }
        Ok(lexicon)
    }

    /// This lexicon with `first`'s rows before its own.
    pub fn with(&self, first: &Lexicon) -> Lexicon {
        let mut both = first.clone();
        for (head, places) in &self.by_head {
            for place in places {
                both.by_head.entry(head.clone()).or_default().push(both.rows.len());
                both.rows.push(self.rows[*place].clone());
            }
        }
        if both.contexts.is_empty() {
            both.contexts.clone_from(&self.contexts);
        }
        both
    }

    /// Adds a row for a lemma of a class, after those that it has.
    pub fn insert(&mut self, class: char, lemma: &str, row: Row) {
        self.by_head.entry(format!("{class}:{lemma}")).or_default().push(self.rows.len());
        self.rows.push(row);
    }

    /// Whether a lemma of a class has rows.
    pub fn has(&self, class: char, lemma: &str) -> bool {
        self.by_head.contains_key(&format!("{class}:{lemma}"))
    }

    /// The rows of a head such as `v:meet`, in order.
    pub fn rows(&self, class: char, lemma: &str) -> impl Iterator<Item = &Row> {
        let places = self.by_head.get(&format!("{class}:{lemma}")).map(Vec::as_slice).unwrap_or_default();
        places.iter().map(|place| &self.rows[*place])
    }

    /// The lemma under which a word has rows: the given one or, where it has none, a regular base of the form. Of words that no corpus and no
    /// row of the built-in lexicon shows, as a researcher's own lexicon has them, a tagger now and then makes `zorbe` of `zorbed`.
    pub fn known_lemma(&self, class: char, lemma: &str, form: &str) -> String {
        let known = |lemma: &String| self.has(class, lemma);
        let bases = regular_bases(form);
        // `deplored` is not made from `deploy`: of a regular form the lemma is one of those that it can come from.
        let regular = form.to_lowercase();
        let astray = class == 'v' && regular.len() > 5 && regular.ends_with("ed") && !bases.iter().any(|base| base == lemma);
        if astray && let Some(base) = bases.iter().find(|base| known(base)) {
            return base.clone();
        }
        std::iter::once(lemma.to_owned()).chain(bases).find(known).unwrap_or_else(|| lemma.to_owned())
    }

    /// Contexts that any of `lemmas` shows, in the order of the data file.
    pub fn contexts(&self, lemmas: &[&str]) -> Vec<String> {
        let shown = self.contexts.iter().filter(|(_, words)| words.iter().any(|word| lemmas.contains(&word.as_str())));
        shown.map(|(name, _)| name.clone()).collect()
    }

    fn add(&mut self, line: &str) -> Result<(), String> {
        let fields: Vec<&str> = line.split('\t').collect();
        let [heads, conditions, event_type, mode, sides] = fields[..] else {
            return Err(format!("five columns are needed, {} found", fields.len()));
        };
        let (class, lemmas) = heads.split_once(':').ok_or("the head needs v:, n: or a: before it")?;
        let row = Row {
            conditions: conditions.split(' ').filter(|condition| *condition != "-").map(Condition::parse).collect::<Result<_, _>>()?,
            event_type: serde_json::from_value(serde_json::Value::from(event_type))
                .map_err(|_| format!("no PLOVER type is called {event_type}"))?,
            mode: (mode != "-").then(|| mode.to_owned()),
            sides: match (sides, sides.split_at_checked(1)) {
                ("=", _) => Sides::Together,
                (_, Some((">", slots))) => Sides::Directed(list_of_slots(slots)),
                (_, Some(("<", slots))) => Sides::Suffered(list_of_slots(slots)),
                _ => return Err(format!("roles are =, >slots or <slots, not {sides}")),
            },
        };
        for lemma in lemmas.split('|') {
            self.by_head.entry(format!("{class}:{lemma}")).or_default().push(self.rows.len());
        }
        self.rows.push(row);
        Ok(())
    }
}

impl Condition {
    /// Reads `SLOT:LEMMA|LEMMA`, with `!` before it where it must not hold.
    ///
    /// # Errors
    /// What is wrong with it.
    pub fn parse(text: &str) -> Result<Self, String> {
        let (excluded, text) = text.strip_prefix('!').map_or((false, text), |rest| (true, rest));
        let (slot, lemmas) = text.split_once(':').ok_or_else(|| format!("a condition is SLOT:LEMMAS, not {text}"))?;
        Ok(Condition { slot: slot.to_owned(), lemmas: list(lemmas), excluded })
    }

    /// Whether it holds around a predicate.
    pub fn holds(&self, clause: &Clause<'_, '_>) -> bool {
        let filled = clause.slot(&self.slot);
        let met = if self.lemmas.is_empty() { !filled.is_empty() } else { filled.iter().any(|token| self.names(clause, *token)) };
        met != self.excluded
    }

    /// Whether a word is one of those asked for, or of their kind: `@name` a proper noun, `@office` who holds an office.
    fn names(&self, clause: &Clause<'_, '_>, token: usize) -> bool {
        let word = &clause.doc.tokens[token];
        let low = word.lemma.to_lowercase();
        self.lemmas.iter().any(|lemma| match lemma.as_str() {
            "@name" => word.upos == "PROPN",
            "@office" => word.upos == "NOUN" && crate::office::is_role_noun(&low),
            lemma => lemma == low || word.form.eq_ignore_ascii_case(lemma),
        })
    }
}

fn list_of_slots(text: &str) -> Vec<String> {
    text.split_whitespace().map(str::to_owned).collect()
}

fn list(text: &str) -> Vec<String> {
    text.split('|').filter(|word| !word.is_empty()).map(str::to_owned).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_built_in_lexicon_reads() {
        let text = include_str!("../../data/events.tsv");
        let lexicon = Lexicon::parse(text).unwrap_or_else(|(line, problem)| panic!("line {line}: {problem}"));
        assert!(lexicon.rows('v', "meet").count() >= 1);
        assert!(Lexicon::built_in().contexts(&["minister"]).contains(&"diplomatic".to_owned()));
    }

    #[test]
    fn a_broken_row_is_named_by_its_line() {
        assert_eq!(Lexicon::parse("# ok\nv:meet\t-\tCONSULT\t-\t=\nv:x\t-\tPARLEY\t-\t=").unwrap_err().0, 3);
    }

    #[test]
    fn a_wrong_lemma_is_mended_from_the_form() {
        let lexicon = Lexicon::built_in();
        assert_eq!(lexicon.known_lemma('v', "grante", "granted"), "grant");
        assert_eq!(lexicon.known_lemma('v', "deny", "denied"), "deny");
        assert_eq!(lexicon.known_lemma('v', "clos", "Closing"), "close");
        assert_eq!(lexicon.known_lemma('v', "stopp", "stopped"), "stop");
        assert_eq!(lexicon.known_lemma('v', "sing", "sang"), "sing");
    }

    #[test]
    fn rows_of_an_own_file_come_first() {
        let own = Lexicon::parse("v:meet\t-\tAGREE\t-\t=").expect("a good row");
        let both = Lexicon::built_in().with(&own);
        assert_eq!(both.rows('v', "meet").next().map(|row| row.event_type), Some(EventType::Agree));
        assert!(both.rows('v', "attack").next().is_some());
    }
}
