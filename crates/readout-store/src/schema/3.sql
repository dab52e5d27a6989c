-- What people say of the record. Unlike the tables of the second step this cannot be worked out again, and no reading or joining touches it.

CREATE TABLE correction (
  id TEXT PRIMARY KEY,                 -- a hash of all but the undoing: the same correction is the same row in every store
  made TEXT NOT NULL,                  -- RFC 3339, UTC
  signed TEXT NOT NULL,                -- who says so
  kind TEXT NOT NULL,                  -- merge, split, speaker, date, published, event, wrong, note
  body TEXT NOT NULL CHECK (json_valid(body)),   -- what is put right, and why
  undone TEXT,                         -- when it was taken back; NULL while it stands
  undone_by TEXT,
  CHECK ((undone IS NULL) = (undone_by IS NULL))
) STRICT, WITHOUT ROWID;
CREATE TABLE correction_report (       -- the reports that a correction is about, by their identity: they need not be in this store
  identity TEXT NOT NULL,
  correction TEXT NOT NULL REFERENCES correction ON DELETE CASCADE,
  PRIMARY KEY (identity, correction)
) STRICT, WITHOUT ROWID;

CREATE TABLE seen (                    -- when the desk first showed a report
  identity TEXT PRIMARY KEY,
  at TEXT NOT NULL                     -- RFC 3339, UTC
) STRICT, WITHOUT ROWID;
