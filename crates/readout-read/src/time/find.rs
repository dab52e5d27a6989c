//! Finds time expressions and says what they mean, without knowing when the report was published.
//!
//! Words come in, [`Found`] expressions go out: `the third quarter` is [`Sense::Quarter`] 3 whatever the year. Extents follow TimeML as
//! TempEval-3 annotates it: no leading preposition, `the` inside, and quantifiers (`about`, `more than`) inside with a `mod`.

use crate::number::{number, ordinal};
use crate::scan::{Kind, Word};

/// A calendar unit.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Unit {
    Second,
    Minute,
    Hour,
    Day,
    Weekend,
    Week,
    Month,
    Quarter,
    Year,
    Decade,
    Century,
}

/// Which of several weekdays, months or seasons is meant.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Choice {
    /// Nothing says so: tense decides.
    Bare,
    /// `last Friday`.
    Last,
    /// `next Friday`, `this coming Friday`.
    Next,
    /// `this September`.
    This,
    /// `October this year`, `June last year`: years from the anchor's.
    Year(i8),
}

/// What an expression means before it is anchored.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Sense {
    /// A calendar date, as far as it is said.
    Calendar { year: Option<i32>, month: Option<u8>, day: Option<u8>, weekday: Option<u8>, choice: Choice },
    /// Units away from the anchor: `yesterday`, `last week`, `two years ago`.
    Shift { unit: Unit, by: i64, from_text: bool },
    /// A weekday, Monday is 1.
    Weekday { weekday: u8, choice: Choice, from_text: bool },
    /// `SP`, `SU`, `FA`, `WI`.
    Season { season: &'static str, year: Option<i32>, choice: Choice },
    /// A quarter of a year; without a number, the one at hand.
    Quarter { quarter: Option<u8>, year: Option<i32>, shift: i64 },
    /// Half of a year.
    Half { half: u8, year: Option<i32> },
    /// `the 1990s`: its first three digits.
    Decade { decade: i32 },
    /// `the 20th century`: its first two digits.
    Century { century: i32 },
    /// A day that has a name: month and day, or a rule.
    Holiday { name: &'static str, year: Option<i32>, choice: Choice },
    /// A stretch of time; the value without its `P`.
    Duration { value: String, unit: Unit },
    /// Something that comes again; the whole value.
    Set { value: String, unit: Unit },
    /// `PRESENT_REF`, `PAST_REF`, `FUTURE_REF`.
    Reference(&'static str),
    /// A part of a day: `MO`, `AF`, `EV`, `NI`.
    Part { part: &'static str, day: Box<Sense> },
    /// `the week of March 6`.
    WeekOf { day: Box<Sense> },
    /// A time of day.
    Clock { time: String, day: Option<Box<Sense>> },
}

/// An expression found: its words and what they mean.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Found {
    pub(crate) from: usize,
    pub(crate) to: usize,
    pub(crate) sense: Sense,
    pub(crate) modifier: Option<&'static str>,
}

/// Finds all time expressions, from left to right, without overlaps.
pub(crate) fn find(words: &[Word], text: &str) -> Vec<Found> {
    let caseless = !text.chars().any(char::is_lowercase) || !text.chars().any(char::is_uppercase);
    let finder = Finder { words, caseless };
    let mut found: Vec<Found> = Vec::new();
    let mut at = 0;
    while at < words.len() {
        match finder.expression(at) {
            Some(mut expression) if expression.to > at => {
                // `the year ended Jan. 31`: it has.
                if at > 0
                    && finder.is(at - 1, &["ended"])
                    && let Sense::Calendar { year: None, day: Some(_), choice: choice @ Choice::Bare, .. } = &mut expression.sense
                {
                    *choice = Choice::Last;
                }
                at = expression.to;
                found.push(expression);
            }
            _ => at += 1,
        }
    }
    finder.share_years(&mut found);
    found
}

struct Finder<'a> {
    words: &'a [Word],
    caseless: bool,
}

type Read = Option<(Sense, usize)>;

impl Finder<'_> {
    fn lower(&self, at: usize) -> &str {
        self.words.get(at).map_or("", |word| word.lower.as_str())
    }
    fn is(&self, at: usize, any: &[&str]) -> bool {
        any.contains(&self.lower(at))
    }
    /// A hyphen without space on either side.
    fn hyphen(&self, at: usize) -> bool {
        self.is(at, &["-", "‑", "–"]) && self.words[at].glued && self.words.get(at + 1).is_some_and(|word| word.glued)
    }
    fn before(&self, at: usize) -> &str {
        at.checked_sub(1).map_or("", |at| self.lower(at))
    }
    fn capital(&self, at: usize) -> bool {
        self.caseless || self.words.get(at).is_some_and(|word| word.capital)
    }

    /// The longest expression that begins at word `at`, with what modifies it.
    fn expression(&self, at: usize) -> Option<Found> {
        // `the year ended March 31` is a stretch, whichever year.
        if self.is(at, &["the"]) {
            let year = if self.is(at + 1, &["fiscal", "full"]) { at + 2 } else { at + 1 };
            if self.is(year, &["year"]) && self.is(year + 1, &["ended", "ending"]) {
                return Some(self.finish(at, year + 1, Sense::Duration { value: "1Y".to_owned(), unit: Unit::Year }, None));
            }
        }
        if let Some((modifier, next)) = self.modifier(at)
            && let Some((sense, to)) = self.core(next).filter(|(sense, _)| takes_modifier(sense, modifier, next > at + 1))
        {
            return Some(self.finish(at, to, sense, Some(modifier)));
        }
        let (sense, to) = self.core(at)?;
        let modifier = (self.is(at, &["year"]) && self.is(to - 1, &["end"])).then_some("END");
        Some(self.finish(at, to, sense, modifier))
    }

    /// Takes in what stands after: `or so`, `or later`, `and beyond`.
    fn finish(&self, from: usize, mut to: usize, sense: Sense, mut modifier: Option<&'static str>) -> Found {
        if self.is(to, &["or"]) && self.is(to + 1, &["so"]) {
            (to, modifier) = (to + 2, Some("APPROX"));
            if self.is(to, &["ago", "earlier", "later"]) {
                to += 1;
            }
        } else if self.is(to, &["or", "and"]) && self.is(to + 1, &["later", "beyond"]) {
            (to, modifier) = (to + 2, Some("ON_OR_AFTER"));
        }
        Found { from, to, sense, modifier }
    }

    /// A modifier at word `at` and the word after it.
    fn modifier(&self, at: usize) -> Option<(&'static str, usize)> {
        let two = |second: &str| self.lower(at + 1) == second;
        let the = |at: usize| if self.is(at, &["the"]) { at + 1 } else { at };
        Some(match self.lower(at) {
            "about" | "around" | "approximately" | "roughly" | "some" | "nearly" | "almost" => ("APPROX", at + 1),
            "more" | "longer" if two("than") => ("MORE_THAN", at + 2),
            "less" | "fewer" if two("than") => ("LESS_THAN", at + 2),
            "over" if matches!(self.lower(at + 1), "a" | "an") => ("MORE_THAN", at + 1),
            "at" if two("least") => ("EQUAL_OR_MORE", at + 2),
            "at" if two("most") => ("EQUAL_OR_LESS", at + 2),
            "up" if two("to") => ("EQUAL_OR_LESS", at + 2),
            "no" if two("more") && self.lower(at + 2) == "than" => ("EQUAL_OR_LESS", at + 3),
            "early" | "earlier" => match self.lower(at + 1) {
                "in" | "on" => ("START", at + 2),
                _ => ("START", at + 1),
            },
            "late" | "later" => match self.lower(at + 1) {
                "in" | "on" => ("END", at + 2),
                _ => ("END", at + 1),
            },
            "mid" if self.hyphen(at + 1) => ("MID", at + 2),
            "post" | "pre" if self.hyphen(at + 1) => (if self.is(at, &["post"]) { "AFTER" } else { "BEFORE" }, at + 2),
            "sometime" => ("APPROX", at + 1),
            "end" | "beginning" | "start" | "middle" if two("of") => (position(self.lower(at)), at + 2),
            "the" => match self.lower(at + 1) {
                "end" | "beginning" | "start" | "middle" if self.is(at + 2, &["of"]) => (position(self.lower(at + 1)), at + 3),
                "early" | "late" if !self.is(at + 2, &["-"]) => (if self.is(at + 1, &["early"]) { "START" } else { "END" }, the(at + 2)),
                "mid" if self.hyphen(at + 2) => ("MID", at + 3),
                _ => return None,
            },
            _ => return None,
        })
        .map(|(modifier, next)| if self.hyphen(next) && modifier != "APPROX" { (modifier, next + 1) } else { (modifier, next) })
    }

    fn core(&self, at: usize) -> Read {
        let readers: [fn(&Self, usize) -> Read; 10] = [
            Self::clock,
            Self::dated,
            Self::fiscal,
            Self::reference,
            Self::set,
            Self::shifted,
            Self::quantity,
            Self::part_of_day,
            Self::holiday,
            Self::year,
        ];
        let best = readers.iter().filter_map(|reader| reader(self, at)).reduce(|best, next| if next.1 > best.1 { next } else { best });
        best.filter(|(_, to)| *to > at)
    }

    // ---- calendar dates ----

    fn weekday_name(&self, at: usize) -> Option<(u8, usize)> {
        const NAMES: &[&str] = &["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"];
        const SHORT: &[(&str, u8)] =
            &[("mon", 1), ("tue", 2), ("tues", 2), ("wed", 3), ("thu", 4), ("thur", 4), ("thurs", 4), ("fri", 5), ("sat", 6), ("sun", 7)];
        if !self.capital(at) {
            return None;
        }
        let word = self.lower(at);
        if let Some(place) = NAMES.iter().position(|name| *name == word) {
            return Some((place as u8 + 1, at + 1));
        }
        let (_, weekday) = SHORT.iter().find(|(name, _)| *name == word)?;
        // Short forms only with a full stop or before a date: `Sun` is a newspaper.
        let to = if self.is(at + 1, &["."]) && self.words[at + 1].glued { at + 2 } else { at + 1 };
        let comma = if self.is(to, &[","]) { to + 1 } else { to };
        let dated = self.month_name(comma).is_some() || self.words.get(comma).is_some_and(|word| word.kind == Kind::Digits);
        (!self.caseless && dated).then_some((*weekday, to))
    }

    /// A month's name; the doubtful ones (`may`, `march`) need a neighbour that settles it.
    fn month_name(&self, at: usize) -> Option<(u8, usize)> {
        const NAMES: &[&str] =
            &["january", "february", "march", "april", "may", "june", "july", "august", "september", "october", "november", "december"];
        const SHORT: &[(&str, u8)] = &[
            ("jan", 1),
            ("feb", 2),
            ("mar", 3),
            ("apr", 4),
            ("jun", 6),
            ("jul", 7),
            ("aug", 8),
            ("sep", 9),
            ("sept", 9),
            ("oct", 10),
            ("nov", 11),
            ("dec", 12),
        ];
        if !self.capital(at) {
            return None;
        }
        let word = self.lower(at);
        let long = NAMES.iter().position(|name| *name == word).map(|place| place as u8 + 1);
        if let Some(month) = long {
            if matches!(word, "may" | "march" | "august") && !self.month_is_plain(at) {
                return None;
            }
            return Some((month, at + 1));
        }
        let (_, month) = SHORT.iter().find(|(name, _)| *name == word)?;
        let stop = self.is(at + 1, &["."]) && self.words[at + 1].glued;
        let digits = |at: usize| self.words.get(at).is_some_and(|word| word.kind == Kind::Digits);
        let to = if stop { at + 2 } else { at + 1 };
        let plain = digits(to)
            || (self.hyphen(to) && digits(to + 1))
            || stop
            || (at > 0 && digits(at - 1))
            || matches!(word, "sept" | "oct" | "nov" | "dec");
        plain.then_some((*month, to))
    }

    fn month_is_plain(&self, at: usize) -> bool {
        const BEFORE: &[&str] = &[
            "in",
            "since",
            "until",
            "till",
            "by",
            "last",
            "next",
            "this",
            "of",
            "during",
            "from",
            "between",
            "to",
            "early",
            "late",
            "mid",
            "each",
            "every",
            "for",
            "through",
            "and",
            "before",
            "after",
            "following",
            "previous",
            "past",
            "the",
            "on",
            "-",
            "end",
        ];
        let follows = |at: usize| {
            let digits = self
                .words
                .get(at)
                .is_some_and(|word| word.kind == Kind::Digits && word.lower.len() <= 4 && !word.lower.contains(['.', ',']));
            digits || ordinal(self.words, at).is_some()
        };
        let next = if self.is(at + 1, &[","]) { at + 2 } else { at + 1 };
        let digits_before = at > 0 && self.words[at - 1].kind == Kind::Digits;
        if self.lower(at) == "august" {
            return true;
        }
        if self.caseless {
            return follows(next) || digits_before;
        }
        follows(next)
            || digits_before
            || BEFORE.contains(&self.before(at))
            || (self.is(at + 1, &["'s"]) && !self.capital(at.wrapping_sub(1)))
    }

    fn day_number(&self, at: usize) -> Option<(u8, usize)> {
        if let Some((value, to)) = ordinal(self.words, at) {
            return u8::try_from(value).ok().filter(|day| (1..=31).contains(day)).map(|day| (day, to));
        }
        let word = self.words.get(at)?;
        let plain = word.kind == Kind::Digits && word.lower.len() <= 2;
        let day = word.lower.parse::<u8>().ok().filter(|day| plain && (1..=99).contains(day))?;
        let percent = self.is(at + 1, &["%", "percent", "per", "million", "billion", "am", "pm", "a.m", "p.m"]);
        (!percent).then_some((day, at + 1))
    }

    /// A year in four digits, 1000 to 2199 unless a month stands before it.
    fn year_number(&self, at: usize, any: bool) -> Option<(i32, usize)> {
        let word = self.words.get(at)?;
        if word.kind == Kind::Letters {
            return self.year_in_words(at);
        }
        let four = word.kind == Kind::Digits && word.lower.len() == 4 && word.lower.bytes().all(|byte| byte.is_ascii_digit());
        let year = word.lower.parse::<i32>().ok().filter(|year| four && (any || (1000..2200).contains(year)))?;
        Some((year, at + 1))
    }

    /// `nineteen ninety-seven`, `nineteen ninety four`.
    fn year_in_words(&self, at: usize) -> Option<(i32, usize)> {
        let century = match self.lower(at) {
            "nineteen" => 1900,
            "twenty" => 2000,
            "eighteen" => 1800,
            _ => return None,
        };
        let rest = number(self.words, at + 1)?;
        let year = rest.value as i32;
        (self.words[at + 1].kind == Kind::Letters && (10..100).contains(&year) && !rest.scaled && !(century == 2000 && year < 10))
            .then_some((century + year, rest.end))
    }

    /// Month and day in any order, with weekday and year if they stand there: `Friday, Oct. 23`, `2 February 1989`, `July 1998`,
    /// `2015-08-13`, `12/11/10`, `Thursday`, `last Friday`, `this coming Sunday`.
    fn dated(&self, at: usize) -> Read {
        if let Some(numeric) = self.numeric_date(at) {
            return Some(numeric);
        }
        let mut start = at;
        let mut choice = Choice::Bare;
        let mut from_text = false;
        if self.is(start, &["the"]) && self.is(start + 1, &["previous", "following", "next", "last", "past", "coming"]) {
            start += 1;
            from_text = self.is(start, &["previous", "following", "next"]);
        }
        match self.lower(start) {
            "last" | "previous" => (choice, start) = (Choice::Last, start + 1),
            "next" | "coming" | "following" => (choice, start) = (Choice::Next, start + 1),
            "past" if start > at => (choice, start) = (Choice::Last, start + 1),
            "this" if self.is(start + 1, &["coming", "next"]) => (choice, start) = (Choice::Next, start + 2),
            "this" if self.is(start + 1, &["past", "last"]) => (choice, start) = (Choice::Last, start + 2),
            "this" => (choice, start) = (Choice::This, start + 1),
            _ if start > at => return None,
            _ => {}
        }
        if let Some((weekday, mut to)) = self.weekday_name(start) {
            let comma = if self.is(to, &[","]) { to + 1 } else { to };
            if let Some((Sense::Calendar { year, month, day, choice: own, .. }, end)) =
                self.month_day(comma).filter(|(sense, _)| has_day(sense))
            {
                let choice = if choice == Choice::Bare { own } else { choice };
                return Some((Sense::Calendar { year, month, day, weekday: Some(weekday), choice }, end));
            }
            if self.is(to, &["the"])
                && let Some((day, end)) = ordinal(self.words, to + 1)
            {
                let day = u8::try_from(day).ok();
                return Some((Sense::Calendar { year: None, month: None, day, weekday: Some(weekday), choice }, end));
            }
            let mut sense = Sense::Weekday { weekday, choice, from_text };
            if self.is(to, &["last", "next"]) && self.is(to + 1, &["week"]) {
                let by = if self.is(to, &["last"]) { Choice::Last } else { Choice::Next };
                sense = Sense::Weekday { weekday, choice: by, from_text: false };
                to += 2;
            }
            if let Some((part, end)) = self.part_name(to) {
                if self.lower(end - 1).ends_with('s') {
                    return Some((Sense::Set { value: format!("XXXX-WXX-{weekday}T{part}"), unit: Unit::Day }, end));
                }
                return Some((Sense::Part { part, day: Box::new(sense) }, end));
            }
            return Some((sense, to));
        }
        let (sense, to) = self.month_day(start)?;
        match sense {
            Sense::Calendar { year, month, day, weekday, choice: own }
                if choice == Choice::Bare || (year.is_none() && own == Choice::Bare) =>
            {
                let choice = if choice == Choice::Bare { own } else { choice };
                Some((Sense::Calendar { year, month, day, weekday, choice }, to))
            }
            _ => None,
        }
    }

    fn month_day(&self, at: usize) -> Read {
        let calendar = |year, month, day| Sense::Calendar { year, month: Some(month), day, weekday: None, choice: Choice::Bare };
        if let Some((month, mut to)) = self.month_name(at) {
            let day_at = if self.is(to, &["the"]) || self.hyphen(to) { to + 1 } else { to };
            let mut day = None;
            if let Some((number, end)) = self.day_number(day_at) {
                let more = self.is(end, &[":"]) && self.words.get(end + 1).is_some_and(|word| word.glued && word.kind == Kind::Digits);
                if !more {
                    (day, to) = (Some(number), end);
                }
            }
            let comma = if self.is(to, &[","]) { to + 1 } else { to };
            let of = if self.is(comma, &["of"]) && day.is_none() { comma + 1 } else { comma };
            let year = self.year_number(of, day.is_some() || self.before(of) != ",");
            let year = year.filter(|(_, end)| !self.counts(*end) || day.is_some());
            if let Some((year, end)) = year {
                return Some((calendar(Some(year), month, day), end));
            }
            if let Some((by, end)) = self.which_year(to) {
                return Some((Sense::Calendar { year: None, month: Some(month), day, weekday: None, choice: Choice::Year(by) }, end));
            }
            // `Oct. '97`
            return Some((calendar(None, month, day), to));
        }
        let the = if self.is(at, &["the"]) { at + 1 } else { at };
        let (day, to) = self.day_number(the)?;
        let of = if self.is(to, &["of"]) { to + 1 } else { to };
        if of > to && ordinal(self.words, the).is_none() || (the > at && ordinal(self.words, the).is_none()) {
            return None;
        }
        let hyphen = if self.hyphen(of) { of + 1 } else { of };
        let (month, to) = self.month_name(hyphen)?;
        let comma = if self.is(to, &[","]) || self.hyphen(to) { to + 1 } else { to };
        if let Some((year, end)) = self.year_number(comma, true).filter(|(_, end)| !self.counts(*end)) {
            return Some((calendar(Some(year), month, Some(day)), end));
        }
        if let Some((by, end)) = self.which_year(to) {
            return Some((
                Sense::Calendar { year: None, month: Some(month), day: Some(day), weekday: None, choice: Choice::Year(by) },
                end,
            ));
        }
        Some((calendar(None, month, Some(day)), to))
    }

    /// `this year`, `of last year` after a month: years from the anchor's, and the word after it.
    fn which_year(&self, at: usize) -> Option<(i8, usize)> {
        let at = at + usize::from(self.is(at, &["of"]));
        let by = match self.lower(at) {
            "this" => 0,
            "last" => -1,
            "next" => 1,
            _ => return None,
        };
        (self.is(at + 1, &["year"]) && !self.is(at + 2, &["'s"])).then_some((by, at + 2))
    }

    /// Whether what stands before word `at` counts something: `in May 2000 people`.
    fn counts(&self, at: usize) -> bool {
        self.is(at, &["people", "civilians", "soldiers", "troops", "men", "percent", "dollars", "children", "women"])
    }

    /// `2015-08-13`, `2015-08-13T14:05`, `13.8.2015`, `8/13/2015`; a slash date of two digits each is kept unresolved.
    fn numeric_date(&self, at: usize) -> Read {
        let first = self.words.get(at).filter(|word| word.kind == Kind::Digits)?;
        if at > 0 && self.words[at].glued && !self.is(at - 1, &["(", "\"", "[", "—", "“"]) {
            return None;
        }
        let sep = self.lower(at + 1);
        if !matches!(sep, "-" | "/") || self.lower(at + 3) != sep {
            return self.dotted_date(at);
        }
        let glued = (at + 1..at + 5).all(|place| self.words.get(place).is_some_and(|word| word.glued));
        let part = |place: usize| {
            self.words.get(place).filter(|word| word.kind == Kind::Digits && word.lower.len() <= 4)?.lower.parse::<i32>().ok()
        };
        let (a, b, c) = (part(at)?, part(at + 2)?, part(at + 4)?);
        if !glued || self.is(at + 5, &["-", "/"]) {
            return None;
        }
        let small = |value: i32| u8::try_from(value).ok();
        let four = |at: usize| self.lower(at).len() == 4;
        let (year, month, day) = if first.lower.len() == 4 {
            (Some(a), small(b), small(c))
        } else if sep == "/" && four(at + 4) && a > 12 {
            (Some(c), small(b), small(a))
        } else if sep == "/" && four(at + 4) && (b > 12 || a == b) {
            (Some(c), small(a), small(b))
        } else if sep == "/" && four(at + 4) {
            (Some(c), None, None)
        } else if sep == "/" && self.lower(at + 4).len() == 2 {
            (None, None, None)
        } else {
            return None;
        };
        Some((Sense::Calendar { year, month, day, weekday: None, choice: Choice::Bare }, at + 5))
    }

    /// `13.8.2015`: the scanner reads `13.8` as one number.
    fn dotted_date(&self, at: usize) -> Read {
        let first = self.lower(at);
        let (day, month) = first.split_once('.')?;
        let (dot, year) = (self.words.get(at + 1)?, self.words.get(at + 2)?);
        if dot.lower != "." || !dot.glued || !year.glued || year.lower.len() != 4 || day.len() > 2 || month.len() > 2 {
            return None;
        }
        let (day, month, year) = (day.parse().ok()?, month.parse().ok()?, year.lower.parse().ok()?);
        Some((Sense::Calendar { year: Some(year), month: Some(month), day: Some(day), weekday: None, choice: Choice::Bare }, at + 3))
    }

    /// A bare year, `the 1990s`, `the '80s`, `the 20th century`.
    fn year(&self, at: usize) -> Read {
        if self.is(at, &["year"]) {
            let end = if self.hyphen(at + 1) || self.is(at + 1, &["'s"]) { at + 2 } else { at + 1 };
            let plain = matches!(self.before(at), "by" | "at" | "since" | "before" | "until" | "the");
            return (self.is(end, &["end"]) && (plain || end > at + 1))
                .then_some((Sense::Shift { unit: Unit::Year, by: 0, from_text: false }, end + 1));
        }
        let the = if self.is(at, &["the"]) { at + 1 } else { at };
        if let Some((value, to)) = ordinal(self.words, the) {
            let gap = if self.hyphen(to) { to + 1 } else { to };
            if self.is(gap, &["century"]) && (1..=99).contains(&value) {
                return Some((Sense::Century { century: value as i32 - 1 }, gap + 1));
            }
        }
        let early = if the > at && self.is(the, &["early", "late"]) { the + 1 } else { the };
        let mid = if self.is(early, &["mid"]) && self.hyphen(early + 1) { early + 2 } else { early };
        let quoted = self.is(mid, &["'", "’", "`"]);
        let digits = if quoted { mid + 1 } else { mid };
        if let Some(word) = self.words.get(digits).filter(|word| word.kind == Kind::Digits) {
            let plural = self.is(digits + 1, &["s"]) && self.words[digits + 1].glued
                || (self.is(digits + 1, &["'s"]) && self.words[digits + 1].glued && word.lower.ends_with('0'));
            let value = word.lower.parse::<i32>().ok();
            if let Some(value) = value.filter(|value| plural && value % 10 == 0) {
                match word.lower.len() {
                    4 if (1000..2200).contains(&value) => return Some((Sense::Decade { decade: value / 10 }, digits + 2)),
                    // `in his 30s` is an age.
                    2 if !matches!(self.before(at), "his" | "her" | "their" | "my" | "your" | "our") => {
                        return Some((Sense::Decade { decade: 190 + value / 10 }, digits + 2));
                    }
                    _ => {}
                }
            }
        }
        if the > at {
            return None;
        }
        let (year, to) = self.year_number(at, false)?;
        self.bare_year(at, to)
            .then_some((Sense::Calendar { year: Some(year), month: None, day: None, weekday: None, choice: Choice::Bare }, to))
    }

    /// Whether four digits are a year rather than a number of something.
    fn bare_year(&self, at: usize, to: usize) -> bool {
        const NEVER_AFTER: &[&str] = &[
            "people",
            "civilians",
            "soldiers",
            "troops",
            "men",
            "women",
            "children",
            "points",
            "percent",
            "%",
            "per",
            "dollars",
            "miles",
            "feet",
            "km",
            "kilometers",
            "kilometres",
            "meters",
            "metres",
            "tons",
            "tonnes",
            "shares",
            "jobs",
            "employees",
            "workers",
            "members",
            "votes",
            "million",
            "billion",
            "refugees",
            "prisoners",
            "detainees",
            "pounds",
            "barrels",
            "acres",
            "lives",
            "hours",
            "gmt",
            "utc",
            "est",
            "edt",
            "rebels",
            "fighters",
            "marks",
            "yen",
            "students",
            "police",
            "homes",
            "others",
            "or",
        ];
        const NEVER_BEFORE: &[&str] = &[
            "$",
            "£",
            "€",
            "#",
            "no",
            ".",
            "resolution",
            "article",
            "section",
            "room",
            "flight",
            "number",
            "nearly",
            "almost",
            "some",
            "about",
            "over",
            "approximately",
            "least",
            "than",
            ":",
            "/",
            "+",
            "-",
            "hk$",
        ];
        if self.words[at].kind == Kind::Letters {
            return true;
        }
        let glued_after = self
            .words
            .get(to)
            .is_some_and(|word| word.glued && word.kind == Kind::Mark && matches!(word.lower.as_str(), ":" | "/" | "-" | "%"))
            && self.words.get(to + 1).is_some_and(|word| word.glued && word.kind == Kind::Digits);
        let prefixed = at > 1 && self.is(at - 1, &["-"]) && self.is(at - 2, &["post", "pre", "mid", "early", "late"]);
        let range = glued_after && self.is(to, &["-"]) && (self.year_number(to + 1, false).is_some() || self.lower(to + 1).len() == 2);
        let second = at > 1 && self.is(at - 1, &["-"]) && self.words[at].glued && self.year_number(at - 2, false).is_some();
        let word = &self.words[at];
        let glued_before =
            word.glued && !second && !prefixed && at > 0 && !matches!(self.before(at), "(" | "\"" | "“" | "'" | "`" | "—" | "," | "‘");
        let hyphened = self.words.get(to).is_some_and(|word| word.lower == "s" && word.glued);
        if hyphened || glued_before || (glued_after && !range) {
            return false;
        }
        let early = matches!(word.lower.parse::<i32>(), Ok(year) if year < 1700);
        let led = matches!(
            self.before(at),
            "in" | "since"
                | "until"
                | "till"
                | "by"
                | "of"
                | "from"
                | "to"
                | "before"
                | "after"
                | "during"
                | "between"
                | "and"
                | "early"
                | "late"
                | "for"
                | "the"
                | "mid"
                | "through"
        );
        if second {
            return true;
        }
        !NEVER_AFTER.contains(&self.lower(to)) && !NEVER_BEFORE.contains(&self.before(at)) && (!early || led)
    }

    // ---- quarters, halves, fiscal years ----

    /// `the third quarter of 1984`, `third-quarter`, `1988 second quarter`, `fiscal 1989`, `the first half`, `next year's first quarter`.
    fn fiscal(&self, at: usize) -> Read {
        let mut place = at;
        if self.is(place, &["the"]) {
            place += 1;
        }
        let mut year = None;
        if let Some((value, to)) = self.year_number(place, false) {
            (year, place) = (Some(value), to);
        }
        let mut shift = 0;
        let mut latest = false;
        while self.is(
            place,
            &[
                "fiscal",
                "latest",
                "recent",
                "current",
                "flat",
                "comparable",
                "same",
                "previous",
                "last",
                "next",
                "year",
                "full",
                "corresponding",
            ],
        ) {
            match self.lower(place) {
                "year" if self.hyphen(place + 1) && self.is(place + 2, &["ago", "earlier"]) => (shift, place) = (shift - 4, place + 2),
                "year" => return None,
                "previous" | "last" => shift -= 1,
                "next" => shift += 1,
                "latest" | "current" | "recent" => latest = true,
                "fiscal" => {
                    let year_next = self.year_number(place + 1, false);
                    if let (Some((year, to)), None) = (year_next, year) {
                        return Some((
                            Sense::Calendar { year: Some(year), month: None, day: None, weekday: None, choice: Choice::Bare },
                            to,
                        ));
                    }
                }
                _ => {}
            }
            place += 1;
        }
        let (number, to) = match ordinal(self.words, place) {
            Some((number @ 1..=4, to)) => (Some(number as u8), to),
            _ if self.is(place, &["latter"]) || (self.is(place - usize::from(place > at), &["last"]) && self.is(place, &["half"])) => {
                (Some(2), place + usize::from(self.is(place, &["latter"])))
            }
            _ => (None, place),
        };
        let gap = if self.hyphen(to) { to + 1 } else { to };
        // `quarter-to-quarter` compares any two.
        if (gap > to && number.is_none()) || (self.hyphen(gap + 1) && self.is(gap + 2, &["to"])) {
            return None;
        }
        let half = self.is(gap, &["half"]);
        // Before a noun the article is the noun's: `the [third-quarter] loss`.
        if gap > to && place == at + 1 && self.is(at, &["the"]) {
            return None;
        }
        if !(self.is(gap, &["quarter", "period"]) || half && number.is_some()) {
            let alone = shift == -4 && place == at + 3;
            return alone.then_some((Sense::Shift { unit: Unit::Year, by: -1, from_text: false }, place));
        }
        if self.is(gap, &["period"]) && !(latest || year.is_some() || shift == -4)
            || (self.is(gap, &["quarter"]) && number.is_none() && gap == at)
        {
            return None;
        }
        if self.is(gap, &["quarter"]) && number.is_none() && self.is(at, &["a", "its", "their"]) {
            return None;
        }
        let mut to = gap + 1;
        if year.is_none() {
            let of = if self.is(to, &["of"]) { to + 1 } else { to };
            let the = if self.is(of, &["the"]) && of > to { of + 1 } else { of };
            if let Some((value, end)) = self.year_number(of, false) {
                (year, to) = (Some(value), end);
            } else if of > to && self.is(the, &["this", "next", "last"]) && self.is(the + 1, &["year"]) {
                shift += if self.is(the, &["this"]) { 0 } else { if self.is(the, &["next"]) { 4 } else { -4 } };
                to = the + 2;
            }
        }
        if half {
            let half = if number.is_some_and(|number| number > 1) { 2 } else { 1 };
            // `the first half` alone is as often one of a match or a list.
            return (year.is_some()).then_some((Sense::Half { half, year }, to));
        }
        Some((Sense::Quarter { quarter: number, year, shift }, to))
    }

    // ---- present, past and future ----

    fn reference(&self, at: usize) -> Read {
        let next = self.lower(at + 1);
        let (name, to) = match self.lower(at) {
            "now" if !matches!(next, "that" | "defunct") => ("PRESENT_REF", at + 1),
            "currently" | "nowadays" | "presently" => ("PRESENT_REF", at + 1),
            "current" => ("PRESENT_REF", at + 1),
            "these" if next == "days" => ("PRESENT_REF", at + 2),
            "this" if matches!(next, "time" | "moment") && self.before(at) == "at" => ("PRESENT_REF", at + 2),
            "the" if matches!(next, "moment" | "present") && matches!(self.before(at), "at" | "for") => ("PRESENT_REF", at + 2),
            "recently" | "lately" => ("PAST_REF", at + 1),
            "recent" if matches!(next, "years" | "decades") => ("PAST_REF", at + 2),
            "past" if next == "years" => ("PAST_REF", at + 2),
            "the" if next == "past" && !self.noun_follows(at + 2) => ("PAST_REF", at + 2),
            "the" if next == "future" && !self.noun_follows(at + 2) => ("FUTURE_REF", at + 2),
            "the" if matches!(next, "near" | "foreseeable" | "immediate") && self.is(at + 2, &["future"]) => ("FUTURE_REF", at + 3),
            "the" if next == "time" && self.before(at) == "at" => ("PAST_REF", at + 2),
            "that" if next == "time" && matches!(self.before(at), "at" | "by" | "since") => ("PAST_REF", at + 2),
            "as" if next == "soon" && self.is(at + 2, &["as"]) && self.is(at + 3, &["possible"]) => ("FUTURE_REF", at + 4),
            _ => return None,
        };
        Some((Sense::Reference(name), to))
    }

    /// Whether a noun seems to follow, so that `the past` is an adjective.
    fn noun_follows(&self, at: usize) -> bool {
        self.words.get(at).is_some_and(|word| word.kind == Kind::Letters)
            && !self.is(
                at,
                &[
                    "and", "or", "but", "is", "was", "to", "of", "that", "have", "has", "had", "will", "as", "with", "when", "who", "it",
                    "he", "she", "they", "we", "for", "in", "on", "by", "at",
                ],
            )
    }

    // ---- what comes again ----

    fn set(&self, at: usize) -> Read {
        let word = self.lower(at);
        let single = match word {
            "daily" => Some(("P1D", Unit::Day)),
            "weekly" => Some(("P1W", Unit::Week)),
            "monthly" => Some(("P1M", Unit::Month)),
            "yearly" => Some(("P1Y", Unit::Year)),
            "hourly" => Some(("PT1H", Unit::Hour)),
            "nightly" => Some(("P1D", Unit::Day)),
            _ => None,
        };
        if let Some((value, unit)) = single {
            return Some((Sense::Set { value: value.to_owned(), unit }, at + 1));
        }
        if !matches!(word, "every" | "each") {
            return None;
        }
        let mut place = at + 1;
        if self.is(place, &["of"]) {
            return self.quantity(place + 1).and_then(|(sense, to)| match sense {
                Sense::Duration { value, unit } => Some((Sense::Set { value: format!("P{value}"), unit }, to)),
                _ => None,
            });
        }
        let every_other = self.is(place, &["other"]);
        place += usize::from(every_other);
        if let Some((weekday, to)) = self.weekday_name(place) {
            let (part, to) = self.part_name(to).map_or(("", to), |(part, to)| (part, to));
            let tail = if part.is_empty() { String::new() } else { format!("T{part}") };
            return Some((Sense::Set { value: format!("XXXX-WXX-{weekday}{tail}"), unit: Unit::Day }, to));
        }
        if let Some((month, to)) = self.month_name(place) {
            return Some((Sense::Set { value: format!("XXXX-{month:02}"), unit: Unit::Month }, to));
        }
        if let Some((season, to)) = self.season_name(place) {
            return Some((Sense::Set { value: format!("XXXX-{season}"), unit: Unit::Quarter }, to));
        }
        if let Some((part, to)) = self.part_name(place) {
            return Some((Sense::Set { value: format!("XXXX-XX-XXT{part}"), unit: Unit::Day }, to));
        }
        let (count, place) = match number(self.words, place) {
            Some(count) if count.value.fract() == 0.0 => (count.value as i64, count.end),
            _ => (1 + i64::from(every_other), place),
        };
        let (unit, _) = unit_of(self.lower(place))?;
        let value = duration_value(&count.to_string(), unit);
        Some((Sense::Set { value: format!("P{value}"), unit }, place + 1))
    }

    // ---- what lies some units from the anchor ----

    fn shifted(&self, at: usize) -> Read {
        let shift = |unit, by| Sense::Shift { unit, by, from_text: false };
        let text = |unit, by| Sense::Shift { unit, by, from_text: true };
        let next = self.lower(at + 1);
        let day = |by, to| Some((shift(Unit::Day, by), to));
        let whole_day = match self.lower(at) {
            "today" | "tonight" => day(0, at + 1),
            "yesterday" => day(-1, at + 1),
            "tomorrow" => day(1, at + 1),
            "overnight" if self.before(at) != "an" => {
                return Some((Sense::Part { part: "NI", day: Box::new(shift(Unit::Day, -1)) }, at + 1));
            }
            "the" if next == "day" && self.is(at + 2, &["before", "after"]) && self.is(at + 3, &["yesterday", "tomorrow"]) => {
                day(if self.is(at + 3, &["yesterday"]) { -2 } else { 2 }, at + 4)
            }
            _ => None,
        };
        if let Some((sense, to)) = whole_day {
            if self.is(at, &["tonight"]) {
                return Some((Sense::Part { part: "NI", day: Box::new(sense) }, to));
            }
            if let Some((part, to)) = self.part_name(to) {
                return Some((Sense::Part { part, day: Box::new(sense) }, to));
            }
            return Some((sense, to));
        }
        // `after a weekend in which …` is the weekend just past.
        if self.is(at, &["a"]) && self.is(at + 1, &["weekend"]) && matches!(self.before(at), "after" | "following") {
            return Some((shift(Unit::Weekend, 0), at + 2));
        }
        let the = usize::from(self.is(at, &["the"]));
        let place = at + the;
        let word = self.lower(place);
        let (by, from_text, place) = match word {
            "this" => match self.lower(place + 1) {
                "past" => (
                    if self.is(place + 2, &["weekend", "spring", "summer", "fall", "autumn", "winter"]) { 0 } else { -1 },
                    false,
                    place + 2,
                ),
                "coming" | "next" => (1, false, place + 2),
                "current" => (0, false, place + 2),
                _ => (0, false, place + 1),
            },
            "current" if the == 1 => (0, false, place + 1),
            "latest" if the == 1 => (0, false, place + 1),
            "last" => (-1, false, place + 1),
            "past" => (-1, false, place + 1),
            "next" => (1, the == 1, place + 1),
            "coming" => (1, false, place + 1),
            "following" if the == 1 => (1, true, place + 1),
            "previous" | "preceding" => (-1, true, place + 1),
            "same" if the == 1 => (0, true, place + 1),
            "that" => (0, true, place + 1 + usize::from(self.is(place + 1, &["same"]))),
            "full" if the == 1 => (0, false, place + 1),
            _ if the == 1 => (0, false, place),
            _ => return None,
        };
        let bare = the == 1 && place == at + 1;
        let place = if self.is(place, &["fiscal", "calendar"]) { place + 1 } else { place };
        if let Some((season, to)) = self.season_name(place) {
            if bare
                && !self.is(to, &["of"])
                && !matches!(
                    self.before(at),
                    "in" | "during" | "of" | "into" | "by" | "until" | "since" | "through" | "before" | "over" | "throughout"
                )
            {
                return None;
            }
            let choice = if bare { Choice::Bare } else { choice_of(by) };
            let of = if self.is(to, &["of"]) { to + 1 } else { to };
            if let Some((year, end)) = self.year_number(of, false) {
                return Some((Sense::Season { season, year: Some(year), choice }, end));
            }
            return Some((Sense::Season { season, year: None, choice }, to));
        }
        if let Some((part, to)) = self.part_name(place) {
            if bare {
                return matches!(self.before(at), "in" | "during").then(|| (Sense::Part { part, day: Box::new(shift(Unit::Day, 0)) }, to));
            }
            let by = if from_text && by == 0 { 0 } else { by };
            return Some((Sense::Part { part, day: Box::new(Sense::Shift { unit: Unit::Day, by, from_text }) }, to));
        }
        let word = self.lower(place);
        // `"This Week"` is a programme.
        if !self.caseless && self.capital(place) {
            return None;
        }
        let (unit, plural) = unit_of(word)?;
        let span_back = matches!(unit, Unit::Decade | Unit::Century) && self.is(place - usize::from(place > 0), &["past"]);
        if plural || unit < Unit::Day || span_back {
            return None;
        }
        let to = place + 1;
        if bare {
            // `the weekend`, `the week`, `the year` are times only where a preposition makes them so.
            let led = matches!(self.before(at), "over" | "during" | "of" | "in" | "for" | "at" | "on" | "by" | "before" | "until");
            return match unit {
                Unit::Weekend => Some((shift(unit, 0), to)),
                Unit::Week | Unit::Month | Unit::Year | Unit::Quarter if led && !self.is(to, &["of"]) => Some((shift(unit, 0), to)),
                Unit::Week if self.is(to, &["of"]) => {
                    let day = self.month_day(to + 1).filter(|(sense, _)| has_day(sense));
                    day.map(|(day, to)| (Sense::WeekOf { day: Box::new(day) }, to))
                }
                Unit::Day
                    if self.is(at, &["the"])
                        && matches!(self.before(at), "in" | "during")
                        && self.is(at.wrapping_sub(2), &["later", "earlier"]) =>
                {
                    Some((text(unit, 0), to))
                }
                _ => None,
            };
        }
        if matches!(self.lower(at), "this") && unit == Unit::Day {
            return None;
        }
        let sense = if from_text { text(unit, by) } else { shift(unit, by) };
        // `next year's first quarter`
        if unit == Unit::Year
            && self.is(to, &["'s"])
            && let Some((Sense::Quarter { quarter, year: None, shift: 0 }, end)) = self.fiscal(to + 1)
        {
            return Some((Sense::Quarter { quarter, year: None, shift: by * 4 }, end));
        }
        Some((sense, to))
    }

    // ---- quantities of units: durations, and `ago` ----

    fn quantity(&self, at: usize) -> Read {
        let mut place = at;
        let mut definite = false;
        if self.is(place, &["the"]) {
            place += 1;
            definite = true;
        }
        let led = self.is(place, &["past", "last", "next", "first", "coming", "latest", "previous", "following", "final"]);
        if led {
            place += 1;
        } else if self.is(place, &["year"]) && self.hyphen(place + 1) && self.is(place + 2, &["earlier", "ago"]) && definite {
            place += 3;
        }
        let mut count: Option<String> = None;
        let mut half = false;
        let begin = place;
        if self.is(place, &["recent"]) && self.is(place + 1, &["days", "weeks", "months"]) {
            (place, count) = (place + 1, Some("X".to_owned()));
        } else if let Some(found) = number(self.words, place) {
            place = found.end;
            half = found.value.fract() != 0.0;
            count = Some(if half { format!("{}", found.value) } else { format!("{:.0}", found.value) });
            // `two to three weeks`, `12 to 18 months`
            let or = if self.hyphen(place) || self.is(place, &["to", "or"]) { place + 1 } else { place };
            if or > place
                && let Some(second) =
                    number(self.words, or).filter(|second| unit_of(self.lower(second.end)).is_some_and(|(_, plural)| plural))
            {
                place = second.end;
            }
        } else if self.is(place, &["a", "an"]) && self.is(place + 1, &["few", "couple", "half"])
            || self.is(place, &["few", "couple"]) && led
        {
            let word = if self.is(place, &["a", "an"]) { place + 1 } else { place };
            place = word + 1;
            count = Some(if self.is(word, &["couple"]) { "2".to_owned() } else { "X".to_owned() });
            if self.is(word, &["couple"]) && self.is(place, &["of"]) {
                place += 1;
            }
            if self.is(word, &["half"]) {
                half = true;
                count = Some("0.5".to_owned());
                if self.is(place, &["a", "an"]) {
                    place += 1;
                }
                if self.hyphen(place) {
                    place += 1;
                }
            }
        } else if self.is(place, &["half"]) && self.is(place + 1, &["a", "an"]) {
            (place, count, half) = (place + 2, Some("0.5".to_owned()), true);
        } else if self.is(place, &["a", "an"]) && !led && !definite {
            (place, count) = (place + 1, Some("1".to_owned()));
            if self.is(place, &["additional", "full", "whole"]) {
                place += 1;
            }
        } else if self.is(place, &["several", "many", "some", "few", "numerous", "countless"]) {
            (place, count) = (place + 1, Some("X".to_owned()));
            if self.is(place - 1, &["some"]) && number(self.words, place).is_some() {
                return None;
            }
        } else if self.is(place, &["one"]) {
            (place, count) = (place + 1, Some("1".to_owned()));
        }
        if self.is(place, &["more", "full", "straight", "consecutive", "long", "trading", "additional", "and"])
            && count.is_some()
            && !self.is(place, &["and"])
        {
            place += 1;
        }
        let hyphen = self.hyphen(place);
        let unit_at = if hyphen { place + 1 } else { place };
        let (unit, plural) = unit_of(self.lower(unit_at))?;
        // `60 Minutes` is a programme.
        if unit_at > at && !self.caseless && self.capital(unit_at) {
            return None;
        }
        // Before a noun the article is the noun's: `the [four-year] war`.
        if definite && !led && (hyphen || !plural) {
            return None;
        }
        if unit == Unit::Weekend || (self.is(unit_at, &["second", "seconds"]) && (!plural || count.is_none())) {
            return None;
        }
        let Some(mut count) = count else { return self.bare_plural(at, unit_at, unit, plural, led, definite) };
        if count == "1" && self.is(begin, &["a", "an"]) && plural
            || (begin < place && !plural && !hyphen && count != "1" && !half && !self.compound(unit_at))
        {
            return None;
        }
        let mut to = unit_at + 1;
        // `8-month-old truce` is a time, `6-year-old boy` is an age.
        if self.hyphen(to) && self.is(to + 1, &["old", "olds"]) {
            if unit == Unit::Year {
                return None;
            }
            to += 2;
        } else if self.is(to, &["old"]) || (self.is(to, &["of"]) && self.is(to + 1, &["age"])) {
            return None;
        } else if self.hyphen(to) && self.is(to + 1, &["long"]) {
            to += 2;
        } else if self.hyphen(to) && self.is(to + 1, &["ago", "earlier"]) && count == "1" {
            return None;
        }
        // `a year and a half`
        if count == "1" && self.is(to, &["and"]) && self.is(to + 1, &["a"]) && self.is(to + 2, &["half"]) {
            (to, count, half) = (to + 3, "1.5".to_owned(), true);
        }
        let whole = count.parse::<i64>().ok();
        let (ago, mut ago_at) = (self.lower(to), to);
        let direction = match ago {
            "ago" => Some((-1, false)),
            "earlier" | "previously" => Some((-1, true)),
            "later" | "afterwards" | "afterward" => Some((1, true)),
            "before" if !self.words.get(to + 1).is_some_and(|word| word.kind == Kind::Letters) => Some((-1, true)),
            "from" if self.is(to + 1, &["now", "today"]) => {
                ago_at += 1;
                Some((1, false))
            }
            _ => None,
        };
        if let (Some((sign, from_text)), false) = (direction, led) {
            let end = ago_at + 1;
            if let (Some(count), false) = (whole, half) {
                let (unit, by) = if unit == Unit::Decade { (Unit::Year, count.saturating_mul(10)) } else { (unit, count) };
                if unit >= Unit::Day {
                    return Some((Sense::Shift { unit, by: by.saturating_mul(sign), from_text }, end));
                }
                return Some((Sense::Duration { value: duration_value(&count.to_string(), unit), unit }, end));
            }
            if !half {
                return Some((Sense::Reference(if sign < 0 { "PAST_REF" } else { "FUTURE_REF" }), end));
            }
            return Some((Sense::Duration { value: half_value(&count, unit), unit }, end));
        }
        if self.is(to, &["ahead"]) && definite {
            to += 1;
        }
        if led && count == "1" && unit >= Unit::Day && self.is(begin, &["a", "an"]) {
            return None;
        }
        // `three-quarters of its food`, `a quarter of its food` are shares.
        if unit == Unit::Quarter && (plural && hyphen || self.is(to, &["of"]) || self.hyphen(to) && self.is(to + 1, &["to"])) {
            return None;
        }
        // `700 seats a week`, `$1.76 a year` are rates.
        if count == "1" && !half && self.is(begin, &["a", "an"]) && self.is_rate(begin) {
            return None;
        }
        let value = if half { half_value(&count, unit) } else { duration_value(&count, unit) };
        Some((Sense::Duration { value, unit }, to))
    }

    /// Whether the `a` of `a week` at word `at` follows what is counted by the week: `$1.76`, `5 million`, `700 seats`.
    fn is_rate(&self, at: usize) -> bool {
        const VERBS: &[&str] =
            &["lasts", "takes", "spends", "needs", "wants", "adds", "gives", "gets", "was", "is", "has", "'s", "s", "as", "this", "plus"];
        let Some(before) = at.checked_sub(1).map(|before| &self.words[before]) else { return false };
        let word = before.lower.as_str();
        let counted = |by: usize| at.checked_sub(by).is_some_and(|at| number(self.words, at).is_some());
        let year = before.lower.len() == 4 && before.lower.starts_with(['1', '2']) && before.lower.bytes().all(|b| b.is_ascii_digit());
        before.kind == Kind::Digits && !year
            || matches!(word, "million" | "billion" | "thousand" | "percent" | "cents")
            || (word.ends_with('s') && word.len() > 3 && !VERBS.contains(&word) && (counted(2) || counted(3) || counted(4)))
    }

    /// `years`, `the past decade`, `the coming weeks`: no number.
    fn bare_plural(&self, at: usize, unit_at: usize, unit: Unit, plural: bool, led: bool, definite: bool) -> Read {
        let to = unit_at + 1;
        if !plural {
            let decade = led && matches!(unit, Unit::Decade | Unit::Century) && self.is(unit_at - 1, &["past", "last"]);
            return decade.then(|| (Sense::Duration { value: duration_value("1", unit), unit }, to));
        }
        if unit < Unit::Day || unit_at > at && !led && !definite {
            return None;
        }
        let ahead = definite && self.is(to, &["ahead"]);
        // `hundreds of years`, `a matter of months`
        let measured = self.before(at) == "of"
            && at > 1
            && self.is(at - 2, &["hundreds", "thousands", "tens", "dozens", "matter", "number", "couple"]);
        let alone = unit_at == at
            && !measured
            && !matches!(self.before(at), "-" | "," | "'s" | "these" | "those" | "his" | "her" | "their" | "our" | "my" | "its");
        if led && unit_at > at || ahead {
            return Some((Sense::Duration { value: duration_value("X", unit), unit }, to + usize::from(ahead)));
        }
        if alone && self.is(to, &["ago"]) {
            return Some((Sense::Reference("PAST_REF"), to + 1));
        }
        if alone && unit >= Unit::Day && self.is(to, &["before", "after", "that"]) {
            return Some((Sense::Duration { value: duration_value("X", unit), unit }, to));
        }
        if alone
            && unit >= Unit::Day
            && matches!(self.before(at), "for" | "in" | "of" | "after" | "over" | "within" | "by" | "take" | "took" | "spent" | "about")
        {
            return Some((Sense::Duration { value: duration_value("X", unit), unit }, to));
        }
        None
    }

    /// `five year low`: a singular unit before a noun.
    fn compound(&self, unit_at: usize) -> bool {
        self.words.get(unit_at + 1).is_some_and(|word| word.kind == Kind::Letters)
            && !self.is(unit_at + 1, &["and", "or", "in", "of", "to", "the"])
    }

    // ---- parts of days, times of day ----

    fn part_name(&self, at: usize) -> Option<(&'static str, usize)> {
        let at = if self.hyphen(at) { return None } else { at };
        Some(match self.lower(at) {
            "morning" | "mornings" => ("MO", at + 1),
            "afternoon" | "afternoons" => ("AF", at + 1),
            "evening" | "evenings" => ("EV", at + 1),
            "night" | "nights" => ("NI", at + 1),
            _ => return None,
        })
    }

    fn part_of_day(&self, at: usize) -> Read {
        let day = |by| Box::new(Sense::Shift { unit: Unit::Day, by, from_text: false });
        let _ = &day;
        // `the night of Friday` and `mid-afternoon yesterday`
        if let Some((part, to)) = self.part_name(at)
            && let Some((sense, end)) = self.plain_day(to)
        {
            return Some((Sense::Part { part, day: Box::new(sense) }, end));
        }
        None
    }

    /// A day right after a time of day: `Wednesday`, `yesterday`, `on Friday`.
    fn plain_day(&self, at: usize) -> Read {
        let comma = if self.is(at, &[","]) { at + 1 } else { at };
        let (sense, to) = self.dated(comma).or_else(|| self.shifted(comma))?;
        match sense {
            Sense::Weekday { .. } | Sense::Shift { unit: Unit::Day, .. } | Sense::Part { .. } => Some((sense, to)),
            Sense::Calendar { day: Some(_), .. } => Some((sense, to)),
            _ => None,
        }
    }

    fn clock(&self, at: usize) -> Read {
        let (mut time, mut to) = self.clock_time(at)?;
        if let Some((zone, end)) = self.zone(to) {
            time.push_str(zone);
            to = end;
        }
        // `10:35 a.m. (0735 GMT) Friday`: one time of day, by two clocks.
        if self.is(to, &["("])
            && let Some((_, end)) = self.clock_time(to + 1)
            && let Some((_, end)) = self.zone(end)
            && self.is(end, &[")"])
        {
            to = end + 1;
        }
        match self.plain_day(to) {
            Some((day, end)) => Some((Sense::Clock { time, day: Some(Box::new(day)) }, end)),
            None => Some((Sense::Clock { time, day: None }, to)),
        }
    }

    fn clock_time(&self, at: usize) -> Option<(String, usize)> {
        let word = self.words.get(at)?;
        match word.lower.as_str() {
            "noon" | "midday" => return Some(("12:00".to_owned(), at + 1)),
            "midnight" => return Some(("24:00".to_owned(), at + 1)),
            _ => {}
        }
        let (hour, hour_end) = match word.kind {
            Kind::Digits => (word.lower.as_str(), at + 1),
            Kind::Letters => {
                let hour = crate::number::cardinal(&word.lower).filter(|hour| (1.0..=12.0).contains(hour))?;
                let o_clock = self.is(at + 1, &["o'clock"]) || self.meridiem(at + 1).is_some();
                return o_clock.then(|| {
                    let (afternoon, to) = self.meridiem(at + 1).or_else(|| self.meridiem(at + 2)).unwrap_or((None, at + 2));
                    (clock_value(hour as u32, None, afternoon), to)
                });
            }
            Kind::Mark => return None,
        };
        // `0735 GMT`, `2330 local time`
        if hour.len() == 4 && (self.zone(hour_end).is_some() || self.is(hour_end, &["hours"])) {
            let (hour, minute) = (hour[..2].parse::<u32>().ok()?, hour[2..].parse::<u32>().ok()?);
            let to = if self.is(hour_end, &["hours"]) { hour_end + 1 } else { hour_end };
            return (hour <= 24 && minute < 60).then(|| (clock_value(hour, Some(minute), None), to));
        }
        // `10.30 am` was read as one number.
        let (hour, minute, mut to) = if let Some((hour, minute)) = hour.split_once('.') {
            (hour.parse::<u32>().ok()?, Some(minute.parse::<u32>().ok().filter(|_| minute.len() == 2)?), hour_end)
        } else if self.is(hour_end, &[":"])
            && self.words[hour_end].glued
            && self.words.get(hour_end + 1).is_some_and(|word| word.glued && word.lower.len() == 2 && word.kind == Kind::Digits)
        {
            (hour.parse().ok()?, self.lower(hour_end + 1).parse().ok(), hour_end + 2)
        } else if hour.len() <= 2 {
            (hour.parse().ok()?, None, hour_end)
        } else {
            return None;
        };
        let colon = to == hour_end + 2;
        if hour > 24 || minute.is_some_and(|minute| minute > 59) {
            return None;
        }
        if colon && self.is(to, &[":"]) && self.words.get(to + 1).is_some_and(|word| word.glued && word.kind == Kind::Digits) {
            to += 2;
        }
        if let Some((afternoon, end)) = self.meridiem(to) {
            return Some((clock_value(hour, minute, afternoon), end));
        }
        let zoned = self.zone(to).is_some();
        if self.is(to, &["o'clock"]) {
            return Some((clock_value(hour, minute, None), to + 1));
        }
        // A bare `14:05` needs hours and minutes and no other reading (scores, verses).
        (colon && (zoned || hour >= 13 || matches!(self.before(at), "at" | "about" | "around" | "by" | "until" | "since")))
            .then(|| (clock_value(hour, minute, None), to))
    }

    /// `a.m.`, `pm`, `in the morning`; true after noon.
    fn meridiem(&self, at: usize) -> Option<(Option<bool>, usize)> {
        if let "am" | "pm" = self.lower(at) {
            return Some((Some(self.lower(at) == "pm"), at + 1));
        }
        if self.is(at, &["a", "p"]) && self.is(at + 1, &["."]) && self.is(at + 2, &["m"]) && self.words[at + 1].glued {
            let stop = self.is(at + 3, &["."]) && self.words[at + 3].glued;
            return Some((Some(self.is(at, &["p"])), at + 3 + usize::from(stop)));
        }
        if self.is(at, &["in"]) && self.is(at + 1, &["the"]) {
            let (part, to) = self.part_name(at + 2)?;
            return Some((Some(part != "MO"), to));
        }
        if self.is(at, &["o'clock"]) {
            return None;
        }
        None
    }

    fn zone(&self, at: usize) -> Option<(&'static str, usize)> {
        let bracket = 0;
        let at = at + bracket;
        let zone = match self.lower(at) {
            "gmt" | "utc" => "Z",
            "est" | "edt" | "cet" | "cest" | "eet" | "msk" | "pst" | "pdt" | "cst" | "cdt" | "mst" | "ist" | "bst" => "",
            "local" if self.is(at + 1, &["time"]) => return Some(("", at + 2)),
            "eastern" | "pacific" | "moscow" if self.is(at + 1, &["time"]) => return Some(("", at + 2)),
            _ => return None,
        };
        Some((zone, at + 1))
    }

    // ---- seasons and named days ----

    fn season_name(&self, at: usize) -> Option<(&'static str, usize)> {
        Some(match self.lower(at) {
            "spring" => ("SP", at + 1),
            "summer" => ("SU", at + 1),
            "autumn" | "fall" => ("FA", at + 1),
            "winter" => ("WI", at + 1),
            _ => return None,
        })
    }

    fn holiday(&self, at: usize) -> Read {
        let (choice, place) = match self.lower(at) {
            "last" => (Choice::Last, at + 1),
            "next" => (Choice::Next, at + 1),
            "this" => (Choice::This, at + 1),
            _ => (Choice::Bare, at),
        };
        if let (Some((season, to)), Choice::Bare) = (self.season_name(place), choice) {
            // `summer 1998`, `in winter`
            let year = self.year_number(to, false);
            if let Some((year, end)) = year {
                return Some((Sense::Season { season, year: Some(year), choice }, end));
            }
            return (self.before(at) == "in" && !self.noun_follows(to)).then_some((Sense::Season { season, year: None, choice }, to));
        }
        if !self.capital(place) {
            return None;
        }
        let two = self.lower(place + 1);
        let (name, mut to) = match self.lower(place) {
            "christmas" => ("christmas", place + 1),
            "thanksgiving" => ("thanksgiving", place + 1),
            "easter" if two != "egg" => ("easter", place + 1),
            "new" if two == "year" && self.is(place + 2, &["'s"]) => ("new year", place + 3),
            "election" if two == "day" => ("election day", place + 1),
            _ => return None,
        };
        let mut eve = false;
        if self.is(to, &["day"]) {
            to += 1;
        } else if self.is(to, &["eve"]) {
            (to, eve) = (to + 1, true);
        } else if self.is(to, &["week"]) && name == "easter" {
            return Some((Sense::Holiday { name: "easter week", year: None, choice }, to + 1));
        } else if name == "new year" {
            return None;
        }
        let name = match (name, eve) {
            ("christmas", true) => "christmas eve",
            ("new year", true) => "new year's eve",
            (name, _) => name,
        };
        let of = if self.is(to, &[","]) { to + 1 } else { to };
        let (year, to) = self.year_number(of, false).map_or((None, to), |(year, end)| (Some(year), end));
        Some((Sense::Holiday { name, year, choice }, to))
    }

    /// `April 24 and 25`, `between March and June 2014`: the year or month said once holds for both.
    fn share_years(&self, found: &mut Vec<Found>) {
        for place in (1..found.len()).rev() {
            let gap = found[place].from.saturating_sub(found[place - 1].to);
            if gap != 1 || !self.is(found[place].from - 1, &["and", "to", "or", "until", "through", "-", "–", ","]) {
                continue;
            }
            let shared = match &found[place].sense {
                Sense::Calendar { year: Some(year), month: Some(_), .. } => *year,
                _ => continue,
            };
            if let Sense::Calendar { year: year @ None, month: Some(_), .. } = &mut found[place - 1].sense {
                *year = Some(shared);
            }
        }
        // A lone day after a date, or before one.
        let mut lone: Vec<Found> = Vec::new();
        for one in found.iter() {
            let Sense::Calendar { year, month: Some(month), day: Some(_), .. } = one.sense else { continue };
            let links = |at: usize| self.is(at, &["and", "to", "or", "-", "–", "until"]);
            let (year, month) = (year, Some(month));
            let sense = |day| Sense::Calendar { year, month, day: Some(day), weekday: None, choice: Choice::Bare };
            if links(one.to)
                && let Some((day, to)) = self.day_number(one.to + 1).filter(|(day, to)| {
                    *day <= 31 && self.month_name(*to).is_none() && !self.noun_follows(*to) && !self.is(*to, &[":", "/", "%", "-"])
                })
            {
                lone.push(Found { from: one.to + 1, to, sense: sense(day), modifier: None });
            }
            if one.from >= 2 && links(one.from - 1) && self.words[one.from].kind == Kind::Digits {
                let from = one.from - 2;
                if let Some((day, to)) = self.day_number(from).filter(|(day, to)| *day <= 31 && *to == one.from - 1)
                    && matches!(self.before(from), "from" | "between" | "on" | "the" | "," | "of" | "(")
                {
                    lone.push(Found { from, to, sense: sense(day), modifier: None });
                }
            }
        }
        for one in lone {
            if !found.iter().any(|other| other.from < one.to && one.from < other.to) {
                found.push(one);
            }
        }
        found.sort_by_key(|one| one.from);
    }
}

fn has_day(sense: &Sense) -> bool {
    matches!(sense, Sense::Calendar { day: Some(_), .. })
}

fn position(word: &str) -> &'static str {
    match word {
        "end" => "END",
        "middle" => "MID",
        _ => "START",
    }
}

fn choice_of(by: i64) -> Choice {
    match by {
        ..=-1 => Choice::Last,
        0 => Choice::This,
        _ => Choice::Next,
    }
}

/// Whether `modifier` can stand before such an expression: `about two weeks`, `early March`, but not `over March` or `some Friday`.
fn takes_modifier(sense: &Sense, modifier: &str, _long: bool) -> bool {
    let quantity = matches!(sense, Sense::Duration { .. } | Sense::Shift { .. });
    match modifier {
        "START" | "END" | "MID" => !matches!(sense, Sense::Duration { .. } | Sense::Set { .. } | Sense::Reference(_)),
        "AFTER" | "BEFORE" => matches!(sense, Sense::Calendar { .. }),
        "APPROX" => quantity || matches!(sense, Sense::Calendar { .. } | Sense::Clock { .. }),
        _ => matches!(sense, Sense::Duration { .. }) || matches!(sense, Sense::Shift { by, .. } if *by != 0),
    }
}

/// The unit a word names, and whether it is plural.
pub(crate) fn unit_of(word: &str) -> Option<(Unit, bool)> {
    let (singular, plural) = match word.strip_suffix('s') {
        Some(rest) => (rest, true),
        None => (word, false),
    };
    Some(match singular {
        "second" => (Unit::Second, plural),
        "minute" | "min" => (Unit::Minute, plural),
        "hour" => (Unit::Hour, plural),
        "day" => (Unit::Day, plural),
        "weekend" => (Unit::Weekend, plural),
        "week" | "fortnight" => (Unit::Week, plural),
        "month" => (Unit::Month, plural),
        "quarter" => (Unit::Quarter, plural),
        "year" => (Unit::Year, plural),
        "decade" => (Unit::Decade, plural),
        _ => match word {
            "century" => (Unit::Century, false),
            "centuries" => (Unit::Century, true),
            _ => return None,
        },
    })
}

/// TimeML's value of `count` units, without the leading `P`.
pub(crate) fn duration_value(count: &str, unit: Unit) -> String {
    match unit {
        Unit::Second => format!("T{count}S"),
        Unit::Minute => format!("T{count}M"),
        Unit::Hour if count == "24" => "1D".to_owned(),
        Unit::Hour => format!("T{count}H"),
        Unit::Day => format!("{count}D"),
        Unit::Week => format!("{count}W"),
        Unit::Weekend => format!("{count}WE"),
        Unit::Month => format!("{count}M"),
        Unit::Quarter => format!("{count}Q"),
        Unit::Year => format!("{count}Y"),
        Unit::Decade => count.parse::<i64>().map_or_else(|_| format!("{count}E"), |count| format!("{}Y", count.saturating_mul(10))),
        Unit::Century => count.parse::<i64>().map_or_else(|_| format!("{count}CE"), |count| format!("{}Y", count.saturating_mul(100))),
    }
}

/// `2 1/2 years` is `2Y6M`, `5 1/2 hours` is `T5H30M`.
fn half_value(count: &str, unit: Unit) -> String {
    let count: f64 = count.parse().unwrap_or(0.0);
    let (whole, rest) = (count.trunc(), count.fract());
    let smaller = match unit {
        Unit::Year => Some((Unit::Month, 12.0)),
        Unit::Decade => Some((Unit::Year, 10.0)),
        Unit::Century => Some((Unit::Year, 100.0)),
        Unit::Day => Some((Unit::Hour, 24.0)),
        Unit::Hour => Some((Unit::Minute, 60.0)),
        Unit::Minute => Some((Unit::Second, 60.0)),
        _ => None,
    };
    let Some((small, per)) = smaller.filter(|(_, per)| (rest * per).fract().abs() < 1e-9) else {
        return duration_value(&format!("{count}"), unit);
    };
    let small = duration_value(&format!("{:.0}", rest * per), small);
    match (whole > 0.0, unit) {
        (false, _) => small,
        (true, Unit::Decade | Unit::Century) => {
            duration_value(&format!("{:.0}", count * if unit == Unit::Decade { 10.0 } else { 100.0 }), Unit::Year)
        }
        (true, Unit::Hour | Unit::Minute) => format!("{}{}", duration_value(&format!("{whole:.0}"), unit), small.trim_start_matches('T')),
        (true, _) => format!("{}{small}", duration_value(&format!("{whole:.0}"), unit)),
    }
}

fn clock_value(hour: u32, minute: Option<u32>, afternoon: Option<bool>) -> String {
    let hour = match (hour, afternoon) {
        (12, Some(false)) => 0,
        (1..=11, Some(true)) => hour + 12,
        _ => hour,
    };
    format!("{hour:02}:{:02}", minute.unwrap_or(0))
}
