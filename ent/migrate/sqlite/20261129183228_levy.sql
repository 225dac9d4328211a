-- +goose Up
-- create "levy_official" table
CREATE TABLE `levy_official` (`id` text NOT NULL, `year` integer NOT NULL, `region_ars` text NOT NULL, `level` text NOT NULL, `amount_cents` integer NOT NULL, `entered_at` datetime NOT NULL, PRIMARY KEY (`id`), CONSTRAINT `levy_official_level` CHECK (level IN ('GEMEINDE', 'LANDKREIS', 'BEZIRK')));
-- create index "levyofficial_year_region_ars_level" to table: "levy_official"
CREATE UNIQUE INDEX `levyofficial_year_region_ars_level` ON `levy_official` (`year`, `region_ars`, `level`);
-- create "levy_share" table
CREATE TABLE `levy_share` (`id` text NOT NULL, `levy_year_id` text NOT NULL, `region_ars` text NOT NULL, `name` text NOT NULL, `level` text NOT NULL, `population` integer NOT NULL, `amount_cents` integer NOT NULL, PRIMARY KEY (`id`), CONSTRAINT `levy_share_level` CHECK (level IN ('GEMEINDE', 'LANDKREIS', 'BEZIRK')));
-- create index "levyshare_levy_year_id_region_ars_level" to table: "levy_share"
CREATE UNIQUE INDEX `levyshare_levy_year_id_region_ars_level` ON `levy_share` (`levy_year_id`, `region_ars`, `level`);
-- create "levy_year" table
CREATE TABLE `levy_year` (`id` text NOT NULL, `year` integer NOT NULL, `revision` integer NOT NULL, `state` text NOT NULL DEFAULT ('DRAFT'), `state_share` text NOT NULL, `positions` text NOT NULL, `due_on` text NULL, `settlement_note` text NOT NULL, `correction_note` text NULL, `population_on` text NULL, `territory_on` text NULL, `shares_digest` text NULL, `version` integer NOT NULL DEFAULT (1), `created_at` datetime NOT NULL, `published_at` datetime NULL, PRIMARY KEY (`id`), CONSTRAINT `levy_year_state` CHECK (state IN ('DRAFT', 'PUBLISHED')));
-- create index "levyyear_year_revision" to table: "levy_year"
CREATE UNIQUE INDEX `levyyear_year_revision` ON `levy_year` (`year`, `revision`);

-- +goose Down
-- reverse: create index "levyyear_year_revision" to table: "levy_year"
DROP INDEX `levyyear_year_revision`;
-- reverse: create "levy_year" table
DROP TABLE `levy_year`;
-- reverse: create index "levyshare_levy_year_id_region_ars_level" to table: "levy_share"
DROP INDEX `levyshare_levy_year_id_region_ars_level`;
-- reverse: create "levy_share" table
DROP TABLE `levy_share`;
-- reverse: create index "levyofficial_year_region_ars_level" to table: "levy_official"
DROP INDEX `levyofficial_year_region_ars_level`;
-- reverse: create "levy_official" table
DROP TABLE `levy_official`;
