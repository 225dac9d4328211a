package letter

import "schalter/internal/pdftext"

// Lengths in millimetres from the upper left corner of the page (DIN 5008:2020 Form B).
const (
	left, right  = 25.0, 190.0
	bottom       = 279.0
	addressTop   = 45 + 17.7
	infoLeft     = 125.0
	infoTop      = 50.0
	subjectTop   = 98.46
	foldUpper    = 105.0
	foldLower    = 210.0
	punch        = 148.5
	textPoints   = 10.0
	textPitch    = 4.8
	gap          = 2.4
	smallPoints  = 8.5
	smallPitch   = 4.0
	returnPoints = 7.0
)

// sheet is a letter being set.
type sheet struct{ *pdftext.Sheet }

func newSheet(l Letter, title string) *sheet {
	return &sheet{pdftext.New(pdftext.Document{Title: title, Creator: l.Platform, Created: l.Date})}
}

func codeTitle(l Letter) string {
	if l.Purpose == Connect {
		return "Freischalt-Code"
	}
	return "Aktivierungs-Code"
}
