-- +goose Up
-- modify "case_mailbox" table
ALTER TABLE "case_mailbox" ADD COLUMN "predecessor_id" character varying NULL;
-- create index "casemailbox_predecessor_id" to table: "case_mailbox"
CREATE INDEX "casemailbox_predecessor_id" ON "case_mailbox" ("predecessor_id");
-- modify "case_party" table
ALTER TABLE "case_party" ADD COLUMN "declined_at" timestamptz NULL, ADD COLUMN "suggested_authority_id" character varying NULL;
-- modify "delivery" table
ALTER TABLE "delivery" ADD COLUMN "silence_step" bigint NOT NULL DEFAULT 0;
-- create index "delivery_silence_step_created_at" to table: "delivery"
CREATE INDEX "delivery_silence_step_created_at" ON "delivery" ("silence_step", "created_at");
-- modify "side" table
ALTER TABLE "side" ADD COLUMN "declined_at" timestamptz NULL, ADD COLUMN "first_received_at" timestamptz NULL;
-- drop index "viewmessage_side_id_seq" from table: "view_message"
DROP INDEX "viewmessage_side_id_seq";
-- modify "view_message" table
ALTER TABLE "view_message" ADD COLUMN "withdrawn_at" timestamptz NULL, ADD COLUMN "sealed_withdrawal" bytea NULL;
-- create index "viewmessage_side_id_seq" to table: "view_message"
CREATE UNIQUE INDEX "viewmessage_side_id_seq" ON "view_message" ("side_id", "seq") INCLUDE ("message_id", "unread", "read_at", "document_count", "wrapped_key", "event_id", "withdrawn_at");

-- +goose Down
-- reverse: create index "viewmessage_side_id_seq" to table: "view_message"
DROP INDEX "viewmessage_side_id_seq";
-- reverse: modify "view_message" table
ALTER TABLE "view_message" DROP COLUMN "sealed_withdrawal", DROP COLUMN "withdrawn_at";
-- reverse: drop index "viewmessage_side_id_seq" from table: "view_message"
CREATE UNIQUE INDEX "viewmessage_side_id_seq" ON "view_message" ("side_id", "seq") INCLUDE ("message_id", "unread", "read_at", "document_count", "wrapped_key", "event_id");
-- reverse: modify "side" table
ALTER TABLE "side" DROP COLUMN "first_received_at", DROP COLUMN "declined_at";
-- reverse: create index "delivery_silence_step_created_at" to table: "delivery"
DROP INDEX "delivery_silence_step_created_at";
-- reverse: modify "delivery" table
ALTER TABLE "delivery" DROP COLUMN "silence_step";
-- reverse: modify "case_party" table
ALTER TABLE "case_party" DROP COLUMN "suggested_authority_id", DROP COLUMN "declined_at";
-- reverse: create index "casemailbox_predecessor_id" to table: "case_mailbox"
DROP INDEX "casemailbox_predecessor_id";
-- reverse: modify "case_mailbox" table
ALTER TABLE "case_mailbox" DROP COLUMN "predecessor_id";
