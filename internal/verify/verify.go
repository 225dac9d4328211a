// Package verify is the command that checks a package of evidence, without database, settings or network.
package verify

import (
	"crypto/x509"
	"errors"
	"flag"
	"fmt"
	"io"
	"os"
	"strings"
	"unicode"

	"schalter/internal/evidence"
)

// ExitError ends the program with a code of its own.
type ExitError struct {
	// Code is the exit code.
	Code int
	Err  error
}

func (e *ExitError) Error() string { return e.Err.Error() }

func (e *ExitError) Unwrap() error { return e.Err }

// The exit codes of the verify command.
const (
	exitInvalid  = 1
	exitUnusable = 2
)

// Run prints what it finds. Its error is an *ExitError: exit code 1 for a package that is not valid, 2 when the file or what it is
// to be checked against cannot be used.
func Run(args []string, stdout, stderr io.Writer) error {
	v, announced, language, err := verifyPackage(args, stderr)
	if err != nil {
		return &ExitError{exitUnusable, err}
	}
	if _, err := io.WriteString(stdout, writeReport(v, language)+writeAnnounced(announced, language)); err != nil {
		return &ExitError{exitUnusable, err}
	}
	if !v.Valid {
		return &ExitError{exitInvalid, errors.New("the package is not valid")}
	}
	return nil
}

func verifyPackage(args []string, stderr io.Writer) (*evidence.Verdict, []evidence.Announced, evidence.Language, error) {
	flags := flag.NewFlagSet("verify", flag.ContinueOnError)
	flags.SetOutput(stderr)
	roots := flags.String("roots", "", "`file` of certificates (PEM) that seal and time-stamps must lead to")
	checkpoint := flags.String("checkpoint", "", "`file` with the log's present checkpoint, alone or with its proof")
	announcement := flags.Bool("announcement", false, "compute from the package when its decisions count as announced")
	lang := flags.String("lang", "de", "language of the report: de or en")
	if err := flags.Parse(args); err != nil {
		return nil, nil, "", err
	}
	language := evidence.Language(*lang)
	if flags.NArg() != 1 || language != evidence.German && language != evidence.English {
		return nil, nil, "", errors.New("usage: schalter verify [-roots FILE] [-checkpoint FILE] [-announcement] [-lang de|en] FILE")
	}
	trust, err := readTrust(*roots, *checkpoint)
	if err != nil {
		return nil, nil, "", err
	}
	f, err := os.Open(flags.Arg(0))
	if err != nil {
		return nil, nil, "", err
	}
	defer f.Close()
	info, err := f.Stat()
	if err != nil {
		return nil, nil, "", err
	}
	if !info.Mode().IsRegular() {
		return nil, nil, "", fmt.Errorf("%s is no file", flags.Arg(0))
	}
	if *announcement {
		v, announced, err := evidence.VerifyAnnouncements(f, info.Size(), trust)
		return v, announced, language, err
	}
	v, err := evidence.VerifyPackage(f, info.Size(), trust)
	return v, nil, language, err
}

func readTrust(roots, checkpoint string) (evidence.Trust, error) {
	var trust evidence.Trust
	if roots != "" {
		text, err := os.ReadFile(roots)
		if err != nil {
			return trust, err
		}
		if trust.Roots = x509.NewCertPool(); !trust.Roots.AppendCertsFromPEM(text) {
			return trust, fmt.Errorf("%s has no certificate", roots)
		}
	}
	if checkpoint == "" {
		return trust, nil
	}
	var err error
	trust.Checkpoint, err = os.ReadFile(checkpoint)
	return trust, err
}

// reportWords are German and English.
var reportWords = map[evidence.Language]struct {
	valid, invalid, compare string
	results                 map[evidence.Result]string
	// Of certificates of deletion: what was destroyed, at whose will, and which one it was.
	deleted map[evidence.DeletedKind]string
	by      map[bool]string
	digest  string
	// passed are the kinds of event that name another authority.
	passed map[string]string
}{
	evidence.German: {
		"GÜLTIG: Das Paket ist unverändert.", "UNGÜLTIG: Dem Paket ist nicht zu trauen.",
		"Wer es versiegelt hat, steht erst fest, wenn Sie den Fingerabdruck verglichen haben.",
		map[evidence.Result]string{evidence.Passed: "ok    ", evidence.Failed: "FEHLER", evidence.Open: "offen "},
		map[evidence.DeletedKind]string{evidence.MailboxDeleted: "Gelöscht: ein Fallpostfach", evidence.AccountDeleted: "Gelöscht: ein Konto"},
		map[bool]string{false: "von der Inhaberin oder dem Inhaber", true: "von der Plattform nach Ablauf der Zeit"}, "SHA-256 der Kennung:",
		map[string]string{"HANDED_OVER_TO": "Übergeben an", "FORWARDED": "Weitergeleitet an", "GRANT_CHANGED": "Erlaubnis geändert für"},
	},
	evidence.English: {
		"VALID: the package is unchanged.", "INVALID: the package is not to be trusted.",
		"Who sealed it is certain only when you have compared the fingerprint.",
		map[evidence.Result]string{evidence.Passed: "ok    ", evidence.Failed: "FAILED", evidence.Open: "open  "},
		map[evidence.DeletedKind]string{evidence.MailboxDeleted: "Deleted: a case mailbox", evidence.AccountDeleted: "Deleted: an account"},
		map[bool]string{false: "by its owner", true: "by the platform, when its time was over"}, "SHA-256 of the id:",
		map[string]string{"HANDED_OVER_TO": "Handed over to", "FORWARDED": "Passed on to", "GRANT_CHANGED": "Grant changed for"},
	},
}

// writeReport is what a person reads; what comes from the package cannot steer the terminal.
func writeReport(v *evidence.Verdict, language evidence.Language) string {
	words := reportWords[language]
	lines := []string{strings.TrimSpace(v.Platform + "  " + v.Reference + "  " + v.Title)}
	for _, m := range v.Messages {
		lines = append(lines, fmt.Sprintf("  %s  %s -> %s  (%s)", m.SentAt, m.From, strings.Join(m.To, "; "), m.Message))
	}
	for _, e := range v.Passed {
		lines = append(lines, fmt.Sprintf("  %s  %s: %s (%s)", evidence.Instant(e.At), words.passed[e.Kind], e.Authority.Name, e.Authority.ID))
	}
	if d := v.Deleted; d != nil {
		lines = append(lines, "  "+words.deleted[d.Kind], "  "+evidence.Instant(d.At)+"  "+words.by[d.ByPlatform], "  "+words.digest+" "+d.Digest)
	}
	lines = append(lines, "")
	for _, c := range v.Checks {
		if !v.Concerns(c) {
			continue
		}
		lines = append(lines, words.results[c.Result]+"  "+c.Text(language))
		if c.Result == evidence.Failed {
			for _, file := range c.Files {
				lines = append(lines, "          "+file)
			}
		}
	}
	lines = append(lines, "")
	switch {
	case !v.Valid:
		lines = append(lines, words.invalid)
	case v.Trusted:
		lines = append(lines, words.valid)
	default:
		lines = append(lines, words.valid, words.compare)
	}
	return shown(lines)
}

// shown is lines of which none can steer the terminal.
func shown(lines []string) string {
	for i := range lines {
		lines[i] = strings.Map(visible, lines[i])
	}
	return strings.Join(lines, "\n") + "\n"
}

// announcedWords are German and English.
var announcedWords = map[evidence.Language]struct{ information, service, none, rule, own string }{
	evidence.German: {
		"zur Kenntnis, nicht bekannt gegeben", "zur Zustellung bereitgestellt; ein Tag der Zustellung wird nicht berechnet",
		"aus den Tatsachen des Pakets ergibt sich kein Tag der Bekanntgabe", "Regel %s, Fassung %d: %s",
		"Diese Regel steht nur im Paket, nicht in diesem Programm: vergleichen Sie sie mit der veröffentlichten.",
	},
	evidence.English: {
		"for information, not announced", "provided for formal service; no day of service is computed",
		"the facts of the package give no day of announcement", "rule %s, version %d: %s",
		"This rule is in the package alone, not in this program: compare it with the published one.",
	},
}

// writeAnnounced says when each decision counts as announced, by which rule and why.
func writeAnnounced(list []evidence.Announced, language evidence.Language) string {
	if len(list) == 0 {
		return ""
	}
	words := announcedWords[language]
	var lines []string
	for _, a := range list {
		lines = append(lines, "", a.Message)
		switch {
		case a.Facts.Effect == "INFORMATION":
			lines = append(lines, "  "+words.information)
		case a.Facts.Effect == "SERVICE_OF_DOCUMENTS":
			lines = append(lines, "  "+words.service)
		case a.Result == nil:
			lines = append(lines, "  "+words.none)
		default:
			r := a.Result.Rule
			lines = append(lines, "  "+string(a.Result.Date), "  "+fmt.Sprintf(words.rule, r.ID, r.Version, r.Name()), "  "+a.Result.Explain(string(language)))
			if !a.Shipped {
				lines = append(lines, "  "+words.own)
			}
		}
	}
	return shown(lines)
}

func visible(r rune) rune {
	if unicode.IsControl(r) || unicode.Is(unicode.Cf, r) {
		return '\ufffd'
	}
	return r
}
