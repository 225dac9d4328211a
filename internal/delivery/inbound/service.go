// Package inbound receives the mails that authorities send to the gateway: answers, reports, receipts. It owns inbound_mail and
// seen_signature. It imports outbound, for the mails that an answer belongs to and for questions and notices, and delivery.
//
// Every mail is a sealed row before the server before us gets its 250. Judging it changes no row: a finding names its effect as a
// value, and conclude alone applies it, once, in the transaction that settles the row. Of a mail that is not acceptable, envelope
// and reason are kept, and nothing of its content is shown. Nothing counts that was not signed by a certificate which the authority
// registered, but reports, which only inform (ADR 0015, ADR 0017).
//
// To read it, begin with Deliver and processArrival (deliver.go), judgeArrival (judge.go), then conclude (conclude.go) and the
// effects (effect.go).
package inbound

import (
	"context"

	"schalter/internal/delivery"
	"schalter/internal/delivery/outbound"
	"schalter/internal/job"
)

// Service receives mails. Its clock is the database's.
type Service struct {
	*delivery.Shared
	// out is for the mails that answers and reports belong to.
	out *outbound.Service
	// Other takes what comes in by the same door for somebody else; nil takes nothing. It is set before mails come in.
	Other OtherMail
}

// OtherMail takes mails of the gateway's domain that are not the gateway's, such as answers to tickets. It sees none that the gateway
// takes, and what it does not know either is refused as before.
type OtherMail interface {
	// Recipient reports whether an address is one that only this installation makes.
	Recipient(address string) bool
	// Deliver returns nil only when a mail for such addresses is kept durably. It must not keep raw.
	Deliver(ctx context.Context, sender string, recipients []string, raw []byte) error
}

// New returns a service that processes only after RegisterJobs.
func New(shared *delivery.Shared, out *outbound.Service) *Service {
	return &Service{Shared: shared, out: out}
}

// RegisterJobs gives the runner the handler and the sweep for mails that come in.
func (s *Service) RegisterJobs(r *job.Runner) {
	r.Handle(jobArrival, s.processArrival, job.Share("gateway-in", arrivalWorkers))
	r.Sweep(job.Sweep{Kind: sweepArrivals, Every: sweepArrivalRate, Run: s.SweepInbound})
}
