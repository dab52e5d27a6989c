//! Clauses that the parser hangs where English has none.
//!
//! A verb that continues another (`conj`) has a conjunction or a comma before it. Where neither is there, and the verb has no subject of its own,
//! a noun behind `after`, `before`, `since`, `until` or `as` is the subject, and the small word opens the clause:
//!
//! > `Vesh closed the port after a blast aboard a ship killed nine people`: the blast killed, not Vesh.
//!
//! Between a subject and its verb stands no second verb with a tense of its own, unless it has a subject or an opener; what looks like one is a participle:
//!
//! > `A diplomat briefed on the talks said so`: the diplomat was briefed.
//!
//! Whoever is told something is no part of it:
//!
//! > `An officer had told her the boxes were gone`: her and the officer belong to `told`, and what was told hangs on it.
//!
//! And what stands before `of which` belongs to the clause:
//!
//! > `The letter, a copy of which was shown to Vesh, says so`: the copy was shown, the letter says.

use crate::doc::Doc;
use readout_core::TokenRange;

/// Words that are prepositions before a noun and open a clause before a verb.
const OPENERS: &[&str] = &["after", "before", "since", "until", "till", "as"];

/// Mends the trees of all sentences.
pub(crate) fn mend(doc: &mut Doc<'_>) {
    for sentence in 0..doc.sentences.len() {
        let tokens = doc.sentences[sentence].tokens;
        for verb in tokens.range() {
            if let Some((opener, subject)) = opened(doc, tokens, verb) {
                doc.tokens[subject].head = verb as i32;
                "nsubj".clone_into(&mut doc.tokens[subject].deprel);
                doc.tokens[opener].head = verb as i32;
                "mark".clone_into(&mut doc.tokens[opener].deprel);
                "advcl".clone_into(&mut doc.tokens[verb].deprel);
            }
            if let Some((noun, governor)) = participle_of(doc, verb) {
                doc.tokens[noun].head = governor as i32;
                doc.tokens[verb].head = noun as i32;
                "acl".clone_into(&mut doc.tokens[verb].deprel);
                "Tense=Past|VerbForm=Part|Voice=Pass".clone_into(&mut doc.tokens[verb].feats);
            }
            if let Some((hearer, told, teller)) = told(doc, tokens, verb) {
                doc.tokens[hearer].head = verb as i32;
                "iobj".clone_into(&mut doc.tokens[hearer].deprel);
                doc.tokens[told].head = verb as i32;
                "ccomp".clone_into(&mut doc.tokens[told].deprel);
                if let Some(teller) = teller {
                    doc.tokens[teller].head = verb as i32;
                    "nsubj".clone_into(&mut doc.tokens[teller].deprel);
                }
            }
            if let Some(part) = part_of_which(doc, verb) {
                doc.tokens[part].head = verb as i32;
                "nsubj".clone_into(&mut doc.tokens[part].deprel);
            }
        }
    }
}

/// The noun straight before a verb that was taken for a clause of its own between the noun and what the noun does.
fn participle_of(doc: &Doc<'_>, verb: usize) -> Option<(usize, usize)> {
    let token = &doc.tokens[verb];
    let past = token.upos == "VERB" && token.feats.contains("Tense=Past") && matches!(doc.relation(verb), "advcl" | "parataxis" | "ccomp");
    let noun = verb.checked_sub(1).filter(|noun| past && doc.tokens[*noun].upos == "NOUN" && doc.relation(*noun) == "nsubj")?;
    let governor = doc.head(verb).filter(|governor| *governor > verb)?;
    // The noun is the subject of one of the two, and the other has none.
    let subjects = |of: usize| doc.children(of).filter(|child| *child != noun && doc.relation(*child) == "nsubj").count();
    let one = doc.head(noun).is_some_and(|head| head == governor || head == verb) && subjects(governor) + subjects(verb) == 0;
    let noun = Some(noun).filter(|_| one)?;
    let own = doc.children(verb).any(|child| matches!(doc.relation(child), "mark" | "aux" | "obj" | "ccomp" | "xcomp"));
    let led = doc.tokens.get(verb + 1).is_some_and(|next| next.upos == "ADP") && verb + 2 < governor;
    (!own && led).then_some((noun, governor))
}

/// Who is told, the verb of what is told, and who tells, where the tree has hung one of them elsewhere.
fn told(doc: &Doc<'_>, tokens: TokenRange, verb: usize) -> Option<(usize, usize, Option<usize>)> {
    let low = |token: usize| doc.form(token).to_lowercase();
    let tells =
        doc.tokens[verb].upos == "VERB" && matches!(low(verb).as_str(), "tell" | "tells" | "told" | "assured" | "informed" | "reminded");
    let hearer = verb + 1;
    let heard = tells && tokens.contains(hearer) && matches!(low(hearer).as_str(), "me" | "us" | "him" | "her" | "them");
    let passive = doc.children(verb).any(|child| matches!(doc.tokens[child].deprel.as_str(), "aux:pass" | "nsubj:pass"));
    if !heard || passive || doc.children(verb).any(|child| doc.relation(child) == "ccomp" && child > verb && doc.head(hearer) == Some(verb))
    {
        return None;
    }
    // The next verb with a tense of its own, with nothing but its subject between.
    let clause =
        (hearer + 1..tokens.end).take_while(|token| !matches!(doc.tokens[*token].upos.as_str(), "PUNCT" | "CCONJ")).find(|token| {
            let finite = doc.tokens[*token].feats.contains("VerbForm=Fin")
                || doc.children(*token).any(|child| doc.relation(child) == "aux" || doc.relation(child) == "cop");
            doc.tokens[*token].upos != "AUX" && finite && doc.children(*token).any(|child| doc.relation(child) == "nsubj" && child > hearer)
        })?;
    let governor = doc.head(clause);
    let own = governor == Some(verb);
    // Hung beside the verb, on what the verb hangs on; or on the verb, with the hearer or the teller taken for a part of it.
    let beside = governor.is_some() && governor == doc.head(verb) && doc.relation(clause) == "ccomp" && doc.relation(verb) == "ccomp";
    if !own && !beside {
        return None;
    }
    let subject = doc.children(verb).any(|child| doc.relation(child) == "nsubj");
    let teller = (tokens.start..verb).rev().find(|token| {
        doc.head(*token) == Some(clause)
            && doc.relation(*token) == "nsubj"
            && matches!(doc.tokens[*token].upos.as_str(), "NOUN" | "PROPN" | "PRON")
    });
    let teller = teller.filter(|_| !subject);
    let astray = doc.head(hearer) != Some(verb) || teller.is_some() || beside;
    astray.then_some((hearer, clause, teller))
}

/// The noun before the `of which` of a relative clause, where it was taken for another name of what the clause tells of.
fn part_of_which(doc: &Doc<'_>, verb: usize) -> Option<usize> {
    if doc.tokens[verb].deprel != "acl:relcl" {
        return None;
    }
    let which = doc.children(verb).find(|child| doc.form(*child).eq_ignore_ascii_case("which"))?;
    let part = which.checked_sub(2).filter(|part| doc.form(part + 1).eq_ignore_ascii_case("of") && doc.tokens[*part].upos == "NOUN")?;
    (doc.relation(part) == "appos" && doc.head(part) == doc.head(verb)).then_some(part)
}

/// The word that opens the clause of `verb`, and its subject, where the tree takes the verb for a second one of the clause before.
fn opened(doc: &Doc<'_>, tokens: TokenRange, verb: usize) -> Option<(usize, usize)> {
    let finite = doc.tokens[verb].upos == "VERB" && doc.tokens[verb].feats.contains("VerbForm=Fin");
    let first = doc.head(verb).filter(|first| finite && doc.relation(verb) == "conj" && *first < verb)?;
    if doc.children(verb).any(|child| child < verb && matches!(doc.relation(child), "nsubj" | "cc" | "mark" | "aux")) {
        return None;
    }
    let joined = |token: &usize| matches!(doc.tokens[*token].upos.as_str(), "PUNCT" | "CCONJ");
    let subject = (first.max(tokens.start) + 1..verb).rev().take_while(|token| !joined(token)).find(|token| {
        let opener = || doc.children(*token).any(|child| is_opener(doc, child));
        doc.head(*token) == Some(first) && doc.relation(*token) == "obl" && opener()
    })?;
    let opener = doc.children(subject).find(|child| is_opener(doc, *child))?;
    Some((opener, subject))
}

fn is_opener(doc: &Doc<'_>, token: usize) -> bool {
    doc.relation(token) == "case" && OPENERS.contains(&doc.tokens[token].form.to_lowercase().as_str())
}

#[cfg(test)]
mod tests {
    /// Words whose relation changes, as `form governor relation`.
    fn check(rows: &str, expect: &[&str]) {
        crate::made::with(rows, |doc, _, _| {
            let mut mended = doc.clone();
            super::mend(&mut mended);
            let changed = mended.tokens.iter().zip(&doc.tokens).filter(|(now, before)| now.deprel != before.deprel);
            let shown: Vec<String> =
                changed.map(|(now, _)| format!("{} {} {}", now.form, mended.tokens[now.head as usize].form, now.deprel)).collect();
            assert_eq!(shown, expect, "{rows}");
        });
    }

    const CLOSED: &str = "Vesh Vesh PROPN 2 nsubj PER\nclosed close VERB 0 root =VerbForm=Fin\nports port NOUN 2 obj\n";

    #[test]
    fn a_clause_behind_a_small_word_has_its_own_subject() {
        let after = "after after ADP 5 case\nblasts blast NOUN 2 obl\nkilled kill VERB 2 conj =VerbForm=Fin\nnine nine NUM 6 obj";
        check(&format!("{CLOSED}{after}"), &["after killed mark", "blasts killed nsubj", "killed closed advcl"]);
        // A second verb of one subject.
        let comma = "after after ADP 5 case\nblasts blast NOUN 2 obl\n, , PUNCT 7 punct\nkilled kill VERB 2 conj =VerbForm=Fin";
        check(&format!("{CLOSED}{comma}"), &[]);
        let and = "after after ADP 5 case\nblasts blast NOUN 2 obl\nand and CCONJ 7 cc\nleft leave VERB 2 conj =VerbForm=Fin";
        check(&format!("{CLOSED}{and}"), &[]);
        // `in` opens no clause.
        let within = "in in ADP 5 case\nMay May PROPN 2 obl\nkilled kill VERB 2 conj =VerbForm=Fin";
        check(&format!("{CLOSED}{within}"), &[]);
    }

    #[test]
    fn between_a_subject_and_its_verb_stands_a_participle() {
        let said = "said say VERB 0 root =Tense=Past|VerbForm=Fin\n";
        let briefed = "Vesh Vesh PROPN 2 compound\ndiplomat diplomat NOUN 6 nsubj\nbriefed brief VERB 6 advcl =Tense=Past|VerbForm=Fin\non on ADP 5 case\ntalks talk NOUN 3 obl\n";
        check(&format!("{briefed}{said}"), &["briefed diplomat acl"]);
        // What has an object of its own is done by somebody.
        let met = "A a DET 2 det\ndiplomat diplomat NOUN 7 nsubj\nmet meet VERB 7 advcl =Tense=Past|VerbForm=Fin\nin in ADP 5 case\nMay May PROPN 3 obl\nrebels rebel NOUN 3 obj\n";
        check(&format!("{met}{said}"), &[]);
    }

    #[test]
    fn what_stands_before_of_which_is_the_clauses() {
        let rows = "letter letter NOUN 8 nsubj\n, , PUNCT 4 punct\na a DET 4 det\ncopy copy NOUN 1 appos\nof of ADP 6 case\nwhich which PRON 7 nsubj\nburned burn VERB 1 acl:relcl\nsays say VERB 0 root";
        check(rows, &["copy burned nsubj"]);
    }
}
