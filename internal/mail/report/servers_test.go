package report_test

import (
	"errors"
	"fmt"
	"strings"
	"testing"

	"schalter/internal/mail/report"
)

// server is one mail of testdata/servers.txt with what must be read of it.
type server struct {
	name, want string
	raw        []byte
}

func servers(t testing.TB) []server {
	t.Helper()
	var all []server
	for i, piece := range strings.Split(string(file(t, "servers.txt")), "\n=== ") {
		if i == 0 {
			continue
		}
		head, text, _ := strings.Cut(piece, "\n")
		name, want, ok := strings.Cut(head, " | ")
		if !ok {
			t.Fatalf("no expectation: %q", head)
		}
		all = append(all, server{name, want, crlf(text)})
	}
	return all
}

func TestReportsOfServersAreReadAsTheyWriteThem(t *testing.T) {
	t.Parallel()
	all := servers(t)
	if len(all) < 60 {
		t.Errorf("%d mails", len(all))
	}
	for _, s := range all {
		got, err := report.ParseDSN(s.raw)
		outcome := "unreadable"
		if err == nil {
			outcome = fmt.Sprint(got.Recipients[0].Action, " ", got.Recipients[0].Status)
		} else if !errors.Is(err, report.ErrNone) {
			t.Errorf("%s: %v", s.name, err)
		}
		if outcome != s.want {
			t.Errorf("%s: got %q, want %q", s.name, outcome, s.want)
		}
	}
}

// What a server writes of a mail that it only passed on never becomes a delivery, whatever the other words are.
func TestWhatWasPassedOnIsNeverDelivered(t *testing.T) {
	t.Parallel()
	fields := "Reporting-MTA: dns; x\n\nFinal-Recipient: rfc822; a@b.example\nAction: %s\nStatus: 2.0.0\nDiagnostic-Code: smtp; %s\n"
	for _, c := range []struct{ action, diagnostic, text string }{
		{"relayed", "250 Ok", "hi"}, {"Relayed", "250 2.1.5 delivered to mailbox", "successfully delivered"}, {"delivered (relayed)", "250 Ok", "hi"},
		{"delivered", "250 2.0.0 Ok: queued as 4DEF", "hi"}, {"delivered", "relayed via non DSN router", "hi"}, {"delivered", "250 Ok", "<a@b.example> (relayed to non-DSN-aware mailer)"},
		{"delivered", "250 Ok", "no delivery notification was sent by the destination server"},
	} {
		raw := strings.Replace(status(fmt.Sprintf(fields, c.action, c.diagnostic)), "\nhi\n", "\n"+c.text+"\n", 1)
		got, err := report.ParseDSN(crlf(raw))
		if err != nil || got.Recipients[0].Action != report.Relayed {
			t.Errorf("%+v: %+v, %v", c, got, err)
		}
	}
	got, err := report.ParseDSN(crlf(status(fmt.Sprintf(fields, "delivered", "250 2.1.5 Saved"))))
	if err != nil || got.Recipients[0].Action != report.Delivered {
		t.Errorf("%+v, %v", got, err)
	}
}

// A report of nothing but fields says what it says, and what it says is bounded.
func TestReportsOfManyFieldsAreBounded(t *testing.T) {
	t.Parallel()
	const first = "Reporting-MTA: dns; x\n\nFinal-Recipient: rfc822; a@b.example\nStatus: 5.1.1\n"
	for what, c := range map[string]struct {
		fields string
		read   bool
	}{
		"the action first": {first + "Action: failed\n" + strings.Repeat("Original-Recipient: rfc822; a@b.example\n", 5000), true},
		"far behind":       {first + strings.Repeat("X: y\n", 20000) + "Action: failed\n", false},
		"in many blocks":   {first + strings.Repeat("X: y\n\n", 20000) + "Action: failed\n", false},
	} {
		got, err := report.ParseDSN(crlf(status(c.fields)))
		if (err == nil) != c.read || err == nil && (len(got.Recipients) != 1 || got.Recipients[0].Status != "5.1.1") {
			t.Errorf("%s: %+v, %v", what, got, err)
		}
	}
}
