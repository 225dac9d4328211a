-- +goose Up
-- create "market_order" table
CREATE TABLE `market_order` (`id` text NOT NULL, `reference` text NOT NULL, `organisation_id` text NOT NULL, `for_organisation_id` text NOT NULL, `unit_id` text NULL, `offering_id` text NOT NULL, `version_id` text NULL, `sheet` integer NOT NULL, `state` text NOT NULL DEFAULT ('DRAFT'), `already_in_use` bool NOT NULL, `place` text NULL, `request_key` blob NOT NULL, `prepared_by` text NOT NULL, `submitted_by` text NULL, `decided_by` text NULL, `ticket_id` text NULL, `sealed` blob NOT NULL, `costs_acknowledged_at` datetime NULL, `created_at` datetime NOT NULL, `updated_at` datetime NOT NULL, `state_since` datetime NOT NULL, `placed_at` datetime NULL, `decided_at` datetime NULL, `version` integer NOT NULL DEFAULT (1), `kek_id` text NOT NULL, `wrapped_key` blob NOT NULL, PRIMARY KEY (`id`), CONSTRAINT `market_order_state` CHECK (state IN ('DRAFT', 'SUBMITTED', 'RETURNED', 'RELEASED', 'CANCELLED')));
-- create index "market_order_reference_key" to table: "market_order"
CREATE UNIQUE INDEX `market_order_reference_key` ON `market_order` (`reference`);
-- create index "marketorder_place" to table: "market_order"
CREATE UNIQUE INDEX `marketorder_place` ON `market_order` (`place`);
-- create index "marketorder_request_key" to table: "market_order"
CREATE UNIQUE INDEX `marketorder_request_key` ON `market_order` (`request_key`);
-- create index "marketorder_state_state_since" to table: "market_order"
CREATE INDEX `marketorder_state_state_since` ON `market_order` (`state`, `state_since`);
-- create index "marketorder_updated_at" to table: "market_order"
CREATE INDEX `marketorder_updated_at` ON `market_order` (`updated_at`);
-- create index "marketorder_organisation_id_updated_at" to table: "market_order"
CREATE INDEX `marketorder_organisation_id_updated_at` ON `market_order` (`organisation_id`, `updated_at`);
-- create index "marketorder_for_organisation_id_updated_at" to table: "market_order"
CREATE INDEX `marketorder_for_organisation_id_updated_at` ON `market_order` (`for_organisation_id`, `updated_at`);
-- create index "marketorder_for_organisation_id_offering_id" to table: "market_order"
CREATE INDEX `marketorder_for_organisation_id_offering_id` ON `market_order` (`for_organisation_id`, `offering_id`);
-- create index "marketorder_organisation_id_offering_id" to table: "market_order"
CREATE INDEX `marketorder_organisation_id_offering_id` ON `market_order` (`organisation_id`, `offering_id`);

-- +goose Down
-- reverse: create index "marketorder_organisation_id_offering_id" to table: "market_order"
DROP INDEX `marketorder_organisation_id_offering_id`;
-- reverse: create index "marketorder_for_organisation_id_offering_id" to table: "market_order"
DROP INDEX `marketorder_for_organisation_id_offering_id`;
-- reverse: create index "marketorder_for_organisation_id_updated_at" to table: "market_order"
DROP INDEX `marketorder_for_organisation_id_updated_at`;
-- reverse: create index "marketorder_organisation_id_updated_at" to table: "market_order"
DROP INDEX `marketorder_organisation_id_updated_at`;
-- reverse: create index "marketorder_updated_at" to table: "market_order"
DROP INDEX `marketorder_updated_at`;
-- reverse: create index "marketorder_state_state_since" to table: "market_order"
DROP INDEX `marketorder_state_state_since`;
-- reverse: create index "marketorder_request_key" to table: "market_order"
DROP INDEX `marketorder_request_key`;
-- reverse: create index "marketorder_place" to table: "market_order"
DROP INDEX `marketorder_place`;
-- reverse: create index "market_order_reference_key" to table: "market_order"
DROP INDEX `market_order_reference_key`;
-- reverse: create "market_order" table
DROP TABLE `market_order`;
