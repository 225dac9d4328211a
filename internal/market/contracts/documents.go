package contracts

import (
	"context"
	"strings"
	"time"

	"schalter/ent"
	"schalter/ent/contract"
	"schalter/ent/contractdocument"
	"schalter/internal/errs"
	"schalter/internal/id"
	"schalter/internal/store"
	"schalter/internal/vault"
	"schalter/internal/viewer"
)

func contractAAD(contractID string) string   { return "contract|" + contractID }
func contentAAD(contractID string) string    { return contractAAD(contractID) + "|content" }
func documentAAD(documentID string) string   { return "contract-document|" + documentID }
func signatureAAD(signatureID string) string { return "contract-signature|" + signatureID }

// keyOf is the key of a contract.
func (s *Service) keyOf(ctx context.Context, row *ent.Contract) (vault.Key, error) {
	return s.ports.Vault.Key(ctx, vault.Wrapped{KEK: row.KekID, Blob: row.WrappedKey}, contractAAD(row.ID))
}

// open is what is sealed of a contract.
func (s *Service) open(ctx context.Context, row *ent.Contract) (content sealedContract, key vault.Key, err error) {
	if key, err = s.keyOf(ctx, row); err != nil {
		return content, key, err
	}
	return content, key, key.OpenJSON(contentAAD(row.ID), row.Sealed, &content)
}

// storeDocument keeps a document with so many signatures.
func (s *Service) storeDocument(ctx context.Context, tx *store.Tx, key vault.Key, contractID string, signatures int, pdf []byte) error {
	documentID := id.New(id.ContractDocument, tx.Now)
	sealed, err := key.Seal(documentAAD(documentID), pdf)
	if err != nil {
		return err
	}
	return tx.ContractDocument.Create().SetID(documentID).SetContractID(contractID).SetSignatures(signatures).SetSealed(sealed).SetCreatedAt(tx.Now).Exec(ctx)
}

// document is the document to be signed, or with signed the one with all signatures so far.
func (s *Service) document(ctx context.Context, client *ent.Client, row *ent.Contract, signed bool) ([]byte, error) {
	q := client.ContractDocument.Query().Where(contractdocument.ContractID(row.ID))
	if signed {
		q.Where(contractdocument.SignaturesGT(0))
	}
	field := contractdocument.FieldSignatures
	order := ent.Asc(field)
	if signed {
		order = ent.Desc(field)
	}
	found, err := q.Order(order).First(ctx)
	if err != nil {
		return nil, asMissing(err)
	}
	key, err := s.keyOf(ctx, row)
	if err != nil {
		return nil, err
	}
	return key.Open(documentAAD(found.ID), found.Sealed)
}

// Document is the PDF to be signed of a contract, for mails. The caller has the right to it, and the context must be the platform's own.
func (s *Service) Document(ctx context.Context, tx *store.Tx, contractID string) (pdf []byte, filename string, err error) {
	defer errs.Wrap(&err, "contracts.Document(%s)", contractID)
	row, err := tx.Contract.Get(ctx, contractID)
	if err != nil {
		return nil, "", asMissing(err)
	}
	pdf, err = s.document(ctx, tx.Client, row, false)
	return pdf, fileName(row.Reference, false), err
}

func fileName(reference string, signed bool) string {
	if signed {
		return "Vertrag-" + reference + "-unterzeichnet.pdf"
	}
	return "Vertrag-" + reference + ".pdf"
}

// FileLink is an address to fetch a document from; it ends soon, and is for the viewer's session alone.
type FileLink struct {
	Path, Filename, MediaType string
	ExpiresAt                 time.Time
}

// linkLife is how long a link is good.
const linkLife = time.Minute

// signedSuffix ends the name of the file with signatures.
const signedSuffix = ".signed"

// Link is where the viewer fetches a document of a contract; nil for one that has none.
func (s *Service) Link(ctx context.Context, c *Contract, signed bool) *FileLink {
	if c.DocumentDigest == nil || signed && len(c.Signatures) == 0 {
		return nil
	}
	name := c.ID
	if signed {
		name += signedSuffix
	}
	return s.link(ctx, name, fileName(c.Reference, signed))
}

func (s *Service) link(ctx context.Context, name, filename string) *FileLink {
	v, expires := viewer.From(ctx), s.db.Clock().Now().Add(linkLife)
	ticket := s.ports.Platform.Ticket(expires, v.AccountID, v.SessionID, "contract-file", name)
	return &FileLink{Path: "/contract-files/" + name + "?ticket=" + ticket, Filename: filename, MediaType: "application/pdf", ExpiresAt: expires}
}

// CheckTicket checks the ticket of a link against its viewer.
func (s *Service) CheckTicket(v *viewer.Viewer, name, ticket string) error {
	expires, ok := s.ports.Platform.OpenTicket(ticket, v.AccountID, v.SessionID, "contract-file", name)
	if !ok || s.db.Clock().Now().After(expires) {
		return errs.New(errs.Unauthenticated, "the download link has expired")
	}
	return nil
}

// OpenFile reads the file that a link names; NOT_FOUND where there is none for the viewer.
func (s *Service) OpenFile(ctx context.Context, name string) (pdf []byte, filename string, err error) {
	defer errs.Wrap(&err, "contracts.OpenFile(%s)", name)
	contractID, signed := strings.CutSuffix(name, signedSuffix)
	if kind, err := id.Parse(strings.Split(contractID, "-")[0]); err == nil && kind == id.ContractTemplate {
		return s.openPreview(ctx, name)
	}
	row, err := s.visible(ctx, contractID)
	if err != nil {
		return nil, "", err
	}
	pdf, err = s.document(viewer.System(ctx, "contract-file"), s.db.Client(), row, signed)
	return pdf, fileName(row.Reference, signed), err
}

// visible is the row of a contract that the viewer may see.
func (s *Service) visible(ctx context.Context, contractID string) (*ent.Contract, error) {
	may, err := accessOf(ctx)
	if err != nil {
		return nil, err
	}
	row, err := s.db.Client().Contract.Query().Where(contract.ID(contractID), may.filter()).Only(viewer.System(ctx, "contract-read"))
	return row, asMissing(err)
}
