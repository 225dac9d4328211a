// Package account holds persons: registration, the proof of e-mail and postal address, passwords, sessions.
//
// Begin with [Service.Register] and [Service.ConfirmEmail] (how an account comes to be), [Service.SetPostalAddress] and
// [Service.Activate] (the letter and its code), [Service.StartSession] and [Service.Refresh] (signing in). [People] is the part
// that other packages ask: names and addresses to write to. What a network or an address may try is counted in attempt_limits.go;
// [Service.Sweep] deletes what is over.
//
// What a person is called, where the person lives and how to write to the person is sealed under the account's own key;
// an account is found by a keyed hash of its e-mail. Nothing here answers differently, or with other work, for an address
// that has an account than for one that has none.
//
// The postal proof is a letter with a code. It proves name and address together: it goes to the account's own name, and a
// change of either makes the code void and the trust fall back to EMAIL (docs/adr/0010-trust-level-postal.md).
//
// A session is one device: a family of refresh tokens of which each is used once. It ends after 30 days without use and after 90
// days at the latest; those of clerks, admins and operators end sooner (session.go). Access tokens live ten minutes and are looked up in
// the database each time, so that an ended session ends everywhere at once.
package account
