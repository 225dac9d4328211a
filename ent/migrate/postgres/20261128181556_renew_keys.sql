-- +goose Up
-- modify "account" table
ALTER TABLE "account" ADD COLUMN "renew_at" timestamptz NULL;
-- create index "account_renew_at" to table: "account"
CREATE INDEX "account_renew_at" ON "account" ("renew_at");
-- modify "side" table
ALTER TABLE "side" ADD COLUMN "renew_at" timestamptz NULL;
-- create index "side_renew_at" to table: "side"
CREATE INDEX "side_renew_at" ON "side" ("renew_at");

-- +goose Down
-- reverse: create index "side_renew_at" to table: "side"
DROP INDEX "side_renew_at";
-- reverse: modify "side" table
ALTER TABLE "side" DROP COLUMN "renew_at";
-- reverse: create index "account_renew_at" to table: "account"
DROP INDEX "account_renew_at";
-- reverse: modify "account" table
ALTER TABLE "account" DROP COLUMN "renew_at";
