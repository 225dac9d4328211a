package organisation_test

import (
	"context"
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/99designs/gqlgen/graphql"

	"schalter/internal/organisation"
	"schalter/internal/store"
	"schalter/internal/testkit"
	"schalter/internal/viewer"
)

// employ makes somebody a clerk of Bamberg for some of its authorities, all of them without any.
func (b *bureau) employ(t *testing.T, accountID string, authorityIDs ...string) (membershipID string) {
	t.Helper()
	b.in(t, func(ctx context.Context, tx *store.Tx) (err error) {
		membershipID, err = b.Employ(ctx, tx, organisation.Employment{
			OrganisationID: "org_bamberg", AccountID: accountID, Roles: []organisation.OrganisationRole{organisation.Clerk},
			AllAuthorities: len(authorityIDs) == 0, AuthorityIDs: authorityIDs,
		})
		return err
	})
	return membershipID
}

// readsAll has somebody answer for all authorities, as if it always had.
func (b *bureau) readsAll(t *testing.T, membershipID string) {
	t.Helper()
	b.in(t, func(ctx context.Context, tx *store.Tx) error {
		return tx.Membership.UpdateOneID(membershipID).SetAllAuthorities(true).Exec(ctx)
	})
}

func set(text string) graphql.Omittable[*string] { return graphql.OmittableOf(&text) }

var cleared = graphql.OmittableOf[*string](nil)

// Who is away says until when and who answers meanwhile, as an admin does for everybody. The deputy is it until the day is over, and only who
// could read the person's cases anyway; nobody's rights change, and nobody is told of a change of rights.
func TestAbsenceHasADeputyUntilItsDayIsOver(t *testing.T) {
	t.Parallel()
	testkit.OnBoth(t, func(t *testing.T, w *testkit.World) {
		b := newBureau(t, w)
		bob, all, few := b.members["acc_2"], b.employ(t, "acc_5"), b.employ(t, "acc_6", "aut_bamberg")
		b.readsAll(t, bob)
		elsewhere := ""
		b.in(t, func(ctx context.Context, tx *store.Tx) (err error) {
			elsewhere, err = b.Employ(ctx, tx, organisation.Employment{OrganisationID: "org_muenchen", AccountID: "acc_7", Roles: []organisation.OrganisationRole{organisation.Clerk}, AllAuthorities: true})
			return err
		})
		version := 1
		save := func(who context.Context, c organisation.MemberChange) string {
			c.MembershipID, c.ExpectedVersion = bob, version
			m, err := b.UpdateMember(who, c)
			if err != nil {
				return rule(err)
			}
			version = m.Version
			show := func(s *string) string {
				if s == nil {
					return "-"
				}
				return strings.NewReplacer(all, "all", few, "few").Replace(*s)
			}
			return fmt.Sprint(show(m.AbsentUntil), " ", show(m.DeputyID))
		}
		// It is Monday, 2 March 2026.
		for _, tt := range []struct {
			name string
			who  context.Context
			in   organisation.MemberChange
			want string
		}{
			{"nobody", anyone, organisation.MemberChange{AbsentUntil: set("2026-03-06")}, "UNAUTHENTICATED"},
			{"another clerk", as("acc_5", &viewer.Membership{OrganisationID: "org_bamberg", Clerk: true}), organisation.MemberChange{AbsentUntil: set("2026-03-06")}, "NOT_FOUND"},
			{"an operator", operator, organisation.MemberChange{AbsentUntil: set("2026-03-06")}, "NOT_FOUND"},
			{"an admin of others", stranger, organisation.MemberChange{AbsentUntil: set("2026-03-06")}, "NOT_FOUND"},
			{"own roles beside it", colleague, organisation.MemberChange{AbsentUntil: set("2026-03-06"), Roles: roles(organisation.Admin)}, "NOT_FOUND"},
			{"no day", colleague, organisation.MemberChange{AbsentUntil: set("6.3.2026")}, "INVALID absentUntil"},
			{"a day that is over", colleague, organisation.MemberChange{AbsentUntil: set("2026-03-01")}, "INVALID day_over absentUntil"},
			{"too far", colleague, organisation.MemberChange{AbsentUntil: set("2027-04-07")}, "INVALID absence_too_long absentUntil"},
			{"a deputy of who is not away", colleague, organisation.MemberChange{DeputyID: set(all)}, "REQUIRED absentUntil"},
			{"oneself", colleague, organisation.MemberChange{AbsentUntil: set("2026-03-06"), DeputyID: set(bob)}, "INVALID deputy_cannot deputyId"},
			{"a clerk of fewer authorities", colleague, organisation.MemberChange{AbsentUntil: set("2026-03-06"), DeputyID: set(few)}, "INVALID deputy_cannot deputyId"},
			{"of another organisation", colleague, organisation.MemberChange{AbsentUntil: set("2026-03-06"), DeputyID: set(elsewhere)}, "NOT_FOUND deputy_unknown deputyId"},
			{"today, without a deputy", colleague, organisation.MemberChange{AbsentUntil: set("2026-03-02")}, "2026-03-02 -"},
			{"by an admin", admin, organisation.MemberChange{AbsentUntil: set("2026-03-06"), DeputyID: set(all)}, "2026-03-06 all"},
			{"longer", colleague, organisation.MemberChange{AbsentUntil: set("2026-03-13")}, "2026-03-13 all"},
		} {
			if got := save(tt.who, tt.in); got != tt.want {
				t.Errorf("%s: got %s, want %s", tt.name, got, tt.want)
			}
		}
		if got := b.told(); got != "" || len(*b.woken) != 0 || len(b.left) != 0 {
			t.Errorf("an absence was told as a change of rights: %q, %v, %v", got, *b.woken, b.left)
		}
		if got, want := b.take(&b.acts), "acc_2 member.work acc_2, absent until 2026-03-02, acc_1 member.work acc_2, absent until 2026-03-06, deputy "+all+
			", acc_2 member.work acc_2, absent until 2026-03-13, deputy "+all; got != want {
			t.Errorf("record: got %q, want %q", got, want)
		}
		awayFor := func(membershipID string) string {
			ids, err := b.AwayFor(t.Context(), membershipID)
			if err != nil {
				t.Fatal(err)
			}
			return strings.ReplaceAll(strings.Join(ids, " "), bob, "bob")
		}
		shown := func(accountID string, assignee *string) string {
			clerk, err := b.ClerkOf(viewerSystem(), accountID, "aut_bamberg")
			if err != nil {
				t.Fatal(err)
			}
			s, err := b.ShownAs(t.Context(), "aut_bamberg", clerk, assignee)
			if err != nil {
				t.Fatal(err)
			}
			return s
		}
		name, role := shown("acc_5", nil), organisation.ClerkRole
		if got := awayFor(all) + "|" + awayFor(few) + "|" + shown("acc_5", &bob) + "|" + shown("acc_6", &bob) + "|" + shown("acc_5", &all); got != "bob||"+name+" in Vertretung für Bob|"+shown("acc_6", nil)+"|"+name {
			t.Errorf("while away: %s", got)
		}
		if err := b.SaveSettings(admin, organisation.AuthoritySettingsSaveInput{AuthorityID: "aut_bamberg", ExpectedVersion: 1, ClerkDisplay: organisation.DisplayRole}); err != nil {
			t.Fatal(err)
		}
		if got := shown("acc_5", &bob) + "|" + shown("acc_6", &bob); got != role+", in Vertretung|"+role {
			t.Errorf("by role: %s", got)
		}
		w.Clock.Advance(11 * 24 * time.Hour)
		if awayFor(all) != "bob" {
			t.Error("the last day of it is over too early")
		}
		w.Clock.Advance(24 * time.Hour)
		if m := second2(b.Memberships(colleague, []string{bob}))[bob]; awayFor(all) != "" || m.AbsentUntil != nil || m.DeputyID != nil {
			t.Errorf("after it: %s, %+v", awayFor(all), m)
		}
		if got := save(admin, organisation.MemberChange{AbsentUntil: set("2026-03-20"), DeputyID: set(all)}); got != "2026-03-20 all" {
			t.Error(got)
		}
		// A deputy who answers for less from now on is none, and one who leaves is gone from it.
		if _, err := b.UpdateMember(admin, organisation.MemberChange{MembershipID: all, ExpectedVersion: 1, AllAuthorities: new(bool)}); err != nil {
			t.Fatal(err)
		}
		if got := awayFor(all); got != "" {
			t.Errorf("who cannot read the cases is deputy of %s", got)
		}
		if err := b.RemoveMember(admin, all); err != nil {
			t.Fatal(err)
		}
		if got := save(admin, organisation.MemberChange{AbsentUntil: set("2026-03-21")}); got != "2026-03-21 -" {
			t.Errorf("after the deputy left: %s", got)
		}
		if got := save(admin, organisation.MemberChange{AbsentUntil: cleared}); got != "- -" {
			t.Errorf("back: %s", got)
		}
	})
}

func second2[T any](v T, _ error) T { return v }

// A clerk is shown as the unit that it works in, and as Sachbearbeitung where that is none or is not there any more.
func TestClerksAreShownAsTheirUnit(t *testing.T) {
	t.Parallel()
	testkit.OnBoth(t, func(t *testing.T, w *testkit.World) {
		b := newBureau(t, w)
		bob := b.members["acc_2"]
		b.readsAll(t, bob)
		u, err := b.SaveUnit(editor, organisation.UnitSaving{OrganisationID: "org_bamberg", Kind: organisation.HealthOffice, Name: "Gesundheitsamt"})
		if err != nil {
			t.Fatal(err)
		}
		other, err := b.SaveUnit(editor, organisation.UnitSaving{OrganisationID: "org_muenchen", Kind: organisation.Other, Name: "Anderswo"})
		if err != nil {
			t.Fatal(err)
		}
		if err := b.Reload(t.Context()); err != nil {
			t.Fatal(err)
		}
		shown := func(want string) {
			t.Helper()
			clerk, err := b.ClerkOf(viewerSystem(), "acc_2", "aut_bamberg")
			if err != nil {
				t.Fatal(err)
			}
			if got, err := b.ShownAs(t.Context(), "aut_bamberg", clerk, nil); err != nil || got != want {
				t.Errorf("got %q, %v, want %q", got, err, want)
			}
		}
		text := "  Montags geschlossen.\nDienstags bis 18 Uhr.  "
		if err := b.SaveSettings(admin, organisation.AuthoritySettingsSaveInput{AuthorityID: "aut_bamberg", ExpectedVersion: 1, ClerkDisplay: organisation.DisplayUnit, AutoReply: graphql.OmittableOf(&text)}); err != nil {
			t.Fatal(err)
		}
		shown(organisation.ClerkRole)
		work := func(who context.Context, version int, unit graphql.Omittable[*string]) string {
			return rule(second(b.UpdateMember(who, organisation.MemberChange{MembershipID: bob, ExpectedVersion: version, UnitID: unit})))
		}
		if got := work(colleague, 1, set(u.ID)) + "|" + work(admin, 1, set(other.ID)) + "|" + work(admin, 1, set("unt_none")) + "|" + work(admin, 1, set(u.ID)); got != "NOT_FOUND|NOT_FOUND unit_unknown unitId|NOT_FOUND unit_unknown unitId|" {
			t.Errorf("unit: %s", got)
		}
		shown("Gesundheitsamt")
		ended := "2026-03-02"
		if _, err := b.SaveUnit(editor, organisation.UnitSaving{ID: &u.ID, ExpectedVersion: &u.Version, OrganisationID: "org_bamberg", Kind: organisation.HealthOffice, Name: "Gesundheitsamt", ValidTo: &ended}); err != nil {
			t.Fatal(err)
		}
		if err := b.Reload(t.Context()); err != nil {
			t.Fatal(err)
		}
		shown(organisation.ClerkRole)

		// The automatic reply is kept where the input does not name it, brought to its form, bounded, and ended by null or nothing.
		reply := func() string {
			if s := b.Settings(admin, "aut_bamberg"); s.AutoReply != nil {
				return *s.AutoReply
			}
			return "-"
		}
		if got := reply(); got != "Montags geschlossen.\nDienstags bis 18 Uhr." {
			t.Errorf("automatic reply: %q", got)
		}
		for i, tt := range []struct {
			in   graphql.Omittable[*string]
			want string
		}{
			{graphql.Omittable[*string]{}, "Montags geschlossen.\nDienstags bis 18 Uhr."}, {graphql.OmittableOf(new(string)), "-"},
			{graphql.OmittableOf(&ended), ended}, {graphql.OmittableOf[*string](nil), "-"},
		} {
			err := b.SaveSettings(admin, organisation.AuthoritySettingsSaveInput{AuthorityID: "aut_bamberg", ExpectedVersion: 2 + i, ClerkDisplay: organisation.DisplayName, AutoReply: tt.in})
			if reload := b.Reload(t.Context()); err != nil || reload != nil || reply() != tt.want {
				t.Errorf("step %d: %v, %v, %q", i, err, reload, reply())
			}
		}
		long := strings.Repeat("ä", organisation.MaxAutoReply+1)
		if got := rule(b.SaveSettings(admin, organisation.AuthoritySettingsSaveInput{AuthorityID: "aut_bamberg", ExpectedVersion: 6, ClerkDisplay: organisation.DisplayName, AutoReply: graphql.OmittableOf(&long)})); got != "TOO_LONG too_long autoReply" {
			t.Errorf("too long: %s", got)
		}
	})
}
