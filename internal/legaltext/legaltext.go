// Package legaltext holds the texts that the law asks for, in German and English, with the operator's name and address
// filled in. A new version is a new file and a new entry; the version in force at registration is kept with the account.
package legaltext

import (
	"embed"
	"strings"
)

// Kind names a text (enum LegalTextKind of the contract).
type Kind string

// The kinds of text.
const (
	TermsOfUse             Kind = "TERMS_OF_USE"
	PrivacyNotice          Kind = "PRIVACY_NOTICE"
	AccessibilityStatement Kind = "ACCESSIBILITY_STATEMENT"
	Imprint                Kind = "IMPRINT"
	// ConsentAnnouncement is what a person agrees to so that decisions are announced here, ConsentService so that documents are served here.
	ConsentAnnouncement Kind = "CONSENT_ANNOUNCEMENT"
	ConsentService      Kind = "CONSENT_SERVICE"
)

// Text is one text in one language.
type Text struct {
	Kind    Kind
	Version string
	// ValidFrom is a calendar day, ISO 8601.
	ValidFrom string
	Markdown  string
}

// Operator is who runs the platform.
type Operator struct {
	Name    string
	Address []string
	Email   string
}

// TermsVersion is the version of the terms of use in force.
const TermsVersion = "2026-11"

// ConsentVersion is the version in force of both texts of consent. What they say is signed with every consent by its version: a change of a word
// is a new version, and needs a new consent.
const ConsentVersion = "2026-11"

var inForce = []struct {
	kind               Kind
	file               string
	version, validFrom string
}{
	{TermsOfUse, "terms.md", TermsVersion, "2026-11-22"},
	{PrivacyNotice, "privacy.md", "2026-11-29", "2026-11-29"},
	{AccessibilityStatement, "accessibility.md", "2026-11", "2026-11-22"},
	{Imprint, "imprint.md", "2026-11", "2026-11-22"},
	{ConsentAnnouncement, "consent-announcement.md", ConsentVersion, "2026-11-30"},
	{ConsentService, "consent-service.md", ConsentVersion, "2026-11-30"},
}

//go:embed de/*.md en/*.md
var files embed.FS

// InForce returns all texts in a language ("de" or "en"). sources are the attributions of the data, one a line.
func InForce(locale string, operator Operator, sources []string) []Text {
	if locale != "en" {
		locale = "de"
	}
	fill := strings.NewReplacer(
		"{{operator}}", operator.Name,
		"{{address}}", strings.Join(operator.Address, ", "),
		"{{email}}", operator.Email,
		"{{sources}}", "- "+strings.Join(sources, "\n- "),
	)
	texts := make([]Text, len(inForce))
	for i, t := range inForce {
		b, err := files.ReadFile(locale + "/" + t.file)
		if err != nil {
			panic(err) // embedded; the test reads them all
		}
		texts[i] = Text{Kind: t.kind, Version: t.version, ValidFrom: t.validFrom, Markdown: fill.Replace(string(b))}
	}
	return texts
}
