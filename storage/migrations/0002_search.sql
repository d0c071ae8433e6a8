-- Searching: an index of the words in every text field, kept in step by triggers. So it
-- holds for edits, undo and redo alike, and for another program that had the file open
-- before this migration. What was removed stays in the index, since removing sets a mark and
-- nothing else; it is left out when somebody searches, where what hangs on a removed school
-- is too.

-- Numbers the things that have words. The tables' own row numbers will not do: they may
-- change when SQLite rewrites a file, as a backup does.
CREATE TABLE findable (
    n      INTEGER PRIMARY KEY,
    entity TEXT NOT NULL,
    id     TEXT NOT NULL,
    school TEXT NOT NULL, -- the school that it is or belongs to, '' for an action
    UNIQUE (entity, id)
) STRICT;

-- The words of what stands today, a row for each findable thing: what it is called, and
-- the rest, each in the order of the fields with a line for each. The text itself stays in
-- the tables.
CREATE VIRTUAL TABLE word USING fts5 (
    name, text, content = '', contentless_delete = 1, tokenize = 'unicode61 remove_diacritics 2'
);

-- The words of every value that the history gave a text field, a row for each change.
CREATE VIRTUAL TABLE past USING fts5 (
    text, content = '', tokenize = 'unicode61 remove_diacritics 2'
);

-- What the two indexes hold, for the examination of a workbook.
CREATE VIRTUAL TABLE word_held USING fts5vocab (word, instance);
CREATE VIRTUAL TABLE past_held USING fts5vocab (past, instance);

CREATE TRIGGER school_added AFTER INSERT ON school BEGIN
    INSERT INTO findable (entity, id, school) VALUES ('school', new.id, new.id) ON CONFLICT DO NOTHING;
    INSERT OR REPLACE INTO word (rowid, name, text)
    SELECT n, new.name, new.district || char(10) || new.address || char(10) || new.note
    FROM findable WHERE entity = 'school' AND id = new.id;
END;

CREATE TRIGGER school_reworded AFTER UPDATE OF name, district, address, note ON school BEGIN
    INSERT INTO findable (entity, id, school) VALUES ('school', new.id, new.id) ON CONFLICT DO NOTHING;
    INSERT OR REPLACE INTO word (rowid, name, text)
    SELECT n, new.name, new.district || char(10) || new.address || char(10) || new.note
    FROM findable WHERE entity = 'school' AND id = new.id;
END;

CREATE TRIGGER zone_added AFTER INSERT ON zone BEGIN
    INSERT INTO findable (entity, id, school) VALUES ('zone', new.id, new.school) ON CONFLICT DO NOTHING;
    INSERT OR REPLACE INTO word (rowid, name, text)
    SELECT n, new.building || char(10) || new.name, ''
    FROM findable WHERE entity = 'zone' AND id = new.id;
END;

CREATE TRIGGER zone_reworded AFTER UPDATE OF building, name ON zone BEGIN
    INSERT INTO findable (entity, id, school) VALUES ('zone', new.id, new.school) ON CONFLICT DO NOTHING;
    INSERT OR REPLACE INTO word (rowid, name, text)
    SELECT n, new.building || char(10) || new.name, ''
    FROM findable WHERE entity = 'zone' AND id = new.id;
END;

CREATE TRIGGER contact_added AFTER INSERT ON contact BEGIN
    INSERT INTO findable (entity, id, school) VALUES ('contact', new.id, new.school) ON CONFLICT DO NOTHING;
    INSERT OR REPLACE INTO word (rowid, name, text)
    SELECT n, new.name, new.role || char(10) || new.organization || char(10) || new.phone || char(10) || new.email
    FROM findable WHERE entity = 'contact' AND id = new.id;
END;

CREATE TRIGGER contact_reworded AFTER UPDATE OF name, role, organization, phone, email ON contact BEGIN
    INSERT INTO findable (entity, id, school) VALUES ('contact', new.id, new.school) ON CONFLICT DO NOTHING;
    INSERT OR REPLACE INTO word (rowid, name, text)
    SELECT n, new.name, new.role || char(10) || new.organization || char(10) || new.phone || char(10) || new.email
    FROM findable WHERE entity = 'contact' AND id = new.id;
END;

CREATE TRIGGER event_added AFTER INSERT ON event BEGIN
    INSERT INTO findable (entity, id, school) VALUES ('event', new.id, new.school) ON CONFLICT DO NOTHING;
    INSERT OR REPLACE INTO word (rowid, name, text)
    SELECT n, new.name, new.note
    FROM findable WHERE entity = 'event' AND id = new.id;
END;

CREATE TRIGGER event_reworded AFTER UPDATE OF name, note ON event BEGIN
    INSERT INTO findable (entity, id, school) VALUES ('event', new.id, new.school) ON CONFLICT DO NOTHING;
    INSERT OR REPLACE INTO word (rowid, name, text)
    SELECT n, new.name, new.note
    FROM findable WHERE entity = 'event' AND id = new.id;
END;

CREATE TRIGGER answer_added AFTER INSERT ON answer BEGIN
    INSERT INTO findable (entity, id, school) VALUES ('answer', new.school || '/' || new.item, new.school) ON CONFLICT DO NOTHING;
    INSERT OR REPLACE INTO word (rowid, name, text)
    SELECT n, '', new.reason || char(10) || new.note || char(10) || new.owner || char(10) || new.reviewed_by
    FROM findable WHERE entity = 'answer' AND id = new.school || '/' || new.item;
END;

CREATE TRIGGER answer_reworded AFTER UPDATE OF reason, note, owner, reviewed_by ON answer BEGIN
    INSERT INTO findable (entity, id, school) VALUES ('answer', new.school || '/' || new.item, new.school) ON CONFLICT DO NOTHING;
    INSERT OR REPLACE INTO word (rowid, name, text)
    SELECT n, '', new.reason || char(10) || new.note || char(10) || new.owner || char(10) || new.reviewed_by
    FROM findable WHERE entity = 'answer' AND id = new.school || '/' || new.item;
END;

CREATE TRIGGER action_added AFTER INSERT ON action BEGIN
    INSERT INTO findable (entity, id, school) VALUES ('action', new.id, '') ON CONFLICT DO NOTHING;
    INSERT OR REPLACE INTO word (rowid, name, text)
    SELECT n, new.title, new.description || char(10) || new.owner || char(10) || new.organization
    FROM findable WHERE entity = 'action' AND id = new.id;
END;

CREATE TRIGGER action_reworded AFTER UPDATE OF title, description, owner, organization ON action BEGIN
    INSERT INTO findable (entity, id, school) VALUES ('action', new.id, '') ON CONFLICT DO NOTHING;
    INSERT OR REPLACE INTO word (rowid, name, text)
    SELECT n, new.title, new.description || char(10) || new.owner || char(10) || new.organization
    FROM findable WHERE entity = 'action' AND id = new.id;
END;

-- These names are text fields wherever they occur.
CREATE TRIGGER change_added AFTER INSERT ON change WHEN new.new <> '' AND new.field IN (
    'name', 'district', 'address', 'note', 'building', 'role', 'organization', 'phone',
    'email', 'reason', 'owner', 'reviewed_by', 'title', 'description'
)
BEGIN
    INSERT INTO past (rowid, text) VALUES (new.n, new.new);
END;

-- What the file holds already: rows are written as they are, for the triggers to see them.
UPDATE school SET name = name;
UPDATE zone SET name = name;
UPDATE contact SET name = name;
UPDATE event SET name = name;
UPDATE answer SET note = note;
UPDATE action SET title = title;

INSERT INTO past (rowid, text)
SELECT n, new FROM change WHERE new <> '' AND field IN (
    'name', 'district', 'address', 'note', 'building', 'role', 'organization', 'phone',
    'email', 'reason', 'owner', 'reviewed_by', 'title', 'description'
);
