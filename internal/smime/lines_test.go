package smime_test

import "encoding/base64"

// base64Lines is the plain way to write lines of 64 characters.
func base64Lines(b []byte) string {
	s := base64.StdEncoding.EncodeToString(b)
	out := ""
	for len(s) > 64 {
		out, s = out+s[:64]+"\r\n", s[64:]
	}
	return out + s + "\r\n"
}
