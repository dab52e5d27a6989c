//! What the words around two mentions say of whether they refer to the same thing.
//!
//! Comes in: a [`Doc`] with the model's mention heads. Goes out: for a mention and each of the [`WINDOW`] before it a [`Pair`], which the
//! model turns into numbers. The features are those of `training/pairs.py`, value by value, and are written down in
//! `docs/design/model.md`, "Pairs"; change all three together.

use crate::doc::Doc;
use crate::phrase::noun_phrase;
use readout_core::TokenRange;
use readout_model::{NameKind, Pair};
use std::collections::HashMap;

/// How many mentions back an antecedent is looked for.
pub(crate) const WINDOW: usize = 100;

const PRONOUNS: [&[&str]; 9] = [
    &["i", "me", "my", "mine", "myself"],
    &["we", "us", "our", "ours", "ourselves"],
    &["you", "your", "yours", "yourself", "yourselves"],
    &["he", "him", "his", "himself"],
    &["she", "her", "hers", "herself"],
    &["it", "its", "itself"],
    &["they", "them", "their", "theirs", "themselves", "'em"],
    &["this", "that", "these", "those"],
    &["who", "whom", "whose", "which", "what", "where", "when", "why", "how", "whoever", "whatever"],
];
// Classes of mentions after those of the pronouns above.
const OTHER_PRONOUN: usize = 9;
const NAME: usize = 10;
const THE: usize = 11;
const THIS: usize = 12;
const SOME: usize = 13;
const OWNED: usize = 14;
const BARE: usize = 15;
const REST: usize = 16;
const N_CLASS: usize = 17;
const N_TYPE: usize = 9;
const N_ROLE: usize = 6;
const N_MATCH: usize = 11;
const N_DISTANCE: usize = 9;

/// The mentions of a report as they are compared.
pub(crate) struct Pairs<'a> {
    doc: &'a Doc<'a>,
    seen: Vec<Seen>,
    /// Which words stand inside quotation marks.
    quoted: Vec<bool>,
}

/// A mention. Words are numbered, so that comparing them is cheap; 0 is no word.
struct Seen {
    word: usize,
    phrase: TokenRange,
    form: u32,
    /// The form's first four letters, where it has as many.
    prefix: u32,
    /// The form, where it may be an acronym.
    letters: u32,
    /// First letters of the phrase's capitalised words.
    initials: u32,
    /// Sorted.
    modifiers: Vec<u32>,
    class: usize,
    kind: usize,
    number: usize,
    role: usize,
    proper: bool,
    /// How many mentions before have the same head word, at most 5.
    before: usize,
}

/// Numbers for words.
#[derive(Default)]
struct Numbers(HashMap<String, u32>);

impl Numbers {
    fn of(&mut self, word: String) -> u32 {
        let next = self.0.len() as u32 + 1;
        *self.0.entry(word).or_insert(next)
    }
}

impl<'a> Pairs<'a> {
    pub(crate) fn new(doc: &'a Doc<'a>) -> Self {
        let mut numbers = Numbers::default();
        let mut seen: Vec<Seen> = doc.mention_heads.iter().map(|mention| see(doc, mention.word, mention.kind, &mut numbers)).collect();
        let mut counts: HashMap<u32, usize> = HashMap::new();
        for mention in &mut seen {
            let count = counts.entry(mention.form).or_default();
            mention.before = (*count).min(5);
            *count += 1;
        }
        Self { doc, seen, quoted: quoted(doc) }
    }

    /// The pairs of `later` with the mentions before it, the nearest first.
    pub(crate) fn row(&self, later: usize) -> Vec<Pair> {
        let x = &self.seen[later];
        let (mut n_agreeing, mut n_alike) = (0, 0);
        let paragraph = |mention: &Seen| self.doc.sentences[self.doc.sentence_of[mention.word]].paragraph;
        (later.saturating_sub(WINDOW)..later)
            .rev()
            .map(|earlier| {
                let y = &self.seen[earlier];
                let agree = (x.number == 0 || y.number == 0 || x.number == y.number)
                    && x.kind == y.kind
                    && (x.class.max(y.class) >= OTHER_PRONOUN || x.class == y.class);
                n_agreeing += usize::from(agree);
                let matched = wording(x, y);
                let alike = (4..=8).contains(&matched);
                n_alike += usize::from(alike);
                let n_sentences = self.doc.sentence_of[x.word].saturating_sub(self.doc.sentence_of[y.word]);
                let apart = bucket(&[1, 2, 3, 4, 5, 8, 16, 32], n_sentences);
                let nearness = bucket(&[2, 3, 4, 5, 8, 16, 32, 64], later - earlier);
                let worded = matched + if x.proper && y.proper { N_MATCH } else { 0 };
                let quoted = 2 * usize::from(self.quoted[x.word]) + usize::from(self.quoted[y.word]);
                let classes = x.class * N_CLASS + y.class;
                let features = [
                    classes,
                    x.class * N_DISTANCE + apart,
                    x.class * N_DISTANCE + nearness,
                    worded * N_CLASS + x.class,
                    worded * N_DISTANCE + apart,
                    (x.kind * N_TYPE + y.kind) * 2 + usize::from(x.class < NAME),
                    (x.number * 3 + y.number) * N_CLASS + x.class,
                    structure(self.doc, x, y) * N_CLASS + x.class,
                    y.role * N_CLASS + x.class,
                    (x.role * N_ROLE + y.role) * 3 + n_sentences.min(2),
                    quoted * N_CLASS * N_CLASS + classes,
                    if agree { n_agreeing.min(6) } else { 0 } * N_CLASS + x.class,
                    y.before * N_CLASS + x.class,
                    if alike { n_alike.min(4) } else { 0 } * N_CLASS + x.class,
                    paragraph(x).saturating_sub(paragraph(y)).min(3) * N_CLASS * N_CLASS + classes,
                ];
                Pair { distance: later - earlier, features }
            })
            .collect()
    }
}

fn see(doc: &Doc<'_>, word: usize, kind: NameKind, numbers: &mut Numbers) -> Seen {
    let phrase = noun_phrase(doc, word);
    let low = |token: usize| doc.form(token).to_lowercase().replace('’', "'");
    let form = low(word);
    let upos = doc.tokens[word].upos.as_str();
    let inside: Vec<usize> = doc.children(word).filter(|child| phrase.contains(*child)).collect();
    let pronoun = PRONOUNS.iter().position(|forms| forms.contains(&form.as_str()));
    let class = match (pronoun, upos) {
        (Some(class), "PRON" | "DET" | "ADV" | "SCONJ" | "X") => class,
        (_, "PRON" | "DET") => OTHER_PRONOUN,
        (_, "PROPN") => NAME,
        (_, "NOUN" | "NUM" | "ADJ") => {
            let article = inside.iter().rev().find(|child| doc.relation(**child) == "det").map(|child| low(*child));
            match article.as_deref() {
                _ if inside.iter().any(|child| doc.tokens[*child].deprel == "nmod:poss") => OWNED,
                Some("the") => THE,
                Some("this" | "that" | "these" | "those") => THIS,
                Some(_) => SOME,
                None if upos == "NOUN" => BARE,
                None => REST,
            }
        }
        _ => REST,
    };
    let feats = doc.tokens[word].feats.as_str();
    let number = match () {
        () if feats.contains("Number=Sing") => 1,
        () if feats.contains("Number=Plur") => 2,
        () => 0,
    };
    let role = match (doc.tokens[word].deprel.as_str(), doc.relation(word)) {
        (_, "nsubj" | "csubj") => 0,
        (_, "obj" | "iobj") => 1,
        ("nmod:poss", _) => 2,
        (_, "nmod" | "compound") => 3,
        (_, "obl") => 4,
        _ => 5,
    };
    let modifies = |child: &&usize| {
        matches!(doc.tokens[**child].upos.as_str(), "NOUN" | "PROPN" | "ADJ" | "NUM" | "VERB")
            && matches!(doc.relation(**child), "amod" | "compound" | "flat" | "nummod" | "nmod")
    };
    let mut modifiers: Vec<u32> = inside.iter().filter(modifies).map(|child| numbers.of(low(*child))).collect();
    modifiers.sort_unstable();
    modifiers.dedup();
    let initials: String = phrase.range().filter_map(|token| doc.form(token).chars().next()).filter(|first| first.is_uppercase()).collect();
    // A mark that stands in no word keeps beginnings apart from whole words.
    let prefix = if form.chars().count() > 3 { numbers.of(form.chars().take(4).chain(['\u{2026}']).collect()) } else { 0 };
    let mut acronym = |text: &str| if text.chars().count() > 1 { numbers.of(text.to_owned()) } else { 0 };
    Seen {
        word,
        phrase,
        prefix,
        letters: acronym(&form),
        initials: acronym(&initials.to_lowercase()),
        form: numbers.of(form),
        modifiers,
        class,
        kind: match kind {
            NameKind::PER => 1,
            NameKind::ORG => 2,
            NameKind::GPE => 3,
            NameKind::LOC => 4,
            NameKind::NORP => 5,
            NameKind::FAC => 6,
            NameKind::EVENT => 7,
            NameKind::OTHER => 8,
        },
        number,
        role,
        proper: upos == "PROPN",
        before: 0,
    }
}

/// How alike two mentions are worded; 4 to 8: they have the same head word.
fn wording(later: &Seen, earlier: &Seen) -> usize {
    let same = later.form == earlier.form;
    if later.class < NAME || earlier.class < NAME {
        return if same { 8 } else { 0 };
    }
    let (a, b) = (&later.modifiers, &earlier.modifiers);
    let within = |a: &[u32], b: &[u32]| a.iter().all(|word| b.contains(word));
    if same {
        return match (within(a, b), within(b, a)) {
            (true, true) => 7,
            (true, false) => 5,
            (false, true) => 6,
            (false, false) => 4,
        };
    }
    let acronym = |short: &Seen, long: &Seen| short.letters != 0 && short.letters == long.initials;
    match () {
        () if b.contains(&later.form) => 1,
        () if a.contains(&earlier.form) => 2,
        () if acronym(later, earlier) || acronym(earlier, later) => 9,
        () if later.prefix != 0 && later.prefix == earlier.prefix => 3,
        () if a.iter().any(|word| b.contains(word)) => 10,
        () => 0,
    }
}

/// How the later of two mentions stands to the earlier in the tree of their sentence; 0 in two sentences.
fn structure(doc: &Doc<'_>, later: &Seen, earlier: &Seen) -> usize {
    let (i, j) = (later.word, earlier.word);
    if doc.sentence_of[i] != doc.sentence_of[j] {
        return 0;
    }
    let (head_i, head_j) = (doc.head(i), doc.head(j));
    if doc.tokens[i].deprel == "appos" && head_i == Some(j) {
        return 3;
    }
    if doc.relation(j) == "nsubj" && head_j == Some(i) {
        return 4;
    }
    if doc.relation(i) == "nsubj" && head_i == Some(j) {
        return 5;
    }
    if earlier.phrase.contains(i) {
        return 1;
    }
    if later.phrase.contains(j) {
        return 2;
    }
    if head_i.is_some() && head_i == head_j {
        return if doc.relation(i) == "conj" { 9 } else { 6 };
    }
    if head_i == Some(j) && doc.relation(i) == "conj" {
        return 9;
    }
    let above = std::iter::successors(Some(i), |token| doc.head(*token)).take(12);
    if head_j.is_some_and(|head| above.into_iter().any(|token| token == head)) {
        return if doc.relation(j) == "nsubj" { 7 } else { 8 };
    }
    0
}

/// How many of the edges a distance reaches.
fn bucket(edges: &[usize], distance: usize) -> usize {
    edges.iter().filter(|edge| distance >= **edge).count()
}

/// Which words stand inside quotation marks; a paragraph begins outside.
fn quoted(doc: &Doc<'_>) -> Vec<bool> {
    let mut open = false;
    let mut paragraph = None;
    let mut inside = Vec::with_capacity(doc.tokens.len());
    for token in 0..doc.tokens.len() {
        let own = Some(doc.sentences[doc.sentence_of[token]].paragraph);
        open &= own == paragraph;
        paragraph = own;
        let mark = match doc.form(token) {
            "“" | "``" | "«" => Some(true),
            "”" | "''" | "»" => Some(false),
            "\"" => Some(!open),
            _ => None,
        };
        open = mark.unwrap_or(open);
        inside.push(open && mark.is_none());
    }
    inside
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text;
    use readout_core::Report;
    use readout_model::{Fake, MentionHead};

    /// Words as `form/UPOS/head/relation`, heads counted from 1 in the sentence, 0 for the root; `*` before those that head a mention, all of
    /// them persons. Gives the pairs of the last mention, the nearest first.
    fn last_row(words: &str) -> Vec<[usize; 15]> {
        let fields: Vec<Vec<&str>> = words.split_whitespace().map(|word| word.split('/').collect()).collect();
        let plain: Vec<&str> = fields.iter().map(|field| field[0].trim_start_matches('*')).collect();
        let report = Report::new("r", plain.join(" "));
        let mut doc = crate::doc::parse(&report, text::lay_out(&report, &mut Vec::new()), &Fake, &mut Vec::new());
        assert_eq!(doc.tokens.len(), fields.len(), "a word is a token");
        for (token, field) in fields.iter().enumerate() {
            let first = doc.sentences[doc.sentence_of[token]].tokens.start;
            let head: i32 = field[2].parse().expect("a number");
            let at = &mut doc.tokens[token];
            at.upos = field[1].to_owned();
            at.head = if head == 0 { -1 } else { first as i32 + head - 1 };
            at.deprel = field[3].to_owned();
            at.feats = if field[1] == "NOUN" || field[1] == "PROPN" { "Number=Sing" } else { "_" }.to_owned();
            if field[0].starts_with('*') {
                let vectors = (Vec::new(), Vec::new());
                doc.mention_heads.push(MentionHead {
                    word: token,
                    kind: NameKind::PER,
                    score: 1.0,
                    form: String::new(),
                    capital: false,
                    a: vectors.0,
                    b: vectors.1,
                });
            }
        }
        let pairs = Pairs::new(&doc);
        pairs.row(doc.mention_heads.len() - 1).into_iter().map(|pair| pair.features).collect()
    }

    /// Wording of the last mention and each before it, the nearest first.
    fn wordings(words: &str) -> Vec<usize> {
        last_row(words).iter().map(|features| features[4] / N_DISTANCE).collect()
    }

    const SPOKE: &str = "The/DET/3/det foreign/ADJ/3/amod *minister/NOUN/4/nsubj spoke/VERB/0/root ././4/punct";

    #[test]
    fn values_are_those_of_the_trainer() {
        let row = last_row(&format!("{SPOKE} *She/PRON/2/nsubj left/VERB/0/root"));
        // `training/pairs.py` gives the same for these words.
        assert_eq!(row, [[79, 37, 36, 4, 1, 21, 21, 4, 4, 1, 79, 21, 4, 4, 79]]);
    }

    #[test]
    fn values_stay_below_their_sizes() {
        let row = last_row(&format!("{SPOKE} {SPOKE} *Mara/PROPN/2/nsubj left/VERB/0/root *home/NOUN/2/obj"));
        for features in row {
            assert!(features.iter().zip(readout_model::PAIR_SIZES).all(|(value, size)| *value < size), "{features:?}");
        }
    }

    #[test]
    fn wording_tells_descriptions_apart() {
        let again = |words: &str| wordings(&format!("{SPOKE} {words} left/VERB/0/root"))[0];
        assert_eq!(again("The/DET/2/det *minister/NOUN/3/nsubj"), 5, "the later says less");
        assert_eq!(again("The/DET/3/det foreign/ADJ/3/amod *minister/NOUN/4/nsubj"), 7, "the same");
        assert_eq!(again("The/DET/3/det prime/ADJ/3/amod *minister/NOUN/4/nsubj"), 4, "another minister");
        assert_eq!(again("The/DET/2/det *ministry/NOUN/3/nsubj"), 3, "alike in their beginnings");
        assert_eq!(again("*She/PRON/2/nsubj"), 0);
    }

    #[test]
    fn an_appositive_stands_beside_its_name() {
        let row = last_row("*Mara/PROPN/5/nsubj ,/PUNCT/4/punct a/DET/4/det *minister/NOUN/1/appos left/VERB/0/root");
        assert_eq!(row[0][7] / N_CLASS, 3);
    }

    #[test]
    fn quotation_marks_close() {
        let row = last_row("“/PUNCT/3/punct *I/PRON/3/nsubj left/VERB/5/ccomp ”/PUNCT/3/punct said/VERB/0/root *Mara/PROPN/5/nsubj");
        assert_eq!(row[0][10] / (N_CLASS * N_CLASS), 1, "only the earlier is quoted");
    }
}
