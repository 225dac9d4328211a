package support

import (
	"context"

	"schalter/ent/ticket"
	"schalter/ent/ticketentry"
	"schalter/internal/errs"
	"schalter/internal/store"
)

// Report is what the platform itself brings before the operators and belongs to no organisation, such as an assignment in the directory
// that seems to be wrong.
type Report struct {
	// Key names what is reported: the same key opens one ticket.
	Key            string
	Subject, First Text
}

// OpenReport opens the ticket of a report, in the transaction that made it necessary. Nobody is mailed: operators find it in their list.
func (s *Service) OpenReport(ctx context.Context, tx *store.Tx, in Report) (err error) {
	defer errs.Wrap(&err, "support.OpenReport")
	ctx = system(ctx)
	unique := s.hash("report", in.Key)
	known, err := tx.Ticket.Query().Where(ticket.UniqueKey(unique)).Exist(ctx)
	if err != nil || known {
		return err
	}
	t, key, err := s.create(ctx, tx, newTicket{
		kind: ticket.KindCONTACT, uniqueKey: unique,
		content: sealedTicket{Subject: cut(in.Subject.German, MaxSubject), English: cut(in.Subject.English, MaxSubject), Requester: s.Platform},
	})
	if err != nil {
		return err
	}
	_, err = s.addEntry(ctx, tx, t, key, newEntry{
		kind: ticketentry.KindPLATFORM, content: sealedEntry{Author: s.Platform, Body: in.First.German, English: in.First.English}, event: platformNotes, quiet: true,
	})
	return err
}
