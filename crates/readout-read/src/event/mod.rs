//! PLOVER events, meetings among them: who did what to whom, where, when, whether it happened, and by whose account.
//!
//! Comes in: the tree, the cast, times, attributions and figures. Goes out: one event for each course of action the report tells of, however
//! often it tells of it. Types, modes and contexts are those of the PLOVER manual; which predicates tell of which is in
//! `data/events.tsv`. What is merely expected, wanted or denied is an event too, marked as such.
//!
//! ```text
//! Minister Aya Rell met rebel envoy Tom Sarn on Thursday.   CONSULT  Aya Rell, Tom Sarn   Thursday   happened
//! Rell is expected to visit Port Ande next week.            CONSULT visit  Aya Rell  Port Ande       planned
//! ```

mod clause;
pub mod dictionary;
mod lexicon;
mod merge;
#[cfg(test)]
mod tests;

pub use clause::Clause;
pub(crate) use clause::wanes;
pub use lexicon::{Condition, Lexicon, Row, Sides};

use crate::{doc::Doc, mention::Cast};
use readout_core::{
    Attribution, EntityId, EntityType, Event, EventId, EventType, Factuality, Figure, FigureId, Finding, Manner, MentionKind, Span, Time,
    TimeId, narrowest,
};

/// Finds events.
pub fn events(
    doc: &Doc<'_>,
    cast: &Cast,
    times: &[Time],
    attributions: &[Attribution],
    figures: &[Figure],
    lexicon: &Lexicon,
    _findings: &mut Vec<Finding>,
) -> Vec<Event> {
    let reader = Reader { doc, cast, times, attributions, figures, lexicon };
    let found = reader.triggers();
    let mut told: Vec<Event> = Vec::new();
    for trigger in &found {
        if let Some(event) = reader.event(trigger, &found) {
            told.extend(reader.in_turn(trigger, event));
        }
    }
    // A headline says again, in fewer words, what the report says.
    if let Some(title) = doc.report.title.as_ref().and_then(|title| title.span) {
        let in_body: Vec<EventType> = told.iter().filter(|event| !title.overlaps(event.span)).map(|event| event.event_type).collect();
        told.retain(|event| !title.overlaps(event.span) || !in_body.contains(&event.event_type));
    }
    reader.name_the_sides(&mut told);
    let earlier: Vec<Event> = told.iter().filter_map(|event| reader.one_before(event)).collect();
    told.extend(earlier);
    told.sort_by_key(|event| event.span.start);
    let mut events = merge::merge(told, doc, cast);
    for event in events.iter_mut().filter(|event| event.participants.len() > 2) {
        event.participants.retain(|entity| !reader.is_the_sides(*entity));
    }
    for (place, event) in events.iter_mut().enumerate() {
        event.id = EventId::new(place);
    }
    events
}

struct Reader<'r, 'a> {
    doc: &'r Doc<'a>,
    cast: &'r Cast,
    times: &'r [Time],
    attributions: &'r [Attribution],
    figures: &'r [Figure],
    lexicon: &'r Lexicon,
}

/// A predicate that the lexicon knows, with the row that fits best.
struct Trigger<'r> {
    token: usize,
    row: &'r Row,
}

/// The trigger at a word; `all` is in order of the text.
fn trigger_at<'t, 'r>(all: &'t [Trigger<'r>], token: usize) -> Option<&'t Trigger<'r>> {
    all.binary_search_by_key(&token, |trigger| trigger.token).ok().map(|place| &all[place])
}

impl<'r> Reader<'r, '_> {
    fn triggers(&self) -> Vec<Trigger<'r>> {
        let doc = self.doc;
        let mut found = Vec::new();
        for (place, token) in doc.tokens.iter().enumerate() {
            let clause = Clause::new(doc, place);
            let class = match token.upos.as_str() {
                _ if clause.is_verb() => 'v',
                "NOUN" => 'n',
                "ADJ" => 'a',
                _ => continue,
            };
            let own = token.lemma.to_lowercase();
            let hyphened = self.hyphened(place, &own).filter(|lemma| self.lexicon.has(class, lemma));
            let lemma = hyphened.unwrap_or_else(|| self.lexicon.known_lemma(class, &own, &token.form));
            // `his talk at the festival` is given by one, unless it says with whom.
            let lecture = class == 'n' && token.form.eq_ignore_ascii_case("talk");
            let fits =
                |row: &Row| row.conditions.iter().all(|condition| condition.holds(&clause)) && !(lecture && row.conditions.is_empty());
            let fitting = self.lexicon.rows(class, &lemma).filter(|row| fits(row));
            // The most specific row wins; of equals the first, which `max_by_key` would not give.
            let best = fitting.fold(None::<&Row>, |best, row| match best {
                Some(best) if specificity(best) >= specificity(row) => Some(best),
                _ => Some(row),
            });
            if let Some(row) = best {
                found.push(Trigger { token: place, row });
            }
        }
        found
    }

    /// `test-fired`, which is three words of the tree.
    fn hyphened(&self, token: usize, lemma: &str) -> Option<String> {
        let doc = self.doc;
        let [first, hyphen] = [token.checked_sub(2)?, token - 1];
        let joined = doc.form(hyphen) == "-" && doc.is_joined(hyphen);
        joined.then(|| format!("{}-{lemma}", doc.form(first).to_lowercase()))
    }

    fn event(&self, trigger: &Trigger<'_>, all: &[Trigger<'_>]) -> Option<Event> {
        let doc = self.doc;
        let clause = Clause::new(doc, trigger.token);
        let is_noun = doc.tokens[trigger.token].upos == "NOUN" && !clause.is_verb();
        // `would never sit down with them` says where somebody stands.
        let never = |child: usize| doc.tokens[child].lemma.eq_ignore_ascii_case("never");
        if trigger.row.event_type == EventType::Consult
            && doc.children(trigger.token).any(never)
            && doc
                .children(trigger.token)
                .any(|child| doc.relation(child) == "aux" && matches!(doc.tokens[child].lemma.as_str(), "would" | "will"))
        {
            return None;
        }
        let lasts = matches!(trigger.row.event_type, EventType::Support | EventType::Cooperate | EventType::Agree | EventType::Aid);
        let waning = || {
            lasts && doc.relation(trigger.token) == "nsubj" && doc.head(trigger.token).is_some_and(|verb| wanes(&doc.tokens[verb].lemma))
        };
        if is_noun && (self.is_argument_of_another(trigger.token, all) || waning()) {
            return None;
        }
        // `rejected it as it met them`: who rejects something does not tell of the meeting.
        let attribution = self.attribution(trigger.token).filter(|_| !self.is_beside(trigger.token));
        let journey = self.journey(trigger, all);
        let mut factuality = match trigger.row.asks_negation() {
            true if clause.is_plain() => Factuality::Happened,
            true => Factuality::Hypothetical,
            false => self.factuality(&clause, attribution),
        };
        if matches!(factuality, Factuality::Hypothetical | Factuality::Happened)
            && let Some(journey) = journey
            && self.factuality(&Clause::new(doc, journey), attribution) == Factuality::Planned
        {
            // `is due to travel to Sered to brief her counterpart`: what a planned journey is for is planned.
            factuality = Factuality::Planned;
        }
        let act_of_speech =
            matches!(trigger.row.event_type, EventType::Request | EventType::Reject | EventType::Threaten | EventType::Agree);
        if factuality == Factuality::Hypothetical && !act_of_speech && self.is_complement_of_another(trigger.token, all) {
            return None;
        }
        if self.is_told_within_another(trigger, factuality, all) {
            return None;
        }
        let (mut actors, mut recipients, mut participants) = self.sides(&clause, trigger);
        let mut event_type = trigger.row.event_type;
        let mut mode = trigger.row.mode.clone();
        if event_type == EventType::Consult {
            // Who visits, and who attends what many do, need nobody beside them.
            let visit = mode.as_deref() == Some("visit") && !actors.is_empty() || !is_noun && mode.as_deref() == Some("multilateral");
            let needed = if visit || (!is_noun && factuality == Factuality::Planned) { 1 } else { 2 };
            let present = participants.len().max(actors.len() + recipients.len());
            if present < needed {
                return None;
            }
            if participants.is_empty() {
                participants = actors.iter().chain(&recipients).copied().filter(|entity| !self.is_place(*entity)).collect();
            } else if actors.is_empty() {
                actors.clone_from(&participants);
            }
        } else if !participants.is_empty() {
            // What all sides do alike has them all as actors, by PLOVER's rule.
            actors = std::mem::take(&mut participants);
        }
        // `will not lift the ban`: a refusal.
        let kind = matches!(
            event_type,
            EventType::Agree | EventType::Support | EventType::Concede | EventType::Cooperate | EventType::Aid | EventType::Retreat
        );
        if factuality == Factuality::Denied && kind && !actors.is_empty() && clause.is_refusal() {
            (event_type, mode, factuality) = (EventType::Reject, None, Factuality::Happened);
        }
        let warned = factuality == Factuality::Hypothetical && clause.is_conditional();
        if factuality == Factuality::Planned {
            event_type = match event_type {
                EventType::Support | EventType::Cooperate | EventType::Aid => EventType::Agree,
                EventType::Retreat => EventType::Concede,
                other => other,
            };
            if event_type != trigger.row.event_type {
                mode = None;
            }
        }
        if factuality == Factuality::Planned || warned {
            // Nor is a blow announced one that has fallen: it is a threat, and what would be done its mode.
            let threat = match (event_type, mode.as_deref()) {
                _ if actors.is_empty() => None,
                (EventType::Assault, _) => Some("violence"),
                (EventType::Sanction, Some("expel")) | (EventType::Coerce, Some("deport")) => Some("expel"),
                (EventType::Sanction, Some("discontinue" | "withdraw")) => Some("relations"),
                (EventType::Coerce, Some("arrest")) => Some("arrest"),
                (EventType::Coerce, Some("restrict" | "curfew" | "martial-law" | "censor")) => Some("restrict"),
                _ => None,
            };
            if let Some(threat) = threat {
                (event_type, mode) = (EventType::Threaten, Some(threat.to_owned()));
            }
        }
        recipients.retain(|recipient| !actors.contains(recipient));
        // `released a statement`, `funds a wall`: who is freed and helped is somebody.
        let needs_somebody = mode.as_deref() == Some("release") || event_type == EventType::Aid && is_verb_of_helping(&trigger.row.sides);
        if needs_somebody && recipients.is_empty() && matches!(trigger.row.sides, Sides::Directed(_)) {
            return None;
        }
        // `Norland beat Ardesh in the final`: blows fall on people.
        let people = |entity: &EntityId| matches!(self.cast.entity(*entity).entity_type, EntityType::PER | EntityType::NORP);
        if mode.as_deref() == Some("beat") && !recipients.is_empty() && !recipients.iter().any(people) {
            return None;
        }
        // `the guerrillas have been demobilized`, `the troops were withdrawn`: those who leave act, whoever ordered it.
        let moved = event_type == EventType::Retreat && matches!(mode.as_deref(), Some("withdraw" | "disarm"));
        if (moved || event_type == EventType::Mobilize) && actors.is_empty() && clause.is_passive() {
            let people =
                |entity: &EntityId| matches!(self.cast.entity(*entity).entity_type, EntityType::PER | EntityType::ORG | EntityType::NORP);
            actors = self.actors_at(&clause.objects()).into_iter().filter(people).collect();
        }
        if event_type == EventType::Assault && actors.is_empty() && recipients.is_empty() {
            // `airstrikes on a town killed nearly a hundred`: where nobody is named, it is the place that was hit.
            recipients = self.place_hit(&clause);
        }
        if actors.is_empty()
            && (trigger.row.asks_negation() || doc.tokens[trigger.token].upos == "ADJ" || recipients.is_empty() && participants.is_empty())
        {
            return None;
        }
        if is_noun
            && actors.len() + recipients.len() < 2
            && !(event_type == EventType::Assault || event_type == EventType::Protest && !actors.is_empty())
            && !self.is_told_of(trigger.token)
        {
            return None;
        }
        let extent = self.extent(trigger.token);
        // Where somebody visits is whom they visit.
        let visited = recipients.iter().copied().find(|recipient| self.is_place(*recipient));
        let place = visited.filter(|_| mode.as_deref() == Some("visit")).or_else(|| self.place(&clause, extent)).or_else(|| {
            let around = journey.or_else(|| self.spoken_after(trigger.token))?;
            self.destination(around)
        });
        if participants.len() > 1 && event_type == EventType::Consult {
            // Where they meet takes no part.
            participants.retain(|participant| Some(*participant) != place);
            if participants.len() < 2 && mode.as_deref() != Some("visit") && factuality != Factuality::Planned {
                return None;
            }
        }
        Some(Event {
            id: EventId(0),
            span: self.predicate_span(&clause, trigger.row),
            extent: Some(extent),
            event_type,
            mode,
            context: self.contexts(trigger.token),
            actors,
            recipients,
            participants,
            place,
            time: self.time(trigger.token, all).or_else(|| self.time(journey?, all)),
            factuality,
            historical: self.is_historical(trigger.token),
            attribution: attribution.map(|attribution| attribution.id),
            figures: self.figures_of(trigger.token, event_type),
            also: Vec::new(),
            since: self.since(trigger.token),
            details: self.details(trigger),
        })
    }

    /// `A strike by drivers paralysed the town`, `the release of Rell followed`: an act that is itself the subject of a clause.
    fn is_told_of(&self, token: usize) -> bool {
        let doc = self.doc;
        let verb = doc.head(token).filter(|_| doc.relation(token) == "nsubj");
        verb.is_some_and(|verb| doc.tokens[verb].upos == "VERB")
    }

    /// `met Rell in Ande, then Sarn`, `held talks with Rell and later with Sarn`: a meeting with each, of which only the first is placed.
    fn in_turn(&self, trigger: &Trigger<'_>, event: Event) -> Vec<Event> {
        let doc = self.doc;
        let clause = Clause::new(doc, trigger.token);
        let meets = event.event_type == EventType::Consult && clause.is_verb() && matches!(trigger.row.sides, Sides::Together);
        if !meets || event.participants.len() < 3 {
            return vec![event];
        }
        let mut heads: Vec<usize> =
            clause.objects().into_iter().chain(clause.phrases("with")).filter(|head| *head > trigger.token).collect();
        heads.sort_unstable();
        heads.dedup();
        let later = |word: usize| matches!(doc.form(word).to_lowercase().as_str(), "then" | "later" | "afterwards" | "subsequently");
        let turn = heads.windows(2).position(|pair| (pair[0] + 1..pair[1]).any(later));
        // `met Rell on Monday and Sarn on Tuesday`: each on a day of their own.
        let day_after = |head: usize, to: usize| {
            self.times.iter().find(|time| {
                let start = doc.tokens_in(time.span).start;
                time.time_type == readout_core::TimeType::DATE && head < start && start < to
            })
        };
        let end = doc.sentences[doc.sentence_of[trigger.token]].tokens.end;
        let days = heads.windows(2).enumerate().find_map(|(place, pair)| {
            let next = heads.get(place + 2).copied().unwrap_or(end);
            let (first, second) = (day_after(pair[0], pair[1])?, day_after(pair[1], next)?);
            (first.value != second.value).then_some((place, first.id, second.id))
        });
        let Some(turn) = turn.or(days.map(|days| days.0)) else { return vec![event] };
        let second = self.actors_at(&heads[turn + 1..]);
        let first = self.actors_at(&heads[..=turn]);
        if second.is_empty() || first.is_empty() || second.iter().any(|entity| first.contains(entity)) {
            return vec![event];
        }
        let without = |others: &[EntityId]| -> Vec<EntityId> {
            event.participants.iter().copied().filter(|entity| !others.contains(entity)).collect()
        };
        let [then, before] = [without(&first), without(&second)];
        // Of two days each has its own place.
        let place_in = |from: usize, to: usize| {
            let placed = |token: &usize| doc.children(*token).any(|case| matches!(doc.form(case), "in" | "at") && case < *token);
            let named = (from..to).filter(placed).filter_map(|token| self.entity(token));
            named.into_iter().find(|entity| self.is_place(*entity) && self.cast.entity(*entity).named)
        };
        let (first_place, second_place) = match days {
            Some(_) => (place_in(trigger.token, heads[turn + 1]), place_in(heads[turn + 1], end)),
            None => (event.place, None),
        };
        let (first_day, second_day) = days.map_or((event.time, event.time), |(_, first, second)| (Some(first), Some(second)));
        let again = Event { place: second_place, time: second_day, actors: then.clone(), participants: then, since: None, ..event.clone() };
        vec![Event { actors: before.clone(), participants: before, place: first_place, time: first_day, ..event }, again]
    }

    /// The place in which an act lies, or the act that is its subject: `regime airstrikes in a town outside Sered killed 100`.
    fn place_hit(&self, clause: &Clause<'_, '_>) -> Vec<EntityId> {
        let within =
            |around: &Clause<'_, '_>| ["in", "on", "at", "near"].into_iter().flat_map(|case| around.phrases(case)).collect::<Vec<_>>();
        let mut heads = within(clause);
        heads.extend(clause.agents().into_iter().flat_map(|act| within(&Clause::new(self.doc, act))));
        let found = heads.into_iter().filter_map(|head| self.entity(head)).find(|entity| self.is_place(*entity));
        found.into_iter().collect()
    }

    /// The journey that a meeting is the purpose of: `travel to Sered to brief`, `flew in to meet`.
    fn journey(&self, trigger: &Trigger<'_>, all: &[Trigger<'_>]) -> Option<usize> {
        let doc = self.doc;
        let purpose = matches!(doc.relation(trigger.token), "advcl" | "xcomp" | "acl");
        let to = doc.children(trigger.token).any(|child| doc.relation(child) == "mark" && doc.form(child).eq_ignore_ascii_case("to"));
        let head = doc.head(trigger.token).filter(|_| trigger.row.event_type == EventType::Consult && purpose && to)?;
        let visit = |other: &&Trigger<'_>| other.token == head && other.row.mode.as_deref() == Some("visit");
        all.iter().find(visit).map(|journey| journey.token)
    }

    /// `was speaking in Sered after talks with Rell`: who speaks at once where they met.
    fn spoken_after(&self, token: usize) -> Option<usize> {
        let doc = self.doc;
        let head = doc.head(token).filter(|_| self.dates_another(token))?;
        let speaks = matches!(doc.tokens[head].lemma.as_str(), "speak" | "say" | "tell" | "add");
        (speaks && !doc.children(token).any(|child| doc.tokens[child].lemma.eq_ignore_ascii_case("phone"))).then_some(head)
    }

    /// The named place that a verb's phrases lead to or lie in.
    fn destination(&self, verb: usize) -> Option<EntityId> {
        let clause = Clause::new(self.doc, verb);
        let heads = ["to", "in", "into", "at"].into_iter().flat_map(|preposition| clause.phrases(preposition));
        heads.filter_map(|head| self.entity(head)).find(|entity| self.is_place(*entity) && self.cast.entity(*entity).named)
    }

    /// `rejected a request`: a noun that only fills the slot of a predicate told of as an event itself.
    fn is_argument_of_another(&self, token: usize, all: &[Trigger<'_>]) -> bool {
        let doc = self.doc;
        let mut at = token;
        for _ in 0..4 {
            if !matches!(doc.relation(at), "obj" | "nmod" | "conj" | "nsubj" | "compound" | "obl") {
                return false;
            }
            let Some(head) = doc.head(at) else { return false };
            if trigger_at(all, head).is_some() {
                return doc.relation(token) != "obl" || at != token;
            }
            at = head;
        }
        false
    }

    /// `demanded that they withdraw`: told only as the content of a request, a refusal, a threat or an offer.
    fn is_complement_of_another(&self, token: usize, all: &[Trigger<'_>]) -> bool {
        let doc = self.doc;
        let mut at = token;
        for _ in 0..6 {
            let Some(head) = doc.head(at).filter(|_| !self.is_beside(at)) else { return false };
            let speech = |other: &Trigger<'_>| {
                matches!(
                    other.row.event_type,
                    EventType::Request | EventType::Reject | EventType::Threaten | EventType::Agree | EventType::Concede
                )
            };
            if trigger_at(all, head).is_some_and(speech) {
                return true;
            }
            at = head;
        }
        false
    }

    /// What another event tells already: the complement that its row asks for (`threatened to attack`), what was refused (`refused to sign`), what an
    /// act is for (`blocked the road to press their demands`), the dead of a blow (`attacked the town, killing nine`). Meetings are told of whatever
    /// governs them.
    fn is_told_within_another(&self, trigger: &Trigger<'_>, factuality: Factuality, all: &[Trigger<'_>]) -> bool {
        let doc = self.doc;
        let mut token = trigger.token;
        // `accused of violating the truce and ignoring the law`.
        while doc.relation(token) == "conj" && doc.form(token).ends_with("ing") && !Clause::new(doc, token).has_subject() {
            let Some(first) = doc.head(token) else { break };
            token = first;
        }
        let relation = doc.relation(token);
        if trigger.row.event_type == EventType::Consult || !matches!(relation, "xcomp" | "ccomp" | "advcl" | "acl") {
            return false;
        }
        let Some(other) = doc.head(token).and_then(|head| trigger_at(all, head)).filter(|_| !self.is_beside(token)) else { return false };
        let charge = matches!(other.row.event_type, EventType::Accuse | EventType::Coerce | EventType::Sanction)
            && doc.form(token).ends_with("ing")
            && doc.children(token).any(|mark| {
                matches!(doc.relation(mark), "mark" | "case") && matches!(doc.form(mark), "of" | "for" | "with" | "over") && mark < token
            });
        if charge {
            return true;
        }
        let lemma = doc.tokens[trigger.token].lemma.to_lowercase();
        let asked = |condition: &Condition| {
            !condition.excluded && matches!(condition.slot.as_str(), "xcomp" | "ccomp") && condition.lemmas.contains(&lemma)
        };
        if matches!(relation, "xcomp" | "ccomp") && other.row.conditions.iter().any(asked) {
            return true;
        }
        if relation == "xcomp" && other.row.event_type == EventType::Reject && factuality == Factuality::Denied {
            return true;
        }
        let own_subject = Clause::new(doc, token).has_subject();
        let purpose = relation == "advcl" && factuality == Factuality::Hypothetical && !own_subject;
        let toll = relation == "advcl"
            && other.row.event_type == EventType::Assault
            && matches!(lemma.as_str(), "kill" | "wound" | "injure")
            && doc.form(token).ends_with("ing")
            && !own_subject;
        purpose && other.row.event_type != EventType::Consult || toll
    }

    fn sides(&self, clause: &Clause<'_, '_>, trigger: &Trigger<'_>) -> (Vec<EntityId>, Vec<EntityId>, Vec<EntityId>) {
        let doc = self.doc;
        let is_noun = doc.tokens[trigger.token].upos == "NOUN" && !clause.is_verb();
        match &trigger.row.sides {
            Sides::Together => {
                // `because of fighting between Rellans and Sarnians`: the sides are named, whoever does what that explains.
                let named = !clause.phrases("between").is_empty() && !clause.has_subject();
                // `brought Rell and Sarn together`: whoever does so is not one of them.
                let between = doc.tokens[trigger.token].lemma == "bring" && !clause.is_passive();
                let mut heads = if is_noun || named || between { Vec::new() } else { clause.agents() };
                // `He met Rell and Sarn`, of whom nobody knows who he is: not that those two met.
                let unknown = |head: &usize| self.members(*head).is_empty() && self.actors_at(&[*head]).is_empty();
                if !heads.is_empty() && heads.iter().all(unknown) && clause.phrases("between").is_empty() {
                    return (Vec::new(), Vec::new(), Vec::new());
                }
                if !is_noun {
                    // `signed it in Sered`: where, though the tree takes it for an object.
                    let lies = |object: &usize| {
                        doc.children(*object).any(|child| {
                            doc.relation(child) == "case"
                                && matches!(doc.form(child).to_lowercase().as_str(), "in" | "at" | "near" | "outside")
                        })
                    };
                    // `negotiated immunity`, `discussed the pact with Rell`: what it was about takes no part.
                    let topic = matches!(doc.tokens[trigger.token].lemma.as_str(), "discuss" | "debate" | "negotiate");
                    heads.extend(clause.objects().into_iter().filter(|object| !topic && !lies(object)));
                }
                for preposition in ["with", "between", "among", "alongside"] {
                    heads.extend(clause.phrases(preposition));
                }
                // `entered into an agreement with Rell`.
                if !is_noun && clause.phrases("with").is_empty() && clause.phrases("between").is_empty() {
                    heads.extend(self.deeper(trigger.token, "with"));
                }
                // `chaired a meeting of the cabinet`, `told a session of the council`.
                let meetings = clause.objects().into_iter().filter(|object| {
                    !is_noun && matches!(doc.tokens[*object].lemma.as_str(), "meeting" | "session" | "summit" | "talk" | "talks")
                });
                heads.extend(meetings.flat_map(|meeting| Clause::new(doc, meeting).phrases("of")).collect::<Vec<_>>());
                heads.extend(heads.clone().into_iter().flat_map(|head| self.joined_name(head)));
                if is_noun {
                    heads.extend(self.possessors(trigger.token));
                    heads.extend(clause.phrases("of"));
                    heads.extend(clause.phrases("by"));
                    heads.extend(self.subject_of_support_verb(trigger.token));
                }
                let mut participants = Vec::new();
                for head in heads {
                    let members = self.members(head);
                    participants.extend(if members.is_empty() { self.actors_at(&[head]) } else { members });
                }
                dedup(&mut participants);
                let sides_named = is_noun && !clause.phrases("between").is_empty();
                if is_noun && participants.len() == 1 && !sides_named {
                    participants.extend(self.actors_at(&self.subject_of_governor(trigger.token)));
                    dedup(&mut participants);
                }
                // `talks between the two sides`: the sides are those named beside them.
                if participants.len() > 2 {
                    participants.retain(|entity| !self.is_the_sides(*entity));
                }
                (Vec::new(), Vec::new(), participants)
            }
            Sides::Directed(slots) | Sides::Suffered(slots) => {
                let agents = if is_noun { self.agents_of_noun(trigger) } else { clause.agents() };
                let mut actors = self.actors_at(&agents);
                if actors.is_empty() && !is_noun {
                    // `regime airstrikes killed …`, `a report by Rell charged …`: who is behind an act or a text that is itself the subject.
                    let behind = |agent: usize| {
                        let own = Clause::new(doc, agent);
                        self.possessors(agent).into_iter().chain(own.phrases("by")).collect::<Vec<usize>>()
                    };
                    actors = agents.iter().flat_map(|agent| self.actors_at(&behind(*agent))).collect();
                }
                let mut recipients = Vec::new();
                for slot in slots {
                    recipients = self.slot_entities(clause, slot, &actors);
                    recipients.retain(|recipient| !actors.contains(recipient));
                    // `the Maran parties agreed to a truce in the country's war`: whose people they are.
                    if slot_is_wide(slot, clause) {
                        let whose = agents.iter().flat_map(|agent| self.possessors(*agent)).filter_map(|owner| self.cast.entity_at(owner));
                        let whose: Vec<EntityId> = whose.collect();
                        recipients.retain(|recipient| !whose.contains(recipient));
                    }
                    if !recipients.is_empty() {
                        break;
                    }
                }
                dedup(&mut actors);
                dedup(&mut recipients);
                match trigger.row.sides {
                    Sides::Suffered(_) => (recipients, actors, Vec::new()),
                    _ => (actors, recipients, Vec::new()),
                }
            }
        }
    }

    /// Who does what a noun tells of: `Ardesh's raid`, `criticism of Ardesh by Norland`, `an apology from Norland`, `the resignation of Rell`.
    fn agents_of_noun(&self, trigger: &Trigger<'_>) -> Vec<usize> {
        let doc = self.doc;
        let clause = Clause::new(doc, trigger.token);
        let mut agents = self.possessors(trigger.token);
        agents.extend(clause.phrases("by"));
        let (Sides::Directed(slots) | Sides::Suffered(slots)) = &trigger.row.sides else { return agents };
        let asked = |slot: &str| slots.iter().any(|asked| asked == slot);
        // `criticism of Ardesh by Norland`: the tree may hang the second phrase on the first.
        agents.extend(clause.phrases("of").into_iter().flat_map(|of| Clause::new(doc, of).phrases("by")).collect::<Vec<_>>());
        if !asked("from") {
            agents.extend(clause.phrases("from"));
        }
        // `announced the release of two men`, `ordered a raid on the house`: whose doing it is, where the noun does not say.
        if self.actors_at(&agents).is_empty() && matches!(doc.relation(trigger.token), "obj") {
            let verb = doc.head(trigger.token).filter(|verb| is_verb_of_doing(&doc.tokens[*verb].lemma));
            agents.extend(verb.map_or(Vec::new(), |verb| Clause::new(doc, verb).agents()));
        }
        // `drove through the town in protest`.
        let beside = matches!(doc.relation(trigger.token), "obl" | "advcl" | "nmod") && trigger.row.event_type == EventType::Protest;
        if beside && agents.is_empty() && doc.children(trigger.token).any(|case| doc.relation(case) == "case" && doc.form(case) == "in") {
            agents.extend(doc.head(trigger.token).map_or(Vec::new(), |verb| Clause::new(doc, verb).agents()));
        }
        let leaves = trigger.row.event_type == EventType::Retreat && matches!(trigger.row.mode.as_deref(), Some("withdraw" | "resign"));
        if leaves || !asked("of") && matches!(trigger.row.event_type, EventType::Mobilize | EventType::Reject) {
            agents.extend(clause.phrases("of"));
        }
        agents
    }

    /// `the foreign ministers of Norland and Ardesh`, `Norlandish and Ardeshi commanders`: whose people take part, where the people have no names.
    fn members(&self, head: usize) -> Vec<EntityId> {
        let doc = self.doc;
        let people = doc.tokens[head].upos == "NOUN" && doc.tokens[head].feats.contains("Number=Plur");
        if !people || self.entity(head).is_none_or(|entity| self.cast.entity(entity).named || self.is_place(entity)) {
            return Vec::new();
        }
        let named = |heads: Vec<usize>| -> Vec<EntityId> {
            let mut found = self.actors_at(&heads);
            found.retain(|entity| self.cast.entity(*entity).named);
            // `the sons of Rell and Sarn` are not they.
            let people = found.iter().all(|entity| self.cast.entity(*entity).entity_type == EntityType::PER);
            if people { Vec::new() } else { found }
        };
        let clause = Clause::new(doc, head);
        let of = ["of", "from", "for"].into_iter().map(|case| named(clause.phrases(case))).find(|found| found.len() > 1);
        let adjectives = || {
            let before = self.possessors(head).into_iter().filter(|word| *word < head);
            let joined = before.flat_map(|word| {
                let list = doc.children(word).filter(move |other| doc.relation(*other) == "conj");
                std::iter::once(word).chain(list).collect::<Vec<_>>()
            });
            named(joined.collect())
        };
        of.unwrap_or_else(|| Some(adjectives()).filter(|found| found.len() > 1).unwrap_or_default())
    }

    /// `The two sides agreed to meet again`: those two whose meeting or signing the report tells of before, or else after.
    fn name_the_sides(&self, told: &mut [Event]) {
        let known: Vec<Event> = told
            .iter()
            .filter(|event| !event.participants.iter().chain(&event.actors).any(|entity| self.is_the_sides(*entity)))
            .cloned()
            .collect();
        for event in told.iter_mut().filter(|event| event.event_type == EventType::Consult) {
            if event.participants.iter().any(|entity| self.is_the_sides(*entity))
                && let Some(named) = parties_before(&known, event.span.start)
            {
                event.participants.retain(|entity| !self.is_the_sides(*entity));
                event.participants.extend(named);
                dedup(&mut event.participants);
                event.actors.clone_from(&event.participants);
            }
        }
    }

    /// `the two sides`, `both parties`: no side of its own.
    fn is_the_sides(&self, entity: EntityId) -> bool {
        is_the_sides(self.cast.entity(entity))
    }

    fn slot_entities(&self, clause: &Clause<'_, '_>, slot: &str, actors: &[EntityId]) -> Vec<EntityId> {
        let doc = self.doc;
        match slot {
            "obj" => {
                let found = self.actors_at(&clause.objects());
                // `accused Rell of trying it`: the tree may take whom somebody accuses for an indirect object.
                if found.is_empty() && clause.objects().is_empty() { self.actors_at(&clause.indirect_objects()) } else { found }
            }
            "iobj" => self.actors_at(&clause.indirect_objects()),
            "comp" => {
                let complements = doc.children(clause.token).filter(|child| {
                    // What follows side by side says who tells of it: `demanded a withdrawal, diplomats said`.
                    matches!(doc.relation(*child), "ccomp" | "xcomp") || (doc.relation(*child) == "parataxis" && *child < clause.token)
                });
                let subjects: Vec<usize> = complements.flat_map(|verb| Clause::new(doc, verb).agents()).collect();
                let found = self.actors_at(&subjects);
                // `said the siege of Rell must end`: whose it is that must be done.
                if found.is_empty() { subjects.iter().flat_map(|subject| self.owner(*subject, actors)).collect() } else { found }
            }
            "in-obj" => clause.objects().into_iter().flat_map(|object| self.owner(object, actors)).collect(),
            "any" => {
                let agents = clause.agents();
                // `threatened to shell the bases`: to whom it would be done.
                for done in doc.children(clause.token).filter(|child| doc.relation(*child) == "xcomp").collect::<Vec<_>>() {
                    let done = Clause::new(doc, done);
                    // `to withdraw its troops from the valley`, `to send officers to Ande`: what is moved is the actor's own, and acted on is
                    // where it goes or leaves.
                    let own = |object: &usize| {
                        doc.children(*object).any(|whose| {
                            doc.tokens[whose].deprel == "nmod:poss" && doc.tokens[whose].upos == "PRON" && doc.form(whose) != "your"
                        })
                    };
                    let moved = matches!(
                        doc.tokens[done.token].lemma.as_str(),
                        "send" | "deploy" | "contribute" | "withdraw" | "dispatch" | "move" | "pull" | "provide" | "commit" | "return"
                    );
                    let ends: Vec<usize> =
                        ["to", "from", "into", "in", "out"].into_iter().filter(|_| moved).flat_map(|case| done.phrases(case)).collect();
                    let objects: Vec<usize> = done.objects().into_iter().filter(|object| !own(object)).collect();
                    let mut found = self.actors_at(&ends);
                    if found.is_empty() {
                        found = self.actors_at(&objects);
                    }
                    found.retain(|entity| !actors.contains(entity));
                    if !found.is_empty() {
                        return found;
                    }
                }
                let below: Vec<usize> =
                    doc.children(clause.token).filter(|child| *child > clause.token && !agents.contains(child)).collect();
                let beside = |child: &&usize| matches!(doc.relation(**child), "conj" | "parataxis" | "punct" | "cc");
                let named = |heads: &mut dyn Iterator<Item = usize>| -> Vec<EntityId> {
                    heads.map(|head| self.named_below(head, actors, 1)).find(|found| !found.is_empty()).unwrap_or_default()
                };
                let told = |child: &&usize| !beside(child) && !self.is_circumstance(**child);
                let mut found = named(&mut below.iter().filter(told).copied());
                if found.is_empty() {
                    // In what case (`if Rell goes on`) only where nobody else is named.
                    found = named(&mut doc.subtree(clause.token).into_iter().filter(|child| *child > clause.token && self.is_case(*child)));
                }
                found
            }
            preposition => {
                let heads = clause.phrases(preposition);
                let mut found = self.actors_at(&heads);
                if found.is_empty() {
                    found = heads.iter().flat_map(|head| self.named_below(*head, actors, 1)).collect();
                }
                if found.is_empty() && heads.is_empty() && matches!(preposition, "to" | "on" | "against" | "with" | "from" | "at" | "into")
                {
                    let head = self.deeper(clause.token, preposition);
                    found = head.map(|head| self.actors_at(&[head])).unwrap_or_default();
                    if found.is_empty() {
                        found = head.map(|head| self.named_below(head, actors, 1)).unwrap_or_default();
                    }
                }
                found
            }
        }
    }

    /// `imposed sanctions on three groups in connection with …`, `gave money in aid to the homeless`: the first phrase with a preposition that the
    /// tree hangs on another phrase of the clause.
    fn deeper(&self, verb: usize, preposition: &str) -> Option<usize> {
        let doc = self.doc;
        let mut below = vec![verb];
        let mut at = 0;
        while at < below.len() {
            let phrases = doc.children(below[at]).filter(|child| matches!(doc.relation(*child), "obj" | "obl" | "nmod"));
            below.extend(phrases.collect::<Vec<_>>());
            at += 1;
        }
        let has = |token: &usize| {
            doc.children(*token).any(|case| doc.relation(case) == "case" && doc.form(case).eq_ignore_ascii_case(preposition))
        };
        below.into_iter().skip(1).filter(|token| *token > verb && *token < verb + 12 && has(token)).min()
    }

    /// `if Rell goes on`, `until they leave`.
    fn is_case(&self, token: usize) -> bool {
        let doc = self.doc;
        let mark = |child: usize| {
            doc.relation(child) == "mark" && matches!(doc.tokens[child].lemma.to_lowercase().as_str(), "if" | "unless" | "until")
        };
        doc.relation(token) == "advcl" && doc.children(token).any(mark)
    }

    /// `if they do not leave`, `after the raid on Rell`: a clause that tells when or in what case.
    fn is_circumstance(&self, token: usize) -> bool {
        let doc = self.doc;
        doc.relation(token) == "advcl"
            && doc.children(token).any(|child| {
                doc.relation(child) == "mark"
                    && matches!(
                        doc.tokens[child].lemma.to_lowercase().as_str(),
                        "if" | "unless"
                            | "after"
                            | "before"
                            | "because"
                            | "as"
                            | "while"
                            | "when"
                            | "although"
                            | "though"
                            | "since"
                            | "until"
                    )
            })
    }

    /// Whose the thing headed by `object` is: `President Rell's decision`, `the killing of Sarn by the army`; else who is named in it.
    fn owner(&self, object: usize, not: &[EntityId]) -> Vec<EntityId> {
        let doc = self.doc;
        // Whom a statue shows is not acted on.
        if matches!(
            doc.tokens[object].lemma.as_str(),
            "statue" | "monument" | "portrait" | "photo" | "photograph" | "painting" | "film" | "book"
        ) {
            return Vec::new();
        }
        let owners: Vec<usize> = doc.children(object).filter(|child| doc.tokens[*child].deprel == "nmod:poss").collect();
        let mut found = self.actors_at(&owners);
        // What is the actor's own is nobody else's.
        if !found.is_empty() && found.iter().all(|entity| not.contains(entity)) {
            return Vec::new();
        }
        if found.is_empty() {
            let by = |child: &usize| {
                doc.relation(*child) == "nmod" && doc.children(*child).any(|case| doc.relation(case) == "case" && doc.form(case) == "by")
            };
            let agents: Vec<usize> = doc.children(object).filter(by).collect();
            found = self.actors_at(&agents);
        }
        found.retain(|entity| !not.contains(entity));
        found.truncate(1);
        if found.is_empty() { self.named_below(object, not, 1) } else { found }
    }

    /// The `limit` actors named nearest to the head of a phrase; places only where there is nobody else near. `Maran army officers` are the
    /// officers, not the Marans, and `the Maran envoy Tom Sarn` is Sarn.
    fn named_below(&self, head: usize, not: &[EntityId], limit: usize) -> Vec<EntityId> {
        let doc = self.doc;
        let mut found: Vec<(usize, usize, EntityId)> = Vec::new();
        let mut left = vec![(head, 0)];
        while let Some((token, far)) = left.pop() {
            // Who is named in a clause about it (`a budget that pays for a wall in Rell`) is far from it.
            let inside = doc.children(token).filter(|child| {
                let that = || doc.children(*child).any(|mark| doc.relation(mark) == "mark" && doc.form(mark).eq_ignore_ascii_case("that"));
                let beside = match doc.tokens[*child].deprel.as_str() {
                    "acl:relcl" | "advcl" | "parataxis" => true,
                    "acl" => that(),
                    _ => false,
                };
                !beside || token == head && head > *child
            });
            left.extend(inside.map(|child| {
                let step = match doc.tokens[child].deprel.as_str() {
                    "flat" | "appos" | "nmod:desc" | "conj" => 0,
                    "amod" | "compound" | "nmod:poss" => 1,
                    _ => 2,
                };
                (child, far + step)
            }));
            let Some(named) = self.entity(token).filter(|entity| self.is_actor(*entity)) else { continue };
            // `the demands of the strikers`: people and bodies that have no name, a step farther than those that have one.
            let kind = self.cast.entity(named).entity_type;
            let nameless = !self.cast.entity(named).named;
            // Where somebody is (`in prison`) acts on nobody.
            let lies = |token: usize| {
                doc.children(token).any(|case| {
                    doc.relation(case) == "case"
                        && matches!(
                            doc.tokens[case].lemma.to_lowercase().as_str(),
                            "in" | "at" | "near" | "inside" | "outside" | "during" | "after" | "before" | "as"
                        )
                })
            };
            let body = matches!(kind, EntityType::PER | EntityType::ORG | EntityType::GPE);
            if nameless && (token == head || doc.tokens[token].upos != "NOUN" || !body || lies(token)) {
                continue;
            }
            let far = far + usize::from(nameless);
            let describes = token != head && matches!(doc.tokens[token].deprel.as_str(), "amod" | "compound" | "nmod:poss" | "nmod:desc");
            let acts = |entity: &EntityId| matches!(self.cast.entity(*entity).entity_type, EntityType::PER | EntityType::ORG);
            let described = doc.head(token).filter(|_| describes).and_then(|noun| self.cast.entity_at(noun)).filter(acts);
            let entity = described.unwrap_or(named);
            let place = matches!(self.cast.entity(entity).entity_type, EntityType::LOC | EntityType::FAC);
            if !not.contains(&entity) && !not.contains(&named) {
                found.push((far + if place { 3 } else { 0 }, token, entity));
            }
        }
        found.sort_unstable();
        let mut entities: Vec<EntityId> = found.into_iter().map(|(.., entity)| entity).collect();
        dedup(&mut entities);
        entities.truncate(limit);
        entities
    }

    /// `Minister Aya Rell and rebel leader Tom Sarn`: the tree may hang the second name on the first as if it were one name.
    fn joined_name(&self, head: usize) -> Option<usize> {
        let doc = self.doc;
        let first = self.cast.entity_at(head)?;
        let second = doc.children(head).find(|child| {
            *child > head + 1
                && doc.relation(*child) == "flat"
                && (head + 1..*child).any(|between| doc.form(between).eq_ignore_ascii_case("and"))
        })?;
        self.cast.entity_at(second).filter(|entity| *entity != first && self.cast.entity(*entity).named).map(|_| second)
    }

    /// Possessors, and adjectives and nouns before a noun that name an actor: `Israel's`, `Maran`, `government` troops.
    fn possessors(&self, token: usize) -> Vec<usize> {
        self.doc
            .children(token)
            .filter(|child| matches!(self.doc.tokens[*child].deprel.as_str(), "nmod:poss" | "amod" | "compound" | "nmod:desc"))
            .collect()
    }

    /// `Rell is in talks with`, `took part in talks with`: the subject of the verb that the noun hangs on.
    fn subject_of_support_verb(&self, token: usize) -> Vec<usize> {
        let doc = self.doc;
        let governed = matches!(doc.relation(token), "obl" | "obj" | "root" | "xcomp");
        match doc.head(token).filter(|_| governed) {
            Some(verb)
                if matches!(
                    doc.tokens[verb].lemma.as_str(),
                    "be" | "have" | "take" | "engage" | "attend" | "join" | "participate" | "enter" | "go" | "emerge"
                ) =>
            {
                Clause::new(doc, verb).agents()
            }
            None if governed => Clause::new(doc, token).agents(),
            _ => Vec::new(),
        }
    }

    /// `rejected it after a meeting with Sarn`: who does what the meeting goes with also met.
    fn subject_of_governor(&self, token: usize) -> Vec<usize> {
        let doc = self.doc;
        let beside = doc.children(token).any(|child| {
            let case = doc.tokens[child].lemma.to_lowercase();
            let goes = || {
                doc.head(token).is_some_and(|verb| {
                    matches!(
                        doc.tokens[verb].lemma.as_str(),
                        "fly" | "travel" | "come" | "go" | "arrive" | "head" | "leave" | "return" | "land"
                    )
                })
            };
            doc.relation(child) == "case"
                && (matches!(case.as_str(), "after" | "during" | "following" | "at" | "in" | "before" | "ahead") || case == "for" && goes())
        });
        match doc.head(token).filter(|_| beside && doc.relation(token) == "obl") {
            Some(verb) => Clause::new(doc, verb).agents(),
            None => Vec::new(),
        }
    }

    fn actors_at(&self, heads: &[usize]) -> Vec<EntityId> {
        let mut found: Vec<EntityId> = Vec::new();
        for head in heads {
            found.extend(self.entity(*head));
            found.extend(self.names_run_together(*head));
        }
        found.retain(|entity| self.is_actor(*entity));
        dedup(&mut found);
        found
    }

    /// `Minister Aya Rell and council leader Tom Sarn`, which a tree may take for one name of four words: every person's name in it after an
    /// `and`.
    fn names_run_together(&self, head: usize) -> Vec<EntityId> {
        let doc = self.doc;
        let name_words: Vec<usize> = doc.children(head).filter(|child| *child > head && doc.relation(*child) == "flat").collect();
        // `the head of the council, Tom Sarn`, of which the tree hangs the name on the one before: what follows a description's comma bears it.
        let follows = || {
            let described = self.cast.entity_at(head).is_none_or(|entity| !self.cast.entity(entity).named);
            // What the tree hangs on it from farther on (`according to the mission`) is no part of the phrase.
            let below = doc.subtree(head);
            let joined = matches!(doc.relation(head), "appos" | "conj");
            let end =
                (head + 1..doc.tokens.len()).find(|at| doc.form(*at) == "," || !below.contains(at)).filter(|_| described && joined)?;
            let start = end + usize::from(doc.tokens.get(end).is_some_and(|mark| mark.form == ","));
            let at = doc.tokens.get(start)?.span.start;
            let name =
                self.cast.mentions.iter().find(|mention| {
                    mention.kind == MentionKind::Name && mention.entity_type == EntityType::PER && mention.span.start == at
                })?;
            (start > end).then_some(name.entity).flatten()
        };
        if let Some(bearer) = follows() {
            return vec![bearer];
        }
        let and = |from: usize, to: usize| (from..to).any(|token| doc.relation(token) == "cc");
        let starts = name_words.into_iter().filter(|word| and(head, *word));
        let names = starts.filter_map(|word| {
            let begins = self.cast.mentions_in(doc.tokens[word].span);
            let mention = begins.iter().find(|mention| mention.kind == MentionKind::Name && mention.entity_type == EntityType::PER)?;
            mention.entity
        });
        names.collect()
    }

    fn entity(&self, token: usize) -> Option<EntityId> {
        party(self.doc, self.cast, self.attributions, token).or_else(|| who_says(self.doc, self.cast, token))
    }

    fn is_actor(&self, entity: EntityId) -> bool {
        matches!(
            self.cast.entity(entity).entity_type,
            EntityType::PER | EntityType::ORG | EntityType::GPE | EntityType::NORP | EntityType::LOC | EntityType::FAC
        )
    }

    fn is_place(&self, entity: EntityId) -> bool {
        matches!(self.cast.entity(entity).entity_type, EntityType::LOC | EntityType::FAC | EntityType::GPE)
    }

    /// The narrowest attribution whose content holds the predicate, and whose cue it is not.
    fn attribution(&self, token: usize) -> Option<&Attribution> {
        narrowest(self.attributions, self.doc.tokens[token].span)
    }

    /// `as it met with them`, `while they talked`, `when Rell visited`: a clause of its own in the past, whatever it is hung on.
    fn is_beside(&self, token: usize) -> bool {
        let doc = self.doc;
        let mark = doc.children(token).any(|child| {
            doc.relation(child) == "mark" && matches!(doc.tokens[child].lemma.to_lowercase().as_str(), "as" | "while" | "when")
        });
        let feats = &doc.tokens[token].feats;
        mark && doc.relation(token) == "advcl" && feats.contains("VerbForm=Fin") && feats.contains("Tense=Past")
    }

    /// Whether a sentence asks from `token` on.
    fn is_asked(&self, token: usize) -> bool {
        let sentence = self.doc.sentences[self.doc.sentence_of[token]].tokens;
        let mark = (token..sentence.end).find(|at| matches!(self.doc.form(*at), "?" | "." | "!"));
        mark.is_some_and(|mark| self.doc.form(mark) == "?")
    }

    fn factuality(&self, clause: &Clause<'_, '_>, attribution: Option<&Attribution>) -> Factuality {
        let own = match clause.factuality() {
            Factuality::Happened | Factuality::Ongoing if self.is_asked(clause.token) && !self.dates_another(clause.token) => {
                Factuality::Hypothetical
            }
            own => own,
        };
        let Some(attribution) = attribution.filter(|_| own == Factuality::Happened || own == Factuality::Ongoing) else { return own };
        // `rejected it after a meeting`, `rejected it as it met them`: what only dates an act is no part of what was rejected.
        if self.dates_another(clause.token) || self.is_beside(clause.token) {
            return own;
        }
        // `denied shelling the town`, `demanded a withdrawal`: what is in the content did not happen on the strength of it.
        let participle = self.doc.relation(clause.token) == "acl" && self.doc.tokens[clause.token].feats.contains("Tense=Past");
        let nonfinite = !participle && !matches!(self.doc.relation(clause.token), "ccomp" | "root" | "parataxis" | "conj");
        match attribution.manner {
            Manner::Denies if !attribution.negated => Factuality::Denied,
            Manner::Demands | Manner::Urges | Manner::Proposes | Manner::Asks | Manner::Orders | Manner::Threatens | Manner::Rejects
                if nonfinite =>
            {
                Factuality::Hypothetical
            }
            Manner::Promises | Manner::Expects if nonfinite => Factuality::Planned,
            _ => own,
        }
    }

    /// `after a meeting with Sarn`, `following talks`, `after meeting Sarn`: told in passing, as the time of something else.
    fn dates_another(&self, token: usize) -> bool {
        let doc = self.doc;
        let after = doc.children(token).any(|child| {
            matches!(doc.relation(child), "case" | "mark")
                && matches!(doc.tokens[child].lemma.to_lowercase().as_str(), "after" | "following")
        });
        after && matches!(doc.relation(token), "obl" | "advcl" | "nmod")
    }

    /// The clause's stretch of text: the predicate's subtree without clauses that stand beside it.
    fn extent(&self, token: usize) -> Span {
        let doc = self.doc;
        let mut tokens = vec![token];
        let mut at = 0;
        while at < tokens.len() {
            let clause_of_its_own =
                |child: &usize| tokens[at] == token && matches!(doc.relation(*child), "parataxis" | "punct") && *child < token;
            let next: Vec<usize> = doc.children(tokens[at]).filter(|child| !clause_of_its_own(child)).collect();
            tokens.extend(next);
            at += 1;
        }
        let spans = tokens.iter().filter(|token| doc.tokens[**token].upos != "PUNCT").map(|token| doc.tokens[*token].span);
        spans.fold(doc.tokens[token].span, Span::cover)
    }

    /// The predicate's words: the verb with its particle, and of a verb that says little alone what it is done to: `held talks`, `took control`,
    /// `launched an offensive`, `put under arrest`.
    fn predicate_span(&self, clause: &Clause<'_, '_>, row: &Row) -> Span {
        let doc = self.doc;
        let verb = clause.token;
        let near = |child: &usize| *child > verb && *child <= verb + 4 && doc.tokens[*child].deprel == "compound:prt";
        let particles = doc.children(verb).filter(near).map(|child| doc.tokens[child].span);
        let span = particles.fold(doc.tokens[verb].span, Span::cover);
        if !clause.is_verb() || !is_light(&doc.tokens[verb].lemma) {
            return span;
        }
        // What fills the slots that the row asks for.
        let conditions = row.conditions.iter().filter(|condition| !condition.excluded && !condition.lemmas.is_empty());
        let fills = |condition: &Condition, token: usize| condition.lemmas.contains(&doc.tokens[token].lemma.to_lowercase());
        let heads = conditions.flat_map(|condition| {
            let fills = |head: &usize| fills(condition, *head);
            let heads: Vec<usize> = match condition.slot.as_str() {
                "obj" => clause.objects().into_iter().filter(fills).collect(),
                // `declared a state of emergency`: up to the word that the row asks for.
                "obj*" => {
                    let within = |object: usize| doc.subtree(object).into_iter().filter(fills).find(|word| *word >= object);
                    clause.objects().into_iter().map(|object| within(object).unwrap_or(object)).collect()
                }
                "prt" | "subj" | "agent" | "iobj" | "aux" | "case" | "neg" | "head" | "not" | "xcomp" | "ccomp" | "advcl" | "advmod"
                | "amod" | "compound" => Vec::new(),
                preposition => clause.phrases(preposition).into_iter().filter(fills).collect(),
            };
            heads.into_iter().take(1)
        });
        // No name stands within it, and it is no longer than a few words.
        let named = |token: usize| {
            let own = self.cast.mentions_in(doc.tokens[token].span);
            own.iter().any(|mention| mention.kind == MentionKind::Name)
        };
        let close = |head: &usize| *head > verb && *head <= verb + 5 && !(verb + 1..*head).any(named);
        let nouns = heads.filter(|head| doc.tokens[*head].upos == "NOUN");
        nouns.filter(close).map(|head| doc.tokens[head].span).fold(span, Span::cover)
    }

    fn contexts(&self, token: usize) -> Vec<String> {
        let doc = self.doc;
        let sentence = doc.sentences[doc.sentence_of[token]].tokens.range();
        let lemmas: Vec<String> = doc.tokens[sentence].iter().map(|token| token.lemma.to_lowercase()).collect();
        let lemmas: Vec<&str> = lemmas.iter().map(String::as_str).collect();
        self.lexicon.contexts(&lemmas)
    }

    fn place(&self, clause: &Clause<'_, '_>, extent: Span) -> Option<EntityId> {
        let places = ["in", "at", "near", "outside", "inside", "around"];
        let candidates = places.iter().flat_map(|preposition| clause.phrases(preposition));
        // `at a guest house outside Sered` is where Sered is.
        let within = |head: usize| {
            let named = |entity: EntityId| self.is_place(entity) && self.cast.entity(entity).named;
            let own = self.entity(head).filter(|entity| named(*entity));
            let beside = || {
                let phrase = Clause::new(self.doc, head);
                let heads = places.iter().flat_map(|preposition| phrase.phrases(preposition)).collect::<Vec<_>>();
                heads.into_iter().find_map(|head| self.entity(head).filter(|entity| named(*entity)))
            };
            own.or_else(beside)
        };
        let mut found: Vec<(usize, EntityId)> = candidates
            .filter_map(|head| within(head).map(|entity| (head, entity)))
            // A place that has no name (`in a way`, `on the back of a meeting`) is mostly none.
            .filter(|(_, entity)| self.is_place(*entity) && self.cast.entity(*entity).named)
            .collect();
        found.sort_unstable();
        // `met Rell and Sarn in Ande`: the tree may hang the place on the last of those met.
        let inside = || {
            let tokens = self.doc.tokens_in(extent);
            let after = (tokens.start..tokens.end).filter(|token| *token > clause.token && self.doc.relation(*token) == "nmod");
            let mut placed = after.filter(|token| self.doc.children(*token).any(|child| matches!(self.doc.form(child), "in" | "at")));
            placed.find_map(|token| self.entity(token).filter(|entity| self.is_place(*entity) && self.cast.entity(*entity).named))
        };
        found.first().map(|(_, entity)| *entity).or_else(|| if clause.is_verb() { inside() } else { None })
    }

    /// The time expression that hangs on the predicate and on no other event between.
    fn time(&self, token: usize, all: &[Trigger<'_>]) -> Option<TimeId> {
        let is_trigger = |token: usize| trigger_at(all, token).is_some();
        // `first talks since 2031` says when the last ones were.
        let usable = |time: &&Time| {
            let tokens = self.doc.tokens_in(time.span);
            let since = tokens
                .start
                .checked_sub(1)
                .is_some_and(|before| matches!(self.doc.form(before).to_lowercase().as_str(), "since" | "until" | "till"));
            !matches!(time.time_type, readout_core::TimeType::SET) && !since
        };
        let owner = |time: &Time| {
            let tokens = self.doc.tokens_in(time.span);
            let mut at = (tokens.start..tokens.end).find(|place| self.doc.head(*place).is_none_or(|head| !tokens.contains(head)))?;
            for _ in 0..12 {
                if is_trigger(at) {
                    return Some(at);
                }
                // `had earlier Monday held talks`: the tree may take the auxiliary for the verb.
                let governed = |child: &usize| self.doc.relation(*child) == "xcomp" && *child > at && is_trigger(*child);
                if self.doc.tokens[at].lemma == "have"
                    && let Some(verb) = self.doc.children(at).find(governed)
                {
                    return Some(verb);
                }
                let relation = self.doc.relation(at).to_owned();
                let head = self.doc.head(at)?;
                // `the June accord`, `Monday's raid`: what a time names is told of, and dates nothing else.
                if matches!(relation.as_str(), "compound" | "nmod")
                    && self.doc.tokens[head].upos == "NOUN"
                    && !is_trigger(head)
                    && head > at
                {
                    return None;
                }
                // `the riots of 2006`, `the Act of 1867`.
                let of = |at: usize| self.doc.children(at).any(|case| self.doc.relation(case) == "case" && self.doc.form(case) == "of");
                if relation == "nmod" && !is_trigger(head) && of(at) && head < at {
                    return None;
                }
                // `who had been minister since his election in 2031`.
                if self.doc.tokens[at].deprel == "acl:relcl" {
                    return None;
                }
                // A time inside a clause of its own (`which began in June`) does not date what governs it.
                if matches!(relation.as_str(), "acl" | "ccomp" | "advcl" | "parataxis") && self.doc.tokens[at].upos == "VERB" {
                    return None;
                }
                at = head;
            }
            None
        };
        // Trees end with their sentence, so only its own times can belong to it.
        let sentence = self.doc.sentences[self.doc.sentence_of[token]].span;
        let first = self.times.partition_point(|time| time.span.start < sentence.start);
        let here = &self.times[first..][..self.times[first..].partition_point(|time| time.span.start < sentence.end)];
        // `told a meeting of the cabinet on Monday`: what dates the meeting dates what was told there.
        let own_noun = |owner: usize| {
            let argument = matches!(self.doc.relation(owner), "obj" | "iobj" | "nsubj:pass" | "nsubj");
            self.doc.tokens[owner].upos == "NOUN"
                && argument
                && matches!(self.doc.tokens[owner].lemma.as_str(), "meeting" | "session" | "summit" | "talk")
        };
        let found = |wanted: usize| {
            let belongs = |owner: usize| owner == wanted || own_noun(owner) && (wanted < owner && owner - wanted < 4);
            let owned = here.iter().filter(usable).filter(|time| owner(time).is_some_and(belongs));
            owned.min_by_key(|time| {
                let duration = matches!(time.time_type, readout_core::TimeType::DURATION);
                // `now` and `recently` are the last resort.
                (duration, time.value.ends_with("_REF"), time.span.start.abs_diff(self.doc.tokens[wanted].span.start))
            })
        };
        let dated = |time: &&Time| matches!(time.time_type, readout_core::TimeType::DATE | readout_core::TimeType::TIME);
        if let Some(time) = found(token).filter(dated) {
            return Some(time.id);
        }
        // `meet the head of the group known as X on Friday`: a date after the predicate, in its clause, that no other event owns.
        let extent = self.extent(token);
        let mut unowned = here.iter().filter(usable).filter(dated).filter(|time| {
            extent.contains(time.span)
                && time.span.start > self.doc.tokens[token].span.start
                && time.value.len() > 4
                && owner(time).is_none()
                && !self.is_told_aside(time.span, token)
        });
        match (unowned.next(), unowned.next()) {
            (Some(time), None) if !time.value.ends_with("_REF") => Some(time.id),
            _ => None,
        }
    }

    /// Whether a stretch dates a thing (`the riots of Thursday`) or stands in a relative clause or in what somebody says below a predicate: `met the
    /// leader, who claimed Friday that …`.
    fn is_told_aside(&self, span: Span, token: usize) -> bool {
        let mut at = self.doc.tokens_in(span).start;
        // `the deadliest breach of the June accord`: what a time names.
        let names = matches!(self.doc.relation(at), "compound" | "nmod");
        if names && self.doc.head(at).is_some_and(|head| head > at && self.doc.tokens[head].upos == "NOUN") {
            return true;
        }
        if self.doc.relation(at) == "nmod" && self.doc.children(at).any(|case| self.doc.form(case) == "of") {
            return true;
        }
        for _ in 0..12 {
            if at == token {
                return false;
            }
            if matches!(self.doc.tokens[at].deprel.as_str(), "acl:relcl" | "ccomp") {
                return true;
            }
            let Some(head) = self.doc.head(at) else { return false };
            at = head;
        }
        false
    }

    /// Told as background: in the past perfect, or explicitly of earlier years.
    fn is_historical(&self, token: usize) -> bool {
        let doc = self.doc;
        let sentence = doc.sentences[doc.sentence_of[token]].span;
        let words = sentence.of(doc.text).to_lowercase();
        let past_perfect = doc.children(token).any(|child| doc.relation(child) == "aux" && doc.form(child).eq_ignore_ascii_case("had"));
        past_perfect
            && ["years ago", "decades ago", "during the", "in the past", "last year", "last century"]
                .iter()
                .any(|mark| words.contains(mark))
    }

    fn figures_of(&self, token: usize, event_type: EventType) -> Vec<FigureId> {
        let sized =
            matches!(event_type, EventType::Assault | EventType::Coerce | EventType::Protest | EventType::Retreat | EventType::Mobilize);
        let extent = self.extent(token);
        let counted = |figure: &&Figure| {
            let toll = figure.counted.as_deref().is_some_and(|counted| !matches!(counted, "percent" | "money"));
            toll && extent.contains(figure.span)
        };
        self.figures.iter().filter(|_| sized).filter(counted).map(|figure| figure.id).collect()
    }

    /// `first talks since February`, `the first since …`.
    fn since(&self, token: usize) -> Option<Span> {
        let sentence = self.doc.sentences[self.doc.sentence_of[token]].span;
        let words = sentence.of(self.doc.text);
        let first = words.find("first ")?;
        let since = first + words[first..].find(" since ")?;
        if since - first > 60 {
            return None;
        }
        let end = words[since + 7..].find([',', '.', ';', '"', '”', '\n', '-', '—']).map_or(words.len(), |stop| since + 7 + stop);
        Some(Span::new(sentence.start as usize + first, sentence.start as usize + end))
    }

    /// `the first talks since November 2031`: that there were talks then, between the same sides.
    fn one_before(&self, event: &Event) -> Option<Event> {
        let since = event.since.filter(|_| event.event_type == EventType::Consult && event.participants.len() > 1)?;
        if !matches!(event.factuality, Factuality::Happened | Factuality::Ongoing) {
            return None;
        }
        let words = since.of(self.doc.text);
        let low = words.to_lowercase();
        let at = since.start + u32::try_from(low.rfind(" since ")? + " since ".len()).ok()?;
        let met = ["talks", "meeting", "summit", "negotiations"].iter().any(|word| low.contains(word));
        // `since the war began in 2029` dates a war.
        let time = self.times.iter().find(|time| time.span.start == at)?;
        let dated = met && time.value.len() >= 4 && time.value.as_bytes()[..4].iter().all(u8::is_ascii_digit);
        dated.then(|| Event {
            span: Span { start: at, end: time.span.end },
            extent: Some(since),
            place: None,
            time: Some(time.id),
            factuality: Factuality::Happened,
            historical: true,
            figures: Vec::new(),
            also: Vec::new(),
            since: None,
            details: vec!["earlier".to_owned()],
            mode: None,
            ..event.clone()
        })
    }

    /// `on the sidelines of the X conference`; that a text was signed; in whose capital.
    fn details(&self, trigger: &Trigger<'_>) -> Vec<String> {
        let token = trigger.token;
        let sentence = self.doc.sentences[self.doc.sentence_of[token]].span.of(self.doc.text);
        let margins = ["sidelines of ", "margins of ", "fringes of "].iter().find_map(|words| {
            let rest = sentence.split_once(words)?.1;
            let end = rest.find([',', '.', ';', '"', '”', '\n']).unwrap_or(rest.len());
            Some(format!("margins={}", rest[..end].trim()))
        });
        let signs = matches!(self.doc.tokens[token].lemma.as_str(), "sign" | "initial" | "put");
        let signed = (signs && trigger.row.event_type == EventType::Support).then(|| "signed".to_owned());
        margins.into_iter().chain(signed).chain(self.capital(token)).collect()
    }

    /// `in the Norlandish capital`: whose capital, by the entity's name. Which town that is, other reports may say.
    fn capital(&self, token: usize) -> Option<String> {
        let doc = self.doc;
        let clause = Clause::new(doc, token);
        let heads = clause.phrases("in").into_iter().filter(|head| doc.tokens[*head].lemma == "capital");
        let state = |head: usize| {
            let whose = doc.children(head).filter(|child| matches!(doc.relation(*child), "amod" | "compound" | "nmod"));
            whose
                .filter_map(|child| self.cast.entity_at(child))
                .map(|entity| self.cast.entity(entity))
                .find(|entity| entity.named && matches!(entity.entity_type, EntityType::GPE | EntityType::NORP))
        };
        heads.filter_map(state).next().map(|state| format!("capital={}", state.name))
    }
}

/// `the two sides`, `both parties`: no side of its own.
pub(crate) fn is_the_sides(entity: &readout_core::Entity) -> bool {
    let name = entity.name.to_lowercase();
    let words: Vec<&str> = name.split(' ').take(3).collect();
    let sides = matches!(words[..], ["both" | "two" | "the", "sides" | "parties", ..] | ["the", "two", "sides" | "parties"]);
    !entity.named && (sides || matches!(name.as_str(), "the two" | "both" | "the pair"))
}

/// The two whose meeting or signing is told of last before `at`, or else first.
pub(crate) fn parties_before(events: &[Event], at: u32) -> Option<Vec<EntityId>> {
    let parties = |event: &Event| {
        let together = event.event_type == EventType::Consult || event.details.iter().any(|detail| detail == "signed");
        let parties = if event.participants.is_empty() { &event.actors } else { &event.participants };
        (together && parties.len() == 2).then(|| parties.clone())
    };
    // Those who met, before those who are to meet.
    let told = |event: &Event| matches!(event.factuality, Factuality::Happened | Factuality::Ongoing);
    let held = events.iter().rfind(|event| event.span.start < at && told(event) && parties(event).is_some());
    let before = held.or_else(|| events.iter().rfind(|event| event.span.start < at && parties(event).is_some()));
    before.or_else(|| events.iter().find(|event| parties(event).is_some())).and_then(parties)
}

/// Who or what the phrase headed by `token` names: its mention, the name that stands in apposition to a title (`envoy Tom Sarn`), or for `I` and `we` the
/// speaker of the words around.
pub(crate) fn party(doc: &Doc<'_>, cast: &Cast, attributions: &[Attribution], token: usize) -> Option<EntityId> {
    let first_person = matches!(doc.tokens[token].lemma.to_lowercase().as_str(), "i" | "we") && doc.tokens[token].upos == "PRON";
    if first_person {
        let speaker = narrowest(attributions, doc.tokens[token].span).and_then(|attribution| attribution.speaker);
        return speaker.or_else(|| cast.entity_at(token));
    }
    let own = cast.entity_at(token).or_else(|| name_around(doc, cast, token));
    if own.is_some_and(|own| cast.entity(own).named) {
        return own;
    }
    if let Some(bearer) = bearer(doc, cast, token) {
        return Some(bearer);
    }
    // `the opposition newspaper La Prensa`: what is no actor by itself is one by its name.
    let nobody = own.is_none_or(|own| matches!(cast.entity(own).entity_type, EntityType::OTHER));
    let mut names = doc.children(token).filter(|child| matches!(doc.relation(*child), "appos" | "flat") && *child > token);
    let named = |name| cast.entity_at(name).filter(|entity| cast.entity(*entity).named);
    if nobody { names.find_map(named).or(own) } else { own }
}

/// `Korvo said it had …`: for a pronoun that is the subject of what somebody says, who says it.
pub(crate) fn who_says(doc: &Doc<'_>, cast: &Cast, token: usize) -> Option<EntityId> {
    let pronoun =
        doc.tokens[token].upos == "PRON" && matches!(doc.tokens[token].lemma.to_lowercase().as_str(), "it" | "they" | "he" | "she");
    let clause = doc.head(token).filter(|_| pronoun && doc.relation(token) == "nsubj")?;
    let saying = doc.head(clause).filter(|_| doc.relation(clause) == "ccomp")?;
    Clause::new(doc, saying).agents().into_iter().find_map(|agent| cast.entity_at(agent))
}

/// The entity of the name that a word is part of, where the tree takes another of its words for the head (`North Maran`).
fn name_around(doc: &Doc<'_>, cast: &Cast, token: usize) -> Option<EntityId> {
    let span = doc.tokens[token].span;
    let proper = doc.tokens[token].upos == "PROPN" && !matches!(doc.relation(token), "compound" | "amod");
    let names = cast.mentions.iter().filter(|mention| mention.kind == MentionKind::Name && mention.span.contains(span));
    names.min_by_key(|mention| mention.span.len()).filter(|_| proper).and_then(|mention| mention.entity)
}

/// `his counterpart Tom Sarn`: the person whose name follows a word for one person, wherever the tree hangs it.
fn bearer(doc: &Doc<'_>, cast: &Cast, token: usize) -> Option<EntityId> {
    let title = doc.tokens[token].upos == "PROPN" && crate::office::is_role_noun(&doc.form(token).to_lowercase());
    let singular = (doc.tokens[token].upos == "NOUN" || title) && !doc.tokens[token].feats.contains("Number=Plur");
    let mut at = token + 1;
    // `his counterpart Norlandish President Tom Sarn`: the name may have a title of its own.
    while singular && at < token + 4 && doc.tokens.get(at).is_some_and(|title| stands_before_a_name(doc, cast, title, at)) {
        at += 1;
    }
    let next = doc.tokens.get(at).filter(|_| singular && doc.sentence_of.get(at) == doc.sentence_of.get(token))?;
    let name =
        cast.mentions_in(next.span).iter().find(|mention| mention.kind == MentionKind::Name && mention.entity_type == EntityType::PER)?;
    // A description of its own (`a suspected militant Tom Sarn`) is what the report calls the party by, unless it says only whose they are.
    let person = cast.entity_at(token).is_none_or(|own| {
        let first = cast.entity(own).name.split(' ').next().unwrap_or_default().to_lowercase();
        cast.entity(own).entity_type == EntityType::PER && matches!(first.as_str(), "his" | "her" | "its" | "their" | "my" | "our")
    });
    let owned = doc.tokens.get(doc.tokens_in(name.span).end).is_some_and(|after| matches!(after.form.as_str(), "'s" | "’s"));
    name.entity.filter(|entity| person && !owned && cast.entity(*entity).named)
}

/// A nationality or a word of an office, in capitals, as they stand before a name.
fn stands_before_a_name(doc: &Doc<'_>, cast: &Cast, word: &readout_core::Token, at: usize) -> bool {
    let people = cast.entity_at(at).is_some_and(|entity| matches!(cast.entity(entity).entity_type, EntityType::NORP | EntityType::GPE));
    doc.form(at).starts_with(char::is_uppercase)
        && (people && matches!(word.upos.as_str(), "ADJ" | "PROPN") || crate::office::is_office_word(&word.form.to_lowercase()))
}

/// Whether whom an act is done to is sought anywhere in a clause, or in what a preposition's phrase is about.
fn slot_is_wide(slot: &str, clause: &Clause<'_, '_>) -> bool {
    slot != "obj" && slot != "iobj" && clause.is_verb()
}

/// Verbs that say little without their object.
fn is_light(lemma: &str) -> bool {
    matches!(
        lemma,
        "take"
            | "hold"
            | "have"
            | "make"
            | "give"
            | "put"
            | "place"
            | "set"
            | "begin"
            | "start"
            | "open"
            | "end"
            | "resume"
            | "continue"
            | "conclude"
            | "launch"
            | "mount"
            | "stage"
            | "carry"
            | "conduct"
            | "reach"
            | "strike"
            | "pay"
            | "lay"
            | "issue"
            | "express"
            | "voice"
            | "convey"
            | "raise"
            | "file"
            | "lodge"
            | "submit"
            | "bring"
            | "press"
            | "impose"
            | "announce"
            | "declare"
            | "exert"
            | "show"
            | "exchange"
            | "go"
            | "join"
            | "enter"
            | "cut"
            | "break"
            | "wage"
            | "offer"
            | "extend"
            | "provide"
            | "send"
            | "deliver"
            | "grant"
            | "lift"
            | "ease"
            | "drop"
            | "win"
            | "throw"
            | "pull"
            | "call"
            | "violate"
            | "observe"
            | "claim"
    )
}

/// Verbs whose subject does what their object is: `announced the release`, `began the withdrawal`.
fn is_verb_of_doing(lemma: &str) -> bool {
    matches!(
        lemma,
        "announce"
            | "declare"
            | "order"
            | "begin"
            | "start"
            | "launch"
            | "complete"
            | "continue"
            | "resume"
            | "conduct"
            | "carry"
            | "perform"
            | "pursue"
            | "stage"
            | "mount"
            | "undertake"
            | "authorize"
            | "authorise"
            | "finish"
            | "intensify"
            | "threaten"
            | "make"
            | "issue"
            | "step"
            | "execute"
            | "commit"
            | "perpetrate"
    )
}

/// Whether whom an act is done to is sought as its object alone: `arm`, `fund`, `rescue`.
fn is_verb_of_helping(sides: &Sides) -> bool {
    matches!(sides, Sides::Directed(slots) if slots.len() == 1 && slots[0] == "obj")
}

fn specificity(row: &Row) -> usize {
    row.conditions.iter().filter(|condition| !condition.excluded).map(|condition| if condition.lemmas.is_empty() { 1 } else { 2 }).sum()
}

fn dedup(entities: &mut Vec<EntityId>) {
    let mut seen = Vec::new();
    entities.retain(|entity| {
        let new = !seen.contains(entity);
        seen.push(*entity);
        new
    });
}
