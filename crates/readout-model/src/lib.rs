//! One small encoder with a head for each task, behind one trait.
//!
//! Comes in: windows of words. Goes out: an [`Analysis`] of each. What the words mean for a reading is left to `readout-read`. The
//! architecture and the file format are specified in `docs/design/model.md`.

mod encoder;
mod heads;
mod kernels;
mod lemma;
mod model;
mod pair;
mod random;
mod spans;
mod tokenizer;
mod tree;
mod weights;

pub use model::{Inspection, Readout};
pub use pair::{PAIR_SIZES, Pair};
pub use random::{Sizes, random_file};
pub use weights::Error;

use std::borrow::Cow;
use std::ops::Range;

/// One word handed to the model, in the sense of Universal Dependencies.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Word<'a> {
    /// As written.
    pub form: &'a str,
    /// Whether white space stands before it.
    pub space_before: bool,
    /// What the rules know about a boundary before it.
    pub boundary: Boundary,
}

/// What the rules know about a boundary before a word.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Boundary {
    /// No sentence begins here.
    Inside,
    /// A sentence may begin here: the model decides.
    Possible,
    /// A sentence begins here.
    Sentence,
    /// A paragraph begins here.
    Paragraph,
}

/// A run of words that the model reads at once.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Window<'a> {
    /// The words in order.
    pub words: Vec<Word<'a>>,
}

/// The one seam for the model; [`Fake`] stands in for it in tests.
pub trait Model: Send + Sync {
    /// Name and hash of the weights, stamped on every reading.
    fn id(&self) -> &str;
    /// Number of word pieces of a form, to size windows.
    fn pieces(&self, form: &str) -> usize;
    /// Reads windows; the result has one analysis for each, in order, and does not depend on which windows are read together.
    fn read(&self, windows: &[Window<'_>]) -> Vec<Analysis>;
    /// Score that mention `b` refers to the same thing as the earlier mention `a`, against 0 for no earlier mention at all.
    fn corefer(&self, a: &MentionHead, b: &MentionHead, pair: &Pair) -> f32;
}

/// What the model says about one window. Word places are places in the window.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Analysis {
    /// One for each word.
    pub words: Vec<WordAnalysis>,
    /// Names, outermost, in order.
    pub names: Vec<NameSpan>,
    /// Heads of mentions: names, nominals and pronouns.
    pub mentions: Vec<MentionHead>,
    /// Attributions.
    pub attributions: Vec<AttributionSpans>,
    /// One for each sentence: a vector of length 1 for grouping by meaning.
    pub sentence_vectors: Vec<Vec<f32>>,
}

/// A label of a head. The model's own labels cost nothing to copy; others are made with `into()`.
pub type Label = Cow<'static, str>;

/// What the model says about one word.
#[derive(Clone, Debug, PartialEq)]
pub struct WordAnalysis {
    /// A sentence begins here.
    pub sentence_start: bool,
    /// Universal part of speech.
    pub upos: Label,
    /// UD features, `_` where none.
    pub feats: Label,
    /// Dictionary form.
    pub lemma: String,
    /// Governor in the window; `None` for a root.
    pub head: Option<usize>,
    /// UD relation to the governor.
    pub deprel: Label,
}

/// Types of names and mentions.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[allow(clippy::upper_case_acronyms, missing_docs, reason = "the names of the contract")]
pub enum NameKind {
    PER,
    ORG,
    GPE,
    LOC,
    NORP,
    FAC,
    EVENT,
    OTHER,
}

impl NameKind {
    fn named(name: &str) -> Option<Self> {
        Some(match name {
            "PER" => Self::PER,
            "ORG" => Self::ORG,
            "GPE" => Self::GPE,
            "LOC" => Self::LOC,
            "NORP" => Self::NORP,
            "FAC" => Self::FAC,
            "EVENT" => Self::EVENT,
            "OTHER" => Self::OTHER,
            _ => return None,
        })
    }
}

/// A name.
#[derive(Clone, Debug, PartialEq)]
pub struct NameSpan {
    /// Its words.
    pub words: Range<usize>,
    /// Its type.
    pub kind: NameKind,
    /// Probability.
    pub score: f32,
}

/// The head word of a mention.
#[derive(Clone, Debug, PartialEq)]
pub struct MentionHead {
    /// Its word.
    pub word: usize,
    /// Type of what it refers to.
    pub kind: NameKind,
    /// Probability.
    pub score: f32,
    /// The word in small letters.
    pub form: String,
    /// Whether it begins with a capital letter.
    pub capital: bool,
    /// Vectors as the earlier of two, end to end: for the product with the later's, and for the hidden layer.
    pub a: Vec<f32>,
    /// The same as the later of two.
    pub b: Vec<f32>,
}

/// Source, cue and content of one attribution. Any of them may be in several pieces, and the source may be missing.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct AttributionSpans {
    /// Words of the source.
    pub source: Vec<Range<usize>>,
    /// Words of the cue.
    pub cue: Vec<Range<usize>>,
    /// Words of the content.
    pub content: Vec<Range<usize>>,
    /// Probability.
    pub score: f32,
}

/// A model that knows nothing: every word is an `X` hanging on its sentence's first word. It stands in where only rules are tested.
#[derive(Clone, Debug, Default)]
pub struct Fake;

impl Model for Fake {
    fn id(&self) -> &str {
        "fake"
    }
    fn pieces(&self, _form: &str) -> usize {
        1
    }
    fn read(&self, windows: &[Window<'_>]) -> Vec<Analysis> {
        windows.iter().map(fake_analysis).collect()
    }
    fn corefer(&self, _a: &MentionHead, _b: &MentionHead, _pair: &Pair) -> f32 {
        f32::NEG_INFINITY
    }
}

fn fake_analysis(window: &Window<'_>) -> Analysis {
    let mut root = 0;
    let words = window.words.iter().enumerate().map(|(place, word)| {
        let sentence_start = place == 0 || matches!(word.boundary, Boundary::Sentence | Boundary::Paragraph);
        if sentence_start {
            root = place;
        }
        WordAnalysis {
            sentence_start,
            upos: "X".into(),
            feats: "_".into(),
            lemma: word.form.to_lowercase(),
            head: (place != root).then_some(root),
            deprel: if place == root { "root".into() } else { "dep".into() },
        }
    });
    Analysis { words: words.collect(), ..Analysis::default() }
}
