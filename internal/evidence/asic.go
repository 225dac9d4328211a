package evidence

import (
	"archive/zip"
	"bytes"
	"compress/flate"
	"crypto/sha256"
	"encoding/base64"
	"encoding/hex"
	"encoding/xml"
	"fmt"
	"hash/crc32"
	"io"
	"net/url"
	"strings"
	"time"
)

// manifestXML lists every file but those of META-INF and mimetype (ETSI EN 319 162-1, annex A.4).
func (s *fileSet) manifestXML() []byte {
	var b bytes.Buffer
	b.WriteString(`<?xml version="1.0" encoding="UTF-8" standalone="yes"?>` + "\n")
	b.WriteString(`<asic:ASiCManifest xmlns:asic="http://uri.etsi.org/02918/v1.2.1#" xmlns:ds="http://www.w3.org/2000/09/xmldsig#">` + "\n")
	fmt.Fprintf(&b, `<asic:SigReference URI="%s" MimeType="application/pkcs7-signature"/>`+"\n", fileSignature)
	for _, f := range s.memory {
		sum := sha256.Sum256(f.content)
		writeReference(&b, f.name, f.mediaType, sum[:])
	}
	for _, d := range s.documents {
		// Verified with the manifest, the digest is hexadecimal.
		sum, _ := hex.DecodeString(d.part.SHA256)
		writeReference(&b, d.name, d.part.MediaType, sum)
	}
	b.WriteString("</asic:ASiCManifest>\n")
	return b.Bytes()
}

func writeReference(b *bytes.Buffer, name, mediaType string, digest []byte) {
	fmt.Fprintf(b, `<asic:DataObjectReference URI="%s" MimeType="%s"><ds:DigestMethod Algorithm="%s"/><ds:DigestValue>%s</ds:DigestValue></asic:DataObjectReference>`+"\n",
		escapeURI(name), escapeXML(mediaType), sha256URI, base64.StdEncoding.EncodeToString(digest))
}

const sha256URI = "http://www.w3.org/2001/04/xmlenc#sha256"

func escapeURI(name string) string {
	parts := strings.Split(name, "/")
	for i := range parts {
		parts[i] = url.PathEscape(parts[i])
	}
	return escapeXML(strings.Join(parts, "/"))
}

func escapeXML(s string) string {
	var b strings.Builder
	// A strings.Builder takes everything.
	_ = xml.EscapeText(&b, []byte(s))
	return b.String()
}

// write zips the set. Small files are stored with their size in front, documents follow compressed by letters alone, which is
// fast, never turns a file into a bomb, and can be streamed.
func (s *fileSet) write(w io.Writer, at time.Time) error {
	z := zip.NewWriter(w)
	z.RegisterCompressor(zip.Deflate, func(w io.Writer) (io.WriteCloser, error) { return flate.NewWriter(w, flate.HuffmanOnly) })
	for _, f := range s.memory {
		if err := storeEntry(z, f, at); err != nil {
			return err
		}
	}
	for _, d := range s.documents {
		header := &zip.FileHeader{Name: d.name, Method: zip.Deflate, Flags: utf8Flag}
		setTime(header, at)
		entry, err := z.CreateHeader(header)
		if err != nil {
			return err
		}
		if err := copyDocument(entry, d); err != nil {
			return err
		}
	}
	return z.Close()
}

// utf8Flag says that a name is UTF-8 (APPNOTE 4.4.4, bit 11).
const utf8Flag = 0x800

func storeEntry(z *zip.Writer, f file, at time.Time) error {
	header := &zip.FileHeader{
		Name: f.name, Method: zip.Store, Flags: utf8Flag, CRC32: crc32.ChecksumIEEE(f.content),
		CompressedSize64: uint64(len(f.content)), UncompressedSize64: uint64(len(f.content)),
	}
	setTime(header, at)
	entry, err := z.CreateRaw(header)
	if err != nil {
		return err
	}
	_, err = entry.Write(f.content)
	return err
}

// setTime sets the old field of a header alone: with Modified the entry would get an extra field, which mimetype must not
// have (EN 319 162-1, A.1).
func setTime(h *zip.FileHeader, at time.Time) {
	at = at.UTC()
	//lint:ignore SA1019 see above
	h.ModifiedDate = uint16(at.Day() + int(at.Month())<<5 + max(at.Year()-1980, 0)<<9)
	//lint:ignore SA1019 see above
	h.ModifiedTime = uint16(at.Second()/2 + at.Minute()<<5 + at.Hour()<<11)
}
