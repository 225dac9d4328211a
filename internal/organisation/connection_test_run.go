package organisation

import (
	"context"
	"crypto/rand"
	"crypto/sha256"
	"crypto/subtle"
	"errors"
	"slices"
	"time"

	"schalter/ent"
	"schalter/ent/channel"
	"schalter/ent/channeltest"
	"schalter/ent/predicate"
	"schalter/internal/clock"
	"schalter/internal/errs"
	"schalter/internal/id"
	"schalter/internal/store"
	"schalter/internal/viewer"
)

const (
	// testLife is how long a test waits for its answer.
	testLife = 7 * 24 * time.Hour
	// maxRuns is how many connection tests an authority may start within testWindow.
	maxRuns    = 5
	testWindow = 24 * time.Hour
)

// ErrNoTest is returned for an answer to a connection test that is not waiting for it.
var ErrNoTest = errors.New("no connection test waits for this answer")

// StartTest sends the mails of a connection test, one in each profile; for the channel's admins. Operators may bring back a
// mailbox of which neither address nor certificates changed since it was last tested. WRONG_STATE
// says what is missing: the mailbox, a certificate to encrypt to, one to sign with, the gateway. TOO_MANY after five in a day.
func (s *Service) StartTest(ctx context.Context, authorityID string) (err error) {
	defer errs.Wrap(&err, "organisation.StartTest(%s)", authorityID)
	v, _, err := s.managedChannel(ctx, authorityID)
	if err != nil {
		return err
	}
	if s.ports.Prober == nil {
		return errs.RefuseText(errs.WrongState, "test_no_gateway", nil)
	}
	return s.db.Tx(viewer.System(ctx, "channel-test"), func(ctx context.Context, tx *store.Tx) error {
		row, err := lockChannel(ctx, tx, authorityID)
		if err != nil {
			return err
		}
		if err := s.checkTestable(ctx, tx, v, row); err != nil {
			return err
		}
		if err := expireTests(ctx, tx, authorityID); err != nil {
			return err
		}
		notifyReplicas(tx, authorityID)
		if err := s.recordAct(ctx, tx, v, "channel.test", row, withAddressDigest("", row.Email)); err != nil {
			return err
		}
		return s.sendTests(ctx, tx, row)
	})
}

// checkTestable refuses a test that could not be answered.
func (s *Service) checkTestable(ctx context.Context, tx *store.Tx, by *viewer.Viewer, row *ent.Channel) error {
	box, err := s.loadMailbox(ctx, tx.Client, row, tx.Now)
	switch {
	case errors.Is(err, ErrNoMailbox):
		return errs.RefuseText(errs.WrongState, "mailbox_first", nil)
	case err != nil:
		return err
	case box.Encryption == nil:
		return errs.RefuseText(errs.WrongState, "test_no_encryption", nil)
	case len(box.Signing) == 0:
		return errs.RefuseText(errs.WrongState, "test_no_signing", nil)
	case !isAdminOf(by, row.OrganisationID) && (row.Kind != channel.KindSMIME || row.Profile == nil || box.untested):
		return errs.RefuseText(errs.WrongState, "channel_admins_only", nil)
	}
	return checkTestLimit(ctx, tx, row.ID)
}

// checkTestLimit refuses a run beyond the limit and says when the next can start. Runs that were answered reached whom they were for: only
// the others count.
func checkTestLimit(ctx context.Context, tx *store.Tx, authorityID string) error {
	rows, err := tx.Query(ctx, `SELECT run_id, started_at FROM channel_test WHERE authority_id = ? AND started_at > ? AND run_id NOT IN (
		SELECT run_id FROM channel_test WHERE authority_id = ? AND answered_at IS NOT NULL) ORDER BY started_at DESC, id`,
		authorityID, tx.Now.Add(-testWindow), authorityID)
	if err != nil {
		return err
	}
	defer rows.Close()
	var runs []string
	oldest := tx.Now
	for rows.Next() && len(runs) < maxRuns {
		var run string
		if err := rows.Scan(&run, &oldest); err != nil {
			return err
		}
		if !slices.Contains(runs, run) {
			runs = append(runs, run)
		}
	}
	if err := rows.Err(); err != nil || len(runs) < maxRuns {
		return err
	}
	german, english := clock.Moment(oldest.Add(testWindow), tx.Now)
	return errs.RefuseText(errs.TooMany, "test_too_many", []any{maxRuns, errs.Bilingual{German: german, English: english}})
}

func (s *Service) sendTests(ctx context.Context, tx *store.Tx, row *ent.Channel) error {
	profiles := []CryptoProfile{Modern, Compat}
	if row.LegacyUntil != nil && tx.Now.Before(*row.LegacyUntil) {
		profiles = append(profiles, Legacy)
	}
	runID := id.New(id.ChannelTest, tx.Now)
	for _, p := range profiles {
		testID, nonce := id.New(id.ChannelTest, tx.Now), rand.Text()
		err := tx.ChannelTest.Create().SetID(testID).SetAuthorityID(row.ID).SetRunID(runID).SetProfile(channeltest.Profile(p)).
			SetNonceHash(nonceHash(nonce)).SetStartedAt(tx.Now).Exec(ctx)
		if err != nil {
			return err
		}
		if err := s.ports.Prober.SendTest(ctx, tx, row.ID, testID, string(p), nonce); err != nil {
			return err
		}
	}
	return nil
}

func nonceHash(nonce string) []byte {
	sum := sha256.Sum256([]byte(nonce))
	return sum[:]
}

// answerable selects the tests that an answer may still come to: also those of which a report, which nobody signs, says that they
// failed.
func answerable() predicate.ChannelTest {
	return channeltest.ResultIn(channeltest.ResultWAITING, channeltest.ResultFAILED)
}

// expireTests ends the tests that were not answered: answers to an earlier run or to another address count no more.
func expireTests(ctx context.Context, tx *store.Tx, authorityID string) error {
	return tx.ChannelTest.Update().Where(channeltest.AuthorityID(authorityID), answerable()).
		SetResult(channeltest.ResultEXPIRED).Exec(ctx)
}

// Tests are the mails of a channel's last connection test, the strongest profile first. The channel is one that the viewer
// was given.
func (s *Service) Tests(ctx context.Context, c *Channel) (_ []*ChannelTest, err error) {
	defer errs.Wrap(&err, "organisation.Tests(%s)", c.AuthorityID)
	rows, err := s.db.Client().ChannelTest.Query().Where(channeltest.AuthorityID(c.AuthorityID)).
		Order(ent.Desc(channeltest.FieldStartedAt, channeltest.FieldID)).Limit(len(strength)).All(viewer.System(ctx, "channel-tests"))
	if err != nil {
		return nil, err
	}
	var list []*ChannelTest
	for _, row := range rows {
		if row.RunID == rows[0].RunID {
			list = append(list, toTest(row))
		}
	}
	slices.SortFunc(list, func(a, b *ChannelTest) int { return strength[b.Profile] - strength[a.Profile] })
	return list, nil
}

// LastTest is the strongest mail of a test that was answered, or its first while none was; nil for no test.
func LastTest(tests []*ChannelTest) *ChannelTest {
	if len(tests) == 0 {
		return nil
	}
	if i := slices.IndexFunc(tests, func(t *ChannelTest) bool { return t.State == TestAnswered }); i >= 0 {
		return tests[i]
	}
	return tests[0]
}

var strength = map[CryptoProfile]int{Modern: 3, Compat: 2, Legacy: 1}

func toTest(row *ent.ChannelTest) *ChannelTest {
	return &ChannelTest{
		ID: row.ID, AuthorityID: row.AuthorityID, RunID: row.RunID, Profile: CryptoProfile(row.Profile), State: ChannelTestState(row.Result),
		StartedAt: row.StartedAt, AnsweredAt: row.AnsweredAt, Detail: row.Detail,
	}
}

// TestAnswered notes a signed answer that carries a test's nonce; ErrNoTest when none waits for it, and when the mailbox has no
// certificate to encrypt to any more. The strongest profile that
// was answered in the run is the channel's from now on, and the channel is in use by its mailbox. If it was in use before, all
// admins and the operators are told.
func (s *Service) TestAnswered(ctx context.Context, tx *store.Tx, testID, nonce string) (err error) {
	defer errs.Wrap(&err, "organisation.TestAnswered(%s)", testID)
	test, err := tx.ChannelTest.Get(ctx, testID)
	if ent.IsNotFound(err) {
		return ErrNoTest
	}
	if err != nil {
		return err
	}
	row, err := lockChannel(ctx, tx, test.AuthorityID)
	if err != nil {
		return err
	}
	if !s.isValidAnswer(test, row, nonce, tx.Now) {
		return ErrNoTest
	}
	// What was there when the test began may be gone: without a key nothing could be sent.
	box, err := s.loadMailbox(ctx, tx.Client, row, tx.Now)
	if err != nil {
		return err
	}
	if box.Encryption == nil {
		return ErrNoTest
	}
	used, err := everUsed(ctx, tx, row)
	if err != nil {
		return err
	}
	// Under the lock of the channel: an answer counts once.
	n, err := tx.ChannelTest.Update().Where(channeltest.ID(testID), answerable()).
		SetResult(channeltest.ResultANSWERED).ClearDetail().SetAnsweredAt(tx.Now).Save(ctx)
	if err != nil {
		return err
	}
	if n == 0 {
		return ErrNoTest
	}
	if used && (row.Kind != channel.KindSMIME || row.State != channel.StateACTIVE) {
		if err := s.tellOfActivation(ctx, tx, row); err != nil {
			return err
		}
	}
	return s.activateChannel(ctx, tx, row, test.RunID)
}

func (s *Service) isValidAnswer(test *ent.ChannelTest, row *ent.Channel, nonce string, now time.Time) bool {
	legacyEnded := test.Profile == channeltest.ProfileLEGACY && (row.LegacyUntil == nil || !now.Before(*row.LegacyUntil))
	return subtle.ConstantTimeCompare(test.NonceHash, nonceHash(nonce)) == 1 && now.Before(test.StartedAt.Add(testLife)) &&
		row.Email != nil && row.State != channel.StateCLOSED && !legacyEnded
}

// activateChannel puts a channel in use with what a run has shown.
func (s *Service) activateChannel(ctx context.Context, tx *store.Tx, row *ent.Channel, runID string) error {
	answered, err := tx.ChannelTest.Query().Where(channeltest.RunID(runID), channeltest.AuthorityID(row.ID),
		channeltest.ResultEQ(channeltest.ResultANSWERED)).All(ctx)
	if err != nil {
		return err
	}
	best := slices.MaxFunc(answered, func(a, b *ent.ChannelTest) int {
		return strength[CryptoProfile(a.Profile)] - strength[CryptoProfile(b.Profile)]
	})
	notifyReplicas(tx, row.ID)
	err = tx.Channel.UpdateOne(row).SetKind(channel.KindSMIME).SetState(channel.StateACTIVE).ClearProblem().SetFailures(0).
		SetProfile(channel.Profile(best.Profile)).SetMaxMessageBytes(s.capacity(SMIME, row.MailLimitBytes)).Exec(ctx)
	if err != nil {
		return err
	}
	return s.recordAct(ctx, tx, viewer.From(ctx), "channel.active", row, withAddressDigest(string(best.Profile), row.Email))
}

// TestFailed notes that a test's mail was not delivered, as far as known; an answer that comes outweighs it. detail is a key of the
// message catalogue.
func (s *Service) TestFailed(ctx context.Context, tx *store.Tx, testID, detail string) (err error) {
	defer errs.Wrap(&err, "organisation.TestFailed(%s)", testID)
	return tx.ChannelTest.Update().Where(channeltest.ID(testID), channeltest.ResultEQ(channeltest.ResultWAITING)).
		SetResult(channeltest.ResultFAILED).SetDetail(detail).Exec(ctx)
}
