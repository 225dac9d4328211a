//go:build demo

package app

// Directory are the rows of the directory.
func (accessMatrix) Directory() map[string]operation {
	return map[string]operation{
		"regions":      {`{ regions(search: "Bamberg") { edges { node { name } } } }`, vars(), public},
		"region":       {`{ region(ars: "094610000000") { name } }`, vars(), public},
		"authorities":  {`{ authorities(search: "Bamberg") { edges { node { name } } } }`, vars(), public},
		"services":     {`{ services(first: 5) { edges { node { name } } } }`, vars(), public},
		"service":      {`{ service(leikaKey: "99050012104000") { name } }`, vars(), public},
		"undertakings": {`{ undertakings { edges { node { name } } } }`, vars(), public},
		"search":       {`{ search(query: "Hund") { hits { __typename } } }`, vars(), public},
		"competences":  {`query($s: [ID!]) { competences(ars: "09461", serviceIds: $s) { candidates { role } } }`, vars("s", []string{trade}), public},
		"competenceReport": {`mutation($i: CompetenceReportInput!) { competenceReport(input: $i) { accepted` + problems,
			input("ars", "094610000000", "serviceId", trade, "authorityId", bamberg, "comment", freshKey), public},
	}
}
