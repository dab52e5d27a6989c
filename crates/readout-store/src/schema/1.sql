-- Offsets are Unicode code points into report.text, "end" exclusive:
--   SELECT substr(r.text, m.start + 1, m."end" - m.start) FROM mention m JOIN report r ON r.id = m.report;
-- n counts within one report's layer, as the ids of the reading do. NULL means unknown.

CREATE TABLE report (
  id INTEGER PRIMARY KEY,              -- cut from the identity, so the same in every store
  identity TEXT NOT NULL UNIQUE,       -- hash of the text and of where it was published
  text TEXT NOT NULL,
  sha256 TEXT NOT NULL,                -- of the text alone: equal texts of two outlets share it
  outlet TEXT,
  url TEXT,
  title TEXT,
  dateline_place TEXT,
  dateline_agency TEXT,
  published TEXT,                      -- ISO 8601, as long as it is precise
  published_precision TEXT,
  published_from TEXT,
  language TEXT,
  CHECK (length(sha256) = 64)
) STRICT;
CREATE INDEX report_sha256 ON report (sha256);
CREATE INDEX report_published ON report (published) WHERE published IS NOT NULL;
CREATE TRIGGER report_text_never_changes BEFORE UPDATE OF text, sha256, identity ON report
BEGIN SELECT raise(ABORT, 'a stored text never changes'); END;

-- Every name under which the report came in.
CREATE TABLE input (
  report INTEGER NOT NULL REFERENCES report ON DELETE CASCADE,
  path TEXT NOT NULL,                  -- '' where it did not come from a file
  name TEXT NOT NULL,                  -- the input's own id
  PRIMARY KEY (report, path, name)
) STRICT, WITHOUT ROWID;
CREATE INDEX input_name ON input (name);

-- Bylines and credits as printed, and where each value of the report came from.
CREATE TABLE report_note (
  report INTEGER NOT NULL REFERENCES report ON DELETE CASCADE,
  kind TEXT NOT NULL CHECK (kind IN ('byline', 'credit', 'origin')),
  n INTEGER NOT NULL,
  value TEXT NOT NULL,
  PRIMARY KEY (report, kind, n)
) STRICT, WITHOUT ROWID;

-- The reading as a whole, for reading it back without loss. The layers below say the same in rows.
CREATE TABLE reading (
  report INTEGER PRIMARY KEY REFERENCES report ON DELETE CASCADE,
  format TEXT NOT NULL,
  model TEXT NOT NULL,
  body TEXT NOT NULL CHECK (json_valid(body)),   -- without text and tokens
  tokens TEXT NOT NULL                 -- a line each: start, end, form, lemma, upos, feats, head, deprel, separated by tabs
) STRICT;

CREATE TABLE stretch (                 -- sentences, paragraphs, page furniture
  report INTEGER NOT NULL REFERENCES report ON DELETE CASCADE,
  kind TEXT NOT NULL CHECK (kind IN ('sentence', 'paragraph', 'boilerplate')),
  n INTEGER NOT NULL,
  start INTEGER NOT NULL, "end" INTEGER NOT NULL CHECK (start <= "end"),
  PRIMARY KEY (report, kind, n)
) STRICT, WITHOUT ROWID;

CREATE TABLE entity (
  report INTEGER NOT NULL REFERENCES report ON DELETE CASCADE,
  n INTEGER NOT NULL,
  type TEXT NOT NULL,
  name TEXT NOT NULL,
  named INTEGER NOT NULL,
  aliases TEXT NOT NULL CHECK (json_valid(aliases)),
  code TEXT,
  sector TEXT,
  PRIMARY KEY (report, n)
) STRICT, WITHOUT ROWID;
CREATE INDEX entity_name ON entity (name);

CREATE TABLE mention (
  report INTEGER NOT NULL REFERENCES report ON DELETE CASCADE,
  n INTEGER NOT NULL,
  start INTEGER NOT NULL, "end" INTEGER NOT NULL CHECK (start <= "end"),
  kind TEXT NOT NULL,
  type TEXT NOT NULL,
  entity INTEGER,
  PRIMARY KEY (report, n)
) STRICT, WITHOUT ROWID;

CREATE TABLE role (
  report INTEGER NOT NULL REFERENCES report ON DELETE CASCADE,
  n INTEGER NOT NULL,
  start INTEGER NOT NULL, "end" INTEGER NOT NULL CHECK (start <= "end"),
  entity INTEGER NOT NULL,
  title TEXT NOT NULL,
  org INTEGER,
  status TEXT,
  attribution INTEGER,
  PRIMARY KEY (report, n)
) STRICT, WITHOUT ROWID;

CREATE TABLE time (
  report INTEGER NOT NULL REFERENCES report ON DELETE CASCADE,
  n INTEGER NOT NULL,
  start INTEGER NOT NULL, "end" INTEGER NOT NULL CHECK (start <= "end"),
  type TEXT NOT NULL,
  value TEXT NOT NULL,
  precision TEXT NOT NULL,
  anchor TEXT,
  modifier TEXT,
  alternatives TEXT NOT NULL CHECK (json_valid(alternatives)),
  PRIMARY KEY (report, n)
) STRICT, WITHOUT ROWID;

CREATE TABLE attribution (
  report INTEGER NOT NULL REFERENCES report ON DELETE CASCADE,
  n INTEGER NOT NULL,
  kind TEXT NOT NULL,
  manner TEXT NOT NULL,
  negated INTEGER NOT NULL,
  speaker INTEGER,
  inside INTEGER,
  PRIMARY KEY (report, n)
) STRICT, WITHOUT ROWID;

CREATE TABLE attribution_span (
  report INTEGER NOT NULL,
  attribution INTEGER NOT NULL,
  part TEXT NOT NULL CHECK (part IN ('source', 'cue', 'content')),
  n INTEGER NOT NULL,
  start INTEGER NOT NULL, "end" INTEGER NOT NULL CHECK (start <= "end"),
  PRIMARY KEY (report, attribution, part, n),
  FOREIGN KEY (report, attribution) REFERENCES attribution ON DELETE CASCADE
) STRICT, WITHOUT ROWID;

CREATE TABLE hop (                     -- the chain of an attribution, from the speaker outward
  report INTEGER NOT NULL,
  attribution INTEGER NOT NULL,
  n INTEGER NOT NULL,
  name TEXT NOT NULL,
  entity INTEGER,
  channel TEXT,
  audience TEXT,
  start INTEGER, "end" INTEGER CHECK (start <= "end"),
  implied INTEGER NOT NULL,
  translated INTEGER NOT NULL,
  PRIMARY KEY (report, attribution, n),
  FOREIGN KEY (report, attribution) REFERENCES attribution ON DELETE CASCADE
) STRICT, WITHOUT ROWID;

CREATE TABLE figure (
  report INTEGER NOT NULL REFERENCES report ON DELETE CASCADE,
  n INTEGER NOT NULL,
  start INTEGER NOT NULL, "end" INTEGER NOT NULL CHECK (start <= "end"),
  value REAL, low REAL, high REAL,
  bound TEXT NOT NULL,
  counted TEXT,
  of TEXT,
  place INTEGER,
  as_of INTEGER,
  part_of INTEGER,                     -- the figure this one is a part of
  attribution INTEGER,
  PRIMARY KEY (report, n)
) STRICT, WITHOUT ROWID;

CREATE TABLE event (
  report INTEGER NOT NULL REFERENCES report ON DELETE CASCADE,
  n INTEGER NOT NULL,
  start INTEGER NOT NULL, "end" INTEGER NOT NULL CHECK (start <= "end"),
  type TEXT NOT NULL,
  mode TEXT,
  context TEXT NOT NULL CHECK (json_valid(context)),
  place INTEGER,
  time INTEGER,
  factuality TEXT NOT NULL,
  historical INTEGER NOT NULL,
  attribution INTEGER,
  PRIMARY KEY (report, n)
) STRICT, WITHOUT ROWID;

CREATE TABLE event_entity (
  report INTEGER NOT NULL,
  event INTEGER NOT NULL,
  part TEXT NOT NULL CHECK (part IN ('actor', 'recipient', 'participant')),
  n INTEGER NOT NULL,
  entity INTEGER NOT NULL,
  PRIMARY KEY (report, event, part, n),
  FOREIGN KEY (report, event) REFERENCES event ON DELETE CASCADE
) STRICT, WITHOUT ROWID;

CREATE TABLE position (
  report INTEGER NOT NULL REFERENCES report ON DELETE CASCADE,
  n INTEGER NOT NULL,
  start INTEGER NOT NULL, "end" INTEGER NOT NULL CHECK (start <= "end"),
  actor INTEGER NOT NULL,
  issue TEXT NOT NULL,
  stance TEXT NOT NULL,
  change TEXT,
  according_to INTEGER,
  attribution INTEGER,
  PRIMARY KEY (report, n)
) STRICT, WITHOUT ROWID;

CREATE TABLE finding (
  report INTEGER NOT NULL REFERENCES report ON DELETE CASCADE,
  n INTEGER NOT NULL,
  code TEXT NOT NULL,
  start INTEGER, "end" INTEGER,
  message TEXT NOT NULL,
  PRIMARY KEY (report, n)
) STRICT, WITHOUT ROWID;

CREATE VIRTUAL TABLE report_words USING fts5 (
  title, text, content = 'report', content_rowid = 'id', tokenize = "porter unicode61 remove_diacritics 2"
);
CREATE TRIGGER report_words_added AFTER INSERT ON report BEGIN
  INSERT INTO report_words (rowid, title, text) VALUES (new.id, new.title, new.text);
END;
CREATE TRIGGER report_words_changed AFTER UPDATE OF title ON report BEGIN
  INSERT INTO report_words (report_words, rowid, title, text) VALUES ('delete', old.id, old.title, old.text);
  INSERT INTO report_words (rowid, title, text) VALUES (new.id, new.title, new.text);
END;
CREATE TRIGGER report_words_removed AFTER DELETE ON report BEGIN
  INSERT INTO report_words (report_words, rowid, title, text) VALUES ('delete', old.id, old.title, old.text);
END;
