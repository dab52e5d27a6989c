-- The record by rows that can be read one by one: a page of the desk looks up what it shows, and a record that is worked out anew changes only
-- the rows that are other than before. Nothing of it is lost here: all of it can be worked out again.
--
-- id is a row's place in the record. body is the row as JSON, as the program has it, with reports by their number and other rows by their id;
-- where a row has very many tellings or accounts, body has the first of them and whole has all. Offsets inside body are bytes of the text.

DROP TABLE story_report; DROP TABLE story; DROP TABLE claim; DROP TABLE stand; DROP TABLE office_holder; DROP TABLE happening_telling;
DROP TABLE happening_actor; DROP TABLE happening; DROP TABLE statement_telling; DROP TABLE statement; DROP TABLE teller;
DROP TABLE family_member; DROP TABLE family; DROP TABLE passage; DROP TABLE actor_entity; DROP TABLE actor; DROP TABLE record;

CREATE TABLE record (                  -- made: what the record was made of; stale: there once a report has come or changed since
  part TEXT PRIMARY KEY,
  body TEXT NOT NULL CHECK (json_valid(body))
) STRICT, WITHOUT ROWID;
CREATE TABLE record_list (             -- lists that nothing looks up by a key
  part TEXT NOT NULL,
  n INTEGER NOT NULL,
  body TEXT NOT NULL CHECK (json_valid(body)),
  PRIMARY KEY (part, n)
) STRICT, WITHOUT ROWID;

CREATE TABLE filed (                   -- each report in its place
  id INTEGER PRIMARY KEY,              -- by published date, undated last
  report INTEGER NOT NULL,
  label TEXT NOT NULL,                 -- K2
  published TEXT,                      -- as corrected
  outlet TEXT,
  percent INTEGER NOT NULL,            -- of its words others print as well
  story INTEGER,
  statements INTEGER NOT NULL,
  findings INTEGER NOT NULL,
  reread INTEGER NOT NULL,             -- read again since the record was made, so that no row of the record fits it
  actors TEXT NOT NULL CHECK (json_valid(actors)),    -- for each entity of its reading, the actor that it is
  body TEXT NOT NULL CHECK (json_valid(body))
) STRICT;
CREATE UNIQUE INDEX filed_report ON filed (report);
CREATE INDEX filed_at_hand ON filed (id, report, published, outlet, story);

CREATE TABLE actor (                   -- people, groups and places across reports
  id INTEGER PRIMARY KEY,
  name TEXT NOT NULL,
  type TEXT NOT NULL,
  named INTEGER NOT NULL,
  names TEXT NOT NULL CHECK (json_valid(names)),
  code TEXT,
  sector TEXT,
  reasons TEXT NOT NULL CHECK (json_valid(reasons)),  -- why its entities are one
  state INTEGER,                       -- of a people or an adjective: its state
  voice INTEGER,                       -- of a name that stands for a government: its state
  branch INTEGER,                      -- of a ministry without a name of its own: its state
  seat INTEGER,                        -- of a state: where its government sits
  office TEXT,                         -- that most reports see it in
  namesakes INTEGER NOT NULL,          -- actors of this very name, itself included
  report INTEGER NOT NULL,             -- where it is first seen
  entity INTEGER NOT NULL,
  reports INTEGER NOT NULL,
  statements INTEGER NOT NULL,
  happenings INTEGER NOT NULL
) STRICT;
CREATE INDEX actor_name ON actor (name);
CREATE INDEX actor_present ON actor (reports DESC, statements + happenings DESC, id, type)
  WHERE named = 1 AND type IN ('PER', 'ORG', 'GPE', 'NORP');
CREATE TABLE actor_entity (
  actor INTEGER NOT NULL,
  report INTEGER NOT NULL,
  entity INTEGER NOT NULL,
  PRIMARY KEY (actor, report, entity)
) STRICT, WITHOUT ROWID;

CREATE TABLE passage (                 -- a stretch that two reports share
  id INTEGER PRIMARY KEY,
  a INTEGER NOT NULL, a_start INTEGER NOT NULL, a_end INTEGER NOT NULL,
  b INTEGER NOT NULL, b_start INTEGER NOT NULL, b_end INTEGER NOT NULL,
  words INTEGER NOT NULL,              -- that are the same
  quoted INTEGER NOT NULL,             -- the same speech, not the same report
  body TEXT NOT NULL CHECK (json_valid(body))
) STRICT;
CREATE INDEX passage_a ON passage (a);
CREATE INDEX passage_b ON passage (b);
CREATE TABLE family (
  id INTEGER PRIMARY KEY,
  agency TEXT,
  nearest INTEGER NOT NULL,
  why TEXT NOT NULL CHECK (json_valid(why)),
  reports INTEGER NOT NULL
) STRICT;
CREATE TABLE family_member (
  family INTEGER NOT NULL,
  n INTEGER NOT NULL,
  report INTEGER NOT NULL,
  words INTEGER NOT NULL,
  percent INTEGER NOT NULL,            -- of the report's words
  spans TEXT NOT NULL CHECK (json_valid(spans)),
  PRIMARY KEY (family, n)
) STRICT, WITHOUT ROWID;
CREATE INDEX family_member_report ON family_member (report);
CREATE TABLE teller (                  -- independent accounts: who prints whose
  id INTEGER PRIMARY KEY,
  name TEXT NOT NULL,
  reports INTEGER NOT NULL,
  body TEXT NOT NULL CHECK (json_valid(body))
) STRICT;
CREATE TABLE teller_report (
  report INTEGER NOT NULL,
  teller INTEGER NOT NULL,
  PRIMARY KEY (report, teller)
) STRICT, WITHOUT ROWID;

CREATE TABLE statement (               -- what was said, once, with every telling
  id INTEGER PRIMARY KEY,
  speaker INTEGER,
  manner TEXT NOT NULL,
  said TEXT,                           -- when, by the words beside the cue
  first TEXT,                          -- day of the first report that tells it
  tellings INTEGER NOT NULL,
  accounts INTEGER NOT NULL,           -- independent ones
  body TEXT NOT NULL CHECK (json_valid(body)),
  whole TEXT
) STRICT;
CREATE INDEX statement_speaker ON statement (speaker, first);
CREATE TABLE statement_telling (
  statement INTEGER NOT NULL,
  n INTEGER NOT NULL,
  report INTEGER NOT NULL,
  attribution INTEGER NOT NULL,
  PRIMARY KEY (statement, n)
) STRICT, WITHOUT ROWID;
CREATE INDEX statement_telling_report ON statement_telling (report);

CREATE TABLE happening (               -- what happened or is expected, once, with every telling
  id INTEGER PRIMARY KEY,
  type TEXT NOT NULL,
  factuality TEXT NOT NULL,
  denied INTEGER NOT NULL,
  historical INTEGER NOT NULL,
  value TEXT,                          -- TIMEX3, as precise as it is told
  day TEXT,                            -- value, where it is a date
  place INTEGER,
  named INTEGER NOT NULL,              -- whether anybody in it is called by name
  meeting INTEGER NOT NULL,
  held INTEGER NOT NULL,
  tellings INTEGER NOT NULL,
  accounts INTEGER NOT NULL,
  body TEXT NOT NULL CHECK (json_valid(body)),
  whole TEXT
) STRICT;
CREATE INDEX happening_meeting ON happening (day DESC, id, held) WHERE meeting = 1 AND named = 1;
CREATE TABLE happening_actor (
  happening INTEGER NOT NULL,
  part TEXT NOT NULL CHECK (part IN ('who', 'whom')),
  actor INTEGER NOT NULL,
  PRIMARY KEY (happening, part, actor)
) STRICT, WITHOUT ROWID;
CREATE TABLE actor_happening (         -- the same by actor, the latest at the end
  actor INTEGER NOT NULL,
  kind INTEGER NOT NULL,               -- 2 a meeting that was held, 1 another meeting, 0 anything else
  day INTEGER NOT NULL,                -- 20310603; 0 where no date is known
  happening INTEGER NOT NULL,
  PRIMARY KEY (actor, kind, day, happening)
) STRICT, WITHOUT ROWID;
CREATE TABLE happening_telling (
  happening INTEGER NOT NULL,
  n INTEGER NOT NULL,
  report INTEGER NOT NULL,
  event INTEGER NOT NULL,
  PRIMARY KEY (happening, n)
) STRICT, WITHOUT ROWID;
CREATE INDEX happening_telling_report ON happening_telling (report);
CREATE TABLE tie (                     -- how often two took part in one meeting
  id INTEGER PRIMARY KEY,
  one INTEGER NOT NULL,
  other INTEGER NOT NULL,
  held INTEGER NOT NULL,
  planned INTEGER NOT NULL             -- announced, expected or talked of only
) STRICT;
CREATE INDEX tie_one ON tie (one);
CREATE INDEX tie_other ON tie (other);

CREATE TABLE office (
  id INTEGER PRIMARY KEY,
  title TEXT NOT NULL,
  org INTEGER,
  changed INTEGER NOT NULL             -- it changed hands
) STRICT;
CREATE INDEX office_org ON office (org);
CREATE TABLE office_holder (
  office INTEGER NOT NULL,
  n INTEGER NOT NULL,
  holder INTEGER NOT NULL,
  first TEXT, last TEXT,               -- days of reports that see them in it
  status TEXT,
  body TEXT NOT NULL CHECK (json_valid(body)),
  whole TEXT,
  PRIMARY KEY (office, n)
) STRICT, WITHOUT ROWID;
CREATE INDEX office_holder_holder ON office_holder (holder);
CREATE TABLE office_report (           -- which reports show an office
  report INTEGER NOT NULL,
  office INTEGER NOT NULL,
  n INTEGER NOT NULL,
  PRIMARY KEY (report, office, n)
) STRICT, WITHOUT ROWID;

CREATE TABLE issue (
  id INTEGER PRIMARY KEY,
  label TEXT NOT NULL,
  stands INTEGER NOT NULL
) STRICT;
CREATE TABLE stand (                   -- where an actor stands on an issue
  issue INTEGER NOT NULL,
  n INTEGER NOT NULL,
  actor INTEGER NOT NULL,
  stance TEXT NOT NULL,
  according_to INTEGER,
  first TEXT, last TEXT,
  change TEXT,
  tellings INTEGER NOT NULL,
  accounts INTEGER NOT NULL,
  body TEXT NOT NULL CHECK (json_valid(body)),
  whole TEXT,
  PRIMARY KEY (issue, n)
) STRICT, WITHOUT ROWID;
CREATE TABLE stand_actor (             -- whose stand it is, and by whose words
  actor INTEGER NOT NULL,
  issue INTEGER NOT NULL,
  n INTEGER NOT NULL,
  PRIMARY KEY (actor, issue, n)
) STRICT, WITHOUT ROWID;
CREATE TABLE stand_report (
  report INTEGER NOT NULL,
  issue INTEGER NOT NULL,
  n INTEGER NOT NULL,
  PRIMARY KEY (report, issue, n)
) STRICT, WITHOUT ROWID;

CREATE TABLE tally (                   -- figures side by side: claims that count the same thing
  id INTEGER PRIMARY KEY,
  counted TEXT NOT NULL,
  place INTEGER,
  claims INTEGER NOT NULL,
  weight INTEGER NOT NULL,             -- least first: tolls with several claims, then tolls, then the rest
  body TEXT NOT NULL CHECK (json_valid(body))
) STRICT;
CREATE INDEX tally_weight ON tally (weight, claims DESC, id);
CREATE TABLE claim (
  tally INTEGER NOT NULL,
  n INTEGER NOT NULL,
  at INTEGER,                          -- its place in time among the claims of the tally
  counted TEXT NOT NULL,
  place INTEGER,
  claimant INTEGER,
  low REAL NOT NULL, high REAL,
  first TEXT,
  tellings INTEGER NOT NULL,
  accounts INTEGER NOT NULL,
  body TEXT NOT NULL CHECK (json_valid(body)),
  whole TEXT,
  entry TEXT CHECK (entry IS NULL OR json_valid(entry)),  -- what it is to the claims before it
  PRIMARY KEY (tally, n)
) STRICT, WITHOUT ROWID;
CREATE INDEX claim_at ON claim (tally, at);
CREATE INDEX claim_claimant ON claim (claimant) WHERE claimant IS NOT NULL;
CREATE TABLE claim_report (
  report INTEGER NOT NULL,
  tally INTEGER NOT NULL,
  n INTEGER NOT NULL,
  PRIMARY KEY (report, tally, n)
) STRICT, WITHOUT ROWID;

CREATE TABLE dispute (                 -- what cannot both hold
  id INTEGER PRIMARY KEY,
  kind TEXT NOT NULL,
  nature TEXT NOT NULL,
  about TEXT NOT NULL,
  body TEXT NOT NULL CHECK (json_valid(body)),
  whole TEXT
) STRICT;
CREATE INDEX dispute_kind ON dispute (kind, id);
CREATE TABLE dispute_report (
  report INTEGER NOT NULL,
  dispute INTEGER NOT NULL,
  PRIMARY KEY (report, dispute)
) STRICT, WITHOUT ROWID;

CREATE TABLE story (
  id INTEGER PRIMARY KEY,
  name TEXT NOT NULL,
  reports INTEGER NOT NULL,
  first TEXT, last TEXT,               -- days of its reports
  body TEXT NOT NULL CHECK (json_valid(body)),
  whole TEXT
) STRICT;
CREATE INDEX story_size ON story (reports DESC, last DESC, id);
CREATE TABLE story_report (
  story INTEGER NOT NULL,
  n INTEGER NOT NULL,
  report INTEGER NOT NULL,
  PRIMARY KEY (story, n)
) STRICT, WITHOUT ROWID;

CREATE VIRTUAL TABLE actor_words USING fts5 (names, content = '', contentless_delete = 1, tokenize = "unicode61 remove_diacritics 2", prefix = '2 3');
CREATE VIRTUAL TABLE issue_words USING fts5 (label, content = '', contentless_delete = 1, tokenize = "unicode61 remove_diacritics 2", prefix = '2 3');
CREATE VIRTUAL TABLE tally_words USING fts5 (counted, place, content = '', contentless_delete = 1, tokenize = "unicode61 remove_diacritics 2", prefix = '2 3');
CREATE INDEX seen_at ON seen (at);
