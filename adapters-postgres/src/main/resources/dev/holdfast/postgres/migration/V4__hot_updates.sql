-- Room in each page for new versions of its rows, so that a save changes no index (a heap-only tuple): it changes no column
-- that is indexed, and only needs the room. A document's row changes with every commit.
ALTER TABLE document SET (fillfactor = 50);
ALTER TABLE segment SET (fillfactor = 80);

-- A commit and its changes are inserted by the statement or the transaction that holds the lock of their document's row, from
-- what that row returned, and are never deleted. The checks cost a query and a row lock for each, in every commit.
ALTER TABLE commit DROP CONSTRAINT IF EXISTS commit_document_id_fkey;
ALTER TABLE change DROP CONSTRAINT IF EXISTS change_document_id_revision_fkey;
