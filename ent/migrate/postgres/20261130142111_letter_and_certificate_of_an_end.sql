-- +goose Up
-- modify "letter" table
ALTER TABLE "letter" DROP CONSTRAINT "letter_purpose", ADD CONSTRAINT "letter_purpose_2" CHECK ((purpose)::text = ANY ((ARRAY['ACTIVATION'::character varying, 'CONNECT'::character varying, 'DELETION'::character varying])::text[]));
-- modify "side" table
ALTER TABLE "side" ADD COLUMN "end_letter_id" character varying NULL, ADD COLUMN "end_letter_due_at" timestamptz NULL, ADD COLUMN "end_letter_sent_at" timestamptz NULL, ADD COLUMN "end_letter_returned_at" timestamptz NULL;
-- create index "side_end_letter_due_at" to table: "side"
CREATE INDEX "side_end_letter_due_at" ON "side" ("end_letter_due_at");
-- create index "side_end_letter_id" to table: "side"
CREATE INDEX "side_end_letter_id" ON "side" ("end_letter_id");
-- create "deletion_certificate" table
CREATE TABLE "deletion_certificate" ("id" character varying NOT NULL, "account_id" character varying NOT NULL, "token" character varying NOT NULL, "deleted_at" timestamptz NOT NULL, "expires_at" timestamptz NOT NULL, PRIMARY KEY ("id"));
-- create index "deletioncertificate_account_id_deleted_at_id" to table: "deletion_certificate"
CREATE INDEX "deletioncertificate_account_id_deleted_at_id" ON "deletion_certificate" ("account_id", "deleted_at", "id");
-- create index "deletioncertificate_expires_at" to table: "deletion_certificate"
CREATE INDEX "deletioncertificate_expires_at" ON "deletion_certificate" ("expires_at");

-- +goose Down
-- reverse: create index "deletioncertificate_expires_at" to table: "deletion_certificate"
DROP INDEX "deletioncertificate_expires_at";
-- reverse: create index "deletioncertificate_account_id_deleted_at_id" to table: "deletion_certificate"
DROP INDEX "deletioncertificate_account_id_deleted_at_id";
-- reverse: create "deletion_certificate" table
DROP TABLE "deletion_certificate";
-- reverse: create index "side_end_letter_id" to table: "side"
DROP INDEX "side_end_letter_id";
-- reverse: create index "side_end_letter_due_at" to table: "side"
DROP INDEX "side_end_letter_due_at";
-- reverse: modify "side" table
ALTER TABLE "side" DROP COLUMN "end_letter_returned_at", DROP COLUMN "end_letter_sent_at", DROP COLUMN "end_letter_due_at", DROP COLUMN "end_letter_id";
-- reverse: modify "letter" table
ALTER TABLE "letter" DROP CONSTRAINT "letter_purpose_2", ADD CONSTRAINT "letter_purpose" CHECK ((purpose)::text = ANY (ARRAY[('ACTIVATION'::character varying)::text, ('CONNECT'::character varying)::text]));
