package organisation

import (
	"context"

	"schalter/ent"
	"schalter/ent/channel"
	"schalter/ent/membership"
	"schalter/internal/errs"
	"schalter/internal/viewer"
)

// ShownAs is what a clerk of an authority is called to persons who are written to now. assigneeID is whose case it is, where it is
// somebody's: a deputy of who is away is shown as that.
func (s *Service) ShownAs(ctx context.Context, authorityID string, clerk *Membership, assigneeID *string) (_ string, err error) {
	defer errs.Wrap(&err, "organisation.ShownAs(%s)", authorityID)
	row, err := s.db.Client().Channel.Query().Where(channel.ID(authorityID)).Only(viewer.System(ctx, "clerk-display"))
	if err != nil && !ent.IsNotFound(err) {
		return "", err
	}
	display := DisplayName
	if row != nil {
		display = ClerkDisplay(row.ClerkDisplay)
	}
	shown := s.displayed(display, clerk)
	if assigneeID == nil {
		return shown, nil
	}
	away, err := s.awayFor(ctx, clerk.ID, membership.ID(*assigneeID))
	switch {
	case err != nil || len(away) == 0:
		return shown, err
	case display == DisplayName:
		return shown + " in Vertretung für " + away[0].Name, nil
	}
	return shown + ", in Vertretung", nil
}

func (s *Service) displayed(display ClerkDisplay, clerk *Membership) string {
	switch display {
	case DisplayRole:
		return ClerkRole
	case DisplayUnit:
		if u := s.UnitOf(clerk); u != nil {
			return u.Name
		}
		return ClerkRole
	}
	return clerk.Name
}
