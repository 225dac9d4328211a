package graph

import "schalter/internal/errs"

// rules has the general sentence of every rule.
var rules = map[errs.Rule]text{
	errs.Required:                  {"Bitte füllen Sie dieses Feld aus.", "Please fill in this field."},
	errs.InvalidValue:              {"Diese Angabe ist so nicht möglich.", "This is not a possible value."},
	errs.TooLong:                   {"Der Text ist zu lang.", "The text is too long."},
	errs.TooLarge:                  {"Das ist zu groß.", "This is too large."},
	errs.TooMany:                   {"Das sind zu viele.", "These are too many."},
	errs.Taken:                     {"Das gibt es schon.", "This exists already."},
	errs.Missing:                   {"Das gibt es nicht oder nicht mehr.", "This does not exist, or no longer does."},
	errs.WrongState:                {"Das ist im Augenblick nicht möglich.", "This is not possible at the moment."},
	errs.Stale:                     {"Inzwischen wurde das an anderer Stelle geändert. Bitte laden Sie neu.", "This was changed elsewhere in the meantime. Please load it again."},
	errs.IdempotencyConflict:       {"Diese Anfrage wurde schon mit anderem Inhalt gestellt.", "This request was already made with other content."},
	errs.Expired:                   {"Die Frist dafür ist abgelaufen.", "The time for this has run out."},
	errs.WrongCode:                 {"Der Code stimmt nicht.", "The code is not right."},
	errs.CodeVoid:                  {"Der Code gilt nach zu vielen Fehlversuchen nicht mehr. Bestellen Sie bitte einen neuen Brief.", "The code is void after too many wrong tries. Please order a new letter."},
	errs.LetterLimit:               {"Im Augenblick können wir keinen weiteren Brief schicken.", "We cannot send another letter at the moment."},
	errs.WeakPassword:              {"Dieses Passwort ist zu leicht zu erraten.", "This password is too easy to guess."},
	errs.WrongCredentials:          {"E-Mail-Adresse oder Passwort stimmen nicht.", "The e-mail address or the password is not right."},
	errs.NotActivated:              {"Dafür muss Ihre Postanschrift bestätigt sein. Geben Sie bitte den Code aus unserem Brief ein.", "For this your postal address must be confirmed. Please enter the code from our letter."},
	errs.TrustLevelTooLow:          {"Für diese Leistung müssen Sie Ihre Identität stärker nachweisen.", "This service needs a stronger proof of your identity."},
	errs.AuthorityNotConnected:     {"Diese Stelle ist hier zurzeit nicht erreichbar. Nutzen Sie bitte ihre Post- oder Faxanschrift.", "This authority cannot be reached here at present. Please use its postal address or fax number."},
	errs.ConversationNotStarted:    {"Schreiben kann nur eine Stelle, der zuvor geschrieben wurde.", "Only an authority that has been written to may write."},
	errs.MediaTypeRefused:          {"Dateien dieser Art nehmen wir nicht an.", "We do not accept files of this kind."},
	errs.LastOfRole:                {"Die letzte Person, die verwaltet, kann nicht entfernt werden. Geben Sie diese Rolle bitte zuerst jemand anderem.", "The last admin cannot be removed. Please give this role to somebody else first."},
	errs.DigestMismatch:            {"Inzwischen hat sich etwas geändert. Sehen Sie es sich bitte noch einmal an.", "Something has changed in the meantime. Please look at it again."},
	errs.ConsentMissing:            {"Die Person hat dem nicht zugestimmt oder ihre Einwilligung widerrufen. Senden Sie den Bescheid zur Kenntnis und geben Sie ihn auf anderem Weg bekannt. Ihr Text ist noch da.", "The person has not agreed to that, or has revoked the consent. Send the decision for information, and announce it in another way. Your text is still here."},
	errs.FormNotSufficient:         {"Dafür reicht eine Nachricht nicht.", "A message does not do for this."},
	errs.MailboxesRemain:           {"Löschen Sie bitte zuerst Ihre Postfächer. Dabei erfahren Sie, was verloren geht und was die Behörden behalten.", "Please delete your mailboxes first. You will be told what is lost and what the authorities keep."},
	errs.QuotaExceeded:             {"Der Platz für noch nicht gesendete Dokumente und Entwürfe ist voll. Löschen Sie bitte, was Sie nicht mehr brauchen.", "The space for unsent documents and drafts is full. Please delete what you no longer need."},
	errs.CertificateSignInRequired: {"Dafür müssen Sie sich gerade eben mit Ihrem Organisationszertifikat angemeldet haben.", "For this you must have signed in with your organisation certificate just now."},
	errs.CertificateEmailMismatch:  {"Die E-Mail-Adresse im Zertifikat ist weder Ihre noch ein Funktionspostfach Ihrer Organisation.", "The e-mail address in the certificate is neither yours nor a functional mailbox of your organisation."},
	errs.CertificateNameMismatch:   {"Das Zertifikat lautet weder auf Ihren Namen noch auf ein Funktionspostfach Ihrer Organisation.", "The certificate is neither in your name nor on a functional mailbox of your organisation."},
	errs.AccountLimitReached:       {"Unter dieser Steuernummer sind keine weiteren Zugänge möglich.", "No more accounts are possible under this tax number."},
	errs.NotEligible:               {"Das dürfen Sie hier nicht bestellen.", "You may not order this here."},
	errs.NotOrderable:              {"Das lässt sich zurzeit nicht bestellen.", "This cannot be ordered now."},
	errs.AlreadyOrdered:            {"Das ist schon bestellt.", "This was ordered already."},
	errs.NotAuthorisedToSign:       {"Dafür dürfen Sie nicht unterschreiben.", "You may not sign for this."},
	errs.CertificateInUse:          {"Dieses Zertifikat gehört schon zu einem anderen Konto.", "This certificate belongs to another account already."},
}

// texts has the sentences that say more than the rule alone, by their keys; each domain gives its own.
var texts = joined(func(d domain) []map[string]text { return append([]map[string]text{commonTexts}, d.texts...) })

// commonTexts are those that no domain has for itself.
var commonTexts = map[string]text{
	"too_long": {"Höchstens %d Zeichen sind möglich.", "At most %d characters are possible."},
	"too_many": {"Höchstens %d sind möglich.", "At most %d are possible."},
	"character_refused": {"Das Zeichen „%s“ ist hier nicht möglich. Bitte ersetzen Sie es.",
		"The character “%s” is not possible here. Please replace it."},
	"one_line": {"Hier ist nur eine Zeile möglich. Bitte nehmen Sie den Zeilenumbruch heraus.",
		"Only one line is possible here. Please take out the line break."},
	"too_many_marks": {"Der Text enthält ein Zeichen mit mehr als 30 Akzenten übereinander. Bitte ersetzen Sie es.",
		"The text contains a character with more than 30 accents on top of each other. Please replace it."},
	"day_over": {"Der Tag muss in der Zukunft liegen.", "The day must lie in the future."},
}
