-- +goose Up
-- create "network_file" table
CREATE TABLE `network_file` (`id` text NOT NULL, `group_id` text NOT NULL, `member_id` text NOT NULL, `post_id` text NULL, `refusal` text NULL, `scanned` bool NOT NULL DEFAULT (false), `size` integer NOT NULL, `blob_key` text NULL, `unique_key` blob NOT NULL, `sealed` blob NOT NULL, `created_at` datetime NOT NULL, PRIMARY KEY (`id`));
-- create index "network_file_unique_key_key" to table: "network_file"
CREATE UNIQUE INDEX `network_file_unique_key_key` ON `network_file` (`unique_key`);
-- create index "networkfile_post_id" to table: "network_file"
CREATE INDEX `networkfile_post_id` ON `network_file` (`post_id`);
-- create index "networkfile_group_id_id" to table: "network_file"
CREATE INDEX `networkfile_group_id_id` ON `network_file` (`group_id`, `id`);
-- create index "networkfile_member_id_post_id" to table: "network_file"
CREATE INDEX `networkfile_member_id_post_id` ON `network_file` (`member_id`, `post_id`);
-- create index "networkfile_blob_key" to table: "network_file"
CREATE INDEX `networkfile_blob_key` ON `network_file` (`blob_key`);
-- create index "networkfile_post_id_created_at" to table: "network_file"
CREATE INDEX `networkfile_post_id_created_at` ON `network_file` (`post_id`, `created_at`);
-- create "network_group" table
CREATE TABLE `network_group` (`id` text NOT NULL, `slug` text NOT NULL, `texts` text NOT NULL, `whole_market` bool NULL, `archived` bool NOT NULL DEFAULT (false), `request_key` blob NULL, `version` integer NOT NULL DEFAULT (1), `created_at` datetime NOT NULL, `updated_at` datetime NOT NULL, `kek_id` text NOT NULL, `wrapped_key` blob NOT NULL, PRIMARY KEY (`id`));
-- create index "network_group_slug_key" to table: "network_group"
CREATE UNIQUE INDEX `network_group_slug_key` ON `network_group` (`slug`);
-- create index "network_group_request_key_key" to table: "network_group"
CREATE UNIQUE INDEX `network_group_request_key_key` ON `network_group` (`request_key`);
-- create index "networkgroup_whole_market" to table: "network_group"
CREATE UNIQUE INDEX `networkgroup_whole_market` ON `network_group` (`whole_market`);
-- create "network_group_offering" table
CREATE TABLE `network_group_offering` (`id` integer NOT NULL PRIMARY KEY AUTOINCREMENT, `group_id` text NOT NULL, `offering_id` text NOT NULL);
-- create index "network_group_offering_offering_id_key" to table: "network_group_offering"
CREATE UNIQUE INDEX `network_group_offering_offering_id_key` ON `network_group_offering` (`offering_id`);
-- create index "networkgroupoffering_group_id" to table: "network_group_offering"
CREATE INDEX `networkgroupoffering_group_id` ON `network_group_offering` (`group_id`);
-- create "network_member" table
CREATE TABLE `network_member` (`id` text NOT NULL, `group_id` text NOT NULL, `account_id` text NOT NULL, `membership_id` text NULL, `moderator` bool NOT NULL DEFAULT (false), `joined_at` datetime NOT NULL, `seen_at` datetime NOT NULL, `left_at` datetime NULL, `join_key` blob NOT NULL, `leave_key` blob NULL, PRIMARY KEY (`id`));
-- create index "networkmember_group_id_account_id" to table: "network_member"
CREATE UNIQUE INDEX `networkmember_group_id_account_id` ON `network_member` (`group_id`, `account_id`);
-- create index "networkmember_account_id" to table: "network_member"
CREATE INDEX `networkmember_account_id` ON `network_member` (`account_id`);
-- create index "networkmember_group_id_id" to table: "network_member"
CREATE INDEX `networkmember_group_id_id` ON `network_member` (`group_id`, `id`);
-- create index "networkmember_membership_id" to table: "network_member"
CREATE INDEX `networkmember_membership_id` ON `network_member` (`membership_id`);
-- create "network_post" table
CREATE TABLE `network_post` (`id` text NOT NULL, `group_id` text NOT NULL, `reply_to_id` text NULL, `kind` text NOT NULL, `member_id` text NULL, `news` text NULL, `offering_id` text NULL, `offering_version_id` text NULL, `unique_key` blob NULL, `sealed` blob NOT NULL, `sealed_reason` blob NULL, `removed_at` datetime NULL, `version` integer NOT NULL DEFAULT (1), `at` datetime NOT NULL, `reply_count` integer NOT NULL DEFAULT (0), `replied_at` datetime NULL, `active_at` datetime NOT NULL, PRIMARY KEY (`id`), CONSTRAINT `network_post_kind` CHECK (kind IN ('MEMBER', 'OPERATOR', 'PLATFORM')), CONSTRAINT `network_post_news` CHECK (news IN ('ORDERABLE', 'NEW_VERSION')));
-- create index "network_post_unique_key_key" to table: "network_post"
CREATE UNIQUE INDEX `network_post_unique_key_key` ON `network_post` (`unique_key`);
-- create index "networkpost_group_id_reply_to_id_active_at_id" to table: "network_post"
CREATE INDEX `networkpost_group_id_reply_to_id_active_at_id` ON `network_post` (`group_id`, `reply_to_id`, `active_at`, `id`);
-- create index "networkpost_group_id_id" to table: "network_post"
CREATE INDEX `networkpost_group_id_id` ON `network_post` (`group_id`, `id`);
-- create index "networkpost_group_id_at" to table: "network_post"
CREATE INDEX `networkpost_group_id_at` ON `network_post` (`group_id`, `at`);
-- create index "networkpost_reply_to_id_id" to table: "network_post"
CREATE INDEX `networkpost_reply_to_id_id` ON `network_post` (`reply_to_id`, `id`);
-- create index "networkpost_member_id" to table: "network_post"
CREATE INDEX `networkpost_member_id` ON `network_post` (`member_id`);

-- +goose Down
-- reverse: create index "networkpost_member_id" to table: "network_post"
DROP INDEX `networkpost_member_id`;
-- reverse: create index "networkpost_reply_to_id_id" to table: "network_post"
DROP INDEX `networkpost_reply_to_id_id`;
-- reverse: create index "networkpost_group_id_at" to table: "network_post"
DROP INDEX `networkpost_group_id_at`;
-- reverse: create index "networkpost_group_id_id" to table: "network_post"
DROP INDEX `networkpost_group_id_id`;
-- reverse: create index "networkpost_group_id_reply_to_id_active_at_id" to table: "network_post"
DROP INDEX `networkpost_group_id_reply_to_id_active_at_id`;
-- reverse: create index "network_post_unique_key_key" to table: "network_post"
DROP INDEX `network_post_unique_key_key`;
-- reverse: create "network_post" table
DROP TABLE `network_post`;
-- reverse: create index "networkmember_membership_id" to table: "network_member"
DROP INDEX `networkmember_membership_id`;
-- reverse: create index "networkmember_group_id_id" to table: "network_member"
DROP INDEX `networkmember_group_id_id`;
-- reverse: create index "networkmember_account_id" to table: "network_member"
DROP INDEX `networkmember_account_id`;
-- reverse: create index "networkmember_group_id_account_id" to table: "network_member"
DROP INDEX `networkmember_group_id_account_id`;
-- reverse: create "network_member" table
DROP TABLE `network_member`;
-- reverse: create index "networkgroupoffering_group_id" to table: "network_group_offering"
DROP INDEX `networkgroupoffering_group_id`;
-- reverse: create index "network_group_offering_offering_id_key" to table: "network_group_offering"
DROP INDEX `network_group_offering_offering_id_key`;
-- reverse: create "network_group_offering" table
DROP TABLE `network_group_offering`;
-- reverse: create index "networkgroup_whole_market" to table: "network_group"
DROP INDEX `networkgroup_whole_market`;
-- reverse: create index "network_group_request_key_key" to table: "network_group"
DROP INDEX `network_group_request_key_key`;
-- reverse: create index "network_group_slug_key" to table: "network_group"
DROP INDEX `network_group_slug_key`;
-- reverse: create "network_group" table
DROP TABLE `network_group`;
-- reverse: create index "networkfile_post_id_created_at" to table: "network_file"
DROP INDEX `networkfile_post_id_created_at`;
-- reverse: create index "networkfile_blob_key" to table: "network_file"
DROP INDEX `networkfile_blob_key`;
-- reverse: create index "networkfile_member_id_post_id" to table: "network_file"
DROP INDEX `networkfile_member_id_post_id`;
-- reverse: create index "networkfile_group_id_id" to table: "network_file"
DROP INDEX `networkfile_group_id_id`;
-- reverse: create index "networkfile_post_id" to table: "network_file"
DROP INDEX `networkfile_post_id`;
-- reverse: create index "network_file_unique_key_key" to table: "network_file"
DROP INDEX `network_file_unique_key_key`;
-- reverse: create "network_file" table
DROP TABLE `network_file`;
