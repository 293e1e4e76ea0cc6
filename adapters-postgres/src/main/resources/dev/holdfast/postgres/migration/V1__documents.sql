-- The id of the document leads every key, so that all of a document lies together, also in a database that is spread over
-- several machines. Texts that are compared are compared byte by byte, whatever the collation of the database.

-- Documents and their tombstones, as they are now.
CREATE TABLE document (
    id                  text COLLATE "C" PRIMARY KEY,
    title               text        NOT NULL,
    title_lower         text        NOT NULL, -- by the rules of Unicode, which the functions of a database may not know
    media_type          text        NOT NULL,
    language            text        NOT NULL,
    media_url           text,
    version             bigint      NOT NULL,
    hash                text COLLATE "C" NOT NULL,
    deleted             boolean     NOT NULL,
    revision            bigint      NOT NULL, -- how many commits the document has; its row lock makes them serial
    tip                 text COLLATE "C" NOT NULL, -- the hash of the last change of the last commit
    created_by          text        NOT NULL,
    created_by_verified boolean     NOT NULL,
    created_at          timestamptz NOT NULL,
    updated_by          text        NOT NULL,
    updated_by_verified boolean     NOT NULL,
    updated_at          timestamptz NOT NULL
);

-- Segments and their tombstones, as they are now.
CREATE TABLE segment (
    document_id         text COLLATE "C" NOT NULL REFERENCES document (id),
    id                  text COLLATE "C" NOT NULL,
    position            text COLLATE "C" NOT NULL,
    kind                text        NOT NULL,
    content             text        NOT NULL,
    separator           text        NOT NULL,
    version             bigint      NOT NULL,
    hash                text COLLATE "C" NOT NULL,
    deleted             boolean     NOT NULL,
    successor           text COLLATE "C",
    updated_by          text        NOT NULL,
    updated_by_verified boolean     NOT NULL,
    updated_at          timestamptz NOT NULL,
    PRIMARY KEY (document_id, id),
    UNIQUE (document_id, position)
);

-- The log, which only ever grows: who did what and when.
CREATE TABLE commit (
    document_id     text COLLATE "C" NOT NULL REFERENCES document (id),
    revision        bigint      NOT NULL,
    author          text COLLATE "C" NOT NULL,
    author_verified boolean     NOT NULL,
    at              timestamptz NOT NULL,
    key             text COLLATE "C" NOT NULL,
    request_digest  text COLLATE "C" NOT NULL,
    PRIMARY KEY (document_id, revision),
    UNIQUE (document_id, author, author_verified, key)
);

-- The log: what each commit did to a segment, or to the document itself, whose segment_id is the empty text.
CREATE TABLE change (
    document_id text COLLATE "C" NOT NULL,
    revision    bigint  NOT NULL,
    item        integer NOT NULL,
    segment_id  text COLLATE "C" NOT NULL,
    operation   text    NOT NULL,
    version     bigint  NOT NULL,
    parent      text COLLATE "C" NOT NULL,
    hash        text COLLATE "C" NOT NULL,
    digest      text COLLATE "C" NOT NULL,
    position    text COLLATE "C", -- from here on for a segment; a content that is missing was erased on demand
    kind        text,
    content     text,
    separator   text,
    successor   text COLLATE "C",
    title       text, -- from here on for the document itself
    media_type  text,
    language    text,
    media_url   text,
    PRIMARY KEY (document_id, revision, item),
    UNIQUE (document_id, segment_id, version),
    UNIQUE (document_id, segment_id, hash),
    FOREIGN KEY (document_id, revision) REFERENCES commit (document_id, revision)
);
