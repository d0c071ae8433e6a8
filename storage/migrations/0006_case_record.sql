-- What the case asked, version by version. A case grows: items come in, are worded anew and are
-- withdrawn. A row here is what a version of it asked, in the words that the workbook was
-- answered against, from when on and by whose opening. Rows are only ever added. So what changed
-- can be shown without older case files, and an item that was withdrawn keeps its words.
CREATE TABLE case_record (
    version INTEGER NOT NULL PRIMARY KEY,
    since   TEXT NOT NULL,            -- UTC, as batch.at
    author  TEXT NOT NULL DEFAULT '', -- who opened the workbook with it; '' for the first
    role    TEXT NOT NULL DEFAULT '',
    items   TEXT NOT NULL CHECK (json_valid(items)) -- [{"id", "checklist", "title", "shows", "ask", "measures"}]
) STRICT;

-- The version of the case in which somebody last looked at the answer after its item had been
-- worded anew; 0 where nobody had to.
ALTER TABLE answer ADD COLUMN item_version INTEGER NOT NULL DEFAULT 0 CHECK (item_version BETWEEN 0 AND 1000000000);
