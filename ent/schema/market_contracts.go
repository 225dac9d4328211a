package schema

import (
	"entgo.io/ent"
	"entgo.io/ent/dialect/entsql"
	"entgo.io/ent/schema"
	"entgo.io/ent/schema/field"
	"entgo.io/ent/schema/index"
)

// Contract is one link of the chain from the provider of an offering down to a municipality. What it says is public to its parties; the
// digest of its text, the facts that the text was made from and reasons are sealed under its own key, as its documents and signatures are.
type Contract struct{ ent.Schema }

var contractLevel = one{column: "level", values: []string{"PROVISION", "REUSE", "SUB_REUSE", "SUB_SUB_REUSE"}}
var contractState = one{column: "state", values: []string{"DRAFT", "OFFERED", "SIGNED", "EFFECTIVE", "ON_HOLD", "TERMINATED", "EXPIRED", "DECLINED"}, revision: 2}

func (Contract) Fields() []ent.Field {
	return append([]ent.Field{
		typedID(),
		field.String("reference").MaxLen(24).Unique().Immutable(),
		contractLevel.fixed(),
		contractState.starting("DRAFT"),
		optionalRef("parent_id"), // the contract above; empty for PROVISION
		field.String("offering_id").MaxLen(64).NotEmpty(),
		field.String("grantor_id").MaxLen(64).NotEmpty(),
		field.String("grantee_id").MaxLen(64).NotEmpty(),
		field.String("signer_id").MaxLen(64).Optional().Nillable().Immutable().Comment("who signs for the grantee: itself or its union"),
		field.String("order_id").MaxLen(64).Optional().Nillable().Immutable(),
		field.Int("template_version").Optional().Nillable().Immutable(),
		field.String("effective_from").MaxLen(10).Optional().Nillable(),
		field.String("own_ends_on").MaxLen(10).Optional().Nillable().Comment("its own last day, as agreed or terminated"),
		field.String("ends_on").MaxLen(10).Optional().Nillable().Comment("its last day: the earliest of its own and those above"),
		field.Bool("own_terminated").Default(false).Comment("own_ends_on was set by a termination"),
		field.Bool("end_terminated").Default(false).Comment("ends_on was"),
		field.Int("notice_period_months").Optional().Nillable(),
		field.Bool("ready").Default(false).Comment("nothing is missing of its own: both have signed, or it was recorded as holding"),
		field.Bool("held").Default(false).Comment("recorded as on hold by itself"),
		field.Bool("untold").Default(false).Comment("somebody has to be told what changed"),
		field.String("told_state").MaxLen(16).Default("").Comment("the state that they were told last"),
		field.String("told_ends_on").MaxLen(10).Default("").Comment("the last day that they were told"),
		field.Bytes("record_key").MaxLen(32).Optional().Unique().Comment("keyed hash of the idempotency key that recorded it last"),
		field.Bytes("sealed").Sensitive().Comment("digest of the document, facts it was made from, reason of a termination or refusal"),
		field.Int("version").Default(1),
		field.Time("created_at").Immutable(),
	}, wrappedByKEK()...)
}
func (Contract) Indexes() []ent.Index {
	return []ent.Index{
		index.Fields("parent_id", "id"), index.Fields("grantee_id", "id"), index.Fields("grantee_id", "state", "id"), index.Fields("signer_id", "id"),
		index.Fields("signer_id", "state", "id"), index.Fields("state", "ends_on"), index.Fields("untold"),
		// Of these there may be as many as there are contracts: lists of them are read in the order of an index, whatever they are narrowed by.
		index.Fields("grantor_id", "id"), index.Fields("grantor_id", "state", "id"), index.Fields("offering_id", "id"), index.Fields("offering_id", "state", "id"),
		index.Fields("offering_id", "level", "id"), index.Fields("level", "id"), index.Fields("level", "state", "id"), index.Fields("state", "id"),
		index.Fields("order_id").Unique().Annotations(entsql.IndexWhere("state <> 'DECLINED'")), index.Fields("order_id", "state"),
	}
}
func (Contract) Annotations() []schema.Annotation {
	return []schema.Annotation{checked("contract", contractLevel, contractState)}
}

// ContractDocument is a PDF of a contract, sealed under its key: the one to be signed (signatures 0), and after each signature the one
// with all of them. Never changed.
type ContractDocument struct{ ent.Schema }

func (ContractDocument) Fields() []ent.Field {
	return []ent.Field{
		typedID(),
		ref("contract_id"),
		field.Int("signatures").Immutable(),
		field.Bytes("sealed").Sensitive().Immutable(),
		field.Time("created_at").Immutable(),
	}
}
func (ContractDocument) Indexes() []ent.Index {
	return []ent.Index{index.Fields("contract_id", "signatures").Unique()}
}
func (ContractDocument) Annotations() []schema.Annotation {
	return []schema.Annotation{entsql.Table("contract_document")}
}

// ContractSignature is a signature in text form for one party. Never changed.
type ContractSignature struct{ ent.Schema }

var contractParty = one{column: "party", values: []string{"GRANTOR", "GRANTEE"}}

func (ContractSignature) Fields() []ent.Field {
	return []ent.Field{
		typedID(),
		ref("contract_id"),
		contractParty.fixed(),
		ref("organisation_id"), // whose person signed: the party itself or its union
		ref("account_id"),
		field.Bytes("sign_key").MaxLen(32).Unique().Immutable().Comment("keyed hash of the account and its idempotency key"),
		field.Bytes("sealed").Sensitive().Immutable().Comment("who signed, by which certificate, which digest"),
		field.Time("at").Immutable(),
	}
}
func (ContractSignature) Indexes() []ent.Index {
	return []ent.Index{index.Fields("contract_id", "party").Unique()}
}
func (ContractSignature) Annotations() []schema.Annotation {
	return []schema.Annotation{checked("contract_signature", contractParty)}
}

// ContractTemplate is one version of the text that contracts of a level are made from; never changed.
type ContractTemplate struct{ ent.Schema }

func (ContractTemplate) Fields() []ent.Field {
	return []ent.Field{
		typedID(),
		contractLevel.fixed(),
		field.Int("version").Immutable(),
		field.Text("body").Immutable().Comment("Markdown with placeholders"),
		field.Text("annexes").Immutable().Comment("titles and bodies, as JSON"),
		field.String("valid_from").MaxLen(10).Immutable(),
		ref("saved_by"),
		field.Time("created_at").Immutable(),
	}
}
func (ContractTemplate) Indexes() []ent.Index {
	return []ent.Index{index.Fields("level", "version").Unique(), index.Fields("level", "valid_from")}
}
func (ContractTemplate) Annotations() []schema.Annotation {
	return []schema.Annotation{checked("contract_template", contractLevel)}
}
