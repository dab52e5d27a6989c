//! What the cue alone does not tell: manner and negation as its content and its source make them, and the noun behind `who`.

use super::cue::{Kind, Lexicon};
use super::find::{Found, Shape, noun_phrase};
use super::view::View;
use readout_core::Manner;

/// What calls a thing so denies it.
const UNTRUE: &[&str] = &[
    "false",
    "untrue",
    "invented",
    "invention",
    "fabricated",
    "fabrication",
    "baseless",
    "unfounded",
    "groundless",
    "nonsense",
    "lie",
    "lies",
    "fiction",
    "fake",
    "hoax",
    "fantasy",
    "absurd",
    "inaccurate",
    "wrong",
    "slander",
    "misleading",
];
/// What calls a thing so condemns it.
const BAD: &[&str] = &[
    "unacceptable",
    "outrageous",
    "disgrace",
    "disgraceful",
    "worthless",
    "shameful",
    "illegal",
    "unlawful",
    "reckless",
    "crime",
    "criminal",
    "barbaric",
    "cowardly",
    "irresponsible",
    "cynical",
    "appalling",
    "intolerable",
    "inhumane",
    "atrocity",
    "terrorist",
    "tyrant",
    "dictator",
    "provocation",
    "disaster",
];
const REFUSING: &[&str] = &["refuse", "refused", "refuses", "refusing", "decline", "declined", "declines", "declining"];

/// Settles one attribution.
pub(super) fn settle(view: &View<'_>, found: &mut Found) {
    let cue: Vec<&str> = found.cue.iter().map(|token| view.lower(*token)).collect();
    let content: Vec<&str> =
        found.content.iter().map(|token| view.lower(*token)).filter(|word| word.chars().any(char::is_alphanumeric)).collect();
    let has = |words: &[&str]| content.iter().any(|word| words.contains(word));
    let will = has(&["will", "would", "'ll", "'d", "wo", "shall"]);
    let names = |words: &[&str]| cue.iter().any(|word| words.contains(word));
    // `to say` may stand in the cue or in the content.
    let infinitive: &[&str] = match cue.iter().position(|word| *word == "to") {
        Some(to) => &cue[to + 1..],
        None if content.first() == Some(&"to") => &content[1..],
        None => &[],
    };
    if names(REFUSING) && !infinitive.is_empty() {
        // `declined to say` says nothing, `refused to confirm` does not confirm, `refused to go` rejects.
        let act = infinitive.iter().find(|word| !word.ends_with("ly")).copied().unwrap_or_default();
        let said = Lexicon::get()
            .senses(act)
            .find(|(_, cue)| cue.kind == Kind::Verb && (cue.takes("that") || cue.takes("on") || cue.takes("about")) && !cue.takes("to"));
        if let Some(manner) = said
            .map(|(_, cue)| cue.manner)
            .or(matches!(act, "name" | "identify" | "discuss" | "give" | "be").then_some(Manner::Says))
            .filter(|manner| matches!(manner, Manner::Says | Manner::Confirms | Manner::Denies | Manner::Announces))
        {
            let twice = found.cue.iter().any(|token| view.is_negation(*token));
            found.manner = if manner == Manner::Announces { Manner::Says } else { manner };
            found.negated = act != "be" && !twice;
            if act == "be" {
                found.manner = Manner::Rejects;
            }
        } else {
            found.manner = Manner::Rejects;
        }
    } else if names(&[
        "call",
        "calls",
        "called",
        "calling",
        "describe",
        "describes",
        "described",
        "describing",
        "dub",
        "dubbed",
        "label",
        "labelled",
        "labeled",
        "brand",
        "branded",
    ]) && matches!(found.manner, Manner::Says)
    {
        if has(UNTRUE) {
            found.manner = Manner::Denies;
        } else if has(BAD) {
            found.manner = Manner::Condemns;
        }
    } else if found.manner == Manner::Rejects && names(&["reject", "rejects", "rejected", "rejecting"]) && has(&["as"]) && has(UNTRUE) {
        // `rejected the account as baseless` speaks of what is so, not of what to do.
        found.manner = Manner::Denies;
    } else if names(&["assure", "assures", "assured", "assuring", "reassure", "reassured"]) {
        let to = content.first() == Some(&"to");
        found.manner = if will || to { Manner::Promises } else { Manner::Says };
    } else if names(&["warn", "warns", "warned", "warning"]) {
        let own = content.iter().zip(content.iter().skip(1)).any(|(subject, verb)| {
            matches!(*subject, "it" | "they" | "he" | "she" | "we" | "i") && matches!(*verb, "would" | "will" | "'ll" | "'d" | "shall")
        });
        let starts = content.iter().position(|word| matches!(*word, "to" | "not")).is_some_and(|at| at < 5);
        let clause = content.first().is_some_and(|word| *word == "that");
        found.manner = if own && found.shape != Shape::Phrase {
            Manner::Threatens
        } else if starts && !clause && matches!(found.shape, Shape::Infinitive | Shape::Suggested) || names(&["against"]) {
            Manner::Urges
        } else {
            Manner::Says
        };
    } else if found.manner == Manner::Says && names(&["tell", "told", "tells", "telling"]) && content.first() == Some(&"to") {
        found.manner = Manner::Orders;
    } else if found.manner == Manner::Promises && names(&["swore", "sworn", "swear", "swears"]) && !will && content.first() != Some(&"to") {
        found.manner = Manner::Claims;
    }
    // `agreed nothing of the kind`, `nobody would say`.
    let nothing = match (content.first(), content.get(1)) {
        (Some(&"nothing" | &"none"), _) => true,
        (Some(&"no"), Some(next)) => matches!(*next, "such" | "one"),
        _ => false,
    };
    let nobody = found.source.first().is_some_and(|first| matches!(view.lower(*first), "nobody" | "none" | "neither"))
        || found.source.len() >= 2 && view.lower(found.source[0]) == "no" && view.lower(found.source[1]) == "one";
    let small = content.len() <= 6 && found.content.iter().all(|token| view.relation(*token) != "nsubj");
    if (nothing && small && found.shape != Shape::Quotation && !found.quoted) != nobody {
        found.negated = !found.negated;
    }
    behind_relative(view, found);
}

/// `the envoy who claimed …`: the source is the envoy as well as `who`.
fn behind_relative(view: &View<'_>, found: &mut Found) {
    let [pronoun] = found.source[..] else { return };
    if !view.has_tree || !matches!(view.lower(pronoun), "who" | "which" | "that") || pronoun > found.head {
        return;
    }
    let clause = std::iter::successors(Some(pronoun), |at| view.head(*at)).take(6).find(|at| view.doc.tokens[*at].deprel == "acl:relcl");
    let Some(antecedent) = clause.and_then(|clause| view.head(clause)).filter(|antecedent| *antecedent < pronoun) else { return };
    let mut source: Vec<usize> = noun_phrase(view, antecedent, pronoun)
        .into_iter()
        .filter(|token| *token < pronoun && found.content.binary_search(token).is_err())
        .collect();
    source.push(pronoun);
    found.source = source;
}
