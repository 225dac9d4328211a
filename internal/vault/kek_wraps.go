package vault

// wraps are the tables whose rows hold a key wrapped by a key-encryption key, with the beginning of the associated data to
// which each wrap is bound; the row's id follows. A test fails when a table with a column kek_id is missing.
var wraps = []struct{ table, aad string }{
	{"side", "side|"},
	{"account", "account|"},
	{"mail", "mail|"},
	{"letter", "letter|"},
	{"platform_key", "platform|"},
	{"connect_request", "connect-request|"},
	{"organisation_details", "organisation-details|"},
	{"market_account", "market-account|"},
	{"signing_authority", "signing-authority|"},
	{"contract", "contract|"},
	{"market_order", "market-order|"},
	{"invitation", "invitation|"},
	{"gateway_mail", "gateway-mail|"},
	{"inbound_mail", "inbound_mail|"},
	{"certificate_sign_in", "certificate_sign_in|"},
	{"rollout", "rollout|"},
	{"network_group", "network-group|"},
	{"ticket", "ticket|"},
	{"ticket_arrival", "ticket-arrival|"},
}

// wrapAAD is the associated data of the wrap in a row of a table.
func wrapAAD(table, rowID string) string {
	for _, w := range wraps {
		if w.table == table {
			return w.aad + rowID
		}
	}
	panic("table " + table + " holds no wrapped keys")
}
