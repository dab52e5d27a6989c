//! What a quantity counts: the noun after it and what happened to those counted, by the verb before or after.
//!
//! A [`Quantity`] comes in, a [`Draft`] goes out: `killed`, of `council fighters`. A quantity that counts nothing gives nothing.

use super::lexicon::{FIGURE_NOUNS, FINITE, STOPS, counted_name, happened, has, is_head, is_of_people, noun_counts};
use super::{Draft, Quantity, Reader};
use crate::number::number;
use crate::phrase::one_line;
use crate::scan::Kind;

impl Reader<'_> {
    /// What `quantity` counts, if it counts anything. `before` are the quantities before it that do.
    pub(super) fn draft(&self, quantity: Quantity, before: &[Draft]) -> Option<Draft> {
        let last = before.last();
        let sentence = self.sentence(quantity.from);
        if let Some((measure, of)) = quantity.measure.clone() {
            let (noun, end) = match measure {
                "money" => (of, quantity.to),
                "change" => (self.noun_before(quantity.from, sentence.0), quantity.to),
                _ => self.measured(quantity.to + usize::from(self.is(quantity.to, &["of"])), sentence.1),
            };
            if measure == "change" && noun.is_none() {
                return None;
            }
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
            let noun = (sentence.0..quantity.from).rev().take(14).find(|place| has(FIGURE_NOUNS, self.lower(*place)));
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
        // `to save the lives of thousands`, `endangered 40 lives`: nobody has died by that.
        if counted == Some("killed") && self.lives_go_on(&quantity, noun_end, sentence.0) {
            counted = None;
        }
        // `the names of all 12 civilians`: those counted before.
        if quantity.definite && counted.is_none() && self.before(quantity.from, 1) == "all" {
            let again = |draft: &&Draft| draft.of == of && of.is_some() && draft.quantity.value == quantity.value;
            counted = before.iter().rfind(again).and_then(|draft| counted_name(draft.counted.as_deref()));
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

    /// Whether what is counted are lives that are saved or at risk.
    fn lives_go_on(&self, quantity: &Quantity, noun_end: usize, begin: usize) -> bool {
        const GO_ON: &str = "save saves saved saving spare spared protect protected protecting defend defended endanger endangers endangered \
            endangering risk risks risked risking threaten threatens threatened change changed improve improved improves improvement touched \
            affect affects affected affecting transform transformed";
        let near = quantity.from.saturating_sub(6).max(begin);
        let lives = (near..noun_end).find(|at| self.is(*at, &["lives"]));
        // `a difference in the lives of 300 people`.
        let within = |lives: usize| self.before(lives, 1) == "in" || self.before(lives, 1) == "the" && self.before(lives, 2) == "in";
        lives.is_some_and(|lives| within(lives) || (lives.saturating_sub(7).max(begin)..lives).any(|at| has(GO_ON, self.lower(at))))
    }

    /// What a share or percentage is of: `timber loaded at Port Amal`, with the participle and the place that belong to it.
    fn measured(&self, from: usize, end: usize) -> (Option<String>, usize) {
        let (noun, to) = self.noun_phrase(from, end, true);
        let participle = self.lower(to).ends_with("ed") && has("in at from by", self.lower(to + 1));
        let capital = |at: &usize| *at < end && self.words[*at].capital;
        if noun.is_none() || !participle || !capital(&(to + 2)) {
            return (noun, to);
        }
        let last = (to + 2..end).take_while(capital).last().map_or(to + 2, |last| last + 1);
        let mut first = from;
        while has("the a an its their his her all", self.lower(first)) {
            first += 1;
        }
        (Some(one_line(self.span(first, last).of(self.doc.text))), last)
    }

    /// The noun phrase before a verb: `freight rates` of `freight rates have more than doubled`.
    fn noun_before(&self, verb: usize, begin: usize) -> Option<String> {
        let mut to = verb;
        while to > begin && has("have has had been be is are was were will would nearly almost", self.lower(to - 1)) {
            to -= 1;
        }
        let noun = |at: usize| self.words[at].kind == Kind::Letters && !has(STOPS, self.lower(at));
        let mut from = to;
        while from > begin && (noun(from - 1) || (self.is(from - 1, &["of"]) && from < to && from >= begin + 2 && noun(from - 2))) {
            from -= 1;
        }
        (from < to).then(|| one_line(self.span(from, to).of(self.doc.text)))
    }

    /// The noun after a number: `council fighters`, `people`, and the word after it. `of them` and `others` name nobody.
    pub(super) fn counted_noun(&self, from: usize, end: usize) -> (Option<String>, usize) {
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
    pub(super) fn noun_phrase(&self, at: usize, end: usize, of_phrase: bool) -> (Option<String>, usize) {
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
            if word.kind != Kind::Letters || has(STOPS, &word.lower) || self.in_time(to) {
                break;
            }
            let participle = word.lower.ends_with("ed")
                && word.lower.len() > 4
                && !matches!(
                    word.lower.as_str(),
                    "armed" | "masked" | "unarmed" | "wounded" | "injured" | "displaced" | "united" | "allied" | "hooded" | "uniformed"
                );
            let verb = to > at && (participle || has(FINITE, &word.lower));
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
        let text = one_line(span.of(self.doc.text));
        (Some(text), to)
    }

    /// What happened to those counted, by the verb after the noun or before the number.
    pub(super) fn happened(&self, quantity: &Quantity, noun_end: usize, sentence: (usize, usize)) -> Option<&'static str> {
        let name = |at: usize| happened(self.lower(at));
        // After: `were killed`, `have been killed or wounded`, `dead`; a new number or a clause mark ends the search.
        let mut at = noun_end;
        // `six priests and two more persons were killed`: the verb is of both.
        if self.is(at, &["and"])
            && let Some(second) = number(self.words, at + 1)
        {
            let (_, end) = self.counted_noun(second.end, sentence.1);
            if end < sentence.1 && has("were have had are died", self.lower(end)) {
                at = end;
            }
        }
        let start = at;
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
            if number(self.words, at).is_some() && at > start && !self.in_time(at) {
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
    pub(super) fn verb_follows(&self, at: usize, end: usize) -> bool {
        (at + 1..(at + 7).min(end)).any(|place| matches!(self.lower(place), "were" | "was" | "have" | "had" | "are" | "has"))
            && !(at + 1..(at + 7).min(end)).any(|place| matches!(self.lower(place), "," | ";" | ":" | "."))
    }

    /// Whether the figure at `to` goes on a list: after a `:` or `including`, or with nothing but `,` and `and` since the figure before.
    pub(super) fn enumerates(&self, from: usize, to: usize) -> bool {
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

    pub(super) fn after_colon(&self, last: &Draft, quantity: &Quantity) -> bool {
        (last.noun_end.min(quantity.from)..quantity.from).any(|at| matches!(self.lower(at), ":" | "including"))
    }
}
