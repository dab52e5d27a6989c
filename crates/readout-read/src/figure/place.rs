//! Where a figure holds.
//!
//! A toll of a war is of the war's country. Any other figure is of the place led by `in`, `at`, `near` in its clause, or of what was struck
//! (`shelled Oln`). A place that is only described (`the province`, `a market town`) is the named place that the report so describes, or
//! none. Where the sentence names none, a count of what happened is of the place in the sentences before it in the paragraph, and then of the
//! scene: the one place that the report only ever names as where something is.

use super::lexicon::{GOVERNMENT, KINDS_OF_PLACE, LOOSELY, STOPS, STRIKES, STRUCK, WARS, WHERE, happened, has, is_event};
use super::{Draft, Reader};
use crate::scan::Kind;
use readout_core::{EntityId, EntityType, MentionKind, Span};
use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet};

/// A place as the words lead up to it.
#[derive(Clone, Copy, Debug)]
pub(super) struct Site {
    pub(super) span: Span,
    /// The named place; none where it is only described and nothing says which one is meant.
    entity: Option<EntityId>,
    /// `of`, `over`, `on`: it may be where, or only whose.
    loose: bool,
}

impl Reader<'_> {
    /// The place of a figure.
    pub(super) fn place(&self, draft: &Draft, span: Span) -> Option<EntityId> {
        if let Some(war) = self.war(draft) {
            return self.country_of_war(Some(war));
        }
        let (from, to) = self.clause(draft);
        let sites = self.sites(from, to);
        let after = sites.iter().filter(|site| site.span.start >= span.end).min_by_key(|site| (site.loose, site.span.start));
        let before = sites.iter().filter(|site| site.span.end <= span.start).min_by_key(|site| (site.loose, Reverse(site.span.start)));
        let found = match (after, before) {
            (Some(after), Some(before)) if after.loose && !before.loose => Some(before),
            (after, before) => after.or(before),
        };
        let eventful = draft.counted.as_deref().is_some_and(is_event);
        let struck = matches!(draft.counted.as_deref(), Some("killed" | "wounded" | "casualties" | "missing"));
        let Some(found) = found else {
            let before = if eventful { self.site_before(draft) } else { None };
            return before.and_then(|site| site.entity).or_else(|| self.scene().filter(|scene| struck && self.is_struck(*scene)));
        };
        // `the raid on a barracks in northern Ossara`, when all the rest happens at Dorvat: that is where the raid was.
        let struck = struck && (from..to).any(|at| has(STRIKES, self.lower(at)));
        match (found.entity, self.scene().filter(|_| struck)) {
            (Some(entity), Some(scene)) if self.acts_as_government(entity) => Some(scene),
            (entity, _) => entity,
        }
    }

    /// The words of the figure's clause: the sentence, up to a `while` on either side and a `;` after.
    fn clause(&self, draft: &Draft) -> (usize, usize) {
        let (begin, end) = draft.sentence;
        let turn = |at: &usize| self.is(*at, &["while", "whereas", "whilst"]);
        let from = (begin..draft.quantity.from).rev().find(turn).unwrap_or(begin);
        let to = (draft.noun_end.max(draft.quantity.to)..end).find(|at| turn(at) || self.is(*at, &[";"])).unwrap_or(end);
        (from, to)
    }

    /// Places from word `from` to before word `to`, as far as something leads up to them and they are no source's address.
    fn sites(&self, from: usize, to: usize) -> Vec<Site> {
        if from >= to {
            return Vec::new();
        }
        let stretch = self.span(from, to);
        let mut sites = Vec::new();
        for mention in self.cast.mentions_in(stretch).iter().filter(|mention| stretch.contains(mention.span)) {
            let Some(entity) = mention.entity else { continue };
            let named = self.cast.entities.get(entity.index()).is_some_and(|entity| entity.named);
            let at = self.words.partition_point(|word| word.start < mention.span.start as usize);
            let placed = matches!(mention.entity_type, EntityType::GPE | EntityType::LOC | EntityType::FAC);
            // `In Mirel, some 6,000 protested` and `shelled Oln` are places, whatever else the name may look like.
            let shown = mention.kind == MentionKind::Name && (has(STRUCK, self.before(at, 1)) || self.opens_clause(at, mention.span));
            if !(placed || shown) || self.is_source(mention.span) || self.is_dateline(mention.span) {
                continue;
            }
            let Some(loose) = self.leads(at) else { continue };
            let entity = if mention.kind == MentionKind::Name && named { Some(entity) } else { self.described(mention.span) };
            // `a hospital` that nothing names says nothing of where.
            if entity.is_none() && self.kind_of_place(mention.span).is_none() {
                continue;
            }
            sites.push(Site { span: mention.span, entity, loose });
        }
        sites
    }

    /// `In Mirel, …`: a name after `in` at the head of a clause.
    fn opens_clause(&self, at: usize, span: Span) -> bool {
        let end = self.words.partition_point(|word| word.start < span.end as usize);
        self.is(end, &[","])
            && self.before(at, 1) == "in"
            && (at.checked_sub(1).is_some_and(|before| self.sentence(at).0 == before) || matches!(self.before(at, 2), "," | ";" | "—"))
    }

    /// What leads up to the place that begins at word `at`: nothing, a plain preposition of place, or (true) a loose one.
    fn leads(&self, at: usize) -> Option<bool> {
        if has(STRUCK, self.before(at, 1)) {
            return Some(false);
        }
        let mut by = 1;
        while by <= 4 {
            let word = self.before(at, by);
            let earlier = self.before(at, by + 1);
            // `in a town outside Sered` is another town.
            if word == "outside" && has(KINDS_OF_PLACE, earlier) {
                return None;
            }
            if has(WHERE, word) {
                const ADDRESSES: &[&str] =
                    &["based", "speaking", "said", "told", "reporters", "born", "interview", "spoke", "headquartered"];
                return (!ADDRESSES.contains(&earlier)).then_some(false);
            }
            if matches!(word, "on" | "of" | "against") && (has(STRIKES, earlier) || has(STRUCK, earlier)) {
                return Some(false);
            }
            if word == "of" && has(KINDS_OF_PLACE, earlier) {
                by += 2;
                continue;
            }
            if has(LOOSELY, word) {
                return Some(true);
            }
            // Articles and a few words that describe it may stand between.
            let between = matches!(word, "the" | "a" | "an" | "its" | "their" | "his" | "her" | "s")
                || (at.checked_sub(by).is_some_and(|at| self.words[at].kind == Kind::Letters || self.words[at].lower == "-")
                    && !has(STOPS, word));
            if !between {
                return None;
            }
            by += 1;
        }
        None
    }

    fn is_source(&self, span: Span) -> bool {
        self.attributions.iter().any(|attribution| attribution.source.iter().any(|source| source.contains(span)))
    }

    fn is_dateline(&self, span: Span) -> bool {
        self.doc.report.dateline.as_ref().is_some_and(|dateline| dateline.span.overlaps(span))
    }

    /// The kind of place that a description names: `province` of `the province`.
    fn kind_of_place(&self, span: Span) -> Option<&str> {
        let from = self.words.partition_point(|word| word.start < span.start as usize);
        let to = self.words.partition_point(|word| word.start < span.end as usize);
        (from..to.min(from + 5))
            .take_while(|at| !self.is(*at, &["of", "in"]))
            .map(|at| self.lower(at))
            .find(|word| has(KINDS_OF_PLACE, word))
    }

    /// The named place that the report describes by the same word: `Pereslat, a front-line town`, `Tavash province`, `the city of Homs`, or
    /// by who rules it: `the governor of Tavash` has a province. None unless it is only one.
    fn described(&self, span: Span) -> Option<EntityId> {
        let kind = self.kind_of_place(span)?;
        let ruler: &[&str] = match kind {
            "province" | "region" | "state" | "governorate" => &["governor"],
            "city" | "town" | "municipality" => &["mayor"],
            _ => &[],
        };
        let mut found: Option<EntityId> = None;
        for mention in self.cast.mentions.iter().filter(|mention| mention.kind == MentionKind::Name && !mention.span.overlaps(span)) {
            let Some(entity) = mention.entity.filter(|entity| self.cast.entities.get(entity.index()).is_some_and(|entity| entity.named))
            else {
                continue;
            };
            let at = self.words.partition_point(|word| word.start < mention.span.start as usize);
            let end = self.words.partition_point(|word| word.start < mention.span.end as usize);
            // `Pereslat, a front-line town of 18,000`; but `Rell, a city councillor` is no city.
            let ends = |at: usize| self.words.get(at).is_none_or(|word| word.kind == Kind::Mark || has(STOPS, &word.lower));
            let apposed = self.is(end, &[","])
                && self.is(end + 1, &["a", "an", "the"])
                && (end + 2..end + 6)
                    .take_while(|at| !self.is(*at, &[",", ".", "of", "in"]))
                    .any(|at| self.lower(at) == kind && ends(at + 1));
            let of = |word: &str| self.before(at, 1) == "of" && self.before(at, 2) == word;
            let says = apposed || self.lower(end) == kind || of(kind) || ruler.iter().any(|ruler| of(ruler) || self.lower(end) == *ruler);
            if says {
                if found.is_some_and(|found| found != entity) {
                    return None;
                }
                found = Some(entity);
            }
        }
        found
    }

    /// The last plain place before the figure's sentence in its paragraph.
    pub(super) fn site_before(&self, draft: &Draft) -> Option<Site> {
        let start = self.words.get(draft.sentence.0)?.start as u32;
        let paragraph = self.doc.paragraphs.iter().find(|paragraph| paragraph.start <= start && start < paragraph.end)?;
        let from = self.words.partition_point(|word| word.start < paragraph.start as usize);
        // `They met in Munich` is not where those were killed of whom the next sentence tells.
        let tells = |site: &Site| {
            let at = self.words.partition_point(|word| word.start < site.span.start as usize);
            let (begin, end) = self.sentence(at);
            (begin..end).map(|at| self.lower(at)).any(|word| {
                has(STRIKES, word)
                    || has(STRUCK, word)
                    || (!has("held took sent control release", word) && happened(word).is_some_and(is_event))
            })
        };
        self.sites(from, draft.sentence.0).into_iter().rev().find(|site| !site.loose && tells(site))
    }

    /// Whether a place is also named as somebody who acts: `Ossara's Defense Ministry`, `Mirel has not replied`.
    fn acts_as_government(&self, entity: EntityId) -> bool {
        self.named_mentions(entity).any(|at| self.leads(at) != Some(false))
    }

    /// The first words of all mentions of an entity by name.
    fn named_mentions(&self, entity: EntityId) -> impl Iterator<Item = usize> + '_ {
        let named = move |mention: &&readout_core::Mention| mention.entity == Some(entity) && mention.kind == MentionKind::Name;
        let first = |mention: &readout_core::Mention| self.words.partition_point(|word| word.start < mention.span.start as usize);
        self.cast.mentions.iter().filter(named).map(first)
    }

    /// In a report that opens with an attack: the one named place of which it only ever says that something is in it, and which is not where
    /// it was written.
    fn scene(&self) -> Option<EntityId> {
        const OPENING: usize = 60;
        if !(0..self.words.len().min(OPENING)).any(|at| has(STRIKES, self.lower(at))) {
            return None;
        }
        let written_in =
            self.doc.report.dateline.as_ref().map(|dateline| dateline.span.of(self.doc.text).to_lowercase()).unwrap_or_default();
        let mut scenes = self.cast.entities.iter().enumerate().filter_map(|(id, entity)| {
            let id = EntityId::new(id);
            let place = entity.named
                && matches!(entity.entity_type, EntityType::GPE | EntityType::LOC | EntityType::FAC)
                && !written_in.contains(&entity.name.to_lowercase());
            let mut mentions = self.named_mentions(id).peekable();
            (place && mentions.peek().is_some() && mentions.all(|at| self.leads(at) == Some(false))).then_some(id)
        });
        let only = scenes.next();
        only.filter(|_| scenes.next().is_none())
    }

    /// Whether the report tells of violence where it names a place: the town in which envoys meet is no place of a toll.
    fn is_struck(&self, entity: EntityId) -> bool {
        let violent = |at: usize| {
            let word = self.lower(at);
            has(STRIKES, word)
                || has(STRUCK, word)
                || matches!(word, "killed" | "dead" | "died" | "wounded" | "attack" | "fighting" | "clashes")
        };
        self.named_mentions(entity).any(|at| {
            let (from, to) = self.sentence(at);
            (from..to).any(violent)
        })
    }

    // ---- wars ----

    /// The word for the war that a toll is of: `a 46-month conflict that has claimed 33,000 lives`, `the war killed 12,000`.
    pub(super) fn war(&self, draft: &Draft) -> Option<usize> {
        if !matches!(draft.counted.as_deref(), Some("killed" | "wounded" | "casualties" | "displaced")) {
            return None;
        }
        let mut perfect = false;
        for at in (draft.sentence.0..draft.quantity.from).rev().take(16) {
            match self.lower(at) {
                ";" | ":" | "." | "“" | "\"" | "while" => return None,
                "has" | "have" | "had" => perfect = true,
                word if has(WARS, word) && (perfect || self.is(at + 1, &["killed", "cost", "claimed", "kills", "displaced"])) => {
                    return Some(at);
                }
                _ => {}
            }
        }
        None
    }

    /// The country of a war: named beside the war's word (`the Syria conflict`, `the war in Ossara's north`), there or elsewhere in the
    /// report, and else the country that the report names most.
    pub(super) fn country_of_war(&self, war: Option<usize>) -> Option<EntityId> {
        let mut weight: BTreeMap<EntityId, usize> = BTreeMap::new();
        let word = |offset: u32| self.words.partition_point(|word| word.start < offset as usize);
        // `Ossara's foreign minister`: a country, whatever else the name may look like.
        let governs = |end: usize| self.is(end, &["'s", "’s"]) && (end + 1..end + 3).any(|at| has(GOVERNMENT, self.lower(at)));
        let countries: BTreeSet<EntityId> = self
            .cast
            .mentions
            .iter()
            .filter(|mention| mention.kind == MentionKind::Name && governs(word(mention.span.end)))
            .filter_map(|mention| mention.entity)
            .collect();
        for mention in self.cast.mentions.iter().filter(|mention| mention.kind == MentionKind::Name) {
            let Some(entity) = mention.entity.filter(|entity| self.cast.entities.get(entity.index()).is_some_and(|entity| entity.named))
            else {
                continue;
            };
            let (at, end) = (word(mention.span.start), word(mention.span.end));
            let place = countries.contains(&entity) || matches!(mention.entity_type, EntityType::GPE | EntityType::LOC);
            let before_war = (end..end + 3).take_while(|at| !has(STOPS, self.lower(*at))).find(|at| has(WARS, self.lower(*at)));
            let after_war = (self.before(at, 1) == "in").then(|| at.checked_sub(2)).flatten().filter(|at| has(WARS, self.lower(*at)));
            let beside = before_war.or(after_war);
            let governs = governs(end);
            let of = if place { Some(entity) } else { self.land_of(mention.entity_type, mention.span) };
            let Some(of) = of else { continue };
            if beside.is_some() && beside == war {
                return Some(of);
            }
            let country =
                countries.contains(&of) || self.cast.entities.get(of.index()).is_some_and(|entity| entity.entity_type == EntityType::GPE);
            *weight.entry(of).or_default() += match (beside.is_some(), governs) {
                (true, _) => 100,
                (false, true) => 2,
                (false, false) => usize::from(place && country),
            };
        }
        let most = weight.into_iter().filter(|(_, weight)| *weight > 1).max_by_key(|(entity, weight)| (*weight, Reverse(*entity)));
        // `Norland has launched a push to end the war that …`: who acts on a war is mostly not the country that has it.
        let acts = |entity: EntityId| war.is_some_and(|war| self.named_mentions(entity).any(|at| self.sentence(at) == self.sentence(war)));
        most.filter(|(entity, weight)| *weight >= 100 || !acts(*entity)).map(|(entity, _)| entity)
    }

    /// The country of an adjective: `Syria` of `Syrian`, where the report names it.
    fn land_of(&self, entity_type: EntityType, span: Span) -> Option<EntityId> {
        if entity_type != EntityType::NORP {
            return None;
        }
        let adjective = span.of(self.doc.text);
        let shared = |name: &str| name.chars().zip(adjective.chars()).take_while(|(one, other)| one == other).count();
        let lands = self.cast.entities.iter().enumerate().filter(|(_, entity)| entity.named && entity.entity_type == EntityType::GPE);
        let fits = |name: &str| shared(name) >= 4 && shared(name) + 2 >= name.chars().count();
        lands.filter(|(_, land)| fits(&land.name)).map(|(id, _)| EntityId::new(id)).next()
    }
}

#[cfg(test)]
mod tests {
    use crate::{doc, figure, mention::Cast, text, time};
    use readout_core::{Entity, EntityId, EntityType, Mention, MentionId, MentionKind, Report, Span, TokenIndex};
    use readout_model::Fake;

    /// The place of each figure of `text`, where the words of `places` are mentions: names, or descriptions where they begin with a small
    /// letter.
    fn check(text: &str, places: &[&str], expect: &[&str]) {
        let report = Report::new("r", text);
        let mut findings = Vec::new();
        let doc = doc::parse(&report, text::lay_out(&report, &mut findings), &Fake, &mut findings);
        let mut cast = Cast::default();
        for (id, words) in places.iter().enumerate() {
            let named = words.starts_with(char::is_uppercase);
            cast.entities.push(Entity {
                id: EntityId::new(id),
                entity_type: EntityType::GPE,
                name: (*words).to_owned(),
                named,
                aliases: Vec::new(),
                code: None,
                sector: None,
            });
            for (at, _) in text.match_indices(words) {
                let kind = if named { MentionKind::Name } else { MentionKind::Nominal };
                let span = Span::new(at, at + words.len());
                let id = MentionId::new(cast.mentions.len());
                cast.mentions.push(Mention {
                    id,
                    span,
                    head: TokenIndex::new(0),
                    kind,
                    entity_type: EntityType::GPE,
                    entity: Some(EntityId::new(cast.entities.len() - 1)),
                });
            }
        }
        let times = time::times(&doc, &mut findings);
        let figures = figure::figures(&doc, &cast, &times, &[], &mut findings);
        let found: Vec<&str> =
            figures.iter().map(|figure| figure.place.map_or("-", |place| cast.entities[place.index()].name.as_str())).collect();
        assert_eq!(found, expect, "{text}");
    }

    #[test]
    fn the_preposition_says_how_near_a_place_is() {
        check("Shelling killed 12 people in Oln.", &["Oln"], &["Oln"]);
        check("In Gorun, several thousand people marched to the bridge over the Anish.", &["Gorun", "Anish"], &["Gorun"]);
        check("The brigade shelled Oln, killing three villagers.", &["Oln"], &["Oln"]);
        check("A strike on Oln killed 12 people.", &["Oln"], &["Oln"]);
        check("The group, which is based in Corvay, said 12 people were killed.", &["Corvay"], &["-"]);
        check("Two villages were taken, while at least 27 people were killed in Oln.", &["Oln"], &["-", "Oln"]);
    }

    #[test]
    fn a_described_place_is_the_named_one_or_none() {
        let text = "The governor of Tavash left. At least 27 people were killed across the province.";
        check(text, &["Tavash", "the province"], &["Tavash"]);
        check(
            "An air strike on a market town killed 60 people.\n\nIt hit Pereslat, a front-line town, at noon.",
            &["a market town", "Pereslat"],
            &["Pereslat"],
        );
        check("At least 27 people were killed across the province.", &["the province"], &["-"]);
        check(
            "Homs is a city and Hama is a city. The mayor of Homs and the mayor of Hama left. A strike on the city killed 12 people.",
            &["Homs", "Hama", "the city"],
            &["-"],
        );
    }

    #[test]
    fn a_war_is_of_its_country_wherever_the_report_is_from() {
        let text = "War in Ossara goes on.\n\nThey met outside Havnes to end a 46-month conflict that has claimed upwards of 33,000 lives.";
        check(text, &["Ossara", "Havnes"], &["Ossara"]);
        check("The Syria conflict has claimed 60,000 lives. Envoys met in Munich.", &["Syria", "Munich"], &["Syria"]);
    }

    #[test]
    fn who_acts_on_a_war_does_not_have_it() {
        let text = "Norland sent envoys.\n\nNorland has launched a push to end the four-year war that has cost some 34,000 lives.";
        check(text, &["Norland"], &["-"]);
        check("Envoys met in Oln.\n\nAt least 114 people were killed on Saturday.", &["Oln"], &["-"]);
    }

    #[test]
    fn the_only_scene_is_where_it_happened() {
        let text = "The raid in northern Ossara killed at least 71 people. Ossara's army was silent. The families lived at Dorvat.";
        check(text, &["Ossara", "Dorvat"], &["Dorvat"]);
        let two = "The raid in northern Ossara killed at least 71 people. Ossara's army was silent. Families live at Dorvat and in Oln.";
        check(two, &["Ossara", "Dorvat", "Oln"], &["Ossara"]);
        // A report on talks has no scene for a toll that it gives in passing.
        check("They met in Munich. Envoys were silent. On Saturday 114 people were killed.", &["Munich"], &["-"]);
    }
}
