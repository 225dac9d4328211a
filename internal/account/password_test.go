package account_test

import (
	"context"
	"testing"

	"schalter/internal/account"
	"schalter/internal/errs"
	"schalter/internal/testkit"
)

func TestPasswordRules(t *testing.T) {
	t.Parallel()
	for _, tt := range []struct{ password, want string }{
		{"Regenschirm aus Papier 7", ""},
		{"correct horse battery staple", ""},
		{"xK9#vq2!Lw7tRz", ""},
		{"пароль для почты дома", ""},
		{"kurz", "WEAK_PASSWORD password"},
		{"elf Zeichen", "WEAK_PASSWORD password"},
		{"passwort1234", "WEAK_PASSWORD password"},
		{"P@ssw0rd2026!", "WEAK_PASSWORD password"},
		{"Sommer2026!!", "WEAK_PASSWORD password"},
		{"FCBayernMünchen1900", "WEAK_PASSWORD password"},
		{"iloveyou1234", "WEAK_PASSWORD password"},
		{"123456789012", "WEAK_PASSWORD password"},
		{"aaaaaaaaaaaaaaa", "WEAK_PASSWORD password"},
		{"abcabcabcabc", "WEAK_PASSWORD password"},
		{"Xy7!Xy7!Xy7!", "WEAK_PASSWORD password"},
		{"qwertzuiopü+", "WEAK_PASSWORD password"},
		{"qwertyuiop12", "WEAK_PASSWORD password"},
		{"1qaz2wsx3edc", "WEAK_PASSWORD password"},
		{"schalter-demo-2026", "WEAK_PASSWORD password"},
		{"Mustermann2026", "WEAK_PASSWORD password"},
		{"erika.m@post.example", "WEAK_PASSWORD password"},
		{string(make([]byte, 0)) + "\xff\xfe invalid utf8", "INVALID password"},
	} {
		err := account.CheckPassword(tt.password, "erika.m@post.example", "Erika", "Mustermann")
		if got := rule(err); got != tt.want {
			t.Errorf("%q: got %q, want %q", tt.password, got, tt.want)
		}
	}
}

// The reason that is told is the one that counts: a person who is told the wrong one changes the wrong thing.
func TestAPasswordIsRefusedForTheTrueReason(t *testing.T) {
	t.Parallel()
	for _, tt := range []struct{ password, want string }{
		{"elf Zeichen", "password_short"},
		{"Mustermann2026", "password_personal"},
		{"erika.m@post.example", "password_personal"},
		{"schalter-demo-2026", "password_platform"},
		{"Sch4lterSch4lter", "password_platform"},
		{"zuckerzuckerzucker", "password_common"},
		{"passwort1234", "password_common"},
		{"qwertzuiopü+", "password_common"},
		{"Sojdlg123aljg", "password_breached"},
		{"vjht123jltccf", "password_breached"},
		{"fussballverruckte", "password_breached"},
	} {
		r := errs.AsRefusal(account.CheckPassword(tt.password, "erika.m@post.example", "Erika", "Mustermann"))
		if r == nil || r.Problems[0].Text != tt.want {
			t.Errorf("%q: got %+v, want %s", tt.password, r, tt.want)
		}
	}
}

// Asked beforehand and set, a password is judged alike by everybody who can set one.
func TestAPasswordIsJudgedAlikeBeforeItIsSet(t *testing.T) {
	t.Parallel()
	testkit.OnBoth(t, func(t *testing.T, w *testkit.World) {
		o := newOffice(t, w, account.Limits{})
		ctx := context.Background()
		judged := []string{"elf Zeichen", "Kralova-Luczak 1", "Sojdlg123aljg", "passwort1234", goodPassword}
		asked := func(who context.Context, password string, token *string) string {
			return text(o.Service.CheckPassword(who, account.PasswordCheckInput{Password: password, Token: token}))
		}
		o.register(t, "zoe@post.example")
		link := o.lastToken(t, "zoe@post.example")
		for _, password := range judged {
			want := asked(ctx, password, &link)
			_, err := o.ConfirmEmail(ctx, account.EmailConfirmInput{Token: link, Password: password}, from(1))
			if got := text(err); got != want {
				t.Errorf("%q by the link of a registration: asked %q, set %q", password, want, got)
			}
		}
		if got := asked(ctx, goodPassword, &link); got != "link_used" {
			t.Errorf("a used link: got %q", got)
		}
		if err := o.RequestPasswordReset(ctx, account.PasswordResetRequestInput{Email: "zoe@post.example"}, from(1)); err != nil {
			t.Fatal(err)
		}
		o.work(t)
		reset := o.lastToken(t, "zoe@post.example")
		me := o.as(t, o.signIn(t, "zoe@post.example"))
		for _, password := range judged[:4] {
			want := asked(ctx, password, &reset)
			if got := text(o.ResetPassword(ctx, account.PasswordResetInput{Token: reset, Password: password})); got != want || got == "" {
				t.Errorf("%q by the link for a new one: asked %q, set %q", password, want, got)
			}
			_, err := o.ChangePassword(me, account.PasswordChangeInput{Current: goodPassword, New: password}, from(1))
			if got := text(err); got != want || asked(me, password, nil) != want {
				t.Errorf("%q by the account: asked %q and %q, set %q", password, want, asked(me, password, nil), got)
			}
		}
		if got := asked(ctx, "Kralova-Luczak 1", nil); got != "" {
			t.Errorf("nobody's name: got %q", got)
		}
		nothing := "nothing"
		if got := asked(ctx, goodPassword, &nothing); got != "link_unknown" {
			t.Errorf("no link: got %q", got)
		}
	})
}

// text is the sentence of a refusal, or its rule where it has none; empty when nothing was refused.
func text(err error) string {
	r := errs.AsRefusal(err)
	if r == nil {
		return string(errs.CodeOf(err))
	}
	if r.Problems[0].Text != "" {
		return r.Problems[0].Text
	}
	return string(r.Problems[0].Rule)
}
