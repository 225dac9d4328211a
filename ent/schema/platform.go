package schema

import (
	"entgo.io/ent"
	"entgo.io/ent/dialect/entsql"
	"entgo.io/ent/schema"
	"entgo.io/ent/schema/field"
	"entgo.io/ent/schema/index"
)

// Instance is one row: what this database is and which epoch its streams are in.
type Instance struct{ ent.Schema }

var instanceKind = one{column: "kind", values: []string{"DEMO", "REAL"}}

func (Instance) Fields() []ent.Field {
	return []ent.Field{
		typedID(),
		instanceKind.fixed(),
		field.String("epoch").MaxLen(64),
		field.String("store_id").MaxLen(64).Optional().Nillable().Comment("random; the folder of blobs carries it, so that no other database sweeps it"),
		field.Time("created_at").Immutable(),
	}
}
func (Instance) Annotations() []schema.Annotation {
	return []schema.Annotation{checked("instance", instanceKind)}
}

// PlatformKey is a key of the platform, wrapped: for signing tokens, for the seal, for blind indexes.
type PlatformKey struct{ ent.Schema }

var keyPurpose = one{column: "purpose", values: []string{"ACCESS_TOKEN", "SEAL", "BLIND_INDEX", "SEARCH_INDEX", "DOWNLOAD_TICKET", "CURSOR", "LOG", "MAIL_TOKEN", "SMIME", "SEAL_CERTIFICATE"}, revision: 2}
var keyState = one{column: "state", values: []string{"PENDING", "ACTIVE", "RETIRED", "DESTROYED"}, revision: 2}

func (PlatformKey) Fields() []ent.Field {
	return append([]ent.Field{
		typedID(),
		keyPurpose.fixed(),
		keyState.field(),
		field.Bytes("public").Optional().Immutable(),
		field.Bytes("sealed_private").Optional().Sensitive().Immutable().Comment("PKCS #8 of an RSA or EC key, under the row's key"),
		field.Bytes("certificate").Optional().Comment("X.509 and its chain, DER, one after the other"),
		field.Time("created_at").Immutable(),
		field.Time("retired_at").Optional().Nillable(),
		field.Time("destroyed_at").Optional().Nillable(),
	}, wrappedByKEK()...)
}
func (PlatformKey) Annotations() []schema.Annotation {
	return []schema.Annotation{checked("platform_key", keyPurpose, keyState)}
}

// KekGeneration is one generation of the key-encryption key; the key itself is with the provider, never here. Its id is the
// one that wrapped keys name.
type KekGeneration struct{ ent.Schema }

var generationState = one{column: "state", values: []string{"ACTIVE", "SUPERSEDED", "DESTROYED"}}

func (KekGeneration) Fields() []ent.Field {
	return []ent.Field{
		typedID(),
		generationState.field(),
		field.Time("created_at").Immutable(),
		field.Time("superseded_at").Optional().Nillable(),
		field.Time("destroyed_at").Optional().Nillable(),
	}
}
func (KekGeneration) Annotations() []schema.Annotation {
	return []schema.Annotation{checked("kek_generation", generationState)}
}

// AuditEntry is one act of the operation, of a body's admin or of the platform: who, as what, on what.
type AuditEntry struct{ ent.Schema }

func (AuditEntry) Fields() []ent.Field {
	return []ent.Field{
		typedID(),
		field.Time("at").Immutable(),
		field.String("actor_id").MaxLen(64).Immutable(),
		field.String("capacity").MaxLen(32).Immutable(),
		field.String("action").MaxLen(64).Immutable(),
		field.String("subject_id").MaxLen(64).Optional().Nillable().Immutable(),
		field.String("organisation_id").MaxLen(64).Optional().Nillable().Immutable(),
		field.String("detail").MaxLen(200).Optional().Nillable().Immutable().Comment("codes and ids, never content"),
	}
}
func (AuditEntry) Indexes() []ent.Index {
	return []ent.Index{index.Fields("at"), index.Fields("actor_id", "at"), index.Fields("subject_id", "at"), index.Fields("organisation_id", "at")}
}
func (AuditEntry) Annotations() []schema.Annotation {
	return []schema.Annotation{entsql.Table("audit_entry")}
}

// Job is work that must happen, written in the transaction that makes it necessary. Its handler runs at least once and
// has its effect once. A done job is deleted; one that has failed for good stays, for operators to see.
type Job struct{ ent.Schema }

func (Job) Fields() []ent.Field {
	return []ent.Field{
		typedID(),
		field.String("kind").MaxLen(64).Immutable(),
		field.String("subject").MaxLen(64).Immutable().Comment("id of what the job is about; jobs carry no content"),
		field.String("unique_key").MaxLen(128).Optional().Nillable().Unique().Immutable(),
		field.Time("run_at"),
		field.Int("attempts").Default(0),
		field.Int("postponed").Default(0).Comment("attempts that found no room and count as none"),
		field.Time("locked_until").Optional().Nillable(),
		field.Time("first_attempt_at").Optional().Nillable(),
		field.Time("failed_at").Optional().Nillable().Comment("nobody tries it any more"),
		field.String("error_code").MaxLen(64).Optional().Nillable().Comment("of the last failure; never content"),
		field.Time("created_at").Immutable(),
	}
}
func (Job) Indexes() []ent.Index { return []ent.Index{index.Fields("failed_at", "run_at")} }
func (Job) Annotations() []schema.Annotation {
	return []schema.Annotation{entsql.Table("job")}
}

// Stream is the line of everything that one reader (an account or an authority) must learn; its id is the reader.
type Stream struct{ ent.Schema }

func (Stream) Fields() []ent.Field {
	return []ent.Field{typedID(), field.Int64("seq").Default(0)}
}
func (Stream) Annotations() []schema.Annotation { return []schema.Annotation{entsql.Table("stream")} }

// StreamEntry is one thing a reader must learn, numbered in commit order. Kept 30 days.
type StreamEntry struct{ ent.Schema }

var entryTopic = one{column: "topic", values: []string{"MESSAGE", "CHANGE"}}

func (StreamEntry) Fields() []ent.Field {
	return []ent.Field{
		ref("reader"),
		field.Int64("seq").Immutable(),
		entryTopic.fixed(),
		ref("side_id"),
		field.String("message_id").MaxLen(64).Optional().Nillable().Immutable(),
		field.String("event_id").MaxLen(64).Optional().Nillable().Immutable(),
		field.Time("at").Immutable(),
	}
}
func (StreamEntry) Indexes() []ent.Index {
	return []ent.Index{index.Fields("reader", "seq").Unique(), index.Fields("at")}
}
func (StreamEntry) Annotations() []schema.Annotation {
	return []schema.Annotation{checked("stream_entry", entryTopic)}
}

// Mail is a plain mail of the platform (link, notice without content), sealed until it is sent.
type Mail struct{ ent.Schema }

var mailState = one{column: "state", values: []string{"QUEUED", "SENT", "FAILED"}}

func (Mail) Fields() []ent.Field {
	return append([]ent.Field{
		typedID(),
		optionalRef("account_id"),
		optionalRef("side_id"),
		mailState.starting("QUEUED"),
		field.Bytes("sealed").Sensitive(),
		field.Time("created_at").Immutable(),
		field.Time("first_attempt_at").Optional().Nillable(),
		field.Time("use_until").Optional().Nillable().Comment("when its link ends: nothing is sent that is of no use any more"),
		field.Time("sent_at").Optional().Nillable(),
	}, wrappedByKEK()...)
}
func (Mail) Indexes() []ent.Index {
	return []ent.Index{index.Fields("created_at"), index.Fields("state", "created_at")}
}
func (Mail) Annotations() []schema.Annotation {
	return []schema.Annotation{checked("mail", mailState)}
}

// Counter counts attempts (logins, registrations, codes) in one window of time; its id is a keyed hash of what is counted.
type Counter struct{ ent.Schema }

func (Counter) Fields() []ent.Field {
	return []ent.Field{typedID(), field.Int("count"), field.Time("expires_at")}
}
func (Counter) Indexes() []ent.Index { return []ent.Index{index.Fields("expires_at")} }
func (Counter) Annotations() []schema.Annotation {
	return []schema.Annotation{entsql.Table("counter")}
}

// IdempotencyRecord remembers what a key of a creating mutation did for the acting side. Kept 30 days. When what it did is
// deleted, it forgets what that was and keeps only that the key was used.
type IdempotencyRecord struct{ ent.Schema }

func (IdempotencyRecord) Fields() []ent.Field {
	return []ent.Field{
		ref("actor"),
		field.Bytes("key_hash").MaxLen(32).Immutable(),
		field.Bytes("request_digest").MaxLen(64).Comment("sealed under the key of the result, so that it dies with it; empty after that"),
		field.String("result_id").MaxLen(64).Comment("empty once it is deleted"),
		field.Time("at").Immutable(),
	}
}
func (IdempotencyRecord) Indexes() []ent.Index {
	return []ent.Index{index.Fields("actor", "key_hash").Unique(), index.Fields("at")}
}
func (IdempotencyRecord) Annotations() []schema.Annotation {
	return []schema.Annotation{entsql.Table("idempotency_record")}
}
