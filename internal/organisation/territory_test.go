package organisation_test

import (
	"context"
	"fmt"
	"slices"
	"sync"
	"testing"

	"schalter/internal/errs"
	"schalter/internal/organisation"
	"schalter/internal/pagination"
	"schalter/internal/store"
	"schalter/internal/testkit"
)

// lay gives the directory a union of two municipalities, a city, a Landkreis and a municipality that was merged.
func (b *bureau) lay(t *testing.T) {
	t.Helper()
	b.territories = []organisation.Territory{
		{AuthorityID: "aut_union", Name: "Verwaltungsgemeinschaft Füßen", Kind: organisation.Verwaltungsgemeinschaft, ARS: "097775751"},
		{AuthorityID: "aut_one", Name: "Markt Öd", Kind: organisation.Gemeinde, ARS: "097775751111"},
		{AuthorityID: "aut_two", Name: "Gemeinde Au", Kind: organisation.Gemeinde, ARS: "097775751112"},
		{AuthorityID: "aut_single", Name: "Stadt Füßen", Kind: organisation.Gemeinde, ARS: "097770129129"},
		{AuthorityID: "aut_bamberg", Name: "Stadt Bamberg", Kind: organisation.KreisfreieStadt, ARS: "094610000000"},
		{AuthorityID: "aut_coburg", Name: "Stadt Coburg", Kind: organisation.KreisfreieStadt, ARS: "094630000000"},
		{AuthorityID: "aut_ostallgaeu", Name: "Landkreis Ostallgäu", Kind: organisation.Landkreis, ARS: "09777"},
		{AuthorityID: "aut_merged", Name: "Gemeinde Ehemals", Kind: organisation.Gemeinde, ARS: "097770130130", Dissolved: true},
	}
	if err := b.Reload(context.Background()); err != nil {
		t.Fatal(err)
	}
}

func (b *bureau) listed(search string, kind organisation.OrganisationKind) (names []string) {
	for _, item := range b.Organisations(search, kind, pagination.Request{Limit: 50}).Items {
		names = append(names, item.Node.Name)
	}
	return names
}

func TestTheDirectorysOrganisationsAreThereWithoutARow(t *testing.T) {
	t.Parallel()
	b := newBureau(t, testkit.SQLite(t))
	b.lay(t)
	for _, tt := range []struct {
		search string
		kind   organisation.OrganisationKind
		want   string
	}{
		{"fuessen", "", "[Stadt Füßen Verwaltungsgemeinschaft Füßen]"},
		{"Fussen", organisation.Gemeinde, "[Stadt Füßen]"},
		{"füß", organisation.Verwaltungsgemeinschaft, "[Verwaltungsgemeinschaft Füßen]"},
		{"markt od", "", "[Markt Öd]"},
		{"09777 öd", "", "[Markt Öd]"},
		{"allgau", "", "[]"},
		{"ostallgau", "", "[Landkreis Ostallgäu]"},
		{"ehemals", "", "[]"},
		// The row that was there before is found once.
		{"bamberg", "", "[Stadt Bamberg]"},
		{"coburg", "", "[Stadt Coburg]"},
	} {
		if got := fmt.Sprint(b.listed(tt.search, tt.kind)); got != tt.want {
			t.Errorf("%q %s: got %s, want %s", tt.search, tt.kind, got, tt.want)
		}
	}
	for ars, want := range map[string]string{
		"097775751": "aut_union", "097775751111": "aut_one", "097770129": "aut_single", "09461": "aut_bamberg", "094610000000": "aut_bamberg",
		"09777": "aut_ostallgaeu", "097770130130": "", "1": "", "094610000": "aut_bamberg",
	} {
		o, got := b.OfARS(ars), ""
		if o != nil {
			got = *o.AuthorityID
		}
		if got != want {
			t.Errorf("ARS %s: got %q, want %q", ars, got, want)
		}
	}
	merged := b.Organisation(organisation.IDFor("aut_merged"))
	if merged == nil || !merged.Dissolved || merged.Name != "Gemeinde Ehemals" {
		t.Errorf("a municipality that was merged is found by its id: got %+v", merged)
	}
	if o := b.Organisation(organisation.IDFor("aut_one")); o.Address != nil || o.Email != nil || o.Version != 1 || !slices.Equal(o.AuthorityIDs, []string{"aut_one"}) {
		t.Errorf("got %+v", o)
	}
	if b.Reachability("aut_one") != organisation.NotConnected {
		t.Error("an organisation without a row can be written to")
	}
}

func TestAUnionActsForItsMunicipalities(t *testing.T) {
	t.Parallel()
	b := newBureau(t, testkit.SQLite(t))
	b.lay(t)
	union := organisation.IDFor("aut_union")
	var got []string
	for _, o := range b.Municipalities(union) {
		got = append(got, o.Name)
		if u := b.UnionOf(o.ID); u == nil || u.ID != union {
			t.Errorf("union of %s: got %+v", o.Name, u)
		}
	}
	if want := []string{"Gemeinde Au", "Markt Öd"}; !slices.Equal(got, want) {
		t.Errorf("got %v, want %v", got, want)
	}
	for _, authorityID := range []string{"aut_single", "aut_merged", "aut_union", "aut_bamberg"} {
		if u := b.UnionOf(organisation.IDFor(authorityID)); u != nil {
			t.Errorf("%s: got %+v", authorityID, u)
		}
	}
	if list := b.Municipalities(organisation.IDFor("aut_one")); list != nil {
		t.Errorf("a municipality has municipalities: %v", list)
	}
}

func TestARowMadeBeforeKeepsItsID(t *testing.T) {
	t.Parallel()
	testkit.OnBoth(t, func(t *testing.T, w *testkit.World) {
		b := newBureau(t, w)
		ars := "09463"
		b.in(t, func(ctx context.Context, tx *store.Tx) error {
			// Two rows of one authority: connected, closed and connected again.
			for _, id := range []string{"org_coburg_1", "org_coburg_2"} {
				if _, err := b.Found(ctx, tx, organisation.NewOrganisation{ID: id, Name: "Stadt Coburg", Kind: organisation.KreisfreieStadt, RegionARS: &ars}); err != nil {
					return err
				}
			}
			return b.Connect(ctx, tx, "aut_coburg", "org_coburg_2")
		})
		b.lay(t)
		for authorityID, want := range map[string]string{"aut_bamberg": "org_bamberg", "aut_coburg": "org_coburg_2"} {
			if o := b.Organisation(organisation.IDFor(authorityID)); o == nil || o.ID != want || o != b.Organisation(want) || o != b.OfAuthority(authorityID) {
				t.Errorf("%s: got %+v", authorityID, o)
			}
		}
		if o := b.Organisation("org_coburg_1"); o == nil || o.AuthorityID != nil {
			t.Errorf("the row of the first connection: got %+v", o)
		}
		if got, want := fmt.Sprint(b.listed("coburg", "")), "[Stadt Coburg]"; got != want {
			t.Errorf("list: got %s, want %s", got, want)
		}
		b.in(t, func(ctx context.Context, tx *store.Tx) error {
			if id, err := b.Ensure(ctx, tx, organisation.IDFor("aut_coburg")); err != nil || id != "org_coburg_2" {
				t.Errorf("Ensure: got %s, %v", id, err)
			}
			return nil
		})
	})
}

func TestARowIsMadeOnceWhenSomethingIsGiven(t *testing.T) {
	t.Parallel()
	testkit.OnBoth(t, func(t *testing.T, w *testkit.World) {
		b := newBureau(t, w)
		b.lay(t)
		one := organisation.IDFor("aut_one")
		var wg sync.WaitGroup
		for range 8 {
			wg.Go(func() {
				b.in(t, func(ctx context.Context, tx *store.Tx) error {
					id, err := b.Ensure(ctx, tx, one)
					if id != one {
						t.Errorf("got %s", id)
					}
					return err
				})
			})
		}
		wg.Wait()
		if got, want := fmt.Sprint(b.listed("od", "")), "[Markt Öd]"; got != want {
			t.Errorf("list: got %s, want %s", got, want)
		}
		b.in(t, func(ctx context.Context, tx *store.Tx) error {
			if row, err := tx.Organisation.Get(ctx, one); err != nil || row.Version != b.Organisation(one).Version {
				t.Errorf("row: got %+v, %v", row, err)
			}
			if _, err := b.Ensure(ctx, tx, organisation.IDFor("aut_merged")); rule(err) != "WRONG_STATE organisation_dissolved" {
				t.Errorf("merged: got %v", err)
			}
			if _, err := b.Ensure(ctx, tx, "org_unknown"); errs.CodeOf(err) != errs.NotFound {
				t.Errorf("unknown: got %v", err)
			}
			return nil
		})
	})
}

// Who manages an organisation because an operator believed it to be theirs, or from an earlier connection, does so no more when the letter
// to the official address has spoken.
func TestTheLetterProvesMoreThanWhatWasGivenBefore(t *testing.T) {
	t.Parallel()
	testkit.OnBoth(t, func(t *testing.T, w *testkit.World) {
		b := newBureau(t, w)
		b.lay(t)
		c := &checked{}
		b.withMarket(c)
		coburg := organisation.IDFor("aut_coburg")
		b.in(t, func(ctx context.Context, tx *store.Tx) error {
			if _, err := b.Ensure(ctx, tx, coburg); err != nil {
				return err
			}
			for accountID, roles := range map[string][]organisation.OrganisationRole{
				"acc_2": {organisation.Admin, organisation.Buyer}, "acc_3": {organisation.Clerk}, "acc_5": {organisation.Buyer},
			} {
				if _, err := b.Employ(ctx, tx, organisation.Employment{OrganisationID: coburg, AccountID: accountID, Roles: roles, AllAuthorities: true}); err != nil {
					return err
				}
			}
			return nil
		})
		released := b.release(t, wish("aut_coburg", organisation.Inbox))
		done, err := b.Confirm(eva, released.code)
		if err != nil || done.Membership.OrganisationID != coburg || fmt.Sprint(done.Membership.Roles) != "[BUYER ADMIN CLERK]" {
			t.Fatalf("got %+v, %v", done, err)
		}
		members, err := b.MembersOf(operator, coburg, "", "", pagination.Request{Limit: 10})
		if err != nil {
			t.Fatal(err)
		}
		var roles []string
		for _, m := range members.Items {
			roles = append(roles, fmt.Sprint(m.Node.Roles))
		}
		slices.Sort(roles)
		if got, want := fmt.Sprint(roles), "[[BUYER ADMIN CLERK] [BUYER]]"; got != want {
			t.Errorf("members: got %s, want %s", got, want)
		}
		if want := []string{"acc_3 " + coburg}; !slices.Equal(c.left, want) {
			t.Errorf("the market and the groups hear who left: got %v, want %v", c.left, want)
		}
	})
}
