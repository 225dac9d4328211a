package organisation

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"slices"
	"strings"

	"schalter/ent"
	"schalter/ent/channel"
	"schalter/ent/channeltest"
	"schalter/internal/store"
)

// everUsed reports whether an authority was ever written to by its channel: from then on nobody changes unseen where its mail
// goes.
func everUsed(ctx context.Context, tx *store.Tx, row *ent.Channel) (bool, error) {
	if row.State != channel.StatePENDING || row.Profile != nil {
		return true, nil
	}
	return tx.ChannelTest.Query().Where(channeltest.AuthorityID(row.ID), channeltest.ResultEQ(channeltest.ResultANSWERED)).Exist(ctx)
}

// tellWatchers writes to the admins of a body and to the operators, each once and not to the account that is left out.
func (s *Service) tellWatchers(ctx context.Context, tx *store.Tx, organisationID, leftOut string, tell func(accountID string) error) error {
	told, err := adminAccounts(ctx, tx, organisationID)
	if err != nil {
		return err
	}
	operators, err := s.ports.Persons.Operators(ctx, tx)
	if err != nil {
		return err
	}
	for _, o := range operators {
		if !slices.Contains(told, o) {
			told = append(told, o)
		}
	}
	for _, accountID := range told {
		if accountID == leftOut {
			continue
		}
		if err := tell(accountID); err != nil {
			return err
		}
	}
	return nil
}

// tellOperators writes to every operator but one.
func (s *Service) tellOperators(ctx context.Context, tx *store.Tx, leftOut string, tell func(accountID string) error) error {
	operators, err := s.ports.Persons.Operators(ctx, tx)
	if err != nil {
		return err
	}
	for _, accountID := range operators {
		if accountID == leftOut {
			continue
		}
		if err := tell(accountID); err != nil {
			return err
		}
	}
	return nil
}

// tellOfCertificate writes to the other admins and to the operators when a channel got another certificate, so that nobody
// slips one in unseen.
func (s *Service) tellOfCertificate(ctx context.Context, tx *store.Tx, row *ent.Channel, by string) error {
	if used, err := everUsed(ctx, tx, row); err != nil || !used {
		return err
	}
	return s.tellWatchers(ctx, tx, row.OrganisationID, by, func(accountID string) error {
		return s.ports.Notices.CertificateAdded(ctx, tx, accountID, row.ID)
	})
}

// tellOfMove writes to all admins, to the operators and to the mailbox so far when the mail of an authority is to go elsewhere.
// Whoever did it is told too: the session may be somebody else's. The row is the one before the change.
func (s *Service) tellOfMove(ctx context.Context, tx *store.Tx, row *ent.Channel) error {
	if used, err := everUsed(ctx, tx, row); err != nil || !used {
		return err
	}
	if row.Email != nil && row.Profile != nil {
		if err := s.ports.Notices.MailboxLeft(ctx, tx, *row.Email, row.ID); err != nil {
			return err
		}
	}
	return s.tellWatchers(ctx, tx, row.OrganisationID, "", func(accountID string) error {
		return s.ports.Notices.ChannelMoved(ctx, tx, accountID, row.ID)
	})
}

// tellOfActivation writes to all admins and to the operators when an authority's mail begins to go to a mailbox.
func (s *Service) tellOfActivation(ctx context.Context, tx *store.Tx, row *ent.Channel) error {
	return s.tellWatchers(ctx, tx, row.OrganisationID, "", func(accountID string) error {
		return s.ports.Notices.ChannelActivated(ctx, tx, accountID, row.ID)
	})
}

// digestLength is how much of the digest of an address stands in the record, in hexadecimal digits.
const digestLength = 16

// digested is a detail of the record with the address it is about, as the beginning of its SHA-256: two entries show whether
// they are about the same mailbox, and none tells which.
func digested(detail string, address *string) string {
	if address == nil {
		return detail
	}
	sum := sha256.Sum256([]byte(strings.ToLower(*address)))
	return strings.TrimSpace(detail + " " + hex.EncodeToString(sum[:])[:digestLength])
}
