//! Where a content ends: what the writer adds behind somebody's words is nobody's content.

use super::find::{Found, Shape, noun_phrase, subject_head};
use super::view::View;
use readout_core::Manner;

/// What a time is counted in: `two hours after`, `less than a week before`.
const TIMES: &[&str] = &[
    "second",
    "minute",
    "hour",
    "day",
    "night",
    "evening",
    "morning",
    "afternoon",
    "week",
    "weekend",
    "fortnight",
    "month",
    "year",
    "decade",
    "moment",
    "shortly",
    "soon",
    "immediately",
    "directly",
    "straight",
];

/// What stands before a time: `just hours after`, `barely a day before`.
const BEFORE_TIMES: &[&str] = &[
    "a", "an", "the", "just", "only", "barely", "hardly", "less", "more", "fewer", "than", "about", "around", "some", "nearly", "almost",
    "over", "under", "few", "several", "couple", "of", "half", "one", "another", "very", "same", "next", "not", "long", "exactly", "or",
    "so",
];

/// What the writer calls something that somebody denies, confirms or condemns: `a claim the embassy denied`.
pub(super) const VERDICTS: &[&str] = &[
    "claim",
    "charge",
    "accusation",
    "assertion",
    "allegation",
    "suggestion",
    "contention",
    "assessment",
    "prediction",
    "account",
    "version",
    "figure",
    "demand",
    "idea",
    "proposal",
    "offer",
    "notion",
    "description",
    "characterisation",
    "characterization",
    "report",
    "something",
    "move",
    "step",
    "condition",
    "position",
    "view",
];

/// `Diplomats quoted by the Herald said`: the whole phrase is the source, and not who quoted them.
pub(super) fn take_whole_sources(view: &View<'_>, found: &mut [Found]) {
    for one in found.iter_mut().filter(|one| view.has_tree && view.upos(one.head) == "VERB") {
        let Some((first, last)) = one.source.first().copied().zip(one.source.last().copied()).filter(|(first, _)| *first > 2) else {
            continue;
        };
        let quoted = view.lower(first - 1) == "by"
            && matches!(
                view.lower(first - 2),
                "quoted" | "cited" | "interviewed" | "contacted" | "reached" | "approached" | "polled" | "consulted"
            );
        let subject = subject_head(view, one.head).filter(|subject| quoted && *subject < first - 2 && last < one.head);
        let Some(subject) = subject.filter(|subject| view.sentence(*subject).contains(&one.head)) else { continue };
        let start = noun_phrase(view, subject, one.head).first().copied().unwrap_or(subject);
        let plain = (subject + 1..first - 2).all(|token| !matches!(view.upos(token), "VERB" | "AUX") && !view.is_stop(token));
        if plain {
            one.source = (start..=last).collect();
            one.content.retain(|token| !(start..=last).contains(token));
        }
    }
}

/// Ends every content where the writer goes on.
pub(super) fn end(view: &View<'_>, found: &mut [Found]) {
    end_at_semicolons(view, found);
    end_at_times(view, found);
    end_at_second_clauses(view, found);
    part_second_clauses(view, found);
    keep_verdicts(view, found);
    leave_relative_clauses(view, found);
}

/// `…, a clip showed; the palace said it was a joke`: what a semicolon sets apart behind the cue, and somebody else says, is not shown by the clip.
fn end_at_semicolons(view: &View<'_>, found: &mut [Found]) {
    for place in 0..found.len() {
        let one = &found[place];
        let level = view.quote_of[one.head];
        let behind = one.cue.iter().chain(&one.source).copied().max().unwrap_or(one.head) + 1;
        // `According to the charge, he had paid them; the clerk has since denied it`, but `said that he had paid; that he was sorry`
        let later = || {
            let sentence = view.sentence(one.head);
            let apart = (behind..sentence.end).find(|token| view.lower(*token) == ";" && view.quote_of[*token] == level)?;
            let plain = level.is_none() && !one.quoted && view.lower.get(apart + 1).is_some_and(|next| next != "that" && next != "and");
            let held = one.content.iter().any(|token| *token < apart) && one.content.last().is_some_and(|last| *last > apart);
            (plain && held).then_some(apart)
        };
        let here = one.content.first().is_some_and(|first| *first < one.head) && view.lower.get(behind).is_some_and(|mark| mark == ";");
        let Some(behind) = here.then_some(behind).or_else(later) else { continue };
        let tells = |manner: Manner| {
            matches!(manner, Manner::Says | Manner::Claims | Manner::Denies | Manner::Confirms | Manner::Announces | Manner::Rejects)
        };
        let cut = one.content.partition_point(|token| *token < behind);
        let others = found.iter().any(|other| {
            other.head > behind
                && view.quote_of[other.head] == level
                && (here || tells(other.manner))
                && other.source.first().is_some_and(|source| *source > behind)
                && one.holds(other.head)
        });
        if others && cut > 0 {
            found[place].content.truncate(cut);
        }
    }
}

/// `hours after`, `less than a week before`: the conjunction of a clause of time that begins with how long, or bare.
fn opens_time(view: &View<'_>, first: usize) -> Option<(usize, bool)> {
    let end = view.sentence(first).end.min(first + 8);
    let leads = (first..end).find(|token| matches!(view.lower(*token), "after" | "before" | "since"))?;
    let time = |token: usize| {
        let word = view.lower(token);
        TIMES.contains(&word) || word.strip_suffix('s').is_some_and(|one| TIMES.contains(&one))
    };
    let plain = (first..leads)
        .all(|token| time(token) || BEFORE_TIMES.contains(&view.lower(token)) || view.upos(token) == "NUM" || view.lower(token) == "-");
    let long = (first..leads).any(|token| time(token) || view.lower(token) == "long");
    (plain && (long || leads == first)).then_some((leads, long))
}

/// `said on Thursday that it would not go, a day after the council told mediators …`: the clause of time tells when it was said. `Had gone, a day
/// after …` tells when they went.
fn end_at_times(view: &View<'_>, found: &mut [Found]) {
    for place in 0..found.len() {
        let one = &found[place];
        let level = view.quote_of[one.head];
        if one.quoted || view.upos(one.head) != "VERB" {
            continue;
        }
        let sentence = view.sentence(one.head);
        let opens = one.content.iter().copied().filter(|token| {
            *token > one.head + 1 && sentence.contains(token) && view.lower(token - 1) == "," && view.quote_of[*token] == level
        });
        let Some((first, (leads, long))) = opens.rev().find_map(|token| Some((token, opens_time(view, token)?))) else { continue };
        let told: Vec<usize> = one.content.iter().copied().filter(|token| *token < first).collect();
        let has = |words: &[&str]| told.iter().any(|token| words.contains(&view.lower(*token)) && view.quote_of[*token] == level);
        let (will, had) = (has(&["will", "would", "'ll", "wo", "shall"]), has(&["had", "'d"]));
        // Somebody else says something there, and not within what the clause tells.
        let others = found.iter().any(|other| {
            let simple = other.cue.iter().all(|token| !matches!(view.lower(*token), "had" | "would" | "will" | "'d"));
            other.head > leads
                && simple
                && view.quote_of[other.head] == level
                && other.source.first().is_some_and(|source| *source > leads && *source < other.head)
                && one.holds(other.head)
        });
        let writers = if long { others && !had || will } else { others && will && !had };
        if writers && told.iter().any(|token| view.is_word(*token)) {
            found[place].content.retain(|token| *token < first || !sentence.contains(token));
            found[place].content = view.trimmed_run(&found[place].content);
        }
    }
}

/// `They went, the colonel said, and each side blamed the other`: a clause behind the cue with a subject and a cue of its own is the writer's.
fn end_at_second_clauses(view: &View<'_>, found: &mut [Found]) {
    for place in 0..found.len() {
        let one = &found[place];
        let level = view.quote_of[one.head];
        let last = one.cue.iter().chain(&one.source).copied().max().unwrap_or(one.head);
        if one.quoted || one.content.first().is_none_or(|first| *first > one.head) {
            continue;
        }
        let Some(behind) = one.content.iter().copied().find(|token| *token > last && view.is_word(*token)) else { continue };
        // The conjunction may stand outside the content.
        let joins = |token: usize| matches!(view.lower(token), "and" | "but" | "while" | "although" | "though" | "whereas" | "yet");
        let Some(behind) = [behind, behind - 1].into_iter().find(|token| joins(*token) && *token > last) else { continue };
        if view.lower(behind - 1) != "," || view.quote_of[behind] != level || behind > last + 8 {
            continue;
        }
        let others = found.iter().any(|other| {
            let simple = other.cue.iter().all(|token| !matches!(view.lower(*token), "had" | "would" | "will" | "'d" | "'ll"));
            other.head > behind
                && simple
                && view.quote_of[other.head] == level
                && view.upos(other.head) == "VERB"
                && other.source.first().is_some_and(|source| *source > behind && *source <= behind + 3 && *source < other.head)
                && one.holds(other.head)
        });
        let sentence = view.sentence(one.head);
        if others {
            found[place].content.retain(|token| *token < behind || !sentence.contains(token));
            found[place].content = view.trimmed_run(&found[place].content);
        }
    }
}

/// `said the mediators had proposed a truce but that both sides had refused`: the second clause goes on with `said`, not with what was proposed.
fn part_second_clauses(view: &View<'_>, found: &mut [Found]) {
    for place in 0..found.len() {
        let one = &found[place];
        let around = found.iter().any(|other| {
            other.head < one.head && one.cue.iter().all(|token| other.holds(*token)) && view.quote_of[other.head] == view.quote_of[one.head]
        });
        if one.quoted || !around {
            continue;
        }
        let second = one.content.iter().copied().find(|token| {
            *token > one.head + 1 && view.lower(*token) == "that" && matches!(view.lower(token - 1), "but" | "and" | "though" | "although")
        });
        let Some(second) = second.filter(|second| view.quote_of[*second] == view.quote_of[one.head]) else { continue };
        let first = (one.head + 1..second).any(|token| view.lower(token) == "that" && view.upos(token) != "DET");
        let kept: Vec<usize> = one.content.iter().copied().filter(|token| *token + 1 < second).collect();
        if !first && kept.iter().any(|token| view.is_word(*token)) {
            found[place].content = view.trimmed_run(&kept);
        }
    }
}

/// `They had left, a claim the embassy denied`: what the embassy denied is the claim.
fn keep_verdicts(view: &View<'_>, found: &mut [Found]) {
    for one in found.iter_mut().filter(|one| !one.quoted) {
        let Some(source) = one.source.first().copied().filter(|source| *source < one.head && *source > 1) else { continue };
        let noun = source - 1 - usize::from(matches!(view.lower(source - 1), "that" | "which"));
        if !VERDICTS.contains(&view.lower(noun)) {
            continue;
        }
        let floor = view.sentence(noun).start.max(noun.saturating_sub(5));
        let Some(comma) = (floor..noun).rev().find(|token| view.is_comma(*token)) else { continue };
        // The noun may have been taken for the writer's own.
        let own = one.holds(noun);
        let opens = matches!(view.lower(comma + 1), "a" | "an" | "another" | "something") || own && view.lower(comma + 1) == "the";
        let before = one.content.last().is_some_and(|last| *last < one.head);
        if opens && (own && one.content.iter().any(|token| *token < comma || *token > one.head) || !own && before) {
            one.content = (comma + 1..=noun).collect();
        }
    }
}

/// `They had lights, according to the notice, which was carried by the Herald`: what tells of the source is no part of what it says.
fn leave_relative_clauses(view: &View<'_>, found: &mut [Found]) {
    for one in found.iter_mut().filter(|one| !one.quoted && one.shape == Shape::OfPreposition) {
        let Some(last) = one.source.last().copied().filter(|last| *last > one.head && last + 2 < view.lower.len()) else { continue };
        if view.lower(last + 1) != "," || !matches!(view.lower(last + 2), "which" | "who" | "whose") {
            continue;
        }
        let clause = (last + 2..view.sentence(last).end.min(last + 10)).find(|token| {
            view.doc.tokens[*token].deprel == "acl:relcl" && view.head(*token).is_some_and(|noun| one.source.contains(&noun))
        });
        let Some(clause) = clause.map(|verb| view.subtree(verb)) else { continue };
        let kept: Vec<usize> = one.content.iter().copied().filter(|token| *token <= last || clause.binary_search(token).is_err()).collect();
        if kept.iter().any(|token| view.is_word(*token)) {
            one.content = view.trimmed_run(&kept);
        }
    }
}
