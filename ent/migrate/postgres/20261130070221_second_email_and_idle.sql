-- +goose Up
-- modify "link_token" table
ALTER TABLE "link_token" DROP CONSTRAINT "link_token_purpose", ADD CONSTRAINT "link_token_purpose_1" CHECK ((purpose)::text = ANY ((ARRAY['EMAIL_CONFIRM'::character varying, 'PASSWORD_RESET'::character varying, 'SECOND_EMAIL'::character varying])::text[]));
-- modify "side" table
ALTER TABLE "side" ADD COLUMN "warnings" bigint NOT NULL DEFAULT 0, ADD COLUMN "warning_mails" jsonb NULL, ADD COLUMN "deletion_held_at" timestamptz NULL;
-- create index "side_deletion_held_at_id" to table: "side"
CREATE INDEX "side_deletion_held_at_id" ON "side" ("deletion_held_at", "id");
-- create index "side_kind_deletes_at_id" to table: "side"
CREATE INDEX "side_kind_deletes_at_id" ON "side" ("kind", "deletes_at", "id");

-- +goose Down
-- reverse: create index "side_kind_deletes_at_id" to table: "side"
DROP INDEX "side_kind_deletes_at_id";
-- reverse: create index "side_deletion_held_at_id" to table: "side"
DROP INDEX "side_deletion_held_at_id";
-- reverse: modify "side" table
ALTER TABLE "side" DROP COLUMN "deletion_held_at", DROP COLUMN "warning_mails", DROP COLUMN "warnings";
-- reverse: modify "link_token" table
ALTER TABLE "link_token" DROP CONSTRAINT "link_token_purpose_1", ADD CONSTRAINT "link_token_purpose" CHECK ((purpose)::text = ANY (ARRAY[('EMAIL_CONFIRM'::character varying)::text, ('PASSWORD_RESET'::character varying)::text]));
