package rollouts

import (
	"strings"
	"time"

	"schalter/ent"
)

// What the ticket of an order is told.

// names are those of services, in both languages, one in each line.
func (s *Service) names(links []*ent.PortalLink) Text {
	var german, english []string
	for _, l := range links {
		facts, _ := s.Directory.ServiceFacts(l.ServiceID)
		german, english = append(german, "- "+facts.German), append(english, "- "+facts.English)
	}
	return Text{strings.Join(german, "\n"), strings.Join(english, "\n")}
}

func (s *Service) page(rolloutID string) string { return s.BaseURL + "/einrichtungen/" + rolloutID }

func (w *settling) askNote() Note {
	var missing []*ent.PortalLink
	for _, l := range w.links {
		if l.URL == nil {
			missing = append(missing, l)
		}
	}
	names, page := w.names(missing), w.page(w.r.ID)
	return Note{TicketID: w.r.TicketID, Key: "rollout-links-" + w.r.ID, Text: Text{
		"Bitte melden Sie uns, unter welcher Adresse (https://…) diese Leistungen im BayernPortal zu erreichen sind:\n\n" + names.German +
			"\n\nAntworten Sie auf diese Mail mit dem Link, oder tragen Sie ihn hier ein:\n" + page + "\n\nWir prüfen ihn, und danach finden ihn auch die Bürgerinnen und Bürger.",
		"Please tell us at which address (https://…) these services can be reached in BayernPortal:\n\n" + names.English +
			"\n\nAnswer this mail with the link, or enter it here:\n" + page + "\n\nWe check it, and then citizens find it, too.",
	}}
}

func (w *settling) liveNote() Text {
	names, page := w.names(w.links), w.page(w.r.ID)
	return Text{
		"Die Einrichtung ist abgeschlossen. Die Links funktionieren, und Bürgerinnen und Bürger finden hier:\n\n" + names.German + "\n\n" + page +
			"\n\nDas Ticket ist damit erledigt.",
		"The service is set up. The links work, and citizens find here:\n\n" + names.English + "\n\n" + page + "\n\nThis closes the ticket.",
	}
}

func (w *settling) hiddenNote(l *ent.PortalLink) Note {
	names, page := w.names([]*ent.PortalLink{l}), w.page(w.r.ID)
	return Note{TicketID: w.r.TicketID, Key: "rollout-link-hidden-" + l.ID + l.BrokenSince.Format(time.RFC3339), Text: Text{
		"Der Link zu dieser Leistung funktioniert seit drei Tagen nicht. Bürgerinnen und Bürger sehen ihn nicht mehr, bis er wieder geht:\n\n" + names.German + "\n\n" + page,
		"The link to this service has not worked for three days. Citizens do not see it any more until it does:\n\n" + names.English + "\n\n" + page,
	}}
}

// brokenNote is told when a link that was just reported does not work.
func (s *Service) brokenNote(r *ent.Rollout, l *ent.PortalLink) Note {
	names, page := s.names([]*ent.PortalLink{l}), s.page(r.ID)
	return Note{TicketID: r.TicketID, Key: "rollout-link-broken-" + l.ID + l.ReportedAt.Format(time.RFC3339Nano), Text: Text{
		"Der gemeldete Link zu dieser Leistung funktioniert nicht. Warum, steht hier; bitte melden Sie ihn noch einmal:\n\n" + names.German + "\n\n" + page,
		"The link that was reported for this service does not work. Here you see why; please report it again:\n\n" + names.English + "\n\n" + page,
	}}
}

// unclearNote asks which service is meant by a link in a mail.
func (s *Service) unclearNote(r *ent.Rollout, entryID string) Note {
	page := s.page(r.ID)
	return Note{TicketID: r.TicketID, Key: "rollout-link-unclear-" + entryID, Text: Text{
		"Vielen Dank für den Link. Es fehlen mehrere, und wir erkennen nicht, zu welcher Leistung er gehört. Bitte tragen Sie ihn hier ein, oder schreiben Sie vor jeden Link den Namen der Leistung:\n" + page,
		"Thank you for the link. Several are missing, and we do not see which service it is of. Please enter it here, or write the name of the service before each link:\n" + page,
	}}
}

// unreachableNote tells operators whom no mail reaches.
func (s *Service) unreachableNote(r *ent.Rollout, who string) Note {
	german, english := "„"+who+"“ hat hier keine E-Mail-Adresse", "“"+who+"” has no e-mail address here"
	if who == "" {
		german, english = "Die Bestellung nennt weder Hersteller noch Dienstleister", "The order names neither a vendor nor a provider"
	}
	return Note{TicketID: r.TicketID, Key: "rollout-unreachable-" + r.ID + who, Internal: true, Text: Text{
		german + ": Die Angaben zur Einrichtung konnten nicht verschickt werden. Bitte geben Sie sie auf anderem Weg weiter, oder ergänzen Sie die Adresse und verschicken Sie den Link neu:\n" + s.page(r.ID),
		english + ": what is to be set up could not be sent. Please pass it on in another way, or add the address and send the link again:\n" + s.page(r.ID),
	}}
}

// returnedNote tells operators that a mail to a vendor came back.
func (s *Service) returnedNote(r *ent.Rollout, m *ent.VendorMail, who string) Note {
	return Note{TicketID: r.TicketID, Key: "rollout-returned-" + m.ID, Internal: true, Text: Text{
		"Die Mail mit den Angaben zur Einrichtung an „" + who + "“ kam nicht an. Warum, steht hier:\n" + s.page(r.ID),
		"The mail to “" + who + "” with what is to be set up did not arrive. Here you see why:\n" + s.page(r.ID),
	}}
}
