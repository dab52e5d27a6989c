//! Bytes to characters.
//!
//! In this order: a byte order mark, strict UTF-8, UTF-16 recognised by its zero bytes, and else the encoding that `chardetng` (the
//! detector of Firefox) thinks likeliest. Everything but plain UTF-8 leaves a finding. Bytes that are no text at all are refused.

use chardetng::{EncodingDetector, Iso2022JpDetection, Utf8Detection};
use encoding_rs::{Encoding, UTF_8, UTF_16BE, UTF_16LE};
use readout_core::{Finding, Span};

/// First bytes of files that people put into a folder of reports by mistake.
const MAGIC: &[(&[u8], &str)] = &[
    (b"%PDF-", "a PDF document"),
    (b"PK\x03\x04", "a ZIP archive or office document"),
    (b"\x89PNG", "a PNG image"),
    (b"\xff\xd8\xff", "a JPEG image"),
    (b"GIF8", "a GIF image"),
    (b"\x1f\x8b", "a gzip archive"),
    (b"\xd0\xcf\x11\xe0", "an old office document"),
    (b"\x7fELF", "a program"),
    (b"SQLite format 3\0", "an SQLite database"),
    (b"\x28\xb5\x2f\xfd", "a zstd archive"),
    (b"{\\rtf", "a rich text document"),
];

/// Control characters, other than white space, that a text may hold for every 1,000 bytes. Damaged agency copy holds a few (end-of-text
/// marks, escapes), binary data holds a hundred and more; set on the Reuters copy of 1987 and on this machine's own programs.
const MOST_CONTROLS: usize = 20;

/// Decodes `bytes`, or says what they look like.
pub fn decode(bytes: &[u8], findings: &mut Vec<Finding>) -> Result<String, &'static str> {
    if let Some((_, what)) = MAGIC.iter().find(|(magic, _)| bytes.starts_with(magic)) {
        return Err(what);
    }
    if let Some((encoding, length)) = Encoding::for_bom(bytes) {
        return decode_as(encoding, &bytes[length..], encoding != UTF_8, findings);
    }
    if let Some(encoding) = utf16(bytes) {
        return decode_as(encoding, bytes, true, findings);
    }
    if let Ok(text) = std::str::from_utf8(bytes) {
        return if is_binary(bytes) { Err("binary data") } else { Ok(text.to_owned()) };
    }
    if is_binary(bytes) {
        return Err("binary data");
    }
    let mut detector = EncodingDetector::new(Iso2022JpDetection::Allow);
    detector.feed(bytes, true);
    let guess = detector.guess(None, Utf8Detection::Allow);
    // A few broken sequences in what is UTF-8 otherwise: keep the rest instead of reading all of it in a wrong encoding.
    let encoding = if mostly_utf8(bytes) { UTF_8 } else { guess };
    decode_as(encoding, bytes, true, findings)
}

fn decode_as(encoding: &'static Encoding, bytes: &[u8], tell: bool, findings: &mut Vec<Finding>) -> Result<String, &'static str> {
    let (text, damaged) = encoding.decode_without_bom_handling(bytes);
    if is_binary(text.as_bytes()) {
        return Err("binary data");
    }
    if damaged {
        let message = format!("the bytes are not valid {}: what could not be read stands as U+FFFD", encoding.name());
        findings.push(Finding::report("broken-encoding", message));
    } else if tell {
        findings.push(Finding::report("decoded", format!("the bytes were read as {}", encoding.name())));
    }
    Ok(text.into_owned())
}

fn is_binary(bytes: &[u8]) -> bool {
    let controls = bytes.iter().filter(|byte| byte.is_ascii_control() && !byte.is_ascii_whitespace() && **byte != 0x0b).count();
    controls * 1000 > bytes.len().max(400) * MOST_CONTROLS
}

/// Latin letters in UTF-16 have a zero in every other byte.
fn utf16(bytes: &[u8]) -> Option<&'static Encoding> {
    let sample = &bytes[..bytes.len().min(4096)];
    let zeros = |odd: usize| sample.iter().skip(odd).step_by(2).filter(|byte| **byte == 0).count();
    let (even, odd, half) = (zeros(0), zeros(1), sample.len() / 2);
    if half < 2 {
        None
    } else if odd * 10 > half * 7 && even * 10 < half {
        Some(UTF_16LE)
    } else if even * 10 > half * 7 && odd * 10 < half {
        Some(UTF_16BE)
    } else {
        None
    }
}

fn mostly_utf8(bytes: &[u8]) -> bool {
    let (mut good, mut broken) = (0, 0);
    for chunk in bytes.utf8_chunks() {
        good += chunk.valid().chars().filter(|character| !character.is_ascii()).count();
        broken += usize::from(!chunk.invalid().is_empty());
    }
    good >= broken && good > 0
}

/// Findings about characters that a reader does not see, one for each kind, at its first place.
pub fn odd_characters(text: &str, findings: &mut Vec<Finding>) {
    if text.trim().is_empty() {
        findings.push(Finding::report("empty-text", "the report has no text"));
        return;
    }
    for (code, what, matches) in KINDS {
        let mut places = text.char_indices().filter(|(_, character)| matches(*character));
        if let Some((at, character)) = places.next() {
            let count = 1 + places.count();
            let span = Span::new(at, at + character.len_utf8());
            findings.push(Finding::at(code, span, format!("{count} {what}{}", if count == 1 { "" } else { "s" })));
        }
    }
}

type CharacterKind = (&'static str, &'static str, fn(char) -> bool);

const KINDS: &[CharacterKind] = &[
    ("nul-character", "zero character", |c| c == '\0'),
    ("control-character", "control character", |c| c.is_control() && !c.is_whitespace() && c != '\0'),
    (
        "bidi-control",
        "character that turns the direction of writing",
        |c| matches!(c, '\u{200e}' | '\u{200f}' | '\u{061c}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}'),
    ),
    ("replacement-character", "character lost in an earlier conversion", |c| c == '\u{fffd}'),
];

#[cfg(test)]
mod tests {
    use super::*;

    fn check(bytes: &[u8], text: &str, codes: &[&str]) {
        let mut findings = Vec::new();
        assert_eq!(decode(bytes, &mut findings).as_deref(), Ok(text));
        odd_characters(text, &mut findings);
        assert_eq!(findings.iter().map(|finding| finding.code.as_str()).collect::<Vec<_>>(), codes, "{text:?}");
    }

    #[test]
    fn plain_utf8_needs_no_finding() {
        check("Vesh said “no”.".as_bytes(), "Vesh said “no”.", &[]);
        check(b"\xef\xbb\xbfVesh said no.", "Vesh said no.", &[]);
    }

    #[test]
    fn other_encodings_are_read_and_told() {
        check(b"Vesh said \x93no\x94 \x96 twice \x96 in the caf\xe9.", "Vesh said “no” – twice – in the café.", &["decoded"]);
        let utf16: Vec<u8> = "Vesh said “no”.".encode_utf16().flat_map(u16::to_le_bytes).collect();
        check(&utf16, "Vesh said “no”.", &["decoded"]);
        let marked: Vec<u8> = [0xfe, 0xff].into_iter().chain("Vesh".encode_utf16().flat_map(u16::to_be_bytes)).collect();
        check(&marked, "Vesh", &["decoded"]);
    }

    #[test]
    fn broken_utf8_keeps_what_is_whole() {
        let mut bytes = "“one” “two” “three” “four”".as_bytes().to_vec();
        bytes.push(0xe2);
        check(&bytes, "“one” “two” “three” “four”\u{fffd}", &["broken-encoding", "replacement-character"]);
    }

    #[test]
    fn odd_characters_are_told_once_a_kind() {
        check(
            "a\0b \u{202e}c\u{202c} end\u{3} of a line that is long enough to be text".as_bytes(),
            "a\0b \u{202e}c\u{202c} end\u{3} of a line that is long enough to be text",
            &["nul-character", "control-character", "bidi-control"],
        );
        check(b" \n", " \n", &["empty-text"]);
    }

    #[test]
    fn what_is_no_text_is_refused() {
        for bytes in [&b"%PDF-1.7 ..."[..], b"PK\x03\x04abc", &[0u8; 500], &(0..=255u8).cycle().take(4000).collect::<Vec<_>>()] {
            assert!(decode(bytes, &mut Vec::new()).is_err());
        }
    }
}
