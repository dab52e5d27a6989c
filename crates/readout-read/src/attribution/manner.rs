//! Manner and negation where the content or the source decides: `called the report invented` denies, `declined to say` says nothing, `accepted that it
//! was so` confirms.

use super::cue::{Kind, Lexicon};
use super::find::{Found, Shape};
use super::view::View;
use readout_core::Manner;

/// What calls a thing so denies it.
const UNTRUE: &[&str] = &[
    "false",
    "untrue",
    "invented",
    "invention",
    "fabricated",
    "fabrication",
    "baseless",
    "unfounded",
    "groundless",
    "nonsense",
    "lie",
    "lies",
    "fiction",
    "fake",
    "hoax",
    "fantasy",
    "absurd",
    "inaccurate",
    "wrong",
    "slander",
    "misleading",
];
/// What calls a thing so condemns it.
const BAD: &[&str] = &[
    "unacceptable",
    "outrageous",
    "disgrace",
    "disgraceful",
    "worthless",
    "shameful",
    "illegal",
    "unlawful",
    "reckless",
    "crime",
    "criminal",
    "barbaric",
    "cowardly",
    "irresponsible",
    "cynical",
    "appalling",
    "intolerable",
    "inhumane",
    "atrocity",
    "terrorist",
    "tyrant",
    "dictator",
    "provocation",
    "disaster",
    "regrettable",
    "unfortunate",
    "premature",
    "deplorable",
    "dangerous",
    "insulting",
    "offensive",
    "unjust",
    "unfair",
    "unjustified",
    "disproportionate",
    "hypocritical",
    "cruel",
    "immoral",
    "obscene",
    "heinous",
    "senseless",
    "inexcusable",
    "farce",
    "sham",
    "mockery",
    "circus",
    "betrayal",
    "insult",
    "scandal",
    "threat",
    "menace",
    "blackmail",
    "extortion",
    "charade",
    "whitewash",
    "stunt",
    "humiliation",
    "capitulation",
    "liar",
    "thief",
    "traitor",
    "coward",
    "saboteur",
    "crook",
    "bully",
    "puppet",
    "racist",
    "fascist",
    "murderer",
    "butcher",
    "thug",
    "hypocrite",
];
/// What calls a thing so confirms it.
const GENUINE: &[&str] = &["genuine", "authentic", "accurate", "credible"];
/// Whoever is called so is praised.
const GOOD: &[&str] = &[
    "hero",
    "friend",
    "patriot",
    "martyr",
    "visionary",
    "genius",
    "legend",
    "champion",
    "partner",
    "ally",
    "model",
    "gentleman",
    "good",
    "great",
    "brilliant",
    "honest",
    "brave",
    "decent",
];
/// Who questions in court, and by a suggestion presses his own side.
const COUNSEL: &[&str] = &["counsel", "barrister", "prosecutor", "prosecutors", "defence", "defense"];
/// Who will not.
const REFUSING: &[&str] = &["refuse", "refused", "refuses", "refusing", "decline", "declined", "declines", "declining"];

/// Settles the manner of one attribution, and whether it is negated.
pub(super) fn settle(view: &View<'_>, found: &mut Found) {
    let cue: Vec<&str> = found.cue.iter().map(|token| view.lower(*token)).collect();
    let content: Vec<&str> =
        found.content.iter().map(|token| view.lower(*token)).filter(|word| word.chars().any(char::is_alphanumeric)).collect();
    // `told the press, "To be frank, I am tired"`
    let opens_quoted =
        found.content.iter().find(|token| view.is_word(**token)).is_some_and(|first| view.quote_of[*first] != view.quote_of[found.head]);
    let has = |words: &[&str]| content.iter().any(|word| words.contains(word));
    let will = has(&["will", "would", "'ll", "'d", "wo", "shall"]);
    let names = |words: &[&str]| cue.iter().any(|word| words.contains(word));
    // `to say` may stand in the cue or in the content.
    let infinitive: &[&str] = match cue.iter().position(|word| *word == "to") {
        Some(to) => &cue[to + 1..],
        None if content.first() == Some(&"to") => &content[1..],
        None => &[],
    };
    if names(REFUSING) && !infinitive.is_empty() {
        // `declined to say` says nothing, `refused to confirm` does not confirm, `refused to go` rejects.
        let act = infinitive.iter().find(|word| !word.ends_with("ly")).copied().unwrap_or_default();
        let said = Lexicon::get().senses(act).find(|(_, cue)| {
            cue.kind == Kind::Verb
                && cue.words.len() == 1
                && (cue.takes("that") || cue.takes("on") || cue.takes("about"))
                && !cue.takes("to")
        });
        if let Some(manner) = said
            .map(|(_, cue)| cue.manner)
            .or(matches!(act, "name" | "identify" | "discuss" | "give" | "be").then_some(Manner::Says))
            .filter(|manner| matches!(manner, Manner::Says | Manner::Confirms | Manner::Denies | Manner::Announces))
        {
            let twice = found.cue.iter().any(|token| view.is_negation(*token));
            found.manner = if manner == Manner::Announces { Manner::Says } else { manner };
            found.negated = act != "be" && !twice;
            // `declined to be interviewed`, but `refused to be moved`
            let to_be = infinitive.iter().skip_while(|word| **word != "be").nth(1).copied().unwrap_or_default();
            let heard = matches!(to_be, "interviewed" | "quoted" | "named" | "identified" | "drawn");
            if act == "be" && !heard {
                found.manner = Manner::Rejects;
            } else if act == "be" {
                found.negated = !twice;
            }
        } else {
            found.manner = Manner::Rejects;
        }
    } else if names(&[
        "call",
        "calls",
        "called",
        "calling",
        "describe",
        "describes",
        "described",
        "describing",
        "dub",
        "dubbed",
        "term",
        "terms",
        "termed",
        "label",
        "labelled",
        "labeled",
        "brand",
        "branded",
        "brands",
    ]) && matches!(found.manner, Manner::Says)
    {
        if has(UNTRUE) {
            found.manner = Manner::Denies;
        } else if has(BAD) || names(&["brand", "branded", "brands"]) || is_reproach(view, found) {
            found.manner = Manner::Condemns;
        } else if has(GENUINE) && !has(&["not", "n't", "no"]) {
            found.manner = Manner::Confirms;
        }
    } else if found.manner == Manner::Rejects
        && names(&["reject", "rejects", "rejected", "rejecting"])
        && (has(&["as"]) && has(UNTRUE)
            || content.len() <= 6
                && content
                    .last()
                    .is_some_and(|last| matches!(*last, "account" | "accusation" | "accusations" | "allegation" | "allegations")))
    {
        // `rejected the account as baseless` speaks of what is so, not of what to do.
        found.manner = Manner::Denies;
    } else if names(&["assure", "assures", "assured", "assuring", "reassure", "reassured"]) {
        let to = content.first() == Some(&"to");
        found.manner = if will || to { Manner::Promises } else { Manner::Says };
    } else if names(&["warn", "warns", "warned", "warning"]) {
        let own = content.iter().zip(content.iter().skip(1)).any(|(subject, verb)| {
            matches!(*subject, "it" | "they" | "he" | "she" | "we" | "i") && matches!(*verb, "would" | "will" | "'ll" | "'d" | "shall")
        });
        let starts = content.iter().position(|word| matches!(*word, "to" | "not")).is_some_and(|at| at < 5);
        let clause = content.first().is_some_and(|word| *word == "that");
        found.manner = if own && found.shape != Shape::Phrase {
            Manner::Threatens
        } else if starts && !clause && matches!(found.shape, Shape::Infinitive | Shape::Suggested) || names(&["against"]) {
            Manner::Urges
        } else {
            Manner::Says
        };
    } else if found.manner == Manner::Says
        && names(&["tell", "told", "tells", "telling"])
        && matches!(content[..], ["to", ..] | ["not", "to", ..])
        && !opens_quoted
    {
        found.manner = Manner::Orders;
    } else if found.manner == Manner::Promises
        && names(&["swore", "sworn", "swear", "swears"])
        && !will
        && !matches!(content[..], ["to", ..] | ["never" | "not", "to", ..])
    {
        found.manner = Manner::Claims;
    } else {
        by_content(view, found, &content, will);
    }
    // `agreed nothing of the kind`, `nobody would say`.
    let nothing = match (content.first(), content.get(1)) {
        (Some(&"nothing" | &"none"), _) => true,
        (Some(&"no"), Some(next)) => matches!(*next, "such" | "one"),
        _ => false,
    };
    let nobody = found.source.first().is_some_and(|first| matches!(view.lower(*first), "nobody" | "none" | "neither"))
        || found.source.len() >= 2 && view.lower(found.source[0]) == "no" && view.lower(found.source[1]) == "one";
    let small = content.len() <= 6 && found.content.iter().all(|token| view.relation(*token) != "nsubj");
    if (nothing && small && found.shape != Shape::Quotation && !found.quoted) != nobody {
        found.negated = !found.negated;
    }
    // `agreed not to leave` agrees.
    if found.negated
        && matches!(content.first(), Some(&"not" | &"never"))
        && !nobody
        && !found.cue.iter().any(|token| view.is_negation(*token))
    {
        found.negated = false;
    }
    outside(view, found);
}

/// `called him a man of straw`, `described her as a relic`: whoever calls a person something mostly means no good by it. Not so of oneself, nor
/// where it is a name (`called him "Uncle"`).
fn is_reproach(view: &View<'_>, found: &Found) -> bool {
    let words: Vec<usize> = found.content.iter().copied().filter(|token| view.is_word(*token)).collect();
    let Some(first) = words.first().copied() else { return false };
    let person =
        matches!(view.lower(first), "him" | "her" | "them" | "me" | "us") && view.lower.get(first + 1).is_none_or(|next| next != "'s");
    let article = words
        .iter()
        .skip(1)
        .take(3)
        .any(|token| matches!(view.lower(*token), "a" | "an") && words.iter().any(|noun| *noun > *token && view.upos(*noun) == "NOUN"));
    let next = words.get(1).map_or("", |next| view.lower(*next));
    person
        && article
        && words.len() <= 7
        && matches!(next, "a" | "an" | "as")
        && !words.iter().any(|token| GOOD.contains(&view.lower(*token)))
}

/// Manners that a plain cue takes by what is said: a question is asked, `accepted that the log was wrong` confirms, `advised that` only says.
fn by_content(view: &View<'_>, found: &mut Found, content: &[&str], will: bool) {
    let lemma = view.doc.tokens[found.head].lemma.as_str();
    let has = |words: &[&str]| content.iter().any(|word| words.contains(word));
    let modal = will || has(&["should", "could", "can", "may", "might", "must"]);
    let clause = content.first() == Some(&"that") || found.shape == Shape::Clause;
    let own = |words: &[&str]| found.source.iter().any(|token| words.contains(&view.lower(*token)));
    match (found.manner, lemma) {
        (Manner::Says, "say" | "reply" | "answer" | "shout") if is_question(view, found) => found.manner = Manner::Asks,
        // `said it was not`, `said that they had not`
        (Manner::Says, "say") if content.len() <= 5 && content.last().is_some_and(|last| matches!(*last, "not" | "n't")) => {
            let before = content.len().checked_sub(2).map_or("", |before| content[before]);
            if matches!(before, "was" | "were" | "is" | "are" | "did" | "had" | "has" | "have" | "does" | "do") {
                found.manner = Manner::Denies;
            }
        }
        // `Not so, say the drivers`, `It was nothing of the sort, she retorted`
        (Manner::Says, _) if matches!(content, ["not", "so"] | ["it", "was" | "is", "nothing", "of", "the", ..]) => {
            found.manner = Manner::Denies;
        }
        (Manner::Says, "say" | "tell") if content.ends_with(&["not", "true"]) && content.len() <= 5 => found.manner = Manner::Denies,
        (Manner::Accepts, "accept") if clause => found.manner = Manner::Confirms,
        // `agreed that the log was wrong`, not `agreed that the log should be kept`
        (Manner::Accepts, "agree") if clause && content.first() == Some(&"that") && !modal && has(&["was", "were", "had", "did"]) => {
            found.manner = Manner::Confirms;
        }
        (Manner::Urges, "advise") if content.first() == Some(&"that") && !has(&["be", "should", "must"]) => found.manner = Manner::Says,
        // `Counsel suggested that he had been drunk`; `suggested that the mine was not safe` hints.
        (Manner::Proposes, "suggest") if clause && own(COUNSEL) => found.manner = Manner::Claims,
        (Manner::Proposes, "suggest") if clause && has(&["was", "were", "had", "is", "has", "may", "might"]) && !has(&["should", "be"]) => {
            found.manner = Manner::Hints;
        }
        (Manner::Announces, "declare") if content.len() <= 7 && (has(UNTRUE) || has(&["forgery"])) && !clause => {
            found.manner = Manner::Denies;
        }
        (Manner::Claims, "plead") if content.starts_with(&["not", "guilty"]) => found.manner = Manner::Denies,
        // `offered an apology`, `offered his condolences`
        (Manner::Proposes, "offer") if has(&["apology", "apologies", "condolences", "sympathy", "thanks", "congratulations"]) => {
            found.manner = Manner::Says;
        }
        // What a court finds is its view.
        (Manner::Says, "find") if own(&["court", "tribunal", "judge", "judges", "jury", "panel"]) => found.manner = Manner::Believes,
        // `swore never to return`
        (Manner::Claims, "swear") if matches!(content, ["to", ..] | ["never" | "not", "to", ..]) => found.manner = Manner::Promises,
        // `a mediator put it to us thus: "They agree on nothing."`
        (Manner::Claims, "put") if found.quoted => found.manner = Manner::Says,
        // `She recalled: "He told me to wait."`, `a guest remembered that he had left early`
        (Manner::Believes, "remember")
            if found.quoted || !found.negated && found.source.len() > 1 && found.source.iter().any(|token| view.upos(*token) == "NOUN") =>
        {
            found.manner = Manner::Says;
        }
        // `counsel puts it to him that nobody heard`
        (Manner::Says, "put") if clause && found.cue.windows(2).any(|pair| view.lower(pair[0]) == "it" && view.lower(pair[1]) == "to") => {
            found.manner = Manner::Claims;
        }
        _ => {}
    }
}

/// One question and nothing else: `said "Who sent you?"`, `said when have I been idle`.
fn is_question(view: &View<'_>, found: &Found) -> bool {
    let stop = |token: &usize| matches!(view.lower(*token), "." | "?" | "!");
    let mut stops = found.content.iter().copied().filter(stop);
    if let Some(first) = stops.next() {
        let word = found.content.iter().copied().find(|token| view.is_word(*token));
        return view.lower(first) == "?"
            && word.is_some_and(|word| view.quote_of[word] == view.quote_of[first])
            && stops.next().is_none()
            && found.content.iter().all(|token| *token <= first || !view.is_word(*token));
    }
    let words: Vec<usize> = found.content.iter().copied().filter(|token| view.is_word(*token)).collect();
    let [asks, auxiliary, subject, ..] = words[..] else { return false };
    let inverted = matches!(
        view.lower(auxiliary),
        "do" | "does" | "did" | "have" | "has" | "had" | "are" | "were" | "will" | "would" | "can" | "could"
    );
    matches!(view.lower(asks), "who" | "what" | "why" | "how" | "when" | "where")
        && inverted
        && matches!(view.upos(subject), "PRON" | "DET" | "PROPN")
        && asks + 1 == auxiliary
}

/// What stands around the cue's verb: `is heard saying` says, `stopped short of promising` promises nothing.
fn outside(view: &View<'_>, found: &mut Found) {
    let names = |words: &[&str]| found.cue.iter().any(|token| words.contains(&view.lower(*token)));
    let last = found.cue.iter().rev().copied().find(|token| view.upos(*token) == "VERB").unwrap_or(found.head);
    let own = || {
        Lexicon::get().senses(view.lower(last)).find(|(_, cue)| cue.kind == Kind::Verb && cue.takes_quotation()).map(|(_, cue)| cue.manner)
    };
    if names(&["heard", "seen", "overheard", "filmed", "recorded"]) && view.lower(last).ends_with("ing") {
        let promises = matches!(view.doc.tokens[last].lemma.as_str(), "assure" | "promise");
        found.manner = if promises { Manner::Promises } else { own().unwrap_or(Manner::Says) };
    } else if names(&["stopped", "stops"]) && names(&["short"]) {
        found.negated = true;
    } else if names(&["neither"]) && names(&["nor"]) && names(&["confirmed", "confirm", "confirms"]) {
        (found.manner, found.negated) = (Manner::Confirms, true);
    }
}
