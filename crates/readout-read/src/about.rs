//! What an issue is about: the words that say it, of all that a report calls it by.
//!
//! `restoring the dissolved assembly before they disarm` is about the assembly, `a government proposal for joint patrols` about the patrols. Issues
//! are grouped by it across reports, where the syntax is no longer at hand.

use readout_core::{Span, Token};

/// Nouns that say only that something was put forward: what it is stands behind them. Lemmas, set by hand.
const VAGUE: &[&str] = &[
    "accusation",
    "allegation",
    "call",
    "claim",
    "condition",
    "decision",
    "demand",
    "effort",
    "idea",
    "initiative",
    "issue",
    "matter",
    "move",
    "need",
    "offer",
    "part",
    "position",
    "possibility",
    "proposal",
    "question",
    "request",
    "sentence",
    "step",
    "suggestion",
    "thing",
    "time",
    "way",
];

/// The words that an issue is about: its head noun; of a verb what it is done to, else what stands beside it; behind a noun that says little, also what
/// belongs to that. In the order of the text.
pub(crate) fn about(tokens: &[Token], issue: Span) -> Vec<Span> {
    let first = tokens.partition_point(|token| token.span.start < issue.start);
    let end = first + tokens[first..].partition_point(|token| token.span.end <= issue.end);
    let head = |at: usize| usize::try_from(tokens[at].head).ok().filter(|head| (first..end).contains(head));
    let under = |at: usize, relation: &str| -> Vec<usize> {
        (first..end).filter(|child| head(*child) == Some(at) && tokens[*child].deprel.starts_with(relation)).collect()
    };
    let mut found: Vec<usize> = Vec::new();
    for top in (first..end).filter(|at| head(*at).is_none()) {
        match tokens[top].upos.as_str() {
            "NOUN" | "PROPN" => found.push(top),
            "VERB" | "AUX" | "ADJ" => {
                let mut done_to = under(top, "obj");
                if done_to.is_empty() {
                    done_to = under(top, "nsubj:pass");
                }
                if done_to.is_empty() {
                    done_to = under(top, "obl").into_iter().filter(|at| tokens[*at].upos != "PROPN").collect();
                }
                found.extend(done_to);
            }
            _ => {}
        }
    }
    let vague: Vec<usize> = found.iter().copied().filter(|at| VAGUE.contains(&tokens[*at].lemma.to_lowercase().as_str())).collect();
    found.extend(vague.iter().flat_map(|at| under(*at, "nmod").into_iter().chain(under(*at, "acl"))));
    found.sort_unstable();
    found.dedup();
    found.into_iter().map(|at| tokens[at].span).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    /// `tagged` has a word with its syntax at each blank: `form/UPOS/deprel/head`, the head counted from 0, -1 for a root.
    fn check(tagged: &str, expect: &[&str]) {
        let mut text = String::new();
        let mut tokens: Vec<Token> = Vec::new();
        for word in tagged.split(' ') {
            let [form, upos, deprel, head] = word.split('/').collect::<Vec<_>>()[..] else { panic!("four parts, not {word}") };
            let start = text.len();
            text.push_str(form);
            let head: i32 = head.parse().expect("a number");
            let made = serde_json::json!({
                "span": [start, text.len()], "form": form, "lemma": form, "upos": upos, "feats": "", "head": head, "deprel": deprel,
            });
            tokens.push(serde_json::from_value(made).expect("a token"));
            text.push(' ');
        }
        let found: Vec<&str> = about(&tokens, Span::new(0, text.len())).into_iter().map(|span| span.of(&text)).collect();
        assert_eq!(found, expect, "{text}");
    }

    #[test]
    fn nouns_and_what_verbs_are_done_to() {
        check("an/DET/det/2 elected/ADJ/amod/2 assembly/NOUN/root/-1", &["assembly"]);
        check("restoring/VERB/root/-1 the/DET/det/2 assembly/NOUN/obj/0 before/ADP/case/4 spring/NOUN/obl/0", &["assembly"]);
        check("bridges/NOUN/nsubj:pass/2 be/AUX/aux:pass/2 opened/VERB/root/-1", &["bridges"]);
        check("sit/VERB/root/-1 with/ADP/case/3 the/DET/det/3 governor/NOUN/obl/0 in/ADP/case/5 Sered/PROPN/obl/0", &["governor"]);
        check("leave/VERB/root/-1", &[]);
    }

    #[test]
    fn behind_a_proposal_what_it_is_for() {
        let proposal = "a/DET/det/1 proposal/NOUN/root/-1 for/ADP/case/4 joint/ADJ/amod/4 patrols/NOUN/nmod/1";
        check(proposal, &["proposal", "patrols"]);
        check("the/DET/det/1 bridge/NOUN/root/-1 over/ADP/case/4 the/DET/det/4 river/NOUN/nmod/1", &["bridge"]);
    }
}
