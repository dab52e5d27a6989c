//! Files, folders and standard input to reports, one after the other.
//!
//! The order is the order of the paths; within a folder, by name, folders gone into where they stand. Of one file at a time only as much
//! is held as one report needs. What cannot be read is an error that names the file; the rest goes on.
//!
//! Beside a text `NAME.txt` or a page `NAME.html`, a file `NAME.json` is its sidecar: what is known of the report. Other files in a folder
//! are taken by their extension: `.txt .text .md` are text, `.html .htm .xhtml` pages, `.jsonl .ndjson` JSON Lines, `.json` one record or
//! a list of records. A file named on the command line is always read, as text where its extension says nothing.

use crate::given::Given;
use crate::{Error, decode, html, jsonl, report};
use readout_core::{Finding, Report};
use serde_json::{Map, Value};
use std::collections::VecDeque;
use std::fs::File;
use std::io::{self, BufRead, BufReader, Read};
use std::path::{Path, PathBuf};

/// Bytes that one report may have: far beyond any news report, and small enough to be read whole.
pub const LIMIT: u64 = 16_000_000;

/// What a file holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// One report as plain text.
    Text,
    /// One report as a web page.
    Html,
    /// One report a line, as JSON.
    Jsonl,
    /// One record, or a list of records, as JSON.
    Json,
}

impl Kind {
    fn of(path: &Path) -> Option<Self> {
        let extension = path.extension()?.to_str()?.to_ascii_lowercase();
        match extension.as_str() {
            "txt" | "text" | "md" => Some(Self::Text),
            "html" | "htm" | "xhtml" => Some(Self::Html),
            "jsonl" | "ndjson" => Some(Self::Jsonl),
            "json" => Some(Self::Json),
            _ => None,
        }
    }
}

/// How to read.
#[derive(Clone, Debug)]
pub struct Options {
    /// What the files hold, whatever they are called.
    pub kind: Option<Kind>,
    /// What is known of all the reports, by flags.
    pub flags: Given,
    /// Bytes that one report may have.
    pub limit: u64,
}

impl Default for Options {
    fn default() -> Self {
        Self { kind: None, flags: Given::default(), limit: LIMIT }
    }
}

/// The reports of a list of paths: an iterator over reports and errors. `-` is standard input.
pub struct Sources {
    options: Options,
    waiting: VecDeque<(PathBuf, bool)>,
    open: Option<Open>,
}

struct Open {
    path: PathBuf,
    reader: Box<dyn BufRead + Send>,
    line: u64,
}

impl Sources {
    /// Reads `paths` in their order.
    pub fn new(paths: impl IntoIterator<Item = PathBuf>, options: Options) -> Self {
        Self { options, waiting: paths.into_iter().map(|path| (path, true)).collect(), open: None }
    }

    /// Reads all of `reader`, which is called `name`, as if it were a file.
    pub fn of_reader(name: &str, reader: impl Read + Send + 'static, options: Options) -> Self {
        let kind = options.kind.unwrap_or(Kind::Text);
        let mut sources = Self { options, waiting: VecDeque::new(), open: None };
        sources.open = Some(Open { path: PathBuf::from(name), reader: Box::new(BufReader::new(reader)), line: 0 });
        sources.options.kind = Some(kind);
        sources
    }

    /// Puts what is in a folder before what waits, in order of the names.
    fn enter(&mut self, folder: PathBuf) -> Result<(), Error> {
        let failed = |source| Error::Read { path: folder.clone(), source };
        let mut inside: Vec<PathBuf> = std::fs::read_dir(&folder)
            .map_err(failed)?
            .map(|entry| entry.map(|entry| entry.path()))
            .collect::<Result<_, _>>()
            .map_err(failed)?;
        inside.sort();
        let hidden = |path: &PathBuf| path.file_name().is_some_and(|name| name.to_string_lossy().starts_with('.'));
        for path in inside.iter().rev().filter(|path| !hidden(path)) {
            let wanted = path.is_dir() || (Kind::of(path).is_some() && !is_sidecar(path, &inside));
            if wanted {
                self.waiting.push_front((path.clone(), false));
            }
        }
        Ok(())
    }

    fn file(&mut self, path: PathBuf) -> Option<Result<Report, Error>> {
        let kind = self.options.kind.or_else(|| Kind::of(&path)).unwrap_or(Kind::Text);
        let opened = File::open(&path).map_err(|source| Error::Read { path: path.clone(), source });
        let file = match opened {
            Ok(file) => file,
            Err(error) => return Some(Err(error)),
        };
        if kind == Kind::Jsonl {
            self.open = Some(Open { path, reader: Box::new(BufReader::with_capacity(1 << 16, file)), line: 0 });
            return None;
        }
        Some(self.whole(&path, file, kind))
    }

    /// One file that is one report; of a list of records, the first is returned and the others wait.
    fn whole(&mut self, path: &Path, file: impl Read, kind: Kind) -> Result<Report, Error> {
        let limit = self.options.limit;
        let mut bytes = Vec::new();
        file.take(limit + 1).read_to_end(&mut bytes).map_err(|source| Error::Read { path: path.to_owned(), source })?;
        if bytes.len() as u64 > limit {
            return Err(Error::TooLarge { path: path.to_owned(), limit });
        }
        if bytes.is_empty() {
            return Err(Error::Empty { path: path.to_owned() });
        }
        let mut findings = Vec::new();
        let text = decode::decode(&bytes, &mut findings).map_err(|what| Error::NotText { path: path.to_owned(), what })?;
        if kind == Kind::Json {
            return self.json(path, &text, findings);
        }
        let given = self.options.flags.clone().or(sidecar(path, &mut findings));
        let id = given.id.clone().unwrap_or_else(|| stem(path));
        let name = Some(path.display().to_string());
        if kind == Kind::Html {
            let (text, known) = page(&text, &mut findings);
            return Ok(report(&id, name, text, given.or(known), findings));
        }
        Ok(report(&id, name, text, given, findings))
    }

    fn json(&mut self, path: &Path, text: &str, findings: Vec<Finding>) -> Result<Report, Error> {
        let failed = |source| Error::Json { path: path.to_owned(), line: 1, source };
        if text.trim_start().starts_with('[') {
            let records: Vec<Map<String, Value>> = serde_json::from_str(text).map_err(failed)?;
            let lines: Vec<String> =
                records.iter().map(|record| serde_json::to_string(record).map_err(failed)).collect::<Result<_, _>>()?;
            if lines.is_empty() {
                return Err(Error::Empty { path: path.to_owned() });
            }
            let mut open = Open { path: path.to_owned(), reader: Box::new(io::Cursor::new(lines.join("\n"))), line: 0 };
            let first = next_line(&mut open, self.options.limit, &self.options.flags);
            self.open = Some(open);
            return first.unwrap_or_else(|| Err(Error::Empty { path: path.to_owned() }));
        }
        let fields: Map<String, Value> = serde_json::from_str(text).map_err(failed)?;
        let has_id = fields.get("id").is_some_and(|id| !id.is_null());
        let mut report = jsonl::object(fields, path, 1, &self.options.flags, findings)?;
        if !has_id {
            report.id = stem(path);
        }
        Ok(report)
    }
}

impl Iterator for Sources {
    type Item = Result<Report, Error>;

    fn next(&mut self) -> Option<Self::Item> {
        loop {
            if let Some(mut open) = self.open.take() {
                let kind = self.options.kind.unwrap_or(Kind::Jsonl);
                let named = Kind::of(&open.path).unwrap_or(kind);
                // Standard input is one text or page unless it is said to be JSON Lines.
                if open.line == 0 && kind != Kind::Jsonl && named != Kind::Jsonl && named != Kind::Json {
                    let Open { path, reader, .. } = open;
                    return Some(self.whole(&path, reader, kind));
                }
                if let Some(item) = next_line(&mut open, self.options.limit, &self.options.flags) {
                    self.open = Some(open);
                    return Some(item);
                }
            }
            let (path, named) = self.waiting.pop_front()?;
            if named && path.as_os_str() == "-" {
                let kind = self.options.kind.unwrap_or(Kind::Text);
                let reader = BufReader::new(io::stdin());
                if kind == Kind::Jsonl {
                    self.open = Some(Open { path: PathBuf::from("stdin"), reader: Box::new(reader), line: 0 });
                    continue;
                }
                return Some(self.whole(Path::new("stdin"), reader, kind));
            }
            if path.is_dir() {
                if let Err(error) = self.enter(path) {
                    return Some(Err(error));
                }
                continue;
            }
            if let Some(item) = self.file(path) {
                return Some(item);
            }
        }
    }
}

/// The next record of a file of lines; blank lines are passed over, and a line over the limit costs only itself.
fn next_line(open: &mut Open, limit: u64, flags: &Given) -> Option<Result<Report, Error>> {
    let mut bytes = Vec::new();
    loop {
        bytes.clear();
        open.line += 1;
        let read = (&mut open.reader).take(limit + 1).read_until(b'\n', &mut bytes);
        match read {
            Ok(0) => return None,
            Ok(_) if bytes.len() as u64 > limit && bytes.last() != Some(&b'\n') => {
                let skipped = skip_line(&mut open.reader);
                let path = PathBuf::from(format!("{}, line {}", open.path.display(), open.line));
                return Some(Err(match skipped {
                    Ok(()) => Error::TooLarge { path, limit },
                    Err(source) => Error::Read { path, source },
                }));
            }
            Ok(_) if bytes.iter().all(u8::is_ascii_whitespace) => {}
            Ok(_) => return Some(jsonl::record(&bytes, &open.path, open.line, flags)),
            Err(source) => {
                // A file that fails once would fail for ever.
                open.reader = Box::new(io::empty());
                return Some(Err(Error::Read { path: open.path.clone(), source }));
            }
        }
    }
}

fn skip_line(reader: &mut dyn BufRead) -> io::Result<()> {
    loop {
        let buffer = reader.fill_buf()?;
        if buffer.is_empty() {
            return Ok(());
        }
        let end = buffer.iter().position(|byte| *byte == b'\n');
        let length = end.map_or(buffer.len(), |end| end + 1);
        reader.consume(length);
        if end.is_some() {
            return Ok(());
        }
    }
}

/// The name of a file without its extension.
pub(crate) fn stem(path: &Path) -> String {
    path.file_stem().map_or_else(|| "report".to_owned(), |stem| stem.to_string_lossy().into_owned())
}

fn is_sidecar(path: &Path, beside: &[PathBuf]) -> bool {
    Kind::of(path) == Some(Kind::Json)
        && beside
            .iter()
            .any(|other| other != path && other.file_stem() == path.file_stem() && matches!(Kind::of(other), Some(Kind::Text | Kind::Html)))
}

/// Sidecars are small.
const SIDECAR_LIMIT: u64 = 1_000_000;

/// What a sidecar says; one that cannot be read leaves a finding, since the report itself can be.
fn sidecar(path: &Path, findings: &mut Vec<Finding>) -> Given {
    let beside = path.with_extension("json");
    if beside == path || !beside.is_file() {
        return Given::default();
    }
    let mut bytes = Vec::new();
    let read = File::open(&beside).and_then(|file| file.take(SIDECAR_LIMIT).read_to_end(&mut bytes));
    let fields = read.map_err(|error| error.to_string()).and_then(|_| {
        let bytes = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(&bytes);
        serde_json::from_slice::<Map<String, Value>>(bytes).map_err(|error| error.to_string())
    });
    match fields {
        Ok(fields) => Given::from_json(&fields, "sidecar"),
        Err(reason) => {
            let name = beside.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
            findings.push(Finding::report("sidecar-unreadable", format!("the sidecar file {name} cannot be read: {reason}")));
            Given::default()
        }
    }
}

/// The main text of a page and what its head says.
pub(crate) fn page(page: &str, findings: &mut Vec<Finding>) -> (String, Given) {
    html::main_text(page, findings)
}
