//! The record in a browser: pages made here, complete without scripts, each with a JSON twin; and a person's corrections.
//!
//! A [`Desk`] answers requests, one at a time or many, by looking up in the store what a page shows; [`serve`] puts it on a port. What may be asked by
//! whom is in [`Rules`]. Everything that a page shows may come from a hostile report: words are escaped where they are printed, addresses are
//! looked at before they become links, and the pages carry no script, so that the browser is told to run none.
//!
//! | file | does |
//! |---|---|
//! | `guard.rs` | who may ask for what |
//! | `desk.rs` | a request to its page |
//! | `shelf.rs` | what is at hand of the whole store |
//! | `snapshot.rs` | the rows that one page shows, with the reports that they rest on |
//! | `html.rs`, `chart.rs` | the frame around pages, safe words; SVG |
//! | `page/` | one file for each page: what it shows, as data and as HTML |
//!
//! Nothing here asks the clock or the environment: the time and the names come with [`Settings`].

mod chart;
mod desk;
mod form;
mod guard;
mod html;
mod page;
mod server;
mod shelf;
mod snapshot;

pub use desk::{Desk, Settings};
pub use guard::{Rules, token};
pub use server::serve;

/// What can go wrong with the desk as a whole; a page that cannot be made is an answer, not an error.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// The store says no.
    #[error(transparent)]
    Store(#[from] readout_store::Error),
    /// The port is taken, or the address is not ours.
    #[error("cannot listen on {0}")]
    Listen(std::net::SocketAddr, #[source] std::io::Error),
    /// The server stopped.
    #[error("the desk cannot go on")]
    Serve(#[from] std::io::Error),
}
