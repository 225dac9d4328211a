package graph

import (
	"strings"

	"github.com/vektah/gqlparser/v2/ast"

	"schalter/internal/directory"
	"schalter/internal/postbox"
)

// listSizes is how many entries the lists hold that have no page: what the domain allows, or the longest that the directory has
// with room for more, which a test compares. Lists that neither bounds count what they hold in practice; the budget of the
// execution ends what holds more. userErrors stand in errorsSize.
var listSizes = map[string]int{
	"Query.legalTexts":  4,
	"Query.nodes":       MaxIDs,
	"Query.competences": directory.MaxServices,

	"SearchResult.otherPlaces":      10,
	"SearchResult.suggestedPlaces":  5,
	"SearchResult.hits":             MaxPage,
	"Region.postalCodes":            100,
	"Region.authorities":            12,
	"Authority.areas":               30,
	"Service.keywords":              40,
	"Service.requiredDocuments":     10,
	"Service.undertakings":          12,
	"Undertaking.services":          15,
	"Competence.candidates":         6,
	"CompetenceRule.authorityKinds": 5,

	"Viewer.sessions":             100,
	"Viewer.memberships":          10,
	"Viewer.platformRoles":        2,
	"StartPlan.choices":           100,
	"StartPlan.withoutServiceIds": 100,
	"UserError.field":             5,
	"PostalAddressReview.doubts":  3,
	"PostalAddressDoubt.regions":  10,

	"Organisation.authorities":       10,
	"Membership.roles":               5,
	"Membership.authorities":         10,
	"Channel.certificates":           10,
	"Channel.tests":                  5,
	"Certificate.emails":             5,
	"Certificate.warnings":           5,
	"SignedOriginal.signerAddresses": 5,
	"PlatformKeys.sealKeys":          20,

	"CaseMailbox.parties":               postbox.MaxRecipients,
	"CaseMailbox.drafts":                postbox.MaxDrafts,
	"DeletionPreview.told":              postbox.MaxRecipients,
	"DeletionPreview.onTheWay":          postbox.MaxRecipients,
	"DeletionPreview.unanswered":        postbox.MaxRecipients,
	"DeletionPreview.unopenedDecisions": 50,
	"DeletionPreview.runningPeriods":    50,
	"CaseParty.services":                15,
	"AuthorityCase.services":            15,
	"AuthorityCase.drafts":              postbox.MaxDrafts,
	"AuthorityCase.notes":               200,
	"Message.services":                  15,
	"Message.documents":                 postbox.MaxDocuments,
	"Message.deliveries":                postbox.MaxRecipients,
	"Delivery.steps":                    10,
	"Draft.recipients":                  postbox.MaxRecipients,
	"Draft.services":                    15,
	"Draft.documents":                   postbox.MaxDocuments,
	"MessageMarkReadPayload.messages":   MaxIDs,

	"Desk.suspendedAuthorities": 100,
	"Failures.jobs":             50,
}

const (
	// errorsSize is how many refused rules a mutation names.
	errorsSize = 10
	// scalarsForOne is how many entries of a list of texts count as one value; their length is counted in bytes.
	scalarsForOne = 10
	// introspectionSize is what a list of the schema counts.
	introspectionSize = 8
)

// fixedCost is what a field costs whatever it answers; words says that it has an argument with words to search for.
func fixedCost(object, field string, words bool) int {
	switch {
	case words:
		return textCost
	case object == "Authority" && field == "services":
		return servicesCost
	case object == "Authority" && (field == "channel" || field == "organisation"):
		return channelCost
	case readFields[object+"."+field]:
		return readCost
	}
	return 0
}

// readFields are the fields behind which there is a page or something to read.
var readFields = func() map[string]bool {
	found := map[string]bool{}
	for _, t := range servedSchema().Types {
		if t.Kind != ast.Object || strings.HasPrefix(t.Name, "__") {
			continue
		}
		for _, f := range t.Fields {
			root := t.Name == "Query" || t.Name == "Mutation" || t.Name == "Subscription"
			if root && !strings.HasPrefix(f.Name, "__") || strings.HasSuffix(f.Type.Name(), "Connection") {
				found[t.Name+"."+f.Name] = true
			}
		}
	}
	return found
}()

// asksWords reports whether a field of the directory is asked to search for words.
func asksWords(field string, args map[string]any) bool {
	if !wordFields[field] {
		return false
	}
	for _, name := range []string{"search", "query"} {
		switch words := args[name].(type) {
		case string:
			return words != ""
		case *string:
			return words != nil && *words != ""
		}
	}
	return false
}

// wordFields search through the directory.
var wordFields = map[string]bool{"search": true, "regions": true, "authorities": true, "services": true, "undertakings": true}
