package account

import "runtime"

// HashCount is how many passwords were computed so far, and the most at one moment.
func (s *Service) HashCount() (computed, peak int64) {
	return s.hasher.computed.Load(), s.hasher.peak.Load()
}

// MaxWorking is how many computations there may be at one moment.
func (s *Service) MaxWorking() int64 { return int64(runtime.GOMAXPROCS(0)) }

// CheckPassword makes the rules for passwords testable on their own.
func CheckPassword(password, email, given, family string) error {
	return checkPassword(password, profile{Email: email, GivenName: given, FamilyName: family}, "password")
}
