//go:build demo

package app

// Organisation are the rows of organisations, channels and members.
func (accessMatrix) Organisation() map[string]operation {
	return map[string]operation{
		"organisation":  {`query($id: ID!) { organisation(id: $id) { name } }`, vars("id", func(f *facts) any { return f.w.organisations.OfAuthority(bamberg).ID }), public},
		"organisations": {`{ organisations { edges { node { name } } } }`, vars(), public},
		"platformKeys":  {`{ platformKeys { sealCertificate { fingerprint } log { origin } } }`, vars(), public},
		"authorityConnectRequest": {`mutation($i: AuthorityConnectRequestInput!) { authorityConnectRequest(input: $i) { accepted` + problems,
			func(f *facts) map[string]any { return map[string]any{"i": connectWish(f)} }, public},
		"authorityConnectConfirm": {`mutation($i: AuthorityConnectConfirmInput!) { authorityConnectConfirm(input: $i) { membership { id }` + problems, input("code", "1111-1111-1111"), everyone("WRONG_STATE").but("UNAUTHENTICATED", "anonymous")},
		"channelSet":              {`mutation($i: ChannelSetInput!) { channelSet(input: $i) { authority { id }` + problems, input("authorityId", bamberg, "kind", "SMIME", "email", "poststelle@bamberg.example"), managers.but("WRONG_STATE", "operator")},
		"authoritySettingsSave":   {`mutation($i: AuthoritySettingsSaveInput!) { authoritySettingsSave(input: $i) { authority { id }` + problems, input("authorityId", bamberg, "expectedVersion", 0, "clerkDisplay", "ROLE", "retentionClasses", []map[string]any{{"key": "standard", "name": "Standard", "months": 24, "offerToArchive": true}}), managers.but("STALE", "admin").but("WRONG_STATE", "operator")},
		// The test fails for want of a certificate of this address.
		"channelTest":       {`mutation($i: ChannelTestInput!) { channelTest(input: $i) { authority { id }` + problems, input("authorityId", bamberg), managers.but("WRONG_STATE", "admin", "operator")},
		"certificateAdd":    {`mutation($i: CertificateAddInput!) { certificateAdd(input: $i) { certificate { id }` + problems, input("authorityId", bamberg, "pem", "nothing"), managers.but("INVALID", "admin").but("WRONG_STATE", "operator")},
		"certificateRemove": {`mutation($i: CertificateRemoveInput!) { certificateRemove(input: $i) { authority { id }` + problems, input("certificateId", freshCertificate), managers},
		"channelClose":      {`mutation($i: ChannelCloseInput!) { channelClose(input: $i) { authority { id }` + problems, input("authorityId", bamberg, "expectedVersion", 0), managers.but("STALE", "admin", "operator")},
		"memberUpdate":      {`mutation($i: MemberUpdateInput!) { memberUpdate(input: $i) { membership { id }` + problems, input("membershipId", clerkMembership, "expectedVersion", 0), everyone("NOT_FOUND").but("UNAUTHENTICATED", "anonymous").but("STALE", "admin")},
		"memberRemove":      {`mutation($i: MemberRemoveInput!) { memberRemove(input: $i) { removedMembershipId` + problems, input("membershipId", freshMembership), everyone("NOT_FOUND").but("UNAUTHENTICATED", "anonymous").but("ok", "admin")},
	}
}
