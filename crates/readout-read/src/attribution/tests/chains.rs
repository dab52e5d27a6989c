//! Hops with their channels: occasions, papers that came out, and whom a description without a name means.

use super::{chains, check_chains, read};

/// Reads by the rules alone; the credited agency is left out.
#[track_caller]
fn check(text: &str, expect: &[&str]) {
    let found: Vec<String> = chains(&read(text)).into_iter().map(|chain| chain.trim_end_matches(" > AXP (agency)").to_owned()).collect();
    assert_eq!(found, expect, "{text}");
}

#[test]
fn the_occasion_is_told_by_its_noun_or_by_who_hears() {
    check("\"We will stay,\" Mara Todor said in court papers.", &["Mara Todor (document)"]);
    check("\"We will stay,\" Mara Todor said over the phone.", &["Mara Todor (call)"]);
    check("\"We will stay,\" Mara Todor said at a dinner.", &["Mara Todor (meeting)"]);
    check("\"We will stay,\" Mara Todor said on X.", &["Mara Todor (post)"]);
    check("\"We will stay,\" Mara Todor told worshippers.", &["Mara Todor (speech)"]);
    check("\"We will stay,\" Mara Todor told supporters at a meeting.", &["Mara Todor (speech)"]);
    // A judge gives no testimony, and a letter of the alphabet is no place to post.
    check("\"We will stay,\" Judge Todor told the jurors.", &["Judge Todor"]);
    check("\"We will stay,\" Mara Todor said on factor x.", &["Mara Todor"]);
}

#[test]
fn what_somebody_does_while_speaking_tells_the_occasion() {
    let rest = "Todor PROPN 7 nsubj PER\nsaid VERB 0 root\nit PRON 10 nsubj\nwas AUX 10 cop\nover ADV 7 ccomp\n. PUNCT 7 punct";
    let tree = |opening: &str| -> &'static str { Box::leak(format!("{opening}\n{rest}").into_boxed_str()) };
    check_chains(
        "Addressing a crowded rally, Todor said it was over.",
        tree("Addressing VERB 7 advcl\na DET 4 det\ncrowded ADJ 4 amod\nrally NOUN 1 obj\n, PUNCT 1 punct"),
        &["Todor (speech)"],
    );
    check_chains(
        "Appearing before the committee, Todor said it was over.",
        tree("Appearing VERB 7 advcl\nbefore ADP 4 case\nthe DET 4 det\ncommittee NOUN 1 obl\n, PUNCT 1 punct"),
        &["Todor (testimony)"],
    );
    check_chains(
        "Leaving behind the committee, Todor said it was over.",
        tree("Leaving VERB 7 advcl\nbehind ADP 4 case\nthe DET 4 det\ncommittee NOUN 1 obl\n, PUNCT 1 punct"),
        &["Todor"],
    );
}

#[test]
fn a_verb_is_no_occasion() {
    check_chains(
        "Todor said in Valor they call it over.",
        "Todor PROPN 2 nsubj PER\nsaid VERB 0 root\nin ADP 4 case\nValor PROPN 2 obl GPE\nthey PRON 6 nsubj\ncall VERB 2 ccomp\n\
         it PRON 6 obj\nover ADV 6 xcomp\n. PUNCT 2 punct",
        &["Todor", "Todor > Todor"],
    );
}

#[test]
fn who_answers_does_so_where_the_question_was_put() {
    check(
        "\"Who was there?\" Mara Todor told the inquiry. \"Nobody was there,\" Ilan Vey replied.",
        &["Mara Todor (testimony)", "Ilan Vey (testimony)"],
    );
}

#[test]
fn what_came_out_of_papers_goes_on_coming_out() {
    check(
        "\"Open the gates,\" the director wrote in emails obtained by Interfax. In one message, Ilan Vey wrote: \"Not yet.\"",
        &["the director (letter) > Interfax (agency)", "Ilan Vey (letter) > Interfax (agency)"],
    );
    // A new letter is another.
    check(
        "\"Open the gates,\" the director wrote in emails obtained by Interfax. In a statement, Ilan Vey wrote: \"Not yet.\"",
        &["the director (letter) > Interfax (agency)", "Ilan Vey (statement)"],
    );
}

#[test]
fn who_published_later_in_the_phrase_passed_on() {
    check("\"Open the gates,\" Mara Todor said in a letter published on Friday by Interfax.", &["Mara Todor (letter) > Interfax (agency)"]);
    check("\"Open the gates,\" Mara Todor said in a message passed on by the embassy.", &["Mara Todor (message) > the embassy"]);
}

#[test]
fn an_agency_under_its_two_names_is_one() {
    let mut report = readout_core::Report::new("test", "\"We will stay,\" Mara Todor told The Associated Press.");
    report.credit.push(readout_core::Known::given("AP".to_owned(), "field"));
    let reading = crate::read(&report, &readout_model::Fake, &crate::Settings::default());
    assert_eq!(reading.attributions[0].chain.len(), 2, "{:?}", reading.attributions[0].chain);
}

#[test]
fn the_occasion_that_opens_a_sentence_is_no_content() {
    let tree = "At ADP 3 case\na DET 3 det\nmeeting NOUN 6 obl\n, PUNCT 3 punct\nTodor PROPN 6 nsubj PER\nwarned VERB 0 root\n\
                it PRON 9 nsubj\nwas AUX 9 cop\nover ADV 6 ccomp\n. PUNCT 6 punct";
    let text = "At a meeting, Todor warned it was over.";
    let hand = super::Hand::new(tree).suggest([4, 5], [5, 6], &[[0, 4], [6, 9]]);
    let reading = crate::read(&readout_core::Report::new("test", text), &hand, &crate::Settings::default());
    let content: Vec<&str> = reading.attributions[0].content.iter().map(|span| span.of(text)).collect();
    assert_eq!((content, chains(&reading)), (vec!["it was over"], vec!["Todor (meeting)".to_owned()]));
}

#[test]
fn an_opening_phrase_is_no_source() {
    let tree = "In ADP 3 case\nan DET 3 det\ninterview NOUN 10 obl\nwith ADP 5 case\nSalar PROPN 3 nmod ORG\n, PUNCT 8 punct\n\
                the DET 8 det\nchair NOUN 5 appos\n, PUNCT 8 punct\nsaid VERB 0 root\nit PRON 13 nsubj\nwas AUX 13 cop\nover ADV 10 ccomp\n\
                . PUNCT 10 punct";
    let text = "In an interview with Salar, the chair, said it was over.";
    let hand = super::Hand::new(tree).suggest([4, 9], [9, 10], &[[10, 13]]);
    let reading = crate::read(&readout_core::Report::new("test", text), &hand, &crate::Settings::default());
    let source: Vec<&str> = reading.attributions[0].source.iter().map(|span| span.of(text)).collect();
    assert_eq!(source, ["the chair,"]);
}

#[test]
fn one_of_several_is_not_all_of_them() {
    check_chains(
        "One of the envoys said it was over.",
        "One NUM 5 nsubj\nof ADP 4 case\nthe DET 4 det\nenvoys NOUN 1 nmod\nsaid VERB 0 root\nit PRON 8 nsubj\nwas AUX 8 cop\n\
         over ADV 5 ccomp\n. PUNCT 5 punct",
        &["One of the envoys"],
    );
}

#[test]
fn an_occasion_tells_nothing_of_a_relative_clause() {
    check_chains(
        "In a statement, Todor defended the raid, which Vey had approved.",
        "In ADP 3 case\na DET 3 det\nstatement NOUN 6 obl\n, PUNCT 3 punct\nTodor PROPN 6 nsubj PER\ndefended VERB 0 root\n\
         the DET 8 det\nraid NOUN 6 obj\n, PUNCT 13 punct\nwhich PRON 13 obj\nVey PROPN 13 nsubj PER\nhad AUX 13 aux\n\
         approved VERB 8 acl:relcl\n. PUNCT 6 punct",
        &["Todor (statement)", "Vey > Todor (statement)"],
    );
}

#[test]
fn a_magazine_is_known_by_the_noun_before_its_name() {
    check(
        "\"We will stay,\" Mara Todor told the magazine Kitwala Star. \"It is over,\" Ilan Vey told the magazine Salar.",
        &["Mara Todor > Kitwala Star (outlet)", "Ilan Vey > Salar (outlet)"],
    );
}

#[test]
fn who_asked_is_not_told_without_by() {
    let tree = "Asked VERB 7 advcl\nwhether SCONJ 4 mark\nhe PRON 4 nsubj\nagreed VERB 1 ccomp\n, PUNCT 1 punct\nTodor PROPN 7 nsubj PER\n\
                said VERB 0 root\nit PRON 10 nsubj\nwas AUX 10 cop\nover ADV 7 ccomp\n. PUNCT 7 punct";
    let text = "Asked whether he agreed, Todor said it was over.";
    let hand = super::Hand::new(tree).suggest([5, 6], [0, 1], &[[1, 4]]);
    let reading = crate::read(&readout_core::Report::new("test", text), &hand, &crate::Settings::default());
    let sources: Vec<usize> = reading.attributions.iter().map(|one| one.source.len()).collect();
    assert_eq!(sources, [0, 1]);
}

#[test]
fn what_a_relative_clause_says_ends_with_it() {
    let tree = "Todor PROPN 10 nsubj PER\n, PUNCT 4 punct\nwho PRON 4 nsubj\nrefused VERB 1 acl:relcl\nto PART 6 mark\nresign VERB 4 xcomp\n\
                in ADP 8 case\nMay PROPN 6 obl\n, PUNCT 4 punct\nshook VERB 0 root\nhands NOUN 10 obj\n. PUNCT 10 punct";
    let text = "Todor, who refused to resign in May, shook hands.";
    let hand = super::Hand::new(tree).suggest([2, 3], [3, 4], &[[4, 8], [9, 11]]);
    let reading = crate::read(&readout_core::Report::new("test", text), &hand, &crate::Settings::default());
    let content: Vec<&str> = reading.attributions[0].content.iter().map(|span| span.of(text)).collect();
    assert_eq!(content, ["to resign in May"]);
}

#[test]
fn what_another_did_with_a_paper_is_no_occasion() {
    let rest = "who PRON 10 nsubj\nposted VERB 7 acl:relcl\nit PRON 10 obj\nonline ADV 10 advmod\n. PUNCT 2 punct";
    let tree = format!(
        "Todor PROPN 2 nsubj PER\nsaid VERB 0 root\nit PRON 5 nsubj\nwas AUX 5 cop\nover ADV 2 ccomp\nto ADP 7 case\nVey PROPN 2 obl PER\n\
         , PUNCT 10 punct\n{rest}"
    );
    check_chains("Todor said it was over to Vey, who posted it online.", Box::leak(tree.into_boxed_str()), &["Todor"]);
}

#[test]
fn who_does_more_than_hear_is_no_medium() {
    let told = "Todor PROPN 2 nsubj PER\ntold VERB 0 root\nValor PROPN 2 iobj ORG\nit PRON 6 nsubj\nwas AUX 6 cop\nover ADV 2 ccomp\n\
                . PUNCT 2 punct\nValor PROPN 9 nsubj ORG\n";
    let tree =
        |verb: &str| -> &'static str { Box::leak(format!("{told}{verb} VERB 0 root\nmen NOUN 9 obj\n. PUNCT 9 punct").into_boxed_str()) };
    check_chains("Todor told Valor it was over. Valor sent men.", tree("sent"), &["Todor"]);
    check_chains("Todor told Valor it was over. Valor run men.", tree("run"), &["Todor > Valor (outlet)"]);
}

#[test]
fn who_writes_does_so_on_paper() {
    check("\"We will stay,\" Mara Todor wrote.", &["Mara Todor (document)"]);
    check("\"We will stay,\" Mara Todor wrote to the staff.", &["Mara Todor (letter)"]);
    check("\"We will stay,\" Mara Todor wrote on Facebook.", &["Mara Todor (post)"]);
}

#[test]
fn a_passive_without_a_medium_has_the_one_named_before() {
    check_chains(
        "The daily Zora printed it. Todor was quoted as saying it was over.",
        "The DET 3 det\ndaily NOUN 3 compound\nZora PROPN 4 nsubj ORG\nprinted VERB 0 root\nit PRON 4 obj\n. PUNCT 4 punct\n\
         Todor PROPN 9 nsubj:pass PER\nwas AUX 9 aux:pass\nquoted VERB 0 root\nas SCONJ 11 mark\nsaying VERB 9 advcl\nit PRON 14 nsubj\n\
         was AUX 14 cop\nover ADV 11 ccomp\n. PUNCT 9 punct",
        &["Todor > Zora (outlet)"],
    );
}

#[test]
fn who_had_somebody_speak_passes_on() {
    let tree = |who: &str| -> &'static str {
        let opening = "We PRON 2 nsubj\nstay VERB 4 ccomp\n, PUNCT 4 punct\nsaid VERB 0 root\nTodor PROPN 4 nsubj PER\nwhen ADV 10 advmod\n\
                       the DET 9 det";
        Box::leak(format!("{opening}\n{who}\ncalled VERB 4 advcl\nher PRON 10 obj\n. PUNCT 4 punct").into_boxed_str())
    };
    let zora = tree("daily NOUN 9 compound\nZora PROPN 10 nsubj ORG");
    check_chains("We stay, said Todor when the daily Zora called her.", zora, &["Todor > Zora (outlet)"]);
    let king = tree("old ADJ 9 amod\nking NOUN 10 nsubj");
    check_chains("We stay, said Todor when the old king called her.", king, &["Todor"]);
}

#[test]
fn where_remarks_came_out_is_told_after_them() {
    check(
        "\"We will stay,\" Mara Todor said. Her remarks were broadcast on state television.",
        &["Mara Todor > state television (broadcast)"],
    );
}

#[test]
fn the_floor_of_the_house_is_a_speech_and_a_posted_statement_a_statement() {
    check("\"We will stay,\" Mara Todor said on the floor of the House.", &["Mara Todor (speech)"]);
    check("\"We will stay,\" Mara Todor said in a statement posted on its website.", &["Mara Todor (statement)"]);
}

#[test]
fn a_broadcasting_union_is_a_station() {
    check("\"We will stay,\" Mara Todor told the Skerry Broadcasting Union.", &["Mara Todor > Skerry Broadcasting Union (broadcast)"]);
    check("\"We will stay,\" Mara Todor told the Skerry Broadcasting Council.", &["Mara Todor"]);
}
