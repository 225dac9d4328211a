package notify

import "fmt"

// The mails about who may act for whom say nothing of any case.

func releaseProposed(l string, desk, authority string) text {
	return inLanguage(l, text{"Eine Freigabe wartet auf Sie", []string{
		fmt.Sprintf("jemand aus dem Betrieb von Schalter möchte die Anfrage für „%s“ freigeben. Erst wenn eine zweite Person zustimmt, geht der "+
			"Brief mit dem Code hinaus.", authority),
		"Bitte vergleichen Sie die Anschrift selbst mit dem Impressum der Behörde, und entscheiden Sie dann:",
		desk,
	}}, text{"A release waits for you", []string{
		fmt.Sprintf("one of the operators of Schalter wants to release the request for “%s”. The letter with the code goes out only when a "+
			"second person agrees.", authority),
		"Please compare the address with the imprint of the authority yourself, then decide:",
		desk,
	}})
}

func releaseTold(l string, start, authority string) text {
	return inLanguage(l, text{"Ein Brief mit einem Code geht an eine Behörde", []string{
		fmt.Sprintf("eine Anfrage, „%s“ an Schalter anzubinden, ist freigegeben. Ein Brief mit einem Code geht an die amtliche Anschrift.", authority),
		"War das abgesprochen? Dann müssen Sie nichts tun. Sonst wenden Sie sich bitte gleich an den Betrieb von Schalter:",
		start,
	}}, text{"A letter with a code goes to an authority", []string{
		fmt.Sprintf("a request to connect “%s” to Schalter was released. A letter with a code goes to the official address.", authority),
		"Was that agreed? Then there is nothing to do. Otherwise please turn to the operators of Schalter at once:",
		start,
	}})
}

func authorityConnected(l string, start, authority string) text {
	return inLanguage(l, text{"Eine Behörde wurde freigeschaltet", []string{
		fmt.Sprintf("der Code aus dem Brief an „%s“ wurde eingegeben. Diese Behörde hat jetzt jemanden, der sie bei Schalter verwaltet.", authority),
		"Ist das nicht richtig? Dann wenden Sie sich bitte gleich an den Betrieb von Schalter:",
		start,
	}}, text{"An authority was unlocked", []string{
		fmt.Sprintf("the code of the letter to “%s” was entered. This authority now has somebody who manages it with Schalter.", authority),
		"Is that not right? Then please turn to the operators of Schalter at once:",
		start,
	}})
}

func channelClosed(l string, start, authority string) text {
	return inLanguage(l, text{"Die Anbindung einer Behörde ist beendet", []string{
		fmt.Sprintf("„%s“ ist nicht mehr an Schalter angebunden. Niemand kann der Stelle mehr schreiben, und ihre Vorgänge sind nicht mehr zu "+
			"öffnen. Wer eine Nachricht geschrieben hat, die dort niemand geöffnet hat, wird darauf hingewiesen.", authority),
		"War das abgesprochen? Dann müssen Sie nichts tun. Sonst fragen Sie die Anbindung bitte neu an: Mit einem neuen Brief an die amtliche " +
			"Anschrift öffnen sich die Vorgänge wieder.",
		start,
	}}, text{"The connection of an authority has ended", []string{
		fmt.Sprintf("“%s” is not connected to Schalter any more. Nobody can write to it, and its cases can no longer be opened. Whoever wrote a "+
			"message that nobody there opened is told so.", authority),
		"Was that agreed? Then there is nothing to do. Otherwise please ask for the connection anew: a new letter to the official address " +
			"opens the cases again.",
		start,
	}})
}

func memberChanged(l string, start, organisation string) text {
	return inLanguage(l, text{"Ihre Rechte wurden geändert", []string{
		fmt.Sprintf("was Sie bei Schalter für „%s“ tun können, wurde geändert. Die Änderung gilt sofort.", organisation),
		"Wenn Sie Fragen dazu haben, wenden Sie sich bitte an die Person, die Ihre Stelle bei Schalter verwaltet.",
		start,
	}}, text{"Your rights were changed", []string{
		fmt.Sprintf("what you can do with Schalter for “%s” was changed. The change counts at once.", organisation),
		"If you have questions about it, please turn to the person who manages your authority with Schalter.",
		start,
	}})
}

func memberRemoved(l string, start, organisation string) text {
	return inLanguage(l, text{"Ihre Mitgliedschaft ist beendet", []string{
		fmt.Sprintf("Sie arbeiten bei Schalter nicht mehr für „%s“. Ihr eigenes Konto bleibt, wie es ist.", organisation),
		"Wenn Sie Fragen dazu haben, wenden Sie sich bitte an die Person, die diese Stelle bei Schalter verwaltet.",
		start,
	}}, text{"Your membership has ended", []string{
		fmt.Sprintf("you no longer work for “%s” with Schalter. Your own account stays as it is.", organisation),
		"If you have questions about it, please turn to the person who manages this authority with Schalter.",
		start,
	}})
}

func membersTold(l string, start, organisation string) text {
	return inLanguage(l, text{"Die Mitglieder Ihrer Stelle wurden geändert", []string{
		fmt.Sprintf("eine Kollegin oder ein Kollege hat geändert, wer bei Schalter was für „%s“ tun kann.", organisation),
		"War das abgesprochen? Dann müssen Sie nichts tun. Sonst melden Sie sich bitte gleich an und prüfen Sie die Mitglieder Ihrer Stelle:",
		start,
	}}, text{"The members of your authority were changed", []string{
		fmt.Sprintf("a colleague changed who can do what for “%s” with Schalter.", organisation),
		"Was that agreed? Then there is nothing to do. Otherwise please sign in at once and check the members of your authority:",
		start,
	}})
}

func accountBlocked(l string, reason string) text {
	return inLanguage(l, text{"Ihr Konto ist gesperrt", []string{
		"der Betrieb von Schalter hat Ihr Konto gesperrt. Der Grund:",
		reason,
		"Sie können sich zurzeit nicht anmelden. Ihre Fallpostfächer bleiben erhalten. Wenn das ein Irrtum ist, wenden Sie sich bitte an den " +
			"Betrieb; die Anschrift steht im Impressum.",
	}}, text{"Your account is blocked", []string{
		"the operators of Schalter have blocked your account. The reason:",
		reason,
		"You cannot sign in at present. Your case mailboxes are kept. If this is a mistake, please turn to the operators; the address is in the " +
			"imprint.",
	}})
}

func accountUnblocked(l string, start string) text {
	return inLanguage(l, text{"Ihr Konto ist wieder offen", []string{
		"der Betrieb von Schalter hat die Sperre Ihres Kontos aufgehoben. Sie können sich wieder anmelden:",
		start,
	}}, text{"Your account is open again", []string{
		"the operators of Schalter have lifted the block of your account. You can sign in again:",
		start,
	}})
}

func blockTold(l string, desk, accountID string, blocked bool) text {
	if blocked {
		return inLanguage(l, text{"Ein Konto wurde gesperrt", []string{
			fmt.Sprintf("eine Kollegin oder ein Kollege hat das Konto %s gesperrt. Grund und Person stehen in der Liste der gesperrten Konten:", accountID),
			desk,
		}}, text{"An account was blocked", []string{
			fmt.Sprintf("a colleague has blocked the account %s. The reason and who it was stand in the list of blocked accounts:", accountID),
			desk,
		}})
	}
	return inLanguage(l, text{"Die Sperre eines Kontos wurde aufgehoben", []string{
		fmt.Sprintf("eine Kollegin oder ein Kollege hat die Sperre des Kontos %s aufgehoben. Wer es war, steht im Protokoll:", accountID),
		desk,
	}}, text{"The block of an account was lifted", []string{
		fmt.Sprintf("a colleague has lifted the block of the account %s. Who it was stands in the log:", accountID),
		desk,
	}})
}
