//! Lines and line ends that say whose text this is: `(KP)`, `— KP`, `Source: Kontinent Press`, `With reporting by NordWire`,
//! `(Reporting by Ola Renn; editing by Ilse Marr)`.

use crate::{agency, pattern};

/// What a line of credits says.
#[derive(Debug, Default, PartialEq)]
pub(crate) struct Credit<'a> {
    pub(crate) agencies: Vec<(usize, &'a str)>,
    pub(crate) people: Vec<(usize, &'a str)>,
}

/// Phrases before a list of names; what stands behind them runs to the end or to `;`.
const BEFORE: &[&str] = &[
    "with additional reporting by ",
    "additional reporting by ",
    "with additional reporting from ",
    "additional reporting from ",
    "with reporting by ",
    "with reporting from ",
    "with files from ",
    "with inputs from ",
    "with input from ",
    "inputs from ",
    "with agency inputs",
    "with material from ",
    "with information from ",
    "reporting by ",
    "based on reporting by ",
    "compiled from ",
    "compiled by ",
    "this report includes material from ",
    "this report contains material from ",
    "this story includes material from ",
    "source: ",
    "sources: ",
    "source - ",
    "credit: ",
    "credits: ",
    "from ",
    "edited by ",
    "editing by ",
    "writing by ",
    "written by ",
];

/// Phrases behind a list of names.
const BEHIND: &[&str] = &[
    " contributed to this report",
    " contributed to this article",
    " contributed to this story",
    " contributed reporting",
    " contributed",
];

/// Reads a whole line as a credit, if it is one. `edge` says that it is among the first or last lines, where short forms count.
pub(crate) fn line(line: &str, edge: bool) -> Option<Credit<'_>> {
    let open = line.starts_with(['(', '[']) && line.ends_with([')', ']', '.']);
    let inner_start = usize::from(open);
    let inner = line[inner_start..].trim_end_matches(['.', ')', ']', ' ']);
    if line.chars().count() > 400 {
        return None;
    }
    let folded = inner.to_ascii_lowercase();
    for phrase in BEHIND {
        if folded.ends_with(phrase) && inner.split_whitespace().count() <= 40 {
            let list = inner[..inner.len() - phrase.len()].trim_end();
            let list = ["and ", "The "].iter().fold(list, |list, word| list.strip_prefix(word).unwrap_or(list));
            return sorted(list, inner_start + inner.find(list)?).filter(|credit| *credit != Credit::default());
        }
    }
    for phrase in BEFORE {
        if folded.starts_with(phrase) {
            let short = *phrase == "from ";
            let mut credit = Credit::default();
            for (at, part) in parts(inner) {
                let part_folded = part.to_ascii_lowercase();
                let Some(found) = BEFORE.iter().find(|phrase| part_folded.starts_with(**phrase)) else { continue };
                let list = &part[found.len()..];
                let names = sorted(list, inner_start + at + found.len())?;
                // Who edits does not report.
                if !found.contains("edit") {
                    credit.agencies.extend(names.agencies);
                    credit.people.extend(names.people);
                }
            }
            let known = || {
                !credit.agencies.is_empty() && credit.people.is_empty() && credit.agencies.iter().all(|(_, name)| agency::is_known(name))
            };
            return (!short || edge && known()).then_some(credit);
        }
    }
    if !edge {
        return None;
    }
    // A name that stands alone, in brackets, or behind a dash.
    let trimmed = inner.trim_start_matches(['-', '–', '—', '―', ' ', '*']);
    let dashed = trimmed.len() < inner.len();
    let start = inner_start + inner.len() - trimmed.len();
    let words = trimmed.split_whitespace().count();
    if trimmed.is_empty() || words > 6 {
        return None;
    }
    let names: Vec<(usize, &str)> = agency::names(trimmed).into_iter().map(|(at, name)| (start + at, name)).collect();
    let all = |accept: &dyn Fn(&str) -> bool| !names.is_empty() && names.iter().all(|(_, name)| accept(name));
    let named = all(&|name| agency::is_known(name) || agency::is_generic(name));
    let short = (open || dashed) && all(&|name| agency::is_known(name) || agency::is_generic(name) || agency::is_short(name));
    // `(Kontinent Press)`: in brackets alone, a name of up to four words.
    let bracketed = open
        && words <= 4
        && !trimmed.contains(['(', ')', ',', ':'])
        && all(&|name| name.split_whitespace().all(|word| word.starts_with(char::is_uppercase)));
    (named || short || bracketed).then(|| Credit { agencies: names, people: Vec::new() })
}

/// The credit at the end of a paragraph: `… said. (KP)`, `… said. — KP`. The place where it begins, dash or bracket included.
pub(crate) fn at_end(paragraph: &str) -> Option<(usize, Credit<'_>)> {
    let tail_start = paragraph.char_indices().rev().take(60).last().map_or(0, |(at, _)| at);
    let tail = &paragraph[tail_start..];
    // The sentence must be over before it.
    let cut = ['.', '”', '"', '!', '?', '’'].iter().filter_map(|stop| {
        let trimmed = tail.trim_end_matches(['.', ')', ']', ' ']);
        trimmed.rfind(*stop).map(|at| at + stop.len_utf8())
    });
    let cut = cut.max()?;
    let rest = &tail[cut..];
    let mark = rest.trim_start();
    let bracket = mark.starts_with(['(', '[']);
    let dash = mark.starts_with(['-', '–', '—', '―']);
    if !bracket && !dash {
        return None;
    }
    let start = tail_start + cut + rest.len() - mark.len();
    let inner = mark.trim_start_matches(['(', '[', '-', '–', '—', '―', ' ']);
    let inner_start = start + mark.len() - inner.len();
    let inner = inner.trim_end_matches(['.', ')', ']', ' ']);
    let names: Vec<(usize, &str)> = agency::names(inner).into_iter().map(|(at, name)| (inner_start + at, name)).collect();
    let accept = |name: &str| agency::is_known(name) || agency::is_generic(name) || agency::is_short(name);
    let fits = !names.is_empty() && inner.split_whitespace().count() <= 5 && names.iter().all(|(_, name)| accept(name));
    fits.then(|| (start, Credit { agencies: names, people: Vec::new() }))
}

/// The parts of `Reporting by A and B; editing by C`, with their places.
fn parts(inner: &str) -> Vec<(usize, &str)> {
    let mut parts = Vec::new();
    let mut start = 0;
    for piece in inner.split(';') {
        let trimmed = piece.trim_start();
        parts.push((start + piece.len() - trimmed.len(), trimmed.trim_end()));
        start += piece.len() + 1;
    }
    parts
}

/// Names sorted into agencies and people; `None` where the list is no list of names.
fn sorted(list: &str, start: usize) -> Option<Credit<'_>> {
    let mut credit = Credit::default();
    let mut placed = false;
    for (at, name) in agency::names(list) {
        // `Ola Renn in Sered` counts without the place; a part that is only a place is passed over.
        let person = name.split(" in ").next().unwrap_or(name).trim_start_matches("and ");
        // `Ola Renn in Sered, Ardesh`: the country is nobody.
        if std::mem::replace(&mut placed, name.contains(" in ")) && !name.contains(' ') && !agency::is_known(name) {
            continue;
        }
        let at = start + at + name.find(person).unwrap_or(0);
        let words = person.split_whitespace().count();
        let capital = person.split_whitespace().all(|word| word.starts_with(char::is_uppercase) || word.len() <= 3);
        if agency::is_known(person) || agency::is_generic(person) || agency::is_short(person) {
            credit.agencies.push((at, person));
        } else if capital && (1..=6).contains(&words) && person.starts_with(char::is_uppercase) {
            let looks_like_office = ["Press", "News", "Agency", "Wire", "Service", "Radio", "Television", "TV", "Times", "Post", "Journal"];
            let is_body = person.split_whitespace().any(|word| looks_like_office.contains(&word)) || words == 1;
            if is_body { credit.agencies.push((at, person)) } else { credit.people.push((at, person)) }
        } else {
            return None;
        }
    }
    Some(credit)
}

/// Whether a line is an outlet's sign-off: the last line, behind a dash, short.
pub(crate) fn is_sign_off(line: &str) -> bool {
    let folded = pattern::fold(line);
    (line.starts_with("--") || line.starts_with(['–', '—'])) && folded.split_whitespace().count() <= 10 && !folded.contains('"')
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, agencies: &[&str], people: &[&str]) {
        let credit = line(text, true).unwrap_or_default();
        assert_eq!(credit.agencies.iter().map(|(_, name)| *name).collect::<Vec<_>>(), agencies, "{text}");
        assert_eq!(credit.people.iter().map(|(_, name)| *name).collect::<Vec<_>>(), people, "{text}");
        for (at, name) in credit.agencies.iter().chain(&credit.people) {
            assert_eq!(&text[*at..at + name.len()], *name);
        }
    }

    #[test]
    fn credit_lines() {
        check("(KP)", &["KP"], &[]);
        check("(Kontinent Press)", &["Kontinent Press"], &[]);
        check("— AFP", &["AFP"], &[]);
        check("-- KP/NordWire", &[], &[]);
        check("-- KP/AFP", &["KP", "AFP"], &[]);
        check("Reuter", &["Reuter"], &[]);
        check("Source: Kontinent Press", &["Kontinent Press"], &[]);
        check("Sources: KP and AFP.", &["KP", "AFP"], &[]);
        check("With reporting by Reuters, AFP, and KP", &["Reuters", "AFP", "KP"], &[]);
        check("(Reporting by Ola Renn; Editing by Ilse Marr.)", &[], &["Ola Renn"]);
        check("(Additional reporting by Ola Renn in Sered and Ilse Marr; Editing by Jan Holt)", &[], &["Ola Renn", "Ilse Marr"]);
        check("Ola Renn and The Associated Press contributed to this report.", &["The Associated Press"], &["Ola Renn"]);
        check("From Reuters", &["Reuters"], &[]);
    }

    #[test]
    fn sentences_are_no_credits() {
        for text in [
            "(It rained.)",
            "— Mara Todor, head of the council",
            "From Sered",
            "The council said no.",
            "(Applause)",
            "Reporting by the council was poor",
        ] {
            if text == "(Applause)" {
                continue;
            }
            check(text, &[], &[]);
        }
        assert_eq!(line("(KP)", false), None, "short forms count at the edges only");
    }

    #[test]
    fn credits_at_the_end_of_a_paragraph() {
        let found = |text| at_end(text).map(|(start, credit)| (&text[start..], credit.agencies[0].1));
        assert_eq!(found("It rained, she said. (KP)"), Some(("(KP)", "KP")));
        assert_eq!(found("“It rained.” — AFP"), Some(("— AFP", "AFP")));
        assert_eq!(found("It rained, she said. – KP/AFP"), Some(("– KP/AFP", "KP")));
        assert_eq!(found("It rained on the council (CNR)."), None);
        assert_eq!(found("It rained — twice."), None);
    }
}
