//! Numbers in words and digits, as the stages for times and figures read them.

use crate::scan::{Kind, Word};

/// A number and the word after it.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct Number {
    /// How much.
    pub(crate) value: f64,
    /// The word after the last.
    pub(crate) end: usize,
    /// It ends in a multiplier (`million`), so that it is no day, hour or year.
    pub(crate) scaled: bool,
}

/// The number that begins at word `at`: `240,000`, `1.2m`, `twenty-four`, `two hundred and forty`, `a dozen`, `2 1/2`.
pub(crate) fn number(words: &[Word], at: usize) -> Option<Number> {
    let first = words.get(at)?;
    let (mut value, mut end, mut scaled) = match first.kind {
        Kind::Digits => (first.lower.replace(',', "").parse::<f64>().ok()?, at + 1, false),
        Kind::Letters => spelled(words, at)?,
        Kind::Mark => return None,
    };
    if first.kind == Kind::Digits
        && let Some((fraction, after)) = fraction(words, end)
    {
        (value, end) = (value + fraction, after);
    }
    while let Some(word) = words.get(end) {
        let near = if word.lower == "-" { words.get(end + 1) } else { Some(word) };
        let Some(factor) = near.and_then(|word| multiplier(word, end > at && words[end - 1].kind == Kind::Digits)) else { break };
        value *= factor;
        end += if word.lower == "-" { 2 } else { 1 };
        scaled = true;
    }
    value.is_finite().then_some(Number { value, end, scaled })
}

/// `1/2` after a whole number, or alone as `½`.
fn fraction(words: &[Word], at: usize) -> Option<(f64, usize)> {
    if words.get(at).is_some_and(|word| word.lower == "½") {
        return Some((0.5, at + 1));
    }
    let at = if words.get(at).is_some_and(|word| word.lower == "-" && word.glued) { at + 1 } else { at };
    let [over, slash, under] = words.get(at..at + 3)? else { return None };
    let simple = |word: &Word| word.kind == Kind::Digits && word.lower.len() == 1;
    if slash.lower != "/" || !simple(over) || !simple(under) || words.get(at + 3).is_some_and(|word| word.lower == "/") {
        return None;
    }
    let (over, under) = (over.lower.parse::<f64>().ok()?, under.lower.parse::<f64>().ok()?);
    (over < under).then_some((over / under, at + 3))
}

fn multiplier(word: &Word, after_digits: bool) -> Option<f64> {
    Some(match word.lower.as_str() {
        "hundred" => 1e2,
        "thousand" => 1e3,
        "million" => 1e6,
        "billion" => 1e9,
        "trillion" => 1e12,
        "dozen" => 12.0,
        "k" if after_digits && word.glued => 1e3,
        "m" | "mn" | "mln" if after_digits && word.glued => 1e6,
        "b" | "bn" | "bln" if after_digits && word.glued => 1e9,
        "tn" if after_digits && word.glued => 1e12,
        _ => return None,
    })
}

/// A whole number in words from `one` up; `a` only before a multiplier.
fn spelled(words: &[Word], at: usize) -> Option<(f64, usize, bool)> {
    let first = words[at].lower.as_str();
    if matches!(first, "a" | "an") {
        let next = words.get(at + 1)?;
        if next.lower == "half" && words.get(at + 2).is_some_and(|word| multiplier(word, false).is_some()) {
            return Some((0.5, at + 2, true));
        }
        return multiplier(next, false).map(|_| (1.0, at + 1, true));
    }
    if first == "half" && words.get(at + 1).is_some_and(|word| word.lower == "a") {
        let next = words.get(at + 2)?;
        return multiplier(next, false).map(|_| (0.5, at + 2, true));
    }
    let mut end = at;
    let mut group = 0.0;
    let mut total = 0.0;
    let mut scaled = false;
    let mut last = f64::INFINITY;
    loop {
        let place = match words.get(end) {
            Some(word) if end > at && word.lower == "-" && word.glued => end + 1,
            Some(word) if end > at && word.lower == "and" && last >= 100.0 => end + 1,
            Some(_) => end,
            None => break,
        };
        let Some(word) = words.get(place) else { break };
        if let Some(small) = cardinal(&word.lower) {
            let fits = last.is_infinite() || last >= 100.0 || ((20.0..100.0).contains(&last) && small < 10.0);
            if !fits {
                break;
            }
            group += small;
            last = small;
        } else if word.lower == "hundred" && last.is_finite() && last < 100.0 {
            group *= 100.0;
            last = 100.0;
            scaled = true;
        } else if let ("thousand" | "million" | "billion", true) = (word.lower.as_str(), last.is_finite()) {
            let factor = multiplier(word, false).unwrap_or(1.0);
            total += group * factor;
            group = 0.0;
            last = 1000.0;
            scaled = true;
        } else {
            break;
        }
        end = place + 1;
    }
    // `one and a half million`
    if end > at
        && words.get(end).is_some_and(|word| word.lower == "and")
        && words.get(end + 1).is_some_and(|word| word.lower == "a")
        && words.get(end + 2).is_some_and(|word| word.lower == "half")
    {
        return Some((total + group + 0.5, end + 3, scaled));
    }
    (end > at).then_some((total + group, end, scaled))
}

/// A number word below a hundred.
pub(crate) fn cardinal(word: &str) -> Option<f64> {
    const SMALL: &[&str] = &[
        "zero",
        "one",
        "two",
        "three",
        "four",
        "five",
        "six",
        "seven",
        "eight",
        "nine",
        "ten",
        "eleven",
        "twelve",
        "thirteen",
        "fourteen",
        "fifteen",
        "sixteen",
        "seventeen",
        "eighteen",
        "nineteen",
    ];
    const TENS: &[&str] = &["twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"];
    let small = SMALL.iter().position(|known| *known == word).map(|place| place as f64);
    small.or_else(|| TENS.iter().position(|known| *known == word).map(|place| (place as f64 + 2.0) * 10.0))
}

/// `first` to `thirty-first` in one word, and `21` of `21st`.
pub(crate) fn ordinal(words: &[Word], at: usize) -> Option<(u32, usize)> {
    const WORDS: &[&str] = &[
        "first",
        "second",
        "third",
        "fourth",
        "fifth",
        "sixth",
        "seventh",
        "eighth",
        "ninth",
        "tenth",
        "eleventh",
        "twelfth",
        "thirteenth",
        "fourteenth",
        "fifteenth",
        "sixteenth",
        "seventeenth",
        "eighteenth",
        "nineteenth",
        "twentieth",
    ];
    let word = words.get(at)?;
    if let Some(place) = WORDS.iter().position(|known| *known == word.lower) {
        return Some((place as u32 + 1, at + 1));
    }
    if let (Some(tens), Some(dash), Some(unit)) = (cardinal(&word.lower), words.get(at + 1), words.get(at + 2)) {
        let unit = WORDS.iter().take(9).position(|known| *known == unit.lower);
        if let (true, "-", Some(unit)) = (tens >= 20.0, dash.lower.as_str(), unit) {
            return Some((tens as u32 + unit as u32 + 1, at + 3));
        }
    }
    let suffix = words.get(at + 1)?;
    let known = word.kind == Kind::Digits && suffix.glued && matches!(suffix.lower.as_str(), "st" | "nd" | "rd" | "th");
    known.then(|| word.lower.parse().ok().map(|value| (value, at + 2))).flatten()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::scan::scan;

    fn check(text: &str, value: f64, n_words: usize) {
        let words = scan(text);
        let found = number(&words, 0).map(|number| (number.value, number.end));
        assert_eq!(found, Some((value, n_words)), "{text}");
    }

    #[test]
    fn numbers_in_words_and_digits() {
        check("240,000 lives", 240_000.0, 1);
        check("1.2m people", 1_200_000.0, 2);
        check("1.2 million people", 1_200_000.0, 2);
        check("twenty-four dead", 24.0, 3);
        check("two hundred and forty men", 240.0, 4);
        check("three thousand five hundred", 3500.0, 4);
        check("a dozen houses", 12.0, 2);
        check("half a million", 500_000.0, 3);
        check("2 1/2 years", 2.5, 4);
        check("two dozen", 24.0, 2);
        check("one and a half million", 1_500_000.0, 5);
        check("five and six", 5.0, 1);
    }

    #[test]
    fn ordinals() {
        assert_eq!(ordinal(&scan("21st century"), 0), Some((21, 2)));
        assert_eq!(ordinal(&scan("twenty-first century"), 0), Some((21, 3)));
        assert_eq!(ordinal(&scan("third quarter"), 0), Some((3, 1)));
    }
}
