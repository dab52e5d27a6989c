//! The desk's tests.
