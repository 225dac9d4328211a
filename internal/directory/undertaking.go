package directory

import "schalter/internal/id"

// UndertakingText is what an undertaking says in one language.
type UndertakingText struct {
	Name        string
	Description string
	// Keywords are everyday words that people search by.
	Keywords []string
}

// Undertaking is what a person sets out to do (Vorhaben): a bundle of services; read-only.
type Undertaking struct {
	ID      string
	Version int
	// Slug is the natural key, in lower-case ASCII.
	Slug string
	// Frequent is its place among those that people set out to do most often, from 1 on; 0 for the others.
	Frequent int
	// ValidTo is the first day (ISO 8601) on which the undertaking was not offered any more; nil while it is.
	ValidTo *string

	texts    map[string]*UndertakingText
	services []*Service
}

// UndertakingID returns the id of the undertaking with this slug.
func UndertakingID(slug string) string { return id.Derive(id.Undertaking, "SLUG:"+slug) }

// Text returns the texts in the language, in German for an unknown one.
func (u *Undertaking) Text(locale string) *UndertakingText { return pick(u.texts, locale) }

// Services returns the bundle in the order in which one needs it; callers must not change the slice.
func (u *Undertaking) Services() []*Service { return u.services }
