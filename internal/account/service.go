package account

import (
	"context"
	"encoding/base64"
	"log/slog"
	"time"

	"schalter/internal/deletion"
	"schalter/internal/errs"
	"schalter/internal/job"
	"schalter/internal/postal"
	"schalter/internal/store"
	"schalter/internal/vault"
	"schalter/internal/viewer"
)

// Mailer writes the mails of an account into the transaction that makes them necessary.
type Mailer interface {
	// EmailLink carries the token that proves the address of one registration, as it was typed and in the language chosen with
	// it; again says that it is not the first. How much was asked for is told in each of these mails.
	EmailLink(ctx context.Context, tx *store.Tx, accountID, email, locale, token string, again bool, asked Asked) error
	// AlreadyRegistered tells the holder that somebody tried to register with the address.
	AlreadyRegistered(ctx context.Context, tx *store.Tx, accountID string, asked Asked) error
	PasswordReset(ctx context.Context, tx *store.Tx, accountID, token string, asked Asked) error
	// NotRegistered tells who asked for a new password that no registration with the address was completed.
	NotRegistered(ctx context.Context, tx *store.Tx, accountID string, asked Asked) error
	// TooManyRequests tells the holder that nothing more is mailed to networks that are not known.
	TooManyRequests(ctx context.Context, tx *store.Tx, accountID string, asked Asked) error
	PasswordChanged(ctx context.Context, tx *store.Tx, accountID string) error
	// AccountDeleted says farewell: it is queued apart from the account, which Forget is about to be told of.
	AccountDeleted(ctx context.Context, tx *store.Tx, accountID string) error
	// SecondEmailLink carries, to the second address itself, the token that proves it.
	SecondEmailLink(ctx context.Context, tx *store.Tx, accountID, email, token string) error
	// SecondEmailChanged tells the first address that a second one was entered, or taken out.
	SecondEmailChanged(ctx context.Context, tx *store.Tx, accountID string, entered bool) error
	// LetterOnItsWay names the calendar days between which the letter may be expected.
	LetterOnItsWay(ctx context.Context, tx *store.Tx, accountID, from, to string) error
	// LetterNotPrinted tells that a letter was not printed in its time, and that another one can be ordered.
	LetterNotPrinted(ctx context.Context, tx *store.Tx, accountID string) error
	// LetterGranted tells that an operator granted one more letter.
	LetterGranted(ctx context.Context, tx *store.Tx, accountID string) error
	AccountActive(ctx context.Context, tx *store.Tx, accountID string) error
	// Forget takes back what waits to be sent to an account that is deleted, and has what was sent forget whom it went to.
	Forget(ctx context.Context, tx *store.Tx, accountID string) error
	// AccountBlocked tells the person that an operator blocked the account, and why; AccountUnblocked that it is open again.
	AccountBlocked(ctx context.Context, tx *store.Tx, accountID, reason string) error
	AccountUnblocked(ctx context.Context, tx *store.Tx, accountID string) error
	// BlockTold tells an operator that another one blocked an account or opened it again.
	BlockTold(ctx context.Context, tx *store.Tx, operatorID, accountID string, blocked bool) error
}

// Asked is how often mails with links were asked for with an address within a day, and from how many networks. It is an alias, so
// that who writes the mails need not know this package.
type Asked = struct{ Count, Places int }

// CodeLetter is what a letter says that is printed: one with a code, or one about a mailbox's end.
type CodeLetter struct {
	// Connect says that it goes to an authority, and Contact to whom there; otherwise it activates an account.
	Connect bool
	Contact string
	// Mailbox is the reference of the one of whose end it warns; then it has no code.
	Mailbox string
	// LastActivity is when something last happened in it; zero where that is not known.
	LastActivity time.Time
	Address      postal.Address
	Locale       Locale
	// Code is as package checkcode makes it.
	Code      string
	Date      time.Time
	ExpiresAt time.Time
	// Reference names the letter when it comes back.
	Reference string
}

// LetterPrinter makes PDFs of letters. It is called outside of transactions, except for CheckAddress.
type LetterPrinter interface {
	// CheckAddress returns why no letter can bear an address, its field relative to the address; nil when one can.
	CheckAddress(a postal.Address) *errs.Problem
	Letter(ctx context.Context, l CodeLetter) ([]byte, error)
	// Batch makes one PDF of many letters and says how many pages each has. The same letters give the same bytes.
	Batch(ctx context.Context, letters []CodeLetter) (pdf []byte, pages []int, err error)
}

// Recorder writes the audit log: what operators do.
type Recorder interface {
	Record(ctx context.Context, tx *store.Tx, by *viewer.Viewer, action, subjectID, organisationID, detail string) error
}

// KeepReason reports whether there is a reason to keep an account: a mailbox it has or had, a membership. Such an account is never
// purged.
type KeepReason func(ctx context.Context, tx *store.Tx, accountID string) (bool, error)

// Remainder is what must be gone before a person can delete the account: the rule that refuses it otherwise, and the sentence why.
type Remainder struct {
	Rule errs.Rule
	// Text is empty where the rule's own sentence says it.
	Text string
	Has  KeepReason
}

// Endings is told what becomes of letters that warn of a mailbox's end.
type Endings interface {
	// LettersWanted says which of some letters still are to be posted.
	LettersWanted(ctx context.Context, tx *store.Tx, letterIDs []string) (map[string]bool, error)
	LetterPosted(ctx context.Context, tx *store.Tx, letterID string, at time.Time) error
	// LetterEnded tells that nobody printed one in its time.
	LetterEnded(ctx context.Context, tx *store.Tx, letterID string) error
	LetterReturned(ctx context.Context, tx *store.Tx, letterID string) error
	// AccountUnblocked tells that an account is open again: until then its owner could keep no mailbox.
	AccountUnblocked(ctx context.Context, tx *store.Tx, accountID string) error
}

// Options are the dependencies and settings of the service.
type Options struct {
	DB       *store.DB
	Vault    *vault.Vault
	Platform *vault.Platform
	Mailer   Mailer
	Printer  LetterPrinter
	Log      *slog.Logger
	// BaseURL is the issuer of access tokens and what links begin with; without a slash at its end.
	BaseURL string
	// TermsVersion is the version of the terms of use that a registration must name.
	TermsVersion string
	// Limits that are zero take their defaults.
	Limits      Limits
	KeepReasons []KeepReason
	// Remainders are asked when a person deletes the account.
	Remainders []Remainder
	// Employs reports whether an account works for any organisation; nil where there are none.
	Employs KeepReason
	// Certificates are issued of deletions.
	Certificates *deletion.Issuer
	// Dismiss ends what an account is elsewhere that a restored backup brought back; nil where there is nothing.
	Dismiss func(ctx context.Context, tx *store.Tx, accountID string) error
	// Batches has letters wait until an operator hands them to the print provider together; otherwise each is printed at once,
	// as for the demo's tray.
	Batches bool
	// ConnectPrinted is told that the letter of a connect request was printed, and when its code is over; nil where there are none.
	ConnectPrinted func(ctx context.Context, tx *store.Tx, requestID string, codeEnds time.Time) error
	// Endings is told of letters about mailboxes; it may be nil where none are ordered.
	Endings Endings
	// Audit may be nil: then nothing is recorded.
	Audit Recorder
	// PasswordMemory is what hashing a password takes, in KiB; 0 is what protects real ones. Tests sign in thousands of times.
	PasswordMemory uint32
	// CertificateIssuers vouch for organisation certificates; none where there are none.
	CertificateIssuers []CertificateIssuer
}

// Service does everything a person can do with an account.
type Service struct {
	*People
	db             *store.DB
	vault          *vault.Vault
	platform       *vault.Platform
	mailer         Mailer
	printer        LetterPrinter
	log            *slog.Logger
	baseURL        string
	terms          string
	limits         Limits
	keepReasons    []KeepReason
	remainders     []Remainder
	employs        KeepReason
	certificates   *deletion.Issuer
	dismiss        func(ctx context.Context, tx *store.Tx, accountID string) error
	batches        bool
	endings        Endings
	connectPrinted func(ctx context.Context, tx *store.Tx, requestID string, codeEnds time.Time) error
	audit          Recorder
	issuers        []CertificateIssuer
	hasher         *hasher
}

// New returns the service. Its jobs run only after RegisterJobs.
func New(o Options) (*Service, error) {
	if o.PasswordMemory == 0 {
		o.PasswordMemory = argonMemory
	}
	h, err := newHasher(o.PasswordMemory)
	if err != nil {
		return nil, err
	}
	if o.Employs == nil {
		o.Employs = func(context.Context, *store.Tx, string) (bool, error) { return false, nil }
	}
	if o.Dismiss == nil {
		o.Dismiss = func(context.Context, *store.Tx, string) error { return nil }
	}
	if o.ConnectPrinted == nil {
		o.ConnectPrinted = func(context.Context, *store.Tx, string, time.Time) error { return nil }
	}
	return &Service{
		People: NewPeople(o.DB, o.Vault, o.Platform),
		db:     o.DB, vault: o.Vault, platform: o.Platform, mailer: o.Mailer, printer: o.Printer, log: o.Log,
		baseURL: o.BaseURL, terms: o.TermsVersion, limits: o.Limits.orDefaults(), keepReasons: o.KeepReasons, remainders: o.Remainders, employs: o.Employs, certificates: o.Certificates, dismiss: o.Dismiss, hasher: h,
		batches: o.Batches, endings: o.Endings, connectPrinted: o.ConnectPrinted, audit: o.Audit, issuers: o.CertificateIssuers,
	}, nil
}

// The jobs of this package.
const (
	jobRegistrationMail job.Kind = "account-registration-mail"
	jobResetMail        job.Kind = "account-reset-mail"
	jobWarningMail      job.Kind = "account-warning-mail"
	jobPrintLetter      job.Kind = "account-print-letter"
	jobAnnounceLetter   job.Kind = "account-announce-letter"
	sweepAccounts       job.Kind = "account-sweep"
	sweepRenewal        job.Kind = "account-renewal"
)

// RegisterJobs gives the runner the handlers and sweeps of accounts.
func (s *Service) RegisterJobs(r *job.Runner) {
	r.Handle(jobRegistrationMail, s.mailRegistration)
	r.Handle(jobResetMail, s.mailReset)
	r.Handle(jobWarningMail, s.mailWarning)
	r.Handle(jobPrintLetter, s.printLetter)
	r.Handle(jobAnnounceLetter, s.announcePrinted)
	r.Sweep(job.Sweep{Kind: sweepAccounts, Every: time.Hour, Run: s.Sweep})
	r.Sweep(job.Sweep{Kind: sweepRenewal, Every: renewRate, Run: s.RenewKeys})
}

// Me is the signed-in account as it sees itself; nil for everybody else.
func (s *Service) Me(ctx context.Context) (_ *Viewer, err error) {
	defer errs.Wrap(&err, "account.Me")
	v := viewer.From(ctx)
	if !v.SignedIn() {
		return nil, nil
	}
	return s.loadViewer(ctx, v.AccountID)
}

// loadViewer reads the account of a person who has proven to be its holder.
func (s *Service) loadViewer(ctx context.Context, accountID string) (*Viewer, error) {
	return retryOnNewKey(func() (*Viewer, error) { return s.readViewer(ctx, accountID) })
}

func (s *Service) readViewer(ctx context.Context, accountID string) (*Viewer, error) {
	ctx = viewer.With(ctx, &viewer.Viewer{AccountID: accountID})
	o, err := s.open(ctx, s.db.Client(), accountID)
	if err != nil {
		return nil, err
	}
	past, err := s.loadAttempts(ctx, s.db.Client(), o)
	if err != nil {
		return nil, err
	}
	v := o.viewer()
	v.Activation = past.underWay(s.db.Clock().Now())
	if v.LinkRequests, err = s.linkRequests(ctx, s.db, o.profile.Email); err != nil {
		return nil, err
	}
	return v, nil
}

// recordAct writes an act to the audit log where there is one.
func (s *Service) recordAct(ctx context.Context, tx *store.Tx, by *viewer.Viewer, action, subjectID, detail string) error {
	if s.audit == nil {
		return nil
	}
	return s.audit.Record(ctx, tx, by, action, subjectID, "", detail)
}

// keyedHash is a keyed hash as text, for what must be found again and never read.
func keyedHash(p *vault.Platform, parts ...string) string {
	return base64.RawURLEncoding.EncodeToString(p.MAC(vault.BlindIndex, parts...))
}
