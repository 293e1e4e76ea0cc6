-- Sessions of people who signed in. Neither the secret that a browser holds nor the token is here, only their SHA-256.
CREATE TABLE session (
    id              text COLLATE "C" PRIMARY KEY,
    author          text COLLATE "C" NOT NULL,
    author_verified boolean          NOT NULL,
    role            text             NOT NULL,
    credential      text COLLATE "C" NOT NULL,
    created_at      timestamptz      NOT NULL,
    seen_at         timestamptz      NOT NULL, -- to the minute, so that a request seldom writes
    expires_at      timestamptz      NOT NULL
);

CREATE INDEX session_author ON session (author, author_verified, seen_at);
