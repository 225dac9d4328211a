package catalogue

// Note is what the sheet of an EfA service says on data protection, the same for all of them: that no agreement is needed is one sentence, who
// answers for what the municipality does itself is another. A version never changes; sheets name the one that held for them.
type Note struct {
	Version int
	// ValidFrom is the day (ISO 8601) since which the law says so.
	ValidFrom string
	// LegalBasis is the provision.
	LegalBasis string
	texts      map[Locale]noteText
}

type noteText struct{ noAgreement, ownProcessing string }

// NoAgreement says in a language that no data-processing agreement is needed, and why.
func (n *Note) NoAgreement(l Locale) string { return n.texts[l].noAgreement }

// OwnProcessing says in a language what the authority stays responsible for.
func (n *Note) OwnProcessing(l Locale) string { return n.texts[l].ownProcessing }

// notes are all versions; the last one is that of new sheets.
var notes = []*Note{
	{
		Version: 1, ValidFrom: "2024-07-24", LegalBasis: "§ 8a Abs. 4 OZG",
		texts: map[Locale]noteText{
			German: {
				"Für diesen Online-Dienst ist keine Vereinbarung zur Auftragsverarbeitung nötig: Nach § 8a Abs. 4 OZG verantwortet die Behörde, die den länderübergreifenden Dienst betreibt, die Übermittlung der Daten.",
				"Was danach mit einem Antrag geschieht, verantwortet die zuständige Fachbehörde nach ihrem Fachrecht, wie bei einem Antrag auf Papier.",
			},
			English: {
				"No data-processing agreement is needed for this online service: under § 8a(4) OZG the authority that runs the service for several Länder is responsible for passing on the data.",
				"What then becomes of an application is the responsibility of the competent authority under its own law, as with an application on paper.",
			},
		},
	},
}

// currentNote is the version that the sheets of a kind get; 0 for kinds without one.
func currentNote(kind OfferingKind) int {
	if kind != EfA {
		return 0
	}
	return notes[len(notes)-1].Version
}

func noteOf(version int) *Note {
	for _, n := range notes {
		if n.Version == version {
			return n
		}
	}
	return nil
}
