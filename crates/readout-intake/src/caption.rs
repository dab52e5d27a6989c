//! Captions and credits of photographs that stand in the text.
//!
//! A line is a caption for how it ends (`… (archive)`, `(Photo: KP)`, `[Ola Renn/KP]`, `KP photo`, `Getty Images`) or begins (`FILE -`,
//! `Photo:`), or for being printed twice with a credit glued to the second printing.

use crate::{agency, pattern};
use readout_core::Span;

/// Captions are not longer than this, in bytes.
const LONGEST: usize = 450;

const WHOLE: &[&str] = &[
    "*(archive)",
    "*(archives)",
    "*(archive photo)",
    "*(archive image)",
    "*(file)",
    "*(file photo)",
    "*(file picture)",
    "*(file image)",
    "*[file]",
    "*[file photo]",
    "*(photo: *)",
    "*(photos: *)",
    "*(image: *)",
    "*(images: *)",
    "*(picture: *)",
    "*(pictured)",
    "*(video: *)",
    "*(credit: *)",
    "*(photo by *)",
    "*(photo credit*)",
    "*(photograph by *)",
    "*[photo: *]",
    "*[photo by *]",
    "photo: *",
    "photos: *",
    "photo by *",
    "photo credit*",
    "photograph: *",
    "photograph by *",
    "image: *",
    "image credit*",
    "image by *",
    "picture: *",
    "picture credit*",
    "file photo*",
    "file picture*",
    "file image*",
    "file - *",
    "*/getty images",
    "* getty images",
    "*via getty images)",
    "*/getty images)",
    "getty images",
    "*ap photo/*",
    "illustrative photo*",
    "illustrative image*",
    "screenshot*(*)",
];

/// If `line` is a caption: the credit in it, with its place in `line`, or `None` where the caption has none.
pub(crate) fn read(line: &str) -> Option<Option<(usize, &str)>> {
    if line.len() > LONGEST {
        return None;
    }
    if let Some(credit) = photo_suffix(line) {
        return Some(Some(credit));
    }
    let folded = pattern::fold(line);
    let covered = WHOLE.iter().any(|pattern| pattern::covers(pattern, &folded));
    // The agency's own way, `REUTERS/Ola Renn`, in capitals: sentences write `Reuters/Ipsos`.
    let covered = (covered || line.contains("REUTERS/")) && !folded.starts_with(['"', '\'']);
    let bracket = bracket(line);
    (covered || bracket.is_some()).then(|| bracket.or_else(|| named(line)))
}

/// `(archive)KP photo`, `KP PHOTO`, `Ola Renn/KP photo`: the name before the word.
fn photo_suffix(line: &str) -> Option<(usize, &str)> {
    let body = line.trim_end_matches(['.', ')']);
    let folded = body.to_ascii_lowercase();
    let word =
        [" photo", " photos", " image", " picture", " file photo", " archive photo"].iter().rev().find(|word| folded.ends_with(**word))?;
    let before = &body[..body.len() - word.len()];
    let start = before
        .rfind(|c: char| c.is_whitespace() || matches!(c, ')' | '(' | '|' | '.' | '"' | '”'))
        .map_or(0, |at| at + before[at..].chars().next().map_or(1, char::len_utf8));
    let name = &before[start..];
    // `A photo`, `this image`, `her picture` end sentences and headlines; a credit is an agency's name, alone or glued to a caption.
    let glued = start == 0 || before[..start].ends_with([')', '|', '.', '/', '(', '”', '"']);
    let is_agency = agency::is_known(name) || name.split('/').any(|part| part.len() >= 2 && agency::is_short(part));
    (is_agency && (glued || before.ends_with(')') || agency::is_known(name)) && body.len() < 300).then_some((start, name))
}

/// `[Ola Renn/KP]`, `(Ola Renn / KP)` at the end of a line that does not end a sentence.
fn bracket(line: &str) -> Option<(usize, &str)> {
    let open = match line.chars().last()? {
        ']' => line.rfind('[')?,
        ')' => line.rfind('(')?,
        _ => return None,
    };
    let inside = &line[open + 1..line.len() - 1];
    let (person, name) = inside.rsplit_once('/')?;
    let name_only = name.trim();
    let is_agency = agency::is_known(name_only) || agency::is_short(name_only);
    let is_person = (2..=5).contains(&person.split_whitespace().count()) && person.trim().starts_with(char::is_uppercase);
    (is_agency && is_person && !person.is_empty())
        .then(|| (open + 1 + person.len() + 1 + (name.len() - name.trim_start().len()), name_only))
}

/// What stands before whoever took a picture or gave it away.
const MARKS: [&str; 10] =
    ["photo: ", "photos: ", "image: ", "images: ", "picture: ", "photograph: ", "credit: ", "photo by ", "photograph by ", "image by "];

/// Whether the credit at `at` may be the agency whose text the report is: known as one, or short like one and not named for the picture
/// (`Image: Ola Renn`, `Photo: SCDR`).
pub(crate) fn is_agency(line: &str, at: usize, name: &str) -> bool {
    let before = line[..at].to_ascii_lowercase();
    agency::is_known(name) || agency::is_short(name) && !MARKS.iter().any(|mark| before.ends_with(mark))
}

/// The credit after `Photo:` and the like, or a known agency's name at the end.
fn named(line: &str) -> Option<(usize, &str)> {
    let folded = line.to_ascii_lowercase();
    for mark in MARKS {
        if let Some(at) = folded.rfind(mark) {
            let start = at + mark.len();
            let name = line[start..].trim_end_matches(|character: char| matches!(character, ')' | ']' | '.') || character.is_whitespace());
            let short = name.split_whitespace().count() <= 5 && name.starts_with(char::is_uppercase);
            return short.then_some((start, name));
        }
    }
    ["getty images", "ap photo"].iter().find_map(|name| folded.find(name).map(|at| (at, &line[at..at + name.len()])))
}

/// Whether `second` is `first` printed again, with nothing or a short credit behind it; the credit's place in `second`.
pub(crate) fn repeats(first: &str, second: &str) -> Option<Span> {
    let rest = second.strip_prefix(first)?;
    let credit = rest.trim();
    (credit.len() <= 60 && credit.split_whitespace().count() <= 6).then(|| {
        let start = first.len() + (rest.len() - rest.trim_start().len());
        Span::new(start, start + credit.len())
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(line: &str, expect: Option<Option<&str>>) {
        let found = read(line);
        assert_eq!(found.map(|credit| credit.map(|(_, name)| name)), expect, "{line}");
        if let Some(Some((at, name))) = found {
            assert_eq!(&line[at..at + name.len()], name);
        }
    }

    #[test]
    fn captions() {
        check("Mara Todor, head of the council (archive)", Some(None));
        check("Mara Todor, head of the council (archive)KP photo", Some(Some("KP")));
        check("AFP PHOTO", Some(Some("AFP")));
        check("The bridge at Sered (Photo: Ola Renn)", Some(Some("Ola Renn")));
        check("The bridge at Sered [Ola Renn/KP]", Some(Some("KP")));
        check("Rebels leave Sered, Ardesh, June 3, 2031. (AP Photo/Ola Renn)", Some(Some("AP Photo")));
        check("FILE - Mara Todor speaks in Sered, June 3, 2031.", Some(None));
        check("Getty Images", Some(Some("Getty Images")));
        check("Image: Government of Ardesh.", Some(Some("Government of Ardesh")));
    }

    #[test]
    fn sentences_are_no_captions() {
        for line in [
            "She tore up his photo",
            "A US official declined to comment on the photo",
            "The council (CNR) said no.",
            "Vesh met Todor (and her deputy).",
            "He shared it with the council (and/or its head)",
            "\"We have seen the photo: it is false,\" she said.",
        ] {
            check(line, None);
        }
    }

    #[test]
    fn a_caption_printed_twice() {
        let first = "Mara Todor in Sered";
        assert_eq!(repeats(first, "Mara Todor in SeredOla Renn").map(|span| span.len()), Some(8));
        assert_eq!(repeats(first, "Mara Todor in Sered met the foreign minister and then went home"), None);
    }
}
