-- +goose Up
-- create index "sideevent_side_id_message_id" to table: "side_event"
CREATE INDEX "sideevent_side_id_message_id" ON "side_event" ("side_id", "message_id");

-- +goose Down
-- reverse: create index "sideevent_side_id_message_id" to table: "side_event"
DROP INDEX "sideevent_side_id_message_id";
