package schema

import (
	"entgo.io/ent"
	"entgo.io/ent/dialect/entsql"
	"entgo.io/ent/schema"
	"entgo.io/ent/schema/field"
	"entgo.io/ent/schema/index"
)

// NetworkGroup is a group of the municipalities' network. What is written in it is sealed under its key.
type NetworkGroup struct{ ent.Schema }

func (NetworkGroup) Fields() []ent.Field {
	return append([]ent.Field{
		typedID(),
		field.String("slug").MaxLen(60).NotEmpty().Immutable().Unique(),
		field.Text("texts").Comment("JSON, name and description in all languages; operators wrote them"),
		field.Bool("whole_market").Optional().Nillable().Comment("true for the one of the whole market, else nothing"),
		field.Bool("archived").Default(false),
		field.Bytes("request_key").MaxLen(32).Optional().Nillable().Unique().Immutable().Comment("keyed hash of the idempotency key and who made it"),
		field.Int("version").Default(1),
		field.Time("created_at").Immutable(),
		field.Time("updated_at"),
	}, wrappedByKEK()...)
}
func (NetworkGroup) Indexes() []ent.Index { return []ent.Index{index.Fields("whole_market").Unique()} }
func (NetworkGroup) Annotations() []schema.Annotation {
	return []schema.Annotation{entsql.Table("network_group")}
}

// NetworkGroupOffering is an offering whose users meet in a group; each has at most one.
type NetworkGroupOffering struct{ ent.Schema }

func (NetworkGroupOffering) Fields() []ent.Field {
	return []ent.Field{ref("group_id"), field.String("offering_id").MaxLen(64).NotEmpty().Immutable().Unique()}
}
func (NetworkGroupOffering) Indexes() []ent.Index { return []ent.Index{index.Fields("group_id")} }
func (NetworkGroupOffering) Annotations() []schema.Annotation {
	return []schema.Annotation{entsql.Table("network_group_offering")}
}

// NetworkMember is a person in a group. Its id is who they are there: it tells nothing of them in another group. It stays when they leave, so
// that they are the same when they come back.
type NetworkMember struct{ ent.Schema }

func (NetworkMember) Fields() []ent.Field {
	return []ent.Field{
		typedID(),
		ref("group_id"),
		ref("account_id"),
		optionalRef("membership_id"), // as whose member; none for operators
		field.Bool("moderator").Default(false),
		field.Time("joined_at"),
		field.Time("seen_at"),
		field.Time("left_at").Optional().Nillable(),
		field.Bytes("join_key").MaxLen(32).Comment("keyed hash of the idempotency key that joined last"),
		field.Bytes("leave_key").MaxLen(32).Optional().Nillable().Comment("likewise, that left last"),
	}
}
func (NetworkMember) Indexes() []ent.Index {
	return []ent.Index{index.Fields("group_id", "account_id").Unique(), index.Fields("account_id"), index.Fields("group_id", "id"), index.Fields("membership_id")}
}
func (NetworkMember) Annotations() []schema.Annotation {
	return []schema.Annotation{entsql.Table("network_member")}
}

// NetworkPost is what was written in a group, or a fact that the platform tells there, whose words are made for each reader.
type NetworkPost struct{ ent.Schema }

var networkPostKind = one{column: "kind", values: []string{"MEMBER", "OPERATOR", "PLATFORM"}}
var networkPostNews = one{column: "news", values: []string{"ORDERABLE", "NEW_VERSION"}}

func (NetworkPost) Fields() []ent.Field {
	return []ent.Field{
		typedID(),
		ref("group_id"),
		field.String("reply_to_id").MaxLen(64).Optional().Nillable().Immutable(),
		networkPostKind.fixed(),
		field.String("member_id").MaxLen(64).Optional().Nillable().Immutable(),
		field.Enum("news").Values(networkPostNews.values...).Optional().Nillable().Immutable(),
		field.String("offering_id").MaxLen(64).Optional().Nillable().Immutable(),
		field.String("offering_version_id").MaxLen(64).Optional().Nillable().Immutable(),
		field.Bytes("unique_key").MaxLen(32).Optional().Nillable().Unique().Immutable().Comment("keyed hash of the idempotency key and its author, or of the fact"),
		field.Bytes("sealed").Sensitive().Comment("author, organisation and text; nothing once it was removed"),
		field.Bytes("sealed_reason").Optional().Nillable().Sensitive().Comment("why it is hidden"),
		field.Time("removed_at").Optional().Nillable(),
		field.Int("version").Default(1),
		field.Time("at").Immutable(),
		field.Int("reply_count").Default(0),
		field.Time("replied_at").Optional().Nillable(),
		field.Time("active_at").Comment("when it was written or answered last"),
	}
}
func (NetworkPost) Indexes() []ent.Index {
	return []ent.Index{
		index.Fields("group_id", "reply_to_id", "active_at", "id"), index.Fields("group_id", "id"), index.Fields("group_id", "at"), index.Fields("reply_to_id", "id"),
		index.Fields("member_id"),
	}
}
func (NetworkPost) Annotations() []schema.Annotation {
	return []schema.Annotation{checked("network_post", networkPostKind, networkPostNews)}
}

// NetworkFile is a file of a post, sealed in the blob store; without a post it waits for one. Without a key of a blob its bytes are awaited, or
// were not taken in.
type NetworkFile struct{ ent.Schema }

func (NetworkFile) Fields() []ent.Field {
	return []ent.Field{
		typedID(),
		ref("group_id"),
		ref("member_id"),
		optionalRef("post_id"),
		field.String("refusal").MaxLen(64).Optional().Nillable().Comment("why it was not taken in: a key of the message catalogue"),
		field.Bool("scanned").Default(false),
		field.Int64("size").Immutable(),
		field.String("blob_key").MaxLen(128).Optional().Nillable(),
		field.Bytes("unique_key").MaxLen(32).Unique().Immutable().Comment("keyed hash of the idempotency key and who announced it"),
		field.Bytes("sealed").Sensitive().Comment("name, media type, key, name of who gave it"),
		field.Time("created_at").Immutable(),
	}
}
func (NetworkFile) Indexes() []ent.Index {
	return []ent.Index{index.Fields("post_id"), index.Fields("group_id", "id"), index.Fields("member_id", "post_id"), index.Fields("blob_key"), index.Fields("post_id", "created_at")}
}
func (NetworkFile) Annotations() []schema.Annotation {
	return []schema.Annotation{entsql.Table("network_file")}
}
