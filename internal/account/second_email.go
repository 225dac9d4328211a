package account

import (
	"context"
	"time"

	"schalter/ent/linktoken"
	"schalter/internal/errs"
	"schalter/internal/id"
	"schalter/internal/mail/idn"
	"schalter/internal/store"
	"schalter/internal/viewer"
)

// A second e-mail address is written to, besides the first, with what must arrive, such as that a mailbox is to be deleted. Nobody signs in
// by it, and no password is reset by it.

// secondEmailLinks is how many links to second addresses an account may have mailed in a day: the address may be a stranger's.
const secondEmailLinks = 3

// changeSecondEmail sets the second address and mails it a link, or takes it out. Typed once more while it is not proven, it is mailed
// another link; a proven one stays as it is.
func (s *Service) changeSecondEmail(ctx context.Context, tx *store.Tx, o *opened, to *string) error {
	p := &o.profile
	switch {
	case to == nil && p.SecondEmail == "":
		return nil
	case to == nil:
		p.SecondEmail, p.SecondEmailProven = "", false
		if err := endSecondEmailLinks(ctx, tx, o.ID); err != nil {
			return err
		}
		return s.mailer.SecondEmailChanged(ctx, tx, o.ID, false)
	case idn.Key(*to) == idn.Key(p.Email):
		return errs.RefuseText(errs.InvalidValue, "second_email_same", nil, "secondEmail")
	case idn.Key(*to) == idn.Key(p.SecondEmail) && p.SecondEmailProven:
		return nil
	}
	if err := s.countAndCheck(ctx, tx, secondEmailLinks, 24*time.Hour, "second-email", o.ID); err != nil {
		return err
	}
	if idn.Key(*to) != idn.Key(p.SecondEmail) {
		if err := s.mailer.SecondEmailChanged(ctx, tx, o.ID, true); err != nil {
			return err
		}
	}
	p.SecondEmail, p.SecondEmailProven = *to, false
	token, err := issueSecondEmailLink(ctx, tx, o)
	if err != nil {
		return err
	}
	return s.mailer.SecondEmailLink(ctx, tx, o.ID, p.SecondEmail, token)
}

// issueSecondEmailLink makes the token of a link that proves the second address as it is now.
func issueSecondEmailLink(ctx context.Context, tx *store.Tx, o *opened) (string, error) {
	token, hash, err := newToken()
	if err != nil {
		return "", err
	}
	tokenID := id.New(id.Token, tx.Now)
	sealed, err := sealPending(o.key, tokenID, pending{Email: o.profile.SecondEmail})
	if err != nil {
		return "", err
	}
	return token, tx.LinkToken.Create().SetID(tokenID).SetTokenHash(hash).SetPurpose(linktoken.PurposeSECOND_EMAIL).SetAccountID(o.ID).
		SetSealed(sealed).SetCreatedAt(tx.Now).SetExpiresAt(tx.Now.Add(linkLife)).Exec(ctx)
}

// endSecondEmailLinks has no link prove a second address that was taken out.
func endSecondEmailLinks(ctx context.Context, tx *store.Tx, accountID string) error {
	return tx.LinkToken.Update().Where(linktoken.AccountID(accountID), linktoken.PurposeEQ(linktoken.PurposeSECOND_EMAIL), linktoken.UsedAtIsNil()).
		SetUsedAt(tx.Now).ClearSealed().Exec(ctx)
}

// ConfirmSecondEmail proves the second address by the token that was mailed to it, with or without a session: who can open the link reads the
// address. Refusals: REQUIRED, NOT_FOUND (no such link), EXPIRED (used, over, or of an address that is not the second one any more).
func (s *Service) ConfirmSecondEmail(ctx context.Context, in EmailChangeConfirmInput) (err error) {
	defer errs.Wrap(&err, "account.ConfirmSecondEmail")
	var ps errs.Problems
	if noteGiven(&ps, in.Token, "token"); ps.Err() != nil {
		return ps.Err()
	}
	ctx = viewer.System(ctx, "second-email")
	link, err := findLink(ctx, s.db.Client(), linktoken.PurposeSECOND_EMAIL, in.Token, s.db.Clock().Now())
	if err != nil {
		return err
	}
	return s.db.Tx(ctx, func(ctx context.Context, tx *store.Tx) error {
		o, err := s.lock(ctx, tx, link.AccountID)
		if err != nil {
			return err
		}
		// Read once more under the lock: it may have been used, or sealed under another key, meanwhile.
		link, err := findLink(ctx, tx.Client, linktoken.PurposeSECOND_EMAIL, in.Token, tx.Now)
		if err != nil {
			return err
		}
		proves, err := o.pendingOf(link)
		if err != nil {
			return err
		}
		if proves == nil || idn.Key(proves.Email) != idn.Key(o.profile.SecondEmail) {
			return errs.RefuseText(errs.Expired, "link_expired", nil, "token")
		}
		if err := endSecondEmailLinks(ctx, tx, o.ID); err != nil {
			return err
		}
		o.profile.SecondEmailProven = true
		return saveProfile(ctx, tx, o)
	})
}
