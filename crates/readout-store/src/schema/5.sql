-- On what an actor has a stand, without reading the stands.
CREATE INDEX stand_of ON stand (actor, issue);

-- Which models read the reports, without reading these.
CREATE INDEX reading_model ON reading (model);
