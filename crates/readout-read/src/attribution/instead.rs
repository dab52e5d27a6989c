//! What stands where a verb has no content of its own: `told her so`, `gave a different account`, `neither confirmed nor denied it`, `Pressed for
//! evidence, he …`; and a past form that is no verb of the sentence.

use super::find::{Found, Shape, Spot};
use super::view::View;
use readout_core::Manner;

/// `confirmed nor [denied]`, `confirm or [deny]`: the second of two verbs with one object.
pub(super) fn second_of_pair(view: &View<'_>, verb: usize) -> Option<usize> {
    let second = verb + 2;
    let pair = second < view.lower.len() && matches!(view.lower(verb + 1), "nor" | "or");
    (pair && view.head(second) == Some(verb) && view.relation(second) == "conj" && view.upos(second) == "VERB").then_some(second)
}

/// `a different account`, `the opposite`, `the same thing`: what was said, by how it stands to what somebody else said.
pub(super) fn is_other_account(view: &View<'_>, noun: usize) -> bool {
    if matches!(view.lower(noun), "opposite" | "same" | "contrary" | "nothing") {
        return true;
    }
    let compared = |token: usize| {
        matches!(
            view.lower(token),
            "such" | "different" | "differing" | "opposite" | "conflicting" | "contradictory" | "contrary" | "another" | "same" | "other"
        )
    };
    matches!(view.lower(noun), "account" | "accounts" | "version" | "versions" | "story" | "stories" | "thing")
        && view.children(noun).iter().any(|child| *child < noun && compared(*child))
}

/// `said so`, `told her as much`, `insists otherwise`: a word that stands for what is said, at the end of what hangs on the verb.
pub(super) fn in_place_of_clause(view: &View<'_>, last: usize) -> Option<Vec<usize>> {
    let end = view.sentence(last).end;
    let hearer = (last + 1..end.min(last + 6)).take_while(|token| {
        matches!(view.upos(*token), "PRON" | "DET" | "NOUN" | "PROPN" | "ADJ" | "NUM")
            && !view.is_comma(*token)
            && view.lower(*token) != "so"
    });
    let from = hearer.last().map_or(last + 1, |hearer| hearer + 1);
    let word = |token: usize| view.lower.get(token).map_or("", String::as_str);
    let content = match word(from) {
        "so" | "otherwise" => from..from + 1,
        "as" if word(from + 1) == "much" => from..from + 2,
        _ => return None,
    };
    let next = content.end;
    let closes = next >= end
        || view.is_stop(next) && word(next) != "?"
        || view.is_comma(next)
        || view.is_mark(next) && word(next) != "?"
        || matches!(
            word(next),
            ";" | ":" | "twice" | "again" | "himself" | "herself" | "too" | "and" | "but" | "in" | "on" | "at" | "to" | "when"
        );
    closes.then(|| content.collect())
}

/// `Pressed for evidence, he said …`, `Questioned on this, she smiled`: what somebody without a name asked of whoever then speaks.
pub(super) fn asked_of(view: &View<'_>, spot: &Spot) -> Option<Found> {
    let verb = spot.head;
    let told = view.lower(verb) == "told";
    let asks = told || matches!(view.lower(verb), "asked" | "pressed" | "questioned" | "quizzed" | "challenged");
    let about = verb + 1;
    if !asks || !view.is_sentence_start(verb) || view.relation(verb) != "advcl" {
        return None;
    }
    if !matches!(view.lower.get(about).map(String::as_str), Some("about" | "on" | "over" | "for")) {
        return None;
    }
    let comma = (about + 1..view.sentence(verb).end.min(about + 25)).find(|token| view.is_comma(*token))?;
    let content: Vec<usize> = view.trimmed(&(about + 1..comma).collect::<Vec<_>>());
    (!content.is_empty()).then(|| Found {
        source: Vec::new(),
        cue: vec![verb, about],
        content,
        head: verb,
        manner: if told { Manner::Says } else { Manner::Asks },
        negated: false,
        quoted: false,
        audience: Vec::new(),
        shape: Shape::Clause,
    })
}

/// `The sergeant, recalled after lunch, denied it`: between two commas and before a verb that nothing joins to it, a past form tells of the subject.
pub(super) fn is_set_off(view: &View<'_>, verb: usize) -> bool {
    let passive = verb > 0 && view.lower(verb - 1) == "," && view.child(verb, &["aux", "obj", "ccomp", "xcomp"]).is_none();
    // Only one comma between the subject and it.
    let subject = view.child(verb, &["nsubj"]).filter(|subject| *subject < verb);
    passive
        && subject.is_some_and(|subject| !(subject..verb - 1).any(|token| view.is_comma(token)))
        && view.children(verb).iter().any(|next| {
            *next > verb && view.relation(*next) == "conj" && view.lower(next - 1) == "," && view.child(*next, &["cc", "nsubj"]).is_none()
        })
}
