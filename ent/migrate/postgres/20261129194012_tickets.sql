-- +goose Up
-- create "canned_answer" table
CREATE TABLE "canned_answer" ("id" character varying NOT NULL, "title_de" character varying NOT NULL, "body_de" character varying NOT NULL, "title_en" character varying NOT NULL, "body_en" character varying NOT NULL, "removed" boolean NOT NULL DEFAULT false, "version" bigint NOT NULL DEFAULT 1, "updated_at" timestamptz NOT NULL, PRIMARY KEY ("id"));
-- create "ticket" table
CREATE TABLE "ticket" ("id" character varying NOT NULL, "reference" character varying NOT NULL, "kind" character varying NOT NULL, "state" character varying NOT NULL DEFAULT 'OPEN', "organisation_id" character varying NULL, "order_id" character varying NULL, "offering_id" character varying NULL, "parent_of" character varying NULL, "parent_id" character varying NULL, "unique_key" bytea NULL, "requester_id" character varying NULL, "assignee_id" character varying NULL, "merged_into_id" character varying NULL, "version" bigint NOT NULL DEFAULT 1, "created_at" timestamptz NOT NULL, "updated_at" timestamptz NOT NULL, "first_answered_at" timestamptz NULL, "sealed" bytea NOT NULL, "kek_id" character varying NOT NULL, "wrapped_key" bytea NOT NULL, PRIMARY KEY ("id"), CONSTRAINT "ticket_kind" CHECK ((kind)::text = ANY ((ARRAY['ORGANISATION'::character varying, 'ORDER'::character varying, 'QUESTION'::character varying, 'CONTACT'::character varying])::text[])), CONSTRAINT "ticket_state" CHECK ((state)::text = ANY ((ARRAY['OPEN'::character varying, 'WAITING_FOR_REQUESTER'::character varying, 'WAITING_FOR_VENDOR'::character varying, 'RESOLVED'::character varying])::text[])));
-- create index "ticket_assignee_id_updated_at" to table: "ticket"
CREATE INDEX "ticket_assignee_id_updated_at" ON "ticket" ("assignee_id", "updated_at");
-- create index "ticket_kind_updated_at" to table: "ticket"
CREATE INDEX "ticket_kind_updated_at" ON "ticket" ("kind", "updated_at");
-- create index "ticket_merged_into_id" to table: "ticket"
CREATE INDEX "ticket_merged_into_id" ON "ticket" ("merged_into_id");
-- create index "ticket_order_id_key" to table: "ticket"
CREATE UNIQUE INDEX "ticket_order_id_key" ON "ticket" ("order_id");
-- create index "ticket_organisation_id_updated_at" to table: "ticket"
CREATE INDEX "ticket_organisation_id_updated_at" ON "ticket" ("organisation_id", "updated_at");
-- create index "ticket_parent_id_updated_at" to table: "ticket"
CREATE INDEX "ticket_parent_id_updated_at" ON "ticket" ("parent_id", "updated_at");
-- create index "ticket_parent_of_key" to table: "ticket"
CREATE UNIQUE INDEX "ticket_parent_of_key" ON "ticket" ("parent_of");
-- create index "ticket_reference_key" to table: "ticket"
CREATE UNIQUE INDEX "ticket_reference_key" ON "ticket" ("reference");
-- create index "ticket_state_updated_at" to table: "ticket"
CREATE INDEX "ticket_state_updated_at" ON "ticket" ("state", "updated_at");
-- create index "ticket_unique_key_key" to table: "ticket"
CREATE UNIQUE INDEX "ticket_unique_key_key" ON "ticket" ("unique_key");
-- create index "ticket_updated_at" to table: "ticket"
CREATE INDEX "ticket_updated_at" ON "ticket" ("updated_at");
-- create "ticket_arrival" table
CREATE TABLE "ticket_arrival" ("id" character varying NOT NULL, "state" character varying NOT NULL DEFAULT 'RECEIVED', "reason" character varying NULL, "digest" bytea NOT NULL, "size" bigint NOT NULL, "sealed" bytea NOT NULL, "blob_key" character varying NULL, "received_at" timestamptz NOT NULL, "settled_at" timestamptz NULL, "kek_id" character varying NOT NULL, "wrapped_key" bytea NOT NULL, PRIMARY KEY ("id"), CONSTRAINT "ticket_arrival_state" CHECK ((state)::text = ANY ((ARRAY['RECEIVED'::character varying, 'TAKEN'::character varying, 'IGNORED'::character varying])::text[])));
-- create index "ticket_arrival_digest_key" to table: "ticket_arrival"
CREATE UNIQUE INDEX "ticket_arrival_digest_key" ON "ticket_arrival" ("digest");
-- create index "ticketarrival_blob_key" to table: "ticket_arrival"
CREATE INDEX "ticketarrival_blob_key" ON "ticket_arrival" ("blob_key");
-- create index "ticketarrival_state_received_at" to table: "ticket_arrival"
CREATE INDEX "ticketarrival_state_received_at" ON "ticket_arrival" ("state", "received_at");
-- create "ticket_entry" table
CREATE TABLE "ticket_entry" ("id" character varying NOT NULL, "ticket_id" character varying NOT NULL, "origin_id" character varying NOT NULL, "kind" character varying NOT NULL, "internal" boolean NOT NULL DEFAULT false, "unconfirmed" boolean NOT NULL DEFAULT false, "automatic" boolean NOT NULL DEFAULT false, "account_id" character varying NULL, "participant_id" character varying NULL, "unique_key" bytea NULL, "sealed" bytea NOT NULL, "at" timestamptz NOT NULL, PRIMARY KEY ("id"), CONSTRAINT "ticket_entry_kind" CHECK ((kind)::text = ANY ((ARRAY['MEMBER'::character varying, 'OPERATOR'::character varying, 'MAIL'::character varying, 'PLATFORM'::character varying])::text[])));
-- create index "ticket_entry_unique_key_key" to table: "ticket_entry"
CREATE UNIQUE INDEX "ticket_entry_unique_key_key" ON "ticket_entry" ("unique_key");
-- create index "ticketentry_ticket_id_id" to table: "ticket_entry"
CREATE INDEX "ticketentry_ticket_id_id" ON "ticket_entry" ("ticket_id", "id");
-- create "ticket_file" table
CREATE TABLE "ticket_file" ("id" character varying NOT NULL, "entry_id" character varying NOT NULL, "origin_id" character varying NOT NULL, "refusal" character varying NULL, "scanned" boolean NOT NULL DEFAULT false, "operators_only" boolean NOT NULL DEFAULT false, "size" bigint NOT NULL, "blob_key" character varying NULL, "sealed" bytea NOT NULL, "created_at" timestamptz NOT NULL, PRIMARY KEY ("id"));
-- create index "ticketfile_blob_key" to table: "ticket_file"
CREATE INDEX "ticketfile_blob_key" ON "ticket_file" ("blob_key");
-- create index "ticketfile_entry_id" to table: "ticket_file"
CREATE INDEX "ticketfile_entry_id" ON "ticket_file" ("entry_id");
-- create "ticket_mail" table
CREATE TABLE "ticket_mail" ("id" character varying NOT NULL, "ticket_id" character varying NOT NULL, "entry_id" character varying NULL, "participant_id" character varying NOT NULL, "kind" character varying NOT NULL, "state" character varying NOT NULL DEFAULT 'QUEUED', "failure" character varying NULL, "message_id" character varying NULL, "unique_key" bytea NULL, "created_at" timestamptz NOT NULL, "first_attempt_at" timestamptz NULL, "sent_at" timestamptz NULL, PRIMARY KEY ("id"), CONSTRAINT "ticket_mail_kind" CHECK ((kind)::text = ANY ((ARRAY['ENTRY'::character varying, 'PROBE'::character varying, 'UNREADABLE'::character varying])::text[])), CONSTRAINT "ticket_mail_state" CHECK ((state)::text = ANY ((ARRAY['QUEUED'::character varying, 'SENT'::character varying, 'FAILED'::character varying, 'RETURNED'::character varying])::text[])));
-- create index "ticket_mail_unique_key_key" to table: "ticket_mail"
CREATE UNIQUE INDEX "ticket_mail_unique_key_key" ON "ticket_mail" ("unique_key");
-- create index "ticketmail_entry_id" to table: "ticket_mail"
CREATE INDEX "ticketmail_entry_id" ON "ticket_mail" ("entry_id");
-- create index "ticketmail_participant_id_id" to table: "ticket_mail"
CREATE INDEX "ticketmail_participant_id_id" ON "ticket_mail" ("participant_id", "id");
-- create index "ticketmail_state_created_at" to table: "ticket_mail"
CREATE INDEX "ticketmail_state_created_at" ON "ticket_mail" ("state", "created_at");
-- create index "ticketmail_ticket_id" to table: "ticket_mail"
CREATE INDEX "ticketmail_ticket_id" ON "ticket_mail" ("ticket_id");
-- create "ticket_participant" table
CREATE TABLE "ticket_participant" ("id" character varying NOT NULL, "ticket_id" character varying NOT NULL, "origin_id" character varying NOT NULL, "role" character varying NOT NULL, "account_id" character varying NULL, "organisation_id" character varying NULL, "sealed" bytea NOT NULL, "mail_state" character varying NOT NULL DEFAULT 'UNKNOWN', "mail_since" timestamptz NULL, "mail_problem" character varying NULL, "probe_sent_at" timestamptz NULL, "created_at" timestamptz NOT NULL, "removed_at" timestamptz NULL, "replaced_by_id" character varying NULL, PRIMARY KEY ("id"), CONSTRAINT "ticket_participant_mail_state" CHECK ((mail_state)::text = ANY ((ARRAY['UNKNOWN'::character varying, 'REACHED'::character varying, 'FAILING'::character varying])::text[])), CONSTRAINT "ticket_participant_role" CHECK ((role)::text = ANY ((ARRAY['REQUESTER'::character varying, 'VENDOR'::character varying, 'IT_PROVIDER'::character varying, 'COPY'::character varying])::text[])));
-- create index "ticketparticipant_account_id" to table: "ticket_participant"
CREATE INDEX "ticketparticipant_account_id" ON "ticket_participant" ("account_id");
-- create index "ticketparticipant_ticket_id" to table: "ticket_participant"
CREATE INDEX "ticketparticipant_ticket_id" ON "ticket_participant" ("ticket_id");
-- create "ticket_word" table
CREATE TABLE "ticket_word" ("id" bigint NOT NULL GENERATED BY DEFAULT AS IDENTITY, "ticket_id" character varying NOT NULL, "word" bigint NOT NULL, PRIMARY KEY ("id"));
-- create index "ticketword_ticket_id" to table: "ticket_word"
CREATE INDEX "ticketword_ticket_id" ON "ticket_word" ("ticket_id");
-- create index "ticketword_word_ticket_id" to table: "ticket_word"
CREATE INDEX "ticketword_word_ticket_id" ON "ticket_word" ("word", "ticket_id");

-- +goose Down
-- reverse: create index "ticketword_word_ticket_id" to table: "ticket_word"
DROP INDEX "ticketword_word_ticket_id";
-- reverse: create index "ticketword_ticket_id" to table: "ticket_word"
DROP INDEX "ticketword_ticket_id";
-- reverse: create "ticket_word" table
DROP TABLE "ticket_word";
-- reverse: create index "ticketparticipant_ticket_id" to table: "ticket_participant"
DROP INDEX "ticketparticipant_ticket_id";
-- reverse: create index "ticketparticipant_account_id" to table: "ticket_participant"
DROP INDEX "ticketparticipant_account_id";
-- reverse: create "ticket_participant" table
DROP TABLE "ticket_participant";
-- reverse: create index "ticketmail_ticket_id" to table: "ticket_mail"
DROP INDEX "ticketmail_ticket_id";
-- reverse: create index "ticketmail_state_created_at" to table: "ticket_mail"
DROP INDEX "ticketmail_state_created_at";
-- reverse: create index "ticketmail_participant_id_id" to table: "ticket_mail"
DROP INDEX "ticketmail_participant_id_id";
-- reverse: create index "ticketmail_entry_id" to table: "ticket_mail"
DROP INDEX "ticketmail_entry_id";
-- reverse: create index "ticket_mail_unique_key_key" to table: "ticket_mail"
DROP INDEX "ticket_mail_unique_key_key";
-- reverse: create "ticket_mail" table
DROP TABLE "ticket_mail";
-- reverse: create index "ticketfile_entry_id" to table: "ticket_file"
DROP INDEX "ticketfile_entry_id";
-- reverse: create index "ticketfile_blob_key" to table: "ticket_file"
DROP INDEX "ticketfile_blob_key";
-- reverse: create "ticket_file" table
DROP TABLE "ticket_file";
-- reverse: create index "ticketentry_ticket_id_id" to table: "ticket_entry"
DROP INDEX "ticketentry_ticket_id_id";
-- reverse: create index "ticket_entry_unique_key_key" to table: "ticket_entry"
DROP INDEX "ticket_entry_unique_key_key";
-- reverse: create "ticket_entry" table
DROP TABLE "ticket_entry";
-- reverse: create index "ticketarrival_state_received_at" to table: "ticket_arrival"
DROP INDEX "ticketarrival_state_received_at";
-- reverse: create index "ticketarrival_blob_key" to table: "ticket_arrival"
DROP INDEX "ticketarrival_blob_key";
-- reverse: create index "ticket_arrival_digest_key" to table: "ticket_arrival"
DROP INDEX "ticket_arrival_digest_key";
-- reverse: create "ticket_arrival" table
DROP TABLE "ticket_arrival";
-- reverse: create index "ticket_updated_at" to table: "ticket"
DROP INDEX "ticket_updated_at";
-- reverse: create index "ticket_unique_key_key" to table: "ticket"
DROP INDEX "ticket_unique_key_key";
-- reverse: create index "ticket_state_updated_at" to table: "ticket"
DROP INDEX "ticket_state_updated_at";
-- reverse: create index "ticket_reference_key" to table: "ticket"
DROP INDEX "ticket_reference_key";
-- reverse: create index "ticket_parent_of_key" to table: "ticket"
DROP INDEX "ticket_parent_of_key";
-- reverse: create index "ticket_parent_id_updated_at" to table: "ticket"
DROP INDEX "ticket_parent_id_updated_at";
-- reverse: create index "ticket_organisation_id_updated_at" to table: "ticket"
DROP INDEX "ticket_organisation_id_updated_at";
-- reverse: create index "ticket_order_id_key" to table: "ticket"
DROP INDEX "ticket_order_id_key";
-- reverse: create index "ticket_merged_into_id" to table: "ticket"
DROP INDEX "ticket_merged_into_id";
-- reverse: create index "ticket_kind_updated_at" to table: "ticket"
DROP INDEX "ticket_kind_updated_at";
-- reverse: create index "ticket_assignee_id_updated_at" to table: "ticket"
DROP INDEX "ticket_assignee_id_updated_at";
-- reverse: create "ticket" table
DROP TABLE "ticket";
-- reverse: create "canned_answer" table
DROP TABLE "canned_answer";
