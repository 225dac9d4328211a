-- +goose Up
-- create "offering" table
CREATE TABLE `offering` (`id` text NOT NULL, `slug` text NOT NULL, `state` text NOT NULL, `orderable_from` text NULL, `current_id` text NOT NULL, `version` integer NOT NULL DEFAULT (1), `created_at` datetime NOT NULL, `changed_at` datetime NOT NULL, PRIMARY KEY (`id`), CONSTRAINT `offering_state` CHECK (state IN ('ANNOUNCED', 'ORDERABLE', 'PAUSED', 'WITHDRAWN')));
-- create index "offering_slug_key" to table: "offering"
CREATE UNIQUE INDEX `offering_slug_key` ON `offering` (`slug`);
-- create "offering_interest" table
CREATE TABLE `offering_interest` (`id` text NOT NULL, `offering_id` text NOT NULL, `account_id` text NOT NULL, `created_at` datetime NOT NULL, PRIMARY KEY (`id`));
-- create index "offeringinterest_offering_id_account_id" to table: "offering_interest"
CREATE UNIQUE INDEX `offeringinterest_offering_id_account_id` ON `offering_interest` (`offering_id`, `account_id`);
-- create index "offeringinterest_account_id" to table: "offering_interest"
CREATE INDEX `offeringinterest_account_id` ON `offering_interest` (`account_id`);
-- create "offering_version" table
CREATE TABLE `offering_version` (`id` text NOT NULL, `offering_id` text NOT NULL, `version` integer NOT NULL, `sheet` text NOT NULL, `valid_from` datetime NOT NULL, PRIMARY KEY (`id`));
-- create index "offeringversion_offering_id_version" to table: "offering_version"
CREATE UNIQUE INDEX `offeringversion_offering_id_version` ON `offering_version` (`offering_id`, `version`);
-- create "specialist_procedure" table
CREATE TABLE `specialist_procedure` (`id` text NOT NULL, `name` text NOT NULL, `vendor_id` text NOT NULL, `versions` json NOT NULL, `version` integer NOT NULL DEFAULT (1), `created_at` datetime NOT NULL, PRIMARY KEY (`id`));
-- create index "specialistprocedure_vendor_id_name" to table: "specialist_procedure"
CREATE UNIQUE INDEX `specialistprocedure_vendor_id_name` ON `specialist_procedure` (`vendor_id`, `name`);

-- +goose Down
-- reverse: create index "specialistprocedure_vendor_id_name" to table: "specialist_procedure"
DROP INDEX `specialistprocedure_vendor_id_name`;
-- reverse: create "specialist_procedure" table
DROP TABLE `specialist_procedure`;
-- reverse: create index "offeringversion_offering_id_version" to table: "offering_version"
DROP INDEX `offeringversion_offering_id_version`;
-- reverse: create "offering_version" table
DROP TABLE `offering_version`;
-- reverse: create index "offeringinterest_account_id" to table: "offering_interest"
DROP INDEX `offeringinterest_account_id`;
-- reverse: create index "offeringinterest_offering_id_account_id" to table: "offering_interest"
DROP INDEX `offeringinterest_offering_id_account_id`;
-- reverse: create "offering_interest" table
DROP TABLE `offering_interest`;
-- reverse: create index "offering_slug_key" to table: "offering"
DROP INDEX `offering_slug_key`;
-- reverse: create "offering" table
DROP TABLE `offering`;
