package xdomea

import (
	"encoding/xml"
	"path"
	"strings"
	"time"

	"schalter/internal/clock"
)

// The namespace, and the name of the message and of its files.
const (
	namespace   = "urn:xoev-de:xdomea:schema:" + Version
	messageName = "Abgabe.Abgabe.0401"
	messageType = "0401"
)

// The elements below are named as the standard names them; those of code lists and of the message's identification are in no namespace (XÖV-
// Basisnachricht, "unqualified").
type (
	message struct {
		XMLName        xml.Name `xml:"xdomea:Abgabe.Abgabe.0401"`
		Namespace      string   `xml:"xmlns:xdomea,attr"`
		Instance       string   `xml:"xmlns:xsi,attr"`
		SchemaLocation string   `xml:"xsi:schemaLocation,attr"`
		Product        string   `xml:"produkt,attr"`
		Maker          string   `xml:"produkthersteller,attr"`
		ProductVersion string   `xml:"produktversion,attr,omitempty"`
		Standard       string   `xml:"standard,attr"`
		Version        string   `xml:"version,attr"`
		Head           head     `xml:"xdomea:nachrichtenkopf"`
		// The standard fixes that a confirmation of the import is asked for.
		ConfirmImport  string    `xml:"xdomea:Importbestaetigung"`
		ConfirmReceipt string    `xml:"xdomea:Empfangsbestaetigung"`
		Number         int       `xml:"xdomea:LfdNrNachrichtProTyp"`
		Count          int       `xml:"xdomea:GesamtanzahlNachrichtenProTyp"`
		Case           procedure `xml:"xdomea:Schriftgutobjekt>xdomea:Vorgang"`
	}
	head struct {
		ID      string  `xml:"xdomea:identifikation.nachricht>nachrichtenUUID"`
		Type    code    `xml:"xdomea:identifikation.nachricht>nachrichtentyp"`
		Created string  `xml:"xdomea:identifikation.nachricht>erstellungszeitpunkt"`
		Reader  contact `xml:"xdomea:leser"`
		Author  contact `xml:"xdomea:autor"`
		Process string  `xml:"xdomea:ProzessID"`
		Note    string  `xml:"xdomea:Hinweis,omitempty"`
	}
	code struct {
		List string `xml:"listVersionID,attr,omitempty"`
		Code string `xml:"code"`
		Name string `xml:"name,omitempty"`
	}
	contact struct {
		Organisation *name    `xml:"xdomea:NameInstitution"`
		Person       *name    `xml:"xdomea:NameAnsprechpartner>xdomea:Familienname"`
		Role         string   `xml:"xdomea:Rolle,omitempty"`
		Address      *address `xml:"xdomea:UnstrukturierteAnschrift"`
	}
	name struct {
		Name string `xml:"xdomea:Name"`
	}
	address struct {
		Line1 string `xml:"xdomea:Zeile1,omitempty"`
		Line2 string `xml:"xdomea:Zeile2,omitempty"`
		Line3 string `xml:"xdomea:Zeile3,omitempty"`
		Line4 string `xml:"xdomea:Zeile4,omitempty"`
		Line5 string `xml:"xdomea:Zeile5,omitempty"`
		Line6 string `xml:"xdomea:Zeile6,omitempty"`
	}
	identity struct {
		ID     string `xml:"xdomea:xdomeaUUID"`
		Number int    `xml:"xdomea:NummerImUebergeordnetenContainer,omitempty"`
	}
	general struct {
		Subject   string `xml:"xdomea:Betreff"`
		Reference string `xml:"xdomea:Kennzeichen,omitempty"`
		Lead      string `xml:"xdomea:Federfuehrung,omitempty"`
		Medium    code   `xml:"xdomea:Medium"`
		Changed   string `xml:"xdomea:ZeitpunktLetzteAenderung,omitempty"`
	}
	procedure struct {
		Identity identity  `xml:"xdomea:Identifikation"`
		General  general   `xml:"xdomea:AllgemeineMetadaten"`
		Closed   string    `xml:"xdomea:ZdA"`
		ClosedOn string    `xml:"xdomea:ZdADatum,omitempty"`
		Period   *period   `xml:"xdomea:Laufzeit"`
		History  []step    `xml:"xdomea:HistorienProtokollInformation"`
		Records  []filed   `xml:"xdomea:DokumentOderDokumentMitSchriftstueck"`
		Contacts []contact `xml:"xdomea:Kontakt"`
	}
	filed struct {
		Document document `xml:"xdomea:Dokument"`
	}
	period struct {
		From string `xml:"xdomea:Beginn,omitempty"`
		To   string `xml:"xdomea:Ende,omitempty"`
	}
	step struct {
		Actor  string `xml:"xdomea:Akteur"`
		At     string `xml:"xdomea:DatumUhrzeit"`
		Action string `xml:"xdomea:Aktion"`
	}
	document struct {
		Identity   identity    `xml:"xdomea:Identifikation"`
		General    general     `xml:"xdomea:AllgemeineMetadaten"`
		ReceivedOn string      `xml:"xdomea:Posteingangsdatum,omitempty"`
		SentOn     string      `xml:"xdomea:Postausgangsdatum,omitempty"`
		WrittenOn  string      `xml:"xdomea:DatumDesSchreibens,omitempty"`
		Kind       string      `xml:"xdomea:Typ,omitempty"`
		Enclosures []enclosure `xml:"xdomea:Anlage"`
		Author     *contact    `xml:"xdomea:Autor"`
		Reader     *contact    `xml:"xdomea:Leser"`
		Version    *version    `xml:"xdomea:Version"`
	}
	enclosure struct {
		Document document `xml:"xdomea:Dokument"`
		Number   int      `xml:"xdomea:Nummer"`
	}
	version struct {
		Number string `xml:"xdomea:Nummer"`
		Format format `xml:"xdomea:Format"`
	}
	format struct {
		Name    code    `xml:"xdomea:Name"`
		Other   string  `xml:"xdomea:SonstigerName,omitempty"`
		Version string  `xml:"xdomea:Version"`
		File    primary `xml:"xdomea:Primaerdokument"`
	}
	primary struct {
		File     string `xml:"xdomea:Dateiname"`
		Original string `xml:"xdomea:DateinameOriginal"`
		Created  string `xml:"xdomea:DatumUhrzeit,omitempty"`
		Hash     hash   `xml:"xdomea:Hash"`
	}
	hash struct {
		Value     string `xml:"xdomea:Wert"`
		Algorithm string `xml:"xdomea:SonstigerAlgorithmus"`
	}
)

// messageOf is a transfer as its message; digests are SHA-256 by the ids of files.
func messageOf(t Transfer, digests map[string]string) message {
	return message{
		Namespace: namespace, Instance: "http://www.w3.org/2001/XMLSchema-instance", SchemaLocation: namespace + " xdomea-Nachrichten-AbgabeDurchfuehren.xsd",
		Product: t.Product, Maker: t.Maker, ProductVersion: t.ProductVersion, Standard: "xdomea", Version: Version,
		Head: head{
			ID: t.ID, Type: code{Code: messageType}, Created: moment(t.CreatedAt), Reader: institution(t.Reader), Author: institution(t.Author),
			Process: t.Process, Note: t.Note,
		},
		ConfirmImport: "1", ConfirmReceipt: "0", Number: 1, Count: 1, Case: caseOf(t.Case, digests),
	}
}

func caseOf(c Case, digests map[string]string) procedure {
	p := procedure{
		Identity: identity{ID: c.ID}, Closed: "0", ClosedOn: c.ClosedOn, Period: &period{From: c.From, To: c.ClosedOn},
		General: general{Subject: c.Subject, Reference: c.Reference, Lead: c.Lead, Medium: electronic(), Changed: moment(c.Changed)},
	}
	if c.ClosedOn != "" {
		p.Closed = "1"
	}
	if *p.Period == (period{}) {
		p.Period = nil
	}
	for _, s := range c.History {
		p.History = append(p.History, step{Actor: s.Actor, At: moment(s.At), Action: s.Action})
	}
	for i, r := range c.Records {
		p.Records = append(p.Records, filed{documentOf(r, i+1, digests)})
	}
	for _, k := range c.Contacts {
		p.Contacts = append(p.Contacts, contactOf(k))
	}
	return p
}

func documentOf(r Record, number int, digests map[string]string) document {
	d := document{
		Identity: identity{ID: r.ID, Number: number}, General: general{Subject: r.Subject, Medium: electronic()}, WrittenOn: r.Day, Kind: r.Kind,
	}
	if r.Incoming {
		d.ReceivedOn = r.Day
	} else {
		d.SentOn = r.Day
	}
	if r.Author != nil {
		k := contactOf(*r.Author)
		d.Author = &k
	}
	if r.Reader != nil {
		k := contactOf(*r.Reader)
		d.Reader = &k
	}
	for i, e := range r.Enclosures {
		enclosed := documentOf(e, 0, digests)
		// An enclosure came or went with its letter.
		enclosed.ReceivedOn, enclosed.SentOn, enclosed.WrittenOn = "", "", ""
		d.Enclosures = append(d.Enclosures, enclosure{Document: enclosed, Number: i + 1})
	}
	if r.File != nil {
		d.Version = &version{Number: "1", Format: formatOf(*r.File, digests[r.File.ID])}
	}
	return d
}

func formatOf(f File, digest string) format {
	made := format{
		Name: code{List: "2.0", Code: formatCode(f.MediaType)}, Version: "unbekannt",
		File: primary{File: f.entry(), Original: f.Name, Created: moment(f.CreatedAt), Hash: hash{Value: digest, Algorithm: "SHA-256"}},
	}
	if made.Name.Code == otherFormat {
		made.Other = f.MediaType
	}
	return made
}

func contactOf(k Contact) contact {
	made := contact{Role: k.Role}
	if k.Organisation != "" {
		made.Organisation = &name{k.Organisation}
	}
	if k.Person != "" {
		made.Person = &name{k.Person}
	}
	if len(k.Lines) > 0 {
		var lines [6]string
		copy(lines[:], k.Lines)
		made.Address = &address{lines[0], lines[1], lines[2], lines[3], lines[4], lines[5]}
	}
	return made
}

func institution(called string) contact { return contactOf(Contact{Organisation: called}) }

// electronic says that there is no paper (code list Medium 1.0).
func electronic() code { return code{Code: "001"} }

// otherFormat is the code for what the list does not name.
const otherFormat = "100"

// formatCodes are those of the code list Dateiformat 2.0 that documents of this product can have, by media type.
var formatCodes = map[string]string{
	"application/msword":              "003",
	"message/rfc822":                  "006",
	"text/html":                       "008",
	"image/jpeg":                      "011",
	"application/vnd.ms-outlook":      "012",
	"application/pdf":                 "018",
	"image/png":                       "019",
	"application/rtf":                 "022",
	"image/tiff":                      "024",
	"application/vnd.ms-excel":        "028",
	"application/xml":                 "030",
	"text/xml":                        "030",
	"text/csv":                        "002",
	"text/plain":                      "045",
	"application/pkcs7-mime":          "048",
	"application/pkcs7-signature":     "049",
	"application/vnd.etsi.asic-s+zip": "050",
	"application/vnd.oasis.opendocument.presentation":                           "013",
	"application/vnd.oasis.opendocument.spreadsheet":                            "014",
	"application/vnd.oasis.opendocument.text":                                   "015",
	"application/vnd.openxmlformats-officedocument.wordprocessingml.document":   "035",
	"application/vnd.openxmlformats-officedocument.spreadsheetml.sheet":         "036",
	"application/vnd.openxmlformats-officedocument.presentationml.presentation": "037",
}

func formatCode(mediaType string) string {
	bare, _, _ := strings.Cut(mediaType, ";")
	if known, ok := formatCodes[strings.TrimSpace(strings.ToLower(bare))]; ok {
		return known
	}
	return otherFormat
}

// entry is the file's name in the ZIP file: the standard asks for the UUID first, and programs read the kind from the end.
func (f File) entry() string {
	end := path.Ext(f.Name)
	if len(end) < 2 || len(end) > 10 || strings.ContainsFunc(end[1:], func(r rune) bool {
		return !(r >= 'a' && r <= 'z' || r >= 'A' && r <= 'Z' || r >= '0' && r <= '9')
	}) {
		end = ""
	}
	return f.ID + strings.ToLower(end)
}

// moment is an instant with milliseconds and zone, as the standard asks for; empty for none.
func moment(t time.Time) string {
	if t.IsZero() {
		return ""
	}
	return t.In(clock.Berlin).Format("2006-01-02T15:04:05.000Z07:00")
}
