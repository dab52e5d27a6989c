//! Events from hand-built trees: no model, so that what is tested is the stage alone.

use super::events;
use crate::made;
use readout_core::{EntityId, Event};

/// Each event of a sentence made by hand: type, mode, factuality, who, whom, when.
fn check(rows: &str, expect: &[&str]) {
    check_as(rows, expect, |event, words, when, list| {
        let _ = words;
        format!(
            "{:?} {} {:?} {} > {} | {when}",
            event.event_type,
            event.mode.as_deref().unwrap_or("-"),
            event.factuality,
            list(&event.actors),
            list(&event.recipients)
        )
    });
}

/// What each event is called.
fn check_words(rows: &str, expect: &[&str]) {
    check_as(rows, expect, |_, words, _, _| words.to_owned());
}

/// An event, the words of its predicate, those of its time, and how to name entities.
type Show = fn(&Event, &str, &str, &dyn Fn(&[EntityId]) -> String) -> String;

fn check_as(rows: &str, expect: &[&str], show: Show) {
    made::with(rows, |doc, cast, times| {
        let found = events(doc, cast, times, &[], &[], super::Lexicon::built_in(), &mut Vec::new());
        let list = |ids: &[EntityId]| ids.iter().map(|id| cast.entity(*id).name.as_str()).collect::<Vec<_>>().join("+");
        let shown: Vec<String> = found
            .iter()
            .map(|event| {
                let when = event.time.map_or("-", |time| times[time.index()].span.of(doc.text));
                show(event, event.span.of(doc.text), when, &list)
            })
            .collect();
        assert_eq!(shown, expect);
    });
}

#[test]
fn a_meeting_has_all_sides_and_its_day() {
    check(
        "Rell Rell PROPN 2 nsubj PER
         met meet VERB 0 root
         Sarn Sarn PROPN 2 obj PER
         and and CCONJ 5 cc
         Todd Todd PROPN 3 conj PER
         on on ADP 7 case
         Thursday Thursday PROPN 2 obl DATE",
        &["Consult - Happened Rell+Sarn+Todd >  | Thursday"],
    );
}

#[test]
fn a_talk_alone_is_a_lecture() {
    let rows = |word: &str| {
        format!(
            "Rell Rell PROPN 2 nsubj PER
             came come VERB 0 root
             for for ADP 6 case
             the the DET 6 det
             Sarn Sarn PROPN 6 compound PER
             {word} talk NOUN 2 obl"
        )
    };
    check_words(&rows("talk"), &[]);
    check_words(&rows("talks"), &["talks"]);
}

#[test]
fn what_is_expected_is_planned_and_what_is_denied_is_denied() {
    check(
        "Rell Rell PROPN 3 nsubj:pass PER
         is be AUX 3 aux:pass
         expected expect VERB 0 root
         to to PART 5 mark
         meet meet VERB 3 xcomp
         Sarn Sarn PROPN 5 obj PER",
        &["Consult - Planned Rell+Sarn >  | -"],
    );
    check(
        "Ande Ande PROPN 4 nsubj GPE
         did do AUX 4 aux
         not not PART 4 advmod
         shell shell VERB 0 root
         Korvo Korvo PROPN 4 obj GPE",
        &["Assault heavy-weapons Denied Ande > Korvo | -"],
    );
}

#[test]
fn a_passive_turns_the_sides_round() {
    check(
        "Korvo Korvo PROPN 3 nsubj:pass GPE
         was be AUX 3 aux:pass
         shelled shell VERB 0 root
         by by ADP 5 case
         Ande Ande PROPN 3 obl:agent GPE",
        &["Assault heavy-weapons Happened Ande > Korvo | -"],
    );
}

#[test]
fn the_most_specific_reading_of_a_predicate_wins() {
    check(
        "Ande Ande PROPN 2 nsubj GPE
         threatened threaten VERB 0 root
         to to PART 4 mark
         break break VERB 2 xcomp
         relations relation NOUN 4 obj
         with with ADP 7 case
         Korvo Korvo PROPN 4 obl GPE",
        &["Threaten relations Happened Ande > Korvo | -"],
    );
}

#[test]
fn what_is_only_demanded_is_no_event_of_its_own() {
    check(
        "Rell Rell PROPN 2 nsubj PER
         demanded demand VERB 0 root
         that that SCONJ 5 mark
         Ande Ande PROPN 5 nsubj GPE
         withdraw withdraw VERB 2 ccomp
         troops troops NOUN 5 obj",
        &["Request - Happened Rell > Ande | -"],
    );
}

#[test]
fn what_is_done_without_is_denied() {
    check(
        "Rell Rell PROPN 2 nsubj PER
         left leave VERB 0 root
         without without SCONJ 4 mark
         meeting meet VERB 2 advcl
         Sarn Sarn PROPN 4 obj PER",
        &["Consult - Denied Rell+Sarn >  | -"],
    );
}

#[test]
fn where_the_tree_hangs_a_name_beside_its_title() {
    check(
        "Rell Rell PROPN 2 nsubj PER
         held hold VERB 0 root
         talks talk NOUN 2 obj
         with with ADP 6 case
         top top ADJ 6 amod
         diplomat diplomat NOUN 2 obl
         Sarn Sarn PROPN 2 obl PER",
        &["Consult - Happened Rell+Sarn >  | -"],
    );
}

#[test]
fn a_name_behind_a_title_is_the_one_who_meets() {
    check(
        "leader leader NOUN 3 nsubj
         Rell Rell PROPN 3 nsubj PER
         met meet VERB 0 root
         minister minister NOUN 3 obj
         Sarn Sarn PROPN 3 obl PER",
        &["Consult - Happened Rell+Sarn >  | -"],
    );
}

#[test]
fn a_preposition_opens_the_phrase_behind_it() {
    check(
        "Rell Rell PROPN 2 nsubj PER
         met meet VERB 0 root
         in in ADP 4 case
         Ande Ande PROPN 2 obl GPE
         with with ADP 4 case
         Sarn Sarn PROPN 2 obl PER",
        &["Consult - Happened Rell+Sarn >  | -"],
    );
}

#[test]
fn a_subject_may_hang_on_the_auxiliary_or_be_seen() {
    check(
        "Rell Rell PROPN 2 nsubj PER
         had have VERB 3 aux
         held hold VERB 0 root
         talks talk NOUN 3 obj
         with with ADP 6 case
         Sarn Sarn PROPN 4 nmod PER",
        &["Consult - Happened Rell+Sarn >  | -"],
    );
    check(
        "Todd Todd PROPN 2 nsubj PER
         saw see VERB 0 root
         Rell Rell PROPN 2 obj PER
         meet meet VERB 2 ccomp
         Sarn Sarn PROPN 4 obj PER",
        &["Consult - Happened Rell+Sarn >  | -"],
    );
}

#[test]
fn two_names_that_the_tree_runs_together_are_two() {
    check(
        "Rell Rell PROPN 4 nsubj PER
         and and CCONJ 3 cc
         Sarn Sarn PROPN 1 flat PER
         met meet VERB 0 root",
        &["Consult - Happened Rell+Sarn >  | -"],
    );
}

#[test]
fn who_stands_after_by_acts_whatever_the_tree_calls_it() {
    check(
        "Oln Oln PROPN 3 nsubj:pass GPE
         was be AUX 3 aux:pass
         attacked attack VERB 0 root
         by by ADP 5 case
         Rellans Rellan PROPN 3 nsubj:pass NORP",
        &["Assault - Happened Rellans > Oln | -"],
    );
}

#[test]
fn who_says_so_has_not_done_it() {
    check(
        "Rellans Rellan PROPN 2 nsubj NORP
         pounded pound VERB 8 ccomp
         Oln Oln PROPN 2 obj GPE
         killing kill VERB 8 advcl
         Todd Todd PROPN 4 obj PER
         , , PUNCT 8 punct
         Sarn Sarn PROPN 8 nsubj PER
         reported report VERB 0 root",
        &["Assault heavy-weapons Happened Rellans > Oln | -", "Assault - Happened Rellans > Todd | -"],
    );
    check(
        "Rellans Rellan PROPN 2 nsubj NORP
         pounded pound VERB 7 ccomp
         Oln Oln PROPN 2 obj GPE
         , , PUNCT 7 punct
         killing kill VERB 7 advcl
         Todd Todd PROPN 5 obj PER
         reported report VERB 0 root
         Sarn Sarn PROPN 7 nsubj PER",
        &["Assault heavy-weapons Happened Rellans > Oln | -", "Assault - Happened Rellans > Todd | -"],
    );
}

#[test]
fn a_decision_is_of_whoever_it_belongs_to() {
    check(
        "Rell Rell PROPN 2 nsubj PER
         condemned condemn VERB 0 root
         Maran Maran ADJ 4 amod NORP
         Sarn Sarn PROPN 6 nmod:poss PER
         's 's PART 4 case
         decision decision NOUN 2 obj
         on on ADP 8 case
         Oln Oln PROPN 6 nmod GPE",
        &["Accuse disapprove Happened Rell > Sarn | -"],
    );
}

#[test]
fn two_verbs_share_what_they_act_on() {
    check(
        "Rell Rell PROPN 2 nsubj PER
         rejects reject VERB 0 root
         and and CCONJ 4 cc
         condemns condemn VERB 2 conj
         Sarn Sarn PROPN 4 obj PER",
        &["Reject - Happened Rell > Sarn | -", "Accuse disapprove Happened Rell > Sarn | -"],
    );
}

#[test]
fn a_call_to_talk_is_a_call_and_one_for_something_a_request() {
    check(
        "Rell Rell PROPN 2 nsubj PER
         called call VERB 0 root
         Sarn Sarn PROPN 2 obj PER
         to to PART 5 mark
         discuss discuss VERB 2 advcl
         it it PRON 5 obj",
        &["Consult phone Happened Rell > Sarn | -"],
    );
    check(
        "Rell Rell PROPN 2 nsubj PER
         called call VERB 0 root
         for for ADP 4 case
         Sarn Sarn PROPN 2 obl PER",
        &["Request - Happened Rell > Sarn | -"],
    );
}

#[test]
fn what_two_sides_fight_over_is_between_them() {
    check(
        "Rell Rell PROPN 2 nsubj PER
         left leave VERB 0 root
         because because ADP 4 mark
         fighting fight VERB 2 advcl
         between between ADP 6 case
         Rellans Rellan PROPN 4 obl NORP
         and and CCONJ 8 cc
         Sarnians Sarnian PROPN 6 conj NORP",
        &["Assault - Happened Rellans+Sarnians >  | -"],
    );
}

#[test]
fn a_blow_announced_is_a_threat() {
    check(
        "Rellans Rellan PROPN 3 nsubj NORP
         will will AUX 3 aux
         attack attack VERB 0 root
         Oln Oln PROPN 3 obj GPE",
        &["Threaten violence Planned Rellans > Oln | -"],
    );
    check(
        "Rell Rell PROPN 2 nsubj PER
         vowed vow VERB 0 root
         not not PART 5 advmod
         to to PART 5 mark
         meet meet VERB 2 xcomp
         Sarn Sarn PROPN 5 obj PER",
        &["Reject - Happened Rell > Sarn | -", "Consult - Denied Rell+Sarn >  | -"],
    );
}

#[test]
fn a_particle_is_one_wherever_the_tree_hangs_it() {
    check(
        "Rell Rell PROPN 2 nsubj PER
         handed hand VERB 0 root
         over over ADV 4 advmod
         700 700 NUM 5 nummod
         sacks sack NOUN 2 obj
         of of ADP 7 case
         food food NOUN 5 nmod
         to to ADP 9 case
         Sarn Sarn PROPN 2 obl PER",
        &["Aid - Happened Rell > Sarn | -"],
    );
}

#[test]
fn a_verb_that_says_little_is_told_with_its_noun() {
    check_words(
        "Rellans Rellan PROPN 2 nsubj NORP
         took take VERB 0 root
         control control NOUN 2 obj
         of of ADP 5 case
         Oln Oln PROPN 3 nmod GPE",
        &["took control"],
    );
    check_words(
        "Rellans Rellan PROPN 2 nsubj NORP
         began begin VERB 0 root
         a a DET 5 det
         new new ADJ 5 amod
         offensive offensive NOUN 2 obj
         against against ADP 7 case
         Oln Oln PROPN 5 nmod GPE",
        &["began a new offensive"],
    );
    check_words(
        "Rellans Rellan PROPN 2 nsubj NORP
         captured capture VERB 0 root
         the the DET 4 det
         town town NOUN 2 obj
         of of ADP 6 case
         Oln Oln PROPN 4 nmod GPE",
        &["captured"],
    );
}

#[test]
fn nobody_acts_without_a_by() {
    check(
        "Todd Todd PROPN 3 nsubj:pass PER
         was be AUX 3 aux:pass
         arrested arrest VERB 0 root
         after after SCONJ 7 mark
         Rell Rell PROPN 3 obl:agent PER
         was be AUX 7 aux:pass
         stabbed stab VERB 3 advcl",
        &["Coerce arrest Happened  > Todd | -"],
    );
}

#[test]
fn two_participles_share_their_auxiliary() {
    check(
        "Rell Rell PROPN 3 nsubj:pass PER
         was be AUX 3 aux:pass
         accused accuse VERB 0 root =Tense=Past|VerbForm=Part
         and and CCONJ 5 cc
         convicted convict VERB 3 conj =Tense=Past|VerbForm=Part",
        &["Accuse allege Happened  > Rell | -", "Sanction convict Happened  > Rell | -"],
    );
}

#[test]
fn what_a_letter_urges_those_urge_who_signed_it() {
    check(
        "Rell Rell PROPN 2 nsubj PER
         sent send VERB 0 root
         a a DET 4 det
         letter letter NOUN 2 obj
         urging urge VERB 4 acl
         Sarn Sarn PROPN 5 obj PER",
        &["Request - Happened Rell > Sarn | -"],
    );
}

#[test]
fn what_neither_does_is_denied() {
    check(
        "neither neither CCONJ 2 cc:preconj
         Rell Rell PROPN 6 nsubj PER
         nor nor CCONJ 4 cc
         Todd Todd PROPN 2 conj PER
         would would AUX 6 aux
         support support VERB 0 root
         Sarn Sarn PROPN 6 obj PER",
        &["Support - Denied Rell+Todd > Sarn | -"],
    );
}

#[test]
fn what_is_discussed_takes_no_part() {
    check(
        "Rell Rell PROPN 2 nsubj PER
         discussed discuss VERB 0 root
         Oln Oln PROPN 2 obj GPE
         with with ADP 5 case
         Sarn Sarn PROPN 2 obl PER",
        &["Consult - Happened Rell+Sarn >  | -"],
    );
}

#[test]
fn who_is_freed_is_somebody() {
    check(
        "Rell Rell PROPN 2 nsubj PER
         released release VERB 0 root
         a a DET 4 det
         statement statement NOUN 2 obj",
        &[],
    );
    check(
        "Rell Rell PROPN 2 nsubj PER
         released release VERB 0 root
         Sarn Sarn PROPN 2 obj PER",
        &["Retreat release Happened Rell > Sarn | -"],
    );
}

#[test]
fn words_attack_decisions() {
    check(
        "Rell Rell PROPN 2 nsubj PER
         attacked attack VERB 0 root
         Sarn Sarn PROPN 5 nmod:poss PER
         's 's PART 3 case
         decision decision NOUN 2 obj",
        &["Accuse disapprove Happened Rell > Sarn | -"],
    );
}

#[test]
fn what_goes_on_beside_a_refusal_is_not_refused() {
    check(
        "Rell Rell PROPN 2 nsubj PER
         refused refuse VERB 0 root
         to to PART 4 mark
         resign resign VERB 2 xcomp
         as as SCONJ 7 mark
         Todd Todd PROPN 7 nsubj PER
         met meet VERB 4 advcl =Tense=Past|VerbForm=Fin
         Sarn Sarn PROPN 7 obj PER",
        &["Reject - Happened Rell >  | -", "Consult - Happened Todd+Sarn >  | -"],
    );
}

#[test]
fn what_is_asked_is_open() {
    check(
        "did do AUX 3 aux
         Rell Rell PROPN 3 nsubj PER
         attack attack VERB 0 root
         Oln Oln PROPN 3 obj GPE
         ? ? PUNCT 3 punct",
        &["Assault - Hypothetical Rell > Oln | -"],
    );
}

#[test]
fn a_time_dates_what_it_stands_with() {
    check(
        "Rell Rell PROPN 3 nsubj:pass PER
         was be AUX 3 aux:pass
         jailed jail VERB 0 root
         until until ADP 5 case
         Thursday Thursday PROPN 3 obl DATE",
        &["Coerce arrest Happened  > Rell | -"],
    );
    check(
        "Rell Rell PROPN 3 nsubj:pass PER
         was be AUX 3 aux:pass
         jailed jail VERB 0 root
         over over ADP 5 case
         breaches breach NOUN 3 obl
         of of ADP 8 case
         the the DET 8 det
         law law NOUN 5 nmod
         of of ADP 10 case
         Thursday Thursday PROPN 8 nmod DATE",
        &["Coerce arrest Happened  > Rell | -"],
    );
}

#[test]
fn a_time_may_hang_on_the_auxiliary() {
    check(
        "Rell Rell PROPN 2 nsubj PER
         had have VERB 0 root
         earlier early ADV 2 advmod
         Thursday Thursday PROPN 2 obl DATE
         visited visit VERB 2 xcomp
         Sarn Sarn PROPN 5 obj PER",
        &["Consult visit Happened Rell > Sarn | Thursday"],
    );
}

#[test]
fn what_a_time_names_dates_nothing() {
    check(
        "Rell Rell PROPN 3 nsubj:pass PER
         was be AUX 3 aux:pass
         jailed jail VERB 0 root
         in in ADP 5 case
         breach breach NOUN 3 obl
         of of ADP 9 case
         the the DET 9 det
         Thursday Thursday PROPN 9 compound DATE
         law law NOUN 5 nmod",
        &["Coerce arrest Happened  > Rell | -"],
    );
}

#[test]
fn whom_a_threat_would_hit() {
    check(
        "Rellans Rellan PROPN 2 nsubj NORP
         threatened threaten VERB 0 root
         to to PART 4 mark
         shell shell VERB 2 xcomp
         Oln Oln PROPN 4 obj GPE
         if if SCONJ 8 mark
         Sarn Sarn PROPN 8 nsubj PER
         left leave VERB 2 advcl",
        &["Threaten violence Happened Rellans > Oln | -"],
    );
}

#[test]
fn whom_a_clause_names_is_far_from_what_it_describes() {
    check(
        "Rell Rell PROPN 2 nsubj PER
         approved approve VERB 0 root
         a a DET 4 det
         budget budget NOUN 2 obj
         that that PRON 6 nsubj
         names name VERB 4 acl:relcl
         Sarn Sarn PROPN 6 obj PER",
        &["Support - Happened Rell >  | -"],
    );
}

#[test]
fn a_phrase_that_hangs_on_another() {
    check(
        "Rell Rell PROPN 2 nsubj PER
         imposed impose VERB 0 root
         sanctions sanction NOUN 2 obj
         on on ADP 5 case
         Sarn Sarn PROPN 7 nmod PER
         in in ADP 7 case
         connection connection NOUN 2 obl",
        &["Sanction discontinue Happened Rell > Sarn | -"],
    );
}

#[test]
fn where_nobody_is_named_the_place_is_hit() {
    check(
        "shells shell NOUN 5 nsubj
         in in ADP 4 case
         the the DET 4 det
         Oln Oln PROPN 1 nmod GPE
         killed kill VERB 0 root
         fifty fifty NUM 5 obj",
        &["Assault heavy-weapons Happened  > Oln | -"],
    );
}

#[test]
fn acts_say_nothing() {
    check(
        "Sarn Sarn PROPN 2 nsubj GPE
         said say VERB 0 root
         Rellan Rellan ADJ 4 amod NORP
         strikes strike NOUN 5 nsubj
         hit hit VERB 2 ccomp =Tense=Past|VerbForm=Fin
         the the DET 7 det
         town town NOUN 5 obj
         and and CCONJ 9 cc
         threatened threaten VERB 5 conj =Tense=Past|VerbForm=Fin
         to to PART 11 mark
         retaliate retaliate VERB 9 xcomp",
        &["Assault aerial Happened Rellan >  | -", "Threaten violence Happened Sarn >  | -"],
    );
}

#[test]
fn a_backing_that_wavers_is_none() {
    check(
        "Rell Rell PROPN 3 nmod:poss PER
         's 's PART 1 case
         backing backing NOUN 8 nsubj
         for for ADP 5 case
         Sarn Sarn PROPN 3 nmod PER
         may may AUX 8 aux
         be be AUX 8 aux
         wavering waver VERB 0 root",
        &[],
    );
}

#[test]
fn who_is_attacked_for_something_is_attacked_in_words() {
    check(
        "Rell Rell PROPN 2 nsubj PER
         attacked attack VERB 0 root
         Sarn Sarn PROPN 2 obj PER
         for for ADP 6 case
         his his PRON 6 nmod:poss
         silence silence NOUN 2 obl",
        &["Accuse disapprove Happened Rell > Sarn | -"],
    );
    check(
        "Rellans Rellan PROPN 2 nsubj NORP
         attacked attack VERB 0 root
         a a DET 4 det
         camp camp NOUN 2 obj
         for for ADP 6 case
         Sarnians Sarnian PROPN 4 nmod NORP",
        &["Assault - Happened Rellans > Sarnians | -"],
    );
}

#[test]
fn a_threat_with_a_condition_is_made_to_whom_it_names() {
    check(
        "Rell Rell PROPN 2 nsubj GPE
         threatened threaten VERB 0 root
         to to PART 4 mark
         stop stop VERB 2 xcomp
         talks talk NOUN 4 obj
         if if SCONJ 8 mark
         Sarn Sarn PROPN 8 nsubj GPE
         armed arm VERB 2 advcl",
        &["Threaten relations Happened Rell > Sarn | -"],
    );
}

#[test]
fn a_second_subject_behind_the_verb_is_none() {
    check(
        "Rell Rell PROPN 3 nsubj PER
         will will AUX 3 aux
         meet meet VERB 0 root
         Prime Prime ADJ 5 amod
         Minister Minister PROPN 3 obj
         Sarn Sarn PROPN 3 nsubj PER",
        &["Consult - Planned Rell+Sarn >  | -"],
    );
}

#[test]
fn who_is_met_later_is_met_apart() {
    check(
        "Rell Rell PROPN 2 nsubj PER
         met meet VERB 0 root
         Sarn Sarn PROPN 2 obj PER
         and and CCONJ 6 cc
         then then ADV 6 advmod
         Todd Todd PROPN 3 conj PER",
        &["Consult - Happened Rell+Sarn >  | -", "Consult - Happened Rell+Todd >  | -"],
    );
}

#[test]
fn what_will_not_be_done_is_refused() {
    check(
        "Rell Rell PROPN 4 nsubj PER
         will will AUX 4 aux
         not not PART 4 advmod
         lift lift VERB 0 root
         sanctions sanction NOUN 4 obj
         on on ADP 7 case
         Oln Oln PROPN 4 obl GPE",
        &["Reject - Happened Rell > Oln | -"],
    );
    check(
        "Rell Rell PROPN 4 nsubj PER
         did do AUX 4 aux
         not not PART 4 advmod
         lift lift VERB 0 root
         sanctions sanction NOUN 4 obj
         on on ADP 7 case
         Oln Oln PROPN 4 obl GPE",
        &["Concede - Denied Rell > Oln | -"],
    );
}

#[test]
fn a_headline_joins_names_with_a_comma() {
    check(
        "Oln Oln PROPN 4 nsubj GPE
         , , PUNCT 3 punct
         Sered Sered PROPN 1 conj GPE
         sign sign VERB 0 root
         pact pact NOUN 4 obj",
        &["Support - Happened Oln+Sered >  | -"],
    );
}

#[test]
fn who_receives_is_helped() {
    check(
        "Oln Oln PROPN 2 nsubj GPE
         received receive VERB 0 root
         food food NOUN 2 obj
         from from ADP 5 case
         Sered Sered PROPN 2 obl GPE",
        &["Aid - Happened Sered > Oln | -"],
    );
}

#[test]
fn what_somebody_is_accused_of_is_no_event_of_its_own() {
    check(
        "Rell Rell PROPN 2 nsubj PER
         accused accuse VERB 0 root
         Sarn Sarn PROPN 2 obj PER
         of of SCONJ 5 mark
         killing kill VERB 2 advcl
         Todd Todd PROPN 5 obj PER",
        &["Accuse allege Happened Rell > Sarn | -"],
    );
}

#[test]
fn whom_the_tree_hangs_elsewhere_is_acted_on() {
    // `charged Rell with taking bribes`, of which the tree has Rell take them.
    check(
        "Prosecutors prosecutor NOUN 2 nsubj PER
         charged charge VERB 0 root
         Rell Rell PROPN 5 nsubj PER
         with with SCONJ 5 mark
         taking take VERB 2 advcl
         bribes bribe NOUN 5 obj",
        &["Accuse allege Happened Prosecutors > Rell | -"],
    );
    // `returned to Sered on Monday the bodies`: behind the verb's own phrases.
    check(
        "Norland Norland PROPN 2 nsubj GPE
         returned return VERB 0 root
         to to ADP 4 case
         Sered Sered PROPN 2 obl GPE
         the the DET 6 det
         bodies body NOUN 2 nsubj",
        &["Retreat - Happened Norland > Sered | -"],
    );
    check(
        "Ardesh Ardesh PROPN 2 nsubj GPE
         let let VERB 0 root
         free free ADJ 2 xcomp
         Rell Rell PROPN 3 obj PER",
        &["Retreat release Happened Ardesh > Rell | -"],
    );
}

#[test]
fn what_is_moved_is_the_movers_own() {
    check(
        "Norland Norland PROPN 3 nsubj GPE
         is be AUX 3 cop
         willing willing ADJ 0 root
         to to PART 5 mark
         withdraw withdraw VERB 3 xcomp
         its its PRON 7 nmod:poss
         Guards Guards PROPN 5 obj ORG
         from from ADP 9 case
         Sered Sered PROPN 5 obl GPE",
        &["Agree - Happened Norland > Sered | -"],
    );
}

#[test]
fn blows_fall_on_people() {
    let rows = |kind: &str| format!("Norland Norland PROPN 2 nsubj GPE\nbeat beat VERB 0 root\nArdesh Ardesh PROPN 2 obj {kind}");
    check(&rows("GPE"), &[]);
    check(&rows("PER"), &["Assault beat Happened Norland > Ardesh | -"]);
}

#[test]
fn a_form_is_that_of_a_verb_it_can_be_made_from() {
    check(
        "Norland Norland PROPN 2 nsubj GPE
         deplored deploy VERB 0 root
         Ardesh Ardesh PROPN 2 obj GPE",
        &["Accuse disapprove Happened Norland > Ardesh | -"],
    );
}

#[test]
fn what_follows_an_and_is_the_subject_of_the_next_verb() {
    check(
        "Norland Norland PROPN 2 nsubj GPE
         left leave VERB 0 root
         and and CCONJ 4 cc
         Ardesh Ardesh PROPN 2 obj GPE
         should should AUX 6 aux
         attack attack VERB 2 advcl
         Sered Sered PROPN 6 obj GPE",
        &["Assault - Hypothetical Ardesh > Sered | -"],
    );
}

#[test]
fn meetings_on_two_days_are_two() {
    check(
        "Rell Rell PROPN 2 nsubj PER
         met meet VERB 0 root
         Sarn Sarn PROPN 2 obj PER
         on on ADP 5 case
         Monday Monday PROPN 2 obl DATE
         and and CCONJ 7 cc
         Todd Todd PROPN 2 conj PER
         on on ADP 9 case
         Tuesday Tuesday PROPN 2 obl DATE",
        &["Consult - Happened Rell+Sarn >  | Monday", "Consult - Happened Rell+Todd >  | Tuesday"],
    );
    // Nor did two meet whom somebody met of whom nobody knows who it is.
    check(
        "He he PRON 2 nsubj
         met meet VERB 0 root
         Sarn Sarn PROPN 2 obj PER
         and and CCONJ 5 cc
         Todd Todd PROPN 3 conj PER",
        &[],
    );
}
