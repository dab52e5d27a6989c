//! How common words are in the news: what makes the words of two reports alike in a small collection as in a large one.
//!
//! In twenty reports of one story everybody is named everywhere; counted among these alone, whom the story is about would weigh nothing. So the
//! words of a collection are counted as if it held [`PRIOR`] reports more, which use words as news does at large: `data/rates.txt`, document
//! frequencies in per mille of the stems that at least [`LEAST`] of Wikinews's reports of 2019 and 2020 use (text CC BY 2.5). The table holds numbers, no
//! text. `cargo xtask rates --gold FOLDER` makes it anew.

use crate::words::{Spans, is_function_word, stem};
use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write;
use std::sync::LazyLock;

/// Reports that a collection is counted with. Set on ECB+ and timeline17.
pub(crate) const PRIOR: f32 = 1000.0;
/// The rate of a word that the table does not have.
const RARE: f32 = 0.0005;
/// Least per mille of reports that a stem must be in to stand in the table.
pub const LEAST: usize = 20;

static RATES: LazyLock<BTreeMap<&'static str, f32>> = LazyLock::new(|| {
    let mut rates = BTreeMap::new();
    for line in include_str!("../../data/rates.txt").lines().filter(|line| !line.starts_with('#')) {
        if let Some((rate, stems)) = line.split_once('\t')
            && let Ok(rate) = rate.parse::<f32>()
        {
            rates.extend(stems.split(' ').map(|stem| (stem, rate / 1000.0)));
        }
    }
    rates
});

/// The share of reports, 0 to 1, that use a word of this stem.
pub(crate) fn rate(stem: &str) -> f32 {
    RATES.get(stem).copied().unwrap_or_default() + RARE
}

/// The share of reports that use a name: at most that of its rarest word.
pub(crate) fn rate_of_name(name: &str) -> f32 {
    Spans::new(name).filter(|(_, word)| !is_function_word(word)).map(|(_, word)| rate(&stem(&word))).fold(1.0, f32::min)
}

/// Counts a table of `texts`, a report each: a line for each rate in per mille (two digits of it), the most common first.
pub fn count<'a>(texts: impl Iterator<Item = &'a str>) -> String {
    let mut n = 0;
    let mut holders: BTreeMap<String, usize> = BTreeMap::new();
    for text in texts {
        n += 1;
        let stems: BTreeSet<String> = Spans::new(text).filter(|(_, word)| !is_function_word(word)).map(|(_, word)| stem(&word)).collect();
        stems.into_iter().for_each(|stem| *holders.entry(stem).or_default() += 1);
    }
    let mut lines: BTreeMap<usize, Vec<String>> = BTreeMap::new();
    for (stem, holders) in holders {
        let rate = holders * 1000 / n.max(1);
        if rate >= LEAST {
            lines.entry(if rate < 100 { rate } else { rate / 10 * 10 }).or_default().push(stem);
        }
    }
    let mut table = String::new();
    for (rate, stems) in lines.iter().rev() {
        let _ = writeln!(table, "{rate}\t{}", stems.join(" "));
    }
    table
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn common_words_are_common_and_names_are_as_rare_as_their_rarest_word() {
        assert!(rate("government") + rate("govern") > 0.1 && rate("ardesh") < 0.001);
        assert!(rate_of_name("the Free Council of Ardesh") < 0.001 && rate_of_name("the United States") > 0.1);
    }

    #[test]
    fn a_table_has_a_line_for_each_rate() {
        let texts = ["Envoys met in the rain.", "The envoys left.", "Rain."];
        assert_eq!(count(texts.into_iter()), "660\tenvoy rain\n330\tleft met\n");
    }
}
