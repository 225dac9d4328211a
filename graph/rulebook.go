package graph

import (
	"context"

	"schalter/internal/id"
	"schalter/internal/rulebook"
)

// rulebookDomain is the rules that dates with legal effect are computed by.
var rulebookDomain = domain{
	nodes: map[id.Kind]node{
		id.LegalRule: openNode("LegalRule", func(ctx context.Context, r *Resolver, nodeID string) (*rulebook.LegalRule, error) {
			found, err := r.Rulebook.ByIDs(ctx, []string{nodeID})
			if err != nil {
				return nil, err
			}
			return found[0], nil
		}),
	},
	texts: []map[string]text{rulebookTexts},
	sizes: map[string]int{"LegalRulePreview.examples": rulebook.PreviewExamples},
}

// rulebookTexts are what editors are told about rules.
var rulebookTexts = map[string]text{
	"rule_replaced": {"Diese Regel ist schon durch eine andere ersetzt. Ersetzen Sie bitte die neuere.", "This rule has been replaced by another one already. Please replace the newer one."},
	"rule_other_question": {"Eine Regel kann nur eine ersetzen, die dieselbe Frage beantwortet: gleiche Art, gleiches Ereignis.",
		"A rule can replace only one that answers the same question: the same kind, the same event."},
	"rule_overlaps": {"Für dieselbe Frage gilt in dieser Zeit schon eine andere Regel. Ersetzen Sie diese, oder wählen Sie einen anderen Zeitraum.",
		"Another rule holds for the same question in this time. Replace that one, or choose another period."},
	"rule_too_many": {"Mehr als %d eigene Regeln sind nicht möglich.", "More than %d rules of one's own are not possible."},
}
