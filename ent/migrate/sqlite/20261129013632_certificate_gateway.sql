-- +goose Up
-- add column "gateway_domain" to table: "certificate"
ALTER TABLE `certificate` ADD COLUMN `gateway_domain` text NULL;

-- +goose Down
-- reverse: add column "gateway_domain" to table: "certificate"
ALTER TABLE `certificate` DROP COLUMN `gateway_domain`;
