//! The words of offices, and the shapes in which a text joins a person, an office and an organisation.
//!
//! Comes in: a document and its names. Goes out: an [`Office`] for each place where the words give a person an office. Shapes are
//! read from the words and the names alone, so they hold with and without a tree:
//!
//! | shape | example |
//! |---|---|
//! | before the name | `Norland's foreign minister Mara Todor`, `UN envoy Vey` |
//! | `of` before the name | `the head of the Free Council, Mara Todor` |
//! | after the name | `Mara Todor, the foreign minister of Norland` |
//! | told by a verb | `Todor, who became the head of the council` |
//! | led by | `the Free Council, led by Mara Todor` |

use crate::doc::Doc;
use crate::name::Name;
use readout_core::{EntityType, TokenRange};

/// A person, an office and an organisation as one place of the text joins them.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Office {
    /// The person: place in the names.
    pub(crate) person: usize,
    /// The office's words, without the status.
    pub(crate) title: TokenRange,
    /// The organisation or country: place in the names.
    pub(crate) org: Option<usize>,
    /// `former`, `acting`, …
    pub(crate) status: Option<&'static str>,
    /// All words that say so.
    pub(crate) span: TokenRange,
}

const HONORIFICS: &[&str] = &[
    "mr",
    "mr.",
    "mrs",
    "mrs.",
    "ms",
    "ms.",
    "dr",
    "dr.",
    "sir",
    "madam",
    "miss",
    "prof",
    "prof.",
    "lord",
    "lady",
    "dame",
    "messrs",
    "messrs.",
    "baroness",
    "rev",
    "rev.",
    "reverend",
    "cardinal",
    "lance",
    "corporal",
    "bombardier",
    "fusilier",
    "private",
    "sergeant",
    "trooper",
];

const ROLE_NOUNS: &[&str] = &[
    "activist",
    "adm.",
    "admiral",
    "adviser",
    "advisor",
    "ambassador",
    "analyst",
    "archbishop",
    "ayatollah",
    "bishop",
    "boss",
    "brigadier",
    "capt.",
    "captain",
    "cmdr.",
    "chair",
    "chairman",
    "chairperson",
    "chairwoman",
    "chancellor",
    "chief",
    "col.",
    "colonel",
    "commander",
    "commissioner",
    "congressman",
    "congresswoman",
    "consul",
    "coordinator",
    "co-founder",
    "co-chair",
    "correspondent",
    "delegate",
    "deputy",
    "dictator",
    "diplomat",
    "director",
    "editor",
    "emir",
    "emissary",
    "envoy",
    "expert",
    "founder",
    "gen.",
    "general",
    "gov.",
    "governor",
    "head",
    "judge",
    "king",
    "lawmaker",
    "lawyer",
    "leader",
    "legislator",
    "lieutenant",
    "lt.",
    "maj.",
    "major",
    "marshal",
    "mayor",
    "mediator",
    "member",
    "minister",
    "monarch",
    "mp",
    "negotiator",
    "observer",
    "official",
    "patriarch",
    "pope",
    "premier",
    "president",
    "prince",
    "princess",
    "prosecutor",
    "queen",
    "rapporteur",
    "rep.",
    "representative",
    "ruler",
    "secretary",
    "sen.",
    "senator",
    "sgt.",
    "speaker",
    "spokesman",
    "spokesperson",
    "spokeswoman",
    "sultan",
    "warlord",
];

/// Words that stand before a role noun as part of the office.
const MODIFIERS: &[&str] = &[
    "administrative",
    "affairs",
    "agriculture",
    "air",
    "army",
    "assistant",
    "attorney",
    "brigadier",
    "cabinet",
    "campaign",
    "chief",
    "city",
    "coalition",
    "communications",
    "corps",
    "council",
    "crown",
    "culture",
    "defence",
    "defense",
    "delegation",
    "deputy",
    "development",
    "district",
    "economic",
    "economy",
    "education",
    "election",
    "energy",
    "environment",
    "european",
    "exiled",
    "executive",
    "external",
    "faction",
    "finance",
    "first",
    "foreign",
    "front",
    "general",
    "government",
    "grand",
    "group",
    "health",
    "high",
    "home",
    "human",
    "humanitarian",
    "information",
    "intelligence",
    "interior",
    "international",
    "joint",
    "junior",
    "justice",
    "labor",
    "labour",
    "lead",
    "lieutenant",
    "main",
    "major",
    "majority",
    "managing",
    "military",
    "minority",
    "mission",
    "movement",
    "national",
    "navy",
    "nuclear",
    "oil",
    "opposition",
    "parliament",
    "parliamentary",
    "party",
    "peace",
    "permanent",
    "police",
    "policy",
    "political",
    "powerful",
    "presidential",
    "press",
    "prime",
    "provincial",
    "rebel",
    "regional",
    "relations",
    "resistance",
    "rights",
    "royal",
    "ruling",
    "second",
    "secretary",
    "security",
    "senior",
    "special",
    "staff",
    "state",
    "supreme",
    "top",
    "trade",
    "transitional",
    "transport",
    "treasury",
    "under",
    "union",
    "veteran",
    "vice",
    "war",
    "youth",
    "aid",
    "ceasefire",
    "truce",
    "refugee",
    "ministry",
    "team",
];

/// What follows `of`, `for` and `in` as part of the office: `minister of defence`.
const PORTFOLIOS: &[&str] = &[
    "affairs",
    "agriculture",
    "assembly",
    "chief",
    "commons",
    "culture",
    "defence",
    "defense",
    "economy",
    "education",
    "energy",
    "finance",
    "foreign",
    "government",
    "health",
    "house",
    "information",
    "interior",
    "justice",
    "labour",
    "labor",
    "lords",
    "parliament",
    "senate",
    "staff",
    "state",
    "the",
    "trade",
    "transport",
];

const STATUSES: &[(&str, &str)] = &[
    ("former", "former"),
    ("ex", "former"),
    ("ex-president", "former"),
    ("ex-minister", "former"),
    ("then", "then"),
    ("acting", "acting"),
    ("interim", "interim"),
    ("caretaker", "caretaker"),
    ("outgoing", "outgoing"),
    ("incoming", "incoming"),
    ("late", "late"),
    ("deposed", "former"),
    ("ousted", "former"),
    ("onetime", "former"),
    ("self-styled", "self-styled"),
    ("designate", "designate"),
    ("elect", "designate"),
];

pub(crate) fn is_honorific(low: &str) -> bool {
    HONORIFICS.contains(&low)
}

/// `minister`, `envoy`, … in small letters.
pub(crate) fn is_role_noun(low: &str) -> bool {
    ROLE_NOUNS.contains(&low.strip_prefix("ex-").unwrap_or(low))
}

/// A role noun or a word that stands before one.
pub(crate) fn is_office_word(low: &str) -> bool {
    is_role_noun(low) || MODIFIERS.contains(&low) || status(low).is_some()
}

pub(crate) fn status(low: &str) -> Option<&'static str> {
    STATUSES.iter().find(|(word, _)| *word == low).map(|(_, status)| *status)
}

fn is_possessive(form: &str) -> bool {
    matches!(form, "'s" | "’s" | "'" | "’" | "`s" | "'S")
}

/// All offices that the words give, in order of the persons' names.
pub(crate) fn offices(doc: &Doc<'_>, names: &[Name]) -> Vec<Office> {
    let reader = Reader::new(doc, names);
    let people = names.iter().enumerate().filter(|(_, name)| name.kind == EntityType::PER);
    people.flat_map(|(person, _)| reader.of(person)).collect()
}

/// The words of the office whose role noun stands at `noun`, with status and organisation if they stand before it: `Norland's acting
/// foreign minister`.
pub(crate) struct Title {
    pub(crate) title: TokenRange,
    pub(crate) org: Option<usize>,
    pub(crate) status: Option<&'static str>,
    pub(crate) start: usize,
    pub(crate) end: usize,
}

pub(crate) struct Reader<'a> {
    doc: &'a Doc<'a>,
    names: &'a [Name],
    low: Vec<String>,
    /// The name that holds each token.
    name_of: Vec<Option<usize>>,
}

impl<'a> Reader<'a> {
    pub(crate) fn new(doc: &'a Doc<'a>, names: &'a [Name]) -> Self {
        let mut name_of = vec![None; doc.tokens.len()];
        for (place, name) in names.iter().enumerate() {
            name_of[name.tokens.range()].fill(Some(place));
        }
        Self { doc, names, low: doc.tokens.iter().map(|token| token.form.to_lowercase()).collect(), name_of }
    }

    fn sentence(&self, token: usize) -> TokenRange {
        self.doc.sentences[self.doc.sentence_of[token]].tokens
    }

    fn low(&self, token: usize) -> &str {
        self.low.get(token).map_or("", String::as_str)
    }

    /// The name that ends right before `token`, and whether it may be whose office it is.
    fn name_before(&self, token: usize) -> Option<usize> {
        let name = self.name_of[token.checked_sub(1)?]?;
        (self.names[name].tokens.end == token).then_some(name)
    }

    fn is_body(&self, name: usize) -> bool {
        matches!(self.names[name].kind, EntityType::ORG | EntityType::GPE | EntityType::NORP | EntityType::LOC | EntityType::OTHER)
    }

    fn role_noun(&self, token: usize) -> bool {
        // A `chief executive` holds an office, an executive does not.
        let executive = self.low(token) == "executive" && token > 0 && self.low(token - 1) == "chief";
        (executive || is_role_noun(self.low(token))) && self.name_of[token].is_none_or(|name| self.names[name].kind != EntityType::PER)
    }

    /// The office whose last word stands before `end`, read backwards.
    pub(crate) fn title_before(&self, end: usize, from: usize) -> Option<Title> {
        let last = end.checked_sub(1).filter(|last| *last >= from)?;
        let mut start = last;
        let mut found_status = None;
        let hyphen = |token: usize| token > from && self.low(token) == "-";
        match self.low(last) {
            // secretary general, president-elect
            "general" if last > from && matches!(self.low(last - 1), "secretary" | "attorney" | "director" | "consul") => start = last - 1,
            "general" if last > from + 1 && hyphen(last - 1) && matches!(self.low(last - 2), "secretary" | "attorney" | "director") => {
                start = last - 2
            }
            "elect" | "designate" if last > from + 1 && hyphen(last - 1) && self.role_noun(last - 2) => {
                (found_status, start) = (Some("designate"), last - 2)
            }
            "elect" | "designate" if last > from && self.role_noun(last - 1) => (found_status, start) = (Some("designate"), last - 1),
            _ if self.role_noun(last) => found_status = self.low(last).starts_with("ex-").then_some("former"),
            _ => return None,
        }
        let title_end = if found_status.is_some() && self.low(last) != "general" { start + 1 } else { end };
        while start > from {
            let before = start - 1;
            let low = self.low(before);
            // `Ex-Prime Minister`.
            if low.strip_prefix("ex-").is_some_and(|word| MODIFIERS.contains(&word)) && self.name_of[before].is_none() {
                let org = self.owner(before, from);
                let span_start = org.map_or(before, |name| self.names[name].tokens.start);
                let title = TokenRange { start: before, end: title_end };
                return Some(Title { title, org, status: Some("former"), start: span_start, end });
            }
            if let Some(status) = status(low).filter(|_| self.name_of[before].is_none()) {
                found_status = found_status.or(Some(status));
                // Nothing of the office stands before its status.
                let org = self.owner(before, from);
                let span_start = org.map_or(before, |name| self.names[name].tokens.start);
                return Some(Title { title: TokenRange { start, end: title_end }, org, status: found_status, start: span_start, end });
            }
            // vice-president, ex-minister
            if low == "-"
                && before > from
                && (MODIFIERS.contains(&self.low(before - 1)) || is_role_noun(self.low(before - 1)) || status_of(self.low(before - 1)))
            {
                start = if status_of(self.low(before - 1)) { before } else { before - 1 };
                if start == before {
                    found_status = found_status.or(status(self.low(before - 1)));
                    start = before + 1;
                    let org = self.owner(before - 1, from);
                    let span_start = org.map_or(before - 1, |name| self.names[name].tokens.start);
                    return Some(Title { title: TokenRange { start, end: title_end }, org, status: found_status, start: span_start, end });
                }
                continue;
            }
            let free =
                self.name_of[before].is_none_or(|name| self.names[name].kind == EntityType::OTHER && self.names[name].tokens.end == start);
            // `the first president`, `under President Todor`: words of an office only in `first minister` and `under secretary`.
            let next = self.low(start);
            let loose = low == "under" && next != "secretary"
                || matches!(low, "first" | "second") && !matches!(next, "minister" | "secretary" | "deputy" | "vice" | "lady" | "sergeant");
            if free
                && !loose
                && (MODIFIERS.contains(&low)
                    || is_role_noun(low)
                    || matches!(low, "and" if start + 1 < end && MODIFIERS.contains(&self.low(before.saturating_sub(1)))))
            {
                start = before;
                continue;
            }
            // The region an envoy is for: the UN's Norland envoy, Norland's top Middle East envoy.
            let region =
                self.name_before(start).filter(|name| matches!(self.names[*name].kind, EntityType::GPE | EntityType::LOC) && start == last);
            if let Some(region) =
                region.map(|name| self.names[name].tokens.start).filter(|region| *region > from && is_sent(self.low(last)))
            {
                let mut before = region;
                while before > from && self.name_of[before - 1].is_none() && MODIFIERS.contains(&self.low(before - 1)) {
                    before -= 1;
                }
                if self.owner(before, from).is_some() {
                    start = before;
                    continue;
                }
            }
            break;
        }
        let org = self.owner(start, from).or_else(|| self.owner_past_adjectives(start, from));
        let span_start = org.map_or(start, |name| self.names[name].tokens.start);
        Some(Title { title: TokenRange { start, end: title_end }, org, status: found_status, start: span_start, end })
    }

    /// `Norland's new envoy`, `Norland's hawkish foreign minister`: the owner before a word or two on the office.
    fn owner_past_adjectives(&self, token: usize, from: usize) -> Option<usize> {
        let mut at = token;
        while at > from + 1 && token - at < 3 {
            let low = self.low(at - 1);
            if is_possessive(low) {
                return if at < token { self.owner(at, from) } else { None };
            }
            let adjective = self.name_of[at - 1].is_none()
                && (matches!(low, "new" | "newly" | "appointed" | "elected" | "current" | "then" | "first" | "long-time" | "longtime")
                    || self.doc.tokens[at - 1].upos == "ADJ");
            if !adjective {
                return None;
            }
            at -= 1;
            // `Norlandish paramount leader`.
            let people = |name: &usize| self.names[*name].kind == EntityType::NORP && self.names[*name].tokens.start >= from;
            if let Some(name) = self.name_before(at).filter(people) {
                return Some(name);
            }
        }
        None
    }

    /// The organisation or country that ends right before `token`, with or without a possessive.
    fn owner(&self, token: usize, from: usize) -> Option<usize> {
        let end = if token > from && is_possessive(self.low(token - 1)) { token - 1 } else { token };
        let name = self.name_before(end)?;
        // `Rostavia's envoy`: a single word that is taken for a person's name can be a state's that no list has, as other reports may show.
        let single = self.names[name].kind == EntityType::PER && self.names[name].tokens.end - self.names[name].tokens.start == 1;
        let owner = self.is_body(name) || single && end < token;
        // `Port Sered's Liberal mayor` is the town's.
        let start = self.names[name].tokens.start;
        let whose = || {
            let possessive = start.checked_sub(1).filter(|mark| *mark > from && is_possessive(self.low(*mark)))?;
            self.name_before(possessive).filter(|body| self.is_body(*body) && self.names[*body].tokens.start >= from)
        };
        let party = self.names[name].kind == EntityType::NORP && end == token;
        (owner && start >= from).then(|| if party { whose().unwrap_or(name) } else { name })
    }

    /// The organisation after `of`, `for`, `at`, `in` or `to` at `token`, with the end of its words; no verb or mark may stand between.
    pub(crate) fn body_after(&self, token: usize, limit: usize) -> Option<(usize, usize)> {
        let from = self.low(token) == "from" && token.checked_sub(1).is_some_and(|noun| is_elected(self.low(noun)));
        if token >= limit || !from && !matches!(self.low(token), "of" | "for" | "at" | "in" | "to" | "with") {
            return None;
        }
        let mut found = None;
        let mut at = token + 1;
        while at < limit && at <= token + 10 {
            if let Some(name) = self.name_of[at] {
                if !self.is_body(name) || self.names[name].tokens.end > limit {
                    break;
                }
                let end = self.names[name].tokens.end;
                found = Some((name, end));
                at = end;
                if at < limit && is_possessive(self.low(at)) {
                    at += 1;
                    continue;
                }
                // `National Coalition group`, `Norland foreign ministry`
                continue;
            }
            let low = self.low(at);
            let upos = self.doc.tokens[at].upos.as_str();
            let inner = matches!(low, "the" | "a" | "an" | "its" | "newer" | "so" | "called" | "-" | "country" | "region" | "main")
                || MODIFIERS.contains(&low)
                || matches!(upos, "ADJ" | "PROPN" | "NOUN");
            // `of the state of Tavor`.
            let kind = matches!(self.low(at - 1), "state" | "province" | "republic" | "region" | "city" | "kingdom" | "territory");
            if low == "of" && found.is_none() && kind {
                at += 1;
                continue;
            }
            if !inner || (found.is_some() && matches!(low, "the" | "a" | "an")) {
                break;
            }
            at += 1;
        }
        found
    }

    fn of(&self, person: usize) -> Vec<Office> {
        let name = self.names[person].tokens;
        let mut found = Vec::new();
        if let Some(office) = self.before(person, name).map(|office| self.with_constituency(office, name)) {
            let joined = self.joined_before(office);
            let status = office.status.or(joined.and_then(|joined| joined.status));
            found.extend(joined);
            found.push(Office { status, ..office });
        }
        if let Some(first) = self.after(person, name) {
            found.push(first);
            self.and_others(first, &mut found);
        }
        found.extend(self.led_by(person, name));
        found
    }

    /// `Todor, former foreign minister, mayor of Port Sered, and member of parliament`: further offices in the list after a name, up to one that
    /// says whose it is before it, and so may open the next name's.
    fn and_others(&self, first: Office, found: &mut Vec<Office>) {
        let limit = self.sentence(first.span.start).end;
        let mut at = first.span.end;
        loop {
            let mut start = at;
            while start < limit && matches!(self.low(start), "," | "and" | "&") {
                start += 1;
            }
            let mut noun = start;
            while noun < limit
                && noun < start + 5
                && (status(self.low(noun)).is_some() || MODIFIERS.contains(&self.low(noun)))
                && self.name_of[noun].is_none()
            {
                noun += 1;
            }
            if start == at || noun >= limit || !self.role_noun(noun) || self.opens_with_a_person(noun + 1, limit) {
                return;
            }
            let Some(title) = self.title_before(noun + 1, start) else { return };
            let (words, org, end) = self.past_the_noun(&title, noun + 1, limit);
            // Without its body a further word is as likely the next one's.
            if org.is_none() || self.opens_with_a_person(end, limit) {
                return;
            }
            let span = TokenRange { start: first.span.start, end };
            // `a former foreign secretary and mayor of Sered`: former is said of both.
            let both = start == at + 1 && self.low(at) == "and" && first.status == Some("former");
            let status = title.status.or(if both { first.status } else { None });
            found.push(Office { person: first.person, title: words, org, status, span });
            at = end;
        }
    }

    /// `former foreign secretary and mayor of Sered Aya Rell`: the office that `and` joins to the one before a name.
    fn joined_before(&self, office: Office) -> Option<Office> {
        let and = office.title.start.checked_sub(1).filter(|and| self.low(*and) == "and" && office.span.start == office.title.start)?;
        let from = self.sentence(and).start;
        let first = self.title_before(and, from).filter(|title| title.end > title.title.start && title.status == Some("former"))?;
        let span = TokenRange { start: first.start, end: office.span.end };
        Some(Office { person: office.person, title: first.title, org: first.org, status: first.status, span })
    }

    /// `Senator Ilan Vey of Tavor`, `Mayor Vey of Port Sered`: whom those elected somewhere represent follows their name.
    fn with_constituency(&self, office: Office, name: TokenRange) -> Office {
        let elected = office.org.is_none() && is_elected(self.low(office.title.end - 1)) && self.low(name.end) == "of";
        let limit = self.sentence(name.start).end;
        let place = |at: usize| {
            let place = self.name_of.get(at).copied().flatten()?;
            let tokens = self.names[place].tokens;
            let kind = matches!(self.names[place].kind, EntityType::GPE | EntityType::LOC);
            (kind && tokens.start == at && tokens.end <= limit && !is_possessive(self.low(tokens.end))).then_some((place, tokens.end))
        };
        match place(name.end + 1).filter(|_| elected) {
            Some((org, end)) => Office { org: Some(org), span: TokenRange { start: office.span.start, end }, ..office },
            None => office,
        }
    }

    /// Whether a person's name, with or without `Mr`, stands at `token`.
    fn opens_with_a_person(&self, token: usize, limit: usize) -> bool {
        let mut at = token;
        while at < limit && is_honorific(self.low(at)) {
            at += 1;
        }
        let name = self.name_of.get(at).copied().flatten().filter(|_| at < limit);
        name.is_some_and(|name| self.names[name].kind == EntityType::PER && self.names[name].tokens.start == at)
    }

    fn before(&self, person: usize, name: TokenRange) -> Option<Office> {
        let sentence = self.sentence(name.start);
        let mut end = name.start;
        while end > sentence.start && is_honorific(self.low(end - 1)) {
            end -= 1;
        }
        let comma = end > sentence.start && self.low(end - 1) == ",";
        if comma {
            end -= 1;
        }
        let found = self.before_up_to(person, name, end, comma)?;
        // `Rell, the prime minister of Norland, Todor and Vey met`: what follows a name's comma is that name's, unless it and the next are set off.
        let contested = comma && self.follows_a_person(found.span.start, sentence.start) && !self.is_set_off(name, sentence.end);
        (!contested).then_some(found)
    }

    /// Whether a person's name and a comma stand before the words of an office at `token`.
    fn follows_a_person(&self, token: usize, from: usize) -> bool {
        let mut at = token;
        while at > from && matches!(self.low(at - 1), "the" | "a" | "an" | "its" | "his" | "her" | "their") {
            at -= 1;
        }
        let person = |at: usize| self.name_before(at).is_some_and(|name| self.names[name].kind == EntityType::PER);
        at > from + 1 && matches!(self.low(at - 1), "," | "--" | "–" | "—") && person(at - 1)
    }

    /// `…, Todor, said`: a name between commas that no office of its own follows.
    fn is_set_off(&self, name: TokenRange, limit: usize) -> bool {
        let next = name.end + 1;
        let office = || {
            let body = self.name_of.get(next).copied().flatten().is_some_and(|name| self.is_body(name));
            body || matches!(self.low(next), "the" | "a" | "an" | "its" | "his" | "her") || is_office_word(self.low(next))
        };
        name.end < limit && self.low(name.end) == "," && !(next < limit && office())
    }

    fn before_up_to(&self, person: usize, name: TokenRange, end: usize, comma: bool) -> Option<Office> {
        let sentence = self.sentence(name.start);
        if let Some(title) = self.title_before(end, sentence.start) {
            // `Norland's minister, Todor` is one person; `after talks with the minister, Todor left` are two: without an owner the name must
            // be set off on both sides.
            let definite = title.org.is_some()
                || matches!(self.low(title.title.start.wrapping_sub(1)), "the" | "its" | "his" | "her" | "their" | "a" | "an")
                || is_possessive(self.low(title.title.start.wrapping_sub(1)))
                || self.low(title.start.wrapping_sub(1)) == "the";
            let set_off = title.org.is_some() || matches!(self.low(name.end), "," | "." | "--" | "–" | "—" | ")");
            if !comma || (definite && set_off) {
                let span = TokenRange { start: title.start, end: name.end };
                let own = Office { person, title: title.title, org: title.org, status: title.status, span };
                // `the head of the mission, retired General Todor`: a rank is held beside an office.
                let beside = self.is_rank(title.title).then(|| self.past_the_rank(title.start, sentence.start)).flatten();
                let office = |end: usize| {
                    self.of_a_body(person, name, end, sentence.start).or_else(|| {
                        let title = self.title_before(end, sentence.start).filter(|title| !self.is_rank(title.title))?;
                        let span = TokenRange { start: title.start, end: name.end };
                        Some(Office { person, title: title.title, org: title.org, status: title.status, span })
                    })
                };
                return Some(beside.and_then(office).unwrap_or(own));
            }
        }
        // Secretary of State Mara Todor.
        for of in (end.saturating_sub(4).max(sentence.start + 1)..end.saturating_sub(1)).rev() {
            if self.low(of) == "of" && self.role_noun(of - 1) && self.portfolio_end(of, end) == Some(end) {
                let title = self.title_before(of, sentence.start)?;
                let words = TokenRange { start: title.title.start, end };
                let span = TokenRange { start: title.start, end: name.end };
                return Some(Office { person, title: words, org: title.org, status: title.status, span });
            }
        }
        self.of_a_body(person, name, end, sentence.start)
    }

    fn is_rank(&self, title: TokenRange) -> bool {
        title.end == title.start + 1 && is_rank(self.low(title.start))
    }

    /// Where what stands before a rank ends: at the comma before `retired Norland general`.
    fn past_the_rank(&self, start: usize, from: usize) -> Option<usize> {
        let mut at = start;
        while at > from && self.name_of[at - 1].is_none() && matches!(self.low(at - 1), "retired" | "former" | "ex" | "-" | "a" | "the") {
            at -= 1;
        }
        (at > from && self.low(at - 1) == ",").then(|| at - 1)
    }

    /// The head of the Free Council, Mara Todor: an office with its body behind it, before `end`.
    fn of_a_body(&self, person: usize, name: TokenRange, end: usize, sentence_start: usize) -> Option<Office> {
        let from = sentence_start.max(end.saturating_sub(14));
        let mut token = end;
        while token > from + 1 {
            token -= 1;
            if self.name_of[token].is_some_and(|other| !self.is_body(other)) {
                return None;
            }
            if !matches!(self.low(token), "of" | "for" | "to" | "at" | "from") || !self.role_noun(token - 1) {
                continue;
            }
            let title = self.title_before(token, sentence_start)?;
            let Some((org, org_end)) = self.body_after(token, end) else {
                // `the head of the mission, Todor`: a body without a name, for the stage that knows what descriptions refer to.
                let described = self.low(token) == "of" && (token + 1..end).all(|at| self.describes(at)) && token + 1 < end;
                let span = TokenRange { start: title.start, end: name.end };
                return described.then_some(Office { person, title: title.title, org: title.org, status: title.status, span });
            };
            // Between the organisation and the person there is at most what kind of organisation it is.
            if (org_end..end).all(|between| {
                is_possessive(self.low(between)) || MODIFIERS.contains(&self.low(between)) || matches!(self.low(between), "known" | "as")
            }) {
                let portfolio = self.portfolio_end(token, org_end);
                // `Norland's envoy for Sered` is Norland's, and an `envoy to Sered` somebody's who is not named.
                let region = self.is_for_a_region(token, org);
                let words = match portfolio {
                    None if region && title.org.is_none() => TokenRange { start: title.title.start, end: org_end },
                    portfolio => TokenRange { start: title.title.start, end: portfolio.unwrap_or(title.title.end) },
                };
                let org = title.org.or((!region).then_some(org));
                return Some(Office {
                    person,
                    title: words,
                    org,
                    status: title.status,
                    span: TokenRange { start: title.start, end: name.end },
                });
            }
            return None;
        }
        None
    }

    /// Whether `for` or `to` at `token` says where somebody is sent, and not who sends them.
    fn is_for_a_region(&self, token: usize, body: usize) -> bool {
        matches!(self.low(token), "for" | "to")
            && matches!(self.names[body].kind, EntityType::GPE | EntityType::LOC | EntityType::NORP)
            && token.checked_sub(1).is_some_and(|noun| is_sent(self.low(noun)) || self.low(noun) == "ambassador")
    }

    /// A word of a description without a name: `the monitoring mission`.
    fn describes(&self, token: usize) -> bool {
        self.name_of[token].is_none()
            && (matches!(self.low(token), "the" | "a" | "an" | "its" | "his" | "her" | "their")
                || self.doc.form(token).chars().all(|letter| letter.is_lowercase() || letter == '-')
                    && matches!(self.doc.tokens[token].upos.as_str(), "NOUN" | "ADJ" | "VERB" | "PUNCT" | "PROPN"))
    }

    /// `of defence` after an office at `token`: where it ends.
    fn portfolio_end(&self, token: usize, limit: usize) -> Option<usize> {
        if token >= limit || !matches!(self.low(token), "of" | "for") {
            return None;
        }
        let mut end = token + 1;
        while end < limit
            && self.name_of[end].is_none()
            && (PORTFOLIOS.contains(&self.low(end))
                || (self.low(end) == "and" && end > token + 1 && end + 1 < limit && PORTFOLIOS.contains(&self.low(end + 1))))
        {
            end += 1;
        }
        // `chief minister of the state of Tavor` is Tavor's; `secretary of state` is one of state.
        let state = self.low(end - 1) == "state" && self.low(end) == "of" && !matches!(self.low(token.saturating_sub(1)), "secretary");
        (end > token + 1 && self.low(end - 1) != "the" && !state).then_some(end)
    }

    /// `from 2009 to 2017`, `until 2017`, `between 2009 and 2017`: how long an office was held that is held no longer.
    pub(crate) fn held_until(&self, at: usize, limit: usize) -> bool {
        let at = at + usize::from(self.low(at) == ",");
        let year = |at: usize| at < limit && self.low(at).len() == 4 && self.low(at).chars().all(|digit| digit.is_ascii_digit());
        let to = |at: usize| matches!(self.low(at), "to" | "until" | "till" | "and" | "-" | "–" | "through");
        match self.low(at) {
            "from" | "between" => year(at + 1) && to(at + 2) && year(at + 3),
            "until" | "till" => year(at + 1),
            _ => false,
        }
    }

    fn after(&self, person: usize, name: TokenRange) -> Option<Office> {
        let sentence = self.sentence(name.start);
        let mut at = name.end;
        let mark = at < sentence.end && matches!(self.low(at), "," | "--" | "–" | "—" | "(" | "-");
        at += usize::from(mark);
        let who = self.low(at) == "who" && at < sentence.end;
        at += usize::from(who);
        if let Some(heads) = who.then(|| self.heads(person, name, at, sentence.end)).flatten() {
            return Some(heads);
        }
        let told = self.verb_of_office(at, sentence.end);
        if let Some(after) = told {
            at = after;
        } else if !mark || who {
            return None;
        }
        while at < sentence.end
            && matches!(
                self.low(at),
                "the"
                    | "a"
                    | "an"
                    | "his"
                    | "her"
                    | "its"
                    | "their"
                    | "himself"
                    | "herself"
                    | "also"
                    | "as"
                    | "new"
                    | "newly"
                    | "appointed"
                    | "elected"
            )
        {
            at += 1;
        }
        let start = at;
        // Everything up to the role noun must be an office's words or a name.
        while at < sentence.end && at < start + 9 {
            let body = self.name_of[at].is_some_and(|other| self.is_body(other));
            let low = self.low(at);
            let adjective = self.doc.tokens[at].upos == "ADJ";
            if self.role_noun(at)
                && !(at + 1 < sentence.end && self.role_noun(at + 1))
                && !(self.low(at + 1) == "-" && is_role_noun(self.low(at + 2)))
            {
                break;
            }
            if !(body || is_possessive(low) || is_office_word(low) || low == "-" || adjective) {
                return None;
            }
            at += 1;
        }
        if at >= sentence.end || !self.role_noun(at) {
            return None;
        }
        let mut end = at + 1;
        // `who has made the governor's removal a condition`: an office that owns what follows is nobody's here.
        if end < sentence.end && is_possessive(self.low(end)) {
            return None;
        }
        if end + 1 < sentence.end && self.low(end) == "-" && matches!(self.low(end + 1), "general" | "elect" | "designate") {
            end += 2;
        } else if end < sentence.end && matches!(self.low(end), "general" | "designate") {
            end += 1;
        }
        let title = self.title_before(end, start)?;
        let (words, org, span_end) = self.past_the_noun(&title, end, sentence.end);
        // `Todor, Norland's prime minister Rell and Vey`: an office right before the next name is that one's. Between two names with commas around
        // both, it is the second's too.
        let next = |at: usize| self.name_of.get(at).copied().flatten().map(|name| self.names[name].tokens);
        let set_off = self.low(span_end) == ","
            && self.opens_with_a_person(span_end + 1, sentence.end)
            && next(span_end + 1).is_some_and(|next| self.is_set_off(next, sentence.end));
        // `Todor, the queen suspended it`: what the comma opens is not closed, and another subject.
        let goes_on = matches!(self.low(span_end), "of" | "for" | "at" | "in" | "to" | "from" | "with" | "and" | "who" | "whose");
        let closed = span_end >= sentence.end || goes_on || !self.low(span_end).chars().next().is_some_and(char::is_alphanumeric);
        if told.is_none() && mark && org.is_none() && !closed && self.low(name.end) == "," && words.end == title.title.end {
            return None;
        }
        if told.is_none() && (self.opens_with_a_person(span_end, sentence.end) || set_off) {
            return None;
        }
        // `Todor, the president of … said`: fine. `Todor, official …`: an office without article, owner or `of` is too little, save after a verb.
        let definite = start > name.end + usize::from(mark) + usize::from(who) || org.is_some() || title.status.is_some();
        // `who served as its president`, `was previously its envoy`: no longer.
        let says = |words: &[&str]| told.is_some_and(|told| (name.end..told).any(|word| words.contains(&self.low(word))));
        let over = says(&["previously", "formerly", "once"]) || says(&["served", "acted"]) && !says(&["has", "have", "currently", "is"]);
        definite.then_some(Office {
            person,
            title: words,
            org,
            status: title.status.or((over || self.held_until(span_end, sentence.end)).then_some("former")),
            span: TokenRange { start: name.start, end: span_end },
        })
    }

    /// What follows an office's last word at `end`: the office's words with their portfolio, whose it is, and where all of it ends.
    fn past_the_noun(&self, title: &Title, end: usize, limit: usize) -> (TokenRange, Option<usize>, usize) {
        let (mut words, mut org) = (title.title, title.org);
        let mut span_end = end;
        if let Some(portfolio) = self.portfolio_end(end, limit) {
            (words.end, span_end) = (portfolio, portfolio);
        }
        if let Some((body, body_end)) = self.body_after(span_end, limit).or_else(|| self.body_after(end, limit)) {
            let region = self.is_for_a_region(span_end, body);
            if region && org.is_none() {
                words.end = body_end;
            }
            org = org.or((!region).then_some(body));
            span_end = span_end.max(body_end);
        }
        (words, org, span_end)
    }

    /// `Todor, who heads the Free Council`.
    fn heads(&self, person: usize, name: TokenRange, verb: usize, limit: usize) -> Option<Office> {
        if !is_running(self.low(verb)) {
            return None;
        }
        let the = usize::from(self.low(verb + 1) == "the");
        let body = self.name_of.get(verb + 1 + the).copied().flatten().filter(|body| self.names[*body].kind == EntityType::ORG);
        // `who runs the council's civil administration`: a part of a body, named or described.
        if let Some(part) = self.part_of_a_body(verb + 1, limit) {
            let org = self.name_before(part.start - 1).filter(|body| self.is_body(*body));
            let span = TokenRange { start: name.start, end: part.end };
            return Some(Office { person, title: part, org, status: None, span });
        }
        let tokens = self.names[body?].tokens;
        let whole = tokens.start == verb + 1 + the && tokens.end <= limit && !is_possessive(self.low(tokens.end));
        let span = TokenRange { start: name.start, end: tokens.end };
        whole.then_some(Office { person, title: TokenRange { start: verb, end: verb + 1 }, org: body, status: None, span })
    }

    /// The words behind `'s` for a part of somebody's body, in the phrase that begins at `from`: `civil administration` of `the council's civil
    /// administration`.
    fn part_of_a_body(&self, from: usize, limit: usize) -> Option<TokenRange> {
        let owned = (from + 1..limit.min(from + 7)).find(|at| is_possessive(self.low(*at)))?;
        let low = |at: usize| self.doc.form(at).chars().all(|letter| letter.is_lowercase());
        let function = |at: usize| matches!(self.doc.tokens[at].upos.as_str(), "ADP" | "DET" | "CCONJ" | "SCONJ" | "PRON" | "AUX" | "PART");
        let plain = |at: usize| self.name_of[at].is_none() && low(at) && !function(at);
        if (from..owned).any(|at| matches!(self.doc.tokens[at].upos.as_str(), "PUNCT" | "VERB" | "CCONJ" | "ADP")) {
            return None;
        }
        let end = (owned + 1..limit.min(owned + 5)).find(|at| !plain(*at)).unwrap_or(limit);
        let goes_on = matches!(self.low(end), "of" | "for" | "and" | "-");
        (end > owned + 1 && !goes_on && is_part(self.low(end - 1))).then_some(TokenRange { start: owned + 1, end })
    }

    /// Whether a title is the part of a body that somebody `runs`.
    fn is_run(&self, title: TokenRange) -> bool {
        let from = (title.start.saturating_sub(8)..title.start).rev();
        let verb = from.take_while(|at| !matches!(self.low(*at), "," | "." | ";")).find(|at| is_running(self.low(*at)));
        is_part(self.low(title.end - 1)) && verb.is_some_and(|verb| self.part_of_a_body(verb + 1, title.end + 1) == Some(title))
    }

    /// A verb at `token` that gives an office, and where it ends.
    fn verb_of_office(&self, token: usize, limit: usize) -> Option<usize> {
        let mut at = token;
        let passive = |low: &str| {
            matches!(low, "named" | "appointed" | "elected" | "re-elected" | "reelected" | "installed" | "sworn" | "confirmed" | "made")
        };
        while at < limit
            && matches!(
                self.low(at),
                "has"
                    | "had"
                    | "have"
                    | "was"
                    | "is"
                    | "been"
                    | "be"
                    | "were"
                    | "will"
                    | "also"
                    | "recently"
                    | "currently"
                    | "previously"
                    | "formerly"
                    | "once"
                    | "later"
                    | "who"
            )
        {
            at += 1;
        }
        let auxiliaries = at > token;
        match self.low(at) {
            "became" | "becomes" | "become" | "remains" | "remained" if at < limit => Some(at + 1),
            "serves" | "served" | "serving" | "acts" | "acted" if self.low(at + 1) == "as" => Some(at + 2),
            "took" | "takes" if matches!(self.low(at + 1), "over" | "office") && self.low(at + 2) == "as" => Some(at + 3),
            low if passive(low) && auxiliaries => Some(
                at + 1
                    + usize::from(matches!(self.low(at + 1), "as" | "in"))
                    + usize::from(self.low(at + 1) == "in" && self.low(at + 2) == "as"),
            ),
            _ if auxiliaries && matches!(self.low(at), "the" | "a" | "an") => Some(at),
            _ if auxiliaries && at < limit && self.name_of[at].is_some() => Some(at),
            _ => None,
        }
    }

    fn led_by(&self, person: usize, name: TokenRange) -> Option<Office> {
        let sentence = self.sentence(name.start);
        let by = name.start.checked_sub(1).filter(|by| *by > sentence.start && self.low(*by) == "by")?;
        let verb = by - 1;
        if !matches!(self.low(verb), "led" | "headed" | "chaired") {
            return None;
        }
        let mut end = verb;
        while end > sentence.start
            && self.name_before(end).is_none()
            && (matches!(
                self.low(end - 1),
                "," | "is" | "was" | "group" | "party" | "movement" | "coalition" | "faction" | "council" | "government" | "delegation"
            ))
        {
            end -= 1;
        }
        let org = self.name_before(end).filter(|org| self.names[*org].kind == EntityType::ORG)?;
        let title = TokenRange { start: verb, end: verb + 1 };
        Some(Office {
            person,
            title,
            org: Some(org),
            status: None,
            span: TokenRange { start: self.names[org].tokens.start, end: name.end },
        })
    }

    /// The office's words in small letters, names within it as they are; `led` is a leader.
    pub(crate) fn wording(&self, title: TokenRange) -> String {
        match self.low(title.start) {
            "led" | "leads" => return "leader".to_owned(),
            "headed" | "heads" | "runs" => return "head".to_owned(),
            "chaired" | "chairs" => return "chair".to_owned(),
            "commands" => return "commander".to_owned(),
            _ => {}
        }
        let mut words = String::from(if self.is_run(title) { "head of " } else { "" });
        for token in title.range() {
            let span = self.doc.tokens[token].span;
            if token > title.start && self.doc.tokens[token - 1].span.end < span.start {
                words.push(' ');
            }
            words.push_str(if self.name_of[token].is_some_and(|name| self.names[name].kind != EntityType::OTHER) {
                self.doc.form(token)
            } else {
                self.low(token).strip_prefix("ex-").unwrap_or(self.low(token))
            });
        }
        words
    }
}

/// What soldiers are called whatever they do.
pub(crate) fn is_rank(low: &str) -> bool {
    matches!(
        low,
        "general"
            | "gen."
            | "colonel"
            | "col."
            | "major"
            | "maj."
            | "captain"
            | "lieutenant"
            | "lt."
            | "sgt."
            | "brigadier"
            | "admiral"
            | "marshal"
    )
}

/// Offices that people are elected to by a place.
fn is_elected(low: &str) -> bool {
    matches!(
        low,
        "senator"
            | "sen."
            | "representative"
            | "rep."
            | "congressman"
            | "congresswoman"
            | "governor"
            | "gov."
            | "mayor"
            | "mp"
            | "lawmaker"
            | "legislator"
            | "delegate"
    )
}

/// Verbs of those who are at the head of something.
fn is_running(low: &str) -> bool {
    matches!(low, "heads" | "leads" | "chairs" | "runs" | "commands")
}

/// Parts of a body that have a head.
fn is_part(low: &str) -> bool {
    matches!(
        low,
        "administration"
            | "department"
            | "office"
            | "ministry"
            | "wing"
            | "arm"
            | "branch"
            | "bureau"
            | "secretariat"
            | "directorate"
            | "division"
            | "section"
            | "service"
            | "agency"
            | "commission"
            | "committee"
            | "delegation"
            | "mission"
            | "campaign"
            | "operations"
            | "forces"
            | "army"
            | "navy"
            | "police"
            | "militia"
    )
}

/// Offices that are held for a region which is not whose they are.
fn is_sent(low: &str) -> bool {
    matches!(low, "envoy" | "representative" | "mediator" | "negotiator" | "coordinator" | "emissary" | "expert" | "adviser")
}

fn status_of(low: &str) -> bool {
    status(low).is_some()
}
