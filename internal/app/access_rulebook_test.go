//go:build demo

package app

// Rulebook are the rows of the rules that dates with legal effect are computed by.
func (accessMatrix) Rulebook() map[string]operation {
	rule := func(f *facts) map[string]any {
		return map[string]any{"i": map[string]any{
			"kind": "DEEMED_APPROVAL", "law": "BayTestG", "article": f.key(), "jurisdiction": "DE-BY", "anchor": "DOCUMENTS_COMPLETE", "amount": 6, "unit": "WEEKS",
			"shiftForDate": false, "shiftForPeriod": true, "holidays": "MUNICIPALITY", "validFrom": "2027-01-01", "counselConfirmed": false,
		}}
	}
	return map[string]operation{
		"legalRules":       {`{ legalRules(on: "2026-11-30", kind: ANNOUNCEMENT, procedureLaw: BAYVWVFG) { totalCount edges { node { id law article note replacedBy { id } } } } }`, vars(), public},
		"legalRulePreview": {`query($i: LegalRuleSaveInput!) { legalRulePreview(input: $i) { preview { looked changed complete examples { event stored would } }` + problems, rule, editorial},
		"legalRuleSave":    {`mutation($i: LegalRuleSaveInput!) { legalRuleSave(input: $i) { rule { id replacedBy { id } }` + problems, rule, editorial},
	}
}
