package sides

import (
	"slices"

	"schalter/internal/errs"
	"schalter/internal/id"
)

// A message and a document have one id on every side that holds them. Who is the owner of a mailbox and works for an
// authority that was written to from it holds both copies: what is done to an id is then done on the side that is named, and
// on none when none is named.

// SideNamed is the side that an input names by its mailbox or its case; empty when it names none.
func SideNamed(mailboxID, caseID *string) (string, error) {
	switch {
	case mailboxID != nil && caseID != nil:
		return "", errs.RefuseText(errs.InvalidValue, "mailbox_or_case", nil)
	case mailboxID != nil && !id.Is(id.Mailbox, *mailboxID):
		return "", errs.Refuse(errs.Missing, "mailboxId")
	case caseID != nil && !id.Is(id.Case, *caseID):
		return "", errs.Refuse(errs.Missing, "caseId")
	case mailboxID != nil:
		return *mailboxID, nil
	case caseID != nil:
		return *caseID, nil
	}
	return "", nil
}

// CopyOnNamedSide picks of the viewer's copies of one thing the one that the named side holds; without a name the only one there
// is. It fails with absent where there is none.
func CopyOnNamedSide[T any](copies []T, sideOf func(T) string, named []string, absent error) (one T, err error) {
	if sideID := namedSide(named); sideID != "" {
		copies = slices.DeleteFunc(slices.Clone(copies), func(c T) bool { return sideOf(c) != sideID })
	}
	switch len(copies) {
	case 0:
		return one, absent
	case 1:
		return copies[0], nil
	}
	return one, errs.RefuseText(errs.Required, "side_ambiguous", nil, "mailboxId")
}

// namedSide is the side named, of at most one.
func namedSide(named []string) string {
	if len(named) == 0 {
		return ""
	}
	return named[0]
}
