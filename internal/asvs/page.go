package asvs

import (
	"fmt"
	"strings"
)

const head = `# OWASP ASVS 5.0, levels 1 and 2

<!-- Printed from docs/asvs.tsv. Change a row there, then: go run ./internal/asvs/printer -->

Where each requirement stands, in our own words. The numbers and levels are those of ASVS 5.0.0 (OWASP, CC BY-SA 4.0); its
text is not repeated here. "met" names the tests or files that show it; a check refuses the list when one of them is not there or a
requirement is missing. "partly" and "open" say what is missing. "operator" is up to those who run it. "n/a" means that
the thing does not exist here. The list is a self-assessment; nobody outside has checked it.
`

// chapters are the headings of the page, in words of our own.
var chapters = []string{"Encoding and sanitisation", "Validation and business logic", "Web frontend", "API and web service", "Files",
	"Authentication", "Sessions", "Authorisation", "Self-contained tokens", "OAuth and OIDC", "Cryptography", "Communication",
	"Configuration", "Data protection", "Coding and architecture", "Logging", "WebRTC"}

// Page prints rows as Markdown.
func Page(rows []Row) string {
	var page strings.Builder
	page.WriteString(head)
	page.WriteString("\n| " + strings.Join(States, " | ") + " | together |\n" + strings.Repeat("|---", len(States)+1) + "|\n|")
	for _, state := range States {
		n := 0
		for _, row := range rows {
			if row.State == state {
				n++
			}
		}
		fmt.Fprintf(&page, " %d |", n)
	}
	fmt.Fprintf(&page, " %d |\n", len(rows))
	for i, title := range chapters {
		fmt.Fprintf(&page, "\n## V%d %s\n\n| requirement | level | state | what and why | shown by |\n|---|---|---|---|---|\n", i+1, title)
		for _, row := range rows {
			if strings.HasPrefix(row.ID, fmt.Sprintf("V%d.", i+1)) {
				fmt.Fprintf(&page, "| %s | %d | %s | %s | %s |\n", row.ID, row.Level, row.State, row.Why, shown(row))
			}
		}
	}
	return page.String()
}

// shown is the list of what shows a row, as code.
func shown(row Row) string {
	if len(row.Shown) == 0 {
		return ""
	}
	return "`" + strings.Join(row.Shown, "`, `") + "`"
}
