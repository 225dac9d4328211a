// Package paper makes the PDF of a contract from a template and facts, and the sheet with its signatures. A template is Markdown (headings,
// paragraphs, lists, bold) with placeholders; [Parse] reads one and says what it may not hold, [Text.Print] puts facts in and sets the pages.
//
// Facts are plain text: they come into the parsed template, so nothing in them is ever Markdown. The same template and facts give the same
// bytes.
package paper

import "slices"

// Facts are what stands in place of placeholders.
type Facts struct {
	// Values are those in a sentence; one that is missing or empty is printed as [Missing].
	Values map[string]string
	// Lists are those that stand alone.
	Lists map[string][]Line
}

// Line is one line of a list.
type Line struct {
	Kind LineKind `json:"kind,omitempty"`
	Text string   `json:"text"`
}

// LineKind is how a line of a list is set.
type LineKind string

// The kinds of line.
const (
	// Point has a dash before it.
	Point LineKind = ""
	// Heading is bold, with room above.
	Heading LineKind = "HEADING"
	// Paragraph is running text.
	Paragraph LineKind = "PARAGRAPH"
	// ToSign is a line on which a party's signature is noted.
	ToSign LineKind = "TO_SIGN"
)

// Missing is printed for a fact that is not known.
const Missing = "nicht angegeben"

// values are the placeholders that stand in a sentence, lists those that stand alone in a paragraph.
var (
	values = []string{
		"contract.reference", "order.reference", "contract.effectiveFrom", "contract.endsOn", "contract.noticePeriodMonths", "grantor.name", "grantor.address",
		"grantee.name", "grantee.address", "grantee.ars", "grantee.actsThrough", "offering.name", "offering.provider", "offering.versionFrom", "order.unit",
		"order.vendor", "order.itProvider", "order.note", "order.procedure", "order.subjectContact", "order.technicalContact", "order.wishedOn",
		"order.alreadyInUse", "order.interfaceCostsAcknowledgedAt", "today",
	}
	lists = []string{"offering.services", "offering.dataProtection", "offering.sheet", "chain", "parameters", "tasks", "signatures"}
)

// Placeholders are all that a template may use.
func Placeholders() []string { return append(slices.Clone(values), lists...) }
