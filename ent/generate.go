// Package ent holds the generated entity client; the entities are in ent/schema, their policies in ent/rule.
package ent

//go:generate go tool ent generate --feature privacy,entql,sql/lock ./schema
