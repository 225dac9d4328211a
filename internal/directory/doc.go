// Package directory holds the public directory: regions, authorities, services, undertakings and the rules of competence, as
// one immutable snapshot in memory with search. Begin with Snapshot (snapshot.go): New reads the embedded data once, and every read asks
// one snapshot. Competences (resolve.go) answers who is competent, Search (search.go) understands one line of text; how it does so is in
// search_reading.go, search_spans.go and search_topics.go. Why the data are embedded: docs/adr/0006-directory-embedded.md; why former
// entries stay: docs/adr/0016-former-authorities.md.
//
// It guarantees that ids that were shipped once resolve in every later version (ledger), that a search never guesses a place without
// saying so (SuggestedPlaces), and that data which contradict themselves do not load.
//
// The data are compact files of our own under data/, embedded in the program. The tables of places and authorities are made by the
// importer (go run ./internal/directory/importer); services, undertakings and rules are written by hand, as are parts of the larger
// towns (parts.tsv), well-known places outside Bavaria (outside.tsv) and codes of number plates (plates.tsv), each with its source.
// "frequent" orders the undertakings that most people have (moves and changes of car owners before births, births before
// marriages, as the yearly figures of the official statistics do); it is the editors' judgement, not measured here.
//
// By which way an application is valid (submission.go) is claimed only with law, source and the day it was checked: a service without a
// submission in the data may ask more than is known here. A rule may narrow it for the authority that it names.
//
// Ids are derived from natural keys and therefore the same in every build and every instance:
//
//	region       ARS:<ars>                        id.Derive(id.Region, "ARS:094610000000")
//	authority    <KIND>:<ars of its own place>    id.Derive(id.Authority, "KREISFREIE_STADT:094610000000")
//	             <KIND>:<name> for chambers       id.Derive(id.Authority, "HWK:Handwerkskammer für Oberfranken")
//	service      SLUG:<slug>                      id.Derive(id.Service, "SLUG:gewerbe-anmelden")
//	undertaking  SLUG:<slug>                      id.Derive(id.Undertaking, "SLUG:gaststaette-eroeffnen")
//	rule         <slug>|<ROLE>|<ars>|<who>|<from>, where who is an authority's key or kinds joined by "+"
package directory
