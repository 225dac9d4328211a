package support

import (
	"context"
	"encoding/hex"
	"slices"

	"schalter/ent"
	"schalter/ent/ticket"
	"schalter/internal/vault"
)

// What is sealed keeps the names of its fields forever (docs/sealed-data.md).
type (
	// sealedTicket is what a ticket says; English is empty where a person wrote it.
	sealedTicket struct {
		Subject   string `json:"subject"`
		English   string `json:"english,omitempty"`
		Requester string `json:"requester"`
	}
	// sealedEntry is what an entry says. Whole is a mail's text with all that Body leaves out.
	sealedEntry struct {
		Author  string `json:"author"`
		Body    string `json:"body"`
		English string `json:"english,omitempty"`
		Whole   string `json:"whole,omitempty"`
		// From is the sender of a mail that is not the participant.
		From string `json:"from,omitempty"`
	}
	sealedParticipant struct {
		Name  string `json:"name"`
		Email string `json:"email,omitempty"`
	}
	sealedFile struct {
		Filename  string `json:"filename"`
		MediaType string `json:"mediaType"`
		Key       []byte `json:"key,omitempty"`
	}
)

func ticketAAD(ticketID string) string { return "ticket|" + ticketID }

// fieldAAD is what a row's sealed column is bound to.
func fieldAAD(rowID, entity string) string { return rowID + "|" + entity + "|sealed" }

// openAll opens the sealed columns of rows of an entity, each with the key of the ticket in which it was written.
func openAll[R, C any](ctx context.Context, s *Service, client *ent.Client, entity string, rows []R, sealed func(R) (rowID, originID string, sealed []byte)) ([]C, error) {
	var origins []string
	for _, row := range rows {
		if _, origin, _ := sealed(row); !slices.Contains(origins, origin) {
			origins = append(origins, origin)
		}
	}
	keys, err := s.keysOf(ctx, client, origins)
	if err != nil {
		return nil, err
	}
	list := make([]C, len(rows))
	for i, row := range rows {
		rowID, origin, content := sealed(row)
		if err := keys[origin].OpenJSON(fieldAAD(rowID, entity), content, &list[i]); err != nil {
			return nil, err
		}
	}
	return list, nil
}

func (s *Service) openEntryRows(ctx context.Context, client *ent.Client, rows ...*ent.TicketEntry) ([]sealedEntry, error) {
	return openAll[*ent.TicketEntry, sealedEntry](ctx, s, client, "ticket_entry", rows, func(row *ent.TicketEntry) (string, string, []byte) {
		return row.ID, row.OriginID, row.Sealed
	})
}

func (s *Service) openFileRows(ctx context.Context, client *ent.Client, rows ...*ent.TicketFile) ([]sealedFile, error) {
	return openAll[*ent.TicketFile, sealedFile](ctx, s, client, "ticket_file", rows, func(row *ent.TicketFile) (string, string, []byte) {
		return row.ID, row.OriginID, row.Sealed
	})
}

// keysOf opens the keys of tickets: what is written in a ticket stays under its key, wherever it was moved.
func (s *Service) keysOf(ctx context.Context, client *ent.Client, ticketIDs []string) (map[string]vault.Key, error) {
	keys := make(map[string]vault.Key, len(ticketIDs))
	if len(ticketIDs) == 0 {
		return keys, nil
	}
	rows, err := client.Ticket.Query().Where(ticket.IDIn(ticketIDs...)).
		Select(ticket.FieldID, ticket.FieldKekID, ticket.FieldWrappedKey).All(ctx)
	if err != nil {
		return nil, err
	}
	for _, row := range rows {
		if keys[row.ID], err = s.keyOf(ctx, row); err != nil {
			return nil, err
		}
	}
	return keys, nil
}

func (s *Service) keyOf(ctx context.Context, row *ent.Ticket) (vault.Key, error) {
	return s.Vault.Key(ctx, vault.Wrapped{KEK: row.KekID, Blob: row.WrappedKey}, ticketAAD(row.ID))
}

// hash is a keyed digest of what must not be found in the database by itself.
func (s *Service) hash(parts ...string) []byte {
	return s.MAC.MAC(vault.BlindIndex, append([]string{"ticket"}, parts...)...)
}

func hexOf(b []byte) string { return hex.EncodeToString(b) }
