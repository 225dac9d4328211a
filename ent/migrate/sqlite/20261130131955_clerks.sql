-- +goose Up
-- disable the enforcement of foreign-keys constraints
PRAGMA foreign_keys = off;
-- create "new_membership" table
CREATE TABLE `new_membership` (`id` text NOT NULL, `organisation_id` text NOT NULL, `account_id` text NOT NULL, `roles` json NOT NULL, `all_authorities` bool NOT NULL DEFAULT (false), `authority_ids` json NULL, `unit_id` text NULL, `absent_until` text NULL, `deputy_id` text NULL, `version` integer NOT NULL DEFAULT (1), `created_at` datetime NOT NULL, PRIMARY KEY (`id`));
-- copy rows from old table "membership" to new temporary table "new_membership"
INSERT INTO `new_membership` (`id`, `organisation_id`, `account_id`, `roles`, `all_authorities`, `authority_ids`, `version`, `created_at`) SELECT `id`, `organisation_id`, `account_id`, `roles`, `all_authorities`, `authority_ids`, `version`, `created_at` FROM `membership`;
-- drop "membership" table after copying rows
DROP TABLE `membership`;
-- rename temporary table "new_membership" to "membership"
ALTER TABLE `new_membership` RENAME TO `membership`;
-- create index "membership_organisation_id_account_id" to table: "membership"
CREATE UNIQUE INDEX `membership_organisation_id_account_id` ON `membership` (`organisation_id`, `account_id`);
-- create index "membership_account_id" to table: "membership"
CREATE INDEX `membership_account_id` ON `membership` (`account_id`);
-- create index "membership_deputy_id" to table: "membership"
CREATE INDEX `membership_deputy_id` ON `membership` (`deputy_id`);
-- add column "auto_reply_told" to table: "case_party"
ALTER TABLE `case_party` ADD COLUMN `auto_reply_told` blob NULL;
-- create "new_channel" table
CREATE TABLE `new_channel` (`id` text NOT NULL, `organisation_id` text NOT NULL, `kind` text NOT NULL, `state` text NOT NULL, `problem` text NULL, `email` text NULL, `profile` text NULL, `legacy_until` datetime NULL, `mail_limit_bytes` integer NULL, `max_message_bytes` integer NOT NULL, `failures` integer NOT NULL DEFAULT (0), `clerk_display` text NOT NULL DEFAULT ('NAME'), `auto_reply` text NULL, `settings_version` integer NOT NULL DEFAULT (1), `version` integer NOT NULL DEFAULT (1), `created_at` datetime NOT NULL, PRIMARY KEY (`id`), CONSTRAINT `channel_clerk_display_2` CHECK (clerk_display IN ('NAME', 'ROLE', 'UNIT')), CONSTRAINT `channel_kind_2` CHECK (kind IN ('INBOX', 'SMIME')), CONSTRAINT `channel_profile` CHECK (profile IN ('MODERN', 'COMPAT', 'LEGACY')), CONSTRAINT `channel_state` CHECK (state IN ('PENDING', 'ACTIVE', 'SUSPENDED', 'CLOSED')));
-- copy rows from old table "channel" to new temporary table "new_channel"
INSERT INTO `new_channel` (`id`, `organisation_id`, `kind`, `state`, `problem`, `email`, `profile`, `legacy_until`, `mail_limit_bytes`, `max_message_bytes`, `failures`, `clerk_display`, `settings_version`, `version`, `created_at`) SELECT `id`, `organisation_id`, `kind`, `state`, `problem`, `email`, `profile`, `legacy_until`, `mail_limit_bytes`, `max_message_bytes`, `failures`, `clerk_display`, `settings_version`, `version`, `created_at` FROM `channel`;
-- drop "channel" table after copying rows
DROP TABLE `channel`;
-- rename temporary table "new_channel" to "channel"
ALTER TABLE `new_channel` RENAME TO `channel`;
-- create index "channel_organisation_id" to table: "channel"
CREATE INDEX `channel_organisation_id` ON `channel` (`organisation_id`);
-- nobody watched for silence when these were sent: who was heard since then is not known
UPDATE delivery SET silence_step = 4 WHERE silence_step = 0;
-- enable back the enforcement of foreign-keys constraints
PRAGMA foreign_keys = on;

-- +goose Down
-- reverse: create index "channel_organisation_id" to table: "channel"
DROP INDEX `channel_organisation_id`;
-- reverse: create "new_channel" table
DROP TABLE `new_channel`;
-- reverse: add column "auto_reply_told" to table: "case_party"
ALTER TABLE `case_party` DROP COLUMN `auto_reply_told`;
-- reverse: create index "membership_deputy_id" to table: "membership"
DROP INDEX `membership_deputy_id`;
-- reverse: create index "membership_account_id" to table: "membership"
DROP INDEX `membership_account_id`;
-- reverse: create index "membership_organisation_id_account_id" to table: "membership"
DROP INDEX `membership_organisation_id_account_id`;
-- reverse: create "new_membership" table
DROP TABLE `new_membership`;
