package rollouts_test

import (
	"context"
	"strings"
	"testing"
	"time"

	"schalter/internal/errs"
	ids "schalter/internal/id"
	"schalter/internal/mail/relay"
	"schalter/internal/mail/token"
	"schalter/internal/market/rollouts"
	"schalter/internal/store"
)

func TestF35VendorAndProviderAreMailedWhatIsToBeSetUpWhenTheContractIsEffective(t *testing.T) {
	t.Parallel()
	onSites(t, func(t *testing.T, s *site) {
		o := s.offering("wohngeld")
		rolloutID := s.begin(s.order(o, "1"))
		s.run()
		if len(s.letters()) != 0 {
			t.Error("told before the contract is effective")
		}
		s.contract("1", s.ContractEffective)
		if got := s.states(rolloutID); !strings.HasPrefix(got, "vertrag:DONE hersteller:OPEN") {
			t.Errorf("before the mail went out: got %s", got)
		}
		s.run()
		letters := s.letters()
		text := letters["einrichtung@hersteller.example"]
		for _, want := range []string{
			"[B-1] Bitte einrichten: Wohngeld digital für Stadt Bamberg", "Stadt Bamberg", townARS, "Wohngeld beantragen (ohne LeiKa-Schlüssel)", "Gewerbe anmelden (LeiKa " + leika + ")",
			"Sabine Fach, fach@bamberg.example, 0951 870", "Timo Technik, it@bamberg.example", "Fachverfahren: 12.3", "Gewünschter Beginn: 04.05.2026",
			"Name der Gemeinde: Bamberg", "Diese Angaben fehlen noch:\n- Postfach-ID (freiwillig)", "https://schalter.example/einrichtung#token=", "als Hersteller",
		} {
			if !strings.Contains(strings.ReplaceAll(text, "\r\n", "\n"), want) {
				t.Errorf("the vendor's mail lacks %q:\n%s", want, text)
			}
		}
		if !strings.Contains(letters["service@verbund.example"], "als IT-Dienstleister") || len(letters) != 2 {
			t.Errorf("the provider's mail: %q", letters)
		}
		if link(text) == link(letters["service@verbund.example"]) {
			t.Error("both have the same link")
		}
		if got := s.states(rolloutID); !strings.HasPrefix(got, "vertrag:DONE hersteller:DONE") {
			t.Errorf("after the mail went out: got %s", got)
		}
		// Told twice, it happens once.
		s.contract("1", s.ContractEffective)
		s.run()
		if len(s.letters()) != 0 {
			t.Error("mailed twice")
		}
	})
}

func TestF35AVendorWithoutAddressIsToldToTheOperators(t *testing.T) {
	t.Parallel()
	onSites(t, func(t *testing.T, s *site) {
		o := s.offering("wohngeld")
		in := s.order(o, "1")
		in.VendorID = of(mute)
		rolloutID := s.begin(in)
		s.contract("1", s.ContractEffective)
		s.run()
		told := s.noted()
		if len(told) != 1 || !told[0].Internal || !strings.Contains(told[0].Text.German, "Stille AG") {
			t.Fatalf("got %+v", told)
		}
		task := s.tasksOf(buyer(), rolloutID)["hersteller"]
		if task.State != rollouts.TaskOpen || *task.ReasonKey != "rollout_without_mail" || task.ReasonArgs[0] != "Stille AG" {
			t.Errorf("got %+v", task)
		}
		if len(s.letters()) != 1 {
			t.Error("the provider was not told")
		}
		in = s.order(o, "2")
		in.VendorID, in.ITProviderID = nil, nil
		s.begin(in)
		s.contract("2", s.ContractEffective)
		if told := s.noted(); len(told) != 1 || !told[0].Internal {
			t.Errorf("nobody named: got %+v", told)
		}
		in = s.order(o, "3")
		in.VendorID, in.ITProviderID = nil, of(it)
		third := s.begin(in)
		s.contract("3", s.ContractEffective)
		s.run()
		if got := s.states(third); !strings.HasPrefix(got, "vertrag:DONE hersteller:DONE") {
			t.Errorf("only a provider: got %s", got)
		}
	})
}

func TestF44AMailThatCameBackIsShownAndCanBeSentAgain(t *testing.T) {
	t.Parallel()
	onSites(t, func(t *testing.T, s *site) {
		rolloutID := s.effective(s.offering("wohngeld"), "1")
		mails := func(ctx context.Context) []*rollouts.VendorMail {
			lists, err := s.MailsOf(ctx, []*rollouts.Rollout{s.rollout(ctx, rolloutID)})
			if err != nil {
				t.Fatal(err)
			}
			return lists[0]
		}
		if got := mails(buyer()); len(got) != 2 {
			t.Fatalf("got %+v", got)
		}
		for _, m := range mails(buyer()) {
			if m.Arrival != "UNKNOWN" || m.SentAt == nil || m.Cause != rollouts.ByContract || m.Email != s.emails[m.OrganisationID] {
				t.Errorf("got %+v", m)
			}
		}
		if got := mails(session(vendor)); got != nil {
			t.Errorf("a vendor sees what others were mailed: %+v", got)
		}
		// The report comes to the address of the mail.
		text, ok := token.OfBounceAddress(s.sent[0].From, domain)
		if !ok {
			t.Fatalf("the mail comes back to %s", s.sent[0].From)
		}
		_ = text
		var bits [16]byte
		s.eachMail(func(mailID string) {
			var err error
			if bits, err = token.Bytes(mailID); err != nil {
				t.Fatal(err)
			}
		})
		s.noted()
		err := s.in(func(ctx context.Context, tx *store.Tx) error { return s.Returned(ctx, tx, bits, relay.UnknownMailbox) })
		if err != nil {
			t.Fatal(err)
		}
		failing := 0
		for _, m := range mails(operator()) {
			if m.Arrival == "FAILING" && *m.ProblemKey == "ticket_mail_unknown_mailbox" {
				failing++
			}
		}
		if told := s.noted(); failing != 1 || len(told) != 1 || !told[0].Internal {
			t.Errorf("%d failing, told %+v", failing, told)
		}
		if task := s.tasksOf(buyer(), rolloutID)["hersteller"]; task.State != rollouts.TaskOpen || task.ReasonKey == nil || *task.ReasonKey != "rollout_mail_failed" || task.ReasonArgs[0] != "Bürgersoft GmbH" {
			t.Errorf("informed by a mail that came back: got %+v", task)
		}
		s.letters()
		s.emails[vendor] = "neu@hersteller.example"
		if _, err := s.SendLinks(buyer(), rolloutID, "again"); err != nil {
			t.Fatal(err)
		}
		if _, err := s.SendLinks(buyer(), rolloutID, "again"); err != nil {
			t.Fatal(err)
		}
		s.run()
		if got := s.letters(); len(got) != 2 || !strings.Contains(got["neu@hersteller.example"], "noch einmal") {
			t.Errorf("sent again: got %q", got)
		}
		if task := s.tasksOf(buyer(), rolloutID)["hersteller"]; task.State != rollouts.TaskDone || task.ReasonKey != nil {
			t.Errorf("informed by the mail that was sent again: got %+v", task)
		}
		for who, c := range map[string]struct {
			ctx  context.Context
			want string
		}{
			"vendor": {session(vendor), "FORBIDDEN"}, "officer": {officer(), "FORBIDDEN"}, "villager": {villager(), "NOT_FOUND rollout_unknown"},
			"operator": {operator(), ""}, "anonymous": {anonymous(), "UNAUTHENTICATED"},
		} {
			_, err := s.SendLinks(c.ctx, rolloutID, s.key())
			if got := rule(err); got != c.want {
				t.Errorf("%s: got %q, want %q", who, got, c.want)
			}
		}
		for range 10 {
			if _, err = s.SendLinks(buyer(), rolloutID, s.key()); err != nil {
				break
			}
		}
		if rule(err) != "TOO_MANY rollout_sent_too_often" {
			t.Errorf("too often: got %v", err)
		}
	})
}

func TestALinkIsSentAgainOnlyWhereThereIsSomethingToSetUp(t *testing.T) {
	t.Parallel()
	onSites(t, func(t *testing.T, s *site) {
		o := s.offering("wohngeld")
		waiting := s.begin(s.order(o, "1"))
		in := s.order(o, "2")
		in.AlreadyInUse = true
		inUse := s.begin(in)
		s.contract("2", s.ContractEffective)
		in = s.order(o, "3")
		in.VendorID, in.ITProviderID = of(mute), nil
		unreachable := s.begin(in)
		s.contract("3", s.ContractEffective)
		for rolloutID, want := range map[string]string{
			waiting: "WRONG_STATE rollout_no_contract", inUse: "WRONG_STATE rollout_in_use_no_mail", unreachable: "REQUIRED rollout_no_address",
		} {
			if _, err := s.SendLinks(buyer(), rolloutID, s.key()); rule(err) != want {
				t.Errorf("got %v, want %s", err, want)
			}
		}
	})
}

func TestAMailThatCannotBeHandedOverIsShownAndIsTriedForTwoDays(t *testing.T) {
	t.Parallel()
	onSites(t, func(t *testing.T, s *site) {
		s.refuses["einrichtung@hersteller.example"] = &relay.Failure{Permanent: true, Cause: relay.Refused}
		s.refuses["service@verbund.example"] = &relay.Failure{Cause: relay.Unreachable}
		rolloutID := s.effective(s.offering("wohngeld"), "1")
		arrivals := func() string {
			lists, err := s.MailsOf(buyer(), []*rollouts.Rollout{s.rollout(buyer(), rolloutID)})
			if err != nil {
				t.Fatal(err)
			}
			by := map[string]string{}
			for _, m := range lists[0] {
				by[string(m.Party)] = m.Arrival
			}
			return by["VENDOR"] + " " + by["IT_PROVIDER"]
		}
		if got := arrivals(); got != "FAILING UNKNOWN" {
			t.Errorf("got %s", got)
		}
		if got := s.states(rolloutID); !strings.HasPrefix(got, "vertrag:DONE hersteller:OPEN") {
			t.Errorf("not informed: got %s", got)
		}
		for range 60 {
			s.Clock.Advance(time.Hour)
			s.run()
		}
		if got := arrivals(); got != "FAILING FAILING" {
			t.Errorf("after two days: got %s", got)
		}
	})
}

func TestAVendorWorksByTheLinkOfItsMailOnItsOwnRolloutsAlone(t *testing.T) {
	t.Parallel()
	onSites(t, func(t *testing.T, s *site) {
		o := s.offering("wohngeld")
		rolloutID := s.effective(o, "1")
		text := link(s.letters()["einrichtung@hersteller.example"])
		started, err := s.StartSession(anonymous(), text)
		if err != nil || started.VendorID != vendor || started.ExpiresAt.Sub(s.Clock.Now()) != time.Hour || !rollouts.IsVendorToken(started.AccessToken) {
			t.Fatalf("got %+v, %v", started, err)
		}
		v, until, err := s.Authenticate(anonymous(), started.AccessToken)
		if err != nil || v.VendorID != vendor || v.SignedIn() || v.Applicant() || v.SessionID != "" || len(v.Roles)+len(v.Memberships) > 0 || !until.Equal(started.ExpiresAt) {
			t.Fatalf("got %+v, %v", v, err)
		}
		lists, err := s.MailsOf(buyer(), []*rollouts.Rollout{s.rollout(buyer(), rolloutID)})
		if err != nil {
			t.Fatal(err)
		}
		for _, m := range lists[0] {
			if want := map[string]string{vendor: "REACHED", it: "UNKNOWN"}[m.OrganisationID]; m.Arrival != want {
				t.Errorf("the mail to %s: got %s, want %s", m.OrganisationID, m.Arrival, want)
			}
		}
		if err := s.set(as(v), rolloutID, "einrichten", rollouts.TaskDone, ""); err != nil {
			t.Error(err)
		}
		if by := s.tasksOf(as(v), rolloutID)["einrichten"].ChangedBy; *by != "Bürgersoft GmbH" {
			t.Errorf("by: got %s", *by)
		}
		in := s.order(o, "2")
		in.VendorID, in.ITProviderID = of(mute), nil
		foreign := s.begin(in)
		s.contract("2", s.ContractEffective)
		if _, err := s.Rollout(as(v), foreign); errs.CodeOf(err) != errs.NotFound {
			t.Errorf("another vendor's rollout: got %v", err)
		}
		// The link begins another session while it is good; neither token is good for the other's purpose.
		if _, err := s.StartSession(anonymous(), started.AccessToken); rule(err) != "NOT_FOUND vendor_link_unknown" {
			t.Errorf("a session as a link: got %v", err)
		}
		for _, wrong := range []string{text, "vendor_" + text, "", started.AccessToken + "x", strings.ToUpper(started.AccessToken)} {
			if _, _, err := s.Authenticate(anonymous(), wrong); errs.CodeOf(err) != errs.Unauthenticated {
				t.Errorf("%.20q as a session: got %v", wrong, err)
			}
		}
		s.Clock.Advance(time.Hour)
		if _, _, err := s.Authenticate(anonymous(), started.AccessToken); errs.CodeOf(err) != errs.Unauthenticated {
			t.Errorf("a replayed session after an hour: got %v", err)
		}
		if _, err := s.StartSession(anonymous(), text); err != nil {
			t.Errorf("the link again: got %v", err)
		}
		s.Clock.Advance(30 * 24 * time.Hour)
		if _, err := s.StartSession(anonymous(), text); rule(err) != "EXPIRED vendor_link_expired" {
			t.Errorf("after 30 days: got %v", err)
		}
		s.Clock.Advance(30 * 24 * time.Hour)
		if err := s.Sweep(context.Background(), s.Clock.Now()); err != nil {
			t.Fatal(err)
		}
		if _, err := s.StartSession(anonymous(), text); rule(err) != "NOT_FOUND vendor_link_unknown" {
			t.Errorf("after 60 days: got %v", err)
		}
	})
}

func TestAVendorThatOpensTheLinkOfAMailWasInformedWhateverCameBack(t *testing.T) {
	t.Parallel()
	onSites(t, func(t *testing.T, s *site) {
		rolloutID := s.effective(s.offering("wohngeld"), "1")
		vendors := link(s.letters()["einrichtung@hersteller.example"])
		s.eachMail(func(mailID string) {
			bits, err := token.Bytes(mailID)
			if err == nil {
				err = s.in(func(ctx context.Context, tx *store.Tx) error { return s.Returned(ctx, tx, bits, relay.Refused) })
			}
			if err != nil {
				t.Fatal(err)
			}
		})
		if got := s.states(rolloutID); !strings.HasPrefix(got, "vertrag:DONE hersteller:OPEN") {
			t.Errorf("it came back: got %s", got)
		}
		if _, err := s.StartSession(anonymous(), vendors); err != nil {
			t.Fatal(err)
		}
		if got := s.states(rolloutID); !strings.HasPrefix(got, "vertrag:DONE hersteller:DONE") {
			t.Errorf("it was opened: got %s", got)
		}
	})
}

func TestNoMailSaysThatAContractIsEffectiveWhileItIsOnHold(t *testing.T) {
	t.Parallel()
	onSites(t, func(t *testing.T, s *site) {
		s.begin(s.order(s.offering("wohngeld"), "1"))
		s.contract("1", s.ContractEffective)
		s.contract("1", s.ContractOnHold)
		s.run()
		if got := s.letters(); len(got) != 0 {
			t.Errorf("on hold: got %v", got)
		}
		s.contract("1", s.ContractResumed)
		s.Clock.Advance(24 * time.Hour)
		if err := s.Sweep(context.Background(), s.Clock.Now()); err != nil {
			t.Fatal(err)
		}
		s.run()
		got := s.letters()
		if len(got) != 2 || strings.Contains(got["einrichtung@hersteller.example"], "seit heute") {
			t.Errorf("effective again: got %v", got)
		}
	})
}

func TestALinkBeginsSessionsOnlySoOften(t *testing.T) {
	t.Parallel()
	onSites(t, func(t *testing.T, s *site) {
		s.effective(s.offering("wohngeld"), "1")
		text := link(s.letters()["einrichtung@hersteller.example"])
		var err error
		for n := 0; n < 200 && err == nil; n++ {
			_, err = s.StartSession(anonymous(), text)
		}
		if rule(err) != "TOO_MANY vendor_link_too_often" {
			t.Errorf("got %v", err)
		}
	})
}

func TestTokensAreKeptAsHashes(t *testing.T) {
	t.Parallel()
	onSites(t, func(t *testing.T, s *site) {
		s.effective(s.offering("wohngeld"), "1")
		text := link(s.letters()["einrichtung@hersteller.example"])
		started, err := s.StartSession(anonymous(), text)
		if err != nil {
			t.Fatal(err)
		}
		var n int
		err = s.DB.QueryRow(context.Background(), `SELECT COUNT(*) FROM vendor_token WHERE token_hash = ? OR token_hash = ?`, []byte(text), []byte(started.AccessToken)).Scan(&n)
		if err != nil || n != 0 {
			t.Errorf("%d tokens as they are, %v", n, err)
		}
	})
}

// eachMail calls fn with the ids of the mails to vendors.
func (s *site) eachMail(fn func(mailID string)) {
	s.t.Helper()
	rows, err := s.DB.Query(context.Background(), `SELECT id FROM vendor_mail WHERE party = 'VENDOR'`)
	if err != nil {
		s.t.Fatal(err)
	}
	defer rows.Close()
	for rows.Next() {
		var mailID string
		if err := rows.Scan(&mailID); err != nil {
			s.t.Fatal(err)
		}
		if !ids.Is(ids.VendorMail, mailID) {
			s.t.Fatal(mailID)
		}
		fn(mailID)
	}
	if err := rows.Err(); err != nil {
		s.t.Fatal(err)
	}
}
