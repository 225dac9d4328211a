// Package xdomea writes what an authority takes into its own file system: the message Abgabe.Abgabe.0401 of xdomea 4.0.0 (XÖV standard of the
// IT-Planungsrat for the exchange of records), one case with its documents, as the ZIP file that the standard asks for.
//
// # Where to begin reading
//
// [Write] writes a [Transfer]. The elements and their order are those of the standard's modules "Baukasten" and "Abgabe durchführen"; what a case of
// this product has no word for is left out. The schema in testdata is of our own writing, from the standard's documentation, and covers only what is
// written here: that it accepts a message does not prove that the publisher's schema does.
package xdomea

import (
	"io"
	"time"
)

// Version is that of the standard.
const Version = "4.0.0"

// Transfer is one message with one case.
type Transfer struct {
	// ID is the message's, another one each time; Process is the same each time the same case is written (UUIDs, RFC 9562).
	ID, Process string
	// Product and Maker name the program, ProductVersion its version.
	Product, Maker, ProductVersion string
	CreatedAt                      time.Time
	// Author gives the case away and Reader takes it in: names of authorities.
	Author, Reader string
	// Note explains the message, empty for none.
	Note string
	Case Case
}

// Case is a Vorgang.
type Case struct {
	// ID is a UUID.
	ID string
	// Subject is what it is about, Reference its file reference at the authority, or its number here where it has none.
	Subject, Reference string
	// Lead is the authority that is responsible.
	Lead string
	// Changed is when something was last added.
	Changed time.Time
	// ClosedOn is the day it was closed (ISO 8601), empty while it is open.
	ClosedOn string
	// From is the day of the first document (ISO 8601).
	From    string
	History []Step
	// Records are the documents in their order.
	Records  []Record
	Contacts []Contact
}

// Step is something that happened to the case.
type Step struct {
	// Actor is the person or system.
	Actor, Action string
	At            time.Time
}

// Record is a Dokument: its own file, and others enclosed with it.
type Record struct {
	// ID is a UUID.
	ID      string
	Subject string
	// Kind says what it is, in German, for example Bescheid.
	Kind string
	// Day is that of writing (ISO 8601); Incoming says that it came to the authority, otherwise it left it.
	Day            string
	Incoming       bool
	Author, Reader *Contact
	File           *File
	Enclosures     []Record
}

// File is a Primärdokument.
type File struct {
	// ID is a UUID of its own, the beginning of its name in the ZIP file.
	ID string
	// Name is what it is called, MediaType what it is (RFC 6838).
	Name, MediaType string
	CreatedAt       time.Time
	// Open begins to read it, once, when its turn comes.
	Open func() (io.ReadCloser, error)
}

// Contact is somebody who takes part.
type Contact struct {
	// Role is as what, in German; empty where its place says it.
	Role string
	// Person is a natural person's name; Organisation that of an authority.
	Person, Organisation string
	// Lines are the postal address as it is printed, at most six.
	Lines []string
}
