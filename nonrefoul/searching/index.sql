-- How the index is made; `made` tells by what, of which database and up to where.
CREATE TABLE IF NOT EXISTS made (name TEXT PRIMARY KEY, value) WITHOUT ROWID;

-- The newest version of every document. `number` is its number in the database, `at` when it came,
-- `reading` the number of its last reading.
CREATE TABLE IF NOT EXISTS document (
    number INTEGER PRIMARY KEY,
    id TEXT NOT NULL UNIQUE,
    published TEXT,
    source TEXT,
    at TEXT NOT NULL,
    reading INTEGER NOT NULL
);
CREATE INDEX IF NOT EXISTS document_published ON document (published);
CREATE INDEX IF NOT EXISTS document_source ON document (source);

-- The claims that stand in it, as far as they are asked for. `first` and `last` are the days that
-- the claim's date may mean.
CREATE TABLE IF NOT EXISTS claim (
    document INTEGER NOT NULL,
    event TEXT NOT NULL,
    host TEXT,
    origin TEXT,
    modality TEXT NOT NULL,
    first TEXT,
    last TEXT,
    checked INTEGER NOT NULL
);
CREATE INDEX IF NOT EXISTS claim_document ON claim (document);
CREATE INDEX IF NOT EXISTS claim_event ON claim (event, host);
CREATE INDEX IF NOT EXISTS claim_host ON claim (host);
CREATE INDEX IF NOT EXISTS claim_origin ON claim (origin);

-- The words: of titles, of texts, and once more of what claims quote.
CREATE VIRTUAL TABLE IF NOT EXISTS text USING fts5 (
    title, body, quotes,
    content = '', contentless_delete = 1, tokenize = 'nonrefoul'
);
