//go:build demo

package app

// Common are the rows of node and nodes.
func (accessMatrix) Common() map[string]operation {
	return map[string]operation{
		"node":  {`query($id: ID!) { node(id: $id) { id } }`, vars("id", messageID), everyone("null").but("ok", "owner", "clerk")},
		"nodes": {`query($ids: [ID!]!) { nodes(ids: $ids) { id } }`, vars("ids", messageIDs), public},
	}
}
