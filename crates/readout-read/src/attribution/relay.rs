//! Who passed the words on, by the words of the sentence: `told Sumek Radio in an interview translated by …`, `in remarks carried by …`.

use super::chain::{Builder, channel_of_paper, hop};
use super::find::Shape;
use super::occasion::HEARERS;
use super::outlet::{KINDS, OUTLETS};
use super::speaker::{bare_phrase, entity_of, head_of, is_paper};
use crate::calendar::is_day_or_month;
use readout_core::{EntityType, Hop};

/// What is written or said for an outlet: `in an opinion piece for the Mercury`, `in an interview to the Mercury`.
pub(super) const PIECES: &[&str] = &[
    "piece",
    "op-ed",
    "article",
    "column",
    "essay",
    "commentary",
    "editorial",
    "interview",
    "interviews",
    "comments",
    "remarks",
    "conversation",
    "exchange",
];

/// Verbs with which somebody speaks to a medium. Who is asked, urged or warned is another party.
pub(super) const TELLING: &[&str] = &[
    "tell", "say", "speak", "talk", "confirm", "admit", "explain", "describe", "reveal", "disclose", "comment", "complain", "recall", "add",
];

/// Verbs whose object is a party, and no medium.
const ADDRESSING: &[&str] = &[
    "ask",
    "urge",
    "advise",
    "inform",
    "warn",
    "order",
    "instruct",
    "thank",
    "assure",
    "notify",
    "promise",
    "invite",
    "remind",
    "persuade",
    "accuse",
    "blame",
    "criticize",
    "criticise",
    "praise",
    "congratulate",
    "email",
    "call",
    "request",
    "demand",
    "beg",
    "challenge",
    "encourage",
    "tell to",
];

/// Who speaks for others: `through their solicitor`, `via its embassy`.
pub(super) const SPEAKING_FOR: &[&str] = &[
    "solicitor",
    "lawyer",
    "lawyers",
    "attorney",
    "attorneys",
    "barrister",
    "counsel",
    "spokesman",
    "spokeswoman",
    "spokesperson",
    "embassy",
    "consulate",
    "agent",
    "publicist",
    "representative",
    "office",
    "mediator",
    "intermediary",
    "intermediaries",
    "envoy",
    "secretary",
    "ambassador",
];

/// Participles of what somebody did with another's words, who so passed them on: `a message passed on by the embassy`.
const PASSED_ON: &[&str] = &[
    "provided",
    "supplied",
    "forwarded",
    "conveyed",
    "transmitted",
    "shared",
    "passed",
    "handed",
    "smuggled",
    "delivered",
    "recounted",
    "retold",
];

/// In what somebody else put it.
const VERSIONS: &[&str] = &["version", "translation", "transcript", "recording", "edition", "text", "account", "summary"];

/// What is said and not printed: `remarks in the East Room`.
fn is_oral(word: &str) -> bool {
    matches!(word, "remarks" | "comments" | "conversation" | "exchange")
}

impl Builder<'_, '_> {
    /// Who passed the words on, in the order of the chain.
    pub(super) fn relays(&self, place: usize, clause: &[usize]) -> Vec<Hop> {
        let found = &self.found[place];
        let relays: std::cell::RefCell<Vec<Hop>> = std::cell::RefCell::default();
        let lemma = self.view.doc.tokens[found.head].lemma.as_str();
        let telling = TELLING.contains(&lemma) || found.shape == Shape::Suggested && !ADDRESSING.contains(&lemma);
        let add = |tokens: &[usize], introduction: usize, translated: bool, anybody: bool, told: bool| {
            let mut relays = relays.borrow_mut();
            let entity = entity_of(self.view, self.cast, tokens);
            if tokens.last().is_some_and(|last| self.is_day_or_platform(*last)) {
                return;
            }
            let mut relay = match self.medium(tokens, told) {
                Some((channel, name)) => Hop { channel: Some(channel.to_owned()), ..hop(&name, entity) },
                None if anybody => hop(&self.called(tokens, entity).unwrap_or_default(), entity),
                None => return,
            };
            relay.translated = translated;
            let extent: Vec<usize> = (introduction.min(tokens[0])..=tokens[tokens.len() - 1]).collect();
            relay.span = self.span_of(&extent);
            if !relays.iter().any(|other| other.name == relay.name) {
                relays.push(relay);
            }
        };
        // `told AFP`
        if !found.audience.is_empty() {
            add(&found.audience, found.audience[0], false, false, telling);
        }
        for (at, token) in clause.iter().enumerate() {
            let word = self.view.lower(*token);
            let next = clause.get(at + 1).map_or("", |next| self.view.lower(*next));
            let before = at.checked_sub(1).map_or("", |before| self.view.lower(clause[before]));
            let participle = PASSED_ON.contains(&word)
                || matches!(
                    word,
                    "quoted"
                        | "cited"
                        | "carried"
                        | "published"
                        | "reported"
                        | "released"
                        | "relayed"
                        | "broadcast"
                        | "aired"
                        | "translated"
                        | "distributed"
                        | "posted"
                        | "seen"
                        | "obtained"
                        | "contacted"
                        | "interviewed"
                        | "consulted"
                        | "filmed"
                        | "recorded"
                        | "overheard"
                        | "reached"
                        | "read"
                        | "leaked"
                        | "circulated"
                        | "told"
                        | "asked"
                        | "pressed"
                        | "questioned"
                        | "quizzed"
                        | "challenged"
                        | "approached"
                        | "phoned"
                        | "shown"
                        | "printed"
                        | "polled"
                        | "monitored"
                        | "surveyed"
                        | "canvassed"
                );
            // `Asked by the inquiry`: who asks must be a medium by its name.
            let asks = matches!(word, "asked" | "pressed" | "questioned" | "quizzed" | "challenged" | "approached" | "phoned" | "shown");
            // `a statement, parts of which were read to the court`
            let aloud =
                matches!(word, "read" | "played" | "shown" | "recited") && !found.cue.contains(token) && !self.is_of_content(place, *token);
            let out = usize::from(matches!(next, "out" | "aloud"));
            if aloud
                && clause.get(at + 1 + out).is_some_and(|leads| matches!(self.view.lower(*leads), "to" | "in" | "before"))
                && let Some(first) = clause.get(at + 2 + out)
                && let Some(phrase) = self.view.phrase_after(*first, self.view.sentence(*first).end)
            {
                let phrase = bare_phrase(self.view, &phrase.collect::<Vec<_>>());
                let hearer = head_of(self.view, &phrase)
                    .and_then(|head| HEARERS.iter().find(|(hearer, _)| *hearer == self.view.lower(head)))
                    .filter(|(_, channel)| *channel == "testimony");
                let passive = clause[at.saturating_sub(3)..at].iter().any(|aux| matches!(self.view.lower(*aux), "was" | "were" | "been"))
                    || self.view.doc.tokens[*token].deprel == "acl";
                if let Some((_, channel)) = hearer.filter(|_| passive) {
                    let name = self.span_of(&phrase).map_or("", |span| span.of(self.view.doc.text));
                    let entity = entity_of(self.view, self.cast, &phrase);
                    let span = self.span_of(&(*token..=phrase[phrase.len() - 1]).collect::<Vec<_>>());
                    relays.borrow_mut().push(Hop { channel: Some((*channel).to_owned()), span, ..hop(name, entity) });
                    continue;
                }
            }
            // `an interview that the Herald published`, `a letter that her daughter read to the crowd`
            // `a letter which one family shared with this newspaper`
            let handed_on =
                matches!(word, "shared" | "showed" | "gave" | "sent" | "handed" | "provided" | "supplied" | "passed" | "forwarded")
                    && (at + 1..clause.len().min(at + 6)).any(|to| {
                        matches!(
                            self.view.lower(clause[to]),
                            "newspaper" | "paper" | "us" | "reporters" | "journalists" | "reporter" | "correspondent"
                        )
                    });
            let finite = (handed_on
                || matches!(
                    word,
                    "published" | "broadcast" | "aired" | "carried" | "printed" | "obtained" | "read" | "posted" | "released" | "leaked"
                ))
                && self.view.doc.tokens[*token].deprel == "acl:relcl"
                && !found.cue.contains(token)
                && !self.is_of_content(place, *token)
                && !matches!(next, "by")
                && !clause[at.saturating_sub(2)..at]
                    .iter()
                    .any(|aux| matches!(self.view.lower(*aux), "was" | "were" | "been" | "be" | "is" | "are"));
            if finite
                && let Some(subject) = self
                    .view
                    .child(*token, &["nsubj"])
                    .filter(|subject| !matches!(self.view.lower(*subject), "which" | "that" | "who" | "he" | "she" | "it"))
            {
                let phrase = super::find::noun_phrase(self.view, subject, *token);
                if !phrase.is_empty() && head_of(self.view, &found.source).is_some_and(|speaker| !phrase.contains(&speaker)) {
                    add(&phrase, phrase[0], false, handed_on || matches!(word, "read" | "posted" | "released" | "leaked"), true);
                    continue;
                }
            }
            // Whoever releases or reads out passes on; who only saw it must be a medium.
            let reach = if word == "read" { 9 } else { 5 };
            let by = (at + 1..clause.len().min(at + reach))
                .take_while(|by| self.view.lower(clause[*by]) != ",")
                .find(|by| self.view.lower(clause[*by]) == "by" && clause[*by] - token < reach);
            let passes_on = (matches!(word, "released" | "read" | "leaked" | "circulated" | "translated" | "relayed" | "quoted")
                || PASSED_ON.contains(&word))
                && by.is_some_and(|by| by == at + 1 || matches!(word, "read" | "passed" | "handed"));
            let mut told = !asks;
            let piece = |before: usize| {
                clause[..=before].iter().rev().take(4).find(|token| PIECES.contains(&self.view.lower(**token))).is_some_and(|piece| {
                    let adjacent = *piece == clause[before];
                    adjacent || matches!(self.view.lower(clause[before]), "published" | "printed" | "carried" | "aired" | "broadcast")
                })
            };
            let writes = |before: usize| clause[before] == found.head && self.view.doc.tokens[found.head].lemma == "write";
            // `parts of which were published on Friday by the Herald`
            let later = by.filter(|by| {
                matches!(
                    word,
                    "published" | "broadcast" | "aired" | "obtained" | "seen" | "quoted" | "cited" | "carried" | "printed" | "reported"
                ) && !clause[at + 1..*by]
                    .iter()
                    .any(|token| self.view.is_comma(*token) || self.view.upos(*token) == "VERB" && self.view.lower(*token) != "saying")
            });
            // `an email quoted in the audit`
            if matches!(word, "quoted" | "cited" | "reproduced" | "published" | "contained" | "included" | "disclosed" | "attached")
                && !found.cue.contains(token)
                && let Some(leads) = (at + 1..clause.len().min(at + 5)).find(|leads| matches!(self.view.lower(clause[*leads]), "in" | "to"))
                && clause[at + 1..leads].iter().all(|between| !self.view.is_comma(*between) && self.view.upos(*between) != "VERB")
                && let Some(hop) = self.document_hop(place, *token, leads + 1, clause)
            {
                relays.borrow_mut().push(hop);
                continue;
            }
            // `an interview published on Saturday in the weekly Salar`
            let printed =
                matches!(word, "published" | "printed" | "broadcast" | "aired" | "carried") && next != "by" && !found.cue.contains(token);
            let inside = (at + 1..clause.len().min(at + 5)).take_while(|leads| !self.view.is_comma(clause[*leads])).find(|leads| {
                matches!(self.view.lower(clause[*leads]), "in" | "on")
                    && clause.get(leads + 1).is_some_and(|next| !is_day_or_month(self.view.lower(*next)) && self.view.upos(*next) != "NUM")
            });
            let piece_before = || piece(at.saturating_sub(1)) || at > 0 && PIECES.contains(&self.view.lower(clause[at - 1]));
            let (start, introduction) = if let Some(leads) = inside.filter(|_| printed && piece_before()) {
                told = false;
                (leads + 1, *token)
            } else if participle && next == "by" {
                (at + 2, *token)
            } else if word == "put"
                && next == "out"
                && clause.get(at + 2).is_some_and(|by| self.view.lower(*by) == "by")
                && at > 0
                && VERSIONS.contains(&before)
            {
                (at + 3, *token)
            } else if let Some(by) = later {
                (by + 1, *token)
            } else if let (true, Some(by)) = (
                matches!(word, "told" | "read" | "passed" | "handed") && (before != "was" || word == "read") && !found.cue.contains(token),
                by,
            ) {
                (by + 1, *token)
            } else if word == "to" && matches!(before, "leaked" | "shown" | "provided" | "supplied" | "passed" | "handed" | "available")
                || word == "with" && before == "shared"
            {
                (at + 1, *token)
            } else if matches!(word, "through" | "via")
                && matches!(next, "an" | "a" | "his" | "her" | "their" | "the")
                && clause.get(at + 2).is_some_and(|who| matches!(self.view.lower(*who), "interpreter" | "translator"))
            {
                relays.borrow_mut().push(Hop {
                    span: self.span_of(&[*token, clause[at + 2]]),
                    translated: true,
                    ..hop(&format!("{next} {}", self.view.lower(clause[at + 2])), None)
                });
                continue;
            } else if matches!(word, "through" | "via")
                && matches!(next, "his" | "her" | "its" | "their" | "a" | "an" | "the")
                && let Some(who) = (at + 2..clause.len().min(at + 6)).find(|who| SPEAKING_FOR.contains(&self.view.lower(clause[*who])))
            {
                let name = self.span_of(&clause[at + 1..=who]).map(|span| span.of(self.view.doc.text)).unwrap_or_default();
                relays.borrow_mut().push(Hop { span: self.span_of(&[*token, clause[who]]), ..hop(name, None) });
                continue;
            } else if word == "reached" && before == "which" && !self.is_copy_of_content(place, *token) {
                // `a message, a copy of which reached the Herald`
                (at + 1, *token)
            } else if word == "translated" {
                match (at + 1..clause.len().min(at + 5)).find(|by| self.view.lower(clause[*by]) == "by") {
                    Some(by) => (by + 1, *token),
                    None => continue,
                }
            } else if word == "with"
                && matches!(before, "interview" | "conversation" | "chat" | "exchange" | "correspondence" | "messages" | "emails")
                || word == "on" && matches!(before, "speaking" | "interview" | "broadcast" | "appearing" | "interviewed" | "live")
                || matches!(word, "in" | "for" | "on" | "by" | "to") && at > 0 && piece(at - 1) && (word != "in" || !is_oral(before))
                || word == "in" && at > 0 && writes(at - 1)
            {
                (at + 1, *token)
            } else if word == "to" && before == "according" && !found.cue.contains(token) || matches!(word, "citing" | "via") {
                (at + 1, if word == "to" { token - 1 } else { *token })
            } else if word == "to" && (matches!(before, "speaking" | "spoke" | "talking") || self.speaks_to(clause, at))
                || word == "to"
                    && token.checked_sub(1) == Some(found.head)
                    && self.view.upos(found.head) == "VERB"
                    && clause.get(at + 1).is_none_or(|next| !found.source.contains(next))
                || word == "on" && clause.get(at + 1).is_some_and(|next| self.is_station(*next))
            {
                (at + 1, *token)
            } else if word == "to"
                && telling
                && *token > found.head
                && self
                    .view
                    .head(*token)
                    .is_some_and(|heard| self.view.relation(heard) == "obl" && self.view.head(heard) == Some(found.head))
            {
                // `confirmed it to the Telros agency`
                told = false;
                (at + 1, *token)
            } else if self.sent_or_on_air(&clause[..at], *token, found.head) {
                told = false;
                (at + 1, *token)
            } else {
                continue;
            };
            // `wrote in The New Rules`: a book is no medium.
            let title = || {
                let head = clause.get(start).and_then(|first| self.view.phrase_after(*first, self.view.sentence(*first).end));
                let mention = head.and_then(|phrase| phrase.clone().rev().find_map(|token| self.cast.mention_at(token)));
                mention.is_some_and(|mention| mention.entity_type != EntityType::ORG)
            };
            told &= !(word == "in" && at > 0 && writes(at - 1) && title());
            // `wrote to the embassy`: whom a letter goes to prints nothing.
            told &= word != "to" || telling || before != self.view.lower(found.head);
            let Some(first) = clause.get(start).copied() else { continue };
            // `confirmed the inquiry, which was first reported by the Herald`: who reported it has not passed on what is confirmed.
            if participle && (self.is_of_content(place, *token) || self.is_copy_of_content(place, *token)) {
                continue;
            }
            let ceiling = clause[start..]
                .iter()
                .copied()
                .find(|token| {
                    let second = self.view.lower(*token) == "and"
                        && self
                            .view
                            .lower
                            .get(token + 1)
                            .is_some_and(|next| matches!(next.as_str(), "seen" | "obtained" | "published" | "read"));
                    second
                        || self.view.is_comma(*token)
                        || self.view.is_stop(*token)
                        || matches!(self.view.lower(*token), "translated" | "quoted")
                })
                .unwrap_or(self.view.sentence(first).end);
            if let Some(phrase) = self.view.phrase_after(first, ceiling) {
                let tokens: Vec<usize> = phrase.collect();
                add(&tokens, introduction, word == "translated", passes_on, told);
            }
        }
        // `agencies quoted him as saying`: who quotes.
        if let Some(quoting) =
            clause.iter().copied().find(|token| matches!(self.view.lower(*token), "quoted" | "quotes" | "quoting" | "cited" | "cites"))
            && self.view.lower.get(quoting + 1).is_none_or(|next| next != "by")
            && !self.view.is_auxiliary(quoting.saturating_sub(1))
        {
            let subject = super::find::subject_head(self.view, quoting).map(|head| super::find::noun_phrase(self.view, head, quoting));
            let phrase = subject.or_else(|| self.view.phrase_before(quoting, clause[0]).map(|range| range.collect())).unwrap_or_default();
            if !phrase.is_empty() && phrase != found.source && phrase.iter().all(|token| !found.source.contains(token)) {
                add(&phrase, phrase[0], false, false, true);
            }
        }
        // `confessed the mayor, when Coast Radio called him`: who had him speak.
        const REACHED: &[&str] =
            &["ask", "call", "reach", "read", "tell", "show", "phone", "telephone", "contact", "confront", "visit", "press"];
        let reached = clause.iter().copied().find(|token| {
            self.view.lower(*token) == "when"
                && *token > found.head
                && self.view.doc.sentence_of[*token] == self.view.doc.sentence_of[found.head]
        });
        if let Some(when) = reached
            && let Some(verb) = (when + 1..self.view.sentence(when).end.min(when + 12)).find(|token| self.view.upos(*token) == "VERB")
            && REACHED.contains(&self.view.doc.tokens[verb].lemma.as_str())
            && self.view.lower.get(verb + 1).is_some_and(|who| matches!(who.as_str(), "him" | "her" | "them"))
            && let Some(phrase) = self.view.phrase_after(when + 1, verb)
        {
            let phrase: Vec<usize> = phrase.collect();
            // `a reporter for the Mercury called her`
            let works_for = phrase.iter().position(|token| matches!(self.view.lower(*token), "for" | "from" | "of" | "with"));
            let outlet = works_for.map_or(&phrase[..], |at| &phrase[at + 1..]);
            if !outlet.is_empty() {
                add(outlet, when, false, false, works_for.is_some());
            }
        }
        // `Asked by Coast Radio whether he would resign, the mayor said …`
        let sentence = self.view.sentence(found.head);
        let asked = self.found.iter().enumerate().find(|(other, asks)| {
            *other != place
                && asks.head == sentence.start
                && self.view.lower(asks.head) == "asked"
                && asks.content.first().is_some_and(|first| *first < found.head)
                && self.outer[place].is_none()
        });
        if let Some((_, asks)) = asked
            && self.view.lower.get(asks.head + 1).is_some_and(|by| by == "by")
            && let Some(phrase) = self.view.phrase_after(asks.head + 2, asks.content[0])
        {
            let phrase: Vec<usize> = phrase.collect();
            add(&phrase, asks.head, false, false, false);
        }
        // Nobody passes on what is theirs to say.
        relays.borrow_mut().retain(|relay| {
            // `a letter read out by her daughter`: she is not her daughter, whoever was led to her.
            let owned = ["her ", "his ", "their ", "its "].iter().any(|own| relay.name.to_lowercase().starts_with(own));
            relay.entity.is_none() || relay.entity != self.speakers[place].entity || owned
        });
        let mut relays = relays.into_inner();
        // `translated into Russian`, without saying by whom: at the last link named before it.
        if let Some(translated) = clause.iter().copied().find(|token| matches!(self.view.lower(*token), "translated" | "translation"))
            && !relays.iter().any(|relay| relay.translated)
        {
            let offset = self.view.doc.tokens[translated].span.start;
            if let Some(relay) = relays.iter_mut().rev().find(|relay| relay.span.is_some_and(|span| span.start < offset)) {
                relay.translated = true;
            }
        }
        relays
    }

    /// `said a letter had gone to him, a copy of which was seen by the Herald`: the copy is of a paper that the content names.
    fn is_copy_of_content(&self, place: usize, token: usize) -> bool {
        let floor = self.view.sentence(token).start.max(token.saturating_sub(8));
        let Some(which) =
            (floor..token).rev().find(|at| self.view.lower(*at) == "which" && *at > 0 && matches!(self.view.lower(at - 1), "of" | "from"))
        else {
            return false;
        };
        let paper = (self.view.sentence(token).start..which.saturating_sub(3)).rev().find(|at| is_paper(self.view.lower(*at)));
        paper.is_some_and(|paper| self.found[place].content.binary_search(&paper).is_ok())
    }

    /// `speaking by telephone to Coast Radio`: whether `clause[at]`, a `to`, belongs to a verb of speaking a few words before.
    pub(super) fn speaks_to(&self, clause: &[usize], at: usize) -> bool {
        let before = clause[at.saturating_sub(6)..at].iter().rev();
        let mut between = before.take_while(|token| !self.view.is_comma(**token) && self.view.lower(**token) != "to");
        let verb = between.find(|token| self.view.upos(**token) == "VERB");
        verb.is_some_and(|verb| matches!(self.view.lower(*verb), "speaking" | "spoke" | "talking") && clause[at] - verb < 7)
    }

    /// The document from `clause[start]` on, as one who passed on what it holds.
    fn document_hop(&self, place: usize, token: usize, start: usize, clause: &[usize]) -> Option<Hop> {
        let first = *clause.get(start)?;
        let phrase: Vec<usize> = self.view.phrase_after(first, self.view.sentence(first).end)?.collect();
        let head = head_of(self.view, &phrase).filter(|head| is_paper(self.view.lower(*head)) && !self.view.is_large(*head))?;
        if self.is_of_content(place, token) {
            return None;
        }
        let channel = Some(channel_of_paper(self.view.lower(head)).to_owned());
        let name = self.span_of(&bare_phrase(self.view, &phrase))?.of(self.view.doc.text).to_owned();
        Some(Hop { channel, span: self.span_of(&(token..=*phrase.last()?).collect::<Vec<_>>()), ..hop(&name, None) })
    }

    /// `in a statement sent [to the Herald]`, `comments [to the Herald]`, `said [on state radio]`: a preposition before what must be a medium by its
    /// name. `before` is the reporting clause up to it.
    fn sent_or_on_air(&self, before: &[usize], preposition: usize, cue: usize) -> bool {
        let Some(last) = before.last().map(|last| self.view.lower(*last)) else {
            return self.view.lower(preposition) == "on" && self.names_station(preposition + 1);
        };
        match self.view.lower(preposition) {
            "to" => matches!(
                last,
                "sent"
                    | "emailed"
                    | "e-mailed"
                    | "given"
                    | "made"
                    | "issued"
                    | "provided"
                    | "addressed"
                    | "read"
                    | "statement"
                    | "comments"
                    | "remarks"
                    | "message"
                    | "email"
                    | "letter"
                    | "note"
            ),
            "on" => preposition.checked_sub(1) == Some(cue) && self.names_station(preposition + 1),
            _ => false,
        }
    }

    /// `state radio`, `Hadran television`: not `television` alone.
    fn names_station(&self, first: usize) -> bool {
        let on_air =
            |token: usize| KINDS.iter().chain(OUTLETS).any(|(kind, channel)| *kind == self.view.lower(token) && *channel == "broadcast");
        let end = self.view.sentence(first.min(self.view.lower.len() - 1)).end;
        (first + 1..end.min(first + 4)).any(on_air)
    }
}
