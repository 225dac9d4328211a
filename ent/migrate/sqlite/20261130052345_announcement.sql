-- +goose Up
-- disable the enforcement of foreign-keys constraints
PRAGMA foreign_keys = off;
-- create "new_message" table
CREATE TABLE `new_message` (`id` text NOT NULL, `mailbox_id` text NOT NULL, `direction` text NOT NULL, `kind` text NOT NULL, `from_authority_id` text NULL, `from_authority_name` text NULL, `sealed_head` blob NOT NULL, `sealed_body` blob NOT NULL, `service_ids` json NULL, `receipt_requested` bool NOT NULL, `in_reply_to_id` text NULL, `due_on` text NULL, `decision_effect` text NULL, `sent_at` datetime NOT NULL, `original_size` integer NULL, `original_blob_key` text NULL, `sealed_original` blob NULL, PRIMARY KEY (`id`), CONSTRAINT `message_decision_effect` CHECK (decision_effect IN ('INFORMATION', 'ANNOUNCEMENT', 'SERVICE_OF_DOCUMENTS')), CONSTRAINT `message_direction` CHECK (direction IN ('OUTBOUND', 'INBOUND', 'PLATFORM')), CONSTRAINT `message_kind_2` CHECK (kind IN ('MESSAGE', 'APPLICATION', 'REQUEST', 'DECISION', 'NOTICE', 'COMPLETE', 'EXTENSION')));
-- copy rows from old table "message" to new temporary table "new_message"
INSERT INTO `new_message` (`id`, `mailbox_id`, `direction`, `kind`, `from_authority_id`, `from_authority_name`, `sealed_head`, `sealed_body`, `service_ids`, `receipt_requested`, `in_reply_to_id`, `due_on`, `sent_at`, `original_size`, `original_blob_key`, `sealed_original`) SELECT `id`, `mailbox_id`, `direction`, `kind`, `from_authority_id`, `from_authority_name`, `sealed_head`, `sealed_body`, `service_ids`, `receipt_requested`, `in_reply_to_id`, `due_on`, `sent_at`, `original_size`, `original_blob_key`, `sealed_original` FROM `message`;
-- drop "message" table after copying rows
DROP TABLE `message`;
-- rename temporary table "new_message" to "message"
ALTER TABLE `new_message` RENAME TO `message`;
-- create index "message_mailbox_id" to table: "message"
CREATE INDEX `message_mailbox_id` ON `message` (`mailbox_id`);
-- create index "message_original_blob_key" to table: "message"
CREATE INDEX `message_original_blob_key` ON `message` (`original_blob_key`);
-- create "consent" table
CREATE TABLE `consent` (`id` text NOT NULL, `account_id` text NOT NULL, `authority_id` text NOT NULL, `scope` text NOT NULL, `text_version` text NOT NULL, `given_at` datetime NOT NULL, `revoked_at` datetime NULL, PRIMARY KEY (`id`), CONSTRAINT `consent_scope` CHECK (scope IN ('ANNOUNCEMENT', 'SERVICE_OF_DOCUMENTS')));
-- create index "consent_account_id_authority_id_scope" to table: "consent"
CREATE UNIQUE INDEX `consent_account_id_authority_id_scope` ON `consent` (`account_id`, `authority_id`, `scope`) WHERE revoked_at IS NULL;
-- create index "consent_account_id_given_at" to table: "consent"
CREATE INDEX `consent_account_id_given_at` ON `consent` (`account_id`, `given_at`);
-- create "provision" table
CREATE TABLE `provision` (`id` integer NOT NULL PRIMARY KEY AUTOINCREMENT, `message_id` text NOT NULL, `reader` text NOT NULL, `notice_state` text NOT NULL DEFAULT ('WAITING'), `mail_id` text NULL, `provided_at` datetime NOT NULL, `notice_sent_at` datetime NULL, `notice_failed_at` datetime NULL, `side_id` text NOT NULL, CONSTRAINT `provision_side_provisions` FOREIGN KEY (`side_id`) REFERENCES `side` (`id`) ON DELETE CASCADE, CONSTRAINT `provision_notice_state` CHECK (notice_state IN ('WAITING', 'SENT', 'FAILED', 'OFF')));
-- create index "provision_side_id_message_id" to table: "provision"
CREATE UNIQUE INDEX `provision_side_id_message_id` ON `provision` (`side_id`, `message_id`);
-- create index "provision_message_id" to table: "provision"
CREATE INDEX `provision_message_id` ON `provision` (`message_id`);
-- create index "provision_mail_id" to table: "provision"
CREATE INDEX `provision_mail_id` ON `provision` (`mail_id`) WHERE mail_id IS NOT NULL;
-- enable back the enforcement of foreign-keys constraints
PRAGMA foreign_keys = on;

-- +goose Down
-- reverse: create index "provision_mail_id" to table: "provision"
DROP INDEX `provision_mail_id`;
-- reverse: create index "provision_message_id" to table: "provision"
DROP INDEX `provision_message_id`;
-- reverse: create index "provision_side_id_message_id" to table: "provision"
DROP INDEX `provision_side_id_message_id`;
-- reverse: create "provision" table
DROP TABLE `provision`;
-- reverse: create index "consent_account_id_given_at" to table: "consent"
DROP INDEX `consent_account_id_given_at`;
-- reverse: create index "consent_account_id_authority_id_scope" to table: "consent"
DROP INDEX `consent_account_id_authority_id_scope`;
-- reverse: create "consent" table
DROP TABLE `consent`;
-- reverse: create index "message_original_blob_key" to table: "message"
DROP INDEX `message_original_blob_key`;
-- reverse: create index "message_mailbox_id" to table: "message"
DROP INDEX `message_mailbox_id`;
-- reverse: create "new_message" table
DROP TABLE `new_message`;
