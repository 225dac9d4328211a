-- +goose Up
-- disable the enforcement of foreign-keys constraints
PRAGMA foreign_keys = off;
-- create "new_identity" table
CREATE TABLE `new_identity` (`id` integer NOT NULL PRIMARY KEY AUTOINCREMENT, `account_id` text NOT NULL, `kind` text NOT NULL, `issuer` text NULL, `subject_index` blob NULL, `certificate_index` blob NULL, `secret` text NULL, `changed_at` datetime NOT NULL, CONSTRAINT `identity_kind_2` CHECK (kind IN ('PASSWORD', 'CERTIFICATE')));
-- copy rows from old table "identity" to new temporary table "new_identity"
INSERT INTO `new_identity` (`id`, `account_id`, `kind`, `secret`, `changed_at`) SELECT `id`, `account_id`, `kind`, `secret`, `changed_at` FROM `identity`;
-- drop "identity" table after copying rows
DROP TABLE `identity`;
-- rename temporary table "new_identity" to "identity"
ALTER TABLE `new_identity` RENAME TO `identity`;
-- create index "identity_subject_index_key" to table: "identity"
CREATE UNIQUE INDEX `identity_subject_index_key` ON `identity` (`subject_index`);
-- create index "identity_certificate_index_key" to table: "identity"
CREATE UNIQUE INDEX `identity_certificate_index_key` ON `identity` (`certificate_index`);
-- create index "identity_account_id_kind" to table: "identity"
CREATE UNIQUE INDEX `identity_account_id_kind` ON `identity` (`account_id`, `kind`);
-- create "new_session" table
CREATE TABLE `new_session` (`id` text NOT NULL, `account_id` text NULL, `sealed_user_agent` blob NOT NULL, `created_at` datetime NOT NULL, `last_seen_at` datetime NOT NULL, `expires_at` datetime NOT NULL, `ended_at` datetime NULL, PRIMARY KEY (`id`));
-- copy rows from old table "session" to new temporary table "new_session"
INSERT INTO `new_session` (`id`, `account_id`, `sealed_user_agent`, `created_at`, `last_seen_at`, `expires_at`, `ended_at`) SELECT `id`, `account_id`, `sealed_user_agent`, `created_at`, `last_seen_at`, `expires_at`, `ended_at` FROM `session`;
-- drop "session" table after copying rows
DROP TABLE `session`;
-- rename temporary table "new_session" to "session"
ALTER TABLE `new_session` RENAME TO `session`;
-- create index "session_account_id" to table: "session"
CREATE INDEX `session_account_id` ON `session` (`account_id`);
-- create index "session_ended_at" to table: "session"
CREATE INDEX `session_ended_at` ON `session` (`ended_at`);
-- create index "session_expires_at" to table: "session"
CREATE INDEX `session_expires_at` ON `session` (`expires_at`);
-- create "certificate_sign_in" table
CREATE TABLE `certificate_sign_in` (`id` text NOT NULL, `session_id` text NOT NULL, `account_id` text NULL, `issuer` text NOT NULL, `subject_index` blob NOT NULL, `certificate_index` blob NOT NULL, `sealed_claims` blob NOT NULL, `at` datetime NOT NULL, `kek_id` text NOT NULL, `wrapped_key` blob NOT NULL, PRIMARY KEY (`id`));
-- create index "certificatesignin_session_id_at" to table: "certificate_sign_in"
CREATE INDEX `certificatesignin_session_id_at` ON `certificate_sign_in` (`session_id`, `at`);
-- create index "certificatesignin_account_id" to table: "certificate_sign_in"
CREATE INDEX `certificatesignin_account_id` ON `certificate_sign_in` (`account_id`);
-- create "sign_in_attempt" table
CREATE TABLE `sign_in_attempt` (`id` integer NOT NULL PRIMARY KEY AUTOINCREMENT, `secret_hash` blob NOT NULL, `issuer` text NOT NULL, `session_id` text NULL, `created_at` datetime NOT NULL, `used_at` datetime NULL);
-- create index "sign_in_attempt_secret_hash_key" to table: "sign_in_attempt"
CREATE UNIQUE INDEX `sign_in_attempt_secret_hash_key` ON `sign_in_attempt` (`secret_hash`);
-- create index "signinattempt_created_at" to table: "sign_in_attempt"
CREATE INDEX `signinattempt_created_at` ON `sign_in_attempt` (`created_at`);
-- enable back the enforcement of foreign-keys constraints
PRAGMA foreign_keys = on;

-- +goose Down
-- reverse: create index "signinattempt_created_at" to table: "sign_in_attempt"
DROP INDEX `signinattempt_created_at`;
-- reverse: create index "sign_in_attempt_secret_hash_key" to table: "sign_in_attempt"
DROP INDEX `sign_in_attempt_secret_hash_key`;
-- reverse: create "sign_in_attempt" table
DROP TABLE `sign_in_attempt`;
-- reverse: create index "certificatesignin_account_id" to table: "certificate_sign_in"
DROP INDEX `certificatesignin_account_id`;
-- reverse: create index "certificatesignin_session_id_at" to table: "certificate_sign_in"
DROP INDEX `certificatesignin_session_id_at`;
-- reverse: create "certificate_sign_in" table
DROP TABLE `certificate_sign_in`;
-- reverse: create index "session_expires_at" to table: "session"
DROP INDEX `session_expires_at`;
-- reverse: create index "session_ended_at" to table: "session"
DROP INDEX `session_ended_at`;
-- reverse: create index "session_account_id" to table: "session"
DROP INDEX `session_account_id`;
-- reverse: create "new_session" table
DROP TABLE `new_session`;
-- reverse: create index "identity_account_id_kind" to table: "identity"
DROP INDEX `identity_account_id_kind`;
-- reverse: create index "identity_certificate_index_key" to table: "identity"
DROP INDEX `identity_certificate_index_key`;
-- reverse: create index "identity_subject_index_key" to table: "identity"
DROP INDEX `identity_subject_index_key`;
-- reverse: create "new_identity" table
DROP TABLE `new_identity`;
