-- +goose Up
-- modify "link_token" table
ALTER TABLE "link_token" ADD COLUMN "sealed" bytea NULL;
-- modify "side_event" table
ALTER TABLE "side_event" DROP CONSTRAINT "side_event_kind", ADD CONSTRAINT "side_event_kind_2" CHECK ((kind)::text = ANY ((ARRAY['MAILBOX_OPENED'::character varying, 'MESSAGE_SENT'::character varying, 'MESSAGE_RECEIVED'::character varying, 'DELIVERY_CHANGED'::character varying, 'MESSAGE_OPENED'::character varying, 'DOCUMENT_FETCHED'::character varying, 'RECEIPT_CONFIRMED'::character varying, 'NOTIFICATION_SENT'::character varying, 'NOTIFICATION_FAILED'::character varying, 'MESSAGE_DELETED'::character varying, 'DOCUMENT_DELETED'::character varying, 'MAILBOX_DELETED'::character varying, 'PERSON_CHANGED'::character varying])::text[]));

-- +goose Down
-- reverse: modify "side_event" table
ALTER TABLE "side_event" DROP CONSTRAINT "side_event_kind_2", ADD CONSTRAINT "side_event_kind" CHECK ((kind)::text = ANY (ARRAY[('MAILBOX_OPENED'::character varying)::text, ('MESSAGE_SENT'::character varying)::text, ('MESSAGE_RECEIVED'::character varying)::text, ('DELIVERY_CHANGED'::character varying)::text, ('MESSAGE_OPENED'::character varying)::text, ('DOCUMENT_FETCHED'::character varying)::text, ('RECEIPT_CONFIRMED'::character varying)::text, ('NOTIFICATION_SENT'::character varying)::text, ('NOTIFICATION_FAILED'::character varying)::text, ('MESSAGE_DELETED'::character varying)::text, ('DOCUMENT_DELETED'::character varying)::text, ('MAILBOX_DELETED'::character varying)::text]));
-- reverse: modify "link_token" table
ALTER TABLE "link_token" DROP COLUMN "sealed";
