package contracts

// States and Parties are all of them, for tables.
var States = []ContractState{Draft, Offered, Signed, Effective, OnHold, Terminated, Expired, Declined}

// EarliestEnd is earliestEnd.
var EarliestEnd = earliestEnd

// NoteLines are the lines of the note on data protection.
var NoteLines = noteLines
