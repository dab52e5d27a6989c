//! Positions from hand-built trees: no model, so that what is tested is the stage alone.

use super::{positions, rows};
use crate::made;

/// Each position as `actor stance "issue"`.
fn check(tree: &str, expect: &[&str]) {
    made::with(tree, |doc, cast, _| {
        let found = positions(doc, cast, &[], &[], &mut Vec::new());
        let shown: Vec<String> = found
            .iter()
            .map(|position| {
                assert!(!position.span.of(doc.text).is_empty(), "a position has its words");
                format!("{} {:?} \"{}\"", cast.entity(position.actor).name, position.stance, position.issue)
            })
            .collect();
        assert_eq!(shown, expect);
    });
}

#[test]
fn every_row_of_the_stance_lexicon_reads() {
    let lines = include_str!("../../data/stances.tsv").lines().filter(|line| !line.starts_with('#')).count();
    assert_eq!(rows().len(), lines);
}

#[test]
fn an_issue_ends_before_what_goes_on_beside_it() {
    check(
        "Rell Rell PROPN 2 nsubj PER
         rejected reject VERB 0 root
         calls call NOUN 2 obj
         to to PART 5 mark
         join join VERB 3 acl
         forces force NOUN 5 obj
         as as SCONJ 9 mark
         it it PRON 9 nsubj
         met meet VERB 5 advcl =Tense=Past|VerbForm=Fin
         Sarn Sarn PROPN 9 obj PER",
        &["Rell Rejects \"calls to join forces\""],
    );
    check(
        "Rell Rell PROPN 2 nsubj PER
         supports support VERB 0 root
         the the DET 4 det
         coalition coalition NOUN 2 obj
         -- -- PUNCT 7 punct
         main main ADJ 7 amod
         group group NOUN 4 appos
         abroad abroad ADV 7 advmod",
        &["Rell Supports \"the coalition\""],
    );
}

#[test]
fn an_issue_is_cut_where_a_phrase_ends() {
    check(
        "Rell Rell PROPN 2 nsubj PER
         supports support VERB 0 root
         the the DET 4 det
         end end NOUN 2 obj
         of of ADP 7 case
         all all DET 7 det
         fighting fighting NOUN 4 nmod
         in in ADP 12 case
         the the DET 12 det
         northern northern ADJ 12 amod
         border border NOUN 12 compound
         province province NOUN 7 nmod
         under under ADP 18 case
         the the DET 18 det
         eyes eye NOUN 18 compound
         of of ADP 18 case
         foreign foreign ADJ 18 amod
         monitors monitor NOUN 12 nmod
         from from ADP 21 case
         several several ADJ 21 amod
         countries country NOUN 18 nmod",
        &["Rell Supports \"the end of all fighting in the northern border province\""],
    );
}

#[test]
fn an_issue_is_no_bare_pronoun() {
    check(
        "Rell Rell PROPN 2 nsubj PER
         rejected reject VERB 0 root
         it it PRON 2 obj",
        &[],
    );
}

#[test]
fn what_is_not_supported_is_the_whole_of_it() {
    check(
        "Rell Rell PROPN 4 nsubj PER
         does do AUX 4 aux
         not not PART 4 advmod
         support support VERB 0 root
         Sarn Sarn PROPN 4 obj PER
         in in ADP 9 case
         a a DET 9 det
         personal personal ADJ 9 amod
         capacity capacity NOUN 4 obl",
        &["Rell Neutral \"Sarn in a personal capacity\""],
    );
}

#[test]
fn a_loose_bond_is_no_opposition() {
    check(
        "Rell Rell PROPN 4 nsubj PER
         is be AUX 4 cop
         not not PART 4 advmod
         clinging clinging ADJ 0 root
         to to ADP 6 case
         Sarn Sarn PROPN 4 obl PER",
        &["Rell Neutral \"Sarn\""],
    );
}

#[test]
fn what_is_asked_due_or_not_yet_done_is_no_stance() {
    check(
        "Did do AUX 3 aux
         Rell Rell PROPN 3 nsubj PER
         support support VERB 0 root
         Sarn Sarn PROPN 3 obj PER
         ? ? PUNCT 3 punct",
        &[],
    );
    check(
        "Rell Rell PROPN 3 nsubj PER
         must must AUX 3 aux
         accept accept VERB 0 root
         Sarn Sarn PROPN 3 obj PER",
        &[],
    );
    check(
        "Rell Rell PROPN 5 nsubj PER
         did do AUX 5 aux
         not not PART 5 advmod
         immediately immediately ADV 5 advmod
         endorse endorse VERB 0 root
         Sarn Sarn PROPN 5 obj PER",
        &[],
    );
}

#[test]
fn what_neither_supports_both_oppose() {
    check(
        "neither neither CCONJ 2 cc:preconj
         Rell Rell PROPN 6 nsubj PER
         nor nor CCONJ 4 cc
         Todd Todd PROPN 2 conj PER
         would would AUX 6 aux
         support support VERB 0 root
         Sarn Sarn PROPN 6 obj PER",
        &["Rell Opposes \"Sarn\"", "Todd Opposes \"Sarn\""],
    );
}

#[test]
fn who_is_pushed_to_do_something() {
    check(
        "Rell Rell PROPN 3 nsubj PER
         was be AUX 3 aux
         pushing push VERB 0 root
         Sarn Sarn PROPN 3 obj PER
         to to PART 6 mark
         talk talk VERB 3 xcomp",
        &["Rell Demands \"talk\""],
    );
    check(
        "Rell Rell PROPN 2 nsubj PER
         called call VERB 0 root
         Sarn Sarn PROPN 2 obj PER
         a a DET 5 det
         shame shame NOUN 2 xcomp
         for for ADP 7 case
         Oln Oln PROPN 2 obl GPE",
        &[],
    );
    check(
        "Rell Rell PROPN 2 nsubj PER
         called call VERB 0 root
         for for ADP 4 case
         Sarn Sarn PROPN 2 obl PER
         to to PART 6 mark
         resign resign VERB 2 advcl",
        &["Rell Demands \"Sarn to resign\""],
    );
}

#[test]
fn an_infinitive_that_the_tree_joins_is_what_somebody_is_pushed_to() {
    check(
        "Rell Rell PROPN 3 nsubj PER
         was be AUX 3 aux
         pushing push VERB 0 root
         Sarn Sarn PROPN 3 obj ORG
         to to PART 6 mark
         talk talk VERB 3 conj =VerbForm=Inf",
        &["Rell Demands \"talk\""],
    );
}

#[test]
fn a_preposition_tells_where_somebody_stands() {
    check(
        "Rell Rell PROPN 5 nsubj PER
         is be AUX 5 cop
         against against ADP 5 case
         new new ADJ 5 amod
         sanctions sanction NOUN 0 root OTHER",
        &["Rell Opposes \"new sanctions\""],
    );
    // The tree may hang it on the adverb.
    check(
        "Rell Rell PROPN 6 nsubj PER
         is be AUX 3 cop
         categorically categorically ADV 0 root
         against against ADP 6 case
         new new ADJ 6 amod
         sanctions sanction NOUN 3 obl OTHER",
        &["Rell Opposes \"new sanctions\""],
    );
    check(
        "Rell Rell PROPN 2 nsubj PER
         remains remain VERB 0 root
         firmly firmly ADV 5 advmod
         behind behind ADP 5 case
         Sarn Sarn PROPN 2 obl PER",
        &["Rell Supports \"Sarn\""],
    );
    // Who is behind an attack has made it, and who stands against somebody seeks an office.
    check(
        "Rell Rell PROPN 5 nsubj PER
         is be AUX 5 cop
         behind behind ADP 5 case
         the the DET 5 det
         attack attack NOUN 0 root EVENT",
        &[],
    );
    check(
        "Rell Rell PROPN 2 nsubj PER
         stands stand VERB 0 root
         against against ADP 4 case
         Sarn Sarn PROPN 2 obl PER",
        &[],
    );
}

#[test]
fn what_somebody_answers_others_have_proposed() {
    let rows = |verb: &str, lemma: &str| {
        format!(
            "Rell Rell PROPN 2 nsubj PER
             {verb} {lemma} VERB 0 root
             a a DET 5 det
             Maran Maran PROPN 5 amod NORP
             proposal proposal NOUN 2 obj
             for for ADP 8 case
             joint joint ADJ 8 amod
             patrols patrol NOUN 5 nmod"
        )
    };
    check(&rows("rejected", "reject"), &["Rell Rejects \"a Maran proposal for joint patrols\"", "Maran Offers \"joint patrols\""]);
    check(&rows("studied", "study"), &[]);
}

#[test]
fn what_ones_side_would_do_on_a_condition_is_a_conditional_offer() {
    let rows = |verb: &str, mark: &str| {
        format!(
            "Rell Rell PROPN 2 nsubj PER
             repeated repeat VERB 0 root
             it it PRON 2 obj
             : : PUNCT 7 punct
             Korvo Korvo PROPN 7 nsubj ORG
             would would AUX 7 aux
             {verb} {verb} VERB 2 parataxis
             a a DET 9 det
             truce truce NOUN 7 obj
             {mark} {mark} SCONJ 12 mark
             Ardesh Ardesh PROPN 12 nsubj GPE
             left leave VERB 7 advcl"
        )
    };
    let own = |rows: String| rows.replace("Korvo Korvo PROPN 7 nsubj ORG", "Rell Rell PROPN 7 nsubj PER");
    check(&own(rows("observe", "if")), &["Rell Conditional \"observe a truce\""]);
    check(&own(rows("observe", "when")), &[]);
    check(&own(rows("need", "if")), &[]);
    // What others would do, a report does not offer for them.
    check(&rows("observe", "if"), &[]);
}

#[test]
fn a_denial_and_a_guess_are_no_stance() {
    let rows = |mark: &str, verb: &str| {
        format!(
            "Rell Rell PROPN 2 nsubj PER
             rejected reject VERB 0 root
             the the DET 4 det
             idea idea NOUN 2 obj
             {mark} {mark} SCONJ 7 mark
             Ardesh Ardesh PROPN 7 nsubj GPE
             {verb} win VERB 4 acl"
        )
    };
    check(&rows("that", "won"), &[]);
    check("Rell Rell PROPN 2 nsubj PER\nrejected reject VERB 0 root\nthe the DET 4 det\nclaim claim NOUN 2 obj", &[]);
    check(
        "Rell Rell PROPN 3 nsubj PER
         apparently apparently ADV 3 advmod
         rejects reject VERB 0 root
         the the DET 5 det
         plan plan NOUN 3 obj",
        &[],
    );
}

#[test]
fn what_is_said_of_a_case_or_of_the_past_backs_nothing() {
    // `did not endorse her until July`: then it was so.
    let rows = |aux: &str| {
        format!(
            "Rell Rell PROPN 4 nsubj PER
             {aux} AUX 4 aux
             not not PART 4 advmod
             endorse endorse VERB 0 root
             Sarn Sarn PROPN 4 obj PER
             until until ADP 7 case
             July July PROPN 4 obl"
        )
    };
    check(&rows("did do"), &[]);
    check(&rows("would would"), &["Rell Opposes \"Sarn\""]);
    // `supported the union and sought a closer one`, of which the tree joins the verb to the noun.
    check(
        "Rell Rell PROPN 2 nsubj PER
         supported support VERB 0 root
         the the DET 4 det
         union union NOUN 2 obj
         and and CCONJ 6 cc
         sought seek VERB 4 conj =VerbForm=Fin
         more more ADJ 6 obj",
        &["Rell Supports \"the union\""],
    );
}

#[test]
fn goods_for_somebody_are_no_offer_on_an_issue() {
    let rows = |kind: &str| {
        format!(
            "Rell Rell PROPN 2 nsubj PER
             offered offer VERB 0 root
             {kind}
             fighter fighter NOUN 5 compound
             jets jet NOUN 2 obj"
        )
    };
    check(&rows("Ardesh Ardesh PROPN 5 compound GPE"), &[]);
    check(&rows("more more ADJ 5 amod"), &["Rell Offers \"more fighter jets\""]);
}
