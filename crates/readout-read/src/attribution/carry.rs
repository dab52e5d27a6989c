//! Occasions and relays that hold beyond their sentence: what the same speaker says next was said there, too.

use super::author::is_paper;
use super::chain::{Builder, hop};
use super::media::is_press;
use super::occasion::HEARERS;
use super::pronoun::are_several;
use super::source::{bare_phrase, entity_of, head_of, is_plural};
use readout_core::{EntityType, Hop, MentionKind};

/// Who asks on a station's behalf.
const HOSTS: &[&str] = &["presenter", "host", "interviewer", "anchor", "programme", "program", "show", "station", "channel", "broadcaster"];

/// Verbs, as they stand, by which words and papers come out.
const COME_OUT: &[&str] = &[
    "broadcast",
    "published",
    "carried",
    "aired",
    "printed",
    "reported",
    "shown",
    "released",
    "translated",
    "posted",
    "leaked",
    "shared",
    "seen",
    "obtained",
    "reviewed",
];

/// What stands for a paper without being it.
const COPIES: &[&str] =
    &["copy", "extract", "photograph", "parts", "screenshot", "screenshots", "extracts", "excerpts", "copies", "photographs", "images"];

/// What somebody does with papers and recordings before others.
const READ_OUT: &[&str] = &["read", "quote", "play", "cite", "recite"];

/// What is played rather than read.
const RECORDINGS: &[&str] = &["recording", "recordings", "tape", "tapes", "audio", "video", "footage", "messages", "voicemail"];

impl Builder<'_, '_> {
    /// Occasions that a sentence tells of without saying what was said: `Todor spoke to Coast Radio on Monday. "It is over," she said.` What the same
    /// speaker says next, in this paragraph or at the beginning of the next, was said there.
    pub(super) fn told_before(&self, own: &mut [Vec<Hop>]) {
        if !self.view.has_tree {
            return;
        }
        for verb in 0..self.view.lower.len() {
            let Some((channel, with)) = self.occasion_of(verb) else { continue };
            // `"It is over," Todor said. She was speaking to Coast Radio.`
            let lemma = self.view.doc.tokens[verb].lemma.as_str();
            // `She spoke to the Courier by telephone.` at the end of a paragraph tells of what she was just said to say.
            let ends_paragraph = || {
                let end = self.view.sentence(verb).end;
                let pronoun = self.view.child(verb, &["nsubj"]).is_some_and(|subject| self.view.upos(subject) == "PRON");
                pronoun && (end >= self.view.lower.len() || self.view.paragraph_of(end) != self.view.paragraph_of(verb))
            };
            let back = matches!(lemma, "speak" | "talk") && (self.view.lower(verb).ends_with("ing") || ends_paragraph())
                || lemma == "make" && channel != "speech"
                || channel == "testimony";
            // `made the remarks during a visit, the state agency reported`: by the agency's account.
            let told_by = self.found.iter().position(|found| found.holds(verb));
            let account = told_by.filter(|told_by| {
                let first = own[*told_by].first().and_then(|hop| hop.channel.as_deref());
                lemma == "make" && self.outer[*told_by].is_none() && matches!(first, Some("agency" | "outlet" | "broadcast"))
            });
            let is_cue = self.found.iter().any(|found| found.cue.contains(&verb)) || told_by.is_some() && account.is_none();
            let passive = self.view.children(verb).iter().copied().find(|child| self.view.doc.tokens[*child].deprel == "nsubj:pass");
            let Some(subject) = passive.or_else(|| self.view.child(verb, &["nsubj"])).filter(|_| !is_cue) else { continue };
            let phrase = super::find::noun_phrase(self.view, subject, verb);
            let Some(entity) = entity_of(self.view, self.cast, &phrase) else { continue };
            let heard =
                with.and_then(|first| self.view.phrase_after(first, self.view.sentence(verb).end)).map(|range| range.collect::<Vec<_>>());
            let heard = heard.unwrap_or_default();
            if channel.is_empty() && heard.is_empty() {
                continue;
            }
            let medium = (!heard.is_empty()).then(|| self.medium(&heard, true)).flatten();
            // Who `appeared on` or `spoke to` nobody known has said it nowhere in particular.
            if channel.is_empty() && medium.is_none() && !heard.iter().any(|token| is_press(self.view.lower(*token))) {
                continue;
            }
            let by_account: Vec<Hop> = account.map(|account| own[account].clone()).unwrap_or_default();
            let sentence = self.view.doc.sentence_of[verb];
            let paragraph = self.view.paragraph_of(verb);
            let next = (0..self.found.len()).filter(|place| {
                let at = self.found[*place].head;
                let after = self.view.doc.sentence_of[at].saturating_sub(sentence);
                let before = sentence.saturating_sub(self.view.doc.sentence_of[at]);
                let apart = self.view.paragraph_of(at).abs_diff(paragraph);
                let near = apart == 0 && (1..=2).contains(&after) || apart == 1 && after == 1;
                let just_before = back && (1..=2).contains(&before) && apart <= 1;
                (near || just_before)
                    && self.outer[*place].is_none()
                    && self.speakers[*place].entity == Some(entity)
                    && self.view.quote_of[at].is_none()
            });
            for place in next {
                let [only] = &mut own[place][..] else { continue };
                // `told parliament … gave evidence on Tuesday`
                if channel == "testimony" && only.channel.as_deref() == Some("speech") && only.audience.is_some() {
                    only.channel = Some(channel.to_owned());
                    continue;
                }
                let to_press = only.audience.as_deref().is_some_and(is_press) && heard.is_empty();
                if only.channel.is_some() || only.audience.is_some() && !to_press {
                    continue;
                }
                only.channel = (!channel.is_empty()).then(|| channel.to_owned());
                if to_press {
                    continue;
                }
                if let Some((kind, name)) = &medium {
                    only.audience = Some(name.clone());
                    let told = Hop {
                        channel: Some((*kind).to_owned()),
                        span: self.span_of(&heard),
                        ..hop(name, entity_of(self.view, self.cast, &heard))
                    };
                    own[place].push(told);
                } else if !heard.is_empty() {
                    only.audience = self.span_of(&heard).map(|span| span.of(self.view.doc.text).trim_start_matches("the ").to_owned());
                }
                let further: Vec<Hop> =
                    by_account.iter().filter(|hop| own[place].iter().all(|other| other.name != hop.name)).cloned().collect();
                own[place].extend(further);
            }
        }
    }

    /// `The Zora carried an interview with the minister. "Never," he was quoted as saying.`: the medium named last before, where the passive names
    /// none; and `Asked by Coast Radio whether he would go, Vey laughed. "Why?" he said.`: the medium that asked in the sentence before.
    pub(super) fn quoted_somewhere(&self, own: &mut [Vec<Hop>]) {
        for place in self.outermost() {
            let found = &self.found[place];
            let sentence = self.view.sentence(found.head);
            if own[place].len() != 1 || sentence.start == 0 {
                continue;
            }
            let quoting = found.cue.iter().copied().find(|token| matches!(self.view.lower(*token), "quoted" | "cited"));
            let auxiliary = |at: usize| matches!(self.view.lower(at), "was" | "were" | "been" | "is" | "are");
            let passive = quoting.is_some_and(|at| (at.saturating_sub(2)..at).any(auxiliary));
            if passive && !sentence.clone().any(|token| self.view.lower(token) == "by" && self.view.quote_of[token].is_none()) {
                own[place].extend(self.last_medium(sentence.start));
                continue;
            }
            let pronoun = found.source.len() == 1 && self.view.upos(found.source[0]) == "PRON";
            let asked = self.found.iter().position(|other| {
                self.view.lower(other.head) == "asked"
                    && self.view.is_sentence_start(other.head)
                    && self.view.sentence(other.head).end == sentence.start
                    && self.view.paragraph_of(other.head) == self.view.paragraph_of(found.head)
            });
            if let Some(asks) = asked.filter(|_| pronoun && found.quoted)
                && let Some(medium) =
                    own[asks].first().filter(|hop| matches!(hop.channel.as_deref(), Some("outlet" | "broadcast" | "agency")))
            {
                let medium = medium.clone();
                own[place].push(medium);
            }
        }
    }

    /// The medium named last before `end`, at most two sentences back.
    pub(super) fn last_medium(&self, end: usize) -> Option<Hop> {
        let first = self.view.doc.sentence_of[end].saturating_sub(2);
        let names = self.cast.mentions.iter().rev().filter(|mention| {
            let own = self.view.doc.tokens_in(mention.span);
            mention.kind == MentionKind::Name && own.end <= end && self.view.doc.sentence_of[own.start] >= first
        });
        let mut media = names.filter_map(|mention| {
            let own = self.view.doc.tokens_in(mention.span).range();
            // With the noun beside it: `the daily Zora`.
            let beside = own.start.saturating_sub(1).max(self.view.sentence(own.start).start)..own.end;
            let tokens: Vec<usize> = beside.filter(|token| self.view.upos(*token) != "DET").collect();
            let (channel, name) = self.medium(&tokens, false).or_else(|| self.medium(&own.collect::<Vec<_>>(), false))?;
            let entity = entity_of(self.view, self.cast, &tokens);
            Some(Hop { channel: Some(channel.to_owned()), span: self.span_of(&tokens), ..hop(&name, entity) })
        });
        media.next()
    }

    /// `"It is over," Todor said. Her remarks were broadcast on state radio.`, `… in a letter. Deputy Vey published the letter.`: where what was said
    /// or written just before came out.
    pub(super) fn came_out_after(&self, own: &mut [Vec<Hop>]) {
        for verb in 0..self.view.lower.len() {
            let sentence = self.view.sentence(verb);
            let plain = self.view.quote_of[verb].is_none() && sentence.start > 0;
            if !plain || !COME_OUT.contains(&self.view.lower(verb)) {
                continue;
            }
            let owned =
                |noun: usize| noun > 0 && matches!(self.view.lower(noun - 1), "his" | "her" | "their" | "its" | "the" | "this" | "that");
            let said =
                |noun: usize| owned(noun) && matches!(self.view.lower(noun), "remarks" | "comments" | "words" | "interview" | "speech");
            let paper = |noun: usize| {
                (self.view.upos(noun) == "NOUN" || !self.view.has_tree)
                    && (owned(noun) && is_paper(self.view.lower(noun)) || COPIES.contains(&self.view.lower(noun)))
            };
            let passive = verb > 0 && matches!(self.view.lower(verb - 1), "was" | "were");
            let subject = (sentence.start..verb).take(4).find(|noun| (said(*noun) || paper(*noun)) && noun - sentence.start <= 1);
            let (thing, phrase, anybody, on_air) = if let Some(subject) = subject.filter(|_| passive) {
                let leads = (verb + 1..sentence.end.min(verb + 4)).find(|at| matches!(self.view.lower(*at), "by" | "on" | "in"));
                let Some(leads) = leads else { continue };
                let Some(phrase) = self.view.phrase_after(leads + 1, sentence.end).map(|range| range.collect::<Vec<_>>()) else { continue };
                (subject, phrase, self.view.lower(leads) == "by" && paper(subject), self.view.lower(leads) != "in")
            } else if self.view.has_tree
                && let Some(object) = self.view.child(verb, &["obj"]).filter(|object| paper(*object) && owned(*object))
                && let Some(subject) = self.view.child(verb, &["nsubj"]).filter(|subject| self.view.upos(*subject) != "PRON")
                && self.view.relation(verb) == "root"
            {
                (object, super::find::noun_phrase(self.view, subject, verb), true, true)
            } else {
                continue;
            };
            let entity = entity_of(self.view, self.cast, &phrase);
            let medium = self.medium(&phrase, on_air).map(|(channel, name)| (Some(channel.to_owned()), name));
            let somebody = || self.called(&phrase, entity).filter(|_| anybody).map(|name| (None, name));
            let Some((channel, name)) = medium.or_else(somebody) else { continue };
            // `published the letter on his page`
            let page = (verb + 1..sentence.end.min(verb + 8)).any(|at| {
                matches!(self.view.lower(at), "page" | "account" | "handle" | "channel" | "blog" | "feed")
                    && matches!(self.view.lower(at - 1), "his" | "her" | "their" | "its" | "facebook" | "telegram")
            });
            let channel = channel.or_else(|| page.then(|| "post".to_owned()));
            let before = self.view.doc.sentence_of[verb] - 1;
            let near = |place: &usize| {
                self.view.doc.sentence_of[self.found[*place].head] == before
                    && self.view.paragraph_of(self.found[*place].head) == self.view.paragraph_of(verb)
            };
            // What came out is a paper only where something was written.
            let written = |place: &usize| {
                said(thing)
                    || own[*place].first().is_some_and(|hop| {
                        matches!(hop.channel.as_deref(), Some("letter" | "message" | "document" | "post" | "statement" | "broadcast"))
                    })
            };
            let mut places: Vec<usize> = self.outermost().into_iter().filter(near).filter(written).collect();
            places.retain(|place| own[*place].len() == 1 && self.speakers[*place].name != name);
            for place in places {
                own[place].push(Hop { channel: channel.clone(), span: self.span_of(&phrase), ..hop(&name, entity) });
            }
        }
    }

    /// `Counsel read from the ship's messages. "Agent says wait," the mate wrote.`: who read out, quoted or played what is quoted next.
    pub(super) fn read_out_before(&self, own: &mut [Vec<Hop>]) {
        if !self.view.has_tree {
            return;
        }
        for verb in 0..self.view.lower.len() {
            let lemma = self.view.doc.tokens[verb].lemma.as_str();
            if self.view.upos(verb) != "VERB" || self.view.quote_of[verb].is_some() || !READ_OUT.contains(&lemma) {
                continue;
            }
            let sentence = self.view.sentence(verb);
            let paper = |token: usize| is_paper(self.view.lower(token)) || RECORDINGS.contains(&self.view.lower(token));
            let from = (verb + 1..sentence.end.min(verb + 4)).find(|at| self.view.lower(*at) == "from");
            let papers =
                from.and_then(|from| (from + 1..sentence.end.min(from + 8)).find(|at| self.view.upos(*at) == "NOUN" && paper(*at)));
            let object = self.view.child(verb, &["obj"]).filter(|object| paper(*object));
            let Some(subject) = self.view.child(verb, &["nsubj"]).filter(|_| papers.or(object).is_some()) else { continue };
            if self.view.upos(subject) == "PRON"
                || self.view.relation(verb) == "acl:relcl"
                || sentence.clone().any(|at| self.view.quote_of[at].is_some())
            {
                continue;
            }
            let phrase = super::find::noun_phrase(self.view, subject, verb);
            let entity = entity_of(self.view, self.cast, &phrase);
            let entity = super::describe::set_off_name(self.view, self.cast, &phrase, verb).or(entity);
            let Some(name) = self.called(&phrase, entity) else { continue };
            // `at a briefing`, `in court`
            let occasion =
                (verb + 1..sentence.end).filter(|at| matches!(self.view.lower(*at), "at" | "during" | "to" | "in")).find_map(|at| {
                    let last = self.view.phrase_after(at + 1, sentence.end)?.last()?;
                    let hearer = HEARERS.iter().find(|(word, _)| *word == self.view.lower(last)).map(|(_, channel)| *channel);
                    hearer.or_else(|| super::occasion::channel_of(self.view.lower(last)).filter(|_| !paper(last)))
                });
            let medium = self.medium(&phrase, false).map(|(channel, _)| channel);
            let channel = medium.or(occasion).map(str::to_owned);
            let told = Hop { channel, span: self.span_of(&phrase), ..hop(&name, entity) };
            let number = self.view.doc.sentence_of[verb];
            for place in self.outermost() {
                let found = &self.found[place];
                let apart = self.view.doc.sentence_of[found.head].saturating_sub(number);
                if !(1..=2).contains(&apart) || self.view.paragraph_of(found.head) != self.view.paragraph_of(verb) {
                    continue;
                }
                let other = self.speakers[place].entity.is_none_or(|speaker| Some(speaker) != entity) && self.speakers[place].name != name;
                if !other || !found.quoted {
                    break;
                }
                if own[place].len() == 1 {
                    own[place].push(told.clone());
                }
            }
        }
    }

    /// `Two officials told the Courier it was over, one adding that …`, `One of the officials said …`: one of them, by the way that all of them spoke.
    pub(super) fn one_adds(&self, own: &mut [Vec<Hop>]) {
        let mut group: Option<(usize, Vec<Hop>)> = None;
        for place in self.outermost() {
            let found = &self.found[place];
            let Some(source) = found.source.first().copied() else { continue };
            let part = matches!(self.view.lower(source), "one" | "another" | "others" | "some" | "both")
                && found.source.get(1).is_none_or(|next| matches!(self.view.lower(*next), "of" | ","));
            let near = |before: usize| self.view.paragraph_of(found.head) - self.view.paragraph_of(self.found[before].head) <= 1;
            match &group {
                Some((before, relays)) if part && near(*before) => {
                    if own[place].len() == 1 && own[place][0].channel.is_none() && own[place][0].audience.is_none() {
                        let relays = relays.clone();
                        own[place].extend(relays);
                    }
                }
                _ => {
                    let head = head_of(self.view, &bare_phrase(self.view, &found.source));
                    let plural = head.is_some_and(|head| self.view.upos(head) == "NOUN" && is_plural(self.view, head));
                    let several = (plural || are_several(self.cast, &self.speakers[place])) && own[place].len() > 1;
                    group = several.then(|| (place, own[place][1..].to_vec()));
                }
            }
        }
    }

    /// The lead and the paragraph behind it tell of one occasion: `The premier says nobody asked him.`, and then `In an interview with Coast Radio,
    /// Mara Todor said …`; or `The premier told Coast Radio …`, and then `Mara Todor said …`.
    pub(super) fn lead_and_body(&self, own: &mut [Vec<Hop>]) {
        if !self.view.has_tree {
            return;
        }
        let order = self.outermost();
        let sourced = |place: &usize| !self.found[*place].source.is_empty();
        let first_in = |paragraph: usize| {
            order.iter().copied().filter(sourced).find(|place| self.view.paragraph_of(self.found[*place].head) >= paragraph)
        };
        // Behind a title stands the lead.
        let title = (0..self.view.lower.len()).take_while(|token| self.view.paragraph_of(*token) == 0).last();
        let titled = title.is_some_and(|last| !self.view.is_stop(last) && !self.view.is_mark(last));
        let Some(lead) = first_in(usize::from(titled)) else { return };
        let paragraph = self.view.paragraph_of(self.found[lead].head);
        let speaker = &self.speakers[lead];
        let (Some(entity), true) = (speaker.entity, paragraph <= 1 + usize::from(titled)) else { return };
        let next = order.iter().copied().find(|place| {
            let at = self.view.paragraph_of(self.found[*place].head);
            self.found[*place].head > self.found[lead].head && at > paragraph && !self.found[*place].source.is_empty()
        });
        let named = self.cast.entity(entity).named;
        let Some(body) = next.filter(|body| named && self.speakers[*body].entity == Some(entity)) else { return };
        if self.view.paragraph_of(self.found[body].head) > paragraph + 1 {
            return;
        }
        // `had said in May`, `said last week`: at another time.
        let elsewhere = |place: usize| {
            let sentence = self.view.sentence(self.found[place].head);
            let cue = &self.found[place].cue;
            cue.iter()
                .any(|token| matches!(self.view.lower(*token), "had" | "has" | "have" | "earlier" | "previously" | "later" | "repeatedly"))
                || sentence.clone().any(|token| {
                    !self.found[place].holds(token)
                        && matches!(self.view.lower(token), "earlier" | "previously" | "later" | "last" | "separately" | "afterwards")
                })
        };
        if elsewhere(body) {
            return;
        }
        let bare = |place: usize| own[place].len() == 1 && own[place][0].channel.is_none() && own[place][0].audience.is_none();
        let told = |place: usize| {
            own[place].first().is_some_and(|hop| hop.channel.is_some())
                && !matches!(own[place][0].channel.as_deref(), Some("agency" | "outlet"))
        };
        // Of the lead only a medium that the paragraph behind it names is also the lead's: what is quoted there may have been said to one who passed
        // on no more than that.
        let same_lead = |place: &usize| {
            self.view.paragraph_of(self.found[*place].head) == paragraph && self.speakers[*place].entity == Some(entity) && !bare(*place)
        };
        let told_lead =
            order.iter().copied().find(|place| same_lead(place) && (told(*place) || own[*place].len() > 1) && !elsewhere(*place));
        let (to, from) = if bare(lead) && !elsewhere(lead) && told_lead.is_none() && own[body].len() > 1 && !self.found[body].quoted {
            (lead, body)
        } else if let Some(told_lead) = told_lead.filter(|_| bare(body)) {
            (body, told_lead)
        } else {
            return;
        };
        let (channel, audience, relays) = (own[from][0].channel.clone(), own[from][0].audience.clone(), own[from][1..].to_vec());
        (own[to][0].channel, own[to][0].audience) = (channel, audience);
        own[to].extend(relays);
    }

    /// The channel that a verb of meeting the press gives, and where the words for whom it was begin.
    pub(super) fn occasion_of(&self, verb: usize) -> Option<(&'static str, Option<usize>)> {
        let word = self.view.doc.tokens[verb].lemma.as_str();
        if self.view.upos(verb) != "VERB" {
            return None;
        }
        let after = |words: &[&str]| {
            (verb + 1..self.view.sentence(verb).end.min(verb + 10))
                .find(|token| words.contains(&self.view.lower(*token)))
                .map(|token| token + 1)
        };
        let object = self.view.child(verb, &["obj"]).map_or("", |object| self.view.lower(object));
        if let Some(channel) = self.act(verb).filter(|_| !matches!(word, "phone" | "telephone" | "radio" | "post" | "email" | "e-mail")) {
            return Some((channel, None));
        }
        match word {
            "give" | "grant" if object == "interview" => Some(("interview", after(&["to"]))),
            // `made the remarks in an interview with Coast Radio`
            "make" if matches!(object, "remarks" | "comments" | "remark" | "comment" | "announcement" | "statement") => {
                let interview = after(&["interview"]).is_some();
                let to = after(&["to", "with", "on"]);
                // `made the remarks during a telephone call with the envoy`
                let during = after(&["in", "during", "at"]).and_then(|first| {
                    let phrase = self.view.phrase_after(first, self.view.sentence(verb).end)?;
                    phrase.rev().find_map(|token| super::occasion::channel_of(self.view.lower(token)))
                });
                let channel = if interview { "interview" } else { during.unwrap_or_default() };
                let to = to.filter(|_| !matches!(object, "announcement" | "statement"));
                (!channel.is_empty() || to.is_some()).then_some((channel, to))
            }
            "give" | "hold" if matches!(object, "conference") => Some(("press conference", None)),
            "give" | "deliver" | "make" if matches!(object, "speech" | "address" | "lecture") => Some(("speech", None)),
            "issue" | "release" if matches!(object, "statement" | "communique" | "communiqué") => Some(("statement", None)),
            // `sent a message to the Herald`
            "send" if is_paper(object) => {
                super::occasion::channel_of(object).filter(|_| after(&["to"]).is_some()).map(|channel| (channel, after(&["to"])))
            }
            "interview" => Some(("interview", after(&["by"]))),
            "speak" | "talk" if self.view.lower.get(verb + 1).is_some_and(|next| matches!(next.as_str(), "to" | "with" | "on")) => {
                Some(("", Some(verb + 2)))
            }
            "speak" | "talk" if after(&["phone", "telephone"]).is_some() => {
                Some(("call", after(&["to", "with"]).filter(|at| *at > verb + 2)))
            }
            "speak" if after(&["interview"]).is_some() => Some(("interview", after(&["with", "to", "on"]))),
            "speak" if after(&["conference"]).is_some() => Some(("press conference", None)),
            "appear" if self.view.lower.get(verb + 1).is_some_and(|next| next == "on") => Some(("", Some(verb + 2))),
            "sit" if self.view.lower.get(verb + 1).is_some_and(|next| next == "down") => {
                after(&["interview"]).map(|_| ("interview", after(&["with"])))
            }
            _ => None,
        }
    }

    /// What a speaker says just after keeps the occasion and the relays of what was said before.
    pub(super) fn carry_on(&self, own: &mut [Vec<Hop>]) {
        // What a medium reported somebody as saying counts as said there.
        let reported = |place: usize| {
            let outer = self.outer[place]?;
            let medium = own[outer].first().and_then(|hop| hop.channel.as_deref());
            // `…, according to a transcript obtained by the Echo`
            let papers =
                own[outer].len() > 1 && matches!(medium, Some("document" | "letter" | "message")) && self.paper_source(outer).is_some();
            // `said in a televised address` is no medium's report.
            let person = self.speakers[outer].entity.is_some_and(|entity| self.cast.entity(entity).entity_type == EntityType::PER);
            let medium = matches!(medium, Some("agency" | "outlet" | "broadcast")) && !person;
            // `the general is heard telling his men`: by nobody in particular.
            let nobody = own[outer].is_empty();
            (self.outer[outer].is_none() && (papers || medium || nobody)).then_some(outer)
        };
        let media: Vec<Option<usize>> = (0..self.found.len()).map(reported).collect();
        let around: Vec<Vec<Hop>> = media.iter().map(|outer| outer.map(|outer| own[outer].clone()).unwrap_or_default()).collect();
        let mut order: Vec<usize> = (0..self.found.len()).filter(|place| self.outer[*place].is_none() || media[*place].is_some()).collect();
        order.retain(|place| !media.contains(&Some(*place)));
        order.sort_by_key(|place| self.found[*place].head);
        for at in 1..order.len() {
            let this = order[at];
            if self.outer[this].is_some() || self.speakers[this].name.is_empty() {
                continue;
            }
            // The one before, or the one before that where somebody else is heard in between.
            let paragraphs_back =
                |before: usize| self.view.paragraph_of(self.found[this].head) - self.view.paragraph_of(self.found[before].head);
            let same = |before: &usize| self.speakers[this].name == self.speakers[*before].name;
            let recent = order[..at].iter().rev().take(2).copied().enumerate();
            // Of a hearing the questions stand between the answers.
            let heard = |before: usize| own[before].first().is_some_and(|hop| hop.channel.as_deref() == Some("testimony"));
            let near = |(n, before): &(usize, usize)| paragraphs_back(*before) <= 1 - n || heard(*before) && paragraphs_back(*before) <= 1;
            let Some(before) = recent.filter(near).map(|(_, before)| before).find(same) else {
                continue;
            };
            let together_with = self.found[this].source.iter().any(|token| self.view.lower(*token) == "and");
            let pronoun = !together_with && self.found[this].source.first().is_some_and(|first| self.view.upos(*first) == "PRON");
            let paper_at = |place: usize| {
                head_of(self.view, &bare_phrase(self.view, &self.found[place].source)).is_some_and(|head| is_paper(self.view.lower(head)))
            };
            let paper = paper_at(before) && (pronoun || paper_at(this));
            // `Todor added …`, `Todor also said …`
            let goes_on = self.found[this].cue.iter().any(|token| {
                matches!(
                    self.view.lower(*token),
                    "also" | "added" | "adding" | "adds" | "further" | "continued" | "continues" | "concluded"
                )
            });
            // `Asked about the letter, Todor said …`, `They had left, Todor said.` in the sentence behind
            let start = self.view.sentence(self.found[this].head).start;
            let asked = matches!(self.view.lower(start), "asked" | "pressed" | "questioned" | "challenged");
            let behind = self.found[this].content.last().is_some_and(|last| *last < self.found[this].head)
                && self.view.doc.sentence_of[self.found[this].head] - self.view.doc.sentence_of[self.found[before].head] == 1;
            let goes_on = goes_on || (asked || behind) && paragraphs_back(before) == 0;
            let (Some(first), Some(next)) = (own[before].first().cloned(), own[this].first()) else { continue };
            // `told the deputies`, before whom he had testified.
            if first.channel.as_deref() == Some("testimony") && next.channel.as_deref() == Some("speech") && next.audience.is_some() {
                own[this][0].channel = first.channel;
                continue;
            }
            // `wrote that … and asked for …`
            let together = !self.found[this].source.is_empty() && self.found[this].source == self.found[before].source;
            // `told the presenter`, of the station named before
            let on_air = own[before].iter().skip(1).any(|hop| hop.channel.as_deref() == Some("broadcast"));
            let to_host = on_air && next.audience.as_deref().is_some_and(|heard| HOSTS.iter().any(|host| heard.ends_with(host)));
            // `The official said …` after `a Western official told the Standard`
            let unnamed = |place: usize| self.speakers[place].entity.is_none_or(|entity| !self.cast.entity(entity).named);
            let again = unnamed(this)
                && self.found[this].source.first().is_some_and(|first| self.view.lower(*first) == "the")
                && self.view.doc.sentence_of[self.found[this].head] - self.view.doc.sentence_of[self.found[before].head] == 1;
            if (self.found[this].quoted || pronoun || paper || goes_on || together || to_host || again)
                && own[this].len() == 1
                && (next.channel.is_none() || (paper || together || !around[before].is_empty()) && next.channel == first.channel)
                && (next.audience.is_none() || to_host)
                && first.channel.as_deref() != Some("agency")
            {
                // Who spoke for him then need not do so now; who leaked a document has done so once and for all.
                let media = own[before][1..].iter().filter(|hop| paper || hop.channel.is_some() || hop.translated);
                let relays: Vec<Hop> = media.chain(&around[before]).cloned().collect();
                own[this][0].channel = first.channel;
                if !to_host {
                    own[this][0].audience = first.audience;
                }
                own[this].extend(relays);
            }
        }
    }

    /// `wrote to staff`: a letter; who only `writes` does so in a document.
    pub(super) fn written(&self, own: &mut [Vec<Hop>]) {
        let posts: Vec<(String, usize)> = (0..self.found.len())
            .filter(|place| own[*place].first().is_some_and(|hop| hop.channel.as_deref() == Some("post")))
            .map(|place| (self.speakers[place].name.clone(), self.found[place].head))
            .collect();
        for (place, hops) in own.iter_mut().enumerate() {
            let found = &self.found[place];
            let Some(first) = hops.first_mut().filter(|first| first.channel.is_none() && !found.source.is_empty()) else { continue };
            if !matches!(self.view.lower(found.head), "write" | "writes" | "wrote" | "written" | "writing") {
                continue;
            }
            // `Our correspondent writes`: for this report.
            if found.source.iter().any(|token| matches!(self.view.lower(*token), "our" | "correspondent" | "reporter")) {
                continue;
            }
            let to = self.view.lower.get(found.head + 1).is_some_and(|next| next == "to" || next == "back");
            // `said on her page … she wrote`
            let on = posts.iter().rev().find(|(name, at)| {
                *name == self.speakers[place].name
                    && *at < found.head
                    && self.view.paragraph_of(found.head) - self.view.paragraph_of(*at) <= 2
            });
            if on.is_some() && !to {
                first.channel = Some("post".to_owned());
                continue;
            }
            first.channel = Some(if to { "letter" } else { "document" }.to_owned());
        }
    }

    /// Attributions that stand in no other, in order of the text.
    pub(super) fn outermost(&self) -> Vec<usize> {
        let mut order: Vec<usize> = (0..self.found.len()).filter(|place| self.outer[*place].is_none()).collect();
        order.sort_by_key(|place| self.found[*place].head);
        order
    }

    /// Who answers does so where the question was put: `the counsel put it to him … he replied`.
    pub(super) fn answers(&self, own: &mut [Vec<Hop>]) {
        for pair in self.outermost().windows(2) {
            let [before, this] = *pair else { continue };
            let cue = self.view.lower(self.found[this].head);
            let replies = ["reply", "replie", "answer", "respond", "retort", "counter", "interject", "shout", "interrupt"]
                .iter()
                .any(|stem| cue.starts_with(stem));
            let apart = self.view.doc.sentence_of[self.found[this].head].abs_diff(self.view.doc.sentence_of[self.found[before].head]);
            let channel = own[before].first().and_then(|hop| hop.channel.clone());
            let together = matches!(channel.as_deref(), Some("testimony" | "meeting" | "speech" | "press conference" | "briefing"));
            if replies
                && together
                && apart <= 2
                && let Some(first) = own[this].first_mut()
            {
                first.channel = first.channel.take().or(channel);
            }
        }
        self.answers_in_account(own);
    }

    /// `According to minutes obtained by the Echo, the governor asked for time. The deputy replied that there was none.`: the reply is known from where
    /// the question is, and so is the question that follows what was said there.
    fn answers_in_account(&self, own: &mut [Vec<Hop>]) {
        let order = self.outermost();
        for this in order {
            let found = &self.found[this];
            let lemma = self.view.doc.tokens[found.head].lemma.as_str();
            let past = self.view.doc.tokens[found.head].feats.contains("Tense=Past");
            let perfect = found.cue.iter().any(|token| self.view.is_auxiliary(*token));
            let answers = matches!(lemma, "reply" | "answer" | "respond" | "retort") && past && !perfect;
            let [first] = &own[this][..] else { continue };
            if !answers || found.source.is_empty() || first.audience.is_some() {
                continue;
            }
            let sentence = self.view.doc.sentence_of[found.head];
            // The last that was told in somebody's account in the sentence before.
            let inner = (0..self.found.len()).rev().find(|inner| {
                let head = self.found[*inner].head;
                self.outer[*inner].is_some() && head < found.head && self.view.doc.sentence_of[head] + 1 == sentence
            });
            let Some(inner) = inner.filter(|inner| {
                self.view.paragraph_of(self.found[*inner].head) == self.view.paragraph_of(found.head)
                    && self.speakers[*inner].name != first.name
            }) else {
                continue;
            };
            let Some(outer) = self.outer[inner].filter(|outer| self.outer[*outer].is_none()) else { continue };
            // Whoever gave the account does not answer in it, nor somebody who is asked by the writer.
            let account = own[outer].first().is_some_and(|hop| {
                matches!(hop.channel.as_deref(), Some("document" | "letter" | "message" | "broadcast" | "outlet" | "agency"))
            });
            if !account || own[outer].iter().any(|hop| hop.name == own[this][0].name) {
                continue;
            }
            let relays = own[outer].clone();
            let channel = own[inner].first().and_then(|hop| hop.channel.clone());
            own[this][0].channel = own[this][0].channel.take().filter(|channel| channel != "document").or(channel);
            own[this].extend(relays);
        }
    }
}
