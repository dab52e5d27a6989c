//! As of when a figure holds, over which time, and by whose account.

use super::lexicon::is_event;
use super::{Draft, Reader};
use readout_core::{Attribution, Figure, FigureId, Precision, Span, Time, TimeId, TimeType};

impl Reader<'_> {
    pub(super) fn figure(&self, place: usize, draft: &Draft, others: &[Span]) -> Figure {
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
            period: self.period(draft, span),
            parts: Vec::new(),
            attribution: self.account(span),
            extent: Some(extent),
        }
    }

    /// The part of the sentence between strong marks that holds the figure.
    pub(super) fn extent(&self, draft: &Draft) -> Span {
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
    pub(super) fn account(&self, span: Span) -> Option<readout_core::AttributionId> {
        let holds = |attribution: &&Attribution| attribution.content.iter().any(|content| content.contains(span));
        let size = |attribution: &&Attribution| attribution.content.iter().map(|content| content.len()).sum::<usize>();
        self.attributions
            .iter()
            .filter(holds)
            .min_by_key(|attribution| (size(attribution), std::cmp::Reverse(attribution.id)))
            .map(|attribution| attribution.id)
    }

    /// The date of what is counted, where the sentence gives one that is not the date of saying, or the paragraph does.
    ///
    /// A toll told in the perfect (`has claimed 33,000 lives`) runs until the telling: it takes only a date after it. What is counted from
    /// (`since 2029`) and over (`the 46-month conflict`) is the figure's period, not its date.
    pub(super) fn as_of(&self, draft: &Draft, span: Span, others: &[Span]) -> Option<TimeId> {
        let from = draft.quantity.from;
        if draft.counted.as_deref() == Some("population") || (self.before(from, 1) == "from" && self.is(draft.quantity.to, &["to"])) {
            return None;
        }
        let sentence = self.span(draft.sentence.0, draft.sentence.1.max(draft.sentence.0 + 1));
        let perfect = (1..=5).any(|by| matches!(self.before(from, by), "has" | "have")) && from >= draft.sentence.0 + 2;
        let dated = |time: &&Time| self.dates_something(time) && sentence.contains(time.span);
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
        // `an offer of the release of 1,200 prisoners` is not of the day the offer was made.
        let offered = (1..=3).any(|by| matches!(self.before(from, by), "release" | "exchange" | "return" | "evacuation"));
        if perfect || offered {
            return near_after.map(|time| time.id);
        }
        // Nor is what would be done if something else were: `he said on Thursday: his men would stop if the government freed 1,200`.
        let open = |time: &&Time| {
            let start = self.words.partition_point(|word| word.start < time.span.end as usize);
            !(start..from).any(|at| self.is(at, &[":", "if", "unless"]))
        };
        let before = self.times.iter().filter(dated).rfind(|time| time.span.end <= span.start).filter(open);
        let here = near_after.or(before.filter(|time| gap(time.span.end, span.start) <= 40));
        here.or_else(|| self.date_before(draft)).map(|time| time.id)
    }

    /// Whether a time can date what is counted: a date that is known to some precision, and neither when something was said nor where a
    /// count begins nor the dateline's.
    fn dates_something(&self, time: &Time) -> bool {
        let dateline = self.doc.report.dateline.as_ref();
        matches!(time.time_type, TimeType::DATE | TimeType::TIME)
            && !matches!(time.precision, Precision::Unknown)
            && !self.dates_saying(time.span)
            && !self.dates_beginning(time.span)
            && dateline.is_none_or(|dateline| !dateline.span.overlaps(time.span))
    }

    /// For a count of what happened whose sentence has no date: the day that the sentences before it in the paragraph tell of, where they
    /// also tell of the place.
    fn date_before(&self, draft: &Draft) -> Option<&Time> {
        if !draft.counted.as_deref().is_some_and(is_event) {
            return None;
        }
        let site = self.site_before(draft)?;
        let start = self.words.get(draft.sentence.0)?.start as u32;
        let paragraph = self.doc.paragraphs.iter().find(|paragraph| paragraph.start <= start && start < paragraph.end)?;
        let near = |time: &&Time| time.span.start >= paragraph.start && time.span.end <= start;
        let day = |time: &&Time| matches!(time.precision, Precision::Day | Precision::Time);
        let same_sentence = |time: &&Time| {
            let word = |offset: u32| self.words.partition_point(|word| word.start < offset as usize);
            self.sentence(word(time.span.start)) == self.sentence(word(site.span.start))
        };
        self.times.iter().filter(|time| self.dates_something(time)).filter(near).filter(day).rfind(same_sentence)
    }

    /// The stretch of time that is counted over: from a date (`34,000 since March 2029`), or as long as a war has lasted (`a 46-month
    /// conflict that has claimed 33,000`), or said after it (`doubled in a year`).
    pub(super) fn period(&self, draft: &Draft, span: Span) -> Option<TimeId> {
        let sentence = self.span(draft.sentence.0, draft.sentence.1.max(draft.sentence.0 + 1));
        let word = |offset: u32| self.words.partition_point(|word| word.start < offset as usize);
        let here = |time: &&Time| sentence.contains(time.span);
        let dated = |time: &&Time| matches!(time.time_type, TimeType::DATE | TimeType::TIME);
        let since =
            |time: &&Time| time.span.start >= span.end && word(time.span.start) - word(span.end) <= 14 && self.dates_beginning(time.span);
        if let Some(time) = self.times.iter().filter(here).filter(dated).find(since) {
            return Some(time.id);
        }
        let lasted = |time: &&Time| time.time_type == TimeType::DURATION;
        if let Some(war) = self.war(draft) {
            let of_war = |time: &&Time| word(time.span.start) <= war && war <= word(time.span.end) + 2;
            if let Some(time) = self.times.iter().filter(here).filter(lasted).find(of_war) {
                return Some(time.id);
            }
        }
        let after = |time: &&Time| {
            let at = word(time.span.start);
            time.span.start >= span.end && at - word(span.end) <= 6 && matches!(self.before(at, 1), "in" | "over" | "during" | "within")
        };
        self.times.iter().filter(here).filter(lasted).find(after).map(|time| time.id)
    }

    /// Whether a time is where a count begins: `since March`, `since the assembly was dissolved in March`.
    pub(super) fn dates_beginning(&self, time: Span) -> bool {
        let from = self.words.partition_point(|word| word.start < time.start as usize);
        (1..=7).map(|by| self.before(from, by)).take_while(|word| !matches!(*word, "," | "." | ";" | ":")).any(|word| word == "since")
    }

    /// Whether a time stands with a verb of saying: `said on Saturday`, `on Monday insisted`.
    pub(super) fn dates_saying(&self, time: Span) -> bool {
        const SAYING: &[&str] =
            &["said", "says", "told", "announced", "reported", "insisted", "added", "claimed", "confirmed", "denied", "warned", "stated"];
        let from = self.words.partition_point(|word| word.start < time.start as usize);
        let to = self.words.partition_point(|word| word.start < time.end as usize);
        let skip = usize::from(matches!(self.before(from, 1), "on" | "late" | "early"));
        SAYING.contains(&self.before(from, 1 + skip)) || SAYING.contains(&self.lower(to))
    }
}
