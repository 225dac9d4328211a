-- +goose Up
-- modify "ticket" table
ALTER TABLE "ticket" DROP CONSTRAINT "ticket_kind", ADD CONSTRAINT "ticket_kind_2" CHECK ((kind)::text = ANY ((ARRAY['ORGANISATION'::character varying, 'ORDER'::character varying, 'QUESTION'::character varying, 'CONTACT'::character varying, 'DIRECTORY'::character varying])::text[]));
-- create "party_grant" table
CREATE TABLE "party_grant" ("id" character varying NOT NULL, "mailbox_id" character varying NOT NULL, "account_id" character varying NOT NULL, "authority_id" character varying NOT NULL, "may_forward" boolean NOT NULL, "given_at" timestamptz NOT NULL, "revoked_at" timestamptz NULL, "party_id" character varying NOT NULL, PRIMARY KEY ("id"), CONSTRAINT "party_grant_case_party_grants" FOREIGN KEY ("party_id") REFERENCES "case_party" ("id") ON UPDATE NO ACTION ON DELETE CASCADE);
-- create index "partygrant_mailbox_id_authority_id" to table: "party_grant"
CREATE INDEX "partygrant_mailbox_id_authority_id" ON "party_grant" ("mailbox_id", "authority_id");
-- create index "partygrant_party_id" to table: "party_grant"
CREATE UNIQUE INDEX "partygrant_party_id" ON "party_grant" ("party_id") WHERE (revoked_at IS NULL);
-- create index "partygrant_party_id_given_at" to table: "party_grant"
CREATE INDEX "partygrant_party_id_given_at" ON "party_grant" ("party_id", "given_at");

-- +goose Down
-- reverse: create index "partygrant_party_id_given_at" to table: "party_grant"
DROP INDEX "partygrant_party_id_given_at";
-- reverse: create index "partygrant_party_id" to table: "party_grant"
DROP INDEX "partygrant_party_id";
-- reverse: create index "partygrant_mailbox_id_authority_id" to table: "party_grant"
DROP INDEX "partygrant_mailbox_id_authority_id";
-- reverse: create "party_grant" table
DROP TABLE "party_grant";
-- reverse: modify "ticket" table
ALTER TABLE "ticket" DROP CONSTRAINT "ticket_kind_2", ADD CONSTRAINT "ticket_kind" CHECK ((kind)::text = ANY (ARRAY[('ORGANISATION'::character varying)::text, ('ORDER'::character varying)::text, ('QUESTION'::character varying)::text, ('CONTACT'::character varying)::text]));
