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
	"schalter/internal/postal"
	"schalter/internal/store"
	"schalter/internal/testkit"
	"schalter/internal/viewer"
)

var editor = as("acc_7", nil, viewer.Editor)

func ptr[T any](v T) *T { return &v }

// checked are who has a checked account of the market, with who left.
type checked struct {
	active []string
	left   []string
}

func (c *checked) ActiveAt(_ context.Context, _ *store.Tx, accountID, _ string) (bool, error) {
	return slices.Contains(c.active, accountID), nil
}

func (c *checked) Left(_ context.Context, _ *store.Tx, accountID, organisationID string) error {
	c.left = append(c.left, accountID+" "+organisationID)
	return nil
}

func (b *bureau) withMarket(c *checked) {
	p := b.ports()
	p.Market = c
	b.SetPorts(p)
}

func TestAnOrganisationThatWasProposedIsInNoListUntilItIsConfirmed(t *testing.T) {
	t.Parallel()
	testkit.OnBoth(t, func(t *testing.T, w *testkit.World) {
		b := newBureau(t, w)
		var first, second string
		b.in(t, func(ctx context.Context, tx *store.Tx) (err error) {
			if first, err = b.Propose(ctx, tx, organisation.NewOrganisation{Name: "Zweckverband Au", Kind: organisation.Zweckverband}); err == nil {
				second, err = b.Propose(ctx, tx, organisation.NewOrganisation{Name: "Zweckverband Au", Kind: organisation.Zweckverband})
			}
			return err
		})
		if list := b.listed("zweckverband", ""); len(list) > 0 || b.Organisation(first) == nil {
			t.Errorf("proposed: got %v", list)
		}
		b.in(t, func(ctx context.Context, tx *store.Tx) error {
			if err := b.ConfirmProposed(ctx, tx, first); err != nil {
				return err
			}
			if err := b.Withdraw(ctx, tx, first); err != nil {
				return err
			}
			return b.Withdraw(ctx, tx, second)
		})
		if got, want := fmt.Sprint(b.listed("zweckverband", organisation.Zweckverband)), "[Zweckverband Au]"; got != want || b.Organisation(second) != nil {
			t.Errorf("confirmed: got %s, want %s", got, want)
		}
	})
}

func TestAFunctionalMailboxIsOfOneOrganisation(t *testing.T) {
	t.Parallel()
	testkit.OnBoth(t, func(t *testing.T, w *testkit.World) {
		b := newBureau(t, w)
		change := organisation.Updating{OrganisationID: "org_bamberg", ExpectedVersion: 1, Mailboxes: &[]string{"Rathaus@bamberg.example", "rathaus@BAMBERG.example"},
			DigitalOfficer: ptr(&organisation.ContactPerson{Name: "Jonas Frey", Email: "frey@bamberg.example"}),
			Address:        ptr(&postal.Address{City: "Bamberg", Country: "DE"}), Email: ptr(ptr("stadt@bamberg.example"))}
		o, err := b.Update(admin, change)
		if err != nil || o.Version != 2 || *o.Email != "stadt@bamberg.example" || o.Address.Recipient != "Stadt Bamberg" {
			t.Fatalf("got %+v, %v", o, err)
		}
		if _, err := b.Update(admin, change); rule(err) != "STALE" {
			t.Errorf("the version before: got %v", err)
		}
		for who, ctx := range map[string]context.Context{"colleague": colleague, "stranger": stranger} {
			if _, err := b.Update(ctx, change); errs.CodeOf(err) != errs.NotFound {
				t.Errorf("%s: got %v", who, err)
			}
		}
		d, err := b.Details(context.Background(), "org_bamberg")
		if err != nil || !slices.Equal(d.FunctionalMailboxes, []string{"Rathaus@bamberg.example"}) || d.DigitalOfficer.Name != "Jonas Frey" || d.SubjectContact != nil {
			t.Errorf("details: got %+v, %v", d, err)
		}
		other := organisation.Updating{OrganisationID: "org_muenchen", ExpectedVersion: 1, Mailboxes: &[]string{"RATHAUS@bamberg.example"}}
		if _, err := b.Update(operator, other); rule(err) != "TAKEN mailbox_of_another functionalMailboxes" {
			t.Errorf("another organisation's: got %v", err)
		}
		// Cleared by one, free for another; the officer stays.
		if _, err := b.Update(admin, organisation.Updating{OrganisationID: "org_bamberg", ExpectedVersion: 2, Mailboxes: &[]string{}, Email: ptr[*string](nil)}); err != nil {
			t.Fatal(err)
		}
		if o, err := b.Update(operator, other); err != nil || o.Version != 2 {
			t.Errorf("free: got %+v, %v", o, err)
		}
		if d, err := b.Details(context.Background(), "org_bamberg"); err != nil || d.DigitalOfficer == nil || len(d.FunctionalMailboxes) != 0 || b.Organisation("org_bamberg").Email != nil {
			t.Errorf("cleared: got %+v, %v", d, err)
		}
	})
}

func TestWhoIsAdmittedFirstManagesTheOrganisationUnlessItHasAChannel(t *testing.T) {
	t.Parallel()
	testkit.OnBoth(t, func(t *testing.T, w *testkit.World) {
		b := newBureau(t, w)
		roles := func(organisationID string) string {
			page, err := b.MembersOf(operator, organisationID, "", "", pagination.Request{Limit: 10})
			if err != nil {
				t.Fatal(err)
			}
			var list []string
			for _, m := range page.Items {
				list = append(list, fmt.Sprint(m.Node.Roles))
			}
			slices.Sort(list)
			return fmt.Sprint(list)
		}
		var wg sync.WaitGroup
		for _, accountID := range []string{"acc_21", "acc_22"} {
			wg.Go(func() {
				b.in(t, func(ctx context.Context, tx *store.Tx) error {
					_, err := b.Admit(ctx, tx, "org_muenchen", accountID, []organisation.OrganisationRole{organisation.Buyer})
					return err
				})
			})
		}
		wg.Wait()
		if got, want := roles("org_muenchen"), "[[BUYER ADMIN] [BUYER]]"; got != want {
			t.Errorf("two at once: got %s, want %s", got, want)
		}
		b.in(t, func(ctx context.Context, tx *store.Tx) error {
			if _, err := b.Admit(ctx, tx, "org_bamberg", "acc_23", []organisation.OrganisationRole{organisation.Buyer}); err != nil {
				return err
			}
			_, err := b.Admit(ctx, tx, "org_bamberg", "acc_2", []organisation.OrganisationRole{organisation.Buyer, organisation.Signatory})
			return err
		})
		if got, want := roles("org_bamberg"), "[[BUYER] [BUYER] [CLERK ADMIN] [CLERK BUYER SIGNATORY]]"; got != want {
			t.Errorf("a connected authority: got %s, want %s", got, want)
		}
		b.in(t, func(ctx context.Context, tx *store.Tx) error {
			if _, err := b.Admit(ctx, tx, "org_bamberg", "acc_8", []organisation.OrganisationRole{organisation.Buyer}); rule(err) != "WRONG_STATE member_staff" {
				t.Errorf("an operator: got %v", err)
			}
			return nil
		})
	})
}

func TestTheLastSignatoryStaysAndABuyerHasACheckedAccount(t *testing.T) {
	t.Parallel()
	testkit.OnBoth(t, func(t *testing.T, w *testkit.World) {
		b := newBureau(t, w)
		c := &checked{active: []string{"acc_2"}}
		b.withMarket(c)
		b.in(t, func(ctx context.Context, tx *store.Tx) error {
			_, err := b.Admit(ctx, tx, "org_bamberg", "acc_2", []organisation.OrganisationRole{organisation.Signatory})
			return err
		})
		give := func(accountID string, version int, roles ...organisation.OrganisationRole) string {
			_, err := b.UpdateMember(admin, organisation.MemberChange{MembershipID: b.members[accountID], ExpectedVersion: version, Roles: &roles})
			return rule(err)
		}
		if got := give("acc_2", 2, organisation.Clerk); got != "LAST_OF_ROLE last_signatory roles" {
			t.Errorf("the last signatory: got %s", got)
		}
		if got := rule(b.RemoveMember(admin, b.members["acc_2"])); got != "LAST_OF_ROLE last_signatory membershipId" {
			t.Errorf("the last signatory leaves: got %s", got)
		}
		if got := give("acc_2", 2, organisation.Clerk, organisation.Buyer, organisation.Signatory); got != "" {
			t.Errorf("a buyer with a checked account: got %s", got)
		}
		if got := give("acc_1", 1, organisation.Admin, organisation.Buyer); got != "INVALID member_role_not_given roles" {
			t.Errorf("a buyer without one: got %s", got)
		}
		if got := give("acc_1", 1, organisation.Admin, organisation.Signatory); got != "INVALID member_role_not_given roles" {
			t.Errorf("a signatory by an admin: got %s", got)
		}
		if got := rule(b.RemoveMember(admin, b.members["acc_3"])); got != "" || !slices.Equal(c.left, []string{"acc_3 org_bamberg"}) {
			t.Errorf("who leaves: got %s, %v", got, c.left)
		}
	})
}

func TestOperatorsAndEditorsSaveWhatTheDirectoryDoesNotHave(t *testing.T) {
	t.Parallel()
	testkit.OnBoth(t, func(t *testing.T, w *testkit.World) {
		b := newBureau(t, w)
		b.lay(t)
		in := organisation.Saving{Name: "Hersteller Eins GmbH", Kind: organisation.Vendor, Email: ptr("post@eins.example")}
		o, err := b.Save(editor, in)
		if err != nil || o.Kind != organisation.Vendor || *o.Email != "post@eins.example" {
			t.Fatalf("got %+v, %v", o, err)
		}
		in.ID, in.ExpectedVersion, in.Name, in.Email = &o.ID, ptr(1), "Hersteller Zwei GmbH", nil
		if o, err = b.Save(operator, in); err != nil || o.Name != "Hersteller Zwei GmbH" || o.Version != 2 || o.Email != nil {
			t.Errorf("changed: got %+v, %v", o, err)
		}
		if _, err := b.Save(operator, in); rule(err) != "STALE" {
			t.Errorf("the version before: got %v", err)
		}
		in.ID, in.Kind = nil, organisation.Gemeinde
		if _, err := b.Save(operator, in); rule(err) != "INVALID organisation_of_directory_kept kind" {
			t.Errorf("a municipality: got %v", err)
		}
		in.ID, in.Kind = ptr("org_bamberg"), organisation.Vendor
		if _, err := b.Save(operator, in); rule(err) != "INVALID organisation_of_directory_kept organisationId" {
			t.Errorf("a city becomes a vendor: got %v", err)
		}
		if _, err := b.Save(admin, in); errs.CodeOf(err) != errs.Forbidden {
			t.Errorf("an admin: got %v", err)
		}
	})
}

func TestF20AHealthOfficeIsAUnitOfItsLandratsamt(t *testing.T) {
	t.Parallel()
	testkit.OnBoth(t, func(t *testing.T, w *testkit.World) {
		b := newBureau(t, w)
		b.lay(t)
		landkreis := organisation.IDFor("aut_ostallgaeu")
		u, err := b.SaveUnit(editor, organisation.UnitSaving{OrganisationID: landkreis, Kind: organisation.HealthOffice, Name: "Gesundheitsamt Ostallgäu"})
		if err != nil || u.OrganisationID != landkreis || u.Version != 1 {
			t.Fatalf("got %+v, %v", u, err)
		}
		if u, err = b.SaveUnit(editor, organisation.UnitSaving{ID: &u.ID, ExpectedVersion: ptr(1), OrganisationID: landkreis, Kind: organisation.HealthOffice,
			Name: "Gesundheitsamt", ValidTo: ptr("2027-01-01")}); err != nil || *u.ValidTo != "2027-01-01" {
			t.Errorf("changed: got %+v, %v", u, err)
		}
		if list := b.Units(landkreis); len(list) != 1 || list[0].Kind != organisation.HealthOffice || list[0].Name != "Gesundheitsamt" || b.Unit(u.ID) != list[0] {
			t.Errorf("units: got %+v", list)
		}
		if _, err := b.SaveUnit(editor, organisation.UnitSaving{OrganisationID: landkreis, Kind: organisation.Vendor, Name: "x"}); rule(err) != "INVALID unit_kind kind" {
			t.Errorf("a unit that is a vendor: got %v", err)
		}
		if _, err := b.SaveUnit(editor, organisation.UnitSaving{OrganisationID: "org_unknown", Kind: organisation.Other, Name: "x"}); rule(err) != "NOT_FOUND organisation_unknown organisationId" {
			t.Errorf("of nobody: got %v", err)
		}
	})
}

func TestF12AnITAssociationSetsUpForWhoSaysSo(t *testing.T) {
	t.Parallel()
	testkit.OnBoth(t, func(t *testing.T, w *testkit.World) {
		b := newBureau(t, w)
		association, err := b.Save(operator, organisation.Saving{Name: "IT-Verbund", Kind: organisation.ITAssociation})
		if err != nil {
			t.Fatal(err)
		}
		in := organisation.Delegating{OrganisationID: "org_bamberg", ExpectedVersion: 1, ToOrganisationID: association.ID, Allowed: true}
		if _, err := b.Delegate(stranger, in); errs.CodeOf(err) != errs.NotFound {
			t.Errorf("a stranger: got %v", err)
		}
		o, err := b.Delegate(admin, in)
		if err != nil || o.Version != 2 {
			t.Fatalf("got %+v, %v", o, err)
		}
		may := func() (may bool) {
			b.in(t, func(ctx context.Context, tx *store.Tx) (err error) {
				may, err = b.MaySetUp(ctx, tx, association.ID, "org_bamberg")
				return err
			})
			return may
		}
		by, err := b.SetUpBy(context.Background(), "org_bamberg")
		if err != nil || len(by) != 1 || by[0].ID != association.ID || !may() {
			t.Errorf("set up by: got %+v, %v", by, err)
		}
		whose, err := b.SetsUpFor(context.Background(), association.ID, pagination.Request{Limit: 5})
		if err != nil || len(whose.Items) != 1 || whose.Items[0].Node.ID != "org_bamberg" {
			t.Errorf("sets up for: got %+v, %v", whose, err)
		}
		if _, err := b.Delegate(admin, in); rule(err) != "STALE" {
			t.Errorf("the version before: got %v", err)
		}
		in.ExpectedVersion, in.Allowed = 2, false
		if _, err := b.Delegate(admin, in); err != nil || may() {
			t.Errorf("ended: got %v", err)
		}
		in.ToOrganisationID = "org_muenchen"
		if _, err := b.Delegate(admin, in); rule(err) != "INVALID set_up_by_association toOrganisationId" {
			t.Errorf("a city: got %v", err)
		}
	})
}
