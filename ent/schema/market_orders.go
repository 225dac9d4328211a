package schema

import (
	"entgo.io/ent"
	"entgo.io/ent/schema"
	"entgo.io/ent/schema/field"
	"entgo.io/ent/schema/index"
)

// MarketOrder is what an organisation takes over, from the draft on. What people wrote and chose is sealed; columns are what it is found by.
type MarketOrder struct{ ent.Schema }

var marketOrderState = one{column: "state", values: []string{"DRAFT", "SUBMITTED", "RETURNED", "RELEASED", "CANCELLED"}}

func (MarketOrder) Fields() []ent.Field {
	return append([]ent.Field{
		typedID(),
		field.String("reference").MaxLen(24).Unique().Immutable().Comment("said on the phone; opens nothing"),
		ref("organisation_id"),     // who orders
		ref("for_organisation_id"), // whom it is for: the same, or a member of a union
		field.String("unit_id").MaxLen(64).Optional().Nillable().Immutable(),
		ref("offering_id"),
		optionalRef("version_id"), // the sheet as it was submitted
		field.Int("sheet").Comment("how many versions the offering's sheet had when it was submitted; 0 before"),
		marketOrderState.starting("DRAFT"),
		field.Bool("already_in_use"),
		field.String("place").MaxLen(300).Optional().Nillable().Comment("one order of an offering for an organisation or unit, and one draft of who orders it"),
		field.Bytes("request_key").MaxLen(32).Immutable().Comment("keyed hash of the idempotency key, its account and whom it is for"),
		ref("prepared_by"),
		optionalRef("submitted_by"),
		optionalRef("decided_by"),
		optionalRef("ticket_id"),
		field.Bytes("sealed").Sensitive().Comment("contacts, partners, procedure, note, parameters, names of who acted, reasons"),
		field.Time("costs_acknowledged_at").Optional().Nillable(),
		field.Time("created_at").Immutable(),
		field.Time("updated_at"),
		field.Time("state_since"),
		field.Time("placed_at").Optional().Nillable(),
		field.Time("decided_at").Optional().Nillable(),
		field.Int("version").Default(1),
	}, wrappedByKEK()...)
}
func (MarketOrder) Indexes() []ent.Index {
	return []ent.Index{
		index.Fields("place").Unique(), index.Fields("request_key").Unique(), index.Fields("state", "state_since"), index.Fields("state_since"),
		index.Fields("updated_at"), index.Fields("state", "updated_at"), index.Fields("organisation_id", "state", "updated_at"),
		index.Fields("for_organisation_id", "state", "updated_at"),
		index.Fields("organisation_id", "updated_at"), index.Fields("for_organisation_id", "updated_at"), index.Fields("for_organisation_id", "offering_id"),
		index.Fields("organisation_id", "offering_id"),
	}
}
func (MarketOrder) Annotations() []schema.Annotation {
	return []schema.Annotation{checked("market_order", marketOrderState)}
}
