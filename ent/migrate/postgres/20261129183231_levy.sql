-- +goose Up
-- create "levy_official" table
CREATE TABLE "levy_official" ("id" character varying NOT NULL, "year" bigint NOT NULL, "region_ars" character varying NOT NULL, "level" character varying NOT NULL, "amount_cents" bigint NOT NULL, "entered_at" timestamptz NOT NULL, PRIMARY KEY ("id"), CONSTRAINT "levy_official_level" CHECK ((level)::text = ANY ((ARRAY['GEMEINDE'::character varying, 'LANDKREIS'::character varying, 'BEZIRK'::character varying])::text[])));
-- create index "levyofficial_year_region_ars_level" to table: "levy_official"
CREATE UNIQUE INDEX "levyofficial_year_region_ars_level" ON "levy_official" ("year", "region_ars", "level");
-- create "levy_share" table
CREATE TABLE "levy_share" ("id" character varying NOT NULL, "levy_year_id" character varying NOT NULL, "region_ars" character varying NOT NULL, "name" character varying NOT NULL, "level" character varying NOT NULL, "population" bigint NOT NULL, "amount_cents" bigint NOT NULL, PRIMARY KEY ("id"), CONSTRAINT "levy_share_level" CHECK ((level)::text = ANY ((ARRAY['GEMEINDE'::character varying, 'LANDKREIS'::character varying, 'BEZIRK'::character varying])::text[])));
-- create index "levyshare_levy_year_id_region_ars_level" to table: "levy_share"
CREATE UNIQUE INDEX "levyshare_levy_year_id_region_ars_level" ON "levy_share" ("levy_year_id", "region_ars", "level");
-- create "levy_year" table
CREATE TABLE "levy_year" ("id" character varying NOT NULL, "year" bigint NOT NULL, "revision" bigint NOT NULL, "state" character varying NOT NULL DEFAULT 'DRAFT', "state_share" character varying NOT NULL, "positions" text NOT NULL, "due_on" character varying NULL, "settlement_note" character varying NOT NULL, "correction_note" character varying NULL, "population_on" character varying NULL, "territory_on" character varying NULL, "shares_digest" character varying NULL, "version" bigint NOT NULL DEFAULT 1, "created_at" timestamptz NOT NULL, "published_at" timestamptz NULL, PRIMARY KEY ("id"), CONSTRAINT "levy_year_state" CHECK ((state)::text = ANY ((ARRAY['DRAFT'::character varying, 'PUBLISHED'::character varying])::text[])));
-- create index "levyyear_year_revision" to table: "levy_year"
CREATE UNIQUE INDEX "levyyear_year_revision" ON "levy_year" ("year", "revision");

-- +goose Down
-- reverse: create index "levyyear_year_revision" to table: "levy_year"
DROP INDEX "levyyear_year_revision";
-- reverse: create "levy_year" table
DROP TABLE "levy_year";
-- reverse: create index "levyshare_levy_year_id_region_ars_level" to table: "levy_share"
DROP INDEX "levyshare_levy_year_id_region_ars_level";
-- reverse: create "levy_share" table
DROP TABLE "levy_share";
-- reverse: create index "levyofficial_year_region_ars_level" to table: "levy_official"
DROP INDEX "levyofficial_year_region_ars_level";
-- reverse: create "levy_official" table
DROP TABLE "levy_official";
