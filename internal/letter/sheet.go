package letter

import "schalter/internal/typeset"

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
	bodyPoints   = 10.0
	bodyPitch    = 4.8
	gap          = 2.4
	smallPoints  = 8.5
	smallPitch   = 4.0
	returnPoints = 7.0
)

// sheet is a letter being set.
type sheet struct{ *typeset.Sheet }

func newSheet(l Letter) *sheet {
	return &sheet{typeset.New(typeset.Document{Title: "Aktivierungs-Code", Creator: l.Platform, Created: l.Date})}
}

// bytes is the letter as a PDF, or an *Error if a text does not fit.
func (s *sheet) bytes() ([]byte, error) {
	if fault := s.Fault(); fault != "" {
		return nil, &Error{Fault: Fault(fault)}
	}
	return s.Bytes()
}
