-- In what capacity somebody speaks, as of the report: the office, the body on whose behalf, and of people without a name how many. Attributions of
-- reports that were read before have nothing here until they are read again; statements have it once the record is made anew.
ALTER TABLE attribution ADD COLUMN office TEXT;
ALTER TABLE attribution ADD COLUMN behalf INTEGER;                -- entity
ALTER TABLE attribution ADD COLUMN unnamed INTEGER NOT NULL DEFAULT 0;
ALTER TABLE attribution ADD COLUMN voices INTEGER;                -- how many speak without a name, where the words say so
ALTER TABLE statement ADD COLUMN office TEXT;
ALTER TABLE statement ADD COLUMN behalf INTEGER;                  -- actor
ALTER TABLE statement ADD COLUMN unnamed INTEGER NOT NULL DEFAULT 0;
ALTER TABLE statement ADD COLUMN voices INTEGER;
