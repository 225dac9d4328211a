-- +goose Up
-- modify "channel" table
ALTER TABLE "channel" ADD COLUMN "retention_classes" text NULL;
-- drop index "side_kind_closed_at" from table: "side"
DROP INDEX "side_kind_closed_at";
-- modify "side" table
ALTER TABLE "side" ADD CONSTRAINT "side_archive_answer" CHECK ((archive_answer)::text = ANY ((ARRAY['TAKEN_OVER'::character varying, 'NOT_WORTH_KEEPING'::character varying])::text[])), ADD COLUMN "retention_class" character varying NULL, ADD COLUMN "retention_check_at" timestamptz NULL, ADD COLUMN "retention_ended_at" timestamptz NULL, ADD COLUMN "archive_answer" character varying NULL, ADD COLUMN "archive_answered_on" character varying NULL, ADD COLUMN "hold_since" timestamptz NULL, ADD COLUMN "hold_until" character varying NULL, ADD COLUMN "sealed_hold" bytea NULL;
-- create index "side_kind_retention_check_at" to table: "side"
CREATE INDEX "side_kind_retention_check_at" ON "side" ("kind", "retention_check_at");
-- create index "side_reader_retention_ended_at_id" to table: "side"
CREATE INDEX "side_reader_retention_ended_at_id" ON "side" ("reader", "retention_ended_at", "id");

-- +goose Down
-- reverse: create index "side_reader_retention_ended_at_id" to table: "side"
DROP INDEX "side_reader_retention_ended_at_id";
-- reverse: create index "side_kind_retention_check_at" to table: "side"
DROP INDEX "side_kind_retention_check_at";
-- reverse: modify "side" table
ALTER TABLE "side" DROP COLUMN "sealed_hold", DROP COLUMN "hold_until", DROP COLUMN "hold_since", DROP COLUMN "archive_answered_on", DROP COLUMN "archive_answer", DROP COLUMN "retention_ended_at", DROP COLUMN "retention_check_at", DROP COLUMN "retention_class", DROP CONSTRAINT "side_archive_answer";
-- reverse: drop index "side_kind_closed_at" from table: "side"
CREATE INDEX "side_kind_closed_at" ON "side" ("kind", "closed_at");
-- reverse: modify "channel" table
ALTER TABLE "channel" DROP COLUMN "retention_classes";
