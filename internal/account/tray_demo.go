//go:build demo

package account

import (
	"context"
	"time"

	"schalter/ent"
	"schalter/ent/letter"
	"schalter/internal/checkcode"
	"schalter/internal/errs"
	"schalter/internal/postal"
	"schalter/internal/viewer"
)

// TrayLetter is a printed letter as the demo's tray shows it.
type TrayLetter struct {
	ID      string
	Address postal.Address
	// Code is written in groups, XXXX-XXXX-XXXX; empty in a letter about a mailbox's end.
	Code string
	PDF  []byte
	At   time.Time
}

// TrayLetters reads the printed letters, the newest first.
func (s *Service) TrayLetters(ctx context.Context, limit int) (_ []TrayLetter, err error) {
	defer errs.Wrap(&err, "account.TrayLetters")
	ctx = viewer.System(ctx, "demo-tray")
	rows, err := s.db.Client().Letter.Query().Where(letter.StateEQ(letter.StatePRINTED), letter.PrintedAtGT(s.db.Clock().Now().Add(-letterKept))).
		Order(ent.Desc(letter.FieldPrintedAt, letter.FieldID)).Limit(limit).All(ctx)
	if err != nil {
		return nil, err
	}
	list := make([]TrayLetter, len(rows))
	for i, row := range rows {
		if list[i], err = s.trayLetter(ctx, row); err != nil {
			return nil, err
		}
	}
	return list, nil
}

// TrayLetter reads one printed letter; NOT_FOUND when there is none.
func (s *Service) TrayLetter(ctx context.Context, letterID string) (_ TrayLetter, err error) {
	defer errs.Wrap(&err, "account.TrayLetter")
	ctx = viewer.System(ctx, "demo-tray")
	row, err := s.db.Client().Letter.Query().Where(letter.ID(letterID), letter.StateEQ(letter.StatePRINTED)).Only(ctx)
	if ent.IsNotFound(err) {
		return TrayLetter{}, errs.New(errs.NotFound, "no such letter")
	}
	if err != nil {
		return TrayLetter{}, err
	}
	return s.trayLetter(ctx, row)
}

func (s *Service) trayLetter(ctx context.Context, row *ent.Letter) (TrayLetter, error) {
	l, err := s.openLetter(ctx, row)
	if err != nil {
		return TrayLetter{}, err
	}
	return TrayLetter{ID: row.ID, Address: l.Address, Code: checkcode.Format(l.Code), PDF: l.PDF, At: *row.PrintedAt}, nil
}
