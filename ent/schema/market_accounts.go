package schema

import (
	"entgo.io/ent"
	"entgo.io/ent/dialect/entsql"
	"entgo.io/ent/schema"
	"entgo.io/ent/schema/field"
	"entgo.io/ent/schema/index"
)

// MarketAccount is a person's wish to act for an organisation in the market, and what came of it. What the person wrote and what the
// certificate said is sealed; the indexes are keyed hashes.
type MarketAccount struct{ ent.Schema }

var marketAccountState = one{column: "state", values: []string{"PENDING_REVIEW", "ACTIVE", "REJECTED", "DISABLED"}}

func (MarketAccount) Fields() []ent.Field {
	return append([]ent.Field{
		typedID(),
		ref("account_id"),
		field.String("organisation_id").MaxLen(64).NotEmpty(),
		marketAccountState.starting("PENDING_REVIEW"),
		field.Bytes("sealed").Sensitive().Comment("the form, the claims of the certificate, the operator's note"),
		field.Bytes("request_key").MaxLen(32).Immutable().Comment("keyed hash of the request's idempotency key and its account"),
		field.String("place").MaxLen(80).Optional().Nillable().Comment("one waiting or active account for each person, and one that waits to replace it"),
		field.Bytes("live_certificate").MaxLen(32).Optional().Comment("certificate_index while it waits or is active"),
		field.Bytes("certificate_index").MaxLen(32),
		field.Bytes("tax_index").MaxLen(32).Optional().Comment("empty for a certificate without tax number"),
		field.Bytes("person_index").MaxLen(32).Immutable().Comment("of the name in its search form"),
		field.Bool("shared").Comment("on a functional mailbox, used by several"),
		field.Bool("may_sign"),
		field.Time("certificate_valid_to"),
		optionalRef("replaces"), // the account whose certificate it takes over
		field.Time("requested_at").Immutable(),
		field.Time("decided_at").Optional().Nillable(),
		optionalRef("decided_by"),
		field.Int("version").Default(1),
	}, wrappedByKEK()...)
}
func (MarketAccount) Indexes() []ent.Index {
	return []ent.Index{
		index.Fields("request_key").Unique(), index.Fields("place").Unique(), index.Fields("live_certificate").Unique(),
		index.Fields("state", "id"), index.Fields("account_id"), index.Fields("organisation_id", "state"), index.Fields("tax_index", "state"),
		index.Fields("certificate_index"), index.Fields("person_index"),
	}
}
func (MarketAccount) Annotations() []schema.Annotation {
	return []schema.Annotation{checked("market_account", marketAccountState)}
}

// SigningAuthority says who may sign for an organisation, as an operator confirmed it: from a day on, until before another.
type SigningAuthority struct{ ent.Schema }

func (SigningAuthority) Fields() []ent.Field {
	return append([]ent.Field{
		typedID(),
		ref("organisation_id"),
		ref("signer_organisation_id"),
		optionalRef("membership_id"), // empty for every signatory of signer_organisation_id
		field.String("valid_from").MaxLen(10),
		field.String("valid_to").MaxLen(10).Optional().Nillable(),
		field.Bytes("sealed").Sensitive().Comment("what it was confirmed by"),
		ref("confirmed_by"),
		field.Int("version").Default(1),
		field.Time("created_at").Immutable(),
	}, wrappedByKEK()...)
}
func (SigningAuthority) Indexes() []ent.Index {
	return []ent.Index{index.Fields("organisation_id", "signer_organisation_id"), index.Fields("signer_organisation_id"), index.Fields("membership_id")}
}
func (SigningAuthority) Annotations() []schema.Annotation {
	return []schema.Annotation{entsql.Table("signing_authority")}
}

// Invitation is what an admin sends to a colleague: a link by which the colleague asks for an account of the organisation, or joins it.
type Invitation struct{ ent.Schema }

func (Invitation) Fields() []ent.Field {
	return append([]ent.Field{
		typedID(),
		ref("organisation_id"),
		ref("invited_by"),
		field.Bytes("sealed").Sensitive().Comment("the e-mail address, the roles, the name of who invited"),
		field.Bytes("email_index").MaxLen(32).Immutable(),
		field.Bytes("token_hash").MaxLen(32).Immutable(),
		field.Time("created_at").Immutable(),
		field.Time("expires_at").Immutable(),
		field.Time("used_at").Optional().Nillable(),
		field.Time("revoked_at").Optional().Nillable(),
	}, wrappedByKEK()...)
}
func (Invitation) Indexes() []ent.Index {
	return []ent.Index{index.Fields("token_hash").Unique(), index.Fields("organisation_id", "created_at"), index.Fields("organisation_id", "email_index")}
}
func (Invitation) Annotations() []schema.Annotation {
	return []schema.Annotation{entsql.Table("invitation")}
}
