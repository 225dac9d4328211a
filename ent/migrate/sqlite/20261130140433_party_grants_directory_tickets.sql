-- +goose Up
-- disable the enforcement of foreign-keys constraints
PRAGMA foreign_keys = off;
-- create "new_ticket" table
CREATE TABLE `new_ticket` (`id` text NOT NULL, `reference` text NOT NULL, `kind` text NOT NULL, `state` text NOT NULL DEFAULT ('OPEN'), `organisation_id` text NULL, `order_id` text NULL, `offering_id` text NULL, `parent_of` text NULL, `parent_id` text NULL, `unique_key` blob NULL, `requester_id` text NULL, `assignee_id` text NULL, `merged_into_id` text NULL, `version` integer NOT NULL DEFAULT (1), `created_at` datetime NOT NULL, `updated_at` datetime NOT NULL, `first_answered_at` datetime NULL, `sealed` blob NOT NULL, `kek_id` text NOT NULL, `wrapped_key` blob NOT NULL, PRIMARY KEY (`id`), CONSTRAINT `ticket_kind_2` CHECK (kind IN ('ORGANISATION', 'ORDER', 'QUESTION', 'CONTACT', 'DIRECTORY')), CONSTRAINT `ticket_state` CHECK (state IN ('OPEN', 'WAITING_FOR_REQUESTER', 'WAITING_FOR_VENDOR', 'RESOLVED')));
-- copy rows from old table "ticket" to new temporary table "new_ticket"
INSERT INTO `new_ticket` (`id`, `reference`, `kind`, `state`, `organisation_id`, `order_id`, `offering_id`, `parent_of`, `parent_id`, `unique_key`, `requester_id`, `assignee_id`, `merged_into_id`, `version`, `created_at`, `updated_at`, `first_answered_at`, `sealed`, `kek_id`, `wrapped_key`) SELECT `id`, `reference`, `kind`, `state`, `organisation_id`, `order_id`, `offering_id`, `parent_of`, `parent_id`, `unique_key`, `requester_id`, `assignee_id`, `merged_into_id`, `version`, `created_at`, `updated_at`, `first_answered_at`, `sealed`, `kek_id`, `wrapped_key` FROM `ticket`;
-- drop "ticket" table after copying rows
DROP TABLE `ticket`;
-- rename temporary table "new_ticket" to "ticket"
ALTER TABLE `new_ticket` RENAME TO `ticket`;
-- create index "ticket_reference_key" to table: "ticket"
CREATE UNIQUE INDEX `ticket_reference_key` ON `ticket` (`reference`);
-- create index "ticket_order_id_key" to table: "ticket"
CREATE UNIQUE INDEX `ticket_order_id_key` ON `ticket` (`order_id`);
-- create index "ticket_parent_of_key" to table: "ticket"
CREATE UNIQUE INDEX `ticket_parent_of_key` ON `ticket` (`parent_of`);
-- create index "ticket_unique_key_key" to table: "ticket"
CREATE UNIQUE INDEX `ticket_unique_key_key` ON `ticket` (`unique_key`);
-- create index "ticket_organisation_id_updated_at" to table: "ticket"
CREATE INDEX `ticket_organisation_id_updated_at` ON `ticket` (`organisation_id`, `updated_at`);
-- create index "ticket_state_updated_at" to table: "ticket"
CREATE INDEX `ticket_state_updated_at` ON `ticket` (`state`, `updated_at`);
-- create index "ticket_updated_at" to table: "ticket"
CREATE INDEX `ticket_updated_at` ON `ticket` (`updated_at`);
-- create index "ticket_parent_id_updated_at" to table: "ticket"
CREATE INDEX `ticket_parent_id_updated_at` ON `ticket` (`parent_id`, `updated_at`);
-- create index "ticket_assignee_id_updated_at" to table: "ticket"
CREATE INDEX `ticket_assignee_id_updated_at` ON `ticket` (`assignee_id`, `updated_at`);
-- create index "ticket_kind_updated_at" to table: "ticket"
CREATE INDEX `ticket_kind_updated_at` ON `ticket` (`kind`, `updated_at`);
-- create index "ticket_organisation_id_state_updated_at" to table: "ticket"
CREATE INDEX `ticket_organisation_id_state_updated_at` ON `ticket` (`organisation_id`, `state`, `updated_at`);
-- create index "ticket_state_kind_updated_at" to table: "ticket"
CREATE INDEX `ticket_state_kind_updated_at` ON `ticket` (`state`, `kind`, `updated_at`);
-- create index "ticket_merged_into_id" to table: "ticket"
CREATE INDEX `ticket_merged_into_id` ON `ticket` (`merged_into_id`) WHERE merged_into_id IS NOT NULL;
-- create "party_grant" table
CREATE TABLE `party_grant` (`id` text NOT NULL, `mailbox_id` text NOT NULL, `account_id` text NOT NULL, `authority_id` text NOT NULL, `may_forward` bool NOT NULL, `given_at` datetime NOT NULL, `revoked_at` datetime NULL, `party_id` text NOT NULL, PRIMARY KEY (`id`), CONSTRAINT `party_grant_case_party_grants` FOREIGN KEY (`party_id`) REFERENCES `case_party` (`id`) ON DELETE CASCADE);
-- create index "partygrant_party_id" to table: "party_grant"
CREATE UNIQUE INDEX `partygrant_party_id` ON `party_grant` (`party_id`) WHERE revoked_at IS NULL;
-- create index "partygrant_party_id_given_at" to table: "party_grant"
CREATE INDEX `partygrant_party_id_given_at` ON `party_grant` (`party_id`, `given_at`);
-- create index "partygrant_mailbox_id_authority_id" to table: "party_grant"
CREATE INDEX `partygrant_mailbox_id_authority_id` ON `party_grant` (`mailbox_id`, `authority_id`);
-- enable back the enforcement of foreign-keys constraints
PRAGMA foreign_keys = on;

-- +goose Down
-- reverse: create index "partygrant_mailbox_id_authority_id" to table: "party_grant"
DROP INDEX `partygrant_mailbox_id_authority_id`;
-- reverse: create index "partygrant_party_id_given_at" to table: "party_grant"
DROP INDEX `partygrant_party_id_given_at`;
-- reverse: create index "partygrant_party_id" to table: "party_grant"
DROP INDEX `partygrant_party_id`;
-- reverse: create "party_grant" table
DROP TABLE `party_grant`;
-- reverse: create index "ticket_merged_into_id" to table: "ticket"
DROP INDEX `ticket_merged_into_id`;
-- reverse: create index "ticket_state_kind_updated_at" to table: "ticket"
DROP INDEX `ticket_state_kind_updated_at`;
-- reverse: create index "ticket_organisation_id_state_updated_at" to table: "ticket"
DROP INDEX `ticket_organisation_id_state_updated_at`;
-- reverse: create index "ticket_kind_updated_at" to table: "ticket"
DROP INDEX `ticket_kind_updated_at`;
-- reverse: create index "ticket_assignee_id_updated_at" to table: "ticket"
DROP INDEX `ticket_assignee_id_updated_at`;
-- reverse: create index "ticket_parent_id_updated_at" to table: "ticket"
DROP INDEX `ticket_parent_id_updated_at`;
-- reverse: create index "ticket_updated_at" to table: "ticket"
DROP INDEX `ticket_updated_at`;
-- reverse: create index "ticket_state_updated_at" to table: "ticket"
DROP INDEX `ticket_state_updated_at`;
-- reverse: create index "ticket_organisation_id_updated_at" to table: "ticket"
DROP INDEX `ticket_organisation_id_updated_at`;
-- reverse: create index "ticket_unique_key_key" to table: "ticket"
DROP INDEX `ticket_unique_key_key`;
-- reverse: create index "ticket_parent_of_key" to table: "ticket"
DROP INDEX `ticket_parent_of_key`;
-- reverse: create index "ticket_order_id_key" to table: "ticket"
DROP INDEX `ticket_order_id_key`;
-- reverse: create index "ticket_reference_key" to table: "ticket"
DROP INDEX `ticket_reference_key`;
-- reverse: create "new_ticket" table
DROP TABLE `new_ticket`;
