package schema

import (
	"entgo.io/ent"
	"entgo.io/ent/schema"
	"entgo.io/ent/schema/field"
	"entgo.io/ent/schema/index"
)

// LevyYear is one revision of a year's levy: what it is computed from. Nothing of a published one changes but its version, which counts
// the changes of official amounts, too.
type LevyYear struct{ ent.Schema }

var levyState = one{column: "state", values: []string{"DRAFT", "PUBLISHED"}}

func (LevyYear) Fields() []ent.Field {
	return []ent.Field{
		typedID(),
		field.Int("year").Immutable(),
		field.Int("revision").Immutable(),
		levyState.starting("DRAFT"),
		field.String("state_share").MaxLen(24).Comment("a fraction"),
		field.Text("positions").Comment("services with their costs in cents and exact shares, as JSON"),
		field.String("due_on").MaxLen(10).Optional().Nillable().Comment("a calendar day"),
		field.String("settlement_note").MaxLen(2000),
		field.String("correction_note").MaxLen(2000).Optional().Nillable(),
		field.String("population_on").MaxLen(10).Optional().Nillable().Comment("a calendar day; of a published one"),
		field.String("territory_on").MaxLen(10).Optional().Nillable().Comment("a calendar day; of a published one"),
		field.String("shares_digest").MaxLen(64).Optional().Nillable().Comment("of all that was published"),
		field.Int("version").Default(1),
		field.Time("created_at").Immutable(),
		field.Time("published_at").Optional().Nillable(),
	}
}
func (LevyYear) Indexes() []ent.Index {
	return []ent.Index{index.Fields("year", "revision").Unique()}
}
func (LevyYear) Annotations() []schema.Annotation {
	return []schema.Annotation{checked("levy_year", levyState)}
}

// LevyShare is what one place pays on one level of a published year; never changed.
type LevyShare struct{ ent.Schema }

var levyLevel = one{column: "level", values: []string{"GEMEINDE", "LANDKREIS", "BEZIRK"}}

func (LevyShare) Fields() []ent.Field {
	return []ent.Field{
		typedID(),
		ref("levy_year_id"),
		field.String("region_ars").MaxLen(12).Immutable(),
		field.String("name").MaxLen(300).Immutable().Comment("what the place was called then"),
		levyLevel.fixed(),
		field.Int("population").Immutable(),
		field.Int64("amount_cents").Immutable(),
	}
}
func (LevyShare) Indexes() []ent.Index {
	return []ent.Index{index.Fields("levy_year_id", "region_ars", "level").Unique()}
}
func (LevyShare) Annotations() []schema.Annotation {
	return []schema.Annotation{checked("levy_share", levyLevel)}
}

// LevyOfficial is what the Landesamt für Statistik computed for one place on one level of a year, whatever revision ours has.
type LevyOfficial struct{ ent.Schema }

func (LevyOfficial) Fields() []ent.Field {
	return []ent.Field{
		typedID(),
		field.Int("year").Immutable(),
		field.String("region_ars").MaxLen(12).Immutable(),
		levyLevel.fixed(),
		field.Int64("amount_cents"),
		field.Time("entered_at"),
	}
}
func (LevyOfficial) Indexes() []ent.Index {
	return []ent.Index{index.Fields("year", "region_ars", "level").Unique()}
}
func (LevyOfficial) Annotations() []schema.Annotation {
	return []schema.Annotation{checked("levy_official", levyLevel)}
}
