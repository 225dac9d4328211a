package letter

import (
	"fmt"
	"strings"
	"time"

	"schalter/internal/clock"
)

// DaysToKeep is how many calendar days at least lie between the posting of a letter about a mailbox's end and that end.
const DaysToKeep = 30

// ReferenceOf is what is printed of a letter's id, so that it is recognised when it comes back: its random end.
func ReferenceOf(letterID string) string {
	const shown = 8
	return strings.ToUpper(letterID[len(letterID)-shown:])
}

// earliest is the first day on which the mailbox may be deleted that a letter is about, should it be posted on its own day.
func (l Letter) earliest() time.Time { return l.Date.In(clock.Berlin).AddDate(0, 0, DaysToKeep) }

func (l Letter) boxPage() string { return strings.TrimRight(l.BaseURL, "/") + "/postfach" }

func (l Letter) lastInGerman() string {
	if l.LastActivity.IsZero() {
		return "längere Zeit nichts geschehen"
	}
	return "zuletzt am " + germanDate(l.LastActivity) + " etwas geschehen"
}

func (l Letter) lastInEnglish() string {
	if l.LastActivity.IsZero() {
		return "Nothing has happened in it for a long time"
	}
	return "Something last happened in it on " + englishDate(l.LastActivity)
}

func aboutEnd(l Letter) wording {
	return wording{
		subject:  "Ihr Fallpostfach " + l.Mailbox + " wird bald gelöscht",
		greeting: "Guten Tag " + l.Recipient.Recipient + ",",
		intro: "in Ihrem Fallpostfach " + l.Mailbox + " bei " + l.Platform + " ist " + l.lastInGerman() + ". Fallpostfächer, in denen sechs Monate lang " +
			"nichts geschieht, löschen wir. Davor warnen wir per E-Mail. Mindestens eine dieser Warnungen hat keine E-Mail-Adresse erreicht, die wir von Ihnen kennen. " +
			"Deshalb schreiben wir Ihnen diesen Brief.",
		lossTitle: "Was wir löschen, und wann",
		loss: "Frühestens am " + germanDate(l.earliest()) + " löschen wir das Fallpostfach mit allen Nachrichten, Dokumenten, Entwürfen und " +
			"Nachweisen darin. Das lässt sich nicht rückgängig machen. Behörden, denen Sie daraus geschrieben haben, erfahren davon und behalten, was " +
			"bei ihnen angekommen ist.",
		stepsTitle: "So behalten Sie es",
		steps: []string{
			"Öffnen Sie " + l.boxPage() + " und melden Sie sich an.",
			"Öffnen Sie das Fallpostfach " + l.Mailbox + " und wählen Sie „Behalten“. Dann sind wieder sechs Monate Zeit.",
			"Prüfen Sie in Ihrem Konto, ob Ihre E-Mail-Adressen stimmen.",
		},
		careful: "Mit „Alles exportieren“ laden Sie dort alles auf Ihren Computer. Möchten Sie das Fallpostfach nicht behalten, müssen Sie nichts tun. " +
			"Wir fragen Sie niemals am Telefon oder per E-Mail nach Ihrem Passwort.",
		closing: "Mit freundlichen Grüßen",
	}
}

func endInEnglish(l Letter) short {
	return short{
		title: "In English: your case mailbox " + l.Mailbox + " will soon be deleted",
		text: fmt.Sprintf("%s. We delete case mailboxes in which nothing happens for six months. A warning by e-mail reached none of your addresses. We will delete it, with all "+
			"messages and documents in it, on %s at the earliest. Authorities that you wrote to from it are told, and keep what reached them. To keep it, open %s, sign in, open the mailbox and "+
			"choose “Keep”; there you can also export all of it. If you do not want to keep it, there is nothing to do. Nobody will ask you for your password by phone or e-mail.",
			l.lastInEnglish(), englishDate(l.earliest()), l.boxPage()),
	}
}
