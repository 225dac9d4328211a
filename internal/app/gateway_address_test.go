//go:build demo

package app

import (
	"net/http"
	"strings"
	"testing"

	"schalter/internal/testkit"
)

// The gateway's address is taken away and set again: meanwhile the authority that receives by S/MIME is shown as it is, nobody
// is led into writing to it, and operators see why.
func TestWithoutTheGatewaysAddressNothingPretendsToWork(t *testing.T) {
	t.Parallel()
	for _, name := range []string{"sqlite", "postgres"} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			databaseURL := ""
			if name == "postgres" {
				databaseURL = testkit.PostgresURL(t)
			}
			cfg := worldConfig(t, databaseURL)
			w, stop := runWorld(t, cfg)
			owner := w.as(t, citizen)
			mailbox := openMailbox(t, owner, bamberg)
			message := sendByMail(t, owner, mailbox, "Vorher")
			awaitDelivery(t, owner, mailbox, message, func(w deliveryOf) bool { return w.State == "ANSWERED" })
			stop()

			without := cfg
			without.GatewayAddress = ""
			w, stop = runWorld(t, without)
			if got := reachabilityOf(t, w.Client, bamberg); got != "SUSPENDED" {
				t.Errorf("got %s without an address", got)
			}
			if got := refusedSending(t, w.as(t, citizen), mailbox); got != "AUTHORITY_NOT_CONNECTED" {
				t.Errorf("sending: got %q", got)
			}
			if got := suspendedProblems(t, w.as(t, operator)); len(got) != 1 || !strings.Contains(got[0], "am Betrieb von Schalter") {
				t.Errorf("operators see %q", got)
			}
			if got := ask(t, http.DefaultClient, w.URL+"/readyz"); !strings.HasSuffix(got, "authorities that receive by it are suspended: 1\n") {
				t.Errorf("ready: got %q", got)
			}
			stop()

			w, stop = runWorld(t, cfg)
			defer stop()
			if got := reachabilityOf(t, w.Client, bamberg); got != "CONNECTED" {
				t.Errorf("got %s with the address again", got)
			}
			owner = w.as(t, citizen)
			message = sendByMail(t, owner, mailbox, "Nachher")
			awaitDelivery(t, owner, mailbox, message, func(w deliveryOf) bool { return w.State == "ANSWERED" })
			if got := ask(t, http.DefaultClient, w.URL+"/readyz"); got != allWell {
				t.Errorf("ready: got %q", got)
			}
		})
	}
}

func reachabilityOf(t *testing.T, c testkit.Client, authorityID string) string {
	t.Helper()
	var out struct{ Node struct{ Reachability string } }
	c.Must(t, `query($id: ID!) { node(id: $id) { ... on Authority { reachability } } }`, map[string]any{"id": authorityID}, &out)
	return out.Node.Reachability
}

// refusedSending is the code that a message is refused with.
func refusedSending(t *testing.T, owner testkit.Client, mailbox string) string {
	t.Helper()
	var out struct {
		MessageSend struct{ UserErrors []struct{ Code string } }
	}
	owner.Must(t, `mutation($i: MessageSendInput!) { messageSend(input: $i) { userErrors { code } } }`, map[string]any{"i": map[string]any{
		"mailboxId": mailbox, "recipientIds": []string{bamberg}, "subject": "Frage", "body": "Und nun?", "idempotencyKey": "während",
	}}, &out)
	if len(out.MessageSend.UserErrors) == 0 {
		return ""
	}
	return out.MessageSend.UserErrors[0].Code
}

func suspendedProblems(t *testing.T, operator testkit.Client) (problems []string) {
	t.Helper()
	var out struct {
		Desk struct {
			SuspendedAuthorities []struct{ Channel struct{ Problem string } }
		}
	}
	operator.Must(t, `{ desk { suspendedAuthorities { channel { problem } } } }`, nil, &out)
	for _, s := range out.Desk.SuspendedAuthorities {
		problems = append(problems, s.Channel.Problem)
	}
	return problems
}
