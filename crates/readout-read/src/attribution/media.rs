//! What is a medium by its name or its noun, and what never is: lists of agencies, of words that name outlets, and of bodies that print nothing.

use super::view::View;
use crate::calendar::is_day_or_month;
use crate::mention::Cast;
use readout_core::{Entity, EntityId, EntityType, MentionKind};

/// Wire services that are known by their name alone; the others are known by `news agency` beside it or by the report's credit.
pub(super) const AGENCIES: &[&str] = &[
    "AFP",
    "AP",
    "Reuters",
    "Interfax",
    "TASS",
    "ITAR-TASS",
    "RIA",
    "RIA Novosti",
    "Xinhua",
    "DPA",
    "dpa",
    "ANSA",
    "EFE",
    "Kyodo",
    "Jiji",
    "Anadolu",
    "SANA",
    "IRNA",
    "ISNA",
    "Fars",
    "Tasnim",
    "Mehr",
    "WAM",
    "SPA",
    "KUNA",
    "QNA",
    "PTI",
    "ANI",
    "IANS",
    "Yonhap",
    "KCNA",
    "Antara",
    "Bernama",
    "UPI",
    "Bloomberg",
    "Ukrinform",
    "Belta",
    "Agence France-Presse",
    "Associated Press",
    "The Associated Press",
    "MENA",
    "NINA",
    "NAN",
    "APA",
    "Efe",
    "Lusa",
    "PAP",
    "CTK",
    "MTI",
    "Tanjug",
    "Unian",
    "Canadian Press",
    "Press Association",
    "PA",
    "AAP",
    "APTN",
    "Petra",
    "Wafa",
    "Maan",
    "Azertac",
    "Armenpress",
];

/// Last words of the names of papers, stations and the like, with the channel they are.
pub(super) const OUTLETS: &[(&str, &str)] = &[
    ("agency", "agency"),
    ("wire", "agency"),
    ("newswire", "agency"),
    ("radio", "broadcast"),
    ("television", "broadcast"),
    ("tv", "broadcast"),
    ("fm", "broadcast"),
    ("broadcaster", "broadcast"),
    ("channel", "broadcast"),
    ("station", "broadcast"),
    ("bbc", "broadcast"),
    ("cnn", "broadcast"),
    ("nbc", "broadcast"),
    ("cbs", "broadcast"),
    ("npr", "broadcast"),
    ("jazeera", "broadcast"),
    ("arabiya", "broadcast"),
    ("newspaper", "outlet"),
    ("daily", "outlet"),
    ("weekly", "outlet"),
    ("magazine", "outlet"),
    ("newsletter", "outlet"),
    ("times", "outlet"),
    ("post", "outlet"),
    ("guardian", "outlet"),
    ("herald", "outlet"),
    ("tribune", "outlet"),
    ("gazette", "outlet"),
    ("journal", "outlet"),
    ("telegraph", "outlet"),
    ("observer", "outlet"),
    ("courier", "outlet"),
    ("ledger", "outlet"),
    ("chronicle", "outlet"),
    ("mail", "outlet"),
    ("news", "outlet"),
    ("media", "outlet"),
    ("website", "outlet"),
    ("portal", "outlet"),
    ("sentinel", "outlet"),
    ("examiner", "outlet"),
    ("star", "outlet"),
    ("sun", "outlet"),
    ("mirror", "outlet"),
    ("express", "outlet"),
    ("argus", "outlet"),
    ("echo", "outlet"),
    ("standard", "outlet"),
    ("dispatch", "outlet"),
    ("inquirer", "outlet"),
    ("globe", "outlet"),
    ("advertiser", "outlet"),
    ("register", "outlet"),
    ("citizen", "outlet"),
    ("mercury", "outlet"),
    ("bulletin", "outlet"),
];

/// Last words of names that are common nouns as well, and name a paper only with a capital.
pub(super) const COMMON: &[&str] = &[
    "post",
    "times",
    "mail",
    "news",
    "channel",
    "station",
    "herald",
    "journal",
    "observer",
    "courier",
    "ledger",
    "guardian",
    "sentinel",
    "examiner",
    "star",
    "sun",
    "mirror",
    "express",
    "argus",
    "echo",
    "standard",
    "dispatch",
    "inquirer",
    "globe",
    "advertiser",
    "register",
    "citizen",
    "mercury",
    "bulletin",
];

/// Common nouns beside the name of an outlet, with the channel it is: `the magazine Salar`, `the Telros agency`.
pub(super) const KINDS: &[(&str, &str)] = &[
    ("agency", "agency"),
    ("service", "agency"),
    ("radio", "broadcast"),
    ("television", "broadcast"),
    ("broadcaster", "broadcast"),
    ("channel", "broadcast"),
    ("station", "broadcast"),
    ("network", "broadcast"),
    ("podcast", "broadcast"),
    ("programme", "broadcast"),
    ("newspaper", "outlet"),
    ("paper", "outlet"),
    ("daily", "outlet"),
    ("weekly", "outlet"),
    ("tabloid", "outlet"),
    ("magazine", "outlet"),
    ("newsletter", "outlet"),
    ("website", "outlet"),
    ("site", "outlet"),
    ("portal", "outlet"),
    ("blog", "outlet"),
    ("outlet", "outlet"),
    ("publication", "outlet"),
];

/// What belongs to an outlet and speaks or listens for it: `the Tribune's political editor`, `the Today programme`.
pub(super) const OUTLET_PARTS: &[&str] = &[
    "programme",
    "program",
    "show",
    "podcast",
    "bulletin",
    "newscast",
    "edition",
    "editor",
    "correspondent",
    "reporter",
    "interviewer",
    "newsroom",
    "website",
    "site",
    "channel",
    "service",
    "blog",
];

/// Words of the names of bodies that are told things and pass nothing on to a report.
pub(super) const BODIES: &[&str] = &[
    "parliament",
    "council",
    "court",
    "committee",
    "subcommittee",
    "ministry",
    "conference",
    "nations",
    "government",
    "congress",
    "senate",
    "police",
    "assembly",
    "party",
    "company",
    "commission",
    "board",
    "inquiry",
    "army",
    "navy",
    "force",
    "forces",
    "fleet",
    "guard",
    "coastguard",
    "group",
    "un",
    "eu",
    "nato",
    "cia",
    "fbi",
    "mps",
    "league",
    "office",
    "department",
    "panel",
    "bank",
    "commons",
    "lords",
    "knesset",
    "duma",
    "bundestag",
    "chamber",
    "deputies",
    "embassy",
    "bureau",
    "authority",
    "administration",
    "treasury",
    "cabinet",
    "foundation",
    "institute",
    "institution",
    "university",
    "college",
    "association",
    "federation",
    "society",
    "trust",
    "fund",
    "corps",
    "tribunal",
    "plc",
    "inc",
    "corp",
    "ltd",
    "kremlin",
    "pentagon",
    "hospital",
    "church",
    "secretariat",
    "alliance",
    "coalition",
    "movement",
    "union",
    "house",
    "centre",
    "center",
    "team",
    "organisation",
    "organization",
    "observatory",
    "survey",
    "laboratory",
    "academy",
    "mission",
    "delegation",
    "consulate",
    "brigade",
    "programme",
    "museum",
    "campaign",
    "initiative",
];

/// Whether an organisation by name may be a medium that no list knows: none of state, and no body that prints nothing.
pub(super) fn may_print(entity: &Entity) -> bool {
    let free = entity.sector.as_deref().is_none_or(|sector| matches!(sector, "JRN" | "BUS"));
    entity.named && entity.entity_type == EntityType::ORG && !is_body(&entity.name) && free
}

/// Whether a name is that of a body which prints nothing.
fn is_body(name: &str) -> bool {
    name.split(' ').any(|word| BODIES.contains(&word.to_lowercase().as_str())) || is_office(name)
}

/// Whether a name is that of an agency which is no news agency.
pub(super) fn is_office(name: &str) -> bool {
    let words: Vec<String> = name.split(' ').map(str::to_lowercase).collect();
    words.windows(2).any(|pair| pair[1] == "agency" && OF_AGENCIES.contains(&pair[0].as_str()))
}

/// What an agency that prints nothing is for: `the Search and Rescue Agency`.
const OF_AGENCIES: &[&str] = &[
    "rescue",
    "police",
    "security",
    "intelligence",
    "protection",
    "energy",
    "space",
    "aid",
    "relief",
    "development",
    "management",
    "health",
    "defence",
    "defense",
    "revenue",
    "crime",
    "border",
    "refugee",
    "refugees",
    "standards",
    "transport",
    "drug",
    "drugs",
    "medicines",
    "food",
    "control",
    "safety",
    "aviation",
    "maritime",
    "environment",
    "meteorological",
    "weather",
    "statistics",
    "electoral",
    "land",
    "housing",
];

/// Words that describe a medium and are not its name, even with a capital at a sentence's beginning: `State television`.
pub(super) const DESCRIBING: &[&str] = &[
    "state",
    "local",
    "national",
    "public",
    "official",
    "private",
    "independent",
    "regional",
    "foreign",
    "government",
    "international",
    "pro-government",
    "opposition",
    "one",
    "another",
    "several",
    "some",
    "two",
    "three",
    "other",
];

/// How many names back `the agency` may take up.
pub(super) const NAMES_BACK: usize = 60;

/// Agencies under two names.
const SAME_AGENCY: &[(&str, &str)] = &[
    ("AP", "Associated Press"),
    ("AFP", "Agence France-Presse"),
    ("PA", "Press Association"),
    ("PTI", "Press Trust of India"),
    ("DPA", "Deutsche Presse-Agentur"),
    ("UPI", "United Press International"),
    ("CP", "Canadian Press"),
    ("AAP", "Australian Associated Press"),
    ("ANI", "Asian News International"),
];

pub(super) fn without_article(name: &str) -> &str {
    name.trim_start_matches("The ").trim_start_matches("the ")
}

/// `Andina` for `Andina Wire`, `The Associated Press` for `AP`.
pub(super) fn is_short_for(name: &str, credit: &str) -> bool {
    let (one, other) = (without_article(name), without_article(credit));
    let same = |a: &str, b: &str| SAME_AGENCY.iter().any(|(short, long)| short.eq_ignore_ascii_case(a) && *long == b);
    // `Caribbean Media Corporation` for `CMC`
    let initials = |long: &str, short: &str| {
        let own: String = long.split(' ').filter_map(|word| word.chars().next()).filter(|first| first.is_uppercase()).collect();
        short.len() > 2 && own == short
    };
    name == credit
        || initials(one, other)
        || initials(other, one)
        || same(one, other)
        || same(other, one)
        || credit.strip_prefix(name).is_some_and(|rest| rest.starts_with([' ', '/', '-']))
}

/// What `on` stands before without naming who relayed: a day, or a place to post.
pub(super) fn day_or_platform(word: &str) -> bool {
    is_day_or_month(word)
        || matches!(
            word,
            "twitter"
                | "facebook"
                | "telegram"
                | "instagram"
                | "youtube"
                | "whatsapp"
                | "bluesky"
                | "mastodon"
                | "weibo"
                | "tiktok"
                | "skype"
        )
}

/// `Todor spoke to reporters`.
pub(super) fn is_press(word: &str) -> bool {
    matches!(word, "reporters" | "journalists" | "press" | "media" | "correspondents")
}

/// A name that stands once and is no longer form of another: nobody's family name.
pub(super) fn mention_is_single(cast: &Cast, token: usize) -> bool {
    let Some(entity) = cast.mention_at(token).filter(|mention| mention.kind == MentionKind::Name).and_then(|mention| mention.entity) else {
        return true;
    };
    !matches!(cast.entity(entity).entity_type, EntityType::GPE)
        && cast.mentions.iter().filter(|mention| mention.entity == Some(entity)).all(|mention| mention.kind != MentionKind::Pronoun)
        && cast.entity(entity).name.split(' ').count() <= 2
}

/// `the daily Salar`: a name with the noun of a medium before it, whatever type it was given.
pub(super) fn is_called_medium(view: &View<'_>, cast: &Cast, entity: EntityId) -> bool {
    cast.mentions.iter().filter(|mention| mention.entity == Some(entity) && mention.kind == MentionKind::Name).any(|mention| {
        let start = view.doc.tokens_in(mention.span).start;
        start > 0
            && matches!(
                view.lower(start - 1),
                "daily" | "weekly" | "newspaper" | "tabloid" | "magazine" | "broadcaster" | "station" | "website" | "agency" | "portal"
            )
    })
}

/// `agency`, `broadcaster`: the noun of a medium.
pub(super) fn names_medium(word: &str) -> bool {
    KINDS.iter().any(|(kind, _)| *kind == word)
}
