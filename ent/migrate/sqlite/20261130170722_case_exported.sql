-- +goose Up
-- disable the enforcement of foreign-keys constraints
PRAGMA foreign_keys = off;
-- create "new_deletion_certificate" table
CREATE TABLE `new_deletion_certificate` (`id` text NOT NULL, `account_id` text NULL, `authority_id` text NULL, `reference` text NULL, `class_name` text NULL, `token` text NOT NULL, `deleted_at` datetime NOT NULL, `expires_at` datetime NOT NULL, PRIMARY KEY (`id`));
-- copy rows from old table "deletion_certificate" to new temporary table "new_deletion_certificate"
INSERT INTO `new_deletion_certificate` (`id`, `account_id`, `token`, `deleted_at`, `expires_at`) SELECT `id`, `account_id`, `token`, `deleted_at`, `expires_at` FROM `deletion_certificate`;
-- drop "deletion_certificate" table after copying rows
DROP TABLE `deletion_certificate`;
-- rename temporary table "new_deletion_certificate" to "deletion_certificate"
ALTER TABLE `new_deletion_certificate` RENAME TO `deletion_certificate`;
-- create index "deletioncertificate_account_id_deleted_at_id" to table: "deletion_certificate"
CREATE INDEX `deletioncertificate_account_id_deleted_at_id` ON `deletion_certificate` (`account_id`, `deleted_at`, `id`);
-- create index "deletioncertificate_authority_id_deleted_at_id" to table: "deletion_certificate"
CREATE INDEX `deletioncertificate_authority_id_deleted_at_id` ON `deletion_certificate` (`authority_id`, `deleted_at`, `id`);
-- create index "deletioncertificate_expires_at" to table: "deletion_certificate"
CREATE INDEX `deletioncertificate_expires_at` ON `deletion_certificate` (`expires_at`);
-- add column "exported_at" to table: "side"
ALTER TABLE `side` ADD COLUMN `exported_at` datetime NULL;
-- add column "exported_seq" to table: "side"
ALTER TABLE `side` ADD COLUMN `exported_seq` integer NULL;
-- enable back the enforcement of foreign-keys constraints
PRAGMA foreign_keys = on;

-- +goose Down
-- reverse: add column "exported_seq" to table: "side"
ALTER TABLE `side` DROP COLUMN `exported_seq`;
-- reverse: add column "exported_at" to table: "side"
ALTER TABLE `side` DROP COLUMN `exported_at`;
-- reverse: create index "deletioncertificate_expires_at" to table: "deletion_certificate"
DROP INDEX `deletioncertificate_expires_at`;
-- reverse: create index "deletioncertificate_authority_id_deleted_at_id" to table: "deletion_certificate"
DROP INDEX `deletioncertificate_authority_id_deleted_at_id`;
-- reverse: create index "deletioncertificate_account_id_deleted_at_id" to table: "deletion_certificate"
DROP INDEX `deletioncertificate_account_id_deleted_at_id`;
-- reverse: create "new_deletion_certificate" table
DROP TABLE `new_deletion_certificate`;
