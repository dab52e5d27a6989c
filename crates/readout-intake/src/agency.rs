//! News agencies by name.

use crate::pattern::fold;
use std::collections::HashSet;
use std::sync::LazyLock;

static AGENCIES: LazyLock<HashSet<String>> = LazyLock::new(|| {
    let lines = include_str!("../data/agencies.txt").lines().filter(|line| !line.starts_with('#'));
    lines.flat_map(|line| line.split(',')).map(|name| fold(name.trim())).filter(|name| !name.is_empty()).collect()
});

/// Whether `name` is the name of a news agency that is generally known.
pub(crate) fn is_known(name: &str) -> bool {
    let folded = fold(name);
    AGENCIES.contains(folded.trim_start_matches("the "))
}

/// Whether `name` is written as an agency's short name is: `KP`, `NWP/RT`.
pub(crate) fn is_short(name: &str) -> bool {
    let letters = name.chars().filter(|character| character.is_alphabetic()).count();
    (2..=12).contains(&letters) && name.chars().all(|character| character.is_uppercase() || matches!(character, '/' | '-' | '&'))
}

/// Words for agencies without a name.
pub(crate) fn is_generic(name: &str) -> bool {
    matches!(
        fold(name).as_str(),
        "agencies"
            | "news agencies"
            | "wire services"
            | "wires"
            | "wire reports"
            | "agency"
            | "news agency"
            | "news wires"
            | "wire service"
    )
}

/// Cuts `KP, NordWire and agencies` or `KP/NordWire` into names with their places in `list`.
pub(crate) fn names(list: &str) -> Vec<(usize, &str)> {
    let mut names = Vec::new();
    let mut start = 0;
    let bytes = list.as_bytes();
    let mut push = |start: usize, end: usize| {
        let piece = &list[start..end];
        let name = piece.trim_matches(|character: char| character.is_whitespace() || matches!(character, '.' | ';' | ':' | '(' | ')'));
        if !name.is_empty() {
            names.push((start + piece.find(name).unwrap_or(0), name));
        }
    };
    let mut at = 0;
    while at < bytes.len() {
        let rest = &list[at..];
        let cut = [", and ", " and ", " & ", ", ", " / ", "/", "; ", " | "].into_iter().find(|separator| rest.starts_with(separator));
        match cut {
            // `RFE/RL` and `AFP/Getty Images` are names of their own.
            Some(separator) if !(separator == "/" && is_known(list[start..].split([',', ';', '(']).next().unwrap_or_default())) => {
                push(start, at);
                at += separator.len();
                start = at;
            }
            _ => at += rest.chars().next().map_or(1, char::len_utf8),
        }
    }
    push(start, list.len());
    names
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lists_of_agencies() {
        let found = |list| names(list).into_iter().map(|(_, name)| name).collect::<Vec<_>>();
        assert_eq!(found("KP, NordWire and agencies"), ["KP", "NordWire", "agencies"]);
        assert_eq!(found("RFE/RL"), ["RFE/RL"]);
        assert_eq!(found("KP/NordWire."), ["KP", "NordWire"]);
        assert!(is_known("The Associated Press") && is_known("reuters") && !is_known("Vesh"));
        assert!(is_short("NWP") && !is_short("Nwp") && !is_short("A"));
    }
}
