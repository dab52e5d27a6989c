//! Many readings to the rows of the record: copies, entities across reports, dates, disputes, stories. No SQL.

pub mod brief;
