//! Cuts words into the word pieces of the base vocabulary.
//!
//! Comes in: a word as written. Goes out: piece numbers, and the word's shape. The rules are those of `docs/design/model.md`: typographic
//! marks become plain ones, letters small, accents go, each punctuation mark and each CJK character stands alone, and every run between
//! them is cut greedily into the longest pieces that the vocabulary has.

#[path = "unicode.rs"]
mod unicode;

use std::collections::HashMap;
use unicode_normalization::UnicodeNormalization;

/// Pieces of one word beyond which the rest of it is not looked at.
const MAX_WORD_PIECES: usize = 16;
/// Characters of a run beyond which it is not looked up.
const MAX_RUN: usize = 100;

/// The vocabulary as a tree of bytes.
#[derive(Clone, Debug)]
pub(crate) struct Tokenizer {
    /// Open table from (node, byte) to node; `EMPTY` where there is none.
    table: Vec<(u32, u32)>,
    mask: usize,
    /// Piece that ends at a node, or `NONE`.
    piece: Vec<u32>,
    pub(crate) cls: u32,
    pub(crate) sep: u32,
    unknown: u32,
}

const NONE: u32 = u32::MAX;
/// The node where pieces begin that begin a run, and the one where those begin that continue it.
const BEGIN: u32 = 0;
const CONTINUE: u32 = 1;

impl Tokenizer {
    /// Builds the tree from pieces in the order of their numbers; `None` when a special piece is missing.
    pub(crate) fn new(pieces: &str) -> Option<Self> {
        let special = |name| pieces.split('\n').position(|piece| piece == name).map(|place| place as u32);
        let (cls, sep, unknown) = (special("[CLS]")?, special("[SEP]")?, special("[UNK]")?);
        let mut edges: HashMap<(u32, u8), u32> = HashMap::new();
        let mut piece = vec![NONE; 2];
        for (number, text) in pieces.split('\n').enumerate() {
            let (mut node, text) = match text.strip_prefix("##") {
                Some(rest) if !rest.is_empty() => (CONTINUE, rest),
                _ => (BEGIN, text),
            };
            for &byte in text.as_bytes() {
                node = *edges.entry((node, byte)).or_insert_with(|| {
                    piece.push(NONE);
                    piece.len() as u32 - 1
                });
            }
            if !text.is_empty() {
                piece[node as usize] = number as u32;
            }
        }
        let size = (edges.len() * 2).next_power_of_two().max(16);
        let mut table = vec![(NONE, NONE); size];
        for (&(node, byte), &to) in &edges {
            let key = node << 8 | u32::from(byte);
            let mut at = place(key) & (size - 1);
            while table[at].0 != NONE {
                at = (at + 1) & (size - 1);
            }
            table[at] = (key, to);
        }
        Some(Self { table, mask: size - 1, piece, cls, sep, unknown })
    }

    /// Appends the pieces of a word, at least one and at most sixteen.
    pub(crate) fn cut(&self, word: &str, out: &mut Vec<u32>) {
        let start = out.len();
        if word.len() <= MAX_RUN && word.bytes().all(|b| b.is_ascii_graphic()) {
            let word = match word {
                "``" | "''" => "\"",
                "--" | "---" => "—",
                _ => word,
            };
            let mut lower = [0; MAX_RUN];
            let lower = &mut lower[..word.len()];
            lower.copy_from_slice(word.as_bytes());
            lower.make_ascii_lowercase();
            lower.iter_mut().filter(|b| **b == b'`').for_each(|b| *b = b'\'');
            self.runs(lower, |b| !b.is_ascii() || b.is_ascii_punctuation(), start, out);
        } else {
            self.cut_any(word, start, out);
        }
        out.truncate(start + MAX_WORD_PIECES);
        if out.len() == start {
            out.push(self.unknown);
        }
    }

    /// Runs of single bytes; a character beyond ASCII must stand alone in the word.
    fn runs(&self, word: &[u8], alone: impl Fn(u8) -> bool, start: usize, out: &mut Vec<u32>) {
        if !word.is_ascii() {
            self.run(word, out);
            return;
        }
        let mut at = 0;
        while at < word.len() && out.len() < start + MAX_WORD_PIECES {
            let end = if alone(word[at]) { at + 1 } else { word[at..].iter().position(|&b| alone(b)).map_or(word.len(), |n| at + n) };
            self.run(&word[at..end], out);
            at = end;
        }
    }

    fn cut_any(&self, word: &str, start: usize, out: &mut Vec<u32>) {
        // A word gives at most sixteen pieces, and a run of over a hundred characters gives one: what stands far behind cannot count.
        let word = match word.char_indices().nth(MAX_WORD_PIECES * (MAX_RUN + 1) * 2) {
            Some((end, _)) => &word[..end],
            None => word,
        };
        let mut plain = String::with_capacity(word.len() + 2);
        for c in word.chars() {
            match c {
                '‘' | '’' | '‚' | '‛' | '′' | '`' | '´' => plain.push('\''),
                '“' | '”' | '„' | '‟' | '«' | '»' | '″' => plain.push('"'),
                '‑' | '‐' | '‒' => plain.push('-'),
                '―' => plain.push('—'),
                '…' => plain.push_str("..."),
                _ => plain.push(c),
            }
        }
        let plain = match plain.as_str() {
            "``" | "''" => "\"",
            "--" | "---" => "—",
            plain => plain,
        };
        let mut run = String::new();
        let mut length = 0;
        for c in plain.to_lowercase().nfd() {
            if c.is_whitespace() || if c.is_ascii() { c.is_ascii_control() } else { unicode::within(c, &unicode::DROPPED) } {
                continue;
            }
            if is_punctuation(c) || matches!(c, '\u{4E00}'..='\u{9FFF}' | '\u{3400}'..='\u{4DBF}' | '\u{F900}'..='\u{FAFF}') {
                self.flush(&mut run, &mut length, out);
                run.push(c);
                length = 1;
                self.flush(&mut run, &mut length, out);
            } else {
                length += 1;
                if length <= MAX_RUN {
                    run.push(c);
                }
            }
            if out.len() >= start + MAX_WORD_PIECES {
                return;
            }
        }
        self.flush(&mut run, &mut length, out);
    }

    fn flush(&self, run: &mut String, length: &mut usize, out: &mut Vec<u32>) {
        if *length > MAX_RUN {
            out.push(self.unknown);
        } else if *length > 0 {
            self.run(run.as_bytes(), out);
        }
        run.clear();
        *length = 0;
    }

    /// Longest pieces first; one unknown piece if the run cannot be made of pieces.
    fn run(&self, run: &[u8], out: &mut Vec<u32>) {
        let start = out.len();
        let mut at = 0;
        while at < run.len() {
            let mut node = if at == 0 { BEGIN } else { CONTINUE };
            let mut longest = None;
            for (i, &byte) in run[at..].iter().enumerate() {
                node = self.step(node, byte);
                if node == NONE {
                    break;
                }
                if self.piece[node as usize] != NONE {
                    longest = Some((at + i + 1, self.piece[node as usize]));
                }
            }
            let Some((end, piece)) = longest else {
                out.truncate(start);
                out.push(self.unknown);
                return;
            };
            out.push(piece);
            at = end;
        }
    }

    fn step(&self, node: u32, byte: u8) -> u32 {
        let key = node << 8 | u32::from(byte);
        let mut at = place(key) & self.mask;
        loop {
            let (found, to) = self.table[at];
            if found == key || found == NONE {
                return to;
            }
            at = (at + 1) & self.mask;
        }
    }
}

fn place(key: u32) -> usize {
    (u64::from(key).wrapping_mul(0x9E37_79B9_7F4A_7C15) >> 32) as usize
}

fn is_punctuation(c: char) -> bool {
    if c.is_ascii() { c.is_ascii_punctuation() } else { unicode::within(c, &unicode::PUNCTUATION) }
}

/// The shape of a word, which gives the uncased vocabulary its case back; the first rule that fits.
pub(crate) fn shape(word: &str) -> u8 {
    let (mut letters, mut digits, mut others) = (false, false, false);
    let (mut upper, mut lower, mut first_upper) = (0_usize, 0_usize, false);
    let mut letter = |is_upper: bool| {
        if upper + lower == 0 {
            first_upper = is_upper;
        }
        *(if is_upper { &mut upper } else { &mut lower }) += 1;
    };
    // Far behind nothing changes any more that a reader would see.
    for c in word.chars().take(1000) {
        if c.is_ascii() {
            letters |= c.is_ascii_alphabetic();
            digits |= c.is_ascii_digit();
            if c.is_ascii_alphabetic() {
                letter(c.is_ascii_uppercase());
            }
        } else if c.is_numeric() {
            let fraction = matches!(c, '¼'..='¾' | '\u{2150}'..='\u{215F}');
            digits |= !fraction;
            others |= fraction;
        } else if c.is_alphabetic() && !unicode::within(c, &unicode::DROPPED) {
            letters = true;
            if !c.to_lowercase().eq(c.to_uppercase()) {
                letter(c.is_uppercase());
            }
        }
    }
    match () {
        () if !letters && digits => 7,
        () if !letters && others => 11,
        () if !letters => 9,
        () if digits => 8,
        () if upper + lower == 0 => 10,
        () if upper == 0 => 1,
        () if upper + lower == 1 => 6,
        () if lower == 0 => 3,
        () if !first_upper => 5,
        () if upper == 1 => 2,
        () => 4,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const VOCABULARY: &str =
        "[PAD]\n[UNK]\n[CLS]\n[SEP]\nun\n##aff\n##able\nunaffable\nu\n.\ns\n\"\n—\n'\ncafe\n中\n-\n##s\nnaive\ne\n...\nа";

    fn cut(word: &str) -> Vec<String> {
        let names: Vec<&str> = VOCABULARY.split('\n').collect();
        let mut out = vec![7];
        Tokenizer::new(VOCABULARY).expect("specials are there").cut(word, &mut out);
        out[1..].iter().map(|&piece| names[piece as usize].to_owned()).collect()
    }

    #[test]
    fn cuts_into_the_longest_pieces() {
        assert_eq!(cut("unaffable"), ["unaffable"]);
        assert_eq!(cut("Unaffables"), ["unaffable", "##s"]);
        assert_eq!(cut("U.S."), ["u", ".", "s", "."]);
        assert_eq!(cut("Café"), ["cafe"]);
        assert_eq!(cut("“"), ["\""]);
        assert_eq!(cut("``"), ["\""]);
        assert_eq!(cut("--"), ["—"]);
        assert_eq!(cut("’s"), ["'", "s"]);
        assert_eq!(cut("中中s"), ["中", "中", "s"]);
        assert_eq!(cut("…"), [".", ".", "."]);
        assert_eq!(cut("xyz"), ["[UNK]"]);
        assert_eq!(cut("s-xyz-s"), ["s", "-", "[UNK]", "-", "s"]);
    }

    #[test]
    fn odd_words_give_at_least_one_piece_and_at_most_sixteen() {
        assert_eq!(cut(""), ["[UNK]"]);
        assert_eq!(cut("\u{200b}\u{301}"), ["[UNK]"]);
        assert_eq!(cut("😀"), ["[UNK]"]);
        assert_eq!(cut(&"s".repeat(10_000)), ["[UNK]"]);
        assert_eq!(cut(&"s".repeat(100)).len(), 16);
        assert_eq!(cut(&".".repeat(10_000)).len(), 16);
        assert_eq!(cut(&"é".repeat(10_000)), ["[UNK]"]);
        assert_eq!(cut(&"中".repeat(10_000)).len(), 16);
    }

    #[test]
    fn shapes() {
        let expected = [
            ("the", 1),
            ("Aleppo", 2),
            ("UN", 3),
            ("U.S.", 3),
            ("McGill", 4),
            ("iPhone", 5),
            ("J.", 6),
            ("I", 6),
            ("1,200", 7),
            ("2nd", 8),
            ("“", 9),
            ("", 9),
            ("中", 10),
            ("½", 11),
            ("Évian", 2),
            ("a", 1),
        ];
        for (word, id) in expected {
            assert_eq!(shape(word), id, "{word}");
        }
    }
}
