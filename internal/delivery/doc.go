// Package delivery brings messages to authorities by their own mailboxes and takes their answers in: the S/MIME gateway.
//
// Every mail that goes out is a row before it is a mail: its Message-ID and its bounce address are made of the row's id, so
// that what is sent twice counts once. Every mail that comes in is a sealed row before it is answered with 250; its effect
// happens in one transaction, once. What is not acceptable is kept as envelope and reason, and nothing of it is shown.
package delivery
