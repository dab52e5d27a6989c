//! Which mentions refer to the same thing.
//!
//! Comes in: the mentions of a report in order. Goes out: the group of each. Names are grouped first and by rule; no later step joins two
//! groups of names. Then descriptions that stand beside a name or repeat its office, then, in order of the text, what the model links.

use crate::doc::Doc;
use crate::gazetteer::{self, Bond};
use crate::gender::{self, Gender};
use crate::given;
use crate::mention::{self, Item};
use crate::name::Name;
use crate::office::{Office, Reader};
use crate::pair::{self, Pairs};
use crate::usage;
use readout_core::{EntityType, MentionKind};
use readout_model::Model;
use std::collections::HashMap;

/// What a pronoun demands of what it refers to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Pronoun {
    pub(crate) person: u8,
    pub(crate) singular: bool,
    pub(crate) gender: Gender,
}

impl Pronoun {
    /// Refers to people, most likely.
    pub(crate) fn is_person(self) -> bool {
        self.gender != Gender::Thing && self.singular && self.person != 2
    }
}

/// The pronoun that a word in small letters is.
pub(crate) fn pronoun(low: &str) -> Option<Pronoun> {
    let (person, singular, gender) = match low {
        "i" | "me" | "my" | "mine" | "myself" => (1, true, Gender::Unknown),
        "we" | "us" | "our" | "ours" | "ourselves" => (1, false, Gender::Unknown),
        "you" | "your" | "yours" | "yourself" | "yourselves" => (2, true, Gender::Unknown),
        "he" | "him" | "his" | "himself" => (3, true, Gender::Male),
        "she" | "her" | "hers" | "herself" => (3, true, Gender::Female),
        "it" | "its" | "itself" => (3, true, Gender::Thing),
        "they" | "them" | "their" | "theirs" | "themselves" | "'em" => (3, false, Gender::Unknown),
        _ => return None,
    };
    Some(Pronoun { person, singular, gender })
}

/// The least score at which the model's link is taken. `training/tune_coref.py` sets the head's bias so that this is best on UD GUM dev.
const LEAST: f32 = -1.0;
/// The same where a description would be led to a name: a wrong name costs more than a missing one.
const LEAST_TO_NAME: f32 = 0.0;
/// How many mentions back a description is looked for that a later one takes up: a long report, and not a whole book.
const FAR_BACK: usize = 2000;
/// What the model's score loses where a given name is one of the other gender: `he` for somebody called Elizabeth.
const UNLIKE: f32 = 2.5;

/// The group of each mention, named by its first member's place; `None` for pronouns of which nobody knows what they refer to.
pub(crate) fn group(doc: &Doc<'_>, model: &dyn Model, names: &[Name], offices: &[Office], items: &[Item]) -> Vec<Option<usize>> {
    let mut groups = Groups::new(doc, items);
    groups.names();
    groups.offices(names, offices);
    groups.beside();
    groups.before_names();
    groups.named_again();
    groups.in_order(model, names, offices);
    (0..items.len()).map(|item| groups.result(item)).collect()
}

struct Groups<'a> {
    doc: &'a Doc<'a>,
    pairs: Pairs<'a>,
    items: &'a [Item],
    /// The item of each name.
    item_of_name: HashMap<usize, usize>,
    /// The first member of each item's group, its root.
    root: Vec<usize>,
    /// The members of each group, at its root.
    members: Vec<Vec<usize>>,
    /// Gender of each group as the report tells it, at its root.
    gender: Vec<Gender>,
    /// Gender of each group as its given name lets one guess, at its root.
    given: Vec<Gender>,
    /// Linked to something, or a name, or a description of its own.
    settled: Vec<bool>,
}

impl<'a> Groups<'a> {
    fn new(doc: &'a Doc<'a>, items: &'a [Item]) -> Self {
        let gender = items.iter().map(|item| item_gender(doc, item)).collect();
        let named = |item: &Item| item.kind == MentionKind::Name && item.entity_type == EntityType::PER;
        let guess = |item: &Item| if named(item) { given::gender(doc.span(item.tokens).of(doc.text)) } else { Gender::Unknown };
        let given = items.iter().map(guess).collect();
        let settled = items.iter().map(|item| item.kind == MentionKind::Name).collect();
        let item_of_name = items.iter().enumerate().filter_map(|(item, seen)| seen.name.map(|name| (name, item))).collect();
        let members = (0..items.len()).map(|item| vec![item]).collect();
        Self { doc, pairs: Pairs::new(doc), items, item_of_name, root: (0..items.len()).collect(), members, gender, given, settled }
    }

    fn root(&self, item: usize) -> usize {
        self.root[item]
    }

    /// All that refer to the same thing as `item`, itself among them, in no particular order.
    fn members(&self, item: usize) -> &[usize] {
        &self.members[self.root[item]]
    }

    fn join(&mut self, a: usize, b: usize) {
        let (a, b) = (self.root(a), self.root(b));
        let (first, second) = (a.min(b), a.max(b));
        if first != second {
            let moved = std::mem::take(&mut self.members[second]);
            moved.iter().for_each(|item| self.root[*item] = first);
            self.members[first].extend(moved);
            if self.gender[first] == Gender::Unknown {
                self.gender[first] = self.gender[second];
            }
            if self.given[first] == Gender::Unknown {
                self.given[first] = self.given[second];
            }
        }
    }

    fn result(&self, item: usize) -> Option<usize> {
        let alone = self.items[item].kind == MentionKind::Pronoun && self.members(item).len() == 1;
        (!alone).then_some(self.root(item))
    }

    fn text(&self, item: usize) -> &'a str {
        self.doc.span(self.items[item].tokens).of(self.doc.text)
    }

    fn of_kind(&self, kind: MentionKind) -> Vec<usize> {
        (0..self.items.len()).filter(|item| self.items[*item].kind == kind).collect()
    }

    // -----------------------------------------------------------------------------------------------------------------------
    // Names.

    fn names(&mut self) {
        let named = self.of_kind(MentionKind::Name);
        let (people, others): (Vec<usize>, Vec<usize>) =
            named.into_iter().partition(|item| self.items[*item].entity_type == EntityType::PER);
        self.people(&people);
        self.others(&others);
    }

    fn people(&mut self, people: &[usize]) {
        let words: Vec<Vec<String>> = people.iter().map(|item| person_words(self.doc, &self.items[*item])).collect();
        // Groups of full names, each with the words of its longest form and its members.
        let mut groups: Vec<(Vec<String>, Vec<usize>)> = Vec::new();
        for (item, words) in people.iter().zip(&words).filter(|(_, words)| words.len() > 1) {
            match groups.iter_mut().find(|(full, _)| same_person(full, words)) {
                Some((full, members)) => {
                    if words.len() > full.len() {
                        full.clone_from(words);
                    }
                    members.push(*item);
                }
                None => groups.push((words.clone(), vec![*item])),
            }
        }
        let n_full = groups.len();
        // How often the surname alone has stood for each.
        let mut alone = vec![0_usize; n_full];
        for (item, words) in people.iter().zip(&words).filter(|(_, words)| words.len() == 1) {
            let word = &words[0];
            // `Hask has left. His wife, Olga Hask, …`: who was spoken of before is not the wife.
            let relative = |group: &usize| groups[*group].1.iter().min().is_some_and(|first| first > item && self.is_relative(*first));
            let candidates = |test: &dyn Fn(&[String]) -> bool| -> Vec<usize> {
                (0..groups.len()).filter(|group| test(&groups[*group].0) && !relative(group)).collect()
            };
            let mut found = candidates(&|full| full.last() == Some(word));
            if found.is_empty() {
                found = candidates(&|full| full.contains(word));
                if found.len() > 1 {
                    found.clear();
                }
            }
            // Of several of one surname, the one whose gender is known to fit, else the one whom the surname alone has stood for most, else
            // one who is not introduced as a relative, else the one spoken of last: `Todor` stays Ilan Todor where his niece Mara Todor is named in passing.
            let gender = self.gender[*item];
            let sure: Vec<usize> = found
                .iter()
                .copied()
                .filter(|group| {
                    let shows = |member: &usize| self.gender[*member] == gender || self.given[*member] == gender;
                    gender != Gender::Unknown && groups[*group].1.iter().any(shows)
                })
                .collect();
            let found = if sure.is_empty() { found } else { sure };
            let fits = |group: &usize| groups[*group].1.iter().all(|member| gender.agrees(self.gender[*member]));
            let nearest = found.iter().copied().filter(fits).max_by_key(|group| {
                let members = &groups[*group].1;
                let before = members.iter().filter(|member| *member < item).max();
                let named_first = !members.iter().min().is_some_and(|first| self.is_relative(*first));
                (alone[*group], named_first, before.copied(), std::cmp::Reverse(*group))
            });
            match nearest {
                Some(group) => {
                    groups[group].1.push(*item);
                    alone[group] += 1;
                }
                None => {
                    groups.push((words.clone(), vec![*item]));
                    alone.push(1);
                }
            }
        }
        debug_assert!(n_full <= groups.len(), "groups only grow");
        for (_, members) in groups {
            for pair in members.windows(2) {
                self.join(pair[0], pair[1]);
            }
        }
    }

    /// `his wife, Olga Hask`, `Hask's son Ivan`: a name that is introduced as a relative's.
    fn is_relative(&self, item: usize) -> bool {
        const KIN: &[&str] = &[
            "wife", "husband", "widow", "widower", "son", "daughter", "brother", "sister", "father", "mother", "nephew", "niece", "cousin",
            "uncle", "aunt",
        ];
        let start = self.items[item].tokens.start;
        let word = |back: usize| start.checked_sub(back).map_or(String::new(), |token| self.doc.form(token).to_lowercase());
        KIN.contains(&word(1).as_str()) || word(1) == "," && KIN.contains(&word(2).as_str())
    }

    fn others(&mut self, others: &[usize]) {
        let mut first_of: HashMap<String, usize> = HashMap::new();
        for &item in others {
            match first_of.entry(self.name_key(item)) {
                std::collections::hash_map::Entry::Occupied(first) => self.join(*first.get(), item),
                std::collections::hash_map::Entry::Vacant(place) => {
                    place.insert(item);
                }
            }
        }
        self.acronyms(others);
        self.shortened(others);
    }

    /// Equal for names that are one: by the gazetteer, else by their letters.
    fn name_key(&self, item: usize) -> String {
        let text = self.text(item);
        match gazetteer::country(text) {
            Some(country) if country.bond == Bond::Name => return format!("country {}", country.code),
            // `Scottish` and `British` belong to one state, and are two.
            Some(_) if matches!(text, "English" | "Scottish" | "Welsh" | "Scot" | "Scots" | "Northern Irish") => {}
            Some(country) if country.bond == Bond::People => return format!("people {}", country.code),
            _ => {}
        }
        if let Some(known) = gazetteer::organisation(text) {
            return format!("organisation {}", known.name);
        }
        let low = text.to_lowercase();
        let low = low.strip_prefix("the ").unwrap_or(&low);
        low.chars().filter(|c| c.is_alphanumeric()).collect()
    }

    /// `Free Council (FC)`, `FC (Free Council)`, and capitals that are a name's first letters.
    fn acronyms(&mut self, others: &[usize]) {
        for pair in others.windows(2) {
            let (long, short) = (&self.items[pair[0]], &self.items[pair[1]]);
            let between = long.tokens.end..short.tokens.start;
            let bracketed = between.len() <= 2
                && !between.is_empty()
                && self.doc.form(long.tokens.end) == "("
                && self.doc.tokens.get(short.tokens.end).is_some_and(|token| token.form == ")");
            if !bracketed || self.same_known(pair[0], pair[1]) {
                continue;
            }
            let (long_text, short_text) = (self.text(pair[0]), self.text(pair[1]));
            let capitals = is_acronym(short_text) && long_text.contains(' ') && gazetteer::country(short_text).is_none();
            let organisation =
                matches!(self.items[pair[0]].entity_type, EntityType::ORG | EntityType::OTHER | EntityType::EVENT | EntityType::FAC);
            let known = gazetteer::organisation(short_text).is_some_and(|known| known.sector == "JRN");
            let syllables = is_made_of(short_text, long_text);
            if ((capitals || syllables) && organisation && !known)
                || (is_acronym(long_text) && initials(short_text) == long_text.replace('.', ""))
            {
                self.join(pair[0], pair[1]);
            }
        }
        let long: Vec<(usize, String)> =
            others.iter().filter(|item| self.text(**item).contains(' ')).map(|item| (*item, initials(self.text(*item)))).collect();
        for &item in others {
            if !is_acronym(self.text(item)) || self.text(item).len() < 3 {
                continue;
            }
            let letters = self.text(item).replace('.', "");
            let full: Vec<usize> = long.iter().filter(|(_, initials)| *initials == letters).map(|(item, _)| self.root(*item)).collect();
            if full.first().is_some_and(|first| full.iter().all(|other| other == first)) {
                self.join(full[0], item);
            }
        }
    }

    fn same_known(&self, a: usize, b: usize) -> bool {
        gazetteer::country(self.text(a)).is_some() && gazetteer::country(self.text(b)).is_some()
    }

    /// `National Free Council` and `Free Council`: the shorter ends the longer, and no other.
    fn shortened(&mut self, others: &[usize]) {
        let organisations: Vec<usize> = others.iter().copied().filter(|item| self.items[*item].entity_type == EntityType::ORG).collect();
        for &short in &organisations {
            let text = self.text(short).to_lowercase();
            let known = gazetteer::organisation(self.text(short)).is_some() || gazetteer::country(self.text(short)).is_some();
            if known || is_acronym(self.text(short)) {
                continue;
            }
            let ends = format!(" {text}");
            let longer: Vec<usize> = organisations
                .iter()
                .filter(|long| self.text(**long).to_lowercase().ends_with(&ends))
                .map(|long| self.root(*long))
                .collect();
            if longer.first().is_some_and(|first| longer.iter().all(|other| other == first)) {
                self.join(longer[0], short);
            }
        }
    }

    // -----------------------------------------------------------------------------------------------------------------------
    // Descriptions beside names.

    /// A description that is an office's words belongs to who holds it: `the head of the Free Council, Mara Todor`.
    fn offices(&mut self, names: &[Name], offices: &[Office]) {
        for office in offices {
            let Some(&person) = self.item_of_name.get(&office.person) else { continue };
            let beside = office.title.start >= names[office.person].tokens.end || office.span.end == names[office.person].tokens.end;
            for item in self.of_kind(MentionKind::Nominal) {
                let seen = &self.items[item];
                if beside && office.title.contains(seen.head) && seen.entity_type == EntityType::PER && !self.settled[item] {
                    self.join(person, item);
                    self.settled[item] = true;
                }
            }
        }
    }

    /// A description in apposition to a name or another description of the same type.
    fn beside(&mut self) {
        let at_head: HashMap<usize, usize> = self.items.iter().enumerate().map(|(place, item)| (item.head, place)).collect();
        for item in 0..self.items.len() {
            let head = self.items[item].head;
            if self.doc.relation(head) != "appos" {
                continue;
            }
            let Some(&other) = self.doc.head(head).and_then(|head| at_head.get(&head)) else { continue };
            let nominal = self.items[item].kind == MentionKind::Nominal || self.items[other].kind == MentionKind::Nominal;
            let one = self.items[item].entity_type == self.items[other].entity_type;
            let several =
                self.doc.children(head).chain(self.doc.children(self.items[other].head)).any(|child| self.doc.relation(child) == "conj");
            let free = !self.named(item) || !self.named(other);
            if nominal && one && !several && free && self.root(item) != self.root(other) {
                self.join(item, other);
                let described = if self.items[item].kind == MentionKind::Nominal { item } else { other };
                self.settled[described] = true;
            }
        }
    }

    /// `the portal Dnevnik Zora`, `the Sundmar daily Vesti`: a body's noun straight before a name, with nothing between.
    fn before_names(&mut self) {
        // Of these a name may also be a person's.
        const GROUPS: &[&str] = &["paper", "site", "party", "movement", "group", "alliance", "union", "militia"];
        let starts: HashMap<usize, usize> = (0..self.items.len())
            .filter(|item| {
                let seen = &self.items[*item];
                seen.kind == MentionKind::Name && matches!(seen.entity_type, EntityType::ORG | EntityType::OTHER)
            })
            .map(|item| (self.items[item].tokens.start, item))
            .collect();
        for item in self.of_kind(MentionKind::Nominal) {
            let seen = &self.items[item];
            let low = self.doc.form(seen.head).to_lowercase();
            let own = self.doc.form(seen.head).starts_with(char::is_lowercase)
                && (usage::OF_BODIES.contains(&low.as_str()) || GROUPS.contains(&low.as_str()));
            let Some(&name) = starts.get(&(seen.head + 1)).filter(|_| own && !self.settled[item]) else { continue };
            if self.definite(item) || self.doc.form(seen.tokens.start).to_lowercase() == "a" {
                self.join(item, name);
                self.settled[item] = true;
            }
        }
    }

    /// `The roads minister had told him so. … The minister, Ilan Vey, had telephoned`: a name beside the bare noun tells who was described before,
    /// where the noun was one person's.
    fn named_again(&mut self) {
        for item in self.of_kind(MentionKind::Nominal) {
            let seen = &self.items[item];
            let noun = self.doc.form(seen.head).to_lowercase();
            // `the dam's head` after `the head of the Oqtepa dam`
            let own: Vec<String> = (seen.tokens.start..seen.head)
                .map(|token| self.doc.form(token).to_lowercase())
                .filter(|word| !matches!(word.as_str(), "the" | "'s" | "’s" | "'" | "’" | "-"))
                .collect();
            let first = self.doc.form(seen.tokens.start).to_lowercase();
            let bare = own.len() <= 2
                && (first == "the" || !own.is_empty())
                && !matches!(first.as_str(), "a" | "an" | "another" | "one")
                && !self.is_owned(item);
            if !bare || self.doc.tokens.get(seen.head + 1).is_none_or(|token| token.form != ",") {
                continue;
            }
            let mut near = (item + 1..self.items.len()).take_while(|other| self.items[*other].tokens.start < seen.head + 5);
            let beside = near.find(|other| {
                let other = &self.items[*other];
                other.kind == MentionKind::Name && other.entity_type == EntityType::PER && other.tokens.start >= seen.head + 2
            });
            let Some(name) = beside else { continue };
            // `According to the minister, Ilan Vey has gone` tells of two.
            let after = self.items[name].tokens.end;
            let closes = self.doc.tokens.get(after).is_some_and(|token| matches!(token.form.as_str(), "," | "." | "(" | "–" | "—"));
            let led = seen.tokens.start.checked_sub(1).is_some_and(|before| self.doc.tokens[before].upos == "ADP");
            if !closes || led {
                continue;
            }
            // Said of nobody by that name before.
            if self.root(name) < item
                && self.members(name).iter().any(|other| *other < item && self.items[*other].kind == MentionKind::Name)
            {
                continue;
            }
            let sentence = self.doc.sentence_of[seen.head];
            let before: Vec<usize> = (item.saturating_sub(FAR_BACK)..item)
                .filter(|other| {
                    let earlier = &self.items[*other];
                    let told = |word: &String| earlier.tokens.range().any(|token| self.doc.form(token).eq_ignore_ascii_case(word));
                    earlier.kind == MentionKind::Nominal
                        && self.doc.form(earlier.head).eq_ignore_ascii_case(&noun)
                        && self.doc.sentence_of[earlier.head] < sentence
                        && own.iter().all(told)
                })
                .collect();
            let mut roots: Vec<usize> = before.iter().map(|other| self.root(*other)).filter(|root| *root != self.root(name)).collect();
            roots.dedup();
            // All that were called so are one, or have the same words.
            let words = |item: usize| {
                let text = self.text(item).to_lowercase();
                ["the ", "a ", "an "].iter().find_map(|article| text.strip_prefix(article).map(str::to_owned)).unwrap_or(text)
            };
            let one = before.first().map(|first| words(*first));
            let same =
                before.iter().all(|other| Some(words(*other)) == one || self.items[*other].head == self.items[*other].tokens.start + 1);
            let person = before.iter().all(|other| {
                let earlier = &self.items[*other];
                (earlier.entity_type == EntityType::PER || crate::office::is_role_noun(&noun))
                    && !self.doc.tokens[earlier.head].feats.contains("Number=Plur")
                    && !self.named(*other)
                    && self.gender[self.root(*other)].agrees(self.gender[self.root(name)])
            });
            if roots.is_empty() || !same || !person {
                continue;
            }
            for other in before {
                self.join(other, name);
                self.settled[other] = true;
            }
        }
    }

    /// Whether the group of `item` has a name.
    fn named(&self, item: usize) -> bool {
        self.members(item).iter().any(|other| self.items[*other].kind == MentionKind::Name)
    }

    // -----------------------------------------------------------------------------------------------------------------------
    // The rest, in order.

    /// `A spokeswoman for the ministry said …`, then `spokeswoman Mara Todor`: an office without article or owner before a name takes up the
    /// one that was described just before.
    fn taken_up(&mut self, reader: &Reader<'_>, names: &[Name], offices: &[Office]) {
        for office in offices
            .iter()
            .filter(|office| office.org.is_none() && office.status.is_none() && office.title.end == names[office.person].tokens.start)
        {
            let Some(&person) = self.item_of_name.get(&office.person) else { continue };
            let title = reader.wording(office.title);
            let bare = office
                .title
                .start
                .checked_sub(1)
                .is_none_or(|before| !matches!(self.doc.form(before).to_lowercase().as_str(), "a" | "an" | "another"));
            let sentence = self.doc.sentence_of[office.title.start];
            let first = self.root(person) == person;
            if !bare || !first {
                continue;
            }
            let described: Vec<usize> = (0..person)
                .filter(|item| {
                    let near = sentence - self.doc.sentence_of[self.items[*item].head] <= 2;
                    let same = || {
                        mention::described_office(reader, &self.items[*item]).is_some_and(|office| reader.wording(office.title) == title)
                    };
                    near && !self.settled[*item]
                        && self.items[*item].kind == MentionKind::Nominal
                        && self.gender[*item].agrees(self.gender[person])
                        && same()
                })
                .collect();
            if let [one] = described[..] {
                // `Norland's minister met the envoy. Mara Todor …, with Minister Ilan Vey beside her`: whoever is named between may be meant.
                let another = (one + 1..person).any(|item| {
                    self.items[item].kind == MentionKind::Name && self.items[item].entity_type == EntityType::PER && self.root(item) >= one
                });
                if another {
                    continue;
                }
                self.join(one, person);
                self.settled[one] = true;
            }
        }
    }

    fn in_order(&mut self, model: &dyn Model, names: &[Name], offices: &[Office]) {
        let reader = Reader::new(self.doc, names);
        self.taken_up(&reader, names, offices);
        let held = self.held(&reader, names, offices);
        let mut described: HashMap<String, usize> = HashMap::new();
        for item in 0..self.items.len() {
            if self.settled[item] && self.items[item].kind != MentionKind::Name {
                continue;
            }
            let antecedent = match self.items[item].kind {
                MentionKind::Name => None,
                MentionKind::Nominal if self.is_owned(item) => self
                    .body_of_owner(item, model, &held)
                    .or_else(|| self.of_same_owner(item, model))
                    .or_else(|| self.described(item, model, &held).filter(|before| !self.named(*before))),
                MentionKind::Nominal if self.introduces(item) => {
                    let before = self.best(item, model).map(|(before, _)| before);
                    before.filter(|before| !self.named(*before) && self.same_noun(*before, item))
                }
                MentionKind::Nominal => {
                    self.office_holder(item, &reader, &held).or_else(|| self.described(item, model, &held)).or_else(|| {
                        let key = self.description(item)?;
                        described.get(&key).copied()
                    })
                }
                MentionKind::Pronoun => self.of_pronoun(item, model),
            };
            if let Some(antecedent) = antecedent {
                self.join(antecedent, item);
                self.settled[item] = true;
            }
            if let Some(key) = self.description(item) {
                described.insert(key, item);
            }
        }
    }

    /// Whom or what a pronoun stands for.
    fn of_pronoun(&self, item: usize, model: &dyn Model) -> Option<usize> {
        let spoken = self.speaker(item);
        let best = || self.best(item, model).map(|(before, _)| self.named_instead(item, before).unwrap_or(before));
        spoken.or_else(|| self.whoever_says(item)).or_else(best).or_else(|| self.nearest_person(item))
    }

    /// `the spokesman, Ilan Vey, said his party would agree`: straight behind the verb, `his` is whoever speaks.
    fn whoever_says(&self, item: usize) -> Option<usize> {
        let seen = &self.items[item];
        let word = self.doc.form(seen.head).to_lowercase();
        if !matches!(word.as_str(), "his" | "her") || self.doc.tokens[seen.head].deprel != "nmod:poss" {
            return None;
        }
        let before = seen.tokens.start.checked_sub(1)?;
        let verb = if self.doc.form(before) == "that" { before.checked_sub(1)? } else { before };
        let told = speaks(self.doc.form(verb)) && self.doc.sentence_of[verb] == self.doc.sentence_of[seen.head];
        let subject = self.doc.children(verb).find(|child| told && *child < verb && self.doc.tokens[*child].deprel == "nsubj")?;
        if self.doc.tokens[subject].feats.contains("Number=Plur") {
            return None;
        }
        let wanted = pronoun(&word)?.gender;
        let who = |other: &usize| {
            let other = &self.items[*other];
            let beside = || matches!(self.doc.relation(other.head), "appos" | "flat") && self.doc.head(other.head) == Some(subject);
            other.entity_type == EntityType::PER && other.kind != MentionKind::Pronoun && (other.head == subject || beside())
        };
        let found = (0..item).rev().take_while(|other| self.items[*other].tokens.end + 40 > verb).filter(who);
        let found = found.max_by_key(|other| self.items[*other].kind == MentionKind::Name)?;
        // A given name that is a woman's elsewhere says less than where the word stands.
        wanted.agrees(self.gender[self.root(found)]).then_some(found)
    }

    /// `The president dismissed the governor, Mara Todor, after she had …`: whom the name shows to be a woman, rather than somebody without a name of whom
    /// the report does not tell; and whoever by name is the subject before `he` in its paragraph, rather than somebody without a name whom the paragraph
    /// does not speak of.
    fn named_instead(&self, item: usize, best: usize) -> Option<usize> {
        let wanted = pronoun(&self.doc.form(self.items[item].head).to_lowercase())?.gender;
        let root = self.root(best);
        let sentence = |item: usize| self.doc.sentence_of[self.items[item].head];
        let paragraph = |item: usize| self.doc.sentences[sentence(item)].paragraph;
        if !matches!(wanted, Gender::Male | Gender::Female) {
            return None;
        }
        let shown = |root: usize| self.gender[root] == wanted || self.given[root] == wanted;
        let described = |member: &usize| self.items[*member].kind == MentionKind::Nominal && *member < item;
        let here = self.members(best).iter().filter(|member| described(member)).any(|member| paragraph(*member) == paragraph(item));
        let mut roots: Vec<usize> = (0..item)
            .rev()
            .take_while(|other| sentence(*other) + 1 >= sentence(item) && paragraph(*other) == paragraph(item))
            .filter(|other| {
                let seen = &self.items[*other];
                let named = seen.kind == MentionKind::Name && seen.entity_type == EntityType::PER && shown(self.root(*other));
                named
                    && self.root(*other) != root
                    && (if here || self.named(best) { sentence(*other) == sentence(item) } else { self.is_of_subject(seen.head) })
            })
            .map(|other| self.root(other))
            .collect();
        roots.dedup();
        let unknown = !shown(root) && self.members(best).iter().all(|member| self.items[*member].kind != MentionKind::Pronoun);
        match roots[..] {
            [one] if unknown || !here && !self.named(best) => Some(one),
            _ => None,
        }
    }

    /// Whether a name's head is a subject, or stands beside one: `Finance Minister Mara Todor`.
    fn is_of_subject(&self, head: usize) -> bool {
        let beside = |at: &usize| matches!(self.doc.relation(*at), "flat" | "appos" | "compound" | "nmod:desc");
        let mut at = head;
        for _ in 0..3 {
            if self.doc.relation(at) == "nsubj" {
                return true;
            }
            let Some(next) = self.doc.head(at).filter(|_| beside(&at)) else { return false };
            at = next;
        }
        false
    }

    /// `his group`, `her country`: the one body or state in which the person is said to hold an office, or whose people a description without
    /// a name is one of (`a senior Norlandish official … his country`).
    fn body_of_owner(&self, item: usize, model: &dyn Model, held: &[Held]) -> Option<usize> {
        let seen = &self.items[item];
        let whose = self.doc.form(seen.tokens.start).to_lowercase();
        if seen.head != seen.tokens.start + 1 || !matches!(whose.as_str(), "his" | "her" | "whose") {
            return None;
        }
        let of_state = match self.doc.form(seen.head).to_lowercase().as_str() {
            "country" | "nation" | "homeland" | "government" => true,
            "group" | "party" | "movement" | "coalition" | "organisation" | "organization" | "faction" | "alliance" | "council"
            | "union" | "company" | "firm" | "bloc" | "agency" | "ministry" | "commission" | "committee" => false,
            _ => return None,
        };
        let owner = if whose == "whose" {
            // `Rell, whose country …`: whom the clause is about.
            let mut clause = seen.head;
            while self.doc.relation(clause) != "acl" {
                clause = self.doc.head(clause)?;
            }
            let noun = self.doc.head(clause)?;
            (0..item).rev().find(|other| self.items[*other].tokens.contains(noun))?
        } else {
            let is_it =
                |other: &usize| self.items[*other].kind == MentionKind::Pronoun && self.items[*other].tokens.start == seen.tokens.start;
            let pronoun = (item..self.items.len()).find(is_it)?;
            if self.settled[pronoun] { pronoun } else { self.of_pronoun(pronoun, model)? }
        };
        let (root, code) = (self.root(owner), |name: usize| gazetteer::country(self.text(name)).map(|country| country.code));
        let state_of = |org: usize| self.members(org).iter().find_map(|other| code(*other));
        let mut bodies: Vec<(usize, Option<&str>)> = Vec::new();
        for org in held.iter().filter(|office| self.root(office.person) == root).filter_map(|office| office.org) {
            let body = (self.root(org), state_of(org));
            // `Norland` and `Norlandish` are one state.
            if body.1.is_some() == of_state && !bodies.iter().any(|other| other.0 == body.0 || of_state && other.1 == body.1) {
                bodies.push(body);
            }
        }
        let described = self.members(root).iter().filter(|other| self.items[**other].kind == MentionKind::Nominal);
        let people = match bodies[..] {
            [(body, None)] => return Some(body),
            [(_, state)] => state,
            [] if of_state => described.filter_map(|other| self.owner_code(*other)).next(),
            _ => None,
        }?;
        // The state under its own name, where the report gives it, rather than under its people's.
        let known = |other: &usize| self.items[*other].kind == MentionKind::Name && code(*other) == Some(people);
        let state = (0..self.items.len()).find(|other| known(other) && places(self.items[*other].entity_type));
        state.or_else(|| (0..self.items.len()).find(known))
    }

    /// `her lawyer` after `Todor's lawyer, Ilan Vey` or `her lawyer, Ilan Vey`: the one named person who was described by the same noun as the same one's.
    fn of_same_owner(&self, item: usize, model: &dyn Model) -> Option<usize> {
        let seen = &self.items[item];
        let own = self.doc.form(seen.head);
        let words = |item: usize| {
            let tokens = self.items[item].tokens;
            (tokens.start + 1..self.items[item].head).map(|token| self.doc.form(token).to_lowercase()).collect::<Vec<String>>()
        };
        if seen.entity_type != EntityType::PER
            || self.doc.tokens[seen.head].feats.contains("Number=Plur")
            || seen.tokens.end != seen.head + 1
        {
            return None;
        }
        let whose = |item: usize| -> Option<usize> {
            let owner = self.owner(item);
            owner.or_else(|| {
                let start = self.items[item].tokens.start;
                let is_it = |other: &usize| self.items[*other].kind == MentionKind::Pronoun && self.items[*other].tokens.start == start;
                let pronoun = (item..self.items.len().min(item + 3)).find(is_it)?;
                let led = if self.settled[pronoun] { Some(pronoun) } else { self.of_pronoun(pronoun, model) };
                led.map(|led| self.root(led))
            })
        };
        let mut found: Vec<usize> = Vec::new();
        let same_noun = |other: &usize| {
            let earlier = &self.items[*other];
            earlier.kind == MentionKind::Nominal && self.doc.form(earlier.head).eq_ignore_ascii_case(own) && self.named(*other)
        };
        let earlier: Vec<usize> = (item.saturating_sub(FAR_BACK)..item).rev().filter(same_noun).collect();
        let mine = if earlier.is_empty() { None } else { whose(item) };
        for other in earlier {
            // `his former deputy` is not his deputy.
            let (theirs, later) = (words(other), words(item));
            let told = |word: &String| {
                theirs.contains(word) || self.items[other].tokens.range().any(|token| self.doc.form(token).eq_ignore_ascii_case(word))
            };
            let former = |words: &[String]| words.iter().any(|word| matches!(word.as_str(), "former" | "late" | "new" | "then" | "ex"));
            if !later.iter().all(told) || former(&theirs) != former(&later) {
                continue;
            }
            if mine.is_some() && whose(other) == mine && !found.contains(&self.root(other)) {
                found.push(self.root(other));
            }
        }
        match found[..] {
            [one] => Some(one),
            _ => None,
        }
    }

    /// A definite description's words, by which a later one like it refers to the same thing.
    fn description(&self, item: usize) -> Option<String> {
        let seen = &self.items[item];
        if seen.kind != MentionKind::Nominal
            || !self.definite(item)
            || !matches!(seen.entity_type, EntityType::PER | EntityType::ORG | EntityType::GPE | EntityType::NORP)
        {
            return None;
        }
        let text = self.text(item).to_lowercase();
        Some(text.strip_prefix("the ").unwrap_or(&text).to_owned()).filter(|text| text.split(' ').count() <= 5)
    }

    /// `his ally`: somebody told of by whose they are, who may be `his ally` once more; it takes more than likeness to say by what name.
    fn is_owned(&self, item: usize) -> bool {
        let first = self.doc.form(self.items[item].tokens.start).to_lowercase();
        matches!(first.as_str(), "my" | "our" | "your" | "his" | "her" | "its" | "their" | "whose")
    }

    /// `A soldier was killed`, `residents said`: somebody new, whoever was spoken of before. What is said of a subject (`Todor is a soldier`) is not.
    fn introduces(&self, item: usize) -> bool {
        let seen = &self.items[item];
        let first = self.doc.form(seen.tokens.start).to_lowercase();
        let said_of = matches!(self.doc.relation(seen.head), "appos" | "xcomp")
            || self.doc.children(seen.head).any(|child| self.doc.relation(child) == "cop");
        let article = matches!(
            first.as_str(),
            "a" | "an" | "another" | "one" | "some" | "several" | "many" | "few" | "two" | "three" | "four" | "five" | "six"
        );
        let bare = seen.tokens.start == seen.head && seen.entity_type == EntityType::PER;
        !said_of && (article || bare && self.doc.tokens[seen.head].feats.contains("Number=Plur"))
    }

    /// Whether a description of what `earlier` refers to has the noun of `later`: `residents` are no `analysts`.
    fn same_noun(&self, earlier: usize, later: usize) -> bool {
        let noun = |item: usize| self.doc.form(self.items[item].head).to_lowercase();
        let described = |item: &&usize| self.items[**item].kind == MentionKind::Nominal;
        self.members(earlier).iter().filter(described).any(|item| noun(*item) == noun(later))
    }

    fn definite(&self, item: usize) -> bool {
        let first = self.doc.form(self.items[item].tokens.start).to_lowercase();
        matches!(first.as_str(), "the" | "this" | "that" | "these" | "those" | "its" | "their" | "his" | "her")
            || self.items[item].tokens.range().any(|token| matches!(self.doc.form(token), "'s" | "’s"))
    }

    /// Each person's offices so far: the item of the person, the last word of the title, the whole title, the organisation's item.
    fn held(&self, reader: &Reader<'_>, names: &[Name], offices: &[Office]) -> Vec<Held> {
        let held = offices.iter().filter(|office| office.status != Some("former")).filter_map(|office| {
            let person = *self.item_of_name.get(&office.person)?;
            let org = office.org.map(|name| self.doc.span(names[name].tokens).of(self.doc.text));
            Some(Held {
                person,
                title: reader.wording(office.title),
                code: org.and_then(gazetteer::country).map(|country| country.code),
                org: office.org.and_then(|name| self.item_of_name.get(&name)).copied(),
            })
        });
        let mut held: Vec<Held> = held.collect();
        held.extend(self.ranks(names));
        held
    }

    /// `Gov. Mara Todor`, `Maj. Gen. Ilan Vey`: the rank that stands short before a name is held like an office.
    fn ranks(&self, names: &[Name]) -> Vec<Held> {
        let ranked = names.iter().enumerate().filter_map(|(place, name)| {
            let person = *self.item_of_name.get(&place)?;
            let low = |token: usize| self.doc.form(token).trim_end_matches('.').to_lowercase();
            let mut at = name.tokens.start.checked_sub(1)?;
            if self.doc.form(at) == "." {
                at = at.checked_sub(1)?;
            }
            let title = match low(at).as_str() {
                word @ ("sergeant" | "corporal" | "inspector" | "superintendent" | "constable" | "commander" | "detective" | "sheriff"
                | "brigadier" | "monsignor" | "cardinal" | "sheikh" | "imam" | "rabbi" | "pastor" | "sister" | "brother"
                | "baroness" | "lord" | "lady") => {
                    return Some(Held { person, title: word.to_owned(), code: None, org: None });
                }
                "gov" => "governor",
                "gen" => "general",
                "sen" => "senator",
                "rep" => "representative",
                "col" => "colonel",
                "capt" => "captain",
                "lt" => "lieutenant",
                "sgt" => "sergeant",
                "adm" => "admiral",
                "cmdr" => "commander",
                "supt" => "superintendent",
                "amb" => "ambassador",
                "det" => "detective",
                "msgr" => "monsignor",
                "rev" => "reverend",
                "prof" => "professor",
                _ => return None,
            };
            Some(Held { person, title: title.to_owned(), code: None, org: None })
        });
        ranked.collect()
    }

    /// `the minister`, `Norland's top diplomat`: the one before it who is said to hold that office.
    fn office_holder(&self, item: usize, reader: &Reader<'_>, held: &[Held]) -> Option<usize> {
        if !self.definite(item) || self.items[item].entity_type != EntityType::PER {
            return None;
        }
        let described = mention::described_office(reader, &self.items[item])?;
        if described.status.is_some() {
            return None;
        }
        let title = reader.wording(described.title);
        let owner = self.owner_code(item);
        let mut found: Vec<usize> = Vec::new();
        for office in held.iter().filter(|office| office.person < item && same_office(&title, &office.title)) {
            let fits = match (owner, office.code) {
                (Some(wanted), Some(code)) => wanted == code,
                (Some(_), None) => false,
                (None, _) => {
                    described.org.is_none() || office.org.is_some_and(|org| self.root_of_name(described.org) == Some(self.root(org)))
                }
            };
            // `The trip leader` is not `the head, Anna Vesh`.
            let last = |title: &str| title.rsplit([' ', '-']).next().unwrap_or_default().to_owned();
            let vague = last(&title) != last(&office.title) && office.org.is_none() && self.portfolio(item).is_some();
            let root = self.root(office.person);
            if fits && !vague && !found.contains(&root) {
                found.push(root);
            }
        }
        match found[..] {
            [one] => Some(one),
            _ => None,
        }
    }

    fn root_of_name(&self, name: Option<usize>) -> Option<usize> {
        self.item_of_name.get(&name?).map(|item| self.root(*item))
    }

    /// The country whose a description is: `Norland's …`, `the … of Norland`, `the Norlandish …`.
    fn owner_code(&self, item: usize) -> Option<&'static str> {
        self.names_inside(item).find_map(|name| gazetteer::country(self.text(name))).map(|country| country.code)
    }

    /// The names in the words of `item`.
    fn names_inside(&self, item: usize) -> impl Iterator<Item = usize> + '_ {
        let tokens = self.items[item].tokens;
        let from = self.items.partition_point(|other| other.tokens.start < tokens.start);
        let beginning = (from..self.items.len()).take_while(move |other| self.items[*other].tokens.start < tokens.end);
        beginning.filter(move |other| self.items[*other].kind == MentionKind::Name && self.items[*other].tokens.end <= tokens.end)
    }

    /// `the captain` is not the mate Owen Vey, `Norland's army` not `Sundmar's ministry`.
    fn called_otherwise(&self, earlier: usize, later: usize, held: &[Held]) -> bool {
        const ANYBODY: &[&str] = &["man", "woman", "official", "leader", "politician", "person", "one"];
        let noun = |item: usize| self.doc.form(self.items[item].head).to_lowercase();
        let (own, root) = (noun(later), self.root(earlier));
        // `his office`, `Norland's army`, with or without a name that anybody has marked.
        let seen = &self.items[later];
        let owned = (seen.tokens.start..seen.head).any(|token| {
            matches!(self.doc.form(token).to_lowercase().as_str(), "'s" | "’s" | "'" | "’" | "his" | "her" | "its" | "their" | "my" | "our")
        });
        let members = self.members(earlier).iter().copied().filter(|item| self.items[*item].kind == MentionKind::Nominal);
        let mut known: Vec<String> = members.clone().map(noun).collect();
        let held: Vec<&Held> = held.iter().filter(|office| self.root(office.person) == root).collect();
        for office in &held {
            known.extend(office.title.rsplit([' ', '-']).next().map(str::to_owned));
        }
        known.retain(|noun| !ANYBODY.contains(&noun.as_str()));
        // `his publicist` is not he, whatever he is called.
        if owned && seen.entity_type == EntityType::PER && self.named(earlier) && !known.contains(&own) {
            return true;
        }
        if ANYBODY.contains(&own.as_str()) || known.is_empty() {
            return false;
        }
        // `her office` is not the rail safety office.
        let has_owner = |item: usize| {
            let seen = &self.items[item];
            self.is_owned(item) || (seen.tokens.start..seen.head).any(|token| matches!(self.doc.form(token), "'s" | "’s" | "'" | "’"))
        };
        if self.is_owned(later) && matches!(own.as_str(), "office" | "team" | "campaign") && !members.clone().any(has_owner) {
            return true;
        }
        // `the prime minister` is not the fisheries minister, though both are ministers, nor the defence ministry the foreign ministry.
        if let Some(portfolio) = self.portfolio(later).filter(|_| matches!(seen.entity_type, EntityType::PER | EntityType::ORG)) {
            let others: Vec<String> = members.clone().filter(|item| noun(*item) == own).filter_map(|item| self.portfolio(item)).collect();
            let holds = held.iter().any(|office| office.title.split(' ').any(|word| word == portfolio));
            // Nor is the civil aviation minister that of health.
            let another = held.iter().any(|office| {
                let title: Vec<&str> = office.title.split(' ').collect();
                title.len() > 1 && title.last() == Some(&own.as_str()) && own == "minister"
            });
            if !holds && another && portfolio != "deputy" && portfolio != "vice" {
                return true;
            }
            // Whoever is called a minister may be that of fisheries, but hardly the prime minister.
            if !holds && !others.contains(&portfolio) && (!others.is_empty() || portfolio == "prime" && known.contains(&own)) {
                return true;
            }
        }
        // `counsel for the son` is not counsel for the father.
        let whose = |item: usize| -> Option<String> {
            let tokens = self.items[item].tokens;
            let of = self.doc.children(self.items[item].head).find(|child| {
                tokens.contains(*child)
                    && self.doc.relation(*child) == "nmod"
                    && self.doc.children(*child).any(|case| matches!(self.doc.form(case), "for" | "of"))
                    && self.doc.tokens[*child].upos == "NOUN"
            })?;
            Some(self.doc.tokens[of].lemma.to_lowercase())
        };
        if let Some(theirs) = whose(later).filter(|_| !self.named(earlier)) {
            let mut others = members.clone().filter(|item| noun(*item) == own).filter_map(&whose).peekable();
            if others.peek().is_some() && others.all(|other| other != theirs) {
                return true;
            }
        }
        let same = known.contains(&own);
        let apart = owned && members.clone().filter_map(|item| self.owner(item)).any(|owner| Some(owner) != self.owner(later));
        match self.items[later].entity_type {
            EntityType::PER => !same && (self.named(earlier) || owned) || apart,
            EntityType::ORG => !same && owned || apart,
            _ => false,
        }
    }

    /// The word before a description's noun that tells one office from another: `prime`, `fisheries`.
    fn portfolio(&self, item: usize) -> Option<String> {
        let before = self.items[item].head.checked_sub(1).filter(|before| *before >= self.items[item].tokens.start)?;
        let low = self.doc.form(before).to_lowercase();
        let noun = self.doc.relation(before) == "compound"
            && (self.doc.tokens[before].upos == "NOUN" || self.doc.form(before).starts_with(char::is_lowercase));
        (noun
            || matches!(
                low.as_str(),
                "prime"
                    | "foreign"
                    | "interior"
                    | "vice"
                    | "deputy"
                    | "supreme"
                    | "constitutional"
                    | "electoral"
                    | "municipal"
                    | "provincial"
            ))
        .then_some(low)
    }

    /// The root of the name whose a description is: `Norland's army`.
    fn owner(&self, item: usize) -> Option<usize> {
        let end = self.items[item].tokens.end;
        let owns = |token: usize| token < end && matches!(self.doc.form(token), "'s" | "’s" | "'" | "’");
        self.names_inside(item).find(|name| owns(self.items[*name].tokens.end)).map(|name| self.root(name))
    }

    /// The earlier mention that the model takes a description for, among those that are not called something else.
    fn described(&self, item: usize, model: &dyn Model, held: &[Held]) -> Option<usize> {
        let (before, score) = self.best_of(item, model, &|earlier| !self.called_otherwise(earlier, item, held))?;
        (score > LEAST_TO_NAME || !self.named(before)).then_some(before)
    }

    /// The earlier mention that the model links best, if it does at all, with the score of what it refers to.
    fn best(&self, item: usize, model: &dyn Model) -> Option<(usize, f32)> {
        self.best_of(item, model, &|_| true)
    }

    /// The best of those that may be, which is asked of what a mention refers to: all its mentions have one answer.
    fn best_of(&self, item: usize, model: &dyn Model, may_be: &dyn Fn(usize) -> bool) -> Option<(usize, f32)> {
        let place = self.items[item].model?;
        let heads = &self.doc.mention_heads;
        let pairs = self.pairs.row(place);
        // As the head is trained: how likely a thing is, is the sum over all earlier mentions of it.
        let mut things: Vec<Thing> = Vec::new();
        let word = pronoun(&self.doc.form(self.items[item].head).to_lowercase());
        // `"I do not know why he left," Todor said`: he is somebody else.
        let third = word.is_some_and(|word| word.person == 3 && word.singular && word.gender != Gender::Thing);
        let says = if third { self.quoting(item) } else { None };
        let acting = self.acting_on(item);
        let is_another = |root: usize| {
            let acts = |item: &usize| acting.contains(&self.items[*item].head);
            says == Some(root) || !acting.is_empty() && self.members[root].iter().any(acts)
        };
        // Asked once of each thing, however many of its mentions stand before.
        let mut allowed: HashMap<usize, bool> = HashMap::new();
        for other in (item.saturating_sub(pair::WINDOW)..item).rev() {
            // The model counts distances in its own mentions.
            let Some(earlier) = self.items[other].model.filter(|earlier| *earlier < place) else { continue };
            let Some(pair) = pairs.get(place - earlier - 1).filter(|_| self.compatible(other, item)) else { continue };
            let root = self.root(other);
            let guessed = self.gender[root] == Gender::Unknown && word.is_some_and(|word| !word.gender.agrees(self.given[root]));
            let score = model.corefer(&heads[earlier], &heads[place], pair) - if guessed { UNLIKE } else { 0.0 };
            if score <= LEAST || !*allowed.entry(root).or_insert_with(|| !is_another(root) && may_be(other)) {
                continue;
            }
            match things.iter_mut().find(|thing| thing.root == root) {
                Some(thing) => {
                    thing.mass += score.exp();
                    if score > thing.score {
                        (thing.mention, thing.score) = (other, score);
                    }
                }
                None => things.push(Thing { root, mass: score.exp(), mention: other, score }),
            }
        }
        // Of two alike, the one spoken of last.
        let best = things.into_iter().reduce(|best, thing| if thing.mass > best.mass { thing } else { best })?;
        Some((best.mention, best.mass.ln()))
    }

    /// Whether `earlier` may be what `later` refers to.
    fn compatible(&self, earlier: usize, later: usize) -> bool {
        let (a, b) = (&self.items[earlier], &self.items[later]);
        let nested = (a.tokens.start <= b.tokens.start && b.tokens.end <= a.tokens.end)
            || (b.tokens.start <= a.tokens.start && a.tokens.end <= b.tokens.end);
        // `the minister and the council's leader` are two.
        let listed = self.doc.relation(b.head) == "conj" && self.doc.head(b.head) == Some(a.head);
        if nested || listed || self.is_agent_beside(earlier, later) || !self.may_be_called(earlier, later) {
            return false;
        }
        let root = self.root(earlier);
        match pronoun(&self.doc.form(b.head).to_lowercase()).filter(|_| b.kind == MentionKind::Pronoun) {
            Some(wanted) => {
                if let Some(other) = pronoun(&self.doc.form(a.head).to_lowercase()).filter(|_| a.kind == MentionKind::Pronoun) {
                    return (wanted.person == other.person && wanted.singular == other.singular && wanted.gender.agrees(other.gender))
                        || wanted.person != other.person
                            && wanted.singular == other.singular
                            && wanted.gender != Gender::Thing
                            && other.gender != Gender::Thing;
                }
                let person = a.entity_type == EntityType::PER;
                let speaks = wanted.person == 1 && wanted.singular;
                (!speaks || person || a.entity_type == EntityType::OTHER)
                    && wanted.gender.agrees(self.gender[root])
                    && (wanted.gender != Gender::Thing || !person)
                    && (!matches!(wanted.gender, Gender::Male | Gender::Female)
                        || (person || a.entity_type == EntityType::OTHER) && !self.is_of_several(earlier))
            }
            None if self.of_others(earlier, later) => false,
            None if b.entity_type == EntityType::PER && !self.gender[self.root(later)].agrees(self.gender[root]) => false,
            None => {
                a.kind == MentionKind::Pronoun
                    || a.entity_type == b.entity_type
                    || places(a.entity_type) && places(b.entity_type)
                    || a.entity_type == EntityType::OTHER
                    || b.entity_type == EntityType::OTHER
            }
        }
    }

    /// `Pressed by the host, he said`: whoever pressed is not he.
    fn is_agent_beside(&self, earlier: usize, later: usize) -> bool {
        let (agent, subject) = (self.items[earlier].head, self.items[later].head);
        let by = self.doc.relation(agent) == "obl" && self.doc.children(agent).any(|child| self.doc.form(child).eq_ignore_ascii_case("by"));
        let Some(verb) = self.doc.head(agent).filter(|_| by) else { return false };
        self.doc.relation(verb) == "advcl" && self.doc.relation(subject) == "nsubj" && self.doc.head(verb) == self.doc.head(subject)
    }

    /// `two people briefed on the talks`, `officials`: nobody whom `he` or `she` could be.
    fn is_of_several(&self, item: usize) -> bool {
        let seen = &self.items[item];
        let counted = (seen.tokens.start..seen.head).any(|token| {
            self.doc.tokens[token].upos == "NUM" && self.doc.relation(token) == "nummod" && self.doc.form(token).to_lowercase() != "one"
        });
        let number = self.doc.tokens[seen.head].upos == "NUM" && self.doc.form(seen.head).to_lowercase() != "one";
        seen.kind == MentionKind::Nominal && (counted || number || self.doc.tokens[seen.head].feats.contains("Number=Plur"))
    }

    /// The heads of those who act on `him` in its clause, who are not he: `Vey, who succeeded him`, `with Vey succeeding her`, `Vey told him`.
    fn acting_on(&self, later: usize) -> Vec<usize> {
        let doc = self.doc;
        let head = self.items[later].head;
        let low = doc.form(head).to_lowercase();
        let other = matches!(low.as_str(), "him" | "her" | "it" | "them") && matches!(doc.relation(head), "obj" | "iobj" | "obl");
        let Some(verb) = doc.head(head).filter(|verb| other && doc.tokens[*verb].upos == "VERB") else { return Vec::new() };
        let mut subjects: Vec<usize> = doc.children(verb).filter(|child| doc.relation(*child) == "nsubj").collect();
        let relative = |token: &usize| matches!(doc.form(*token).to_lowercase().as_str(), "who" | "which" | "that");
        if doc.relation(verb) == "acl" && subjects.iter().any(relative) {
            subjects.extend(doc.head(verb));
        }
        // `Vey met Rell and told him`, `spoke of Rell, describing him`; but `won, making him the nominee`: what happened made him that.
        let outcome =
            matches!(doc.tokens[verb].lemma.as_str(), "make" | "give" | "allow" | "leave" | "bring" | "force" | "put" | "earn" | "cost");
        let shares = doc.relation(verb) == "conj" || doc.relation(verb) == "advcl" && doc.form(verb).ends_with("ing") && !outcome;
        if subjects.is_empty() && shares {
            let governor = doc.head(verb).into_iter();
            subjects = governor.flat_map(|governor| doc.children(governor)).filter(|child| doc.relation(*child) == "nsubj").collect();
        }
        subjects
    }

    /// Whether `later` may be led to the name of what `earlier` refers to, if that has one. Another name may not; nor `they` to one person,
    /// `some` to anybody, or a description to a name of another type.
    fn may_be_called(&self, earlier: usize, later: usize) -> bool {
        const ANYBODY: &[&str] = &[
            "all",
            "another",
            "any",
            "anybody",
            "anyone",
            "both",
            "each",
            "either",
            "everybody",
            "everyone",
            "few",
            "many",
            "most",
            "neither",
            "nobody",
            "none",
            "one",
            "other",
            "others",
            "several",
            "some",
            "somebody",
            "someone",
        ];
        let Some(name) = self.members(earlier).iter().map(|item| &self.items[*item]).find(|item| item.kind == MentionKind::Name) else {
            return true;
        };
        let (own, named) = (&self.items[later], name.entity_type);
        let low = self.doc.form(own.head).to_lowercase();
        match own.kind {
            MentionKind::Name => false,
            MentionKind::Pronoun => match pronoun(&low) {
                Some(wanted) => named != EntityType::PER || wanted.person != 3 || wanted.singular,
                None => !ANYBODY.contains(&low.as_str()),
            },
            MentionKind::Nominal => {
                own.entity_type == named
                    || places(own.entity_type) && places(named)
                    || matches!(named, EntityType::OTHER | EntityType::NORP)
                    || matches!((own.entity_type, named), (EntityType::ORG, EntityType::FAC) | (EntityType::FAC, EntityType::ORG))
            }
        }
    }

    /// `the Norlandish agency`, `the agency of Todoria`: descriptions by different names are of different things.
    fn of_others(&self, a: usize, b: usize) -> bool {
        let names = |item: usize| -> Vec<usize> {
            let hangs = |name: &usize| self.doc.head(self.items[*name].head) == Some(self.items[item].head);
            self.names_inside(item).filter(hangs).map(|name| self.root(name)).collect()
        };
        if self.items[a].kind != MentionKind::Nominal || self.items[b].kind != MentionKind::Nominal {
            return false;
        }
        let (of_a, of_b) = (names(a), names(b));
        let country = |name: &usize| gazetteer::country(self.text(*name)).map(|country| country.code);
        let same = |x: &usize, y: &usize| x == y || country(x).is_some() && country(x) == country(y);
        !of_a.is_empty() && !of_b.is_empty() && !of_a.iter().any(|x| of_b.iter().any(|y| same(x, y)))
    }

    /// Who says the words in quotation marks that hold an `I`.
    fn speaker(&self, item: usize) -> Option<usize> {
        let word = pronoun(&self.doc.form(self.items[item].head).to_lowercase());
        word.filter(|pronoun| pronoun.person == 1 && pronoun.singular).and_then(|_| self.quoting(item))
    }

    /// Who, by name or description, says the words in quotation marks that hold a mention: the only one who says anything in that paragraph.
    fn quoting(&self, item: usize) -> Option<usize> {
        let seen = &self.items[item];
        let paragraph = self.doc.sentences[self.doc.sentence_of[seen.head]].paragraph;
        let from = self.doc.sentences.partition_point(|sentence| sentence.paragraph < paragraph);
        let to = self.doc.sentences.partition_point(|sentence| sentence.paragraph <= paragraph);
        let tokens = self.doc.sentences[from].tokens.start..self.doc.sentences[to - 1].tokens.end;
        // In a paragraph this long more than one speaks.
        if tokens.len() > 2000 {
            return None;
        }
        let quoted = quoted(self.doc, tokens.clone());
        if !quoted[seen.head - tokens.start] {
            return None;
        }
        let mut speakers: Vec<usize> = Vec::new();
        let first = self.items.partition_point(|other| other.tokens.start < tokens.start);
        let here = (first..self.items.len()).take_while(|place| self.items[*place].tokens.start < tokens.end);
        for (place, other) in here.map(|place| (place, &self.items[place])).filter(|(_, other)| other.entity_type == EntityType::PER) {
            let outside = !quoted[other.head - tokens.start];
            let says = |token: Option<usize>| {
                token.is_some_and(|token| tokens.contains(&token) && !quoted[token - tokens.start] && speaks(self.doc.form(token)))
            };
            let speaks_here = says(Some(other.tokens.end))
                || says(other.tokens.start.checked_sub(1))
                || says(self.doc.head(other.head).filter(|_| self.doc.relation(other.head) == "nsubj"));
            if outside && other.kind != MentionKind::Pronoun && speaks_here && !speakers.contains(&self.root(place)) {
                speakers.push(self.root(place));
            }
        }
        // `his daughter, a member of the council, Mara Todor wrote`: one by a description and a name.
        if let [one, other] = speakers[..]
            && self.doc.subtree(self.items[one].head).contains(&self.items[other].head)
        {
            speakers.remove(if self.named(one) { 1 } else { 0 });
        }
        match speakers[..] {
            [one] => Some(one),
            _ => None,
        }
    }

    /// Without a model: the one person of this sentence before the pronoun, or of the sentence before.
    fn nearest_person(&self, item: usize) -> Option<usize> {
        let seen = &self.items[item];
        let wanted = pronoun(&self.doc.form(seen.head).to_lowercase())?;
        if seen.model.is_some() || wanted.person != 3 || !matches!(wanted.gender, Gender::Male | Gender::Female) {
            return None;
        }
        let sentence = self.doc.sentence_of[seen.head];
        for back in 0..=1 {
            let sentence = sentence.checked_sub(back)?;
            let mut roots: Vec<usize> = Vec::new();
            for other in 0..item {
                let here = self.doc.sentence_of[self.items[other].head] == sentence && self.items[other].entity_type == EntityType::PER;
                let root = self.root(other);
                if here
                    && !self.items[other].tokens.contains(seen.head)
                    && wanted.gender.agrees(self.gender[root])
                    && !roots.contains(&root)
                    && self.items[root].kind != MentionKind::Pronoun
                {
                    roots.push(root);
                }
            }
            match roots[..] {
                [one] => return Some(one),
                [] => {}
                _ => return None,
            }
        }
        None
    }
}

/// What a mention may refer to.
struct Thing {
    root: usize,
    /// The sum of its mentions' likelihoods, next to that of none (1).
    mass: f32,
    /// Its likeliest mention, with that one's score.
    mention: usize,
    score: f32,
}

/// An office as a person is said to hold it.
struct Held {
    person: usize,
    title: String,
    code: Option<&'static str>,
    org: Option<usize>,
}

/// Whether a description's office may be the one held: the same, its last word, or another word for it.
fn same_office(described: &str, held: &str) -> bool {
    let last = |title: &str| title.rsplit([' ', '-']).next().unwrap_or_default().to_owned();
    if described == held || (!described.contains([' ', '-']) && described == last(held) && described != "member" && described != "official")
    {
        return true;
    }
    let top_diplomat = |title: &str| {
        matches!(
            title,
            "top diplomat"
                | "foreign minister"
                | "foreign secretary"
                | "secretary of state"
                | "chief diplomat"
                | "minister of foreign affairs"
        )
    };
    let top = |title: &str| matches!(title, "top diplomat" | "chief diplomat");
    let leads = |title: &str| matches!(title, "leader" | "head" | "chief" | "president" | "chairman" | "chairwoman");
    (top_diplomat(described) && top_diplomat(held) && (top(described) || top(held) || described == held))
        // `the leader` may be the president; the president is no party's leader.
        || (leads(described) && leads(held) && described != "president")
}

fn places(kind: EntityType) -> bool {
    matches!(kind, EntityType::GPE | EntityType::LOC | EntityType::FAC)
}

/// Gender as an honorific, a word for the office or the pronoun shows it.
fn item_gender(doc: &Doc<'_>, item: &Item) -> Gender {
    if item.kind == MentionKind::Pronoun {
        return pronoun(&doc.form(item.head).to_lowercase()).map_or(Gender::Unknown, |pronoun| pronoun.gender);
    }
    if item.entity_type != EntityType::PER {
        return Gender::Unknown;
    }
    gender::told(doc, item.tokens, item.head, item.kind)
}

/// A person's name as words to compare: small letters, without particles, hyphens and initials' stops.
fn person_words(doc: &Doc<'_>, item: &Item) -> Vec<String> {
    let words = item.tokens.range().map(|token| doc.form(token).to_lowercase().replace(['\'', '’', '.', '`'], ""));
    let words: Vec<String> = words.filter(|word| word.starts_with(char::is_alphanumeric)).collect();
    let plain: Vec<String> = words
        .iter()
        .filter(|word| {
            !matches!(word.as_str(), "al" | "el" | "ul" | "as" | "ad" | "an" | "jr" | "sr" | "bin" | "ibn" | "mr" | "mrs" | "ms" | "dr")
        })
        .cloned()
        .collect();
    if plain.is_empty() { words } else { plain }
}

/// Whether two full names are one person's: the last words are equal and the first are, or one is the other's initial, or the shorter's words
/// all stand in the longer.
fn same_person(a: &[String], b: &[String]) -> bool {
    let (Some(first_a), Some(first_b)) = (a.first(), b.first()) else { return false };
    if a.last() != b.last() {
        return false;
    }
    let initial = |short: &str, long: &str| short.chars().count() == 1 && long.starts_with(short);
    first_a == first_b
        || initial(first_a, first_b)
        || initial(first_b, first_a)
        || a.iter().all(|word| b.contains(word))
        || b.iter().all(|word| a.contains(word))
}

/// `Orvolcs` of `Orsan Institute of Volcanology and Seismology`: one word of letters that stand in the long name in this order, beginning with its first.
fn is_made_of(short: &str, long: &str) -> bool {
    let (short, long) = (short.to_lowercase(), long.to_lowercase());
    let long = long.strip_prefix("the ").unwrap_or(&long);
    let mut rest = long.chars();
    let in_order = short.chars().all(|letter| letter.is_alphabetic() && rest.any(|other| other == letter));
    in_order && short.chars().count() > 3 && short.chars().next() == long.chars().next() && long.split(' ').count() > 2
}

fn is_acronym(text: &str) -> bool {
    let letters = text.chars().filter(|c| c.is_alphabetic());
    (2..=8).contains(&text.chars().count())
        && letters.clone().count() >= 2
        && letters.clone().filter(|c| c.is_uppercase()).count() * 3 >= letters.count() * 2
        && !text.contains(' ')
}

/// First letters of a name's capitalised words.
fn initials(text: &str) -> String {
    text.split([' ', '-']).filter_map(|word| word.chars().next()).filter(|first| first.is_uppercase()).collect()
}

/// Which of a run of tokens stand inside quotation marks.
fn quoted(doc: &Doc<'_>, tokens: std::ops::Range<usize>) -> Vec<bool> {
    let mut open = false;
    tokens
        .map(|token| match doc.form(token) {
            "\"" => {
                open = !open;
                false
            }
            "“" | "``" | "«" => {
                open = true;
                false
            }
            "”" | "''" | "»" => {
                open = false;
                false
            }
            _ => open,
        })
        .collect()
}

fn speaks(form: &str) -> bool {
    matches!(
        form.to_lowercase().as_str(),
        "said"
            | "says"
            | "told"
            | "added"
            | "adding"
            | "insisted"
            | "asked"
            | "argued"
            | "claimed"
            | "warned"
            | "stressed"
            | "stated"
            | "declared"
            | "explained"
            | "noted"
            | "replied"
            | "wrote"
            | "continued"
            | "tweeted"
            | "announced"
            | "concluded"
            | "remarked"
            | "recalled"
    )
}

#[cfg(test)]
mod tests {
    use crate::{mention, text};
    use readout_core::Report;
    use readout_model::{Analysis, Fake, MentionHead, Model, NameKind, Pair, Window};

    /// Reads nothing and links everything with one score.
    struct Links(f32);

    impl Model for Links {
        fn id(&self) -> &'static str {
            "links"
        }
        fn pieces(&self, _form: &str) -> usize {
            1
        }
        fn read(&self, windows: &[Window<'_>]) -> Vec<Analysis> {
            Fake.read(windows)
        }
        fn corefer(&self, _a: &MentionHead, _b: &MentionHead, _pair: &Pair) -> f32 {
            self.0
        }
    }

    /// Entities with several mentions, where the model sees the mentions whose heads are given and links all with `score`.
    fn check(words: &str, heads: &[(&str, NameKind)], score: f32, expect: &[&str]) {
        let report = Report::new("r", words);
        let mut findings = Vec::new();
        let mut doc = crate::doc::parse(&report, text::lay_out(&report, &mut findings), &Fake, &mut findings);
        let mut at = 0;
        for (form, kind) in heads {
            at = (at..doc.tokens.len()).find(|token| doc.form(*token) == *form).expect("a head of the text");
            doc.mention_heads.push(MentionHead {
                word: at,
                kind: *kind,
                score: 1.0,
                form: form.to_lowercase(),
                capital: false,
                a: Vec::new(),
                b: Vec::new(),
            });
            at += 1;
        }
        // The fake model makes no trees: each sentence hangs on its mention, and only articles and names before it are part of that.
        for place in 0..doc.mention_heads.len() {
            let head = doc.mention_heads[place].word;
            for token in doc.sentences[doc.sentence_of[head]].tokens.range() {
                doc.tokens[token].head = if token == head { -1 } else { head as i32 };
                doc.tokens[token].deprel = if token == head { "root" } else { "parataxis" }.to_owned();
            }
            let first = doc.sentences[doc.sentence_of[head]].tokens.start;
            let part = |token: &usize| {
                matches!(doc.form(*token).to_lowercase().as_str(), "the" | "a" | "its" | "her")
                    || *token > first && doc.form(*token).starts_with(char::is_uppercase)
            };
            let before: Vec<usize> = (first..head).rev().take_while(part).collect();
            before.into_iter().for_each(|token| doc.tokens[token].deprel = "compound".to_owned());
        }
        let cast = mention::cast(&doc, &Links(score), &mut findings);
        let shown: Vec<String> = cast
            .entities
            .iter()
            .map(|entity| {
                let own = cast.mentions.iter().filter(|mention| mention.entity == Some(entity.id));
                own.map(|mention| mention.span.of(words)).collect::<Vec<_>>()
            })
            .filter(|mentions| mentions.len() > 1)
            .map(|mentions| mentions.join(" = "))
            .collect();
        assert_eq!(shown, expect, "{words}");
    }

    #[test]
    fn a_description_needs_more_to_be_led_to_a_name() {
        let heads = [("Todor", NameKind::PER), ("surgeon", NameKind::PER)];
        check("Mara Todor met them. Then the surgeon left.", &heads, 0.5, &["Mara Todor = the surgeon"]);
        check("Mara Todor met them. Then the surgeon left.", &heads, -0.5, &[]);
        let heads = [("nurse", NameKind::PER), ("surgeon", NameKind::PER)];
        check("There the nurse waited. Then the surgeon left.", &heads, -0.5, &["the nurse = the surgeon"]);
        check("There the nurse waited. Then the surgeon left.", &heads, -1.5, &[]);
    }

    #[test]
    fn one_of_many_is_nobody_named_before() {
        let heads = [("Todor", NameKind::PER), ("one", NameKind::PER)];
        check("Mara Todor met them. Then one left.", &heads, 3.0, &[]);
    }

    #[test]
    fn descriptions_by_different_names_are_of_different_things() {
        let heads = [("agency", NameKind::ORG), ("agency", NameKind::ORG)];
        check("There the Norway agency waited. Then the Sweden agency left.", &heads, 3.0, &[]);
        check(
            "There the Norway agency waited. Then the Norway agency left.",
            &heads,
            3.0,
            &["the Norway agency = the Norway agency", "Norway = Norway"],
        );
    }

    #[test]
    fn a_place_says_nothing_of_itself() {
        check("In Norway they met. I left.", &[("Norway", NameKind::GPE), ("I", NameKind::PER)], 3.0, &[]);
    }

    #[test]
    fn times_are_mentions_where_they_are_spoken_of_again() {
        let heads = [("year", NameKind::OTHER), ("it", NameKind::OTHER)];
        check("That was the year. Nobody forgot it.", &heads, 3.0, &["the year = it"]);
        check("That was the year. Nobody forgot it.", &heads, -3.0, &[]);
    }

    #[test]
    fn they_are_no_single_person() {
        let heads = [("Todor", NameKind::PER), ("they", NameKind::PER)];
        check("Mara Todor met them. Then they left.", &heads, 3.0, &[]);
        let heads = [("Todor", NameKind::ORG), ("they", NameKind::ORG)];
        check("The Todor Party met. Then they left.", &heads, 3.0, &["Todor Party = they"]);
    }

    #[test]
    fn a_thing_has_no_persons_name() {
        check("Mara Todor met them. Then the copy left.", &[("Todor", NameKind::PER), ("copy", NameKind::OTHER)], 3.0, &[]);
    }

    #[test]
    fn those_newly_spoken_of_are_others() {
        let heads = [("nurse", NameKind::PER), ("surgeon", NameKind::PER)];
        check("There a nurse waited. Then a surgeon left.", &heads, 3.0, &[]);
        let heads = [("nurse", NameKind::PER), ("nurse", NameKind::PER)];
        check("There a nurse waited. Then a nurse left.", &heads, 3.0, &["a nurse = a nurse"]);
    }

    #[test]
    fn what_has_an_owner_is_taken_up_and_has_no_name() {
        let heads = [("ally", NameKind::PER), ("ally", NameKind::PER)];
        check("There its ally waited. Then its ally left.", &heads, 3.0, &["its ally = its ally"]);
        let heads = [("Todor", NameKind::PER), ("ally", NameKind::PER)];
        check("Mara Todor met them. Then its ally left.", &heads, 3.0, &[]);
    }

    #[test]
    fn whose_country_it_is_tells_the_office() {
        let heads = [("Vey", NameKind::PER), ("her", NameKind::PER), ("country", NameKind::GPE)];
        let same = &["Norway = her country", "Mara Vey = her"];
        check("Norway agreed. Norwegian Foreign Minister Mara Vey left. Then her country agreed.", &heads, 3.0, same);
    }

    #[test]
    fn who_says_it_is_not_he_of_whom_it_is_said() {
        let heads = [("Vey", NameKind::PER), ("he", NameKind::PER)];
        check("Ilan Vey said: \"I know that he left.\"", &heads, 3.0, &["Ilan Vey = I"]);
        check("Ilan Vey said that he left.", &heads, 3.0, &["Ilan Vey = he"]);
    }

    #[test]
    fn a_given_name_tells_he_from_she_where_the_report_does_not() {
        let heads = [("Vey", NameKind::PER), ("Todor", NameKind::PER), ("she", NameKind::PER)];
        check("Elizabeth Vey met them. Benjamin Todor left. Then she left.", &heads, 3.0, &["Elizabeth Vey = she"]);
        // The report knows better.
        let heads = [("Vey", NameKind::PER), ("he", NameKind::PER)];
        check("Elizabeth Vey met them. Then he left.", &heads, 3.0, &["Elizabeth Vey = he"]);
        check("Elizabeth Vey met them. Then he left.", &heads, 1.0, &[]);
    }

    #[test]
    fn straight_behind_the_verb_his_is_whoever_speaks() {
        let heads = [("Vey", NameKind::PER), ("Todor", NameKind::PER), ("his", NameKind::PER)];
        check("Ilan Vey left. Boris Todor said his party agreed.", &heads, 0.0, &["Boris Todor = his"]);
    }

    #[test]
    fn a_short_name_of_syllables_is_made_of_the_long_one() {
        assert!(super::is_made_of("Orvolcs", "Orsan Institute of Volcanology and Seismology"));
        assert!(!super::is_made_of("Sered", "Orsan Institute of Volcanology"));
        assert!(!super::is_made_of("Orsa", "Orsan Institute"));
    }

    #[test]
    fn a_surname_alone_stays_whose_it_was() {
        check("Ilan Todor left. Todor agreed. Mara Todor left. Todor agreed.", &[], 3.0, &["Ilan Todor = Todor = Todor"]);
        check("Ilan Todor left with his sister Mara Todor. Todor agreed.", &[], 3.0, &["Ilan Todor = his = Todor"]);
    }
}
