-- +goose Up
-- modify "channel" table
ALTER TABLE "channel" DROP CONSTRAINT "channel_kind", ADD CONSTRAINT "channel_kind_2" CHECK ((kind)::text = ANY ((ARRAY['INBOX'::character varying, 'SMIME'::character varying])::text[])), ADD CONSTRAINT "channel_profile" CHECK ((profile)::text = ANY ((ARRAY['MODERN'::character varying, 'COMPAT'::character varying, 'LEGACY'::character varying])::text[])), ADD COLUMN "profile" character varying NULL, ADD COLUMN "legacy_until" timestamptz NULL, ADD COLUMN "mail_limit_bytes" bigint NULL, ADD COLUMN "failures" bigint NOT NULL DEFAULT 0, ADD COLUMN "version" bigint NOT NULL DEFAULT 1;
-- modify "delivery" table
ALTER TABLE "delivery" ADD CONSTRAINT "delivery_channel" CHECK ((channel)::text = ANY ((ARRAY['INBOX'::character varying, 'SMIME'::character varying])::text[])), ADD CONSTRAINT "delivery_failure_code" CHECK ((failure_code)::text = ANY ((ARRAY['UNKNOWN_MAILBOX'::character varying, 'MAILBOX_FULL'::character varying, 'TOO_LARGE'::character varying, 'REFUSED'::character varying, 'UNREACHABLE'::character varying, 'CERTIFICATE'::character varying, 'SUSPENDED'::character varying, 'PLATFORM'::character varying, 'EXPIRED_RETRIES'::character varying, 'OTHER'::character varying])::text[])), ADD COLUMN "channel" character varying NOT NULL DEFAULT 'INBOX', ADD COLUMN "failure_code" character varying NULL, ADD COLUMN "next_attempt_at" timestamptz NULL;
-- modify "delivery_fact" table
ALTER TABLE "delivery_fact" ADD COLUMN "code" character varying NULL, ADD COLUMN "status" character varying NULL;
-- create index "document_blob_key" to table: "document"
CREATE INDEX "document_blob_key" ON "document" ("blob_key");
-- modify "letter" table
ALTER TABLE "letter" DROP CONSTRAINT "letter_state", ADD CONSTRAINT "letter_purpose" CHECK ((purpose)::text = ANY ((ARRAY['ACTIVATION'::character varying, 'CONNECT'::character varying])::text[])), ADD CONSTRAINT "letter_state_2" CHECK ((state)::text = ANY ((ARRAY['QUEUED'::character varying, 'BATCHED'::character varying, 'PRINTED'::character varying, 'RETURNED'::character varying])::text[])), ALTER COLUMN "account_id" DROP NOT NULL, ALTER COLUMN "activation_id" DROP NOT NULL, ADD COLUMN "purpose" character varying NOT NULL DEFAULT 'ACTIVATION', ADD COLUMN "request_id" character varying NULL, ADD COLUMN "batch_id" character varying NULL, ADD COLUMN "pages" bigint NOT NULL DEFAULT 1, ADD COLUMN "returned_at" timestamptz NULL, ADD COLUMN "return_reason" character varying NULL;
-- create index "letter_batch_id" to table: "letter"
CREATE INDEX "letter_batch_id" ON "letter" ("batch_id");
-- modify "platform_key" table
ALTER TABLE "platform_key" DROP CONSTRAINT "platform_key_purpose", DROP CONSTRAINT "platform_key_state", ADD CONSTRAINT "platform_key_purpose_2" CHECK ((purpose)::text = ANY ((ARRAY['ACCESS_TOKEN'::character varying, 'SEAL'::character varying, 'BLIND_INDEX'::character varying, 'SEARCH_INDEX'::character varying, 'DOWNLOAD_TICKET'::character varying, 'CURSOR'::character varying, 'LOG'::character varying, 'MAIL_TOKEN'::character varying, 'SMIME'::character varying, 'SEAL_CERTIFICATE'::character varying])::text[])), ADD CONSTRAINT "platform_key_state_2" CHECK ((state)::text = ANY ((ARRAY['PENDING'::character varying, 'ACTIVE'::character varying, 'RETIRED'::character varying, 'DESTROYED'::character varying])::text[])), ADD COLUMN "sealed_private" bytea NULL, ADD COLUMN "certificate" bytea NULL, ADD COLUMN "destroyed_at" timestamptz NULL;
-- modify "side" table
ALTER TABLE "side" DROP CONSTRAINT "side_kind", ADD CONSTRAINT "side_kind_2" CHECK ((kind)::text = ANY ((ARRAY['OWNER'::character varying, 'AUTHORITY'::character varying, 'TRANSIT'::character varying])::text[]));
-- create "audit_entry" table
CREATE TABLE "audit_entry" ("id" character varying NOT NULL, "at" timestamptz NOT NULL, "actor_id" character varying NOT NULL, "capacity" character varying NOT NULL, "action" character varying NOT NULL, "subject_id" character varying NULL, "organisation_id" character varying NULL, "detail" character varying NULL, PRIMARY KEY ("id"));
-- create index "auditentry_actor_id_at" to table: "audit_entry"
CREATE INDEX "auditentry_actor_id_at" ON "audit_entry" ("actor_id", "at");
-- create index "auditentry_at" to table: "audit_entry"
CREATE INDEX "auditentry_at" ON "audit_entry" ("at");
-- create index "auditentry_organisation_id_at" to table: "audit_entry"
CREATE INDEX "auditentry_organisation_id_at" ON "audit_entry" ("organisation_id", "at");
-- create index "auditentry_subject_id_at" to table: "audit_entry"
CREATE INDEX "auditentry_subject_id_at" ON "audit_entry" ("subject_id", "at");
-- create "certificate" table
CREATE TABLE "certificate" ("id" character varying NOT NULL, "authority_id" character varying NOT NULL, "der" bytea NOT NULL, "chain" bytea NULL, "fingerprint" bytea NOT NULL, "for_signing" boolean NOT NULL, "for_encryption" boolean NOT NULL, "not_before" timestamptz NOT NULL, "not_after" timestamptz NOT NULL, "revocation" character varying NOT NULL DEFAULT 'UNKNOWN', "revocation_checked_at" timestamptz NULL, "warned_days" bigint NOT NULL DEFAULT 0, "added_by" character varying NOT NULL, "created_at" timestamptz NOT NULL, "removed_at" timestamptz NULL, PRIMARY KEY ("id"), CONSTRAINT "certificate_revocation" CHECK ((revocation)::text = ANY ((ARRAY['UNKNOWN'::character varying, 'GOOD'::character varying, 'REVOKED'::character varying])::text[])));
-- create index "certificate_authority_id_not_after" to table: "certificate"
CREATE INDEX "certificate_authority_id_not_after" ON "certificate" ("authority_id", "not_after");
-- create index "certificate_fingerprint" to table: "certificate"
CREATE INDEX "certificate_fingerprint" ON "certificate" ("fingerprint");
-- create index "certificate_removed_at_not_after" to table: "certificate"
CREATE INDEX "certificate_removed_at_not_after" ON "certificate" ("removed_at", "not_after");
-- create "channel_test" table
CREATE TABLE "channel_test" ("id" character varying NOT NULL, "authority_id" character varying NOT NULL, "run_id" character varying NOT NULL, "profile" character varying NOT NULL, "nonce_hash" bytea NOT NULL, "result" character varying NOT NULL DEFAULT 'WAITING', "detail" character varying NULL, "started_at" timestamptz NOT NULL, "answered_at" timestamptz NULL, PRIMARY KEY ("id"), CONSTRAINT "channel_test_profile" CHECK ((profile)::text = ANY ((ARRAY['MODERN'::character varying, 'COMPAT'::character varying, 'LEGACY'::character varying])::text[])), CONSTRAINT "channel_test_result" CHECK ((result)::text = ANY ((ARRAY['WAITING'::character varying, 'ANSWERED'::character varying, 'FAILED'::character varying, 'EXPIRED'::character varying])::text[])));
-- create index "channeltest_authority_id_started_at" to table: "channel_test"
CREATE INDEX "channeltest_authority_id_started_at" ON "channel_test" ("authority_id", "started_at");
-- create "connect_request" table
CREATE TABLE "connect_request" ("id" character varying NOT NULL, "authority_id" character varying NOT NULL, "kind" character varying NOT NULL, "state" character varying NOT NULL DEFAULT 'REQUESTED', "sealed" bytea NOT NULL, "email_index" bytea NOT NULL, "code_hash" bytea NULL, "attempts_left" bigint NOT NULL DEFAULT 5, "requested_at" timestamptz NOT NULL, "decided_at" timestamptz NULL, "decided_by" character varying NULL, "expires_at" timestamptz NOT NULL, "kek_id" character varying NOT NULL, "wrapped_key" bytea NOT NULL, PRIMARY KEY ("id"), CONSTRAINT "connect_request_kind_2" CHECK ((kind)::text = ANY ((ARRAY['INBOX'::character varying, 'SMIME'::character varying])::text[])), CONSTRAINT "connect_request_state" CHECK ((state)::text = ANY ((ARRAY['REQUESTED'::character varying, 'RELEASED'::character varying, 'USED'::character varying, 'DECLINED'::character varying, 'EXPIRED'::character varying, 'VOID'::character varying])::text[])));
-- create index "connectrequest_authority_id" to table: "connect_request"
CREATE INDEX "connectrequest_authority_id" ON "connect_request" ("authority_id");
-- create index "connectrequest_email_index" to table: "connect_request"
CREATE INDEX "connectrequest_email_index" ON "connect_request" ("email_index");
-- create index "connectrequest_state_requested_at" to table: "connect_request"
CREATE INDEX "connectrequest_state_requested_at" ON "connect_request" ("state", "requested_at");
-- create "gateway_mail" table
CREATE TABLE "gateway_mail" ("id" character varying NOT NULL, "kind" character varying NOT NULL, "authority_id" character varying NOT NULL, "delivery_id" character varying NULL, "reference" character varying NULL, "subject_id" character varying NULL, "profile" character varying NULL, "state" character varying NOT NULL DEFAULT 'QUEUED', "failure" character varying NULL, "attempts" bigint NOT NULL DEFAULT 0, "message_id" character varying NULL, "size" bigint NOT NULL DEFAULT 0, "sealed" bytea NULL, "kek_id" character varying NULL, "wrapped_key" bytea NULL, "created_at" timestamptz NOT NULL, "first_attempt_at" timestamptz NULL, "next_attempt_at" timestamptz NULL, "handed_over_at" timestamptz NULL, "settled_at" timestamptz NULL, PRIMARY KEY ("id"), CONSTRAINT "gateway_mail_kind" CHECK ((kind)::text = ANY ((ARRAY['MESSAGE'::character varying, 'TEST'::character varying, 'CONFIRM'::character varying, 'POLICY'::character varying, 'DELETION'::character varying])::text[])), CONSTRAINT "gateway_mail_profile" CHECK ((profile)::text = ANY ((ARRAY['MODERN'::character varying, 'COMPAT'::character varying, 'LEGACY'::character varying])::text[])), CONSTRAINT "gateway_mail_state" CHECK ((state)::text = ANY ((ARRAY['QUEUED'::character varying, 'HANDED_OVER'::character varying, 'SETTLED'::character varying, 'FAILED'::character varying, 'STOPPED'::character varying])::text[])));
-- create index "gatewaymail_authority_id_kind_created_at" to table: "gateway_mail"
CREATE INDEX "gatewaymail_authority_id_kind_created_at" ON "gateway_mail" ("authority_id", "kind", "created_at");
-- create index "gatewaymail_delivery_id" to table: "gateway_mail"
CREATE INDEX "gatewaymail_delivery_id" ON "gateway_mail" ("delivery_id");
-- create index "gatewaymail_kind_created_at" to table: "gateway_mail"
CREATE INDEX "gatewaymail_kind_created_at" ON "gateway_mail" ("kind", "created_at");
-- create index "gatewaymail_reference_authority_id" to table: "gateway_mail"
CREATE INDEX "gatewaymail_reference_authority_id" ON "gateway_mail" ("reference", "authority_id");
-- create index "gatewaymail_state_next_attempt_at" to table: "gateway_mail"
CREATE INDEX "gatewaymail_state_next_attempt_at" ON "gateway_mail" ("state", "next_attempt_at");
-- create "inbound_mail" table
CREATE TABLE "inbound_mail" ("id" character varying NOT NULL, "state" character varying NOT NULL DEFAULT 'RECEIVED', "reason" character varying NULL, "authority_id" character varying NULL, "gateway_mail_id" character varying NULL, "size" bigint NOT NULL, "digest" bytea NOT NULL, "sealed_envelope" bytea NOT NULL, "blob_key" character varying NULL, "received_at" timestamptz NOT NULL, "settled_at" timestamptz NULL, "kek_id" character varying NOT NULL, "wrapped_key" bytea NOT NULL, PRIMARY KEY ("id"), CONSTRAINT "inbound_mail_state" CHECK ((state)::text = ANY ((ARRAY['RECEIVED'::character varying, 'ACCEPTED'::character varying, 'REPORTED'::character varying, 'HELD'::character varying, 'QUARANTINED'::character varying, 'IGNORED'::character varying])::text[])));
-- create index "inboundmail_authority_id_received_at" to table: "inbound_mail"
CREATE INDEX "inboundmail_authority_id_received_at" ON "inbound_mail" ("authority_id", "received_at");
-- create index "inboundmail_blob_key" to table: "inbound_mail"
CREATE INDEX "inboundmail_blob_key" ON "inbound_mail" ("blob_key");
-- create index "inboundmail_digest" to table: "inbound_mail"
CREATE INDEX "inboundmail_digest" ON "inbound_mail" ("digest");
-- create index "inboundmail_gateway_mail_id" to table: "inbound_mail"
CREATE INDEX "inboundmail_gateway_mail_id" ON "inbound_mail" ("gateway_mail_id");
-- create index "inboundmail_state_received_at" to table: "inbound_mail"
CREATE INDEX "inboundmail_state_received_at" ON "inbound_mail" ("state", "received_at");
-- create "kek_generation" table
CREATE TABLE "kek_generation" ("id" character varying NOT NULL, "state" character varying NOT NULL, "created_at" timestamptz NOT NULL, "superseded_at" timestamptz NULL, "destroyed_at" timestamptz NULL, PRIMARY KEY ("id"), CONSTRAINT "kek_generation_state" CHECK ((state)::text = ANY ((ARRAY['ACTIVE'::character varying, 'SUPERSEDED'::character varying, 'DESTROYED'::character varying])::text[])));
-- create "letter_batch" table
CREATE TABLE "letter_batch" ("id" character varying NOT NULL, "letters" bigint NOT NULL, "created_by" character varying NOT NULL, "created_at" timestamptz NOT NULL, "printed_at" timestamptz NULL, PRIMARY KEY ("id"));
-- create index "letterbatch_created_at" to table: "letter_batch"
CREATE INDEX "letterbatch_created_at" ON "letter_batch" ("created_at");
-- create "log_checkpoint" table
CREATE TABLE "log_checkpoint" ("id" bigint NOT NULL GENERATED BY DEFAULT AS IDENTITY, "size" bigint NOT NULL, "note" character varying NOT NULL, "timestamp" bytea NULL, "at" timestamptz NOT NULL, PRIMARY KEY ("id"));
-- create index "log_checkpoint_size_key" to table: "log_checkpoint"
CREATE UNIQUE INDEX "log_checkpoint_size_key" ON "log_checkpoint" ("size");
-- create index "logcheckpoint_at" to table: "log_checkpoint"
CREATE INDEX "logcheckpoint_at" ON "log_checkpoint" ("at");
-- create "log_leaf" table
CREATE TABLE "log_leaf" ("id" bigint NOT NULL GENERATED BY DEFAULT AS IDENTITY, "hash" bytea NOT NULL, "position" bigint NULL, PRIMARY KEY ("id"));
-- create index "log_leaf_hash_key" to table: "log_leaf"
CREATE UNIQUE INDEX "log_leaf_hash_key" ON "log_leaf" ("hash");
-- create index "log_leaf_position_key" to table: "log_leaf"
CREATE UNIQUE INDEX "log_leaf_position_key" ON "log_leaf" ("position");
-- create "log_node" table
CREATE TABLE "log_node" ("id" bigint NOT NULL GENERATED BY DEFAULT AS IDENTITY, "position" bigint NOT NULL, "hash" bytea NOT NULL, PRIMARY KEY ("id"));
-- create index "log_node_position_key" to table: "log_node"
CREATE UNIQUE INDEX "log_node_position_key" ON "log_node" ("position");
-- create "seen_signature" table
CREATE TABLE "seen_signature" ("id" character varying NOT NULL, "at" timestamptz NOT NULL, PRIMARY KEY ("id"));

-- +goose Down
-- reverse: create "seen_signature" table
DROP TABLE "seen_signature";
-- reverse: create index "log_node_position_key" to table: "log_node"
DROP INDEX "log_node_position_key";
-- reverse: create "log_node" table
DROP TABLE "log_node";
-- reverse: create index "log_leaf_position_key" to table: "log_leaf"
DROP INDEX "log_leaf_position_key";
-- reverse: create index "log_leaf_hash_key" to table: "log_leaf"
DROP INDEX "log_leaf_hash_key";
-- reverse: create "log_leaf" table
DROP TABLE "log_leaf";
-- reverse: create index "logcheckpoint_at" to table: "log_checkpoint"
DROP INDEX "logcheckpoint_at";
-- reverse: create index "log_checkpoint_size_key" to table: "log_checkpoint"
DROP INDEX "log_checkpoint_size_key";
-- reverse: create "log_checkpoint" table
DROP TABLE "log_checkpoint";
-- reverse: create index "letterbatch_created_at" to table: "letter_batch"
DROP INDEX "letterbatch_created_at";
-- reverse: create "letter_batch" table
DROP TABLE "letter_batch";
-- reverse: create "kek_generation" table
DROP TABLE "kek_generation";
-- reverse: create index "inboundmail_state_received_at" to table: "inbound_mail"
DROP INDEX "inboundmail_state_received_at";
-- reverse: create index "inboundmail_gateway_mail_id" to table: "inbound_mail"
DROP INDEX "inboundmail_gateway_mail_id";
-- reverse: create index "inboundmail_digest" to table: "inbound_mail"
DROP INDEX "inboundmail_digest";
-- reverse: create index "inboundmail_blob_key" to table: "inbound_mail"
DROP INDEX "inboundmail_blob_key";
-- reverse: create index "inboundmail_authority_id_received_at" to table: "inbound_mail"
DROP INDEX "inboundmail_authority_id_received_at";
-- reverse: create "inbound_mail" table
DROP TABLE "inbound_mail";
-- reverse: create index "gatewaymail_state_next_attempt_at" to table: "gateway_mail"
DROP INDEX "gatewaymail_state_next_attempt_at";
-- reverse: create index "gatewaymail_reference_authority_id" to table: "gateway_mail"
DROP INDEX "gatewaymail_reference_authority_id";
-- reverse: create index "gatewaymail_kind_created_at" to table: "gateway_mail"
DROP INDEX "gatewaymail_kind_created_at";
-- reverse: create index "gatewaymail_delivery_id" to table: "gateway_mail"
DROP INDEX "gatewaymail_delivery_id";
-- reverse: create index "gatewaymail_authority_id_kind_created_at" to table: "gateway_mail"
DROP INDEX "gatewaymail_authority_id_kind_created_at";
-- reverse: create "gateway_mail" table
DROP TABLE "gateway_mail";
-- reverse: create index "connectrequest_state_requested_at" to table: "connect_request"
DROP INDEX "connectrequest_state_requested_at";
-- reverse: create index "connectrequest_email_index" to table: "connect_request"
DROP INDEX "connectrequest_email_index";
-- reverse: create index "connectrequest_authority_id" to table: "connect_request"
DROP INDEX "connectrequest_authority_id";
-- reverse: create "connect_request" table
DROP TABLE "connect_request";
-- reverse: create index "channeltest_authority_id_started_at" to table: "channel_test"
DROP INDEX "channeltest_authority_id_started_at";
-- reverse: create "channel_test" table
DROP TABLE "channel_test";
-- reverse: create index "certificate_removed_at_not_after" to table: "certificate"
DROP INDEX "certificate_removed_at_not_after";
-- reverse: create index "certificate_fingerprint" to table: "certificate"
DROP INDEX "certificate_fingerprint";
-- reverse: create index "certificate_authority_id_not_after" to table: "certificate"
DROP INDEX "certificate_authority_id_not_after";
-- reverse: create "certificate" table
DROP TABLE "certificate";
-- reverse: create index "auditentry_subject_id_at" to table: "audit_entry"
DROP INDEX "auditentry_subject_id_at";
-- reverse: create index "auditentry_organisation_id_at" to table: "audit_entry"
DROP INDEX "auditentry_organisation_id_at";
-- reverse: create index "auditentry_at" to table: "audit_entry"
DROP INDEX "auditentry_at";
-- reverse: create index "auditentry_actor_id_at" to table: "audit_entry"
DROP INDEX "auditentry_actor_id_at";
-- reverse: create "audit_entry" table
DROP TABLE "audit_entry";
-- reverse: modify "side" table
ALTER TABLE "side" DROP CONSTRAINT "side_kind_2", ADD CONSTRAINT "side_kind" CHECK ((kind)::text = ANY (ARRAY[('OWNER'::character varying)::text, ('AUTHORITY'::character varying)::text]));
-- reverse: modify "platform_key" table
ALTER TABLE "platform_key" DROP COLUMN "destroyed_at", DROP COLUMN "certificate", DROP COLUMN "sealed_private", DROP CONSTRAINT "platform_key_state_2", DROP CONSTRAINT "platform_key_purpose_2", ADD CONSTRAINT "platform_key_state" CHECK ((state)::text = ANY (ARRAY[('ACTIVE'::character varying)::text, ('RETIRED'::character varying)::text])), ADD CONSTRAINT "platform_key_purpose" CHECK ((purpose)::text = ANY (ARRAY[('ACCESS_TOKEN'::character varying)::text, ('SEAL'::character varying)::text, ('BLIND_INDEX'::character varying)::text, ('SEARCH_INDEX'::character varying)::text, ('DOWNLOAD_TICKET'::character varying)::text, ('CURSOR'::character varying)::text]));
-- reverse: create index "letter_batch_id" to table: "letter"
DROP INDEX "letter_batch_id";
-- reverse: modify "letter" table
ALTER TABLE "letter" DROP COLUMN "return_reason", DROP COLUMN "returned_at", DROP COLUMN "pages", DROP COLUMN "batch_id", DROP COLUMN "request_id", DROP COLUMN "purpose", ALTER COLUMN "activation_id" SET NOT NULL, ALTER COLUMN "account_id" SET NOT NULL, DROP CONSTRAINT "letter_state_2", DROP CONSTRAINT "letter_purpose", ADD CONSTRAINT "letter_state" CHECK ((state)::text = ANY (ARRAY[('QUEUED'::character varying)::text, ('PRINTED'::character varying)::text, ('RETURNED'::character varying)::text]));
-- reverse: create index "document_blob_key" to table: "document"
DROP INDEX "document_blob_key";
-- reverse: modify "delivery_fact" table
ALTER TABLE "delivery_fact" DROP COLUMN "status", DROP COLUMN "code";
-- reverse: modify "delivery" table
ALTER TABLE "delivery" DROP COLUMN "next_attempt_at", DROP COLUMN "failure_code", DROP COLUMN "channel", DROP CONSTRAINT "delivery_failure_code", DROP CONSTRAINT "delivery_channel";
-- reverse: modify "channel" table
ALTER TABLE "channel" DROP COLUMN "version", DROP COLUMN "failures", DROP COLUMN "mail_limit_bytes", DROP COLUMN "legacy_until", DROP COLUMN "profile", DROP CONSTRAINT "channel_profile", DROP CONSTRAINT "channel_kind_2", ADD CONSTRAINT "channel_kind" CHECK ((kind)::text = 'INBOX'::text);
