package catalogue

import (
	"context"

	"schalter/ent/offeringversion"
	"schalter/internal/errs"
	"schalter/internal/viewer"
)

// VersionsByID finds versions of sheets; those that are not there are left out. Former ones are read, in one statement.
func (s *Service) VersionsByID(ctx context.Context, versionIDs []string) (_ map[string]*OfferingVersion, err error) {
	defer errs.Wrap(&err, "catalogue.VersionsByID")
	found := make(map[string]*OfferingVersion, len(versionIDs))
	known := s.current.Load().sheets
	var former []string
	for _, versionID := range versionIDs {
		if v := known[versionID]; v != nil {
			found[versionID] = v
		} else {
			former = append(former, versionID)
		}
	}
	if len(former) == 0 {
		return found, nil
	}
	rows, err := s.db.Client().OfferingVersion.Query().Where(offeringversion.IDIn(former...)).All(viewer.System(ctx, "offering-versions"))
	if err != nil {
		return nil, err
	}
	for _, row := range rows {
		if found[row.ID], err = toVersion(row); err != nil {
			return nil, err
		}
	}
	return found, nil
}
