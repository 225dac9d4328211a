package account

import (
	"context"
	_ "embed"
	"slices"
	"strings"
	"sync"
	"unicode"
	"unicode/utf8"

	"schalter/ent/linktoken"
	"schalter/internal/account/breached"
	"schalter/internal/errs"
	"schalter/internal/latin"
	"schalter/internal/viewer"
)

// The length of a password in code points.
const (
	minPassword = 12
	maxPassword = 128
)

// common lists words of which many passwords are made, one a line, folded; passwords of them and digits are refused.
//
//go:embed common.txt
var commonText string

var common = sync.OnceValue(func() []string {
	var words []string
	for line := range strings.Lines(commonText) {
		if line = strings.TrimSpace(line); line != "" {
			words = append(words, line)
		}
	}
	// Longer words are taken away first, so that a part of one does not hide it.
	slices.SortFunc(words, func(a, b string) int { return len(b) - len(a) })
	return words
})

// checkPassword refuses what is too short, too long, or among the first that somebody would try.
func checkPassword(password string, p profile, field ...string) error {
	n := utf8.RuneCountInString(password)
	switch {
	case !utf8.ValidString(password):
		return errs.Refuse(errs.InvalidValue, field...)
	case n < minPassword:
		return errs.RefuseText(errs.WeakPassword, "password_short", []any{minPassword}, field...)
	case n > maxPassword:
		return errs.RefuseText(errs.TooLong, "too_long", []any{maxPassword}, field...)
	case named(password, nil):
		return errs.RefuseText(errs.WeakPassword, "password_platform", nil, field...)
	case isPersonal(password, p):
		return errs.RefuseText(errs.WeakPassword, "password_personal", nil, field...)
	case breached.Has(password):
		return errs.RefuseText(errs.WeakPassword, "password_breached", nil, field...)
	case isGuessable(password):
		return errs.RefuseText(errs.WeakPassword, "password_common", nil, field...)
	}
	return nil
}

// Validate checks that a password is given.
func (in *PasswordCheckInput) Validate() error {
	var ps errs.Problems
	noteGiven(&ps, in.Password, "password")
	if in.Token != nil {
		noteGiven(&ps, *in.Token, "token")
	}
	return ps.Err()
}

// CheckPassword says, by the rules of those who set one, why a new password would be refused: compared with the holder of the link,
// with the signed-in account, or with nobody. It counts and keeps nothing; who has a link may ask what it says anyway.
func (s *Service) CheckPassword(ctx context.Context, in PasswordCheckInput) (err error) {
	defer errs.Wrap(&err, "account.CheckPassword")
	if err := in.Validate(); err != nil {
		return err
	}
	p, err := s.passwordOwner(viewer.System(ctx, "password-check"), viewer.From(ctx), in.Token)
	if err != nil {
		return err
	}
	return checkPassword(in.Password, p, "password")
}

// passwordOwner is whose password it would be.
func (s *Service) passwordOwner(ctx context.Context, v *viewer.Viewer, token *string) (profile, error) {
	switch {
	case token != nil:
		_, p, err := s.linkOwner(ctx, linktoken.PurposeEMAIL_CONFIRM, *token)
		if r := errs.AsRefusal(err); r != nil && r.Problems[0].Rule == errs.Missing {
			_, p, err = s.linkOwner(ctx, linktoken.PurposePASSWORD_RESET, *token)
		}
		return p, err
	case v.SignedIn():
		o, err := s.open(ctx, s.db.Client(), v.AccountID)
		if err != nil {
			return profile{}, err
		}
		return o.profile, nil
	}
	return profile{}, nil
}

// isPersonal reports whether little is left of the password without what everybody knows of its owner and of this platform.
func isPersonal(password string, p profile) bool {
	local, _, _ := strings.Cut(p.Email, "@")
	known := []string{p.Email, local}
	return named(password, append(known, strings.FieldsFunc(p.GivenName+" "+p.FamilyName+" "+local, func(r rune) bool {
		return !unicode.IsLetter(r) && !unicode.IsDigit(r)
	})...))
}

// named reports whether little is left of the password without some words and the name of this platform.
func named(password string, words []string) bool {
	known := append(words, "schalter")
	rest := strings.ToLower(password)
	for _, form := range []string{rest, plainForm(rest)} {
		if left, cut := without(form, known); cut && utf8.RuneCountInString(left) < minPassword {
			return true
		}
	}
	return false
}

// without cuts known words of at least four characters out of s and reports whether there were any.
func without(s string, known []string) (rest string, cut bool) {
	rest = s
	for _, word := range known {
		for _, form := range []string{strings.ToLower(word), plainForm(word)} {
			if utf8.RuneCountInString(form) >= 4 && strings.Contains(rest, form) {
				rest, cut = strings.ReplaceAll(rest, form, ""), true
			}
		}
	}
	return rest, cut
}

// isGuessable reports whether the password is one of those that are tried first: a common word or several with digits around,
// one part repeated, neighbours on the keyboard.
func isGuessable(password string) bool {
	lower := strings.ToLower(password)
	if isRepetition(lower) || fewKinds(lower) || runs(lower) {
		return true
	}
	for _, form := range []string{lower, plainForm(lower)} {
		if madeOfCommon(form) {
			return true
		}
	}
	return false
}

// leet maps signs back to the letters they stand for.
var leet = strings.NewReplacer("0", "o", "1", "i", "!", "i", "3", "e", "4", "a", "@", "a", "5", "s", "$", "s", "7", "t", "8", "b")

// plainForm is s without accents and with signs read as letters.
func plainForm(s string) string {
	return strings.ToLower(leet.Replace(strings.ReplaceAll(strings.ToLower(latin.Search(keepSigns(s))), " ", "")))
}

// keepSigns reads the signs before the search form drops them.
func keepSigns(s string) string { return strings.NewReplacer("!", "i", "@", "a", "$", "s").Replace(s) }

// madeOfCommon holds when fewer than five letters are left without the common words; digits and signs do not count.
func madeOfCommon(s string) bool {
	rest, cut := s, false
	for _, word := range common() {
		if strings.Contains(rest, word) {
			rest, cut = strings.ReplaceAll(rest, word, " "), true
		}
	}
	letters := 0
	for _, r := range rest {
		if unicode.IsLetter(r) {
			letters++
		}
	}
	return letters == 0 || cut && letters < 5
}

// isRepetition holds when s is one part of at most half its length over and over, perhaps cut at its end.
func isRepetition(s string) bool {
	r := []rune(s)
	for size := 1; size <= len(r)/2; size++ {
		same := true
		for i := size; i < len(r) && same; i++ {
			same = r[i] == r[i-size]
		}
		if same {
			return true
		}
	}
	return false
}

func fewKinds(s string) bool {
	kinds := map[rune]bool{}
	for _, r := range s {
		kinds[r] = true
	}
	return len(kinds) < 5
}

var rows = []string{"abcdefghijklmnopqrstuvwxyz", "01234567890", "qwertzuiopü", "qwertyuiop", "asdfghjklöä", "yxcvbnm", "zxcvbnm",
	"1qaz2wsx3edc4rfv5tgb6zhn", "1qay2wsx3edc4rfv5tgb6zhn7ujm", "1qaz2wsx3edc4rfv5tgb6yhn7ujm", "!\"§$%&/()="}

// runs holds when fewer than five characters are left without stretches of at least four keys that stand side by side.
func runs(s string) bool {
	r := []rune(s)
	left := len(r)
	for i := 0; i < len(r); {
		n := stretch(r[i:])
		if n >= 4 {
			left -= n
		}
		i += max(n, 1)
	}
	return left < 5
}

// stretch is how many characters at the beginning of r follow each other in a row of keys, either way.
func stretch(r []rune) int {
	best := 1
	for _, row := range rows {
		for _, dir := range []string{row, reversed(row)} {
			n := 1
			for n < len(r) && strings.Contains(dir, string(r[:n+1])) {
				n++
			}
			best = max(best, n)
		}
	}
	return best
}

func reversed(s string) string {
	r := []rune(s)
	slices.Reverse(r)
	return string(r)
}
