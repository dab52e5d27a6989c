//! Compares a model with a reference that `training/reference.py` computed from the same file.

use readout_model::{Boundary, Model, PAIR_SIZES, Pair, Readout, Window, Word};
use serde_json::Value;
use std::collections::BTreeMap;
use std::fmt;

/// How far numbers may be off in the mean, as a share of their mean size. An activation that rounds to the other side is felt in all layers
/// after it: a change of one part in ten million in the trainer's own arithmetic moves the last vectors by four in a hundred.
const TOLERANCE: f32 = 0.1;

/// Agreement on one kind of result.
#[derive(Clone, Debug, Default)]
pub(crate) struct Figures {
    /// Compared numbers or decisions.
    n: usize,
    /// Decisions that differ.
    wrong: usize,
    /// Of numbers: the largest difference, and the sums of differences and of sizes.
    difference: f32,
    differences: f32,
    sizes: f32,
}

impl Figures {
    /// Numbers within the tolerance; decisions equal but for one in twenty, where two labels come close to a tie.
    #[must_use]
    pub(crate) fn agrees(&self) -> bool {
        self.wrong * 20 <= self.n && self.differences <= TOLERANCE * self.sizes
    }
    fn number(&mut self, got: f32, expected: &Value) {
        let expected = expected.as_f64().expect("a number") as f32;
        self.n += 1;
        self.difference = self.difference.max((got - expected).abs());
        self.differences += (got - expected).abs();
        self.sizes += expected.abs();
    }
    fn decision<T: PartialEq>(&mut self, got: &T, expected: &T) {
        self.n += 1;
        self.wrong += usize::from(got != expected);
    }
}

impl fmt::Display for Figures {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.sizes > 0.0 {
            let (n, mean, size) = (self.n, self.differences / self.n as f32, self.sizes / self.n as f32);
            write!(f, "{n:6} numbers of mean size {size:.3}, off by {mean:.5} in the mean and by {:.5} at most", self.difference)
        } else {
            write!(f, "{:6} decisions, {} differ", self.n, self.wrong)
        }
    }
}

#[derive(Default)]
struct Report(BTreeMap<String, Figures>);

impl Report {
    fn at(&mut self, what: &str) -> &mut Figures {
        self.0.entry(what.to_owned()).or_default()
    }
}

fn list(value: &Value) -> &[Value] {
    value.as_array().expect("a list")
}

/// All windows of the reference, kind by kind.
pub(crate) fn compare(model: &Readout, reference: &str) -> BTreeMap<String, Figures> {
    let reference: Value = serde_json::from_str(reference).expect("JSON");
    let mut report = Report::default();
    for expected in list(&reference["windows"]) {
        window(model, expected, &mut report);
    }
    report.0
}

fn window(model: &Readout, expected: &Value, report: &mut Report) {
    let n = list(&expected["words"]).len();
    let words = (0..n).map(|i| Word {
        form: expected["words"][i].as_str().expect("a word"),
        space_before: expected["space"][i] == true,
        boundary: match (expected["paragraph"][i] == true, expected["sentence_start"][i] == true) {
            (true, _) => Boundary::Paragraph,
            (_, true) => Boundary::Sentence,
            _ => Boundary::Inside,
        },
    });
    let window = Window { words: words.collect() };
    let got = model.inspect(&window);
    for (i, name) in ["pieces", "shape", "flag", "boundary"].into_iter().enumerate() {
        let row: Vec<u64> = got.pieces.iter().map(|marks| marks[i].into()).collect();
        let wanted: Vec<u64> = list(&expected[name]).iter().map(|x| x.as_u64().expect("a number")).collect();
        report.at(name).decision(&row, &wanted);
    }
    for (got, expected) in got.vectors.iter().zip(list(&expected["h"])) {
        for (got, expected) in got.iter().zip(list(expected)) {
            report.at("vectors").number(*got, expected);
        }
    }
    for (head, rows) in &got.scores {
        for (row, expected) in rows.iter().zip(list(&expected["scores"][head])) {
            for (got, expected) in row.iter().zip(list(expected)) {
                report.at(&format!("scores {head}")).number(*got, expected);
            }
        }
    }
    let analysis = &got.analysis;
    let mut names = vec!["O".to_owned(); n];
    for name in &analysis.names {
        for place in name.words.clone() {
            names[place] = format!("{}-{:?}", if place == name.words.start { "B" } else { "I" }, name.kind);
        }
    }
    let mut mentions = vec!["O".to_owned(); n];
    for mention in &analysis.mentions {
        mentions[mention.word] = format!("{:?}", mention.kind);
    }
    for (i, word) in analysis.words.iter().enumerate() {
        let text = |what: &str| expected[what][i].as_str().expect("a label").to_owned();
        report.at("upos").decision(&word.upos.to_string(), &text("upos"));
        report.at("feats").decision(&word.feats.to_string(), &text("feats"));
        report.at("lemma").decision(&word.lemma, &text("lemma"));
        report.at("name").decision(&names[i], &text("name"));
        report.at("mention").decision(&mentions[i], &text("mention"));
        let head = expected["head"][i].as_i64().expect("a number");
        let same_head = word.head.map_or(-1, |head| head as i64) == head;
        report.at("head").decision(&same_head, &true);
        // The program lets roots be roots and nothing else; the reference takes the best relation in any case.
        if same_head && (text("rel") == "root") == word.head.is_none() {
            report.at("rel").decision(&word.deprel.to_string(), &text("rel"));
        }
        report.at("sentence").decision(&word.sentence_start, &(expected["sentence_start"][i] == true));
    }
    for (got, expected) in analysis.sentence_vectors.iter().zip(list(&expected["vector"])) {
        for (got, expected) in got.iter().zip(list(expected)) {
            report.at("sentence vectors").number(*got, expected);
        }
    }
    if analysis.mentions.iter().map(|m| m.word as u64).eq(list(&expected["mention_heads"]).iter().filter_map(Value::as_u64)) {
        for later in 0..analysis.mentions.len() {
            for earlier in 0..later {
                // The reference takes the same values, which mean nothing.
                let features = std::array::from_fn(|feature| (31 * later + 17 * earlier + 7 * feature) % PAIR_SIZES[feature]);
                let pair = Pair { distance: later - earlier, features };
                let score = model.corefer(&analysis.mentions[earlier], &analysis.mentions[later], &pair);
                report.at("coreference").number(score, &expected["coref"][later][earlier]);
            }
        }
    }
    attributions(analysis, expected, report);
}

fn attributions(analysis: &readout_model::Analysis, expected: &Value, report: &mut Report) {
    // Spans of the reference, by kind.
    let tags: Vec<&str> = list(&expected["attribution"]).iter().filter_map(Value::as_str).collect();
    let spans = |kind: &str| -> Vec<std::ops::Range<usize>> {
        let starts = (0..tags.len()).filter(|&i| tags[i] == format!("B-{kind}"));
        starts.map(|i| i..(i + 1..tags.len()).find(|&j| tags[j] != format!("I-{kind}")).unwrap_or(tags.len())).collect()
    };
    let (sources, cues, contents) = (spans("SOURCE"), spans("CUE"), spans("CONTENT"));
    let pick = |scores: &Value| {
        let scores: Vec<f64> = list(scores).iter().filter_map(Value::as_f64).collect();
        (0..scores.len()).fold(0, |best, i| if scores[i] > scores[best] { i } else { best })
    };
    let mut wanted: Vec<[Vec<std::ops::Range<usize>>; 3]> = cues
        .iter()
        .enumerate()
        .map(|(i, cue)| [sources.get(pick(&expected["cue_source"][i])).cloned().into_iter().collect(), vec![cue.clone()], vec![]])
        .collect();
    for (i, content) in contents.into_iter().enumerate() {
        let cue = if cues.is_empty() { 0 } else { pick(&expected["content_cue"][i]) };
        if cue < cues.len() {
            wanted[cue][2].push(content);
        } else {
            wanted.push([vec![], vec![], vec![content]]);
        }
    }
    for wanted in &wanted {
        let found = analysis.attributions.iter().any(|got| [&got.source, &got.cue, &got.content].into_iter().eq(wanted));
        report.at("attributions").decision(&found, &true);
    }
    report.at("attributions").decision(&analysis.attributions.len(), &wanted.len());
}
