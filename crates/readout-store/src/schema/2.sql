-- What the readings say together. Everything here is worked out from the tables of the first step and can be thrown away: it is there when
-- it is up to date, and gone as soon as a report is added or read again.

CREATE TABLE record (                  -- the record as the program uses it; offsets are bytes, reports are places in the order of readings
  part TEXT PRIMARY KEY,
  body TEXT NOT NULL CHECK (json_valid(body))
) STRICT, WITHOUT ROWID;

CREATE TABLE actor (                   -- people, groups and places across reports
  id INTEGER PRIMARY KEY,
  name TEXT NOT NULL,
  type TEXT NOT NULL,
  named INTEGER NOT NULL,
  names TEXT NOT NULL CHECK (json_valid(names)),
  code TEXT,
  sector TEXT,
  reasons TEXT NOT NULL CHECK (json_valid(reasons))   -- why its entities are one
) STRICT;
CREATE TABLE actor_entity (
  actor INTEGER NOT NULL REFERENCES actor,
  report INTEGER NOT NULL,
  entity INTEGER NOT NULL,
  PRIMARY KEY (actor, report, entity),
  FOREIGN KEY (report, entity) REFERENCES entity
) STRICT, WITHOUT ROWID;
CREATE INDEX actor_entity_entity ON actor_entity (report, entity);

CREATE TABLE passage (                 -- a stretch that two reports share
  id INTEGER PRIMARY KEY,
  a INTEGER NOT NULL REFERENCES report, a_start INTEGER NOT NULL, a_end INTEGER NOT NULL,
  b INTEGER NOT NULL REFERENCES report, b_start INTEGER NOT NULL, b_end INTEGER NOT NULL,
  words INTEGER NOT NULL,              -- that are the same
  quoted INTEGER NOT NULL              -- the same speech, not the same report
) STRICT;
CREATE INDEX passage_a ON passage (a);
CREATE INDEX passage_b ON passage (b);
CREATE TABLE family (
  id INTEGER PRIMARY KEY,
  agency TEXT,
  nearest INTEGER NOT NULL REFERENCES report,
  why TEXT NOT NULL CHECK (json_valid(why))
) STRICT;
CREATE TABLE family_member (
  family INTEGER NOT NULL REFERENCES family,
  report INTEGER NOT NULL REFERENCES report,
  words INTEGER NOT NULL,
  percent INTEGER NOT NULL,            -- of the report's words
  PRIMARY KEY (family, report)
) STRICT, WITHOUT ROWID;
CREATE TABLE teller (                  -- independent accounts: who prints whose
  name TEXT NOT NULL,
  report INTEGER NOT NULL REFERENCES report,
  n INTEGER NOT NULL,
  PRIMARY KEY (n, report)
) STRICT, WITHOUT ROWID;

CREATE TABLE statement (               -- what was said, once, with every telling
  id INTEGER PRIMARY KEY,
  speaker INTEGER REFERENCES actor,
  manner TEXT NOT NULL,
  accounts INTEGER NOT NULL            -- independent ones
) STRICT;
CREATE TABLE statement_telling (
  statement INTEGER NOT NULL REFERENCES statement,
  n INTEGER NOT NULL,
  report INTEGER NOT NULL,
  attribution INTEGER NOT NULL,
  PRIMARY KEY (statement, n),
  FOREIGN KEY (report, attribution) REFERENCES attribution
) STRICT, WITHOUT ROWID;

CREATE TABLE happening (               -- what happened or is expected, once, with every telling
  id INTEGER PRIMARY KEY,
  type TEXT NOT NULL,
  factuality TEXT NOT NULL,
  denied INTEGER NOT NULL,
  historical INTEGER NOT NULL,
  value TEXT,                          -- TIMEX3, as precise as it is told
  place INTEGER REFERENCES actor,
  accounts INTEGER NOT NULL
) STRICT;
CREATE TABLE happening_actor (
  happening INTEGER NOT NULL REFERENCES happening,
  part TEXT NOT NULL CHECK (part IN ('who', 'whom')),
  actor INTEGER NOT NULL REFERENCES actor,
  PRIMARY KEY (happening, part, actor)
) STRICT, WITHOUT ROWID;
CREATE TABLE happening_telling (
  happening INTEGER NOT NULL REFERENCES happening,
  n INTEGER NOT NULL,
  report INTEGER NOT NULL,
  event INTEGER NOT NULL,
  PRIMARY KEY (happening, n),
  FOREIGN KEY (report, event) REFERENCES event
) STRICT, WITHOUT ROWID;

CREATE TABLE office_holder (
  id INTEGER PRIMARY KEY,
  title TEXT NOT NULL,
  org INTEGER REFERENCES actor,
  holder INTEGER NOT NULL REFERENCES actor,
  first TEXT, last TEXT,               -- days of reports that see them in it
  status TEXT,
  changed INTEGER NOT NULL             -- the office changed hands
) STRICT;

CREATE TABLE stand (                   -- where an actor stands on an issue
  id INTEGER PRIMARY KEY,
  issue TEXT NOT NULL,
  actor INTEGER NOT NULL REFERENCES actor,
  stance TEXT NOT NULL,
  according_to INTEGER REFERENCES actor,
  first TEXT, last TEXT,
  change TEXT,
  accounts INTEGER NOT NULL
) STRICT;

CREATE TABLE claim (                   -- figures side by side: claims of one tally count the same thing
  id INTEGER PRIMARY KEY,
  tally INTEGER NOT NULL,
  counted TEXT NOT NULL,
  place INTEGER REFERENCES actor,
  claimant INTEGER REFERENCES actor,
  low REAL NOT NULL, high REAL,
  first TEXT,
  accounts INTEGER NOT NULL
) STRICT;

CREATE TABLE story (
  id INTEGER PRIMARY KEY,
  name TEXT NOT NULL
) STRICT;
CREATE TABLE story_report (
  story INTEGER NOT NULL REFERENCES story,
  report INTEGER NOT NULL REFERENCES report,
  PRIMARY KEY (story, report)
) STRICT, WITHOUT ROWID;
