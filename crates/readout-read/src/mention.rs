//! Mentions, and the entities they refer to within the report.
//!
//! Comes in: a [`Doc`] and the model, for its opinion on which mentions are one. Goes out: a [`Cast`]. Names are grouped by rule, since
//! a wrong link is worse than a missing one: `Mara Todor`, `Mr Todor` and `Todor`; `Free Council (FC)` and `FC`. Descriptions follow
//! offices (`the foreign minister, Mara Todor` … `the minister`), then the model; pronouns follow the model where number, gender and
//! person agree. What one entity is to a country (`code`) and what kind of actor it is (`sector`) comes from the words beside it.

use crate::calendar::is_day_or_month;
use crate::doc::Doc;
use crate::name::{self, Name};
use crate::office::{self, Office, Reader};
use crate::phrase::{heads_a_phrase, noun_phrase, one_line};
use crate::refer;
use crate::sector;
use readout_core::{Entity, EntityId, EntityType, Finding, Mention, MentionId, MentionKind, Span, TokenIndex, TokenRange};
use readout_model::Model;

/// Everything the report refers to. Every later stage names actors, speakers, places and organisations by these entities.
#[derive(Clone, Debug, Default)]
pub struct Cast {
    /// Mentions, in order of the text.
    pub mentions: Vec<Mention>,
    /// Entities, in order of first mention.
    pub entities: Vec<Entity>,
    /// For each word the place of the longest mention that it heads.
    longest_at: Vec<Option<usize>>,
}

/// A mention before it is known what it refers to.
#[derive(Clone, Debug)]
pub(crate) struct Item {
    pub(crate) tokens: TokenRange,
    pub(crate) head: usize,
    pub(crate) kind: MentionKind,
    pub(crate) entity_type: EntityType,
    /// Its place among the names.
    pub(crate) name: Option<usize>,
    /// Its place among the model's mention heads.
    pub(crate) model: Option<usize>,
}

/// Finds mentions and groups them into entities.
pub fn cast(doc: &Doc<'_>, model: &dyn Model, _findings: &mut Vec<Finding>) -> Cast {
    let names = name::names(doc);
    let offices = office::offices(doc, &names);
    let items = items(doc, &names, &offices);
    let groups = refer::group(doc, model, &names, &offices, &items);
    let mut entity_of_group: Vec<Option<EntityId>> = vec![None; items.len()];
    let (items, groups) = without_lone_times(doc, items, groups);
    let mut members: Vec<Vec<&Item>> = vec![Vec::new(); entity_of_group.len()];
    for (item, group) in items.iter().zip(&groups) {
        if let Some(group) = group {
            members[*group].push(item);
        }
    }
    let mut cast = Cast { longest_at: vec![None; doc.tokens.len()], ..Cast::default() };
    for (place, item) in items.iter().enumerate() {
        let entity = groups[place].map(|group| {
            *entity_of_group[group].get_or_insert_with(|| {
                let id = EntityId::new(cast.entities.len());
                cast.entities.push(entity(doc, id, &members[group]));
                id
            })
        });
        let id = MentionId::new(cast.mentions.len());
        let head = TokenIndex::new(item.head);
        let span = doc.span(item.tokens);
        let longest = &mut cast.longest_at[item.head];
        if longest.is_none_or(|other| cast.mentions[other].span.len() <= span.len()) {
            *longest = Some(place);
        }
        cast.mentions.push(Mention { id, span, head, kind: item.kind, entity_type: item.entity_type, entity });
    }
    sector::assign(doc, &names, &offices, &items, &mut cast);
    cast
}

/// All mentions, in order of their first token, longer ones first.
fn items(doc: &Doc<'_>, names: &[Name], offices: &[Office]) -> Vec<Item> {
    let mut items: Vec<Item> = names
        .iter()
        .enumerate()
        .map(|(place, name)| {
            let head = name_head(doc, name.tokens);
            Item { tokens: name.tokens, head, kind: MentionKind::Name, entity_type: name.kind, name: Some(place), model: None }
        })
        .collect();
    let mut name_of = vec![None; doc.tokens.len()];
    for (place, name) in names.iter().enumerate() {
        name_of[name.tokens.range()].fill(Some(place));
    }
    let mut taken = vec![false; doc.tokens.len()];
    for (place, seen) in doc.mention_heads.iter().enumerate() {
        let head = seen.word;
        let entity_type = name::entity_type(seen.kind);
        if let Some(name) = name_of[head] {
            let item = &mut items[name];
            if item.model.is_none() || item.head == head {
                item.model = Some(place);
            }
            continue;
        }
        taken[head] = true;
        let upos = doc.tokens[head].upos.as_str();
        let pronoun = refer::pronoun(&doc.form(head).to_lowercase()).is_some();
        let (kind, tokens) = if pronoun || upos == "PRON" {
            let phrase = heads_a_phrase(doc, head);
            let word = TokenRange { start: head, end: head + 1 };
            (MentionKind::Pronoun, if phrase { noun_phrase(doc, head) } else { word })
        } else {
            (MentionKind::Nominal, noun_phrase(doc, head))
        };
        let entity_type = if kind == MentionKind::Nominal && is_realm(&doc.tokens[head].lemma) { EntityType::GPE } else { entity_type };
        items.push(Item { tokens, head, kind, entity_type, name: None, model: Some(place) });
    }
    items.extend(by_rule(doc, &name_of, &taken));
    // `Foreign Minister Mara Todor` is one mention, her name; in `the head of the council, Mara Todor` the office is another that ends
    // before the name.
    let mut office_of: Vec<Option<&Office>> = vec![None; doc.tokens.len()];
    for office in offices.iter().rev() {
        office_of[office.title.range()].fill(Some(office));
    }
    items.retain_mut(|item| {
        let Some(office) = office_of[item.head].filter(|_| item.kind == MentionKind::Nominal) else {
            return true;
        };
        let name = names[office.person].tokens;
        if item.tokens.start < name.start && name.start < item.tokens.end {
            item.tokens.end = name.start;
        }
        while item.tokens.end > item.head + 1 && matches!(doc.form(item.tokens.end - 1), "," | "(" | "--" | "–" | "—") {
            item.tokens.end -= 1;
        }
        item.tokens.end < name.start || item.tokens.end > item.head + 1 || item.tokens.start >= name.end
    });
    items.sort_by_key(|item| (item.tokens.start, std::cmp::Reverse(item.tokens.end), item.head));
    items
}

/// `his country`, `the city`: what has a government, whatever kind of place the model takes it for.
fn is_realm(lemma: &str) -> bool {
    matches!(lemma, "country" | "nation" | "homeland" | "republic" | "province" | "city" | "town" | "village")
}

/// Leaves out words for times, which have a stage of their own, but where they are spoken of again: `last year … it was a bad year`.
fn without_lone_times(doc: &Doc<'_>, items: Vec<Item>, groups: Vec<Option<usize>>) -> (Vec<Item>, Vec<Option<usize>>) {
    let mut n_members = vec![0_usize; items.len()];
    groups.iter().flatten().for_each(|group| n_members[*group] += 1);
    let kept = |item: &Item, group: Option<usize>| {
        item.kind != MentionKind::Nominal
            || !is_time(&doc.form(item.head).to_lowercase())
            || group.is_some_and(|group| n_members[group] > 1)
    };
    items.into_iter().zip(groups).filter(|(item, group)| kept(item, *group)).unzip()
}

/// Words for times.
fn is_time(low: &str) -> bool {
    const TIMES: &[&str] =
        &["today", "yesterday", "tomorrow", "tonight", "week", "weeks", "month", "months", "year", "years", "day", "days", "hour", "hours"];
    TIMES.contains(&low) || is_day_or_month(low) || low.chars().all(|c| c.is_ascii_digit())
}

/// The head of a name: the word that governs the others, where there is a tree; else the last.
fn name_head(doc: &Doc<'_>, tokens: TokenRange) -> usize {
    if doc.tokens[tokens.start].upos == "X" {
        return tokens.end - 1;
    }
    tokens.range().find(|token| doc.head(*token).is_none_or(|head| !tokens.contains(head))).unwrap_or(tokens.end - 1)
}

/// Pronouns and descriptions of actors that the model did not give.
fn by_rule(doc: &Doc<'_>, name_of: &[Option<usize>], taken: &[bool]) -> Vec<Item> {
    let has_model = name::has_model(doc);
    let mut items = Vec::new();
    for (token, name) in name_of.iter().enumerate() {
        if taken[token] || name.is_some() {
            continue;
        }
        let low = doc.form(token).to_lowercase();
        if let Some(pronoun) = refer::pronoun(&low) {
            let personal = pronoun.is_person() && (!has_model || doc.tokens[token].upos == "PRON");
            // `it` without a model is more often nothing than something.
            if personal {
                let tokens = TokenRange { start: token, end: token + 1 };
                let entity_type = if pronoun.singular { EntityType::PER } else { EntityType::OTHER };
                items.push(Item { tokens, head: token, kind: MentionKind::Pronoun, entity_type, name: None, model: None });
            }
            continue;
        }
        let Some(entity_type) = sector::actor_type(&low) else { continue };
        if has_model {
            // The model knows actors well; a rule adds only offices that stand as subjects.
            if entity_type == EntityType::PER && doc.relation(token) == "nsubj" {
                items.push(Item {
                    tokens: noun_phrase(doc, token),
                    head: token,
                    kind: MentionKind::Nominal,
                    entity_type,
                    name: None,
                    model: None,
                });
            }
        } else if let Some(tokens) = flat_phrase(doc, token, name_of) {
            items.push(Item { tokens, head: token, kind: MentionKind::Nominal, entity_type, name: None, model: None });
        }
    }
    items
}

/// Without a tree: the phrase that ends in `token`, back to its article or owner.
fn flat_phrase(doc: &Doc<'_>, token: usize, name_of: &[Option<usize>]) -> Option<TokenRange> {
    let sentence = doc.sentences[doc.sentence_of[token]].tokens;
    let mut start = token;
    while start > sentence.start && token - start < 6 {
        let low = doc.form(start - 1).to_lowercase();
        if matches!(low.as_str(), "the" | "a" | "an" | "his" | "her" | "its" | "their" | "this" | "that") {
            return Some(TokenRange { start: start - 1, end: token + 1 });
        }
        let joins =
            name_of[start - 1].is_some() || low == "'s" || low == "’s" || low == "-" || office::is_office_word(&low) || low.ends_with("ed");
        if !joins {
            break;
        }
        start -= 1;
    }
    // A role noun before a name is part of how the name is introduced; without article or owner it is no phrase of its own.
    let owned = start < token && name_of[start].is_some();
    let before_name = name_of.get(token + 1).is_some_and(Option::is_some) && token + 1 < sentence.end;
    (owned && !before_name || (start == token || !before_name) && doc.form(token).ends_with('s'))
        .then_some(TokenRange { start, end: token + 1 })
}

/// One entity from all its mentions.
fn entity(doc: &Doc<'_>, id: EntityId, members: &[&Item]) -> Entity {
    let text = |item: &Item| one_line(doc.span(called(doc, item)).of(doc.text));
    let shouted = |item: &Item| text(item).chars().count() > 5 && !text(item).chars().any(char::is_lowercase);
    let named: Vec<&&Item> = members.iter().filter(|item| item.kind == MentionKind::Name).collect();
    let best = named.iter().copied().max_by_key(|item| (!shouted(item), text(item).chars().count(), std::cmp::Reverse(item.tokens.start)));
    let first = best.or_else(|| members.iter().find(|item| item.kind == MentionKind::Nominal)).or(members.first());
    let name = first.map(|item| text(item)).unwrap_or_default();
    let mut aliases: Vec<String> = Vec::new();
    for form in members.iter().filter(|item| item.kind != MentionKind::Pronoun).map(|item| text(item)) {
        if form != name && !aliases.contains(&form) {
            aliases.push(form);
        }
    }
    let mut entity_type = first.map_or(EntityType::OTHER, |item| item.entity_type);
    // The type most names have; the first of them where two are equal.
    if !named.is_empty() {
        let count = |wanted: EntityType| named.iter().filter(|item| item.entity_type == wanted).count();
        entity_type = named.iter().map(|item| item.entity_type).rev().max_by_key(|wanted| count(*wanted)).unwrap_or(entity_type);
    }
    Entity { id, entity_type, name, named: best.is_some(), aliases, code: None, sector: None }
}

/// The words an entity is called by: a name whole, a description without the clauses and asides after it.
fn called(doc: &Doc<'_>, item: &Item) -> TokenRange {
    let mut tokens = item.tokens;
    if item.kind == MentionKind::Nominal {
        let stop = (item.head + 1..tokens.end).find(|token| {
            // `the committee on Friday`: the day is no part of what it is called.
            let dated = matches!(doc.form(*token), "on" | "last" | "next" | "this")
                && doc.tokens.get(token + 1).is_some_and(|day| is_time(&day.form.to_lowercase()));
            dated
                || matches!(
                    doc.form(*token),
                    "," | "(" | "--" | "–" | "—" | ";" | ":" | "who" | "which" | "that" | "and" | "or" | "\"" | "“"
                )
        });
        tokens.end = stop.unwrap_or(tokens.end);
    }
    tokens
}

impl Cast {
    /// Calls whoever is described only by whose they are by the owner's name: `his supporters` are `Ilan Todor's supporters`.
    ///
    /// For those who read the record; the stages of the reading go by the words of the report.
    pub(crate) fn name_owners(&mut self, text: &str) {
        let mut called: Vec<(EntityId, String)> = Vec::new();
        for mention in self.mentions.iter().filter(|mention| mention.kind == MentionKind::Nominal) {
            let Some(entity) = mention.entity.map(|entity| self.entity(entity)) else { continue };
            let actor = matches!(entity.entity_type, EntityType::PER | EntityType::ORG | EntityType::NORP | EntityType::GPE);
            let Some((whose, rest)) = entity.name.split_once(' ').filter(|_| actor && !entity.named) else { continue };
            // Whose `its` and `their` are is too often taken wrongly.
            if !matches!(whose.to_lowercase().as_str(), "his" | "her") || !one_line(mention.span.of(text)).starts_with(&entity.name) {
                continue;
            }
            let of = self.mentions.iter().find(|other| other.kind == MentionKind::Pronoun && other.span.start == mention.span.start);
            let owner = of.and_then(|of| of.entity).filter(|owner| *owner != entity.id).map(|owner| self.entity(owner));
            if let Some(owner) = owner.filter(|owner| owner.named && owner.entity_type == EntityType::PER) {
                called.retain(|(known, _)| *known != entity.id);
                called.push((entity.id, format!("{}'s {rest}", owner.name)));
            }
        }
        for (entity, name) in called {
            let entity = &mut self.entities[entity.index()];
            let before = std::mem::replace(&mut entity.name, name);
            if !entity.aliases.contains(&before) {
                entity.aliases.push(before);
            }
        }
    }
    /// The mention whose head word is `token`; where several, the longest.
    pub fn mention_at(&self, token: usize) -> Option<&Mention> {
        self.longest_at.get(token).copied().flatten().map(|place| &self.mentions[place])
    }
    /// The mentions that begin within `span`.
    pub fn mentions_in(&self, span: Span) -> &[Mention] {
        let from = self.mentions.partition_point(|mention| mention.span.start < span.start);
        let n = self.mentions[from..].partition_point(|mention| mention.span.start < span.end);
        &self.mentions[from..][..n]
    }
    /// A cast made by hand, for tests of single stages.
    #[cfg(test)]
    pub(crate) fn made(mentions: Vec<Mention>, entities: Vec<Entity>, n_tokens: usize) -> Self {
        let mut cast = Cast { longest_at: vec![None; n_tokens], mentions, entities };
        for (place, mention) in cast.mentions.iter().enumerate() {
            cast.longest_at[mention.head.index()] = Some(place);
        }
        cast
    }
    /// The entity that the mention at `token` refers to.
    pub fn entity_at(&self, token: usize) -> Option<EntityId> {
        self.mention_at(token).and_then(|mention| mention.entity)
    }
    /// An entity.
    pub fn entity(&self, id: EntityId) -> &Entity {
        &self.entities[id.index()]
    }
    /// The names, for stages that read the words around them; the entity of each stands beside it.
    pub(crate) fn names(&self, doc: &Doc<'_>) -> (Vec<Name>, Vec<Option<EntityId>>) {
        let named = self.mentions.iter().filter(|mention| mention.kind == MentionKind::Name);
        named.map(|mention| (Name { tokens: doc.tokens_in(mention.span), kind: mention.entity_type }, mention.entity)).unzip()
    }
    /// The entity of the mention that covers exactly `span`.
    pub fn entity_of(&self, span: Span) -> Option<EntityId> {
        self.mentions_in(span).iter().find(|mention| mention.span == span).and_then(|mention| mention.entity)
    }
    /// The organisation that a phrase from `token` on describes, with the end of its words: `the coalition`, `Norland's foreign ministry`.
    pub(crate) fn described_body(&self, doc: &Doc<'_>, token: usize) -> Option<(EntityId, usize)> {
        // A text may end with `of`.
        let first = doc.tokens.get(token)?.span;
        let last = doc.tokens.get(token + 1).map_or(first, |next| next.span);
        let bodies = self.mentions_in(first.cover(last)).iter().filter(|mention| {
            mention.kind == MentionKind::Nominal
                && mention.entity_type == EntityType::ORG
                && doc.sentence_of[doc.tokens_in(mention.span).start] == doc.sentence_of[token]
        });
        bodies.min_by_key(|mention| mention.span).and_then(|mention| Some((mention.entity?, mention.head.index() + 1)))
    }
}

/// The office that a description names, with who holds it unsaid: `Norland's foreign minister`.
pub(crate) fn described_office(reader: &Reader<'_>, item: &Item) -> Option<office::Title> {
    (item.kind == MentionKind::Nominal).then(|| reader.title_before(item.head + 1, item.tokens.start))?
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text;
    use readout_core::Report;
    use readout_model::Fake;

    fn read(text: &str) -> Cast {
        let report = Report::new("r", text);
        let mut findings = Vec::new();
        let doc = crate::doc::parse(&report, text::lay_out(&report, &mut findings), &Fake, &mut findings);
        cast(&doc, &Fake, &mut findings)
    }

    /// Named entities with all their mentions.
    fn check(text: &str, expect: &[&str]) {
        let cast = read(text);
        let shown: Vec<String> = cast
            .entities
            .iter()
            .filter(|entity| entity.named)
            .map(|entity| {
                let mentions =
                    cast.mentions.iter().filter(|mention| mention.entity == Some(entity.id)).map(|mention| mention.span.of(text));
                format!("{:?} {}", entity.entity_type, mentions.collect::<Vec<_>>().join(" = "))
            })
            .collect();
        assert_eq!(shown, expect, "{text}");
    }

    #[test]
    fn forms_of_a_persons_name_are_one() {
        check("Foreign Minister Mara Todor met Ilan Vey. Mr Vey said Todor was late.", &["PER Mara Todor = Todor", "PER Ilan Vey = Vey"]);
        check("Adil al-Todori spoke. Later Todori left.", &["PER Adil al-Todori = Todori"]);
    }

    #[test]
    fn two_people_of_one_name_stay_two() {
        check("Mrs Mara Todor met Ilan Todor. Mrs Todor left.", &["PER Mara Todor = Todor", "PER Ilan Todor"]);
    }

    #[test]
    fn acronyms_are_their_full_forms() {
        check("The Free Norway Party (FNP) met. The FNP left.", &["ORG Free Norway Party = FNP = FNP"]);
        check("The FNP (Free Norway Party) met.", &["ORG FNP = Free Norway Party"]);
    }

    #[test]
    fn countries_are_one_under_all_their_names() {
        check("The United States agreed. Then the U.S. left.", &["GPE United States = U.S."]);
    }

    #[test]
    fn descriptions_follow_offices() {
        check(
            "Norway's foreign minister, Mara Todor, spoke. The minister left.",
            &["PER Norway's foreign minister = Mara Todor = The minister", "GPE Norway"],
        );
    }

    #[test]
    fn pronouns_follow_the_one_person_near() {
        check("Mara Todor spoke. Then she left.", &["PER Mara Todor = she"]);
        check("Mara Todor met Anna Vey. She left.", &["PER Mara Todor", "PER Anna Vey"]);
        check("\"I agree,\" Mara Todor said.", &["PER I = Mara Todor"]);
    }

    #[test]
    fn codes_and_sectors_come_from_the_words() {
        let cast = read("Norwegian Foreign Minister Mara Todor met UN envoy Ilan Vey. Norway's opposition agreed.");
        let known = |name: &str| {
            let entity =
                cast.entities.iter().find(|entity| entity.name == name).unwrap_or_else(|| panic!("no {name} in {:?}", cast.entities));
            (entity.code.clone().unwrap_or_default(), entity.sector.clone().unwrap_or_default())
        };
        assert_eq!(known("Mara Todor"), ("NOR".to_owned(), "GOV".to_owned()));
        assert_eq!(known("Ilan Vey"), (String::new(), "IGO".to_owned()));
        assert_eq!(known("Norway's opposition"), ("NOR".to_owned(), "OPP".to_owned()));
    }

    #[test]
    fn whoever_is_told_by_whose_they_are_has_the_owners_name() {
        let text = "Foreign Minister Mara Todor spoke. Then her spokesman left.";
        let mut cast = read(text);
        assert!(cast.entities.iter().any(|entity| entity.name == "her spokesman"), "{:?}", cast.entities);
        cast.name_owners(text);
        let spokesman = cast.entities.iter().find(|entity| entity.name == "Mara Todor's spokesman");
        assert_eq!(spokesman.map(|entity| entity.aliases.clone()), Some(vec!["her spokesman".to_owned()]), "{:?}", cast.entities);
    }

    #[test]
    fn every_mention_lies_in_its_text() {
        for text in ["", "Mr", "the minister", "(FNP)", "\"I\" \"I\"", "Norway’s", "of of of the", "President", "Mara Todor, the"] {
            let cast = read(text);
            assert!(cast.mentions.iter().all(|mention| !mention.span.of(text).is_empty()), "{text:?}");
        }
    }
}
