import { TextLink } from '../../ui/TextLink.tsx';
import { useNetworkMessages } from './networkMessages.ts';

interface GroupOfferingsProps {
  group: {
    wholeMarket: boolean;
    offerings: readonly { id: string; slug: string; current: { name: string } }[];
  };
}

/** What a group is about: the whole market, or the offerings whose users meet there. */
export function GroupOfferings({ group: { wholeMarket, offerings } }: GroupOfferingsProps) {
  const t = useNetworkMessages();
  if (offerings.length === 0) return wholeMarket ? <p className="muted small">{t.wholeMarket}</p> : null;
  return (
    <div className="network-about small">
      <span className="muted">{t.about}:</span>
      <ul>
        {offerings.map(({ id, slug, current }) => (
          <li key={id}>
            <TextLink to="/markt/leistung/$slug" params={{ slug }}>
              {current.name}
            </TextLink>
          </li>
        ))}
      </ul>
    </div>
  );
}
