//! Finds attributions by rule: every cue of the lexicon, with the source and the content that its frame allows.
//!
//! A cue comes to its content in one of three ways, tried in this order: a quotation beside it; a clause or phrase that hangs on it in the tree;
//! and, where there is no tree, the words between it and the end of the sentence. Quotations without a cue of their own go on with what was
//! quoted before them.

use super::aside::{self, of_clause};
use super::cue::{Cue, Form, Kind, Lexicon};
use super::media::KINDS;
use super::view::View;
use readout_core::Manner;
use std::ops::Range;

/// An attribution as tokens.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Found {
    pub(super) source: Vec<usize>,
    pub(super) cue: Vec<usize>,
    pub(super) content: Vec<usize>,
    /// The cue's main word.
    pub(super) head: usize,
    pub(super) manner: Manner,
    pub(super) negated: bool,
    /// The words of a quotation, not only some words within a clause.
    pub(super) quoted: bool,
    /// Who is spoken to.
    pub(super) audience: Vec<usize>,
    pub(super) shape: Shape,
}

impl Found {
    /// Whether a word is one of the content's.
    pub(super) fn holds(&self, token: usize) -> bool {
        self.content.binary_search(&token).is_ok()
    }
}

/// How the content hangs on the cue.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Shape {
    Quotation,
    /// A turn of a transcript.
    Turn,
    /// `that …`, with or without the word.
    Clause,
    /// `to …`
    Infinitive,
    /// A noun phrase.
    Phrase,
    /// `the claim that …`
    OfNoun,
    /// `ready to …`
    OfAdjective,
    /// `according to …`
    OfPreposition,
    /// As the model has it.
    Suggested,
}

/// A place where a cue stands.
pub(super) struct Spot {
    pub(super) head: usize,
    pub(super) form: Form,
    pub(super) senses: Vec<&'static Cue>,
    /// Tokens of the phrase: head and particles.
    pub(super) words: Vec<usize>,
}

/// Finds what the rules find, in order of their cues.
pub(super) fn find(view: &View<'_>) -> Vec<Found> {
    let spots = spots(view);
    let links = links(view, &spots);
    let mut found: Vec<Found> = Vec::new();
    for (place, spot) in spots.iter().enumerate() {
        let quotes: Vec<usize> = (0..view.quotes.len()).filter(|quote| links[*quote] == Some(place)).collect();
        if !quotes.is_empty() {
            found.push(quoted(view, spot, &quotes));
        } else if let Some(indirect) = indirect(view, spot) {
            found.push(indirect);
        }
    }
    // `let it be known` is one cue, whatever its words are alone; and so is `neither confirmed nor denied`.
    let phrases: Vec<(usize, Vec<usize>)> =
        found.iter().filter(|found| !found.content.is_empty()).map(|found| (found.head, found.cue.clone())).collect();
    found.retain(|one| {
        let within = |(head, cue): &(usize, Vec<usize>)| *head < one.head && cue.contains(&one.head) && view.upos(one.head) == "VERB";
        !phrases.iter().any(within)
    });
    pass_on_quoting(view, &mut found);
    continue_clauses(view, &links, &mut found);
    unspoken(view, &links, &mut found);
    found.retain(|found| !found.content.is_empty());
    found
}

// Where cues stand.

fn spots(view: &View<'_>) -> Vec<Spot> {
    let lexicon = Lexicon::get();
    let mut spots: Vec<Spot> = Vec::new();
    for head in 0..view.lower.len() {
        let mut senses: Vec<&'static Cue> = Vec::new();
        let mut form = Form::Base;
        let mut words = vec![head];
        for (this_form, cue) in lexicon.senses(view.lower(head)) {
            if !fits_part_of_speech(view, head, cue.kind, this_form) {
                continue;
            }
            let Some(all) = rest_of_phrase(view, head, cue) else { continue };
            if senses.is_empty() {
                (form, words) = (this_form, all);
            } else if all.len() != words.len() {
                continue;
            }
            senses.push(cue);
        }
        if !senses.is_empty() {
            spots.push(Spot { head, form, senses, words });
        }
    }
    spots
}

fn fits_part_of_speech(view: &View<'_>, token: usize, kind: Kind, form: Form) -> bool {
    let upos = view.upos(token);
    match kind {
        Kind::Verb if upos == "X" || !view.has_tree => {
            // Without a tagger, a base form or plural is a verb only where nothing before it asks for a noun.
            let before = token.checked_sub(1).map_or("", |before| view.lower(before));
            let asks_for_noun =
                matches!(before, "a" | "an" | "the" | "his" | "her" | "its" | "their" | "this" | "that" | "of" | "'s" | "no" | "any")
                    || before.ends_with("al")
                    || before.ends_with("ic")
                    || before.ends_with("ive");
            !(matches!(form, Form::Base | Form::Third) && asks_for_noun || view.is_large_inside(token))
        }
        Kind::Verb => {
            upos == "VERB"
                || (upos == "ADJ" && matches!(form, Form::Participle | Form::Past))
                || upos == "NOUN"
                    && matches!(form, Form::Base | Form::Third)
                    && (aside::is_noted(view, token) || aside::is_shown(view, token))
        }
        Kind::Noun => upos == "NOUN",
        // `worried` may be taken for a verb, `open` is one then.
        Kind::Adjective => {
            let participle = view.lower(token).ends_with("ed") || matches!(view.lower(token), "set" | "keen" | "sure");
            matches!(upos, "ADJ" | "ADP" | "ADV") || upos == "VERB" && participle
        }
        Kind::Preposition => true,
    }
}

/// The tokens of a cue's phrase, if the text has them: particles follow at once, or after a short object.
fn rest_of_phrase(view: &View<'_>, head: usize, cue: &Cue) -> Option<Vec<usize>> {
    let mut words = vec![head];
    let mut at = head;
    let end = view.sentence(head).end;
    for word in &cue.words[1..] {
        let next = (at + 1..end.min(at + 2)).find(|token| view.lower(*token) == word)?;
        words.push(next);
        at = next;
    }
    Some(words)
}

// Quotations and their cues.

/// For each quotation, the place of its cue in `spots`.
fn links(view: &View<'_>, spots: &[Spot]) -> Vec<Option<usize>> {
    let mut links: Vec<Option<usize>> = vec![None; view.quotes.len()];
    for (quote, quoted) in view.quotes.iter().enumerate() {
        links[quote] = if quoted.is_speech {
            link_before(view, spots, quote, true)
                .or_else(|| link_after(view, spots, quote))
                .or_else(|| link_before(view, spots, quote, false))
        } else {
            link_after_short(view, spots, quote)
        };
    }
    // `agencies quoted him as saying`: the words are his, not the agencies'.
    for link in links.iter_mut().flatten() {
        if QUOTING.contains(&view.lower(spots[*link].head))
            && let Some(saying) = (0..spots.len()).find(|place| quoting_verb(view, spots[*place].head) == Some(spots[*link].head))
        {
            *link = saying;
        }
    }
    // What goes on in the next paragraph has one cue, wherever it stands.
    for quote in 1..links.len() {
        if view.quotes[quote].quotation.continues {
            match (links[quote - 1], links[quote]) {
                (Some(link), None) => links[quote] = Some(link),
                (None, Some(link)) => {
                    let mut back = quote;
                    while back > 0 && view.quotes[back].quotation.continues && links[back - 1].is_none() {
                        back -= 1;
                        links[back] = Some(link);
                    }
                }
                _ => {}
            }
        }
    }
    for (quote, quoted) in view.quotes.iter().enumerate() {
        if links[quote].is_none() && quoted.is_speech {
            // What goes on from the paragraph before belongs to whoever speaks there, or to nobody yet.
            links[quote] = if quoted.quotation.continues && quote > 0 { links[quote - 1] } else { link_onward(view, spots, &links, quote) };
        }
    }
    links
}

fn is_top_level_with(view: &View<'_>, token: usize, quote: usize) -> bool {
    view.quote_of[token] == view.quotes[quote].quotation.inside
}

/// The cue after a quotation: `"…," the minister said`, `"…," said the minister`.
fn link_after(view: &View<'_>, spots: &[Spot], quote: usize) -> Option<usize> {
    let tokens = &view.quotes[quote].tokens;
    let start = tokens.end;
    if start >= view.lower.len() || view.paragraph_of(start) != view.paragraph_of(tokens.end - 1) {
        return None;
    }
    let ends_with_stop = last_inner(view, quote).is_some_and(|last| matches!(view.lower(last), "." | "..." | "…"));
    let end = clause_end(view, start, 40);
    let mut from = start;
    while from < end && (view.is_comma(from) || matches!(view.lower(from), "as" | "but" | "and")) {
        from += 1;
    }
    for (place, spot) in spots.iter().enumerate().skip_while(|(_, spot)| spot.head < start) {
        if spot.head >= end {
            break;
        }
        if !is_top_level_with(view, spot.head, quote) || matches!(spot.form, Form::Gerund) {
            continue;
        }
        if spot.senses[0].kind == Kind::Preposition {
            if spot.head == from && spot.senses[0].takes("source") {
                return Some(place);
            }
            continue;
        }
        if spot.senses[0].kind != Kind::Verb || !spot.senses.iter().any(|cue| cue.takes_quotation()) {
            continue;
        }
        let sentence_follows = ends_with_stop && spot.head != from && {
            // `"….” He said that …` begins anew; a bare `he said` does not.
            let after = spot.words.last().map_or(spot.head, |last| last + 1);
            !(after >= end || view.is_stop(after) || matches!(view.lower(after), "," | "in" | "on" | "at"))
                || view.is_large(from) && !is_pronoun(view.lower(from)) && after < end && !view.is_stop(after)
        };
        if sentence_follows {
            return None;
        }
        if spot.head == from {
            return Some(place);
        }
        let verb_start = before_auxiliaries(view, spot.head, from);
        if verb_start == from {
            return Some(place);
        }
        if subject_by_tree(view, spot.head)
            .is_some_and(|subject| subject.first().is_some_and(|first| *first >= start && *first < spot.head))
        {
            return Some(place);
        }
        if view.phrase_before(verb_start, from).is_some_and(|phrase| phrase.start <= from + 1) {
            return Some(place);
        }
        if subject_by_tree(view, spot.head).is_none() && !view.has_tree {
            return None;
        }
    }
    None
}

/// A few quoted words need the cue at once: `"Never," he said`, `"very good", she called it` is none.
fn link_after_short(view: &View<'_>, spots: &[Spot], quote: usize) -> Option<usize> {
    let tokens = view.quotes[quote].tokens.clone();
    let ends = last_inner(view, quote).is_some_and(|last| matches!(view.lower(last), "," | "?" | "!"));
    let starts = view.is_sentence_start(tokens.start);
    if ends && starts { link_after(view, spots, quote) } else { None }
}

/// The cue before a quotation: `She said: "…"`, `adding, "…"`. With `close`, only where nothing or a colon stands between.
fn link_before(view: &View<'_>, spots: &[Spot], quote: usize, close: bool) -> Option<usize> {
    let start = view.quotes[quote].tokens.start;
    let before = start.checked_sub(1)?;
    let opens_paragraph = view.paragraph_of(before) != view.paragraph_of(start);
    let colon = view.lower(before) == ":";
    if opens_paragraph && !colon {
        return None;
    }
    let introduces = colon || view.is_comma(before) || view.lower(before) == "that";
    for (place, spot) in spots.iter().enumerate().rev().skip_while(|(_, spot)| spot.head >= start) {
        let last = *spot.words.last().unwrap_or(&spot.head);
        if start - last > 30 || (last + 1..start).any(|token| view.is_stop(token) && is_top_level_with(view, token, quote)) {
            return None;
        }
        if !is_top_level_with(view, spot.head, quote) || spot.senses[0].kind != Kind::Verb {
            continue;
        }
        if !spot.senses.iter().any(|cue| cue.takes_quotation()) || is_attribute(view, spot) {
            continue;
        }
        let adjacent = last + 1 == start || (last + 2 == start && introduces);
        if adjacent || colon {
            return Some(place);
        }
        if close {
            return None;
        }
        // `"…," she said, adding that "…"` – a clause between them takes the quotation into itself.
        let clause_between = (last + 1..start).any(|token| {
            view.lower(token) == "that" || (view.has_tree && matches!(view.relation(token), "nsubj") && view.upos(token) != "PRON")
        });
        let quote_between = (last + 1..start).any(|token| view.quote_of[token] != view.quotes[quote].quotation.inside);
        return (introduces && !clause_between && !quote_between).then_some(place);
    }
    None
}

/// `a letter written by the editor`: a participle that only tells of a noun, and introduces nothing.
fn is_attribute(view: &View<'_>, spot: &Spot) -> bool {
    view.has_tree
        && matches!(spot.form, Form::Past | Form::Participle)
        && matches!(view.relation(spot.head), "acl" | "advcl" | "amod")
        && view.doc.tokens[spot.head].deprel != "acl:relcl"
        && own_subject(view, spot.head, spot.head).is_none()
        && agent(view, spot.head).is_some()
}

/// The cue of what was quoted before, for a quotation that goes on without one.
fn link_onward(view: &View<'_>, spots: &[Spot], links: &[Option<usize>], quote: usize) -> Option<usize> {
    let tokens = &view.quotes[quote].tokens;
    if view.quotes[quote].quotation.inside.is_some() {
        return None;
    }
    let begins_sentence = tokens.start == 0 || view.is_sentence_start(tokens.start) || view.is_stop(tokens.start - 1);
    if !begins_sentence {
        return None;
    }
    // `He said they had told him to go, "and they meant it"`: of the sentence that it ends.
    let sentence = view.sentence(tokens.start);
    if tokens.start > sentence.start + 2
        && spots.iter().any(|spot| {
            sentence.contains(&spot.head) && spot.head < tokens.start && view.quote_of[spot.head].is_none() && spot.senses[0].takes("that")
        })
    {
        return None;
    }
    let previous = (0..quote).rev().find(|before| view.quotes[*before].quotation.inside.is_none() && links[*before].is_some())?;
    let link = links[previous]?;
    let paragraph = view.paragraph_of(tokens.start);
    let spoken_until = view.quotes[previous].tokens.end.max(spots[link].head + 1);
    let sentences_between = view.doc.sentence_of[tokens.start].saturating_sub(view.doc.sentence_of[spoken_until - 1]);
    let near = sentences_between <= 1 || (tokens.start - spoken_until < 3);
    let paragraphs_between = paragraph - view.paragraph_of(spoken_until - 1);
    let opens_paragraph = tokens.start == 0 || view.paragraph_of(tokens.start - 1) != paragraph;
    match paragraphs_between {
        0 => near.then_some(link),
        1 => (near && opens_paragraph).then_some(link),
        _ => None,
    }
}

fn last_inner(view: &View<'_>, quote: usize) -> Option<usize> {
    let tokens = view.quotes[quote].tokens.clone();
    tokens.rev().find(|token| !view.is_mark(*token))
}

fn is_pronoun(word: &str) -> bool {
    matches!(word, "he" | "she" | "it" | "they" | "we" | "i" | "who" | "you")
}

/// Where the clause that begins at `start` must end at the latest.
pub(super) fn clause_end(view: &View<'_>, start: usize, most: usize) -> usize {
    let Some(level) = view.quote_of.get(start).copied() else { return start };
    let paragraph = view.paragraph_of(start);
    let mut at = start;
    while at < view.lower.len() && at < start + most && view.paragraph_of(at) == paragraph {
        let abbreviated = at > start && view.lower(at - 1).chars().count() == 1;
        if view.quote_of[at] == level && (view.is_stop(at) && !abbreviated || view.lower(at) == ";") {
            break;
        }
        at += 1;
    }
    at
}

/// The first of the auxiliaries and adverbs that lead up to `verb`.
fn before_auxiliaries(view: &View<'_>, verb: usize, floor: usize) -> usize {
    let mut start = verb;
    while start > floor
        && (view.is_auxiliary(start - 1) && view.lower(start - 1) != "'s"
            || view.is_adverb(start - 1)
            || view.lower(start - 1) == "to"
            || view.lower(start - 1) == "'s" && view.upos(start - 1) == "AUX")
    {
        start -= 1;
    }
    start
}

fn quoted(view: &View<'_>, spot: &Spot, quotes: &[usize]) -> Found {
    let cue = spot.senses.iter().find(|cue| cue.takes_quotation()).unwrap_or(&spot.senses[0]);
    let mut content: Vec<usize> = quotes.iter().flat_map(|quote| view.quotes[*quote].tokens.clone()).collect();
    content.sort_unstable();
    content.dedup();
    let source = if cue.kind == Kind::Preposition { source_of_preposition(view, spot) } else { source(view, spot, &content) };
    let (words, negated) = cue_words(view, spot, &source);
    let audience = audience(view, spot, cue, &content);
    Found { source, cue: words, content, head: spot.head, manner: cue.manner, negated, quoted: true, audience, shape: Shape::Quotation }
}

pub(super) const QUOTING: &[&str] =
    &["quoted", "quotes", "quoting", "quote", "cited", "cites", "citing", "paraphrased", "record", "records", "recorded"];

/// The verb of quoting before `as saying`.
fn quoting_verb(view: &View<'_>, saying: usize) -> Option<usize> {
    if saying < 2 || view.lower(saying - 1) != "as" || !view.lower(saying).ends_with("ing") {
        return None;
    }
    let floor = view.sentence(saying).start.max(saying.saturating_sub(12));
    (floor..saying - 1).rev().find(|token| QUOTING.contains(&view.lower(*token)))
}

/// Who quotes has an attribution of its own, around that of whom it quotes; a passive without an agent has not.
fn pass_on_quoting(view: &View<'_>, found: &mut Vec<Found>) {
    for place in 0..found.len() {
        let Some(quoting) = quoting_verb(view, found[place].head) else { continue };
        let floor = view.sentence(quoting).start;
        let passive = (quoting.saturating_sub(3).max(floor)..quoting)
            .any(|token| matches!(view.lower(token), "was" | "were" | "is" | "are" | "been" | "being"));
        let saying = found[place].head;
        if passive {
            let start = before_auxiliaries(view, quoting, floor);
            let by = if view.lower(quoting + 1) == "by" { quoting + 1..saying - 1 } else { saying..saying };
            found[place].cue = (start..=saying).filter(|token| !found[place].source.contains(token) && !by.contains(token)).collect();
            if let Some(other) = found.iter_mut().find(|other| other.head == quoting) {
                other.content.clear();
            }
            continue;
        }
        found[place].cue = vec![saying - 1, saying];
        let mut content: Vec<usize> = found[place].content.iter().copied().chain(quoting + 1..=saying).collect();
        content.sort_unstable();
        content.dedup();
        match found.iter_mut().find(|other| other.head == quoting) {
            Some(outer) => {
                outer.content = content;
                outer.content.retain(|token| *token != quoting && !outer.source.contains(token));
                (outer.shape, outer.quoted) = (Shape::Quotation, true);
            }
            None => {
                let source = subject_by_tree(view, quoting).or_else(|| view.phrase_before(quoting, floor).map(|range| range.collect()));
                let source: Vec<usize> =
                    source.unwrap_or_default().into_iter().filter(|token| content.binary_search(token).is_err()).collect();
                if !source.is_empty() {
                    found.push(Found {
                        source,
                        cue: vec![quoting],
                        content,
                        head: quoting,
                        manner: Manner::Says,
                        negated: false,
                        quoted: true,
                        audience: Vec::new(),
                        shape: Shape::Quotation,
                    });
                }
            }
        }
    }
}

// Sources.

/// The subject of a verb by the tree, its own or the one it shares.
fn subject_by_tree(view: &View<'_>, verb: usize) -> Option<Vec<usize>> {
    if !view.has_tree {
        return None;
    }
    subject_head(view, verb).map(|head| noun_phrase(view, head, verb))
}

/// The head word of the subject of `verb`: its own, or the one it shares with the verb it hangs on.
pub(super) fn subject_head(view: &View<'_>, verb: usize) -> Option<usize> {
    let mut at = verb;
    for _ in 0..6 {
        let passive = view.children(at).iter().any(|child| view.doc.tokens[*child].deprel == "nsubj:pass");
        if passive && at == verb {
            let on_object = || {
                let object = view.child(at, &["obj"])?;
                view.children(object).iter().copied().find(|child| {
                    *child > object && view.relation(*child) == "nmod" && view.children(*child).iter().any(|case| view.lower(*case) == "by")
                })
            };
            return agent(view, at).or_else(on_object);
        }
        if let Some(subject) = own_subject(view, at, verb) {
            return Some(subject);
        }
        let head = view.head(at)?;
        match view.doc.tokens[at].deprel.as_str() {
            "conj" | "advcl" | "parataxis" | "dep" => at = head,
            "xcomp" => {
                if let Some(object) = view.child(head, &["obj", "iobj"]).filter(|object| *object < at) {
                    return Some(object);
                }
                at = head;
            }
            "acl" | "acl:relcl" => return Some(head),
            _ => return None,
        }
    }
    None
}

/// The subject that hangs on a verb. Where the tree has several, not the owner (`Norland 's envoy said`), and the name that ends the phrase (`key
/// ally Norland has`).
///
/// Of two subjects with a verb between them, each belongs to the verb behind it: `The driver said he was paid, his mother told the court`. `at` is the
/// verb that asks.
pub(super) fn own_subject(view: &View<'_>, verb: usize, at: usize) -> Option<usize> {
    let mut subjects: Vec<usize> =
        view.children(verb).iter().copied().filter(|child| matches!(view.relation(*child), "nsubj" | "csubj")).collect();
    if let [first, .., last] = subjects[..]
        && last < verb
        && (first + 1..last).any(|between| {
            view.upos(between) == "VERB" && view.head(between) == Some(verb) && view.child(between, &["nsubj", "mark"]).is_none()
        })
    {
        subjects.retain(|subject| *subject < at);
        return subjects.last().copied();
    }
    // `Minister Óscar Belmonte had assured him`: an object before a verb that has an auxiliary and no subject is its subject.
    if subjects.is_empty()
        && let Some(auxiliary) = view.children(verb).iter().copied().find(|child| view.relation(*child) == "aux" && *child < verb)
    {
        let object = |child: &usize| {
            let subject = view.upos(*child) == "PROPN" || view.upos(*child) == "NOUN" && child + 1 == auxiliary;
            matches!(view.relation(*child), "obj" | "iobj") && *child < auxiliary && subject
        };
        return view.children(verb).iter().copied().find(object);
    }
    let first =
        subjects.iter().copied().find(|subject| view.lower.get(subject + 1).is_none_or(|next| next != "'s") || subjects.len() == 1)?;
    let name = subjects.iter().copied().find(|other| *other == first + 1 && *other < verb && view.upos(*other) == "PROPN");
    Some(name.unwrap_or(first))
}

/// `by the ministry` of a passive.
pub(super) fn agent(view: &View<'_>, verb: usize) -> Option<usize> {
    view.children(verb).iter().copied().find(|child| {
        view.relation(*child) == "obl"
            && view.children(*child).iter().any(|case| view.relation(*case) == "case" && view.lower(*case) == "by")
    })
}

/// The phrase of a noun by the tree, without what else hangs on it: the cue's clause, quotations, and what is set off at its end.
pub(super) fn noun_phrase(view: &View<'_>, head: usize, verb: usize) -> Vec<usize> {
    let level = view.quote_of[verb];
    let mut dropped: Vec<usize> = Vec::new();
    for child in view.children(head) {
        let relation = view.doc.tokens[*child].deprel.as_str();
        let after = *child > head;
        if matches!(relation, "parataxis" | "punct" | "case" | "cc" | "mark" | "discourse" | "advcl" | "cop" | "aux" | "nsubj")
            || (after && matches!(relation, "acl" | "acl:relcl") && (view.lower(child - 1) == "," || view.subtree(*child).contains(&verb)))
            || (relation == "acl:relcl" && view.subtree(*child).contains(&verb))
        {
            dropped.extend(view.subtree(*child));
        }
    }
    dropped.sort_unstable();
    let mut phrase: Vec<usize> = view.subtree(head);
    // Nothing from across the verb: `an aide travelling with her said privately`.
    let same_side = |token: usize| (token < verb) == (head < verb);
    phrase.retain(|token| dropped.binary_search(token).is_err() && view.quote_of[*token] == level && *token != verb && same_side(*token));
    // One run around the head.
    let place = phrase.iter().position(|token| *token == head).unwrap_or_default();
    let mut start = place;
    while start > 0 && phrase[start] - phrase[start - 1] <= 2 {
        start -= 1;
    }
    let mut end = place;
    while end + 1 < phrase.len() && phrase[end + 1] - phrase[end] <= 2 {
        end += 1;
    }
    let Some((first, last)) = phrase.get(start).zip(phrase.get(end)) else { return vec![head] };
    let run: Vec<usize> = (*first..=*last).filter(|token| *token != verb).collect();
    view.trimmed(&run)
}

fn source(view: &View<'_>, spot: &Spot, content: &[usize]) -> Vec<usize> {
    if let Some(quoted) = super::tree::quoted_speaker(view, spot.head) {
        return noun_phrase(view, quoted, spot.head);
    }
    if let Some(quoting) = quoting_verb(view, spot.head).filter(|quoting| quoting + 1 < spot.head - 1 && view.lower(quoting + 1) == "by") {
        // `Todor was quoted by the Gazette as saying`
        let floor = view.sentence(quoting).start;
        let subject = view.child(quoting, &["nsubj"]).map(|subject| noun_phrase(view, subject, quoting));
        let before = || view.phrase_before(before_auxiliaries(view, quoting, floor), floor).map(|range| range.collect::<Vec<_>>());
        return view.trimmed(&subject.or_else(before).unwrap_or_default());
    }
    if let Some(quoting) = quoting_verb(view, spot.head).filter(|quoting| quoting + 1 < spot.head - 1) {
        return view.trimmed(&(quoting + 1..spot.head - 1).collect::<Vec<_>>());
    }
    let stands_before = content.first().is_some_and(|first| *first < spot.head);
    if let Some(subject) = subject_by_tree(view, spot.head)
        && !subject.iter().any(|token| content.binary_search(token).is_ok())
        && (stands_before || subject.first().is_some_and(|first| *first < spot.head))
    {
        return subject;
    }
    let level = view.quote_of[spot.head];
    let sentence = view.sentence(spot.head);
    // Back to the quotation or the sentence's start.
    let mut floor = spot.head;
    while floor > sentence.start
        && view.quote_of[floor - 1] == level
        && content.binary_search(&(floor - 1)).is_err()
        && view.lower(floor - 1) != ";"
    {
        floor -= 1;
    }
    let verb_start = before_auxiliaries(view, spot.head, floor);
    let last = *spot.words.last().unwrap_or(&spot.head);
    // `said the minister` stands after a quotation, or opens the sentence.
    let opens = verb_start == sentence.start && last + 1 < sentence.end && !matches!(spot.form, Form::Gerund | Form::Participle);
    let inverted = opens
        || content.iter().any(|token| *token < spot.head) && (verb_start == floor || (floor..verb_start).all(|token| view.is_comma(token)));
    let phrase = if inverted {
        let ceiling = clause_end(view, last + 1, 30);
        view.phrase_after(last + 1, ceiling)
    } else {
        view.phrase_before(verb_start, floor)
    };
    let phrase = phrase.map(|range| range.collect::<Vec<_>>()).unwrap_or_default();
    view.trimmed(&phrase)
}

fn source_range_of_preposition(view: &View<'_>, spot: &Spot) -> Option<Range<usize>> {
    let last = *spot.words.last().unwrap_or(&spot.head);
    let ceiling = clause_end(view, last + 1, 40);
    if last + 1 >= view.lower.len() {
        return None;
    }
    view.phrase_after(last + 1, ceiling)
}

pub(super) fn source_of_preposition(view: &View<'_>, spot: &Spot) -> Vec<usize> {
    if !spot.senses[0].takes("source") {
        return Vec::new();
    }
    if view.has_tree
        && let Some(last) = spot.words.last()
        && let Some(head) = [spot.head, *last].iter().find_map(|word| {
            view.head(*word).filter(|head| head > last && matches!(view.upos(*head), "NOUN" | "PROPN" | "PRON" | "ADJ" | "NUM"))
        })
    {
        let phrase: Vec<usize> = noun_phrase(view, head, spot.head).into_iter().filter(|token| token > last).collect();
        if !phrase.is_empty() {
            return phrase;
        }
    }
    source_range_of_preposition(view, spot).map(|range| range.collect()).unwrap_or_default()
}

/// The cue's words with its auxiliaries and adverbs, and whether they negate it.
pub(super) fn cue_words(view: &View<'_>, spot: &Spot, source: &[usize]) -> (Vec<usize>, bool) {
    let sentence = view.sentence(spot.head);
    let mut words = spot.words.clone();
    if matches!(spot.senses[0].kind, Kind::Verb | Kind::Adjective) {
        let floor = source.iter().rev().find(|token| **token < spot.head).map_or(sentence.start, |last| last + 1);
        let mut start = before_auxiliaries(view, spot.head, floor);
        while start < spot.head && matches!(view.lower(start), "," | "then") {
            start += 1;
        }
        words.extend(start..spot.head);
        words.sort_unstable();
        words.dedup();
    }
    let by_tree =
        view.children(spot.head).iter().any(|child| view.is_negation(*child) && matches!(view.relation(*child), "advmod" | "det" | "aux"));
    let negated = by_tree || words.iter().any(|token| view.is_negation(*token));
    (words, negated)
}

/// `told reporters`: who is spoken to.
pub(super) fn audience(view: &View<'_>, spot: &Spot, cue: &Cue, content: &[usize]) -> Vec<usize> {
    if !cue.takes("hearer") {
        return Vec::new();
    }
    let object = view.child(spot.head, &["obj", "iobj"]).filter(|object| own_subject(view, spot.head, spot.head) != Some(*object));
    let object = object.map(|object| noun_phrase(view, object, spot.head));
    let phrase = object.or_else(|| {
        let last = *spot.words.last().unwrap_or(&spot.head);
        (!view.has_tree && last + 1 < view.lower.len())
            .then(|| view.phrase_after(last + 1, clause_end(view, last + 1, 20)))
            .flatten()
            .map(|range| range.collect())
    });
    let mut phrase = phrase.unwrap_or_default();
    if phrase.is_empty() && cue.takes("that") {
        // The tree may take who is told for something else; `told X that` and `told X: "` leave no doubt.
        let last = *spot.words.last().unwrap_or(&spot.head);
        let hearer = (last + 1 < view.lower.len()).then(|| view.phrase_after(last + 1, clause_end(view, last + 1, 12))).flatten();
        let closed = |end: usize| {
            let clause = end < view.lower.len() && view.lower(end) == "that";
            let ends = end >= view.lower.len() || matches!(view.lower(end), ":" | "," | "." | "in" | "on" | "at") || view.is_mark(end);
            clause || ends && !cue.takes("to")
        };
        phrase = hearer.filter(|range| closed(range.end)).map(|range| range.collect()).unwrap_or_default();
    }
    phrase.retain(|token| content.binary_search(token).is_err());
    // `told the news site Vertikal`, `told TV Norrland`: the tree may end the phrase before the name.
    if let Some(last) = phrase.last().copied() {
        let kind = KINDS.iter().any(|(kind, _)| *kind == view.lower(last)) && !view.is_large(last)
            || matches!(view.lower(last), "tv" | "radio" | "channel" | "station") && view.is_large(last);
        let end = (last + 1..view.sentence(last).end).find(|token| !view.is_large(*token)).unwrap_or(last + 1);
        let closes = end < view.lower.len() && matches!(view.lower(end), "that" | "," | "." | "on" | "in" | "he" | "she" | ":");
        if kind && closes && end <= last + 4 {
            phrase.extend(last + 1..end);
        }
    }
    // `told members in an email`: where is no part of whom.
    let occasion = phrase.iter().skip(1).position(|token| {
        matches!(view.lower(*token), "in" | "at" | "during" | "by")
            && view.upos(*token) == "ADP"
            && (token + 1..view.sentence(*token).end.min(token + 5))
                .take_while(|at| !view.is_comma(*at))
                .any(|at| view.upos(at) == "NOUN" && super::occasion::channel_of(view.lower(at)).is_some())
    });
    if let Some(at) = occasion {
        phrase.truncate(at + 1);
    }
    // `told the court yesterday`, `told reporters Monday`
    while phrase.len() > 1
        && phrase.last().is_some_and(|last| {
            let word = view.lower(*last);
            matches!(word, "yesterday" | "tonight" | "today" | "tomorrow") && !view.is_large(*last)
                || crate::calendar::is_day_or_month(word) && !view.is_large(phrase[phrase.len() - 2])
        })
    {
        phrase.pop();
    }
    // `told the website Sahel Today`: a day in a name is no time.
    if let Some(last) = phrase.last().copied().filter(|last| view.is_large(*last) && *last + 1 < view.lower.len())
        && view.lower(last + 1) == "today"
        && view.is_large(last + 1)
    {
        phrase.push(last + 1);
    }
    if phrase.first().is_some_and(|first| view.upos(*first) == "ADP") {
        phrase.clear();
    }
    phrase
}

// Indirect speech.

fn indirect(view: &View<'_>, spot: &Spot) -> Option<Found> {
    if view.has_tree {
        let set_off = aside::inverted(view, spot, false).or_else(|| aside::inserted(view, spot)).or_else(|| aside::paper_shows(view, spot));
        let hanging = set_off.or_else(|| super::tree::indirect(view, spot));
        let closing = || {
            let closing = aside::trailing(view, spot).or_else(|| aside::trailing_told(view, spot));
            closing.or_else(|| aside::inverted(view, spot, true))
        };
        match hanging {
            // Whom the tree gives no subject may have one behind the last comma.
            Some(hanging) if hanging.source.is_empty() && matches!(spot.form, Form::Past | Form::Third) => closing().or(Some(hanging)),
            Some(hanging) => Some(hanging),
            None => closing(),
        }
    } else {
        indirect_by_surface(view, spot)
    }
}

/// Without a tree: `S said (that) …`, `…, S said.`, `…, according to S`.
fn indirect_by_surface(view: &View<'_>, spot: &Spot) -> Option<Found> {
    let cue = spot.senses[0];
    let sentence = view.sentence(spot.head);
    let last = *spot.words.last().unwrap_or(&spot.head);
    let level = view.quote_of[spot.head];
    let inside = |range: Range<usize>| -> Vec<usize> { range.filter(|token| level.is_none() || view.quote_of[*token].is_some()).collect() };
    if cue.kind == Kind::Preposition {
        let source = source_of_preposition(view, spot);
        let end = source.last().map_or(last + 1, |last| last + 1);
        let before = sentence.start..spot.head;
        let content = if before.len() > 3 { before } else { end..sentence.end };
        let content = view.trimmed(&inside(content));
        return Some(Found {
            source,
            cue: spot.words.clone(),
            content,
            head: spot.head,
            manner: cue.manner,
            negated: false,
            quoted: false,
            audience: Vec::new(),
            shape: Shape::OfPreposition,
        });
    }
    let clause = spot.senses.iter().find(|cue| cue.kind == Kind::Verb && cue.takes("that"))?;
    if matches!(spot.form, Form::Base) && !view.is_auxiliary(spot.head.saturating_sub(1)) {
        return None;
    }
    let after = last + 1;
    let ends_sentence = after >= sentence.end || view.is_stop(after) || (view.is_comma(after) && spot.form != Form::Gerund);
    if ends_sentence {
        let source = source(view, spot, &[]);
        let comma = (sentence.start..*source.first()?).rev().find(|token| view.is_comma(*token))?;
        let content = view.trimmed(&inside(sentence.start..comma));
        return Some(of_clause(view, spot, clause, source, content));
    }
    let source = source(view, spot, &[]);
    if source.is_empty() && spot.form != Form::Gerund {
        return None;
    }
    let heard = audience(view, spot, clause, &[]);
    let mut start = heard.last().map_or(after, |last| last + 1);
    if let Some(that) = (start..sentence.end.min(start + 10)).find(|token| view.lower(*token) == "that") {
        start = that;
    } else if matches!(view.lower(start.min(view.lower.len() - 1)), "in" | "on" | "at" | "to" | "of" | "after" | "by" | "with" | "for")
        || clause.takes("object") && !clause.takes("hearer") && clause.manner != Manner::Says
    {
        return None;
    }
    let content = view.trimmed(&inside(start..sentence.end));
    Some(Found { audience: heard, ..of_clause(view, spot, clause, source, content) })
}

/// Quotations without a verb: `Todor: "We stay."`, `"We stay." – Mara Todor, Gorun`.
fn unspoken(view: &View<'_>, links: &[Option<usize>], found: &mut Vec<Found>) {
    for (place, quote) in view.quotes.iter().enumerate() {
        let taken = links[place].is_some() || quote.quotation.inside.is_some() || !quote.is_speech;
        if taken || found.iter().any(|found| quote.tokens.clone().any(|token| found.holds(token) && view.quote_of[found.head].is_none())) {
            continue;
        }
        let Range { start, end } = quote.tokens.clone();
        let is_name = |range: Range<usize>| {
            !range.is_empty()
                && range.len() <= 8
                && view.is_large(range.start)
                && range.clone().all(|token| view.is_word(token) || matches!(view.lower(token), "." | "," | "-" | "'"))
                && !range.clone().any(|token| matches!(view.upos(token), "VERB" | "AUX"))
        };
        let sentence_end = |from: usize| {
            (from..view.lower.len().min(from + 14))
                .find(|token| {
                    view.paragraph_of(*token) != view.paragraph_of(start) || view.quote_of[*token].is_some() || view.is_mark(*token)
                })
                .unwrap_or(view.lower.len().min(from + 14))
        };
        let (cue, source) = if start > 0 && view.lower(start - 1) == ":" {
            let sentence = view.sentence(start - 1).start.max((start - 1).saturating_sub(9))..start - 1;
            if !is_name(sentence.clone()) || !view.is_sentence_start(sentence.start) {
                continue;
            }
            (start - 1, sentence)
        } else if end < view.lower.len()
            && matches!(view.lower(end), "-" | "--" | "–" | "—" | "―")
            && view.paragraph_of(end) == view.paragraph_of(start)
        {
            let close = sentence_end(end + 1);
            let comma =
                (end + 1..close).find(|token| matches!(view.lower(*token), "," | ".") && view.lower(token - 1).len() > 2).unwrap_or(close);
            if !is_name(end + 1..comma) {
                continue;
            }
            (end, end + 1..comma)
        } else {
            continue;
        };
        let content: Vec<usize> = quote.tokens.clone().collect();
        found.push(Found {
            source: source.collect(),
            cue: vec![cue],
            content,
            head: cue,
            manner: Manner::Says,
            negated: false,
            quoted: true,
            audience: Vec::new(),
            shape: Shape::Quotation,
        });
    }
}

/// The words of a cue are all known as verbs that introduce no quotation.
pub(super) fn is_mute(view: &View<'_>, cue: &[usize]) -> bool {
    let mut verbs = cue.iter().filter(|token| view.upos(**token) == "VERB").peekable();
    let mute = |token: &usize| {
        let mut senses = Lexicon::get().senses(view.lower(*token)).filter(|(_, cue)| cue.kind == Kind::Verb).peekable();
        senses.peek().is_some() && senses.all(|(_, cue)| !cue.takes_quotation())
    };
    verbs.peek().is_some() && verbs.all(mute)
}

/// A quotation after an indirect statement, without a cue of its own, goes on with it: `She said talks had begun. "It is a start."`
fn continue_clauses(view: &View<'_>, links: &[Option<usize>], found: &mut [Found]) {
    for (place, quote) in view.quotes.iter().enumerate() {
        if links[place].is_some() || !quote.is_speech || quote.quotation.inside.is_some() {
            continue;
        }
        let start = quote.tokens.start;
        if start == 0 || !(view.is_sentence_start(start) || view.is_stop(start - 1)) {
            continue;
        }
        let covered = found.iter().any(|found| quote.tokens.clone().all(|token| found.holds(token)));
        if covered {
            continue;
        }
        let before = view.doc.sentence_of[start - 1];
        let same_paragraph = view.paragraph_of(start - 1) == view.paragraph_of(start);
        let onward = (place + 1..view.quotes.len()).take_while(|next| view.quotes[*next].quotation.continues && links[*next].is_none());
        let earlier = found.iter_mut().rev().find(|found| {
            found.head < start
                && view.doc.sentence_of[found.head] == before
                && view.quote_of[found.head].is_none()
                && !found.source.is_empty()
                && !is_mute(view, &found.cue)
        });
        if let Some(earlier) = earlier.filter(|earlier| same_paragraph || earlier.quoted) {
            earlier.content.extend(quote.tokens.clone());
            earlier.content.extend(onward.flat_map(|next| view.quotes[next].tokens.clone()));
            earlier.content.sort_unstable();
            earlier.content.dedup();
        }
    }
}
