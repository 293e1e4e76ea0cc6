CREATE TABLE article (
    text_id   text PRIMARY KEY, -- id of the segment with the text
    published timestamptz,
    version   bigint NOT NULL -- version of the text that was published last
);
