//! Names: where they stand and what type of thing they name.
//!
//! Comes in: a [`Doc`]. Goes out: names in order of the text, without overlaps. The model's names are trimmed to the name itself
//! (`Mr Todor` → `Todor`) and put right where the gazetteer knows better; names it missed are added from the gazetteer. Without a model,
//! capitals, titles and a few words that organisations end in must do.

use crate::bounds;
use crate::calendar::is_day_or_month;
use crate::doc::Doc;
use crate::gazetteer::{self, Bond};
use crate::gender::Gender;
use crate::given;
use crate::office;
use crate::usage;
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
        let small = writes_small(doc);
        let places = places(doc);
        for seen in &doc.names {
            let kind = entity_type(seen.kind);
            let parts = cut(doc, seen.words.clone(), kind).into_iter().flat_map(|tokens| before_person(doc, &places, tokens, kind));
            names.extend(parts.filter_map(|(tokens, kind)| {
                let (tokens, kind) = trim(doc, tokens, kind)?;
                let (tokens, kind) = without_portfolio(doc, tokens).unwrap_or_else(|| holder(doc, tokens, corrected(doc, tokens, kind)));
                (!is_no_name(doc, tokens, small)).then_some(Name { tokens, kind })
            }));
        }
    } else {
        names = by_capitals(doc);
    }
    put_in_order(&mut names);
    if has_model {
        widen(doc, &mut names);
        with_article(doc, &mut names);
        put_in_order(&mut names);
        bounds::settle(doc, &mut names);
    }
    add_known(doc, &mut names, has_model);
    if has_model {
        introduced(doc, &mut names);
        bounds::repeat(doc, &mut names);
    }
    settle_types(doc, &mut names);
    usage::settle(doc, &mut names);
    names
}

/// Sorts names and drops those that overlap an earlier or longer one.
pub(crate) fn put_in_order(names: &mut Vec<Name>) {
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

/// The parts of what the model takes for one name: a new sentence begins a new name, and so does a person's name that begins again
/// (`Yours, Mara` above `Mara, thank you`) and a place behind a comma (`Lakeport, Norland`).
fn cut(doc: &Doc<'_>, words: std::ops::Range<usize>, kind: EntityType) -> Vec<TokenRange> {
    let mut parts: Vec<TokenRange> = Vec::new();
    for token in words {
        let again = |part: &TokenRange| {
            kind == EntityType::PER && part.end == token && doc.form(token) == doc.form(token - 1) && is_capital(doc.form(token))
        };
        // `Lakeport, Norland`
        if matches!(kind, EntityType::GPE | EntityType::LOC) && doc.form(token) == "," {
            continue;
        }
        match parts.last_mut() {
            Some(part) if part.end == token && doc.sentence_of[part.start] == doc.sentence_of[token] && !again(part) => {
                part.end = token + 1
            }
            _ => parts.push(TokenRange { start: token, end: token + 1 }),
        }
    }
    parts
}

/// What the model takes for places, and the states and regions that the tables hold.
fn places<'a>(doc: &Doc<'a>) -> HashSet<&'a str> {
    let place = |seen: &&readout_model::NameSpan| matches!(entity_type(seen.kind), EntityType::GPE | EntityType::LOC);
    let parts = doc.names.iter().filter(place).flat_map(|seen| cut(doc, seen.words.clone(), EntityType::GPE));
    parts.map(|tokens| doc.span(tokens).of(doc.text)).collect()
}

/// Parts from a person's name what the model takes for its beginning: `the senator from Norland Mara Todor` and `the Norlander Mara Todor`
/// are a region or a people and a person, and so is `Norland football player Mara Todor` a state and a person.
fn before_person(doc: &Doc<'_>, places: &HashSet<&str>, tokens: TokenRange, kind: EntityType) -> Vec<(TokenRange, EntityType)> {
    if kind != EntityType::PER {
        return vec![(tokens, kind)];
    }
    let text = |tokens: TokenRange| doc.span(tokens).of(doc.text);
    let of = tokens.start.checked_sub(1).is_some_and(|before| matches!(doc.form(before), "of" | "from" | "for" | "in"));
    // `the mayor of Karsk Mara Todor`, where the report has Karsk apart.
    let officer = of && tokens.start > 1 && office::is_role_noun(&doc.form(tokens.start - 2).to_lowercase());
    let known = |end: &usize| {
        let text = text(TokenRange { end: *end, ..tokens });
        gazetteer::region(text).is_some()
            || officer && places.contains(text)
            || gazetteer::country(text).is_some_and(|country| country.bond != Bond::People)
    };
    // Two words are left for the person: a given name may be a region's too.
    if let Some(end) = (tokens.start + 1..tokens.end.saturating_sub(1)).rev().find(known).filter(|_| of) {
        return vec![(TokenRange { end, ..tokens }, EntityType::GPE), (TokenRange { start: end, ..tokens }, kind)];
    }
    let first = TokenRange { end: tokens.start + 1, ..tokens };
    let people = gazetteer::country(text(first)).is_some_and(|country| country.bond == Bond::People);
    if people && tokens.end - tokens.start > 2 {
        return vec![(first, EntityType::NORP), (TokenRange { start: first.end, ..tokens }, kind)];
    }
    // What somebody is stands in small letters: all before it is no part of the name.
    let noun = |token: &usize| {
        let form = doc.form(*token);
        doc.tokens[*token].upos == "NOUN" && form.chars().all(char::is_lowercase) && !is_particle(form) && !joins(form)
    };
    let last = (tokens.start + 1..tokens.end.saturating_sub(1)).rev().find(noun).filter(|last| is_capital(doc.form(last + 1)));
    if let Some(last) = last {
        let front = (tokens.start + 1..=last).rev().map(|end| TokenRange { end, ..tokens });
        let state = front.into_iter().find_map(|front| {
            let country = gazetteer::country(text(front))?;
            Some((front, if country.bond == Bond::People { EntityType::NORP } else { EntityType::GPE }))
        });
        return state.into_iter().chain([(TokenRange { start: last + 1, ..tokens }, kind)]).collect();
    }
    vec![(tokens, kind)]
}

/// The person in `the Todor administration`, which the model takes for an organisation.
fn holder(doc: &Doc<'_>, tokens: TokenRange, kind: EntityType) -> (TokenRange, EntityType) {
    let rules = |token: usize| matches!(doc.form(token), "administration" | "regime");
    let one = match tokens.end - tokens.start {
        1 if doc.tokens.get(tokens.end).is_some_and(|_| rules(tokens.end)) => tokens,
        2 if rules(tokens.end - 1) => TokenRange { end: tokens.end - 1, ..tokens },
        _ => return (tokens, kind),
    };
    let text = doc.span(one).of(doc.text);
    let known = gazetteer::country(text).is_some() || gazetteer::organisation(text).is_some() || gazetteer::region(text).is_some();
    if kind == EntityType::ORG && doc.tokens[one.start].upos == "PROPN" && !known { (one, EntityType::PER) } else { (tokens, kind) }
}

/// Verbs that stand before their subject, and with it begin a sentence.
const SPOKEN: &[&str] =
    &["said", "remarked", "added", "asked", "wrote", "replied", "noted", "explained", "observed", "recalled", "declared", "concluded"];

/// The name itself: without articles, honorifics and offices before it and possessives after it.
fn trim(doc: &Doc<'_>, tokens: TokenRange, kind: EntityType) -> Option<(TokenRange, EntityType)> {
    let TokenRange { mut start, mut end } = tokens;
    let mut kind = kind;
    let abbreviated = |token: usize| token > start && doc.form(token) == "." && is_lettered(doc.form(token - 1));
    while end > start && is_mark(doc.form(end - 1)) && !abbreviated(end - 1) {
        end -= 1;
    }
    while start < end && is_mark(doc.form(start)) {
        start += 1;
    }
    while start + 1 < end && joins(doc.form(end - 1)) {
        end -= 1;
    }
    while start + 1 < end && joins(doc.form(start)) && doc.form(start) != "the" {
        start += 1;
    }
    // `the Norland region` is Norland's.
    let common = |token: usize| doc.tokens[token].upos == "NOUN" && !doc.form(token).chars().any(char::is_uppercase);
    let place = matches!(kind, EntityType::GPE | EntityType::LOC);
    while kind != EntityType::OTHER && start + 1 < end && qualifies(doc, start) && (start + 1..end).any(|token| is_capital(doc.form(token)))
    {
        start += 1;
    }
    while place && start + 1 < end && doc.form(start).chars().all(char::is_numeric) {
        start += 1;
    }
    while place && start + 3 < end && is_compass(doc.form(start)) && doc.form(start + 1) == "-" && is_compass(doc.form(start + 2)) {
        start += 3;
    }
    // `the Norland provincial council`
    let body = place || kind == EntityType::ORG;
    if body && start + 1 < end && doc.tokens[end - 1].upos == "ADJ" && doc.form(end - 1).chars().all(char::is_lowercase) {
        end -= 1;
    }
    if place && start + 1 < end && common(end - 1) && is_capital(doc.form(end - 2)) && !listed(LOCATIONS, doc.form(end - 1)) {
        end -= 1;
    }
    let low = |token: usize| doc.form(token).to_lowercase();
    if start + 1 < end && low(start) == "the" && kind != EntityType::OTHER {
        start += 1;
    }
    // `Speaker of the House`, `President of the Free Council`: the office is no part of the body.
    if kind == EntityType::ORG && start + 2 < end && office::is_role_noun(&low(start)) && doc.form(start + 1) == "of" {
        let of = start + 2 + usize::from(low(start + 2) == "the");
        let last = doc.form(end - 1);
        if of < end && (listed(ORGANISATIONS, last) || matches!(last, "House" | "Commons" | "Lords")) {
            start = of;
        }
    }
    // Letters behind a person's name: `Judge Mara Todor QC`.
    let counsel = kind == EntityType::ORG && matches!(doc.form(end - 1), "QC" | "KC");
    if start + 2 < end && (counsel || kind == EntityType::PER && stands_behind_names(doc.form(end - 1))) {
        (end, kind) = (end - 1, EntityType::PER);
        while start + 1 < end && doc.form(end - 1) == "," {
            end -= 1;
        }
    }
    // `Remarked Center for Bird Diversity scientist Mara Todor, "…"`: a sentence that begins with its verb.
    let opens = doc.sentences.get(doc.sentence_of[start]).is_some_and(|sentence| sentence.tokens.start == start);
    if opens && start + 1 < end && is_capital(doc.form(start + 1)) && SPOKEN.contains(&low(start).as_str()) {
        start += 1;
    }
    if kind == EntityType::PER {
        // `Mara Todor FAO Director-General`
        while start + 2 < end && gazetteer::organisation(doc.form(end - 1)).is_some() {
            end -= 1;
        }
        while start + 1 < end
            && (office::is_honorific(&low(start))
                || start + 2 < end && listed(TITLES, doc.form(start))
                || office::is_office_word(&low(start))
                || doc.form(start) == "-")
        {
            start += 1;
        }
    }
    (start < end).then_some((TokenRange { start, end }, kind))
}

/// A word in small letters that tells something of the name behind it: `central Norland`, `conservative Free Party`.
fn qualifies(doc: &Doc<'_>, token: usize) -> bool {
    let form = doc.form(token);
    let small = form.chars().all(char::is_lowercase) && !is_particle(form) && doc.form(token + 1) != "-";
    small && (is_compass(form) || matches!(doc.tokens[token].upos.as_str(), "ADJ" | "ADV" | "NOUN" | "VERB"))
}

/// Directions and what else parts a land: `northern`, `south-east`.
pub(crate) fn is_compass(form: &str) -> bool {
    matches!(
        form,
        "north"
            | "south"
            | "east"
            | "west"
            | "northern"
            | "southern"
            | "eastern"
            | "western"
            | "central"
            | "northeast"
            | "northwest"
            | "southeast"
            | "southwest"
            | "northeastern"
            | "northwestern"
            | "southeastern"
            | "southwestern"
            | "mainland"
            | "downtown"
    )
}

/// Forms of address that are no office: left out where two words of the name follow.
const TITLES: &[&str] =
    &["professor", "mme", "mme.", "mlle", "monsieur", "madame", "herr", "frau", "sheikh", "shaikh", "judge", "justice", "father"];

/// Letters that stand behind a person's name, with or without their stops: `QC`, `Ph.D.`.
pub(crate) fn stands_behind_names(form: &str) -> bool {
    const LETTERS: &[&str] = &["QC", "KC", "SC", "MP", "MEP", "MSP", "MLA", "OBE", "MBE", "CBE", "KBE", "PhD", "MD", "Esq"];
    LETTERS.contains(&form.replace('.', "").as_str())
}

/// Small words that belong to persons' names: `al`, `bin`, `de`.
pub(crate) fn is_particle(form: &str) -> bool {
    listed(PARTICLES, form)
}

/// Words that organisations' names end in or begin with: `Council`, `Ministry`.
pub(crate) fn is_organisation_word(form: &str) -> bool {
    listed(ORGANISATIONS, form)
}

/// What stands right before a person's whole name and a model takes for another person: a people, a state or party, or what somebody is
/// (`Whistleblower Mara Todor`, `Commerce Secretary Mara Todor`).
fn introduced(doc: &Doc<'_>, names: &mut Vec<Name>) {
    for place in (1..names.len()).rev() {
        let (before, after) = (names[place - 1], names[place]);
        let beside = before.tokens.end == after.tokens.start && doc.sentence_of[before.tokens.start] == doc.sentence_of[after.tokens.start];
        let persons = before.kind == EntityType::PER && after.kind == EntityType::PER;
        if !beside || !persons || after.tokens.end - after.tokens.start < 2 {
            continue;
        }
        let TokenRange { start, end } = before.tokens;
        let one = end - start == 1;
        let form = doc.form(start);
        let low = doc.form(end - 1).to_lowercase();
        let office = office::is_role_noun(&low)
            || ["woman", "man", "person"].iter().any(|sex| low.strip_suffix(sex).is_some_and(|rest| rest.len() > 3));
        match kind_by_word(form) {
            Some(kind) if one || office => names[place - 1] = Name { tokens: TokenRange { start, end: start + 1 }, kind },
            _ if !one && !office || one && given::gender(&format!("{form} {form}")) != Gender::Unknown => {}
            _ => {
                names.remove(place - 1);
            }
        }
    }
}

/// The type of a word that names a state, a region, a people or a party and that the model takes for a person.
pub(crate) fn kind_by_word(form: &str) -> Option<EntityType> {
    match gazetteer::country(form) {
        Some(country) if country.bond == Bond::People => Some(EntityType::NORP),
        Some(_) => Some(EntityType::GPE),
        None if gazetteer::region(form).is_some() => Some(EntityType::GPE),
        None if listed(PEOPLES, form.strip_suffix('s').unwrap_or(form)) || listed(PARTISANS, form.strip_suffix('s').unwrap_or(form)) => {
            Some(EntityType::NORP)
        }
        None => None,
    }
}

/// Members of parties whose name is a word of its own.
const PARTISANS: &[&str] = &["democrat", "democratic", "republican", "tory", "torie"];

/// `B.C`, whose last full stop has become a word of its own.
fn is_lettered(form: &str) -> bool {
    form.contains('.')
        && !form.ends_with('.')
        && form.split('.').all(|part| part.chars().count() == 1 && part.chars().all(char::is_uppercase))
}

/// Whether the writer leaves out capitals, so that names have none either: `i`, or most sentences, begin small.
fn writes_small(doc: &Doc<'_>) -> bool {
    let small = |token: usize| doc.form(token).starts_with(char::is_lowercase);
    let n_small = doc.sentences.iter().filter(|sentence| small(sentence.tokens.start)).count();
    let pronouns = || (0..doc.tokens.len()).filter(|token| doc.tokens[*token].upos == "PRON").map(|token| doc.form(token));
    2 * n_small > doc.sentences.len() || pronouns().any(|form| form == "i") && !pronouns().any(|form| form == "I")
}

/// Takes in an article with a capital inside a sentence, which its owner writes as part of the name: `she joined The Free School`.
fn with_article(doc: &Doc<'_>, names: &mut [Name]) {
    for place in 0..names.len() {
        let Name { tokens, kind } = names[place];
        let Some(before) = tokens.start.checked_sub(1) else { continue };
        let sentence = doc.sentences[doc.sentence_of[tokens.start]].tokens;
        let inside = before > sentence.start && is_word(doc.form(before - 1)) && doc.form(before) == "The";
        let free = place == 0 || names[place - 1].tokens.end <= before;
        // Where small words have capitals too, the article has one for no reason of its own.
        let plain = || sentence.range().filter(|token| is_word(doc.form(*token))).filter(|token| !is_capital(doc.form(*token))).count();
        if inside && free && matches!(kind, EntityType::ORG | EntityType::FAC) && 2 * plain() > sentence.end - sentence.start {
            names[place].tokens.start = before;
        }
    }
}

fn is_word(form: &str) -> bool {
    form.starts_with(char::is_alphabetic)
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

/// Small words that stand inside names and never at their ends.
fn joins(form: &str) -> bool {
    matches!(form, "and" | "or" | "of" | "for" | "the" | "in" | "at" | "on" | "by" | "with" | "to" | "from" | "&")
}

/// What companies call their form: part of a name, and none by itself.
fn is_company_form(form: &str) -> bool {
    matches!(
        form.trim_end_matches('.'),
        "Inc" | "Ltd" | "Corp" | "Co" | "LLC" | "LLP" | "L.L.C" | "PLC" | "plc" | "GmbH" | "AG" | "S.A" | "N.V" | "B.V" | "INC" | "LTD"
    )
}

/// An address of the net or a file's name.
fn is_address(form: &str) -> bool {
    form.contains(['@', '_']) || form.contains("://") || form.starts_with("www.")
}

/// Whether all letters are of the script that the reader reads.
fn is_latin(form: &str) -> bool {
    form.chars().all(|c| {
        !c.is_alphabetic() || matches!(c, '\0'..='\u{2ff}' | '\u{1d00}'..='\u{1fff}' | '\u{2c60}'..='\u{2c7f}' | '\u{a720}'..='\u{a7ff}')
    })
}

fn is_mark(form: &str) -> bool {
    matches!(form, "'s" | "’s" | "'" | "’" | "," | "." | "\"" | "“" | "”" | "(" | ")" | "-" | "--" | "``" | "''")
}

/// What a model may take for a name but is none: words without a capital (but where the writer has none), days and months, the office in
/// `Defence Secretary`, `Dr`.
fn is_no_name(doc: &Doc<'_>, tokens: TokenRange, small: bool) -> bool {
    let forms = || tokens.range().map(|token| doc.form(token));
    let titled = |low: &str| office::is_office_word(low) || office::is_honorific(low);
    let office = || tokens.range().all(|token| titled(&doc.form(token).to_lowercase()));
    // `US Attorney General`
    let states_office = || {
        let word = |token: usize| office::is_office_word(&doc.form(token).to_lowercase());
        let role = |token: usize| office::is_role_noun(&doc.form(token).to_lowercase());
        let front = TokenRange { end: tokens.end - 1, ..tokens };
        tokens.end - tokens.start > 1
            && role(tokens.end - 1)
            && front.range().all(|token| word(token) || gazetteer::country(doc.form(token)).is_some())
            && front.range().any(|token| gazetteer::country(doc.form(token)).is_some())
    };
    let generic = || tokens.end - tokens.start == 1 && listed(ORGANISATIONS, doc.form(tokens.start));
    let before_role = || doc.tokens.get(tokens.end).is_some_and(|next| office::is_role_noun(&next.form.to_lowercase()));
    let written = || forms().any(|form| form.chars().any(|c| c.is_uppercase() || c.is_numeric() || c.is_alphabetic() && !c.is_lowercase()));
    let proper = || tokens.range().all(|token| doc.tokens[token].upos == "PROPN");
    !(written() || small && proper())
        || forms().all(|form| office::is_honorific(&form.to_lowercase()))
        || forms().all(|form| is_day_or_month(&form.to_lowercase()) || !form.starts_with(char::is_alphabetic))
        || states_office()
        || office() && (before_role() || tokens.range().any(|token| office::is_role_noun(&doc.form(token).to_lowercase())))
        || forms().any(is_address)
        || tokens.end - tokens.start == 1 && matches!(doc.form(tokens.start), "The" | "Jr." | "Sr." | "Jr" | "Sr")
        || office() && tokens.end - tokens.start == 1 && doc.form(tokens.start) == "Vice"
        || !forms().all(is_latin)
        || tokens.end - tokens.start == 1 && (doc.form(tokens.start).chars().count() == 1 || is_company_form(doc.form(tokens.start)))
        || generic() && doc.tokens.get(tokens.end).is_some_and(|next| next.form == "of")
}

/// The type as the gazetteer has it, for names it holds.
fn corrected(doc: &Doc<'_>, tokens: TokenRange, kind: EntityType) -> EntityType {
    let text = doc.span(tokens).of(doc.text);
    // Nothing else is called so.
    if gazetteer::organisation(text).is_some() && gazetteer::country(text).is_none() && gazetteer::region(text).is_none() {
        return EntityType::ORG;
    }
    if kind == EntityType::PER && tokens.end - tokens.start > 1 {
        let ship = matches!(doc.form(tokens.start), "MV" | "USS" | "HMS" | "HMAS" | "USNS" | "RMS");
        return if ship { EntityType::OTHER } else { kind };
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
        None if kind == EntityType::ORG && tokens.end - tokens.start > 1 && matches!(last, "County" | "Province" | "Oblast" | "Parish") => {
            EntityType::GPE
        }
        None if matches!(kind, EntityType::FAC | EntityType::GPE | EntityType::OTHER) && is_land(doc, tokens) => EntityType::LOC,
        _ => kind,
    }
}

/// Land that is set apart, which nobody built: `Todoria National Park`.
fn is_land(doc: &Doc<'_>, tokens: TokenRange) -> bool {
    const KINDS: &[&str] = &["biological", "forest", "game", "marine", "national", "natural", "nature", "state", "wildlife"];
    let last = doc.form(tokens.end - 1).to_lowercase();
    let kept = matches!(last.as_str(), "park" | "parks" | "refuge" | "reserve" | "sanctuary");
    listed(LOCATIONS, &last) || kept && tokens.range().any(|token| listed(KINDS, doc.form(token)))
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
        let end = name.tokens.end;
        let comma = usize::from(end < sentence.end && doc.form(end) == ",");
        if end + comma < sentence.end && !taken[end..=end + comma].contains(&true) && is_company_form(doc.form(end + comma)) {
            taken[end..=end + comma].fill(true);
            name.tokens.end = end + comma + 1;
        }
        let noun = |token: usize| proper(token) || doc.tokens[token].upos == "NOUN" && is_capital(doc.form(token));
        while name.tokens.end < sentence.end
            && !taken[name.tokens.end]
            && noun(name.tokens.end)
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
    let surnames = people.map(|name| doc.form(name.tokens.end - 1)).filter(|word| !is_capitals(word));
    let surnames: HashSet<String> = surnames.map(str::to_owned).collect();
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
        let kinds = &counts[&text(name).to_lowercase()];
        // What stands alone twice and more often for no person is none, whoever is called after it: `the Todors` of Todor and `Mara Todor`.
        let n_all: usize = kinds.iter().map(|(_, n)| n).sum();
        let n_people: usize = kinds.iter().filter(|(kind, _)| *kind == EntityType::PER).map(|(_, n)| n).sum();
        let person = n_all < 2 || 2 * n_people >= n_all;
        if one && person && surnames.contains(doc.form(name.tokens.start)) {
            name.kind = EntityType::PER;
            continue;
        }
        // Of types equally frequent, the one met first.
        let most = kinds.iter().map(|(_, n)| *n).max().unwrap_or(0);
        name.kind = kinds.iter().find(|(_, n)| *n == most).map_or(name.kind, |(kind, _)| *kind);
    }
    acronym_types(doc, names);
}

/// `Free Council (FC)`: an acronym is everywhere of the type of the name behind which it stands in brackets, unless that is taken for a
/// person's: people have none, so there the name is of the acronym's type where it spells it.
fn acronym_types(doc: &Doc<'_>, names: &mut [Name]) {
    for place in 1..names.len() {
        let (long, short) = (names[place - 1], names[place]);
        let bracketed = long.tokens.end + 1 == short.tokens.start
            && doc.form(long.tokens.end) == "("
            && doc.tokens.get(short.tokens.end).is_some_and(|next| next.form == ")");
        let acronym = short.tokens.end - short.tokens.start == 1 && is_capitals(doc.form(short.tokens.start));
        if !bracketed || !acronym || long.tokens.end - long.tokens.start == 1 || short.kind == long.kind {
            continue;
        }
        let text = |name: &Name| doc.span(name.tokens).of(doc.text);
        let initials: String =
            text(&long).split([' ', '-']).filter_map(|word| word.chars().next()).filter(|first| first.is_uppercase()).collect();
        let (wrong, kind) = match long.kind {
            EntityType::PER if initials == text(&short).replace('.', "") => (text(&long), short.kind),
            EntityType::PER => continue,
            kind => (text(&short), kind),
        };
        names.iter_mut().filter(|name| text(name) == wrong).for_each(|name| name.kind = kind);
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
    // A known name takes the place of a part of itself: `Qaeda` in `al-Qaeda`.
    for name in names.iter_mut() {
        let before = name.tokens.start.saturating_sub(LONGEST_KNOWN)..name.tokens.start;
        let whole = |known: &Name| known.kind == EntityType::ORG && known.tokens.end == name.tokens.end;
        if let Some(known) = before.rev().take_while(|_| has_model).filter_map(|token| known_at(doc, token)).find(whole) {
            *name = known;
        }
    }
    put_in_order(names);
    if has_model {
        whole_known(doc, names);
    }
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

/// A known name of several words takes the place of its parts: `Islamic State of Iraq` and `Levant`.
fn whole_known(doc: &Doc<'_>, names: &mut Vec<Name>) {
    let mut wholes: Vec<Name> = Vec::new();
    for (place, name) in names.iter().enumerate() {
        let Some(known) = known_at(doc, name.tokens.start).filter(|known| known.tokens.end > name.tokens.end) else { continue };
        let whole = names[place..].iter().all(|other| other.tokens.start >= known.tokens.end || other.tokens.end <= known.tokens.end);
        if whole && wholes.last().is_none_or(|last| last.tokens.end <= known.tokens.start) {
            wholes.push(known);
        }
    }
    put_over(names, wholes);
    put_in_order(names);
}

/// Puts names in place of all that they cover or cut.
pub(crate) fn put_over(names: &mut Vec<Name>, wholes: Vec<Name>) {
    for whole in wholes {
        names.retain(|name| name.tokens.end <= whole.tokens.start || whole.tokens.end <= name.tokens.start);
        names.push(whole);
    }
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
const PARTICLES: &[&str] = &[
    "al", "el", "ul", "bin", "ibn", "ben", "de", "der", "den", "von", "van", "da", "di", "del", "dos", "la", "le", "du", "des", "das",
    "do", "dela", "ter", "zu", "af", "abu", "y",
];
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

/// Words that land and water are called by: `Island`, `Sea`.
pub(crate) fn is_land_word(form: &str) -> bool {
    listed(LOCATIONS, form) || listed(FACILITIES, form)
}

/// `UN`, `U.N.`
fn is_capitals(form: &str) -> bool {
    form.chars().count() > 1 && form.chars().all(|c| c.is_uppercase() || matches!(c, '.' | '-' | '&'))
}

pub(crate) fn is_capital(form: &str) -> bool {
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

#[cfg(test)]
pub(crate) mod tests {
    use super::*;
    use crate::text;
    use readout_core::Report;
    use readout_model::{Fake, NameSpan};

    /// Names, where the model has found those in brackets, `[PER Mara Todor]`; all words with a capital are proper nouns, and those
    /// of names without any.
    pub(crate) fn check(marked: &str, expect: &[&str]) {
        let (mut plain, mut found, mut open) = (String::new(), Vec::new(), None);
        for part in marked.split_inclusive(['[', ']']) {
            let body = part.trim_end_matches(['[', ']']);
            let begin = plain.len();
            match open.take() {
                Some(()) => {
                    let (kind, name) = body.split_once(' ').expect("a type and a name");
                    plain.push_str(name);
                    found.push((kind.to_owned(), begin, plain.len()));
                }
                None => plain.push_str(body),
            }
            open = part.ends_with('[').then_some(());
        }
        let report = Report::new("r", plain.as_str());
        let mut doc = crate::doc::parse(&report, text::lay_out(&report, &mut Vec::new()), &Fake, &mut Vec::new());
        for token in &mut doc.tokens {
            let capital = is_capital(&token.form);
            token.upos = if capital { "PROPN" } else { "NOUN" }.to_owned();
        }
        for (kind, from, to) in found {
            let inside = |token: &usize| {
                let span = doc.tokens[*token].span;
                from <= span.start as usize && span.end as usize <= to
            };
            let tokens: Vec<usize> = (0..doc.tokens.len()).filter(inside).collect();
            if !tokens.iter().any(|token| is_capital(doc.form(*token))) {
                tokens.iter().for_each(|token| "PROPN".clone_into(&mut doc.tokens[*token].upos));
            }
            let kind = match kind.as_str() {
                "PER" => NameKind::PER,
                "ORG" => NameKind::ORG,
                _ => NameKind::GPE,
            };
            doc.names.push(NameSpan { words: tokens[0]..tokens[tokens.len() - 1] + 1, kind, score: 1.0 });
        }
        let shown: Vec<String> = names(&doc).iter().map(|name| format!("{:?} {}", name.kind, doc.span(name.tokens).of(doc.text))).collect();
        assert_eq!(shown, expect, "{marked}");
    }

    #[test]
    fn a_region_before_a_person_is_no_part_of_the_name() {
        check("the senator from [PER Vermont Mara Todor] spoke", &["GPE Vermont", "PER Mara Todor"]);
        check("[PER Georgia Ann Todor] spoke of [PER Victoria Todor]", &["PER Georgia Ann Todor", "PER Victoria Todor"]);
    }

    #[test]
    fn what_stands_before_a_person_is_no_part_of_the_name() {
        check("the mayor of [GPE Karsk] and the mayor of [PER Karsk Mara Todor] met", &["GPE Karsk", "GPE Karsk", "PER Mara Todor"]);
        check("said [PER Norwegian Mara Todor] today", &["NORP Norwegian", "PER Mara Todor"]);
        check("said [PER Norwegian Todor] today", &["PER Norwegian Todor"]);
        check("saw [PER Norway chess player Mara Todor] today", &["GPE Norway", "PER Mara Todor"]);
        check("said [PER Mara Todor QC] and [PER Professor Ilan Vey UNICEF] today", &["PER Mara Todor", "PER Ilan Vey"]);
        check(
            "said [PER Whistleblower] [PER Mara Todor] of the [PER Republican] [PER Ilan Vey]",
            &["PER Mara Todor", "NORP Republican", "PER Ilan Vey"],
        );
        check("said [PER Commerce Secretary] [PER Mara Todor] today", &["PER Mara Todor"]);
        check("saw [PER Ivar] [PER Ilan Vey] today", &["PER Ivar", "PER Ilan Vey"]);
        check("said [PER US Attorney General] today", &["GPE US"]);
        check("in [ORG Todor County] today", &["GPE Todor County"]);
    }

    #[test]
    fn places_end_at_commas_and_begin_after_small_words() {
        check("in [GPE Karsk, Norway] today", &["GPE Karsk", "GPE Norway"]);
        check("in [GPE southern Karsk] today", &["GPE Karsk"]);
        check("the [ORG conservative Free Party] said", &["ORG Free Party"]);
    }

    #[test]
    fn known_names_are_whole() {
        check("the [GPE Islamic State of Iraq] and the [GPE Levant] said", &["ORG Islamic State of Iraq and the Levant"]);
    }

    #[test]
    fn a_name_ends_with_its_sentence_and_where_a_person_is_named_again() {
        check("many thanks, [PER Mara\n\nIlan Vey] wrote", &["PER Mara", "PER Ilan Vey"]);
        check("many thanks, [PER Ivar Ivar] wrote", &["PER Ivar", "PER Ivar"]);
    }

    #[test]
    fn small_words_end_no_name() {
        check("talks with the [ORG Free Council and] others", &["ORG Free Council"]);
        check("fled the [GPE Todoria province] today", &["GPE Todoria"]);
        check("on the [GPE Todor islands] today", &["LOC Todor islands"]);
    }

    #[test]
    fn companies_are_named_with_their_form() {
        check("bought [ORG Todor], Inc. of course", &["ORG Todor, Inc."]);
        check("bought [ORG Todor] and [ORG Ltd] shares", &["ORG Todor"]);
    }

    #[test]
    fn who_rules_is_a_person() {
        check("the [ORG Todor administration] fell", &["PER Todor"]);
        check("the [ORG Todor] regime fell", &["PER Todor"]);
        check("the [ORG Space Administration] fell", &["ORG Space Administration"]);
    }

    #[test]
    fn addresses_and_letters_are_no_names() {
        check("write to [PER mara@todor.example] or [PER X] now", &[]);
    }

    #[test]
    fn acronyms_are_of_the_type_of_what_they_stand_for() {
        check("the [ORG Free Council] ([PER FC]) and [PER FC] met", &["ORG Free Council", "ORG FC", "ORG FC"]);
        check("the [PER Todor Vey Ilan] ([ORG TVI]) met", &["ORG Todor Vey Ilan", "ORG TVI"]);
    }

    #[test]
    fn parks_are_land() {
        check("in the [GPE Todor National Park] today", &["LOC Todor National Park"]);
        check("in [GPE Todor Park] today", &["GPE Todor Park"]);
    }

    #[test]
    fn ships_are_nobody() {
        check("the tanker [PER MV Todor Vey] sank", &["OTHER MV Todor Vey"]);
    }

    #[test]
    fn titles_alone_are_no_names() {
        check("then [PER Dr.] left", &[]);
    }

    #[test]
    fn an_article_with_a_capital_belongs_to_the_name() {
        check("she soon joined The [ORG Free School] as its dean", &["ORG The Free School"]);
        check("The [ORG Free School] said so", &["ORG Free School"]);
        check("They Joined The [ORG Free School] As Its Dean", &["ORG Free School"]);
    }

    #[test]
    fn surnames_make_people_of_names_but_not_of_peoples() {
        check("[PER Mara Todor] left. Then [ORG Todor] spoke.", &["PER Mara Todor", "PER Todor"]);
        check("the [ORG Todor] met. The [ORG Todor] and [PER Mara Todor] left.", &["ORG Todor", "ORG Todor", "PER Mara Todor"]);
    }

    #[test]
    fn names_are_small_where_the_writer_has_no_capitals() {
        check("we met [PER mara todor] in [GPE todoria].", &["PER mara todor", "GPE todoria"]);
        check("We met [PER mara todor] in [GPE todoria].", &[]);
    }

    #[test]
    fn known_organisations_stay_what_they_are() {
        check("said [GPE Hamas] today", &["ORG Hamas"]);
        check("said al-[PER Qaeda] today", &["ORG al-Qaeda"]);
    }
}
