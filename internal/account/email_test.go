package account_test

import (
	"testing"

	"schalter/internal/account"
	"schalter/internal/testkit"
)

// What nobody sees comes along when an address is pasted from a letter or a page.
func TestInvisibleCharactersInAnAddressAreTakenOut(t *testing.T) {
	t.Parallel()
	o := newOffice(t, testkit.SQLite(t), account.Limits{})
	o.register(t, "zoe@post.example")
	for _, pasted := range []string{"zo\u200be@post.example", "\ufeffzoe@post.example\u00a0", "zoe@post.example\u202c", "\tzoe@post.example\r\n", "\u2066zoe@\u2069post.example"} {
		if err := o.Register(t.Context(), registration(pasted), from(1)); err != nil {
			t.Errorf("%q: got %v", pasted, err)
		}
	}
	if n := count(t, o.DB, `SELECT COUNT(*) FROM account`); n != 1 {
		t.Errorf("%d accounts", n)
	}
	for typed, want := range map[string]string{
		"zoë@post.example": "email_international", "zo e@post.example": "email_malformed", "zoe@post.example\nBcc: x@post.example": "email_malformed",
		"\u200b\u00a0": "REQUIRED",
	} {
		if got := text(o.Register(t.Context(), registration(typed), from(1))); got != want {
			t.Errorf("%q: got %q, want %q", typed, got, want)
		}
	}
}
