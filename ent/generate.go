// Package ent holds the generated entity client; the entities are in ent/schema, their policies in ent/rule.
package ent

//go:generate go run -mod=mod entgo.io/ent/cmd/ent generate --feature privacy,entql,sql/lock,sql/execquery,sql/modifier ./schema
