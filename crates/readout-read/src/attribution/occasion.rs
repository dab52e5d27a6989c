//! The occasion on which something was said, and who heard it, by the words of the sentence.

use super::chain::Builder;
use super::speaker::{bare_phrase, entity_of};
use crate::calendar::is_day_or_month;
use readout_core::Hop;
use std::ops::Range;

/// Who is spoken to, with the channel that such words take.
pub(super) const HEARERS: &[(&str, &str)] = &[
    ("inquiry", "testimony"),
    ("court", "testimony"),
    ("tribunal", "testimony"),
    ("judge", "testimony"),
    ("jury", "testimony"),
    ("hearing", "testimony"),
    ("parliament", "speech"),
    ("commons", "speech"),
    ("lords", "speech"),
    ("lawmakers", "speech"),
    ("assembly", "speech"),
    ("congress", "speech"),
    ("senate", "speech"),
    ("crowd", "speech"),
    ("rally", "speech"),
    ("supporters", "speech"),
    ("congregation", "speech"),
    ("conference", "speech"),
    ("briefing", "briefing"),
    ("summit", "speech"),
];

/// Words in the reporting clause that tell the occasion, with the channel they mean.
pub(super) const OCCASIONS: &[(&str, &str)] = &[
    ("testimony", "testimony"),
    ("testifying", "testimony"),
    ("testified", "testimony"),
    ("interview", "interview"),
    ("press conference", "press conference"),
    ("news conference", "press conference"),
    ("press briefing", "press conference"),
    ("briefing", "briefing"),
    ("conference call", "call"),
    ("statement", "statement"),
    ("communique", "statement"),
    ("communiqué", "statement"),
    ("declaration", "statement"),
    ("press release", "statement"),
    ("readout", "statement"),
    ("speech", "speech"),
    ("address", "speech"),
    ("sermon", "speech"),
    ("lecture", "speech"),
    ("remarks", "speech"),
    ("rally", "speech"),
    ("letter", "letter"),
    ("tweet", "post"),
    ("tweeted", "post"),
    ("post", "post"),
    ("posted", "post"),
    ("twitter", "post"),
    ("facebook", "post"),
    ("telegram", "post"),
    ("social media", "post"),
    ("instagram", "post"),
    ("blog", "post"),
    ("telephone", "call"),
    ("telephoned", "call"),
    ("by phone", "call"),
    ("phone call", "call"),
    ("phoned", "call"),
    ("call", "call"),
    ("broadcast", "broadcast"),
    ("televised", "broadcast"),
    ("video", "broadcast"),
    ("recording", "broadcast"),
    ("audio", "broadcast"),
    ("report", "document"),
    ("document", "document"),
    ("memo", "document"),
    ("decree", "document"),
    ("article", "document"),
    ("op-ed", "document"),
    ("opinion piece", "document"),
    ("essay", "document"),
    ("editorial", "document"),
    ("book", "document"),
    ("email", "letter"),
    ("e-mail", "letter"),
    ("text message", "message"),
    ("message", "message"),
    ("notice", "document"),
    ("filing", "document"),
    ("petition", "document"),
    ("ruling", "document"),
    ("judgment", "document"),
    ("transcript", "document"),
    ("minutes", "document"),
    ("diary", "document"),
    ("log", "document"),
    ("draft", "document"),
    ("footnote", "document"),
    ("meeting", "meeting"),
    ("television", "broadcast"),
    ("over the phone", "call"),
    ("messaging app", "message"),
];

/// Where things are posted, with a capital though it is no outlet's name.
pub(super) const PLATFORMS: &[&str] = &["twitter", "facebook", "telegram", "instagram"];

impl Builder<'_, '_> {
    /// How it was said, and the words that say so.
    pub(super) fn occasion(&self, place: usize, clause: &[usize]) -> (Option<&'static str>, Option<Range<usize>>) {
        let found = &self.found[place];
        for (phrase, channel) in OCCASIONS {
            let words: Vec<&str> = phrase.split(' ').collect();
            for (at, token) in clause.iter().enumerate() {
                let fits = words
                    .iter()
                    .enumerate()
                    .all(|(next, word)| clause.get(at + next).is_some_and(|token| self.view.lower(*token) == *word));
                if !fits || found.source.contains(token) && !self.is_paper(*token) {
                    continue;
                }
                // It must belong to the saying: within it, after `in`, `at`, `by`, or be the source itself.
                let before = token.checked_sub(1).map_or("", |before| self.view.lower(before));
                let introduced = (token.saturating_sub(5)..*token)
                    .rev()
                    .take_while(|before| self.view.lower(*before) != ",")
                    .any(|before| matches!(self.view.lower(before), "in" | "at" | "by" | "during" | "on" | "via" | "through" | "over"));
                // `The Post`, `the Sunday Mail`: a name is no occasion.
                if self.view.is_large_inside(*token) && !PLATFORMS.contains(phrase) {
                    continue;
                }
                let issues = found.cue.contains(token) || matches!(before, "a" | "an" | "the") && self.near_issue(*token, &found.source);
                if introduced
                    || issues
                    || found.source.contains(token)
                    || matches!(*phrase, "tweeted" | "posted" | "telephoned" | "phoned" | "testifying" | "testified")
                {
                    let start = (token.saturating_sub(5)..*token).rev().find(|before| {
                        matches!(self.view.lower(*before), "in" | "at" | "by" | "during" | "on" | "via" | "through" | "over")
                    });
                    let near = found.head.abs_diff(*token) < 25;
                    if near {
                        return (Some(channel), Some(start.unwrap_or(*token)..token + words.len()));
                    }
                }
            }
        }
        (None, None)
    }

    pub(super) fn is_paper(&self, token: usize) -> bool {
        matches!(
            self.view.lower(token),
            "statement" | "report" | "letter" | "communique" | "communiqué" | "memo" | "document" | "post" | "tweet" | "article" | "book"
        )
    }

    /// `issued a statement`, by the source itself.
    pub(super) fn near_issue(&self, token: usize, source: &[usize]) -> bool {
        (token.saturating_sub(4)..token).any(|before| {
            let issues = matches!(self.view.lower(before), "issued" | "issuing" | "released" | "made" | "gave" | "published" | "delivered");
            let subject = super::find::subject_head(self.view, before);
            issues && (!self.view.has_tree || subject.is_none_or(|subject| source.contains(&subject)))
        })
    }

    /// Who was spoken to: the words and the name.
    pub(super) fn audience(&self, place: usize, clause: &[usize], relays: &[Hop]) -> Option<(Vec<usize>, String)> {
        let found = &self.found[place];
        let mut tokens = if found.audience.is_empty() { Vec::new() } else { bare_phrase(self.view, &found.audience) };
        // `, according to the United Nations` tells nothing of who else the sentence speaks with.
        let of_preposition = found.shape == super::find::Shape::OfPreposition || self.view.lower(found.head) == "according";
        if tokens.is_empty() && !of_preposition {
            // `speaking to journalists`, `in an interview with the radio`.
            let introduces = |at: usize| {
                let word = self.view.lower(clause[at]);
                let before = at.checked_sub(1).map_or("", |before| self.view.lower(clause[before]));
                (word == "to"
                    && matches!(
                        before,
                        "speaking" | "spoke" | "talking" | "address" | "speech" | "letter" | "message" | "remarks" | "interview"
                    ))
                    || (word == "with"
                        && matches!(before, "interview" | "meeting" | "call" | "conversation" | "talks")
                        // `including meeting with the envoy`
                        && (before != "meeting" || clause[at.saturating_sub(4)..at - 1].iter().any(|token| {
                            matches!(self.view.lower(*token), "a" | "an" | "the" | "his" | "her" | "its" | "their" | "at" | "in")
                        }))
                        // `after a meeting with Mr Vey` says nothing of who was told.
                        && !clause[at.saturating_sub(4)..at]
                            .iter()
                            .any(|token| matches!(self.view.lower(*token), "after" | "before" | "following" | "since" | "ahead" | "of" | "for")))
            };
            let at = (0..clause.len()).find(|at| introduces(*at))?;
            let start = *clause.get(at + 1)?;
            let ceiling = clause
                .iter()
                .copied()
                .find(|token| *token > start && (self.view.is_comma(*token) || self.view.is_stop(*token)))
                .unwrap_or(self.view.sentence(start).end);
            tokens = self.view.phrase_after(start, ceiling)?.collect();
        }
        // `told a meeting of the cabinet on Monday`
        if let Some(on) = tokens.windows(2).position(|pair| self.view.lower(pair[0]) == "on" && is_day_or_month(self.view.lower(pair[1]))) {
            tokens.truncate(on);
        }
        if tokens.is_empty() {
            return None;
        }
        let entity = entity_of(self.view, self.cast, &tokens);
        // Nobody is their own audience.
        if entity.is_some() && entity == self.speakers[place].entity {
            return None;
        }
        let named = entity.map(|entity| self.cast.entity(entity)).filter(|entity| entity.named).map(|entity| entity.name.clone());
        let words = self.span_of(&tokens)?.of(self.view.doc.text).to_owned();
        let bare = words.strip_prefix("the ").map(str::to_owned).unwrap_or(words);
        let relay = relays.iter().find(|relay| relay.span.zip(self.span_of(&tokens)).is_some_and(|(relay, heard)| relay.overlaps(heard)));
        let name = named.or_else(|| relay.map(|relay| relay.name.clone())).unwrap_or(bare);
        Some((tokens, name))
    }
}
