//! Edit scripts that turn a form into its dictionary form.

/// One script: `=|lemma`, or `case|n|suffix` with case `l` (from the form in small letters) or `k` (case kept), which cuts `n` characters
/// off the end and adds the suffix.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Script {
    Whole(String),
    Edit { lower: bool, cut: usize, suffix: String },
}

impl Script {
    pub(crate) fn parse(script: &str) -> Option<Self> {
        if let Some(lemma) = script.strip_prefix("=|") {
            return Some(Self::Whole(lemma.to_owned()));
        }
        let mut parts = script.splitn(3, '|');
        let lower = match parts.next()? {
            "l" => true,
            "k" => false,
            _ => return None,
        };
        Some(Self::Edit { lower, cut: parts.next()?.parse().ok()?, suffix: parts.next()?.to_owned() })
    }

    /// The lemma; a script that cuts more than there is leaves the form.
    pub(crate) fn apply(&self, form: &str) -> String {
        match self {
            Self::Whole(lemma) => lemma.clone(),
            Self::Edit { lower, cut, suffix } => {
                let mut lemma = if *lower { form.to_lowercase() } else { form.to_owned() };
                if *cut == 0 {
                    lemma.push_str(suffix);
                } else if let Some((end, _)) = lemma.char_indices().nth_back(cut - 1) {
                    lemma.truncate(end);
                    lemma.push_str(suffix);
                }
                lemma
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn scripts() {
        let check = |script: &str, form: &str, lemma: &str| assert_eq!(Script::parse(script).expect("a script").apply(form), lemma);
        check("l|3|y", "Countries", "country");
        check("k|0|", "Aleppo", "Aleppo");
        check("k|1|", "Äää", "Ää");
        check("=|be", "was", "be");
        check("l|9|x", "was", "was");
        assert_eq!(Script::parse("q"), None);
    }
}
