-- +goose Up
-- create "legal_rule" table
CREATE TABLE "legal_rule" ("id" character varying NOT NULL, "rule_id" character varying NOT NULL, "rule_version" bigint NOT NULL, "kind" character varying NOT NULL, "law" character varying NOT NULL, "article" character varying NOT NULL, "jurisdiction" character varying NOT NULL, "procedure_law" character varying NULL, "anchor" character varying NOT NULL, "amount" bigint NOT NULL, "unit" character varying NOT NULL, "shift_for_date" boolean NOT NULL, "shift_for_period" boolean NOT NULL, "holidays" character varying NOT NULL, "valid_from" character varying NOT NULL, "valid_to" character varying NULL, "special" character varying NOT NULL, "counsel_confirmed" boolean NOT NULL, "note" character varying NOT NULL, "replaces_id" character varying NULL, "saved_by" character varying NOT NULL, "saved_at" timestamptz NOT NULL, PRIMARY KEY ("id"));
-- create index "legal_rule_replaces_id_key" to table: "legal_rule"
CREATE UNIQUE INDEX "legal_rule_replaces_id_key" ON "legal_rule" ("replaces_id");
-- create index "legalrule_rule_id_rule_version" to table: "legal_rule"
CREATE UNIQUE INDEX "legalrule_rule_id_rule_version" ON "legal_rule" ("rule_id", "rule_version");
-- create "legal_date" table
CREATE TABLE "legal_date" ("id" character varying NOT NULL, "reader" character varying NOT NULL, "kind" character varying NOT NULL, "authority_id" character varying NOT NULL, "message_id" character varying NULL, "service_id" character varying NULL, "procedure_law" character varying NOT NULL, "rule_id" character varying NOT NULL, "rule_version" bigint NOT NULL, "basis" character varying NOT NULL, "anchor" character varying NOT NULL, "anchor_day" character varying NOT NULL, "amount" bigint NOT NULL, "unit" character varying NOT NULL, "place" character varying NOT NULL, "extended_to" character varying NULL, "day" character varying NOT NULL, "provisional" boolean NOT NULL, "steps" text NOT NULL, "supersedes" character varying NULL, "superseded_at" timestamptz NULL, "met_at" timestamptz NULL, "at" timestamptz NOT NULL, "side_id" character varying NOT NULL, PRIMARY KEY ("id"), CONSTRAINT "legal_date_side_dates" FOREIGN KEY ("side_id") REFERENCES "side" ("id") ON UPDATE NO ACTION ON DELETE CASCADE, CONSTRAINT "legal_date_kind" CHECK ((kind)::text = ANY ((ARRAY['ANNOUNCEMENT'::character varying, 'ANSWER_DUE'::character varying, 'REMEDY_ENDS'::character varying, 'DEEMED_APPROVAL'::character varying])::text[])));
-- create index "legaldate_rule_id_at" to table: "legal_date"
CREATE INDEX "legaldate_rule_id_at" ON "legal_date" ("rule_id", "at");
-- create index "legaldate_side_id_day_id" to table: "legal_date"
CREATE INDEX "legaldate_side_id_day_id" ON "legal_date" ("side_id", "day", "id");
-- create index "legaldate_side_id_message_id_kind" to table: "legal_date"
CREATE INDEX "legaldate_side_id_message_id_kind" ON "legal_date" ("side_id", "message_id", "kind");

-- +goose Down
-- reverse: create index "legaldate_side_id_message_id_kind" to table: "legal_date"
DROP INDEX "legaldate_side_id_message_id_kind";
-- reverse: create index "legaldate_side_id_day_id" to table: "legal_date"
DROP INDEX "legaldate_side_id_day_id";
-- reverse: create index "legaldate_rule_id_at" to table: "legal_date"
DROP INDEX "legaldate_rule_id_at";
-- reverse: create "legal_date" table
DROP TABLE "legal_date";
-- reverse: create index "legalrule_rule_id_rule_version" to table: "legal_rule"
DROP INDEX "legalrule_rule_id_rule_version";
-- reverse: create index "legal_rule_replaces_id_key" to table: "legal_rule"
DROP INDEX "legal_rule_replaces_id_key";
-- reverse: create "legal_rule" table
DROP TABLE "legal_rule";
