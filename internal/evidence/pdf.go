package evidence

import (
	"fmt"
	"strings"

	"schalter/internal/evidence/stamp"
	"schalter/internal/pdftext"
)

// Lengths in millimetres.
const (
	pageLeft, pageRight = 25.0, 190.0
	pageWidth           = pageRight - pageLeft
	pageTop, pageBottom = 30.0, 272.0
	labelWidth          = 44.0
	timeWidth           = 52.0
	textPoints          = 10.0
	textPitch           = 5.0
	smallPoints         = 8.5
	smallPitch          = 4.2
)

// paper is nachweis.pdf being set, from above to below.
type paper struct {
	*pdftext.Document
	y float64
	// incomplete says that a text has characters which no font has.
	incomplete bool
}

// renderPDF makes nachweis.pdf, which is not signed yet.
func (o *opened) renderPDF(x index) ([]byte, error) {
	p := &paper{Document: pdftext.New(pdftext.Metadata{Title: o.title(), Creator: o.Platform, Created: o.CreatedAt}), y: 40}
	p.Shrunk(pdftext.Bold(), 15, 8, pageLeft, 24, pageWidth, p.showable(o.Platform))
	p.Rule(pageLeft, 28, pageRight, 28, 0.3, 0)
	p.printHeading(16, o.title())
	p.printText(o.introduction())
	p.y += 2
	o.printFacts(p)
	for i := range o.Messages {
		o.printMessage(p, x, i)
	}
	o.printRecord(p)
	p.printList("Was dieser Nachweis belegt", o.whatIsProven())
	p.printList("Was er nicht belegt", o.whatIsNotProven())
	o.printCheck(p)
	o.printMarks(p)
	if p.incomplete {
		p.y += 2
		p.printText("\ufffd steht für ein Zeichen, das hier nicht gedruckt werden kann; vollständig stehen alle Texte in den Dateien des Pakets.")
	}
	o.printFrame(p)
	if fault := p.Fault(); fault != "" {
		return nil, fmt.Errorf("%w: %s", ErrPackage, fault)
	}
	return p.Bytes()
}

func (o *opened) title() string {
	switch o.Kind {
	case Export:
		return "Auszug aus dem Fallpostfach"
	case Deletion:
		return "Bescheinigung einer Löschung"
	}
	return "Nachweis über eine Nachricht"
}

func (o *opened) introduction() string {
	if d, is := o.deletion(); is {
		return o.Platform + " bescheinigt, dass " + deletedWords[d.Kind][1] + " mit der unten genannten Prüfsumme gelöscht wurde. Dieses Dokument gehört zu einem Paket, das " +
			"die Daten zur Prüfung enthält. Es nennt keine Person."
	}
	if o.Kind == Export {
		return "Dieses Dokument gibt wieder, was " + o.Platform + " für das genannte Fallpostfach festgehalten hat. Es gehört zu einem Paket, das alle " +
			"Nachrichten, ihre Anlagen und die Daten zur Prüfung enthält."
	}
	return "Dieses Dokument gibt wieder, was " + o.Platform + " über die genannte Nachricht festgehalten hat. Es gehört zu einem Paket, das die " +
		"Nachricht selbst, ihre Anlagen und die Daten zur Prüfung enthält."
}

// deletion is what a certificate of deletion says, and whether this is one.
func (o *opened) deletion() (Deleted, bool) {
	if o.Kind != Deletion {
		return Deleted{}, false
	}
	return o.events[0].deleted()
}

func (o *opened) printFacts(p *paper) {
	if d, is := o.deletion(); is {
		p.printFact("Gelöscht", deletedWords[d.Kind][0])
		p.printFact("Gelöscht am", formatMoment(d.At))
		p.printFact("Gelöscht von", d.by())
		p.printDigest("Prüfsumme der Kennung", d.Digest)
	}
	p.printFact("Fallnummer", o.Reference)
	if o.FileReference != "" {
		p.printFact("Aktenzeichen der Behörde", o.FileReference)
	}
	p.printFact("Fallpostfach", o.Title)
	if o.Kind == Export {
		p.printFact("Umfang", fmt.Sprintf("%d Nachrichten, %d Ereignisse", len(o.Messages), len(o.Record)))
	}
	p.printFact("Ausgestellt für", o.Holder)
	p.printFact("Ausgestellt am", formatMoment(o.CreatedAt))
}

// printMessage prints what the manifest says, and the documents.
func (o *opened) printMessage(p *paper, x index, i int) {
	m := o.manifests[i]
	heading := "Die Nachricht"
	if o.Kind == Export {
		heading = fmt.Sprintf("Nachricht %d von %d", i+1, len(o.Messages))
	}
	p.printSection(heading)
	p.printFact("Betreff", o.Messages[i].Subject)
	p.printFact("Art", m.DescribeKind())
	p.printFact("Von", m.From)
	p.printFact("An", strings.Join(m.To, "; "))
	p.printFact("Gesendet", formatInstant(m.SentAt))
	if m.ReceiptRequested {
		p.printFact("Empfangsbestätigung", "erbeten")
	}
	p.printFact("Frist", formatDay(m.DueOn))
	o.printAnnouncement(p, i)
	p.printFact("Kennung", m.Message)
	p.printFact("Antwort auf", m.InReplyTo)
	p.printDigest("Prüfsumme des Textes", m.BodySHA256)
	for j, part := range m.Documents {
		label := fmt.Sprintf("Anlage %d", j+1)
		note := part.Name + " (" + formatSize(part.Size) + ")"
		if x.Messages[i].Documents[j].File == nil {
			note += ", liegt nicht mehr bei"
		}
		p.printFact(label, note)
		p.y -= 1
		p.printDigest("SHA-256", part.SHA256)
	}
	if original := m.Original; original != nil {
		signer := o.Messages[i].Original.Certificate
		p.printFact("Signiertes Original", x.Messages[i].Original.File+" ("+formatSize(original.Size)+"), eingegangen am "+formatInstant(original.ReceivedAt))
		p.y -= 1
		p.printDigest("SHA-256", original.SHA256)
		p.printFact("signiert von", SignerName(signer))
		half := len(Fingerprint(signer)) / 2
		p.printDigest("Zertifikat", Fingerprint(signer)[:half+1]+" "+Fingerprint(signer)[half+1:])
	}
}

func (o *opened) printRecord(p *paper) {
	if len(o.events) == 0 || o.Kind == Deletion {
		return
	}
	p.printSection("Was geschah")
	for i, e := range o.events {
		p.printEvent(e, o.Record[i])
	}
}

func (p *paper) printEvent(e Event, entry Entry) {
	words := e.Describe()
	if entry.Note != "" {
		words += ": " + entry.Note
	}
	lines := pdftext.Fill(pdftext.Regular(), p.showable(words), textPoints, pageWidth-timeWidth)
	by := pdftext.Fill(pdftext.Regular(), p.showable(e.DescribeActor(entry.Actor)), smallPoints, pageWidth-timeWidth)
	p.ensureRoom(textPitch*float64(len(lines)) + smallPitch*float64(len(by)) + 1)
	p.Line(pdftext.Regular(), smallPoints, pageLeft, p.y, formatMoment(e.At))
	p.printLines(pdftext.Regular(), textPoints, textPitch, pageLeft+timeWidth, lines)
	p.y -= textPitch - smallPitch
	p.printLines(pdftext.Regular(), smallPoints, smallPitch, pageLeft+timeWidth, by)
	p.y += 2
}

func (o *opened) printCheck(p *paper) {
	p.printSection("So prüfen Sie dieses Paket")
	p.printText("Im Browser: " + o.BaseURL + "/pruefen. Die Datei verlässt dabei Ihren Rechner nicht. Am eigenen Rechner: „schalter verify DATEI“. " +
		"Ganz ohne unsere Programme: mit openssl nach den Zeilen in PRUEFEN.txt. Vergleichen Sie dabei den Fingerabdruck des Siegels mit dem, " +
		"der auf " + o.BaseURL + "/vertrauen veröffentlicht ist.")
}

// printMarks prints what to compare.
func (o *opened) printMarks(p *paper) {
	p.printSection("Siegel und Schlüssel")
	seal := o.Seal.Chain[0]
	p.printFact("Siegel", nameOf(seal.Subject))
	p.printFact("ausgestellt von", nameOf(seal.Issuer))
	p.printFact("gültig", seal.NotBefore.Format("02.01.2006")+" bis "+seal.NotAfter.Format("02.01.2006"))
	half := len(Fingerprint(seal)) / 2
	p.printDigest("SHA-256", Fingerprint(seal)[:half+1]+" "+Fingerprint(seal)[half+1:])
	for i, m := range o.Messages {
		if i == 0 || m.Signed.KeyID != o.Messages[i-1].Signed.KeyID {
			p.printFact("Schlüssel", m.Signed.KeyID+" (Ed25519)")
			p.printDigest("SHA-256", keyFingerprint(o.Keys[m.Signed.KeyID]))
		}
	}
	if o.Kind == Proof {
		p.printFact("Beschreibung", "manifest.json")
		p.printDigest("SHA-256", o.Messages[0].Signed.Digest)
	}
	if o.Log == nil {
		return
	}
	p.printFact("Protokoll", fmt.Sprintf("%s, %d Einträge", o.checkpoint.Origin, o.checkpoint.Size))
	p.printDigest("Wurzel", o.checkpoint.Root.String())
	if s, err := stamp.Verify(o.Log.Stamp, o.Log.Checkpoint, nil); err == nil {
		p.printFact("Zeitstempel", formatMoment(s.Time)+", "+nameOf(s.Authority.Subject))
	}
}

// printFrame prints what stands on every page: what it is of, and its number.
func (o *opened) printFrame(p *paper) {
	p.OnEachPage(func(number, of int) {
		if number > 1 {
			p.Shrunk(pdftext.Regular(), 8, 5, pageLeft, 18, pageWidth, p.showable(o.Platform+" · "+o.title()+" · "+o.Reference))
			p.Rule(pageLeft, 20, pageRight, 20, 0.15, 120)
		}
		p.Rule(pageLeft, 281, pageRight, 281, 0.15, 120)
		p.Line(pdftext.Regular(), 7, pageLeft, 285, "Elektronisch gesiegelt. Gültig ist die Datei, nicht der Ausdruck.")
		page := fmt.Sprintf("Seite %d von %d", number, of)
		p.Line(pdftext.Regular(), 7, pageRight-pdftext.Regular().Width(page, 7), 285, page)
	})
}

// ensureRoom makes sure that a height is left on the page, or begins another.
func (p *paper) ensureRoom(height float64) {
	if p.y+height > pageBottom {
		p.AddPage()
		p.y = pageTop
	}
}

func (p *paper) showable(text string) string {
	shown, all := pdftext.Shown(text)
	p.incomplete = p.incomplete || !all
	return shown
}

// printLines prints lines from the current height on, over as many pages as they need.
func (p *paper) printLines(f *pdftext.Face, points, pitch, x float64, lines []string) {
	for _, line := range lines {
		p.ensureRoom(0)
		p.Line(f, points, x, p.y, line)
		p.y += pitch
	}
}

func (p *paper) printHeading(points float64, text string) {
	p.printLines(pdftext.Bold(), points, points*0.5, pageLeft, pdftext.Fill(pdftext.Bold(), p.showable(text), points, pageWidth))
	p.y += 1
}

func (p *paper) printSection(title string) {
	p.y += 4
	p.ensureRoom(3 * textPitch)
	p.Line(pdftext.Bold(), 11, pageLeft, p.y, p.showable(title))
	p.Rule(pageLeft, p.y+1.8, pageRight, p.y+1.8, 0.15, 120)
	p.y += 7.5
}

func (p *paper) printText(text string) {
	p.printLines(pdftext.Regular(), textPoints, textPitch, pageLeft, pdftext.Fill(pdftext.Regular(), p.showable(text), textPoints, pageWidth))
}

// printFact prints a label and a value beside it; nothing for an empty value.
func (p *paper) printFact(label, value string) { p.printBeside(label, value, textPoints, textPitch) }

// printDigest prints a fact that is to be compared, not read.
func (p *paper) printDigest(label, value string) {
	p.printBeside(label, value, smallPoints, smallPitch)
}

func (p *paper) printBeside(label, value string, points, pitch float64) {
	if strings.TrimSpace(value) == "" {
		return
	}
	lines := pdftext.Fill(pdftext.Regular(), p.showable(value), points, pageWidth-labelWidth)
	p.ensureRoom(pitch * float64(min(len(lines), 3)-1))
	p.Line(pdftext.Regular(), smallPoints, pageLeft, p.y, p.showable(label))
	p.printLines(pdftext.Regular(), points, pitch, pageLeft+labelWidth, lines)
	p.y += textPitch - pitch + 0.6
}

func (p *paper) printList(title string, points []string) {
	p.printSection(title)
	for _, point := range points {
		lines := pdftext.Fill(pdftext.Regular(), p.showable(point), textPoints, pageWidth-5)
		p.ensureRoom(textPitch * float64(len(lines)-1))
		p.Line(pdftext.Regular(), textPoints, pageLeft, p.y, "–")
		p.printLines(pdftext.Regular(), textPoints, textPitch, pageLeft+5, lines)
		p.y += 1
	}
}
