//! Reads CoNLL-U and lays gold words out as running text.
//!
//! Places are counted in characters that are no white space, so that gold words and the program's words are compared as the CoNLL 2018
//! scorer does. A multiword token whose words do not spell it gives all its words the token's place.

use std::ops::Range;
use std::path::Path;

/// A document as its annotators cut it.
#[derive(Clone, Debug, Default)]
pub(crate) struct GoldDoc {
    /// Running text: paragraphs parted by blank lines.
    pub(crate) text: String,
    pub(crate) words: Vec<GoldWord>,
    /// Runs of words.
    pub(crate) sentences: Vec<Range<usize>>,
    /// `sent_id` of each sentence.
    pub(crate) ids: Vec<String>,
}

#[derive(Clone, Debug, Default)]
pub(crate) struct GoldWord {
    pub(crate) place: Range<usize>,
    pub(crate) form: String,
    pub(crate) lemma: String,
    pub(crate) upos: String,
    pub(crate) feats: String,
    /// Place of the governor in the document; `None` for a root.
    pub(crate) head: Option<usize>,
    pub(crate) deprel: String,
    pub(crate) misc: String,
}

/// The documents of a file.
pub(crate) fn read(path: &Path) -> Vec<GoldDoc> {
    let text = std::fs::read_to_string(path).unwrap_or_default();
    let mut docs: Vec<GoldDoc> = Vec::new();
    let (mut new_paragraph, mut glued) = (true, false);
    let mut lines: Vec<Vec<&str>> = Vec::new();
    let mut id = String::new();
    for line in text.lines().chain([""]) {
        if line.starts_with("# newdoc") || (docs.is_empty() && line.starts_with('#')) {
            docs.push(GoldDoc::default());
            (new_paragraph, glued) = (true, false);
        } else if line.starts_with("# newpar") {
            new_paragraph = true;
        } else if let Some(given) = line.strip_prefix("# sent_id = ") {
            given.trim().clone_into(&mut id);
        } else if line.is_empty() {
            if let Some(doc) = docs.last_mut().filter(|_| !lines.is_empty()) {
                glued = doc.add(&lines, new_paragraph, glued);
                doc.ids.push(std::mem::take(&mut id));
            }
            (new_paragraph, lines) = (false, Vec::new());
        } else if !line.starts_with('#') {
            lines.push(line.split('\t').collect());
        }
    }
    docs
}

impl GoldDoc {
    /// Adds a sentence; says whether the next is glued to it.
    fn add(&mut self, lines: &[Vec<&str>], new_paragraph: bool, mut glued: bool) -> bool {
        if new_paragraph && !self.text.is_empty() {
            self.text.push_str("\n\n");
            glued = true;
        }
        let first = self.words.len();
        let mut at = self.words.iter().map(|word| word.place.end).max().unwrap_or(0);
        // What is left of the multiword token that the next words belong to: its place, its words, whether these spell it.
        let mut token = (0..0, 0, false);
        for fields in lines.iter().filter(|fields| fields.len() >= 10 && !fields[0].contains('.')) {
            let length = fields[1].chars().filter(|c| !c.is_whitespace()).count();
            if token.1 == 0 {
                if !glued && !self.text.is_empty() {
                    self.text.push(' ');
                }
                self.text.push_str(fields[1]);
                glued = fields[9].split('|').any(|item| item == "SpaceAfter=No");
                at += length;
            }
            if let Some((from, to)) = fields[0].split_once('-') {
                let ids = from.parse::<usize>().unwrap_or(0)..=to.parse::<usize>().unwrap_or(0);
                let words = lines.iter().filter(|word| word[0].parse::<usize>().is_ok_and(|id| ids.contains(&id)));
                let spelled = words.map(|word| word[1]).collect::<String>() == fields[1];
                token = (at - length..at, ids.count(), spelled);
                continue;
            }
            let place = match &mut token {
                (_, 0, _) => at - length..at,
                (place, left, true) => {
                    *left -= 1;
                    place.start += length;
                    place.start - length..place.start
                }
                (place, left, false) => {
                    *left -= 1;
                    place.clone()
                }
            };
            self.words.push(GoldWord {
                place,
                form: fields[1].to_owned(),
                lemma: fields[2].to_owned(),
                upos: fields[3].to_owned(),
                feats: fields[5].to_owned(),
                head: fields[6].parse::<usize>().ok().and_then(|head| head.checked_sub(1)).map(|head| head + first),
                deprel: fields[7].to_owned(),
                misc: fields[9].to_owned(),
            });
        }
        self.sentences.push(first..self.words.len());
        glued
    }
}

/// Number of characters that are no white space before each byte of a text, so that spans become places.
pub(crate) struct Places(Vec<u32>);

impl Places {
    pub(crate) fn new(text: &str) -> Self {
        let mut before = vec![0; text.len() + 1];
        let mut count = 0;
        for (at, c) in text.char_indices() {
            before[at..at + c.len_utf8()].fill(count);
            count += u32::from(!c.is_whitespace());
        }
        before[text.len()] = count;
        Self(before)
    }
    pub(crate) fn of(&self, span: readout_core::Span) -> Range<usize> {
        self.0[span.start as usize] as usize..self.0[span.end as usize] as usize
    }
}

/// Precision, recall and F1 in per cent.
pub(crate) fn f1(right: usize, found: usize, gold: usize) -> f64 {
    if found + gold == 0 { 0.0 } else { 200.0 * right as f64 / (found + gold) as f64 }
}
