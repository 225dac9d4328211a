package organisation

import (
	"context"
	"slices"
	"time"

	"schalter/ent"
	"schalter/ent/channel"
	"schalter/ent/membership"
	"schalter/internal/clock"
	"schalter/internal/errs"
	"schalter/internal/mail"
	"schalter/internal/mail/idn"
	"schalter/internal/permit"
	"schalter/internal/store"
	"schalter/internal/viewer"
)

// The largest mail that a mailbox takes, in bytes.
const (
	MinMailLimit     = 1 << 20
	DefaultMailLimit = 25 << 20
	MaxMailLimit     = 150 << 20
)

// maxLegacyDays is how far ahead LEGACY can be allowed.
const maxLegacyDays = 365

// managedChannel finds the channel of an authority for those who manage it: UNAUTHENTICATED when nobody is signed in, NOT_FOUND for all
// others.
func (s *Service) managedChannel(ctx context.Context, authorityID string) (*viewer.Viewer, *Channel, error) {
	v, err := permit.SignedIn(ctx)
	if err != nil {
		return nil, nil, err
	}
	c := s.Channel(ctx, authorityID)
	if c == nil || c.State == ChannelClosed {
		return nil, nil, errs.New(errs.NotFound, "no such channel")
	}
	return v, c, nil
}

// requireAdmin refuses all but the admins of the channel's organisation. It guards what changes where an authority's mail goes: no
// operator may do that alone. The viewer is one who manages the channel.
func requireAdmin(v *viewer.Viewer, c *Channel) error {
	if isAdminOf(v, c.OrganisationID) {
		return nil
	}
	return errs.RefuseText(errs.WrongState, "channel_admins_only", nil)
}

func isAdminOf(v *viewer.Viewer, organisationID string) bool {
	m := v.MemberOf(organisationID)
	return m != nil && m.Admin
}

// requireOtherReader refuses an operator to put an inbox in use that nobody else of the organisation reads.
func requireOtherReader(ctx context.Context, tx *store.Tx, v *viewer.Viewer, row *ent.Channel) error {
	if isAdminOf(v, row.OrganisationID) {
		return nil
	}
	members, err := tx.Membership.Query().Where(membership.OrganisationID(row.OrganisationID), membership.AccountIDNEQ(v.AccountID)).All(ctx)
	if err != nil {
		return err
	}
	reads := func(m *ent.Membership) bool { return toMembership(m).has(Admin) || toMembership(m).clerkFor(row.ID) }
	if slices.ContainsFunc(members, reads) {
		return nil
	}
	return errs.RefuseText(errs.WrongState, "inbox_unread", nil)
}

// lockChannel makes all changes of one channel follow each other and reads it; its version is the next one already.
func lockChannel(ctx context.Context, tx *store.Tx, authorityID string) (*ent.Channel, error) {
	if _, err := tx.Exec(ctx, `UPDATE channel SET version = version + 1 WHERE id = ?`, authorityID); err != nil {
		return nil, err
	}
	return tx.Channel.Get(ctx, authorityID)
}

// Validate checks the mailbox and its limit, which may be left out, and brings the address to its form.
func (in *ChannelSetInput) Validate() error {
	if in.Kind != SMIME {
		return nil
	}
	var ps errs.Problems
	if in.Email == nil {
		in.Email = new(string)
	}
	mail.NoteTyped(&ps, in.Email, "email")
	if in.MailLimitBytes != nil && (*in.MailLimitBytes < MinMailLimit || *in.MailLimitBytes > MaxMailLimit) {
		ps.AddText(errs.InvalidValue, "mail_limit_range", nil, "mailLimitBytes")
	}
	return ps.Err()
}

// SetChannel says how an authority receives; for its admins. Operators may only put the inbox in use, where the organisation has
// somebody else who reads it; WRONG_STATE otherwise.
//
// INBOX counts at once. SMIME waits for the answer to a connection test: while an inbox is in use, it stays in use and the
// mailbox is only noted as being set up. A new address of a mailbox in use needs a new test; until then the authority cannot
// be written to and what is on its way waits. A new mail limit counts at once. STALE for another version than expected. On a
// channel that was ever in use, all admins, the operators and the mailbox so far are told of another address and of the inbox.
func (s *Service) SetChannel(ctx context.Context, in ChannelSetInput) (err error) {
	defer errs.Wrap(&err, "organisation.SetChannel(%s)", in.AuthorityID)
	v, c, err := s.managedChannel(ctx, in.AuthorityID)
	if err != nil {
		return err
	}
	if in.Kind == SMIME {
		if err := requireAdmin(v, c); err != nil {
			return err
		}
	}
	if err := in.Validate(); err != nil {
		return err
	}
	if in.Kind == SMIME && idn.Same(*in.Email, s.ports.GatewayAddress) {
		return errs.RefuseText(errs.InvalidValue, "mailbox_ours", nil, "email")
	}
	return s.db.Tx(viewer.System(ctx, "channel-set"), func(ctx context.Context, tx *store.Tx) error {
		row, err := lockChannel(ctx, tx, in.AuthorityID)
		if err != nil {
			return err
		}
		if in.ExpectedVersion != nil && *in.ExpectedVersion != row.Version-1 {
			return errs.Refuse(errs.Stale)
		}
		if in.Kind == Inbox {
			if err := requireOtherReader(ctx, tx, v, row); err != nil {
				return err
			}
		}
		notifyReplicas(tx, in.AuthorityID)
		if err := s.recordAct(ctx, tx, v, "channel.set", row, in.detail()); err != nil {
			return err
		}
		if in.Kind == Inbox {
			return s.openInbox(ctx, tx, row)
		}
		return s.setMailbox(ctx, tx, row, in)
	})
}

// detail is what the audit log says of a change.
func (in *ChannelSetInput) detail() string {
	if in.Kind == Inbox {
		return string(in.Kind)
	}
	return withAddressDigest(string(in.Kind), in.Email)
}

// openInbox puts the inbox in use. A mailbox that was tested stays noted, however often the inbox is asked for, so that what is
// on its way to it and the answers from it arrive; one that was only being set up is dropped.
func (s *Service) openInbox(ctx context.Context, tx *store.Tx, row *ent.Channel) error {
	update := tx.Channel.UpdateOne(row).SetKind(channel.KindINBOX).SetState(channel.StateACTIVE).ClearProblem().
		SetMaxMessageBytes(MaxInboxMessageBytes).SetFailures(0)
	if row.Profile == nil {
		update.ClearEmail().ClearMailLimitBytes().ClearProfile()
	}
	if err := expireTests(ctx, tx, row.ID); err != nil {
		return err
	}
	if row.Kind == channel.KindSMIME {
		if err := s.tellOfMove(ctx, tx, row); err != nil {
			return err
		}
	}
	return update.Exec(ctx)
}

func (s *Service) setMailbox(ctx context.Context, tx *store.Tx, row *ent.Channel, in ChannelSetInput) error {
	limit := limitOf(row, in)
	update := tx.Channel.UpdateOne(row).SetEmail(*in.Email).SetMailLimitBytes(limit)
	moved := row.Email == nil || !idn.Same(*row.Email, *in.Email)
	if moved {
		update.ClearProfile().SetFailures(0)
		if err := expireTests(ctx, tx, row.ID); err != nil {
			return err
		}
		if err := s.tellOfMove(ctx, tx, row); err != nil {
			return err
		}
	}
	if row.Kind == channel.KindINBOX && row.State == channel.StateACTIVE {
		return update.Exec(ctx)
	}
	update.SetKind(channel.KindSMIME).SetMaxMessageBytes(s.capacity(SMIME, &limit))
	if moved || row.Kind == channel.KindINBOX {
		update.SetState(channel.StatePENDING).ClearProblem()
	}
	return update.Exec(ctx)
}

// limitOf is the mail limit asked for, the one there was, or the usual one.
func limitOf(row *ent.Channel, in ChannelSetInput) int64 {
	switch {
	case in.MailLimitBytes != nil:
		return *in.MailLimitBytes
	case row.MailLimitBytes != nil:
		return *row.MailLimitBytes
	}
	return DefaultMailLimit
}

// AllowLegacy lets an authority use LEGACY until the end of a calendar day in Berlin (ISO 8601), at most a year ahead; nil
// takes it back. For operators. The organisation's admins and the other operators are told of what is allowed. A connection that can do no
// better than LEGACY breaks when it ends.
func (s *Service) AllowLegacy(ctx context.Context, authorityID string, until *string) (err error) {
	defer errs.Wrap(&err, "organisation.AllowLegacy(%s)", authorityID)
	v, err := permit.Operator(ctx)
	if err != nil {
		return err
	}
	if _, _, err := s.managedChannel(ctx, authorityID); err != nil {
		return err
	}
	end, err := legacyEnd(until, s.db.Clock().Now())
	if err != nil {
		return err
	}
	return s.db.Tx(viewer.System(ctx, "legacy-allow"), func(ctx context.Context, tx *store.Tx) error {
		row, err := lockChannel(ctx, tx, authorityID)
		if err != nil {
			return err
		}
		notifyReplicas(tx, authorityID)
		if err := s.recordAct(ctx, tx, v, "channel.legacy", row, valueOrEmpty(until)); err != nil {
			return err
		}
		update := tx.Channel.UpdateOne(row)
		if end == nil {
			update.ClearLegacyUntil()
		} else {
			update.SetLegacyUntil(*end)
		}
		if row, err = update.Save(ctx); err != nil {
			return err
		}
		if end == nil {
			return s.endLegacy(ctx, tx, row)
		}
		return s.tellWatchers(ctx, tx, row.OrganisationID, v.AccountID, func(accountID string) error {
			return s.ports.Notices.LegacyAllowed(ctx, tx, accountID, row.ID, *end)
		})
	})
}

func legacyEnd(until *string, now time.Time) (*time.Time, error) {
	if until == nil {
		return nil, nil
	}
	day, err := time.ParseInLocation(time.DateOnly, *until, clock.Berlin)
	if err != nil {
		return nil, errs.Refuse(errs.InvalidValue, "until")
	}
	end := clock.EndOfDay(day)
	switch {
	case end.Before(now):
		return nil, errs.RefuseText(errs.InvalidValue, "day_over", nil, "until")
	case end.After(clock.EndOfDay(now.AddDate(0, 0, maxLegacyDays))):
		return nil, errs.RefuseText(errs.InvalidValue, "legacy_too_long", nil, "until")
	}
	return &end, nil
}

// endLegacy breaks a connection that has nothing stronger.
func (s *Service) endLegacy(ctx context.Context, tx *store.Tx, row *ent.Channel) error {
	if row.Profile == nil || *row.Profile != channel.ProfileLEGACY {
		return nil
	}
	return s.suspend(ctx, tx, row, problemLegacyEnded)
}

// recordAct writes an act on a channel to the audit log.
func (s *Service) recordAct(ctx context.Context, tx *store.Tx, by *viewer.Viewer, action string, row *ent.Channel, detail string) error {
	return s.ports.Audit.Record(ctx, tx, by, action, row.ID, row.OrganisationID, detail)
}

func valueOrEmpty(s *string) string {
	if s == nil {
		return ""
	}
	return *s
}
