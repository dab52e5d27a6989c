//! Bylines: `By Ola Renn and Ilse Marr in Sered`, `Ola Renn in Sered`, `Ola Renn, Kontinent Press`.

use crate::agency;

/// Names in a byline, with their places in the line, and which of them are agencies.
#[derive(Debug, Default, PartialEq)]
pub(crate) struct Byline<'a> {
    pub(crate) people: Vec<(usize, &'a str)>,
    pub(crate) agencies: Vec<(usize, &'a str)>,
}

/// Words in small letters that stand inside names.
const PARTICLES: &[&str] =
    &["al", "as", "ben", "bin", "da", "de", "del", "den", "der", "di", "dos", "du", "el", "ibn", "la", "le", "van", "von", "zu", "y", "e"];

/// Reads `line` as a byline, if it is one.
pub(crate) fn read(line: &str) -> Option<Byline<'_>> {
    let length = line.chars().count();
    if !(5..=160).contains(&length) {
        return None;
    }
    let marked = ["By ", "BY ", "by ", "By: ", "From ", "Report by ", "Written by ", "Author: ", "Reporter: "]
        .iter()
        .find(|mark| line.starts_with(**mark));
    let start = marked.map_or(0, |mark| mark.len());
    let body = line[start..].split(" | ").next().unwrap_or_default().trim_end();
    let body = body.strip_suffix('.').filter(|body| marked.is_some() && !body.contains('.')).unwrap_or(body);
    let unmarked = marked.is_none();
    let mut byline = Byline::default();
    let (names, place) = split_place(body);
    if unmarked && (place.is_none() || !names.contains(' ')) && !ends_with_agency(names) {
        return None;
    }
    for (at, name) in agency::names(names) {
        let name_at = start + at;
        if agency::is_known(name) || agency::is_generic(name) || agency::is_short(name) {
            byline.agencies.push((name_at, name));
        } else if is_person(name) {
            byline.people.push((name_at, name));
        } else if is_office(name) && !byline.people.is_empty() {
            // `Kontinent Press writer`, `Diplomatic Correspondent`, `in Sered`.
        } else {
            return None;
        }
    }
    let from_only =
        marked.is_some_and(|mark| mark.trim_end() == "From") && byline.agencies.is_empty() && !byline.people.is_empty() && place.is_none();
    (!from_only && (!byline.people.is_empty() || marked.is_some() && !byline.agencies.is_empty())).then_some(byline)
}

/// `Ola Renn in Port Sered, Ardesh` to the names and the place.
fn split_place(body: &str) -> (&str, Option<&str>) {
    match body.find(" in ") {
        Some(at) if place_like(&body[at + 4..]) => (&body[..at], Some(&body[at + 4..])),
        _ => (body, None),
    }
}

fn place_like(place: &str) -> bool {
    let words = place.split([' ', ',']).filter(|word| !word.is_empty());
    let mut count = 0;
    words
        .inspect(|_| count += 1)
        .all(|word| word.starts_with(char::is_uppercase) || matches!(word, "and" | "the" | "of" | "in") || PARTICLES.contains(&word))
        && (1..=8).contains(&count)
}

fn ends_with_agency(names: &str) -> bool {
    let names = agency::names(names);
    names.len() >= 2 && names.last().is_some_and(|(_, name)| agency::is_known(name) || agency::is_generic(name)) && is_person(names[0].1)
}

fn is_person(name: &str) -> bool {
    let words: Vec<&str> = name.split_whitespace().collect();
    let capital =
        |word: &str| word.starts_with(char::is_uppercase) && word.chars().all(|c| c.is_alphabetic() || matches!(c, '.' | '-' | '\'' | '’'));
    (2..=5).contains(&words.len())
        && words.iter().all(|word| capital(word) || PARTICLES.contains(word))
        && capital(words[0])
        && !is_office(name)
        && !words.iter().any(|word| matches!(*word, "The" | "A" | "An" | "All" | "No" | "Is" | "Are" | "On" | "At" | "To" | "For"))
        && words[0] != "In"
}

fn is_office(name: &str) -> bool {
    let folded = name.to_lowercase();
    ["writer", "correspondent", "reporter", "editor", "staff", "bureau", "press", "news", "desk", "journalist", "service", "chief"]
        .iter()
        .any(|word| folded.split_whitespace().any(|part| part == *word))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(line: &str, people: &[&str], agencies: &[&str]) {
        let byline = read(line).unwrap_or_default();
        assert_eq!(byline.people.iter().map(|(_, name)| *name).collect::<Vec<_>>(), people, "{line}");
        assert_eq!(byline.agencies.iter().map(|(_, name)| *name).collect::<Vec<_>>(), agencies, "{line}");
        for (at, name) in byline.people.iter().chain(&byline.agencies) {
            assert_eq!(&line[*at..at + name.len()], *name);
        }
    }

    #[test]
    fn bylines() {
        check("By Ola Renn and Ilse Marr", &["Ola Renn", "Ilse Marr"], &[]);
        check("By Ola Renn in Port Sered, Ardesh", &["Ola Renn"], &[]);
        check("By OLA RENN, Associated Press Writer", &["OLA RENN"], &[]);
        check("By Ola Renn and agencies", &["Ola Renn"], &["agencies"]);
        check("By Ola van der Renn, Diplomatic Correspondent", &["Ola van der Renn"], &[]);
        check("Ola Renn in Sered", &["Ola Renn"], &[]);
        check("Ola Renn, AFP", &["Ola Renn"], &["AFP"]);
        check("By AFP", &[], &["AFP"]);
    }

    #[test]
    fn sentences_are_no_bylines() {
        for line in [
            "By the time they met, it rained",
            "By Tuesday",
            "Rebels in Sered",
            "Mara Todor, head of the council",
            "From Sered With Love",
            "Fighting in Ardesh",
        ] {
            check(line, &[], &[]);
        }
    }
}
