package schema

import (
	"entgo.io/ent"
	"entgo.io/ent/dialect/entsql"
	"entgo.io/ent/schema"
	"entgo.io/ent/schema/field"
	"entgo.io/ent/schema/index"
)

// LogLeaf is one entry of the public Merkle log: a salted hash of an event, without meaning once the event is gone. It has a
// position as soon as the sequencer put it into the tree.
type LogLeaf struct{ ent.Schema }

func (LogLeaf) Fields() []ent.Field {
	return []ent.Field{
		field.Bytes("hash").MaxLen(32).Unique().Immutable(),
		field.Int64("position").Optional().Nillable().Unique(),
	}
}
func (LogLeaf) Annotations() []schema.Annotation {
	return []schema.Annotation{entsql.Table("log_leaf")}
}

// LogNode is one stored hash of the tree; its position is that of golang.org/x/mod/sumdb/tlog.
type LogNode struct{ ent.Schema }

func (LogNode) Fields() []ent.Field {
	return []ent.Field{
		field.Int64("position").Unique().Immutable(),
		field.Bytes("hash").MaxLen(32).Immutable(),
	}
}
func (LogNode) Annotations() []schema.Annotation {
	return []schema.Annotation{entsql.Table("log_node")}
}

// LogCheckpoint is a signed state of the log (C2SP signed note), with a time stamp (RFC 3161) where a service is configured.
type LogCheckpoint struct{ ent.Schema }

func (LogCheckpoint) Fields() []ent.Field {
	return []ent.Field{
		field.Int64("size").Unique().Immutable(),
		field.String("note").MaxLen(2000).Immutable(),
		field.Bytes("timestamp").Optional(),
		field.Time("at").Immutable(),
	}
}
func (LogCheckpoint) Indexes() []ent.Index { return []ent.Index{index.Fields("at")} }
func (LogCheckpoint) Annotations() []schema.Annotation {
	return []schema.Annotation{entsql.Table("log_checkpoint")}
}
