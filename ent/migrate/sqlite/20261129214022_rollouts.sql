-- +goose Up
-- create "portal_link" table
CREATE TABLE `portal_link` (`id` text NOT NULL, `rollout_id` text NOT NULL, `position` integer NOT NULL, `service_id` text NOT NULL, `organisation_id` text NOT NULL, `authority_id` text NULL, `region_ars` text NOT NULL, `url` text NULL, `state` text NOT NULL DEFAULT ('UNCHECKED'), `problem` text NULL, `status` integer NULL, `reported_at` datetime NULL, `checked_at` datetime NULL, `check_at` datetime NULL, `ok_since` datetime NULL, `broken_since` datetime NULL, `online_since` text NULL, `request_key` blob NULL, PRIMARY KEY (`id`), CONSTRAINT `portal_link_state` CHECK (state IN ('UNCHECKED', 'OK', 'BROKEN')));
-- create index "portallink_rollout_id_position" to table: "portal_link"
CREATE UNIQUE INDEX `portallink_rollout_id_position` ON `portal_link` (`rollout_id`, `position`);
-- create index "portallink_check_at" to table: "portal_link"
CREATE INDEX `portallink_check_at` ON `portal_link` (`check_at`);
-- create index "portallink_organisation_id_service_id" to table: "portal_link"
CREATE INDEX `portallink_organisation_id_service_id` ON `portal_link` (`organisation_id`, `service_id`);
-- create index "portallink_authority_id_online_since" to table: "portal_link"
CREATE INDEX `portallink_authority_id_online_since` ON `portal_link` (`authority_id`, `online_since`);
-- create index "portallink_service_id_region_ars" to table: "portal_link"
CREATE INDEX `portallink_service_id_region_ars` ON `portal_link` (`service_id`, `region_ars`);
-- create index "portallink_region_ars_online_since" to table: "portal_link"
CREATE INDEX `portallink_region_ars_online_since` ON `portal_link` (`region_ars`, `online_since`);
-- create "rollout" table
CREATE TABLE `rollout` (`id` text NOT NULL, `order_id` text NOT NULL, `reference` text NOT NULL, `organisation_id` text NOT NULL, `ordered_by_id` text NOT NULL, `unit_id` text NULL, `offering_id` text NOT NULL, `offering_version_id` text NOT NULL, `region_ars` text NOT NULL, `vendor_id` text NULL, `it_provider_id` text NULL, `procedure_id` text NULL, `procedure_version` text NULL, `wished_on` text NULL, `already_in_use` bool NOT NULL, `ticket_id` text NOT NULL, `state` text NOT NULL DEFAULT ('ORDERED'), `contract` text NOT NULL DEFAULT ('OPEN'), `state_since` datetime NOT NULL, `live_since` text NULL, `started_at` datetime NOT NULL, `moved_at` datetime NOT NULL, `reminders` integer NOT NULL DEFAULT (0), `links_asked` bool NOT NULL DEFAULT (false), `version` integer NOT NULL DEFAULT (1), `sealed` blob NOT NULL, `kek_id` text NOT NULL, `wrapped_key` blob NOT NULL, PRIMARY KEY (`id`), CONSTRAINT `rollout_contract` CHECK (contract IN ('OPEN', 'EFFECTIVE', 'ON_HOLD', 'ENDED')), CONSTRAINT `rollout_state` CHECK (state IN ('ORDERED', 'IN_PROGRESS', 'LIVE', 'ENDED')));
-- create index "rollout_order_id_key" to table: "rollout"
CREATE UNIQUE INDEX `rollout_order_id_key` ON `rollout` (`order_id`);
-- create index "rollout_organisation_id_id" to table: "rollout"
CREATE INDEX `rollout_organisation_id_id` ON `rollout` (`organisation_id`, `id`);
-- create index "rollout_vendor_id_id" to table: "rollout"
CREATE INDEX `rollout_vendor_id_id` ON `rollout` (`vendor_id`, `id`);
-- create index "rollout_it_provider_id_id" to table: "rollout"
CREATE INDEX `rollout_it_provider_id_id` ON `rollout` (`it_provider_id`, `id`);
-- create index "rollout_offering_id_region_ars" to table: "rollout"
CREATE INDEX `rollout_offering_id_region_ars` ON `rollout` (`offering_id`, `region_ars`);
-- create index "rollout_state_id" to table: "rollout"
CREATE INDEX `rollout_state_id` ON `rollout` (`state`, `id`);
-- create index "rollout_contract_state_moved_at" to table: "rollout"
CREATE INDEX `rollout_contract_state_moved_at` ON `rollout` (`contract`, `state`, `moved_at`);
-- create "rollout_task" table
CREATE TABLE `rollout_task` (`id` text NOT NULL, `rollout_id` text NOT NULL, `position` integer NOT NULL, `key` text NOT NULL, `kind` text NOT NULL, `responsible` text NOT NULL, `state` text NOT NULL DEFAULT ('OPEN'), `sealed` blob NULL, `changed_at` datetime NULL, `version` integer NOT NULL DEFAULT (1), PRIMARY KEY (`id`), CONSTRAINT `rollout_task_kind` CHECK (kind IN ('CONTRACT', 'VENDOR_INFORMED', 'SETUP', 'TEST', 'LIVE', 'PORTAL_LINK', 'LINK_VERIFIED', 'OTHER')), CONSTRAINT `rollout_task_responsible` CHECK (responsible IN ('MUNICIPALITY', 'VENDOR', 'IT_PROVIDER', 'PLATFORM')), CONSTRAINT `rollout_task_state` CHECK (state IN ('OPEN', 'IN_PROGRESS', 'DONE', 'SKIPPED')));
-- create index "rollouttask_rollout_id_position" to table: "rollout_task"
CREATE UNIQUE INDEX `rollouttask_rollout_id_position` ON `rollout_task` (`rollout_id`, `position`);
-- create "vendor_mail" table
CREATE TABLE `vendor_mail` (`id` text NOT NULL, `rollout_id` text NOT NULL, `party` text NOT NULL, `organisation_id` text NOT NULL, `cause` text NOT NULL, `state` text NOT NULL DEFAULT ('QUEUED'), `problem` text NULL, `sealed` blob NOT NULL, `created_at` datetime NOT NULL, `first_attempt_at` datetime NULL, `sent_at` datetime NULL, `request_key` blob NULL, PRIMARY KEY (`id`), CONSTRAINT `vendor_mail_cause` CHECK (cause IN ('CONTRACT_EFFECTIVE', 'REMINDER', 'SENT_AGAIN')), CONSTRAINT `vendor_mail_party` CHECK (party IN ('VENDOR', 'IT_PROVIDER')), CONSTRAINT `vendor_mail_state` CHECK (state IN ('QUEUED', 'SENT', 'FAILED', 'RETURNED', 'OPENED')));
-- create index "vendormail_rollout_id_id" to table: "vendor_mail"
CREATE INDEX `vendormail_rollout_id_id` ON `vendor_mail` (`rollout_id`, `id`);
-- create index "vendormail_state_created_at" to table: "vendor_mail"
CREATE INDEX `vendormail_state_created_at` ON `vendor_mail` (`state`, `created_at`);
-- create "vendor_token" table
CREATE TABLE `vendor_token` (`id` text NOT NULL, `purpose` text NOT NULL, `organisation_id` text NOT NULL, `mail_id` text NOT NULL, `token_hash` blob NOT NULL, `created_at` datetime NOT NULL, `expires_at` datetime NOT NULL, PRIMARY KEY (`id`), CONSTRAINT `vendor_token_purpose` CHECK (purpose IN ('LINK', 'SESSION')));
-- create index "vendor_token_token_hash_key" to table: "vendor_token"
CREATE UNIQUE INDEX `vendor_token_token_hash_key` ON `vendor_token` (`token_hash`);
-- create index "vendortoken_expires_at" to table: "vendor_token"
CREATE INDEX `vendortoken_expires_at` ON `vendor_token` (`expires_at`);

-- +goose Down
-- reverse: create index "vendortoken_expires_at" to table: "vendor_token"
DROP INDEX `vendortoken_expires_at`;
-- reverse: create index "vendor_token_token_hash_key" to table: "vendor_token"
DROP INDEX `vendor_token_token_hash_key`;
-- reverse: create "vendor_token" table
DROP TABLE `vendor_token`;
-- reverse: create index "vendormail_state_created_at" to table: "vendor_mail"
DROP INDEX `vendormail_state_created_at`;
-- reverse: create index "vendormail_rollout_id_id" to table: "vendor_mail"
DROP INDEX `vendormail_rollout_id_id`;
-- reverse: create "vendor_mail" table
DROP TABLE `vendor_mail`;
-- reverse: create index "rollouttask_rollout_id_position" to table: "rollout_task"
DROP INDEX `rollouttask_rollout_id_position`;
-- reverse: create "rollout_task" table
DROP TABLE `rollout_task`;
-- reverse: create index "rollout_contract_state_moved_at" to table: "rollout"
DROP INDEX `rollout_contract_state_moved_at`;
-- reverse: create index "rollout_state_id" to table: "rollout"
DROP INDEX `rollout_state_id`;
-- reverse: create index "rollout_offering_id_region_ars" to table: "rollout"
DROP INDEX `rollout_offering_id_region_ars`;
-- reverse: create index "rollout_it_provider_id_id" to table: "rollout"
DROP INDEX `rollout_it_provider_id_id`;
-- reverse: create index "rollout_vendor_id_id" to table: "rollout"
DROP INDEX `rollout_vendor_id_id`;
-- reverse: create index "rollout_organisation_id_id" to table: "rollout"
DROP INDEX `rollout_organisation_id_id`;
-- reverse: create index "rollout_order_id_key" to table: "rollout"
DROP INDEX `rollout_order_id_key`;
-- reverse: create "rollout" table
DROP TABLE `rollout`;
-- reverse: create index "portallink_region_ars_online_since" to table: "portal_link"
DROP INDEX `portallink_region_ars_online_since`;
-- reverse: create index "portallink_service_id_region_ars" to table: "portal_link"
DROP INDEX `portallink_service_id_region_ars`;
-- reverse: create index "portallink_authority_id_online_since" to table: "portal_link"
DROP INDEX `portallink_authority_id_online_since`;
-- reverse: create index "portallink_organisation_id_service_id" to table: "portal_link"
DROP INDEX `portallink_organisation_id_service_id`;
-- reverse: create index "portallink_check_at" to table: "portal_link"
DROP INDEX `portallink_check_at`;
-- reverse: create index "portallink_rollout_id_position" to table: "portal_link"
DROP INDEX `portallink_rollout_id_position`;
-- reverse: create "portal_link" table
DROP TABLE `portal_link`;
