-- +goose Up
-- create "market_order" table
CREATE TABLE "market_order" ("id" character varying NOT NULL, "reference" character varying NOT NULL, "organisation_id" character varying NOT NULL, "for_organisation_id" character varying NOT NULL, "unit_id" character varying NULL, "offering_id" character varying NOT NULL, "version_id" character varying NULL, "sheet" bigint NOT NULL, "state" character varying NOT NULL DEFAULT 'DRAFT', "already_in_use" boolean NOT NULL, "place" character varying NULL, "request_key" bytea NOT NULL, "prepared_by" character varying NOT NULL, "submitted_by" character varying NULL, "decided_by" character varying NULL, "ticket_id" character varying NULL, "sealed" bytea NOT NULL, "costs_acknowledged_at" timestamptz NULL, "created_at" timestamptz NOT NULL, "updated_at" timestamptz NOT NULL, "state_since" timestamptz NOT NULL, "placed_at" timestamptz NULL, "decided_at" timestamptz NULL, "version" bigint NOT NULL DEFAULT 1, "kek_id" character varying NOT NULL, "wrapped_key" bytea NOT NULL, PRIMARY KEY ("id"), CONSTRAINT "market_order_state" CHECK ((state)::text = ANY ((ARRAY['DRAFT'::character varying, 'SUBMITTED'::character varying, 'RETURNED'::character varying, 'RELEASED'::character varying, 'CANCELLED'::character varying])::text[])));
-- create index "market_order_reference_key" to table: "market_order"
CREATE UNIQUE INDEX "market_order_reference_key" ON "market_order" ("reference");
-- create index "marketorder_for_organisation_id_offering_id" to table: "market_order"
CREATE INDEX "marketorder_for_organisation_id_offering_id" ON "market_order" ("for_organisation_id", "offering_id");
-- create index "marketorder_for_organisation_id_updated_at" to table: "market_order"
CREATE INDEX "marketorder_for_organisation_id_updated_at" ON "market_order" ("for_organisation_id", "updated_at");
-- create index "marketorder_organisation_id_offering_id" to table: "market_order"
CREATE INDEX "marketorder_organisation_id_offering_id" ON "market_order" ("organisation_id", "offering_id");
-- create index "marketorder_organisation_id_updated_at" to table: "market_order"
CREATE INDEX "marketorder_organisation_id_updated_at" ON "market_order" ("organisation_id", "updated_at");
-- create index "marketorder_place" to table: "market_order"
CREATE UNIQUE INDEX "marketorder_place" ON "market_order" ("place");
-- create index "marketorder_request_key" to table: "market_order"
CREATE UNIQUE INDEX "marketorder_request_key" ON "market_order" ("request_key");
-- create index "marketorder_state_state_since" to table: "market_order"
CREATE INDEX "marketorder_state_state_since" ON "market_order" ("state", "state_since");
-- create index "marketorder_updated_at" to table: "market_order"
CREATE INDEX "marketorder_updated_at" ON "market_order" ("updated_at");

-- +goose Down
-- reverse: create index "marketorder_updated_at" to table: "market_order"
DROP INDEX "marketorder_updated_at";
-- reverse: create index "marketorder_state_state_since" to table: "market_order"
DROP INDEX "marketorder_state_state_since";
-- reverse: create index "marketorder_request_key" to table: "market_order"
DROP INDEX "marketorder_request_key";
-- reverse: create index "marketorder_place" to table: "market_order"
DROP INDEX "marketorder_place";
-- reverse: create index "marketorder_organisation_id_updated_at" to table: "market_order"
DROP INDEX "marketorder_organisation_id_updated_at";
-- reverse: create index "marketorder_organisation_id_offering_id" to table: "market_order"
DROP INDEX "marketorder_organisation_id_offering_id";
-- reverse: create index "marketorder_for_organisation_id_updated_at" to table: "market_order"
DROP INDEX "marketorder_for_organisation_id_updated_at";
-- reverse: create index "marketorder_for_organisation_id_offering_id" to table: "market_order"
DROP INDEX "marketorder_for_organisation_id_offering_id";
-- reverse: create index "market_order_reference_key" to table: "market_order"
DROP INDEX "market_order_reference_key";
-- reverse: create "market_order" table
DROP TABLE "market_order";
