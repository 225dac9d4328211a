-- +goose Up
-- create "portal_link" table
CREATE TABLE "portal_link" ("id" character varying NOT NULL, "rollout_id" character varying NOT NULL, "position" bigint NOT NULL, "service_id" character varying NOT NULL, "organisation_id" character varying NOT NULL, "authority_id" character varying NULL, "region_ars" character varying NOT NULL, "url" character varying NULL, "state" character varying NOT NULL DEFAULT 'UNCHECKED', "problem" character varying NULL, "status" bigint NULL, "reported_at" timestamptz NULL, "checked_at" timestamptz NULL, "check_at" timestamptz NULL, "ok_since" timestamptz NULL, "broken_since" timestamptz NULL, "online_since" character varying NULL, "request_key" bytea NULL, PRIMARY KEY ("id"), CONSTRAINT "portal_link_state" CHECK ((state)::text = ANY ((ARRAY['UNCHECKED'::character varying, 'OK'::character varying, 'BROKEN'::character varying])::text[])));
-- create index "portallink_authority_id_online_since" to table: "portal_link"
CREATE INDEX "portallink_authority_id_online_since" ON "portal_link" ("authority_id", "online_since");
-- create index "portallink_check_at" to table: "portal_link"
CREATE INDEX "portallink_check_at" ON "portal_link" ("check_at");
-- create index "portallink_organisation_id_service_id" to table: "portal_link"
CREATE INDEX "portallink_organisation_id_service_id" ON "portal_link" ("organisation_id", "service_id");
-- create index "portallink_region_ars_online_since" to table: "portal_link"
CREATE INDEX "portallink_region_ars_online_since" ON "portal_link" ("region_ars", "online_since");
-- create index "portallink_rollout_id_position" to table: "portal_link"
CREATE UNIQUE INDEX "portallink_rollout_id_position" ON "portal_link" ("rollout_id", "position");
-- create index "portallink_service_id_region_ars" to table: "portal_link"
CREATE INDEX "portallink_service_id_region_ars" ON "portal_link" ("service_id", "region_ars");
-- create "rollout" table
CREATE TABLE "rollout" ("id" character varying NOT NULL, "order_id" character varying NOT NULL, "reference" character varying NOT NULL, "organisation_id" character varying NOT NULL, "ordered_by_id" character varying NOT NULL, "unit_id" character varying NULL, "offering_id" character varying NOT NULL, "offering_version_id" character varying NOT NULL, "region_ars" character varying NOT NULL, "vendor_id" character varying NULL, "it_provider_id" character varying NULL, "procedure_id" character varying NULL, "procedure_version" character varying NULL, "wished_on" character varying NULL, "already_in_use" boolean NOT NULL, "ticket_id" character varying NOT NULL, "state" character varying NOT NULL DEFAULT 'ORDERED', "contract" character varying NOT NULL DEFAULT 'OPEN', "state_since" timestamptz NOT NULL, "live_since" character varying NULL, "started_at" timestamptz NOT NULL, "moved_at" timestamptz NOT NULL, "reminders" bigint NOT NULL DEFAULT 0, "links_asked" boolean NOT NULL DEFAULT false, "version" bigint NOT NULL DEFAULT 1, "sealed" bytea NOT NULL, "kek_id" character varying NOT NULL, "wrapped_key" bytea NOT NULL, PRIMARY KEY ("id"), CONSTRAINT "rollout_contract" CHECK ((contract)::text = ANY ((ARRAY['OPEN'::character varying, 'EFFECTIVE'::character varying, 'ON_HOLD'::character varying, 'ENDED'::character varying])::text[])), CONSTRAINT "rollout_state" CHECK ((state)::text = ANY ((ARRAY['ORDERED'::character varying, 'IN_PROGRESS'::character varying, 'LIVE'::character varying, 'ENDED'::character varying])::text[])));
-- create index "rollout_contract_state_moved_at" to table: "rollout"
CREATE INDEX "rollout_contract_state_moved_at" ON "rollout" ("contract", "state", "moved_at");
-- create index "rollout_it_provider_id_id" to table: "rollout"
CREATE INDEX "rollout_it_provider_id_id" ON "rollout" ("it_provider_id", "id");
-- create index "rollout_offering_id_region_ars" to table: "rollout"
CREATE INDEX "rollout_offering_id_region_ars" ON "rollout" ("offering_id", "region_ars");
-- create index "rollout_order_id_key" to table: "rollout"
CREATE UNIQUE INDEX "rollout_order_id_key" ON "rollout" ("order_id");
-- create index "rollout_organisation_id_id" to table: "rollout"
CREATE INDEX "rollout_organisation_id_id" ON "rollout" ("organisation_id", "id");
-- create index "rollout_state_id" to table: "rollout"
CREATE INDEX "rollout_state_id" ON "rollout" ("state", "id");
-- create index "rollout_vendor_id_id" to table: "rollout"
CREATE INDEX "rollout_vendor_id_id" ON "rollout" ("vendor_id", "id");
-- create "rollout_task" table
CREATE TABLE "rollout_task" ("id" character varying NOT NULL, "rollout_id" character varying NOT NULL, "position" bigint NOT NULL, "key" character varying NOT NULL, "kind" character varying NOT NULL, "responsible" character varying NOT NULL, "state" character varying NOT NULL DEFAULT 'OPEN', "sealed" bytea NULL, "changed_at" timestamptz NULL, "version" bigint NOT NULL DEFAULT 1, PRIMARY KEY ("id"), CONSTRAINT "rollout_task_kind" CHECK ((kind)::text = ANY ((ARRAY['CONTRACT'::character varying, 'VENDOR_INFORMED'::character varying, 'SETUP'::character varying, 'TEST'::character varying, 'LIVE'::character varying, 'PORTAL_LINK'::character varying, 'LINK_VERIFIED'::character varying, 'OTHER'::character varying])::text[])), CONSTRAINT "rollout_task_responsible" CHECK ((responsible)::text = ANY ((ARRAY['MUNICIPALITY'::character varying, 'VENDOR'::character varying, 'IT_PROVIDER'::character varying, 'PLATFORM'::character varying])::text[])), CONSTRAINT "rollout_task_state" CHECK ((state)::text = ANY ((ARRAY['OPEN'::character varying, 'IN_PROGRESS'::character varying, 'DONE'::character varying, 'SKIPPED'::character varying])::text[])));
-- create index "rollouttask_rollout_id_position" to table: "rollout_task"
CREATE UNIQUE INDEX "rollouttask_rollout_id_position" ON "rollout_task" ("rollout_id", "position");
-- create "vendor_mail" table
CREATE TABLE "vendor_mail" ("id" character varying NOT NULL, "rollout_id" character varying NOT NULL, "party" character varying NOT NULL, "organisation_id" character varying NOT NULL, "cause" character varying NOT NULL, "state" character varying NOT NULL DEFAULT 'QUEUED', "problem" character varying NULL, "sealed" bytea NOT NULL, "created_at" timestamptz NOT NULL, "first_attempt_at" timestamptz NULL, "sent_at" timestamptz NULL, "request_key" bytea NULL, PRIMARY KEY ("id"), CONSTRAINT "vendor_mail_cause" CHECK ((cause)::text = ANY ((ARRAY['CONTRACT_EFFECTIVE'::character varying, 'REMINDER'::character varying, 'SENT_AGAIN'::character varying])::text[])), CONSTRAINT "vendor_mail_party" CHECK ((party)::text = ANY ((ARRAY['VENDOR'::character varying, 'IT_PROVIDER'::character varying])::text[])), CONSTRAINT "vendor_mail_state" CHECK ((state)::text = ANY ((ARRAY['QUEUED'::character varying, 'SENT'::character varying, 'FAILED'::character varying, 'RETURNED'::character varying, 'OPENED'::character varying])::text[])));
-- create index "vendormail_rollout_id_id" to table: "vendor_mail"
CREATE INDEX "vendormail_rollout_id_id" ON "vendor_mail" ("rollout_id", "id");
-- create index "vendormail_state_created_at" to table: "vendor_mail"
CREATE INDEX "vendormail_state_created_at" ON "vendor_mail" ("state", "created_at");
-- create "vendor_token" table
CREATE TABLE "vendor_token" ("id" character varying NOT NULL, "purpose" character varying NOT NULL, "organisation_id" character varying NOT NULL, "mail_id" character varying NOT NULL, "token_hash" bytea NOT NULL, "created_at" timestamptz NOT NULL, "expires_at" timestamptz NOT NULL, PRIMARY KEY ("id"), CONSTRAINT "vendor_token_purpose" CHECK ((purpose)::text = ANY ((ARRAY['LINK'::character varying, 'SESSION'::character varying])::text[])));
-- create index "vendor_token_token_hash_key" to table: "vendor_token"
CREATE UNIQUE INDEX "vendor_token_token_hash_key" ON "vendor_token" ("token_hash");
-- create index "vendortoken_expires_at" to table: "vendor_token"
CREATE INDEX "vendortoken_expires_at" ON "vendor_token" ("expires_at");

-- +goose Down
-- reverse: create index "vendortoken_expires_at" to table: "vendor_token"
DROP INDEX "vendortoken_expires_at";
-- reverse: create index "vendor_token_token_hash_key" to table: "vendor_token"
DROP INDEX "vendor_token_token_hash_key";
-- reverse: create "vendor_token" table
DROP TABLE "vendor_token";
-- reverse: create index "vendormail_state_created_at" to table: "vendor_mail"
DROP INDEX "vendormail_state_created_at";
-- reverse: create index "vendormail_rollout_id_id" to table: "vendor_mail"
DROP INDEX "vendormail_rollout_id_id";
-- reverse: create "vendor_mail" table
DROP TABLE "vendor_mail";
-- reverse: create index "rollouttask_rollout_id_position" to table: "rollout_task"
DROP INDEX "rollouttask_rollout_id_position";
-- reverse: create "rollout_task" table
DROP TABLE "rollout_task";
-- reverse: create index "rollout_vendor_id_id" to table: "rollout"
DROP INDEX "rollout_vendor_id_id";
-- reverse: create index "rollout_state_id" to table: "rollout"
DROP INDEX "rollout_state_id";
-- reverse: create index "rollout_organisation_id_id" to table: "rollout"
DROP INDEX "rollout_organisation_id_id";
-- reverse: create index "rollout_order_id_key" to table: "rollout"
DROP INDEX "rollout_order_id_key";
-- reverse: create index "rollout_offering_id_region_ars" to table: "rollout"
DROP INDEX "rollout_offering_id_region_ars";
-- reverse: create index "rollout_it_provider_id_id" to table: "rollout"
DROP INDEX "rollout_it_provider_id_id";
-- reverse: create index "rollout_contract_state_moved_at" to table: "rollout"
DROP INDEX "rollout_contract_state_moved_at";
-- reverse: create "rollout" table
DROP TABLE "rollout";
-- reverse: create index "portallink_service_id_region_ars" to table: "portal_link"
DROP INDEX "portallink_service_id_region_ars";
-- reverse: create index "portallink_rollout_id_position" to table: "portal_link"
DROP INDEX "portallink_rollout_id_position";
-- reverse: create index "portallink_region_ars_online_since" to table: "portal_link"
DROP INDEX "portallink_region_ars_online_since";
-- reverse: create index "portallink_organisation_id_service_id" to table: "portal_link"
DROP INDEX "portallink_organisation_id_service_id";
-- reverse: create index "portallink_check_at" to table: "portal_link"
DROP INDEX "portallink_check_at";
-- reverse: create index "portallink_authority_id_online_since" to table: "portal_link"
DROP INDEX "portallink_authority_id_online_since";
-- reverse: create "portal_link" table
DROP TABLE "portal_link";
