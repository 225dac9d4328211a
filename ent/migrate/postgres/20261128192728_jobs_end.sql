-- +goose Up
-- modify "instance" table
ALTER TABLE "instance" ADD COLUMN "store_id" character varying NULL;
-- drop index "job_run_at" from table: "job"
DROP INDEX "job_run_at";
-- modify "job" table
ALTER TABLE "job" ADD COLUMN "postponed" bigint NOT NULL DEFAULT 0, ADD COLUMN "first_attempt_at" timestamptz NULL, ADD COLUMN "failed_at" timestamptz NULL, ADD COLUMN "error_code" character varying NULL;
-- create index "job_failed_at_run_at" to table: "job"
CREATE INDEX "job_failed_at_run_at" ON "job" ("failed_at", "run_at");

-- +goose Down
-- reverse: create index "job_failed_at_run_at" to table: "job"
DROP INDEX "job_failed_at_run_at";
-- reverse: modify "job" table
ALTER TABLE "job" DROP COLUMN "error_code", DROP COLUMN "failed_at", DROP COLUMN "first_attempt_at", DROP COLUMN "postponed";
-- reverse: drop index "job_run_at" from table: "job"
CREATE INDEX "job_run_at" ON "job" ("run_at");
-- reverse: modify "instance" table
ALTER TABLE "instance" DROP COLUMN "store_id";
