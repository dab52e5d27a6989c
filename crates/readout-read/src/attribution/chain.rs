//! The chain of each attribution: speaker with occasion and audience, then everybody who passed the words on, outward to this report.
//!
//! Hops are read from the words around the cue (`told Sumek Radio in an interview translated by …`), taken over from the attribution around a
//! nested one, carried on from what the same speaker said just before, and closed by the agency that the report credits, marked `implied`
//! where only the credit or the dateline names it.

use super::author::is_paper;
use super::find::Found;
use super::media::{AGENCIES, KINDS, is_short_for, may_print};
use super::occasion::channel_of;
use super::source::{bare_phrase, entity_of, head_of};
use super::speaker::{Speaker, cited, speaking_part};
use super::title::{called, hyphenated};
use super::view::View;
use crate::mention::Cast;
use readout_core::{EntityId, EntityType, Hop, Manner, Span};

/// Builds the chain of every attribution.
pub(super) fn chains(view: &View<'_>, cast: &Cast, found: &[Found], outer: &[Option<usize>], speakers: &mut [Speaker]) -> Vec<Vec<Hop>> {
    let credit = credit(view, cast);
    let mut builder = Builder { view, cast, found, outer, speakers, credit, known: Vec::new() };
    builder.known = builder.outlets();
    let mut own: Vec<Vec<Hop>> = (0..found.len()).map(|place| builder.own_hops(place)).collect();
    builder.told_before(&mut own);
    builder.medium_spoke(&mut own);
    builder.quoted_somewhere(&mut own);
    builder.came_out_after(&mut own);
    builder.read_out_before(&mut own);
    let papers = builder.papers_go_on(&mut own);
    builder.heard_on(&mut own);
    builder.lead_and_body(&mut own);
    builder.same_medium(&mut own);
    builder.carry_on(&mut own);
    builder.answers(&mut own);
    builder.hearing_goes_on(&mut own);
    builder.scenes(&mut own);
    builder.media_again(&mut own);
    builder.one_adds(&mut own);
    builder.written(&mut own);
    for hop in own.iter_mut().flatten() {
        if let Some(whole) = hop.entity.and_then(|entity| hyphenated(view, cast, entity, &hop.name)) {
            hop.name = whole;
        }
    }
    let chains = (0..found.len())
        .map(|place| {
            let mut chain: Vec<Hop> = Vec::new();
            let mut at = Some(place);
            let mut seen = 0;
            // Whether the last hop is one who passed on.
            let mut relayed = false;
            while let Some(this) = at.filter(|_| seen <= found.len()) {
                for hop in &own[this] {
                    // `The daily El Norte said a captain had told it …`: who was told and who tells is one.
                    match chain.last_mut().filter(|last| relayed && last.name == hop.name) {
                        Some(last) => last.channel = last.channel.take().or_else(|| hop.channel.clone()),
                        None => chain.push(hop.clone()),
                    }
                }
                relayed = own[this].len() > 1;
                // A refusal does not pass on what it refuses, nor a question what it asks.
                at = outer[this];
                let tells = |place: usize| !matches!(found[place].manner, Manner::Rejects | Manner::Asks | Manner::Doubts);
                while let Some(refusal) = at.filter(|outer| !tells(*outer) && seen <= found.len()) {
                    at = outer[refusal];
                    seen += 1;
                }
                seen += 1;
            }
            let mut around = std::iter::successors(Some(place), |at| outer[*at]).take(found.len());
            if !around.any(|at| builder.is_told_here(at)) {
                builder.close(&mut chain);
            }
            chain
        })
        .collect();
    for (place, hops) in own.iter().enumerate() {
        if let Some(first) = hops.first().filter(|first| !found[place].source.is_empty() && first.name != speakers[place].name) {
            speakers[place].entity = first.entity;
        }
    }
    for (place, speaker) in papers {
        speakers[place] = speaker;
    }
    chains
}

/// Words in the names of bodies that hear witnesses.
const HEARING: &[&str] =
    &["house", "senate", "congress", "parliament", "assembly", "court", "tribunal", "committee", "subcommittee", "commission"];

/// The agency whose text this is said to be.
pub(super) struct Credit {
    pub(super) name: String,
    pub(super) entity: Option<EntityId>,
}

fn credit(view: &View<'_>, cast: &Cast) -> Option<Credit> {
    let report = view.doc.report;
    let agency = report.dateline.as_ref().and_then(|dateline| dateline.agency.clone());
    let name = agency.or_else(|| report.credit.first().map(|credit| credit.value.clone()))?;
    let entity = cast.entities.iter().find(|entity| entity.name == name || entity.aliases.contains(&name)).map(|entity| entity.id);
    Some(Credit { name, entity })
}

pub(super) struct Builder<'v, 'd> {
    pub(super) view: &'v View<'d>,
    pub(super) cast: &'v Cast,
    pub(super) found: &'v [Found],
    pub(super) outer: &'v [Option<usize>],
    pub(super) speakers: &'v [Speaker],
    pub(super) credit: Option<Credit>,
    /// Outlets that the report calls so somewhere, with their channels: `the Andina Wire agency` stands for `Andina` everywhere.
    pub(super) known: Vec<(&'static str, String)>,
}

pub(super) fn hop(name: &str, entity: Option<EntityId>) -> Hop {
    // `Russian Interfax`
    let people = |word: &str| ["an", "ese", "ish", "ch", "i"].iter().any(|end| word.ends_with(end)) && word.starts_with(char::is_uppercase);
    let name = match name.split_once(' ') {
        Some((first, last)) if people(first) && AGENCIES.contains(&last) => last,
        _ => name,
    };
    Hop { name: name.to_owned(), entity, channel: None, audience: None, span: None, implied: false, translated: false }
}

/// Nouns that are much else beside a medium.
const NO_MEDIUM: &[&str] = &["agency", "service", "network", "site", "paper", "channel"];

/// A letter for `letters`, a statement for `communique`; a document else.
pub(super) fn channel_of_paper(word: &str) -> &'static str {
    channel_of(word).unwrap_or("document")
}

impl Builder<'_, '_> {
    pub(super) fn span_of(&self, tokens: &[usize]) -> Option<Span> {
        let (first, last) = (tokens.first()?, tokens.last()?);
        Some(self.view.doc.tokens[*first].span.cover(self.view.doc.tokens[*last].span))
    }

    /// Whether a word is somebody's: quoted, or in the content of an attribution.
    pub(super) fn is_told(&self, token: usize) -> bool {
        self.view.quote_of[token].is_some() || self.found.iter().any(|found| found.holds(token))
    }

    /// What a phrase is called in a chain: the name of its entity, else its bare words.
    pub(super) fn called(&self, tokens: &[usize], entity: Option<EntityId>) -> Option<String> {
        let words = || self.span_of(&bare_phrase(self.view, tokens)).map(|span| span.of(self.view.doc.text).to_owned());
        entity.and_then(|entity| called(self.view, self.cast, entity)).or_else(words)
    }

    /// The tokens of the sentence that are neither content nor inside quotation marks: the words that tell how it was said.
    pub(super) fn reporting_clause(&self, place: usize) -> Vec<usize> {
        let found = &self.found[place];
        let mut clause: Vec<usize> = self.view.sentence(found.head).collect();
        let level = self.view.quote_of[found.head];
        clause.retain(|token| !found.holds(*token) && self.view.quote_of[*token] == level);
        // Nor is what stands on the other side of a semicolon.
        let apart = |token: usize| self.view.lower(token) == ";" && self.view.quote_of[token] == level;
        let (head, sentence) = (found.head, self.view.sentence(found.head));
        let floor = (sentence.start..head).rev().find(|token| apart(*token)).unwrap_or(sentence.start);
        let ceiling = (head..sentence.end).find(|token| apart(*token)).unwrap_or(sentence.end);
        clause.retain(|token| (floor..ceiling).contains(token));
        // The words of another attribution beside this one are not about this one.
        let others = self.found.iter().enumerate().filter(|(other, _)| *other != place);
        let beside = |tokens: &[usize]| {
            tokens.first().is_some_and(|first| *first < sentence.end) && tokens.last().is_some_and(|last| *last >= sentence.start)
        };
        for (other, neighbour) in others.filter(|(_, other)| beside(&other.cue) || beside(&other.content)) {
            let shares = neighbour.source == found.source || self.outer[place] == Some(other);
            if !shares && !neighbour.holds(found.head) {
                clause.retain(|token| !neighbour.cue.contains(token) && !neighbour.holds(*token));
            }
        }
        // `Speaking to reporters, Todor said it was over, AXP reported`: what opens the sentence is about Todor, not about AXP.
        let opening = |outer: usize| {
            let (found, first) = (&self.found[outer], self.found[outer].content.first().copied());
            let around = self.outer.iter().enumerate().any(|(other, around)| {
                *around == Some(outer) && self.view.doc.sentence_of[self.found[other].head] == self.view.doc.sentence_of[found.head]
            });
            first.filter(|first| around && !found.quoted && *first < found.head && found.source.first().is_none_or(|source| source > first))
        };
        if let Some(first) = opening(place) {
            clause.retain(|token| *token > first);
        }
        if let Some(outer) = self.outer[place] {
            let around = &self.found[outer].content;
            let before = opening(outer).filter(|first| found.source.first().is_some_and(|source| source.abs_diff(*first) < 3));
            clause.retain(|token| around.binary_search(token).is_ok() || before.is_some_and(|first| *token < first));
        }
        clause
    }

    /// The attribution's own hops: the speaker, and who passed it on by the words of the sentence.
    fn own_hops(&self, place: usize) -> Vec<Hop> {
        let found = &self.found[place];
        let speaker = &self.speakers[place];
        let clause = self.reporting_clause(place);
        let mut hops = Vec::new();
        let mut relays = self.relays(place, &clause);
        if !found.source.is_empty() {
            let mut first = hop(&speaker.name, speaker.entity);
            let (channel, occasion) = self.occasion(place, &clause);
            let channel = channel.or_else(|| self.channel_around(place)).or_else(|| self.channel_beside(place));
            // `The House issued a request for depositions`: who hears witnesses is none.
            let hears = || {
                let body = speaker.entity.map(|entity| self.cast.entity(entity)).filter(|entity| entity.entity_type == EntityType::ORG);
                body.is_some_and(|body| body.name.split(' ').any(|word| HEARING.contains(&word.to_lowercase().as_str())))
            };
            first.channel = channel.filter(|channel| *channel != "testimony" || !hears()).map(str::to_owned);
            let heard = self.audience(place, &clause, &relays);
            let mut extent = found.source.clone();
            if let Some((tokens, name)) = &heard {
                first.audience = Some(name.clone());
                extent.extend(tokens.iter().filter(|token| token.abs_diff(found.head) < 40));
                extent.push(found.head);
            }
            if let Some(occasion) = &occasion {
                // Of a paper that the sentence before names, nothing stands here.
                let sentence = self.view.sentence(found.head);
                extent.extend(occasion.clone().filter(|token| sentence.contains(token)));
                extent.push(found.head);
            }
            extent.sort_unstable();
            first.span = self.span_of(&extent);
            // The source is itself an agency or a paper: a relay that is also the end of the chain.
            let cited = cited(self.view, self.cast, found);
            let bare = bare_phrase(self.view, speaking_part(self.view, cited.as_ref().map_or(&found.source, |(_, whose)| whose)));
            if let Some((relay, _)) = &cited {
                let entity = entity_of(self.view, self.cast, relay);
                let named = entity.filter(|entity| self.cast.entity(*entity).entity_type == EntityType::PER);
                let named = named.and_then(|entity| called(self.view, self.cast, entity)).map(|name| (None, name));
                let medium = self.medium(relay, true).map(|(channel, name)| (Some(channel.to_owned()), name));
                if let Some((channel, name)) = medium.or(named) {
                    relays.insert(0, Hop { channel, span: self.span_of(relay), ..hop(&name, entity) });
                }
            }
            let person = speaker.entity.is_some_and(|entity| self.cast.entity(entity).entity_type == EntityType::PER);
            if let Some((channel, name)) = self.medium(&bare, false).filter(|_| !person) {
                // `In its evening bulletin, Coast Radio said`
                // `The daily Echo, which published the report, said`
                let within = occasion.as_ref().is_some_and(|occasion| occasion.clone().all(|token| found.source.contains(&token)));
                if (within || channel == "broadcast") && first.channel.as_deref() == Some("document") {
                    first.channel = None;
                }
                first.channel.get_or_insert(channel.to_owned());
                let unnamed = speaker.entity.is_none_or(|entity| !self.cast.entity(entity).named);
                let described = first.name.split(' ').any(|word| word == "agency")
                    || unnamed && (self.kind_and_name(&bare).is_some() || self.named_before(&bare, false).is_some());
                if described || self.credit.as_ref().is_some_and(|credit| credit.name == name) {
                    // Whom the words are led to is then no longer who speaks.
                    let own = self.cast.entities.iter().find(|entity| entity.named && entity.name == name);
                    first.entity = own.map(|entity| entity.id).or(first.entity.filter(|_| !unnamed || first.name == name));
                    first.name = name;
                }
            }
            // `His wife, who answered the phone, said`
            let answered = |pair: &[usize]| {
                self.view.lower(pair[0]) == "answered"
                    && (pair[0]..pair[0] + 4)
                        .any(|at| self.view.lower.get(at).is_some_and(|word| matches!(word.as_str(), "phone" | "telephone")))
            };
            if first.channel.is_none() && found.source.windows(2).any(answered) {
                first.channel = Some("call".to_owned());
            }
            // `told supporters at a meeting of the party`: a speech.
            if first.channel.as_deref().is_none_or(|channel| channel == "meeting" && !found.audience.is_empty()) {
                let meeting = first.channel.take();
                first.channel = self.channel_of_hearer(found, &found.audience).map(str::to_owned).or(meeting);
            }
            // `the Antiquarian reports`: a body that is none of state.
            let reports = matches!(self.view.doc.tokens[found.head].lemma.as_str(), "report" | "write" | "quote")
                && self.view.lower(found.head) != "report";
            let body = speaker.entity.is_some_and(|entity| may_print(self.cast.entity(entity)));
            let relative = found.source.first().is_some_and(|first| matches!(self.view.lower(*first), "which" | "who"));
            if reports && !relative && first.channel.is_none() && body && found.source.iter().all(|token| self.view.upos(*token) != "PRON")
            {
                first.channel = Some("outlet".to_owned());
            }
            // `an Arab broadcaster reported`
            let head = head_of(self.view, &bare).filter(|head| !self.view.is_large_inside(*head) && !person);
            let kind = head.and_then(|head| KINDS.iter().find(|(kind, _)| *kind == self.view.lower(head) && !NO_MEDIUM.contains(kind)));
            if let Some((_, channel)) = kind.filter(|_| first.channel.is_none()) {
                first.channel = Some((*channel).to_owned());
            }
            // `The Skerry Post` is no post.
            let titled =
                |head: &usize| matches!(self.view.lower(*head), "post" | "bulletin" | "record") && self.view.is_large_inside(*head);
            let paper =
                head_of(self.view, &bare).filter(|head| !titled(head)).map(|head| self.view.lower(head)).filter(|word| is_paper(word));
            // `court papers`
            let of_court =
                |word: &str| word == "papers" && bare.iter().any(|token| matches!(self.view.lower(*token), "court" | "legal" | "charging"));
            if first.channel.is_none() && head_of(self.view, &bare).is_some_and(|head| of_court(self.view.lower(head))) {
                first.channel = Some("document".to_owned());
            }
            // `the paper's man in the capital writes`: for the paper.
            let own_man =
                |head: usize| matches!(self.view.lower(head), "correspondent" | "reporter" | "columnist" | "man" | "woman" | "critic");
            let owner = bare.iter().position(|token| self.view.lower(*token) == "'s");
            if reports
                && head_of(self.view, &bare).is_some_and(own_man)
                && let Some((channel, name)) = owner.and_then(|owner| self.medium(&bare[..owner], true))
            {
                first.channel = Some("outlet".to_owned());
                relays.insert(0, Hop { channel: Some(channel.to_owned()), span: self.span_of(&bare), ..hop(&name, None) });
            }
            // `the paper said`: a newspaper, where the report has one.
            if let Some(word) = paper.filter(|word| *word != "paper" || first.channel.is_none()) {
                first.channel = Some(channel_of_paper(word).to_owned());
            }
            hops.push(first);
        }
        if let Some(phrase) = self.brought_out_by(place) {
            let entity = entity_of(self.view, self.cast, &phrase);
            let medium = self.medium(&phrase, false);
            let name = medium.as_ref().map(|(_, name)| name.clone()).or_else(|| self.called(&phrase, entity)).unwrap_or_default();
            let channel = medium.map(|(channel, _)| channel.to_owned());
            if self.outer[place].is_none() && !relays.iter().any(|relay| relay.name == name) {
                relays.push(Hop { channel, span: self.span_of(&phrase), ..hop(&name, entity) });
            }
        }
        // `said on state radio`, live or not.
        let on_air = |relay: &Hop| {
            relay.channel.as_deref() == Some("broadcast")
                && relay.span.is_some_and(|span| span.of(self.view.doc.text).to_lowercase().starts_with("on "))
        };
        if let Some(first) = hops.first_mut().filter(|first| first.channel.is_none())
            && relays.iter().any(on_air)
        {
            first.channel = Some("broadcast".to_owned());
        }
        relays.retain(|relay| hops.first().is_none_or(|first| first.name != relay.name));
        hops.append(&mut relays);
        hops.dedup_by(|second, first| second.name == first.name && second.entity == first.entity);
        hops
    }

    /// `told the Observer`, in the Observer: the report's own work, whatever agency it credits for the rest.
    fn is_told_here(&self, place: usize) -> bool {
        let heard = &self.found[place].audience;
        let Some(words) = self.span_of(heard).map(|span| span.of(self.view.doc.text).to_lowercase()) else { return false };
        let name = words.trim_start_matches("the ");
        let outlet = self.view.doc.report.outlet.as_ref().map(|outlet| outlet.value.to_lowercase());
        outlet.is_some_and(|outlet| name.len() > 2 && outlet.ends_with(name))
            || matches!(words.as_str(), "this newspaper" | "this paper" | "this reporter" | "our correspondent")
    }

    /// The credited agency ends the chain, unless it stands there already.
    fn close(&self, chain: &mut Vec<Hop>) {
        let Some(credit) = &self.credit else { return };
        let is_credit = |hop: &Hop| is_short_for(&hop.name, &credit.name) || (hop.entity.is_some() && hop.entity == credit.entity);
        if !chain.iter().any(is_credit) {
            let mut last = hop(&credit.name, credit.entity);
            last.channel = Some("agency".to_owned());
            last.implied = true;
            chain.push(last);
        }
    }
}
