-- +goose Up
-- create "contract" table
CREATE TABLE "contract" ("id" character varying NOT NULL, "reference" character varying NOT NULL, "level" character varying NOT NULL, "state" character varying NOT NULL DEFAULT 'DRAFT', "parent_id" character varying NULL, "offering_id" character varying NOT NULL, "grantor_id" character varying NOT NULL, "grantee_id" character varying NOT NULL, "signer_id" character varying NULL, "order_id" character varying NULL, "template_version" bigint NULL, "effective_from" character varying NULL, "own_ends_on" character varying NULL, "ends_on" character varying NULL, "own_terminated" boolean NOT NULL DEFAULT false, "end_terminated" boolean NOT NULL DEFAULT false, "notice_period_months" bigint NULL, "ready" boolean NOT NULL DEFAULT false, "held" boolean NOT NULL DEFAULT false, "untold" boolean NOT NULL DEFAULT false, "told_state" character varying NOT NULL DEFAULT '', "told_ends_on" character varying NOT NULL DEFAULT '', "record_key" bytea NULL, "sealed" bytea NOT NULL, "version" bigint NOT NULL DEFAULT 1, "created_at" timestamptz NOT NULL, "kek_id" character varying NOT NULL, "wrapped_key" bytea NOT NULL, PRIMARY KEY ("id"), CONSTRAINT "contract_level" CHECK ((level)::text = ANY ((ARRAY['PROVISION'::character varying, 'REUSE'::character varying, 'SUB_REUSE'::character varying, 'SUB_SUB_REUSE'::character varying])::text[])), CONSTRAINT "contract_state" CHECK ((state)::text = ANY ((ARRAY['DRAFT'::character varying, 'OFFERED'::character varying, 'SIGNED'::character varying, 'EFFECTIVE'::character varying, 'ON_HOLD'::character varying, 'TERMINATED'::character varying, 'EXPIRED'::character varying])::text[])));
-- create index "contract_grantee_id" to table: "contract"
CREATE INDEX "contract_grantee_id" ON "contract" ("grantee_id");
-- create index "contract_grantor_id" to table: "contract"
CREATE INDEX "contract_grantor_id" ON "contract" ("grantor_id");
-- create index "contract_level_state" to table: "contract"
CREATE INDEX "contract_level_state" ON "contract" ("level", "state");
-- create index "contract_offering_id_level" to table: "contract"
CREATE INDEX "contract_offering_id_level" ON "contract" ("offering_id", "level");
-- create index "contract_order_id_key" to table: "contract"
CREATE UNIQUE INDEX "contract_order_id_key" ON "contract" ("order_id");
-- create index "contract_parent_id" to table: "contract"
CREATE INDEX "contract_parent_id" ON "contract" ("parent_id");
-- create index "contract_record_key_key" to table: "contract"
CREATE UNIQUE INDEX "contract_record_key_key" ON "contract" ("record_key");
-- create index "contract_reference_key" to table: "contract"
CREATE UNIQUE INDEX "contract_reference_key" ON "contract" ("reference");
-- create index "contract_signer_id" to table: "contract"
CREATE INDEX "contract_signer_id" ON "contract" ("signer_id");
-- create index "contract_state_ends_on" to table: "contract"
CREATE INDEX "contract_state_ends_on" ON "contract" ("state", "ends_on");
-- create index "contract_untold" to table: "contract"
CREATE INDEX "contract_untold" ON "contract" ("untold");
-- create "contract_document" table
CREATE TABLE "contract_document" ("id" character varying NOT NULL, "contract_id" character varying NOT NULL, "signatures" bigint NOT NULL, "sealed" bytea NOT NULL, "created_at" timestamptz NOT NULL, PRIMARY KEY ("id"));
-- create index "contractdocument_contract_id_signatures" to table: "contract_document"
CREATE UNIQUE INDEX "contractdocument_contract_id_signatures" ON "contract_document" ("contract_id", "signatures");
-- create "contract_signature" table
CREATE TABLE "contract_signature" ("id" character varying NOT NULL, "contract_id" character varying NOT NULL, "party" character varying NOT NULL, "organisation_id" character varying NOT NULL, "account_id" character varying NOT NULL, "sign_key" bytea NOT NULL, "sealed" bytea NOT NULL, "at" timestamptz NOT NULL, PRIMARY KEY ("id"), CONSTRAINT "contract_signature_party" CHECK ((party)::text = ANY ((ARRAY['GRANTOR'::character varying, 'GRANTEE'::character varying])::text[])));
-- create index "contract_signature_sign_key_key" to table: "contract_signature"
CREATE UNIQUE INDEX "contract_signature_sign_key_key" ON "contract_signature" ("sign_key");
-- create index "contractsignature_contract_id_party" to table: "contract_signature"
CREATE UNIQUE INDEX "contractsignature_contract_id_party" ON "contract_signature" ("contract_id", "party");
-- create "contract_template" table
CREATE TABLE "contract_template" ("id" character varying NOT NULL, "level" character varying NOT NULL, "version" bigint NOT NULL, "body" text NOT NULL, "annexes" text NOT NULL, "valid_from" character varying NOT NULL, "saved_by" character varying NOT NULL, "created_at" timestamptz NOT NULL, PRIMARY KEY ("id"), CONSTRAINT "contract_template_level" CHECK ((level)::text = ANY ((ARRAY['PROVISION'::character varying, 'REUSE'::character varying, 'SUB_REUSE'::character varying, 'SUB_SUB_REUSE'::character varying])::text[])));
-- create index "contracttemplate_level_valid_from" to table: "contract_template"
CREATE INDEX "contracttemplate_level_valid_from" ON "contract_template" ("level", "valid_from");
-- create index "contracttemplate_level_version" to table: "contract_template"
CREATE UNIQUE INDEX "contracttemplate_level_version" ON "contract_template" ("level", "version");

-- +goose Down
-- reverse: create index "contracttemplate_level_version" to table: "contract_template"
DROP INDEX "contracttemplate_level_version";
-- reverse: create index "contracttemplate_level_valid_from" to table: "contract_template"
DROP INDEX "contracttemplate_level_valid_from";
-- reverse: create "contract_template" table
DROP TABLE "contract_template";
-- reverse: create index "contractsignature_contract_id_party" to table: "contract_signature"
DROP INDEX "contractsignature_contract_id_party";
-- reverse: create index "contract_signature_sign_key_key" to table: "contract_signature"
DROP INDEX "contract_signature_sign_key_key";
-- reverse: create "contract_signature" table
DROP TABLE "contract_signature";
-- reverse: create index "contractdocument_contract_id_signatures" to table: "contract_document"
DROP INDEX "contractdocument_contract_id_signatures";
-- reverse: create "contract_document" table
DROP TABLE "contract_document";
-- reverse: create index "contract_untold" to table: "contract"
DROP INDEX "contract_untold";
-- reverse: create index "contract_state_ends_on" to table: "contract"
DROP INDEX "contract_state_ends_on";
-- reverse: create index "contract_signer_id" to table: "contract"
DROP INDEX "contract_signer_id";
-- reverse: create index "contract_reference_key" to table: "contract"
DROP INDEX "contract_reference_key";
-- reverse: create index "contract_record_key_key" to table: "contract"
DROP INDEX "contract_record_key_key";
-- reverse: create index "contract_parent_id" to table: "contract"
DROP INDEX "contract_parent_id";
-- reverse: create index "contract_order_id_key" to table: "contract"
DROP INDEX "contract_order_id_key";
-- reverse: create index "contract_offering_id_level" to table: "contract"
DROP INDEX "contract_offering_id_level";
-- reverse: create index "contract_level_state" to table: "contract"
DROP INDEX "contract_level_state";
-- reverse: create index "contract_grantor_id" to table: "contract"
DROP INDEX "contract_grantor_id";
-- reverse: create index "contract_grantee_id" to table: "contract"
DROP INDEX "contract_grantee_id";
-- reverse: create "contract" table
DROP TABLE "contract";
