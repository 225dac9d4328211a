package schema

import (
	"entgo.io/ent"
	"entgo.io/ent/dialect/entsql"
	"entgo.io/ent/schema"
	"entgo.io/ent/schema/field"
	"entgo.io/ent/schema/index"
)

// Ticket is a matter with the operators. What it says is sealed under its key; so is all that was written in it, also after it was
// merged into another one.
type Ticket struct{ ent.Schema }

var ticketKind = one{column: "kind", values: []string{"ORGANISATION", "ORDER", "QUESTION", "CONTACT", "DIRECTORY"}, revision: 2}
var ticketState = one{column: "state", values: []string{"OPEN", "WAITING_FOR_REQUESTER", "WAITING_FOR_VENDOR", "RESOLVED"}}

func (Ticket) Fields() []ent.Field {
	return []ent.Field{
		typedID(),
		field.String("reference").MaxLen(24).Unique().Immutable().Comment("shown in subjects; nothing is found by it alone"),
		ticketKind.fixed(),
		ticketState.starting("OPEN"),
		field.String("organisation_id").MaxLen(64).Optional().Nillable().Immutable(),
		field.String("order_id").MaxLen(64).Optional().Nillable().Unique().Immutable(),
		field.String("offering_id").MaxLen(64).Optional().Nillable().Immutable(),
		field.String("parent_of").MaxLen(64).Optional().Nillable().Unique().Immutable().Comment("the organisation whose one parent it is"),
		field.String("parent_id").MaxLen(64).Optional().Nillable().Immutable(),
		field.Bytes("unique_key").MaxLen(32).Optional().Nillable().Unique().Immutable().Comment("keyed hash of who opened it by which idempotency key"),
		field.String("requester_id").MaxLen(64).Optional().Nillable().Immutable().Comment("the account that opened it"),
		optionalRef("assignee_id"),
		optionalRef("merged_into_id"),
		field.Int("version").Default(1),
		field.Time("created_at").Immutable(),
		field.Time("updated_at"),
		field.Time("first_answered_at").Optional().Nillable(),
		field.Bytes("sealed").Sensitive().Comment("subject, name of the requester"),
		field.String("kek_id").MaxLen(64).NotEmpty(),
		field.Bytes("wrapped_key").Sensitive(),
	}
}
func (Ticket) Indexes() []ent.Index {
	return []ent.Index{
		index.Fields("organisation_id", "updated_at"), index.Fields("state", "updated_at"), index.Fields("updated_at"),
		index.Fields("parent_id", "updated_at"), index.Fields("assignee_id", "updated_at"), index.Fields("kind", "updated_at"),
		index.Fields("organisation_id", "state", "updated_at"), index.Fields("state", "kind", "updated_at"),
		// Nearly all were merged into none: no list is read by that.
		index.Fields("merged_into_id").Annotations(entsql.IndexWhere("merged_into_id IS NOT NULL")),
	}
}
func (Ticket) Annotations() []schema.Annotation {
	return []schema.Annotation{checked("ticket", ticketKind, ticketState)}
}

// TicketEntry is something that was written in a ticket, or that the platform noted there.
type TicketEntry struct{ ent.Schema }

var ticketEntryKind = one{column: "kind", values: []string{"MEMBER", "OPERATOR", "MAIL", "PLATFORM"}}

func (TicketEntry) Fields() []ent.Field {
	return []ent.Field{
		typedID(),
		field.String("ticket_id").MaxLen(64).NotEmpty(),
		ref("origin_id"),
		ticketEntryKind.fixed(),
		field.Bool("internal").Default(false).Immutable().Comment("operators only"),
		field.Bool("unconfirmed").Default(false).Immutable().Comment("a mail of another sender than the participant: operators only"),
		field.Bool("automatic").Default(false).Immutable().Comment("a program wrote it"),
		field.String("account_id").MaxLen(64).Optional().Nillable().Immutable(),
		field.String("participant_id").MaxLen(64).Optional().Nillable().Immutable(),
		field.Bytes("unique_key").MaxLen(32).Optional().Nillable().Unique().Immutable().Comment("keyed hash of the idempotency key or of the mail's Message-ID"),
		field.Bytes("sealed").Sensitive().Comment("author and text"),
		field.Time("at").Immutable(),
	}
}
func (TicketEntry) Indexes() []ent.Index { return []ent.Index{index.Fields("ticket_id", "id")} }
func (TicketEntry) Annotations() []schema.Annotation {
	return []schema.Annotation{checked("ticket_entry", ticketEntryKind)}
}

// TicketFile is a file of a mail that came in, sealed in the blob store; without a key of a blob it was not taken in.
type TicketFile struct{ ent.Schema }

func (TicketFile) Fields() []ent.Field {
	return []ent.Field{
		typedID(),
		ref("entry_id"),
		ref("origin_id"),
		field.String("refusal").MaxLen(64).Optional().Nillable().Immutable().Comment("why it was not taken in: a key of the message catalogue"),
		field.Bool("scanned").Default(false).Immutable(),
		field.Bool("operators_only").Default(false).Immutable().Comment("the whole mail, where it could not be read"),
		field.Int64("size").Immutable(),
		field.String("blob_key").MaxLen(128).Optional().Nillable().Immutable(),
		field.Bytes("sealed").Sensitive().Comment("name, media type, key"),
		field.Time("created_at").Immutable(),
	}
}
func (TicketFile) Indexes() []ent.Index {
	return []ent.Index{index.Fields("entry_id"), index.Fields("blob_key")}
}
func (TicketFile) Annotations() []schema.Annotation {
	return []schema.Annotation{entsql.Table("ticket_file")}
}

// TicketParticipant is one who gets a ticket's mails and may answer them. A row stays when somebody is removed: mails went to them.
type TicketParticipant struct{ ent.Schema }

var ticketRole = one{column: "role", values: []string{"REQUESTER", "VENDOR", "IT_PROVIDER", "COPY"}}
var ticketMailState = one{column: "mail_state", values: []string{"UNKNOWN", "REACHED", "FAILING"}}

func (TicketParticipant) Fields() []ent.Field {
	return []ent.Field{
		typedID(),
		field.String("ticket_id").MaxLen(64).NotEmpty(),
		ref("origin_id"),
		ticketRole.fixed(),
		field.String("account_id").MaxLen(64).Optional().Nillable().Immutable().Comment("a member: the address is the account's of the moment"),
		field.String("organisation_id").MaxLen(64).Optional().Nillable().Immutable(),
		field.Bytes("sealed").Sensitive().Comment("name and address"),
		ticketMailState.starting("UNKNOWN"),
		field.Time("mail_since").Optional().Nillable(),
		field.String("mail_problem").MaxLen(64).Optional().Nillable().Comment("a key of the message catalogue"),
		field.Time("probe_sent_at").Optional().Nillable(),
		field.Time("created_at").Immutable(),
		field.Time("removed_at").Optional().Nillable(),
		field.String("replaced_by_id").MaxLen(64).Optional().Nillable().Comment("the same one in the ticket that this was merged into"),
	}
}
func (TicketParticipant) Indexes() []ent.Index {
	return []ent.Index{index.Fields("ticket_id"), index.Fields("account_id")}
}
func (TicketParticipant) Annotations() []schema.Annotation {
	return []schema.Annotation{checked("ticket_participant", ticketRole, ticketMailState)}
}

// TicketMail is one mail to one participant. What it says is written when it goes out, from the entry.
type TicketMail struct{ ent.Schema }

var ticketMailKind = one{column: "kind", values: []string{"ENTRY", "PROBE", "UNREADABLE"}}
var ticketMailOutcome = one{column: "state", values: []string{"QUEUED", "SENT", "FAILED", "RETURNED"}}

func (TicketMail) Fields() []ent.Field {
	return []ent.Field{
		typedID(),
		field.String("ticket_id").MaxLen(64).NotEmpty(),
		field.String("entry_id").MaxLen(64).Optional().Nillable().Immutable(),
		ref("participant_id"),
		ticketMailKind.fixed(),
		ticketMailOutcome.starting("QUEUED"),
		field.String("failure").MaxLen(64).Optional().Nillable().Comment("a key of the message catalogue"),
		field.String("message_id").MaxLen(200).Optional().Nillable().Comment("the Message-ID it went out with, for threads"),
		field.Bytes("unique_key").MaxLen(32).Optional().Nillable().Unique().Immutable().Comment("of a probe: keyed hash of the idempotency key that asked for it"),
		field.Time("created_at").Immutable(),
		field.Time("first_attempt_at").Optional().Nillable(),
		field.Time("sent_at").Optional().Nillable(),
	}
}
func (TicketMail) Indexes() []ent.Index {
	return []ent.Index{index.Fields("entry_id"), index.Fields("participant_id", "id"), index.Fields("state", "created_at"), index.Fields("ticket_id")}
}
func (TicketMail) Annotations() []schema.Annotation {
	return []schema.Annotation{checked("ticket_mail", ticketMailKind, ticketMailOutcome)}
}

// TicketArrival is a mail that came in for a ticket, sealed, until it is an entry.
type TicketArrival struct{ ent.Schema }

var ticketArrivalState = one{column: "state", values: []string{"RECEIVED", "TAKEN", "IGNORED"}}

func (TicketArrival) Fields() []ent.Field {
	return []ent.Field{
		typedID(),
		ticketArrivalState.starting("RECEIVED"),
		field.String("reason").MaxLen(64).Optional().Nillable().Comment("why it became no entry"),
		field.Bytes("digest").MaxLen(32).Unique().Immutable().Comment("keyed, of the whole mail and its recipient"),
		field.Int64("size").Immutable(),
		field.Bytes("sealed").Sensitive().Comment("addresses of the envelope and the key of the mail; empty when it is settled"),
		field.String("blob_key").MaxLen(128).Optional().Nillable().Comment("the whole mail, sealed; gone when it is settled"),
		field.Time("received_at").Immutable(),
		field.Time("settled_at").Optional().Nillable(),
		field.String("kek_id").MaxLen(64).NotEmpty(),
		field.Bytes("wrapped_key").Sensitive(),
	}
}
func (TicketArrival) Indexes() []ent.Index {
	return []ent.Index{index.Fields("state", "received_at"), index.Fields("blob_key")}
}
func (TicketArrival) Annotations() []schema.Annotation {
	return []schema.Annotation{checked("ticket_arrival", ticketArrivalState)}
}

// TicketWord is a word of a ticket's subject, as a keyed hash.
type TicketWord struct{ ent.Schema }

func (TicketWord) Fields() []ent.Field {
	return []ent.Field{ref("ticket_id"), field.Int64("word").Immutable()}
}
func (TicketWord) Indexes() []ent.Index {
	return []ent.Index{index.Fields("word", "ticket_id"), index.Fields("ticket_id")}
}
func (TicketWord) Annotations() []schema.Annotation {
	return []schema.Annotation{entsql.Table("ticket_word")}
}

// CannedAnswer is a text that operators use again and again, in both languages.
type CannedAnswer struct{ ent.Schema }

func (CannedAnswer) Fields() []ent.Field {
	return []ent.Field{
		typedID(),
		field.String("title_de").MaxLen(800),
		field.String("body_de").MaxLen(10_000),
		field.String("title_en").MaxLen(800),
		field.String("body_en").MaxLen(10_000),
		field.Bool("removed").Default(false),
		field.Int("version").Default(1),
		field.Time("updated_at"),
	}
}
func (CannedAnswer) Annotations() []schema.Annotation {
	return []schema.Annotation{entsql.Table("canned_answer")}
}
