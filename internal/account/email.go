package account

import "schalter/internal/mail/idn"

// foldEmail is the form under which an address is found, the same for both forms of its domain.
func foldEmail(email string) string { return idn.Key(email) }
