//! Where names begin and end, by how the whole report writes them.
//!
//! Comes in: a document and its names one by one, without overlaps. Goes out: the same names with other bounds. Two names that the report
//! also has apart are two (`Todor-Vey`, `Lakeland and Norland`); an acronym in brackets tells where the name it spells begins; and what the
//! report has once as one name is that name wherever the same words stand.
//!
//! > `the Ministry of Roads and Rail (MRR) … Todor-Vey` → `Ministry of Roads and Rail`, `MRR`, `Todor`, `Vey`

use crate::doc::Doc;
use crate::gazetteer::{self, Bond};
use crate::name::{Name, is_capital, is_land_word, is_organisation_word, is_particle, put_in_order, put_over};
use crate::office;
use readout_core::{EntityType, TokenRange};
use std::collections::{HashMap, HashSet};

/// Draws the bounds of all names anew where the report shows them.
pub(crate) fn settle(doc: &Doc<'_>, names: &mut Vec<Name>) {
    split(doc, names);
    put_in_order(names);
    past_particles(doc, names);
    single_letters(doc, names);
    spelt_by_acronyms(doc, names);
    as_elsewhere(doc, names);
}

/// Adds the places of a name that the model has found in most places and missed in others.
pub(crate) fn repeat(doc: &Doc<'_>, names: &mut Vec<Name>) {
    let mut found: HashMap<&str, (usize, EntityType)> = HashMap::new();
    let mut surnames: HashMap<&str, usize> = HashMap::new();
    let mut taken = vec![false; doc.tokens.len()];
    for name in names.iter() {
        taken[name.tokens.range()].fill(true);
        if name.tokens.end - name.tokens.start == 1 {
            found.entry(doc.form(name.tokens.start)).or_insert((0, name.kind)).0 += 1;
        } else if name.kind == EntityType::PER {
            *surnames.entry(doc.form(name.tokens.end - 1)).or_default() += 1;
        }
    }
    // A word that is written small as well is a word: `science`.
    let small: HashSet<String> = doc
        .tokens
        .iter()
        .map(|token| &token.form)
        .filter(|form| form.starts_with(char::is_lowercase))
        .map(|form| form.to_uppercase())
        .collect();
    let beside = |token: usize| {
        let joined = |other: usize| {
            doc.sentence_of.get(other) == Some(&doc.sentence_of[token])
                && (doc.form(other) == "-" || doc.form(other) == "/" || is_capital(doc.form(other)) && doc.tokens[other].upos == "PROPN")
                && !is_title(&doc.form(other).to_lowercase())
        };
        token.checked_sub(1).is_some_and(joined) || joined(token + 1)
    };
    let missed = |token: &usize| {
        let form = doc.form(*token);
        !taken[*token]
            && doc.tokens[*token].upos == "PROPN"
            && is_capital(form)
            && form.chars().count() > 2
            && form.chars().all(char::is_alphabetic)
            && (found.contains_key(form) || surnames.contains_key(form))
            && !is_title(&form.to_lowercase())
            && !small.contains(&form.to_uppercase())
            && !beside(*token)
    };
    let missed: Vec<usize> = (0..doc.tokens.len()).filter(missed).collect();
    let mut n_missed: HashMap<&str, usize> = HashMap::new();
    missed.iter().for_each(|token| *n_missed.entry(doc.form(*token)).or_default() += 1);
    for token in missed {
        let form = doc.form(token);
        let kind = match (surnames.get(form), found.get(form)) {
            (_, Some((n_found, kind))) if *n_found > n_missed[form] => *kind,
            (Some(_), None) => EntityType::PER,
            _ => continue,
        };
        if matches!(kind, EntityType::PER | EntityType::ORG | EntityType::GPE | EntityType::LOC | EntityType::NORP) {
            names.push(Name { tokens: TokenRange { start: token, end: token + 1 }, kind });
        }
    }
    put_in_order(names);
}

fn is_title(low: &str) -> bool {
    office::is_office_word(low) || office::is_honorific(low)
}

/// What the report has as names, to tell whether part of a name is one.
struct Known {
    /// The type of each name as a whole.
    whole: HashMap<String, EntityType>,
    /// What persons' names of several words end in.
    surnames: HashSet<String>,
}

impl Known {
    fn new(doc: &Doc<'_>, names: &[Name]) -> Self {
        let text = |name: &Name| doc.span(name.tokens).of(doc.text).to_owned();
        let people = names.iter().filter(|name| name.kind == EntityType::PER && name.tokens.end - name.tokens.start > 1);
        Self {
            whole: names.iter().map(|name| (text(name), name.kind)).collect(),
            surnames: people.map(|name| doc.form(name.tokens.end - 1).to_owned()).collect(),
        }
    }

    /// The type of a part of a name of the type `of`, where the part is a name by itself.
    fn kind(&self, text: &str, of: EntityType) -> Option<EntityType> {
        if of == EntityType::PER {
            return self.surnames.contains(text).then_some(EntityType::PER);
        }
        let kind = listed(text).or_else(|| self.whole.get(text).copied())?;
        matches!(kind, EntityType::ORG | EntityType::GPE | EntityType::LOC | EntityType::FAC).then_some(kind)
    }
}

/// The type of a name that the tables hold, but for peoples.
fn listed(text: &str) -> Option<EntityType> {
    let state = gazetteer::country(text).is_some_and(|country| country.bond != Bond::People) || gazetteer::region(text).is_some();
    if state { Some(EntityType::GPE) } else { gazetteer::organisation(text).map(|_| EntityType::ORG) }
}

/// Takes names apart that are several.
fn split(doc: &Doc<'_>, names: &mut Vec<Name>) {
    let known = Known::new(doc, names);
    let parts = |name: &Name| -> Vec<Name> {
        if listed(doc.span(name.tokens).of(doc.text)).is_some() {
            return vec![*name];
        }
        at_marks(doc, &known, *name)
            .or_else(|| owned(doc, &known, *name))
            .or_else(|| under_somebody(doc, &known, *name))
            .or_else(|| after_dateline(doc, &known, *name))
            .or_else(|| coordinated(doc, &known, *name))
            .unwrap_or_else(|| vec![*name])
    };
    *names = names.iter().flat_map(parts).collect();
}

/// `Todor-Vey`, `Norland/Lakeland`: two, where both parts are names by themselves. Of bodies only those that the tables hold are, for firms that
/// merged keep both names.
fn at_marks(doc: &Doc<'_>, known: &Known, name: Name) -> Option<Vec<Name>> {
    if matches!(name.kind, EntityType::NORP | EntityType::EVENT | EntityType::OTHER) {
        return None;
    }
    let mark = |token: &usize| matches!(doc.form(*token), "-" | "–" | "/");
    let marks: Vec<usize> = name.tokens.range().filter(mark).collect();
    let slashes = marks.iter().all(|token| doc.form(*token) == "/");
    let kind = |text: &str| match name.kind {
        _ if slashes => known.surnames.contains(text).then_some(EntityType::PER).or_else(|| known.whole.get(text).copied()),
        EntityType::ORG => listed(text),
        _ => known.kind(text, name.kind),
    };
    let mut parts = Vec::new();
    let mut start = name.tokens.start;
    for end in marks.iter().copied().chain([name.tokens.end]) {
        let tokens = TokenRange { start, end };
        let text = if start < end { doc.span(tokens).of(doc.text) } else { "" };
        parts.push(Name { tokens, kind: kind(text)? });
        start = end + 1;
    }
    let different = parts.windows(2).all(|pair| doc.span(pair[0].tokens).of(doc.text) != doc.span(pair[1].tokens).of(doc.text));
    (parts.len() > 1 && different).then_some(parts)
}

/// `Norland's Karsk`, `the UN's Office for Roads`: what owns a place or a body is a name of its own, where the tables or the report have it.
fn owned(doc: &Doc<'_>, known: &Known, name: Name) -> Option<Vec<Name>> {
    let clitic = (name.tokens.start + 1..name.tokens.end.saturating_sub(1)).find(|token| matches!(doc.form(*token), "'s" | "’s"))?;
    let owner = TokenRange { end: clitic, ..name.tokens };
    let text = doc.span(owner).of(doc.text);
    let mut rest = TokenRange { start: clitic + 1, ..name.tokens };
    while rest.start + 1 < rest.end && !is_capital(doc.form(rest.start)) {
        rest.start += 1;
    }
    // `Prince George's County`
    if rest.end - rest.start == 1 && (is_land_word(doc.form(rest.start)) || matches!(doc.form(rest.start), "County" | "Republic" | "Bay")) {
        return None;
    }
    let place = matches!(name.kind, EntityType::GPE | EntityType::LOC);
    let body = name.kind == EntityType::ORG && rest.range().any(|token| is_organisation_word(doc.form(token)));
    // A ministry is told from others by its state: `Norland's Ministry for Roads` is one name, whatever Norland is taken for.
    if rest.range().any(|token| matches!(doc.form(token), "Ministry" | "Ministries")) {
        return None;
    }
    let kind = known.kind(text, name.kind).filter(|kind| place || body && *kind == EntityType::ORG)?;
    Some(vec![Name { tokens: owner, kind }, Name { tokens: rest, ..name }])
}

/// `the Todor White House`: a person and the seat of a state, where the report has the person too.
fn under_somebody(doc: &Doc<'_>, known: &Known, name: Name) -> Option<Vec<Name>> {
    if name.kind == EntityType::PER {
        return None;
    }
    (name.tokens.start + 1..name.tokens.end).find_map(|middle| {
        let (front, rest) = (TokenRange { end: middle, ..name.tokens }, TokenRange { start: middle, ..name.tokens });
        let seat = gazetteer::country(doc.span(rest).of(doc.text)).is_some_and(|country| country.bond == Bond::Seat);
        let text = doc.span(front).of(doc.text);
        let person = known.surnames.contains(text) || known.whole.get(text) == Some(&EntityType::PER);
        (seat && person).then(|| vec![Name { tokens: front, kind: EntityType::PER }, Name { tokens: rest, kind: EntityType::GPE }])
    })
}

/// `Lakeland-Weatherman on Monday …`: the place that a paragraph is dated from, before a hyphen without spaces.
fn after_dateline(doc: &Doc<'_>, known: &Known, name: Name) -> Option<Vec<Name>> {
    let first = name.tokens.start;
    let sentence = doc.sentence_of[first];
    let opens = doc.sentences[sentence].tokens.start == first
        && (sentence == 0 || doc.sentences[sentence - 1].paragraph != doc.sentences[sentence].paragraph);
    let hyphen = first + 1;
    if !opens || hyphen >= name.tokens.end || doc.form(hyphen) != "-" {
        return None;
    }
    let place = TokenRange { start: first, end: hyphen };
    let kind = known.kind(doc.form(first), EntityType::GPE).filter(|kind| matches!(kind, EntityType::GPE | EntityType::LOC))?;
    let rest = TokenRange { start: hyphen + 1, end: name.tokens.end };
    let mut parts = vec![Name { tokens: place, kind }];
    // One word behind it has its capital for its place.
    if rest.end > rest.start + 1 {
        parts.push(Name { tokens: rest, kind: name.kind });
    }
    Some(parts)
}

/// `Lakeland and Norland`: two, as are persons always, places that the report has apart, and bodies each of which has a word for what it is.
fn coordinated(doc: &Doc<'_>, known: &Known, name: Name) -> Option<Vec<Name>> {
    let and = (name.tokens.start + 1..name.tokens.end.saturating_sub(1)).find(|token| matches!(doc.form(*token), "and" | "&"))?;
    let mut after = and + 1;
    let left = TokenRange { end: and, ..name.tokens };
    if matches!(doc.form(after), "the" | "The") && after + 1 < name.tokens.end {
        after += 1;
    }
    let compass = crate::name::is_compass(doc.form(after)) && after + 1 < name.tokens.end;
    let right = TokenRange { start: after + usize::from(compass), end: name.tokens.end };
    let text = |tokens: TokenRange| doc.span(tokens).of(doc.text);
    let apart = |tokens: TokenRange| known.kind(text(tokens), name.kind).is_some();
    let same_end = left.end - left.start > 1 && right.end - right.start > 1 && doc.form(left.end - 1) == doc.form(right.end - 1);
    let two = match name.kind {
        EntityType::PER => doc.form(and) == "and",
        EntityType::GPE | EntityType::LOC | EntityType::FAC => compass || same_end || apart(left) && apart(right),
        EntityType::ORG => {
            let says = |token: usize| is_organisation_word(doc.form(token)) && is_capital(doc.form(token));
            // `University of Norland`: whole by itself.
            let of = |tokens: TokenRange| {
                tokens.range().any(|token| says(token) && token + 1 < tokens.end && matches!(doc.form(token + 1), "of" | "for"))
            };
            let titled = |token: usize| doc.form(token) == "The";
            // `Union of Norland and Karsk Rights Fund`: the tree puts the fund beside the union.
            let beside = || {
                let last = right.end - 1;
                right.end - right.start > 1
                    && says(last)
                    && doc.relation(last) == "conj"
                    && doc.head(last).is_some_and(|head| left.contains(head) && says(head))
            };
            of(left) && (of(right) || beside())
                || titled(left.start) && titled(and + 1)
                || left.end - left.start > 1 && right.end - right.start > 1 && apart(left) && apart(right)
        }
        _ => false,
    };
    if !two {
        return None;
    }
    let kind = |tokens: TokenRange| known.kind(text(tokens), name.kind).unwrap_or(name.kind);
    Some([left, right].into_iter().map(|tokens| Name { tokens, kind: kind(tokens) }).collect())
}

/// `Qaboos bin` of `Qaboos bin Said`: a person's name goes on after a small word of its own, or ends before it.
fn past_particles(doc: &Doc<'_>, names: &mut [Name]) {
    for place in 0..names.len() {
        let Name { tokens, kind } = names[place];
        let last = tokens.end - 1;
        if kind != EntityType::PER
            || last == tokens.start
            || !doc.form(last).starts_with(char::is_lowercase)
            || !is_particle(doc.form(last))
        {
            continue;
        }
        let sentence = doc.sentences[doc.sentence_of[last]].tokens;
        let free = names.get(place + 1).is_none_or(|next| next.tokens.start > tokens.end);
        let goes_on = free && sentence.contains(tokens.end) && is_capital(doc.form(tokens.end));
        names[place].tokens.end = if goes_on { tokens.end + 1 } else { last };
    }
}

/// `TFN` of `C/TFN`: a single capital before a slash begins the name behind it.
fn single_letters(doc: &Doc<'_>, names: &mut Vec<Name>) {
    let joined = |slash: usize| doc.is_joined(slash) && doc.form(slash) == "/";
    for name in names.iter_mut() {
        let TokenRange { start, end } = name.tokens;
        let letter = |token: usize| is_capital(doc.form(token)) && doc.form(token).chars().count() == 1;
        if start > 1 && joined(start - 1) && letter(start - 2) && is_shouted(doc.form(start)) {
            name.tokens.start -= 2;
        } else if end == start + 1 && letter(start) && joined(end) && is_shouted(doc.form(end + 1)) {
            name.tokens.end += 2;
        } else if end == start + 2 && letter(start) && joined(start + 1) && is_shouted(doc.form(end)) {
            name.tokens.end += 1;
        }
    }
    put_in_order(names);
}

fn is_shouted(form: &str) -> bool {
    form.chars().count() > 1 && form.chars().all(char::is_uppercase)
}

/// The most words of an acronym with its slashes and hyphens: `C/TFN`.
const LONGEST_ACRONYM: usize = 5;

/// `Ministry of Roads and Rail (MRR)`: the name before the brackets begins where the acronym does.
fn spelt_by_acronyms(doc: &Doc<'_>, names: &mut Vec<Name>) {
    let mut wholes: Vec<Name> = Vec::new();
    for open in (1..doc.tokens.len()).filter(|token| doc.form(*token) == "(") {
        let sentence = doc.sentences[doc.sentence_of[open]].tokens;
        let close = (open + 2..sentence.end.min(open + 2 + LONGEST_ACRONYM)).find(|token| doc.form(*token) == ")");
        let Some(close) = close.filter(|_| open > sentence.start) else { continue };
        let letters: String = (open + 1..close).flat_map(|token| doc.form(token).chars()).filter(|c| c.is_alphanumeric()).collect();
        if !(2..=8).contains(&letters.chars().count()) || !letters.chars().all(char::is_uppercase) {
            continue;
        }
        let Some(start) = spelt(doc, &letters, sentence.start, open) else { continue };
        // `Member of Parliament (MP)` is an office.
        if is_title(&doc.form(start).to_lowercase()) && doc.form(start + 1) == "of" {
            continue;
        }
        let inside = |name: &&Name| start < name.tokens.end && name.tokens.start < open;
        let begins_before = names.iter().filter(inside).any(|name| name.tokens.start < start);
        let within: Vec<EntityType> = names.iter().filter(inside).map(|name| name.kind).collect();
        let acronym = names.iter().find(|name| name.tokens.start == open + 1 && name.tokens.end == close).map(|name| name.kind);
        // `Norland and the Karsk Coast (NKC)`
        if within.len() > 1 && within.iter().all(|kind| matches!(kind, EntityType::GPE | EntityType::LOC)) {
            continue;
        }
        let body = [EntityType::ORG, EntityType::FAC, EntityType::EVENT, EntityType::OTHER];
        let kind = body.into_iter().find(|kind| within.contains(kind)).or(acronym).or(within.last().copied());
        if let Some(kind) = kind.filter(|kind| !begins_before && *kind != EntityType::PER && !within.is_empty()) {
            wholes.push(Name { tokens: TokenRange { start, end: open }, kind });
        }
    }
    put_over(names, wholes);
    put_in_order(names);
}

/// The first of the words before `end` whose capitals spell `letters`; small words between them count for nothing.
fn spelt(doc: &Doc<'_>, letters: &str, from: usize, end: usize) -> Option<usize> {
    let mut left: Vec<char> = letters.chars().collect();
    let mut token = end;
    while let Some(letter) = left.last() {
        token = token.checked_sub(1).filter(|token| *token >= from)?;
        let form = doc.form(token);
        let small = form.starts_with(char::is_lowercase) || matches!(form, "-" | "/" | "'s" | "’s" | "&" | ",");
        if form.starts_with(*letter) {
            left.pop();
        } else if !small || end - token > 3 * letters.len() {
            return None;
        }
    }
    // The first word before the brackets is part of the name.
    is_capital(doc.form(end - 1)).then_some(token)
}

/// What the report has once as one name of several words is that name wherever these words stand, and no part of it.
fn as_elsewhere(doc: &Doc<'_>, names: &mut Vec<Name>) {
    let mut by_first: HashMap<&str, Vec<Name>> = HashMap::new();
    let several = names.iter().filter(|name| name.tokens.end - name.tokens.start > 1 && is_capital(doc.form(name.tokens.end - 1)));
    for name in several {
        let alike = by_first.entry(doc.form(name.tokens.start)).or_default();
        if !alike.iter().any(|other| same_words(doc, other.tokens, name.tokens)) {
            alike.push(*name);
        }
    }
    for alike in by_first.values_mut() {
        alike.sort_by_key(|name| std::cmp::Reverse(name.tokens.end - name.tokens.start));
    }
    let mut name_of: Vec<Option<usize>> = vec![None; doc.tokens.len()];
    for (place, name) in names.iter().enumerate() {
        name_of[name.tokens.range()].fill(Some(place));
    }
    let mut n_found: HashMap<String, usize> = HashMap::new();
    names.iter().for_each(|name| *n_found.entry(words(doc, name.tokens)).or_default() += 1);
    let mut wholes: Vec<Name> = Vec::new();
    let mut missed: Vec<Name> = Vec::new();
    let mut token = 0;
    while token < doc.tokens.len() {
        let sentence = doc.sentences[doc.sentence_of[token]].tokens;
        let whole = by_first.get(doc.form(token)).into_iter().flatten().find_map(|name| {
            let tokens = TokenRange { start: token, end: token + name.tokens.end - name.tokens.start };
            let fits = tokens.end <= sentence.end && same_words(doc, tokens, name.tokens);
            // An article may have its capital for its place.
            let article = token == sentence.start && doc.form(token) == "The";
            // No name may stand there that goes beyond it; and where none stands, all must be written as a name.
            let mut held = tokens.range().filter_map(|token| name_of.get(token).copied().flatten()).peekable();
            let some = held.peek().is_some();
            let within = held.all(|place| names[place].tokens.start >= tokens.start && names[place].tokens.end <= tokens.end);
            let proper = |token: usize| is_capital(doc.form(token)) && doc.tokens[token].upos == "PROPN";
            let goes_on = |token: usize| sentence.contains(token) && proper(token);
            let alone = || tokens.range().all(proper) && !goes_on(tokens.end) && !token.checked_sub(1).is_some_and(goes_on);
            // `Faithless Council` of `Council`, a body: what ends it knows best what it is, where that is anybody.
            let last = name_of.get(tokens.end - 1).copied().flatten().map(|place| names[place].kind);
            let unclear = matches!(name.kind, EntityType::OTHER | EntityType::EVENT);
            let kind = last.filter(|kind| unclear && matches!(kind, EntityType::PER | EntityType::ORG)).unwrap_or(name.kind);
            (fits && within && !article && (some || alone())).then_some((Name { tokens, kind }, some))
        });
        match whole {
            Some((whole, some)) => {
                let same = name_of[token].is_some_and(|place| names[place].tokens == whole.tokens);
                token = whole.tokens.end;
                match some {
                    _ if same => {}
                    true => wholes.push(whole),
                    false => missed.push(whole),
                }
            }
            None => token += 1,
        }
    }
    put_over(names, wholes);
    // What the model passes over in most places is hardly a name.
    let mut n_missed: HashMap<String, usize> = HashMap::new();
    missed.iter().for_each(|name| *n_missed.entry(words(doc, name.tokens)).or_default() += 1);
    names.extend(missed.into_iter().filter(|name| {
        let words = words(doc, name.tokens);
        n_found.get(&words) > n_missed.get(&words)
    }));
    put_in_order(names);
}

fn words(doc: &Doc<'_>, tokens: TokenRange) -> String {
    tokens.range().map(|token| doc.form(token)).collect::<Vec<_>>().join(" ")
}

fn same_words(doc: &Doc<'_>, one: TokenRange, other: TokenRange) -> bool {
    one.end - one.start == other.end - other.start && one.range().zip(other.range()).all(|(one, other)| doc.form(one) == doc.form(other))
}

#[cfg(test)]
mod tests {
    use crate::name::tests::check;

    #[test]
    fn names_that_the_report_has_apart_are_two() {
        check("[PER Mara Todor] met [PER Ilan Vey]. The [PER Todor-Vey] plan", &["PER Mara Todor", "PER Ilan Vey", "PER Todor", "PER Vey"]);
        check("[PER Mara Todor] met [PER Ilan Todor-Vey] again", &["PER Mara Todor", "PER Ilan Todor-Vey"]);
        check("the [ORG EU-Arab League] envoy left", &["ORG EU", "ORG Arab League"]);
        check("[ORG Todor] bought [ORG Vey] and [ORG Todor-Vey]", &["ORG Todor", "ORG Vey", "ORG Todor-Vey"]);
        check("[PER Mara Todor] met [PER Ilan Vey] for [ORG Todor/Vey]", &["PER Mara Todor", "PER Ilan Vey", "PER Todor", "PER Vey"]);
        check("in [GPE Guinea-Bissau] today", &["GPE Guinea-Bissau"]);
        check("[GPE Karsk]-[PER Snow] fell.\n\n[PER Karsk-Weatherman] on Monday said", &["GPE Karsk", "PER Snow", "GPE Karsk"]);
    }

    #[test]
    fn coordinated_names_are_two_where_each_is_whole() {
        check("[PER Ivar and Ilan Vey] left", &["PER Ivar", "PER Ilan Vey"]);
        check("in [GPE Todoria and northern Veyland] today", &["GPE Todoria", "GPE Veyland"]);
        check(
            "the [ORG University of Todor and Center for Karsk Studies] said",
            &["ORG University of Todor", "ORG Center for Karsk Studies"],
        );
        check(
            "the [ORG Alliance of Liberals and Democrats for Karsk Party] said",
            &["ORG Alliance of Liberals and Democrats for Karsk Party"],
        );
        check("the [ORG Todor Search and Rescue Agency] said", &["ORG Todor Search and Rescue Agency"]);
        check("the [ORG School of Marine and Atmospheric Science] said", &["ORG School of Marine and Atmospheric Science"]);
        check("in [GPE Bosnia and Herzegovina] today", &["GPE Bosnia and Herzegovina"]);
    }

    #[test]
    fn acronyms_tell_where_names_begin() {
        check("the Todor and [ORG Karsk First Nations] ([ORG TKFN]) met", &["ORG Todor and Karsk First Nations", "ORG TKFN"]);
        check("the [GPE Karsk]/[ORG Todor First Nation] ([ORG K/TFN]) met", &["ORG Karsk/Todor First Nation", "ORG K/TFN"]);
        check("a Member of the [ORG Free Parliament] ([ORG MFP]) met", &["ORG Free Parliament", "ORG MFP"]);
        check("the [ORG First Nation] (1990) met", &["ORG First Nation"]);
        check("a letter from K/[ORG TFN] today", &["ORG K/TFN"]);
    }

    #[test]
    fn what_is_one_name_once_is_one_everywhere() {
        check("the [ORG Karsk Web Office] fell. The [ORG Karsk Web] Office rose", &["ORG Karsk Web Office", "ORG Karsk Web Office"]);
        check("in [ORG Karsk Web Office], the [ORG Karsk Web Office] and Karsk Web Office", &["ORG Karsk Web Office"; 3]);
        check("the [ORG Karsk Web Office] fell. Old Karsk Web Office rose", &["ORG Karsk Web Office"]);
        check("the [ORG Free Karsk] fell. The [ORG Free Karsk Council] rose", &["ORG Free Karsk", "ORG Free Karsk Council"]);
    }

    #[test]
    fn a_name_found_in_most_places_is_one_in_all() {
        check("[PER Todor] saw [PER Todor] and Todor", &["PER Todor", "PER Todor", "PER Todor"]);
        check("[PER Mara Todor] fell and Todor rose", &["PER Mara Todor", "PER Todor"]);
        check("[ORG Science] saw [ORG Science], no science, and Science", &["ORG Science", "ORG Science"]);
    }

    #[test]
    fn who_holds_a_seat_of_state_is_a_person_beside_it() {
        check("[PER Mara Todor] left. The [ORG Todor White House] said", &["PER Mara Todor", "PER Todor", "GPE White House"]);
    }

    #[test]
    fn owners_are_names_of_their_own() {
        check("in [GPE Karsk’s Vey] district and in [GPE Karsk]", &["GPE Karsk", "GPE Vey", "GPE Karsk"]);
        check("in [GPE Karsk’s Island] and in [GPE Karsk]", &["LOC Karsk’s Island", "GPE Karsk"]);
        check("the [ORG UN’s Office for Roads] and the [ORG Women’s Forum] met", &["ORG UN", "ORG Office for Roads", "ORG Women’s Forum"]);
        check("[ORG Norway’s Office for Roads] met", &["ORG Norway’s Office for Roads"]);
    }

    #[test]
    fn a_small_word_ends_no_persons_name() {
        check("[PER Qaboos bin] Todor spoke", &["PER Qaboos bin Todor"]);
        check("[PER Qaboos bin], 60, spoke", &["PER Qaboos"]);
    }
}
