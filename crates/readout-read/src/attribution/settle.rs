//! What the cue alone does not tell: manner and negation as its content and its source make them, and the noun behind `who`.

use super::cue::{Kind, Lexicon};
use super::find::{Found, Shape, noun_phrase};
use super::occasion::OCCASIONS;
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
    // `told the press, "To be frank, I am tired"`
    let opens_quoted =
        found.content.iter().find(|token| view.is_word(**token)).is_some_and(|first| view.quote_of[*first] != view.quote_of[found.head]);
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
    } else if found.manner == Manner::Says
        && names(&["tell", "told", "tells", "telling"])
        && content.first() == Some(&"to")
        && !opens_quoted
    {
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
    with_description(view, found);
    without_circumstance(view, found);
    within_relative(view, found);
    behind_relative(view, found);
    behind_opening(view, found);
    without_asker(view, found);
    whole_name(view, found);
    without_aside(view, found);
    without_occasion(view, found);
    without_last_occasion(view, found);
}

/// `Asked whether he would resign, he said`: who asked is not told, unless by `by`.
fn without_asker(view: &View<'_>, found: &mut Found) {
    let asked = matches!(view.lower(found.head), "asked" | "pressed" | "questioned" | "quizzed");
    let opens = view.is_sentence_start(found.head) && found.cue.first() == Some(&found.head);
    if asked && opens && view.has_tree && super::find::agent(view, found.head).is_none() {
        let by = found.source.first().and_then(|first| first.checked_sub(1)).is_some_and(|before| view.lower(before) == "by");
        if !by {
            found.source.clear();
        }
    }
}

/// `In a letter, its head of compliance, Mara Todor, wrote that …`: the description that a name is set off from belongs to the source.
fn with_description(view: &View<'_>, found: &mut Found) {
    let Some(first) = found.source.first().copied().filter(|first| view.has_tree && *first > 1 && *first < found.head) else { return };
    let (comma, noun) = (first - 1, view.head(first).filter(|noun| *noun + 1 < first && view.relation(first) == "appos"));
    let Some(noun) =
        noun.filter(|noun| view.lower(comma) == "," && matches!(view.upos(*noun), "NOUN") && view.quote_of[*noun] == view.quote_of[first])
    else {
        return;
    };
    if found.content.binary_search(&noun).is_err() || view.doc.sentence_of[noun] != view.doc.sentence_of[first] || first - noun > 8 {
        return;
    }
    let mut source: Vec<usize> = noun_phrase(view, noun, found.head).into_iter().filter(|token| *token < first).collect();
    if source.is_empty() {
        return;
    }
    source.append(&mut found.source);
    found.content.retain(|token| !source.contains(token));
    found.source = source;
}

/// `"Why should I?" she said when a member read out the note.`: what follows the cue of a quotation that is closed tells when.
fn without_circumstance(view: &View<'_>, found: &mut Found) {
    let level = view.quote_of[found.head];
    let Some(after) = found.content.iter().position(|token| *token > found.head).filter(|after| *after > 0 && found.quoted) else { return };
    let (before, rest) = found.content.split_at(after);
    let quoted = |token: &usize| view.quote_of[*token] != level || !view.is_word(*token);
    let first = rest.iter().copied().find(|token| view.is_word(*token)).unwrap_or(found.head);
    let tells_when =
        matches!(view.lower(first), "when" | "as" | "while" | "after" | "before") && matches!(view.upos(first), "SCONJ" | "ADV" | "ADP");
    if tells_when && before.iter().all(quoted) && rest.iter().all(|token| view.quote_of[*token] == level) {
        found.content.truncate(after);
    }
}

/// `Two ministers who had refused to be photographed shook hands`: what a relative clause says ends with it.
fn within_relative(view: &View<'_>, found: &mut Found) {
    if !view.has_tree || found.quoted {
        return;
    }
    let pronoun = found.source.iter().any(|token| matches!(view.lower(*token), "who" | "which") && *token < found.head);
    let clause = std::iter::successors(Some(found.head), |at| view.head(*at)).take(4).find(|at| view.doc.tokens[*at].deprel == "acl:relcl");
    let Some(clause) = clause.filter(|_| pronoun) else { return };
    let within = view.subtree(clause);
    // Only where a finite verb of the sentence was taken along.
    let main = view.head(clause).and_then(|noun| view.head(noun)).filter(|main| *main > found.head && view.upos(*main) == "VERB");
    if main.is_some_and(|main| found.content.binary_search(&main).is_ok() && within.binary_search(&main).is_err()) {
        let kept: Vec<usize> = found.content.iter().copied().filter(|token| within.binary_search(token).is_ok()).collect();
        if !kept.is_empty() {
            found.content = kept;
        }
    }
}

/// `said Norland Attorney General Mara Todor`: names beside the source are part of it.
fn whole_name(view: &View<'_>, found: &mut Found) {
    let Some((first, last)) = found.source.first().copied().zip(found.source.last().copied()) else { return };
    if last < found.head || last + 1 - first != found.source.len() || view.upos(last) != "PROPN" {
        return;
    }
    let sentence = view.sentence(last);
    let free = |found: &Found, token: usize| {
        sentence.contains(&token)
            && view.upos(token) == "PROPN"
            && view.is_large(token)
            && view.quote_of[token] == view.quote_of[last]
            && !found.cue.contains(&token)
            && found.content.binary_search(&token).is_err()
    };
    let mut end = last + 1;
    while free(found, end) {
        found.source.push(end);
        end += 1;
    }
    let mut start = first;
    while start > 0 && free(found, start - 1) {
        start -= 1;
        found.source.insert(0, start);
    }
}

/// Verbs whose participle opens a sentence and tells where somebody speaks.
const SPEAKING: &[&str] = &[
    "speaking",
    "talking",
    "addressing",
    "briefing",
    "testifying",
    "appearing",
    "writing",
    "responding",
    "replying",
    "reacting",
    "answering",
];

/// `In an interview with the daily Salar, the chair said …`, `Briefing reporters in Delvar, the envoy said …`: what the tree took into the source
/// up to the comma is the opening of the sentence.
fn behind_opening(view: &View<'_>, found: &mut Found) {
    let Some(first) = found.source.first().copied().filter(|first| *first < found.head) else { return };
    let start = view.sentence(first).start;
    let Some(comma) = found.source.iter().position(|token| view.lower(*token) == ",") else { return };
    let opens = if first == start {
        SPEAKING.contains(&view.lower(first))
    } else {
        first - start < 12
            && (view.upos(start) == "ADP" || SPEAKING.contains(&view.lower(start)))
            && view.upos(first - 1) == "ADP"
            && (start..first).all(|token| view.lower(token) != ",")
    };
    let rest = &found.source[comma + 1..];
    let names = rest.iter().any(|token| matches!(view.upos(*token), "NOUN" | "PROPN"));
    // `according to the head of the union, Mara Todor,`: the name is the same person's.
    let begins = rest.first().is_some_and(|next| {
        view.upos(*next) == "DET" || view.upos(*next) == "PRON" || rest.contains(&(next + 1)) && view.upos(*next) == "NOUN"
    });
    let again = rest.iter().any(|token| view.lower(*token) == ",");
    let whole = view.is_large_inside(*rest.first().unwrap_or(&first)) && first == start;
    if opens && names && (begins && again || whole || first == start) {
        found.source = rest.to_vec();
    }
}

/// `At a meeting on Sunday, Todor warned that …`: the occasion that opens a sentence belongs to the saying, not to what is said.
fn without_occasion(view: &View<'_>, found: &mut Found) {
    let (Some(first), Some(source)) = (found.content.first().copied(), found.source.first().copied()) else { return };
    if found.quoted || !view.is_sentence_start(first) || source < first || !matches!(view.lower(first), "in" | "at" | "during") {
        return;
    }
    let n_opening = found.content.iter().take_while(|token| **token < source).count();
    let opening = &found.content[..n_opening];
    let plain = opening
        .iter()
        .all(|token| !matches!(view.upos(*token), "VERB" | "AUX" | "SCONJ") && view.quote_of[*token] == view.quote_of[source]);
    let occasion =
        opening.iter().take(6).any(|token| view.upos(*token) == "NOUN" && OCCASIONS.iter().any(|(word, _)| *word == view.lower(*token)));
    let whole =
        n_opening < found.content.len() && opening.last().is_some_and(|last| view.lower(*last) == "," || view.lower(last + 1) == ",");
    if plain && occasion && whole {
        found.content.drain(..n_opening);
    }
}

/// `thanked her supporters in a letter to the Herald`: nor does the occasion at the end, where it hangs on the cue.
fn without_last_occasion(view: &View<'_>, found: &mut Found) {
    if !view.has_tree || found.quoted {
        return;
    }
    let level = view.quote_of[found.head];
    let occasion = view.children(found.head).iter().copied().find(|child| {
        view.relation(*child) == "obl"
            && *child > found.head
            && view.quote_of[*child] == level
            && found.content.binary_search(child).is_ok()
            && OCCASIONS.iter().any(|(word, _)| *word == view.lower(*child))
            && view.children(*child).iter().any(|case| matches!(view.lower(*case), "in" | "at" | "during" | "via") && case < child)
    });
    let Some(start) = occasion.and_then(|noun| view.subtree(noun).first().copied()) else { return };
    let Ok(at) = found.content.binary_search(&start) else { return };
    let occasion = occasion.map_or_else(Vec::new, |noun| view.subtree(noun));
    let ends = found.content[at..].iter().all(|token| occasion.binary_search(token).is_ok());
    if at > 0 && ends {
        found.content.truncate(at);
    }
}

/// What a writer calls what somebody said.
const WORDS_FOR_WORDS: &[&str] = &[
    "claim",
    "charge",
    "allegation",
    "accusation",
    "assertion",
    "suggestion",
    "denial",
    "remark",
    "demand",
    "figure",
    "account",
    "version",
    "statement",
    "comment",
    "warning",
    "threat",
    "view",
    "assessment",
    "comparison",
    "characterisation",
    "characterization",
    "description",
    "request",
    "offer",
    "proposal",
    "promise",
    "pledge",
    "notion",
    "idea",
    "argument",
];

/// `they had taken the town, a claim the army denied`: what is set off at the end is the writer's.
fn without_aside(view: &View<'_>, found: &mut Found) {
    if !view.has_tree {
        return;
    }
    let level = view.quote_of[found.head];
    let aside = found.content.windows(3).position(|three| {
        let [comma, article, noun] = *three else { return false };
        let noun = if view.upos(noun) == "ADJ" && noun + 1 < view.lower.len() { noun + 1 } else { noun };
        view.lower(comma) == ","
            && article == comma + 1
            && matches!(view.lower(article), "a" | "an")
            && view.quote_of[comma] == level
            && WORDS_FOR_WORDS.contains(&view.lower(noun))
            && view.children(noun).iter().any(|child| {
                view.doc.tokens[*child].deprel == "acl:relcl"
                    && Lexicon::get().senses(view.lower(*child)).any(|(_, cue)| cue.kind == Kind::Verb)
            })
    });
    if let Some(at) = aside.filter(|at| *at > 1) {
        found.content.truncate(at);
    }
}

/// `the head of the council, Ilan Vey, who`: what a name stands beside, whatever noun the tree hangs the clause on.
fn set_off_before(view: &View<'_>, who: usize) -> Option<usize> {
    let last = who.checked_sub(2).filter(|_| view.lower(who) == "who" && view.lower(who - 1) == ",")?;
    let name = std::iter::successors(Some(last), |at| view.head(*at).filter(|_| matches!(view.relation(*at), "flat" | "compound")))
        .take(4)
        .last()?;
    let proper = view.upos(last) == "PROPN" && view.relation(name) == "appos";
    view.head(name).filter(|noun| proper && *noun < name && view.doc.sentence_of[*noun] == view.doc.sentence_of[who])
}

/// `the envoy who claimed …`: the source is the envoy as well as `who`.
fn behind_relative(view: &View<'_>, found: &mut Found) {
    let [pronoun] = found.source[..] else { return };
    if !view.has_tree || !matches!(view.lower(pronoun), "who" | "which" | "that") || pronoun > found.head {
        return;
    }
    let clause = std::iter::successors(Some(pronoun), |at| view.head(*at)).take(6).find(|at| view.doc.tokens[*at].deprel == "acl:relcl");
    let Some(antecedent) = clause.and_then(|clause| view.head(clause)).filter(|antecedent| *antecedent < pronoun) else { return };
    let antecedent = set_off_before(view, pronoun).unwrap_or(antecedent);
    let mut source: Vec<usize> = noun_phrase(view, antecedent, pronoun)
        .into_iter()
        .filter(|token| *token < pronoun && found.content.binary_search(token).is_err())
        .collect();
    source.push(pronoun);
    found.source = source;
}
