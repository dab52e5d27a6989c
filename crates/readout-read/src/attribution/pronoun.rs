//! Whom `he` and `she` take up at an outer cue: the subject of the sentence before, where the cast leads the pronoun to somebody further back.
//!
//! Comes in: the view, the cast, the attributions with the speakers found so far. Goes out: a speaker, or the words of a subject to look up as a
//! source. The cast's own answer stands wherever this sentence or the one before calls whom it means by a name or a description.

use super::author::is_paper;
use super::find::{Found, noun_phrase};
use super::media::BODIES;
use super::source::is_plural;
use super::speaker::Speaker;
use super::title::called;
use super::view::View;
use crate::gender;
use crate::given;
use crate::mention::Cast;
use crate::number::cardinal;
use readout_core::{EntityId, EntityType, Mention, MentionKind, TokenRange};
use std::ops::Range;

/// Who a pronoun takes up.
pub(super) enum Who {
    Speaker(Speaker),
    /// The words of a subject, and its verb.
    Subject(Vec<usize>, usize),
}

/// How many sentences back, those within quotation marks not counted, a pronoun takes up a subject.
const TAKEN_UP_WITHIN: usize = 3;

/// `Todor did not answer. In May she had said …`: `he` and `she` of an outer cue take up whom the sentence before is about, unless the cast
/// leads them to somebody whom this sentence or that one names.
pub(super) fn taken_up(
    view: &View<'_>,
    cast: &Cast,
    found: &[Found],
    outer: &[Option<usize>],
    speakers: &[Option<Speaker>],
    place: usize,
) -> Option<Who> {
    let [pronoun] = found[place].source[..] else { return None };
    let word = view.lower(pronoun);
    if !view.has_tree || view.quote_of[pronoun].is_some() {
        return None;
    }
    if word == "it" {
        return body_before(view, cast, found, outer, place, pronoun);
    }
    if !matches!(word, "he" | "she") {
        return None;
    }
    // `According to the radio, she later asked …`, `Two officials said he …`: who tells is nobody whom she could be.
    let body = |around: usize| {
        let who = speakers[around].as_ref();
        who.and_then(|who| who.entity).is_some_and(|entity| matches!(cast.entity(entity).entity_type, EntityType::ORG | EntityType::GPE))
            || who.is_some_and(|who| are_several(cast, who))
    };
    if outer[place].is_some_and(|around| !body(around) || outer[around].is_some()) {
        return None;
    }
    // Who answers is not who asked.
    if matches!(view.doc.tokens[found[place].head].lemma.as_str(), "reply" | "answer" | "respond" | "retort" | "counter") {
        return asked_before(view, cast, pronoun, word);
    }
    let fits = |mention: &&Mention| {
        mention.entity_type == EntityType::PER && mention.kind != MentionKind::Pronoun && !is_plural(view, mention.head.index())
    };
    let sentence = view.sentence(pronoun);
    // `Asked if his client would resign, he said`: his client is not he.
    let own = if word == "he" { "his" } else { "her" };
    let theirs = |mention: &&Mention| {
        let head = mention.head.index();
        view.children(head).iter().any(|child| view.lower(*child) == own && view.doc.tokens[*child].deprel == "nmod:poss")
    };
    let here = cast.mentions_in(view.doc.span(TokenRange { start: sentence.start, end: pronoun }));
    let mut somebody = here.iter().filter(fits).filter(|mention| !theirs(mention)).map(|mention| mention.head.index());
    if somebody.any(|head| sentence.start <= head && head < pronoun && view.quote_of[head].is_none()) {
        return None;
    }
    let led_to = cast.mention_at(pronoun).and_then(|mention| mention.entity);
    let led_to = led_to.filter(|entity| cast.entity(*entity).entity_type == EntityType::PER);
    let mut n_back = 0;
    let mut start = sentence.start;
    let mut paragraph = view.paragraph_of(pronoun);
    while start > 0 && n_back < TAKEN_UP_WITHIN {
        let earlier = view.sentence(start - 1);
        start = earlier.start;
        if earlier.clone().all(|token| view.quote_of[token].is_some() || !view.is_word(token)) {
            continue;
        }
        // Out of a paragraph only at its beginning.
        if view.paragraph_of(start) != paragraph {
            if n_back > 0 || paragraph - view.paragraph_of(start) > 1 {
                return None;
            }
            paragraph = view.paragraph_of(start);
        }
        n_back += 1;
        let subject = main_subject(view, earlier.clone());
        // `Counsel put it to her that she was mistaken. She said …`: whoever was spoken to, where the subject is not known to be a woman.
        if n_back == 1
            && let Some(subject) = subject
            && let Some(who) = spoken_to(view, cast, found, speakers, earlier.clone(), subject, word)
        {
            return (who.entity != led_to).then_some(Who::Speaker(who));
        }
        // `Todor's predecessor said so.`: Todor is only whose.
        let owner = |entity: EntityId| {
            let Some(subject) = subject else { return false };
            let phrase = noun_phrase(view, subject, view.head(subject).unwrap_or(subject));
            let mut own = cast.mentions.iter().filter(|mention| {
                mention.entity == Some(entity)
                    && mention.kind != MentionKind::Pronoun
                    && earlier.contains(&view.doc.tokens_in(mention.span).start)
            });
            own.all(|mention| {
                let head = mention.head.index();
                phrase.contains(&head) && view.lower.get(head + 1).is_some_and(|next| next == "'s")
            })
        };
        // `Todor said the order came from Vey. "I only passed it on," he said`: who was speaking goes on, whomever his words were about.
        let only_told_of = |entity: EntityId| {
            let Some(told) = subject.and_then(|subject| found.iter().position(|other| other.source.contains(&subject))) else {
                return false;
            };
            let mut own = cast.mentions.iter().filter(|mention| {
                mention.entity == Some(entity) && mention.kind != MentionKind::Pronoun && earlier.contains(&mention.head.index())
            });
            // `Todor said in a meeting with Vey, "…". He also ordered`: nor whomever he spoke with.
            let adds = view.lower(pronoun + 1) == "also";
            (found[place].quoted || adds)
                && n_back == 1
                && own.all(|mention| {
                    let head = mention.head.index();
                    let beside = || matches!(view.relation(head), "obl" | "nmod" | "obj" | "iobj");
                    found[told].holds(head) || adds && beside()
                })
        };
        if led_to.is_some_and(|entity| called_within(view, cast, entity, earlier.clone()) && !owner(entity) && !only_told_of(entity)) {
            return None;
        }
        let subject = subject?;
        if view.lower(subject) == word || matches!(view.lower(subject), "it" | "there") {
            // What the same pronoun was led to there.
            let said = (0..found.len()).find(|other| found[*other].source.contains(&subject));
            if let Some(speaker) = said.and_then(|other| speakers[other].clone()).filter(|speaker| speaker.entity.is_some()) {
                return (view.lower(subject) == word && speaker.entity != led_to).then_some(Who::Speaker(speaker));
            }
            continue;
        }
        // Whoever spoke there, though the words for him be no mention: `Survivors' spokeswoman Mara Todor said`.
        let spoke = found.iter().position(|other| other.source.contains(&subject)).and_then(|other| speakers[other].clone());
        let spoke = spoke.filter(|speaker| {
            speaker.entity.is_some_and(|entity| cast.entity(entity).named && cast.entity(entity).entity_type == EntityType::PER)
        });
        let gender = |speaker: &Speaker| gender_of(view, cast, speaker.entity).is_none_or(|own| own == word);
        if let Some(speaker) = spoke.filter(|speaker| view.upos(subject) == "NOUN" && !is_plural(view, subject) && gender(speaker)) {
            return (speaker.entity != led_to).then_some(Who::Speaker(speaker));
        }
        // `State radio quoted the minister as saying so. He named nobody.`: the one person there.
        let thing = cast.mention_at(subject).is_some_and(|mention| mention.entity_type != EntityType::PER);
        if thing && n_back == 1 {
            let mut people = cast.mentions.iter().filter(fits).filter(|other| {
                let head = other.head.index();
                // Who was quoted there.
                let spoke = found.iter().any(|told| told.source.contains(&head));
                earlier.contains(&head) && spoke && !is_owned(view, head) && view.quote_of[head].is_none()
            });
            let (first, second) = (people.next(), people.next());
            if let (Some(one), None) = (first, second)
                && one.entity != led_to
                && gender_of(view, cast, one.entity).is_none_or(|own| own == word)
            {
                let head = one.head.index();
                return Some(Who::Subject(noun_phrase(view, head, view.head(head).unwrap_or(head)), view.head(head).unwrap_or(head)));
            }
        }
        // `The regulator's head disputes it. "…," he said`: an office, though nobody marked it as somebody.
        let office = view.upos(subject) == "NOUN" && crate::office::is_role_noun(view.lower(subject)) && !is_plural(view, subject);
        if office && led_to.is_none_or(owner) && cast.mention_at(subject).is_none_or(|mention| mention.entity_type != EntityType::PER) {
            let verb = view.head(subject).unwrap_or(subject);
            return Some(Who::Subject(noun_phrase(view, subject, verb), verb));
        }
        // `The union's copy says fourteen. He blamed …`: a thing is nobody whom he could be.
        let mention = cast.mention_at(subject)?;
        if !matches!(mention.entity_type, EntityType::PER) && view.upos(subject) == "NOUN" {
            continue;
        }
        let mention = Some(mention).filter(fits)?;
        if mention.entity == led_to {
            return None;
        }
        if gender_of(view, cast, mention.entity).is_some_and(|own| own != word) {
            // `Marn recalls being told so by Vey. He says …`: the one other person there, where their names show who is who.
            let others = cast.mentions.iter().filter(fits).filter(|other| earlier.contains(&other.head.index()) && other.entity.is_some());
            let mut others: Vec<EntityId> = others
                .filter(|other| gender_of(view, cast, other.entity).is_some_and(|own| own == word) && !is_owned(view, other.head.index()))
                .filter_map(|other| other.entity)
                .collect();
            others.sort_unstable();
            others.dedup();
            let [one] = others[..] else { return None };
            return called(view, cast, one).map(|name| Who::Speaker(Speaker { entity: Some(one), name }));
        }
        let said = (0..found.len()).find(|other| found[*other].source.contains(&subject));
        if let Some(speaker) = said.and_then(|other| speakers[other].clone()).filter(|speaker| !speaker.name.is_empty()) {
            return Some(Who::Speaker(speaker));
        }
        let verb = view.head(subject).unwrap_or(subject);
        return Some(Who::Subject(noun_phrase(view, subject, verb), verb));
    }
    None
}

/// `Todor was asked by a reporter what she would do. "…," she answered`: whoever was asked.
fn asked_before(view: &View<'_>, cast: &Cast, pronoun: usize, word: &str) -> Option<Who> {
    let mut start = view.sentence(pronoun).start;
    for _ in 0..3 {
        let earlier = view.sentence(start.checked_sub(1)?);
        start = earlier.start;
        if earlier.clone().all(|token| view.quote_of[token].is_some() || !view.is_word(token)) {
            continue;
        }
        let subject = main_subject(view, earlier)?;
        let verb = view.head(subject)?;
        let passive = view.doc.tokens[subject].deprel == "nsubj:pass"
            && matches!(view.lower(verb), "asked" | "pressed" | "challenged" | "questioned");
        let entity = cast.mention_at(subject).and_then(|mention| mention.entity);
        let led_to = cast.mention_at(pronoun).and_then(|mention| mention.entity);
        let fits = passive && entity != led_to && gender_of(view, cast, entity).is_none_or(|own| own == word);
        return fits.then(|| Who::Subject(noun_phrase(view, subject, verb), verb));
    }
    None
}

/// Whom the main verb of a sentence has for an object by a pronoun of the same gender, where its subject is not known to be of that gender.
fn spoken_to(
    view: &View<'_>,
    cast: &Cast,
    found: &[Found],
    speakers: &[Option<Speaker>],
    sentence: Range<usize>,
    subject: usize,
    word: &str,
) -> Option<Speaker> {
    let object = if word == "she" { "her" } else { "him" };
    let verb = view.head(subject)?;
    let pronoun = sentence.clone().find(|token| {
        view.lower(*token) == object
            && view.quote_of[*token].is_none()
            && matches!(view.relation(*token), "obj" | "iobj" | "obl")
            && view.doc.tokens[*token].deprel != "nmod:poss"
            && view.head(*token) == Some(verb)
    })?;
    let entity = cast.mention_at(pronoun).and_then(|mention| mention.entity)?;
    let mention =
        cast.mention_at(subject).filter(|mention| mention.entity_type == EntityType::PER && mention.kind != MentionKind::Pronoun)?;
    // `Anna Vesh told her so. She said …` tells nothing, where nobody knows whether Vesh is a woman.
    let own = gender_of(view, cast, mention.entity);
    let named = mention.entity.is_some_and(|entity| cast.entity(entity).named);
    if mention.entity == Some(entity) || own == Some(word) || own.is_none() && named {
        return None;
    }
    let unnamed = || {
        (0..found.len())
            .rev()
            .filter_map(|place| speakers[place].clone())
            .find(|speaker| speaker.entity == Some(entity) && !speaker.name.is_empty())
    };
    called(view, cast, entity).map(|name| Speaker { entity: Some(entity), name }).or_else(unnamed)
}

/// Whether a quotation tells, before this word, of what was said to whoever speaks: `"She said to me, Todor, …"`.
fn is_told_there(view: &View<'_>, token: usize) -> bool {
    let sentence = view.sentence(token);
    (sentence.start..token).any(|at| view.quote_of[at] == view.quote_of[token] && matches!(view.lower(at), "me" | "us"))
}

/// `three diplomats`: people without a name, more than one.
pub(super) fn are_several(cast: &Cast, who: &Speaker) -> bool {
    let unnamed = who.entity.is_none_or(|entity| !cast.entity(entity).named);
    let phrase = who.name.split(" who ").next().unwrap_or_default();
    let head =
        phrase.split([',', ' ']).take_while(|word| !matches!(*word, "of" | "from" | "for" | "in" | "at" | "on" | "with" | "briefed"));
    let last = head.clone().last().unwrap_or_default();
    let first = head.map(str::to_lowercase).next().unwrap_or_default();
    // `a diplomat following the talks` is one.
    if matches!(first.as_str(), "a" | "an" | "one" | "another") {
        return false;
    }
    let counted =
        cardinal(&first).is_some_and(|n| n != 1.0) || matches!(first.as_str(), "several" | "many" | "some" | "both" | "few" | "most");
    if unnamed && (counted || matches!(last, "people" | "men" | "women" | "children" | "police")) {
        return true;
    }
    unnamed && last.len() > 3 && last.ends_with('s') && !last.ends_with("ss") && last.starts_with(char::is_lowercase)
}

fn is_owned(view: &View<'_>, head: usize) -> bool {
    view.lower.get(head + 1).is_some_and(|next| next == "'s")
}

/// `Todor's office gave another account. It said …`: the body that the sentence before is about, unless the cast leads `it` to what that sentence
/// names.
fn body_before(view: &View<'_>, cast: &Cast, found: &[Found], outer: &[Option<usize>], place: usize, pronoun: usize) -> Option<Who> {
    // `…, it wrote on Sunday`
    let behind = found[place].content.first().is_some_and(|first| *first < pronoun) && !found[place].content.contains(&pronoun);
    let start = view.sentence(pronoun).start;
    // `In a statement, it said`
    let set_in = pronoun > start && view.is_comma(pronoun - 1) && pronoun - start <= 8 && view.upos(start) == "ADP";
    if outer[place].is_some() || !(view.is_sentence_start(pronoun) || behind || set_in) || start == 0 {
        return None;
    }
    let earlier = view.sentence(start - 1);
    if view.paragraph_of(earlier.start) != view.paragraph_of(pronoun) {
        return None;
    }
    let led_to = cast.mention_at(pronoun).and_then(|mention| mention.entity);
    let subject = main_subject(view, earlier.clone())?;
    // `A copy of the letter was published by the Courier. It says …`: the letter does, and of what is read only papers.
    let led_to_paper = led_to.is_some_and(|entity| {
        cast.mentions.iter().any(|mention| mention.entity == Some(entity) && is_paper(view.lower(mention.head.index())))
    });
    let reads = view.lower(found[place].head).starts_with("read");
    let mut papers = earlier.clone().rev().filter(|token| {
        view.upos(*token) == "NOUN"
            && (is_paper(view.lower(*token)) || matches!(view.lower(*token), "notebook" | "banner" | "sign" | "leaflet"))
    });
    let paper = if is_paper(view.lower(subject)) {
        papers.find(|token| view.quote_of[*token].is_none() && (*token == subject || view.relation(*token) == "nmod"))
    } else if reads {
        papers.next()
    } else {
        None
    };
    if let Some(paper) = paper.filter(|_| !led_to_paper) {
        let verb = view.head(paper).unwrap_or(paper);
        return Some(Who::Subject(noun_phrase(view, paper, verb), verb));
    }
    let mention = cast.mention_at(subject).filter(|mention| mention.kind != MentionKind::Pronoun && !is_plural(view, subject))?;
    let body = mention.entity_type == EntityType::ORG || BODIES.contains(&view.lower(subject));
    // Of what the body gave or made, it is the body that speaks.
    let led_to_body = led_to.filter(|entity| matches!(cast.entity(*entity).entity_type, EntityType::ORG | EntityType::GPE));
    if !body || mention.entity == led_to || led_to_body.is_some_and(|entity| called_within(view, cast, entity, earlier.clone())) {
        return None;
    }
    let verb = view.head(subject).unwrap_or(subject);
    Some(Who::Subject(noun_phrase(view, subject, verb), verb))
}

/// The subject of a sentence's main verb, outside quotation marks; of `It was Todor who said …`, Todor.
pub(super) fn main_subject(view: &View<'_>, sentence: Range<usize>) -> Option<usize> {
    let plain = |token: &usize| view.quote_of[*token].is_none();
    let root = sentence.clone().filter(plain).find(|token| view.head(*token).is_none_or(|head| !sentence.contains(&head)))?;
    let subject = view.child(root, &["nsubj"]).filter(plain)?;
    if matches!(view.lower(subject), "it" | "this" | "that") && matches!(view.upos(root), "NOUN" | "PROPN") {
        return Some(root);
    }
    Some(subject)
}

/// Whether a name or a description of `entity` stands within these tokens.
pub(super) fn called_within(view: &View<'_>, cast: &Cast, entity: EntityId, tokens: Range<usize>) -> bool {
    cast.mentions.iter().any(|mention| {
        mention.entity == Some(entity) && mention.kind != MentionKind::Pronoun && tokens.contains(&view.doc.tokens_in(mention.span).start)
    })
}

/// Whether a pronoun that is led to `entity` was led astray: by gender or number, or because the words that it is said to have spoken call
/// `entity` by name.
pub(super) fn is_astray(view: &View<'_>, cast: &Cast, found: &Found, entity: EntityId) -> bool {
    let [pronoun] = found.source[..] else { return false };
    let word = view.lower(pronoun);
    let known = cast.entity(entity);
    // A name of one word that nobody calls a man or a woman may be a company's.
    let person = || {
        known.named
            && known.entity_type == EntityType::PER
            && (known.name.contains(' ') || gender_of(view, cast, Some(entity)).is_some() || is_he_or_she(view, cast, entity))
    };
    match word {
        "it" | "they" => person(),
        "he" | "she" => {
            let level = view.quote_of[found.head];
            // In what somebody else says within the quotation, he is called by name: `"He told me, 'Vey, say nothing,'" she said`.
            let depth = |token: usize| view.quotes.iter().filter(|quote| quote.tokens.contains(&token)).count();
            let outside = depth(found.head);
            let quoted = |token: usize| view.quote_of[token] != level && view.quote_of[token].is_some() && depth(token) <= outside + 1;
            // `"You know, Todor, it is over," he told her`, of what was said to him: who is spoken to is set off.
            let spoken_to =
                |token: usize| token > 0 && view.is_comma(token - 1) && view.lower.get(token + 1).is_some_and(|next| next == ",");
            let named_by_himself = cast.mentions.iter().any(|mention| {
                mention.entity == Some(entity)
                    && mention.kind == MentionKind::Name
                    && quoted(mention.head.index())
                    && !(view.doc.tokens_in(mention.span).range().len() == 1
                        && spoken_to(mention.head.index())
                        && is_told_there(view, mention.head.index()))
                    && found.holds(mention.head.index())
            });
            // `His family planned to leave. He told her so.`: neither a family nor `none of them` is a `he`.
            let several = cast.mentions.iter().any(|mention| {
                let noun = mention.kind != MentionKind::Name && mention.entity == Some(entity);
                noun && matches!(
                    view.lower(mention.head.index()),
                    "family" | "couple" | "crew" | "jury" | "crowd" | "public" | "none" | "nobody"
                )
            });
            named_by_himself
                || several && !known.named
                || is_modifier(view, cast, entity)
                || told_gender(view, cast, entity).is_some_and(|own| own != word)
        }
        _ => false,
    }
}

/// `the Orsan delegation`: a name of one word that only ever stands before a noun is no person's, whatever its type.
fn is_modifier(view: &View<'_>, cast: &Cast, entity: EntityId) -> bool {
    let mut names = cast.mentions.iter().filter(|mention| mention.entity == Some(entity) && mention.kind == MentionKind::Name).peekable();
    names.peek().is_some()
        && names.all(|mention| {
            let own = view.doc.tokens_in(mention.span);
            let noun = view.lower.len() > own.end && view.upos(own.end) == "NOUN" && !view.is_large(own.end);
            own.range().len() == 1 && noun
        })
}

/// Whether `he` or `she` is led to somebody anywhere.
fn is_he_or_she(view: &View<'_>, cast: &Cast, entity: EntityId) -> bool {
    cast.mentions.iter().any(|mention| {
        mention.entity == Some(entity)
            && mention.kind == MentionKind::Pronoun
            && matches!(view.lower(mention.head.index()), "he" | "she" | "him" | "his" | "her")
    })
}

/// Whom a pronoun that was led astray means instead: the last speaker before it, no further back than the paragraph before, whom it could be.
/// `before` gives the places of those who spoke before, the last first.
pub(super) fn last_speaker(
    view: &View<'_>,
    cast: &Cast,
    found: &[Found],
    speakers: &[Option<Speaker>],
    place: usize,
    before: impl Iterator<Item = usize>,
) -> Option<Speaker> {
    let pronoun = *found[place].source.first()?;
    let word = view.lower(pronoun);
    let near = before.take_while(|other| view.paragraph_of(pronoun).abs_diff(view.paragraph_of(found[*other].head)) <= 1).take(4);
    near.filter_map(|other| speakers[other].clone()).find(|speaker| {
        let Some(entity) = speaker.entity else { return false };
        let kind = cast.entity(entity).entity_type;
        let fits = match word {
            "he" | "she" => kind == EntityType::PER && !are_several(cast, speaker),
            "it" => matches!(kind, EntityType::ORG | EntityType::GPE),
            _ => kind != EntityType::PER || !cast.entity(entity).named && speaker.name.ends_with('s'),
        };
        fits && !speaker.name.is_empty() && !is_astray(view, cast, &found[place], entity) && !is_unlikely(view, cast, &found[place], entity)
    })
}

/// Whether `he` is led to somebody whose given name is a woman's, most likely, or the other way round.
pub(super) fn is_unlikely(view: &View<'_>, cast: &Cast, found: &Found, entity: EntityId) -> bool {
    let [pronoun] = found.source[..] else { return false };
    let word = view.lower(pronoun);
    matches!(word, "he" | "she") && gender_of(view, cast, Some(entity)).is_some_and(|own| own != word)
}

/// `he` or `she`, where the words for somebody show which, the given name lets one guess, or nearly all pronouns that take him up do.
pub(super) fn gender_of(view: &View<'_>, cast: &Cast, entity: Option<EntityId>) -> Option<&'static str> {
    let entity = entity?;
    let names = || cast.mentions.iter().filter(|mention| mention.entity == Some(entity) && mention.kind == MentionKind::Name);
    told_gender(view, cast, entity)
        .or_else(|| names().find_map(|mention| given::gender(mention.span.of(view.doc.text)).pronoun()))
        .or_else(|| taken_up_as(view, cast, entity))
}

/// `he` or `she`, where at least three pronouns outside quotation marks take somebody up and none of the other gender does.
fn taken_up_as(view: &View<'_>, cast: &Cast, entity: EntityId) -> Option<&'static str> {
    let own = cast.mentions.iter().filter(|mention| {
        mention.entity == Some(entity) && mention.kind == MentionKind::Pronoun && view.quote_of[mention.head.index()].is_none()
    });
    let (mut n_he, mut n_she) = (0_usize, 0_usize);
    for mention in own {
        match view.lower(mention.head.index()) {
            "he" | "him" | "his" | "himself" => n_he += 1,
            "she" | "her" | "hers" | "herself" => n_she += 1,
            _ => {}
        }
    }
    match (n_he, n_she) {
        (3.., 0) => Some("he"),
        (0, 3..) => Some("she"),
        _ => None,
    }
}

/// `he` or `she`, where an address or a noun shows which.
fn told_gender(view: &View<'_>, cast: &Cast, entity: EntityId) -> Option<&'static str> {
    let mut own = cast.mentions.iter().filter(|mention| mention.entity == Some(entity) && mention.kind != MentionKind::Pronoun);
    own.find_map(|mention| gender::told(view.doc, view.doc.tokens_in(mention.span), mention.head.index(), mention.kind).pronoun())
}
