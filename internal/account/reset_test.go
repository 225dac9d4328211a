package account_test

import (
	"context"
	"testing"

	"schalter/internal/account"
	"schalter/internal/testkit"
)

func TestPasswordResetEndsAllSessionsAndSignsNobodyIn(t *testing.T) {
	t.Parallel()
	testkit.OnBoth(t, func(t *testing.T, w *testkit.World) {
		o := newOffice(t, w, account.Limits{})
		bg := context.Background()
		const email, newPassword = "a@post.example", "Ganz ein anderer Satz 9"
		_, signed := o.join(t, email)
		if err := o.RequestPasswordReset(bg, account.PasswordResetRequestInput{Email: email}, from(1)); err != nil {
			t.Fatal(err)
		}
		o.work(t)
		token := o.lastToken(t, email)
		if _, err := o.StartSession(bg, account.SessionStartInput{Email: email, Password: goodPassword}, from(1)); err != nil {
			t.Errorf("the password, while a link to set another one waits: %v", err)
		}
		if err := o.ResetPassword(bg, account.PasswordResetInput{Token: token, Password: newPassword}); err != nil {
			t.Fatal(err)
		}
		if err := o.ResetPassword(bg, account.PasswordResetInput{Token: token, Password: newPassword}); rule(err) != "EXPIRED token" {
			t.Errorf("the link again: got %v", err)
		}
		if _, _, err := o.Authenticate(bg, signed.AccessToken); rule(err) != "UNAUTHENTICATED" {
			t.Errorf("old session: got %v", err)
		}
		if _, err := o.StartSession(bg, account.SessionStartInput{Email: email, Password: goodPassword}, from(1)); rule(err) != "WRONG_CREDENTIALS" {
			t.Errorf("old password: got %v", err)
		}
		again, err := o.StartSession(bg, account.SessionStartInput{Email: email, Password: newPassword}, from(1))
		if err != nil {
			t.Fatal(err)
		}
		third, err := o.StartSession(bg, account.SessionStartInput{Email: email, Password: newPassword}, from(1))
		if err != nil {
			t.Fatal(err)
		}
		ctx := o.as(t, again)
		if _, err := o.ChangePassword(ctx, account.PasswordChangeInput{Current: "wrong", New: goodPassword}, from(1)); rule(err) != "WRONG_CREDENTIALS current" {
			t.Errorf("wrong current password: got %v", err)
		}
		if _, err := o.ChangePassword(ctx, account.PasswordChangeInput{Current: newPassword, New: goodPassword}, from(1)); err != nil {
			t.Fatal(err)
		}
		if _, _, err := o.Authenticate(bg, third.AccessToken); rule(err) != "UNAUTHENTICATED" {
			t.Errorf("other session after the change: got %v", err)
		}
		if _, _, err := o.Authenticate(bg, again.AccessToken); err != nil {
			t.Errorf("own session after the change: got %v", err)
		}
		o.work(t)
		mails := o.mailsTo(email)
		if last := mails[len(mails)-1]; last.Subject != "Ihr Passwort wurde geändert" {
			t.Errorf("last mail: got %q", last.Subject)
		}
	})
}
