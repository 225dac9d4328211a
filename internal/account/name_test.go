package account_test

import (
	"context"
	"strings"
	"testing"

	"schalter/internal/account"
	"schalter/internal/testkit"
)

// A person with only one name registers with it, is written to by it, and can change it to two names and back.
func TestAPersonWithOneNameRegistersAndIsWrittenTo(t *testing.T) {
	t.Parallel()
	testkit.OnBoth(t, func(t *testing.T, w *testkit.World) {
		ctx := context.Background()
		o := newOffice(t, w, account.Limits{})
		for _, in := range []account.AccountRegisterInput{{Email: "one@post.example", FamilyName: "Ꜧ"}, {Email: "one@post.example"}, {Email: "one@post.example", GivenName: " ", FamilyName: "\u200b"}} {
			in.Locale, in.TermsVersion = account.German, terms
			if got := rule(o.Register(ctx, in, from(1))); !strings.HasSuffix(got, "familyName") {
				t.Errorf("%q %q: got %q", in.GivenName, in.FamilyName, got)
			}
		}
		for email, in := range map[string]account.AccountRegisterInput{
			"family@post.example": {FamilyName: "Śuhārto"}, "given@post.example": {GivenName: "Śuhārto", FamilyName: " "},
		} {
			in.Email, in.Locale, in.TermsVersion = email, account.German, terms
			if err := o.Register(ctx, in, from(1)); err != nil {
				t.Fatal(err)
			}
			o.work(t)
			signed, err := o.ConfirmEmail(ctx, account.EmailConfirmInput{Token: o.lastToken(t, email), Password: goodPassword}, from(1))
			if err != nil {
				t.Fatal(err)
			}
			if v := signed.Viewer; v.GivenName != "" || v.FamilyName != "Śuhārto" {
				t.Errorf("got %q %q", v.GivenName, v.FamilyName)
			}
			me := o.as(t, signed)
			o.settle(t, me)
			if got := o.letters[len(o.letters)-1].Address.Recipient; got != "Śuhārto" {
				t.Errorf("the letter goes to %q", got)
			}
			mails := o.mailsTo(email)
			if last := mails[len(mails)-1].Text; !strings.HasPrefix(last, "Guten Tag Śuhārto,\n") {
				t.Errorf("greeted as %q", last[:40])
			}
			if names, err := o.Names(me, []string{signed.Viewer.ID}); err != nil || names[signed.Viewer.ID] != "Śuhārto" {
				t.Errorf("shown as %q, %v", names[signed.Viewer.ID], err)
			}
			v, err := o.UpdateProfile(me, account.ProfileUpdateInput{GivenName: account.To("Haji")})
			if err != nil || v.GivenName != "Haji" || v.FamilyName != "Śuhārto" || v.TrustLevel != account.TrustEmail {
				t.Errorf("two names: got %+v, %v", v, err)
			}
			if v, err = o.UpdateProfile(me, account.ProfileUpdateInput{FamilyName: account.To("")}); err != nil || v.GivenName != "" || v.FamilyName != "Haji" {
				t.Errorf("one of two: got %+v, %v", v, err)
			}
			_, err = o.UpdateProfile(me, account.ProfileUpdateInput{FamilyName: account.To(" ")})
			if got := rule(err); got != "REQUIRED familyName" {
				t.Errorf("none: got %q", got)
			}
		}
	})
}
