package lexis

import "strings"

// Words that say what is done or wanted and not to what, folded.
var general = strings.Fields(`
abholen abmelden anmelden anfordern anzeigen aendern abgelaufen abgeben beantragen bekommen bestellen bezahlen bauen einbauen erneuern
erlaubnis genehmigung genehmigen gestohlen halten kaufen melden neu reservieren registrieren suchen umschreiben ummelden umtauschen
verkaufen zulassen verlaengern vermieten verlust antrag ersetzen ausland kind hilfe
apply buy cancel change deregister extend get keep licence license lost permit register renew replace report request sell stolen
`)

// General returns the folded words that say what is done or wanted and not to what, such as anmelden.
func General() []string { return general }
