//! Where actors stand: what they demand, support, offer, accept, oppose and reject, in the report's own words.
//!
//! Comes in: the tree, the cast, attributions and events. Goes out: one position for each predicate that shows a stance
//! (`data/stances.tsv`), for each thing that a speaker says must or must not be, and for each statement that a position holds or has changed. A claim
//! about somebody else's position carries who claims it and is never counted as that actor's own.

mod issue;

use crate::event::{Clause, Condition, party, wanes, who_says};
use crate::{doc::Doc, mention::Cast};
use readout_core::{
    Attribution, AttributionKind, EntityId, EntityType, Event, Finding, Manner, MentionKind, Position, Span, Stance, narrowest, utterer,
};
use std::sync::OnceLock;

/// Finds positions.
pub fn positions(
    doc: &Doc<'_>,
    cast: &Cast,
    attributions: &[Attribution],
    events: &[Event],
    _findings: &mut Vec<Finding>,
) -> Vec<Position> {
    let reader = Reader { doc, cast, attributions, events };
    let mut found = Vec::new();
    for token in 0..doc.tokens.len() {
        found.extend(
            Some(reader.stance(token))
                .filter(|found| !found.is_empty())
                .or_else(|| reader.leaning(token).map(|position| vec![position]))
                .or_else(|| reader.necessity(token).map(|position| vec![position]))
                .or_else(|| reader.exclusion(token).map(|position| vec![position]))
                .or_else(|| reader.refusal(token).map(|position| vec![position]))
                .or_else(|| reader.absence(token).map(|position| vec![position]))
                .or_else(|| reader.proposal(token).map(|position| vec![position]))
                .or_else(|| reader.bargain(token).map(|position| vec![position]))
                .or_else(|| reader.steadiness(token).map(|position| vec![position]))
                .unwrap_or_default(),
        );
    }
    found.extend(reader.by_manner(&found));
    found.sort_by_key(|position: &Position| (position.span.start, position.span.end, position.actor));
    found.dedup_by(|next, before| (next.actor, next.stance, next.span) == (before.actor, before.stance, before.span));
    // One stance told by a cue and by the predicate inside it is one position: the narrower issue stays. `Vowed to support Rell` supports.
    let narrower = |a: &Position, b: &Position| {
        let (Some(inner), Some(outer)) = (a.issue_span, b.issue_span) else { return false };
        let vowed = b.stance == Stance::Offers && matches!(a.stance, Stance::Supports | Stance::Opposes | Stance::Rejects);
        a.actor == b.actor
            && (a.stance == b.stance && outer.contains(inner) && (inner != outer || a.span.start < b.span.start)
                || vowed && outer.contains(a.span) && a.attribution == b.attribution)
    };
    found.iter().filter(|position| !found.iter().any(|other| narrower(other, position))).cloned().collect()
}

struct Reader<'r, 'a> {
    doc: &'r Doc<'a>,
    cast: &'r Cast,
    attributions: &'r [Attribution],
    events: &'r [Event],
}

struct Row {
    class: char,
    lemmas: Vec<String>,
    conditions: Vec<Condition>,
    stance: Stance,
    slots: Vec<String>,
}

fn rows() -> &'static [Row] {
    static ROWS: OnceLock<Vec<Row>> = OnceLock::new();
    ROWS.get_or_init(|| {
        include_str!("../../data/stances.tsv").lines().filter(|line| !line.starts_with('#')).filter_map(parse_row).collect()
    })
}

fn parse_row(line: &str) -> Option<Row> {
    let fields: Vec<&str> = line.split('\t').collect();
    let [head, conditions, stance, slots] = fields[..] else { return None };
    let (class, lemmas) = head.split_once(':')?;
    let conditions = conditions.split(' ').filter(|condition| *condition != "-").map(Condition::parse).collect::<Result<_, _>>().ok()?;
    Some(Row {
        class: class.chars().next()?,
        lemmas: lemmas.split('|').map(str::to_owned).collect(),
        conditions,
        stance: serde_json::from_value(serde_json::Value::from(stance)).ok()?,
        slots: slots.split_whitespace().map(str::to_owned).collect(),
    })
}

impl Reader<'_, '_> {
    /// A predicate of the stance lexicon: a position of each of those who share it.
    fn stance(&self, token: usize) -> Vec<Position> {
        let Some((issue, stance, actors)) = self.predicate(token) else { return Vec::new() };
        let own = self.attribution_of_cue(token);
        let cue_of = |actor: EntityId| own.filter(|own| own.speaker == Some(actor) || own.speaker.is_none());
        actors.into_iter().filter_map(|actor| self.position(actor, issue.clone(), stance, token, cue_of(actor))).collect()
    }

    /// Issue, stance and holders of a predicate of the lexicon.
    fn predicate(&self, token: usize) -> Option<(Vec<usize>, Stance, Vec<EntityId>)> {
        let doc = self.doc;
        let class = match doc.tokens[token].upos.as_str() {
            "VERB" => 'v',
            "ADJ" => 'a',
            _ => return None,
        };
        if self.is_supposed(token) || self.is_open(token) || self.is_guessed(token) {
            return None;
        }
        let clause = Clause::new(doc, token);
        let mut lemma = doc.tokens[token].lemma.to_lowercase();
        let holds = |row: &Row, class: char, lemma: &String| {
            row.class == class && row.lemmas.contains(lemma) && row.conditions.iter().all(|condition| condition.holds(&clause))
        };
        let mut class = class;
        // `is not clinging to`: a participle that the tagger takes for an adjective.
        if class == 'a' && lemma.ends_with("ing") {
            let verb = crate::lemma::regular_bases(&lemma).into_iter().find(|base| rows().iter().any(|row| holds(row, 'v', base)));
            if let Some(verb) = verb {
                (class, lemma) = ('v', verb);
            }
        }
        let fits = |row: &&Row| holds(row, class, &lemma);
        let mut fitting: Vec<&Row> = rows().iter().filter(fits).collect();
        fitting.sort_by_key(|row| std::cmp::Reverse(row.conditions.len()));
        let row = *fitting.first()?;
        if self.is_talk(&clause, &lemma) {
            return None;
        }
        if matches!(lemma.as_str(), "suggest") && self.is_told_as_fact(&clause) {
            return None;
        }
        // `called the move on the courts a grab`: what it is called, and nothing asked for.
        let done = |head: &usize| doc.tokens[*head].upos == "VERB";
        if lemma == "call" && row.stance == Stance::Demands && row.slots == ["xcomp"] && !clause.open_complements().iter().any(done) {
            return None;
        }
        // `continued … and did not back her until July`: in the end it was so.
        let in_the_end = clause.is_negated()
            && doc.children(token).any(|child| {
                doc.children(child)
                    .any(|mark| matches!(doc.relation(mark), "case" | "mark") && doc.form(mark).eq_ignore_ascii_case("until"))
                    && matches!(doc.relation(child), "obl" | "advcl" | "nmod")
            });
        if in_the_end && !self.has_modal(token) {
            return None;
        }
        // `rejected the claim`, `a claim Rell rejected`.
        let before = doc.head(token).filter(|_| doc.tokens[token].deprel == "acl:relcl" && clause.objects().is_empty());
        if row.stance == Stance::Rejects && clause.objects().into_iter().chain(before).any(|noun| self.is_put_forward_as_true(noun)) {
            return None;
        }
        let mut issue = row.slots.iter().find_map(|slot| self.slot(&clause, slot))?;
        if lemma == "offer" && self.is_gift(&issue) {
            return None;
        }
        // `asked Minister Rell`, without what for.
        let whom = |head: usize| self.cast.mention_at(head).is_some_and(|mention| mention.entity_type == EntityType::PER);
        if matches!(lemma.as_str(), "ask" | "request" | "order")
            && row.stance == Stance::Demands
            && clause.objects().iter().any(|object| issue.contains(object) && whom(*object))
        {
            return None;
        }
        if issue.iter().all(|token| matches!(doc.tokens[*token].lemma.to_lowercase().as_str(), "nobody" | "nothing" | "one" | "no")) {
            return None;
        }
        let own_attribution = self.attribution_of_cue(token);
        let mut actors: Vec<EntityId> = Vec::new();
        for actor in clause.agents().iter().filter_map(|agent| self.actor(*agent)) {
            if !actors.contains(&actor) {
                actors.push(actor);
            }
        }
        // `The two sides agreed`: those two whose meeting the report tells of before.
        if let [sides] = actors[..]
            && crate::event::is_the_sides(self.cast.entity(sides))
            && let Some(parties) = crate::event::parties_before(self.events, doc.tokens[token].span.start)
        {
            actors = parties;
            return Some((issue, row.stance, actors)).filter(|_| !clause.is_negated());
        }
        // Who is found to say it is whose position it is, with whoever shares the verb.
        if let Some(speaker) = own_attribution.and_then(|attribution| attribution.speaker)
            && !(actors.len() > 1 && actors.contains(&speaker))
        {
            actors = vec![speaker];
        }
        let mut stance = row.stance;
        if clause.is_negated() {
            // `did not immediately endorse`, `has not yet accepted`.
            let so_far = doc.children(token).any(|child| {
                matches!(
                    doc.tokens[child].lemma.to_lowercase().as_str(),
                    "immediately" | "yet" | "initially" | "always" | "necessarily" | "only"
                )
            });
            // `is not clinging to Rell`, `are not committed to it`: that a bond is loose is no opposition.
            let bond = matches!(lemma.as_str(), "cling" | "stand" | "side" | "rally");
            // `could not agree on a budget`: no refusal, but no agreement.
            let could = doc
                .children(token)
                .any(|child| doc.relation(child) == "aux" && matches!(doc.tokens[child].lemma.as_str(), "can" | "could"));
            let parted = lemma == "agree" && (could || !clause.phrases("on").is_empty());
            stance = match stance {
                _ if parted => return None,
                // `parted without agreeing` is no refusal.
                _ if self.is_without(token) || so_far => return None,
                Stance::Supports if bond => Stance::Neutral,
                // `did not offer anything` only tells that there was no offer; `is not ready to talk` is a refusal.
                Stance::Offers if row.class == 'v' => return None,
                Stance::Supports | Stance::Offers => Stance::Opposes,
                Stance::Accepts => Stance::Rejects,
                // `is not leaving the talks`.
                Stance::Opposes if matches!(lemma.as_str(), "leave" | "quit" | "abandon") => Stance::Supports,
                // `did not ask`, `did not rule out`: that somebody takes no stance is none.
                _ => return None,
            };
            // `do not support Rell in a personal capacity`: what is denied is the whole of it.
            let next = issue.last().map_or(token, |last| last + 1);
            let limit = doc.children(token).find(|child| {
                matches!(doc.tokens[*child].deprel.as_str(), "obl" | "advmod")
                    && doc.subtree(*child).first() == Some(&next)
                    && !crate::calendar::is_day_or_month(&doc.form(*child).to_lowercase())
            });
            // And whoever says so may well support it otherwise.
            if limit.is_some() && stance == Stance::Opposes {
                stance = Stance::Neutral;
            }
            issue.extend(limit.into_iter().flat_map(|child| doc.subtree(child)));
            issue.sort_unstable();
            issue.dedup();
        }
        Some((issue, stance, actors)).filter(|(.., actors)| !actors.is_empty())
    }

    /// `Did you seek it?`, `must accept`, `might support`: asked, due or guessed, and nobody's stance by these words.
    fn is_open(&self, token: usize) -> bool {
        let doc = self.doc;
        let sentence = doc.sentences[doc.sentence_of[token]].tokens;
        let asked = (token..sentence.end).find(|at| matches!(doc.form(*at), "?" | "." | "!")).is_some_and(|mark| doc.form(mark) == "?");
        let modal = |token: usize| {
            doc.children(token).any(|child| {
                doc.relation(child) == "aux"
                    && matches!(doc.tokens[child].lemma.to_lowercase().as_str(), "must" | "should" | "may" | "might")
            })
        };
        asked || modal(token)
    }

    /// `reading between the lines, he wants it`, `apparently opposes it`: what the report only gathers.
    fn is_guessed(&self, token: usize) -> bool {
        let doc = self.doc;
        let gathered = |child: usize| {
            matches!(doc.tokens[child].lemma.to_lowercase().as_str(), "apparently" | "seemingly" | "presumably" | "supposedly")
                || doc.form(child).eq_ignore_ascii_case("reading") && !Clause::new(doc, child).phrases("between").is_empty()
        };
        doc.children(token).any(gathered)
    }

    /// `rejected the claim`, `rejected the suggestion that it had given way`: who rejects these denies something, and refuses nothing.
    fn is_put_forward_as_true(&self, noun: usize) -> bool {
        let doc = self.doc;
        let fact = || {
            doc.children(noun).any(|child| {
                matches!(doc.relation(child), "acl" | "ccomp")
                    && doc.children(child).any(|mark| doc.relation(mark) == "mark" && doc.form(mark).eq_ignore_ascii_case("that"))
                    && !doc.children(child).any(|aux| doc.relation(aux) == "aux" && doc.tokens[aux].lemma == "should")
            })
        };
        match doc.tokens[noun].lemma.as_str() {
            "claim" | "accusation" | "allegation" | "charge" | "assertion" | "rumour" | "rumor" | "insinuation" => true,
            "suggestion" | "notion" | "idea" | "view" | "argument" | "contention" | "speculation" => fact(),
            _ => false,
        }
    }

    /// `offered Ardesh fighter jets`, of which the tree makes one phrase: goods for somebody, and no side taken.
    fn is_gift(&self, issue: &[usize]) -> bool {
        let doc = self.doc;
        issue.first().is_some_and(|first| {
            let whom = self.cast.entity_at(*first).filter(|entity| self.cast.entity(*entity).named && self.is_actor(*entity));
            let thing = doc.head(*first).filter(|head| issue.contains(head) && doc.tokens[*head].upos == "NOUN");
            doc.tokens[*first].upos == "PROPN" && doc.relation(*first) == "compound" && whom.is_some() && thing.is_some()
        })
    }

    fn has_modal(&self, token: usize) -> bool {
        self.doc.children(token).any(|child| {
            self.doc.relation(child) == "aux"
                && matches!(self.doc.tokens[child].lemma.as_str(), "will" | "would" | "can" | "could" | "shall")
        })
    }

    /// `suggested that he was there`: a guess at what is, where `suggested that he be there` is a proposal.
    fn is_told_as_fact(&self, clause: &Clause<'_, '_>) -> bool {
        let doc = self.doc;
        let fact = |verb: usize| {
            let tensed = |token: usize| doc.tokens[token].feats.contains("Mood=Ind") || doc.tokens[token].feats.contains("Tense=Past");
            let should = doc.children(verb).any(|child| doc.relation(child) == "aux" && doc.tokens[child].lemma == "should");
            !should && (tensed(verb) || doc.children(verb).any(|child| matches!(doc.relation(child), "aux" | "cop") && tensed(child)))
        };
        doc.children(clause.token).any(|child| doc.relation(child) == "ccomp" && fact(child))
    }

    fn is_without(&self, token: usize) -> bool {
        let doc = self.doc;
        doc.children(token).any(|child| doc.relation(child) == "mark" && doc.tokens[child].lemma.eq_ignore_ascii_case("without"))
    }

    /// `if he wants to talk`, `asked whether it would accept`, `accused of ordering`: told as a case, a question or a charge, not as where
    /// somebody stands.
    fn is_supposed(&self, token: usize) -> bool {
        let doc = self.doc;
        let marked = |token: usize| {
            doc.children(token).any(|child| {
                matches!(doc.relation(child), "mark" | "case" | "advmod")
                    && child < token
                    && matches!(doc.tokens[child].lemma.to_lowercase().as_str(), "if" | "whether" | "unless" | "as")
            })
        };
        let charged = doc.head(token).is_some_and(|head| {
            matches!(doc.tokens[head].lemma.as_str(), "accuse" | "suspect" | "blame")
                && matches!(doc.relation(token), "advcl" | "xcomp" | "ccomp" | "obl" | "acl")
        });
        marked(token) || charged
    }

    /// `the council would never sit down with him`, `said it would not take part`: what a speaker says that somebody will not do.
    fn refusal(&self, token: usize) -> Option<Position> {
        let doc = self.doc;
        let clause = Clause::new(doc, token);
        let modal = |child: usize| {
            doc.relation(child) == "aux" && matches!(doc.tokens[child].lemma.to_lowercase().as_str(), "will" | "would" | "wo" | "shall")
        };
        let agent = || clause.agents().into_iter().find_map(|agent| self.actor(agent));
        let said = doc.tokens[token].upos == "VERB"
            && doc.children(token).any(modal)
            && clause.is_negated()
            && !matches!(
                doc.tokens[token].lemma.as_str(),
                "be" | "say"
                    | "comment"
                    | "know"
                    | "answer"
                    | "speak"
                    | "last"
                    | "hold"
                    | "work"
                    | "exist"
                    | "happen"
                    | "become"
                    | "remain"
                    | "have"
                    | "get"
                    | "need"
                    | "see"
                    | "think"
                    | "feel"
                    | "understand"
                    | "find"
                    | "like"
                    | "die"
                    | "survive"
                    | "succeed"
                    | "win"
                    | "lose"
                    | "rule"
                    | "hesitate"
            )
            && !clause.is_passive()
            && !self.is_supposed(token);
        let attribution = said.then(|| self.attribution_around(token)).flatten()?;
        if matches!(attribution.manner, Manner::Expects | Manner::Doubts | Manner::Believes | Manner::Hints | Manner::Asks) {
            return None;
        }
        // `her fighters would not shoot` is what is said of them.
        let group = |actor: &EntityId| self.cast.entity(*actor).named || self.cast.entity(*actor).entity_type != EntityType::PER;
        let actor = agent().filter(group)?;
        let tokens: Vec<usize> = self.clause_tokens(token);
        let agents = clause.agents();
        // What they will not do, without them, without the `not`, and without what stands before: `in Sered we will never let them in`.
        let subjects: Vec<usize> = agents.iter().flat_map(|agent| doc.subtree(*agent)).collect();
        let kept = tokens.into_iter().filter(|kept| *kept >= token).filter(|token| {
            !subjects.contains(token)
                && doc.relation(*token) != "aux"
                && !matches!(doc.tokens[*token].lemma.to_lowercase().as_str(), "not" | "n't" | "never" | "no")
        });
        self.position(actor, kept.collect(), Stance::Rejects, token, Some(attribution))
    }

    /// `There will be no assembly before disarmament`, `no assembly before disarmament`: what a speaker says is not to be.
    fn absence(&self, token: usize) -> Option<Position> {
        let doc = self.doc;
        let excluded = doc.tokens[token].upos == "NOUN"
            && !doc.form(token).eq_ignore_ascii_case("one")
            && doc.children(token).any(|child| doc.relation(child) == "det" && doc.tokens[child].lemma.eq_ignore_ascii_case("no"));
        let attribution = excluded.then(|| self.attribution_around(token)).flatten()?;
        let conditional = |of: usize| {
            doc.children(of).any(|child| {
                matches!(doc.relation(child), "nmod" | "obl" | "advcl" | "acl")
                    && doc.children(child).any(|mark| {
                        matches!(doc.relation(mark), "case" | "mark")
                            && matches!(doc.tokens[mark].lemma.to_lowercase().as_str(), "before" | "until" | "without" | "unless")
                    })
            })
        };
        let verb = doc.head(token);
        let future = verb.is_some_and(|verb| {
            doc.tokens[verb].lemma == "be"
                && doc.children(verb).any(|child| doc.relation(child) == "expl")
                && doc.children(verb).any(|child| doc.relation(child) == "aux" && doc.tokens[child].lemma == "will")
        });
        let fragment = matches!(doc.relation(token), "root" | "appos" | "parataxis" | "ccomp" | "conj" | "dep") && conditional(token);
        // `one thing: no assembly before disarmament`, wherever the tree hangs it.
        let behind_colon = || {
            let start = doc.subtree(token).first().copied().filter(|no| doc.form(*no).eq_ignore_ascii_case("no"))?;
            let opens = start.checked_sub(1).is_some_and(|mark| matches!(doc.form(mark), ":" | "“" | "\"" | "—" | "–" | "--"));
            let next = doc.tokens.get(token + 1).is_some_and(|next| {
                matches!(next.form.to_lowercase().as_str(), "before" | "until" | "without" | "unless") && doc.relation(token + 1) != "punct"
            });
            let sentence = doc.sentences[doc.sentence_of[token]].tokens;
            let end = (token + 2..sentence.end).find(|at| doc.tokens[*at].upos == "PUNCT")?;
            (opens && next).then(|| (start + 1..end).collect::<Vec<usize>>())
        };
        let fragment_words = if future || fragment { None } else { behind_colon() };
        if let Some(words) = fragment_words {
            return self.position(attribution.speaker?, words, Stance::Rejects, token, Some(attribution));
        }
        if !future && !fragment {
            return None;
        }
        let issue: Vec<usize> = match verb.filter(|_| future) {
            Some(verb) => doc.subtree(verb).into_iter().filter(|below| *below >= token || doc.subtree(token).contains(below)).collect(),
            None => doc.subtree(token),
        };
        let no = |token: &usize| !doc.tokens[*token].lemma.eq_ignore_ascii_case("no");
        self.position(attribution.speaker?, issue.into_iter().filter(no).collect(), Stance::Rejects, token, Some(attribution))
    }

    /// `turned down a Maran proposal for talks`, `backs the union's call for an inquiry`: what others have proposed or asked for, as somebody answers
    /// it.
    fn proposal(&self, token: usize) -> Option<Position> {
        let doc = self.doc;
        let stance = match doc.tokens[token].lemma.as_str() {
            "proposal" | "offer" => Stance::Offers,
            "demand" | "call" | "request" | "appeal" => Stance::Demands,
            _ => return None,
        };
        let verb = doc.head(token).filter(|_| doc.tokens[token].upos == "NOUN" && matches!(doc.relation(token), "obj" | "nsubj"))?;
        let clause = Clause::new(doc, verb);
        let answered = clause.objects().contains(&token)
            && matches!(
                doc.tokens[verb].lemma.as_str(),
                "reject"
                    | "refuse"
                    | "rebuff"
                    | "spurn"
                    | "decline"
                    | "dismiss"
                    | "turn"
                    | "accept"
                    | "welcome"
                    | "back"
                    | "support"
                    | "endorse"
                    | "oppose"
            );
        if !answered || doc.tokens[verb].lemma == "turn" && doc.form(verb + 1) != "down" || self.is_supposed(verb) || self.is_open(verb) {
            return None;
        }
        let own = doc.children(token).filter(|child| {
            matches!(doc.tokens[*child].deprel.as_str(), "nmod:poss" | "compound" | "amod") && doc.tokens[*child].upos != "PRON"
        });
        let actor = own.filter_map(|whose| self.actor(whose)).find(|actor| self.is_actor(*actor))?;
        // What it was: `for talks`, `to share the river`.
        let content = doc.children(token).find(|child| {
            *child > token
                && matches!(doc.relation(*child), "nmod" | "acl")
                && doc.tokens[*child].deprel != "acl:relcl"
                && doc.children(*child).any(|mark| matches!(doc.form(mark), "for" | "to" | "that"))
        })?;
        self.position(actor, doc.subtree(content), stance, token, self.attribution_around(verb))
    }

    /// `said his fighters would lay down their arms if the prisoners were freed`: what a speaker says their side would do, and on what condition.
    fn bargain(&self, token: usize) -> Option<Position> {
        let doc = self.doc;
        let modal = |child: usize| doc.relation(child) == "aux" && matches!(doc.tokens[child].lemma.as_str(), "will" | "would");
        let clause = Clause::new(doc, token);
        let does = doc.tokens[token].upos == "VERB"
            && doc.children(token).any(modal)
            && !clause.is_negated()
            && !clause.is_passive()
            && matches!(
                doc.tokens[token].lemma.as_str(),
                "accept"
                    | "agree"
                    | "allow"
                    | "attend"
                    | "call"
                    | "cooperate"
                    | "disarm"
                    | "drop"
                    | "end"
                    | "free"
                    | "halt"
                    | "hand"
                    | "hold"
                    | "honour"
                    | "honor"
                    | "join"
                    | "lay"
                    | "leave"
                    | "lift"
                    | "meet"
                    | "negotiate"
                    | "observe"
                    | "open"
                    | "pull"
                    | "release"
                    | "resume"
                    | "return"
                    | "sign"
                    | "sit"
                    | "stop"
                    | "support"
                    | "suspend"
                    | "talk"
                    | "vote"
                    | "withdraw"
            );
        let condition = doc.children(token).find(|child| {
            doc.relation(*child) == "advcl"
                && *child > token
                && doc.children(*child).any(|mark| {
                    doc.relation(mark) == "mark" && matches!(doc.tokens[mark].lemma.to_lowercase().as_str(), "if" | "once" | "provided")
                })
        });
        let condition = condition.filter(|_| does && !self.is_supposed(token) && !self.is_open(token))?;
        let subject = *clause.agents().first()?;
        let attribution = self.attribution_around(token);
        // The speaker, or those whom the speaker calls `his`; behind a colon, whoever is the subject of what stands before it.
        let speaker = attribution.and_then(|attribution| attribution.speaker).or_else(|| {
            let before = doc.head(token).filter(|_| doc.relation(token) == "parataxis")?;
            Clause::new(doc, before).agents().into_iter().find_map(|agent| self.actor(agent))
        })?;
        let whose =
            doc.children(subject).find(|child| doc.tokens[*child].deprel == "nmod:poss").and_then(|whose| self.cast.entity_at(whose));
        let named = self.actor(subject);
        let actor = if named == Some(speaker) || whose == Some(speaker) { speaker } else { named.filter(|_| attribution.is_some())? };
        let below = doc.subtree(condition);
        let subjects = doc.subtree(subject);
        let words = self.clause_tokens(token).into_iter().filter(|word| {
            !below.contains(word) && !subjects.contains(word) && doc.relation(*word) != "aux" && doc.relation(*word) != "mark"
        });
        self.position(actor, words.collect(), Stance::Offers, token, attribution)
    }

    /// Asking a question, declining to comment, asking not to be named, dismissing a person from office: words of stances that show none.
    fn is_talk(&self, clause: &Clause<'_, '_>, lemma: &str) -> bool {
        let doc = self.doc;
        let below: Vec<usize> = doc
            .children(clause.token)
            .filter(|child| matches!(doc.relation(*child), "xcomp" | "ccomp" | "advcl" | "obj" | "parataxis"))
            .collect();
        let lemma_of = |token: usize| doc.tokens[token].lemma.to_lowercase();
        // `rejected it, saying that …` says why; only what is refused can be an answer.
        let aside = |token: usize| lemma != "ask" && matches!(doc.relation(token), "advcl" | "parataxis");
        let is = |words: &[&str]| below.iter().any(|token| !aside(*token) && words.contains(&lemma_of(*token).as_str()));
        match lemma {
            "ask" => {
                let asks = |token: usize| {
                    matches!(lemma_of(token).as_str(), "whether" | "if" | "what" | "who" | "when" | "where" | "why" | "how" | "which")
                };
                let question = below.iter().flat_map(|head| doc.children(*head).chain([*head])).any(asks);
                question || is(&["question", "name", "identify", "quote"])
            }
            "refuse" | "decline" | "reject" => is(&[
                "say",
                "comment",
                "answer",
                "speak",
                "elaborate",
                "discuss",
                "name",
                "identify",
                "specify",
                "give",
                "draw",
                "reveal",
                "disclose",
                "confirm",
                "comments",
            ]),
            "dismiss" => clause
                .objects()
                .iter()
                .filter_map(|object| self.cast.entity_at(*object))
                .any(|entity| self.cast.entity(entity).entity_type == EntityType::PER),
            _ => false,
        }
    }

    /// `the governor must go`: what a speaker says has to be.
    fn necessity(&self, token: usize) -> Option<Position> {
        let doc = self.doc;
        if !matches!(doc.tokens[token].upos.as_str(), "VERB" | "ADJ" | "NOUN") {
            return None;
        }
        let needed =
            doc.children(token).any(|child| doc.relation(child) == "aux" && matches!(doc.tokens[child].lemma.as_str(), "must" | "should"));
        // `should not have said it` regrets.
        let past = doc.children(token).any(|child| doc.relation(child) == "aux" && doc.tokens[child].lemma == "have");
        let asked = doc.form(doc.sentences[doc.sentence_of[token]].tokens.end.saturating_sub(1)) == "?";
        // `they should tell me`, `you must remember`: turns of speech.
        let first_person = |head: usize| matches!(doc.tokens[head].lemma.to_lowercase().as_str(), "i" | "we" | "me" | "us");
        let clause = Clause::new(doc, token);
        let turn = matches!(doc.tokens[token].lemma.as_str(), "tell" | "show" | "ask" | "explain")
            && clause.objects().into_iter().chain(clause.indirect_objects()).any(first_person)
            || matches!(doc.tokens[token].lemma.as_str(), "remember" | "understand" | "know" | "note" | "admit" | "say");
        let needed = needed && !past && !asked && !turn && !self.is_supposed(token);
        // `I do not think that they should go` is no demand.
        let attribution = needed.then(|| self.attribution_around(token)).flatten().filter(|attribution| !attribution.negated)?;
        let actor = attribution.speaker?;
        let negated = clause.is_negated();
        let tokens = self.clause_tokens(token);
        let shared = clause.agents().into_iter().filter(|agent| !tokens.contains(agent)).min();
        // `should withdraw from the accord`: who wants out is against it.
        let leaves = matches!(doc.tokens[token].lemma.as_str(), "withdraw" | "quit" | "abandon" | "scrap" | "leave" | "exit" | "ditch");
        let text = |lemma: &str| {
            matches!(
                lemma,
                "accord" | "agreement" | "deal" | "treaty" | "pact" | "truce" | "ceasefire" | "talk" | "talks" | "process" | "union"
            )
        };
        let out = leaves && clause.objects().into_iter().chain(clause.phrases("from")).any(|object| text(&doc.tokens[object].lemma));
        let stance = match (negated, out) {
            (false, true) => Stance::Opposes,
            (true, _) => Stance::Rejects,
            (false, false) => Stance::Demands,
        };
        let mut position = self.position(actor, tokens, stance, token, Some(attribution))?;
        if let Some((subject, _)) = shared.and_then(|agent| self.words(&doc.subtree(agent))) {
            // `… was a tyrant and must go`: the subject stands with the first verb.
            position.issue = format!("{subject} {}", position.issue);
        }
        if let Some(subject) = shared.map(|agent| doc.tokens[agent].span).filter(|subject| subject.start < position.span.start) {
            position.span = subject.cover(position.span);
        }
        Some(position)
    }

    /// `is against the use of force`, `remains firmly behind its ally`, `is in favour of talks`: where somebody stands, told by a preposition.
    fn leaning(&self, token: usize) -> Option<Position> {
        let doc = self.doc;
        let child_is = |relation: &str, words: &[&str]| {
            doc.children(token)
                .any(|child| doc.relation(child) == relation && words.contains(&doc.tokens[child].lemma.to_lowercase().as_str()))
        };
        let noun = matches!(doc.tokens[token].upos.as_str(), "NOUN" | "PROPN" | "PRON");
        // `is against it` hangs on what it is against, `remains behind it` on the verb, `is firmly behind it` at times on the adverb.
        let linked = |token: usize| doc.children(token).any(|child| doc.relation(child) == "cop");
        let head = doc.head(token).filter(|head| doc.relation(token) == "obl" && doc.sentence_of[*head] == doc.sentence_of[token]);
        let over = head.filter(|head| {
            // `stands against him` for an office.
            let stands = doc.tokens[*head].lemma == "stand" && child_is("case", &["behind"]);
            let verb = stands || matches!(doc.tokens[*head].lemma.as_str(), "be" | "remain" | "stay");
            verb || doc.tokens[*head].upos == "ADV" && (linked(*head) || linked(token))
        });
        let verb = over.or(Some(token).filter(|token| linked(*token)))?;
        let clause = Clause::new(doc, verb);
        if !noun || clause.is_negated() || self.is_supposed(verb) || self.is_open(verb) {
            return None;
        }
        const FIRM: &[&str] =
            &["firmly", "squarely", "fully", "solidly", "foursquare", "completely", "totally", "unequivocally", "resolutely", "staunchly"];
        let firm =
            || doc.children(verb).chain(doc.children(token)).any(|child| FIRM.contains(&doc.tokens[child].lemma.to_lowercase().as_str()));
        let whom = || self.cast.mention_at(token).is_some_and(|mention| mention.entity.is_some_and(|entity| self.is_actor(entity)));
        let of = || clause.phrases("of").first().copied().or_else(|| doc.children(token).find(|child| doc.relation(*child) == "nmod"));
        let (stance, issue) = if child_is("case", &["against"]) {
            (Stance::Opposes, token)
        } else if child_is("case", &["behind"]) && (firm() || doc.tokens[verb].lemma == "remain") && whom() {
            (Stance::Supports, token)
        } else if child_is("case", &["in"]) && matches!(doc.tokens[token].lemma.as_str(), "favour" | "favor") {
            (Stance::Supports, of()?)
        } else {
            return None;
        };
        let of_link = |head: usize| {
            let links = doc.children(head).filter(|child| doc.relation(*child) == "cop");
            links.flat_map(|link| doc.children(link)).find(|child| doc.relation(*child) == "nsubj")
        };
        let agents = [verb, token].into_iter().flat_map(|head| Clause::new(doc, head).agents().into_iter().chain(of_link(head)));
        let actor = agents.filter(|agent| *agent < token).find_map(|agent| self.actor(agent))?;
        let apart: Vec<usize> = doc
            .children(issue)
            .filter(|child| {
                matches!(doc.relation(*child), "nsubj" | "cop" | "case" | "advmod" | "aux" | "punct" | "parataxis" | "conj" | "cc" | "mark")
            })
            .flat_map(|child| doc.subtree(child))
            .collect();
        let words = doc.subtree(issue).into_iter().filter(|word| !apart.contains(word)).collect();
        self.position(actor, words, stance, verb.min(token), self.attribution_around(token))
    }

    /// `has no role in`, `there is no place for`.
    fn exclusion(&self, token: usize) -> Option<Position> {
        let doc = self.doc;
        if !matches!(doc.tokens[token].lemma.as_str(), "role" | "part" | "place" | "future") || doc.tokens[token].upos != "NOUN" {
            return None;
        }
        let excluded = doc.children(token).any(|child| doc.relation(child) == "det" && doc.tokens[child].lemma.eq_ignore_ascii_case("no"));
        let verb = doc.head(token).filter(|verb| excluded && matches!(doc.tokens[*verb].lemma.as_str(), "have" | "be" | "see" | "play"))?;
        let attribution = self.attribution_around(token)?;
        let mut position = self.position(attribution.speaker?, self.clause_tokens(verb), Stance::Rejects, verb, Some(attribution))?;
        // What is rejected is the role, not its absence.
        let role: Vec<usize> =
            doc.subtree(token).into_iter().filter(|below| doc.relation(*below) != "det" || doc.head(*below) != Some(token)).collect();
        let holder = Clause::new(doc, verb).agents().into_iter().find(|agent| *agent != token && doc.tokens[*agent].upos != "PRON");
        if let Some((role, _)) = self.words(&role).filter(|_| !role.contains(&verb)) {
            let holder = holder.and_then(|holder| self.words(&doc.subtree(holder)));
            position.issue = holder.map_or(role.clone(), |(holder, _)| format!("{holder}: {role}"));
        }
        Some(position)
    }

    /// `its position has not changed`, `the stance remains the same`.
    fn steadiness(&self, token: usize) -> Option<Position> {
        let doc = self.doc;
        let lemma = doc.tokens[token].lemma.to_lowercase();
        let clause = Clause::new(doc, token);
        let steady = match lemma.as_str() {
            "change" | "shift" | "move" | "alter" | "soften" => clause.is_negated(),
            "remain" | "stay" => true,
            "unchanged" => true,
            _ => return None,
        };
        let subject = clause.agents().into_iter().find(|subject| {
            matches!(
                doc.tokens[*subject].lemma.to_lowercase().as_str(),
                "position" | "stance" | "policy" | "line" | "view" | "attitude" | "approach"
            )
        })?;
        // `the position of Sered`; in `the position on the assembly` the assembly holds none.
        let of = |noun: usize| doc.children(noun).any(|case| doc.form(case) == "of");
        let possessor =
            doc.children(subject).find(|child| doc.tokens[*child].deprel == "nmod:poss" || doc.relation(*child) == "nmod" && of(*child));
        let attribution = self.attribution_around(token);
        let holder = possessor.and_then(|possessor| self.actor(possessor));
        let actor = holder.or_else(|| attribution.and_then(|attribution| attribution.speaker))?;
        let mut position = self.position(actor, self.clause_tokens(token), Stance::Neutral, token, attribution)?;
        position.change = Some(if steady { "reaffirmed" } else { "changed" }.to_owned());
        Some(position)
    }

    /// Attributions whose cue alone tells the stance (`rejected calls to …`), where no predicate row did.
    fn by_manner(&self, already: &[Position]) -> Vec<Position> {
        let mut found = Vec::new();
        for attribution in self.attributions {
            let stance = match (attribution.manner, attribution.negated) {
                (Manner::Demands | Manner::Urges | Manner::Orders, false) => Stance::Demands,
                (Manner::Rejects, false) => Stance::Rejects,
                (Manner::Supports, false) => Stance::Supports,
                (Manner::Accepts, false) => Stance::Accepts,
                (Manner::Accepts, true) => Stance::Rejects,
                (Manner::Proposes | Manner::Promises, false) => Stance::Offers,
                (Manner::Condemns, false) => Stance::Opposes,
                _ => continue,
            };
            let (Some(actor), Some(content)) = (attribution.speaker, attribution.content.first()) else { continue };
            // `We expect from them assurances of their readiness`: what somebody else awaits of them.
            let awaited = attribution.inside.and_then(|outer| self.attributions.get(outer.index())).is_some_and(|outer| {
                outer.speaker != Some(actor)
                    && matches!(outer.manner, Manner::Expects | Manner::Demands | Manner::Urges | Manner::Asks | Manner::Doubts)
            });
            if awaited {
                continue;
            }
            let known = already.iter().any(|position| {
                position.attribution == Some(attribution.id) || attribution.cue.iter().any(|cue| cue.overlaps(position.span))
            });
            if known || !self.is_actor(actor) {
                continue;
            }
            let cue_token = attribution.cue.first().map(|cue| self.doc.token_at(cue.start)).filter(|cue| *cue < self.doc.tokens.len());
            let talk = cue_token.is_some_and(|cue| {
                let lemma = self.doc.tokens[cue].lemma.to_lowercase();
                self.is_talk(&Clause::new(self.doc, cue), &lemma) || self.is_supposed(cue) || self.is_open(cue)
            });
            if talk || cue_token.is_some_and(|cue| self.is_no_stance(cue, attribution)) {
                continue;
            }
            let tokens = self.doc.tokens_in(*content);
            if tokens.range().all(|token| matches!(self.doc.form(token).to_lowercase().as_str(), "nobody" | "nothing" | "none")) {
                continue;
            }
            // `would be happy if they reconsidered`: only if they do.
            if tokens.range().next().is_some_and(|first| matches!(self.doc.form(first), "if" | "If" | "unless" | "should")) {
                continue;
            }
            // `I am asking every one of you to come`, as the words say themselves.
            let first_person =
                |token: usize| matches!(self.doc.form(token), "I" | "We" | "we") && matches!(self.doc.tokens[token].upos.as_str(), "PRON");
            let asks = |token: usize| matches!(self.doc.tokens[token].lemma.as_str(), "ask" | "call" | "urge" | "want" | "demand");
            if tokens.range().next().is_some_and(first_person) && tokens.range().take(5).any(asks) {
                continue;
            }
            let cue_lemma = |lemma: &str| {
                attribution.cue.iter().flat_map(|cue| self.doc.tokens_in(*cue).range()).any(|token| self.doc.tokens[token].lemma == lemma)
            };
            let mut whole = self.cast.mentions_in(*content).iter().filter(|mention| mention.span == *content);
            let whole_actor = whole.clone().any(|mention| mention.entity.is_some_and(|entity| self.is_actor(entity)));
            // `encouraged him to ask`: to ask what, it does not say.
            let bare = tokens.range().filter(|token| !matches!(self.doc.tokens[*token].upos.as_str(), "PART" | "PUNCT" | "PRON"));
            if bare.clone().count() == 1
                && bare.into_iter().all(|token| matches!(self.doc.tokens[token].lemma.as_str(), "ask" | "speak" | "say" | "talk"))
            {
                continue;
            }
            let head = tokens.range().find(|token| self.doc.head(*token).is_none_or(|head| !tokens.contains(head)));
            // `urged viewers, "…"`: whom, and not to do what.
            let hearer = attribution.manner == Manner::Urges && whole.any(|mention| mention.entity_type == EntityType::PER);
            if hearer {
                continue;
            }
            // `wants to be frank`
            let frank = |token: usize| matches!(self.doc.form(token), "frank" | "honest" | "clear" | "candid" | "sure" | "careful");
            if stance == Stance::Demands && head.is_some_and(frank) {
                continue;
            }
            if cue_lemma("offer") && self.is_gift(&tokens.range().collect::<Vec<usize>>()) {
                continue;
            }
            // `could not agree`, `regrets the mistake`: neither refuses anything.
            if cue_lemma("agree") && attribution.negated || cue_lemma("regret") || cue_lemma("mourn") {
                continue;
            }
            if cue_lemma("warn") || (whole_actor && attribution.manner != Manner::Supports) {
                continue;
            }
            // `repeated an offer he first made`: that there was one, and not what it is.
            if stance == Stance::Rejects && head.is_some_and(|head| self.is_put_forward_as_true(head)) {
                continue;
            }
            let again = head.is_some_and(|head| {
                matches!(self.doc.tokens[head].lemma.as_str(), "offer" | "demand" | "proposal" | "call" | "request" | "promise")
                    && self.doc.children(head).any(|child| self.doc.tokens[child].deprel == "acl:relcl")
            });
            if again {
                continue;
            }
            let issue: Vec<usize> = self.past_the_stance(stance, (tokens.start..tokens.end).collect());
            let Some(cue) = attribution.cue.first().map(|cue| self.doc.token_at(cue.start)).filter(|cue| *cue < self.doc.tokens.len())
            else {
                continue;
            };
            found.extend(self.position(actor, issue, stance, cue, Some(attribution)));
        }
        found
    }

    /// Words that are cues of a stance elsewhere and show none here: `received criticism`, `called him a liar`, `shared with them`, `backing may be
    /// wavering`.
    fn is_no_stance(&self, cue: usize, attribution: &Attribution) -> bool {
        let doc = self.doc;
        let lemma = |token: usize| doc.tokens[token].lemma.to_lowercase();
        if doc.tokens[cue].upos == "NOUN" {
            let Some(verb) = doc.head(cue) else { return false };
            let met_with = matches!(doc.relation(cue), "obj" | "obl")
                && matches!(
                    lemma(verb).as_str(),
                    "receive"
                        | "face"
                        | "draw"
                        | "get"
                        | "attract"
                        | "win"
                        | "gain"
                        | "earn"
                        | "prompt"
                        | "spark"
                        | "provoke"
                        | "meet"
                        | "seek"
                );
            let waning = doc.relation(cue) == "nsubj" && wanes(&lemma(verb));
            return met_with || waning;
        }
        let clause = Clause::new(doc, cue);
        match lemma(cue).as_str() {
            "call" => {
                let words = attribution.cue.iter().flat_map(|span| doc.tokens_in(*span).range());
                let asks = |token: usize| matches!(doc.form(token).to_lowercase().as_str(), "for" | "on" | "upon");
                // `called on the mayors` names whom; what is asked of them comes with its verb.
                let whom = || {
                    let content = attribution.content.iter().flat_map(|span| doc.tokens_in(*span).range());
                    !clause.phrases("on").is_empty() && !content.into_iter().any(|token| doc.tokens[token].upos == "PART")
                };
                !words.into_iter().chain([cue + 1]).any(|token| token < doc.tokens.len() && asks(token))
                    || !clause.objects().is_empty()
                    || whom()
            }
            // What is sought and wanted the lexicon knows; who draws criticism voices none.
            "seek" | "want" | "receive" | "face" | "draw" | "get" | "attract" | "earn" | "meet" => true,
            "characterize" | "characterise" | "describe" | "label" | "brand" | "dub" | "promote" | "prepare" => true,
            "suggest" => self.is_told_as_fact(&clause),
            "share" => !clause.phrases("with").is_empty(),
            // `banned the airline from flying`: what is ordered is not what is named.
            "ban" | "bar" | "prohibit" | "forbid" | "outlaw" => true,
            _ => false,
        }
    }

    /// `voiced support for the inquiry`: the issue of a stance that a noun tells stands behind it.
    fn past_the_stance(&self, stance: Stance, issue: Vec<usize>) -> Vec<usize> {
        let doc = self.doc;
        let fits = |token: usize| {
            let lemma = doc.tokens[token].lemma.as_str();
            match stance {
                Stance::Supports => matches!(lemma, "support" | "backing" | "endorsement" | "approval" | "praise"),
                Stance::Opposes | Stance::Rejects => matches!(lemma, "opposition" | "objection" | "rejection" | "condemnation"),
                _ => false,
            }
        };
        let noun = issue.iter().position(|token| doc.tokens[*token].upos == "NOUN");
        let of = |at: &usize| {
            let next = issue.get(at + 1).is_some_and(|next| matches!(doc.form(*next), "for" | "of" | "to"));
            *at < 3 && fits(issue[*at]) && next && issue.len() > at + 2
        };
        match noun.filter(of) {
            Some(at) => issue[at + 2..].to_vec(),
            None => issue,
        }
    }

    fn position(
        &self,
        actor: EntityId,
        issue: Vec<usize>,
        stance: Stance,
        token: usize,
        attribution: Option<&Attribution>,
    ) -> Option<Position> {
        let doc = self.doc;
        if !self.takes_stances(actor) {
            return None;
        }
        let (issue_words, issue_span) = self.issue(&issue)?;
        let outer = attribution.or_else(|| self.attribution_around(token));
        // The account is that of the narrowest attribution around the predicate in which somebody else speaks; an agency only passes it on.
        let span = doc.tokens[token].span;
        let length = |attribution: &Attribution| attribution.content.iter().map(|content| content.len()).sum::<usize>();
        let around = self.attributions.iter().filter(|attribution| attribution.content.iter().any(|content| content.contains(span)));
        let press = |speaker: EntityId| self.cast.entity(speaker).sector.as_deref() == Some("JRN");
        // `hinted that it wavers, but Sered insists`: what is set against a statement is no part of it, however far it is taken to reach.
        let against = self.set_against(token);
        let apart = |attribution: &Attribution| {
            attribution.kind != AttributionKind::Direct
                && against.as_ref().is_some_and(|clause| {
                    let cue = attribution.cue.iter().map(|cue| doc.token_at(cue.start)).min();
                    cue.is_some_and(|cue| !clause.contains(&cue))
                })
        };
        // `"We have found that …," Todor said`: by his account, and not that of the body that he speaks for.
        let says = |attribution: &Attribution| utterer(doc.text, self.attributions, attribution);
        let others = around
            .filter(|attribution| says(attribution).is_some_and(|speaker| speaker != actor && !press(speaker)) && !apart(attribution));
        let according_to = others
            .min_by_key(|attribution| (length(attribution), attribution.id))
            .and_then(says)
            .or_else(|| says(outer.filter(|outer| !apart(outer))?).filter(|speaker| *speaker != actor));
        let sentence = doc.sentences[doc.sentence_of[token]].span;
        // `an official said his country stood behind it`: who speaks for it tells its own position.
        let according_to = according_to.filter(|speaker| !self.is_speakers_own(actor, *speaker, sentence));
        let condition = self.condition(token);
        let bound = condition.is_some_and(|condition| {
            let words = condition.of(doc.text).to_lowercase();
            ["on condition", "on the condition", "subject to", "provided"].iter().any(|sign| words.starts_with(sign))
        });
        let stance = match stance {
            Stance::Offers if condition.is_some() => Stance::Conditional,
            Stance::Accepts if bound || issue_words.contains(" but not ") => Stance::Conditional,
            stance => stance,
        };
        Some(Position {
            actor,
            issue: issue_words,
            stance,
            span: self.evidence(token, issue_span, sentence),
            attribution: outer.map(|attribution| attribution.id),
            according_to,
            change: self.change(token),
            condition,
            issue_span: Some(issue_span),
            about: Vec::new(),
        })
    }

    /// Whether a sentence calls an actor the speaker's: `his country`, `her government`.
    fn is_speakers_own(&self, actor: EntityId, speaker: EntityId, sentence: Span) -> bool {
        let here = || self.cast.mentions.iter().filter(|mention| sentence.contains(mention.span));
        let described = here().filter(|mention| mention.entity == Some(actor) && mention.kind == MentionKind::Nominal);
        let whose = |at: u32| {
            here().any(|mention| mention.kind == MentionKind::Pronoun && mention.span.start == at && mention.entity == Some(speaker))
        };
        described.into_iter().any(|mention| whose(mention.span.start))
    }

    /// The clause with a subject of its own that stands behind `but` and holds a token.
    fn set_against(&self, token: usize) -> Option<Vec<usize>> {
        let doc = self.doc;
        let mut at = token;
        loop {
            let has = |relation: &str| doc.children(at).any(|child| doc.relation(child) == relation);
            let but = doc.children(at).any(|child| doc.relation(child) == "cc" && doc.form(child).eq_ignore_ascii_case("but"));
            if but && doc.relation(at) == "conj" && has("nsubj") {
                return Some(doc.subtree(at));
            }
            at = doc.head(at)?;
        }
    }

    /// Groups and states, people with a name or an office, and crowds; not `a person familiar with the talks` or `the man`.
    fn takes_stances(&self, actor: EntityId) -> bool {
        const CROWDS: &[&str] = &[
            "demonstrators",
            "protesters",
            "marchers",
            "rebels",
            "fighters",
            "militants",
            "opponents",
            "critics",
            "supporters",
            "residents",
            "separatists",
            "insurgents",
            "activists",
            "strikers",
            "lawmakers",
            "ministers",
            "officials",
            "diplomats",
            "allies",
        ];
        let entity = self.cast.entity(actor);
        if entity.named || entity.entity_type != EntityType::PER {
            return true;
        }
        let name = entity.name.to_lowercase();
        name.split(|letter: char| !letter.is_alphanumeric()).any(|word| CROWDS.contains(&word) || crate::office::is_role_noun(word))
    }

    fn evidence(&self, token: usize, issue: Span, sentence: Span) -> Span {
        // `did not accept the plan`: without its `not` the evidence would say the opposite.
        let doc = self.doc;
        let before = doc.children(token).filter(|child| {
            *child < token
                && (doc.relation(*child) == "aux"
                    || doc.relation(*child) == "advmod"
                        && matches!(doc.tokens[*child].lemma.to_lowercase().as_str(), "not" | "n't" | "never"))
        });
        let span = before.map(|child| doc.tokens[child].span).fold(doc.tokens[token].span, Span::cover).cover(issue);
        if sentence.contains(span) { span } else { sentence }
    }

    fn slot(&self, clause: &Clause<'_, '_>, slot: &str) -> Option<Vec<usize>> {
        let doc = self.doc;
        let child = |relations: &[&str]| doc.children(clause.token).find(|child| relations.contains(&doc.relation(*child)));
        // `would be happy if they reconsidered it`: a case, and not what is backed.
        let case = |head: &usize| {
            doc.children(*head)
                .any(|mark| doc.relation(mark) == "mark" && matches!(doc.form(mark).to_lowercase().as_str(), "if" | "whether" | "unless"))
        };
        let head = match slot {
            "comp" => child(&["ccomp"]).or_else(|| child(&["parataxis"])).filter(|head| !case(head))?,
            "xcomp" => clause.open_complements().first().copied()?,
            // `an idea Todor welcomed`: of a relative clause without a pronoun, the noun before.
            "obj" => match clause.objects().first() {
                Some(object) => *object,
                None if doc.tokens[clause.token].deprel == "acl:relcl" && !clause.is_passive() => {
                    return doc.head(clause.token).map(|noun| {
                        let inside = doc.subtree(clause.token);
                        doc.subtree(noun).into_iter().filter(|token| !inside.contains(token)).collect()
                    });
                }
                None => return None,
            },
            "subj" => *clause.agents().first()?,
            preposition => *clause.phrases(preposition).first()?,
        };
        let mut tokens = doc.subtree(head);
        // `supported the union and sought a closer one`: what the verb is told of beside it.
        let noun = matches!(doc.tokens[head].upos.as_str(), "NOUN" | "PROPN");
        let beside: Vec<usize> = doc
            .children(head)
            .filter(|child| {
                noun && doc.relation(*child) == "conj" && doc.tokens[*child].upos == "VERB" && doc.tokens[*child].feats.contains("Fin")
            })
            .flat_map(|child| doc.subtree(child))
            .collect();
        tokens.retain(|token| !beside.contains(token));
        // `called for the government to stop it`: the tree may hang what is to be done on the verb.
        let done = doc.children(clause.token).find(|child| {
            slot == "for"
                && matches!(doc.relation(*child), "advcl" | "xcomp" | "acl" | "ccomp")
                && doc
                    .subtree(*child)
                    .first()
                    .is_some_and(|first| doc.form(*first) == "to" && tokens.last().is_some_and(|last| last + 1 == *first))
        });
        tokens.extend(done.into_iter().flat_map(|verb| doc.subtree(verb)));
        (!tokens.contains(&clause.token)).then_some(tokens)
    }

    /// A clause's own tokens, without what it is attributed by.
    fn clause_tokens(&self, verb: usize) -> Vec<usize> {
        let doc = self.doc;
        let mut tokens = vec![verb];
        let mut at = 0;
        while at < tokens.len() {
            let outer = |child: &usize| {
                tokens[at] == verb && matches!(doc.relation(*child), "parataxis" | "conj" | "cc" | "punct" | "discourse" | "advcl" | "mark")
            };
            // `the governor must leave and the assembly must meet`: another clause begins with what the tree has for an object.
            let another = |child: &usize| {
                tokens[at] == verb
                    && doc.relation(*child) == "obj"
                    && doc.children(*child).any(|and| doc.relation(and) == "cc" && and < *child)
            };
            let next: Vec<usize> = doc.children(tokens[at]).filter(|child| !outer(child) && !another(child)).collect();
            tokens.extend(next);
            at += 1;
        }
        tokens.sort_unstable();
        tokens
    }

    fn condition(&self, token: usize) -> Option<Span> {
        let doc = self.doc;
        let mut tokens = vec![token];
        tokens.extend(doc.children(token).filter(|child| matches!(doc.relation(*child), "xcomp" | "ccomp" | "obl" | "advcl")));
        for token in tokens {
            let conditional = doc.children(token).find(|child| {
                let mark = doc.children(*child).any(|mark| {
                    matches!(doc.tokens[mark].lemma.to_lowercase().as_str(), "if" | "unless" | "provided" | "until" | "once")
                        && doc.relation(mark) == "mark"
                });
                mark && doc.relation(*child) == "advcl"
            });
            if let Some(clause) = conditional {
                let tokens = doc.subtree(clause);
                return Some(doc.tokens[*tokens.first()?].span.cover(doc.tokens[*tokens.last()?].span));
            }
        }
        let sentence = doc.sentences[doc.sentence_of[token]].span;
        let rest = doc.text.get(doc.tokens[token].span.start as usize..sentence.end as usize)?;
        let place = ["subject to ", "on condition ", "on the condition ", "provided that "].iter().find_map(|words| {
            // `each will be subject to a fine`: what somebody is, and no condition.
            rest.find(words).filter(|place| {
                let before = rest[..*place].trim_end().rsplit(' ').next().unwrap_or_default();
                *words != "subject to " || !matches!(before, "be" | "is" | "are" | "was" | "were" | "been" | "being")
            })
        })?;
        let end = rest[place..].find(['.', ';', '"', '”', '\n']).map_or(rest.len(), |stop| place + stop);
        let start = doc.tokens[token].span.start as usize;
        Some(Span::new(start + place, start + end))
    }

    fn change(&self, token: usize) -> Option<String> {
        let doc = self.doc;
        let governor = doc.head(token);
        let mut near = vec![token];
        near.extend(governor);
        near.extend(doc.children(token));
        let lemma_is = |words: &[&str]| near.iter().any(|near| words.contains(&doc.tokens[*near].lemma.to_lowercase().as_str()));
        if lemma_is(&[
            "reiterate",
            "reaffirm",
            "repeat",
            "remain",
            "continue",
            "again",
            "still",
            "continuously",
            "always",
            "repeatedly",
            "restate",
        ]) {
            Some("reaffirmed".to_owned())
        } else if lemma_is(&["longer", "drop", "abandon", "soften"]) {
            Some("changed".to_owned())
        } else {
            None
        }
    }

    /// The attribution whose cue this token is.
    fn attribution_of_cue(&self, token: usize) -> Option<&Attribution> {
        let span = self.doc.tokens[token].span;
        self.attributions.iter().find(|attribution| attribution.cue.iter().any(|cue| cue.contains(span)))
    }

    /// The narrowest attribution whose content holds this token.
    fn attribution_around(&self, token: usize) -> Option<&Attribution> {
        narrowest(self.attributions, self.doc.tokens[token].span)
    }

    fn actor(&self, token: usize) -> Option<EntityId> {
        // `Sered's position was not to support him`: what a position is is whose position it is.
        let stance = matches!(self.doc.tokens[token].lemma.as_str(), "position" | "policy" | "stance" | "line");
        let whose = self.doc.children(token).find(|child| self.doc.tokens[*child].deprel == "nmod:poss").filter(|_| stance);
        let token = whose.unwrap_or(token);
        let found = party(self.doc, self.cast, self.attributions, token).filter(|entity| self.is_actor(*entity));
        // `Sered hints that it wants`: what `it` does there, who hints does, whatever else it is taken for.
        let group = |entity: &EntityId| matches!(self.cast.entity(*entity).entity_type, EntityType::ORG | EntityType::GPE);
        let it = self.doc.tokens[token].lemma.eq_ignore_ascii_case("it");
        let speaker = who_says(self.doc, self.cast, token).filter(|entity| self.is_actor(*entity));
        speaker.filter(|entity| found.is_none() || it && group(entity)).or(found)
    }

    fn is_actor(&self, entity: EntityId) -> bool {
        matches!(self.cast.entity(entity).entity_type, EntityType::PER | EntityType::ORG | EntityType::GPE | EntityType::NORP)
    }
}

#[cfg(test)]
mod tests;
