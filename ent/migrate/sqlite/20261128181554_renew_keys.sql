-- +goose Up
-- add column "renew_at" to table: "account"
ALTER TABLE `account` ADD COLUMN `renew_at` datetime NULL;
-- create index "account_renew_at" to table: "account"
CREATE INDEX `account_renew_at` ON `account` (`renew_at`);
-- add column "renew_at" to table: "side"
ALTER TABLE `side` ADD COLUMN `renew_at` datetime NULL;
-- create index "side_renew_at" to table: "side"
CREATE INDEX `side_renew_at` ON `side` (`renew_at`);

-- +goose Down
-- reverse: create index "side_renew_at" to table: "side"
DROP INDEX `side_renew_at`;
-- reverse: add column "renew_at" to table: "side"
ALTER TABLE `side` DROP COLUMN `renew_at`;
-- reverse: create index "account_renew_at" to table: "account"
DROP INDEX `account_renew_at`;
-- reverse: add column "renew_at" to table: "account"
ALTER TABLE `account` DROP COLUMN `renew_at`;
