package catalogue

import "fmt"

// vocabulary writes enums: as the contract does, or in the words of a language.
type vocabulary struct{ words map[string]string }

// codes writes enums as the contract does.
var codes = vocabulary{}

func wordsFor(l Locale) vocabulary {
	return vocabulary{map[Locale]map[string]string{German: germanWords, English: englishWords}[l]}
}

// of is a value of an enum.
func (w vocabulary) of(value any) string {
	code := fmt.Sprint(value)
	if word, ok := w.words[fmt.Sprintf("%T.%s", value, code)]; ok {
		return word
	}
	if word, ok := w.words[code]; ok {
		return word
	}
	return code
}

func (w vocabulary) yes(is bool) string { return w.of(fmt.Sprint(is)) }

// heading is the title of a column or of the sheet; CSV is headed by keys, but its table has titles all the same.
func (vocabulary) heading(l Locale, key string) string { return headings[key][l] }

var headings = map[string]map[Locale]string{
	"sheet": {German: "Katalog", English: "Catalogue"},
	"slug":  {German: "Kennung", English: "Identifier"}, "name": {German: "Name", English: "Name"}, "summary": {German: "In einem Satz", English: "In a sentence"},
	"kind": {German: "Art", English: "Kind"}, "state": {German: "Stand", English: "State"}, "orderable_from": {German: "Bestellbar ab", English: "Orderable from"},
	"services": {German: "Leistungen", English: "Services"}, "leika_keys": {German: "LeiKa-Schlüssel", English: "LeiKa keys"},
	"provider": {German: "Bereitgestellt von", English: "Provided by"}, "eligible": {German: "Wer bestellen darf", English: "Who may order"},
	"eligible_on": {German: "Angabe vom", English: "Stated on"}, "cost": {German: "Kosten", English: "Cost"}, "cost_note": {German: "Zu den Kosten", English: "On the cost"},
	"financed_by_levy": {German: "Aus der Digitalumlage", English: "From the levy"}, "interfaces": {German: "Schnittstellen", English: "Interfaces"},
	"test_url": {German: "Test", English: "Test"}, "test_note": {German: "Zum Test", English: "On the test"}, "vendor_url": {German: "Seite des Herstellers", English: "Vendor's page"},
	"citizen_support": {German: "Fragen von Bürgern beantwortet", English: "Citizens' questions are answered by"},
	"preconditions":   {German: "Voraussetzungen", English: "Preconditions"}, "data_protection": {German: "Datenschutz", English: "Data protection"},
	"language": {German: "Sprache", English: "Language"}, "sources": {German: "Quellen", English: "Sources"},
	"invented": {German: "Für die Demonstration erfunden", English: "Made up for the demonstration"},
	"version":  {German: "Fassung", English: "Version"}, "valid_from": {German: "Fassung vom", English: "Version of"}, "page": {German: "Steckbrief", English: "Page"},
}

var germanWords = map[string]string{
	"EFA": "EfA-Leistung", "MARKET": "Marktangebot", "BAYERN_STORE": "BayernStore", "TOOLBOX": "Digitaler Werkzeugkasten",
	"ANNOUNCED": "angekündigt", "ORDERABLE": "verfügbar", "PAUSED": "pausiert",
	"FREE": "kostenfrei", "PRICED": "kostenpflichtig", "ON_REQUEST": "auf Anfrage", "UNKNOWN": "nicht bekannt", "true": "ja", "false": "nein",
	"DE": "Deutsch", "EN": "Englisch", "*": "alles",
	"AVAILABLE": "verfügbar", "IN_TEST": "im Test", "PLANNED": "geplant", "NONE": "nicht vorgesehen",
	"MUNICIPALITY": "die Kommune", "PROVIDER": "der Bereitsteller", "catalogue.CitizenSupport.VENDOR": "der Hersteller",
	"GEMEINDE": "Gemeinde", "VERWALTUNGSGEMEINSCHAFT": "Verwaltungsgemeinschaft", "KREISFREIE_STADT": "kreisfreie Stadt", "LANDKREIS": "Landkreis", "BEZIRK": "Bezirk",
	"REGIERUNG": "Regierung", "HEALTH_OFFICE": "Gesundheitsamt", "CHAMBER": "Kammer", "STATE": "Land", "STATE_MINISTRY": "Ministerium",
	"FEDERAL_BROKER": "Vermittler des Bundes", "INTERMEDIARY": "Vermittler in Bayern", "VENDOR": "Hersteller oder IT-Dienstleister", "IT_ASSOCIATION": "IT-Verbund",
	"ZWECKVERBAND": "Zweckverband", "KOMMUNALUNTERNEHMEN": "Kommunalunternehmen", "OTHER": "Sonstige",
}

var englishWords = map[string]string{
	"EFA": "EfA service", "MARKET": "Market offering", "BAYERN_STORE": "BayernStore", "TOOLBOX": "Digital toolbox",
	"ANNOUNCED": "announced", "ORDERABLE": "available", "PAUSED": "paused",
	"FREE": "free of charge", "PRICED": "with a price", "ON_REQUEST": "on request", "UNKNOWN": "not known", "true": "yes", "false": "no",
	"DE": "German", "EN": "English", "*": "everything",
	"AVAILABLE": "available", "IN_TEST": "in test", "PLANNED": "planned", "NONE": "not intended",
	"MUNICIPALITY": "the municipality", "PROVIDER": "the provider", "catalogue.CitizenSupport.VENDOR": "the vendor",
	"GEMEINDE": "municipality", "VERWALTUNGSGEMEINSCHAFT": "administrative union", "KREISFREIE_STADT": "kreisfreie Stadt", "LANDKREIS": "Landkreis", "BEZIRK": "Bezirk",
	"REGIERUNG": "Regierung", "HEALTH_OFFICE": "health office", "CHAMBER": "chamber", "STATE": "state", "STATE_MINISTRY": "ministry",
	"FEDERAL_BROKER": "federal broker", "INTERMEDIARY": "Bavarian intermediary", "VENDOR": "vendor or IT provider", "IT_ASSOCIATION": "IT association",
	"ZWECKVERBAND": "Zweckverband", "KOMMUNALUNTERNEHMEN": "municipal enterprise", "OTHER": "other",
}
