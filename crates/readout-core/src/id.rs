//! Ids are small integers, local to one reading, each of its own type.

use serde::{Deserialize, Serialize};

macro_rules! ids {
    ($($(#[$doc:meta])* $name:ident),* $(,)?) => {$(
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
        #[serde(transparent)]
        pub struct $name(pub u32);

        impl $name {
            /// The id of the item at `index` of its layer.
            pub fn new(index: usize) -> Self {
                Self(u32::try_from(index).unwrap_or(u32::MAX))
            }
            /// The item's place in its layer.
            pub fn index(self) -> usize {
                self.0 as usize
            }
        }
    )*};
}

ids! {
    /// A token's place in the whole report.
    TokenIndex,
    /// A mention of a reading: its place in [`crate::Reading::mentions`].
    MentionId,
    /// An entity of a reading: its place in [`crate::Reading::entities`].
    EntityId,
    /// A time expression of a reading.
    TimeId,
    /// An attribution of a reading.
    AttributionId,
    /// A figure of a reading.
    FigureId,
    /// An event of a reading.
    EventId,
}
