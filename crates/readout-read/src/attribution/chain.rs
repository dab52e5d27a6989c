//! The chain of each attribution: speaker with occasion and audience, then everybody who passed the words on, outward to this report.
//!
//! Hops are read from the words around the cue (`told Sumek Radio in an interview translated by …`), taken over from the attribution around a
//! nested one, carried on from what the same speaker said just before, and closed by the agency that the report credits, marked `implied`
//! where only the credit or the dateline names it.

use super::find::Found;
use super::speaker::{PAPERS, Speaker, bare_phrase, cited, entity_of, head_of, name_of};
use super::view::View;
use crate::calendar::is_day_or_month;
use crate::mention::Cast;
use readout_core::{EntityId, EntityType, Hop, Manner, MentionKind, Span};
use std::ops::Range;

/// Wire services that are known by their name alone; the others are known by `news agency` beside it or by the report's credit.
const AGENCIES: &[&str] = &[
    "AFP",
    "AP",
    "Reuters",
    "Interfax",
    "TASS",
    "ITAR-TASS",
    "RIA",
    "RIA Novosti",
    "Xinhua",
    "DPA",
    "dpa",
    "ANSA",
    "EFE",
    "Kyodo",
    "Jiji",
    "Anadolu",
    "SANA",
    "IRNA",
    "ISNA",
    "Fars",
    "Tasnim",
    "Mehr",
    "WAM",
    "SPA",
    "KUNA",
    "QNA",
    "PTI",
    "ANI",
    "IANS",
    "Yonhap",
    "KCNA",
    "Antara",
    "Bernama",
    "UPI",
    "Bloomberg",
    "Ukrinform",
    "Belta",
    "Agence France-Presse",
    "Associated Press",
    "The Associated Press",
    "MENA",
    "NINA",
    "NAN",
    "APA",
    "Efe",
    "Lusa",
    "PAP",
    "CTK",
    "MTI",
    "Tanjug",
    "Unian",
    "Canadian Press",
    "Press Association",
    "PA",
    "AAP",
    "APTN",
    "Petra",
    "Wafa",
    "Maan",
    "Azertac",
    "Armenpress",
];

/// Last words of the names of papers, stations and the like, with the channel they are.
const OUTLETS: &[(&str, &str)] = &[
    ("agency", "agency"),
    ("wire", "agency"),
    ("newswire", "agency"),
    ("radio", "broadcast"),
    ("television", "broadcast"),
    ("tv", "broadcast"),
    ("broadcaster", "broadcast"),
    ("channel", "broadcast"),
    ("station", "broadcast"),
    ("bbc", "broadcast"),
    ("cnn", "broadcast"),
    ("nbc", "broadcast"),
    ("cbs", "broadcast"),
    ("npr", "broadcast"),
    ("jazeera", "broadcast"),
    ("arabiya", "broadcast"),
    ("newspaper", "outlet"),
    ("daily", "outlet"),
    ("weekly", "outlet"),
    ("magazine", "outlet"),
    ("times", "outlet"),
    ("post", "outlet"),
    ("guardian", "outlet"),
    ("herald", "outlet"),
    ("tribune", "outlet"),
    ("gazette", "outlet"),
    ("journal", "outlet"),
    ("telegraph", "outlet"),
    ("observer", "outlet"),
    ("courier", "outlet"),
    ("ledger", "outlet"),
    ("chronicle", "outlet"),
    ("mail", "outlet"),
    ("news", "outlet"),
    ("media", "outlet"),
    ("website", "outlet"),
    ("portal", "outlet"),
];

/// Common nouns beside the name of an outlet, with the channel it is: `the magazine Salar`, `the Telros agency`.
const KINDS: &[(&str, &str)] = &[
    ("agency", "agency"),
    ("service", "agency"),
    ("radio", "broadcast"),
    ("television", "broadcast"),
    ("broadcaster", "broadcast"),
    ("channel", "broadcast"),
    ("station", "broadcast"),
    ("network", "broadcast"),
    ("podcast", "broadcast"),
    ("newspaper", "outlet"),
    ("paper", "outlet"),
    ("daily", "outlet"),
    ("weekly", "outlet"),
    ("tabloid", "outlet"),
    ("magazine", "outlet"),
    ("website", "outlet"),
    ("site", "outlet"),
    ("portal", "outlet"),
    ("blog", "outlet"),
];

/// Who is spoken to, with the channel that such words take.
const HEARERS: &[(&str, &str)] = &[
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
const OCCASIONS: &[(&str, &str)] = &[
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

/// Who speaks for others: `through their solicitor`, `via its embassy`.
const SPEAKING_FOR: &[&str] = &[
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

/// Builds the chain of every attribution.
pub(super) fn chains(view: &View<'_>, cast: &Cast, found: &[Found], outer: &[Option<usize>], speakers: &[Speaker]) -> Vec<Vec<Hop>> {
    let credit = credit(view, cast);
    let mut builder = Builder { view, cast, found, outer, speakers, credit, known: Vec::new() };
    builder.known = builder.outlets();
    let mut own: Vec<Vec<Hop>> = (0..found.len()).map(|place| builder.own_hops(place)).collect();
    builder.carry_on(&mut own);
    (0..found.len())
        .map(|place| {
            let mut chain: Vec<Hop> = Vec::new();
            let mut at = Some(place);
            let mut seen = 0;
            while let Some(this) = at.filter(|_| seen <= found.len()) {
                for hop in &own[this] {
                    chain.push(hop.clone());
                }
                // A refusal does not pass on what it refuses.
                at = outer[this];
                while let Some(refusal) = at.filter(|outer| found[*outer].manner == Manner::Rejects && seen <= found.len()) {
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
        .collect()
}

/// The agency whose text this is said to be.
struct Credit {
    name: String,
    entity: Option<EntityId>,
}

fn credit(view: &View<'_>, cast: &Cast) -> Option<Credit> {
    let report = view.doc.report;
    let agency = report.dateline.as_ref().and_then(|dateline| dateline.agency.clone());
    let name = agency.or_else(|| report.credit.first().map(|credit| credit.value.clone()))?;
    let entity = cast.entities.iter().find(|entity| entity.name == name || entity.aliases.contains(&name)).map(|entity| entity.id);
    Some(Credit { name, entity })
}

/// `Andina` for `Andina Wire`.
fn is_short_for(name: &str, credit: &str) -> bool {
    name == credit || credit.strip_prefix(name).is_some_and(|rest| rest.starts_with([' ', '/', '-']))
}

/// What `on` stands before without naming who relayed: a day, or a place to post.
fn day_or_platform(word: &str) -> bool {
    is_day_or_month(word) || matches!(word, "twitter" | "facebook" | "telegram" | "instagram" | "youtube")
}

struct Builder<'v, 'd> {
    view: &'v View<'d>,
    cast: &'v Cast,
    found: &'v [Found],
    outer: &'v [Option<usize>],
    speakers: &'v [Speaker],
    credit: Option<Credit>,
    /// Outlets that the report calls so somewhere, with their channels: `the Andina Wire agency` stands for `Andina` everywhere.
    known: Vec<(&'static str, String)>,
}

fn hop(name: &str, entity: Option<EntityId>) -> Hop {
    Hop { name: name.to_owned(), entity, channel: None, audience: None, span: None, implied: false, translated: false }
}

impl Builder<'_, '_> {
    fn span_of(&self, tokens: &[usize]) -> Option<Span> {
        let (first, last) = (tokens.first()?, tokens.last()?);
        Some(self.view.doc.tokens[*first].span.cover(self.view.doc.tokens[*last].span))
    }

    /// The tokens of the sentence that are neither content nor inside quotation marks: the words that tell how it was said.
    fn reporting_clause(&self, place: usize) -> Vec<usize> {
        let found = &self.found[place];
        let mut clause: Vec<usize> = self.view.sentence(found.head).collect();
        let level = self.view.quote_of[found.head];
        clause.retain(|token| found.content.binary_search(token).is_err() && self.view.quote_of[*token] == level);
        // The words of another attribution beside this one are not about this one.
        let others = self.found.iter().enumerate().filter(|(other, _)| *other != place);
        for (other, neighbour) in others {
            let shares = neighbour.source == found.source || self.outer[place] == Some(other);
            if !shares && neighbour.content.binary_search(&found.head).is_err() {
                clause.retain(|token| !neighbour.cue.contains(token) && neighbour.content.binary_search(token).is_err());
            }
        }
        if self.outer[place].is_some() {
            let around = self.outer[place].map(|outer| &self.found[outer].content);
            clause.retain(|token| around.is_some_and(|around| around.binary_search(token).is_ok()));
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
            first.channel = channel.map(str::to_owned);
            let heard = self.audience(place, &clause, &relays);
            let mut extent = found.source.clone();
            if let Some((tokens, name)) = &heard {
                first.audience = Some(name.clone());
                extent.extend(tokens.iter().filter(|token| token.abs_diff(found.head) < 40));
                extent.push(found.head);
            }
            if let Some(occasion) = &occasion {
                extent.extend(occasion.clone());
                extent.push(found.head);
            }
            extent.sort_unstable();
            first.span = self.span_of(&extent);
            // The source is itself an agency or a paper: a relay that is also the end of the chain.
            let cited = cited(self.view, found);
            let bare = bare_phrase(self.view, cited.as_ref().map_or(&found.source, |(_, whose)| whose));
            if let Some((relay, _)) = &cited
                && let Some((channel, name)) = self.medium(relay, true)
            {
                let entity = entity_of(self.view, self.cast, relay);
                relays.insert(0, Hop { channel: Some(channel.to_owned()), span: self.span_of(relay), ..hop(&name, entity) });
            }
            if let Some((channel, name)) = self.medium(&bare, false) {
                first.channel.get_or_insert(channel.to_owned());
                let unnamed = speaker.entity.is_none_or(|entity| !self.cast.entity(entity).named);
                let described = first.name.split(' ').any(|word| word == "agency") || unnamed && self.kind_and_name(&bare).is_some();
                if described || self.credit.as_ref().is_some_and(|credit| credit.name == name) {
                    first.name = name;
                }
            }
            if first.channel.is_none() {
                let heard: Vec<&str> = found.audience.iter().map(|token| self.view.lower(*token)).collect();
                let conference = heard.ends_with(&["news", "conference"]) || heard.ends_with(&["press", "conference"]);
                let hearer = head_of(self.view, &bare_phrase(self.view, &found.audience)).map(|head| self.view.lower(head));
                let channel = HEARERS.iter().find(|(word, _)| Some(*word) == hearer).map(|(_, channel)| *channel);
                first.channel = conference.then_some("press conference").or(channel).map(str::to_owned);
            }
            if let Some(head) = head_of(self.view, &bare).filter(|head| PAPERS.contains(&self.view.lower(*head))) {
                let channel = OCCASIONS.iter().find(|(word, _)| *word == self.view.lower(head)).map_or("document", |(_, channel)| channel);
                first.channel = Some(channel.to_owned());
            }
            hops.push(first);
        }
        relays.retain(|relay| hops.first().is_none_or(|first| first.name != relay.name));
        hops.append(&mut relays);
        hops.dedup_by(|second, first| second.name == first.name && second.entity == first.entity);
        hops
    }

    /// How it was said, and the words that say so.
    fn occasion(&self, place: usize, clause: &[usize]) -> (Option<&'static str>, Option<Range<usize>>) {
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
                let issues = found.cue.contains(token) || matches!(before, "a" | "an" | "the") && self.near_issue(*token);
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

    fn is_paper(&self, token: usize) -> bool {
        matches!(
            self.view.lower(token),
            "statement" | "report" | "letter" | "communique" | "communiqué" | "memo" | "document" | "post" | "tweet" | "article" | "book"
        )
    }

    fn near_issue(&self, token: usize) -> bool {
        (token.saturating_sub(4)..token).any(|before| {
            matches!(self.view.lower(before), "issued" | "issuing" | "released" | "made" | "gave" | "published" | "delivered")
        })
    }

    /// Who was spoken to: the words and the name.
    fn audience(&self, place: usize, clause: &[usize], relays: &[Hop]) -> Option<(Vec<usize>, String)> {
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
                    && matches!(before, "speaking" | "spoke" | "talking" | "address" | "speech" | "letter" | "message" | "remarks"))
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

    /// Whether words name an agency or an outlet, its channel and its name. With `told`, any organisation will do that is no body of state:
    /// who is told something, or saw it, and is named for it, is a medium.
    fn medium(&self, tokens: &[usize], told: bool) -> Option<(&'static str, String)> {
        let bare = bare_phrase(self.view, tokens);
        let words = self.span_of(&bare)?.of(self.view.doc.text).to_owned();
        let entity = entity_of(self.view, self.cast, &bare);
        let named = entity.and_then(|entity| name_of(self.cast, entity));
        let outlet = self.view.doc.report.outlet.as_ref().map(|outlet| outlet.value.to_lowercase());
        let own =
            |name: &str| outlet.as_ref().is_some_and(|outlet| outlet.ends_with(&name.to_lowercase().trim_start_matches("the ").to_owned()));
        if own(&words) || named.as_ref().is_some_and(|name| own(name)) || matches!(self.view.lower(bare[0]), "this" | "our" | "us" | "me") {
            return None;
        }
        if let Some((channel, name)) = self.kind_and_name(tokens) {
            // The credit's fuller name, or the cast's for what is only shortened here.
            let credit = self.credit.as_ref().filter(|credit| is_short_for(&name, &credit.name)).map(|credit| credit.name.clone());
            return Some((channel, credit.unwrap_or(name)));
        }
        let plain = named.as_deref().unwrap_or(&words).trim_start_matches("the ").to_owned();
        if let Some((channel, name)) = self.known.iter().find(|(_, name)| *name == plain || name.starts_with(&format!("{plain} ")) && told)
        {
            return Some((channel, name.clone()));
        }
        let by_words = self.outlet_kind(&words, &bare).or_else(|| named.clone().and_then(|named| self.outlet_kind(&named, &bare)));
        if let Some((channel, name)) = by_words {
            // The name is the cast's, save where the words here say more of it (`Sumek Radio`), or it is a description (`the state agency`).
            let is_credit = self.credit.as_ref().is_some_and(|credit| credit.name == name);
            let is_fuller = |named: &String| {
                name.contains(named.as_str())
                    && name.split(' ').all(|word| word.starts_with(|c: char| c.is_uppercase() || c.is_ascii_digit()))
            };
            let is_described = |named: &String| named.split(' ').any(|word| matches!(word, "agency" | "agencies"));
            return Some((channel, named.filter(|named| !is_credit && !is_fuller(named) && !is_described(named)).unwrap_or(name)));
        }
        let head = head_of(self.view, &bare)?;
        if told && self.view.lower(head) == "agency" && bare.iter().any(|token| self.view.upos(*token) == "PROPN") {
            return Some(("agency", self.agency_name(&bare)));
        }
        let is_press = entity.is_some_and(|entity| self.cast.entity(entity).sector.as_deref() == Some("JRN"));
        let mention = self.cast.mention_at(head).filter(|mention| mention.kind == MentionKind::Name);
        const BODIES: &[&str] = &[
            "parliament",
            "council",
            "court",
            "committee",
            "ministry",
            "conference",
            "nations",
            "government",
            "congress",
            "senate",
            "police",
            "assembly",
            "union",
            "party",
            "company",
            "commission",
            "house",
            "board",
            "inquiry",
            "army",
            "group",
            "un",
            "eu",
            "nato",
            "league",
            "office",
            "department",
            "panel",
            "bank",
            "commons",
            "lords",
            "knesset",
            "duma",
            "bundestag",
            "chamber",
            "deputies",
        ];
        let body = bare.iter().any(|token| BODIES.contains(&self.view.lower(*token)));
        let proper = self.view.upos(head) == "PROPN";
        let organisation =
            mention.map_or(proper, |mention| matches!(mention.entity_type, EntityType::ORG | EntityType::OTHER | EntityType::FAC));
        let day = day_or_platform(self.view.lower(head));
        if is_press && proper || told && organisation && proper && !body && !day {
            return Some(("outlet", named.unwrap_or_else(|| self.agency_name(&bare))));
        }
        None
    }

    /// Every outlet that is called one, with a noun beside its name.
    fn outlets(&self) -> Vec<(&'static str, String)> {
        let noun = |token: &usize| !self.view.is_large(*token) && KINDS.iter().any(|(kind, _)| *kind == self.view.lower(*token));
        let mut known: Vec<(&'static str, String)> = (0..self.view.lower.len())
            .filter(noun)
            .filter_map(|token| {
                let sentence = self.view.sentence(token);
                let around: Vec<usize> = (token.saturating_sub(4).max(sentence.start)..sentence.end.min(token + 6)).collect();
                self.kind_and_name(&around).or_else(|| self.kind_and_name(&around[around.iter().position(|own| *own == token)?..]))
            })
            .collect();
        known.dedup();
        known
    }

    /// `the magazine Salar last spring` → `Salar`, `the Maskan Today channel` → `Maskan Today`. A people or a place before the noun is no name.
    fn kind_and_name(&self, tokens: &[usize]) -> Option<(&'static str, String)> {
        let place = tokens.iter().position(|token| {
            let word = self.view.lower(*token);
            !self.view.is_large(*token) && KINDS.iter().any(|(kind, _)| *kind == word)
        })?;
        let (_, channel) = KINDS.iter().find(|(kind, _)| *kind == self.view.lower(tokens[place]))?;
        let large =
            |token: &&usize| self.view.is_large(**token) || matches!(self.view.lower(**token), "-" | "la" | "el" | "de" | "del" | "di");
        let after: Vec<usize> =
            tokens[place + 1..].iter().take_while(large).copied().take_while(|token| !is_day_or_month(self.view.lower(*token))).collect();
        let end = after.iter().rposition(|token| self.view.is_large(*token)).map_or(0, |last| last + 1);
        let mut run = after[..end].to_vec();
        if run.is_empty() {
            let start = tokens[..place].iter().rposition(|token| !large(&token)).map_or(0, |before| before + 1);
            run = tokens[start..place].to_vec();
            while run.first().is_some_and(|first| matches!(self.view.lower(*first), "the" | "a" | "an")) {
                run.remove(0);
            }
            let head = *run.last()?;
            let people = self.cast.mentions.iter().any(|mention| {
                let own = self.view.doc.tokens_in(mention.span);
                own.contains(head) && matches!(mention.entity_type, EntityType::NORP | EntityType::GPE | EntityType::LOC)
            });
            // `service` and `network` are much else beside.
            if people
                || self.view.upos(head) != "PROPN"
                || matches!(self.view.lower(tokens[place]), "service" | "network" | "site" | "paper")
            {
                return None;
            }
        }
        let (first, last) = (*run.first()?, *run.last()?);
        // `radio host Adam Kokesh`
        let person = |mention: &readout_core::Mention| {
            mention.kind == MentionKind::Name && mention.entity_type == EntityType::PER && {
                let own = self.view.doc.tokens_in(mention.span);
                own.contains(first) && own.range().len() > 1
            }
        };
        if self.cast.mentions.iter().any(person) {
            return None;
        }
        let words = self.view.doc.tokens[first].span.cover(self.view.doc.tokens[last].span).of(self.view.doc.text);
        Some((channel, words.split_whitespace().collect::<Vec<_>>().join(" ")))
    }

    /// Whether words name an agency or an outlet, and its channel.
    fn outlet_kind(&self, name: &str, tokens: &[usize]) -> Option<(&'static str, String)> {
        let bare = name.trim_start_matches("the ").trim_start_matches("The ");
        if let Some(credit) = self.credit.as_ref().filter(|credit| is_short_for(bare, &credit.name)) {
            return Some(("agency", credit.name.clone()));
        }
        if AGENCIES.contains(&bare) {
            return Some(("agency", bare.to_owned()));
        }
        let lower: Vec<&str> = tokens.iter().map(|token| self.view.lower(*token)).collect();
        let known = tokens.iter().find(|token| AGENCIES.contains(&self.view.doc.form(**token)));
        let last = lower.iter().rev().find(|word| word.chars().any(char::is_alphanumeric))?;
        let singular = last
            .strip_suffix("ies")
            .map(|stem| format!("{stem}y"))
            .or_else(|| last.strip_suffix('s').map(str::to_owned))
            .unwrap_or_else(|| (*last).to_owned());
        if tokens.first().is_some_and(|first| self.is_station(*first)) {
            return Some(("broadcast", self.agency_name(tokens)));
        }
        let is_agency = matches!(*last, "agency" | "agencies");
        if is_agency && !lower.iter().any(|word| matches!(*word, "news" | "press" | "wire" | "state")) && known.is_none() {
            return None;
        }
        if let Some((_, channel)) = OUTLETS.iter().find(|(word, _)| word == last || *word == singular) {
            // A common noun such as `post` needs a capital to be a paper.
            let common = matches!(
                *last,
                "post"
                    | "times"
                    | "mail"
                    | "news"
                    | "channel"
                    | "station"
                    | "herald"
                    | "journal"
                    | "observer"
                    | "courier"
                    | "ledger"
                    | "guardian"
            );
            let large = tokens.last().is_some_and(|token| self.view.is_large(*token));
            if !common || large {
                return Some((channel, self.agency_name(tokens)));
            }
        }
        known.filter(|_| tokens.len() < 6).map(|known| ("agency", self.view.doc.form(*known).to_owned()))
    }

    /// `the Telros news agency` → `Telros`; `Russian news agencies` stays as it is.
    fn agency_name(&self, tokens: &[usize]) -> String {
        let mut words: Vec<&str> = tokens.iter().map(|token| self.view.doc.form(*token)).collect();
        while words.first().is_some_and(|word| matches!(*word, "the" | "The" | "a" | "an")) {
            words.remove(0);
        }
        if let Some(at) = words
            .iter()
            .position(|word| {
                matches!(*word, "news" | "press" | "state" | "wire" | "agency" | "radio" | "television" | "newspaper" | "daily")
            })
            .filter(|at| *at > 0)
            && words[..at].iter().all(|word| word.starts_with(char::is_uppercase))
            && !words[at - 1].ends_with("an")
            && !words[at - 1].ends_with("ese")
            && !words[at - 1].ends_with("ish")
            && *words.last().unwrap_or(&"") == "agency"
        {
            words.truncate(at);
        }
        words.join(" ").replace(" 's", "'s").replace(" ’s", "’s")
    }

    /// `Channel 6`, `Radio Costa`: a station by its first word.
    fn is_station(&self, token: usize) -> bool {
        let next = token + 1;
        matches!(self.view.lower(token), "channel" | "radio" | "tv")
            && self.view.is_large(token)
            && self.view.doc.tokens.get(next).is_some_and(|next| next.form.starts_with(|c: char| c.is_uppercase() || c.is_ascii_digit()))
    }

    /// Who passed the words on, in the order of the chain.
    fn relays(&self, place: usize, clause: &[usize]) -> Vec<Hop> {
        let found = &self.found[place];
        let relays: std::cell::RefCell<Vec<Hop>> = std::cell::RefCell::default();
        let add = |tokens: &[usize], introduction: usize, translated: bool, anybody: bool| {
            let mut relays = relays.borrow_mut();
            let entity = entity_of(self.view, self.cast, tokens);
            let mut relay = match self.medium(tokens, true) {
                Some((channel, name)) => Hop { channel: Some(channel.to_owned()), ..hop(&name, entity) },
                None if anybody => {
                    let named = entity.and_then(|entity| name_of(self.cast, entity));
                    let words = self.span_of(&bare_phrase(self.view, tokens)).map(|span| span.of(self.view.doc.text).to_owned());
                    hop(&named.or(words).unwrap_or_default(), entity)
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
        // `told AFP`
        if !found.audience.is_empty() {
            add(&found.audience, found.audience[0], false, false);
        }
        for (at, token) in clause.iter().enumerate() {
            let word = self.view.lower(*token);
            let next = clause.get(at + 1).map_or("", |next| self.view.lower(*next));
            let before = at.checked_sub(1).map_or("", |before| self.view.lower(clause[before]));
            let participle = matches!(
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
                    | "reached"
                    | "read"
                    | "leaked"
                    | "circulated"
                    | "told"
            );
            // Whoever releases or reads out passes on; who only saw it must be a medium.
            let by = (at + 1..clause.len().min(at + 5)).find(|by| self.view.lower(clause[*by]) == "by" && clause[*by] - token < 5);
            let passes_on = matches!(word, "released" | "read" | "leaked" | "circulated" | "translated" | "relayed")
                && by.is_some_and(|by| by == at + 1 || word == "read");
            let (start, introduction) = if participle && next == "by" {
                (at + 2, *token)
            } else if let (true, Some(by)) =
                (matches!(word, "told" | "read") && (before != "was" || word == "read") && !found.cue.contains(token), by)
            {
                (by + 1, *token)
            } else if word == "to" && before == "leaked" {
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
            } else if word == "translated" {
                match (at + 1..clause.len().min(at + 5)).find(|by| self.view.lower(clause[*by]) == "by") {
                    Some(by) => (by + 1, *token),
                    None => continue,
                }
            } else if word == "with" && matches!(before, "interview" | "conversation")
                || word == "on" && matches!(before, "speaking" | "interview" | "broadcast")
            {
                (at + 1, *token)
            } else if word == "to" && before == "according" && !found.cue.contains(token) || matches!(word, "citing" | "via") {
                (at + 1, if word == "to" { token - 1 } else { *token })
            } else if word == "to" && matches!(before, "speaking" | "spoke" | "talking")
                || word == "to" && token.checked_sub(1) == Some(found.head) && self.view.upos(found.head) == "VERB"
                || word == "on" && clause.get(at + 1).is_some_and(|next| self.is_station(*next))
            {
                (at + 1, *token)
            } else {
                continue;
            };
            let Some(first) = clause.get(start).copied() else { continue };
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
                add(&tokens, introduction, word == "translated", passes_on);
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
                add(&phrase, phrase[0], false, false);
            }
        }
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

    /// What a speaker says just after keeps the occasion and the relays of what was said before.
    fn carry_on(&self, own: &mut [Vec<Hop>]) {
        // What a medium reported somebody as saying counts as said there.
        let reported = |place: usize| {
            let outer = self.outer[place]?;
            let medium = own[outer].first()?.channel.as_deref();
            (self.outer[outer].is_none() && matches!(medium, Some("agency" | "outlet" | "broadcast"))).then_some(outer)
        };
        let media: Vec<Option<usize>> = (0..self.found.len()).map(reported).collect();
        let around: Vec<Vec<Hop>> = media.iter().map(|outer| outer.map(|outer| own[outer].clone()).unwrap_or_default()).collect();
        let mut order: Vec<usize> = (0..self.found.len()).filter(|place| self.outer[*place].is_none() || media[*place].is_some()).collect();
        order.retain(|place| !media.contains(&Some(*place)));
        order.sort_by_key(|place| self.found[*place].head);
        for pair in order.windows(2) {
            let (before, this) = (pair[0], pair[1]);
            let near = self.view.paragraph_of(self.found[this].head) - self.view.paragraph_of(self.found[before].head) <= 1;
            if self.outer[this].is_some() {
                continue;
            }
            let same = !self.speakers[this].name.is_empty() && self.speakers[this].name == self.speakers[before].name;
            let pronoun = self.found[this].source.first().is_some_and(|first| self.view.upos(*first) == "PRON");
            let (Some(first), Some(next)) = (own[before].first().cloned(), own[this].first()) else { continue };
            if near
                && same
                && (self.found[this].quoted || pronoun)
                && own[this].len() == 1
                && next.channel.is_none()
                && next.audience.is_none()
                && first.channel.as_deref() != Some("agency")
            {
                // Who spoke for him then need not do so now.
                let media = own[before][1..].iter().filter(|hop| hop.channel.is_some() || hop.translated);
                let relays: Vec<Hop> = media.chain(&around[before]).cloned().collect();
                own[this][0].channel = first.channel;
                own[this][0].audience = first.audience;
                own[this].extend(relays);
            }
        }
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
