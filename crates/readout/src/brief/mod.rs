//! The brief, laid out: one file for each form, all of them over one [`readout_join::brief::Brief`].

mod chart;
pub(crate) mod html;
pub(crate) mod json;
pub(crate) mod markdown;
pub(crate) use readout_join::brief::page;
pub(crate) mod terminal;
