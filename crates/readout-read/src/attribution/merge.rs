//! One list from two: what the model marks and what the rules find.
//!
//! The model knows far more cues than the lexicon, and marks only what is not inside another's content, as the corpus it learned from has it. The
//! rules know quotations, and go inside.

use super::cue::{Kind, Lexicon, manner_of};
use super::deed::is_deed;
use super::find::{Found, QUOTING, Shape, is_mute};
use super::view::View;
use crate::calendar::is_day_or_month;
use crate::mention::Cast;
use readout_core::{EntityType, Manner, MentionKind};
use std::ops::Range;

/// What the model is less sure of is left out. Chosen on PolNeAR's development part, where anything from 0.3 to 0.5 does as well.
const LEAST_SCORE: f32 = 0.3;

/// Joins the rules' findings with the document's suggestions.
pub(super) fn merge(view: &View<'_>, cast: &Cast, rules: Vec<Found>) -> Vec<Found> {
    let mut suggested = suggestions(view);
    let quoted: Vec<(usize, Vec<usize>)> = rules.iter().filter(|rule| rule.quoted).map(|rule| (rule.head, rule.content.clone())).collect();
    keep_far_quotations(view, &rules, &mut suggested);
    let mut merged: Vec<Found> = Vec::new();
    for mut rule in rules {
        let place = suggested
            .iter()
            .position(|(model, _)| model.cue.contains(&rule.head))
            .or_else(|| suggested.iter().position(|(model, _)| model.cue.iter().any(|token| rule.cue.contains(token))));
        match place {
            Some(place) => {
                let (model, _) = suggested.remove(place);
                join(view, &mut rule, model);
                if !is_deed(view, cast, &rule) {
                    merged.push(rule);
                }
            }
            None => {
                if is_plausible(view, cast, &rule) && !is_deed(view, cast, &rule) {
                    merged.push(rule);
                }
            }
        }
    }
    for (mut model, score) in suggested {
        if view.has_tree && is_passive_subject(view, model.head, &model.source, &model.cue) {
            model.source.clear();
        } else if view.has_tree {
            name_subject(view, cast, &mut model);
        }
        if is_crossed(view, &model) || is_naming(view, &model) || is_deed(view, cast, &model) {
            continue;
        }
        if score >= LEAST_SCORE && !model.content.is_empty() {
            merged.push(model);
        }
    }
    // Nor does a clause take a quotation that another cue beside it has.
    for found in merged.iter_mut().filter(|found| !found.quoted) {
        let others = quoted.iter().filter(|(head, _)| *head != found.head && !found.holds(*head));
        let taken: Vec<usize> = others
            .filter(|(head, content)| content.binary_search(&found.head).is_err() && view.quote_of[*head] == view.quote_of[found.head])
            .flat_map(|(_, content)| content.iter().copied())
            .collect();
        let kept: Vec<usize> = found.content.iter().copied().filter(|token| !taken.contains(token)).collect();
        if !kept.is_empty() && kept.len() < found.content.len() {
            found.content = view.trimmed_run(&kept);
        }
    }
    merged.iter_mut().for_each(|found| drop_asides(view, found));
    merged.iter_mut().for_each(|found| drop_verdicts(view, found));
    drop_strays(view, &mut merged);
    cut_reporters(view, &mut merged);
    part_coordinations(view, &mut merged);
    for found in merged.iter_mut().filter(|found| view.has_tree && !found.quoted) {
        close_gaps(view, found);
        complete(view, found);
    }
    for found in merged.iter_mut() {
        close_marks(view, found);
        if view.has_tree {
            complete_source(view, cast, found);
            keep_antecedent(view, found);
        }
    }
    share_sources(view, &mut merged);
    merged.retain(|found| !says_nothing(view, found));
    merged
}

/// `said the vote had been stolen, a claim her own lawyers have dropped`: what the writer calls it is no part of what was said.
fn drop_verdicts(view: &View<'_>, found: &mut Found) {
    const CALLED: &[&str] =
        &["claim", "charge", "accusation", "assertion", "allegation", "suggestion", "contention", "assessment", "prediction"];
    let opens = |token: &usize| {
        let noun = (token + 1..view.lower.len().min(token + 4)).find(|noun| view.upos(*noun) == "NOUN");
        *token > found.head
            && matches!(view.lower(*token), "a" | "an")
            && view.lower(token - 1) == ","
            && view.quote_of[*token] == view.quote_of[found.head]
            && noun.is_some_and(|noun| CALLED.contains(&view.lower(noun)))
    };
    let Some(first) = found.content.iter().copied().find(opens) else { return };
    let sentence = view.doc.sentence_of[first];
    if found.content.iter().any(|token| *token < first && view.is_word(*token)) {
        found.content.retain(|token| *token < first || view.doc.sentence_of[*token] != sentence);
        found.content = view.trimmed_run(&found.content);
    }
}

/// What somebody does in saying so.
const IN_SAYING: &[&str] = &[
    "correcting",
    "reversing",
    "confirming",
    "contradicting",
    "referring",
    "alluding",
    "citing",
    "quoting",
    "echoing",
    "repeating",
    "responding",
    "reacting",
    "replying",
    "speaking",
    "pointing",
    "giving",
    "naming",
    "specifying",
    "elaborating",
    "saying",
    "providing",
    "identifying",
    "offering",
    "explaining",
    "describing",
];

/// `They have left, Todor said, correcting an earlier statement`: what somebody does in saying so is no part of what is said.
fn drop_asides(view: &View<'_>, found: &mut Found) {
    let Some(last_of_cue) = found.cue.last().copied().max(found.source.last().copied()) else { return };
    let before = found.content.iter().any(|token| *token < found.head && view.relation(*token) == "nsubj");
    let Some(first) = found.content.iter().copied().find(|token| *token > last_of_cue && view.is_word(*token)) else { return };
    let gerund = |token: usize| IN_SAYING.contains(&view.lower(token)) && view.upos(token) == "VERB";
    let opens = gerund(first) || view.lower(first) == "without" && first + 1 < view.lower.len() && gerund(first + 1);
    let plain = view.quote_of[first] == view.quote_of[found.head] && view.quote_of[first].is_none();
    if before && plain && opens && first > 0 && view.lower(first - 1) == "," && first <= last_of_cue + 4 {
        let sentence = view.doc.sentence_of[first];
        let quoted = |token: usize| view.quote_of[token].is_some_and(|quote| view.quotes[quote].is_speech);
        found.content.retain(|token| *token < first || view.doc.sentence_of[*token] != sentence || quoted(*token));
        found.content = view.trimmed_run(&found.content);
    }
}

/// `said that talks had begun, the daily Dala reported`: who reports at the end is not part of what was said, but around it.
fn cut_reporters(view: &View<'_>, merged: &mut [Found]) {
    let reporters: Vec<(usize, usize, Vec<usize>)> = merged
        .iter()
        .filter_map(|found| {
            let first = found.source.first().copied().into_iter().chain(found.cue.first().copied()).min()?;
            let after = found.content.last().is_some_and(|last| *last < first);
            // `, the newspaper Dala reported`
            let phrase = |token: &usize| matches!(view.upos(*token), "DET" | "NOUN" | "ADJ" | "PROPN");
            let start = (first.saturating_sub(4)..first).rev().take_while(phrase).last().unwrap_or(first);
            let comma = start > 0 && view.lower(start - 1) == ",";
            (after && comma).then(|| (found.head, start, found.content.clone()))
        })
        .collect();
    for found in merged.iter_mut().filter(|found| !found.quoted) {
        for (head, first, content) in &reporters {
            let around = *head != found.head
                && view.quote_of[*head] == view.quote_of[found.head]
                && content.binary_search(&found.head).is_ok()
                && found.holds(*head);
            if around && found.content.first().is_some_and(|own| own < first) {
                found.content.retain(|token| token < first);
                found.content = view.trimmed_run(&found.content);
            }
        }
    }
}

/// `said talks had begun and accused the group of …`: what the second verb says is not part of what the first one says.
fn part_coordinations(view: &View<'_>, merged: &mut [Found]) {
    if !view.has_tree {
        return;
    }
    let heads: Vec<usize> = merged.iter().map(|found| found.head).collect();
    // `called on them to stop stressing that …`: what the same source does in a gerund of its own.
    let gerunds: Vec<(usize, Vec<usize>)> = merged
        .iter()
        .filter(|found| view.lower(found.head).ends_with("ing") && view.upos(found.head) == "VERB" && !found.source.is_empty())
        .map(|found| (found.head, found.source.clone()))
        .collect();
    for found in merged.iter_mut() {
        for (head, source) in &gerunds {
            let same = *source == found.source && found.head < *head && view.quote_of[*head] == view.quote_of[found.head];
            let beside = matches!(view.relation(*head), "advcl" | "conj" | "parataxis" | "acl");
            let outside = found.source.iter().all(|token| !found.holds(*token));
            if same && beside && outside && found.holds(*head) {
                let kept: Vec<usize> = found.content.iter().copied().filter(|token| token < head).collect();
                if kept.len() > 1 {
                    found.content = kept;
                }
            }
        }
        for head in &heads {
            let beside = match view.doc.tokens[*head].deprel.as_str() {
                "conj" => true,
                // `said talks had begun, adding that …`
                "advcl" => view.lower(*head).ends_with("ing") && view.lower(head.saturating_sub(1)) == ",",
                _ => false,
            };
            let is_second = *head > found.head && beside && view.head(*head) == Some(found.head);
            if !is_second || !found.holds(*head) || view.quote_of[*head] != view.quote_of[found.head] {
                continue;
            }
            let second = view.subtree(*head);
            let kept: Vec<usize> = found.content.iter().copied().filter(|token| second.binary_search(token).is_err()).collect();
            if !kept.is_empty() {
                found.content = kept;
            }
        }
        found.content = view.trimmed_run(&found.content);
    }
}

/// A verb, its content, and only then its source, with no `by` between: what the model has linked across clauses.
fn is_crossed(view: &View<'_>, model: &Found) -> bool {
    let (Some(source), Some(content)) = (model.source.first(), model.content.first()) else { return false };
    let by = source.checked_sub(1).is_some_and(|before| matches!(view.lower(before), "by" | "from" | "among" | "with" | "for"));
    !model.quoted && view.upos(model.head) == "VERB" && model.head < *content && content < source && !by
}

/// `the move, called prorogation`: what a thing is called by nobody.
fn is_naming(view: &View<'_>, model: &Found) -> bool {
    let last = model.cue.iter().rev().copied().find(|token| view.upos(*token) == "VERB").unwrap_or(model.head);
    model.source.is_empty()
        && !model.quoted
        && matches!(view.lower(last), "called" | "known" | "named" | "termed" | "dubbed" | "nicknamed" | "titled" | "entitled")
}

/// A quotation of another paragraph that the rules gave to one cue is no other's.
fn keep_far_quotations(view: &View<'_>, rules: &[Found], suggested: &mut [(Found, f32)]) {
    let spoken = |token: usize| view.quote_of[token].is_some_and(|quote| view.quotes[quote].is_speech);
    for (model, _) in suggested {
        let own = |rule: &Found| model.cue.contains(&rule.head);
        let holds_cue = |rule: &Found| model.cue.iter().any(|token| rule.holds(*token));
        let has = |rule: &Found, token: usize| rule.holds(token);
        let taken = |token: usize| {
            spoken(token)
                && view.paragraph_of(token) != view.paragraph_of(model.head)
                && rules.iter().any(|rule| !own(rule) && !holds_cue(rule) && has(rule, token))
                && !rules.iter().any(|rule| own(rule) && has(rule, token))
        };
        let kept: Vec<usize> = model.content.iter().copied().filter(|token| !taken(*token)).collect();
        model.content = kept;
    }
}

/// Words that tell who is spoken to, and not what is said, at a content's beginning: `told [her counterpart, Ilan Vey,] that`.
fn without_hearer(view: &View<'_>, audience: &[usize], content: &mut Vec<usize>) {
    let (Some(first), Some(last)) = (content.first().copied(), audience.last().copied()) else { return };
    if !audience.contains(&first) {
        return;
    }
    let apposed = |token: &usize| matches!(view.upos(*token), "PROPN" | "PUNCT" | "ADP" | "DET") || *token <= last;
    let that = content
        .iter()
        .copied()
        .take_while(|token| apposed(token) || view.lower(*token) == "that")
        .find(|token| view.lower(*token) == "that");
    let from = that.unwrap_or(last + 1);
    if content.iter().any(|token| *token >= from && view.is_word(*token)) {
        content.retain(|token| *token >= from);
        *content = view.trimmed(content);
    }
}

/// The model may link a clause to a cue before the one that it belongs to: `made calls for talks, while Norland has resisted any action`.
fn drop_strays(view: &View<'_>, merged: &mut [Found]) {
    let others: Vec<(usize, Vec<usize>)> = merged.iter().map(|found| (found.head, found.content.clone())).collect();
    for (place, found) in merged.iter_mut().enumerate().filter(|(_, found)| !found.quoted) {
        let runs: Vec<Vec<usize>> = found.content.chunk_by(|a, b| b - a <= 1).map(<[usize]>::to_vec).collect();
        if runs.len() < 2 {
            continue;
        }
        let stray = |run: &Vec<usize>| {
            let near = |head: usize| run[0].abs_diff(head);
            run[0] > found.head
                && others.iter().enumerate().any(|(other, (head, content))| {
                    other != place
                        && found.head < *head
                        && near(*head) < near(found.head)
                        && !found.holds(*head)
                        && view.quote_of[*head] == view.quote_of[found.head]
                        && run.iter().all(|token| content.binary_search(token).is_ok())
                })
        };
        let kept: Vec<usize> = runs.iter().filter(|run| !stray(run)).flatten().copied().collect();
        if !kept.is_empty() {
            found.content = kept;
        }
    }
}

/// A content that holds all that stands between two marks holds the marks, too.
fn close_marks(view: &View<'_>, found: &mut Found) {
    for quote in &view.quotes {
        let Range { start, end } = quote.tokens.clone();
        let holds = |token: usize| found.holds(token);
        if end - start < 3 || quote.tokens.contains(&found.head) || !holds(start + 1) {
            continue;
        }
        let last = (start + 1..end - 1).rev().find(|token| view.is_word(*token));
        if last.is_some_and(holds) && view.is_mark(start) && view.is_mark(end - 1) && (!holds(start) || !holds(end - 1)) {
            let missing: Vec<usize> = [start].into_iter().chain(last.unwrap_or(start)..end).filter(|token| !holds(*token)).collect();
            found.content.extend(missing);
            found.content.sort_unstable();
        }
    }
}

/// A source does not end with its conjunction, nor is an article one: `The United States and [its allies]`.
fn complete_source(view: &View<'_>, cast: &Cast, found: &mut Found) {
    let free = |token: usize| !found.cue.contains(&token) && found.content.binary_search(&token).is_err();
    // `The attorney general [last night]`
    while found.source.len() > 1 && found.source.last().is_some_and(|last| view.lower(*last) == "last") {
        found.source.pop();
    }
    let Some(last) = found.source.last().copied() else { return };
    // `[SRN] Norland`: a name of which the model has only the end.
    let first = found.source[0];
    let name = cast.mentions_in(view.doc.tokens[first.saturating_sub(1)].span).iter().find(|mention| {
        let own = view.doc.tokens_in(mention.span);
        mention.kind == MentionKind::Name && mention.entity_type == EntityType::ORG && own.start + 1 == first && own.end == last + 1
    });
    if name.is_some() && first > 0 && free(first - 1) && view.is_large(first - 1) {
        found.source.insert(0, first - 1);
    }
    // `Orsa's central [bank]`
    let before_noun = matches!(view.relation(last), "amod" | "compound") && view.upos(last) != "NOUN" && found.source.len() > 1;
    if matches!(view.lower(last), "and" | "or" | "the" | "a" | "an")
        || before_noun && view.head(last).is_some_and(|head| view.upos(head) == "NOUN")
    {
        let head = view.head(last).filter(|head| *head > last && *head - last <= 5);
        match head.filter(|head| (last + 1..=*head).all(free)) {
            Some(head) => found.source.extend(last + 1..=head),
            None if before_noun => {}
            None => found.source = view.trimmed_run(&found.source),
        }
    }
    // `Todor, whose country [has blocked it], said`
    let whose =
        found.source.windows(2).position(|pair| view.lower(pair[0]) == "," && matches!(view.lower(pair[1]), "whose" | "who" | "which"));
    if let Some(comma) = whose.filter(|comma| *comma > 0)
        && !found.source[comma..].iter().any(|token| matches!(view.upos(*token), "VERB" | "AUX"))
    {
        found.source.truncate(comma);
    }
    while found.source.len() > 1 && found.source.last().is_some_and(|last| matches!(view.lower(*last), "--" | "–" | "—")) {
        found.source.pop();
    }
}

/// Without a noun, a verb or a pronoun nothing is said: `as far as I know`; nor is a day: `briefed the council on Friday`.
fn says_nothing(view: &View<'_>, found: &Found) -> bool {
    let day = |token: &usize| {
        is_day_or_month(view.lower(*token)) || matches!(view.lower(*token), "on" | "late" | "early" | "yesterday" | "today")
    };
    if view.has_tree && !found.quoted && found.content.iter().all(|token| day(token) || !view.is_word(*token)) {
        return true;
    }
    // `said so`, `insists otherwise`
    let stands_for_clause = matches!(found.content[..], [only] if matches!(view.lower(only), "so" | "otherwise"))
        || matches!(found.content[..], [as_, much] if view.lower(as_) == "as" && view.lower(much) == "much");
    if stands_for_clause && found.shape == Shape::Clause {
        return false;
    }
    view.has_tree
        && !found.quoted
        && found.content.iter().all(|token| matches!(view.upos(*token), "ADV" | "ADP" | "SCONJ" | "CCONJ" | "PUNCT" | "PART" | "DET"))
        && found.content.len() <= 3
        && found.content.first().is_some_and(|first| matches!(view.lower(*first), "as" | "or" | "and" | "so"))
}

/// The most words that are missing from a content by mistake. Set on PolNeAR's development part.
const LONGEST_GAP: usize = 8;

/// What stands between two pieces of a clause, and is neither source nor cue, belongs to it.
fn close_gaps(view: &View<'_>, found: &mut Found) {
    let mut filled = Vec::new();
    for pair in found.content.windows(2) {
        let gap = pair[0] + 1..pair[1];
        let plain = gap.clone().all(|token| {
            !found.cue.contains(&token)
                && !found.source.contains(&token)
                && !view.is_stop(token)
                && view.quote_of[token] == view.quote_of[found.head]
                && !matches!(view.lower(token), "," | ";" | ":" | "--" | "–" | "—")
        });
        if !gap.is_empty() && gap.len() <= LONGEST_GAP && plain && view.sentence(pair[0]) == view.sentence(pair[1]) {
            filled.extend(gap);
        }
    }
    found.content.extend(filled);
    found.content.sort_unstable();
}

/// A content does not end within a phrase: `any` goes on to `international action`.
fn complete(view: &View<'_>, found: &mut Found) {
    for _ in 0..4 {
        let Some(last) = found.content.last().copied() else { return };
        let within = matches!(view.upos(last), "DET" | "ADJ" | "ADP" | "NUM" | "SCONJ" | "AUX" | "PART")
            || matches!(view.relation(last), "compound" | "nmod:desc" | "case" | "mark" | "det" | "amod");
        let Some(head) = view.head(last).filter(|head| within && *head > last && *head - last <= 6) else { return };
        let rest = last + 1..head + 1;
        let free = rest.clone().all(|token| {
            !found.cue.contains(&token)
                && !found.source.contains(&token)
                && view.quote_of[token] == view.quote_of[last]
                && !view.is_stop(token)
        });
        if !free || view.sentence(last) != view.sentence(head) {
            return;
        }
        found.content.extend(rest);
    }
}

/// Verbs by which somebody is told off by others.
const SUFFERED: &[&str] = &["face", "draw", "come", "receive", "meet", "attract", "earn", "provoke", "spark", "prompt", "suffer", "get"];

/// What others then say of him.
const REPROACHES: &[&str] = &[
    "criticism",
    "condemnation",
    "ridicule",
    "praise",
    "outrage",
    "anger",
    "backlash",
    "rebuke",
    "accusations",
    "objections",
    "applause",
    "calls",
];

/// `the officers were accused of …`, `the plan is said to …`, `the council faced criticism for …`: the subject is no source.
fn is_passive_subject(view: &View<'_>, verb: usize, source: &[usize], cue: &[usize]) -> bool {
    let Some(subject) = super::source::head_of(view, source) else { return false };
    let passive = view.doc.tokens[subject].deprel == "nsubj:pass" && view.head(subject) == Some(verb);
    if cue.iter().any(|token| SUFFERED.contains(&view.doc.tokens[*token].lemma.as_str()))
        && cue.iter().any(|token| REPROACHES.contains(&view.lower(*token)))
    {
        return subject < cue[0];
    }
    let spoken_to = Lexicon::get().senses(view.lower(verb)).any(|(_, cue)| {
        cue.kind == Kind::Verb
            && (cue.takes("hearer")
                || cue.manner == Manner::Condemns
                || matches!(cue.words[0].as_str(), "say" | "report" | "allege" | "expect" | "rumour"))
    });
    passive && spoken_to
}

/// `Todor promptly voted against the bill`, `each blaming the other`, `most of whom had backed her`: who is plainly the subject of the cue is the source,
/// where the model has none or has taken the noun that `each` and `whom` stand for.
fn name_subject(view: &View<'_>, cast: &Cast, found: &mut Found) {
    let free = |token: &usize| !found.cue.contains(token) && found.content.binary_search(token).is_err();
    let first = found.cue[0];
    let beside = first.checked_sub(1).filter(|before| view.lower(*before) == "each").or((view.lower(first) == "each").then_some(first));
    if let Some(each) = beside.filter(|each| view.lower(each.wrapping_sub(1).min(*each)) == ",") {
        found.source = vec![each];
        found.cue.retain(|token| *token != each);
        return;
    }
    if first >= 3 && view.lower(first - 1) == "whom" && view.lower(first - 2) == "of" && view.is_word(first - 3) {
        found.source = (first - 3..first).collect();
        return;
    }
    // `international calls for calm` are nobody's.
    if let [only] = found.source[..]
        && view.upos(only) == "ADJ"
        && view.head(only).is_some_and(|noun| found.cue.contains(&noun) && view.upos(noun) == "NOUN")
        && view.relation(only) == "amod"
    {
        found.source.clear();
    }
    if !found.source.is_empty() || view.upos(found.head) != "VERB" {
        return;
    }
    let subject = view.children(found.head).iter().copied().find(|child| view.doc.tokens[*child].deprel == "nsubj");
    let Some(subject) = subject.filter(|subject| *subject < first && free(subject)) else { return };
    let somebody = match view.lower(subject) {
        "i" | "we" | "he" | "she" | "they" => true,
        _ => cast.mention_at(subject).is_some_and(|mention| matches!(mention.entity_type, EntityType::PER | EntityType::ORG)),
    };
    if somebody {
        found.source = super::find::noun_phrase(view, subject, first).into_iter().filter(free).collect();
    }
}

/// Whether something that only a rule sees may stand: what is no clause and no quotation needs a source that can speak.
fn is_plausible(view: &View<'_>, cast: &Cast, rule: &Found) -> bool {
    if !view.has_tree || !matches!(rule.shape, Shape::Phrase | Shape::Infinitive | Shape::OfNoun | Shape::OfAdjective) {
        return true;
    }
    // What is discussed or voted on is not said, and what somebody would like is not asked for.
    if matches!(view.doc.tokens[rule.head].lemma.as_str(), "discuss" | "wish" | "vote" | "prefer" | "think") {
        return false;
    }
    let Some(head) = super::source::head_of(view, &rule.source) else { return true };
    // `he found her dead`
    if view.doc.tokens[rule.head].lemma == "find" && view.upos(head) == "PRON" {
        return false;
    }
    // `the report warned of "serious doubts"`; `the agency said it stood by its report`
    let says = |verb: usize| Lexicon::get().senses(view.lower(verb)).any(|(_, cue)| cue.kind == Kind::Verb && cue.takes("that"));
    let of_itself = || view.lower(head) == "it" && view.relation(rule.head) == "ccomp" && view.head(rule.head).is_some_and(says);
    if of_itself() || rule.manner == Manner::Says && super::author::is_paper(view.lower(head)) {
        return true;
    }
    let actor = |token: usize| {
        let mention = cast.mention_at(token);
        mention.is_some_and(|mention| matches!(mention.entity_type, EntityType::PER | EntityType::ORG | EntityType::GPE | EntityType::NORP))
    };
    match view.lower(head) {
        "who" | "he" | "she" | "we" | "i" | "they" | "nobody" | "everyone" => true,
        "that" | "which" => {
            let clause =
                std::iter::successors(Some(head), |at| view.head(*at)).take(6).find(|at| view.doc.tokens[*at].deprel == "acl:relcl");
            clause.and_then(|clause| view.head(clause)).is_some_and(actor)
        }
        _ => view.upos(head) == "PROPN" || actor(head),
    }
}

/// Takes from the model what it knows better: the extent of all but quotations, and sources outside them.
fn join(view: &View<'_>, rule: &mut Found, mut model: Found) {
    // A source after the cue, where the tree has one before it, is who is spoken to.
    let quoting = rule.cue.iter().any(|token| QUOTING.contains(&view.lower(*token)));
    if quoting && view.lower(rule.head).ends_with("ing") && rule.head != rule.cue[0] && !rule.content.is_empty() {
        model.content.clone_from(&rule.content);
    }
    let content_before = model.content.first().is_some_and(|first| *first < model.head);
    if !content_before
        && model.source.first().is_some_and(|first| *first > rule.head)
        && rule.source.first().is_some_and(|first| *first < rule.head)
    {
        model.source.clear();
    }
    if is_aside(view, &model) && rule.shape == Shape::Clause && rule.content.first().is_some_and(|first| *first < rule.head) {
        // `…, he said, reversing a statement`: the clause before is what was said.
    } else if rule.quoted && QUOTING.contains(&view.lower(rule.head)) {
        // What stands after `as saying` belongs to whoever is quoted.
    } else if rule.quoted {
        rule.content.extend(&model.content);
        rule.content.sort_unstable();
        rule.content.dedup();
    } else if rule.shape == Shape::Clause && model.content.iter().all(|token| rule.source.contains(token)) {
        // `…, says a document that nobody owns`: who says it is not what is said.
    } else if super::aside::is_inserted(view, rule) && (!content_before || model.content.last().is_some_and(|last| *last < rule.head)) {
        // `The director told the board, three members said, that she would go`: not only what she told them.
    } else if content_before && is_cut_short(view, rule, &model) {
        // `He had warned them in May that it would fall, three of them say`: not only what he warned them of.
    } else if model.content.len() * 3 >= rule.content.len() && !(rule.shape == Shape::OfPreposition && is_relative(view, &rule.content)) {
        rule.content = model.content;
    }
    if !rule.quoted {
        without_hearer(view, &rule.audience, &mut rule.content);
    }
    // A source of another sentence is no better than one of this.
    let far = |source: &[usize]| source.first().is_some_and(|first| view.doc.sentence_of[*first] != view.doc.sentence_of[rule.head]);
    if !rule.source.is_empty() && far(&model.source) {
        model.source.clear();
    }
    // `key ally` and `Norland`, side by side: one phrase, which the tree has cut.
    let beside = |first: &[usize], second: &[usize]| first.last().zip(second.first()).is_some_and(|(last, first)| last + 1 == *first);
    if !rule.quoted && (beside(&model.source, &rule.source) || beside(&rule.source, &model.source)) {
        model.source.extend(&rule.source);
        model.source.sort_unstable();
    }
    let is_part = !model.source.is_empty() && model.source.iter().all(|token| rule.source.contains(token));
    if rule.source.is_empty() && view.has_tree && is_passive_subject(view, rule.head, &model.source, &rule.cue) {
        model.source.clear();
    }
    // `was quoted [by the Gazette] as saying`: the subject speaks, and the model takes the agent.
    let passive = rule.cue.iter().any(|token| QUOTING.contains(&view.lower(*token)));
    let quoted = passive && view.lower(rule.head).ends_with("ing") && rule.head != rule.cue[0];
    // `had heard from the crew that …`: who heard it does not say it.
    let from = view.doc.tokens[rule.head].lemma == "hear" && rule.source.first().is_some_and(|first| *first > rule.head);
    if rule.source.is_empty() || !rule.quoted && !quoted && !from && !model.source.is_empty() && !is_part {
        rule.source = model.source;
    }
    // `was quoted as`, without `saying`
    if !(passive && model.cue.iter().all(|token| rule.cue.contains(token))) {
        rule.cue = model.cue;
    }
}

/// `justified the strike, which was approved by Todor, as defensive`: approved was the strike, and nothing of the clause around.
fn keep_antecedent(view: &View<'_>, found: &mut Found) {
    let relative = view.doc.tokens[found.head].deprel == "acl:relcl" && !found.quoted;
    let subject = view.children(found.head).iter().copied().find(|child| view.doc.tokens[*child].deprel == "nsubj:pass");
    let Some(which) = subject.filter(|which| relative && matches!(view.lower(*which), "which" | "that") && *which < found.head) else {
        return;
    };
    let Some(noun) = view.head(found.head).filter(|noun| *noun < which && found.content.contains(&which)) else { return };
    let behind = found.content.iter().all(|token| *token <= which || *token > found.head);
    let below = view.subtree(found.head);
    if behind && found.content.iter().any(|token| *token > found.head && !below.contains(token)) {
        found.content = super::find::noun_phrase(view, noun, which);
        found.content.push(which);
    }
}

/// `told state media, adding that`: who adds is who told, and no word of whom he told it.
fn share_sources(view: &View<'_>, merged: &mut [Found]) {
    for place in 0..merged.len() {
        let found = &merged[place];
        let gerund =
            view.has_tree && view.upos(found.head) == "VERB" && view.lower(found.head).ends_with("ing") && found.cue[0] == found.head;
        let Some(around) = view.head(found.head).filter(|_| gerund && view.doc.tokens[found.head].deprel == "advcl") else { continue };
        let Some(other) =
            merged.iter().find(|other| other.head == around && !other.source.is_empty() && !QUOTING.contains(&view.lower(other.head)))
        else {
            continue;
        };
        let within = |token: &usize| other.audience.contains(token) || *token > other.head && *token < found.head;
        let own = view.children(found.head).iter().any(|child| view.relation(*child) == "nsubj");
        if !own && !found.source.is_empty() && found.source.iter().all(within) {
            merged[place].source = other.source.clone();
        }
    }
}

/// Whether the model's content begins in the middle of the clause that the rules have before the cue, with no mark or conjunction to begin it.
fn is_cut_short(view: &View<'_>, rule: &Found, model: &Found) -> bool {
    let (Some(whole), Some(part)) = (rule.content.first().copied(), model.content.first().copied()) else { return false };
    let clause = rule.shape == Shape::Clause && whole < part && part < rule.head;
    let before = part.saturating_sub(1);
    let opens = !view.is_word(before) || matches!(view.upos(before), "CCONJ" | "PUNCT") || view.is_sentence_start(part);
    let verb = (whole..part).any(|token| matches!(view.upos(token), "VERB")) && rule.holds(before);
    clause && !opens && verb
}

/// A gerund after the cue and a comma.
fn is_aside(view: &View<'_>, model: &Found) -> bool {
    model.content.first().is_some_and(|first| {
        *first > model.head && view.upos(*first) == "VERB" && view.lower(*first).ends_with("ing") && view.lower(first - 1) == ","
    })
}

/// A relative clause, which the rules have cut out on purpose.
fn is_relative(view: &View<'_>, content: &[usize]) -> bool {
    content.first().is_some_and(|first| matches!(view.lower(*first), "which" | "who"))
}

/// A cue that the model has cut before its verb, with the verb: `[personally] invited`, `[is] unhappy`. Nothing where no verb follows that could
/// say something, or none that says it by nobody: `[was] signed`.
fn whole_cue(view: &View<'_>, mut cue: Vec<usize>, source: &[usize], content: &[usize]) -> Option<Vec<usize>> {
    // `said [late] on Tuesday`
    while cue.len() > 1
        && cue.last().is_some_and(|last| {
            let next = view.lower.get(last + 1).map_or("", String::as_str);
            matches!(view.lower(*last), "late" | "early") && (next == "on" || next == "in" || is_day_or_month(next))
        })
    {
        cue.pop();
    }
    let function = |token: &usize| matches!(view.upos(*token), "AUX" | "ADV" | "PART" | "DET" | "PRON" | "CCONJ" | "PUNCT");
    let adverb_of_cue = |token: &usize| Lexicon::get().senses(view.lower(*token)).next().is_some();
    let cut = view.has_tree && cue.iter().all(function) && cue.iter().any(|token| view.is_word(*token)) && !cue.iter().any(adverb_of_cue);
    if !cut {
        return Some(cue);
    }
    let last = *cue.last()?;
    let skipped = |token: &usize| matches!(view.upos(*token), "AUX" | "ADV" | "PART");
    let verb = (last + 1..view.sentence(last).end).find(|token| !skipped(token)).filter(|verb| verb - last <= 3)?;
    let free = (last + 1..=verb).all(|token| !source.contains(&token) && content.binary_search(&token).is_err());
    let says = || Lexicon::get().senses(view.lower(verb)).any(|(_, sense)| matches!(sense.kind, Kind::Verb | Kind::Adjective));
    let whole = free && matches!(view.upos(verb), "VERB" | "ADJ") && (!source.is_empty() || says());
    cue.extend(last + 1..=verb);
    whole.then_some(cue)
}

fn suggestions(view: &View<'_>) -> Vec<(Found, f32)> {
    let mut found = Vec::new();
    for suggestion in &view.doc.attributions {
        let flat = |ranges: &[Range<usize>]| -> Vec<usize> {
            let mut tokens: Vec<usize> = ranges.iter().flat_map(Clone::clone).filter(|token| *token < view.lower.len()).collect();
            tokens.sort_unstable();
            tokens.dedup();
            tokens
        };
        let (source, cue) = (flat(&suggestion.source), flat(&suggestion.cue));
        let Some(first) = cue.first().copied() else { continue };
        // Links of the model that reach far are wrong more often than not, save for quotations.
        let around = view.quote_of[first.min(view.quote_of.len() - 1)];
        // `did not want his name used. "We fled."`: nobody wants a quotation.
        let mute = is_mute(view, &cue);
        let near = |range: &&Range<usize>| {
            let quoted = view.quote_of.get(range.start).is_some_and(|own| own.is_some() && *own != around);
            if quoted && mute && view.doc.sentence_of[range.start] != view.doc.sentence_of[first] {
                return false;
            }
            let close = || view.doc.sentence_of[range.start].abs_diff(view.doc.sentence_of[first]) <= 1;
            range.start < view.lower.len() && (quoted || close() && view.paragraph_of(range.start) == view.paragraph_of(first))
        };
        // Unquoted words of another sentence belong to the content only where this sentence has none.
        let here =
            |range: &Range<usize>| range.start < view.lower.len() && view.doc.sentence_of[range.start] == view.doc.sentence_of[first];
        let plain = |range: &Range<usize>| view.quote_of.get(range.start).is_some_and(|own| *own == around);
        let any_here = suggestion.content.iter().any(here);
        let ranges = suggestion.content.iter().filter(near).filter(|range| !any_here || here(range) || !plain(range));
        let content = flat(&ranges.cloned().collect::<Vec<_>>());
        if content.is_empty() {
            continue;
        }
        let Some(cue) = whole_cue(view, cue, &source, &content) else { continue };
        let head = super::source::head_of(view, &cue).unwrap_or(cue[0]);
        let manner = manner_of(cue.iter().map(|token| (view.lower(*token), view.upos(*token))));
        let without = cue[0].checked_sub(1).is_some_and(|before| view.lower(before) == "without");
        let negated = without || cue.iter().any(|token| view.is_negation(*token));
        let quoted = content.iter().any(|token| view.quote_of[*token].is_some_and(|quote| view.quotes[quote].is_speech));
        found.push((
            Found { source, cue, content, head, manner, negated, quoted, audience: Vec::new(), shape: Shape::Suggested },
            suggestion.score,
        ));
    }
    found
}
