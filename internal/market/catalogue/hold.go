package catalogue

import (
	"context"

	"schalter/ent"
	"schalter/ent/offering"
	"schalter/internal/errs"
	"schalter/internal/store"
)

// Hold reads an offering with its current sheet as the database has them, whatever this replica knows already, and keeps both from changing
// before the transaction ends; nil where there is none. The context must be the platform's own.
func (s *Service) Hold(ctx context.Context, tx *store.Tx, offeringID string) (_ *Offering, err error) {
	defer errs.Wrap(&err, "catalogue.Hold(%s)", offeringID)
	q := tx.Offering.Query().Where(offering.ID(offeringID))
	if tx.Locks() {
		q.ForShare()
	}
	row, err := q.Only(ctx)
	if ent.IsNotFound(err) {
		return nil, nil
	}
	if err != nil {
		return nil, err
	}
	o := toOffering(row)
	if known := s.Offering(offeringID); known != nil && known.Current.ID == row.CurrentID {
		o.Current = known.Current
		return o, nil
	}
	version, err := tx.OfferingVersion.Get(ctx, row.CurrentID)
	if err != nil {
		return nil, err
	}
	o.Current, err = toVersion(version)
	return o, err
}
