//! TimeML: the text with TIMEX3 inline.

use readout_core::Reading;
use std::io::{self, Write};

/// Writes one reading, whose offsets are bytes.
pub(crate) fn write(_reading: &Reading, _out: &mut dyn Write) -> io::Result<()> {
    Err(io::Error::other("this export is not built yet"))
}
