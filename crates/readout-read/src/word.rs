//! Words in the sense of English Universal Dependencies, by rule.
//!
//! Comes in: a stretch of text. Goes out: where its words stand. Contractions are taken apart (`do` `n't`, `Norland` `'s`), hyphenated
//! compounds too (`rebel` `-` `held`) unless the first part is a prefix (`anti-war`), numbers keep their separators (`240,000`, `12:30`)
//! and lose their units (`5` `pm`), abbreviations and initials keep their full stop. The lists were made from the training parts of
//! UD EWT and GUM. `training/` cuts its texts by the same rules.

/// Prefixes that stay with what follows their hyphen.
const PREFIXES: &[&str] = &[
    "anti", "bi", "co", "counter", "cross", "de", "e", "ex", "hyper", "inter", "intra", "macro", "mega", "meta", "micro", "mid", "mini",
    "multi", "neo", "non", "over", "post", "pre", "pro", "pseudo", "quasi", "re", "semi", "sub", "trans", "tri", "ultra", "un",
];

/// Titles and the like: a name follows, never a sentence.
const TITLES: &[&str] = &[
    "adm", "amb", "atty", "brig", "capt", "cmdr", "col", "cpl", "det", "dr", "ft", "gen", "gov", "hon", "insp", "lt", "maj", "messrs",
    "mlle", "mme", "mr", "mrs", "ms", "mt", "pres", "prof", "rep", "reps", "rev", "sen", "sens", "sgt", "st", "supt",
];

/// Abbreviations that may also end a sentence.
const CLOSERS: &[&str] = &[
    "approx", "assn", "ave", "blvd", "bros", "cf", "co", "corp", "dept", "est", "etc", "inc", "jr", "ltd", "llc", "sr", "vs", "al", "aug",
    "dec", "feb", "jan", "nov", "oct", "sep", "sept", "thu", "thur", "thurs", "tue", "tues",
];

/// States of the United States, abbreviated only beside a comma.
const STATES: &[&str] = &[
    "ala", "ariz", "ark", "calif", "colo", "conn", "del", "fla", "ga", "ill", "ind", "kan", "ky", "la", "mass", "md", "mich", "minn",
    "miss", "mo", "mont", "neb", "nev", "okla", "ore", "pa", "tenn", "tex", "va", "vt", "wash", "wis", "wyo",
];

/// Abbreviated only before a digit (`No. 10`, `Mar. 3`).
const BEFORE_DIGITS: &[&str] =
    &["apr", "art", "fig", "fri", "jul", "jun", "mar", "mon", "no", "nos", "p", "pp", "sat", "sec", "sun", "vol", "wed"];

/// Written as one, read as two; the number is the length of the first.
const PAIRS: &[(&str, usize)] = &[
    ("alot", 1),
    ("arent", 3),
    ("cannot", 3),
    ("cant", 2),
    ("couldnt", 5),
    ("didnt", 3),
    ("doesnt", 4),
    ("dont", 2),
    ("gimme", 3),
    ("gonna", 3),
    ("gotta", 3),
    ("hadnt", 3),
    ("hasnt", 3),
    ("havent", 4),
    ("im", 1),
    ("isnt", 2),
    ("ive", 1),
    ("lemme", 3),
    ("lotta", 3),
    ("outta", 3),
    ("shouldnt", 6),
    ("thats", 4),
    ("wanna", 3),
    ("wasnt", 3),
    ("werent", 4),
    ("wouldnt", 5),
];

/// The longest word; what is longer is cut, so that no input makes a word of unbounded length.
const LONGEST: usize = 120;

/// Brackets as the Penn Treebank writes them, and with it texts that were cut into words before.
const ESCAPES: &[(&str, &str)] = &[("-LRB-", "("), ("-RRB-", ")"), ("-LSB-", "["), ("-RSB-", "]"), ("-LCB-", "{"), ("-RCB-", "}")];

/// The mark that a word stands for.
pub(crate) fn unescaped(form: &str) -> &str {
    let escape = if form.starts_with('-') { ESCAPES.iter().find(|(escape, _)| *escape == form) } else { None };
    escape.map_or(form, |(_, mark)| mark)
}

/// Cuts `text` into words: ranges of bytes, in order, that cover everything but white space and invisible characters.
pub(crate) fn cut(text: &str) -> Vec<(usize, usize)> {
    let mut cutter = Cutter { text, words: Vec::with_capacity(text.len() / 5) };
    let mut at = 0;
    while at < text.len() {
        let rest = &text[at..];
        let gap = rest.find(|c: char| !is_gap(c)).unwrap_or(rest.len());
        at += gap;
        let end = at + text[at..].find(is_gap).unwrap_or(text.len() - at);
        while at < end {
            at = cutter.next(at, end);
        }
    }
    cutter.words
}

/// White space, controls, and characters that cannot be seen.
pub(crate) fn is_gap(c: char) -> bool {
    c.is_whitespace()
        || c.is_control()
        || matches!(c, '\u{200b}' | '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{2069}' | '\u{feff}')
}

/// What a word that ends in a full stop says about a boundary after it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Stop {
    /// A name follows: `Mr.`, `Gen.`
    Title,
    /// An initial: `J.`
    Initial,
    /// Any other abbreviation, which may end a sentence: `U.N.`, `Inc.`, `p.m.`
    Closer,
}

/// The kind of a word that keeps its full stop, or `None`.
pub(crate) fn stop_of(form: &str) -> Option<Stop> {
    let stem = form.strip_suffix('.')?;
    let low = stem.to_lowercase();
    match stem.chars().next() {
        Some(first) if !first.is_alphabetic() => None,
        Some(first) if first.len_utf8() == stem.len() => Some(if first.is_uppercase() { Stop::Initial } else { Stop::Closer }),
        Some(_) if TITLES.contains(&low.as_str()) => Some(Stop::Title),
        Some(_) => Some(Stop::Closer),
        None => None,
    }
}

/// An apostrophe in any of its forms.
pub(crate) fn is_apostrophe(c: char) -> bool {
    matches!(c, '\'' | '’' | '‘' | '`' | '´' | 'ʼ')
}

fn is_word(c: char) -> bool {
    c.is_alphanumeric()
        || matches!(c, '\u{ad}' | '\u{300}'..='\u{36f}' | '\u{64b}'..='\u{65f}' | '\u{93a}'..='\u{94f}' | '\u{e31}'..='\u{e4e}' | '\u{200c}')
}

/// Scripts written without spaces, where each character stands alone.
fn stands_alone(c: char) -> bool {
    matches!(c, '\u{3040}'..='\u{30ff}' | '\u{3400}'..='\u{9fff}' | '\u{f900}'..='\u{faff}' | '\u{20000}'..='\u{3ffff}')
}

fn is_letter(c: char) -> bool {
    is_word(c) && !c.is_numeric()
}

fn starts(text: &str, test: impl Fn(char) -> bool) -> bool {
    text.chars().next().is_some_and(test)
}

/// Length of the run of `text`'s first characters that pass `test`.
fn run(text: &str, test: impl Fn(char) -> bool) -> usize {
    text.find(|c| !test(c)).unwrap_or(text.len())
}

struct Cutter<'a> {
    text: &'a str,
    words: Vec<(usize, usize)>,
}

impl Cutter<'_> {
    fn push(&mut self, start: usize, mut end: usize) -> usize {
        if end - start > LONGEST {
            end = (start + LONGEST..).find(|at| self.text.is_char_boundary(*at)).unwrap_or(end);
        }
        self.words.push((start, end));
        end
    }

    /// Takes the word or words at `at`, where the stretch without space ends at `end`, and returns where the next begins.
    fn next(&mut self, at: usize, end: usize) -> usize {
        let rest = &self.text[at..end];
        let Some(first) = rest.chars().next() else { return end };
        let touches = self.touches(at);
        if let Some(length) = address(rest, touches) {
            return self.push(at, at + length);
        }
        if let Some(length) = symbol_run(rest, first, touches) {
            return self.push(at, at + length);
        }
        if is_apostrophe(first) {
            let length = if touches { clitic(rest) } else { year(rest) };
            return self.push(at, at + length.unwrap_or(first.len_utf8()));
        }
        if let Some(length) = self.initials(at, end) {
            return self.push(at, at + length);
        }
        if first.is_numeric() || (first == '.' && !touches && starts(&rest[1..], |c| c.is_ascii_digit())) {
            return self.number(at, end, touches);
        }
        if is_word(first) && !stands_alone(first) {
            return self.letters(at, end);
        }
        // A symbol stands alone, with what modifies it: skin tones, variation selectors, joined emoji.
        let mut length = first.len_utf8();
        let mut joined = false;
        for c in rest[length..].chars() {
            if !matches!(c, '\u{200d}' | '\u{fe00}'..='\u{fe0f}' | '\u{1f3fb}'..='\u{1f3ff}' | '\u{300}'..='\u{36f}' | '\u{20e3}')
                && !joined
            {
                break;
            }
            joined = c == '\u{200d}';
            length += c.len_utf8();
        }
        self.push(at, at + length)
    }

    /// Whether a word ends directly before `at`.
    fn touches(&self, at: usize) -> bool {
        self.words.last().is_some_and(|word| word.1 == at)
    }

    /// `U.N.`, `Ph.D.`, and one capital with its stop before a name, a comma or a hyphen.
    fn initials(&self, at: usize, end: usize) -> Option<usize> {
        let rest = &self.text[at..end];
        let mut length = 0;
        let mut n_letters = 0;
        loop {
            let mut characters = rest[length..].chars();
            match (characters.next(), characters.next()) {
                (Some(letter), Some('.')) if letter.is_alphabetic() => {
                    length += letter.len_utf8() + 1;
                    n_letters += 1;
                }
                _ => break,
            }
        }
        if n_letters >= 2 && !starts(&rest[length..], is_letter) {
            return Some(length);
        }
        if n_letters >= 2 {
            return None;
        }
        if let Some(known) = ["Ph.D.", "M.Sc.", "B.Sc.", "Lt.Col."].iter().find(|known| rest.starts_with(**known)) {
            return Some(known.len());
        }
        let first = rest.chars().next()?;
        // `J-K. They`: letters joined by a hyphen are no initials, `J.-K. Todor` has some.
        let before = self.text[..at].strip_suffix('-').and_then(|before| before.chars().next_back());
        if n_letters == 1 && first.is_uppercase() && !before.is_some_and(char::is_alphabetic) {
            let after = &self.text[at + length..];
            let next = after.trim_start_matches(is_gap);
            let spaced = next.len() < after.len() && end == at + length;
            if (spaced && starts(next, |c| c.is_uppercase() || matches!(c, '“' | '"' | '\'' | '’')))
                || (!spaced && starts(after, |c| matches!(c, '-' | ',')))
            {
                return Some(length);
            }
        }
        None
    }

    /// `240,000`, `12:30`, `3rd`; units are split off: `5` `pm`.
    fn number(&mut self, at: usize, end: usize, touches: bool) -> usize {
        let rest = &self.text[at..end];
        if let Some(length) = telephone(rest).filter(|_| !touches) {
            return self.push(at, at + length);
        }
        let mut length = usize::from(rest.starts_with('.'));
        loop {
            length += run(&rest[length..], char::is_numeric);
            let mut characters = rest[length..].chars();
            match (characters.next(), characters.next()) {
                (Some('.' | ',' | ':' | '/'), Some(digit)) if digit.is_ascii_digit() => length += 1,
                _ => break,
            }
        }
        let after = &rest[length..];
        let unit = run(after, is_letter);
        let letters = after[..unit].to_lowercase();
        let stays = matches!(letters.as_str(), "s" | "st" | "nd" | "rd" | "th")
            || (unit > 0
                && after[..unit].chars().all(char::is_uppercase)
                && !matches!(letters.as_str(), "m" | "k" | "am" | "pm" | "mm" | "bn" | "b"))
            || (unit > 0 && starts(&after[unit..], char::is_numeric));
        if stays {
            let end = at + length + run(after, is_word);
            return self.push(at, end);
        }
        // The decade `1960's` is one word.
        if rest[..length].ends_with('0')
            && length >= 2
            && starts(after, is_apostrophe)
            && clitic(after) == Some(after.len().min(2))
            && after.ends_with('s')
        {
            let end = at + length + after.len();
            return self.push(at, end);
        }
        self.push(at, at + length)
    }

    fn letters(&mut self, at: usize, end: usize) -> usize {
        let rest = &self.text[at..end];
        let plain = |c: char| is_word(c) && !stands_alone(c);
        let mut length = run(rest, plain);
        // AT&T, file_name.
        while starts(&rest[length..], |c| matches!(c, '&' | '_')) && starts(&rest[length + 1..], plain) {
            length += 1 + run(&rest[length + 1..], plain);
        }
        // A prefix keeps its hyphen.
        while rest[length..].starts_with('-') && starts(&rest[length + 1..], plain) && is_prefix(&rest[..length]) {
            let after = at + length + 1;
            length += 1 + self.initials(after, end).unwrap_or_else(|| run(&rest[length + 1..], plain));
        }
        if rest[length..].starts_with('.') && self.keeps_stop(at, at + length, end) {
            return self.push(at, at + length + 1);
        }
        // US$ 5, A$5.
        if rest[length..].starts_with('$') && length <= 3 && rest[..length].chars().all(char::is_uppercase) {
            return self.push(at, at + length + 1);
        }
        // O'Brien, Qa'ida: an apostrophe inside letters that begins no clitic.
        loop {
            let tail = &rest[length..];
            let Some(mark) = tail.chars().next().filter(|c| is_apostrophe(*c) && *c != '`') else { break };
            let after = &tail[mark.len_utf8()..];
            if !starts(after, is_letter) || clitic(tail).is_some() || negation(&rest[..length], tail).is_some() {
                break;
            }
            length += mark.len_utf8() + run(after, plain);
        }
        if let Some(tail) = negation(&rest[..length], &rest[length..]).filter(|_| length > 1) {
            self.push(at, at + length - 1);
            return self.push(at + length - 1, at + length + tail);
        }
        // A slash between single letters (`b/c`, `w/o`, `N/A`), or after one where the stretch ends (`w/`).
        if length == 1 && !self.touches(at) && rest[1..].starts_with('/') {
            let after = run(&rest[2..], is_letter);
            if after <= 1 && !starts(&rest[2 + after..], |c| is_word(c) || c == '/') {
                return self.push(at, at + 2 + after);
            }
        }
        // A word broken off: `th- the`. A dash without a space before it is one only after a name or a whole stretch of words.
        if rest[length..] == *"-" && length <= 3 && !self.touches(at) {
            return self.push(at, at + length + 1);
        }
        let low = if length <= 8 { rest[..length].to_lowercase() } else { String::new() };
        let shouted = length <= 3 && rest[..length].chars().all(char::is_uppercase);
        if let Some((_, first)) = PAIRS.iter().find(|(pair, _)| low == *pair && !shouted) {
            self.push(at, at + first);
            return self.push(at + first, at + length);
        }
        self.push(at, at + length)
    }

    /// Whether the letters from `at` to `stop` are an abbreviation whose full stop, at `stop`, belongs to them.
    fn keeps_stop(&self, at: usize, stop: usize, end: usize) -> bool {
        let letters = &self.text[at..stop];
        if letters.len() > 7 || starts(&self.text[stop + 1..end], is_letter) {
            return false;
        }
        let low = letters.to_lowercase();
        let low = low.as_str();
        let capital = starts(letters, char::is_uppercase);
        let next = self.text[stop + 1..].trim_start_matches(is_gap);
        let before_comma = next.starts_with([',', ';', ')']);
        let after_comma = self.words.last().is_some_and(|word| &self.text[word.0..word.1] == ",");
        (TITLES.contains(&low) && capital && !next.is_empty())
            || (CLOSERS.contains(&low)
                && (capital || matches!(low, "al" | "approx" | "cf" | "est" | "etc" | "inc" | "vs"))
                && (low != "al" || !capital))
            || (STATES.contains(&low) && capital && (before_comma || after_comma))
            || (BEFORE_DIGITS.contains(&low) && starts(next, |c| c.is_ascii_digit()))
    }
}

fn is_prefix(letters: &str) -> bool {
    letters.len() <= 7 && PREFIXES.contains(&letters.to_lowercase().as_str())
}

/// Length of `'s`, `'re`, … at the start of `text`.
fn clitic(text: &str) -> Option<usize> {
    let mark = text.chars().next().filter(|c| is_apostrophe(*c))?.len_utf8();
    let letters = run(&text[mark..], is_word);
    if letters > 2 {
        return None;
    }
    let low = text[mark..mark + letters].to_lowercase();
    matches!(low.as_str(), "s" | "re" | "ve" | "ll" | "d" | "m").then_some(mark + letters)
}

/// Length of `'t` at the start of `tail`, where `before` ends in `n`.
fn negation(before: &str, tail: &str) -> Option<usize> {
    let mark = tail.chars().next().filter(|c| is_apostrophe(*c))?.len_utf8();
    let letters = run(&tail[mark..], is_word);
    (before.ends_with(['n', 'N']) && tail[mark..mark + letters].eq_ignore_ascii_case("t")).then_some(mark + letters)
}

/// Length of `'99` or `'60s`.
fn year(text: &str) -> Option<usize> {
    let mark = text.chars().next()?.len_utf8();
    let word = run(&text[mark..], is_word);
    let digits = run(&text[mark..], |c| c.is_ascii_digit());
    (digits == 2 && (word == 2 || (word == 3 && text[mark + 2..].starts_with('s')))).then_some(mark + word)
}

/// Length of a telephone number in the American manner.
fn telephone(text: &str) -> Option<usize> {
    let length = run(text, |c| c.is_ascii_digit() || c == '-');
    let groups: Vec<usize> = text[..length].split('-').map(str::len).collect();
    matches!(groups[..], [3, 4] | [3, 3, 4] | [1, 3, 3, 4]).then_some(length)
}

/// Length of a web address, e-mail address, handle or hash tag.
fn address(text: &str, touches: bool) -> Option<usize> {
    if touches && !text.starts_with(['h', 'w', 'H']) {
        return None;
    }
    let bytes = text.as_bytes();
    let begins = |prefix: &str| bytes.len() > prefix.len() && bytes[..prefix.len()].eq_ignore_ascii_case(prefix.as_bytes());
    let length = if begins("http://") || begins("https://") || begins("www.") {
        text.find(['<', '>', '"', '“', '”']).unwrap_or(text.len())
    } else if text.starts_with(['@', '#']) {
        let letters = run(&text[1..], |c| is_word(c) || c == '_');
        // `#1` is a number with its sign.
        let tag = letters > 0 && !(text.starts_with('#') && text[1..1 + letters].chars().all(char::is_numeric));
        return tag.then_some(1 + letters);
    } else if text.contains('@') {
        let name = run(text, |c| is_word(c) || matches!(c, '_' | '.' | '+' | '-'));
        let host = text[name..].strip_prefix('@').map(|host| run(host, |c| is_word(c) || matches!(c, '-' | '.')))?;
        // Addresses inside one organisation have no dot.
        let inside = || text[name + 1..].chars().take(2).all(char::is_uppercase);
        (name > 0 && host > 1 && (text[name + 1..name + 1 + host].trim_matches('.').contains('.') || inside()))
            .then_some(name + 1 + host)?
    } else {
        let host = run(text, |c| c.is_ascii_alphanumeric() || matches!(c, '-' | '.'));
        let (name, top) = text[..host].trim_end_matches('.').rsplit_once('.')?;
        // A newsgroup or host of three parts and more in small letters; a site; or a file by its name.
        let low = top.to_ascii_lowercase();
        let parts = |name: &str| name.split('.').all(|part| part.len() >= 2 && part.bytes().all(|b| b.is_ascii_lowercase() || b == b'-'));
        if name.contains('.') && parts(name) && parts(top) {
            return Some(name.len() + 1 + top.len());
        }
        if name.is_empty()
            || !matches!(low.as_str(), "com" | "org" | "net" | "gov" | "edu" | "pdf" | "doc" | "htm" | "html" | "xls" | "jpg" | "txt")
        {
            return None;
        }
        name.len() + 1 + top.len() + if text[host..].starts_with('/') { text.len() - host } else { 0 }
    };
    let trimmed = text[..length].trim_end_matches(['.', ',', ';', ':', '!', '?', ')', ']', '}', '>', '\'', '’', '"', '”']).len();
    (trimmed > 0).then_some(trimmed)
}

/// Length of a run of equal marks (`--`, `...`, `?!`), doubled quotation marks or a simple face.
fn symbol_run(text: &str, first: char, touches: bool) -> Option<usize> {
    let length = match first {
        '-' if ESCAPES.iter().any(|(escape, _)| text.starts_with(escape)) => 5,
        '-' | '=' => run(text, |c| matches!(c, '-' | '=')),
        '*' | '_' | '+' | '<' | '>' | '–' | '—' | '$' | '\\' | '.' => run(text, |c| c == first),
        '!' | '?' => run(text, |c| matches!(c, '!' | '?')),
        '\'' | '`' if text[1..].starts_with(first) => 2,
        '‘' | '’' if !touches && text['‘'.len_utf8()..].starts_with(first) => 2 * first.len_utf8(),
        ':' | ';' => {
            [":-)", ";-)", ":-(", ":)", ";)", ":(", ":D", ":P"].iter().find(|face| **face == text.trim_end_matches(['.', ',']))?.len()
        }
        _ => return None,
    };
    (length > first.len_utf8()).then_some(length)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, expect: &str) {
        let words: Vec<&str> = cut(text).into_iter().map(|(start, end)| &text[start..end]).collect();
        assert_eq!(words.join(" "), expect, "{text:?}");
    }

    #[test]
    fn escaped_brackets_are_one_mark() {
        check("the council -LRB- FNC -RRB- left", "the council -LRB- FNC -RRB- left");
        check("the-LRB-FNC-RRB-", "the -LRB- FNC -RRB-");
        assert_eq!(unescaped("-LRB-"), "(");
        assert_eq!(unescaped("-"), "-");
    }

    #[test]
    fn contractions_are_taken_apart() {
        check("He can't, won't and cannot.", "He ca n't , wo n't and can not .");
        check("It’s Norland’s; they’re gonna win", "It ’s Norland ’s ; they ’re gon na win");
        check("the workers' party", "the workers ' party");
        check("AI's and Todor's", "AI 's and Todor 's");
        check("O'Hara of Qa'ban at five o'clock", "O'Hara of Qa'ban at five o'clock");
        check("DON'T", "DO N'T");
    }

    #[test]
    fn hyphens_split_except_after_prefixes() {
        check("a U.S.-led, rebel-held, anti-war, mid-1990s plan", "a U.S. - led , rebel - held , anti-war , mid-1990s plan");
        check("Adil al-Todori -- the envoy—said", "Adil al - Todori -- the envoy — said");
        check("a 15-year-old; 1998-2000", "a 15 - year - old ; 1998 - 2000");
    }

    #[test]
    fn numbers_keep_separators_and_lose_units() {
        check(
            "240,000 at 12:30, $3.5bn, US$5, 5pm, the 3rd, 1.2m, 40%",
            "240,000 at 12:30 , $ 3.5 bn , US$ 5 , 5 pm , the 3rd , 1.2 m , 40 %",
        );
        check("in the 1960s, the 1960's and '99.", "in the 1960s , the 1960's and '99 .");
        check("9/11 and 1/2, call 555-0100.", "9/11 and 1/2 , call 555-0100 .");
    }

    #[test]
    fn abbreviations_keep_their_stop() {
        check("Mr. J. K. Todor, Gen. Vey, Ph.D.", "Mr. J. K. Todor , Gen. Vey , Ph.D.");
        check("No. 10 said no.", "No. 10 said no .");
        check("in the U.S.", "in the U.S.");
        check("people of N-K. They left J.-K. Todor", "people of N - K . They left J. - K. Todor");
        check("at 5 p.m. on Dec. 3, Norland Inc. etc.", "at 5 p.m. on Dec. 3 , Norland Inc. etc.");
        check("They ran amok. He is ill.", "They ran amok . He is ill .");
    }

    #[test]
    fn marks_and_addresses() {
        check("\"No,\" he said... ``Yes''?!", "\" No , \" he said ... `` Yes '' ?!");
        check(
            "see https://example.org/a?b=1, mail a.b@example.org. #peace",
            "see https://example.org/a?b=1 , mail a.b@example.org . #peace",
        );
        check("(AFN) [sic] :-)", "( AFN ) [ sic ] :-)");
        check("no. #1 is b/c of th- the $$$", "no . # 1 is b/c of th- the $$$");
        check("see net.local.talk; either/or, I/we, 5-", "see net.local.talk ; either / or , I / we , 5 -");
        check("im sure he dont, IM Todor", "i m sure he do nt , IM Todor");
        check("\u{1f468}\u{200d}\u{1f469}\u{1f44d}\u{1f3fd}!", "\u{1f468}\u{200d}\u{1f469} \u{1f44d}\u{1f3fd} !");
        check("和平 talks", "和 平 talks");
        check("", "");
    }

    #[test]
    fn any_characters_are_cut_on_their_boundaries() {
        // Every pair and triple of marks and letters of one to four bytes.
        let marks = [
            "a",
            "É",
            "’",
            "'",
            ".",
            "-",
            "$",
            "9",
            "n",
            "t",
            "”",
            "@",
            "#",
            ":",
            "&",
            "_",
            "和",
            "\u{1f44d}",
            " ",
            "…",
            "`",
            "S",
            "\u{301}",
            "/",
            "w",
        ];
        for a in marks {
            for b in marks {
                for c in marks {
                    for text in [format!("{a}{b}{c}"), format!("n{a}{b}{c}t{a}"), format!("cannoté{a}{b}{b}{c}")] {
                        let mut at = 0;
                        for (start, end) in cut(&text) {
                            assert!(at <= start && start < end && text.is_char_boundary(end), "{text:?}");
                            assert!(text[at..start].chars().all(is_gap), "{text:?} loses characters");
                            at = end;
                        }
                        assert!(text[at..].chars().all(is_gap), "{text:?} loses its end");
                    }
                }
            }
        }
    }

    #[test]
    fn words_are_bounded() {
        let text = "a".repeat(10_000);
        assert!(cut(&text).iter().all(|(start, end)| end - start <= LONGEST + 4));
    }
}
