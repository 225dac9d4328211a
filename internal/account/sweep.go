package account

import (
	"context"
	"time"

	"schalter/ent"
	"schalter/ent/account"
	"schalter/ent/activation"
	"schalter/ent/certificatesignin"
	"schalter/ent/identity"
	"schalter/ent/letter"
	"schalter/ent/letterreader"
	"schalter/ent/linktoken"
	"schalter/ent/predicate"
	"schalter/ent/refreshtoken"
	"schalter/ent/session"
	"schalter/ent/signinattempt"
	"schalter/internal/errs"
	"schalter/internal/job"
	"schalter/internal/ledger"
	"schalter/internal/store"
	"schalter/internal/viewer"
)

const (
	withoutLink = 7 * 24 * time.Hour
	withoutCode = 90 * 24 * time.Hour
	// tombstonesKept is how long used and expired links and ended sessions are kept, to tell "used" from "unknown".
	tombstonesKept = 7 * 24 * time.Hour
	// attemptsKept is how long a sign-in by certificate that was begun is kept: long after it can be used.
	attemptsKept = day
	// sweepBatch bounds the transaction; the next run takes the rest.
	sweepBatch = 200
)

// Sweep purges, as of now, accounts that were never activated, letters printed a week ago, and what has expired: links,
// sessions, codes, counters.
func (s *Service) Sweep(ctx context.Context, now time.Time) (err error) {
	defer errs.Wrap(&err, "account.Sweep")
	ctx = viewer.System(ctx, "account-sweep")
	var failed errs.Failures
	failed.Add(s.purgeAccounts(ctx, s.withoutLink(now)))
	failed.Add(s.purgeAccounts(ctx, s.withoutCode(now)))
	_, err = s.endLetters(ctx, now)
	failed.Add(err)
	failed.Add(s.db.Tx(ctx, func(ctx context.Context, tx *store.Tx) error { return s.dropExpired(ctx, tx, now) }))
	return failed.Err()
}

// withoutLink is accounts whose link was not followed for a week, and none of whose links can be.
func (s *Service) withoutLink(now time.Time) predicate.Account {
	return account.And(account.StateEQ(account.StateEMAIL_PENDING), account.CreatedAtLT(now.Add(-withoutLink)))
}

// withoutCode is accounts that never had a proven address for 90 days after their e-mail was.
func (s *Service) withoutCode(now time.Time) predicate.Account {
	return account.And(account.StateEQ(account.StateACTIVE), account.TrustLevelEQ(account.TrustLevelEMAIL),
		account.EmailProvenAtLT(now.Add(-withoutCode)))
}

// purgeAccounts looks at each account in a transaction of its own. One that cannot be purged keeps no other from it.
func (s *Service) purgeAccounts(ctx context.Context, old predicate.Account) error {
	var failed errs.Failures
	after := ""
	for {
		ids, err := s.db.Client().Account.Query().Where(old, account.IDGT(after)).Order(ent.Asc(account.FieldID)).Limit(sweepBatch).IDs(ctx)
		if err != nil {
			failed.Add(err)
			return failed.Err()
		}
		for _, accountID := range ids {
			// Asked before without a lock: most of those that are left stay, each time.
			if keep, err := s.seemsKept(ctx, accountID); err != nil || keep {
				failed.Add(err)
				continue
			}
			failed.Add(s.purgeAccount(ctx, accountID, old))
		}
		if len(ids) < sweepBatch {
			return failed.Err()
		}
		after = ids[len(ids)-1]
	}
}

// seemsKept reports whether an account cannot go now, as far as can be seen without a lock.
func (s *Service) seemsKept(ctx context.Context, accountID string) (keep bool, err error) {
	err = s.db.Read(ctx, func(ctx context.Context, tx *store.Tx) error {
		row, err := tx.Account.Get(ctx, accountID)
		if ent.IsNotFound(err) {
			keep = true
			return nil
		}
		if err != nil {
			return err
		}
		keep, err = s.mustKeep(ctx, tx, row)
		return err
	})
	return keep, err
}

func (s *Service) purgeAccount(ctx context.Context, accountID string, old predicate.Account) error {
	return s.db.Tx(ctx, func(ctx context.Context, tx *store.Tx) error {
		if _, err := tx.Exec(ctx, `UPDATE account SET version = version + 1 WHERE id = ?`, accountID); err != nil {
			return err
		}
		row, err := tx.Account.Query().Where(account.ID(accountID), old).Only(ctx)
		if ent.IsNotFound(err) {
			return nil
		}
		if err != nil {
			return err
		}
		keep, err := s.mustKeep(ctx, tx, row)
		if err != nil || keep {
			return err
		}
		s.log.InfoContext(ctx, "account purged", "account", accountID, "state", string(row.State))
		return s.deleteAccount(ctx, tx, accountID)
	})
}

// mustKeep reports whether something forbids the purge: a link or code that is still good, an address that was once proven, a
// role, or a reason of another part of the platform (Options.KeepReasons).
func (s *Service) mustKeep(ctx context.Context, tx *store.Tx, row *ent.Account) (bool, error) {
	if len(row.PlatformRoles) > 0 {
		return true, nil
	}
	if live, err := tx.LinkToken.Query().Where(linktoken.AccountID(row.ID), linktoken.UsedAtIsNil(), linktoken.ExpiresAtGT(tx.Now)).Exist(ctx); err != nil || live {
		return live, err
	}
	coded, err := tx.Activation.Query().Where(activation.AccountID(row.ID), activation.Or(
		activation.StateEQ(activation.StateUSED),
		activation.And(activation.StateEQ(activation.StateLIVE), activation.ExpiresAtGT(tx.Now)))).Exist(ctx)
	if err != nil || coded {
		return coded, err
	}
	// An account with a stream has or had a mailbox.
	if streams, err := tx.HasStream(ctx, row.ID); err != nil || streams {
		return streams, err
	}
	for _, reason := range s.keepReasons {
		if tied, err := reason(ctx, tx, row.ID); err != nil || tied {
			return tied, err
		}
	}
	return false, nil
}

// deleteAccount destroys an account; with its key goes all that was sealed under it. It is put into the ledger of deletions.
func (s *Service) deleteAccount(ctx context.Context, tx *store.Tx, accountID string) error {
	if err := ledger.AddEntry(ctx, tx, accountID, ""); err != nil {
		return err
	}
	sessions, err := tx.Session.Query().Where(session.AccountID(accountID)).All(ctx)
	if err != nil {
		return err
	}
	if err := endSessions(ctx, tx, sessions...); err != nil {
		return err
	}
	for _, deletion := range []func(context.Context) (int, error){
		tx.RefreshToken.Delete().Where(refreshtoken.SessionIDIn(idsOf(sessions)...)).Exec,
		tx.CertificateSignIn.Delete().Where(certificatesignin.Or(certificatesignin.AccountID(accountID), certificatesignin.SessionIDIn(idsOf(sessions)...))).Exec,
		tx.Session.Delete().Where(session.AccountID(accountID)).Exec,
		tx.Letter.Delete().Where(letter.AccountID(accountID)).Exec,
		tx.Activation.Delete().Where(activation.AccountID(accountID)).Exec,
		tx.LinkToken.Delete().Where(linktoken.AccountID(accountID)).Exec,
		tx.Identity.Delete().Where(identity.AccountID(accountID)).Exec,
		tx.Account.Delete().Where(account.ID(accountID)).Exec,
	} {
		if _, err := deletion(ctx); err != nil {
			return err
		}
	}
	if err := s.certificates.ForgetAccount(ctx, tx, accountID); err != nil {
		return err
	}
	if err := job.Drop(ctx, tx, accountID, jobRegistrationMail, jobResetMail); err != nil {
		return err
	}
	return s.mailer.Forget(ctx, tx, accountID)
}

func idsOf(sessions []*ent.Session) []string {
	ids := make([]string, len(sessions))
	for i, one := range sessions {
		ids[i] = one.ID
	}
	return ids
}

func (s *Service) dropExpired(ctx context.Context, tx *store.Tx, now time.Time) error {
	over, err := tx.Session.Query().Where(session.Or(session.EndedAtLT(now.Add(-tombstonesKept)), session.ExpiresAtLT(now.Add(-tombstonesKept)))).
		Limit(sweepBatch).All(ctx)
	if err != nil {
		return err
	}
	ids := idsOf(over)
	for _, one := range over {
		if err := renewSoon(ctx, tx, one.AccountID); err != nil {
			return err
		}
	}
	for _, deletion := range []func(context.Context) (int, error){
		tx.RefreshToken.Delete().Where(refreshtoken.SessionIDIn(ids...)).Exec,
		tx.CertificateSignIn.Delete().Where(certificatesignin.SessionIDIn(ids...)).Exec,
		tx.SignInAttempt.Delete().Where(signinattempt.CreatedAtLT(now.Add(-attemptsKept))).Exec,
		tx.Session.Delete().Where(session.IDIn(ids...)).Exec,
		tx.LinkToken.Delete().Where(linktoken.ExpiresAtLT(now.Add(-tombstonesKept))).Exec,
		tx.Letter.Delete().Where(letter.PrintedAtLT(now.Add(-letterKept)), letter.PurposeNEQ(letter.PurposeDELETION)).Exec,
		tx.Letter.Delete().Where(letter.PrintedAtLT(now.Add(-traceKept))).Exec,
		tx.Letter.Delete().Where(letter.StateEQ(letter.StateENDED), letter.EndedAtLT(now.Add(-endedKept))).Exec,
		tx.LetterReader.Delete().Where(letterreader.ReadAtLT(now.Add(-readersKept))).Exec,
	} {
		if _, err := deletion(ctx); err != nil {
			return err
		}
	}
	if err := s.blankPrinted(ctx, tx, now); err != nil {
		return err
	}
	// What was typed with a registration whose link is over serves nobody.
	stale, err := tx.LinkToken.Query().Where(linktoken.ExpiresAtLTE(now), linktoken.SealedNotNil()).All(ctx)
	if err != nil {
		return err
	}
	for _, link := range stale {
		if err := renewSoon(ctx, tx, link.AccountID); err != nil {
			return err
		}
	}
	if err := tx.LinkToken.Update().Where(linktoken.ExpiresAtLTE(now), linktoken.SealedNotNil()).ClearSealed().Exec(ctx); err != nil {
		return err
	}
	if err := dropActivations(ctx, tx, now); err != nil {
		return err
	}
	if err := dropStreams(ctx, tx); err != nil {
		return err
	}
	_, err = tx.Exec(ctx, `DELETE FROM counter WHERE expires_at <= ?`, now)
	return err
}

// dropActivations forgets addresses that were never proven: what does not count any more when it says nothing of how many letters
// went out lately, and what nobody finished for as long. What was used stays with the account: it says that an address was proven.
func dropActivations(ctx context.Context, tx *store.Tx, now time.Time) error {
	over, err := tx.Activation.Query().Where(activation.Or(
		activation.And(activation.StateIn(activation.StateREPLACED, activation.StateVOID), activation.LetterQueuedAtLT(now.Add(-letterWindow))),
		activation.And(activation.StateEQ(activation.StateLIVE), activation.ExpiresAtLT(now.Add(-letterWindow))),
	)).Order(ent.Asc(activation.FieldID)).Limit(sweepBatch).All(ctx)
	if err != nil {
		return err
	}
	ids := make([]string, len(over))
	for i, one := range over {
		ids[i] = one.ID
		// The address lay under the account's key.
		if err := renewSoon(ctx, tx, one.AccountID); err != nil {
			return err
		}
	}
	_, err = tx.Activation.Delete().Where(activation.IDIn(ids...)).Exec(ctx)
	return err
}

// dropStreams forgets where the streams of sessions stood that are not there any more; ids of sessions do not come again.
func dropStreams(ctx context.Context, tx *store.Tx) error {
	_, err := tx.Exec(ctx, `DELETE FROM stream WHERE id IN (SELECT s.id FROM stream s WHERE s.id LIKE 'ses!_%' ESCAPE '!'
		AND NOT EXISTS (SELECT 1 FROM session o WHERE o.id = s.id) LIMIT ?)`, sweepBatch)
	return err
}
