//! Whether a given name is a man's or a woman's.
//!
//! Only ever used to keep `he` from a woman and `she` from a man: what the report itself says (`Mrs`, `spokesman`, `she`) comes first, and a
//! name borne by both, or unlike any known one, says nothing. `training/given_names.py` writes the table and describes it.

use crate::gender::Gender;
use std::sync::OnceLock;
use unicode_normalization::{UnicodeNormalization, char::is_combining_mark};

const TABLE: &[u8] = include_bytes!("../data/given-names.bin");
/// Weights of pieces of names in the table.
const SIZE: usize = 1 << 15;
const SCALE: f32 = 16.0;
/// The logarithm of the odds from which a name says something: 19 to 1.
const SURE: f32 = 2.944;

struct Known {
    hashes: Vec<u32>,
    scores: Vec<i8>,
}

fn known() -> &'static Known {
    static KNOWN: OnceLock<Known> = OnceLock::new();
    KNOWN.get_or_init(|| {
        let words = |bytes: &[u8]| -> Vec<u32> {
            bytes.chunks_exact(4).map(|word| u32::from_le_bytes([word[0], word[1], word[2], word[3]])).collect()
        };
        let count = words(&TABLE[SIZE..SIZE + 4])[0] as usize;
        let scores = SIZE + 4 + 4 * count;
        Known {
            hashes: words(&TABLE[SIZE + 4..scores]),
            scores: TABLE[scores..scores + count].iter().map(|score| score.cast_signed()).collect(),
        }
    })
}

/// The gender that the first word of a person's whole name shows, as far as it does.
pub(crate) fn gender(name: &str) -> Gender {
    let mut words = name.split_whitespace();
    let (Some(first), Some(last)) = (words.next(), words.next_back()) else { return Gender::Unknown };
    // `Tae-min`, `Mei-lin`: such stand behind the surname.
    let second = |word: &str| word.split_once('-').is_some_and(|(_, rest)| rest.starts_with(char::is_lowercase));
    let given = plain(first.split('-').next().unwrap_or(first));
    if second(last) || given.chars().count() < 2 {
        return Gender::Unknown;
    }
    match score(&given) {
        score if score > SURE => Gender::Female,
        score if score < -SURE => Gender::Male,
        _ => Gender::Unknown,
    }
}

/// Small letters without marks; empty for what has others than a to z.
fn plain(word: &str) -> String {
    let letters: String = word.nfkd().filter(|letter| !is_combining_mark(*letter)).flat_map(char::to_lowercase).collect();
    if letters.chars().all(|letter| letter.is_ascii_lowercase()) { letters } else { String::new() }
}

/// Logarithm of the odds that a plain name is a woman's.
fn score(given: &str) -> f32 {
    let known = known();
    if let Ok(at) = known.hashes.binary_search(&hashed(given.as_bytes())) {
        return f32::from(known.scores[at]) / SCALE;
    }
    let marked = format!("^{given}$");
    let mut places: Vec<usize> = Vec::new();
    for n in 2..=4 {
        places.push(place(&format!("<{}", &marked[..n.min(marked.len())])));
    }
    for n in 2..=5 {
        places.push(place(&format!("{}>", &marked[marked.len().saturating_sub(n)..])));
    }
    places.extend((0..marked.len().saturating_sub(2)).map(|at| place(&marked[at..at + 3])));
    places.sort_unstable();
    places.dedup();
    places.into_iter().map(|place| f32::from(TABLE[place].cast_signed())).sum::<f32>() / SCALE
}

/// FNV-1a of 32 bits.
fn hashed(bytes: &[u8]) -> u32 {
    bytes.iter().fold(2_166_136_261, |value, byte| (value ^ u32::from(*byte)).wrapping_mul(16_777_619))
}

fn place(piece: &str) -> usize {
    let value = hashed(piece.as_bytes());
    (value ^ (value >> 15)) as usize % SIZE
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_table_is_whole() {
        let known = known();
        assert_eq!(TABLE.len(), SIZE + 4 + 5 * known.hashes.len());
        assert!(known.hashes.is_sorted() && known.hashes.len() > 20_000);
    }

    #[test]
    fn given_names_are_mens_womens_or_say_nothing() {
        for (name, expect) in [
            ("Elizabeth Todor", Gender::Female),
            ("Theresa Vey", Gender::Female),
            ("Ramón Vey", Gender::Male),
            ("Benjamin Todor", Gender::Male),
            // Borne by both; in front, a surname; alone, most likely a surname.
            ("Kim Todor", Gender::Unknown),
            ("Nguyen Van", Gender::Unknown),
            ("Elizabeth", Gender::Unknown),
            ("Theresa Mei-lin", Gender::Unknown),
            ("", Gender::Unknown),
            ("Владимир Тодор", Gender::Unknown),
        ] {
            assert_eq!(gender(name), expect, "{name}");
        }
    }

    #[test]
    fn unknown_names_are_told_by_their_ends() {
        assert_eq!(gender("Rosabellina Vey"), Gender::Female);
        assert_eq!(gender("Zorislavka Vey"), Gender::Unknown);
        // As the trainer reckons it.
        assert!((score("rosabellina") - 8.0).abs() < 0.01 && (score("nechirvan") + 3.125).abs() < 0.01);
    }
}
