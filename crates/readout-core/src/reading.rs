//! A reading: all that one report says, taken from that report alone. Its serialised form is the contract `readout/reading/1`.
//!
//! Fields that are not known are left out of the JSON. Ids are places in the layer's list. Every list is in the order of the text unless
//! its field says otherwise.

use crate::{
    AttributionId, CodepointIndex, Dateline, EntityId, FigureId, Finding, Known, MentionId, Precision, Published, Report, Span, TimeId,
    TokenIndex,
};
use serde::{Deserialize, Serialize};

/// The format's name and version, the first field of every line.
pub const FORMAT: &str = "readout/reading/1";

/// All that one report says.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Reading {
    /// [`FORMAT`].
    pub format: String,
    /// The report's text, as it went in.
    pub text: String,
    /// `byte` inside the program, `codepoint` outside.
    pub offsets: String,
    /// What is known of the report.
    pub report: ReportHeader,
    /// Name and hash of the model that read it.
    #[serde(skip_serializing_if = "String::is_empty", default)]
    pub model: String,
    /// Page furniture, which no later stage reads.
    pub boilerplate: Vec<Span>,
    /// Sentences.
    pub sentences: Vec<Span>,
    /// Paragraphs.
    pub paragraphs: Vec<Span>,
    /// Words in the sense of Universal Dependencies.
    pub tokens: Vec<Token>,
    /// Stretches that refer to something.
    pub mentions: Vec<Mention>,
    /// The things referred to.
    pub entities: Vec<Entity>,
    /// Offices.
    pub roles: Vec<Role>,
    /// Time expressions.
    pub times: Vec<Time>,
    /// Who says, thinks or wants what.
    pub attributions: Vec<Attribution>,
    /// Claimed quantities.
    pub figures: Vec<Figure>,
    /// What happened, or is said to.
    pub events: Vec<Event>,
    /// Where actors stand.
    pub positions: Vec<Position>,
    /// What a reader should know.
    pub findings: Vec<Finding>,
}

/// What is known of the report that was read.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct ReportHeader {
    /// The input's id.
    pub id: String,
    /// SHA-256 of the text.
    pub sha256: String,
    /// File.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub path: Option<String>,
    /// Publisher.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub outlet: Option<String>,
    /// Address.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub url: Option<String>,
    /// Title.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub title: Option<String>,
    /// Where the title stands in the text, if it does.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub title_span: Option<Span>,
    /// Authors as printed.
    #[serde(skip_serializing_if = "Vec::is_empty", default)]
    pub byline: Vec<String>,
    /// Agencies credited.
    #[serde(skip_serializing_if = "Vec::is_empty", default)]
    pub credit: Vec<String>,
    /// Place and agency that open the report.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub dateline: Option<Dateline>,
    /// When published.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub published: Option<Published>,
    /// BCP 47 code.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub language: Option<String>,
    /// Where each of `outlet`, `url`, `title`, `byline`, `credit` came from, as `field=origin`.
    #[serde(skip_serializing_if = "Vec::is_empty", default)]
    pub origins: Vec<String>,
}

/// A word in the sense of Universal Dependencies.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Token {
    /// Where.
    pub span: Span,
    /// The word as written (differs from the span's characters only where a contraction is taken apart).
    pub form: String,
    /// Dictionary form.
    pub lemma: String,
    /// Universal part of speech, `X` where unknown.
    pub upos: String,
    /// UD features, `_` where none.
    pub feats: String,
    /// Governor as a token's place in the whole report, -1 for a root.
    pub head: i32,
    /// UD relation to the governor.
    pub deprel: String,
}

/// A stretch that refers to something.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Mention {
    /// Its place in the list.
    pub id: MentionId,
    /// The whole noun phrase for nominals, the name for names.
    pub span: Span,
    /// The head word's token.
    pub head: TokenIndex,
    /// Name, nominal or pronoun.
    pub kind: MentionKind,
    /// Type of what it refers to.
    #[serde(rename = "type")]
    pub entity_type: EntityType,
    /// What it refers to.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub entity: Option<EntityId>,
}

/// Form of a mention.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum MentionKind {
    /// `Mara Todor`.
    Name,
    /// `the foreign minister`.
    Nominal,
    /// `she`.
    Pronoun,
}

/// Type of an entity.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[allow(clippy::upper_case_acronyms, missing_docs, reason = "the field's names, explained in docs/glossary.md")]
pub enum EntityType {
    PER,
    ORG,
    GPE,
    LOC,
    NORP,
    FAC,
    EVENT,
    OTHER,
}

/// A thing referred to, within one report.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Entity {
    /// Its place in the list.
    pub id: EntityId,
    /// Type.
    #[serde(rename = "type")]
    pub entity_type: EntityType,
    /// The fullest name in the report, or the first description of what has none.
    pub name: String,
    /// False where `name` is a description.
    #[serde(default)]
    pub named: bool,
    /// Other forms used, in order of first use.
    #[serde(skip_serializing_if = "Vec::is_empty", default)]
    pub aliases: Vec<String>,
    /// ISO 3166 alpha-3 of the country it acts for.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub code: Option<String>,
    /// PLOVER sector: GOV, MIL, REB, OPP, IGO, JRN, …
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub sector: Option<String>,
}

/// A person's office in an organisation.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Role {
    /// Who holds it.
    pub entity: EntityId,
    /// The office: `foreign minister`, `head`, `spokeswoman`.
    pub title: String,
    /// Where: a state, ministry, group.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub org: Option<EntityId>,
    /// The words that say so.
    pub span: Span,
    /// By whose account, where not the report's own.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub attribution: Option<AttributionId>,
    /// `former`, `acting`, `designate`, … where the words say so.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub status: Option<String>,
}

/// A time expression.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Time {
    /// Its place in the list.
    pub id: TimeId,
    /// Where.
    pub span: Span,
    /// TIMEX3 type.
    #[serde(rename = "type")]
    pub time_type: TimeType,
    /// TIMEX3 value, symbolic (`XXXX-WXX-4`) where the report is undated.
    pub value: String,
    /// How precise.
    pub precision: Precision,
    /// What it was resolved against: `published`, `dateline`, `text:<time id>`, or absent: not resolved or absolute.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub anchor: Option<String>,
    /// Other readings, likeliest first.
    #[serde(skip_serializing_if = "Vec::is_empty", default)]
    pub alternatives: Vec<TimeAlternative>,
    /// TIMEX3 `mod`: START, MID, END, APPROX, BEFORE, AFTER, …
    #[serde(rename = "mod", skip_serializing_if = "Option::is_none", default)]
    pub modifier: Option<String>,
    /// How it lies to its anchor, which holds even where there is none: units as in `-P1W` or `P0D`, or for weekdays, months and seasons
    /// `past`, `future`, `last`, `next` or `this`.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub relation: Option<String>,
}

/// Another reading of a time expression.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct TimeAlternative {
    /// TIMEX3 value.
    pub value: String,
    /// Why it is possible.
    pub reason: String,
}

/// TIMEX3 type.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[allow(clippy::upper_case_acronyms, missing_docs, reason = "TimeML's names")]
pub enum TimeType {
    DATE,
    TIME,
    DURATION,
    SET,
}

/// Who says, thinks or wants what: source, cue and content in the sense of PARC and PolNeAR, with its chain.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Attribution {
    /// Its place in the list.
    pub id: AttributionId,
    /// The words that name the source; empty where it is left out.
    pub source: Vec<Span>,
    /// The words that show the attributing.
    pub cue: Vec<Span>,
    /// What is attributed.
    pub content: Vec<Span>,
    /// Direct, indirect or mixed.
    pub kind: AttributionKind,
    /// What kind of act the cue is.
    pub manner: Manner,
    /// The cue is negated: `did not rule out`.
    #[serde(skip_serializing_if = "std::ops::Not::not", default)]
    pub negated: bool,
    /// Who speaks, resolved.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub speaker: Option<EntityId>,
    /// The attribution whose content holds this one.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub inside: Option<AttributionId>,
    /// In what capacity the speaker speaks.
    #[serde(skip_serializing_if = "Voice::is_empty", default)]
    pub voice: Voice,
    /// From the speaker outward.
    pub chain: Vec<Hop>,
}

/// In what capacity somebody speaks, as far as this report says. Of `Mara Todor, a spokeswoman for the ministry,` the office and the ministry; of
/// `three senior officials` that they have no name, and that they are three.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Voice {
    /// The office that the speaker holds as of this report.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub office: Option<String>,
    /// The body or state for which the speaker speaks: of that office, or as the words of the source say.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub behalf: Option<EntityId>,
    /// The report gives no name for the person or people who speak; the chain's first hop has the words that describe them.
    #[serde(skip_serializing_if = "std::ops::Not::not", default)]
    pub unnamed: bool,
    /// How many speak without a name, where the words say so.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub count: Option<u32>,
}

impl Voice {
    /// Nothing is known of it.
    pub fn is_empty(&self) -> bool {
        *self == Self::default()
    }
}

/// Whether the words are the speaker's own.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum AttributionKind {
    /// All inside quotation marks.
    Direct,
    /// None inside quotation marks.
    Indirect,
    /// Partly.
    Mixed,
}

/// What kind of act a cue is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
#[allow(missing_docs, reason = "plain words, defined in docs/glossary.md")]
pub enum Manner {
    Says,
    Claims,
    Denies,
    Confirms,
    Announces,
    Demands,
    Urges,
    Orders,
    Promises,
    Threatens,
    Proposes,
    Accepts,
    Rejects,
    Supports,
    Condemns,
    Doubts,
    Believes,
    Expects,
    Hints,
    Asks,
}

/// One link of a chain.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Hop {
    /// Who, as a name where resolved, else as described.
    pub name: String,
    /// Who, as an entity of this reading.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub entity: Option<EntityId>,
    /// How: interview, press conference, statement, agency, …
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub channel: Option<String>,
    /// To whom: `journalists`.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub audience: Option<String>,
    /// The words that show it; absent where only the credit implies it.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub span: Option<Span>,
    /// Known only from the report's credit or dateline.
    #[serde(skip_serializing_if = "std::ops::Not::not", default)]
    pub implied: bool,
    /// The words went through a translation at this link.
    #[serde(skip_serializing_if = "std::ops::Not::not", default)]
    pub translated: bool,
}

/// A claimed quantity.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Figure {
    /// Its place in the list.
    pub id: FigureId,
    /// The quantity's words with their bound: `at least 114`.
    pub span: Span,
    /// The number as said; absent for a range.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub value: Option<f64>,
    /// The least it can mean.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub low: Option<f64>,
    /// The most it can mean.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub high: Option<f64>,
    /// How it is bounded.
    pub bound: Bound,
    /// What happened to those counted, or what is measured: `killed`, `wounded`, `displaced`, `detained`, `percent`, `money`, …
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub counted: Option<String>,
    /// Of whom or what: `civilians`, `rebels`, `people`, `US dollars`.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub of: Option<String>,
    /// Where.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub place: Option<EntityId>,
    /// As of when, or when it happened.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub as_of: Option<TimeId>,
    /// Over which time: how long (`the 46-month conflict`) or since when (`since March 2029`).
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub period: Option<TimeId>,
    /// The figures this one is broken down into.
    #[serde(skip_serializing_if = "Vec::is_empty", default)]
    pub parts: Vec<FigureId>,
    /// By whose account.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub attribution: Option<AttributionId>,
    /// The clause that says so.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub extent: Option<Span>,
}

/// How a quantity is bounded.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[allow(missing_docs, reason = "plain words")]
pub enum Bound {
    Exactly,
    About,
    AtLeast,
    AtMost,
    Nearly,
}

/// A PLOVER event.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Event {
    /// Its place in the list.
    pub id: crate::EventId,
    /// The words of the predicate.
    pub span: Span,
    /// The clause.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub extent: Option<Span>,
    /// One of PLOVER's 16.
    #[serde(rename = "type")]
    pub event_type: EventType,
    /// PLOVER mode, e.g. `visit`.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub mode: Option<String>,
    /// PLOVER contexts.
    #[serde(skip_serializing_if = "Vec::is_empty", default)]
    pub context: Vec<String>,
    /// Who acts.
    #[serde(skip_serializing_if = "Vec::is_empty", default)]
    pub actors: Vec<EntityId>,
    /// Who is acted on.
    #[serde(skip_serializing_if = "Vec::is_empty", default)]
    pub recipients: Vec<EntityId>,
    /// Who takes part on equal terms: of a meeting, all.
    #[serde(skip_serializing_if = "Vec::is_empty", default)]
    pub participants: Vec<EntityId>,
    /// Where.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub place: Option<EntityId>,
    /// When.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub time: Option<TimeId>,
    /// Whether it happened, by the words.
    pub factuality: Factuality,
    /// PLOVER's `historical`: told as background from before the story's present.
    #[serde(skip_serializing_if = "std::ops::Not::not", default)]
    pub historical: bool,
    /// By whose account.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub attribution: Option<AttributionId>,
    /// Killed, wounded, arrested: figures that tell its size.
    #[serde(skip_serializing_if = "Vec::is_empty", default)]
    pub figures: Vec<FigureId>,
    /// Further stretches that tell of the same event.
    #[serde(skip_serializing_if = "Vec::is_empty", default)]
    pub also: Vec<Span>,
    /// `first talks since February 2014`: the words that say what came before.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub since: Option<Span>,
    /// Meetings: `margins of the Munich Security Conference`, hosts, level and the like, as `key=value`.
    #[serde(skip_serializing_if = "Vec::is_empty", default)]
    pub details: Vec<String>,
}

/// The 16 types of the PLOVER manual.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "UPPERCASE")]
#[allow(missing_docs, reason = "PLOVER's names, explained in docs/glossary.md")]
pub enum EventType {
    Agree,
    Consult,
    Support,
    Concede,
    Cooperate,
    Aid,
    Retreat,
    Request,
    Accuse,
    Reject,
    Threaten,
    Protest,
    Sanction,
    Mobilize,
    Coerce,
    Assault,
}

/// Whether something happened, by the words of the report.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Factuality {
    /// Told as done.
    Happened,
    /// Told as going on.
    Ongoing,
    /// Told as going to be.
    Planned,
    /// Told as possible, wanted or conditional.
    Hypothetical,
    /// Told as not so.
    Denied,
}

/// An actor's stance on an issue.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Position {
    /// Whose.
    pub actor: EntityId,
    /// The issue in the report's own words.
    pub issue: String,
    /// The stance.
    pub stance: Stance,
    /// The words that show it.
    pub span: Span,
    /// Through which attribution; absent where the report says so itself.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub attribution: Option<AttributionId>,
    /// Who says that this is the actor's position, where it is somebody else.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub according_to: Option<EntityId>,
    /// `reaffirmed`, `changed`, … where the words say so.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub change: Option<String>,
    /// What the stance depends on.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub condition: Option<Span>,
    /// The words that name the issue.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub issue_span: Option<Span>,
    /// Of these, the words that say what it is about: of `a proposal to restore the assembly` the assembly.
    #[serde(skip_serializing_if = "Vec::is_empty", default)]
    pub about: Vec<Span>,
}

/// A stance.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
#[allow(missing_docs, reason = "plain words, defined in docs/glossary.md")]
pub enum Stance {
    Demands,
    Supports,
    Accepts,
    Offers,
    Conditional,
    Opposes,
    Rejects,
    Neutral,
}

impl ReportHeader {
    /// What `report` knows of itself.
    pub fn of(report: &Report) -> Self {
        fn origin<T>(field: &str, known: &Option<Known<T>>) -> Option<String> {
            known.as_ref().map(|known| format!("{field}={}", known.from))
        }
        fn value<T: Clone>(known: &Option<Known<T>>) -> Option<T> {
            known.as_ref().map(|known| known.value.clone())
        }
        let origins = [
            origin("outlet", &report.outlet),
            origin("url", &report.url),
            origin("title", &report.title),
            report.byline.first().map(|known| format!("byline={}", known.from)),
            report.credit.first().map(|known| format!("credit={}", known.from)),
        ];
        Self {
            id: report.id.clone(),
            sha256: report.text.sha256().to_owned(),
            path: report.path.clone(),
            outlet: value(&report.outlet),
            url: value(&report.url),
            title: value(&report.title),
            title_span: report.title.as_ref().and_then(|title| title.span),
            byline: report.byline.iter().map(|known| known.value.clone()).collect(),
            credit: report.credit.iter().map(|known| known.value.clone()).collect(),
            dateline: report.dateline.clone(),
            published: report.published.clone(),
            language: report.language.clone(),
            origins: origins.into_iter().flatten().collect(),
        }
    }
}

impl Reading {
    /// A reading of `report` in which nothing has been read yet.
    pub fn empty(report: &Report) -> Self {
        Self {
            format: FORMAT.to_owned(),
            text: report.text.as_str().to_owned(),
            offsets: "byte".to_owned(),
            report: ReportHeader::of(report),
            model: String::new(),
            boilerplate: report.boilerplate.clone(),
            sentences: Vec::new(),
            paragraphs: Vec::new(),
            tokens: Vec::new(),
            mentions: Vec::new(),
            entities: Vec::new(),
            roles: Vec::new(),
            times: Vec::new(),
            attributions: Vec::new(),
            figures: Vec::new(),
            events: Vec::new(),
            positions: Vec::new(),
            findings: report.findings.clone(),
        }
    }

    /// The place of the sentence in which an offset stands; none between sentences and in furniture. Sentences follow one another and do not
    /// overlap, so that it is found by halving.
    pub fn sentence_at(&self, offset: u32) -> Option<usize> {
        let place = self.sentences.partition_point(|sentence| sentence.end <= offset);
        self.sentences.get(place).filter(|sentence| sentence.start <= offset).map(|_| place)
    }

    /// The sentence that holds all of a span.
    pub fn sentence_around(&self, span: Span) -> Option<Span> {
        self.sentence_at(span.start).map(|place| self.sentences[place]).filter(|sentence| sentence.contains(span))
    }

    /// The same reading with offsets in code points, as the contract has them.
    pub fn into_codepoints(mut self) -> Self {
        if self.offsets != "codepoint" {
            let text = std::mem::take(&mut self.text);
            let index = CodepointIndex::new(&text);
            self.for_each_span(&mut |span| *span = index.span(*span));
            self.text = text;
            self.offsets = "codepoint".to_owned();
        }
        self
    }

    /// The same reading with offsets in bytes, as the program uses them.
    pub fn into_bytes(mut self) -> Self {
        if self.offsets != "byte" {
            let text = std::mem::take(&mut self.text);
            let index = CodepointIndex::new(&text);
            self.for_each_span(&mut |span| *span = index.byte_span(*span));
            self.text = text;
            self.offsets = "byte".to_owned();
        }
        self
    }

    /// Calls `visit` on every span of the reading, in a fixed order.
    pub fn for_each_span(&mut self, visit: &mut dyn FnMut(&mut Span)) {
        let header = &mut self.report;
        header.title_span.iter_mut().for_each(&mut *visit);
        header.dateline.iter_mut().for_each(|dateline| visit(&mut dateline.span));
        self.boilerplate.iter_mut().for_each(&mut *visit);
        self.sentences.iter_mut().for_each(&mut *visit);
        self.paragraphs.iter_mut().for_each(&mut *visit);
        self.tokens.iter_mut().for_each(|token| visit(&mut token.span));
        self.mentions.iter_mut().for_each(|mention| visit(&mut mention.span));
        self.roles.iter_mut().for_each(|role| visit(&mut role.span));
        self.times.iter_mut().for_each(|time| visit(&mut time.span));
        for attribution in &mut self.attributions {
            let spans = attribution.source.iter_mut().chain(&mut attribution.cue).chain(&mut attribution.content);
            spans.chain(attribution.chain.iter_mut().filter_map(|hop| hop.span.as_mut())).for_each(&mut *visit);
        }
        for figure in &mut self.figures {
            visit(&mut figure.span);
            figure.extent.iter_mut().for_each(&mut *visit);
        }
        for event in &mut self.events {
            visit(&mut event.span);
            event.extent.iter_mut().chain(&mut event.also).chain(&mut event.since).for_each(&mut *visit);
        }
        for position in &mut self.positions {
            visit(&mut position.span);
            position.condition.iter_mut().chain(&mut position.issue_span).chain(&mut position.about).for_each(&mut *visit);
        }
        self.findings.iter_mut().filter_map(|finding| finding.span.as_mut()).for_each(&mut *visit);
    }
}

/// The narrowest attribution whose content holds `span`; of two alike, the one that comes first.
pub fn narrowest(attributions: &[Attribution], span: Span) -> Option<&Attribution> {
    let length = |attribution: &Attribution| attribution.content.iter().map(|content| content.len()).sum::<usize>();
    let around = attributions.iter().filter(|attribution| attribution.content.iter().any(|content| content.contains(span)));
    around.min_by_key(|attribution| (length(attribution), attribution.id))
}

/// Who utters what an attribution tells: of `We have found` within somebody's words, that somebody, whichever body `we` are.
pub fn utterer(text: &str, attributions: &[Attribution], one: &Attribution) -> Option<EntityId> {
    let mut one = one;
    for _ in 0..attributions.len() {
        let first_person = matches!(one.source[..], [word] if matches!(word.of(text).to_lowercase().as_str(), "we" | "i"));
        match one.inside.and_then(|around| attributions.get(around.index())) {
            Some(around) if first_person => one = around,
            _ => break,
        }
    }
    one.speaker
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn whoever_says_we_utters_it() {
        // Todor (0) says that we (the council, 1) found something, and that they (2) left.
        let text = "\"We found they left,\" Todor said.";
        let one = |id: u32, source: [u32; 2], speaker: u32, inside: Option<u32>| -> Attribution {
            let value = serde_json::json!({ "id": id, "source": [source], "cue": [], "content": [], "kind": "direct", "manner": "says", "speaker": speaker, "inside": inside, "chain": [] });
            serde_json::from_value(value).expect("an attribution")
        };
        let attributions = [one(0, [22, 27], 0, None), one(1, [1, 3], 1, Some(0)), one(2, [10, 14], 2, Some(1))];
        let who = attributions.iter().map(|one| utterer(text, &attributions, one).map(EntityId::index));
        assert_eq!(who.collect::<Vec<_>>(), [Some(0), Some(0), Some(2)]);
    }

    #[test]
    fn the_sentence_at_an_offset() {
        let mut reading = Reading::empty(&Report::new("r", "One left. Two  stayed."));
        reading.sentences = vec![Span::new(0, 9), Span::new(10, 13), Span::new(15, 22)];
        let found: Vec<Option<usize>> = [0, 8, 9, 10, 13, 14, 15, 21, 22, 99].map(|offset| reading.sentence_at(offset)).to_vec();
        assert_eq!(found, [Some(0), Some(0), None, Some(1), None, None, Some(2), Some(2), None, None]);
        assert_eq!(reading.sentence_around(Span::new(15, 18)), Some(Span::new(15, 22)));
        assert_eq!(reading.sentence_around(Span::new(10, 18)), None, "a span over two sentences");
        assert_eq!(Reading::empty(&Report::new("r", "")).sentence_at(0), None);
    }
}
