package orders_test

import (
	"slices"
	"strings"
	"testing"

	"schalter/internal/market/catalogue"
	"schalter/internal/market/orders"
	"schalter/internal/testkit"
)

func TestF11ABuyerPreparesAndWhoMaySignThatDaySubmits(t *testing.T) {
	t.Parallel()
	onMarkets(t, func(t *testing.T, m *market) {
		o := m.draft(t, "acc_buyer", m.ready(town))
		list := []*orders.Order{o}
		for accountID, want := range map[string]bool{"acc_buyer": false, "acc_mayor": true, "acc_union": false} {
			may, err := m.SubmittableOf(m.as(accountID), list)
			if err != nil || may[0] != want {
				t.Errorf("%s submits: got %v, %v", accountID, may, err)
			}
		}
		if _, err := m.Submit(m.as("acc_buyer"), handIn(o)); rules(err) != "NOT_AUTHORISED_TO_SIGN not_authorised_to_sign" {
			t.Errorf("a buyer: got %q", rules(err))
		}
		if _, err := m.Submit(m.as("acc_union"), handIn(o)); rules(err) != "NOT_FOUND order_unknown orderId" {
			t.Errorf("a stranger: got %q", rules(err))
		}
		// The authority ends while the check page is open.
		m.signs["acc_mayor"] = nil
		if _, err := m.Submit(m.as("acc_mayor"), handIn(o)); rules(err) != "NOT_AUTHORISED_TO_SIGN not_authorised_to_sign" {
			t.Errorf("after it ended: got %q", rules(err))
		}
		m.signs["acc_mayor"] = []string{town}
		done, err := m.Submit(m.as("acc_mayor"), handIn(o))
		if err != nil || done.State != orders.Submitted || *done.SubmittedBy != "Name of acc_mayor" || done.PreparedBy != "Name of acc_buyer" || done.PlacedAt == nil {
			t.Fatalf("got %+v, %v", done, err)
		}
		ticket := m.tickets[len(m.tickets)-1]
		if ticket.RequesterID != "acc_mayor" || ticket.Subject.German != "Gewerbe: Stadt Bamberg" || ticket.Subject.English != "Gewerbe (EN): Stadt Bamberg" ||
			!strings.Contains(ticket.First.German, done.Reference) || len(ticket.Contacts) != 2 || done.TicketID == nil {
			t.Errorf("ticket: got %+v", ticket)
		}
		// Drafts are the organisation's: another buyer goes on with what somebody left behind.
		other := m.draft(t, "acc_hill", m.ready(hill))
		m.accounts["acc_new"] = m.accounts["acc_hill"]
		if _, err := m.Save(m.as("acc_new"), again(other, m.ready(hill))); err != nil {
			t.Errorf("another buyer: %v", err)
		}
	})
}

func TestF25ASharedAccountNamesWhoActs(t *testing.T) {
	t.Parallel()
	m := newMarket(t, testkit.SQLite(t))
	o := m.draft(t, "acc_buyer", m.ready(town))
	in := handIn(o)
	if _, err := m.Submit(m.as("acc_team"), in); rules(err) != "REQUIRED acting_person_missing actingPerson" {
		t.Errorf("nobody named: got %q", rules(err))
	}
	in.ActingPerson = of("Erna Exempel")
	if _, err := m.Submit(m.as("acc_mayor"), in); rules(err) != "INVALID acting_person_own actingPerson" {
		t.Errorf("an own account: got %q", rules(err))
	}
	done, err := m.Submit(m.as("acc_team"), in)
	if err != nil || *done.ActingPerson != "Erna Exempel" {
		t.Fatalf("got %+v, %v", done, err)
	}
	if first := m.tickets[len(m.tickets)-1].First; !strings.Contains(first.German, "Erna Exempel über das gemeinsame Konto „Name of acc_team“") || !strings.Contains(first.English, "Erna Exempel submitted it by the shared account “Name of acc_team”") {
		t.Errorf("the ticket: got %+v", first)
	}
	if !slices.ContainsFunc(m.acts, func(a string) bool {
		return strings.HasPrefix(a, "acc_team order.submit org_town") && strings.HasSuffix(a, "acting-person-named")
	}) {
		t.Errorf("audit: got %v", m.acts)
	}
	for _, a := range m.acts {
		if strings.Contains(a, "Exempel") {
			t.Errorf("a name in the audit log: %s", a)
		}
	}
}

func TestF30TheCostOfInterfacesIsAcknowledgedAndStored(t *testing.T) {
	t.Parallel()
	m := newMarket(t, testkit.SQLite(t))
	o := m.draft(t, "acc_buyer", m.ready(town))
	if o.InterfaceCostsAcknowledgedAt != nil {
		t.Error("a draft acknowledges nothing")
	}
	in := handIn(o)
	in.AcknowledgeCosts = false
	if _, err := m.Submit(m.as("acc_mayor"), in); rules(err) != "REQUIRED order_costs acknowledgeInterfaceCosts" {
		t.Errorf("got %q", rules(err))
	}
	if _, err := m.Submit(m.as("acc_mayor"), handIn(o)); err != nil {
		t.Fatal(err)
	}
	read, err := m.Order(m.as("acc_buyer"), o.ID)
	if err != nil || read.InterfaceCostsAcknowledgedAt == nil || !read.InterfaceCostsAcknowledgedAt.Equal(*read.PlacedAt) {
		t.Errorf("got %+v, %v", read, err)
	}
}

func TestF18BothContactsWithTheOrganisationsDefaults(t *testing.T) {
	t.Parallel()
	m := newMarket(t, testkit.SQLite(t))
	in := m.ready(town)
	in.Subject, in.Technical = nil, nil
	bare := m.draft(t, "acc_buyer", in)
	want := "REQUIRED order_subject_contact subjectContact, REQUIRED order_technical_contact technicalContact"
	if _, err := m.Submit(m.as("acc_mayor"), handIn(bare)); rules(err) != want {
		t.Errorf("without: got %q", rules(err))
	}
	if missing, err := m.MissingOf(m.as("acc_buyer"), []*orders.Order{bare}); err != nil || problems(missing[0]) != want {
		t.Errorf("missing: got %q, %v", problems(missing[0]), err)
	}
	m.defaults[union] = [2]*orders.Contact{person("Ute"), nil}
	m.defaults[hill] = [2]*orders.Contact{person("Hilde"), person("Hans")}
	list, err := m.SaveForMembers(m.as("acc_union"), orders.SavingForMembers{OfferingID: trade, OrganisationID: union, OnBehalfOfIDs: []string{hill, "org_vale"}, IdempotencyKey: m.key()})
	if err != nil || list[0].Subject.Name != "Ute" || list[0].Technical.Name != "Hans" || list[1].Technical != nil {
		t.Fatalf("got %+v, %v", list, err)
	}
	own := m.ready(union)
	own.Subject = person("Eva")
	if o := m.draft(t, "acc_union", own); o.Subject.Name != "Eva" || o.Technical.Name != "Theo" {
		t.Errorf("its own: got %+v", o)
	}
	wrong := m.ready(hill)
	wrong.Subject = &orders.Contact{Name: " ", Email: "nothing"}
	if _, err := m.Save(m.as("acc_hill"), wrong); rules(err) != "REQUIRED subjectContact.name, INVALID email_malformed subjectContact.email" {
		t.Errorf("no contact: got %q", rules(err))
	}
}

func TestF19WhatIsInUseAlreadyIsOrderedWithItsLink(t *testing.T) {
	t.Parallel()
	m := newMarket(t, testkit.SQLite(t))
	in := m.ready(town)
	in.PortalURL = of("https://www.bamberg.example/gewerbe")
	if _, err := m.Save(m.as("acc_buyer"), in); rules(err) != "INVALID order_link_only_in_use portalUrl" {
		t.Errorf("a link of what is not in use: got %q", rules(err))
	}
	in.AlreadyInUse, in.PortalURL = true, nil
	o := m.draft(t, "acc_buyer", in)
	if _, err := m.Submit(m.as("acc_mayor"), handIn(o)); rules(err) != "REQUIRED order_portal_link portalUrl" {
		t.Errorf("without its link: got %q", rules(err))
	}
	for _, bad := range []string{"http://www.bamberg.example/", "https://10.0.0.1/", "https://intranet/", "https://a:b@www.bamberg.example/", "https://www.bamberg.example:8443/", "javascript:alert(1)"} {
		in.PortalURL = &bad
		if _, err := m.Save(m.as("acc_buyer"), again(o, in)); rules(err) != "INVALID url_https portalUrl" {
			t.Errorf("%s: got %q", bad, rules(err))
		}
	}
	in.PortalURL = of("https://www.bamberg.example/gewerbe")
	o = m.draft(t, "acc_buyer", again(o, in))
	done, err := m.Submit(m.as("acc_mayor"), handIn(o))
	if err != nil || !done.AlreadyInUse || *done.PortalURL != "https://www.bamberg.example/gewerbe" {
		t.Fatalf("got %+v, %v", done, err)
	}
	if first := m.tickets[0].First; !strings.Contains(first.German, *done.PortalURL) || !strings.Contains(first.English, *done.PortalURL) {
		t.Errorf("the ticket does not name the link: %+v", first)
	}
}

func TestTheSheetThatIsSubmittedIsTheOneThatWasSeen(t *testing.T) {
	t.Parallel()
	onMarkets(t, func(t *testing.T, m *market) {
		in := m.ready(town)
		in.Parameters = []*catalogue.RolloutParameterInput{{Key: "ars", Value: of("094610000000")}}
		o := m.draft(t, "acc_buyer", in)
		m.edit(t, trade, func(in *catalogue.OfferingSaveInput) { in.Texts[0].Summary = "Anders" })
		if _, err := m.Submit(m.as("acc_mayor"), handIn(o)); rules(err) != "STALE order_stale expectedVersion" {
			t.Errorf("a new sheet: got %q", rules(err))
		}
		if _, err := m.Save(m.as("acc_buyer"), again(o, in)); rules(err) != "STALE order_stale expectedVersion" {
			t.Errorf("saved with the old one before the eyes: got %q", rules(err))
		}
		seen, err := m.Order(m.as("acc_mayor"), o.ID)
		if err != nil {
			t.Fatal(err)
		}
		done, err := m.Submit(m.as("acc_mayor"), handIn(seen))
		if err != nil || done.VersionID == nil {
			t.Fatal(done, err)
		}
		// From now on the sheet stays, whatever comes.
		m.edit(t, trade, func(in *catalogue.OfferingSaveInput) { in.Texts[0].Summary = "Noch anders" })
		kept, err := m.Order(m.as("acc_mayor"), o.ID)
		if err != nil || kept.Version != done.Version || *kept.VersionID != *done.VersionID || kept.Values["ars"] != "094610000000" {
			t.Errorf("got %+v, %v", kept, err)
		}
		sheets, err := m.SheetsOf(m.as("acc_mayor"), []*orders.Order{kept})
		if err != nil || sheets[0].TextIn(catalogue.German).Summary != "Anders" {
			t.Errorf("frozen: got %+v, %v", sheets, err)
		}
		back, err := m.Decide(m.as("acc_operator"), orders.Decision{OrderID: kept.ID, ExpectedVersion: kept.Version, Note: of("Bitte prüfen")})
		if err != nil || back.Version <= kept.Version || back.VersionID != nil {
			t.Fatalf("a returned one has the current sheet: %+v, %v", back, err)
		}
		if sheets, err := m.SheetsOf(m.as("acc_mayor"), []*orders.Order{back}); err != nil || sheets[0].TextIn(catalogue.German).Summary != "Noch anders" {
			t.Errorf("returned: got %+v, %v", sheets, err)
		}
	})
}

func TestWhatAnOrderNamesMustBeKnown(t *testing.T) {
	t.Parallel()
	m := newMarket(t, testkit.SQLite(t))
	procedure := catalogue.ProcedureIDOf(register)
	for _, c := range []struct {
		change func(*orders.Saving)
		want   string
	}{
		{func(in *orders.Saving) { in.VendorID = of(association) }, "INVALID order_vendor_kind vendorId"},
		{func(in *orders.Saving) { in.VendorID = of("org_none") }, "NOT_FOUND organisation_unknown vendorId"},
		{func(in *orders.Saving) { in.ITProviderID = of(town) }, "INVALID order_it_provider_kind itProviderId"},
		{func(in *orders.Saving) { in.ProcedureID = of("spr_none") }, "NOT_FOUND order_procedure_unknown procedureId"},
		{func(in *orders.Saving) { in.ProcedureVersion = of("1") }, "REQUIRED order_procedure_of_version procedureId"},
		{func(in *orders.Saving) { in.ProcedureID, in.ProcedureVersion = &procedure, of("2.0") }, "NOT_FOUND order_procedure_version_unknown procedureVersion"},
		{func(in *orders.Saving) { in.WishedOn = of("2026-13-01") }, "INVALID wishedOn"},
		{func(in *orders.Saving) { in.Note = of(strings.Repeat("x", 2001)) }, "TOO_LONG too_long note"},
		{func(in *orders.Saving) { in.IdempotencyKey = "" }, "INVALID idempotencyKey"},
		{func(in *orders.Saving) {
			in.Parameters = []*catalogue.RolloutParameterInput{{Key: "none", Value: of("x")}}
		}, "NOT_FOUND parameter_unknown parameters.0"},
	} {
		if got := m.saved("acc_buyer", c.change); got != c.want {
			t.Errorf("got %q, want %q", got, c.want)
		}
	}
	// The procedure's versions count, and those that the sheet names.
	o := m.draft(t, "acc_buyer", m.ready(town))
	for _, version := range []string{"3.4", "3.3"} {
		in := m.ready(town)
		in.VendorID, in.ITProviderID, in.ProcedureID, in.ProcedureVersion, in.WishedOn = of(maker), of(association), &procedure, &version, of("2020-01-01")
		o = m.draft(t, "acc_buyer", again(o, in))
	}
	if _, err := m.Submit(m.as("acc_mayor"), handIn(o)); rules(err) != "INVALID order_wish_passed wishedOn" {
		t.Errorf("a day that passed: got %q", rules(err))
	}
	elsewhere := m.ready(town)
	elsewhere.OfferingID = water
	if _, err := m.Save(m.as("acc_buyer"), again(o, elsewhere)); rules(err) != "INVALID order_place_fixed organisationId" {
		t.Errorf("another offering: got %q", rules(err))
	}
}
