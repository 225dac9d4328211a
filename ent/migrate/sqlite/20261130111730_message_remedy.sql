-- +goose Up
-- disable the enforcement of foreign-keys constraints
PRAGMA foreign_keys = off;
-- create "new_message" table
CREATE TABLE `new_message` (`id` text NOT NULL, `mailbox_id` text NOT NULL, `direction` text NOT NULL, `kind` text NOT NULL, `from_authority_id` text NULL, `from_authority_name` text NULL, `sealed_head` blob NOT NULL, `sealed_body` blob NOT NULL, `service_ids` json NULL, `receipt_requested` bool NOT NULL, `in_reply_to_id` text NULL, `due_on` text NULL, `decision_effect` text NULL, `remedy_amount` integer NULL, `remedy_unit` text NULL, `sent_at` datetime NOT NULL, `original_size` integer NULL, `original_blob_key` text NULL, `sealed_original` blob NULL, PRIMARY KEY (`id`), CONSTRAINT `message_decision_effect` CHECK (decision_effect IN ('INFORMATION', 'ANNOUNCEMENT', 'SERVICE_OF_DOCUMENTS')), CONSTRAINT `message_direction` CHECK (direction IN ('OUTBOUND', 'INBOUND', 'PLATFORM')), CONSTRAINT `message_kind_2` CHECK (kind IN ('MESSAGE', 'APPLICATION', 'REQUEST', 'DECISION', 'NOTICE', 'COMPLETE', 'EXTENSION')), CONSTRAINT `message_remedy_unit` CHECK (remedy_unit IN ('DAYS', 'WEEKS', 'MONTHS')));
-- copy rows from old table "message" to new temporary table "new_message"
INSERT INTO `new_message` (`id`, `mailbox_id`, `direction`, `kind`, `from_authority_id`, `from_authority_name`, `sealed_head`, `sealed_body`, `service_ids`, `receipt_requested`, `in_reply_to_id`, `due_on`, `decision_effect`, `sent_at`, `original_size`, `original_blob_key`, `sealed_original`) SELECT `id`, `mailbox_id`, `direction`, `kind`, `from_authority_id`, `from_authority_name`, `sealed_head`, `sealed_body`, `service_ids`, `receipt_requested`, `in_reply_to_id`, `due_on`, `decision_effect`, `sent_at`, `original_size`, `original_blob_key`, `sealed_original` FROM `message`;
-- drop "message" table after copying rows
DROP TABLE `message`;
-- rename temporary table "new_message" to "message"
ALTER TABLE `new_message` RENAME TO `message`;
-- create index "message_mailbox_id" to table: "message"
CREATE INDEX `message_mailbox_id` ON `message` (`mailbox_id`);
-- create index "message_original_blob_key" to table: "message"
CREATE INDEX `message_original_blob_key` ON `message` (`original_blob_key`);
-- enable back the enforcement of foreign-keys constraints
PRAGMA foreign_keys = on;

-- +goose Down
-- reverse: create index "message_original_blob_key" to table: "message"
DROP INDEX `message_original_blob_key`;
-- reverse: create index "message_mailbox_id" to table: "message"
DROP INDEX `message_mailbox_id`;
-- reverse: create "new_message" table
DROP TABLE `new_message`;
