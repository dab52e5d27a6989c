//! x
use readout_join::brief::Brief;
use std::io::{self, Write};
pub(crate) fn write(_brief: &Brief, _out: &mut dyn Write) -> io::Result<()> {
    Ok(())
}
