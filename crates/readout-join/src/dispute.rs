//! Accounts that cannot both hold, or look so, with the words of both sides, after copies are collapsed; each sorted into conflict, update,
//! different scope or misquotation, with the reason.

use crate::Evidence;
use crate::account::{Account, Telling, accounts};
use crate::copies::Copies;
use crate::entity::Cast;
use crate::happening::{Happening, stretch};
use crate::ledger::{Ledger, Relation};
use crate::position::{Issue, Stand, concept, side};
use crate::statement::Statement;
use crate::tally::Tally;
use crate::words::content_words;
use readout_core::{Attribution, AttributionId, EntityType, Factuality, Manner, Reading, Span};
use serde::{Deserialize, Serialize};
use std::collections::BTreeSet;

/// Two accounts that cannot both hold, or look so.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Dispute {
    /// What kind.
    pub kind: DisputeKind,
    /// Whether they really cannot both hold.
    #[serde(default)]
    pub nature: Nature,
    /// Why it is taken for that, as one lowercase sentence.
    #[serde(default)]
    pub because: String,
    /// What it is about, in a report's words.
    pub about: String,
    /// The sides, the claim first.
    pub sides: Vec<DisputeSide>,
}

/// Kinds of disputes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum DisputeKind {
    /// Somebody denies or contradicts what another says.
    Denial,
    /// Some tell as done what others tell as not done.
    Conflict,
    /// What others say of an actor's stance is not what the actor says.
    Position,
    /// Numbers that exclude each other, of the same thing at the same time.
    Figures,
}

/// What two accounts that look contrary are to each other.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Nature {
    /// They cannot both hold.
    #[default]
    Conflict,
    /// The one is a later state of what the other counted.
    Update,
    /// They speak of different people, places or times.
    DifferentScope,
    /// The one corrects how the other was quoted.
    Misquotation,
}

impl Nature {
    /// In words.
    pub fn text(self) -> &'static str {
        match self {
            Self::Conflict => "conflict",
            Self::Update => "update",
            Self::DifferentScope => "different scope",
            Self::Misquotation => "misquotation",
        }
    }
}

/// One side.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct DisputeSide {
    /// Who says so; absent where a report does so itself.
    pub by: Option<usize>,
    /// Independent accounts that carry it.
    pub n_accounts: usize,
    /// Which they are.
    #[serde(default)]
    pub accounts: Vec<Account>,
    /// The words, report by report, the fullest first.
    pub evidence: Vec<Evidence>,
}

/// Finds disputes, by kind, then in the order of the reports.
pub fn disputes(
    readings: &[Reading],
    copies: &Copies,
    cast: &Cast,
    statements: &[Statement],
    happenings: &[Happening],
    (tallies, ledgers): (&[Tally], &[Ledger]),
    issues: &[Issue],
) -> Vec<Dispute> {
    let mut disputes = denials(readings, cast, statements);
    disputes.extend(misquotations(readings, cast, statements));
    disputes.extend(conflicts(readings, copies, happenings));
    disputes.extend(positions(readings, issues));
    disputes.extend(figures(readings, tallies, ledgers));
    let first = |dispute: &Dispute| dispute.sides.first().and_then(|side| side.evidence.first().copied());
    disputes.sort_by_key(|dispute| (dispute.nature != Nature::Conflict, dispute.kind, dispute.nature, first(dispute)));
    disputes
}

/// Stems of words by which an answer means what was said before.
const POINTS_BACK: &[&str] = &[
    "accus",
    "allegat",
    "alleg",
    "claim",
    "suggest",
    "suggestion",
    "remark",
    "report",
    "charg",
    "account",
    "thing",
    "involvement",
    "assert",
    "assertion",
];

fn content(reading: &Reading, id: AttributionId) -> Option<Span> {
    reading.attributions[id.index()].content.iter().copied().reduce(Span::cover)
}

/// Statements that answer others: `denied`, `dismissed`, `said in response`.
fn denials(readings: &[Reading], cast: &Cast, statements: &[Statement]) -> Vec<Dispute> {
    let mut disputes = Vec::new();
    let mut used: BTreeSet<(usize, usize)> = BTreeSet::new();
    for (answer, statement) in statements.iter().enumerate().filter(|(_, statement)| statement.speaker.is_some()) {
        // One answer, one dispute, however many tellings of it there are.
        let found = statement.tellings.iter().find_map(|(report, id)| claim_before(readings, cast, statements, *report, *id, answer));
        let Some(claim) = found.filter(|claim| used.insert((*claim, answer))) else { continue };
        let sides: Vec<DisputeSide> = [claim, answer].into_iter().map(|at| side_of(readings, &statements[at])).collect();
        let about =
            sides[0].evidence.first().map(|evidence| evidence.span.of(&readings[evidence.report].text).to_owned()).unwrap_or_default();
        let silent =
            statement.tellings.iter().any(|(report, id)| leaves_out(&readings[*report], &readings[*report].attributions[id.index()]));
        let because = if silent { "the one leaves out what the other says" } else { "the one answers or denies what the other says" };
        disputes.push(Dispute { kind: DisputeKind::Denial, nature: Nature::Conflict, because: because.to_owned(), about, sides });
    }
    disputes
}

/// Stems of words by which an answer means a number given before.
const POINTS_TO_A_NUMBER: &[&str] = &["figur", "number", "toll", "estimat", "count", "tally"];

/// `The ministry's account of the call did not mention support`: what one side gives out of a talk, and what is not in it.
fn leaves_out(reading: &Reading, attribution: &Attribution) -> bool {
    const ACCOUNTS: &[&str] =
        &["account", "readout", "read-out", "statement", "communique", "communiqué", "version", "summary", "transcript"];
    let Some(cue) = attribution.cue.iter().find(|cue| cue.of(&reading.text).to_lowercase().contains("mention")) else { return false };
    let before = reading.sentence_around(*cue).map_or(*cue, |sentence| Span { start: sentence.start, end: cue.start });
    attribution.negated && ACCOUNTS.iter().any(|account| before.of(&reading.text).to_lowercase().contains(account))
}

/// Words by which somebody says that they were quoted wrongly.
const MISQUOTED: &[&str] = &[
    "words in her mouth",
    "words in his mouth",
    "words into her mouth",
    "words into his mouth",
    "words in their mouths",
    "misquoted",
    "mistranslated",
    "misrepresented",
    "out of context",
    "did not say",
    "never said",
    "had not said",
];

/// Statements in which a speaker corrects how another report quoted them: the two share words, and the correction stands with words that say so.
fn misquotations(readings: &[Reading], cast: &Cast, statements: &[Statement]) -> Vec<Dispute> {
    let mut disputes = Vec::new();
    for (at, correction) in statements.iter().enumerate() {
        let Some(speaker) = correction.speaker.filter(|speaker| cast.actors[*speaker].named) else { continue };
        let told = correction.tellings.iter().find_map(|(report, id)| {
            let reading = &readings[*report];
            let content = content(reading, *id)?;
            let sentence = reading.sentence_at(content.start)?;
            // The words stand in the sentence itself or in the one before.
            let near = reading.sentences[sentence.saturating_sub(1)..=sentence].iter().map(|span| span.of(&reading.text).to_lowercase());
            near.into_iter().any(|words| MISQUOTED.iter().any(|sign| words.contains(sign))).then_some((*report, content))
        });
        let Some((report, span)) = told else { continue };
        let own: BTreeSet<String> = content_words(span.of(&readings[report].text)).into_iter().collect();
        let quoted = statements.iter().enumerate().filter(|(other, said)| *other != at && said.speaker == Some(speaker)).filter_map(
            |(other, said)| {
                let (elsewhere, id) = said.tellings.iter().find(|(elsewhere, _)| *elsewhere != report)?;
                let words = content_words(content(&readings[*elsewhere], *id)?.of(&readings[*elsewhere].text));
                let common = words.iter().filter(|word| own.contains(*word)).count();
                (common >= 2).then_some((common, std::cmp::Reverse(other)))
            },
        );
        let Some((_, std::cmp::Reverse(other))) = quoted.max() else { continue };
        let sides: Vec<DisputeSide> = [other, at].into_iter().map(|at| side_of(readings, &statements[at])).collect();
        let about = sides[0].evidence.first().map(|place| place.span.of(&readings[place.report].text).to_owned()).unwrap_or_default();
        let because = "the speaker says that these were not the words".to_owned();
        disputes.push(Dispute { kind: DisputeKind::Denial, nature: Nature::Misquotation, because, about, sides });
    }
    // One correction of one quotation, however many sentences it has.
    let mut seen = BTreeSet::new();
    disputes.retain(|dispute| seen.insert(dispute.sides[0].evidence.clone()));
    disputes
}

fn side_of(readings: &[Reading], statement: &Statement) -> DisputeSide {
    let evidence =
        statement.tellings.iter().filter_map(|(report, id)| Some(Evidence { report: *report, span: content(&readings[*report], *id)? }));
    let accounts = statement.accounts.clone();
    DisputeSide { by: statement.speaker, n_accounts: accounts.len(), accounts, evidence: evidence.collect() }
}

/// The statement that an attribution contradicts, where it does.
fn claim_before(
    readings: &[Reading],
    cast: &Cast,
    statements: &[Statement],
    report: usize,
    id: AttributionId,
    answer: usize,
) -> Option<usize> {
    let reading = &readings[report];
    let attribution = &reading.attributions[id.index()];
    let speaker = attribution.speaker.and_then(|entity| cast.actor(report, entity));
    // `Others dismissed the claims`: who they are, and which claims, nobody can say.
    let vague = speaker.is_some_and(|speaker| {
        let first = cast.actors[speaker].name.split(' ').next().unwrap_or_default().to_lowercase();
        !cast.actors[speaker].named && matches!(first.as_str(), "others" | "some" | "many" | "most" | "several" | "people")
    });
    // A law or a proclamation that contradicts something is no speaker.
    let speaks =
        |kind: EntityType| matches!(kind, EntityType::PER | EntityType::ORG | EntityType::GPE | EntityType::NORP | EntityType::FAC);
    if vague || speaker.is_some_and(|speaker| !speaks(cast.actors[cast.voice(speaker)].kind)) {
        return None;
    }
    let span = attribution.source.iter().chain(&attribution.cue).chain(&attribution.content).copied().reduce(Span::cover)?;
    let sentence = reading.sentence_at(span.start)?;
    let mut own: BTreeSet<String> = attribution.content.iter().flat_map(|span| content_words(span.of(&reading.text))).collect();
    // `hinted that it is so, something Sered denies` stands in what was hinted, and answers it.
    let something = attribution.content.iter().all(|own| own.of(&reading.text).trim().eq_ignore_ascii_case("something"));
    if something {
        own.clear();
    }
    // `disputes the figure`.
    let of_a_number = own.len() <= 2 && own.iter().any(|word| POINTS_TO_A_NUMBER.contains(&word.as_str()));
    let silent = leaves_out(reading, attribution);
    // `rejected the accusation` denies it, `rejected the plan` does not.
    let explicit = of_a_number || own.iter().any(|word| POINTS_BACK.contains(&word.as_str()));
    let rejects = attribution.manner == Manner::Rejects && explicit;
    let contradicts = (attribution.manner == Manner::Denies || rejects) && !attribution.negated;
    let answers = is_answer(reading, attribution, reading.sentences[sentence]);
    // `did not say no`.
    let empty = attribution.content.iter().all(|span| matches!(span.of(&reading.text).trim().to_lowercase().as_str(), "no" | "yes" | "so"));
    if !contradicts && !answers && !silent || empty && !attribution.content.is_empty() {
        return None;
    }
    // `denied any part in the raid`: of whom it was claimed is who denies it.
    let accused = |content: Span| {
        let mentions = reading.mentions.iter().filter(|mention| content.contains(mention.span));
        contradicts && mentions.filter_map(|mention| cast.actor(report, mention.entity?)).any(|actor| Some(actor) == speaker)
    };
    // `denied the accusation`: what is denied stands before; `denied hitting civilians` must find its own words there.
    let points_back = answers || own.len() <= 3 && explicit || own.is_empty();
    let tells = has_verb(reading, attribution);
    // `it was dismissed` mostly means a plan or a bill; `denied it` what was just said.
    let pronoun = own.is_empty() && !attribution.content.is_empty();
    let denies = attribution.cue.iter().any(|cue| {
        let words = cue.of(&reading.text).to_lowercase();
        ["den", "refut", "disput", "contradict"].iter().any(|stem| words.split(' ').any(|word| word.starts_with(stem)))
    });
    let named: BTreeSet<usize> = {
        let inside = |span: Span| attribution.content.iter().any(|content| content.contains(span));
        let mentions = reading.mentions.iter().filter(|mention| inside(mention.span));
        mentions.filter_map(|mention| cast.actor(report, mention.entity?)).map(|actor| cast.side(actor)).collect()
    };
    let reach = match (pronoun, denies, explicit) {
        (true, false, _) => 0,
        (true, true, _) => 1,
        (false, _, true) => 3,
        (false, _, false) => 2,
    };
    let nested_in = attribution.inside.filter(|_| !something || attribution.content.is_empty());
    let mut best: Option<(usize, usize)> = None;
    let mut wished = false;
    for (at, claim) in
        statements.iter().enumerate().filter(|(at, claim)| *at != answer && claim.speaker != speaker && claim.speaker.is_some())
    {
        for (_, other) in claim.tellings.iter().filter(|(other_report, _)| *other_report == report) {
            let Some(content) = content(reading, *other) else { continue };
            let Some(place) = reading.sentence_at(content.start) else { continue };
            // The claim stands shortly before its answer.
            let before = place <= sentence && sentence - place <= reach && content.start < span.start;
            let claimed = &reading.attributions[other.index()];
            let nested = claimed.inside == Some(id) || nested_in == Some(*other);
            if !before || nested {
                continue;
            }
            let theirs: BTreeSet<String> = content_words(content.of(&reading.text)).into_iter().collect();
            let common = own.intersection(&theirs).count();
            let accused = accused(content);
            if common == 0 && !points_back && !accused {
                continue;
            }
            if of_a_number && !reading.figures.iter().any(|figure| content.contains(figure.span)) {
                continue;
            }
            // `there was no such order`, after whatever was said just before.
            if answers && common == 0 && sentence - place > 1 {
                continue;
            }
            // A call is refused and an attack condemned; neither is put forward as true.
            if attribution.manner == Manner::Rejects && is_wish(content.of(&reading.text)) {
                wished = true;
                continue;
            }
            if !accused && !has_verb(reading, claimed) {
                continue;
            }
            // A demand is refused and a plan opposed; only what is put forward as true can be denied.
            if !is_assertion(claimed.manner) {
                continue;
            }
            // `denied them the money` denies no claim: there it is said to be so, or pointed back at what was said.
            if !points_back && !accused && !tells && !silent {
                continue;
            }
            let claims = matches!(claimed.manner, Manner::Claims | Manner::Condemns);
            // `rejected the claim from Berlin`.
            let whose = claim.speaker.is_some_and(|claimant| named.contains(&cast.side(claimant)));
            let weight = 10 * (common + usize::from(accused)) + 8 * usize::from(whose) + 4 * usize::from(claims) + 3 - (sentence - place);
            if best.is_none_or(|(most, _)| weight > most) {
                best = Some((weight, at));
            }
        }
    }
    // `she would prefer that he stay away … He rejected the suggestion`: it is the wish that he rejects.
    let suggested = own.iter().any(|word| word.starts_with("suggest"));
    best.map(|(_, at)| at).filter(|_| !(wished && suggested))
}

/// Whether it is told as an answer to what was said before: `said in response`, `hit back`, `there was no such order`. In response to an
/// outbreak one acts.
fn is_answer(reading: &Reading, attribution: &Attribution, sentence: Span) -> bool {
    let content = attribution.content.iter().copied().reduce(Span::cover);
    let (before, after) = content.map_or((sentence, None), |content| {
        let after = (content.end < sentence.end).then_some(Span { start: content.end, end: sentence.end });
        (Span { start: sentence.start, end: content.start.clamp(sentence.start, sentence.end) }, after)
    });
    let responds = |words: &str| words.split("in response").skip(1).any(|after| !after.trim_start().starts_with("to "));
    let mut frame = [Some(before), after].into_iter().flatten().map(|span| span.of(&reading.text).to_lowercase());
    let says_no_such = content.is_some_and(|content| content.of(&reading.text).to_lowercase().contains("no such "));
    let hits_back = attribution.cue.iter().any(|cue| matches!(cue.of(&reading.text).to_lowercase().as_str(), "hit back" | "hits back"));
    // Who issues an order in response acts; who says something, answers.
    let speaks = is_assertion(attribution.manner) && !matches!(attribution.manner, Manner::Announces | Manner::Threatens);
    says_no_such || hits_back || speaks && has_verb(reading, attribution) && frame.any(|words| responds(&words))
}

/// Whether words say what somebody would like: `she would prefer that they stay`, `the bridge should open`.
fn is_wish(words: &str) -> bool {
    let words = format!(" {} ", words.to_lowercase());
    [" should ", " must ", " ought to ", " would prefer ", " would like ", " hope", " let us "].iter().any(|wish| words.contains(wish))
}

/// Whether something is put forward as true, not wanted, refused or backed.
fn is_assertion(manner: Manner) -> bool {
    matches!(
        manner,
        Manner::Says
            | Manner::Claims
            | Manner::Denies
            | Manner::Confirms
            | Manner::Announces
            | Manner::Condemns
            | Manner::Doubts
            | Manner::Believes
            | Manner::Expects
            | Manner::Hints
            | Manner::Threatens
    )
}

/// Whether what is said has a verb, by the forms that verbs have: of large stores no syntax is at hand. `The attack` has none.
fn has_verb(reading: &Reading, attribution: &Attribution) -> bool {
    const VERBS: &[&str] = &[
        "am", "is", "are", "was", "were", "be", "been", "being", "has", "have", "had", "having", "will", "would", "can", "could", "may",
        "might", "must", "should", "do", "does", "did", "gave", "took", "went", "came", "made", "said", "sent", "saw", "lied", "left",
        "lost", "won", "began", "knew", "held", "met", "ran", "broke", "paid", "kept", "told", "meant", "put", "brought", "bought",
        "thought", "led", "fell", "found", "struck", "shot", "hit", "fought", "gives", "takes", "goes", "comes", "makes", "says", "lies",
        "leads", "arms", "wants", "needs", "need", "supports", "backs", "meets", "remains", "belongs", "refuses",
    ];
    attribution.content.iter().any(|content| {
        let words = content.of(&reading.text).to_lowercase();
        let mut words = words.split(|letter: char| !letter.is_alphanumeric() && letter != '\'' && letter != '’').enumerate();
        let contracted = |word: &str| ["n't", "n’t", "'re", "’re", "'ve", "’ve", "'ll", "’ll"].iter().any(|end| word.ends_with(end));
        let ends = |word: &str| word.len() > 4 && (word.ends_with("ed") || word.ends_with("ing"));
        // `its armed forces`: a participle that opens a phrase is none.
        words.any(|(place, word)| VERBS.contains(&word) || contracted(word) || place > 1 && ends(word) || place == 0 && word == "that")
    })
}

fn conflicts(readings: &[Reading], copies: &Copies, happenings: &[Happening]) -> Vec<Dispute> {
    let mut disputes = Vec::new();
    for happening in happenings.iter().filter(|happening| happening.denied) {
        let side = |denied: bool| {
            let told = happening.tellings.iter().filter(|(report, id)| {
                let factuality = readings[*report].events[id.index()].factuality;
                if denied { factuality == Factuality::Denied } else { matches!(factuality, Factuality::Happened | Factuality::Ongoing) }
            });
            let mut tellings: Vec<Telling<'_>> = Vec::new();
            for (report, id) in told {
                let reading = &readings[*report];
                let event = &reading.events[id.index()];
                let attribution = event.attribution.and_then(|attribution| reading.attributions.get(attribution.index()));
                tellings.push(Telling { report: *report, span: stretch(reading, event), attribution });
            }
            // Each side has its own accounts: who denies it is no account of its having happened.
            let accounts = accounts(readings, copies, &tellings);
            let evidence = tellings.iter().map(|telling| Evidence { report: telling.report, span: telling.span }).collect();
            DisputeSide { by: None, n_accounts: accounts.len(), accounts, evidence }
        };
        let sides = vec![side(false), side(true)];
        let about =
            sides[0].evidence.first().map(|evidence| evidence.span.of(&readings[evidence.report].text).to_owned()).unwrap_or_default();
        let because = "some tell it as done, others as not done".to_owned();
        disputes.push(Dispute { kind: DisputeKind::Conflict, nature: Nature::Conflict, because, about, sides });
    }
    disputes
}

fn positions(readings: &[Reading], issues: &[Issue]) -> Vec<Dispute> {
    let mut disputes = Vec::new();
    // Who supports somebody can reject their departure.
    let goes = |stand: &Stand| {
        let mut tellings = stand.tellings.iter().map(|(report, place)| &readings[*report].positions[*place]);
        tellings.any(|position| content_words(&position.issue).into_iter().any(|word| concept(word) == "departure"))
    };
    for issue in issues {
        for told in issue.stands.iter().filter(|stand| stand.according_to.is_some()) {
            let own = issue
                .stands
                .iter()
                .filter(|own| own.actor == told.actor && own.topic == told.topic && own.according_to.is_none())
                .find(|own| side(own.stance) * side(told.stance) < 0 && goes(own) == goes(told));
            let Some(own) = own else { continue };
            let lines = [told, own].into_iter().map(|stand| DisputeSide {
                by: stand.according_to.or(Some(stand.actor)),
                n_accounts: stand.accounts.len(),
                accounts: stand.accounts.clone(),
                evidence: stand
                    .tellings
                    .iter()
                    .map(|(report, place)| Evidence { report: *report, span: readings[*report].positions[*place].span })
                    .collect(),
            });
            let because = "what is said of the position is not what its holder says".to_owned();
            let (kind, nature) = (DisputeKind::Position, Nature::Conflict);
            disputes.push(Dispute { kind, nature, because, about: issue.label.clone(), sides: lines.collect() });
        }
    }
    disputes
}

/// Numbers of the same thing by different claimants whose ranges do not meet, sorted by what the ledger finds them to be to each other.
fn figures(readings: &[Reading], tallies: &[Tally], ledgers: &[Ledger]) -> Vec<Dispute> {
    let mut disputes = Vec::new();
    for (tally, ledger) in tallies.iter().zip(ledgers) {
        for entry in &ledger.entries {
            let nature = match entry.relation {
                Relation::Conflicts => Nature::Conflict,
                Relation::Update => Nature::Update,
                Relation::OtherScope => Nature::DifferentScope,
                Relation::First | Relation::Repeats => continue,
            };
            let Some((one, other)) = entry.to.and_then(|to| tally.claims.get(to)).zip(tally.claims.get(entry.claim)) else { continue };
            // Against what a claimant says now, not what it said before (`at 44, up from 31`).
            let later = |claim: &&crate::tally::Claim| {
                claim.claimant == one.claimant && claim.claimant.is_some() && claim.low > one.low && claim.first <= other.first
            };
            let one = tally.claims.iter().filter(later).max_by(|a, b| a.low.total_cmp(&b.low)).unwrap_or(one);
            let apart = one.high.is_some_and(|high| high < other.low) || other.high.is_some_and(|high| high < one.low);
            // One share says nothing of another, and other people elsewhere are no other account.
            let reports = |claim: &crate::tally::Claim| claim.tellings.iter().map(|(report, _)| *report).collect::<BTreeSet<_>>();
            let beside = tally.place.is_some() || !reports(one).is_disjoint(&reports(other));
            if tally.counted == "percent" || nature == Nature::DifferentScope && !beside {
                continue;
            }
            // A claimant's own later count contradicts nobody, and a number that nobody claims is nobody's side.
            if !apart || one.claimant == other.claimant || one.claimant.is_none() || other.claimant.is_none() {
                continue;
            }
            let sides = [one, other].into_iter().map(|claim| DisputeSide {
                by: claim.claimant,
                n_accounts: claim.accounts.len(),
                accounts: claim.accounts.clone(),
                evidence: claim
                    .tellings
                    .iter()
                    .map(|(report, id)| Evidence { report: *report, span: readings[*report].figures[id.index()].span })
                    .collect(),
            });
            let (kind, because, about) = (DisputeKind::Figures, entry.because.clone(), tally.counted.clone());
            disputes.push(Dispute { kind, nature, because, about, sides: sides.collect() });
        }
    }
    disputes
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::made::Made;

    /// Disputes as `nature: one side <> other side`.
    fn check(readings: &[Reading], expect: &[&str]) {
        let record = crate::join(readings);
        let words = |side: &DisputeSide| {
            side.evidence.first().map(|place| place.span.of(&readings[place.report].text).to_owned()).unwrap_or_default()
        };
        let line =
            |dispute: &Dispute| format!("{}: {}", dispute.nature.text(), dispute.sides.iter().map(words).collect::<Vec<_>>().join(" <> "));
        assert_eq!(record.disputes.iter().map(line).collect::<Vec<_>>(), expect);
    }

    #[test]
    fn who_supports_somebody_may_reject_their_departure() {
        let text = "Nalvia rejects the departure of Mara Todor.\nNalvia rejects Mara Todor.\nIlan Vesh said Nalvia supports Mara Todor.";
        let report = |own: &str| {
            let report = Made::report("a", text)
                .names(EntityType::GPE, &["Nalvia"])
                .names(EntityType::PER, &["Mara Todor", "Ilan Vesh"])
                .position("Nalvia", "rejects", own, "");
            report.position("Nalvia", "supports", "Mara Todor", "Ilan Vesh").done()
        };
        check(&[report("the departure of Mara Todor")], &[]);
        assert_eq!(crate::join(&[report("Mara Todor")]).disputes.len(), 1);
    }

    fn quoted() -> Reading {
        Made::report("a", "Mara Todor said that the minister is wedded to the decree.")
            .names(EntityType::PER, &["Mara Todor"])
            .said("Mara Todor", "says", "said", "the minister is wedded to the decree")
            .done()
    }

    fn answer(text: &str, content: &str) -> Reading {
        Made::report("b", text).names(EntityType::PER, &["Mara Todor"]).said("Mara Todor", "says", "said", content).done()
    }

    #[test]
    fn a_corrected_quotation_is_a_misquotation() {
        let correction = answer(
            "The agency put words in her mouth.\nMara Todor said that the minister is bound to no decree.",
            "the minister is bound to no decree",
        );
        let expect = "misquotation: the minister is wedded to the decree <> the minister is bound to no decree";
        check(&[quoted(), correction], &[expect]);
    }

    #[test]
    fn what_is_said_again_or_of_something_else_corrects_nothing() {
        let again = answer("Mara Todor said that the minister is bound to no decree.", "the minister is bound to no decree");
        check(&[quoted(), again], &[]);
        let other = answer("The agency put words in her mouth.\nMara Todor said that the road is closed.", "the road is closed");
        check(&[quoted(), other], &[]);
    }

    #[test]
    fn who_denies_a_charge_answers_it() {
        let told = |content: &str, manner: &str| {
            Made::report("a", "Ardesh said 40 lorries had been sent back.\nThe ministry of Nalvia rejected it today.")
                .names(EntityType::GPE, &["Ardesh", "Nalvia"])
                .said("Ardesh", "says", "said", "40 lorries had been sent back")
                .said("Nalvia", manner, "rejected", content)
                .done()
        };
        check(&[told("today", "rejects")], &[]);
        let text = "Ardesh said 40 lorries had been sent back.\nNalvia rejected the accusation.";
        let answered = Made::report("a", text)
            .names(EntityType::GPE, &["Ardesh", "Nalvia"])
            .said("Ardesh", "says", "said", "40 lorries had been sent back")
            .said("Nalvia", "rejects", "rejected", "the accusation")
            .done();
        check(&[answered], &["conflict: 40 lorries had been sent back <> the accusation"]);
        let text = "The army of Ardesh said all tracks lead to the Free Council.\nThe Free Council denied any part in the raid.";
        let accused = Made::report("a", text)
            .names(EntityType::ORG, &["Free Council"])
            .names(EntityType::GPE, &["Ardesh"])
            .said("Ardesh", "says", "said", "all tracks lead to the Free Council")
            .said("Free Council", "denies", "denied", "any part in the raid")
            .done();
        check(&[accused], &["conflict: all tracks lead to the Free Council <> any part in the raid"]);
    }

    #[test]
    fn only_an_answer_to_a_claim_is_one() {
        let told = |first: (&str, &str, &str), second: (&str, &str, &str)| {
            let text = format!("Ardesh {} {}.\n{}", first.1, first.2, second.1);
            Made::report("a", &text)
                .names(EntityType::GPE, &["Ardesh", "Nalvia"])
                .said("Ardesh", first.0, first.1, first.2)
                .said("Nalvia", second.0, second.1.split(' ').nth(1).unwrap_or_default(), second.2)
                .done()
        };
        let claim = ("says", "said", "the camp had been shelled");
        let answered = told(claim, ("says", "Nalvia stated in response that its guns were silent.", "its guns were silent"));
        check(&[answered], &["conflict: the camp had been shelled <> its guns were silent"]);
        let acted = told(claim, ("announces", "Nalvia declared an emergency in response to the flood.", "an emergency"));
        check(&[acted], &[]);
        let ordered = told(claim, ("orders", "Nalvia issued in response an order on salt.", "an order on salt"));
        check(&[ordered], &[]);
        let refused =
            told(("demands", "demanded", "money for the camp"), ("denies", "Nalvia denied it money for the camp.", "money for the camp"));
        check(&[refused], &[]);
    }

    #[test]
    fn a_wish_a_bill_and_an_attack_are_no_claims() {
        let told = |claim: (&str, &str, &str), answer: (&str, &str, &str), between: &str| {
            let text = format!("Ardesh {} {}.\n{between}The ministry of Nalvia {} {}.", claim.1, claim.2, answer.1, answer.2);
            Made::report("a", &text)
                .names(EntityType::GPE, &["Ardesh", "Nalvia"])
                .said("Ardesh", claim.0, claim.1, claim.2)
                .said("Nalvia", answer.0, answer.1, answer.2)
                .done()
        };
        let claim = ("says", "stated", "the camp had been shelled");
        check(&[told(claim, ("rejects", "rejected", "the suggestion"), "")], &["conflict: the camp had been shelled <> the suggestion"]);
        let wish = ("says", "stated", "she would prefer the camp closed");
        check(&[told(wish, ("rejects", "rejected", "the suggestion"), "")], &[]);
        let both = Made::report(
            "a",
            "Ardesh stated the camp had been shelled.\nArdesh added she would prefer the camp closed.\nNalvia rejected the suggestion.",
        )
        .names(EntityType::GPE, &["Ardesh", "Nalvia"])
        .said("Ardesh", "says", "stated", "the camp had been shelled")
        .said("Ardesh", "says", "added", "she would prefer the camp closed")
        .said("Nalvia", "rejects", "rejected", "the suggestion");
        check(&[both.done()], &[]);
        let law = Made::report("a", "Ardesh stated the camp had been shelled.\nThe Salt Law contradicted the claim.")
            .names(EntityType::GPE, &["Ardesh"])
            .names(EntityType::OTHER, &["Salt Law"])
            .said("Ardesh", "says", "stated", "the camp had been shelled")
            .said("Salt Law", "denies", "contradicted", "the claim");
        check(&[law.done()], &[]);
        // What `it` is stands in the same sentence, or in the one before where it is denied.
        check(&[told(claim, ("denies", "dismissed", "it"), "")], &[]);
        check(&[told(claim, ("denies", "denied", "it"), "")], &["conflict: the camp had been shelled <> it"]);
        check(&[told(claim, ("denies", "denied", "it"), "Snow fell.\n")], &[]);
    }

    #[test]
    fn whose_claim_is_rejected_is_theirs() {
        let text = "Ardesh said the camp had been shelled.\nOssia said the road was mined.\nNalvia rejected the claim of Ardesh.";
        let report = Made::report("a", text)
            .names(EntityType::GPE, &["Ardesh", "Nalvia", "Ossia"])
            .said("Ardesh", "says", "said", "the camp had been shelled")
            .said("Ossia", "says", "Ossia said", "the road was mined")
            .said("Nalvia", "rejects", "rejected", "the claim of Ardesh");
        check(&[report.done()], &["conflict: the camp had been shelled <> the claim of Ardesh"]);
    }

    #[test]
    fn a_figure_is_disputed_and_an_account_leaves_something_out() {
        let told = |figure: bool| {
            let text = "Ardesh said 40 lorries had been sent back.\nThe ministry of Nalvia disputes the figure.";
            let report = Made::report("a", text)
                .names(EntityType::GPE, &["Ardesh", "Nalvia"])
                .said("Ardesh", "says", "said", "40 lorries had been sent back")
                .said("Nalvia", "denies", "disputes", "the figure");
            if figure { report.killed("40", 40, &serde_json::json!({})).done() } else { report.done() }
        };
        check(&[told(true)], &["conflict: 40 lorries had been sent back <> the figure"]);
        check(&[told(false)], &[]);
        let told = |paper: &str, content: &str| {
            let text = format!("Ardesh said Nalvia had voiced support for the bridge.\nThe {paper} of Nalvia did not mention {content}.");
            let mut reading = Made::report("a", &text)
                .names(EntityType::GPE, &["Ardesh", "Nalvia"])
                .said("Ardesh", "says", "said", "Nalvia had voiced support for the bridge")
                .said("Nalvia", "says", "did not mention", content)
                .done();
            reading.attributions[1].negated = true;
            reading
        };
        check(&[told("account", "any support")], &["conflict: Nalvia had voiced support for the bridge <> any support"]);
        check(&[told("account", "the weather")], &[]);
        check(&[told("minister", "any support")], &[]);
    }

    #[test]
    fn something_that_is_denied_is_what_was_just_said() {
        let text = "Envoys hinted that patience in Nalvia is wearing thin, something Nalvia denies.";
        let report = Made::report("a", text)
            .names(EntityType::GPE, &["Nalvia"])
            .described(EntityType::PER, "Envoys")
            .said("Envoys", "hints", "hinted", "that patience in Nalvia is wearing thin")
            .said("Nalvia", "denies", "denies", "something");
        check(&[report.done()], &["conflict: that patience in Nalvia is wearing thin <> something"]);
    }
}
