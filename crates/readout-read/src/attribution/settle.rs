//! What the cue alone does not tell: manner and negation as its content and its source make them, and the noun behind `who`.

use super::cue::{Kind, Lexicon};
use super::find::{Found, noun_phrase};
use super::occasion::OCCASIONS;
use super::view::View;

/// Settles one attribution.
pub(super) fn settle(view: &View<'_>, found: &mut Found) {
    super::manner::settle(view, found);
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
    without_first_occasion(view, found);
    without_relative_occasion(view, found);
    without_account(view, found);
    without_condition(view, found);
}

/// `told his officers at a closed meeting that …`: nor does an occasion before `that`.
fn without_first_occasion(view: &View<'_>, found: &mut Found) {
    let Some(first) = found.content.first().copied().filter(|first| view.has_tree && *first > found.head && !found.quoted) else { return };
    if view.upos(first) != "ADP" || !matches!(view.lower(first), "in" | "at" | "during" | "on" | "before" | "by" | "through" | "after") {
        return;
    }
    let that = found.content.iter().take(14).position(|token| view.lower(*token) == "that" && view.upos(*token) == "SCONJ");
    let Some(that) = that.filter(|that| *that + 2 < found.content.len()) else { return };
    let opening = &found.content[..that];
    // `in comments first reported by the Tribune`
    let participle = |token: usize| view.doc.tokens[token].deprel == "acl" && !view.lower(token).ends_with("ing");
    let plain = opening
        .iter()
        .all(|token| (!matches!(view.upos(*token), "VERB" | "AUX" | "SCONJ") || participle(*token)) && view.quote_of[*token].is_none());
    if plain {
        found.content.drain(..that);
    }
}

/// `told a meeting on Monday, according to two who were there, that …`: neither who was told nor by whose account is what was said.
fn without_account(view: &View<'_>, found: &mut Found) {
    let last = found.cue.last().copied().unwrap_or(found.head);
    let Some(first) = found.content.first().copied().filter(|first| view.has_tree && (last + 1..last + 9).contains(first) && !found.quoted)
    else {
        return;
    };
    if view.lower(first) == "that" {
        return;
    }
    let that = found.content.iter().take(24).position(|token| view.lower(*token) == "that" && view.upos(*token) == "SCONJ");
    let Some(that) = that.filter(|that| *that > 2 && view.lower(found.content[*that] - 1) == ",") else { return };
    let opening = &found.content[..that];
    let told = opening.iter().any(|token| matches!(view.lower(*token), "according" | "citing"))
        || super::aside::says_before(view, found.content[that] - 1);
    let plain = opening.iter().all(|token| !matches!(view.upos(*token), "AUX" | "SCONJ") && view.quote_of[*token].is_none());
    if told && plain {
        found.content.drain(..that);
    }
}

/// `said, in a letter that the weekly Vigil printed in May, that …`: what tells of the occasion does so before the comma.
fn without_relative_occasion(view: &View<'_>, found: &mut Found) {
    let Some(first) = found.content.first().copied().filter(|first| view.has_tree && *first > found.head && !found.quoted) else { return };
    let relative = view.lower(first) == "that"
        && view.head(first).is_some_and(|verb| verb > first && view.doc.tokens[verb].deprel == "acl:relcl" || view.upos(first) == "PRON");
    let noun = first > 0 && matches!(view.upos(first - 1), "NOUN" | "ADJ" | "PROPN");
    let second =
        found.content.windows(2).position(|pair| view.lower(pair[0]) == "," && view.lower(pair[1]) == "that" && pair[1] == pair[0] + 1);
    if let Some(at) = second.filter(|at| relative && noun && *at < 16 && at + 3 < found.content.len()) {
        found.content.drain(..=at);
    }
}

/// `…, an engineer said on condition that he not be named`: on what condition is no part of what was said.
fn without_condition(view: &View<'_>, found: &mut Found) {
    let last = found.cue.last().copied().unwrap_or(found.head);
    let on = found.content.windows(2).position(|pair| {
        pair[0] > last && view.lower(pair[0]) == "on" && view.lower(pair[1]) == "condition" && view.quote_of[pair[0]].is_none()
    });
    let that = found.content.iter().position(|token| *token > last && view.lower(*token) == "that").filter(|at| {
        let that = found.content[*at];
        view.lower(that - 1) == "condition" && that - last < 6
    });
    if let Some(at) = on.or(that).filter(|at| *at > 1) {
        found.content.truncate(at);
    }
}

/// `Asked whether he would resign, he said`: who asked is not told, unless by `by`.
fn without_asker(view: &View<'_>, found: &mut Found) {
    let asked = matches!(view.lower(found.head), "asked" | "pressed" | "questioned" | "quizzed" | "told");
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
    if !found.holds(noun) || view.doc.sentence_of[noun] != view.doc.sentence_of[first] || first - noun > 8 {
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
    if main.is_some_and(|main| found.holds(main) && within.binary_search(&main).is_err()) {
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
            && !found.holds(token)
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
    // The model may have left out where the sentence begins.
    let first = if view.lower(first) == "which" && view.lower(first.saturating_sub(1)) == "," { view.sentence(first).start } else { first };
    if found.quoted || !view.is_sentence_start(first) || source < first || !matches!(view.lower(first), "in" | "at" | "during") {
        return;
    }
    let n_opening = found.content.iter().take_while(|token| **token < source).count();
    let opening = &found.content[..n_opening];
    // `In an email to the staff, which one of them showed to the Herald, the dean writes …`
    let relative = opening.iter().any(|token| view.lower(*token) == "which" && *token > 0 && view.lower(token - 1) == ",");
    let plain = opening.iter().all(|token| {
        (relative || !matches!(view.upos(*token), "VERB" | "AUX" | "SCONJ")) && view.quote_of[*token] == view.quote_of[source]
    });
    let occasion =
        (first..source).take(6).any(|token| view.upos(token) == "NOUN" && OCCASIONS.iter().any(|(word, _)| *word == view.lower(token)));
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
            && found.holds(*child)
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

/// The noun that a `who` behind a comma takes up: where the one that the tree has stands in a phrase or a participle that tells of the subject, the
/// subject.
fn speaking_noun(view: &View<'_>, antecedent: usize, pronoun: usize) -> usize {
    if view.lower(pronoun - 1) != "," || view.upos(antecedent) == "PROPN" {
        return antecedent;
    }
    let mut at = antecedent;
    for _ in 0..4 {
        let Some(head) = view.head(at).filter(|head| *head < at) else { break };
        let tells_of = matches!(view.relation(at), "obl" | "obj") && view.doc.tokens[head].deprel == "acl";
        if !tells_of {
            break;
        }
        let Some(noun) = view.head(head).filter(|noun| *noun < head) else { break };
        at = noun;
    }
    if view.relation(at) == "nsubj" { at } else { antecedent }
}

/// `the envoy who claimed …`: the source is the envoy as well as `who`.
fn behind_relative(view: &View<'_>, found: &mut Found) {
    // `a copy given to us by a person who asked not to be named`: who asked is the person.
    let last = found.source.last().copied().filter(|last| view.has_tree && *last < found.head && view.lower(*last) == "who");
    let participle = found.source.iter().any(|token| view.upos(*token) == "VERB" && view.doc.tokens[*token].deprel == "acl")
        || found.source.len() > 1 && found.source[found.source.len() - 1] - found.source[found.source.len() - 2] > 2;
    let pronoun = match (&found.source[..], last) {
        ([pronoun], _) => *pronoun,
        (_, Some(last)) if participle && last + 1 >= found.cue.first().copied().unwrap_or(found.head) => last,
        _ => return,
    };
    if !view.has_tree || !matches!(view.lower(pronoun), "who" | "which" | "that") || pronoun > found.head {
        return;
    }
    let clause = std::iter::successors(Some(pronoun), |at| view.head(*at)).take(6).find(|at| view.doc.tokens[*at].deprel == "acl:relcl");
    // `An official, who asked not to be named, said …`: the tree may set the clause apart, and the subject before it is meant.
    let beside = || {
        let clause = view.head(pronoun).filter(|verb| *verb > pronoun && view.relation(*verb) == "parataxis")?;
        let subject = view.child(view.head(clause)?, &["nsubj"]).filter(|subject| *subject < pronoun)?;
        (view.lower(pronoun) == "who" && view.lower(pronoun - 1) == ",").then_some(subject)
    };
    let Some(antecedent) = clause.and_then(|clause| view.head(clause)).or_else(beside).filter(|antecedent| *antecedent < pronoun) else {
        return;
    };
    // `a diplomat briefed on the talks, who asked …`: talks ask nothing.
    let speaks = if view.lower(pronoun) == "who" { speaking_noun(view, antecedent, pronoun) } else { antecedent };
    if speaks != antecedent {
        let first = noun_phrase(view, speaks, pronoun).first().copied().unwrap_or(speaks);
        found.source = (first..pronoun - 1).filter(|token| !found.holds(*token)).collect();
        found.source.push(pronoun);
        return;
    }
    let antecedent = set_off_before(view, pronoun).unwrap_or(antecedent);
    let mut source: Vec<usize> =
        noun_phrase(view, antecedent, pronoun).into_iter().filter(|token| *token < pronoun && !found.holds(*token)).collect();
    source.push(pronoun);
    found.source = source;
}
