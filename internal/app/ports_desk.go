package app

import (
	"context"
	"fmt"
	"strings"

	"schalter/internal/postbox/conversation"
	"schalter/internal/store"
	"schalter/internal/support"
)

// directoryDesk tells those who keep the directory, by a ticket, that an assignment may be wrong. The ticket names authorities, services and
// the place: nothing of the case.
type directoryDesk struct{ app *app }

func (d directoryDesk) ReportDeclined(ctx context.Context, tx *store.Tx, in conversation.Declined) error {
	known := competence{d.app.directory}
	words := func(locale, text, named, noPlace, noServices string) string {
		place, services, suggested := noPlace, noServices, named
		if in.RegionARS != nil {
			place = known.RegionName(*in.RegionARS) + " (" + *in.RegionARS + ")"
		}
		if len(in.ServiceIDs) > 0 {
			names := make([]string, len(in.ServiceIDs))
			for i, serviceID := range in.ServiceIDs {
				names[i] = known.ServiceName(serviceID, locale)
			}
			services = strings.Join(names, ", ")
		}
		if in.SuggestedAuthorityID != nil {
			suggested = known.AuthorityName(*in.SuggestedAuthorityID)
		}
		return fmt.Sprintf(text, known.AuthorityName(in.AuthorityID), services, place, suggested)
	}
	name := known.AuthorityName(in.AuthorityID)
	return d.app.tickets.OpenReport(ctx, tx, support.Report{
		Key:     "declined|" + in.Key,
		Subject: support.Text{German: "Zuständigkeit prüfen: " + name, English: "Check competence: " + name},
		First: support.Text{
			German: words("de", "Die Behörde „%s“ hat sich in einem Fall für nicht zuständig erklärt.\n\nLeistungen: %s\nOrt: %s\nVon ihr genannt: %s\n\nBitte prüfen Sie die Zuordnung im Verzeichnis.",
				"keine Behörde", "ohne Ort", "keine genannt"),
			English: words("en", "The authority “%s” said in a case that it is not competent.\n\nServices: %s\nPlace: %s\nNamed by it: %s\n\nPlease check the assignment in the directory.",
				"no authority", "no place", "none named"),
		},
	})
}
