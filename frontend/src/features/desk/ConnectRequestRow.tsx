import type { ConnectRequestPartsFragment } from '../../gql/graphql.ts';
import { graphql } from '../../gql/index.ts';
import { formatTime } from '../../lib/dates.ts';
import { useLocale } from '../../lib/i18n/locale.ts';
import { Button } from '../../ui/Button.tsx';
import { Facts } from '../../ui/Facts.tsx';
import { PostalAddressLines } from '../../ui/PostalAddressLines.tsx';
import { ChannelLink } from './ChannelLink.tsx';
import { useDeskMessages } from './deskMessages.ts';

/** A request with what an operator needs to decide. */
export const ConnectRequestParts = graphql(`
  fragment ConnectRequestParts on ConnectRequest {
    id
    kind
    state
    requestedAt
    decidedAt
    note
    contact { name email phone department }
    address { recipient addition street houseNumber postalCode city region country }
    authority {
      id
      name
      website
      postBox
      address { recipient addition street houseNumber postalCode city region country }
    }
  }
`);

interface ConnectRequestRowProps {
  request: ConnectRequestPartsFragment;
  onDecide: () => void;
}

/** One request: who asks for which authority, and what was decided. */
export function ConnectRequestRow({ request, onDecide }: ConnectRequestRowProps) {
  const t = useDeskMessages();
  const locale = useLocale();
  const { authority, contact, kind, state, address, requestedAt, decidedAt, note } = request;
  const person = [contact.name, contact.department, contact.email, contact.phone].filter(Boolean).join(' · ');
  return (
    <li className="card">
      <h3 className="kern-heading-small verbatim">{authority.name}</h3>
      <Facts
        rows={[
          [t.requests.way, t.kinds[kind]],
          [t.requests.contact, person],
          [t.requests.to, address && <PostalAddressLines key="to" address={address} locale={locale} />],
          [t.requests.note, note],
        ]}
      />
      <p className="muted small">
        {t.requests.asked(formatTime(requestedAt, locale))}
        {decidedAt && ` · ${t.requests.decided(formatTime(decidedAt, locale))}`}
      </p>
      {state === 'REQUESTED' && (
        <div>
          <Button look="primary" small aria-label={t.requests.decideNamed(authority.name)} onClick={onDecide}>
            {t.requests.decide}
          </Button>
        </div>
      )}
      {state === 'USED' && (
        <p>
          <ChannelLink id={authority.id} name={authority.name} />
        </p>
      )}
    </li>
  );
}
