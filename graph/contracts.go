package graph

import (
	"context"

	"schalter/internal/id"
	"schalter/internal/market/catalogue"
	"schalter/internal/market/contracts"
	"schalter/internal/postbox/documents"
)

// contractsDomain is the chain of contracts from the provider of an offering down to the municipality.
var contractsDomain = domain{
	nodes: map[id.Kind]node{
		id.Contract: privateNode("Contract", func(ctx context.Context, r *Resolver, nodeID string) (*contracts.Contract, error) {
			return r.Contracts.Contract(ctx, nodeID)
		}),
		id.ContractTemplate: privateNode("ContractTemplate", func(ctx context.Context, r *Resolver, nodeID string) (*contracts.ContractTemplate, error) {
			return r.Contracts.Template(ctx, nodeID)
		}),
	},
	texts: []map[string]text{contractTexts},
	sizes: map[string]int{
		"Offering.chain":           3,
		"Contract.chain":           3,
		"Contract.signatures":      2,
		"ContractTemplate.annexes": 6,
	},
}

// contractFile is where a document of a contract is fetched; nil where there is none.
func contractFile(link *contracts.FileLink) *documents.Download {
	if link == nil {
		return nil
	}
	return &documents.Download{Path: link.Path, Filename: link.Filename, MediaType: link.MediaType, ExpiresAt: link.ExpiresAt}
}

// chainOf is the chain of an offering, read for all that were read together with it.
func (r *Resolver) chainOf(ctx context.Context, o *catalogue.Offering) ([]*contracts.ChainLink, error) {
	return loadBatched(ctx, o, "chain", func(ctx context.Context, offerings []*catalogue.Offering) ([][]*contracts.ChainLink, error) {
		ids := make([]string, len(offerings))
		for i, o := range offerings {
			ids[i] = o.ID
		}
		found, err := r.Contracts.ChainsOf(ctx, ids)
		if err != nil {
			return nil, err
		}
		lists := make([][]*contracts.ChainLink, len(offerings))
		for i, o := range offerings {
			lists[i] = found[o.ID]
		}
		return lists, nil
	})
}

// contractParent is the contract above one, read for all at once; nil where the viewer may not see it.
func (r *Resolver) contractParent(ctx context.Context, c *contracts.Contract) (*contracts.Contract, error) {
	return loadBatched(ctx, c, "parent", func(ctx context.Context, list []*contracts.Contract) ([]*contracts.Contract, error) {
		var ids []string
		for _, c := range list {
			if c.ParentID != nil {
				ids = append(ids, *c.ParentID)
			}
		}
		found, err := r.Contracts.ByID(ctx, ids)
		if err != nil {
			return nil, err
		}
		parents := make([]*contracts.Contract, len(list))
		for i, c := range list {
			parents[i] = found[valueOrZero(c.ParentID)]
		}
		return parents, nil
	})
}

var contractTexts = map[string]text{
	"contract_no_chain": {"Für dieses Angebot ist noch kein Vertrag zwischen Ministerium und BayKommun erfasst. Solange kann kein Vertrag mit einer Kommune angeboten werden.",
		"No contract between ministry and BayKommun is recorded for this offering yet. Until then no contract can be offered to a municipality."},
	"contract_no_template":    {"Für Verträge dieser Ebene gibt es heute keine gültige Vorlage.", "There is no valid template for contracts of this level today."},
	"contract_other_document": {"Das ist nicht das Dokument dieses Vertrags. Laden Sie die Seite bitte neu und lesen Sie es noch einmal.", "This is not the document of this contract. Please load the page again and read it once more."},
	"contract_acting_person":  {"Dieser Zugang wird von mehreren genutzt. Geben Sie bitte an, wer handelt.", "This account is used by several people. Please say who acts."},
	"contract_above_not_effective": {"Unterzeichnet werden kann erst, wenn alle Verträge darüber wirksam sind. Das ist heute nicht so: %s.",
		"It can only be signed when all contracts above are effective. One is not today: %s."},
	"contract_not_to_decline":   {"Dieser Vertrag lässt sich nicht mehr ablehnen.", "This contract cannot be declined any more."},
	"contract_signed_already":   {"Für Ihre Organisation ist dieser Vertrag schon unterzeichnet.", "This contract is signed for your organisation already."},
	"contract_not_to_sign":      {"Dieser Vertrag wartet auf keine Unterzeichnung.", "This contract does not wait for a signature."},
	"contract_level_by_order":   {"Verträge mit Kommunen entstehen aus Bestellungen; erfasst werden nur die darüber.", "Contracts with municipalities come from orders; only those above are recorded."},
	"contract_offering_unknown": {"Dieses Angebot gibt es nicht.", "There is no such offering."},
	"contract_party_kind": {"%s kann auf dieser Ebene nicht diese Seite sein. Bereitstellung: Land und Vermittler; Nachnutzung: Vermittler und Ministerium; Sub-Nachnutzung: Ministerium und BayKommun.",
		"%s cannot be this side on this level. Provision: Land and broker; reuse: broker and ministry; sub-reuse: ministry and BayKommun."},
	"contract_parent_level": {"Der Vertrag darüber muss genau eine Ebene höher sein; über der Bereitstellung steht keiner.",
		"The contract above must be exactly one level higher; there is none above the provision."},
	"contract_parent_unknown":  {"Den Vertrag darüber gibt es nicht.", "There is no such contract above."},
	"contract_parent_offering": {"Der Vertrag darüber gilt einem anderen Angebot.", "The contract above is about another offering."},
	"contract_parent_grantee":  {"Wer hier Geber ist, muss im Vertrag darüber Nehmer sein.", "The grantor must be the grantee of the contract above."},
	"contract_parent_over":     {"Der Vertrag darüber ist beendet.", "The contract above has ended."},
	"contract_recorded_state":  {"Erfasst wird ein Vertrag als Entwurf, wirksam oder ruhend.", "A contract is recorded as a draft, effective or on hold."},
	"contract_ends_before":     {"Der letzte Tag liegt vor dem ersten.", "The last day is before the first."},
	"contract_over":            {"Dieser Vertrag ist beendet und ändert sich nicht mehr.", "This contract has ended and does not change any more."},
	"contract_no_draft_again":  {"Ein Vertrag, der einmal galt, wird nicht wieder zum Entwurf.", "A contract that once held does not become a draft again."},
	"contract_fixed": {"Das ändert sich nicht mehr, sobald ein Vertrag gilt oder andere unter ihm stehen. Beenden Sie ihn und erfassen Sie einen neuen.",
		"This does not change any more once a contract holds or others stand below it. End it and record a new one."},
	"contract_reason":                    {"Geben Sie bitte an, warum.", "Please say why."},
	"contract_not_terminable":            {"Dieser Vertrag kann hier nicht gekündigt werden: Er ist nicht von beiden Seiten geschlossen, beendet, oder es ist keine Frist vereinbart.", "This contract cannot be terminated here: it is not concluded by both sides, has ended, or no notice period was agreed."},
	"contract_end_early":                 {"So früh endet der Vertrag nicht: Die Frist beträgt %d Monate zum Ende eines Kalendermonats.", "The contract does not end so early: the notice period is %d months to the end of a calendar month."},
	"contract_end_of_month":              {"Gekündigt wird zum Ende eines Kalendermonats.", "A contract is terminated to the end of a calendar month."},
	"contract_ends_already":              {"Der Vertrag endet schon an diesem Tag oder früher.", "The contract ends on that day already, or earlier."},
	"contract_other_termination":         {"Inzwischen würden andere Verträge mit enden, als Ihnen gezeigt wurde. Prüfen Sie bitte noch einmal, was endet.", "By now other contracts would end with it than you were shown. Please check again what ends."},
	"contract_annexes":                   {"Höchstens %d Anlagen sind möglich.", "At most %d annexes are possible."},
	"contract_body_long":                 {"Der Text ist zu lang: höchstens %d Zeichen.", "The text is too long: at most %d characters."},
	"contract_template_placeholder":      {"Diesen Platzhalter gibt es nicht: „%s“.", "There is no such placeholder: “%s”."},
	"contract_template_list_in_sentence": {"Dieser Platzhalter ist eine Liste und steht in einem Absatz für sich allein: „%s“.", "This placeholder is a list and stands in a paragraph of its own: “%s”."},
	"contract_template_markup":           {"Möglich sind Überschriften, Absätze, Listen und Fettdruck. Das geht nicht: „%s“.", "Headings, paragraphs, lists and bold are possible. This is not: “%s”."},
	"contract_template_character":        {"Dieses Zeichen kann nicht gedruckt werden: „%s“.", "This character cannot be printed: “%s”."},
}
