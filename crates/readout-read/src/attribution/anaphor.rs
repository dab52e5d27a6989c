//! Descriptions that stand for somebody told of just before: `the same source`, `the 34-year-old`, `both`, `my client`.

use super::author::is_paper;
use super::find::noun_phrase;
use super::pronoun::are_several;
use super::source::{bare_phrase, is_owner, is_plural, words_of};
use super::speaker::Speaker;
use super::title::called;
use super::view::View;
use crate::mention::Cast;
use readout_core::{EntityId, EntityType, Mention, MentionKind};

/// Who has spoken before without a name, of the same noun.
pub(super) fn described_before(view: &View<'_>, cast: &Cast, source: &[usize], noun: &str, before: &[Speaker]) -> Option<Speaker> {
    let bare = bare_phrase(view, source);
    let definite = bare.first().is_some_and(|first| matches!(view.lower(*first), "the" | "that" | "this"));
    if !definite || bare.len() > 2 {
        return None;
    }
    let same = |known: &&Speaker| {
        known.entity.is_none_or(|entity| !cast.entity(entity).named)
            && (is_headed_by(&known.name, noun) || is_paper(noun) && known.name.split(' ').any(|word| word.eq_ignore_ascii_case(noun)))
            && known.name.split(' ').count() <= 4
    };
    before.iter().find(same).cloned()
}

/// Whether a noun is the last before what only belongs to it: `mediator` of `a government mediator from Sered`, and not `ministry` of `two ministry
/// officials`.
pub(super) fn is_headed_by(name: &str, noun: &str) -> bool {
    const ENDS: &[&str] = &[
        "of", "for", "at", "in", "from", "on", "to", "with", "who", "by", "near", "under", "over", "into", "about", "between", "against",
        "after", "before", "since", "during", "within", "across", "among", "behind", "inside", "outside", "which", "that", "whose", "and",
        "named", "called", "known", "seen", "briefed", "close", "familiar", "there", "here",
    ];
    let participle =
        |at: usize, word: &str| at > 1 && word.starts_with(char::is_lowercase) && (word.ends_with("ing") || word.ends_with("ed"));
    let words = name.split(' ').enumerate().take_while(|(at, word)| *at == 0 || !ENDS.contains(word) && !participle(*at, word));
    words.last().is_some_and(|(_, last)| last.trim_end_matches(',').rsplit('-').next().unwrap_or_default().eq_ignore_ascii_case(noun))
}

/// `the donor` of `a spokeswoman for the donor`, `the donor's spokeswoman`.
pub(super) fn spoken_for(view: &View<'_>, source: &[usize]) -> Option<Vec<usize>> {
    let speaks = |token: &usize| {
        let low = view.lower(*token);
        low.starts_with("spokes") || matches!(low, "representative" | "official" | "lawyer" | "envoy")
    };
    let head = source.iter().copied().find(speaks).filter(|_| view.has_tree)?;
    let owner = view.children(head).iter().copied().find(|child| {
        let of = view.relation(*child) == "nmod"
            && view.children(*child).iter().any(|case| matches!(view.lower(*case), "for" | "of" | "at" | "from"));
        source.contains(child) && view.upos(*child) != "PRON" && (of || view.doc.tokens[*child].deprel == "nmod:poss")
    })?;
    let phrase: Vec<usize> =
        noun_phrase(view, owner, head).into_iter().filter(|token| !matches!(view.lower(*token), "for" | "at" | "from")).collect();
    (!phrase.is_empty()).then_some(phrase)
}

/// `his client`, `my client`: whoever has said lawyer.
pub(super) fn client_of(view: &View<'_>, cast: &Cast, source: &[usize], around: Option<&Speaker>) -> Option<Speaker> {
    let [owner, noun] = source else { return None };
    if !matches!(view.lower(*owner), "my" | "our" | "his" | "her" | "their") || view.lower(*noun) != "client" {
        return None;
    }
    let lawyer = |word: &str| matches!(word, "lawyer" | "solicitor" | "attorney" | "counsel" | "barrister" | "advocate");
    let whose = |mention: &&Mention| -> Option<EntityId> {
        let head = mention.head.index();
        if mention.kind == MentionKind::Pronoun || !lawyer(view.lower(head)) || head > *owner {
            return None;
        }
        let of = |child: &usize| {
            view.doc.tokens[*child].deprel == "nmod:poss"
                || view.relation(*child) == "nmod" && view.children(*child).iter().any(|case| matches!(view.lower(*case), "for" | "of"))
        };
        let owner = view.children(head).iter().copied().find(of)?;
        cast.mention_at(owner).and_then(|mention| mention.entity).filter(|entity| cast.entity(*entity).entity_type == EntityType::PER)
    };
    let lawyers = || cast.mentions.iter().rev().filter(|mention| whose(mention).is_some());
    let own = around.and_then(|around| around.entity);
    let found = lawyers().find(|mention| own.is_some() && mention.entity == own).or_else(|| lawyers().next())?;
    let entity = whose(&found)?;
    called(view, cast, entity).map(|name| Speaker { entity: Some(entity), name })
}

/// `Both have sworn …`: the two whom the sentence before tells of.
pub(super) fn both(view: &View<'_>, cast: &Cast, source: &[usize]) -> Option<Speaker> {
    let [only] = source else { return None };
    if view.lower(*only) != "both" {
        return None;
    }
    let sentence = view.sentence(*only).start;
    let floor = view.sentence(sentence.checked_sub(1)?).start;
    let two = |mention: &&Mention| {
        let own = view.doc.tokens_in(mention.span).range();
        mention.kind == MentionKind::Nominal && (floor..*only).contains(&own.start) && own.clone().any(|token| view.lower(token) == "two")
    };
    let mention = cast.mentions.iter().rev().find(two)?;
    let words: Vec<usize> = view.doc.tokens_in(mention.span).range().collect();
    Some(Speaker { entity: mention.entity, name: words_of(view, &bare_phrase(view, &words)) })
}

/// `the 34-year-old`, `the accused`: what nobody is called who has not been named just before; `the same source`: who was heard last without a name.
pub(super) fn taken_for(view: &View<'_>, cast: &Cast, source: &[usize], before: &[Speaker]) -> Option<Speaker> {
    let bare = bare_phrase(view, source);
    let (first, last) = (*bare.first()?, *bare.last()?);
    if bare.len() == 3 && view.lower(bare[1]) == "same" && matches!(view.lower(last), "source" | "official" | "person" | "diplomat") {
        let unnamed = |known: &&Speaker| {
            let body = |entity: EntityId| cast.entity(entity).named || cast.entity(entity).entity_type != EntityType::PER;
            !known.name.is_empty() && !known.entity.is_some_and(body) && !are_several(cast, known)
        };
        return before.iter().find(unnamed).cloned();
    }
    // `The men, who asked that their names be withheld,` after `three former guards`: the last of several who spoke.
    let all_of_them = match bare[..] {
        [the, noun] => view.lower(the) == "the" && matches!(view.lower(noun), "men" | "women" | "pair" | "trio" | "two" | "three" | "four"),
        [the, number, noun] => {
            view.lower(the) == "the" && view.upos(number) == "NUM" && matches!(view.lower(noun), "men" | "women" | "people")
        }
        _ => false,
    };
    if all_of_them {
        let described = |known: &&Speaker| are_several(cast, known) && known.name.contains(' ');
        let known = before.iter().take(4).find(described).cloned();
        return Some(known.unwrap_or_else(|| Speaker { entity: None, name: words_of(view, &bare) }));
    }
    let (words, article) = (words_of(view, &bare).to_lowercase(), view.lower(first) == "the");
    let age = words.ends_with("-year-old") && words.split(' ').count() == 2;
    let part = bare.len() == 2 && matches!(view.lower(last), "accused" | "defendant" | "detainee" | "deceased" | "appellant" | "fugitive");
    if !article || !(age || part) {
        return None;
    }
    let paragraph = view.paragraph_of(first);
    let mut people = cast.mentions.iter().rev().filter(|mention| {
        let head = mention.head.index();
        mention.kind == MentionKind::Name
            && mention.entity_type == EntityType::PER
            && head < first
            && paragraph - view.paragraph_of(head) <= 1
            && view.quote_of[head].is_none()
            && !is_owner(view, head)
            && (view.relation(head) == "nsubj"
                || view.head(head).is_some_and(|above| view.relation(above) == "nsubj" && view.relation(head) != "nmod"))
    });
    let entity = people.next()?.entity?;
    called(view, cast, entity).map(|name| Speaker { entity: Some(entity), name })
}

/// `Ossara's government`, of which `the government` speaks later: the one owner that the same noun has had before.
pub(super) fn owned_before(view: &View<'_>, cast: &Cast, bare: &[usize], head: usize) -> Option<String> {
    if bare.len() != 2 || view.lower(bare[0]) != "the" || view.upos(head) != "NOUN" {
        return None;
    }
    let noun = view.lower(head);
    let owned = |token: usize| -> Option<String> {
        let plain = |token: &usize| matches!(view.upos(*token), "ADJ" | "NOUN" | "PROPN") && view.lower(*token) != "'s";
        let start = (token.saturating_sub(3)..token).rev().take_while(plain).last().unwrap_or(token);
        let owner = start.checked_sub(2).filter(|_| view.lower(start - 1) == "'s")?;
        let mention = cast.mentions.iter().find(|mention| {
            mention.kind == MentionKind::Name && view.doc.tokens_in(mention.span).end == owner + 1 && mention.entity_type != EntityType::PER
        })?;
        Some(words_of(view, &[view.doc.tokens_in(mention.span).start, token]))
    };
    let mut found: Vec<String> = (0..head).filter(|token| view.lower(*token) == noun).filter_map(owned).collect();
    found.dedup();
    match &found[..] {
        [one] => Some(one.clone()),
        _ => None,
    }
}

/// The last subject before `pronoun` in the same quotation that is a single person and not `speaker`.
pub(super) fn subject_within(view: &View<'_>, cast: &Cast, pronoun: usize, speaker: Option<EntityId>) -> Option<usize> {
    let quote = view.quote_of[pronoun]?;
    let within = (view.quotes[quote].tokens.start..pronoun).rev().take(60).filter(|token| view.quote_of[*token] == Some(quote));
    let person = |token: &usize| {
        cast.mention_at(*token).is_some_and(|mention| {
            mention.kind != MentionKind::Pronoun
                && mention.entity_type == EntityType::PER
                && mention.entity != speaker
                && mention.head.index() == *token
        }) && !is_plural(view, *token)
    };
    within.filter(|token| view.relation(*token) == "nsubj").find(person)
}
