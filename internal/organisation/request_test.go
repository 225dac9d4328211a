package organisation_test

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"net/netip"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"entgo.io/ent/dialect/sql/schema"

	"schalter/internal/checkcode"
	"schalter/internal/clock"
	"schalter/internal/errs"
	"schalter/internal/organisation"
	"schalter/internal/pagination"
	"schalter/internal/postal"
	"schalter/internal/store"
	"schalter/internal/testkit"
	"schalter/internal/viewer"
)

var (
	anyone = viewer.With(context.Background(), &viewer.Viewer{Locale: "en"})
	eva    = as("acc_5", nil)
	here   = netip.MustParseAddr("192.0.2.7")
)

func wish(authorityID string, kind organisation.ChannelKind) organisation.AuthorityConnectRequestInput {
	phone := "0951 87-0"
	return organisation.AuthorityConnectRequestInput{AuthorityID: authorityID, Kind: kind, Contact: organisation.ContactPerson{Name: "Eva Kern", Email: "Eva@coburg.example", Phone: &phone}}
}

func townHall() *postal.Address {
	street, code := "Markt", "96450"
	return &postal.Address{Street: &street, PostalCode: &code, City: "Coburg", Country: "DE"}
}

// request asks and returns the request as an operator sees it.
func (b *bureau) request(t *testing.T, in organisation.AuthorityConnectRequestInput) *organisation.ConnectRequest {
	t.Helper()
	// Ids are in the order of time.
	b.w.Clock.Advance(time.Second)
	if err := b.RequestConnect(anyone, in, here); err != nil {
		t.Fatal(err)
	}
	list, err := b.Requests(operator, organisation.RequestRequested, pagination.Request{Limit: 100})
	if err != nil || len(list.Items) == 0 {
		t.Fatal(list, err)
	}
	return list.Items[len(list.Items)-1].Node
}

func (b *bureau) release(t *testing.T, in organisation.AuthorityConnectRequestInput) sentLetter {
	t.Helper()
	r := b.request(t, in)
	b.approve(t, r.ID)
	return b.letters[len(b.letters)-1]
}

// approve has both operators release a request.
func (b *bureau) approve(t *testing.T, requestID string) *organisation.ConnectRequest {
	t.Helper()
	b.setOperators("acc_8", "acc_80")
	defer b.setOperators("acc_8")
	var r *organisation.ConnectRequest
	for _, who := range []context.Context{operator, otherOperator} {
		var err error
		if r, err = b.Decide(who, organisation.Decision{RequestID: requestID, Approve: true, Address: townHall()}); err != nil {
			t.Fatal(err)
		}
	}
	b.take(&b.mails)
	return r
}

func (b *bureau) count(t *testing.T, state organisation.ConnectRequestState) int {
	t.Helper()
	list, err := b.Requests(operator, state, pagination.Request{Limit: 100})
	if err != nil {
		t.Fatal(err)
	}
	return len(list.Items)
}

func TestAuthorityAsksGetsALetterAndEnters(t *testing.T) {
	t.Parallel()
	testkit.OnBoth(t, func(t *testing.T, w *testkit.World) {
		for kind, want := range map[organisation.ChannelKind]string{
			organisation.Inbox: "INBOX ACTIVE CONNECTED", organisation.SMIME: "SMIME PENDING NOT_CONNECTED",
		} {
			authorityID := map[organisation.ChannelKind]string{organisation.Inbox: "aut_coburg", organisation.SMIME: "aut_hof"}[kind]
			b := newBureauAgain(t, w)
			r := b.request(t, wish(authorityID, kind))
			if r.Contact.Name != "Eva Kern" || *r.Contact.Phone != "0951 87-0" || r.State != organisation.RequestRequested || r.Address != nil {
				t.Errorf("request: got %+v", r)
			}
			b.setOperators("acc_8", "acc_80")
			r, err := b.Decide(operator, organisation.Decision{RequestID: r.ID, Approve: true, Address: townHall()})
			if err != nil || r.State != organisation.RequestProposed || !r.ProposedByMe || r.DecidedAt != nil || len(b.letters) != 0 {
				t.Fatalf("proposal: got %+v, %v", r, err)
			}
			if got, want := b.take(&b.mails), "proposed acc_80"; got != want {
				t.Errorf("mail: got %s, want %s", got, want)
			}
			r, err = b.Decide(otherOperator, organisation.Decision{RequestID: r.ID, Approve: true, Address: townHall()})
			if err != nil || r.State != organisation.RequestReleased || r.DecidedAt == nil || r.ProposedByMe {
				t.Fatalf("release: got %+v, %v", r, err)
			}
			l := b.letters[0]
			if l.to.Recipient != r.Address.Recipient || *l.to.Addition != "z. Hd. Eva Kern" || l.contact != "Eva Kern" || l.requestID != r.ID {
				t.Errorf("letter: got %+v", l)
			}
			if got, want := b.take(&b.mails), "released Eva@coburg.example en "+authorityID+", released acc_8, released acc_80"; got != want {
				t.Errorf("mail: got %s, want %s", got, want)
			}
			entered, err := b.Confirm(eva, strings.ToLower(checkcode.Format(l.code)))
			if err != nil || entered.AuthorityID != authorityID || !entered.Membership.Me || fmt.Sprint(entered.Membership.Roles) != "[ADMIN CLERK]" || !entered.Membership.AllAuthorities {
				t.Fatalf("confirm: got %+v, %v", entered, err)
			}
			org := b.OfAuthority(authorityID)
			if org == nil || org.ID != entered.Membership.OrganisationID || org.Kind != organisation.KreisfreieStadt {
				t.Errorf("org: got %+v", org)
			}
			c := b.Channel(operator, authorityID)
			if got := fmt.Sprint(c.Kind, " ", c.State, " ", c.Reachability()); got != want {
				t.Errorf("channel: got %s, want %s", got, want)
			}
			if got := rule(second(b.Confirm(eva, l.code))); got != "WRONG_STATE connect_nothing_waits code" {
				t.Errorf("the same code again: got %s", got)
			}
			if got := rule(b.RequestConnect(anyone, wish(authorityID, kind), here)); got != "TAKEN authority_connected authorityId" {
				t.Errorf("asked again: got %s", got)
			}
			if got, want := b.take(&b.acts), "connect.request "+authorityID+", acc_8 connect.propose "+authorityID+", acc_80 connect.release "+authorityID+", acc_5 connect.confirm "+authorityID; got != want {
				t.Errorf("record: got %s, want %s", got, want)
			}
		}
	})
}

// newBureauAgain is a bureau in a world that has its organisations already.
func newBureauAgain(t *testing.T, w *testkit.World) *bureau {
	t.Helper()
	var n int
	if err := w.DB.QueryRow(context.Background(), `SELECT COUNT(*) FROM organisation`).Scan(&n); err != nil {
		t.Fatal(err)
	}
	if n == 0 {
		return newBureau(t, w)
	}
	b := &bureau{hall: &hall{w: w, persons: newPersons()}, ca: newIssuer(t, "Prüfstelle"), readers: map[string][]string{}}
	var err error
	if b.Service, err = organisation.New(context.Background(), w.DB, names{}, w.Log); err != nil {
		t.Fatal(err)
	}
	b.SetPorts(b.ports())
	return b
}

func TestRequestsAreCheckedBoundedAndAnsweredAlike(t *testing.T) {
	t.Parallel()
	testkit.OnBoth(t, func(t *testing.T, w *testkit.World) {
		b := newBureau(t, w)
		nameless, mute, unknown := wish("aut_coburg", organisation.Inbox), wish("aut_coburg", organisation.Inbox), wish("aut_x", organisation.Inbox)
		nameless.Contact.Name, mute.Contact.Email = " ", "eva"
		strange := wish("aut_coburg", organisation.Inbox)
		strange.Contact.Name = "Eva\nKern"
		for want, in := range map[string]organisation.AuthorityConnectRequestInput{
			"REQUIRED contact.name": nameless, "INVALID email_malformed contact.email": mute, "NOT_FOUND authority_unknown authorityId": unknown,
			"TAKEN authority_connected authorityId": wish("aut_bamberg", organisation.Inbox), "INVALID one_line contact.name": strange,
		} {
			if got := rule(b.RequestConnect(anyone, in, here)); got != want {
				t.Errorf("got %s, want %s", got, want)
			}
		}
		began := w.Clock.Now()
		next := func(at time.Time) string {
			_, english := clock.Moment(at, w.Clock.Now())
			return "Too many requests in a short time. The next one is possible from " + english + "."
		}
		for range 3 {
			if err := b.RequestConnect(anyone, wish("aut_coburg", organisation.Inbox), here); err != nil {
				t.Fatal(err)
			}
		}
		if got := b.count(t, organisation.RequestRequested); got != 1 {
			t.Errorf("the same contact asked three times: got %d requests", got)
		}
		// The same contact corrected: the second and the third wish.
		corrected := wish("aut_coburg", organisation.Inbox)
		for _, name := range []string{"Eva Kernn", "Eva Karn"} {
			corrected.Contact.Name = name
			if err := b.RequestConnect(anyone, corrected, here); err != nil {
				t.Errorf("corrected to %s: got %v", name, err)
			}
		}
		if err := b.RequestConnect(anyone, wish("aut_hof", organisation.Inbox), here); told(err) != next(began.Add(time.Hour)) {
			t.Errorf("sixth of one network: got %v", err)
		}
		w.Clock.Advance(time.Hour)
		corrected.Contact.Name = "Eva Korn"
		if err := b.RequestConnect(anyone, corrected, here); told(err) != next(began.Add(24*time.Hour)) {
			t.Errorf("fourth wish for an authority of one network: got %v", err)
		}
		if err := b.RequestConnect(anyone, wish("aut_coburg", organisation.Inbox), here); err != nil {
			t.Errorf("the first wish once more: got %v", err)
		}
		if err := b.RequestConnect(anyone, wish("aut_hof", organisation.Inbox), here); err != nil {
			t.Errorf("another authority: got %v", err)
		}
		from := func(i int) error {
			in := wish("aut_coburg", organisation.Inbox)
			in.Contact.Email = fmt.Sprintf("p%d@coburg.example", i)
			return b.RequestConnect(anyone, in, netip.AddrFrom4([4]byte{198, 51, 100, byte(i)}))
		}
		for i := range 197 {
			if err := from(i); err != nil {
				t.Fatalf("honest request behind %d others: %v", i+1, err)
			}
		}
		if err := from(200); errs.CodeOf(err) != errs.RateLimited {
			t.Errorf("201st of one authority: got %v", err)
		}
		first, err := b.Requests(operator, "", pagination.Request{Limit: 15})
		if err != nil || !first.HasNext {
			t.Fatal(first, err)
		}
		rest, err := b.Requests(operator, "", pagination.Request{Limit: 200, After: first.Items[14].Position})
		if err != nil || len(rest.Items) != 186 || rest.HasNext {
			t.Errorf("second page: got %d, %v", len(rest.Items), err)
		}
	})
}

// Somebody who knows a contact's address asks first, with another name and telephone: the honest request is still there to be seen.
func TestNobodyTakesThePlaceOfARequest(t *testing.T) {
	t.Parallel()
	testkit.OnBoth(t, func(t *testing.T, w *testkit.World) {
		b := newBureau(t, w)
		theirs, phone := wish("aut_coburg", organisation.Inbox), "0171 66"
		theirs.Contact.Name, theirs.Contact.Phone = "Eva Fremd", &phone
		byMail := wish("aut_coburg", organisation.SMIME)
		for _, in := range []organisation.AuthorityConnectRequestInput{theirs, wish("aut_coburg", organisation.Inbox), byMail} {
			if got := b.request(t, in); got.Contact.Name != in.Contact.Name || *got.Contact.Phone != *in.Contact.Phone || got.Kind != in.Kind {
				t.Errorf("asked for %+v, kept %+v", in, got)
			}
		}
		if err := b.RequestConnect(anyone, wish("aut_coburg", organisation.Inbox), netip.MustParseAddr("198.51.100.7")); err != nil {
			t.Fatal(err)
		}
		if got := b.count(t, organisation.RequestRequested); got != 3 {
			t.Errorf("the very same once more: got %d requests", got)
		}
	})
}

func TestDecisionsOfOperators(t *testing.T) {
	t.Parallel()
	testkit.OnBoth(t, func(t *testing.T, w *testkit.World) {
		b := newBureau(t, w)
		r := b.request(t, wish("aut_coburg", organisation.Inbox))
		far := townHall()
		far.City = "Nirgendwo"
		reason, empty := "Die Adresse gehört nicht zur Stadt.", " "
		for want, d := range map[string]organisation.Decision{
			"REQUIRED address":      {RequestID: r.ID, Approve: true},
			"TOO_LONG address.city": {RequestID: r.ID, Approve: true, Address: far},
			"REQUIRED note":         {RequestID: r.ID, Note: &empty},
			"NOT_FOUND":             {RequestID: "crq_x", Note: &reason},
		} {
			if got := rule(second(b.Decide(operator, d))); got != want {
				t.Errorf("got %s, want %s", got, want)
			}
		}
		for want, ctx := range map[string]context.Context{"UNAUTHENTICATED": anyone, "FORBIDDEN": admin} {
			if got := rule(second(b.Decide(ctx, organisation.Decision{RequestID: r.ID, Note: &reason}))); got != want {
				t.Errorf("got %s, want %s", got, want)
			}
			if _, err := b.Request(ctx, r.ID); errs.CodeOf(err) != errs.NotFound {
				t.Errorf("request: got %v", err)
			}
		}
		declined, err := b.Decide(operator, organisation.Decision{RequestID: r.ID, Note: &reason})
		if err != nil || declined.State != organisation.RequestDeclined || *declined.Note != reason {
			t.Errorf("declined: got %+v, %v", declined, err)
		}
		if got, want := b.take(&b.mails), "declined Eva@coburg.example en: "+reason; got != want {
			t.Errorf("mail: got %s, want %s", got, want)
		}
		if got := rule(second(b.Decide(operator, organisation.Decision{RequestID: r.ID, Approve: true, Address: townHall()}))); got != "WRONG_STATE request_decided" {
			t.Errorf("decided twice: got %s", got)
		}
		again := b.request(t, wish("aut_coburg", organisation.Inbox))
		if again.ID == r.ID {
			t.Error("a declined request cannot be made again")
		}
	})
}

func TestContactsAreSealedWhereTheyLie(t *testing.T) {
	t.Parallel()
	b := newBureau(t, testkit.SQLite(t))
	l := b.release(t, wish("aut_coburg", organisation.Inbox))
	names, err := filepath.Glob(filepath.Join(b.w.DataDir, "*"))
	if err != nil || len(names) == 0 {
		t.Fatal(names, err)
	}
	for _, name := range names {
		content, err := os.ReadFile(name)
		if err != nil {
			continue // a folder
		}
		for _, secret := range []string{"Eva Kern", "eva@coburg", "Eva@coburg", "Markt", l.code} {
			if bytes.Contains(content, []byte(secret)) {
				t.Errorf("%s holds %q", filepath.Base(name), secret)
			}
		}
	}
}

// A client with a /48 of IPv6 has 65,536 networks, and fills no authority's queue from them.
func TestTheNetworksOfOneSiteShareTheLimitOfRequests(t *testing.T) {
	t.Parallel()
	testkit.OnBoth(t, func(t *testing.T, w *testkit.World) {
		b := newBureau(t, w)
		ask := func(i int, site string, authorityID string) string {
			in := wish(authorityID, organisation.Inbox)
			in.Contact.Email = fmt.Sprintf("p%d@coburg.example", i)
			return rule(b.RequestConnect(anyone, in, netip.MustParseAddr(fmt.Sprintf(site, i))))
		}
		const here, elsewhere = "2001:db8:1:%x::7", "2001:db8:2:%x::7"
		for i := range 30 {
			if got := ask(i, here, "aut_coburg"); got != "" {
				t.Fatalf("network %d: got %s", i, got)
			}
		}
		if got := ask(30, here, "aut_coburg"); got != "RATE_LIMITED" {
			t.Errorf("one authority, from one network more: got %s", got)
		}
		if got := ask(31, elsewhere, "aut_coburg"); got != "" {
			t.Errorf("from another site: got %s", got)
		}
		for i := 40; i < 60; i++ {
			if got := ask(i, here, "aut_hof"); got != "" {
				t.Fatalf("network %d: got %s", i, got)
			}
		}
		if got := ask(60, here, "aut_hof"); got != "RATE_LIMITED" {
			t.Errorf("in all, from one network more: got %s", got)
		}
	})
}

// told is the English sentence of a fault.
func told(err error) string {
	var fault *errs.Error
	if errors.As(err, &fault) {
		return fault.In("en")
	}
	return fmt.Sprint(err)
}

// What is said of a contact serves the connection and nothing else: it lies in the request, whatever becomes of that, mails to it are about
// the request, and with the request it goes.
func TestFactsOfAContactServeTheConnectionOnly(t *testing.T) {
	t.Parallel()
	testkit.OnBoth(t, func(t *testing.T, w *testkit.World) {
		b := newBureau(t, w)
		before := rowsOf(t, w.DB)
		released := b.release(t, wish("aut_coburg", organisation.Inbox))
		declined := b.request(t, wish("aut_hof", organisation.SMIME))
		// Counters are of networks, keys the platform's own.
		for table, rows := range rowsOf(t, w.DB) {
			if rows != before[table] && table != "connect_request" && table != "counter" && table != "channel" && table != "platform_key" && table != "kek_generation" {
				t.Errorf("a request leaves %d rows in %s", rows-before[table], table)
			}
		}
		if _, err := b.Requests(eva, "", pagination.Request{Limit: 10}); rule(err) != "FORBIDDEN" {
			t.Errorf("who is no operator reads requests: %v", err)
		}
		note := "Bitte über die Poststelle."
		if _, err := b.Decide(operator, organisation.Decision{RequestID: declined.ID, Note: &note}); err != nil {
			t.Fatal(err)
		}
		if _, err := b.Confirm(eva, released.code); err != nil {
			t.Fatal(err)
		}
		for found := range strings.SplitSeq(b.take(&b.mails), ", ") {
			if strings.Contains(found, "@") && !strings.HasPrefix(found, "declined Eva@coburg.example ") {
				t.Errorf("mail %q", found)
			}
		}
		w.Clock.Advance(181 * 24 * time.Hour)
		b.sweep(t)
		if n := rowsOf(t, w.DB)["connect_request"]; n != 0 {
			t.Errorf("%d requests are kept", n)
		}
		for _, fact := range []string{"Eva Kern", "coburg.example", "0951 87-0"} {
			if found := testkit.Naming(t, w.DB, fact); len(found) > 0 {
				t.Errorf("%q is in %v", fact, found)
			}
		}
	})
}

// rowsOf counts the rows of each table.
func rowsOf(t *testing.T, db *store.DB) map[string]int {
	t.Helper()
	rows := map[string]int{}
	testkit.EachColumn(func(table string, _ *schema.Column) {
		if _, seen := rows[table]; seen {
			return
		}
		var n int
		if err := db.QueryRow(context.Background(), `SELECT COUNT(*) FROM `+table).Scan(&n); err != nil {
			t.Fatal(err)
		}
		rows[table] = n
	})
	return rows
}
