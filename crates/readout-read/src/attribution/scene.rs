//! Where people spoke to each other: `the minister had telephoned him … "She told me to wait"` was said in that call; `summoned the envoy … told him`
//! at that meeting; and what a witness says on goes on being testimony.

use super::chain::{Builder, hop};
use super::source::{entity_of, head_of};
use readout_core::{EntityId, EntityType, Hop, Manner};

/// Verbs by which two people come to speak, with the channel in which they do.
const SCENES: &[(&str, &str)] = &[
    ("telephone", "call"),
    ("phone", "call"),
    ("ring", "call"),
    ("call", "call"),
    ("meet", "meeting"),
    ("summon", "meeting"),
    ("visit", "meeting"),
    ("receive", "meeting"),
    ("host", "meeting"),
];

/// Who speaks in a court by office.
const OFFICERS: &[&str] = &["prosecutor", "counsel", "barrister"];

/// Words of what is dealt with in a court: whoever speaks of it for a party does so there.
const OF_COURT: &[&str] = &["witness", "jury", "jurors", "evidence", "testimony"];

impl Builder<'_, '_> {
    /// The call or the meeting that the report has just told of, where somebody then says something to the other.
    pub(super) fn scenes(&self, own: &mut [Vec<Hop>]) {
        if !self.view.has_tree {
            return;
        }
        for (place, hops) in own.iter_mut().enumerate() {
            let found = &self.found[place];
            let [first] = &mut hops[..] else { continue };
            if first.channel.is_some() {
                continue;
            }
            let lemma = self.view.doc.tokens[found.head].lemma.as_str();
            let answers = matches!(lemma, "reply" | "answer" | "respond" | "retort");
            if found.source.is_empty() || found.audience.is_empty() && !answers || first.name.is_empty() {
                continue;
            }
            let Some(speaker) = self.speakers[place].entity else { continue };
            let heard = entity_of(self.view, self.cast, &found.audience);
            // `told me`, of whoever speaks around it.
            let me = found.audience.iter().any(|token| matches!(self.view.lower(*token), "me" | "us"));
            let heard = if me { self.outer[place].and_then(|outer| self.speakers[outer].entity) } else { heard };
            let channel = self.scene_before(found.head, speaker, heard, answers);
            first.channel = channel.map(str::to_owned);
        }
        // `"He asked me to come," she said. "He said help was on its way."`: what the same person says on within the same words.
        for place in 0..self.found.len() {
            let (Some(outer), Some(first)) = (self.outer[place], own[place].first()) else { continue };
            let found = &self.found[place];
            if first.channel.is_some()
                || !found.audience.is_empty()
                || own[place].len() > 1
                || found.source.is_empty()
                || !self.found[outer].quoted
            {
                continue;
            }
            let before = (0..self.found.len()).rev().find(|before| {
                self.outer[*before] == Some(outer)
                    && self.found[*before].head < found.head
                    && self.speakers[*before].name == self.speakers[place].name
            });
            let Some(before) = before.filter(|_| self.view.doc.tokens[found.head].lemma == "say") else { continue };
            if let [first] = &own[before][..]
                && matches!(first.channel.as_deref(), Some("call" | "meeting"))
            {
                let channel = first.channel.clone();
                own[place][0].channel = channel;
            }
        }
    }

    /// The channel of the last verb of meeting or calling before `cue`, at most two sentences back, of the two who now speak.
    fn scene_before(&self, cue: usize, speaker: EntityId, heard: Option<EntityId>, answers: bool) -> Option<&'static str> {
        let sentence = self.view.doc.sentence_of[cue];
        let near = |verb: &usize| {
            sentence - self.view.doc.sentence_of[*verb] <= 2
                && self.view.paragraph_of(*verb) == self.view.paragraph_of(cue)
                && self.view.upos(*verb) == "VERB"
        };
        (0..cue).rev().take_while(|verb| sentence - self.view.doc.sentence_of[*verb] <= 2).filter(near).find_map(|verb| {
            let lemma = self.view.doc.tokens[verb].lemma.as_str();
            let scene = SCENES.iter().find(|(own, _)| *own == lemma).map(|(_, channel)| *channel);
            let spoke = matches!(lemma, "speak" | "talk" | "discuss");
            let by_phone = spoke
                && (verb + 1..self.view.sentence(verb).end.min(verb + 6)).any(|at| matches!(self.view.lower(at), "phone" | "telephone"));
            let channel = scene.or(by_phone.then_some("call"))?;
            let negated = self.view.children(verb).iter().any(|child| self.view.is_negation(*child));
            let meant = self.view.children(verb).iter().any(|child| {
                self.view.relation(*child) == "aux"
                    && matches!(self.view.lower(*child), "will" | "would" | "could" | "can" | "may" | "might" | "should")
                    || self.view.relation(*child) == "mark" && self.view.lower(*child) == "to"
            });
            let passive = self.view.children(verb).iter().any(|child| self.view.doc.tokens[*child].deprel == "nsubj:pass");
            if negated || meant || passive || lemma == "call" && self.view.child(verb, &["xcomp", "ccomp"]).is_some() {
                return None;
            }
            let who = |relations: &[&str]| {
                let child = self.view.child(verb, relations)?;
                let known = self.cast.mention_at(child).and_then(|mention| mention.entity);
                known.or_else(|| entity_of(self.view, self.cast, &super::find::noun_phrase(self.view, child, verb)))
            };
            let (one, other) = (who(&["nsubj"]), who(&["obj", "obl"]));
            let both = [one, other];
            let speaks = both.contains(&Some(speaker));
            let hears = heard.map_or(answers, |heard| heard != speaker && both.contains(&Some(heard)));
            // Where only one of them is known, the other must not be somebody else.
            let unknown = both.iter().flatten().count() == 1 && heard.is_none_or(|heard| !both.contains(&Some(heard)));
            (speaks && (hears || unknown && heard.is_none()) && one != other).then_some(channel)
        })
    }

    /// `The Courier spoke to the engineer at his home. "I told them," he said.`: to the medium that spoke with him.
    pub(super) fn medium_spoke(&self, own: &mut [Vec<Hop>]) {
        if !self.view.has_tree {
            return;
        }
        for verb in 0..self.view.lower.len() {
            let lemma = self.view.doc.tokens[verb].lemma.as_str();
            let spoke = matches!(lemma, "speak" | "talk" | "interview" | "reach" | "contact");
            if !spoke || self.view.upos(verb) != "VERB" || self.is_told(verb) {
                continue;
            }
            let negated = self.view.children(verb).iter().any(|child| {
                self.view.is_negation(*child)
                    || self.view.relation(*child) == "aux" && !matches!(self.view.lower(*child), "has" | "have" | "had")
            });
            if negated {
                continue;
            }
            let Some(subject) = self.view.child(verb, &["nsubj"]).filter(|subject| self.view.upos(*subject) != "PRON" && *subject < verb)
            else {
                continue;
            };
            let phrase = super::find::noun_phrase(self.view, subject, verb);
            // `Correspondents of the portal Salar`
            let of = phrase.iter().position(|token| matches!(self.view.lower(*token), "of" | "from" | "for"));
            let Some((channel, name)) = self.medium(of.map_or(&phrase[..], |of| &phrase[of + 1..]), of.is_some()) else { continue };
            let object = if matches!(lemma, "speak" | "talk") { self.view.child(verb, &["obl"]) } else { self.view.child(verb, &["obj"]) };
            let Some(who) = object.and_then(|object| entity_of(self.view, self.cast, &super::find::noun_phrase(self.view, object, verb)))
            else {
                continue;
            };
            let (sentence, paragraph) = (self.view.doc.sentence_of[verb], self.view.paragraph_of(verb));
            for place in self.outermost() {
                let at = self.found[place].head;
                let apart = self.view.doc.sentence_of[at].saturating_sub(sentence);
                let near = (1..=2).contains(&apart) && self.view.paragraph_of(at) == paragraph;
                let [first] = &mut own[place][..] else { continue };
                if !near || self.speakers[place].entity != Some(who) || first.channel.is_some() || first.audience.is_some() {
                    continue;
                }
                first.channel = (lemma == "interview").then(|| "interview".to_owned());
                first.audience = Some(name.clone());
                let told = Hop { channel: Some(channel.to_owned()), span: self.span_of(&phrase), ..hop(&name, None) };
                own[place].push(told);
            }
        }
    }

    /// `said in the same broadcast`, `on the same programme`: the one that was named before.
    pub(super) fn same_medium(&self, own: &mut [Vec<Hop>]) {
        for place in self.outermost() {
            if own[place].len() != 1 {
                continue;
            }
            let clause = self.reporting_clause(place);
            let same = clause.windows(2).find(|pair| {
                let leads = pair[0].checked_sub(2).map_or("", |before| self.view.lower(before));
                self.view.lower(pair[0]) == "same"
                    && pair[1] == pair[0] + 1
                    && matches!(leads, "in" | "on" | "during" | "to")
                    && matches!(
                        self.view.lower(pair[1]),
                        "broadcast"
                            | "programme"
                            | "program"
                            | "show"
                            | "bulletin"
                            | "interview"
                            | "podcast"
                            | "newspaper"
                            | "paper"
                            | "station"
                            | "channel"
                    )
            });
            let Some(noun) = same.map(|pair| self.view.lower(pair[1])) else { continue };
            let fits = |hop: &&Hop| match (noun, hop.channel.as_deref()) {
                ("interview", Some("outlet" | "broadcast" | "agency")) | ("newspaper" | "paper", Some("outlet")) => true,
                ("interview" | "newspaper" | "paper", _) => false,
                (_, channel) => channel == Some("broadcast"),
            };
            let mut before: Vec<usize> = (0..self.found.len()).filter(|before| self.found[*before].head < self.found[place].head).collect();
            before.sort_by_key(|before| self.found[*before].head);
            let Some(medium) = before.into_iter().rev().find_map(|before| own[before].iter().skip(1).rev().find(fits).cloned()) else {
                continue;
            };
            if own[place][0].name != medium.name {
                own[place].push(medium);
            }
        }
    }

    /// `It quoted him as saying …`: a medium that was one before is one still.
    pub(super) fn media_again(&self, own: &mut [Vec<Hop>]) {
        let is_medium = |hop: &&Hop| matches!(hop.channel.as_deref(), Some("agency" | "outlet" | "broadcast"));
        for place in 0..self.found.len() {
            let found = &self.found[place];
            let Some(first) = own[place].first().filter(|first| first.channel.is_none() && !first.name.is_empty()) else { continue };
            let lemma = self.view.doc.tokens[found.head].lemma.as_str();
            let own_words = found.content.iter().take(3).any(|token| matches!(self.view.lower(*token), "it" | "its"));
            let person = first.entity.is_some_and(|entity| self.cast.entity(entity).entity_type == EntityType::PER);
            if person || !matches!(lemma, "quote" | "report" | "write" | "cite" | "say" | "add" | "note") || own_words {
                continue;
            }
            let before = (0..self.found.len()).filter(|before| self.found[*before].head < found.head);
            let known = before.flat_map(|before| &own[before]).filter(is_medium).find(|hop| hop.name == first.name);
            let channel = known.and_then(|hop| hop.channel.clone());
            if let Some(first) = own[place].first_mut() {
                first.channel = channel;
            }
        }
    }

    /// What a witness says after testifying is testimony as well, and so is what counsel says of it.
    pub(super) fn hearing_goes_on(&self, own: &mut [Vec<Hop>]) {
        // Who testifies later in the report is heard from the first.
        let later: Vec<(String, usize)> = self
            .outermost()
            .into_iter()
            .filter(|place| own[*place].first().is_some_and(|hop| hop.channel.as_deref() == Some("testimony")))
            .map(|place| (self.speakers[place].name.clone(), self.view.paragraph_of(self.found[place].head)))
            .collect();
        let mut witnesses: Vec<(String, usize)> = Vec::new();
        let mut last: Option<usize> = None;
        for place in self.outermost() {
            let found = &self.found[place];
            let Some(first) = own[place].first() else { continue };
            let paragraph = self.view.paragraph_of(found.head);
            if first.channel.as_deref() == Some("testimony") && !found.source.is_empty() {
                witnesses.push((self.speakers[place].name.clone(), paragraph));
                last = Some(paragraph);
                continue;
            }
            let perfect = found.cue.iter().any(|token| matches!(self.view.lower(*token), "had" | "has" | "have" | "later" | "earlier"));
            let clause = self.reporting_clause(place);
            let elsewhere = clause.iter().any(|token| matches!(self.view.lower(*token), "outside" | "afterwards" | "later"));
            let bare = first.channel.is_none() && first.audience.is_none() && own[place].len() == 1 && !found.source.is_empty();
            if !bare || perfect || elsewhere || self.view.lower(found.head) == "according" {
                // Who has spoken elsewhere since is no longer in the box.
                if first.channel.is_some() || own[place].len() > 1 {
                    witnesses.retain(|(name, _)| *name != self.speakers[place].name);
                }
                continue;
            }
            let past = self.view.doc.tokens[found.head].feats.contains("Tense=Past");
            let says = !matches!(found.manner, Manner::Believes | Manner::Expects | Manner::Doubts);
            let witness = witnesses.iter().any(|(name, before)| *name == self.speakers[place].name && paragraph - before <= 3);
            let witness = witness
                || past
                    && later.iter().any(|(name, after)| {
                        *name == self.speakers[place].name && after.checked_sub(paragraph).is_some_and(|apart| apart <= 2)
                    });
            let head = head_of(self.view, &found.source);
            let officer = found.source.iter().any(|token| OFFICERS.contains(&self.view.lower(*token)))
                && head.is_some_and(|head| !self.view.lower(head).ends_with('s'));
            let of_court = found.source.iter().any(|token| matches!(self.view.lower(*token), "lawyer" | "attorney"))
                && found.content.iter().any(|token| OF_COURT.contains(&self.view.lower(*token)));
            let near = last.is_some_and(|last| paragraph - last <= 2);
            if says && (witness || past && near && (officer || of_court)) {
                own[place][0].channel = Some("testimony".to_owned());
                last = Some(paragraph);
            }
        }
    }
}
