//! Whether words for a person show a man or a woman.
//!
//! Comes in: a word beside or in a name, or a description's noun. Goes out: its [`Gender`], unknown for most words. Given names are in
//! `data/given_names.tsv`, only those that men alone or women alone bear in nearly all countries: `Andrea` and `Robin` are not among them.

use std::collections::HashMap;
use std::sync::LazyLock;

/// Gender, as far as the words show it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Gender {
    Unknown,
    Male,
    Female,
    Thing,
}

impl Gender {
    /// Whether both may be of one.
    pub(crate) fn agrees(self, other: Self) -> bool {
        self == Self::Unknown || other == Self::Unknown || self == other
    }

    /// The first that is known.
    pub(crate) fn or(self, other: Self) -> Self {
        if self == Self::Unknown { other } else { self }
    }
}

/// Of a form of address before a name, in small letters: `mr`, `queen`, `spokeswoman`.
pub(crate) fn of_address(word: &str) -> Gender {
    match word.trim_end_matches('.') {
        "mr" | "sir" | "lord" | "king" | "prince" | "sheikh" | "spokesman" | "chairman" | "congressman" | "señor" | "herr" | "monsieur"
        | "emir" | "sultan" | "pope" => Gender::Male,
        "mrs" | "ms" | "miss" | "dame" | "lady" | "queen" | "princess" | "spokeswoman" | "chairwoman" | "congresswoman" | "señora"
        | "frau" | "madame" | "baroness" | "duchess" => Gender::Female,
        _ => Gender::Unknown,
    }
}

/// Of the noun of a description, in small letters: `businessman`, `mother`.
pub(crate) fn of_noun(word: &str) -> Gender {
    match word {
        "spokesman" | "chairman" | "king" | "prince" | "man" | "father" | "brother" | "son" | "husband" | "businessman" | "congressman"
        | "widower" | "uncle" | "nephew" | "grandfather" | "gentleman" | "boy" | "policeman" | "salesman" | "fisherman" => Gender::Male,
        "spokeswoman" | "chairwoman" | "queen" | "princess" | "woman" | "mother" | "sister" | "daughter" | "wife" | "businesswoman"
        | "congresswoman" | "widow" | "aunt" | "niece" | "grandmother" | "lady" | "girl" | "policewoman" | "actress" | "abbess" => {
            Gender::Female
        }
        _ => Gender::Unknown,
    }
}

/// Of the given name that a name of two or more words begins with, written as usual: `Hillary`.
pub(crate) fn of_given_name(word: &str) -> Gender {
    static TABLE: LazyLock<HashMap<&'static str, Gender>> = LazyLock::new(|| {
        let lines = include_str!("../data/given_names.tsv").lines().skip(1).filter_map(|line| line.split_once('\t'));
        let gender = |letter: &str| if letter == "f" { Gender::Female } else { Gender::Male };
        lines.flat_map(|(letter, names)| names.split('|').map(move |name| (name, gender(letter)))).collect()
    });
    // `Jean-Claude`, `Anne-Marie`: the first part, unless that alone is borne by both.
    let first = word.split_once('-').map_or(word, |(first, _)| first);
    TABLE.get(word).or_else(|| TABLE.get(first)).copied().unwrap_or(Gender::Unknown)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_show_a_gender() {
        assert_eq!(of_address("mrs."), Gender::Female);
        assert_eq!(of_noun("businessman"), Gender::Male);
        assert_eq!(of_noun("minister"), Gender::Unknown);
        assert_eq!(of_given_name("Angela"), Gender::Female);
        assert_eq!(of_given_name("Hans-Dietrich"), Gender::Male);
        assert_eq!(of_given_name("Robin"), Gender::Unknown);
    }

    #[test]
    fn no_given_name_stands_twice() {
        let mut names: Vec<&str> = include_str!("../data/given_names.tsv")
            .lines()
            .skip(1)
            .filter_map(|line| line.split_once('\t'))
            .flat_map(|(_, names)| names.split('|'))
            .collect();
        let all = names.len();
        names.sort_unstable();
        names.dedup();
        assert_eq!(names.len(), all);
        assert!(names.iter().all(|name| name.chars().next().is_some_and(char::is_uppercase)));
    }
}
