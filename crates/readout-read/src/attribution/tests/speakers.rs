//! Who speaks: pronouns led astray, descriptions of several, papers and their writers.

use super::{Hand, check_hand, check_tree};

#[test]
fn a_given_name_tells_he_from_she() {
    let rest = ". PUNCT 3 punct\nIn ADP 8 case\nMay PROPN 10 obl\nshe PRON 10 nsubj\nsaid VERB 0 root\nit PRON 13 nsubj\nwas AUX 13 cop\n\
                over ADV 10 ccomp\n. PUNCT 10 punct";
    let tree = |first: &str| -> &'static str {
        let opening = format!("{first} PROPN 3 nsubj PER 2\nVey PROPN 1 flat\nmet VERB 0 root\nMara PROPN 3 obj PER 2\nTodor PROPN 4 flat");
        Box::leak(format!("{opening}\n{rest}").into_boxed_str())
    };
    check_tree("Anna Vey met Mara Todor. In May she said it was over.", tree("Anna"), &["she | said | it was over | Anna Vey"]);
    check_tree("Peter Vey met Mara Todor. In May she said it was over.", tree("Peter"), &["she | said | it was over | Mara Todor"]);
}

#[test]
fn nobody_calls_himself_by_name_in_his_own_words() {
    let tree = "Ilan PROPN 3 nsubj PER 2\nVey PROPN 1 flat\nsaid VERB 0 root\nit PRON 6 nsubj\nwas AUX 6 cop\nover ADV 3 ccomp\n. PUNCT 3 punct\n\
                \" PUNCT 10 punct\nTodor PROPN 10 nsubj PER\nlied VERB 14 ccomp\n, PUNCT 10 punct\n\" PUNCT 10 punct\nhe PRON 14 nsubj\n\
                said VERB 0 root\n. PUNCT 14 punct";
    check_hand(
        "Ilan Vey said it was over. \"Todor lied,\" he said.",
        &Hand::new(tree).lead(12, 8),
        &["Ilan Vey | said | it was over | Ilan Vey", "he | said | \"Todor lied,\" | Ilan Vey"],
    );
}

#[test]
fn it_is_no_person() {
    let tree = "Ilan PROPN 3 nsubj PER 2\nVey PROPN 1 flat\nleft VERB 0 root\nthe DET 5 det\nUnion PROPN 3 obj ORG\n. PUNCT 3 punct\n\
                It PRON 8 nsubj\nsaid VERB 0 root\nit PRON 11 nsubj\nwas AUX 11 cop\nover ADV 8 ccomp\n. PUNCT 8 punct";
    check_hand("Ilan Vey left the Union. It said it was over.", &Hand::new(tree).lead(6, 0), &["It | said | it was over | It"]);
}

#[test]
fn a_body_called_by_a_leaders_name_is_not_the_leader() {
    check_tree(
        "The Todor administration said it was over.",
        "The DET 2 det\nTodor PROPN 4 nsubj PER\nadministration NOUN 2 flat\nsaid VERB 0 root\nit PRON 7 nsubj\nwas AUX 7 cop\nover ADV 4 ccomp\n\
         . PUNCT 4 punct",
        &["The Todor administration | said | it was over | The Todor administration"],
    );
}

#[test]
fn a_paper_speaks_for_whoever_spoke_in_it() {
    check_tree(
        "In a statement Todor said it was over. The statement added they lost.",
        "In ADP 3 case\na DET 3 det\nstatement NOUN 5 obl\nTodor PROPN 5 nsubj PER\nsaid VERB 0 root\nit PRON 8 nsubj\nwas AUX 8 cop\n\
         over ADV 5 ccomp\n. PUNCT 5 punct\nThe DET 11 det\nstatement NOUN 12 nsubj\nadded VERB 0 root\nthey PRON 14 nsubj\nlost VERB 12 ccomp\n\
         . PUNCT 12 punct",
        &["Todor | said | it was over | Todor", "The statement | added | they lost | Todor"],
    );
}

#[test]
fn of_two_ministers_the_one_just_called_so() {
    check_tree(
        "Trade minister Ilan Vey left. Youth minister Mara Todor came but the minister said it was over.",
        "Trade NOUN 2 compound\nminister NOUN 3 nmod:desc\nIlan PROPN 5 nsubj PER 2\nVey PROPN 3 flat\nleft VERB 0 root\n. PUNCT 5 punct\n\
         Youth NOUN 8 compound\nminister NOUN 9 nmod:desc\nMara PROPN 11 nsubj PER 2\nTodor PROPN 9 flat\ncame VERB 0 root\nbut CCONJ 15 cc\n\
         the DET 14 det\nminister NOUN 15 nsubj\nsaid VERB 11 conj\nit PRON 18 nsubj\nwas AUX 18 cop\nover ADV 15 ccomp\n. PUNCT 11 punct",
        &["the minister | said | it was over | Mara Todor"],
    );
}

#[test]
fn a_spokesperson_of_somebody_else_is_another() {
    check_tree(
        "A hospital spokesman said it was over. Ilan Vey, a spokesman for Tolan Oil, left.",
        "A DET 3 det\nhospital NOUN 3 compound\nspokesman NOUN 4 nsubj\nsaid VERB 0 root\nit PRON 7 nsubj\nwas AUX 7 cop\nover ADV 4 ccomp\n\
         . PUNCT 4 punct\nIlan PROPN 18 nsubj PER 2\nVey PROPN 9 flat\n, PUNCT 13 punct\na DET 13 det\nspokesman NOUN 9 appos\nfor ADP 16 case\n\
         Tolan PROPN 16 compound ORG 2\nOil PROPN 13 nmod\n, PUNCT 9 punct\nleft VERB 0 root\n. PUNCT 18 punct",
        &["A hospital spokesman | said | it was over | A hospital spokesman"],
    );
}

#[test]
fn the_body_that_the_sentence_before_is_about_goes_on_as_it() {
    check_tree(
        "Vey said it was over. The Zora Union left. It said they lost.",
        "Vey PROPN 2 nsubj PER\nsaid VERB 0 root\nit PRON 5 nsubj\nwas AUX 5 cop\nover ADV 2 ccomp\n. PUNCT 2 punct\nThe DET 9 det\n\
         Zora PROPN 9 compound ORG 2\nUnion PROPN 10 nsubj\nleft VERB 0 root\n. PUNCT 10 punct\nIt PRON 13 nsubj\nsaid VERB 0 root\n\
         they PRON 15 nsubj\nlost VERB 13 ccomp\n. PUNCT 13 punct",
        &["Vey | said | it was over | Vey", "It | said | they lost | Zora Union"],
    );
}

#[test]
fn where_the_subject_is_no_man_the_other_is_he() {
    let tree = "Anna PROPN 3 nsubj PER 2\nVey PROPN 1 flat\nmet VERB 0 root\nPeter PROPN 3 obj PER 2\nTodor PROPN 4 flat\n. PUNCT 3 punct\n\
                Ivan PROPN 9 nsubj PER 2\nRusk PROPN 7 flat\nleft VERB 0 root\n. PUNCT 9 punct\nHe PRON 12 nsubj\nsaid VERB 0 root\n\
                it PRON 15 nsubj\nwas AUX 15 cop\nover ADV 12 ccomp\n. PUNCT 12 punct";
    // Led to the sentence before, he stays there.
    check_hand(
        "Anna Vey met Peter Todor. Ivan Rusk left. He said it was over.",
        &Hand::new(tree).lead(10, 6),
        &["He | said | it was over | Ivan Rusk"],
    );
    let tree = "Ivan PROPN 3 nsubj PER 2\nRusk PROPN 1 flat\nleft VERB 0 root\n. PUNCT 3 punct\nAnna PROPN 7 nsubj PER 2\nVey PROPN 5 flat\n\
                met VERB 0 root\nPeter PROPN 7 obj PER 2\nTodor PROPN 8 flat\n. PUNCT 7 punct\nHe PRON 12 nsubj\nsaid VERB 0 root\n\
                it PRON 15 nsubj\nwas AUX 15 cop\nover ADV 12 ccomp\n. PUNCT 12 punct";
    check_hand(
        "Ivan Rusk left. Anna Vey met Peter Todor. He said it was over.",
        &Hand::new(tree).lead(10, 0),
        &["He | said | it was over | Peter Todor"],
    );
}

#[test]
fn a_cue_is_not_cut_before_its_verb() {
    let tree =
        "Todor PROPN 3 nsubj PER\npersonally ADV 3 advmod\ninvited VERB 0 root\nVey PROPN 3 obj PER\nhome ADV 3 advmod\n. PUNCT 3 punct";
    check_hand(
        "Todor personally invited Vey home.",
        &Hand::new(tree).suggest([0, 1], [1, 2], &[[3, 5]]),
        &["Todor | personally invited | Vey home | Todor"],
    );
}

#[test]
fn what_somebody_does_in_saying_so_is_not_said() {
    let tree = "Ships NOUN 2 nsubj\nleft VERB 5 ccomp\n, PUNCT 5 punct\nTodor PROPN 5 nsubj PER\nsaid VERB 0 root\n, PUNCT 7 punct\n\
                correcting VERB 5 advcl\na DET 9 det\nfigure NOUN 7 obj\n. PUNCT 5 punct";
    check_hand(
        "Ships left, Todor said, correcting a figure.",
        &Hand::new(tree).suggest([3, 4], [4, 5], &[[0, 2], [6, 9]]),
        &["Todor | said | Ships left | Todor"],
    );
}

#[test]
fn whom_a_station_quoted_goes_on_as_he() {
    let tree = "Peter PROPN 3 nsubj PER 2\nVey PROPN 1 flat\nleft VERB 0 root\n. PUNCT 3 punct\nRadio NOUN 6 compound\nZora PROPN 7 nsubj ORG\n\
                quoted VERB 0 root\nthe DET 9 det\nminister NOUN 7 obj\nas SCONJ 11 mark\nsaying VERB 7 advcl\nit PRON 14 nsubj\nwas AUX 14 cop\n\
                over ADV 11 ccomp\n. PUNCT 7 punct\nHe PRON 17 nsubj\nsaid VERB 0 root\nthey PRON 19 nsubj\nlost VERB 17 ccomp\n. PUNCT 17 punct";
    let reading = crate::read(
        &readout_core::Report::new("test", "Peter Vey left. Radio Zora quoted the minister as saying it was over. He said they lost."),
        &Hand::new(tree).lead(15, 0).lead(8, 8),
        &crate::Settings::default(),
    );
    let last = reading.attributions.last().map(|one| one.chain[0].name.clone());
    assert_eq!(last.as_deref(), Some("the minister"));
}

#[test]
fn three_diplomats_are_not_she() {
    let tree = "According VERB 4 case\nto ADP 1 fixed\nthree NUM 4 nummod\ndiplomats NOUN 7 obl\n, PUNCT 4 punct\nshe PRON 7 nsubj\nsaid VERB 0 root\n\
                they PRON 9 nsubj\nlost VERB 7 ccomp\n. PUNCT 7 punct";
    check_tree(
        "According to three diplomats, she said they lost.",
        tree,
        &["three diplomats | According to | she said they lost | three diplomats", "she | said | they lost | she > three diplomats"],
    );
}

#[test]
fn who_was_spoken_of_before_is_not_the_wife() {
    check_tree(
        "Hask said it was over. His wife, Olga Hask, left.",
        "Hask PROPN 2 nsubj PER\nsaid VERB 0 root\nit PRON 5 nsubj\nwas AUX 5 cop\nover ADV 2 ccomp\n. PUNCT 2 punct\nHis PRON 8 nmod:poss\n\
         wife NOUN 13 nsubj\n, PUNCT 10 punct\nOlga PROPN 8 appos PER 2\nHask PROPN 10 flat\n, PUNCT 8 punct\nleft VERB 0 root\n. PUNCT 13 punct",
        &["Hask | said | it was over | Hask"],
    );
}

#[test]
fn a_second_passive_has_its_own_agent() {
    check_tree(
        "The plan was rejected by Vey and welcomed by Todor.",
        "The DET 2 det\nplan NOUN 4 nsubj:pass\nwas AUX 4 aux:pass\nrejected VERB 0 root\nby ADP 6 case\nVey PROPN 4 obl PER\nand CCONJ 8 cc\n\
         welcomed VERB 4 conj\nby ADP 10 case\nTodor PROPN 8 obl PER\n. PUNCT 4 punct",
        &["Vey | was rejected | The plan | Vey", "Todor | welcomed | The plan | Todor"],
    );
}

#[test]
fn what_the_writer_calls_it_is_not_said() {
    let tree = "Todor PROPN 2 nsubj PER\nsaid VERB 0 root\nit PRON 5 nsubj\nwas AUX 5 cop\nover ADV 2 ccomp\n, PUNCT 8 punct\na DET 8 det\n\
                claim NOUN 5 appos\nVey PROPN 10 nsubj PER\ndropped VERB 8 acl:relcl\n. PUNCT 2 punct";
    check_hand(
        "Todor said it was over, a claim Vey dropped.",
        &Hand::new(tree).suggest([0, 1], [1, 2], &[[2, 10]]),
        &["Todor | said | it was over | Todor"],
    );
}
