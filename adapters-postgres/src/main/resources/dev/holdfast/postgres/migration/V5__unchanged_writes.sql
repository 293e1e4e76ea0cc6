-- Writes that changed nothing, kept under their keys as long as the log. A key is here or in the table commit, never in both: the
-- count in the document's row tells a commit that waits for it that there is another one.
ALTER TABLE document ADD COLUMN IF NOT EXISTS unchanged_writes bigint NOT NULL DEFAULT 0;
CREATE TABLE unchanged_write (
    document_id     text COLLATE "C" NOT NULL REFERENCES document (id),
    author          text COLLATE "C" NOT NULL,
    author_verified boolean NOT NULL,
    key             text COLLATE "C" NOT NULL,
    request_digest  text COLLATE "C" NOT NULL,
    revision        bigint  NOT NULL, -- with tip the end of the log when the write was made
    tip             text COLLATE "C" NOT NULL,
    subjects        text[]  NOT NULL, -- ids of segments, or the empty text for the document itself
    hashes          text[]  NOT NULL, -- the version of each
    PRIMARY KEY (document_id, author, author_verified, key)
);
