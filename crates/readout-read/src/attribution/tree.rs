//! Indirect speech, wishes, refusals and the like, by the tree: what hangs on a cue in the shapes its frames allow.

use super::cue::{Cue, Form, Kind, Lexicon};
use super::find::{Found, Shape, Spot, agent, audience, cue_words, noun_phrase, source_of_preposition, subject_head};
use super::instead::{asked_of, in_place_of_clause, is_other_account, is_set_off, second_of_pair};
use super::view::View;
use readout_core::Manner;

/// The attribution that the cue at `spot` makes without a quotation of its own.
pub(super) fn indirect(view: &View<'_>, spot: &Spot) -> Option<Found> {
    let found = match spot.senses[0].kind {
        Kind::Preposition => preposition(view, spot),
        Kind::Noun => noun(view, spot),
        Kind::Adjective => adjective(view, spot),
        Kind::Verb => verb(view, spot).or_else(|| adjective(view, spot)),
    }?;
    (!found.content.is_empty()).then_some(found)
}

/// What an expression may hold as content: words at the cue's own depth of quotation or deeper, without the source's.
fn content_of(view: &View<'_>, spot: &Spot, mut tokens: Vec<usize>, source: &[usize]) -> Vec<usize> {
    tokens.sort_unstable();
    tokens.dedup();
    // A cue held with tongs (`Moscow "welcomed" the plan`) stands at the depth around its marks.
    let around = view.quote_of[spot.head].map(|quote| &view.quotes[quote]);
    let around = around.filter(|quote| quote.is_speech || quote.tokens.clone().filter(|token| view.is_word(*token)).count() > 2);
    let around = around.map(|quote| quote.tokens.clone());
    tokens.retain(|token| around.as_ref().is_none_or(|around| around.contains(token)) && !spot.words.contains(token));
    tokens.retain(|token| !source.contains(token));
    view.trimmed(&tokens)
}

fn without(mut tokens: Vec<usize>, dropped: &[usize]) -> Vec<usize> {
    tokens.retain(|token| !dropped.contains(token));
    tokens
}

fn has_child(view: &View<'_>, token: usize, relation: &str, word: &str) -> bool {
    view.children(token).iter().any(|child| view.relation(*child) == relation && view.lower(*child) == word)
}

fn is_infinitive(view: &View<'_>, verb: usize) -> bool {
    has_child(view, verb, "mark", "to")
}

/// The phrase after one of the cue's prepositions: its tokens without the preposition.
fn after_preposition(view: &View<'_>, head: usize, cue: &Cue) -> Option<(usize, Vec<usize>)> {
    for child in view.children(head) {
        if !matches!(view.relation(*child), "obl" | "nmod" | "advcl" | "acl" | "xcomp" | "ccomp") || *child < head {
            continue;
        }
        let case = view.children(*child).iter().copied().find(|case| {
            matches!(view.relation(*case), "case" | "mark")
                && cue.prepositions().any(|preposition| preposition == view.lower(*case))
                && *case > head
        });
        // `confessed to passing it on`, `admitted to having met them`
        let gerund = |case: usize| view.lower.get(case + 1).is_some_and(|next| next.ends_with("ing") && next.len() > 4);
        if let Some(case) = case.filter(|case| view.lower(*case) != "to" || view.relation(*case) == "case" || gerund(*case)) {
            return Some((case, without(view.subtree(*child), &[case])));
        }
    }
    None
}

/// `as` phrases beside an object: `described the visit as very good`.
fn as_phrases(view: &View<'_>, head: usize) -> Vec<usize> {
    let mut tokens = Vec::new();
    for child in view.children(head) {
        let is_as = *child > head
            && matches!(view.relation(*child), "obl" | "xcomp" | "advcl" | "ccomp")
            && view.children(*child).iter().any(|case| matches!(view.relation(*case), "case" | "mark") && view.lower(*case) == "as");
        if is_as || (view.relation(*child) == "xcomp" && *child > head) {
            tokens.extend(view.subtree(*child));
        }
    }
    tokens
}

/// Prepositions that make a gerund a circumstance or an object, not an act: `accused of ordering`, `without saying`.
fn is_after_preposition(view: &View<'_>, verb: usize) -> bool {
    view.children(verb).iter().any(|child| {
        matches!(view.relation(*child), "mark" | "case")
            && matches!(
                view.lower(*child),
                "of" | "for" | "without" | "from" | "about" | "against" | "before" | "on" | "with" | "to" | "in" | "at"
            )
    })
}

fn verb(view: &View<'_>, spot: &Spot) -> Option<Found> {
    let verb = spot.head;
    let deprel = view.doc.tokens[verb].deprel.as_str();
    if matches!(deprel, "amod" | "compound" | "case" | "nmod" | "aux") || is_set_off(view, verb) {
        return None;
    }
    let governor = view.head(verb);
    if is_infinitive(view, verb) {
        // `to deny …` is no denial; `went on to deny`, `is to announce` are acts.
        let goes_on = governor.filter(|head| {
            deprel == "xcomp"
                && matches!(
                    view.lower(*head),
                    "continue"
                        | "continued"
                        | "continues"
                        | "going"
                        | "went"
                        | "goes"
                        | "appeared"
                        | "appears"
                        | "seemed"
                        | "seems"
                        | "used"
                )
                // `would continue to support` is no act yet.
                && view.children(*head).iter().all(|child| view.relation(*child) != "aux")
        });
        let is_to = view.child(verb, &["aux", "cop"]).is_some_and(|copula| copula < verb) || deprel == "root";
        if goes_on.is_none() && !is_to {
            return None;
        }
    }
    if spot.form == Form::Gerund && is_after_preposition(view, verb) {
        return None;
    }
    let own_subject = view.child(verb, &["nsubj", "csubj"]).is_some();
    let has_auxiliary = view.children(verb).iter().any(|child| view.relation(*child) == "aux");
    // `Asked whether …`, `officers accused of …`: passive without showing it.
    let bare_participle =
        matches!(spot.form, Form::Past | Form::Participle) && !own_subject && !has_auxiliary && matches!(deprel, "advcl" | "acl");
    // `was rejected by the rebels and welcomed by the government`
    let second_passive = passive_before(view, verb).is_some();
    // `The ministry called for calm and is understood to have …`: a passive beside an active verb has no source of its own.
    let beside_active =
        is_passive_conjunct(view, verb) && !view.children(verb).iter().any(|child| view.doc.tokens[*child].deprel == "nsubj:pass");
    let is_passive = bare_participle
        || second_passive
        || view.children(verb).iter().any(|child| matches!(view.doc.tokens[*child].deprel.as_str(), "nsubj:pass" | "aux:pass"));
    // `it is said that`, not `let it be known that`
    let has_expletive = view.child(verb, &["expl"]).is_some_and(|expletive| expletive < verb || own_subject_of(view, verb).is_none());
    let subject = match quoted_speaker(view, verb) {
        Some(speaker) => Some(speaker),
        None if has_expletive => None,
        None if bare_participle || second_passive || beside_active => agent(view, verb),
        None => subject_head(view, verb),
    };
    // `the owner had heard from the crew that …`: it is the crew who said so.
    let heard_from = subject.filter(|_| view.doc.tokens[verb].lemma == "hear").and_then(|_| {
        view.children(verb).iter().copied().find(|child| {
            *child > verb && view.relation(*child) == "obl" && view.children(*child).iter().any(|case| view.lower(*case) == "from")
        })
    });
    let heard_from = heard_from.filter(|_| view.child(verb, &["ccomp"]).is_some());
    let subject = heard_from.or(subject);
    let source = subject.map(|head| noun_phrase(view, head, verb)).unwrap_or_default();
    let source: Vec<usize> = source.into_iter().filter(|token| !spot.words.contains(token)).collect();
    let mut best: Option<(&Cue, Vec<usize>, Vec<usize>, Shape)> = None;
    for cue in spot.senses.iter().copied().filter(|cue| cue.kind == Kind::Verb) {
        if let Some((content, extra, shape)) = verb_content(view, spot, cue, is_passive, &source) {
            let content = content_of(view, spot, content, &source);
            if !content.is_empty() {
                best = Some((cue, content, extra, shape));
                break;
            }
        }
    }
    if let Some(asked) = asked_of(view, spot).filter(|_| best.is_none() || source.is_empty()) {
        return Some(asked);
    }
    let (cue, content, extra, shape) = best?;
    if source.is_empty() && !is_passive && !has_expletive && spot.form != Form::Gerund {
        return None;
    }
    if bare_participle && source.is_empty() && (deprel == "acl" || shape == Shape::Phrase) {
        return None;
    }
    let (mut words, negated) = cue_words(view, spot, &source);
    words.extend(extra);
    // `has neither confirmed nor denied`
    let second = second_of_pair(view, verb).filter(|second| view.child(verb, &["obj"]).is_none() && !content.contains(second));
    if let Some(second) = second {
        words.extend([second - 1, second]);
        let first = words.iter().copied().min().unwrap_or(verb);
        let opens = (source.last().map_or(first, |last| last + 1)..first).rev();
        words.extend(opens.take_while(|token| view.lower(*token) == "neither" || view.is_auxiliary(*token)));
    }
    let negated = negated || second.is_some_and(|second| view.lower(second - 1) == "nor");
    words.retain(|word| !content.contains(word) && !source.contains(word));
    words.sort_unstable();
    words.dedup();
    let mut manner = if heard_from.is_some() { Manner::Says } else { cue.manner };
    // `reiterated demands that …`: the act is the noun's.
    if let Some(object) = view.child(verb, &["obj"])
        && matches!(manner, Manner::Says)
        && !matches!(cue.words[0].as_str(), "mention" | "report" | "quote" | "cite" | "describe" | "record" | "note")
        && let Some((_, noun)) =
            Lexicon::get().senses(view.lower(object)).find(|(_, cue)| cue.kind == Kind::Noun && cue.manner != Manner::Says)
        && matches!(view.upos(object), "NOUN")
        && view.child(object, &["acl", "nmod", "ccomp", "xcomp"]).is_some()
    {
        manner = noun.manner;
    }
    // Who is accused is not thereby spoken to.
    let object_of_act = matches!(cue.words[0].as_str(), "accuse" | "blame" | "suspect" | "ban" | "prohibit" | "forbid");
    let audience = if is_passive || object_of_act { Vec::new() } else { audience(view, spot, cue, &content) };
    Some(Found { source, cue: words, content, head: verb, manner, negated, quoted: false, audience, shape })
}

/// `was quoted as saying`, `quoted the minister as saying`: who is quoted.
pub(super) fn quoted_speaker(view: &View<'_>, verb: usize) -> Option<usize> {
    if !view.has_tree {
        return None;
    }
    let head = view.head(verb)?;
    let quotes = matches!(
        view.lower(head),
        "quoted"
            | "quotes"
            | "quoting"
            | "quote"
            | "cited"
            | "cites"
            | "citing"
            | "reported"
            | "paraphrased"
            | "heard"
            | "described"
            | "record"
            | "records"
            | "recorded"
    );
    if !quotes
        || !(has_child(view, verb, "mark", "as") || has_child(view, verb, "case", "as") || view.lower(verb.saturating_sub(1)) == "as")
    {
        return None;
    }
    let passive = view.children(head).iter().copied().find(|child| view.doc.tokens[*child].deprel == "nsubj:pass");
    passive.or_else(|| view.child(head, &["obj"]))
}

/// `is understood to have …` behind `called for calm and`.
fn is_passive_conjunct(view: &View<'_>, verb: usize) -> bool {
    view.doc.tokens[verb].deprel == "conj" && view.children(verb).iter().any(|child| view.doc.tokens[*child].deprel == "aux:pass")
}

/// The content of a verb in one of its senses, further words of the cue, and the shape.
fn verb_content(view: &View<'_>, spot: &Spot, cue: &Cue, is_passive: bool, source: &[usize]) -> Option<(Vec<usize>, Vec<usize>, Shape)> {
    let verb = spot.head;
    let last = *spot.words.last().unwrap_or(&verb);
    let children = view.children(verb);
    let passive_subject = children.iter().copied().find(|child| view.doc.tokens[*child].deprel == "nsubj:pass");
    let passive_subject = passive_subject.or_else(|| {
        let first = passive_before(view, verb)?;
        view.children(first).iter().copied().find(|child| view.doc.tokens[*child].deprel == "nsubj:pass")
    });
    let beside_active = || view.child(view.head(verb)?, &["nsubj"]).filter(|_| is_passive_conjunct(view, verb));
    let passive_subject = passive_subject.or_else(beside_active);
    let clause = children.iter().copied().find(|child| matches!(view.relation(*child), "ccomp" | "csubj") && !is_infinitive(view, *child));
    let infinitive = children
        .iter()
        .copied()
        .find(|child| matches!(view.relation(*child), "xcomp" | "ccomp" | "advcl") && is_infinitive(view, *child) && *child > verb)
        // `is pushing the coalition – the main group – to talk`: coordinated with nothing.
        .or_else(|| {
            let apart = |child: &usize| {
                view.relation(*child) == "conj" && is_infinitive(view, *child) && *child > verb && view.child(*child, &["cc"]).is_none()
            };
            children.iter().copied().find(apart).filter(|_| !is_infinitive(view, verb))
        });
    // `stood by its report`: what the cue's own preposition leads to.
    let led = || {
        children.iter().copied().find(|child| {
            view.relation(*child) == "obl"
                && *child > last
                && view.children(*child).iter().any(|case| view.relation(*case) == "case" && spot.words.contains(case))
        })
    };
    // `neither confirmed nor denied the report`, `would not confirm or deny it`: one object of both.
    let shared = || view.child(second_of_pair(view, verb)?, &["obj"]);
    // `trusts his men`, whom the tree takes for those who are given something
    let trusts = matches!(cue.words[0].as_str(), "trust" | "believe");
    let given = || view.child(verb, &["iobj"]).filter(|object| trusts && *object > verb);
    // `called on the union`, where the tree has the particle on the verb
    let behind_particle = || {
        let behind = |child: &usize| view.relation(*child) == "obl" && view.subtree(*child).first() == Some(&(last + 1));
        (last != verb && view.relation(last) == "compound").then(|| children.iter().copied().find(behind)).flatten()
    };
    let object = view.child(verb, &["obj"]).filter(|object| !spot.words.contains(object)).or_else(led).or_else(shared);
    let object = object.or_else(given).or_else(behind_particle);
    if cue.takes("that")
        && clause.is_none()
        && let Some(content) = in_place_of_clause(view, last)
    {
        return Some((content, Vec::new(), Shape::Clause));
    }
    if cue.takes("that") {
        // `saw them sit down` is seen, not said.
        let sees = matches!(view.lower(verb), "see" | "sees" | "saw" | "seen" | "seeing" | "watch" | "watched" | "watches");
        let bare = |clause: usize| sees && !has_child(view, clause, "mark", "that");
        if let Some(clause) = clause.filter(|clause| !bare(*clause)) {
            return Some((with_gap(view, cue, last, view.subtree(clause)), Vec::new(), Shape::Clause));
        }
        if let Some(content) = that_clause_after(view, last) {
            return Some((content, Vec::new(), Shape::Clause));
        }
        if let Some(content) = clause_around(view, verb).filter(|_| object.is_none() || cue.takes("hearer")) {
            return Some((content, Vec::new(), Shape::Clause));
        }
        // `They have left, the colonel was quoted by the Herald as saying`: the clause that the quoting is set into.
        if let Some(quoting) = view.head(verb).filter(|quoting| *quoting < verb && quoted_speaker(view, verb).is_some())
            && clause.is_none()
        {
            let set_off = view.child(quoting, &["ccomp"]).filter(|clause| *clause < quoting).map(|clause| view.subtree(clause));
            if let Some(content) = clause_around(view, quoting).or(set_off) {
                return Some((content, Vec::new(), Shape::Clause));
            }
        }
        // `made clear that`, `let it be known that`: the clause hangs on the phrase's last word.
        if last != verb && view.lower.get(last + 1).is_some_and(|word| matches!(word.as_str(), "whether" | "who" | "how" | "when")) {
            let clause = view.head(last + 1).filter(|clause| *clause > last + 1 && view.upos(*clause) != "PUNCT");
            if let Some(clause) = clause {
                return Some((view.subtree(clause), Vec::new(), Shape::Clause));
            }
        }
        let on_last = (last != verb).then(|| view.child(last, &["ccomp", "acl", "csubj"])).flatten();
        if let Some(clause) = on_last.filter(|clause| !is_infinitive(view, *clause)) {
            return Some((view.subtree(clause), Vec::new(), Shape::Clause));
        }
    }
    if (cue.takes("to") || (is_passive && cue.takes("that")))
        && let Some(infinitive) = infinitive
    {
        let mut content = view.subtree(infinitive);
        if is_passive && !cue.takes("hearer") {
            content.extend(passive_subject.map(|subject| view.subtree(subject)).unwrap_or_default());
        } else if let Some(object) = object {
            content.extend(view.subtree(object));
        }
        return Some((content, Vec::new(), Shape::Infinitive));
    }
    if is_passive {
        // `had been warned of …`
        let on_agent = || agent(view, verb).and_then(|agent| after_preposition(view, agent, cue));
        if cue.takes("hearer")
            && let Some((case, content)) = after_preposition(view, verb, cue).or_else(on_agent)
        {
            return Some((content, vec![case], Shape::Phrase));
        }
        // `had been told three different things by three officers`: the tree may hang who told on what was told.
        if cue.takes("hearer")
            && cue.takes("that")
            && let Some(object) = object.filter(|object| *object > verb)
            && let Some(by) = told_by(view, object)
        {
            return Some((without(view.subtree(object), &view.subtree(by)), Vec::new(), Shape::Phrase));
        }
        let subject = passive_subject?;
        // `the plan was rejected by the council`: only with somebody who does it.
        if source.is_empty() || cue.takes("weak") || !cue.takes("object") {
            return None;
        }
        let mut content = view.subtree(subject);
        content.extend(as_phrases(view, verb));
        return Some((without(content, source), Vec::new(), Shape::Phrase));
    }
    if cue.takes("ing")
        && let Some(gerund) = children.iter().copied().find(|child| {
            let hangs = match view.relation(*child) {
                "xcomp" | "ccomp" => true,
                // `denied taking it`, not `kept its distancing`
                "obj" => view.upos(*child) == "VERB" || cue.words[0] != "maintain",
                // `ruled out cooperating`, with nothing between.
                "advcl" => *child == last + 1,
                _ => false,
            };
            hangs && view.lower(*child).ends_with("ing")
        })
    {
        return Some((view.subtree(gerund), Vec::new(), Shape::Infinitive));
    }
    if (cue.takes("at") || cue.takes("count"))
        && let Some(object) = object
        && let Some(content) = counted(view, verb, object, if cue.takes("at") { "at" } else { "to" })
    {
        return Some((content, Vec::new(), Shape::Phrase));
    }
    // `a request it described as unusual`
    if cue.takes("object")
        && object.is_none()
        && view.doc.tokens[verb].deprel == "acl:relcl"
        && let named = as_phrases(view, verb)
        && !named.is_empty()
        && let Some(noun) = view.head(verb).filter(|noun| *noun < verb)
    {
        let mut content = noun_phrase(view, noun, verb);
        content.extend(named);
        return Some((content, Vec::new(), Shape::Phrase));
    }
    // `had known of the leak`; what is known of now is no news.
    let knows = cue.words[0] == "know" && !matches!(spot.form, Form::Past | Form::Participle);
    // `had been told about the tape`, but `tell us about your work` asks.
    let told_about = |case: usize| cue.words[0] == "tell" && view.lower(case) == "about";
    let phrase_on_last = || (last != verb).then(|| after_preposition(view, last, cue)).flatten();
    if let Some((case, content)) = after_preposition(view, verb, cue)
        .filter(|(case, _)| !knows && !told_about(*case) && (view.lower(*case) != "at" || cue.words.len() > 1))
        .or_else(phrase_on_last)
    {
        let mut content = content;
        if cue.takes("hearer") {
            // `accused the group of …`: the accusation is of somebody.
            if matches!(cue.manner, Manner::Claims | Manner::Condemns) {
                content.extend(object.map(|object| view.subtree(object)).unwrap_or_default());
            }
            return Some((content, Vec::new(), Shape::Phrase));
        }
        return Some((content, vec![case], Shape::Phrase));
    }
    // `told the board the opposite`, `gave a different account`
    if matches!(cue.words[0].as_str(), "tell" | "give")
        && let Some(object) = view.child(verb, &["obj"]).filter(|object| *object > verb && is_other_account(view, *object))
    {
        return Some((view.subtree(object), Vec::new(), Shape::Clause));
    }
    if cue.takes("object")
        && let Some(object) = object.or_else(|| particle_object(view, spot))
        && view.lower(object) != "themselves"
    {
        let mut content = view.subtree(object);
        let named = as_phrases(view, verb);
        let has_quotation = content.iter().chain(&named).any(|token| view.quote_of[*token] != view.quote_of[verb]);
        // `shared her concern`, not `shared a flat`
        let shares = cue.words[0] == "share"
            && Lexicon::get().senses(view.lower(object)).any(|(_, noun)| noun.kind == Kind::Noun && noun.takes("that"));
        // `knows what he saw`
        let free_clause = cue.words[0] == "know" && content[0] > verb && matches!(view.lower(content[0]), "what" | "who" | "whom");
        if cue.takes("weak") && !has_quotation && named.is_empty() && !shares && !free_clause {
            return None;
        }
        // `ordered the guards into the port`: where to is part of the order.
        if cue.words[0] == "order" {
            let led = |child: usize| {
                child > object
                    && view.relation(child) == "obl"
                    && view
                        .children(child)
                        .iter()
                        .any(|case| matches!(view.lower(*case), "into" | "out" | "off" | "back" | "onto" | "from"))
            };
            content.extend(children.iter().copied().filter(|child| led(*child)).flat_map(|child| view.subtree(child)));
        }
        content.extend(named);
        return Some((content, Vec::new(), Shape::Phrase));
    }
    if cue.takes_quotation()
        && let Some(content) = after_colon(view, last)
    {
        return Some((content, Vec::new(), Shape::Clause));
    }
    if cue.takes("hearer")
        && let Some(object) = object.or_else(|| particle_object(view, spot))
        && cue.words.len() > 1
    {
        let mut content = view.subtree(object);
        content.extend(infinitive.map(|infinitive| view.subtree(infinitive)).unwrap_or_default());
        return Some((content, Vec::new(), Shape::Phrase));
    }
    None
}

fn own_subject_of(view: &View<'_>, verb: usize) -> Option<usize> {
    view.child(verb, &["nsubj"]).filter(|subject| *subject < verb)
}

/// The passive that a participle with an agent of its own is coordinated with.
fn passive_before(view: &View<'_>, verb: usize) -> Option<usize> {
    let first = view.head(verb).filter(|first| view.relation(verb) == "conj" && *first < verb)?;
    let passive = view.children(first).iter().any(|child| matches!(view.doc.tokens[*child].deprel.as_str(), "nsubj:pass" | "aux:pass"));
    let own = view.children(verb).iter().any(|child| matches!(view.relation(*child), "nsubj" | "aux" | "obj"));
    (passive && !own && agent(view, verb).is_some()).then_some(first)
}

/// The phrase with `by` that hangs on the object of a passive.
fn told_by(view: &View<'_>, object: usize) -> Option<usize> {
    view.children(object).iter().copied().find(|child| {
        *child > object && view.relation(*child) == "nmod" && view.children(*child).iter().any(|case| view.lower(*case) == "by")
    })
}

/// `he shouted to me through the loudhailer: nothing personal`: after a colon, to the sentence's end, without marks.
fn after_colon(view: &View<'_>, last: usize) -> Option<Vec<usize>> {
    let sentence = view.sentence(last);
    let level = view.quote_of[last];
    let end = (last + 1..sentence.end).find(|token| view.quote_of[*token] != level).unwrap_or(sentence.end);
    let colon = (last + 1..end.min(last + 14)).find(|token| view.lower(*token) == ":" || matches!(view.upos(*token), "VERB" | "AUX"))?;
    let words = (colon + 1..end).filter(|token| view.is_word(*token)).count();
    (view.lower(colon) == ":" && words >= 3).then(|| (colon + 1..end).collect())
}

/// `put the toll at 44, up from 31`, `raised its count from 19,000 to 26,500`: the object and all that follows, where a number comes after
/// the preposition. The tree may hang the number on the verb or on the object. What is raised must be a count.
fn counted(view: &View<'_>, verb: usize, object: usize, preposition: &str) -> Option<Vec<usize>> {
    const COUNTS: &[&str] = &["count", "toll", "figure", "number", "tally", "estimate", "total"];
    let mut content = view.subtree(object);
    let later = view
        .children(verb)
        .iter()
        .copied()
        .filter(|child| *child > object && matches!(view.relation(*child), "obl" | "advmod" | "nmod" | "xcomp" | "nummod"));
    content.extend(later.flat_map(|child| view.subtree(child)));
    content.sort_unstable();
    content.dedup();
    let words: Vec<usize> = content.iter().copied().filter(|token| !view.is_mark(*token)).collect();
    let bounds =
        |word: &str| matches!(word, "least" | "about" | "some" | "under" | "over" | "nearly" | "almost" | "around" | "more" | "fewer");
    let numbered =
        words.windows(2).any(|pair| view.lower(pair[0]) == preposition && (view.upos(pair[1]) == "NUM" || bounds(view.lower(pair[1]))));
    (numbered && (preposition == "at" || COUNTS.contains(&view.lower(object)))).then_some(content)
}

/// `believed progress was possible`: words between a cue that has no hearer and its clause belong to the clause, wherever the tree has hung them.
fn with_gap(view: &View<'_>, cue: &Cue, last: usize, mut clause: Vec<usize>) -> Vec<usize> {
    let Some(first) = clause.first().copied().filter(|first| *first > last + 1 && first - last <= 8) else { return clause };
    let gap = last + 1..first;
    let plain = gap
        .clone()
        .all(|token| matches!(view.upos(token), "DET" | "ADJ" | "NOUN" | "PROPN" | "PRON" | "NUM" | "ADP" | "PART") || view.is_mark(token));
    let noun = gap.clone().any(|token| matches!(view.upos(token), "NOUN" | "PROPN" | "PRON"));
    let starts_plain = !matches!(view.upos(gap.start), "ADP");
    let no_day = gap.clone().all(|token| !crate::calendar::is_day_or_month(view.lower(token)) && view.relation(token) != "obl:unmarked");
    if !cue.takes("hearer") && plain && noun && starts_plain && no_day {
        clause.splice(0..0, gap);
    }
    clause
}

/// The object of `call for`, `rule out`, `press for`, where the tree takes the particle for a preposition.
fn particle_object(view: &View<'_>, spot: &Spot) -> Option<usize> {
    let particle = spot.words.last().filter(|last| **last != spot.head)?;
    view.head(*particle).filter(|head| *head > *particle)
}

/// `knew two years ago that …`: a clause with `that` close after the cue is its content, whatever the tree hangs it on.
fn that_clause_after(view: &View<'_>, last: usize) -> Option<Vec<usize>> {
    let end = view.sentence(last).end.min(last + 14);
    // `swore to her, on his deathbed, that …`: what two commas hold is passed over, and so is who says it: `told the board, a member said, that …`.
    let opens = (last + 1..end).find(|token| view.lower(*token) == "," || matches!(view.upos(*token), "VERB" | "AUX"));
    let aside = opens.filter(|opens| view.lower(*opens) == ",").and_then(|opens| {
        let closes = (opens + 1..view.sentence(last).end.min(opens + 12)).find(|token| view.lower(*token) == ",")?;
        let says = view.lower(opens + 1) == "according" || super::aside::says_before(view, closes);
        let held = view.upos(opens + 1) == "ADP" || says;
        (held && view.lower.get(closes + 1).is_some_and(|next| next == "that")).then_some(opens..closes + 1)
    });
    let end = aside.as_ref().map_or(end.min(last + 9), |aside| end.max(aside.end + 1));
    let that = (last + 1..end)
        .filter(|token| aside.as_ref().is_none_or(|aside| !aside.contains(token)))
        .find(|token| view.lower(*token) == "that" || matches!(view.upos(*token), "VERB" | "AUX") || view.is_comma(*token))?;
    // `said the mediators had proposed a truce but that both sides …`: what is coordinated goes on with another verb.
    let second = matches!(view.lower(that - 1), "and" | "but" | "or" | "nor");
    let subordinate = view.upos(that) == "SCONJ" || aside.is_some() && view.relation(that) == "mark";
    if view.lower(that) != "that" || !subordinate || second {
        return None;
    }
    let verb = view.head(that).filter(|verb| *verb > that)?;
    Some(view.subtree(verb).into_iter().filter(|token| *token >= that).collect())
}

/// `…, the minister said`: the clause that the cue is set into.
fn clause_around(view: &View<'_>, verb: usize) -> Option<Vec<usize>> {
    let deprel = view.doc.tokens[verb].deprel.as_str();
    // `They have agreed, a spokesman said, ending …` is sometimes taken for a coordination.
    let beside = || deprel == "conj" && view.child(verb, &["cc", "obj", "ccomp", "xcomp"]).is_none();
    let set_off = deprel == "parataxis" || (deprel == "advcl" && has_child(view, verb, "mark", "as")) || beside();
    let head = view.head(verb).filter(|_| set_off)?;
    view.child(verb, &["nsubj"])?;
    if view.child(verb, &["obj", "ccomp", "xcomp"]).is_some() && deprel == "parataxis" && head > verb {
        return None;
    }
    let own = view.subtree(verb);
    let mut content: Vec<usize> = view.subtree(head).into_iter().filter(|token| own.binary_search(token).is_err()).collect();
    // What a semicolon sets apart was not said by the same speaker.
    let apart = |token: &usize| view.lower(*token) == ";" && view.quote_of[*token] == view.quote_of[verb];
    if let Some(cut) = (view.sentence(verb).start..verb).rev().find(apart) {
        content.retain(|token| *token > cut);
        if !content.iter().any(|token| view.is_word(*token)) {
            return None;
        }
    }
    // What a gerund adds after the cue is the writer's: `…, he said, reversing a statement of the day before`.
    let end = own.last().copied().unwrap_or(verb);
    let adds = |token: usize| view.relation(token) == "advcl" && view.lower(token).ends_with("ing") && view.lower(token - 1) == ",";
    if head < verb && (end + 1..view.lower.len().min(end + 3)).any(adds) && deprel == "conj" {
        content.retain(|token| *token < verb);
    }
    Some(content)
}

const LIGHT: &[&str] = &[
    "make",
    "made",
    "makes",
    "making",
    "issue",
    "issued",
    "issues",
    "issuing",
    "give",
    "gave",
    "given",
    "gives",
    "giving",
    "have",
    "has",
    "had",
    "voice",
    "voiced",
    "voices",
    "voicing",
    "express",
    "expressed",
    "expresses",
    "expressing",
    "raise",
    "raised",
    "raises",
    "raising",
    "repeat",
    "repeated",
    "repeats",
    "repeating",
    "renew",
    "renewed",
    "renews",
    "renewing",
    "send",
    "sent",
    "put",
    "offer",
    "offered",
    "offers",
    "release",
    "released",
    "publish",
    "published",
    "hold",
    "held",
    "announce",
    "announced",
    "deliver",
    "delivered",
    "set",
    "reiterate",
    "reiterated",
    "expressed",
    "pushing",
    "push",
    "pushed",
    "pushes",
];

fn noun(view: &View<'_>, spot: &Spot) -> Option<Found> {
    let noun = spot.head;
    let governor = view.head(noun);
    let relation = view.relation(noun);
    let owner = view.children(noun).iter().copied().find(|child| {
        view.doc.tokens[*child].deprel == "nmod:poss"
            || (view.relation(*child) == "nmod"
                && view.children(*child).iter().any(|case| view.relation(*case) == "case" && matches!(view.lower(*case), "by" | "from")))
    });
    let light = governor.filter(|head| relation == "obj" && LIGHT.contains(&view.lower(*head)));
    let subject = owner.or_else(|| light.and_then(|head| subject_head(view, head)))?;
    let mut source = noun_phrase(view, subject, noun);
    source.retain(|token| *token != noun && Some(*token) != light);
    // A verb of saying that governs the noun makes the attribution; here is its content only.
    if light.is_some_and(|light| {
        let says = |cue: &Cue| cue.manner == Manner::Says && cue.kind == Kind::Verb && cue.words.len() == 1;
        Lexicon::get().senses(view.lower(light)).any(|(_, cue)| says(cue))
    }) {
        return None;
    }
    // Who has confidence or doubts feels so; who has an idea proposes nothing.
    let feels = |cue: &Cue| matches!(cue.manner, Manner::Believes | Manner::Expects | Manner::Doubts);
    let has = light.is_some_and(|light| matches!(view.lower(light), "have" | "has" | "had"));
    for cue in spot.senses.iter().copied().filter(|cue| cue.kind == Kind::Noun && (!has || feels(cue))) {
        let clause = view.children(noun).iter().copied().find(|child| {
            *child > noun
                && ((matches!(view.doc.tokens[*child].deprel.as_str(), "acl" | "ccomp")
                    && has_child(view, *child, "mark", "that")
                    && cue.takes("that"))
                    || (matches!(view.doc.tokens[*child].deprel.as_str(), "acl" | "xcomp")
                        && is_infinitive(view, *child)
                        && cue.takes("to")))
        });
        let (content, mut words) = match clause {
            Some(clause) => (view.subtree(clause), Vec::new()),
            None => match after_preposition(view, noun, cue).or_else(|| light.and_then(|light| after_preposition(view, light, cue))) {
                Some((case, content)) => (content, vec![case]),
                None => continue,
            },
        };
        let content = content_of(view, spot, content, &source);
        if content.is_empty() {
            continue;
        }
        words.push(noun);
        words.extend(light);
        words.sort_unstable();
        let negated = view.children(noun).iter().any(|child| view.is_negation(*child))
            || light.is_some_and(|light| view.children(light).iter().any(|child| view.is_negation(*child)));
        return Some(Found {
            source,
            cue: words,
            content,
            head: noun,
            manner: cue.manner,
            negated,
            quoted: false,
            audience: Vec::new(),
            shape: Shape::OfNoun,
        });
    }
    None
}

fn adjective(view: &View<'_>, spot: &Spot) -> Option<Found> {
    let word = spot.head;
    let is_predicate = view.child(word, &["cop"]).is_some()
        || view.relation(word) == "xcomp"
        || view.children(word).iter().any(|child| matches!(view.doc.tokens[*child].deprel.as_str(), "nsubj" | "nsubj:pass"));
    if !is_predicate {
        return None;
    }
    let subject = view.child(word, &["nsubj"]).or_else(|| subject_head(view, word))?;
    let source = noun_phrase(view, subject, word);
    for cue in spot.senses.iter().copied().filter(|cue| cue.kind == Kind::Adjective) {
        let child = view.children(word).iter().copied().find(|child| {
            *child > word
                && ((cue.takes("to") && matches!(view.relation(*child), "xcomp" | "advcl" | "ccomp") && is_infinitive(view, *child))
                    || (cue.takes("that")
                        && matches!(view.relation(*child), "ccomp" | "advcl")
                        && (has_child(view, *child, "mark", "that") || view.relation(*child) == "ccomp")))
        });
        let (content, extra) = match child {
            Some(child) if is_infinitive(view, child) => (view.subtree(child), None),
            Some(child) => (with_gap(view, cue, *spot.words.last().unwrap_or(&word), view.subtree(child)), None),
            None => match after_preposition(view, word, cue) {
                Some((case, content)) => (content, Some(case)),
                None => continue,
            },
        };
        let (content, source) = if cue.takes("none") {
            // `is due to meet`: nobody is named who expects it, and the subject is part of what is expected.
            (content.into_iter().chain(source.iter().copied()).collect(), Vec::new())
        } else {
            (content, source.clone())
        };
        let content = content_of(view, spot, content, &source);
        if content.is_empty() {
            continue;
        }
        let (mut words, negated) = cue_words(view, spot, &source);
        words.retain(|word| !content.contains(word));
        words.extend(extra);
        words.sort_unstable();
        return Some(Found {
            source,
            cue: words,
            content,
            head: word,
            manner: cue.manner,
            negated,
            quoted: false,
            audience: Vec::new(),
            shape: Shape::OfAdjective,
        });
    }
    None
}

fn preposition(view: &View<'_>, spot: &Spot) -> Option<Found> {
    let cue = spot.senses[0];
    let source = source_of_preposition(view, spot);
    let last = *spot.words.last()?;
    let own: Vec<usize> = spot.words.iter().chain(&source).copied().collect();
    let mut head = if cue.takes("source") {
        let noun = *source.iter().find(|token| view.head(**token).is_none_or(|head| !source.contains(&head)))?;
        view.head(noun).or(Some(noun))?
    } else {
        view.head(spot.head)?
    };
    // Up to the clause.
    for _ in 0..20 {
        let relation = view.doc.tokens[head].deprel.as_str();
        let is_clause = matches!(relation, "root" | "conj" | "ccomp" | "acl:relcl" | "advcl" | "parataxis" | "xcomp" | "csubj" | "acl");
        match view.head(head).filter(|_| !is_clause || own.contains(&head)) {
            Some(next) => head = next,
            None => break,
        }
    }
    let phrase: Vec<usize> = {
        let first = *own.iter().min()?;
        let end = *own.iter().max()?;
        (first..=end).collect()
    };
    let mut content = view.subtree(head);
    // What follows a comma after the source belongs to it.
    content.retain(|token| {
        phrase.binary_search(token).is_err() && (view.quote_of[spot.head].is_none() || view.quote_of[*token] == view.quote_of[spot.head])
    });
    if content.iter().all(|token| !view.is_word(*token)) {
        let sentence = view.sentence(last);
        content = sentence.filter(|token| phrase.binary_search(token).is_err()).collect();
    }
    let mut content = view.trimmed(&content);
    if let Some(aside) = own_clause(view, spot.head) {
        content.retain(|token| aside.contains(token));
    }
    // `Officials told another story: he had raised it twice, according to one`: it is the words behind the colon.
    let colon =
        content.iter().rposition(|token| *token < spot.head && matches!(view.lower(*token), ":" | ";") && view.quote_of[*token].is_none());
    if let Some(colon) = colon.filter(|colon| content.get(colon + 2).is_some_and(|next| *next < spot.head)) {
        content.drain(..=colon);
    }
    Some(Found {
        source,
        cue: spot.words.clone(),
        content,
        head: spot.head,
        manner: cue.manner,
        negated: false,
        quoted: false,
        audience: Vec::new(),
        shape: Shape::OfPreposition,
    })
}

/// `…, which has cost 60,000 lives, according to the office`: what stands before the cue at the sentence's end is a relative clause of its own, and
/// only that is the source's.
fn own_clause(view: &View<'_>, cue: usize) -> Option<std::ops::Range<usize>> {
    let sentence = view.sentence(cue);
    let comma = cue.checked_sub(1).filter(|comma| view.lower(*comma) == "," && *comma > sentence.start)?;
    let opens = (sentence.start + 1..comma).rev().find(|token| view.lower(*token) == ",")?;
    (matches!(view.lower(opens + 1), "which" | "who") && comma - opens > 3).then_some(opens + 1..comma)
}
