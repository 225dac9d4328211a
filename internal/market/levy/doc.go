// Package levy recomputes the municipal contribution for jointly financed online services (Digitalumlage): from the services with their
// cost to what each organisation pays on each level, with the computation in words. Begin with [Service]; [compute] is the rule itself.
//
// The rule, as far as it was seen (§ 7a, § 7b BayDiV with its Annex, Art. 55a BayDiG, § 1 FAGDV; docs/levy.md says what was not):
//
//   - A position is one service: what it costs in the year less what is the State's alone, less the State's share, is split by levels in
//     exact fractions that sum to 1. What a level bears is the sum over the positions, and is never rounded.
//   - An organisation pays, on each of its levels, what the level bears × its inhabitants ÷ the inhabitants of all of Bavaria, rounded up to
//     full euros. A kreisfreie Stadt pays on GEMEINDE and on LANDKREIS, in two shares; unincorporated areas have no inhabitants.
//
// Amounts are whole cents and everything between is math/big.Rat. Binding is the notice of the Landesamt für Statistik: its amounts are
// kept beside ours, with the difference.
//
// A year is a DRAFT until it is published with the digest of all its shares as they were seen. The shares of a published year are rows that
// never change; what was wrong is published again as the next revision, with a note.
package levy
