//! Names that come after their description: whom the lead has only by what he is, and the next sentence or paragraph by name.

use super::describe::Directory;
use super::epithet::is_called_by;
use super::find::Found;
use super::headline::end_of_title;
use super::media::BODIES;
use super::pronoun::{gender_of, main_subject};
use super::source::{bare_phrase, head_of, is_owner, is_plural};
use super::speaker::Speaker;
use super::title::{CIVIL_TITLES, called, is_address};
use super::view::View;
use crate::gender;
use crate::mention::Cast;
use crate::number::cardinal;
use readout_core::{EntityId, EntityType, Mention, MentionKind};

/// Somebody told of without a name, and who that is.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Named {
    pub(super) unnamed: EntityId,
    pub(super) named: EntityId,
    /// The noun by which he was told of.
    pub(super) noun: String,
}

/// `A former minister told the inquiry …`, and in the next paragraph `Ramiro Ustáriz said …`: a full name that nothing introduces is that of the one
/// person who has spoken without a name.
pub(super) fn named_after_the_lead(
    view: &View<'_>,
    cast: &Cast,
    directory: &Directory,
    found: &[Found],
    outer: &[Option<usize>],
    speakers: &mut [Speaker],
    known: &[Named],
) -> Vec<Named> {
    let mut named: Vec<Named> = Vec::new();
    let full = |mention: &&Mention| {
        mention.kind == MentionKind::Name
            && mention.entity_type == EntityType::PER
            // `"He said, Mara, it is over," Mara Todor recalled`: not where somebody's words call her by name.
            && view.quote_of[mention.head.index()].is_none()
            && mention.entity.is_some_and(|entity| {
                let entity = cast.entity(entity);
                let open = || !directory.describes(entity.id) || is_the_same(view, cast, mention) || is_kin_of_somebody(view, mention);
                // `Brother Tomas` needs no second name.
                let whole = || entity.name.contains(' ') || called(view, cast, entity.id).is_some_and(|name| name.contains(' '));
                entity.named && entity.entity_type == EntityType::PER && whole() && open()
            })
    };
    let mut seen: Vec<EntityId> = known.iter().map(|known| known.named).collect();
    // `A senior judge said … Lady Justice Vey made the remarks in a lecture.` needs no full name.
    let titled = |mention: &&Mention| {
        mention.kind == MentionKind::Name
            && mention.entity_type == EntityType::PER
            && mention.entity.is_some_and(|entity| cast.entity(entity).named && !cast.entity(entity).name.contains(' '))
    };
    for mention in cast.mentions.iter().filter(titled) {
        made_the_remarks(view, cast, found, outer, speakers, mention);
    }
    for mention in cast.mentions.iter().filter(full) {
        let Some(entity) = mention.entity.filter(|entity| !seen.contains(entity)) else { continue };
        seen.push(entity);
        let first = mention.head.index();
        if made_the_remarks(view, cast, found, outer, speakers, mention) {
            continue;
        }
        let says = (0..found.len()).find(|place| found[*place].source.contains(&first));
        let is_subject = view.has_tree && view.relation(first) == "nsubj" && view.quote_of[first].is_none() && !is_owner(view, first);
        // A name with more beside it than a name, an age or a clause is introduced there.
        let plain = |place: usize| {
            let source = &found[place].source;
            let comma = source.iter().position(|token| view.is_comma(*token)).unwrap_or(source.len());
            let aside = source.get(comma + 1).is_none_or(|next| {
                let relative = |token: &usize| matches!(view.lower(*token), "who" | "whom" | "whose");
                let age = view.upos(*next) == "NUM";
                relative(next) || age && (source.len() <= comma + 3 || source[comma + 2..].iter().take(2).any(relative))
            });
            // `Ilan Vey of the Survey said`: introduced by what he is of.
            let of = source.iter().any(|token| matches!(view.lower(*token), "of" | "from" | "at") && view.is_large(token + 1));
            source.len() <= 4 && !of
                || comma <= 4 && aside && source[..comma].contains(&first)
                || is_the_same(view, cast, mention)
                || is_kin_of_somebody(view, mention)
        };
        // `El Faro, citing a cable, said`: a paper, whatever type it was given.
        if says.is_some_and(|place| super::speaker::cited(view, cast, &found[place]).is_some())
            || has_foreign_article(&cast.entity(entity).name)
        {
            continue;
        }
        // `Norland and Costa Sol object`: one of several is nobody's introduction.
        let own = view.doc.tokens_in(mention.span).range();
        let listed = view.lower.get(own.end).is_some_and(|next| next == "and")
            || own.start.checked_sub(1).is_some_and(|before| view.lower(before) == "and" && !view.is_sentence_start(before));
        // `Brother Tomas`, without a second name, only where he speaks.
        let bare_name = !cast.entity(entity).name.contains(' ');
        if listed || says.is_some_and(|place| !plain(place)) || says.is_none() && (!is_subject || bare_name) {
            continue;
        }
        let (paragraph, sentence) = (view.paragraph_of(first), view.doc.sentence_of[first]);
        let nameless = |other: &usize| {
            let speaker = &speakers[*other];
            let head = head_of(view, &found[*other].source);
            let named = speaker.entity.is_some_and(|entity| cast.entity(entity).named);
            let person = head.and_then(|head| cast.mention_at(head)).is_some_and(|mention| {
                mention.entity_type == EntityType::PER && mention.kind == MentionKind::Nominal && !is_plural(view, mention.head.index())
            });
            // `what he called pressure`, of whom the lead has only a description
            let taken_up = head.is_some_and(|head| matches!(view.lower(head), "he" | "she") && head < first)
                && speaker.name.split(' ').count() > 2
                && speaker.name.starts_with("The ");
            !named
                && (person || taken_up)
                && head.is_some_and(|head| head < first && (view.upos(head) == "NOUN" || taken_up) && cardinal(view.lower(head)).is_none())
                && !speaker.name.is_empty()
                && outer[*other].is_none()
                && head.is_some_and(|head| !BODIES.contains(&view.lower(head)))
                // `neither minister`
                && found[*other].source.first().is_none_or(|first| !matches!(view.lower(*first), "neither" | "no" | "each" | "every" | "both"))
        };
        let mut before: Vec<usize> = (0..found.len()).filter(nameless).collect();
        // `Councilwoman Mara Todor` is introduced by her title, and is no `engineer`; `a senator` may be `Senator Todor`.
        let title =
            first_of_name(view, cast, first).checked_sub(1).filter(|before| view.is_large(*before)).map(|before| view.lower(before));
        // `Solicitor General Nora Hill` has an office of several words, of which the last may be a rank.
        let start = first_of_name(view, cast, first);
        let floor = view.sentence(first).start;
        let run: Vec<&str> = (floor..start).rev().take_while(|token| view.is_large(*token)).map(|token| view.lower(token)).collect();
        let office = run.len() > 1 && run.iter().any(|word| !is_address(word) && !matches!(*word, "retired" | "the" | "former"));
        if office && title.is_some_and(|title| !CIVIL_TITLES.contains(&title)) {
            before.retain(|other| {
                head_of(view, &found[*other].source).is_some_and(|head| run.iter().any(|word| is_called_by(view.lower(head), word)))
            });
        }
        if let Some(title) = title.filter(|title| CIVIL_TITLES.contains(title)) {
            let vague =
                |noun: &str| matches!(noun, "official" | "man" | "woman" | "politician" | "witness" | "person" | "figure" | "veteran");
            before.retain(|other| {
                head_of(view, &found[*other].source).is_some_and(|head| is_called_by(view.lower(head), title) || vague(view.lower(head)))
            });
        }
        // Who is told of in a clause beside the name is new, save where only the lead has spoken of somebody.
        let aged = |place: usize| {
            found[place]
                .source
                .iter()
                .position(|token| view.is_comma(*token))
                .is_some_and(|comma| found[place].source.get(comma + 1).is_some_and(|next| view.upos(*next) == "NUM"))
        };
        let aside = says.is_some_and(|place| found[place].source.len() > 4 && !aged(place));
        // `His former secretary remembers it otherwise. Brother Tomas, who now keeps bees, told …`
        let straight_after = before.last().is_some_and(|other| {
            let bare = bare_phrase(view, &found[*other].source);
            let owned = bare.first().is_some_and(|first| matches!(view.lower(*first), "his" | "her" | "its" | "their"))
                || bare.iter().any(|token| view.lower(*token) == "'s");
            owned && view.paragraph_of(found[*other].head) == paragraph && view.doc.sentence_of[found[*other].head] + 1 == sentence
        });
        let straight_after = straight_after && aside;
        let aside = aside && !straight_after;
        let title = end_of_title(view).unwrap_or(0);
        let lead = (0..found.len()).find(|other| outer[*other].is_none() && found[*other].head >= title);
        if straight_after {
            before.drain(..before.len() - 1);
        }
        if aside {
            before.retain(|other| lead.is_some_and(|lead| speakers[lead] == speakers[*other]));
        }
        before.dedup_by_key(|other| speakers[*other].clone());
        let apart = |other: usize| paragraph.abs_diff(view.paragraph_of(found[other].head));
        // Whom the report takes for known: `the transport secretary`, `Norland's foreign minister`.
        let definite = |other: usize| {
            let bare = bare_phrase(view, &found[other].source);
            bare.first().is_some_and(|first| matches!(view.lower(*first), "the" | "his" | "her" | "its" | "their"))
                || bare.iter().any(|token| view.lower(*token) == "'s")
        };
        // With nothing said by anybody else in between.
        let next = |other: usize| {
            if says.is_some_and(|place| outer[place].is_some()) || view.doc.sentence_of[found[other].head] == sentence {
                return false;
            }
            let at = says.map_or(first, |place| found[place].head);
            (0..found.len())
                .all(|between| outer[between].is_some() || found[between].head <= found[other].head || found[between].head >= at.min(first))
        };
        let just_before =
            |other: usize| apart(other) == 0 && (sentence == view.doc.sentence_of[found[other].head] + 1 || says.is_some() && next(other));
        // `a spokeswoman for the port` is not `General Petr Hask`.
        let own = gender_of(view, cast, Some(entity));
        let ranked = first_of_name(view, cast, first).checked_sub(1).is_some_and(|before| crate::office::is_rank(view.lower(before)));
        let start = first_of_name(view, cast, first);
        let of_church = start.checked_sub(1).into_iter().chain([start]).any(|title| is_of_church(view.lower(title)));
        let may_be = |other: &usize| {
            let head = head_of(view, &found[*other].source).map_or("", |head| view.lower(head));
            let speaks_for = matches!(head, "spokesman" | "spokeswoman" | "spokesperson");
            gender::of_noun(head).pronoun().is_none_or(|gender| own.is_none_or(|own| own == gender))
                && !((speaks_for || crate::office::is_rank(head) || head == "sergeant") && ranked)
                && !(of_church && is_worldly(head))
        };
        before.retain(may_be);
        let quoted = says.is_some_and(|place| found[place].quoted);
        // `The editor denied it. In an email, Jonas Weil wrote …`
        let in_paper = says.is_some_and(|place| {
            let opening = view.sentence(first).start..first_of_name(view, cast, first);
            view.doc.tokens[found[place].head].lemma == "write"
                || opening.clone().any(|token| super::occasion::channel_of(view.lower(token)).is_some())
                    && view.upos(opening.start) == "ADP"
        });
        let lead: Vec<usize> = before.iter().copied().filter(|other| apart(*other) == 1 && definite(*other)).collect();
        let (one, near) = match (&before[..], &lead[..], before.last()) {
            // `A former head of the guard said so. Ilan Vey told the inquiry …`
            ([one], ..) => {
                let told = bare_phrase(view, &found[*one].source);
                let long = told.len() > 3 && matches!(view.lower(told[0]), "a" | "an") && says.is_some() && next(*one);
                (*one, (1..=2).contains(&apart(*one)) || (definite(*one) || long) && just_before(*one))
            }
            (.., Some(last)) if definite(*last) && (quoted || in_paper || says.is_some() && next(*last)) && just_before(*last) => {
                (*last, true)
            }
            (_, [one], _) => (*one, says.is_some()),
            _ => {
                named.extend(told_of_above(view, cast, first, entity).filter(|_| before.is_empty()));
                continue;
            }
        };
        let one_head = head_of(view, &found[one].source);
        let between = one_head.is_some_and(|head| tells_of_another(view, cast, found, head, first, speakers[one].entity));
        if near
            && !between
            && let Some(name) = called(view, cast, entity)
        {
            let (old, new) = (speakers[one].clone(), Speaker { entity: Some(entity), name });
            if let (Some(unnamed), Some(head)) = (old.entity, one_head) {
                named.push(Named { unnamed, named: entity, noun: view.lower(head).to_owned() });
            }
            speakers.iter_mut().filter(|speaker| **speaker == old).for_each(|speaker| *speaker = new.clone());
        }
    }
    named
}

/// `The minister who resigned on Tuesday was replaced within the hour.`, and the next paragraph begins with `Anna Vesh, 54, said …`: whom a paragraph's first
/// sentence is about, described at length and not named in it.
fn told_of_above(view: &View<'_>, cast: &Cast, name: usize, entity: EntityId) -> Option<Named> {
    let sentence = view.sentence(name);
    let paragraph = view.paragraph_of(name);
    if sentence.start == 0
        || view.paragraph_of(sentence.start - 1) == paragraph
        || paragraph > 2
        || view.relation(name) != "nsubj" && view.relation(name) != "flat"
    {
        return None;
    }
    let mut start = view.sentence(sentence.start - 1).start;
    while start > 0 && view.paragraph_of(start - 1) + 1 == paragraph {
        start = view.sentence(start - 1).start;
    }
    let lead = view.sentence(start);
    let subject = main_subject(view, lead.clone()).filter(|subject| view.upos(*subject) == "NOUN" && !is_plural(view, *subject))?;
    let mention =
        cast.mention_at(subject).filter(|mention| mention.kind == MentionKind::Nominal && mention.entity_type == EntityType::PER)?;
    let unnamed = mention.entity.filter(|unnamed| !cast.entity(*unnamed).named)?;
    let words = view.doc.tokens_in(mention.span).range();
    let long = words.len() >= 4 && matches!(view.lower(words.start), "a" | "an" | "the") && words.start == lead.start;
    let in_lead = view.doc.tokens[lead.start].span.cover(view.doc.tokens[lead.end - 1].span);
    let names = cast.mentions_in(in_lead).iter().any(|other| other.kind == MentionKind::Name && other.entity_type == EntityType::PER);
    let noun = view.lower(subject);
    let fits = gender::of_noun(noun).pronoun().is_none_or(|own| gender_of(view, cast, Some(entity)).is_none_or(|known| known == own));
    (long && !names && fits).then(|| Named { unnamed, named: entity, noun: noun.to_owned() })
}

/// `El Faro`, `La Voz`: what papers are called, and people are not.
fn has_foreign_article(name: &str) -> bool {
    let first = name.split(' ').next().unwrap_or_default();
    matches!(first, "El" | "La" | "Le" | "Les" | "Los" | "Las" | "Het" | "Die" | "Der" | "Das" | "Il" | "O") && name.split(' ').count() == 2
}

/// Titles of the clergy.
fn is_of_church(title: &str) -> bool {
    matches!(
        title,
        "metropolitan"
            | "bishop"
            | "archbishop"
            | "patriarch"
            | "cardinal"
            | "monsignor"
            | "father"
            | "brother"
            | "sister"
            | "rabbi"
            | "imam"
            | "pastor"
            | "reverend"
    )
}

/// What no member of the clergy is.
fn is_worldly(noun: &str) -> bool {
    matches!(
        noun,
        "minister"
            | "president"
            | "governor"
            | "mayor"
            | "senator"
            | "judge"
            | "prosecutor"
            | "general"
            | "colonel"
            | "ambassador"
            | "premier"
            | "chancellor"
            | "lawyer"
            | "trader"
            | "businessman"
            | "doctor"
            | "nurse"
            | "driver"
            | "soldier"
            | "officer"
    )
}

/// `The minister accused him. His own deputy agreed. In an interview Mara Todor said …`: whether somebody else without a name is told of between a
/// description and a name.
fn tells_of_another(view: &View<'_>, cast: &Cast, found: &[Found], from: usize, name: usize, own: Option<EntityId>) -> bool {
    let mut start = view.sentence(from).end;
    let end = view.sentence(name).start;
    while start < end {
        let sentence = view.sentence(start);
        start = sentence.end;
        let subject = main_subject(view, sentence).filter(|subject| view.upos(*subject) == "NOUN" && !is_plural(view, *subject));
        // Who speaks is looked at by himself.
        let subject = subject.filter(|subject| !found.iter().any(|one| one.source.contains(subject)));
        let another = subject.and_then(|subject| cast.mention_at(subject)).is_some_and(|mention| {
            let known = mention.entity.is_some_and(|entity| cast.entity(entity).named);
            mention.entity_type == EntityType::PER && mention.kind == MentionKind::Nominal && !known && mention.entity != own
        });
        if another {
            return true;
        }
    }
    false
}

/// `the witness, Mara Todor`: a name beside a noun of which the report takes for known whose it is.
pub(super) fn is_the_same(view: &View<'_>, cast: &Cast, mention: &Mention) -> bool {
    let mut start = first_of_name(view, cast, mention.head.index());
    while start > 1 && (view.is_large(start - 1) || view.lower(start - 1) == ".") && !view.is_sentence_start(start - 1) {
        start -= 1;
    }
    start > 2
        && view.is_comma(start - 1)
        && view.upos(start - 2) == "NOUN"
        && view.lower(start - 3) == "the"
        && matches!(
            view.lower(start - 2),
            "witness"
                | "accused"
                | "defendant"
                | "victim"
                | "whistleblower"
                | "complainant"
                | "author"
                | "suspect"
                | "prisoner"
                | "man"
                | "woman"
        )
}

/// `Wouter Vey, the mayor's half-brother,`: told of as somebody's relative and nothing else.
pub(super) fn is_kin_of_somebody(view: &View<'_>, mention: &Mention) -> bool {
    let end = view.doc.tokens_in(mention.span).end;
    let sentence = view.sentence(mention.head.index());
    let kin = |low: &str| {
        let low = low.strip_prefix("half-").unwrap_or(low);
        matches!(low, "brother" | "sister" | "cousin" | "nephew" | "niece" | "uncle" | "aunt" | "namesake")
    };
    view.lower.get(end).is_some_and(|comma| comma == ",")
        && (end + 1..sentence.end.min(end + 8)).take_while(|token| !view.is_comma(*token)).any(|token| kin(view.lower(token)))
}

/// `Vey made the remarks in a lecture`: whoever was said to speak just before, without a name. Tells whether it was so.
pub(super) fn made_the_remarks(
    view: &View<'_>,
    cast: &Cast,
    found: &[Found],
    outer: &[Option<usize>],
    speakers: &mut [Speaker],
    mention: &Mention,
) -> bool {
    const REMARKS: &[&str] =
        &["remarks", "comments", "remark", "comment", "announcement", "claim", "allegation", "accusation", "disclosure"];
    let subject = mention.head.index();
    let Some(verb) = view.head(subject).filter(|_| view.has_tree && view.relation(subject) == "nsubj") else { return false };
    let makes =
        view.doc.tokens[verb].lemma == "make" && view.child(verb, &["obj"]).is_some_and(|object| REMARKS.contains(&view.lower(object)));
    let definite = view.child(verb, &["obj"]).is_some_and(|object| matches!(view.lower(object.saturating_sub(1)), "the" | "his" | "her"));
    let last =
        (0..found.len()).rev().find(|place| outer[*place].is_none() && found[*place].head < subject && !found[*place].source.is_empty());
    let Some(last) = last.filter(|_| makes && definite) else { return false };
    let known = speakers[last].entity.is_some_and(|entity| cast.entity(entity).named);
    let near = view.paragraph_of(subject) - view.paragraph_of(found[last].head) <= 1;
    let head = head_of(view, &found[last].source);
    let single = head.is_some_and(|head| !is_plural(view, head) && !BODIES.contains(&view.lower(head)));
    let Some(entity) = mention.entity.filter(|_| !known && near && single) else { return false };
    let Some(name) = called(view, cast, entity) else { return false };
    let (old, new) = (speakers[last].clone(), Speaker { entity: Some(entity), name });
    speakers.iter_mut().filter(|speaker| **speaker == old).for_each(|speaker| *speaker = new.clone());
    true
}

/// The first word of the name that stands at a token.
pub(super) fn first_of_name(view: &View<'_>, cast: &Cast, token: usize) -> usize {
    cast.mention_at(token).map_or(token, |mention| view.doc.tokens_in(mention.span).start)
}
