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
//! | `aside` | who says it where it is set off from what is said |
//! | `tree` | indirect speech, wishes and refusals by the tree |
//! | `instead` | what stands where a verb has no content of its own |
//! | `turn` | who speaks when in a transcript |
//! | `merge` | the rules' findings and the model's become one list |
//! | `deed` | what is done and not said |
//! | `bounds` | where a content ends and the writer goes on |
//! | `manner` | manner and negation where the content decides |
//! | `settle` | where source and content begin and end, the noun behind `who` |
//! | `describe` | who a description without a name means |
//! | `source` | the head of a source, the entity it is led to, its bare words |
//! | `speaker` | source → speaker |
//! | `epithet` | what stands in place of a name |
//! | `headline` | who speaks in a title |
//! | `anaphor` | descriptions that stand for somebody told of just before |
//! | `lead` | names that come after their description |
//! | `author` | papers, and who speaks in them |
//! | `title` | what somebody is called |
//! | `pronoun` | whom `he` and `she` take up |
//! | `voice` | in what capacity somebody speaks |
//! | `occasion` | the occasion, and who heard it |
//! | `media` | agencies, words that name outlets, bodies that print nothing |
//! | `outlet` | what is an agency, a paper or a station |
//! | `relay` | who passed the words on |
//! | `carry` | occasions and relays beyond their sentence |
//! | `papers` | what came out of papers, and goes on coming out of them |
//! | `heard` | what is heard on a recording that came out |
//! | `scene` | where people spoke to each other: the call, the meeting, the hearing |
//! | `chain` | hops from the speaker outward |
//!
//! `"We stay," Mara Todor told AXP, adding that the minister had promised help.` has three attributions: one direct, with the chain
//! Todor → AXP; one indirect by the same speaker; and inside that one the minister's promise, whose chain is minister → Todor.

pub mod cue;
pub mod quote;

mod anaphor;
mod aside;
mod author;
mod bounds;
mod carry;
mod chain;
mod deed;
mod describe;
mod epithet;
mod find;
mod headline;
mod heard;
mod instead;
mod lead;
mod manner;
mod media;
mod merge;
mod occasion;
mod outlet;
mod papers;
mod pronoun;
mod relay;
mod scene;
mod settle;
mod source;
mod speaker;
mod title;
mod tree;
mod turn;
mod view;
mod voice;

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
    bounds::take_whole_sources(&view, &mut found);
    aside::part_sources(&view, &mut found);
    found.iter_mut().for_each(|found| settle::settle(&view, found));
    // `a notice that was first reported by the agency` says who passed the notice on, and nothing by itself.
    found.retain(|found| {
        let relative = found.content.iter().all(|token| matches!(view.lower(*token), "that" | "which" | "who"));
        // `a letter which the Herald has seen`
        let sees = matches!(view.doc.tokens[found.head].lemma.as_str(), "see" | "review" | "obtain");
        !(view.has_tree && relative && (sees || find::agent(&view, found.head).is_some()))
    });
    // `A copy of the letter was seen by the Herald`: that is no attribution.
    found.retain(|found| {
        let few = found.content.len() <= 6 && found.source.is_empty() && !found.quoted;
        let paper = found.content.iter().any(|token| author::is_paper(view.lower(*token)) || view.lower(*token) == "copy");
        !(few && paper && matches!(view.lower(found.head), "seen" | "obtained" | "reviewed"))
    });
    // `told customers, in an advisory quoted by the Gazette, to expect delays`: what the Gazette quoted is the advisory.
    let passed_on = |found: &Found| {
        matches!(view.lower(found.head), "quoted" | "cited" | "carried" | "published" | "reported")
            && view.lower.get(found.head + 1).is_some_and(|by| by == "by")
            && view.relation(found.head) == "acl"
    };
    let told: Vec<(usize, Vec<usize>)> =
        found.iter().filter(|found| !passed_on(found)).map(|found| (found.head, found.content.clone())).collect();
    found.retain(|found| {
        let first = found.content.first().copied().unwrap_or(found.head);
        !(passed_on(found) && told.iter().any(|(head, content)| *head < found.head && content.binary_search(&first).is_ok()))
    });
    // `The Gazette, citing officials, said …` is one attribution: the officials are its speaker.
    let cited: Vec<Vec<usize>> = found.iter().filter_map(|found| speaker::cited(&view, cast, found)).map(|(_, whose)| whose).collect();
    found.retain(|found| {
        let cites = matches!(view.lower(found.head), "citing" | "quoting") && !found.quoted;
        !(cites && cited.iter().any(|whose| whose.iter().any(|token| found.content.contains(token))))
    });
    turn::add(&mut found, turn::turns(&view, cast));
    found.sort_by_key(|found| (found.cue.first().copied().unwrap_or(found.head), found.head));
    // `Karim, reached by AFP, said it was over`: who speaks is no part of what is said.
    for one in &mut found {
        let overlaps = one.source.iter().any(|token| one.holds(*token));
        let relative = |token: usize| matches!(view.lower(token), "who" | "which" | "that" | "whom");
        let rest: Vec<usize> = one.content.iter().copied().filter(|token| !one.source.contains(token) || relative(*token)).collect();
        if overlaps && rest.len() > 1 && !one.quoted {
            one.content = rest;
        }
    }
    bounds::end(&view, &mut found);
    let outer = nesting(&found);
    let mut speakers = speaker::speakers(&view, cast, roles, &found, &outer);
    turn::name(&view, cast, &found, &mut speakers);
    let chains = chain::chains(&view, cast, &found, &outer, &mut speakers);
    let parts = found.iter().zip(outer).zip(speakers).zip(chains).enumerate();
    parts
        .map(|(place, (((found, outer), speaker), chain))| Attribution {
            voice: voice::voice(&view, cast, roles, found, &speaker),
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
    let holds = |outer: &Found, inner: &Found| inner.cue.iter().all(|token| outer.holds(*token));
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
    if found.shape == find::Shape::Turn {
        return AttributionKind::Direct;
    }
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
    mod chains;
    mod papers;
    mod relays;
    mod speakers;

    use readout_core::{Known, Reading, Report};
    use readout_model::{Analysis, MentionHead, Model, NameKind, NameSpan, Pair, Window, WordAnalysis};

    fn read(text: &str) -> Reading {
        let mut report = Report::new("test", text);
        report.credit.push(Known::given("AXP".to_owned(), "field"));
        crate::read(&report, &readout_model::Fake, &crate::Settings::default())
    }

    /// The chains of a reading without what only the credit tells: `Mara Todor (letter) > Herald (outlet)`.
    fn chains(reading: &Reading) -> Vec<String> {
        let hop = |hop: &readout_core::Hop| match &hop.channel {
            Some(channel) => format!("{} ({channel})", hop.name),
            None => hop.name.clone(),
        };
        let chain = |one: &readout_core::Attribution| one.chain.iter().filter(|hop| !hop.implied).map(hop).collect::<Vec<_>>().join(" > ");
        reading.attributions.iter().map(chain).collect()
    }

    /// The chains by the rules alone.
    #[track_caller]
    fn check_read(text: &str, expect: &[&str]) {
        assert_eq!(chains(&read(text)), expect, "{text}");
    }

    /// The chains by a tree.
    #[track_caller]
    fn check_chains(text: &str, tree: &'static str, expect: &[&str]) {
        assert_eq!(chains(&by_hand(text, tree)), expect, "{text}");
    }

    fn leak(tree: String) -> &'static str {
        Box::leak(tree.into_boxed_str())
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
    fn a_transcript_has_turns() {
        let text =
            "Mara Todor spoke on Sunday.\n\nWALLIS: Will Vey come?\n\nTODOR: He will not.\n\nHe never does.\n\n(LAUGHTER)\n\nWALLIS: Why?";
        check(
            text,
            &[
                "WALLIS | : | Will Vey come? | WALLIS > AXP",
                "TODOR | : | He will not. … He never does. | Mara Todor > AXP",
                "WALLIS | : | Why? | WALLIS > AXP",
            ],
        );
        // The title has a colon as well.
        check(
            &format!("Mara Todor: He will not\n\nIt was in Sered.\n\n{}", text.split_once("\n\n").unwrap().1),
            &[
                "WALLIS | : | Will Vey come? | WALLIS > AXP",
                "TODOR | : | He will not. … He never does. | Mara Todor > AXP",
                "WALLIS | : | Why? | WALLIS > AXP",
            ],
        );
        // A round-up has labels, and nobody who speaks again.
        check("LONDON: Shares fell.\n\nPARIS: Shares rose.\n\nROME: Shares fell.", &[]);
        check("NOTE: This was changed.\n\nNOTE: So was this.\n\nNOTE: And this.", &[]);
    }

    #[test]
    fn whoever_is_told_is_a_hop() {
        let reading = read("\"We will stay,\" Mara Todor told Interfax.");
        let hops: Vec<(&str, bool)> = reading.attributions[0].chain.iter().map(|hop| (hop.name.as_str(), hop.implied)).collect();
        assert_eq!(hops, [("Mara Todor", false), ("Interfax", false), ("AXP", true)]);
    }

    /// Form, part of speech, governor, relation, and the mention that the word heads.
    type HandWord = (&'static str, &'static str, usize, &'static str, Option<(NameKind, usize)>);

    /// A model that knows one text: its words with part of speech, governor (from 1, 0 for the root), relation and, for the first word of a
    /// name, its type and number of words; a full stop ends a sentence. The attributions that it suggests, and which word it leads to which.
    struct Hand(Vec<HandWord>, Vec<readout_model::AttributionSpans>, Vec<(usize, usize)>);

    impl Hand {
        fn new(lines: &'static str) -> Self {
            let rows = lines.lines().map(|line| {
                let fields: Vec<&str> = line.split_whitespace().collect();
                let name = fields.get(4).map(|kind| {
                    let kind = match *kind {
                        "PER" => NameKind::PER,
                        "ORG" => NameKind::ORG,
                        _ => NameKind::GPE,
                    };
                    (kind, fields.get(5).map_or(1, |number| number.parse().expect("a number")))
                });
                (fields[0], fields[1], fields[2].parse().expect("a governor"), fields[3], name)
            });
            Self(rows.collect(), Vec::new(), Vec::new())
        }

        /// Leads the later word to the earlier one, both people.
        fn lead(mut self, later: usize, earlier: usize) -> Self {
            self.2.push((later, earlier));
            self
        }

        /// Suggests a source, a cue and pieces of content, as words from the first included to the last not.
        fn suggest(mut self, source: [usize; 2], cue: [usize; 2], content: &[[usize; 2]]) -> Self {
            let range = |[start, end]: [usize; 2]| start..end;
            self.1.push(readout_model::AttributionSpans {
                source: vec![range(source)],
                cue: vec![range(cue)],
                content: content.iter().copied().map(range).collect(),
                score: 1.0,
            });
            self
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
                    sentence_start: place == 0 || self.0[place - 1].0 == ".",
                    upos: (*upos).into(),
                    feats: match *upos {
                        "VERB" if form.ends_with("ed") || *form == "said" => "Tense=Past|VerbForm=Fin",
                        "NOUN" if form.ends_with('s') => "Number=Plur",
                        _ => "_",
                    }
                    .into(),
                    lemma: match *form {
                        "spoke" | "speaking" => "speak".to_owned(),
                        "told" => "tell".to_owned(),
                        _ => form.to_lowercase(),
                    },
                    head: head.checked_sub(1),
                    deprel: (*deprel).into(),
                });
                let names = self
                    .0
                    .iter()
                    .enumerate()
                    .filter_map(|(place, row)| row.4.map(|(kind, number)| NameSpan { words: place..place + number, kind, score: 1.0 }));
                let mut linked: Vec<usize> = self.2.iter().flat_map(|(later, earlier)| [*later, *earlier]).collect();
                linked.sort_unstable();
                linked.dedup();
                let mentions = linked.into_iter().map(|word| MentionHead {
                    word,
                    kind: NameKind::PER,
                    score: 1.0,
                    form: self.0[word].0.to_lowercase(),
                    capital: self.0[word].0.starts_with(char::is_uppercase),
                    a: Vec::new(),
                    b: Vec::new(),
                });
                let (words, names, mentions) = (words.collect(), names.collect(), mentions.collect());
                Analysis { words, names, mentions, attributions: self.1.clone(), ..Analysis::default() }
            };
            windows.iter().map(read).collect()
        }
        fn corefer(&self, a: &MentionHead, b: &MentionHead, _pair: &Pair) -> f32 {
            if self.2.contains(&(b.word, a.word)) { 9.0 } else { f32::NEG_INFINITY }
        }
    }

    /// As [`check`], with a tree.
    #[track_caller]
    fn check_tree(text: &str, tree: &'static str, expect: &[&str]) {
        check_hand(text, &Hand::new(tree), expect);
    }

    #[track_caller]
    fn check_hand(text: &str, hand: &Hand, expect: &[&str]) {
        let reading = crate::read(&Report::new("test", text), hand, &crate::Settings::default());
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
    fn a_pronoun_takes_up_the_subject_of_the_sentence_before() {
        // Two people stand there: which one goes on is told by who it is about.
        check_tree(
            "Todor met Vey. In May she said it was over.",
            "Todor PROPN 2 nsubj PER\nmet VERB 0 root\nVey PROPN 2 obj PER\n. PUNCT 2 punct\nIn ADP 6 case\nMay PROPN 8 obl\nshe PRON 8 nsubj\n\
             said VERB 0 root\nit PRON 11 nsubj\nwas AUX 11 cop\nover ADV 8 ccomp\n. PUNCT 8 punct",
            &["she | said | it was over | Todor"],
        );
    }

    #[test]
    fn who_answers_is_not_who_asked() {
        check_tree(
            "Todor asked Vey. She replied it was over.",
            "Todor PROPN 2 nsubj PER\nasked VERB 0 root\nVey PROPN 2 obj PER\n. PUNCT 2 punct\nShe PRON 6 nsubj\nreplied VERB 0 root\n\
             it PRON 9 nsubj\nwas AUX 9 cop\nover ADV 6 ccomp\n. PUNCT 6 punct",
            &["She | replied | it was over | She"],
        );
    }

    #[test]
    fn who_is_cited_speaks_and_who_cites_passes_on() {
        const TREE: &str = "AXP PROPN 2 nsubj ORG\nreported VERB 0 root\nit PRON 5 nsubj\nwas AUX 5 cop\nover ADV 2 ccomp\n, PUNCT 7 punct\n\
                            citing VERB 2 advcl\nTodor PROPN 7 obj PER\n. PUNCT 2 punct";
        check_tree("AXP reported it was over, citing Todor.", TREE, &["AXP | reported | it was over | Todor > AXP"]);
        // A person who cites a paper speaks for herself.
        check_tree(
            "Todor said it was over, citing papers.",
            "Todor PROPN 2 nsubj PER\nsaid VERB 0 root\nit PRON 5 nsubj\nwas AUX 5 cop\nover ADV 2 ccomp\n, PUNCT 7 punct\n\
             citing VERB 2 advcl\npapers NOUN 7 obj\n. PUNCT 2 punct",
            &["Todor | said | it was over | Todor", "Todor | citing | papers | Todor"],
        );
    }

    #[test]
    fn who_is_quoted_by_a_paper_speaks() {
        check_tree(
            "Todor was quoted by AXP as saying it was over.",
            "Todor PROPN 3 nsubj:pass PER\nwas AUX 3 aux:pass\nquoted VERB 0 root\nby ADP 5 case\nAXP PROPN 3 obl ORG\nas SCONJ 7 mark\n\
             saying VERB 3 advcl\nit PRON 10 nsubj\nwas AUX 10 cop\nover ADV 7 ccomp\n. PUNCT 3 punct",
            &["Todor | was quoted … as saying | it was over | Todor > AXP"],
        );
    }

    #[test]
    fn an_interview_told_of_before_passes_on_what_is_said_next() {
        check_tree(
            "Todor spoke to AXP. She said it was over.",
            "Todor PROPN 2 nsubj PER\nspoke VERB 0 root\nto ADP 4 case\nAXP PROPN 2 obl ORG\n. PUNCT 2 punct\nShe PRON 7 nsubj\n\
             said VERB 0 root\nit PRON 10 nsubj\nwas AUX 10 cop\nover ADV 7 ccomp\n. PUNCT 7 punct",
            &["She | said | it was over | Todor > AXP"],
        );
    }

    #[test]
    fn who_reports_at_the_end_is_around_what_was_said() {
        let tree = "Todor PROPN 2 nsubj PER\nsaid VERB 8 ccomp\nit PRON 5 nsubj\nwas AUX 5 cop\nover ADV 2 ccomp\n, PUNCT 8 punct\n\
                    AXP PROPN 8 nsubj ORG\nreported VERB 0 root\n. PUNCT 8 punct";
        check_hand(
            "Todor said it was over, AXP reported.",
            &Hand::new(tree).suggest([0, 1], [1, 2], &[[2, 8]]),
            &["Todor | said | it was over | Todor > AXP", "AXP | reported | Todor said it was over | AXP"],
        );
    }

    #[test]
    fn who_is_asked_is_no_medium_and_who_is_told_may_be() {
        check_tree(
            "Todor asked Valor to leave.",
            "Todor PROPN 2 nsubj PER\nasked VERB 0 root\nValor PROPN 2 obj ORG\nto PART 5 mark\nleave VERB 2 xcomp\n. PUNCT 2 punct",
            &["Todor | asked | Valor to leave | Todor"],
        );
        check_tree(
            "Todor told Valor it was over.",
            "Todor PROPN 2 nsubj PER\ntold VERB 0 root\nValor PROPN 2 iobj ORG\nit PRON 6 nsubj\nwas AUX 6 cop\nover ADV 2 ccomp\n\
             . PUNCT 2 punct",
            &["Todor | told | it was over | Todor > Valor"],
        );
    }

    #[test]
    fn several_who_speak_together_keep_all_their_words() {
        check_tree(
            "Norland and its allies said it was over.",
            "Norland PROPN 5 nsubj GPE\nand CCONJ 4 cc\nits PRON 4 nmod:poss\nallies NOUN 1 conj\nsaid VERB 0 root\nit PRON 8 nsubj\n\
             was AUX 8 cop\nover ADV 5 ccomp\n. PUNCT 5 punct",
            &["Norland and its allies | said | it was over | Norland and its allies"],
        );
    }

    #[test]
    fn relatives_of_the_dead_man_are_not_he_and_speak_through_others() {
        check_tree(
            "Relatives of the dead man, Ilan Vey, said through their solicitor it was over.",
            "Relatives NOUN 10 nsubj\nof ADP 5 case\nthe DET 5 det\ndead ADJ 5 amod\nman NOUN 1 nmod\n, PUNCT 7 punct\n\
             Ilan PROPN 1 appos PER 2\nVey PROPN 7 flat\n, PUNCT 1 punct\nsaid VERB 0 root\nthrough ADP 13 case\n\
             their PRON 13 nmod:poss\nsolicitor NOUN 10 obl\nit PRON 16 nsubj\nwas AUX 16 cop\nover ADV 10 ccomp\n. PUNCT 10 punct",
            &["Relatives of the dead man, Ilan Vey | said | it was over | Relatives of the dead man > their solicitor"],
        );
    }

    #[test]
    fn a_founder_known_as_somebody_is_he() {
        check_tree(
            "The founder, known as Brother Vey, said it was over.",
            "The DET 2 det\nfounder NOUN 9 nsubj\n, PUNCT 4 punct\nknown VERB 2 acl\nas ADP 6 case\nBrother PROPN 4 obl PER 2\n\
             Vey PROPN 6 flat\n, PUNCT 4 punct\nsaid VERB 0 root\nit PRON 12 nsubj\nwas AUX 12 cop\nover ADV 9 ccomp\n. PUNCT 9 punct",
            &["The founder | said | it was over | Brother Vey"],
        );
    }

    #[test]
    fn what_a_gerund_adds_after_the_cue_is_the_writers() {
        check_tree(
            "They have agreed, Todor said, ending a strike.",
            "They PRON 3 nsubj\nhave AUX 3 aux\nagreed VERB 0 root\n, PUNCT 6 punct\nTodor PROPN 6 nsubj PER\nsaid VERB 3 conj\n\
             , PUNCT 8 punct\nending VERB 3 advcl\na DET 10 det\nstrike NOUN 8 obj\n. PUNCT 3 punct",
            &["Todor | said | They have agreed | Todor"],
        );
    }

    #[test]
    fn a_clause_that_another_cue_has_is_no_part_of_the_first_ones_content() {
        let tree = "Norland PROPN 2 nsubj GPE\ncalled VERB 0 root\nfor ADP 4 case\ntalks NOUN 2 obl\n, PUNCT 9 punct\nwhile SCONJ 9 mark\n\
             Vey PROPN 9 nsubj PER\nhas AUX 9 aux\nrejected VERB 2 advcl\nany DET 11 det\naction NOUN 9 obj\n. PUNCT 2 punct";
        check_hand(
            "Norland called for talks, while Vey has rejected any action.",
            &Hand::new(tree).suggest([0, 1], [1, 3], &[[3, 4], [9, 11]]),
            &["Norland | called for | talks | Norland", "Vey | has rejected | any action | Vey"],
        );
    }

    #[test]
    fn a_verb_with_its_content_before_its_source_is_no_attribution() {
        let tree = "Todor PROPN 7 nsubj PER\n, PUNCT 5 punct\nwhose PRON 4 nmod:poss\nparty NOUN 5 nsubj\nblocked VERB 1 acl:relcl\n\
             laws NOUN 5 obj\nmet VERB 0 root\nVey PROPN 7 obj PER\n. PUNCT 7 punct";
        check_hand("Todor, whose party blocked laws met Vey.", &Hand::new(tree).suggest([7, 8], [4, 5], &[[5, 6]]), &[]);
    }

    #[test]
    fn a_statement_of_a_body_is_the_bodys() {
        check_tree(
            "An Orsa statement said it was over.",
            "An DET 3 det\nOrsa PROPN 3 compound GPE\nstatement NOUN 4 nsubj\nsaid VERB 0 root\nit PRON 7 nsubj\nwas AUX 7 cop\n\
             over ADV 4 ccomp\n. PUNCT 4 punct",
            &["An Orsa statement | said | it was over | Orsa"],
        );
    }

    /// A reading of one sentence with a tree by hand.
    fn by_hand(text: &str, tree: &'static str) -> Reading {
        crate::read(&Report::new("test", text), &Hand::new(tree), &crate::Settings::default())
    }

    #[test]
    fn an_institution_and_the_person_who_speaks_for_it_are_both_kept() {
        let reading = by_hand(
            "A spokeswoman for Tolan Oil, Mara Todor, said it was over.",
            "A DET 2 det\nspokeswoman NOUN 10 nsubj\nfor ADP 5 case\nTolan PROPN 5 compound ORG 2\nOil PROPN 2 nmod\n, PUNCT 7 punct\n\
             Mara PROPN 2 appos PER 2\nTodor PROPN 7 flat\n, PUNCT 2 punct\nsaid VERB 0 root\nit PRON 13 nsubj\nwas AUX 13 cop\n\
             over ADV 10 ccomp\n. PUNCT 10 punct",
        );
        let one = &reading.attributions[0];
        let name = |entity: Option<readout_core::EntityId>| entity.map(|entity| reading.entities[entity.index()].name.as_str());
        assert_eq!((name(one.speaker), name(one.voice.behalf)), (Some("Mara Todor"), Some("Tolan Oil")));
        assert!(!one.voice.unnamed);
    }

    #[test]
    fn the_office_is_the_one_of_this_report() {
        let reading = by_hand(
            "Foreign Minister Mara Todor said it was over.",
            "Foreign PROPN 3 compound\nMinister PROPN 3 compound\nMara PROPN 5 nsubj PER 2\nTodor PROPN 3 flat\nsaid VERB 0 root\n\
             it PRON 8 nsubj\nwas AUX 8 cop\nover ADV 5 ccomp\n. PUNCT 5 punct",
        );
        assert_eq!(reading.attributions[0].voice.office.as_deref(), Some("foreign minister"));
    }

    #[test]
    fn sources_without_a_name_are_described_and_counted() {
        let voice = |text: &str, tree| {
            let reading = by_hand(text, tree);
            let one = &reading.attributions[0];
            (one.chain[0].name.clone(), one.voice.unnamed, one.voice.count)
        };
        let rest = "said VERB 0 root\nit PRON 6 nsubj\nwas AUX 6 cop\nover ADV 3 ccomp\n. PUNCT 3 punct";
        let three = voice(
            "Three senior officials said it was over.",
            "Three NUM 3 nummod\nsenior ADJ 3 amod\nofficials NOUN 4 nsubj\nsaid VERB 0 root\nit PRON 7 nsubj\nwas AUX 7 cop\n\
             over ADV 4 ccomp\n. PUNCT 4 punct",
        );
        assert_eq!(three, ("Three senior officials".to_owned(), true, Some(3)));
        let one =
            voice("A spokesman said it was over.", Box::leak(format!("A DET 2 det\nspokesman NOUN 3 nsubj\n{rest}").into_boxed_str()));
        assert_eq!(one, ("A spokesman".to_owned(), true, Some(1)));
    }

    #[test]
    fn what_was_translated_says_where() {
        let reading = read("\"We will stay,\" Mara Todor said in an interview with Interfax translated into Orsan.");
        let hops: Vec<(&str, bool)> = reading.attributions[0].chain.iter().map(|hop| (hop.name.as_str(), hop.translated)).collect();
        assert_eq!(hops, [("Mara Todor", false), ("Interfax", true), ("AXP", false)]);
    }

    #[test]
    fn a_quotation_that_nobody_has_yet_goes_on_with_whoever_spoke_before_it() {
        check(
            "\"We stay,\" Mara Todor said.\n\nIlan Vey said that talks were over. \"I know that.\n\n\"I tell them so.\"",
            &[
                "Mara Todor | said | \"We stay,\" | Mara Todor > AXP",
                "Ilan Vey | said | that talks were over … \"I know that. … \"I tell them so.\" | Ilan Vey > AXP",
            ],
        );
    }

    #[test]
    fn nobody_wants_a_quotation() {
        let tree = "Vey PROPN 4 nsubj PER\ndid AUX 4 aux\nnot PART 4 advmod\nwant VERB 0 root\nit PRON 4 obj\n. PUNCT 4 punct\n\
             \" PUNCT 9 punct\nWe PRON 9 nsubj\nfled VERB 0 root\nhome ADV 9 advmod\n. PUNCT 9 punct\n\" PUNCT 9 punct";
        check_hand(
            "Vey did not want it. \"We fled home.\"",
            &Hand::new(tree).suggest([0, 1], [1, 4], &[[4, 5], [6, 12]]),
            &["Vey | did not want | it | Vey"],
        );
    }

    #[test]
    fn who_is_told_is_no_content() {
        let tree = "Todor PROPN 2 nsubj PER\ntold VERB 0 root\nher PRON 4 nmod:poss\ncounterpart NOUN 2 iobj\n, PUNCT 6 punct\n\
             Vey PROPN 4 appos PER\n, PUNCT 4 punct\nthat SCONJ 11 mark\nit PRON 11 nsubj\nwas AUX 11 cop\nover ADV 2 ccomp\n. PUNCT 2 punct";
        check_hand(
            "Todor told her counterpart, Vey, that it was over.",
            &Hand::new(tree).suggest([0, 1], [1, 2], &[[3, 11]]),
            &["Todor | told | that it was over | Todor"],
        );
    }

    #[test]
    fn words_after_a_colon_are_said_without_marks() {
        check_tree(
            "Todor shouted to them: nothing is over.",
            "Todor PROPN 2 nsubj PER\nshouted VERB 0 root\nto ADP 4 case\nthem PRON 2 obl\n: PUNCT 8 punct\nnothing PRON 8 nsubj\n\
             is AUX 8 cop\nover ADV 2 parataxis\n. PUNCT 2 punct",
            &["Todor | shouted | nothing is over | Todor"],
        );
    }

    #[test]
    fn who_told_may_hang_on_what_was_told() {
        check_tree(
            "They had been told three things by Vey.",
            "They PRON 4 nsubj:pass\nhad AUX 4 aux\nbeen AUX 4 aux:pass\ntold VERB 0 root\nthree NUM 6 nummod\nthings NOUN 4 obj\n\
             by ADP 8 case\nVey PROPN 6 nmod PER\n. PUNCT 4 punct",
            &["Vey | had been told | three things | Vey"],
        );
    }

    #[test]
    fn he_is_not_his_own_spokesman() {
        check_tree(
            "He agrees, his spokesman Ilan Vey said.",
            "He PRON 2 nsubj\nagrees VERB 8 ccomp\n, PUNCT 2 punct\nhis PRON 5 nmod:poss\nspokesman NOUN 6 nmod:desc\n\
             Ilan PROPN 8 nsubj PER 2\nVey PROPN 6 flat\nsaid VERB 0 root\n. PUNCT 8 punct",
            &["his spokesman Ilan Vey | said | He agrees | Ilan Vey"],
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
