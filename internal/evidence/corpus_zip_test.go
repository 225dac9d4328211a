package evidence_test

import (
	"bytes"
	"compress/flate"
	"encoding/binary"
	"fmt"
	"hash/crc32"
	"io"
	"maps"
	"slices"
	"strings"
)

// containerCases are packages whose files are right and whose container is not.
func (k *corpus) containerCases() {
	const text, document, second = "nachricht.txt", "anlagen/Lageplan.pdf", "nachweis.pdf"
	for _, field := range slices.Sorted(maps.Keys(headerFields)) {
		at := headerFields[field]
		for _, name := range []string{text, document} {
			if at[0] >= 0 {
				k.bad("the local header of "+name+" has another "+field, func(c *container) { c.at(name).local[at[0]] ^= 1 })
			}
			if field != "offset" {
				k.bad("the directory has another "+field+" for "+name, func(c *container) { c.at(name).central[at[1]] ^= 1 })
			}
			if at[0] >= 0 {
				k.bad("both headers of "+name+" have another "+field, func(c *container) {
					c.at(name).local[at[0]] ^= 1
					c.at(name).central[at[1]] ^= 1
				}, field == "time" || field == "date")
			}
		}
	}
	for bit := range 16 {
		k.bad(fmt.Sprintf("flag %d is turned in both headers", bit), func(c *container) {
			p := c.at(text)
			p.local[6+bit/8] ^= 1 << (bit % 8)
			p.central[8+bit/8] ^= 1 << (bit % 8)
		})
	}
	for _, method := range []byte{1, 6, 9, 12, 14, 93, 99} {
		k.bad(fmt.Sprintf("method %d", method), func(c *container) { p := c.at(document); p.local[8], p.central[10] = method, method })
	}
	k.bad("checksums of zero", func(c *container) {
		for i := range c.pieces {
			p := &c.pieces[i]
			size := int(binary.LittleEndian.Uint32(p.central[24:]))
			p.fits(0, size)
		}
	})
	k.bad("a checksum of zero", func(c *container) { p := c.at(text); p.fits(0, len(p.packed)) })
	k.bad("made on Unix, with rights", func(c *container) { p := c.at(text); p.central[5], p.central[41] = 3, 0x81 })
	for name, at := range map[string]int{"disk": 4, "disk of the directory": 6, "entries here": 8, "entries": 10, "length of the directory": 12, "offset of the directory": 16, "length of the comment": 20, "signature": 2} {
		k.bad("the end has another "+name, func(c *container) { c.end = func(b []byte) []byte { b[at] ^= 1; return b } })
	}
	k.bad("a comment", func(c *container) { c.end = func(b []byte) []byte { b[20] = 5; return append(b, "hallo"...) } })
	k.bad("a comment of an entry", func(c *container) { p := c.at(text); p.central[32] = 5; p.centralExtra = []byte("hallo") })
	for name, b := range map[string][]byte{"a byte": {0}, "a line feed": {'\n'}, "zeros": make([]byte, 100), "another end": append([]byte("PK\x05\x06"), make([]byte, 18)...), "a header": []byte("PK\x03\x04")} {
		k.bad(name+" behind the end", func(c *container) { c.behind = b })
		k.bad(name+" before the end", func(c *container) { c.beforeEnd = b })
		k.bad(name+" before the directory", func(c *container) { c.beforeDirectory = b })
		for _, at := range []int{0, 1, 5, len(k.base.pieces) - 1} {
			k.bad(fmt.Sprintf("%s before entry %d", name, at), func(c *container) { c.pieces[at].gap = b })
		}
		k.bad(name+" behind a name", func(c *container) { c.at(text).localExtra = b })
		k.bad(name+" behind a content", func(c *container) { p := c.at(text); p.packed = slices.Concat(p.packed, b) })
		k.bad(name+" behind a descriptor", func(c *container) { p := c.at(document); p.descriptor = slices.Concat(p.descriptor, b) })
		k.bad(name+" behind a deflated content", func(c *container) {
			p := c.at(document)
			content := c.content(document)
			p.packed = slices.Concat(p.packed, b)
			p.fits(crc32.ChecksumIEEE(content), len(content))
		})
	}
	k.raw("something before, offsets left", func(pkg []byte) []byte { return slices.Concat([]byte("#!/bin/sh\n"), pkg) })
	k.bad("something before, offsets moved", func(c *container) { c.pieces[0].gap = []byte("#!/bin/sh\n") })
	k.hiddenCases(text, second)
	k.extraCases(text, document)
	k.nameCases()
	k.streamCases(text, document)
}

func (k *corpus) hiddenCases(text, second string) {
	hidden := newPiece("anlagen/versteckt.pdf", []byte("%PDF-1.7"))
	hidden.central = nil
	for _, at := range []int{0, 3, len(k.base.pieces)} {
		k.bad(fmt.Sprintf("an entry at %d that is not in the directory", at), func(c *container) { c.pieces = slices.Insert(c.pieces, at, hidden) })
	}
	k.bad("an entry twice, once in the directory", func(c *container) {
		old := c.at(text).clone()
		old.central = nil
		c.pieces = slices.Insert(c.pieces, 4, old)
	})
	k.bad("a name twice", func(c *container) { c.pieces = append(c.pieces, c.at(text).clone()) })
	k.bad("a name twice, another content", func(c *container) {
		p := c.at(text).clone()
		p.fill([]byte("Nein."))
		c.pieces = append(c.pieces, p)
	})
	three := 3
	k.bad("two names for one entry", func(c *container) {
		p := newPiece("anlagen/zwei.pdf", c.pieces[3].packed)
		p.shared = &three
		c.pieces = append(c.pieces, p)
	})
	k.bad("one entry twice in the directory", func(c *container) {
		p := c.pieces[3].clone()
		p.shared = &three
		c.pieces = append(c.pieces, p)
	})
	k.bad("an entry within another", func(c *container) {
		inner := newPiece("anlagen/innen.pdf", []byte("innen"))
		outer := newPiece("anlagen/aussen.pdf", slices.Concat(inner.local, inner.name, inner.packed))
		c.pieces = append(c.pieces, outer, inner)
		c.pieces[len(c.pieces)-1].shared = &three
	})
	k.bad("the directory in another order", func(c *container) { swapCentral(c, 3, 4) })
	k.bad("the directory backwards", func(c *container) {
		for i, j := 0, len(c.pieces)-1; i < j; i, j = i+1, j-1 {
			swapCentral(c, i, j)
		}
	})
	k.bad("mimetype is the second", func(c *container) { c.pieces[0], c.pieces[1] = c.pieces[1], c.pieces[0] })
	k.bad("mimetype is the last", func(c *container) { c.pieces = append(c.pieces[1:], c.pieces[0]) })
	k.bad("mimetype is deflated", func(c *container) {
		content := c.pieces[0].packed
		p := c.at("anlagen/Lageplan.pdf").clone()
		p.name, p.centralName = []byte("mimetype"), []byte("mimetype")
		p.local[26], p.central[28] = 8, 8
		p.fill(content)
		c.pieces[0] = p
	})
	for name, content := range map[string]string{"with a line feed": "application/vnd.etsi.asic-e+zip\n", "of ASiC-S": "application/vnd.etsi.asic-s+zip", "of a ZIP": "application/zip", "empty": "", "in capitals": "APPLICATION/VND.ETSI.ASIC-E+ZIP"} {
		k.bad("a mimetype "+name, func(c *container) { c.pieces[0].fill([]byte(content)) })
	}
	k.bad("no entries", func(c *container) { c.pieces = nil })
	k.bad("neither list nor index", func(c *container) {
		c.pieces = slices.DeleteFunc(c.pieces, func(p piece) bool {
			return string(p.name) == "paket.json" || strings.HasPrefix(string(p.name), "META-INF/A")
		})
	})
	k.bad("the PDF of another form", func(c *container) { c.at(second).fill([]byte("%PDF-1.7\n%%EOF\n")) })
	for name, cut := range map[string]int{"its end": 22, "half its end": 11, "a byte": 1, "the half": len(k.pkg) / 2, "all but a byte": len(k.pkg) - 1, "all": len(k.pkg)} {
		k.raw(name+" is cut off", func(pkg []byte) []byte { return pkg[:len(pkg)-cut] })
	}
	k.raw("its beginning is cut off", func(pkg []byte) []byte { return pkg[30:] })
	k.raw("twice one behind the other", func(pkg []byte) []byte { return slices.Concat(pkg, pkg) })
}

// swapCentral changes two entries of the directory; content and offsets stay with their names.
func swapCentral(c *container, i, j int) {
	a, b := &c.pieces[i], &c.pieces[j]
	a.central, b.central = b.central, a.central
	a.centralName, b.centralName = b.centralName, a.centralName
}

func (k *corpus) extraCases(text, document string) {
	le := binary.LittleEndian
	long := func(p *piece) []byte {
		b := le.AppendUint32(nil, 0x00180001)
		return le.AppendUint64(le.AppendUint64(le.AppendUint64(b, uint64(le.Uint32(p.central[24:]))), uint64(le.Uint32(p.central[20:]))), 0)
	}
	for name, extra := range map[string][]byte{"a time": {'U', 'T', 5, 0, 1, 0, 0, 0, 0}, "something unknown": {0xfe, 0xca, 0, 0}, "noise": {1, 2, 3}} {
		for where, put := range map[string]func(p *piece){
			"locally":          func(p *piece) { p.localExtra, p.local[28] = extra, byte(len(extra)) },
			"in the directory": func(p *piece) { p.centralExtra, p.central[30] = extra, byte(len(extra)) },
			"in both": func(p *piece) {
				p.localExtra, p.local[28], p.centralExtra, p.central[30] = extra, byte(len(extra)), extra, byte(len(extra))
			},
		} {
			for _, entry := range []string{"mimetype", text, document} {
				k.bad(fmt.Sprintf("%s in an extra field of %s, %s", name, entry, where), func(c *container) { put(c.at(entry)) })
			}
		}
	}
	k.bad("ZIP64 for small sizes", func(c *container) {
		p := c.at(text)
		p.centralExtra, p.central[30] = long(p), 28
		copy(p.central[20:], bytes.Repeat([]byte{0xff}, 8))
	})
	k.bad("ZIP64 beside sizes that count", func(c *container) { p := c.at(text); p.centralExtra, p.central[30] = long(p), 28 })
	k.bad("ZIP64 in the local header", func(c *container) {
		p := c.at(text)
		p.localExtra, p.local[28] = long(p)[:20], 20
		p.localExtra[2] = 16
	})
	k.bad("sizes of ZIP64 without its field", func(c *container) { copy(c.at(text).central[20:], bytes.Repeat([]byte{0xff}, 8)) })
	k.bad("an offset of ZIP64 without its field", func(c *container) { copy(c.at(text).central[42:], bytes.Repeat([]byte{0xff}, 4)) })
	end64 := func(end []byte) []byte {
		b := le.AppendUint64([]byte("PK\x06\x06"), 44)
		b = append(b, 45, 0, 45, 0, 0, 0, 0, 0, 0, 0, 0, 0)
		count, length, start := uint64(le.Uint16(end[8:])), uint64(le.Uint32(end[12:])), uint64(le.Uint32(end[16:]))
		b = le.AppendUint64(le.AppendUint64(le.AppendUint64(le.AppendUint64(b, count), count), length), start)
		b = append(b, "PK\x06\x07\x00\x00\x00\x00"...)
		return append(le.AppendUint64(b, start+length), 1, 0, 0, 0)
	}
	k.bad("an end of ZIP64 that is not needed", func(c *container) {
		c.end = func(b []byte) []byte {
			before := end64(b)
			copy(b[8:], bytes.Repeat([]byte{0xff}, 12))
			return append(before, b...)
		}
	})
	k.bad("an end of ZIP64 beside one that counts", func(c *container) { c.end = func(b []byte) []byte { return append(end64(b), b...) } })
	k.bad("an end that points to one of ZIP64", func(c *container) {
		c.end = func(b []byte) []byte { copy(b[8:], bytes.Repeat([]byte{0xff}, 12)); return b }
	})
	for name, at := range map[string]int{"entries": 8, "length": 12, "offset": 16} {
		k.bad("an end whose "+name+" alone points to ZIP64", func(c *container) {
			c.end = func(b []byte) []byte { copy(b[at:], bytes.Repeat([]byte{0xff}, 4)); return b }
		})
	}
}

func (k *corpus) nameCases() {
	for _, name := range []string{
		"../x", "/x", `a\b`, "a//b", "./x", "x/.", "x/..", "C:x", "a\x00b", "", "x/", strings.Repeat("n", 513), "\xff\xfe", "a\xc0\xaf", "anlagen/mehr.pdf", "META-INF/signature002.p7s", "META-INF/manifest.xml",
		"Mimetype", "MIMETYPE", "paket.json ", "nachricht.txt.", "anlagen/Lageplan.pdf\u200b", "ANLAGEN/LAGEPLAN.PDF", "anlagen/Lagepla\u0301n.pdf",
	} {
		k.bad(fmt.Sprintf("one file more: %.20q", name), func(c *container) { c.pieces = append(c.pieces, newPiece(name, []byte("x"))) })
	}
	for _, name := range []string{"Nachricht.txt", "nachricht.tx\u00e4", "nachricht.txt\x00"} {
		k.bad(fmt.Sprintf("another name: %q", name), func(c *container) {
			p := newPiece(name, c.content("nachricht.txt"))
			*c.at("nachricht.txt") = p
		})
	}
	k.bad("another name at the entry", func(c *container) { c.at("nachricht.txt").name = []byte("Nachricht.txt") })
	k.bad("another name in the directory", func(c *container) { c.at("nachricht.txt").centralName = []byte("Nachricht.txt") })
}

func (k *corpus) streamCases(text, document string) {
	k.bad("a descriptor without signature", func(c *container) { p := c.at(document); p.descriptor = p.descriptor[4:] })
	k.bad("a descriptor of ZIP64", func(c *container) {
		p := c.at(document)
		d := bytes.Clone(p.descriptor[:8])
		d = append(append(append(d, p.descriptor[8:12]...), 0, 0, 0, 0), p.descriptor[12:]...)
		p.descriptor = append(d, 0, 0, 0, 0)
	})
	k.bad("no descriptor", func(c *container) { c.at(document).descriptor = nil })
	for name, at := range map[string]int{"signature": 0, "checksum": 4, "packed size": 8, "size": 12} {
		k.bad("a descriptor with another "+name, func(c *container) { c.at(document).descriptor[at] ^= 1 })
	}
	k.bad("a descriptor of zeros", func(c *container) { clear(c.at(document).descriptor[4:]) })
	k.bad("a stored entry with a descriptor", func(c *container) {
		p := c.at(text)
		p.descriptor = append([]byte("PK\x07\x08"), p.local[14:26]...)
		p.local[6], p.central[8] = 8, 8
		clear(p.local[14:26])
	})
	k.bad("a stored entry with a descriptor and sizes", func(c *container) {
		p := c.at(text)
		p.descriptor = append([]byte("PK\x07\x08"), p.local[14:26]...)
		p.local[6], p.central[8] = 8, 8
	})
	k.bad("a deflated entry without a descriptor", func(c *container) {
		p := c.at(document)
		copy(p.local[14:], p.descriptor[4:])
		p.local[6], p.central[8], p.descriptor = 0, 0, nil
	})
	k.bad("sizes before a deflated entry beside its descriptor", func(c *container) { p := c.at(document); copy(p.local[14:], p.descriptor[4:]) })
	for name, change := range map[string]func(packed []byte) []byte{
		"is cut": func(b []byte) []byte { return b[:len(b)-1] }, "is empty": func([]byte) []byte { return nil }, "has no end": func(b []byte) []byte { return deflateOpen(b) },
		"is of a kind that there is not": func([]byte) []byte { return []byte{7, 0, 0} }, "is a ZLIB stream": func(b []byte) []byte { return append([]byte{0x78, 0x9c}, b...) }, "is twice": func(b []byte) []byte { return slices.Concat(b, b) },
	} {
		k.bad("the deflated content "+name, func(c *container) {
			p, content := c.at(document), c.content(document)
			p.packed = change(p.packed)
			p.fits(crc32.ChecksumIEEE(content), len(content))
		})
	}
	for name, n := range map[string]int{"longer": 1, "shorter": -1} {
		k.bad("a document said to be "+name, func(c *container) {
			p, content := c.at(document), c.content(document)
			p.fits(crc32.ChecksumIEEE(content), len(content)+n)
		})
	}
	k.bad("a bomb", func(c *container) {
		p := c.at(document).clone()
		p.packed = deflate(make([]byte, 8<<20), flate.BestCompression)
		p.fits(crc32.ChecksumIEEE(make([]byte, 8<<20)), 8<<20)
		*c.at(document) = p
	})
	for level := range 10 {
		k.good(fmt.Sprintf("deflated at level %d", level), func(c *container) {
			p, content := c.at(document), c.content(document)
			p.packed = deflate(content, level)
			p.fits(crc32.ChecksumIEEE(content), len(content))
		})
	}
	k.good("documents stored", func(c *container) { *c.at(document) = newPiece(document, c.content(document)) })
}

// deflateOpen is the stream without its last block.
func deflateOpen(packed []byte) []byte {
	content, _ := io.ReadAll(flate.NewReader(bytes.NewReader(packed)))
	var b bytes.Buffer
	w, _ := flate.NewWriter(&b, flate.HuffmanOnly)
	_, _ = w.Write(content)
	_ = w.Flush()
	return b.Bytes()
}
