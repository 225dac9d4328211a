// Package autoreply tells mails that a program wrote to answer another one, such as absence notes, from those that a person wrote. Begin
// with [Is].
package autoreply

import (
	"regexp"
	"slices"
	"strings"

	"schalter/internal/mail/mime"
)

// automaticFields are the fields by which programs say that they wrote a mail to answer another one: each with the words that
// say so, or with any value.
var automaticFields = []struct {
	name  string
	words []string
}{
	// RFC 3834; sieve's vacation (RFC 5230), Exchange, Domino and GroupWise of today write it.
	{"Auto-Submitted", nil},
	// vacation(1) and its heirs.
	{"Precedence", []string{"auto_reply", "bulk", "junk"}},
	{"X-Precedence", []string{"auto_reply", "bulk", "junk"}},
	// Autoresponders of hosts and of older groupware.
	{"X-Autoreply", nil}, {"X-Auto-Reply", nil}, {"X-Autoreply-From", nil}, {"X-Autorespond", nil}, {"X-Autoresponse", nil}, {"X-Mail-Autoreply", nil},
	// Exchange: rules of a mailbox, and what its own notes ask others not to answer. Human mails seldom ask for that; of receipts
	// alone (RN, DR) they do.
	{"X-MS-Exchange-Generated-Message-Source", nil}, {"X-MS-Exchange-Inbox-Rules-Loop", nil},
	{"X-Auto-Response-Suppress", []string{"all", "oof", "autoreply"}},
}

// automaticSubject finds how programs begin the subject of an absence note. What a person answers begins with "AW:" or "Re:".
var automaticSubject = regexp.MustCompile(`(?i)^\s*(` + strings.Join([]string{
	// Exchange and Outlook, today and before 2010; Microsoft 365 and sieve abbreviate.
	`automatische antwort`, `automatic reply`, `abwesenheitsnotiz`, `abwesend\s*:`, `out of (the )?office`, `ooo\s*:`, `auto\s*:`,
	// Thunderbird, Roundcube, Horde, GroupWise and hosts.
	`abwesenheits(benachrichtigung|meldung|nachricht|assistent|mitteilung)`, `abwesenheit\s*:`, `urlaubs(benachrichtigung|meldung|nachricht|notiz)`,
	`auto-?\s?(reply|response|responder|antwort)\b`, `autoreply`, `vacation (message|notice|reply)`, `absence (note|notice)`,
	// Notes puts the name first.
	`[^:]{1,80} (ist|is) ([a-zäöüß]+ ){0,2}(nicht im büro|nicht im hause?|außer haus|ausser haus|abwesend|im urlaub|out of (the )?office|on vacation)`,
	`ich bin ([a-zäöüß]+ ){0,2}(nicht im büro|nicht im hause?|außer haus|ausser haus|abwesend|im urlaub)`,
}, "|") + `)`)

// Is says whether a header is that of a mail which a program wrote to answer another one.
func Is(p *mime.Part) bool {
	return HasField(p) || HasSubject(p)
}

// HasSubject says so by how programs begin the subject.
func HasSubject(p *mime.Part) bool {
	return slices.ContainsFunc(p.Fields("Subject"), automaticSubject.MatchString)
}

// HasField says so by the fields that only programs write.
func HasField(p *mime.Part) bool {
	for _, f := range automaticFields {
		if slices.ContainsFunc(p.Fields(f.name), func(value string) bool { return isAutomaticValue(value, f.words) }) {
			return true
		}
	}
	return false
}

// isAutomaticValue says so by the value of such a field.
func isAutomaticValue(value string, words []string) bool {
	value = strings.ToLower(strings.TrimSpace(value))
	// "Auto-Submitted: no" says the opposite.
	word, _, _ := strings.Cut(value, ";")
	if value == "" || strings.TrimSpace(word) == "no" {
		return false
	}
	return words == nil || slices.ContainsFunc(wordsOf(value), func(word string) bool { return slices.Contains(words, word) })
}

// wordsOf are the words of a field, which stand alone, in a list or before parameters.
func wordsOf(value string) []string {
	return strings.FieldsFunc(value, func(r rune) bool { return strings.ContainsRune(" \t,;()", r) })
}
