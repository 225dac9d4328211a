package xdomea

import (
	"archive/zip"
	"crypto/sha256"
	"encoding/hex"
	"encoding/xml"
	"fmt"
	"io"
	"time"
)

// Write writes the ZIP file: each file under its UUID, read one after the other, and last the message, which names their digests. What was written
// is not to be used after an error.
func Write(w io.Writer, t Transfer) error {
	archive := zip.NewWriter(w)
	digests := map[string]string{}
	for _, f := range filesOf(t.Case.Records) {
		digest, err := add(archive, f, t.CreatedAt)
		if err != nil {
			return fmt.Errorf("%s: %w", f.ID, err)
		}
		digests[f.ID] = digest
	}
	content, err := xml.MarshalIndent(messageOf(t, digests), "", " ")
	if err != nil {
		return err
	}
	entry, err := create(archive, t.Process+"_"+messageName+".xml", t.CreatedAt)
	if err != nil {
		return err
	}
	if _, err := entry.Write(append([]byte(xml.Header), append(content, '\n')...)); err != nil {
		return err
	}
	return archive.Close()
}

// Filename is what the ZIP file has to be called.
func (t Transfer) Filename() string { return t.Process + "_" + messageName + ".zip" }

// filesOf are the files of records and of what is enclosed with them.
func filesOf(records []Record) []File {
	var files []File
	for _, r := range records {
		if r.File != nil {
			files = append(files, *r.File)
		}
		files = append(files, filesOf(r.Enclosures)...)
	}
	return files
}

func add(archive *zip.Writer, f File, at time.Time) (digest string, err error) {
	entry, err := create(archive, f.entry(), at)
	if err != nil {
		return "", err
	}
	content, err := f.Open()
	if err != nil {
		return "", err
	}
	defer content.Close()
	sum := sha256.New()
	if _, err := io.Copy(io.MultiWriter(entry, sum), content); err != nil {
		return "", err
	}
	return hex.EncodeToString(sum.Sum(nil)), nil
}

func create(archive *zip.Writer, called string, at time.Time) (io.Writer, error) {
	return archive.CreateHeader(&zip.FileHeader{Name: called, Method: zip.Deflate, Modified: at})
}
