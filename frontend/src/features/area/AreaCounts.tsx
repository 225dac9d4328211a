import { TextLink } from '../../ui/TextLink.tsx';
import { useAreaMessages } from './areaMessages.ts';

interface AreaCountsProps {
  counts: { orders: number; contracts: number; rollouts: number; live: number; tickets: number };
  organisationId: string;
}

/** How much there is, each number with the way to its list. */
export function AreaCounts({ counts, organisationId }: AreaCountsProps) {
  const t = useAreaMessages();
  const tiles = [
    [t.counts.orders, counts.orders],
    [t.counts.contracts, counts.contracts],
    [t.counts.rollouts, counts.rollouts],
    [t.counts.live, counts.live],
    [t.counts.tickets, counts.tickets],
  ] as const;
  return (
    <section className="stack" aria-labelledby="area-counts">
      <h2 className="kern-heading-medium" id="area-counts">
        {t.counts.title}
      </h2>
      <dl className="area-counts">
        {tiles.map(([term, count]) => (
          <div key={term}>
            <dt>{term}</dt>
            <dd>{count}</dd>
          </div>
        ))}
      </dl>
      <p>
        <TextLink to="/mein-bereich/online-dienste" search={{ organisation: organisationId }}>
          {t.links.entry}
        </TextLink>
      </p>
    </section>
  );
}
