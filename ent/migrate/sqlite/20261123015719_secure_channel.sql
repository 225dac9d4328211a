-- +goose NO TRANSACTION
-- +goose Up
-- disable the enforcement of foreign-keys constraints
PRAGMA foreign_keys = off;
-- create "new_channel" table
CREATE TABLE `new_channel` (`id` text NOT NULL, `organisation_id` text NOT NULL, `kind` text NOT NULL, `state` text NOT NULL, `problem` text NULL, `email` text NULL, `profile` text NULL, `legacy_until` datetime NULL, `mail_limit_bytes` integer NULL, `max_message_bytes` integer NOT NULL, `failures` integer NOT NULL DEFAULT (0), `version` integer NOT NULL DEFAULT (1), `created_at` datetime NOT NULL, PRIMARY KEY (`id`), CONSTRAINT `channel_kind_2` CHECK (kind IN ('INBOX', 'SMIME')), CONSTRAINT `channel_profile` CHECK (profile IN ('MODERN', 'COMPAT', 'LEGACY')), CONSTRAINT `channel_state` CHECK (state IN ('PENDING', 'ACTIVE', 'SUSPENDED', 'CLOSED')));
-- copy rows from old table "channel" to new temporary table "new_channel"
INSERT INTO `new_channel` (`id`, `organisation_id`, `kind`, `state`, `problem`, `email`, `max_message_bytes`, `created_at`) SELECT `id`, `organisation_id`, `kind`, `state`, `problem`, `email`, `max_message_bytes`, `created_at` FROM `channel`;
-- drop "channel" table after copying rows
DROP TABLE `channel`;
-- rename temporary table "new_channel" to "channel"
ALTER TABLE `new_channel` RENAME TO `channel`;
-- create index "channel_organisation_id" to table: "channel"
CREATE INDEX `channel_organisation_id` ON `channel` (`organisation_id`);
-- create "new_delivery" table
CREATE TABLE `new_delivery` (`id` text NOT NULL, `message_id` text NOT NULL, `authority_id` text NOT NULL, `owner_reader` text NOT NULL, `owner_side_id` text NOT NULL, `authority_side_id` text NOT NULL, `channel` text NOT NULL DEFAULT ('INBOX'), `state` text NOT NULL, `failure_code` text NULL, `next_attempt_at` datetime NULL, `created_at` datetime NOT NULL, PRIMARY KEY (`id`), CONSTRAINT `delivery_channel` CHECK (channel IN ('INBOX', 'SMIME')), CONSTRAINT `delivery_failure_code` CHECK (failure_code IN ('UNKNOWN_MAILBOX', 'MAILBOX_FULL', 'TOO_LARGE', 'REFUSED', 'UNREACHABLE', 'CERTIFICATE', 'SUSPENDED', 'PLATFORM', 'EXPIRED_RETRIES', 'OTHER')), CONSTRAINT `delivery_state` CHECK (state IN ('QUEUED', 'DEFERRED', 'HANDED_OVER', 'RELAYED', 'DELIVERED', 'OPENED', 'CONFIRMED', 'ANSWERED', 'FAILED', 'REJECTED')));
-- copy rows from old table "delivery" to new temporary table "new_delivery"
INSERT INTO `new_delivery` (`id`, `message_id`, `authority_id`, `owner_reader`, `owner_side_id`, `authority_side_id`, `state`, `created_at`) SELECT `id`, `message_id`, `authority_id`, `owner_reader`, `owner_side_id`, `authority_side_id`, `state`, `created_at` FROM `delivery`;
-- drop "delivery" table after copying rows
DROP TABLE `delivery`;
-- rename temporary table "new_delivery" to "delivery"
ALTER TABLE `new_delivery` RENAME TO `delivery`;
-- create index "delivery_message_id_authority_id" to table: "delivery"
CREATE UNIQUE INDEX `delivery_message_id_authority_id` ON `delivery` (`message_id`, `authority_id`);
-- create index "delivery_owner_side_id" to table: "delivery"
CREATE INDEX `delivery_owner_side_id` ON `delivery` (`owner_side_id`);
-- create index "delivery_authority_side_id" to table: "delivery"
CREATE INDEX `delivery_authority_side_id` ON `delivery` (`authority_side_id`);
-- add column "code" to table: "delivery_fact"
ALTER TABLE `delivery_fact` ADD COLUMN `code` text NULL;
-- add column "status" to table: "delivery_fact"
ALTER TABLE `delivery_fact` ADD COLUMN `status` text NULL;
-- create index "document_blob_key" to table: "document"
CREATE INDEX `document_blob_key` ON `document` (`blob_key`);
-- create "new_letter" table
CREATE TABLE `new_letter` (`id` text NOT NULL, `purpose` text NOT NULL DEFAULT ('ACTIVATION'), `account_id` text NULL, `activation_id` text NULL, `request_id` text NULL, `state` text NOT NULL, `batch_id` text NULL, `pages` integer NOT NULL DEFAULT (1), `sealed` blob NOT NULL, `created_at` datetime NOT NULL, `printed_at` datetime NULL, `returned_at` datetime NULL, `return_reason` text NULL, `kek_id` text NOT NULL, `wrapped_key` blob NOT NULL, PRIMARY KEY (`id`), CONSTRAINT `letter_purpose` CHECK (purpose IN ('ACTIVATION', 'CONNECT')), CONSTRAINT `letter_state_2` CHECK (state IN ('QUEUED', 'BATCHED', 'PRINTED', 'RETURNED')));
-- copy rows from old table "letter" to new temporary table "new_letter"
INSERT INTO `new_letter` (`id`, `account_id`, `activation_id`, `state`, `sealed`, `created_at`, `printed_at`, `kek_id`, `wrapped_key`) SELECT `id`, `account_id`, `activation_id`, `state`, `sealed`, `created_at`, `printed_at`, `kek_id`, `wrapped_key` FROM `letter`;
-- drop "letter" table after copying rows
DROP TABLE `letter`;
-- rename temporary table "new_letter" to "letter"
ALTER TABLE `new_letter` RENAME TO `letter`;
-- create index "letter_state_created_at" to table: "letter"
CREATE INDEX `letter_state_created_at` ON `letter` (`state`, `created_at`);
-- create index "letter_account_id" to table: "letter"
CREATE INDEX `letter_account_id` ON `letter` (`account_id`);
-- create index "letter_batch_id" to table: "letter"
CREATE INDEX `letter_batch_id` ON `letter` (`batch_id`);
-- create "new_platform_key" table
CREATE TABLE `new_platform_key` (`id` text NOT NULL, `purpose` text NOT NULL, `state` text NOT NULL, `public` blob NULL, `sealed_private` blob NULL, `certificate` blob NULL, `created_at` datetime NOT NULL, `retired_at` datetime NULL, `destroyed_at` datetime NULL, `kek_id` text NOT NULL, `wrapped_key` blob NOT NULL, PRIMARY KEY (`id`), CONSTRAINT `platform_key_purpose_2` CHECK (purpose IN ('ACCESS_TOKEN', 'SEAL', 'BLIND_INDEX', 'SEARCH_INDEX', 'DOWNLOAD_TICKET', 'CURSOR', 'LOG', 'MAIL_TOKEN', 'SMIME', 'SEAL_CERTIFICATE')), CONSTRAINT `platform_key_state_2` CHECK (state IN ('PENDING', 'ACTIVE', 'RETIRED', 'DESTROYED')));
-- copy rows from old table "platform_key" to new temporary table "new_platform_key"
INSERT INTO `new_platform_key` (`id`, `purpose`, `state`, `public`, `created_at`, `retired_at`, `kek_id`, `wrapped_key`) SELECT `id`, `purpose`, `state`, `public`, `created_at`, `retired_at`, `kek_id`, `wrapped_key` FROM `platform_key`;
-- drop "platform_key" table after copying rows
DROP TABLE `platform_key`;
-- rename temporary table "new_platform_key" to "platform_key"
ALTER TABLE `new_platform_key` RENAME TO `platform_key`;
-- create "new_side" table
CREATE TABLE `new_side` (`id` text NOT NULL, `mailbox_id` text NOT NULL, `kind` text NOT NULL, `reader` text NOT NULL, `reference` text NOT NULL, `undertaking_id` text NULL, `region_ars` text NULL, `key_generation` integer NOT NULL DEFAULT (1), `wrapped_head_key` blob NOT NULL, `sealed_head` blob NOT NULL, `last_seq` integer NOT NULL DEFAULT (0), `unread_count` integer NOT NULL DEFAULT (0), `event_seq` integer NOT NULL DEFAULT (0), `event_head` blob NULL, `last_activity_at` datetime NOT NULL, `last_message_at` datetime NOT NULL, `deletes_at` datetime NULL, `state` text NOT NULL DEFAULT ('NEW'), `assignee_id` text NULL, `due_on` text NULL, `waiting_since` datetime NULL, `closed_at` datetime NULL, `owner_deleted_at` datetime NULL, `service_ids` json NULL, `receipt_default` bool NOT NULL DEFAULT (false), `version` integer NOT NULL DEFAULT (1), `created_at` datetime NOT NULL, `kek_id` text NOT NULL, `wrapped_key` blob NOT NULL, PRIMARY KEY (`id`), CONSTRAINT `side_kind_2` CHECK (kind IN ('OWNER', 'AUTHORITY', 'TRANSIT')), CONSTRAINT `side_state` CHECK (state IN ('NEW', 'IN_PROGRESS', 'AWAITING_PERSON', 'CLOSED')));
-- copy rows from old table "side" to new temporary table "new_side"
INSERT INTO `new_side` (`id`, `mailbox_id`, `kind`, `reader`, `reference`, `undertaking_id`, `region_ars`, `key_generation`, `wrapped_head_key`, `sealed_head`, `last_seq`, `unread_count`, `event_seq`, `event_head`, `last_activity_at`, `last_message_at`, `deletes_at`, `state`, `assignee_id`, `due_on`, `waiting_since`, `closed_at`, `owner_deleted_at`, `service_ids`, `receipt_default`, `version`, `created_at`, `kek_id`, `wrapped_key`) SELECT `id`, `mailbox_id`, `kind`, `reader`, `reference`, `undertaking_id`, `region_ars`, `key_generation`, `wrapped_head_key`, `sealed_head`, `last_seq`, `unread_count`, `event_seq`, `event_head`, `last_activity_at`, `last_message_at`, `deletes_at`, `state`, `assignee_id`, `due_on`, `waiting_since`, `closed_at`, `owner_deleted_at`, `service_ids`, `receipt_default`, `version`, `created_at`, `kek_id`, `wrapped_key` FROM `side`;
-- drop "side" table after copying rows
DROP TABLE `side`;
-- rename temporary table "new_side" to "side"
ALTER TABLE `new_side` RENAME TO `side`;
-- create index "side_mailbox_id_reader" to table: "side"
CREATE UNIQUE INDEX `side_mailbox_id_reader` ON `side` (`mailbox_id`, `reader`);
-- create index "side_reader_last_message_at_id" to table: "side"
CREATE INDEX `side_reader_last_message_at_id` ON `side` (`reader`, `last_message_at`, `id`);
-- create index "side_reader_waiting_since_id" to table: "side"
CREATE INDEX `side_reader_waiting_since_id` ON `side` (`reader`, `waiting_since`, `id`);
-- create index "side_reader_due_on_id" to table: "side"
CREATE INDEX `side_reader_due_on_id` ON `side` (`reader`, `due_on`, `id`);
-- create "audit_entry" table
CREATE TABLE `audit_entry` (`id` text NOT NULL, `at` datetime NOT NULL, `actor_id` text NOT NULL, `capacity` text NOT NULL, `action` text NOT NULL, `subject_id` text NULL, `organisation_id` text NULL, `detail` text NULL, PRIMARY KEY (`id`));
-- create index "auditentry_at" to table: "audit_entry"
CREATE INDEX `auditentry_at` ON `audit_entry` (`at`);
-- create index "auditentry_actor_id_at" to table: "audit_entry"
CREATE INDEX `auditentry_actor_id_at` ON `audit_entry` (`actor_id`, `at`);
-- create index "auditentry_subject_id_at" to table: "audit_entry"
CREATE INDEX `auditentry_subject_id_at` ON `audit_entry` (`subject_id`, `at`);
-- create index "auditentry_organisation_id_at" to table: "audit_entry"
CREATE INDEX `auditentry_organisation_id_at` ON `audit_entry` (`organisation_id`, `at`);
-- create "certificate" table
CREATE TABLE `certificate` (`id` text NOT NULL, `authority_id` text NOT NULL, `der` blob NOT NULL, `chain` blob NULL, `fingerprint` blob NOT NULL, `for_signing` bool NOT NULL, `for_encryption` bool NOT NULL, `not_before` datetime NOT NULL, `not_after` datetime NOT NULL, `revocation` text NOT NULL DEFAULT ('UNKNOWN'), `revocation_checked_at` datetime NULL, `warned_days` integer NOT NULL DEFAULT (0), `added_by` text NOT NULL, `created_at` datetime NOT NULL, `removed_at` datetime NULL, PRIMARY KEY (`id`), CONSTRAINT `certificate_revocation` CHECK (revocation IN ('UNKNOWN', 'GOOD', 'REVOKED')));
-- create index "certificate_authority_id_not_after" to table: "certificate"
CREATE INDEX `certificate_authority_id_not_after` ON `certificate` (`authority_id`, `not_after`);
-- create index "certificate_fingerprint" to table: "certificate"
CREATE INDEX `certificate_fingerprint` ON `certificate` (`fingerprint`);
-- create index "certificate_removed_at_not_after" to table: "certificate"
CREATE INDEX `certificate_removed_at_not_after` ON `certificate` (`removed_at`, `not_after`);
-- create "channel_test" table
CREATE TABLE `channel_test` (`id` text NOT NULL, `authority_id` text NOT NULL, `run_id` text NOT NULL, `profile` text NOT NULL, `nonce_hash` blob NOT NULL, `result` text NOT NULL DEFAULT ('WAITING'), `detail` text NULL, `started_at` datetime NOT NULL, `answered_at` datetime NULL, PRIMARY KEY (`id`), CONSTRAINT `channel_test_profile` CHECK (profile IN ('MODERN', 'COMPAT', 'LEGACY')), CONSTRAINT `channel_test_result` CHECK (result IN ('WAITING', 'ANSWERED', 'FAILED', 'EXPIRED')));
-- create index "channeltest_authority_id_started_at" to table: "channel_test"
CREATE INDEX `channeltest_authority_id_started_at` ON `channel_test` (`authority_id`, `started_at`);
-- create "connect_request" table
CREATE TABLE `connect_request` (`id` text NOT NULL, `authority_id` text NOT NULL, `kind` text NOT NULL, `state` text NOT NULL DEFAULT ('REQUESTED'), `sealed` blob NOT NULL, `email_index` blob NOT NULL, `code_hash` blob NULL, `attempts_left` integer NOT NULL DEFAULT (5), `requested_at` datetime NOT NULL, `decided_at` datetime NULL, `decided_by` text NULL, `expires_at` datetime NOT NULL, `kek_id` text NOT NULL, `wrapped_key` blob NOT NULL, PRIMARY KEY (`id`), CONSTRAINT `connect_request_kind_2` CHECK (kind IN ('INBOX', 'SMIME')), CONSTRAINT `connect_request_state` CHECK (state IN ('REQUESTED', 'RELEASED', 'USED', 'DECLINED', 'EXPIRED', 'VOID')));
-- create index "connectrequest_state_requested_at" to table: "connect_request"
CREATE INDEX `connectrequest_state_requested_at` ON `connect_request` (`state`, `requested_at`);
-- create index "connectrequest_authority_id" to table: "connect_request"
CREATE INDEX `connectrequest_authority_id` ON `connect_request` (`authority_id`);
-- create index "connectrequest_email_index" to table: "connect_request"
CREATE INDEX `connectrequest_email_index` ON `connect_request` (`email_index`);
-- create "gateway_mail" table
CREATE TABLE `gateway_mail` (`id` text NOT NULL, `kind` text NOT NULL, `authority_id` text NOT NULL, `delivery_id` text NULL, `reference` text NULL, `subject_id` text NULL, `profile` text NULL, `state` text NOT NULL DEFAULT ('QUEUED'), `failure` text NULL, `attempts` integer NOT NULL DEFAULT (0), `message_id` text NULL, `size` integer NOT NULL DEFAULT (0), `sealed` blob NULL, `kek_id` text NULL, `wrapped_key` blob NULL, `created_at` datetime NOT NULL, `first_attempt_at` datetime NULL, `next_attempt_at` datetime NULL, `handed_over_at` datetime NULL, `settled_at` datetime NULL, PRIMARY KEY (`id`), CONSTRAINT `gateway_mail_kind` CHECK (kind IN ('MESSAGE', 'TEST', 'CONFIRM', 'POLICY', 'DELETION')), CONSTRAINT `gateway_mail_profile` CHECK (profile IN ('MODERN', 'COMPAT', 'LEGACY')), CONSTRAINT `gateway_mail_state` CHECK (state IN ('QUEUED', 'HANDED_OVER', 'SETTLED', 'FAILED', 'STOPPED')));
-- create index "gatewaymail_delivery_id" to table: "gateway_mail"
CREATE INDEX `gatewaymail_delivery_id` ON `gateway_mail` (`delivery_id`);
-- create index "gatewaymail_state_next_attempt_at" to table: "gateway_mail"
CREATE INDEX `gatewaymail_state_next_attempt_at` ON `gateway_mail` (`state`, `next_attempt_at`);
-- create index "gatewaymail_authority_id_kind_created_at" to table: "gateway_mail"
CREATE INDEX `gatewaymail_authority_id_kind_created_at` ON `gateway_mail` (`authority_id`, `kind`, `created_at`);
-- create index "gatewaymail_reference_authority_id" to table: "gateway_mail"
CREATE INDEX `gatewaymail_reference_authority_id` ON `gateway_mail` (`reference`, `authority_id`);
-- create index "gatewaymail_kind_created_at" to table: "gateway_mail"
CREATE INDEX `gatewaymail_kind_created_at` ON `gateway_mail` (`kind`, `created_at`);
-- create "inbound_mail" table
CREATE TABLE `inbound_mail` (`id` text NOT NULL, `state` text NOT NULL DEFAULT ('RECEIVED'), `reason` text NULL, `authority_id` text NULL, `gateway_mail_id` text NULL, `size` integer NOT NULL, `digest` blob NOT NULL, `sealed_envelope` blob NOT NULL, `blob_key` text NULL, `received_at` datetime NOT NULL, `settled_at` datetime NULL, `kek_id` text NOT NULL, `wrapped_key` blob NOT NULL, PRIMARY KEY (`id`), CONSTRAINT `inbound_mail_state` CHECK (state IN ('RECEIVED', 'ACCEPTED', 'REPORTED', 'HELD', 'QUARANTINED', 'IGNORED')));
-- create index "inboundmail_state_received_at" to table: "inbound_mail"
CREATE INDEX `inboundmail_state_received_at` ON `inbound_mail` (`state`, `received_at`);
-- create index "inboundmail_gateway_mail_id" to table: "inbound_mail"
CREATE INDEX `inboundmail_gateway_mail_id` ON `inbound_mail` (`gateway_mail_id`);
-- create index "inboundmail_authority_id_received_at" to table: "inbound_mail"
CREATE INDEX `inboundmail_authority_id_received_at` ON `inbound_mail` (`authority_id`, `received_at`);
-- create index "inboundmail_digest" to table: "inbound_mail"
CREATE INDEX `inboundmail_digest` ON `inbound_mail` (`digest`);
-- create index "inboundmail_blob_key" to table: "inbound_mail"
CREATE INDEX `inboundmail_blob_key` ON `inbound_mail` (`blob_key`);
-- create "kek_generation" table
CREATE TABLE `kek_generation` (`id` text NOT NULL, `state` text NOT NULL, `created_at` datetime NOT NULL, `superseded_at` datetime NULL, `destroyed_at` datetime NULL, PRIMARY KEY (`id`), CONSTRAINT `kek_generation_state` CHECK (state IN ('ACTIVE', 'SUPERSEDED', 'DESTROYED')));
-- create "letter_batch" table
CREATE TABLE `letter_batch` (`id` text NOT NULL, `letters` integer NOT NULL, `created_by` text NOT NULL, `created_at` datetime NOT NULL, `printed_at` datetime NULL, PRIMARY KEY (`id`));
-- create index "letterbatch_created_at" to table: "letter_batch"
CREATE INDEX `letterbatch_created_at` ON `letter_batch` (`created_at`);
-- create "log_checkpoint" table
CREATE TABLE `log_checkpoint` (`id` integer NOT NULL PRIMARY KEY AUTOINCREMENT, `size` integer NOT NULL, `note` text NOT NULL, `timestamp` blob NULL, `at` datetime NOT NULL);
-- create index "log_checkpoint_size_key" to table: "log_checkpoint"
CREATE UNIQUE INDEX `log_checkpoint_size_key` ON `log_checkpoint` (`size`);
-- create index "logcheckpoint_at" to table: "log_checkpoint"
CREATE INDEX `logcheckpoint_at` ON `log_checkpoint` (`at`);
-- create "log_leaf" table
CREATE TABLE `log_leaf` (`id` integer NOT NULL PRIMARY KEY AUTOINCREMENT, `hash` blob NOT NULL, `position` integer NULL);
-- create index "log_leaf_hash_key" to table: "log_leaf"
CREATE UNIQUE INDEX `log_leaf_hash_key` ON `log_leaf` (`hash`);
-- create index "log_leaf_position_key" to table: "log_leaf"
CREATE UNIQUE INDEX `log_leaf_position_key` ON `log_leaf` (`position`);
-- create "log_node" table
CREATE TABLE `log_node` (`id` integer NOT NULL PRIMARY KEY AUTOINCREMENT, `position` integer NOT NULL, `hash` blob NOT NULL);
-- create index "log_node_position_key" to table: "log_node"
CREATE UNIQUE INDEX `log_node_position_key` ON `log_node` (`position`);
-- create "seen_signature" table
CREATE TABLE `seen_signature` (`id` text NOT NULL, `at` datetime NOT NULL, PRIMARY KEY (`id`));
-- enable back the enforcement of foreign-keys constraints
PRAGMA foreign_keys = on;

-- +goose Down
-- reverse: create "seen_signature" table
DROP TABLE `seen_signature`;
-- reverse: create index "log_node_position_key" to table: "log_node"
DROP INDEX `log_node_position_key`;
-- reverse: create "log_node" table
DROP TABLE `log_node`;
-- reverse: create index "log_leaf_position_key" to table: "log_leaf"
DROP INDEX `log_leaf_position_key`;
-- reverse: create index "log_leaf_hash_key" to table: "log_leaf"
DROP INDEX `log_leaf_hash_key`;
-- reverse: create "log_leaf" table
DROP TABLE `log_leaf`;
-- reverse: create index "logcheckpoint_at" to table: "log_checkpoint"
DROP INDEX `logcheckpoint_at`;
-- reverse: create index "log_checkpoint_size_key" to table: "log_checkpoint"
DROP INDEX `log_checkpoint_size_key`;
-- reverse: create "log_checkpoint" table
DROP TABLE `log_checkpoint`;
-- reverse: create index "letterbatch_created_at" to table: "letter_batch"
DROP INDEX `letterbatch_created_at`;
-- reverse: create "letter_batch" table
DROP TABLE `letter_batch`;
-- reverse: create "kek_generation" table
DROP TABLE `kek_generation`;
-- reverse: create index "inboundmail_blob_key" to table: "inbound_mail"
DROP INDEX `inboundmail_blob_key`;
-- reverse: create index "inboundmail_digest" to table: "inbound_mail"
DROP INDEX `inboundmail_digest`;
-- reverse: create index "inboundmail_authority_id_received_at" to table: "inbound_mail"
DROP INDEX `inboundmail_authority_id_received_at`;
-- reverse: create index "inboundmail_gateway_mail_id" to table: "inbound_mail"
DROP INDEX `inboundmail_gateway_mail_id`;
-- reverse: create index "inboundmail_state_received_at" to table: "inbound_mail"
DROP INDEX `inboundmail_state_received_at`;
-- reverse: create "inbound_mail" table
DROP TABLE `inbound_mail`;
-- reverse: create index "gatewaymail_kind_created_at" to table: "gateway_mail"
DROP INDEX `gatewaymail_kind_created_at`;
-- reverse: create index "gatewaymail_reference_authority_id" to table: "gateway_mail"
DROP INDEX `gatewaymail_reference_authority_id`;
-- reverse: create index "gatewaymail_authority_id_kind_created_at" to table: "gateway_mail"
DROP INDEX `gatewaymail_authority_id_kind_created_at`;
-- reverse: create index "gatewaymail_state_next_attempt_at" to table: "gateway_mail"
DROP INDEX `gatewaymail_state_next_attempt_at`;
-- reverse: create index "gatewaymail_delivery_id" to table: "gateway_mail"
DROP INDEX `gatewaymail_delivery_id`;
-- reverse: create "gateway_mail" table
DROP TABLE `gateway_mail`;
-- reverse: create index "connectrequest_email_index" to table: "connect_request"
DROP INDEX `connectrequest_email_index`;
-- reverse: create index "connectrequest_authority_id" to table: "connect_request"
DROP INDEX `connectrequest_authority_id`;
-- reverse: create index "connectrequest_state_requested_at" to table: "connect_request"
DROP INDEX `connectrequest_state_requested_at`;
-- reverse: create "connect_request" table
DROP TABLE `connect_request`;
-- reverse: create index "channeltest_authority_id_started_at" to table: "channel_test"
DROP INDEX `channeltest_authority_id_started_at`;
-- reverse: create "channel_test" table
DROP TABLE `channel_test`;
-- reverse: create index "certificate_removed_at_not_after" to table: "certificate"
DROP INDEX `certificate_removed_at_not_after`;
-- reverse: create index "certificate_fingerprint" to table: "certificate"
DROP INDEX `certificate_fingerprint`;
-- reverse: create index "certificate_authority_id_not_after" to table: "certificate"
DROP INDEX `certificate_authority_id_not_after`;
-- reverse: create "certificate" table
DROP TABLE `certificate`;
-- reverse: create index "auditentry_organisation_id_at" to table: "audit_entry"
DROP INDEX `auditentry_organisation_id_at`;
-- reverse: create index "auditentry_subject_id_at" to table: "audit_entry"
DROP INDEX `auditentry_subject_id_at`;
-- reverse: create index "auditentry_actor_id_at" to table: "audit_entry"
DROP INDEX `auditentry_actor_id_at`;
-- reverse: create index "auditentry_at" to table: "audit_entry"
DROP INDEX `auditentry_at`;
-- reverse: create "audit_entry" table
DROP TABLE `audit_entry`;
-- reverse: create index "side_reader_due_on_id" to table: "side"
DROP INDEX `side_reader_due_on_id`;
-- reverse: create index "side_reader_waiting_since_id" to table: "side"
DROP INDEX `side_reader_waiting_since_id`;
-- reverse: create index "side_reader_last_message_at_id" to table: "side"
DROP INDEX `side_reader_last_message_at_id`;
-- reverse: create index "side_mailbox_id_reader" to table: "side"
DROP INDEX `side_mailbox_id_reader`;
-- reverse: create "new_side" table
DROP TABLE `new_side`;
-- reverse: create "new_platform_key" table
DROP TABLE `new_platform_key`;
-- reverse: create index "letter_batch_id" to table: "letter"
DROP INDEX `letter_batch_id`;
-- reverse: create index "letter_account_id" to table: "letter"
DROP INDEX `letter_account_id`;
-- reverse: create index "letter_state_created_at" to table: "letter"
DROP INDEX `letter_state_created_at`;
-- reverse: create "new_letter" table
DROP TABLE `new_letter`;
-- reverse: create index "document_blob_key" to table: "document"
DROP INDEX `document_blob_key`;
-- reverse: add column "status" to table: "delivery_fact"
ALTER TABLE `delivery_fact` DROP COLUMN `status`;
-- reverse: add column "code" to table: "delivery_fact"
ALTER TABLE `delivery_fact` DROP COLUMN `code`;
-- reverse: create index "delivery_authority_side_id" to table: "delivery"
DROP INDEX `delivery_authority_side_id`;
-- reverse: create index "delivery_owner_side_id" to table: "delivery"
DROP INDEX `delivery_owner_side_id`;
-- reverse: create index "delivery_message_id_authority_id" to table: "delivery"
DROP INDEX `delivery_message_id_authority_id`;
-- reverse: create "new_delivery" table
DROP TABLE `new_delivery`;
-- reverse: create index "channel_organisation_id" to table: "channel"
DROP INDEX `channel_organisation_id`;
-- reverse: create "new_channel" table
DROP TABLE `new_channel`;
