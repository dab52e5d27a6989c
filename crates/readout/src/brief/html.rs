//! x
use readout_core::Reading;
use readout_join::brief::Brief;
use std::io::{self, Write};
pub(crate) fn write(brief: &Brief, _readings: &[Reading], out: &mut dyn Write) -> io::Result<()> {
    serde_json::to_writer_pretty(out, brief).map_err(io::Error::other)
}
