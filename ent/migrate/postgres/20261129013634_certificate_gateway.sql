-- +goose Up
-- modify "certificate" table
ALTER TABLE "certificate" ADD COLUMN "gateway_domain" character varying NULL;

-- +goose Down
-- reverse: modify "certificate" table
ALTER TABLE "certificate" DROP COLUMN "gateway_domain";
