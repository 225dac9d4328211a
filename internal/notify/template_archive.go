package notify

import "fmt"

// archiveReminder says how many cases wait for what the archive says, and nothing of whose or what about.
func archiveReminder(l string, start, authority string, cases int) text {
	de := fmt.Sprintf("im Eingang „%s“ bei Schalter ist die Aufbewahrung von %d Fällen zu Ende. Sie warten darauf, dass das Archiv antwortet (Art. 6 BayArchivG); bis dahin bleiben sie.", authority, cases)
	en := fmt.Sprintf("in the inbox “%s” with Schalter, the retention of %d cases is over. They wait for the archive to answer (Art. 6 BayArchivG); until then they stay.", authority, cases)
	if cases == 1 {
		de = fmt.Sprintf("im Eingang „%s“ bei Schalter ist die Aufbewahrung von 1 Fall zu Ende. Er wartet darauf, dass das Archiv antwortet (Art. 6 BayArchivG); bis dahin bleibt er.", authority)
		en = fmt.Sprintf("in the inbox “%s” with Schalter, the retention of 1 case is over. It waits for the archive to answer (Art. 6 BayArchivG); until then it stays.", authority)
	}
	return inLanguage(l, text{"Dem Archiv anzubieten", []string{
		de, "Bieten Sie dem Archiv an, was wartet, und tragen Sie die Antwort ein:", start, "Solange etwas wartet, erinnern wir höchstens alle 30 Tage daran.",
	}}, text{"To be offered to the archive", []string{
		en, "Please offer what waits to the archive, and enter its answer:", start, "As long as something waits, we remind you of it every 30 days at most.",
	}})
}
