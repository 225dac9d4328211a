package evidence

import (
	"crypto/ed25519"
	"regexp"
	"time"
)

// DeletedKind is the kind of thing that a certificate of deletion is about, as its event is called.
type DeletedKind string

// The kinds of thing.
const (
	MailboxDeleted DeletedKind = "MAILBOX_DELETED"
	AccountDeleted DeletedKind = "ACCOUNT_DELETED"
	// CaseDeleted is an authority's copy of a case, whose retention was over: always by the platform.
	CaseDeleted DeletedKind = "CASE_DELETED"
)

// Deleted is what a certificate of deletion says. It names nobody.
type Deleted struct {
	Kind DeletedKind
	At   time.Time
	// ByPlatform says that the time of the thing was over; otherwise its owner deleted it.
	ByPlatform bool
	// Digest is the SHA-256 of the id of what was destroyed: who still knows the id recognises it.
	Digest string
}

var digestForm = regexp.MustCompile(`^[0-9a-f]{64}$`)

// The one who acted, as the token names them: no person.
const (
	capacityOwner  = "owner"
	capacitySystem = "system"
)

// DeletionToken signs what a certificate of deletion says, as an event with an id that is the only one of its record.
func DeletionToken(eventID string, d Deleted, keyID string, key ed25519.PrivateKey) (string, error) {
	capacity := capacityOwner
	if d.ByPlatform {
		capacity = capacitySystem
	}
	return Event{ID: eventID, Side: d.Digest, Seq: 1, Kind: string(d.Kind), At: d.At, Actor: capacity, Capacity: capacity}.Token(keyID, key)
}

// ReadDeletion checks the signature of such a token and reads it: ErrSignature or ErrChain otherwise.
func ReadDeletion(token string, keyOf func(keyID string) ed25519.PublicKey) (Deleted, error) {
	e, err := ParseToken(token, keyOf)
	if err != nil {
		return Deleted{}, err
	}
	d, ok := e.deleted()
	if !ok {
		return Deleted{}, ErrChain
	}
	return d, nil
}

// deleted is what an event says as that of a certificate of deletion, and whether it is one. The record of a mailbox or a case has none: its side is
// an id, never a digest.
func (e Event) deleted() (Deleted, bool) {
	d := Deleted{Kind: DeletedKind(e.Kind), At: e.At, ByPlatform: e.Capacity == capacitySystem, Digest: e.Side}
	known := d.Kind == MailboxDeleted || d.Kind == AccountDeleted || d.Kind == CaseDeleted && d.ByPlatform
	return d, known && e.Seq == 1 && e.Previous == "" && e.Message == "" && (e.Capacity == capacityOwner || d.ByPlatform) && digestForm.MatchString(e.Side)
}

// deletedWords are what is destroyed: by itself, and in a sentence (nominative).
var deletedWords = map[DeletedKind][2]string{
	MailboxDeleted: {"Fallpostfach der Person, mit Nachrichten, Dokumenten und Entwürfen", "das Fallpostfach"},
	AccountDeleted: {"Konto der Person", "das Konto"},
	CaseDeleted:    {"Kopie einer Behörde von einem Fall, mit Nachrichten, Dokumenten und Vermerken", "die Kopie der Behörde"},
}

func (d Deleted) by() string {
	switch {
	case d.Kind == CaseDeleted:
		return "Plattform, weil die Aufbewahrung zu Ende war"
	case d.ByPlatform:
		return "Plattform, weil die Zeit des Postfachs abgelaufen war"
	}
	return "Inhaberin oder Inhaber"
}

func (d Deleted) proven() []string {
	return []string{
		"Die Plattform erklärt, dass sie " + deletedWords[d.Kind][1] + " mit der genannten Prüfsumme und den Schlüssel dazu zu der genannten Zeit gelöscht hat. " +
			"Sie hat das unterschrieben, als es geschah; jede spätere Änderung fällt bei der Prüfung auf.",
		"Welches es war, erkennt, wer die Kennung noch hat, zum Beispiel aus einem Export: Die Prüfsumme ist SHA-256 über die Kennung.",
	}
}

func (d Deleted) provesNot() []string {
	list := []string{"Wem es gehörte und was darin stand. Diese Bescheinigung nennt keine Person und keinen Inhalt."}
	if d.Kind == CaseDeleted {
		list = append(list, "Ob es anderswo Kopien gibt. Die Person behält ihr Fallpostfach; wer den Fall exportiert hat, hat ihn weiter.")
	}
	if d.Kind == MailboxDeleted {
		list = append(list, "Ob es anderswo Kopien gibt. Behörden behalten, was sie erhalten haben; wer etwas heruntergeladen hat, hat es weiter.")
	}
	return append(list,
		"Dass Sicherungskopien der Plattform schon verschwunden sind. Wird eine davon wiederhergestellt, löscht die Plattform erneut.",
		"Ob die Uhr der Plattform richtig ging. Nur für einen Zeitstempel bürgt eine andere Stelle.",
	)
}
