-- What a district needs: contacts that several schools share, the protective steps of an
-- event, and files that show what an answer says.

-- A history of any kind of thing: which kinds there are is the workbook package's to say,
-- as it is for fields. Numbers stay, since the search index refers to them.
CREATE TABLE change_of_any (
    n      INTEGER PRIMARY KEY,
    seq    INTEGER NOT NULL REFERENCES batch (seq),
    entity TEXT NOT NULL CHECK (entity <> ''),
    id     TEXT NOT NULL CHECK (id <> ''),
    field  TEXT NOT NULL CHECK (field <> ''),
    old    TEXT NOT NULL,
    new    TEXT NOT NULL,
    CHECK (old <> new)
) STRICT;

-- A contact belonged to one school; it now belongs to any number, and to all for none.
INSERT INTO change_of_any (n, seq, entity, id, field, old, new)
SELECT n, seq, entity, id, iif(entity = 'contact' AND field = 'school', 'schools', field), old, new FROM change;

DROP TABLE change;
ALTER TABLE change_of_any RENAME TO change;
CREATE INDEX change_of_batch ON change (seq);
CREATE INDEX change_of_entity ON change (entity, id, field, seq);

CREATE TRIGGER change_added AFTER INSERT ON change WHEN new.new <> '' AND new.field IN (
    'name', 'district', 'address', 'note', 'building', 'role', 'organization', 'phone',
    'email', 'reason', 'owner', 'reviewed_by', 'title', 'description',
    'added_by'
)
BEGIN
    INSERT INTO past (rowid, text) VALUES (new.n, new.new);
END;

CREATE TABLE contact_of_any (
    id            TEXT NOT NULL PRIMARY KEY CHECK (id <> ''),
    name          TEXT NOT NULL DEFAULT '',
    role          TEXT NOT NULL DEFAULT '',
    organization  TEXT NOT NULL DEFAULT '',
    phone         TEXT NOT NULL DEFAULT '',
    email         TEXT NOT NULL DEFAULT '',
    receives_plan INTEGER NOT NULL DEFAULT 0 CHECK (receives_plan IN (0, 1)),
    present       INTEGER NOT NULL DEFAULT 0 CHECK (present IN (0, 1))
) STRICT;

INSERT INTO contact_of_any (id, name, role, organization, phone, email, receives_plan, present)
SELECT id, name, role, organization, phone, email, receives_plan, present FROM contact;

CREATE TABLE contact_school (
    contact TEXT NOT NULL REFERENCES contact (id) DEFERRABLE INITIALLY DEFERRED,
    school  TEXT NOT NULL REFERENCES school (id) DEFERRABLE INITIALLY DEFERRED,
    PRIMARY KEY (contact, school)
) STRICT, WITHOUT ROWID;

INSERT INTO contact_school (contact, school) SELECT id, school FROM contact;

DROP TABLE contact;
ALTER TABLE contact_of_any RENAME TO contact;
CREATE INDEX contact_of_school ON contact_school (school, contact);
UPDATE findable SET school = '' WHERE entity = 'contact';

CREATE TRIGGER contact_added AFTER INSERT ON contact BEGIN
    INSERT INTO findable (entity, id, school) VALUES ('contact', new.id, '') ON CONFLICT DO NOTHING;
    INSERT OR REPLACE INTO word (rowid, name, text)
    SELECT n, new.name, new.role || char(10) || new.organization || char(10) || new.phone || char(10) || new.email
    FROM findable WHERE entity = 'contact' AND id = new.id;
END;

CREATE TRIGGER contact_reworded AFTER UPDATE OF name, role, organization, phone, email ON contact BEGIN
    INSERT INTO findable (entity, id, school) VALUES ('contact', new.id, '') ON CONFLICT DO NOTHING;
    INSERT OR REPLACE INTO word (rowid, name, text)
    SELECT n, new.name, new.role || char(10) || new.organization || char(10) || new.phone || char(10) || new.email
    FROM findable WHERE entity = 'contact' AND id = new.id;
END;

-- How far an event has come with one of the case's protective steps. Steps stand in the case
-- file, so nothing is referenced.
CREATE TABLE step (
    event  TEXT NOT NULL REFERENCES event (id) DEFERRABLE INITIALLY DEFERRED,
    step   TEXT NOT NULL CHECK (step <> ''),
    status TEXT NOT NULL DEFAULT 'to-do' CHECK (status IN ('to-do', 'done', 'not-needed')),
    owner  TEXT NOT NULL DEFAULT '',
    due    TEXT NOT NULL DEFAULT '' CHECK (due = '' OR due GLOB '[12][0-9][0-9][0-9]-[01][0-9]-[0-3][0-9]'),
    done   TEXT NOT NULL DEFAULT '' CHECK (done = '' OR done GLOB '[12][0-9][0-9][0-9]-[01][0-9]-[0-3][0-9]'),
    note   TEXT NOT NULL DEFAULT '',
    PRIMARY KEY (event, step)
) STRICT;

-- The school of a step is its event's, which may be written after it in one batch.
CREATE TRIGGER step_added AFTER INSERT ON step BEGIN
    INSERT INTO findable (entity, id, school) VALUES ('step', new.event || '/' || new.step, '') ON CONFLICT DO NOTHING;
    INSERT OR REPLACE INTO word (rowid, name, text)
    SELECT n, '', new.owner || char(10) || new.note
    FROM findable WHERE entity = 'step' AND id = new.event || '/' || new.step;
END;

CREATE TRIGGER step_reworded AFTER UPDATE OF owner, note ON step BEGIN
    INSERT INTO findable (entity, id, school) VALUES ('step', new.event || '/' || new.step, '') ON CONFLICT DO NOTHING;
    INSERT OR REPLACE INTO word (rowid, name, text)
    SELECT n, '', new.owner || char(10) || new.note
    FROM findable WHERE entity = 'step' AND id = new.event || '/' || new.step;
END;

-- A file that shows what an answer says: a photo, a signed page. Its bytes are kept once,
-- under their SHA-256, beside the table that edits and their history are about.
CREATE TABLE attachment (
    id       TEXT NOT NULL PRIMARY KEY CHECK (id <> ''),
    school   TEXT NOT NULL REFERENCES school (id) DEFERRABLE INITIALLY DEFERRED,
    item     TEXT NOT NULL CHECK (item <> ''),
    name     TEXT NOT NULL DEFAULT '',
    type     TEXT NOT NULL DEFAULT '', -- media type, such as image/jpeg
    size     INTEGER NOT NULL DEFAULT 0 CHECK (size BETWEEN 0 AND 1000000000),
    sha256   TEXT NOT NULL DEFAULT '' CHECK (sha256 = '' OR length(sha256) = 64),
    added_by TEXT NOT NULL DEFAULT '',
    added_on TEXT NOT NULL DEFAULT '' CHECK (added_on = '' OR added_on GLOB '[12][0-9][0-9][0-9]-[01][0-9]-[0-3][0-9]'),
    expires  TEXT NOT NULL DEFAULT '' CHECK (expires = '' OR expires GLOB '[12][0-9][0-9][0-9]-[01][0-9]-[0-3][0-9]'),
    note     TEXT NOT NULL DEFAULT '',
    present  INTEGER NOT NULL DEFAULT 0 CHECK (present IN (0, 1))
) STRICT;

CREATE INDEX attachment_of_answer ON attachment (school, item);

CREATE TABLE content (
    sha256 TEXT NOT NULL PRIMARY KEY CHECK (length(sha256) = 64),
    data   BLOB NOT NULL
) STRICT;

CREATE TRIGGER attachment_added AFTER INSERT ON attachment BEGIN
    INSERT INTO findable (entity, id, school) VALUES ('attachment', new.id, new.school) ON CONFLICT DO NOTHING;
    INSERT OR REPLACE INTO word (rowid, name, text)
    SELECT n, new.name, new.added_by || char(10) || new.note
    FROM findable WHERE entity = 'attachment' AND id = new.id;
END;

CREATE TRIGGER attachment_reworded AFTER UPDATE OF name, added_by, note ON attachment BEGIN
    INSERT INTO findable (entity, id, school) VALUES ('attachment', new.id, new.school) ON CONFLICT DO NOTHING;
    INSERT OR REPLACE INTO word (rowid, name, text)
    SELECT n, new.name, new.added_by || char(10) || new.note
    FROM findable WHERE entity = 'attachment' AND id = new.id;
END;
