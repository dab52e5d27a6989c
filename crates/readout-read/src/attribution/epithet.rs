//! Descriptions that a writer puts in place of a name so as not to repeat it: `the former judge`, `the congresswoman`, `the rebel group`.
//!
//! Comes in: a definite description that nothing else has led to anybody. Goes out: whom it takes up, where the words or the place show it: somebody
//! whose title says the same (`Rep. Mara Todor`, the congresswoman); whoever the sentence before is about, by name, where the description says what
//! only somebody known is called by (`the former judge`, `the mother of two`), or goes on with a quotation. Nobody who is spoken of as another: who was
//! described by the same noun before, or whom the report calls something else.

use super::describe::{Directory, may_be_one};
use super::find::Found;
use super::media::KINDS;
use super::pronoun::{gender_of, main_subject};
use super::source::{bare_phrase, head_of, is_plural};
use super::speaker::Speaker;
use super::title::{ADDRESSES, called};
use super::view::View;
use crate::gender;
use crate::mention::Cast;
use readout_core::{EntityId, EntityType, Mention, MentionKind};
use std::ops::Range;

/// What else those are called who have a title before their name.
const BY_TITLE: &[(&[&str], &[&str])] = &[
    (
        &["congressman", "congresswoman", "lawmaker", "legislator", "representative"],
        &["rep", "representative", "congressman", "congresswoman", "sen", "senator", "assemblyman", "assemblywoman"],
    ),
    (&["senator"], &["sen", "senator"]),
    (&["governor"], &["gov", "governor"]),
    (&["envoy", "diplomat", "ambassador"], &["ambassador", "envoy", "consul"]),
    (&["prelate", "churchman", "cleric"], &["bishop", "archbishop", "metropolitan", "cardinal", "patriarch", "monsignor"]),
    (&["bishop"], &["bishop", "archbishop"]),
    (&["cleric", "preacher"], &["imam", "sheikh", "mullah", "ayatollah", "rabbi", "reverend", "rev", "pastor", "maulana"]),
    (&["priest"], &["father", "fr", "reverend", "rev"]),
    (&["pastor"], &["pastor", "reverend", "rev"]),
    (&["nun"], &["sister", "mother"]),
    (&["monk", "friar"], &["brother"]),
    (&["doctor", "physician", "surgeon", "paediatrician", "pediatrician"], &["dr", "doctor"]),
    (&["professor", "academic", "scholar"], &["professor", "prof"]),
    (&["monarch", "sovereign"], &["king", "queen"]),
    (&["peer"], &["lord", "lady", "baroness", "baron"]),
    (&["judge"], &["judge", "justice"]),
    (&["general"], &["general", "gen"]),
    (&["colonel"], &["colonel", "col"]),
    (&["major"], &["major", "maj"]),
    (&["captain"], &["captain", "capt"]),
    (&["lieutenant"], &["lieutenant", "lt"]),
    (&["sergeant"], &["sergeant", "sgt"]),
    (&["admiral"], &["admiral", "adm"]),
    (&["inspector"], &["inspector", "insp"]),
    (&["superintendent"], &["superintendent", "supt"]),
    (&["constable"], &["constable", "pc"]),
    (&["detective"], &["detective", "det"]),
    (&["officer"], &["sergeant", "sgt", "constable", "inspector", "lieutenant", "lt", "captain", "capt", "officer", "pc"]),
];

/// What somebody is called who has been named, and hardly anybody who has not.
const EPITHETS: &[&str] = &[
    "politician",
    "lawmaker",
    "legislator",
    "activist",
    "veteran",
    "billionaire",
    "millionaire",
    "tycoon",
    "magnate",
    "businessman",
    "businesswoman",
    "statesman",
    "stateswoman",
    "mother",
    "father",
    "grandmother",
    "grandfather",
    "strongman",
    "dissident",
    "newcomer",
    "moderate",
    "conservative",
    "liberal",
    "centrist",
    "populist",
    "incumbent",
    "challenger",
    "front-runner",
    "frontrunner",
    "native",
    "pensioner",
    "retiree",
    "novelist",
    "singer",
    "academic",
    "economist",
    "historian",
    "scholar",
    "banker",
    "financier",
    "entrepreneur",
    "philanthropist",
    "campaigner",
    "cleric",
    "octogenarian",
    "septuagenarian",
    "premier",
    "nominee",
    "candidate",
    "contender",
    "hopeful",
    "mogul",
    "senator",
    "congressman",
    "congresswoman",
];

/// Who never goes on with the words of somebody else in the same breath.
const OTHERS: &[&str] = &[
    "judge",
    "prosecutor",
    "lawyer",
    "solicitor",
    "barrister",
    "attorney",
    "counsel",
    "advocate",
    "spokesman",
    "spokeswoman",
    "spokesperson",
    "presenter",
    "host",
    "interviewer",
    "interpreter",
    "translator",
    "reporter",
    "source",
    "wife",
    "husband",
    "widow",
    "son",
    "daughter",
    "brother",
    "sister",
    "successor",
    "predecessor",
    "counterpart",
    "rival",
    "opponent",
    "caller",
    "man",
    "woman",
    "person",
    "official",
    "witness",
    "clerk",
    "aide",
    "adviser",
    "advisor",
    "contractor",
    "owner",
    "buyer",
    "seller",
    "landlord",
    "tenant",
    "driver",
    "boss",
    "employer",
    "manager",
    "insurer",
    "doctor",
    "nurse",
    "guard",
    "priest",
    "neighbour",
    "neighbor",
    "colleague",
    "coroner",
    "magistrate",
];

/// Whom a definite description takes up that nothing else has led to anybody.
pub(super) fn taken_up_by_epithet(
    view: &View<'_>,
    cast: &Cast,
    directory: &Directory,
    found: &Found,
    source: &[usize],
    within: bool,
) -> Option<Speaker> {
    let bare = bare_phrase(view, source);
    let (first, last) = (*bare.first()?, *bare.last()?);
    let head = head_of(view, &bare)?;
    let definite = view.lower(first) == "the" && (2..=7).contains(&bare.len());
    // `the emir's uncle`, and not `the Todor family's lawyer`
    let owner = bare.iter().position(|token| view.lower(*token) == "'s");
    let owned = owner.is_some();
    let definite = definite && owner.is_none_or(|at| at > 0 && view.upos(bare[at - 1]) == "NOUN" && !view.is_large(bare[at - 1]));
    if !view.has_tree || !definite || view.quote_of[first].is_some() || is_plural(view, head) {
        return None;
    }
    let aged = source.iter().take(8).any(|token| {
        view.lower(*token).ends_with("-year-old") || view.lower(*token) == "old" && *token > first && view.lower(token - 1) == "-"
    });
    // `the moderate`, `the 61-year-old`
    if view.upos(head) != "NOUN" && !(aged || view.upos(head) == "ADJ" && EPITHETS.contains(&view.lower(head))) {
        return None;
    }
    let (noun, own) = (view.lower(head), first..last + 1);
    let entity_here = cast.mention_at(head).and_then(|mention| mention.entity);
    if is_known_before(view, cast, noun, None, &own) {
        return None;
    }
    let kind = cast.mention_at(head).map(|mention| mention.entity_type);
    let entity = if kind == Some(EntityType::ORG) {
        body(view, cast, found, noun, &own).filter(|_| !owned && !is_known_before(view, cast, noun, entity_here, &own))
    } else if kind == Some(EntityType::PER) || crate::office::is_role_noun(noun) || EPITHETS.contains(&noun) || aged {
        let shown = gender::of_noun(noun).pronoun();
        let fits = |entity: &EntityId| shown.is_none_or(|own| gender_of(view, cast, Some(*entity)).is_none_or(|known| known == own));
        let by_place = || {
            if within || is_known_before(view, cast, noun, entity_here, &own) {
                None
            } else {
                person(view, cast, directory, found, &bare, head, aged)
            }
        };
        by_title(view, cast, head, noun).filter(|_| !owned).or_else(by_place).filter(fits)
    } else {
        None
    };
    let entity = entity?;
    called(view, cast, entity).map(|name| Speaker { entity: Some(entity), name })
}

/// How many words before and behind a description its name is looked for: a long report, and not a whole book.
const FAR: usize = 6000;

/// The mentions of a report, or of the part of a book around a word.
fn around<'c>(view: &View<'_>, cast: &'c Cast, token: usize) -> &'c [Mention] {
    run(view, cast, token.saturating_sub(FAR)..(token + FAR).min(view.lower.len()))
}

/// The mentions that begin within a run of words.
fn run<'c>(view: &View<'_>, cast: &'c Cast, tokens: Range<usize>) -> &'c [Mention] {
    match (tokens.start < tokens.end).then(|| (view.doc.tokens[tokens.start].span, view.doc.tokens[tokens.end - 1].span)) {
        Some((first, last)) => cast.mentions_in(first.cover(last)),
        None => &[],
    }
}

/// Whether somebody has been described before by the same noun who may be meant, or `entity` has been by another.
fn is_known_before(view: &View<'_>, cast: &Cast, noun: &str, entity: Option<EntityId>, own: &Range<usize>) -> bool {
    let nominal = |mention: &&Mention| mention.kind == MentionKind::Nominal && mention.head.index() < own.start;
    // `the Republican nominee`, once more: it is whom the place shows, and not somebody new.
    let taken_up = |mention: &Mention| {
        let start = view.doc.tokens_in(mention.span).start;
        EPITHETS.contains(&noun) && view.lower(start) == "the"
    };
    around(view, cast, own.start).iter().filter(nominal).filter(|mention| !taken_up(mention)).any(|mention| {
        let (same_noun, same) = (view.lower(mention.head.index()) == noun, entity.is_some() && mention.entity == entity);
        let words = || view.doc.tokens_in(mention.span).range();
        (same || same_noun) && words().end <= own.start && (same || may_be_one(view, words(), own.clone()))
    })
}

/// The one person of the report with a title before the name that says the same as the noun: `Sergeant Kim Rasko`, the sergeant.
fn by_title(view: &View<'_>, cast: &Cast, head: usize, noun: &str) -> Option<EntityId> {
    let mut titles: Vec<&str> =
        BY_TITLE.iter().filter(|(nouns, _)| nouns.contains(&noun)).flat_map(|(_, titles)| titles.iter().copied()).collect();
    // `Economist Rosa Lim`, the economist
    if EPITHETS.contains(&noun) {
        titles.push(noun);
    }
    if titles.is_empty() {
        return None;
    }
    let names =
        around(view, cast, head).iter().filter(|mention| mention.kind == MentionKind::Name && mention.entity_type == EntityType::PER);
    let has_title = |mention: &&Mention| {
        let own = view.doc.tokens_in(mention.span).range();
        let floor = own.start.saturating_sub(4).max(view.sentence(own.start).start);
        let low = |token: usize| view.lower(token).trim_end_matches('.');
        let is_title = |token: usize| view.is_large(token) && titles.contains(&low(token)) && !is_of_office(view, token);
        // Nothing but forms of address between: `Justice Minister Anna Vesh` is no judge.
        let between = |token: &usize| low(*token).is_empty() || view.is_large(*token) && ADDRESSES.contains(&low(*token));
        let before = (floor..own.start).rev().find(|token| !between(token) || is_title(*token));
        let inside = own.clone().take(own.len().saturating_sub(1)).find(|token| !between(token) || is_title(*token));
        before.into_iter().chain(inside).any(is_title)
    };
    let mut found: Vec<(EntityId, usize)> =
        names.filter(has_title).filter_map(|mention| Some((mention.entity?, mention.head.index()))).collect();
    found.sort_unstable();
    found.dedup_by_key(|(entity, _)| *entity);
    // `The congresswoman wants a name. … Rep. Mara Todor demanded …`: named just below, too.
    let near = |at: usize| at < head || view.paragraph_of(at) - view.paragraph_of(head) <= 1;
    match found[..] {
        [(one, at)] if near(at) && cast.entity(one).named => Some(one),
        _ => None,
    }
}

/// `General` of `Attorney General Ilan Vey`.
fn is_of_office(view: &View<'_>, title: usize) -> bool {
    let mut before = title.checked_sub(1);
    if before.is_some_and(|before| view.lower(before) == "-") {
        before = title.checked_sub(2);
    }
    view.lower(title) == "general"
        && before.is_some_and(|before| {
            matches!(
                view.lower(before),
                "attorney" | "secretary" | "governor" | "consul" | "director" | "solicitor" | "surgeon" | "prosecutor"
            )
        })
}

/// Whether a noun tells of somebody who has this title before the name: `a judge` and `Justice Anna Vesh`.
pub(super) fn is_called_by(noun: &str, title: &str) -> bool {
    noun == title || BY_TITLE.iter().any(|(nouns, titles)| nouns.contains(&noun) && titles.contains(&title))
}

/// The sentence before, outside quotation marks: of the same paragraph, or the last of the one before.
fn sentence_before(view: &View<'_>, token: usize) -> Option<Range<usize>> {
    let mut start = view.sentence(token).start;
    for _ in 0..4 {
        let earlier = view.sentence(start.checked_sub(1)?);
        start = earlier.start;
        if view.paragraph_of(token) - view.paragraph_of(start) > 1 {
            return None;
        }
        if earlier.clone().any(|token| view.quote_of[token].is_none() && view.is_word(token)) {
            return Some(earlier);
        }
    }
    None
}

/// Whom or what a sentence is about, by its name anywhere in the report: the subject of its main verb.
fn topic(view: &View<'_>, cast: &Cast, sentence: Range<usize>) -> Option<EntityId> {
    let subject = main_subject(view, sentence.clone())?;
    let named = |mention: &&Mention| {
        let own = view.doc.tokens_in(mention.span).range();
        mention.kind == MentionKind::Name && own.contains(&subject) && mention.entity.is_some()
    };
    let entity = run(view, cast, sentence).iter().find(named).or_else(|| cast.mention_at(subject))?.entity?;
    cast.entity(entity).named.then_some(entity)
}

/// Other people or bodies that a run of words names, outside quotation marks.
fn names_others(view: &View<'_>, cast: &Cast, words: Range<usize>, entity: EntityId, kind: EntityType) -> bool {
    run(view, cast, words).iter().any(|mention| {
        mention.kind == MentionKind::Name
            && mention.entity_type == kind
            && mention.entity.is_some()
            && mention.entity != Some(entity)
            && view.quote_of[mention.head.index()].is_none()
    })
}

/// The person whom the sentence before is about, where the description can be nobody else.
fn person(view: &View<'_>, cast: &Cast, directory: &Directory, found: &Found, bare: &[usize], head: usize, aged: bool) -> Option<EntityId> {
    let first = *bare.first()?;
    let noun = view.lower(head);
    let before = sentence_before(view, first)?;
    let entity = topic(view, cast, before.clone()).filter(|entity| cast.entity(*entity).entity_type == EntityType::PER)?;
    let here = view.sentence(first).start..first;
    let same_paragraph = view.paragraph_of(before.start) == view.paragraph_of(first);
    if names_others(view, cast, here, entity, EntityType::PER) || directory.contradicts(view, entity, bare) {
        return None;
    }
    // Called by name in the same sentence, he is somebody else.
    let sentence = view.sentence(first);
    let again = run(view, cast, sentence).iter().any(|mention| {
        mention.entity == Some(entity) && mention.kind == MentionKind::Name && view.quote_of[mention.head.index()].is_none()
    });
    if again {
        return None;
    }
    let owned = bare.iter().any(|token| view.lower(*token) == "'s");
    let told = aged
        || EPITHETS.contains(&noun)
        || bare
            .iter()
            .any(|token| matches!(view.lower(*token), "former" | "ex" | "veteran" | "retired" | "longtime" | "disgraced" | "embattled"))
        || noun.starts_with("ex-");
    if names_others(view, cast, before, entity, EntityType::PER) {
        return None;
    }
    // `Todor told reporters that the cranes were safe. "…," the harbour master joked.`
    let goes_on = found.quoted && found.content.first().is_some_and(|content| *content < first) && same_paragraph;
    (told && !owned || goes_on && !OTHERS.contains(&noun) && !directory.describes(entity)).then_some(entity)
}

/// The body that the sentence before is about: `The Karsa Front attacked a convoy. The rebel group claimed …`.
fn body(view: &View<'_>, cast: &Cast, found: &Found, noun: &str, own: &Range<usize>) -> Option<EntityId> {
    const OF_STATES: &[&str] = &[
        "government",
        "ministry",
        "army",
        "navy",
        "military",
        "police",
        "parliament",
        "court",
        "embassy",
        "council",
        "opposition",
        "administration",
        "authorities",
        "cabinet",
        "senate",
        "commission",
        "inquiry",
        "assembly",
        "treasury",
        "department",
        "board",
        "jury",
        "palace",
        "presidency",
        "state",
        "delegation",
        "side",
        "team",
        "family",
        "house",
        "office",
        "committee",
        "panel",
    ];
    if OF_STATES.contains(&noun) || KINDS.iter().any(|(kind, _)| *kind == noun) {
        return None;
    }
    let before = sentence_before(view, own.start);
    let about = || before.clone().and_then(|before| topic(view, cast, before));
    // `Ostrel will close its mill, the company said`: the body that what is said is about.
    let told = || {
        let subject = found.content.iter().copied().take_while(|token| *token < own.start).find(|token| {
            view.relation(*token) == "nsubj" && view.quote_of[*token].is_none() && view.sentence(*token) == view.sentence(own.start)
        })?;
        let name = run(view, cast, view.sentence(subject)).iter().find(|mention| {
            mention.kind == MentionKind::Name
                && mention.entity_type == EntityType::ORG
                && view.doc.tokens_in(mention.span).range().contains(&subject)
        })?;
        name.entity
    };
    let told = told();
    let of_told = told.is_some();
    let firm = || if is_firm(noun) { only_firm(view, cast, own.start) } else { None };
    let entity = told.or_else(about).or_else(firm);
    let entity = entity.filter(|entity| cast.entity(*entity).entity_type == EntityType::ORG)?;
    let here = view.sentence(own.start).start..own.start;
    let medium = cast.entity(entity).sector.as_deref() == Some("JRN");
    let others = |run: Range<usize>| names_others(view, cast, run, entity, EntityType::ORG);
    // `Hallen Steel … The regulator fined Ostrel. The company said …`: of two companies none is taken.
    let sure = if is_firm(noun) { only_firm(view, cast, own.start) == Some(entity) } else { of_told || !before.is_some_and(others) };
    (!medium && sure && !names_others(view, cast, here, entity, EntityType::ORG)).then_some(entity)
}

/// What companies are called.
fn is_firm(noun: &str) -> bool {
    const FIRMS: &[&str] = &[
        "company",
        "firm",
        "manufacturer",
        "airline",
        "retailer",
        "carrier",
        "maker",
        "lender",
        "supplier",
        "operator",
        "developer",
        "producer",
        "chain",
        "conglomerate",
        "startup",
        "start-up",
        "insurer",
        "brewer",
        "miner",
        "shipbuilder",
        "builder",
    ];
    FIRMS.contains(&noun) || noun.len() > 6 && noun.ends_with("maker")
}

/// The one body that the report has named so far which may be a company: none of state, no party, no medium.
fn only_firm(view: &View<'_>, cast: &Cast, before: usize) -> Option<EntityId> {
    const NO_FIRMS: &[&str] = &[
        "ministry",
        "court",
        "police",
        "council",
        "party",
        "union",
        "commission",
        "parliament",
        "assembly",
        "front",
        "movement",
        "army",
        "navy",
        "force",
        "forces",
        "office",
        "agency",
        "authority",
        "department",
        "university",
        "college",
        "school",
        "hospital",
        "church",
        "federation",
        "association",
        "committee",
        "nations",
        "league",
        "institute",
        "foundation",
        "society",
        "alliance",
        "watch",
        "aid",
        "government",
        "senate",
        "congress",
        "house",
        "treasury",
        "cabinet",
        "coalition",
        "board",
        "bureau",
        "service",
        "guard",
        "inquiry",
        "tribunal",
        "congregation",
    ];
    let may_be = |entity: &EntityId| {
        let known = cast.entity(*entity);
        let no_firm = |word: &str| NO_FIRMS.contains(&word.to_lowercase().as_str());
        known.named
            && known.sector.as_deref() != Some("JRN")
            && !known.name.split(' ').any(no_firm)
            && !KINDS.iter().any(|(kind, _)| known.name.to_lowercase().ends_with(kind))
    };
    let mut named: Vec<EntityId> = around(view, cast, before)
        .iter()
        .filter(|mention| mention.kind == MentionKind::Name && mention.entity_type == EntityType::ORG && mention.head.index() < before)
        .filter_map(|mention| mention.entity)
        .filter(may_be)
        .collect();
    named.sort_unstable();
    named.dedup();
    let credit = |entity: &EntityId| view.doc.report.credit.iter().any(|credit| credit.value == cast.entity(*entity).name);
    named.retain(|entity| !credit(entity));
    <[EntityId; 1]>::try_from(named).ok().map(|[one]| one)
}
