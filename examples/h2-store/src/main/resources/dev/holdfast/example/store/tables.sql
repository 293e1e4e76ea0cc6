-- Each row has the text form of what it keeps (StoredForm), and beside it only what is looked up, compared or ordered.
CREATE TABLE IF NOT EXISTS document (
    id           VARCHAR(64) PRIMARY KEY,
    title_lower  VARCHAR NOT NULL,
    deleted      BOOLEAN NOT NULL,
    last_commit  VARCHAR NOT NULL,
    form         VARCHAR NOT NULL
);

CREATE TABLE IF NOT EXISTS segment (
    document_id  VARCHAR(64) NOT NULL,
    id           VARCHAR(64) NOT NULL,
    place        VARCHAR(2000) NOT NULL,
    deleted      BOOLEAN NOT NULL,
    form         VARCHAR NOT NULL,
    PRIMARY KEY (document_id, id),
    UNIQUE (document_id, place)
);

-- The log. A key is unique for a document and an author.
CREATE TABLE IF NOT EXISTS logged_commit (
    document_id  VARCHAR(64) NOT NULL,
    revision     BIGINT NOT NULL,
    author       VARCHAR NOT NULL,
    verified     BOOLEAN NOT NULL,
    commit_key   VARCHAR NOT NULL,
    form         VARCHAR NOT NULL,
    PRIMARY KEY (document_id, revision),
    UNIQUE (document_id, author, verified, commit_key)
);

CREATE TABLE IF NOT EXISTS unchanged_write (
    document_id  VARCHAR(64) NOT NULL,
    author       VARCHAR NOT NULL,
    verified     BOOLEAN NOT NULL,
    commit_key   VARCHAR NOT NULL,
    form         VARCHAR NOT NULL,
    PRIMARY KEY (document_id, author, verified, commit_key)
);

-- Versions of segments, and those of documents (without a segment), by their hash.
CREATE TABLE IF NOT EXISTS segment_version (
    document_id  VARCHAR(64) NOT NULL,
    segment_id   VARCHAR(64) NOT NULL,
    version      BIGINT NOT NULL,
    hash         VARCHAR(22) NOT NULL,
    revision     BIGINT NOT NULL,
    form         VARCHAR NOT NULL,
    PRIMARY KEY (document_id, segment_id, version),
    UNIQUE (document_id, segment_id, hash)
);

CREATE TABLE IF NOT EXISTS document_version (
    document_id  VARCHAR(64) NOT NULL,
    hash         VARCHAR(22) NOT NULL,
    form         VARCHAR NOT NULL,
    PRIMARY KEY (document_id, hash)
);
