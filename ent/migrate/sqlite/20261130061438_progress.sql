-- +goose Up
-- disable the enforcement of foreign-keys constraints
PRAGMA foreign_keys = off;
-- create "new_case_party" table
CREATE TABLE `new_case_party` (`id` text NOT NULL, `account_id` text NOT NULL, `authority_id` text NOT NULL, `authority_name` text NULL, `role` text NOT NULL, `service_ids` json NOT NULL, `rule_ids` json NULL, `position` integer NOT NULL, `progress_state` text NULL, `progress_since` datetime NULL, `expected_by` text NULL, `sealed_progress` blob NULL, `mailbox_id` text NOT NULL, PRIMARY KEY (`id`), CONSTRAINT `case_party_case_mailbox_parties` FOREIGN KEY (`mailbox_id`) REFERENCES `case_mailbox` (`id`) ON DELETE CASCADE, CONSTRAINT `case_party_progress_state` CHECK (progress_state IN ('RECEIVED', 'IN_PROGRESS', 'WAITING_FOR_YOU', 'DECIDED', 'CLOSED')), CONSTRAINT `case_party_role` CHECK (role IN ('PRIMARY', 'ALTERNATIVE', 'POINT_OF_SINGLE_CONTACT')));
-- copy rows from old table "case_party" to new temporary table "new_case_party"
INSERT INTO `new_case_party` (`id`, `account_id`, `authority_id`, `authority_name`, `role`, `service_ids`, `rule_ids`, `position`, `mailbox_id`) SELECT `id`, `account_id`, `authority_id`, `authority_name`, `role`, `service_ids`, `rule_ids`, `position`, `mailbox_id` FROM `case_party`;
-- drop "case_party" table after copying rows
DROP TABLE `case_party`;
-- rename temporary table "new_case_party" to "case_party"
ALTER TABLE `new_case_party` RENAME TO `case_party`;
-- create index "caseparty_mailbox_id_authority_id" to table: "case_party"
CREATE UNIQUE INDEX `caseparty_mailbox_id_authority_id` ON `case_party` (`mailbox_id`, `authority_id`);
-- create "new_side" table
CREATE TABLE `new_side` (`id` text NOT NULL, `mailbox_id` text NOT NULL, `kind` text NOT NULL, `reader` text NOT NULL, `reference` text NOT NULL, `undertaking_id` text NULL, `region_ars` text NULL, `key_generation` integer NOT NULL DEFAULT (1), `wrapped_head_key` blob NOT NULL, `sealed_head` blob NOT NULL, `last_seq` integer NOT NULL DEFAULT (0), `unread_count` integer NOT NULL DEFAULT (0), `event_seq` integer NOT NULL DEFAULT (0), `event_head` blob NULL, `last_activity_at` datetime NOT NULL, `last_message_at` datetime NOT NULL, `deletes_at` datetime NULL, `state` text NOT NULL DEFAULT ('NEW'), `assignee_id` text NULL, `due_on` text NULL, `waiting_since` datetime NULL, `closed_at` datetime NULL, `owner_deleted_at` datetime NULL, `renew_at` datetime NULL, `service_ids` json NULL, `receipt_default` bool NOT NULL DEFAULT (false), `version` integer NOT NULL DEFAULT (1), `created_at` datetime NOT NULL, `progress_state` text NULL, `progress_since` datetime NULL, `expected_by` text NULL, `sealed_progress` blob NULL, `kek_id` text NOT NULL, `wrapped_key` blob NOT NULL, PRIMARY KEY (`id`), CONSTRAINT `side_kind_2` CHECK (kind IN ('OWNER', 'AUTHORITY', 'TRANSIT')), CONSTRAINT `side_progress_state` CHECK (progress_state IN ('RECEIVED', 'IN_PROGRESS', 'WAITING_FOR_YOU', 'DECIDED', 'CLOSED')), CONSTRAINT `side_state` CHECK (state IN ('NEW', 'IN_PROGRESS', 'AWAITING_PERSON', 'CLOSED')));
-- copy rows from old table "side" to new temporary table "new_side"
INSERT INTO `new_side` (`id`, `mailbox_id`, `kind`, `reader`, `reference`, `undertaking_id`, `region_ars`, `key_generation`, `wrapped_head_key`, `sealed_head`, `last_seq`, `unread_count`, `event_seq`, `event_head`, `last_activity_at`, `last_message_at`, `deletes_at`, `state`, `assignee_id`, `due_on`, `waiting_since`, `closed_at`, `owner_deleted_at`, `renew_at`, `service_ids`, `receipt_default`, `version`, `created_at`, `kek_id`, `wrapped_key`) SELECT `id`, `mailbox_id`, `kind`, `reader`, `reference`, `undertaking_id`, `region_ars`, `key_generation`, `wrapped_head_key`, `sealed_head`, `last_seq`, `unread_count`, `event_seq`, `event_head`, `last_activity_at`, `last_message_at`, `deletes_at`, `state`, `assignee_id`, `due_on`, `waiting_since`, `closed_at`, `owner_deleted_at`, `renew_at`, `service_ids`, `receipt_default`, `version`, `created_at`, `kek_id`, `wrapped_key` FROM `side`;
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
-- create index "side_renew_at" to table: "side"
CREATE INDEX `side_renew_at` ON `side` (`renew_at`);
-- what reached an authority before its progress was kept, was received
UPDATE case_party SET progress_state = 'RECEIVED', progress_since = (SELECT MIN(d.created_at) FROM delivery d WHERE d.owner_side_id = case_party.mailbox_id AND d.authority_id = case_party.authority_id AND d.state IN ('RELAYED', 'DELIVERED', 'OPENED', 'CONFIRMED', 'ANSWERED')) WHERE EXISTS (SELECT 1 FROM delivery d WHERE d.owner_side_id = case_party.mailbox_id AND d.authority_id = case_party.authority_id AND d.state IN ('RELAYED', 'DELIVERED', 'OPENED', 'CONFIRMED', 'ANSWERED'));
UPDATE side SET progress_state = 'RECEIVED', progress_since = created_at WHERE kind = 'AUTHORITY';
UPDATE side SET progress_state = 'RECEIVED' WHERE kind = 'OWNER' AND EXISTS (SELECT 1 FROM case_party p WHERE p.mailbox_id = side.mailbox_id AND p.progress_state IS NOT NULL);
-- enable back the enforcement of foreign-keys constraints
PRAGMA foreign_keys = on;

-- +goose Down
-- reverse: create index "side_renew_at" to table: "side"
DROP INDEX `side_renew_at`;
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
-- reverse: create index "caseparty_mailbox_id_authority_id" to table: "case_party"
DROP INDEX `caseparty_mailbox_id_authority_id`;
-- reverse: create "new_case_party" table
DROP TABLE `new_case_party`;
