package notify

import "fmt"

// The mails of the market say nothing of orders and contracts but that they are there.

func offeringOrderable(l string, page, name string) text {
	return inLanguage(l, text{"Ein Angebot ist jetzt verfügbar", []string{
		fmt.Sprintf("Sie wollten wissen, wann „%s“ verfügbar ist: Das ist jetzt so weit.", name),
		page,
		"Eine weitere Nachricht dazu bekommen Sie nicht.",
	}}, text{"An offering is available now", []string{
		fmt.Sprintf("you wanted to know when “%s” is available: now it is.", name),
		page,
		"You will get no further message about it.",
	}})
}
