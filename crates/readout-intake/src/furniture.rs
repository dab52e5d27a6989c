//! What stands in a text beside the report itself: title, captions, bylines, credits, dates, and the furniture of the page.
//!
//! Comes in: a report whose text is frozen and whose given fields are filled. Goes out: the same report with what its text says about
//! its publication, and with the spans of everything that is not the report's own text in [`Report::boilerplate`]. The title stays text
//! and is marked by its span; so does the dateline.
//!
//! The rules are general: where a line stands (before the first paragraph, after the last, between), how it ends, what it begins with.
//! Wordings are data, in `data/furniture.txt` and `data/agencies.txt`. When in doubt a line stays text: a lost sentence costs more than
//! a stray one.

use crate::unit::{Unit, units};
use crate::{agency, byline, caption, credit, date, dateline, pattern, published, title};
use readout_core::{Finding, Known, Published, Report, Span};
use std::collections::HashMap;
use std::sync::LazyLock;

/// Lines longer than this are never page furniture, in characters.
const LONGEST: usize = 180;

/// What a line was set aside as.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// The title, printed again.
    TitleAgain,
    /// A photograph's caption or credit.
    Caption,
    /// Who wrote it.
    Byline,
    /// Whose text it is.
    Credit,
    /// When it was published.
    Date,
    /// A section's name above the title.
    Label,
    /// Links, buttons, advertisements, names of pictures.
    Page,
}

/// A stretch set aside.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Aside {
    /// Where.
    pub span: Span,
    /// As what.
    pub kind: Kind,
}

struct Patterns {
    lines: Vec<&'static str>,
    lists: Vec<&'static str>,
}

static PATTERNS: LazyLock<Patterns> = LazyLock::new(|| {
    let mut patterns = Patterns { lines: Vec::new(), lists: Vec::new() };
    for row in include_str!("../data/furniture.txt").lines() {
        match row.split_once(' ') {
            Some(("line", pattern)) => patterns.lines.push(pattern),
            Some(("list", pattern)) => patterns.lists.push(pattern),
            _ => {}
        }
    }
    patterns
});

/// Finds everything that is not the report's own text, and fills what the text says about its publication. The result says what each
/// stretch was set aside as; [`Report::boilerplate`] holds the same stretches.
pub fn set_aside(report: &mut Report) -> Vec<Aside> {
    let text = report.text.clone();
    let text = text.as_str();
    let units = units(text);
    let mut page = Page { text, kinds: vec![None; units.len()], units };
    page.lines();
    page.captions(report);
    page.repeated();
    let body = page.body();
    page.title(report, body);
    page.head(report, body);
    page.tail(report, body);
    page.dateline(report, body);
    let mut asides: Vec<Aside> =
        page.units.iter().zip(&page.kinds).filter_map(|(unit, kind)| Some(Aside { span: unit.span, kind: (*kind)? })).collect();
    asides.extend(page.last_words(report, body));
    asides.sort_by_key(|aside| aside.span);
    report.boilerplate = asides.iter().map(|aside| aside.span).collect();
    asides
}

struct Page<'a> {
    text: &'a str,
    units: Vec<Unit>,
    kinds: Vec<Option<Kind>>,
}

impl<'a> Page<'a> {
    fn words(&self, place: usize) -> &'a str {
        self.units[place].span.of(self.text)
    }

    fn is_open(&self, place: usize) -> bool {
        self.kinds[place].is_none()
    }

    /// Page furniture by wording and shape.
    fn lines(&mut self) {
        let mut place = 0;
        while place < self.units.len() {
            let line = self.words(place);
            place += 1;
            if line.chars().count() > LONGEST || !self.units[place - 1].single {
                continue;
            }
            let folded = pattern::fold(line);
            let is_list = folded.split(' ').count() <= 9 && !folded.ends_with(['.', '"']) && covered(&PATTERNS.lists, &folded);
            if is_list {
                self.kinds[place - 1] = Some(Kind::Page);
                // The headlines under it: short, without a stop, and no title or credit of this report.
                let mut left = 12;
                while place < self.units.len() && left > 0 && is_headline(self.words(place)) {
                    self.kinds[place] = Some(Kind::Page);
                    place += 1;
                    left -= 1;
                }
            } else if covered(&PATTERNS.lines, &folded) || is_picture(line) || is_rule(line) || is_counter(&folded) {
                self.kinds[place - 1] = Some(Kind::Page);
            }
        }
    }

    fn captions(&mut self, report: &mut Report) {
        for place in 0..self.units.len() {
            if !self.is_open(place) {
                continue;
            }
            let line = self.words(place);
            if let Some(found) = caption::read(line) {
                self.kinds[place] = Some(Kind::Caption);
                if let Some((at, name)) = found.filter(|(at, name)| caption::is_agency(line, *at, name)) {
                    self.credit(report, place, at, name, "text:photo");
                }
            }
            // Printed twice, the second time with a credit glued to it.
            if place + 1 < self.units.len()
                && line.len() >= 12
                && !title::is_body(line)
                && let Some(credit) = caption::repeats(line, self.words(place + 1)).filter(|credit| !credit.is_empty())
            {
                self.kinds[place] = Some(Kind::Caption);
                self.kinds[place + 1] = Some(Kind::Caption);
                let name = credit.of(self.words(place + 1));
                let known = caption::read(self.words(place + 1)).flatten();
                let (at, name) = known.unwrap_or((credit.start as usize, name));
                self.credit(report, place + 1, at, name, "text:photo");
            }
        }
    }

    /// Short lines that come again and again belong to the page.
    fn repeated(&mut self) {
        let mut seen: HashMap<String, Vec<usize>> = HashMap::new();
        for place in (0..self.units.len()).filter(|place| self.kinds[*place].is_none()) {
            let line = self.words(place);
            let words = line.split_whitespace().count();
            if (2..=10).contains(&words) && !line.contains(['.', '?', '"', '“', ':']) && line.len() <= 80 {
                seen.entry(pattern::fold(line)).or_default().push(place);
            }
        }
        for places in seen.into_values() {
            // Twice in a row at the top is a title, and is looked at later.
            let top = places.len() == 2 && places[0] < 4;
            if places.len() >= 2 && !top {
                places.into_iter().for_each(|place| self.kinds[place] = Some(Kind::Page));
            }
        }
    }

    /// The first paragraph of the report itself.
    fn body(&self) -> usize {
        let is_body =
            |place: &usize| self.is_open(*place) && title::is_body(self.words(*place)) && published::read(self.words(*place)).is_none();
        (0..self.units.len()).find(is_body).unwrap_or(self.units.len())
    }

    fn title(&mut self, report: &mut Report, body: usize) {
        let top = self.units.len().min(body + 1).min(12);
        let given = report.title.as_ref().map(|title| title.value.clone());
        let matches = |place: &usize| match &given {
            Some(given) => title::same(given, self.words(*place)),
            None => false,
        };
        let open = |place: &usize| self.is_open(*place);
        let plain = |place: &usize| {
            let line = self.words(*place);
            title::is_title(line)
                && !title::is_label(line)
                && byline::read(line).is_none()
                && published::read(line).is_none()
                && credit::line(line, true).is_none()
                && dateline::at_start(line, 0).is_none_or(|found| found.agency.is_none())
        };
        let found = (0..top).filter(open).find(matches).or_else(|| {
            // A first line that reads as a title, with a paragraph somewhere under it.
            let first = (0..body.min(8)).find(open_and(&self.kinds, &plain))?;
            // Where another title is given, only a line that stands apart from what follows is this outlet's own.
            let apart = given.is_none() || self.units.get(first + 1).is_some_and(|next| next.apart);
            let followed = apart && (body < self.units.len() || self.units.len() >= 2 && self.units.get(1).is_some_and(|unit| unit.apart));
            followed.then_some(first)
        });
        let Some(place) = found else { return };
        let span = self.units[place].span;
        let words = self.words(place);
        match &mut report.title {
            Some(title) => title.span = Some(span),
            None => report.title = Some(Known::read(one_line(words), span)),
        }
        for again in (0..self.units.len()).filter(|again| *again != place) {
            let line = self.words(again);
            if self.is_open(again) && pattern::fold(line) == pattern::fold(words) {
                self.kinds[again] = Some(Kind::TitleAgain);
            }
        }
    }

    /// The lines before the first paragraph: who, when, whose.
    fn head(&mut self, report: &mut Report, body: usize) {
        let title = report.title.as_ref().and_then(|title| title.span);
        let dated = self.given_date(report);
        let mut best: Option<(u8, date::Moment)> = None;
        for place in 0..body.min(self.units.len()) {
            if Some(self.units[place].span) == title || !self.is_open(place) {
                continue;
            }
            self.say_who(report, place, true);
            let line = self.words(place);
            if let Some(found) = published::read(line) {
                self.kinds[place] = Some(self.kinds[place].unwrap_or(Kind::Date));
                if best.as_ref().is_none_or(|(rank, _)| found.0 < *rank) {
                    best = Some(found);
                }
            }
            if self.is_open(place) && title::is_label(line) {
                self.kinds[place] = Some(Kind::Label);
            }
        }
        self.date(report, dated, best);
    }

    /// The lines after the last paragraph.
    fn tail(&mut self, report: &mut Report, body: usize) {
        let dated = self.given_date(report);
        let mut best = None;
        let last = self.units.len();
        for place in body..last {
            if !self.is_open(place) {
                continue;
            }
            let line = self.words(place);
            // Only page furniture and other credits may follow a short credit.
            let edge = place + 6 >= last
                && place > body
                && (place + 1..last).all(|later| !self.is_open(later) || !title::is_body(self.words(later)));
            self.say_who(report, place, edge);
            if edge && self.is_open(place) {
                if let Some(found) = published::read(line) {
                    self.kinds[place] = Some(Kind::Date);
                    best = best.or(Some(found));
                } else if credit::is_sign_off(line) && (place + 1..last).all(|later| !self.is_open(later)) {
                    self.kinds[place] = Some(Kind::Page);
                }
            }
        }
        self.date(report, dated, best);
    }

    /// A byline or a credit at `place`; `edge` says that it stands before the first or after the last paragraph.
    fn say_who(&mut self, report: &mut Report, place: usize, edge: bool) {
        let line = self.words(place);
        let by = edge.then(|| byline::read(line)).flatten();
        if let Some(found) = by {
            self.kinds[place] = Some(Kind::Byline);
            self.people(report, place, &found.people);
            found.agencies.iter().for_each(|(at, name)| self.credit(report, place, *at, name, "text"));
        } else if let Some(found) = credit::line(line, edge) {
            self.kinds[place] = Some(Kind::Credit);
            self.people(report, place, &found.people);
            found.agencies.iter().for_each(|(at, name)| self.credit(report, place, *at, name, "text"));
        }
    }

    fn dateline(&mut self, report: &mut Report, body: usize) {
        let first = (body..self.units.len()).filter(|place| self.is_open(*place)).take(2);
        let found = first.map(|place| self.units[place].span).find_map(|span| dateline::at_start(span.of(self.text), span.start as usize));
        report.dateline = found;
    }

    /// `… said. (KP)` at the end of the last paragraph.
    fn last_words(&self, report: &mut Report, body: usize) -> Option<Aside> {
        let place = (body..self.units.len()).rev().find(|place| self.is_open(*place))?;
        let unit = self.units[place].span;
        let (at, found) = credit::at_end(self.words(place))?;
        found.agencies.iter().for_each(|(at, name)| self.credit(report, place, *at, name, "text"));
        Some(Aside { span: Span { start: unit.start + at as u32, end: unit.end }, kind: Kind::Credit })
    }

    fn credit(&self, report: &mut Report, place: usize, at: usize, name: &str, from: &str) {
        let start = self.units[place].span.start as usize + at;
        let known = Known { value: one_line(name), from: from.to_owned(), span: Some(Span::new(start, start + name.len())) };
        let folded = pattern::fold(&known.value);
        let others = !report.credit.is_empty();
        let same = report.credit.iter_mut().find(|other| pattern::fold(&other.value) == folded);
        match same {
            // The text's own credit says more than its photograph's.
            Some(other) if other.from == "text:photo" && from == "text" => *other = known,
            Some(_) => {}
            None if agency::is_generic(name) && others => {}
            None => report.credit.push(known),
        }
    }

    fn people(&self, report: &mut Report, place: usize, people: &[(usize, &str)]) {
        for (at, name) in people {
            let start = self.units[place].span.start as usize + at;
            let folded = pattern::fold(name);
            if report.byline.iter().any(|other| pattern::fold(&other.value).contains(&folded)) {
                continue;
            }
            if report.byline.iter().all(|other| other.from == "text") {
                report.byline.push(Known::read(one_line(name), Span::new(start, start + name.len())));
            }
        }
    }

    fn given_date(&self, report: &Report) -> bool {
        report.published.as_ref().is_some_and(|published| published.from != "text")
    }

    /// Takes the date that the text gives, unless a nearer source gave one; where they differ, says so.
    fn date(&self, report: &mut Report, given: bool, found: Option<(u8, date::Moment)>) {
        let Some((rank, moment)) = found else { return };
        let (value, precision) = (moment.value(), moment.precision());
        match &report.published {
            Some(published) if given => {
                let agrees = date::parse(&published.value).is_some_and(|other| moment.agrees(&other));
                if !agrees && rank < 2 {
                    let message = format!("the text gives {value} as its date, the {} gives {}", published.from, published.value);
                    report.findings.push(Finding::report("published-conflict", message));
                }
            }
            Some(_) => {}
            None => report.published = Some(Published { value, precision, from: "text".to_owned() }),
        }
    }
}

/// A test for places that are still open and pass `plain`, for use with `find`.
fn open_and<'p>(kinds: &'p [Option<Kind>], plain: &'p impl Fn(&usize) -> bool) -> impl Fn(&usize) -> bool + 'p {
    move |place| kinds[*place].is_none() && plain(place)
}

fn covered(patterns: &[&str], folded: &str) -> bool {
    patterns.iter().any(|pattern| pattern::covers(pattern, folded))
}

/// A headline of another report in a list of links.
fn is_headline(line: &str) -> bool {
    let words = line.split_whitespace().count();
    let colon = line.ends_with(':') || line.ends_with(',');
    (1..=20).contains(&words)
        && line.chars().count() <= 130
        && !title::ends_sentence(line)
        && !colon
        && !line.starts_with(['-', '–', '—', '(', '"', '“'])
        && byline::read(line).is_none()
}

/// Names and sizes of pictures: `W300`, `IMG_2031`, `bridge.jpg`, `300x200`.
fn is_picture(line: &str) -> bool {
    let folded = line.to_ascii_lowercase();
    let file =
        [".jpg", ".jpeg", ".png", ".gif", ".webp", ".svg"].iter().any(|end| folded.ends_with(end)) && line.split_whitespace().count() <= 3;
    let digits = line.trim_start_matches(|character: char| character.is_ascii_uppercase());
    let letters = line.len() - digits.len();
    let code = (1..=2).contains(&letters) && (2..=6).contains(&digits.len()) && digits.bytes().all(|byte| byte.is_ascii_digit());
    let summit = line.starts_with('G') && digits.len() <= 2;
    let image = folded
        .strip_prefix("img_")
        .or(folded.strip_prefix("dsc_"))
        .is_some_and(|rest| rest.bytes().all(|byte| byte.is_ascii_alphanumeric()));
    let size = folded
        .split_once(['x', '×'])
        .is_some_and(|(a, b)| [a, b].iter().all(|side| side.trim().parse::<u16>().is_ok_and(|side| side >= 16)));
    file || (code && !summit) || image || size
}

/// Lines of marks, menus between bars, addresses.
fn is_rule(line: &str) -> bool {
    let marks = !line.chars().any(char::is_alphanumeric);
    let menu = line.matches(" | ").count() >= 2 && !title::ends_sentence(line) && line.split_whitespace().count() <= 16;
    let words = line.split_whitespace().count();
    let address = words == 1
        && (line.starts_with("http://")
            || line.starts_with("https://")
            || line.starts_with("www.")
            || line.starts_with('@') && line.len() > 2);
    marks || menu || address
}

/// `12 comments`, `1.2k shares`, `3 of 14`, `1/14`.
fn is_counter(folded: &str) -> bool {
    let mut words = folded.split(' ');
    let number = |word: &str| {
        word.starts_with(|c: char| c.is_ascii_digit())
            && word.trim_end_matches(['k', 'm']).chars().all(|c| c.is_ascii_digit() || matches!(c, '.' | ','))
    };
    match (words.next(), words.next(), words.next(), words.next()) {
        (Some(first), Some(what), None, _) => {
            number(first)
                && matches!(
                    what,
                    "comments" | "comment" | "shares" | "share" | "views" | "likes" | "photos" | "images" | "retweets" | "reads"
                )
        }
        (Some(first), Some("of" | "/"), Some(last), None) => number(first) && number(last) && folded.len() <= 10,
        (Some(first), None, ..) => first.split_once('/').is_some_and(|(a, b)| number(a) && number(b)),
        _ => false,
    }
}

fn one_line(words: &str) -> String {
    words.split(crate::unit::is_invisible).filter(|word| !word.is_empty()).collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{Given, report};

    /// `expect` has one line for each thing found, in the order title, byline, credit, dateline, published, then what was set aside.
    fn check(text: &str, expect: &str) {
        let mut report = report("test", None, text.to_owned(), Given::default(), Vec::new());
        let asides = set_aside(&mut report.clone());
        let mut found = Vec::new();
        found.extend(report.title.iter().map(|title| format!("title {}", title.value)));
        found.extend(report.byline.iter().map(|byline| format!("byline {}", byline.value)));
        found.extend(report.credit.iter().map(|credit| format!("credit {} {}", credit.from, credit.value)));
        found.extend(report.dateline.take().map(|dateline| format!("dateline {}", dateline.span.of(text).trim())));
        found.extend(report.published.iter().map(|published| format!("published {}", published.value)));
        found.extend(asides.iter().map(|aside| format!("{:?} {}", aside.kind, one_line(aside.span.of(text)))));
        let expect: Vec<&str> = expect.lines().map(str::trim).filter(|line| !line.is_empty()).collect();
        assert_eq!(found, expect, "{text}");
        assert!(asides.windows(2).all(|pair| pair[0].span.end <= pair[1].span.start), "sorted, without overlaps");
    }

    const BODY: &str = "The council met in the harbour town on Tuesday and agreed on nothing, officials said.";

    #[test]
    fn title_and_dateline() {
        check(
            &format!("Talks open in Port Sered\n\nPORT SERED (KP) - {BODY}\n"),
            "title Talks open in Port Sered\ndateline PORT SERED (KP) -",
        );
        check(&format!("{BODY}\n{BODY}"), "");
        check(&format!("Will they talk?\n\n{BODY}\n"), "title Will they talk?");
        check("One line without a stop", "");
    }

    #[test]
    fn a_title_printed_twice() {
        check(&format!("Talks open\n\nTalks open\n\n{BODY}"), "title Talks open\nTitleAgain Talks open");
    }

    #[test]
    fn a_caption_printed_twice() {
        check(
            &format!("Mara Todor in Sered (archive)\nMara Todor in Sered (archive)KP photo\n\n{BODY}\n"),
            "credit text:photo KP\nCaption Mara Todor in Sered (archive)\nCaption Mara Todor in Sered (archive)KP photo",
        );
    }

    #[test]
    fn who_took_a_picture_is_no_agency() {
        check(
            &format!("Talks open in Port Sered\n\n{BODY}\n\nImage: Ola Renn.\n\nPhoto: SCDR.\n"),
            "title Talks open in Port Sered\nCaption Image: Ola Renn.\nCaption Photo: SCDR.",
        );
    }

    #[test]
    fn the_head_of_a_report() {
        check(
            &format!("World\n\nTalks open in Port Sered\n\nBy Ola Renn and agencies\nPublished: 3 June 2031 14:05 GMT\n\n{BODY}"),
            "title Talks open in Port Sered
             byline Ola Renn
             credit text agencies
             published 2031-06-03T14:05:00Z
             Label World
             Byline By Ola Renn and agencies
             Date Published: 3 June 2031 14:05 GMT",
        );
    }

    #[test]
    fn page_furniture_inside_and_behind() {
        check(
            &format!(
                "Talks open in Sered\n\nW300\n\n{BODY}\n\nMore From This Section\n\nHarvest loans open early\n\n{BODY}\nRead also: Snow closes line\n{BODY}\n\nJoin the Mail's Telegram channel and get the latest news delivered to you.\n"
            ),
            "title Talks open in Sered
             Page W300
             Page More From This Section
             Page Harvest loans open early
             Page Read also: Snow closes line
             Page Join the Mail's Telegram channel and get the latest news delivered to you.",
        );
    }

    #[test]
    fn subheadings_and_short_sentences_stay() {
        check(
            &format!("Talks open in Sered\n\n{BODY}\n\nWhat the council wants\n\n{BODY}\n\n\"No.\"\n\nIt rained.\n\n{BODY}"),
            "title Talks open in Sered",
        );
        check(
            &format!(
                "{BODY}\nMore talks are planned.\nFollow-up meetings were held.\nShare prices fell on Tuesday after the talks.\n{BODY}"
            ),
            "",
        );
    }

    #[test]
    fn credits_at_the_end() {
        check(&format!("{BODY}\n\n{BODY}\n\n(KP)\n"), "credit text KP\nCredit (KP)");
        check(&format!("{BODY}\n\n{BODY} — AFP"), "credit text AFP\nCredit — AFP");
        check(
            &format!("{BODY}\n\n{BODY}\n\nWith reporting by Reuters and NordWire\n\nCopyright 2031 The Mail\n"),
            "credit text Reuters\ncredit text NordWire\nCredit With reporting by Reuters and NordWire\nPage Copyright 2031 The Mail",
        );
        check(&format!("{BODY}\n\n{BODY}\n\n-- Radio Sered, 98.2. Pass it on."), "Page -- Radio Sered, 98.2. Pass it on.");
        check(
            "The council met in the\nharbour town on Tuesday\nand agreed on nothing,\nofficials from both sides said.\n Reuter\n\u{3}",
            "",
        );
    }

    #[test]
    fn a_given_title_is_found_in_the_text() {
        let given = Given { title: Some(Known::given("Talks “open” in Sered".to_owned(), "field")), ..Given::default() };
        let report = report("test", None, format!("Talks \"open\" in Sered\n\n{BODY}"), given, Vec::new());
        assert_eq!(report.title.as_ref().and_then(|title| title.span), Some(Span::new(0, 21)));
    }

    #[test]
    fn two_dates_that_differ_are_told() {
        let given = Given { published: Some(Known::given("2031-06-04".to_owned(), "field")), ..Given::default() };
        let report = report("test", None, format!("Talks open\n\nPublished: 3 June 2031\n\n{BODY}"), given, Vec::new());
        assert_eq!(report.published.as_ref().map(|published| published.value.as_str()), Some("2031-06-04"));
        assert_eq!(report.findings.iter().map(|finding| finding.code.as_str()).collect::<Vec<_>>(), ["published-conflict"]);
    }

    #[test]
    fn every_span_lies_on_characters() {
        for text in ["", "\u{3}", "“", "é\u{202e}\n\n— é", "(é)\n\n(é", "By É É\n\n\u{feff}", "——", "Source: é", "[é/É]", "\r\n\r\n|||"]
        {
            let report = report("test", None, text.to_owned(), Given::default(), Vec::new());
            assert!(report.boilerplate.iter().all(|span| text.get(span.range()).is_some()), "{text:?}");
        }
    }
}
