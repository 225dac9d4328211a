package schema

import (
	"entgo.io/ent"
	"entgo.io/ent/dialect/entsql"
	"entgo.io/ent/schema"
	"entgo.io/ent/schema/field"
	"entgo.io/ent/schema/index"
)

// Organisation is a legal body with members. Its facts (name, region) are those of the directory's authority or its own.
type Organisation struct{ ent.Schema }

func (Organisation) Fields() []ent.Field {
	return []ent.Field{
		typedID(),
		field.String("name").MaxLen(300),
		field.String("kind").MaxLen(40),
		field.String("region_ars").MaxLen(12).Optional().Nillable(),
		field.Int("version").Default(1),
		field.Time("created_at").Immutable(),
	}
}
func (Organisation) Annotations() []schema.Annotation {
	return []schema.Annotation{entsql.Table("organisation")}
}

// Channel says how an authority of the directory receives case mail; without one it is not connected. Its id is the
// authority's.
type Channel struct{ ent.Schema }

var channelKind = one{"kind", []string{"INBOX"}}
var channelState = one{"state", []string{"PENDING", "ACTIVE", "SUSPENDED", "CLOSED"}}

func (Channel) Fields() []ent.Field {
	return []ent.Field{
		typedID(),
		ref("organisation_id"),
		channelKind.field(),
		channelState.field(),
		field.String("problem").MaxLen(500).Optional().Nillable(),
		field.String("email").MaxLen(254).Optional().Nillable(),
		field.Int("max_message_bytes"),
		field.Time("created_at").Immutable(),
	}
}
func (Channel) Indexes() []ent.Index { return []ent.Index{index.Fields("organisation_id")} }
func (Channel) Annotations() []schema.Annotation {
	return []schema.Annotation{checked("channel", channelKind, channelState)}
}

// Membership is a person's work for a body.
type Membership struct{ ent.Schema }

func (Membership) Fields() []ent.Field {
	return []ent.Field{
		typedID(),
		ref("organisation_id"),
		ref("account_id"),
		field.Strings("roles"),
		field.Bool("all_authorities").Default(false),
		field.Strings("authority_ids").Optional(),
		field.Int("version").Default(1),
		field.Time("created_at").Immutable(),
	}
}
func (Membership) Indexes() []ent.Index {
	return []ent.Index{index.Fields("organisation_id", "account_id").Unique(), index.Fields("account_id")}
}
func (Membership) Annotations() []schema.Annotation {
	return []schema.Annotation{entsql.Table("membership")}
}
