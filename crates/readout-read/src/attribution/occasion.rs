//! The occasion on which something was said, and who heard it, by the words of the sentence.

use super::author::is_paper;
use super::chain::Builder;
use super::find::Found;
use super::media::is_press;
use super::source::{bare_phrase, entity_of, head_of};
use crate::calendar::is_day_or_month;
use readout_core::{EntityType, Hop, Manner, MentionKind};
use std::collections::HashMap;
use std::ops::Range;
use std::sync::OnceLock;

/// Who is spoken to, with the channel that such words take.
pub(super) const HEARERS: &[(&str, &str)] = &[
    ("inquiry", "testimony"),
    ("inquest", "testimony"),
    ("court", "testimony"),
    ("tribunal", "testimony"),
    ("judge", "testimony"),
    ("judges", "testimony"),
    ("magistrate", "testimony"),
    ("magistrates", "testimony"),
    ("coroner", "testimony"),
    ("jury", "testimony"),
    ("jurors", "testimony"),
    ("hearing", "testimony"),
    ("committee", "testimony"),
    ("commission", "testimony"),
    ("subcommittee", "testimony"),
    ("parliament", "speech"),
    ("commons", "speech"),
    ("lords", "speech"),
    ("house", "speech"),
    ("chamber", "speech"),
    ("lawmakers", "speech"),
    ("legislators", "speech"),
    ("mps", "speech"),
    ("peers", "speech"),
    ("senators", "speech"),
    ("deputies", "speech"),
    ("assembly", "speech"),
    ("congress", "speech"),
    ("senate", "speech"),
    ("listeners", "broadcast"),
    ("viewers", "broadcast"),
    ("crowd", "speech"),
    ("crowds", "speech"),
    ("rally", "speech"),
    ("supporters", "speech"),
    ("delegates", "speech"),
    ("congregation", "speech"),
    ("worshippers", "speech"),
    ("worshipers", "speech"),
    ("faithful", "speech"),
    ("pilgrims", "speech"),
    ("mourners", "speech"),
    ("graduates", "speech"),
    ("troops", "speech"),
    ("audience", "speech"),
    ("gathering", "speech"),
    ("conference", "speech"),
    ("forum", "speech"),
    ("seminar", "speech"),
    ("symposium", "speech"),
    ("briefing", "briefing"),
    ("summit", "speech"),
    ("parade", "speech"),
    ("vigil", "speech"),
    ("funeral", "speech"),
    ("ceremony", "speech"),
    ("meeting", "meeting"),
    ("session", "meeting"),
    ("cabinet", "meeting"),
];

/// Who weighs testimony and gives none.
const JUDGING: &[&str] = &["judge", "justice", "magistrate", "coroner", "chair", "chairman", "chairwoman", "recorder", "referee"];

/// Words in the reporting clause that tell the occasion, with the channel they mean; the plural does as well. The first in the list wins.
pub(super) const OCCASIONS: &[(&str, &str)] = &[
    ("testimony", "testimony"),
    ("witness box", "testimony"),
    ("witness stand", "testimony"),
    ("cross-examination", "testimony"),
    ("interview", "interview"),
    ("press conference", "press conference"),
    ("news conference", "press conference"),
    ("press briefing", "press conference"),
    ("media conference", "press conference"),
    ("media briefing", "press conference"),
    ("press meet", "press conference"),
    ("press call", "press conference"),
    ("briefing", "briefing"),
    ("conference call", "call"),
    ("televised", "broadcast"),
    ("statement", "statement"),
    ("communique", "statement"),
    ("communiqué", "statement"),
    ("declaration", "statement"),
    ("press release", "statement"),
    ("news release", "statement"),
    ("readout", "statement"),
    ("speech", "speech"),
    ("address", "speech"),
    ("sermon", "speech"),
    ("homily", "speech"),
    ("lecture", "speech"),
    ("keynote", "speech"),
    ("eulogy", "speech"),
    ("toast", "speech"),
    ("remarks", "speech"),
    ("rally", "speech"),
    ("debate", "speech"),
    ("ceremony", "speech"),
    ("funeral", "speech"),
    ("floor of the house", "speech"),
    ("floor of the senate", "speech"),
    ("floor of the chamber", "speech"),
    ("parade", "speech"),
    ("vigil", "speech"),
    ("inauguration", "speech"),
    ("commemoration", "speech"),
    ("banquet", "speech"),
    ("letter", "letter"),
    ("truth social", "post"),
    ("bluesky", "post"),
    ("mastodon", "post"),
    ("linkedin", "post"),
    ("social network", "post"),
    ("messaging service", "post"),
    ("facebook page", "post"),
    ("tweet", "post"),
    ("post", "post"),
    ("twitter", "post"),
    ("facebook", "post"),
    ("telegram", "post"),
    ("social media", "post"),
    ("instagram", "post"),
    ("weibo", "post"),
    ("tiktok", "post"),
    ("x", "post"),
    ("blog", "post"),
    ("telephone", "call"),
    ("phone", "call"),
    ("phone call", "call"),
    ("call", "call"),
    ("intercom", "call"),
    ("walkie-talkie", "call"),
    ("hotline", "call"),
    ("voice message", "message"),
    ("voice note", "message"),
    ("audio message", "message"),
    ("recorded message", "message"),
    ("broadcast", "broadcast"),
    ("livestream", "broadcast"),
    ("webcast", "broadcast"),
    ("video", "broadcast"),
    ("footage", "broadcast"),
    ("recording", "broadcast"),
    ("audio", "broadcast"),
    ("on air", "broadcast"),
    ("podcast", "broadcast"),
    ("radio programme", "broadcast"),
    ("radio program", "broadcast"),
    ("radio show", "broadcast"),
    ("television programme", "broadcast"),
    ("television show", "broadcast"),
    ("talk show", "broadcast"),
    ("phone-in", "broadcast"),
    ("programme", "broadcast"),
    ("report", "document"),
    ("document", "document"),
    ("advisory", "document"),
    ("note", "document"),
    ("audit", "document"),
    ("court paper", "document"),
    ("legal paper", "document"),
    ("affidavit", "document"),
    ("charge sheet", "document"),
    ("notebook", "document"),
    ("leaflet", "document"),
    ("pamphlet", "document"),
    ("dossier", "document"),
    ("deposition", "testimony"),
    ("lawsuit", "document"),
    ("indictment", "document"),
    ("submission", "document"),
    ("written evidence", "document"),
    ("court filing", "document"),
    ("dissent", "document"),
    ("dissenting opinion", "document"),
    ("written opinion", "document"),
    ("verdict", "document"),
    ("memo", "document"),
    ("memorandum", "document"),
    ("memoir", "document"),
    ("autobiography", "document"),
    ("decree", "document"),
    ("circular", "document"),
    ("directive", "document"),
    ("bulletin", "document"),
    ("cable", "document"),
    ("article", "document"),
    ("op-ed", "document"),
    ("op - ed", "document"),
    ("opinion piece", "document"),
    ("essay", "document"),
    ("editorial", "document"),
    ("book", "document"),
    ("email", "letter"),
    ("e-mail", "letter"),
    ("in writing", "letter"),
    ("written answer", "letter"),
    ("written reply", "letter"),
    ("written response", "letter"),
    ("text message", "message"),
    ("message", "message"),
    ("chat", "message"),
    ("voicemail", "message"),
    ("exchange of messages", "message"),
    ("notice", "document"),
    ("filing", "document"),
    ("petition", "document"),
    ("ruling", "document"),
    ("judgment", "document"),
    ("judgement", "document"),
    ("transcript", "document"),
    ("minutes", "document"),
    ("diary", "document"),
    ("log", "document"),
    ("draft", "document"),
    ("footnote", "document"),
    ("meeting", "meeting"),
    ("talks", "meeting"),
    ("negotiations", "meeting"),
    ("consultations", "meeting"),
    ("summit", "meeting"),
    ("session", "meeting"),
    ("dinner", "meeting"),
    ("lunch", "meeting"),
    ("gathering", "meeting"),
    ("retreat", "meeting"),
    ("round table", "meeting"),
    ("in person", "meeting"),
    ("face to face", "meeting"),
    ("television", "broadcast"),
    ("tv", "broadcast"),
    ("messaging app", "message"),
    ("encrypted app", "message"),
    ("whatsapp", "message"),
];

/// Where things are posted, with a capital though it is no outlet's name.
pub(super) const PLATFORMS: &[&str] = &["twitter", "facebook", "telegram", "instagram", "weibo", "tiktok", "x", "whatsapp"];

/// What is done in a channel of its own, by the verb's dictionary form.
const ACTS: &[(&str, &str)] = &[
    ("testify", "testimony"),
    ("cross-examine", "testimony"),
    ("tweet", "post"),
    ("retweet", "post"),
    ("post", "post"),
    ("blog", "post"),
    ("telephone", "call"),
    ("phone", "call"),
    ("radio", "call"),
    ("email", "letter"),
    ("e-mail", "letter"),
];

/// Places in [`OCCASIONS`] by the first word of the phrase.
fn occasions_by_first() -> &'static HashMap<&'static str, Vec<usize>> {
    static PLACES: OnceLock<HashMap<&'static str, Vec<usize>>> = OnceLock::new();
    PLACES.get_or_init(|| {
        let mut places: HashMap<&'static str, Vec<usize>> = HashMap::new();
        for (entry, (phrase, _)) in OCCASIONS.iter().enumerate() {
            places.entry(phrase.split(' ').next().unwrap_or(phrase)).or_default().push(entry);
        }
        places
    })
}

/// The channel of an occasion of one word, in the singular or the plural. The first in the list wins.
pub(super) fn channel_of(word: &str) -> Option<&'static str> {
    let own = |entry: &&(&str, &'static str)| entry.0 == word || word.strip_suffix('s') == Some(entry.0);
    OCCASIONS.iter().find(own).map(|(_, channel)| *channel)
}

/// Prepositions that lead to the occasion.
fn leads_to(word: &str) -> bool {
    matches!(word, "in" | "at" | "by" | "during" | "on" | "via" | "through" | "over")
}

impl Builder<'_, '_> {
    /// How it was said, and the words that say so.
    pub(super) fn occasion(&self, place: usize, clause: &[usize]) -> (Option<&'static str>, Option<Range<usize>>) {
        let found = &self.found[place];
        let near = |token: &usize| found.head.abs_diff(*token) < 25;
        // `The chair, speaking on his radio programme, said`: what is set off in the source is no part of who it is.
        let aside = found.source.windows(2).position(|pair| {
            let participle =
                self.view.lower(pair[1]).ends_with("ing") && (self.view.upos(pair[1]) == "VERB" || self.view.lower(pair[1]) == "briefing");
            let also = self.view.lower(pair[0]) == "also" && self.view.lower(pair[1]) == "spoke";
            self.view.lower(pair[0]) == "," && (participle || leads_to(self.view.lower(pair[1]))) || also
        });
        let source = aside.map_or(&found.source[..], |at| &found.source[..=at]);
        // `a strike, which was approved by the president`: within a relative clause only what stands there tells where.
        let relative = std::iter::successors(Some(found.head), |at| self.view.head(*at))
            .take(6)
            .take_while(|at| found.source.iter().all(|token| token != at))
            .find(|at| self.view.doc.tokens[*at].deprel == "acl:relcl");
        let relative = relative.filter(|_| self.view.has_tree).map(|verb| self.view.subtree(verb));
        let in_clause = |token: usize| relative.as_ref().is_none_or(|clause| clause.binary_search(&token).is_ok());
        let clause: Vec<usize> = clause.iter().copied().filter(|token| in_clause(*token)).collect();
        let clause = &clause[..];
        // `Testifying by video link`, `giving evidence for the second day`, `Addressing a rally`
        for token in clause.iter().copied().filter(near) {
            // Of somebody else it tells nothing here: `who testified last week`.
            let own = found.cue.contains(&token) || !source.contains(&token) && !self.is_of_another(found, token);
            if own
                && !self.is_posted_paper(token)
                && let Some(channel) = self.act(token)
            {
                return (Some(channel), Some(token..token + 1));
            }
        }
        let mut places: Vec<(usize, usize)> = Vec::new();
        for (at, token) in clause.iter().enumerate() {
            let word = self.view.lower(*token);
            let forms = [Some(word), word.strip_suffix('s')].into_iter().flatten();
            places.extend(forms.filter_map(|form| occasions_by_first().get(form)).flatten().map(|entry| (*entry, at)));
        }
        places.sort_unstable();
        for (entry, at) in places {
            let ((phrase, channel), token) = (&OCCASIONS[entry], &clause[at]);
            let Some(n_words) = self.is_phrase(clause, at, phrase) else { continue };
            if !near(token) || source.contains(token) && (!self.is_paper(*token) || self.is_of_source(found, *token)) {
                continue;
            }
            // `will call it a mosque`, `they report`: a verb is no occasion. `The Post`, `the Sunday Mail`: nor is a name.
            let verb = self.view.upos(token + n_words - 1) == "VERB" && !matches!(*phrase, "broadcast" | "televised");
            if verb || self.view.is_large_inside(*token) && !PLATFORMS.contains(phrase) {
                continue;
            }
            // A letter of the alphabet is a place to post only with its capital and after `on`.
            let before = token.checked_sub(1).map_or("", |before| self.view.lower(before));
            if *phrase == "x" && (!matches!(before, "on" | "his" | "her" | "its" | "their" | "an") || self.view.doc.form(*token) != "X") {
                continue;
            }
            // `in remarks to reporters`, `in remarks carried by an agency`: no speech.
            let next = self.view.lower.get(token + n_words).map_or("", String::as_str);
            if *phrase == "remarks" && (matches!(next, "carried" | "published" | "quoted" | "reported" | "translated") || next == "to") {
                continue;
            }
            // `on a cautious note`
            if *phrase == "note" && (token.saturating_sub(4)..*token).any(|at| self.view.lower(at) == "on") {
                continue;
            }
            // `by video link`: where he was not.
            if *phrase == "video" && matches!(next, "link" | "call" | "conference" | "screen") {
                continue;
            }
            // `In a note read on the Freedom Hour programme`: what was done with a paper tells less than the paper.
            if matches!(*channel, "broadcast" | "meeting" | "speech") && self.is_of_paper(*token, clause) {
                continue;
            }
            // `quoted by Nova television`: who quotes, and not where it was said.
            let quoted_by = (token.saturating_sub(5)..*token).rev().find(|at| self.view.upos(*at) == "ADP").is_some_and(|by| {
                self.view.lower(by) == "by"
                    && by > 0
                    && matches!(
                        self.view.lower(by - 1),
                        "quoted" | "cited" | "reported" | "carried" | "interviewed" | "asked" | "obtained" | "seen"
                    )
            });
            if *channel == "broadcast" && quoted_by {
                continue;
            }
            // `a rumour first aired on a podcast`: it belongs to what is said.
            if self.is_of_content(place, *token) {
                continue;
            }
            // `wrote to a friend, who posted it on Facebook`: what somebody else did.
            if self.is_of_another(found, *token) {
                continue;
            }
            // It must belong to the saying: within it, after `in`, `at`, `by`, or be the source itself.
            let last = token + n_words - 1;
            let introduced = phrase.starts_with("in ")
                || phrase.starts_with("face ")
                || phrase.starts_with("on ")
                || self.view.children(last).iter().any(|case| case < token && leads_to(self.view.lower(*case)) && token - case < 12)
                || self.is_led_to(*token);
            // `international calls for`: the cue itself is no telephone.
            if found.cue.contains(token) && matches!(*phrase, "call" | "x" | "programme") {
                continue;
            }
            let issues = found.cue.contains(token)
                || matches!(before, "a" | "an" | "the" | "his" | "her" | "its" | "their") && self.near_issue(*token, &found.source);
            let read_out = (token.saturating_sub(4)..*token)
                .any(|at| self.view.lower(at) == "from" && at > 0 && matches!(self.view.lower(at - 1), "reading" | "read"));
            if introduced || issues || read_out || found.source.contains(token) {
                let start = (token.saturating_sub(5)..*token).rev().find(|before| leads_to(self.view.lower(*before)));
                return (Some(channel), Some(start.unwrap_or(*token)..token + n_words));
            }
        }
        // `assured before the judge that …`
        let before = clause.iter().copied().find(|token| {
            self.view.lower(*token) == "before" && *token > found.head && token - found.head < 6 && self.view.upos(*token) == "ADP"
        });
        if let Some(before) = before
            && let Some(phrase) = self.view.phrase_after(before + 1, self.view.sentence(before).end)
        {
            let phrase: Vec<usize> = phrase.collect();
            let whole = before..phrase[phrase.len() - 1] + 1;
            if let Some(channel) = self.channel_of_hearer(found, &phrase).filter(|channel| *channel != "meeting") {
                return (Some(channel), Some(whole));
            }
        }
        // `on the same platform`
        let platform = clause.iter().copied().find(|token| {
            *token > 2
                && self.view.lower(*token) == "platform"
                && self.view.lower(token - 1) == "same"
                && self.view.lower(token - 3) == "on"
        });
        if let Some(platform) = platform.filter(near) {
            return (Some("post"), Some(platform..platform + 1));
        }
        // `Cross-examined, he agreed`
        let crossed = clause.iter().copied().find(|token| {
            let next = |n: usize| self.view.lower.get(token + n).map_or("", String::as_str);
            self.view.lower(*token).starts_with("cross-exam")
                || self.view.lower(*token) == "cross" && next(1) == "-" && next(2).starts_with("exam")
        });
        if let Some(crossed) = crossed.filter(near) {
            return (Some("testimony"), Some(crossed..crossed + 1));
        }
        // `Asked by counsel why …, the foreman said`
        let asked = clause.windows(2).find(|pair| {
            matches!(self.view.lower(pair[0]), "asked" | "questioned" | "pressed" | "examined" | "led") && self.view.lower(pair[1]) == "by"
        });
        if let Some(by) = asked.map(|pair| pair[1]).filter(near)
            && let Some(phrase) = self.view.phrase_after(by + 1, self.view.sentence(by).end)
            && phrase.clone().any(|token| {
                matches!(
                    self.view.lower(token),
                    "counsel" | "prosecutor" | "prosecutors" | "judge" | "coroner" | "magistrate" | "barrister"
                )
            })
        {
            return (Some("testimony"), Some(by - 1..phrase.end));
        }
        // `on his verified handle`, `on her page`
        let posted = clause.iter().copied().find(|token| {
            matches!(self.view.lower(*token), "handle" | "page" | "account" | "feed" | "timeline" | "channel")
                && (token.saturating_sub(3)..*token).any(|at| {
                    at > 0
                        && self.view.lower(at - 1) == "on"
                        && matches!(self.view.lower(at), "his" | "her" | "their" | "its")
                        && self.view.quote_of[at].is_none()
                })
                && self.view.lower.get(token + 1).is_none_or(|next| next != "of")
                && !self.is_of_another(found, *token)
        });
        if let Some(posted) = posted.filter(near) {
            return (Some("post"), Some(posted..posted + 1));
        }
        // `In it, she asks …`: in the paper that the sentence before names.
        let inside = clause.windows(2).find(|pair| {
            self.view.lower(pair[0]) == "in"
                && matches!(self.view.lower(pair[1]), "it" | "them")
                && (self.view.is_sentence_start(pair[0]) || pair[0] == found.head + 1 || pair[0] > 0 && self.view.lower(pair[0] - 1) == ";")
        });
        if let Some(pair) = inside.filter(|pair| near(&pair[0]))
            && let Some((paper, channel)) = self.paper_before(pair[0], self.view.lower(pair[1]) == "them")
        {
            return (Some(channel), Some(paper..paper + 1));
        }
        // `wrote online`
        let next = found.head + 1;
        if self.view.lower.get(next).is_some_and(|word| word == "online") && clause.contains(&next) {
            return (Some("post"), Some(next..next + 1));
        }
        (None, None)
    }

    /// The paper or recording named last before a place, in the sentence before it, and its channel.
    pub(super) fn paper_before(&self, end: usize, several: bool) -> Option<(usize, &'static str)> {
        let first = self.view.doc.sentence_of.get(end)?.checked_sub(1)?;
        (0..end).rev().take_while(|token| self.view.doc.sentence_of[*token] >= first).find_map(|token| {
            let word = self.view.lower(token);
            let fits = self.view.upos(token) == "NOUN" && (is_paper(word) || matches!(word, "recording" | "video" | "footage" | "tape"));
            channel_of(word)
                .filter(|_| fits && word.ends_with('s') == several && self.view.quote_of[token].is_none())
                .map(|channel| (token, channel))
        })
    }

    /// `a letter in which he conceded …`, `a statement where she says …`: the channel of the paper that the clause tells of.
    pub(super) fn channel_around(&self, place: usize) -> Option<&'static str> {
        self.paper_around(place).map(|(_, channel)| channel)
    }

    /// The paper or recording that the clause of a cue tells of, and its channel.
    pub(super) fn paper_around(&self, place: usize) -> Option<(usize, &'static str)> {
        let head = self.found[place].head;
        let told_in =
            |noun: usize| channel_of(self.view.lower(noun)).map(|channel| (noun, channel)).filter(|_| self.view.upos(noun) == "NOUN");
        // `sent a message to staff in which he called …`, whatever the tree hangs the clause on.
        let first = self.found[place].source.first().copied().unwrap_or(head).min(head);
        let opens =
            first.checked_sub(1).filter(|which| self.view.lower(*which) == "which" && *which > 0 && self.view.lower(which - 1) == "in");
        if let Some(which) = opens.filter(|which| self.view.sentence(*which).contains(&head)) {
            // `cites a letter from the chairman, Todor, to the ministry, in which he …`, not `a video on cases in which`
            let reach = if which > 1 && self.view.lower(which - 2) == "," { 16 } else { 9 };
            let floor = self.view.sentence(which).start.max(which.saturating_sub(reach));
            if let Some(found) = (floor..which - 1).rev().find_map(told_in) {
                return Some(found);
            }
        }
        let clause = std::iter::successors(Some(head), |at| self.view.head(*at).filter(|_| self.view.relation(*at) == "conj")).take(4);
        let clause = clause.last().filter(|verb| self.view.doc.tokens[*verb].deprel == "acl:relcl")?;
        let paper = self.view.head(clause).filter(|noun| *noun < clause)?;
        let within = (paper + 1..clause.min(paper + 8)).any(|at| {
            self.view.lower(at) == "where" || self.view.lower(at) == "which" && matches!(self.view.lower(at - 1), "in" | "on" | "during")
        });
        channel_of(self.view.lower(paper)).filter(|_| within).map(|channel| (paper, channel))
    }

    /// `The ministry released footage in which two soldiers say …`: who brought out what somebody speaks in.
    pub(super) fn brought_out_by(&self, place: usize) -> Option<Vec<usize>> {
        const BRING_OUT: &[&str] = &[
            "release",
            "publish",
            "post",
            "broadcast",
            "air",
            "leak",
            "circulate",
            "distribute",
            "play",
            "print",
            "cite",
            "quote",
            "reproduce",
            "disclose",
            "present",
            "produce",
            "display",
        ];
        let (paper, _) = self.paper_around(place)?;
        // `read from an e-mail in which he asks`
        let from = self.view.relation(paper) == "obl" && self.view.children(paper).iter().any(|case| self.view.lower(*case) == "from");
        let verb = self.view.head(paper).filter(|_| self.view.relation(paper) == "obj" || from)?;
        let lemma = self.view.doc.tokens[verb].lemma.as_str();
        let brings = (BRING_OUT.contains(&lemma) || from && matches!(lemma, "read" | "recite")) && self.view.upos(verb) == "VERB";
        let subject = self.view.child(verb, &["nsubj"]).filter(|subject| brings && self.view.upos(*subject) != "PRON")?;
        let phrase = super::find::noun_phrase(self.view, subject, verb);
        (!phrase.is_empty() && !phrase.iter().any(|token| self.found[place].source.contains(token))).then_some(phrase)
    }

    /// `summoned the envoy and told him`, `phoned the minister to say`, `When they met, Todor asked`: what the speaker did when he spoke.
    pub(super) fn channel_beside(&self, place: usize) -> Option<&'static str> {
        if !self.view.has_tree {
            return None;
        }
        let cue = self.found[place].head;
        let by_lemma = |verb: usize| match self.view.doc.tokens[verb].lemma.as_str() {
            "meet" | "summon" | "receive" | "visit" | "host" => Some("meeting"),
            "phone" | "telephone" | "ring" => Some("call"),
            _ => None,
        };
        let object = |verb: usize| {
            self.view.child(verb, &["obj"]).is_some_and(|object| {
                self.view.upos(object) == "PRON"
                    || self.cast.mention_at(object).is_some_and(|mention| {
                        matches!(mention.entity_type, EntityType::PER | EntityType::ORG) || mention.kind == MentionKind::Pronoun
                    })
            })
        };
        let told = matches!(self.view.doc.tokens[cue].lemma.as_str(), "tell" | "say" | "assure" | "ask" | "warn" | "inform");
        // The first of two coordinated verbs, when the second says it to whom the first was done.
        if told
            && matches!(self.view.relation(cue), "conj" | "advcl" | "xcomp")
            && let Some(first) = self.view.head(cue).filter(|first| *first < cue && cue - first < 14 && object(*first))
            && self.view.doc.sentence_of[first] == self.view.doc.sentence_of[cue]
        {
            return by_lemma(first);
        }
        let clause = self.view.children(cue).iter().copied().find(|child| {
            self.view.relation(*child) == "advcl"
                && *child < cue
                && self.view.doc.tokens[*child].lemma == "meet"
                && self
                    .view
                    .children(*child)
                    .iter()
                    .all(|mark| !matches!(self.view.lower(*mark), "after" | "before" | "since" | "until" | "ahead"))
        });
        clause.map(|_| "meeting")
    }

    /// Whether a word hangs in a clause that tells of something within the content.
    pub(super) fn is_of_content(&self, place: usize, token: usize) -> bool {
        let content = &self.found[place].content;
        std::iter::successors(Some(token), |at| self.view.head(*at)).take(8).any(|at| {
            matches!(self.view.doc.tokens[at].deprel.as_str(), "acl" | "acl:relcl")
                && self.view.head(at).is_some_and(|noun| noun < at && content.binary_search(&noun).is_ok())
        })
    }

    /// Whether a word stands in a relative clause that tells of somebody who is not the source, or of no paper.
    fn is_of_another(&self, found: &Found, token: usize) -> bool {
        let clause = std::iter::successors(Some(token), |at| self.view.head(*at))
            .take(6)
            .take_while(|at| *at != found.head)
            // `residents reached by telephone`
            .find(|at| matches!(self.view.doc.tokens[*at].deprel.as_str(), "acl:relcl" | "acl"));
        let Some(noun) = clause.and_then(|clause| self.view.head(clause)).filter(|noun| *noun < token) else { return false };
        let word = self.view.lower(noun);
        let paper = channel_of(word).is_some();
        let somebody = self.cast.mention_at(noun).is_some_and(|mention| mention.entity_type == EntityType::PER);
        somebody && !paper && !found.source.contains(&noun)
    }

    /// Whether a word hangs in a clause that tells of a paper, to which a preposition leads: `In a note [carried out by his lawyer]`.
    fn is_of_paper(&self, token: usize, clause: &[usize]) -> bool {
        std::iter::successors(Some(token), |at| self.view.head(*at)).take(8).any(|at| {
            matches!(self.view.doc.tokens[at].deprel.as_str(), "acl" | "acl:relcl")
                && self.view.head(at).is_some_and(|noun| {
                    noun < at
                        && clause.contains(&noun)
                        && matches!(channel_of(self.view.lower(noun)), Some("letter" | "message" | "document"))
                        && !self.view.is_large_inside(noun)
                        && self.is_led_to(noun)
                })
        })
    }

    /// `A diplomat who has read the letter said`: what a person who speaks did with a paper is no occasion.
    fn is_of_source(&self, found: &Found, token: usize) -> bool {
        let clause = std::iter::successors(Some(token), |at| self.view.head(*at))
            .take(6)
            .find(|at| matches!(self.view.doc.tokens[*at].deprel.as_str(), "acl:relcl" | "acl"));
        let noun = clause.and_then(|clause| self.view.head(clause)).filter(|noun| *noun < token && found.source.contains(noun));
        noun.is_some_and(|noun| {
            channel_of(self.view.lower(noun)).is_none()
                && self.cast.mention_at(noun).is_some_and(|mention| mention.entity_type == EntityType::PER)
        })
    }

    /// Whether the last preposition before a noun leads to an occasion: `in an interview`, `according to a tweet`, `at the end of a meeting`; not `in
    /// response to a statement`.
    fn is_led_to(&self, noun: usize) -> bool {
        let preposition = (noun.saturating_sub(5)..noun)
            .rev()
            .take_while(|before| self.view.lower(*before) != "," && self.view.quote_of[*before] == self.view.quote_of[noun])
            .find(|before| self.view.upos(*before) == "ADP" || leads_to(self.view.lower(*before)) || self.view.lower(*before) == "to");
        let Some(preposition) = preposition else { return false };
        let before = preposition.checked_sub(1).map_or("", |before| self.view.lower(before));
        match self.view.lower(preposition) {
            // `in one of the e-mails`
            "of" if matches!(before, "one" | "another" | "some" | "several" | "two" | "three" | "many" | "each") && preposition > 1 => {
                leads_to(self.view.lower(preposition - 2))
            }
            "to" => before == "according",
            "of" => matches!(
                before,
                "end" | "start" | "beginning" | "opening" | "close" | "margins" | "sidelines" | "course" | "part" | "copy" | "edge"
            ),
            word => leads_to(word),
        }
    }

    /// `a statement posted on its website` is a statement.
    fn is_posted_paper(&self, verb: usize) -> bool {
        self.view.lower(verb) == "posted" && (verb.saturating_sub(2)..verb).any(|at| channel_of(self.view.lower(at)) == Some("statement"))
    }

    /// Whether these words stand at a place of the clause, the last as it is or in the plural, and how many they are.
    fn is_phrase(&self, clause: &[usize], at: usize, phrase: &str) -> Option<usize> {
        let mut n_words = 0;
        for word in phrase.split(' ') {
            let own = self.view.lower(*clause.get(at + n_words)?);
            let fits = own == word || own.strip_suffix('s') == Some(word) && word.len() > 2;
            if !fits {
                return None;
            }
            n_words += 1;
        }
        Some(n_words)
    }

    /// The channel in which a verb says something by itself, or with whom or what it is done before: `testifying`, `gave evidence`, `addressing a
    /// rally`, `briefing reporters`, `appearing before the committee`.
    pub(super) fn act(&self, verb: usize) -> Option<&'static str> {
        let opens = self.view.is_sentence_start(verb) || verb > 0 && self.view.lower(verb - 1) == ",";
        let briefing = self.view.lower(verb) == "briefing" && opens;
        if !matches!(self.view.upos(verb), "VERB" | "X") && !briefing {
            return None;
        }
        let lemma = if briefing { "brief" } else { self.view.doc.tokens[verb].lemma.as_str() };
        // `an emailed statement`
        if self.view.lower(verb).ends_with("ed") && self.view.lower.get(verb + 1).is_some_and(|next| channel_of(next).is_some()) {
            return None;
        }
        if let Some((_, channel)) = ACTS.iter().find(|(own, _)| *own == lemma) {
            return Some(channel);
        }
        let object = self.view.child(verb, &["obj"]).or_else(|| {
            // `Briefing reporters in Delvar, the envoy said`, whatever the tree makes of it.
            self.view.lower.get(verb + 1).filter(|next| is_press(next)).map(|_| verb + 1)
        });
        let word = |token: usize| self.view.lower(token);
        let heard = |token: usize| {
            let press = matches!(word(token.saturating_sub(1)), "press" | "news" | "media") && word(token) == "conference";
            let hearer = || HEARERS.iter().find(|(own, _)| *own == word(token)).map(|(_, channel)| *channel);
            if press { Some("press conference") } else { hearer() }
        };
        match lemma {
            "give" if object.is_some_and(|object| word(object) == "evidence") => Some("testimony"),
            "take" if object.is_some_and(|object| word(object) == "stand") => Some("testimony"),
            "address" => object.and_then(heard),
            "brief" => object.filter(|object| is_press(word(*object)) || heard(*object).is_some()).map(|_| "briefing"),
            "appear" | "speak" => {
                let end = self.view.sentence(verb).end.min(verb + 9);
                let leads = (verb + 1..end.min(verb + 4)).find(|at| matches!(word(*at), "before" | "at" | "to" | "in"))?;
                let within = (leads + 1..end).take_while(|at| !self.view.is_comma(*at) && self.view.upos(*at) != "VERB");
                // `in the House`, not `at the White House`
                within.filter(|at| !self.view.is_large_inside(*at) || matches!(word(at - 1), "the" | "of")).find_map(heard)
            }
            // `Writing for the majority, Judge Todor said`
            "write"
                if word(verb) == "writing" && self.view.lower.get(verb + 1).is_some_and(|next| matches!(next.as_str(), "for" | "in")) =>
            {
                Some("document")
            }
            _ => None,
        }
    }

    /// The channel of those who are told something: `told the court`; who judges gives no testimony.
    pub(super) fn channel_of_hearer(&self, found: &Found, hearers: &[usize]) -> Option<&'static str> {
        // Who asks a court for something is not heard by it.
        if matches!(found.manner, Manner::Asks | Manner::Demands | Manner::Proposes | Manner::Orders) {
            return None;
        }
        let source = &found.source;
        let heard: Vec<&str> = hearers.iter().map(|token| self.view.lower(*token)).collect();
        let press = heard.windows(2).any(|pair| matches!(pair, ["news" | "press" | "media", "conference"] | ["press", "briefing"]));
        if press {
            return Some("press conference");
        }
        let head = head_of(self.view, &bare_phrase(self.view, hearers))?;
        // `told a radio audience`
        if heard.windows(2).any(|pair| matches!(pair, ["radio" | "television" | "tv", "audience" | "listeners" | "viewers"])) {
            return Some("broadcast");
        }
        let (_, channel) = HEARERS.iter().find(|(word, _)| *word == self.view.lower(head))?;
        // The European Commission hears no witnesses.
        if self.view.lower(head) == "commission" && self.view.is_large_inside(head) {
            return None;
        }
        let judges = *channel == "testimony" && source.iter().any(|token| JUDGING.contains(&self.view.lower(*token)));
        (!judges).then_some(channel)
    }

    pub(super) fn is_paper(&self, token: usize) -> bool {
        matches!(
            self.view.lower(token),
            "statement" | "report" | "letter" | "communique" | "communiqué" | "memo" | "document" | "post" | "tweet" | "article" | "book"
        )
    }

    /// `issued a statement`, by the source itself.
    pub(super) fn near_issue(&self, token: usize, source: &[usize]) -> bool {
        (token.saturating_sub(4)..token).any(|before| {
            let issues = matches!(
                self.view.lower(before),
                "issued" | "issuing" | "released" | "made" | "gave" | "published" | "delivered" | "using" | "used"
            );
            let subject = super::find::subject_head(self.view, before);
            issues && (!self.view.has_tree || subject.is_none_or(|subject| source.contains(&subject)))
        })
    }

    /// Who was spoken to: the words and the name.
    pub(super) fn audience(&self, place: usize, clause: &[usize], relays: &[Hop]) -> Option<(Vec<usize>, String)> {
        let found = &self.found[place];
        let mut tokens = if found.audience.is_empty() { Vec::new() } else { bare_phrase(self.view, &found.audience) };
        // `, according to the United Nations` tells nothing of who else the sentence speaks with.
        let of_preposition = found.shape == super::find::Shape::OfPreposition || self.view.lower(found.head) == "according";
        if tokens.is_empty() && !of_preposition {
            // `speaking to journalists`, `in an interview with the radio`.
            let introduces = |at: usize| {
                let word = self.view.lower(clause[at]);
                let before = at.checked_sub(1).map_or("", |before| self.view.lower(clause[before]));
                (word == "to"
                    && (matches!(
                        before,
                        "speaking" | "spoke" | "talking" | "address" | "speech" | "letter" | "message" | "remarks" | "interview"
                    ) || self.speaks_to(clause, at)))
                    || (word == "with"
                        && matches!(before, "interview" | "meeting" | "call" | "conversation" | "talks")
                        // `including meeting with the envoy`
                        && (before != "meeting" || clause[at.saturating_sub(4)..at - 1].iter().any(|token| {
                            matches!(self.view.lower(*token), "a" | "an" | "the" | "his" | "her" | "its" | "their" | "at" | "in")
                        }))
                        // `after a meeting with Mr Vey` says nothing of who was told.
                        && !clause[at.saturating_sub(4)..at]
                            .iter()
                            .any(|token| matches!(self.view.lower(*token), "after" | "before" | "following" | "since" | "ahead" | "of" | "for")))
            };
            let at = (0..clause.len()).find(|at| introduces(*at))?;
            let start = *clause.get(at + 1)?;
            let ceiling = clause
                .iter()
                .copied()
                .find(|token| *token > start && (self.view.is_comma(*token) || self.view.is_stop(*token)))
                .unwrap_or(self.view.sentence(start).end);
            tokens = self.view.phrase_after(start, ceiling)?.collect();
        }
        // `told a meeting of the cabinet on Monday`
        if let Some(on) = tokens.windows(2).position(|pair| self.view.lower(pair[0]) == "on" && is_day_or_month(self.view.lower(pair[1]))) {
            tokens.truncate(on);
        }
        if tokens.is_empty() || tokens.len() == 1 && matches!(self.view.lower(tokens[0]), "this" | "that" | "last") {
            return None;
        }
        // `told a news conference`: an occasion hears nothing.
        if head_of(self.view, &tokens).is_some_and(|head| matches!(self.view.lower(head), "conference" | "briefing" | "interview")) {
            return None;
        }
        let entity = entity_of(self.view, self.cast, &tokens);
        // Nobody is their own audience.
        if entity.is_some() && entity == self.speakers[place].entity {
            return None;
        }
        let named = entity.map(|entity| self.cast.entity(entity)).filter(|entity| entity.named).map(|entity| entity.name.clone());
        let words = self.span_of(&tokens)?.of(self.view.doc.text).to_owned();
        let bare = words.strip_prefix("the ").map(str::to_owned).unwrap_or(words);
        let relay = relays.iter().find(|relay| relay.span.zip(self.span_of(&tokens)).is_some_and(|(relay, heard)| relay.overlaps(heard)));
        let name = named.or_else(|| relay.map(|relay| relay.name.clone())).unwrap_or(bare);
        Some((tokens, name))
    }
}
