//! Dictionary forms: the model's edit script, mended by a table of forms seen in the training corpora.
//!
//! Comes in: a form, its part of speech and the lemma that the model proposes. Goes out: the table's lemma where the form is in it
//! (`held` is `hold`), else a regular base of the form that is a known lemma (`pummelled` of `pummel`, not `pummelle`), else what the
//! model says. The table is made by `training/lemmas.py`.

use std::collections::{HashMap, HashSet};
use std::sync::OnceLock;

struct Table {
    /// Lemma by form in small letters and part of speech.
    lemmas: HashMap<(&'static str, &'static str), &'static str>,
    /// Lemmas that some form has, with their part of speech.
    known: HashSet<(&'static str, &'static str)>,
}

fn table() -> &'static Table {
    static TABLE: OnceLock<Table> = OnceLock::new();
    TABLE.get_or_init(|| {
        let mut table = Table { lemmas: HashMap::new(), known: HashSet::new() };
        for line in include_str!("../../../models/lemmas.tsv").lines() {
            let mut fields = line.split('\t');
            if let (Some(form), Some(upos), Some(lemma)) = (fields.next(), fields.next(), fields.next()) {
                table.lemmas.insert((form, upos), lemma);
                table.known.insert((lemma, upos));
            }
        }
        table
    })
}

/// The lemma of `form` as a word of class `upos`, of which the model says `proposed`.
pub(crate) fn lemma(form: &str, upos: &str, proposed: &str) -> String {
    let table = table();
    match (form, upos) {
        ("i" | "I", "PRON") => return "I".to_owned(),
        ("“" | "”" | "„" | "``" | "''", "PUNCT") => return "\"".to_owned(),
        _ => {}
    }
    let small = form.to_lowercase().replace('’', "'");
    if let Some(lemma) = table.lemmas.get(&(small.as_str(), upos)) {
        return (*lemma).to_owned();
    }
    if matches!(upos, "VERB" | "NOUN") && !table.known.contains(&(proposed, upos)) {
        let known = regular_bases(&small).into_iter().find(|base| *base != small && table.known.contains(&(base.as_str(), upos)));
        return known.unwrap_or_else(|| proposed.to_owned());
    }
    proposed.to_owned()
}

/// What a form can be a regular inflection of, likeliest first: `stopped` of `stop`, `denies` of `deny`, `closing` of `close`.
pub(crate) fn regular_bases(form: &str) -> Vec<String> {
    let form = form.to_lowercase();
    let mut bases = vec![form.clone()];
    for ending in ["ied", "ies"] {
        bases.extend(form.strip_suffix(ending).map(|stem| format!("{stem}y")));
    }
    for ending in ["ed", "ing", "es", "s"] {
        let Some(stem) = form.strip_suffix(ending).filter(|stem| stem.len() > 1) else { continue };
        bases.push(stem.to_owned());
        bases.push(format!("{stem}e"));
        let mut letters = stem.chars().rev();
        if letters.next() == letters.next() {
            bases.extend(stem.char_indices().next_back().map(|(last, _)| stem[..last].to_owned()));
        }
    }
    bases
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_table_comes_first_then_known_bases_then_the_model() {
        assert_eq!(lemma("Held", "VERB", "he"), "hold");
        assert_eq!(lemma("talks", "NOUN", "talks"), "talk");
        assert_eq!(lemma("granted", "VERB", "grante"), "grant");
        assert_eq!(lemma("zorbed", "VERB", "zorb"), "zorb");
        assert_eq!(lemma("Rell", "PROPN", "Rell"), "Rell");
        assert_eq!(lemma("held", "X", "held"), "held");
        assert_eq!(lemma("i", "PRON", "i"), "I");
        assert_eq!(lemma("”", "PUNCT", "”"), "\"");
    }
}
