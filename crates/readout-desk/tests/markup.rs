//! Reads the pages' HTML strictly, and says what is wrong with it: mark-up that the desk does not write, and what keeps people out.

use std::collections::{BTreeMap, BTreeSet};

/// A tag as it stands: `/name` for a closing one.
#[derive(Debug)]
pub(crate) struct Tag {
    pub(crate) name: String,
    pub(crate) attributes: BTreeMap<String, String>,
    /// The words that stand before it.
    pub(crate) before: String,
}

const ELEMENTS: &[&str] = &[
    "a",
    "article",
    "aside",
    "b",
    "blockquote",
    "body",
    "button",
    "caption",
    "circle",
    "code",
    "datalist",
    "dd",
    "del",
    "details",
    "div",
    "dl",
    "dt",
    "fieldset",
    "footer",
    "form",
    "g",
    "h1",
    "h2",
    "h3",
    "head",
    "header",
    "html",
    "i",
    "input",
    "ins",
    "label",
    "legend",
    "li",
    "line",
    "link",
    "main",
    "mark",
    "meta",
    "nav",
    "ol",
    "option",
    "p",
    "path",
    "q",
    "rect",
    "section",
    "select",
    "small",
    "span",
    "summary",
    "sup",
    "svg",
    "table",
    "tbody",
    "td",
    "text",
    "textarea",
    "th",
    "thead",
    "title",
    "tr",
    "ul",
];

const ATTRIBUTES: &[&str] = &[
    "abbr",
    "action",
    "aria-current",
    "aria-hidden",
    "aria-label",
    "autocomplete",
    "autofocus",
    "charset",
    "checked",
    "class",
    "content",
    "cx",
    "cy",
    "d",
    "focusable",
    "for",
    "height",
    "href",
    "http-equiv",
    "id",
    "lang",
    "list",
    "maxlength",
    "method",
    "name",
    "open",
    "pattern",
    "placeholder",
    "r",
    "rel",
    "required",
    "role",
    "rows",
    "scope",
    "selected",
    "stroke-width",
    "tabindex",
    "text-anchor",
    "title",
    "type",
    "value",
    "viewBox",
    "width",
    "x",
    "x1",
    "x2",
    "y",
    "y1",
    "y2",
];

/// The tags of a page. Panics on anything that is not written as the desk writes it: an element or attribute that it does not use, an
/// attribute without quotation marks, a lone `<`.
pub(crate) fn tags(page: &str) -> Vec<Tag> {
    let mut tags = Vec::new();
    let mut rest = page.strip_prefix("<!DOCTYPE html>").expect("a doctype");
    while let Some(at) = rest.find('<') {
        let before = rest[..at].to_owned();
        assert!(!before.contains('>'), "a lone > after {}", &before[..before.len().min(80)]);
        let mut inside = &rest[at + 1..];
        let end = inside.find([' ', '>']).expect("a tag that ends");
        let name = inside[..end].to_owned();
        assert!(ELEMENTS.contains(&name.trim_start_matches('/')), "an element that the desk does not write: <{name}");
        inside = &inside[end..];
        let mut attributes = BTreeMap::new();
        while let Some(more) = inside.strip_prefix(' ') {
            let end = more.find(['=', '>', ' ']).expect("an attribute that ends");
            let key = more[..end].to_owned();
            assert!(ATTRIBUTES.contains(&key.as_str()), "an attribute that the desk does not write: {key} in <{name}");
            inside = &more[end..];
            let mut value = String::new();
            if let Some(quoted) = inside.strip_prefix("=\"") {
                let end = quoted.find('"').expect("a quotation mark that closes");
                value = quoted[..end].to_owned();
                assert!(!value.contains(['<', '>']), "mark-up in {key} of <{name}: {value}");
                inside = &quoted[end + 1..];
            }
            assert!(attributes.insert(key.clone(), value).is_none(), "{key} twice in <{name}");
        }
        rest = inside.strip_prefix('>').unwrap_or_else(|| panic!("<{name} does not end: {}", &inside[..inside.len().min(60)]));
        tags.push(Tag { name, attributes, before });
    }
    tags
}

/// Where a page leads to and sends to, unescaped.
pub(crate) fn ways(tags: &[Tag]) -> Vec<String> {
    let of = |tag: &Tag| tag.attributes.get("href").or(tag.attributes.get("action")).cloned();
    tags.iter().filter_map(of).map(|way| way.replace("&amp;", "&")).collect()
}

/// What keeps people out of a page, in words: the rules of a checker like axe that can be told from mark-up alone.
pub(crate) fn faults(page: &str) -> Vec<String> {
    let tags = tags(page);
    let mut faults = Vec::new();
    let mut ids = BTreeSet::new();
    let mut open: Vec<(&str, String)> = Vec::new();
    let mut levels: Vec<u8> = Vec::new();
    let labelled: BTreeSet<&str> =
        tags.iter().filter(|tag| tag.name == "label").filter_map(|tag| tag.attributes.get("for").map(String::as_str)).collect();
    const EMPTY: &[&str] = &["meta", "link", "input"];
    for tag in &tags {
        if let Some((_, words)) = open.last_mut() {
            words.push_str(&tag.before);
        }
        if let Some(name) = tag.name.strip_prefix('/') {
            let Some((opened, words)) = open.pop() else { return vec!["a tag is closed that is not open".to_owned()] };
            if opened != name {
                faults.push(format!("<{opened}> is closed by </{name}>"));
            }
            let named = !words.trim().is_empty();
            if matches!(name, "a" | "button" | "th" | "h1" | "h2" | "h3" | "summary" | "legend" | "title" | "option" | "label" | "caption")
                && !named
            {
                let excused = name == "option" || name == "a" && words.contains('\u{0}');
                if !excused {
                    faults.push(format!("<{name}> without words"));
                }
            }
            if let Some((_, outer)) = open.last_mut() {
                outer.push_str(&words);
            }
            continue;
        }
        let get = |key: &str| tag.attributes.get(key).map(String::as_str);
        if let Some(id) = get("id")
            && !ids.insert(id.to_owned())
        {
            faults.push(format!("the id {id} stands twice"));
        }
        if let Some(level) = tag.name.strip_prefix('h').and_then(|level| level.parse::<u8>().ok()) {
            if levels.last().is_some_and(|last| level > last + 1)
                || levels.is_empty() && level != 1 && !open.iter().any(|(name, _)| *name == "aside")
            {
                faults.push(format!("h{level} after h{}", levels.last().copied().unwrap_or(0)));
            }
            levels.push(level);
        }
        match tag.name.as_str() {
            "html" if get("lang").is_none_or(str::is_empty) => faults.push("no language".to_owned()),
            "input" | "select" | "textarea" if get("type") != Some("hidden") => {
                let inside = open.iter().any(|(name, _)| *name == "label");
                let by_id = get("id").is_some_and(|id| labelled.contains(id));
                if !inside && !by_id && get("aria-label").is_none() {
                    faults.push(format!("a field without a label: {:?}", get("name")));
                }
            }
            "th" if get("scope").is_none() => faults.push("a heading of a table without scope".to_owned()),
            "nav" if get("aria-label").is_none() => faults.push("a navigation without a name".to_owned()),
            "svg" if get("aria-hidden") != Some("true") => faults.push("a drawing that is read aloud".to_owned()),
            _ => {}
        }
        if let Some(position) = get("tabindex")
            && !matches!(position, "-1" | "0")
        {
            faults.push("an order of the keyboard of its own".to_owned());
        }
        if !EMPTY.contains(&tag.name.as_str()) {
            open.push((tag.name.as_str(), get("aria-label").map(|label| format!("{label} ")).unwrap_or_default()));
        }
    }
    if !open.is_empty() {
        faults.push(format!("never closed: {:?}", open.iter().map(|(name, _)| name).collect::<Vec<_>>()));
    }
    if levels.iter().filter(|level| **level == 1).count() != 1 {
        faults.push("not just one h1".to_owned());
    }
    for way in ways(&tags).iter().filter_map(|way| way.strip_prefix('#')) {
        if !ids.contains(way) {
            faults.push(format!("#{way} leads nowhere"));
        }
    }
    for name in ["main", "title", "footer", "header"] {
        if !tags.iter().any(|tag| tag.name == name) {
            faults.push(format!("no {name}"));
        }
    }
    faults
}

#[test]
fn the_checker_finds_faults() {
    let frame = |body: &str| {
        format!(
            "<!DOCTYPE html><html lang=\"en\"><head><title>x</title></head><body><header></header><main>{body}</main><footer></footer></body></html>"
        )
    };
    assert_eq!(faults(&frame("<h1>a</h1>")), Vec::<String>::new());
    for body in [
        "<h1>a</h1><h3>b</h3>",
        "<h1>a</h1><input name=\"q\">",
        "<h1>a</h1><a href=\"#x\">b</a>",
        "<h1>a</h1><a href=\"/\"></a>",
        "<h1>a</h1><p id=\"x\"></p><p id=\"x\"></p>",
        "<p>a</p>",
        "<h1>a</h1><table><tr><th>b</th></tr></table>",
    ] {
        assert_eq!(faults(&frame(body)).len(), 1, "{body}: {:?}", faults(&frame(body)));
    }
    for body in ["<script>", "<h1 onclick=\"x\">", "<h1 style=\"x\">", "<h1 title=x>"] {
        assert!(std::panic::catch_unwind(|| tags(&frame(body))).is_err(), "{body}");
    }
}

#[test]
fn every_pair_of_ink_and_paper_can_be_told_apart() {
    let css = include_str!("../data/desk.css");
    for theme in css.split(":root{").skip(1) {
        let colours: BTreeMap<&str, [f64; 3]> = theme[..theme.find('}').unwrap()]
            .split(';')
            .filter_map(|pair| pair.trim().split_once(':'))
            .filter_map(|(name, value)| {
                let digits = value.strip_prefix('#')?;
                let at = |n: usize| u8::from_str_radix(&digits[n..n + 2], 16).ok().map(f64::from);
                Some((name, [at(0)?, at(2)?, at(4)?]))
            })
            .collect();
        assert!(colours.len() > 10);
        let light = |colour: [f64; 3]| {
            let [red, green, blue] =
                colour.map(|part| if part / 255.0 <= 0.04045 { part / 255.0 / 12.92 } else { ((part / 255.0 + 0.055) / 1.055).powf(2.4) });
            0.2126 * red + 0.7152 * green + 0.0722 * blue
        };
        let contrast = |one: &str, other: &str| {
            let (one, other) = (light(colours[one]), light(colours[other]));
            (one.max(other) + 0.05) / (one.min(other) + 0.05)
        };
        for ink in ["--ink", "--faint", "--link", "--good", "--bad", "--held", "--planned"] {
            assert!(contrast(ink, "--paper") >= 4.5, "{ink} on paper: {}", contrast(ink, "--paper"));
            assert!(contrast(ink, "--panel") >= 4.5, "{ink} on panel: {}", contrast(ink, "--panel"));
        }
        for paper in ["--mark", "--chosen", "--said", "--wire"] {
            assert!(contrast("--ink", paper) >= 4.5, "ink on {paper}: {}", contrast("--ink", paper));
        }
        for ink in ["--faint", "--link"] {
            assert!(contrast(ink, "--wire") >= 4.5 && contrast(ink, "--said") >= 4.5, "{ink}");
        }
    }
}
