-- +goose Up
-- modify "message" table
ALTER TABLE "message" ADD COLUMN "original_size" bigint NULL, ADD COLUMN "original_blob_key" character varying NULL, ADD COLUMN "sealed_original" bytea NULL;
-- create index "message_original_blob_key" to table: "message"
CREATE INDEX "message_original_blob_key" ON "message" ("original_blob_key");

-- +goose Down
-- reverse: create index "message_original_blob_key" to table: "message"
DROP INDEX "message_original_blob_key";
-- reverse: modify "message" table
ALTER TABLE "message" DROP COLUMN "sealed_original", DROP COLUMN "original_blob_key", DROP COLUMN "original_size";
