package graph

import (
	"context"

	"schalter/graph/scalar"
	"schalter/internal/id"
	"schalter/internal/market/catalogue"
)

// catalogueDomain is what municipalities can take over.
var catalogueDomain = domain{
	nodes: map[id.Kind]node{
		id.Offering: publicNode("Offering", func(r *Resolver, nodeID string) *catalogue.Offering { return r.Catalogue.Offering(nodeID) }),
		id.SheetVersion: {of: "OfferingVersion", public: true, find: func(ctx context.Context, r *Resolver, nodeID string) (scalar.Node, error) {
			return visible(r.Catalogue.Version(ctx, nodeID))
		}},
		id.Procedure: publicNode("SpecialistProcedure", func(r *Resolver, nodeID string) *catalogue.SpecialistProcedure { return r.Catalogue.Procedure(nodeID) }),
	},
	texts: []map[string]text{catalogueTexts},
	// What a sheet holds at most is more (save_check.go in the catalogue): these are what one has.
	sizes: map[string]int{
		"Offering.nextStates":                 4,
		"OfferingVersion.preconditions":       10,
		"OfferingVersion.services":            8,
		"OfferingVersion.interfaces":          10,
		"OfferingInterface.procedureVersions": 10,
		"SpecialistProcedure.versions":        10,
		"OfferingVersion.eligible":            17,
		"OfferingVersion.parameters":          20,
		"OfferingVersion.tasks":               12,
		"OfferingVersion.guides":              6,
		"OfferingVersion.contacts":            4,
		"OfferingVersion.sources":             10,
		"OfferingVersion.invented":            20,
		"OfferingVersion.texts":               2,
		"OfferingText.preconditions":          10,
		"OfferingText.labels":                 32,
	},
	costs: map[string]int{"Query.offerings": catalogueCost, "Query.specialistProcedures": catalogueCost},
}

// catalogueCost is that of a walk through the whole catalogue, with or without words.
const catalogueCost = 300

// catalogueLocale is the language of the request, as the catalogue calls it.
func catalogueLocale(ctx context.Context) catalogue.Locale { return catalogue.LocaleOf(locale(ctx)) }

// sheetText is a sheet's text in the language of the request, in German where it has none.
func sheetText(ctx context.Context, v *catalogue.OfferingVersion) *catalogue.OfferingText {
	return v.TextIn(catalogueLocale(ctx))
}

var catalogueTexts = map[string]text{
	"offering_state": {"Dieser Stand kann auf den bisherigen nicht folgen. Möglich sind: angekündigt, bestellbar, pausiert, zurückgezogen, in dieser Reihenfolge; aus einer Pause geht es zurück zu bestellbar, ein zurückgezogenes Angebot wird neu angekündigt.",
		"This state cannot follow the one before. Possible are announced, orderable, paused, withdrawn, in this order; a pause leads back to orderable, and a withdrawn offering is announced anew."},
	"offering_slug_fixed": {"Die Kennung steht in Adressen, die andere gespeichert haben. Sie kann nicht mehr geändert werden.",
		"The identifier stands in addresses that others have stored. It cannot be changed any more."},
	"offering_slug": {"Die Kennung besteht aus kleinen Buchstaben a–z, Ziffern und einzelnen Bindestrichen, höchstens %d Zeichen.",
		"The identifier consists of small letters a–z, digits and single hyphens, at most %d characters."},
	"offering_slug_reserved": {"Die Kennung „neu“ hat schon die Seite, auf der man ein Angebot anlegt. Bitte wählen Sie eine andere.",
		"The page that makes an offering has the identifier “neu” already. Please choose another one."},
	"offering_orderable_from": {"Ein Tag, ab dem bestellt werden kann, steht nur bei einem angekündigten Angebot.",
		"A day from which it can be ordered stands only with an announced offering."},
	"offering_vendor_url": {"Ein Marktangebot wird nicht hier bestellt. Bitte geben Sie die Seite an, auf der es der Hersteller anbietet.",
		"A market offering is not ordered here. Please name the page on which the vendor offers it."},
	"offering_eligible":         {"Bitte geben Sie an, wer bestellen darf.", "Please say who may order."},
	"offering_not_ordered_here": {"Das gibt es nur bei Angeboten, die hier bestellt werden (EfA).", "Only offerings that are ordered here (EfA) have this."},
	"offering_german":           {"Die deutschen Texte fehlen.", "The German texts are missing."},
	"offering_label_missing":    {"Diese Schritte oder Angaben haben in dieser Sprache keinen Namen: %s.", "These tasks or parameters have no name in this language: %s."},
	"offering_label_unknown":    {"Einen Schritt oder eine Angabe mit diesem Schlüssel gibt es nicht.", "There is no task or parameter with this key."},
	"offering_key": {"Der Schlüssel besteht aus kleinen Buchstaben a–z, Ziffern und einzelnen Trennzeichen.",
		"The key consists of small letters a–z, digits and single separators."},
	"offering_task_once": {"Einen Schritt dieser Art gibt es nur einmal.", "There is only one task of this kind."},
	"url_https": {"Bitte geben Sie eine vollständige Adresse an, die mit https:// beginnt.",
		"Please give a complete address that begins with https://."},
	"offering_orderable_already": {"Dieses Angebot ist schon verfügbar.", "This offering is available already."},
	"parameter_unknown":          {"Diese Angabe gibt es bei diesem Angebot nicht.", "This offering has no such parameter."},
	"offering_withdrawn":         {"Dieses Angebot wurde zurückgezogen.", "This offering was withdrawn."},
}
