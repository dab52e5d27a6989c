//! The words that attribute: verbs, nouns, adjectives and prepositions, each with its manner and the shapes its content takes.
//!
//! The list itself is `cues.txt` beside this file, made to be read and added to by people. Here it is read once and looked up by any inflected
//! form. A word outside the list is no cue for the rules; where the model marks one, [`manner_of`] says what it can from the words.

use readout_core::Manner;
use std::collections::HashMap;
use std::sync::OnceLock;

/// Part of speech of a cue.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// `said`.
    Verb,
    /// `claim`.
    Noun,
    /// `ready`.
    Adjective,
    /// `according to`.
    Preposition,
}

/// One sense of a cue.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Cue {
    /// What kind of act it is.
    pub manner: Manner,
    /// Part of speech.
    pub kind: Kind,
    /// Dictionary form, then particles: `rule`, `out`.
    pub words: Vec<String>,
    /// Shapes of the content, as in the file.
    pub frames: Vec<String>,
}

impl Cue {
    /// Whether the content may take this shape.
    pub fn takes(&self, frame: &str) -> bool {
        self.frames.iter().any(|own| own == frame)
    }
    /// Whether it may stand beside a quotation.
    pub fn takes_quotation(&self) -> bool {
        self.takes("that") || self.takes("quote")
    }
    /// The prepositions after which the content may stand.
    pub fn prepositions(&self) -> impl Iterator<Item = &str> {
        self.frames.iter().filter_map(|frame| match frame.as_str() {
            "to-n" => Some("to"),
            "of" | "for" | "on" | "with" | "about" | "over" | "against" | "in" | "by" | "at" => Some(frame.as_str()),
            _ => None,
        })
    }
}

/// Form of a verb.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Form {
    /// `say`.
    Base,
    /// `says`.
    Third,
    /// `said`.
    Past,
    /// `saying`.
    Gerund,
    /// `said`, where it differs from the past: `written`.
    Participle,
}

/// Every cue, found by any form of its first word.
pub struct Lexicon {
    by_form: HashMap<String, Vec<(Form, usize)>>,
    cues: Vec<Cue>,
}

impl Lexicon {
    /// The lexicon of `cues.txt`.
    pub fn get() -> &'static Lexicon {
        static LEXICON: OnceLock<Lexicon> = OnceLock::new();
        LEXICON.get_or_init(|| Lexicon::parse(include_str!("cues.txt")))
    }

    fn parse(text: &str) -> Self {
        let mut lexicon = Self { by_form: HashMap::new(), cues: Vec::new() };
        for line in text.lines() {
            let fields: Vec<&str> = line.split('|').map(str::trim).collect();
            let [manner, kind, words, frames] = fields[..] else { continue };
            let Some(manner) = manner_named(manner) else { continue };
            let kind = match kind {
                "v" => Kind::Verb,
                "n" => Kind::Noun,
                "a" => Kind::Adjective,
                _ => Kind::Preposition,
            };
            let words: Vec<String> = words.split(' ').map(str::to_owned).collect();
            let place = lexicon.cues.len();
            let forms = match kind {
                Kind::Verb => verb_forms(&words[0]),
                Kind::Noun => vec![(words[0].clone(), Form::Base), (third(&words[0]), Form::Third)],
                _ => vec![(words[0].clone(), Form::Base)],
            };
            lexicon.cues.push(Cue { manner, kind, words, frames: frames.split(' ').map(str::to_owned).collect() });
            for (form, which) in forms {
                lexicon.by_form.entry(form).or_default().push((which, place));
            }
        }
        lexicon
    }

    /// Every sense whose first word has this form, in the order of the file, longer phrases first.
    pub fn senses(&self, form: &str) -> impl Iterator<Item = (Form, &Cue)> {
        let lower = form.to_lowercase();
        let mut found: Vec<(Form, &Cue)> =
            self.by_form.get(&lower).into_iter().flatten().map(|(form, place)| (*form, &self.cues[*place])).collect();
        found.sort_by_key(|(_, cue)| std::cmp::Reverse(cue.words.len()));
        found.into_iter()
    }
}

fn manner_named(name: &str) -> Option<Manner> {
    use Manner::*;
    let all = [
        Says, Claims, Denies, Confirms, Announces, Demands, Urges, Orders, Promises, Threatens, Proposes, Accepts, Rejects, Supports,
        Condemns, Doubts, Believes, Expects, Hints, Asks,
    ];
    all.into_iter().find(|manner| format!("{manner:?}").eq_ignore_ascii_case(name))
}

/// Past and participle of the verbs of the list that do not follow the rule.
const IRREGULAR: &[(&str, &str, &str)] = &[
    ("say", "said", "said"),
    ("tell", "told", "told"),
    ("write", "wrote", "written"),
    ("think", "thought", "thought"),
    ("know", "knew", "known"),
    ("feel", "felt", "felt"),
    ("see", "saw", "seen"),
    ("hear", "heard", "heard"),
    ("hold", "held", "held"),
    ("find", "found", "found"),
    ("speak", "spoke", "spoken"),
    ("read", "read", "read"),
    ("put", "put", "put"),
    ("teach", "taught", "taught"),
    ("swear", "swore", "sworn"),
    ("vow", "vowed", "vowed"),
    ("make", "made", "made"),
    ("have", "had", "had"),
    ("give", "gave", "given"),
    ("take", "took", "taken"),
    ("draw", "drew", "drawn"),
    ("cast", "cast", "cast"),
    ("forbid", "forbade", "forbidden"),
    ("foresee", "foresaw", "foreseen"),
    ("forecast", "forecast", "forecast"),
    ("broadcast", "broadcast", "broadcast"),
    ("understand", "understood", "understood"),
    ("undertake", "undertook", "undertaken"),
    ("show", "showed", "shown"),
    ("seek", "sought", "sought"),
    ("begin", "began", "begun"),
    ("go", "went", "gone"),
    ("hit", "hit", "hit"),
    ("stand", "stood", "stood"),
    ("come", "came", "come"),
    ("bet", "bet", "bet"),
    ("learn", "learned", "learnt"),
    ("plead", "pleaded", "pled"),
    ("beg", "begged", "begged"),
    ("brag", "bragged", "bragged"),
    ("quip", "quipped", "quipped"),
    ("admit", "admitted", "admitted"),
    ("rebut", "rebutted", "rebutted"),
    ("refer", "referred", "referred"),
    ("plan", "planned", "planned"),
    ("ban", "banned", "banned"),
    ("commit", "committed", "committed"),
    ("concur", "concurred", "concurred"),
    ("submit", "submitted", "submitted"),
    ("slam", "slammed", "slammed"),
    ("snub", "snubbed", "snubbed"),
    ("dub", "dubbed", "dubbed"),
    ("blog", "blogged", "blogged"),
    ("let", "let", "let"),
    ("leave", "left", "left"),
    ("uphold", "upheld", "upheld"),
    ("regret", "regretted", "regretted"),
    ("prefer", "preferred", "preferred"),
    ("shrug", "shrugged", "shrugged"),
];

fn verb_forms(lemma: &str) -> Vec<(String, Form)> {
    let (past, participle) = match IRREGULAR.iter().find(|(own, ..)| *own == lemma) {
        Some((_, past, participle)) => ((*past).to_owned(), (*participle).to_owned()),
        None => {
            let past = match lemma.strip_suffix('y') {
                Some(stem) if !stem.ends_with(['a', 'e', 'o', 'u']) => format!("{stem}ied"),
                _ if lemma.ends_with('e') => format!("{lemma}d"),
                _ => format!("{lemma}ed"),
            };
            (past.clone(), past)
        }
    };
    let doubled = past.strip_prefix(lemma).and_then(|rest| rest.strip_suffix("ed")).filter(|rest| !rest.is_empty()).unwrap_or("");
    let gerund = match lemma.strip_suffix('e') {
        Some(stem) if !stem.ends_with(['e', 'o', 'y']) => format!("{stem}ing"),
        _ if matches!(lemma, "put" | "hit" | "bet" | "let" | "begin") => format!("{lemma}{}ing", &lemma[lemma.len() - 1..]),
        _ => format!("{lemma}{doubled}ing"),
    };
    let mut forms = vec![(lemma.to_owned(), Form::Base), (third(lemma), Form::Third), (gerund, Form::Gerund), (past.clone(), Form::Past)];
    // `signalled`, beside `signaled`
    if matches!(lemma, "signal" | "label") {
        forms.push((format!("{lemma}led"), Form::Past));
        forms.push((format!("{lemma}ling"), Form::Gerund));
    }
    if participle != past {
        forms.push((participle, Form::Participle));
    }
    forms
}

/// Third person, or plural.
fn third(lemma: &str) -> String {
    match lemma {
        "have" => "has".to_owned(),
        _ => match lemma.strip_suffix('y') {
            Some(stem) if !stem.ends_with(['a', 'e', 'o', 'u']) => format!("{stem}ies"),
            _ if lemma.ends_with(['s', 'x', 'z', 'o']) || lemma.ends_with("ch") || lemma.ends_with("sh") => format!("{lemma}es"),
            _ => format!("{lemma}s"),
        },
    }
}

/// The manner of any words marked as a cue: of the strongest cue among them, `says` where none is known.
///
/// Neutral words yield to others, since `said he was ready` and `refused to say` are marked whole by some.
///
/// Each word comes with its part of speech, `X` or nothing where that is not known: `signs a decree` is no sign of anything.
pub fn manner_of<'a>(words: impl Iterator<Item = (&'a str, &'a str)>) -> Manner {
    let lexicon = Lexicon::get();
    let (words, parts): (Vec<String>, Vec<&str>) = words.map(|(form, upos)| (form.to_lowercase(), upos)).unzip();
    let mut neutral = None;
    for (place, word) in words.iter().enumerate() {
        for (_, cue) in lexicon.senses(word) {
            let other = match cue.kind {
                Kind::Noun => matches!(parts[place], "VERB" | "AUX" | "ADJ" | "ADP"),
                Kind::Verb => matches!(parts[place], "NOUN" | "PROPN" | "ADP" | "ADV"),
                _ => false,
            };
            if other
                || cue.words.len() > 1 && !cue.words[1..].iter().enumerate().all(|(next, own)| words.get(place + 1 + next) == Some(own))
            {
                continue;
            }
            if cue.manner != Manner::Says {
                return cue.manner;
            }
            neutral = Some(cue.manner);
            break;
        }
    }
    neutral.unwrap_or(Manner::Says)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_line_is_understood() {
        let lines = include_str!("cues.txt").lines().filter(|line| !line.starts_with('#') && !line.trim().is_empty()).count();
        assert_eq!(Lexicon::get().cues.len(), lines);
    }

    #[test]
    fn forms_follow_the_rules_of_spelling() {
        for form in [
            "said",
            "says",
            "denies",
            "denied",
            "denying",
            "urging",
            "stresses",
            "begged",
            "begging",
            "told",
            "vowed",
            "admitting",
            "agreeing",
            "regretted",
            "signalled",
            "signaled",
        ] {
            assert!(Lexicon::get().senses(form).next().is_some(), "{form}");
        }
    }

    #[test]
    fn phrases_come_before_their_first_word() {
        let first = Lexicon::get().senses("ruled").next().expect("rule out is in the list").1;
        assert_eq!((first.manner, first.words.join(" ")), (Manner::Rejects, "rule out".to_owned()));
        assert_eq!(manner_of([("ruled", "VERB"), ("out", "ADP")].into_iter()), Manner::Rejects);
        assert_eq!(manner_of(["said", "in", "a", "statement"].map(|word| (word, "X")).into_iter()), Manner::Says);
    }

    #[test]
    fn a_verb_is_not_the_noun_of_its_form() {
        assert_eq!(manner_of([("signs", "VERB"), ("decree", "NOUN")].into_iter()), Manner::Says);
        assert_eq!(manner_of([("signs", "NOUN")].into_iter()), Manner::Hints);
    }
}
