-- +goose Up
-- create "canned_answer" table
CREATE TABLE `canned_answer` (`id` text NOT NULL, `title_de` text NOT NULL, `body_de` text NOT NULL, `title_en` text NOT NULL, `body_en` text NOT NULL, `removed` bool NOT NULL DEFAULT (false), `version` integer NOT NULL DEFAULT (1), `updated_at` datetime NOT NULL, PRIMARY KEY (`id`));
-- create "ticket" table
CREATE TABLE `ticket` (`id` text NOT NULL, `reference` text NOT NULL, `kind` text NOT NULL, `state` text NOT NULL DEFAULT ('OPEN'), `organisation_id` text NULL, `order_id` text NULL, `offering_id` text NULL, `parent_of` text NULL, `parent_id` text NULL, `unique_key` blob NULL, `requester_id` text NULL, `assignee_id` text NULL, `merged_into_id` text NULL, `version` integer NOT NULL DEFAULT (1), `created_at` datetime NOT NULL, `updated_at` datetime NOT NULL, `first_answered_at` datetime NULL, `sealed` blob NOT NULL, `kek_id` text NOT NULL, `wrapped_key` blob NOT NULL, PRIMARY KEY (`id`), CONSTRAINT `ticket_kind` CHECK (kind IN ('ORGANISATION', 'ORDER', 'QUESTION', 'CONTACT')), CONSTRAINT `ticket_state` CHECK (state IN ('OPEN', 'WAITING_FOR_REQUESTER', 'WAITING_FOR_VENDOR', 'RESOLVED')));
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
-- create index "ticket_merged_into_id" to table: "ticket"
CREATE INDEX `ticket_merged_into_id` ON `ticket` (`merged_into_id`);
-- create index "ticket_kind_updated_at" to table: "ticket"
CREATE INDEX `ticket_kind_updated_at` ON `ticket` (`kind`, `updated_at`);
-- create "ticket_arrival" table
CREATE TABLE `ticket_arrival` (`id` text NOT NULL, `state` text NOT NULL DEFAULT ('RECEIVED'), `reason` text NULL, `digest` blob NOT NULL, `size` integer NOT NULL, `sealed` blob NOT NULL, `blob_key` text NULL, `received_at` datetime NOT NULL, `settled_at` datetime NULL, `kek_id` text NOT NULL, `wrapped_key` blob NOT NULL, PRIMARY KEY (`id`), CONSTRAINT `ticket_arrival_state` CHECK (state IN ('RECEIVED', 'TAKEN', 'IGNORED')));
-- create index "ticket_arrival_digest_key" to table: "ticket_arrival"
CREATE UNIQUE INDEX `ticket_arrival_digest_key` ON `ticket_arrival` (`digest`);
-- create index "ticketarrival_state_received_at" to table: "ticket_arrival"
CREATE INDEX `ticketarrival_state_received_at` ON `ticket_arrival` (`state`, `received_at`);
-- create index "ticketarrival_blob_key" to table: "ticket_arrival"
CREATE INDEX `ticketarrival_blob_key` ON `ticket_arrival` (`blob_key`);
-- create "ticket_entry" table
CREATE TABLE `ticket_entry` (`id` text NOT NULL, `ticket_id` text NOT NULL, `origin_id` text NOT NULL, `kind` text NOT NULL, `internal` bool NOT NULL DEFAULT (false), `unconfirmed` bool NOT NULL DEFAULT (false), `automatic` bool NOT NULL DEFAULT (false), `account_id` text NULL, `participant_id` text NULL, `unique_key` blob NULL, `sealed` blob NOT NULL, `at` datetime NOT NULL, PRIMARY KEY (`id`), CONSTRAINT `ticket_entry_kind` CHECK (kind IN ('MEMBER', 'OPERATOR', 'MAIL', 'PLATFORM')));
-- create index "ticket_entry_unique_key_key" to table: "ticket_entry"
CREATE UNIQUE INDEX `ticket_entry_unique_key_key` ON `ticket_entry` (`unique_key`);
-- create index "ticketentry_ticket_id_id" to table: "ticket_entry"
CREATE INDEX `ticketentry_ticket_id_id` ON `ticket_entry` (`ticket_id`, `id`);
-- create "ticket_file" table
CREATE TABLE `ticket_file` (`id` text NOT NULL, `entry_id` text NOT NULL, `origin_id` text NOT NULL, `refusal` text NULL, `scanned` bool NOT NULL DEFAULT (false), `operators_only` bool NOT NULL DEFAULT (false), `size` integer NOT NULL, `blob_key` text NULL, `sealed` blob NOT NULL, `created_at` datetime NOT NULL, PRIMARY KEY (`id`));
-- create index "ticketfile_entry_id" to table: "ticket_file"
CREATE INDEX `ticketfile_entry_id` ON `ticket_file` (`entry_id`);
-- create index "ticketfile_blob_key" to table: "ticket_file"
CREATE INDEX `ticketfile_blob_key` ON `ticket_file` (`blob_key`);
-- create "ticket_mail" table
CREATE TABLE `ticket_mail` (`id` text NOT NULL, `ticket_id` text NOT NULL, `entry_id` text NULL, `participant_id` text NOT NULL, `kind` text NOT NULL, `state` text NOT NULL DEFAULT ('QUEUED'), `failure` text NULL, `message_id` text NULL, `unique_key` blob NULL, `created_at` datetime NOT NULL, `first_attempt_at` datetime NULL, `sent_at` datetime NULL, PRIMARY KEY (`id`), CONSTRAINT `ticket_mail_kind` CHECK (kind IN ('ENTRY', 'PROBE', 'UNREADABLE')), CONSTRAINT `ticket_mail_state` CHECK (state IN ('QUEUED', 'SENT', 'FAILED', 'RETURNED')));
-- create index "ticket_mail_unique_key_key" to table: "ticket_mail"
CREATE UNIQUE INDEX `ticket_mail_unique_key_key` ON `ticket_mail` (`unique_key`);
-- create index "ticketmail_entry_id" to table: "ticket_mail"
CREATE INDEX `ticketmail_entry_id` ON `ticket_mail` (`entry_id`);
-- create index "ticketmail_participant_id_id" to table: "ticket_mail"
CREATE INDEX `ticketmail_participant_id_id` ON `ticket_mail` (`participant_id`, `id`);
-- create index "ticketmail_state_created_at" to table: "ticket_mail"
CREATE INDEX `ticketmail_state_created_at` ON `ticket_mail` (`state`, `created_at`);
-- create index "ticketmail_ticket_id" to table: "ticket_mail"
CREATE INDEX `ticketmail_ticket_id` ON `ticket_mail` (`ticket_id`);
-- create "ticket_participant" table
CREATE TABLE `ticket_participant` (`id` text NOT NULL, `ticket_id` text NOT NULL, `origin_id` text NOT NULL, `role` text NOT NULL, `account_id` text NULL, `organisation_id` text NULL, `sealed` blob NOT NULL, `mail_state` text NOT NULL DEFAULT ('UNKNOWN'), `mail_since` datetime NULL, `mail_problem` text NULL, `probe_sent_at` datetime NULL, `created_at` datetime NOT NULL, `removed_at` datetime NULL, `replaced_by_id` text NULL, PRIMARY KEY (`id`), CONSTRAINT `ticket_participant_mail_state` CHECK (mail_state IN ('UNKNOWN', 'REACHED', 'FAILING')), CONSTRAINT `ticket_participant_role` CHECK (role IN ('REQUESTER', 'VENDOR', 'IT_PROVIDER', 'COPY')));
-- create index "ticketparticipant_ticket_id" to table: "ticket_participant"
CREATE INDEX `ticketparticipant_ticket_id` ON `ticket_participant` (`ticket_id`);
-- create index "ticketparticipant_account_id" to table: "ticket_participant"
CREATE INDEX `ticketparticipant_account_id` ON `ticket_participant` (`account_id`);
-- create "ticket_word" table
CREATE TABLE `ticket_word` (`id` integer NOT NULL PRIMARY KEY AUTOINCREMENT, `ticket_id` text NOT NULL, `word` integer NOT NULL);
-- create index "ticketword_word_ticket_id" to table: "ticket_word"
CREATE INDEX `ticketword_word_ticket_id` ON `ticket_word` (`word`, `ticket_id`);
-- create index "ticketword_ticket_id" to table: "ticket_word"
CREATE INDEX `ticketword_ticket_id` ON `ticket_word` (`ticket_id`);

-- +goose Down
-- reverse: create index "ticketword_ticket_id" to table: "ticket_word"
DROP INDEX `ticketword_ticket_id`;
-- reverse: create index "ticketword_word_ticket_id" to table: "ticket_word"
DROP INDEX `ticketword_word_ticket_id`;
-- reverse: create "ticket_word" table
DROP TABLE `ticket_word`;
-- reverse: create index "ticketparticipant_account_id" to table: "ticket_participant"
DROP INDEX `ticketparticipant_account_id`;
-- reverse: create index "ticketparticipant_ticket_id" to table: "ticket_participant"
DROP INDEX `ticketparticipant_ticket_id`;
-- reverse: create "ticket_participant" table
DROP TABLE `ticket_participant`;
-- reverse: create index "ticketmail_ticket_id" to table: "ticket_mail"
DROP INDEX `ticketmail_ticket_id`;
-- reverse: create index "ticketmail_state_created_at" to table: "ticket_mail"
DROP INDEX `ticketmail_state_created_at`;
-- reverse: create index "ticketmail_participant_id_id" to table: "ticket_mail"
DROP INDEX `ticketmail_participant_id_id`;
-- reverse: create index "ticketmail_entry_id" to table: "ticket_mail"
DROP INDEX `ticketmail_entry_id`;
-- reverse: create index "ticket_mail_unique_key_key" to table: "ticket_mail"
DROP INDEX `ticket_mail_unique_key_key`;
-- reverse: create "ticket_mail" table
DROP TABLE `ticket_mail`;
-- reverse: create index "ticketfile_blob_key" to table: "ticket_file"
DROP INDEX `ticketfile_blob_key`;
-- reverse: create index "ticketfile_entry_id" to table: "ticket_file"
DROP INDEX `ticketfile_entry_id`;
-- reverse: create "ticket_file" table
DROP TABLE `ticket_file`;
-- reverse: create index "ticketentry_ticket_id_id" to table: "ticket_entry"
DROP INDEX `ticketentry_ticket_id_id`;
-- reverse: create index "ticket_entry_unique_key_key" to table: "ticket_entry"
DROP INDEX `ticket_entry_unique_key_key`;
-- reverse: create "ticket_entry" table
DROP TABLE `ticket_entry`;
-- reverse: create index "ticketarrival_blob_key" to table: "ticket_arrival"
DROP INDEX `ticketarrival_blob_key`;
-- reverse: create index "ticketarrival_state_received_at" to table: "ticket_arrival"
DROP INDEX `ticketarrival_state_received_at`;
-- reverse: create index "ticket_arrival_digest_key" to table: "ticket_arrival"
DROP INDEX `ticket_arrival_digest_key`;
-- reverse: create "ticket_arrival" table
DROP TABLE `ticket_arrival`;
-- reverse: create index "ticket_kind_updated_at" to table: "ticket"
DROP INDEX `ticket_kind_updated_at`;
-- reverse: create index "ticket_merged_into_id" to table: "ticket"
DROP INDEX `ticket_merged_into_id`;
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
-- reverse: create "ticket" table
DROP TABLE `ticket`;
-- reverse: create "canned_answer" table
DROP TABLE `canned_answer`;
