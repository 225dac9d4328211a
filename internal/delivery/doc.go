// Package delivery is the vocabulary of the S/MIME gateway, which sends messages to the mailboxes that authorities run themselves
// and receives their answers: what it asks of the rest of the program (ports.go), options, limits, the memory that mails in both
// directions share, and references in texts. Package outbound, below, sends; package inbound receives. inbound imports outbound,
// both import this one, and no other domain imports any of them (ADR 0017).
//
// To read the gateway, begin with ports.go, then outbound.Dispatch and inbound.Deliver.
package delivery
