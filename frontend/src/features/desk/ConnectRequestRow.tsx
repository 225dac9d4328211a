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
    proposedBy
    proposedByMe
    proposedAt
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
  const { authority, contact, kind, state, address, requestedAt, decidedAt, note, proposedBy, proposedAt } = request;
  const proposed = state === 'RELEASE_PROPOSED';
  const confirms = proposed && !request.proposedByMe;
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
        {proposedAt && ` · ${t.requests.proposedBy(proposedBy ?? '', formatTime(proposedAt, locale))}`}
        {decidedAt && ` · ${t.requests.decided(formatTime(decidedAt, locale))}`}
      </p>
      {proposed && <p>{confirms ? t.requests.confirmHint : t.requests.waitsForSecond}</p>}
      {(state === 'REQUESTED' || proposed) && (
        <div>
          <Button
            look={proposed && !confirms ? 'secondary' : 'primary'}
            small
            aria-label={(confirms ? t.requests.confirmNamed : t.requests.decideNamed)(authority.name)}
            onClick={onDecide}
          >
            {confirms ? t.requests.confirm : t.requests.decide}
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
