//! Relays and speakers beyond their sentence: what came out afterwards, who read it out, the lead and the paragraph behind it, and whose name is whose.

use super::{Hand, chains, check_chains, check_hand, check_read as check, check_tree, leak};

#[test]
fn letters_behind_a_name_are_no_name() {
    check("\"We will stay,\" Mara Todor QC said.", &["Mara Todor"]);
    check("\"We will stay,\" Mara Todor said.", &["Mara Todor"]);
}

#[test]
fn a_name_of_one_word_tells_its_kind_by_its_end() {
    check("\"We will stay,\" Mara Todor told OrsaWire.", &["Mara Todor > OrsaWire (agency)"]);
    check("\"We will stay,\" Mara Todor told CoastTV.", &["Mara Todor > CoastTV (broadcast)"]);
    check("\"We will stay,\" Mara Todor told the Orsa News Service.", &["Mara Todor > Orsa News Service (agency)"]);
    check("\"We will stay,\" Mara Todor told the Orsa Secret Service.", &["Mara Todor"]);
}

#[test]
fn papers_that_came_out_in_the_next_sentence() {
    check(
        "\"We will stay,\" Mara Todor said in a letter. Excerpts were published by Interfax.",
        &["Mara Todor (letter) > Interfax (agency)"],
    );
    // Nothing was written.
    check("\"We will stay,\" Mara Todor said. Excerpts were published by Interfax.", &["Mara Todor"]);
}

#[test]
fn who_published_the_letter_passed_it_on() {
    let opening = "Todor PROPN 2 nsubj PER\nsaid VERB 0 root\nit PRON 5 nsubj\nwas AUX 5 cop\nover ADV 2 ccomp\nin ADP 8 case\na DET 8 det\n\
                   letter NOUN 2 obl\n. PUNCT 2 punct\nVey PROPN 11 nsubj PER";
    let tree = |verb: &str| leak(format!("{opening}\n{verb} VERB 0 root\nthe DET 13 det\nletter NOUN 11 obj\n. PUNCT 11 punct"));
    check_chains("Todor said it was over in a letter. Vey leaked the letter.", tree("leaked"), &["Todor (letter) > Vey", "Vey"]);
    check_chains("Todor said it was over in a letter. Vey answered the letter.", tree("answered"), &["Todor (letter)"]);
}

#[test]
fn what_was_read_to_a_court_came_through_it() {
    check(
        "\"We will stay,\" Mara Todor said in a statement which was read out to the inquest.",
        &["Mara Todor (statement) > the inquest (testimony)"],
    );
    check("\"We will stay,\" Mara Todor said in a statement which was sent to the inquest.", &["Mara Todor (statement)"]);
}

#[test]
fn who_read_from_papers_passes_on_what_is_quoted_next() {
    let rest = "the DET 3 det\nletters NOUN 1 obj\n. PUNCT 1 punct\n\" PUNCT 7 punct\nWe PRON 7 nsubj\nstay VERB 11 ccomp\n, PUNCT 7 punct\n\
                \" PUNCT 7 punct\nTodor PROPN 11 nsubj PER\nwrote VERB 0 root\n. PUNCT 11 punct";
    let tree = |verb: &str| {
        let shifted: Vec<String> = rest
            .lines()
            .map(|line| {
                let mut fields: Vec<String> = line.split(' ').map(str::to_owned).collect();
                let head: usize = fields[2].parse().expect("a governor");
                fields[2] = (if head == 0 { 0 } else { head + 1 }).to_string();
                fields.join(" ")
            })
            .collect();
        leak(format!("Vey PROPN 2 nsubj PER\n{verb} VERB 0 root\n{}", shifted.join("\n")))
    };
    check_chains("Vey read the letters. \"We stay,\" Todor wrote.", tree("read"), &["Todor (document) > Vey"]);
    check_chains("Vey burned the letters. \"We stay,\" Todor wrote.", tree("burned"), &["Todor (document)"]);
}

#[test]
fn one_of_those_who_spoke_adds_to_the_same_medium() {
    check(
        "Two officials told Interfax that it was over. One of the officials said that it was late.",
        &["Two officials > Interfax (agency)", "One of the officials > Interfax (agency)"],
    );
    check(
        "Mara Todor told Interfax that it was over. One of the officials said that it was late.",
        &["Mara Todor > Interfax (agency)", "One of the officials"],
    );
}

#[test]
fn the_lead_has_the_occasion_of_the_paragraph_behind_it() {
    let tree = "Mara PROPN 3 nsubj PER 2\nTodor PROPN 1 flat\nsays VERB 0 root\nit PRON 6 nsubj\nis AUX 6 cop\nover ADV 3 ccomp\n. PUNCT 3 punct\n\
                In ADP 10 case\nan DET 10 det\ninterview NOUN 15 obl\nwith ADP 12 case\nInterfax PROPN 10 nmod ORG\n, PUNCT 10 punct\n\
                Todor PROPN 15 nsubj PER\nsaid VERB 0 root\nit PRON 18 nsubj\nwas AUX 18 cop\nlate ADV 15 ccomp\n. PUNCT 15 punct";
    check_chains(
        "Mara Todor says it is over.\n\nIn an interview with Interfax, Todor said it was late.",
        tree,
        &["Mara Todor (interview) > Interfax (agency)", "Mara Todor (interview) > Interfax (agency)"],
    );
}

#[test]
fn who_is_led_to_by_a_preposition_is_somebody_else() {
    let tree = |leads: &str, name: &str| {
        leak(format!(
            "An DET 2 det\naide NOUN 6 nsubj\n{leads} {name}\nMara PROPN 2 appos PER 2\nTodor PROPN 4 flat\nsaid VERB 0 root\nit PRON 9 nsubj\n\
             was AUX 9 cop\nover ADV 6 ccomp\n. PUNCT 6 punct"
        ))
    };
    check_hand(
        "An aide to Mara Todor said it was over.",
        &Hand::new(tree("to", "ADP 4 case")).lead(3, 1),
        &["An aide to Mara Todor | said | it was over | An aide to Mara Todor"],
    );
    check_tree(
        "An aide named Mara Todor said it was over.",
        tree("named", "VERB 2 acl"),
        &["An aide named Mara Todor | said | it was over | Mara Todor"],
    );
}

#[test]
fn nobody_belongs_to_himself() {
    let tree = "Ilan PROPN 4 nmod:poss PER 2\nVey PROPN 1 flat\n's PART 1 case\nsecretary NOUN 5 nsubj\nsaid VERB 0 root\nit PRON 8 nsubj\n\
                was AUX 8 cop\nover ADV 5 ccomp\n. PUNCT 5 punct";
    check_hand(
        "Ilan Vey's secretary said it was over.",
        &Hand::new(tree).lead(3, 0),
        &["Ilan Vey's secretary | said | it was over | Ilan Vey's secretary"],
    );
}

#[test]
fn a_description_before_a_name_belongs_to_the_source() {
    let tree = "Its PRON 2 nmod:poss\nchair NOUN 7 nsubj\n, PUNCT 4 punct\nMara PROPN 2 appos PER 2\nTodor PROPN 4 flat\n, PUNCT 4 punct\n\
                wrote VERB 0 root\nit PRON 10 nsubj\nwas AUX 10 cop\nover ADV 7 ccomp\n. PUNCT 7 punct";
    let text = "Its chair, Mara Todor, wrote it was over.";
    let hand = Hand::new(tree).suggest([3, 6], [6, 7], &[[0, 2], [7, 10]]);
    let reading = crate::read(&readout_core::Report::new("test", text), &hand, &crate::Settings::default());
    let content: Vec<&str> = reading.attributions[0].content.iter().map(|span| span.of(text)).collect();
    assert_eq!(content, ["it was over"]);
}

#[test]
fn a_day_in_a_name_is_no_day() {
    check("\"We will stay,\" Mara Todor told the daily Orsa Today.", &["Mara Todor > Orsa Today (outlet)"]);
    check("\"We will stay,\" Mara Todor told the daily Orsa on Sunday.", &["Mara Todor > Orsa (outlet)"]);
}

#[test]
fn a_copy_of_what_the_content_names_is_not_what_is_said() {
    check(
        "\"We will stay,\" Mara Todor said in a letter, a copy of which was seen by Interfax.",
        &["Mara Todor (letter) > Interfax (agency)"],
    );
    check("Mara Todor said that a letter went to Vey, a copy of which was seen by Interfax.", &["Mara Todor"]);
}

#[test]
fn who_made_the_remarks_is_whoever_spoke_without_a_name() {
    let tree = |noun: &str| {
        leak(format!(
            "A DET 2 det\njudge NOUN 3 nsubj\nsaid VERB 0 root\nit PRON 6 nsubj\nwas AUX 6 cop\nover ADV 3 ccomp\n. PUNCT 3 punct\n\
             Vey PROPN 9 nsubj PER\nmake VERB 0 root\nthe DET 11 det\n{noun} NOUN 9 obj\n. PUNCT 9 punct"
        ))
    };
    let read = |text: &str, noun: &str| chains(&super::by_hand(text, tree(noun)));
    assert_eq!(read("A judge said it was over. Vey make the remarks.", "remarks"), ["Vey"]);
    assert_eq!(read("A judge said it was over. Vey make the beds.", "beds"), ["A judge"]);
}

#[test]
fn a_title_without_its_name_is_whoever_bears_it() {
    let tree = "Bishop PROPN 3 nmod:desc\nVey PROPN 3 nsubj PER\nleft VERB 0 root\n. PUNCT 3 punct\nThe DET 6 det\nBishop PROPN 7 nsubj PER\n\
                said VERB 0 root\nit PRON 10 nsubj\nwas AUX 10 cop\nover ADV 7 ccomp\n. PUNCT 7 punct";
    check_chains("Bishop Vey left. The Bishop said it was over.", tree, &["Bishop Vey"]);
}

#[test]
fn a_paper_speaks_for_whoever_the_report_says_wrote_it() {
    let tree = |verb: &str| {
        leak(format!(
            "The DET 2 det\nletter NOUN 3 nsubj\nsays VERB 0 root\nit PRON 6 nsubj\nis AUX 6 cop\nover ADV 3 ccomp\n. PUNCT 3 punct\n\
             The DET 9 det\nletter NOUN 11 nsubj:pass\nis AUX 11 aux:pass\n{verb} VERB 0 root\nby ADP 13 case\nTodor PROPN 11 obl:agent PER\n\
             . PUNCT 11 punct"
        ))
    };
    let hand = |verb: &str| Hand::new(tree(verb)).lead(8, 1);
    let read =
        |text: &str, verb: &str| chains(&crate::read(&readout_core::Report::new("test", text), &hand(verb), &crate::Settings::default()));
    assert_eq!(read("The letter says it is over. The letter is signed by Todor.", "signed"), ["Todor (letter)"]);
    assert_eq!(read("The letter says it is over. The letter is kept by Todor.", "kept"), ["The letter (letter)"]);
}

#[test]
fn a_body_before_its_paper_speaks_in_it() {
    check_chains(
        "A foreign ministry statement said it was over.",
        "A DET 4 det\nforeign ADJ 3 amod\nministry NOUN 4 compound\nstatement NOUN 5 nsubj\nsaid VERB 0 root\nit PRON 8 nsubj\nwas AUX 8 cop\n\
         over ADV 5 ccomp\n. PUNCT 5 punct",
        &["foreign ministry (statement)"],
    );
}

#[test]
fn people_who_are_cited_speak() {
    let tree = |whose: &str| {
        leak(format!(
            "Citing VERB 6 advcl\nlocal ADJ 3 amod\n{whose} NOUN 1 obj\n, PUNCT 1 punct\nTodor PROPN 6 nsubj PER\nsaid VERB 0 root\nit PRON 9 nsubj\n\
             was AUX 9 cop\nover ADV 6 ccomp\n. PUNCT 6 punct"
        ))
    };
    let read = |text: &str, whose: &str| {
        let hand = Hand::new(tree(whose)).lead(2, 2);
        chains(&crate::read(&readout_core::Report::new("test", text), &hand, &crate::Settings::default()))
    };
    assert_eq!(read("Citing local priests, Todor said it was over.", "priests"), ["local priests > Todor"]);
    assert_eq!(read("Citing local weather, Todor said it was over.", "weather"), ["Todor", "Todor"]);
}

#[test]
fn a_passive_beside_an_active_verb_has_no_source() {
    check_tree(
        "Todor left and is expected to resign.",
        "Todor PROPN 2 nsubj PER\nleft VERB 0 root\nand CCONJ 5 cc\nis AUX 5 aux:pass\nexpected VERB 2 conj\nto PART 7 mark\nresign VERB 5 xcomp\n\
         . PUNCT 2 punct",
        &[" | is expected | Todor … to resign | "],
    );
}

#[test]
fn who_closes_the_sentence_said_all_of_it() {
    check_tree(
        "Farmers will get water, President Vey announced on Sunday.",
        "Farmers NOUN 3 nsubj\nwill AUX 3 aux\nget VERB 0 root\nwater NOUN 3 obj\n, PUNCT 8 punct\nPresident PROPN 7 nmod:desc\nVey PROPN 3 nsubj PER\n\
         announced VERB 3 parataxis\non ADP 10 case\nSunday PROPN 8 obl\n. PUNCT 8 punct",
        &["President Vey | announced | Farmers will get water | President Vey"],
    );
}

#[test]
fn what_follows_a_closed_quotation_tells_when() {
    let tree = "\" PUNCT 3 punct\nWe PRON 3 nsubj\nstay VERB 7 ccomp\n, PUNCT 3 punct\n\" PUNCT 3 punct\nTodor PROPN 7 nsubj PER\nsaid VERB 0 root\n\
                when ADV 10 advmod\nVey PROPN 10 nsubj PER\nasked VERB 7 advcl\n. PUNCT 7 punct";
    let text = "\"We stay,\" Todor said when Vey asked.";
    let hand = Hand::new(tree).suggest([5, 6], [6, 7], &[[0, 5], [7, 10]]);
    let reading = crate::read(&readout_core::Report::new("test", text), &hand, &crate::Settings::default());
    let content: Vec<&str> = reading.attributions[0].content.iter().map(|span| span.of(text)).collect();
    assert_eq!(content, ["\"We stay,\""]);
}
