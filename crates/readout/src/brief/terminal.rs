//! x
use crate::print::Screen;
use readout_join::brief::Brief;
use std::io::{self, Write};
pub(crate) fn write(_brief: &Brief, _screen: Screen, _out: &mut dyn Write) -> io::Result<()> {
    Ok(())
}
