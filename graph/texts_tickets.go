package graph

// ticketTexts are what people are told about tickets and their mails.
var ticketTexts = map[string]text{
	"ticket_unknown":              {"Dieses Ticket gibt es nicht oder nicht mehr.", "There is no such ticket, or no longer."},
	"ticket_merged":               {"Dieses Ticket wurde mit einem anderen zusammengeführt. Schreiben Sie bitte dort weiter.", "This ticket was merged into another one. Please go on there."},
	"ticket_transition":           {"Diesen Stand kann das Ticket jetzt nicht bekommen.", "The ticket cannot be given this state now."},
	"ticket_note_operators":       {"Interne Notizen schreibt nur, wer das Ticket beantwortet.", "Only those who answer the ticket write internal notes."},
	"ticket_assign_operators":     {"Ein Ticket übernimmt nur, wer es beantwortet.", "Only those who answer a ticket take it."},
	"ticket_role_operators":       {"Sie können weitere Adressen und IT-Dienstleister hinzufügen. Andere Beteiligte fügt der Betrieb hinzu.", "You can add further addresses and IT providers. Other participants are added by the operators."},
	"ticket_participants":         {"Höchstens %d Beteiligte sind möglich.", "At most %d participants are possible."},
	"ticket_participant_unknown":  {"Diese Person ist nicht oder nicht mehr beteiligt.", "This person does not take part, or no longer does."},
	"ticket_own_address":          {"Das ist unsere eigene Adresse.", "This is our own address."},
	"ticket_too_often":            {"Sie haben in der letzten Stunde sehr viel geschrieben. Versuchen Sie es bitte später wieder.", "You have written very much within the last hour. Please try again later."},
	"ticket_merge_self":           {"Ein Ticket kann nicht mit sich selbst zusammengeführt werden.", "A ticket cannot be merged into itself."},
	"ticket_merge_kind":           {"Das Ticket einer Organisation oder einer Bestellung bleibt für sich, und Meldungen zum Verzeichnis kommen nur zueinander.", "The ticket of an organisation or of an order stays by itself, and reports on the directory only come together."},
	"ticket_merge_organisation":   {"Nur Tickets derselben Organisation können zusammengeführt werden.", "Only tickets of the same organisation can be merged."},
	"ticket_probe_soon":           {"An diese Adresse ging gerade erst eine Testmail. Warten Sie bitte zehn Minuten.", "A test mail went to this address only just now. Please wait ten minutes."},
	"ticket_probe_expired":        {"Dieser Link ist abgelaufen oder unvollständig.", "This link has expired or is incomplete."},
	"ticket_file_too_many":        {"Die Mail hat mehr Dateien, als übernommen werden. Der Betrieb hat sie vollständig.", "The mail has more files than are taken in. The operators have all of it."},
	"ticket_organisation_unknown": {"Diese Organisation kennen wir nicht, oder Sie gehören nicht zu ihr.", "We do not know this organisation, or you do not belong to it."},
	"canned_unknown":              {"Diesen Textbaustein gibt es nicht oder nicht mehr.", "There is no such text, or no longer."},
	"canned_too_many":             {"Mehr als %d Textbausteine sind nicht möglich.", "More than %d texts are not possible."},

	"ticket_mail_unknown_mailbox": {"Der Mailserver kennt dieses Postfach nicht.", "The mail server does not know this mailbox."},
	"ticket_mail_mailbox_full":    {"Das Postfach ist voll.", "The mailbox is full."},
	"ticket_mail_too_large":       {"Die Mail war für das Postfach zu groß.", "The mail was too large for the mailbox."},
	"ticket_mail_refused":         {"Der Mailserver hat die Mail abgewiesen.", "The mail server refused the mail."},
	"ticket_mail_unreachable":     {"Der Mailserver war nicht zu erreichen.", "The mail server could not be reached."},
	"ticket_mail_other":           {"Die Mail konnte nicht zugestellt werden.", "The mail could not be delivered."},
}
