//! brat: `Source`, `Cue`, `Content` and `Attribution` as PolNeAR writes them, entities and events beside them.

use readout_core::Reading;
use std::io::{self, Write};

/// Writes one reading, whose offsets are bytes.
pub(crate) fn write(_reading: &Reading, _out: &mut dyn Write) -> io::Result<()> {
    Err(io::Error::other("this export is not built yet"))
}
