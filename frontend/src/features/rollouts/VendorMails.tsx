import { useState } from 'react';
import { type FragmentType, graphql, readFragment } from '../../gql/index.ts';
import { formatTime } from '../../lib/dates.ts';
import { useLocale } from '../../lib/i18n/locale.ts';
import { Alert } from '../../ui/Alert.tsx';
import { Badge } from '../../ui/Badge.tsx';
import { Button } from '../../ui/Button.tsx';
import { say } from '../../ui/LiveRegion.tsx';
import { useRolloutsMessages } from './rolloutsMessages.ts';
import { useAct } from './useAct.ts';

/** The mails to vendor and IT provider; null for a vendor. */
export const VendorMailsParts = graphql(`
  fragment VendorMails on Rollout {
    id state viewerParty
    vendorMails { party organisation { id name } email sentAt state cause problem }
  }
`);

const VendorLinkSend = graphql(`
  mutation VendorLinkSend($input: VendorLinkSendInput!) {
    vendorLinkSend(input: $input) { rollout { id version ...RolloutView } userErrors { code field message } }
  }
`);

const looks = { UNKNOWN: 'info', REACHED: 'success', FAILING: 'danger' } as const;

/** Whom we told what is to be set up, what became of each mail, and the way to send it again. */
export function VendorMails({ rollout }: { rollout: FragmentType<typeof VendorMailsParts> }) {
  const t = useRolloutsMessages();
  const words = t.mails;
  const locale = useLocale();
  const { act, busy, problem } = useAct(VendorLinkSend);
  const [key, setKey] = useState(() => crypto.randomUUID());
  const { id, state, viewerParty, vendorMails } = readFragment(VendorMailsParts, rollout);
  if (!vendorMails) return null;
  const send = async () => {
    const { refused } = await act({ input: { rolloutId: id, idempotencyKey: key } });
    // While nobody knows whether it was sent, the same wish is sent again.
    if (refused?.code === 'UNKNOWN') return;
    setKey(crypto.randomUUID());
    if (!refused) say(words.said);
  };
  const maySend = (viewerParty === 'MUNICIPALITY' || viewerParty === 'PLATFORM') && state !== 'ENDED';
  return (
    <section className="stack no-print" aria-labelledby="rollouts-mails">
      <h2 className="kern-heading-small" id="rollouts-mails">
        {words.title}
      </h2>
      <p>{words.lead}</p>
      {vendorMails.length === 0 && (
        <p className="muted">
          {words.none} {state === 'ORDERED' ? words.noneText.ORDERED : words.noneText.other}
        </p>
      )}
      <ul className="rollouts-mails">
        {vendorMails.map((mail) => (
          <li key={`${mail.sentAt} ${mail.email} ${mail.cause}`}>
            <p className="verbatim">
              {words.to(t.parties[mail.party], mail.organisation.name)}
              <br />
              {mail.email}
            </p>
            <p className="row small">
              {mail.sentAt ? (
                <Badge kind={looks[mail.state]}>{words.states[mail.state]}</Badge>
              ) : (
                <Badge kind="info">{words.states.unsent}</Badge>
              )}
              <span className="muted">
                {words.causes[mail.cause]}
                {mail.sentAt && `, ${formatTime(mail.sentAt, locale)}`}
              </span>
            </p>
            {mail.problem && <p>{mail.problem}</p>}
          </li>
        ))}
      </ul>
      {problem && <Alert kind="danger" title={problem} announce />}
      {maySend && (
        <p>
          <Button icon="mail" busy={busy} onClick={() => void send()}>
            {words.again}
          </Button>
        </p>
      )}
    </section>
  );
}
