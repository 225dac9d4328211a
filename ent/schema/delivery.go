package schema

import (
	"entgo.io/ent"
	"entgo.io/ent/dialect/entsql"
	"entgo.io/ent/schema"
	"entgo.io/ent/schema/field"
	"entgo.io/ent/schema/index"
)

// GatewayMail is one signed and encrypted mail to an authority's own mailbox. Its Message-ID and its bounce address are made
// of its id, so that a mail sent twice counts once. A message's content is not here but on the transit side.
type GatewayMail struct{ ent.Schema }

var gatewayKind = one{column: "kind", values: []string{"MESSAGE", "TEST", "CONFIRM", "POLICY", "DELETION"}}
var gatewayState = one{column: "state", values: []string{"QUEUED", "HANDED_OVER", "SETTLED", "FAILED", "STOPPED"}}

func (GatewayMail) Fields() []ent.Field {
	return []ent.Field{
		typedID(),
		gatewayKind.fixed(),
		ref("authority_id"),
		field.String("delivery_id").MaxLen(64).Optional().Nillable(),
		field.String("reference").MaxLen(24).Optional().Nillable().Comment("of the case that an answer must quote"),
		field.String("subject_id").MaxLen(64).Optional().Nillable().Immutable().Comment("the test, the held mail or the mailbox it is about"),
		cryptoProfile.maybe(),
		gatewayState.starting("QUEUED"),
		field.String("failure").MaxLen(64).Optional().Nillable(),
		field.Int("attempts").Default(0),
		field.String("message_id").MaxLen(200).Optional().Nillable().Comment("the Message-ID it went out with, for threads"),
		field.Int64("size").Default(0).Comment("bytes of the mail as last handed over"),
		field.Bytes("sealed").Optional().Sensitive().Comment("what the mail says, where no transit side holds it"),
		field.String("kek_id").MaxLen(64).Optional(),
		field.Bytes("wrapped_key").Optional().Sensitive(),
		field.Time("created_at").Immutable(),
		field.Time("first_attempt_at").Optional().Nillable(),
		field.Time("next_attempt_at").Optional().Nillable(),
		field.Time("handed_over_at").Optional().Nillable(),
		field.Time("settled_at").Optional().Nillable(),
	}
}
func (GatewayMail) Indexes() []ent.Index {
	return []ent.Index{
		index.Fields("delivery_id"), index.Fields("state", "next_attempt_at"), index.Fields("authority_id", "kind", "created_at"),
		index.Fields("reference", "authority_id"), index.Fields("kind", "created_at"),
	}
}
func (GatewayMail) Annotations() []schema.Annotation {
	return []schema.Annotation{checked("gateway_mail", gatewayKind, cryptoProfile, gatewayState)}
}

// InboundMail is a mail that came in, sealed, until its effect is done. What is not accepted stays as envelope and reason.
type InboundMail struct{ ent.Schema }

var inboundState = one{column: "state", values: []string{"RECEIVED", "ACCEPTED", "REPORTED", "HELD", "QUARANTINED", "IGNORED"}}

func (InboundMail) Fields() []ent.Field {
	return []ent.Field{
		typedID(),
		inboundState.starting("RECEIVED"),
		field.String("reason").MaxLen(64).Optional().Nillable().Comment("a key of the message catalogue"),
		field.String("authority_id").MaxLen(64).Optional().Nillable(),
		field.String("gateway_mail_id").MaxLen(64).Optional().Nillable().Comment("the mail it answers or reports on"),
		field.Int64("size").Immutable(),
		field.Bytes("digest").MaxLen(32).Immutable().Comment("keyed, of the whole mail"),
		field.Bytes("sealed_envelope").Sensitive().Comment("addresses, date and subject of the outer mail"),
		field.String("blob_key").MaxLen(128).Optional().Nillable().Comment("the whole mail, sealed; gone when it is settled"),
		field.Time("received_at").Immutable(),
		field.Time("settled_at").Optional().Nillable(),
		field.Time("confirmed_at").Optional().Nillable().Comment("when its authority confirmed it, after it was held"),
		field.Time("failing_since").Optional().Nillable().Comment("since when looking at it fails by faults of ours, in its present step"),
		field.Int("failures").Default(0).Comment("how often, since then"),
		field.String("kek_id").MaxLen(64).NotEmpty(),
		field.Bytes("wrapped_key").Sensitive(),
	}
}
func (InboundMail) Indexes() []ent.Index {
	return []ent.Index{index.Fields("state", "received_at"), index.Fields("gateway_mail_id"), index.Fields("authority_id", "received_at"), index.Fields("digest"), index.Fields("blob_key")}
}
func (InboundMail) Annotations() []schema.Annotation {
	return []schema.Annotation{checked("inbound_mail", inboundState)}
}

// SeenSignature is the signature of an answer that took effect; its id is a keyed hash of it. It counts once for good.
type SeenSignature struct{ ent.Schema }

func (SeenSignature) Fields() []ent.Field {
	return []ent.Field{typedID(), field.Time("at").Immutable()}
}
func (SeenSignature) Annotations() []schema.Annotation {
	return []schema.Annotation{entsql.Table("seen_signature")}
}
