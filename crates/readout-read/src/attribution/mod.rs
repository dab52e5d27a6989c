//! Who says, thinks or wants what, and by whose account.
//!
//! Comes in: the document with its tree and the model's suggestions, the cast, the offices. Goes out: attributions in the order of their cues, each
//! with source, cue, content, kind, manner, speaker, the attribution around it, and its chain. Whether what is said is so, and what it means for a
//! position or an event, is left to later stages.
//!
//! | file | does |
//! |---|---|
//! | [`quote`] | which stretches stand between quotation marks |
//! | [`cue`] | the words that attribute (`cues.txt`), their manner and the shapes of their content |
//! | `view` | the document as the rules see it |
//! | `find` | cue by cue: quotations, sources, surface patterns |
//! | `tree` | indirect speech, wishes and refusals by the tree |
//! | `merge` | the rules' findings and the model's become one list |
//! | `settle` | manner and negation where the content decides, the noun behind `who` |
//! | `describe` | who a description without a name means |
//! | `speaker` | source → entity |
//! | `chain` | hops from the speaker outward |
//!
//! `"We stay," Mara Todor told AXP, adding that the minister had promised help.` has three attributions: one direct, with the chain
//! Todor → AXP; one indirect by the same speaker; and inside that one the minister's promise, whose chain is minister → Todor.

pub mod cue;
pub mod quote;

mod chain;
mod describe;
mod find;
mod merge;
mod settle;
mod speaker;
mod tree;
mod view;

use crate::{doc::Doc, mention::Cast};
use find::Found;
use readout_core::{Attribution, AttributionId, AttributionKind, Finding, Role, Time};
use view::View;

/// Finds attributions and their chains.
pub fn attributions(doc: &Doc<'_>, cast: &Cast, roles: &[Role], _times: &[Time], _findings: &mut Vec<Finding>) -> Vec<Attribution> {
    if doc.tokens.is_empty() {
        return Vec::new();
    }
    let view = View::new(doc, cast);
    let mut found = merge::merge(&view, cast, find::find(&view));
    found.iter_mut().for_each(|found| settle::settle(&view, found));
    // `a notice that was first reported by the agency` says who passed the notice on, and nothing by itself.
    found.retain(|found| {
        let relative = found.content.iter().all(|token| matches!(view.lower(*token), "that" | "which" | "who"));
        !(view.has_tree && relative && find::agent(&view, found.head).is_some())
    });
    found.sort_by_key(|found| (found.cue.first().copied().unwrap_or(found.head), found.head));
    let outer = nesting(&found);
    let speakers = speaker::speakers(&view, cast, roles, &found, &outer);
    let chains = chain::chains(&view, cast, &found, &outer, &speakers);
    let parts = found.iter().zip(outer).zip(speakers).zip(chains).enumerate();
    parts
        .map(|(place, (((found, outer), speaker), chain))| Attribution {
            id: AttributionId::new(place),
            source: view.spans(&found.source),
            cue: view.spans(&found.cue),
            content: view.spans(&found.content),
            kind: kind(&view, found),
            manner: found.manner,
            negated: found.negated,
            speaker: speaker.entity,
            inside: outer.map(AttributionId::new),
            chain,
        })
        .collect()
}

/// For each attribution the one whose content holds its cue: the smallest, where several do.
fn nesting(found: &[Found]) -> Vec<Option<usize>> {
    let holds = |outer: &Found, inner: &Found| inner.cue.iter().all(|token| outer.content.binary_search(token).is_ok());
    let inner_of = |place: usize| {
        let candidates = found
            .iter()
            .enumerate()
            .filter(|(other, outer)| *other != place && holds(outer, &found[place]) && !holds(&found[place], outer));
        candidates.min_by_key(|(other, outer)| (outer.content.len(), *other)).map(|(other, _)| other)
    };
    let mut outer: Vec<Option<usize>> = (0..found.len()).map(inner_of).collect();
    // A chain of holders never comes back to where it began.
    for place in 0..outer.len() {
        let mut at = outer[place];
        for _ in 0..=found.len() {
            at = at.and_then(|at| outer[at]);
        }
        if at.is_some() {
            outer[place] = None;
        }
    }
    outer
}

/// Direct where every word is quoted, at a depth beyond the cue's own.
fn kind(view: &View<'_>, found: &Found) -> AttributionKind {
    let level = view.quote_of[found.head];
    let words = found.content.iter().filter(|token| view.is_word(**token));
    let (mut n_words, mut n_quoted) = (0, 0);
    for token in words {
        n_words += 1;
        n_quoted += usize::from(view.quote_of[*token] != level);
    }
    match (n_quoted, n_words) {
        (0, _) => AttributionKind::Indirect,
        (quoted, words) if quoted == words => AttributionKind::Direct,
        _ => AttributionKind::Mixed,
    }
}

#[cfg(test)]
mod tests {
    use readout_core::{Known, Reading, Report};
    use readout_model::{Analysis, MentionHead, Model, NameKind, NameSpan, Pair, Window, WordAnalysis};

    fn read(text: &str) -> Reading {
        let mut report = Report::new("test", text);
        report.credit.push(Known::given("AXP".to_owned(), "field"));
        crate::read(&report, &readout_model::Fake, &crate::Settings::default())
    }

    /// Every attribution as `source | cue | content | hops`, read by the rules alone.
    #[track_caller]
    fn check(text: &str, expect: &[&str]) {
        let reading = read(text);
        let words = |spans: &[readout_core::Span]| spans.iter().map(|span| span.of(text)).collect::<Vec<_>>().join(" … ");
        let found: Vec<String> = reading
            .attributions
            .iter()
            .map(|one| {
                let hops: Vec<&str> = one.chain.iter().map(|hop| hop.name.as_str()).collect();
                format!("{} | {} | {} | {}", words(&one.source), words(&one.cue), words(&one.content), hops.join(" > "))
            })
            .collect();
        assert_eq!(found, expect, "{text}");
    }

    #[test]
    fn direct_quotations_have_their_speakers() {
        check("\"We will stay,\" Mara Todor said.", &["Mara Todor | said | \"We will stay,\" | Mara Todor > AXP"]);
        check("“We will stay,” said Mara Todor.", &["Mara Todor | said | “We will stay,” | Mara Todor > AXP"]);
        check("Mara Todor said: \"We will stay.\"", &["Mara Todor | said | \"We will stay.\" | Mara Todor > AXP"]);
        check(
            "\"We will stay,\" Mara Todor said. \"We have nowhere to go.\"",
            &["Mara Todor | said | \"We will stay,\" … \"We have nowhere to go.\" | Mara Todor > AXP"],
        );
    }

    #[test]
    fn a_quotation_goes_on_in_the_next_paragraph() {
        check(
            "\"We will stay,\" Mara Todor said.\n\n\"We have nowhere to go.\"",
            &["Mara Todor | said | \"We will stay,\" … \"We have nowhere to go.\" | Mara Todor > AXP"],
        );
    }

    #[test]
    fn whoever_is_told_is_a_hop() {
        let reading = read("\"We will stay,\" Mara Todor told Interfax.");
        let hops: Vec<(&str, bool)> = reading.attributions[0].chain.iter().map(|hop| (hop.name.as_str(), hop.implied)).collect();
        assert_eq!(hops, [("Mara Todor", false), ("Interfax", false), ("AXP", true)]);
    }

    /// Form, part of speech, governor, relation, and the mention that the word heads.
    type HandWord = (&'static str, &'static str, usize, &'static str, Option<(NameKind, usize)>);

    /// A model that knows one sentence: its words with part of speech, governor (from 1, 0 for the root), relation and, for the first word of a
    /// name, its type and number of words.
    struct Hand(Vec<HandWord>);

    impl Hand {
        fn new(lines: &'static str) -> Self {
            let rows = lines.lines().map(|line| {
                let fields: Vec<&str> = line.split_whitespace().collect();
                let name = fields.get(4).map(|kind| {
                    let kind = if *kind == "PER" { NameKind::PER } else { NameKind::GPE };
                    (kind, fields.get(5).map_or(1, |number| number.parse().expect("a number")))
                });
                (fields[0], fields[1], fields[2].parse().expect("a governor"), fields[3], name)
            });
            Self(rows.collect())
        }
    }

    impl Model for Hand {
        fn id(&self) -> &str {
            "hand"
        }
        fn pieces(&self, _form: &str) -> usize {
            1
        }
        fn read(&self, windows: &[Window<'_>]) -> Vec<Analysis> {
            let read = |window: &Window<'_>| {
                let forms: Vec<&str> = window.words.iter().map(|word| word.form).collect();
                assert_eq!(forms, self.0.iter().map(|row| row.0).collect::<Vec<_>>(), "the words are those of the hand's sentence");
                let words = self.0.iter().enumerate().map(|(place, (form, upos, head, deprel, _))| WordAnalysis {
                    sentence_start: place == 0,
                    upos: (*upos).into(),
                    feats: if form.ends_with("ed") || *form == "said" { "Tense=Past|VerbForm=Fin" } else { "_" }.into(),
                    lemma: form.to_lowercase(),
                    head: head.checked_sub(1),
                    deprel: (*deprel).into(),
                });
                let names = self
                    .0
                    .iter()
                    .enumerate()
                    .filter_map(|(place, row)| row.4.map(|(kind, number)| NameSpan { words: place..place + number, kind, score: 1.0 }));
                Analysis { words: words.collect(), names: names.collect(), ..Analysis::default() }
            };
            windows.iter().map(read).collect()
        }
        fn corefer(&self, _a: &MentionHead, _b: &MentionHead, _pair: &Pair) -> f32 {
            f32::NEG_INFINITY
        }
    }

    /// As [`check`], with a tree.
    #[track_caller]
    fn check_tree(text: &str, tree: &'static str, expect: &[&str]) {
        let reading = crate::read(&Report::new("test", text), &Hand::new(tree), &crate::Settings::default());
        let words = |spans: &[readout_core::Span]| spans.iter().map(|span| span.of(text)).collect::<Vec<_>>().join(" … ");
        let show = |one: &readout_core::Attribution| {
            let hops: Vec<&str> = one.chain.iter().map(|hop| hop.name.as_str()).collect();
            format!("{} | {} | {} | {}", words(&one.source), words(&one.cue), words(&one.content), hops.join(" > "))
        };
        assert_eq!(reading.attributions.iter().map(show).collect::<Vec<_>>(), expect, "{text}");
    }

    #[test]
    fn a_past_form_is_not_coordinated_with_what_hangs_on_must() {
        check_tree(
            "Todor insisted Vey must go and rejected talks.",
            "Todor PROPN 2 nsubj PER\ninsisted VERB 0 root\nVey PROPN 5 nsubj PER\nmust AUX 5 aux\ngo VERB 2 ccomp\nand CCONJ 7 cc\n\
             rejected VERB 5 conj\ntalks NOUN 7 obj\n. PUNCT 2 punct",
            &["Todor | insisted | Vey must go | Todor", "Todor | rejected | talks | Todor"],
        );
    }

    #[test]
    fn a_gerund_is_ruled_out_wherever_it_hangs() {
        check_tree(
            "Todor ruled out cooperating with Vey.",
            "Todor PROPN 2 nsubj PER\nruled VERB 0 root\nout ADP 2 compound:prt\ncooperating VERB 2 advcl\nwith ADP 6 case\nVey PROPN 4 obl PER\n\
             . PUNCT 2 punct",
            &["Todor | ruled out | cooperating with Vey | Todor"],
        );
    }

    #[test]
    fn a_name_set_off_is_the_speaker() {
        check_tree(
            "The chair, Mara Todor, said it was over.",
            "The DET 2 det\nchair NOUN 7 nsubj\n, PUNCT 4 punct\nMara PROPN 7 nsubj PER 2\nTodor PROPN 4 flat\n, PUNCT 2 punct\nsaid VERB 0 root\n\
             it PRON 10 nsubj\nwas AUX 10 cop\nover ADV 7 ccomp\n. PUNCT 7 punct",
            &["The chair | said | it was over | Mara Todor"],
        );
    }

    #[test]
    fn what_a_relative_clause_says_at_the_end_is_all_that_the_source_said() {
        check_tree(
            "Todor ended the war, which has cost lives, according to Vey.",
            "Todor PROPN 2 nsubj PER\nended VERB 0 root\nthe DET 4 det\nwar NOUN 2 obj\n, PUNCT 8 punct\nwhich PRON 8 nsubj\nhas AUX 8 aux\n\
             cost VERB 4 acl:relcl\nlives NOUN 8 obj\n, PUNCT 13 punct\naccording VERB 13 case\nto ADP 11 fixed\n\
             Vey PROPN 2 obl PER\n. PUNCT 2 punct",
            &["Vey | according to | which has cost lives | Vey"],
        );
    }

    #[test]
    fn an_outlet_is_known_by_the_noun_beside_its_name() {
        let hops = |text: &str| read(text).attributions[0].chain.iter().map(|hop| hop.name.clone()).collect::<Vec<_>>();
        assert_eq!(hops("\"We will stay,\" Mara Todor told the magazine Salar last spring."), ["Mara Todor", "Salar", "AXP"]);
    }

    #[test]
    fn odd_marks_are_no_panic() {
        for text in ["\"", "“”", "\"\" said", "said: \"", "— “a” —", ": \"A b c.\"", "''``", "\"A.\"\n\n\"B.\" -"] {
            read(text);
        }
    }
}
