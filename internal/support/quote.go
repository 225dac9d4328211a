package support

import (
	"regexp"
	"slices"
	"strings"
)

// attribution is the line before a quotation that says who wrote it when, as mail programs write it in German and English; it may be
// broken into two.
var attribution = regexp.MustCompile(`(?is)^\s*(am|on|le)\b.{5,300}\b(schrieb|wrote|a écrit)\b.{0,200}:\s*$`)

// forwarded begins what Outlook and others put below an answer: a rule, or the head of the mail that is answered.
var forwarded = regexp.MustCompile(`(?i)^\s*(-{2,}\s*(ursprüngliche nachricht|original message|original-nachricht|weitergeleitete nachricht|forwarded message)\s*-{2,}|_{20,})\s*$`)

// headLine is a line of such a head without a rule before it.
var (
	headFrom = regexp.MustCompile(`(?i)^\s*\*?(von|from):\*?\s.+`)
	headLine = regexp.MustCompile(`(?i)^\s*\*?(gesendet|sent|datum|date|an|to|betreff|subject|cc):\*?\s.*`)
)

// shownText is what somebody newly wrote: without what stands below our line, quotations at the end, the mail that is answered, and the
// signature. It errs by leaving too much: all of a mail stays readable beside it, and where nothing is left all of it is shown.
func shownText(text string) string {
	lines := strings.Split(text, "\n")
	end := len(lines)
	for i := range lines {
		if isCut(lines, i) {
			end = i
			break
		}
	}
	kept := trimEnd(lines[:end])
	// Quotations between what is new belong to it, those at the end do not.
	last := len(kept)
	for last > 0 && (strings.HasPrefix(kept[last-1], ">") || strings.TrimSpace(kept[last-1]) == "") {
		last--
	}
	if last < len(kept) {
		kept = withoutAttribution(trimEnd(kept[:last]))
	}
	shown := strings.TrimSpace(strings.Join(kept, "\n"))
	if shown == "" {
		return strings.TrimSpace(text)
	}
	return shown
}

// isCut reports whether all from a line on is not new.
func isCut(lines []string, i int) bool {
	line := strings.TrimRight(lines[i], "\r")
	switch {
	case strings.Contains(line, "Please reply above this line"), forwarded.MatchString(line), line == "-- ":
		return true
	case headFrom.MatchString(line):
		// A head has several fields, one below the other.
		return slices.ContainsFunc(lines[min(i+1, len(lines)):min(i+3, len(lines))], headLine.MatchString)
	}
	return isAttribution(lines, i) && quotesAfter(lines, i)
}

func isAttribution(lines []string, i int) bool {
	return attribution.MatchString(lines[i]) || i+1 < len(lines) && attribution.MatchString(lines[i]+" "+lines[i+1])
}

// quotesAfter reports whether all that follows a line that says who wrote is quoted.
func quotesAfter(lines []string, i int) bool {
	rest := lines[i+1:]
	if !attribution.MatchString(lines[i]) {
		rest = rest[1:]
	}
	return !slices.ContainsFunc(rest, func(line string) bool { return strings.TrimSpace(line) != "" && !strings.HasPrefix(line, ">") })
}

func withoutAttribution(lines []string) []string {
	for n := 1; n <= 2 && n <= len(lines); n++ {
		if attribution.MatchString(strings.Join(lines[len(lines)-n:], " ")) {
			return trimEnd(lines[:len(lines)-n])
		}
	}
	return lines
}

func trimEnd(lines []string) []string {
	for len(lines) > 0 && strings.TrimSpace(lines[len(lines)-1]) == "" {
		lines = lines[:len(lines)-1]
	}
	return lines
}
