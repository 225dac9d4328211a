//go:build demo

package app

import (
	"testing"

	"schalter/internal/directory"
	"schalter/internal/organisation"
	"schalter/internal/pagination"
)

// The numbers are those of the official register; each organisation is in the list once, the four of the demonstration among them.
func TestEveryMunicipalityUnionLandkreisAndBezirkIsAnOrganisation(t *testing.T) {
	t.Parallel()
	w := newMailWorld(t, "")
	for kind, want := range map[organisation.OrganisationKind]int{
		organisation.Gemeinde: 2031, organisation.KreisfreieStadt: 25, organisation.Verwaltungsgemeinschaft: 311, organisation.Landkreis: 71,
		organisation.Bezirk: 7,
	} {
		seen := map[string]bool{}
		for req := (pagination.Request{Limit: 100}); ; {
			page := w.organisations.Organisations("", kind, req)
			for _, item := range page.Items {
				o := item.Node
				if o.AuthorityID == nil {
					continue // invented for the demonstration
				}
				if seen[*o.AuthorityID] || w.organisations.Organisation(organisation.IDFor(*o.AuthorityID)) != o || w.organisations.OfARS(*o.RegionARS) != o {
					t.Errorf("%s is listed twice or not found by its keys", o.Name)
				}
				seen[*o.AuthorityID] = true
			}
			if !page.HasNext {
				break
			}
			req.After = page.Items[len(page.Items)-1].Position
		}
		if len(seen) != want {
			t.Errorf("%s: got %d, want %d", kind, len(seen), want)
		}
	}
	landkreis := w.organisations.OfAuthority(directory.AuthorityID(directory.KindLandratsamt, "09472"))
	if landkreis == nil || landkreis.Name != "Landkreis Bayreuth" || landkreis.Kind != organisation.Landkreis {
		t.Errorf("the Landratsamt's organisation: got %+v", landkreis)
	}
	if o := w.organisations.OfARS("09471"); o == nil || o.Name != "Landkreis Bamberg" {
		t.Errorf("got %+v", o)
	}
}
