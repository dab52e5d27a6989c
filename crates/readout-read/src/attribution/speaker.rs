//! Who speaks: from the words of a source to an entity of the report.

use super::anaphor::{both, client_of, described_before, is_headed_by, owned_before, spoken_for, subject_within, taken_for};
use super::author::{author, author_elsewhere, body_before_paper, is_paper, posted_by, writer_of};
use super::describe::{Directory, may_be_one, set_off_name};
use super::epithet::taken_up_by_epithet;
use super::find::{Found, noun_phrase};
use super::headline::named_below;
use super::lead::{Named, named_after_the_lead};
use super::media::{AGENCIES, BODIES, KINDS, OUTLETS, is_called_medium, names_medium};
use super::pronoun::{Who, are_several, called_within, gender_of, is_astray, is_unlikely, last_speaker, taken_up};
use super::source::{bare_phrase, entity_of, head_of, is_of_another, is_owner, is_plural, names_an_actor, words_of};
use super::title::{called, sovereign, whole_name, without_rest};
use super::view::View;
use crate::mention::Cast;
use readout_core::{EntityId, EntityType, Manner, Mention, MentionKind, Role};
use std::ops::Range;

/// What is known of a speaker.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Speaker {
    pub(super) entity: Option<EntityId>,
    /// The name where there is one, else the words of the source.
    pub(super) name: String,
}

/// `The regulator confirmed it in a letter to the Gazette. It declined to …`: `it` is the body that spoke, not the one it spoke to.
fn it_goes_on(
    view: &View<'_>,
    cast: &Cast,
    found: &[Found],
    speakers: &[Option<Speaker>],
    place: usize,
    before: usize,
    who: &Speaker,
) -> bool {
    let [it] = found[place].source[..] else { return false };
    let (Some(led_to), Some(speaker)) = (who.entity, speakers[before].as_ref()) else { return false };
    let Some(spoke) = speaker.entity.filter(|spoke| *spoke != led_to) else { return false };
    let body = matches!(cast.entity(spoke).entity_type, EntityType::ORG | EntityType::GPE);
    let next = view.doc.sentence_of[it] == view.doc.sentence_of[found[before].head] + 1
        && view.paragraph_of(it) == view.paragraph_of(found[before].head);
    // `"…," it added`
    let adds = found[place].quoted || view.doc.tokens[found[place].head].lemma == "add";
    let nameless_body = !cast.entity(spoke).named && cast.entity(spoke).entity_type != EntityType::PER;
    if view.lower(it) != "it" || !(view.is_sentence_start(it) || adds) || !(body || adds && nameless_body) || !next {
        return false;
    }
    // Named only where it was told who heard it.
    let sentence = view.sentence(found[before].head);
    let mut named =
        cast.mentions.iter().filter(|mention| mention.entity == Some(led_to) && sentence.contains(&mention.head.index())).peekable();
    named.peek().is_some()
        && named.all(|mention| {
            let head = mention.head.index();
            !found[before].holds(head) && matches!(view.relation(head), "obl" | "nmod" | "iobj" | "obj" | "appos")
        })
}

/// The speakers of all attributions. `outer` gives the attribution around each, which answers for `I`, `we` and unresolved pronouns.
///
/// Where it comes out whose name somebody has who was told of without one, all is looked at once more with that known: pronouns are led otherwise then.
pub(super) fn speakers(view: &View<'_>, cast: &Cast, roles: &[Role], found: &[Found], outer: &[Option<usize>]) -> Vec<Speaker> {
    let (speakers, named) = speakers_once(view, cast, roles, found, outer, &[]);
    if named.is_empty() { speakers } else { speakers_once(view, &with_names(view, cast, &named), roles, found, outer, &named).0 }
}

/// The cast, where those of whom it came out who they are have their names: the descriptions by which they were told of, and pronouns that fit.
fn with_names(view: &View<'_>, cast: &Cast, named: &[Named]) -> Cast {
    let mut known = cast.clone();
    for Named { unnamed, named, noun } in named {
        let gender = gender_of(view, cast, Some(*named));
        let range = |mention: &Mention| view.doc.tokens_in(mention.span).range();
        let first =
            cast.mentions.iter().find(|mention| mention.entity == Some(*unnamed) && mention.kind == MentionKind::Nominal).map(range);
        for mention in known.mentions.iter_mut().filter(|mention| mention.entity == Some(*unnamed)) {
            let word = view.lower(mention.head.index());
            let fits = match mention.kind {
                MentionKind::Pronoun => match word {
                    "he" | "him" | "his" | "himself" => gender != Some("she"),
                    "she" | "her" | "hers" | "herself" => gender != Some("he"),
                    _ => true,
                },
                MentionKind::Nominal => *noun == word || first.as_ref().is_none_or(|first| may_be_one(view, first.clone(), range(mention))),
                MentionKind::Name => false,
            };
            if fits {
                mention.entity = Some(*named);
            }
        }
    }
    known
}

/// How many who spoke before are looked through, where it is asked who is meant.
const SPEAKERS_BACK: usize = 200;

/// The speakers, and who of those without a name was found to have one, besides those of whom it is known.
fn speakers_once(
    view: &View<'_>,
    cast: &Cast,
    roles: &[Role],
    found: &[Found],
    outer: &[Option<usize>],
    known: &[Named],
) -> (Vec<Speaker>, Vec<Named>) {
    let directory = Directory::new(view, cast, roles);
    let mut speakers: Vec<Option<Speaker>> = vec![None; found.len()];
    let depth = |place: usize| std::iter::successors(outer[place], |at| outer[*at]).take(found.len()).count();
    let mut order: Vec<usize> = (0..found.len()).collect();
    order.sort_by_key(|place| (depth(*place), found[*place].cue.first().copied().unwrap_or(found[*place].head)));
    for (rank, place) in order.iter().copied().enumerate() {
        let around = outer[place].and_then(|around| speakers[around].clone());
        let before: Vec<Speaker> = order[..rank]
            .iter()
            .rev()
            .filter(|other| found[**other].head < found[place].head)
            .filter_map(|other| speakers[*other].clone())
            .take(SPEAKERS_BACK)
            .collect();
        // Within quotation marks, `he` is anybody but who is quoted.
        let stands = found[place].source.first().copied().unwrap_or(found[place].head);
        let own_words = outer[place].is_some_and(|around| view.quote_of[stands] == view.quote_of[found[around].head]);
        // `He agrees, his spokesman said`: he is not the spokesman.
        let word = view.lower(stands);
        let owner = if word == "she" { "her" } else { "his" };
        let owned = |around: usize| found[around].source.iter().any(|token| view.lower(*token) == owner && view.relation(*token) == "nmod");
        let own_words = own_words && !(matches!(word, "he" | "she") && outer[place].is_some_and(owned));
        let begins_content = own_words
            && outer[place].is_some_and(|around| {
                let first = found[around].content.iter().take(4).copied().find(|token| view.lower(*token) != "that");
                found[place].source.first().is_some_and(|source| first.is_some_and(|first| *source <= first + 1))
            });
        let body = outer[place].and_then(|around| spoken_for(view, &found[around].source));
        // `asked the defendant whether she understood`: she is whoever is asked.
        let asked = outer[place].map(|around| &found[around]).filter(|around| {
            begins_content
                && matches!(view.doc.tokens[around.head].lemma.as_str(), "ask" | "question" | "quiz" | "press")
                && around.content.iter().take(2).any(|token| matches!(view.lower(*token), "whether" | "if"))
                && !around.audience.is_empty()
        });
        let asked = asked.map(|around| Found { source: around.audience.clone(), ..around.clone() });
        let asked = asked.map(|asked| resolve(view, cast, &directory, &asked, Within::default(), &before));
        let fits = |asked: &Speaker| !asked.name.is_empty() && gender_of(view, cast, asked.entity).is_none_or(|own| own == word);
        let within = Within { around: asked.filter(fits).or(around), own_words, begins_content, body };
        let taken_up = taken_up(view, cast, found, outer, &speakers, place).map(|who| match who {
            Who::Speaker(speaker) => speaker,
            Who::Subject(source, verb) => {
                let subject = Found { source, head: verb, ..found[place].clone() };
                resolve(view, cast, &directory, &subject, Within::default(), &before)
            }
        });
        let own = || resolve(view, cast, &directory, &found[place], within, &before);
        let who = taken_up.filter(|who| !who.name.is_empty()).unwrap_or_else(own);
        let before = order[..rank].iter().rev().copied().find(|other| outer[*other].is_none() && found[*other].head < found[place].head);
        let who = before.and_then(|asks| answered(view, cast, &directory, found, &speakers, place, asks, &who)).unwrap_or(who);
        let goes_on = before.filter(|other| it_goes_on(view, cast, found, &speakers, place, *other, &who));
        let who = goes_on.and_then(|other| speakers[other].clone()).unwrap_or(who);
        let astray = who.entity.is_some_and(|entity| is_astray(view, cast, &found[place], entity));
        let unlikely = who.entity.is_some_and(|entity| is_unlikely(view, cast, &found[place], entity));
        speakers[place] = Some(if astray || unlikely {
            let before =
                order[..rank].iter().rev().copied().filter(|other| outer[*other].is_none() && found[*other].head < found[place].head);
            let instead = if outer[place].is_none() { last_speaker(view, cast, found, &speakers, place, before) } else { None };
            // `The chancellor called her bitter. … "She told my mother otherwise," Todor said`: whoever else spoke last.
            let quoted = view.quote_of[stands].is_some() && matches!(word, "he" | "she");
            let instead = instead.or_else(|| {
                let around = outer[place].filter(|_| quoted)?;
                let others = order[..rank].iter().rev().copied().filter(|other| {
                    outer[*other].is_none() && found[*other].head < found[place].head && speakers[*other] != speakers[around]
                });
                last_speaker(view, cast, found, &speakers, place, others)
            });
            // A given name alone is no proof: without anybody better, it stays.
            instead.unwrap_or_else(|| if astray { Speaker { entity: None, name: words_of(view, &found[place].source) } } else { who })
        } else {
            who
        });
    }
    let mut speakers: Vec<Speaker> = speakers.into_iter().map(Option::unwrap_or_default).collect();
    let named = named_after_the_lead(view, cast, &directory, found, outer, &mut speakers, known);
    (0..found.len()).for_each(|place| {
        if let Some(writer) = writer_of(view, cast, found, &speakers, place) {
            speakers[place] = writer;
        }
    });
    speakers.iter_mut().for_each(|speaker| whole_name(view, cast, speaker));
    speakers.iter_mut().for_each(|speaker| without_rest(view, cast, speaker));
    named_below(view, cast, found, outer, &mut speakers);
    (speakers, named)
}

/// `The lawyer asked the judge to strike it. She declined`: whoever was asked; `Someone asked which. "The last," he conceded`: whoever spoke before the
/// question, and not who asked.
#[expect(clippy::too_many_arguments, reason = "what is known when a speaker is looked for")]
fn answered(
    view: &View<'_>,
    cast: &Cast,
    directory: &Directory,
    found: &[Found],
    speakers: &[Option<Speaker>],
    place: usize,
    asks: usize,
    who: &Speaker,
) -> Option<Speaker> {
    let [pronoun] = found[place].source[..] else { return None };
    let word = view.lower(pronoun);
    let lemma = |place: usize| view.doc.tokens[found[place].head].lemma.as_str();
    let next = view.doc.sentence_of[pronoun] == view.doc.sentence_of[found[asks].head] + 1
        && view.paragraph_of(pronoun) == view.paragraph_of(found[asks].head);
    let asked = matches!(lemma(asks), "ask" | "urge" | "request" | "beg" | "implore" | "inquire" | "wonder");
    if !matches!(word, "he" | "she" | "it" | "they") || !next || !asked || view.quote_of[pronoun].is_some() {
        return None;
    }
    let refuses = matches!(lemma(place), "decline" | "refuse" | "agree" | "consent" | "reject" | "promise" | "comply" | "oblige");
    let heard = &found[asks].audience;
    if refuses && view.is_sentence_start(pronoun) && !heard.is_empty() {
        let subject = Found { source: heard.clone(), head: found[asks].head, ..found[asks].clone() };
        let heard = resolve(view, cast, directory, &subject, Within::default(), &[]);
        let fits = heard.entity.is_none_or(|entity| {
            (cast.entity(entity).entity_type == EntityType::PER) == matches!(word, "he" | "she")
                && gender_of(view, cast, Some(entity)).is_none_or(|own| own == word || word == "it" || word == "they")
        });
        return Some(heard).filter(|heard| fits && !heard.name.is_empty() && heard != who);
    }
    let nobody = |speaker: &Speaker| speaker.entity.is_none_or(|entity| !cast.entity(entity).named);
    let asker =
        speakers[asks].as_ref().filter(|asker| *asker == who && nobody(asker) && found[place].quoted && matches!(word, "he" | "she"))?;
    let earlier = (0..asks).rev().filter(|other| found[*other].head < found[asks].head).filter_map(|other| speakers[other].clone());
    let fits = |speaker: &Speaker| {
        speaker != asker
            && speaker.entity.is_some_and(|entity| {
                cast.entity(entity).named
                    && cast.entity(entity).entity_type == EntityType::PER
                    && gender_of(view, cast, Some(entity)).is_none_or(|own| own == word)
            })
    };
    let mut earlier = earlier.take(3);
    earlier.find(fits)
}

/// `The commune's founder, known as Brother Ilario`: the name by which a description says that somebody is known.
fn known_as(view: &View<'_>, cast: &Cast, words: Range<usize>) -> Option<EntityId> {
    let words_end = words.end;
    let at = words.clone().find_map(|token| {
        let next = |n: usize| view.lower.get(token + n).map_or("", String::as_str);
        let gives =
            view.lower(token) == "name" && token > 1 && matches!(view.lower(token - 2), "gives" | "gave" | "giving") && next(1) == "as";
        let known = gives
            || matches!(view.lower(token), "known" | "identified" | "introduced")
                && matches!(next(1), "as" | "himself" | "herself" | "only");
        let called = view.lower(token) == "by" && next(1) == "the" && matches!(next(2), "name" | "alias" | "pseudonym");
        let after = |words: &[&str]| (token + 1..words_end.min(token + 5)).find(|at| words.contains(&view.lower(*at))).map(|at| at + 1);
        // `an inspector named Vey`
        let named = matches!(view.lower(token), "named" | "called")
            && token > words.start
            && view.upos(token - 1) == "NOUN"
            && view.is_large(token + 1);
        if named {
            return Some(token + 1);
        }
        match (known, called) {
            (true, _) => after(&["as"]),
            (_, true) => Some(token + 3 + usize::from(next(3) == "of")),
            _ => None,
        }
    })?;
    let named = cast.mentions.iter().find(|mention| {
        let own = view.doc.tokens_in(mention.span);
        mention.kind == MentionKind::Name && mention.entity.is_some() && at <= own.start && own.start <= at + 1 && own.end <= words.end
    })?;
    matches!(named.entity_type, EntityType::PER | EntityType::OTHER).then_some(named.entity).flatten()
}

/// `three officers of the port`, and not `the head of the investigators`: what stands before the first preposition ends like a plural.
fn ends_plural(name: &str) -> bool {
    let head = name.split(' ').take_while(|word| !matches!(*word, "of" | "for" | "in" | "at" | "from" | "with" | "to")).last();
    head.is_some_and(|head| head.ends_with('s'))
}

/// Where an attribution stands within another.
#[derive(Default)]
struct Within {
    /// Who says the other.
    around: Option<Speaker>,
    /// In reported words, at the same depth of quotation.
    own_words: bool,
    /// Its source opens the other's content.
    begins_content: bool,
    /// Whom the speaker of the other speaks for.
    body: Option<Vec<usize>>,
}

/// `Norland and its allies`: several who speak together keep all their words.
fn several(view: &View<'_>, cast: &Cast, source: &[usize]) -> Option<Vec<usize>> {
    let head = head_of(view, source).filter(|_| view.has_tree)?;
    let bare = bare_phrase(view, source);
    let second = view.children(head).iter().copied().find(|child| view.relation(*child) == "conj" && bare.contains(child))?;
    let noun = |token: usize| matches!(view.upos(token), "NOUN" | "PROPN");
    // `the author and historian Ilan Vey` is one.
    let people = cast.mentions_in(view.doc.tokens[*bare.first()?].span.cover(view.doc.tokens[*bare.last()?].span)).iter();
    let people: Vec<usize> = people
        .filter(|mention| mention.kind == MentionKind::Name && mention.entity_type == EntityType::PER)
        .map(|mention| view.doc.tokens_in(mention.span).start)
        .collect();
    let and = bare.iter().copied().find(|token| *token > head && view.lower(*token) == "and")?;
    if let [one] = people[..]
        && and + 1 < one
        && (and + 1..one).all(|token| matches!(view.upos(token), "NOUN" | "ADJ" | "PROPN"))
        && view.upos(one - 1) == "NOUN"
    {
        return None;
    }
    let joined = bare.iter().any(|token| *token > head && *token < second && view.lower(*token) == "and");
    // `An economist and former minister, Ilan Vey, said`: one, whose name is set off behind.
    let own_article = view.children(second).iter().any(|child| matches!(view.relation(*child), "det" | "nmod:poss" | "nummod"));
    let behind = source.iter().copied().find(|token| *token > second && view.is_comma(*token)).map(|comma| comma + 1);
    let set_off = behind.and_then(|first| view.doc.tokens.get(first)).is_some_and(|first| {
        cast.mentions_in(first.span).iter().any(|mention| mention.kind == MentionKind::Name && mention.entity_type == EntityType::PER)
    });
    if set_off && !own_article && !is_plural(view, head) && !is_plural(view, second) {
        return None;
    }
    // `the Department of Trade and Industry` is one, and so is `Interior and Justice Minister Todor`.
    (noun(head) && noun(second) && joined && view.lower(head + 1) != "of" && second - head <= 8).then_some(bare)
}

fn resolve(view: &View<'_>, cast: &Cast, directory: &Directory, found: &Found, within: Within, before: &[Speaker]) -> Speaker {
    let one = resolve_one(view, cast, directory, found, within, before);
    // A body whose own name has an `and` is one.
    match several(view, cast, &found.source) {
        Some(all)
            if !cast.mentions.iter().any(|mention| {
                let own = view.doc.tokens_in(mention.span);
                mention.kind == MentionKind::Name
                    && all.first().is_some_and(|first| own.start <= *first)
                    && all.last().is_some_and(|last| own.end > *last)
            }) =>
        {
            // `Senator Todor and the envoy Ilan Vey` by their names.
            let extent = view.doc.tokens[all[0]].span.cover(view.doc.tokens[all[all.len() - 1]].span);
            let people = cast.mentions_in(extent).iter().filter(|mention| {
                mention.kind == MentionKind::Name && mention.entity_type == EntityType::PER && !is_owner(view, mention.head.index())
            });
            let mut names: Vec<String> = people.filter_map(|mention| called(view, cast, mention.entity?)).collect();
            names.dedup();
            match &names[..] {
                [first, second] => Speaker { name: format!("{first} and {second}"), ..one },
                _ => Speaker { name: words_of(view, &all), ..one },
            }
        }
        _ => one,
    }
}

/// `the Mercury, whose editor said`: the editor.
pub(super) fn speaking_part<'t>(view: &View<'_>, source: &'t [usize]) -> &'t [usize] {
    let whose =
        source.iter().position(|token| view.lower(*token) == "whose").filter(|at| *at > 0 && (at + 2..at + 5).contains(&source.len()));
    let plain = |at: &usize| source[at + 1..].iter().all(|token| matches!(view.upos(*token), "NOUN" | "ADJ" | "PROPN"));
    whose.filter(plain).map_or(source, |whose| &source[whose..])
}

/// Bodies of which every country and town has its own: `the ministry` says little.
const MANY_OWNERS: &[&str] = &[
    "ministry",
    "government",
    "army",
    "police",
    "parliament",
    "court",
    "embassy",
    "opposition",
    "council",
    "party",
    "administration",
    "authorities",
];

fn resolve_one(view: &View<'_>, cast: &Cast, directory: &Directory, found: &Found, within: Within, before: &[Speaker]) -> Speaker {
    let Within { around, own_words, begins_content, body: spoken_for } = within;
    let mut source = cited(view, cast, found).map_or_else(|| found.source.clone(), |(_, cited)| cited);
    source = speaking_part(view, &source).to_vec();
    // `it was the army that asked`
    if source.len() > 2 && view.lower(source[0]) == "it" && matches!(view.lower(source[1]), "was" | "is") {
        source.drain(..2);
    }
    // `The letter, a copy of which was shown to Vesh, says`: the letter.
    if let Some(which) = source.iter().take(4).copied().find(|token| view.lower(*token) == "which" && view.lower(token - 1) == "of")
        && let Some(clause) = view.head(which).filter(|verb| view.doc.tokens[*verb].deprel == "acl:relcl")
        && let Some(noun) = view.head(clause).filter(|noun| *noun < source[0])
    {
        source = noun_phrase(view, noun, clause);
    }
    if let Some(whole) = antecedent(view, cast, &source) {
        source = whole;
    }
    let Some(mut head) = head_of(view, &source) else { return Speaker::default() };
    let ends = source.last().map_or(head, |last| last + 1);
    let limit = if found.head > head && source == found.source { found.head } else { ends };
    if view.has_tree
        && let Some(entity) = set_off_name(view, cast, &source, limit)
        && let Some(name) = called(view, cast, entity)
    {
        return Speaker { entity: Some(entity), name };
    }
    if let Some(entity) = known_as(view, cast, source[0]..limit)
        && let Some(name) = called(view, cast, entity)
    {
        return Speaker { entity: Some(entity), name };
    }
    // `the host, the Ossaran foreign ministry,`: the body by its name for itself.
    let body = |token: usize| view.upos(token) == "NOUN" && BODIES.contains(&view.lower(token));
    if view.has_tree
        && view.upos(head) == "NOUN"
        && !body(head)
        && let Some(own) =
            view.children(head).iter().copied().find(|child| view.relation(*child) == "appos" && *child > head && body(*child))
        && let Some(comma) = (head + 1..own).rev().find(|token| view.lower(*token) == ",")
        && comma == head + 1
        && source.contains(&own)
    {
        source = (comma + 1..=own).filter(|token| source.contains(token)).collect();
        head = own;
    }
    // `the ministry's statement`: the ministry speaks.
    let paper = is_paper(view.lower(head));
    // `the report`, before which stood `the company's report`
    let plain = |token: &usize| *token == source[0] || *token == head || matches!(view.upos(*token), "ADJ" | "NUM" | "NOUN" | "PUNCT");
    if paper
        && bare_phrase(view, &source).iter().all(plain)
        && bare_phrase(view, &source).last() == Some(&head)
        && view.lower(source[0]) == "the"
        && let Some(before) = cast.mention_at(head).and_then(|mention| mention.entity)
        && let Some(phrase) = described_at(view, cast, before, head)
        && let Some(own) = head_of(view, &phrase).filter(|own| view.lower(*own) == view.lower(head))
        && (view.children(own).iter().any(|child| view.doc.tokens[*child].deprel == "nmod:poss") || author(view, &phrase, own).is_some())
    {
        (source, head) = (phrase, own);
    }
    if paper
        && view.has_tree
        && let Some(owner) = view.children(head).iter().copied().find(|child| {
            view.doc.tokens[*child].deprel == "nmod:poss"
                // `a White House statement`
                || *child + 1 == head && view.relation(*child) == "compound" && view.upos(*child) == "PROPN" && names_an_actor(view, cast, *child)
        })
    {
        let phrase = noun_phrase(view, owner, head);
        if !phrase.is_empty() {
            (source, head) = (phrase, owner);
        }
    } else if paper
        && view.has_tree
        && let Some(phrase) = body_before_paper(view, &source, head)
            .or_else(|| author(view, &source, head))
            .or_else(|| author_elsewhere(view, cast, head))
        && let Some(author) = head_of(view, &phrase)
    {
        (source, head) = (phrase, author);
    } else if view.has_tree
        && matches!(view.lower(head), "clip" | "video" | "footage" | "recording")
        && let Some(phrase) = posted_by(view, &source, head)
        && let Some(author) = head_of(view, &phrase)
    {
        (source, head) = (phrase, author);
    }
    let word = view.lower(head).to_owned();
    let first_person = source.len() == 1 && matches!(word.as_str(), "i" | "we" | "me" | "us" | "my" | "our");
    if let Some(around) = around.clone().filter(|around| first_person && !around.name.is_empty()) {
        // `"We have asked for evidence," said the foreign minister of Norland`: Norland has.
        // What we think and expect, anybody does.
        let acts = !matches!(found.manner, Manner::Believes | Manner::Expects | Manner::Doubts | Manner::Hints);
        let many = word == "we" && acts && view.quote_of[head].is_some();
        return many.then(|| spoken_for_by_office(view, cast, directory, &around)).flatten().unwrap_or(around);
    }
    // A state or a body is no `she`.
    let a_person = source.len() == 1 && matches!(word.as_str(), "he" | "she");
    let entity = entity_of(view, cast, &source).filter(|entity| {
        let entity = cast.entity(*entity);
        !a_person
            || entity.entity_type == EntityType::PER && !is_called_medium(view, cast, entity.id)
            || entity.entity_type == EntityType::OTHER && entity.named
    });
    // `"The president phoned me. He asked whether …," Vey recalls`: in somebody's own words, `he` is not himself.
    let quoted = a_person && !own_words && view.quote_of[head].is_some();
    let not_self = around.as_ref().is_some_and(|around| quoted && entity.is_some() && around.entity == entity);
    if not_self && let Some(subject) = subject_within(view, cast, head, entity) {
        let source = noun_phrase(view, subject, view.head(subject).unwrap_or(subject));
        let described = Found { source, ..found.clone() };
        return resolve(view, cast, directory, &described, Within::default(), before);
    }
    // `neither minister` is none of them.
    let none = source.len() > 1 && matches!(view.lower(source[0]), "neither" | "either" | "each" | "every" | "both");
    if none && view.upos(head) == "NOUN" {
        return Speaker { entity: None, name: words_of(view, &bare_phrase(view, &source)) };
    }
    let entity = entity.filter(|_| !not_self && !none);
    // `Todor said she …`: she is Todor, unless the words after `said` name somebody else first.
    if let Some(around) = around.clone().filter(|around| begins_content && source.len() == 1 && !around.name.is_empty()) {
        let kind = around.entity.map(|entity| cast.entity(entity).entity_type);
        let fits = match word.as_str() {
            "he" | "she" => kind.is_none_or(|kind| kind == EntityType::PER) && !are_several(cast, &around),
            "it" => kind.is_none_or(|kind| kind != EntityType::PER),
            "they" => true,
            _ => false,
        };
        if fits {
            return around;
        }
    }
    // `He blamed the copier, which he said …`: the same, unless the sentence names somebody else whom the pronoun is led to.
    if let Some(around) = around.clone().filter(|around| own_words && a_person && !around.name.is_empty()) {
        let kind = around.entity.map(|entity| cast.entity(entity).entity_type);
        let near = |entity: EntityId| called_within(view, cast, entity, view.sentence(head).start..head);
        if kind.is_none_or(|kind| kind == EntityType::PER)
            && !are_several(cast, &around)
            && gender_of(view, cast, around.entity).is_none_or(|own| own == word)
            && entity.is_none_or(|entity| around.entity != Some(entity) && !near(entity))
        {
            return around;
        }
    }
    // `said a cabinet minister had told him`: whom the report names later is nobody whom somebody's words leave unnamed.
    let unnamed_within = around.is_some() && matches!(view.lower(source[0]), "a" | "an" | "another");
    let pronoun = matches!(word.as_str(), "he" | "she" | "it" | "they" | "his" | "her" | "its" | "their" | "him" | "them" | "one");
    // `the transport secretary`, led to somebody who was `the former permanent secretary`
    let described = view.has_tree && !pronoun && view.upos(head) == "NOUN" && !source.iter().any(|token| named_at(cast, *token, entity));
    // `the Rumelian side` is not the Rumelians.
    let entity = entity
        .filter(|entity| view.upos(head) != "NOUN" || cast.entity(*entity).entity_type != EntityType::NORP || !cast.entity(*entity).named);
    let entity = entity.filter(|entity| {
        !described
            || !directory.contradicts(view, *entity, &bare_phrase(view, &source))
                && !is_another_body(view, cast, *entity, &bare_phrase(view, &source), head)
    });
    if let Some(known) = client_of(view, cast, &source, around.as_ref()).or_else(|| both(view, cast, &source)) {
        return known;
    }
    // `A spokeswoman for the donor says it expects …`: the donor.
    if let Some(body) = spoken_for.filter(|_| source.len() == 1 && word == "it" && own_words)
        && around.as_ref().is_some_and(|around| around.entity.is_none_or(|entity| cast.entity(entity).entity_type == EntityType::PER))
        && entity.is_none_or(|entity| !called_within(view, cast, entity, view.sentence(head).start..head))
    {
        let name = entity_of(view, cast, &body).and_then(|entity| called(view, cast, entity));
        return Speaker { entity: entity_of(view, cast, &body), name: name.unwrap_or_else(|| words_of(view, &bare_phrase(view, &body))) };
    }
    let unnamed = entity.is_none_or(|entity| !cast.entity(entity).named);
    if unnamed
        && !pronoun
        && source == found.source
        && holder(view, cast, directory, &source, head).is_none()
        && let Some(known) = taken_up_by_epithet(view, cast, directory, found, &source, around.is_some())
    {
        return known;
    }
    if let Some(known) = Some(&source).filter(|_| !pronoun && unnamed).and_then(|source| taken_for(view, cast, source, before)) {
        return known;
    }
    if let Some(entity) = entity {
        if let Some(name) = called(view, cast, entity) {
            return Speaker { entity: Some(entity), name };
        }
        if !pronoun
            && !unnamed_within
            && let Some(known) = holder(view, cast, directory, &source, head)
        {
            return known;
        }
        // `the King` after `King Ferran`
        if !pronoun && let Some(known) = sovereign(view, cast, &bare_phrase(view, &source)) {
            return known;
        }
        // `the prime minister`, led to `the fisheries minister` before
        let first =
            cast.mentions.iter().find(|mention| mention.entity == Some(entity)).map(|mention| view.doc.tokens_in(mention.span).range());
        let own = source[0]..source[source.len() - 1] + 1;
        // `a second nurse` after `a nurse` is another.
        let another = matches!(view.lower(source[0]), "a" | "an" | "another")
            && source.get(1).is_some_and(|next| {
                view.lower(source[0]) == "another"
                    || matches!(view.lower(*next), "second" | "third" | "fourth" | "fifth" | "different" | "further")
            });
        let another = another && first.as_ref().is_some_and(|first| first.end <= own.start);
        if !pronoun && (another || first.is_some_and(|first| first != own && !may_be_one(view, first, own))) {
            return Speaker { entity: None, name: words_of(view, &bare_phrase(view, &source)) };
        }
        // `the commission` after `the Commission on Fair Elections`, led to nothing that was described before
        let bare = bare_phrase(view, &source);
        if !pronoun
            && BODIES.contains(&word.as_str())
            && !view.is_large(head)
            && view.lower(source[0]) == "the"
            && bare.len() <= 3
            && described_at(view, cast, entity, head).is_none()
            && let words = bare[1..].iter().map(|token| view.lower(*token)).collect::<Vec<&str>>()
            && let Some(known) = named_for(cast, &words, &word)
        {
            return known;
        }
        // What has no name keeps its first description.
        let same = || before.iter().rev().filter(|known| known.entity == Some(entity) && !known.name.is_empty());
        // `Official says` of a title says less than `a senior official`.
        let described = same().find(|known| known.name.contains(' '));
        if let Some(known) = described.or_else(|| same().next().filter(|_| pronoun || bare.len() < 3)) {
            return known.clone();
        }
        if let Some(name) = apposed_name(view, cast, head).filter(|_| !pronoun) {
            return Speaker { entity: Some(entity), name };
        }
        // `the mediator` after `a government mediator`.
        if !pronoun && let Some(known) = described_before(view, cast, &source, &word, before) {
            return known;
        }
        if !pronoun {
            let first = described_at(view, cast, entity, head).map(|first| bare_phrase(view, &first));
            let fuller = first.filter(|first| {
                let same = first.iter().any(|token| view.lower(*token) == word);
                same && bare.len() <= 2 && (bare.len() + 1..=6).contains(&first.len())
            });
            // Whose it is belongs to the description where there are many, or where nothing else tells which: `the hospital's director`, `data regulator`.
            let fuller = fuller.map(|first| match first.iter().position(|token| view.lower(*token) == "'s") {
                Some(owner) if !MANY_OWNERS.contains(&word.as_str()) && owner + 2 < first.len() => first[owner + 1..].to_vec(),
                _ => first,
            });
            // `his own ministry` tells no more than `the ministry`.
            let fuller = fuller.map(|first| {
                let owner = usize::from(view.upos(first[0]) == "PRON");
                let owner = owner + usize::from(owner == 1 && first.get(1).is_some_and(|own| view.lower(*own) == "own"));
                first[owner..].to_vec()
            });
            return Speaker { entity: Some(entity), name: words_of(view, &fuller.unwrap_or(bare)) };
        }
        // `It says` of a paper that nobody has spoken in before
        let of_thing = |source: &Vec<usize>| {
            let speaks = |head: usize| is_paper(view.lower(head)) || BODIES.contains(&view.lower(head)) || names_medium(view.lower(head));
            word == "it" && head_of(view, source).is_some_and(speaks)
        };
        let of_several = |source: &Vec<usize>| {
            word == "they"
                && (around.is_some() || view.quote_of[head].is_some())
                && cast.entity(entity).entity_type != EntityType::EVENT
                && head_of(view, source).is_some_and(|noun| is_plural(view, noun) || BODIES.contains(&view.lower(noun)))
        };
        if let Some(source) = described_at(view, cast, entity, head).filter(|source| a_person || of_thing(source) || of_several(source)) {
            let description = Found { source, ..found.clone() };
            return resolve(view, cast, directory, &description, Within::default(), before);
        }
    }
    if pronoun && source.len() == 1 && word != "one" {
        let paper = |speaker: &&Speaker| {
            let last = speaker.name.rsplit(' ').next().unwrap_or_default().to_lowercase();
            is_paper(last.as_str())
        };
        let is_person =
            |speaker: &&Speaker| !paper(speaker) && speaker.entity.is_none_or(|entity| cast.entity(entity).entity_type == EntityType::PER);
        // `they` are several or a body, never one person.
        let single = |speaker: &&Speaker| {
            let named = speaker.entity.is_some_and(|entity| {
                let entity = cast.entity(entity);
                entity.named && entity.entity_type == EntityType::PER && entity.name.contains(' ')
            });
            let body = speaker.entity.is_some_and(|entity| matches!(cast.entity(entity).entity_type, EntityType::ORG | EntityType::GPE));
            let several = ends_plural(&speaker.name) || speaker.name.contains(" and ") || matches!(speaker.name.as_str(), "they" | "They");
            named || !body && !several
        };
        let plural = |speaker: &&Speaker| speaker.entity.is_none_or(|entity| !cast.entity(entity).named) && ends_plural(&speaker.name);
        let fits = |speaker: &&Speaker| {
            !speaker.name.is_empty()
                && (word == "they" || !plural(speaker))
                && (word != "they" || !single(speaker))
                && (!matches!(word.as_str(), "he" | "she" | "his" | "her") || is_person(speaker))
        };
        // `Todor said the guards had apologised. "They told us it was not them," he said`: whoever the words before told of, several or a body.
        if word == "they"
            && entity.is_none()
            && let Some(subject) = plural_subject_before(view, cast, head)
        {
            let source = noun_phrase(view, subject, view.head(subject).unwrap_or(subject));
            let described = Found { source, ..found.clone() };
            let who = resolve(view, cast, directory, &described, Within::default(), before);
            if !who.name.is_empty() && around.as_ref() != Some(&who) {
                return who;
            }
        }
        // In somebody's own words, `he` is not himself.
        let others = |speaker: &&Speaker| !quoted || around.as_ref().is_none_or(|around| around != *speaker);
        if let Some(known) = around.iter().filter(others).find(fits).or_else(|| before.iter().filter(others).take(4).find(fits)) {
            return known.clone();
        }
        if let Some(entity) = entity {
            return Speaker { entity: Some(entity), name: cast.entity(entity).name.clone() };
        }
    }
    let mut bare = bare_phrase(view, &source);
    // `One, a retired teacher,`
    if bare.len() > 3 && matches!(view.lower(bare[0]), "one" | "another") && view.lower(bare[1]) == "," {
        if matches!(view.lower(bare[2]), "who" | "whose") {
            bare.truncate(1);
        } else {
            bare.drain(..2);
        }
    }
    // `One of them, the chief whip,`
    if let Some(comma) = source.iter().position(|token| view.is_comma(*token))
        && matches!(view.lower(source[0]), "one" | "another")
        && comma <= 4
        && source[..comma].iter().any(|token| matches!(view.lower(*token), "them" | "those" | "these"))
        && source.get(comma + 1).is_some_and(|next| matches!(view.lower(*next), "the" | "a" | "an"))
    {
        bare = bare_phrase(view, &view.trimmed(&source[comma + 1..]));
    }
    if bare.len() > 2 && matches!(view.lower(bare[bare.len() - 1]), "himself" | "herself" | "itself" | "themselves") {
        bare.pop();
    }
    let definite = bare.first().is_some_and(|first| matches!(view.lower(*first), "the" | "that" | "this"));
    if let Some(known) = sovereign(view, cast, &bare) {
        return known;
    }
    if definite && bare.len() <= 3 && !pronoun && entity.is_none() {
        // `the nurse` after `a nurse at the clinic`, `the court` after `the Supreme Court`; not `the army chief` after `the mission's chief`.
        let words: Vec<&str> =
            bare[1..].iter().map(|token| view.lower(*token)).filter(|own| own.chars().any(char::is_alphanumeric)).collect();
        let names = |name: &str| {
            words.iter().all(|own| name.split(|c: char| !c.is_alphanumeric()).any(|part| part.eq_ignore_ascii_case(own)))
                && (is_headed_by(name, &word) || paper)
        };
        if let Some(known) = before.iter().find(|known| names(&known.name)) {
            return known.clone();
        }
        if let Some(known) = named_for(cast, &words, &word) {
            return known;
        }
    }
    if let Some(known) = holder(view, cast, directory, &source, head).filter(|_| !unnamed_within) {
        return known;
    }
    if let Some(name) = apposed_name(view, cast, head) {
        return Speaker { entity, name };
    }
    if let Some(name) = owned_before(view, cast, &bare, head) {
        return Speaker { entity, name };
    }
    // `One of them, a baker from Sered,`, whom `he` takes up by the `one`
    let entity = entity.or_else(|| {
        let one = matches!(view.lower(source[0]), "one" | "another") && bare.first().is_some_and(|first| *first > source[0] + 1);
        cast.entity_at(source[0]).filter(|entity| one && !cast.entity(*entity).named)
    });
    Speaker { entity, name: words_of(view, &bare) }
}

/// `A diplomat briefed on the talks, who asked not to be named`: not the talks, and not `who` alone, but the words for somebody that end before it.
fn antecedent(view: &View<'_>, cast: &Cast, source: &[usize]) -> Option<Vec<usize>> {
    let who = *source.last().filter(|last| view.lower(**last) == "who")?;
    let end = (0..who).rev().find(|token| !view.is_comma(*token))? + 1;
    let person = |token: usize| cast.mention_at(token).is_some_and(|mention| mention.entity_type == EntityType::PER);
    let known = source.iter().any(|token| *token < who && person(*token)) || source.len() == 1 && entity_of(view, cast, source).is_some();
    let sentence = view.doc.tokens[view.sentence(who).start].span.cover(view.doc.tokens[who].span);
    let before = cast.mentions_in(sentence).iter();
    let before = before.filter(|mention| mention.kind != MentionKind::Pronoun && mention.entity_type == EntityType::PER);
    let whole = before.map(|mention| view.doc.tokens_in(mention.span).range()).find(|own| own.start < end && end <= own.end)?;
    (!known).then(|| (whole.start..end).collect())
}

/// The one body or state for which somebody speaks by an office.
fn spoken_for_by_office(view: &View<'_>, cast: &Cast, directory: &Directory, speaker: &Speaker) -> Option<Speaker> {
    let org = directory.body_of(speaker.entity?)?;
    let known = cast.entity(org);
    let body = known.named && matches!(known.entity_type, EntityType::ORG | EntityType::GPE);
    called(view, cast, org).filter(|_| body).map(|name| Speaker { entity: Some(org), name })
}

/// The last plural subject before `they`, of people or bodies: in the same quotation, in its sentence, or in the one before.
fn plural_subject_before(view: &View<'_>, cast: &Cast, they: usize) -> Option<usize> {
    let start = view.sentence(they).start;
    let floor = if start > 0 { view.sentence(start - 1).start } else { 0 };
    let quote = view.quote_of[they];
    (floor..they).rev().find(|token| {
        let people = cast.mention_at(*token).is_some_and(|mention| {
            mention.kind != MentionKind::Pronoun && matches!(mention.entity_type, EntityType::PER | EntityType::ORG | EntityType::NORP)
        });
        view.relation(*token) == "nsubj"
            && people
            && is_plural(view, *token)
            && (view.quote_of[*token].is_none() || view.quote_of[*token] == quote)
            && view.paragraph_of(*token) == view.paragraph_of(they)
    })
}

/// The one body whose name has all these words, the noun as its head: the court, of `the Supreme Court`; the commission, of `the Commission on Fair
/// Elections`.
fn named_for(cast: &Cast, words: &[&str], noun: &str) -> Option<Speaker> {
    let ends = format!(" {noun}");
    let has = |name: &str| words.iter().all(|own| name.split(|c: char| !c.is_alphanumeric()).any(|part| part.eq_ignore_ascii_case(own)));
    let mut named = cast.entities.iter().filter(|entity| {
        let body = matches!(entity.entity_type, EntityType::ORG | EntityType::FAC | EntityType::OTHER);
        entity.named && (entity.name.to_lowercase().ends_with(&ends) || body && is_headed_by(&entity.name, noun)) && has(&entity.name)
    });
    let (one, another) = (named.next()?, named.next());
    another.is_none().then(|| Speaker { entity: Some(one.id), name: one.name.clone() })
}

/// `Ossara's foreign ministry`, led to `the Defense Ministry`: the same noun with other words before it.
fn is_another_body(view: &View<'_>, cast: &Cast, entity: EntityId, bare: &[usize], head: usize) -> bool {
    let entity = cast.entity(entity);
    let words: Vec<String> = entity.name.split(' ').map(str::to_lowercase).collect();
    let Some((noun, before)) = words.split_last() else { return false };
    let own: Vec<&str> = bare
        .iter()
        .filter(|token| **token < head && matches!(view.upos(**token), "ADJ" | "NOUN"))
        .map(|token| view.lower(*token))
        .collect();
    entity.named
        && entity.entity_type == EntityType::ORG
        && BODIES.contains(&noun.as_str())
        && noun == view.lower(head)
        && !before.is_empty()
        && !own.is_empty()
        && !own.iter().any(|word| before.iter().any(|other| other.chars().zip(word.chars()).take_while(|(a, b)| a == b).count() >= 4))
}

/// Whether a name of this entity stands here.
fn named_at(cast: &Cast, token: usize, entity: Option<EntityId>) -> bool {
    cast.mention_at(token).is_some_and(|mention| mention.kind == MentionKind::Name && mention.entity == entity)
}

/// The words that describe somebody without a name, where they stand first before `at`.
fn described_at(view: &View<'_>, cast: &Cast, entity: EntityId, at: usize) -> Option<Vec<usize>> {
    let described =
        |mention: &&Mention| mention.entity == Some(entity) && mention.kind == MentionKind::Nominal && mention.head.index() < at;
    let mention = cast.mentions.iter().find(described)?;
    let phrase: Vec<usize> = view.doc.tokens_in(mention.span).range().collect();
    phrase.contains(&mention.head.index()).then_some(phrase)
}

/// The named holder of the office that a description without a name gives.
fn holder(view: &View<'_>, cast: &Cast, directory: &Directory, source: &[usize], head: usize) -> Option<Speaker> {
    if !view.has_tree || view.upos(head) != "NOUN" {
        return None;
    }
    let person = cast.mention_at(head).is_none_or(|mention| mention.entity_type == EntityType::PER);
    let entity = directory.holder(view, cast, &bare_phrase(view, source), person)?;
    called(view, cast, entity).map(|name| Speaker { entity: Some(entity), name })
}

/// `The Gulf Monitor, quoting officials, reported`, `Citing officials, the Gulf Monitor reported`, `the Gulf Monitor reported, citing officials`: who
/// passes on, and whose words they are. Only what can pass on cites: a minister who cites a report speaks for himself.
pub(super) fn cited(view: &View<'_>, cast: &Cast, found: &Found) -> Option<(Vec<usize>, Vec<usize>)> {
    let first = *found.source.first().filter(|_| !matches!(view.lower(found.head), "citing" | "quoting"))?;
    let cites = |token: usize| matches!(view.lower(token), "citing" | "quoting") && view.quote_of[token] == view.quote_of[first];
    let sentence = view.sentence(found.head);
    let phrase = |from: usize, close: usize| {
        // `citing what it called an informed source`
        let called =
            view.lower(from) == "what" && view.lower.get(from + 2).is_some_and(|verb| matches!(verb.as_str(), "called" | "described"));
        // `Quoting from a circular`
        let from = from + usize::from(view.lower(from) == "from");
        let from = if called { from + 3 + usize::from(view.lower.get(from + 3).is_some_and(|next| next == "as")) } else { from };
        view.trimmed(&(from..close).collect::<Vec<_>>())
    };
    let (relay, whose) = if let Some(at) = (first + 1..found.head).find(|token| cites(*token) && view.lower(token - 1) == ",") {
        let close = (at + 1..found.head).find(|token| view.lower(*token) == ",")?;
        (phrase(first, at), phrase(at + 1, close))
    } else if let Some(at) =
        (sentence.start..first).find(|token| cites(*token) && (*token == sentence.start || view.lower(token - 1) == ","))
    {
        let close = (at + 1..first).find(|token| view.lower(*token) == ",").filter(|close| first - close <= 2)?;
        (found.source.clone(), phrase(at + 1, close))
    } else {
        let last = found.cue.last().copied().unwrap_or(found.head).max(*found.source.last()?);
        // `reported on Monday, citing …`, or after the content where it hangs on the cue and not on what somebody did for a reason.
        let near = |at: usize| at < last + 6 && (last + 1..at).all(|token| !found.holds(token));
        let own = |at: usize| near(at) || view.head(at) == Some(found.head);
        let at = (last + 1..sentence.end).find(|token| cites(*token) && view.lower(token - 1) == "," && own(*token))?;
        let close = (at + 1..sentence.end).find(|token| matches!(view.lower(*token), "," | "." | ";" | "–" | "—" | "who" | "which"))?;
        // `reported on Sunday, citing two officials, that …`: between two commas.
        let set_in = view.lower(close) == "," && found.content.first().is_some_and(|content| *content > close);
        if found.content.first().is_none_or(|content| *content > at) && !set_in {
            return None;
        }
        (bare_phrase(view, &found.source), phrase(at + 1, close))
    };
    let plain = |tokens: &[usize]| {
        !tokens.is_empty() && tokens.iter().all(|token| !matches!(view.upos(*token), "AUX" | "SCONJ") && view.lower(*token) != ",")
    };
    let speaks = |head: usize| {
        let mention = cast.mention_at(head);
        is_paper(view.lower(head))
            || matches!(view.lower(head), "source" | "sources" | "officials" | "witnesses" | "data" | "figures" | "records")
            || mention.is_some_and(|mention| {
                matches!(mention.entity_type, EntityType::PER | EntityType::ORG | EntityType::GPE) && mention.kind != MentionKind::Pronoun
            })
    };
    // `Citing parish priests, Senator Todor said`: people who are cited speak, whoever cites them.
    let people = |tokens: &[usize], several: bool| {
        let mention = head_of(view, tokens).and_then(|head| cast.mention_at(head));
        mention.is_some_and(|mention| {
            let known = mention.entity.is_some_and(|entity| cast.entity(entity).named);
            mention.entity_type == EntityType::PER
                && if several { mention.kind == MentionKind::Nominal && is_plural(view, mention.head.index()) } else { known }
        })
    };
    let relays = passes_on(view, cast, &relay) || people(&relay, false) && people(&whose, true);
    let fits = plain(&relay) && plain(&whose) && relays && head_of(view, &whose).is_some_and(speaks);
    fits.then_some((relay, whose))
}

/// Whether a phrase names an agency, a paper or a station.
fn passes_on(view: &View<'_>, cast: &Cast, relay: &[usize]) -> bool {
    let kind = |token: &usize| {
        KINDS.iter().chain(OUTLETS).any(|(kind, _)| *kind == view.lower(*token) || format!("{kind}s") == view.lower(*token))
    };
    let credit = view.doc.report.credit.iter().map(|credit| credit.value.as_str());
    let dateline = view.doc.report.dateline.as_ref().and_then(|dateline| dateline.agency.as_deref());
    let mut agencies = credit.chain(dateline);
    let words = words_of(view, relay);
    let name = words.trim_start_matches("the ").trim_start_matches("The ");
    let entity = entity_of(view, cast, relay);
    let proper = relay.last().is_some_and(|last| view.upos(*last) == "PROPN");
    let body = relay.last().is_some_and(|last| BODIES.contains(&view.lower(*last)));
    let organisation = entity.is_some_and(|entity| {
        let entity = cast.entity(entity);
        entity.sector.as_deref() == Some("JRN")
            || matches!(entity.entity_type, EntityType::ORG | EntityType::OTHER)
                && entity.sector.as_deref().is_none_or(|sector| sector == "NGO")
                && entity.named
                && proper
                && !body
    });
    relay.iter().any(kind) || AGENCIES.contains(&name) || agencies.any(|agency| name == agency) || organisation
}

/// A name beside the office that nobody marked as one: `the ministry's envoy, Sana Meret`.
fn apposed_name(view: &View<'_>, cast: &Cast, head: usize) -> Option<String> {
    if !view.has_tree || is_plural(view, head) || view.upos(head) != "NOUN" && view.upos(head) != "ADJ" {
        return None;
    }
    let name = view.children(head).iter().copied().find(|child| view.relation(*child) == "appos" && view.upos(*child) == "PROPN")?;
    if is_of_another(view, cast, head, name) {
        return None;
    }
    let run: Vec<usize> = noun_phrase(view, name, head).into_iter().filter(|token| view.upos(*token) == "PROPN").collect();
    (!run.is_empty()).then(|| words_of(view, &run))
}
