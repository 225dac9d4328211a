package organisation

import (
	"context"

	"schalter/ent"
	"schalter/ent/channel"
	"schalter/internal/errs"
	"schalter/internal/store"
	"schalter/internal/viewer"
)

// isDissolved reports whether the directory says that an authority is not there any more. That counts at once and everywhere;
// what follows from it in the database is done by suspendDissolved.
func (s *Service) isDissolved(authorityID string) bool {
	return s.ports.Directory != nil && s.ports.Directory.Dissolved(authorityID)
}

// suspendDissolved takes the channels of authorities that a new directory does not have any more out of use, once each, and has
// those told who are concerned. They are suspended, not closed: clerks read and answer what is open, an admin or an operator
// closes the channel when that is done.
func (s *Service) suspendDissolved(ctx context.Context) error {
	ids, err := s.db.Client().Channel.Query().Where(channel.StateNEQ(channel.StateCLOSED),
		channel.Or(channel.ProblemIsNil(), channel.ProblemNEQ(problemDissolved))).Order(ent.Asc(channel.FieldID)).IDs(ctx)
	if err != nil {
		return err
	}
	var failed errs.Failures
	for _, authorityID := range ids {
		if !s.isDissolved(authorityID) {
			continue
		}
		failed.Add(s.db.Tx(ctx, func(ctx context.Context, tx *store.Tx) error { return s.suspendForGood(ctx, tx, authorityID) }))
	}
	return failed.Err()
}

func (s *Service) suspendForGood(ctx context.Context, tx *store.Tx, authorityID string) error {
	row, err := lockChannel(ctx, tx, authorityID)
	if err != nil || row.State == channel.StateCLOSED || valueOrEmpty(row.Problem) == problemDissolved {
		return err
	}
	notifyReplicas(tx, row.ID)
	if err := tx.Channel.UpdateOne(row).SetState(channel.StateSUSPENDED).SetProblem(problemDissolved).Exec(ctx); err != nil {
		return err
	}
	if err := expireTests(ctx, tx, row.ID); err != nil {
		return err
	}
	if err := s.recordAct(ctx, tx, viewer.From(ctx), "channel.suspended", row, problemDissolved); err != nil {
		return err
	}
	if err := s.ports.Cases.AuthorityDissolved(ctx, tx, authorityID); err != nil {
		return err
	}
	return tellAdmins(ctx, tx, row.OrganisationID, func(accountID string) error {
		return s.ports.Notices.ConnectionBroken(ctx, tx, accountID, row.ID)
	})
}
