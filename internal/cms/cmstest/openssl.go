package cmstest

import (
	"bytes"
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
	"testing"
)

// Dir writes the test PKI into a directory of the test's own, for other programs, and returns its path.
func Dir(t testing.TB) string {
	t.Helper()
	dir := t.TempDir()
	names, err := fs.Glob(files, "pki/*")
	if err != nil {
		t.Fatal(err)
	}
	for _, name := range names {
		b, err := files.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(filepath.Join(dir, filepath.Base(name)), b, 0o600); err != nil {
			t.Fatal(err)
		}
	}
	return dir
}

// OpenSSL runs openssl in dir and returns what it wrote to its standard output; it must succeed.
func OpenSSL(t testing.TB, dir string, in []byte, args ...string) []byte {
	t.Helper()
	out, err := TryOpenSSL(t, dir, in, args...)
	if err != nil {
		t.Fatalf("openssl %v: %v", args, err)
	}
	return out
}

// TryOpenSSL is OpenSSL where a failure is an answer; the error holds what it complained about.
func TryOpenSSL(t testing.TB, dir string, in []byte, args ...string) ([]byte, error) {
	t.Helper()
	program, err := exec.LookPath("openssl")
	if err != nil {
		t.Fatal("this test needs the program openssl: install the Debian package openssl")
	}
	cmd := exec.Command(program, args...)
	var complaint bytes.Buffer
	cmd.Dir, cmd.Stdin, cmd.Stderr = dir, bytes.NewReader(in), &complaint
	out, err := cmd.Output()
	if err != nil {
		return nil, &complaintError{err, complaint.String()}
	}
	return out, nil
}

type complaintError struct {
	error
	text string
}

func (e *complaintError) Error() string { return e.error.Error() + ": " + e.text }
