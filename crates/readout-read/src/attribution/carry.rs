//! Occasions and relays that hold beyond their sentence: what the same speaker says next was said there, too.

use super::chain::{Builder, hop};
use super::outlet::is_press;
use super::speaker::{bare_phrase, entity_of, head_of, is_paper};
use readout_core::{Hop, MentionKind};

/// Who asks on a station's behalf.
const HOSTS: &[&str] = &["presenter", "host", "interviewer", "anchor", "programme", "program", "show", "station", "channel", "broadcaster"];

/// Participles that tell how a paper came out.
const CAME_OUT: &[&str] =
    &["obtained", "seen", "leaked", "published", "released", "circulated", "reviewed", "read", "shown", "posted", "quoted", "unsealed"];

/// What is one of many papers: `one message`, `another entry`.
const PIECES_OF_PAPER: &[&str] =
    &["message", "email", "e-mail", "entry", "exchange", "passage", "note", "letter", "reply", "text", "memo", "page"];

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
            let back = matches!(lemma, "speak" | "talk") && self.view.lower(verb).ends_with("ing")
                || lemma == "make" && channel != "speech"
                || channel == "testimony";
            let is_cue = self.found.iter().any(|found| found.cue.contains(&verb) || found.content.binary_search(&verb).is_ok());
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
    fn last_medium(&self, end: usize) -> Option<Hop> {
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

    /// `"It is over," Todor said. Her remarks were broadcast on state radio.`: where what was said just before came out.
    pub(super) fn came_out_after(&self, own: &mut [Vec<Hop>]) {
        const COME_OUT: &[&str] = &["broadcast", "published", "carried", "aired", "printed", "reported", "shown", "released", "translated"];
        for verb in 0..self.view.lower.len() {
            let said =
                |noun: usize| matches!(self.view.lower(noun), "remarks" | "comments" | "words" | "interview" | "speech" | "statement");
            let owned = |noun: usize| noun > 0 && matches!(self.view.lower(noun - 1), "his" | "her" | "their" | "its" | "the");
            let sentence = self.view.sentence(verb);
            let subject = (sentence.start..verb).take(4).find(|noun| said(*noun) && owned(*noun) && noun - sentence.start <= 1);
            let passive = verb > 0 && matches!(self.view.lower(verb - 1), "was" | "were");
            let plain = self.view.quote_of[verb].is_none() && sentence.start > 0;
            if subject.is_none() || !COME_OUT.contains(&self.view.lower(verb)) || !passive || !plain {
                continue;
            }
            let Some(leads) = (verb + 1..sentence.end.min(verb + 4)).find(|at| matches!(self.view.lower(*at), "by" | "on" | "in")) else {
                continue;
            };
            let Some(phrase) = self.view.phrase_after(leads + 1, sentence.end).map(|range| range.collect::<Vec<_>>()) else { continue };
            let Some((channel, name)) = self.medium(&phrase, self.view.lower(leads) != "in") else { continue };
            let before = self.view.doc.sentence_of[verb] - 1;
            let near = |place: &usize| {
                self.view.doc.sentence_of[self.found[*place].head] == before
                    && self.view.paragraph_of(self.found[*place].head) == self.view.paragraph_of(verb)
            };
            let places: Vec<usize> = self.outermost().into_iter().filter(near).filter(|place| own[*place].len() == 1).collect();
            for place in places {
                let entity = entity_of(self.view, self.cast, &phrase);
                own[place].push(Hop { channel: Some(channel.to_owned()), span: self.span_of(&phrase), ..hop(&name, entity) });
            }
        }
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
            "make" if matches!(object, "remarks" | "comments" | "remark" | "comment") => {
                let interview = after(&["interview"]).is_some();
                let to = after(&["to", "with", "on"]);
                (interview || to.is_some()).then_some((if interview { "interview" } else { "" }, to))
            }
            "give" | "hold" if matches!(object, "conference") => Some(("press conference", None)),
            "give" | "deliver" | "make" if matches!(object, "speech" | "address" | "lecture") => Some(("speech", None)),
            "issue" | "release" if matches!(object, "statement" | "communique" | "communiqué") => Some(("statement", None)),
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
            let medium = own[outer].first()?.channel.as_deref();
            // `…, according to a transcript obtained by the Echo`
            let papers = own[outer].len() > 1 && matches!(medium, Some("document" | "letter" | "message"));
            (self.outer[outer].is_none() && (papers || matches!(medium, Some("agency" | "outlet" | "broadcast")))).then_some(outer)
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
            let Some(before) = recent.filter(|(n, before)| paragraphs_back(*before) <= 1 - n).map(|(_, before)| before).find(same) else {
                continue;
            };
            let pronoun = self.found[this].source.first().is_some_and(|first| self.view.upos(*first) == "PRON");
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
            first.channel = Some(if to { "letter" } else { "document" }.to_owned());
        }
    }

    /// Attributions that stand in no other, in order of the text.
    fn outermost(&self) -> Vec<usize> {
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
    }

    /// The paper that somebody speaks in, and its channel: the source itself, or the occasion.
    fn paper_of(&self, place: usize) -> Option<usize> {
        let found = &self.found[place];
        let head = head_of(self.view, &bare_phrase(self.view, &found.source)).filter(|head| is_paper(self.view.lower(*head)));
        head.or_else(|| {
            let (_, words) = self.occasion(place, &self.reporting_clause(place));
            words.map(|words| words.end - 1).filter(|last| is_paper(self.view.lower(*last)))
        })
    }

    /// What came out of papers once goes on coming out of them: `emails obtained by the Ledger … In one message the manager wrote …`.
    pub(super) fn papers_go_on(&self, own: &mut [Vec<Hop>]) {
        // The last papers that came out, whose they are, and where.
        let mut last: Option<(usize, usize, Vec<Hop>)> = None;
        for place in self.outermost() {
            let [first, rest @ ..] = &own[place][..] else { continue };
            let out: Vec<Hop> = rest
                .iter()
                .filter(|hop| {
                    let words = hop.span.map_or("", |span| span.of(self.view.doc.text));
                    CAME_OUT.contains(&words.split(' ').next().unwrap_or_default())
                })
                .cloned()
                .collect();
            let written = matches!(first.channel.as_deref(), Some("document" | "letter" | "message" | "statement"));
            let paper = if written || !out.is_empty() { self.paper_of(place) } else { None };
            if let Some(paper) = paper.filter(|_| !out.is_empty()) {
                last = Some((place, paper, out));
                continue;
            }
            let Some((source, papers, out)) = &last else { continue };
            let near = self.view.paragraph_of(self.found[place].head) - self.view.paragraph_of(self.found[*source].head) <= 2;
            if !near || !rest.is_empty() {
                continue;
            }
            let (papers_channel, word) = (own[*source].first().and_then(|hop| hop.channel.clone()), self.view.lower(*papers));
            let many = word.ends_with('s');
            let single = |word: &str| word.strip_suffix('s').unwrap_or(word).to_owned();
            match paper {
                Some(paper) => {
                    let own_word = self.view.lower(paper);
                    let phrase = self.view.phrase_before(paper + 1, self.view.sentence(paper).start);
                    let opens = phrase.map_or("", |phrase| self.view.lower(phrase.start));
                    let same = single(own_word) == single(word) && !matches!(opens, "a" | "an");
                    let piece = many && PIECES_OF_PAPER.contains(&own_word) && matches!(opens, "one" | "another" | "the" | "a" | "an");
                    if same || piece {
                        let out = out.clone();
                        if piece && !same {
                            own[place][0].channel = papers_channel;
                        }
                        own[place].extend(out);
                        last = last.map(|(_, paper, out)| (place, paper, out));
                    }
                }
                None => {
                    let lemma = self.view.doc.tokens[self.found[place].head].lemma.as_str();
                    let apart = self.view.doc.sentence_of[self.found[place].head] - self.view.doc.sentence_of[self.found[*source].head];
                    if first.channel.is_none()
                        && first.audience.is_none()
                        && matches!(lemma, "write" | "reply" | "answer" | "add")
                        && apart <= 2
                    {
                        let out = out.clone();
                        own[place][0].channel = papers_channel;
                        own[place].extend(out);
                        last = last.map(|(_, paper, out)| (place, paper, out));
                    }
                }
            }
        }
    }
}
