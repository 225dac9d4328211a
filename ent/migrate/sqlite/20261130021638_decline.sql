-- +goose Up
-- disable the enforcement of foreign-keys constraints
PRAGMA foreign_keys = off;
-- create index "portallink_state" to table: "portal_link"
CREATE INDEX `portallink_state` ON `portal_link` (`state`) WHERE state = 'BROKEN';
-- drop index "rollout_order_id_key" from table: "rollout"
DROP INDEX `rollout_order_id_key`;
-- create index "rollout_order_id" to table: "rollout"
CREATE UNIQUE INDEX `rollout_order_id` ON `rollout` (`order_id`) WHERE contract <> 'ENDED';
-- create index "rollout_order_id_id" to table: "rollout"
CREATE INDEX `rollout_order_id_id` ON `rollout` (`order_id`, `id`);
-- create "new_contract" table
CREATE TABLE `new_contract` (`id` text NOT NULL, `reference` text NOT NULL, `level` text NOT NULL, `state` text NOT NULL DEFAULT ('DRAFT'), `parent_id` text NULL, `offering_id` text NOT NULL, `grantor_id` text NOT NULL, `grantee_id` text NOT NULL, `signer_id` text NULL, `order_id` text NULL, `template_version` integer NULL, `effective_from` text NULL, `own_ends_on` text NULL, `ends_on` text NULL, `own_terminated` bool NOT NULL DEFAULT (false), `end_terminated` bool NOT NULL DEFAULT (false), `notice_period_months` integer NULL, `ready` bool NOT NULL DEFAULT (false), `held` bool NOT NULL DEFAULT (false), `untold` bool NOT NULL DEFAULT (false), `told_state` text NOT NULL DEFAULT (''), `told_ends_on` text NOT NULL DEFAULT (''), `record_key` blob NULL, `sealed` blob NOT NULL, `version` integer NOT NULL DEFAULT (1), `created_at` datetime NOT NULL, `kek_id` text NOT NULL, `wrapped_key` blob NOT NULL, PRIMARY KEY (`id`), CONSTRAINT `contract_level` CHECK (level IN ('PROVISION', 'REUSE', 'SUB_REUSE', 'SUB_SUB_REUSE')), CONSTRAINT `contract_state_2` CHECK (state IN ('DRAFT', 'OFFERED', 'SIGNED', 'EFFECTIVE', 'ON_HOLD', 'TERMINATED', 'EXPIRED', 'DECLINED')));
-- copy rows from old table "contract" to new temporary table "new_contract"
INSERT INTO `new_contract` (`id`, `reference`, `level`, `state`, `parent_id`, `offering_id`, `grantor_id`, `grantee_id`, `signer_id`, `order_id`, `template_version`, `effective_from`, `own_ends_on`, `ends_on`, `own_terminated`, `end_terminated`, `notice_period_months`, `ready`, `held`, `untold`, `told_state`, `told_ends_on`, `record_key`, `sealed`, `version`, `created_at`, `kek_id`, `wrapped_key`) SELECT `id`, `reference`, `level`, `state`, `parent_id`, `offering_id`, `grantor_id`, `grantee_id`, `signer_id`, `order_id`, `template_version`, `effective_from`, `own_ends_on`, `ends_on`, `own_terminated`, `end_terminated`, `notice_period_months`, `ready`, `held`, `untold`, `told_state`, `told_ends_on`, `record_key`, `sealed`, `version`, `created_at`, `kek_id`, `wrapped_key` FROM `contract`;
-- drop "contract" table after copying rows
DROP TABLE `contract`;
-- rename temporary table "new_contract" to "contract"
ALTER TABLE `new_contract` RENAME TO `contract`;
-- create index "contract_reference_key" to table: "contract"
CREATE UNIQUE INDEX `contract_reference_key` ON `contract` (`reference`);
-- create index "contract_record_key_key" to table: "contract"
CREATE UNIQUE INDEX `contract_record_key_key` ON `contract` (`record_key`);
-- create index "contract_parent_id" to table: "contract"
CREATE INDEX `contract_parent_id` ON `contract` (`parent_id`);
-- create index "contract_offering_id_level" to table: "contract"
CREATE INDEX `contract_offering_id_level` ON `contract` (`offering_id`, `level`);
-- create index "contract_grantor_id" to table: "contract"
CREATE INDEX `contract_grantor_id` ON `contract` (`grantor_id`);
-- create index "contract_grantee_id" to table: "contract"
CREATE INDEX `contract_grantee_id` ON `contract` (`grantee_id`);
-- create index "contract_signer_id" to table: "contract"
CREATE INDEX `contract_signer_id` ON `contract` (`signer_id`);
-- create index "contract_level_state" to table: "contract"
CREATE INDEX `contract_level_state` ON `contract` (`level`, `state`);
-- create index "contract_state_ends_on" to table: "contract"
CREATE INDEX `contract_state_ends_on` ON `contract` (`state`, `ends_on`);
-- create index "contract_untold" to table: "contract"
CREATE INDEX `contract_untold` ON `contract` (`untold`);
-- create index "contract_order_id" to table: "contract"
CREATE UNIQUE INDEX `contract_order_id` ON `contract` (`order_id`) WHERE state <> 'DECLINED';
-- create index "contract_order_id_state" to table: "contract"
CREATE INDEX `contract_order_id_state` ON `contract` (`order_id`, `state`);
-- enable back the enforcement of foreign-keys constraints
PRAGMA foreign_keys = on;

-- +goose Down
-- reverse: create index "contract_order_id_state" to table: "contract"
DROP INDEX `contract_order_id_state`;
-- reverse: create index "contract_order_id" to table: "contract"
DROP INDEX `contract_order_id`;
-- reverse: create index "contract_untold" to table: "contract"
DROP INDEX `contract_untold`;
-- reverse: create index "contract_state_ends_on" to table: "contract"
DROP INDEX `contract_state_ends_on`;
-- reverse: create index "contract_level_state" to table: "contract"
DROP INDEX `contract_level_state`;
-- reverse: create index "contract_signer_id" to table: "contract"
DROP INDEX `contract_signer_id`;
-- reverse: create index "contract_grantee_id" to table: "contract"
DROP INDEX `contract_grantee_id`;
-- reverse: create index "contract_grantor_id" to table: "contract"
DROP INDEX `contract_grantor_id`;
-- reverse: create index "contract_offering_id_level" to table: "contract"
DROP INDEX `contract_offering_id_level`;
-- reverse: create index "contract_parent_id" to table: "contract"
DROP INDEX `contract_parent_id`;
-- reverse: create index "contract_record_key_key" to table: "contract"
DROP INDEX `contract_record_key_key`;
-- reverse: create index "contract_reference_key" to table: "contract"
DROP INDEX `contract_reference_key`;
-- reverse: create "new_contract" table
DROP TABLE `new_contract`;
-- reverse: create index "rollout_order_id_id" to table: "rollout"
DROP INDEX `rollout_order_id_id`;
-- reverse: create index "rollout_order_id" to table: "rollout"
DROP INDEX `rollout_order_id`;
-- reverse: drop index "rollout_order_id_key" from table: "rollout"
CREATE UNIQUE INDEX `rollout_order_id_key` ON `rollout` (`order_id`);
-- reverse: create index "portallink_state" to table: "portal_link"
DROP INDEX `portallink_state`;
