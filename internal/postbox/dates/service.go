// Package dates keeps days with legal effect on the sides that may see them: when a decision was announced, until when an answer is due, until
// when a remedy is open, when an approval is deemed granted. What a day is, package legal computes by rules; this package knows the facts.
//
// # Where to begin reading
//
// [Service.Set] computes a day from a fact and writes it, in the transaction of the fact; [Service.End] takes one back. [Service.OfSides] reads.
//
// # What it guarantees
//
// A date stores rule, version, event and place, so that it can be computed again. It is superseded when a fact changes, never when a rule does:
// the same fact told again changes nothing. An authority's row outlives the owner's side. Nothing here is secret: it says which rule, which
// day, which message.
//
// The packages of the postbox: docs/adr/0017-packages-of-the-postbox.md.
package dates

import (
	"cmp"
	"context"
	"encoding/json"
	"slices"
	"time"

	"schalter/ent"
	"schalter/ent/legaldate"
	"schalter/ent/predicate"
	"schalter/internal/id"
	"schalter/internal/legal"
	"schalter/internal/postbox/sides"
	"schalter/internal/store"
	"schalter/internal/viewer"
)

// Rules are the rules in force.
type Rules interface {
	Book(ctx context.Context, tx *store.Tx) (legal.Book, error)
}

// Shipped are the rules that come with the program, and no others.
type Shipped struct{}

// Book implements Rules.
func (Shipped) Book(context.Context, *store.Tx) (legal.Book, error) { return legal.Shipped(), nil }

// MaxOfSide bounds the dates that are shown of one side.
const MaxOfSide = 50

// Service keeps the dates of all sides.
type Service struct {
	db    *store.DB
	rules Rules
}

// New returns the service.
func New(db *store.DB, rules Rules) *Service { return &Service{db: db, rules: rules} }

// Length is how long a period is, as a decision's instruction or a service says.
type Length struct {
	Amount int
	Unit   legal.Unit
}

// Fact is what a date is computed from.
type Fact struct {
	Kind legal.Kind
	// AuthorityID is whose date it is.
	AuthorityID string
	// MessageID is the message that it is about: of a deemed approval the one that told that the documents are complete.
	MessageID *string
	// ServiceID is whose approval is deemed granted.
	ServiceID *string
	// ProcedureLaw is the code that governs; never federal by default.
	ProcedureLaw legal.ProcedureLaw
	Anchor       legal.Anchor
	AnchorDay    legal.Day
	// Place is the official key of the place whose holidays count; empty: not known.
	Place string
	// Special chooses a rule by its name: legal.NoInstruction, or the legal basis of a deemed approval.
	Special string
	// Length is another length than the rule's; of a deemed approval the service's, for a legal basis that no rule is made for.
	Length *Length
	// ExtendedTo is the day that the authority told.
	ExtendedTo *legal.Day
	// Remedy is, of a decision's announcement, how long a remedy is open as its instruction says; nil without instruction.
	Remedy *Length
}

// Date is a day with legal effect.
type Date struct {
	ID           string
	SideID       string
	Kind         legal.Kind
	AuthorityID  string
	MessageID    *string
	ServiceID    *string
	ProcedureLaw legal.ProcedureLaw
	Place        string
	ExtendedTo   *legal.Day
	// Result has the rule, the event and the day, and explains it.
	Result     legal.Result
	Supersedes *string
	// SupersededAt is nil for the one that counts.
	SupersededAt *time.Time
	MetAt        *time.Time
	At           time.Time
}

// rule is the one that a fact asks for, as long as the fact says.
func (f Fact) rule(book legal.Book) (legal.Rule, string, bool) {
	r, ok := book.Special(f.Kind, f.ProcedureLaw, f.Anchor, f.Special, f.AnchorDay)
	basis := ""
	if f.Kind == legal.DeemedApproval && ok {
		// a rule that is made for the basis says how long
		return r, basis, ok
	}
	if f.Kind == legal.DeemedApproval {
		// a basis that no rule is made for: counted as every deemed approval, as long as the service says
		r, ok = book.Applicable(f.Kind, f.ProcedureLaw, f.Anchor, f.AnchorDay)
		basis = f.Special
	}
	if ok && f.Length != nil {
		r = r.With(f.Length.Amount, f.Length.Unit)
	}
	return r, basis, ok
}

// reckon computes the day of a fact, with the basis that its rule has from the service; false when no rule is known.
func (f Fact) reckon(book legal.Book) (res legal.Result, basis string, ok bool) {
	r, basis, ok := f.rule(book)
	if !ok {
		return res, "", false
	}
	res = legal.Compute(r, f.AnchorDay, f.Place, legal.ShippedHolidays())
	if f.ExtendedTo != nil {
		res = res.ExtendTo(*f.ExtendedTo)
	}
	return res, basis, true
}

// same reports whether a row was computed from these facts. How long a service's period is, is no fact of the matter, as a rule is none.
func (f Fact) same(row *ent.LegalDate) bool {
	extended := row.ExtendedTo == nil && f.ExtendedTo == nil || row.ExtendedTo != nil && f.ExtendedTo != nil && *row.ExtendedTo == string(*f.ExtendedTo)
	length := f.Length == nil || f.Kind == legal.DeemedApproval || row.Amount == f.Length.Amount && row.Unit == string(f.Length.Unit)
	return extended && length && row.ProcedureLaw == string(f.ProcedureLaw) && row.Anchor == string(f.Anchor) && row.AnchorDay == string(f.AnchorDay) &&
		row.Place == f.Place
}

// current is the date that counts now of the same kind and message.
func current(ctx context.Context, tx *store.Tx, sideID string, f Fact) (*ent.LegalDate, error) {
	q := tx.LegalDate.Query().Where(legaldate.SideID(sideID), legaldate.KindEQ(legaldate.Kind(f.Kind)), legaldate.SupersededAtIsNil(),
		legaldate.AuthorityID(f.AuthorityID))
	if f.MessageID != nil {
		q = q.Where(legaldate.MessageID(*f.MessageID))
	} else {
		q = q.Where(legaldate.MessageIDIsNil())
	}
	row, err := q.First(ctx)
	if ent.IsNotFound(err) {
		return nil, nil
	}
	return row, err
}

// Set computes the day of a fact and writes it on a side; what counted before is superseded, unless it came from the same fact. False when no
// rule is known: then no day is shown. Of a decision's announcement the end of its remedy follows.
func (s *Service) Set(ctx context.Context, tx *store.Tx, side *sides.Side, f Fact) (*Date, bool, error) {
	book, err := s.rules.Book(ctx, tx)
	if err != nil {
		return nil, false, err
	}
	before, err := current(ctx, tx, side.ID, f)
	if err != nil {
		return nil, false, err
	}
	if before != nil && f.same(before) {
		d, err := dateOf(before, book)
		return d, err == nil, err
	}
	res, basis, ok := f.reckon(book)
	if !ok {
		return nil, false, s.end(ctx, tx, side.ID, before)
	}
	r := res.Rule
	steps, err := json.Marshal(res.Steps)
	if err != nil {
		return nil, false, err
	}
	create := tx.LegalDate.Create().SetID(id.New(id.LegalDate, tx.Now)).SetSideID(side.ID).SetReader(side.Reader).SetKind(legaldate.Kind(f.Kind)).
		SetAuthorityID(f.AuthorityID).SetNillableMessageID(f.MessageID).SetNillableServiceID(f.ServiceID).SetProcedureLaw(string(f.ProcedureLaw)).
		SetRuleID(r.ID).SetRuleVersion(r.Version).SetBasis(basis).SetAnchor(string(f.Anchor)).SetAnchorDay(string(f.AnchorDay)).SetAmount(r.Amount).
		SetUnit(string(r.Unit)).SetPlace(f.Place).SetDay(string(res.Date)).SetProvisional(res.Provisional).SetSteps(string(steps)).SetAt(tx.Now)
	if f.ExtendedTo != nil {
		create.SetExtendedTo(string(*f.ExtendedTo))
	}
	if before != nil {
		create.SetSupersedes(before.ID)
		if err := tx.LegalDate.UpdateOne(before).SetSupersededAt(tx.Now).Exec(ctx); err != nil {
			return nil, false, err
		}
	}
	row, err := create.Save(ctx)
	if err != nil {
		return nil, false, err
	}
	if f.Kind == legal.Announcement && f.MessageID != nil {
		if err := s.setRemedy(ctx, tx, side, f, res.Date); err != nil {
			return nil, false, err
		}
	}
	d, err := dateOf(row, book)
	return d, err == nil, err
}

// setRemedy computes until when a remedy against an announced decision is open: as long as its instruction says, without one a year.
func (s *Service) setRemedy(ctx context.Context, tx *store.Tx, side *sides.Side, announced Fact, day legal.Day) error {
	f := announced
	f.Kind, f.Anchor, f.AnchorDay, f.Special, f.Length, f.ExtendedTo = legal.RemedyEnds, legal.Announced, day, legal.NoInstruction, nil, nil
	if announced.Remedy != nil {
		f.Special, f.Length = "", announced.Remedy
	}
	_, _, err := s.Set(ctx, tx, side, f)
	return err
}

func (s *Service) end(ctx context.Context, tx *store.Tx, sideID string, row *ent.LegalDate) error {
	if row == nil {
		return nil
	}
	if err := tx.LegalDate.UpdateOne(row).SetSupersededAt(tx.Now).Exec(ctx); err != nil {
		return err
	}
	if row.Kind != legaldate.KindANNOUNCEMENT || row.MessageID == nil {
		return nil
	}
	return s.End(ctx, tx, sideID, Fact{Kind: legal.RemedyEnds, AuthorityID: row.AuthorityID, MessageID: row.MessageID})
}

// End takes a date back because a fact says that it does not hold: a notice bounced, documents are asked for again. With an announcement the
// end of its remedy goes. Of the fact, kind, authority, message and service are asked for.
func (s *Service) End(ctx context.Context, tx *store.Tx, sideID string, f Fact) error {
	row, err := current(ctx, tx, sideID, f)
	if err != nil {
		return err
	}
	return s.end(ctx, tx, sideID, row)
}

// EndOfMessage takes back on a side all that was computed from a message, because it was withdrawn.
func (s *Service) EndOfMessage(ctx context.Context, tx *store.Tx, sideID, messageID string) error {
	return tx.LegalDate.Update().Where(legaldate.SideID(sideID), legaldate.MessageID(messageID), legaldate.SupersededAtIsNil()).SetSupersededAt(tx.Now).Exec(ctx)
}

// Meet marks that what was due is done, or that it is not done after all.
func (s *Service) Meet(ctx context.Context, tx *store.Tx, sideID string, f Fact, done bool) error {
	row, err := current(ctx, tx, sideID, f)
	if err != nil || row == nil || done == (row.MetAt != nil) {
		return err
	}
	if !done {
		return tx.LegalDate.UpdateOne(row).ClearMetAt().Exec(ctx)
	}
	return tx.LegalDate.UpdateOne(row).SetMetAt(tx.Now).Exec(ctx)
}

// Reckoner computes the days of facts by the rules in force, and writes none; nil where no rule is known.
func (s *Service) Reckoner(ctx context.Context, tx *store.Tx) (func(Fact) *Date, error) {
	book, err := s.rules.Book(ctx, tx)
	if err != nil {
		return nil, err
	}
	return func(f Fact) *Date {
		res, basis, ok := f.reckon(book)
		if !ok {
			return nil
		}
		if basis != "" {
			res.Rule = res.Rule.On(basis)
		}
		return &Date{
			Kind: f.Kind, AuthorityID: f.AuthorityID, MessageID: f.MessageID, ServiceID: f.ServiceID, ProcedureLaw: f.ProcedureLaw, Place: f.Place,
			ExtendedTo: f.ExtendedTo, Result: res, At: tx.Now,
		}
	}, nil
}

// LatestRunning is the last day of those that run on a side and are not met: as long as one does, neither a mailbox nor an authority's copy ends. A day
// on which a decision counts as announced is no period.
func (s *Service) LatestRunning(ctx context.Context, tx *store.Tx, sideID string, today legal.Day) (legal.Day, bool, error) {
	found, err := s.LatestRunningOf(ctx, tx, []string{sideID}, today)
	day, runs := found[sideID]
	return day, runs, err
}

// LatestRunningOf is LatestRunning of sides, by side.
func (s *Service) LatestRunningOf(ctx context.Context, tx *store.Tx, sideIDs []string, today legal.Day) (map[string]legal.Day, error) {
	var rows []struct {
		SideID string `json:"side_id"`
		Day    string `json:"max"`
	}
	err := tx.LegalDate.Query().Where(legaldate.SideIDIn(sideIDs...), legaldate.KindNEQ(legaldate.KindANNOUNCEMENT), legaldate.SupersededAtIsNil(),
		legaldate.MetAtIsNil(), legaldate.DayGTE(string(today))).GroupBy(legaldate.FieldSideID).Aggregate(ent.Max(legaldate.FieldDay)).Scan(ctx, &rows)
	found := make(map[string]legal.Day, len(rows))
	for _, row := range rows {
		found[row.SideID] = legal.Day(row.Day)
	}
	return found, err
}

// Runs reports whether a period of a kind runs on a side with an authority.
func (s *Service) Runs(ctx context.Context, tx *store.Tx, sideID string, kind legal.Kind, authorityID string, today legal.Day) (bool, error) {
	return tx.LegalDate.Query().Where(legaldate.SideID(sideID), legaldate.KindEQ(legaldate.Kind(kind)), legaldate.AuthorityID(authorityID),
		legaldate.SupersededAtIsNil(), legaldate.MetAtIsNil(), legaldate.DayGTE(string(today))).Exist(ctx)
}

// MetMessages are the messages of a side whose answer came, so that the day they name is no period any more.
func (s *Service) MetMessages(ctx context.Context, tx *store.Tx, sideID string) ([]string, error) {
	return messagesOf(ctx, tx, legaldate.SideID(sideID), legaldate.SupersededAtIsNil(), legaldate.MetAtNotNil())
}

// AskedMessages are the messages of a side for which a day by which an answer is due was ever set: those rows say whether it still counts.
func (s *Service) AskedMessages(ctx context.Context, tx *store.Tx, sideID string) ([]string, error) {
	return messagesOf(ctx, tx, legaldate.SideID(sideID))
}

func messagesOf(ctx context.Context, tx *store.Tx, which ...predicate.LegalDate) ([]string, error) {
	return tx.LegalDate.Query().Where(append(which, legaldate.KindEQ(legaldate.KindANSWER_DUE), legaldate.MessageIDNotNil())...).
		Unique(true).Select(legaldate.FieldMessageID).Strings(ctx)
}

// OfSides are the dates that count now of sides, one list for each: of the MaxOfSide that come last the earliest first; the caller has checked that
// the viewer may read the sides. Kinds none: all.
func (s *Service) OfSides(ctx context.Context, tx *store.Tx, sideIDs []string, kinds ...legal.Kind) ([][]*Date, error) {
	if len(kinds) == 0 {
		kinds = legal.Kinds
	}
	ids, err := lastOfSides(ctx, tx, sideIDs, kinds)
	if err != nil {
		return nil, err
	}
	rows, err := tx.LegalDate.Query().Where(legaldate.IDIn(ids...)).Order(ent.Asc(legaldate.FieldDay, legaldate.FieldID)).All(ctx)
	if err != nil {
		return nil, err
	}
	book, err := s.rules.Book(ctx, tx)
	if err != nil {
		return nil, err
	}
	bySide := map[string][]*Date{}
	for _, row := range rows {
		d, err := dateOf(row, book)
		if err != nil {
			return nil, err
		}
		bySide[row.SideID] = append(bySide[row.SideID], d)
	}
	lists := make([][]*Date, len(sideIDs))
	for i, sideID := range sideIDs {
		lists[i] = bySide[sideID]
	}
	return lists, nil
}

// Sort orders dates as a list shows them, the first to end first.
func Sort(list []*Date) {
	slices.SortFunc(list, func(a, b *Date) int {
		return cmp.Or(cmp.Compare(a.Result.Date, b.Result.Date), cmp.Compare(a.ID, b.ID))
	})
}

// lastOfSides are the ids of the dates of each side that come last.
func lastOfSides(ctx context.Context, tx *store.Tx, sideIDs []string, kinds []legal.Kind) (ids []string, err error) {
	if len(sideIDs) == 0 {
		return nil, nil
	}
	args := make([]any, 0, len(sideIDs)+len(kinds)+1)
	for _, sideID := range sideIDs {
		args = append(args, sideID)
	}
	for _, kind := range kinds {
		args = append(args, string(kind))
	}
	rows, err := tx.Query(ctx, `SELECT id FROM (SELECT id, ROW_NUMBER() OVER (PARTITION BY side_id ORDER BY day DESC, id DESC) AS place FROM legal_date
		WHERE side_id IN (`+store.Placeholders(len(sideIDs))+`) AND kind IN (`+store.Placeholders(len(kinds))+`) AND superseded_at IS NULL) AS placed WHERE place <= ?`, append(args, MaxOfSide)...)
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	for rows.Next() {
		var found string
		if err := rows.Scan(&found); err != nil {
			return nil, err
		}
		ids = append(ids, found)
	}
	return ids, rows.Err()
}

// Before are the dates that those given superseded, in their order; nil where one superseded none.
func (s *Service) Before(ctx context.Context, list []*Date) ([]*Date, error) {
	var wanted []string
	for _, d := range list {
		if d.Supersedes != nil {
			wanted = append(wanted, *d.Supersedes)
		}
	}
	found := make([]*Date, len(list))
	if len(wanted) == 0 {
		return found, nil
	}
	err := s.db.Read(ctx, func(ctx context.Context, tx *store.Tx) error {
		rows, err := tx.LegalDate.Query().Where(legaldate.IDIn(wanted...)).All(ctx)
		if err != nil {
			return err
		}
		book, err := s.rules.Book(ctx, tx)
		if err != nil {
			return err
		}
		byID := map[string]*Date{}
		for _, row := range rows {
			if byID[row.ID], err = dateOf(row, book); err != nil {
				return err
			}
		}
		for i, d := range list {
			// of the same side: who sees the one may see the other
			if d.Supersedes != nil && byID[*d.Supersedes] != nil && byID[*d.Supersedes].SideID == d.SideID {
				found[i] = byID[*d.Supersedes]
			}
		}
		return nil
	})
	return found, err
}

// ByID is one date of a side, also a superseded one; nil when there is none.
func (s *Service) ByID(ctx context.Context, tx *store.Tx, dateID string) (*Date, error) {
	row, err := tx.LegalDate.Get(ctx, dateID)
	if ent.IsNotFound(err) {
		return nil, nil
	}
	if err != nil {
		return nil, err
	}
	book, err := s.rules.Book(ctx, tx)
	if err != nil {
		return nil, err
	}
	return dateOf(row, book)
}

// Stored is a date as it was computed, without whose it is.
type Stored struct {
	Event, Day legal.Day
	Length     Length
	Place      string
	ExtendedTo *legal.Day
}

// ComputedBy are dates that were computed by one version of a rule since a moment, the newest first, one more than the limit where there are
// more; for those who may see no side, and nothing in them says whose they are.
func (s *Service) ComputedBy(ctx context.Context, ruleID string, version int, since time.Time, limit int) ([]Stored, error) {
	rows, err := s.db.Client().LegalDate.Query().Where(legaldate.RuleID(ruleID), legaldate.RuleVersion(version), legaldate.AtGTE(since)).
		Order(ent.Desc(legaldate.FieldAt, legaldate.FieldID)).Limit(limit + 1).All(viewer.System(ctx, "dates-computed-by"))
	if err != nil {
		return nil, err
	}
	list := make([]Stored, len(rows))
	for i, row := range rows {
		list[i] = Stored{Event: legal.Day(row.AnchorDay), Day: legal.Day(row.Day), Length: Length{row.Amount, legal.Unit(row.Unit)}, Place: row.Place}
		if row.ExtendedTo != nil {
			day := legal.Day(*row.ExtendedTo)
			list[i].ExtendedTo = &day
		}
	}
	return list, nil
}

// dateOf reads a row: its day and reasons are those that were written, whatever the rules say now.
func dateOf(row *ent.LegalDate, book legal.Book) (*Date, error) {
	r, _ := book.Version(row.RuleID, row.RuleVersion)
	r = r.With(row.Amount, legal.Unit(row.Unit))
	if row.Basis != "" {
		r = r.On(row.Basis)
	}
	d := &Date{
		ID: row.ID, SideID: row.SideID, Kind: legal.Kind(row.Kind), AuthorityID: row.AuthorityID, MessageID: row.MessageID, ServiceID: row.ServiceID,
		ProcedureLaw: legal.ProcedureLaw(row.ProcedureLaw), Place: row.Place, Supersedes: row.Supersedes, SupersededAt: row.SupersededAt, MetAt: row.MetAt, At: row.At,
		Result: legal.Result{Rule: r, Anchor: legal.Day(row.AnchorDay), Date: legal.Day(row.Day), Provisional: row.Provisional},
	}
	if row.ExtendedTo != nil {
		day := legal.Day(*row.ExtendedTo)
		d.ExtendedTo = &day
	}
	return d, json.Unmarshal([]byte(row.Steps), &d.Result.Steps)
}
