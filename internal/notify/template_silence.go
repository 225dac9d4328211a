package notify

import "fmt"

// silenceReminder says that messages lie unopened, and nothing of whose or what about.
func silenceReminder(l string, start, authority string) text {
	return inLanguage(l, text{"Erinnerung: ungeöffnete Nachrichten im Eingang", []string{
		fmt.Sprintf("im Eingang „%s“ bei Schalter liegt seit drei Tagen oder länger mindestens eine Nachricht, die dort niemand geöffnet hat.", authority),
		"Bitte melden Sie sich an und sehen Sie nach:",
		start,
		"Geschieht 14 Tage lang nichts, sagen wir das der Person, die geschrieben hat. Sie kann ihre Nachricht dann als Brief oder Fax schicken.",
	}}, text{"Reminder: unopened messages in the inbox", []string{
		fmt.Sprintf("in the inbox “%s” with Schalter lies at least one message that nobody there has opened for three days or longer.", authority),
		"Please sign in and have a look:",
		start,
		"If nothing happens for 14 days, we say so to the person who wrote. That person can then send the message as a letter or fax.",
	}})
}
