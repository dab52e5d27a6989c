//! For whom an entity acts: the country's code and the kind of actor, in PLOVER's sectors.
//!
//! Comes in: a cast whose entities are known. Goes out: the same with `code` and `sector` where the words of a mention, the office of a person
//! or the gazetteer show them. Nothing is carried over from what the world knows of a person.

use crate::doc::Doc;
use crate::gazetteer::{self, Bond};
use crate::mention::{Cast, Item};
use crate::name::Name;
use crate::office::Office;
use readout_core::{EntityId, EntityType, MentionKind, TokenRange};
use std::collections::HashMap;

/// The sector of an actor whose description or name has this word, in small letters. The first match from the head outward counts.
fn sector_of(low: &str) -> Option<&'static str> {
    Some(match low {
        "rebel" | "rebels" | "insurgent" | "insurgents" | "militant" | "militants" | "guerrilla" | "guerrillas" | "jihadist"
        | "jihadists" | "separatist" | "separatists" | "militia" | "militias" | "militiamen" | "warlord" | "gunmen" | "mujahideen" => "REB",
        "opposition" | "dissident" | "dissidents" | "exiles" => "OPP",
        "army" | "military" | "troops" | "soldier" | "soldiers" | "navy" | "general" | "colonel" | "commander" | "forces" | "brigade"
        | "gen." | "col." | "admiral" | "marshal" | "warplanes" | "paratroopers" | "corps" => "MIL",
        "police" | "policeman" | "policemen" | "officers" => "COP",
        "court" | "judge" | "judges" | "prosecutor" | "prosecutors" | "tribunal" | "judiciary" => "JUD",
        "parliament" | "senate" | "congress" | "lawmaker" | "lawmakers" | "senator" | "senators" | "legislator" | "legislators"
        | "assembly" | "mp" | "mps" | "congressman" | "congresswoman" | "legislature" => "LEG",
        "intelligence" | "spies" => "SPY",
        "government" | "governments" | "ministry" | "minister" | "ministers" | "president" | "premier" | "regime" | "authorities"
        | "cabinet" | "administration" | "king" | "emir" | "queen" | "sultan" | "official" | "officials" | "ambassador" | "diplomat"
        | "diplomats" | "chancellor" | "mayor" | "governor" | "presidency" | "embassy" | "kremlin" | "state" | "monarch" | "ruler"
        | "secretary" => "GOV",
        "party" | "parties" => "PTY",
        "journalist" | "journalists" | "reporter" | "reporters" | "newspaper" | "agency" | "agencies" | "television" | "broadcaster"
        | "channel" | "media" | "correspondent" | "editor" | "news" | "daily" | "magazine" | "radio" => "JRN",
        "protester" | "protesters" | "civilian" | "civilians" | "resident" | "residents" | "people" | "demonstrators" | "villagers"
        | "families" | "refugees" | "citizens" | "voters" | "women" | "children" | "activist" | "activists" | "witnesses"
        | "population" => "CVL",
        "company" | "companies" | "bank" | "firm" | "corporation" | "businessman" | "businesses" | "industry" => "BUS",
        "university" | "students" | "professor" | "teachers" | "academics" => "EDU",
        "church" | "bishop" | "pope" | "patriarch" | "imam" | "clerics" | "cleric" | "archbishop" | "ayatollah" => "REL",
        "observatory" | "charity" | "ngo" | "monitor" | "watchdog" => "NGO",
        "union" | "workers" | "strikers" => "LAB",
        "gang" | "gangs" | "cartel" | "smugglers" | "pirates" => "CRM",
        _ => return None,
    })
}

/// The type of what a common noun refers to, for nouns that are actors of political news; `None` for others.
pub(crate) fn actor_type(low: &str) -> Option<EntityType> {
    if crate::office::is_role_noun(low) && !low.ends_with('.')
        || matches!(
            low,
            "counterpart"
                | "strongman"
                | "soldier"
                | "journalist"
                | "reporter"
                | "lawmakers"
                | "officials"
                | "diplomats"
                | "ministers"
                | "leaders"
        )
    {
        return Some(EntityType::PER);
    }
    matches!(
        low,
        "government"
            | "ministry"
            | "opposition"
            | "coalition"
            | "regime"
            | "army"
            | "military"
            | "police"
            | "parliament"
            | "rebels"
            | "council"
            | "committee"
            | "party"
            | "court"
            | "alliance"
            | "delegation"
            | "militia"
            | "authorities"
    )
    .then_some(EntityType::ORG)
}

/// What is known of an entity while its mentions are read.
#[derive(Clone, Copy, Debug, Default)]
struct Bonds {
    code: Option<&'static str>,
    sector: Option<&'static str>,
}

/// Fills `code` and `sector` of every entity of `cast`.
pub(crate) fn assign(doc: &Doc<'_>, names: &[Name], offices: &[Office], items: &[Item], cast: &mut Cast) {
    let mut bonds: Vec<Bonds> = vec![Bonds::default(); cast.entities.len()];
    let entity_of_name: HashMap<usize, EntityId> =
        items.iter().zip(&cast.mentions).filter_map(|(item, mention)| Some((item.name?, mention.entity?))).collect();
    // Known names first, then the words of names and descriptions, then offices, which lean on both.
    for (item, mention) in items.iter().zip(&cast.mentions) {
        let Some(entity) = mention.entity.filter(|_| item.kind != MentionKind::Pronoun) else { continue };
        let bond = &mut bonds[entity.index()];
        let text = doc.span(item.tokens).of(doc.text);
        if item.kind == MentionKind::Name && item.entity_type != EntityType::PER {
            if let Some(country) = gazetteer::country(text) {
                bond.code = bond.code.or(Some(country.code));
                bond.sector = bond.sector.or((country.bond != Bond::People).then_some("GOV"));
            }
            if item.entity_type == EntityType::GPE {
                bond.code = bond.code.or_else(|| gazetteer::region(text));
            }
            let known = || text.split(['-', '/']).find_map(gazetteer::organisation);
            bond.sector = bond.sector.or_else(|| gazetteer::organisation(text).or_else(known).map(|known| known.sector));
        }
    }
    for (item, mention) in items.iter().zip(&cast.mentions) {
        let Some(entity) = mention.entity.filter(|_| item.kind != MentionKind::Pronoun) else { continue };
        if item.kind == MentionKind::Name
            && matches!(item.entity_type, EntityType::PER | EntityType::GPE | EntityType::LOC | EntityType::NORP | EntityType::EVENT)
        {
            continue;
        }
        let words = core(doc, item);
        let bond = &mut bonds[entity.index()];
        let named = item.kind == MentionKind::Name;
        if matches!(item.entity_type, EntityType::PER | EntityType::ORG | EntityType::GPE) {
            let low = |token: usize| doc.form(token).to_lowercase();
            // `National Police Agency`: only what gathers news is a medium.
            let kind_before =
                |token: usize| words.contains(token.wrapping_sub(1)) && matches!(doc.tokens[token - 1].upos.as_str(), "NOUN" | "ADJ");
            let national = |token: usize| gazetteer::country(doc.form(token)).is_some();
            let office = if named {
                words.range().len() > 1
            } else {
                // `the Norlandish space agency`
                words.range().any(|token| low(token) == "agency" && kind_before(token) && !national(token - 1))
            };
            let news = words
                .range()
                .any(|token| matches!(low(token).as_str(), "news" | "press" | "wire" | "telegraph" | "information" | "state" | "official"));
            let counts = |token: &usize| !office || news || low(*token) != "agency";
            let from_head = words.range().rev().filter(counts).find_map(|token| sector_of(&low(token)));
            let stronger = words
                .range()
                .rev()
                .map(|token| sector_of(&doc.form(token).to_lowercase()))
                .find(|sector| matches!(sector, Some("REB" | "OPP")))
                .flatten();
            // Norland's opposition Free Council.
            let before = item.tokens.start.checked_sub(1).filter(|_| named && item.entity_type == EntityType::ORG);
            let beside =
                before.and_then(|token| sector_of(&doc.form(token).to_lowercase())).filter(|sector| matches!(*sector, "REB" | "OPP"));
            bond.sector = bond.sector.or(beside).or(stronger).or(from_head);
        }
        let before = TokenRange { start: item.tokens.start, end: item.head + 1 };
        let qualifier =
            if named { None } else { names_in(names, before).chain(names_in(names, item.tokens)).find_map(|name| code_of(doc, name)) };
        bond.code = bond
            .code
            .or(qualifier)
            .or_else(|| named.then(|| owner(doc, names, item.tokens).or_else(|| prefix(doc, item.tokens))).flatten());
        // Of the UN, of the league: a member of an organisation between states acts for it.
        if !named && item.entity_type == EntityType::PER {
            let body = names_in(names, item.tokens)
                .filter_map(|name| gazetteer::organisation(doc.span(name.tokens).of(doc.text)))
                .find(|known| known.sector == "IGO");
            bond.sector = body.map(|known| known.sector).or(bond.sector);
        }
    }
    for office in offices {
        let Some(person) = entity_of_name.get(&office.person) else { continue };
        let org = office.org.and_then(|name| entity_of_name.get(&name)).map(|entity| bonds[entity.index()]).unwrap_or_default();
        let by_title = office.title.range().rev().find_map(|token| sector_of(&doc.form(token).to_lowercase()));
        let bond = &mut bonds[person.index()];
        let body = office.org.is_some_and(|name| names[name].kind == EntityType::ORG);
        bond.sector = bond.sector.or(if body { org.sector.or(by_title) } else { by_title.or(org.sector) });
        let qualifier =
            || names_in(names, office.span).filter(|name| name.tokens != names[office.person].tokens).find_map(|name| code_of(doc, name));
        bond.code = bond.code.or(org.code).or_else(|| if body && org.sector == Some("IGO") { None } else { qualifier() });
    }
    for (entity, bond) in cast.entities.iter_mut().zip(bonds) {
        entity.code = bond.code.map(str::to_owned);
        entity.sector = bond.sector.map(str::to_owned);
    }
}

/// The words of a description that say what it is: up to its head, without complements and clauses; all words of a name.
fn core(doc: &Doc<'_>, item: &Item) -> TokenRange {
    if item.kind == MentionKind::Name {
        return item.tokens;
    }
    let _ = doc;
    TokenRange { start: item.tokens.start, end: item.head + 1 }
}

fn names_in(names: &[Name], tokens: TokenRange) -> impl Iterator<Item = &Name> {
    names.iter().filter(move |name| tokens.start <= name.tokens.start && name.tokens.end <= tokens.end)
}

fn code_of(doc: &Doc<'_>, name: &Name) -> Option<&'static str> {
    gazetteer::country(doc.span(name.tokens).of(doc.text)).map(|country| country.code)
}

/// The country before a name, with what may stand between: `Norland's Free Council`, `Norland's main opposition Free Council`.
fn owner(doc: &Doc<'_>, names: &[Name], tokens: TokenRange) -> Option<&'static str> {
    let mut end = tokens.start;
    while end > 0 && tokens.start - end < 4 && crate::office::is_office_word(&doc.form(end - 1).to_lowercase()) {
        end -= 1;
    }
    let end = end.checked_sub(1).filter(|last| matches!(doc.form(*last), "'s" | "’s")).unwrap_or(end);
    names.iter().find(|name| name.tokens.end == end).and_then(|name| code_of(doc, name))
}

/// The country that a name begins with: `Norlandish Free Council`.
fn prefix(doc: &Doc<'_>, tokens: TokenRange) -> Option<&'static str> {
    (1..=3.min(tokens.end - tokens.start)).rev().find_map(|length| {
        let span = doc.span(TokenRange { start: tokens.start, end: tokens.start + length });
        gazetteer::country(span.of(doc.text)).map(|country| country.code)
    })
}
