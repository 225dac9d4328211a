package evidence_test

import (
	"archive/zip"
	"bytes"
	"crypto/sha256"
	"fmt"
	"hash/crc32"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"schalter/internal/evidence"
)

// entry is one file of a package.
type entry struct {
	name    string
	content []byte
	method  uint16
}

func entries(t testing.TB, pkg []byte) []entry {
	t.Helper()
	z, err := zip.NewReader(bytes.NewReader(pkg), int64(len(pkg)))
	if err != nil {
		t.Fatal(err)
	}
	var list []entry
	for _, f := range z.File {
		r, err := f.Open()
		if err != nil {
			t.Fatal(err)
		}
		content, err := io.ReadAll(r)
		if err != nil {
			t.Fatal(f.Name, err)
		}
		list = append(list, entry{f.Name, content, f.Method})
	}
	return list
}

// zipped puts files together again as they are.
func zipped(t testing.TB, list []entry) []byte {
	t.Helper()
	var b bytes.Buffer
	z := zip.NewWriter(&b)
	for _, e := range list {
		if err := put(z, e); err != nil {
			t.Fatal(err)
		}
	}
	if err := z.Close(); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

// put writes an entry in the form that WritePackage writes.
func put(z *zip.Writer, e entry) error {
	h := &zip.FileHeader{Name: e.name, Method: e.method, Flags: 0x800}
	if e.method == zip.Deflate {
		w, err := z.CreateHeader(h)
		if err == nil {
			_, err = w.Write(e.content)
		}
		return err
	}
	h.CRC32, h.CompressedSize64, h.UncompressedSize64 = crc32.ChecksumIEEE(e.content), uint64(len(e.content)), uint64(len(e.content))
	w, err := z.CreateRaw(h)
	if err == nil && len(e.content) > 0 {
		_, err = w.Write(e.content)
	}
	return err
}

// run runs a program in a folder and returns all that it prints.
func run(t testing.TB, dir, name string, args ...string) (string, error) {
	t.Helper()
	command := exec.Command(name, args...)
	command.Dir = dir
	out, err := command.CombinedOutput()
	return string(out), err
}

// extracted unpacks a package with unzip's own eyes.
func extracted(t testing.TB, pkg []byte) string {
	t.Helper()
	dir := t.TempDir()
	for _, e := range entries(t, pkg) {
		path := filepath.Join(dir, filepath.FromSlash(e.name))
		if err := os.MkdirAll(filepath.Dir(path), 0o700); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(path, e.content, 0o600); err != nil {
			t.Fatal(err)
		}
	}
	return dir
}

func TestPackageIsOneOfASiCE(t *testing.T) {
	t.Parallel()
	pkg := write(t, newWorld(t, evidence.Proof, ecSeal).pkg)
	// The first entry begins at once, is stored, has no extra field, and its content lies at byte 38 (EN 319 162-1, A.1).
	if want := "mimetype" + evidence.PackageType; string(pkg[30:30+len(want)]) != want || pkg[8] != 0 || pkg[28] != 0 {
		t.Errorf("the file begins with %q", pkg[:80])
	}
	var names []string
	for _, e := range entries(t, pkg) {
		names = append(names, e.name)
	}
	want := "mimetype META-INF/ASiCManifest001.xml META-INF/signature001.p7s nachweis.pdf paket.json manifest.json betreff.txt nachricht.txt " +
		"manifest.sig.json events.jsonl log/checkpoint log/checkpoint.tsr log/proofs.json zertifikate/siegel.pem zertifikate/" + keyID + ".pem " +
		"zertifikate/zeitstempel.pem PRUEFEN.txt anlagen/Lageplan.pdf anlagen/lageplan (2).PDF"
	if got := strings.Join(names, " "); got != want {
		t.Errorf("got %s\nwant %s", got, want)
	}
}

func TestExportHasAFolderForEachMessage(t *testing.T) {
	t.Parallel()
	var names []string
	for _, e := range entries(t, write(t, newWorld(t, evidence.Export, ecSeal).pkg)) {
		names = append(names, e.name)
	}
	for _, want := range []string{"nachrichten/0001-2026-11-23/manifest.json", "nachrichten/0001-2026-11-23/anlagen/lageplan (2).PDF", "nachrichten/0002-2026-11-23/anlagen/It's ö.pdf"} {
		if !strings.Contains(strings.Join(names, "\n"), want) {
			t.Errorf("%s is missing in %q", want, names)
		}
	}
}

var command = regexp.MustCompile(`(?m)^    (\S.*)\n(?:      -> (.*)\n)?`)

func TestLinesOfTheHelpWorkAsTheyStand(t *testing.T) {
	t.Parallel()
	for name, w := range map[string]*world{
		"proof, ECDSA": newWorld(t, evidence.Proof, ecSeal), "export, ECDSA": newWorld(t, evidence.Export, ecSeal), "export, RSA": newWorld(t, evidence.Export, rsaSeal),
		"signed in the clear": answered(t, evidence.Proof, goodOriginals(t)["signed in the clear, RSASSA-PSS"]), "signed with line feeds": answered(t, evidence.Export, goodOriginals(t)["signed in the clear, kept with line feeds"]),
		"signed opaque": answered(t, evidence.Proof, goodOriginals(t)["opaque"]), "signed in pieces": answered(t, evidence.Proof, goodOriginals(t)["opaque, with pieces of unknown length"]),
	} {
		dir := extracted(t, write(t, w.pkg))
		help, err := os.ReadFile(filepath.Join(dir, "PRUEFEN.txt"))
		if err != nil {
			t.Fatal(err)
		}
		lines := command.FindAllStringSubmatch(string(help), -1)
		if len(lines) < 15 {
			t.Fatalf("%s: only %d lines", name, len(lines))
		}
		for _, line := range lines {
			out, err := run(t, dir, "sh", "-c", line[1])
			if err != nil || !strings.Contains(strings.ReplaceAll(out, "CMS Verification", "Verification"), line[2]) {
				t.Errorf("%s: %s: %v\ngot  %s\nwant %s", name, line[1], err, out, line[2])
			}
		}
	}
}

// Readers that stream cannot take a stored entry whose size stands behind it.
func TestPackageCanBeReadAsAStream(t *testing.T) {
	t.Parallel()
	pkg := write(t, newWorld(t, evidence.Export, ecSeal).pkg)
	z, err := zip.NewReader(bytes.NewReader(pkg), int64(len(pkg)))
	if err != nil {
		t.Fatal(err)
	}
	for _, f := range z.File {
		if f.Flags&0x8 != 0 && f.Method == zip.Store || f.Flags&0x800 == 0 || len(f.Extra) > 0 {
			t.Errorf("%s: flags %x, method %d, extra %x", f.Name, f.Flags, f.Method, f.Extra)
		}
	}
}

// holey writes a file in which zeros take no room.
type holey struct{ *os.File }

func (h holey) Write(b []byte) (int, error) {
	if len(bytes.Trim(b, "\x00")) > 0 {
		return h.File.Write(b)
	}
	_, err := h.Seek(int64(len(b)), io.SeekCurrent)
	return len(b), err
}

// A package may be larger than 32 bits can say, and have more entries than 16 bits can. Its content is damaged here, its form is right.
func TestContainersOfZIP64AreRead(t *testing.T) {
	t.Parallel()
	for name, fill := range map[string]func(z *zip.Writer){
		"large": func(z *zip.Writer) {
			const long = 5 << 30
			w, err := z.CreateRaw(&zip.FileHeader{
				Name: "anlagen/film.pdf", Method: zip.Deflate, Flags: 0x808, CreatorVersion: 20, ReaderVersion: 20, CompressedSize64: long, UncompressedSize64: long,
			})
			if err != nil {
				t.Fatal(err)
			}
			for chunk, n := make([]byte, 1<<20), 0; n < long; n += len(chunk) {
				if _, err := w.Write(chunk); err != nil {
					t.Fatal(err)
				}
			}
			if err := put(z, entry{"anlagen/danach.pdf", []byte("%PDF-1.7"), zip.Deflate}); err != nil {
				t.Fatal(err)
			}
		},
		"many": func(z *zip.Writer) {
			for n := range 70_000 {
				if err := put(z, entry{fmt.Sprintf("anlagen/%d", n), nil, zip.Store}); err != nil {
					t.Fatal(err)
				}
			}
		},
	} {
		f, err := os.Create(filepath.Join(t.TempDir(), "x"))
		if err != nil {
			t.Fatal(err)
		}
		defer f.Close()
		z := zip.NewWriter(holey{f})
		for _, e := range []entry{{"mimetype", []byte(evidence.PackageType), zip.Store}, {"paket.json", []byte("{}"), zip.Store}} {
			if err := put(z, e); err != nil {
				t.Fatal(err)
			}
		}
		fill(z)
		if err := z.Close(); err != nil {
			t.Fatal(err)
		}
		size, err := f.Seek(0, io.SeekEnd)
		if err != nil {
			t.Fatal(err)
		}
		v, err := evidence.VerifyPackage(f, size, evidence.Trust{})
		if err != nil || v.Valid {
			t.Errorf("%s: got %+v, %v", name, v, err)
		}
	}
}

func sum(b []byte) []byte {
	digest := sha256.Sum256(b)
	return digest[:]
}
