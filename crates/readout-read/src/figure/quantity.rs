//! Quantities in the text before it is known what they count: `at least 114`, `between 20 and 30`, `dozens`, `$1.5 billion`, `a third`.
//!
//! A word's place comes in, a [`Quantity`] with its bound goes out, or nothing where the number is a year, an age, a rank, a score, a name.

use super::Reader;
use super::lexicon::{MONEY, NOT_COUNTED, NUMBERED, PERSONS, has};
use crate::number::{Number, number, ordinal};
use crate::scan::{Kind, Word};
use readout_core::{Bound, Span};

/// A quantity's words, before it is known what it counts.
#[derive(Clone, Debug)]
pub(super) struct Quantity {
    pub(super) from: usize,
    pub(super) to: usize,
    pub(super) value: Option<f64>,
    pub(super) low: Option<f64>,
    pub(super) high: Option<f64>,
    pub(super) bound: Bound,
    /// `money`, `percent`, `share`, `change`, with what it is of.
    pub(super) measure: Option<(&'static str, Option<String>)>,
    /// Said by a definite article: `the two leaders` counts nobody anew.
    pub(super) definite: bool,
    /// The number is a small word, which needs a reason to be a figure.
    pub(super) small: bool,
}

impl Reader<'_> {
    /// The quantity that begins at word `at` with its bound words: `at least 114`, `between 20 and 30`, `dozens`.
    pub(super) fn quantity(&self, at: usize) -> Option<Quantity> {
        let (bound, start) = self.bound(at);
        let two_bounds = self.bound(start);
        let (bound, start) = if start > at && two_bounds.1 > start { two_bounds } else { (bound, start) };
        if let Some(range) = self.range(at, start, bound) {
            return Some(range);
        }
        if let Some(change) = self.change(at, start, bound) {
            return Some(change);
        }
        let money = self.is(start, &["$", "£", "€", "¥"])
            || (self.is(start + 1, &["$"]) && self.words.get(start + 1).is_some_and(|word| word.glued));
        let place = match (money, self.is(start, &["$", "£", "€", "¥"])) {
            (true, true) => start + 1,
            (true, false) => start + 2,
            _ => start,
        };
        if let Some(vague) = self.vague(at, place, bound) {
            return Some(vague);
        }
        if let Some(share) = self.share(at, place, bound) {
            return Some(share);
        }
        let found = number(self.words, place)?;
        if !money && !self.is_count(place, found) {
            return None;
        }
        let mut to = found.end;
        let mut bound = bound;
        if self.is(to, &["or"]) && self.is(to + 1, &["more"]) {
            (to, bound) = (to + 2, Bound::AtLeast);
        }
        let currency = MONEY.iter().find(|(word, _)| *word == self.lower(to)).map(|(_, name)| (*name).to_owned());
        let measure = if money {
            let sign = match self.lower(place - 1) {
                "£" => "pounds",
                "€" => "euros",
                "¥" => "yen",
                _ => "US dollars",
            };
            Some(("money", Some(sign.to_owned())))
        } else if self.is(to, &["percent", "%", "pct"]) {
            to += 1;
            Some(("percent", None))
        } else if self.is(to, &["per"]) && self.is(to + 1, &["cent"]) {
            to += 2;
            Some(("percent", None))
        } else {
            currency.map(|name| ("money", Some(name)))
        };
        let definite = matches!(self.before(at, 1), "the" | "these" | "those" | "both" | "all" | "his" | "her" | "their" | "its" | "our");
        let small = self.words[place].kind == Kind::Letters && found.value < 10.0 || found.value < 4.0;
        let (low, high) = match bound {
            Bound::AtLeast => (Some(found.value), None),
            Bound::AtMost | Bound::Nearly => (None, Some(found.value)),
            Bound::Exactly | Bound::About => (None, None),
        };
        Some(Quantity { from: at, to, value: Some(found.value), low, high, bound, measure, definite, small })
    }

    /// The bound that the words at `at` put on a number, and the word after them.
    pub(super) fn bound(&self, at: usize) -> (Bound, usize) {
        let two = |first: &[&str], second: &[&str]| self.is(at, first) && self.is(at + 1, second);
        let three = |first: &[&str], second: &[&str], third: &[&str]| two(first, second) && self.is(at + 2, third);
        if three(&["no"], &["fewer", "less"], &["than"]) {
            (Bound::AtLeast, at + 3)
        } else if three(&["no", "not"], &["more"], &["than"]) || three(&["as"], &["many", "much"], &["as"]) {
            (Bound::AtMost, at + 3)
        } else if two(&["at"], &["least"])
            || two(&["more", "greater", "higher"], &["than"])
            || two(&["well"], &["over"])
            || two(&["upwards", "upward"], &["of"])
        {
            (Bound::AtLeast, at + 2)
        } else if two(&["at"], &["most"]) || two(&["up"], &["to"]) || two(&["fewer", "less"], &["than"]) {
            (Bound::AtMost, at + 2)
        } else if two(&["close"], &["to"]) || two(&["just"], &["under", "below", "short"]) {
            (Bound::Nearly, at + 2)
        } else if two(&["just"], &["over"]) {
            (Bound::AtLeast, at + 2)
        } else if two(&["an"], &["estimated"]) {
            (Bound::About, at + 2)
        } else if self.is(at, &["over", "above", "exceeding"]) {
            (Bound::AtLeast, at + 1)
        } else if self.is(at, &["under", "below"]) {
            (Bound::AtMost, at + 1)
        } else if self.is(at, &["nearly", "almost"]) {
            (Bound::Nearly, at + 1)
        } else if self.is(at, &["some", "about", "around", "roughly", "approximately", "estimated"]) {
            (Bound::About, at + 1)
        } else {
            (Bound::Exactly, at)
        }
    }

    /// `between 20 and 30`, `20 to 30`, `20-30`.
    pub(super) fn range(&self, at: usize, start: usize, bound: Bound) -> Option<Quantity> {
        let between = self.is(start, &["between"]);
        let from = self.is(start, &["from"]);
        let first_at = if between || from { start + 1 } else { start };
        let first = number(self.words, first_at)?;
        let link = if between { &["and"][..] } else { &["to", "-", "–", "or"][..] };
        if !self.is(first.end, link) || !self.is_count(first_at, first) && !between {
            return None;
        }
        let dash = self.is(first.end, &["-", "–"]);
        let second = number(self.words, first.end + 1)?;
        let glued = self.words[first.end].glued && self.words[first.end + 1].glued;
        // `one or two` is no range to speak of; `5-4` is a score.
        let scale = if second.scaled && !first.scaled && first.value < 1000.0 {
            second.value / number_base(self.words, first.end + 1)
        } else {
            1.0
        };
        let (low, high) = (first.value * scale, second.value);
        if low >= high || (dash && !glued) || self.in_time(first_at) || !self.counts_something(second.end) || (from && low * 20.0 < high) {
            return None;
        }
        if self.words.get(first_at).is_some_and(|word| word.kind == Kind::Digits) && dash && low > 1900.0 && low < 2100.0 {
            return None;
        }
        let definite = matches!(self.before(at, 1), "the" | "these" | "those");
        Some(Quantity {
            from: at,
            to: second.end,
            value: None,
            low: Some(low),
            high: Some(high),
            bound,
            measure: None,
            definite,
            small: false,
        })
    }

    /// `dozens`, `tens of thousands`, `several hundred`, `a few thousand`.
    pub(super) fn vague(&self, at: usize, start: usize, bound: Bound) -> Option<Quantity> {
        let plural = |word: &str| -> Option<f64> {
            Some(match word {
                "dozens" => 12.0,
                "scores" => 20.0,
                "hundreds" => 100.0,
                "thousands" => 1e3,
                "millions" => 1e6,
                "billions" => 1e9,
                _ => return None,
            })
        };
        let quantity = |to: usize, low: f64, high: f64| {
            let bound = if bound == Bound::Exactly { Bound::About } else { bound };
            let definite = matches!(self.before(at, 1), "the" | "these" | "those");
            Some(Quantity { from: at, to, value: None, low: Some(low), high: Some(high), bound, measure: None, definite, small: false })
        };
        let word = self.lower(start);
        if matches!(word, "tens" | "hundreds")
            && self.is(start + 1, &["of"])
            && let Some(unit) = plural(self.lower(start + 2)).filter(|unit| *unit >= 1000.0)
        {
            let low = if word == "tens" { 20.0 } else { 200.0 };
            let high = if word == "tens" { 100.0 } else { 1000.0 };
            return quantity(start + 3, low * unit, high * unit - 1.0);
        }
        if let Some(unit) = plural(word) {
            // `scores` of a match and `scored` stay out: something must be counted.
            if word == "scores" && !self.is(start + 1, &["of", "more", "were", "have", "others"]) {
                return None;
            }
            let high = if unit < 100.0 { 99.0 } else { unit * 10.0 - 1.0 };
            return quantity(start + 1, unit * 2.0, high);
        }
        let few = if self.is(start, &["several"]) {
            start + 1
        } else if self.is(start, &["a"]) && self.is(start + 1, &["few"]) {
            start + 2
        } else {
            return None;
        };
        let unit = match self.lower(few) {
            "dozen" => 12.0,
            "hundred" => 100.0,
            "thousand" => 1e3,
            "million" => 1e6,
            _ => return None,
        };
        let high = if unit < 100.0 { 99.0 } else { unit * 10.0 - 1.0 };
        quantity(few + 1, unit * 2.0, high)
    }

    /// `doubled`, `more than tripled`, `halved`: how many times as much.
    fn change(&self, at: usize, start: usize, bound: Bound) -> Option<Quantity> {
        let value = match self.lower(start) {
            "doubled" => 2.0,
            "tripled" | "trebled" => 3.0,
            "quadrupled" => 4.0,
            "halved" => 0.5,
            _ => return None,
        };
        // `doubled down`, and `doubled the guard`, where what changes comes after.
        let next = self.lower(start + 1);
        let finite =
            matches!(next, "" | "." | "," | ";" | "and" | "since" | "in" | "over" | "to" | "from" | "within" | "during" | "last" | "this");
        if !finite {
            return None;
        }
        let (low, high) = match bound {
            Bound::AtLeast => (Some(value), None),
            Bound::AtMost | Bound::Nearly => (None, Some(value)),
            _ => (None, None),
        };
        let measure = Some(("change", None));
        Some(Quantity { from: at, to: start + 1, value: Some(value), low, high, bound, measure, definite: false, small: false })
    }

    /// `a third of the cargo`, `half of those`, `two-thirds of the members`.
    pub(super) fn share(&self, at: usize, start: usize, bound: Bound) -> Option<Quantity> {
        let (count, name) = if self.is(start, &["a", "one"]) {
            (1.0, start + 1)
        } else {
            (number(self.words, start).filter(|found| found.end == start + 1).map_or(0.0, |found| found.value), start + 1)
        };
        let name = if count > 0.0 && self.is(name, &["-"]) { name + 1 } else { name };
        let under = match self.lower(if count > 0.0 { name } else { start }) {
            "third" | "thirds" if count > 0.0 => 3.0,
            "quarter" | "quarters" if count > 0.0 => 4.0,
            "fifth" | "fifths" if count > 0.0 => 5.0,
            "half" => 2.0,
            _ => return None,
        };
        let to = if count > 0.0 { name + 1 } else { start + 1 };
        if !self.is(to, &["of"]) || self.in_time(start) {
            return None;
        }
        let value = ((count.max(1.0) / under) * 1e4).round() / 1e4;
        let (low, high) = match bound {
            Bound::AtLeast => (Some(value), None),
            Bound::AtMost | Bound::Nearly => (None, Some(value)),
            _ => (None, None),
        };
        Some(Quantity { from: at, to, value: Some(value), low, high, bound, measure: Some(("share", None)), definite: false, small: false })
    }

    pub(super) fn in_time(&self, at: usize) -> bool {
        let word = &self.words[at];
        let span = Span::new(word.start, word.end);
        let place = self.times.partition_point(|time| time.span.end <= span.start);
        self.times.get(place).is_some_and(|time| time.span.overlaps(span))
    }

    pub(super) fn counts_something(&self, at: usize) -> bool {
        self.words.get(at).is_some_and(|word| word.kind == Kind::Letters) && !has(NOT_COUNTED, self.lower(at))
    }

    /// Whether a number counts things: no time, age, rank, name, score, distance.
    pub(super) fn is_count(&self, at: usize, found: Number) -> bool {
        let word = &self.words[at];
        if self.in_time(at)
            || ordinal(self.words, at).is_some()
                && number(self.words, at).is_none_or(|number| number.end == at + 1)
                && self.is(at + 1, &["st", "nd", "rd", "th"])
        {
            return false;
        }
        if self
            .doc
            .report
            .boilerplate
            .iter()
            .chain(self.doc.report.dateline.as_ref().map(|dateline| &dateline.span))
            .any(|span| span.overlaps(Span::new(word.start, word.end)))
        {
            return false;
        }
        // `G20`, `F-16`, `3/4`, `5-4`, `12:30`, `No. 5`, `Resolution 2254`, `(1)`.
        let mark_before = word.glued && !matches!(self.before(at, 1), "(" | "\"" | "“" | "‘" | "'" | "—" | "[" | "…" | "–");
        let next = &self.lower(found.end);
        let glued_next = self.words.get(found.end).is_some_and(|word| word.glued);
        let mark_after = glued_next && matches!(*next, ":" | "/" | "th" | "st" | "nd" | "rd" | "°" | "am" | "pm" | "km" | "s");
        let hyphen_after = glued_next && matches!(*next, "-" | "‑") && self.words.get(found.end + 1).is_some_and(|word| word.glued);
        if mark_before || mark_after || hyphen_after {
            return false;
        }
        if has(NUMBERED, self.before(at, 1)) || (self.before(at, 1) == "." && self.before(at, 2) == "no" && self.words[at - 1].glued) {
            return false;
        }
        // An age: `at the age of 42`, `aged 19 and 20`, `Mara, 42, said`, `the general, 71, died`.
        if found.value < 120.0 && self.is_age(at) {
            return false;
        }
        if self.before(at, 1) == ","
            && matches!(*next, ",")
            && found.value < 110.0
            && at > 1
            && (self.words[at - 2].capital || has(PERSONS, self.before(at, 2)))
            && word.kind == Kind::Digits
            && !self.list_like(at, found.end)
        {
            return false;
        }
        // A list number: `1. First`.
        let starts = self.sentence(at).0 == at;
        if starts && word.kind == Kind::Digits && matches!(*next, "." | ")") {
            return false;
        }
        // A phone number, a code, a year that is no time.
        if word.kind == Kind::Digits
            && word.lower.len() > 4
            && !word.lower.contains(',')
            && !word.lower.contains('.')
            && word.lower.starts_with('0')
        {
            return false;
        }
        if self.is(at, &["one"]) && found.end == at + 1 && !self.one_is_counted(at) {
            return false;
        }
        if matches!(self.lower(at), "zero") {
            return false;
        }
        let scaled_unit = has(NOT_COUNTED, next) && !matches!(*next, "other" | "more" | "main" | "another" | "pounds");
        !scaled_unit
    }

    /// Words before a number make it one of ages, over others and what joins them: `aged between 19 and 20`.
    fn is_age(&self, at: usize) -> bool {
        let mut back = 1;
        while back < 6
            && (matches!(self.before(at, back), "and" | "or" | "," | "to" | "between" | "from" | "about" | "around" | "only" | "just")
                || self.before(at, back).bytes().all(|byte| byte.is_ascii_digit()) && !self.before(at, back).is_empty())
        {
            back += 1;
        }
        matches!(self.before(at, back), "aged" | "ages")
            || self.before(at, back) == "of" && matches!(self.before(at, back + 1), "age" | "ages")
    }

    pub(super) fn list_like(&self, _at: usize, end: usize) -> bool {
        self.words.get(end + 1).is_some_and(|word| word.kind == Kind::Digits)
    }

    /// `one soldier was killed` counts; `one of the leaders`, `no one` do not.
    pub(super) fn one_is_counted(&self, at: usize) -> bool {
        let window = at + 1..(at + 4).min(self.words.len());
        !matches!(self.before(at, 1), "no" | "any" | "every" | "each" | "this" | "that" | "the")
            && window.clone().any(|place| has(PERSONS, self.lower(place)))
    }
}

/// The number at `at` without its multiplier.
fn number_base(words: &[Word], at: usize) -> f64 {
    words[at].lower.replace(',', "").parse().ok().or_else(|| crate::number::cardinal(&words[at].lower)).unwrap_or(1.0)
}
