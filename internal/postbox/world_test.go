package postbox_test

import (
	"bytes"
	"cmp"
	"context"
	"crypto/ed25519"
	"crypto/rand"
	"errors"
	"io"
	"log/slog"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"schalter/internal/audit"
	"schalter/internal/blob"
	"schalter/internal/casemail"
	"schalter/internal/deletion"
	"schalter/internal/errs"
	"schalter/internal/evidence"
	"schalter/internal/evidence/merkle"
	"schalter/internal/id"
	"schalter/internal/legal"
	"schalter/internal/postal"
	"schalter/internal/postbox"
	"schalter/internal/postbox/consents"
	"schalter/internal/postbox/conversation"
	"schalter/internal/postbox/dates"
	"schalter/internal/postbox/documents"
	"schalter/internal/postbox/proof"
	"schalter/internal/retention"
	"schalter/internal/scan"
	"schalter/internal/store"
	"schalter/internal/testkit"
	"schalter/internal/treelog"
	"schalter/internal/vault"
	"schalter/internal/viewer"
)

// town is a small place: two connected authorities, one that is not, and the services they handle.
type town struct {
	*testkit.World
	*postbox.Service
	blobs *blob.Files
	// notices counts the mails queued, by reader.
	notices map[string]int
	// warned are the warnings of the end of mailboxes, by owner; mailStates what became of their mails, by id, SENT where nothing is said.
	warned     map[string][]endWarning
	mailStates map[string]string
	idle       []string
	// byMail are the authorities that receive by their own mailbox.
	byMail map[string]bool
	// dissolved are the authorities that are not there any more, closed those whose channel is.
	dissolved, closed map[string]bool
	// dispatched are the deliveries that the gateway was given, told the references of deleted mailboxes.
	dispatched, told, forgotten []string
	// reported are the cases that editors were told of, withdrawn how often waiting notices were taken back.
	reported  []conversation.Declined
	withdrawn []time.Time
	log       *treelog.Log
	// proven is who Anna is by the last letter, in place of what it was at first; changed says that the profile was changed since.
	proven  *postal.Address
	changed bool
	// submissions are the services at authorities for which a message will not do, by both ids.
	submissions map[string]conversation.SubmissionKind
	// silences are when silence grants services.
	silences map[string]*conversation.Silence
	// shown is what clerks are shown as; empty for their names.
	shown string
	// away are the memberships whose deputy one is.
	away map[string][]string
	// autoReply is what each authority tells everyone who writes.
	autoReply map[string]string
	// locale is Anna's, "de" where nothing is said.
	locale string
	// singleContact is the Einheitlicher Ansprechpartner, empty where there is none.
	singleContact string
	// textVersion is that of the texts of consent.
	textVersion string
	// lettersTo are the letters about the end of mailboxes that were ordered, by the mailbox's reference; lastActivity is what they say of when
	// something last happened in it, unknown says that there is no address.
	lettersTo    map[string]string
	lastActivity map[string]time.Time
	unknown      bool
	// blocked are the accounts that an operator blocked.
	blocked map[string]bool
	// lost is an account that no key opens, unread an authority whose settings nobody can read.
	lost, unread string
	// byLetter are the mailboxes of whose deletion a letter warned.
	byLetter []string
	// classes are those of every authority; nil is two years.
	classes []retention.Class
	// book are the rules that days are computed by; nil: those that come with the program.
	book *legal.Book
	// trust is what services ask for, EMAIL where nothing is said; onHold what happens while an account is being held.
	trust  map[string]string
	onHold func() error
}

var (
	city      = id.Derive(id.Authority, "city")
	chamber   = id.Derive(id.Authority, "chamber")
	district  = id.Derive(id.Authority, "district") // not connected
	trade     = id.Derive(id.Service, "trade")
	licence   = id.Derive(id.Service, "licence")
	permit    = id.Derive(id.Service, "permit")
	assembly  = id.Derive(id.Service, "assembly") // the chamber is its Einheitlicher Ansprechpartner
	orphan    = id.Derive(id.Service, "orphan")   // nobody is competent
	cafe      = id.Derive(id.Undertaking, "cafe")
	anna      = "acc_anna"
	boris     = "acc_boris"
	clerkCity = "acc_clerk_city"
	clerkTwo  = "acc_clerk_city_two"
	clerkIHK  = "acc_clerk_chamber"
	// both works for the city and has a mailbox from which the city is written to.
	both = "acc_both"
)

const ars = "094610000000"

func newTown(t testing.TB, w *testkit.World) *town {
	t.Helper()
	return newTownWith(t, w, testkit.Silent())
}

func newTownWith(t testing.TB, w *testkit.World, log *slog.Logger) *town {
	t.Helper()
	blobs, err := blob.OpenFiles(filepath.Join(t.TempDir(), "blobs"))
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = blobs.Close() })
	tn := &town{World: w, blobs: blobs, notices: map[string]int{}, warned: map[string][]endWarning{}, blocked: map[string]bool{}, lettersTo: map[string]string{}, lastActivity: map[string]time.Time{}, mailStates: map[string]string{}, byMail: map[string]bool{}, dissolved: map[string]bool{}, closed: map[string]bool{}, submissions: map[string]conversation.SubmissionKind{}, textVersion: "2026-11"}
	tn.log, err = treelog.Open(t.Context(), treelog.Options{DB: w.DB, Keys: tn, Origin: "schalter.example/log", Log: testkit.Silent()})
	if err != nil {
		t.Fatal(err)
	}
	tn.Service = postbox.New(w.DB, w.Vault, w.Platform, postbox.Ports{
		Directory: tn, People: tn, Organisations: tn, Notices: tn, Blobs: blobs, Inspector: tn, Gateway: tn, Log: tn, Letters: tn, Desk: tn, Rules: tn,
		Certificates: deletion.New(deletion.Options{DB: w.DB, Keys: w.Platform, Log: tn, Clock: w.Clock, Platform: "Schalter", BaseURL: "https://schalter.example"}),
		EndLetters:   endLetters{tn}, IsBlocked: tn.isBlocked, BaseURL: "https://schalter.example", Audit: audit.New(w.DB, nil), ConsentText: func(consents.ConsentScope) string { return tn.textVersion },
	}, log)
	return tn
}

// Place is where a leaf of a certificate is in the log.
func (tn *town) Place(ctx context.Context, leaf merkle.Record) (*evidence.Log, *deletion.Place, error) {
	proven, err := tn.log.Prove(ctx, []merkle.Record{leaf})
	if err != nil || proven == nil {
		return nil, nil, err
	}
	log := &evidence.Log{Checkpoint: proven.Note, Stamp: proven.Stamp, Key: proven.Key}
	if place := proven.Places[0]; place != nil {
		return log, &deletion.Place{Leaf: place.Index, Proof: place.Proof}, nil
	}
	return log, nil, nil
}

func (tn *town) Book(ctx context.Context, tx *store.Tx) (legal.Book, error) {
	if tn.book != nil {
		return *tn.book, nil
	}
	return dates.Shipped{}.Book(ctx, tx)
}

func (tn *town) Revision() string { return "test" }
func (tn *town) Competences(at string, services []string, _ time.Time) ([]conversation.ServiceCandidates, error) {
	if at != ars {
		return nil, errs.New(errs.NotFound, "no such place")
	}
	var found []conversation.ServiceCandidates
	for _, s := range services {
		c := conversation.ServiceCandidates{ServiceID: s}
		switch s {
		case trade:
			c.Candidates = []conversation.Candidate{{AuthorityID: city, Role: conversation.Primary, RuleID: "rul_1"}, {AuthorityID: chamber, Role: conversation.Alternative, RuleID: "rul_2"}}
		case permit:
			c.Candidates = []conversation.Candidate{{AuthorityID: chamber, Role: conversation.Primary, RuleID: "rul_4"}}
		case assembly:
			c.Candidates = []conversation.Candidate{{AuthorityID: city, Role: conversation.Primary, RuleID: "rul_5"}, {AuthorityID: chamber, Role: conversation.PointOfSingleContact, RuleID: "rul_6"}}
		case licence:
			c.Candidates = []conversation.Candidate{{AuthorityID: district, Role: conversation.Primary, RuleID: "rul_3"}}
		}
		found = append(found, c)
	}
	return found, nil
}
func (tn *town) UndertakingServices(u string) ([]string, bool) {
	return []string{trade, licence, orphan}, u == cafe
}
func (tn *town) UndertakingName(string, string) string { return "Café eröffnen" }
func (tn *town) ServiceName(s, _ string) string {
	return map[string]string{trade: "Gewerbe anmelden", licence: "Gaststättenerlaubnis", permit: "Sachkundeprüfung", assembly: "Versammlung anzeigen", orphan: "Niemandes Sache"}[s]
}
func (tn *town) RequiredTrust(serviceID string) string { return cmp.Or(tn.trust[serviceID], "EMAIL") }
func (tn *town) Filing(_ *string, serviceID, authorityID string, _ time.Time) conversation.Filing {
	kind, ok := tn.submissions[serviceID+authorityID]
	if !ok {
		kind = conversation.ByMessage
	}
	return conversation.Filing{Kind: kind, Service: errs.Bilingual{German: tn.ServiceName(serviceID, "de"), English: "service"}, Instruction: errs.Bilingual{German: "Auf Papier.", English: "On paper."}, Basis: "§ 1"}
}
func (tn *town) RegionName(string) string      { return "Bamberg" }
func (tn *town) Seat(string) string            { return ars }
func (tn *town) IsSingleContact(a string) bool { return a == tn.singleContact }
func (tn *town) Silence(serviceID string) *conversation.Silence {
	return tn.silences[serviceID]
}
func (tn *town) ProcedureLaw([]string) legal.ProcedureLaw {
	return legal.BayVwVfG
}
func (tn *town) AuthorityName(a string) string {
	return map[string]string{city: "Stadt Bamberg", chamber: "IHK für Oberfranken", district: "Landratsamt Bamberg"}[a]
}

func (tn *town) Dissolution(a, _ string) (postbox.Dissolution, bool) {
	return postbox.Dissolution{Since: "1. Juli 2026", Successor: "IHK für Oberfranken"}, tn.dissolved[a]
}

func (tn *town) Facts(_ context.Context, accountID string) (conversation.PersonFacts, error) {
	street := "Grüner Markt"
	trust := "POSTAL"
	if accountID == boris {
		trust = "EMAIL"
	}
	proven := &postal.Address{Recipient: "Anna Šípková", Street: &street, City: "Bamberg", Country: "DE"}
	if tn.proven != nil {
		proven = tn.proven
	}
	if tn.changed {
		return conversation.PersonFacts{TrustLevel: "EMAIL", Locale: cmp.Or(tn.locale, "de")}, nil
	}
	return conversation.PersonFacts{Name: proven.Recipient, Address: proven, Proof: "POSTAL", TrustLevel: trust, Locale: cmp.Or(tn.locale, "de")}, nil
}

func (tn *town) PlanDone(context.Context) error { return nil }

func (tn *town) Hold(context.Context, *store.Tx, string) error {
	if tn.onHold == nil {
		return nil
	}
	return tn.onHold()
}

func (tn *town) Channel(_ context.Context, _ *store.Tx, a string) (conversation.ChannelFacts, error) {
	kind := conversation.ByInbox
	if tn.byMail[a] {
		kind = conversation.BySMIME
	}
	facts := conversation.ChannelFacts{Connected: a != district && !tn.closed[a], Kind: kind, MaxBytes: tn.MaxMessageBytes(a)}
	if text := tn.autoReply[a]; text != "" {
		facts.AutoReply = &text
	}
	return facts, nil
}

func (tn *town) Dispatch(_ context.Context, tx *store.Tx, deliveryID, _, _ string) error {
	tx.AfterCommit(func(context.Context) { tn.dispatched = append(tn.dispatched, deliveryID) })
	return nil
}

func (tn *town) TellDeleted(_ context.Context, tx *store.Tx, _, reference string) error {
	tx.AfterCommit(func(context.Context) { tn.told = append(tn.told, reference) })
	return nil
}

func (tn *town) Forget(_ context.Context, tx *store.Tx, deliveryIDs []string) error {
	tx.AfterCommit(func(context.Context) { tn.forgotten = append(tn.forgotten, deliveryIDs...) })
	return nil
}

func (tn *town) LogKey() (string, ed25519.PrivateKey) { return tn.Platform.Signer(vault.Log) }

func (tn *town) Append(ctx context.Context, tx *store.Tx, leaf merkle.Record) error {
	return tn.log.Append(ctx, tx, leaf)
}

func (tn *town) Prove(ctx context.Context, leaves []merkle.Record) (*proof.LogProof, error) {
	proven, err := tn.log.Prove(ctx, leaves)
	if err != nil || proven == nil {
		return nil, err
	}
	found := &proof.LogProof{Checkpoint: proven.Note, Key: proven.Key}
	for _, place := range proven.Places {
		var at *proof.LogPlace
		if place != nil {
			at = &proof.LogPlace{Index: place.Index, Proof: place.Proof}
		}
		found.Places = append(found.Places, at)
	}
	return found, nil
}

// Fallback prints what a letter would say, line by line.
func (tn *town) Fallback(l proof.FallbackLetter) ([]byte, error) {
	return []byte(strings.Join(append([]string{l.Sender.Recipient, l.Reference, l.Subject, l.Text}, l.Enclosures...), "\n")), nil
}
func (tn *town) Connected(a string) bool    { return a != district }
func (tn *town) MaxMessageBytes(string) int { return 1 << 20 }

var staff = map[string][]string{city: {clerkCity, clerkTwo, both}, chamber: {clerkIHK}}

func (tn *town) Member(_ context.Context, accountID, a string, _ *string) (conversation.Member, error) {
	if !slices.Contains(staff[a], accountID) {
		return conversation.Member{}, errs.New(errs.NotFound, "no such member")
	}
	return conversation.Member{ID: "mem_" + accountID, Name: "Frau Huber", Shown: cmp.Or(tn.shown, "Frau Huber"), Admin: accountID == clerkTwo}, nil
}
func (tn *town) RetentionClasses(string) []retention.Class { return tn.classes }
func (tn *town) RetentionClassesNow(_ context.Context, _ *store.Tx, a string) ([]retention.Class, error) {
	if a == tn.unread {
		return nil, errors.New("settings that nobody can read")
	}
	return tn.classes, nil
}
func (tn *town) MemberByID(ctx context.Context, m, a string) (conversation.Member, error) {
	return tn.Member(ctx, m[len("mem_"):], a, nil)
}
func (tn *town) AwayFor(_ context.Context, m string) ([]string, error) { return tn.away[m], nil }

func (tn *town) OwnerNotice(_ context.Context, tx *store.Tx, accountID, _ string) error {
	tx.AfterCommit(func(context.Context) { tn.notices[accountID]++ })
	return nil
}
func (tn *town) ProgressNotice(_ context.Context, tx *store.Tx, accountID, _ string) error {
	tx.AfterCommit(func(context.Context) { tn.notices["progress "+accountID]++ })
	return nil
}
func (tn *town) AuthorityNotice(_ context.Context, tx *store.Tx, a, _ string) error {
	tx.AfterCommit(func(context.Context) { tn.notices[a]++ })
	return nil
}
func (tn *town) SilenceReminder(_ context.Context, tx *store.Tx, a string) error {
	tx.AfterCommit(func(context.Context) { tn.notices["reminder "+a]++ })
	return nil
}
func (tn *town) ArchiveReminder(_ context.Context, tx *store.Tx, a string, cases int) error {
	tx.AfterCommit(func(context.Context) { tn.notices["archive "+a] += cases })
	return nil
}
func (tn *town) DeletionNotice(_ context.Context, tx *store.Tx, a, _, _ string) error {
	tx.AfterCommit(func(context.Context) { tn.notices[a]++ })
	return nil
}

// endWarning is one mail about mailboxes that end.
type endWarning struct {
	mailID    string
	at        time.Time
	mailboxes int
	first     time.Time
}

func (tn *town) EndWarning(_ context.Context, tx *store.Tx, accountID string, mailboxes int, first time.Time) ([]string, error) {
	if accountID == tn.lost {
		return nil, vault.ErrTampered
	}
	w := endWarning{id.New(id.Mail, tx.Now), tx.Now, mailboxes, first}
	tx.AfterCommit(func(context.Context) { tn.warned[accountID] = append(tn.warned[accountID], w) })
	return []string{w.mailID}, nil
}

func (tn *town) IdleDeleted(_ context.Context, tx *store.Tx, _, reference string, byLetter bool) error {
	tx.AfterCommit(func(context.Context) {
		tn.idle = append(tn.idle, reference)
		if byLetter {
			tn.byLetter = append(tn.byLetter, reference)
		}
	})
	return nil
}

// endLetters orders letters in a town.
type endLetters struct{ *town }

func (e endLetters) Order(_ context.Context, tx *store.Tx, _, reference string, lastActivity time.Time) (string, error) {
	if e.unknown {
		return "", nil
	}
	letterID := id.New(id.Letter, tx.Now)
	tx.AfterCommit(func(context.Context) { e.lettersTo[reference], e.lastActivity[reference] = letterID, lastActivity })
	return letterID, nil
}

func (tn *town) isBlocked(_ context.Context, _ *store.Tx, accountID string) (bool, error) {
	return tn.blocked[accountID], nil
}

func (tn *town) States(_ context.Context, _ *store.Tx, mailIDs []string) (map[string]string, error) {
	states := map[string]string{}
	for _, m := range mailIDs {
		if states[m] = tn.mailStates[m]; states[m] == "" {
			states[m] = "SENT"
		}
	}
	return states, nil
}

func (tn *town) Withdraw(_ context.Context, tx *store.Tx, accountID, _ string) error {
	if accountID == tn.lost {
		return vault.ErrTampered
	}
	tx.AfterCommit(func(context.Context) { tn.notices[accountID] = 0 })
	return nil
}

func (tn *town) WithdrawAfter(_ context.Context, tx *store.Tx, _, _ string, last time.Time) error {
	tx.AfterCommit(func(context.Context) { tn.withdrawn = append(tn.withdrawn, last.UTC()) })
	return nil
}

func (tn *town) ReportDeclined(_ context.Context, tx *store.Tx, d conversation.Declined) error {
	tx.AfterCommit(func(context.Context) { tn.reported = append(tn.reported, d) })
	return nil
}

func (tn *town) CheckName(filename, mediaType string) error {
	return scan.CheckName(filename, mediaType)
}
func (tn *town) Check(_ context.Context, r io.ReaderAt, size int64, filename string) (string, bool, error) {
	mediaType, err := scan.Check(r, size, filename)
	return mediaType, false, err
}

func (tn *town) Scan(_ context.Context, r io.ReaderAt, size int64) (bool, error) {
	b, err := io.ReadAll(io.NewSectionReader(r, 0, size))
	if bytes.Contains(b, []byte("EICAR")) {
		err = &scan.Error{Reason: scan.Malware}
	}
	return true, err
}

// as is the context of a person or a clerk.
func as(accountID string) context.Context {
	v := &viewer.Viewer{AccountID: accountID, SessionID: "ses_" + accountID, Locale: "de"}
	for a, list := range staff {
		if slices.Contains(list, accountID) {
			v.ClerkFor = append(v.ClerkFor, a)
		}
	}
	return viewer.With(context.Background(), v)
}

func ptr[T any](v T) *T { return &v }

// open opens Anna's mailbox for the undertaking, addressing the city.
func (tn *town) open(t testing.TB, to string) *conversation.CaseMailbox {
	t.Helper()
	return tn.openFor(t, anna, to)
}

func (tn *town) openFor(t testing.TB, owner, to string) *conversation.CaseMailbox {
	t.Helper()
	m, err := tn.Conversation.Open(as(owner), conversation.MailboxOpenInput{
		UndertakingID: &cafe, ARS: ptr(ars), Choices: []conversation.CompetenceChoiceInput{{ServiceID: trade, AuthorityID: to}},
	})
	if err != nil {
		t.Fatal(err)
	}
	return m
}

// send writes from Anna's mailbox.
func (tn *town) send(t testing.TB, m *conversation.CaseMailbox, in conversation.MessageSendInput) *conversation.Message {
	t.Helper()
	return tn.sendAs(t, anna, m, in)
}

func (tn *town) sendAs(t testing.TB, owner string, m *conversation.CaseMailbox, in conversation.MessageSendInput) *conversation.Message {
	t.Helper()
	in.MailboxID = m.ID
	if in.Subject == "" {
		in.Subject = "Gewerbe anmelden"
	}
	if in.Body == "" {
		in.Body = "Guten Tag"
	}
	if in.Kind == "" {
		in.Kind = casemail.KindMessage
	}
	if in.IdempotencyKey == "" {
		in.IdempotencyKey = rand.Text()
	}
	msg, err := tn.Conversation.Send(as(owner), in)
	if err != nil {
		t.Fatal(err)
	}
	return msg
}

// upload announces and uploads a document.
func (tn *town) upload(t testing.TB, ctx context.Context, in documents.DocumentCreateInput, content []byte) *documents.Document {
	t.Helper()
	in.Size = int64(len(content))
	d, err := tn.Documents.AnnounceDocument(ctx, in)
	if err != nil {
		t.Fatal(err)
	}
	d, err = tn.Documents.Upload(ctx, d.ID, bytes.NewReader(content))
	if err != nil {
		t.Fatal(err)
	}
	return d
}

// pdf is the smallest file that passes as one, of about size bytes.
func pdf(size int) []byte {
	b := []byte("%PDF-1.7\n1 0 obj<</Type/Catalog>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n")
	for len(b) < size {
		b = append(b, "% Füllung des Vordrucks\n"...)
	}
	return b
}

// refused reports the rules that refused.
func refused(err error) []errs.Rule {
	var rules []errs.Rule
	if r := errs.AsRefusal(err); r != nil {
		for _, p := range r.Problems {
			rules = append(rules, p.Rule)
		}
	}
	return rules
}

func wantRule(t testing.TB, err error, want errs.Rule) {
	t.Helper()
	if got := refused(err); !slices.Contains(got, want) {
		t.Errorf("got %v (%v), want %s", got, err, want)
	}
}

func wantCode(t testing.TB, err error, want errs.Code) {
	t.Helper()
	if got := errs.CodeOf(err); got != want {
		t.Errorf("got %q (%v), want %q", got, err, want)
	}
}
