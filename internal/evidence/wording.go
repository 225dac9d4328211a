package evidence

import (
	"crypto/x509/pkix"
	"fmt"
	"slices"
	"strings"
	"time"

	"schalter/internal/clock"
)

// formatMoment is an instant as the PDF prints it.
func formatMoment(t time.Time) string {
	local := t.In(clock.Berlin)
	zone := "MEZ"
	if local.IsDST() {
		zone = "MESZ"
	}
	return local.Format("02.01.2006, 15:04:05 Uhr (") + zone + ")"
}

// formatInstant is formatMoment for the text form of an instant.
func formatInstant(instant string) string {
	t, err := time.Parse(time.RFC3339, instant)
	if err != nil {
		return instant
	}
	return formatMoment(t)
}

// nameOf is who a certificate names.
func nameOf(n pkix.Name) string {
	var parts []string
	for _, part := range append([]string{n.CommonName}, append(n.Organization, n.Country...)...) {
		if part != "" && !slices.Contains(parts, part) {
			parts = append(parts, part)
		}
	}
	if len(parts) == 0 {
		return n.String()
	}
	return strings.Join(parts, ", ")
}

// formatDay is a calendar day as it is written in German.
func formatDay(iso string) string {
	t, err := time.Parse(time.DateOnly, iso)
	if err != nil {
		return iso
	}
	return t.Format("02.01.2006")
}

// formatSize is a number of bytes in the unit that a person would use.
func formatSize(n int64) string {
	switch {
	case n >= 1_000_000:
		return strings.Replace(fmt.Sprintf("%.1f MB", float64(n)/1e6), ".", ",", 1)
	case n >= 1000:
		return fmt.Sprintf("%d KB", (n+500)/1000)
	}
	return fmt.Sprintf("%d Bytes", n)
}

// eventWords are the kinds of events as the contract names them.
var eventWords = map[string]string{
	"MAILBOX_OPENED":      "Fallpostfach eröffnet",
	"MESSAGE_SENT":        "Nachricht abgesandt",
	"MESSAGE_RECEIVED":    "Nachricht eingegangen",
	"DELIVERY_CHANGED":    "Stand der Zustellung geändert",
	"MESSAGE_OPENED":      "Nachricht geöffnet",
	"DOCUMENT_FETCHED":    "Anlage abgerufen",
	"RECEIPT_CONFIRMED":   "Empfang bestätigt",
	"NOTIFICATION_SENT":   "Benachrichtigung abgesandt",
	"NOTIFICATION_FAILED": "Benachrichtigung nicht zustellbar",
	"MESSAGE_DELETED":     "Nachricht gelöscht",
	"DOCUMENT_DELETED":    "Anlage gelöscht",
	"MAILBOX_DELETED":     "Fallpostfach gelöscht",
	"ACCOUNT_DELETED":     "Konto gelöscht",
	"CASE_DELETED":        "Kopie der Behörde gelöscht",
	"PERSON_CHANGED":      "Name oder Anschrift der Person neu nachgewiesen",
	"CONSENT_CHANGED":     "Einwilligung geändert",
	"PROGRESS_CHANGED":    "Stand des Verfahrens geändert",
	"CASE_DECLINED":       "Behörde hat sich für nicht zuständig erklärt",
	"HANDED_OVER_TO":      "An eine andere Behörde übergeben",
	"GRANT_CHANGED":       "Erlaubnis für den Einheitlichen Ansprechpartner geändert",
	"FORWARDED":           "Vom Einheitlichen Ansprechpartner weitergeleitet",
	"MESSAGE_WITHDRAWN":   "Nachricht ungeöffnet zurückgezogen",
	"DELETION_ANNOUNCED":  "Vor der Löschung gewarnt",
	"DELETION_HELD":       "Löschung aufgehalten: eine Warnung kam nicht an",
}

// progressWords are how far an authority says it is.
var progressWords = map[string]string{
	"RECEIVED": "eingegangen", "IN_PROGRESS": "in Bearbeitung", "WAITING_FOR_YOU": "wartet auf die Person", "DECIDED": "entschieden", "CLOSED": "abgeschlossen",
}

// DescribeProgress says in German how far a matter is.
func DescribeProgress(state string) string { return progressWords[state] }

// stateWords are the steps of a delivery; handed over and relayed are not called delivered.
var stateWords = map[string]string{
	"QUEUED":      "zum Versand bereitgestellt",
	"DEFERRED":    "Versand verzögert, wird wiederholt",
	"HANDED_OVER": "an den Mailserver der Plattform übergeben",
	"RELAYED":     "vom Mailserver der Behörde weitergegeben",
	"DELIVERED":   "im Postfach der Behörde",
	"OPENED":      "in der Behörde geöffnet",
	"CONFIRMED":   "Empfang von der Behörde bestätigt",
	"ANSWERED":    "von der Behörde beantwortet",
	"FAILED":      "Zustellung fehlgeschlagen",
	"REJECTED":    "von der Behörde als nicht zuständig abgelehnt",
}

// Describe says in German what happened.
func (e Event) Describe() string {
	if words, known := progressWords[e.State]; known && e.Kind == "PROGRESS_CHANGED" {
		return "Stand des Verfahrens: " + words
	}
	if state, known := stateWords[e.State]; known {
		return "Zustellung: " + state
	}
	words, known := eventWords[e.Kind]
	if !known {
		words = e.Kind
	}
	if e.Authority != nil && e.Authority.Name != "" {
		words += ": " + e.Authority.Name
	}
	if e.Grant != nil {
		words += " (" + grantWords[e.Grant.RevokedAt == ""][e.Grant.MayForward] + ")"
	}
	return words
}

// grantWords say what a grant is: in force or not, with or without the right to pass on.
var grantWords = map[bool]map[bool]string{
	true:  {true: "darf den Stand bei allen Behörden sehen und Nachrichten weiterleiten", false: "darf den Stand bei allen Behörden sehen"},
	false: {true: "widerrufen", false: "widerrufen"},
}

var capacityWords = map[string]string{"owner": "Inhaberin oder Inhaber des Postfachs", "clerk": "Behörde", "system": "Plattform"}

// DescribeActor says in German who did it: as the side knows them, or as what they acted.
func (e Event) DescribeActor(actor string) string {
	if actor != "" {
		return actor
	}
	if words, known := capacityWords[e.Capacity]; known {
		return words
	}
	return e.Capacity
}

var kindWords = map[string]string{
	"MESSAGE": "Nachricht", "APPLICATION": "Antrag", "REQUEST": "Nachforderung", "DECISION": "Bescheid", "NOTICE": "Hinweis der Plattform", "COMPLETE": "Unterlagen vollständig",
}

// DescribeKind says in German what kind of message it is.
func (m Manifest) DescribeKind() string {
	if words, known := kindWords[m.Kind]; known {
		return words
	}
	return m.Kind
}

func (o *opened) whatIsNotProven() []string {
	if d, is := o.deletion(); is {
		return d.provesNot()
	}
	return provesNot
}

func (o *opened) whatIsProven() []string {
	if d, is := o.deletion(); is {
		return append(d.proven(), o.provenByLog()...)
	}
	list := []string{
		"Betreff, Text und Anlagen mit den genannten Prüfsummen lagen der Plattform zu der genannten Zeit vor. Jede spätere Änderung fällt bei der Prüfung auf.",
		"Jedes Ereignis oben hat die Plattform festgehalten und unterschrieben, als es geschah.",
	}
	list = append(list, o.provenByLog()...)
	if o.Kind == Export {
		list = append(list, "Das Verzeichnis der Ereignisse ist vollständig: Es beginnt mit dem ersten und endet mit dem letzten vor der Ausstellung.")
	}
	return list
}

func (o *opened) provenByLog() (list []string) {
	if n := o.countProven(); n > 0 {
		list = append(list, fmt.Sprintf("%d von %d Ereignissen stehen im öffentlichen Protokoll der Plattform; dort kann auch sie nichts unbemerkt ändern oder entfernen.", n, len(o.Record)))
	}
	if o.Log != nil && o.Log.Stamp != nil {
		list = append(list, "Dass es dieses Protokoll zu der genannten Zeit gab, bestätigt eine unabhängige Stelle mit einem Zeitstempel.")
	}
	return list
}

var provesNot = []string{
	"Ob jemand die Nachricht gelesen oder verstanden hat. „Geöffnet“ heißt, dass sie aufgerufen wurde; „übergeben“ heißt nicht „zugestellt“.",
	"Ob der Inhalt richtig ist. Die Plattform kennt ihn nicht und prüft ihn nicht.",
	"Ob die Uhr der Plattform richtig ging. Nur für einen Zeitstempel bürgt eine andere Stelle.",
	"Ob die Schriftform gewahrt ist, wo ein Gesetz sie verlangt. Dieser Nachweis ersetzt sie nicht.",
}
