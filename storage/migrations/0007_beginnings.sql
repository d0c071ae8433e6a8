-- Searching while a word is being typed: what was typed last counts as the beginning of a word.
-- Of a letter or two that is thousands of words with a hundred thousand places, which the
-- index put in order anew for each keystroke. Now it keeps the places of the first letter and
-- of the first two of every word besides. Everything else stays as 0002_search.sql says.
-- An index without its text cannot be given that; it is made again.
DROP TABLE word_held;
DROP TABLE past_held;
DROP TABLE word;
DROP TABLE past;

CREATE VIRTUAL TABLE word USING fts5 (
    name, text, content = '', contentless_delete = 1, prefix = '1 2', tokenize = 'unicode61 remove_diacritics 2'
);

CREATE VIRTUAL TABLE past USING fts5 (
    text, content = '', prefix = '1 2', tokenize = 'unicode61 remove_diacritics 2'
);

CREATE VIRTUAL TABLE word_held USING fts5vocab (word, instance);
CREATE VIRTUAL TABLE past_held USING fts5vocab (past, instance);

INSERT INTO past (rowid, text)
SELECT n, new FROM change WHERE n > 0 AND new <> '' AND field IN (
    'name', 'district', 'address', 'note', 'building', 'role', 'organization', 'phone', 'email',
    'reason', 'owner', 'reviewed_by', 'title', 'description', 'added_by', 'analysis',
    'comments', 'contact', 'evaluator', 'expected', 'explanation', 'hot_wash', 'improvements',
    'injected_by', 'mode', 'number', 'place', 'points', 'purpose', 'recipient', 'reference',
    'scenario', 'scope', 'seen_by', 'sender', 'sponsor', 'strengths', 'summary', 'tasks',
    'text', 'threat'
);

-- Rows are written as they are, for the triggers to see them.
UPDATE school SET name = name;
UPDATE zone SET name = name;
UPDATE contact SET name = name;
UPDATE event SET name = name;
UPDATE answer SET note = note;
UPDATE action SET title = title;
UPDATE step SET note = note;
UPDATE attachment SET note = note;
UPDATE exercise SET name = name;
UPDATE module SET title = title;
UPDATE objective SET title = title;
UPDATE target SET text = text;
UPDATE inject SET text = text;
UPDATE question SET text = text;
UPDATE participant SET name = name;
UPDATE observation SET text = text;
UPDATE rating SET explanation = explanation;
UPDATE feedback SET comments = comments;

-- In one piece each, so that no later edit has to join the pieces that this came in.
INSERT INTO past (past) VALUES ('optimize');
INSERT INTO word (word) VALUES ('optimize');
