-- The first shape of a workbook file. Text columns hold '' where nothing is set, numbers
-- hold 0. Codes are those of the workbook package. References are checked at commit, so
-- that one batch may add a school and what hangs on it in any order.

PRAGMA application_id = 1181701224; -- "FoTh"

-- What the file is: one row.
CREATE TABLE book (
    one          INTEGER PRIMARY KEY CHECK (one = 1),
    id           TEXT NOT NULL CHECK (length(id) = 36),
    case_id      TEXT NOT NULL CHECK (case_id <> ''),
    case_version INTEGER NOT NULL,
    created      TEXT NOT NULL
) STRICT;

CREATE TABLE school (
    id         TEXT NOT NULL PRIMARY KEY CHECK (id <> ''),
    name       TEXT NOT NULL DEFAULT '',
    district   TEXT NOT NULL DEFAULT '',
    address    TEXT NOT NULL DEFAULT '',
    levels     TEXT NOT NULL DEFAULT '', -- codes, sorted, joined by a blank
    enrollment INTEGER NOT NULL DEFAULT 0 CHECK (enrollment BETWEEN 0 AND 1000000000),
    staff      INTEGER NOT NULL DEFAULT 0 CHECK (staff BETWEEN 0 AND 1000000000),
    note       TEXT NOT NULL DEFAULT '',
    present    INTEGER NOT NULL DEFAULT 0 CHECK (present IN (0, 1))
) STRICT;

CREATE TABLE zone (
    id       TEXT NOT NULL PRIMARY KEY CHECK (id <> ''),
    school   TEXT NOT NULL REFERENCES school (id) DEFERRABLE INITIALLY DEFERRED,
    building TEXT NOT NULL DEFAULT '',
    name     TEXT NOT NULL DEFAULT '',
    present  INTEGER NOT NULL DEFAULT 0 CHECK (present IN (0, 1))
) STRICT;

CREATE INDEX zone_of_school ON zone (school);

CREATE TABLE contact (
    id            TEXT NOT NULL PRIMARY KEY CHECK (id <> ''),
    school        TEXT NOT NULL REFERENCES school (id) DEFERRABLE INITIALLY DEFERRED,
    name          TEXT NOT NULL DEFAULT '',
    role          TEXT NOT NULL DEFAULT '',
    organization  TEXT NOT NULL DEFAULT '',
    phone         TEXT NOT NULL DEFAULT '',
    email         TEXT NOT NULL DEFAULT '',
    receives_plan INTEGER NOT NULL DEFAULT 0 CHECK (receives_plan IN (0, 1)),
    present       INTEGER NOT NULL DEFAULT 0 CHECK (present IN (0, 1))
) STRICT;

CREATE INDEX contact_of_school ON contact (school);

CREATE TABLE event (
    id      TEXT NOT NULL PRIMARY KEY CHECK (id <> ''),
    school  TEXT NOT NULL REFERENCES school (id) DEFERRABLE INITIALLY DEFERRED,
    name    TEXT NOT NULL DEFAULT '',
    date    TEXT NOT NULL DEFAULT '' CHECK (date = '' OR date GLOB '[12][0-9][0-9][0-9]-[01][0-9]-[0-3][0-9]'),
    people  INTEGER NOT NULL DEFAULT 0 CHECK (people BETWEEN 0 AND 1000000000),
    note    TEXT NOT NULL DEFAULT '',
    present INTEGER NOT NULL DEFAULT 0 CHECK (present IN (0, 1))
) STRICT;

CREATE INDEX event_of_school ON event (school);

CREATE TABLE answer (
    school      TEXT NOT NULL REFERENCES school (id) DEFERRABLE INITIALLY DEFERRED,
    item        TEXT NOT NULL CHECK (item <> ''),
    status      TEXT NOT NULL DEFAULT 'not-assessed'
                CHECK (status IN ('not-assessed', 'in-place', 'in-progress', 'needed', 'not-necessary')),
    reason      TEXT NOT NULL DEFAULT '',
    probability TEXT NOT NULL DEFAULT ''
                CHECK (probability IN ('', 'unlikely', 'possible', 'likely', 'highly-likely')),
    magnitude   TEXT NOT NULL DEFAULT ''
                CHECK (magnitude IN ('', 'negligible', 'limited', 'critical', 'catastrophic')),
    override    TEXT NOT NULL DEFAULT '' CHECK (override IN ('', 'high', 'medium', 'low')),
    note        TEXT NOT NULL DEFAULT '',
    owner       TEXT NOT NULL DEFAULT '',
    target      TEXT NOT NULL DEFAULT '' CHECK (target = '' OR target GLOB '[12][0-9][0-9][0-9]-[01][0-9]-[0-3][0-9]'),
    reviewed_by TEXT NOT NULL DEFAULT '',
    reviewed_on TEXT NOT NULL DEFAULT ''
                CHECK (reviewed_on = '' OR reviewed_on GLOB '[12][0-9][0-9][0-9]-[01][0-9]-[0-3][0-9]'),
    PRIMARY KEY (school, item)
) STRICT;

CREATE TABLE answer_zone (
    school TEXT NOT NULL,
    item   TEXT NOT NULL,
    zone   TEXT NOT NULL REFERENCES zone (id) DEFERRABLE INITIALLY DEFERRED,
    PRIMARY KEY (school, item, zone),
    FOREIGN KEY (school, item) REFERENCES answer (school, item) DEFERRABLE INITIALLY DEFERRED
) STRICT, WITHOUT ROWID;

CREATE TABLE action (
    id           TEXT NOT NULL PRIMARY KEY CHECK (id <> ''),
    title        TEXT NOT NULL DEFAULT '',
    description  TEXT NOT NULL DEFAULT '',
    owner        TEXT NOT NULL DEFAULT '',
    organization TEXT NOT NULL DEFAULT '',
    element      TEXT NOT NULL DEFAULT ''
                 CHECK (element IN ('', 'planning', 'organization', 'equipment', 'training', 'exercise')),
    status       TEXT NOT NULL DEFAULT 'to-do'
                 CHECK (status IN ('to-do', 'in-progress', 'on-hold', 'in-place', 'lapsed', 'dropped')),
    start        TEXT NOT NULL DEFAULT '' CHECK (start = '' OR start GLOB '[12][0-9][0-9][0-9]-[01][0-9]-[0-3][0-9]'),
    target       TEXT NOT NULL DEFAULT '' CHECK (target = '' OR target GLOB '[12][0-9][0-9][0-9]-[01][0-9]-[0-3][0-9]'),
    completed    TEXT NOT NULL DEFAULT ''
                 CHECK (completed = '' OR completed GLOB '[12][0-9][0-9][0-9]-[01][0-9]-[0-3][0-9]'),
    review       TEXT NOT NULL DEFAULT '' CHECK (review = '' OR review GLOB '[12][0-9][0-9][0-9]-[01][0-9]-[0-3][0-9]'),
    cost         INTEGER NOT NULL DEFAULT 0 CHECK (cost BETWEEN 0 AND 1000000000),
    present      INTEGER NOT NULL DEFAULT 0 CHECK (present IN (0, 1))
) STRICT;

CREATE TABLE action_school (
    action TEXT NOT NULL REFERENCES action (id) DEFERRABLE INITIALLY DEFERRED,
    school TEXT NOT NULL REFERENCES school (id) DEFERRABLE INITIALLY DEFERRED,
    PRIMARY KEY (action, school)
) STRICT, WITHOUT ROWID;

CREATE INDEX action_of_school ON action_school (school, action);

-- Items stand in the case file, so nothing is referenced.
CREATE TABLE action_item (
    action TEXT NOT NULL REFERENCES action (id) DEFERRABLE INITIALLY DEFERRED,
    item   TEXT NOT NULL CHECK (item <> ''),
    PRIMARY KEY (action, item)
) STRICT, WITHOUT ROWID;

-- What was changed together. Rows are only ever added, but for one mark: stale is set on a
-- batch that could not be reversed because somebody changed the same fields since.
CREATE TABLE batch (
    seq    INTEGER PRIMARY KEY AUTOINCREMENT,
    id     TEXT NOT NULL UNIQUE,
    at     TEXT NOT NULL, -- UTC, 2006-01-02T15:04:05.000000000Z
    author TEXT NOT NULL,
    role   TEXT NOT NULL,
    seat   TEXT NOT NULL,
    origin TEXT NOT NULL CHECK (origin IN ('edit', 'undo', 'redo')),
    of     TEXT REFERENCES batch (id), -- the edit that an undo or redo concerns
    stale  INTEGER NOT NULL DEFAULT 0 CHECK (stale IN (0, 1)),
    CHECK ((origin = 'edit') = (of IS NULL))
) STRICT;

CREATE INDEX batch_of_seat ON batch (seat, origin, seq);
CREATE INDEX batch_of_batch ON batch (of, seq) WHERE of IS NOT NULL;

CREATE TABLE change (
    n      INTEGER PRIMARY KEY,
    seq    INTEGER NOT NULL REFERENCES batch (seq),
    entity TEXT NOT NULL CHECK (entity IN ('school', 'zone', 'contact', 'event', 'answer', 'action')),
    id     TEXT NOT NULL CHECK (id <> ''),
    field  TEXT NOT NULL CHECK (field <> ''),
    old    TEXT NOT NULL,
    new    TEXT NOT NULL,
    CHECK (old <> new)
) STRICT;

CREATE INDEX change_of_batch ON change (seq);
CREATE INDEX change_of_entity ON change (entity, id, field, seq);
