//go:build demo

package app

import (
	"context"
	"encoding/json"

	"schalter/internal/demo"
	"schalter/internal/market/levy"
	"schalter/internal/money"
	"schalter/internal/viewer"
)

// levyFile is levy.json of the demonstration.
type levyFile struct {
	Years []struct {
		Year           int                  `json:"year"`
		Published      bool                 `json:"published"`
		DueOn          *string              `json:"dueOn"`
		SettlementNote string               `json:"settlementNote"`
		Positions      []*levy.LevyPosition `json:"positions"`
	} `json:"years"`
}

// seedLevy has the demo's operator enter the years of the demonstration, once, by the same calls as anybody.
func (a *app) seedLevy(ctx context.Context) error {
	accountID, err := a.accounts.IDOfEmail(viewer.System(ctx, "demo-seed"), demo.OperatorAddress)
	if err != nil {
		return err
	}
	ctx = viewer.With(ctx, &viewer.Viewer{AccountID: accountID, Roles: []viewer.Role{viewer.Operator}, Locale: "de"})
	there, err := a.levy.Years(ctx)
	if err != nil || len(there) > 0 {
		return err
	}
	var file levyFile
	if err := json.Unmarshal(demo.LevyYears, &file); err != nil {
		return err
	}
	for _, year := range file.Years {
		basis := &levy.LevyBasisInput{Year: year.Year, StateShare: money.MustShare("1/2"), Positions: year.Positions}
		y, err := a.levy.SaveDraft(ctx, levy.LevyDraftSaveInput{Basis: basis, DueOn: year.DueOn, SettlementNote: year.SettlementNote})
		if err == nil && year.Published {
			_, err = a.levy.Publish(ctx, y.ID, y.Version, y.SharesDigest)
		}
		if err != nil {
			return err
		}
	}
	return nil
}
