//! Claimed quantities: how many, of whom, killed or freed or marching, where, as of when, and by whose account.
//!
//! Words, times and attributions come in, [`Figure`]s go out. `at least 114 people were killed on Saturday: 46 civilians, 33 rebels and 35
//! soldiers` is one figure of 114 `people`, `killed`, `at_least`, with three parts that inherit what they count. Years, dates, durations,
//! ages, ordinals, distances and numbers in names are not figures. Percentages (`percent`), money (`money`) and shares (`share`) are kept
//! with what they measure. A figure is by the account of the smallest attribution whose content holds it.
//!
//! What vague words can mean is fixed here: `dozens` 24 to 99, `scores` 40 to 99, `hundreds` 200 to 999, and so on upward.

use crate::number::{Number, number, ordinal};
use crate::scan::{self, Kind, Word};
use crate::{doc::Doc, mention::Cast};
use readout_core::{Attribution, Bound, EntityId, EntityType, Figure, FigureId, Finding, Precision, Span, Time, TimeId, TimeType};

/// Finds figures.
pub fn figures(doc: &Doc<'_>, cast: &Cast, times: &[Time], attributions: &[Attribution], findings: &mut Vec<Finding>) -> Vec<Figure> {
    let words = scan::scan(doc.text);
    let reader = Reader::new(doc, cast, times, attributions, &words);
    let mut drafts: Vec<Draft> = Vec::new();
    let mut at = 0;
    while at < words.len() {
        match reader.quantity(at) {
            Some(quantity) => {
                at = quantity.to.max(at + 1);
                if let Some(draft) = reader.draft(quantity, drafts.last()) {
                    drafts.push(draft);
                }
            }
            None => at += 1,
        }
    }
    let parts = reader.parts(&mut drafts);
    let spans: Vec<Span> = drafts.iter().map(|draft| reader.span(draft.quantity.from, draft.quantity.to)).collect();
    let mut figures: Vec<Figure> = drafts.iter().enumerate().map(|(place, draft)| reader.figure(place, draft, &spans)).collect();
    // A later figure on the same thing in the same paragraph is of the same place: `44 dead, up from 31`.
    for at in 1..figures.len() {
        let (before, figure) = (&figures[at - 1], &figures[at]);
        let paragraph = doc.paragraphs.iter().find(|paragraph| paragraph.contains(figure.span));
        let near = paragraph.is_some_and(|paragraph| paragraph.contains(before.span));
        if figure.place.is_none() && near && figure.counted == before.counted && figure.counted.as_deref() == Some("killed") {
            figures[at].place = before.place;
        }
    }
    for (whole, of) in &parts {
        // The parts of a toll are of the toll's day and place where they name none.
        for part in of {
            let (place, as_of) = (figures[whole.0].place, figures[whole.0].as_of);
            figures[*part].place = figures[*part].place.or(place);
            figures[*part].as_of = figures[*part].as_of.or(as_of);
        }
    }
    for (whole, of) in parts {
        figures[whole.0].parts = of.iter().map(|part| FigureId::new(*part)).collect();
        if whole.1 {
            check_sum(&figures, whole.0, findings);
        }
    }
    for figure in &figures {
        let most = figure.value.or(figure.high).unwrap_or(0.0);
        let people = !matches!(figure.counted.as_deref(), Some("money" | "percent" | "share"));
        if people && most > 1e10 {
            findings.push(Finding::at("implausible-figure", figure.span, format!("{most:.0} is more than there are people; kept as said")));
        }
    }
    figures
}

/// Whether the parts of a figure add up, where they are told as all there are.
fn check_sum(figures: &[Figure], whole: usize, findings: &mut Vec<Finding>) {
    let figure = &figures[whole];
    let parts: Vec<f64> = figure.parts.iter().filter_map(|part| figures[part.index()].value).collect();
    let (Some(value), true) = (figure.value, parts.len() == figure.parts.len()) else { return };
    let sum: f64 = parts.iter().sum();
    let fits = match figure.bound {
        Bound::Exactly | Bound::AtLeast => sum == value,
        Bound::About | Bound::Nearly => (sum - value).abs() <= value * 0.1,
        Bound::AtMost => sum <= value,
    };
    if !fits {
        let terms: Vec<String> = parts.iter().map(|part| part.to_string()).collect();
        findings.push(Finding::at("sum-mismatch", figure.span, format!("the parts {} make {sum}, not {value}", terms.join(" + "))));
    }
}

/// A quantity's words, before it is known what it counts.
#[derive(Clone, Debug)]
struct Quantity {
    from: usize,
    to: usize,
    value: Option<f64>,
    low: Option<f64>,
    high: Option<f64>,
    bound: Bound,
    /// `money`, `percent`, `share`, with what it is of.
    measure: Option<(&'static str, Option<String>)>,
    /// Said by a definite article: `the two leaders` counts nobody anew.
    definite: bool,
    /// The number is a small word, which needs a reason to be a figure.
    small: bool,
}

/// A quantity with what it counts.
#[derive(Clone, Debug)]
struct Draft {
    quantity: Quantity,
    counted: Option<String>,
    of: Option<String>,
    /// The word after the counted noun.
    noun_end: usize,
    /// Sentence, as words.
    sentence: (usize, usize),
}

struct Reader<'a> {
    doc: &'a Doc<'a>,
    cast: &'a Cast,
    times: &'a [Time],
    attributions: &'a [Attribution],
    words: &'a [Word],
    starts: Vec<usize>,
}

/// Verb forms that say what happened to those counted.
const HAPPENED: &[(&str, &str)] = &[
    ("killed", "killed"),
    ("kill", "killed"),
    ("kills", "killed"),
    ("killing", "killed"),
    ("dead", "killed"),
    ("died", "killed"),
    ("die", "killed"),
    ("dying", "killed"),
    ("deaths", "killed"),
    ("death", "killed"),
    ("slain", "killed"),
    ("murdered", "killed"),
    ("perished", "killed"),
    ("massacred", "killed"),
    ("executed", "killed"),
    ("assassinated", "killed"),
    ("assassination", "killed"),
    ("assassinations", "killed"),
    ("murder", "killed"),
    ("murders", "killed"),
    ("slaying", "killed"),
    ("killings", "killed"),
    ("assassinate", "killed"),
    ("massacre", "killed"),
    ("fatalities", "killed"),
    ("toll", "killed"),
    ("lives", "killed"),
    ("bodies", "killed"),
    ("corpses", "killed"),
    ("wounded", "wounded"),
    ("wounding", "wounded"),
    ("wounds", "wounded"),
    ("injured", "wounded"),
    ("injuring", "wounded"),
    ("injuries", "wounded"),
    ("hurt", "wounded"),
    ("maimed", "wounded"),
    ("hospitalized", "wounded"),
    ("hospitalised", "wounded"),
    ("injures", "wounded"),
    ("casualties", "casualties"),
    ("detained", "detained"),
    ("detaining", "detained"),
    ("arrested", "detained"),
    ("arresting", "detained"),
    ("arrests", "detained"),
    ("jailed", "detained"),
    ("imprisoned", "detained"),
    ("detainees", "detained"),
    ("held", "detained"),
    ("displaced", "displaced"),
    ("displacing", "displaced"),
    ("fled", "displaced"),
    ("flee", "displaced"),
    ("fleeing", "displaced"),
    ("uprooted", "displaced"),
    ("homeless", "displaced"),
    ("evacuated", "evacuated"),
    ("evacuating", "evacuated"),
    ("missing", "missing"),
    ("disappeared", "missing"),
    ("unaccounted", "missing"),
    ("kidnapped", "kidnapped"),
    ("abducted", "kidnapped"),
    ("kidnapping", "kidnapped"),
    ("abduction", "kidnapped"),
    ("hostage", "kidnapped"),
    ("captured", "captured"),
    ("capturing", "captured"),
    ("surrendered", "surrendered"),
    ("released", "released"),
    ("release", "released"),
    ("releasing", "released"),
    ("freed", "released"),
    ("freeing", "released"),
    ("pardoned", "released"),
    ("exchanged", "exchanged"),
    ("swapped", "exchanged"),
    ("returned", "returned"),
    ("rescued", "rescued"),
    ("marched", "marched"),
    ("protested", "protested"),
    ("rallied", "protested"),
    ("demonstrated", "protested"),
    ("gathered", "protested"),
    ("attended", "attended"),
    ("taken", "taken"),
    ("seized", "taken"),
    ("took", "taken"),
    ("control", "taken"),
    ("overran", "taken"),
    ("destroyed", "destroyed"),
    ("damaged", "damaged"),
    ("deployed", "deployed"),
    ("sent", "deployed"),
    ("deploy", "deployed"),
    ("vetoed", "vetoed"),
    ("blocked", "blocked"),
    ("signed", "signed"),
    ("launched", "launched"),
    ("fired", "fired"),
    ("infected", "infected"),
    ("starved", "killed"),
    ("besieged", "besieged"),
    ("trapped", "trapped"),
    ("stranded", "trapped"),
    ("sentenced", "sentenced"),
    ("voted", "voted"),
    ("recruited", "recruited"),
    ("received", "received"),
    ("gave", "given"),
    ("inhabitants", "population"),
    ("residents", "population"),
];

/// Words that go on counting what the sentence before counted: `The government puts the figure at 19,000`.
const FIGURE_NOUNS: &[&str] = &["toll", "figure", "count", "number", "total", "tally", "estimate"];

/// Units after a number that make it no figure: times, lengths, weights, ages, ranks.
const NOT_COUNTED: &[&str] = &[
    "year",
    "years",
    "month",
    "months",
    "week",
    "weeks",
    "day",
    "days",
    "hour",
    "hours",
    "minute",
    "minutes",
    "second",
    "seconds",
    "decade",
    "decades",
    "century",
    "centuries",
    "am",
    "pm",
    "kilometers",
    "kilometres",
    "kilometer",
    "kilometre",
    "km",
    "miles",
    "mile",
    "meters",
    "metres",
    "meter",
    "metre",
    "feet",
    "foot",
    "inches",
    "yards",
    "degrees",
    "mph",
    "kph",
    "knots",
    "o'clock",
    "gmt",
    "kg",
    "kilograms",
    "tons",
    "tonnes",
    "pounds",
    "points",
    "point",
    "mm",
    "acres",
    "hectares",
    "magnitude",
    "weekends",
    "winters",
    "summers",
    "times",
    "sides",
    "parties",
    "countries",
    "nations",
    "states",
    "leaders",
    "presidents",
    "ministers",
    "men's",
    "counterparts",
    "days'",
    "years'",
    "stages",
    "rounds",
    "blocks",
    "options",
    "things",
    "issues",
    "neighbours",
    "neighbors",
    "camps",
    "halves",
    "ways",
    "main",
    "other",
    "thirds",
    "another",
    "more",
];

const MONEY: &[(&str, &str)] = &[
    ("dollars", "US dollars"),
    ("dollar", "US dollars"),
    ("euros", "euros"),
    ("euro", "euros"),
    ("pounds", "pounds"),
    ("rubles", "roubles"),
    ("roubles", "roubles"),
    ("yen", "yen"),
    ("marks", "marks"),
    ("francs", "francs"),
    ("rupees", "rupees"),
    ("dlrs", "US dollars"),
    ("usd", "US dollars"),
    ("crowns", "crowns"),
    ("pesos", "pesos"),
    ("lira", "lira"),
    ("yuan", "yuan"),
    ("shekels", "shekels"),
    ("riyals", "riyals"),
    ("dinars", "dinars"),
];

impl<'a> Reader<'a> {
    fn new(doc: &'a Doc<'a>, cast: &'a Cast, times: &'a [Time], attributions: &'a [Attribution], words: &'a [Word]) -> Self {
        let starts = if doc.sentences.is_empty() {
            scan::sentence_starts(words)
        } else {
            doc.sentences.iter().map(|sentence| words.partition_point(|word| word.start < sentence.span.start as usize)).collect()
        };
        Self { doc, cast, times, attributions, words, starts }
    }

    fn lower(&self, at: usize) -> &str {
        self.words.get(at).map_or("", |word| word.lower.as_str())
    }
    fn is(&self, at: usize, any: &[&str]) -> bool {
        any.contains(&self.lower(at))
    }
    fn before(&self, at: usize, by: usize) -> &str {
        at.checked_sub(by).map_or("", |at| self.lower(at))
    }
    fn span(&self, from: usize, to: usize) -> Span {
        scan::span(self.words, from, to)
    }
    fn sentence(&self, at: usize) -> (usize, usize) {
        let place = self.starts.partition_point(|start| *start <= at);
        let begin = place.checked_sub(1).map_or(0, |place| self.starts[place]);
        (begin, self.starts.get(place).copied().unwrap_or(self.words.len()))
    }

    // ---- the quantity itself ----

    /// The quantity that begins at word `at` with its bound words: `at least 114`, `between 20 and 30`, `dozens`.
    fn quantity(&self, at: usize) -> Option<Quantity> {
        let (bound, start) = self.bound(at);
        let two_bounds = self.bound(start);
        let (bound, start) = if start > at && two_bounds.1 > start { two_bounds } else { (bound, start) };
        if let Some(range) = self.range(at, start, bound) {
            return Some(range);
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
    fn bound(&self, at: usize) -> (Bound, usize) {
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
    fn range(&self, at: usize, start: usize, bound: Bound) -> Option<Quantity> {
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
    fn vague(&self, at: usize, start: usize, bound: Bound) -> Option<Quantity> {
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

    /// `a third of the cargo`, `half of those`, `two-thirds of the members`.
    fn share(&self, at: usize, start: usize, bound: Bound) -> Option<Quantity> {
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

    fn in_time(&self, at: usize) -> bool {
        let word = &self.words[at];
        let span = Span::new(word.start, word.end);
        let place = self.times.partition_point(|time| time.span.end <= span.start);
        self.times.get(place).is_some_and(|time| time.span.overlaps(span))
    }

    fn counts_something(&self, at: usize) -> bool {
        self.words.get(at).is_some_and(|word| word.kind == Kind::Letters) && !NOT_COUNTED.contains(&self.lower(at))
    }

    /// Whether a number counts things: no time, age, rank, name, score, distance.
    fn is_count(&self, at: usize, found: Number) -> bool {
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
        if matches!(
            self.before(at, 1),
            "no" | "number"
                | "resolution"
                | "article"
                | "section"
                | "chapter"
                | "page"
                | "flight"
                | "route"
                | "room"
                | "aged"
                | "age"
                | "channel"
                | "grade"
                | "phase"
                | "part"
                | "class"
                | "group"
                | "world"
                | "unit"
                | "brigade"
                | "division"
                | "building"
                | "highway"
                | "#"
                | "war"
                | "version"
                | "rule"
                | "act"
                | "team"
                | "boeing"
                | "airbus"
                | "paragraph"
                | "decree"
                | "law"
        ) || (self.before(at, 1) == "." && self.before(at, 2) == "no" && self.words[at - 1].glued)
        {
            return false;
        }
        // An age: `Mara, 42, said`, `42 years old`.
        if self.before(at, 1) == ","
            && matches!(*next, ",")
            && found.value < 110.0
            && at > 1
            && self.words[at - 2].capital
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
        let scaled_unit = NOT_COUNTED.contains(next) && !matches!(*next, "other" | "more" | "main" | "another" | "pounds");
        !scaled_unit
    }

    fn list_like(&self, _at: usize, end: usize) -> bool {
        self.words.get(end + 1).is_some_and(|word| word.kind == Kind::Digits)
    }

    /// `one soldier was killed` counts; `one of the leaders`, `no one` do not.
    fn one_is_counted(&self, at: usize) -> bool {
        const PEOPLE: &[&str] = &[
            "soldier",
            "person",
            "civilian",
            "policeman",
            "officer",
            "man",
            "woman",
            "child",
            "boy",
            "girl",
            "rebel",
            "guerrilla",
            "fighter",
            "protester",
            "demonstrator",
            "student",
            "peasant",
            "worker",
            "journalist",
            "guard",
            "passenger",
            "people",
            "villager",
            "prisoner",
        ];
        let window = at + 1..(at + 4).min(self.words.len());
        !matches!(self.before(at, 1), "no" | "any" | "every" | "each" | "this" | "that" | "the")
            && window.clone().any(|place| PEOPLE.contains(&self.lower(place)))
    }

    // ---- what is counted ----

    fn draft(&self, quantity: Quantity, last: Option<&Draft>) -> Option<Draft> {
        let sentence = self.sentence(quantity.from);
        if let Some((measure, of)) = quantity.measure.clone() {
            let (noun, end) = if measure == "money" {
                (of, quantity.to)
            } else {
                self.noun_phrase(quantity.to + usize::from(self.is(quantity.to, &["of"])), sentence.1, true)
            };
            return Some(Draft { counted: Some(measure.to_owned()), of: noun, noun_end: end, sentence, quantity });
        }
        let (noun, noun_end) = self.counted_noun(quantity.to, sentence.1);
        let mut of = noun;
        let named_by_noun =
            of.as_deref().map(|of| of.split(" of ").next().unwrap_or(of)).and_then(|of| of.rsplit(' ').next()).and_then(noun_counts);
        let verb = self.happened(&quantity, noun_end, sentence);
        let mut counted = match (named_by_noun, verb) {
            (Some("killed"), _) if of.as_deref() == Some("lives") => Some("killed"),
            // `dead`, `wounded`, `casualties`: the noun says all.
            (Some(name), None) => Some(name),
            (Some(name @ ("killed" | "wounded" | "missing" | "casualties")), Some(_)) => Some(name),
            (Some(_), Some(verb)) => Some(verb),
            (None, verb) => verb,
        };
        if named_by_noun.is_some()
            && of.as_deref().is_some_and(|of| {
                matches!(
                    of,
                    "dead" | "wounded" | "injured" | "missing" | "deaths" | "fatalities" | "injuries" | "casualties" | "arrests" | "killed"
                )
            })
        {
            of = Some("people".to_owned());
        }
        // `46 civilians, 33 rebels and 35 soldiers` go on with what the figure before counts.
        let of_them = self.is(quantity.to, &["of"]) && self.is(quantity.to + 1, &["them", "whom"]);
        let follows = last.is_some_and(|last| last.sentence == sentence && (of_them || self.enumerates(last.noun_end, quantity.from)));
        if let (true, Some(last)) = (follows, last) {
            if counted.is_none() || self.after_colon(last, &quantity) {
                counted = counted_name(last.counted.as_deref()).or(counted);
            }
            if of.is_none() && noun_end == quantity.to && self.after_colon(last, &quantity) {
                of = last.of.clone();
            }
        }
        // `The government puts the toll at 19,000`: people, and killed unless something else was counted just before.
        if of.is_none() && counted.is_none() {
            let noun = (sentence.0..quantity.from).rev().take(14).find(|place| FIGURE_NOUNS.contains(&self.lower(*place)));
            let near = last.filter(|last| {
                sentence.0 <= last.sentence.1 + 1
                    && last.counted.is_some()
                    && !matches!(last.counted.as_deref(), Some("money" | "percent" | "share"))
            });
            if noun.is_some()
                || (last.is_some_and(|last| last.sentence == sentence && last.of.as_deref() == Some("people"))
                    && matches!(self.before(quantity.from, 1), "to" | "at" | "from"))
            {
                counted = near
                    .and_then(|near| counted_name(near.counted.as_deref()))
                    .or(noun.and_then(|at| self.is(at, &["toll"]).then_some("killed")));
                of = Some("people".to_owned());
            }
        }
        // Killed and wounded without a noun are people.
        if of.is_none() && counted.is_some_and(is_of_people) {
            of = Some("people".to_owned());
        }
        let reason = counted.is_some() || (!quantity.small && of.is_some());
        // `the two leaders` counts nobody anew; `the murder of the six priests` does.
        let struck = matches!(counted, Some("killed" | "wounded" | "kidnapped" | "detained" | "displaced"));
        if !reason || (quantity.definite && (counted.is_none() || (quantity.small && !struck))) {
            return None;
        }
        // `its two main conditions`, `two other parties` are no counts worth keeping unless something happened to them.
        if quantity.small && counted.is_none() {
            return None;
        }
        let population = of.as_deref() == Some("people") && counted.is_none() && self.before(quantity.from, 1) == "of";
        let counted = if population { Some("population") } else { counted };
        Some(Draft { counted: counted.map(str::to_owned), of, noun_end, sentence, quantity })
    }

    /// The noun after a number: `council fighters`, `people`, and the word after it. `of them` and `others` name nobody.
    fn counted_noun(&self, from: usize, end: usize) -> (Option<String>, usize) {
        let mut at = from;
        if self.is(at, &["more", "other", "additional"]) && self.words.get(at + 1).is_some_and(|word| word.kind == Kind::Letters) {
            at += 1;
        }
        if self.is(at, &["of"]) {
            if self.is(at + 1, &["them", "those", "which", "whom", "us"]) {
                let (noun, to) = self.noun_phrase(at + 2, end, false);
                return if noun.is_some() && self.is(at + 1, &["them", "whom"]) { (noun, to) } else { (None, at + 2) };
            }
            at += 1;
            while self.is(at, &["the", "his", "her", "their", "its", "our"]) {
                at += 1;
            }
        }
        self.noun_phrase(at, end, false)
    }

    /// The noun phrase from word `at`, by its shape: it goes on while words look like adjectives and nouns.
    fn noun_phrase(&self, at: usize, end: usize, of_phrase: bool) -> (Option<String>, usize) {
        let mut at = at;
        while of_phrase && self.is(at, &["the", "a", "an", "its", "their", "his", "her", "all"]) {
            at += 1;
        }
        let mut to = at;
        while to < end.min(at + 6) {
            let word = &self.words[to];
            let hyphen = word.lower == "-"
                && to > at
                && word.glued
                && self.words.get(to + 1).is_some_and(|word| word.glued && word.kind == Kind::Letters);
            let stop = word.lower == "." && word.glued && self.words[to - usize::from(to > 0)].lower.len() == 1;
            if hyphen || (stop && to > at) {
                to += 1;
                continue;
            }
            if word.kind != Kind::Letters || STOPS.contains(&word.lower.as_str()) || self.in_time(to) {
                break;
            }
            let participle = word.lower.ends_with("ed")
                && word.lower.len() > 4
                && !matches!(
                    word.lower.as_str(),
                    "armed" | "masked" | "unarmed" | "wounded" | "injured" | "displaced" | "united" | "allied" | "hooded" | "uniformed"
                );
            let verb = to > at && (participle || is_finite(&word.lower));
            let happened = to > at
                && matches!(word.lower.as_str(), "wounded" | "injured" | "displaced" | "dead" | "missing" | "killed" | "died" | "hurt");
            if verb || happened || (to > at && is_head(&self.words[to - 1].lower) && !is_head(&word.lower)) {
                break;
            }
            to += 1;
        }
        if to == at {
            return (None, at);
        }
        while to > at && self.words[to - 1].kind == Kind::Mark {
            to -= 1;
        }
        // `supporters of the opposition list`, `prisoners of war`.
        if !of_phrase && self.is(to, &["of"]) && is_head(&self.words[to - 1].lower) && !self.is(to + 1, &["them", "whom", "which", "those"])
        {
            let (rest, end) = self.noun_phrase(to + 1, end, true);
            if rest.is_some() {
                to = end;
            }
        }
        let span = self.span(at, to.max(at + 1));
        let text = span.of(self.doc.text).split_whitespace().collect::<Vec<_>>().join(" ");
        (Some(text), to)
    }

    /// What happened to those counted, by the verb after the noun or before the number.
    fn happened(&self, quantity: &Quantity, noun_end: usize, sentence: (usize, usize)) -> Option<&'static str> {
        let name = |at: usize| HAPPENED.iter().find(|(form, _)| *form == self.lower(at)).map(|(_, name)| *name);
        // After: `were killed`, `have been killed or wounded`, `dead`; a new number or a clause mark ends the search.
        let mut at = noun_end;
        let mut skipped = 0;
        while at < sentence.1 && skipped < 9 {
            let word = &self.words[at];
            if matches!(
                word.lower.as_str(),
                ":" | ";"
                    | "."
                    | "\""
                    | "”"
                    | "("
                    | "—"
                    | "who"
                    | "that"
                    | "which"
                    | "as"
                    | "after"
                    | "when"
                    | "and"
                    | "but"
                    | "in"
                    | "by"
                    | "from"
                    | "to"
                    | "for"
                    | "including"
                    | "while"
                    | ","
                    | "at"
            ) {
                let passes =
                    matches!(word.lower.as_str(), "in" | "from" | "at" | "to" | "who" | "that") && self.verb_follows(at, sentence.1);
                if !passes {
                    break;
                }
            }
            if number(self.words, at).is_some() && at > noun_end && !self.in_time(at) {
                break;
            }
            // `two men from where the governor was killed`: one person, not two.
            let single = matches!(self.before(at, 1), "was" | "is") && quantity.value.is_some_and(|value| value > 1.0);
            if single {
                break;
            }
            if let Some(name) = name(at).filter(|name| {
                *name != "population" && !matches!(self.lower(at), "lives" | "control" | "bodies" | "toll" | "release" | "held")
            }) {
                return Some(name);
            }
            at += 1;
            skipped += 1;
        }
        // Before: `killed nearly 100`, `killing 12 and wounding 30`, `claimed the lives of 12`, `death toll rose to 30`, `left 12`.
        let mut at = quantity.from;
        let mut skipped = 0;
        let mut crossed = false;
        while at > sentence.0 && skipped < 8 {
            at -= 1;
            skipped += 1;
            let word = &self.words[at];
            // `killed by two gunmen`, `killed with two bursts`, `killed in two clashes`; but `the death toll in the city to 30`.
            crossed |=
                matches!(word.lower.as_str(), "by" | "with" | "in" | "from" | "near" | "during" | "after" | "when" | "which" | "that")
                    && !self.is(at, &["which", "that"]);
            if matches!(word.lower.as_str(), ";" | ":" | "." | "“" | "\"") {
                break;
            }
            if number(self.words, at).is_some() && !self.in_time(at) && !matches!(word.lower.as_str(), "one") {
                break;
            }
            if let Some(name) = name(at) {
                if crossed && !matches!(word.lower.as_str(), "toll" | "deaths" | "death" | "dead" | "fatalities" | "casualties" | "arrests")
                {
                    break;
                }
                if matches!(
                    word.lower.as_str(),
                    "held" | "sent" | "gave" | "took" | "launched" | "fired" | "returned" | "received" | "attended"
                ) && skipped > 1
                {
                    break;
                }
                return Some(name);
            }
        }
        None
    }

    /// Whether a form of `be` follows within a few words, so that a relative or prepositional phrase stands between.
    fn verb_follows(&self, at: usize, end: usize) -> bool {
        (at + 1..(at + 7).min(end)).any(|place| matches!(self.lower(place), "were" | "was" | "have" | "had" | "are" | "has"))
            && !(at + 1..(at + 7).min(end)).any(|place| matches!(self.lower(place), "," | ";" | ":" | "."))
    }

    /// Whether the figure at `to` goes on a list: after a `:` or `including`, or with nothing but `,` and `and` since the figure before.
    fn enumerates(&self, from: usize, to: usize) -> bool {
        if from > to || to - from > 24 {
            return false;
        }
        let mark = (from..to).rev().find(|at| matches!(self.lower(*at), ":" | "including"));
        let tail = mark.map_or(from, |mark| mark + 1);
        to - tail <= 4
            && (tail..to).all(|at| {
                matches!(self.lower(at), "," | "and" | "among" | "them" | "were" | "of" | "—" | "-" | "–" | "as" | "well" | "(" | "both")
            })
    }

    fn after_colon(&self, last: &Draft, quantity: &Quantity) -> bool {
        (last.noun_end.min(quantity.from)..quantity.from).any(|at| matches!(self.lower(at), ":" | "including"))
    }

    // ---- breakdowns ----

    /// Figures with their parts: whole (and whether the parts claim to be all), parts.
    fn parts(&self, drafts: &mut [Draft]) -> Vec<((usize, bool), Vec<usize>)> {
        let mut found = Vec::new();
        for whole in 0..drafts.len() {
            let opened = |next: &Draft, mark: &str| (drafts[whole].noun_end..next.quantity.from).any(|at| self.lower(at) == mark);
            let Some(next) = drafts.get(whole + 1) else { break };
            if next.sentence != drafts[whole].sentence || drafts[whole].quantity.measure.is_some() {
                continue;
            }
            let colon = opened(next, ":");
            let including = opened(next, "including");
            if !(colon || including) || !self.enumerates_after(&drafts[whole], next) {
                continue;
            }
            let mut parts = vec![whole + 1];
            while let Some(part) = drafts.get(whole + 1 + parts.len()) {
                let before = &drafts[whole + parts.len()];
                let linked = (before.noun_end..part.quantity.from).all(|at| matches!(self.lower(at), "," | "and" | ";" | "of" | "them"));
                if part.sentence != drafts[whole].sentence || !linked || part.quantity.measure.is_some() {
                    break;
                }
                parts.push(whole + 1 + parts.len());
            }
            let total = drafts[whole].quantity.value.or(drafts[whole].quantity.high).unwrap_or(f64::INFINITY);
            if parts.iter().any(|part| drafts[*part].quantity.value.unwrap_or(0.0) > total) && including {
                continue;
            }
            let counted = drafts[whole].counted.clone();
            for part in &parts {
                if colon || drafts[*part].counted.is_none() {
                    drafts[*part].counted = counted.clone().or(drafts[*part].counted.take());
                }
            }
            found.push(((whole, colon && parts.len() > 1), parts));
        }
        found
    }

    fn enumerates_after(&self, whole: &Draft, part: &Draft) -> bool {
        let mark = (whole.noun_end..part.quantity.from).rev().find(|at| matches!(self.lower(*at), ":" | "including"));
        mark.is_some_and(|mark| part.quantity.from - mark <= 3)
    }

    // ---- where, when, by whom ----

    fn figure(&self, place: usize, draft: &Draft, others: &[Span]) -> Figure {
        let quantity = &draft.quantity;
        let span = self.span(quantity.from, quantity.to);
        let extent = self.extent(draft);
        Figure {
            id: FigureId::new(place),
            span,
            value: quantity.value,
            low: quantity.low,
            high: quantity.high,
            bound: quantity.bound,
            counted: draft.counted.clone(),
            of: draft.of.clone(),
            place: self.place(draft, span),
            as_of: self.as_of(draft, span, others),
            parts: Vec::new(),
            attribution: self.account(span),
            extent: Some(extent),
        }
    }

    /// The part of the sentence between strong marks that holds the figure.
    fn extent(&self, draft: &Draft) -> Span {
        let mut from = draft.quantity.from;
        while from > draft.sentence.0 && !matches!(self.lower(from - 1), ";") {
            from -= 1;
        }
        let mut to = draft.noun_end.max(draft.quantity.to);
        while to < draft.sentence.1 && !matches!(self.lower(to), ";") {
            to += 1;
        }
        self.span(from, to)
    }

    /// The smallest attribution whose content holds the figure; the later one of two alike, which is the inner one.
    fn account(&self, span: Span) -> Option<readout_core::AttributionId> {
        let holds = |attribution: &&Attribution| attribution.content.iter().any(|content| content.contains(span));
        let size = |attribution: &&Attribution| attribution.content.iter().map(|content| content.len()).sum::<usize>();
        self.attributions
            .iter()
            .filter(holds)
            .min_by_key(|attribution| (size(attribution), std::cmp::Reverse(attribution.id)))
            .map(|attribution| attribution.id)
    }

    /// The place said with the figure: after it in its sentence, then before it, then in the sentence before.
    fn place(&self, draft: &Draft, span: Span) -> Option<EntityId> {
        const LED: &[&str] = &["in", "at", "near", "outside", "across", "around", "inside", "throughout", "from", "on", "of", "over"];
        let sentence = self.span(draft.sentence.0, draft.sentence.1.max(draft.sentence.0 + 1));
        let source =
            |mention: Span| self.attributions.iter().any(|attribution| attribution.source.iter().any(|source| source.contains(mention)));
        let led = |mention: Span| {
            let at = self.words.partition_point(|word| word.start < mention.start as usize);
            (1..=4).any(|by| LED.contains(&self.before(at, by)))
        };
        let candidates: Vec<_> = self
            .cast
            .mentions
            .iter()
            .filter(|mention| {
                matches!(mention.entity_type, EntityType::GPE | EntityType::LOC | EntityType::FAC) && mention.entity.is_some()
            })
            .filter(|mention| sentence.contains(mention.span) && !source(mention.span) && led(mention.span))
            .collect();
        let after = candidates.iter().find(|mention| mention.span.start >= span.end);
        let before = candidates.iter().rev().find(|mention| mention.span.end <= span.start);
        after.or(before).and_then(|mention| mention.entity).or_else(|| self.country_at_war(draft))
    }

    /// Of a toll of a whole war that names no place: the country that the report names most.
    fn country_at_war(&self, draft: &Draft) -> Option<EntityId> {
        let war = (draft.sentence.0..draft.sentence.1).any(|at| self.is(at, &["war", "conflict", "uprising", "insurgency", "rebellion"]));
        if draft.counted.as_deref() != Some("killed") || !war {
            return None;
        }
        let named =
            |id: usize| self.cast.mentions.iter().filter(|mention| mention.entity.is_some_and(|entity| entity.index() == id)).count();
        let countries = self.cast.entities.iter().enumerate().filter(|(_, entity)| entity.entity_type == EntityType::GPE && entity.named);
        let most = countries.map(|(id, _)| (named(id), std::cmp::Reverse(id))).max();
        most.filter(|(count, _)| *count > 1).map(|(_, id)| EntityId::new(id.0))
    }

    /// The date of what is counted, where the sentence gives one that is not the date of saying.
    ///
    /// A toll told in the perfect (`has claimed 33,000 lives`) runs until the telling: it takes only a stretch named with it (`the 46-month
    /// conflict`) or a date after it, and never the date it is counted from (`since 2029`).
    fn as_of(&self, draft: &Draft, span: Span, others: &[Span]) -> Option<TimeId> {
        let from = draft.quantity.from;
        if draft.counted.as_deref() == Some("population") || (self.before(from, 1) == "from" && self.is(draft.quantity.to, &["to"])) {
            return None;
        }
        let sentence = self.span(draft.sentence.0, draft.sentence.1.max(draft.sentence.0 + 1));
        let perfect = (1..=5).any(|by| matches!(self.before(from, by), "has" | "have")) && from >= draft.sentence.0 + 2;
        let dated = |time: &&Time| {
            sentence.contains(time.span)
                && matches!(time.time_type, TimeType::DATE | TimeType::TIME)
                && !matches!(time.precision, Precision::Unknown)
                && !self.dates_saying(time.span)
                && !self.dates_beginning(time.span)
        };
        let gap = |from: u32, to: u32| self.words.iter().filter(|word| word.start as u32 >= from && (word.end as u32) <= to).count();
        let after = self.times.iter().filter(dated).find(|time| time.span.start >= span.end);
        // Another figure between takes the date for itself, unless the two stand in one list.
        let own = |time: &&Time| {
            let between = others.iter().filter(|other| other.start >= span.end && other.end <= time.span.start);
            let word = |offset: u32| self.words.partition_point(|word| word.start < offset as usize);
            let mut last = draft.noun_end;
            for other in between {
                if !self.enumerates(last, word(other.start)) {
                    return false;
                }
                last = word(other.end) + 1;
            }
            true
        };
        let near_after = after.filter(|time| gap(span.end, time.span.start) <= 16).filter(own);
        if perfect {
            let stretch =
                |time: &&Time| sentence.contains(time.span) && time.time_type == TimeType::DURATION && time.span.end <= span.start;
            let stretch = self.times.iter().rfind(stretch).filter(|time| gap(time.span.end, span.start) <= 7);
            return near_after.or(stretch).map(|time| time.id);
        }
        // `an offer of the release of 1,200 prisoners` is not of the day the offer was made.
        if (1..=3).any(|by| matches!(self.before(from, by), "release" | "exchange" | "return" | "evacuation")) {
            return near_after.map(|time| time.id);
        }
        let before = self.times.iter().filter(dated).rfind(|time| time.span.end <= span.start);
        near_after.or(before.filter(|time| gap(time.span.end, span.start) <= 40)).map(|time| time.id)
    }

    /// Whether a time is where a count begins: `since March`, `since the assembly was dissolved in March`.
    fn dates_beginning(&self, time: Span) -> bool {
        let from = self.words.partition_point(|word| word.start < time.start as usize);
        (1..=7).map(|by| self.before(from, by)).take_while(|word| !matches!(*word, "," | "." | ";" | ":")).any(|word| word == "since")
    }

    /// Whether a time stands with a verb of saying: `said on Saturday`, `on Monday insisted`.
    fn dates_saying(&self, time: Span) -> bool {
        const SAYING: &[&str] =
            &["said", "says", "told", "announced", "reported", "insisted", "added", "claimed", "confirmed", "denied", "warned", "stated"];
        let from = self.words.partition_point(|word| word.start < time.start as usize);
        let to = self.words.partition_point(|word| word.start < time.end as usize);
        let skip = usize::from(matches!(self.before(from, 1), "on" | "late" | "early"));
        SAYING.contains(&self.before(from, 1 + skip)) || SAYING.contains(&self.lower(to))
    }
}

/// The number at `at` without its multiplier.
fn number_base(words: &[Word], at: usize) -> f64 {
    words[at].lower.replace(',', "").parse().ok().or_else(|| crate::number::cardinal(&words[at].lower)).unwrap_or(1.0)
}

/// What a noun counts by itself.
fn noun_counts(head: &str) -> Option<&'static str> {
    Some(match head.to_lowercase().as_str() {
        "dead" | "deaths" | "fatalities" | "lives" | "killed" | "bodies" | "corpses" => "killed",
        "wounded" | "injured" | "injuries" => "wounded",
        "casualties" => "casualties",
        "missing" => "missing",
        "arrests" | "detainees" => "detained",
        "refugees" => "displaced",
        "hostages" => "kidnapped",
        "prisoners" => "detained",
        _ => return None,
    })
}

fn counted_name(name: Option<&str>) -> Option<&'static str> {
    HAPPENED.iter().map(|(_, known)| *known).find(|known| Some(*known) == name)
}

fn is_of_people(counted: &str) -> bool {
    matches!(
        counted,
        "killed" | "wounded" | "casualties" | "detained" | "displaced" | "missing" | "kidnapped" | "evacuated" | "rescued" | "released"
    )
}

/// Words at which a noun phrase ends.
const STOPS: &[&str] = &[
    "and",
    "or",
    "but",
    "in",
    "on",
    "at",
    "of",
    "to",
    "from",
    "by",
    "for",
    "with",
    "who",
    "whom",
    "whose",
    "that",
    "which",
    "as",
    "after",
    "before",
    "during",
    "since",
    "until",
    "when",
    "while",
    "were",
    "was",
    "are",
    "is",
    "have",
    "has",
    "had",
    "be",
    "been",
    "will",
    "would",
    "could",
    "can",
    "may",
    "might",
    "should",
    "must",
    "did",
    "do",
    "does",
    "near",
    "inside",
    "outside",
    "including",
    "over",
    "under",
    "between",
    "against",
    "into",
    "through",
    "if",
    "because",
    "than",
    "the",
    "a",
    "an",
    "this",
    "these",
    "those",
    "their",
    "his",
    "her",
    "its",
    "it",
    "they",
    "he",
    "she",
    "we",
    "i",
    "you",
    "not",
    "also",
    "about",
    "across",
    "along",
    "among",
    "around",
    "s",
    "'s",
    "there",
    "said",
    "says",
    "so",
    "yet",
    "then",
    "where",
    "per",
    "each",
    "every",
    "both",
    "all",
    "some",
    "out",
    "up",
    "off",
    "down",
    "away",
    "back",
    "alone",
    "according",
    "still",
    "already",
    "however",
    "without",
    "within",
    "last",
    "early",
    "late",
    "next",
    "only",
    "just",
    "even",
    "much",
    "now",
    "ago",
    "later",
    "earlier",
];

/// Whether a word is nearly always a finite verb after a noun.
fn is_finite(word: &str) -> bool {
    const VERBS: &[&str] = &[
        "died",
        "fled",
        "took",
        "went",
        "came",
        "held",
        "met",
        "left",
        "began",
        "fell",
        "rose",
        "won",
        "lost",
        "sent",
        "made",
        "gave",
        "got",
        "saw",
        "fought",
        "broke",
        "hit",
        "struck",
        "ran",
        "stood",
        "sat",
        "spoke",
        "told",
        "said",
        "became",
        "remain",
        "remained",
        "live",
        "need",
        "want",
        "say",
        "face",
        "die",
        "flee",
        "take",
        "seeking",
        "living",
        "fleeing",
        "waiting",
        "trying",
        "being",
        "having",
        "marching",
        "fighting",
        "working",
        "serving",
        "returning",
        "belonging",
        "taking",
        "dead",
        "missing",
        "hurt",
    ];
    VERBS.contains(&word)
}

/// Whether a word is a plural that heads what it stands in: `people`, `civilians`.
fn is_head(word: &str) -> bool {
    matches!(
        word,
        "people" | "men" | "women" | "children" | "police" | "troops" | "others" | "dead" | "wounded" | "policemen" | "lives" | "personnel"
    ) || (word.ends_with('s') && word.len() > 4 && !word.ends_with("ss") && !word.ends_with("us"))
}

#[cfg(test)]
mod tests;
