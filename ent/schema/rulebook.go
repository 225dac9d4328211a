package schema

import (
	"entgo.io/ent"
	"entgo.io/ent/dialect/entsql"
	"entgo.io/ent/schema"
	"entgo.io/ent/schema/field"
	"entgo.io/ent/schema/index"
)

// LegalRule is a version of a rule that editors saved; those that come with the program are in package legal. It is never changed: a correction
// is a new version.
type LegalRule struct{ ent.Schema }

func (LegalRule) Fields() []ent.Field {
	return []ent.Field{
		typedID(),
		field.String("rule_id").MaxLen(64).NotEmpty().Immutable(),
		field.Int("rule_version").Immutable(),
		field.String("kind").MaxLen(32).Immutable(),
		field.String("law").MaxLen(60).Immutable(),
		field.String("article").MaxLen(120).Immutable(),
		field.String("jurisdiction").MaxLen(8).Immutable(),
		field.String("procedure_law").MaxLen(16).Optional().Nillable().Immutable(),
		field.String("anchor").MaxLen(32).Immutable(),
		field.Int("amount").Immutable(),
		field.String("unit").MaxLen(8).Immutable(),
		field.Bool("shift_for_date").Immutable(),
		field.Bool("shift_for_period").Immutable(),
		field.String("holidays").MaxLen(16).Immutable(),
		field.String("valid_from").MaxLen(10).Immutable(),
		field.String("valid_to").MaxLen(10).Optional().Nillable().Immutable(),
		field.String("special").MaxLen(200).Immutable().Comment("what it is for beside its kind"),
		field.Bool("counsel_confirmed").Immutable(),
		field.String("note").MaxLen(2000).Immutable(),
		field.String("replaces_id").MaxLen(64).Optional().Nillable().Immutable().Unique(),
		ref("saved_by"),
		field.Time("saved_at").Immutable(),
	}
}
func (LegalRule) Indexes() []ent.Index {
	return []ent.Index{index.Fields("rule_id", "rule_version").Unique()}
}
func (LegalRule) Annotations() []schema.Annotation {
	return []schema.Annotation{entsql.Table("legal_rule")}
}
