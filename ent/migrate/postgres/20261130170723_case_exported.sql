-- +goose Up
-- modify "deletion_certificate" table
ALTER TABLE "deletion_certificate" ALTER COLUMN "account_id" DROP NOT NULL, ADD COLUMN "authority_id" character varying NULL, ADD COLUMN "reference" character varying NULL, ADD COLUMN "class_name" character varying NULL;
-- create index "deletioncertificate_authority_id_deleted_at_id" to table: "deletion_certificate"
CREATE INDEX "deletioncertificate_authority_id_deleted_at_id" ON "deletion_certificate" ("authority_id", "deleted_at", "id");
-- modify "side" table
ALTER TABLE "side" ADD COLUMN "exported_at" timestamptz NULL, ADD COLUMN "exported_seq" bigint NULL;

-- +goose Down
-- reverse: modify "side" table
ALTER TABLE "side" DROP COLUMN "exported_seq", DROP COLUMN "exported_at";
-- reverse: create index "deletioncertificate_authority_id_deleted_at_id" to table: "deletion_certificate"
DROP INDEX "deletioncertificate_authority_id_deleted_at_id";
-- reverse: modify "deletion_certificate" table
ALTER TABLE "deletion_certificate" DROP COLUMN "class_name", DROP COLUMN "reference", DROP COLUMN "authority_id", ALTER COLUMN "account_id" SET NOT NULL;
