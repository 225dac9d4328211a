package graph

import (
	"schalter/internal/directory"
	"schalter/internal/id"
)

// directoryDomain is what everybody may look up: regions, authorities, services, undertakings and who is competent.
var directoryDomain = domain{
	nodes: map[id.Kind]node{
		id.Region:    publicNode("Region", func(r *Resolver, nodeID string) *directory.Region { return r.Directory.Snapshot().RegionByID(nodeID) }),
		id.Authority: publicNode("Authority", func(r *Resolver, nodeID string) *directory.Authority { return r.Directory.Snapshot().Authority(nodeID) }),
		id.Service:   publicNode("Service", func(r *Resolver, nodeID string) *directory.Service { return r.Directory.Snapshot().Service(nodeID) }),
		id.Undertaking: publicNode("Undertaking", func(r *Resolver, nodeID string) *directory.Undertaking {
			return r.Directory.Snapshot().Undertaking(nodeID)
		}),
		id.Rule: publicNode("CompetenceRule", func(r *Resolver, nodeID string) *directory.CompetenceRule { return r.Directory.Snapshot().Rule(nodeID) }),
	},
	texts: []map[string]text{fallbackTexts},
	sizes: map[string]int{
		"Query.competences":             directory.MaxServices,
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
		"PostalAddressDoubt.regions":    10,
	},
	costs:    map[string]int{"Authority.services": servicesCost},
	searches: map[string]bool{"search": true, "regions": true, "authorities": true, "services": true, "undertakings": true},
}

// fallbackTexts say how an authority can be reached that cannot be written to here.
var fallbackTexts = map[string]text{
	"fallback_dissolved": {"Diese Behörde gibt es seit dem %s nicht mehr. Wer ihre Aufgaben übernommen hat, ist uns nicht bekannt. Was Sie mit ihr geschrieben haben, bleibt hier.",
		"This authority no longer exists since %s. Who took over its tasks is not known to us. What you wrote with it stays here."},
	"fallback_succeeded": {"Diese Behörde gibt es seit dem %s nicht mehr. Ihre Aufgaben hat übernommen: %s. Was Sie bisher geschrieben haben, bleibt hier; an die neue Behörde geht davon nichts von selbst.",
		"This authority no longer exists since %s. Its tasks were taken over by: %s. What you have written so far stays here; nothing of it goes to the new authority by itself."},
	"fallback_none":      {"Diese Stelle hat hier noch keine sichere Kommunikation eröffnet. Schreiben Sie ihr bitte per Post oder rufen Sie an.", "This authority has not opened secure communication here yet. Please write by post or call."},
	"fallback_suspended": {"Die sichere Kommunikation mit dieser Stelle ist zurzeit unterbrochen. Schreiben Sie ihr bitte per Post oder versuchen Sie es später noch einmal.", "Secure communication with this authority is interrupted at present. Please write by post, or try again later."},
	"fallback_unknown":   {"Diese Stelle hat hier noch keine sichere Kommunikation eröffnet, und ihre Anschrift liegt uns nicht vor. Sie finden sie auf der Internetseite der Stelle.", "This authority has not opened secure communication here yet, and we do not have its address. You will find it on the website of the authority."},
}
