//! The nouns of readout: texts and spans, reports, readings, findings.
//!
//! Nothing here reads files, prints, or knows how a reading is made. A [`Text`] owns the characters of one report and never
//! changes; everything else points into it with a [`Span`].
//!
//! **Invariant:** spans inside the program are UTF-8 byte offsets on character boundaries. Outside (store, JSON, brat) they are Unicode
//! code points; [`Reading::into_codepoints`] is the one door between the two.

mod finding;
mod id;
mod reading;
mod report;
mod safe;
mod span;

pub use finding::Finding;
pub use id::{AttributionId, EntityId, EventId, FigureId, MentionId, TimeId, TokenIndex};
pub use reading::{
    Attribution, AttributionKind, Bound, Entity, EntityType, Event, EventType, FORMAT, Factuality, Figure, Hop, Manner, Mention,
    MentionKind, Position, Reading, ReportHeader, Role, Stance, Time, TimeAlternative, TimeType, Token, Voice, narrowest, utterer,
};
pub use report::{Dateline, Known, Precision, Published, Report};
pub use safe::is_unsafe;
pub use span::{CodepointIndex, Span, Text, TokenRange};
