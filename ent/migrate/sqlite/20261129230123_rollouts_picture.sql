-- +goose Up
-- create index "rollout_region_ars_state_state_since" to table: "rollout"
CREATE INDEX `rollout_region_ars_state_state_since` ON `rollout` (`region_ars`, `state`, `state_since`);

-- +goose Down
-- reverse: create index "rollout_region_ars_state_state_since" to table: "rollout"
DROP INDEX `rollout_region_ars_state_state_since`;
