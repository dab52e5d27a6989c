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
            return self.expand(vec![self.antecedent(subject)]);
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
            "conj" | "parataxis" if doc.tokens[head].upos == "VERB" || doc.tokens[head].upos == "AUX" => {
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

    /// The subject, whatever it does: the agent, or of a passive the one acted on.
    fn agents_or_patients(&self, depth: usize) -> Vec<usize> {
        if self.is_passive() { self.objects() } else { self.agents_within(depth) }
    }

    /// Heads of the noun phrases acted on.
    pub fn objects(&self) -> Vec<usize> {
        let doc = self.doc;
        let objects = self.with_relation(&["obj", "nsubj:pass"]).filter(|object| !self.is_agent_by_case(*object));
        let mut found: Vec<usize> = objects.map(|object| self.antecedent(object)).collect();
        // `charged Rell with fraud`: a second subject behind the verb is its object.
        if found.is_empty() && !self.is_passive() {
            let subjects: Vec<usize> = self.with_relation(&["nsubj"]).collect();
            if let [first, second] = subjects[..]
                && first < self.token
                && second == self.token + 1
                && doc.tokens[second].upos == "PROPN"
            {
                found.push(second);
            }
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
        self.with_relation(&["xcomp"]).chain(joined).collect()
    }

    /// Heads of indirect objects.
    pub fn indirect_objects(&self) -> Vec<usize> {
        self.expand(self.with_relation(&["iobj"]).collect())
    }

    /// Heads of phrases with the preposition `case`, of verbs and nouns alike, here or on the object (`held talks with`).
    pub fn phrases(&self, case: &str) -> Vec<usize> {
        let doc = self.doc;
        let mut holders = vec![self.token];
        holders.extend(self.with_relation(&["obj", "xcomp", "nsubj:pass"]));
        let mut found = Vec::new();
        for holder in holders {
            let phrases =
                doc.children(holder).filter(|child| matches!(doc.relation(*child), "obl" | "nmod" | "advmod" | "acl" | "advcl" | "obj"));
            found.extend(phrases.filter(|child| self.has_case(*child, case) && !names_a_day(doc.form(*child))));
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
            left.extend(joined.into_iter().filter(|child| coordinated && !all.contains(child)));
        }
        all.sort_unstable();
        all.dedup();
        all
    }

    /// Lemmas that fill a slot of a lexicon's condition.
    pub fn slot(&self, slot: &str) -> Vec<String> {
        let doc = self.doc;
        let lemma = |token: usize| doc.tokens[token].lemma.to_lowercase();
        match slot {
            "obj" => self.objects().into_iter().map(lemma).collect(),
            "obj*" => self.objects().into_iter().flat_map(|object| self.phrase_below(object)).map(lemma).collect(),
            "subj" => self.agents().into_iter().flat_map(|agent| self.phrase_below(agent)).map(lemma).collect(),
            "xcomp" => self.open_complements().into_iter().map(lemma).collect(),
            "ccomp" => {
                let complements: Vec<usize> = self.with_relation(&["ccomp", "parataxis"]).collect();
                let auxiliaries = complements.iter().flat_map(|verb| doc.children(*verb).filter(|child| doc.relation(*child) == "aux"));
                complements.iter().copied().chain(auxiliaries).map(lemma).collect()
            }
            "advcl" => self.with_relation(&["advcl"]).map(lemma).collect(),
            // The tree may have a particle for an adverb or a preposition without its phrase.
            "prt" => {
                let loose = |child: &usize| {
                    matches!(doc.relation(*child), "advmod" | "case")
                        && *child > self.token
                        && matches!(doc.form(*child), "out" | "up" | "down" | "off" | "over" | "back" | "in" | "aside")
                };
                // `handed over 700 sacks`: it may hang on the number.
                let next = doc.tokens.get(self.token + 1).filter(|next| matches!(next.form.as_str(), "over" | "up" | "out" | "down"));
                let next = next.map(|_| self.token + 1).filter(|next| doc.relation(*next) != "case");
                self.with_relation(&["compound:prt"]).chain(doc.children(self.token).filter(loose)).chain(next).map(lemma).collect()
            }
            // What is promised not to be done.
            "not" => {
                let complements = self.with_relation(&["xcomp", "ccomp"]);
                complements.filter(|verb| Clause::new(doc, *verb).is_negated()).map(lemma).collect()
            }
            "advmod" | "amod" | "compound" => self.with_relation(&[slot]).map(lemma).collect(),
            // A phrase of the verb's own, not of its object: `attacked him for it`, and not `attacked a camp for refugees`.
            own if own.starts_with('+') => {
                let phrases = doc.children(self.token).filter(|child| doc.relation(*child) == "obl" && *child > self.token);
                phrases.filter(|child| self.has_case(*child, &own[1..])).map(lemma).collect()
            }
            preposition => self.phrases(preposition).into_iter().map(lemma).collect(),
        }
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
        let doc = self.doc;
        let token = &doc.tokens[self.token];
        if self.is_negated() {
            return Factuality::Denied;
        }
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
        if before && token.feats.contains("Tense=Pres") {
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
        let head = doc.head(self.token)?;
        let relation = doc.relation(self.token);
        if relation == "conj" {
            let shares = self.with_relation(&["nsubj", "nsubj:pass"]).next().is_none();
            return shares.then(|| Clause::new(doc, head).mood_of_governor()).flatten();
        }
        if !matches!(relation, "xcomp" | "ccomp" | "acl" | "advcl" | "obj" | "nmod" | "obl") {
            return None;
        }
        let lemma = doc.tokens[head].lemma.to_lowercase();
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
        match lemma.as_str() {
            "expect" | "schedule" | "plan" | "due" | "set" | "slate" | "intend" | "prepare" | "agree" | "promise" | "pledge" | "vow"
            | "arrange" | "decide" | "about" | "announce" | "poise"
                if relation != "advcl" =>
            {
                (infinitive || relation == "obj").then_some(Factuality::Planned)
            }
            "fail" | "refuse" | "decline" | "cancel" | "avoid" | "prevent" | "deny" | "postpone" | "abandon" | "forget"
                if relation != "advcl" =>
            {
                Some(Factuality::Denied)
            }
            "want" | "hope" | "seek" | "try" | "urge" | "call" | "demand" | "threaten" | "propose" | "offer" | "ready" | "willing"
            | "consider" | "reject" | "ask" | "wish" | "attempt" | "oppose" | "order" | "request" | "favor" | "favour" | "support"
            | "insist" | "discuss" | "mull" | "warn" | "able" | "allow" | "let" | "permit" | "invite" | "encourage" | "appeal" | "push"
            | "press" | "need" | "likely" | "possible" | "possibility" | "chance" | "rule" | "threat" | "proposal" | "idea"
            | "prospect" | "bid" | "effort" | "plan for" | "suggest"
                if relation != "advcl" && (relation != "obl" || infinitive) =>
            {
                Some(Factuality::Hypothetical)
            }
            _ if relation == "advcl" && infinitive => Some(Factuality::Hypothetical),
            _ => None,
        }
    }
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
