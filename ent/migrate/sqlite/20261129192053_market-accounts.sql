-- +goose Up
-- disable the enforcement of foreign-keys constraints
PRAGMA foreign_keys = off;
-- create "new_organisation" table
CREATE TABLE `new_organisation` (`id` text NOT NULL, `name` text NOT NULL, `kind` text NOT NULL, `region_ars` text NULL, `excluded` json NULL, `confirmed` bool NOT NULL DEFAULT (true), `email` text NULL, `address` text NULL, `version` integer NOT NULL DEFAULT (1), `created_at` datetime NOT NULL, PRIMARY KEY (`id`));
-- copy rows from old table "organisation" to new temporary table "new_organisation"
INSERT INTO `new_organisation` (`id`, `name`, `kind`, `region_ars`, `excluded`, `version`, `created_at`) SELECT `id`, `name`, `kind`, `region_ars`, `excluded`, `version`, `created_at` FROM `organisation`;
-- drop "organisation" table after copying rows
DROP TABLE `organisation`;
-- rename temporary table "new_organisation" to "organisation"
ALTER TABLE `new_organisation` RENAME TO `organisation`;
-- create "functional_mailbox" table
CREATE TABLE `functional_mailbox` (`id` text NOT NULL, `organisation_id` text NOT NULL, `email_index` blob NOT NULL, PRIMARY KEY (`id`));
-- create index "functionalmailbox_email_index" to table: "functional_mailbox"
CREATE UNIQUE INDEX `functionalmailbox_email_index` ON `functional_mailbox` (`email_index`);
-- create index "functionalmailbox_organisation_id" to table: "functional_mailbox"
CREATE INDEX `functionalmailbox_organisation_id` ON `functional_mailbox` (`organisation_id`);
-- create "market_account" table
CREATE TABLE `market_account` (`id` text NOT NULL, `account_id` text NOT NULL, `organisation_id` text NOT NULL, `state` text NOT NULL DEFAULT ('PENDING_REVIEW'), `sealed` blob NOT NULL, `request_key` blob NOT NULL, `place` text NULL, `live_certificate` blob NULL, `certificate_index` blob NOT NULL, `tax_index` blob NULL, `person_index` blob NOT NULL, `shared` bool NOT NULL, `may_sign` bool NOT NULL, `certificate_valid_to` datetime NOT NULL, `replaces` text NULL, `requested_at` datetime NOT NULL, `decided_at` datetime NULL, `decided_by` text NULL, `version` integer NOT NULL DEFAULT (1), `kek_id` text NOT NULL, `wrapped_key` blob NOT NULL, PRIMARY KEY (`id`), CONSTRAINT `market_account_state` CHECK (state IN ('PENDING_REVIEW', 'ACTIVE', 'REJECTED', 'DISABLED')));
-- create index "marketaccount_request_key" to table: "market_account"
CREATE UNIQUE INDEX `marketaccount_request_key` ON `market_account` (`request_key`);
-- create index "marketaccount_place" to table: "market_account"
CREATE UNIQUE INDEX `marketaccount_place` ON `market_account` (`place`);
-- create index "marketaccount_live_certificate" to table: "market_account"
CREATE UNIQUE INDEX `marketaccount_live_certificate` ON `market_account` (`live_certificate`);
-- create index "marketaccount_state_id" to table: "market_account"
CREATE INDEX `marketaccount_state_id` ON `market_account` (`state`, `id`);
-- create index "marketaccount_account_id" to table: "market_account"
CREATE INDEX `marketaccount_account_id` ON `market_account` (`account_id`);
-- create index "marketaccount_organisation_id_state" to table: "market_account"
CREATE INDEX `marketaccount_organisation_id_state` ON `market_account` (`organisation_id`, `state`);
-- create index "marketaccount_tax_index_state" to table: "market_account"
CREATE INDEX `marketaccount_tax_index_state` ON `market_account` (`tax_index`, `state`);
-- create index "marketaccount_certificate_index" to table: "market_account"
CREATE INDEX `marketaccount_certificate_index` ON `market_account` (`certificate_index`);
-- create index "marketaccount_person_index" to table: "market_account"
CREATE INDEX `marketaccount_person_index` ON `market_account` (`person_index`);
-- create "organisation_details" table
CREATE TABLE `organisation_details` (`id` text NOT NULL, `sealed` blob NOT NULL, `tax_index` blob NULL, `kek_id` text NOT NULL, `wrapped_key` blob NOT NULL, PRIMARY KEY (`id`));
-- create index "organisationdetails_tax_index" to table: "organisation_details"
CREATE INDEX `organisationdetails_tax_index` ON `organisation_details` (`tax_index`);
-- create "set_up_delegation" table
CREATE TABLE `set_up_delegation` (`id` text NOT NULL, `organisation_id` text NOT NULL, `to_organisation_id` text NOT NULL, `created_at` datetime NOT NULL, PRIMARY KEY (`id`));
-- create index "setupdelegation_organisation_id_to_organisation_id" to table: "set_up_delegation"
CREATE UNIQUE INDEX `setupdelegation_organisation_id_to_organisation_id` ON `set_up_delegation` (`organisation_id`, `to_organisation_id`);
-- create index "setupdelegation_to_organisation_id" to table: "set_up_delegation"
CREATE INDEX `setupdelegation_to_organisation_id` ON `set_up_delegation` (`to_organisation_id`);
-- create "signing_authority" table
CREATE TABLE `signing_authority` (`id` text NOT NULL, `organisation_id` text NOT NULL, `signer_organisation_id` text NOT NULL, `membership_id` text NULL, `valid_from` text NOT NULL, `valid_to` text NULL, `sealed` blob NOT NULL, `confirmed_by` text NOT NULL, `version` integer NOT NULL DEFAULT (1), `created_at` datetime NOT NULL, `kek_id` text NOT NULL, `wrapped_key` blob NOT NULL, PRIMARY KEY (`id`));
-- create index "signingauthority_organisation_id_signer_organisation_id" to table: "signing_authority"
CREATE INDEX `signingauthority_organisation_id_signer_organisation_id` ON `signing_authority` (`organisation_id`, `signer_organisation_id`);
-- create index "signingauthority_signer_organisation_id" to table: "signing_authority"
CREATE INDEX `signingauthority_signer_organisation_id` ON `signing_authority` (`signer_organisation_id`);
-- create index "signingauthority_membership_id" to table: "signing_authority"
CREATE INDEX `signingauthority_membership_id` ON `signing_authority` (`membership_id`);
-- create "unit" table
CREATE TABLE `unit` (`id` text NOT NULL, `organisation_id` text NOT NULL, `kind` text NOT NULL, `name` text NOT NULL, `valid_to` text NULL, `version` integer NOT NULL DEFAULT (1), `created_at` datetime NOT NULL, PRIMARY KEY (`id`));
-- create index "unit_organisation_id" to table: "unit"
CREATE INDEX `unit_organisation_id` ON `unit` (`organisation_id`);
-- enable back the enforcement of foreign-keys constraints
PRAGMA foreign_keys = on;

-- +goose Down
-- reverse: create index "unit_organisation_id" to table: "unit"
DROP INDEX `unit_organisation_id`;
-- reverse: create "unit" table
DROP TABLE `unit`;
-- reverse: create index "signingauthority_membership_id" to table: "signing_authority"
DROP INDEX `signingauthority_membership_id`;
-- reverse: create index "signingauthority_signer_organisation_id" to table: "signing_authority"
DROP INDEX `signingauthority_signer_organisation_id`;
-- reverse: create index "signingauthority_organisation_id_signer_organisation_id" to table: "signing_authority"
DROP INDEX `signingauthority_organisation_id_signer_organisation_id`;
-- reverse: create "signing_authority" table
DROP TABLE `signing_authority`;
-- reverse: create index "setupdelegation_to_organisation_id" to table: "set_up_delegation"
DROP INDEX `setupdelegation_to_organisation_id`;
-- reverse: create index "setupdelegation_organisation_id_to_organisation_id" to table: "set_up_delegation"
DROP INDEX `setupdelegation_organisation_id_to_organisation_id`;
-- reverse: create "set_up_delegation" table
DROP TABLE `set_up_delegation`;
-- reverse: create index "organisationdetails_tax_index" to table: "organisation_details"
DROP INDEX `organisationdetails_tax_index`;
-- reverse: create "organisation_details" table
DROP TABLE `organisation_details`;
-- reverse: create index "marketaccount_person_index" to table: "market_account"
DROP INDEX `marketaccount_person_index`;
-- reverse: create index "marketaccount_certificate_index" to table: "market_account"
DROP INDEX `marketaccount_certificate_index`;
-- reverse: create index "marketaccount_tax_index_state" to table: "market_account"
DROP INDEX `marketaccount_tax_index_state`;
-- reverse: create index "marketaccount_organisation_id_state" to table: "market_account"
DROP INDEX `marketaccount_organisation_id_state`;
-- reverse: create index "marketaccount_account_id" to table: "market_account"
DROP INDEX `marketaccount_account_id`;
-- reverse: create index "marketaccount_state_id" to table: "market_account"
DROP INDEX `marketaccount_state_id`;
-- reverse: create index "marketaccount_live_certificate" to table: "market_account"
DROP INDEX `marketaccount_live_certificate`;
-- reverse: create index "marketaccount_place" to table: "market_account"
DROP INDEX `marketaccount_place`;
-- reverse: create index "marketaccount_request_key" to table: "market_account"
DROP INDEX `marketaccount_request_key`;
-- reverse: create "market_account" table
DROP TABLE `market_account`;
-- reverse: create index "functionalmailbox_organisation_id" to table: "functional_mailbox"
DROP INDEX `functionalmailbox_organisation_id`;
-- reverse: create index "functionalmailbox_email_index" to table: "functional_mailbox"
DROP INDEX `functionalmailbox_email_index`;
-- reverse: create "functional_mailbox" table
DROP TABLE `functional_mailbox`;
-- reverse: create "new_organisation" table
DROP TABLE `new_organisation`;
