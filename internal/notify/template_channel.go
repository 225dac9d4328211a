package notify

import "fmt"

// The mails about an authority's connection say nothing of any case.

func certificateAdded(l string, start, authority string) text {
	return inLanguage(l, text{"Neues Zertifikat für die sichere Kommunikation", []string{
		fmt.Sprintf("für das Postfach von „%s“ wurde bei Schalter ein weiteres Zertifikat hinterlegt.", authority),
		"War das abgesprochen? Dann müssen Sie nichts tun. Sonst melden Sie sich bitte an, prüfen Sie die Zertifikate der Stelle und " +
			"entfernen Sie das fremde:",
		start,
	}}, text{"New certificate for secure communication", []string{
		fmt.Sprintf("another certificate was stored with Schalter for the mailbox of “%s”.", authority),
		"Was that agreed? Then there is nothing to do. Otherwise please sign in, check the certificates of the authority and remove the one " +
			"you do not know:",
		start,
	}})
}

func certificateRemoved(l string, start, authority string) text {
	return inLanguage(l, text{"Ein Zertifikat wurde entfernt", []string{
		fmt.Sprintf("für das Postfach von „%s“ wurde bei Schalter ein Zertifikat entfernt. Nachrichten werden nicht mehr dafür verschlüsselt, und "+
			"Antworten, die damit signiert sind, werden nicht mehr angenommen.", authority),
		"War das abgesprochen? Dann müssen Sie nichts tun. Sonst melden Sie sich bitte an, prüfen Sie die Zertifikate der Stelle und " +
			"hinterlegen Sie das fehlende neu:",
		start,
	}}, text{"A certificate was removed", []string{
		fmt.Sprintf("a certificate for the mailbox of “%s” was removed from Schalter. Messages are not encrypted to it any more, and answers signed "+
			"with it are not accepted any more.", authority),
		"Was that agreed? Then there is nothing to do. Otherwise please sign in, check the certificates of the authority and store the missing one " +
			"again:",
		start,
	}})
}

func legacyAllowed(l string, start, authority, until string) text {
	return inLanguage(l, text{"Veraltete Verschlüsselung wurde zugelassen", []string{
		fmt.Sprintf("der Betrieb von Schalter hat für „%s“ bis zum %s Verfahren zugelassen, die als veraltet gelten. Verwendet werden sie nur, "+
			"wenn das Postfach der Stelle nichts Besseres kann.", authority, until),
		"War das abgesprochen? Dann müssen Sie nichts tun. Sonst wenden Sie sich bitte gleich an den Betrieb von Schalter:",
		start,
	}}, text{"Outdated encryption was allowed", []string{
		fmt.Sprintf("the operators of Schalter have allowed methods that count as outdated for “%s” until %s. They are used only where the mailbox "+
			"of the authority can do no better.", authority, until),
		"Was that agreed? Then there is nothing to do. Otherwise please turn to the operators of Schalter at once:",
		start,
	}})
}

func channelMoved(l string, start, authority string) text {
	return inLanguage(l, text{"Der Weg der Nachrichten wurde geändert", []string{
		fmt.Sprintf("bei Schalter wurde geändert, wohin Nachrichten an „%s“ gehen sollen.", authority),
		"War das abgesprochen? Dann müssen Sie nichts tun. Sonst melden Sie sich bitte gleich an, prüfen Sie den Weg der Nachrichten " +
			"dieser Stelle und stellen Sie ihn richtig:",
		start,
	}}, text{"The way of the messages was changed", []string{
		fmt.Sprintf("it was changed with Schalter where messages to “%s” are to go.", authority),
		"Was that agreed? Then there is nothing to do. Otherwise please sign in at once, check how the messages of this authority are delivered and " +
			"put it right:",
		start,
	}})
}

func channelActivated(l string, start, authority string) text {
	return inLanguage(l, text{"Ein E-Mail-Postfach ist in Betrieb gegangen", []string{
		fmt.Sprintf("Nachrichten an „%s“ gehen von jetzt an verschlüsselt an das E-Mail-Postfach, das bei Schalter hinterlegt ist. Der "+
			"Verbindungstest wurde beantwortet.", authority),
		"War das abgesprochen? Dann müssen Sie nichts tun. Sonst melden Sie sich bitte gleich an und prüfen Sie den Weg der Nachrichten " +
			"dieser Stelle:",
		start,
	}}, text{"An e-mail mailbox was put in use", []string{
		fmt.Sprintf("from now on messages to “%s” go, encrypted, to the e-mail mailbox that is stored with Schalter. The connection test "+
			"was answered.", authority),
		"Was that agreed? Then there is nothing to do. Otherwise please sign in at once and check how the messages of this authority are delivered:",
		start,
	}})
}

// mailboxLeft goes to the mailbox itself; nobody knows who reads it.
func mailboxLeft(l string, start, authority string) text {
	return inLanguage(l, text{"Nachrichten von Schalter sollen nicht mehr in dieses Postfach gehen", []string{
		fmt.Sprintf("bei Schalter wurde festgelegt, dass Nachrichten an „%s“ künftig nicht mehr in dieses Postfach gehen.", authority),
		"War das abgesprochen? Dann müssen Sie nichts tun. Sonst wenden Sie sich bitte gleich an die Person, die Ihre Stelle bei Schalter " +
			"verwaltet:",
		start,
	}}, text{"Messages from Schalter are to go to this mailbox no more", []string{
		fmt.Sprintf("it was set with Schalter that messages to “%s” will no longer go to this mailbox.", authority),
		"Was that agreed? Then there is nothing to do. Otherwise please turn at once to the person who manages your authority with Schalter:",
		start,
	}})
}

func certificateEnding(l string, start, authority, on string) text {
	return inLanguage(l, text{"Ein Zertifikat läuft am " + on + " ab", []string{
		fmt.Sprintf("das letzte Zertifikat für das Postfach von „%s“ läuft am %s ab. Danach kann der Stelle nicht mehr sicher geschrieben werden.", authority, on),
		"Bitte besorgen Sie rechtzeitig ein neues und hinterlegen Sie es schon vor diesem Tag. Das bisherige bleibt bis zu seinem Ende in " +
			"Gebrauch:",
		start,
	}}, text{"A certificate expires on " + on, []string{
		fmt.Sprintf("the last certificate for the mailbox of “%s” expires on %s. After that nobody can write to the authority securely.", authority, on),
		"Please obtain a new one in good time and store it before that day. The present one stays in use until it ends:",
		start,
	}})
}

func certificateRevoked(l string, start, authority string) text {
	return inLanguage(l, text{"Ein Zertifikat wurde gesperrt", []string{
		fmt.Sprintf("der Aussteller hat ein Zertifikat für das Postfach von „%s“ gesperrt. Schalter verwendet es nicht mehr.", authority),
		"Bitte melden Sie sich an und prüfen Sie, ob die übrigen Zertifikate der Stelle genügen:",
		start,
	}}, text{"A certificate was revoked", []string{
		fmt.Sprintf("the issuer has revoked a certificate for the mailbox of “%s”. Schalter does not use it any more.", authority),
		"Please sign in and check whether the other certificates of the authority are enough:",
		start,
	}})
}

func connectionBroken(l string, start, authority string) text {
	return inLanguage(l, text{"Die sichere Kommunikation ist unterbrochen", []string{
		fmt.Sprintf("Nachrichten an das Postfach von „%s“ können zurzeit nicht zugestellt werden. Wer der Stelle schreiben will, wird auf "+
			"Post und Telefon hingewiesen.", authority),
		"Bitte melden Sie sich an: Dort steht, woran es liegt und was zu tun ist. Danach genügt ein neuer Verbindungstest:",
		start,
	}}, text{"Secure communication is interrupted", []string{
		fmt.Sprintf("messages to the mailbox of “%s” cannot be delivered at present. Whoever wants to write to the authority is pointed to post and "+
			"telephone.", authority),
		"Please sign in: you will find there what the cause is and what to do. Afterwards a new connection test is enough:",
		start,
	}})
}

func connectReleased(l string, page, authority string) text {
	return inLanguage(l, text{"Ihre Anfrage zur sicheren Kommunikation ist geprüft", []string{
		fmt.Sprintf("Ihre Anfrage für „%s“ ist geprüft. Ein Brief mit einem Code geht an die amtliche Anschrift, zu Ihren Händen.", authority),
		"Wenn er da ist, melden Sie sich mit dieser E-Mail-Adresse an und geben Sie den Code ein. Er gilt 30 Tage ab dem Druck des Briefs. Wenn Sie noch kein Konto " +
			"haben, registrieren Sie sich bitte mit dieser Adresse:",
		page,
	}}, text{"Your request for secure communication was checked", []string{
		fmt.Sprintf("your request for “%s” was checked. A letter with a code is sent to the official address, for your attention.", authority),
		"When it has arrived, sign in with this e-mail address and enter the code. It is valid for 30 days from the printing of the letter. If you do not have an account " +
			"yet, please register with this address:",
		page,
	}})
}

func connectDeclined(l string, authority, note string) text {
	return inLanguage(l, text{"Ihre Anfrage zur sicheren Kommunikation", []string{
		fmt.Sprintf("Ihrer Anfrage für „%s“ konnten wir nicht entsprechen. Der Grund:", authority),
		note,
		"Sie können jederzeit neu anfragen. Haben Sie gar nicht angefragt? Dann müssen Sie nichts tun.",
	}}, text{"Your request for secure communication", []string{
		fmt.Sprintf("we could not grant your request for “%s”. The reason:", authority),
		note,
		"You can make the request anew at any time. You did not make it at all? Then there is nothing to do.",
	}})
}
