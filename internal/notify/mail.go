package notify

import (
	"context"
	"errors"
	"log/slog"
	"time"

	"schalter/ent"
	entmail "schalter/ent/mail"
	"schalter/internal/errs"
	"schalter/internal/id"
	"schalter/internal/job"
	"schalter/internal/mail"
	"schalter/internal/store"
	"schalter/internal/vault"
	"schalter/internal/viewer"
)

// People tells who accounts are, inside the transaction that writes to them.
type People interface {
	Addressee(ctx context.Context, tx *store.Tx, accountID string) (Addressee, error)
}

// Addressee is how to write to a person. It is an alias, so that who knows the accounts need not know this package.
type Addressee = struct {
	Email string
	// SecondEmail is where a mail goes, too, that must arrive; empty until it is proven.
	SecondEmail string
	// Name is empty until the address is proven: until then somebody else may have made it up.
	Name string
	// Locale is DE or EN.
	Locale string
	// Phrase is the recognition phrase, empty when there is none.
	Phrase string
	// Active says that the account is open; Notices that the person wants mails about new messages.
	Active, Notices bool
}

// Clerks tells who answers the case mail of an authority.
type Clerks interface {
	ClerkAccounts(ctx context.Context, tx *store.Tx, authorityID string) ([]string, error)
}

// Sender hands a mail to the operator's mail server.
type Sender interface {
	// Send returns an error that is mail.ErrPermanent when trying again is of no use. The text of an error has no address.
	Send(ctx context.Context, m mail.Message) error
}

// MailerOptions are the dependencies and settings of the mailer.
type MailerOptions struct {
	DB     *store.DB
	Vault  *vault.Vault
	People People
	Clerks Clerks
	// AuthorityName names an authority of the directory in German; empty when there is none.
	AuthorityName func(authorityID string) string
	// Sender is nil while no mail server is configured: mails wait, at most 48 hours.
	Sender Sender
	Log    *slog.Logger
	// BaseURL is what links begin with, without a slash at its end.
	BaseURL string
	// Delay is how long a notice of a new message waits for others of the same mailbox.
	Delay time.Duration
	// KeepSent leaves sent mails readable: only for the demo's tray.
	KeepSent bool
}

// DefaultDelay is how long a notice of a new message waits for others, so that several make one mail.
const DefaultDelay = 3 * time.Minute

// sendWorkers is how many mails are handed over at once on a replica.
const sendWorkers = 2

const (
	// tryFor is how long a mail is tried that the server refuses for the time being, from the first try, and how long it waits
	// while there is no server.
	tryFor = 48 * time.Hour
	// rowKept is how long the trace of a mail is kept, without its content.
	rowKept = 30 * 24 * time.Hour
)

// Mailer writes mails, sealed, into the transactions that make them necessary, and sends them afterwards.
type Mailer struct {
	MailerOptions
	sideExists func(ctx context.Context, tx *store.Tx, sideID string) (bool, error)
	onQueued   func(ctx context.Context, tx *store.Tx, sideID, mailID string) error
	onSettled  func(ctx context.Context, mailID, sideID string, sent bool, at time.Time) error
	onReturned func(ctx context.Context, accountID string) error
}

// NewMailer returns a mailer. Its jobs run only after RegisterJobs.
func NewMailer(o MailerOptions) *Mailer {
	always := func(context.Context, *store.Tx, string) (bool, error) { return true, nil }
	quiet := func(context.Context, *store.Tx, string, string) error { return nil }
	return &Mailer{MailerOptions: o, sideExists: always, onQueued: quiet}
}

// OnNotice sets the function that says, in the transaction that writes a notice, whether its mailbox still is there; before
// RegisterJobs.
func (m *Mailer) OnNotice(sideExists func(ctx context.Context, tx *store.Tx, sideID string) (bool, error)) {
	m.sideExists = sideExists
}

// OnQueued sets the function that is told, in the transaction that writes a notice about a side, which mail it is; an empty mail says that its owner
// gets none. Before RegisterJobs.
func (m *Mailer) OnQueued(fn func(ctx context.Context, tx *store.Tx, sideID, mailID string) error) {
	m.onQueued = fn
}

// OnSettled sets the function that is told, at least once, that a mail about a side was sent or failed for good, and when; it may fail after it was
// sent. The side is empty once it was deleted. Before RegisterJobs.
func (m *Mailer) OnSettled(fn func(ctx context.Context, mailID, sideID string, sent bool, at time.Time) error) {
	m.onSettled = fn
}

// OnReturned sets the function that is told, at least once, that a mail to a person came back that was about no mailbox alone. Before RegisterJobs.
func (m *Mailer) OnReturned(fn func(ctx context.Context, accountID string) error) {
	m.onReturned = fn
}

// The jobs of this file.
const (
	jobSend        job.Kind = "mail-send"
	jobTellSent    job.Kind = "mail-tell-sent"
	jobTellFailed  job.Kind = "mail-tell-failed"
	jobReturned    job.Kind = "mail-returned"
	jobOwner       job.Kind = "notice-owner"
	jobAuthority   job.Kind = "notice-authority"
	jobProgress    job.Kind = "notice-progress"
	jobSilence     job.Kind = "notice-silence"
	sweepMails     job.Kind = "mail-sweep"
	sweepMailsRate          = 10 * time.Minute
)

// RegisterJobs gives the runner the handlers and sweeps of mails.
func (m *Mailer) RegisterJobs(r *job.Runner) {
	// A mail server that does not answer holds up nothing but mails.
	r.Handle(jobSend, m.sendMail, job.Share("mail-out", sendWorkers))
	r.Handle(jobTellSent, func(ctx context.Context, mailID string) error { return m.reportOutcome(ctx, mailID, true) })
	r.Handle(jobTellFailed, func(ctx context.Context, mailID string) error { return m.reportOutcome(ctx, mailID, false) })
	r.Handle(jobReturned, m.reportReturned)
	r.Handle(jobOwner, m.noticeOwner)
	r.Handle(jobAuthority, m.noticeAuthority)
	r.Handle(jobProgress, m.noticeProgress)
	r.Handle(jobSilence, m.remindSilent)
	r.Sweep(job.Sweep{Kind: sweepMails, Every: sweepMailsRate, Run: m.Sweep})
}

// Mail is one mail to be sent. AccountID and SideID say whom and which mailbox it concerns, where there is one.
type Mail struct {
	AccountID string
	SideID    string
	To        string
	Subject   string
	Text      string
	// Locale is DE or EN.
	Locale string
	// UseUntil is when its link ends: after that it is not sent any more. Zero is never.
	UseUntil time.Time
	// Returns gives it a return address of its own although it is about no mailbox: it matters whether it comes back.
	Returns bool
}

// content is what is sealed of a mail.
type content struct {
	To      string `json:"to"`
	Subject string `json:"subject"`
	Text    string `json:"text"`
	HTML    string `json:"html"`
	Locale  string `json:"locale"`
	Returns bool   `json:"returns,omitempty"`
}

func mailAAD(mailID string) string { return "mail|" + mailID }

// Queue writes a mail into the transaction and has it sent after the commit.
func (m *Mailer) Queue(ctx context.Context, tx *store.Tx, in Mail) error {
	_, err := m.queue(ctx, tx, in)
	return err
}

func (m *Mailer) queue(ctx context.Context, tx *store.Tx, in Mail) (mailID string, err error) {
	defer errs.Wrap(&err, "notify.Queue")
	mailID = id.New(id.Mail, tx.Now)
	c := content{To: in.To, Subject: in.Subject, Text: in.Text, Locale: in.Locale, Returns: in.Returns}
	c.HTML = mail.HTML(c.message(mailID))
	box, err := m.Vault.BoxJSON(ctx, mailAAD(mailID), c)
	if err != nil {
		return "", err
	}
	create := tx.Mail.Create().SetID(mailID).SetState(entmail.StateQUEUED).SetSealed(box.Sealed).SetKekID(box.KEK).
		SetWrappedKey(box.Blob).SetCreatedAt(tx.Now)
	if in.AccountID != "" {
		create.SetAccountID(in.AccountID)
	}
	if in.SideID != "" {
		create.SetSideID(in.SideID)
	}
	if !in.UseUntil.IsZero() {
		create.SetUseUntil(in.UseUntil)
	}
	if err := create.Exec(ctx); err != nil {
		return "", err
	}
	return mailID, job.Enqueue(ctx, tx, jobSend, mailID, tx.Now, mailID)
}

func (c content) message(mailID string) mail.Message {
	return mail.Message{ID: mailID, To: c.To, Subject: c.Subject, Text: c.Text, HTML: c.HTML, Locale: c.Locale}
}

func (m *Mailer) openMail(ctx context.Context, row *ent.Mail) (c content, err error) {
	box := vault.Box{Wrapped: vault.Wrapped{KEK: row.KekID, Blob: row.WrappedKey}, Sealed: row.Sealed}
	return c, m.Vault.UnboxJSON(ctx, mailAAD(row.ID), box, &c)
}

// sendMail hands one mail over. Without a mail server it stays queued; the sweep comes back to it.
func (m *Mailer) sendMail(ctx context.Context, mailID string) (err error) {
	defer errs.Wrap(&err, "notify.sendMail(%s)", mailID)
	row, err := m.DB.Client().Mail.Get(ctx, mailID)
	if ent.IsNotFound(err) {
		return nil
	}
	if err != nil || row.State != entmail.StateQUEUED {
		return err
	}
	if !m.isUseful(row) {
		return m.giveUp(ctx, row, errLinkEnded)
	}
	if m.Sender == nil {
		return nil
	}
	c, err := m.openMail(ctx, row)
	if err == nil {
		out := c.message(mailID)
		out.Returns = row.SideID != nil || c.Returns
		err = m.Sender.Send(ctx, out)
	}
	switch {
	case err == nil:
		return m.settleMail(ctx, row, true)
	case errors.Is(err, mail.ErrPermanent) || row.FirstAttemptAt != nil && m.DB.Clock().Now().Sub(*row.FirstAttemptAt) > tryFor:
		return m.giveUp(ctx, row, err)
	}
	return errors.Join(err, m.noteAttempt(ctx, row))
}

var (
	errLinkEnded    = errors.New("its link has ended")
	errNoMailServer = errors.New("there is no mail server")
)

// isUseful says whether a mail is still of use: its link has not ended.
func (m *Mailer) isUseful(row *ent.Mail) bool {
	return row.UseUntil == nil || m.DB.Clock().Now().Before(*row.UseUntil)
}

// noteAttempt notes when a mail was tried first: its time counts from there, however long it waited before.
func (m *Mailer) noteAttempt(ctx context.Context, row *ent.Mail) error {
	if row.FirstAttemptAt != nil {
		return nil
	}
	return m.DB.Tx(ctx, func(ctx context.Context, tx *store.Tx) error {
		return tx.Mail.Update().Where(entmail.ID(row.ID), entmail.FirstAttemptAtIsNil()).SetFirstAttemptAt(tx.Now).Exec(ctx)
	})
}

// giveUp ends a mail that could not be sent.
func (m *Mailer) giveUp(ctx context.Context, row *ent.Mail, why error) error {
	m.Log.WarnContext(ctx, "mail failed for good", "mail", row.ID, "error", why)
	return m.settleMail(ctx, row, false)
}

// settleMail writes whether a mail was sent or failed, and destroys its content.
func (m *Mailer) settleMail(ctx context.Context, row *ent.Mail, sent bool) error {
	return m.DB.Tx(ctx, func(ctx context.Context, tx *store.Tx) error {
		update := tx.Mail.Update().Where(entmail.ID(row.ID), entmail.StateEQ(entmail.StateQUEUED)).SetState(entmail.StateFAILED)
		if sent {
			update.SetState(entmail.StateSENT).SetSentAt(tx.Now)
		}
		if !m.KeepSent {
			update.SetSealed([]byte{}).SetWrappedKey([]byte{})
		}
		n, err := update.Save(ctx)
		if err != nil || n == 0 || row.SideID == nil {
			return err
		}
		// A mail about a mailbox has an end only where that was deleted meanwhile.
		if err := tx.Mail.Update().Where(entmail.ID(row.ID), entmail.UseUntilNotNil()).ClearSideID().Exec(ctx); err != nil {
			return err
		}
		kind := jobTellFailed
		if sent {
			kind = jobTellSent
		}
		return job.Enqueue(ctx, tx, kind, row.ID, tx.Now, "")
	})
}

func (m *Mailer) reportOutcome(ctx context.Context, mailID string, sent bool) error {
	if m.onSettled == nil {
		return nil
	}
	at, sideID := m.DB.Clock().Now(), ""
	if !id.Is(id.Mail, mailID) {
		// A release of before named the side: what becomes of the mail is all that is known.
		return m.onSettled(ctx, "", mailID, sent, at)
	}
	row, err := m.DB.Client().Mail.Get(ctx, mailID)
	if err != nil && !ent.IsNotFound(err) {
		return err
	}
	if row != nil && row.SideID != nil {
		sideID = *row.SideID
	}
	if row != nil && sent && row.SentAt != nil {
		at = *row.SentAt
	}
	if err := m.onSettled(ctx, mailID, sideID, sent, at); err != nil || sent || sideID == "" || row.AccountID == nil {
		return err
	}
	return m.noticeSecond(ctx, row)
}

// Returned records that a mail came back after the server had taken it. The same report again changes nothing.
func (m *Mailer) Returned(ctx context.Context, tx *store.Tx, mailID string) error {
	n, err := tx.Mail.Update().Where(entmail.ID(mailID), entmail.StateEQ(entmail.StateSENT), entmail.SideIDIsNil(), entmail.AccountIDNotNil()).
		SetState(entmail.StateFAILED).Save(ctx)
	if err != nil {
		return err
	}
	if n == 1 {
		if err := job.Enqueue(ctx, tx, jobReturned, mailID, tx.Now, ""); err != nil {
			return err
		}
	}
	return job.Enqueue(ctx, tx, jobTellFailed, mailID, tx.Now, "")
}

func (m *Mailer) reportReturned(ctx context.Context, mailID string) error {
	row, err := m.DB.Client().Mail.Get(ctx, mailID)
	if ent.IsNotFound(err) || err == nil && (row.AccountID == nil || m.onReturned == nil) {
		return nil
	}
	if err != nil {
		return err
	}
	return m.onReturned(ctx, *row.AccountID)
}

// sweepBatch bounds a run; the next one takes the rest.
const sweepBatch = 500

// Sweep comes back to mails that wait without a job, ends those that can never be sent, and drops the traces of old ones.
func (m *Mailer) Sweep(ctx context.Context, now time.Time) (err error) {
	defer errs.Wrap(&err, "notify.Sweep")
	ctx = viewer.System(ctx, "mail-sweep")
	// One that cannot be given up keeps no other from it, and none from being sent.
	var failed errs.Failures
	failed.Add(m.endUseless(ctx, now))
	var waiting []string
	if m.Sender != nil {
		waiting, err = m.DB.Client().Mail.Query().Where(entmail.StateEQ(entmail.StateQUEUED), entmail.CreatedAtLT(now.Add(-sweepMailsRate))).
			Order(ent.Asc(entmail.FieldCreatedAt)).Limit(sweepBatch).IDs(ctx)
		failed.Add(err)
	}
	failed.Add(m.DB.Tx(ctx, func(ctx context.Context, tx *store.Tx) error {
		for _, mailID := range waiting {
			// The unique key keeps a mail whose job waits for its next try from getting a second one.
			if err := job.Enqueue(ctx, tx, jobSend, mailID, tx.Now, mailID); err != nil {
				return err
			}
		}
		if m.KeepSent {
			return nil
		}
		_, err := tx.Mail.Delete().Where(entmail.StateNEQ(entmail.StateQUEUED), entmail.CreatedAtLT(now.Add(-rowKept))).Exec(ctx)
		return err
	}))
	return failed.Err()
}

// endUseless ends mails whose link has ended, and those that no mail server was there for.
func (m *Mailer) endUseless(ctx context.Context, now time.Time) error {
	over, why := entmail.UseUntilLTE(now), errLinkEnded
	if m.Sender == nil {
		over, why = entmail.Or(over, entmail.CreatedAtLTE(now.Add(-tryFor))), errNoMailServer
	}
	rows, err := m.DB.Client().Mail.Query().Where(entmail.StateEQ(entmail.StateQUEUED), over).
		Order(ent.Asc(entmail.FieldCreatedAt)).Limit(sweepBatch).All(ctx)
	if err != nil {
		return err
	}
	var failed errs.Failures
	for _, row := range rows {
		failed.Add(m.giveUp(ctx, row, why))
	}
	return failed.Err()
}

// maxFailed is where counting failed mails stops.
const maxFailed = 1000

// Failed is how many mails of the last 30 days could not be sent; for operators.
func (m *Mailer) Failed(ctx context.Context) (n int, err error) {
	defer errs.Wrap(&err, "notify.Failed")
	if !viewer.From(ctx).HasRole(viewer.Operator) {
		return 0, errs.New(errs.Forbidden, "operators only")
	}
	err = m.DB.QueryRow(ctx, `SELECT COUNT(*) FROM (SELECT 1 FROM mail WHERE state = 'FAILED' AND created_at > ? LIMIT ?) AS failed`,
		m.DB.Clock().Now().Add(-rowKept), maxFailed).Scan(&n)
	return n, err
}
