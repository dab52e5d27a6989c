//! Offices: who is what, where.
//!
//! Comes in: a document and its cast. Goes out: an office for each place where the words give a person one, and for descriptions of people
//! nobody names (`a spokeswoman for the foreign ministry`). The shapes are those of the private module `office`.
//!
//! > `Norland's foreign minister, Mara Todor, met the head of the Free Council` → Mara Todor is `foreign minister` of Norland

use crate::doc::Doc;
use crate::event::{Clause, party};
use crate::mention::Cast;
use crate::name::Name;
use crate::office::{self, Reader};
use readout_core::{EntityId, EntityType, MentionKind, Role, TokenRange};

/// Finds offices.
pub fn roles(doc: &Doc<'_>, cast: &Cast) -> Vec<Role> {
    let (names, entities) = cast.names(doc);
    let reader = Reader::new(doc, &names);
    let mut roles: Vec<Role> = Vec::new();
    for office in office::offices(doc, &names) {
        let Some(entity) = entities[office.person] else { continue };
        let (org, end) = body(doc, cast, &names, &entities, office.org, office.title.end);
        // `Labour Party leader`: a body that is described in capitals stands among the words of the office.
        let (within, words) = match org.is_none().then(|| body_within(doc, cast, office.title)).flatten() {
            Some((body, end)) => (Some(body), TokenRange { start: end, end: office.title.end }),
            None => (None, office.title),
        };
        let title = reader.wording(words);
        let org = org.or(within).or_else(|| owner_by_pronoun(doc, cast, office.title.start, &title));
        let org = org.or_else(|| owner_by_description(doc, cast, office.title.start)).filter(|org| *org != entity);
        // `the head of the mission` says who somebody is only if it is known what the mission is.
        let of = doc.tokens.get(office.title.end).is_some_and(|next| next.form == "of");
        let owned = office.title.start.checked_sub(1).is_some_and(|before| matches!(doc.form(before), "'s" | "’s" | "'" | "’"));
        if org.is_none() && (of || owned) && is_hollow(&title) {
            continue;
        }
        let span = TokenRange { start: office.span.start, end: office.span.end.max(end) };
        roles.push(Role { entity, title, org, span: doc.span(span), attribution: None, status: office.status.map(str::to_owned) });
    }
    for mention in cast.mentions.iter().filter(|mention| mention.kind == MentionKind::Nominal && mention.entity_type == EntityType::PER) {
        let Some(entity) = mention.entity.filter(|entity| !cast.entity(*entity).named) else { continue };
        let head = mention.head.index();
        let tokens = doc.tokens_in(mention.span);
        if is_nobodys(doc, tokens) {
            continue;
        }
        // `Rell, a lawyer, is the envoy of Norland`.
        let entity = match subject_of_copula(doc, cast, head) {
            Some(Subject::Is(subject)) => subject,
            Some(Subject::IsNot) => continue,
            None => entity,
        };
        let Some(title) = reader.title_before(head + 1, tokens.start) else { continue };
        let limit = doc.sentences[doc.sentence_of[head]].tokens.end;
        let after = reader.body_after(head + 1, limit);
        let (org, end) = body(doc, cast, &names, &entities, title.org.or(after.map(|(org, _)| org)), title.end);
        let Some(org) = org else { continue };
        let end = after.map_or(title.end, |(_, end)| end).max(end);
        let status = title.status.or(reader.held_until(end, limit).then_some("former"));
        roles.push(Role {
            entity,
            title: reader.wording(title.title),
            org: Some(org),
            span: doc.span(TokenRange { start: title.start, end }),
            attribution: None,
            status: status.map(str::to_owned),
        });
    }
    let counterparts: Vec<Role> = (0..doc.tokens.len()).filter_map(|token| counterpart(doc, cast, &roles, token)).collect();
    roles.extend(counterparts);
    let successors: Vec<Role> = (0..doc.tokens.len()).filter_map(|token| successor(doc, cast, &roles, token)).collect();
    roles.extend(successors);
    // What the words beside a person call them that is no office.
    roles.retain(|role| {
        !matches!(role.title.rsplit([' ', '-']).next(), Some("counterpart" | "expert" | "analyst" | "activist" | "member" | "boss"))
    });
    roles.sort_by_key(|role| (role.span.start, role.span.end));
    roles.dedup_by(|next, before| next.entity == before.entity && next.span.start == before.span.start && next.title == before.title);
    roles
}

/// `met his Norlandish counterpart, Ilan Vey`: the office of whom the words before it mean, by a pronoun or a name with `'s`, held for the state
/// between them.
fn counterpart(doc: &Doc<'_>, cast: &Cast, roles: &[Role], token: usize) -> Option<Role> {
    if doc.form(token) != "counterpart" {
        return None;
    }
    let sentence = doc.sentences[doc.sentence_of[token]].tokens;
    let name = |entity_type: &[EntityType], fits: &dyn Fn(TokenRange) -> bool| {
        cast.mentions_in(doc.span(sentence)).iter().find(|mention| {
            mention.kind == MentionKind::Name && entity_type.contains(&mention.entity_type) && fits(doc.tokens_in(mention.span))
        })
    };
    let comma = doc.tokens.get(token + 1).is_some_and(|next| next.form == ",");
    let first = token + 1 + usize::from(comma);
    let person = name(&[EntityType::PER], &|tokens| tokens.start == first && sentence.range().contains(&first))?;
    let state = name(&[EntityType::GPE, EntityType::NORP], &|tokens| tokens.end == token)?;
    let start = doc.tokens_in(state.span).start;
    let owner = start.checked_sub(1).filter(|before| *before >= sentence.start)?;
    let owner = match doc.form(owner).to_lowercase().as_str() {
        "his" | "her" => owner,
        "'s" | "’s" | "'" | "’" => owner.checked_sub(1)?,
        _ => return None,
    };
    let owner = cast.entity_at(owner).filter(|entity| cast.entity(*entity).entity_type == EntityType::PER)?;
    let (entity, org) = person.entity.zip(state.entity)?;
    let title = only_title(roles, owner).filter(|_| entity != owner)?;
    let span = TokenRange { start, end: doc.tokens_in(person.span).end };
    Some(Role { entity, title, org: Some(org), span: doc.span(span), attribution: None, status: None })
}

/// `dismissed his foreign minister, Aya Rell, and gave the post to Tom Sarn`, `replaced her with Tom Sarn`, `was succeeded by Tom Sarn`: who comes
/// into the office that somebody else leaves.
fn successor(doc: &Doc<'_>, cast: &Cast, roles: &[Role], verb: usize) -> Option<Role> {
    let lemma = doc.tokens[verb].lemma.as_str();
    let clause = Clause::new(doc, verb);
    // What is wished, planned or denied gives nobody an office.
    let open = doc.children(verb).any(|child| {
        doc.relation(child) == "aux" && !matches!(doc.tokens[child].lemma.as_str(), "have" | "be")
            || matches!(doc.relation(child), "mark" | "advmod")
                && matches!(doc.tokens[child].lemma.to_lowercase().as_str(), "not" | "never" | "to" | "if")
    });
    if open || !clause.is_verb() || !matches!(lemma, "give" | "hand" | "replace" | "succeed") {
        return None;
    }
    let person = |head: usize| {
        let named = |entity: &EntityId| cast.entity(*entity).named && cast.entity(*entity).entity_type == EntityType::PER;
        party(doc, cast, &[], head).filter(named).map(|entity| (head, entity))
    };
    let one = |heads: Vec<usize>| heads.into_iter().find_map(person);
    let sentence = doc.sentences[doc.sentence_of[verb]];
    let (left, (head, entity)) = match lemma {
        "give" | "hand" => {
            let post = |object: &usize| matches!(doc.tokens[*object].lemma.as_str(), "post" | "job" | "position" | "portfolio" | "office");
            let the = |object: &usize| doc.children(*object).any(|child| matches!(doc.form(child), "the" | "his" | "her" | "their"));
            clause.objects().into_iter().find(|object| post(object) && the(object))?;
            // Whose post it is: the last office told of before in the sentence.
            let before = roles.iter().filter(|role| sentence.span.contains(role.span) && role.span.end <= doc.tokens[verb].span.start);
            (before.max_by_key(|role| role.span.end)?.entity, one(clause.phrases("to"))?)
        }
        _ if clause.is_passive() => (one(clause.objects())?.1, one(clause.agents())?),
        "replace" if !clause.phrases("with").is_empty() => (one(clause.objects())?.1, one(clause.phrases("with"))?),
        _ => (one(clause.objects())?.1, one(clause.agents())?),
    };
    // Of an office that the report names elsewhere it is not known that it is the one meant.
    let here: Vec<Role> = roles.iter().filter(|role| role.entity == left && sentence.span.contains(role.span)).cloned().collect();
    let title = only_title(&here, left).filter(|title| entity != left && !office::is_rank(title))?;
    let org = here.iter().filter(|role| role.title == title).find_map(|role| role.org).filter(|org| *org != entity)?;
    let mut names = cast.mentions.iter().filter(|mention| mention.kind == MentionKind::Name && mention.entity == Some(entity));
    let name = names.find(|name| sentence.span.contains(name.span)).map_or(doc.tokens[head].span, |name| name.span);
    let span = doc.tokens[verb].span.cover(name);
    Some(Role { entity, title, org: Some(org), span, attribution: None, status: None })
}

/// The one office that a report gives somebody now; none where it gives several.
fn only_title(roles: &[Role], person: EntityId) -> Option<String> {
    let mut held: Vec<&str> =
        roles.iter().filter(|role| role.entity == person && role.status.is_none()).map(|role| role.title.as_str()).collect();
    held.sort_unstable();
    held.dedup();
    let minister = held.iter().filter(|title| title.ends_with("minister")).copied().collect::<Vec<_>>();
    let held = if minister.len() == 1 { minister } else { held };
    held.first().filter(|_| held.len() == 1).map(|title| (*title).to_owned())
}

/// The organisation whose description opens the words of an office, and where it ends.
fn body_within(doc: &Doc<'_>, cast: &Cast, title: TokenRange) -> Option<(EntityId, usize)> {
    let capitals = |tokens: TokenRange| tokens.range().all(|token| doc.form(token).starts_with(char::is_uppercase));
    cast.mentions_in(doc.span(title)).iter().find_map(|mention| {
        let tokens = doc.tokens_in(mention.span);
        let opens = tokens.start == title.start && tokens.end < title.end && tokens.end > tokens.start + 1;
        let body = mention.kind != MentionKind::Pronoun && mention.entity_type == EntityType::ORG && opens && capitals(tokens);
        mention.entity.filter(|_| body).map(|entity| (entity, tokens.end))
    })
}

/// `no president`, `which minister`, `ran for governor of Tavor`: words of an office that nobody is said to hold.
fn is_nobodys(doc: &Doc<'_>, tokens: TokenRange) -> bool {
    let none = matches!(doc.form(tokens.start).to_lowercase().as_str(), "no" | "any" | "every" | "each" | "which" | "what");
    let sentence = doc.sentences[doc.sentence_of[tokens.start]].tokens;
    let before = tokens.start.checked_sub(1).filter(|before| *before >= sentence.start);
    let sought = before.is_some_and(|before| matches!(doc.form(before).to_lowercase().as_str(), "for" | "as" | "be" | "become"));
    none || sought && crate::office::is_office_word(&doc.form(tokens.start).to_lowercase())
}

enum Subject {
    Is(EntityId),
    IsNot,
}

/// The person by name who is, was or remains what the noun at `head` says; none where that is only wished, supposed or denied.
fn subject_of_copula(doc: &Doc<'_>, cast: &Cast, head: usize) -> Option<Subject> {
    let copula = doc.children(head).find(|child| doc.relation(*child) == "cop")?;
    let open = doc.children(head).any(|child| {
        doc.relation(child) == "aux" && !matches!(doc.tokens[child].lemma.as_str(), "have" | "do" | "be")
            || matches!(doc.relation(child), "advmod" | "mark")
                && matches!(doc.tokens[child].lemma.to_lowercase().as_str(), "not" | "n't" | "never" | "if" | "whether" | "to")
    });
    if open || doc.form(copula).eq_ignore_ascii_case("be") {
        return Some(Subject::IsNot);
    }
    let subject = doc.children(head).find(|child| doc.relation(*child) == "nsubj")?;
    let named = |entity: &EntityId| cast.entity(*entity).named && cast.entity(*entity).entity_type == EntityType::PER;
    cast.entity_at(subject).filter(named).map(Subject::Is)
}

/// `its spokesman, Ivo Rell`, `his chief of staff`: whom the pronoun before an office stands for. A person's `his` gives a body only to offices in
/// somebody's service and to ministers, whose body is the state of whoever has them.
fn owner_by_pronoun(doc: &Doc<'_>, cast: &Cast, title: usize, called: &str) -> Option<EntityId> {
    let pronoun = title.checked_sub(1)?;
    let minister = called.ends_with("minister");
    match doc.tokens[pronoun].form.to_lowercase().as_str() {
        "its" | "their" => {
            let group =
                |entity: &EntityId| matches!(cast.entity(*entity).entity_type, EntityType::ORG | EntityType::GPE | EntityType::NORP);
            let entity = cast.entity_at(pronoun).filter(|entity| cast.entity(*entity).named && group(entity));
            let state = |entity: &EntityId| cast.entity(*entity).entity_type == EntityType::GPE;
            // Only a state has a foreign minister: where the pronoun is taken for a group's, it is that of the subject before.
            if minister { entity.filter(state).or_else(|| subject_before(doc, cast, pronoun).filter(state)) } else { entity }
        }
        "his" | "her" => {
            let person = |entity: &EntityId| cast.entity(*entity).named && cast.entity(*entity).entity_type == EntityType::PER;
            cast.entity_at(pronoun).filter(|entity| (minister || serves(called)) && person(entity))
        }
        _ => None,
    }
}

/// Offices in the service of whoever has them.
fn serves(title: &str) -> bool {
    ["chief of staff", "press secretary", "spokesman", "spokeswoman", "spokesperson", "adviser", "advisor", "deputy", "aide", "envoy"]
        .iter()
        .any(|office| title.ends_with(office))
}

/// Titles that say nothing without their body.
fn is_hollow(title: &str) -> bool {
    matches!(title, "head" | "leader" | "chief" | "chair" | "chairman" | "chairwoman" | "director" | "commander" | "president" | "member")
}

/// The subject of the sentence before the one that `token` opens.
fn subject_before(doc: &Doc<'_>, cast: &Cast, token: usize) -> Option<EntityId> {
    let sentence = doc.sentence_of[token];
    if doc.sentences[sentence].tokens.start != token {
        return None;
    }
    let before = doc.sentences[sentence.checked_sub(1)?];
    let root = before.tokens.range().find(|token| doc.head(*token).is_none())?;
    let subject = doc.children(root).find(|child| doc.relation(*child) == "nsubj")?;
    cast.entity_at(subject)
}

/// `the council's chief negotiator`: the body that a description before an office refers to.
fn owner_by_description(doc: &Doc<'_>, cast: &Cast, title: usize) -> Option<EntityId> {
    let end = title.checked_sub(1).filter(|token| matches!(doc.tokens[*token].form.as_str(), "'s" | "’s" | "'" | "’"))?;
    let sentence = doc.sentences[doc.sentence_of[title.min(doc.sentence_of.len() - 1)]].span;
    let described = cast.mentions_in(sentence).iter().filter(|mention| {
        let whole = doc.tokens_in(mention.span);
        // `the monitors' commander`: many people are a body too.
        let many = mention.entity_type == EntityType::PER && doc.tokens[mention.head.index()].feats.contains("Number=Plur");
        mention.kind == MentionKind::Nominal
            && (many || matches!(mention.entity_type, EntityType::ORG | EntityType::GPE))
            && (mention.head.index() + 1 == end || whole.end == end)
    });
    described.max_by_key(|mention| mention.span.len()).and_then(|mention| mention.entity)
}

/// Whose office it is, and where its words end: the name beside it, or what a phrase after `of` and `for` describes, unless that is the name's own
/// noun (`the Free Council group`).
fn body(
    doc: &Doc<'_>,
    cast: &Cast,
    names: &[Name],
    entities: &[Option<EntityId>],
    name: Option<usize>,
    title_end: usize,
) -> (Option<EntityId>, usize) {
    let named = name.and_then(|name| entities[name]);
    let after = doc.tokens.get(title_end).is_some_and(|token| matches!(token.form.as_str(), "of" | "for" | "at" | "in" | "to"));
    let organisation = name.is_some_and(|name| names[name].kind == EntityType::ORG);
    match after.then(|| cast.described_body(doc, title_end + 1)).flatten() {
        Some((described, end)) if !organisation => (Some(described), end),
        _ => (named, 0),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{mention, text};
    use readout_core::Report;
    use readout_model::Fake;

    /// Offices as `person: title, organisation (status)`, one a line.
    fn check(text: &str, expect: &[&str]) {
        let report = Report::new("r", text);
        let mut findings = Vec::new();
        let doc = crate::doc::parse(&report, text::lay_out(&report, &mut findings), &Fake, &mut findings);
        let cast = mention::cast(&doc, &Fake, &mut findings);
        let shown: Vec<String> = roles(&doc, &cast)
            .iter()
            .map(|role| {
                assert!(!role.span.of(text).is_empty(), "an office has its words");
                let org = role.org.map_or(String::new(), |org| format!(", {}", cast.entity(org).name));
                let status = role.status.as_ref().map_or(String::new(), |status| format!(" ({status})"));
                format!("{}: {}{org}{status}", cast.entity(role.entity).name, role.title)
            })
            .collect();
        assert_eq!(shown, expect, "{text}");
    }

    #[test]
    fn who_comes_into_an_office_that_somebody_leaves() {
        let rows = |verb: &str| {
            format!(
                "Vesh Vesh PROPN 2 nsubj PER
                 dismissed dismiss VERB 0 root
                 his his PRON 4 nmod:poss
                 envoy envoy NOUN 2 obj
                 Rell Rell PROPN 4 appos PER
                 and and CCONJ 8 cc
                 {verb} AUX 8 aux
                 gave give VERB 2 conj
                 the the DET 10 det
                 post post NOUN 8 obj
                 to to ADP 12 case
                 Sarn Sarn PROPN 8 obl PER"
            )
        };
        let follows = |verb: &str| {
            crate::made::with(&rows(verb), |doc, cast, _| {
                let [vesh, rell] = [0, 1].map(EntityId::new);
                let span = doc.span(TokenRange { start: 2, end: 5 });
                let held = Role { entity: rell, title: "envoy".into(), org: Some(vesh), span, attribution: None, status: None };
                let after = successor(doc, cast, std::slice::from_ref(&held), 7);
                // Whose office the sentence does not tell of leaves none to anybody.
                let elsewhere = Role { span: doc.span(TokenRange { start: 9, end: 10 }), ..held };
                assert_eq!(successor(doc, cast, &[elsewhere], 7), None);
                let expected = (EntityId::new(2), "envoy", Some(vesh), "gave the post to Sarn");
                match after {
                    Some(role) => {
                        assert_eq!((role.entity, role.title.as_str(), role.org, role.span.of(doc.text)), expected);
                        assert_eq!(verb, "has have");
                    }
                    None => assert_eq!(verb, "may may"),
                }
            });
        };
        follows("has have");
        follows("may may");
    }

    #[test]
    fn who_runs_a_part_of_a_body_is_its_head() {
        check(
            "Mara Todor, who runs the Free Council's civil administration, spoke.",
            &["Mara Todor: head of civil administration, Free Council"],
        );
        check("Mara Todor, who runs the Free Council's shop, spoke.", &[]);
    }

    #[test]
    fn offices_before_a_name() {
        check("Foreign Minister Mara Todor spoke.", &["Mara Todor: foreign minister"]);
        check("Norway's foreign minister, Mara Todor, spoke.", &["Mara Todor: foreign minister, Norway"]);
        check("Norwegian Foreign Minister Mara Todor spoke.", &["Mara Todor: foreign minister, Norwegian"]);
        check("They met spokeswoman Mara Todor.", &["Mara Todor: spokeswoman"]);
        check("On Monday President Ilan Vey left.", &["Ilan Vey: president"]);
        check("They met UN envoy Ilan Vey.", &["Ilan Vey: envoy, UN"]);
        check("They met US Vice-President Ilan Vey.", &["Ilan Vey: vice-president, US"]);
        check("The United Nations' Norway envoy, Ilan Vey, spoke.", &["Ilan Vey: Norway envoy, United Nations"]);
        check("They met U.S. Secretary of State Ilan Vey.", &["Ilan Vey: secretary of state, U.S."]);
    }

    #[test]
    fn offices_of_an_organisation_before_a_name() {
        check("The head of the Free Council, Mara Todor, spoke.", &["Mara Todor: head, Free Council"]);
        check("The head of Norway's Free Council Mara Todor spoke.", &["Mara Todor: head, Free Council"]);
    }

    #[test]
    fn offices_after_a_name() {
        check("Mara Todor, the foreign minister of Norway, spoke.", &["Mara Todor: foreign minister, Norway"]);
        check("Mara Todor, head of the Free Council, spoke.", &["Mara Todor: head, Free Council"]);
        check("Mara Todor, Norway's foreign minister, spoke.", &["Mara Todor: foreign minister, Norway"]);
        check("Mara Todor (the leader of the Free Council) spoke.", &["Mara Todor: leader, Free Council"]);
    }

    #[test]
    fn offices_told_by_a_verb() {
        check("Mara Todor, who became the head of the Free Council last year, spoke.", &["Mara Todor: head, Free Council"]);
        check("Mara Todor was appointed foreign minister of Norway.", &["Mara Todor: foreign minister, Norway"]);
        check("Mara Todor is the leader of the Free Council.", &["Mara Todor: leader, Free Council"]);
        check("They met the Free Council, led by Mara Todor.", &["Mara Todor: leader, Free Council"]);
    }

    #[test]
    fn statuses_stand_apart_from_titles() {
        check("Norway's former foreign minister, Mara Todor, spoke.", &["Mara Todor: foreign minister, Norway (former)"]);
        check("They met acting president Ilan Vey.", &["Ilan Vey: president (acting)"]);
        check("They met ex-president Ilan Vey.", &["Ilan Vey: president (former)"]);
        check("They met President-elect Ilan Vey.", &["Ilan Vey: president (designate)"]);
    }

    #[test]
    fn an_office_that_owns_something_is_not_given() {
        check("Mara Todor, who has made the governor's removal a condition, spoke.", &[]);
        check("Mara Todor, who has been made governor of Norway, spoke.", &["Mara Todor: governor, Norway"]);
    }

    #[test]
    fn in_a_list_each_office_is_that_of_its_name() {
        check(
            "Mara Todor, Norwegian prime minister Ilan Vey and envoy Aya Rell spoke.",
            &["Ilan Vey: prime minister, Norwegian", "Aya Rell: envoy"],
        );
        check("Mara Todor, head of the Free Council, Ilan Vey and Aya Rell spoke.", &["Mara Todor: head, Free Council"]);
        check("After meeting Mara Todor, the head of the Free Council, Ilan Vey, spoke.", &["Ilan Vey: head, Free Council"]);
    }

    #[test]
    fn further_offices_of_one_name_stand_in_a_list() {
        check(
            "Mara Todor, former foreign minister, mayor of Norway, and member of the Free Council, spoke.",
            &["Mara Todor: foreign minister (former)", "Mara Todor: mayor, Norway"],
        );
        check(
            "Mara Todor, foreign minister of Norway, and envoy Ilan Vey spoke.",
            &["Mara Todor: foreign minister, Norway", "Ilan Vey: envoy"],
        );
    }

    #[test]
    fn whom_somebody_is_elected_by() {
        check("They met Senator Mara Todor of Norway.", &["Mara Todor: senator, Norway"]);
        check("Mara Todor, a senator from Norway, spoke.", &["Mara Todor: senator, Norway"]);
        check("They met envoy Mara Todor of Norway.", &["Mara Todor: envoy"]);
    }

    #[test]
    fn a_comma_that_is_not_closed_opens_another_subject() {
        check("By the advice of Mara Todor, the queen suspended parliament.", &[]);
        check("Mara Todor, the queen, suspended parliament.", &["Mara Todor: queen"]);
        check("They met Mara Todor, the envoy of Norway, before.", &["Mara Todor: envoy, Norway"]);
    }

    #[test]
    fn words_before_an_office_that_are_none_of_it() {
        check("They met under President Mara Todor.", &["Mara Todor: president"]);
        check("They met First Minister Mara Todor.", &["Mara Todor: first minister"]);
        check("Mara Todor previously served as ambassador of Norway.", &["Mara Todor: ambassador, Norway (former)"]);
        check("Mara Todor, who served as mayor of Oslo, spoke.", &["Mara Todor: mayor, Oslo (former)"]);
        check("Mara Todor, the mayor of Oslo from 1977 to 1995, spoke.", &["Mara Todor: mayor, Oslo (former)"]);
        check("Mara Todor, chief minister of the state of Oslo, spoke.", &["Mara Todor: chief minister, Oslo"]);
        check("Mara Todor, the mayor of Oslo from April, spoke.", &["Mara Todor: mayor, Oslo"]);
        check("Mara Todor, who has served as mayor of Oslo, spoke.", &["Mara Todor: mayor, Oslo"]);
    }

    #[test]
    fn former_is_said_of_both_of_two_offices() {
        check(
            "Mara Todor, the former foreign minister and mayor of Oslo, spoke.",
            &["Mara Todor: foreign minister (former)", "Mara Todor: mayor, Oslo (former)"],
        );
        check(
            "Former foreign minister and mayor of Oslo Mara Todor spoke.",
            &["Mara Todor: foreign minister (former)", "Mara Todor: mayor, Oslo (former)"],
        );
    }

    #[test]
    fn a_chief_executive_is_no_chief() {
        check("Norway's chief executive Mara Todor spoke.", &["Mara Todor: chief executive, Norway"]);
        check("Mara Todor, the chief executive of Norway, spoke.", &["Mara Todor: chief executive, Norway"]);
    }

    #[test]
    fn words_between_a_people_and_an_office() {
        check("Norway's Norwegian mayor Mara Todor spoke.", &["Mara Todor: mayor, Norway"]);
        check("They met ex-prime minister Mara Todor.", &["Mara Todor: prime minister (former)"]);
        check("They met speaker of the house Mara Todor.", &["Mara Todor: speaker of the house"]);
    }

    #[test]
    fn a_counterpart_holds_the_same_office() {
        let minister = "Norway's foreign minister, Mara Todor, spoke. Mara Todor's";
        check(
            &format!("{minister} Danish counterpart, Ilan Vey, left."),
            &["Mara Todor: foreign minister, Norway", "Ilan Vey: foreign minister, Danish"],
        );
        check(&format!("{minister} counterpart, Ilan Vey, left."), &["Mara Todor: foreign minister, Norway"]);
        check("Mara Todor's Danish counterpart, Ilan Vey, left.", &[]);
        let two = "Norway's foreign minister, Mara Todor, the head of the Free Council, spoke.";
        check(
            &format!("{two} Mara Todor's Danish counterpart Ilan Vey left."),
            &["Mara Todor: foreign minister, Norway", "Mara Todor: head, Free Council", "Ilan Vey: foreign minister, Danish"],
        );
    }

    #[test]
    fn others_beside_a_name_are_no_offices() {
        check("Mara Todor, a key ally of Norway, spoke.", &[]);
        check("Mara Todor said the foreign minister would come.", &[]);
        check("After the talks with the president, Mara Todor left Norway.", &[]);
    }
}
