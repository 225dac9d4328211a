package account

import (
	"context"
	"fmt"

	"schalter/ent"
	"schalter/ent/account"
	"schalter/internal/errs"
	"schalter/internal/mail/idn"
	"schalter/internal/postal"
	"schalter/internal/store"
	"schalter/internal/vault"
)

// People reads who the accounts are.
type People struct {
	db       *store.DB
	vault    *vault.Vault
	platform *vault.Platform
}

// NewPeople returns a reader of accounts; it exists before the Service does, which needs a mailer that needs it.
func NewPeople(db *store.DB, v *vault.Vault, p *vault.Platform) *People {
	return &People{db: db, vault: v, platform: p}
}

// IsBlocked reports whether an operator has blocked an account. No key is needed.
func (p *People) IsBlocked(ctx context.Context, tx *store.Tx, accountID string) (_ bool, err error) {
	defer errs.Wrap(&err, "account.IsBlocked(%s)", accountID)
	return tx.Account.Query().Where(account.ID(accountID), account.StateEQ(account.StateBLOCKED)).Exist(ctx)
}

// profile is what is sealed of an account.
type profile struct {
	Email      string          `json:"email"`
	GivenName  string          `json:"givenName"`
	FamilyName string          `json:"familyName"`
	Address    *postal.Address `json:"address,omitempty"`
	Phrase     string          `json:"phrase,omitempty"`
	// SecondEmail counts once it is proven.
	SecondEmail       string     `json:"secondEmail,omitempty"`
	SecondEmailProven bool       `json:"secondEmailProven,omitempty"`
	StartPlan         *StartPlan `json:"startPlan,omitempty"`
}

// opened is an account's row with its key and what the key opens.
type opened struct {
	*ent.Account
	key     vault.Key
	profile profile
}

func keyAAD(accountID string) string     { return "account|" + accountID }
func profileAAD(accountID string) string { return "account|" + accountID + "|profile" }

// open reads an account that the context's viewer may see; NOT_FOUND otherwise.
func (p *People) open(ctx context.Context, client *ent.Client, accountID string) (*opened, error) {
	row, err := client.Account.Get(ctx, accountID)
	if ent.IsNotFound(err) {
		return nil, errs.New(errs.NotFound, "no such account")
	}
	if err != nil {
		return nil, err
	}
	return p.unseal(ctx, row)
}

func (p *People) unseal(ctx context.Context, row *ent.Account) (*opened, error) {
	o := &opened{Account: row}
	var err error
	if o.key, err = p.vault.Key(ctx, vault.Wrapped{KEK: row.KekID, Blob: row.WrappedKey}, keyAAD(row.ID)); err != nil {
		return nil, fmt.Errorf("key of %s: %w", row.ID, err)
	}
	if err := o.key.OpenJSON(profileAAD(row.ID), row.SealedProfile, &o.profile); err != nil {
		return nil, err
	}
	return o, nil
}

func sealProfile(key vault.Key, accountID string, p profile) ([]byte, error) {
	return key.SealJSON(profileAAD(accountID), p)
}

// lock makes all changes of one account follow each other and reads it inside the transaction.
func (p *People) lock(ctx context.Context, tx *store.Tx, accountID string) (*opened, error) {
	if _, err := tx.Exec(ctx, `UPDATE account SET version = version + 1 WHERE id = ?`, accountID); err != nil {
		return nil, err
	}
	return p.open(ctx, tx.Client, accountID)
}

// byEmail finds the account of an address; nil when there is none.
func (p *People) byEmail(ctx context.Context, client *ent.Client, email string) (*ent.Account, error) {
	row, err := client.Account.Query().Where(account.EmailIndex(p.emailIndex(email))).Only(ctx)
	if ent.IsNotFound(err) {
		return nil, nil
	}
	return row, err
}

func (p *People) emailIndex(email string) []byte {
	return p.platform.MAC(vault.BlindIndex, "email", idn.Key(email))
}

// IDOfEmail finds the account of an address, for the command "schalter role"; NOT_FOUND when there is none. The context
// must be the platform's own.
func (p *People) IDOfEmail(ctx context.Context, email string) (_ string, err error) {
	defer errs.Wrap(&err, "account.IDOfEmail")
	row, err := p.byEmail(ctx, p.db.Client(), email)
	if err != nil {
		return "", err
	}
	if row == nil {
		return "", errs.New(errs.NotFound, "no account has this e-mail address")
	}
	return row.ID, nil
}

// Addressee reads, inside a transaction, how to write to an account; NOT_FOUND when the context's viewer may not see it.
func (p *People) Addressee(ctx context.Context, tx *store.Tx, accountID string) (_ Addressee, err error) {
	defer errs.Wrap(&err, "account.Addressee(%s)", accountID)
	o, err := p.open(ctx, tx.Client, accountID)
	if err != nil {
		return Addressee{}, err
	}
	a := Addressee{
		Email: o.profile.Email, Locale: string(o.Locale), Phrase: o.profile.Phrase,
		Active: o.State == account.StateACTIVE, Notices: o.NewMessageMail,
	}
	if o.profile.SecondEmailProven {
		a.SecondEmail = o.profile.SecondEmail
	}
	if o.State != account.StateEMAIL_PENDING {
		a.Name = fullName(o.profile.GivenName, o.profile.FamilyName)
	}
	return a, nil
}

// Person reads who an account is; NOT_FOUND when the context's viewer may not see it.
func (p *People) Person(ctx context.Context, accountID string) (_ *Profile, err error) {
	defer errs.Wrap(&err, "account.Person(%s)", accountID)
	o, err := p.open(ctx, p.db.Client(), accountID)
	if err != nil {
		return nil, err
	}
	return &Profile{
		AccountID: o.ID, Email: o.profile.Email, GivenName: o.profile.GivenName, FamilyName: o.profile.FamilyName,
		Address: o.profile.Address, State: AccountState(o.State), TrustLevel: TrustLevel(o.TrustLevel),
		Locale: Locale(o.Locale),
	}, nil
}

// Names reads the names of accounts; who is not there, or not visible to the context's viewer, is left out.
func (p *People) Names(ctx context.Context, accountIDs []string) (_ map[string]string, err error) {
	defer errs.Wrap(&err, "account.Names")
	rows, err := p.db.Client().Account.Query().Where(account.IDIn(accountIDs...)).All(ctx)
	if err != nil {
		return nil, err
	}
	names := make(map[string]string, len(rows))
	for _, row := range rows {
		o, err := p.unseal(ctx, row)
		if err != nil {
			return nil, err
		}
		names[row.ID] = fullName(o.profile.GivenName, o.profile.FamilyName)
	}
	return names, nil
}

func (o *opened) viewer() *Viewer {
	v := &Viewer{
		ID: o.ID, Email: o.profile.Email, GivenName: o.profile.GivenName, FamilyName: o.profile.FamilyName,
		Locale: Locale(o.Locale), State: AccountState(o.State), TrustLevel: TrustLevel(o.TrustLevel),
		PostalAddress: o.profile.Address, StartPlan: o.profile.StartPlan, CreatedAt: o.CreatedAt,
		Settings: AccountSettings{NewMessageMail: o.NewMessageMail, SingleKeyShortcuts: o.SingleKeyShortcuts},
	}
	if o.profile.Phrase != "" {
		v.Settings.RecognitionPhrase = &o.profile.Phrase
	}
	if o.profile.SecondEmail != "" {
		v.Settings.SecondEmail, v.Settings.SecondEmailConfirmed = &o.profile.SecondEmail, o.profile.SecondEmailProven
	}
	for _, r := range o.PlatformRoles {
		v.PlatformRoles = append(v.PlatformRoles, PlatformRole(r))
	}
	return v
}
