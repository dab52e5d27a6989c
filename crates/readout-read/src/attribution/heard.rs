//! What is heard on a recording came out where the recording did: `Channel 9 broadcast a tape on Monday. "Bring it," a man is heard saying.`

use super::chain::{Builder, hop};
use super::source::{entity_of, head_of};
use readout_core::Hop;

/// What somebody can be heard on.
const RECORDINGS: &[&str] =
    &["recording", "recordings", "tape", "tapes", "audio", "video", "footage", "clip", "clips", "film", "message", "voicemail"];

/// What is done with a recording so that others hear it, as verbs stand.
const LET_HEAR: &[&str] = &[
    "published",
    "aired",
    "broadcast",
    "posted",
    "released",
    "leaked",
    "played",
    "shared",
    "obtained",
    "circulated",
    "screened",
    "showed",
    "shown",
    "ran",
    "carried",
];

impl Builder<'_, '_> {
    /// Of whom the words tell that he `is heard saying` something: whoever let the last recording that was named be heard, at most two sentences back.
    pub(super) fn heard_on(&self, own: &mut [Vec<Hop>]) {
        if !self.view.has_tree {
            return;
        }
        for place in self.outermost() {
            let found = &self.found[place];
            let heard = found.cue.iter().any(|token| matches!(self.view.lower(*token), "heard" | "seen" | "filmed"))
                && found.cue.iter().any(|token| matches!(self.view.lower(*token), "is" | "was" | "be" | "are" | "were"));
            if !heard || own[place].len() != 1 {
                continue;
            }
            let sentence = self.view.doc.sentence_of[found.head];
            let near = |token: &usize| {
                sentence - self.view.doc.sentence_of[*token] <= 2
                    && self.view.paragraph_of(found.head) - self.view.paragraph_of(*token) <= 1
                    && self.view.quote_of[*token].is_none()
            };
            let recording = (0..found.cue[0])
                .rev()
                .filter(|token| near(token))
                .find(|token| RECORDINGS.contains(&self.view.lower(*token)) && self.view.upos(*token) == "NOUN");
            if let Some(who) = recording.and_then(|recording| self.let_hear(recording)).filter(|who| who.name != own[place][0].name) {
                own[place].push(who);
            }
        }
    }

    /// Who let a recording be heard: the subject of the verb that it is the object of, or who stands behind `by`.
    fn let_hear(&self, recording: usize) -> Option<Hop> {
        let sentence = self.view.sentence(recording);
        let verb = sentence.clone().find(|token| LET_HEAR.contains(&self.view.lower(*token)) && self.view.upos(*token) == "VERB")?;
        let by = (verb + 1..sentence.end.min(verb + 10)).find(|at| self.view.lower(*at) == "by");
        let phrase: Vec<usize> = if self.view.child(verb, &["obj"]).is_some_and(|object| self.view.subtree(object).contains(&recording)) {
            let subject = self.view.child(verb, &["nsubj"]).filter(|subject| self.view.upos(*subject) != "PRON")?;
            super::find::noun_phrase(self.view, subject, verb)
        } else {
            let behind = verb > recording || self.view.children(verb).contains(&recording);
            let phrase: Vec<usize> = self.view.phrase_after(by.filter(|_| behind)? + 1, sentence.end)?.collect();
            // `by the man the motion was meant to remove`
            let second = phrase.windows(2).position(|pair| self.view.upos(pair[0]) == "NOUN" && self.view.upos(pair[1]) == "DET");
            phrase[..second.map_or(phrase.len(), |at| at + 1)].to_vec()
        };
        head_of(self.view, &phrase)?;
        let entity = entity_of(self.view, self.cast, &phrase);
        let medium = self.medium(&phrase, true).map(|(channel, name)| (Some(channel.to_owned()), name));
        let (channel, name) = match medium {
            Some(medium) => medium,
            None => (None, self.called(&phrase, entity)?),
        };
        Some(Hop { channel, span: self.span_of(&phrase), ..hop(&name, entity) })
    }
}
