-- +goose Up
-- disable the enforcement of foreign-keys constraints
PRAGMA foreign_keys = off;
-- add column "blocked_at" to table: "account"
ALTER TABLE `account` ADD COLUMN `blocked_at` datetime NULL;
-- add column "blocked_by" to table: "account"
ALTER TABLE `account` ADD COLUMN `blocked_by` text NULL;
-- add column "sealed_block" to table: "account"
ALTER TABLE `account` ADD COLUMN `sealed_block` blob NULL;
-- add column "excluded" to table: "organisation"
ALTER TABLE `organisation` ADD COLUMN `excluded` json NULL;
-- create "new_delivery" table
CREATE TABLE `new_delivery` (`id` text NOT NULL, `message_id` text NOT NULL, `authority_id` text NOT NULL, `authority_name` text NULL, `owner_reader` text NOT NULL, `owner_side_id` text NOT NULL, `authority_side_id` text NOT NULL, `channel` text NOT NULL DEFAULT ('INBOX'), `state` text NOT NULL, `failure_code` text NULL, `next_attempt_at` datetime NULL, `created_at` datetime NOT NULL, PRIMARY KEY (`id`), CONSTRAINT `delivery_channel` CHECK (channel IN ('INBOX', 'SMIME')), CONSTRAINT `delivery_failure_code_2` CHECK (failure_code IN ('UNKNOWN_MAILBOX', 'MAILBOX_FULL', 'TOO_LARGE', 'REFUSED', 'UNREACHABLE', 'CERTIFICATE', 'SUSPENDED', 'PLATFORM', 'EXPIRED_RETRIES', 'CLOSED', 'OTHER')), CONSTRAINT `delivery_state` CHECK (state IN ('QUEUED', 'DEFERRED', 'HANDED_OVER', 'RELAYED', 'DELIVERED', 'OPENED', 'CONFIRMED', 'ANSWERED', 'FAILED', 'REJECTED')));
-- copy rows from old table "delivery" to new temporary table "new_delivery"
INSERT INTO `new_delivery` (`id`, `message_id`, `authority_id`, `authority_name`, `owner_reader`, `owner_side_id`, `authority_side_id`, `channel`, `state`, `failure_code`, `next_attempt_at`, `created_at`) SELECT `id`, `message_id`, `authority_id`, `authority_name`, `owner_reader`, `owner_side_id`, `authority_side_id`, `channel`, `state`, `failure_code`, `next_attempt_at`, `created_at` FROM `delivery`;
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
-- create "new_connect_request" table
CREATE TABLE `new_connect_request` (`id` text NOT NULL, `authority_id` text NOT NULL, `kind` text NOT NULL, `state` text NOT NULL DEFAULT ('REQUESTED'), `sealed` blob NOT NULL, `email_index` blob NOT NULL, `code_hash` blob NULL, `attempts_left` integer NOT NULL DEFAULT (5), `requested_at` datetime NOT NULL, `decided_at` datetime NULL, `decided_by` text NULL, `proposed_at` datetime NULL, `proposed_by` text NULL, `operators` json NULL, `expires_at` datetime NOT NULL, `kek_id` text NOT NULL, `wrapped_key` blob NOT NULL, PRIMARY KEY (`id`), CONSTRAINT `connect_request_kind_2` CHECK (kind IN ('INBOX', 'SMIME')), CONSTRAINT `connect_request_state_2` CHECK (state IN ('REQUESTED', 'RELEASE_PROPOSED', 'RELEASED', 'USED', 'DECLINED', 'EXPIRED', 'VOID')));
-- copy rows from old table "connect_request" to new temporary table "new_connect_request"
INSERT INTO `new_connect_request` (`id`, `authority_id`, `kind`, `state`, `sealed`, `email_index`, `code_hash`, `attempts_left`, `requested_at`, `decided_at`, `decided_by`, `expires_at`, `kek_id`, `wrapped_key`) SELECT `id`, `authority_id`, `kind`, `state`, `sealed`, `email_index`, `code_hash`, `attempts_left`, `requested_at`, `decided_at`, `decided_by`, `expires_at`, `kek_id`, `wrapped_key` FROM `connect_request`;
-- drop "connect_request" table after copying rows
DROP TABLE `connect_request`;
-- rename temporary table "new_connect_request" to "connect_request"
ALTER TABLE `new_connect_request` RENAME TO `connect_request`;
-- create index "connectrequest_state_requested_at" to table: "connect_request"
CREATE INDEX `connectrequest_state_requested_at` ON `connect_request` (`state`, `requested_at`);
-- create index "connectrequest_authority_id" to table: "connect_request"
CREATE INDEX `connectrequest_authority_id` ON `connect_request` (`authority_id`);
-- create index "connectrequest_email_index" to table: "connect_request"
CREATE INDEX `connectrequest_email_index` ON `connect_request` (`email_index`);
-- create "letter_reader" table
CREATE TABLE `letter_reader` (`id` integer NOT NULL PRIMARY KEY AUTOINCREMENT, `subject_id` text NOT NULL, `account_id` text NOT NULL, `read_at` datetime NOT NULL);
-- create index "letterreader_subject_id_account_id" to table: "letter_reader"
CREATE UNIQUE INDEX `letterreader_subject_id_account_id` ON `letter_reader` (`subject_id`, `account_id`);
-- create index "letterreader_read_at" to table: "letter_reader"
CREATE INDEX `letterreader_read_at` ON `letter_reader` (`read_at`);
-- enable back the enforcement of foreign-keys constraints
PRAGMA foreign_keys = on;

-- +goose Down
-- reverse: create index "letterreader_read_at" to table: "letter_reader"
DROP INDEX `letterreader_read_at`;
-- reverse: create index "letterreader_subject_id_account_id" to table: "letter_reader"
DROP INDEX `letterreader_subject_id_account_id`;
-- reverse: create "letter_reader" table
DROP TABLE `letter_reader`;
-- reverse: create index "connectrequest_email_index" to table: "connect_request"
DROP INDEX `connectrequest_email_index`;
-- reverse: create index "connectrequest_authority_id" to table: "connect_request"
DROP INDEX `connectrequest_authority_id`;
-- reverse: create index "connectrequest_state_requested_at" to table: "connect_request"
DROP INDEX `connectrequest_state_requested_at`;
-- reverse: create "new_connect_request" table
DROP TABLE `new_connect_request`;
-- reverse: create index "delivery_authority_side_id" to table: "delivery"
DROP INDEX `delivery_authority_side_id`;
-- reverse: create index "delivery_owner_side_id" to table: "delivery"
DROP INDEX `delivery_owner_side_id`;
-- reverse: create index "delivery_message_id_authority_id" to table: "delivery"
DROP INDEX `delivery_message_id_authority_id`;
-- reverse: create "new_delivery" table
DROP TABLE `new_delivery`;
-- reverse: add column "excluded" to table: "organisation"
ALTER TABLE `organisation` DROP COLUMN `excluded`;
-- reverse: add column "sealed_block" to table: "account"
ALTER TABLE `account` DROP COLUMN `sealed_block`;
-- reverse: add column "blocked_by" to table: "account"
ALTER TABLE `account` DROP COLUMN `blocked_by`;
-- reverse: add column "blocked_at" to table: "account"
ALTER TABLE `account` DROP COLUMN `blocked_at`;
