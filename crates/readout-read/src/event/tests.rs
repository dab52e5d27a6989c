//! Events from hand-built trees: no model, so that what is tested is the stage alone.

use super::events;
use crate::doc::{Doc, Sentence};
use crate::mention::Cast;
use readout_core::{
    Entity, EntityId, EntityType, Mention, MentionId, MentionKind, Report, Span, Time, TimeId, TimeType, Token, TokenIndex, TokenRange,
};

/// One sentence: `form lemma UPOS head relation [entity type]` a line, heads counted from 1, 0 for the root. A word with an entity type is a name.
fn check(rows: &str, expect: &[&str]) {
    let rows: Vec<Vec<&str>> =
        rows.lines().map(str::trim).filter(|row| !row.is_empty()).map(|row| row.split_whitespace().collect()).collect();
    let forms: Vec<&str> = rows.iter().map(|row| row[0]).collect();
    let report = Report::new("test", forms.join(" "));
    let mut at = 0;
    let mut cast = Cast::default();
    let mut times = Vec::new();
    let mut tokens = Vec::new();
    for (place, row) in rows.iter().enumerate() {
        let span = Span::new(at, at + row[0].len());
        at += row[0].len() + 1;
        let feats = if row[0].ends_with("ing") { "Tense=Pres|VerbForm=Part" } else { "_" };
        let head = row[3].parse::<i32>().expect("a head") - 1;
        tokens.push(Token {
            span,
            form: row[0].into(),
            lemma: row[1].into(),
            upos: row[2].into(),
            feats: feats.into(),
            head,
            deprel: row[4].into(),
        });
        match row.get(5) {
            Some(&"DATE") => times.push(Time {
                id: TimeId::new(times.len()),
                span,
                time_type: TimeType::DATE,
                value: "XXXX-WXX-4".into(),
                precision: readout_core::Precision::Day,
                anchor: None,
                alternatives: Vec::new(),
                modifier: None,
                relation: None,
            }),
            Some(kind) => {
                let entity_type: EntityType = serde_json::from_value(serde_json::Value::from(*kind)).expect("an entity type");
                let entity = EntityId::new(cast.entities.len());
                cast.mentions.push(Mention {
                    id: MentionId::new(cast.mentions.len()),
                    span,
                    head: TokenIndex::new(place),
                    kind: MentionKind::Name,
                    entity_type,
                    entity: Some(entity),
                });
                cast.entities.push(Entity {
                    id: entity,
                    entity_type,
                    name: row[0].into(),
                    named: true,
                    aliases: Vec::new(),
                    code: None,
                    sector: None,
                });
            }
            None => {}
        }
    }
    let whole = Span::new(0, report.text.as_str().len());
    let range = TokenRange { start: 0, end: tokens.len() };
    let doc = Doc {
        report: &report,
        text: report.text.as_str(),
        paragraphs: vec![whole],
        sentences: vec![Sentence { span: whole, tokens: range, paragraph: 0 }],
        sentence_of: vec![0; tokens.len()],
        tokens,
        names: Vec::new(),
        mention_heads: Vec::new(),
        attributions: Vec::new(),
        sentence_vectors: Vec::new(),
    };
    let found = events(&doc, &cast, &times, &[], &[], super::Lexicon::built_in(), &mut Vec::new());
    let list = |ids: &[EntityId]| ids.iter().map(|id| cast.entity(*id).name.as_str()).collect::<Vec<_>>().join("+");
    let shown: Vec<String> = found
        .iter()
        .map(|event| {
            let when = event.time.map_or("-", |time| times[time.index()].span.of(doc.text));
            format!(
                "{:?} {} {:?} {} > {} | {when}",
                event.event_type,
                event.mode.as_deref().unwrap_or("-"),
                event.factuality,
                list(&event.actors),
                list(&event.recipients)
            )
        })
        .collect();
    assert_eq!(shown, expect);
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
