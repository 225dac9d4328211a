// Package outbound sends messages to the mailboxes that authorities run themselves, and the platform's own mails to them:
// connection tests, questions about held answers, notices. It owns gateway_mail, and imports delivery, never inbound (ADR 0017).
//
// Every mail is a row before it is a mail: its Message-ID and its bounce address are made of the row's id, so that what is sent
// twice counts once. One worker at a time claims a row, over all replicas; the row, the facts of the delivery and what follows from
// them change in one transaction.
//
// To read it, begin with Dispatch, then sendMail (work.go), attemptDelivery (attempt.go) and settleAttempt (settle.go). mails.go is
// what package inbound asks of the rows.
package outbound

import (
	"context"

	"schalter/internal/delivery"
	"schalter/internal/job"
	"schalter/internal/store"
)

// HeldMails is what happens to a held mail; package inbound, which imports this one, answers.
type HeldMails interface {
	// QuarantineHeld puts a held mail into quarantine when its confirm request could not be delivered.
	QuarantineHeld(ctx context.Context, tx *store.Tx, inboundID string) error
}

// Service sends mails. Its clock is the database's.
type Service struct {
	*delivery.Shared
	// Held must be set before RegisterJobs.
	Held  HeldMails
	slots *slots
}

// New returns a service that sends only after RegisterJobs.
func New(shared *delivery.Shared) *Service { return &Service{Shared: shared, slots: newSlots()} }

// RegisterJobs gives the runner the handlers and the sweep for mails that go out.
func (s *Service) RegisterJobs(r *job.Runner) {
	r.Handle(jobSend, s.sendMail, job.Share("gateway-out", sendWorkers))
	r.Handle(jobClosed, s.failWaitingMails)
	r.Sweep(job.Sweep{Kind: sweepMails, Every: sweepMailsRate, Run: s.sweepOutbound})
}
