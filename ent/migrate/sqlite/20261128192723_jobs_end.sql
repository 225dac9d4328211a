-- +goose Up
-- disable the enforcement of foreign-keys constraints
PRAGMA foreign_keys = off;
-- add column "store_id" to table: "instance"
ALTER TABLE `instance` ADD COLUMN `store_id` text NULL;
-- create "new_job" table
CREATE TABLE `new_job` (`id` text NOT NULL, `kind` text NOT NULL, `subject` text NOT NULL, `unique_key` text NULL, `run_at` datetime NOT NULL, `attempts` integer NOT NULL DEFAULT (0), `postponed` integer NOT NULL DEFAULT (0), `locked_until` datetime NULL, `first_attempt_at` datetime NULL, `failed_at` datetime NULL, `error_code` text NULL, `created_at` datetime NOT NULL, PRIMARY KEY (`id`));
-- copy rows from old table "job" to new temporary table "new_job"
INSERT INTO `new_job` (`id`, `kind`, `subject`, `unique_key`, `run_at`, `attempts`, `locked_until`, `created_at`) SELECT `id`, `kind`, `subject`, `unique_key`, `run_at`, `attempts`, `locked_until`, `created_at` FROM `job`;
-- drop "job" table after copying rows
DROP TABLE `job`;
-- rename temporary table "new_job" to "job"
ALTER TABLE `new_job` RENAME TO `job`;
-- create index "job_unique_key_key" to table: "job"
CREATE UNIQUE INDEX `job_unique_key_key` ON `job` (`unique_key`);
-- create index "job_failed_at_run_at" to table: "job"
CREATE INDEX `job_failed_at_run_at` ON `job` (`failed_at`, `run_at`);
-- enable back the enforcement of foreign-keys constraints
PRAGMA foreign_keys = on;

-- +goose Down
-- reverse: create index "job_failed_at_run_at" to table: "job"
DROP INDEX `job_failed_at_run_at`;
-- reverse: create index "job_unique_key_key" to table: "job"
DROP INDEX `job_unique_key_key`;
-- reverse: create "new_job" table
DROP TABLE `new_job`;
-- reverse: add column "store_id" to table: "instance"
ALTER TABLE `instance` DROP COLUMN `store_id`;
