//! A model of noise: what it reads must not depend on the machine, the threads, or what is read with it.

use readout_model::{Analysis, Boundary, Model, PAIR_SIZES, Pair, Readout, Sizes, Window, Word, random_file};
use std::num::NonZeroUsize;

fn threads(n: usize) -> NonZeroUsize {
    NonZeroUsize::new(n).expect("not zero")
}

fn tiny(n: usize) -> Readout {
    Readout::load(random_file(Sizes::TINY, 7), threads(n)).expect("a good file")
}

/// Windows of noise, of 0 to 400 words.
fn windows() -> Vec<Window<'static>> {
    let forms =
        ["the", "Envoy", "said", "UN", "talks", "2,000", ",", ".", "“", "didn’t", "é", "中", "😀", "", "antidisestablishmentarianism"];
    let mut noise = 5_u64;
    let mut next = |n: usize| {
        noise = noise.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1);
        (noise >> 33) as usize % n
    };
    (0..40)
        .map(|i| {
            let n = if i == 3 { 400 } else { next(90) };
            let words = (0..n).map(|_| Word {
                form: forms[next(forms.len())],
                space_before: next(2) == 0,
                boundary: [Boundary::Inside, Boundary::Inside, Boundary::Possible, Boundary::Sentence, Boundary::Paragraph][next(5)],
            });
            Window { words: words.collect() }
        })
        .collect()
}

/// Everything that an analysis says, to the last bit.
fn bits(analysis: &Analysis) -> String {
    format!("{analysis:?}")
}

#[test]
fn one_answer_on_every_machine() {
    let windows = windows();
    let expected: Vec<String> = tiny(1).on_machine("portable").read(&windows).iter().map(bits).collect();
    for machine in Readout::machines() {
        let got: Vec<String> = tiny(1).on_machine(machine).read(&windows).iter().map(bits).collect();
        assert_eq!(got, expected, "{machine}");
    }
}

#[test]
fn one_answer_alone_and_together() {
    let windows = windows();
    let model = tiny(1);
    let together: Vec<String> = model.read(&windows).iter().map(bits).collect();
    for (window, together) in windows.iter().zip(&together) {
        assert_eq!(bits(&model.read(std::slice::from_ref(window))[0]), *together);
    }
    let mut backwards = windows.clone();
    backwards.reverse();
    let mut got: Vec<String> = model.read(&backwards).iter().map(bits).collect();
    got.reverse();
    assert_eq!(got, together);
    for n in [2, 3, 7] {
        let got: Vec<String> = tiny(n).read(&windows).iter().map(bits).collect();
        assert_eq!(got, together);
    }
}

/// One governor for each word, one root for each sentence, and nothing points outside.
#[test]
fn every_window_gets_a_whole_analysis() {
    let windows = windows();
    for (window, analysis) in windows.iter().zip(tiny(2).read(&windows)) {
        let n = window.words.len();
        assert_eq!(analysis.words.len(), n);
        let sentences = analysis.words.iter().filter(|word| word.sentence_start).count();
        assert_eq!(analysis.words.iter().filter(|word| word.head.is_none()).count(), sentences);
        assert_eq!(analysis.sentence_vectors.len(), sentences);
        assert!(analysis.words.first().is_none_or(|word| word.sentence_start));
        for (place, word) in analysis.words.iter().enumerate() {
            assert!(word.head.is_none_or(|head| head < n && head != place));
            assert_eq!(word.head.is_none(), word.deprel == "root");
            match window.words[place].boundary {
                Boundary::Inside => assert!(place == 0 || !word.sentence_start),
                Boundary::Possible => {}
                Boundary::Sentence | Boundary::Paragraph => assert!(word.sentence_start),
            }
        }
        let inside = |words: &std::ops::Range<usize>| assert!(words.start < words.end && words.end <= n);
        analysis.names.iter().for_each(|name| inside(&name.words));
        for attribution in &analysis.attributions {
            attribution.source.iter().chain(&attribution.cue).chain(&attribution.content).for_each(inside);
            assert!(attribution.score > 0.0 && attribution.score <= 1.0001);
        }
        assert!(analysis.mentions.iter().all(|mention| mention.word < n));
    }
}

#[test]
fn odd_windows_are_read() {
    let long = "x".repeat(10_000);
    let emoji = "😀".repeat(3_000);
    let word = |form| Word { form, space_before: true, boundary: Boundary::Possible };
    let model = tiny(2);
    assert!(model.read(&[]).is_empty());
    let windows = [
        Window::default(),
        Window { words: vec![word(&long), word(&emoji), word(""), word("\0"), word("\u{feff}")] },
        Window { words: vec![word("a"); 5_000] },
    ];
    let read = model.read(&windows);
    assert_eq!(read.iter().map(|analysis| analysis.words.len()).collect::<Vec<_>>(), [0, 5, 5_000]);
    assert_eq!(model.pieces("talks"), 3);
    assert_eq!(model.pieces(""), 1);
}

#[test]
fn mentions_are_compared() {
    let model = tiny(1);
    let mentions: Vec<_> = model.read(&windows()).into_iter().flat_map(|analysis| analysis.mentions).collect();
    assert!(mentions.len() > 20);
    let near = Pair { distance: 9, ..Pair::default() };
    let score = model.corefer(&mentions[0], &mentions[9], &near);
    assert!(score.is_finite());
    assert_eq!(score.to_bits(), tiny(1).on_machine("portable").corefer(&mentions[0], &mentions[9], &near).to_bits());
    let far = Pair { distance: 40, ..near };
    assert_ne!(score, model.corefer(&mentions[0], &mentions[9], &far), "the distance counts");
    let other = Pair { features: [7; PAIR_SIZES.len()], ..near };
    assert_ne!(score, model.corefer(&mentions[0], &mentions[9], &other), "the words around them count");
}

/// The file of noise with some of its tensors renamed, so that they count as left out.
fn without(names: &[&str]) -> Readout {
    let mut file = random_file(Sizes::TINY, 7);
    for name in names {
        let quoted = format!("\"{name}\"");
        let at = file.windows(quoted.len()).position(|part| part == quoted.as_bytes()).expect("there");
        file[at + 2] = b'a';
    }
    Readout::load(file, threads(1)).expect("what is missing may be")
}

#[test]
fn files_without_pairs_or_without_a_hidden_layer_are_read() {
    let score = |model: &Readout, features| {
        let mentions: Vec<_> = model.read(&windows()).into_iter().flat_map(|analysis| analysis.mentions).collect();
        model.corefer(&mentions[0], &mentions[9], &Pair { distance: 9, features })
    };
    let none = without(&["coref.pair", "coref.hidden"]);
    assert_eq!(score(&none, [0; PAIR_SIZES.len()]), score(&none, [7; PAIR_SIZES.len()]));
    let flat = without(&["coref.hidden"]);
    assert_ne!(score(&flat, [0; PAIR_SIZES.len()]), score(&flat, [7; PAIR_SIZES.len()]));
    assert_ne!(score(&flat, [7; PAIR_SIZES.len()]), score(&tiny(1), [7; PAIR_SIZES.len()]), "the hidden layer counts");
}

#[test]
fn damaged_files_are_refused_with_a_reason() {
    let file = random_file(Sizes::TINY, 7);
    let check = |bytes: Vec<u8>, expected: &str| {
        let error = Readout::load(bytes, threads(1)).expect_err("damaged");
        assert!(error.to_string().contains(expected), "{error}");
    };
    check(Vec::new(), "damaged");
    check(file[..file.len() - 1].to_vec(), "damaged");
    check(vec![0xff; 100], "damaged");
    let swap = |from: &str, to: &str| {
        let at = file.windows(from.len()).position(|part| part == from.as_bytes()).expect("there");
        let mut bytes = file.clone();
        bytes[at..at + to.len()].copy_from_slice(to.as_bytes());
        bytes
    };
    check(swap("readout-model/1", "readout-model/2"), "readout-model/2");
    check(swap("\"arc.root\"", "\"arc.roof\""), "arc.root");
    check(swap("lemma", "lemme"), "lemma");
}
