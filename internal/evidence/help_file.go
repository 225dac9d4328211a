package evidence

import (
	"crypto/sha256"
	"encoding/base64"
	"encoding/hex"
	"fmt"
	"maps"
	"slices"
	"strings"
)

// helpFile is PRUEFEN.txt: how to check the package with openssl alone. Lines indented by four spaces are commands of a shell;
// what one must print stands below it, after "->".
func (o *opened) helpFile(set *fileSet) []byte {
	h := &helpText{at: o.CreatedAt.Unix()}
	h.text(helpStart, o.Platform, o.BaseURL)
	o.helpSeal(h)
	h.text("3. Gehört jede Datei dazu? Jeder Wert steht auch in %s, das versiegelt ist.\n   (Does every file belong to it?)\n\n", fileManifest)
	for _, f := range set.memory {
		sum := sha256.Sum256(f.content)
		h.digest(f.name, sum[:])
	}
	for _, d := range set.documents {
		sum, _ := hex.DecodeString(d.part.SHA256)
		h.digest(d.name, sum)
	}
	if o.Kind == Deletion {
		h.text("\n4. Hat die Plattform die Löschung unterschrieben, als sie geschah? Die Unterschrift steht in %s; schalter verify prüft sie.\n   (Did the platform sign the deletion? schalter verify tells.)\n", fileEvents)
	} else {
		h.text("\n4. Hat die Plattform die Beschreibung der Nachricht unterschrieben, als sie geschah (Ed25519)?\n   (Did the platform sign the description of the message?)\n\n")
	}
	for i, m := range o.Messages {
		h.manifest(set.index.Messages[i].Folder, m.Signed.KeyID)
	}
	h.text("\n5. Ist das PDF als Ganzes unterschrieben (Programm pdfsig aus poppler)?\n   (Is the PDF signed as a whole?)\n\n")
	h.command("pdfsig -nocert %s", filePDF)
	h.says("Total document signed")
	if o.Log != nil && o.Log.Stamp != nil {
		o.helpStamp(h)
	}
	o.helpOriginals(h, set)
	h.text(helpEnd)
	return []byte(h.String())
}

const helpStart = `So prüfen Sie dieses Paket / How to check this package
======================================================

Am einfachsten:  schalter verify DATEI
oder im Browser: %[2]s/pruefen (die Datei verlässt dabei Ihren Rechner nicht)

Ohne %[1]s, nur mit openssl (ab Version 3): entpacken Sie die Datei (sie ist ein ZIP-Archiv), öffnen Sie dort eine Shell und
geben Sie die eingerückten Zeilen ein. Hinter dem Pfeil steht, was erscheinen muss.
(Unpack the file, open a shell there, enter the indented lines; behind the arrow stands what must appear.)

`

const helpEnd = `
Dass die Ereignisse in events.jsonl im öffentlichen Protokoll stehen, rechnet openssl nicht aus; das tut schalter verify.
Die Form aller Dateien beschreibt docs/evidence.md im Quelltext.
`

type helpText struct {
	strings.Builder
	at int64
}

func (h *helpText) text(format string, args ...any)    { fmt.Fprintf(h, format, args...) }
func (h *helpText) command(format string, args ...any) { h.text("    "+format+"\n", args...) }
func (h *helpText) says(expected string)               { h.text("      -> %s\n", expected) }

func (h *helpText) digest(name string, sum []byte) {
	h.command("openssl dgst -sha256 -binary %s | openssl base64", shellQuoted(name))
	h.says(base64.StdEncoding.EncodeToString(sum))
}

func (h *helpText) manifest(folder, keyID string) {
	h.command(`printf '%s\0' | cat - %s > geprueft.bin`, ManifestFormat, shellQuoted(folder+fileMessage))
	h.command(`sed -n 's/.*"signature":"\([^"]*\)".*/\1/p' %s | openssl base64 -d -A > geprueft.sig`, shellQuoted(folder+fileMessageSignature))
	h.command("openssl pkeyutl -verify -pubin -inkey %s -rawin -in geprueft.bin -sigfile geprueft.sig", shellQuoted(keyFile(keyID)))
	h.says("Signature Verified Successfully")
}

func (o *opened) helpSeal(h *helpText) {
	h.text("1. Ist das Paket versiegelt? Geprüft wird für den Zeitpunkt der Erstellung.\n   (Is the package sealed?)\n\n")
	h.command("openssl cms -verify -binary -inform DER -in %s -content %s -CAfile %s -partial_chain -purpose any -attime %d -out geprueft.xml",
		fileSignature, fileManifest, fileSeal, h.at)
	h.says("Verification successful")
	h.text("\n2. Von wem? Vergleichen Sie den Fingerabdruck mit dem, der auf %s/vertrauen steht.\n   (By whom? Compare the fingerprint with the published one.)\n\n", o.BaseURL)
	h.command("openssl x509 -in %s -noout -fingerprint -sha256", fileSeal)
	h.says(Fingerprint(o.Seal.Chain[0]))
	for _, id := range slices.Sorted(maps.Keys(o.Keys)) {
		h.command("openssl pkey -pubin -in %s -outform DER | openssl dgst -sha256", shellQuoted(keyFile(id)))
		h.says(keyFingerprint(o.Keys[id]))
	}
	h.text("\n")
}

func (o *opened) helpStamp(h *helpText) {
	h.text("\n6. Wann spätestens gab es diesen Stand des Protokolls (Zeitstempel nach RFC 3161)?\n   (Since when did this state of the log exist at the latest?)\n\n")
	h.command("openssl ts -verify -in %s -data %s -CAfile %s -partial_chain -attime %d", fileStamp, fileLog, fileStampPEM, h.at)
	h.says("Verification: OK")
}

// helpOriginals says how to check what authorities signed themselves.
func (o *opened) helpOriginals(h *helpText, set *fileSet) {
	for i, m := range o.Messages {
		if m.Original == nil {
			continue
		}
		x := set.index.Messages[i].Original
		h.text("\nHat die Behörde ihre Mail signiert (%s)?\n   (Did the authority sign its mail?)\n\n", SignerName(m.Original.Certificate))
		h.command("openssl cms -verify -in %s -nointern -certfile %s -noverify -out geprueft.txt", shellQuoted(x.File), shellQuoted(x.Certificate))
		h.says("Verification successful")
		h.command("openssl x509 -in %s -noout -fingerprint -sha256", shellQuoted(x.Certificate))
		h.says(Fingerprint(m.Original.Certificate))
	}
}

// shellQuoted is a file name as a shell takes it.
func shellQuoted(name string) string {
	if strings.IndexFunc(name, func(r rune) bool {
		return !strings.ContainsRune("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789._/-", r)
	}) < 0 {
		return name
	}
	return "'" + strings.ReplaceAll(name, "'", `'\''`) + "'"
}
