package seclog

import (
	"fmt"
	"log/slog"
	"strings"
)

// Event is the name of what happened, in the words of the OWASP Logging Vocabulary where it has one.
type Event string

// The events. Each has its row in the list below.
const (
	LoginSuccess       Event = "authn_login_success"
	LoginFail          Event = "authn_login_fail"
	LoginLimited       Event = "authn_login_fail_max"
	SessionEnd         Event = "session_expired"
	TokenReuse         Event = "authn_token_reuse"
	ResetRequested     Event = "authn_password_reset_request"
	PasswordChange     Event = "authn_password_change"
	PasswordChangeFail Event = "authn_password_change_fail"
	RightsChange       Event = "authz_change"
	AdminAct           Event = "authz_admin"
	Refused            Event = "authz_fail"
	RateLimited        Event = "excess_rate_limit_exceeded"
	InputRefused       Event = "input_validation_fail"
	ConnectionFail     Event = "sys_connection_fail"
)

// kind is what holds for all events of one name.
type kind struct {
	event Event
	level slog.Level
	// stranger says that somebody without an account can cause it as often as they like: few lines of it are written.
	stranger bool
	// what says when it is written, for the documentation.
	what string
}

var kinds = []kind{
	{LoginSuccess, slog.LevelInfo, false, "somebody signed in; `session`, and `reason=EMAIL_CONFIRMED` for the first time, `CERTIFICATE` by an organisation certificate (`result`: `SIGNED_IN`, `ADDED` to a session that there was, `NO_ACCOUNT`)"},
	{LoginFail, slog.LevelWarn, true, "a sign-in was refused; `reason`: `WRONG_PASSWORD`, `UNKNOWN` (no such address), `EMAIL_PENDING`, `BLOCKED`, `LINK` (of a registration: unknown, used or over), `CERTIFICATE` (`problem` says what was wrong)"},
	{LoginLimited, slog.LevelWarn, true, "a sign-in, or a change of the password, was not even tried: too many before it"},
	{SessionEnd, slog.LevelInfo, false, "a person ended a session; `session`, and `reason`: `SIGNED_OUT` (the own one), `ENDED` (one of the list), `OTHERS` (a line for each), `NEW_SIGN_IN` (somebody signed in again in its browser), `TOO_MANY` (the one used least, when a person signs in on yet another device), `CERTIFICATE` (the certificate it was begun by is not the account's any more)"},
	{TokenReuse, slog.LevelWarn, false, "a used refresh token came back, the session was ended: a copied cookie, or a browser with an old profile"},
	{ResetRequested, slog.LevelInfo, true, "somebody asked for a link to set a new password"},
	{PasswordChange, slog.LevelInfo, false, "a new password was set; `reason=RESET` by a link, `CHANGE` by the old one"},
	{PasswordChangeFail, slog.LevelWarn, true, "a new password was refused; `reason` as above, `rule` of the refusal"},
	{RightsChange, slog.LevelInfo, false, "roles, members of an authority, blocked accounts, the trust in a person (`trust.postal`: the address is proven, `trust.email`: no more); `action`, `subject` and `organisation` as in the audit (\"Protokoll\")"},
	{AdminAct, slog.LevelInfo, false, "everything else that operators, admins and the platform did and the audit records: channels, certificates, letters, requests"},
	{Refused, slog.LevelWarn, true, "what the caller has no right to, or what is not there for them; `code`, and `at` as a field of the contract or a route"},
	{RateLimited, slog.LevelWarn, true, "a limit refused more; `code` or `rule`, and `at`"},
	{InputRefused, slog.LevelWarn, true, "a document that costs too much, a body that is too large, a document or text that is too large, a file that is not what its name says or carries malware (`reason`), a wrong code of a letter; `code` or `rule`, and `at`"},
	{ConnectionFail, slog.LevelWarn, true, "a connection failed before a request: TLS handshakes, HTTP that is none; `error`"},
}

func kindOf(e Event) kind {
	for _, k := range kinds {
		if k.event == e {
			return k
		}
	}
	panic("seclog: there is no event " + string(e))
}

// Table lists the events for the documentation, in Markdown.
func Table() string {
	var b strings.Builder
	b.WriteString("| `security=` | level | when |\n|---|---|---|\n")
	for _, k := range kinds {
		fmt.Fprintf(&b, "| `%s` | %s | %s |\n", k.event, k.level, k.what)
	}
	return b.String()
}
