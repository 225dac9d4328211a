package outbound

import (
	"context"
	"time"

	"schalter/internal/errs"
	"schalter/internal/viewer"
)

const (
	// failedWithin is how long a failed mail is counted, maxFailed where counting stops.
	failedWithin = 30 * 24 * time.Hour
	maxFailed    = 1000
)

// Failed is how many mails to authorities' own mailboxes could not be delivered in the last 30 days. Connection tests are not
// counted: the admin who starts one sees its result. For operators.
func (s *Service) Failed(ctx context.Context) (n int, err error) {
	defer errs.Wrap(&err, "outbound.Failed")
	if !viewer.From(ctx).HasRole(viewer.Operator) {
		return 0, errs.New(errs.Forbidden, "operators only")
	}
	err = s.DB.QueryRow(ctx, `SELECT COUNT(*) FROM (SELECT 1 FROM gateway_mail WHERE state = 'FAILED' AND kind <> 'TEST' AND settled_at > ? LIMIT ?) AS failed`,
		s.DB.Clock().Now().Add(-failedWithin), maxFailed).Scan(&n)
	return n, err
}
