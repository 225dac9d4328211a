package evidence

import (
	"crypto/x509"
	"fmt"
	"slices"
	"strings"
	"time"
)

// Result is what a check found.
type Result string

// The results.
const (
	Passed Result = "PASSED"
	Failed Result = "FAILED"
	// Open: the file alone does not tell, or nothing was given to check against.
	Open Result = "OPEN"
)

// CheckName names a check.
type CheckName string

// The checks, in their order.
const (
	CheckContainer CheckName = "CONTAINER"
	CheckFiles     CheckName = "FILES"
	CheckSeal      CheckName = "SEAL"
	CheckTrust     CheckName = "TRUST"
	CheckIndex     CheckName = "INDEX"
	CheckPDF       CheckName = "PDF"
	CheckPDFWhole  CheckName = "PDF_WHOLE"
	CheckMessages  CheckName = "MESSAGES"
	CheckTexts     CheckName = "TEXTS"
	CheckDocuments CheckName = "DOCUMENTS"
	CheckOriginal  CheckName = "ORIGINAL"
	CheckRecord    CheckName = "RECORD"
	CheckLog       CheckName = "LOG"
	CheckStamp     CheckName = "STAMP"
	CheckContinued CheckName = "CONTINUED"
)

// Language is a language of the verdict.
type Language string

// The languages.
const (
	German  Language = "de"
	English Language = "en"
)

// Check is one check and its result.
type Check struct {
	Name   CheckName
	Result Result
	// Files are those that failed or are missing.
	Files []string
	// Detail is a value to be shown with the text: a fingerprint, a number, a time.
	Detail string
}

// Verdict is what a package was found to be.
type Verdict struct {
	// Valid says that no check failed. Whether to trust the seal is another question while Trusted is false.
	Valid bool
	// Trusted says that the seal certificate led to a root that was given.
	Trusted bool
	Checks  []Check
	// Signer is the seal certificate; nil if there is none.
	Signer *x509.Certificate
	// These are what the package says about itself.
	Kind                       PackageKind
	Platform, Reference, Title string
	CreatedAt                  time.Time
	// StampedAt is the time of a time-stamping authority that led to a root, or zero.
	StampedAt time.Time
	// Messages are as their manifests describe them.
	Messages []Manifest
	// Passed are the events that name another authority: to whom the matter was handed over or passed on, and who was allowed to do that.
	Passed []Event
	// Deleted is what a certificate of deletion says, signed by the enclosed keys; nil for other packages.
	Deleted *Deleted
}

// Of is the check with a name, and whether it was made.
func (v *Verdict) Of(name CheckName) (Check, bool) {
	at := slices.IndexFunc(v.Checks, func(c Check) bool { return c.Name == name })
	if at < 0 {
		return Check{}, false
	}
	return v.Checks[at], true
}

// Concerns reports whether a check says something of the package. A certificate of deletion has no message: that none was changed says nothing of it,
// only that there is one that should not be.
func (v *Verdict) Concerns(c Check) bool {
	return v.Kind != Deletion || c.Result == Failed || c.Name != CheckMessages && c.Name != CheckTexts && c.Name != CheckDocuments
}

// Changed lists the files that failed any check, sorted, each once.
func (v *Verdict) Changed() []string {
	var files []string
	for _, c := range v.Checks {
		if c.Result == Failed {
			files = append(files, c.Files...)
		}
	}
	slices.Sort(files)
	return slices.Compact(files)
}

func (v *Verdict) add(name CheckName, result Result, detail string, files ...string) {
	v.Checks = append(v.Checks, Check{name, result, files, detail})
	v.Valid = v.Valid && result != Failed
}

// verdictWords has the texts by check and result: German, English. A detail stands where %s does.
var verdictWords = map[CheckName]map[Result][2]string{
	CheckContainer: {
		Passed: {"Das Paket enthält genau die Dateien, die seine Liste nennt.", "The package has exactly the files that its list names."},
		Failed: {"Das Paket enthält andere Dateien, als seine Liste und sein Verzeichnis nennen.", "The package has other files than its list and its index name."},
	},
	CheckFiles: {
		Passed: {"Keine Datei wurde verändert (%s Dateien).", "No file was changed (%s files)."},
		Failed: {"Dateien wurden verändert.", "Files were changed."},
	},
	CheckSeal: {
		Passed: {"Die Liste ist versiegelt von: %s.", "The list is sealed by: %s."},
		Failed: {"Das Siegel passt nicht zur Liste.", "The seal does not fit the list."},
	},
	CheckTrust: {
		Passed: {"Das Siegel führt zu einer Wurzel, der Sie vertrauen.", "The seal leads to a root that you trust."},
		Failed: {"Das Siegel führt zu keiner Wurzel, der Sie vertrauen, oder galt damals nicht.", "The seal leads to no root that you trust, or was not valid then."},
		Open:   {"Vergleichen Sie den Fingerabdruck des Siegels (SHA-256) mit dem veröffentlichten: %s", "Compare the fingerprint of the seal (SHA-256) with the published one: %s"},
	},
	CheckIndex: {
		Passed: {"Das Verzeichnis des Pakets ist lesbar.", "The index of the package can be read."},
		Failed: {"Das Verzeichnis des Pakets ist nicht lesbar; mehr kann nicht geprüft werden.", "The index of the package cannot be read; no more can be checked."},
	},
	CheckPDF: {
		Passed: {"Das PDF ist als Ganzes mit demselben Siegel unterschrieben.", "The PDF is signed as a whole with the same seal."},
		Failed: {"Das PDF ist nicht so, wie es unterschrieben wurde.", "The PDF is not as it was signed."},
	},
	CheckPDFWhole: {
		Failed: {"Das PDF ist nicht als Ganzes unterschrieben; es wurde etwas angehängt oder ausgenommen.", "Not the whole PDF is signed; something was appended or left out."},
	},
	CheckMessages: {
		Passed: {"Die Plattform hat die Beschreibung jeder Nachricht unterschrieben (%s).", "The platform signed the description of every message (%s)."},
		Failed: {"Die Beschreibung einer Nachricht ist nicht die unterschriebene.", "The description of a message is not the signed one."},
	},
	CheckTexts: {
		Passed: {"Betreff und Text sind die beschriebenen.", "Subject and text are those described."},
		Failed: {"Betreff oder Text sind nicht die beschriebenen.", "Subject or text are not those described."},
	},
	CheckDocuments: {
		Passed: {"Die Anlagen sind die beschriebenen (%s).", "The documents are those described (%s)."},
		Failed: {"Anlagen sind nicht die beschriebenen.", "Documents are not those described."},
		Open:   {"Beiliegende Anlagen sind die beschriebenen; nicht mehr beiliegend: %s", "The documents enclosed are those described; no longer enclosed: %s"},
	},
	CheckOriginal: {
		Passed: {"Das signierte Original der Behörde liegt bei; ihre Signatur gilt: %s.", "The authority's signed original is enclosed; its signature is valid: %s."},
		Failed: {"Das signierte Original der Behörde fehlt oder ist nicht das, was sie signiert hat.", "The authority's signed original is missing, or is not what the authority signed."},
	},
	CheckRecord: {
		Passed: {"Jedes Ereignis ist unterschrieben und an seinem Platz (%s).", "Every event is signed and in its place (%s)."},
		Failed: {"Ereignisse wurden geändert, entfernt oder gehören nicht zur Nachricht.", "Events were changed, removed, or do not belong to the message."},
	},
	CheckLog: {
		Passed: {"Alle Ereignisse stehen im öffentlichen Protokoll: %s.", "All events are in the public log: %s."},
		Failed: {"Das Protokoll bestätigt die Ereignisse nicht.", "The log does not confirm the events."},
		Open:   {"Nicht alle Ereignisse stehen schon im Protokoll: %s.", "Not all events are in the log yet: %s."},
	},
	CheckStamp: {
		Passed: {"Ein Zeitstempel bestätigt den Stand des Protokolls: %s.", "A time-stamp confirms the state of the log: %s."},
		Failed: {"Der Zeitstempel passt nicht zum Protokoll.", "The time-stamp does not fit the log."},
		Open:   {"Ein Zeitstempel nennt für den Stand des Protokolls diese Zeit; ob Sie der Stelle vertrauen können, ist offen: %s.", "A time-stamp names this time for the state of the log; whether the authority can be trusted is open: %s."},
	},
	CheckContinued: {
		Passed: {"Das angegebene Protokoll setzt das des Pakets fort: %s.", "The log given continues that of the package: %s."},
		Failed: {"Das angegebene Protokoll wurde zurückgesetzt, hat eine andere Vergangenheit oder ist ein anderes.", "The log given was rolled back, has another past, or is another one."},
		Open:   {"Das angegebene Protokoll ist länger; der Beweis, dass es das des Pakets fortsetzt, fehlt: %s.", "The log given is longer; the proof that it continues that of the package is missing: %s."},
	},
	CheckAnnouncement: {
		Passed: {"Der Tag der Bekanntgabe ist aus den Tatsachen des Pakets nachgerechnet (%s).", "The day of announcement was computed again from the facts of the package (%s)."},
		Failed: {"Der Tag der Bekanntgabe folgt nicht aus den Tatsachen des Pakets und seiner Regel.", "The day of announcement does not follow from the facts of the package and its rule."},
		Open:   {"Nicht jeder Bescheid des Pakets hat Angaben zur Bekanntgabe: %s.", "Not every decision of the package has what its announcement is computed from: %s."},
	},
}

// Text says what a check found.
func (c Check) Text(l Language) string {
	words := verdictWords[c.Name][c.Result]
	text := words[0]
	if l == English {
		text = words[1]
	}
	if strings.Contains(text, "%s") {
		return fmt.Sprintf(text, c.Detail)
	}
	if c.Detail != "" {
		text += " (" + c.Detail + ")"
	}
	return text
}
