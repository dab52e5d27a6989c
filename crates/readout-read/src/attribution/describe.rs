//! Who a description means: the name set off beside it, or the one person or body of the report that is named with the same office.
//!
//! `The chair, Lady Ormsby, …` is settled where it stands. `The province's former minister told …`, and a sentence later `the minister, Ramiro
//! Ustáriz, …`, is settled by the noun, wherever the name stands. What the words beside a name call it is read from the surface, since trees
//! are at their worst around appositions; where two names would do, none is taken.

use super::view::View;
use crate::calendar::is_day_or_month;
use crate::mention::Cast;
use readout_core::{EntityId, EntityType, Mention, MentionKind, Role, TokenRange};
use std::ops::Range;

/// What the words beside a name call it.
struct Called {
    entity: EntityId,
    description: Description,
    /// Where the name stands.
    at: usize,
}

/// A description taken apart.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Description {
    /// The noun: `minister`.
    noun: String,
    /// The noun as it stands there: `chair`, of what is counted as a head.
    own: String,
    /// What stands before the noun: `water`, `deputy`.
    modifiers: Vec<String>,
    /// Names within it, in small letters: whose, or of what.
    owners: Vec<String>,
    /// `a`, `another`, a number, or no article before a plural: somebody not spoken of before.
    introduces: bool,
}

/// Every name of the report with what it is called.
pub(super) struct Directory {
    called: Vec<Called>,
    /// People and the bodies or states for which they speak by their office.
    offices: Vec<(EntityId, EntityId)>,
}

/// Nouns that say too little of who is meant.
const EMPTY: &[&str] = &[
    "man",
    "woman",
    "person",
    "member",
    "official",
    "one",
    "side",
    "people",
    "group",
    "country",
    "state",
    "city",
    "source",
    "counterpart",
    "resident",
    "expert",
    "analyst",
    "reporter",
    "journalist",
    "supporter",
    "party",
    "company",
    "town",
    "village",
    "region",
    "province",
];
/// Modifiers that make another office of the same noun.
const RANKS: &[&str] =
    &["prime", "chief", "deputy", "vice", "assistant", "former", "ex", "acting", "shadow", "junior", "associate", "retired"];

/// Ranks and degrees, which say what somebody is and not what for.
const RANK_TITLES: &[&str] = &[
    "general",
    "colonel",
    "major",
    "captain",
    "lieutenant",
    "sergeant",
    "admiral",
    "brigadier",
    "commander",
    "commodore",
    "dr",
    "doctor",
    "professor",
    "sir",
    "dame",
    "lord",
    "lady",
];

/// Who have parts in a matter that nobody has two of.
const PARTIES: &[&str] = &[
    "judge",
    "prosecutor",
    "prosecution",
    "defence",
    "defense",
    "coroner",
    "clerk",
    "lawyer",
    "presenter",
    "host",
    "interviewer",
    "reporter",
    "interpreter",
    "spokesman",
    "sergeant",
    "driver",
    "minister",
    "president",
    "mayor",
    "governor",
    "ambassador",
    "senator",
    "king",
    "queen",
    "pope",
    "union",
    "employers",
    "management",
];

impl Directory {
    pub(super) fn new(view: &View<'_>, cast: &Cast, roles: &[Role]) -> Self {
        let mut called = Vec::new();
        let named =
            |mention: &&Mention| mention.kind == MentionKind::Name && matches!(mention.entity_type, EntityType::PER | EntityType::ORG);
        for mention in cast.mentions.iter().filter(named) {
            let Some(entity) = mention.entity else { continue };
            let name = view.doc.tokens_in(mention.span).range();
            let person = mention.entity_type == EntityType::PER;
            for words in [words_before(view, &name, person), words_after(view, &name)].into_iter().flatten() {
                // `This morning, Mara Todor said`: a time calls nobody anything.
                let of_thing = |noun: usize| {
                    person && cast.mention_at(noun).is_some_and(|other| matches!(other.entity_type, EntityType::OTHER | EntityType::EVENT))
                };
                if head_noun(view, words.clone()).is_some_and(of_thing) {
                    continue;
                }
                if let Some(description) = Description::of(view, words) {
                    called.push(Called { entity, description, at: name.start });
                }
            }
        }
        for mention in cast.mentions.iter().filter(named).filter(|mention| mention.entity_type == EntityType::PER) {
            let Some(entity) = mention.entity else { continue };
            if let Some(description) = said_of(view, mention) {
                called.push(Called { entity, description, at: mention.head.index() });
            }
            // `Justice Ellen Farr` is called a judge, and no chief one.
            let start = view.doc.tokens_in(mention.span).start;
            let title = start.checked_sub(1).filter(|title| view.is_large(*title) && matches!(view.lower(*title), "justice" | "judge"));
            if let Some(title) = title.filter(|title| *title == 0 || !view.is_large(title - 1) || view.is_sentence_start(*title)) {
                let mut description = Description { noun: lemma(view, title), ..Description::default() };
                description.settle();
                called.push(Called { entity, description, at: start });
            }
        }
        for role in roles.iter().filter(|role| cast.entity(role.entity).named) {
            let words = view.doc.tokens_in(role.span).range();
            let mut parts = role.title.rsplit([' ', '-']).map(str::to_owned);
            let Some(noun) = parts.next() else { continue };
            // `the US envoy` is one of the United States.
            let names = role.org.map(|org| cast.entity(org)).into_iter().flat_map(|org| [&org.name].into_iter().chain(&org.aliases));
            let owners = names.map(|name| name.to_lowercase()).collect();
            let mut modifiers: Vec<String> = parts.collect();
            modifiers.extend(role.status.iter().cloned());
            let article = words.clone().rev().find(|token| view.lower(*token) == noun).and_then(|office| {
                (words.start.saturating_sub(1)..office)
                    .rev()
                    .take_while(|token| !view.is_comma(*token))
                    .find(|token| view.upos(*token) == "DET")
            });
            let introduces = article.is_some_and(|article| matches!(view.lower(article), "a" | "an" | "another"));
            let mut description = Description { noun, modifiers, owners, introduces, ..Description::default() };
            description.settle();
            called.push(Called { entity: role.entity, description, at: words.start });
        }
        // Who speaks for a body, and not whoever works there.
        let speaks_for = |role: &&Role| {
            let noun = role.title.rsplit([' ', '-']).next().unwrap_or_default();
            role.status.is_none()
                && matches!(
                    noun,
                    "minister"
                        | "premier"
                        | "president"
                        | "chancellor"
                        | "secretary"
                        | "ambassador"
                        | "envoy"
                        | "negotiator"
                        | "leader"
                        | "head"
                        | "commander"
                        | "spokesman"
                        | "spokeswoman"
                        | "spokesperson"
                        | "general"
                )
        };
        let offices = roles.iter().filter(speaks_for).filter_map(|role| Some((role.entity, role.org?))).collect();
        Self { called, offices }
    }

    /// The one body or state for which somebody speaks by an office.
    pub(super) fn body_of(&self, person: EntityId) -> Option<EntityId> {
        let mut own: Vec<EntityId> = self.offices.iter().filter(|(one, _)| *one == person).map(|(_, org)| *org).collect();
        own.sort_unstable();
        own.dedup();
        <[EntityId; 1]>::try_from(own).ok().map(|[one]| one)
    }

    /// The one named holder of the office that `tokens`, at `at`, describe.
    pub(super) fn holder(&self, view: &View<'_>, cast: &Cast, tokens: &[usize], person: bool) -> Option<EntityId> {
        let (first, last) = (*tokens.first()?, *tokens.last()?);
        let description = Description::of(view, first..last + 1)?;
        if EMPTY.contains(&description.noun.as_str()) {
            return None;
        }
        let fits = |called: &&Called| {
            let kind = cast.entity(called.entity).entity_type == EntityType::PER;
            let after = called.at > last;
            // `his former deputy` is none whom he has.
            let former = |one: &Description| one.modifiers.iter().any(|word| matches!(word.as_str(), "former" | "ex" | "late"));
            let gone = !after && former(&description) && !former(&called.description);
            kind == person && !gone && description.may_be(&called.description) && (after || !description.introduces)
                // Somebody not spoken of before is named later as `the` so and so, at once.
                && (!description.introduces
                    || !called.description.introduces && view.paragraph_of(called.at) - view.paragraph_of(first) <= 3)
        };
        let one = |called: &mut dyn Iterator<Item = &Called>| {
            let mut found: Vec<EntityId> = called.map(|called| called.entity).collect();
            found.sort_unstable();
            found.dedup();
            <[EntityId; 1]>::try_from(found).ok().map(|[one]| one)
        };
        // Of several, the one whom this sentence or the one before calls so: `Industry Minister Ilan Vey sent a letter, but the minister said …`
        let back = |called: &Called, n_sentences: usize| {
            called.at < first
                && view.doc.sentence_of[called.at] + n_sentences == view.doc.sentence_of[first]
                && view.paragraph_of(called.at) == view.paragraph_of(first)
        };
        one(&mut self.called.iter().filter(fits)).or_else(|| {
            let near = |n_sentences| one(&mut self.called.iter().filter(fits).filter(|called| back(called, n_sentences)));
            near(0).or_else(|| near(1)).filter(|_| !description.introduces)
        })
    }

    /// Whether a person is called by the same noun elsewhere, and never as these words have it: `the transport secretary`, led to `the former
    /// permanent secretary, Ruth Ellery`.
    pub(super) fn contradicts(&self, view: &View<'_>, entity: EntityId, tokens: &[usize]) -> bool {
        let (Some(first), Some(last)) = (tokens.first(), tokens.last()) else { return false };
        let Some(description) = Description::of(view, *first..last + 1) else { return false };
        if EMPTY.contains(&description.noun.as_str()) {
            return false;
        }
        // Who speaks for others does not lead them.
        let class = |noun: &str| {
            if matches!(noun, "spokesman" | "lawyer" | "aide" | "adviser" | "advisor") {
                Some(false)
            } else if matches!(
                noun,
                "head" | "minister" | "president" | "premier" | "king" | "queen" | "governor" | "mayor" | "chancellor" | "senator"
            ) {
                Some(true)
            } else {
                None
            }
        };
        if let Some(own) = class(&description.noun) {
            let mut known =
                self.called.iter().filter(|called| called.entity == entity).filter_map(|called| class(&called.description.noun)).peekable();
            if known.peek().is_some() && known.all(|other| other != own) {
                return true;
            }
        }
        let mut same =
            self.called.iter().filter(|called| called.entity == entity && called.description.noun == description.noun).peekable();
        same.peek().is_some() && same.all(|called| !description.may_be(&called.description))
    }

    /// Whether any words call this entity something.
    pub(super) fn describes(&self, entity: EntityId) -> bool {
        let rank = |called: &Called| {
            called.description.modifiers.is_empty() && RANK_TITLES.contains(&called.description.noun.as_str())
                || called.description.noun == "general" && called.description.modifiers == ["brigadier"]
        };
        self.called.iter().any(|called| called.entity == entity && !rank(called))
    }
}

impl Description {
    fn of(view: &View<'_>, words: Range<usize>) -> Option<Self> {
        let noun = head_noun(view, words.clone())?;
        let mut description = Self { noun: lemma(view, noun), ..Self::default() };
        let first = view.lower(words.start);
        let plural = view.doc.tokens[noun].feats.contains("Number=Plur");
        let bare = !matches!(first, "the" | "this" | "that" | "these" | "those" | "his" | "her" | "its" | "their" | "our" | "my")
            && !words.clone().any(|token| view.lower(token) == "'s");
        description.introduces =
            matches!(first, "a" | "an" | "another" | "one" | "some" | "several" | "no" | "any" | "two" | "three") || bare && plural;
        let of = words.clone().find(|token| *token == noun + 1 && view.lower(*token) == "of");
        for token in words {
            let word = view.lower(token);
            // `minister of information`, `head of the electoral commission`
            let complement = of.is_some_and(|of| token > of) && view.upos(token) == "NOUN" && !view.is_large(token);
            // `US Vice-President Mara Todor` is the US vice-president.
            let rank = token < noun && RANKS.contains(&word);
            let small = token < noun && matches!(view.upos(token), "NOUN" | "ADJ" | "VERB") && !view.is_large_inside(token);
            if complement || rank || small {
                description.modifiers.push(word.to_owned());
            } else if token != noun && (view.is_large_inside(token) || view.upos(token) == "PROPN") && !is_day_or_month(word) {
                description.owners.push(word.to_owned());
            }
        }
        description.settle();
        Some(description)
    }

    /// `top diplomat` and `foreign secretary` are what others call a foreign minister, and a leader is a head.
    fn settle(&mut self) {
        const SAME: &[(&str, &[&str])] = &[
            ("head", &["leader", "chairman", "chairwoman", "chairperson", "chair"]),
            ("spokesman", &["spokeswoman", "spokesperson"]),
            ("judge", &["justice"]),
            ("lawyer", &["solicitor", "attorney", "barrister", "counsel", "advocate"]),
        ];
        self.own.clone_from(&self.noun);
        if let Some((noun, _)) = SAME.iter().find(|(_, others)| others.contains(&self.noun.as_str())) {
            (*noun).clone_into(&mut self.noun);
        }
        // `a federal judge` is `US District Judge Anna Vesh`.
        if self.noun == "judge" {
            self.modifiers.retain(|word| !matches!(word.as_str(), "federal" | "district" | "high" | "senior" | "state" | "local" | "lady"));
        }
        let is = |word: &str| self.modifiers.iter().any(|modifier| modifier == word);
        if self.noun == "diplomat" && (is("top") || is("chief")) || self.noun == "secretary" && is("foreign") {
            "minister".clone_into(&mut self.noun);
            self.modifiers.retain(|word| !matches!(word.as_str(), "top" | "chief" | "foreign"));
            self.modifiers.push("foreign".to_owned());
        }
    }

    /// Whether two descriptions may be of one: the same noun, no different rank, nothing that speaks against it.
    fn may_be(&self, other: &Self) -> bool {
        let ranks = |description: &Self| -> Vec<String> {
            let mut ranks: Vec<String> = description.modifiers.iter().filter(|word| RANKS.contains(&word.as_str())).cloned().collect();
            ranks.retain(|rank| !matches!(rank.as_str(), "former" | "retired" | "ex"));
            ranks.sort_unstable();
            ranks
        };
        let plain = |description: &Self| -> Vec<String> {
            description
                .modifiers
                .iter()
                .filter(|word| !RANKS.contains(&word.as_str()) && !matches!(word.as_str(), "same" | "own" | "new" | "current"))
                .cloned()
                .collect()
        };
        let apart =
            |a: &[String], b: &[String]| !a.is_empty() && !b.is_empty() && !a.iter().any(|word| b.iter().any(|other| akin(word, other)));
        // `The trip leader` is not `the head, Anna Vesh`, of whom nobody has said of what.
        let vague = self.own != other.own && !plain(self).is_empty() && plain(other).is_empty() && other.owners.is_empty();
        !vague
            && self.noun == other.noun
            && ranks(self) == ranks(other)
            && !apart(&plain(self), &plain(other))
            && !apart(&self.owners, &other.owners)
    }
}

/// Whether two phrases may describe one: not `the prime minister` and `the fisheries minister`.
pub(super) fn may_be_one(view: &View<'_>, a: Range<usize>, b: Range<usize>) -> bool {
    match (Description::of(view, a), Description::of(view, b)) {
        (Some(a), Some(b)) if a.noun != b.noun => !(PARTIES.contains(&a.noun.as_str()) && PARTIES.contains(&b.noun.as_str())),
        (Some(a), Some(b)) => a.may_be(&b),
        _ => true,
    }
}

/// `Maskan` and `Maskani`; a name and one that holds it.
fn akin(a: &str, b: &str) -> bool {
    let start = a.chars().zip(b.chars()).take_while(|(a, b)| a == b).count();
    start >= 4 || a == b || a.split(' ').any(|word| word == b) || b.split(' ').any(|word| word == a)
}

fn lemma(view: &View<'_>, token: usize) -> String {
    view.lower(token).to_owned()
}

/// The noun of a description: the last before what only belongs to it.
pub(super) fn head_noun(view: &View<'_>, words: Range<usize>) -> Option<usize> {
    let mut noun = None;
    for token in words {
        let ends = matches!(
            view.lower(token),
            "of" | "for" | "at" | "in" | "from" | "to" | "on" | "with" | "who" | "which" | "that" | "," | "(" | "and" | "or"
        );
        if ends && noun.is_some() {
            break;
        }
        if view.upos(token) == "NOUN" && view.lower.get(token + 1).is_none_or(|next| next != "'s" && next != "-" && next != "'") {
            noun = Some(token);
        }
    }
    noun
}

/// `Amara Cole was the hospital's surgeon`, `The surgeon is Amara Cole`: what a sentence says that somebody is.
fn said_of(view: &View<'_>, mention: &Mention) -> Option<Description> {
    let head = mention.head.index();
    if !view.has_tree || view.quote_of[head].is_some() {
        return None;
    }
    let has = |token: usize, relation: &str| view.children(token).iter().any(|child| view.doc.tokens[*child].deprel == relation);
    let denied = |token: usize| view.children(token).iter().any(|child| matches!(view.lower(*child), "not" | "n't" | "never" | "no"));
    // A noun with what stands before it.
    let described = |noun: usize| {
        let start = (noun.saturating_sub(6)..noun)
            .rev()
            .take_while(|token| {
                matches!(view.upos(*token), "NOUN" | "ADJ" | "PROPN" | "DET" | "NUM") || matches!(view.lower(*token), "'s" | "-" | "former")
            })
            .last()
            .unwrap_or(noun);
        Description::of(view, start..noun + 1)
    };
    let above = view.head(head)?;
    if view.relation(head) == "nsubj" && view.upos(above) == "NOUN" && has(above, "cop") && !denied(above) {
        return described(above);
    }
    if has(head, "cop") && !denied(head) {
        let subject = view.child(head, &["nsubj"]).filter(|subject| view.upos(*subject) == "NOUN")?;
        return described(subject);
    }
    None
}

/// `the town clerk, ` and `deputy mayor ` before a name.
fn words_before(view: &View<'_>, name: &Range<usize>, person: bool) -> Option<Range<usize>> {
    let floor = view.sentence(name.start).start;
    let mut end = name.start;
    // Titles with a capital stand between: `the chair, Lady Ormsby`.
    while end > floor && view.upos(end - 1) == "PROPN" && view.is_large(end - 1) && name.start - end < 3 {
        end -= 1;
    }
    if end > floor && view.lower(end - 1) == "the" && name.start - end <= 1 {
        end -= 1;
    }
    if end > floor && view.is_comma(end - 1) {
        end -= 1;
        let words = view.phrase_before(end, floor).filter(|words| words.end == end)?;
        // From the article on: what stands before it is another phrase.
        let noun = head_noun(view, words.clone())?;
        let start = (words.start..noun).rev().find(|token| view.upos(*token) == "DET").unwrap_or(words.start);
        let circumstance = view.upos(start) == "ADP" || start > floor && view.upos(start - 1) == "ADP";
        return (!circumstance).then_some(start..end);
    }
    // `the opposition Free Council` is no name of the opposition.
    let titled = person && end > floor && view.upos(end - 1) == "NOUN";
    if !titled {
        return None;
    }
    view.phrase_before(end, floor)
}

/// `, the town clerk,` after a name.
fn words_after(view: &View<'_>, name: &Range<usize>) -> Option<Range<usize>> {
    let end = view.sentence(name.start).end;
    let start = name.end + 1;
    if start >= end || view.lower(name.end) != "," {
        return None;
    }
    let opens = matches!(view.lower(start), "the" | "a" | "an" | "his" | "her" | "its" | "their" | "now" | "then" | "whose")
        || matches!(view.upos(start), "NOUN" | "ADJ")
        || view.lower.get(start + 1).is_some_and(|next| next == "'s");
    let close = (start..end).find(|token| matches!(view.lower(*token), "," | "." | ";" | "who" | "said" | ":" | "(" | "and"))?;
    let verb = (start..close).any(|token| view.upos(token) == "AUX" || view.upos(token) == "VERB" && view.lower(token).ends_with("ing"));
    (opens && !verb && view.lower(close) != "and" && close > start).then_some(start..close)
}

/// The name set off after a description: `One of the reporters, Astrid Holm of the daily Morgen, said`. `limit` is where the source must end.
pub(super) fn set_off_name(view: &View<'_>, cast: &Cast, tokens: &[usize], limit: usize) -> Option<EntityId> {
    let mut first = *tokens.first()?;
    let comma = (first..limit).find(|token| view.lower(*token) == "," && view.quote_of[*token] == view.quote_of[first])?;
    // `the third, Halliwell Marsh, said`: a word that stands for the noun.
    let stands_for = |token: usize| matches!(view.upos(token), "ADJ" | "NUM") && token == first + 1 && view.lower(first) == "the";
    // `the smaller of her two partners, the Greens, said`
    let one_of = (stands_for(first + 1) && first + 3 < comma && view.lower(first + 2) == "of").then_some(first + 1);
    // `one of them, Sana Meret, said`
    let of_them = matches!(view.lower(first), "one" | "another") && comma == first + 3 && view.lower(first + 1) == "of";
    // `a Republican, Ilan Vey, said`, `a Free Union Assemblywoman, Mara Todor,`: a word with a capital behind an article of one among many.
    let member = |token: usize| {
        matches!(view.lower(first), "a" | "an" | "another")
            && token > first
            && token <= first + 4
            && (first + 1..=token).all(|at| view.is_large(at))
    };
    // `the Member for Costa Sol, Mr Kelvin Todor,`
    let office = (first..comma).find(|token| {
        view.is_large(*token)
            && (crate::office::is_role_noun(view.lower(*token)) || view.lower(*token) == "member")
            && view.lower.get(token + 1).is_some_and(|next| matches!(next.as_str(), "for" | "of"))
    });
    let ordinal = comma.checked_sub(1).filter(|last| stands_for(*last) || member(*last)).or(of_them.then_some(first)).or(office).or(one_of);
    if ordinal.is_none() && head_noun(view, first..comma).is_none() {
        // The source may hold only the end of the description: `the head of the rebels' Unity Council, Ilan Vey`.
        first = view.phrase_before(comma, view.sentence(first).start)?.start;
        head_noun(view, first..comma)?;
    }
    // `relatives of the dead man, Ilan Vey`: the name is not theirs.
    let noun = ordinal.or_else(|| head_noun(view, first..comma))?;
    let last = (noun + 1..comma).rev().find(|token| matches!(view.upos(*token), "NOUN" | "PROPN"));
    let of_person = last.is_some_and(|token| {
        view.upos(token) == "NOUN"
            && cast.mention_at(token).is_some_and(|mention| mention.entity_type == EntityType::PER && mention.kind == MentionKind::Nominal)
    });
    let several = view.doc.tokens[noun].feats.contains("Number=Plur");
    // `one of the reporters, Sana Meret`
    if view.lower(first) != "one" && (several || of_person) {
        return None;
    }
    // The description is one phrase without a verb, and no name itself.
    let described = cast.mentions_in(view.doc.span(TokenRange { start: first, end: comma })).iter().any(|mention| {
        mention.kind == MentionKind::Name && mention.entity_type == EntityType::PER && view.doc.tokens_in(mention.span).end == comma
    });
    let verb = (first..comma).any(|token| matches!(view.upos(token), "AUX" | "SCONJ") || view.lower(token) == "who");
    if described || verb {
        return None;
    }
    let behind = TokenRange { start: comma + 1, end: limit.min(comma + 12) };
    let name = cast.mentions_in(view.doc.span(behind)).iter().find(|mention| {
        let own = view.doc.tokens_in(mention.span);
        // `23-year-old Sana Meret`
        let aged = own.start > comma + 2 && view.lower(own.start - 1).ends_with("old");
        // `the official, the Free Union Policy Council's Chairman Ilan Vey,`
        let office = view.lower(comma + 1) == "the"
            && own.start > comma + 2
            && (comma + 2..own.start).all(|token| view.is_large(token) || view.lower(token) == "'s");
        let near = own.start > comma
            && own.start
                <= comma
                    + if office {
                        11
                    } else if aged {
                        8
                    } else {
                        4
                    }
            && own.end <= limit;
        // `the economist` before it is one more description.
        let called = comma + 1 < own.start && view.lower(comma + 1) == "the" && view.upos(own.start - 1) == "NOUN";
        let titles = (comma + 1..own.start).all(|token| {
            matches!(view.lower(token), "the" | "." | "-")
                || office
                || view.upos(token) == "PROPN"
                || view.is_large_inside(token)
                || (called || aged) && matches!(view.upos(token), "NOUN" | "ADJ" | "NUM")
                || aged && view.lower(token) == "-"
        });
        mention.kind == MentionKind::Name
            && mention.entity.is_some()
            && matches!(mention.entity_type, EntityType::PER | EntityType::ORG | EntityType::OTHER)
            && near
            && titles
    })?;
    let end = view.doc.tokens_in(name.span).end;
    let closes = end >= limit || matches!(view.lower(end), "," | "(" | "of" | "from" | "at" | "in" | "for") || view.is_comma(end);
    // `the minister, Ilan Vey and Mara Todor` are several.
    let several = (end..limit.min(end + 6)).any(|token| view.lower(token) == "and" && view.is_large(token + 1));
    (closes && !several).then_some(name.entity).flatten()
}
