package paper

import (
	"fmt"
	"strings"
	"time"

	"schalter/internal/clock"
	"schalter/internal/pdftext"
)

// Signed is what the sheet of signatures says of one.
type Signed struct {
	// Party is whose signature it is ("Stadt Bamberg"), Role what the party is in the contract ("Kommune").
	Party, Role string
	// Signer is who signed, Organisation whose member, Acting who used a shared account; empty for one of a person.
	Signer, Organisation, Acting string
	// Fingerprint is the certificate's SHA-256 in hexadecimal.
	Fingerprint      string
	SignedInAt, At   time.Time
	Digest, Platform string
}

// SignatureSheet is what is appended to a contract that was signed.
type SignatureSheet struct {
	Reference, Creator string
	// Digest and Size are those of the document that was signed, which stands before the sheet unchanged.
	Digest     string
	Size       int
	Signatures []Signed
	// Open are the parties that have not signed yet.
	Open []string
	// Created is cut to its day in Berlin.
	Created time.Time
}

// labelWidth is how wide the labels of facts are.
const labelWidth = 46.0

// Print sets the sheet.
func (s SignatureSheet) Print() ([]byte, error) {
	p := newSetter(pdftext.Metadata{Title: "Unterzeichnung " + s.Reference, Creator: s.Creator, Created: s.Created}, Facts{})
	p.heading(1, []run{{text: "Unterzeichnung"}}, pageLeft)
	p.paragraph([]run{{text: "zum Vertrag " + s.Reference}}, pageLeft)
	p.paragraph([]run{{text: fmt.Sprintf("Unterzeichnet ist das Dokument vor diesem Blatt, unverändert. Es sind die ersten %s Bytes dieser Datei; "+
		"ihre Prüfsumme steht hier und bei jeder Unterzeichnung.", thousands(s.Size))}}, pageLeft)
	p.fact("Prüfsumme (SHA-256)", s.Digest)
	for _, one := range s.Signatures {
		p.signature(one)
	}
	for _, party := range s.Open {
		p.heading(2, []run{{text: party}}, pageLeft)
		p.paragraph([]run{{text: "Noch nicht unterzeichnet."}}, pageLeft)
	}
	p.heading(2, []run{{text: "Form"}}, pageLeft)
	p.paragraph([]run{{text: "Unterzeichnet wurde in Textform (§ 126b BGB), nach einer Anmeldung mit dem Organisationszertifikat, die höchstens zehn Minuten " +
		"zurücklag. Dies sind keine qualifizierten elektronischen Signaturen."}}, pageLeft)
	p.paragraph([]run{{text: "Die Datei trägt das Siegel der Plattform (PAdES). Es zeigt, dass sie nach der letzten Unterzeichnung nicht verändert wurde. Gültig ist die " +
		"Datei, nicht der Ausdruck."}}, pageLeft)
	p.frame("Vertrag "+s.Reference, "Unterzeichnung")
	return p.bytes()
}

func (p *setter) signature(s Signed) {
	p.room(58)
	p.heading(2, []run{{text: "Für " + s.Party + " (" + s.Role + ")"}}, pageLeft)
	p.fact("Unterzeichnet von", s.Signer)
	p.fact("Handelnde Person", s.Acting)
	as := "zeichnungsbefugt für " + s.Party
	if s.Organisation != s.Party {
		as = "zeichnungsbefugt bei " + s.Organisation + ", die " + s.Party + " vertritt"
	}
	p.fact("Als", as)
	p.fact("Organisation", s.Organisation)
	p.fact("Zertifikat (SHA-256)", s.Fingerprint)
	p.fact("Angemeldet am", Moment(s.SignedInAt))
	p.fact("Unterzeichnet am", Moment(s.At))
	p.fact("Prüfsumme (SHA-256)", s.Digest)
}

// fact is a label and a value beside it; nothing for an empty value.
func (p *setter) fact(label, value string) {
	if strings.TrimSpace(value) == "" {
		return
	}
	points := textPoints
	if len(value) == 64 && !strings.Contains(value, " ") {
		// A digest is to be compared, in eight groups.
		points, value = 8.5, inGroups(value)
	}
	p.room(textPitch)
	p.Line(pdftext.Regular(), 8.5, pageLeft, p.y, label)
	p.set([]run{{text: value}}, points, textPitch-0.3, pageLeft+labelWidth, pageRight-pageLeft-labelWidth)
	p.y += 0.8
}

func inGroups(digest string) string {
	groups := make([]string, 0, len(digest)/8)
	for at := 0; at+8 <= len(digest); at += 8 {
		groups = append(groups, digest[at:at+8])
	}
	return strings.Join(groups, " ")
}

// Moment is a day and a time in Berlin.
func Moment(t time.Time) string { return t.In(clock.Berlin).Format("02.01.2006, 15:04:05 Uhr") }

// Day is a day as people write it; what is none stays as it is.
func Day(iso string) string {
	t, err := time.Parse(time.DateOnly, iso)
	if err != nil {
		return iso
	}
	return t.Format("02.01.2006")
}

func thousands(n int) string {
	s := fmt.Sprint(n)
	for at := len(s) - 3; at > 0; at -= 3 {
		s = s[:at] + "." + s[at:]
	}
	return s
}
