//go:build demo

package demo

import _ "embed"

// LevyYears are the years of the levy in the demonstration; their costs are invented, and say so.
//
//go:embed market/levy.json
var LevyYears []byte

// OperatorAddress is the demo account that works the desk.
const OperatorAddress = "operator@demo.example"
