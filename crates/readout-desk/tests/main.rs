//! The desk from outside: requests in, pages out.
#![allow(clippy::unwrap_used, reason = "tests")]

mod access;
mod browser;
mod correcting;
mod hostile;
mod large;
mod made;
mod markup;
mod pages;
mod rules;
