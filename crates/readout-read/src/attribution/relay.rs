//! Who passed the words on, by the words of the sentence: `told Sumek Radio in an interview translated by …`, `in remarks carried by …`.

use super::author::is_paper;
use super::chain::{Builder, channel_of_paper, hop};
use super::find::Shape;
use super::media::{KINDS, OUTLETS};
use super::occasion::{HEARERS, channel_of};
use super::source::{bare_phrase, entity_of, head_of};
use crate::calendar::is_day_or_month;
use readout_core::{EntityType, Hop};

/// What is written or said for an outlet: `in an opinion piece for the Mercury`, `in an interview to the Mercury`.
pub(super) const PIECES: &[&str] = &[
    "piece",
    "op-ed",
    "ed",
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
    "tell",
    "say",
    "speak",
    "talk",
    "deny",
    "insist",
    "repeat",
    "claim",
    "acknowledge",
    "concede",
    "confirm",
    "admit",
    "explain",
    "describe",
    "reveal",
    "disclose",
    "comment",
    "complain",
    "recall",
    "add",
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

/// Who speaks for others, in the singular: `through their solicitor`, `via its embassy`, `by his chief of staff`.
pub(super) const SPEAKING_FOR: &[&str] = &[
    "solicitor",
    "lawyer",
    "attorney",
    "barrister",
    "counsel",
    "spokesman",
    "spokeswoman",
    "spokesperson",
    "embassy",
    "consulate",
    "mission",
    "agent",
    "publicist",
    "representative",
    "office",
    "mediator",
    "negotiator",
    "intermediary",
    "intermediaries",
    "interlocutor",
    "go-between",
    "middleman",
    "middlemen",
    "emissary",
    "emissaries",
    "messenger",
    "envoy",
    "delegate",
    "secretary",
    "ambassador",
    "aide",
    "assistant",
    "adviser",
    "advisor",
    "deputy",
    "staff",
    "manager",
    "family",
    "relative",
    "friend",
    "associate",
    "colleague",
    "ally",
    "allies",
    "wife",
    "husband",
    "son",
    "daughter",
    "brother",
    "sister",
    "father",
    "mother",
    "cousin",
    "grandson",
    "granddaughter",
    "nephew",
    "niece",
    "neighbour",
    "neighbor",
    "pastor",
    "priest",
    "imam",
    "chaplain",
    "notary",
];

/// Whether a word names one who speaks for others, or several.
fn speaks_for(word: &str) -> bool {
    SPEAKING_FOR.contains(&word) || word.strip_suffix('s').is_some_and(|one| SPEAKING_FOR.contains(&one))
}

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

/// Participles of what somebody did with a paper or a recording, and with much else.
const OF_PAPERS: &[&str] = &[
    "reviewed",
    "accessed",
    "acquired",
    "examined",
    "viewed",
    "inspected",
    "transcribed",
    "authenticated",
    "verified",
    "unearthed",
    "uncovered",
    "intercepted",
    "disclosed",
    "uploaded",
    "serialised",
    "serialized",
    "excerpted",
];

/// What is played rather than read.
const RECORDINGS: &[&str] =
    &["recording", "recordings", "audio", "video", "footage", "tape", "tapes", "clip", "interview", "remarks", "comments"];

/// Who hears for a medium.
const MAN_OF_PRESS: &[&str] =
    &["reporter", "reporters", "correspondent", "correspondents", "journalist", "journalists", "interviewer", "columnist", "crew", "team"];

/// In what somebody else put it.
const VERSIONS: &[&str] = &["version", "translation", "transcript", "recording", "edition", "text", "account", "summary"];

/// What is said or shown on the air: `in an address [on state television]`.
const SPOKEN: &[&str] = &[
    "address",
    "speech",
    "statement",
    "remarks",
    "comments",
    "interview",
    "appearance",
    "message",
    "sermon",
    "bulletin",
    "programme",
    "program",
    "debate",
    "announcement",
    "reply",
    "recording",
];

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
            // `told a reporter from the Delta Post`
            let works_for = tokens.iter().position(|token| matches!(self.view.lower(*token), "from" | "for" | "of" | "with"));
            let works_for = works_for.filter(|at| tokens[..*at].iter().any(|token| MAN_OF_PRESS.contains(&self.view.lower(*token))));
            let tokens = works_for.filter(|at| at + 1 < tokens.len()).map_or(tokens, |at| &tokens[at + 1..]);
            let set_off = self.set_off_name(tokens);
            let tokens = set_off.as_deref().unwrap_or(tokens);
            let told = told || works_for.is_some() || set_off.is_some();
            let entity = entity_of(self.view, self.cast, tokens);
            // `passed on by his aide`: he is not his aide, whoever was led to him.
            let owned = tokens.first().is_some_and(|first| matches!(self.view.lower(*first), "his" | "her" | "its" | "their"));
            let entity = entity.filter(|entity| !owned || self.speakers[place].entity != Some(*entity));
            if tokens.last().is_some_and(|last| self.is_day_or_platform(*last)) {
                return;
            }
            let mut relay = match self.medium(tokens, told) {
                Some((channel, name)) => Hop { channel: Some(channel.to_owned()), ..hop(&name, entity) },
                // `read by his lawyer outside the court`
                None if anybody => {
                    let place = |token: &usize| self.view.upos(*token) == "ADP" && !matches!(self.view.lower(*token), "of" | "for" | "to");
                    let end = tokens.iter().position(place).unwrap_or(tokens.len());
                    hop(&self.called(&tokens[..end.max(1)], entity).unwrap_or_default(), entity)
                }
                None => return,
            };
            relay.translated = translated;
            let extent: Vec<usize> = (introduction.min(tokens[0])..=tokens[tokens.len() - 1]).collect();
            relay.span = self.span_of(&extent);
            if !relays.iter().any(|other| other.name == relay.name) {
                relays.push(relay);
            }
        };
        // `told AFP`; not `told Vey to wait`
        let orders = found
            .content
            .first()
            .is_some_and(|first| self.view.lower(*first) == "to" && self.view.quote_of[*first] == self.view.quote_of[found.head]);
        if !found.audience.is_empty() && !orders {
            add(&found.audience, found.audience[0], false, false, telling);
        }
        // `The secretary, whose name the paper withheld, told it …`
        if let [it] = found.audience[..]
            && self.view.lower(it) == "it"
            && telling
            && relays.borrow().is_empty()
        {
            relays.borrow_mut().extend(self.last_medium(found.head));
        }
        for (at, token) in clause.iter().enumerate() {
            let word = self.view.lower(*token);
            let next = clause.get(at + 1).map_or("", |next| self.view.lower(*next));
            let before = at.checked_sub(1).map_or("", |before| self.view.lower(clause[before]));
            let participle = PASSED_ON.contains(&word)
                || OF_PAPERS.contains(&word) && self.tells_of_paper(*token)
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
                && clause.get(at + 1 + out).is_some_and(|leads| matches!(self.view.lower(*leads), "to" | "in" | "before" | "at" | "during"))
                && let Some(first) = clause.get(at + 2 + out)
                && let Some(phrase) = self.view.phrase_after(*first, self.view.sentence(*first).end)
            {
                let phrase = bare_phrase(self.view, &phrase.collect::<Vec<_>>());
                let hearer = head_of(self.view, &phrase)
                    .and_then(|head| HEARERS.iter().find(|(hearer, _)| *hearer == self.view.lower(head)))
                    .filter(|(_, channel)| *channel == "testimony");
                let passive = clause[at.saturating_sub(3)..at].iter().any(|aux| matches!(self.view.lower(*aux), "was" | "were" | "been"))
                    || self.view.doc.tokens[*token].deprel == "acl"
                    || self.view.relation(*token) == "advcl" && is_paper(before);
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
                    "published"
                        | "broadcast"
                        | "aired"
                        | "carried"
                        | "printed"
                        | "obtained"
                        | "read"
                        | "posted"
                        | "released"
                        | "leaked"
                        | "seen"
                        | "reviewed"
                        | "viewed"
                        | "examined"
                        | "acquired"
                        | "played"
                        | "screened"
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
                    add(
                        &phrase,
                        phrase[0],
                        false,
                        handed_on
                            || matches!(word, "read" | "posted" | "released" | "leaked" | "played" | "screened")
                            || word == "published" && self.tells_of_paper(*token),
                        true,
                    );
                    continue;
                }
            }
            // Whoever releases or reads out passes on; who only saw it must be a medium.
            // `relayed to journalists by his chief of staff`, `sent to newsrooms by an aide`
            let hands = PASSED_ON.contains(&word)
                || matches!(word, "carried" | "brought") && next == "out"
                || matches!(word, "released" | "read" | "leaked" | "circulated" | "relayed")
                || matches!(word, "sent" | "distributed" | "issued") && self.tells_of_paper(*token);
            let reach = if hands { 9 } else { 5 };
            let by = (at + 1..clause.len().min(at + reach))
                .take_while(|by| self.view.lower(clause[*by]) != "," && (!hands || self.view.upos(clause[*by]) != "VERB"))
                .find(|by| self.view.lower(clause[*by]) == "by" && clause[*by] - token < reach);
            let mut passes_on = (matches!(word, "released" | "read" | "leaked" | "circulated" | "translated" | "relayed" | "quoted")
                || matches!(word, "published" | "posted" | "uploaded") && self.tells_of_paper(*token)
                || hands)
                && by.is_some_and(|by| by == at + 1 || hands);
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
            // `The army published a report. A prisoner is quoted in it as saying …`
            if matches!(word, "quoted" | "cited" | "named")
                && next == "in"
                && clause.get(at + 2).is_some_and(|it| matches!(self.view.lower(*it), "it" | "them"))
                && let Some((paper, channel)) =
                    self.paper_before(self.view.sentence(*token).start, self.view.lower(clause[at + 2]) == "them")
                && let Some(start) = self.view.phrase_before(paper + 1, self.view.sentence(paper).start).map(|phrase| phrase.start)
            {
                let name = self.span_of(&(start..=paper).collect::<Vec<_>>()).map_or("", |span| span.of(self.view.doc.text));
                relays.borrow_mut().push(Hop {
                    channel: Some(channel.to_owned()),
                    span: self.span_of(&[*token, clause[at + 2]]),
                    ..hop(name, None)
                });
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
            } else if participle
                && next == "by"
                && clause.get(at + 2).is_some_and(|how| {
                    matches!(self.view.lower(*how), "telephone" | "phone" | "email" | "e-mail" | "text" | "radio" | "satellite" | "video")
                })
                && let Some(second) = (at + 3..clause.len().min(at + 7)).find(|by| self.view.lower(clause[*by]) == "by")
            {
                // `reached by telephone by the Herald`
                (second + 1, *token)
            } else if (participle || hands) && next == "by" {
                (at + 2, *token)
            } else if word == "public" && before == "made" && next == "by" {
                // `a letter made public by her office`
                passes_on = true;
                (at + 2, *token)
            } else if matches!(word, "quoted" | "cited" | "interviewed" | "profiled" | "featured")
                && !found.cue.contains(token)
                && let Some(leads) = (at + 1..clause.len().min(at + 3)).find(|leads| matches!(self.view.lower(clause[*leads]), "in" | "on"))
                && (at + 1..leads).all(|adverb| self.view.is_adverb(clause[adverb]))
            {
                // `quoted anonymously in the newsletter Salar`
                told = false;
                (leads + 1, *token)
            } else if word == "put"
                && next == "out"
                && clause.get(at + 2).is_some_and(|by| self.view.lower(*by) == "by")
                && at > 0
                && VERSIONS.contains(&before)
            {
                (at + 3, *token)
            } else if let Some(by) = later {
                (by + 1, *token)
            } else if let (true, Some(by)) =
                ((word == "told" || hands) && (before != "was" || word == "read") && !found.cue.contains(token), by)
            {
                (by + 1, *token)
            } else if word == "to" && matches!(before, "leaked" | "shown" | "provided" | "supplied" | "passed" | "handed" | "available")
                || word == "to" && before == "released" && at > 0 && self.tells_of_paper(clause[at - 1])
                || word == "with" && before == "shared"
                || matches!(word, "to" | "with") && self.handed_before(clause, at, found.head)
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
                && !self.is_of_content(place, *token)
                && let Some(who) = self.goes_between(clause, at)
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
                || word == "in" && at > 0 && (writes(at - 1) || before == "writing")
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
            } else if self.sent_or_on_air(&clause[..at], *token, found.head)
                && !self.is_of_content(place, *token)
                && !self.is_of_cue(place, *token)
            {
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
            // `A day after the minister spoke, a log obtained by the Herald records …`: the log is no minister's.
            if (participle || hands) && self.is_of_other_source(place, *token) {
                continue;
            }
            if (participle || hands) && (self.is_of_content(place, *token) || self.is_copy_of_content(place, *token)) {
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
                        || *token > first + 1
                            && matches!(
                                self.view.lower(*token),
                                "broadcast" | "published" | "aired" | "printed" | "posted" | "released" | "recorded" | "carried"
                            )
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
        // `said his desk had heard from the owner that …`: who heard it passed it on to whoever says so.
        let hears = lemma == "hear" && found.source.first().is_some_and(|first| *first > found.head);
        if let Some(outer) = self.outer[place].filter(|_| hears && self.view.has_tree)
            && let Some(subject) = self.view.child(found.head, &["nsubj"]).filter(|subject| self.view.upos(*subject) != "PRON")
        {
            let phrase = super::find::noun_phrase(self.view, subject, found.head);
            let entity = entity_of(self.view, self.cast, &phrase);
            let same = entity.is_some() && entity == self.speakers[outer].entity;
            if let Some(name) = self.called(&phrase, entity).filter(|_| !same) {
                relays.borrow_mut().push(Hop { span: self.span_of(&phrase), ..hop(&name, entity) });
            }
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
        paper.is_some_and(|paper| self.found[place].holds(paper))
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
            "on" => {
                let before = preposition.checked_sub(1).filter(|before| *before != cue);
                // `a rumour first aired on the podcast` is nobody's remarks.
                let speaks = |verb: usize| matches!(self.view.lower(verb), "spoke" | "spoken" | "appeared" | "said" | "told");
                let done = before
                    .filter(|before| self.view.upos(*before) == "VERB" && !self.view.lower(*before).ends_with("ing") && !speaks(*before));
                let within = before.is_none_or(|before| self.view.upos(before) != "NOUN") || SPOKEN.contains(&last);
                within && done.is_none_or(|done| self.tells_of_paper(done)) && self.names_station(preposition + 1)
            }
            _ => false,
        }
    }

    /// Whether a participle tells of a paper or a recording: `a memo reviewed by`, not `a company acquired by`.
    fn tells_of_paper(&self, participle: usize) -> bool {
        let paper = |token: usize| {
            let word = self.view.lower(token);
            let spoken = SPOKEN.contains(&word) || RECORDINGS.contains(&word);
            (is_paper(word) || PIECES.contains(&word) || spoken || VERSIONS.contains(&word)) && self.view.upos(token) == "NOUN"
                || !self.view.has_tree && (is_paper(word) || RECORDINGS.contains(&word))
        };
        let clause = std::iter::successors(Some(participle), |at| self.view.head(*at).filter(|_| self.view.relation(*at) == "conj"))
            .take(3)
            .find(|at| matches!(self.view.doc.tokens[*at].deprel.as_str(), "acl" | "acl:relcl"));
        match clause.and_then(|clause| self.view.head(clause)) {
            Some(noun) => paper(noun) || noun + 1 < participle && (noun..participle).any(|of| self.view.lower(of) == "of" && paper(of - 1)),
            None => (self.view.sentence(participle).start.max(participle.saturating_sub(4))..participle).any(paper),
        }
    }

    /// `leaked this week [to the Herald]`: whether `clause[at]`, a `to` or a `with`, belongs to a participle of handing on a few words before.
    fn handed_before(&self, clause: &[usize], at: usize, cue: usize) -> bool {
        let before = clause[at.saturating_sub(6)..at].iter().rev().copied();
        let mut between = before
            .take_while(|token| !self.view.is_comma(*token) && !matches!(self.view.lower(*token), "to" | "with" | "by") && *token != cue);
        let Some(verb) = between.find(|token| self.view.upos(*token) == "VERB") else { return false };
        // `disclosed them to the agency` is what somebody did.
        if !self.tells_of_paper(verb) {
            return false;
        }
        match self.view.lower(clause[at]) {
            "with" => self.view.lower(verb) == "shared",
            _ => matches!(self.view.lower(verb), "leaked" | "shown" | "provided" | "supplied" | "passed" | "handed" | "disclosed"),
        }
    }

    /// Whether a participle tells of what is the source of another attribution, and not of this one.
    fn is_of_other_source(&self, place: usize, participle: usize) -> bool {
        let clause = matches!(self.view.doc.tokens[participle].deprel.as_str(), "acl" | "acl:relcl");
        let Some(noun) = self.view.head(participle).filter(|noun| clause && *noun < participle) else { return false };
        // `The cable, published by the Herald, tells of a dinner at which, the envoy writes, …`
        if is_paper(self.view.lower(noun)) && self.view.doc.tokens[self.found[place].head].lemma == "write" {
            return false;
        }
        !self.found[place].source.contains(&noun)
            && self.found.iter().enumerate().any(|(other, found)| {
                other != place && found.source.contains(&noun) && self.outer[place] != Some(other) && self.outer[other] != Some(place)
            })
    }

    /// `repeated an offer he first made on Hadran television`: whether a word hangs in a clause that tells of a noun of the cue.
    fn is_of_cue(&self, place: usize, token: usize) -> bool {
        let cue = &self.found[place].cue;
        std::iter::successors(Some(token), |at| self.view.head(*at)).take(8).any(|at| {
            matches!(self.view.doc.tokens[at].deprel.as_str(), "acl" | "acl:relcl")
                && self.view.head(at).is_some_and(|noun| {
                    noun < at && cue.contains(&noun) && self.view.upos(noun) == "NOUN" && channel_of(self.view.lower(noun)).is_none()
                })
        })
    }

    /// `through [his solicitors]`, `via [the Swiss embassy]`, `through [intermediaries]`: the last word of the go-between, as a place in the clause.
    fn goes_between(&self, clause: &[usize], at: usize) -> Option<usize> {
        let end = clause.len().min(at + 7);
        let first = *clause.get(at + 1)?;
        let run = (at + 1..end).take_while(|who| {
            let token = clause[*who];
            clause[*who - 1] + 1 == token
                && !self.view.is_comma(token)
                && !self.view.is_stop(token)
                && !matches!(self.view.upos(token), "VERB" | "AUX" | "SCONJ")
                && (self.view.upos(token) != "ADP" || self.view.lower(token) == "of")
        });
        let who = run.filter(|who| speaks_for(self.view.lower(clause[*who])) && !self.view.is_large_inside(clause[*who])).last()?;
        let opens = matches!(self.view.upos(first), "DET" | "PRON" | "PROPN" | "NUM")
            || matches!(self.view.lower(first), "the" | "a" | "an" | "his" | "her" | "its" | "their")
            || self.view.lower(clause[who]).ends_with('s');
        // `through his lawyer's letter`
        let owner = self.view.lower.get(clause[who] + 1).is_some_and(|next| next == "'s");
        (opens && !owner).then_some(who)
    }

    /// `state radio`, `Hadran television`, `the call-in show Morning Tide`: not `television` alone.
    fn names_station(&self, first: usize) -> bool {
        let end = self.view.sentence(first.min(self.view.lower.len() - 1)).end;
        let on_air = |token: usize| {
            let own = |(kind, channel): &&(&str, &str)| *kind == self.view.lower(token) && *channel == "broadcast";
            let named = || self.view.lower(token) == "show" && token + 1 < end && self.view.is_large(token + 1);
            KINDS.iter().chain(OUTLETS).any(|kind| own(&kind)) || named()
        };
        let hyphen = |token: usize| {
            [Some(token), token.checked_sub(1), Some(token + 1)]
                .into_iter()
                .flatten()
                .any(|at| self.view.lower.get(at).is_some_and(|mark| mark == "-") && self.view.doc.is_joined(at))
        };
        let plain = |token: &usize| {
            hyphen(*token)
                || !self.view.is_comma(*token)
                    && !matches!(self.view.upos(*token), "ADP" | "VERB" | "AUX" | "PUNCT")
                    && !is_day_or_month(self.view.lower(*token))
        };
        // `on the radio`
        let bare = matches!(self.view.lower(first.min(self.view.lower.len() - 1)), "the" | "a" | "his" | "her" | "their");
        let start = first + 1 + usize::from(bare);
        (first..end.min(first + 7)).take_while(plain).any(|token| token >= start && on_air(token))
    }
}
