package cms

// Limits of reading BER. Chunks of strings are not elements: a streamed mail has one for each kilobyte.
const (
	maxDepth    = 24
	maxElements = 1 << 18
)

// Tags as they stand in the first byte.
const (
	tagInteger     = 0x02
	tagBitString   = 0x03
	tagOctets      = 0x04
	tagNull        = 0x05
	tagOID         = 0x06
	tagSequence    = 0x30
	tagSet         = 0x31
	tagConstructed = 0x20
	tagContext     = 0x80 // primitive [0]
	tagExplicit    = 0xA0 // constructed [0]
)

// header is the tag and length of one BER element.
type header struct {
	tag        byte
	size       int // bytes of tag and length
	length     int // bytes of content; 0 when indefinite
	indefinite bool
	minimal    bool // the length is written as DER wants it
}

func readHeader(b []byte) (header, error) {
	if len(b) < 2 || b[0]&0x1f == 0x1f || b[0] == 0 {
		return header{}, ErrMalformed
	}
	h := header{tag: b[0], size: 2, minimal: true}
	switch n := int(b[1] & 0x7f); {
	case b[1] < 0x80:
		h.length = int(b[1])
	case n == 0:
		h.indefinite = true
		if h.tag&tagConstructed == 0 {
			return header{}, ErrMalformed
		}
	case n > 4 || len(b) < 2+n:
		return header{}, ErrMalformed
	default:
		for _, c := range b[2 : 2+n] {
			h.length = h.length<<8 | int(c)
		}
		h.size += n
		h.minimal = h.size == headerSize(h.length)
	}
	if h.length > len(b)-h.size {
		return header{}, ErrMalformed
	}
	return h, nil
}

// headerSize is the number of bytes of tag and length in DER.
func headerSize(length int) int {
	switch {
	case length < 0x80:
		return 2
	case length < 1<<8:
		return 3
	case length < 1<<16:
		return 4
	case length < 1<<24:
		return 5
	}
	return 6
}

func appendHeader(out []byte, tag byte, length int) []byte {
	out = append(out, tag)
	size := headerSize(length)
	if size == 2 {
		return append(out, byte(length))
	}
	out = append(out, 0x80|byte(size-2))
	for shift := 8 * (size - 3); shift >= 0; shift -= 8 {
		out = append(out, byte(length>>shift))
	}
	return out
}

// ToDER rewrites BER with indefinite lengths and constructed OCTET STRINGs as DER (X.690, 8.1.3.6, 8.7.3). A message that is DER
// already is returned as it is, without a copy. Context tags keep their form: what they stand for is known to their reader
// only. Errors: ErrMalformed, ErrDepth.
func ToDER(in []byte) ([]byte, error) {
	first, err := readHeader(in)
	if err != nil {
		return nil, err
	}
	if !first.indefinite && first.size+first.length != len(in) {
		return nil, ErrMalformed
	}
	clean, err := isDER(in, 0)
	if err != nil || clean {
		return in, err
	}
	c := converter{in: in}
	end, size, err := c.scanElement(0, len(in), 0)
	if err != nil {
		return nil, err
	}
	if end != len(in) {
		return nil, ErrMalformed
	}
	c.out = make([]byte, 0, size)
	c.writeElement()
	return c.out, nil
}

// isDER says whether no element needs rewriting; it holds nothing in memory.
func isDER(in []byte, depth int) (bool, error) {
	if depth > maxDepth {
		return false, ErrDepth
	}
	for len(in) > 0 {
		h, err := readHeader(in)
		if err != nil {
			return false, err
		}
		if h.indefinite || !h.minimal || h.tag == tagOctets|tagConstructed {
			return false, nil
		}
		content := in[h.size : h.size+h.length]
		if h.tag&tagConstructed != 0 {
			if clean, err := isDER(content, depth+1); err != nil || !clean {
				return false, err
			}
		}
		in = in[h.size+h.length:]
	}
	return true, nil
}

// element is one element of the input with its length in DER.
type element struct {
	at       int // of the content in the input
	end      int // of the content, without end-of-contents
	length   int // of the content in DER
	next     int // the element behind this one and all in it
	tag      byte
	isString bool
}

// converter goes over the input twice: once to learn all lengths, once to write.
type converter struct {
	in       []byte
	out      []byte
	elements []element
	written  int
}

// scanElement notes the element at position at and all in it; it returns where the element ends and its size in DER.
func (c *converter) scanElement(at, limit, depth int) (end, size int, err error) {
	if depth > maxDepth {
		return 0, 0, ErrDepth
	}
	if len(c.elements) == maxElements {
		return 0, 0, ErrMalformed
	}
	h, err := readHeader(c.in[at:limit])
	if err != nil {
		return 0, 0, err
	}
	start := at + h.size
	own := len(c.elements)
	c.elements = append(c.elements, element{at: start, end: start + h.length, tag: h.tag, length: h.length})
	end = start + h.length
	if h.tag&tagConstructed != 0 {
		e := &c.elements[own]
		if h.tag == tagOctets|tagConstructed {
			e.isString = true
			e.tag = tagOctets
			e.end, end, e.length, err = c.measureChunks(start, limit, h, depth+1)
		} else {
			var length int
			inner := end
			if h.indefinite {
				inner = limit
			}
			end, length, err = c.scanElements(start, inner, h.indefinite, depth+1)
			c.elements[own].length = length
		}
		if err != nil {
			return 0, 0, err
		}
	}
	e := &c.elements[own]
	e.next = len(c.elements)
	return end, headerSize(e.length) + e.length, nil
}

// scanElements notes the elements from at to limit, or to the end-of-contents.
func (c *converter) scanElements(at, limit int, indefinite bool, depth int) (end, length int, err error) {
	for at < limit {
		if indefinite && isEndOfContents(c.in[at:limit]) {
			return at + 2, length, nil
		}
		next, size, err := c.scanElement(at, limit, depth)
		if err != nil {
			return 0, 0, err
		}
		at, length = next, length+size
	}
	if indefinite {
		return 0, 0, ErrMalformed
	}
	return at, length, nil
}

func isEndOfContents(b []byte) bool { return len(b) >= 2 && b[0] == 0 && b[1] == 0 }

// measureChunks adds up the chunks of a constructed OCTET STRING.
func (c *converter) measureChunks(start, limit int, h header, depth int) (contentEnd, end, length int, err error) {
	if !h.indefinite {
		limit = start + h.length
	}
	at := start
	err = visitChunks(c.in, &at, limit, h.indefinite, depth, func(chunk []byte) { length += len(chunk) })
	contentEnd, end = at, at
	if h.indefinite {
		contentEnd -= 2
	}
	return contentEnd, end, length, err
}

// visitChunks visits the primitive strings from at to limit, or to the end-of-contents; at is moved behind them.
func visitChunks(in []byte, at *int, limit int, indefinite bool, depth int, visit func([]byte)) error {
	if depth > maxDepth {
		return ErrDepth
	}
	for *at < limit {
		if indefinite && isEndOfContents(in[*at:limit]) {
			*at += 2
			return nil
		}
		h, err := readHeader(in[*at:limit])
		if err != nil || h.tag&^tagConstructed != tagOctets {
			return ErrMalformed
		}
		*at += h.size
		if h.tag == tagOctets {
			visit(in[*at : *at+h.length])
			*at += h.length
			continue
		}
		inner := limit
		if !h.indefinite {
			inner = *at + h.length
		}
		if err := visitChunks(in, at, inner, h.indefinite, depth+1, visit); err != nil {
			return err
		}
	}
	if indefinite {
		return ErrMalformed
	}
	return nil
}

// writeElement writes the next element and all in it.
func (c *converter) writeElement() {
	e := c.elements[c.written]
	c.written++
	c.out = appendHeader(c.out, e.tag, e.length)
	switch {
	case e.isString:
		at := e.at
		// measureChunks read the same without an error.
		_ = visitChunks(c.in, &at, e.end, false, 0, func(chunk []byte) { c.out = append(c.out, chunk...) })
	case e.tag&tagConstructed != 0:
		for c.written < e.next {
			c.writeElement()
		}
	default:
		c.out = append(c.out, c.in[e.at:e.end]...)
	}
}
