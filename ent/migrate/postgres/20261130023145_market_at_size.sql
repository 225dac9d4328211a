-- +goose Up
-- drop index "contract_grantee_id" from table: "contract"
DROP INDEX "contract_grantee_id";
-- drop index "contract_grantor_id" from table: "contract"
DROP INDEX "contract_grantor_id";
-- drop index "contract_level_state" from table: "contract"
DROP INDEX "contract_level_state";
-- drop index "contract_offering_id_level" from table: "contract"
DROP INDEX "contract_offering_id_level";
-- drop index "contract_parent_id" from table: "contract"
DROP INDEX "contract_parent_id";
-- drop index "contract_signer_id" from table: "contract"
DROP INDEX "contract_signer_id";
-- create index "contract_grantee_id_id" to table: "contract"
CREATE INDEX "contract_grantee_id_id" ON "contract" ("grantee_id", "id");
-- create index "contract_grantee_id_state_id" to table: "contract"
CREATE INDEX "contract_grantee_id_state_id" ON "contract" ("grantee_id", "state", "id");
-- create index "contract_grantor_id_id" to table: "contract"
CREATE INDEX "contract_grantor_id_id" ON "contract" ("grantor_id", "id");
-- create index "contract_grantor_id_state_id" to table: "contract"
CREATE INDEX "contract_grantor_id_state_id" ON "contract" ("grantor_id", "state", "id");
-- create index "contract_level_id" to table: "contract"
CREATE INDEX "contract_level_id" ON "contract" ("level", "id");
-- create index "contract_level_state_id" to table: "contract"
CREATE INDEX "contract_level_state_id" ON "contract" ("level", "state", "id");
-- create index "contract_offering_id_id" to table: "contract"
CREATE INDEX "contract_offering_id_id" ON "contract" ("offering_id", "id");
-- create index "contract_offering_id_level_id" to table: "contract"
CREATE INDEX "contract_offering_id_level_id" ON "contract" ("offering_id", "level", "id");
-- create index "contract_offering_id_state_id" to table: "contract"
CREATE INDEX "contract_offering_id_state_id" ON "contract" ("offering_id", "state", "id");
-- create index "contract_parent_id_id" to table: "contract"
CREATE INDEX "contract_parent_id_id" ON "contract" ("parent_id", "id");
-- create index "contract_signer_id_id" to table: "contract"
CREATE INDEX "contract_signer_id_id" ON "contract" ("signer_id", "id");
-- create index "contract_signer_id_state_id" to table: "contract"
CREATE INDEX "contract_signer_id_state_id" ON "contract" ("signer_id", "state", "id");
-- create index "contract_state_id" to table: "contract"
CREATE INDEX "contract_state_id" ON "contract" ("state", "id");
-- create index "marketorder_for_organisation_id_state_updated_at" to table: "market_order"
CREATE INDEX "marketorder_for_organisation_id_state_updated_at" ON "market_order" ("for_organisation_id", "state", "updated_at");
-- create index "marketorder_organisation_id_state_updated_at" to table: "market_order"
CREATE INDEX "marketorder_organisation_id_state_updated_at" ON "market_order" ("organisation_id", "state", "updated_at");
-- create index "marketorder_state_since" to table: "market_order"
CREATE INDEX "marketorder_state_since" ON "market_order" ("state_since");
-- create index "marketorder_state_updated_at" to table: "market_order"
CREATE INDEX "marketorder_state_updated_at" ON "market_order" ("state", "updated_at");
-- create index "portallink_service_id_id" to table: "portal_link"
CREATE INDEX "portallink_service_id_id" ON "portal_link" ("service_id", "id") WHERE (online_since IS NOT NULL);
-- drop index "rollout_offering_id_region_ars" from table: "rollout"
DROP INDEX "rollout_offering_id_region_ars";
-- create index "rollout_offering_id_region_ars_state_state_since" to table: "rollout"
CREATE INDEX "rollout_offering_id_region_ars_state_state_since" ON "rollout" ("offering_id", "region_ars", "state", "state_since");
-- create index "rollout_state_offering_id" to table: "rollout"
CREATE INDEX "rollout_state_offering_id" ON "rollout" ("state", "offering_id");
-- drop index "ticket_merged_into_id" from table: "ticket"
DROP INDEX "ticket_merged_into_id";
-- create index "ticket_merged_into_id" to table: "ticket"
CREATE INDEX "ticket_merged_into_id" ON "ticket" ("merged_into_id") WHERE (merged_into_id IS NOT NULL);
-- create index "ticket_organisation_id_state_updated_at" to table: "ticket"
CREATE INDEX "ticket_organisation_id_state_updated_at" ON "ticket" ("organisation_id", "state", "updated_at");
-- create index "ticket_state_kind_updated_at" to table: "ticket"
CREATE INDEX "ticket_state_kind_updated_at" ON "ticket" ("state", "kind", "updated_at");

-- +goose Down
-- reverse: create index "ticket_state_kind_updated_at" to table: "ticket"
DROP INDEX "ticket_state_kind_updated_at";
-- reverse: create index "ticket_organisation_id_state_updated_at" to table: "ticket"
DROP INDEX "ticket_organisation_id_state_updated_at";
-- reverse: create index "ticket_merged_into_id" to table: "ticket"
DROP INDEX "ticket_merged_into_id";
-- reverse: drop index "ticket_merged_into_id" from table: "ticket"
CREATE INDEX "ticket_merged_into_id" ON "ticket" ("merged_into_id");
-- reverse: create index "rollout_state_offering_id" to table: "rollout"
DROP INDEX "rollout_state_offering_id";
-- reverse: create index "rollout_offering_id_region_ars_state_state_since" to table: "rollout"
DROP INDEX "rollout_offering_id_region_ars_state_state_since";
-- reverse: drop index "rollout_offering_id_region_ars" from table: "rollout"
CREATE INDEX "rollout_offering_id_region_ars" ON "rollout" ("offering_id", "region_ars");
-- reverse: create index "portallink_service_id_id" to table: "portal_link"
DROP INDEX "portallink_service_id_id";
-- reverse: create index "marketorder_state_updated_at" to table: "market_order"
DROP INDEX "marketorder_state_updated_at";
-- reverse: create index "marketorder_state_since" to table: "market_order"
DROP INDEX "marketorder_state_since";
-- reverse: create index "marketorder_organisation_id_state_updated_at" to table: "market_order"
DROP INDEX "marketorder_organisation_id_state_updated_at";
-- reverse: create index "marketorder_for_organisation_id_state_updated_at" to table: "market_order"
DROP INDEX "marketorder_for_organisation_id_state_updated_at";
-- reverse: create index "contract_state_id" to table: "contract"
DROP INDEX "contract_state_id";
-- reverse: create index "contract_signer_id_state_id" to table: "contract"
DROP INDEX "contract_signer_id_state_id";
-- reverse: create index "contract_signer_id_id" to table: "contract"
DROP INDEX "contract_signer_id_id";
-- reverse: create index "contract_parent_id_id" to table: "contract"
DROP INDEX "contract_parent_id_id";
-- reverse: create index "contract_offering_id_state_id" to table: "contract"
DROP INDEX "contract_offering_id_state_id";
-- reverse: create index "contract_offering_id_level_id" to table: "contract"
DROP INDEX "contract_offering_id_level_id";
-- reverse: create index "contract_offering_id_id" to table: "contract"
DROP INDEX "contract_offering_id_id";
-- reverse: create index "contract_level_state_id" to table: "contract"
DROP INDEX "contract_level_state_id";
-- reverse: create index "contract_level_id" to table: "contract"
DROP INDEX "contract_level_id";
-- reverse: create index "contract_grantor_id_state_id" to table: "contract"
DROP INDEX "contract_grantor_id_state_id";
-- reverse: create index "contract_grantor_id_id" to table: "contract"
DROP INDEX "contract_grantor_id_id";
-- reverse: create index "contract_grantee_id_state_id" to table: "contract"
DROP INDEX "contract_grantee_id_state_id";
-- reverse: create index "contract_grantee_id_id" to table: "contract"
DROP INDEX "contract_grantee_id_id";
-- reverse: drop index "contract_signer_id" from table: "contract"
CREATE INDEX "contract_signer_id" ON "contract" ("signer_id");
-- reverse: drop index "contract_parent_id" from table: "contract"
CREATE INDEX "contract_parent_id" ON "contract" ("parent_id");
-- reverse: drop index "contract_offering_id_level" from table: "contract"
CREATE INDEX "contract_offering_id_level" ON "contract" ("offering_id", "level");
-- reverse: drop index "contract_level_state" from table: "contract"
CREATE INDEX "contract_level_state" ON "contract" ("level", "state");
-- reverse: drop index "contract_grantor_id" from table: "contract"
CREATE INDEX "contract_grantor_id" ON "contract" ("grantor_id");
-- reverse: drop index "contract_grantee_id" from table: "contract"
CREATE INDEX "contract_grantee_id" ON "contract" ("grantee_id");
