package notify

func secondEmailLink(l string, link string) text {
	return inLanguage(l, text{"Bitte bestätigen Sie Ihre zweite E-Mail-Adresse", []string{
		"diese Adresse wurde bei Schalter als zweite E-Mail-Adresse eines Kontos eingetragen. An sie schreiben wir zusätzlich, was unbedingt ankommen muss, zum Beispiel, dass ein Fallpostfach bald gelöscht wird.",
		"Bitte öffnen Sie diese Seite und bestätigen Sie dort die Adresse:",
		link,
		"Der Link gilt 24 Stunden und nur einmal.",
		"Haben Sie kein Konto bei Schalter? Dann müssen Sie nichts tun. Ohne Bestätigung schreiben wir nicht an diese Adresse.",
	}}, text{"Please confirm your second e-mail address", []string{
		"this address was entered with Schalter as the second e-mail address of an account. We write to it, too, what must arrive, for example that a case mailbox will soon be deleted.",
		"Please open this page and confirm the address there:",
		link,
		"The link can be used once, within 24 hours.",
		"You have no account with Schalter? Then there is nothing to do. Without confirmation we do not write to this address.",
	}})
}

func secondEmailChanged(l string, start string, entered bool) text {
	if !entered {
		return inLanguage(l, text{"Ihre zweite E-Mail-Adresse wurde entfernt", []string{
			"in Ihrem Konto bei Schalter wurde die zweite E-Mail-Adresse entfernt. Wir schreiben Ihnen nur noch an diese Adresse.",
			"Waren Sie es nicht? Dann melden Sie sich bitte an, ändern Sie Ihr Passwort und tragen Sie die Adresse wieder ein:",
			start,
		}}, text{"Your second e-mail address was removed", []string{
			"the second e-mail address was removed from your account with Schalter. We write to you at this address only.",
			"It was not you? Then please sign in, change your password and enter the address again:",
			start,
		}})
	}
	return inLanguage(l, text{"In Ihrem Konto wurde eine zweite E-Mail-Adresse eingetragen", []string{
		"in Ihrem Konto bei Schalter wurde eine zweite E-Mail-Adresse eingetragen. Sobald sie bestätigt ist, schreiben wir dorthin zusätzlich, was unbedingt ankommen muss. Mit ihr kann sich niemand anmelden.",
		"Waren Sie es nicht? Dann melden Sie sich bitte an, ändern Sie Ihr Passwort und entfernen Sie die Adresse:",
		start,
	}}, text{"A second e-mail address was entered in your account", []string{
		"a second e-mail address was entered in your account with Schalter. Once it is confirmed we write to it, too, what must arrive. Nobody can sign in with it.",
		"It was not you? Then please sign in, change your password and remove the address:",
		start,
	}})
}
