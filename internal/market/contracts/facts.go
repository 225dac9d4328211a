package contracts

import (
	"fmt"
	"strings"
	"time"

	"schalter/internal/clock"
	"schalter/internal/market/catalogue"
	"schalter/internal/market/contracts/paper"
)

// draft is all that a contract's document is made from.
type draft struct {
	reference        string
	grantor, grantee *Party
	// union is who signs for the grantee; nil where it does itself.
	union         *Party
	order         offered
	version       *catalogue.OfferingVersion
	effectiveFrom string
	noticeMonths  int
	chain         []paper.Line
	made          time.Time
}

// facts are what stands in place of the placeholders of a template.
func (s *Service) facts(d draft) paper.Facts {
	text, f := d.version.TextIn(catalogue.German), d.order.Facts
	acts := "selbst"
	if d.union != nil {
		acts = "durch " + d.union.Name
	}
	values := map[string]string{
		"contract.reference": d.reference, "order.reference": d.order.Reference, "contract.effectiveFrom": paper.Day(d.effectiveFrom),
		"contract.endsOn": "keines (unbefristet)", "contract.noticePeriodMonths": fmt.Sprint(d.noticeMonths),
		"grantor.name": d.grantor.Name, "grantor.address": d.grantor.Address, "grantee.name": d.grantee.Name, "grantee.address": d.grantee.Address,
		"grantee.ars": d.grantee.ARS, "grantee.actsThrough": acts, "offering.name": text.Name, "offering.provider": s.nameOf(d.version.ProviderID),
		"offering.versionFrom": d.version.ValidFrom.In(clock.Berlin).Format("02.01.2006"), "order.unit": orWord(f.Unit, "keine"),
		"order.vendor": f.Vendor, "order.itProvider": f.ITProvider, "order.note": f.Note, "order.procedure": strings.TrimSpace(f.Procedure + " " + f.ProcedureVersion),
		"order.subjectContact": f.SubjectContact.line(), "order.technicalContact": f.TechnicalContact.line(), "order.wishedOn": paper.Day(f.WishedOn),
		"order.alreadyInUse": map[bool]string{true: "ja", false: "nein"}[f.AlreadyInUse], "today": paper.Day(clock.Day(d.made)),
	}
	if !f.InterfaceCostsAcknowledgedAt.IsZero() {
		values["order.interfaceCostsAcknowledgedAt"] = paper.Moment(f.InterfaceCostsAcknowledgedAt)
	}
	return paper.Facts{Values: values, Lists: map[string][]paper.Line{
		"offering.services": s.serviceLines(d.version), "offering.dataProtection": noteLines(d.version), "offering.sheet": s.sheetLines(d.version),
		"chain": d.chain, "parameters": parameterLines(f.Parameters), "tasks": taskLines(d.version),
		"signatures": {{Kind: paper.ToSign, Text: "Für " + d.grantee.Name}, {Kind: paper.ToSign, Text: "Für " + d.grantor.Name},
			{Kind: paper.Paragraph, Text: "Unterzeichnet wird auf der Plattform. Wer wann womit unterzeichnet hat, steht auf dem Blatt, das dann angefügt ist."}},
	}}
}

func (s *Service) nameOf(organisationID string) string {
	if p := s.ports.Organisations.Party(organisationID); p != nil {
		return p.Name
	}
	return ""
}

func orWord(s, otherwise string) string {
	if strings.TrimSpace(s) == "" {
		return otherwise
	}
	return s
}

func (c *Contact) line() string {
	if c == nil {
		return ""
	}
	return joinGiven(", ", c.Name, c.Email, c.Phone)
}

func joinGiven(by string, parts ...string) string {
	var given []string
	for _, p := range parts {
		if strings.TrimSpace(p) != "" {
			given = append(given, p)
		}
	}
	return strings.Join(given, by)
}

func (s *Service) serviceLines(v *catalogue.OfferingVersion) (list []paper.Line) {
	for _, id := range v.ServiceIDs {
		name, key := s.ports.Services.ServiceName(id)
		if key != "" {
			name += " (LeiKa " + key + ")"
		}
		list = append(list, paper.Line{Text: name})
	}
	return list
}

// noteLines are the two sentences on data protection, each a paragraph of its own.
func noteLines(v *catalogue.OfferingVersion) []paper.Line {
	note := v.DataProtection()
	if note == nil {
		return nil
	}
	return []paper.Line{
		{Kind: paper.Paragraph, Text: note.NoAgreement(catalogue.German)}, {Kind: paper.Paragraph, Text: note.OwnProcessing(catalogue.German)},
	}
}

// levelWords are what contracts of a level are called.
var levelWords = map[ContractLevel]string{
	Provision: "Bereitstellungsvertrag", Reuse: "Nachnutzungsvertrag", SubReuse: "Sub-Nachnutzungsvertrag", SubSubReuse: "Sub-Sub-Nachnutzungsvertrag",
}

func (s *Service) chainLines(chain []*ChainLink) (list []paper.Line) {
	for _, l := range chain {
		text := fmt.Sprintf("%s zwischen %s und %s", levelWords[l.Level], s.nameOf(l.GrantorID), s.nameOf(l.GranteeID))
		if l.EffectiveFrom != nil {
			text += ", wirksam seit " + paper.Day(*l.EffectiveFrom)
		}
		if l.EndsOn != nil {
			text += ", letzter Tag " + paper.Day(*l.EndsOn)
		}
		list = append(list, paper.Line{Text: text})
	}
	return list
}

func parameterLines(parameters []Parameter) (list []paper.Line) {
	for _, p := range parameters {
		list = append(list, paper.Line{Text: p.Label + ": " + orWord(p.Value, paper.Missing)})
	}
	return list
}

var doneBy = map[catalogue.RolloutParty]string{
	catalogue.DoneByMunicipality: "Kommune", catalogue.DoneByVendor: "Hersteller", catalogue.DoneByITProvider: "IT-Dienstleister", catalogue.DoneByPlatform: "Plattform",
}

func taskLines(v *catalogue.OfferingVersion) (list []paper.Line) {
	for _, t := range v.Tasks {
		list = append(list, paper.Line{Text: t.TitleIn(catalogue.German) + " (" + doneBy[t.Responsible] + ")"})
	}
	return list
}

var (
	costWords = map[catalogue.CostClass]string{
		catalogue.Free: "kostenfrei", catalogue.Priced: "kostenpflichtig", catalogue.OnRequest: "auf Anfrage", catalogue.CostUnknown: "nicht bekannt",
	}
	interfaceWords = map[catalogue.InterfaceState]string{
		catalogue.InterfaceAvailable: "verfügbar", catalogue.InterfaceInTest: "in Erprobung", catalogue.InterfacePlanned: "geplant", catalogue.InterfaceNone: "keine",
	}
	supportWords = map[catalogue.CitizenSupport]string{
		catalogue.ByMunicipality: "die Kommune", catalogue.ByProvider: "die bereitstellende Stelle", catalogue.ByVendor: "der Hersteller",
	}
)

// sheetLines are what the sheet says of the service, in German.
func (s *Service) sheetLines(v *catalogue.OfferingVersion) []paper.Line {
	text := v.TextIn(catalogue.German)
	list := []paper.Line{{Kind: paper.Paragraph, Text: text.Summary}}
	section := func(title string, lines ...paper.Line) {
		if len(lines) > 0 {
			list = append(append(list, paper.Line{Kind: paper.Heading, Text: title}), lines...)
		}
	}
	section("Beschreibung", paragraphs(text.Description)...)
	section("Verwaltungsleistungen", s.serviceLines(v)...)
	section("Bereitstellende Stelle", paper.Line{Kind: paper.Paragraph, Text: s.nameOf(v.ProviderID)})
	section("Voraussetzungen", points(text.Preconditions)...)
	cost := paper.Line{Kind: paper.Paragraph, Text: joinGiven(". ", "Nutzung: "+costWords[v.CostClass], valueOrEmpty(text.CostNote))}
	section("Kosten", cost)
	section("Schnittstellen", s.interfaceLines(v)...)
	section("Datenschutz", noteLines(v)...)
	section("Fragen von Bürgerinnen und Bürgern", paper.Line{Kind: paper.Paragraph, Text: "Sie beantwortet " + supportWords[v.CitizenSupport] + "."})
	section("Schritte bis zum Betrieb", taskLines(v)...)
	var guides, contacts []paper.Line
	for _, g := range v.Guides {
		guides = append(guides, paper.Line{Text: g.Title + ": " + g.URL})
	}
	for _, c := range v.Contacts {
		contacts = append(contacts, paper.Line{Text: joinGiven(", ", c.Name, c.Role, c.Email)})
	}
	section("Anleitungen", guides...)
	section("Ansprechpersonen", contacts...)
	return list
}

func paragraphs(text string) (list []paper.Line) {
	for _, p := range strings.Split(text, "\n\n") {
		if strings.TrimSpace(p) != "" {
			list = append(list, paper.Line{Kind: paper.Paragraph, Text: strings.TrimSpace(p)})
		}
	}
	return list
}

func points(texts []string) (list []paper.Line) {
	for _, t := range texts {
		list = append(list, paper.Line{Text: t})
	}
	return list
}

func (s *Service) interfaceLines(v *catalogue.OfferingVersion) (list []paper.Line) {
	for _, i := range v.Interfaces {
		name := "Fachverfahren"
		if p := s.ports.Offerings.Procedure(i.ProcedureID); p != nil {
			name = p.Name
		}
		text := joinGiven("; ", strings.Join(i.ProcedureVersions, ", "), valueOrEmpty(i.Standard), "Stand: "+interfaceWords[i.State], "Kosten: "+costWords[i.CostClass], valueOrEmpty(i.CostNote))
		list = append(list, paper.Line{Text: name + ": " + text})
	}
	return list
}
