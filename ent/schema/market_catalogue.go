package schema

import (
	"entgo.io/ent"
	"entgo.io/ent/dialect/entsql"
	"entgo.io/ent/schema"
	"entgo.io/ent/schema/field"
	"entgo.io/ent/schema/index"
)

// Offering is a service that municipalities can take over. What is said of it stands in its versions; here is what changes without
// another one.
type Offering struct{ ent.Schema }

var offeringState = one{column: "state", values: []string{"ANNOUNCED", "ORDERABLE", "PAUSED", "WITHDRAWN"}}

func (Offering) Fields() []ent.Field {
	return []ent.Field{
		typedID(),
		field.String("slug").MaxLen(80).NotEmpty().Immutable().Unique(),
		offeringState.field(),
		field.String("orderable_from").MaxLen(10).Optional().Nillable().Comment("the day (ISO 8601) on which it is expected to be orderable"),
		field.String("current_id").MaxLen(64).NotEmpty().Comment("its newest version"),
		field.Int("version").Default(1),
		field.Time("created_at").Immutable(),
		field.Time("changed_at"),
	}
}
func (Offering) Annotations() []schema.Annotation {
	return []schema.Annotation{checked("offering", offeringState)}
}

// OfferingVersion is an offering's sheet as it stood; never changed, never deleted: orders name it.
type OfferingVersion struct{ ent.Schema }

func (OfferingVersion) Fields() []ent.Field {
	return []ent.Field{
		typedID(),
		ref("offering_id"),
		field.Int("version").Immutable(),
		field.Text("sheet").Immutable().Comment("JSON, all languages; public"),
		field.Time("valid_from").Immutable(),
	}
}
func (OfferingVersion) Indexes() []ent.Index {
	return []ent.Index{index.Fields("offering_id", "version").Unique()}
}
func (OfferingVersion) Annotations() []schema.Annotation {
	return []schema.Annotation{entsql.Table("offering_version")}
}

// SpecialistProcedure is software that organisations work with; a vendor is an organisation.
type SpecialistProcedure struct{ ent.Schema }

func (SpecialistProcedure) Fields() []ent.Field {
	return []ent.Field{
		typedID(),
		field.String("name").MaxLen(120).NotEmpty(),
		field.String("vendor_id").MaxLen(64).NotEmpty(),
		field.Strings("versions").Comment("those in use, newest first"),
		field.Int("version").Default(1),
		field.Time("created_at").Immutable(),
	}
}
func (SpecialistProcedure) Indexes() []ent.Index {
	return []ent.Index{index.Fields("vendor_id", "name").Unique()}
}
func (SpecialistProcedure) Annotations() []schema.Annotation {
	return []schema.Annotation{entsql.Table("specialist_procedure")}
}

// OfferingInterest is an account's wish to be told when an offering can be ordered.
type OfferingInterest struct{ ent.Schema }

func (OfferingInterest) Fields() []ent.Field {
	return []ent.Field{
		typedID(),
		ref("offering_id"),
		ref("account_id"),
		field.Time("created_at").Immutable(),
	}
}
func (OfferingInterest) Indexes() []ent.Index {
	return []ent.Index{index.Fields("offering_id", "account_id").Unique(), index.Fields("account_id")}
}
func (OfferingInterest) Annotations() []schema.Annotation {
	return []schema.Annotation{entsql.Table("offering_interest")}
}
