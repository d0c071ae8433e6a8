-- Exercises: what is planned, how it ran, and what was found. A link to another thing is its id, or
-- empty for none; what a thing belongs to is a foreign key.

-- The objective of an exercise that found an answer wrong, until somebody looked again, and the
-- observation that an action comes from.
ALTER TABLE answer ADD COLUMN disproved TEXT NOT NULL DEFAULT '';
ALTER TABLE action ADD COLUMN finding TEXT NOT NULL DEFAULT '';
CREATE INDEX action_of_finding ON action (finding) WHERE finding <> '';

-- A discussion-based exercise of a school.
CREATE TABLE exercise (
    id TEXT NOT NULL PRIMARY KEY CHECK (id <> ''),
    school TEXT NOT NULL REFERENCES school (id) DEFERRABLE INITIALLY DEFERRED,
    follows TEXT NOT NULL DEFAULT '',
    name TEXT NOT NULL DEFAULT '',
    date TEXT NOT NULL DEFAULT '' CHECK (date = '' OR date GLOB '[12][0-9][0-9][0-9]-[01][0-9]-[0-3][0-9]'),
    starts TEXT NOT NULL DEFAULT '' CHECK (starts = '' OR starts GLOB '[0-2][0-9]:[0-5][0-9]'),
    minutes INTEGER NOT NULL DEFAULT 0 CHECK (minutes BETWEEN 0 AND 1000000000),
    welcome INTEGER NOT NULL DEFAULT 0 CHECK (welcome BETWEEN 0 AND 1000000000),
    place TEXT NOT NULL DEFAULT '',
    sponsor TEXT NOT NULL DEFAULT '',
    contact TEXT NOT NULL DEFAULT '',
    purpose TEXT NOT NULL DEFAULT '',
    scope TEXT NOT NULL DEFAULT '',
    missions TEXT NOT NULL DEFAULT '',
    threat TEXT NOT NULL DEFAULT '',
    scenario TEXT NOT NULL DEFAULT '',
    hot_wash TEXT NOT NULL DEFAULT '',
    summary TEXT NOT NULL DEFAULT '',
    published TEXT NOT NULL DEFAULT '' CHECK (published = '' OR published GLOB '[12][0-9][0-9][0-9]-[01][0-9]-[0-3][0-9]'),
    present INTEGER NOT NULL DEFAULT 0 CHECK (present IN (0, 1))
) STRICT;

CREATE INDEX exercise_of_school ON exercise (school);

-- A part of its discussion.
CREATE TABLE module (
    id TEXT NOT NULL PRIMARY KEY CHECK (id <> ''),
    exercise TEXT NOT NULL REFERENCES exercise (id) DEFERRABLE INITIALLY DEFERRED,
    position INTEGER NOT NULL DEFAULT 0 CHECK (position BETWEEN 0 AND 1000000000),
    title TEXT NOT NULL DEFAULT '',
    minutes INTEGER NOT NULL DEFAULT 0 CHECK (minutes BETWEEN 0 AND 1000000000),
    story TEXT NOT NULL DEFAULT '' CHECK (story = '' OR story GLOB '[0-2][0-9]:[0-5][0-9]'),
    text TEXT NOT NULL DEFAULT '',
    present INTEGER NOT NULL DEFAULT 0 CHECK (present IN (0, 1))
) STRICT;

CREATE INDEX module_of_exercise ON module (exercise);

-- What it tries out; the items are the case's. Capabilities are checked by the program, which has the list.
CREATE TABLE objective (
    id TEXT NOT NULL PRIMARY KEY CHECK (id <> ''),
    exercise TEXT NOT NULL REFERENCES exercise (id) DEFERRABLE INITIALLY DEFERRED,
    position INTEGER NOT NULL DEFAULT 0 CHECK (position BETWEEN 0 AND 1000000000),
    title TEXT NOT NULL DEFAULT '',
    text TEXT NOT NULL DEFAULT '',
    capability TEXT NOT NULL DEFAULT '',
    final TEXT NOT NULL DEFAULT '' CHECK (final IN ('', 'P', 'S', 'M', 'U')),
    explanation TEXT NOT NULL DEFAULT '',
    present INTEGER NOT NULL DEFAULT 0 CHECK (present IN (0, 1))
) STRICT;

CREATE INDEX objective_of_exercise ON objective (exercise);

CREATE TABLE objective_item (
    objective TEXT NOT NULL REFERENCES objective (id) DEFERRABLE INITIALLY DEFERRED,
    item TEXT NOT NULL CHECK (item <> ''),
    PRIMARY KEY (objective, item)
) STRICT, WITHOUT ROWID;

-- A capability target of an objective, with its critical tasks a line each.
CREATE TABLE target (
    id TEXT NOT NULL PRIMARY KEY CHECK (id <> ''),
    exercise TEXT NOT NULL REFERENCES exercise (id) DEFERRABLE INITIALLY DEFERRED,
    objective TEXT NOT NULL REFERENCES objective (id) DEFERRABLE INITIALLY DEFERRED,
    position INTEGER NOT NULL DEFAULT 0 CHECK (position BETWEEN 0 AND 1000000000),
    text TEXT NOT NULL DEFAULT '',
    tasks TEXT NOT NULL DEFAULT '',
    present INTEGER NOT NULL DEFAULT 0 CHECK (present IN (0, 1))
) STRICT;

CREATE INDEX target_of_exercise ON target (exercise);

-- A line of the master scenario events list.
CREATE TABLE inject (
    id TEXT NOT NULL PRIMARY KEY CHECK (id <> ''),
    exercise TEXT NOT NULL REFERENCES exercise (id) DEFERRABLE INITIALLY DEFERRED,
    module TEXT NOT NULL DEFAULT '',
    number TEXT NOT NULL DEFAULT '',
    minute INTEGER NOT NULL DEFAULT 0 CHECK (minute BETWEEN 0 AND 1000000000),
    off_timeline INTEGER NOT NULL DEFAULT 0 CHECK (off_timeline IN (0, 1)),
    story TEXT NOT NULL DEFAULT '' CHECK (story = '' OR story GLOB '[0-2][0-9]:[0-5][0-9]'),
    type TEXT NOT NULL DEFAULT 'standard' CHECK (type IN ('standard', 'contingency', 'adaptive', 'complexity')),
    mode TEXT NOT NULL DEFAULT '',
    sender TEXT NOT NULL DEFAULT '',
    injected_by TEXT NOT NULL DEFAULT '',
    recipient TEXT NOT NULL DEFAULT '',
    text TEXT NOT NULL DEFAULT '',
    expected TEXT NOT NULL DEFAULT '',
    note TEXT NOT NULL DEFAULT '',
    present INTEGER NOT NULL DEFAULT 0 CHECK (present IN (0, 1))
) STRICT;

CREATE INDEX inject_of_exercise ON inject (exercise);

CREATE TABLE inject_objective (
    inject TEXT NOT NULL REFERENCES inject (id) DEFERRABLE INITIALLY DEFERRED,
    objective TEXT NOT NULL REFERENCES objective (id) DEFERRABLE INITIALLY DEFERRED,
    PRIMARY KEY (inject, objective)
) STRICT, WITHOUT ROWID;

CREATE TABLE inject_item (
    inject TEXT NOT NULL REFERENCES inject (id) DEFERRABLE INITIALLY DEFERRED,
    item TEXT NOT NULL CHECK (item <> ''),
    PRIMARY KEY (inject, item)
) STRICT, WITHOUT ROWID;

-- A question for discussion.
CREATE TABLE question (
    id TEXT NOT NULL PRIMARY KEY CHECK (id <> ''),
    exercise TEXT NOT NULL REFERENCES exercise (id) DEFERRABLE INITIALLY DEFERRED,
    module TEXT NOT NULL DEFAULT '',
    position INTEGER NOT NULL DEFAULT 0 CHECK (position BETWEEN 0 AND 1000000000),
    text TEXT NOT NULL DEFAULT '',
    points TEXT NOT NULL DEFAULT '',
    present INTEGER NOT NULL DEFAULT 0 CHECK (present IN (0, 1))
) STRICT;

CREATE INDEX question_of_exercise ON question (exercise);

CREATE TABLE question_objective (
    question TEXT NOT NULL REFERENCES question (id) DEFERRABLE INITIALLY DEFERRED,
    objective TEXT NOT NULL REFERENCES objective (id) DEFERRABLE INITIALLY DEFERRED,
    PRIMARY KEY (question, objective)
) STRICT, WITHOUT ROWID;

CREATE TABLE question_item (
    question TEXT NOT NULL REFERENCES question (id) DEFERRABLE INITIALLY DEFERRED,
    item TEXT NOT NULL CHECK (item <> ''),
    PRIMARY KEY (question, item)
) STRICT, WITHOUT ROWID;

-- Somebody who takes part.
CREATE TABLE participant (
    id TEXT NOT NULL PRIMARY KEY CHECK (id <> ''),
    exercise TEXT NOT NULL REFERENCES exercise (id) DEFERRABLE INITIALLY DEFERRED,
    name TEXT NOT NULL DEFAULT '',
    title TEXT NOT NULL DEFAULT '',
    organization TEXT NOT NULL DEFAULT '',
    exercise_role TEXT NOT NULL DEFAULT 'player' CHECK (exercise_role IN ('player', 'facilitator', 'evaluator', 'observer', 'controller')),
    attended INTEGER NOT NULL DEFAULT 0 CHECK (attended IN (0, 1)),
    present INTEGER NOT NULL DEFAULT 0 CHECK (present IN (0, 1))
) STRICT;

CREATE INDEX participant_of_exercise ON participant (exercise);

-- A line of the running log, of which all that a run is follows. elapsed is in seconds of the exercise, shift in minutes.
CREATE TABLE happening (
    id TEXT NOT NULL PRIMARY KEY CHECK (id <> ''),
    exercise TEXT NOT NULL REFERENCES exercise (id) DEFERRABLE INITIALLY DEFERRED,
    kind TEXT NOT NULL DEFAULT 'start' CHECK (kind IN ('start', 'pause', 'resume', 'end', 'deliver', 'skip', 'restore', 'postpone', 'module', 'show', 'timer')),
    at TEXT NOT NULL DEFAULT '',
    elapsed INTEGER NOT NULL DEFAULT 0 CHECK (elapsed BETWEEN 0 AND 1000000000),
    inject TEXT NOT NULL DEFAULT '',
    module TEXT NOT NULL DEFAULT '',
    question TEXT NOT NULL DEFAULT '',
    shift TEXT NOT NULL DEFAULT '',
    present INTEGER NOT NULL DEFAULT 0 CHECK (present IN (0, 1))
) STRICT;

CREATE INDEX happening_of_exercise ON happening (exercise);

-- Something that was seen or said.
CREATE TABLE observation (
    id TEXT NOT NULL PRIMARY KEY CHECK (id <> ''),
    exercise TEXT NOT NULL REFERENCES exercise (id) DEFERRABLE INITIALLY DEFERRED,
    kind TEXT NOT NULL DEFAULT 'improvement' CHECK (kind IN ('strength', 'improvement', 'decision', 'quote')),
    text TEXT NOT NULL DEFAULT '',
    analysis TEXT NOT NULL DEFAULT '',
    reference TEXT NOT NULL DEFAULT '',
    objective TEXT NOT NULL DEFAULT '',
    inject TEXT NOT NULL DEFAULT '',
    module TEXT NOT NULL DEFAULT '',
    elapsed INTEGER NOT NULL DEFAULT 0 CHECK (elapsed BETWEEN 0 AND 1000000000),
    story TEXT NOT NULL DEFAULT '' CHECK (story = '' OR story GLOB '[0-2][0-9]:[0-5][0-9]'),
    at TEXT NOT NULL DEFAULT '',
    seen_by TEXT NOT NULL DEFAULT '',
    present INTEGER NOT NULL DEFAULT 0 CHECK (present IN (0, 1))
) STRICT;

CREATE INDEX observation_of_exercise ON observation (exercise);

-- What an evaluator gave an objective or one of its capability targets.
CREATE TABLE rating (
    id TEXT NOT NULL PRIMARY KEY CHECK (id <> ''),
    exercise TEXT NOT NULL REFERENCES exercise (id) DEFERRABLE INITIALLY DEFERRED,
    objective TEXT NOT NULL REFERENCES objective (id) DEFERRABLE INITIALLY DEFERRED,
    target TEXT NOT NULL DEFAULT '',
    evaluator TEXT NOT NULL DEFAULT '',
    rating TEXT NOT NULL DEFAULT '' CHECK (rating IN ('', 'P', 'S', 'M', 'U')),
    explanation TEXT NOT NULL DEFAULT '',
    elapsed INTEGER NOT NULL DEFAULT 0 CHECK (elapsed BETWEEN 0 AND 1000000000),
    at TEXT NOT NULL DEFAULT '',
    present INTEGER NOT NULL DEFAULT 0 CHECK (present IN (0, 1))
) STRICT;

CREATE INDEX rating_of_exercise ON rating (exercise);

-- A participant feedback form as it was handed in; statements are scored from 1 to 5.
CREATE TABLE feedback (
    id TEXT NOT NULL PRIMARY KEY CHECK (id <> ''),
    exercise TEXT NOT NULL REFERENCES exercise (id) DEFERRABLE INITIALLY DEFERRED,
    exercise_role TEXT NOT NULL DEFAULT '' CHECK (exercise_role IN ('', 'player', 'facilitator', 'evaluator', 'observer', 'controller')),
    structure TEXT NOT NULL DEFAULT '' CHECK (structure IN ('', '1', '2', '3', '4', '5')),
    realism TEXT NOT NULL DEFAULT '' CHECK (realism IN ('', '1', '2', '3', '4', '5')),
    materials TEXT NOT NULL DEFAULT '' CHECK (materials IN ('', '1', '2', '3', '4', '5')),
    people TEXT NOT NULL DEFAULT '' CHECK (people IN ('', '1', '2', '3', '4', '5')),
    relevance TEXT NOT NULL DEFAULT '' CHECK (relevance IN ('', '1', '2', '3', '4', '5')),
    facilitation TEXT NOT NULL DEFAULT '' CHECK (facilitation IN ('', '1', '2', '3', '4', '5')),
    strengths TEXT NOT NULL DEFAULT '',
    improvements TEXT NOT NULL DEFAULT '',
    comments TEXT NOT NULL DEFAULT '',
    present INTEGER NOT NULL DEFAULT 0 CHECK (present IN (0, 1))
) STRICT;

CREATE INDEX feedback_of_exercise ON feedback (exercise);

-- They are found as everything else is; see 0002_search.sql.
CREATE TRIGGER exercise_added AFTER INSERT ON exercise BEGIN
    INSERT INTO findable (entity, id, school) VALUES ('exercise', new.id, new.school) ON CONFLICT DO NOTHING;
    INSERT OR REPLACE INTO word (rowid, name, text)
    SELECT n, new.name, new.place || char(10) || new.sponsor || char(10) || new.contact || char(10) || new.purpose || char(10) || new.scope || char(10) || new.threat || char(10) || new.scenario || char(10) || new.hot_wash || char(10) || new.summary
    FROM findable WHERE entity = 'exercise' AND id = new.id;
END;

CREATE TRIGGER exercise_reworded AFTER UPDATE OF name, place, sponsor, contact, purpose, scope, threat, scenario, hot_wash, summary ON exercise BEGIN
    INSERT INTO findable (entity, id, school) VALUES ('exercise', new.id, new.school) ON CONFLICT DO NOTHING;
    INSERT OR REPLACE INTO word (rowid, name, text)
    SELECT n, new.name, new.place || char(10) || new.sponsor || char(10) || new.contact || char(10) || new.purpose || char(10) || new.scope || char(10) || new.threat || char(10) || new.scenario || char(10) || new.hot_wash || char(10) || new.summary
    FROM findable WHERE entity = 'exercise' AND id = new.id;
END;

CREATE TRIGGER module_added AFTER INSERT ON module BEGIN
    INSERT INTO findable (entity, id, school) VALUES ('module', new.id, '') ON CONFLICT DO NOTHING;
    INSERT OR REPLACE INTO word (rowid, name, text)
    SELECT n, new.title, new.text
    FROM findable WHERE entity = 'module' AND id = new.id;
END;

CREATE TRIGGER module_reworded AFTER UPDATE OF title, text ON module BEGIN
    INSERT INTO findable (entity, id, school) VALUES ('module', new.id, '') ON CONFLICT DO NOTHING;
    INSERT OR REPLACE INTO word (rowid, name, text)
    SELECT n, new.title, new.text
    FROM findable WHERE entity = 'module' AND id = new.id;
END;

CREATE TRIGGER objective_added AFTER INSERT ON objective BEGIN
    INSERT INTO findable (entity, id, school) VALUES ('objective', new.id, '') ON CONFLICT DO NOTHING;
    INSERT OR REPLACE INTO word (rowid, name, text)
    SELECT n, new.title, new.text || char(10) || new.explanation
    FROM findable WHERE entity = 'objective' AND id = new.id;
END;

CREATE TRIGGER objective_reworded AFTER UPDATE OF title, text, explanation ON objective BEGIN
    INSERT INTO findable (entity, id, school) VALUES ('objective', new.id, '') ON CONFLICT DO NOTHING;
    INSERT OR REPLACE INTO word (rowid, name, text)
    SELECT n, new.title, new.text || char(10) || new.explanation
    FROM findable WHERE entity = 'objective' AND id = new.id;
END;

CREATE TRIGGER target_added AFTER INSERT ON target BEGIN
    INSERT INTO findable (entity, id, school) VALUES ('target', new.id, '') ON CONFLICT DO NOTHING;
    INSERT OR REPLACE INTO word (rowid, name, text)
    SELECT n, '', new.text || char(10) || new.tasks
    FROM findable WHERE entity = 'target' AND id = new.id;
END;

CREATE TRIGGER target_reworded AFTER UPDATE OF text, tasks ON target BEGIN
    INSERT INTO findable (entity, id, school) VALUES ('target', new.id, '') ON CONFLICT DO NOTHING;
    INSERT OR REPLACE INTO word (rowid, name, text)
    SELECT n, '', new.text || char(10) || new.tasks
    FROM findable WHERE entity = 'target' AND id = new.id;
END;

CREATE TRIGGER inject_added AFTER INSERT ON inject BEGIN
    INSERT INTO findable (entity, id, school) VALUES ('inject', new.id, '') ON CONFLICT DO NOTHING;
    INSERT OR REPLACE INTO word (rowid, name, text)
    SELECT n, '', new.number || char(10) || new.mode || char(10) || new.sender || char(10) || new.injected_by || char(10) || new.recipient || char(10) || new.text || char(10) || new.expected || char(10) || new.note
    FROM findable WHERE entity = 'inject' AND id = new.id;
END;

CREATE TRIGGER inject_reworded AFTER UPDATE OF number, mode, sender, injected_by, recipient, text, expected, note ON inject BEGIN
    INSERT INTO findable (entity, id, school) VALUES ('inject', new.id, '') ON CONFLICT DO NOTHING;
    INSERT OR REPLACE INTO word (rowid, name, text)
    SELECT n, '', new.number || char(10) || new.mode || char(10) || new.sender || char(10) || new.injected_by || char(10) || new.recipient || char(10) || new.text || char(10) || new.expected || char(10) || new.note
    FROM findable WHERE entity = 'inject' AND id = new.id;
END;

CREATE TRIGGER question_added AFTER INSERT ON question BEGIN
    INSERT INTO findable (entity, id, school) VALUES ('question', new.id, '') ON CONFLICT DO NOTHING;
    INSERT OR REPLACE INTO word (rowid, name, text)
    SELECT n, '', new.text || char(10) || new.points
    FROM findable WHERE entity = 'question' AND id = new.id;
END;

CREATE TRIGGER question_reworded AFTER UPDATE OF text, points ON question BEGIN
    INSERT INTO findable (entity, id, school) VALUES ('question', new.id, '') ON CONFLICT DO NOTHING;
    INSERT OR REPLACE INTO word (rowid, name, text)
    SELECT n, '', new.text || char(10) || new.points
    FROM findable WHERE entity = 'question' AND id = new.id;
END;

CREATE TRIGGER participant_added AFTER INSERT ON participant BEGIN
    INSERT INTO findable (entity, id, school) VALUES ('participant', new.id, '') ON CONFLICT DO NOTHING;
    INSERT OR REPLACE INTO word (rowid, name, text)
    SELECT n, new.name || char(10) || new.title, new.organization
    FROM findable WHERE entity = 'participant' AND id = new.id;
END;

CREATE TRIGGER participant_reworded AFTER UPDATE OF name, title, organization ON participant BEGIN
    INSERT INTO findable (entity, id, school) VALUES ('participant', new.id, '') ON CONFLICT DO NOTHING;
    INSERT OR REPLACE INTO word (rowid, name, text)
    SELECT n, new.name || char(10) || new.title, new.organization
    FROM findable WHERE entity = 'participant' AND id = new.id;
END;

CREATE TRIGGER observation_added AFTER INSERT ON observation BEGIN
    INSERT INTO findable (entity, id, school) VALUES ('observation', new.id, '') ON CONFLICT DO NOTHING;
    INSERT OR REPLACE INTO word (rowid, name, text)
    SELECT n, '', new.text || char(10) || new.analysis || char(10) || new.reference || char(10) || new.seen_by
    FROM findable WHERE entity = 'observation' AND id = new.id;
END;

CREATE TRIGGER observation_reworded AFTER UPDATE OF text, analysis, reference, seen_by ON observation BEGIN
    INSERT INTO findable (entity, id, school) VALUES ('observation', new.id, '') ON CONFLICT DO NOTHING;
    INSERT OR REPLACE INTO word (rowid, name, text)
    SELECT n, '', new.text || char(10) || new.analysis || char(10) || new.reference || char(10) || new.seen_by
    FROM findable WHERE entity = 'observation' AND id = new.id;
END;

CREATE TRIGGER rating_added AFTER INSERT ON rating BEGIN
    INSERT INTO findable (entity, id, school) VALUES ('rating', new.id, '') ON CONFLICT DO NOTHING;
    INSERT OR REPLACE INTO word (rowid, name, text)
    SELECT n, '', new.evaluator || char(10) || new.explanation
    FROM findable WHERE entity = 'rating' AND id = new.id;
END;

CREATE TRIGGER rating_reworded AFTER UPDATE OF evaluator, explanation ON rating BEGIN
    INSERT INTO findable (entity, id, school) VALUES ('rating', new.id, '') ON CONFLICT DO NOTHING;
    INSERT OR REPLACE INTO word (rowid, name, text)
    SELECT n, '', new.evaluator || char(10) || new.explanation
    FROM findable WHERE entity = 'rating' AND id = new.id;
END;

CREATE TRIGGER feedback_added AFTER INSERT ON feedback BEGIN
    INSERT INTO findable (entity, id, school) VALUES ('feedback', new.id, '') ON CONFLICT DO NOTHING;
    INSERT OR REPLACE INTO word (rowid, name, text)
    SELECT n, '', new.strengths || char(10) || new.improvements || char(10) || new.comments
    FROM findable WHERE entity = 'feedback' AND id = new.id;
END;

CREATE TRIGGER feedback_reworded AFTER UPDATE OF strengths, improvements, comments ON feedback BEGIN
    INSERT INTO findable (entity, id, school) VALUES ('feedback', new.id, '') ON CONFLICT DO NOTHING;
    INSERT OR REPLACE INTO word (rowid, name, text)
    SELECT n, '', new.strengths || char(10) || new.improvements || char(10) || new.comments
    FROM findable WHERE entity = 'feedback' AND id = new.id;
END;

DROP TRIGGER change_added;

-- These names are text fields wherever they occur.
CREATE TRIGGER change_added AFTER INSERT ON change WHEN new.new <> '' AND new.field IN (
    'name', 'district', 'address', 'note', 'building', 'role', 'organization', 'phone', 'email',
    'reason', 'owner', 'reviewed_by', 'title', 'description', 'added_by', 'analysis',
    'comments', 'contact', 'evaluator', 'expected', 'explanation', 'hot_wash', 'improvements',
    'injected_by', 'mode', 'number', 'place', 'points', 'purpose', 'recipient', 'reference',
    'scenario', 'scope', 'seen_by', 'sender', 'sponsor', 'strengths', 'summary', 'tasks',
    'text', 'threat'
)
BEGIN
    INSERT INTO past (rowid, text) VALUES (new.n, new.new);
END;
