-- +goose Up
-- modify "channel" table
ALTER TABLE "channel" ADD CONSTRAINT "channel_clerk_display" CHECK ((clerk_display)::text = ANY ((ARRAY['NAME'::character varying, 'ROLE'::character varying])::text[])), ADD COLUMN "clerk_display" character varying NOT NULL DEFAULT 'NAME', ADD COLUMN "settings_version" bigint NOT NULL DEFAULT 1;

-- +goose Down
-- reverse: modify "channel" table
ALTER TABLE "channel" DROP COLUMN "settings_version", DROP COLUMN "clerk_display", DROP CONSTRAINT "channel_clerk_display";
