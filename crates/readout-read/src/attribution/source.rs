//! Who a run of words refers to: the head word of a source, the entity it is led to, and its bare words.
//!
//! A person's name wins over the office before it, the phrase's own head over everything that only belongs to it.

use super::author::is_paper;
use super::describe::head_noun;
use super::lead::first_of_name;
use super::media::{BODIES, OUTLETS, is_called_medium};
use super::title::CIVIL_TITLES;
use super::view::View;
use super::voice::is_collective;
use crate::calendar::is_day_or_month;
use crate::mention::Cast;
use crate::number::cardinal;
use crate::phrase::one_line;
use readout_core::{EntityId, EntityType, Mention, MentionKind};

/// The head word of a run of tokens: the one that hangs on none of the others.
pub(super) fn head_of(view: &View<'_>, tokens: &[usize]) -> Option<usize> {
    if !view.has_tree {
        return tokens.last().copied();
    }
    let tops = |tokens: &[usize]| {
        tokens.iter().copied().find(|token| view.head(*token).is_none_or(|head| !tokens.contains(&head)) && view.is_word(*token))
    };
    // `The minister, whose cousin the envoy is`: nothing of the clause is the head.
    let clause = tokens.iter().position(|token| matches!(view.lower(*token), "whose" | "whom")).filter(|at| *at > 1);
    let own = clause.map_or(tokens, |clause| &tokens[..clause]);
    let noun = |token: &usize| matches!(view.upos(*token), "NOUN" | "PROPN");
    let head = tops(own).filter(noun).or_else(|| tops(tokens))?;
    // `Norland 's top diplomat`: the owner is not the head, whatever the tree says.
    let (first, last) = (*tokens.first()?, *tokens.last()?);
    if view.lower.get(head + 1).is_some_and(|next| next == "'s") && head + 1 < last && tokens.contains(&(head + 1)) {
        let close = (head + 2..=last).find(|token| view.is_comma(*token)).unwrap_or(last + 1);
        let owned = head_noun(view, head + 2..close);
        let name = (head + 2..close).rev().find(|token| view.upos(*token) == "PROPN" && tokens.contains(token));
        return Some(owned.filter(|noun| tokens.contains(noun)).or(name).unwrap_or(head).max(first));
    }
    // `the Todor administration` is headed by its noun, whatever the tree says.
    let compounds = |noun: &usize| tokens.contains(noun) && view.upos(*noun) == "NOUN" && !view.is_large(*noun);
    let noun = (head + 1..=last).take_while(compounds).last().filter(|_| view.upos(head) == "PROPN" && view.is_large(head));
    Some(noun.unwrap_or(head))
}

/// The entity that a run of tokens refers to.
///
/// A person's name wins over the office before it (`spokeswoman Mara Todor`), the phrase's own head over everything that only belongs to it
/// (`the government's spokesman`).
pub(super) fn entity_of(view: &View<'_>, cast: &Cast, tokens: &[usize]) -> Option<EntityId> {
    let (first, last) = (*tokens.first()?, *tokens.last()?);
    let extent = view.doc.tokens[first].span.cover(view.doc.tokens[last].span);
    let mut head = head_of(view, tokens)?;
    // `one of the reporters, Sana Meret`: the name belongs to the one.
    if view.has_tree && view.lower(head) == "one" {
        let of = view.children(head).iter().copied().find(|child| view.relation(*child) == "nmod");
        // `one of the officials` is not the officials.
        if of.is_some_and(|of| matches!(view.upos(of), "PRON" | "NUM") || view.upos(of) == "NOUN" && is_plural(view, of)) {
            return only_person(view, cast, tokens, extent, true);
        }
        head = of.unwrap_or(head);
    }
    let relative = matches!(view.lower(head), "who" | "which" | "that");
    if relative
        && view.lower(head) == "who"
        && let Some(person) = person_before(view, cast, head)
    {
        return Some(person);
    }
    if relative && view.has_tree {
        // The verb of the relative clause hangs on the noun it tells of.
        let antecedent = view
            .head(head)
            .and_then(|verb| std::iter::successors(Some(verb), |at| view.head(*at)).find(|at| view.doc.tokens[*at].deprel == "acl:relcl"))
            .and_then(|verb| view.head(verb));
        // `A diplomat briefed on the talks, who asked not to be named`: somebody, whatever stands nearest.
        let somebody = |token: &usize| cast.mention_at(*token).is_none_or(|mention| mention.entity_type == EntityType::PER);
        let antecedent = antecedent.and_then(|noun| {
            if view.lower(head) != "who" || somebody(&noun) {
                return Some(noun);
            }
            let above = std::iter::successors(view.head(noun), |at| view.head(*at)).take(4);
            let nouns = above.filter(|at| matches!(view.upos(*at), "NOUN" | "PROPN") && view.sentence(head).contains(at));
            nouns.clone().find(|at| cast.mention_at(*at).is_some_and(|mention| mention.entity_type == EntityType::PER)).or(Some(noun))
        });
        if let Some(entity) = antecedent.and_then(|antecedent| cast.entity_at(antecedent)) {
            return Some(entity);
        }
    }
    let at_head = cast.mention_at(head).filter(|mention| is_fitting(view, cast, mention) && !is_of_itself(view, cast, tokens, mention));
    if let Some(mention) = at_head.filter(|mention| {
        mention.kind == MentionKind::Pronoun || mention.kind == MentionKind::Name && mention.entity_type == EntityType::PER
    }) {
        return mention.entity;
    }
    // `director of Harbour Watch Mara Todor`: a name straight behind that of the body is whose office it is.
    if view.has_tree
        && matches!(view.upos(head), "NOUN" | "PROPN")
        && !is_plural(view, head)
        && let Some(person) = cast
            .mentions_in(extent)
            .iter()
            .find(|mention| mention.kind == MentionKind::Name && mention.entity_type == EntityType::PER && mention.span.end == extent.end)
        && let start = view.doc.tokens_in(person.span).start
        && let Some(body) = cast.mentions_in(extent).iter().find(|mention| {
            mention.kind == MentionKind::Name && mention.entity_type == EntityType::ORG && view.doc.tokens_in(mention.span).end == start
        })
        && view.doc.tokens_in(body.span).start > head
        && view.upos(start - 1) == "PROPN"
        && view.lower.get(head + 1).is_some_and(|next| matches!(next.as_str(), "of" | "at" | "for"))
    {
        return person.entity;
    }
    // `House of Deputies Speaker Mara Todor`: the person behind the title, whatever the tree makes the head.
    if let Some(body) = at_head.filter(|mention| mention.kind == MentionKind::Name && mention.entity_type == EntityType::ORG)
        && let behind = view.doc.tokens_in(body.span).end
        && let Some(person) = cast.mentions_in(extent).iter().find(|mention| {
            let start = view.doc.tokens_in(mention.span).start;
            let title = |token: usize| CIVIL_TITLES.contains(&view.lower(token)) || view.upos(token) == "NOUN";
            mention.kind == MentionKind::Name
                && mention.entity_type == EntityType::PER
                && (behind + 1..behind + 5).contains(&start)
                && title(start - 1)
                && (behind..start).all(|token| matches!(view.upos(token), "NOUN" | "ADJ" | "PROPN"))
        })
    {
        return person.entity;
    }
    // Names of people within the phrase that are the same as its head: appositions and what is flat with it.
    let names = cast.mentions_in(extent).iter().filter(|mention| {
        mention.kind == MentionKind::Name
            && mention.entity_type == EntityType::PER
            && extent.contains(mention.span)
            && mention.entity.is_some()
    });
    let same = |name: usize| -> bool {
        if !view.has_tree {
            return true;
        }
        // `relatives of the dead man, Ilan Vey` are not he, whatever the tree hangs him on.
        if view.upos(head) == "NOUN" && is_plural(view, head) {
            return false;
        }
        // `the Todor administration` is not Todor.
        if name < head && matches!(view.relation(name), "compound" | "nmod:desc") && view.upos(head) == "NOUN" {
            return false;
        }
        if is_of_another(view, cast, head, name) {
            return false;
        }
        let mut at = name;
        for _ in 0..4 {
            if at == head {
                return true;
            }
            match view.relation(at) {
                "appos" | "flat" | "compound" | "conj" | "list" | "dep" | "nmod:desc" => {}
                _ => return false,
            }
            let Some(next) = view.head(at) else { return false };
            at = next;
        }
        at == head
    };
    if let Some(name) = names.filter(|mention| !is_owner(view, mention.head.index())).find(|mention| same(mention.head.index())) {
        return name.entity;
    }
    // `Ossara's foreign minister` is not Ossara, `a Rostavian envoy` not Rostavia: the name must not be only what belongs to the head.
    let belongs = |entity: EntityId| {
        let name = cast.entity(entity).name.to_lowercase();
        let has = |word: &str| !word.is_empty() && name.split(|c: char| !c.is_alphanumeric()).any(|part| part == word);
        view.has_tree
            && view.upos(head) == "NOUN"
            && !has(view.lower(head))
            && tokens.iter().any(|token| *token != head && matches!(view.upos(*token), "PROPN" | "ADJ") && has(view.lower(*token)))
    };
    // `key ally Norland`: the name that ends the phrase, straight after its noun.
    let follows = |mention: &&readout_core::Mention| {
        let own = view.doc.tokens_in(mention.span);
        mention.kind == MentionKind::Name
            && matches!(mention.entity_type, EntityType::PER | EntityType::ORG | EntityType::GPE)
            && own.start == head + 1
            && own.end == last + 1
            && mention.entity.is_some()
    };
    if view.has_tree
        && view.upos(head) == "NOUN"
        && let Some(name) = view.doc.tokens.get(head + 1).and_then(|next| cast.mentions_in(next.span).iter().find(follows))
    {
        return name.entity;
    }
    // `Norland's Ilan Vey`, `committee chair Ilan Vey`: the phrase ends with the one person that it names.
    if view.has_tree
        && let Some(entity) = only_person(view, cast, tokens, extent, true)
    {
        return Some(entity);
    }
    if let Some(entity) = at_head.and_then(|mention| mention.entity).filter(|entity| !cast.entity(*entity).named || !belongs(*entity)) {
        return Some(entity);
    }
    // A name of another type is the speaker only as the phrase's head; what is beside it is whose, or whence, the speaker is.
    let apposed = cast
        .mentions
        .iter()
        .filter(|mention| mention.kind == MentionKind::Name && extent.contains(mention.span) && mention.entity.is_some());
    let apposed =
        apposed.filter(|mention| mention.entity_type != EntityType::NORP && view.has_tree && !is_owner(view, mention.head.index()));
    let several = view.upos(head) == "NOUN" && is_plural(view, head);
    let apposed = apposed.filter(|mention| !several || mention.entity_type != EntityType::PER);
    let apposed = apposed.filter(|mention| !is_of_another(view, cast, head, mention.head.index()));
    let mut apposed =
        apposed.filter(|mention| view.relation(mention.head.index()) == "appos" && view.head(mention.head.index()) == Some(head));
    if let Some(name) = apposed.next() {
        return name.entity;
    }
    if view.has_tree {
        return only_person(view, cast, tokens, extent, false);
    }
    let within = cast
        .mentions
        .iter()
        .filter(|mention| extent.contains(mention.span) && mention.entity.is_some() && !is_owner(view, mention.head.index()));
    within.max_by_key(|mention| (mention.kind == MentionKind::Name, mention.span.len())).and_then(|mention| mention.entity)
}

/// `a former aide to Mara Todor`, `the driver of MP Ilan Vey`: a person's name that a preposition leads to, with nothing but titles between, is that of
/// somebody else than the noun before. `The minister for energy Mara Todor` is she.
pub(super) fn is_of_another(view: &View<'_>, cast: &Cast, noun: usize, name: usize) -> bool {
    let start = first_of_name(view, cast, name);
    if view.upos(noun) != "NOUN" || start <= noun + 1 {
        return false;
    }
    let between = noun + 1..start;
    let Some(leads) = between.clone().rev().find(|token| view.upos(*token) == "ADP") else { return false };
    let title = |token: usize| {
        view.upos(token) == "DET" || view.is_large(token) && cast.mention_at(token).is_none_or(|mention| mention.kind != MentionKind::Name)
    };
    !between.clone().any(|token| view.is_comma(token)) && (leads + 1..start).all(title)
}

/// A noun that was led to somebody whose name stands within its own phrase, behind a preposition.
fn is_of_itself(view: &View<'_>, cast: &Cast, tokens: &[usize], mention: &Mention) -> bool {
    let (Some(first), Some(last)) = (tokens.first(), tokens.last()) else { return false };
    let extent = view.doc.tokens[*first].span.cover(view.doc.tokens[*last].span);
    let noun = mention.head.index();
    // `Mayor Todor's spokeswoman`, `her press secretary`: nobody belongs to himself.
    let owner = view.has_tree
        && view.children(noun).iter().any(|child| {
            view.doc.tokens[*child].deprel == "nmod:poss"
                && cast.mention_at(*child).is_some_and(|owner| owner.entity.is_some() && owner.entity == mention.entity)
        });
    if mention.kind == MentionKind::Nominal && owner {
        return true;
    }
    mention.kind == MentionKind::Nominal
        && cast.mentions_in(extent).iter().any(|other| {
            other.kind == MentionKind::Name
                && other.entity == mention.entity
                && other.entity_type == EntityType::PER
                && is_of_another(view, cast, noun, other.head.index())
        })
}

/// `the head of the council, Ilan Vey, who …`: the person whose name stands just before `who`.
fn person_before(view: &View<'_>, cast: &Cast, who: usize) -> Option<EntityId> {
    let mut end = who;
    while end > 0 && view.lower(end - 1) == "," {
        end -= 1;
    }
    let before = cast.mentions.iter().find(|mention| {
        mention.kind == MentionKind::Name
            && mention.entity_type == EntityType::PER
            && view.doc.tokens_in(mention.span).end == end
            && !is_owner(view, mention.head.index())
    })?;
    before.entity
}

/// The one person whom a phrase names with nothing between: `Council representative Tomas Rell`, however the tree has hung the title.
fn only_person(view: &View<'_>, cast: &Cast, tokens: &[usize], extent: readout_core::Span, ends: bool) -> Option<EntityId> {
    let named = |mention: &&readout_core::Mention| mention.kind == MentionKind::Name && mention.entity_type == EntityType::PER;
    let mut people = cast
        .mentions_in(extent)
        .iter()
        .filter(named)
        .filter(|mention| extent.contains(mention.span) && !is_owner(view, mention.head.index()));
    let person = people.next()?;
    if people.any(|other| other.entity != person.entity) {
        return None;
    }
    // `a spokesman for Mr Rell`, `the man who met Rell`: the name belongs to somebody else's phrase.
    let before = tokens.iter().take_while(|token| view.doc.tokens[**token].span.end <= person.span.start);
    let plain = before.clone().all(|token| matches!(view.upos(*token), "NOUN" | "PROPN" | "ADJ" | "DET" | "NUM" | "PUNCT" | "PART"));
    if ends && person.span.end != extent.end {
        return None;
    }
    // `the Orsan side`: what stands before a noun only belongs to it.
    let next = view.doc.tokens_in(person.span).end;
    if view.has_tree && tokens.contains(&next) && view.upos(next) == "NOUN" && !view.is_large(next) {
        return None;
    }
    let no_break = before.clone().all(|token| view.upos(*token) != "PUNCT" || view.lower(*token) == "-");
    (plain && no_break).then_some(person.entity).flatten()
}

/// A person is no state, and several are not one: a nominal that was led to an entity of another type or number was led astray.
fn is_fitting(view: &View<'_>, cast: &Cast, mention: &Mention) -> bool {
    let Some(entity) = mention.entity else { return false };
    let person = cast.entity(entity).named && cast.entity(entity).entity_type == EntityType::PER;
    let head = mention.head.index();
    if mention.kind == MentionKind::Nominal && person {
        let own = view.doc.tokens_in(mention.span).range();
        let counted = own.clone().any(|token| token < head && view.upos(token) == "NUM" && view.lower(token) != "one");
        if is_plural(view, head) || counted || is_collective(view.lower(head)) {
            return false;
        }
        // `a hospital spokeswoman` is none of those who were named before.
        let introduces = matches!(view.lower(own.start), "a" | "an" | "another");
        let named_before = || {
            cast.mentions.iter().any(|other| {
                other.entity == Some(entity) && other.kind == MentionKind::Name && view.doc.tokens_in(other.span).start < own.start
            })
        };
        if introduces && named_before() {
            return false;
        }
    }
    // `the ministry` is no station, whoever was led to one.
    let medium = cast.entity(entity).named && cast.entity(entity).sector.as_deref() == Some("JRN") && !person;
    if mention.kind == MentionKind::Nominal && medium && BODIES.contains(&view.lower(head)) && !is_akin_to_name(view, cast, entity, head) {
        return false;
    }
    // `the company` is no paper, and `her press secretary` no outlet.
    let paper = || {
        let name = &cast.entity(entity).name;
        let prints = name.split(' ').any(|word| {
            let word = word.to_lowercase();
            OUTLETS.iter().any(|(outlet, _)| *outlet == word)
                && !matches!(word.as_str(), "media" | "channel" | "star" | "sun" | "standard" | "express")
        });
        name.contains(' ') && prints || is_called_medium(view, cast, entity)
    };
    let other =
        BODIES.contains(&view.lower(head)) || mention.entity_type == EntityType::PER && crate::office::is_role_noun(view.lower(head));
    if mention.kind == MentionKind::Nominal && other && cast.entity(entity).named && !is_akin_to_name(view, cast, entity, head) && paper() {
        return false;
    }
    // `the government` is no named body that is called otherwise.
    let known = cast.entity(entity);
    let of_state =
        matches!(view.lower(head), "government" | "ministry" | "army" | "police" | "parliament" | "embassy" | "state" | "country");
    let akin = |word: &str| {
        let word = word.to_lowercase();
        word.chars().zip(view.lower(head).chars()).take_while(|(a, b)| a == b).count() >= 4
    };
    if mention.kind == MentionKind::Nominal
        && of_state
        && known.named
        && known.entity_type == EntityType::ORG
        && known.name.contains(' ')
        && !known.name.split(' ').any(akin)
    {
        return false;
    }
    let of_person = mention.entity_type == EntityType::PER || person && crate::office::is_role_noun(view.lower(head));
    mention.kind != MentionKind::Nominal || of_person == (cast.entity(entity).entity_type == EntityType::PER)
}

/// Whether a noun is part of the name: `the council` of `the Unity Council`.
fn is_akin_to_name(view: &View<'_>, cast: &Cast, entity: EntityId, noun: usize) -> bool {
    cast.entity(entity).name.split(' ').any(|word| word.eq_ignore_ascii_case(view.lower(noun)))
}

/// `Ossara's` of `Ossara's foreign minister`.
pub(super) fn is_owner(view: &View<'_>, token: usize) -> bool {
    view.doc.tokens[token].deprel == "nmod:poss" || view.lower.get(token + 1).is_some_and(|next| next == "'s")
}

/// Whether a name of a person, body or state ends at this word.
pub(super) fn names_an_actor(view: &View<'_>, cast: &Cast, token: usize) -> bool {
    cast.mentions.iter().any(|mention| {
        mention.kind == MentionKind::Name
            && matches!(mention.entity_type, EntityType::PER | EntityType::ORG | EntityType::GPE | EntityType::FAC)
            && view.doc.tokens_in(mention.span).end == token + 1
    })
}

/// The words of a description without clauses and what is set off by commas: `a senior official`.
pub(super) fn bare_phrase(view: &View<'_>, tokens: &[usize]) -> Vec<usize> {
    // `Leaked cable: envoy called …`
    if let Some(colon) = tokens.iter().rposition(|token| view.lower(*token) == ":").filter(|colon| colon + 1 < tokens.len()) {
        return bare_phrase(view, &tokens[colon + 1..]);
    }
    let Some(head) = head_of(view, tokens) else { return tokens.to_vec() };
    let cut = tokens.iter().copied().find(|token| {
        *token > head
            && (matches!(
                view.lower(*token),
                "," | "("
                    | "–"
                    | "—"
                    | "who"
                    | "which"
                    | "whose"
                    | "that"
                    | "reached"
                    | "contacted"
                    | "consulted"
                    | "speaking"
                    | "via"
                    | "seen"
                    | "released"
                    | "leaked"
                    | "obtained"
                    | "published"
                    | "filed"
                    | "posted"
                    | "read"
                    | "initialled"
                    | "put"
                    | "including"
            ) || matches!(view.lower(*token), "quoted" | "interviewed" | "accessed" | "reviewed")
                && view.lower.get(token + 1).is_some_and(|next| matches!(next.as_str(), "by" | "in"))
                || (view.has_tree
                && matches!(view.doc.tokens[*token].deprel.as_str(), "acl" | "acl:relcl" | "parataxis")
                && view.head(*token) == Some(head)
                // `an aide travelling with her`, `a diplomat briefed on the talks` would be nobody without it.
                && (is_paper(view.lower(head)) || !tells_who(view, *token)))
                || view.lower(*token) == "-" && is_dash(view, *token)
                // `officials on Saturday`
                || !is_paper(view.lower(head)) && view.lower(*token) == "on" && view.lower.get(token + 1).is_some_and(|next| is_day_or_month(next)))
    });
    let gap = tokens.windows(2).find(|pair| pair[1] > head && pair[1] - pair[0] > 1).map(|pair| pair[1]);
    let bare: Vec<usize> = tokens.iter().copied().take_while(|token| Some(*token) != cut && gap.is_none_or(|gap| *token < gap)).collect();
    let mut bare = view.trimmed(&bare);
    // `a doctor reached by`, of which the cue has the rest
    if bare.len() > 2 && view.upos(bare[bare.len() - 1]) == "ADP" && view.upos(bare[bare.len() - 2]) == "VERB" {
        bare.truncate(bare.len() - 2);
    }
    // `a person who has read it` says nothing without its clause.
    let vague = matches!(view.lower(head), "person" | "people" | "those" | "someone" | "somebody" | "anyone" | "one");
    if bare.len() <= 2 && (vague || view.upos(head) == "NUM" && bare.len() == 1) {
        return view.trimmed(tokens);
    }
    if bare.is_empty() { tokens.to_vec() } else { bare }
}

/// Whether a participle straight behind a noun tells which one is meant.
fn tells_who(view: &View<'_>, verb: usize) -> bool {
    let low = view.lower(verb);
    let passive = view.doc.tokens[verb].deprel == "acl"
        && view.upos(verb) == "VERB"
        && view.doc.tokens[verb].feats.contains("VerbForm=Part")
        && !view.children(verb).iter().any(|child| view.doc.tokens[*child].deprel.starts_with("aux"))
        && !view.is_comma(verb - 1);
    let by = view.lower.get(verb + 1).is_some_and(|by| by == "by");
    low.ends_with("ing") || passive && !by
}

pub(super) fn is_plural(view: &View<'_>, noun: usize) -> bool {
    let token = &view.doc.tokens[noun];
    let several = token.upos == "NUM" && cardinal(view.lower(noun)).is_some_and(|n| n > 1.0);
    several || token.feats.contains("Number=Plur") || token.form.ends_with('s') && !token.lemma.ends_with('s')
}

/// A hyphen with room around it.
fn is_dash(view: &View<'_>, token: usize) -> bool {
    let ends = |token: usize| view.doc.tokens[token].span.end;
    let starts = |token: usize| view.doc.tokens[token].span.start;
    token == 0 || token + 1 >= view.lower.len() || ends(token - 1) != starts(token) || ends(token) != starts(token + 1)
}

pub(super) fn words_of(view: &View<'_>, tokens: &[usize]) -> String {
    match (tokens.first(), tokens.last()) {
        (Some(first), Some(last)) => one_line(view.doc.tokens[*first].span.cover(view.doc.tokens[*last].span).of(view.doc.text)),
        _ => String::new(),
    }
}
