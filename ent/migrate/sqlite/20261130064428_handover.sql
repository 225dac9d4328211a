-- +goose Up
-- disable the enforcement of foreign-keys constraints
PRAGMA foreign_keys = off;
-- create "new_case_mailbox" table
CREATE TABLE `new_case_mailbox` (`id` text NOT NULL, `account_id` text NOT NULL, `reference` text NOT NULL, `kind` text NOT NULL, `undertaking_id` text NULL, `region_ars` text NULL, `directory_revision` text NOT NULL, `opened_at` datetime NOT NULL, `predecessor_id` text NULL, PRIMARY KEY (`id`), CONSTRAINT `case_mailbox_kind` CHECK (kind IN ('UNDERTAKING', 'AUTHORITY')));
-- copy rows from old table "case_mailbox" to new temporary table "new_case_mailbox"
INSERT INTO `new_case_mailbox` (`id`, `account_id`, `reference`, `kind`, `undertaking_id`, `region_ars`, `directory_revision`, `opened_at`) SELECT `id`, `account_id`, `reference`, `kind`, `undertaking_id`, `region_ars`, `directory_revision`, `opened_at` FROM `case_mailbox`;
-- drop "case_mailbox" table after copying rows
DROP TABLE `case_mailbox`;
-- rename temporary table "new_case_mailbox" to "case_mailbox"
ALTER TABLE `new_case_mailbox` RENAME TO `case_mailbox`;
-- create index "case_mailbox_reference_key" to table: "case_mailbox"
CREATE UNIQUE INDEX `case_mailbox_reference_key` ON `case_mailbox` (`reference`);
-- create index "casemailbox_account_id_opened_at" to table: "case_mailbox"
CREATE INDEX `casemailbox_account_id_opened_at` ON `case_mailbox` (`account_id`, `opened_at`);
-- create index "casemailbox_predecessor_id" to table: "case_mailbox"
CREATE INDEX `casemailbox_predecessor_id` ON `case_mailbox` (`predecessor_id`);
-- add column "withdrawn_at" to table: "view_message"
ALTER TABLE `view_message` ADD COLUMN `withdrawn_at` datetime NULL;
-- add column "sealed_withdrawal" to table: "view_message"
ALTER TABLE `view_message` ADD COLUMN `sealed_withdrawal` blob NULL;
-- create "new_delivery" table
CREATE TABLE `new_delivery` (`id` text NOT NULL, `message_id` text NOT NULL, `authority_id` text NOT NULL, `authority_name` text NULL, `owner_reader` text NOT NULL, `owner_side_id` text NOT NULL, `authority_side_id` text NOT NULL, `channel` text NOT NULL DEFAULT ('INBOX'), `state` text NOT NULL, `failure_code` text NULL, `next_attempt_at` datetime NULL, `silence_step` integer NOT NULL DEFAULT (0), `created_at` datetime NOT NULL, PRIMARY KEY (`id`), CONSTRAINT `delivery_channel` CHECK (channel IN ('INBOX', 'SMIME')), CONSTRAINT `delivery_failure_code_2` CHECK (failure_code IN ('UNKNOWN_MAILBOX', 'MAILBOX_FULL', 'TOO_LARGE', 'REFUSED', 'UNREACHABLE', 'CERTIFICATE', 'SUSPENDED', 'PLATFORM', 'EXPIRED_RETRIES', 'CLOSED', 'OTHER')), CONSTRAINT `delivery_state` CHECK (state IN ('QUEUED', 'DEFERRED', 'HANDED_OVER', 'RELAYED', 'DELIVERED', 'OPENED', 'CONFIRMED', 'ANSWERED', 'FAILED', 'REJECTED')));
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
-- create index "delivery_silence_step_created_at" to table: "delivery"
CREATE INDEX `delivery_silence_step_created_at` ON `delivery` (`silence_step`, `created_at`);
-- add column "declined_at" to table: "case_party"
ALTER TABLE `case_party` ADD COLUMN `declined_at` datetime NULL;
-- add column "suggested_authority_id" to table: "case_party"
ALTER TABLE `case_party` ADD COLUMN `suggested_authority_id` text NULL;
-- add column "declined_at" to table: "side"
ALTER TABLE `side` ADD COLUMN `declined_at` datetime NULL;
-- add column "first_received_at" to table: "side"
ALTER TABLE `side` ADD COLUMN `first_received_at` datetime NULL;
-- enable back the enforcement of foreign-keys constraints
PRAGMA foreign_keys = on;

-- +goose Down
-- reverse: add column "first_received_at" to table: "side"
ALTER TABLE `side` DROP COLUMN `first_received_at`;
-- reverse: add column "declined_at" to table: "side"
ALTER TABLE `side` DROP COLUMN `declined_at`;
-- reverse: add column "suggested_authority_id" to table: "case_party"
ALTER TABLE `case_party` DROP COLUMN `suggested_authority_id`;
-- reverse: add column "declined_at" to table: "case_party"
ALTER TABLE `case_party` DROP COLUMN `declined_at`;
-- reverse: create index "delivery_silence_step_created_at" to table: "delivery"
DROP INDEX `delivery_silence_step_created_at`;
-- reverse: create index "delivery_authority_side_id" to table: "delivery"
DROP INDEX `delivery_authority_side_id`;
-- reverse: create index "delivery_owner_side_id" to table: "delivery"
DROP INDEX `delivery_owner_side_id`;
-- reverse: create index "delivery_message_id_authority_id" to table: "delivery"
DROP INDEX `delivery_message_id_authority_id`;
-- reverse: create "new_delivery" table
DROP TABLE `new_delivery`;
-- reverse: add column "sealed_withdrawal" to table: "view_message"
ALTER TABLE `view_message` DROP COLUMN `sealed_withdrawal`;
-- reverse: add column "withdrawn_at" to table: "view_message"
ALTER TABLE `view_message` DROP COLUMN `withdrawn_at`;
-- reverse: create index "casemailbox_predecessor_id" to table: "case_mailbox"
DROP INDEX `casemailbox_predecessor_id`;
-- reverse: create index "casemailbox_account_id_opened_at" to table: "case_mailbox"
DROP INDEX `casemailbox_account_id_opened_at`;
-- reverse: create index "case_mailbox_reference_key" to table: "case_mailbox"
DROP INDEX `case_mailbox_reference_key`;
-- reverse: create "new_case_mailbox" table
DROP TABLE `new_case_mailbox`;
