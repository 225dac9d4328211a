package evidence_test

import (
	"archive/zip"
	"bytes"
	"compress/flate"
	"encoding/binary"
	"fmt"
	"hash/crc32"
	"io"
	"maps"
	"slices"
	"strings"
	"testing"
)

// piece is an entry of a ZIP file as it lies there, so that every byte of it can be another one.
type piece struct {
	// gap lies before the local header.
	gap, local, name, localExtra, packed, descriptor []byte
	// central is the entry of the directory without its name; nil hides the entry.
	central, centralName, centralExtra []byte
	// shared takes the local header and content of another entry, counted from the first.
	shared *int
}

// container is a whole ZIP file in pieces.
type container struct {
	pieces []piece
	// beforeDirectory, beforeEnd and behind are bytes where there should be none.
	beforeDirectory, beforeEnd, behind []byte
	// shift is added to the offsets of the directory.
	shift int
	end   func([]byte) []byte
}

// take takes a package of ours to pieces.
func take(t testing.TB, pkg []byte) *container {
	t.Helper()
	z, err := zip.NewReader(bytes.NewReader(pkg), int64(len(pkg)))
	if err != nil {
		t.Fatal(err)
	}
	c := &container{}
	at := int(binary.LittleEndian.Uint32(pkg[len(pkg)-6:]))
	for _, f := range z.File {
		start, err := f.DataOffset()
		if err != nil {
			t.Fatal(err)
		}
		end := int(start) + int(f.CompressedSize64)
		p := piece{
			local: pkg[int(start)-30-len(f.Name) : int(start)-len(f.Name)], name: []byte(f.Name), packed: pkg[start:end], central: pkg[at : at+46], centralName: []byte(f.Name),
		}
		if f.Flags&8 != 0 {
			p.descriptor = pkg[end : end+16]
		}
		at += 46 + len(f.Name)
		c.pieces = append(c.pieces, p.clone())
	}
	if again := c.put(); !bytes.Equal(again, pkg) {
		t.Fatal("a package put together again is another one")
	}
	return c
}

func (p piece) clone() piece {
	p.local, p.packed, p.descriptor, p.central = bytes.Clone(p.local), bytes.Clone(p.packed), bytes.Clone(p.descriptor), bytes.Clone(p.central)
	return p
}

func (c *container) clone() *container {
	out := *c
	out.pieces = nil
	for _, p := range c.pieces {
		out.pieces = append(out.pieces, p.clone())
	}
	return &out
}

// put puts the pieces together; only the offsets are made again.
func (c *container) put() []byte {
	var b, table bytes.Buffer
	var offsets []int
	count := 0
	for _, p := range c.pieces {
		b.Write(p.gap)
		offset := b.Len()
		if p.shared != nil {
			offset = offsets[*p.shared]
		} else {
			b.Write(slices.Concat(p.local, p.name, p.localExtra, p.packed, p.descriptor))
		}
		offsets = append(offsets, offset)
		if p.central == nil {
			continue
		}
		count++
		central := bytes.Clone(p.central)
		if old := binary.LittleEndian.Uint32(central[42:]); old != 1<<32-1 {
			binary.LittleEndian.PutUint32(central[42:], uint32(offset+c.shift))
		}
		table.Write(slices.Concat(central, p.centralName, p.centralExtra))
	}
	b.Write(c.beforeDirectory)
	end := append([]byte("PK\x05\x06"), make([]byte, 18)...)
	binary.LittleEndian.PutUint16(end[8:], uint16(count))
	binary.LittleEndian.PutUint16(end[10:], uint16(count))
	binary.LittleEndian.PutUint32(end[12:], uint32(table.Len()))
	binary.LittleEndian.PutUint32(end[16:], uint32(b.Len()+c.shift))
	if c.end != nil {
		end = c.end(end)
	}
	return slices.Concat(b.Bytes(), table.Bytes(), c.beforeEnd, end, c.behind)
}

// fill gives an entry another content, stored or deflated as it was, with headers that fit.
func (p *piece) fill(content []byte) {
	p.packed = bytes.Clone(content)
	if p.local[8] == 8 {
		p.packed = deflate(content, flate.HuffmanOnly)
	}
	p.fits(crc32.ChecksumIEEE(content), len(content))
}

// fits sets checksum and sizes wherever they stand.
func (p *piece) fits(sum uint32, size int) {
	le := binary.LittleEndian
	facts := le.AppendUint32(le.AppendUint32(le.AppendUint32(nil, sum), uint32(len(p.packed))), uint32(size))
	copy(p.central[16:], facts)
	if p.descriptor != nil {
		copy(p.descriptor[4:], facts)
	} else {
		copy(p.local[14:], facts)
	}
}

func deflate(content []byte, level int) []byte {
	var b bytes.Buffer
	w, _ := flate.NewWriter(&b, level)
	_, _ = w.Write(content)
	_ = w.Close()
	return b.Bytes()
}

// newPiece is an entry that is stored.
func newPiece(name string, content []byte) piece {
	p := piece{local: append([]byte("PK\x03\x04"), make([]byte, 26)...), central: append([]byte("PK\x01\x02"), make([]byte, 42)...), name: []byte(name), centralName: []byte(name)}
	p.local[7], p.central[9] = 8, 8
	p.local[26], p.central[28] = byte(len(name)), byte(len(name))
	p.local[27], p.central[29] = byte(len(name)>>8), byte(len(name)>>8)
	p.fill(content)
	return p
}

func (c *container) at(name string) *piece {
	at := slices.IndexFunc(c.pieces, func(p piece) bool { return string(p.name) == name })
	return &c.pieces[at]
}

func (c *container) content(name string) []byte {
	p := c.at(name)
	if p.local[8] == 0 {
		return p.packed
	}
	b, _ := io.ReadAll(flate.NewReader(bytes.NewReader(p.packed)))
	return b
}

// headerFields are places in the local header and in the entry of the directory.
var headerFields = map[string][2]int{
	"signature": {1, 1}, "made by": {-1, 4}, "made by host": {-1, 5}, "version": {4, 6}, "flags": {6, 8}, "flags above": {7, 9}, "method": {8, 10}, "time": {10, 12}, "date": {12, 14},
	"checksum": {14, 16}, "packed size": {18, 20}, "size": {22, 24}, "length of the name": {26, 28}, "length of the extra field": {28, 30},
	"length of the comment": {-1, 32}, "disk": {-1, 34}, "internal attributes": {-1, 36}, "external attributes": {-1, 38}, "offset": {-1, 42},
}

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
