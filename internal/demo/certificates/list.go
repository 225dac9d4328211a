//go:build demo

package certificates

import (
	"crypto/sha256"
	"encoding/hex"
	"time"
)

// Certificate is one of the demonstration's organisation certificates. People, logins and tax numbers are made up; towns and authorities
// are those of the directory.
type Certificate struct {
	// Key names it, and is the login's subject at the provider.
	Key string
	// Note says in the list what it is there for.
	Note string
	// Email may be empty; Person is empty for a functional mailbox.
	Email, Person string
	Organisation  string
	LegalForm     string
	Street        string
	PostalCode    string
	City          string
	TaxNumber     string
	// ends is how long it is valid from now on.
	ends time.Duration
}

// IssuerKey is the key of the demonstration's provider, as that of a setting.
const IssuerKey = "demo"

const (
	year = 365 * 24 * time.Hour
	day  = 24 * time.Hour
)

const public = "Körperschaft des öffentlichen Rechts"

var list = []Certificate{
	{Key: "bamberg-reinhardt", Note: "gehört zum Demo-Konto buyer@demo.example", Email: "buyer@demo.example", Person: "Claudia Reinhardt",
		Organisation: "Stadt Bamberg", LegalForm: public, Street: "Maximiliansplatz 3", PostalCode: "96047", City: "Bamberg", TaxNumber: "9207011400002", ends: 2 * year},
	{Key: "bamberg-digitalteam", Note: "Funktionspostfach, dieselbe Steuernummer wie Claudia Reinhardt", Email: "digitalisierung@bamberg.example",
		Organisation: "Stadt Bamberg", LegalForm: public, Street: "Maximiliansplatz 3", PostalCode: "96047", City: "Bamberg", TaxNumber: "9207011400002", ends: 2 * year},
	{Key: "coburg-vogel", Note: "Stadt ohne Konto", Email: "thomas.vogel@coburg.example", Person: "Thomas Vogel",
		Organisation: "Stadt Coburg", LegalForm: public, City: "Coburg", PostalCode: "96450", TaxNumber: "9212011400002", ends: year},
	{Key: "coburg-vogel-neu", Note: "das neue Zertifikat von Thomas Vogel, zum Wechseln", Email: "thomas.vogel@coburg.example", Person: "Thomas Vogel",
		Organisation: "Stadt Coburg", LegalForm: public, City: "Coburg", PostalCode: "96450", TaxNumber: "9212011400002", ends: 3 * year},
	{Key: "vg-emmerting-hofer", Note: "Verwaltungsgemeinschaft", Email: "leitung@vg-emmerting.example", Person: "Anna Hofer",
		Organisation: "Verwaltungsgemeinschaft Emmerting", LegalForm: public, City: "Emmerting", TaxNumber: "9143011400003", ends: year},
	{Key: "bayreuth-gesundheitsamt", Note: "Gesundheitsamt eines Landratsamts, Funktionspostfach", Email: "gesundheitsamt@lra-bayreuth.example",
		Organisation: "Landratsamt Bayreuth", LegalForm: public, City: "Bayreuth", PostalCode: "95447", TaxNumber: "9208011400018", ends: year},
	{Key: "it-verbund-lang", Note: "IT-Verbund (erfunden): richtet ein, bestellt nicht", Email: "m.lang@it-verbund.example", Person: "Michael Lang",
		Organisation: "Kommunaler IT-Verbund Beispielland", LegalForm: "Zweckverband", City: "Bayreuth", PostalCode: "95444", TaxNumber: "9208011400018", ends: year},
	{Key: "marktl-ohne-mail", Note: "ohne E-Mail-Adresse im Zertifikat", Person: "Sepp Wimmer",
		Organisation: "Markt Marktl", LegalForm: public, City: "Marktl", TaxNumber: "9248011400005", ends: year},
	{Key: "reischach-strauss", Note: "Name in anderer Schreibweise (sonst Günther Strauß)", Email: "g.strauss@reischach.example", Person: "Guenther Strauss",
		Organisation: "Gemeinde Reischach", LegalForm: public, City: "Reischach", TaxNumber: "9235011400007", ends: year},
	{Key: "kirchweidach-endet", Note: "läuft in 10 Tagen ab", Email: "p.huber@kirchweidach.example", Person: "Petra Huber",
		Organisation: "Gemeinde Kirchweidach", LegalForm: public, City: "Kirchweidach", TaxNumber: "9243011400009", ends: 10 * day},
	{Key: "forchheim-abgelaufen", Note: "seit gestern abgelaufen", Email: "r.koch@forchheim.example", Person: "Rita Koch",
		Organisation: "Stadt Forchheim", LegalForm: public, City: "Forchheim", PostalCode: "91301", TaxNumber: "9229011400018", ends: -day},
	{Key: "bamberg-winter", Note: "gehört zum Demo-Konto buyer2@demo.example", Email: "buyer2@demo.example", Person: "Jan Winter",
		Organisation: "Stadt Bamberg", LegalForm: public, Street: "Maximiliansplatz 3", PostalCode: "96047", City: "Bamberg", TaxNumber: "9207011400002", ends: 2 * year},
	{Key: "stauden-hartmann", Note: "gehört zum Demo-Konto union@demo.example: eine Verwaltungsgemeinschaft, die für ihre Mitglieder unterschreibt", Email: "union@demo.example", Person: "Eva Hartmann",
		Organisation: "Verwaltungsgemeinschaft Stauden", LegalForm: public, City: "Langenneufnach", TaxNumber: "9102011400019", ends: 2 * year},
	{Key: "gesundheitsamt-keller", Note: "gehört zum Demo-Konto health@demo.example", Email: "health@demo.example", Person: "Dr. Ruth Keller",
		Organisation: "Landratsamt Bayreuth", LegalForm: public, City: "Bayreuth", PostalCode: "95447", TaxNumber: "9208011400018", ends: 2 * year},
	{Key: "fichtelgrund-busch", Note: "gehört zum Demo-Konto it@demo.example: ein IT-Verbund (erfunden)", Email: "it@demo.example", Person: "Nils Busch",
		Organisation: "IT-Verbund Fichtelgrund", LegalForm: "Zweckverband", City: "Wunsiedel", TaxNumber: "9258011400001", ends: 2 * year},
	{Key: "baykommun-lorenz", Note: "gehört zum Demo-Konto baykommun@demo.example: unterschreibt für BayKommun", Email: "baykommun@demo.example", Person: "Sabine Lorenz",
		Organisation: "BayKommun", LegalForm: "Anstalt des öffentlichen Rechts", City: "München", TaxNumber: "9209011400007", ends: 2 * year},
	{Key: "coburg-brandt", Note: "gehört zum Demo-Konto waiting@demo.example, dessen Antrag auf den Betrieb wartet", Email: "waiting@demo.example", Person: "Heike Brandt",
		Organisation: "Stadt Coburg", LegalForm: public, City: "Coburg", PostalCode: "96450", TaxNumber: "9212011400002", ends: 2 * year},
}

// List returns them all.
func List() []Certificate { return list }

// Find returns the one of a key; nil when there is none.
func Find(key string) *Certificate {
	for i := range list {
		if list[i].Key == key {
			return &list[i]
		}
	}
	return nil
}

// Fingerprint stands for the SHA-256 of a certificate that does not exist.
func (c *Certificate) Fingerprint() string {
	sum := sha256.Sum256([]byte("schalter demo certificate " + c.Key))
	return hex.EncodeToString(sum[:])
}
