//! What came out of papers once goes on coming out of them: `emails obtained by the Ledger … In one message the manager wrote …`, `A copy of the
//! letter was published by the Courier. It says …`.
//!
//! A paper comes out by a participle beside it, or in a clause of its own, with the medium that has it. From then on whoever speaks in it, and the
//! paper where it speaks itself, has that medium in the chain, until the report tells of another paper of the name.

use super::author::is_paper;
use super::chain::{Builder, channel_of_paper, hop};
use super::media::is_press;
use super::occasion::HEARERS;
use super::source::{bare_phrase, entity_of, head_of};
use super::speaker::Speaker;
use super::title::name_of;
use readout_core::Hop;

/// Participles and past forms that tell how a paper came out.
const CAME_OUT: &[&str] = &[
    "obtained",
    "seen",
    "leaked",
    "published",
    "released",
    "circulated",
    "reviewed",
    "read",
    "shown",
    "posted",
    "quoted",
    "unsealed",
    "accessed",
    "acquired",
    "examined",
    "viewed",
    "printed",
    "carried",
    "aired",
    "broadcast",
    "disclosed",
    "reproduced",
    "shared",
    "passed",
    "handed",
    "given",
    "provided",
    "supplied",
    "transcribed",
    "translated",
    "authenticated",
    "verified",
    "cited",
    "reported",
    "made",
    "forwarded",
    "played",
];

/// What is one of many papers: `one message`, `another entry`.
const PIECES_OF_PAPER: &[&str] = &[
    "message",
    "email",
    "e-mail",
    "entry",
    "exchange",
    "passage",
    "note",
    "letter",
    "reply",
    "text",
    "memo",
    "page",
    "section",
    "paragraph",
];

/// What any paper may be called when it is named again: `the six-page document`.
const ANY_PAPER: &[&str] = &["document", "text", "file"];

/// What stands for a paper without being it.
const COPIES: &[&str] = &[
    "copy",
    "copies",
    "screenshot",
    "screenshots",
    "extracts",
    "excerpts",
    "photograph",
    "photographs",
    "images",
    "text",
    "parts",
    "details",
    "page",
    "pages",
];

/// How many paragraphs on a paper is still the one that came out.
const PARAGRAPHS_ON: usize = 6;

/// A paper that came out.
struct Paper {
    /// Where it came out: a cue, or the verb that says so.
    at: usize,
    noun: usize,
    /// What it is called, in the singular.
    words: Vec<String>,
    many: bool,
    channel: Option<String>,
    /// Who speaks in it, where that is somebody.
    author: Option<(Speaker, usize)>,
    out: Vec<Hop>,
}

fn single(word: &str) -> String {
    if word == "minutes" { word.to_owned() } else { word.strip_suffix('s').unwrap_or(word).to_owned() }
}

impl Builder<'_, '_> {
    /// The paper that is an attribution's source.
    pub(super) fn paper_source(&self, place: usize) -> Option<usize> {
        let bare = bare_phrase(self.view, &self.found[place].source);
        let paper = |token: &usize| is_paper(self.view.lower(*token)) && !self.view.is_large_inside(*token);
        // `a copy of the letter`
        let copy = bare.first().filter(|_| bare.iter().take(2).any(|token| COPIES.contains(&self.view.lower(*token))));
        if copy.is_some()
            && let Some(of) = bare.iter().position(|token| self.view.lower(*token) == "of")
        {
            return bare[of..].iter().copied().find(paper);
        }
        // `a draft decision`
        head_of(self.view, &bare).filter(|head| paper(head) || bare.first().is_some_and(|first| first + 2 >= *head)).and_then(|head| {
            if paper(&head) {
                Some(head)
            } else {
                bare.iter().copied().filter(|token| *token < head).find(|token| self.view.lower(*token) == "draft")
            }
        })
    }

    /// The paper that somebody speaks in: the source itself, or the occasion.
    fn paper_of(&self, place: usize) -> Option<usize> {
        self.paper_source(place).or_else(|| {
            let (_, words) = self.occasion(place, &self.reporting_clause(place));
            let named = words.map(|words| words.end - 1).filter(|last| is_paper(self.view.lower(*last)));
            named.or_else(|| self.paper_around(place).map(|(noun, _)| noun).filter(|noun| is_paper(self.view.lower(*noun))))
        })
    }

    /// The word that opens a paper's phrase: `the` of `the six-page document`, `one` of `one of the e-mails`, `'s` of `Todor's letter`.
    fn opener(&self, paper: usize) -> &str {
        let floor = self.view.sentence(paper).start.max(paper.saturating_sub(6));
        let opens = (floor..paper)
            .rev()
            .take_while(|token| !self.view.is_comma(*token) && self.view.upos(*token) != "VERB" && self.view.upos(*token) != "ADP")
            .find(|token| {
                matches!(
                    self.view.lower(*token),
                    "the"
                        | "this"
                        | "that"
                        | "these"
                        | "those"
                        | "a"
                        | "an"
                        | "another"
                        | "one"
                        | "both"
                        | "his"
                        | "her"
                        | "their"
                        | "its"
                        | "'s"
                )
            });
        opens.map_or("", |token| self.view.lower(token))
    }

    fn paper_at(&self, at: usize, noun: usize, channel: Option<String>, author: Option<(Speaker, usize)>, out: Vec<Hop>) -> Paper {
        let word = self.view.lower(noun);
        let mut words = vec![single(word)];
        // `a police wireless log`, `a draft decision`: by its last noun, too.
        if let Some(next) = self.view.lower.get(noun + 1).filter(|_| self.view.upos(noun + 1) == "NOUN" && is_paper(word)) {
            words.push(single(next));
        }
        Paper { at, noun, words, many: word.ends_with('s') && word != "minutes", channel, author, out }
    }

    /// `of which`, `by`, `to`: who has the paper, behind the verb by which it came out.
    fn who_has(&self, verb: usize) -> Option<Hop> {
        let sentence = self.view.sentence(verb);
        let word = self.view.lower(verb);
        let within = |at: &usize| !self.view.is_comma(*at) && self.view.upos(*at) != "VERB" && !self.view.is_stop(*at);
        let mut behind = (verb + 1..sentence.end.min(verb + 9)).take_while(within);
        let hands = matches!(
            word,
            "leaked" | "shown" | "shared" | "passed" | "handed" | "given" | "provided" | "supplied" | "disclosed" | "forwarded"
        );
        let prints =
            matches!(word, "published" | "printed" | "carried" | "aired" | "broadcast" | "reproduced" | "posted" | "quoted" | "read");
        let leads = behind.find(|at| match self.view.lower(*at) {
            "by" => true,
            "to" | "with" => hands || matches!(word, "read" | "played" | "released"),
            "in" | "on" => prints && self.view.upos(at + 1) != "NUM" && !crate::calendar::is_day_or_month(self.view.lower(at + 1)),
            _ => false,
        })?;
        let phrase: Vec<usize> = self.view.phrase_after(leads + 1, sentence.end)?.collect();
        // `The message was shown to the inquiry.`
        let before = head_of(self.view, &bare_phrase(self.view, &phrase));
        let court = before.and_then(|head| HEARERS.iter().find(|(hearer, _)| *hearer == self.view.lower(head)));
        if let Some((_, channel)) = court.filter(|(_, channel)| *channel == "testimony" && self.view.lower(leads) == "to") {
            let name = self.span_of(&bare_phrase(self.view, &phrase))?.of(self.view.doc.text).to_owned();
            return Some(Hop { channel: Some((*channel).to_owned()), span: self.span_of(&phrase), ..hop(&name, None) });
        }
        // Who saw or obtained it is a medium, whatever its name; a museum publishes as well.
        let released = word == "released" && self.view.lower(leads) == "to";
        let told = hands || released || matches!(word, "obtained" | "seen" | "leaked" | "reviewed" | "accessed" | "viewed");
        let (channel, name) = self.medium(&phrase, told)?;
        let entity = entity_of(self.view, self.cast, &phrase);
        Some(Hop {
            channel: Some(channel.to_owned()),
            span: self.span_of(&(verb..=*phrase.last()?).collect::<Vec<_>>()),
            ..hop(&name, entity)
        })
    }

    /// Papers that come out in the writer's own words: `A copy of the letter was published by the Courier.`, `The Herald has obtained a memo.`
    fn papers_in_clauses(&self) -> Vec<Paper> {
        if !self.view.has_tree {
            return Vec::new();
        }
        let mut papers = Vec::new();
        for verb in 0..self.view.lower.len() {
            let came_out = CAME_OUT.contains(&self.view.lower(verb)) && matches!(self.view.upos(verb), "VERB" | "ADJ");
            if !came_out || self.is_told(verb) {
                continue;
            }
            let paper = |noun: usize| {
                let copy = COPIES.contains(&self.view.lower(noun));
                let of = || {
                    self.view
                        .children(noun)
                        .iter()
                        .copied()
                        .find(|child| self.view.relation(*child) == "nmod" && is_paper(self.view.lower(*child)))
                };
                if copy { of() } else { Some(noun).filter(|noun| is_paper(self.view.lower(*noun)) && self.view.upos(*noun) == "NOUN") }
            };
            let passive = self.view.children(verb).iter().copied().find(|child| self.view.doc.tokens[*child].deprel == "nsubj:pass");
            // `a letter dated 3 March and seen by the Courier`
            let conjunct = self.view.head(verb).filter(|first| *first < verb && self.view.relation(verb) == "conj");
            let participle = conjunct.unwrap_or(verb);
            let beside = self.view.head(participle).filter(|noun| *noun < verb && self.view.doc.tokens[participle].deprel == "acl");
            let (noun, has) = if let Some(noun) = passive.or(beside).and_then(paper) {
                (noun, self.who_has(verb))
            } else if let Some(noun) = self.view.child(verb, &["obj"]).filter(|object| *object > verb).and_then(paper)
                // `published its own account`: its author.
                && !matches!(self.opener(noun), "its" | "their")
                && let Some(subject) = self.view.child(verb, &["nsubj"]).filter(|subject| self.view.upos(*subject) != "PRON")
            {
                let phrase = super::find::noun_phrase(self.view, subject, verb);
                let entity = entity_of(self.view, self.cast, &phrase);
                let hop = self.medium(&phrase, false).map(|(channel, name)| Hop {
                    channel: Some(channel.to_owned()),
                    span: self.span_of(&phrase),
                    ..hop(&name, entity)
                });
                (noun, hop)
            } else {
                continue;
            };
            // `has seen a letter from the minister`: what the report itself saw comes through nobody.
            if let Some(hop) = has.filter(|hop| !is_press(&hop.name)) {
                papers.push(self.paper_at(verb, noun, Some(channel_of_paper(self.view.lower(noun)).to_owned()), None, vec![hop]));
            }
        }
        papers
    }

    /// Papers that come out as somebody speaks in them, or as they speak themselves.
    fn papers_in_chains(&self, own: &[Vec<Hop>]) -> Vec<Paper> {
        let mut papers = Vec::new();
        for (place, hops) in own.iter().enumerate() {
            let [first, rest @ ..] = &hops[..] else { continue };
            if rest.is_empty() {
                continue;
            }
            let Some(noun) = self.paper_of(place) else { continue };
            let source = self.paper_source(place).is_some();
            let behind = |hop: &&Hop| {
                let Some(span) = hop.span else { return false };
                let first = span.of(self.view.doc.text).split(' ').next().unwrap_or_default().to_lowercase();
                let addressed = matches!(first.as_str(), "to" | "with" | "in" | "for" | "on");
                CAME_OUT.contains(&first.as_str()) || !addressed && (source || span.start > self.view.doc.tokens[noun].span.end)
            };
            let near = |hop: &&Hop| hop.span.is_some_and(|span| span.start < self.view.doc.tokens[noun].span.end + 120);
            let out: Vec<Hop> = rest.iter().filter(behind).filter(near).cloned().collect();
            if out.is_empty() {
                continue;
            }
            let author = (!source).then(|| (self.speakers[place].clone(), place));
            papers.push(self.paper_at(self.found[place].head, noun, first.channel.clone(), author, out));
        }
        papers
    }

    /// Whether the report tells of another paper of that name between two places.
    fn another_between(&self, paper: &Paper, word: &str, place: usize) -> bool {
        let first = paper.at.max(paper.noun) + 1;
        (first..self.found[place].head.max(first)).any(|token| {
            self.view.upos(token) == "NOUN"
                && single(self.view.lower(token)) == word
                && token != paper.noun
                && matches!(self.opener(token), "a" | "an" | "another")
        })
    }

    /// Whether an attribution takes up a paper that came out before, and by which noun.
    fn takes_up(&self, place: usize, noun: usize, paper: &Paper) -> bool {
        // `In it …`
        if noun == paper.noun {
            return true;
        }
        let word = single(self.view.lower(noun));
        let opens = self.opener(noun);
        let owned = matches!(opens, "his" | "her" | "their" | "its" | "'s");
        let theirs = || {
            let author = paper.author.as_ref().map(|(author, _)| author);
            author.is_none_or(|author| author.name == self.speakers[place].name) || self.paper_source(place).is_some()
        };
        let definite = matches!(opens, "the" | "this" | "that" | "these" | "those" | "both") || owned && theirs();
        // `said in an email to the agency` is none of the emails that came out; `wrote in an email`, `in a letter dated May` is.
        let dated = (noun + 1..self.view.lower.len().min(noun + 4)).any(|at| matches!(self.view.lower(at), "dated" | "sent" | "written"))
            || self.view.doc.tokens[self.found[place].head].lemma == "write";
        let one = paper.many && (matches!(opens, "one" | "another") || dated && matches!(opens, "a" | "an"));
        let same = paper.words.contains(&word) && (definite || one);
        let any = definite && !owned && ANY_PAPER.contains(&word.as_str());
        let general = paper.words.iter().any(|word| matches!(word.as_str(), "document" | "file" | "paper" | "correspondence"));
        let piece = paper.many
            && PIECES_OF_PAPER.contains(&word.as_str())
            && (matches!(opens, "one" | "another" | "the") || general && dated && !owned);
        (same || any || piece) && (one || piece || !self.another_between(paper, &word, place))
    }

    /// Carries on what came out. Comes back with the speakers that only the paper shows: `It says …`, of the letter.
    pub(super) fn papers_go_on(&self, own: &mut [Vec<Hop>]) -> Vec<(usize, Speaker)> {
        let mut renamed = Vec::new();
        let mut papers = self.papers_in_chains(own);
        let known: Vec<Hop> = papers.iter().flat_map(|paper| paper.out.clone()).collect();
        papers.extend(self.papers_in_clauses().into_iter().filter(|paper| {
            let new = |hop: &Hop| !known.iter().any(|other| other.span.zip(hop.span).is_some_and(|(one, other)| one.overlaps(other)));
            paper.out.iter().all(new)
        }));
        papers.sort_by_key(|paper| paper.at);
        // The attribution that last took up each paper.
        let mut last: Vec<Option<usize>> = papers.iter().map(|paper| self.found.iter().position(|found| found.head == paper.at)).collect();
        for place in self.outermost() {
            let head = self.found[place].head;
            let [first] = &own[place][..] else { continue };
            let near = |paper: &Paper| {
                let apart = self.view.paragraph_of(head).checked_sub(self.view.paragraph_of(paper.at));
                apart.is_some_and(|apart| apart <= PARAGRAPHS_ON) && (paper.at < head || paper.noun < head)
            };
            // Who printed it does not speak in it; `it` may have been taken for the one who printed it.
            let free = |paper: &Paper| self.is_it(place) || paper.out.iter().all(|hop| hop.name != first.name);
            let before = |which: &usize| near(&papers[*which]) && papers[*which].at != head && free(&papers[*which]);
            let noun = self.paper_of(place);
            let which = match noun {
                Some(noun) => (0..papers.len()).rev().filter(before).find(|which| self.takes_up(place, noun, &papers[*which])),
                None => (0..papers.len())
                    .rev()
                    .filter(before)
                    .find(|which| self.goes_on_unnamed(place, first, &papers[*which], last[*which], own)),
            };
            let Some(which) = which else { continue };
            let paper = &papers[which];
            let it = noun.is_none() && self.is_it(place);
            if it || noun.is_some() && self.paper_source(place).is_some() && self.is_it(place) {
                let name = match &paper.author {
                    Some((author, _)) => author.clone(),
                    None => self.paper_itself(paper, last[which], own),
                };
                own[place][0].name.clone_from(&name.name);
                own[place][0].entity = name.entity;
                renamed.push((place, name));
            }
            let word = noun.map(|noun| single(self.view.lower(noun)));
            let piece = word.as_ref().is_some_and(|word| !paper.words.contains(word)) && paper.channel.as_deref() != Some("document");
            if own[place][0].channel.is_none() || piece || it {
                own[place][0].channel.clone_from(&paper.channel);
            }
            let out = paper.out.clone();
            own[place].extend(out);
            last[which] = Some(place);
            if papers[which].author.is_none() && noun.is_some() && self.paper_source(place).is_none() {
                papers[which].author = Some((self.speakers[place].clone(), place));
            }
        }
        renamed
    }

    fn is_it(&self, place: usize) -> bool {
        matches!(&self.found[place].source[..], [only] if matches!(self.view.lower(*only), "it" | "they"))
    }

    /// The paper as one who speaks: as it was called when it spoke before, else by its own words.
    fn paper_itself(&self, paper: &Paper, last: Option<usize>, own: &[Vec<Hop>]) -> Speaker {
        let before = last.filter(|last| self.paper_source(*last).is_some()).and_then(|last| own[last].first());
        if let Some(before) = before {
            return Speaker { entity: before.entity, name: before.name.clone() };
        }
        // `a page of his notebook … It reads:`: it is he who speaks in it.
        let owner = self.view.children(paper.noun).iter().copied().find(|child| self.view.doc.tokens[*child].deprel == "nmod:poss");
        let owner = owner.and_then(|owner| self.cast.mention_at(owner)?.entity).filter(|owner| self.cast.entity(*owner).named);
        if let Some((entity, name)) = owner.and_then(|owner| Some((owner, name_of(self.cast, owner)?))) {
            return Speaker { entity: Some(entity), name };
        }
        let start = (paper.noun.saturating_sub(4)..paper.noun)
            .rev()
            .take_while(|token| matches!(self.view.upos(*token), "DET" | "ADJ" | "NOUN" | "PRON" | "NUM" | "PROPN"))
            .last()
            .unwrap_or(paper.noun);
        let words: Vec<usize> = (start..=paper.noun).collect();
        let name = self.span_of(&words).map(|span| span.of(self.view.doc.text).to_owned()).unwrap_or_default();
        Speaker { entity: entity_of(self.view, self.cast, &words), name }
    }

    /// Whether somebody goes on in a paper that he does not name: `He replied …`, `It says …`.
    fn goes_on_unnamed(&self, place: usize, first: &Hop, paper: &Paper, last: Option<usize>, own: &[Vec<Hop>]) -> bool {
        let found = &self.found[place];
        let at = last.map_or(paper.at, |last| self.found[last].head);
        let Some(apart) = self.view.doc.sentence_of[found.head].checked_sub(self.view.doc.sentence_of[at]) else { return false };
        let together = self.view.paragraph_of(found.head) == self.view.paragraph_of(at);
        let lemma = self.view.doc.tokens[found.head].lemma.as_str();
        if self.is_it(place) {
            let plural = self.view.lower(found.source[0]) == "they";
            // Of two things that may be meant the paper is the one that speaks, or that was the subject.
            let speaks = last.is_some_and(|last| self.paper_source(last).is_some() && own[last].len() > 1)
                || matches!(self.view.doc.tokens[self.subject_of(paper)].deprel.as_str(), "nsubj:pass" | "nsubj")
                || matches!(lemma, "read")
                // `The Courier has obtained a letter from the minister. "We need time," it says.`
                || last.is_none() && self.view.doc.tokens[found.head].feats.contains("Tense=Pres") && self.says_nothing_else(paper.at);
            return apart == 1 && together && speaks && plural == paper.many && first.audience.is_none();
        }
        let beside = apart <= 2 && self.view.paragraph_of(found.head) - self.view.paragraph_of(at) <= 1;
        if last.is_none() || !beside || !matches!(lemma, "write" | "reply" | "answer" | "add") {
            return false;
        }
        let author = last.map(|last| &self.speakers[last].name);
        let goes_on = lemma != "add" || author == Some(&self.speakers[place].name);
        // Somebody writes in it, and nobody has written elsewhere since.
        let since = |between: &usize| {
            let at = self.found[*between].head;
            last.is_some_and(|last| at > self.found[last].head)
                && at < found.head
                && own[*between].first().is_some_and(|hop| hop.channel.is_some())
        };
        // `A letter obtained by the Courier shows that the minister asked for time. "We need more," she wrote.`
        let within = |last: usize| {
            (0..self.found.len()).any(|inner| self.outer[inner] == Some(last) && self.speakers[inner].name == self.speakers[place].name)
        };
        // `A note smuggled out by his sister says … "They tell me to wait," he writes.`
        let writes = lemma == "write" && self.view.doc.tokens[found.head].feats.contains("Tense=Pres") && apart == 1;
        (paper.author.is_some() || writes || last.is_some_and(within))
            && !(0..self.found.len()).any(|between| since(&between))
            && first.channel.is_none()
            && first.audience.is_none()
            && goes_on
    }

    /// Whether the sentence of a verb attributes nothing to anybody.
    fn says_nothing_else(&self, verb: usize) -> bool {
        let sentence = self.view.sentence(verb);
        !self.found.iter().any(|found| sentence.contains(&found.head))
    }

    /// The noun by which a paper stands in its clause: itself, or the copy of it.
    fn subject_of(&self, paper: &Paper) -> usize {
        let copy =
            self.view.head(paper.noun).filter(|head| self.view.relation(paper.noun) == "nmod" && COPIES.contains(&self.view.lower(*head)));
        copy.unwrap_or(paper.noun)
    }
}
