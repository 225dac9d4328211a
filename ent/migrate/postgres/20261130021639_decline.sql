-- +goose Up
-- drop index "contract_order_id_key" from table: "contract"
DROP INDEX "contract_order_id_key";
-- modify "contract" table
ALTER TABLE "contract" DROP CONSTRAINT "contract_state", ADD CONSTRAINT "contract_state_2" CHECK ((state)::text = ANY ((ARRAY['DRAFT'::character varying, 'OFFERED'::character varying, 'SIGNED'::character varying, 'EFFECTIVE'::character varying, 'ON_HOLD'::character varying, 'TERMINATED'::character varying, 'EXPIRED'::character varying, 'DECLINED'::character varying])::text[]));
-- create index "contract_order_id" to table: "contract"
CREATE UNIQUE INDEX "contract_order_id" ON "contract" ("order_id") WHERE ((state)::text <> 'DECLINED'::text);
-- create index "contract_order_id_state" to table: "contract"
CREATE INDEX "contract_order_id_state" ON "contract" ("order_id", "state");
-- create index "portallink_state" to table: "portal_link"
CREATE INDEX "portallink_state" ON "portal_link" ("state") WHERE ((state)::text = 'BROKEN'::text);
-- drop index "rollout_order_id_key" from table: "rollout"
DROP INDEX "rollout_order_id_key";
-- create index "rollout_order_id" to table: "rollout"
CREATE UNIQUE INDEX "rollout_order_id" ON "rollout" ("order_id") WHERE ((contract)::text <> 'ENDED'::text);
-- create index "rollout_order_id_id" to table: "rollout"
CREATE INDEX "rollout_order_id_id" ON "rollout" ("order_id", "id");

-- +goose Down
-- reverse: create index "rollout_order_id_id" to table: "rollout"
DROP INDEX "rollout_order_id_id";
-- reverse: create index "rollout_order_id" to table: "rollout"
DROP INDEX "rollout_order_id";
-- reverse: drop index "rollout_order_id_key" from table: "rollout"
CREATE UNIQUE INDEX "rollout_order_id_key" ON "rollout" ("order_id");
-- reverse: create index "portallink_state" to table: "portal_link"
DROP INDEX "portallink_state";
-- reverse: create index "contract_order_id_state" to table: "contract"
DROP INDEX "contract_order_id_state";
-- reverse: create index "contract_order_id" to table: "contract"
DROP INDEX "contract_order_id";
-- reverse: modify "contract" table
ALTER TABLE "contract" DROP CONSTRAINT "contract_state_2", ADD CONSTRAINT "contract_state" CHECK ((state)::text = ANY (ARRAY[('DRAFT'::character varying)::text, ('OFFERED'::character varying)::text, ('SIGNED'::character varying)::text, ('EFFECTIVE'::character varying)::text, ('ON_HOLD'::character varying)::text, ('TERMINATED'::character varying)::text, ('EXPIRED'::character varying)::text]));
-- reverse: drop index "contract_order_id_key" from table: "contract"
CREATE UNIQUE INDEX "contract_order_id_key" ON "contract" ("order_id");
