//! A request to its answer.

use crate::form;
use crate::guard::{self, Refusal, Rights, Rules};
use crate::html::{Frame, frame, plain};
use crate::page::{self, Content, Page};
use crate::shelf::Shelf;
use axum::http::{Method, Request, Response, StatusCode, header};
use maud::html;
use readout_join::correct::Undone;
use readout_store::Store;
use std::net::SocketAddr;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, PoisonError, RwLock};
use std::time::Duration;

/// What the program tells the desk.
pub struct Settings {
    /// Who may ask for what.
    pub rules: Rules,
    /// Who signs corrections, until they say otherwise.
    pub signer: String,
    /// The time, in seconds since 1970.
    pub now: fn() -> i64,
}

/// The desk: a store, what is at hand of it, and the rules.
pub struct Desk {
    settings: Settings,
    inner: Arc<Inner>,
}

struct Inner {
    path: PathBuf,
    /// For looking up and for corrections; the record is worked out by a connection of its own.
    store: Arc<Mutex<Store>>,
    shelf: RwLock<Arc<Shelf>>,
    working: AtomicBool,
    /// The file's version when what is at hand was taken from it.
    looked: Mutex<Option<i64>>,
}

/// A visit ends when nothing was asked for so many seconds.
const VISIT: i64 = 30 * 60;

/// How long a correction waits for the record to be worked out before the page comes back without it.
const PATIENCE: Duration = Duration::from_secs(4);

impl Desk {
    /// Opens the store at `path`, which must be there, and works the record out if that was never done. A record that is there but not up to
    /// date is waited for a little, and shown as it is where it takes longer.
    pub fn open(path: &Path, settings: Settings) -> Result<Self, readout_store::Error> {
        let mut store = Store::open_existing(path)?;
        let fresh = match store.is_fresh()? {
            Some(fresh) => fresh,
            None => store.joined_with().map(|_| true)?,
        };
        store.see(&time(&settings))?;
        let version = store.version()?;
        let store = Arc::new(Mutex::new(store));
        let shelf = {
            let from = store.lock().unwrap_or_else(PoisonError::into_inner);
            Shelf::take(&from, store.clone())?
        };
        let inner = Inner {
            path: path.to_owned(),
            store,
            shelf: RwLock::new(Arc::new(shelf)),
            working: AtomicBool::new(false),
            looked: Mutex::new(Some(version)),
        };
        let desk = Self { settings, inner: Arc::new(inner) };
        if !fresh {
            desk.renew_and_wait();
        }
        Ok(desk)
    }

    /// Where the desk is to listen.
    pub fn address(&self) -> SocketAddr {
        self.settings.rules.address
    }

    /// The rules.
    pub fn rules(&self) -> &Rules {
        &self.settings.rules
    }

    /// How many reports there are.
    pub fn n_reports(&self) -> usize {
        self.shelf().filed.len()
    }

    /// The address turned out to be this one.
    pub(crate) fn goes_by(&mut self, address: SocketAddr) {
        self.settings.rules.address = address;
    }

    fn shelf(&self) -> Arc<Shelf> {
        self.inner.shelf.read().unwrap_or_else(PoisonError::into_inner).clone()
    }

    /// Looks whether the file has changed and, where it has, has the record worked out anew beside the one that is shown. Says so.
    fn look(&self) -> Result<Option<String>, readout_store::Error> {
        let (come, fresh) = {
            let store = self.inner.lock();
            let version = store.version()?;
            let looked = *self.inner.looked.lock().unwrap_or_else(PoisonError::into_inner);
            if looked == Some(version) && !self.inner.working.load(Ordering::Acquire) {
                return Ok(None);
            }
            (store.n_reports()? as i64 - self.shelf().filed.len() as i64, store.is_fresh()? == Some(true))
        };
        self.renew();
        if fresh && come <= 0 {
            return Ok(None);
        }
        let what = match come {
            1.. => format!("{come} more reports are in the store"),
            _ if self.inner.lock().is_of_another()? == Some(true) => "the record is of another version of readout".to_owned(),
            _ => "the store has changed".to_owned(),
        };
        Ok(Some(format!("{what}; the record is being worked out anew, and this page shows it as it was before")))
    }

    /// Works the record out anew on a thread of its own, unless that is being done.
    fn renew(&self) -> Option<std::thread::JoinHandle<()>> {
        if self.inner.working.swap(true, Ordering::AcqRel) {
            return None;
        }
        let (inner, now) = (self.inner.clone(), time(&self.settings));
        Some(std::thread::spawn(move || {
            // A store that is busy or in motion is looked at again with the next request.
            let _ = inner.take(&now);
            inner.working.store(false, Ordering::Release);
        }))
    }

    /// Works it out and waits, but not for ever.
    fn renew_and_wait(&self) {
        let begun = std::time::Instant::now();
        while begun.elapsed() < PATIENCE {
            if let Some(worker) = self.renew() {
                while begun.elapsed() < PATIENCE && !worker.is_finished() {
                    std::thread::sleep(Duration::from_millis(5));
                }
                if worker.is_finished() && self.inner.lock().is_fresh().is_ok_and(|fresh| fresh == Some(true)) {
                    return;
                }
            }
            std::thread::sleep(Duration::from_millis(15));
        }
    }

    /// The answer to a request.
    pub fn respond(&self, request: &Request<Vec<u8>>) -> Response<Vec<u8>> {
        let (parts, ()) = {
            let mut bare = Request::builder().method(request.method()).uri(request.uri());
            if let Some(headers) = bare.headers_mut() {
                headers.clone_from(request.headers());
            }
            match bare.body(()) {
                Ok(bare) => bare.into_parts(),
                Err(_) => return Response::new(Vec::new()),
            }
        };
        let mut response = match self.settings.rules.admit(&parts) {
            Ok(rights) => self.admitted(request, rights),
            Err(Refusal { status, why }) => words(status, why),
        };
        for (name, value) in guard::HEADERS {
            if let Ok(value) = header::HeaderValue::from_str(value) {
                response.headers_mut().entry(*name).or_insert(value);
            }
        }
        if request.method() == Method::HEAD {
            response.body_mut().clear();
        }
        response
    }

    fn admitted(&self, request: &Request<Vec<u8>>, rights: Rights) -> Response<Vec<u8>> {
        let path = request.uri().path();
        match path {
            "/desk.css" => return file("text/css; charset=utf-8", include_bytes!("../data/desk.css")),
            "/icon.svg" => return file("image/svg+xml", include_bytes!("../data/icon.svg")),
            _ => {}
        }
        let ask = Ask::new(request, rights, self);
        if let Some(token) = ask.get("token") {
            // The token goes into a cookie and out of the address.
            if !self.settings.rules.is_token(token) {
                return words(StatusCode::FORBIDDEN, "this link is of another run of the desk");
            }
            return self.with_token(redirect(&ask.without("token")));
        }
        if path == "/enter" && request.method() == Method::POST {
            return match self.settings.rules.is_password(ask.field("password").unwrap_or_default()) {
                true => self.with_token(redirect(&local(ask.field("to").unwrap_or("/")))),
                false => self.entrance(&ask, StatusCode::FORBIDDEN),
            };
        }
        if !ask.rights.read {
            return self.entrance(&ask, StatusCode::UNAUTHORIZED);
        }
        match *request.method() {
            Method::POST => self.write(&ask),
            _ => self.read(&ask),
        }
    }

    fn with_token(&self, mut response: Response<Vec<u8>>) -> Response<Vec<u8>> {
        let rules = &self.settings.rules;
        let cookie = format!("{}={}; HttpOnly; SameSite=Strict; Path=/", rules.cookie(), rules.token);
        set_cookie(&mut response, &cookie);
        response
    }

    /// The page that asks for the password.
    fn entrance(&self, ask: &Ask<'_>, status: StatusCode) -> Response<Vec<u8>> {
        let to = ask.field("to").map_or_else(|| ask.address(), local);
        let body = html! {
            h1 { "This desk has a password" }
            form.stack method="post" action="/enter" {
                input type="hidden" name="to" value=(to);
                label { "Password " input type="password" name="password" required autofocus autocomplete="current-password"; }
                button { "Enter" }
            }
            @if status == StatusCode::FORBIDDEN { p.notice role="alert" { "This is not the password." } }
        };
        page_response(status, &self.frame(ask, "Password", "", None), &body)
    }

    fn frame<'a>(&self, ask: &Ask<'_>, title: &'a str, here: &'a str, json: Option<String>) -> Frame<'a> {
        let may_write = ask.rights.write || !ask.rights.read;
        Frame { title, here, json, search: "", notice: None, may_write, style: None, again: None }
    }

    fn read(&self, ask: &Ask<'_>) -> Response<Vec<u8>> {
        let notice = match self.look() {
            Ok(notice) => notice,
            Err(readout_store::Error::Busy) => Some("the store is being written to".to_owned()),
            Err(error) => return words(StatusCode::INTERNAL_SERVER_ERROR, &error.to_string()),
        };
        let page = match page::page(self, &self.shelf(), ask) {
            Ok(page) => page,
            Err(readout_store::Error::Busy) => {
                return words(StatusCode::SERVICE_UNAVAILABLE, "the store is being written to; ask again in a moment");
            }
            // Rows of another version may be of another form.
            Err(readout_store::Error::Format(_)) if self.inner.lock().is_of_another().is_ok_and(|another| another == Some(true)) => {
                let why = "the record is of another version of readout and is being worked out anew; ask again in a while";
                return words(StatusCode::SERVICE_UNAVAILABLE, why);
            }
            Err(error) => return words(StatusCode::INTERNAL_SERVER_ERROR, &error.to_string()),
        };
        let Some(page) = page else {
            let body =
                plain("Nothing here", "There is no such page, report or name in this store. It may be called otherwise; try the search.");
            return page_response(StatusCode::NOT_FOUND, &self.frame(ask, "Nothing here", "", None), &body);
        };
        let mut response = self.finish(ask, page, notice);
        if !ask.json && response.status() == StatusCode::OK {
            self.note_visit(ask, &mut response);
        }
        response
    }

    fn finish(&self, ask: &Ask<'_>, page: Page, notice: Option<String>) -> Response<Vec<u8>> {
        match page.content {
            Content::Json(data) => {
                let mut body = serde_json::to_vec_pretty(&data).unwrap_or_default();
                body.push(b'\n');
                let mut response = file("application/json; charset=utf-8", &body);
                *response.status_mut() = page.status;
                response
            }
            Content::Style(rules) => file("text/css; charset=utf-8", rules.as_bytes()),
            Content::Elsewhere(address) => redirect(&address),
            Content::Html(body) => {
                let json = (page.status == StatusCode::OK && page.twin).then(|| ask.twin());
                let again = (notice.is_some() && page.here == "/").then_some(3);
                let frame =
                    Frame { search: &page.search, notice, style: page.style, again, ..self.frame(ask, &page.title, page.here, json) };
                page_response(page.status, &frame, &body)
            }
        }
    }

    /// Keeps the time of this visit and of the one before with the browser.
    fn note_visit(&self, ask: &Ask<'_>, response: &mut Response<Vec<u8>>) {
        let now = (self.settings.now)();
        let (last, current) = ask.visit.unwrap_or((now, now));
        let next = if now - current > VISIT { (current, now) } else { (last, now) };
        if ask.visit.is_none_or(|(_, current)| now - current > 60) {
            let port = self.settings.rules.address.port();
            let cookie = format!("readout-visit-{port}={}.{}; HttpOnly; SameSite=Strict; Path=/; Max-Age=31536000", next.0, next.1);
            set_cookie(response, &cookie);
        }
    }

    fn write(&self, ask: &Ask<'_>) -> Response<Vec<u8>> {
        if !ask.rights.write {
            return words(StatusCode::FORBIDDEN, "to correct the record, open the link that `readout desk` printed when it was started");
        }
        let by = ask.field("by").map(str::trim).filter(|by| !by.is_empty()).unwrap_or(&self.settings.signer).to_owned();
        let made = time(&self.settings);
        let segments: Vec<&str> = ask.segments.iter().map(String::as_str).collect();
        let done = match segments.as_slice() {
            ["corrections"] => match form::correction(&self.shelf(), ask, &made, &by) {
                Ok(correction) => self.inner.lock().correct(&[correction]).map(|_| true),
                Err(why) => return words(StatusCode::UNPROCESSABLE_ENTITY, &why),
            },
            ["corrections", id, "undo"] => self.inner.lock().undo(id, &Undone { made, by: by.clone() }),
            _ => return words(StatusCode::NOT_FOUND, "nothing can be sent here"),
        };
        match done {
            Ok(true) => {
                self.renew_and_wait();
                let mut response = redirect(&local(ask.field("to").unwrap_or("/corrections")));
                let port = self.settings.rules.address.port();
                let name = crate::html::part(&by);
                set_cookie(&mut response, &format!("readout-name-{port}={name}; HttpOnly; SameSite=Strict; Path=/; Max-Age=31536000"));
                response
            }
            Ok(false) => words(StatusCode::NOT_FOUND, "there is no such correction, or it was taken back already"),
            Err(readout_store::Error::Busy) => {
                words(StatusCode::SERVICE_UNAVAILABLE, "the store is being written to; send this again in a moment")
            }
            Err(error) => words(StatusCode::INTERNAL_SERVER_ERROR, &error.to_string()),
        }
    }

    /// Who signs, as a form proposes it.
    pub(crate) fn signer<'a>(&'a self, ask: &'a Ask<'_>) -> &'a str {
        ask.name.as_deref().unwrap_or(&self.settings.signer)
    }
}

impl Inner {
    fn lock(&self) -> std::sync::MutexGuard<'_, Store> {
        self.store.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Takes the store as it is now, and works the record out where it is not that of all reports.
    fn take(&self, now: &str) -> Result<(), readout_store::Error> {
        let mut store = Store::open_existing(&self.path)?;
        if store.is_fresh()? != Some(true) {
            store.joined_with()?;
        }
        store.see(now)?;
        // Read before what is at hand is taken: what comes in between is looked at again.
        let version = self.lock().version()?;
        let shelf = Shelf::take(&store, self.store.clone())?;
        *self.shelf.write().unwrap_or_else(PoisonError::into_inner) = Arc::new(shelf);
        *self.looked.lock().unwrap_or_else(PoisonError::into_inner) = Some(version);
        Ok(())
    }
}

/// The time as it is written down.
fn time(settings: &Settings) -> String {
    when((settings.now)())
}

/// Seconds since 1970 as RFC 3339.
pub(crate) fn when(seconds: i64) -> String {
    jiff::Timestamp::from_second(seconds).map(|time| time.to_string()).unwrap_or_default()
}

/// A request, taken apart.
pub(crate) struct Ask<'a> {
    /// The path's parts, decoded, without `.json`.
    pub(crate) segments: Vec<String>,
    /// Whether the JSON twin is wanted.
    pub(crate) json: bool,
    pub(crate) query: Vec<(String, String)>,
    fields: Vec<(String, String)>,
    pub(crate) rights: Rights,
    /// The end of the last visit and the latest request of this one, in seconds.
    visit: Option<(i64, i64)>,
    name: Option<String>,
    path: &'a str,
}

impl<'a> Ask<'a> {
    fn new(request: &'a Request<Vec<u8>>, rights: Rights, desk: &Desk) -> Self {
        let path = request.uri().path();
        let decode = |part: &str| percent_encoding::percent_decode_str(part).decode_utf8_lossy().into_owned();
        let (bare, json) = path.strip_suffix(".json").map_or((path, false), |bare| (bare, true));
        let pairs = |bytes: &[u8]| form_urlencoded::parse(bytes).into_owned().collect::<Vec<(String, String)>>();
        let port = desk.settings.rules.address.port();
        let visit = guard::cookie(request.headers(), &format!("readout-visit-{port}")).and_then(|value| {
            let (last, current) = value.split_once('.')?;
            Some((last.parse().ok()?, current.parse().ok()?))
        });
        Self {
            segments: bare.split('/').filter(|part| !part.is_empty()).map(decode).collect(),
            json,
            query: pairs(request.uri().query().unwrap_or_default().as_bytes()),
            fields: if request.method() == Method::POST { pairs(request.body()) } else { Vec::new() },
            rights,
            visit: visit.filter(|(last, current)| (0..=4_000_000_000).contains(last) && (0..=4_000_000_000).contains(current)),
            name: guard::cookie(request.headers(), &format!("readout-name-{port}")).map(decode).filter(|name| !name.trim().is_empty()),
            path,
        }
    }

    /// A value of the query; the empty one is none.
    pub(crate) fn get(&self, key: &str) -> Option<&str> {
        self.query.iter().find(|(name, value)| name == key && !value.is_empty()).map(|(_, value)| value.as_str())
    }

    /// A field of the form that was sent.
    pub(crate) fn field(&self, key: &str) -> Option<&str> {
        self.fields.iter().find(|(name, _)| name == key).map(|(_, value)| value.as_str())
    }

    /// All fields of this name.
    pub(crate) fn fields(&self, key: &str) -> Vec<&str> {
        self.fields.iter().filter(|(name, _)| name == key).map(|(_, value)| value.as_str()).collect()
    }

    /// A number of the query that counts pages, from 1.
    pub(crate) fn page(&self) -> usize {
        self.get("page").and_then(|page| page.parse().ok()).unwrap_or(1).clamp(1, 1_000_000)
    }

    /// When the last visit ended, if there was one.
    pub(crate) fn since(&self, now: i64) -> Option<String> {
        self.visit.map(|(last, current)| when(if now - current > VISIT { current } else { last }))
    }

    fn with_query(&self, path: &str, keep: impl Fn(&str) -> bool) -> String {
        let mut query = form_urlencoded::Serializer::new(String::new());
        query.extend_pairs(self.query.iter().filter(|(key, _)| keep(key)));
        match query.finish() {
            query if query.is_empty() => path.to_owned(),
            query => format!("{path}?{query}"),
        }
    }

    /// The request's own address.
    pub(crate) fn address(&self) -> String {
        local(&self.with_query(self.path, |_| true))
    }

    fn without(&self, key: &str) -> String {
        local(&self.with_query(self.path, |name| name != key))
    }

    /// The address with another value in the query.
    pub(crate) fn with(&self, key: &str, value: &str) -> String {
        let mut query = form_urlencoded::Serializer::new(String::new());
        query.extend_pairs(self.query.iter().filter(|(name, _)| name != key)).append_pair(key, value);
        format!("{}?{}", self.path, query.finish())
    }

    /// The address of the JSON twin.
    fn twin(&self) -> String {
        let path = if self.path == "/" { "/overview" } else { self.path };
        self.with_query(&format!("{path}.json"), |key| key != "mark")
    }
}

impl Desk {
    /// When this browser's last visit ended.
    pub(crate) fn since(&self, ask: &Ask<'_>) -> Option<String> {
        ask.since((self.settings.now)())
    }
}

/// An address on the desk, whatever was given: nothing may lead away from it.
fn local(address: &str) -> String {
    let clean = address.starts_with('/')
        && !address.starts_with("//")
        && address.bytes().all(|byte| byte.is_ascii_graphic() && byte != b'\\' && byte != b'"' && byte != b'<' && byte != b'>');
    if clean { address.to_owned() } else { "/".to_owned() }
}

fn redirect(address: &str) -> Response<Vec<u8>> {
    let mut response = Response::new(Vec::new());
    *response.status_mut() = StatusCode::SEE_OTHER;
    if let Ok(value) = header::HeaderValue::from_str(address) {
        response.headers_mut().insert(header::LOCATION, value);
    }
    response
}

fn file(kind: &'static str, body: &[u8]) -> Response<Vec<u8>> {
    let mut response = Response::new(body.to_vec());
    response.headers_mut().insert(header::CONTENT_TYPE, header::HeaderValue::from_static(kind));
    response
}

fn set_cookie(response: &mut Response<Vec<u8>>, cookie: &str) {
    if let Ok(value) = header::HeaderValue::from_str(cookie) {
        response.headers_mut().append(header::SET_COOKIE, value);
    }
}

/// A page in a few words, without anything of the store on it.
fn words(status: StatusCode, words: &str) -> Response<Vec<u8>> {
    let title = status.canonical_reason().unwrap_or("No");
    let frame = Frame { title, here: "", json: None, search: "", notice: None, may_write: true, style: None, again: None };
    page_response(status, &frame, &plain(title, words))
}

fn page_response(status: StatusCode, around: &Frame<'_>, body: &maud::Markup) -> Response<Vec<u8>> {
    let mut response = file("text/html; charset=utf-8", frame(around, body).into_string().as_bytes());
    *response.status_mut() = status;
    response
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_leads_away() {
        for (address, expect) in [
            ("/who/A%20B?in=1#x", "/who/A%20B?in=1#x"),
            ("//evil.example/", "/"),
            ("/\\evil.example/", "/"),
            ("https://evil.example/", "/"),
            ("javascript:alert(1)", "/"),
            ("/a\r\nSet-Cookie: x=y", "/"),
            ("", "/"),
        ] {
            assert_eq!(local(address), expect);
        }
    }
}
