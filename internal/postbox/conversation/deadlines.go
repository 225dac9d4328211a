package conversation

import (
	"context"
	"strings"
	"time"

	"schalter/ent"
	"schalter/ent/legaldate"
	"schalter/ent/rule"
	"schalter/internal/casemail"
	"schalter/internal/errs"
	"schalter/internal/id"
	"schalter/internal/legal"
	"schalter/internal/postbox/dates"
	"schalter/internal/postbox/sides"
	"schalter/internal/store"
	"schalter/internal/viewer"
)

// MaxRemedy bounds how long a remedy can be open by its instruction, in months; less in weeks and days.
const MaxRemedy = 24

// deadlineKinds are the periods: the day of an announcement is its message's.
var deadlineKinds = []legal.Kind{legal.AnswerDue, legal.RemedyEnds, legal.DeemedApproval}

// PeriodInput is how long a period is.
type PeriodInput struct {
	Amount int
	Unit   legal.Unit
}

// Period is how long a period is, as it was chosen (type Period of the contract).
type Period PeriodInput

// isPossible reports whether a remedy can be open for so long.
func (p PeriodInput) isPossible() bool {
	most := map[legal.Unit]int{legal.Days: MaxRemedy * 31, legal.Weeks: MaxRemedy * 4, legal.Months: MaxRemedy}[p.Unit]
	return p.Amount >= 1 && p.Amount <= most
}

// validateRemedy checks the instruction on remedies; only a decision has one.
func validateRemedy(ps *errs.Problems, in *CaseReplyInput) {
	if in.Remedy != nil && (!in.Remedy.isPossible() || in.Kind != casemail.KindDecision) {
		ps.Add(errs.InvalidValue, "remedy")
	}
}

// factOf is what the dates of a message of an authority have in common: whose it is, which law governs, where holidays count, how long its
// remedy is open.
func (s *Service) factOf(m *ent.Message, authorityID string) dates.Fact {
	f := dates.Fact{
		AuthorityID: authorityID, MessageID: &m.ID, ProcedureLaw: s.directory.ProcedureLaw(m.ServiceIds), Place: s.directory.Seat(authorityID),
	}
	if m.RemedyAmount != nil && m.RemedyUnit != nil {
		f.Remedy = &dates.Length{Amount: *m.RemedyAmount, Unit: legal.Unit(*m.RemedyUnit)}
	}
	return f
}

// setOnBoth writes a date on the side of the authority and on that of the owner, if it is still there.
func (s *Service) setOnBoth(ctx context.Context, tx *store.Tx, owner, own *sides.Side, f dates.Fact) error {
	for _, side := range []*sides.Side{owner, own} {
		if side == nil {
			continue
		}
		if _, _, err := s.dates.Set(ctx, tx, side, f); err != nil {
			return err
		}
	}
	return nil
}

// setAnswerDue writes until when the person is to answer, where a message of an authority says so.
func (s *Service) setAnswerDue(ctx context.Context, tx *store.Tx, owner, own *sides.Side, messageID string, in CaseReplyInput) error {
	if in.DueOn == nil || in.Kind == casemail.KindExtension {
		return nil
	}
	f := s.factOf(&ent.Message{ID: messageID, ServiceIds: in.ServiceIDs}, own.Reader)
	f.Kind, f.Anchor, f.AnchorDay = legal.AnswerDue, legal.Provided, legal.Day(*in.DueOn)
	return s.setOnBoth(ctx, tx, owner, own, f)
}

// meetAnswers marks, on the side of the owner and on those of the recipients, that the person answered the message which the answer names.
func (s *Service) meetAnswers(ctx context.Context, tx *store.Tx, recipientSides []RecipientSide, inReplyTo *string) error {
	if inReplyTo == nil {
		return nil
	}
	owner := recipientSides[0].Side
	for _, r := range recipientSides[1:] {
		f := dates.Fact{Kind: legal.AnswerDue, AuthorityID: r.authority, MessageID: inReplyTo}
		for _, side := range []*sides.Side{owner, r.Side} {
			if err := s.dates.Meet(ctx, tx, side.ID, f, true); err != nil {
				return err
			}
		}
	}
	return nil
}

// DeadlinesOf are the periods of mailboxes or cases, one list for each, the first to end first.
func DeadlinesOf[T Sided](ctx context.Context, s *Service, of []T) (_ [][]*dates.Date, err error) {
	defer errs.Wrap(&err, "postbox.DeadlinesOf")
	return ReadOfSides(ctx, s, of, func(ctx context.Context, _ map[string]*sides.Side, sideIDs []string) (lists [][]*dates.Date, err error) {
		err = s.db.Read(ctx, func(ctx context.Context, tx *store.Tx) error {
			lists, err = s.dates.OfSides(ctx, tx, sideIDs, deadlineKinds...)
			return err
		})
		return lists, err
	})
}

// Deadline is one period of a side of the viewer's, also one that was superseded.
func (s *Service) Deadline(ctx context.Context, dateID string) (_ *dates.Date, err error) {
	defer errs.Wrap(&err, "postbox.Deadline(%s)", dateID)
	scope, err := rule.ScopeOf(ctx)
	if err != nil {
		return nil, err
	}
	known, err := s.db.Client().LegalDate.Query().Where(legaldate.ID(dateID), legaldate.ReaderIn(scope.Readers()...), legaldate.KindNEQ(legaldate.KindANNOUNCEMENT)).Exist(ctx)
	if err != nil {
		return nil, err
	}
	if !known {
		return s.grantedDeadline(ctx, scope, dateID)
	}
	var found *dates.Date
	err = s.db.Read(ctx, func(ctx context.Context, tx *store.Tx) error {
		found, err = s.dates.ByID(ctx, tx, dateID)
		return err
	})
	return found, err
}

// MessagesOfDates are the messages that dates are about, as their sides hold them; nil where a side does not any more.
func (s *Service) MessagesOfDates(ctx context.Context, list []*dates.Date) ([]*Message, error) {
	named := make([]Holding, len(list))
	for i, d := range list {
		if d.MessageID != nil {
			named[i] = Holding{Side: d.SideID, Message: *d.MessageID}
		}
	}
	return s.messagesAt(ctx, named)
}

// calendarFile is what a ticket for the day as a calendar file is for.
const calendarFile = "calendar-file"

// CalendarLink is where a calendar file is fetched.
type CalendarLink struct {
	Path, Filename string
	ExpiresAt      time.Time
}

// Calendar gives an address for a day as .ics, with a ticket of this viewer; its words are in a language.
func (s *Service) Calendar(ctx context.Context, d *dates.Date, locale string) CalendarLink {
	v := viewer.From(ctx)
	name, expires := d.ID+"."+locale+".ics", s.db.Clock().Now().Add(calendarLife)
	return CalendarLink{
		Path: "/deadlines/" + name + "?ticket=" + s.keys.Ticket(expires, v.AccountID, v.SessionID, calendarFile, name), Filename: calendarName(d), ExpiresAt: expires,
	}
}

// calendarLife is how long an address of a calendar file holds.
const calendarLife = 10 * time.Minute

func calendarName(d *dates.Date) string { return "frist-" + string(d.Result.Date) + ".ics" }

// CheckCalendarTicket checks the ticket of such an address against its viewer.
func (s *Service) CheckCalendarTicket(v *viewer.Viewer, name, ticket string) error {
	expires, ok := s.keys.OpenTicket(ticket, v.AccountID, v.SessionID, calendarFile, name)
	if !ok || s.db.Clock().Now().After(expires) {
		return errs.New(errs.Unauthenticated, "the download link has expired")
	}
	return nil
}

// OpenCalendar is the file of a day, by the name that its address has.
func (s *Service) OpenCalendar(ctx context.Context, name string) (_ []byte, filename string, err error) {
	defer errs.Wrap(&err, "postbox.OpenCalendar")
	dateID, locale, ok := calendarParts(name)
	if !ok {
		return nil, "", errs.New(errs.NotFound, "there is no such date")
	}
	d, err := s.Deadline(ctx, dateID)
	if err != nil {
		return nil, "", err
	}
	return d.Result.Calendar(legal.CalendarEntry{ID: d.ID, Stamp: d.At, Locale: locale, With: s.directory.AuthorityName(d.AuthorityID)}), calendarName(d), nil
}

func calendarParts(name string) (dateID, locale string, ok bool) {
	for _, locale := range []string{"de", "en"} {
		if cut, found := strings.CutSuffix(name, "."+locale+".ics"); found {
			kind, err := id.Parse(cut)
			return cut, locale, err == nil && kind == id.LegalDate
		}
	}
	return "", "", false
}

// LatestRunning are the last days of periods that run on cases, by case. The caller has read the cases as the viewer's.
func (s *Service) LatestRunning(ctx context.Context, caseIDs []string) (found map[string]legal.Day, err error) {
	defer errs.Wrap(&err, "postbox.LatestRunning")
	err = s.db.Read(viewer.System(ctx, "postbox.running"), func(ctx context.Context, tx *store.Tx) error {
		found, err = s.dates.LatestRunningOf(ctx, tx, caseIDs, legal.DayOf(tx.Now))
		return err
	})
	return found, err
}
