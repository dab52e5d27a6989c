//! What passes words on: agencies, papers, stations; by their own names, by the noun beside the name, and by what the report says of them.
//!
//! Comes in: a phrase. Goes out: the channel that it is (`agency`, `broadcast`, `outlet`) and its name, or nothing where it is no medium.

use super::chain::Builder;
use super::media::{
    AGENCIES, BODIES, COMMON, DESCRIBING, KINDS, NAMES_BACK, OUTLET_PARTS, OUTLETS, day_or_platform, is_office, is_short_for, may_print,
    mention_is_single, without_article,
};
use super::source::{bare_phrase, entity_of, head_of};
use super::title::name_of;
use crate::calendar::is_day_or_month;
use crate::phrase::one_line;
use readout_core::{EntityType, MentionKind};

impl Builder<'_, '_> {
    /// Whether words name an agency or an outlet, its channel and its name. With `told`, any organisation will do that is no body of state:
    /// who is told something, or saw it, and is named for it, is a medium.
    pub(super) fn medium(&self, tokens: &[usize], told: bool) -> Option<(&'static str, String)> {
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
        // `his weekly radio programme`, `whose website`: where somebody says it himself.
        let owned = matches!(self.view.lower(bare[0]), "his" | "her" | "its" | "their" | "whose")
            && bare.iter().all(|token| self.view.lower(*token) != "'s")
            && bare.last().is_some_and(|last| {
                matches!(self.view.lower(*last), "programme" | "program" | "show" | "podcast" | "website" | "site" | "blog" | "channel")
            });
        if owned {
            return None;
        }
        if let Some(part) = self.part_of_outlet(&bare).filter(|_| told) {
            return Some(part);
        }
        if let Some(named) = self.named_before(&bare, told) {
            return Some(named);
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
        // `ONA`, after `the Orsan News Agency (ONA)`
        let by_name = || {
            let named = named.as_ref().filter(|named| bare.len() <= 2 && named.contains(' ') && **named != words)?;
            let last = named.rsplit(' ').next()?.to_lowercase();
            let of_news = named.split(' ').any(|word| matches!(word, "News" | "Press" | "Wire" | "Information"));
            let (_, channel) = OUTLETS.iter().find(|(word, _)| *word == last)?;
            (last != "agency" || of_news).then(|| (*channel, named.clone()))
        };
        let by_words = self.outlet_kind(&words, &bare).or_else(|| named.clone().and_then(|named| self.outlet_kind(&named, &bare)));
        let by_words = by_words.or_else(by_name);
        if let Some((channel, name)) = by_words {
            if let Some(fuller) = self.fuller(&name) {
                return Some((channel, fuller));
            }
            // The name is the cast's, save where the words here say more of it (`Sumek Radio`), or it is a description (`the state agency`).
            let is_credit = self.credit.as_ref().is_some_and(|credit| credit.name == name);
            let is_fuller = |named: &String| {
                name.contains(named.as_str())
                    && name.split(' ').all(|word| word.starts_with(|c: char| c.is_uppercase() || c.is_ascii_digit()))
            };
            let is_described = |named: &String| named.split(' ').any(|word| matches!(word, "agency" | "agencies"));
            return Some((channel, named.filter(|named| !is_credit && !is_fuller(named) && !is_described(named)).unwrap_or(name)));
        }
        // `the evening news of Channel 7`
        if let Some(of) = bare.iter().position(|token| self.view.lower(*token) == "of")
            && bare.get(of + 1).is_some_and(|next| self.is_station(*next))
        {
            return Some(("broadcast", self.agency_name(&bare[of + 1..])));
        }
        let head = head_of(self.view, &bare)?;
        // `told the VQR Persian service`: the part of a station that speaks a language.
        let name: Vec<usize> = bare.iter().copied().filter(|token| !matches!(self.view.lower(*token), "the" | "a" | "an")).collect();
        if told
            && name.last().is_some_and(|last| self.view.lower(*last) == "service")
            && let Some(first) = name.first().filter(|_| name.len() > 1)
        {
            let form = self.view.doc.form(*first);
            let letters = form.len() > 1 && form.chars().all(|c| c.is_uppercase() || c.is_ascii_digit());
            let on_air = letters || OUTLETS.iter().any(|(word, channel)| *word == self.view.lower(*first) && *channel == "broadcast");
            let large = name[1..name.len() - 1].iter().all(|token| self.view.is_large(*token) || self.view.lower(*token) == "'s");
            if on_air && large {
                return Some(("broadcast", self.agency_name(&name)));
            }
        }
        if told && self.view.lower(head) == "agency" && bare.iter().any(|token| self.view.upos(*token) == "PROPN") {
            return Some(("agency", self.agency_name(&bare)));
        }
        // `Le Matin`, `El Heraldo`, taken for a person's name
        let foreign = |token: usize| matches!(self.view.doc.form(token), "Le" | "La" | "El" | "Il" | "Die" | "Der" | "Das" | "O" | "Al");
        if told && bare.len() == 2 && foreign(bare[0]) && mention_is_single(self.cast, bare[1]) {
            return Some(("outlet", words));
        }
        // `told the Kento Shimbun`: nobody has an article before his name wherever he is named.
        let large = bare.iter().skip(1).all(|token| self.view.is_large(*token) && self.view.upos(*token) == "PROPN");
        let body = |token: &usize| BODIES.contains(&self.view.lower(*token)) || self.view.lower(*token).ends_with('s');
        if told && matches!(bare.len(), 2 | 3) && self.view.lower(bare[0]) == "the" && large && bare.last().is_some_and(|last| !body(last))
        {
            let person = entity.filter(|entity| self.cast.entity(*entity).entity_type == EntityType::PER);
            let always = person.is_some_and(|person| {
                let named = self.cast.mentions.iter().filter(|mention| mention.entity == Some(person));
                named.clone().all(|mention| {
                    let start = self.view.doc.tokens_in(mention.span).start;
                    mention.kind == MentionKind::Name
                        && (self.view.lower(start) == "the" || start > 0 && self.view.lower(start - 1) == "the")
                })
            });
            if always {
                return Some(("outlet", self.agency_name(&bare)));
            }
        }
        let is_press = entity.is_some_and(|entity| {
            let entity = self.cast.entity(entity);
            entity.sector.as_deref() == Some("JRN") && entity.entity_type != EntityType::PER
        });
        let mention = self.cast.mention_at(head).filter(|mention| mention.kind == MentionKind::Name);
        let proper = self.view.upos(head) == "PROPN";
        // What the body is called by: `the Union Leader` is no union, `the House of Elders` no paper.
        let of = bare.iter().position(|token| self.view.lower(*token) == "of").unwrap_or(bare.len());
        let named_for = bare[..of].last().is_some_and(|last| BODIES.contains(&self.view.lower(*last)));
        let body = named_for || BODIES.contains(&self.view.lower(head)) || named.as_ref().is_some_and(|name| is_office(name));
        // A name of several words that is neither a person's nor a place's is an outlet's, whatever else it is taken for.
        let several = bare.iter().filter(|token| self.view.is_large(**token)).count() > 1;
        let organisation = mention.map_or(proper, |mention| match mention.entity_type {
            EntityType::ORG | EntityType::OTHER | EntityType::FAC => true,
            EntityType::EVENT | EntityType::LOC => several,
            _ => false,
        });
        let day = self.is_day_or_platform(head);
        if is_press && proper || told && organisation && proper && !body && !day && !entity.is_some_and(|entity| self.is_party(entity)) {
            let name = named.unwrap_or_else(|| self.agency_name(&bare));
            return Some(("outlet", self.fuller(&name).unwrap_or(name)));
        }
        // `a local station`, `an opposition newspaper`
        let kind = KINDS.iter().find(|(kind, _)| *kind == self.view.lower(head) && !matches!(*kind, "service" | "site"));
        let ends = bare.last() == Some(&head);
        kind.filter(|_| told && ends && !self.view.is_large(head)).map(|(_, channel)| (*channel, self.agency_name(&bare)))
    }

    /// Not of `Sahel Today`.
    pub(super) fn is_day_or_platform(&self, token: usize) -> bool {
        let name = self.view.lower(token) == "today" && token > 0 && self.view.is_large(token) && self.view.is_large(token - 1);
        day_or_platform(self.view.lower(token)) && !name
    }

    /// `the Star` after `the Kitwala Star`: the one longer name that ends so.
    fn fuller(&self, name: &str) -> Option<String> {
        let ends = format!(" {name}");
        let mut fuller = self.cast.entities.iter().filter(|entity| {
            entity.named && entity.name.ends_with(&ends) && !matches!(entity.entity_type, EntityType::PER | EntityType::GPE)
        });
        match (fuller.next(), fuller.next()) {
            (Some(one), None) if !name.contains(' ') => Some(without_article(&one.name).to_owned()),
            _ => None,
        }
    }

    /// Whether a body does more in the report than hear and tell: it is a party, and no medium.
    fn is_party(&self, entity: readout_core::EntityId) -> bool {
        const PRINTING: &[&str] = &[
            "report",
            "say",
            "quote",
            "cite",
            "publish",
            "write",
            "print",
            "carry",
            "see",
            "obtain",
            "broadcast",
            "air",
            "note",
            "contact",
            "ask",
            "reach",
            "interview",
            "understand",
            "reveal",
            "learn",
            "speak",
            "describe",
            "put",
            "have",
            "be",
            "run",
            "post",
            "tell",
            "lead",
            "show",
            "claim",
            "verify",
            "review",
            "call",
            "name",
            "identify",
            "change",
            "withhold",
            "approach",
            "add",
            "translate",
            "read",
            "hear",
            "leave",
        ];
        let known = self.cast.entity(entity);
        let other = |sector: &str| matches!(sector, "GOV" | "LEG" | "JUD" | "MIL" | "IGO" | "PTY" | "OPP" | "REB" | "COP");
        // `the Gulf Monitor`, taken for a body that monitors
        let prints = known.name.rsplit(' ').next().is_some_and(|last| {
            let last = last.to_lowercase();
            last == "monitor" || OUTLETS.iter().any(|(word, _)| *word == last)
        });
        if known.sector.as_deref().is_some_and(|sector| other(sector) || sector == "NGO" && !prints) {
            return true;
        }
        let acts = |mention: &readout_core::Mention| {
            let head = mention.head.index();
            let verb = self.view.head(head).filter(|_| self.view.relation(head) == "nsubj");
            verb.is_some_and(|verb| self.view.upos(verb) == "VERB" && !PRINTING.contains(&self.view.doc.tokens[verb].lemma.as_str()))
        };
        self.view.has_tree
            && self.cast.mentions.iter().any(|mention| mention.entity == Some(entity) && mention.kind == MentionKind::Name && acts(mention))
    }

    /// `the agency`, `the paper`: the last outlet of that kind that the report named before.
    pub(super) fn named_before(&self, bare: &[usize], told: bool) -> Option<(&'static str, String)> {
        // `the same channel an hour later`
        let time = bare.iter().skip(2).position(|token| {
            matches!(self.view.lower(*token), "a" | "an" | "later" | "earlier" | "last" | "on" | "the" | "yesterday" | "in" | "at" | "by")
        });
        let bare = &bare[..time.map_or(bare.len(), |time| time + 2)];
        let mut again = false;
        let (article, noun) = match *bare {
            [article, noun] => (article, noun),
            [article, same, noun] if matches!(self.view.lower(same), "same" | "news" | "industry" | "trade") => {
                again = self.view.lower(same) == "same";
                (article, noun)
            }
            _ => return None,
        };
        let definite = matches!(self.view.lower(article), "the" | "this" | "that") && !self.view.is_large(noun);
        let (kind, channel) = *KINDS.iter().find(|(kind, _)| *kind == self.view.lower(noun)).filter(|_| definite)?;
        // `told the portal`, not `said on the website`
        if matches!(kind, "website" | "site" | "portal") && !told || matches!(kind, "blog" | "service" | "network") {
            return None;
        }
        let names = self.cast.mentions.iter().rev().filter(|mention| {
            mention.kind == MentionKind::Name
                && !matches!(mention.entity_type, EntityType::PER | EntityType::NORP)
                && self.view.doc.tokens_in(mention.span).end <= article
        });
        let mut outlets = names.take(NAMES_BACK).filter_map(|mention| {
            // With the noun beside it: `the magazine Salar`, `the Maskan Today channel`.
            let own = self.view.doc.tokens_in(mention.span).range();
            let sentence = self.view.sentence(own.start);
            let beside = own.start.saturating_sub(1).max(sentence.start)..(own.end + 1).min(sentence.end);
            let around: Vec<usize> = beside.clone().filter(|token| *token != article).collect();
            let called = beside.clone().any(|token| self.view.lower(token) == kind);
            let tokens: Vec<usize> = if called { around } else { own.collect() };
            self.medium(&tokens, false)
        });
        outlets
            .find(|(other, _)| *other == channel)
            .or_else(|| {
                let mut same = self.known.iter().filter(|(other, name)| *other == channel && name.split(' ').count() < 5);
                match (same.next(), same.next()) {
                    (Some(one), None) => Some(one.clone()),
                    _ => None,
                }
            })
            // Whoever was told something, by name.
            .or_else(|| {
                let named = |audience: &[usize]| audience.iter().any(|token| self.view.is_large(*token));
                let told =
                    self.found.iter().filter(|found| found.audience.last().is_some_and(|last| *last < article) && named(&found.audience));
                let mut media = told.filter_map(|found| Some((found.head, self.medium(&found.audience, true)?))).collect::<Vec<_>>();
                media.sort_by_key(|(head, _)| *head);
                // `told Salar … told the same agency`: whatever Salar is.
                media.pop().map(|(_, medium)| medium).filter(|(other, _)| *other == channel || again)
            })
    }

    /// `told a local station, Joy FM, that …`: the name that a bare kind of medium is set off with.
    pub(super) fn set_off_name(&self, tokens: &[usize]) -> Option<Vec<usize>> {
        let before_comma = tokens.iter().position(|token| self.view.is_comma(*token)).unwrap_or(tokens.len());
        let last = *tokens[..before_comma].last()?;
        let indefinite = matches!(self.view.lower(*tokens.first()?), "a" | "an" | "another" | "one");
        let kind = !self.view.is_large(last) && KINDS.iter().any(|(kind, _)| *kind == self.view.lower(last));
        let end = self.view.sentence(last).end;
        let comma = (last + 1..end).next().filter(|comma| indefinite && kind && self.view.is_comma(*comma))?;
        let name: Vec<usize> =
            (comma + 1..end.min(comma + 7)).take_while(|token| self.view.is_large(*token) || self.view.lower(*token) == "the").collect();
        let close = comma + 1 + name.len();
        let closed = close < end && (self.view.is_comma(close) || self.view.is_stop(close));
        (closed && name.iter().any(|token| self.view.upos(*token) == "PROPN")).then_some(name)
    }

    /// `the Tribune's political editor`, `the Today programme`: the outlet that a part of it stands for.
    pub(super) fn part_of_outlet(&self, bare: &[usize]) -> Option<(&'static str, String)> {
        let last = *bare.last()?;
        if !OUTLET_PARTS.contains(&self.view.lower(last)) {
            return None;
        }
        let is_person = |token: usize| {
            self.cast.mentions.iter().any(|mention| {
                mention.kind == MentionKind::Name
                    && matches!(mention.entity_type, EntityType::PER | EntityType::GPE | EntityType::NORP)
                    && self.view.doc.tokens_in(mention.span).contains(token)
            })
        };
        if let Some(owned) = bare.iter().position(|token| self.view.lower(*token) == "'s") {
            let owner = &bare[..owned];
            let head = *owner.last()?;
            return (self.view.upos(head) == "PROPN" && !is_person(head)).then(|| {
                let (channel, name) = self.medium(owner, true).unwrap_or(("outlet", self.agency_name(owner)));
                (channel, name)
            });
        }
        let on_air = matches!(self.view.lower(last), "programme" | "program" | "show" | "podcast" | "bulletin" | "newscast");
        let before = bare.len().checked_sub(2).map(|at| bare[at])?;
        (on_air && self.view.is_large_inside(before) && !is_person(before)).then(|| ("broadcast", self.agency_name(bare)))
    }

    /// Every outlet that is called one, with a noun beside its name.
    pub(super) fn outlets(&self) -> Vec<(&'static str, String)> {
        let noun = |token: &usize| !self.view.is_large(*token) && KINDS.iter().any(|(kind, _)| *kind == self.view.lower(*token));
        let mut known: Vec<(&'static str, String)> = (0..self.view.lower.len())
            .filter(noun)
            .filter_map(|token| {
                let sentence = self.view.sentence(token);
                let around: Vec<usize> = (token.saturating_sub(4).max(sentence.start)..sentence.end.min(token + 6)).collect();
                self.kind_and_name(&around).or_else(|| self.kind_and_name(&around[around.iter().position(|own| *own == token)?..]))
            })
            .collect();
        // `Tarninform, the state news agency`
        for noun in (0..self.view.lower.len()).filter(noun) {
            known.extend(self.apposed_kind(noun));
        }
        // `the Antiquarian reports`
        for found in self.found.iter().filter(|found| matches!(self.view.lower(found.head), "reports" | "reported" | "writes" | "wrote")) {
            let bare = bare_phrase(self.view, &found.source);
            let large = bare.iter().filter(|token| self.view.is_large_inside(**token)).count() > 0;
            let entity = entity_of(self.view, self.cast, &bare).map(|entity| self.cast.entity(entity));
            let body = entity.filter(|entity| may_print(entity));
            let named = self.span_of(&bare).map(|span| one_line(span.of(self.view.doc.text))).unwrap_or_default();
            if let Some(body) = body
                .filter(|_| self.outlet_kind(&named, &bare).is_none())
                .filter(|body| large && !known.iter().any(|(_, name)| *name == body.name || body.name.contains(name.as_str())))
            {
                known.push(("outlet", body.name.clone()));
            }
        }
        known.dedup();
        known
    }

    /// `Tarninform, the state news agency,` → `Tarninform`, an agency; by the noun's token.
    pub(super) fn apposed_kind(&self, noun: usize) -> Option<(&'static str, String)> {
        let floor = self.view.sentence(noun).start;
        let comma = (floor..noun).rev().take(6).find(|token| self.view.is_comma(*token))?;
        let opens = matches!(self.view.lower(comma + 1), "a" | "an" | "the" | "its" | "their");
        let compound = self.view.lower.get(noun + 1).is_some() && self.view.upos(noun + 1) == "NOUN";
        let name = self.cast.mentions.iter().find(|mention| {
            mention.kind == MentionKind::Name
                && mention.entity_type != EntityType::PER
                && self.view.doc.tokens_in(mention.span).end == comma
        })?;
        let plain = (comma + 1..noun).all(|token| matches!(self.view.upos(token), "DET" | "ADJ" | "NOUN" | "PROPN" | "PUNCT" | "PRON"));
        let (_, channel) = KINDS.iter().find(|(kind, _)| *kind == self.view.lower(noun))?;
        // `the Norlandish anti-monopoly agency` gathers no news.
        let gathers = self.view.lower(noun) != "agency"
            || noun == comma + 2
            || matches!(self.view.lower(noun - 1), "news" | "press" | "wire" | "state" | "telegraph" | "information" | "photo");
        let tokens: Vec<usize> = self.view.doc.tokens_in(name.span).range().collect();
        (opens && plain && !compound && gathers).then(|| (*channel, self.agency_name(&tokens)))
    }

    /// `the magazine Salar last spring` → `Salar`, `the Maskan Today channel` → `Maskan Today`. A people or a place before the noun is no name.
    pub(super) fn kind_and_name(&self, tokens: &[usize]) -> Option<(&'static str, String)> {
        let place = tokens.iter().enumerate().position(|(at, token)| {
            let word = self.view.lower(*token);
            let show = || word == "show" && tokens.get(at + 1).is_some_and(|next| self.view.is_large(*next));
            !self.view.is_large(*token) && (KINDS.iter().any(|(kind, _)| *kind == word) || show())
        })?;
        let channel = KINDS.iter().find(|(kind, _)| *kind == self.view.lower(tokens[place])).map_or(&"broadcast", |(_, channel)| channel);
        let large = |token: &&usize| {
            self.view.is_large(**token)
                || self.is_number(**token)
                || matches!(self.view.lower(**token), "-" | "la" | "el" | "de" | "del" | "di")
        };
        let after: Vec<usize> = tokens[place + 1..]
            .iter()
            .take_while(large)
            .copied()
            .take_while(|token| !is_day_or_month(self.view.lower(*token)) || !self.is_day_or_platform(*token))
            .collect();
        let mut end = after.iter().rposition(|token| self.view.is_large(*token)).map_or(0, |last| last + 1);
        // `station Canal 5`
        end += usize::from(end > 0 && after.get(end).is_some_and(|next| self.is_number(*next)));
        let mut run = after[..end].to_vec();
        // `the newspaper Le Phare`, whatever its name is taken for.
        let plainly = !run.is_empty()
            && matches!(
                self.view.lower(tokens[place]),
                "newspaper"
                    | "daily"
                    | "weekly"
                    | "magazine"
                    | "tabloid"
                    | "broadcaster"
                    | "website"
                    | "portal"
                    | "newsletter"
                    | "show"
                    | "station"
            );
        let described = tokens[..place].first().is_some_and(|first| matches!(self.view.lower(*first), "a" | "an" | "another"));
        if run.is_empty() && described {
            return None;
        }
        if run.is_empty() {
            let start = tokens[..place].iter().rposition(|token| !large(&token)).map_or(0, |before| before + 1);
            run = tokens[start..place].to_vec();
            while run.first().is_some_and(|first| matches!(self.view.lower(*first), "the" | "a" | "an")) {
                run.remove(0);
            }
            // `the Kabar-24 channel`
            let head = run.iter().rev().copied().find(|token| self.view.is_large(*token)).or(run.last().copied())?;
            let people = self.cast.mentions.iter().any(|mention| {
                let own = self.view.doc.tokens_in(mention.span);
                own.contains(head) && matches!(mention.entity_type, EntityType::NORP | EntityType::GPE | EntityType::LOC)
            });
            // `service` and `network` are much else beside.
            if people
                || run.iter().all(|token| DESCRIBING.contains(&self.view.lower(*token)))
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
        if !plainly && self.cast.mentions.iter().any(person) {
            return None;
        }
        // `the Orsan Revenue Service website`: a body's own.
        let body = || entity_of(self.view, self.cast, &run).is_some_and(|entity| !may_print(self.cast.entity(entity)));
        if matches!(self.view.lower(tokens[place]), "website" | "site") && run.iter().all(|token| *token < tokens[place]) && body() {
            return None;
        }
        // `Kirsk.info`, where its words were parted
        let mut end = last;
        while self.view.lower.get(end + 1).is_some_and(|mark| mark == ".") && self.view.doc.is_joined(end + 1) {
            end += 2;
        }
        let words = self.view.doc.tokens[first].span.cover(self.view.doc.tokens[end].span).of(self.view.doc.text);
        Some((channel, one_line(words)))
    }

    fn is_number(&self, token: usize) -> bool {
        let form = self.view.doc.form(token);
        form.len() < 4 && form.chars().all(|c| c.is_ascii_digit())
    }

    /// Whether words name an agency or an outlet, and its channel.
    pub(super) fn outlet_kind(&self, name: &str, tokens: &[usize]) -> Option<(&'static str, String)> {
        // `its website`, `the company's site` is a place to print, and nobody's medium.
        let own = |token: &usize| matches!(self.view.lower(*token), "its" | "his" | "her" | "their" | "'s" | "my" | "our");
        if tokens.iter().any(own)
            && tokens.last().is_some_and(|last| matches!(self.view.lower(*last), "website" | "portal" | "blog" | "news"))
        {
            return None;
        }
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
        // `the Skerry Broadcasting Corporation`, `Orsan Broadcasting`
        let on_air = tokens.iter().skip(1).find(|token| self.view.lower(**token) == "broadcasting" && self.view.is_large_inside(**token));
        if on_air.is_some() && !lower.iter().any(|word| matches!(*word, "commission" | "regulator" | "authority" | "council" | "minister"))
        {
            return Some(("broadcast", self.agency_name(tokens)));
        }
        let is_agency = matches!(*last, "agency" | "agencies");
        if is_agency && !lower.iter().any(|word| matches!(*word, "news" | "press" | "wire" | "state")) && known.is_none() {
            return None;
        }
        // `the Khan News Service`
        if lower.len() > 1
            && *last == "service"
            && matches!(lower[lower.len() - 2], "news" | "press" | "wire" | "information")
            && tokens.iter().rev().take(2).all(|token| self.view.is_large(*token))
        {
            return Some(("agency", self.agency_name(tokens)));
        }
        // `GalWire`, `Ukrinform`: what the word itself ends with.
        if let [only] = tokens[usize::from(matches!(lower[0], "the"))..]
            && let Some(channel) = self.channel_of_word(only)
        {
            return Some((channel, self.view.doc.form(only).to_owned()));
        }
        // `strong winds over the Channel`
        let sea = *last == "channel" && tokens.len() > 1 && !self.view.is_large(tokens[tokens.len() - 2]);
        if let Some((_, channel)) = OUTLETS.iter().find(|(word, _)| !sea && (word == last || *word == singular)) {
            // A common noun such as `post` needs a capital to be a paper.
            let common = COMMON.contains(last);
            let large =
                tokens.last().is_some_and(|token| self.view.is_large(*token) && (tokens.len() > 1 || !self.view.is_sentence_start(*token)));
            if !common || large {
                return Some((channel, self.agency_name(tokens)));
            }
        }
        known.filter(|_| tokens.len() < 6).map(|known| ("agency", self.view.doc.form(*known).to_owned()))
    }

    /// `the Telros news agency` → `Telros`; `Russian news agencies` stays as it is.
    pub(super) fn agency_name(&self, tokens: &[usize]) -> String {
        let mut words: Vec<&str> = tokens.iter().map(|token| self.view.doc.form(*token)).collect();
        while words.first().is_some_and(|word| matches!(*word, "the" | "The" | "a" | "an" | "A" | "An")) {
            words.remove(0);
        }
        // `Norland's Sky Tribune`: the country is no part of the name.
        if let Some(owner) = words.iter().position(|word| matches!(*word, "'s" | "’s"))
            && words[owner + 1..].iter().all(|word| word.starts_with(char::is_uppercase))
            && owner + 1 < words.len()
            && self
                .cast
                .mention_at(tokens[tokens.len() - words.len() + owner - 1])
                .is_some_and(|mention| mention.entity_type == EntityType::GPE)
        {
            words.drain(..=owner);
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
        words.join(" ").replace(" 's", "'s").replace(" ’s", "’s").replace(" - ", "-")
    }

    /// The channel that a name of one word tells by its end: `GalWire`, `Ukrinform`, `BoxNews`, `CoastTV`.
    fn channel_of_word(&self, token: usize) -> Option<&'static str> {
        let form = self.view.doc.form(token);
        let ends = |end: &str| form.strip_suffix(end).is_some_and(|stem| stem.chars().filter(|c| c.is_alphabetic()).count() > 1);
        if !self.view.is_large(token) {
            None
        } else if ["Wire", "wire", "inform", "Inform", "INFORM", "NEWS", "Newswire"].iter().any(|end| ends(end)) {
            Some("agency")
        } else if ["TV", "FM", "Radio", "Vision"].iter().any(|end| ends(end)) {
            Some("broadcast")
        } else {
            ["News", "Press", "Post", "Times", "blad", "bladet", "Media"].iter().any(|end| ends(end)).then_some("outlet")
        }
    }

    /// `Channel 6`, `Radio Costa`: a station by its first word.
    pub(super) fn is_station(&self, token: usize) -> bool {
        let next = token + 1;
        matches!(
            self.view.lower(token),
            "channel" | "radio" | "tv" | "canal" | "kanal" | "rádio" | "televisión" | "télé" | "televisão" | "tele"
        ) && self.view.is_large(token)
            && self.view.doc.tokens.get(next).is_some_and(|next| next.form.starts_with(|c: char| c.is_uppercase() || c.is_ascii_digit()))
    }
}
