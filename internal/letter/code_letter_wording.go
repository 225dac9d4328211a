package letter

import (
	"fmt"
	"time"

	"schalter/internal/clock"
)

// wording is the German text of a letter.
type wording struct {
	subject, greeting, intro string
	codeTitle, validity      string
	lossTitle, loss          string
	stepsTitle               string
	steps                    []string
	careful                  string
	strangerTitle, stranger  string
	closing                  string
}

const (
	// returnNote keeps the post from forwarding the letter: it proves the address only if it arrives there.
	returnNote = "Nicht nachsenden! Wenn unzustellbar, zurück an Absender."
	// comeBack lets the post forward a letter that proves nothing.
	comeBack   = "Wenn unzustellbar, zurück an Absender."
	footerNote = "Dieses Schreiben wurde maschinell erstellt und ist ohne Unterschrift gültig."
)

func (l Letter) wording() wording {
	switch l.Purpose {
	case Connect:
		return toAuthority(l)
	case Ending:
		return aboutEnd(l)
	}
	return toPerson(l)
}

func toPerson(l Letter) wording {
	until := germanDate(l.ValidUntil)
	return wording{
		subject:  "Ihr Aktivierungs-Code für " + l.Platform,
		greeting: "Guten Tag " + l.Recipient.Recipient + ",",
		intro: "Sie haben sich bei " + l.Platform + " registriert, um sicher mit Behörden zu schreiben. Mit diesem Brief prüfen wir " +
			"Ihren Namen und Ihre Anschrift. Mit dem folgenden Code schalten Sie Ihr Konto frei:",
		codeTitle:  "Ihr Aktivierungs-Code",
		validity:   "Gültig mindestens bis " + until,
		stepsTitle: "So gehen Sie vor",
		steps: []string{
			"Öffnen Sie " + l.codePage() + " oder scannen Sie den QR-Code mit Ihrem Handy.",
			"Melden Sie sich mit Ihrer E-Mail-Adresse und Ihrem Passwort an.",
			"Geben Sie den Code ein. Groß- oder Kleinschreibung und Striche sind egal.",
		},
		careful: "Nach fünf falschen Eingaben verfällt der Code; dann können Sie dort einen neuen Brief anfordern. Geben Sie den Code " +
			"nicht weiter: Wir fragen Sie niemals am Telefon oder per E-Mail danach.",
		strangerTitle: "Sie haben sich nicht registriert?",
		stranger: "Dann hat jemand anderes Ihren Namen und Ihre Anschrift angegeben. Bitte vernichten Sie diesen Brief; mehr müssen Sie " +
			"nicht tun. Ohne den Code kann niemand in Ihrem Namen schreiben, und die Registrierung wird gelöscht.",
		closing: "Mit freundlichen Grüßen",
	}
}

func toAuthority(l Letter) wording {
	return wording{
		subject:  "Freischalt-Code für " + l.Platform,
		greeting: "Guten Tag " + l.Contact + ",",
		intro: "für Ihre Behörde wurde bei " + l.Platform + " sichere elektronische Kommunikation mit Bürgerinnen und Bürgern angefragt. " +
			"Dieser Brief geht an die amtliche Anschrift und stellt sicher, dass Ihre Behörde selbst den Zugang eröffnet:",
		codeTitle:  "Ihr Freischalt-Code",
		validity:   "Gültig mindestens bis " + germanDate(l.ValidUntil),
		stepsTitle: "So gehen Sie vor",
		steps: []string{
			"Öffnen Sie " + l.codePage() + " oder scannen Sie den QR-Code.",
			"Melden Sie sich mit der E-Mail-Adresse an, die in der Anfrage steht. Wer noch kein Konto hat, registriert sich damit.",
			"Geben Sie den Code ein. Damit verwalten Sie den Zugang Ihrer Behörde.",
		},
		careful: "Nach fünf falschen Eingaben verfällt der Code; dann stellen Sie die Anfrage bitte neu. Geben Sie den Code nur innerhalb " +
			"Ihrer Behörde weiter: Wir fragen Sie niemals am Telefon oder per E-Mail danach.",
		strangerTitle: "Ihre Behörde hat das nicht angefragt?",
		stranger: "Dann hat jemand anderes sie angegeben. Bitte vernichten Sie diesen Brief. Ohne den Code " +
			"kann niemand für Ihre Behörde schreiben oder lesen.",
		closing: "Mit freundlichen Grüßen",
	}
}

// short is the English text of a letter.
type short struct{ title, text string }

func english(l Letter) short {
	if l.Purpose == Ending {
		return endInEnglish(l)
	}
	return short{
		title: "In English: your activation code for " + l.Platform,
		text: fmt.Sprintf("You registered with %s to write to public authorities. This letter proves your name and postal address. "+
			"Open %s or scan the QR code, sign in and enter the code above by %s. Never pass it on; nobody will ask you for it by "+
			"phone or e-mail. If you did not register, please destroy this letter: without the code nobody can act in your name, "+
			"and the registration will be deleted.", l.Platform, l.codePage(), englishDate(l.ValidUntil)),
	}
}

var germanMonths = [...]string{
	"Januar", "Februar", "März", "April", "Mai", "Juni", "Juli", "August", "September", "Oktober", "November", "Dezember",
}

func germanDate(t time.Time) string {
	y, m, d := t.In(clock.Berlin).Date()
	return fmt.Sprintf("%d. %s %d", d, germanMonths[m-1], y)
}

func englishDate(t time.Time) string { return t.In(clock.Berlin).Format("2 January 2006") }
