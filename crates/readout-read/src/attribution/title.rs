//! What somebody is called in a chain: names without ranks and forms of address, titles that belong to a name of one word, names that were cut badly.

use super::source::words_of;
use super::speaker::Speaker;
use super::view::View;
use crate::mention::Cast;
use readout_core::{Entity, EntityId, EntityType, Mention, MentionKind};

/// Ranks, titles and forms of address before a name, which is full without them.
pub(super) fn is_address(low: &str) -> bool {
    ADDRESSES.contains(&low) || CIVIL_TITLES.contains(&low)
}

/// Ranks and forms of address.
pub(super) const ADDRESSES: &[&str] = &[
    "mr",
    "mrs",
    "ms",
    "miss",
    "dr",
    "prof",
    "maître",
    "me",
    "adm",
    "admiral",
    "gen",
    "general",
    "col",
    "colonel",
    "maj",
    "major",
    "capt",
    "captain",
    "cmdr",
    "commander",
    "lt",
    "lieutenant",
    "sgt",
    "sergeant",
    "gov",
    "sen",
    "rep",
    "rev",
    "reverend",
    "fr",
    "msgr",
    "señor",
    "señora",
    "herr",
    "frau",
    "monsieur",
    "madame",
    "cllr",
    "inspector",
    "superintendent",
    "constable",
    "detective",
    "chief",
    "pastor",
    "advocate",
    "barrister",
    "engineer",
    "comrade",
    "shri",
    "smt",
    "hon",
    "brigadier",
    "corporal",
    "marshal",
    "sir",
    "dame",
    "rabbi",
    "imam",
    "monsignor",
    "cardinal",
    "brother",
    "sister",
    "father",
    "archdeacon",
    "canon",
    "deacon",
    "mullah",
    "maulana",
    "ayatollah",
    "ustaz",
    "ustad",
    "haji",
    "hajji",
    "datuk",
    "dato",
    "begum",
    "doctor",
    "nurse",
    "brig",
    "supt",
    "insp",
    "sub-inspector",
    "private",
    "trooper",
    "ensign",
    "mme",
    "mlle",
    "sra",
    "doña",
];

/// Those that tell what somebody is, and are no rank or form of address.
pub(super) const CIVIL_TITLES: &[&str] = &[
    "senator",
    "minister",
    "president",
    "governor",
    "mayor",
    "premier",
    "chancellor",
    "secretary",
    "undersecretary",
    "ambassador",
    "councillor",
    "councilman",
    "councilwoman",
    "congressman",
    "congresswoman",
    "assemblyman",
    "assemblywoman",
    "alderman",
    "bishop",
    "archbishop",
    "judge",
    "justice",
    "spokesman",
    "spokeswoman",
    "director",
    "commissioner",
    "attorney",
    "professor",
    "sheriff",
    "coroner",
    "deputy",
    "consul",
    "magistrate",
    "prosecutor",
    "registrar",
    "speaker",
    "chairman",
    "chairwoman",
    "ombudsman",
    "envoy",
    "warden",
    "lawyer",
    "reporter",
    "activist",
];

/// What a company's name ends with that nobody says.
pub(super) const FIRMS: &[&str] =
    &["plc", "corp", "corporation", "inc", "ltd", "limited", "llc", "co", "company", "ag", "sa", "nv", "gmbh", "group"];

/// `Tamsin Wray` before `Wray`, `Stenmark Roads` before `Stenmark`, whom nobody joined: the one longer name of a person that ends in a name of one word,
/// or of a body that begins with it.
pub(super) fn fuller<'c>(cast: &'c Cast, entity: &Entity) -> Option<&'c str> {
    let name = entity.name.as_str();
    if name.contains(' ') {
        return None;
    }
    let begins = |other: &Entity| {
        let rest = other.name.strip_prefix(name).and_then(|rest| rest.strip_prefix(' '));
        rest.is_some_and(|rest| !FIRMS.contains(&rest.trim_end_matches('.').to_lowercase().as_str()))
            && other.entity_type == EntityType::ORG
    };
    let ends = |other: &Entity| other.name.strip_suffix(name).is_some_and(|rest| rest.ends_with(' '));
    let goes_on = |other: &Entity| match entity.entity_type {
        EntityType::PER => ends(other) && matches!(other.entity_type, EntityType::PER | EntityType::OTHER | EntityType::ORG),
        // `the Front` after `the Karsa Front`
        EntityType::ORG => begins(other) || ends(other) && other.entity_type == EntityType::ORG,
        _ => false,
    };
    let first = |entity: EntityId| cast.mentions.iter().find(|mention| mention.entity == Some(entity)).map(|mention| mention.span.start);
    let mut longer = cast.entities.iter().filter(|other| other.named && goes_on(other) && other.name.split(' ').count() <= 3).peekable();
    longer.peek()?;
    // Who is named in full only later is another: `his wife, Olga Hask`.
    let own = first(entity.id);
    let mut found = longer.filter(|other| first(other.id) < own);
    let one = found.next()?;
    found.next().is_none().then_some(one.name.as_str())
}

/// The name of an entity, unless its only name is a description or was cut badly; a person's without rank and address.
pub(super) fn name_of(cast: &Cast, entity: EntityId) -> Option<String> {
    let entity = cast.entity(entity);
    let last = entity.name.rsplit(' ').next().unwrap_or_default();
    if !entity.named || matches!(last, "of" | "for" | "the" | "and" | "in") {
        return None;
    }
    let mut name = fuller(cast, entity).unwrap_or(entity.name.as_str());
    if entity.entity_type == EntityType::PER {
        // `Norrland Gov. Mara Todor`: what stands before the rank goes, too.
        while let Some(rest) = name
            .match_indices(' ')
            .take(2)
            .find(|(at, _)| {
                let word = name[..*at].rsplit(' ').next().unwrap_or_default();
                is_address(word.trim_end_matches('.').to_lowercase().as_str()) && name[at + 1..].contains(' ')
            })
            .map(|(at, _)| &name[at + 1..])
        {
            name = rest;
        }
        while let Some((rest, last)) = name.rsplit_once(' ')
            && crate::name::stands_behind_names(last)
            && rest.contains(' ')
        {
            name = rest.trim_end_matches(',');
        }
    }
    Some(name.to_owned())
}

/// What somebody or something is called in a chain: the name, of one word with its title.
pub(super) fn called(view: &View<'_>, cast: &Cast, entity: EntityId) -> Option<String> {
    let name = name_of(cast, entity)?;
    Some(titled(view, cast, entity).unwrap_or(name))
}

/// Titles that belong to a name of one word, besides ranks and forms of address.
const TITLES: &[&str] = &[
    "lord",
    "lady",
    "king",
    "queen",
    "prince",
    "princess",
    "pope",
    "emir",
    "sultan",
    "sheikh",
    "sheikha",
    "archbishop",
    "bishop",
    "metropolitan",
    "patriarch",
    "abbot",
    "abbess",
    "mother",
    "baroness",
    "baron",
    "duke",
    "duchess",
    "count",
    "countess",
    "abu",
    "abou",
    "president",
    "senator",
    "governor",
    "mayor",
    "premier",
    "chancellor",
    "ambassador",
    "councillor",
    "judge",
    "justice",
    "professor",
    "minister",
    "sheriff",
    "bishop-elect",
    "don",
];

/// `Lord Averill`, `Queen Ilse`, `Mr Pym`, `President Anwar`: whoever is named with one word only keeps the title before it, since that is the fullest name
/// that the report gives; the first that stands there, and rather one that says what somebody is than `Mr`.
pub(super) fn titled(view: &View<'_>, cast: &Cast, entity: EntityId) -> Option<String> {
    let known = cast.entity(entity);
    if known.name.contains(' ') || !known.named || known.entity_type != EntityType::PER || fuller(cast, known).is_some() {
        return None;
    }
    let title = |token: usize| {
        let low = view.lower(token).trim_end_matches('.');
        view.is_large(token) && (TITLES.contains(&low) || ADDRESSES.contains(&low) && !matches!(low, "me" | "private" | "engineer"))
    };
    let with_title = |mention: &Mention| {
        let own = view.doc.tokens_in(mention.span).range();
        let floor = view.sentence(own.start).start;
        let mut start = own.start;
        while start > floor {
            // `Mr .`, where the stop is a word of its own.
            let stop = usize::from(view.lower(start - 1) == "." && start > floor + 1);
            if start - floor <= stop || !title(start - 1 - stop) {
                break;
            }
            start -= 1 + stop;
        }
        // `Interior Minister Salim`: of an office the name keeps nothing.
        let office =
            start > floor && start < own.start && view.is_large(start - 1) && view.upos(start - 1) == "PROPN" && !view.is_comma(start - 1);
        (start < own.start && !office).then(|| words_of(view, &[start, own.end - 1]))
    };
    let mut all = cast.mentions.iter().filter(|mention| mention.entity == Some(entity) && mention.kind == MentionKind::Name);
    let all: Vec<String> = all.by_ref().filter_map(with_title).collect();
    let plain = |name: &&String| {
        !matches!(name.split(' ').next().unwrap_or_default().trim_end_matches('.').to_lowercase().as_str(), "mr" | "mrs" | "ms" | "miss")
            || name.split(' ').count() > 2
    };
    all.iter().find(plain).or_else(|| all.first()).cloned()
}

/// `Jógvan á` of `Jógvan á Lakjuni`, `Brother` of `Brother Ilario`: what a name that is cut badly goes on with.
pub(super) fn whole_name(view: &View<'_>, cast: &Cast, speaker: &mut Speaker) {
    let Some(entity) =
        speaker.entity.map(|entity| cast.entity(entity)).filter(|entity| entity.named && entity.entity_type != EntityType::GPE)
    else {
        return;
    };
    let last = speaker.name.rsplit(' ').next().unwrap_or_default().to_lowercase();
    let cut = speaker.name.contains(' ') && speaker.name.rsplit(' ').next().is_some_and(|last| last.starts_with(char::is_lowercase))
        || !speaker.name.contains(' ')
            && matches!(
                last.as_str(),
                "brother" | "sister" | "father" | "mother" | "lord" | "lady" | "sheikh" | "abu" | "al" | "commander"
            );
    if !cut || entity.name != speaker.name {
        return;
    }
    let longer =
        cast.mentions.iter().filter(|mention| mention.entity == Some(entity.id) && mention.kind == MentionKind::Name).find_map(|mention| {
            let own = view.doc.tokens_in(mention.span).range();
            let next = own.end;
            let goes_on = view.sentence(own.start).contains(&next) && view.upos(next) == "PROPN" && view.is_large(next);
            goes_on.then(|| words_of(view, &[own.start, next]))
        });
    if let Some(longer) = longer {
        speaker.name = longer;
    }
}

/// `the King`, `the King himself` after `King Ferran`: a title with a capital, and the one person whose name stands after it.
pub(super) fn sovereign(view: &View<'_>, cast: &Cast, bare: &[usize]) -> Option<Speaker> {
    let [article, title, rest @ ..] = bare else { return None };
    let own = rest.is_empty() || matches!(rest, [own] if matches!(view.lower(*own), "himself" | "herself"));
    let definite = matches!(view.lower(*article), "the" | "that" | "this");
    (definite && own && view.is_large(*title)).then(|| of_title(view, cast, view.lower(*title))).flatten()
}

/// The one person whose name stands after this title.
pub(super) fn of_title(view: &View<'_>, cast: &Cast, title: &str) -> Option<Speaker> {
    let after = |mention: &&Mention| {
        let start = view.doc.tokens_in(mention.span).start;
        mention.kind == MentionKind::Name
            && mention.entity_type == EntityType::PER
            && mention.entity.is_some()
            && (start > 0 && view.lower(start - 1) == title && view.is_large(start - 1)
                // `Smt .` before the name, the stop a word of its own
                || start > 1 && view.lower(start - 1) == "." && view.lower(start - 2) == title && view.is_large(start - 2)
                || view.lower(start) == title && view.doc.tokens_in(mention.span).range().len() > 1)
    };
    let mut found: Vec<EntityId> = cast.mentions.iter().filter(after).filter_map(|mention| mention.entity).collect();
    found.sort_unstable();
    found.dedup();
    match found[..] {
        [one] => Some(Speaker { entity: Some(one), name: called(view, cast, one)? }),
        _ => None,
    }
}

/// `Bishop` of `Bishop Ilan Vey`, `independent Forecasting Office`, `TV` of `TV-Sered`: a title without its name, a name with more than a name, and half
/// of one.
pub(super) fn without_rest(view: &View<'_>, cast: &Cast, speaker: &mut Speaker) {
    let lower = speaker.name.to_lowercase();
    let bare = lower.strip_prefix("the ").unwrap_or(&lower);
    if is_address(bare.trim_end_matches('.')) && speaker.entity.is_none_or(|entity| cast.entity(entity).name.eq_ignore_ascii_case(bare)) {
        if let Some(known) = of_title(view, cast, bare) {
            *speaker = known;
        }
        return;
    }
    if let Some(whole) = speaker.entity.and_then(|entity| hyphenated(view, cast, entity, &speaker.name)) {
        speaker.name = whole;
    }
    let words: Vec<&str> = speaker.name.split(' ').collect();
    let small = words.iter().take_while(|word| word.starts_with(char::is_lowercase)).count();
    let plain = |word: &&str| {
        !matches!(
            *word,
            "of" | "in"
                | "for"
                | "to"
                | "at"
                | "on"
                | "from"
                | "with"
                | "and"
                | "or"
                | "by"
                | "like"
                | "as"
                | "than"
                | "about"
                | "over"
                | "under"
                | "his"
                | "her"
                | "its"
                | "their"
                | "our"
                | "my"
                | "whose"
                | "this"
                | "that"
                | "these"
                | "those"
                | "both"
                | "two"
                | "three"
                | "four"
                | "several"
                | "some"
                | "many"
                | "most"
                | "all"
                | "other"
                | "no"
                | "any"
                | "each"
                | "every"
                | "one"
                | "a"
                | "an"
                | "another"
                | "former"
        )
    };
    let rest = &words[small..];
    let name = rest.len() > 1
        && rest.iter().all(|word| word.starts_with(char::is_uppercase) || matches!(*word, "of" | "and" | "for" | "the"))
        && rest.last().is_some_and(|last| last.starts_with(char::is_uppercase));
    let only_article = words[..small] == ["the"];
    if (1..=3).contains(&small) && !only_article && name && words[..small].iter().all(plain) {
        speaker.name = rest.join(" ");
    }
}

/// `TV-Sered`, of which only one half was taken for the name: the whole, where it stands so everywhere.
pub(super) fn hyphenated(view: &View<'_>, cast: &Cast, entity: EntityId, name: &str) -> Option<String> {
    let text = view.doc.text;
    let half = |token: usize| view.is_large(token) || view.doc.form(token).starts_with(|c: char| c.is_ascii_digit());
    let called =
        |mention: &&Mention| mention.entity == Some(entity) && mention.kind != MentionKind::Pronoun && mention.span.of(text) == name;
    let mut wholes = cast.mentions.iter().filter(called).map(|mention| {
        let own = view.doc.tokens_in(mention.span).range();
        if own.is_empty() || !view.is_large(own.start) || mention.entity_type == EntityType::GPE {
            return None;
        }
        let sentence = view.sentence(own.start);
        let hyphen = |token: usize| view.lower(token) == "-" && view.doc.is_joined(token);
        let (mut start, mut end) = (own.start, own.end);
        if start >= sentence.start + 2 && hyphen(start - 1) && half(start - 2) {
            start -= 2;
        }
        if end + 1 < sentence.end && hyphen(end) && half(end + 1) {
            end += 2;
        }
        ((start, end) != (own.start, own.end)).then(|| words_of(view, &[start, end - 1]))
    });
    // Of `Norland` only `Norland-Hadra talks` stands beside a hyphen.
    let first = wholes.next()??;
    wholes.all(|other| other.as_ref() == Some(&first)).then_some(first)
}
