package market

import (
	"bytes"
	"context"
	"encoding/xml"
	"slices"
	"time"

	"schalter/internal/clock"
	"schalter/internal/errs"
	"schalter/internal/market/rollouts"
	"schalter/internal/viewer"
)

// The file of online services in the terms of XZuFi, the format by which editorial systems of administrations exchange what they know of
// services. docs/xzufi.md says what of XZuFi it has and what not.
const (
	xzufiSuffix    = ".xml"
	xmlType        = "application/xml"
	xzufiVersion   = "2.2.0"
	xzufiNamespace = "http://xoev.de/schemata/xzufi/2_2_0"
	// The frame of the file is this platform's own: it is no message of XZuFi.
	frameNamespace = "urn:schalter:online-dienste:1"
	// linkTypes is the code list of what a link of an online service is; 01 is the service itself.
	linkTypes = "urn:xoev-de:fim:codeliste:onlinedienstlinktyp"
	// nameModule is the module of a service's texts that has its name.
	nameModule = "02"
	agency     = "schalter"
)

// The elements of XZuFi, with those children that there are facts for. Codes stand in an element without a namespace.
type (
	xzufiFile struct {
		XMLName  xml.Name       `xml:"frame:onlineDienste"`
		Frame    string         `xml:"xmlns:frame,attr"`
		XZuFi    string         `xml:"xmlns:xzufi,attr"`
		Version  string         `xml:"xzufiVersion,attr"`
		MadeAt   string         `xml:"erstellt,attr"`
		Services []leistung     `xml:"xzufi:leistung"`
		Units    []einheit      `xml:"xzufi:organisationseinheit"`
		Online   []onlinedienst `xml:"xzufi:onlinedienst"`
	}
	identifikator struct {
		SchemeID string `xml:"schemeID,attr,omitempty"`
		Agency   string `xml:"schemeAgencyID,attr,omitempty"`
		Value    string `xml:",chardata"`
	}
	code struct {
		ListURI string `xml:"listURI,attr,omitempty"`
		Code    string `xml:"code"`
	}
	words struct {
		Language string `xml:"languageCode,attr"`
		Text     string `xml:",chardata"`
	}
	modulText struct {
		Module code    `xml:"xzufi:leikaTextmodul"`
		Text   []words `xml:"xzufi:inhalt"`
	}
	leistung struct {
		ID    identifikator `xml:"xzufi:id"`
		Leika *code         `xml:"xzufi:referenzLeiKa,omitempty"`
		Name  modulText     `xml:"xzufi:modulText"`
	}
	zustaendigkeit struct {
		Service identifikator `xml:"xzufi:leistungID"`
		Region  identifikator `xml:"xzufi:gebietID"`
	}
	einheitName struct {
		Name words `xml:"xzufi:name"`
	}
	einheit struct {
		ID        identifikator    `xml:"xzufi:id"`
		Name      einheitName      `xml:"xzufi:name"`
		Competent []zustaendigkeit `xml:"xzufi:zustaendigkeit"`
	}
	dienstLink struct {
		Type code   `xml:"xzufi:typ"`
		Link string `xml:"xzufi:link"`
	}
	onlinedienst struct {
		ID   identifikator  `xml:"xzufi:id"`
		Name []words        `xml:"xzufi:bezeichnung"`
		Link dienstLink     `xml:"xzufi:link"`
		For  zustaendigkeit `xml:"xzufi:zustaendigkeit"`
	}
)

// XZuFiLink is where the viewer fetches an organisation's online services in the terms of XZuFi; for whom Link is for.
func (s *Service) XZuFiLink(ctx context.Context, organisationID string) (*FileLink, error) {
	return s.link(ctx, organisationID, xzufiSuffix, s.xzufiName(), xmlType)
}

func (s *Service) xzufiName() string {
	return "Online-Dienste-XZuFi-" + clock.Day(s.db.Clock().Now()) + xzufiSuffix
}

// XZuFi makes the file of an organisation's online services, as citizens see them now: one onlinedienst each, the services and the
// authorities that they belong to.
func (s *Service) XZuFi(ctx context.Context, organisationID string) (_ []byte, filename string, err error) {
	defer errs.Wrap(&err, "market.XZuFi(%s)", organisationID)
	if err := mayExport(ctx, organisationID); err != nil {
		return nil, "", err
	}
	rows, err := s.ports.Rollouts.OnlineRows(viewer.System(ctx, "market-export"), organisationID)
	if err != nil {
		return nil, "", err
	}
	content, err := encodeXZuFi(rows, organisationID, func(unitID string) string { return s.unitName(unitID, organisationID) }, s.db.Clock().Now())
	return content, s.xzufiName(), err
}

// encodeXZuFi writes online services of an organisation, with the services and units that they belong to.
func encodeXZuFi(rows []rollouts.OnlineRow, organisationID string, unitName func(unitID string) string, at time.Time) ([]byte, error) {
	f := xzufiFile{Frame: frameNamespace, XZuFi: xzufiNamespace, Version: xzufiVersion, MadeAt: at.UTC().Format(time.RFC3339)}
	services, units := map[string]bool{}, map[string]int{}
	for _, row := range rows {
		if !services[row.ServiceID] {
			services[row.ServiceID] = true
			f.Services = append(f.Services, toLeistung(row))
		}
		unitID := row.AuthorityID
		if unitID == "" {
			unitID = organisationID
		}
		i, known := units[unitID]
		if !known {
			i = len(f.Units)
			units[unitID] = i
			f.Units = append(f.Units, einheit{ID: ours(unitID), Name: einheitName{words{"de", unitName(unitID)}}})
		}
		competence := zustaendigkeit{ours(row.ServiceID), identifikator{SchemeID: "ARS", Value: row.RegionARS}}
		if !slices.Contains(f.Units[i].Competent, competence) {
			f.Units[i].Competent = append(f.Units[i].Competent, competence)
		}
		f.Online = append(f.Online, onlinedienst{
			ID: ours(row.ID), Name: names(row), Link: dienstLink{code{linkTypes, "01"}, row.URL}, For: competence,
		})
	}
	var b bytes.Buffer
	b.WriteString(xml.Header)
	e := xml.NewEncoder(&b)
	e.Indent("", "  ")
	if err := e.Encode(f); err != nil {
		return nil, err
	}
	b.WriteByte('\n')
	return b.Bytes(), nil
}

// unitName is the name of an authority, or that of its organisation where it has none of its own.
func (s *Service) unitName(unitID, organisationID string) string {
	if name := s.ports.Authorities.AuthorityName(unitID); name != "" {
		return name
	}
	name, _ := s.ports.Organisations.OrganisationName(organisationID)
	return name
}

func toLeistung(row rollouts.OnlineRow) leistung {
	l := leistung{ID: ours(row.ServiceID), Name: modulText{code{"", nameModule}, names(row)}}
	if row.LeikaKey != "" {
		l.Leika = &code{"", row.LeikaKey}
	}
	return l
}

// ours is an id of this platform.
func ours(value string) identifikator { return identifikator{Agency: agency, Value: value} }

func names(row rollouts.OnlineRow) []words {
	list := []words{{"de", row.German}}
	if row.English != "" && row.English != row.German {
		list = append(list, words{"en", row.English})
	}
	return list
}
