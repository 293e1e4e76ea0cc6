-- Tables of an application that shares the database. One has the name of one of ours.
CREATE TABLE article (id text PRIMARY KEY, revision bigint NOT NULL);
CREATE TABLE document (id bigint PRIMARY KEY, file bytea);
