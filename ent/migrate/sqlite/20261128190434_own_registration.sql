-- +goose Up
-- disable the enforcement of foreign-keys constraints
PRAGMA foreign_keys = off;
-- add column "sealed" to table: "link_token"
ALTER TABLE `link_token` ADD COLUMN `sealed` blob NULL;
-- create "new_side_event" table
CREATE TABLE `new_side_event` (`id` text NOT NULL, `reader` text NOT NULL, `seq` integer NOT NULL, `kind` text NOT NULL, `message_id` text NULL, `sealed` blob NOT NULL, `at` datetime NOT NULL, `side_id` text NOT NULL, PRIMARY KEY (`id`), CONSTRAINT `side_event_side_events` FOREIGN KEY (`side_id`) REFERENCES `side` (`id`) ON DELETE CASCADE, CONSTRAINT `side_event_kind_2` CHECK (kind IN ('MAILBOX_OPENED', 'MESSAGE_SENT', 'MESSAGE_RECEIVED', 'DELIVERY_CHANGED', 'MESSAGE_OPENED', 'DOCUMENT_FETCHED', 'RECEIPT_CONFIRMED', 'NOTIFICATION_SENT', 'NOTIFICATION_FAILED', 'MESSAGE_DELETED', 'DOCUMENT_DELETED', 'MAILBOX_DELETED', 'PERSON_CHANGED')));
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
-- enable back the enforcement of foreign-keys constraints
PRAGMA foreign_keys = on;

-- +goose Down
-- reverse: create index "sideevent_side_id_message_id" to table: "side_event"
DROP INDEX `sideevent_side_id_message_id`;
-- reverse: create index "sideevent_side_id_seq" to table: "side_event"
DROP INDEX `sideevent_side_id_seq`;
-- reverse: create "new_side_event" table
DROP TABLE `new_side_event`;
-- reverse: add column "sealed" to table: "link_token"
ALTER TABLE `link_token` DROP COLUMN `sealed`;
