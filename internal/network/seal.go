package network

import (
	"context"

	"schalter/ent"
	"schalter/ent/networkgroup"
	"schalter/internal/vault"
)

// What is sealed keeps the names of its fields forever (docs/sealed-data.md).
type (
	// sealedPost is what somebody wrote, with who they were then; of news it is empty.
	sealedPost struct {
		Author       string `json:"author,omitempty"`
		Organisation string `json:"organisation,omitempty"`
		Body         string `json:"body,omitempty"`
	}
	sealedReason struct {
		Reason string `json:"reason"`
		// Operator says that an operator hid it.
		Operator bool `json:"operator,omitempty"`
	}
	sealedFile struct {
		Filename  string `json:"filename"`
		MediaType string `json:"mediaType,omitempty"`
		Author    string `json:"author"`
		Key       []byte `json:"key"`
	}
)

func groupAAD(groupID string) string { return "network-group|" + groupID }

// fieldAAD is what a row's sealed column is bound to.
func fieldAAD(rowID, entity, column string) string { return rowID + "|" + entity + "|" + column }

func postAAD(postID string) string   { return fieldAAD(postID, "network_post", "sealed") }
func reasonAAD(postID string) string { return fieldAAD(postID, "network_post", "sealed_reason") }
func metaAAD(fileID string) string   { return fieldAAD(fileID, "network_file", "sealed") }

// bytesAAD is what the bytes of a file are bound to.
func bytesAAD(fileID string) string { return "network-file|" + fileID }

func (s *Service) keyOf(ctx context.Context, row *ent.NetworkGroup) (vault.Key, error) {
	return s.Vault.Key(ctx, vault.Wrapped{KEK: row.KekID, Blob: row.WrappedKey}, groupAAD(row.ID))
}

// keysOf opens the keys of groups.
func (s *Service) keysOf(ctx context.Context, client *ent.Client, groupIDs []string) (map[string]vault.Key, error) {
	keys := make(map[string]vault.Key, len(groupIDs))
	if len(groupIDs) == 0 {
		return keys, nil
	}
	rows, err := client.NetworkGroup.Query().Where(networkgroup.IDIn(groupIDs...)).
		Select(networkgroup.FieldID, networkgroup.FieldKekID, networkgroup.FieldWrappedKey).All(system(ctx))
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
