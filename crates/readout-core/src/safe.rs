//! Characters that are not shown as they are.

/// Whether a character of a report could move a cursor, hide text or turn its direction where it is shown: control characters, marks that
/// turn the direction of writing, invisible characters that join or split, and tags. Whoever shows text writes them as `\u{…}`.
pub fn is_unsafe(character: char) -> bool {
    character.is_control()
        || matches!(character,
            '\u{200b}' | '\u{200e}' | '\u{200f}' | '\u{061c}' | '\u{2028}' | '\u{2029}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{206f}'
            | '\u{feff}' | '\u{fff9}'..='\u{fffb}' | '\u{e0000}'..='\u{e007f}')
}
