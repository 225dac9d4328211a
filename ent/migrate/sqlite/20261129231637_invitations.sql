-- +goose Up
-- create "invitation" table
CREATE TABLE `invitation` (`id` text NOT NULL, `organisation_id` text NOT NULL, `invited_by` text NOT NULL, `sealed` blob NOT NULL, `email_index` blob NOT NULL, `token_hash` blob NOT NULL, `created_at` datetime NOT NULL, `expires_at` datetime NOT NULL, `used_at` datetime NULL, `revoked_at` datetime NULL, `kek_id` text NOT NULL, `wrapped_key` blob NOT NULL, PRIMARY KEY (`id`));
-- create index "invitation_token_hash" to table: "invitation"
CREATE UNIQUE INDEX `invitation_token_hash` ON `invitation` (`token_hash`);
-- create index "invitation_organisation_id_created_at" to table: "invitation"
CREATE INDEX `invitation_organisation_id_created_at` ON `invitation` (`organisation_id`, `created_at`);
-- create index "invitation_organisation_id_email_index" to table: "invitation"
CREATE INDEX `invitation_organisation_id_email_index` ON `invitation` (`organisation_id`, `email_index`);

-- +goose Down
-- reverse: create index "invitation_organisation_id_email_index" to table: "invitation"
DROP INDEX `invitation_organisation_id_email_index`;
-- reverse: create index "invitation_organisation_id_created_at" to table: "invitation"
DROP INDEX `invitation_organisation_id_created_at`;
-- reverse: create index "invitation_token_hash" to table: "invitation"
DROP INDEX `invitation_token_hash`;
-- reverse: create "invitation" table
DROP TABLE `invitation`;
