//go:build demo

package app

import "context"

// Levy are the rows of the levy. What is published is everybody's, a draft and every change the operators'.
func (accessMatrix) Levy() map[string]operation {
	basis := map[string]any{"year": 2026, "stateShare": "1/2", "positions": []any{map[string]any{
		"name": "Dienst", "totalCost": "1000.00", "stateOnlyCost": "0.00", "levels": []any{map[string]any{"level": "GEMEINDE", "share": "1"}},
	}}}
	return map[string]operation{
		"levyYears": {`{ levyYears { id year state shares(first: 5) { edges { node { id explanation } } } } }`, vars(), public},
		"levyYear":  {`{ levyYear(year: 2026) { id revision positions { name } levels { computation } revisions { revision } } }`, vars(), public},
		"levySimulation": {`query($b: LevyBasisInput!) { levySimulation(basis: $b) { municipalAmount shares(of: "09461") { edges { node { amount } } } } }`,
			vars("b", basis), public},
		"levyDraftSave": {`mutation($i: LevyDraftSaveInput!) { levyDraftSave(input: $i) { levyYear { id }` + problems,
			input("basis", basis, "settlementNote", "Wird verrechnet."), operatorOnly.but("REQUIRED", "operator")},
		"levyOfficialSave": {`mutation($i: LevyOfficialSaveInput!) { levyOfficialSave(input: $i) { levyYear { id }` + problems,
			input("levyYearId", publishedLevy, "expectedVersion", 99, "amounts", []any{}), operatorOnly.but("STALE", "operator")},
		"levyPublish": {`mutation($i: LevyPublishInput!) { levyPublish(input: $i) { levyYear { id }` + problems,
			input("levyYearId", publishedLevy, "expectedVersion", 99, "sharesDigest", anyDigest), operatorOnly.but("WRONG_STATE", "operator")},
	}
}

const anyDigest = "0000000000000000000000000000000000000000000000000000000000000000"

func publishedLevy(f *facts) any {
	y, err := f.w.levy.Year(context.Background(), 2026, nil)
	if err != nil || y == nil {
		f.t.Fatal("the demonstration has no levy of 2026", err)
	}
	return y.ID
}
