package scan

import (
	"path"
	"regexp"
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
)

const (
	// maxName is the longest file name in bytes; with it every system and archive can store the name.
	maxName = 120
	// maxExtension is the longest ending in bytes that counts as an extension.
	maxExtension = 16
	// noName stands for a name of which nothing is left.
	noName = "Dokument"
)

// CleanName makes a file name safe to show, to store and to give out again: NFC, the last part of a path only, without control,
// direction and invisible characters and without characters and names that Windows reserves, at most 120 bytes with its
// extension. Letters of every script stay. Cleaning twice changes nothing more.
func CleanName(filename string) string {
	name := strings.ToValidUTF8(filename, "")
	name = name[strings.LastIndexAny(name, `/\`)+1:]
	name = norm.NFC.String(strings.Map(safeRune, name))
	name = strings.TrimLeft(strings.TrimRight(name, " ."), " .")
	name = shortenName(name)
	if reservedName.MatchString(name) {
		name = "_" + name
	}
	if name == "" {
		return noName
	}
	return name
}

// reservedName are the device names of Windows, which it opens in every folder and with every extension.
var reservedName = regexp.MustCompile(`(?i)^(con|prn|aux|nul|conin\$|conout\$|(com|lpt)[0-9¹²³]) *(\.|$)`)

func safeRune(r rune) rune {
	switch {
	case unicode.IsControl(r), unicode.Is(unicode.Cf, r), unicode.Is(unicode.Noncharacter_Code_Point, r):
		return -1
	case r == '\u2028' || r == '\u2029' || unicode.IsSpace(r):
		return ' '
	case strings.ContainsRune(`<>:"|?*`, r):
		return '_'
	}
	return r
}

// shortenName cuts the stem at a rune so that the extension stays.
func shortenName(name string) string {
	// One byte is kept for the underscore before a reserved name.
	const room = maxName - 1
	if len(name) <= room {
		return name
	}
	extension := path.Ext(name)
	if len(extension) > maxExtension {
		extension = ""
	}
	cut := room - len(extension)
	for !utf8.RuneStart(name[cut]) {
		cut--
	}
	return strings.TrimRight(name[:cut], " .") + extension
}
