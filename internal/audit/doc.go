// Package audit keeps the audit log: what operators, admins and the platform did, who did it, as what, on what. It holds ids and codes,
// never names or content. Begin with [Service.Record].
//
// It is one of four logs, each for other readers:
//
//   - audit: rows in the database for operators, written in the transaction of the act; unsigned, for as long as the instance lives.
//   - seclog: lines of the program's log for those who watch over the instance; bounded, and never a promise that all is there.
//   - evidence: each side's own chain of signed events, for the people of a mailbox; proves what happened to their messages.
//   - treelog: the public Merkle tree over salted hashes of those events; proves to everybody that none was changed or left out.
package audit
