package schema

import (
	"entgo.io/ent"
	"entgo.io/ent/dialect/entsql"
	"entgo.io/ent/schema"
	"entgo.io/ent/schema/field"
	"entgo.io/ent/schema/index"
)

// Account is a person. The sealed profile holds e-mail, name, proven address, recognition phrase and start plan under
// the account's own key; the e-mail is found by a keyed hash.
type Account struct{ ent.Schema }

var accountState = one{column: "state", values: []string{"EMAIL_PENDING", "ACTIVE", "BLOCKED"}}
var trustLevel = one{column: "trust_level", values: []string{"NONE", "EMAIL", "POSTAL"}}
var locale = one{column: "locale", values: []string{"DE", "EN"}}

func (Account) Fields() []ent.Field {
	return append([]ent.Field{
		typedID(),
		field.Bytes("email_index").MaxLen(32).Unique(),
		field.Bytes("sealed_profile").Sensitive(),
		accountState.field(),
		trustLevel.field(),
		locale.field(),
		field.Bool("new_message_mail").Default(true),
		field.Bool("single_key_shortcuts").Default(true),
		field.Strings("platform_roles").Optional(),
		field.String("terms_version").MaxLen(32),
		field.Int("version").Default(1),
		field.Time("created_at").Immutable(),
		field.Time("email_proven_at").Optional().Nillable(),
		renewAt(),
		field.Time("blocked_at").Optional().Nillable(),
		optionalRef("blocked_by"),
		field.Bytes("sealed_block").Optional().Sensitive().Comment("why an operator blocked it, under the account's key"),
	}, wrappedByKEK()...)
}
func (Account) Indexes() []ent.Index {
	return []ent.Index{index.Fields("state", "created_at"), index.Fields("renew_at")}
}
func (Account) Annotations() []schema.Annotation {
	return []schema.Annotation{checked("account", accountState, trustLevel, locale)}
}

// Identity is one way to sign in, kept apart from the account and its trust level: a kind, who vouches for it, and who that one says
// it is. Of each kind an account has one.
type Identity struct{ ent.Schema }

var identityKind = one{column: "kind", values: []string{"PASSWORD", "CERTIFICATE"}, revision: 2}

func (Identity) Fields() []ent.Field {
	return []ent.Field{
		ref("account_id"),
		identityKind.fixed(),
		field.String("issuer").MaxLen(32).Optional().Comment("of a CERTIFICATE: the key of the setting that names its provider"),
		field.Bytes("subject_index").MaxLen(32).Optional().Unique().Comment("of a CERTIFICATE: whom the provider says it is, as a keyed hash"),
		field.Bytes("certificate_index").MaxLen(32).Optional().Unique().Comment("of a CERTIFICATE: its fingerprint, as a keyed hash"),
		field.String("secret").Optional().Sensitive().Comment("of a PASSWORD: argon2id, PHC string"),
		field.Time("changed_at"),
	}
}
func (Identity) Indexes() []ent.Index {
	return []ent.Index{index.Fields("account_id", "kind").Unique()}
}
func (Identity) Annotations() []schema.Annotation {
	return []schema.Annotation{checked("identity", identityKind)}
}

// LinkToken is a secret that went out in a mail's link, stored as a hash, good for one use.
type LinkToken struct{ ent.Schema }

var tokenPurpose = one{column: "purpose", values: []string{"EMAIL_CONFIRM", "PASSWORD_RESET", "SECOND_EMAIL"}, revision: 1}

func (LinkToken) Fields() []ent.Field {
	return []ent.Field{
		typedID(),
		field.Bytes("token_hash").MaxLen(32).Unique().Immutable(),
		tokenPurpose.fixed(),
		ref("account_id"),
		field.Time("created_at").Immutable(),
		field.Bytes("sealed").Optional().Sensitive().Comment("of EMAIL_CONFIRM: what was typed with this registration, and until it is mailed the secret; of SECOND_EMAIL: the address it proves; under the account's key"),
		field.Time("expires_at").Immutable(),
		field.Time("used_at").Optional().Nillable(),
	}
}
func (LinkToken) Indexes() []ent.Index {
	return []ent.Index{index.Fields("account_id", "purpose"), index.Fields("expires_at")}
}
func (LinkToken) Annotations() []schema.Annotation {
	return []schema.Annotation{checked("link_token", tokenPurpose)}
}

// Activation is one attempt to prove a postal address: an address, a code on its way by letter, and its tries. The
// address is sealed under the account's key.
type Activation struct{ ent.Schema }

var activationState = one{column: "state", values: []string{"LIVE", "USED", "VOID", "REPLACED"}}

func (Activation) Fields() []ent.Field {
	return []ent.Field{
		typedID(),
		ref("account_id"),
		activationState.field(),
		field.Bytes("sealed_address").Sensitive(),
		field.Bytes("code_hash").MaxLen(32).Immutable(),
		field.Int("attempts_left"),
		field.Bool("abroad").Immutable(),
		field.Time("letter_queued_at").Immutable(),
		field.Time("letter_printed_at").Optional().Nillable(),
		field.Time("letter_returned_at").Optional().Nillable(),
		// For a code whose letter is not printed yet, when that letter is given up at the latest; the printing begins its life.
		field.Time("expires_at"),
	}
}
func (Activation) Indexes() []ent.Index {
	return []ent.Index{index.Fields("account_id", "letter_queued_at"), index.Fields("expires_at")}
}
func (Activation) Annotations() []schema.Annotation {
	return []schema.Annotation{checked("activation", activationState)}
}

// Letter is a printable letter, sealed: with a code, destroyed 7 days after it was printed; or one that warns of a mailbox's end, of which what it
// says is destroyed then, and the row is kept as long as it may come back.
type Letter struct{ ent.Schema }

var letterState = one{column: "state", values: []string{"QUEUED", "BATCHED", "PRINTED", "RETURNED", "ENDED"}, revision: 3}
var letterPurpose = one{column: "purpose", values: []string{"ACTIVATION", "CONNECT", "DELETION"}, revision: 2}

func (Letter) Fields() []ent.Field {
	return append([]ent.Field{
		typedID(),
		field.Enum("purpose").Values(letterPurpose.values...).Default("ACTIVATION").Immutable(),
		field.String("account_id").MaxLen(64).Optional().Immutable().Comment("empty for a letter to an authority"),
		field.String("activation_id").MaxLen(64).Optional().Immutable(),
		field.String("request_id").MaxLen(64).Optional().Immutable().Comment("the connect request that it carries a code for"),
		letterState.field(),
		optionalRef("batch_id"),
		field.Int("pages").Default(1),
		field.Bytes("sealed").Sensitive(),
		field.Time("created_at").Immutable(),
		field.Time("printed_at").Optional().Nillable(),
		field.Time("ended_at").Optional().Nillable().Comment("its code ended before it was printed"),
		field.Time("returned_at").Optional().Nillable(),
		field.String("return_reason").MaxLen(200).Optional().Nillable(),
	}, wrappedByKEK()...)
}
func (Letter) Indexes() []ent.Index {
	return []ent.Index{index.Fields("state", "created_at"), index.Fields("account_id"), index.Fields("batch_id")}
}
func (Letter) Annotations() []schema.Annotation {
	return []schema.Annotation{checked("letter", letterState, letterPurpose)}
}

// LetterReader is an account that could read the code of a letter because it fetched the letter's batch: that code is never
// entered by it. The subject is the activation or the connect request.
type LetterReader struct{ ent.Schema }

func (LetterReader) Fields() []ent.Field {
	return []ent.Field{
		ref("subject_id"),
		ref("account_id"),
		field.Time("read_at").Immutable(),
	}
}
func (LetterReader) Indexes() []ent.Index {
	return []ent.Index{index.Fields("subject_id", "account_id").Unique(), index.Fields("read_at")}
}
func (LetterReader) Annotations() []schema.Annotation {
	return []schema.Annotation{entsql.Table("letter_reader")}
}

// LetterBatch is letters handed to the print provider together: one PDF and its manifest.
type LetterBatch struct{ ent.Schema }

func (LetterBatch) Fields() []ent.Field {
	return []ent.Field{
		typedID(),
		field.Int("letters").Comment("without those that ended before they were printed"),
		ref("created_by"),
		field.Time("created_at").Immutable(),
		field.Time("printed_at").Optional().Nillable(),
	}
}
func (LetterBatch) Indexes() []ent.Index { return []ent.Index{index.Fields("created_at")} }
func (LetterBatch) Annotations() []schema.Annotation {
	return []schema.Annotation{entsql.Table("letter_batch")}
}

// DeletionCertificate is where the former owner, or the authority whose case it was, finds the certificate of something that the platform deleted by
// itself; it has an account or an authority. The token is what is signed; it names nobody, and of what was deleted it has a digest.
type DeletionCertificate struct{ ent.Schema }

func (DeletionCertificate) Fields() []ent.Field {
	return []ent.Field{
		typedID(),
		field.String("account_id").MaxLen(64).Optional().Nillable().Immutable(),
		field.String("authority_id").MaxLen(64).Optional().Nillable().Immutable(),
		field.String("reference").MaxLen(24).Optional().Immutable().Comment("number of the case"),
		field.String("class_name").MaxLen(400).Optional().Immutable().Comment("what the class was called that it was kept by"),
		field.String("token").MaxLen(2048).Immutable(),
		field.Time("deleted_at").Immutable(),
		field.Time("expires_at").Immutable(),
	}
}
func (DeletionCertificate) Indexes() []ent.Index {
	return []ent.Index{index.Fields("account_id", "deleted_at", "id"), index.Fields("authority_id", "deleted_at", "id"), index.Fields("expires_at")}
}
func (DeletionCertificate) Annotations() []schema.Annotation {
	return []schema.Annotation{entsql.Table("deletion_certificate")}
}

// Session is one device that is signed in: a family of refresh tokens. An applicant's, of a certificate that belongs to no account yet,
// has none.
type Session struct{ ent.Schema }

func (Session) Fields() []ent.Field {
	return []ent.Field{
		typedID(),
		field.String("account_id").MaxLen(64).Optional(),
		field.Bytes("sealed_user_agent").Sensitive().Comment("empty once the session has ended"),
		field.Time("created_at").Immutable(),
		field.Time("last_seen_at"),
		field.Time("expires_at"),
		field.Time("ended_at").Optional().Nillable(),
	}
}
func (Session) Indexes() []ent.Index {
	return []ent.Index{index.Fields("account_id"), index.Fields("ended_at"), index.Fields("expires_at")}
}
func (Session) Annotations() []schema.Annotation {
	return []schema.Annotation{entsql.Table("session")}
}

// RefreshToken is one link of a session's chain: used once, except within a few seconds for parallel tabs.
type RefreshToken struct{ ent.Schema }

func (RefreshToken) Fields() []ent.Field {
	return []ent.Field{
		field.Bytes("token_hash").MaxLen(32).Unique().Immutable(),
		ref("session_id"),
		field.Time("issued_at").Immutable(),
		field.Time("used_at").Optional().Nillable(),
	}
}
func (RefreshToken) Indexes() []ent.Index { return []ent.Index{index.Fields("session_id")} }
func (RefreshToken) Annotations() []schema.Annotation {
	return []schema.Annotation{entsql.Table("refresh_token")}
}

// SignInAttempt is a sign-in by organisation certificate on its way: a browser was sent to a provider. What proves the way back, the state,
// the nonce and the verifier of PKCE, follows from a secret that only the browser has; the row's id is its hash.
type SignInAttempt struct{ ent.Schema }

func (SignInAttempt) Fields() []ent.Field {
	return []ent.Field{
		field.Bytes("secret_hash").MaxLen(32).Unique().Immutable(),
		field.String("issuer").MaxLen(32).NotEmpty().Immutable(),
		field.String("session_id").MaxLen(64).Optional().Immutable().Comment("the session it was begun in, if there was one"),
		field.Time("created_at").Immutable(),
		field.Time("used_at").Optional().Nillable(),
	}
}
func (SignInAttempt) Indexes() []ent.Index { return []ent.Index{index.Fields("created_at")} }
func (SignInAttempt) Annotations() []schema.Annotation {
	return []schema.Annotation{entsql.Table("sign_in_attempt")}
}

// CertificateSignIn is one sign-in by organisation certificate, with what the certificate said, sealed under the row's own key. It belongs
// to the session that it began or was added to; the last one of a session counts.
type CertificateSignIn struct{ ent.Schema }

func (CertificateSignIn) Fields() []ent.Field {
	return append([]ent.Field{
		typedID(),
		ref("session_id"),
		field.String("account_id").MaxLen(64).Optional().Comment("empty while the certificate belongs to no account"),
		field.String("issuer").MaxLen(32).NotEmpty().Immutable(),
		field.Bytes("subject_index").MaxLen(32).Immutable(),
		field.Bytes("certificate_index").MaxLen(32).Immutable(),
		field.Bytes("sealed_claims").Sensitive().Immutable(),
		field.Time("at").Immutable(),
	}, wrappedByKEK()...)
}
func (CertificateSignIn) Indexes() []ent.Index {
	return []ent.Index{index.Fields("session_id", "at"), index.Fields("account_id")}
}
func (CertificateSignIn) Annotations() []schema.Annotation {
	return []schema.Annotation{entsql.Table("certificate_sign_in")}
}
