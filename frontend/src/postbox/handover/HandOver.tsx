import { Suspense, useState } from 'react';
import { useQuery } from 'urql';
import { graphql } from '../../gql/index.ts';
import { formatTime } from '../../lib/dates.ts';
import { useLocale } from '../../lib/i18n/locale.ts';
import { lazyPart, nothing } from '../../lib/lazyPart.ts';
import { Alert } from '../../ui/Alert.tsx';
import { Button } from '../../ui/Button.tsx';
import { Disclosure } from '../../ui/Disclosure.tsx';
import { EasyLanguage } from '../../ui/EasyLanguage.tsx';
import { TextLink } from '../../ui/TextLink.tsx';
import type { HandOverParty } from './handOverParty.ts';
import { useHandoverMessages } from './handoverMessages.ts';

const MailboxWays = graphql(`
  query MailboxWays($id: ID!) {
    caseMailbox(id: $id) {
      id
      firstReceivedAt
      predecessor { id reference }
      successors { id reference }
      parties {
        id
        role
        channel
        authority { id name }
        declinedAt
        suggestedAuthority { id name reachability }
      }
    }
  }
`);

const OwnerGrants = lazyPart(() => import('../grant/OwnerGrants.tsx'), 'OwnerGrants', nothing);
const HandOverDialog = lazyPart(() => import('./HandOverDialog.tsx'), 'HandOverDialog');

function Declined({ party, onHandOver }: { party: HandOverParty; onHandOver: () => void }) {
  const t = useHandoverMessages();
  const locale = useLocale();
  const { authority, declinedAt, suggestedAuthority } = party;
  return (
    <Alert kind="warning" title={t.handOver.declined(authority.name)}>
      {declinedAt && <p>{t.handOver.declinedOn(formatTime(declinedAt, locale))}</p>}
      {suggestedAuthority && <p>{t.handOver.suggested(suggestedAuthority.name)}</p>}
      <p className="no-print">
        <Button look="primary" aria-label={t.handOver.actNamed(authority.name)} onClick={onHandOver}>
          {t.handOver.act}
        </Button>
      </p>
      <EasyLanguage lines={t.handOver.easy} />
    </Alert>
  );
}

/** Which mailbox this one continues, which continue it, and how to hand the matter over to the right authority. */
export function HandOver({ mailboxId }: { mailboxId: string }) {
  const t = useHandoverMessages();
  const locale = useLocale();
  const [party, setParty] = useState<HandOverParty | null>(null);
  const [{ data }] = useQuery({ query: MailboxWays, variables: { id: mailboxId } });
  const found = data?.caseMailbox;
  if (!found) return null;
  const { predecessor, successors, parties, firstReceivedAt } = found;
  const declined = parties.filter(({ declinedAt }) => declinedAt);
  const byMail = parties.filter(({ channel, declinedAt }) => channel === 'SMIME' && !declinedAt);
  return (
    <div className="stack">
      {parties.some(({ role }) => role === 'POINT_OF_SINGLE_CONTACT') && (
        <Suspense>
          <OwnerGrants mailboxId={mailboxId} />
        </Suspense>
      )}
      {predecessor && (
        <p>
          <TextLink to="/postfach/$mailboxId" params={{ mailboxId: predecessor.id }}>
            {t.handOver.predecessor(predecessor.reference)}
          </TextLink>
        </p>
      )}
      {firstReceivedAt && <p className="small">{t.firstReceived(formatTime(firstReceivedAt, locale))}</p>}
      {successors.map(({ id, reference }) => (
        <p key={id}>
          <TextLink to="/postfach/$mailboxId" params={{ mailboxId: id }}>
            {t.handOver.successor(reference)}
          </TextLink>
        </p>
      ))}
      {declined.map((one) => (
        <Declined key={one.id} party={one} onHandOver={() => setParty(one)} />
      ))}
      {declined.length === 0 && (
        <Disclosure summary={t.handOver.title}>
          <p className="small">{t.handOver.how}</p>
          {byMail.length > 0 && <p className="small">{t.handOver.mail}</p>}
          {byMail.map((one) => (
            <Button
              key={one.id}
              small
              aria-label={t.handOver.actNamed(one.authority.name)}
              onClick={() => setParty(one)}
            >
              {t.handOver.act}
            </Button>
          ))}
        </Disclosure>
      )}
      {party && (
        <Suspense>
          <HandOverDialog mailboxId={mailboxId} party={party} onClose={() => setParty(null)} />
        </Suspense>
      )}
    </div>
  );
}
