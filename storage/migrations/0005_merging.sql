-- Merging: two copies of a workbook that went separate ways become one again. A change is
-- the same in all copies: its batch's id, the thing and the field say which. Of two that the
-- copies made of one field, the later stands, and which is later has to come out the same
-- wherever it is asked.
--
-- turn says it: the microsecond of the batch's time, or one more than the highest turn in
-- the file where a clock was set back. So a batch's turn is higher than that of everything
-- that its author could see. The value that stands in a field is that of its change with the
-- highest turn, then the highest batch id. It is for ordering; the time to show is still at,
-- and seq is the order in which this file came to know its batches.
--
-- A change whose n is below 0 is no edit. It says what a merge made another value in this
-- file, so that it can be taken back in one step; whose edit it was stands in the edit's own
-- batch. It is neither searched nor merged by.
ALTER TABLE batch ADD COLUMN turn INTEGER NOT NULL DEFAULT 0;

UPDATE batch SET turn = t.turn FROM (
    SELECT seq, max(moment - place) OVER (ORDER BY seq) + place AS turn FROM (
        SELECT seq, row_number() OVER (ORDER BY seq) AS place,
            max(1, coalesce(CAST(strftime('%s', substr(at, 1, 19)) AS INTEGER), 0) * 1000000 + CAST(substr(at, 21, 6) AS INTEGER)) AS moment
        FROM batch
    )
) AS t WHERE t.seq = batch.seq;

CREATE INDEX batch_in_turn ON batch (turn, id);

CREATE TRIGGER batch_added AFTER INSERT ON batch WHEN new.turn = 0 BEGIN
    UPDATE batch SET turn = max(
        1,
        coalesce(CAST(strftime('%s', substr(new.at, 1, 19)) AS INTEGER), 0) * 1000000 + CAST(substr(new.at, 21, 6) AS INTEGER),
        1 + coalesce((SELECT max(b.turn) FROM batch AS b), 0)
    ) WHERE seq = new.seq;
END;

DROP TRIGGER change_added;

CREATE TRIGGER change_added AFTER INSERT ON change WHEN new.n > 0 AND new.new <> '' AND new.field IN (
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
