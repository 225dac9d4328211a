package organisation

import (
	"context"
	"crypto/rand"
	"crypto/sha256"
	"crypto/x509"

	"schalter/ent/channel"
	"schalter/ent/channeltest"
	"schalter/internal/errs"
	"schalter/internal/id"
	"schalter/internal/store"
	"schalter/internal/viewer"
)

// ProvenMailbox is an S/MIME mailbox whose connection was tested already.
type ProvenMailbox struct {
	AuthorityID, OrganisationID string
	Email                       string
	// MailLimit is the largest mail in bytes that it takes.
	MailLimit   int64
	Profile     CryptoProfile
	Certificate *x509.Certificate
}

// ConnectMailbox opens the mailbox of an authority, held by an organisation; a channel that is there is turned into it. The context must
// be the platform's own.
func (s *Service) ConnectMailbox(ctx context.Context, tx *store.Tx, in ProvenMailbox) (err error) {
	defer errs.Wrap(&err, "organisation.ConnectMailbox(%s)", in.AuthorityID)
	a := adding{by: viewer.From(ctx), leaf: in.Certificate}
	if err := a.judge(in.Email, tx); err != nil {
		return err
	}
	there, err := tx.Channel.Query().Where(channel.ID(in.AuthorityID)).Exist(ctx)
	if err != nil {
		return err
	}
	if !there {
		if err := s.Connect(ctx, tx, in.AuthorityID, in.OrganisationID); err != nil {
			return err
		}
	}
	fingerprint := sha256.Sum256(in.Certificate.Raw)
	if _, err := a.write(ctx, tx, in.AuthorityID, fingerprint[:]); err != nil {
		return err
	}
	if err := in.noteTest(ctx, tx); err != nil {
		return err
	}
	notifyReplicas(tx, in.AuthorityID)
	return tx.Channel.UpdateOneID(in.AuthorityID).SetKind(channel.KindSMIME).SetState(channel.StateACTIVE).ClearProblem().SetEmail(in.Email).
		SetProfile(channel.Profile(in.Profile)).SetMailLimitBytes(in.MailLimit).SetMaxMessageBytes(s.ports.Limits(in.MailLimit)).Exec(ctx)
}

// noteTest puts the test that was answered elsewhere among the tests of the channel.
func (in *ProvenMailbox) noteTest(ctx context.Context, tx *store.Tx) error {
	runID, testID := id.New(id.ChannelTest, tx.Now), id.New(id.ChannelTest, tx.Now)
	return tx.ChannelTest.Create().SetID(testID).SetAuthorityID(in.AuthorityID).SetRunID(runID).
		SetProfile(channeltest.Profile(in.Profile)).SetNonceHash(nonceHash(rand.Text())).SetResult(channeltest.ResultANSWERED).
		SetStartedAt(tx.Now).SetAnsweredAt(tx.Now).Exec(ctx)
}
