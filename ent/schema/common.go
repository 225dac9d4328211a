// Package schema declares the entities: their columns, indexes and policies.
//
// Content (names of people, addresses, titles, subjects, message texts, file names, digests of content) is only ever in columns
// named sealed or sealed_…; everything else may be read by the operator of the database.
package schema

import (
	"fmt"
	"strings"

	"entgo.io/ent"
	"entgo.io/ent/dialect/entsql"
	"entgo.io/ent/schema"
	"entgo.io/ent/schema/field"
)

// typedID is the primary key: a typed id of package id, or another unique text where the comment of the entity says so.
func typedID() ent.Field {
	return field.String("id").MaxLen(64).NotEmpty().Immutable().Unique()
}

// ref is a column that holds the id of something else.
func ref(name string) ent.Field { return field.String(name).MaxLen(64).NotEmpty().Immutable() }

// optionalRef is a ref that may be absent and may change.
func optionalRef(name string) ent.Field { return field.String(name).MaxLen(64).Optional().Nillable() }

// nameOfThen is what an authority, which is public, was called when the row was written; empty in rows older than the column.
func nameOfThen(name string) ent.Field {
	return field.String(name).MaxLen(300).Optional().Nillable().Immutable()
}

// wrappedByKEK is an object's or a side's key, wrapped, beside the id of the key-encryption key that wrapped it.
func wrappedByKEK() []ent.Field {
	return []ent.Field{
		field.String("kek_id").MaxLen(64).NotEmpty(),
		field.Bytes("wrapped_key").Sensitive(),
	}
}

// renewAt is when a row's key is to be followed by a new one, because something that lay under it was destroyed; empty when
// nothing was.
func renewAt() ent.Field { return field.Time("renew_at").Optional().Nillable() }

// one names an enum column and its values; the database checks them too. A change of the values counts up the revision:
// a constraint is only compared by its name, and the migration would leave the old one.
type one struct {
	column   string
	values   []string
	revision int
}

func (o one) constraint(table string) string {
	if o.revision == 0 {
		return table + "_" + o.column
	}
	return fmt.Sprintf("%s_%s_%d", table, o.column, o.revision)
}

func (o one) field() ent.Field { return field.Enum(o.column).Values(o.values...) }

// fixed is the column when its value never changes.
func (o one) fixed() ent.Field { return field.Enum(o.column).Values(o.values...).Immutable() }

// starting is the column with the value of a new row.
func (o one) starting(v string) ent.Field { return field.Enum(o.column).Values(o.values...).Default(v) }

// maybe is the column when it may be without a value.
func (o one) maybe() ent.Field { return field.Enum(o.column).Values(o.values...).Optional().Nillable() }

// checked turns enums into CHECK constraints, because neither dialect checks an enum by itself.
func checked(table string, enums ...one) schema.Annotation {
	checks := map[string]string{}
	for _, e := range enums {
		checks[e.constraint(table)] = fmt.Sprintf("%s IN ('%s')", e.column, strings.Join(e.values, "', '"))
	}
	return entsql.Annotation{Table: table, Checks: checks}
}
