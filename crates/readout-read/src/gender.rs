//! Whether words for a person show a man or a woman.
//!
//! Comes in: a word beside a name, or a description's noun. Goes out: its [`Gender`], unknown for most words. What a given name lets one guess
//! is in [`crate::given`].

use crate::doc::Doc;
use readout_core::{MentionKind, TokenRange};

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

    /// The pronoun for a person of it.
    pub(crate) fn pronoun(self) -> Option<&'static str> {
        match self {
            Self::Male => Some("he"),
            Self::Female => Some("she"),
            Self::Unknown | Self::Thing => None,
        }
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

/// Of a mention of a person, as the address before or within its name or its noun tells it.
pub(crate) fn told(doc: &Doc<'_>, tokens: TokenRange, head: usize, kind: MentionKind) -> Gender {
    let low = |token: usize| doc.form(token).to_lowercase();
    let before = tokens.start.checked_sub(1).map_or(Gender::Unknown, |before| of_address(&low(before)));
    let within = kind == MentionKind::Name && tokens.range().len() > 1;
    before.or(of_noun(&low(head))).or(if within { of_address(&low(tokens.start)) } else { Gender::Unknown })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_show_a_gender() {
        assert_eq!(of_address("mrs."), Gender::Female);
        assert_eq!(of_noun("businessman"), Gender::Male);
        assert_eq!(of_noun("minister"), Gender::Unknown);
    }
}
