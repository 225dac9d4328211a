package account_test

import (
	"testing"

	"schalter/internal/account"
)

func TestPasswordRules(t *testing.T) {
	t.Parallel()
	for _, tt := range []struct{ password, want string }{
		{"Regenschirm aus Papier 7", ""},
		{"correct horse battery staple", ""},
		{"xK9#vq2!Lw7tRz", ""},
		{"пароль для почты дома", ""},
		{"kurz", "WEAK_PASSWORD password"},
		{"elf Zeichen", "WEAK_PASSWORD password"},
		{"passwort1234", "WEAK_PASSWORD password"},
		{"P@ssw0rd2026!", "WEAK_PASSWORD password"},
		{"Sommer2026!!", "WEAK_PASSWORD password"},
		{"FCBayernMünchen1900", "WEAK_PASSWORD password"},
		{"iloveyou1234", "WEAK_PASSWORD password"},
		{"123456789012", "WEAK_PASSWORD password"},
		{"aaaaaaaaaaaaaaa", "WEAK_PASSWORD password"},
		{"abcabcabcabc", "WEAK_PASSWORD password"},
		{"Xy7!Xy7!Xy7!", "WEAK_PASSWORD password"},
		{"qwertzuiopü+", "WEAK_PASSWORD password"},
		{"qwertyuiop12", "WEAK_PASSWORD password"},
		{"1qaz2wsx3edc", "WEAK_PASSWORD password"},
		{"schalter-demo-2026", "WEAK_PASSWORD password"},
		{"Mustermann2026", "WEAK_PASSWORD password"},
		{"erika.m@post.example", "WEAK_PASSWORD password"},
		{string(make([]byte, 0)) + "\xff\xfe invalid utf8", "INVALID password"},
	} {
		err := account.CheckPassword(tt.password, "erika.m@post.example", "Erika", "Mustermann")
		if got := rule(err); got != tt.want {
			t.Errorf("%q: got %q, want %q", tt.password, got, tt.want)
		}
	}
}
