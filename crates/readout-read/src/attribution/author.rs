//! Papers that speak, and who speaks in them.

use super::find::Found;
use super::media::{KINDS, names_medium};
use super::source::bare_phrase;
use super::speaker::Speaker;
use super::view::View;
use crate::calendar::is_day_or_month;
use crate::mention::Cast;
use readout_core::{EntityType, MentionKind};

/// Documents that speak for whoever wrote them.
pub(super) const PAPERS: &[&str] = &[
    "statement",
    "letter",
    "report",
    "petition",
    "post",
    "tweet",
    "message",
    "email",
    "e-mail",
    "memo",
    "communique",
    "communiqué",
    "account",
    "draft",
    "log",
    "entry",
    "note",
    "complaint",
    "copy",
    "footnote",
    "notice",
    "transcript",
    "minutes",
    "document",
    "indictment",
    "filing",
    "paper",
    "study",
    "review",
    "diary",
    "readout",
    "cable",
    "memoir",
    "affidavit",
    "lawsuit",
    "submission",
    "circular",
    "bulletin",
    "directive",
    "memorandum",
    "annex",
    "summary",
    "deposition",
    "dossier",
    "appendix",
    "finding",
    "audit",
    "advisory",
    "record",
    "sheet",
    "notebook",
    "leaflet",
];

/// Whether a word names a document, one or several.
pub(super) fn is_paper(word: &str) -> bool {
    // `reports say`: whoever wrote them.
    let vague = matches!(word, "reports" | "accounts" | "papers" | "copies");
    PAPERS.contains(&word) || !vague && word.strip_suffix('s').is_some_and(|one| PAPERS.contains(&one))
}

/// Whoever wrote the document that a phrase names: `a letter from Mr Vey`, `a complaint filed by the union`.
pub(super) fn author(view: &View<'_>, source: &[usize], head: usize) -> Option<Vec<usize>> {
    const WRITTEN: &[&str] =
        &["written", "filed", "signed", "sent", "drafted", "authored", "issued", "initialled", "initialed", "penned", "submitted", "made"];
    let by = source.iter().copied().find(|token| {
        let word = view.lower(*token);
        let released = *token > head
            && matches!(view.lower(head), "statement" | "communique" | "communiqué" | "declaration" | "release")
            && matches!(view.lower(token - 1), "released" | "published" | "distributed" | "circulated" | "posted");
        // `A report published on Friday by the magazine Zora` is the magazine's own.
        let own_work = *token > head
            && matches!(view.lower(head), "report" | "article" | "story" | "investigation" | "analysis" | "editorial")
            && (head + 1..*token).any(|at| matches!(view.lower(at), "published" | "printed" | "aired"))
            && (token + 1..token + 5).any(|at| view.lower.get(at).is_some_and(|word| names_medium(word)));
        // `The statement of Mrs Todor`
        let of_whom = word == "of"
            && *token == head + 1
            && matches!(
                view.lower(head),
                "statement" | "testimony" | "affidavit" | "deposition" | "diary" | "letter" | "memoir" | "memoirs" | "account"
            )
            && (token + 1..token + 4).any(|at| view.upos(at) == "PROPN");
        if of_whom {
            return true;
        }
        let released = released || own_work;
        // `The audit, by the comptroller,`
        let straight = *token == head + 1 || *token == head + 2 && view.is_comma(head + 1);
        *token > head && (word == "from" || word == "by" && (straight || WRITTEN.contains(&view.lower(token - 1)) || released))
    })?;
    if source.iter().any(|token| {
        *token > head
            && *token < by
            && (*token != head + 1 || by != head + 2)
            && matches!(view.lower(*token), "," | "seen" | "obtained" | "leaked" | "read")
    }) {
        return None;
    }
    let end = source
        .iter()
        .copied()
        .find(|token| {
            *token > by
                && (matches!(view.lower(*token), "," | "and" | "to" | "who" | "which" | "that" | "during" | "on" | "in" | "last" | "after")
                    || matches!(view.upos(*token), "VERB" | "AUX" | "SCONJ"))
        })
        .unwrap_or(source.last()? + 1);
    let phrase = view.trimmed(&source.iter().copied().filter(|token| *token > by && *token < end).collect::<Vec<_>>());
    let somebody = phrase.iter().any(|token| matches!(view.upos(*token), "PROPN" | "NOUN" | "PRON"));
    let time_or_place =
        phrase.iter().any(|token| view.lower(*token).chars().all(|c| c.is_ascii_digit()) || is_day_or_month(view.lower(*token)));
    (somebody && !time_or_place).then_some(phrase)
}

/// `a foreign ministry statement`, `a police report`: the body whose paper it is.
pub(super) fn body_before_paper(view: &View<'_>, source: &[usize], head: usize) -> Option<Vec<usize>> {
    const OF_STATE: &[&str] = &[
        "ministry",
        "government",
        "police",
        "army",
        "navy",
        "military",
        "palace",
        "presidency",
        "embassy",
        "parliament",
        "council",
        "court",
    ];
    // `an internal police report`: what the paper is like is no part of the body.
    const OF_PAPERS: &[&str] = &[
        "internal",
        "recent",
        "new",
        "latest",
        "preliminary",
        "joint",
        "official",
        "written",
        "brief",
        "short",
        "final",
        "confidential",
        "secret",
        "leaked",
        "earlier",
        "separate",
        "later",
        "long",
        "public",
    ];
    let body = head.checked_sub(1).filter(|body| source.contains(body) && OF_STATE.contains(&view.lower(*body)))?;
    let plain = |token: &usize| {
        matches!(view.upos(*token), "ADJ" | "NOUN" | "PROPN") && source.contains(token) && !OF_PAPERS.contains(&view.lower(*token))
    };
    let start = (0..=body).rev().take_while(plain).last()?;
    (view.upos(body) == "NOUN").then(|| (start..=body).collect())
}

/// `The letter is signed by Bishop Todor`, `The audit, by the comptroller,`: whoever wrote the paper that is called only by its noun here, where the
/// report says it in one place.
pub(super) fn author_elsewhere(view: &View<'_>, cast: &Cast, head: usize) -> Option<Vec<usize>> {
    let (noun, paper) = (view.lower(head), cast.mention_at(head).and_then(|mention| mention.entity)?);
    let same = |token: &usize| {
        view.lower(*token) == noun
            && view.upos(*token) == "NOUN"
            && view.quote_of[*token].is_none()
            && cast.mention_at(*token).is_some_and(|mention| mention.entity == Some(paper) || mention.kind == MentionKind::Nominal)
    };
    let signed = |token: usize| -> Option<Vec<usize>> {
        let sentence = view.sentence(token);
        let verb = view.head(token).filter(|_| view.doc.tokens[token].deprel == "nsubj:pass");
        if let Some(verb) = verb.filter(|verb| matches!(view.lower(*verb), "signed" | "written" | "drafted" | "penned" | "authored"))
            && view.lower.get(verb + 1).is_some_and(|by| by == "by")
        {
            let phrase = view.phrase_after(verb + 2, sentence.end)?;
            // `by the manager, Ilan Vey`
            let name = cast.mentions.iter().find(|mention| {
                let own = view.doc.tokens_in(mention.span);
                mention.kind == MentionKind::Name && mention.entity_type == EntityType::PER && own.start == phrase.end + 1
            });
            if let Some(name) = name.filter(|_| view.lower.get(phrase.end).is_some_and(|comma| comma == ",")) {
                return Some(view.doc.tokens_in(name.span).range().collect());
            }
            return Some(phrase.collect());
        }
        let definite = token > sentence.start && matches!(view.lower(token - 1), "the" | "this");
        if !definite || view.lower.get(token + 1).is_none_or(|comma| comma != ",") {
            return None;
        }
        let phrase: Vec<usize> = (token..sentence.end.min(token + 12)).collect();
        author(view, &phrase, token)
    };
    let mut found: Vec<Vec<usize>> = (0..view.lower.len()).filter(same).filter_map(signed).filter(|phrase| !phrase.is_empty()).collect();
    found.dedup();
    <[Vec<usize>; 1]>::try_from(found).ok().map(|[one]| one)
}

/// `a clip posted by the station Coast Live`: whoever brought it out speaks in it.
pub(super) fn posted_by(view: &View<'_>, source: &[usize], head: usize) -> Option<Vec<usize>> {
    let by = source.iter().copied().find(|token| {
        *token == head + 2
            && view.lower(*token) == "by"
            && matches!(view.lower(head + 1), "posted" | "released" | "published" | "shared" | "broadcast" | "aired" | "circulated")
    })?;
    let end =
        source.iter().copied().find(|token| *token > by && (view.lower(*token) == "," || matches!(view.upos(*token), "VERB" | "AUX")));
    let mut phrase: Vec<usize> = source.iter().copied().filter(|token| *token > by && end.is_none_or(|end| *token < end)).collect();
    // By its name alone.
    let kind = phrase.iter().position(|token| KINDS.iter().any(|(kind, _)| *kind == view.lower(*token)) && !view.is_large(*token));
    if let Some(kind) = kind.filter(|kind| phrase.get(kind + 1).is_some_and(|next| view.is_large(*next))) {
        phrase.drain(..=kind);
    }
    (!phrase.is_empty()).then_some(phrase)
}

/// `Todor said in a statement that … The statement added …`: a paper speaks for whoever was said to speak in one of its kind just before.
pub(super) fn writer_of(view: &View<'_>, cast: &Cast, found: &[Found], speakers: &[Speaker], place: usize) -> Option<Speaker> {
    let bare = bare_phrase(view, &found[place].source);
    let (first, last) = (*bare.first()?, *bare.last()?);
    let named = speakers[place].entity.is_some_and(|entity| cast.entity(entity).named);
    if named || bare.len() > 2 || !matches!(view.lower(first), "the" | "this") || !is_paper(view.lower(last)) {
        return None;
    }
    let noun = view.lower(last);
    let wrote = |other: &usize| {
        let sentence = view.sentence(found[*other].head);
        let own = |token: &usize| {
            view.lower(*token) == noun
                && !found[*other].holds(*token)
                && view.quote_of[*token].is_none()
                && (token.saturating_sub(4)..*token).any(|at| {
                    matches!(view.lower(at), "in" | "issued" | "released" | "published" | "via")
                        && (at + 1..*token).any(|article| matches!(view.lower(article), "a" | "an" | "his" | "her" | "its" | "their"))
                })
        };
        sentence.end <= first && sentence.clone().any(|token| own(&token))
    };
    let near = |other: &usize| found[*other].head < first && view.paragraph_of(first) - view.paragraph_of(found[*other].head) <= 2;
    let mut writers: Vec<Speaker> = (0..found.len())
        .filter(near)
        .filter(wrote)
        .map(|other| speakers[other].clone())
        .filter(|writer| writer.entity.is_some_and(|entity| cast.entity(entity).named))
        .collect();
    writers.dedup();
    <[Speaker; 1]>::try_from(writers).ok().map(|[writer]| writer)
}
