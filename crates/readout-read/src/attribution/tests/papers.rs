//! What holds beyond a sentence: papers that came out, calls and hearings that were told of; and where the writer goes on behind a content.

use super::{Hand, chains, check_chains, check_read as check, check_tree, leak};

#[test]
fn a_paper_goes_on_by_its_name() {
    let opening = "\"Open the gates,\" the director wrote in a memo obtained by Interfax.";
    check(
        &format!("{opening}\n\nNobody came.\n\n\"Not yet,\" the director wrote in the two-page memo."),
        &["the director (document) > Interfax (agency)", "the director (document) > Interfax (agency)"],
    );
    // As any document.
    check(
        &format!("{opening} \"Not yet,\" the director wrote in the document."),
        &["the director (document) > Interfax (agency)", "the director (document) > Interfax (agency)"],
    );
    // Another memo came to nobody.
    check(
        &format!("{opening} \"Not yet,\" Ilan Vey wrote in a memo."),
        &["the director (document) > Interfax (agency)", "Ilan Vey (document)"],
    );
    // Nor is what somebody says in writing one of many papers.
    let emails = "\"Open the gates,\" the director wrote in emails obtained by Interfax.";
    check(
        &format!("{emails} \"Not yet,\" Ilan Vey said in an email."),
        &["the director (letter) > Interfax (agency)", "Ilan Vey (letter)"],
    );
    check(
        &format!("{emails} \"Not yet,\" Ilan Vey said in an email dated Sunday."),
        &["the director (letter) > Interfax (agency)", "Ilan Vey (letter) > Interfax (agency)"],
    );
}

#[test]
fn a_paper_that_came_out_speaks_itself() {
    let tree = |verb: &str, by: &str| {
        leak(format!(
            "A DET 2 det\nletter NOUN 4 nsubj:pass\nwas AUX 4 aux:pass\n{verb} VERB 0 root\n{by} ADP 6 case\nInterfax PROPN 4 obl ORG\n. PUNCT 4 punct\n\
             It PRON 9 nsubj\nsays VERB 0 root\nall PRON 12 nsubj\nis AUX 12 cop\nover ADV 9 ccomp\n. PUNCT 9 punct"
        ))
    };
    check_chains(
        "A letter was published by Interfax. It says all is over.",
        tree("published", "by"),
        &["A letter (letter) > Interfax (agency)"],
    );
    check_chains("A letter was leaked to Interfax. It says all is over.", tree("leaked", "to"), &["A letter (letter) > Interfax (agency)"]);
    check_chains("A letter was burned by Interfax. It says all is over.", tree("burned", "by"), &["A letter"]);
}

#[test]
fn who_goes_between_passes_on() {
    check("\"We will stay,\" Mara Todor said through her lawyers.", &["Mara Todor > her lawyers"]);
    check("\"We will stay,\" Mara Todor said via the Sundmar embassy.", &["Mara Todor > the Sundmar embassy"]);
    check("\"We will stay,\" Mara Todor said through intermediaries.", &["Mara Todor > intermediaries"]);
    check("\"We will stay,\" Mara Todor said through tears.", &["Mara Todor"]);
    check(
        "\"We will stay,\" Mara Todor said in a message relayed to reporters by her chief of staff.",
        &["Mara Todor (message) > her chief of staff"],
    );
    check("\"We will stay,\" Mara Todor said in a letter made public by her office.", &["Mara Todor (letter) > her office"]);
}

#[test]
fn stations_pass_on_wherever_they_are_named() {
    check(
        "\"We will stay,\" Mara Todor said in a statement read on national television.",
        &["Mara Todor (statement) > national television (broadcast)"],
    );
    check(
        "\"We will stay,\" Mara Todor said in an address on Tuesday on state television.",
        &["Mara Todor (speech) > state television (broadcast)"],
    );
    check("\"We will stay,\" Mara Todor said in a televised address.", &["Mara Todor (broadcast)"]);
    check("\"We will stay,\" Mara Todor said on television.", &["Mara Todor (broadcast)"]);
    check("\"We will stay,\" Mara Todor told Rádio Alva.", &["Mara Todor > Rádio Alva (broadcast)"]);
    check("\"We will stay,\" Mara Todor said on the breakfast show Night Owls.", &["Mara Todor (broadcast) > Night Owls (broadcast)"]);
    check_chains(
        "A diplomat, quoted anonymously in the newsletter Salar, said it was over.",
        "A DET 2 det\ndiplomat NOUN 11 nsubj\n, PUNCT 4 punct\nquoted VERB 2 acl\nanonymously ADV 4 advmod\nin ADP 9 case\nthe DET 9 det\n\
         newsletter NOUN 9 compound\nSalar PROPN 4 obl ORG\n, PUNCT 2 punct\nsaid VERB 0 root\nit PRON 14 nsubj\nwas AUX 14 cop\n\
         over ADV 11 ccomp\n. PUNCT 11 punct",
        &["A diplomat > Salar (outlet)"],
    );
}

#[test]
fn the_service_of_a_station_is_a_station() {
    let tree = |name: &str| {
        leak(format!(
            "Todor PROPN 2 nsubj PER\ntold VERB 0 root\nthe DET 5 det\n{name} PROPN 5 compound\nservice NOUN 2 iobj\nit PRON 8 nsubj\nwas AUX 8 cop\n\
             over ADV 2 ccomp\n. PUNCT 2 punct"
        ))
    };
    check_chains("Todor told the VQR service it was over.", tree("VQR"), &["Todor > VQR service (broadcast)"]);
    check_chains("Todor told the Harbour service it was over.", tree("Harbour"), &["Todor"]);
}

#[test]
fn a_clause_of_time_is_the_writers() {
    let tree = |had: &str, leave: &str| {
        leak(format!(
            "Todor PROPN 2 nsubj PER\nsaid VERB 0 root\nhe PRON 5 nsubj\n{had} AUX 5 aux\n{leave} VERB 2 ccomp\n, PUNCT 5 punct\na DET 8 det\n\
             day NOUN 11 obl:unmarked\nafter SCONJ 11 mark\nVey PROPN 11 nsubj PER\nsaid VERB 5 advcl\nit PRON 14 nsubj\nwas AUX 14 cop\n\
             over ADV 11 ccomp\n. PUNCT 2 punct"
        ))
    };
    check_tree(
        "Todor said he would leave, a day after Vey said it was over.",
        tree("would", "leave"),
        &["Todor | said | he would leave | Todor", "Vey | said | it was over | Vey"],
    );
    // That is when he had left, and his to say.
    check_tree(
        "Todor said he had left, a day after Vey said it was over.",
        tree("had", "left"),
        &["Todor | said | he had left, a day after Vey said it was over | Todor", "Vey | said | it was over | Vey > Todor"],
    );
}

#[test]
fn a_second_clause_behind_the_cue_is_the_writers() {
    check_tree(
        "Vey left, Todor said, but Orsa denied it.",
        "Vey PROPN 2 nsubj PER\nleft VERB 0 root\n, PUNCT 5 punct\nTodor PROPN 5 nsubj PER\nsaid VERB 2 parataxis\n, PUNCT 9 punct\nbut CCONJ 9 cc\n\
         Orsa PROPN 9 nsubj ORG\ndenied VERB 2 conj\nit PRON 9 obj\n. PUNCT 2 punct",
        &["Todor | said | Vey left | Todor", "Orsa | denied | it | Orsa"],
    );
}

#[test]
fn who_denies_a_claim_passes_nothing_on() {
    check_tree(
        "Todor said Vey lied, a claim Orsa denied.",
        "Todor PROPN 2 nsubj PER\nsaid VERB 0 root\nVey PROPN 4 nsubj PER\nlied VERB 2 ccomp\n, PUNCT 9 punct\na DET 7 det\nclaim NOUN 9 obl\n\
         Orsa PROPN 9 nsubj ORG\ndenied VERB 2 parataxis\n. PUNCT 2 punct",
        &["Todor | said | Vey lied | Todor", "Orsa | denied | a claim | Orsa"],
    );
}

#[test]
fn a_log_is_no_hop_of_what_somebody_else_said_before() {
    let tree = "A DET 2 det\nday NOUN 15 obl\nafter SCONJ 5 mark\nTodor PROPN 5 nsubj PER\nsaid VERB 2 advcl\nit PRON 8 nsubj\nwas AUX 8 cop\n\
                over ADV 5 ccomp\n, PUNCT 15 punct\na DET 11 det\nlog NOUN 15 nsubj\nobtained VERB 11 acl\nby ADP 14 case\nInterfax PROPN 12 obl ORG\n\
                says VERB 0 root\nall PRON 18 nsubj\nis AUX 18 cop\nlost ADJ 15 ccomp\n. PUNCT 15 punct";
    check_chains(
        "A day after Todor said it was over, a log obtained by Interfax says all is lost.",
        tree,
        &["Todor", "a log (document) > Interfax (agency)"],
    );
}

#[test]
fn what_is_coordinated_with_that_goes_on_with_the_first_verb() {
    check_tree(
        "Todor said Vey had proposed peace but that Orsa had refused.",
        "Todor PROPN 2 nsubj PER\nsaid VERB 0 root\nVey PROPN 5 nsubj PER\nhad AUX 5 aux\nproposed VERB 2 ccomp\npeace NOUN 5 obj\nbut CCONJ 11 cc\n\
         that SCONJ 11 mark\nOrsa PROPN 11 nsubj ORG\nhad AUX 11 aux\nrefused VERB 5 conj\n. PUNCT 2 punct",
        &["Todor | said | Vey had proposed peace but that Orsa had refused | Todor", "Vey | had proposed | peace | Vey > Todor"],
    );
}

#[test]
fn what_was_said_in_a_call_was_said_by_telephone() {
    let tree = |verb: &str| {
        leak(format!(
            "Todor PROPN 2 nsubj PER\n{verb} VERB 0 root\nVey PROPN 2 obj PER\n. PUNCT 2 punct\nTodor PROPN 6 nsubj PER\ntold VERB 0 root\n\
             Vey PROPN 6 obj PER\nit PRON 10 nsubj\nwas AUX 10 cop\nover ADV 6 ccomp\n. PUNCT 6 punct"
        ))
    };
    check_chains("Todor telephone Vey. Todor told Vey it was over.", tree("telephone"), &["Todor (call)"]);
    check_chains("Todor receive Vey. Todor told Vey it was over.", tree("receive"), &["Todor (meeting)"]);
    check_chains("Todor admire Vey. Todor told Vey it was over.", tree("admire"), &["Todor"]);
}

#[test]
fn a_witness_goes_on_testifying() {
    check(
        "\"We will stay,\" Mara Todor told the inquest.\n\nIlan Vey left. \"It was dark,\" Mara Todor said.",
        &["Mara Todor (testimony)", "Mara Todor (testimony)"],
    );
    check(
        "\"We will stay,\" Mara Todor told the inquest.\n\nIlan Vey left. \"It was dark,\" Ilan Vey said.",
        &["Mara Todor (testimony)", "Ilan Vey"],
    );
}

#[test]
fn who_is_cited_between_two_commas_speaks() {
    let tree = "AXP PROPN 2 nsubj ORG\nreported VERB 0 root\n, PUNCT 4 punct\nciting VERB 2 advcl\nTodor PROPN 4 obj PER\n, PUNCT 4 punct\n\
                that SCONJ 10 mark\nit PRON 10 nsubj\nwas AUX 10 cop\nover ADV 2 ccomp\n. PUNCT 2 punct";
    check_tree("AXP reported, citing Todor, that it was over.", tree, &["AXP | reported | that it was over | Todor > AXP"]);
}

#[test]
fn who_was_told_and_tells_is_one_hop() {
    let tree = "Interfax PROPN 2 nsubj ORG\nsaid VERB 0 root\nTodor PROPN 5 nsubj PER\nhad AUX 5 aux\ntold VERB 2 ccomp\nInterfax PROPN 5 obj ORG\n\
                it PRON 9 nsubj\nwas AUX 9 cop\nover ADV 5 ccomp\n. PUNCT 2 punct";
    let reading = crate::read(
        &readout_core::Report::new("test", "Interfax said Todor had told Interfax it was over."),
        &Hand::new(tree),
        &crate::Settings::default(),
    );
    assert_eq!(chains(&reading), ["Interfax (agency)", "Todor > Interfax (agency)"]);
}

#[test]
fn who_is_quoted_is_the_source_and_who_quotes_a_hop() {
    let tree = "Envoys NOUN 6 nsubj\nquoted VERB 1 acl\nby ADP 5 case\nthe DET 5 det\nSalar PROPN 2 obl ORG\nsaid VERB 0 root\nit PRON 9 nsubj\n\
                was AUX 9 cop\nover ADV 6 ccomp\n. PUNCT 6 punct";
    let text = "Envoys quoted by the Salar said it was over.";
    let hand = Hand::new(tree).suggest([3, 5], [5, 6], &[[6, 9]]);
    let reading = crate::read(&readout_core::Report::new("test", text), &hand, &crate::Settings::default());
    let source: Vec<&str> = reading.attributions[0].source.iter().map(|span| span.of(text)).collect();
    assert_eq!((source, chains(&reading)), (vec!["Envoys quoted by the Salar"], vec!["Envoys > Salar (outlet)".to_owned()]));
}

#[test]
fn the_same_broadcast_is_that_of_the_station_before() {
    check(
        "\"We will stay,\" Mara Todor said on state television. \"We will go,\" Ilan Vey said in the same broadcast.",
        &["Mara Todor (broadcast) > state television (broadcast)", "Ilan Vey (broadcast) > state television (broadcast)"],
    );
}
