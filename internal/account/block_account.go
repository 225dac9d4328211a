package account

import (
	"context"
	"strings"
	"time"

	"schalter/ent"
	"schalter/ent/account"
	"schalter/ent/linktoken"
	"schalter/internal/errs"
	"schalter/internal/id"
	"schalter/internal/latin"
	"schalter/internal/mail"
	"schalter/internal/pagination"
	"schalter/internal/permit"
	"schalter/internal/store"
	"schalter/internal/viewer"
)

// BlockedAccount is an account that an operator blocked (type BlockedAccount of the contract).
type BlockedAccount struct {
	ID        string
	BlockedAt time.Time
	// BlockedBy is the operator's account.
	BlockedBy string
	// Reason is what the person was told.
	Reason string
}

// AccountRef names an account to an operator: by its id, as the audit log shows it, or by exactly its e-mail address. There is no
// search through people.
type AccountRef struct{ AccountID, Email *string }

// maxBlockReason is the length of a reason in code points.
const maxBlockReason = 500

// sealedBlock is why an account was blocked, under the account's key.
type sealedBlock struct {
	Reason string `json:"reason"`
}

func blockAAD(accountID string) string { return "account|" + accountID + "|block" }

func (ref *AccountRef) addProblems(ps *errs.Problems) {
	switch {
	case ref.AccountID == nil && ref.Email == nil:
		ps.Add(errs.Required, "email")
	case ref.AccountID != nil && ref.Email != nil:
		ps.AddText(errs.InvalidValue, "account_named_twice", nil, "accountId")
	case ref.Email != nil:
		mail.NoteTyped(ps, ref.Email, "email")
	case !id.Is(id.Account, *ref.AccountID):
		ps.AddText(errs.Missing, "account_unknown", nil, "accountId")
	}
}

// findAccount returns the id of the account that is meant.
func (s *Service) findAccount(ctx context.Context, ref AccountRef) (string, error) {
	if ref.AccountID != nil {
		there, err := s.db.Client().Account.Query().Where(account.ID(*ref.AccountID)).Exist(ctx)
		if err == nil && !there {
			err = errs.RefuseText(errs.Missing, "account_unknown", nil, "accountId")
		}
		return *ref.AccountID, err
	}
	row, err := s.byEmail(ctx, s.db.Client(), *ref.Email)
	if err != nil {
		return "", err
	}
	if row == nil {
		return "", errs.RefuseText(errs.Missing, "account_unknown", nil, "email")
	}
	return row.ID, nil
}

// Block blocks an account, for operators: at once it can neither sign in nor go on, on whatever replica; what it holds stays.
// The person is told the reason and the other operators that it happened; it is in the audit log. Refusals: REQUIRED, TOO_LONG,
// NOT_FOUND, WRONG_STATE (not open, one's own, or of somebody with a platform role, which is to be revoked first).
func (s *Service) Block(ctx context.Context, ref AccountRef, reason string) (_ *BlockedAccount, err error) {
	defer errs.Wrap(&err, "account.Block")
	v, err := permit.Operator(ctx)
	if err != nil {
		return nil, err
	}
	var ps errs.Problems
	ref.addProblems(&ps)
	noteReason(&ps, &reason)
	if err := ps.Err(); err != nil {
		return nil, err
	}
	accountID, err := s.findAccount(viewer.System(ctx, "account-block"), ref)
	if err != nil {
		return nil, err
	}
	var done *BlockedAccount
	err = s.withLockedAccount(ctx, "account-block", accountID, func(ctx context.Context, tx *store.Tx, o *opened) error {
		if err := mayBlock(v, o); err != nil {
			return err
		}
		done = &BlockedAccount{ID: o.ID, BlockedAt: tx.Now, BlockedBy: v.AccountID, Reason: reason}
		return s.blockAccount(ctx, tx, v, o, reason)
	})
	return done, err
}

func noteReason(ps *errs.Problems, reason *string) {
	if latin.Blank(*reason) {
		ps.Add(errs.Required, "reason")
		return
	}
	text, err := latin.Text(*reason, maxBlockReason)
	latin.AddProblem(ps, err, "reason")
	if err == nil {
		*reason = strings.TrimSpace(text)
	}
}

// mayBlock keeps an operator from being cut off by another one: the one who is left would decide alone.
func mayBlock(by *viewer.Viewer, o *opened) error {
	switch {
	case o.ID == by.AccountID:
		return errs.RefuseText(errs.WrongState, "block_self", nil)
	case len(o.PlatformRoles) > 0:
		return errs.RefuseText(errs.WrongState, "block_role", nil)
	case o.State == account.StateBLOCKED:
		return errs.RefuseText(errs.WrongState, "account_blocked", nil)
	case o.State != account.StateACTIVE:
		return errs.RefuseText(errs.WrongState, "account_not_open", nil)
	}
	return nil
}

func (s *Service) blockAccount(ctx context.Context, tx *store.Tx, by *viewer.Viewer, o *opened, reason string) error {
	sealed, err := o.key.SealJSON(blockAAD(o.ID), sealedBlock{reason})
	if err != nil {
		return err
	}
	err = tx.Account.UpdateOneID(o.ID).SetState(account.StateBLOCKED).SetBlockedAt(tx.Now).SetBlockedBy(by.AccountID).SetSealedBlock(sealed).Exec(ctx)
	if err != nil {
		return err
	}
	err = tx.LinkToken.Update().SetUsedAt(tx.Now).Where(linktoken.AccountID(o.ID), linktoken.UsedAtIsNil()).Exec(ctx)
	if err != nil {
		return err
	}
	if err := endAllSessions(ctx, tx, o.ID, ""); err != nil {
		return err
	}
	if err := s.mailer.AccountBlocked(ctx, tx, o.ID, reason); err != nil {
		return err
	}
	if err := s.tellOperators(ctx, tx, by.AccountID, func(accountID string) error {
		return s.mailer.BlockTold(ctx, tx, accountID, o.ID, true)
	}); err != nil {
		return err
	}
	return s.recordAct(ctx, tx, by, "account.block", o.ID, "")
}

// Unblock opens a blocked account again, for operators; none of its mailboxes ends in the next 30 days. The person and the other operators are told; it is in the audit log.
func (s *Service) Unblock(ctx context.Context, ref AccountRef) (_ string, err error) {
	defer errs.Wrap(&err, "account.Unblock")
	v, err := permit.Operator(ctx)
	if err != nil {
		return "", err
	}
	var ps errs.Problems
	ref.addProblems(&ps)
	if err := ps.Err(); err != nil {
		return "", err
	}
	accountID, err := s.findAccount(viewer.System(ctx, "account-unblock"), ref)
	if err != nil {
		return "", err
	}
	return accountID, s.withLockedAccount(ctx, "account-unblock", accountID, func(ctx context.Context, tx *store.Tx, o *opened) error {
		if o.State != account.StateBLOCKED {
			return errs.RefuseText(errs.WrongState, "account_not_blocked", nil)
		}
		err := tx.Account.UpdateOneID(o.ID).SetState(account.StateACTIVE).ClearBlockedAt().ClearBlockedBy().ClearSealedBlock().Exec(ctx)
		if err != nil {
			return err
		}
		// The reason is destroyed.
		if err := renewSoon(ctx, tx, o.ID); err != nil {
			return err
		}
		if s.endings != nil {
			if err := s.endings.AccountUnblocked(ctx, tx, o.ID); err != nil {
				return err
			}
		}
		if err := s.mailer.AccountUnblocked(ctx, tx, o.ID); err != nil {
			return err
		}
		if err := s.tellOperators(ctx, tx, v.AccountID, func(accountID string) error {
			return s.mailer.BlockTold(ctx, tx, accountID, o.ID, false)
		}); err != nil {
			return err
		}
		return s.recordAct(ctx, tx, v, "account.unblock", o.ID, "")
	})
}

// tellOperators writes to every operator but one.
func (s *Service) tellOperators(ctx context.Context, tx *store.Tx, except string, notify func(accountID string) error) error {
	operators, err := s.Operators(ctx, tx)
	if err != nil {
		return err
	}
	for _, accountID := range operators {
		if accountID == except {
			continue
		}
		if err := notify(accountID); err != nil {
			return err
		}
	}
	return nil
}

// BlockedAccounts lists the blocked accounts, the latest first; for operators.
func (s *Service) BlockedAccounts(ctx context.Context, req pagination.Request) (_ pagination.Slice[*BlockedAccount], err error) {
	defer errs.Wrap(&err, "account.BlockedAccounts")
	if _, err := permit.Operator(ctx); err != nil {
		return pagination.Slice[*BlockedAccount]{}, err
	}
	ctx = viewer.System(ctx, "blocked-accounts")
	return retryOnNewKey(func() (pagination.Slice[*BlockedAccount], error) { return s.blockedPage(ctx, req) })
}

func (s *Service) blockedPage(ctx context.Context, req pagination.Request) (pagination.Slice[*BlockedAccount], error) {
	q := s.db.Client().Account.Query().Where(account.StateEQ(account.StateBLOCKED), account.BlockedAtNotNil())
	order := store.Order[*ent.Account]{
		Descending: true, Column: account.FieldBlockedAt, At: func(row *ent.Account) time.Time { return *row.BlockedAt },
		ID: func(row *ent.Account) string { return row.ID },
	}
	return store.ReadPage(ctx, q, order, req, store.Each(func(row *ent.Account) (*BlockedAccount, error) { return s.toBlockedAccount(ctx, row) }))
}

func (s *Service) toBlockedAccount(ctx context.Context, row *ent.Account) (*BlockedAccount, error) {
	o, err := s.unseal(ctx, row)
	if err != nil {
		return nil, err
	}
	var why sealedBlock
	if err := o.key.OpenJSON(blockAAD(row.ID), row.SealedBlock, &why); err != nil {
		return nil, err
	}
	b := &BlockedAccount{ID: row.ID, BlockedAt: row.BlockedAt.UTC(), Reason: why.Reason}
	if row.BlockedBy != nil {
		b.BlockedBy = *row.BlockedBy
	}
	return b, nil
}

// RightsChanged makes the sessions of an account, on whatever replica they are, load their rights again: subscriptions and downloads
// that go on by a right that was taken away end.
func (p *People) RightsChanged(ctx context.Context, tx *store.Tx, accountID string) (err error) {
	defer errs.Wrap(&err, "account.RightsChanged(%s)", accountID)
	return wakeSessions(ctx, tx, accountID)
}
