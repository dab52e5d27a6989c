//! What an issue is called: a phrase of the report that can be read alone.
//!
//! Comes in: the tokens of what a stance is about. Goes out: their words without what stands beside them, cut where a phrase ends.
//!
//! > `rejected [calls to join forces against the rebels as it met Rell]` → `calls to join forces against the rebels`

use super::Reader;
use readout_core::{Mention, MentionKind, Span};

/// The longest issue kept in words; longer ones are cut where a phrase ends.
const LONGEST_ISSUE: usize = 14;

/// As many words more are kept where the issue ends with them.
const SPARE: usize = 2;

impl Reader<'_, '_> {
    /// What an issue is called: the report's words or, where they are a pronoun, those that it stands for.
    pub(super) fn issue(&self, tokens: &[usize]) -> Option<(String, Span)> {
        let doc = self.doc;
        let mut content = tokens.iter().filter(|token| !matches!(doc.tokens[**token].upos.as_str(), "PUNCT" | "ADP" | "SCONJ"));
        if let (Some(only), None) = (content.next(), content.next())
            && doc.tokens[*only].upos == "PRON"
        {
            let entity = self.cast.entity_at(*only).map(|entity| self.cast.entity(entity))?;
            let pronoun = !entity.named
                && matches!(
                    entity.name.to_lowercase().as_str(),
                    "i" | "me"
                        | "my"
                        | "we"
                        | "us"
                        | "our"
                        | "you"
                        | "your"
                        | "he"
                        | "him"
                        | "his"
                        | "she"
                        | "her"
                        | "it"
                        | "its"
                        | "they"
                        | "them"
                        | "their"
                        | "this"
                        | "that"
                        | "these"
                        | "those"
                        | "who"
                        | "which"
                        | "what"
                        | "such"
                        | "one"
                        | "some"
                );
            return (!pronoun).then(|| (entity.name.clone(), doc.tokens[*only].span));
        }
        let (words, span) = self.words(tokens)?;
        if let Some(name) = self.called(span) {
            return Some((name, span));
        }
        // `him personally`: with the name of whom it stands for.
        let first = doc.token_at(span.start);
        let name = tokens.contains(&first).then(|| self.name_for(first)).flatten();
        let words = match name {
            Some(name) => words.replacen(doc.form(first), &name, 1),
            None => words,
        };
        Some((words, span))
    }

    /// `his ally`, `her brother Ilan Vey`: whoever is told of only by whose he is, by his name.
    fn called(&self, span: Span) -> Option<String> {
        let owned = |mention: &&Mention| {
            let whose = || self.doc.form(self.doc.token_at(mention.span.start)).to_lowercase();
            mention.kind == MentionKind::Nominal
                && mention.span.start == span.start
                && matches!(whose().as_str(), "his" | "her" | "its" | "their")
        };
        let mention = self.cast.mentions_in(span).iter().find(owned)?;
        let entity = mention.entity.map(|entity| self.cast.entity(entity)).filter(|entity| entity.named)?;
        let whole = self.cast.mentions.iter().any(|other| other.entity == mention.entity && other.span.end == span.end);
        whole.then(|| entity.name.clone())
    }

    /// The name that `him`, `her` or `them` stands for.
    fn name_for(&self, token: usize) -> Option<String> {
        let object = matches!(self.doc.form(token).to_lowercase().as_str(), "him" | "her" | "them");
        let entity = self.cast.entity_at(token).map(|entity| self.cast.entity(entity)).filter(|entity| object && entity.named)?;
        (self.doc.relation(token) != "nmod").then(|| entity.name.clone())
    }

    /// Without what stands beside it: `the coalition -- the main group in exile`, `to join forces, as it met them`, `a bill, which bans it`.
    fn without_asides<'t>(&self, tokens: &'t [usize]) -> &'t [usize] {
        let doc = self.doc;
        let aside = |at: &usize| {
            let token = tokens[*at];
            let before = doc.form(token.wrapping_sub(1).min(token));
            match doc.tokens[token].upos.as_str() {
                "PUNCT" => {
                    let span = doc.tokens[token].span;
                    let apart = doc.text[..span.start as usize].ends_with(' ') && doc.text[span.end as usize..].starts_with(' ');
                    matches!(doc.form(token), "--" | "–" | "—") || doc.form(token) == "-" && apart
                }
                "SCONJ" => {
                    let clause = doc.head(token).filter(|verb| doc.relation(*verb) == "advcl");
                    matches!(
                        doc.tokens[token].lemma.to_lowercase().as_str(),
                        "as" | "while" | "when" | "because" | "since" | "although" | "though"
                    ) && clause.is_some_and(|verb| doc.tokens[verb].feats.contains("VerbForm=Fin"))
                }
                "PRON" => before == "," && matches!(doc.form(token), "which" | "who" | "whose" | "whom"),
                _ => false,
            }
        };
        let end = (1..tokens.len()).find(aside).unwrap_or(tokens.len());
        &tokens[..end]
    }

    /// Where a phrase that is too long can end: before the last of what follows its heads, and within `the departure of` only where it must.
    fn cut(&self, tokens: &[usize]) -> usize {
        let doc = self.doc;
        let opens = |at: &usize| -> Option<bool> {
            let token = tokens[*at];
            // The phrases whose first word this is, the widest first.
            let mut found = None;
            let mut at = Some(token);
            while let Some(head) = at.filter(|head| *head >= token && doc.subtree(*head).first() == Some(&token)) {
                if matches!(doc.relation(head), "nmod" | "obl" | "acl" | "advcl" | "conj" | "appos" | "parataxis") {
                    found = Some(head);
                }
                at = doc.head(head);
            }
            let follows = found.is_some_and(|found| doc.head(found).is_some_and(|head| head < token));
            follows.then(|| doc.form(token) == "of")
        };
        let places = || (4..=LONGEST_ISSUE.min(tokens.len() - 1)).rev();
        places().find(|at| opens(at) == Some(false)).or_else(|| places().find(|at| opens(at) == Some(true))).unwrap_or(LONGEST_ISSUE)
    }

    /// The issue's words: from first to last token, without marks and function words at the edges and asides behind it.
    pub(super) fn words(&self, tokens: &[usize]) -> Option<(String, Span)> {
        let doc = self.doc;
        let edge = |token: &usize| {
            let token = &doc.tokens[*token];
            token.upos == "PUNCT"
                || (matches!(token.upos.as_str(), "SCONJ" | "PART" | "ADP" | "CCONJ") && !token.lemma.eq_ignore_ascii_case("not"))
        };
        let opening = |token: &usize| {
            edge(token)
                || doc.tokens[*token].upos == "ADV" && matches!(doc.tokens[*token].lemma.as_str(), "so" | "thus" | "therefore" | "then")
        };
        let first = tokens.iter().position(|token| !opening(token))?;
        let tokens = self.without_asides(&tokens[first..]);
        let last = tokens.iter().rposition(|token| !edge(token))?;
        let whole = &tokens[..=last];
        let mut kept: Vec<usize> = if whole.len() > LONGEST_ISSUE + SPARE { whole[..self.cut(whole)].to_vec() } else { whole.to_vec() };
        // Where it is cut, it does not end in `for the`, nor in `in a bid` without what for.
        while kept.len() > 1 && kept.last().is_some_and(|last| edge(last) || matches!(doc.tokens[*last].upos.as_str(), "DET" | "AUX")) {
            kept.pop();
        }
        let forms: Vec<&str> = kept.iter().map(|token| doc.form(*token)).collect();
        if kept.len() < whole.len()
            && let [.., "in", "a" | "an", "bid" | "effort" | "attempt" | "move"] = forms[..]
        {
            kept.truncate(kept.len() - 3);
        }
        let (start, end) = (*kept.first()?, *kept.last()?);
        let span = doc.tokens[start].span.cover(doc.tokens[end].span);
        let words: Vec<&str> = span.of(doc.text).split_whitespace().collect();
        let mut words = words.join(" ").trim_matches(|mark: char| matches!(mark, ',' | '.')).to_owned();
        // The other half of a quotation mark stands just outside.
        let quotes = |mark: &char| matches!(mark, '"' | '“' | '”' | '\'' | '‘' | '’');
        if let Some(mark) = doc.text[..span.start as usize].chars().next_back().filter(quotes) {
            words.insert(0, mark);
        }
        if let Some(mark) = doc.text[span.end as usize..].chars().find(|mark| !matches!(mark, ',' | '.')).filter(quotes) {
            words.push(mark);
        }
        // `[W]e must`: a letter put in place of another.
        if words.contains(']') && !words.contains('[') && doc.text[..span.start as usize].ends_with('[') {
            words.insert(0, '[');
        }
        let words = paired(&words);
        (!words.is_empty()).then_some((words, span))
    }
}

/// Without quotation marks around the whole, and without those whose other half was left outside.
fn paired(words: &str) -> String {
    let letters: Vec<char> = words.chars().collect();
    let near = |at: usize, by: isize| at.checked_add_signed(by).and_then(|at| letters.get(at)).copied();
    let mut open: Vec<usize> = Vec::new();
    let mut gone: Vec<usize> = Vec::new();
    let mut whole = None;
    for (at, letter) in letters.iter().enumerate() {
        let single = matches!(letter, '\'' | '‘' | '’');
        if !single && !matches!(letter, '"' | '“' | '”') {
            continue;
        }
        let before = near(at, -1).is_none_or(|before| before.is_whitespace() || before == '(');
        let after = near(at, 1).is_none_or(|after| !after.is_alphanumeric());
        // `the rebels' demands`, `Korvo's`.
        if single && !before && !after || single && near(at, -1) == Some('s') && open.is_empty() && after {
            continue;
        }
        let opens = matches!(letter, '“' | '‘') || before && !matches!(letter, '”');
        let partner = open.iter().rposition(|other| matches!(letters[*other], '\'' | '‘' | '’') == single);
        match partner.filter(|_| !opens) {
            Some(partner) => {
                let first = open.remove(partner);
                if first == 0 && at + 1 == letters.len() {
                    whole = Some(first);
                }
            }
            None if opens => open.push(at),
            None => gone.push(at),
        }
    }
    gone.extend(open);
    if whole.is_some() {
        gone.extend([0, letters.len() - 1]);
    }
    let kept = letters.iter().enumerate().filter(|(at, _)| !gone.contains(at)).map(|(_, letter)| *letter);
    kept.collect::<String>().trim().to_owned()
}

#[cfg(test)]
mod tests {
    use super::paired;

    #[test]
    fn quotation_marks_keep_their_other_half() {
        for (words, expect) in [
            ("both to put aside \"serious differences\"", "both to put aside \"serious differences\""),
            ("regular contact' with the council", "regular contact with the council"),
            ("come \"without conditions", "come without conditions"),
            ("\"the initiative\"", "the initiative"),
            ("‘the initiative’", "the initiative"),
            ("“free” talks", "“free” talks"),
            ("the rebels' demands", "the rebels' demands"),
            ("Korvo's ‘red line’ on arms", "Korvo's ‘red line’ on arms"),
            ("peace” and bread", "peace and bread"),
            ("\"peace\" and \"bread\"", "\"peace\" and \"bread\""),
        ] {
            assert_eq!(paired(words), expect, "{words}");
        }
    }
}
