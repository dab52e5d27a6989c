//! Small patterns for lines: `*` stands for any run of characters, everything else for itself, without regard to case.

/// Whether `pattern`, in small letters, covers all of `line`, in small letters.
pub(crate) fn covers(pattern: &str, line: &str) -> bool {
    let Some((first, rest)) = pattern.split_once('*') else { return pattern == line };
    let (middle, last) = rest.rsplit_once('*').unwrap_or(("", rest));
    let Some(mut line) = line.strip_prefix(first).and_then(|line| line.strip_suffix(last)) else { return false };
    for piece in middle.split('*') {
        let Some(at) = line.find(piece) else { return false };
        line = &line[at + piece.len()..];
    }
    true
}

/// A line in small letters, with one space between words, straight quotation marks, and nothing invisible.
pub(crate) fn fold(line: &str) -> String {
    let mut folded = String::with_capacity(line.len());
    for word in line.split(crate::unit::is_invisible).filter(|word| !word.is_empty()) {
        if !folded.is_empty() {
            folded.push(' ');
        }
        for character in word.chars() {
            match character {
                '’' | '‘' | '`' => folded.push('\''),
                '“' | '”' | '„' => folded.push('"'),
                '–' | '—' | '―' => folded.push('-'),
                _ => folded.extend(character.to_lowercase()),
            }
        }
    }
    folded
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn patterns_cover_whole_lines() {
        for (pattern, line, covered) in [
            ("share", "share", true),
            ("share", "share this", false),
            ("share*", "share this", true),
            ("join * channel*", "join the harbour mail's telegram channel and get news", true),
            ("join * channel*", "join the talks", false),
            ("*(photo: *)", "a bridge (photo: kp)", true),
            ("*getty images", "kp/getty images", true),
            ("a*a", "a", false),
        ] {
            assert_eq!(covers(pattern, line), covered, "{pattern} on {line}");
        }
    }
}
