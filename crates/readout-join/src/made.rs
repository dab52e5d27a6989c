//! Readings made by hand, for the tests of what joins them: one sentence a line, words found by themselves.

use readout_core::{EntityId, EntityType, Reading, Report, Span};
use serde_json::{Value, json};

/// A reading in the making.
pub(crate) struct Made(Reading);

impl Made {
    /// A report with one sentence and one paragraph a line.
    pub(crate) fn report(id: &str, text: &str) -> Self {
        let mut reading = Reading::empty(&Report::new(id, text));
        let mut at = 0;
        for line in text.lines() {
            reading.sentences.push(Span::new(at, at + line.len()));
            reading.paragraphs.push(Span::new(at, at + line.len()));
            at += line.len() + 1;
        }
        Self(reading)
    }

    /// Of a reading that is there already.
    pub(crate) fn of(reading: Reading) -> Self {
        Self(reading)
    }

    fn span(&self, words: &str) -> Span {
        let at = self.0.text.find(words).unwrap_or_else(|| panic!("no {words:?} in {:?}", self.0.text));
        Span::new(at, at + words.len())
    }

    /// The day of publication.
    pub(crate) fn published(mut self, day: &str) -> Self {
        self.0.report.published = serde_json::from_value(json!({"value": day, "precision": "day", "from": "field"})).ok();
        self
    }

    /// Where the dateline says the report was written.
    pub(crate) fn dateline(mut self, place: &str) -> Self {
        self.0.report.dateline = serde_json::from_value(json!({"place": place, "span": [0, 0]})).ok();
        self
    }

    /// Named things of one type, each with a mention wherever its name stands.
    pub(crate) fn names(mut self, entity_type: EntityType, names: &[&str]) -> Self {
        for name in names {
            let entity = self.add(entity_type, name, true);
            let places: Vec<usize> = self.0.text.match_indices(name).map(|(at, _)| at).collect();
            for at in places {
                self.mention(Span::new(at, at + name.len()), "name", entity_type, entity);
            }
        }
        self
    }

    /// Somebody whom the report only describes.
    pub(crate) fn described(mut self, entity_type: EntityType, words: &str) -> Self {
        let entity = self.add(entity_type, words, false);
        let span = self.span(words);
        self.mention(span, "nominal", entity_type, entity);
        self
    }

    fn add(&mut self, entity_type: EntityType, name: &str, named: bool) -> EntityId {
        let id = EntityId::new(self.0.entities.len());
        self.0.entities.push(readout_core::Entity {
            id,
            entity_type,
            name: name.to_owned(),
            named,
            aliases: Vec::new(),
            code: None,
            sector: None,
        });
        id
    }

    fn mention(&mut self, span: Span, kind: &str, entity_type: EntityType, entity: EntityId) {
        let id = self.0.mentions.len();
        let made = json!({"id": id, "span": span, "head": 0, "kind": kind, "type": entity_type, "entity": entity});
        self.0.mentions.push(serde_json::from_value(made).expect("a mention"));
        self.0.mentions.sort_by_key(|mention| mention.span);
    }

    fn entity(&self, name: &str) -> EntityId {
        let place = self.0.entities.iter().position(|entity| entity.name == name);
        EntityId::new(place.unwrap_or_else(|| panic!("nobody called {name}")))
    }

    /// An office; `org` may be empty.
    pub(crate) fn role(mut self, person: &str, title: &str, org: &str) -> Self {
        let org = (!org.is_empty()).then(|| self.entity(org));
        let made = json!({"entity": self.entity(person), "title": title, "org": org, "span": self.span(person)});
        self.0.roles.push(serde_json::from_value(made).expect("a role"));
        self
    }

    /// The words that the issue of the last position is about.
    pub(crate) fn about(mut self, words: &str) -> Self {
        let position = self.0.positions.last_mut().expect("a position");
        let issue = position.issue_span.expect("its issue");
        let at = issue.start as usize + issue.of(&self.0.text).find(words).expect("words of the issue");
        position.about.push(Span::new(at, at + words.len()));
        self
    }

    /// What somebody said.
    pub(crate) fn said(mut self, speaker: &str, manner: &str, cue: &str, content: &str) -> Self {
        let made = json!({
            "id": self.0.attributions.len(),
            "source": [],
            "cue": [self.span(cue)],
            "content": [self.span(content)],
            "kind": "indirect",
            "manner": manner,
            "speaker": self.entity(speaker),
            "chain": [],
        });
        self.0.attributions.push(serde_json::from_value(made).expect("an attribution"));
        self
    }

    /// A day, resolved.
    pub(crate) fn time(mut self, words: &str, value: &str) -> Self {
        let made = json!({"id": self.0.times.len(), "span": self.span(words), "type": "DATE", "value": value, "precision": "day"});
        self.0.times.push(serde_json::from_value(made).expect("a time"));
        self
    }

    /// How many were killed: the words of the number, and what else is known of it.
    pub(crate) fn killed(mut self, words: &str, value: u32, changes: &Value) -> Self {
        let span = self.span(words);
        let sentence = self.0.sentence_around(span);
        let mut made = json!({
            "id": self.0.figures.len(), "span": span, "value": value, "bound": "exactly", "counted": "killed", "of": "people", "extent": sentence,
        });
        for (field, value) in changes.as_object().into_iter().flatten() {
            made[field] = match field.as_str() {
                "place" => json!(self.entity(value.as_str().unwrap_or_default())),
                _ => value.clone(),
            };
        }
        self.0.figures.push(serde_json::from_value(made).expect("a figure"));
        self
    }

    /// An event of these sides: `changes` sets what else is known of it.
    pub(crate) fn event(mut self, words: &str, event_type: &str, sides: &[&str], changes: Value) -> Self {
        let sides: Vec<EntityId> = sides.iter().map(|side| self.entity(side)).collect();
        let consult = event_type == "CONSULT";
        let mut made = json!({
            "id": self.0.events.len(),
            "span": self.span(words),
            "type": event_type,
            "context": [],
            "actors": if consult { Vec::new() } else { sides.clone() },
            "recipients": [],
            "participants": if consult { sides } else { Vec::new() },
            "factuality": "happened",
        });
        for (field, value) in changes.as_object().into_iter().flatten() {
            let value = match field.as_str() {
                "place" => json!(self.entity(value.as_str().unwrap_or_default())),
                _ => value.clone(),
            };
            made[field] = value;
        }
        self.0.events.push(serde_json::from_value(made).expect("an event"));
        self
    }

    /// A position; `by` may be empty.
    pub(crate) fn position(mut self, actor: &str, stance: &str, issue: &str, by: &str) -> Self {
        let by = (!by.is_empty()).then(|| self.entity(by));
        let made = json!({
            "actor": self.entity(actor),
            "issue": issue,
            "stance": stance,
            "span": self.span(issue),
            "according_to": by,
            "issue_span": self.span(issue),
        });
        self.0.positions.push(serde_json::from_value(made).expect("a position"));
        self
    }

    pub(crate) fn done(self) -> Reading {
        self.0
    }
}
