-- +goose Up
-- create "account" table
CREATE TABLE `account` (`id` text NOT NULL, `email_index` blob NOT NULL, `sealed_profile` blob NOT NULL, `state` text NOT NULL, `trust_level` text NOT NULL, `locale` text NOT NULL, `new_message_mail` bool NOT NULL DEFAULT (true), `single_key_shortcuts` bool NOT NULL DEFAULT (true), `platform_roles` json NULL, `terms_version` text NOT NULL, `version` integer NOT NULL DEFAULT (1), `created_at` datetime NOT NULL, `email_proven_at` datetime NULL, `kek_id` text NOT NULL, `wrapped_key` blob NOT NULL, PRIMARY KEY (`id`), CONSTRAINT `account_locale` CHECK (locale IN ('DE', 'EN')), CONSTRAINT `account_state` CHECK (state IN ('EMAIL_PENDING', 'ACTIVE', 'BLOCKED')), CONSTRAINT `account_trust_level` CHECK (trust_level IN ('NONE', 'EMAIL', 'POSTAL')));
-- create index "account_email_index_key" to table: "account"
CREATE UNIQUE INDEX `account_email_index_key` ON `account` (`email_index`);
-- create index "account_state_created_at" to table: "account"
CREATE INDEX `account_state_created_at` ON `account` (`state`, `created_at`);
-- create "activation" table
CREATE TABLE `activation` (`id` text NOT NULL, `account_id` text NOT NULL, `state` text NOT NULL, `sealed_address` blob NOT NULL, `code_hash` blob NOT NULL, `attempts_left` integer NOT NULL, `abroad` bool NOT NULL, `letter_queued_at` datetime NOT NULL, `letter_printed_at` datetime NULL, `letter_returned_at` datetime NULL, `expires_at` datetime NOT NULL, PRIMARY KEY (`id`), CONSTRAINT `activation_state` CHECK (state IN ('LIVE', 'USED', 'VOID', 'REPLACED')));
-- create index "activation_account_id_letter_queued_at" to table: "activation"
CREATE INDEX `activation_account_id_letter_queued_at` ON `activation` (`account_id`, `letter_queued_at`);
-- create "case_mailbox" table
CREATE TABLE `case_mailbox` (`id` text NOT NULL, `account_id` text NOT NULL, `reference` text NOT NULL, `kind` text NOT NULL, `undertaking_id` text NULL, `region_ars` text NULL, `directory_revision` text NOT NULL, `opened_at` datetime NOT NULL, PRIMARY KEY (`id`), CONSTRAINT `case_mailbox_kind` CHECK (kind IN ('UNDERTAKING', 'AUTHORITY')));
-- create index "case_mailbox_reference_key" to table: "case_mailbox"
CREATE UNIQUE INDEX `case_mailbox_reference_key` ON `case_mailbox` (`reference`);
-- create index "casemailbox_account_id_opened_at" to table: "case_mailbox"
CREATE INDEX `casemailbox_account_id_opened_at` ON `case_mailbox` (`account_id`, `opened_at`);
-- create "case_note" table
CREATE TABLE `case_note` (`id` text NOT NULL, `reader` text NOT NULL, `author_id` text NOT NULL, `sealed` blob NOT NULL, `at` datetime NOT NULL, `side_id` text NOT NULL, PRIMARY KEY (`id`), CONSTRAINT `case_note_side_notes` FOREIGN KEY (`side_id`) REFERENCES `side` (`id`) ON DELETE CASCADE);
-- create index "casenote_side_id_at" to table: "case_note"
CREATE INDEX `casenote_side_id_at` ON `case_note` (`side_id`, `at`);
-- create "case_party" table
CREATE TABLE `case_party` (`id` text NOT NULL, `account_id` text NOT NULL, `authority_id` text NOT NULL, `role` text NOT NULL, `service_ids` json NOT NULL, `rule_ids` json NULL, `position` integer NOT NULL, `mailbox_id` text NOT NULL, PRIMARY KEY (`id`), CONSTRAINT `case_party_case_mailbox_parties` FOREIGN KEY (`mailbox_id`) REFERENCES `case_mailbox` (`id`) ON DELETE CASCADE, CONSTRAINT `case_party_role` CHECK (role IN ('PRIMARY', 'ALTERNATIVE', 'POINT_OF_SINGLE_CONTACT')));
-- create index "caseparty_mailbox_id_authority_id" to table: "case_party"
CREATE UNIQUE INDEX `caseparty_mailbox_id_authority_id` ON `case_party` (`mailbox_id`, `authority_id`);
-- create "channel" table
CREATE TABLE `channel` (`id` text NOT NULL, `organisation_id` text NOT NULL, `kind` text NOT NULL, `state` text NOT NULL, `problem` text NULL, `email` text NULL, `max_message_bytes` integer NOT NULL, `created_at` datetime NOT NULL, PRIMARY KEY (`id`), CONSTRAINT `channel_kind` CHECK (kind IN ('INBOX')), CONSTRAINT `channel_state` CHECK (state IN ('PENDING', 'ACTIVE', 'SUSPENDED', 'CLOSED')));
-- create index "channel_organisation_id" to table: "channel"
CREATE INDEX `channel_organisation_id` ON `channel` (`organisation_id`);
-- create "counter" table
CREATE TABLE `counter` (`id` text NOT NULL, `count` integer NOT NULL, `expires_at` datetime NOT NULL, PRIMARY KEY (`id`));
-- create index "counter_expires_at" to table: "counter"
CREATE INDEX `counter_expires_at` ON `counter` (`expires_at`);
-- create "delivery" table
CREATE TABLE `delivery` (`id` text NOT NULL, `message_id` text NOT NULL, `authority_id` text NOT NULL, `owner_reader` text NOT NULL, `owner_side_id` text NOT NULL, `authority_side_id` text NOT NULL, `state` text NOT NULL, `created_at` datetime NOT NULL, PRIMARY KEY (`id`), CONSTRAINT `delivery_state` CHECK (state IN ('QUEUED', 'DEFERRED', 'HANDED_OVER', 'RELAYED', 'DELIVERED', 'OPENED', 'CONFIRMED', 'ANSWERED', 'FAILED', 'REJECTED')));
-- create index "delivery_message_id_authority_id" to table: "delivery"
CREATE UNIQUE INDEX `delivery_message_id_authority_id` ON `delivery` (`message_id`, `authority_id`);
-- create index "delivery_owner_side_id" to table: "delivery"
CREATE INDEX `delivery_owner_side_id` ON `delivery` (`owner_side_id`);
-- create index "delivery_authority_side_id" to table: "delivery"
CREATE INDEX `delivery_authority_side_id` ON `delivery` (`authority_side_id`);
-- create "delivery_fact" table
CREATE TABLE `delivery_fact` (`id` integer NOT NULL PRIMARY KEY AUTOINCREMENT, `state` text NOT NULL, `at` datetime NOT NULL, `actor_id` text NULL, `sealed_detail` blob NULL, `delivery_id` text NOT NULL, CONSTRAINT `delivery_fact_delivery_facts` FOREIGN KEY (`delivery_id`) REFERENCES `delivery` (`id`) ON DELETE CASCADE, CONSTRAINT `delivery_fact_state` CHECK (state IN ('QUEUED', 'DEFERRED', 'HANDED_OVER', 'RELAYED', 'DELIVERED', 'OPENED', 'CONFIRMED', 'ANSWERED', 'FAILED', 'REJECTED')));
-- create index "deliveryfact_delivery_id_at" to table: "delivery_fact"
CREATE INDEX `deliveryfact_delivery_id_at` ON `delivery_fact` (`delivery_id`, `at`);
-- create "document" table
CREATE TABLE `document` (`id` text NOT NULL, `mailbox_id` text NOT NULL, `state` text NOT NULL, `refusal` text NULL, `scanned` bool NOT NULL DEFAULT (false), `sealed_meta` blob NOT NULL, `size` integer NOT NULL, `blob_key` text NULL, `sent` bool NOT NULL DEFAULT (false), `created_at` datetime NOT NULL, PRIMARY KEY (`id`), CONSTRAINT `document_state` CHECK (state IN ('AWAITING_UPLOAD', 'SCANNING', 'READY', 'REFUSED')));
-- create index "document_sent_created_at" to table: "document"
CREATE INDEX `document_sent_created_at` ON `document` (`sent`, `created_at`);
-- create "draft" table
CREATE TABLE `draft` (`id` text NOT NULL, `reader` text NOT NULL, `author_id` text NOT NULL, `kind` text NOT NULL, `wrapped_key` blob NOT NULL, `sealed` blob NOT NULL, `recipient_ids` json NULL, `service_ids` json NULL, `document_ids` json NULL, `receipt_requested` bool NOT NULL, `version` integer NOT NULL DEFAULT (1), `saved_at` datetime NOT NULL, `side_id` text NOT NULL, PRIMARY KEY (`id`), CONSTRAINT `draft_side_drafts` FOREIGN KEY (`side_id`) REFERENCES `side` (`id`) ON DELETE CASCADE, CONSTRAINT `draft_kind` CHECK (kind IN ('MESSAGE', 'APPLICATION', 'REQUEST', 'DECISION', 'NOTICE')));
-- create index "draft_side_id_saved_at" to table: "draft"
CREATE INDEX `draft_side_id_saved_at` ON `draft` (`side_id`, `saved_at`);
-- create "idempotency_record" table
CREATE TABLE `idempotency_record` (`id` integer NOT NULL PRIMARY KEY AUTOINCREMENT, `actor` text NOT NULL, `key_hash` blob NOT NULL, `request_digest` blob NOT NULL, `result_id` text NOT NULL, `at` datetime NOT NULL);
-- create index "idempotencyrecord_actor_key_hash" to table: "idempotency_record"
CREATE UNIQUE INDEX `idempotencyrecord_actor_key_hash` ON `idempotency_record` (`actor`, `key_hash`);
-- create index "idempotencyrecord_at" to table: "idempotency_record"
CREATE INDEX `idempotencyrecord_at` ON `idempotency_record` (`at`);
-- create "identity" table
CREATE TABLE `identity` (`id` integer NOT NULL PRIMARY KEY AUTOINCREMENT, `account_id` text NOT NULL, `kind` text NOT NULL, `secret` text NOT NULL, `changed_at` datetime NOT NULL, CONSTRAINT `identity_kind` CHECK (kind IN ('PASSWORD')));
-- create index "identity_account_id_kind" to table: "identity"
CREATE UNIQUE INDEX `identity_account_id_kind` ON `identity` (`account_id`, `kind`);
-- create "instance" table
CREATE TABLE `instance` (`id` text NOT NULL, `kind` text NOT NULL, `epoch` text NOT NULL, `created_at` datetime NOT NULL, PRIMARY KEY (`id`), CONSTRAINT `instance_kind` CHECK (kind IN ('DEMO', 'REAL')));
-- create "job" table
CREATE TABLE `job` (`id` text NOT NULL, `kind` text NOT NULL, `subject` text NOT NULL, `unique_key` text NULL, `run_at` datetime NOT NULL, `attempts` integer NOT NULL DEFAULT (0), `locked_until` datetime NULL, `created_at` datetime NOT NULL, PRIMARY KEY (`id`));
-- create index "job_unique_key_key" to table: "job"
CREATE UNIQUE INDEX `job_unique_key_key` ON `job` (`unique_key`);
-- create index "job_run_at" to table: "job"
CREATE INDEX `job_run_at` ON `job` (`run_at`);
-- create "letter" table
CREATE TABLE `letter` (`id` text NOT NULL, `account_id` text NOT NULL, `activation_id` text NOT NULL, `state` text NOT NULL, `sealed` blob NOT NULL, `created_at` datetime NOT NULL, `printed_at` datetime NULL, `kek_id` text NOT NULL, `wrapped_key` blob NOT NULL, PRIMARY KEY (`id`), CONSTRAINT `letter_state` CHECK (state IN ('QUEUED', 'PRINTED', 'RETURNED')));
-- create index "letter_state_created_at" to table: "letter"
CREATE INDEX `letter_state_created_at` ON `letter` (`state`, `created_at`);
-- create index "letter_account_id" to table: "letter"
CREATE INDEX `letter_account_id` ON `letter` (`account_id`);
-- create "link_token" table
CREATE TABLE `link_token` (`id` text NOT NULL, `token_hash` blob NOT NULL, `purpose` text NOT NULL, `account_id` text NOT NULL, `created_at` datetime NOT NULL, `expires_at` datetime NOT NULL, `used_at` datetime NULL, PRIMARY KEY (`id`), CONSTRAINT `link_token_purpose` CHECK (purpose IN ('EMAIL_CONFIRM', 'PASSWORD_RESET')));
-- create index "link_token_token_hash_key" to table: "link_token"
CREATE UNIQUE INDEX `link_token_token_hash_key` ON `link_token` (`token_hash`);
-- create index "linktoken_account_id_purpose" to table: "link_token"
CREATE INDEX `linktoken_account_id_purpose` ON `link_token` (`account_id`, `purpose`);
-- create index "linktoken_expires_at" to table: "link_token"
CREATE INDEX `linktoken_expires_at` ON `link_token` (`expires_at`);
-- create "mail" table
CREATE TABLE `mail` (`id` text NOT NULL, `account_id` text NULL, `side_id` text NULL, `state` text NOT NULL DEFAULT ('QUEUED'), `sealed` blob NOT NULL, `created_at` datetime NOT NULL, `sent_at` datetime NULL, `kek_id` text NOT NULL, `wrapped_key` blob NOT NULL, PRIMARY KEY (`id`), CONSTRAINT `mail_state` CHECK (state IN ('QUEUED', 'SENT', 'FAILED')));
-- create index "mail_created_at" to table: "mail"
CREATE INDEX `mail_created_at` ON `mail` (`created_at`);
-- create "manifest" table
CREATE TABLE `manifest` (`id` integer NOT NULL PRIMARY KEY AUTOINCREMENT, `message_id` text NOT NULL, `reader` text NOT NULL, `signing_key_id` text NOT NULL, `sealed` blob NOT NULL, `signed_at` datetime NOT NULL, `side_id` text NOT NULL, CONSTRAINT `manifest_side_manifests` FOREIGN KEY (`side_id`) REFERENCES `side` (`id`) ON DELETE CASCADE);
-- create index "manifest_side_id_message_id" to table: "manifest"
CREATE UNIQUE INDEX `manifest_side_id_message_id` ON `manifest` (`side_id`, `message_id`);
-- create "membership" table
CREATE TABLE `membership` (`id` text NOT NULL, `organisation_id` text NOT NULL, `account_id` text NOT NULL, `roles` json NOT NULL, `all_authorities` bool NOT NULL DEFAULT (false), `authority_ids` json NULL, `version` integer NOT NULL DEFAULT (1), `created_at` datetime NOT NULL, PRIMARY KEY (`id`));
-- create index "membership_organisation_id_account_id" to table: "membership"
CREATE UNIQUE INDEX `membership_organisation_id_account_id` ON `membership` (`organisation_id`, `account_id`);
-- create index "membership_account_id" to table: "membership"
CREATE INDEX `membership_account_id` ON `membership` (`account_id`);
-- create "message" table
CREATE TABLE `message` (`id` text NOT NULL, `mailbox_id` text NOT NULL, `direction` text NOT NULL, `kind` text NOT NULL, `from_authority_id` text NULL, `sealed_head` blob NOT NULL, `sealed_body` blob NOT NULL, `service_ids` json NULL, `receipt_requested` bool NOT NULL, `in_reply_to_id` text NULL, `due_on` text NULL, `sent_at` datetime NOT NULL, PRIMARY KEY (`id`), CONSTRAINT `message_direction` CHECK (direction IN ('OUTBOUND', 'INBOUND', 'PLATFORM')), CONSTRAINT `message_kind` CHECK (kind IN ('MESSAGE', 'APPLICATION', 'REQUEST', 'DECISION', 'NOTICE')));
-- create index "message_mailbox_id" to table: "message"
CREATE INDEX `message_mailbox_id` ON `message` (`mailbox_id`);
-- create "organisation" table
CREATE TABLE `organisation` (`id` text NOT NULL, `name` text NOT NULL, `kind` text NOT NULL, `region_ars` text NULL, `version` integer NOT NULL DEFAULT (1), `created_at` datetime NOT NULL, PRIMARY KEY (`id`));
-- create "platform_key" table
CREATE TABLE `platform_key` (`id` text NOT NULL, `purpose` text NOT NULL, `state` text NOT NULL, `public` blob NULL, `created_at` datetime NOT NULL, `retired_at` datetime NULL, `kek_id` text NOT NULL, `wrapped_key` blob NOT NULL, PRIMARY KEY (`id`), CONSTRAINT `platform_key_purpose` CHECK (purpose IN ('ACCESS_TOKEN', 'SEAL', 'BLIND_INDEX', 'SEARCH_INDEX', 'DOWNLOAD_TICKET', 'CURSOR')), CONSTRAINT `platform_key_state` CHECK (state IN ('ACTIVE', 'RETIRED')));
-- create "refresh_token" table
CREATE TABLE `refresh_token` (`id` integer NOT NULL PRIMARY KEY AUTOINCREMENT, `token_hash` blob NOT NULL, `session_id` text NOT NULL, `issued_at` datetime NOT NULL, `used_at` datetime NULL);
-- create index "refresh_token_token_hash_key" to table: "refresh_token"
CREATE UNIQUE INDEX `refresh_token_token_hash_key` ON `refresh_token` (`token_hash`);
-- create index "refreshtoken_session_id" to table: "refresh_token"
CREATE INDEX `refreshtoken_session_id` ON `refresh_token` (`session_id`);
-- create "search_word" table
CREATE TABLE `search_word` (`id` integer NOT NULL PRIMARY KEY AUTOINCREMENT, `reader` text NOT NULL, `word` integer NOT NULL, `message_id` text NULL, `side_id` text NOT NULL, CONSTRAINT `search_word_side_words` FOREIGN KEY (`side_id`) REFERENCES `side` (`id`) ON DELETE CASCADE);
-- create index "searchword_reader_word_side_id" to table: "search_word"
CREATE INDEX `searchword_reader_word_side_id` ON `search_word` (`reader`, `word`, `side_id`);
-- create index "searchword_message_id" to table: "search_word"
CREATE INDEX `searchword_message_id` ON `search_word` (`message_id`);
-- create "session" table
CREATE TABLE `session` (`id` text NOT NULL, `account_id` text NOT NULL, `sealed_user_agent` blob NOT NULL, `created_at` datetime NOT NULL, `last_seen_at` datetime NOT NULL, `expires_at` datetime NOT NULL, `ended_at` datetime NULL, PRIMARY KEY (`id`));
-- create index "session_account_id" to table: "session"
CREATE INDEX `session_account_id` ON `session` (`account_id`);
-- create index "session_ended_at" to table: "session"
CREATE INDEX `session_ended_at` ON `session` (`ended_at`);
-- create index "session_expires_at" to table: "session"
CREATE INDEX `session_expires_at` ON `session` (`expires_at`);
-- create "side" table
CREATE TABLE `side` (`id` text NOT NULL, `mailbox_id` text NOT NULL, `kind` text NOT NULL, `reader` text NOT NULL, `reference` text NOT NULL, `undertaking_id` text NULL, `region_ars` text NULL, `key_generation` integer NOT NULL DEFAULT (1), `wrapped_head_key` blob NOT NULL, `sealed_head` blob NOT NULL, `last_seq` integer NOT NULL DEFAULT (0), `unread_count` integer NOT NULL DEFAULT (0), `event_seq` integer NOT NULL DEFAULT (0), `event_head` blob NULL, `last_activity_at` datetime NOT NULL, `last_message_at` datetime NOT NULL, `deletes_at` datetime NULL, `state` text NOT NULL DEFAULT ('NEW'), `assignee_id` text NULL, `due_on` text NULL, `waiting_since` datetime NULL, `closed_at` datetime NULL, `owner_deleted_at` datetime NULL, `service_ids` json NULL, `receipt_default` bool NOT NULL DEFAULT (false), `version` integer NOT NULL DEFAULT (1), `created_at` datetime NOT NULL, `kek_id` text NOT NULL, `wrapped_key` blob NOT NULL, PRIMARY KEY (`id`), CONSTRAINT `side_kind` CHECK (kind IN ('OWNER', 'AUTHORITY')), CONSTRAINT `side_state` CHECK (state IN ('NEW', 'IN_PROGRESS', 'AWAITING_PERSON', 'CLOSED')));
-- create index "side_mailbox_id_reader" to table: "side"
CREATE UNIQUE INDEX `side_mailbox_id_reader` ON `side` (`mailbox_id`, `reader`);
-- create index "side_reader_last_message_at_id" to table: "side"
CREATE INDEX `side_reader_last_message_at_id` ON `side` (`reader`, `last_message_at`, `id`);
-- create index "side_reader_waiting_since_id" to table: "side"
CREATE INDEX `side_reader_waiting_since_id` ON `side` (`reader`, `waiting_since`, `id`);
-- create index "side_reader_due_on_id" to table: "side"
CREATE INDEX `side_reader_due_on_id` ON `side` (`reader`, `due_on`, `id`);
-- create "side_event" table
CREATE TABLE `side_event` (`id` text NOT NULL, `reader` text NOT NULL, `seq` integer NOT NULL, `kind` text NOT NULL, `message_id` text NULL, `sealed` blob NOT NULL, `at` datetime NOT NULL, `side_id` text NOT NULL, PRIMARY KEY (`id`), CONSTRAINT `side_event_side_events` FOREIGN KEY (`side_id`) REFERENCES `side` (`id`) ON DELETE CASCADE, CONSTRAINT `side_event_kind` CHECK (kind IN ('MAILBOX_OPENED', 'MESSAGE_SENT', 'MESSAGE_RECEIVED', 'DELIVERY_CHANGED', 'MESSAGE_OPENED', 'DOCUMENT_FETCHED', 'RECEIPT_CONFIRMED', 'NOTIFICATION_SENT', 'NOTIFICATION_FAILED', 'MESSAGE_DELETED', 'DOCUMENT_DELETED', 'MAILBOX_DELETED')));
-- create index "sideevent_side_id_seq" to table: "side_event"
CREATE UNIQUE INDEX `sideevent_side_id_seq` ON `side_event` (`side_id`, `seq`);
-- create "stream" table
CREATE TABLE `stream` (`id` text NOT NULL, `seq` integer NOT NULL DEFAULT (0), PRIMARY KEY (`id`));
-- create "stream_entry" table
CREATE TABLE `stream_entry` (`id` integer NOT NULL PRIMARY KEY AUTOINCREMENT, `reader` text NOT NULL, `seq` integer NOT NULL, `topic` text NOT NULL, `side_id` text NOT NULL, `message_id` text NULL, `event_id` text NULL, `at` datetime NOT NULL, CONSTRAINT `stream_entry_topic` CHECK (topic IN ('MESSAGE', 'CHANGE')));
-- create index "streamentry_reader_seq" to table: "stream_entry"
CREATE UNIQUE INDEX `streamentry_reader_seq` ON `stream_entry` (`reader`, `seq`);
-- create index "streamentry_at" to table: "stream_entry"
CREATE INDEX `streamentry_at` ON `stream_entry` (`at`);
-- create "view_document" table
CREATE TABLE `view_document` (`id` integer NOT NULL PRIMARY KEY AUTOINCREMENT, `reader` text NOT NULL, `message_id` text NULL, `position` integer NOT NULL DEFAULT (0), `wrapped_key` blob NOT NULL, `fetched_at` datetime NULL, `document_id` text NOT NULL, `side_id` text NOT NULL, CONSTRAINT `view_document_document_views` FOREIGN KEY (`document_id`) REFERENCES `document` (`id`) ON DELETE CASCADE, CONSTRAINT `view_document_side_document_views` FOREIGN KEY (`side_id`) REFERENCES `side` (`id`) ON DELETE CASCADE);
-- create index "viewdocument_side_id_document_id" to table: "view_document"
CREATE UNIQUE INDEX `viewdocument_side_id_document_id` ON `view_document` (`side_id`, `document_id`);
-- create index "viewdocument_side_id_message_id_position" to table: "view_document"
CREATE INDEX `viewdocument_side_id_message_id_position` ON `view_document` (`side_id`, `message_id`, `position`);
-- create index "viewdocument_document_id" to table: "view_document"
CREATE INDEX `viewdocument_document_id` ON `view_document` (`document_id`);
-- create "view_message" table
CREATE TABLE `view_message` (`id` integer NOT NULL PRIMARY KEY AUTOINCREMENT, `reader` text NOT NULL, `seq` integer NOT NULL, `unread` bool NOT NULL, `read_at` datetime NULL, `document_count` integer NOT NULL DEFAULT (0), `wrapped_key` blob NOT NULL, `event_id` text NOT NULL, `message_id` text NOT NULL, `side_id` text NOT NULL, CONSTRAINT `view_message_message_views` FOREIGN KEY (`message_id`) REFERENCES `message` (`id`) ON DELETE CASCADE, CONSTRAINT `view_message_side_views` FOREIGN KEY (`side_id`) REFERENCES `side` (`id`) ON DELETE CASCADE);
-- create index "viewmessage_side_id_seq" to table: "view_message"
CREATE UNIQUE INDEX `viewmessage_side_id_seq` ON `view_message` (`side_id`, `seq`);
-- create index "viewmessage_side_id_message_id" to table: "view_message"
CREATE UNIQUE INDEX `viewmessage_side_id_message_id` ON `view_message` (`side_id`, `message_id`);
-- create index "viewmessage_message_id" to table: "view_message"
CREATE INDEX `viewmessage_message_id` ON `view_message` (`message_id`);

-- +goose Down
-- reverse: create index "viewmessage_message_id" to table: "view_message"
DROP INDEX `viewmessage_message_id`;
-- reverse: create index "viewmessage_side_id_message_id" to table: "view_message"
DROP INDEX `viewmessage_side_id_message_id`;
-- reverse: create index "viewmessage_side_id_seq" to table: "view_message"
DROP INDEX `viewmessage_side_id_seq`;
-- reverse: create "view_message" table
DROP TABLE `view_message`;
-- reverse: create index "viewdocument_document_id" to table: "view_document"
DROP INDEX `viewdocument_document_id`;
-- reverse: create index "viewdocument_side_id_message_id_position" to table: "view_document"
DROP INDEX `viewdocument_side_id_message_id_position`;
-- reverse: create index "viewdocument_side_id_document_id" to table: "view_document"
DROP INDEX `viewdocument_side_id_document_id`;
-- reverse: create "view_document" table
DROP TABLE `view_document`;
-- reverse: create index "streamentry_at" to table: "stream_entry"
DROP INDEX `streamentry_at`;
-- reverse: create index "streamentry_reader_seq" to table: "stream_entry"
DROP INDEX `streamentry_reader_seq`;
-- reverse: create "stream_entry" table
DROP TABLE `stream_entry`;
-- reverse: create "stream" table
DROP TABLE `stream`;
-- reverse: create index "sideevent_side_id_seq" to table: "side_event"
DROP INDEX `sideevent_side_id_seq`;
-- reverse: create "side_event" table
DROP TABLE `side_event`;
-- reverse: create index "side_reader_due_on_id" to table: "side"
DROP INDEX `side_reader_due_on_id`;
-- reverse: create index "side_reader_waiting_since_id" to table: "side"
DROP INDEX `side_reader_waiting_since_id`;
-- reverse: create index "side_reader_last_message_at_id" to table: "side"
DROP INDEX `side_reader_last_message_at_id`;
-- reverse: create index "side_mailbox_id_reader" to table: "side"
DROP INDEX `side_mailbox_id_reader`;
-- reverse: create "side" table
DROP TABLE `side`;
-- reverse: create index "session_expires_at" to table: "session"
DROP INDEX `session_expires_at`;
-- reverse: create index "session_ended_at" to table: "session"
DROP INDEX `session_ended_at`;
-- reverse: create index "session_account_id" to table: "session"
DROP INDEX `session_account_id`;
-- reverse: create "session" table
DROP TABLE `session`;
-- reverse: create index "searchword_message_id" to table: "search_word"
DROP INDEX `searchword_message_id`;
-- reverse: create index "searchword_reader_word_side_id" to table: "search_word"
DROP INDEX `searchword_reader_word_side_id`;
-- reverse: create "search_word" table
DROP TABLE `search_word`;
-- reverse: create index "refreshtoken_session_id" to table: "refresh_token"
DROP INDEX `refreshtoken_session_id`;
-- reverse: create index "refresh_token_token_hash_key" to table: "refresh_token"
DROP INDEX `refresh_token_token_hash_key`;
-- reverse: create "refresh_token" table
DROP TABLE `refresh_token`;
-- reverse: create "platform_key" table
DROP TABLE `platform_key`;
-- reverse: create "organisation" table
DROP TABLE `organisation`;
-- reverse: create index "message_mailbox_id" to table: "message"
DROP INDEX `message_mailbox_id`;
-- reverse: create "message" table
DROP TABLE `message`;
-- reverse: create index "membership_account_id" to table: "membership"
DROP INDEX `membership_account_id`;
-- reverse: create index "membership_organisation_id_account_id" to table: "membership"
DROP INDEX `membership_organisation_id_account_id`;
-- reverse: create "membership" table
DROP TABLE `membership`;
-- reverse: create index "manifest_side_id_message_id" to table: "manifest"
DROP INDEX `manifest_side_id_message_id`;
-- reverse: create "manifest" table
DROP TABLE `manifest`;
-- reverse: create index "mail_created_at" to table: "mail"
DROP INDEX `mail_created_at`;
-- reverse: create "mail" table
DROP TABLE `mail`;
-- reverse: create index "linktoken_expires_at" to table: "link_token"
DROP INDEX `linktoken_expires_at`;
-- reverse: create index "linktoken_account_id_purpose" to table: "link_token"
DROP INDEX `linktoken_account_id_purpose`;
-- reverse: create index "link_token_token_hash_key" to table: "link_token"
DROP INDEX `link_token_token_hash_key`;
-- reverse: create "link_token" table
DROP TABLE `link_token`;
-- reverse: create index "letter_account_id" to table: "letter"
DROP INDEX `letter_account_id`;
-- reverse: create index "letter_state_created_at" to table: "letter"
DROP INDEX `letter_state_created_at`;
-- reverse: create "letter" table
DROP TABLE `letter`;
-- reverse: create index "job_run_at" to table: "job"
DROP INDEX `job_run_at`;
-- reverse: create index "job_unique_key_key" to table: "job"
DROP INDEX `job_unique_key_key`;
-- reverse: create "job" table
DROP TABLE `job`;
-- reverse: create "instance" table
DROP TABLE `instance`;
-- reverse: create index "identity_account_id_kind" to table: "identity"
DROP INDEX `identity_account_id_kind`;
-- reverse: create "identity" table
DROP TABLE `identity`;
-- reverse: create index "idempotencyrecord_at" to table: "idempotency_record"
DROP INDEX `idempotencyrecord_at`;
-- reverse: create index "idempotencyrecord_actor_key_hash" to table: "idempotency_record"
DROP INDEX `idempotencyrecord_actor_key_hash`;
-- reverse: create "idempotency_record" table
DROP TABLE `idempotency_record`;
-- reverse: create index "draft_side_id_saved_at" to table: "draft"
DROP INDEX `draft_side_id_saved_at`;
-- reverse: create "draft" table
DROP TABLE `draft`;
-- reverse: create index "document_sent_created_at" to table: "document"
DROP INDEX `document_sent_created_at`;
-- reverse: create "document" table
DROP TABLE `document`;
-- reverse: create index "deliveryfact_delivery_id_at" to table: "delivery_fact"
DROP INDEX `deliveryfact_delivery_id_at`;
-- reverse: create "delivery_fact" table
DROP TABLE `delivery_fact`;
-- reverse: create index "delivery_authority_side_id" to table: "delivery"
DROP INDEX `delivery_authority_side_id`;
-- reverse: create index "delivery_owner_side_id" to table: "delivery"
DROP INDEX `delivery_owner_side_id`;
-- reverse: create index "delivery_message_id_authority_id" to table: "delivery"
DROP INDEX `delivery_message_id_authority_id`;
-- reverse: create "delivery" table
DROP TABLE `delivery`;
-- reverse: create index "counter_expires_at" to table: "counter"
DROP INDEX `counter_expires_at`;
-- reverse: create "counter" table
DROP TABLE `counter`;
-- reverse: create index "channel_organisation_id" to table: "channel"
DROP INDEX `channel_organisation_id`;
-- reverse: create "channel" table
DROP TABLE `channel`;
-- reverse: create index "caseparty_mailbox_id_authority_id" to table: "case_party"
DROP INDEX `caseparty_mailbox_id_authority_id`;
-- reverse: create "case_party" table
DROP TABLE `case_party`;
-- reverse: create index "casenote_side_id_at" to table: "case_note"
DROP INDEX `casenote_side_id_at`;
-- reverse: create "case_note" table
DROP TABLE `case_note`;
-- reverse: create index "casemailbox_account_id_opened_at" to table: "case_mailbox"
DROP INDEX `casemailbox_account_id_opened_at`;
-- reverse: create index "case_mailbox_reference_key" to table: "case_mailbox"
DROP INDEX `case_mailbox_reference_key`;
-- reverse: create "case_mailbox" table
DROP TABLE `case_mailbox`;
-- reverse: create index "activation_account_id_letter_queued_at" to table: "activation"
DROP INDEX `activation_account_id_letter_queued_at`;
-- reverse: create "activation" table
DROP TABLE `activation`;
-- reverse: create index "account_state_created_at" to table: "account"
DROP INDEX `account_state_created_at`;
-- reverse: create index "account_email_index_key" to table: "account"
DROP INDEX `account_email_index_key`;
-- reverse: create "account" table
DROP TABLE `account`;
