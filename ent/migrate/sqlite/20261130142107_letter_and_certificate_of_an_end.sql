-- +goose Up
-- disable the enforcement of foreign-keys constraints
PRAGMA foreign_keys = off;
-- create "new_letter" table
CREATE TABLE `new_letter` (`id` text NOT NULL, `purpose` text NOT NULL DEFAULT ('ACTIVATION'), `account_id` text NULL, `activation_id` text NULL, `request_id` text NULL, `state` text NOT NULL, `batch_id` text NULL, `pages` integer NOT NULL DEFAULT (1), `sealed` blob NOT NULL, `created_at` datetime NOT NULL, `printed_at` datetime NULL, `ended_at` datetime NULL, `returned_at` datetime NULL, `return_reason` text NULL, `kek_id` text NOT NULL, `wrapped_key` blob NOT NULL, PRIMARY KEY (`id`), CONSTRAINT `letter_purpose_2` CHECK (purpose IN ('ACTIVATION', 'CONNECT', 'DELETION')), CONSTRAINT `letter_state_3` CHECK (state IN ('QUEUED', 'BATCHED', 'PRINTED', 'RETURNED', 'ENDED')));
-- copy rows from old table "letter" to new temporary table "new_letter"
INSERT INTO `new_letter` (`id`, `purpose`, `account_id`, `activation_id`, `request_id`, `state`, `batch_id`, `pages`, `sealed`, `created_at`, `printed_at`, `ended_at`, `returned_at`, `return_reason`, `kek_id`, `wrapped_key`) SELECT `id`, `purpose`, `account_id`, `activation_id`, `request_id`, `state`, `batch_id`, `pages`, `sealed`, `created_at`, `printed_at`, `ended_at`, `returned_at`, `return_reason`, `kek_id`, `wrapped_key` FROM `letter`;
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
-- create "new_side" table
CREATE TABLE `new_side` (`id` text NOT NULL, `mailbox_id` text NOT NULL, `kind` text NOT NULL, `reader` text NOT NULL, `reference` text NOT NULL, `undertaking_id` text NULL, `region_ars` text NULL, `key_generation` integer NOT NULL DEFAULT (1), `wrapped_head_key` blob NOT NULL, `sealed_head` blob NOT NULL, `last_seq` integer NOT NULL DEFAULT (0), `unread_count` integer NOT NULL DEFAULT (0), `event_seq` integer NOT NULL DEFAULT (0), `event_head` blob NULL, `last_activity_at` datetime NOT NULL, `last_message_at` datetime NOT NULL, `deletes_at` datetime NULL, `warnings` integer NOT NULL DEFAULT (0), `warning_mails` json NULL, `deletion_held_at` datetime NULL, `end_letter_id` text NULL, `end_letter_due_at` datetime NULL, `end_letter_sent_at` datetime NULL, `end_letter_returned_at` datetime NULL, `state` text NOT NULL DEFAULT ('NEW'), `assignee_id` text NULL, `due_on` text NULL, `waiting_since` datetime NULL, `closed_at` datetime NULL, `owner_deleted_at` datetime NULL, `declined_at` datetime NULL, `first_received_at` datetime NULL, `renew_at` datetime NULL, `service_ids` json NULL, `receipt_default` bool NOT NULL DEFAULT (false), `version` integer NOT NULL DEFAULT (1), `created_at` datetime NOT NULL, `progress_state` text NULL, `progress_since` datetime NULL, `expected_by` text NULL, `sealed_progress` blob NULL, `kek_id` text NOT NULL, `wrapped_key` blob NOT NULL, PRIMARY KEY (`id`), CONSTRAINT `side_kind_2` CHECK (kind IN ('OWNER', 'AUTHORITY', 'TRANSIT')), CONSTRAINT `side_progress_state` CHECK (progress_state IN ('RECEIVED', 'IN_PROGRESS', 'WAITING_FOR_YOU', 'DECIDED', 'CLOSED')), CONSTRAINT `side_state` CHECK (state IN ('NEW', 'IN_PROGRESS', 'AWAITING_PERSON', 'CLOSED')));
-- copy rows from old table "side" to new temporary table "new_side"
INSERT INTO `new_side` (`id`, `mailbox_id`, `kind`, `reader`, `reference`, `undertaking_id`, `region_ars`, `key_generation`, `wrapped_head_key`, `sealed_head`, `last_seq`, `unread_count`, `event_seq`, `event_head`, `last_activity_at`, `last_message_at`, `deletes_at`, `warnings`, `warning_mails`, `deletion_held_at`, `state`, `assignee_id`, `due_on`, `waiting_since`, `closed_at`, `owner_deleted_at`, `declined_at`, `first_received_at`, `renew_at`, `service_ids`, `receipt_default`, `version`, `created_at`, `progress_state`, `progress_since`, `expected_by`, `sealed_progress`, `kek_id`, `wrapped_key`) SELECT `id`, `mailbox_id`, `kind`, `reader`, `reference`, `undertaking_id`, `region_ars`, `key_generation`, `wrapped_head_key`, `sealed_head`, `last_seq`, `unread_count`, `event_seq`, `event_head`, `last_activity_at`, `last_message_at`, `deletes_at`, `warnings`, `warning_mails`, `deletion_held_at`, `state`, `assignee_id`, `due_on`, `waiting_since`, `closed_at`, `owner_deleted_at`, `declined_at`, `first_received_at`, `renew_at`, `service_ids`, `receipt_default`, `version`, `created_at`, `progress_state`, `progress_since`, `expected_by`, `sealed_progress`, `kek_id`, `wrapped_key` FROM `side`;
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
-- create index "side_kind_closed_at" to table: "side"
CREATE INDEX `side_kind_closed_at` ON `side` (`kind`, `closed_at`);
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
-- create "deletion_certificate" table
CREATE TABLE `deletion_certificate` (`id` text NOT NULL, `account_id` text NOT NULL, `token` text NOT NULL, `deleted_at` datetime NOT NULL, `expires_at` datetime NOT NULL, PRIMARY KEY (`id`));
-- create index "deletioncertificate_account_id_deleted_at_id" to table: "deletion_certificate"
CREATE INDEX `deletioncertificate_account_id_deleted_at_id` ON `deletion_certificate` (`account_id`, `deleted_at`, `id`);
-- create index "deletioncertificate_expires_at" to table: "deletion_certificate"
CREATE INDEX `deletioncertificate_expires_at` ON `deletion_certificate` (`expires_at`);
-- enable back the enforcement of foreign-keys constraints
PRAGMA foreign_keys = on;

-- +goose Down
-- reverse: create index "deletioncertificate_expires_at" to table: "deletion_certificate"
DROP INDEX `deletioncertificate_expires_at`;
-- reverse: create index "deletioncertificate_account_id_deleted_at_id" to table: "deletion_certificate"
DROP INDEX `deletioncertificate_account_id_deleted_at_id`;
-- reverse: create "deletion_certificate" table
DROP TABLE `deletion_certificate`;
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
-- reverse: create index "side_kind_closed_at" to table: "side"
DROP INDEX `side_kind_closed_at`;
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
-- reverse: create index "letter_batch_id" to table: "letter"
DROP INDEX `letter_batch_id`;
-- reverse: create index "letter_account_id" to table: "letter"
DROP INDEX `letter_account_id`;
-- reverse: create index "letter_state_created_at" to table: "letter"
DROP INDEX `letter_state_created_at`;
-- reverse: create "new_letter" table
DROP TABLE `new_letter`;
