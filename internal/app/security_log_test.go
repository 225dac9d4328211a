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

// Everything that the standard wants to be told of sign-ins, rights and limits has its line, with ids and without what was typed.
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
			tellAll(t, w, log)
			for _, never := range []string{citizen, "nobody@demo.example", "wrong-password", password, "another-good-password", "127.0.0.1", "meinAlias", "Grund der Sperre"} {
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

// tellAll does what is to be told, one thing after the other.
func tellAll(t *testing.T, w *world, log *logged) {
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
