package notify

import (
	"fmt"
	"strings"
	"time"
)

// text is what one mail says, between greeting and farewell. A paragraph that is a web address becomes a link.
type text struct {
	subject    string
	paragraphs []string
}

// The locales of mails.
const (
	german  = "DE"
	english = "EN"
)

// inLanguage is the one of two texts that a locale asks for.
func inLanguage[T any](l string, inGerman, inEnglish T) T {
	if l == english {
		return inEnglish
	}
	return inGerman
}

// formatDay writes a calendar day (ISO 8601) as people read it.
func formatDay(l string, iso string) string {
	t, err := time.Parse(time.DateOnly, iso)
	if err != nil {
		return iso
	}
	if l == english {
		return t.Format("2 January 2006")
	}
	months := []string{"Januar", "Februar", "März", "April", "Mai", "Juni", "Juli", "August", "September", "Oktober", "November", "Dezember"}
	return fmt.Sprintf("%d. %s %d", t.Day(), months[t.Month()-1], t.Year())
}

// letter sets a text between greeting and farewell. The recognition phrase, which only the person and the platform know, shows
// that the mail is genuine; there is none before it was chosen.
func (t text) letter(to Addressee) string {
	l, greeting := to.Locale, inLanguage(to.Locale, "Guten Tag", "Hello")
	if to.Name != "" {
		greeting += " " + to.Name
	}
	parts := append([]string{greeting + ","}, t.paragraphs...)
	if to.Phrase != "" {
		parts = append(parts, fmt.Sprintf(inLanguage(l,
			"Ihr Erkennungssatz: „%s“\nDaran sehen Sie, dass diese E-Mail wirklich von uns ist.",
			"Your recognition phrase: “%s”\nIt shows that this mail really comes from us."), to.Phrase))
	}
	parts = append(parts,
		inLanguage(l, "Freundliche Grüße\nSchalter", "Kind regards\nSchalter"),
		inLanguage(l, "Diese E-Mail wurde automatisch verschickt. Bitte antworten Sie nicht darauf. Wir fragen Sie niemals per E-Mail oder "+
			"Telefon nach Ihrem Passwort oder Ihrem Aktivierungs-Code.",
			"This mail was sent automatically. Please do not reply. We will never ask you for your password or your activation "+
				"code by mail or phone."))
	return strings.Join(parts, "\n\n") + "\n"
}

func emailLink(l string, link string, again bool) text {
	t := inLanguage(l, text{"Bitte bestätigen Sie Ihre E-Mail-Adresse", []string{
		"mit dieser E-Mail-Adresse wurde die Registrierung bei Schalter begonnen, um sicher mit Behörden zu schreiben.",
		"Bitte öffnen Sie diese Seite und bestätigen Sie dort Ihre Adresse. Danach wählen Sie Ihr Passwort:",
		link,
		"Der Link gilt 24 Stunden und nur einmal.",
		"Haben Sie sich nicht registriert? Dann müssen Sie nichts tun. Ohne Bestätigung wird die Registrierung nach sieben Tagen gelöscht.",
	}}, text{"Please confirm your e-mail address", []string{
		"someone began to register with Schalter, the secure way to write to public authorities, with this e-mail address.",
		"Please open this page and confirm your address there. After that you choose your password:",
		link,
		"The link can be used once, within 24 hours.",
		"You did not register? Then there is nothing to do. Without confirmation the registration is deleted after seven days.",
	}})
	if again {
		t.subject = inLanguage(l, "Ein weiterer Link: Bitte bestätigen Sie Ihre E-Mail-Adresse", "Another link: please confirm your e-mail address")
		t.paragraphs[0] = inLanguage(l,
			"mit dieser E-Mail-Adresse wurde noch einmal eine Registrierung bei Schalter begonnen. Jede hat ihren eigenen Link, und es zählt "+
				"nur die, deren Link Sie öffnen, mit dem Namen, der dabei eingegeben wurde. Die anderen sind damit beendet.",
			"someone began another registration with Schalter with this e-mail address. Each has its own link, and only the one whose link "+
				"you open counts, with the name that was entered there. The others end with it.")
	}
	return t
}

// and puts paragraphs behind those of a text.
func (t text) and(more ...string) text {
	for _, paragraph := range more {
		if paragraph != "" {
			t.paragraphs = append(t.paragraphs, paragraph)
		}
	}
	return t
}

// askedFor says how often links were asked for, where it was not once.
func askedFor(l string, asked Asked) string {
	if asked.Count < 2 {
		return ""
	}
	places := inLanguage(l, "aus einem einzigen Netz", "from one network only")
	if asked.Places > 1 {
		places = fmt.Sprintf(inLanguage(l, "aus %d verschiedenen Netzen", "from %d different networks"), asked.Places)
	}
	return fmt.Sprintf(inLanguage(l,
		"Mit Ihrer E-Mail-Adresse wurde innerhalb eines Tages %d-mal eine Registrierung oder ein neues Passwort angefordert, %s. Waren Sie das nicht alles selbst, müssen Sie nichts tun.",
		"With your e-mail address a registration or a new password was asked for %d times within a day, %s. If not all of that was you, there is nothing to do."),
		asked.Count, places)
}

// notRegistered answers who wants a new password and has none yet.
func notRegistered(l string, register string) text {
	return inLanguage(l, text{"Ihre Registrierung ist noch nicht abgeschlossen", []string{
		"für diese E-Mail-Adresse wurde bei Schalter ein neues Passwort angefordert. Es gibt dazu aber noch kein Konto, weil kein Link einer Registrierung geöffnet wurde.",
		"Haben Sie sich selbst registriert, dann öffnen Sie bitte den Link aus der E-Mail dazu; er gilt 24 Stunden. Sonst registrieren Sie sich hier noch einmal:",
		register,
		"Haben Sie das nicht angefordert? Dann müssen Sie nichts tun.",
	}}, text{"Your registration is not complete yet", []string{
		"a new password was requested with Schalter for this e-mail address. But there is no account for it yet, because no link of a registration was opened.",
		"If you registered yourself, please open the link in the mail about it; it is good for 24 hours. Otherwise register once more here:",
		register,
		"You did not ask for it? Then there is nothing to do.",
	}})
}

// tooManyRequests says that others ask too often, and how the holder still gets a link.
func tooManyRequests(l string, start string) text {
	return inLanguage(l, text{"Zu viele Anforderungen mit Ihrer E-Mail-Adresse", []string{
		"mit Ihrer E-Mail-Adresse wurde heute bei Schalter so oft ein Link angefordert, dass wir bis zu 24 Stunden lang keinen mehr schicken, wenn die Anforderung aus einem Netz kommt, aus dem Sie sich zuletzt nicht angemeldet haben.",
		"Brauchen Sie ein neues Passwort, dann fordern Sie es dort an, wo Sie sich in den letzten 30 Tagen angemeldet haben, zum Beispiel zu Hause. Das geht weiterhin:",
		start,
		"Durch diese Anforderungen allein bekommt niemand Zugang zu Ihrem Konto.",
	}}, text{"Too many requests with your e-mail address", []string{
		"with your e-mail address so many links were asked for today with Schalter that for up to 24 hours we send none when the request comes from a network from which you did not sign in lately.",
		"If you need a new password, ask for it where you signed in within the last 30 days, for example at home. That still works:",
		start,
		"By these requests alone nobody gets access to your account.",
	}})
}

func alreadyRegistered(l string, start string) text {
	return inLanguage(l, text{"Jemand wollte sich mit Ihrer E-Mail-Adresse registrieren", []string{
		"gerade hat jemand versucht, sich mit Ihrer E-Mail-Adresse bei Schalter zu registrieren. Sie haben aber schon ein Konto.",
		"Waren Sie das? Dann melden Sie sich einfach mit Ihrem Passwort an. Wenn Sie es vergessen haben, wählen Sie auf der " +
			"Anmeldeseite „Passwort vergessen“:",
		start,
		"Waren Sie es nicht? Dann müssen Sie nichts tun. Niemand hat Zugang zu Ihrem Konto bekommen.",
	}}, text{"Someone tried to register with your e-mail address", []string{
		"someone has just tried to register with Schalter using your e-mail address. But you already have an account.",
		"Was that you? Then simply sign in with your password. If you have forgotten it, choose “Forgotten password” on the " +
			"sign-in page:",
		start,
		"It was not you? Then there is nothing to do. Nobody got access to your account.",
	}})
}

func passwordReset(l string, link string) text {
	return inLanguage(l, text{"Neues Passwort wählen", []string{
		"für Ihr Konto bei Schalter wurde ein neues Passwort angefordert. Hier können Sie es wählen:",
		link,
		"Der Link gilt 24 Stunden und nur einmal. Danach sind alle Geräte abgemeldet.",
		"Haben Sie das nicht angefordert? Dann müssen Sie nichts tun. Ihr Passwort bleibt, wie es ist.",
	}}, text{"Choose a new password", []string{
		"a new password was requested for your account with Schalter. You can choose it here:",
		link,
		"The link can be used once, within 24 hours. Afterwards all devices are signed out.",
		"You did not ask for it? Then there is nothing to do. Your password stays as it is.",
	}})
}

func passwordChanged(l string, start string) text {
	return inLanguage(l, text{"Ihr Passwort wurde geändert", []string{
		"das Passwort Ihres Kontos bei Schalter wurde gerade geändert. Andere Geräte sind abgemeldet.",
		"Waren Sie es nicht? Dann wählen Sie bitte gleich auf der Anmeldeseite „Passwort vergessen“ und prüfen Sie, ob noch jemand " +
			"Ihr E-Mail-Postfach lesen kann:",
		start,
	}}, text{"Your password was changed", []string{
		"the password of your account with Schalter has just been changed. Other devices are signed out.",
		"It was not you? Then please choose “Forgotten password” on the sign-in page at once, and check whether somebody else can " +
			"read your e-mail:",
		start,
	}})
}

func accountDeleted(l string) text {
	return inLanguage(l, text{"Ihr Konto ist gelöscht", []string{
		"Sie haben Ihr Konto bei Schalter gelöscht. Alle Geräte sind abgemeldet, und was nur für Ihr Konto gespeichert war, ist vernichtet.",
		"Behörden behalten, was sie für ihre Akten brauchen. Im Protokoll der Plattform bleiben Handlungen ohne Ihren Namen stehen.",
		"Das ist die letzte E-Mail an Sie. Sie können sich jederzeit neu registrieren.",
	}}, text{"Your account is deleted", []string{
		"you have deleted your account with Schalter. All devices are signed out, and what was stored for your account alone is destroyed.",
		"Authorities keep what they need for their records. In the log of the platform acts stay without your name.",
		"This is the last e-mail to you. You can register anew at any time.",
	}})
}

func letterOnItsWay(l string, start, from, to string) text {
	return inLanguage(l, text{"Ihr Brief mit dem Aktivierungs-Code ist unterwegs", []string{
		fmt.Sprintf("wir haben Ihnen einen Brief mit Ihrem Aktivierungs-Code geschickt. Er kommt voraussichtlich zwischen dem %s und dem %s.", from, to),
		"Sobald er da ist, melden Sie sich an und geben Sie den Code ein. Der Code gilt 30 Tage ab dem Druck des Briefs:",
		start,
		"Kommt der Brief nicht an, können Sie dort einen neuen anfordern.",
	}}, text{"Your letter with the activation code is on its way", []string{
		fmt.Sprintf("we have sent you a letter with your activation code. It should arrive between %s and %s.", from, to),
		"Once it is there, sign in and enter the code. The code is valid for 30 days from the printing of the letter:",
		start,
		"If the letter does not arrive, you can order a new one there.",
	}})
}

func letterNotPrinted(l string, start string) text {
	return inLanguage(l, text{"Ihr Brief mit dem Aktivierungs-Code wurde nicht gedruckt", []string{
		"den Brief mit Ihrem Aktivierungs-Code haben wir nicht rechtzeitig gedruckt. Das war unser Fehler; der Code gilt nicht mehr.",
		"Bitte melden Sie sich an und fordern Sie einen neuen Brief an:",
		start,
	}}, text{"Your letter with the activation code was not printed", []string{
		"we did not print the letter with your activation code in time. That was our fault; the code is not valid any more.",
		"Please sign in and order a new letter:",
		start,
	}})
}

func letterGranted(l string, start string) text {
	return inLanguage(l, text{"Sie können einen weiteren Brief anfordern", []string{
		"Sie können jetzt noch einen Brief mit einem Aktivierungs-Code anfordern. Der Betrieb von Schalter hat das möglich gemacht.",
		"Prüfen Sie bitte vorher Ihre Anschrift:",
		start,
	}}, text{"You can order another letter", []string{
		"you can now order one more letter with an activation code. The operators of Schalter have made that possible.",
		"Please check your address before:",
		start,
	}})
}

func accountActive(l string, start string) text {
	return inLanguage(l, text{"Ihr Konto ist freigeschaltet", []string{
		"Ihre Anschrift ist bestätigt und Ihr Konto bei Schalter ist freigeschaltet. Sie können jetzt sicher mit Behörden schreiben:",
		start,
	}}, text{"Your account is active", []string{
		"your postal address is confirmed and your account with Schalter is active. You can now write to public authorities securely:",
		start,
	}})
}

// newMessage says neither from whom nor about what.
func newMessage(l string, start string) text {
	return inLanguage(l, text{"Sie haben eine neue Nachricht", []string{
		"in Ihrem Fallpostfach bei Schalter liegt etwas Neues für Sie. Aus Gründen der Sicherheit steht in dieser E-Mail nicht, von wem und worum es geht. Auch ob ein Bescheid darunter ist und ob er damit bekannt gegeben ist, steht nur bei der Nachricht selbst.",
		"Bitte melden Sie sich an, um es zu lesen:",
		start,
	}}, text{"You have a new message", []string{
		"there is something new in your case mailbox with Schalter. For your security this mail does not say from whom or what about. Whether there is a decision among it, and whether that is announced, only the message itself says.",
		"Please sign in to read it:",
		start,
	}})
}

func newProgress(l string, start string) text {
	return inLanguage(l, text{"Neuer Stand in Ihrem Fallpostfach", []string{
		"eine Behörde hat in Ihrem Fallpostfach bei Schalter angegeben, wie weit Ihre Sache ist. Aus Gründen der Sicherheit steht in dieser E-Mail nicht, wer und worum es geht.",
		"Bitte melden Sie sich an, um es zu lesen:",
		start,
	}}, text{"News on how far your matter is", []string{
		"an authority has stated in your case mailbox with Schalter how far your matter is. For your security this mail does not say who and what about.",
		"Please sign in to read it:",
		start,
	}})
}

// newCaseMail says to which inbox, because a clerk may work for several, and nothing about the case.
func newCaseMail(l string, start, authority string) text {
	return inLanguage(l, text{"Neue Nachricht im Eingang", []string{
		fmt.Sprintf("im Eingang „%s“ bei Schalter liegt etwas Neues. Aus Gründen der Sicherheit steht in dieser E-Mail nicht, von wem und worum es geht.", authority),
		"Bitte melden Sie sich an, um es zu lesen:",
		start,
	}}, text{"New message in the inbox", []string{
		fmt.Sprintf("there is something new in the inbox “%s” with Schalter. For security this mail does not say from whom or what about.", authority),
		"Please sign in to read it:",
		start,
	}})
}

func mailboxDeleted(l string, start, authority, reference string) text {
	return inLanguage(l, text{"Ein Fallpostfach wurde gelöscht", []string{
		fmt.Sprintf("das Fallpostfach %s ist gelöscht: von der Person, der es gehörte, oder, nach sechs Monaten ohne Nutzung, von der Plattform. „%s“ behält die eigenen Nachrichten dazu; antworten können Sie dort nicht mehr.", reference, authority),
		"Den Vorgang finden Sie weiterhin im Eingang:",
		start,
	}}, text{"A case mailbox was deleted", []string{
		fmt.Sprintf("case mailbox %s is deleted: by the person whom it belonged to or, after six months without use, by the platform. “%s” keeps its own messages; replying there is no longer possible.", reference, authority),
		"You still find the case in the inbox:",
		start,
	}})
}
