//! What stands around a predicate in its clause: subjects, objects, prepositional phrases, negation, mood.
//!
//! All of it is read off the dependency tree. A passive turns subject and object round, a shared subject is found up the tree, a relative
//! pronoun stands for the noun before it.

use crate::calendar::is_day_or_month;
use crate::doc::Doc;
use readout_core::Factuality;

/// A predicate: a token and how to look around it.
#[derive(Clone, Copy)]
pub struct Clause<'d, 'a> {
    /// The document.
    pub doc: &'d Doc<'a>,
    /// The predicate's token.
    pub token: usize,
}

impl<'d, 'a> Clause<'d, 'a> {
    /// The clause around `token`.
    pub fn new(doc: &'d Doc<'a>, token: usize) -> Self {
        Self { doc, token }
    }

    /// Whether the predicate is a verb: also what is tagged a noun and stands behind `to` (`is due to travel`).
    pub fn is_verb(&self) -> bool {
        self.doc.tokens[self.token].upos == "VERB" || self.is_marked_infinitive(self.token)
    }

    fn is_marked_infinitive(&self, token: usize) -> bool {
        let to = |child: usize| self.doc.relation(child) == "mark" && self.doc.form(child).eq_ignore_ascii_case("to");
        self.doc.tokens[token].upos == "NOUN" && self.doc.children(token).any(to)
    }

    fn with_relation<'s>(&'s self, relations: &'s [&'s str]) -> impl Iterator<Item = usize> + 's {
        self.doc.children(self.token).filter(move |child| relations.contains(&self.doc.tokens[*child].deprel.as_str()))
    }

    /// Whether the predicate is in the passive, or a participle without an auxiliary (`troops backed by …`).
    pub fn is_passive(&self) -> bool {
        let by_relation = self.with_relation(&["nsubj:pass", "aux:pass", "csubj:pass"]).next().is_some();
        let token = &self.doc.tokens[self.token];
        let participle = token.feats.contains("VerbForm=Part") && token.feats.contains("Tense=Past");
        // `was arrested and jailed`: the second participle shares the auxiliary where it has nothing of its own.
        let shared = || {
            let head = self.doc.head(self.token).filter(|head| *head < self.token && self.doc.relation(self.token) == "conj");
            let bare = self.with_relation(&["nsubj", "aux", "obj", "nsubj:pass", "aux:pass"]).next().is_none();
            bare && head
                .is_some_and(|head| self.doc.children(head).any(|child| self.doc.tokens[child].deprel == "aux:pass" && child < self.token))
        };
        by_relation || participle && (self.doc.relation(self.token) == "acl" || shared())
    }

    /// Heads of the noun phrases that act.
    pub fn agents(&self) -> Vec<usize> {
        self.agents_within(0)
    }

    fn agents_within(&self, depth: usize) -> Vec<usize> {
        let doc = self.doc;
        // `were engaged in fighting`: a state of those who act.
        let state = doc.tokens[self.token].lemma == "engage" && !self.phrases("in").is_empty();
        if self.is_passive() && !state {
            // `was arrested after Rell was stabbed`: no agent without a `by`, whatever the tree says.
            let by_between = |child: usize| (self.token..child).any(|token| doc.form(token).eq_ignore_ascii_case("by"));
            let by = |child: &usize| {
                doc.tokens[*child].deprel == "obl:agent" && (by_between(*child) || self.has_case(*child, "by"))
                    || (doc.relation(*child) == "obl" && self.has_case(*child, "by"))
                    || self.is_agent_by_case(*child)
            };
            return self.expand(doc.children(self.token).filter(by).collect());
        }
        if let Some(subject) = self.subject().or_else(|| self.with_relation(&["nsubj:pass"]).find(|_| state)) {
            let mut heads = vec![self.antecedent(subject)];
            heads.extend(self.listed_before(subject));
            return self.expand(heads);
        }
        // `Mr Rell had earlier held talks`: the tree may hang the subject on the auxiliary.
        let auxiliaries = doc.children(self.token).filter(|child| doc.relation(*child) == "aux");
        if let Some(subject) = auxiliaries.flat_map(|auxiliary| doc.children(auxiliary)).find(|child| doc.relation(*child) == "nsubj") {
            return self.expand(vec![self.antecedent(subject)]);
        }
        let Some(head) = doc.head(self.token).filter(|_| depth < 8) else { return Vec::new() };
        match doc.relation(self.token) {
            // `is due to travel to brief them`.
            "acl" if self.is_marked_infinitive(head) => Clause::new(doc, head).agents_or_patients(depth + 1),
            // `signed a letter urging him to go`: what a text does, those do who made it.
            "acl" if self.is_text(head) && doc.relation(head) == "obj" && !self.is_passive() => {
                let maker = doc.head(head).map(|verb| Clause::new(doc, verb).agents_within(depth + 1)).unwrap_or_default();
                if maker.is_empty() { self.expand(vec![head]) } else { maker }
            }
            // `won a contract to supply them`, `its decision to leave`: whose it is, or who got or took it.
            "acl" if doc.tokens[self.token].feats.contains("VerbForm=Inf") && is_purpose(&doc.tokens[head].lemma) => {
                let owners: Vec<usize> = doc.children(head).filter(|child| doc.tokens[*child].deprel == "nmod:poss").collect();
                let of = if owners.is_empty() { Clause::new(doc, head).phrases("by") } else { owners };
                let verb = doc.head(head).filter(|_| of.is_empty() && doc.relation(head) == "obj");
                verb.map_or(of, |verb| Clause::new(doc, verb).agents_within(depth + 1))
            }
            "acl" => self.expand(vec![head]),
            // `pounded the town, killing five, activists said`: who says so has not killed.
            "advcl" | "conj" | "parataxis" if self.told_before(head).is_some() => {
                self.told_before(head).map_or(Vec::new(), |told| Clause::new(doc, told).agents_or_patients(depth + 1))
            }
            "xcomp" | "advcl" => {
                // `urged the rebels to leave`: the object of the governor acts in the complement.
                let governor = Clause::new(doc, head);
                let objects = governor.objects();
                let controlled = doc.relation(self.token) == "xcomp" && !objects.is_empty();
                if controlled { objects } else { governor.agents_or_patients(depth + 1) }
            }
            // `was in the capital and met the envoy`.
            "conj" | "parataxis"
                if matches!(doc.tokens[head].upos.as_str(), "VERB" | "AUX")
                    || doc.tokens[self.token].upos == "VERB" && doc.children(head).any(|child| doc.relation(child) == "cop") =>
            {
                Clause::new(doc, self.past_the_modal(head)).agents_or_patients(depth + 1)
            }
            // `saw Rell sit down with Sarn`: whom the verb of seeing has for its object acts.
            "ccomp"
                if head < self.token
                    && (doc.tokens[self.token].feats.contains("VerbForm=Inf")
                        || matches!(doc.tokens[head].lemma.as_str(), "see" | "watch" | "hear")
                            && doc.children(self.token).all(|child| !matches!(doc.relation(child), "mark" | "aux"))) =>
            {
                let governor = Clause::new(doc, head);
                let objects = governor.objects();
                if objects.is_empty() && doc.tokens[self.token].feats.contains("VerbForm=Inf") {
                    governor.agents_or_patients(depth + 1)
                } else {
                    objects
                }
            }
            "ccomp" if doc.tokens[self.token].feats.contains("VerbForm=Ger") => Clause::new(doc, head).agents_or_patients(depth + 1),
            _ => Vec::new(),
        }
    }

    fn is_text(&self, token: usize) -> bool {
        matches!(
            self.doc.tokens[token].lemma.as_str(),
            "letter"
                | "statement"
                | "petition"
                | "resolution"
                | "declaration"
                | "communique"
                | "message"
                | "appeal"
                | "motion"
                | "article"
                | "tweet"
                | "lawsuit"
                | "note"
                | "report"
                | "study"
                | "document"
        )
    }

    /// The clause before this one that is the content of `saying`: both are told by whoever says so.
    fn told_before(&self, saying: usize) -> Option<usize> {
        let doc = self.doc;
        let says = matches!(
            doc.tokens[saying].lemma.as_str(),
            "say" | "report" | "tell" | "announce" | "claim" | "confirm" | "add" | "state" | "declare"
        );
        let content = doc.children(saying).find(|child| doc.relation(*child) == "ccomp" && *child < self.token);
        content.filter(|_| says && self.token < saying && doc.tokens[saying].upos == "VERB")
    }

    /// `insisted that Vey must go and rejected calls`: what is finite does not share the `must` of the clause before, so it goes with the verb
    /// that governs that clause.
    fn past_the_modal(&self, head: usize) -> usize {
        let doc = self.doc;
        let finite = doc.tokens[self.token].feats.contains("VerbForm=Fin");
        let modal = doc.children(head).any(|child| {
            doc.relation(child) == "aux"
                && matches!(
                    doc.tokens[child].lemma.as_str(),
                    "must" | "should" | "will" | "would" | "can" | "could" | "may" | "might" | "shall"
                )
        });
        // `said that air strikes hit the town and threatened to hit back`: acts and papers say nothing, so whoever says the one says the other.
        let speaks = matches!(
            doc.tokens[self.token].lemma.as_str(),
            "threaten"
                | "vow"
                | "pledge"
                | "promise"
                | "warn"
                | "call"
                | "urge"
                | "demand"
                | "accuse"
                | "insist"
                | "deny"
                | "reject"
                | "condemn"
        );
        let act = |subject: usize| {
            matches!(
                doc.tokens[subject].lemma.as_str(),
                "strike"
                    | "airstrike"
                    | "raid"
                    | "attack"
                    | "bombing"
                    | "shelling"
                    | "explosion"
                    | "blast"
                    | "talk"
                    | "meeting"
                    | "number"
                    | "result"
            )
        };
        let mute = speaks && doc.children(head).any(|child| doc.relation(child) == "nsubj" && act(child));
        match doc.head(head).filter(|_| finite && (modal || mute) && doc.relation(head) == "ccomp") {
            Some(governor) => governor,
            None => head,
        }
    }

    /// The head of the clause's subject. A clause has one: what the parser calls a second one stands in apposition to the first, and says who it
    /// is where it is a name that follows at once (`the coalition's head Aya Rell met`).
    fn subject(&self) -> Option<usize> {
        let doc = self.doc;
        let mut subjects: Vec<usize> = self.with_relation(&["nsubj", "csubj", "nsubj:outer"]).collect();
        if subjects.is_empty() {
            // `They met in Sered, talked and left`: a subject before the first verb is its own, though the tree hangs it on the second.
            let later = doc.children(self.token).filter(|child| doc.relation(*child) == "conj" && *child > self.token);
            let shared = later.flat_map(|verb| doc.children(verb)).filter(|child| doc.relation(*child) == "nsubj" && *child < self.token);
            subjects.extend(shared);
        }
        if subjects.is_empty() && self.doc.relation(self.token) == "advcl" {
            // `came after Todor hosted them`: what stands between `after` and its verb is the verb's.
            let mark = doc.children(self.token).filter(|child| doc.relation(*child) == "mark" && *child < self.token).max();
            let between = |child: &usize| doc.relation(*child) == "nsubj" && mark.is_some_and(|mark| mark < *child) && *child < self.token;
            subjects.extend(doc.head(self.token).into_iter().flat_map(|head| doc.children(head)).filter(between));
        }
        if subjects.is_empty() {
            subjects.extend(self.subject_taken_for_an_object());
        }
        let first = *subjects.first()?;
        let end = doc.subtree(first).into_iter().max().unwrap_or(first);
        let name = subjects.get(1).filter(|second| {
            doc.tokens[**second].upos == "PROPN"
                && doc.tokens[first].upos != "PRON"
                && (**second < self.token || first > self.token)
                && doc.subtree(**second).first() == Some(&(end + 1))
        });
        Some(name.copied().unwrap_or(first))
    }

    /// `the governor must leave and the assembly must meet`: what has an `and` of its own is no object of the verb before it, but the subject of the
    /// modal that follows.
    fn subject_taken_for_an_object(&self) -> Option<usize> {
        let doc = self.doc;
        let modal = self.with_relation(&["aux"]).filter(|aux| *aux < self.token).min()?;
        let sentence = doc.sentences[doc.sentence_of[self.token]].tokens;
        let end = (sentence.start..modal).rev().find(|at| doc.tokens[*at].upos != "PUNCT")?;
        let mut at = end;
        for _ in 0..6 {
            let joined = doc.children(at).any(|and| doc.relation(and) == "cc" && and < at);
            if doc.relation(at) == "obj" && joined && doc.head(at).is_some_and(|verb| verb < at && verb != self.token) {
                return Some(at);
            }
            at = doc.head(at).filter(|head| *head <= end)?;
        }
        None
    }

    /// `Norland, Ardesh sign accord`: the name before the comma of a headline, which the tree hangs on the verb beside the subject.
    fn listed_before(&self, subject: usize) -> Option<usize> {
        let doc = self.doc;
        let start = doc.subtree(subject).first().copied().unwrap_or(subject);
        let comma = start.checked_sub(1).filter(|comma| doc.form(*comma) == ",")?;
        let sentence = doc.sentences[doc.sentence_of[self.token]].tokens.start;
        let first = doc.children(self.token).find(|child| {
            *child < comma
                && doc.tokens[*child].upos == "PROPN"
                && matches!(doc.relation(*child), "obl" | "nmod" | "vocative" | "dislocated" | "dep" | "parataxis" | "nsubj")
                && doc.children(*child).all(|below| !matches!(doc.relation(below), "case" | "mark"))
        })?;
        let name = (sentence..comma).all(|token| doc.tokens[token].upos == "PROPN");
        (name && doc.tokens[subject].upos == "PROPN").then_some(first)
    }

    /// The subject, whatever it does: the agent, or of a passive the one acted on.
    fn agents_or_patients(&self, depth: usize) -> Vec<usize> {
        if !self.is_passive() {
            return self.agents_within(depth);
        }
        let objects = self.objects();
        // `is set to grant`: an adjective's subject.
        if objects.is_empty() { self.subject().map_or(Vec::new(), |subject| self.expand(vec![self.antecedent(subject)])) } else { objects }
    }

    /// Heads of the noun phrases acted on.
    pub fn objects(&self) -> Vec<usize> {
        let doc = self.doc;
        let objects = self.with_relation(&["obj", "nsubj:pass"]).filter(|object| !self.is_agent_by_case(*object));
        let mut found: Vec<usize> = objects.map(|object| self.antecedent(object)).collect();
        // `charged Rell with fraud`: a second subject behind the verb is its object.
        if found.is_empty() && !self.is_passive() {
            let subjects: Vec<usize> = self.with_relation(&["nsubj"]).collect();
            // `returned to Rell on Monday the bodies of two men`: behind phrases of the verb's own.
            let behind = |second: usize| {
                let start = doc.subtree(second).first().copied().unwrap_or(second);
                let phrases: Vec<usize> = self.with_relation(&["obl"]).flat_map(|phrase| doc.subtree(phrase)).collect();
                (self.token + 1..start).all(|between| phrases.contains(&between)) && second > self.token
            };
            if let [first, second] = subjects[..]
                && first < self.token
                && behind(second)
                && matches!(doc.tokens[second].upos.as_str(), "PROPN" | "NOUN")
            {
                found.push(second);
            }
        }
        // `charged Minister Rell with taking bribes`: whom the tree has for the subject of what a preposition behind the name opens.
        if found.is_empty() && !self.is_passive() {
            let of = |verb: usize| {
                let subject = doc.children(verb).find(|child| doc.relation(*child) == "nsubj")?;
                let opens = doc.subtree(subject).first() == Some(&(self.token + 1));
                let case = doc.children(verb).any(|mark| {
                    matches!(doc.relation(mark), "mark" | "case")
                        && matches!(doc.form(mark), "with" | "of" | "for" | "from")
                        && mark > subject
                });
                (opens && case && doc.tokens[verb].form.ends_with("ing")).then_some(subject)
            };
            let complements: Vec<usize> = self.with_relation(&["advcl", "ccomp", "xcomp"]).collect();
            found.extend(complements.into_iter().find_map(of));
        }
        // `let free 70 men`, `set loose the dogs`: what the two words have for their object.
        if found.is_empty() && matches!(doc.tokens[self.token].lemma.as_str(), "let" | "set") {
            let loose = self
                .with_relation(&["xcomp"])
                .find(|word| *word == self.token + 1 && matches!(doc.tokens[*word].lemma.as_str(), "free" | "loose" | "go"));
            found.extend(loose.into_iter().flat_map(|word| doc.children(word)).filter(|child| doc.relation(*child) == "obj"));
        }
        // `tells Norland to end it`: whom an infinitive has for its subject, though the tree takes it for an indirect object; `called off their
        // strike`: the tree may take what follows a particle for a phrase without a preposition.
        if found.is_empty() && !self.is_passive() {
            found.extend(self.with_relation(&["iobj"]));
        }
        if found.is_empty() && !self.is_passive() && self.with_relation(&["compound:prt"]).next().is_some() {
            let bare = |child: &usize| {
                let marked = doc.children(*child).any(|case| doc.relation(case) == "case");
                *child > self.token && doc.tokens[*child].deprel == "obl" && doc.tokens[*child].upos == "NOUN" && !marked
            };
            found.extend(self.with_relation(&["obl"]).find(bare));
        }
        // `called Minister Aya Rell to discuss it`: the tree may take the name for what she was called.
        if found.is_empty() && !self.is_passive() {
            found.extend(self.with_relation(&["xcomp"]).filter(|child| *child > self.token && doc.tokens[*child].upos == "PROPN"));
        }
        // `rejects and condemns the decision`: what two verbs share hangs on one of them.
        if found.is_empty() && !self.is_passive() && doc.tokens[self.token].upos == "VERB" {
            let objects = |verb: usize| doc.children(verb).filter(|child| doc.tokens[*child].deprel == "obj").collect::<Vec<usize>>();
            let first = doc.head(self.token).filter(|_| doc.relation(self.token) == "conj");
            if let Some(first) = first.filter(|first| doc.tokens[*first].upos == "VERB") {
                found.extend(objects(first).into_iter().filter(|object| *object > self.token));
            }
            let bare = |verb: &usize| *verb > self.token && *verb <= self.token + 3 && !Clause::new(doc, *verb).has_subject();
            let second =
                doc.children(self.token).filter(|child| doc.relation(*child) == "conj" && doc.tokens[*child].upos == "VERB").find(bare);
            found.extend(second.into_iter().flat_map(objects));
        }
        // `handed over the bodies`: the tree may take the particle for a preposition.
        let particle = self.token + 1;
        if found.is_empty()
            && !self.is_passive()
            && doc.tokens.get(particle).is_some_and(|next| matches!(next.form.as_str(), "over" | "up" | "down" | "off" | "out"))
            && doc.relation(particle) == "case"
            && self.governs_particle(particle)
        {
            found.extend(doc.head(particle).filter(|head| doc.head(*head) == Some(self.token) && doc.relation(*head) == "obl"));
        }
        // `met Rell on Monday and Sarn on Tuesday`: the tree hangs the second name on the verb.
        if !found.is_empty() && !self.is_passive() && doc.tokens[self.token].upos == "VERB" {
            let named = |child: &usize| {
                let last = found.iter().max().copied().unwrap_or(*child);
                let between = doc.children(self.token).any(|phrase| doc.relation(phrase) == "obl" && phrase > last && phrase < *child);
                doc.relation(*child) == "conj"
                    && doc.tokens[*child].upos == "PROPN"
                    && between
                    && doc.children(*child).any(|and| doc.relation(and) == "cc" && and < *child)
                    && doc.children(*child).all(|below| !matches!(doc.relation(below), "nsubj" | "cop" | "case" | "aux"))
            };
            let further: Vec<usize> = doc.children(self.token).filter(named).collect();
            found.extend(further);
        }
        if found.is_empty() && self.is_passive() {
            match doc.relation(self.token) {
                "acl" => found.extend(doc.head(self.token)),
                "conj" => {
                    if let Some(head) = doc.head(self.token).map(|head| Clause::new(doc, head)) {
                        let objects = if head.is_passive() { head.objects() } else { head.agents() };
                        found.extend(objects);
                    }
                }
                _ => {}
            }
        }
        self.expand(found)
    }

    /// Whether a child that the tree has for a passive's subject stands after it and after `by`: then it acts.
    fn is_agent_by_case(&self, child: usize) -> bool {
        let doc = self.doc;
        doc.tokens[child].deprel == "nsubj:pass"
            && child > self.token
            && doc.children(child).any(|case| doc.relation(case) == "case" && doc.form(case).eq_ignore_ascii_case("by"))
    }

    /// Whether the predicate has a subject of its own.
    pub fn has_subject(&self) -> bool {
        self.with_relation(&["nsubj", "nsubj:pass", "csubj", "nsubj:outer"]).next().is_some()
    }

    /// Heads of the complements without a subject: also an infinitive that the tree joins to a verb which is none (`was pushing the council -- the main
    /// group -- to talk`).
    pub fn open_complements(&self) -> Vec<usize> {
        let doc = self.doc;
        let to = |verb: usize| doc.children(verb).any(|child| doc.relation(child) == "mark" && doc.form(child).eq_ignore_ascii_case("to"));
        let infinitive = |verb: &usize| *verb > self.token && doc.tokens[*verb].feats.contains("VerbForm=Inf") && to(*verb);
        let own = doc.tokens[self.token].feats.contains("VerbForm=Inf");
        let joined = self.with_relation(&["conj"]).filter(|verb| !own && infinitive(verb));
        // `has undertaken to rebuild`: what follows at once is no purpose.
        let next = self.token + 1;
        let at_once =
            |verb: &usize| doc.tokens.get(next).is_some_and(|to| to.form.eq_ignore_ascii_case("to")) && doc.head(next) == Some(*verb);
        let straight = self.with_relation(&["advcl"]).filter(|verb| infinitive(verb) && at_once(verb));
        self.with_relation(&["xcomp"]).chain(joined).chain(straight).collect()
    }

    /// Heads of indirect objects.
    pub fn indirect_objects(&self) -> Vec<usize> {
        self.expand(self.with_relation(&["iobj"]).collect())
    }

    /// Heads of phrases with the preposition `case`, of verbs and nouns alike, here or on the object (`held talks with`).
    pub fn phrases(&self, case: &str) -> Vec<usize> {
        let doc = self.doc;
        let mut holders = vec![self.token];
        holders.extend(self.with_relation(&["obj", "xcomp", "nsubj:pass", "compound:prt"]));
        let mut found = Vec::new();
        for holder in holders {
            let phrases =
                doc.children(holder).filter(|child| matches!(doc.relation(*child), "obl" | "nmod" | "advmod" | "acl" | "advcl" | "obj"));
            found.extend(phrases.filter(|child| self.has_case(*child, case) && !names_a_day(doc.form(*child))));
        }
        if found.is_empty() {
            // `call on Norland to lift it`: the tree may hang the preposition's noun on the infinitive; `holds talks with Vesh`: or take it for one
            // more subject.
            let next = self.token + 1;
            let astray = doc.tokens.get(next).filter(|next| next.form.eq_ignore_ascii_case(case)).and_then(|_| doc.head(next));
            let below = |noun: &usize| doc.head(*noun).is_some_and(|verb| doc.head(verb) == Some(self.token) && verb > *noun);
            found.extend(astray.filter(|noun| *noun > next && doc.relation(next) == "case" && below(noun)));
            let behind = doc.children(self.token).filter(|child| *child > self.token + 1 && doc.relation(*child) == "nsubj");
            found.extend(behind.filter(|child| self.has_case(*child, case)));
        }
        self.expand(found)
    }

    fn has_case(&self, token: usize, case: &str) -> bool {
        let doc = self.doc;
        // A preposition stands before its phrase; one that the parser hangs on the phrase before belongs to the one that it opens
        // (`met in Ande with Sarn`).
        let is_case = |child: usize| matches!(doc.relation(child), "case" | "mark") && doc.form(child).eq_ignore_ascii_case(case);
        let start = doc.sentences[doc.sentence_of[token]].tokens.start;
        let astray = (start..token).rev().find(|before| is_case(*before) && doc.head(*before).is_some_and(|head| head < *before));
        let marks = |token: usize| {
            let own = doc.children(token).any(|child| child < token && is_case(child));
            own || astray.is_some_and(|before| doc.subtree(token).first() == Some(&(before + 1)))
        };
        // `with Foreign Minister Aya Rell`: the preposition may hang on the title before the name.
        let title = |child: &usize| *child < token && matches!(doc.tokens[*child].deprel.as_str(), "nmod:desc" | "compound" | "appos");
        marks(token) || doc.children(token).filter(title).any(marks)
    }

    /// A relative pronoun's noun; any other token itself.
    fn antecedent(&self, subject: usize) -> usize {
        let doc = self.doc;
        let pronoun = matches!(doc.tokens[subject].lemma.as_str(), "who" | "which" | "that" | "whom") && doc.tokens[subject].upos == "PRON";
        if !pronoun {
            return subject;
        }
        let mut verb = self.token;
        loop {
            match (doc.tokens[verb].deprel.as_str(), doc.head(verb)) {
                ("acl:relcl", Some(noun)) => return noun,
                ("conj", Some(first)) if first != verb => verb = first,
                _ => return subject,
            }
        }
    }

    /// The heads and those joined to them by `and`.
    fn expand(&self, heads: Vec<usize>) -> Vec<usize> {
        let doc = self.doc;
        let mut all = Vec::new();
        let mut left = heads;
        while let Some(head) = left.pop().filter(|_| all.len() < 64) {
            all.push(head);
            // What has an `and` of its own before it is one more, whatever the tree calls it.
            let added =
                |child: usize| doc.relation(child) == "appos" && doc.children(child).any(|mark| doc.relation(mark) == "cc" && mark < child);
            let joined: Vec<usize> = doc
                .children(head)
                .filter(|child| (doc.relation(*child) == "conj" || added(*child)) && doc.tokens[*child].upos != "VERB")
                .collect();
            // A list has an `and` or `or` in it; without one it is an apposition between dashes.
            let conjunction = |token: usize| doc.tokens[token].upos == "CCONJ";
            let coordinated = joined
                .iter()
                .any(|child| doc.children(*child).any(|mark| doc.relation(mark) == "cc") || (head + 1..*child).any(conjunction));
            // `Rell and her deputy, Sarn and his`: each of a list may open one of its own.
            // `Norland, Ardesh agree on a link`: a headline's comma joins names.
            let headline = |child: usize| {
                let between = head + 1..child;
                let commas = between.clone().filter(|token| doc.form(*token) == ",").count();
                let names = between.chain([head, child]).all(|token| doc.tokens[token].upos == "PROPN" || doc.form(token) == ",");
                doc.relation(child) == "conj" && child > head && commas == 1 && names
            };
            left.extend(joined.into_iter().filter(|child| (coordinated || headline(*child)) && !all.contains(child)));
        }
        all.sort_unstable();
        all.dedup();
        all
    }

    /// Tokens that fill a slot of a lexicon's condition.
    pub fn slot(&self, slot: &str) -> Vec<usize> {
        let doc = self.doc;
        match slot {
            "obj" => self.objects(),
            "obj*" => self.objects().into_iter().flat_map(|object| self.phrase_below(object)).collect(),
            "iobj" => self.indirect_objects(),
            "subj" => self.agents().into_iter().flat_map(|agent| self.phrase_below(agent)).collect(),
            "agent" => self.agents(),
            "xcomp" => self.open_complements(),
            "ccomp" => {
                let complements: Vec<usize> = self.with_relation(&["ccomp", "parataxis"]).collect();
                // Of `said it was behind the raid` the complement's head is the raid.
                let copular = |verb: usize| doc.children(verb).any(|child| doc.relation(child) == "cop");
                let small = complements.iter().flat_map(|verb| {
                    let case = copular(*verb);
                    doc.children(*verb).filter(move |child| doc.relation(*child) == "aux" || case && doc.relation(*child) == "case")
                });
                complements.iter().copied().chain(small).collect()
            }
            "advcl" => self.with_relation(&["advcl"]).collect(),
            "aux" => doc.children(self.token).filter(|child| doc.relation(*child) == "aux").collect(),
            "neg" => doc
                .children(self.token)
                .filter(|child| self.is_not(*child))
                // `has no intention`.
                .chain(
                    self.with_relation(&["obj"])
                        .flat_map(|object| doc.children(object))
                        .filter(|child| doc.relation(*child) == "det" && doc.tokens[*child].lemma.eq_ignore_ascii_case("no")),
                )
                .collect(),
            "case" => doc.children(self.token).filter(|child| doc.relation(*child) == "case").collect(),
            "prt" => self.particles(),
            "head" => doc.head(self.token).into_iter().collect(),
            // What is promised not to be done.
            "not" => self.with_relation(&["xcomp", "ccomp"]).filter(|verb| Clause::new(doc, *verb).is_negated()).collect(),
            "advmod" | "amod" | "compound" => self.with_relation(&[slot]).collect(),
            // Anywhere in the clause, without clauses about what is in it.
            "clause" => self.phrase_below(self.token),
            // A phrase of the verb's own, not of its object: `attacked him for it`, and not `attacked a camp for refugees`.
            own if own.starts_with('+') => {
                let phrases = doc.children(self.token).filter(|child| doc.relation(*child) == "obl" && *child > self.token);
                phrases.filter(|child| self.has_case(*child, &own[1..])).collect()
            }
            preposition => self.phrases(preposition),
        }
    }

    /// Particles: the tree may have one for an adverb, a preposition without its phrase, or the preposition of what is the object (`handed over the
    /// bodies`) or of the phrase that follows (`walked out of the talks`).
    fn particles(&self) -> Vec<usize> {
        let doc = self.doc;
        let loose = |child: &usize| {
            matches!(doc.relation(*child), "advmod" | "case")
                && *child > self.token
                && matches!(doc.form(*child), "out" | "up" | "down" | "off" | "over" | "back" | "in" | "aside" | "away")
        };
        // `handed over 700 sacks`: it may hang on the number.
        let next = self.token + 1;
        let follows = doc.tokens.get(next).is_some_and(|particle| match particle.form.as_str() {
            "up" | "out" | "down" | "off" | "back" | "aside" | "away" => true,
            "over" => doc.relation(next) != "case" || self.governs_particle(next),
            "in" => doc.relation(next) != "case" || matches!(doc.tokens[self.token].lemma.as_str(), "hand" | "turn"),
            _ => false,
        });
        // `pulled its observers out of Sered`.
        let behind = doc.children(self.token).filter(|child| doc.relation(*child) == "obj" && *child > self.token).filter_map(|object| {
            let after = doc.subtree(object).into_iter().max()? + 1;
            let particle = matches!(doc.tokens.get(after)?.form.as_str(), "out" | "back" | "over" | "off" | "down" | "up" | "away");
            (particle && doc.sentence_of[after] == doc.sentence_of[self.token]).then_some(after)
        });
        let mut found: Vec<usize> =
            self.with_relation(&["compound:prt"]).chain(doc.children(self.token).filter(loose)).chain(behind).collect();
        found.extend(follows.then_some(next));
        found
    }

    /// Whether `particle`, which the tree has for a preposition, goes with the verb before it: `handed over the bodies`, and not `met over the dispute`.
    fn governs_particle(&self, particle: usize) -> bool {
        let doc = self.doc;
        let phrasal = matches!(
            doc.tokens[self.token].lemma.as_str(),
            "hand"
                | "give"
                | "take"
                | "turn"
                | "lay"
                | "call"
                | "put"
                | "set"
                | "pull"
                | "throw"
                | "shoot"
                | "blow"
                | "vote"
                | "break"
                | "round"
                | "pick"
                | "carry"
                | "shut"
                | "cut"
                | "roll"
                | "step"
                | "wipe"
                | "bring"
                | "kick"
                | "seal"
                | "strike"
        );
        let alone =
            doc.tokens.get(particle + 1).is_some_and(|next| !matches!(next.form.as_str(), "of" | "to" | "from" | "with" | "against"));
        phrasal && alone && particle == self.token + 1
    }

    /// The tokens of a noun phrase without its relative clauses.
    fn phrase_below(&self, head: usize) -> Vec<usize> {
        let doc = self.doc;
        let mut found = vec![head];
        let mut at = 0;
        while at < found.len() {
            found.extend(
                doc.children(found[at]).filter(|child| !matches!(doc.relation(*child), "acl" | "advcl" | "appos" | "parataxis" | "ccomp")),
            );
            at += 1;
        }
        found
    }

    /// Whether what the predicate tells of happened, by the words of its clause and of those that govern it.
    pub fn factuality(&self) -> Factuality {
        if self.is_negated() { Factuality::Denied } else { self.mood() }
    }

    /// Whether a clause that says what is not done (`will not lift`, `did not rule out`) says it without a condition.
    pub fn is_plain(&self) -> bool {
        let doc = self.doc;
        let condition =
            |child: usize| doc.relation(child) == "mark" && matches!(doc.tokens[child].lemma.as_str(), "if" | "unless" | "whether");
        let open = self.auxiliaries().iter().any(|auxiliary| matches!(auxiliary.as_str(), "may" | "might" | "should" | "must"));
        !open && !doc.children(self.token).any(condition)
    }

    fn mood(&self) -> Factuality {
        let doc = self.doc;
        let token = &doc.tokens[self.token];
        // `parted without agreeing`, `ruled out cooperating`.
        if doc.children(self.token).any(|child| doc.relation(child) == "mark" && doc.tokens[child].lemma.eq_ignore_ascii_case("without")) {
            return Factuality::Denied;
        }
        let auxiliaries: Vec<String> = self.auxiliaries();
        let has = |words: &[&str]| auxiliaries.iter().any(|auxiliary| words.contains(&auxiliary.as_str()));
        if doc
            .children(self.token)
            .any(|child| doc.relation(child) == "mark" && matches!(doc.tokens[child].lemma.as_str(), "if" | "unless" | "whether"))
        {
            return Factuality::Hypothetical;
        }
        // `before they lay down their arms`: in the present, it has not been done.
        let before =
            doc.children(self.token).any(|child| doc.relation(child) == "mark" && doc.tokens[child].lemma.eq_ignore_ascii_case("before"));
        if before && token.feats.contains("Tense=Pres") && !token.form.ends_with("ing") {
            return Factuality::Hypothetical;
        }
        if has(&["may", "might", "could", "can", "should", "must"]) {
            return Factuality::Hypothetical;
        }
        let due = |child: usize| child < self.token && doc.tokens[child].lemma == "due" && doc.tokens[child].upos == "ADJ";
        if has(&["will", "shall", "'ll"]) || has(&["be"]) && doc.children(self.token).any(due) {
            return Factuality::Planned;
        }
        if has(&["would"]) {
            let reported = matches!(doc.relation(self.token), "ccomp" | "parataxis");
            return if reported { Factuality::Planned } else { Factuality::Hypothetical };
        }
        if let Some(governed) = self.mood_of_governor() {
            return governed;
        }
        if token.upos == "NOUN" {
            let adjectives = doc.children(self.token).filter(|child| matches!(doc.relation(*child), "amod" | "compound"));
            for adjective in adjectives {
                match doc.tokens[adjective].lemma.as_str() {
                    "plan" | "planned" | "scheduled" | "schedule" | "upcoming" | "forthcoming" | "expected" | "future" | "next" => {
                        return Factuality::Planned;
                    }
                    "possible" | "potential" | "proposed" | "alleged" | "threatened" | "imminent" => return Factuality::Hypothetical,
                    _ => {}
                }
            }
        }
        let progressive = token.feats.contains("VerbForm=Part") && token.feats.contains("Tense=Pres") || token.form.ends_with("ing");
        if progressive && has(&["be"]) && token.upos == "VERB" {
            let past = doc.children(self.token).any(|child| doc.relation(child) == "aux" && matches!(doc.form(child), "was" | "were"));
            return if past { Factuality::Happened } else { Factuality::Ongoing };
        }
        Factuality::Happened
    }

    /// `not`, `never`, `no …`.
    pub fn is_negated(&self) -> bool {
        let doc = self.doc;
        let negative = |token: usize| matches!(doc.tokens[token].lemma.to_lowercase().as_str(), "not" | "n't" | "never" | "neither" | "no");
        let direct = doc.children(self.token).any(|child| matches!(doc.relation(child), "advmod" | "det" | "cc") && negative(child))
            // `parted without agreeing`.
            || doc.children(self.token).any(|child| doc.relation(child) == "mark" && doc.tokens[child].lemma.eq_ignore_ascii_case("without"));
        let arguments = self.with_relation(&["nsubj", "obj", "nsubj:pass"]).any(|argument| {
            doc.children(argument).any(|child| {
                let lemma = doc.tokens[child].lemma.to_lowercase();
                doc.relation(child) == "det" && lemma == "no"
                    || matches!(doc.relation(child), "cc" | "det" | "advmod") && lemma == "neither" && child < argument
            })
        });
        direct || arguments
    }

    fn is_not(&self, child: usize) -> bool {
        let word = &self.doc.tokens[child];
        self.doc.relation(child) == "advmod" && matches!(word.lemma.to_lowercase().as_str(), "not" | "n't" | "never")
    }

    /// Whether what is said holds only if something else does: `may cut it off if …`.
    pub fn is_conditional(&self) -> bool {
        let doc = self.doc;
        let condition = |child: usize| {
            doc.relation(child) == "advcl"
                && doc.children(child).any(|mark| {
                    doc.relation(mark) == "mark" && matches!(doc.tokens[mark].lemma.to_lowercase().as_str(), "if" | "unless" | "until")
                })
        };
        let open = self.auxiliaries().iter().any(|auxiliary| matches!(auxiliary.as_str(), "may" | "might" | "could" | "would"));
        open && doc.children(self.token).any(condition)
    }

    /// `will not`, `would never`: a refusal, and no report of what was not done.
    pub fn is_refusal(&self) -> bool {
        let doc = self.doc;
        let will = self.auxiliaries().iter().any(|auxiliary| matches!(auxiliary.as_str(), "will" | "would" | "wo" | "shall"));
        will && doc.children(self.token).any(|child| self.is_not(child)) && self.is_plain() && !self.is_passive()
    }

    fn auxiliaries(&self) -> Vec<String> {
        let doc = self.doc;
        let own = doc.children(self.token).filter(|child| matches!(doc.relation(*child), "aux" | "cop"));
        let mut found: Vec<String> = own.map(|child| doc.tokens[child].lemma.to_lowercase()).collect();
        if found.is_empty() && doc.relation(self.token) == "conj" {
            // `will meet and sign`: the second verb shares the auxiliary unless it has a subject of its own.
            let has_subject = self.with_relation(&["nsubj", "nsubj:pass"]).next().is_some();
            if let Some(head) = doc.head(self.token).filter(|head| !has_subject && doc.tokens[*head].upos == "VERB") {
                found = Clause::new(doc, self.past_the_modal(head)).auxiliaries();
            }
        }
        found
    }

    /// What the governing verb, noun or adjective makes of the predicate.
    fn mood_of_governor(&self) -> Option<Factuality> {
        let doc = self.doc;
        let Some(head) = doc.head(self.token) else {
            // `Norland to send troops`: a headline's way to tell what is to come.
            let to = doc.children(self.token).any(|child| doc.relation(child) == "mark" && doc.form(child) == "to" && child < self.token);
            return (to && self.has_subject()).then_some(Factuality::Planned);
        };
        let relation = doc.relation(self.token);
        if relation == "conj" {
            let shares = self.with_relation(&["nsubj", "nsubj:pass"]).next().is_none();
            return shares.then(|| Clause::new(doc, head).mood_of_governor()).flatten();
        }
        let passive_subject = doc.tokens[self.token].deprel == "nsubj:pass";
        if relation == "nsubj" && doc.tokens[self.token].upos == "NOUN" && doc.tokens[head].upos == "VERB" {
            // `talks will begin`, `a raid would endanger them`: what is told of an act that is itself the subject.
            let auxiliaries = Clause::new(doc, head).auxiliaries();
            let has = |words: &[&str]| auxiliaries.iter().any(|auxiliary| words.contains(&auxiliary.as_str()));
            if has(&["will", "shall"]) {
                return Some(Factuality::Planned);
            }
            if has(&["would", "could", "may", "might", "should", "must", "can"]) {
                return Some(Factuality::Hypothetical);
            }
        }
        if !passive_subject && !matches!(relation, "xcomp" | "ccomp" | "acl" | "advcl" | "obj" | "nmod" | "obl") {
            return None;
        }
        let lemma = doc.tokens[head].lemma.to_lowercase();
        // `The departure has been delayed`, `the raid was called off`.
        if passive_subject || relation == "obj" {
            match lemma.as_str() {
                "delay" => return Some(Factuality::Planned),
                "avert" | "thwart" | "abort" | "foil" | "forestall" => return Some(Factuality::Denied),
                _ => {}
            }
        }
        // `ruled out cooperating`, whatever the tree makes of the participle.
        let ruled_out = lemma == "rule" && doc.children(head).any(|child| doc.relation(child) == "compound" && doc.form(child) == "out");
        if ruled_out && relation != "conj" && self.token > head && doc.tokens[self.token].form.ends_with("ing") {
            return Some(Factuality::Hypothetical);
        }
        // `resolutions sanctioning the governor`: what a text would do has not been done by its words.
        let text = matches!(
            lemma.as_str(),
            "resolution" | "bill" | "draft" | "motion" | "measure" | "plan" | "proposal" | "amendment" | "petition" | "initiative" | "text"
        );
        if relation == "acl" && text && doc.tokens[self.token].deprel != "acl:relcl" && doc.tokens[self.token].form.ends_with("ing") {
            return Some(Factuality::Hypothetical);
        }
        let infinitive = doc.children(self.token).any(|child| doc.relation(child) == "mark" && doc.tokens[child].lemma == "to");
        // `a contract to supply tankers`, `the decision to send troops`; but `the first to recognise it` did.
        if relation == "acl" && infinitive && doc.tokens[head].upos == "NOUN" && doc.tokens[self.token].deprel != "acl:relcl" {
            let ordinal = |child: usize| matches!(doc.tokens[child].lemma.as_str(), "first" | "last" | "only" | "latest" | "second");
            let done = doc.children(head).any(ordinal);
            let planned = matches!(lemma.as_str(), "pledge" | "promise" | "agreement" | "vow");
            if !done {
                return Some(if planned { Factuality::Planned } else { Factuality::Hypothetical });
            }
        }
        // `announced the release`: it is done by saying so; `announced a visit` is not.
        if lemma == "announce"
            && relation == "obj"
            && !matches!(doc.tokens[self.token].lemma.as_str(), "talk" | "meeting" | "visit" | "summit" | "trip")
        {
            return None;
        }
        match lemma.as_str() {
            "expect" | "schedule" | "plan" | "due" | "set" | "slate" | "intend" | "prepare" | "agree" | "promise" | "pledge" | "vow"
            | "arrange" | "decide" | "about" | "announce" | "poise"
                if relation != "advcl" =>
            {
                let planned = infinitive || relation == "obj" || passive_subject;
                // `did not agree to sign`.
                let refused = infinitive && Clause::new(doc, head).is_negated();
                planned.then_some(if refused { Factuality::Denied } else { Factuality::Planned })
            }
            "fail" | "refuse" | "decline" | "cancel" | "avoid" | "prevent" | "deny" | "postpone" | "abandon" | "forget" | "unable"
            | "unwilling"
                if relation != "advcl" =>
            {
                Some(Factuality::Denied)
            }
            "want" | "hope" | "seek" | "try" | "urge" | "call" | "demand" | "threaten" | "propose" | "offer" | "ready" | "willing"
            | "consider" | "reject" | "ask" | "wish" | "attempt" | "oppose" | "order" | "request" | "favor" | "favour" | "support"
            | "insist" | "discuss" | "mull" | "warn" | "able" | "allow" | "let" | "permit" | "invite" | "encourage" | "appeal" | "push"
            | "press" | "need" | "likely" | "possible" | "possibility" | "chance" | "rule" | "threat" | "proposal" | "idea"
            | "prospect" | "bid" | "effort" | "plan for" | "suggest" | "aim" | "enable" | "incentivise" | "incentivize" | "motivate"
                if relation != "advcl" && (relation != "obl" || infinitive) =>
            {
                Some(Factuality::Hypothetical)
            }
            // `told them to leave`; what somebody is told is so by the account of whoever tells it.
            "tell" | "instruct" | "advise" | "require" | "remind" | "command" if relation == "xcomp" && infinitive => {
                Some(Factuality::Hypothetical)
            }
            // `is going to visit`.
            "go" if relation == "xcomp" && infinitive && doc.form(head) == "going" => Some(Factuality::Planned),
            _ if relation == "advcl" && infinitive => Some(Factuality::Hypothetical),
            _ => None,
        }
    }
}

/// Nouns with an infinitive that says what somebody is to do or may do: theirs it is to do it.
fn is_purpose(lemma: &str) -> bool {
    matches!(
        lemma,
        "decision"
            | "plan"
            | "offer"
            | "right"
            | "bid"
            | "attempt"
            | "refusal"
            | "threat"
            | "promise"
            | "agreement"
            | "vow"
            | "pledge"
            | "contract"
            | "intention"
            | "effort"
            | "move"
            | "proposal"
            | "commitment"
            | "willingness"
            | "readiness"
            | "desire"
            | "mandate"
            | "duty"
            | "power"
            | "chance"
            | "opportunity"
            | "ability"
            | "deal"
            | "failure"
            | "campaign"
            | "mission"
            | "wish"
            | "determination"
            | "resolve"
            | "need"
            | "obligation"
            | "authority"
            | "capacity"
            | "inability"
            | "reluctance"
            | "unwillingness"
    )
}

/// Verbs of what is no longer, or less than it was: `his backing is wavering`.
pub(crate) fn wanes(lemma: &str) -> bool {
    matches!(
        lemma,
        "waver" | "wane" | "weaken" | "erode" | "fade" | "slip" | "crumble" | "end" | "soften" | "cool" | "falter" | "collapse" | "dwindle"
    )
}

/// `on Thursday` says when, never on whom. `may` and `march` are words of their own.
fn names_a_day(form: &str) -> bool {
    let capitalised = form.starts_with(char::is_uppercase) && !form.chars().skip(1).any(char::is_uppercase);
    capitalised && is_day_or_month(&form.to_lowercase())
}
