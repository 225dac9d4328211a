package evidence

import (
	"fmt"
	"strings"

	"schalter/internal/evidence/stamp"
	"schalter/internal/typeset"
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
	*typeset.Sheet
	y float64
	// incomplete says that a text has characters which no font has.
	incomplete bool
}

// pdf is nachweis.pdf before it is signed.
func (o *opened) pdf(x index) ([]byte, error) {
	p := &paper{Sheet: typeset.New(typeset.Document{Title: o.title(), Creator: o.Platform, Created: o.CreatedAt}), y: 40}
	p.Shrunk(typeset.Bold(), 15, 8, pageLeft, 24, pageWidth, p.shown(o.Platform))
	p.Rule(pageLeft, 28, pageRight, 28, 0.3, 0)
	p.heading(16, o.title())
	p.text(o.introduction())
	p.y += 2
	o.facts(p)
	for i := range o.Messages {
		o.message(p, x, i)
	}
	o.record(p)
	p.list("Was dieser Nachweis belegt", o.proves())
	p.list("Was er nicht belegt", provesNot)
	o.check(p)
	o.marks(p)
	if p.incomplete {
		p.y += 2
		p.text("\ufffd steht für ein Zeichen, das hier nicht gedruckt werden kann; vollständig stehen alle Texte in den Dateien des Pakets.")
	}
	o.frame(p)
	if fault := p.Fault(); fault != "" {
		return nil, fmt.Errorf("%w: %s", ErrPackage, fault)
	}
	return p.Bytes()
}

func (o *opened) title() string {
	if o.Kind == Export {
		return "Auszug aus dem Fallpostfach"
	}
	return "Nachweis über eine Nachricht"
}

func (o *opened) introduction() string {
	if o.Kind == Export {
		return "Dieses Dokument gibt wieder, was " + o.Platform + " für das genannte Fallpostfach festgehalten hat. Es gehört zu einem Paket, das alle " +
			"Nachrichten, ihre Anlagen und die Daten zur Prüfung enthält."
	}
	return "Dieses Dokument gibt wieder, was " + o.Platform + " über die genannte Nachricht festgehalten hat. Es gehört zu einem Paket, das die " +
		"Nachricht selbst, ihre Anlagen und die Daten zur Prüfung enthält."
}

func (o *opened) facts(p *paper) {
	p.fact("Aktenzeichen", o.Reference)
	p.fact("Fallpostfach", o.Title)
	if o.Kind == Export {
		p.fact("Umfang", fmt.Sprintf("%d Nachrichten, %d Ereignisse", len(o.Messages), len(o.Record)))
	}
	p.fact("Ausgestellt für", o.Holder)
	p.fact("Ausgestellt am", moment(o.CreatedAt))
}

// message prints what the manifest says, and the documents.
func (o *opened) message(p *paper, x index, i int) {
	m := o.manifests[i]
	heading := "Die Nachricht"
	if o.Kind == Export {
		heading = fmt.Sprintf("Nachricht %d von %d", i+1, len(o.Messages))
	}
	p.section(heading)
	p.fact("Betreff", o.Messages[i].Subject)
	p.fact("Art", m.kind())
	p.fact("Von", m.From)
	p.fact("An", strings.Join(m.To, "; "))
	p.fact("Gesendet", momentOf(m.SentAt))
	if m.ReceiptRequested {
		p.fact("Empfangsbestätigung", "erbeten")
	}
	p.fact("Frist", day(m.DueOn))
	p.fact("Kennung", m.Message)
	p.fact("Antwort auf", m.InReplyTo)
	p.digest("Prüfsumme des Textes", m.BodySHA256)
	for j, part := range m.Documents {
		label := fmt.Sprintf("Anlage %d", j+1)
		note := part.Name + " (" + size(part.Size) + ")"
		if x.Messages[i].Documents[j].File == nil {
			note += ", liegt nicht mehr bei"
		}
		p.fact(label, note)
		p.y -= 1
		p.digest("SHA-256", part.SHA256)
	}
	if original := m.Original; original != nil {
		signer := o.Messages[i].Original.Certificate
		p.fact("Signiertes Original", x.Messages[i].Original.File+" ("+size(original.Size)+"), eingegangen am "+momentOf(original.ReceivedAt))
		p.y -= 1
		p.digest("SHA-256", original.SHA256)
		p.fact("signiert von", SignerName(signer))
		half := len(Fingerprint(signer)) / 2
		p.digest("Zertifikat", Fingerprint(signer)[:half+1]+" "+Fingerprint(signer)[half+1:])
	}
}

func (o *opened) record(p *paper) {
	if len(o.events) == 0 {
		return
	}
	p.section("Was geschah")
	for i, e := range o.events {
		p.happened(e, o.Record[i])
	}
}

func (p *paper) happened(e Event, entry Entry) {
	words := e.words()
	if entry.Note != "" {
		words += ": " + entry.Note
	}
	lines := typeset.Fill(typeset.Regular(), p.shown(words), textPoints, pageWidth-timeWidth)
	by := typeset.Fill(typeset.Regular(), p.shown(e.by(entry.Actor)), smallPoints, pageWidth-timeWidth)
	p.room(textPitch*float64(len(lines)) + smallPitch*float64(len(by)) + 1)
	p.Line(typeset.Regular(), smallPoints, pageLeft, p.y, moment(e.At))
	p.lines(typeset.Regular(), textPoints, textPitch, pageLeft+timeWidth, lines)
	p.y -= textPitch - smallPitch
	p.lines(typeset.Regular(), smallPoints, smallPitch, pageLeft+timeWidth, by)
	p.y += 2
}

func (o *opened) check(p *paper) {
	p.section("So prüfen Sie dieses Paket")
	p.text("Im Browser: " + o.BaseURL + "/pruefen. Die Datei verlässt dabei Ihren Rechner nicht. Am eigenen Rechner: „schalter verify DATEI“. " +
		"Ganz ohne unsere Programme: mit openssl nach den Zeilen in PRUEFEN.txt. Vergleichen Sie dabei den Fingerabdruck des Siegels mit dem, " +
		"der auf " + o.BaseURL + "/vertrauen veröffentlicht ist.")
}

// marks prints what to compare.
func (o *opened) marks(p *paper) {
	p.section("Siegel und Schlüssel")
	seal := o.Seal.Chain[0]
	p.fact("Siegel", nameOf(seal.Subject))
	p.fact("ausgestellt von", nameOf(seal.Issuer))
	p.fact("gültig", seal.NotBefore.Format("02.01.2006")+" bis "+seal.NotAfter.Format("02.01.2006"))
	half := len(Fingerprint(seal)) / 2
	p.digest("SHA-256", Fingerprint(seal)[:half+1]+" "+Fingerprint(seal)[half+1:])
	for i, m := range o.Messages {
		if i == 0 || m.Signed.KeyID != o.Messages[i-1].Signed.KeyID {
			p.fact("Schlüssel", m.Signed.KeyID+" (Ed25519)")
			p.digest("SHA-256", keyFingerprint(o.Keys[m.Signed.KeyID]))
		}
	}
	if o.Kind == Proof {
		p.fact("Beschreibung", "manifest.json")
		p.digest("SHA-256", o.Messages[0].Signed.Digest)
	}
	if o.Log == nil {
		return
	}
	p.fact("Protokoll", fmt.Sprintf("%s, %d Einträge", o.checkpoint.Origin, o.checkpoint.Size))
	p.digest("Wurzel", o.checkpoint.Root.String())
	if s, err := stamp.Verify(o.Log.Stamp, o.Log.Checkpoint, nil); err == nil {
		p.fact("Zeitstempel", moment(s.Time)+", "+nameOf(s.Authority.Subject))
	}
}

// frame prints what stands on every page: what it is of, and its number.
func (o *opened) frame(p *paper) {
	p.OnEachPage(func(number, of int) {
		if number > 1 {
			p.Shrunk(typeset.Regular(), 8, 5, pageLeft, 18, pageWidth, p.shown(o.Platform+" · "+o.title()+" · "+o.Reference))
			p.Rule(pageLeft, 20, pageRight, 20, 0.15, 120)
		}
		p.Rule(pageLeft, 281, pageRight, 281, 0.15, 120)
		p.Line(typeset.Regular(), 7, pageLeft, 285, "Elektronisch gesiegelt. Gültig ist die Datei, nicht der Ausdruck.")
		page := fmt.Sprintf("Seite %d von %d", number, of)
		p.Line(typeset.Regular(), 7, pageRight-typeset.Regular().Width(page, 7), 285, page)
	})
}

// room makes sure that a height is left on the page, or begins another.
func (p *paper) room(height float64) {
	if p.y+height > pageBottom {
		p.AddPage()
		p.y = pageTop
	}
}

func (p *paper) shown(text string) string {
	shown, all := typeset.Shown(text)
	p.incomplete = p.incomplete || !all
	return shown
}

// lines prints lines from the current height on, over as many pages as they need.
func (p *paper) lines(f *typeset.Face, points, pitch, x float64, lines []string) {
	for _, line := range lines {
		p.room(0)
		p.Line(f, points, x, p.y, line)
		p.y += pitch
	}
}

func (p *paper) heading(points float64, text string) {
	p.lines(typeset.Bold(), points, points*0.5, pageLeft, typeset.Fill(typeset.Bold(), p.shown(text), points, pageWidth))
	p.y += 1
}

func (p *paper) section(title string) {
	p.y += 4
	p.room(3 * textPitch)
	p.Line(typeset.Bold(), 11, pageLeft, p.y, p.shown(title))
	p.Rule(pageLeft, p.y+1.8, pageRight, p.y+1.8, 0.15, 120)
	p.y += 7.5
}

func (p *paper) text(text string) {
	p.lines(typeset.Regular(), textPoints, textPitch, pageLeft, typeset.Fill(typeset.Regular(), p.shown(text), textPoints, pageWidth))
}

// fact prints a label and a value beside it; nothing for an empty value.
func (p *paper) fact(label, value string) { p.beside(label, value, textPoints, textPitch) }

// digest is a fact that is to be compared, not read.
func (p *paper) digest(label, value string) { p.beside(label, value, smallPoints, smallPitch) }

func (p *paper) beside(label, value string, points, pitch float64) {
	if strings.TrimSpace(value) == "" {
		return
	}
	lines := typeset.Fill(typeset.Regular(), p.shown(value), points, pageWidth-labelWidth)
	p.room(pitch * float64(min(len(lines), 3)-1))
	p.Line(typeset.Regular(), smallPoints, pageLeft, p.y, p.shown(label))
	p.lines(typeset.Regular(), points, pitch, pageLeft+labelWidth, lines)
	p.y += textPitch - pitch + 0.6
}

func (p *paper) list(title string, points []string) {
	p.section(title)
	for _, point := range points {
		lines := typeset.Fill(typeset.Regular(), p.shown(point), textPoints, pageWidth-5)
		p.room(textPitch * float64(len(lines)-1))
		p.Line(typeset.Regular(), textPoints, pageLeft, p.y, "–")
		p.lines(typeset.Regular(), textPoints, textPitch, pageLeft+5, lines)
		p.y += 1
	}
}
