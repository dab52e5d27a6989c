//! Dates of publication as people and machines write them: to ISO 8601, no more precise than what was written.
//!
//! ISO 8601, `3 June 2031`, `June 3, 2031`, `Tuesday, 3rd June 2031 at 14:05 GMT`, `Tue, 03 Jun 2031 14:05:00 +0300`, `03-JUN-2031
//! 14:05:00`, `June 2031`, `2031`. A date of three numbers such as `04/06/2031` is read only where it cannot be read two ways. Nothing is
//! taken from the clock: a date without a year is no date here.

use readout_core::Precision;

/// A date, and a time of day where one is given.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Moment {
    year: i16,
    month: Option<i8>,
    day: Option<i8>,
    /// Hour, minute, second.
    time: Option<(i8, i8, i8)>,
    /// Minutes east of Greenwich.
    offset: Option<i32>,
}

impl Moment {
    pub(crate) fn precision(&self) -> Precision {
        match (self.time, self.day, self.month) {
            (Some(_), ..) => Precision::Time,
            (_, Some(_), _) => Precision::Day,
            (.., Some(_)) => Precision::Month,
            _ => Precision::Year,
        }
    }

    /// ISO 8601, as long as it is precise.
    pub(crate) fn value(&self) -> String {
        let mut value = format!("{:04}", self.year);
        let numbers = [self.month, self.day];
        for number in numbers.into_iter().map_while(|number| number) {
            value.push_str(&format!("-{number:02}"));
        }
        if let Some((hour, minute, second)) = self.time {
            value.push_str(&format!("T{hour:02}:{minute:02}:{second:02}"));
            match self.offset {
                Some(0) => value.push('Z'),
                Some(offset) => {
                    let sign = if offset < 0 { '-' } else { '+' };
                    value.push_str(&format!("{sign}{:02}:{:02}", offset.abs() / 60, offset.abs() % 60));
                }
                None => {}
            }
        }
        value
    }

    /// Whether both can be true: neither says otherwise where both say something.
    pub(crate) fn agrees(&self, other: &Moment) -> bool {
        let same = |a: Option<i8>, b: Option<i8>| a.zip(b).is_none_or(|(a, b)| a == b);
        self.year == other.year && same(self.month, other.month) && same(self.day, other.day)
    }
}

/// Reads a date that fills all of `text`.
pub(crate) fn parse(text: &str) -> Option<Moment> {
    let (moment, length) = at_start(text)?;
    text[length..].chars().all(|character| crate::unit::is_invisible(character) || matches!(character, '.' | '|' | ',')).then_some(moment)
}

/// Reads a date at the beginning of `text`, with its length in bytes.
pub(crate) fn at_start(text: &str) -> Option<(Moment, usize)> {
    let pieces = pieces(text);
    let mut reader = Reader { pieces: &pieces, at: 0 };
    let mut moment = reader.date()?;
    let mut end = reader.end();
    // A time of midnight without a zone is what machines write where they know only the day.
    if let Some((time, offset)) = reader.time() {
        end = reader.end();
        if time != (0, 0, 0) || offset.is_some() {
            (moment.time, moment.offset) = (Some(time), offset);
        }
    }
    Some((moment, end))
}

#[derive(Clone, Copy, Debug, PartialEq)]
enum Kind {
    Number,
    Word,
    Mark,
}

#[derive(Clone, Copy, Debug)]
struct Piece<'a> {
    kind: Kind,
    text: &'a str,
    end: usize,
    /// White space stands before it.
    space: bool,
}

/// Runs of digits, runs of letters, and single marks; at most as many as a long date has.
fn pieces(text: &str) -> Vec<Piece<'_>> {
    let mut pieces = Vec::new();
    let mut rest = text;
    let mut space = false;
    while let Some(character) = rest.chars().next() {
        let start = text.len() - rest.len();
        let (kind, length) = if character.is_ascii_digit() {
            (Kind::Number, rest.find(|c: char| !c.is_ascii_digit()).unwrap_or(rest.len()))
        } else if character.is_alphabetic() {
            (Kind::Word, rest.find(|c: char| !c.is_alphabetic()).unwrap_or(rest.len()))
        } else {
            (Kind::Mark, character.len_utf8())
        };
        rest = &rest[length..];
        if kind == Kind::Mark && crate::unit::is_invisible(character) {
            space = true;
            continue;
        }
        pieces.push(Piece { kind, text: &text[start..start + length], end: start + length, space });
        space = false;
        if pieces.len() > 24 {
            break;
        }
    }
    pieces
}

struct Reader<'a> {
    pieces: &'a [Piece<'a>],
    at: usize,
}

impl<'a> Reader<'a> {
    fn end(&self) -> usize {
        self.at.checked_sub(1).and_then(|last| self.pieces.get(last)).map_or(0, |piece| piece.end)
    }

    fn peek(&self, ahead: usize) -> Option<Piece<'a>> {
        self.pieces.get(self.at + ahead).copied()
    }

    /// A number of so many digits, so many pieces ahead.
    fn number(&self, ahead: usize, digits: std::ops::RangeInclusive<usize>) -> Option<i32> {
        let piece = self.peek(ahead).filter(|piece| piece.kind == Kind::Number && digits.contains(&piece.text.len()))?;
        piece.text.parse().ok()
    }

    fn mark(&self, ahead: usize, marks: &str) -> bool {
        self.peek(ahead).is_some_and(|piece| piece.kind == Kind::Mark && marks.contains(piece.text))
    }

    fn word(&self, ahead: usize) -> Option<&'a str> {
        self.peek(ahead).filter(|piece| piece.kind == Kind::Word).map(|piece| piece.text)
    }

    fn skip_marks(&mut self, marks: &str) {
        while self.mark(0, marks) {
            self.at += 1;
        }
    }

    fn date(&mut self) -> Option<Moment> {
        if self.word(0).is_some_and(is_weekday) {
            self.at += 1;
            self.skip_marks(",.");
            if self.word(0).is_some_and(|word| word.eq_ignore_ascii_case("the")) {
                self.at += 1;
            }
        }
        self.iso().or_else(|| self.numbers()).or_else(|| self.day_first()).or_else(|| self.month_first()).or_else(|| self.year())
    }

    /// `2031-06-03`, `2031/06/03`, `20310603`, `2031-06`.
    fn iso(&mut self) -> Option<Moment> {
        if let Some(number) = self.number(0, 8..=8) {
            let moment = moment(number / 10_000, Some(number / 100 % 100), Some(number % 100))?;
            self.at += 1;
            return Some(moment);
        }
        let year = self.number(0, 4..=4)?;
        if !self.mark(1, "-/.") {
            return None;
        }
        let month = self.number(2, 1..=2)?;
        if self.mark(3, "-/.")
            && let Some(day) = self.number(4, 1..=2)
        {
            let moment = moment(year, Some(month), Some(day))?;
            self.at += 5;
            return Some(moment);
        }
        let moment = moment(year, Some(month), None)?;
        self.at += 3;
        Some(moment)
    }

    /// `13/06/2031`, `06/13/2031`, `3.6.2031`: only where one reading is possible, or where dots say that the day comes first.
    fn numbers(&mut self) -> Option<Moment> {
        let (first, second, year) = (self.number(0, 1..=2)?, self.number(2, 1..=2)?, self.number(4, 4..=4)?);
        let dots = self.mark(1, ".") && self.mark(3, ".");
        let parted = self.mark(1, "/-") && self.mark(3, "/-");
        if !(dots || parted) {
            return None;
        }
        let (day, month) = match (first, second) {
            _ if dots => (first, second),
            (13.., _) => (first, second),
            (_, 13..) => (second, first),
            _ if first == second => (first, second),
            _ => return None,
        };
        let moment = moment(year, Some(month), Some(day))?;
        self.at += 5;
        Some(moment)
    }

    /// `3 June 2031`, `3rd of June, 2031`, `03-JUN-2031`.
    fn day_first(&mut self) -> Option<Moment> {
        let day = self.number(0, 1..=2)?;
        let mut ahead = 1;
        if self.peek(ahead).is_some_and(|piece| !piece.space) && self.word(ahead).is_some_and(is_ordinal) {
            ahead += 1;
        }
        if self.mark(ahead, "-./") {
            ahead += 1;
        }
        if self.word(ahead).is_some_and(|word| word.eq_ignore_ascii_case("of")) {
            ahead += 1;
        }
        let month = month(self.word(ahead)?)?;
        ahead += 1;
        while self.mark(ahead, "-.,/") {
            ahead += 1;
        }
        let year = self.number(ahead, 4..=4)?;
        let moment = moment(year, Some(month), Some(day))?;
        self.at += ahead + 1;
        Some(moment)
    }

    /// `June 3, 2031`, `Jun. 3rd 2031`, `June 2031`.
    fn month_first(&mut self) -> Option<Moment> {
        let month = month(self.word(0)?)?;
        let mut ahead = 1;
        while self.mark(ahead, ".,-") {
            ahead += 1;
        }
        if let Some(year) = self.number(ahead, 4..=4) {
            let moment = moment(year, Some(month), None)?;
            self.at += ahead + 1;
            return Some(moment);
        }
        let day = self.number(ahead, 1..=2)?;
        ahead += 1;
        if self.peek(ahead).is_some_and(|piece| !piece.space) && self.word(ahead).is_some_and(is_ordinal) {
            ahead += 1;
        }
        while self.mark(ahead, ".,-") {
            ahead += 1;
        }
        let year = self.number(ahead, 4..=4)?;
        let moment = moment(year, Some(month), Some(day))?;
        self.at += ahead + 1;
        Some(moment)
    }

    fn year(&mut self) -> Option<Moment> {
        let year = self.number(0, 4..=4)?;
        let moment = moment(year, None, None)?;
        self.at += 1;
        Some(moment)
    }

    /// `T14:05:00+03:00`, `at 2:05 p.m. GMT`, `14h05`, with a comma, a dash or a bar before it.
    fn time(&mut self) -> Option<((i8, i8, i8), Option<i32>)> {
        let before = self.at;
        self.skip_marks(",-–—|(");
        if self.word(0).is_some_and(|word| matches!(word.to_ascii_lowercase().as_str(), "t" | "at")) {
            self.at += 1;
        }
        let found = self.clock();
        if found.is_none() {
            self.at = before;
        }
        found
    }

    fn clock(&mut self) -> Option<((i8, i8, i8), Option<i32>)> {
        let mut hour = self.number(0, 1..=2)?;
        let (mut minute, mut second, mut ahead) = (0, 0, 1);
        if self.mark(1, ":.") || self.word(1).is_some_and(|word| word.eq_ignore_ascii_case("h")) {
            minute = self.number(2, 2..=2)?;
            ahead = 3;
            if self.mark(3, ":")
                && let Some(number) = self.number(4, 2..=2)
            {
                second = number;
                ahead = 5;
                if self.mark(5, ".,") && self.peek(6).is_some_and(|piece| piece.kind == Kind::Number && !piece.space) {
                    ahead = 7;
                }
            }
        } else if self.word(1).is_none_or(|word| half(word).is_none()) {
            return None;
        }
        // `p.m.` comes as two words with marks between them.
        if let Some(word) = self.word(ahead) {
            let letter = word.to_ascii_lowercase();
            let dotted = matches!(letter.as_str(), "a" | "p")
                && self.mark(ahead + 1, ".")
                && self.word(ahead + 2).is_some_and(|word| word.eq_ignore_ascii_case("m"));
            let afternoon = if dotted { Some(letter == "p") } else { half(word) };
            if let Some(afternoon) = afternoon {
                if !(1..=12).contains(&hour) {
                    return None;
                }
                hour = hour % 12 + if afternoon { 12 } else { 0 };
                ahead += if dotted { 3 } else { 1 };
                if dotted && self.mark(ahead, ".") {
                    ahead += 1;
                }
            }
        }
        if hour > 23 || minute > 59 || second > 60 {
            return None;
        }
        self.at += ahead;
        let offset = self.offset();
        Some(((hour as i8, minute as i8, second.min(59) as i8), offset))
    }

    /// `Z`, `GMT`, `+03:00`, `+0300`, `UTC+3`, `(BST)`. Short names that stand for several zones (`CST`, `IST`) are left unknown.
    fn offset(&mut self) -> Option<i32> {
        let before = self.at;
        self.skip_marks("(");
        let named = self.word(0).map(str::to_ascii_uppercase);
        let mut minutes = None;
        if let Some(name) = named {
            let hours = match name.as_str() {
                "Z" | "GMT" | "UTC" | "WET" => 0,
                "BST" | "CET" | "WEST" => 1,
                "CEST" | "EET" | "SAST" => 2,
                "EEST" | "MSK" => 3,
                "EDT" => -4,
                "EST" => -5,
                "PDT" => -7,
                "PST" => -8,
                "JST" | "KST" => 9,
                // A zone whose short name says too little: the time stays local.
                other if self.word(0) == Some(other) && (2..=4).contains(&other.len()) => {
                    self.at += 1;
                    return None;
                }
                _ => {
                    self.at = before;
                    return None;
                }
            };
            self.at += 1;
            minutes = Some(hours * 60);
            self.skip_marks(")");
        }
        if self.mark(0, "+-−") && self.peek(1).is_some_and(|piece| !piece.space) {
            let sign = if self.mark(0, "+") { 1 } else { -1 };
            let (east, ahead) = if let Some(number) = self.number(1, 4..=4) {
                (number / 100 * 60 + number % 100, 2)
            } else if let (Some(hours), true, Some(rest)) = (self.number(1, 1..=2), self.mark(2, ":"), self.number(3, 2..=2)) {
                (hours * 60 + rest, 4)
            } else if let Some(hours) = self.number(1, 1..=2) {
                (hours * 60, 2)
            } else {
                return minutes;
            };
            if east <= 14 * 60 {
                self.at += ahead;
                minutes = Some(sign * east);
            }
        }
        if minutes.is_none() {
            self.at = before;
        }
        minutes
    }
}

fn moment(year: i32, month: Option<i32>, day: Option<i32>) -> Option<Moment> {
    let year = i16::try_from(year).ok().filter(|year| (1500..=2999).contains(year))?;
    let month = month.map(i8::try_from).transpose().ok()?;
    let day = day.map(i8::try_from).transpose().ok()?;
    jiff::civil::Date::new(year, month.unwrap_or(1), day.unwrap_or(1)).ok()?;
    Some(Moment { year, month, day, time: None, offset: None })
}

fn is_ordinal(word: &str) -> bool {
    matches!(word.to_ascii_lowercase().as_str(), "st" | "nd" | "rd" | "th")
}

fn half(word: &str) -> Option<bool> {
    match word.to_ascii_lowercase().as_str() {
        "am" => Some(false),
        "pm" => Some(true),
        _ => None,
    }
}

pub(crate) fn is_weekday(word: &str) -> bool {
    let word = word.to_lowercase();
    ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"]
        .iter()
        .any(|day| word == *day || word.len() >= 3 && word.len() <= 5 && day.starts_with(&word))
}

/// Number of a month by its English name or a usual abbreviation.
pub(crate) fn month(word: &str) -> Option<i32> {
    const MONTHS: [&str; 12] =
        ["january", "february", "march", "april", "may", "june", "july", "august", "september", "october", "november", "december"];
    let word = word.to_lowercase();
    let matches = |month: &str| word == month || (word.len() == 3 && month.starts_with(&word)) || (word == "sept" && month == "september");
    MONTHS.iter().position(|month| matches(month)).map(|place| place as i32 + 1)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dates_are_as_precise_as_written() {
        for (text, value) in [
            ("2031-06-03", "2031-06-03"),
            ("2031-06-03T14:05:00+03:00", "2031-06-03T14:05:00+03:00"),
            ("2031-06-03T14:05Z", "2031-06-03T14:05:00Z"),
            ("2031-06-03 00:00:00", "2031-06-03"),
            ("2031-06-03T00:00:00Z", "2031-06-03T00:00:00Z"),
            ("20310603", "2031-06-03"),
            ("2031/6/3", "2031-06-03"),
            ("3 June 2031", "2031-06-03"),
            ("Tuesday, June 3, 2031\u{a0}", "2031-06-03"),
            ("3rd of June, 2031", "2031-06-03"),
            ("Jun. 3, 2031 2:05pm EDT", "2031-06-03T14:05:00-04:00"),
            ("June 3, 2031 at 2:05 p.m. CST", "2031-06-03T14:05:00"),
            ("June 3, 2031 at 2:05 p.m.", "2031-06-03T14:05:00"),
            ("Tue, 03 Jun 2031 14:05:00 +0300", "2031-06-03T14:05:00+03:00"),
            ("26-FEB-1987 15:01:01.79", "1987-02-26T15:01:01"),
            ("3 June 2031 | 14:05 GMT+3", "2031-06-03T14:05:00+03:00"),
            ("13/06/2031", "2031-06-13"),
            ("06/13/2031", "2031-06-13"),
            ("3.6.2031", "2031-06-03"),
            ("04/06/2031", ""),
            ("June 2031", "2031-06"),
            ("2031", "2031"),
            ("31 June 2031", ""),
            ("Tuesday", ""),
            ("3 June", ""),
            ("2031-06-03 and later", ""),
        ] {
            assert_eq!(parse(text).map(|moment| moment.value()).unwrap_or_default(), value, "{text}");
        }
    }
}
