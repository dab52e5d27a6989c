//! Whether pages can be used by whoever cannot see them, or sees colours badly, or has no mouse: what the browser tells such programs of a page.
//!
//! The checks are our own, over the browser's debugging pipe: the accessibility tree as Chromium computes it, and the colours as it paints them.
//! They follow the criteria of WCAG 2.2 at level AA that a program can decide; each names its criterion.

use crate::browser::Browser;
use serde_json::{Value, json};
use std::collections::BTreeMap;

/// Roles of what can be used, which must have a name (4.1.2), and of what is shown in place of words (1.1.1).
const NAMED: &[&str] = &[
    "link",
    "button",
    "textbox",
    "searchbox",
    "combobox",
    "listbox",
    "checkbox",
    "radio",
    "spinbutton",
    "heading",
    "image",
    "DisclosureTriangle",
];

/// What is wrong with the page that is open, in words.
pub(crate) fn faults(browser: &mut Browser) -> Vec<String> {
    let mut wrong = tree(browser);
    for (criterion, expression) in PAGE {
        let found = browser.ask(expression);
        wrong.extend(found.as_array().into_iter().flatten().map(|fault| format!("{criterion}: {}", fault.as_str().unwrap_or_default())));
    }
    wrong
}

/// Words whose ink is too near to their paper.
pub(crate) fn contrast(browser: &mut Browser) -> Vec<String> {
    let found = browser.ask(CONTRAST);
    found.as_array().into_iter().flatten().map(|fault| fault.as_str().unwrap_or_default().to_owned()).collect()
}

/// Names, landmarks and headings in the accessibility tree.
fn tree(browser: &mut Browser) -> Vec<String> {
    let nodes = browser.call("Accessibility.getFullAXTree", json!({}))["nodes"].as_array().cloned().unwrap_or_default();
    let mut wrong = Vec::new();
    let mut landmarks: BTreeMap<String, Vec<String>> = BTreeMap::new();
    let mut levels = Vec::new();
    for node in nodes.iter().filter(|node| node["ignored"] != true) {
        let text = |field: &str| node[field]["value"].as_str().unwrap_or_default().trim().to_owned();
        let (role, name) = (text("role"), text("name"));
        if NAMED.contains(&role.as_str()) && name.is_empty() {
            wrong.push(format!("4.1.2 name: a {role} without a name: {}", of(browser, node)));
        }
        if matches!(role.as_str(), "main" | "banner" | "navigation" | "contentinfo" | "search" | "complementary" | "region") {
            landmarks.entry(role.clone()).or_default().push(name.clone());
        }
        if role == "heading" {
            let level = node["properties"].as_array().into_iter().flatten().find(|property| property["name"] == "level");
            levels.push((level.and_then(|level| level["value"]["value"].as_i64()).unwrap_or_default(), name));
        }
    }
    for (role, expect) in [("main", 1), ("banner", 1), ("contentinfo", 1), ("search", 1)] {
        let n = landmarks.get(role).map_or(0, Vec::len);
        if n != expect {
            wrong.push(format!("1.3.1 landmarks: {n} of {role}"));
        }
    }
    for (role, names) in &landmarks {
        let mut different = names.clone();
        different.sort();
        different.dedup();
        if names.len() > 1 && (different.len() < names.len() || names.iter().any(String::is_empty)) {
            wrong.push(format!("1.3.1 landmarks: several of {role} that cannot be told apart: {names:?}"));
        }
    }
    let first = levels.iter().filter(|(level, _)| *level == 1).count();
    if first != 1 || levels.first().is_some_and(|(level, _)| *level != 1) {
        wrong.push(format!("1.3.1 headings: {first} of the first level, and {:?} comes first", levels.first()));
    }
    for pair in levels.windows(2) {
        if pair[1].0 > pair[0].0 + 1 {
            wrong.push(format!("1.3.1 headings: {:?} of level {} under level {}", pair[1].1, pair[1].0, pair[0].0));
        }
    }
    wrong
}

/// The element that a node of the tree stands for.
fn of(browser: &mut Browser, node: &Value) -> String {
    let Some(id) = node["backendDOMNodeId"].as_i64() else { return "?".to_owned() };
    let html = browser.call("DOM.getOuterHTML", json!({"backendNodeId": id}));
    html["outerHTML"].as_str().unwrap_or_default().chars().take(160).collect()
}

/// Criteria that are looked at in the page itself: each expression yields a list of faults.
const PAGE: &[(&str, &str)] = &[
    ("3.1.1 language", "document.documentElement.lang ? [] : ['the page has no language']"),
    ("2.4.2 title", "document.title.trim() ? [] : ['the page has no title']"),
    (
        "1.4.4 zoom",
        "[...document.querySelectorAll('meta[name=viewport]')].filter(m => /maximum-scale|user-scalable/.test(m.content)).map(m => m.content)",
    ),
    (
        "4.1.1 ids",
        "(() => { const seen = {}; document.querySelectorAll('[id]').forEach(e => seen[e.id] = (seen[e.id] || 0) + 1); \
          return Object.keys(seen).filter(id => seen[id] > 1); })()",
    ),
    (
        "3.3.2 labels",
        "[...document.querySelectorAll('input:not([type=hidden]),select,textarea')].filter(e => !(e.labels && e.labels.length) && \
          !e.getAttribute('aria-label')).map(e => e.outerHTML.slice(0, 120))",
    ),
    (
        "1.3.1 tables",
        "[...document.querySelectorAll('table')].filter(t => !t.querySelector('th[scope]')).map(t => t.outerHTML.slice(0, 120))",
    ),
    (
        "1.3.1 lists",
        "[...document.querySelectorAll('ul,ol')].flatMap(l => [...l.children]).filter(e => e.tagName != 'LI').map(e => e.outerHTML.slice(0, 120)).concat(\
          [...document.querySelectorAll('dl')].flatMap(l => [...l.children]).filter(e => !['DT', 'DD', 'DIV'].includes(e.tagName)).map(e => e.outerHTML.slice(0, 120)))",
    ),
    (
        "4.1.2 hidden",
        "[...document.querySelectorAll('[aria-hidden=true]')].filter(e => e.matches('a,button,input,select,textarea,[tabindex]') || \
          e.querySelector('a,button,input,select,textarea,[tabindex]:not([tabindex=\"-1\"])')).map(e => e.outerHTML.slice(0, 120))",
    ),
    (
        // Links in running text are excepted by the criterion; what stands alone is not.
        "2.5.8 target size",
        "[...document.querySelectorAll('button,select,input:not([type=hidden]):not([type=checkbox]):not([type=radio]),textarea,summary')]\
          .filter(e => e.getClientRects().length).map(e => [e, e.getBoundingClientRect()]).filter(([e, r]) => r.height < 24 && r.width > 1)\
          .map(([e, r]) => Math.round(r.height) + ' high: ' + e.outerHTML.slice(0, 100))",
    ),
    ("1.4.3 contrast", CONTRAST),
];

/// Words whose ink is too near to their paper: 4.5 to 1, or 3 to 1 where they are large. What lies under is followed up to the page.
const CONTRAST: &str = r"(() => {
  const parse = c => { const n = c.match(/[\d.]+/g).map(Number); return {r: n[0], g: n[1], b: n[2], a: n.length > 3 ? n[3] : 1}; };
  const over = (top, under) => ({r: top.r * top.a + under.r * (1 - top.a), g: top.g * top.a + under.g * (1 - top.a), b: top.b * top.a + under.b * (1 - top.a), a: 1});
  const light = c => { const f = v => { v /= 255; return v <= 0.04045 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4; }; return 0.2126 * f(c.r) + 0.7152 * f(c.g) + 0.0722 * f(c.b); };
  const paper = e => { const layers = []; for (; e; e = e.parentElement) { const s = getComputedStyle(e); layers.push(parse(s.backgroundColor)); const painted = s.backgroundImage.match(/rgba?\([^)]*\)/); if (painted) layers.unshift(parse(painted[0])); if (layers[layers.length - 1].a == 1) break; }
    return layers.reverse().reduce((under, top) => over(top, under), {r: 255, g: 255, b: 255, a: 1}); };
  const wrong = new Set();
  const walk = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  while (walk.nextNode()) {
    const e = walk.currentNode.parentElement;
    if (!walk.currentNode.data.trim() || !e.getClientRects().length || ['OPTION', 'TITLE'].includes(e.tagName)) continue;
    const s = getComputedStyle(e), size = parseFloat(s.fontSize), large = size >= 24 || (size >= 18.66 && s.fontWeight >= 700);
    const svg = e.closest('svg'); const under = paper(e), ink = over(parse(svg ? (s.fill == 'none' ? s.color : s.fill) : s.color), under);
    const [a, b] = [light(ink), light(under)].sort((x, y) => y - x), ratio = (a + 0.05) / (b + 0.05);
    if (ratio < (large ? 3 : 4.5)) wrong.add(ratio.toFixed(2) + ' to 1 in ' + e.tagName.toLowerCase() + '.' + (e.getAttribute('class') || '') + ': ' + walk.currentNode.data.trim().slice(0, 40));
  }
  return [...wrong].slice(0, 12);
})()";

/// Goes through the page with the Tab key. Each stop must be seen (2.4.7), stops come in the order of the page (2.4.3), and the way leads out
/// again (2.1.2). A field of several parts, such as a date, is one stop. What is wrong, and how many stops there are.
pub(crate) fn keyboard(browser: &mut Browser) -> (Vec<String>, usize) {
    /// Stops that are looked at: long lists go on in the same way.
    const MOST: usize = 70;
    let mut wrong = Vec::new();
    browser.ask("window.last = null, document.activeElement.blur(), 0");
    for stop in 0..MOST {
        browser.key("Tab");
        let at = browser.ask(
            "(() => { const e = document.activeElement; if (!e || e == document.body || (window.last && e.matches('.skip'))) return 'out'; \
              if (e == window.last) return []; const s = getComputedStyle(e), r = e.getBoundingClientRect(); \
              const faults = []; if (!(parseFloat(s.outlineWidth) > 0 && s.outlineStyle != 'none')) faults.push('2.4.7 focus is not seen'); \
              if (!(r.width > 0 && r.height > 0 && r.right > 0 && r.bottom > 0 && r.top < innerHeight)) faults.push('2.4.7 focus is off the screen'); \
              if (window.last && !(window.last.compareDocumentPosition(e) & Node.DOCUMENT_POSITION_FOLLOWING)) faults.push('2.4.3 order'); \
              window.last = e; return faults.map(f => f + ': ' + e.outerHTML.slice(0, 100)); })()",
        );
        match at.as_array() {
            Some(faults) => wrong.extend(faults.iter().map(|fault| fault.as_str().unwrap_or_default().to_owned())),
            None => return (wrong, stop),
        }
    }
    (wrong, MOST)
}
