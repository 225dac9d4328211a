//go:build demo

package app

import (
	"bytes"
	"context"
	"database/sql"
	"fmt"
	"io"
	"log"
	"math/rand/v2"
	"mime"
	"net"
	netmail "net/mail"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/emersion/go-smtp"

	"schalter/internal/account"
	"schalter/internal/casemail"
	"schalter/internal/clock"
	"schalter/internal/config"
	"schalter/internal/directory"
	"schalter/internal/errs"
	"schalter/internal/job"
	"schalter/internal/letter"
	"schalter/internal/pagination"
	"schalter/internal/postbox/conversation"
	"schalter/internal/postbox/inbox"
	"schalter/internal/postbox/sides"
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
	y.auditMails()
	y.auditBackups()
	if y.tally.retained == 0 || y.tally.onHold == 0 || y.tally.offered == 0 {
		t.Errorf("no case of an authority ended, was on hold, or was offered: %s", y.tally)
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
	// owners, clerks are whose turn it may be, by account; at is the authority of each clerk.
	owners []string
	// addresses are their e-mail addresses, by account.
	addresses map[string]string
	clerks    []clerk
	book      map[string]*entry
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
type tally struct{ opened, sent, answered, decided, deleted, idle, kept, held, posted, returned, closed, silent, back, retained, onHold, offered int }

func (y tally) String() string {
	return fmt.Sprintf("%d opened, %d written, %d answered (%d decisions), %d deleted by their owners, %d idle, %d kept, %d held, %d deleted after a letter, %d letters came back, %d closed, %d times silent, %d back with backups and destroyed again, %d cases ended, %d on hold, %d offered to the archive", y.opened, y.sent, y.answered, y.decided, y.deleted, y.idle, y.kept, y.held, y.posted, y.returned, y.closed, y.silent, y.back, y.retained, y.onHold, y.offered)
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
	// last is the last activity.
	last    time.Time
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
	// answeredAt is when the archive's answer was noted; caseGone says that the copy is gone.
	answeredAt time.Time
	caseGone   bool
}

// classesOfYears are the classes of both authorities, with their months.
var classesOfYears = map[string]int{"short": 4, "middle": 6, "archive": 5}

// A mailServer takes mails, or does not. What it took counts by address and time.
type mailServer struct {
	mu    sync.Mutex
	clock clock.Clock
	down  bool
	// away is when it went away for a week, each time.
	away []time.Time
	// gone are the addresses that it refuses for good.
	gone  map[string]bool
	taken map[string][]takenMail
	addr  string
}

type takenMail struct {
	at      time.Time
	subject string
}

type mailVisit struct {
	*mailServer
	to string
}

func (m *mailServer) NewSession(*smtp.Conn) (smtp.Session, error) {
	m.mu.Lock()
	defer m.mu.Unlock()
	if m.down {
		return nil, &smtp.SMTPError{Code: 421, EnhancedCode: smtp.EnhancedCode{4, 3, 2}, Message: "closed for maintenance"}
	}
	return &mailVisit{mailServer: m}, nil
}

func (v *mailVisit) Reset()                               {}
func (v *mailVisit) Logout() error                        { return nil }
func (v *mailVisit) Mail(string, *smtp.MailOptions) error { return nil }
func (v *mailVisit) Rcpt(to string, _ *smtp.RcptOptions) error {
	v.mu.Lock()
	defer v.mu.Unlock()
	if v.gone[to] {
		return &smtp.SMTPError{Code: 550, EnhancedCode: smtp.EnhancedCode{5, 1, 1}, Message: "no such mailbox"}
	}
	v.to = to
	return nil
}

func (v *mailVisit) Data(r io.Reader) error {
	raw, err := io.ReadAll(r)
	if err != nil {
		return err
	}
	read, err := netmail.ReadMessage(bytes.NewReader(raw))
	if err != nil {
		return err
	}
	subject, err := new(mime.WordDecoder).DecodeHeader(read.Header.Get("Subject"))
	if err != nil {
		return err
	}
	v.mu.Lock()
	defer v.mu.Unlock()
	v.taken[v.to] = append(v.taken[v.to], takenMail{v.clock.Now(), subject})
	return nil
}

// isLate reports whether a mail of about this time may have been given up, or may have come later than it was written.
func (m *mailServer) isLate(at time.Time) bool {
	return slices.ContainsFunc(m.away, func(from time.Time) bool {
		return !at.Before(from.AddDate(0, 0, -1)) && at.Before(from.AddDate(0, 0, 10))
	})
}

func openMailServer(t testing.TB, c clock.Clock) *mailServer {
	t.Helper()
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	m := &mailServer{clock: c, gone: map[string]bool{}, taken: map[string][]takenMail{}, addr: listener.Addr().String()}
	server := smtp.NewServer(m)
	server.Domain, server.ErrorLog = "mx.years.example", log.New(io.Discard, "", 0)
	served := make(chan struct{})
	go func() { defer close(served); _ = server.Serve(listener) }()
	t.Cleanup(func() { _ = server.Close(); <-served })
	return m
}

func newYears(t *testing.T, mailboxes int) *years {
	t.Helper()
	y := &years{T: t, clock: clock.NewFake(time.Date(2027, 1, 4, 9, 0, 0, 0, time.UTC)), rand: rand.New(rand.NewPCG(11, uint64(mailboxes))),
		book: map[string]*entry{}, plan: map[int][]func(){}}
	y.mails = openMailServer(t, y.clock)
	cfg := worldConfig(t, "")
	cfg.BlobURL, cfg.DeletionLedger = "file:"+filepath.Join(cfg.DataDir, "blobs"), "file:"+filepath.Join(t.TempDir(), "ledger")
	cfg.SMTPURL, cfg.BaseURL, cfg.Addr = "smtp://"+y.mails.addr, "http://127.0.0.1:8080", "127.0.0.1:8080"
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

// backup copies the database as it is now.
func (y *years) backup() {
	db, err := sql.Open("sqlite", filepath.Join(y.cfg.DataDir, "schalter.db"))
	if err != nil {
		y.Fatal(err)
	}
	defer func() { _ = db.Close() }()
	kept := filepath.Join(y.TempDir(), "schalter.db")
	if _, err := db.ExecContext(y.Context(), `VACUUM INTO ?`, kept); err != nil {
		y.Fatal(err)
	}
	y.backups = append(y.backups, kept)
}

// auditBackups restores each backup beside what it became, and drills: what was deleted since is there, and is not after the ledger was replayed.
func (y *years) auditBackups() {
	for i, kept := range y.backups {
		restored := y.cfg
		restored.DataDir = filepath.Dir(kept)
		report, err := drill(y.T, restored)
		var entries, damaged, there, opened, left, opens int
		if _, scanned := fmt.Sscanf(report, "in the ledger: %d, lines that count for nothing: %d\nback with the backup: %d, of them opened: %d\nafter the replay: %d, of them opened: %d\n",
			&entries, &damaged, &there, &opened, &left, &opens); err != nil || scanned != nil {
			y.Fatalf("backup %d: %v, %v: %s", i, err, scanned, report)
		}
		if damaged != 0 || there == 0 || opened != there || left != 0 || opens != 0 {
			y.Errorf("backup %d: %s", i, report)
		}
		y.tally.back += there
	}
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
			{"key":"archive","name":"Archiv","months":5,"offerToArchive":true}]`)
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
	y.clock.Advance(time.Date(2027, 1, 5+day, 9, 0, 0, 0, time.UTC).Sub(y.clock.Now()))
	y.keepBook()
	if day%30 == 29 {
		y.audit()
	}
}

func (y *years) as(accountID string, clerkFor ...string) context.Context {
	return viewer.With(y.Context(), &viewer.Viewer{AccountID: accountID, SessionID: "ses_" + accountID, Locale: "de", ClerkFor: clerkFor})
}

func (y *years) key() *string { s := strconv.FormatUint(y.rand.Uint64(), 36); return &s }

// open is where a mailbox begins.
func (y *years) open() {
	c := y.clerks[y.rand.IntN(len(y.clerks))]
	e := &entry{owner: y.owners[y.rand.IntN(len(y.owners))], clerk: c, last: y.clock.Now(), sentAt: map[string]time.Time{}}
	m, err := y.postbox.Conversation.Open(y.as(e.owner), conversation.MailboxOpenInput{AuthorityID: &c.authorityID, IdempotencyKey: y.key()})
	if err != nil {
		y.Fatal(err)
	}
	y.book[m.ID] = e
	y.tally.opened++
	if y.chance(95) {
		y.in(0, 10, func() { y.write(m.ID) })
	}
	if y.chance(8) {
		y.in(5, 300, func() { y.delete(m.ID) })
	}
}

// alive is the entry of a mailbox that still is there.
func (y *years) alive(mailboxID string) *entry {
	if e := y.book[mailboxID]; !e.deleted {
		return e
	}
	return nil
}

func (y *years) write(mailboxID string) {
	e := y.alive(mailboxID)
	if e == nil {
		return
	}
	m, err := y.postbox.Conversation.Send(y.as(e.owner), conversation.MessageSendInput{MailboxID: mailboxID, RecipientIDs: []string{e.clerk.authorityID},
		Kind: casemail.KindMessage, Subject: "Eine Frage", Body: "Guten Tag, wie weit ist es?", IdempotencyKey: *y.key(), ReceiptRequested: y.chance(20)})
	if err != nil {
		y.Fatalf("write from %s: %v", mailboxID, err)
	}
	e.written, e.last, e.sentAt[m.ID] = append(e.written, m.ID), y.clock.Now(), y.clock.Now()
	y.tally.sent++
	// Who writes has a closed case go on, and gets another one where the authority's copy is gone.
	if caseID := y.caseOf(mailboxID); caseID != e.caseID {
		e.caseID, e.caseEnd = caseID, caseEnd{}
	}
	e.closedAt, e.answeredAt = time.Time{}, time.Time{}
	if y.chance(85) {
		y.in(0, 20, func() { y.clerkReads(mailboxID, m.ID) })
	}
}

func (y *years) caseOf(mailboxID string) (caseID string) {
	rows, err := y.db.Query(viewer.System(y.Context(), "test"), `SELECT id FROM side WHERE mailbox_id = ? AND kind = 'AUTHORITY'`, mailboxID)
	if err != nil {
		y.Fatal(err)
	}
	defer rows.Close()
	for rows.Next() {
		if err := rows.Scan(&caseID); err != nil {
			y.Fatal(err)
		}
	}
	return caseID
}

func (y *years) clerkReads(mailboxID, messageID string) {
	e := y.book[mailboxID]
	if _, err := y.postbox.Conversation.MarkRead(y.as(e.clerk.accountID, e.clerk.authorityID), []string{messageID}, true); err != nil {
		y.Fatalf("read %s: %v", messageID, err)
	}
	e.acts = append(e.acts, y.clock.Now())
	if !e.deleted {
		e.last = y.clock.Now()
	}
	if y.chance(80) {
		y.in(0, 40, func() { y.answer(mailboxID, messageID) })
	}
}

func (y *years) answer(mailboxID, messageID string) {
	e := y.book[mailboxID]
	kind := casemail.KindMessage
	if y.chance(30) {
		kind = casemail.KindDecision
	}
	m, err := y.postbox.Conversation.Reply(y.as(e.clerk.accountID, e.clerk.authorityID), conversation.CaseReplyInput{CaseID: e.caseID, Kind: kind, Subject: "Antwort",
		Body: "Guten Tag, es ist so weit.", InReplyToID: &messageID, IdempotencyKey: *y.key()})
	if e.deleted {
		if errs.AsRefusal(err) == nil {
			y.Errorf("an answer into a mailbox that is gone: %v", err)
		}
		return
	}
	if err != nil {
		y.Fatalf("answer into %s: %v", mailboxID, err)
	}
	e.theirs, e.last, e.acts = append(e.theirs, m.ID), y.clock.Now(), append(e.acts, y.clock.Now())
	y.tally.answered++
	if kind == casemail.KindDecision {
		y.tally.decided++
	}
	if y.chance(80) {
		y.in(0, 30, func() { y.ownerReads(mailboxID, m.ID) })
	}
	if y.chance(50) {
		y.in(1, 60, func() { y.close(mailboxID) })
	}
}

func (y *years) ownerReads(mailboxID, messageID string) {
	e := y.alive(mailboxID)
	if e == nil {
		return
	}
	if _, err := y.postbox.Conversation.MarkRead(y.as(e.owner), []string{messageID}, true); err != nil {
		y.Fatalf("read %s: %v", messageID, err)
	}
	e.last = y.clock.Now()
	if y.chance(40) {
		y.in(0, 30, func() { y.write(mailboxID) })
	}
}

func (y *years) close(mailboxID string) {
	e := y.book[mailboxID]
	ctx := y.as(e.clerk.accountID, e.clerk.authorityID)
	c, err := y.postbox.Conversation.Case(ctx, e.caseID)
	if errs.CodeOf(err) == errs.NotFound {
		return
	}
	if err != nil {
		y.Fatal(err)
	}
	if c.State == conversation.CaseClosed {
		return
	}
	closed := conversation.CaseClosed
	in := inbox.CaseUpdate{CaseID: e.caseID, ExpectedVersion: c.Version, State: &closed}
	e.closedAt, e.class = y.clock.Now(), []string{"short", "short", "middle", "archive"}[y.rand.IntN(4)]
	in.Keeping.RetentionClassKey = sides.Change{Set: true, Value: &e.class}
	// The clerk in Bayreuth manages the authority, too.
	if e.clerk.authorityID == directory.AuthorityID(directory.KindLandratsamt, "09472") && y.chance(30) {
		e.heldUntil = clock.EndOfDay(y.clock.Now().AddDate(0, 0, 100+y.rand.IntN(200)))
		last := e.heldUntil.In(clock.Berlin).Format(time.DateOnly)
		in.Keeping.SetHold, in.Keeping.Hold = true, &inbox.LegalHoldInput{Reason: "Klage", Until: &last}
		y.tally.onHold++
	}
	if _, err := y.postbox.Inbox.UpdateCase(ctx, in); err != nil {
		y.Fatal(err)
	}
	y.tally.closed++
}

// auditCases asks of each authority's copy whether it is there exactly as long as its class, an order and the archive have it be.
func (y *years) auditCases() {
	there := map[string]bool{}
	rows, err := y.db.Query(viewer.System(y.Context(), "test"), `SELECT id, retention_ended_at IS NOT NULL AND archive_answer IS NULL FROM side WHERE kind = 'AUTHORITY'`)
	if err != nil {
		y.Fatal(err)
	}
	defer rows.Close()
	waits := map[string]bool{}
	for rows.Next() {
		var caseID string
		var waiting bool
		if err := rows.Scan(&caseID, &waiting); err != nil {
			y.Fatal(err)
		}
		there[caseID], waits[caseID] = true, waiting
	}
	for mailboxID, e := range y.book {
		if e.caseID != "" && !e.caseGone {
			y.auditCase(mailboxID, e, there[e.caseID], waits[e.caseID])
		}
	}
}

func (y *years) auditCase(mailboxID string, e *entry, there, waits bool) {
	// The sweep of the day comes after what is done on it.
	end := clock.EndOfDay(clock.AddMonths(e.closedAt, classesOfYears[e.class]))
	if e.heldUntil.After(end) {
		end = e.heldUntil
	}
	switch over := !e.closedAt.IsZero() && y.clock.Now().After(end); {
	case !there && e.closedAt.IsZero():
		y.Errorf("day %d: the open case of %s is gone", y.today, mailboxID)
	case !there && !over:
		y.Errorf("day %d: the case of %s went before %s", y.today, mailboxID, end)
	case !there && e.class == "archive" && e.answeredAt.IsZero():
		y.Errorf("day %d: the case of %s went before the archive was offered it", y.today, mailboxID)
	case !there:
		e.caseGone = true
		y.tally.retained++
	case !over || e.class == "archive" && !e.answeredAt.IsZero() && y.clock.Now().Sub(e.answeredAt) < 48*time.Hour:
	case e.class == "archive" && e.answeredAt.IsZero():
		// The sweep looks again 30 days after it met an order.
		if !waits && y.clock.Now().Sub(end) > 33*24*time.Hour {
			y.Errorf("day %d: the case of %s is not offered to the archive", y.today, mailboxID)
		}
		if waits && y.chance(60) {
			y.answerOfArchive(e)
		}
	case e.heldUntil.IsZero() && y.clock.Now().Sub(end) > 48*time.Hour, y.clock.Now().Sub(end) > 33*24*time.Hour:
		y.Errorf("day %d: the case of %s is still there, over since %s", y.today, mailboxID, end)
	}
}

func (y *years) answerOfArchive(e *entry) {
	ctx := y.as(e.clerk.accountID, e.clerk.authorityID)
	c, err := y.postbox.Conversation.Case(ctx, e.caseID)
	if err != nil {
		y.Fatal(err)
	}
	in := inbox.CaseUpdate{CaseID: e.caseID, ExpectedVersion: c.Version}
	in.Keeping.SetArchive = true
	in.Keeping.Archive = &inbox.ArchiveAnswerInput{Answer: conversation.TakenOver, AnsweredOn: y.clock.Now().In(clock.Berlin).Format(time.DateOnly)}
	if _, err := y.postbox.Inbox.UpdateCase(ctx, in); err != nil {
		y.Fatal(err)
	}
	e.answeredAt = y.clock.Now()
	y.tally.offered++
}

func (y *years) delete(mailboxID string) {
	e := y.alive(mailboxID)
	if e == nil {
		return
	}
	if _, err := y.postbox.DeleteMailbox(y.as(e.owner), mailboxID); err != nil {
		y.Fatal(err)
	}
	e.deleted = true
	y.tally.deleted++
}

// keepMailbox is what every third owner does who was warned.
func (y *years) keepMailbox(mailboxID string) {
	e := y.alive(mailboxID)
	if e == nil {
		return
	}
	if _, err := y.postbox.KeepMailbox(y.as(e.owner), mailboxID); err != nil {
		y.Fatal(err)
	}
	e.last, e.asked = y.clock.Now(), false
	y.tally.kept++
}

// keepBook finds out which mailboxes the platform deleted by itself, each of which must have been idle for six months.
func (y *years) keepBook() {
	there := map[string]bool{}
	rows, err := y.db.Query(viewer.System(y.Context(), "test"),
		`SELECT id, deletion_held_at, end_letter_id, end_letter_sent_at, end_letter_returned_at FROM side WHERE kind = 'OWNER'`)
	if err != nil {
		y.Fatal(err)
	}
	defer rows.Close()
	for rows.Next() {
		var mailboxID string
		var now entry
		var letterID *string
		if err := rows.Scan(&mailboxID, &now.heldAt, &letterID, &now.posted, &now.returned); err != nil {
			y.Fatal(err)
		}
		there[mailboxID] = true
		e := y.book[mailboxID]
		if e == nil {
			continue
		}
		if letterID != nil && *letterID != e.letter && y.chance(40) {
			y.in(3, 20, func() { y.comesBack(*letterID) })
		}
		e.letter, e.heldAt, e.posted, e.returned = "", now.heldAt, now.posted, now.returned
		if letterID != nil {
			e.letter = *letterID
		}
	}
	for mailboxID, e := range y.book {
		switch ends := clock.EndOfDay(clock.AddMonths(e.last, 6)); {
		case there[mailboxID] && e.deleted:
			y.Errorf("day %d: %s is there again", y.today, mailboxID)
		case !there[mailboxID] && !e.deleted && y.clock.Now().Before(ends):
			y.Errorf("day %d: %s was deleted, last active on %s", y.today, mailboxID, e.last.Format(time.DateOnly))
		case !there[mailboxID] && !e.deleted:
			switch {
			case e.returned != nil || e.heldAt != nil && e.posted == nil:
				y.Errorf("day %d: %s was deleted although no warning reached its owner", y.today, mailboxID)
			case e.posted != nil && y.clock.Now().Before(e.posted.AddDate(0, 0, 30)):
				y.Errorf("day %d: %s was deleted, the letter was posted on %s", y.today, mailboxID, e.posted.Format(time.DateOnly))
			case e.posted != nil:
				y.tally.posted++
			}
			e.deleted = true
			y.tally.idle++
		}
	}
}

// comesBack has the post bring a letter back. The mailbox it was about may be used again meanwhile, or gone.
func (y *years) comesBack(letterID string) {
	operator := viewer.With(y.Context(), &viewer.Viewer{AccountID: "acc_operator", SessionID: "ses_operator", Roles: []viewer.Role{viewer.Operator}})
	if _, err := y.accounts.ReturnLetter(operator, letter.ReferenceOf(letterID), "unbekannt verzogen"); err != nil {
		y.Fatalf("letter %s came back: %v", letterID, err)
	}
	y.tally.returned++
}

// audit holds the platform against the book.
func (y *years) audit() {
	for mailboxID, e := range y.book {
		if e.deleted {
			continue
		}
		ctx := y.as(e.owner)
		list, err := y.postbox.Conversation.Messages(ctx, mailboxID, pagination.Request{Limit: 100})
		if err != nil {
			y.Fatalf("%s: %v", mailboxID, err)
		}
		held := map[string]bool{}
		for _, m := range list.Items {
			held[m.Node.ID] = true
		}
		for _, messageID := range append(slices.Clone(e.written), e.theirs...) {
			if !held[messageID] {
				y.Errorf("day %d: %s has lost %s", y.today, mailboxID, messageID)
			}
		}
		m, err := y.postbox.Conversation.Mailbox(ctx, mailboxID)
		if err != nil {
			y.Fatal(err)
		}
		if m.DeletionWarnings > 0 && !e.asked {
			e.asked = true
			if y.chance(30) {
				y.in(1, 5, func() { y.keepMailbox(mailboxID) })
			}
		}
		y.auditEnd(e, m)
		y.auditSilence(mailboxID, e)
		if !m.LastActivityAt.Equal(e.last) {
			y.Errorf("day %d: %s was last active at %s, the book says %s", y.today, mailboxID, m.LastActivityAt, e.last)
		}
	}
	y.auditCases()
	stuck, err := y.runner.Stuck(y.Context())
	if err != nil || len(stuck) > 0 {
		y.Errorf("day %d: jobs that are stuck: %v, %v", y.today, stuck, err)
	}
}

// auditSilence asks of each message whether the owner was told of the authority's silence exactly where nothing was done for 14 days.
func (y *years) auditSilence(mailboxID string, e *entry) {
	rows, err := y.db.Query(viewer.System(y.Context(), "test"), `SELECT message_id, silence_step FROM delivery WHERE owner_side_id = ?`, mailboxID)
	if err != nil {
		y.Fatal(err)
	}
	defer rows.Close()
	day := func(t time.Time) int { return int(clock.EndOfDay(t).Add(-12*time.Hour).Unix() / (24 * 60 * 60)) }
	for rows.Next() {
		var messageID string
		var step int
		if err := rows.Scan(&messageID, &step); err != nil {
			y.Fatal(err)
		}
		sent := e.sentAt[messageID]
		acted := slices.ContainsFunc(e.acts, func(at time.Time) bool { return at.After(sent) && day(at) <= day(sent)+14 })
		// The sweep of this day runs after what is done on it.
		silent := !acted && day(y.clock.Now()) > day(sent)+14
		if told := slices.Contains(conversation.StepsTold, step); told != silent {
			y.Errorf("day %d: told of silence about %s: %v, want %v", y.today, messageID, told, silent)
		}
		if silent {
			y.tally.silent++
		}
	}
}

// auditEnd says of a mailbox that is still there why it is.
func (y *years) auditEnd(e *entry, m *conversation.CaseMailbox) {
	gone := y.mails.gone[y.addresses[e.owner]]
	switch late := y.clock.Now().Sub(clock.EndOfDay(clock.AddMonths(e.last, 6))); {
	case e.heldAt != nil && !gone && !y.heldByOutage(e):
		y.Errorf("day %d: %s is held although its owner's mails arrive", y.today, m.ID)
	case e.heldAt == nil && late > 45*24*time.Hour, m.EndLetter == conversation.EndLetterPosted && late > 75*24*time.Hour:
		y.Errorf("day %d: %s is %s late, and not held", y.today, m.ID, late)
	case m.EndLetter == conversation.EndLetterNoAddress, m.EndLetter == conversation.EndLetterQueued:
		y.Errorf("day %d: no letter was posted about %s: %s", y.today, m.ID, m.EndLetter)
	}
	if e.heldAt != nil && !e.held {
		e.held = true
		y.tally.held++
	}
}

// heldByOutage reports whether one of a mailbox's warnings may have been given up because the mail server was away: since its end drew near.
func (y *years) heldByOutage(e *entry) bool {
	near := clock.AddMonths(e.last, 6).AddDate(0, 0, -31)
	return slices.ContainsFunc(y.mails.away, func(from time.Time) bool { return from.AddDate(0, 0, 8).After(near) && from.Before(*e.heldAt) })
}

// auditMails asks whether anybody was warned twice within two days.
func (y *years) auditMails() {
	warned := 0
	for address, list := range y.mails.taken {
		var before time.Time
		for _, m := range list {
			if !strings.Contains(m.subject, "bald gelöscht") {
				continue
			}
			if gap := m.at.Sub(before); gap < 48*time.Hour && !y.mails.isLate(m.at) {
				y.Errorf("%s was warned again after %s", address, gap)
			}
			before = m.at
			warned++
		}
	}
	if warned < 3*y.tally.idle/len(y.owners) {
		y.Errorf("%d warnings for %d mailboxes that were deleted", warned, y.tally.idle)
	}
}
