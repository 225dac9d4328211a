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
		said := "unreadable"
		if err == nil {
			said = fmt.Sprint(got.Recipients[0].Action, " ", got.Recipients[0].Status)
		} else if !errors.Is(err, report.ErrNone) {
			t.Errorf("%s: %v", s.name, err)
		}
		if said != s.want {
			t.Errorf("%s: got %q, want %q", s.name, said, s.want)
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
