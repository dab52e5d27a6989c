//! Offices: who is what, where.
//!
//! Comes in: a document and its cast. Goes out: an office for each place where the words give a person one, and for descriptions of people
//! nobody names (`a spokeswoman for the foreign ministry`). The shapes are those of the private module `office`.
//!
//! > `Norland's foreign minister, Mara Todor, met the head of the Free Council` → Mara Todor is `foreign minister` of Norland

use crate::doc::Doc;
use crate::mention::Cast;
use crate::office::{self, Reader};
use readout_core::{EntityType, MentionKind, Role, TokenRange};

/// Finds offices.
pub fn roles(doc: &Doc<'_>, cast: &Cast) -> Vec<Role> {
    let (names, entities) = cast.names(doc);
    let reader = Reader::new(doc, &names);
    let mut roles: Vec<Role> = Vec::new();
    for office in office::offices(doc, &names) {
        let Some(entity) = entities[office.person] else { continue };
        roles.push(Role {
            entity,
            title: reader.wording(office.title),
            org: office.org.and_then(|name| entities[name]),
            span: doc.span(office.span),
            attribution: None,
            status: office.status.map(str::to_owned),
        });
    }
    for mention in cast.mentions.iter().filter(|mention| mention.kind == MentionKind::Nominal && mention.entity_type == EntityType::PER) {
        let Some(entity) = mention.entity.filter(|entity| !cast.entity(*entity).named) else { continue };
        let head = mention.head.index();
        let tokens = doc.tokens_in(mention.span);
        let Some(title) = reader.title_before(head + 1, tokens.start) else { continue };
        let limit = doc.sentences[doc.sentence_of[head]].tokens.end;
        let after = reader.body_after(head + 1, limit);
        let Some(org) = title.org.or(after.map(|(org, _)| org)) else { continue };
        let end = after.map_or(title.end, |(_, end)| end);
        roles.push(Role {
            entity,
            title: reader.wording(title.title),
            org: entities[org],
            span: doc.span(TokenRange { start: title.start, end }),
            attribution: None,
            status: title.status.map(str::to_owned),
        });
    }
    roles.sort_by_key(|role| (role.span.start, role.span.end));
    roles.dedup_by(|next, before| next.entity == before.entity && next.span.start == before.span.start && next.title == before.title);
    roles
}
