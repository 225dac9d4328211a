package account

import (
	"context"
	"slices"
	"strings"
	"time"

	"schalter/ent"
	"schalter/ent/account"
	"schalter/ent/letterreader"
	"schalter/internal/errs"
	"schalter/internal/latin"
	"schalter/internal/mail/idn"
	"schalter/internal/permit"
	"schalter/internal/store"
	"schalter/internal/viewer"
)

// Same reports whether two are the same person as far as can be told: one account, one mailbox (whatever case and subaddress,
// RFC 5233), or one name.
func (p *People) Same(a, b viewer.Standing) bool {
	return a.AccountID != "" && a.AccountID == b.AccountID || p.SameMailbox(a.Email, b.Email) ||
		a.Name != "" && latin.Search(a.Name) == latin.Search(b.Name)
}

// SameMailbox reports whether two addresses lead to one mailbox.
func (*People) SameMailbox(a, b string) bool {
	a, b = plainMailbox(a), plainMailbox(b)
	return a != "" && a == b
}

// plainMailbox is an address without case and without what stands behind a plus sign.
func plainMailbox(email string) string {
	email = idn.Key(email)
	at := strings.LastIndexByte(email, '@')
	if at < 0 {
		return ""
	}
	local := email[:at]
	if plus := strings.IndexByte(local, '+'); plus > 0 {
		local = local[:plus]
	}
	return local + email[at:]
}

func (o *opened) standing() viewer.Standing {
	return viewer.Standing{
		AccountID: o.ID, Email: o.profile.Email, Name: fullName(o.profile.GivenName, o.profile.FamilyName),
		Open: o.State == account.StateACTIVE, Role: len(o.PlatformRoles) > 0,
	}
}

// Hold makes changes of an account's roles follow the transaction, so that a platform role and a membership never come together.
// NOT_FOUND when there is no such account. The context must be the platform's own, as in the other methods.
func (p *People) Hold(ctx context.Context, tx *store.Tx, accountID string) (_ viewer.Standing, err error) {
	defer errs.Wrap(&err, "account.Hold(%s)", accountID)
	o, err := p.lock(ctx, tx, accountID)
	if err != nil {
		return viewer.Standing{}, err
	}
	return o.standing(), nil
}

// Identify are at most 100 accounts in the order of their ids; one that is not there any more has nothing but its id.
func (p *People) Identify(ctx context.Context, tx *store.Tx, accountIDs []string) (_ []viewer.Standing, err error) {
	defer errs.Wrap(&err, "account.Identify")
	const most = 100
	accountIDs = accountIDs[:min(len(accountIDs), most)]
	rows, err := tx.Account.Query().Where(account.IDIn(accountIDs...)).All(ctx)
	if err != nil {
		return nil, err
	}
	found, err := p.standings(ctx, rows)
	if err != nil {
		return nil, err
	}
	list := make([]viewer.Standing, len(accountIDs))
	for i, accountID := range accountIDs {
		list[i] = viewer.Standing{AccountID: accountID}
		for _, s := range found {
			if s.AccountID == accountID {
				list[i] = s
			}
		}
	}
	return list, nil
}

// Staff are those of the accounts that hold a platform role.
func (p *People) Staff(ctx context.Context, tx *store.Tx) (_ []viewer.Standing, err error) {
	defer errs.Wrap(&err, "account.Staff")
	rows, err := p.withRoles(ctx, tx.Client)
	if err != nil {
		return nil, err
	}
	return p.standings(ctx, rows)
}

func (p *People) standings(ctx context.Context, rows []*ent.Account) ([]viewer.Standing, error) {
	list := make([]viewer.Standing, len(rows))
	for i, row := range rows {
		o, err := p.unseal(ctx, row)
		if err != nil {
			return nil, err
		}
		list[i] = o.standing()
	}
	return list, nil
}

// readersKept is how long it is known who could read a code: longer than a letter waits and its code lives.
const readersKept = 180 * 24 * time.Hour

// noteReaders remembers for the codes of letters that an account can read them from now on.
func noteReaders(ctx context.Context, tx *store.Tx, subjects []string, accountID string) error {
	for _, subject := range subjects {
		_, err := tx.Exec(ctx, `INSERT INTO letter_reader (subject_id, account_id, read_at) VALUES (?, ?, ?)
			ON CONFLICT (subject_id, account_id) DO NOTHING`, subject, accountID, tx.Now)
		if err != nil {
			return err
		}
	}
	return nil
}

// subjectsOf is what the codes of letters are for: activations and connect requests.
func subjectsOf(rows []*ent.Letter) []string {
	var list []string
	for _, row := range rows {
		for _, subject := range []string{row.ActivationID, row.RequestID} {
			if subject != "" {
				list = append(list, subject)
			}
		}
	}
	return list
}

// Readers lists the accounts that could read the code of an activation or a connect request on its way. The context must be the
// platform's own.
func (s *Service) Readers(ctx context.Context, tx *store.Tx, subjectID string) (_ []string, err error) {
	defer errs.Wrap(&err, "account.Readers(%s)", subjectID)
	const most = 100
	rows, err := tx.LetterReader.Query().Where(letterreader.SubjectID(subjectID)).Order(ent.Asc(letterreader.FieldID)).Limit(most).All(ctx)
	if err != nil {
		return nil, err
	}
	ids := make([]string, len(rows))
	for i, row := range rows {
		ids[i] = row.AccountID
	}
	return ids, nil
}

// couldRead reports whether the account itself, as far as can be told, could read the code that it enters.
func (s *Service) couldRead(ctx context.Context, tx *store.Tx, o *opened, activationID string) (bool, error) {
	readers, err := s.Readers(ctx, tx, activationID)
	if err != nil || len(readers) == 0 {
		return false, err
	}
	known, err := s.Identify(viewer.System(ctx, "letter-readers"), tx, readers)
	if err != nil {
		return false, err
	}
	own := o.standing()
	for _, reader := range known {
		// Another person of the same name has an address of its own to prove.
		if reader.AccountID == own.AccountID || s.SameMailbox(reader.Email, own.Email) {
			return true, nil
		}
	}
	return false, nil
}

// CountOperators is how many open accounts of operators there are; for operators.
func (s *Service) CountOperators(ctx context.Context) (n int, err error) {
	defer errs.Wrap(&err, "account.CountOperators")
	if _, err := permit.Operator(ctx); err != nil {
		return 0, err
	}
	rows, err := s.withRoles(viewer.System(ctx, "operators-count"), s.db.Client())
	for _, row := range rows {
		if row.State == account.StateACTIVE && slices.Contains(row.PlatformRoles, string(Operator)) {
			n++
		}
	}
	return n, err
}
