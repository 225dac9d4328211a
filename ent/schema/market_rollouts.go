package schema

import (
	"entgo.io/ent"
	"entgo.io/ent/dialect/entsql"
	"entgo.io/ent/schema"
	"entgo.io/ent/schema/field"
	"entgo.io/ent/schema/index"
)

// Rollout is all that is needed to set one order up. Its contacts and parameters are sealed under its key, and so is what people said of its
// tasks.
type Rollout struct{ ent.Schema }

var rolloutState = one{column: "state", values: []string{"ORDERED", "IN_PROGRESS", "LIVE", "ENDED"}}
var rolloutContract = one{column: "contract", values: []string{"OPEN", "EFFECTIVE", "ON_HOLD", "ENDED"}}

func (Rollout) Fields() []ent.Field {
	return append([]ent.Field{
		typedID(),
		field.String("order_id").MaxLen(64).NotEmpty().Immutable(),
		field.String("reference").MaxLen(24).Immutable().Comment("the order's"),
		ref("organisation_id"),
		ref("ordered_by_id"), // who ordered, where a Verwaltungsgemeinschaft did for a member
		optionalRef("unit_id"),
		ref("offering_id"),
		ref("offering_version_id"),
		field.String("region_ars").MaxLen(12).Immutable().Comment("of the organisation; empty for one without a place"),
		optionalRef("vendor_id"),
		optionalRef("it_provider_id"),
		optionalRef("procedure_id"),
		field.String("procedure_version").MaxLen(60).Optional().Nillable(),
		field.String("wished_on").MaxLen(10).Optional().Nillable(),
		field.Bool("already_in_use"),
		ref("ticket_id"),
		rolloutState.starting("ORDERED"),
		rolloutContract.starting("OPEN"),
		field.Time("state_since"),
		field.String("live_since").MaxLen(10).Optional().Nillable().Comment("the day (ISO 8601) on which all links were found to work"),
		field.Time("started_at").Immutable(),
		field.Time("moved_at").Comment("when a task was changed last, or the vendor was reminded"),
		field.Int("reminders").Default(0),
		field.Bool("links_asked").Default(false).Comment("the ticket asked for the links that were missing"),
		field.Int("version").Default(1).Comment("of contacts and parameters"),
		field.Bytes("sealed").Sensitive().Comment("contacts and the values of parameters"),
	}, wrappedByKEK()...)
}
func (Rollout) Indexes() []ent.Index {
	return []ent.Index{
		index.Fields("organisation_id", "id"), index.Fields("vendor_id", "id"), index.Fields("it_provider_id", "id"),
		index.Fields("offering_id", "region_ars", "state", "state_since"), index.Fields("region_ars", "state", "state_since"), index.Fields("state", "id"), index.Fields("state", "offering_id"), index.Fields("contract", "state", "moved_at"),
		index.Fields("order_id").Unique().Annotations(entsql.IndexWhere("contract <> 'ENDED'")), index.Fields("order_id", "id"),
	}
}
func (Rollout) Annotations() []schema.Annotation {
	return []schema.Annotation{checked("rollout", rolloutState, rolloutContract)}
}

// RolloutTask is one task of the sheet that was ordered.
type RolloutTask struct{ ent.Schema }

var rolloutTaskKind = one{column: "kind", values: []string{"CONTRACT", "VENDOR_INFORMED", "SETUP", "TEST", "LIVE", "PORTAL_LINK", "LINK_VERIFIED", "OTHER"}}
var rolloutParty = one{column: "responsible", values: []string{"MUNICIPALITY", "VENDOR", "IT_PROVIDER", "PLATFORM"}}
var rolloutTaskState = one{column: "state", values: []string{"OPEN", "IN_PROGRESS", "DONE", "SKIPPED"}}

func (RolloutTask) Fields() []ent.Field {
	return []ent.Field{
		typedID(),
		ref("rollout_id"),
		field.Int("position").Immutable(),
		field.String("key").MaxLen(80).NotEmpty().Immutable().Comment("of the sheet's task"),
		rolloutTaskKind.fixed(),
		rolloutParty.fixed(),
		rolloutTaskState.starting("OPEN"),
		field.Bytes("sealed").Optional().Sensitive().Comment("the reason, and who said it; under the rollout's key"),
		field.Time("changed_at").Optional().Nillable(),
		field.Int("version").Default(1),
	}
}
func (RolloutTask) Indexes() []ent.Index {
	return []ent.Index{index.Fields("rollout_id", "position").Unique()}
}
func (RolloutTask) Annotations() []schema.Annotation {
	return []schema.Annotation{checked("rollout_task", rolloutTaskKind, rolloutParty, rolloutTaskState)}
}

// PortalLink is where one service of a rollout is done online, as somebody reported it and as it was found. While it is online, citizens
// see it.
type PortalLink struct{ ent.Schema }

var portalLinkState = one{column: "state", values: []string{"UNCHECKED", "OK", "BROKEN"}}

func (PortalLink) Fields() []ent.Field {
	return []ent.Field{
		typedID(),
		ref("rollout_id"),
		field.Int("position").Immutable(),
		ref("service_id"),
		ref("organisation_id"),
		optionalRef("authority_id"), // the one competent for the service
		field.String("region_ars").MaxLen(12).Immutable(),
		field.String("url").MaxLen(2000).Optional().Nillable(),
		portalLinkState.starting("UNCHECKED"),
		field.String("problem").MaxLen(64).Optional().Nillable().Comment("a key of the message catalogue"),
		field.Int("status").Optional().Nillable().Comment("what its server answered instead of a page"),
		field.Time("reported_at").Optional().Nillable(),
		field.Time("checked_at").Optional().Nillable(),
		field.Time("check_at").Optional().Nillable().Comment("when it is looked at next"),
		field.Time("ok_since").Optional().Nillable().Comment("when it was first found to work"),
		field.Time("broken_since").Optional().Nillable(),
		field.String("online_since").MaxLen(10).Optional().Nillable().Comment("the day (ISO 8601) since which citizens see it; empty while they do not"),
		field.Bytes("request_key").MaxLen(32).Optional().Comment("keyed hash of the idempotency key of the last report"),
	}
}
func (PortalLink) Indexes() []ent.Index {
	return []ent.Index{
		index.Fields("rollout_id", "position").Unique(), index.Fields("check_at"), index.Fields("organisation_id", "service_id"),
		index.Fields("authority_id", "online_since"), index.Fields("service_id", "region_ars"), index.Fields("region_ars", "online_since"),
		index.Fields("state").Annotations(entsql.IndexWhere("state = 'BROKEN'")),
		index.Fields("service_id", "id").Annotations(entsql.IndexWhere("online_since IS NOT NULL")),
	}
}
func (PortalLink) Annotations() []schema.Annotation {
	return []schema.Annotation{checked("portal_link", portalLinkState)}
}

// VendorMail is one mail with what is to be set up, and what became of it. What it says is written when it goes out.
type VendorMail struct{ ent.Schema }

var vendorMailParty = one{column: "party", values: []string{"VENDOR", "IT_PROVIDER"}}
var vendorMailCause = one{column: "cause", values: []string{"CONTRACT_EFFECTIVE", "REMINDER", "SENT_AGAIN"}}
var vendorMailState = one{column: "state", values: []string{"QUEUED", "SENT", "FAILED", "RETURNED", "OPENED"}}

func (VendorMail) Fields() []ent.Field {
	return []ent.Field{
		typedID(),
		ref("rollout_id"),
		vendorMailParty.fixed(),
		ref("organisation_id"),
		vendorMailCause.fixed(),
		vendorMailState.starting("QUEUED"),
		field.String("problem").MaxLen(64).Optional().Nillable().Comment("a key of the message catalogue"),
		field.Bytes("sealed").Sensitive().Comment("the address; under the rollout's key"),
		field.Time("created_at").Immutable(),
		field.Time("first_attempt_at").Optional().Nillable(),
		field.Time("sent_at").Optional().Nillable(),
		field.Bytes("request_key").MaxLen(32).Optional().Immutable().Comment("keyed hash of the idempotency key by which somebody had it sent again"),
	}
}
func (VendorMail) Indexes() []ent.Index {
	return []ent.Index{index.Fields("rollout_id", "id"), index.Fields("state", "created_at")}
}
func (VendorMail) Annotations() []schema.Annotation {
	return []schema.Annotation{checked("vendor_mail", vendorMailParty, vendorMailCause, vendorMailState)}
}

// VendorToken is the link of a mail to a vendor, or the session that was begun by it. It is no account's.
type VendorToken struct{ ent.Schema }

var vendorTokenPurpose = one{column: "purpose", values: []string{"LINK", "SESSION"}}

func (VendorToken) Fields() []ent.Field {
	return []ent.Field{
		typedID(),
		vendorTokenPurpose.fixed(),
		ref("organisation_id"),
		ref("mail_id"),
		field.Bytes("token_hash").MaxLen(32).Immutable().Unique(),
		field.Time("created_at").Immutable(),
		field.Time("expires_at").Immutable(),
	}
}
func (VendorToken) Indexes() []ent.Index { return []ent.Index{index.Fields("expires_at")} }
func (VendorToken) Annotations() []schema.Annotation {
	return []schema.Annotation{checked("vendor_token", vendorTokenPurpose)}
}
