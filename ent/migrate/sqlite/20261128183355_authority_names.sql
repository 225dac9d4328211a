-- +goose Up
-- create index "activation_expires_at" to table: "activation"
CREATE INDEX `activation_expires_at` ON `activation` (`expires_at`);
-- add column "authority_name" to table: "case_party"
ALTER TABLE `case_party` ADD COLUMN `authority_name` text NULL;
-- add column "from_authority_name" to table: "message"
ALTER TABLE `message` ADD COLUMN `from_authority_name` text NULL;
-- add column "authority_name" to table: "delivery"
ALTER TABLE `delivery` ADD COLUMN `authority_name` text NULL;
-- create index "side_kind_closed_at" to table: "side"
CREATE INDEX `side_kind_closed_at` ON `side` (`kind`, `closed_at`);

-- +goose Down
-- reverse: create index "side_kind_closed_at" to table: "side"
DROP INDEX `side_kind_closed_at`;
-- reverse: add column "authority_name" to table: "delivery"
ALTER TABLE `delivery` DROP COLUMN `authority_name`;
-- reverse: add column "from_authority_name" to table: "message"
ALTER TABLE `message` DROP COLUMN `from_authority_name`;
-- reverse: add column "authority_name" to table: "case_party"
ALTER TABLE `case_party` DROP COLUMN `authority_name`;
-- reverse: create index "activation_expires_at" to table: "activation"
DROP INDEX `activation_expires_at`;
