package organisation_test

import (
	"context"
	"fmt"
	"strings"
	"testing"

	"schalter/internal/organisation"
	"schalter/internal/store"
	"schalter/internal/testkit"
	"schalter/internal/viewer"
)

func viewerSystem() context.Context { return viewer.System(context.Background(), "test") }

func roles(list ...organisation.OrganisationRole) *[]organisation.OrganisationRole { return &list }

func TestAdminsChangeAndRemoveMembers(t *testing.T) {
	t.Parallel()
	testkit.OnBoth(t, func(t *testing.T, w *testkit.World) {
		b := newBureau(t, w)
		bob := b.members["acc_2"]
		own := []string{"aut_bamberg"}
		change := func(who context.Context, c organisation.MemberChange) string {
			if c.MembershipID == "" {
				c.MembershipID = bob
			}
			if c.ExpectedVersion == 0 {
				c.ExpectedVersion = 1
			}
			m, err := b.UpdateMember(who, c)
			if err != nil {
				return rule(err)
			}
			return fmt.Sprint(m.Name, " ", m.Roles, " ", m.AllAuthorities, " ", m.AuthorityIDs, " ", m.Version)
		}
		for _, tt := range []struct {
			name string
			who  context.Context
			in   organisation.MemberChange
			want string
		}{
			{"nobody", anyone, organisation.MemberChange{}, "UNAUTHENTICATED"},
			{"a clerk", colleague, organisation.MemberChange{}, "NOT_FOUND"},
			{"an admin of another organisation", stranger, organisation.MemberChange{}, "NOT_FOUND"},
			{"an operator", operator, organisation.MemberChange{}, "NOT_FOUND"},
			{"no such membership", admin, organisation.MemberChange{MembershipID: "mem_x"}, "NOT_FOUND"},
			{"another version", admin, organisation.MemberChange{ExpectedVersion: 9}, "STALE"},
			{"no role", admin, organisation.MemberChange{Roles: roles()}, "REQUIRED member_role_missing roles"},
			{"a role of the market", admin, organisation.MemberChange{Roles: roles(organisation.Signatory)}, "INVALID member_role_not_given roles"},
			{"an authority of others", admin, organisation.MemberChange{AuthorityIDs: &[]string{"aut_hof"}}, "NOT_FOUND authority_unknown authorityIds"},
			{"an authority", admin, organisation.MemberChange{AuthorityIDs: &own}, "Bob [CLERK] false [aut_bamberg] 2"},
			{"another role too", admin, organisation.MemberChange{Roles: roles(organisation.Admin, organisation.Clerk, organisation.Clerk), ExpectedVersion: 2}, "Bob [ADMIN CLERK] false [aut_bamberg] 3"},
		} {
			if got := change(tt.who, tt.in); got != tt.want {
				t.Errorf("%s: got %s, want %s", tt.name, got, tt.want)
			}
		}
		if got, want := b.told(), "changed acc_2, changed acc_2"; got != want {
			t.Errorf("told: got %q, want %q", got, want)
		}
		if got, want := b.take(&b.acts), "acc_1 member.update acc_2 CLERK, acc_1 member.update acc_2 ADMIN CLERK"; got != want {
			t.Errorf("record: got %q, want %q", got, want)
		}
		if got := strings.Join(*b.woken, " ") + " " + strings.Join(b.left, " "); got != "acc_2 acc_2 "+bob+" "+bob {
			t.Errorf("rights and cases: got %s", got)
		}
		if err := b.RemoveMember(admin, bob); err != nil {
			t.Fatal(err)
		}
		if got, want := b.told()+" | "+b.take(&b.acts), "removed acc_2 | acc_1 member.remove acc_2"; got != want {
			t.Errorf("removed: got %q, want %q", got, want)
		}
		if got := rule(b.RemoveMember(admin, bob)); got != "NOT_FOUND" {
			t.Errorf("once more: got %s", got)
		}
	})
}

func TestTheLastAdminStays(t *testing.T) {
	t.Parallel()
	testkit.OnBoth(t, func(t *testing.T, w *testkit.World) {
		b := newBureau(t, w)
		me := b.members["acc_1"]
		demote := func() string {
			return rule(second(b.UpdateMember(admin, organisation.MemberChange{MembershipID: me, ExpectedVersion: 1, Roles: roles(organisation.Clerk)})))
		}
		last := func(step string) {
			t.Helper()
			if got := demote(); got != "LAST_OF_ROLE last_admin roles" {
				t.Errorf("%s: demoted: got %s", step, got)
			}
			if got := rule(b.RemoveMember(admin, me)); got != "LAST_OF_ROLE last_admin membershipId" {
				t.Errorf("%s: removed: got %s", step, got)
			}
		}
		last("alone")
		b.appoint(t, "acc_4")
		b.blocked = []string{"acc_4"}
		last("beside a blocked one")
		b.blocked = nil
		if got := demote(); got != "" {
			t.Errorf("beside another one: got %s", got)
		}
	})
}

// Two admins who remove each other at once: one of them stays.
func TestTwoAdminsRemoveEachOther(t *testing.T) {
	t.Parallel()
	testkit.OnBoth(t, func(t *testing.T, w *testkit.World) {
		b := newBureau(t, w)
		b.in(t, func(ctx context.Context, tx *store.Tx) (err error) {
			b.members["acc_4"], err = b.Employ(ctx, tx, organisation.Employment{OrganisationID: "org_bamberg", AccountID: "acc_4",
				Roles: []organisation.OrganisationRole{organisation.Admin}})
			return err
		})
		other := as("acc_4", &viewer.Membership{OrganisationID: "org_bamberg", Admin: true})
		answers := make(chan string, 2)
		go func() { answers <- rule(b.RemoveMember(admin, b.members["acc_4"])) }()
		go func() { answers <- rule(b.RemoveMember(other, b.members["acc_1"])) }()
		got := map[string]int{<-answers: 1}
		got[<-answers]++
		if got[""] != 1 {
			t.Errorf("got %v", got)
		}
	})
}
