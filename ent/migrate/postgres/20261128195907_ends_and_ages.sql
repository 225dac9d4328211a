-- +goose Up
-- modify "inbound_mail" table
ALTER TABLE "inbound_mail" ADD COLUMN "confirmed_at" timestamptz NULL, ADD COLUMN "failing_since" timestamptz NULL, ADD COLUMN "failures" bigint NOT NULL DEFAULT 0;
-- modify "letter" table
ALTER TABLE "letter" DROP CONSTRAINT "letter_state_2", ADD CONSTRAINT "letter_state_3" CHECK ((state)::text = ANY ((ARRAY['QUEUED'::character varying, 'BATCHED'::character varying, 'PRINTED'::character varying, 'RETURNED'::character varying, 'ENDED'::character varying])::text[])), ADD COLUMN "ended_at" timestamptz NULL;
-- modify "mail" table
ALTER TABLE "mail" ADD COLUMN "first_attempt_at" timestamptz NULL, ADD COLUMN "use_until" timestamptz NULL;
-- create index "mail_state_created_at" to table: "mail"
CREATE INDEX "mail_state_created_at" ON "mail" ("state", "created_at");

-- +goose Down
-- reverse: create index "mail_state_created_at" to table: "mail"
DROP INDEX "mail_state_created_at";
-- reverse: modify "mail" table
ALTER TABLE "mail" DROP COLUMN "use_until", DROP COLUMN "first_attempt_at";
-- reverse: modify "letter" table
ALTER TABLE "letter" DROP COLUMN "ended_at", DROP CONSTRAINT "letter_state_3", ADD CONSTRAINT "letter_state_2" CHECK ((state)::text = ANY (ARRAY[('QUEUED'::character varying)::text, ('BATCHED'::character varying)::text, ('PRINTED'::character varying)::text, ('RETURNED'::character varying)::text]));
-- reverse: modify "inbound_mail" table
ALTER TABLE "inbound_mail" DROP COLUMN "failures", DROP COLUMN "failing_since", DROP COLUMN "confirmed_at";
