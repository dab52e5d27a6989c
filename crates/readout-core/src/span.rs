//! Stretches of text.

use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};
use std::fmt::Write;
use std::ops::Range;

/// A stretch of a report's text: UTF-8 byte offsets, end-exclusive, on character boundaries.
///
/// It is written as `[start, end]`. After [`crate::Reading::into_codepoints`] the numbers are code points.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(from = "(u32, u32)", into = "(u32, u32)")]
pub struct Span {
    /// First byte.
    pub start: u32,
    /// The byte after the last.
    pub end: u32,
}

impl Span {
    /// The span from byte `start` to before byte `end`. Texts over 4 GiB do not exist here: intake refuses them.
    pub fn new(start: usize, end: usize) -> Self {
        debug_assert!(start <= end, "span ends before it starts: {start}..{end}");
        Self { start: u32::try_from(start).unwrap_or(u32::MAX), end: u32::try_from(end).unwrap_or(u32::MAX) }
    }
    /// The words, or the empty string where the span does not fit `text`.
    pub fn of(self, text: &str) -> &str {
        text.get(self.range()).unwrap_or_default()
    }
    /// As a range of bytes.
    pub fn range(self) -> Range<usize> {
        self.start as usize..self.end as usize
    }
    /// Length in bytes.
    pub fn len(self) -> usize {
        (self.end - self.start) as usize
    }
    /// True for a span without characters.
    pub fn is_empty(self) -> bool {
        self.start == self.end
    }
    /// Whether `other` lies wholly inside.
    pub fn contains(self, other: Span) -> bool {
        self.start <= other.start && other.end <= self.end
    }
    /// Whether the two share at least one byte.
    pub fn overlaps(self, other: Span) -> bool {
        self.start < other.end && other.start < self.end
    }
    /// The smallest span that holds both.
    pub fn cover(self, other: Span) -> Span {
        Span { start: self.start.min(other.start), end: self.end.max(other.end) }
    }
}

impl From<(u32, u32)> for Span {
    fn from((start, end): (u32, u32)) -> Self {
        Self { start, end }
    }
}

impl From<Span> for (u32, u32) {
    fn from(span: Span) -> Self {
        (span.start, span.end)
    }
}

/// A run of tokens, by their places in the report, end-exclusive. Not a [`Span`]: the two never mix.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct TokenRange {
    /// First token.
    pub start: usize,
    /// The token after the last.
    pub end: usize,
}

impl TokenRange {
    /// The places, for indexing.
    pub fn range(self) -> Range<usize> {
        self.start..self.end
    }
    /// Whether token `index` is in the run.
    pub fn contains(self, index: usize) -> bool {
        self.start <= index && index < self.end
    }
}

/// The frozen characters of one report.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Text {
    characters: String,
    sha256: String,
}

impl Text {
    /// Freezes `characters`.
    pub fn new(characters: impl Into<String>) -> Self {
        let characters = characters.into();
        let mut sha256 = String::with_capacity(64);
        for byte in Sha256::digest(characters.as_bytes()) {
            let _ = write!(sha256, "{byte:02x}");
        }
        Self { characters, sha256 }
    }
    /// The characters.
    pub fn as_str(&self) -> &str {
        &self.characters
    }
    /// SHA-256 of the UTF-8 bytes, in small hexadecimal digits: the text's identity.
    pub fn sha256(&self) -> &str {
        &self.sha256
    }
}

/// Turns byte offsets of one text into code point offsets and back.
///
/// A table of one entry for every 64 bytes keeps both directions cheap on long texts.
#[derive(Clone, Debug)]
pub struct CodepointIndex<'a> {
    text: &'a str,
    before: Vec<u32>,
}

const STEP: usize = 64;

impl<'a> CodepointIndex<'a> {
    /// Indexes `text`.
    pub fn new(text: &'a str) -> Self {
        let mut before = Vec::with_capacity(text.len() / STEP + 1);
        let mut count = 0u32;
        for (position, byte) in text.bytes().enumerate() {
            if position % STEP == 0 {
                before.push(count);
            }
            count += u32::from(is_first_byte(byte));
        }
        if text.len().is_multiple_of(STEP) {
            before.push(count);
        }
        Self { text, before }
    }
    /// Number of code points before byte `offset`.
    pub fn codepoints(&self, offset: u32) -> u32 {
        let offset = (offset as usize).min(self.text.len());
        let from = offset / STEP * STEP;
        let rest = self.text.as_bytes()[from..offset].iter().filter(|byte| is_first_byte(**byte)).count();
        self.before[offset / STEP] + rest as u32
    }
    /// Byte offset of code point `offset`; the text's end where there are fewer.
    pub fn bytes(&self, offset: u32) -> u32 {
        let step = self.before.partition_point(|before| *before <= offset).saturating_sub(1);
        let mut left = offset - self.before[step];
        for (position, byte) in self.text.bytes().enumerate().skip(step * STEP) {
            if is_first_byte(byte) {
                if left == 0 {
                    return position as u32;
                }
                left -= 1;
            }
        }
        self.text.len() as u32
    }
    /// A span in code points.
    pub fn span(&self, span: Span) -> Span {
        Span { start: self.codepoints(span.start), end: self.codepoints(span.end) }
    }
    /// A span in bytes, from one in code points.
    pub fn byte_span(&self, span: Span) -> Span {
        Span { start: self.bytes(span.start), end: self.bytes(span.end) }
    }
}

fn is_first_byte(byte: u8) -> bool {
    byte & 0xC0 != 0x80
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn codepoints_and_bytes_are_inverse_on_every_boundary() {
        for text in ["", "plain", &"é".repeat(200), "a“b”c — d\u{1F54A}e", &"x".repeat(64), &"x“".repeat(64)] {
            let index = CodepointIndex::new(text);
            let boundaries = text.char_indices().map(|(at, _)| at).chain([text.len()]);
            for (count, at) in boundaries.enumerate() {
                assert_eq!(index.codepoints(at as u32), count as u32, "{text:?} at byte {at}");
                assert_eq!(index.bytes(count as u32), at as u32, "{text:?} at code point {count}");
            }
        }
    }

    #[test]
    fn a_text_is_known_by_its_hash() {
        assert_eq!(Text::new("").sha256(), "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
    }
}
