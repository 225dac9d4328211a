//go:build demo

package app

import "schalter/internal/directory"

// editorial is for operators and editors.
var editorial = everyone("FORBIDDEN").but("UNAUTHENTICATED", "anonymous").but("ok", "operator", "editor")

// Catalogue are the rows of what municipalities can take over.
func (accessMatrix) Catalogue() map[string]operation {
	return map[string]operation{
		"offerings":            {`{ offerings(sort: CHANGED) { totalCount edges { node { slug interested rolloutCount waitingCount nextStates current { name offering { id } } } } } }`, vars(), public},
		"offering":             {`query($s: String!) { offering(slug: $s) { slug versions { edges { node { version } } } } }`, vars("s", freshOffering), public},
		"specialistProcedures": {`{ specialistProcedures { totalCount edges { node { name vendor { name } } } } }`, vars(), public},
		"interestSet":          {`mutation($i: InterestSetInput!) { interestSet(input: $i) { subject { id }` + problems, input("subjectId", announcedOffering, "interested", true), signedIn},
		"offeringSave":         {`mutation($i: OfferingSaveInput!) { offeringSave(input: $i) { offering { id }` + problems, func(f *facts) map[string]any { return map[string]any{"i": newOffering(f, "ANNOUNCED")} }, editorial},
		"specialistProcedureSave": {`mutation($i: SpecialistProcedureSaveInput!) { specialistProcedureSave(input: $i) { procedure { id }` + problems,
			input("name", freshKey, "vendorId", func(f *facts) any { return f.w.organisations.OfAuthority(bamberg).ID }, "versions", []string{"1"}), editorial},
	}
}

// newOffering is an offering with a slug of its own.
func newOffering(f *facts, state string) map[string]any {
	return map[string]any{
		"slug": f.key(), "state": state, "kind": "EFA", "serviceIds": []string{directory.ServiceID("wohngeld")}, "providerId": f.w.organisations.OfAuthority(bamberg).ID,
		"interfaces": []any{}, "costClass": "FREE", "financedByLevy": true, "eligible": []string{"GEMEINDE"}, "citizenSupport": "MUNICIPALITY",
		"parameters": []any{}, "tasks": []any{}, "guides": []any{}, "contacts": []any{},
		"texts": []any{map[string]any{"locale": "DE", "name": "Wohngeld", "summary": "Antrag", "description": "Text", "preconditions": []string{}, "labels": []any{}}},
	}
}

// saveOffering makes one as an editor and returns its slug and id.
func saveOffering(f *facts) (slug, offeringID string) {
	f.t.Helper()
	var out struct {
		OfferingSave struct{ Offering struct{ ID, Slug string } }
	}
	f.w.as(f.t, editor).Must(f.t, `mutation($i: OfferingSaveInput!) { offeringSave(input: $i) { offering { id slug }`+problems, map[string]any{"i": newOffering(f, "ANNOUNCED")}, &out)
	return out.OfferingSave.Offering.Slug, out.OfferingSave.Offering.ID
}

func freshOffering(f *facts) any     { slug, _ := saveOffering(f); return slug }
func announcedOffering(f *facts) any { _, offeringID := saveOffering(f); return offeringID }
