package accounts_test

import (
	"context"
	"fmt"
	"strings"
	"testing"
	"time"

	"schalter/internal/errs"
	"schalter/internal/market/accounts"
	"schalter/internal/testkit"
	"schalter/internal/viewer"
)

// admin is a person of Bamberg who manages it.
func (n *town) admin(accountID string) context.Context {
	n.mu.Lock()
	defer n.mu.Unlock()
	n.people[accountID] = viewer.Standing{AccountID: accountID, Email: accountID + "@bamberg.example", Name: "Lena Schubert", Open: true}
	n.roles[bamberg+" "+accountID] = []string{"ADMIN"}
	return viewer.With(context.Background(), &viewer.Viewer{
		AccountID: accountID, SessionID: "ses_" + accountID, Locale: "de", Memberships: []viewer.Membership{{ID: "mem_" + accountID, OrganisationID: bamberg, Admin: true}},
	})
}

func (n *town) invite(t *testing.T, ctx context.Context, email string, roles ...string) (*accounts.Invitation, string) {
	t.Helper()
	sent, err := n.Invite(ctx, accounts.Inviting{OrganisationID: bamberg, Email: email, Roles: roles})
	if err != nil {
		t.Fatal(err)
	}
	return sent, n.tokens[len(n.tokens)-1]
}

func TestAnInvitationEndsInARequestThatAnOperatorDecides(t *testing.T) {
	t.Parallel()
	testkit.OnBoth(t, func(t *testing.T, w *testkit.World) {
		n := newTown(t, w, 0)
		sent, token := n.invite(t, n.admin("acc_admin"), "mia@bamberg.example", "BUYER", "ADMIN")
		if got, want := fmt.Sprint(n.mails), "[invited mia@bamberg.example Stadt Bamberg by Lena Schubert, by certificate: true]"; got != want || sent.State != accounts.InvitationOpen {
			t.Fatalf("got %s and %+v, want %s", got, sent, want)
		}
		ask := func(c accounts.Claims, f accounts.MarketAccountForm, key string) (*accounts.MarketAccount, error) {
			return n.Request(n.signIn("", c), accounts.Asked{Form: f, IdempotencyKey: key, InvitationToken: token})
		}
		other := form("Mia", "Roth", "mia@coburg.example")
		if _, err := ask(n.certificate("1", "Mia Roth", "mia@coburg.example"), other, "k1"); rule(err) != "INVALID invitation_other_address email" {
			t.Errorf("another address: got %v", err)
		}
		elsewhere := form("Mia", "Roth", "mia@bamberg.example")
		elsewhere.OrganisationID = of(coburg)
		if _, err := ask(n.certificate("2", "Mia Roth", "mia@bamberg.example"), elsewhere, "k2"); rule(err) != "INVALID invitation_other_organisation organisationId" {
			t.Errorf("another organisation: got %v", err)
		}
		a, err := ask(n.certificate("3", "Mia Roth", "mia@bamberg.example"), form("Mia", "Roth", "mia@bamberg.example"), "k3")
		if err != nil || a.InvitedBy == nil || *a.InvitedBy != "Lena Schubert" || a.State != accounts.Pending {
			t.Fatalf("got %+v, %v", a, err)
		}
		if roles := n.rolesOf(bamberg, a.AccountID); roles != "" {
			t.Errorf("before the decision: %q", roles)
		}
		if _, err := ask(n.certificate("4", "Mia Roth", "mia@bamberg.example"), form("Mia", "Roth", "mia@bamberg.example"), "k4"); rule(err) != "EXPIRED invitation_used invitationToken" {
			t.Errorf("used: got %v", err)
		}
		// Rejected, the person may ask again by the same link.
		if _, err := n.Decide(n.operator(), accounts.Decision{ID: a.ID, ExpectedVersion: a.Version, Note: of("Bitte mit Telefon.")}); err != nil {
			t.Fatal(err)
		}
		again, err := n.Request(n.signIn(a.AccountID, n.certificate("3", "Mia Roth", "mia@bamberg.example")),
			accounts.Asked{Form: form("Mia", "Roth", "mia@bamberg.example"), IdempotencyKey: "k5", InvitationToken: token})
		if err != nil {
			t.Fatal(err)
		}
		if _, err := n.Decide(n.operator(), accounts.Decision{ID: again.ID, ExpectedVersion: again.Version, Approve: true}); err != nil {
			t.Fatal(err)
		}
		if roles := n.rolesOf(bamberg, a.AccountID); roles != "BUYER ADMIN" {
			t.Errorf("got %q", roles)
		}
	})
}

func TestAnInvitationIsRefusedInWords(t *testing.T) {
	t.Parallel()
	testkit.OnBoth(t, func(t *testing.T, w *testkit.World) {
		n := newTown(t, w, 0)
		ctx := n.admin("acc_admin")
		for name, test := range map[string]struct {
			ctx  context.Context
			in   accounts.Inviting
			want string
		}{
			"no role":          {ctx, accounts.Inviting{OrganisationID: bamberg, Email: "a@b.example"}, "REQUIRED invitation_role_missing roles"},
			"signing":          {ctx, accounts.Inviting{OrganisationID: bamberg, Email: "a@b.example", Roles: []string{"SIGNATORY"}}, "INVALID invitation_role_not_given roles"},
			"another's":        {ctx, accounts.Inviting{OrganisationID: coburg, Email: "a@b.example", Roles: []string{"BUYER"}}, string(errs.NotFound)},
			"no admin":         {n.signIn("acc_other", n.certificate("9", "O T", "o@b.example")), accounts.Inviting{OrganisationID: bamberg, Email: "a@b.example", Roles: []string{"BUYER"}}, string(errs.NotFound)},
			"an operator":      {n.operator(), accounts.Inviting{OrganisationID: bamberg, Email: "a@b.example", Roles: []string{"BUYER"}}, string(errs.NotFound)},
			"nobody signed in": {viewer.With(context.Background(), viewer.Anonymous()), accounts.Inviting{OrganisationID: bamberg, Email: "a@b.example", Roles: []string{"BUYER"}}, string(errs.Unauthenticated)},
		} {
			if _, err := n.Invite(test.ctx, test.in); rule(err) != test.want {
				t.Errorf("%s: got %v, want %s", name, err, test.want)
			}
		}
		// Who was an admin when the request began and is none any more invites nobody.
		n.roles[bamberg+" acc_admin"] = nil
		if _, err := n.Invite(ctx, accounts.Inviting{OrganisationID: bamberg, Email: "a@b.example", Roles: []string{"BUYER"}}); errs.CodeOf(err) != errs.NotFound {
			t.Errorf("no admin any more: got %v", err)
		}
		ctx = n.admin("acc_admin")
		mia := viewer.With(context.Background(), &viewer.Viewer{AccountID: "acc_mia", SessionID: "ses_mia"})
		n.people["acc_mia"] = viewer.Standing{AccountID: "acc_mia", Email: "mia@bamberg.example", Name: "Mia Roth", Open: true}
		accept := func(token, want string) {
			t.Helper()
			if _, err := n.AcceptInvitation(mia, token); rule(err) != want {
				t.Errorf("got %v, want %s", err, want)
			}
		}
		accept("made up", "NOT_FOUND invitation_unknown invitationToken")
		_, first := n.invite(t, ctx, "Mia@Bamberg.example", "DIGITAL_OFFICER")
		second, newer := n.invite(t, ctx, "mia@bamberg.example", "DIGITAL_OFFICER")
		if got := n.mails[len(n.mails)-1]; got != "invited mia@bamberg.example Stadt Bamberg by Lena Schubert, by certificate: false" {
			t.Errorf("told: %s", got)
		}
		accept(first, "EXPIRED invitation_revoked invitationToken")
		if list, err := n.Invitations(ctx, bamberg); err != nil || len(list) != 1 || list[0].ID != second.ID {
			t.Errorf("open: got %+v, %v", list, err)
		}
		if list, err := n.Invitations(mia, bamberg); err != nil || list != nil {
			t.Errorf("for others: got %+v, %v", list, err)
		}
		if err := n.RevokeInvitation(mia, second.ID); errs.CodeOf(err) != errs.NotFound {
			t.Errorf("taken back by another: got %v", err)
		}
		if member, err := n.AcceptInvitation(mia, newer); err != nil || member == "" || n.rolesOf(bamberg, "acc_mia") != "DIGITAL_OFFICER" {
			t.Errorf("got %q, %v", member, err)
		}
		accept(newer, "EXPIRED invitation_used invitationToken")
		if err := n.RevokeInvitation(ctx, second.ID); rule(err) != "WRONG_STATE invitation_used" {
			t.Errorf("used: got %v", err)
		}
		buying, token := n.invite(t, ctx, "mia@bamberg.example", "BUYER")
		accept(token, "WRONG_STATE invitation_needs_certificate")
		for range 2 {
			if err := n.RevokeInvitation(ctx, buying.ID); err != nil {
				t.Fatal(err)
			}
		}
		accept(token, "EXPIRED invitation_revoked invitationToken")
		_, token = n.invite(t, ctx, "mia@bamberg.example", "ADMIN")
		w.Clock.Advance(accounts.InvitationLife)
		accept(token, "EXPIRED invitation_expired invitationToken")
		if found, err := n.InvitationOf(mia, token); err != nil || found == nil || found.State != accounts.InvitationExpired {
			t.Errorf("got %+v, %v", found, err)
		}
		w.Clock.Advance(91 * 24 * time.Hour)
		if err := n.SweepInvitations(context.Background(), w.Clock.Now()); err != nil {
			t.Fatal(err)
		}
		if found, err := n.InvitationOf(mia, token); err != nil || found != nil {
			t.Errorf("swept: got %+v, %v", found, err)
		}
		if got := strings.Join(n.acts, ", "); !strings.Contains(got, "acc_mia invitation.accept org_bamberg") || !strings.Contains(got, "acc_admin invitation.revoke org_bamberg") {
			t.Errorf("audit: %s", got)
		}
	})
}

func TestInvitationsOfADayAreLimited(t *testing.T) {
	t.Parallel()
	testkit.OnBoth(t, func(t *testing.T, w *testkit.World) {
		n := newTown(t, w, 0)
		ctx := n.admin("acc_admin")
		for i := range accounts.MaxInvitations {
			n.invite(t, ctx, fmt.Sprintf("p%d@bamberg.example", i), "BUYER")
		}
		in := accounts.Inviting{OrganisationID: bamberg, Email: "mehr@bamberg.example", Roles: []string{"BUYER"}}
		if _, err := n.Invite(ctx, in); rule(err) != "TOO_MANY too_many_invitations" {
			t.Errorf("got %v", err)
		}
		w.Clock.Advance(25 * time.Hour)
		if _, err := n.Invite(ctx, in); rule(err) != "TOO_MANY too_many_invitations" {
			t.Errorf("all are open still: got %v", err)
		}
		w.Clock.Advance(accounts.InvitationLife)
		if _, err := n.Invite(ctx, in); err != nil {
			t.Error(err)
		}
	})
}
