-- +goose Up
-- create index "activation_expires_at" to table: "activation"
CREATE INDEX "activation_expires_at" ON "activation" ("expires_at");
-- modify "case_party" table
ALTER TABLE "case_party" ADD COLUMN "authority_name" character varying NULL;
-- modify "delivery" table
ALTER TABLE "delivery" ADD COLUMN "authority_name" character varying NULL;
-- modify "message" table
ALTER TABLE "message" ADD COLUMN "from_authority_name" character varying NULL;
-- create index "side_kind_closed_at" to table: "side"
CREATE INDEX "side_kind_closed_at" ON "side" ("kind", "closed_at");

-- +goose Down
-- reverse: create index "side_kind_closed_at" to table: "side"
DROP INDEX "side_kind_closed_at";
-- reverse: modify "message" table
ALTER TABLE "message" DROP COLUMN "from_authority_name";
-- reverse: modify "delivery" table
ALTER TABLE "delivery" DROP COLUMN "authority_name";
-- reverse: modify "case_party" table
ALTER TABLE "case_party" DROP COLUMN "authority_name";
-- reverse: create index "activation_expires_at" to table: "activation"
DROP INDEX "activation_expires_at";
