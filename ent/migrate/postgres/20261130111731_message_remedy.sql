-- +goose Up
-- modify "message" table
ALTER TABLE "message" ADD CONSTRAINT "message_remedy_unit" CHECK ((remedy_unit)::text = ANY ((ARRAY['DAYS'::character varying, 'WEEKS'::character varying, 'MONTHS'::character varying])::text[])), ADD COLUMN "remedy_amount" bigint NULL, ADD COLUMN "remedy_unit" character varying NULL;

-- +goose Down
-- reverse: modify "message" table
ALTER TABLE "message" DROP COLUMN "remedy_unit", DROP COLUMN "remedy_amount", DROP CONSTRAINT "message_remedy_unit";
