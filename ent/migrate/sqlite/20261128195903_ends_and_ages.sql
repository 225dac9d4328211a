-- +goose Up
-- disable the enforcement of foreign-keys constraints
PRAGMA foreign_keys = off;
-- add column "first_attempt_at" to table: "mail"
ALTER TABLE `mail` ADD COLUMN `first_attempt_at` datetime NULL;
-- add column "use_until" to table: "mail"
ALTER TABLE `mail` ADD COLUMN `use_until` datetime NULL;
-- create index "mail_state_created_at" to table: "mail"
CREATE INDEX `mail_state_created_at` ON `mail` (`state`, `created_at`);
-- create "new_letter" table
CREATE TABLE `new_letter` (`id` text NOT NULL, `purpose` text NOT NULL DEFAULT ('ACTIVATION'), `account_id` text NULL, `activation_id` text NULL, `request_id` text NULL, `state` text NOT NULL, `batch_id` text NULL, `pages` integer NOT NULL DEFAULT (1), `sealed` blob NOT NULL, `created_at` datetime NOT NULL, `printed_at` datetime NULL, `ended_at` datetime NULL, `returned_at` datetime NULL, `return_reason` text NULL, `kek_id` text NOT NULL, `wrapped_key` blob NOT NULL, PRIMARY KEY (`id`), CONSTRAINT `letter_purpose` CHECK (purpose IN ('ACTIVATION', 'CONNECT')), CONSTRAINT `letter_state_3` CHECK (state IN ('QUEUED', 'BATCHED', 'PRINTED', 'RETURNED', 'ENDED')));
-- copy rows from old table "letter" to new temporary table "new_letter"
INSERT INTO `new_letter` (`id`, `purpose`, `account_id`, `activation_id`, `request_id`, `state`, `batch_id`, `pages`, `sealed`, `created_at`, `printed_at`, `returned_at`, `return_reason`, `kek_id`, `wrapped_key`) SELECT `id`, `purpose`, `account_id`, `activation_id`, `request_id`, `state`, `batch_id`, `pages`, `sealed`, `created_at`, `printed_at`, `returned_at`, `return_reason`, `kek_id`, `wrapped_key` FROM `letter`;
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
-- create "new_inbound_mail" table
CREATE TABLE `new_inbound_mail` (`id` text NOT NULL, `state` text NOT NULL DEFAULT ('RECEIVED'), `reason` text NULL, `authority_id` text NULL, `gateway_mail_id` text NULL, `size` integer NOT NULL, `digest` blob NOT NULL, `sealed_envelope` blob NOT NULL, `blob_key` text NULL, `received_at` datetime NOT NULL, `settled_at` datetime NULL, `confirmed_at` datetime NULL, `failing_since` datetime NULL, `failures` integer NOT NULL DEFAULT (0), `kek_id` text NOT NULL, `wrapped_key` blob NOT NULL, PRIMARY KEY (`id`), CONSTRAINT `inbound_mail_state` CHECK (state IN ('RECEIVED', 'ACCEPTED', 'REPORTED', 'HELD', 'QUARANTINED', 'IGNORED')));
-- copy rows from old table "inbound_mail" to new temporary table "new_inbound_mail"
INSERT INTO `new_inbound_mail` (`id`, `state`, `reason`, `authority_id`, `gateway_mail_id`, `size`, `digest`, `sealed_envelope`, `blob_key`, `received_at`, `settled_at`, `kek_id`, `wrapped_key`) SELECT `id`, `state`, `reason`, `authority_id`, `gateway_mail_id`, `size`, `digest`, `sealed_envelope`, `blob_key`, `received_at`, `settled_at`, `kek_id`, `wrapped_key` FROM `inbound_mail`;
-- drop "inbound_mail" table after copying rows
DROP TABLE `inbound_mail`;
-- rename temporary table "new_inbound_mail" to "inbound_mail"
ALTER TABLE `new_inbound_mail` RENAME TO `inbound_mail`;
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
-- enable back the enforcement of foreign-keys constraints
PRAGMA foreign_keys = on;

-- +goose Down
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
-- reverse: create "new_inbound_mail" table
DROP TABLE `new_inbound_mail`;
-- reverse: create index "letter_batch_id" to table: "letter"
DROP INDEX `letter_batch_id`;
-- reverse: create index "letter_account_id" to table: "letter"
DROP INDEX `letter_account_id`;
-- reverse: create index "letter_state_created_at" to table: "letter"
DROP INDEX `letter_state_created_at`;
-- reverse: create "new_letter" table
DROP TABLE `new_letter`;
-- reverse: create index "mail_state_created_at" to table: "mail"
DROP INDEX `mail_state_created_at`;
-- reverse: add column "use_until" to table: "mail"
ALTER TABLE `mail` DROP COLUMN `use_until`;
-- reverse: add column "first_attempt_at" to table: "mail"
ALTER TABLE `mail` DROP COLUMN `first_attempt_at`;
