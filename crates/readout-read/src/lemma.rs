//! Dictionary forms: the model's edit script, mended by a table of forms seen in the training corpora.
//!
//! Comes in: a form, its part of speech and the lemma that the model proposes. Goes out: the table's lemma where the form is in it
//! (`held` is `hold`), else the base of an irregular form, else a regular base of the form that is a known lemma (`pummelled` of `pummel`, not
//! `pummelle`), else what the model says. The table is made by `training/lemmas.py`.

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
    if let Some(base) = irregular(&small, upos) {
        return base;
    }
    if matches!(upos, "VERB" | "NOUN") && !is_known(table, proposed, upos) {
        let known = regular_bases(&small).into_iter().find(|base| *base != small && is_known(table, base, upos));
        return known.unwrap_or_else(|| proposed.to_owned());
    }
    proposed.to_owned()
}

/// Whether a lemma is in the table, or heads a row of the event lexicon: `denounce` is a verb that news uses more than the corpora do.
fn is_known(table: &Table, lemma: &str, upos: &str) -> bool {
    let class = if upos == "VERB" { 'v' } else { 'n' };
    table.known.contains(&(lemma, upos)) || crate::event::Lexicon::built_in().has(class, lemma)
}

/// The base of an irregular form, which no corpus need have shown: `struck` of `strike`, `militiamen` of `militiaman`.
fn irregular(form: &str, upos: &str) -> Option<String> {
    match upos {
        "VERB" => IRREGULAR.iter().find(|(_, forms)| forms.split(' ').any(|known| known == form)).map(|(base, _)| (*base).to_owned()),
        "NOUN" => form
            .strip_suffix("men")
            .filter(|stem| stem.len() > 2 && !matches!(*stem, "speci" | "regi" | "abdo" | "acu" | "sta"))
            .map(|stem| format!("{stem}man")),
        _ => None,
    }
}

/// Verbs of politics and war with forms that no rule makes.
const IRREGULAR: &[(&str, &str)] = &[
    ("arise", "arose arisen"),
    ("bear", "bore borne"),
    ("beat", "beaten"),
    ("become", "became"),
    ("begin", "began begun"),
    ("bind", "bound"),
    ("blow", "blew blown"),
    ("break", "broke broken"),
    ("bring", "brought"),
    ("build", "built"),
    ("buy", "bought"),
    ("catch", "caught"),
    ("choose", "chose chosen"),
    ("cling", "clung"),
    ("deal", "dealt"),
    ("draw", "drew drawn"),
    ("drive", "drove driven"),
    ("fall", "fell fallen"),
    ("feed", "fed"),
    ("fight", "fought"),
    ("flee", "fled"),
    ("fling", "flung"),
    ("fly", "flew flown"),
    ("forbid", "forbade forbidden"),
    ("foresee", "foresaw foreseen"),
    ("forgive", "forgave forgiven"),
    ("freeze", "froze frozen"),
    ("give", "gave given"),
    ("go", "went gone"),
    ("hang", "hung"),
    ("hide", "hid hidden"),
    ("hold", "held"),
    ("keep", "kept"),
    ("lay", "laid"),
    ("lead", "led"),
    ("lend", "lent"),
    ("lose", "lost"),
    ("make", "made"),
    ("meet", "met"),
    ("mislead", "misled"),
    ("overcome", "overcame"),
    ("override", "overrode overridden"),
    ("overrun", "overran"),
    ("oversee", "oversaw overseen"),
    ("overtake", "overtook overtaken"),
    ("overthrow", "overthrew overthrown"),
    ("pay", "paid"),
    ("rebuild", "rebuilt"),
    ("retake", "retook retaken"),
    ("ride", "rode ridden"),
    ("rise", "rose risen"),
    ("seek", "sought"),
    ("sell", "sold"),
    ("send", "sent"),
    ("shake", "shook shaken"),
    ("shoot", "shot"),
    ("sink", "sank sunk"),
    ("sit", "sat"),
    ("slay", "slew slain"),
    ("speak", "spoke spoken"),
    ("spend", "spent"),
    ("stand", "stood"),
    ("steal", "stole stolen"),
    ("stick", "stuck"),
    ("strike", "struck stricken"),
    ("strive", "strove striven"),
    ("swear", "swore sworn"),
    ("sweep", "swept"),
    ("take", "took taken"),
    ("teach", "taught"),
    ("tear", "tore torn"),
    ("throw", "threw thrown"),
    ("undergo", "underwent undergone"),
    ("undertake", "undertook undertaken"),
    ("uphold", "upheld"),
    ("withdraw", "withdrew withdrawn"),
    ("withhold", "withheld"),
    ("withstand", "withstood"),
    ("write", "wrote written"),
];

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
        assert_eq!(lemma("struck", "VERB", "struc"), "strike");
        assert_eq!(lemma("denounced", "VERB", "denounc"), "denounce");
        assert_eq!(lemma("disqualified", "VERB", "disqualifi"), "disqualify");
        assert_eq!(lemma("retook", "VERB", "retook"), "retake");
        assert_eq!(lemma("militiamen", "NOUN", "militiame"), "militiaman");
        assert_eq!(lemma("specimen", "NOUN", "specimen"), "specimen");
        assert_eq!(lemma("talks", "NOUN", "talks"), "talk");
        assert_eq!(lemma("granted", "VERB", "grante"), "grant");
        assert_eq!(lemma("zorbed", "VERB", "zorb"), "zorb");
        assert_eq!(lemma("Rell", "PROPN", "Rell"), "Rell");
        assert_eq!(lemma("held", "X", "held"), "held");
        assert_eq!(lemma("i", "PRON", "i"), "I");
        assert_eq!(lemma("”", "PUNCT", "”"), "\"");
    }
}
