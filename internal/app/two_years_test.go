//go:build demo

package app

import (
	"context"
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"schalter/internal/account"
	"schalter/internal/clock"
	"schalter/internal/config"
	"schalter/internal/directory"
	"schalter/internal/job"
	rules "schalter/internal/legal"
	"schalter/internal/store"
	"schalter/internal/testkit"
	"schalter/internal/viewer"
)

// Two years in a few minutes: people open case mailboxes and write, clerks answer, decide and close, both forget, mails fail for a week or for
// good, the clock runs on day by day with everything that the platform does by itself. What was written is kept beside it in a book, and at the
// end of each month the platform is held against the book: nothing is lost, nothing stays that was to go, nobody is told too often.
//
// SCHALTER_SIMULATION is how many mailboxes, over two whole years: make simulation.
func TestTwoYears(t *testing.T) {
	t.Parallel()
	mailboxes, days := 120, 430
	if n, err := strconv.Atoi(os.Getenv("SCHALTER_SIMULATION")); err == nil {
		mailboxes, days = n, 730
	}
	y := newYears(t, mailboxes)
	for day := range days {
		y.live(day)
	}
	y.audit()
	y.auditDecisions(true)
	y.auditPackages()
	y.auditMails()
	y.auditBackups()
	if y.tally.retained == 0 || y.tally.onHold == 0 || y.tally.offered == 0 || y.tally.byExport == 0 {
		t.Errorf("no case of an authority ended, was on hold, was offered, or ended with its export: %s", y.tally)
	}
	if y.tally.announced == 0 || y.tally.refused == 0 || y.tally.cameBack == 0 || y.tally.takenBack == 0 || y.tally.backInPeriod == 0 || y.tally.moved == 0 || y.tally.backAfterEnd == 0 || y.tally.proven == 0 {
		t.Errorf("something of decisions never happened: %s", y.tally)
	}
	if y.tally.idle == 0 || y.tally.kept == 0 || y.tally.held == 0 || y.tally.posted == 0 || y.tally.returned == 0 || y.tally.deleted == 0 || y.tally.decided == 0 || y.tally.silent == 0 {
		t.Errorf("something never happened: %s", y.tally)
	}
	t.Logf("%d mailboxes, %d days: %s", mailboxes, days, y.tally)
}

// years is a platform, the people around it, and the book of what they did.
type years struct {
	*testing.T
	*app
	// runner does what mailboxes and accounts do by themselves; the market has its own tests.
	runner *job.Runner
	clock  *clock.Fake
	rand   *rand.Rand
	mails  *mailServer
	// inlet is where mails come back to.
	inlet string
	// owners, clerks are whose turn it may be, by account; at is the authority of each clerk.
	owners []string
	// addresses are their e-mail addresses, by account.
	addresses map[string]string
	clerks    []clerk
	book      map[string]*entry
	// decisions are what authorities decided, by message; consents who agreed to be announced to by whom.
	decisions map[string]*decision
	consents  map[consenting]string
	// plan is what is done on a day.
	plan map[int][]func()
	// cfg are the platform's settings, backups the copies of its database that were made meanwhile.
	cfg     config.Config
	backups []string
	today   int
	tally   tally
}

type clerk struct{ accountID, authorityID string }

// tally counts what happened.
type tally struct {
	opened, sent, answered, decided, deleted, idle, kept, held, posted, returned, closed, silent, back, retained, idleCases, onHold, offered, exported, byExport int
	tallyOfDecisions
}

func (y tally) String() string {
	return fmt.Sprintf("%d opened, %d written, %d answered (%d decisions), %d deleted by their owners, %d idle, %d kept, %d held, %d deleted after a letter, %d letters came back, %d closed, %d times silent, %d back with backups and destroyed again, %d cases ended (%d that nobody had closed), %d on hold, %d offered to the archive, %d exported, %d ended with their export, %s", y.opened, y.sent, y.answered, y.decided, y.deleted, y.idle, y.kept, y.held, y.posted, y.returned, y.closed, y.silent, y.back, y.retained, y.idleCases, y.onHold, y.offered, y.exported, y.byExport, y.tallyOfDecisions)
}

// entry is a mailbox as the book has it.
type entry struct {
	owner string
	clerk clerk
	// written are the messages of both that the owner holds, in their order.
	written, theirs []string
	// sentAt is when each message was written; acts is when the clerk did something.
	sentAt map[string]time.Time
	acts   []time.Time
	caseID string
	// last is the last activity; decided are the decisions, and until is the last day that one of their remedies was ever open.
	last    time.Time
	decided []*decision
	until   rules.Day
	deleted bool
	// asked says that the owner decides about it once it was warned of its end.
	asked bool
	// held says that its deletion was held, once at least; heldAt since when it is now.
	held   bool
	heldAt *time.Time
	// letter warns of its end, was posted and came back.
	letter           string
	posted, returned *time.Time
	caseEnd
}

// caseEnd is what is to become of an authority's copy, as the book has it.
type caseEnd struct {
	// closedAt is when the clerk closed the case; zero while it is open. class is what it is kept by.
	closedAt time.Time
	class    string
	// heldUntil is the last day of an order to keep it.
	heldUntil time.Time
	// runsUntil is the last day of a period that ran on it when the copy was seen last.
	runsUntil time.Time
	// ranAt is when one was seen to run last.
	ranAt time.Time
	// exportedAt is when all of it was exported last, exportedSeq the number of the last event then, lastSeq that of the last event seen.
	exportedAt           time.Time
	exportedSeq, lastSeq int64
	// answeredAt is when the archive's answer was noted; caseGone says that the copy is gone.
	answeredAt time.Time
	caseGone   bool
}

// classesOfYears are the classes of both authorities, with their months.
// The copies of "export" end with their export and closing.
var classesOfYears = map[string]int{"short": 4, "middle": 6, "archive": 5, "export": 0}

func newYears(t *testing.T, mailboxes int) *years {
	t.Helper()
	y := &years{T: t, clock: clock.NewFake(time.Date(2027, 1, 4, 9, 0, 0, 0, time.UTC)), rand: rand.New(rand.NewPCG(11, uint64(mailboxes))),
		book: map[string]*entry{}, plan: map[int][]func(){}, decisions: map[string]*decision{}, consents: map[consenting]string{}}
	y.mails = openMailServer(t, y.clock)
	cfg := worldConfig(t, "")
	cfg.BlobURL, cfg.DeletionLedger = "file:"+filepath.Join(cfg.DataDir, "blobs"), "file:"+filepath.Join(t.TempDir(), "ledger")
	cfg.SMTPURL, cfg.LMTPAddr, cfg.BaseURL, cfg.Addr = "smtp://"+y.mails.addr, "127.0.0.1:0", "http://127.0.0.1:8080", "127.0.0.1:8080"
	a, err := openApp(t.Context(), &cfg, testkit.Quiet(), cheapPasswords, func(a *app) { a.clock = y.clock })
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(a.close)
	if _, err := a.demo(t.Context()); err != nil {
		t.Fatal(err)
	}
	// What the market of the demonstration has to do is done before time goes on.
	if err := a.jobs.RunDue(t.Context()); err != nil {
		t.Fatal(err)
	}
	y.cfg = cfg
	y.app, y.runner = a, job.NewRunner(a.db, testkit.Quiet())
	a.registerMailboxJobs(y.runner)
	a.tickets.RegisterJobs(y.runner)
	y.inlet = serveInletOf(t, a)
	y.peopleOf(max(20, mailboxes/20))
	y.classesOf()
	// Mailboxes are opened over the first fourteen months, so that all of a life is seen of most.
	for range mailboxes {
		y.on(y.rand.IntN(400), y.open)
	}
	// The mail server is away for a week, twice.
	for _, first := range []int{90, 260} {
		y.on(first, func() { y.mails.down, y.mails.away = true, append(y.mails.away, y.clock.Now()) })
		y.on(first+7, func() { y.mails.down = false })
	}
	// Backups of the database are made and put aside.
	for _, day := range []int{70, 200, 330} {
		y.on(day, y.backup)
	}
	return y
}

// peopleOf makes owners, some of whose addresses end in the first year.
func (y *years) peopleOf(n int) {
	street, number, code := "Luitpoldplatz", "13", "95444"
	var people []account.Seeded
	for i := range n {
		people = append(people, account.Seeded{Email: fmt.Sprintf("owner%d@years.example", i), GivenName: "Eva", FamilyName: "Beispiel",
			Address: &account.PostalAddressInput{Street: &street, HouseNumber: &number, PostalCode: &code, City: "Bayreuth", Country: "DE"}})
	}
	err := y.accounts.Seed(y.Context(), people, "Ein langer Satz für alle 7", func(_ context.Context, _ *store.Tx, ids []string) error {
		y.owners, y.addresses = ids, map[string]string{}
		for i, accountID := range ids {
			y.addresses[accountID] = people[i].Email
		}
		return nil
	})
	if err != nil {
		y.Fatal(err)
	}
	for i := 0; i < n; i += 10 {
		y.on(y.rand.IntN(300), func() { y.mails.gone[fmt.Sprintf("owner%d@years.example", i)] = true })
	}
	for email, authorityID := range map[string]string{
		"clerk@demo.example":          directory.AuthorityID(directory.KindLandratsamt, "09472"),
		"clerk-muenchen@demo.example": directory.AuthorityID(directory.KindKreisfreieStadt, "091620000000"),
	} {
		accountID, err := y.people.IDOfEmail(viewer.System(y.Context(), "test"), email)
		if err != nil {
			y.Fatal(err)
		}
		y.clerks = append(y.clerks, clerk{accountID, authorityID})
	}
	slices.SortFunc(y.clerks, func(a, b clerk) int { return strings.Compare(a.authorityID, b.authorityID) })
}

// classesOf gives the authorities classes of retention that end within the simulation.
func (y *years) classesOf() {
	err := y.db.Tx(viewer.System(y.Context(), "test"), func(ctx context.Context, tx *store.Tx) error {
		_, err := tx.Exec(ctx, `UPDATE channel SET retention_classes = ?`, `[{"key":"short","name":"Kurz","months":4},{"key":"middle","name":"Mittel","months":6},
			{"key":"archive","name":"Archiv","months":5,"offerToArchive":true},{"key":"export","name":"Export","months":0,"exportFirst":true}]`)
		return err
	})
	if err != nil {
		y.Fatal(err)
	}
	if err := y.organisations.Reload(y.Context()); err != nil {
		y.Fatal(err)
	}
}

// on plans something for a day.
func (y *years) on(day int, do func()) { y.plan[day] = append(y.plan[day], do) }

// in plans something for one of the next days.
func (y *years) in(from, to int, do func()) { y.on(y.today+from+y.rand.IntN(to-from+1), do) }

// chance is true in so many of a hundred cases.
func (y *years) chance(percent int) bool { return y.rand.IntN(100) < percent }

// live has everybody do what was planned for a day, and the platform what it does by itself.
func (y *years) live(day int) {
	y.today = day
	for _, do := range y.plan[day] {
		do()
		y.clock.Advance(time.Minute)
	}
	delete(y.plan, day)
	y.clock.Advance(6 * time.Hour)
	if err := y.runner.RunDue(y.Context()); err != nil {
		y.Fatal(err)
	}
	y.noteNotices()
	y.clock.Advance(time.Date(2027, 1, 5+day, 9, 0, 0, 0, time.UTC).Sub(y.clock.Now()))
	y.keepBook()
	y.seeEvents()
	if day%30 == 29 {
		y.audit()
		y.auditDecisions(false)
	}
}

func (y *years) as(accountID string, clerkFor ...string) context.Context {
	return viewer.With(y.Context(), &viewer.Viewer{AccountID: accountID, SessionID: "ses_" + accountID, Locale: "de", ClerkFor: clerkFor})
}

func (y *years) key() *string { s := strconv.FormatUint(y.rand.Uint64(), 36); return &s }
