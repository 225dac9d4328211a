package organisation

import (
	"context"

	"schalter/ent"
	"schalter/ent/channel"
	"schalter/ent/membership"
	"schalter/internal/errs"
	"schalter/internal/store"
	"schalter/internal/viewer"
)

// CloseChannel ends an authority's connection; for its admins and for operators, NOT_FOUND for all others. Nobody can write to it
// any more; what nobody there has read comes back to its senders as not delivered; its members no longer read its cases, at once.
// The cases stay sealed as long as they are kept, and another letter opens them for whom the authority then sends. All admins, the
// operators and the mailbox in use are told. STALE for another version than expected.
func (s *Service) CloseChannel(ctx context.Context, authorityID string, expectedVersion *int) (err error) {
	defer errs.Wrap(&err, "organisation.CloseChannel(%s)", authorityID)
	v, _, err := s.managedChannel(ctx, authorityID)
	if err != nil {
		return err
	}
	return s.db.Tx(viewer.System(ctx, "channel-close"), func(ctx context.Context, tx *store.Tx) error {
		row, err := lockChannel(ctx, tx, authorityID)
		if err != nil {
			return err
		}
		if expectedVersion != nil && *expectedVersion != row.Version-1 {
			return errs.Refuse(errs.Stale)
		}
		if row.State == channel.StateCLOSED {
			return errs.New(errs.NotFound, "no such channel")
		}
		return s.closeChannel(ctx, tx, v, row)
	})
}

func (s *Service) closeChannel(ctx context.Context, tx *store.Tx, by *viewer.Viewer, row *ent.Channel) error {
	notifyReplicas(tx, row.ID)
	if err := tx.Channel.UpdateOne(row).SetState(channel.StateCLOSED).ClearProblem().Exec(ctx); err != nil {
		return err
	}
	if err := expireTests(ctx, tx, row.ID); err != nil {
		return err
	}
	if err := s.recordAct(ctx, tx, by, "channel.close", row, ""); err != nil {
		return err
	}
	if err := s.ports.Cases.Closed(ctx, tx, row.ID); err != nil {
		return err
	}
	members, err := tx.Membership.Query().Where(membership.OrganisationID(row.OrganisationID)).All(ctx)
	if err != nil {
		return err
	}
	for _, m := range members {
		if err := s.ports.Persons.RightsChanged(ctx, tx, m.AccountID); err != nil {
			return err
		}
	}
	if row.Email != nil && row.Profile != nil {
		if err := s.ports.Notices.MailboxLeft(ctx, tx, *row.Email, row.ID); err != nil {
			return err
		}
	}
	return s.tellWatchers(ctx, tx, row.OrganisationID, "", func(accountID string) error {
		return s.ports.Notices.ChannelClosed(ctx, tx, accountID, row.ID)
	})
}
