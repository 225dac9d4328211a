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
		field.Strings("excluded").Optional().Comment("accounts that had part in connecting it as operators, or could read its code: never members"),
		field.Bool("confirmed").Default(true).Comment("an operator confirmed it, or the directory has it; one that was asked for in the market waits"),
		field.String("email").MaxLen(254).Optional().Nillable().Comment("public"),
		field.Text("address").Optional().Nillable().Comment("public; JSON"),
		field.Int("version").Default(1),
		field.Time("created_at").Immutable(),
	}
}
func (Organisation) Annotations() []schema.Annotation {
	return []schema.Annotation{entsql.Table("organisation")}
}

// OrganisationDetails is what only members and operators see of an organisation, whose id it has: contacts, functional mailboxes, the tax
// number. One that was never given any has no row.
type OrganisationDetails struct{ ent.Schema }

func (OrganisationDetails) Fields() []ent.Field {
	return append([]ent.Field{
		typedID(),
		field.Bytes("sealed").Sensitive(),
		field.Bytes("tax_index").MaxLen(32).Optional().Comment("keyed hash of the tax number"),
	}, wrappedByKEK()...)
}
func (OrganisationDetails) Indexes() []ent.Index { return []ent.Index{index.Fields("tax_index")} }
func (OrganisationDetails) Annotations() []schema.Annotation {
	return []schema.Annotation{entsql.Table("organisation_details")}
}

// FunctionalMailbox is an address that several people of one organisation read; no other organisation has it.
type FunctionalMailbox struct{ ent.Schema }

func (FunctionalMailbox) Fields() []ent.Field {
	return []ent.Field{
		typedID(),
		ref("organisation_id"),
		field.Bytes("email_index").MaxLen(32).Immutable().Comment("keyed hash of the address"),
	}
}
func (FunctionalMailbox) Indexes() []ent.Index {
	return []ent.Index{index.Fields("email_index").Unique(), index.Fields("organisation_id")}
}
func (FunctionalMailbox) Annotations() []schema.Annotation {
	return []schema.Annotation{entsql.Table("functional_mailbox")}
}

// Unit is a part of an organisation with tasks of its own, such as the Gesundheitsamt of a Landratsamt.
type Unit struct{ ent.Schema }

func (Unit) Fields() []ent.Field {
	return []ent.Field{
		typedID(),
		ref("organisation_id"),
		field.String("kind").MaxLen(40),
		field.String("name").MaxLen(300),
		field.String("valid_to").MaxLen(10).Optional().Nillable(),
		field.Int("version").Default(1),
		field.Time("created_at").Immutable(),
	}
}
func (Unit) Indexes() []ent.Index { return []ent.Index{index.Fields("organisation_id")} }
func (Unit) Annotations() []schema.Annotation {
	return []schema.Annotation{entsql.Table("unit")}
}

// SetUpDelegation lets an IT association or a service provider set services up for an organisation.
type SetUpDelegation struct{ ent.Schema }

func (SetUpDelegation) Fields() []ent.Field {
	return []ent.Field{
		typedID(),
		ref("organisation_id"),
		ref("to_organisation_id"),
		field.Time("created_at").Immutable(),
	}
}
func (SetUpDelegation) Indexes() []ent.Index {
	return []ent.Index{index.Fields("organisation_id", "to_organisation_id").Unique(), index.Fields("to_organisation_id")}
}
func (SetUpDelegation) Annotations() []schema.Annotation {
	return []schema.Annotation{entsql.Table("set_up_delegation")}
}

// Channel says how an authority of the directory receives case mail; without one it is not connected. Its id is the
// authority's.
type Channel struct{ ent.Schema }

var channelKind = one{column: "kind", values: []string{"INBOX", "SMIME"}, revision: 2}
var channelState = one{column: "state", values: []string{"PENDING", "ACTIVE", "SUSPENDED", "CLOSED"}}
var clerkDisplay = one{column: "clerk_display", values: []string{"NAME", "ROLE", "UNIT"}, revision: 2}
var cryptoProfile = one{column: "profile", values: []string{"MODERN", "COMPAT", "LEGACY"}}

func (Channel) Fields() []ent.Field {
	return []ent.Field{
		typedID(),
		ref("organisation_id"),
		channelKind.field(),
		channelState.field(),
		field.String("problem").MaxLen(500).Optional().Nillable().Comment("a key of the message catalogue"),
		field.String("email").MaxLen(254).Optional().Nillable().Comment("the body's own mailbox for S/MIME"),
		cryptoProfile.maybe(),
		field.Time("legacy_until").Optional().Nillable().Comment("an operator allowed RSAES-PKCS1-v1_5 until then"),
		field.Int64("mail_limit_bytes").Optional().Nillable().Comment("the largest mail that the mailbox takes"),
		field.Int("max_message_bytes"),
		field.Int("failures").Default(0).Comment("mails in a row that failed for good"),
		clerkDisplay.starting("NAME"),
		field.Text("auto_reply").MaxLen(2000).Optional().Nillable().Comment("told to everyone who writes; public"),
		field.Text("retention_classes").Optional().Comment("JSON; empty: the one that every body begins with"),
		field.Int("settings_version").Default(1).Comment("of how the body works here, apart from its channel"),
		field.Int("version").Default(1),
		field.Time("created_at").Immutable(),
	}
}
func (Channel) Indexes() []ent.Index { return []ent.Index{index.Fields("organisation_id")} }
func (Channel) Annotations() []schema.Annotation {
	return []schema.Annotation{checked("channel", channelKind, channelState, cryptoProfile, clerkDisplay)}
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
		field.String("unit_id").MaxLen(64).Optional().Nillable(),
		field.String("absent_until").MaxLen(10).Optional().Nillable().Comment("last day of an absence, in Berlin, ISO 8601"),
		field.String("deputy_id").MaxLen(64).Optional().Nillable().Comment("the membership that answers meanwhile"),
		field.Int("version").Default(1),
		field.Time("created_at").Immutable(),
	}
}
func (Membership) Indexes() []ent.Index {
	return []ent.Index{index.Fields("organisation_id", "account_id").Unique(), index.Fields("account_id"), index.Fields("deputy_id")}
}
func (Membership) Annotations() []schema.Annotation {
	return []schema.Annotation{entsql.Table("membership")}
}

// Certificate is one that a body registered for an authority's S/MIME mailbox: X.509, with its chain.
type Certificate struct{ ent.Schema }

var revocation = one{column: "revocation", values: []string{"UNKNOWN", "GOOD", "REVOKED"}}

func (Certificate) Fields() []ent.Field {
	return []ent.Field{
		typedID(),
		ref("authority_id"),
		field.Bytes("der").Immutable(),
		field.Bytes("chain").Optional().Immutable().Comment("certificates of the chain, DER, one after the other"),
		field.Bytes("fingerprint").MaxLen(32).Immutable().Comment("SHA-256 of the DER form"),
		field.Bool("for_signing").Immutable(),
		field.Bool("for_encryption").Immutable(),
		field.String("gateway_domain").MaxLen(253).Optional().Nillable().Immutable().Comment("whose gateway's it is, as an admin stated"),
		field.Time("not_before").Immutable(),
		field.Time("not_after").Immutable(),
		revocation.starting("UNKNOWN"),
		field.Time("revocation_checked_at").Optional().Nillable(),
		field.Int("warned_days").Default(0).Comment("the last warning before its end: 60, 30 or 7 days; 0 none yet"),
		field.String("added_by").MaxLen(64).Immutable(),
		field.Time("created_at").Immutable(),
		field.Time("removed_at").Optional().Nillable(),
	}
}
func (Certificate) Indexes() []ent.Index {
	return []ent.Index{index.Fields("authority_id", "not_after"), index.Fields("fingerprint"), index.Fields("removed_at", "not_after")}
}
func (Certificate) Annotations() []schema.Annotation {
	return []schema.Annotation{checked("certificate", revocation)}
}

// ChannelTest is one mail of a connection test: a nonce in one profile. The mails of one test share the run.
type ChannelTest struct{ ent.Schema }

var testResult = one{column: "result", values: []string{"WAITING", "ANSWERED", "FAILED", "EXPIRED"}}

func (ChannelTest) Fields() []ent.Field {
	return []ent.Field{
		typedID(),
		ref("authority_id"),
		ref("run_id"),
		cryptoProfile.fixed(),
		field.Bytes("nonce_hash").MaxLen(32).Immutable(),
		testResult.starting("WAITING"),
		field.String("detail").MaxLen(100).Optional().Nillable().Comment("a key of the message catalogue"),
		field.Time("started_at").Immutable(),
		field.Time("answered_at").Optional().Nillable(),
	}
}
func (ChannelTest) Indexes() []ent.Index {
	return []ent.Index{index.Fields("authority_id", "started_at")}
}
func (ChannelTest) Annotations() []schema.Annotation {
	return []schema.Annotation{checked("channel_test", cryptoProfile, testResult)}
}

// ConnectRequest is an authority's wish for secure communication: asked for, released by two operators with a letter to the
// official address, used by the first admin with the letter's code. Contact and address are sealed.
type ConnectRequest struct{ ent.Schema }

var requestState = one{column: "state", values: []string{"REQUESTED", "RELEASE_PROPOSED", "RELEASED", "USED", "DECLINED", "EXPIRED", "VOID"}, revision: 2}

func (ConnectRequest) Fields() []ent.Field {
	return append([]ent.Field{
		typedID(),
		ref("authority_id"),
		channelKind.fixed(),
		requestState.starting("REQUESTED"),
		field.Bytes("sealed").Sensitive().Comment("contact, official address, the operator's note"),
		field.Bytes("email_index").MaxLen(32).Immutable().Comment("keyed hash of the contact's e-mail"),
		field.Bytes("code_hash").MaxLen(32).Optional(),
		field.Int("attempts_left").Default(5),
		field.Time("requested_at").Immutable(),
		field.Time("decided_at").Optional().Nillable(),
		optionalRef("decided_by"),
		field.Time("proposed_at").Optional().Nillable(),
		optionalRef("proposed_by"),
		field.Strings("operators").Optional().Comment("accounts of all who proposed or released it: none of them enters"),
		field.Time("expires_at"),
	}, wrappedByKEK()...)
}
func (ConnectRequest) Indexes() []ent.Index {
	return []ent.Index{index.Fields("state", "requested_at"), index.Fields("authority_id"), index.Fields("email_index")}
}
func (ConnectRequest) Annotations() []schema.Annotation {
	return []schema.Annotation{checked("connect_request", channelKind, requestState)}
}
