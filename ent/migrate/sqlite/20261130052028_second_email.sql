-- +goose Up
-- disable the enforcement of foreign-keys constraints
PRAGMA foreign_keys = off;
-- create "new_link_token" table
CREATE TABLE `new_link_token` (`id` text NOT NULL, `token_hash` blob NOT NULL, `purpose` text NOT NULL, `account_id` text NOT NULL, `created_at` datetime NOT NULL, `sealed` blob NULL, `expires_at` datetime NOT NULL, `used_at` datetime NULL, PRIMARY KEY (`id`), CONSTRAINT `link_token_purpose_1` CHECK (purpose IN ('EMAIL_CONFIRM', 'PASSWORD_RESET', 'SECOND_EMAIL')));
-- copy rows from old table "link_token" to new temporary table "new_link_token"
INSERT INTO `new_link_token` (`id`, `token_hash`, `purpose`, `account_id`, `created_at`, `sealed`, `expires_at`, `used_at`) SELECT `id`, `token_hash`, `purpose`, `account_id`, `created_at`, `sealed`, `expires_at`, `used_at` FROM `link_token`;
-- drop "link_token" table after copying rows
DROP TABLE `link_token`;
-- rename temporary table "new_link_token" to "link_token"
ALTER TABLE `new_link_token` RENAME TO `link_token`;
-- create index "link_token_token_hash_key" to table: "link_token"
CREATE UNIQUE INDEX `link_token_token_hash_key` ON `link_token` (`token_hash`);
-- create index "linktoken_account_id_purpose" to table: "link_token"
CREATE INDEX `linktoken_account_id_purpose` ON `link_token` (`account_id`, `purpose`);
-- create index "linktoken_expires_at" to table: "link_token"
CREATE INDEX `linktoken_expires_at` ON `link_token` (`expires_at`);
-- enable back the enforcement of foreign-keys constraints
PRAGMA foreign_keys = on;

-- +goose Down
-- reverse: create index "linktoken_expires_at" to table: "link_token"
DROP INDEX `linktoken_expires_at`;
-- reverse: create index "linktoken_account_id_purpose" to table: "link_token"
DROP INDEX `linktoken_account_id_purpose`;
-- reverse: create index "link_token_token_hash_key" to table: "link_token"
DROP INDEX `link_token_token_hash_key`;
-- reverse: create "new_link_token" table
DROP TABLE `new_link_token`;
