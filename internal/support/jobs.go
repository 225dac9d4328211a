package support

import (
	"context"
	"time"

	"schalter/ent"
	"schalter/ent/ticket"
	"schalter/ent/ticketarrival"
	"schalter/ent/ticketentry"
	"schalter/ent/ticketfile"
	"schalter/ent/ticketmail"
	"schalter/ent/ticketparticipant"
	"schalter/ent/ticketword"
	"schalter/internal/blob"
	"schalter/internal/errs"
	"schalter/internal/job"
	"schalter/internal/mail/relay"
	"schalter/internal/store"
)

// The jobs of tickets.
const (
	jobSend    job.Kind = "ticket-mail"
	jobArrival job.Kind = "ticket-arrival"
	sweepKind  job.Kind = "sweep.tickets"
	sweepRate           = 10 * time.Minute
)

const (
	mailWorkers = 2
	sweepBatch  = 500
	// traceKept is how long it is known that a mail came in, without its content.
	traceKept = 30 * 24 * time.Hour
	// keptYears is how long a resolved question is kept after its last change. What belongs to an order or is the organisation's parent
	// stays.
	keptYears = 3
)

// RegisterJobs gives the runner the handlers and the sweep of tickets.
func (s *Service) RegisterJobs(r *job.Runner) {
	r.Handle(jobSend, s.sendMail, job.Share("ticket-mail", mailWorkers))
	r.Handle(jobArrival, s.processArrival, job.Share("ticket-arrival", mailWorkers))
	r.Sweep(job.Sweep{Kind: sweepKind, Every: sweepRate, Run: s.Sweep})
}

// Sweep comes back to mails that wait without a job, ends those that can never be sent, and drops what is kept no longer.
func (s *Service) Sweep(ctx context.Context, now time.Time) (err error) {
	defer errs.Wrap(&err, "support.Sweep")
	ctx = system(ctx)
	if err := s.endUnsent(ctx, now); err != nil {
		return err
	}
	late := now.Add(-sweepRate)
	mails, err := s.DB.Client().TicketMail.Query().Where(ticketmail.StateEQ(ticketmail.StateQUEUED), ticketmail.CreatedAtLT(late)).
		Order(ent.Asc(ticketmail.FieldCreatedAt)).Limit(sweepBatch).IDs(ctx)
	if err != nil {
		return err
	}
	arrivals, err := s.DB.Client().TicketArrival.Query().Where(ticketarrival.StateEQ(ticketarrival.StateRECEIVED), ticketarrival.ReceivedAtLT(late)).
		Order(ent.Asc(ticketarrival.FieldReceivedAt)).Limit(sweepBatch).IDs(ctx)
	if err != nil {
		return err
	}
	err = s.DB.Tx(ctx, func(ctx context.Context, tx *store.Tx) error {
		// The unique key keeps one whose job waits for its next try from getting a second one.
		for _, mailID := range mails {
			if err := job.Enqueue(ctx, tx, jobSend, mailID, tx.Now, mailID); err != nil {
				return err
			}
		}
		for _, arrivalID := range arrivals {
			if err := job.Enqueue(ctx, tx, jobArrival, arrivalID, tx.Now, arrivalID); err != nil {
				return err
			}
		}
		_, err := tx.TicketArrival.Delete().Where(ticketarrival.StateNEQ(ticketarrival.StateRECEIVED), ticketarrival.ReceivedAtLT(now.Add(-traceKept))).Exec(ctx)
		return err
	})
	if err != nil {
		return err
	}
	return s.dropOld(ctx, now)
}

// endUnsent ends mails that no mail server was there for.
func (s *Service) endUnsent(ctx context.Context, now time.Time) error {
	if s.Transport != nil {
		return nil
	}
	over, err := s.DB.Client().TicketMail.Query().Where(ticketmail.StateEQ(ticketmail.StateQUEUED), ticketmail.CreatedAtLT(now.Add(-relay.TryFor))).
		Order(ent.Asc(ticketmail.FieldCreatedAt)).Limit(sweepBatch).IDs(ctx)
	if err != nil {
		return err
	}
	for _, mailID := range over {
		if err := s.settleMail(ctx, mailID, ticketmail.StateFAILED, problemOf(relay.Unreachable)); err != nil {
			return err
		}
	}
	return nil
}

// dropOld destroys questions that were resolved long ago, with all that was merged into them.
func (s *Service) dropOld(ctx context.Context, now time.Time) error {
	old, err := s.DB.Client().Ticket.Query().Where(ticket.StateEQ(ticket.StateRESOLVED), ticket.KindIn(ticket.KindQUESTION, ticket.KindCONTACT, ticket.KindDIRECTORY),
		ticket.MergedIntoIDIsNil(), ticket.UpdatedAtLT(now.AddDate(-keptYears, 0, 0))).Order(ent.Asc(ticket.FieldUpdatedAt)).Limit(sweepBatch).IDs(ctx)
	if err != nil {
		return err
	}
	for _, ticketID := range old {
		if err := s.DB.Tx(ctx, func(ctx context.Context, tx *store.Tx) error { return s.drop(ctx, tx, ticketID) }); err != nil {
			return err
		}
	}
	return nil
}

func (s *Service) drop(ctx context.Context, tx *store.Tx, ticketID string) error {
	row, _, err := s.lockAny(ctx, tx, ticketID)
	if err != nil || row.State != ticket.StateRESOLVED {
		return err
	}
	entries, err := tx.TicketEntry.Query().Where(ticketentry.TicketID(ticketID)).IDs(ctx)
	if err != nil {
		return err
	}
	files, err := tx.TicketFile.Query().Where(ticketfile.EntryIDIn(entries...)).All(ctx)
	if err != nil {
		return err
	}
	for _, f := range files {
		if f.BlobKey != nil {
			tx.AfterCommit(func(ctx context.Context) { s.dropBlob(ctx, *f.BlobKey) })
		}
	}
	for _, remove := range []func() (int, error){
		func() (int, error) { return tx.TicketFile.Delete().Where(ticketfile.EntryIDIn(entries...)).Exec(ctx) },
		func() (int, error) { return tx.TicketMail.Delete().Where(ticketmail.TicketID(ticketID)).Exec(ctx) },
		func() (int, error) {
			return tx.TicketParticipant.Delete().Where(ticketparticipant.TicketID(ticketID)).Exec(ctx)
		},
		func() (int, error) { return tx.TicketEntry.Delete().Where(ticketentry.TicketID(ticketID)).Exec(ctx) },
		func() (int, error) { return tx.TicketWord.Delete().Where(ticketword.TicketID(ticketID)).Exec(ctx) },
		func() (int, error) {
			return tx.Ticket.Delete().Where(ticket.Or(ticket.ID(ticketID), ticket.MergedIntoID(ticketID))).Exec(ctx)
		},
	} {
		if _, err := remove(); err != nil {
			return err
		}
	}
	return nil
}

// BlobsInUse reports which of some keys of blobs a row names.
func (s *Service) BlobsInUse(ctx context.Context, keys []string) (_ map[string]bool, err error) {
	defer errs.Wrap(&err, "support.BlobsInUse")
	ctx = system(ctx)
	used := map[string]bool{}
	files, err := s.DB.Client().TicketFile.Query().Where(ticketfile.BlobKeyIn(keys...)).All(ctx)
	if err != nil {
		return nil, err
	}
	arrivals, err := s.DB.Client().TicketArrival.Query().Where(ticketarrival.BlobKeyIn(keys...)).All(ctx)
	for _, f := range files {
		used[*f.BlobKey] = true
	}
	for _, a := range arrivals {
		used[*a.BlobKey] = true
	}
	return used, err
}

// NamedFiles lists the files that have a blob, NamedArrivals the mails that do.
func (s *Service) NamedFiles(ctx context.Context, after string, limit int) ([]blob.Named, error) {
	rows, err := s.DB.Client().TicketFile.Query().Where(ticketfile.IDGT(after), ticketfile.BlobKeyNotNil()).
		Order(ent.Asc(ticketfile.FieldID)).Limit(limit).All(system(ctx))
	list := make([]blob.Named, len(rows))
	for i, row := range rows {
		list[i] = blob.Named{RowID: row.ID, Key: *row.BlobKey}
	}
	return list, err
}

// NamedArrivals lists the mails that wait to be looked at.
func (s *Service) NamedArrivals(ctx context.Context, after string, limit int) ([]blob.Named, error) {
	rows, err := s.DB.Client().TicketArrival.Query().Where(ticketarrival.IDGT(after), ticketarrival.BlobKeyNotNil()).
		Order(ent.Asc(ticketarrival.FieldID)).Limit(limit).All(system(ctx))
	list := make([]blob.Named, len(rows))
	for i, row := range rows {
		list[i] = blob.Named{RowID: row.ID, Key: *row.BlobKey}
	}
	return list, err
}

// NamesBlobs reports whether any row names a blob.
func (s *Service) NamesBlobs(ctx context.Context) (bool, error) {
	ctx = system(ctx)
	named, err := s.DB.Client().TicketFile.Query().Where(ticketfile.BlobKeyNotNil()).Exist(ctx)
	if err != nil || named {
		return named, err
	}
	return s.DB.Client().TicketArrival.Query().Where(ticketarrival.BlobKeyNotNil()).Exist(ctx)
}
