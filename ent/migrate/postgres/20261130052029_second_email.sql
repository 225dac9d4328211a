-- +goose Up
-- modify "link_token" table
ALTER TABLE "link_token" DROP CONSTRAINT "link_token_purpose", ADD CONSTRAINT "link_token_purpose_1" CHECK ((purpose)::text = ANY ((ARRAY['EMAIL_CONFIRM'::character varying, 'PASSWORD_RESET'::character varying, 'SECOND_EMAIL'::character varying])::text[]));

-- +goose Down
-- reverse: modify "link_token" table
ALTER TABLE "link_token" DROP CONSTRAINT "link_token_purpose_1", ADD CONSTRAINT "link_token_purpose" CHECK ((purpose)::text = ANY (ARRAY[('EMAIL_CONFIRM'::character varying)::text, ('PASSWORD_RESET'::character varying)::text]));
