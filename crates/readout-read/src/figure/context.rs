//! Where a figure holds, as of when, and by whose account.

use super::{Draft, Reader};
use readout_core::{Attribution, EntityId, EntityType, Figure, FigureId, Precision, Span, Time, TimeId, TimeType};

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

    /// The place said with the figure: after it in its sentence, then before it, then in the sentence before.
    pub(super) fn place(&self, draft: &Draft, span: Span) -> Option<EntityId> {
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
    pub(super) fn country_at_war(&self, draft: &Draft) -> Option<EntityId> {
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
    pub(super) fn as_of(&self, draft: &Draft, span: Span, others: &[Span]) -> Option<TimeId> {
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
