package latin_test

import (
	"errors"
	"strings"
	"testing"
	"unicode"

	"golang.org/x/text/unicode/norm"

	"schalter/internal/latin"
)

func TestNamesOfPersonsAreKept(t *testing.T) {
	t.Parallel()
	for _, name := range []string{
		"Anna-Lena Müller", "Søren Kierkegård", "Đặng Thị Ngọc Hân", "Þórður Ægisson", "Łukasz Żółć", "Ġorġ Ħaż-Żebbuġ",
		"L̂uka M̂ N̂", "K͟hālid", "Ḳ̄ S̛̄", "D’Angelo", "O'Neill", "Γιώργος Παπαδόπουλος", "Георги Иванов", "İpek Şahin",
		"Ludwig v. Beethoven, d. Ä.", "Gal·la", "ʿAbd ar-Raḥmān", "ẞ",
	} {
		if got, err := latin.Name(name, 100); err != nil || got != name {
			t.Errorf("Name(%q) = %q, %v", name, got, err)
		}
	}
}

func TestDecomposedTextComesBackInNFC(t *testing.T) {
	t.Parallel()
	for _, tt := range []struct{ text, want string }{
		{"Mu\u0308ller", "Müller"},
		{"K\u035fha\u0304lid", "K\u035fhālid"},
		{"C\u0306\u0328", "C\u0328\u0306"},
		{"\u212bngstr\u00f6m", "Ångström"},
		{"Γι\u03c9\u0301ργος", "Γι\u03ceργος"},
	} {
		if got, err := latin.Name(tt.text, 20); err != nil || got != tt.want {
			t.Errorf("Name(%+q) = %+q, %v; want %+q", tt.text, got, err, tt.want)
		}
	}
}

func TestCharactersBeyondTheDatatypeAreNamed(t *testing.T) {
	t.Parallel()
	for _, tt := range []struct {
		datatype latin.Datatype
		text     string
		char     string
		at       int
	}{
		{latin.A, "Max 2", "2", 4},
		{latin.A, "Γ", "Γ", 0},
		{latin.B, "100 ¼", "¼", 4},
		{latin.B, "eins\tzwei", "\t", 4},
		{latin.C, "a\x00", "\x00", 1},
		{latin.C, "α", "α", 0},
		{latin.D, "αБ", "Б", 1},
		{latin.E, "ab😀c", "😀", 2},
		{latin.E, "张", "张", 0},
		{latin.E, "X\u0302", "\u0302", 1},
		{latin.E, "L\u0302\u0302\u0304", "\u0302\u0304", 2},
		{latin.E, "\u0301a", "\u0301", 0},
		{latin.E, "и\u0306ы", "ы", 1},
		{latin.E, "a\u200db", "\u200d", 1},
	} {
		_, err := tt.datatype.Check(tt.text, 20)
		var got *latin.Error
		if !errors.As(err, &got) || got.Reason != latin.ForeignCharacter || got.Char != tt.char || got.At != tt.at {
			t.Errorf("Check(%+q) = %+v; want character %+q at %d", tt.text, err, tt.char, tt.at)
		}
	}
}

func TestAddressTakesEverySignOfOneLine(t *testing.T) {
	t.Parallel()
	for _, line := range []string{"Straße des 17. Juni 135 ½", "c/o Café „Zur Post“ & Söhne", "Οδός Ερμού 10", "ул. Цар Иван 5", "A\u00a0B ≥ 5 ™"} {
		if got, err := latin.Address(line, 60); err != nil || got != line {
			t.Errorf("Address(%q) = %q, %v", line, got, err)
		}
	}
	for _, line := range []string{"a\nb", "a\rb", "a\vb", "a\u2028b", "😀"} {
		if got, err := latin.Address(line, 60); err == nil {
			t.Errorf("Address(%+q) = %+q, want it refused", line, got)
		}
	}
}

func TestLengthCountsCodePointsOfNFC(t *testing.T) {
	t.Parallel()
	for _, text := range []string{"äöü", "a\u0308o\u0308u\u0308", "😀😀😀", "K\u035fh"} {
		if _, err := latin.Text(text, 3); err != nil {
			t.Errorf("Text(%+q, 3): %v", text, err)
		}
		_, err := latin.Text(text, 2)
		var got *latin.Error
		if !errors.As(err, &got) || got.Reason != latin.TooLong || got.Limit != 2 {
			t.Errorf("Text(%+q, 2) = %v, want TooLong", text, err)
		}
	}
}

func TestHugeInputIsRefusedQuickly(t *testing.T) {
	t.Parallel()
	_, err := latin.Text(strings.Repeat("a\u0308", 16<<20), 100)
	var got *latin.Error
	if !errors.As(err, &got) || got.Reason != latin.TooLong {
		t.Errorf("got %v, want TooLong", err)
	}
}

// naughty are strings that broke programs before, with the reason why free text refuses them; "" means they are kept.
var naughty = []struct {
	text       string
	line, many latin.Reason
}{
	{"", "", ""},
	{"undefined", "", ""},
	{"'; DROP TABLE messages; --", "", ""},
	{"<script>alert(1)</script>", "", ""},
	{"{{7*7}} ${7*7} %s %n $(id)", "", ""},
	{"../../etc/passwd", "", ""},
	{"👩‍👩‍👧‍👦 🏴󠁧󠁢󠁥󠁮󠁧󠁿 ❤️ 🇩🇪", "", ""},
	{"田中さん ﷽ الكل في المجمو عة שלום", "", ""},
	{"Ṱ̺̺̕o͞ ̷i̲̬͇̪͙n̝̗͕v̟̜̘̦͟o̶̙̰̠kè͚̮̺̪̹̱̤", "", ""},
	{"bullet from a word processor: \uf0b7", "", ""},
	{"\u200f\u200e\u061c marks", "", ""},
	{"\u200bzero width\ufeff", "", ""},
	{"\ufffd", "", ""},
	{"a\nb", latin.LineBreak, ""},
	{"a\xff", latin.BadEncoding, latin.BadEncoding},
	{"\xed\xa0\x80", latin.BadEncoding, latin.BadEncoding},
	{"a" + strings.Repeat("\u0301", 31), latin.TooManyMarks, latin.TooManyMarks},
	{"a" + strings.Repeat("\u0301", 30), "", ""},
}

func TestFreeTextIsKeptOrRefusedWithReason(t *testing.T) {
	t.Parallel()
	for _, tt := range naughty {
		for _, check := range []struct {
			name string
			run  func(string, int) (string, error)
			want latin.Reason
		}{{"Line", latin.Line, tt.line}, {"Text", latin.Text, tt.many}} {
			got, err := check.run(tt.text, 100)
			var refused *latin.Error
			switch {
			case check.want == "" && (err != nil || got != norm.NFC.String(tt.text)):
				t.Errorf("%s(%+q) = %+q, %v; want it kept", check.name, tt.text, got, err)
			case check.want != "" && (!errors.As(err, &refused) || refused.Reason != check.want || got != ""):
				t.Errorf("%s(%+q) = %+q, %v; want %s", check.name, tt.text, got, err, check.want)
			}
		}
	}
}

func TestWhatNobodySeesIsTakenOut(t *testing.T) {
	t.Parallel()
	for _, tt := range []struct{ text, line, many string }{
		{"a\tb", "a b", "a\tb"},
		{"a\r\nb\rc", "", "a\nb\nc"},
		{"a\vb\fc\u0085d\u2028e\u2029f", "", "a\nb\nc\nd\ne\nf"},
		{"a\x00b", "ab", "ab"},
		{"\x1b[31mred", "[31mred", "[31mred"},
		{"\x7fa\u0080", "a", "a"},
		{"a\ufffe\U0010ffff", "a", "a"},
		{"invoice\u202efdp.exe", "invoicefdp.exe", "invoicefdp.exe"},
		{"\u202a\u202b\u202c\u202d\u202e\u2066iso\u2067\u2068lated\u2069", "isolated", "isolated"},
		{"e\u202e\u0301", "é", "é"},
	} {
		if got, err := latin.Text(tt.text, 100); got != tt.many || err != nil {
			t.Errorf("Text(%+q) = %+q, %v; want %+q", tt.text, got, err, tt.many)
		}
		if got, err := latin.Line(tt.text, 100); got != tt.line || (err != nil) != (tt.line == "") {
			t.Errorf("Line(%+q) = %+q, %v; want %+q", tt.text, got, err, tt.line)
		}
	}
	for _, tt := range []struct{ text, want string }{
		{"\u200bAnna\u3000Maria\ufeff", "Anna Maria"},
		{"Mül\u00adler\u202c", "Müller"},
		{"Am\tKranen", "Am Kranen"},
	} {
		for name, check := range map[string]func(string, int) (string, error){"Name": latin.Name, "Address": latin.Address} {
			if got, err := check(tt.text, 10); got != tt.want || err != nil {
				t.Errorf("%s(%+q) = %+q, %v; want %+q", name, tt.text, got, err, tt.want)
			}
		}
	}
	for name, check := range map[string]func(string, int) (string, error){"Name": latin.Name, "Address": latin.Address} {
		_, err := check(strings.Repeat("ab", 10), 15)
		var bad *latin.Error
		if !errors.As(err, &bad) || bad.Limit != 15 {
			t.Errorf("%s over its limit: got %v", name, err)
		}
	}
}

func TestErrorTextKeepsNoText(t *testing.T) {
	t.Parallel()
	_, err := latin.Name("Geheim 7", 20)
	if got, want := err.Error(), "foreign_character [U+0037] at 7"; got != want {
		t.Errorf("got %q, want %q", got, want)
	}
}

func TestBlankTextShowsNothing(t *testing.T) {
	t.Parallel()
	for _, text := range []string{"", " ", "\t\n", "\u00a0\u3000", "\u200b\u2060\ufeff", "\u3164", "\u2800", "\u202e", "\ufffe", "\U0010ffff\x00"} {
		if !latin.Blank(text) {
			t.Errorf("Blank(%+q) = false", text)
		}
	}
	for _, text := range []string{".", " a ", "😀", "0"} {
		if latin.Blank(text) {
			t.Errorf("Blank(%+q) = true", text)
		}
	}
}

func TestSearchFormFoldsToBasicLetters(t *testing.T) {
	t.Parallel()
	for _, tt := range []struct{ text, want string }{
		{"Müller", "MUELLER"},
		{"MUELLER", "MUELLER"},
		{"Mu\u0308ller", "MUELLER"},
		{"Straße", "STRASSE"},
		{"K͟hālid al-Ḥārit̲h", "KHALID AL HARITH"},
		{"Ngọc Hân", "NGOC HAN"},
		{"O'Neill", "ONEILL"},
		{"D’Angelo", "DANGELO"},
		{"Gal·la", "GALLA"},
		{"Anna-Lena  Groß, geb. Weiß", "ANNA LENA GROSS GEB WEISS"},
		{"Þórður Ægisson", "THORDUR AEGISSON"},
		{"Łódź 12/3a", "LODZ 12 3A"},
		{"Γιώργος", "ΓΙΩΡΓΟΣ"},
		{"Οδυσσέας", "ΟΔΥΣΣΕΑΣ"},
		{"Георгий", "ГЕОРГИИ"},
		{"ẚ ﬁ Ⅻ", "A FI XII"},
		{"", ""},
		{"\xff😀", ""},
	} {
		if got := latin.Search(tt.text); got != tt.want {
			t.Errorf("Search(%q) = %q, want %q", tt.text, got, tt.want)
		}
	}
}

// ink leaves of a text what is seen of it.
func ink(r rune) rune {
	if unicode.IsSpace(r) || hidden(r) || unicode.Is(unicode.Cf, r) {
		return -1
	}
	return r
}

// hidden holds for what no text that was taken may hold.
func hidden(r rune) bool {
	return unicode.IsControl(r) && r != '\n' && r != '\t' || unicode.Is(unicode.Noncharacter_Code_Point, r) ||
		r >= '\u202a' && r <= '\u202e' || r >= '\u2066' && r <= '\u2069'
}

func FuzzCheck(f *testing.F) {
	for _, tt := range naughty {
		f.Add(tt.text)
	}
	f.Fuzz(func(t *testing.T, text string) {
		for _, check := range []func(string, int) (string, error){latin.Name, latin.Address, latin.Line, latin.Text} {
			got, err := check(text, 50)
			if err != nil {
				continue
			}
			if norm.NFC.String(strings.Map(ink, got)) != norm.NFC.String(strings.Map(ink, text)) {
				t.Errorf("%+q came back as %+q", text, got)
			}
			if again, err := check(got, 50); err != nil || again != got || strings.ContainsFunc(got, hidden) {
				t.Errorf("%+q became %+q, then %+q, %v", text, got, again, err)
			}
		}
		folded := latin.Search(text)
		if again := latin.Search(folded); again != folded {
			t.Errorf("Search(%+q) = %+q, again %+q", text, folded, again)
		}
	})
}
