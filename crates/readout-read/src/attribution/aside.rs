//! Who says it is set off from what is said: at the sentence's end (`…, President Todor announced on Sunday`), behind a fragment (`Not so, say the
//! drivers.`), or in the middle of it (`The mayor, she alleges, offered them jobs.`). Trees are poor there, and commas plain.

use super::cue::{Cue, Form, Kind};
use super::find::{Found, Shape, Spot, cue_words, noun_phrase, own_subject};
use super::view::View;

/// What a clause tells without quotation marks, told to nobody in particular.
pub(super) fn of_clause(view: &View<'_>, spot: &Spot, sense: &Cue, source: Vec<usize>, content: Vec<usize>) -> Found {
    let (cue, negated) = cue_words(view, spot, &source);
    Found {
        source,
        cue,
        content,
        head: spot.head,
        manner: sense.manner,
        negated,
        quoted: false,
        audience: Vec::new(),
        shape: Shape::Clause,
    }
}

/// `Farmers will get water next week, President Todor announced on Sunday after a visit.`: who says closes the sentence, whatever the tree hangs its
/// subject on.
pub(super) fn trailing(view: &View<'_>, spot: &Spot) -> Option<Found> {
    let clause = spot.senses.iter().find(|cue| cue.kind == Kind::Verb && cue.takes("that"))?;
    let finite =
        matches!(spot.form, Form::Past) && view.upos(spot.head) == "VERB" && view.child(spot.head, &["obj", "ccomp", "xcomp"]).is_none();
    let sentence = view.sentence(spot.head);
    let level = view.quote_of[spot.head];
    // `one of them has claimed`
    let perfect = matches!(view.lower(spot.head.saturating_sub(1)), "has" | "have");
    let verb = spot.head - usize::from(perfect && spot.head > sentence.start);
    if !finite || level.is_some() || spot.words.len() > 1 || !perfect && view.is_auxiliary(spot.head.saturating_sub(1)) {
        return None;
    }
    let phrase = closing_phrase(view, verb, sentence.start)?;
    if view.child(spot.head, &["nsubj", "nsubj:pass"]).is_some_and(|subject| !phrase.contains(&subject) || subject > verb) {
        return None;
    }
    let comma = phrase.start - 1;
    let named = matches!(view.upos(phrase.end - 1), "PROPN" | "NOUN")
        && matches!(view.upos(phrase.start), "DET" | "PROPN" | "NOUN" | "ADJ" | "NUM");
    // Up to the end nothing but circumstances.
    let after = spot.head + 1;
    let closes = after >= sentence.end
        || view.is_stop(after)
        || matches!(view.upos(after), "ADP" | "ADV" | "SCONJ") && view.lower(after) != "that"
        || crate::calendar::is_day_or_month(view.lower(after));
    let plain = (after..sentence.end).all(|token| !view.is_comma(token) && view.quote_of[token].is_none());
    // `an audit published on Monday has found`
    let subordinate = (after..sentence.end).find(|token| view.upos(*token) == "SCONJ").unwrap_or(sentence.end);
    let plain = plain && (after..subordinate).all(|token| !matches!(view.upos(token), "VERB" | "AUX"));
    let content: Vec<usize> = view.trimmed(&(sentence.start..comma).collect::<Vec<_>>());
    let says = content.iter().any(|token| {
        matches!(view.upos(*token), "VERB" | "AUX") && content.iter().any(|subject| view.doc.tokens[*subject].deprel.starts_with("nsubj"))
    });
    let within = content.iter().all(|token| view.quote_of[*token].is_none() && !matches!(view.lower(*token), ";" | ":"));
    if view.lower(comma) != "," || !named || !closes || !plain || !says || !within {
        return None;
    }
    Some(of_clause(view, spot, clause, phrase.collect(), content))
}

/// `Not so, say the drivers.`, `An accident, say the guards; a murder, say the neighbours.`: what stands before a comma and a plain `say` with its
/// subject behind it, back to the sentence's beginning or a semicolon.
///
/// With `clause`, also a whole clause (`Premier knew in March, says minister on her way out`), where the tree knows no better.
pub(super) fn inverted(view: &View<'_>, spot: &Spot, clause: bool) -> Option<Found> {
    let verb = spot.head;
    let sense = spot.senses.iter().find(|cue| cue.kind == Kind::Verb && cue.takes("that"))?;
    let sentence = view.sentence(verb);
    let says = matches!(view.lower(verb), "say" | "says" | "said") && verb > sentence.start && view.lower(verb - 1) == ",";
    // `– We have nothing to hide, declared the mayor`: spoken, though without marks.
    let spoken = verb > sentence.start
        && view.lower(verb - 1) == ","
        && matches!(spot.form, Form::Past | Form::Third)
        && spot.words.len() == 1
        && (sentence.start..verb)
            .any(|token| matches!(view.lower(token), "we" | "our" | "i" | "my") && view.quote_of[token] == view.quote_of[verb]);
    let says = says || spoken;
    if !says
        || view.quote_of[verb] != view.quote_of[verb - 1]
        || !spoken && view.child(verb, &["nsubj"]).is_some_and(|subject| subject < verb)
    {
        return None;
    }
    let source: Vec<usize> = view.phrase_after(verb + 1, sentence.end)?.collect();
    let (first, last) = (*source.first()?, *source.last()?);
    let noun = matches!(view.upos(first), "DET" | "PROPN" | "NOUN" | "ADJ" | "NUM" | "PRON") && first == verb + 1;
    let after = view.lower.get(last + 1).map_or("", String::as_str);
    let told_of = matches!(after, "that" | "who" | "which");
    let closes = last + 1 >= sentence.end || view.is_stop(last + 1) || matches!(after, ";" | ",") || told_of;
    // `says minister on her way out`, `declared the mayor before a crowd`
    let on = (clause || spoken)
        && last + 1 < sentence.end
        && view.upos(last + 1) == "ADP"
        && (last + 1..sentence.end).all(|token| !matches!(view.upos(token), "VERB" | "AUX" | "SCONJ") && !view.is_comma(token));
    let closes = closes || on;
    let open = (sentence.start..verb - 1).rev().find(|token| view.lower(*token) == ";").map_or(sentence.start, |semicolon| semicolon + 1);
    let content = view.trimmed(&(open..verb - 1).collect::<Vec<_>>());
    // A whole clause is the tree's, unless who says it is told of at length; and what stands in quotation marks is spoken.
    let fragment = clause
        || spoken
        || open > sentence.start
        || after == ";"
        || told_of
        || !content.iter().any(|token| matches!(view.upos(*token), "VERB" | "AUX"));
    let plain = content.iter().all(|token| view.quote_of[*token] == view.quote_of[verb]);
    // `says a document that nobody owns`
    let mut source = source;
    if told_of {
        let end = (last + 1..sentence.end).find(|token| view.is_comma(*token) || view.is_stop(*token)).unwrap_or(sentence.end);
        source.extend(last + 1..end);
    }
    (noun && closes && fragment && plain && content.len() > 1).then(|| of_clause(view, spot, sense, source, content))
}

/// `The driver said he was paid, his mother told the court on Monday.`: who tells whom closes the sentence, whatever the tree made of the verbs before.
pub(super) fn trailing_told(view: &View<'_>, spot: &Spot) -> Option<Found> {
    let sense = spot.senses.iter().find(|cue| cue.kind == Kind::Verb && cue.takes("that") && cue.takes("hearer"))?;
    let verb = spot.head;
    let finite = matches!(spot.form, Form::Past) && view.upos(verb) == "VERB" && view.quote_of[verb].is_none();
    let sentence = view.sentence(verb);
    let subject = own_subject(view, verb, verb).filter(|subject| *subject < verb && *subject > sentence.start + 3);
    let source = subject.map(|subject| noun_phrase(view, subject, verb)).unwrap_or_default();
    let source: Vec<usize> = if source.last().is_some_and(|last| last + 1 == verb) && view.lower(source[0].saturating_sub(1)) == "," {
        source
    } else {
        closing_phrase(view, verb, sentence.start)?.collect()
    };
    let first = *source.first()?;
    let comma = first.checked_sub(1).filter(|comma| view.lower(*comma) == "," && finite)?;
    let adjacent = source.last().is_some_and(|last| last + 1 == verb);
    let hearer: Vec<usize> = view.phrase_after(verb + 1, sentence.end)?.collect();
    let after = hearer.last()? + 1;
    let closes = after >= sentence.end
        || view.is_stop(after)
        || view.lower(after) == ";"
        || view.upos(after) == "ADP"
        || crate::calendar::is_day_or_month(view.lower(after));
    let ends = (after..sentence.end).find(|token| view.lower(*token) == ";").unwrap_or(sentence.end);
    let plain = (after..ends).all(|token| !matches!(view.upos(token), "VERB" | "AUX" | "SCONJ") && view.quote_of[token].is_none());
    let open = (sentence.start..comma).rev().find(|token| view.lower(*token) == ";").map_or(sentence.start, |semicolon| semicolon + 1);
    let content = view.trimmed(&(open..comma).collect::<Vec<_>>());
    let says = content.iter().any(|token| matches!(view.upos(*token), "VERB" | "AUX"))
        && content.iter().all(|token| view.quote_of[*token].is_none())
        && view.upos(*content.first()?) != "SCONJ"
        && view.upos(*content.first()?) != "ADP";
    if !adjacent || !closes || !plain || !says {
        return None;
    }
    Some(Found { audience: hearer, ..of_clause(view, spot, sense, source, content) })
}

/// `The mayor, she alleges, offered three members jobs.`, `The driver, the court heard, had told police he was alone.`: a short clause between two
/// commas, behind the subject of a sentence that then goes on; all around it is what is said.
pub(super) fn inserted(view: &View<'_>, spot: &Spot) -> Option<Found> {
    let verb = spot.head;
    const WEAK: &[&str] = &["add", "observe", "answer", "counter", "swear", "feel", "know", "record"];
    let says = |cue: &&&Cue| {
        let paper = verb > 0 && super::author::is_paper(view.lower(verb - 1));
        let strong = !cue.takes("weak") || WEAK.contains(&cue.words[0].as_str()) || paper && cue.words[0] == "show";
        cue.kind == Kind::Verb && cue.takes("that") && strong
    };
    let sense = spot.senses.iter().find(says)?;
    let finite = matches!(spot.form, Form::Past | Form::Third | Form::Base) && spot.words.len() == 1;
    let sentence = view.sentence(verb);
    let level = view.quote_of[verb];
    let phrase = if is_noted(view, verb) {
        let comma = (verb.saturating_sub(4)..verb).rev().find(|token| view.is_comma(*token))?;
        comma + 1..verb
    } else {
        // `people familiar with the meeting said`
        let plain = view
            .phrase_before(verb, sentence.start)
            .filter(|phrase| phrase.end == verb && phrase.start > 0 && view.is_comma(phrase.start - 1));
        plain.or_else(|| closing_phrase(view, verb, sentence.start)).filter(|_| finite && view.upos(verb) == "VERB")?
    };
    let opens = phrase.start.checked_sub(1).filter(|comma| *comma > sentence.start && view.lower(*comma) == ",")?;
    // `she wrote to the board,`
    let closes = (verb + 1..sentence.end.min(verb + 7)).find(|token| view.is_comma(*token))?;
    let short = (verb + 1..closes).all(|token| matches!(view.upos(token), "ADP" | "DET" | "NOUN" | "PROPN" | "PRON" | "ADV" | "NUM"));
    let led = closes == verb + 1 || matches!(view.lower(verb + 1), "to" | "in" | "on" | "at") || view.upos(verb + 1) == "ADV";
    let start = (sentence.start..opens).rev().find(|token| matches!(view.lower(*token), ";" | ":")).map_or(sentence.start, |stop| stop + 1);
    let end = (closes..sentence.end).find(|token| view.lower(*token) == ";").unwrap_or(sentence.end);
    let start = start + usize::from(matches!(view.lower(start), "but" | "and" | "yet") && start + 1 < opens);
    let before: Vec<usize> = (start..opens).collect();
    let same = (start..closes + 1).all(|token| view.quote_of[token] == level);
    // The subject alone, or with its auxiliary, stands before; a verb follows at once.
    let noun = before.iter().any(|token| matches!(view.upos(*token), "NOUN" | "PROPN" | "PRON" | "NUM"));
    let silent = before.iter().all(|token| !matches!(view.upos(*token), "VERB" | "SCONJ" | "PUNCT"));
    // `He answered, the minutes record, that …`, `She promised, she says, to wait.`
    let resumes = before.iter().any(|token| view.upos(*token) == "VERB")
        && before.len() < 20
        && !before.iter().any(|token| view.upos(*token) == "SCONJ")
        && closes + 1 < sentence.end
        && matches!(view.lower(closes + 1), "that" | "whether" | "to")
        && (matches!(view.upos(closes + 1), "SCONJ" | "PART") || view.relation(closes + 1) == "mark");
    let led_in = before.first().is_none_or(|first| matches!(view.upos(*first), "ADP" | "ADV"));
    let goes_on = (closes + 1..end.min(closes + 4))
        .take_while(|token| matches!(view.upos(*token), "VERB" | "AUX" | "ADV" | "PART"))
        .any(|token| matches!(view.upos(token), "VERB" | "AUX") && !view.lower(token).ends_with("ing"));
    let relative = phrase.clone().any(|token| matches!(view.lower(token), "who" | "which" | "that" | "whose" | "whom"));
    let plain = silent && !led_in && goes_on && before.len() <= 14;
    if !short || !led || !same || !noun || relative || !plain && !resumes {
        return None;
    }
    let content: Vec<usize> = view.trimmed(&(start..opens).chain(closes + 1..end).collect::<Vec<_>>());
    Some(of_clause(view, spot, sense, phrase.collect(), content))
}

/// `the mayor, the minutes note, replied`, `the captain, the log records, told them`: a verb that the tagger takes for a noun behind a paper.
pub(super) fn is_noted(view: &View<'_>, verb: usize) -> bool {
    let paper = verb.checked_sub(1).filter(|paper| view.upos(*paper) == "NOUN" && super::author::is_paper(view.lower(*paper)));
    let closed = view.lower.get(verb + 1).is_some_and(|comma| comma == ",");
    let several = paper.is_some_and(|paper| view.lower(paper).ends_with('s') != view.lower(verb).ends_with('s'));
    let opens =
        |paper: usize| paper > 1 && matches!(view.lower(paper - 1), "the" | "his" | "her" | "its" | "their") && view.is_comma(paper - 2);
    closed && several && paper.is_some_and(opens)
}

/// Whether a rule's finding is a clause set into what is said: between two commas, with words of the content on either side.
pub(super) fn is_inserted(view: &View<'_>, rule: &Found) -> bool {
    let (Some(first), Some(before), Some(after)) = (rule.source.first(), rule.content.first(), rule.content.last()) else { return false };
    rule.shape == Shape::Clause
        && *first > 0
        && view.is_comma(first - 1)
        && before < first
        && *after > rule.head
        && *first < rule.head
        && rule.source.len() + 1 >= rule.head - first
}

/// Whether a finite verb of saying stands before a comma: `a member said,`.
pub(super) fn says_before(view: &View<'_>, comma: usize) -> bool {
    let says = |cue: &Cue| cue.kind == Kind::Verb && cue.takes("that");
    let finite = |form: Form| matches!(form, Form::Past | Form::Third);
    comma > 0
        && view.upos(comma - 1) == "VERB"
        && super::cue::Lexicon::get().senses(view.lower(comma - 1)).any(|(form, cue)| finite(form) && says(cue))
}

/// `seen by the Tribune`, `leaked to the Tribune`
fn came_out(view: &View<'_>, participle: usize) -> bool {
    matches!(
        view.lower(participle),
        "seen" | "obtained" | "reviewed" | "released" | "published" | "leaked" | "shown" | "shared" | "accessed"
    ) && view.lower.get(participle + 1).is_some_and(|next| matches!(next.as_str(), "by" | "to" | "with" | "in" | "on"))
}

fn single(word: &str) -> &str {
    if word == "minutes" { word } else { word.strip_suffix('s').unwrap_or(word) }
}

/// `…, documents obtained by AXP show.`: a verb that the tagger takes for a noun behind a name.
pub(super) fn is_shown(view: &View<'_>, verb: usize) -> bool {
    let ends = view.lower.get(verb + 1).is_none_or(|stop| stop == ".") && view.lower(verb) == "show";
    ends && (verb.saturating_sub(9)..verb).any(|token| {
        came_out(view, token) && (token.saturating_sub(5)..token).any(|paper| super::author::is_paper(single(view.lower(paper))))
    })
}

/// `The bank was short of cash, a letter seen by the Tribune shows.`: a paper at the sentence's end, and not who has seen it.
pub(super) fn paper_shows(view: &View<'_>, spot: &Spot) -> Option<Found> {
    let verb = spot.head;
    let sense = spot.senses.iter().find(|cue| cue.kind == Kind::Verb && cue.takes("that"))?;
    let sentence = view.sentence(verb);
    let ends = verb + 1 >= sentence.end || view.is_stop(verb + 1);
    let shows = matches!(view.doc.tokens[verb].lemma.as_str(), "show" | "say" | "suggest" | "indicate" | "reveal" | "state");
    let verbal = view.upos(verb) == "VERB" || is_shown(view, verb);
    let phrase = closing_phrase(view, verb, sentence.start).filter(|_| ends && shows && verbal)?;
    let participle = phrase.clone().find(|token| came_out(view, *token))?;
    let paper = (phrase.start..participle).any(|token| super::author::is_paper(single(view.lower(token))));
    let content = view.trimmed(&(sentence.start..phrase.start - 1).collect::<Vec<_>>());
    let plain = content.iter().all(|token| view.quote_of[*token] == view.quote_of[verb]);
    let says = content.iter().any(|token| matches!(view.upos(*token), "VERB" | "AUX"));
    (paper && plain && says).then(|| of_clause(view, spot, sense, phrase.collect(), content))
}

/// The phrase between the last comma and a verb: `a diplomat with knowledge of the call`, `residents reached by telephone`.
fn closing_phrase(view: &View<'_>, verb: usize, floor: usize) -> Option<std::ops::Range<usize>> {
    let plain = view.phrase_before(verb, floor).filter(|phrase| phrase.end == verb && phrase.start > floor + 4);
    let relative = |token: usize| matches!(view.lower(token), "what" | "which" | "who" | "whom" | "whose");
    // `…, an idea the envoy welcomed`: what the envoy did to the idea.
    let verdict = |start: usize| {
        matches!(view.lower(start), "a" | "an")
            && (start + 1..verb.min(start + 4)).any(|noun| super::bounds::VERDICTS.contains(&view.lower(noun)))
    };
    if let Some(phrase) =
        plain.filter(|phrase| view.lower(phrase.start - 1) == "," && !phrase.clone().any(relative) && !verdict(phrase.start))
    {
        return Some(phrase);
    }
    let level = view.quote_of[verb];
    let comma = (floor + 3..verb).rev().find(|token| view.is_comma(*token) && view.quote_of[*token] == level)?;
    let phrase = comma + 1..verb;
    let opens =
        phrase.len() <= 12 && matches!(view.upos(comma + 1), "DET" | "NUM" | "PROPN" | "NOUN") && !view.lower(comma + 1).ends_with("ing");
    let noun = phrase.clone().position(|token| matches!(view.upos(token), "NOUN" | "PROPN"))?;
    let participle = |token: usize| {
        let tells = view.upos(token) == "VERB" && view.relation(token) == "acl" && !view.lower(token).ends_with("ing");
        token > comma + noun && (tells || came_out(view, token))
    };
    let silent = phrase.clone().all(|token| {
        let relative = relative(token) || view.lower(token) == "that";
        view.quote_of[token] == level
            && !relative
            && (!matches!(view.upos(token), "VERB" | "AUX" | "SCONJ" | "CCONJ" | "PUNCT") || participle(token))
    });
    let last = verb - 1;
    // `a rule the court upheld`
    let reduced = phrase.clone().skip(1).any(|token| {
        matches!(view.upos(token), "DET" | "PRON") && matches!(view.upos(token - 1), "NOUN" | "PROPN") && view.lower(token) != "'s"
    });
    (opens && silent && !reduced && !verdict(comma + 1) && !matches!(view.upos(last), "ADP" | "DET")).then_some(phrase)
}

/// Who said it in the middle of a sentence is no part of its subject: of `the mayor, the minutes note, replied`, the mayor replied.
pub(super) fn part_sources(view: &View<'_>, found: &mut [Found]) {
    let insertions: Vec<(usize, usize)> = found
        .iter()
        .filter_map(|one| {
            let first = one.source.first().copied().filter(|first| *first > 0 && *first < one.head && view.lower(first - 1) == ",")?;
            let around =
                one.content.first().is_some_and(|before| *before < first) && one.content.last().is_some_and(|last| *last > one.head);
            around.then_some((one.head, first - 1))
        })
        .collect();
    let around: Vec<(usize, Vec<usize>, Vec<usize>)> = found
        .iter()
        .filter(|one| insertions.iter().any(|(head, _)| *head == one.head))
        .map(|one| (one.head, one.source.clone(), one.content.clone()))
        .collect();
    for one in found.iter_mut() {
        // `his daughter, the channel reported, insists`: it is the daughter who does.
        let same = around.iter().find(|(head, source, content)| {
            *head < one.head
                && *source == one.source
                && content.binary_search(&one.head).is_ok()
                && one.content.iter().all(|token| token > head)
        });
        if let Some((head, source, content)) = same {
            let first = source.first().copied().unwrap_or(*head);
            let subject: Vec<usize> = content.iter().copied().filter(|token| *token < first && view.is_word(*token)).collect();
            let between = content.iter().any(|token| token > head && *token < one.head && matches!(view.upos(*token), "VERB"));
            if !between && subject.last().is_some_and(|last| matches!(view.upos(*last), "NOUN" | "PROPN" | "PRON")) {
                one.source = subject;
                continue;
            }
        }
        // `He answered, the minutes record, that …`
        let holder = around.iter().find(|(head, _, content)| one.head < *head && content.binary_search(&one.head).is_ok());
        if one.source.is_empty()
            && let Some((_, _, content)) = holder
            && let Some(phrase) = view.phrase_before(one.head, content[0]).filter(|phrase| phrase.end == one.head)
            && matches!(view.upos(phrase.end - 1), "NOUN" | "PROPN" | "PRON")
        {
            one.source = phrase.collect();
        }
        for (head, comma) in &insertions {
            let holds = *head != one.head && one.head > *head && one.source.contains(head);
            let before = one.source.iter().any(|token| token < comma);
            if holds && before && !one.content.contains(comma) {
                one.source.retain(|token| token < comma);
            }
        }
    }
}
