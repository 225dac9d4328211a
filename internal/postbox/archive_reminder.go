package postbox

import (
	"context"
	"time"

	"schalter/internal/errs"
	"schalter/internal/store"
)

// archiveRemindedEvery is how long nobody at an authority is reminded again of cases that wait for the archive.
const archiveRemindedEvery = 30 * 24 * time.Hour

// archiveWaiting are the cases that wait for what the archive says.
const archiveWaiting = `kind = 'AUTHORITY' AND retention_ended_at IS NOT NULL AND archive_answer IS NULL`

// remindOfArchive reminds each authority whose cases wait for what the archive says, once they begin to and every thirty days at most.
func (s *Service) remindOfArchive(ctx context.Context) error {
	var failed errs.Failures
	for last := ""; ; {
		authorities, err := s.awaitingArchive(ctx, last)
		if err != nil {
			failed.Add(err)
			return failed.Err()
		}
		for _, authorityID := range authorities {
			reminded, err := s.db.Counted(ctx, archiveReminderKey(authorityID))
			if err != nil {
				return err
			}
			if reminded {
				continue
			}
			// One that cannot be reminded keeps no other from it.
			failed.Add(s.db.Tx(ctx, func(ctx context.Context, tx *store.Tx) error { return s.remindAuthority(ctx, tx, authorityID) }))
		}
		if len(authorities) < retainedAtOnce {
			return failed.Err()
		}
		last = authorities[len(authorities)-1]
	}
}

func archiveReminderKey(authorityID string) string { return "archive-reminder|" + authorityID }

// awaitingArchive are authorities with cases that wait, behind one in the order of their ids.
func (s *Service) awaitingArchive(ctx context.Context, after string) (authorities []string, err error) {
	rows, err := s.db.Query(ctx, `SELECT DISTINCT reader FROM side WHERE `+archiveWaiting+` AND reader > ? ORDER BY reader LIMIT ?`, after, retainedAtOnce)
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	for rows.Next() {
		var authorityID string
		if err := rows.Scan(&authorityID); err != nil {
			return nil, err
		}
		authorities = append(authorities, authorityID)
	}
	return authorities, rows.Err()
}

// remindAuthority reminds an authority, unless another replica did.
func (s *Service) remindAuthority(ctx context.Context, tx *store.Tx, authorityID string) error {
	if n, err := tx.Count(ctx, archiveReminderKey(authorityID), archiveRemindedEvery); err != nil || n > 1 {
		return err
	}
	var cases int
	if err := tx.QueryRow(ctx, `SELECT COUNT(*) FROM side WHERE `+archiveWaiting+` AND reader = ?`, authorityID).Scan(&cases); err != nil {
		return err
	}
	if cases == 0 {
		// Answered meanwhile: what waits next is told at once.
		return tx.Forget(ctx, archiveReminderKey(authorityID))
	}
	return s.ports.Notices.ArchiveReminder(ctx, tx, authorityID, cases)
}
