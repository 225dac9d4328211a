// Package audit keeps the record of what operators, admins and the platform did: who, as what, on what. It holds ids and
// codes, never names or content.
package audit
