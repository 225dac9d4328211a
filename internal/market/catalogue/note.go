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
				"Ein Vertrag zur Auftragsverarbeitung ist nicht nötig: Wer diesen Dienst für alle betreibt, verarbeitet die Daten kraft Gesetzes in eigener Verantwortung.",
				"Was Ihre Behörde mit den Daten macht, nachdem sie bei ihr eingegangen sind, verantwortet sie selbst.",
			},
			English: {
				"No data-processing agreement is needed: by law, whoever operates this service for all processes the data on its own responsibility.",
				"What your authority does with the data after it has received them is its own responsibility.",
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
