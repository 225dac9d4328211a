package conversation

import (
	"cmp"

	"schalter/ent"
)

// Rows keep what an authority was called when they were written, because a message, a delivery and a mailbox speak of their
// day: what is renamed or dissolved later stays what it was in them.

// present is what an authority is called now, for a row that is being written; nil for none.
func (s *Service) present(authorityID *string) *string {
	if authorityID == nil {
		return nil
	}
	name := s.directory.AuthorityName(*authorityID)
	if name == "" {
		return nil
	}
	return &name
}

// nameOfThen is what a row calls an authority; in rows older than the column what the directory does, and where that does not
// know it either, its id.
func (s *Service) nameOfThen(kept *string, authorityID string) string {
	if kept != nil {
		return *kept
	}
	return cmp.Or(s.directory.AuthorityName(authorityID), authorityID)
}

// nameOfSender is the authority that wrote a message, as it was called then; nil for those of the owner and of the platform.
func (s *Service) nameOfSender(row *ent.Message) *string {
	if row.FromAuthorityID == nil {
		return nil
	}
	name := s.nameOfThen(row.FromAuthorityName, *row.FromAuthorityID)
	return &name
}
