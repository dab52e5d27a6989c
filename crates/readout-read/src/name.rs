//! Names: where they stand and what type of thing they name.
//!
//! Comes in: a [`Doc`]. Goes out: names in order of the text, without overlaps. The model's names are trimmed to the name itself
//! (`Mr Todor` → `Todor`) and put right where the gazetteer knows better; names it missed are added from the gazetteer. Without a model,
//! capitals, titles and a few words that organisations end in must do.

use crate::calendar::is_day_or_month;
use crate::doc::Doc;
use crate::gazetteer::{self, Bond};
use crate::office;
use readout_core::{EntityType, TokenRange};
use readout_model::NameKind;
use std::collections::HashSet;

/// A name.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Name {
    pub(crate) tokens: TokenRange,
    pub(crate) kind: EntityType,
}

/// Names of the report, in order, without overlaps.
pub(crate) fn names(doc: &Doc<'_>) -> Vec<Name> {
    let mut names: Vec<Name> = Vec::new();
    let has_model = has_model(doc);
    if has_model {
        names.extend(doc.names.iter().filter_map(|seen| {
            let tokens = trim(doc, TokenRange { start: seen.words.start, end: seen.words.end }, entity_type(seen.kind))?;
            let (tokens, kind) = without_portfolio(doc, tokens).unwrap_or((tokens, corrected(doc, tokens, entity_type(seen.kind))));
            (!is_no_name(doc, tokens)).then_some(Name { tokens, kind })
        }));
    } else {
        names = by_capitals(doc);
    }
    put_in_order(&mut names);
    if has_model {
        widen(doc, &mut names);
        put_in_order(&mut names);
    }
    add_known(doc, &mut names, has_model);
    settle_types(doc, &mut names);
    names
}

/// Sorts names and drops those that overlap an earlier or longer one.
fn put_in_order(names: &mut Vec<Name>) {
    names.sort_by_key(|name| (name.tokens.start, std::cmp::Reverse(name.tokens.end)));
    names.dedup_by(|next, before| next.tokens.start < before.tokens.end);
}

/// Whether a model has read the report: the fake one tags every word `X`.
pub(crate) fn has_model(doc: &Doc<'_>) -> bool {
    doc.tokens.iter().any(|token| token.upos != "X")
}

pub(crate) fn entity_type(kind: NameKind) -> EntityType {
    match kind {
        NameKind::PER => EntityType::PER,
        NameKind::ORG => EntityType::ORG,
        NameKind::GPE => EntityType::GPE,
        NameKind::LOC => EntityType::LOC,
        NameKind::NORP => EntityType::NORP,
        NameKind::FAC => EntityType::FAC,
        NameKind::EVENT => EntityType::EVENT,
        NameKind::OTHER => EntityType::OTHER,
    }
}

/// The name itself: without articles, honorifics and offices before it and possessives after it.
fn trim(doc: &Doc<'_>, tokens: TokenRange, kind: EntityType) -> Option<TokenRange> {
    let TokenRange { mut start, mut end } = tokens;
    while end > start && is_mark(doc.form(end - 1)) {
        end -= 1;
    }
    while start < end && is_mark(doc.form(start)) {
        start += 1;
    }
    let low = |token: usize| doc.form(token).to_lowercase();
    if start + 1 < end && low(start) == "the" && kind != EntityType::OTHER {
        start += 1;
    }
    if kind == EntityType::PER {
        while start + 1 < end && (office::is_honorific(&low(start)) || office::is_office_word(&low(start)) || doc.form(start) == "-") {
            start += 1;
        }
    }
    (start < end).then_some(TokenRange { start, end })
}

/// `US Defence` of `US Defence Secretary Todor`: the country alone, since the rest belongs to the office.
fn without_portfolio(doc: &Doc<'_>, tokens: TokenRange) -> Option<(TokenRange, EntityType)> {
    let last = tokens.end.checked_sub(1).filter(|last| *last > tokens.start)?;
    let office = doc.tokens.get(tokens.end).is_some_and(|next| {
        matches!(next.form.to_lowercase().as_str(), "secretary" | "minister") && doc.sentence_of[tokens.end] == doc.sentence_of[last]
    });
    if !office || !office::is_office_word(&doc.form(last).to_lowercase()) {
        return None;
    }
    let kept = TokenRange { start: tokens.start, end: last };
    let country = gazetteer::country(doc.span(kept).of(doc.text))?;
    Some((kept, if country.bond == Bond::People { EntityType::NORP } else { EntityType::GPE }))
}

fn is_mark(form: &str) -> bool {
    matches!(form, "'s" | "’s" | "'" | "’" | "," | "." | "\"" | "“" | "”" | "(" | ")" | "-" | "--" | "``" | "''")
}

/// What a model may take for a name but is none: words without a capital, days and months, the office in `Defence Secretary`.
fn is_no_name(doc: &Doc<'_>, tokens: TokenRange) -> bool {
    let forms = || tokens.range().map(|token| doc.form(token));
    let office = || tokens.range().all(|token| office::is_office_word(&doc.form(token).to_lowercase()));
    let generic = || tokens.end - tokens.start == 1 && listed(ORGANISATIONS, doc.form(tokens.start));
    let before_role = || doc.tokens.get(tokens.end).is_some_and(|next| office::is_role_noun(&next.form.to_lowercase()));
    !forms().any(|form| form.chars().any(|c| c.is_uppercase() || c.is_numeric() || c.is_alphabetic() && !c.is_lowercase()))
        || forms().all(|form| is_day_or_month(&form.to_lowercase()) || !form.starts_with(char::is_alphabetic))
        || office() && (before_role() || tokens.range().any(|token| office::is_role_noun(&doc.form(token).to_lowercase())))
        || generic() && doc.tokens.get(tokens.end).is_some_and(|next| next.form == "of")
}

/// The type as the gazetteer has it, for names it holds.
fn corrected(doc: &Doc<'_>, tokens: TokenRange, kind: EntityType) -> EntityType {
    let text = doc.span(tokens).of(doc.text);
    if kind == EntityType::PER && tokens.end - tokens.start > 1 {
        return kind;
    }
    if tokens.end - tokens.start == 1 && listed(PEOPLES, text.strip_suffix('s').unwrap_or(text)) && kind != EntityType::PER {
        return EntityType::NORP;
    }
    let last = doc.form(tokens.end - 1);
    match gazetteer::country(text).map(|country| country.bond) {
        Some(Bond::People) => EntityType::NORP,
        Some(Bond::Name) if kind != EntityType::PER => EntityType::GPE,
        Some(Bond::Seat) if matches!(kind, EntityType::LOC | EntityType::OTHER | EntityType::NORP) => EntityType::GPE,
        None if kind != EntityType::PER && gazetteer::region(text).is_some() => EntityType::GPE,
        _ if gazetteer::organisation(text).is_some() && kind != EntityType::GPE => EntityType::ORG,
        None if matches!(kind, EntityType::NORP | EntityType::OTHER | EntityType::GPE) && listed(LOCATIONS, last) => EntityType::LOC,
        _ => kind,
    }
}

/// Peoples and faiths that are no state's, in the singular.
const PEOPLES: &[&str] = &[
    "alawite",
    "arab",
    "catholic",
    "christian",
    "druze",
    "hindu",
    "houthi",
    "hutu",
    "islamist",
    "jew",
    "jewish",
    "kurd",
    "kurdish",
    "muslim",
    "protestant",
    "rohingya",
    "shia",
    "shiite",
    "shi'ite",
    "sunni",
    "tamil",
    "tutsi",
    "uighur",
    "uyghur",
    "yazidi",
];

/// Takes in proper nouns beside an organisation that the tree hangs on it: `National` beside `Coalition`.
fn widen(doc: &Doc<'_>, names: &mut [Name]) {
    let mut taken = vec![false; doc.tokens.len()];
    names.iter().for_each(|name| taken[name.tokens.range()].fill(true));
    for name in names.iter_mut().filter(|name| name.kind == EntityType::ORG) {
        let sentence = doc.sentences[doc.sentence_of[name.tokens.start]].tokens;
        let proper = |token: usize| {
            doc.tokens[token].upos == "PROPN" && is_capital(doc.form(token)) && !is_day_or_month(&doc.form(token).to_lowercase())
        };
        while name.tokens.end < sentence.end
            && !taken[name.tokens.end]
            && proper(name.tokens.end)
            && listed(ORGANISATIONS, doc.form(name.tokens.end))
        {
            taken[name.tokens.end] = true;
            name.tokens.end += 1;
        }
        while name.tokens.start > sentence.start && !taken[name.tokens.start - 1] && proper(name.tokens.start - 1) {
            let before = name.tokens.start - 1;
            let low = doc.form(before).to_lowercase();
            let hangs = doc.head(before).is_some_and(|head| name.tokens.contains(head))
                && matches!(doc.relation(before), "compound" | "flat" | "amod");
            if !hangs || gazetteer::country(doc.form(before)).is_some() || office::is_honorific(&low) || office::is_role_noun(&low) {
                break;
            }
            taken[before] = true;
            name.tokens.start = before;
        }
    }
}

/// Gives one type to all places of a name: a person's last name is a person; else the type most of them have.
fn settle_types(doc: &Doc<'_>, names: &mut [Name]) {
    let text = |name: &Name| doc.span(name.tokens).of(doc.text);
    let known = |name: &Name| gazetteer::country(text(name)).is_some() || gazetteer::organisation(text(name)).is_some();
    let people = names.iter().filter(|name| name.kind == EntityType::PER && name.tokens.end - name.tokens.start > 1);
    let surnames: HashSet<String> = people.map(|name| doc.form(name.tokens.end - 1).to_owned()).collect();
    let mut counts: std::collections::HashMap<String, Vec<(EntityType, usize)>> = std::collections::HashMap::new();
    for name in names.iter() {
        let kinds = counts.entry(text(name).to_lowercase()).or_default();
        match kinds.iter_mut().find(|(kind, _)| *kind == name.kind) {
            Some((_, n)) => *n += 1,
            None => kinds.push((name.kind, 1)),
        }
    }
    for name in names.iter_mut().filter(|name| !known(name)) {
        let one = name.tokens.end - name.tokens.start == 1;
        if one && surnames.contains(doc.form(name.tokens.start)) {
            name.kind = EntityType::PER;
            continue;
        }
        // Of types equally frequent, the one met first.
        let kinds = &counts[&text(name).to_lowercase()];
        let most = kinds.iter().map(|(_, n)| *n).max().unwrap_or(0);
        name.kind = kinds.iter().find(|(_, n)| *n == most).map_or(name.kind, |(kind, _)| *kind);
    }
}

/// The most words of a name in the gazetteer.
const LONGEST_KNOWN: usize = 7;

/// The longest name of the gazetteer that begins at `token`, with its type.
fn known_at(doc: &Doc<'_>, token: usize) -> Option<Name> {
    let sentence = doc.sentences[doc.sentence_of[token]].tokens;
    if !doc.form(token).starts_with(char::is_alphabetic) {
        return None;
    }
    (1..=LONGEST_KNOWN.min(sentence.end - token)).rev().find_map(|length| {
        let tokens = TokenRange { start: token, end: token + length };
        let text = doc.span(tokens).of(doc.text);
        let kind = match gazetteer::country(text) {
            Some(country) if country.bond == Bond::People => EntityType::NORP,
            Some(_) => EntityType::GPE,
            None => gazetteer::organisation(text).map(|_| EntityType::ORG)?,
        };
        Some(Name { tokens, kind })
    })
}

/// Adds names of the gazetteer where no name stands yet.
fn add_known(doc: &Doc<'_>, names: &mut Vec<Name>, has_model: bool) {
    let mut taken = vec![false; doc.tokens.len()];
    names.iter().for_each(|name| taken[name.tokens.range()].fill(true));
    let mut token = 0;
    while token < doc.tokens.len() {
        let capital = doc.form(token).starts_with(char::is_uppercase);
        let fits = !taken[token] && capital && (!has_model || matches!(doc.tokens[token].upos.as_str(), "PROPN" | "ADJ" | "NOUN"));
        let known = fits.then(|| known_at(doc, token)).flatten().filter(|known| !taken[known.tokens.range()].contains(&true));
        match known {
            // A single word that may be another's first or last name is left alone beside capitals.
            Some(known) if !has_model || known.tokens.end - known.tokens.start > 1 || !beside_capital(doc, &taken, token) => {
                taken[known.tokens.range()].fill(true);
                token = known.tokens.end;
                names.push(known);
            }
            _ => token += 1,
        }
    }
    names.sort_by_key(|name| name.tokens.start);
}

fn beside_capital(doc: &Doc<'_>, taken: &[bool], token: usize) -> bool {
    let beside = [token.checked_sub(1), Some(token + 1)];
    beside.into_iter().flatten().any(|other| {
        other < doc.tokens.len()
            && taken[other]
            && doc.sentence_of[other] == doc.sentence_of[token]
            && doc.tokens[other].upos == "PROPN"
            && doc.form(token) != "US"
    })
}

// ---------------------------------------------------------------------------------------------------------------------------
// Without a model.

/// Words that organisations' names end in or, before `of` and `for`, begin with.
const ORGANISATIONS: &[&str] = &[
    "academy",
    "administration",
    "agency",
    "alliance",
    "army",
    "assembly",
    "association",
    "authority",
    "bank",
    "brigade",
    "brigades",
    "bureau",
    "cabinet",
    "centre",
    "center",
    "church",
    "coalition",
    "command",
    "commission",
    "committee",
    "company",
    "confederation",
    "congress",
    "corporation",
    "corps",
    "council",
    "court",
    "department",
    "federation",
    "force",
    "forces",
    "foundation",
    "front",
    "fund",
    "government",
    "group",
    "guard",
    "guards",
    "institute",
    "league",
    "ministry",
    "mission",
    "monitor",
    "movement",
    "nations",
    "network",
    "observatory",
    "office",
    "organisation",
    "organization",
    "parliament",
    "party",
    "police",
    "post",
    "press",
    "senate",
    "service",
    "society",
    "times",
    "tribunal",
    "union",
    "university",
];
const EVENTS: &[&str] =
    &["accord", "accords", "agreement", "conference", "forum", "olympics", "pact", "revolution", "summit", "treaty", "war"];
const LOCATIONS: &[&str] = &[
    "africa",
    "asia",
    "coast",
    "desert",
    "east",
    "europe",
    "gulf",
    "island",
    "islands",
    "lake",
    "mountains",
    "ocean",
    "peninsula",
    "river",
    "sea",
    "strait",
    "valley",
];
const FACILITIES: &[&str] = &["airport", "base", "bridge", "hospital", "hotel", "palace", "prison", "square", "stadium", "street"];
const PARTICLES: &[&str] = &["al", "el", "ul", "bin", "ibn", "ben", "de", "der", "den", "von", "van", "da", "di", "del", "dos", "la", "le"];
/// Capitalised for their place in the sentence, not as names.
const COMMON: &[&str] = &[
    "a",
    "about",
    "according",
    "after",
    "all",
    "also",
    "although",
    "among",
    "an",
    "and",
    "another",
    "any",
    "as",
    "asked",
    "at",
    "because",
    "before",
    "both",
    "but",
    "by",
    "despite",
    "during",
    "each",
    "earlier",
    "even",
    "every",
    "few",
    "following",
    "for",
    "from",
    "had",
    "has",
    "he",
    "her",
    "here",
    "his",
    "how",
    "however",
    "i",
    "if",
    "in",
    "it",
    "its",
    "last",
    "later",
    "many",
    "meanwhile",
    "more",
    "most",
    "much",
    "my",
    "nearly",
    "neither",
    "never",
    "no",
    "nobody",
    "none",
    "nor",
    "not",
    "nothing",
    "now",
    "of",
    "on",
    "one",
    "only",
    "or",
    "other",
    "others",
    "our",
    "over",
    "people",
    "recently",
    "separately",
    "several",
    "she",
    "since",
    "so",
    "some",
    "such",
    "talks",
    "than",
    "that",
    "the",
    "their",
    "them",
    "then",
    "there",
    "these",
    "they",
    "this",
    "those",
    "though",
    "three",
    "to",
    "today",
    "two",
    "under",
    "unless",
    "until",
    "upon",
    "us",
    "was",
    "we",
    "were",
    "what",
    "when",
    "where",
    "whether",
    "which",
    "while",
    "who",
    "why",
    "with",
    "without",
    "yesterday",
    "yet",
    "you",
    "your",
    "troops",
    "officials",
    "rebels",
    "residents",
    "witnesses",
    "foreign",
];

fn is_capital(form: &str) -> bool {
    form.starts_with(char::is_uppercase)
}

fn listed(list: &[&str], form: &str) -> bool {
    list.contains(&form.to_lowercase().as_str())
}

/// Runs of capitalised words, with types guessed from the words in and beside them.
fn by_capitals(doc: &Doc<'_>) -> Vec<Name> {
    let opens = |token: usize| {
        let sentence = doc.sentences[doc.sentence_of[token]].tokens;
        token == sentence.start || matches!(doc.form(token - 1), "\"" | "“" | "``" | "(" | ":" | "‘" | "'" | "--" | "—")
    };
    let inner: HashSet<&str> =
        (0..doc.tokens.len()).filter(|token| is_capital(doc.form(*token)) && !opens(*token)).map(|token| doc.form(token)).collect();
    let mut names = Vec::new();
    for sentence in &doc.sentences {
        let words = sentence.tokens.range().filter(|token| doc.form(*token).starts_with(char::is_alphabetic)).count();
        let capitals = sentence.tokens.range().filter(|token| is_capital(doc.form(*token))).count();
        let stopped = matches!(doc.form(sentence.tokens.end - 1), "." | "!" | "?" | "\"" | "”");
        let headline = !stopped && words > 4 && capitals * 10 >= words * 7;
        let mut token = sentence.tokens.start;
        while token < sentence.tokens.end {
            let form = doc.form(token);
            let next = (token + 1 < sentence.tokens.end).then(|| doc.form(token + 1));
            let next_capital = next.is_some_and(|next| is_capital(next) && !listed(COMMON, next) || PARTICLES.contains(&next));
            let sure = !opens(token)
                || inner.contains(form)
                || next_capital
                || office::is_honorific(&form.to_lowercase())
                || form.len() > 1 && form.chars().all(char::is_uppercase);
            if headline || !is_capital(form) || listed(COMMON, form) || is_day_or_month(&form.to_lowercase()) || !sure {
                token += 1;
                continue;
            }
            let end = run_end(doc, token, sentence.tokens.end);
            split_run(doc, token, end, &mut names);
            token = end;
        }
    }
    let surnames: HashSet<&str> =
        names.iter().filter(|name| name.kind == EntityType::PER).map(|name| doc.form(name.tokens.end - 1)).collect();
    let again: Vec<bool> =
        names.iter().map(|name| name.tokens.end - name.tokens.start == 1 && surnames.contains(doc.form(name.tokens.start))).collect();
    for (name, again) in names.iter_mut().zip(again) {
        if again && name.kind == EntityType::OTHER {
            name.kind = EntityType::PER;
        }
    }
    names
}

/// Where the run of capitalised words that begins at `start` ends.
fn run_end(doc: &Doc<'_>, start: usize, limit: usize) -> usize {
    let mut end = start + 1;
    let capital = |token: usize| token < limit && is_capital(doc.form(token)) && !is_day_or_month(&doc.form(token).to_lowercase());
    let touches = |token: usize| token < limit && doc.tokens[token - 1].span.end == doc.tokens[token].span.start;
    loop {
        let form = if end < limit { doc.form(end) } else { break };
        let particle = |token: usize| token < limit && listed(PARTICLES, doc.form(token));
        if capital(end) {
            end += 1;
        } else if particle(end) && doc.form(end + 1 - usize::from(end + 1 >= limit)) == "-" && capital(end + 2) {
            end += 3;
        } else if (particle(end) && capital(end + 1))
            || (form == "-" && touches(end) && touches(end + 1) && capital(end + 1) && gazetteer::country(doc.form(end - 1)).is_none())
        {
            end += 2;
        } else if matches!(form, "of" | "for") && listed(ORGANISATIONS, doc.form(end - 1)) {
            let the = usize::from(end + 1 < limit && doc.form(end + 1) == "the");
            if !capital(end + 1 + the) {
                break;
            }
            end += 2 + the;
        } else {
            break;
        }
    }
    end
}

/// Parts countries and offices from the name they stand before, and types what is left.
fn split_run(doc: &Doc<'_>, start: usize, end: usize, names: &mut Vec<Name>) {
    let low = |token: usize| doc.form(token).to_lowercase();
    let organisation = (start..end).any(|token| listed(ORGANISATIONS, doc.form(token)));
    let mut at = start;
    let mut titled = start > 0 && (office::is_role_noun(&low(start - 1)) || office::is_honorific(&low(start - 1)));
    while at < end {
        if office::is_honorific(&low(at)) || office::is_office_word(&low(at)) || (titled && doc.form(at) == "-") {
            titled = true;
            at += 1;
            continue;
        }
        match known_at(doc, at).filter(|known| known.tokens.end <= end && (!organisation || known.tokens.end == end)) {
            Some(known) => {
                names.push(known);
                at = known.tokens.end;
                titled = false;
            }
            None => break,
        }
    }
    if at >= end {
        return;
    }
    // `Free Council Mara Todor`: what follows the organisation's last word is a person.
    let keyword = (at..end).rev().find(|token| listed(ORGANISATIONS, doc.form(*token)));
    let joined = (at..end).any(|token| matches!(doc.form(token), "of" | "for" | "-"));
    if let Some(keyword) = keyword.filter(|keyword| !joined && *keyword > at && end - keyword > 2) {
        names.push(Name { tokens: TokenRange { start: at, end: keyword + 1 }, kind: EntityType::ORG });
        names.push(Name { tokens: TokenRange { start: keyword + 1, end }, kind: EntityType::PER });
        return;
    }
    let tokens = TokenRange { start: at, end };
    let last = low(end - 1);
    let last = last.as_str();
    let upper = end - at == 1 && doc.form(at).len() > 1 && doc.form(at).chars().all(|c| c.is_uppercase() || c == '.');
    let next = if end < doc.tokens.len() { low(end) } else { String::new() };
    let before = if at > 0 { low(at - 1) } else { String::new() };
    let kind = if organisation || upper {
        EntityType::ORG
    } else if titled {
        EntityType::PER
    } else if EVENTS.contains(&last) {
        EntityType::EVENT
    } else if LOCATIONS.contains(&last) {
        EntityType::LOC
    } else if FACILITIES.contains(&last) {
        EntityType::FAC
    } else if end - at > 1 || matches!(next.as_str(), "said" | "says" | "told" | "added" | "insisted" | "warned") {
        EntityType::PER
    } else if matches!(before.as_str(), "in" | "near" | "outside" | "from" | "around") {
        EntityType::GPE
    } else {
        EntityType::OTHER
    };
    names.push(Name { tokens, kind });
}
