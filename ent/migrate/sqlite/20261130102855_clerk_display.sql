-- +goose Up
-- disable the enforcement of foreign-keys constraints
PRAGMA foreign_keys = off;
-- create "new_channel" table
CREATE TABLE `new_channel` (`id` text NOT NULL, `organisation_id` text NOT NULL, `kind` text NOT NULL, `state` text NOT NULL, `problem` text NULL, `email` text NULL, `profile` text NULL, `legacy_until` datetime NULL, `mail_limit_bytes` integer NULL, `max_message_bytes` integer NOT NULL, `failures` integer NOT NULL DEFAULT (0), `clerk_display` text NOT NULL DEFAULT ('NAME'), `settings_version` integer NOT NULL DEFAULT (1), `version` integer NOT NULL DEFAULT (1), `created_at` datetime NOT NULL, PRIMARY KEY (`id`), CONSTRAINT `channel_clerk_display` CHECK (clerk_display IN ('NAME', 'ROLE')), CONSTRAINT `channel_kind_2` CHECK (kind IN ('INBOX', 'SMIME')), CONSTRAINT `channel_profile` CHECK (profile IN ('MODERN', 'COMPAT', 'LEGACY')), CONSTRAINT `channel_state` CHECK (state IN ('PENDING', 'ACTIVE', 'SUSPENDED', 'CLOSED')));
-- copy rows from old table "channel" to new temporary table "new_channel"
INSERT INTO `new_channel` (`id`, `organisation_id`, `kind`, `state`, `problem`, `email`, `profile`, `legacy_until`, `mail_limit_bytes`, `max_message_bytes`, `failures`, `version`, `created_at`) SELECT `id`, `organisation_id`, `kind`, `state`, `problem`, `email`, `profile`, `legacy_until`, `mail_limit_bytes`, `max_message_bytes`, `failures`, `version`, `created_at` FROM `channel`;
-- drop "channel" table after copying rows
DROP TABLE `channel`;
-- rename temporary table "new_channel" to "channel"
ALTER TABLE `new_channel` RENAME TO `channel`;
-- create index "channel_organisation_id" to table: "channel"
CREATE INDEX `channel_organisation_id` ON `channel` (`organisation_id`);
-- enable back the enforcement of foreign-keys constraints
PRAGMA foreign_keys = on;

-- +goose Down
-- reverse: create index "channel_organisation_id" to table: "channel"
DROP INDEX `channel_organisation_id`;
-- reverse: create "new_channel" table
DROP TABLE `new_channel`;
