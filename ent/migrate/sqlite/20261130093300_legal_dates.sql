-- +goose Up
-- create "legal_date" table
CREATE TABLE `legal_date` (`id` text NOT NULL, `reader` text NOT NULL, `kind` text NOT NULL, `authority_id` text NOT NULL, `message_id` text NULL, `service_id` text NULL, `procedure_law` text NOT NULL, `rule_id` text NOT NULL, `rule_version` integer NOT NULL, `basis` text NOT NULL, `anchor` text NOT NULL, `anchor_day` text NOT NULL, `amount` integer NOT NULL, `unit` text NOT NULL, `place` text NOT NULL, `extended_to` text NULL, `day` text NOT NULL, `provisional` bool NOT NULL, `steps` text NOT NULL, `supersedes` text NULL, `superseded_at` datetime NULL, `met_at` datetime NULL, `at` datetime NOT NULL, `side_id` text NOT NULL, PRIMARY KEY (`id`), CONSTRAINT `legal_date_side_dates` FOREIGN KEY (`side_id`) REFERENCES `side` (`id`) ON DELETE CASCADE, CONSTRAINT `legal_date_kind` CHECK (kind IN ('ANNOUNCEMENT', 'ANSWER_DUE', 'REMEDY_ENDS', 'DEEMED_APPROVAL')));
-- create index "legaldate_side_id_day_id" to table: "legal_date"
CREATE INDEX `legaldate_side_id_day_id` ON `legal_date` (`side_id`, `day`, `id`);
-- create index "legaldate_side_id_message_id_kind" to table: "legal_date"
CREATE INDEX `legaldate_side_id_message_id_kind` ON `legal_date` (`side_id`, `message_id`, `kind`);
-- create index "legaldate_rule_id_at" to table: "legal_date"
CREATE INDEX `legaldate_rule_id_at` ON `legal_date` (`rule_id`, `at`);
-- create "legal_rule" table
CREATE TABLE `legal_rule` (`id` text NOT NULL, `rule_id` text NOT NULL, `rule_version` integer NOT NULL, `kind` text NOT NULL, `law` text NOT NULL, `article` text NOT NULL, `jurisdiction` text NOT NULL, `procedure_law` text NULL, `anchor` text NOT NULL, `amount` integer NOT NULL, `unit` text NOT NULL, `shift_for_date` bool NOT NULL, `shift_for_period` bool NOT NULL, `holidays` text NOT NULL, `valid_from` text NOT NULL, `valid_to` text NULL, `special` text NOT NULL, `counsel_confirmed` bool NOT NULL, `note` text NOT NULL, `replaces_id` text NULL, `saved_by` text NOT NULL, `saved_at` datetime NOT NULL, PRIMARY KEY (`id`));
-- create index "legal_rule_replaces_id_key" to table: "legal_rule"
CREATE UNIQUE INDEX `legal_rule_replaces_id_key` ON `legal_rule` (`replaces_id`);
-- create index "legalrule_rule_id_rule_version" to table: "legal_rule"
CREATE UNIQUE INDEX `legalrule_rule_id_rule_version` ON `legal_rule` (`rule_id`, `rule_version`);

-- +goose Down
-- reverse: create index "legalrule_rule_id_rule_version" to table: "legal_rule"
DROP INDEX `legalrule_rule_id_rule_version`;
-- reverse: create index "legal_rule_replaces_id_key" to table: "legal_rule"
DROP INDEX `legal_rule_replaces_id_key`;
-- reverse: create "legal_rule" table
DROP TABLE `legal_rule`;
-- reverse: create index "legaldate_rule_id_at" to table: "legal_date"
DROP INDEX `legaldate_rule_id_at`;
-- reverse: create index "legaldate_side_id_message_id_kind" to table: "legal_date"
DROP INDEX `legaldate_side_id_message_id_kind`;
-- reverse: create index "legaldate_side_id_day_id" to table: "legal_date"
DROP INDEX `legaldate_side_id_day_id`;
-- reverse: create "legal_date" table
DROP TABLE `legal_date`;
