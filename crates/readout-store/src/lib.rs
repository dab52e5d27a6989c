//! The record as one SQLite file: schema, migrations, queries.
