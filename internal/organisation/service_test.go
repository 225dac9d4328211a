package organisation_test

import (
	"context"
	"fmt"
	"slices"
	"testing"

	"schalter/internal/errs"
	"schalter/internal/organisation"
	"schalter/internal/pagination"
	"schalter/internal/store"
	"schalter/internal/testkit"
	"schalter/internal/viewer"
)

// names stands where accounts would tell names.
type names map[string]string

func (n names) Names(_ context.Context, accountIDs []string) (map[string]string, error) {
	found := map[string]string{}
	for _, a := range accountIDs {
		found[a] = n[a]
	}
	return found, nil
}

type hall struct {
	*organisation.Service
	w       *testkit.World
	members map[string]string
	persons
}

func newHall(t *testing.T, w *testkit.World) *hall {
	t.Helper()
	h := &hall{w: w, members: map[string]string{}, persons: newPersons()}
	var err error
	h.Service, err = organisation.New(context.Background(), w.DB, names{"acc_1": "Änne Öztürk", "acc_2": "Bob", "acc_3": "Carla", "acc_8": "Otto Eins"}, w.Log)
	if err != nil {
		t.Fatal(err)
	}
	h.SetPorts(organisation.Ports{Persons: h})
	h.in(t, func(ctx context.Context, tx *store.Tx) error {
		for _, o := range []organisation.NewOrganisation{
			{ID: "org_bamberg", Name: "Stadt Bamberg", Kind: organisation.KreisfreieStadt},
			{ID: "org_muenchen", Name: "Landeshauptstadt München", Kind: organisation.KreisfreieStadt},
			{ID: "org_bayreuth", Name: "Landkreis Bayreuth", Kind: organisation.Landkreis},
		} {
			if _, err := h.Found(ctx, tx, o); err != nil {
				return err
			}
		}
		for _, e := range []organisation.Employment{
			{OrganisationID: "org_bamberg", AccountID: "acc_1", Roles: []organisation.OrganisationRole{organisation.Clerk, organisation.Admin}, AllAuthorities: true},
			{OrganisationID: "org_bamberg", AccountID: "acc_2", Roles: []organisation.OrganisationRole{organisation.Clerk}},
			{OrganisationID: "org_bamberg", AccountID: "acc_3", Roles: []organisation.OrganisationRole{organisation.Buyer}, AllAuthorities: true},
		} {
			membershipID, err := h.Employ(ctx, tx, e)
			if err != nil {
				return err
			}
			h.members[e.AccountID] = membershipID
		}
		return h.Connect(ctx, tx, "aut_bamberg", "org_bamberg")
	})
	return h
}

func (h *hall) in(t *testing.T, fn func(context.Context, *store.Tx) error) {
	t.Helper()
	if err := h.w.DB.Tx(viewer.System(context.Background(), "test"), fn); err != nil {
		t.Fatal(err)
	}
}

func as(accountID string, m *viewer.Membership, roles ...viewer.Role) context.Context {
	v := &viewer.Viewer{AccountID: accountID, Roles: roles}
	if m != nil {
		v.Memberships = []viewer.Membership{*m}
	}
	return viewer.With(context.Background(), v)
}

var (
	admin     = as("acc_1", &viewer.Membership{OrganisationID: "org_bamberg", Clerk: true, Admin: true})
	colleague = as("acc_2", &viewer.Membership{OrganisationID: "org_bamberg", Clerk: true})
	stranger  = as("acc_9", &viewer.Membership{OrganisationID: "org_muenchen", Clerk: true, Admin: true})
	operator  = as("acc_8", nil, viewer.Operator)
	// otherOperator is one only while setOperators says so.
	otherOperator = as("acc_80", nil, viewer.Operator)
)

func TestReachabilityFollowsTheChannelOnEveryReplica(t *testing.T) {
	t.Parallel()
	testkit.OnBoth(t, func(t *testing.T, w *testkit.World) {
		h := newHall(t, w)
		replica, err := store.Open(context.Background(), w.DB.URL(), w.DataDir, w.Clock, w.Log)
		if err != nil {
			t.Fatal(err)
		}
		t.Cleanup(func() { _ = replica.Close() })
		other, err := organisation.New(context.Background(), replica, names{}, w.Log)
		if err != nil {
			t.Fatal(err)
		}
		see := func() string {
			t.Helper()
			if err := other.ReloadIfStale(context.Background()); err != nil {
				t.Fatal(err)
			}
			return fmt.Sprintf("%s %d %s", h.Reachability("aut_bamberg"), h.MaxMessageBytes("aut_bamberg"), other.Reachability("aut_bamberg"))
		}
		if got, want := see(), "CONNECTED 100000000 CONNECTED"; got != want {
			t.Errorf("got %s, want %s", got, want)
		}
		for _, tt := range []struct {
			state organisation.ChannelState
			want  string
		}{
			{organisation.ChannelSuspended, "SUSPENDED 100000000 SUSPENDED"},
			{organisation.ChannelClosed, "NOT_CONNECTED 0 NOT_CONNECTED"},
			{organisation.ChannelActive, "CONNECTED 100000000 CONNECTED"},
		} {
			h.in(t, func(ctx context.Context, tx *store.Tx) error {
				return h.SetChannelState(ctx, tx, "aut_bamberg", tt.state, nil)
			})
			if got := see(); got != tt.want {
				t.Errorf("%s: got %s, want %s", tt.state, got, tt.want)
			}
		}
		if got := h.Reachability("aut_coburg"); got != organisation.NotConnected {
			t.Errorf("without a channel: got %s", got)
		}
		h.in(t, func(ctx context.Context, tx *store.Tx) error {
			here, err := h.ChannelFor(ctx, tx, "aut_bamberg")
			none, err2 := h.ChannelFor(ctx, tx, "aut_coburg")
			if err != nil || err2 != nil || here.Reachability() != organisation.Connected || none != nil {
				t.Errorf("in the transaction: got %v, %v, %v, %v", here, err, none, err2)
			}
			return nil
		})
	})
}

func TestWhoSeesMembersAndChannel(t *testing.T) {
	t.Parallel()
	testkit.OnBoth(t, func(t *testing.T, w *testkit.World) {
		h := newHall(t, w)
		for _, tt := range []struct {
			name    string
			ctx     context.Context
			members string
			channel bool
		}{
			{"admin", admin, "Änne Öztürk, Bob, Carla", true},
			{"colleague", colleague, "Änne Öztürk, Bob, Carla", false},
			{"operator", operator, "Änne Öztürk, Bob, Carla", true},
			{"stranger", stranger, "NOT_FOUND", false},
			{"anonymous", viewer.With(context.Background(), viewer.Anonymous()), "NOT_FOUND", false},
		} {
			got := ""
			list, err := h.MembersOf(tt.ctx, "org_bamberg", "", "", pagination.Request{Limit: 20})
			for i, m := range list.Items {
				if i > 0 {
					got += ", "
				}
				got += m.Node.Name
			}
			if err != nil {
				got = string(errs.CodeOf(err))
			}
			if got != tt.members {
				t.Errorf("%s: members: got %s, want %s", tt.name, got, tt.members)
			}
			if got := h.Channel(tt.ctx, "aut_bamberg") != nil; got != tt.channel {
				t.Errorf("%s: channel: got %v, want %v", tt.name, got, tt.channel)
			}
			if _, err := h.MembershipName(tt.ctx, h.members["acc_2"]); (err == nil) != (tt.name == "admin" || tt.name == "colleague") {
				t.Errorf("%s: name of a colleague: got %v", tt.name, err)
			}
		}
	})
}

func TestMembersAreSearchedFilteredAndPaged(t *testing.T) {
	t.Parallel()
	h := newHall(t, testkit.SQLite(t))
	list := func(search string, role organisation.OrganisationRole, req pagination.Request) (found []string) {
		t.Helper()
		s, err := h.MembersOf(admin, "org_bamberg", search, role, req)
		if err != nil {
			t.Fatal(err)
		}
		for _, m := range s.Items {
			found = append(found, m.Node.Name)
		}
		return found
	}
	if got, want := list("oezt", "", pagination.Request{Limit: 5}), []string{"Änne Öztürk"}; !slices.Equal(got, want) {
		t.Errorf("search: got %v, want %v", got, want)
	}
	if got, want := list("", organisation.Clerk, pagination.Request{Limit: 5}), []string{"Änne Öztürk", "Bob"}; !slices.Equal(got, want) {
		t.Errorf("clerks: got %v, want %v", got, want)
	}
	first, err := h.MembersOf(admin, "org_bamberg", "", "", pagination.Request{Limit: 2})
	if err != nil || !first.HasNext || len(first.Items) != 2 {
		t.Fatalf("first page: got %+v, %v", first, err)
	}
	if got, want := list("", "", pagination.Request{Limit: 2, After: first.Items[1].Position}), []string{"Carla"}; !slices.Equal(got, want) {
		t.Errorf("second page: got %v, want %v", got, want)
	}
	own, err := h.MembershipsOf(context.Background(), "acc_1")
	if err != nil || len(own) != 1 || !own[0].Me || own[0].Name != "Änne Öztürk" {
		t.Errorf("own memberships: got %+v, %v", own, err)
	}
}

func TestClerksAreThoseWhoAnswerForTheAuthority(t *testing.T) {
	t.Parallel()
	testkit.OnBoth(t, func(t *testing.T, w *testkit.World) {
		h := newHall(t, w)
		h.in(t, func(ctx context.Context, tx *store.Tx) error {
			got, err := h.ClerkAccounts(ctx, tx, "aut_bamberg")
			if want := []string{"acc_1"}; err != nil || !slices.Equal(got, want) {
				t.Errorf("got %v, %v, want %v", got, err, want)
			}
			return nil
		})
		if m, err := h.ClerkOf(colleague, "acc_1", "aut_bamberg"); err != nil || m.Name != "Änne Öztürk" {
			t.Errorf("clerk: got %+v, %v", m, err)
		}
		for name, accountID := range map[string]string{"of no authority": "acc_2", "a buyer": "acc_3", "a stranger": "acc_9"} {
			if _, err := h.ClerkOf(colleague, accountID, "aut_bamberg"); errs.CodeOf(err) != errs.NotFound {
				t.Errorf("%s: got %v", name, err)
			}
		}
		if _, err := h.ClerkByID(admin, h.members["acc_1"], "aut_coburg"); errs.CodeOf(err) != errs.NotFound {
			t.Errorf("another authority: got %v", err)
		}
	})
}

func TestOrganisationsByName(t *testing.T) {
	t.Parallel()
	h := newHall(t, testkit.SQLite(t))
	var got []string
	for _, o := range h.Organisations("muench", organisation.KreisfreieStadt, pagination.Request{Limit: 20}).Items {
		got = append(got, o.Node.Name)
	}
	if want := []string{"Landeshauptstadt München"}; !slices.Equal(got, want) {
		t.Errorf("got %v, want %v", got, want)
	}
	last := h.Organisations("", "", pagination.Request{Limit: 1, Backward: true})
	if len(last.Items) != 1 || last.Items[0].Node.Name != "Stadt Bamberg" || !last.HasPrevious {
		t.Errorf("last: got %+v", last)
	}
	if o := h.OfAuthority("aut_bamberg"); o == nil || o.ID != "org_bamberg" || !slices.Equal(o.AuthorityIDs, []string{"aut_bamberg"}) {
		t.Errorf("of an authority: got %+v", o)
	}
}
