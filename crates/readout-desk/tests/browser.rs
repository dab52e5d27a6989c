//! The desk in a real Chromium, driven over its debugging pipe: what is shown without scripts, what the keyboard reaches, narrow screens, what
//! the browser complains of. Run with `cargo test -p readout-desk -- --ignored` where Chromium is installed.
//!
//! `READOUT_SHOTS=FOLDER` keeps pictures of the pages there, `READOUT_SHOW=FILE` takes another store than the tests' own, and
//! `READOUT_AXE=FILE` runs axe-core, which is not part of the project, beside our own checks of what pages are to those who cannot see them.

use crate::made::{Folder, desk, plain, readings, settings};
use readout_desk::{Desk, Rules, Settings};
use serde_json::{Value, json};
use std::io::{BufRead, BufReader, Read, Write};
use std::path::PathBuf;
use std::process::{Child, ChildStdin, ChildStdout, Command, Stdio};

const NAMES: &[&str] = &["chromium", "chromium-browser", "google-chrome", "chrome"];

pub(crate) struct Browser {
    child: Child,
    to: ChildStdin,
    from: BufReader<ChildStdout>,
    session: String,
    n: u64,
    /// What the page complained of since the last look.
    complaints: Vec<String>,
    _folder: Folder,
}

impl Browser {
    fn new() -> Self {
        let found = NAMES.iter().find(|name| Command::new(name).arg("--version").output().is_ok_and(|output| output.status.success()));
        let name = found.expect("no Chromium here: install it, or leave these tests out");
        let folder = Folder::new();
        // The browser reads commands from its third and answers on its fourth file.
        let script = format!(
            "exec {name} --headless=new --no-sandbox --disable-gpu --disable-dev-shm-usage --no-first-run --remote-debugging-pipe \
             --user-data-dir={} about:blank 3<&0 4>&1 0</dev/null 1>/dev/null 2>/dev/null",
            folder.0.display()
        );
        let mut child = Command::new("sh").args(["-c", &script]).stdin(Stdio::piped()).stdout(Stdio::piped()).spawn().unwrap();
        let (to, from) = (child.stdin.take().unwrap(), BufReader::new(child.stdout.take().unwrap()));
        let mut browser = Self { child, to, from, session: String::new(), n: 0, complaints: Vec::new(), _folder: folder };
        let target = browser.call("Target.createTarget", json!({"url": "about:blank"}))["targetId"].clone();
        let session = browser.call("Target.attachToTarget", json!({"targetId": target, "flatten": true}));
        browser.session = session["sessionId"].as_str().unwrap().to_owned();
        for domain in ["Page", "Runtime", "Log", "Network", "DOM", "Accessibility"] {
            browser.call(&format!("{domain}.enable"), json!({}));
        }
        browser
    }

    pub(crate) fn call(&mut self, method: &str, params: Value) -> Value {
        self.n += 1;
        let mut message = json!({"id": self.n, "method": method, "params": params});
        if !self.session.is_empty() {
            message["sessionId"] = self.session.clone().into();
        }
        self.to.write_all(message.to_string().as_bytes()).unwrap();
        self.to.write_all(&[0]).unwrap();
        self.to.flush().unwrap();
        loop {
            let answer = self.next();
            if answer["id"] == self.n {
                assert!(answer.get("error").is_none(), "{method}: {answer}");
                return answer["result"].clone();
            }
        }
    }

    fn next(&mut self) -> Value {
        let mut bytes = Vec::new();
        self.from.read_until(0, &mut bytes).unwrap();
        assert!(!bytes.is_empty(), "the browser has gone");
        bytes.pop();
        let event: Value = serde_json::from_slice(&bytes).unwrap();
        match event["method"].as_str() {
            Some("Log.entryAdded") => self.complaints.push(event["params"]["entry"].to_string()),
            Some("Runtime.exceptionThrown" | "Page.javascriptDialogOpening") => self.complaints.push(event["params"].to_string()),
            _ => {}
        }
        event
    }

    fn open(&mut self, address: &str) {
        self.complaints.clear();
        self.call("Page.navigate", json!({"url": address}));
        self.settled();
    }

    fn settled(&mut self) {
        while self.next()["method"] != "Page.loadEventFired" {}
    }

    pub(crate) fn ask(&mut self, expression: &str) -> Value {
        let answer = self.call("Runtime.evaluate", json!({"expression": expression, "returnByValue": true, "awaitPromise": true}));
        assert!(answer.get("exceptionDetails").is_none(), "{expression}: {answer}");
        answer["result"]["value"].clone()
    }

    pub(crate) fn key(&mut self, key: &str) {
        let (code, text) = match key {
            "Tab" => (9, ""),
            "Enter" => (13, "\r"),
            "Space" => (32, " "),
            other => panic!("no such key: {other}"),
        };
        let name = if key == "Space" { " " } else { key };
        for kind in ["keyDown", "keyUp"] {
            let text = if kind == "keyDown" { text } else { "" };
            self.call(
                "Input.dispatchKeyEvent",
                json!({"type": kind, "key": name, "code": key, "windowsVirtualKeyCode": code, "text": text}),
            );
        }
    }

    fn screen(&mut self, width: u32, height: u32, dark: bool) {
        self.call(
            "Emulation.setDeviceMetricsOverride",
            json!({"width": width, "height": height, "deviceScaleFactor": 1, "mobile": width < 500}),
        );
        let scheme = if dark { "dark" } else { "light" };
        // Without motion, so that what is asked next is not asked while the page still moves.
        let features = json!([{"name": "prefers-color-scheme", "value": scheme}, {"name": "prefers-reduced-motion", "value": "reduce"}]);
        self.call("Emulation.setEmulatedMedia", json!({"features": features}));
    }

    fn shoot(&mut self, name: &str) {
        if let Some(folder) = variable("READOUT_SHOTS") {
            let shot = self.call("Page.captureScreenshot", json!({"format": "png"}));
            let bytes = decode(shot["data"].as_str().unwrap());
            std::fs::write(PathBuf::from(folder).join(format!("{name}.png")), bytes).unwrap();
        }
    }
}

impl Drop for Browser {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

#[allow(clippy::disallowed_methods, reason = "a test that a person may turn on")]
fn variable(name: &str) -> Option<String> {
    std::env::var(name).ok()
}

fn decode(base64: &str) -> Vec<u8> {
    const DIGITS: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    let mut bytes = Vec::new();
    let (mut held, mut bits) = (0u32, 0);
    for byte in base64.bytes().filter(|byte| *byte != b'=') {
        held = held << 6 | DIGITS.iter().position(|digit| *digit == byte).unwrap() as u32;
        bits += 6;
        if bits >= 8 {
            bits -= 8;
            bytes.push((held >> bits) as u8);
        }
    }
    bytes
}

/// A desk on a free port of this machine, until the tests end. Its address.
fn serve(make: impl FnOnce(Settings) -> Desk + Send + 'static) -> String {
    let (tell, told) = std::sync::mpsc::channel();
    std::thread::spawn(move || {
        let settings = settings(None);
        let rules = Rules { address: "127.0.0.1:0".parse().unwrap(), ..settings.rules };
        let desk = make(Settings { rules, ..settings });
        readout_desk::serve(desk, |_, address| tell.send(address).unwrap()).unwrap();
    });
    format!("http://{}", told.recv().unwrap())
}

/// The addresses to look at: one of each kind of page.
fn doors(base: &str) -> Vec<(&'static str, String)> {
    let get = |path: &str| -> Value {
        let mut stream = std::net::TcpStream::connect(base.trim_start_matches("http://")).unwrap();
        write!(stream, "GET {path} HTTP/1.1\r\nHost: {}\r\nConnection: close\r\n\r\n", base.trim_start_matches("http://")).unwrap();
        let mut answer = String::new();
        stream.read_to_string(&mut answer).unwrap();
        let body = answer.split_once("\r\n\r\n").unwrap().1;
        serde_json::from_str(&body[body.find('{').unwrap()..=body.rfind('}').unwrap()]).unwrap()
    };
    let story = get("/overview.json")["stories"][0]["href"].as_str().unwrap().to_owned();
    // The report with most in it.
    let reports = get("/reports.json")["reports"].as_array().unwrap().clone();
    let report = reports.iter().max_by_key(|row| (row["shared_percent"].as_u64().unwrap_or(0) > 0, row["n_statements"].as_u64())).unwrap()
        ["href"]
        .as_str()
        .unwrap()
        .to_owned();
    let who = get("/who.json?kind=people")["actors"][0]["href"].as_str().unwrap().to_owned();
    let reading = get(&format!("{report}.json"));
    let at = |span: &Value| format!("{}-{}", span[0], span[1]);
    let event = reading["reading"]["events"].as_array().unwrap().first().map(|event| at(&event["span"])).unwrap_or_default();
    let number = reading["number"].to_string();
    let mut doors = vec![
        ("overview", "/".to_owned()),
        ("story", story),
        ("reports", "/reports".to_owned()),
        ("report", report),
        ("names", "/who".to_owned()),
        ("person", who),
        ("positions", "/positions".to_owned()),
        ("meetings", "/meetings".to_owned()),
        ("met", "/met".to_owned()),
        ("changes", "/changes?since=2000-01-01".to_owned()),
        ("figures", "/figures".to_owned()),
        ("copies", "/copies".to_owned()),
        ("disputes", "/disputes".to_owned()),
        ("search", "/search?q=talks".to_owned()),
        ("new", "/new?since=2000-01-01T00:00:00Z".to_owned()),
        ("corrections", "/corrections".to_owned()),
        ("correct", format!("/correct?report={number}&layer=event&at={event}")),
    ];
    let families = get("/copies.json");
    if let Some(compare) = families["families"][0]["members"][0]["compare"].as_str() {
        doors.push(("compare", compare.to_owned()));
    }
    doors.into_iter().map(|(name, path)| (name, format!("{base}{path}"))).collect()
}

fn made() -> String {
    match variable("READOUT_SHOW") {
        Some(path) => serve(move |settings| Desk::open(path.as_ref(), settings).unwrap()),
        None => {
            let folder = Folder::new();
            drop(desk(&folder, &readings(&plain)));
            serve(move |settings| {
                let desk = Desk::open(&folder.store(), settings).unwrap();
                // The folder stays as long as the desk does.
                std::mem::forget(folder);
                desk
            })
        }
    }
}

#[test]
#[ignore = "needs Chromium"]
fn every_page_is_sound_at_every_width_without_scripts() {
    let base = made();
    let mut browser = Browser::new();
    let axe = variable("READOUT_AXE").map(|path| std::fs::read_to_string(path).unwrap());
    let mut wrong = Vec::new();
    for (name, address) in doors(&base) {
        for (form, width, height, dark) in [("", 1280, 900, false), ("-dark", 1280, 900, true), ("-narrow", 400, 800, false)] {
            browser.screen(width, height, dark);
            browser.call("Emulation.setScriptExecutionDisabled", json!({"value": true}));
            browser.open(&address);
            browser.shoot(&format!("{name}{form}"));
            browser.call("Emulation.setScriptExecutionDisabled", json!({"value": false}));
            wrong.extend(browser.complaints.drain(..).map(|complaint| format!("{name}{form}: {complaint}")));
            let wide = browser.ask("document.documentElement.scrollWidth").as_u64().unwrap();
            if wide > u64::from(width) {
                let who = browser.ask("[...document.querySelectorAll('body *')].filter(e => e.getBoundingClientRect().right > innerWidth + 1 && !e.closest('.scroll')).slice(0, 4).map(e => e.tagName + '.' + e.className).join(' ')");
                wrong.push(format!("{name}{form}: {wide} wide on a screen of {width}: {who}"));
            }
            let ink = browser.ask("getComputedStyle(document.body).color");
            if (ink == "rgb(27, 28, 30)") == dark {
                wrong.push(format!("{name}{form}: the style did not come, or not that of the scheme: {ink}"));
            }
            wrong.extend(crate::access::faults(&mut browser).into_iter().map(|fault| format!("{name}{form}: {fault}")));
            if form.is_empty() {
                let (faults, stops) = crate::access::keyboard(&mut browser);
                wrong.extend(faults.into_iter().map(|fault| format!("{name}: {fault}")));
                assert!(stops > 10, "{name}: the keyboard stops {stops} times");
            }
            // Once for each page: what differs between the forms, ink and width, is looked at above.
            if let Some(axe) = axe.as_ref().filter(|_| form.is_empty()) {
                browser.ask(&format!("{axe};0"));
                let found = browser.ask("axe.run({runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'best-practice']}).then(r => r.violations.filter(v => ['serious', 'critical', 'moderate'].includes(v.impact)).map(v => v.id + ' (' + v.impact + '): ' + v.nodes.slice(0, 2).map(n => n.html.slice(0, 120)).join(' | ')))");
                wrong.extend(found.as_array().unwrap().iter().map(|fault| format!("{name}{form}: axe: {fault}")));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// The checks themselves: each finds what it is for.
#[test]
#[ignore = "needs Chromium"]
fn faults_of_access_are_found() {
    let mut browser = Browser::new();
    browser.screen(1280, 900, false);
    browser.open("data:text/html,<p>nothing");
    let page = "<h2>Late</h2><h4>Deep</h4><main>x</main><main>y</main><a href='x'></a><input><ul><p>no item</p></ul><table><tr><td>1</td></tr></table>\
                <b id='i'></b><b id='i'></b><p style='color:#999'>pale</p><div aria-hidden='true'><button>seen</button></div>\
                <button style='height:10px;padding:0;font-size:6px'>small</button><style>a:focus{outline:none}</style>";
    browser.ask(&format!("document.body.innerHTML = `{page}`, 0"));
    let found = crate::access::faults(&mut browser).join("\n");
    for criterion in [
        "4.1.2 name: a link",
        "2 of main",
        "0 of banner",
        "headings: 0 of the first level",
        "\"Deep\" of level 4 under level 2",
        "3.1.1",
        "2.4.2",
        "4.1.1 ids: i",
        "3.3.2",
        "1.3.1 tables",
        "1.3.1 lists",
        "4.1.2 hidden",
        "2.5.8",
        "1.4.3 contrast: 2.8",
    ] {
        assert!(found.contains(criterion), "{criterion} is not found: {found}");
    }
    browser.ask("document.body.innerHTML = '<style>a:focus{outline:none}</style><a href=x>one</a><a href=y>two</a>', 0");
    let (found, stops) = crate::access::keyboard(&mut browser);
    assert!(stops == 2 && found.iter().filter(|fault| fault.starts_with("2.4.7")).count() == 2, "{stops} {found:?}");
}

#[test]
#[ignore = "needs Chromium"]
fn the_keyboard_reaches_everything() {
    let folder = Folder::new();
    drop(desk(&folder, &readings(&plain)));
    let base = serve(move |settings| {
        let desk = Desk::open(&folder.store(), settings).unwrap();
        std::mem::forget(folder);
        desk
    });
    let mut browser = Browser::new();
    browser.screen(1280, 900, false);
    browser.open(&format!("{base}/?token={}", crate::made::TOKEN));
    assert_eq!(browser.ask("location.search"), "", "the token does not stay in the address");
    // The first step leads past the navigation.
    browser.key("Tab");
    assert_eq!(browser.ask("document.activeElement.className"), "skip");
    assert_eq!(browser.ask("document.activeElement.getBoundingClientRect().left >= 0"), true, "and can be seen");
    browser.key("Enter");
    assert_eq!(browser.ask("document.activeElement.id"), "main");

    // On a report: a statement is chosen, its card is shown, its words are brought out.
    let report = doors(&base).into_iter().find(|(name, _)| *name == "report").unwrap().1;
    browser.open(&report);
    let shown = "[...document.querySelectorAll('.card')].filter(card => getComputedStyle(card).display != 'none').length";
    assert_eq!(browser.ask(shown), 0);
    browser.key("Tab");
    browser.key("Enter");
    for _ in 0..60 {
        browser.key("Tab");
        if browser.ask("document.activeElement.classList.contains('cu')") == true {
            break;
        }
    }
    let plain = browser.ask("getComputedStyle(document.activeElement).backgroundColor");
    browser.key("Enter");
    assert_eq!(browser.ask(shown), 1, "one card is shown");
    let chosen = browser.ask("getComputedStyle(document.querySelector('a.cu[href=\"' + location.hash + '\"]')).backgroundColor");
    assert_ne!(plain, chosen, "the words are brought out");

    // A layer is switched off with the space bar.
    let paper = "getComputedStyle(document.querySelector('.co')).backgroundColor";
    let before = browser.ask(paper);
    browser.ask("document.getElementById('show-said').focus()");
    browser.ask("history.replaceState(null, '', location.pathname)");
    browser.key("Space");
    assert_ne!(before, browser.ask(paper));

    // A correction, from its form to the history and back.
    let form = doors(&base).into_iter().find(|(name, _)| *name == "correct").unwrap().1;
    browser.open(&form);
    browser.ask("document.querySelector('form.stack:has(input[value=wrong]) textarea').value = 'not in the report'");
    browser.ask("document.querySelector('form.stack:has(input[value=wrong]) button').focus()");
    browser.key("Enter");
    browser.settled();
    assert!(browser.ask("location.pathname").as_str().unwrap().starts_with("/report/"));
    browser.open(&format!("{base}/corrections"));
    assert!(browser.ask("document.body.innerText").as_str().unwrap().contains("not in the report"));
    browser.ask("document.querySelector('.history button').focus()");
    browser.key("Enter");
    browser.settled();
    assert!(browser.ask("document.body.innerText").as_str().unwrap().contains("taken back by"));
    assert_eq!(browser.complaints, Vec::<String>::new());
}

/// On paper stands what was found, without what only a screen needs, in black on white whatever the screen's scheme.
#[test]
#[ignore = "needs Chromium"]
fn pages_can_be_printed() {
    let base = made();
    let mut browser = Browser::new();
    browser.screen(1000, 900, true);
    for (name, address) in doors(&base).into_iter().filter(|(name, _)| matches!(*name, "story" | "report" | "person")) {
        browser.open(&address);
        let features = json!([{"name": "prefers-color-scheme", "value": "dark"}]);
        browser.call("Emulation.setEmulatedMedia", json!({"media": "print", "features": features}));
        let shown = browser.ask(
            "[...document.querySelectorAll('header.top,footer,form,.correct,.layers')].filter(e => e.getClientRects().length).map(e => e.outerHTML.slice(0, 80))",
        );
        assert_eq!(shown, json!([]), "{name}");
        let inks = "[getComputedStyle(document.body).color, getComputedStyle(document.body).backgroundColor]";
        assert_eq!(browser.ask(inks), json!(["rgb(0, 0, 0)", "rgb(255, 255, 255)"]), "{name}");
        let faults = crate::access::contrast(&mut browser);
        assert_eq!(faults, Vec::<String>::new(), "{name}");
        let pdf = browser.call("Page.printToPDF", json!({"printBackground": false}));
        assert!(decode(pdf["data"].as_str().unwrap()).starts_with(b"%PDF"), "{name}");
        browser.call("Emulation.setEmulatedMedia", json!({"media": "", "features": features}));
    }
}

#[test]
#[ignore = "needs Chromium"]
fn scripts_in_a_report_do_not_run() {
    let folder = Folder::new();
    let hostile = |words: &str| {
        format!("{words} <img src=x onerror=alert(1)><script>document.title='broken'</script>\" onfocus=\"alert(1)\" autofocus=\"")
    };
    drop(desk(&folder, &readings(&hostile)));
    let base = serve(move |settings| {
        let desk = Desk::open(&folder.store(), settings).unwrap();
        std::mem::forget(folder);
        desk
    });
    let mut browser = Browser::new();
    for (name, address) in doors(&base) {
        browser.open(&address);
        assert_eq!(browser.complaints, Vec::<String>::new(), "{name}");
        assert!(browser.ask("document.title").as_str().unwrap().ends_with("readout"), "{name}");
        assert_eq!(browser.ask("document.scripts.length + document.images.length + document.querySelectorAll('[onerror],[onfocus],iframe,object,embed').length"), 0, "{name}");
    }
}
