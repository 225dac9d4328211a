import type { ChannelPartsFragment } from '../../gql/graphql.ts';
import { graphql } from '../../gql/index.ts';

/** A certificate as its card shows it. */
export const CertificateParts = graphql(`
  fragment CertificateParts on Certificate {
    id
    subject
    issuer
    serialNumber
    fingerprint
    emails
    key
    forSigning
    forEncryption
    notBefore
    notAfter
    state
    revocationCheckedAt
    gatewayDomain
    warnings
  }
`);

/** An authority with its channel, as this page and all its mutations ask for it. */
export const ChannelParts = graphql(`
  fragment ChannelParts on Authority {
    id
    name
    reachability
    channel {
      version
      kind
      state
      problem
      email
      profile
      legacyUntil
      mailLimitBytes
      maxMessageBytes
      certificates { id ...CertificateParts }
      tests { startedAt profile state answeredAt result }
    }
  }
`);

/** Whether a mailbox is only noted while the inbox is still in use: it waits for its connection test. */
export function beingSetUp({ kind, email, profile }: NonNullable<ChannelPartsFragment['channel']>): boolean {
  return kind === 'INBOX' && email !== null && profile === null;
}
