package schema

import (
	"slices"

	"entgo.io/ent"
	"entgo.io/ent/dialect/entsql"
	"entgo.io/ent/schema"
	"entgo.io/ent/schema/edge"
	"entgo.io/ent/schema/field"
	"entgo.io/ent/schema/index"
)

// CaseMailbox is the owner's conversation space; its owner side has the same id. It goes when the owner deletes it.
type CaseMailbox struct{ ent.Schema }

var mailboxKind = one{column: "kind", values: []string{"UNDERTAKING", "AUTHORITY"}}

func (CaseMailbox) Fields() []ent.Field {
	return []ent.Field{
		typedID(),
		ref("account_id"),
		field.String("reference").MaxLen(24).Unique().Immutable(),
		mailboxKind.fixed(),
		field.String("undertaking_id").MaxLen(64).Optional().Nillable().Immutable(),
		field.String("region_ars").MaxLen(12).Optional().Nillable().Immutable(),
		field.String("directory_revision").MaxLen(64).Immutable(),
		field.Time("opened_at").Immutable(),
		field.String("predecessor_id").MaxLen(64).Optional().Nillable().Comment("the mailbox that it continues after a hand-over"),
	}
}
func (CaseMailbox) Edges() []ent.Edge {
	return []ent.Edge{edge.To("parties", CaseParty.Type).Annotations(entsql.OnDelete(entsql.Cascade))}
}
func (CaseMailbox) Indexes() []ent.Index {
	return []ent.Index{index.Fields("account_id", "opened_at"), index.Fields("predecessor_id")}
}
func (CaseMailbox) Annotations() []schema.Annotation {
	return []schema.Annotation{checked("case_mailbox", mailboxKind)}
}

// CaseParty is one competent body of a mailbox, fixed when it is opened, with the rule that named it.
type CaseParty struct{ ent.Schema }

var partyRole = one{column: "role", values: []string{"PRIMARY", "ALTERNATIVE", "POINT_OF_SINGLE_CONTACT"}}

// How far a matter is with an authority, as it says: on its own side, and as the owner's copy on the party.
var progressState = one{column: "progress_state", values: []string{"RECEIVED", "IN_PROGRESS", "WAITING_FOR_YOU", "DECIDED", "CLOSED"}}

func progressOfCase() []ent.Field {
	return []ent.Field{
		progressState.maybe(),
		field.Time("progress_since").Optional().Nillable(),
		field.String("expected_by").MaxLen(10).Optional().Nillable().Comment("day in Berlin, ISO 8601"),
		field.Bytes("sealed_progress").Optional().Sensitive().Comment("next step and what is missing, under the head key of the side that holds it"),
	}
}

func (CaseParty) Fields() []ent.Field {
	return append([]ent.Field{
		typedID(),
		ref("mailbox_id"),
		ref("account_id"),
		ref("authority_id"),
		nameOfThen("authority_name"),
		partyRole.fixed(),
		field.Strings("service_ids").Immutable(),
		field.Strings("rule_ids").Optional().Immutable(),
		field.Int("position").Immutable(),
		field.Time("declined_at").Optional().Nillable().Comment("when the body said last that it is not competent"),
		field.String("suggested_authority_id").MaxLen(64).Optional().Nillable().Comment("the body that it named then"),
		field.Bytes("auto_reply_told").MaxLen(32).Optional().Nillable().Comment("SHA-256 of the automatic reply that the owner was told last"),
	}, progressOfCase()...)
}
func (CaseParty) Edges() []ent.Edge {
	return []ent.Edge{
		edge.From("mailbox", CaseMailbox.Type).Ref("parties").Field("mailbox_id").Unique().Required().Immutable(),
		edge.To("grants", PartyGrant.Type).Annotations(entsql.OnDelete(entsql.Cascade)),
	}
}
func (CaseParty) Indexes() []ent.Index {
	return []ent.Index{index.Fields("mailbox_id", "authority_id").Unique()}
}
func (CaseParty) Annotations() []schema.Annotation {
	return []schema.Annotation{checked("case_party", partyRole, progressState)}
}

// PartyGrant is what the owner lets the Einheitlicher Ansprechpartner of a mailbox see and do. A change ends the row and makes a new one; it
// goes with the mailbox.
type PartyGrant struct{ ent.Schema }

func (PartyGrant) Fields() []ent.Field {
	return []ent.Field{
		typedID(),
		ref("party_id"),
		ref("mailbox_id"),
		ref("account_id"),
		ref("authority_id"),
		field.Bool("may_forward").Immutable(),
		field.Time("given_at").Immutable(),
		field.Time("revoked_at").Optional().Nillable(),
	}
}
func (PartyGrant) Edges() []ent.Edge {
	return []ent.Edge{edge.From("party", CaseParty.Type).Ref("grants").Field("party_id").Unique().Required().Immutable()}
}
func (PartyGrant) Indexes() []ent.Index {
	return []ent.Index{
		index.Fields("party_id").Unique().Annotations(entsql.IndexWhere("revoked_at IS NULL")),
		index.Fields("party_id", "given_at"), index.Fields("mailbox_id", "authority_id"),
	}
}
func (PartyGrant) Annotations() []schema.Annotation {
	return []schema.Annotation{entsql.Table("party_grant")}
}

// Side is what one participant sees of a mailbox: the owner's (id mbx_…, the mailbox's) or an authority's (id cas_…). It
// stands on its own: an authority's side outlives the owner's. Its key wraps the keys of everything it holds.
type Side struct{ ent.Schema }

// A TRANSIT side holds what is on its way to an authority's own mailbox; nobody reads it, and it goes with its last view.
var sideKind = one{column: "kind", values: []string{"OWNER", "AUTHORITY", "TRANSIT"}, revision: 2}
var caseState = one{column: "state", values: []string{"NEW", "IN_PROGRESS", "AWAITING_PERSON", "CLOSED"}}

// archiveAnswer is what the archive said of a case that it was offered.
var archiveAnswer = one{column: "archive_answer", values: []string{"TAKEN_OVER", "NOT_WORTH_KEEPING"}}

// keepingOfCase is for how long an authority keeps its side.
func keepingOfCase() []ent.Field {
	return []ent.Field{
		field.String("retention_class").MaxLen(32).Optional().Nillable().Comment("key of a class of the authority's settings; empty: the first"),
		field.Time("retention_check_at").Optional().Nillable().Comment("before then its retention cannot be over; empty: look now"),
		field.Time("retention_ended_at").Optional().Nillable().Comment("since when it is kept only because the archive has not answered"),
		field.Time("exported_at").Optional().Nillable().Comment("when an export of all of it was last served to its end"),
		field.Int64("exported_seq").Optional().Nillable().Comment("number of the last event in that export; empty once something else was added"),
		archiveAnswer.maybe(),
		field.String("archive_answered_on").MaxLen(10).Optional().Nillable().Comment("day in Berlin, ISO 8601"),
		field.Time("hold_since").Optional().Nillable().Comment("an admin ordered that nothing of it is deleted"),
		field.String("hold_until").MaxLen(10).Optional().Nillable().Comment("last day of that in Berlin, ISO 8601"),
		field.Bytes("sealed_hold").Optional().Sensitive().Comment("who ordered it and why, under the head key"),
	}
}

func (Side) Fields() []ent.Field {
	return append([]ent.Field{
		typedID(),
		ref("mailbox_id"),
		sideKind.fixed(),
		ref("reader"),
		field.String("reference").MaxLen(24).Immutable(),
		field.String("undertaking_id").MaxLen(64).Optional().Nillable().Immutable(),
		field.String("region_ars").MaxLen(12).Optional().Nillable().Immutable(),
		field.Int("key_generation").Default(1),
		field.Bytes("wrapped_head_key").Sensitive().Comment("key of sealed_head, wrapped by the side's key"),
		field.Bytes("sealed_head").Sensitive().Comment("title; for an authority also the person and the address as proven"),
		field.Int64("last_seq").Default(0),
		field.Int("unread_count").Default(0),
		field.Int64("event_seq").Default(0),
		field.Bytes("event_head").Optional().Comment("SHA-256 of the last event token"),
		field.Time("last_activity_at"),
		field.Time("last_message_at").Comment("of the last message; at first, of the opening"),
		field.Time("deletes_at").Optional().Nillable(),
		field.Int("warnings").Default(0).Comment("of the owner, that it will be deleted: sent since the last activity"),
		field.Strings("warning_mails").Optional().Comment("ids of those mails, each behind the number of its warning"),
		field.Time("deletion_held_at").Optional().Nillable().Comment("since when it is not deleted because a warning did not arrive; stays while a letter warns"),
		optionalRef("end_letter_id"),
		field.Time("end_letter_due_at").Optional().Nillable().Comment("when such a letter is ordered next: once it is held, again where there was no address for it"),
		field.Time("end_letter_sent_at").Optional().Nillable().Comment("when that letter was posted"),
		field.Time("end_letter_returned_at").Optional().Nillable().Comment("when it was reported that it came back"),
		caseState.starting("NEW"),
		optionalRef("assignee_id"),
		field.String("due_on").MaxLen(10).Optional().Nillable().Comment("day in Berlin, ISO 8601"),
		field.Time("waiting_since").Optional().Nillable(),
		field.Time("closed_at").Optional().Nillable(),
		field.Time("owner_deleted_at").Optional().Nillable(),
		field.Time("declined_at").Optional().Nillable().Comment("the authority said that it is not competent, and the person has not written since"),
		field.Time("first_received_at").Optional().Nillable().Comment("when the matter first reached an authority, before it came here"),
		renewAt(),
		field.Strings("service_ids").Optional(),
		field.Bool("receipt_default").Default(false),
		field.Int("version").Default(1),
		field.Time("created_at").Immutable(),
	}, slices.Concat(progressOfCase(), keepingOfCase(), wrappedByKEK())...)
}
func (Side) Edges() []ent.Edge {
	return []ent.Edge{
		edge.To("views", ViewMessage.Type).Annotations(entsql.OnDelete(entsql.Cascade)),
		edge.To("document_views", ViewDocument.Type).Annotations(entsql.OnDelete(entsql.Cascade)),
		edge.To("drafts", Draft.Type).Annotations(entsql.OnDelete(entsql.Cascade)),
		edge.To("events", SideEvent.Type).Annotations(entsql.OnDelete(entsql.Cascade)),
		edge.To("notes", CaseNote.Type).Annotations(entsql.OnDelete(entsql.Cascade)),
		edge.To("words", SearchWord.Type).Annotations(entsql.OnDelete(entsql.Cascade)),
		edge.To("manifests", Manifest.Type).Annotations(entsql.OnDelete(entsql.Cascade)),
		edge.To("dates", LegalDate.Type).Annotations(entsql.OnDelete(entsql.Cascade)),
		edge.To("provisions", Provision.Type).Annotations(entsql.OnDelete(entsql.Cascade)),
	}
}
func (Side) Indexes() []ent.Index {
	return []ent.Index{
		index.Fields("mailbox_id", "reader").Unique(),
		index.Fields("reader", "last_message_at", "id"),
		index.Fields("reader", "waiting_since", "id"),
		index.Fields("reader", "due_on", "id"),
		index.Fields("kind", "retention_check_at"),
		index.Fields("reader", "retention_ended_at", "id"),
		index.Fields("kind", "deletes_at", "id"),
		index.Fields("deletion_held_at", "id"),
		index.Fields("end_letter_due_at"),
		index.Fields("end_letter_id"),
		index.Fields("renew_at"),
	}
}
func (Side) Annotations() []schema.Annotation {
	return []schema.Annotation{checked("side", sideKind, caseState, progressState, archiveAnswer)}
}

func sideEdge(ref string) ent.Edge {
	return edge.From("side", Side.Type).Ref(ref).Field("side_id").Unique().Required().Immutable()
}

// Message is a message's content, sealed under its own key, which is wrapped once in the view of each side that holds it.
// It goes when no side holds it any more.
type Message struct{ ent.Schema }

var direction = one{column: "direction", values: []string{"OUTBOUND", "INBOUND", "PLATFORM"}}
var messageKind = one{column: "kind", values: []string{"MESSAGE", "APPLICATION", "REQUEST", "DECISION", "NOTICE", "COMPLETE", "EXTENSION"}, revision: 2}

// decisionEffect is what sending a decision did: empty for all else, and for decisions older than the column.
var decisionEffect = one{column: "decision_effect", values: []string{"INFORMATION", "ANNOUNCEMENT", "SERVICE_OF_DOCUMENTS"}}

// remedyUnit is in what the instruction of a decision counts how long a remedy is open; empty without instruction, and for all else.
var remedyUnit = one{column: "remedy_unit", values: []string{"DAYS", "WEEKS", "MONTHS"}}

func (Message) Fields() []ent.Field {
	return []ent.Field{
		typedID(),
		ref("mailbox_id"),
		direction.fixed(),
		messageKind.fixed(),
		field.String("from_authority_id").MaxLen(64).Optional().Nillable().Immutable(),
		nameOfThen("from_authority_name"),
		field.Bytes("sealed_head").Sensitive().Immutable().Comment("subject and sender's name"),
		field.Bytes("sealed_body").Sensitive().Immutable(),
		field.Strings("service_ids").Optional().Immutable(),
		field.Bool("receipt_requested").Immutable(),
		field.String("in_reply_to_id").MaxLen(64).Optional().Nillable().Immutable(),
		field.String("due_on").MaxLen(10).Optional().Nillable().Immutable(),
		decisionEffect.maybe(),
		field.Int("remedy_amount").Optional().Nillable().Immutable(),
		remedyUnit.maybe(),
		field.Time("sent_at").Immutable(),
		field.Int64("original_size").Optional().Nillable().Immutable().Comment("of the signed mail that it came by, in bytes"),
		field.String("original_blob_key").MaxLen(128).Optional().Nillable().Immutable().Comment("that mail, sealed; goes with the message"),
		field.Bytes("sealed_original").Optional().Sensitive().Immutable().Comment("key, digest and signer of that mail"),
	}
}
func (Message) Edges() []ent.Edge {
	return []ent.Edge{edge.To("views", ViewMessage.Type).Annotations(entsql.OnDelete(entsql.Cascade))}
}
func (Message) Indexes() []ent.Index {
	return []ent.Index{index.Fields("mailbox_id"), index.Fields("original_blob_key")}
}
func (Message) Annotations() []schema.Annotation {
	return []schema.Annotation{checked("message", direction, messageKind, decisionEffect, remedyUnit)}
}

// ViewMessage is a message as one side holds it: its place in the list, whether it was read, and the wrapped key.
// Deleting the row is deleting the message on that side.
type ViewMessage struct{ ent.Schema }

func (ViewMessage) Fields() []ent.Field {
	return []ent.Field{
		ref("side_id"),
		ref("message_id"),
		ref("reader"),
		field.Int64("seq").Immutable(),
		field.Bool("unread"),
		field.Time("read_at").Optional().Nillable(),
		field.Int("document_count").Default(0),
		field.Bytes("wrapped_key").Sensitive(),
		field.String("event_id").MaxLen(64).Immutable().Comment("the side's event of sending or receiving it"),
		field.Time("withdrawn_at").Optional().Nillable(),
		field.Bytes("sealed_withdrawal").Optional().Sensitive().Comment("why it was withdrawn, under the key in wrapped_key"),
	}
}
func (ViewMessage) Edges() []ent.Edge {
	return []ent.Edge{
		sideEdge("views"),
		edge.From("message", Message.Type).Ref("views").Field("message_id").Unique().Required().Immutable(),
	}
}
func (ViewMessage) Indexes() []ent.Index {
	return []ent.Index{
		index.Fields("side_id", "seq").Unique().
			Annotations(entsql.IncludeColumns("message_id", "unread", "read_at", "document_count", "wrapped_key", "event_id", "withdrawn_at")),
		index.Fields("side_id", "message_id").Unique(),
		index.Fields("message_id"),
	}
}
func (ViewMessage) Annotations() []schema.Annotation {
	return []schema.Annotation{entsql.Table("view_message")}
}

// Document is a file's record; the bytes are in the blob store, sealed under the document's own key.
type Document struct{ ent.Schema }

var documentState = one{column: "state", values: []string{"AWAITING_UPLOAD", "SCANNING", "READY", "REFUSED"}}

func (Document) Fields() []ent.Field {
	return []ent.Field{
		typedID(),
		ref("mailbox_id"),
		documentState.field(),
		field.String("refusal").MaxLen(64).Optional().Nillable().Comment("a key of the message catalogue"),
		field.Bool("scanned").Default(false),
		field.Bytes("sealed_meta").Sensitive().Comment("file name, media type, SHA-256"),
		field.Int64("size"),
		field.String("blob_key").MaxLen(128).Optional().Nillable(),
		field.Bool("sent").Default(false),
		field.Time("created_at").Immutable(),
	}
}
func (Document) Edges() []ent.Edge {
	return []ent.Edge{edge.To("views", ViewDocument.Type).Annotations(entsql.OnDelete(entsql.Cascade))}
}
func (Document) Indexes() []ent.Index {
	return []ent.Index{index.Fields("sent", "created_at"), index.Fields("blob_key")}
}
func (Document) Annotations() []schema.Annotation {
	return []schema.Annotation{checked("document", documentState)}
}

// ViewDocument is a document as one side holds it; before sending only the writer's side does, and message_id is empty.
type ViewDocument struct{ ent.Schema }

func (ViewDocument) Fields() []ent.Field {
	return []ent.Field{
		ref("side_id"),
		ref("document_id"),
		ref("reader"),
		optionalRef("message_id"),
		field.Int("position").Default(0),
		field.Bytes("wrapped_key").Sensitive(),
		field.Time("fetched_at").Optional().Nillable(),
	}
}
func (ViewDocument) Edges() []ent.Edge {
	return []ent.Edge{
		sideEdge("document_views"),
		edge.From("document", Document.Type).Ref("views").Field("document_id").Unique().Required().Immutable(),
	}
}
func (ViewDocument) Indexes() []ent.Index {
	return []ent.Index{
		index.Fields("side_id", "document_id").Unique(),
		index.Fields("side_id", "message_id", "position"),
		index.Fields("document_id"),
	}
}
func (ViewDocument) Annotations() []schema.Annotation {
	return []schema.Annotation{entsql.Table("view_document")}
}

// Draft is a message being written, sealed under its own key.
type Draft struct{ ent.Schema }

func (Draft) Fields() []ent.Field {
	return []ent.Field{
		typedID(),
		ref("side_id"),
		ref("reader"),
		ref("author_id"),
		messageKind.field(),
		field.Bytes("wrapped_key").Sensitive(),
		field.Bytes("sealed").Sensitive().Comment("subject and body"),
		field.Strings("recipient_ids").Optional(),
		field.Strings("service_ids").Optional(),
		field.Strings("document_ids").Optional(),
		field.Bool("receipt_requested"),
		field.Int("version").Default(1),
		field.Time("saved_at"),
	}
}
func (Draft) Edges() []ent.Edge    { return []ent.Edge{sideEdge("drafts")} }
func (Draft) Indexes() []ent.Index { return []ent.Index{index.Fields("side_id", "saved_at")} }
func (Draft) Annotations() []schema.Annotation {
	return []schema.Annotation{checked("draft", messageKind)}
}

// Delivery is the way of one message to one authority. State is what its facts amount to, kept for lists.
type Delivery struct{ ent.Schema }

var failureCode = one{column: "failure_code", values: []string{"UNKNOWN_MAILBOX", "MAILBOX_FULL", "TOO_LARGE", "REFUSED", "UNREACHABLE", "CERTIFICATE", "SUSPENDED", "PLATFORM", "EXPIRED_RETRIES", "CLOSED", "OTHER"}, revision: 2}
var deliveryState = one{column: "state", values: []string{"QUEUED", "DEFERRED", "HANDED_OVER", "RELAYED", "DELIVERED", "OPENED", "CONFIRMED", "ANSWERED", "FAILED", "REJECTED"}}

func (Delivery) Fields() []ent.Field {
	return []ent.Field{
		typedID(),
		ref("message_id"),
		ref("authority_id"),
		nameOfThen("authority_name"),
		ref("owner_reader"),
		ref("owner_side_id"),
		ref("authority_side_id"),
		field.Enum("channel").Values(channelKind.values...).Default("INBOX").Immutable(),
		deliveryState.field(),
		failureCode.maybe(),
		field.Time("next_attempt_at").Optional().Nillable(),
		field.Int("silence_step").Default(0).Comment("how many of the steps against an authority's silence were taken"),
		field.Time("created_at").Immutable(),
	}
}
func (Delivery) Edges() []ent.Edge {
	return []ent.Edge{edge.To("facts", DeliveryFact.Type).Annotations(entsql.OnDelete(entsql.Cascade))}
}
func (Delivery) Indexes() []ent.Index {
	return []ent.Index{index.Fields("message_id", "authority_id").Unique(), index.Fields("owner_side_id"), index.Fields("authority_side_id"), index.Fields("silence_step", "created_at")}
}
func (Delivery) Annotations() []schema.Annotation {
	return []schema.Annotation{checked("delivery", one{column: "channel", values: channelKind.values}, deliveryState, failureCode)}
}

// DeliveryFact is one thing that happened on the way, append-only.
type DeliveryFact struct{ ent.Schema }

func (DeliveryFact) Fields() []ent.Field {
	return []ent.Field{
		ref("delivery_id"),
		deliveryState.fixed(),
		field.Time("at").Immutable(),
		field.String("actor_id").MaxLen(64).Optional().Immutable(),
		field.String("code").MaxLen(64).Optional().Immutable().Comment("a key of the message catalogue: why, or by what"),
		field.String("status").MaxLen(16).Optional().Immutable().Comment("enhanced mail status (RFC 3463)"),
		field.Bytes("sealed_detail").Optional().Sensitive().Immutable().Comment("who confirmed; under the message's key"),
	}
}
func (DeliveryFact) Edges() []ent.Edge {
	return []ent.Edge{edge.From("delivery", Delivery.Type).Ref("facts").Field("delivery_id").Unique().Required().Immutable()}
}
func (DeliveryFact) Indexes() []ent.Index { return []ent.Index{index.Fields("delivery_id", "at")} }
func (DeliveryFact) Annotations() []schema.Annotation {
	return []schema.Annotation{checked("delivery_fact", deliveryState)}
}

// Manifest is what one side can show of a message: the canonical manifest and its signature, under the message's key.
type Manifest struct{ ent.Schema }

func (Manifest) Fields() []ent.Field {
	return []ent.Field{
		ref("side_id"),
		ref("message_id"),
		ref("reader"),
		ref("signing_key_id"),
		field.Bytes("sealed").Sensitive().Immutable(),
		field.Time("signed_at").Immutable(),
	}
}
func (Manifest) Edges() []ent.Edge { return []ent.Edge{sideEdge("manifests")} }
func (Manifest) Indexes() []ent.Index {
	return []ent.Index{index.Fields("side_id", "message_id").Unique()}
}
func (Manifest) Annotations() []schema.Annotation {
	return []schema.Annotation{entsql.Table("manifest")}
}

// Provision is how a message of an authority reached the person, as one side keeps it: the mail that told of it, and what became of that.
// The row on the authority's side stays when the owner deletes the mailbox.
type Provision struct{ ent.Schema }

var noticeState = one{column: "notice_state", values: []string{"WAITING", "SENT", "FAILED", "OFF"}}

func (Provision) Fields() []ent.Field {
	return []ent.Field{
		ref("side_id"),
		ref("message_id"),
		ref("reader"),
		noticeState.starting("WAITING"),
		optionalRef("mail_id"),
		field.Time("provided_at").Immutable(),
		field.Time("notice_sent_at").Optional().Nillable(),
		field.Time("notice_failed_at").Optional().Nillable(),
	}
}
func (Provision) Edges() []ent.Edge { return []ent.Edge{sideEdge("provisions")} }
func (Provision) Indexes() []ent.Index {
	return []ent.Index{
		index.Fields("side_id", "message_id").Unique(), index.Fields("message_id"),
		index.Fields("mail_id").Annotations(entsql.IndexWhere("mail_id IS NOT NULL")),
	}
}
func (Provision) Annotations() []schema.Annotation {
	return []schema.Annotation{checked("provision", noticeState)}
}

// Consent is what a person agreed to with one authority, in the version of the text that was shown. A new text needs a new one; a revoked one
// keeps its row.
type Consent struct{ ent.Schema }

var consentScope = one{column: "scope", values: []string{"ANNOUNCEMENT", "SERVICE_OF_DOCUMENTS"}}

func (Consent) Fields() []ent.Field {
	return []ent.Field{
		typedID(),
		ref("account_id"),
		ref("authority_id"),
		consentScope.fixed(),
		field.String("text_version").MaxLen(32).Immutable(),
		field.Time("given_at").Immutable(),
		field.Time("revoked_at").Optional().Nillable(),
	}
}
func (Consent) Indexes() []ent.Index {
	return []ent.Index{
		index.Fields("account_id", "authority_id", "scope").Unique().Annotations(entsql.IndexWhere("revoked_at IS NULL")),
		index.Fields("account_id", "given_at"),
	}
}
func (Consent) Annotations() []schema.Annotation {
	return []schema.Annotation{checked("consent", consentScope)}
}

// SideEvent is one entry of a side's record: a signed Security Event Token (RFC 8417), chained to the one before.
type SideEvent struct{ ent.Schema }

var eventKind = one{column: "kind", values: []string{
	"MAILBOX_OPENED", "MESSAGE_SENT", "MESSAGE_RECEIVED", "DELIVERY_CHANGED", "MESSAGE_OPENED", "DOCUMENT_FETCHED",
	"RECEIPT_CONFIRMED", "NOTIFICATION_SENT", "NOTIFICATION_FAILED", "MESSAGE_DELETED", "DOCUMENT_DELETED", "MAILBOX_DELETED",
	"PERSON_CHANGED", "DELETION_ANNOUNCED", "DELETION_HELD", "CASE_DECLINED", "HANDED_OVER_TO", "MESSAGE_WITHDRAWN", "PROGRESS_CHANGED",
	"CONSENT_CHANGED", "GRANT_CHANGED", "FORWARDED",
}, revision: 3}

func (SideEvent) Fields() []ent.Field {
	return []ent.Field{
		typedID(),
		ref("side_id"),
		ref("reader"),
		field.Int64("seq").Immutable(),
		eventKind.fixed(),
		field.String("message_id").MaxLen(64).Optional().Nillable().Immutable(),
		field.Bytes("sealed").Sensitive().Comment("token and actor's name, under the side's head key"),
		field.Time("at").Immutable(),
	}
}
func (SideEvent) Edges() []ent.Edge { return []ent.Edge{sideEdge("events")} }
func (SideEvent) Indexes() []ent.Index {
	return []ent.Index{index.Fields("side_id", "seq").Unique(), index.Fields("side_id", "message_id")}
}
func (SideEvent) Annotations() []schema.Annotation {
	return []schema.Annotation{checked("side_event", eventKind)}
}

// CaseNote is a note among an authority's clerks.
type CaseNote struct{ ent.Schema }

func (CaseNote) Fields() []ent.Field {
	return []ent.Field{
		typedID(),
		ref("side_id"),
		ref("reader"),
		ref("author_id"),
		field.Bytes("sealed").Sensitive().Immutable(),
		field.Time("at").Immutable(),
	}
}
func (CaseNote) Edges() []ent.Edge    { return []ent.Edge{sideEdge("notes")} }
func (CaseNote) Indexes() []ent.Index { return []ent.Index{index.Fields("side_id", "at")} }
func (CaseNote) Annotations() []schema.Annotation {
	return []schema.Annotation{entsql.Table("case_note")}
}

// LegalDate is a day with legal effect as one side sees it: the rule and its version, the day of the event it was counted from, and the day
// it gave. A change of a fact makes a new row that supersedes this one; a change of a rule makes none.
type LegalDate struct{ ent.Schema }

var legalDateKind = one{column: "kind", values: []string{"ANNOUNCEMENT", "ANSWER_DUE", "REMEDY_ENDS", "DEEMED_APPROVAL"}}

func (LegalDate) Fields() []ent.Field {
	return []ent.Field{
		typedID(),
		ref("side_id"),
		ref("reader"),
		legalDateKind.fixed(),
		ref("authority_id"),
		field.String("message_id").MaxLen(64).Optional().Nillable().Immutable(),
		field.String("service_id").MaxLen(64).Optional().Nillable().Immutable(),
		field.String("procedure_law").MaxLen(16).Immutable(),
		field.String("rule_id").MaxLen(64).Immutable().Comment("the same for all versions of a rule"),
		field.Int("rule_version").Immutable(),
		field.String("basis").MaxLen(200).Immutable().Comment("law and article as the service names them; empty: those of the rule"),
		field.String("anchor").MaxLen(32).Immutable(),
		field.String("anchor_day").MaxLen(10).Immutable(),
		field.Int("amount").Immutable(),
		field.String("unit").MaxLen(8).Immutable(),
		field.String("place").MaxLen(12).Immutable().Comment("official key of the place whose holidays count"),
		field.String("extended_to").MaxLen(10).Optional().Nillable().Immutable().Comment("day that the authority told when it extended the period"),
		field.String("day").MaxLen(10).Immutable(),
		field.Bool("provisional").Immutable(),
		field.Text("steps").Immutable().Comment("JSON, why it is this day"),
		field.String("supersedes").MaxLen(64).Optional().Nillable().Immutable(),
		field.Time("superseded_at").Optional().Nillable(),
		field.Time("met_at").Optional().Nillable(),
		field.Time("at").Immutable(),
	}
}
func (LegalDate) Edges() []ent.Edge { return []ent.Edge{sideEdge("dates")} }
func (LegalDate) Indexes() []ent.Index {
	return []ent.Index{index.Fields("side_id", "day", "id"), index.Fields("side_id", "message_id", "kind"), index.Fields("rule_id", "at")}
}
func (LegalDate) Annotations() []schema.Annotation {
	return []schema.Annotation{checked("legal_date", legalDateKind)}
}

// SearchWord is a word of a message or a case as a keyed hash of its reader, so that a search is one look-up.
type SearchWord struct{ ent.Schema }

func (SearchWord) Fields() []ent.Field {
	return []ent.Field{
		ref("side_id"),
		ref("reader"),
		field.Int64("word").Immutable(),
		field.String("message_id").MaxLen(64).Optional().Nillable().Immutable().Comment("empty: a word of the case itself"),
	}
}
func (SearchWord) Edges() []ent.Edge { return []ent.Edge{sideEdge("words")} }
func (SearchWord) Indexes() []ent.Index {
	return []ent.Index{index.Fields("reader", "word", "side_id"), index.Fields("message_id")}
}
func (SearchWord) Annotations() []schema.Annotation {
	return []schema.Annotation{entsql.Table("search_word")}
}
