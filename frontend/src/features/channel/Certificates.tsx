import { useState } from 'react';
import type { CertificatePartsFragment, ChannelPartsFragment } from '../../gql/graphql.ts';
import { readFragment } from '../../gql/index.ts';
import { Alert } from '../../ui/Alert.tsx';
import { EmptyState } from '../../ui/EmptyState.tsx';
import { CertificateCard } from './CertificateCard.tsx';
import { CertificateUpload } from './CertificateUpload.tsx';
import { successorHint, usable } from './certificateState.ts';
import { useChannelMessages } from './channelMessages.ts';
import { CertificateParts } from './channelParts.ts';
import { RemoveCertificate } from './RemoveCertificate.tsx';

interface CertificatesProps {
  authorityId: string;
  channel: NonNullable<ChannelPartsFragment['channel']>;
  /** Whether the viewer may add and remove. */
  changes: boolean;
}

/** The certificates of the mailbox, when they end, and how to add and remove them. */
export function Certificates({ authorityId, channel, changes }: CertificatesProps) {
  const t = useChannelMessages();
  const [removing, setRemoving] = useState<CertificatePartsFragment | null>(null);
  const certificates = readFragment(CertificateParts, channel.certificates);
  const hint = successorHint(certificates);
  const others = certificates.filter((one) => one.id !== removing?.id && usable(one) && one.forEncryption);
  return (
    <section className="stack" aria-labelledby="channel-certificates">
      <h2 className="kern-heading-medium" id="channel-certificates" tabIndex={-1}>
        {t.certificates.title}
      </h2>
      <p>{t.certificates.lead}</p>
      {hint && (
        <Alert kind={hint.kind} title={t.certificates.successor(hint.days)}>
          <p>{t.certificates.successorText}</p>
        </Alert>
      )}
      {certificates.length === 0 ? (
        <EmptyState title={t.certificates.none}>{t.certificates.noneText}</EmptyState>
      ) : (
        <ul className="card-list">
          {certificates.map((certificate) => (
            <CertificateCard
              key={certificate.id}
              certificate={certificate}
              onRemove={changes ? () => setRemoving(certificate) : undefined}
            />
          ))}
        </ul>
      )}
      {changes && <CertificateUpload authorityId={authorityId} />}
      <RemoveCertificate certificate={removing} last={others.length === 0} onClose={() => setRemoving(null)} />
    </section>
  );
}
