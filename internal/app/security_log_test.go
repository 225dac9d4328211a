//go:build demo

package app

import (
	"fmt"
	"log/slog"
	"net/http"
	"slices"
	"strings"
	"testing"

	"schalter/internal/id"
	"schalter/internal/testkit"
	"schalter/internal/viewer"
)

// Everything that the standard wants to be logged of sign-ins, rights and limits has its line, with ids and without what was typed.
func TestTheSecurityLogTellsOfSignInsRightsAndLimits(t *testing.T) {
	t.Parallel()
	for name, databaseURL := range map[string]func(t *testing.T) string{
		"sqlite": func(*testing.T) string { return "" }, "postgres": func(t *testing.T) string { return testkit.PostgresURL(t) },
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			log := &logged{}
			cfg := worldConfig(t, databaseURL(t))
			w := newMailWorldWith(t, cfg, slog.New(slog.NewTextHandler(log, nil)))
			causeAllEvents(t, w, log)
			for _, never := range []string{citizen, "nobody@demo.example", "wrong-password", password, "another-good-password", "nora@demo.example", "Nora", "Lageplan", "127.0.0.1", "meinAlias", "Grund der Sperre"} {
				if strings.Contains(securityLines(log), never) {
					t.Errorf("the security log holds %q: %s", never, securityLines(log))
				}
			}
		})
	}
}

// securityLines are the lines of the security log.
func securityLines(log *logged) string {
	var b strings.Builder
	for line := range strings.Lines(log.String()) {
		if strings.Contains(line, " security=") {
			b.WriteString(line)
		}
	}
	return b.String()
}

// causeAllEvents does everything that the log must have a line of, one thing after the other.
func causeAllEvents(t *testing.T, w *world, log *logged) {
	t.Helper()
	seen := ""
	// want looks among the lines that came since it was called last for one that has all of this.
	want := func(what string, parts ...string) {
		t.Helper()
		lines := strings.Split(strings.TrimPrefix(securityLines(log), seen), "\n")
		seen = securityLines(log)
		if !slices.ContainsFunc(lines, func(line string) bool {
			return !slices.ContainsFunc(parts, func(p string) bool { return !strings.Contains(line, p) })
		}) {
			t.Errorf("%s: want %q among %q", what, parts, lines)
		}
	}
	start := func(email, secret string) {
		tryOut(t, w.Client, `mutation($i: SessionStartInput!) { meinAlias: sessionStart(input: $i) { accessToken userErrors { code } } }`,
			map[string]any{"i": map[string]any{"email": email, "password": secret}})
	}
	account := accountOf(t, w, citizen)
	start(citizen, password)
	want("a sign-in", "authn_login_success", "account="+account, "network=", "request=req_", "session=ses_", "level=INFO")
	start(citizen, "wrong-password")
	want("a wrong password", "authn_login_fail", "account="+account, "network=", "request=req_", "reason=WRONG_PASSWORD", "level=WARN")
	start("nobody@demo.example", "wrong-password")
	want("nobody", "authn_login_fail ", "network=", "reason=UNKNOWN")
	for range 11 {
		start("nobody@demo.example", "wrong-password")
	}
	want("too many", "authn_login_fail_max", "network=")
	person := w.as(t, citizen)
	want("signed in", "authn_login_success")
	tryOut(t, person, `mutation($i: PasswordChangeInput!) { passwordChange(input: $i) { userErrors { code } } }`,
		map[string]any{"i": map[string]any{"current": "wrong-password", "new": "another-good-password"}})
	want("a wrong change", "authn_password_change_fail", "account="+account, "reason=CHANGE", "rule=WRONG_CREDENTIALS")
	tryOut(t, person, `mutation($i: PasswordChangeInput!) { passwordChange(input: $i) { userErrors { code } } }`,
		map[string]any{"i": map[string]any{"current": password, "new": "passwort1234"}})
	want("a weak change", "authn_password_change_fail", "account="+account, "reason=CHANGE", "rule=WEAK_PASSWORD")
	tryOut(t, person, `mutation($i: PasswordResetRequestInput!) { passwordResetRequest(input: $i) { userErrors { code } } }`,
		map[string]any{"i": map[string]any{"email": citizen}})
	want("a request", "authn_password_reset_request", "account="+account)
	tryOut(t, w.Client, `mutation($i: PasswordResetInput!) { passwordReset(input: $i) { userErrors { code } } }`,
		map[string]any{"i": map[string]any{"token": "made-up", "password": "another-good-password"}})
	want("a made-up link", "authn_password_change_fail", "reason=RESET")
	tellOfSessions(t, w, account, want)
	tellOfTrust(t, w, want)
	person = w.as(t, citizen)
	tellOfFiles(t, person, want)
	tryOut(t, person, `mutation($i: AccountBlockInput!) { accountBlock(input: $i) { userErrors { code } } }`,
		map[string]any{"i": map[string]any{"email": citizen, "reason": "Grund der Sperre"}})
	want("no operator", "authz_fail", "account="+account, "at=Mutation.accountBlock")
	w.as(t, operator).Must(t, `mutation($i: AccountBlockInput!) { accountBlock(input: $i) { userErrors { code } } }`,
		map[string]any{"i": map[string]any{"email": citizen, "reason": "Grund der Sperre"}}, nil)
	want("blocked", "authz_change", "account="+accountOf(t, w, operator), "action=account.block", "subject="+account, "request=req_")
	start(citizen, password)
	want("blocked, and tries", "authn_login_fail", "account="+account, "reason=BLOCKED")
	takeInbox(t, w.as(t, operator))
	want("a channel", "authz_admin", "account="+accountOf(t, w, operator), "action=channel.set")
	many := ""
	for n := range 11 {
		many += fmt.Sprintf(" m%d: sessionEnd(input: {}) { userErrors { code } }", n)
	}
	tryOut(t, w.Client, "mutation {"+many+" }", nil)
	want("too many at once", "input_validation_fail", "code=TOO_COMPLEX", "at=document")
	w.send(t, sent{header: head("Origin", "https://elsewhere.example", "Sec-Fetch-Site", "cross-site"), body: `{"query":"{ __typename }"}`})
	want("another site", "authz_fail", "code=FORBIDDEN", `at="another site"`)
	w.send(t, sent{method: http.MethodGet, path: "/packages/" + id.New(id.Message, w.clock.Now()), header: head("Authorization", "Bearer "+w.as(t, operator).Token)})
	want("nothing there", "authz_fail", "code=NOT_FOUND", `at="GET /packages/{id}"`)
}

// wanted looks for lines that were written since its last call.
type wanted func(what string, parts ...string)

// tellOfSessions ends sessions in each way that a person can.
func tellOfSessions(t *testing.T, w *world, account string, want wanted) {
	t.Helper()
	end := func(c testkit.Client, input string) {
		c.Must(t, "mutation { sessionEnd(input: "+input+") { userErrors { code } } }", nil, nil)
	}
	one, other := w.as(t, citizen), w.as(t, citizen)
	var list struct {
		Viewer struct {
			Sessions []struct {
				ID      string
				Current bool
			}
		}
	}
	one.Must(t, "{ viewer { sessions { id current } } }", nil, &list)
	mine := slices.IndexFunc(list.Viewer.Sessions, func(s struct {
		ID      string
		Current bool
	}) bool {
		return s.Current
	})
	want("more devices", "authn_login_success")
	end(other, `{sessionId: "`+list.Viewer.Sessions[mine].ID+`"}`)
	want("one from the list", "session_expired", "account="+account, "network=", "request=req_", "session="+list.Viewer.Sessions[mine].ID, "reason=ENDED", "level=INFO")
	end(other, `{}`)
	want("signed out", "session_expired", "account="+account, "network=", "session=ses_", "reason=SIGNED_OUT")
	_, lost := w.as(t, citizen), w.as(t, citizen)
	end(lost, `{others: true}`)
	want("all others", "session_expired", "account="+account, "network=", "session=ses_", "reason=OTHERS")
	in := `{"query":"mutation { sessionStart(input: {email: \"` + citizen + `\", password: \"` + password + `\"}) { accessToken } }"}`
	first, body := w.send(t, sent{body: in})
	if len(first.Cookies()) != 1 {
		t.Fatal(body)
	}
	w.send(t, sent{body: in, header: head("Cookie", first.Cookies()[0].Name+"="+first.Cookies()[0].Value)})
	want("signed in anew in the same browser", "session_expired", "account="+account, "session=ses_", "reason=NEW_SIGN_IN")
}

// tellOfTrust proves an address and loses that again: what one may do changes with it.
func tellOfTrust(t *testing.T, w *world, want wanted) {
	t.Helper()
	tryOut(t, w.Client, `mutation($i: EmailConfirmInput!) { emailConfirm(input: $i) { userErrors { code } } }`,
		map[string]any{"i": map[string]any{"token": "made-up", "password": "another-good-password"}})
	want("a made-up link of a registration", "authn_login_fail ", "network=", "reason=LINK")
	nora := register(t, w, "nora@demo.example")
	account := accountOf(t, w, "nora@demo.example")
	want("a registration", "authn_login_success", "account="+account, "reason=EMAIL_CONFIRMED")
	nora.Must(t, `mutation($i: PostalAddressSetInput!) { postalAddressSet(input: $i) { userErrors { code } } }`,
		map[string]any{"i": map[string]any{"address": map[string]any{"street": "Ring", "houseNumber": "1", "postalCode": "96047", "city": "Bamberg"}}}, nil)
	code := trayCode(t, w)
	if got := outcome(t, patiently(t, nora, `mutation($i: AccountActivateInput!) { accountActivate(input: $i) { userErrors { code field message } } }`,
		map[string]any{"i": map[string]any{"code": code}})); got != "ok" {
		t.Fatal(got)
	}
	want("an address proven", "authz_change", "account="+account, "action=trust.postal", "subject="+account, "request=req_")
	nora.Must(t, `mutation($i: ProfileUpdateInput!) { profileUpdate(input: $i) { userErrors { code } } }`, map[string]any{"i": map[string]any{"givenName": "Eleonora"}}, nil)
	want("another name", "authz_change", "account="+account, "action=trust.email", "subject="+account)
}

// tellOfFiles sends what is too large and what is not what its name says.
func tellOfFiles(t *testing.T, person testkit.Client, want wanted) {
	t.Helper()
	mailbox := map[string]any{"mailboxId": openMailbox(t, person, bamberg)}
	tryOut(t, person, `mutation($i: DocumentCreateInput!) { documentCreate(input: $i) { userErrors { code } } }`,
		map[string]any{"i": map[string]any{"filename": "Lageplan.pdf", "size": 300 << 20, "mediaType": "application/pdf", "mailboxId": mailbox["mailboxId"]}})
	want("a file that is too large", "input_validation_fail", "rule=TOO_LARGE", "at=Mutation.documentCreate.size")
	content := []byte("MZ this is a program")
	_, url := announce(t, person, mailbox, len(content))
	put(t, person, url, content)
	want("a program with a false name", "input_validation_fail", "rule=MEDIA_TYPE_REFUSED", "reason=MISMATCH", "at=upload", "network=", "request=req_")
}

// tryOut asks and does not mind what is answered.
func tryOut(t *testing.T, c testkit.Client, document string, variables any) {
	t.Helper()
	if _, err := c.Ask(t.Context(), document, variables); err != nil {
		t.Fatal(err)
	}
}

// accountOf is the id of somebody's account.
func accountOf(t *testing.T, w *world, email string) string {
	t.Helper()
	accountID, err := w.people.IDOfEmail(viewer.System(t.Context(), "test"), email)
	if err != nil {
		t.Fatal(err)
	}
	return accountID
}
