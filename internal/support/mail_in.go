package support

import (
	"context"
	"slices"

	"schalter/ent"
	"schalter/ent/ticketarrival"
	"schalter/ent/ticketentry"
	"schalter/ent/ticketmail"
	"schalter/ent/ticketparticipant"
	"schalter/internal/errs"
	"schalter/internal/id"
	"schalter/internal/mail/autoreply"
	"schalter/internal/mail/mime"
	"schalter/internal/mail/relay"
	"schalter/internal/mail/report"
	"schalter/internal/mail/token"
	"schalter/internal/store"
)

const (
	// maxMail is the largest mail that is read, in bytes; of a larger one the operators have the whole.
	maxMail = 25 << 20
	// maxWhole is how many characters of a mail's text an entry keeps; a longer text is a file of the entry.
	maxWhole = 200_000
	// maxOfParticipant and maxOfTicket are how many mails count as a person's within an hour. What comes beyond is kept and shown, and
	// mailed to nobody: two programs that answer each other end there, whatever they forget to say of themselves.
	maxOfParticipant = 10
	maxOfTicket      = 40
	// unreadableTold is how many mails an hour tell a participant that theirs could not be read.
	unreadableTold = 1
)

var mailLimits = mime.Limits{Bytes: maxMail, TextBytes: 1 << 20, HeaderBytes: 1 << 20}

// Why a mail became no entry.
const (
	reasonUnknown = "unknown"
	reasonOwn     = "own"
	reasonTwice   = "twice"
	reasonReport  = "report"
)

// processArrival is the job for a mail that came in. It runs at least once; the row's state makes the effect happen once.
func (s *Service) processArrival(ctx context.Context, arrivalID string) (err error) {
	defer errs.Wrap(&err, "support.processArrival(%s)", arrivalID)
	ctx = system(ctx)
	row, err := s.DB.Client().TicketArrival.Get(ctx, arrivalID)
	if ent.IsNotFound(err) || err == nil && row.State != ticketarrival.StateRECEIVED {
		return nil
	}
	if err != nil {
		return err
	}
	a, err := s.openArrival(ctx, row)
	if err != nil {
		return err
	}
	kind, bits, ok := s.tokenIn(a.Recipient)
	switch {
	case !ok:
		return s.ignore(ctx, a, reasonUnknown)
	case kind == token.TicketBounce:
		return s.takeBounce(ctx, a, token.ID(id.TicketMail, bits))
	case s.Returned[kind] != nil:
		return s.takeReturned(ctx, a, kind, bits)
	}
	return s.takeReply(ctx, a, token.ID(id.Participant, bits), false)
}

func (s *Service) ignore(ctx context.Context, a *arrival, reason string) error {
	return s.DB.Tx(ctx, func(ctx context.Context, tx *store.Tx) error {
		_, err := s.settleArrival(ctx, tx, a, ticketarrival.StateIGNORED, reason)
		return err
	})
}

// takeBounce takes what came to the address that one mail returns to: a report that it failed, or an absence note, which programs send
// there (RFC 3834, 4). Anything else is nobody's answer, and operators see it.
func (s *Service) takeBounce(ctx context.Context, a *arrival, mailID string) error {
	row, err := s.DB.Client().TicketMail.Get(ctx, mailID)
	if ent.IsNotFound(err) {
		return s.ignore(ctx, a, reasonUnknown)
	}
	if err != nil {
		return err
	}
	cause, failed, err := failureIn(a.raw)
	switch {
	case err != nil:
		return s.takeReply(ctx, a, row.ParticipantID, true)
	case !failed:
		return s.ignore(ctx, a, reasonReport)
	}
	return s.DB.Tx(ctx, func(ctx context.Context, tx *store.Tx) error {
		if fresh, err := s.settleArrival(ctx, tx, a, ticketarrival.StateTAKEN, reasonReport); err != nil || !fresh {
			return err
		}
		problem := problemOf(cause)
		n, err := tx.TicketMail.Update().Where(ticketmail.ID(mailID), ticketmail.StateNotIn(ticketmail.StateRETURNED, ticketmail.StateFAILED)).
			SetState(ticketmail.StateRETURNED).SetFailure(problem).Save(ctx)
		if err != nil || n == 0 {
			return err
		}
		return s.markUndelivered(ctx, tx, mailID, problem)
	})
}

// failureIn is why a mail did not arrive, as the report says that came back; failed is false for a report of something else. An error is that
// it is no report.
func failureIn(raw []byte) (cause relay.Cause, failed bool, err error) {
	dsn, err := guarded(func() (*report.DSN, error) { return report.ParseDSN(raw) })
	if err != nil {
		return "", false, err
	}
	i := slices.IndexFunc(dsn.Recipients, func(r report.Recipient) bool { return r.Action == report.Failed })
	if i < 0 {
		return "", false, nil
	}
	r := dsn.Recipients[i]
	return relay.Classify(r.Code, r.Status), true, nil
}

// takeReturned takes what came to the address that a mail of another domain returns to: a report that it failed. Nobody answers there.
func (s *Service) takeReturned(ctx context.Context, a *arrival, kind token.Kind, bits [16]byte) error {
	cause, failed, err := failureIn(a.raw)
	switch {
	case err != nil:
		return s.ignore(ctx, a, reasonUnknown)
	case !failed:
		return s.ignore(ctx, a, reasonReport)
	}
	return s.DB.Tx(ctx, func(ctx context.Context, tx *store.Tx) error {
		if fresh, err := s.settleArrival(ctx, tx, a, ticketarrival.StateTAKEN, reasonReport); err != nil || !fresh {
			return err
		}
		return s.Returned[kind](ctx, tx, bits, cause)
	})
}

// finding is what a mail says, before it is written.
type finding struct {
	participantID string
	// from is the sender as the mail says, automatic that a program wrote it.
	from      string
	automatic bool
	messageID string
	body      string
	english   string
	whole     string
	files     []storedFile
	// unreadable says that only the whole mail is kept, for operators.
	unreadable bool
}

// takeReply takes what somebody answers. returned says that it came to the address of bounces.
func (s *Service) takeReply(ctx context.Context, a *arrival, participantID string, returned bool) error {
	head, err := headOf(a.raw)
	f := finding{participantID: participantID}
	if err == nil {
		f.automatic = autoreply.Is(head.part) || head.MediaType == "multipart/report" || a.Sender == ""
		if len(head.From) == 1 {
			f.from = head.From[0].Address
		}
		f.messageID = head.MessageID
		if s.isOwn(head.Header) {
			return s.ignore(ctx, a, reasonOwn)
		}
	}
	if f.messageID == "" {
		f.messageID = hexOf(a.row.Digest)
	}
	if err := s.read(ctx, a, &f); err != nil {
		return err
	}
	return s.DB.Tx(ctx, func(ctx context.Context, tx *store.Tx) error {
		p, err := tx.TicketParticipant.Get(ctx, participantID)
		if ent.IsNotFound(err) {
			_, err = s.settleArrival(ctx, tx, a, ticketarrival.StateIGNORED, reasonUnknown)
		}
		if err != nil || p == nil {
			return err
		}
		return s.enter(ctx, tx, a, p, f, returned)
	})
}

// enter writes what a mail says into the ticket in which its participant is now.
func (s *Service) enter(ctx context.Context, tx *store.Tx, a *arrival, p *ent.TicketParticipant, f finding, returned bool) error {
	now := p
	if p.ReplacedByID != nil {
		var err error
		if now, err = tx.TicketParticipant.Get(ctx, *p.ReplacedByID); err != nil {
			return err
		}
	}
	t, key, err := s.lockAny(ctx, tx, now.TicketID)
	if err == nil && t.MergedIntoID != nil {
		// It was merged since the participant was read.
		t, key, err = s.lockAny(ctx, tx, *t.MergedIntoID)
	}
	if err != nil {
		return err
	}
	unique := s.hash("mail", p.ID, f.from, f.messageID)
	twice, err := tx.TicketEntry.Query().Where(ticketentry.UniqueKey(unique)).Exist(ctx)
	if err != nil {
		return err
	}
	if twice {
		_, err := s.settleArrival(ctx, tx, a, ticketarrival.StateIGNORED, reasonTwice)
		return err
	}
	if fresh, err := s.settleArrival(ctx, tx, a, ticketarrival.StateTAKEN, ""); err != nil || !fresh {
		return err
	}
	name, confirmed, err := s.senderIs(ctx, tx, now, f)
	if err != nil {
		return err
	}
	// A person does not write to the address of bounces.
	confirmed = confirmed && (f.automatic || !returned)
	if f.automatic, err = s.countMail(ctx, tx, p.ID, t.ID, f.automatic); err != nil {
		return err
	}
	e := newEntry{
		kind: ticketentry.KindMAIL, unconfirmed: !confirmed, automatic: f.automatic, participantID: &now.ID, uniqueKey: unique, files: f.files,
		event: eventOf(now), quiet: f.unreadable,
		content: sealedEntry{Author: name, Body: f.body, English: f.english, Whole: f.whole},
	}
	if !confirmed {
		e.content.Author, e.content.From = cut(f.from, maxEnvelope), cut(f.from, maxEnvelope)
	}
	entryID, err := s.addEntry(ctx, tx, t, key, e)
	if err != nil || !confirmed || f.automatic {
		return err
	}
	if f.unreadable {
		return s.tellUnreadable(ctx, tx, t.ID, now.ID, entryID)
	}
	if err := setMail(ctx, tx, now, ticketparticipant.MailStateREACHED, ""); err != nil {
		return err
	}
	if t.OrderID == nil || s.Answered == nil || eventOf(now) == vendorReplies {
		return nil
	}
	return s.Answered(ctx, tx, Answer{OrderID: *t.OrderID, EntryID: entryID, Text: f.body})
}

func eventOf(p *ent.TicketParticipant) event {
	if p.Role == ticketparticipant.RoleVENDOR || p.Role == ticketparticipant.RoleIT_PROVIDER {
		return vendorReplies
	}
	return requesterReplies
}

// senderIs says who wrote a mail: the participant whose address it came to, when it says so as well. One who was removed is not.
func (s *Service) senderIs(ctx context.Context, tx *store.Tx, p *ent.TicketParticipant, f finding) (name string, confirmed bool, err error) {
	opened, err := s.openParticipants(ctx, tx.Client, []*ent.TicketParticipant{p})
	if err != nil {
		return "", false, err
	}
	name, address := opened[0].Name, opened[0].Email
	if p.AccountID != nil {
		who, err := s.member(ctx, tx, p)
		if err != nil || who == nil {
			return name, false, err
		}
		address = who.Email
	}
	return name, p.RemovedAt == nil && sameAddress(address, f.from), nil
}

// countMail counts a mail; one too many is taken for a program's.
func (s *Service) countMail(ctx context.Context, tx *store.Tx, participantID, ticketID string, automatic bool) (bool, error) {
	for _, bound := range []struct {
		of  string
		max int
	}{{participantID, maxOfParticipant}, {ticketID, maxOfTicket}} {
		n, err := tx.Count(ctx, "ticket-mail|"+hexOf(s.hash("limit", bound.of)), limitWindow)
		if err != nil {
			return automatic, err
		}
		automatic = automatic || n > bound.max
	}
	return automatic, nil
}

// tellUnreadable tells a participant that their mail could not be read; a program that sends such mails is told so seldom.
func (s *Service) tellUnreadable(ctx context.Context, tx *store.Tx, ticketID, participantID, entryID string) error {
	n, err := tx.Count(ctx, "ticket-unreadable|"+hexOf(s.hash("limit", participantID)), limitWindow)
	if err != nil || n > unreadableTold {
		return err
	}
	_, err = s.queueMail(ctx, tx, ticketID, participantID, ticketmail.KindUNREADABLE, &entryID, nil)
	return err
}
