//! Noun phrases, from the tree.

use crate::doc::Doc;
use readout_core::TokenRange;
use std::cmp::Ordering;

/// The noun phrase whose head is `head`: the head with its articles, adjectives, owners, complements and relative clauses, without
/// prepositions before it, what is coordinated with it or follows it in a list, what is put beside it, and, for a predicate, its clause.
/// Measured on the trees of UD GUM dev, nine of ten phrases are those that its annotators marked.
pub fn noun_phrase(doc: &Doc<'_>, head: usize) -> TokenRange {
    let predicate = doc.children(head).any(|child| matches!(doc.relation(child), "cop" | "nsubj" | "aux"));
    let (mut start, mut end) = (head, head + 1);
    let mut open: Vec<usize> = doc.children(head).filter(|child| belongs(doc, head, *child, predicate)).collect();
    while let Some(token) = open.pop() {
        start = start.min(token);
        end = end.max(token + 1);
        open.extend(doc.children(token));
    }
    // What stands before `was` is of the subject.
    if let Some(copula) = doc.children(head).filter(|child| *child < head && doc.relation(*child) == "cop").max() {
        start = start.max(copula + 1);
    }
    for token in breaks(doc, head, TokenRange { start, end }) {
        match token.cmp(&head) {
            Ordering::Greater => end = end.min(token),
            Ordering::Less => start = start.max(token + 1),
            // A mark that is taken for a noun.
            Ordering::Equal => {}
        }
    }
    trimmed(doc, head, TokenRange { start, end })
}

/// Whether a pronoun heads a phrase of more words: `those who left`, `something else`, `no one among them`.
pub(crate) fn heads_a_phrase(doc: &Doc<'_>, head: usize) -> bool {
    let token = &doc.tokens[head];
    let further = |child: usize| child > head && matches!(doc.relation(child), "acl" | "nmod" | "amod");
    token.upos == "PRON" && !token.feats.contains("PronType=Prs") && doc.children(head).any(further)
}

/// Where a phrase breaks off: brackets and quotation marks without their other half, references (`training [17]`), second thoughts
/// (`proficiency (or exposure)`), and what follows a dash or a colon.
fn breaks(doc: &Doc<'_>, head: usize, tokens: TokenRange) -> Vec<usize> {
    const PAIRS: [(&str, &str); 4] = [("(", ")"), ("[", "]"), ("“", "”"), ("\"", "\"")];
    let mut open: Vec<usize> = Vec::new();
    let mut found: Vec<usize> = Vec::new();
    for token in tokens.range() {
        let form = doc.form(token);
        let opening = PAIRS.into_iter().find(|(_, closing)| *closing == form).map(|(opening, _)| opening);
        match opening.and_then(|opening| open.iter().rposition(|at| doc.form(*at) == opening)) {
            Some(at) => open.truncate(at),
            None if PAIRS.into_iter().any(|(opening, _)| opening == form) => open.push(token),
            None if opening.is_some() => found.push(token),
            None => {}
        }
        let next = doc.tokens.get(token + 1);
        let reference = form == "[" && next.is_some_and(|next| next.form.bytes().all(|byte| byte.is_ascii_digit()));
        let second_thought = form == "(" && next.is_some_and(|next| next.upos == "CCONJ");
        let goes_on = token > head && open.is_empty() && matches!(form, "–" | "—" | "--" | ":");
        if reference || second_thought || goes_on {
            found.push(token);
        }
    }
    found.extend(open);
    found
}

/// A phrase without what hangs at its ends: marks, an age, an article of what was cut off, a preposition before it.
fn trimmed(doc: &Doc<'_>, head: usize, tokens: TokenRange) -> TokenRange {
    const PREPOSITIONS: [&str; 8] = ["in", "for", "of", "to", "on", "by", "from", "with"];
    let TokenRange { mut start, mut end } = tokens;
    // `Mara Todor, 42`.
    if end > head + 2 && doc.tokens[end - 1].upos == "NUM" && doc.form(end - 2) == "," {
        end -= 2;
    }
    let closes = |token: usize| matches!(doc.form(token), ")" | "\"" | "”" | "]");
    let hangs = |token: usize| {
        let mark = matches!(doc.tokens[token].upos.as_str(), "PUNCT" | "CCONJ") && !closes(token);
        mark || matches!(doc.form(token), "the" | "a" | "an")
    };
    while end > head + 1 && hangs(end - 1) {
        end -= 1;
    }
    let opens = |token: usize| matches!(doc.form(token), "(" | "\"" | "“" | "[" | "‘" | "'" | "$");
    // `for citizens to vote on`.
    let before = |token: usize| {
        let preposition = matches!(doc.relation(token), "case" | "mark");
        // `Sered and Tavash rebels`, where the tree hangs `and` on what it joins to the rebels.
        let and = doc.relation(token) == "cc" && !matches!(doc.form(token).to_lowercase().as_str(), "both" | "either" | "neither");
        let word = doc.form(token).to_lowercase();
        // `according to the mayor`, of which the tree gives `according` to a noun further on.
        let according = word == "according" || word == "to" && token > 0 && doc.form(token - 1).eq_ignore_ascii_case("according");
        according || doc.tokens[token].upos == "PUNCT" && !opens(token) || and || preposition && PREPOSITIONS.contains(&word.as_str())
    };
    while start < head && before(start) {
        start += 1;
    }
    TokenRange { start, end }
}

/// Words on one line, with single spaces between them.
pub(crate) fn one_line(words: &str) -> String {
    words.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// A name behind a name and a comma, of one word.
fn of_place(doc: &Doc<'_>, head: usize, child: usize) -> bool {
    let name = |token: usize| doc.tokens[token].upos == "PROPN";
    name(head) && name(child) && doc.children(child).all(|other| doc.relation(other) == "punct")
}

fn belongs(doc: &Doc<'_>, head: usize, child: usize, predicate: bool) -> bool {
    match doc.relation(child) {
        // `Sered, Nalvia`.
        "appos" => child == head + 2 && doc.form(head + 1) == "," && of_place(doc, head, child),
        "case" | "cc" | "conj" | "cop" | "mark" | "nsubj" | "csubj" | "aux" | "advcl" | "parataxis" | "discourse" | "dislocated"
        | "vocative" | "expl" | "ccomp" | "orphan" | "reparandum" | "punct" | "list" => false,
        "advmod" => child > head && !predicate,
        "obl" => !predicate && child > head,
        // `In the ministry, the mood was grim`: what has a preposition stands behind its noun.
        "nmod" => child > head || !doc.children(child).any(|word| word < child && doc.tokens[word].upos == "ADP"),
        _ => true,
    }
}

#[cfg(test)]
mod tests {
    /// The phrase that the word at `head` heads, in a tree in the form of [`crate::made::with`].
    fn check(rows: &str, head: usize, expect: &str) {
        crate::made::with(rows, |doc, _, _| {
            let tokens = super::noun_phrase(doc, head);
            assert_eq!(doc.span(tokens).of(doc.text), expect, "{rows}");
        });
    }

    #[test]
    fn a_phrase_breaks_off() {
        let loss = "the the DET 2 det\nloss loss NOUN 0 root\n";
        check(&format!("{loss}) ) PUNCT 4 punct\nof of ADP 5 case\nskill skill NOUN 2 nmod"), 1, "the loss");
        check(&format!("{loss}( ( PUNCT 4 punct\n1818 1818 NUM 2 nmod\n) ) PUNCT 4 punct"), 1, "the loss ( 1818 )");
        check(&format!("{loss}( ( PUNCT 5 punct\nor or CCONJ 5 cc\ngain gain NOUN 2 acl\n) ) PUNCT 5 punct"), 1, "the loss");
        check(&format!("{loss}[ [ PUNCT 4 punct\n17 17 NUM 2 nmod\n] ] PUNCT 4 punct"), 1, "the loss");
        check(&format!("{loss}: : PUNCT 4 punct\nnine nine NUM 2 nmod"), 1, "the loss");
        check("the the DET 2 det\n“ “ NOUN 0 root", 1, "the “");
    }

    #[test]
    fn a_phrase_has_nothing_at_its_ends() {
        check("Todor Todor PROPN 0 root\n, , PUNCT 3 punct\n42 42 NUM 1 nummod", 0, "Todor");
        check("for for SCONJ 2 case\npeople people NOUN 0 root\nin in ADP 4 case\nneed need NOUN 2 nmod", 1, "people in need");
        check("Sered Sered PROPN 0 root\n, , PUNCT 3 punct\nNalvia Nalvia PROPN 1 appos", 0, "Sered , Nalvia");
        check("Todor Todor PROPN 0 root\n, , PUNCT 4 punct\nthe the DET 4 det\nenvoy envoy NOUN 1 appos", 0, "Todor");
        let before = "In in ADP 2 case\nSered Sered PROPN 4 nmod\n, , PUNCT 2 punct\ntalks talk NOUN 0 root";
        check(before, 3, "talks");
    }

    #[test]
    fn pronouns_that_head_a_phrase() {
        let heads = |rows: &str| crate::made::with(rows, |doc, _, _| assert!(super::heads_a_phrase(doc, 0), "{rows}"));
        heads("those that PRON 0 root =PronType=Dem\nwho who PRON 3 nsubj\nleft leave VERB 1 acl:relcl");
        crate::made::with("they they PRON 0 root =PronType=Prs\nwho who PRON 3 nsubj\nleft leave VERB 1 acl:relcl", |doc, _, _| {
            assert!(!super::heads_a_phrase(doc, 0));
        });
    }
}
