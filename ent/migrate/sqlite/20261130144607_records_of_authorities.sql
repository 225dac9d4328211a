-- +goose Up
-- disable the enforcement of foreign-keys constraints
PRAGMA foreign_keys = off;
-- add column "retention_classes" to table: "channel"
ALTER TABLE `channel` ADD COLUMN `retention_classes` text NULL;
-- create "new_side" table
CREATE TABLE `new_side` (`id` text NOT NULL, `mailbox_id` text NOT NULL, `kind` text NOT NULL, `reader` text NOT NULL, `reference` text NOT NULL, `undertaking_id` text NULL, `region_ars` text NULL, `key_generation` integer NOT NULL DEFAULT (1), `wrapped_head_key` blob NOT NULL, `sealed_head` blob NOT NULL, `last_seq` integer NOT NULL DEFAULT (0), `unread_count` integer NOT NULL DEFAULT (0), `event_seq` integer NOT NULL DEFAULT (0), `event_head` blob NULL, `last_activity_at` datetime NOT NULL, `last_message_at` datetime NOT NULL, `deletes_at` datetime NULL, `warnings` integer NOT NULL DEFAULT (0), `warning_mails` json NULL, `deletion_held_at` datetime NULL, `end_letter_id` text NULL, `end_letter_due_at` datetime NULL, `end_letter_sent_at` datetime NULL, `end_letter_returned_at` datetime NULL, `state` text NOT NULL DEFAULT ('NEW'), `assignee_id` text NULL, `due_on` text NULL, `waiting_since` datetime NULL, `closed_at` datetime NULL, `owner_deleted_at` datetime NULL, `declined_at` datetime NULL, `first_received_at` datetime NULL, `renew_at` datetime NULL, `service_ids` json NULL, `receipt_default` bool NOT NULL DEFAULT (false), `version` integer NOT NULL DEFAULT (1), `created_at` datetime NOT NULL, `progress_state` text NULL, `progress_since` datetime NULL, `expected_by` text NULL, `sealed_progress` blob NULL, `retention_class` text NULL, `retention_check_at` datetime NULL, `retention_ended_at` datetime NULL, `archive_answer` text NULL, `archive_answered_on` text NULL, `hold_since` datetime NULL, `hold_until` text NULL, `sealed_hold` blob NULL, `kek_id` text NOT NULL, `wrapped_key` blob NOT NULL, PRIMARY KEY (`id`), CONSTRAINT `side_archive_answer` CHECK (archive_answer IN ('TAKEN_OVER', 'NOT_WORTH_KEEPING')), CONSTRAINT `side_kind_2` CHECK (kind IN ('OWNER', 'AUTHORITY', 'TRANSIT')), CONSTRAINT `side_progress_state` CHECK (progress_state IN ('RECEIVED', 'IN_PROGRESS', 'WAITING_FOR_YOU', 'DECIDED', 'CLOSED')), CONSTRAINT `side_state` CHECK (state IN ('NEW', 'IN_PROGRESS', 'AWAITING_PERSON', 'CLOSED')));
-- copy rows from old table "side" to new temporary table "new_side"
INSERT INTO `new_side` (`id`, `mailbox_id`, `kind`, `reader`, `reference`, `undertaking_id`, `region_ars`, `key_generation`, `wrapped_head_key`, `sealed_head`, `last_seq`, `unread_count`, `event_seq`, `event_head`, `last_activity_at`, `last_message_at`, `deletes_at`, `warnings`, `warning_mails`, `deletion_held_at`, `end_letter_id`, `end_letter_due_at`, `end_letter_sent_at`, `end_letter_returned_at`, `state`, `assignee_id`, `due_on`, `waiting_since`, `closed_at`, `owner_deleted_at`, `declined_at`, `first_received_at`, `renew_at`, `service_ids`, `receipt_default`, `version`, `created_at`, `progress_state`, `progress_since`, `expected_by`, `sealed_progress`, `kek_id`, `wrapped_key`) SELECT `id`, `mailbox_id`, `kind`, `reader`, `reference`, `undertaking_id`, `region_ars`, `key_generation`, `wrapped_head_key`, `sealed_head`, `last_seq`, `unread_count`, `event_seq`, `event_head`, `last_activity_at`, `last_message_at`, `deletes_at`, `warnings`, `warning_mails`, `deletion_held_at`, `end_letter_id`, `end_letter_due_at`, `end_letter_sent_at`, `end_letter_returned_at`, `state`, `assignee_id`, `due_on`, `waiting_since`, `closed_at`, `owner_deleted_at`, `declined_at`, `first_received_at`, `renew_at`, `service_ids`, `receipt_default`, `version`, `created_at`, `progress_state`, `progress_since`, `expected_by`, `sealed_progress`, `kek_id`, `wrapped_key` FROM `side`;
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
-- create index "side_kind_retention_check_at" to table: "side"
CREATE INDEX `side_kind_retention_check_at` ON `side` (`kind`, `retention_check_at`);
-- create index "side_reader_retention_ended_at_id" to table: "side"
CREATE INDEX `side_reader_retention_ended_at_id` ON `side` (`reader`, `retention_ended_at`, `id`);
-- create index "side_kind_deletes_at_id" to table: "side"
CREATE INDEX `side_kind_deletes_at_id` ON `side` (`kind`, `deletes_at`, `id`);
-- create index "side_deletion_held_at_id" to table: "side"
CREATE INDEX `side_deletion_held_at_id` ON `side` (`deletion_held_at`, `id`);
-- create index "side_end_letter_due_at" to table: "side"
CREATE INDEX `side_end_letter_due_at` ON `side` (`end_letter_due_at`);
-- create index "side_end_letter_id" to table: "side"
CREATE INDEX `side_end_letter_id` ON `side` (`end_letter_id`);
-- create index "side_renew_at" to table: "side"
CREATE INDEX `side_renew_at` ON `side` (`renew_at`);
-- enable back the enforcement of foreign-keys constraints
PRAGMA foreign_keys = on;

-- +goose Down
-- reverse: create index "side_renew_at" to table: "side"
DROP INDEX `side_renew_at`;
-- reverse: create index "side_end_letter_id" to table: "side"
DROP INDEX `side_end_letter_id`;
-- reverse: create index "side_end_letter_due_at" to table: "side"
DROP INDEX `side_end_letter_due_at`;
-- reverse: create index "side_deletion_held_at_id" to table: "side"
DROP INDEX `side_deletion_held_at_id`;
-- reverse: create index "side_kind_deletes_at_id" to table: "side"
DROP INDEX `side_kind_deletes_at_id`;
-- reverse: create index "side_reader_retention_ended_at_id" to table: "side"
DROP INDEX `side_reader_retention_ended_at_id`;
-- reverse: create index "side_kind_retention_check_at" to table: "side"
DROP INDEX `side_kind_retention_check_at`;
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
-- reverse: add column "retention_classes" to table: "channel"
ALTER TABLE `channel` DROP COLUMN `retention_classes`;
