-- How the index is made; `made` tells by what, of which database and up to where.
CREATE TABLE made (name TEXT PRIMARY KEY, value) WITHOUT ROWID;

-- The newest version of every document. `number` is its number in the database, `at` when it came,
-- `reading` the number of its last reading.
CREATE TABLE document (
    number INTEGER PRIMARY KEY,
    id TEXT NOT NULL UNIQUE,
    published TEXT,
    source TEXT,
    at TEXT NOT NULL,
    reading INTEGER NOT NULL
);
CREATE INDEX document_published ON document (published);
CREATE INDEX document_source ON document (source);

-- The claims that stand in it, as far as they are asked for. `first` and `last` are the days that
-- the claim's date may mean.
CREATE TABLE claim (
    document INTEGER NOT NULL,
    event TEXT NOT NULL,
    host TEXT,
    origin TEXT,
    modality TEXT NOT NULL,
    first TEXT,
    last TEXT,
    checked INTEGER NOT NULL
);
CREATE INDEX claim_document ON claim (document);
CREATE INDEX claim_event ON claim (event, host);
CREATE INDEX claim_host ON claim (host);
CREATE INDEX claim_origin ON claim (origin);

-- The words: of titles, of texts, and once more of what claims quote.
CREATE VIRTUAL TABLE text USING fts5 (
    title, body, quotes,
    content = '', contentless_delete = 1, tokenize = 'nonrefoul'
);
