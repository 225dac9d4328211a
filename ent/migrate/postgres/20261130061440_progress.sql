-- +goose Up
-- modify "case_party" table
ALTER TABLE "case_party" ADD CONSTRAINT "case_party_progress_state" CHECK ((progress_state)::text = ANY ((ARRAY['RECEIVED'::character varying, 'IN_PROGRESS'::character varying, 'WAITING_FOR_YOU'::character varying, 'DECIDED'::character varying, 'CLOSED'::character varying])::text[])), ADD COLUMN "progress_state" character varying NULL, ADD COLUMN "progress_since" timestamptz NULL, ADD COLUMN "expected_by" character varying NULL, ADD COLUMN "sealed_progress" bytea NULL;
-- modify "side" table
ALTER TABLE "side" ADD CONSTRAINT "side_progress_state" CHECK ((progress_state)::text = ANY ((ARRAY['RECEIVED'::character varying, 'IN_PROGRESS'::character varying, 'WAITING_FOR_YOU'::character varying, 'DECIDED'::character varying, 'CLOSED'::character varying])::text[])), ADD COLUMN "progress_state" character varying NULL, ADD COLUMN "progress_since" timestamptz NULL, ADD COLUMN "expected_by" character varying NULL, ADD COLUMN "sealed_progress" bytea NULL;
-- what reached an authority before its progress was kept, was received
UPDATE case_party SET progress_state = 'RECEIVED', progress_since = (SELECT MIN(d.created_at) FROM delivery d WHERE d.owner_side_id = case_party.mailbox_id AND d.authority_id = case_party.authority_id AND d.state IN ('RELAYED', 'DELIVERED', 'OPENED', 'CONFIRMED', 'ANSWERED')) WHERE EXISTS (SELECT 1 FROM delivery d WHERE d.owner_side_id = case_party.mailbox_id AND d.authority_id = case_party.authority_id AND d.state IN ('RELAYED', 'DELIVERED', 'OPENED', 'CONFIRMED', 'ANSWERED'));
UPDATE side SET progress_state = 'RECEIVED', progress_since = created_at WHERE kind = 'AUTHORITY';
UPDATE side SET progress_state = 'RECEIVED' WHERE kind = 'OWNER' AND EXISTS (SELECT 1 FROM case_party p WHERE p.mailbox_id = side.mailbox_id AND p.progress_state IS NOT NULL);

-- +goose Down
-- reverse: modify "side" table
ALTER TABLE "side" DROP COLUMN "sealed_progress", DROP COLUMN "expected_by", DROP COLUMN "progress_since", DROP COLUMN "progress_state", DROP CONSTRAINT "side_progress_state";
-- reverse: modify "case_party" table
ALTER TABLE "case_party" DROP COLUMN "sealed_progress", DROP COLUMN "expected_by", DROP COLUMN "progress_since", DROP COLUMN "progress_state", DROP CONSTRAINT "case_party_progress_state";
