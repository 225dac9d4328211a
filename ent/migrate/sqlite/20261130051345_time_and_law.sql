-- +goose Up
-- disable the enforcement of foreign-keys constraints
PRAGMA foreign_keys = off;
-- create "new_draft" table
CREATE TABLE `new_draft` (`id` text NOT NULL, `reader` text NOT NULL, `author_id` text NOT NULL, `kind` text NOT NULL, `wrapped_key` blob NOT NULL, `sealed` blob NOT NULL, `recipient_ids` json NULL, `service_ids` json NULL, `document_ids` json NULL, `receipt_requested` bool NOT NULL, `version` integer NOT NULL DEFAULT (1), `saved_at` datetime NOT NULL, `side_id` text NOT NULL, PRIMARY KEY (`id`), CONSTRAINT `draft_side_drafts` FOREIGN KEY (`side_id`) REFERENCES `side` (`id`) ON DELETE CASCADE, CONSTRAINT `draft_kind_2` CHECK (kind IN ('MESSAGE', 'APPLICATION', 'REQUEST', 'DECISION', 'NOTICE', 'COMPLETE', 'EXTENSION')));
-- copy rows from old table "draft" to new temporary table "new_draft"
INSERT INTO `new_draft` (`id`, `reader`, `author_id`, `kind`, `wrapped_key`, `sealed`, `recipient_ids`, `service_ids`, `document_ids`, `receipt_requested`, `version`, `saved_at`, `side_id`) SELECT `id`, `reader`, `author_id`, `kind`, `wrapped_key`, `sealed`, `recipient_ids`, `service_ids`, `document_ids`, `receipt_requested`, `version`, `saved_at`, `side_id` FROM `draft`;
-- drop "draft" table after copying rows
DROP TABLE `draft`;
-- rename temporary table "new_draft" to "draft"
ALTER TABLE `new_draft` RENAME TO `draft`;
-- create index "draft_side_id_saved_at" to table: "draft"
CREATE INDEX `draft_side_id_saved_at` ON `draft` (`side_id`, `saved_at`);
-- create "new_side_event" table
CREATE TABLE `new_side_event` (`id` text NOT NULL, `reader` text NOT NULL, `seq` integer NOT NULL, `kind` text NOT NULL, `message_id` text NULL, `sealed` blob NOT NULL, `at` datetime NOT NULL, `side_id` text NOT NULL, PRIMARY KEY (`id`), CONSTRAINT `side_event_side_events` FOREIGN KEY (`side_id`) REFERENCES `side` (`id`) ON DELETE CASCADE, CONSTRAINT `side_event_kind_3` CHECK (kind IN ('MAILBOX_OPENED', 'MESSAGE_SENT', 'MESSAGE_RECEIVED', 'DELIVERY_CHANGED', 'MESSAGE_OPENED', 'DOCUMENT_FETCHED', 'RECEIPT_CONFIRMED', 'NOTIFICATION_SENT', 'NOTIFICATION_FAILED', 'MESSAGE_DELETED', 'DOCUMENT_DELETED', 'MAILBOX_DELETED', 'PERSON_CHANGED', 'DELETION_ANNOUNCED', 'DELETION_HELD', 'CASE_DECLINED', 'HANDED_OVER_TO', 'MESSAGE_WITHDRAWN', 'PROGRESS_CHANGED', 'CONSENT_CHANGED', 'GRANT_CHANGED', 'FORWARDED')));
-- copy rows from old table "side_event" to new temporary table "new_side_event"
INSERT INTO `new_side_event` (`id`, `reader`, `seq`, `kind`, `message_id`, `sealed`, `at`, `side_id`) SELECT `id`, `reader`, `seq`, `kind`, `message_id`, `sealed`, `at`, `side_id` FROM `side_event`;
-- drop "side_event" table after copying rows
DROP TABLE `side_event`;
-- rename temporary table "new_side_event" to "side_event"
ALTER TABLE `new_side_event` RENAME TO `side_event`;
-- create index "sideevent_side_id_seq" to table: "side_event"
CREATE UNIQUE INDEX `sideevent_side_id_seq` ON `side_event` (`side_id`, `seq`);
-- create index "sideevent_side_id_message_id" to table: "side_event"
CREATE INDEX `sideevent_side_id_message_id` ON `side_event` (`side_id`, `message_id`);
-- create "new_message" table
CREATE TABLE `new_message` (`id` text NOT NULL, `mailbox_id` text NOT NULL, `direction` text NOT NULL, `kind` text NOT NULL, `from_authority_id` text NULL, `from_authority_name` text NULL, `sealed_head` blob NOT NULL, `sealed_body` blob NOT NULL, `service_ids` json NULL, `receipt_requested` bool NOT NULL, `in_reply_to_id` text NULL, `due_on` text NULL, `sent_at` datetime NOT NULL, `original_size` integer NULL, `original_blob_key` text NULL, `sealed_original` blob NULL, PRIMARY KEY (`id`), CONSTRAINT `message_direction` CHECK (direction IN ('OUTBOUND', 'INBOUND', 'PLATFORM')), CONSTRAINT `message_kind_2` CHECK (kind IN ('MESSAGE', 'APPLICATION', 'REQUEST', 'DECISION', 'NOTICE', 'COMPLETE', 'EXTENSION')));
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
-- enable back the enforcement of foreign-keys constraints
PRAGMA foreign_keys = on;

-- +goose Down
-- reverse: create index "message_original_blob_key" to table: "message"
DROP INDEX `message_original_blob_key`;
-- reverse: create index "message_mailbox_id" to table: "message"
DROP INDEX `message_mailbox_id`;
-- reverse: create "new_message" table
DROP TABLE `new_message`;
-- reverse: create index "sideevent_side_id_message_id" to table: "side_event"
DROP INDEX `sideevent_side_id_message_id`;
-- reverse: create index "sideevent_side_id_seq" to table: "side_event"
DROP INDEX `sideevent_side_id_seq`;
-- reverse: create "new_side_event" table
DROP TABLE `new_side_event`;
-- reverse: create index "draft_side_id_saved_at" to table: "draft"
DROP INDEX `draft_side_id_saved_at`;
-- reverse: create "new_draft" table
DROP TABLE `new_draft`;
