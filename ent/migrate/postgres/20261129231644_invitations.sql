-- +goose Up
-- create "invitation" table
CREATE TABLE "invitation" ("id" character varying NOT NULL, "organisation_id" character varying NOT NULL, "invited_by" character varying NOT NULL, "sealed" bytea NOT NULL, "email_index" bytea NOT NULL, "token_hash" bytea NOT NULL, "created_at" timestamptz NOT NULL, "expires_at" timestamptz NOT NULL, "used_at" timestamptz NULL, "revoked_at" timestamptz NULL, "kek_id" character varying NOT NULL, "wrapped_key" bytea NOT NULL, PRIMARY KEY ("id"));
-- create index "invitation_organisation_id_created_at" to table: "invitation"
CREATE INDEX "invitation_organisation_id_created_at" ON "invitation" ("organisation_id", "created_at");
-- create index "invitation_organisation_id_email_index" to table: "invitation"
CREATE INDEX "invitation_organisation_id_email_index" ON "invitation" ("organisation_id", "email_index");
-- create index "invitation_token_hash" to table: "invitation"
CREATE UNIQUE INDEX "invitation_token_hash" ON "invitation" ("token_hash");

-- +goose Down
-- reverse: create index "invitation_token_hash" to table: "invitation"
DROP INDEX "invitation_token_hash";
-- reverse: create index "invitation_organisation_id_email_index" to table: "invitation"
DROP INDEX "invitation_organisation_id_email_index";
-- reverse: create index "invitation_organisation_id_created_at" to table: "invitation"
DROP INDEX "invitation_organisation_id_created_at";
-- reverse: create "invitation" table
DROP TABLE "invitation";
