//go:build demo

package notify

import (
	"context"
	"time"

	"schalter/ent"
	entmail "schalter/ent/mail"
	"schalter/internal/errs"
	"schalter/internal/viewer"
)

// TrayMail is a mail as the demo's tray shows it.
type TrayMail struct {
	ID, To, Subject, Text, HTML string
	At                          time.Time
}

// Tray reads the mails that were sent, the newest first; only with KeepSent is there anything to read.
func (m *Mailer) Tray(ctx context.Context, limit int) (_ []TrayMail, err error) {
	defer errs.Wrap(&err, "notify.Tray")
	ctx = viewer.System(ctx, "demo-tray")
	rows, err := m.DB.Client().Mail.Query().Where(entmail.StateEQ(entmail.StateSENT)).
		Order(ent.Desc(entmail.FieldSentAt, entmail.FieldID)).Limit(limit).All(ctx)
	if err != nil {
		return nil, err
	}
	list := make([]TrayMail, len(rows))
	for i, row := range rows {
		c, err := m.openMail(ctx, row)
		if err != nil {
			return nil, err
		}
		list[i] = TrayMail{ID: row.ID, To: c.To, Subject: c.Subject, Text: c.Text, HTML: c.HTML, At: *row.SentAt}
	}
	return list, nil
}
