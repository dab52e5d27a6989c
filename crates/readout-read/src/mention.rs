//! Mentions, and the entities they refer to within the report.

use crate::doc::Doc;
use readout_core::{Entity, EntityId, Finding, Mention};
use readout_model::Model;

/// Everything the report refers to. Every later stage names actors, speakers, places and organisations by these entities.
#[derive(Clone, Debug, Default)]
pub struct Cast {
    /// Mentions, in order of the text.
    pub mentions: Vec<Mention>,
    /// Entities, in order of first mention.
    pub entities: Vec<Entity>,
}

/// Finds mentions and groups them into entities.
pub fn cast(_doc: &Doc<'_>, _model: &dyn Model, _findings: &mut Vec<Finding>) -> Cast {
    Cast::default()
}

impl Cast {
    /// The mention whose head word is `token`; where several, the longest.
    pub fn mention_at(&self, token: usize) -> Option<&Mention> {
        self.mentions.iter().filter(|mention| mention.head.index() == token).max_by_key(|mention| mention.span.len())
    }
    /// The entity that the mention at `token` refers to.
    pub fn entity_at(&self, token: usize) -> Option<EntityId> {
        self.mention_at(token).and_then(|mention| mention.entity)
    }
    /// An entity.
    pub fn entity(&self, id: EntityId) -> &Entity {
        &self.entities[id.index()]
    }
}
