package organisation

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"strings"

	"schalter/ent"
	"schalter/ent/channel"
	"schalter/ent/channeltest"
	"schalter/ent/membership"
	"schalter/internal/mail/idn"
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

// Each of these writes one mail about an authority or an organisation to an account.
type (
	tellAccount   func(accountID string) error
	tellAuthority func(ctx context.Context, tx *store.Tx, accountID, authorityID string) error
)

// adminAccounts lists the accounts of an organisation's admins.
func adminAccounts(ctx context.Context, tx *store.Tx, organisationID string) ([]string, error) {
	return accountsWith(ctx, tx, organisationID, Admin)
}

// accountsWith lists the accounts of an organisation's members with a role.
func accountsWith(ctx context.Context, tx *store.Tx, organisationID string, role OrganisationRole) ([]string, error) {
	const most = 100
	rows, err := tx.Membership.Query().Where(membership.OrganisationID(organisationID)).Order(ent.Asc(membership.FieldID)).All(ctx)
	if err != nil {
		return nil, err
	}
	var accounts []string
	for _, row := range rows {
		if toMembership(row).has(role) && len(accounts) < most {
			accounts = append(accounts, row.AccountID)
		}
	}
	return accounts, nil
}

// tellAdmins writes to each admin of an organisation.
func tellAdmins(ctx context.Context, tx *store.Tx, organisationID string, tell tellAccount) error {
	admins, err := adminAccounts(ctx, tx, organisationID)
	if err != nil {
		return err
	}
	return tellEach(admins, "", tell)
}

// tellOperators writes to every operator but one.
func (s *Service) tellOperators(ctx context.Context, tx *store.Tx, leftOut string, tell tellAccount) error {
	operators, err := s.ports.Persons.Operators(ctx, tx)
	if err != nil {
		return err
	}
	return tellEach(operators, leftOut, tell)
}

// tellWatchers writes to the admins of an organisation and to the operators, each once and not to the account that is left out.
func (s *Service) tellWatchers(ctx context.Context, tx *store.Tx, organisationID, leftOut string, tell tellAccount) error {
	admins, err := adminAccounts(ctx, tx, organisationID)
	if err != nil {
		return err
	}
	operators, err := s.ports.Persons.Operators(ctx, tx)
	if err != nil {
		return err
	}
	for _, o := range operators {
		admins = withMember(admins, o)
	}
	return tellEach(admins, leftOut, tell)
}

func tellEach(accountIDs []string, leftOut string, tell tellAccount) error {
	for _, accountID := range accountIDs {
		if accountID == leftOut {
			continue
		}
		if err := tell(accountID); err != nil {
			return err
		}
	}
	return nil
}

// tellOfCertificate writes to the other admins and to the operators when a channel got or lost a certificate, so that nobody
// slips one in or takes one out unseen.
func (s *Service) tellOfCertificate(ctx context.Context, tx *store.Tx, row *ent.Channel, by string, tell tellAuthority) error {
	if used, err := everUsed(ctx, tx, row); err != nil || !used {
		return err
	}
	return s.tellWatchers(ctx, tx, row.OrganisationID, by, func(accountID string) error { return tell(ctx, tx, accountID, row.ID) })
}

// tellOfConnection writes to all operators and, where the authority was connected before, to its admins and mailbox of then.
func (s *Service) tellOfConnection(ctx context.Context, tx *store.Tx, authorityID string, tell tellAuthority) error {
	before, err := tx.Channel.Query().Where(channel.ID(authorityID), channel.StateEQ(channel.StateCLOSED)).Only(ctx)
	switch {
	case ent.IsNotFound(err):
		return s.tellOperators(ctx, tx, "", func(accountID string) error { return tell(ctx, tx, accountID, authorityID) })
	case err != nil:
		return err
	}
	if before.Email != nil {
		if err := s.ports.Notices.AuthorityTold(ctx, tx, *before.Email, authorityID); err != nil {
			return err
		}
	}
	return s.tellWatchers(ctx, tx, before.OrganisationID, "", func(accountID string) error { return tell(ctx, tx, accountID, authorityID) })
}

// tellOfMove writes to all admins, to the operators and to the mailbox so far when the mail of an authority is to go elsewhere.
// The one who did it is told too: the session may be somebody else's. The row is the one before the change.
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

// digestLength is how much of the digest of an address stands in the audit log, in hexadecimal digits.
const digestLength = 16

// withAddressDigest adds to a detail of the audit log the address it is about, as the beginning of its SHA-256: two entries show
// whether they are about the same mailbox, and none tells which.
func withAddressDigest(detail string, address *string) string {
	if address == nil {
		return detail
	}
	sum := sha256.Sum256([]byte(idn.Key(*address)))
	return strings.TrimSpace(detail + " " + hex.EncodeToString(sum[:])[:digestLength])
}
