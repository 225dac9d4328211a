package evidence_test

import (
	"bytes"
	"crypto/ecdsa"
	"crypto/ed25519"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/sha256"
	"crypto/x509"
	"encoding/base64"
	"encoding/json"
	"encoding/pem"
	"fmt"
	"slices"
	"strings"

	"schalter/internal/cms"
	"schalter/internal/evidence"
	"schalter/internal/evidence/merkle"
)

const (
	fileList      = "META-INF/ASiCManifest001.xml"
	fileSignature = "META-INF/signature001.p7s"
)

// sealed adds a package whose files were changed by somebody who has the seal: list and signature fit them. What remains to be
// found is what the files say.
func (k *corpus) sealed(name string, good bool, change func(c *container)) {
	c := k.base.clone()
	change(c)
	list := k.base.content(fileList)
	for _, p := range k.base.pieces {
		file := string(p.name)
		before := k.base.content(file)
		if at := slices.IndexFunc(c.pieces, func(p piece) bool { return string(p.name) == file }); at >= 0 {
			list = bytes.Replace(list, []byte(base64.StdEncoding.EncodeToString(sum(before))), []byte(base64.StdEncoding.EncodeToString(sum(c.content(file)))), 1)
		}
	}
	k.signed(name, good, c, list, k.w.pkg.Seal.Chain[1:])
}

// signed adds a package with a list that its seal signs.
func (k *corpus) signed(name string, good bool, c *container, list []byte, chain []*x509.Certificate) {
	seal := k.w.pkg.Seal
	signature, err := cms.Sign(list, cms.SignOptions{Certificate: seal.Chain[0], Key: seal.Key, Chain: chain, Detached: true, SigningTime: created})
	if err != nil {
		k.t.Fatal(err)
	}
	c.at(fileList).fill(list)
	c.at(fileSignature).fill(signature)
	k.add(name, c.put(), good)
}

// rewritten is a sealed package with one text in one file replaced.
func (k *corpus) rewritten(name, file, from, to string, good ...bool) {
	k.sealed(fmt.Sprintf("sealed: %s, %s", file, name), len(good) > 0, func(c *container) {
		before := string(c.content(file))
		after := strings.Replace(before, from, to, 1)
		if after == before {
			k.t.Errorf("%s, %s: nothing changed", file, name)
		}
		c.at(file).fill([]byte(after))
	})
}

func (k *corpus) sealedCases() {
	k.sealed("sealed anew", true, func(*container) {})
	k.listCases()
	k.sealCases()
	k.indexCases()
	k.messageCases()
	k.recordCases()
	k.logCases()
	k.stampCases()
	k.deletionCases()
}

func (k *corpus) listCases() {
	line := func(name string, content []byte) string {
		return `<asic:DataObjectReference URI="` + name + `" MimeType="text/plain"><ds:DigestMethod Algorithm="http://www.w3.org/2001/04/xmlenc#sha256"/><ds:DigestValue>` +
			base64.StdEncoding.EncodeToString(sum(content)) + "</ds:DigestValue></asic:DataObjectReference>\n"
	}
	list := string(k.base.content(fileList))
	tail := "</asic:ASiCManifest>\n"
	more := func(lines string) string { return strings.Replace(list, tail, lines+tail, 1) }
	first := strings.SplitAfter(list, "\n")[3]
	digest := base64.StdEncoding.EncodeToString(sum(k.base.content("nachweis.pdf")))
	for name, changed := range map[string]string{
		"names a file that is not there": more(line("anlagen/mehr.pdf", []byte("x"))), "names mimetype": more(line("mimetype", []byte(evidence.PackageType))),
		"names itself": more(line(fileList, []byte("x"))), "names the signature": more(line(fileSignature, k.base.content(fileSignature))), "names a file twice": more(first),
		"names a file twice, once in another spelling": more(strings.Replace(first, "nachweis.pdf", "nachweis%2Epdf", 1)), "does not name a file": strings.Replace(list, first, "", 1),
		"names nothing": strings.Join(strings.SplitAfter(list, "\n")[:3], "") + tail, "has another spelling of a name": strings.Replace(list, `"nachweis.pdf"`, `"n%61chweis.pdf"`, 1),
		"has an entity in a name": strings.Replace(list, `"nachweis.pdf"`, `"n&#97;chweis.pdf"`, 1), "has small hexadecimal digits": strings.Replace(list, "%20", "%2f", 1),
		"names outside of its folder": more(line("../x", []byte("x"))), "names a name that is no UTF-8": more(line("%ff", []byte("x"))), "names a percent sign alone": more(line("a%zz", []byte("x"))),
		"goes by SHA-512": strings.Replace(list, "xmlenc#sha256", "xmlenc#sha512", 1), "goes by SHA-1": strings.Replace(list, "2001/04/xmlenc#sha256", "2000/09/xmldsig#sha1", 1),
		"has bits behind a digest": strings.Replace(list, digest, digest[:42]+string(digest[42]+1)+"=", 1), "has a digest without padding": strings.Replace(list, digest, strings.TrimRight(digest, "="), 1),
		"has a digest with a line feed": strings.Replace(list, digest, digest[:20]+"\n"+digest[20:], 1), "has a digest in hexadecimal": strings.Replace(list, digest, fmt.Sprintf("%x", sum(k.base.content("nachweis.pdf"))), 1),
		"has a comment": strings.Replace(list, first, "<!-- "+strings.TrimSpace(first)+" -->\n"+first, 1), "has a space": strings.Replace(list, " MimeType", "  MimeType", 1), "has other quotes": strings.Replace(list, `"nachweis.pdf"`, `'nachweis.pdf'`, 1),
		"has another prefix": strings.NewReplacer("asic:", "a:", ":asic", ":a").Replace(list), "is of another version": strings.Replace(list, "v1.2.1#", "v1.3.1#", 1), "has a type declaration": strings.Replace(list, "<asic:ASiC", "<!DOCTYPE x>\n<asic:ASiC", 1),
		"has no head": list[strings.Index(list, "<asic:ASiC"):], "has a BOM": "\ufeff" + list, "ends without a line feed": strings.TrimSuffix(list, "\n"), "goes on": list + "\n", "has line ends of Windows": strings.ReplaceAll(list, "\n", "\r\n"),
		"names another signature": strings.Replace(list, "signature001.p7s\"", "signature002.p7s\"", 1), "names no signature": strings.Replace(list, strings.SplitAfter(list, "\n")[2], "", 1), "is in UTF-16": "\xff\xfe" + list,
		"has its lines in one": strings.Replace(list, "\n<asic:DataObject", "<asic:DataObject", 2), "is empty": "",
	} {
		k.signed("sealed: the list "+name, false, k.base.clone(), []byte(changed), nil)
	}
	k.signed("sealed: the list has its files in another order", true, k.base.clone(), []byte(more(first)[:strings.Index(list, first)]+more(first)[strings.Index(list, first)+len(first):]), nil)
	more3 := k.base.clone()
	more3.pieces = append(more3.pieces, newPiece("anlagen/mehr.pdf", []byte("x")))
	k.signed("sealed: a file that the list does not name", false, more3, []byte(list), nil)
	for _, name := range []string{
		"anlagen/mehr.pdf", "mehr.txt", "META-INF/mehr.xml", "zertifikate/mehr.pem", "log/mehr", "nachrichten/0001-2026-03-02/nachricht.txt", "Nachweis.pdf", "manifest.json.bak",
	} {
		more4 := k.base.clone()
		more4.pieces = append(more4.pieces, newPiece(name, []byte("x")))
		k.signed("sealed: "+name+", which the index does not name", false, more4, []byte(more(line(name, []byte("x")))), nil)
	}
}

func (k *corpus) sealCases() {
	const file = "zertifikate/siegel.pem"
	other := newOther(k)
	otherPEM := string(pem.EncodeToMemory(&pem.Block{Type: "CERTIFICATE", Bytes: other.Raw}))
	own := string(k.base.content(file))
	for name, text := range map[string]string{
		"text before": "Siegel\n" + own, "text behind": own + "Siegel\n", "a blank line between": own + "\n", "another certificate first": otherPEM + own, "another certificate behind": own + otherPEM,
		"itself twice": own + own, "lines of another length": strings.Replace(own, "\n", "", 2), "line ends of Windows": strings.ReplaceAll(own, "\n", "\r\n"), "a key beside it": own + string(k.base.content("zertifikate/"+keyID+".pem")),
		"another label": strings.ReplaceAll(own, "CERTIFICATE", "X509 CERTIFICATE"), "a header": strings.Replace(own, "-----\n", "-----\nA: b\n\n", 1), "another certificate": otherPEM, "nothing": "",
	} {
		k.sealed("sealed: siegel.pem with "+name, name == "itself twice", func(c *container) { c.at(file).fill([]byte(text)) })
	}
	list := k.base.content(fileList)
	k.signed("sealed: the signature brings another certificate too", false, k.base.clone(), list, []*x509.Certificate{other})
	two := []byte(own + otherPEM)
	c := k.base.clone()
	c.at(file).fill(two)
	both := bytes.Replace(list, []byte(base64.StdEncoding.EncodeToString(sum([]byte(own)))), []byte(base64.StdEncoding.EncodeToString(sum(two))), 1)
	// The PDF was signed with the one certificate alone.
	k.signed("sealed: the chain is longer than that of the PDF", false, c, both, []*x509.Certificate{other})
	signature := k.base.content(fileSignature)
	// Tag and length of two bytes, then type and version.
	for name, changed := range map[string][]byte{
		"of indefinite length": slices.Concat([]byte{0x30, 0x80}, signature[4:], []byte{0, 0}), "with a longer length": slices.Concat([]byte{0x30, 0x83, 0}, signature[2:]), "with zeros behind": slices.Concat(signature, make([]byte, 8)),
		"twice": slices.Concat(signature, signature), "in PEM": pem.EncodeToMemory(&pem.Block{Type: "CMS", Bytes: signature}), "in base64": []byte(base64.StdEncoding.EncodeToString(signature)),
	} {
		k.bad("the signature "+name, func(c *container) { c.at(fileSignature).fill(changed) })
	}
	seal := k.w.pkg.Seal
	for name, o := range map[string]cms.SignOptions{
		"with the content inside":         {SigningTime: created},
		"with announced ciphers":          {Detached: true, Capabilities: cms.Modern},
		"with a certificate to answer to": {Detached: true, EncryptionCertificate: other},
	} {
		o.Certificate, o.Key = seal.Chain[0], seal.Key
		made, err := cms.Sign(list, o)
		if err != nil {
			k.t.Fatal(err)
		}
		k.bad("a signature of the seal "+name, func(c *container) { c.at(fileSignature).fill(made) }, name == "with announced ciphers")
	}
	w := newWorld(k.t, evidence.Proof, rsaSeal)
	rsa := take(k.t, write(k.t, w.pkg))
	signature = rsa.content(fileSignature)
	for at := 3; at < len(signature); at += 61 {
		c := rsa.clone()
		c.at(fileSignature).fill(flipped(signature, at))
		k.add(fmt.Sprintf("bit of byte %d of an RSA signature turned", at), c.put(), false)
	}
	c = rsa.clone()
	c.at(fileSignature).fill(k.base.content(fileSignature))
	k.add("the signature of another seal", c.put(), false)
}

// newOther is a certificate that has nothing to do with the package.
func newOther(k *corpus) *x509.Certificate {
	key, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	if err != nil {
		k.t.Fatal(err)
	}
	c, err := evidence.SelfIssued("Anderes", key, created, created.AddDate(1, 0, 0))
	if err != nil {
		k.t.Fatal(err)
	}
	return c
}

func (k *corpus) indexCases() {
	const file = "paket.json"
	key := base64.StdEncoding.EncodeToString(public(key(k.t)))
	logged := base64.StdEncoding.EncodeToString(public(logKey()))
	for _, change := range [][3]string{
		{"another format", `"schalter-package/1"`, `"schalter-package/2"`}, {"no format", `"format":"schalter-package/1",`, ""}, {"Format", `"format"`, `"Format"`}, {"format twice", `{"format"`, `{"format":"x","format"`},
		{"a name twice, the last one right", `"side":`, `"side":"mbx_9","side":`}, {"a name in capitals behind it", `"reference":`, `"SIDE":"mbx_9","reference":`}, {"a name with an umlaut", `{"format"`, `{"größe":1,"format"`}, {"a name with a long s", `"side":`, `"ſide":"mbx_9","side":`}, {"an empty name", `{"format"`, `{"":1,"format"`}, {"a name in capitals beside it", `"side":`, `"SIDE":"mbx_9","side":`}, {"a name in capitals", `"side":`, `"Side":`}, {"a space", `","kind"`, `", "kind"`},
		{"a space behind", "}\n", "} \n"}, {"no line feed", "}\n", "}"}, {"two line feeds", "}\n", "}\n\n"}, {"a line end of Windows", "}\n", "}\r\n"}, {"a BOM", `{"format"`, "\ufeff" + `{"format"`},
		{"another kind", `"PROOF"`, `"EXPORT"`}, {"an unknown kind", `"PROOF"`, `"NACHWEIS"`}, {"no kind", `"kind":"PROOF",`, ""}, {"kind as a list", `"PROOF"`, `["PROOF"]`}, {"an escape that is not needed", `"PROOF"`, `"\u0050ROOF"`},
		{"a title that is a number", `"title":"Café in der Langen Straße"`, `"title":7`}, {"a title that is null", `"title":"Café in der Langen Straße"`, `"title":null`}, {"no title", `"title":"Café in der Langen Straße",`, ""},
		{"an escaped slash", `"https://schalter.example"`, `"https:\/\/schalter.example"`}, {"half a character", "Café", `Caf\ud83d`}, {"bytes that are no UTF-8", "Café", "Caf\xe9"}, {"an escaped umlaut", "Café", `Caf\u00e9`}, {"a bare less-than sign", "Café", "Caf<"},
		{"a time with another zone", `:15.000000Z"`, `:15.000000+00:00"`}, {"a time without fractions", `:15.000000Z"`, `:15Z"`}, {"a day that there is not", "2026-11-23T", "2026-11-31T"}, {"a month that there is not", "2026-11-23T", "2026-13-23T"},
		{"an hour that there is not", "T09:30:15.0", "T24:30:15.0"}, {"a leap second", "T09:30:15.0", "T23:59:60.0"}, {"a time that is a number", `"2026-11-23T09:30:15.000000Z"`, "1795426215"}, {"a time with a space", "23T09:30:15.0", "23 09:30:15.0"}, {"a small letter in a time", "23T09:30", "23t09:30"},
		{"keys that are null", `"keys":[`, `"keys":null,"x":[`}, {"keys that are an object", `"keys":[`, `"keys":{},"x":[`}, {"no keys", `"keys":[`, `"x":[`}, {"a key that is null", `"keys":[`, `"keys":[null,`}, {"a key of another length", key, key[:40] + "="},
		{"bits behind a key", key, key[:42] + string(key[42]+1) + "="}, {"a line feed in a key", key, key[:20] + `\n` + key[20:]}, {"another algorithm", `"Ed25519"`, `"ed25519"`}, {"another id of a key", keyID, "key_1"}, {"a key twice", `"keys":[`, `"keys":[{"id":"` + keyID + `","algorithm":"Ed25519","public":"` + logged + `"},`},
		{"messages that are null", `"messages":[`, `"messages":null,"x":[`}, {"no messages", `"messages":[`, `"messages":[],"x":[`}, {"a message that is null", `"messages":[`, `"messages":[null],"x":[`}, {"another message", `"id":"msg_1"`, `"id":"msg_2"`}, {"another folder", `"folder":""`, `"folder":"x/"`},
		{"a folder that is null", `"folder":""`, `"folder":null`}, {"documents that are null", `"documents":[`, `"documents":null,"x":[`}, {"documents that are an object", `"documents":[`, `"documents":{},"x":[`}, {"a document that is a text", `"documents":[`, `"documents":["x",`},
		{"a document more", `"documents":[`, `"documents":[{"id":"doc_9","file":"anlagen/Lageplan.pdf"},`}, {"a document more that is absent", `"documents":[`, `"documents":[{"id":"doc_9","file":null},`}, {"a file that is not there", `"anlagen/Lageplan.pdf"`, `"anlagen/Plan.pdf"`}, {"a file of another document", `"anlagen/Lageplan.pdf"`, `"nachricht.txt"`},
		{"a file that is a number", `"anlagen/Lageplan.pdf"`, "1"}, {"a document without file", `"id":"doc_3","file":null`, `"id":"doc_3"`}, {"more events", `"count":4`, `"count":5`}, {"fewer events", `"count":4`, `"count":3`}, {"a count with a fraction", `"count":4`, `"count":4.0`}, {"a count with a power", `"count":4`, `"count":4e0`},
		{"a count as a text", `"count":4`, `"count":"4"`}, {"a negative count", `"count":4`, `"count":-4`}, {"a count of nothing", `"count":4`, `"count":null`}, {"a large count", `"count":4`, `"count":9007199254740993`}, {"minus zero", `"count":4`, `"count":-0`}, {"a zero before", `"count":4`, `"count":04`},
		{"complete", `"complete":false`, `"complete":true`}, {"complete as a text", `"complete":false`, `"complete":"false"`}, {"complete is null", `"complete":false`, `"complete":null`}, {"another head", `"head":"`, `"head":"0`}, {"no head", `"head":"`, `"x":"`}, {"no events", `"events":{`, `"x":{`}, {"events that are null", `"events":{`, `"events":null,"x":{`},
		{"another log", `"origin":"schalter`, `"origin":"Schalter`}, {"another size", `"size":12`, `"size":13`}, {"a size with a fraction", `"size":12`, `"size":12.5`}, {"another key of the log", logged, key}, {"bits behind the key of the log", logged, logged[:42] + string(logged[42]+1) + "="}, {"no log at all", `"log":{`, `"x":{`}, {"a log that is a list", `"log":{`, `"log":[],"x":{`},
		{"stamped as a number", `"stamped":true`, `"stamped":1`}, {"stamped is missing", `,"stamped":true`, ""}, {"a fraction in something unknown", `{"format"`, `{"neu":1.5,"format"`}, {"a power in something unknown", `{"format"`, `{"neu":1e3,"format"`}, {"a large number in something unknown", `{"format"`, `{"neu":9007199254740993,"format"`},
		{"deep nesting", `{"format"`, `{"neu":` + strings.Repeat("[", 40) + strings.Repeat("]", 40) + `,"format"`}, {"a comma too many", "}\n", ",}\n"}, {"an array", `{"format"`, `[{"format"`}, {"nothing", `{"format":"schalter-package/1"`, `{"f":"x"`}, {"a comment", `{"format"`, `{/**/"format"`}, {"a name twice in something unknown", `{"format"`, `{"neu":{"a":1,"a":2},"format"`},
		{"sealed keys of another side", `"side":"mbx_1"`, `"side":"mbx_2"`},
	} {
		k.rewritten(change[0], file, change[1], change[2])
	}
	for _, change := range [][3]string{
		{"something unknown", `{"format"`, `{"neu":{"a":[1,null,true,"\u003c ä"]},"format"`}, {"something unknown at the end", "}\n", `,"neu":7}` + "\n"}, {"something unknown in a key", `"algorithm"`, `"neu":"x","algorithm"`}, {"a document that is not named", `,{"id":"doc_3","file":null}`, ""}, {"another platform", `"platform":"Schalter"`, `"platform":"Anderer Schalter"`},
		{"another title", "Café", "Haus"}, {"no stamp", `"stamped":true`, `"stamped":false`}, {"a log that is null", `"log":{`, `"log":null,"x":{`}, {"another order", `{"format":"schalter-package/1","kind":"PROOF"`, `{"kind":"PROOF","format":"schalter-package/1"`}, {"something unknown that nests", `{"format"`, `{"neu":` + strings.Repeat("[", 15) + strings.Repeat("]", 15) + `,"format"`},
	} {
		k.rewritten(change[0], file, change[1], change[2], true)
	}
}

func (k *corpus) messageCases() {
	const file = "manifest.sig.json"
	signed := k.w.pkg.Messages[0].Signed
	signature := base64.StdEncoding.EncodeToString(signed.Signature)
	for _, change := range [][3]string{
		{"another format", "schalter-signature/1", "schalter-signature/2"}, {"another digest", `"digest":"`, `"digest":"0`}, {"a digest in capitals", signed.Digest, strings.ToUpper(signed.Digest)}, {"another key", keyID, "key_2"}, {"another algorithm", "Ed25519", "Ed448"}, {"no algorithm", `"algorithm":"Ed25519",`, ""},
		{"another signature", signature[:8], "AAAAAAAA"}, {"bits behind the signature", signature, signature[:85] + string(signature[85]+1) + "=="}, {"a line feed in the signature", signature, signature[:20] + `\n` + signature[20:]}, {"a longer signature", signature, "AAAA" + signature}, {"a space", `":"`, `": "`}, {"no line feed", "}\n", "}"},
		{"a name twice", `{"format"`, `{"digest":"x","format"`}, {"a name in capitals", `"keyId"`, `"KeyID"`},
	} {
		k.rewritten(change[0], file, change[1], change[2])
	}
	k.rewritten("something unknown", file, `{"format"`, `{"neu":1,"format"`, true)
	for _, change := range [][3]string{{"another sender", "Müller", "Meier"}, {"a line feed behind", "}]}", "}]}\n"}, {"a space", `{"format"`, `{ "format"`}, {"another document", `"doc_1"`, `"doc_4"`}} {
		k.rewritten(change[0], "manifest.json", change[1], change[2])
	}
	k.rewritten("another word", "betreff.txt", "Café", "Haus")
	k.rewritten("another word", "nachricht.txt", "Unterlagen", "Unterlage")
	k.rewritten("a space behind", "nachricht.txt", "Müller\n", "Müller\n ")
	k.rewritten("another word", "anlagen/Lageplan.pdf", "Lageplan", "Lageplam")
	k.rewritten("another word", "PRUEFEN.txt", "openssl", "openssl ", true)
	// Manifests that the platform's key signed as they are.
	for name, change := range map[string]func(string) string{
		"in another format": func(s string) string { return strings.Replace(s, "schalter-manifest/1", "schalter-manifest/2", 1) }, "of another side": func(s string) string { return strings.Replace(s, "mbx_1", "mbx_2", 1) },
		"of another message": func(s string) string { return strings.Replace(s, `"msg_1"`, `"msg_2"`, 1) }, "with a space": func(s string) string { return strings.Replace(s, `","`, `", "`, 1) }, "with a name twice": func(s string) string { return strings.Replace(s, `{"format"`, `{"side":"mbx_9","format"`, 1) },
		"with a size that is a text": func(s string) string { return strings.Replace(s, `"size":17`, `"size":"17"`, 1) }, "with another size": func(s string) string { return strings.Replace(s, `"size":17`, `"size":18`, 1) }, "with a negative size": func(s string) string { return strings.Replace(s, `"size":17`, `"size":-17`, 1) },
		"of another text": func(s string) string { return strings.Replace(s, `"bodySha256":"`, `"bodySha256":"0`, 1) }, "that is no JSON": func(s string) string { return s[1:] }, "with documents in a text": func(s string) string { return strings.Replace(s, `"documents":[`, `"documents":"","x":[`, 1) },
	} {
		text := change(string(signed.Manifest))
		k.sealed("sealed: a manifest "+name, false, func(c *container) {
			c.at("manifest.json").fill([]byte(text))
			again := ed25519.Sign(key(k.t), []byte("schalter-manifest/1\x00"+text))
			c.at(file).fill(bytes.Replace(bytes.Replace(c.content(file), []byte(signed.Digest), []byte(evidence.Digest([]byte(text))), 1), []byte(signature), []byte(base64.StdEncoding.EncodeToString(again)), 1))
		})
	}
}

func (k *corpus) recordCases() {
	const file = "events.jsonl"
	text := string(k.base.content(file))
	lines := strings.SplitAfter(text, "\n")[:4]
	token := k.w.pkg.Record[0].Token
	parts := strings.Split(token, ".")
	payload := func(change func(string) string) string {
		body, err := base64.RawURLEncoding.DecodeString(parts[1])
		if err != nil {
			k.t.Fatal(err)
		}
		signed := parts[0] + "." + base64.RawURLEncoding.EncodeToString([]byte(change(string(body))))
		return signed + "." + base64.RawURLEncoding.EncodeToString(ed25519.Sign(key(k.t), []byte(signed)))
	}
	salt := base64.StdEncoding.EncodeToString(k.w.pkg.Record[0].Salt[:])
	for name, changed := range map[string]string{
		"lines in another order": lines[1] + lines[0] + lines[2] + lines[3], "the first is missing": strings.Join(lines[1:], ""), "the last is missing": strings.Join(lines[:3], ""), "one twice": text + lines[3], "a blank line": lines[0] + "\n" + strings.Join(lines[1:], ""), "a blank line behind": text + "\n",
		"no line feed behind": strings.TrimSuffix(text, "\n"), "line ends of Windows": strings.ReplaceAll(text, "\n", "\r\n"), "nothing": "", "a space": strings.Replace(text, `","salt"`, `", "salt"`, 1), "a name twice": strings.Replace(text, `{"token"`, `{"leaf":9,"token"`, 1), "a name in capitals": strings.Replace(text, `"salt"`, `"Salt"`, 1),
		"padding in a token": strings.Replace(text, token, token+"==", 1), "bits behind a token": strings.Replace(text, token, token[:len(token)-1]+nextDigit(token[len(token)-1]), 1), "a line feed in a token": strings.Replace(text, token, token[:len(token)-10]+`\n`+token[len(token)-10:], 1), "a token of four parts": strings.Replace(text, token, token+".x", 1),
		"a token without signature": strings.Replace(text, token, parts[0]+"."+parts[1]+".", 1), "alg none": strings.Replace(text, token, base64.RawURLEncoding.EncodeToString([]byte(`{"alg":"none","kid":"`+keyID+`","typ":"secevent+jwt"}`))+"."+parts[1]+".", 1), "salt is null": strings.Replace(text, `"`+salt+`"`, "null", 1), "another salt": strings.Replace(text, salt[:8], "AAAAAAAA", 1),
		"bits behind a salt": strings.Replace(text, salt, salt[:42]+"B=", 1), "a short salt": strings.Replace(text, salt, salt[:40], 1), "no salt": strings.Replace(text, `,"salt":"`+salt+`"`, "", 1), "a leaf as a text": strings.Replace(text, `"leaf":3`, `"leaf":"3"`, 1), "another leaf": strings.Replace(text, `"leaf":3`, `"leaf":4`, 1), "a negative leaf": strings.Replace(text, `"leaf":3`, `"leaf":-3`, 1),
		"a leaf with a fraction": strings.Replace(text, `"leaf":3`, `"leaf":3.0`, 1), "no leaf": strings.Replace(text, `,"leaf":3`, "", 1), "a token that is null": strings.Replace(text, `"`+token+`"`, "null", 1), "a line that is null": strings.Replace(text, lines[0], "null\n", 1),
		"a token of another side":   strings.Replace(text, token, payload(func(s string) string { return strings.Replace(s, `"sub":"mbx_1"`, `"sub":"mbx_2"`, 1) }), 1),
		"a token of another issuer": strings.Replace(text, token, payload(func(s string) string { return strings.Replace(s, `"iss":"schalter"`, `"iss":"andere"`, 1) }), 1),
		"a token with two events": strings.Replace(text, token, payload(func(s string) string {
			return strings.Replace(s, `"events":{`, `"events":{"urn:schalter:event:X":{},`, 1)
		}), 1),
		"a token of another number":  strings.Replace(text, token, payload(func(s string) string { return strings.Replace(s, `"seq":2`, `"seq":9`, 1) }), 1),
		"a token about nothing":      strings.Replace(text, token, payload(func(s string) string { return strings.Replace(s, `"message":"msg_1"`, `"message":"msg_2"`, 1) }), 1),
		"a token with another event": strings.Replace(text, token, payload(func(s string) string { return strings.Replace(s, "urn:schalter:event:", "urn:other:", 1) }), 1),
	} {
		if changed == text {
			k.t.Errorf("events, %s: nothing changed", name)
		}
		k.sealed("sealed: the record, "+name, false, func(c *container) { c.at(file).fill([]byte(changed)) })
	}
	k.sealed("sealed: the record, an event younger than the log", true, func(c *container) {
		c.at(file).fill([]byte(strings.Replace(strings.Replace(text, `"`+salt+`"`, "null", 1), `"leaf":3`, `"leaf":null`, 1)))
	})
	k.sealed("sealed: the record, something unknown", true, func(c *container) { c.at(file).fill([]byte(strings.Replace(text, `{"token"`, `{"neu":[],"token"`, 1))) })
}

// nextDigit is the next one of base64url.
func nextDigit(c byte) string {
	const digits = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_"
	return digits[strings.IndexByte(digits, c)+1:][:1]
}

func (k *corpus) logCases() {
	const file = "log/proofs.json"
	hash, err := json.Marshal(k.w.pkg.Record[0].Proof[0])
	if err != nil {
		k.t.Fatal(err)
	}
	h := strings.Trim(string(hash), `"`)
	for _, change := range [][3]string{
		{"another format", "log-proofs/1", "log-proofs/2"}, {"another hash", h[:8], "AAAAAAAA"}, {"bits behind a hash", h, h[:42] + nextDigit(h[42]) + "="}, {"a hash more", `"hashes":["`, `"hashes":["` + h + `","`}, {"a hash of another length", h, h[:40]}, {"a hash that is null", `"` + h + `"`, "null"}, {"hashes that are null", `"hashes":[`, `"hashes":null,"x":[`},
		{"proofs that are null", `"proofs":[`, `"proofs":null,"x":[`}, {"another leaf", `"leaf":3`, `"leaf":4`}, {"no leaf", `"leaf":3,`, ""}, {"a leaf as a text", `"leaf":3`, `"leaf":"3"`}, {"a space", `","`, `", "`}, {"no line feed", "}\n", "}"}, {"a name twice", `{"format"`, `{"proofs":[],"format"`}, {"a proof that is null", `"proofs":[`, `"proofs":[null,`},
	} {
		k.rewritten(change[0], file, change[1], change[2])
	}
	k.rewritten("a proof more", file, `"proofs":[`, `"proofs":[{"leaf":0,"hashes":[]},`, true)
	const checkpoint = "log/checkpoint"
	signed := string(k.w.pkg.Log.Checkpoint)
	at := strings.LastIndex(signed, " ") + 1
	sig := strings.TrimSpace(signed[at:])
	stampless := func(name string, good bool, changed string) {
		if changed == signed {
			k.t.Errorf("checkpoint, %s: nothing changed", name)
		}
		k.sealed("sealed: the checkpoint, "+name, good, func(c *container) {
			c.at(checkpoint).fill([]byte(changed))
			// Its stamp was for the one before.
			c.at("paket.json").fill(bytes.Replace(c.content("paket.json"), []byte(`"stamped":true`), []byte(`"stamped":false`), 1))
		})
	}
	line := "— zeuge.example " + base64.StdEncoding.EncodeToString(bytes.Repeat([]byte{7}, 68)) + "\n"
	stampless("a witness behind", true, signed+line)
	stampless("a witness before", true, strings.Replace(signed, "— ", line+"— ", 1))
	for name, changed := range map[string]string{
		"another size": strings.Replace(signed, "\n12\n", "\n13\n", 1), "a size with a sign": strings.Replace(signed, "\n12\n", "\n+12\n", 1), "a size with a zero": strings.Replace(signed, "\n12\n", "\n012\n", 1), "another origin": strings.Replace(signed, "schalter.example/log\n", "andere.example/log\n", 1), "no signature": signed[:strings.Index(signed, "— ")],
		"bits behind a signature": strings.Replace(signed, sig, sig[:len(sig)-2]+nextDigit(sig[len(sig)-2])+"=", 1), "another signature": strings.Replace(signed, sig[6:16], "AAAAAAAAAA", 1), "a hyphen for its dash": strings.Replace(signed, "— ", "- ", 1), "no line feed behind": strings.TrimSuffix(signed, "\n"), "a blank line behind": signed + "\n",
		"line ends of Windows": strings.ReplaceAll(signed, "\n", "\r\n"), "a space behind its origin": strings.Replace(signed, "/log\n", "/log \n", 1), "a witness without signature": signed + "— zeuge.example\n", "a witness with a short signature": signed + "— zeuge.example AAAA\n", "text behind": signed + "Ende\n", "a witness with bits behind": signed + strings.Replace(line, "Bwc=", "Bwd=", 1),
		"only a witness": signed[:strings.Index(signed, "— ")] + line, "nothing": "",
	} {
		stampless(name, false, changed)
	}
	longer := merkle.Checkpoint{Origin: "schalter.example/log", Size: 12, Root: sha256.Sum256([]byte("andere"))}
	other, err := longer.Sign(logKey())
	if err != nil {
		k.t.Fatal(err)
	}
	stampless("another root, signed by the log", false, string(other))
}
