-- +goose Up
-- modify "case_party" table
ALTER TABLE "case_party" ADD COLUMN "auto_reply_told" bytea NULL;
-- modify "channel" table
ALTER TABLE "channel" DROP CONSTRAINT "channel_clerk_display", ADD CONSTRAINT "channel_clerk_display_2" CHECK ((clerk_display)::text = ANY ((ARRAY['NAME'::character varying, 'ROLE'::character varying, 'UNIT'::character varying])::text[])), ADD COLUMN "auto_reply" character varying NULL;
-- modify "membership" table
ALTER TABLE "membership" ADD COLUMN "unit_id" character varying NULL, ADD COLUMN "absent_until" character varying NULL, ADD COLUMN "deputy_id" character varying NULL;
-- create index "membership_deputy_id" to table: "membership"
CREATE INDEX "membership_deputy_id" ON "membership" ("deputy_id");
-- nobody watched for silence when these were sent: who was heard since then is not known
UPDATE delivery SET silence_step = 4 WHERE silence_step = 0;

-- +goose Down
-- reverse: create index "membership_deputy_id" to table: "membership"
DROP INDEX "membership_deputy_id";
-- reverse: modify "membership" table
ALTER TABLE "membership" DROP COLUMN "deputy_id", DROP COLUMN "absent_until", DROP COLUMN "unit_id";
-- reverse: modify "channel" table
ALTER TABLE "channel" DROP COLUMN "auto_reply", DROP CONSTRAINT "channel_clerk_display_2", ADD CONSTRAINT "channel_clerk_display" CHECK ((clerk_display)::text = ANY (ARRAY[('NAME'::character varying)::text, ('ROLE'::character varying)::text]));
-- reverse: modify "case_party" table
ALTER TABLE "case_party" DROP COLUMN "auto_reply_told";
