//! `readout desk`: the record in a browser.

use crate::cli::Desk;
use crate::failure::{Failure, Outcome};
use readout_desk::{Rules, Settings, serve, token};
use std::io::{self, Write};
use std::net::SocketAddr;
use std::path::Path;

/// Shortest password.
const LEAST: usize = 8;

pub(crate) fn run(options: &Desk) -> Result<Outcome, Failure> {
    let password = password(options)?;
    let token = token().map_err(|error| Failure::new("there is no randomness to make a token of").because(&error))?;
    let rules = Rules { address: SocketAddr::new(options.listen, options.port), names: options.host.clone(), token, password };
    let settings = Settings { rules, signer: signer(options.by.as_deref()), now: || now().as_second() };
    let desk = readout_desk::Desk::open(&options.store.path, settings)?;
    let reports = desk.n_reports();
    let store = options.store.path.display().to_string();
    serve(desk, |desk, address| {
        let mut out = io::stdout().lock();
        let host = if address.ip().is_unspecified() { format!("localhost:{}", address.port()) } else { address.to_string() };
        let _ = writeln!(out, "the desk shows {store} ({reports} reports) at http://{host}/?token={}", desk.rules().token);
        let _ = match desk.rules().password {
            Some(_) => writeln!(out, "it listens beyond this machine, unencrypted: whoever has the password can read and correct"),
            None => writeln!(out, "whoever opens this link can correct the record; http://{host}/ alone only shows it"),
        };
        let _ = writeln!(out, "stop it with Ctrl-C");
        let _ = out.flush();
    })
    .map_err(|error| match error {
        readout_desk::Error::Listen(..) => Failure::of(&error).hint("name another port with --port N; 0 takes any that is free"),
        readout_desk::Error::Store(error) => error.into(),
        readout_desk::Error::Serve(_) => Failure::of(&error),
    })?;
    Ok(Outcome::default())
}

/// The time. Here and nowhere below.
#[allow(clippy::disallowed_methods, reason = "only the program asks the clock, and only to date what people do")]
pub(crate) fn now() -> jiff::Timestamp {
    jiff::Timestamp::now()
}

/// Who signs: as given, else the account's name.
#[allow(clippy::disallowed_methods, reason = "only the program reads the environment")]
pub(crate) fn signer(given: Option<&str>) -> String {
    let account = || ["USER", "LOGNAME", "USERNAME"].iter().find_map(|name| std::env::var(name).ok());
    let name = given.map(str::to_owned).or_else(account).filter(|name| !name.trim().is_empty());
    name.unwrap_or_else(|| "somebody".to_owned())
}

#[allow(clippy::disallowed_methods, reason = "only the program reads the environment")]
fn password(options: &Desk) -> Result<Option<String>, Failure> {
    let given = match &options.password_file {
        Some(path) => Some(first_line(path)?),
        None => std::env::var("READOUT_PASSWORD").ok(),
    };
    match given.map(|given| given.trim().to_owned()).filter(|given| !given.is_empty()) {
        Some(password) if password.chars().count() < LEAST => Err(Failure::new(format!("the password has fewer than {LEAST} letters"))),
        Some(password) => Ok(Some(password)),
        None if options.listen.is_loopback() => Ok(None),
        None => Err(Failure::new("beyond this machine the desk listens only with a password")
            .hint("give one in a file with --password-file FILE, or in READOUT_PASSWORD; an SSH tunnel needs none")),
    }
}

fn first_line(path: &Path) -> Result<String, Failure> {
    let text = std::fs::read_to_string(path).map_err(|error| Failure::new(format!("cannot read {}", path.display())).because(&error))?;
    Ok(text.lines().next().unwrap_or_default().to_owned())
}
