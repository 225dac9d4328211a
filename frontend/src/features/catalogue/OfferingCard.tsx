import { type FragmentType, graphql, readFragment } from '../../gql/index.ts';
import { formatDate } from '../../lib/dates.ts';
import { useLocale } from '../../lib/i18n/locale.ts';
import { keepWords } from '../../lib/searchBox.ts';
import type { OwnProcedure } from '../../market/ownProcedure.ts';
import { Badge } from '../../ui/Badge.tsx';
import { Checkbox } from '../../ui/Checkbox.tsx';
import { TextLink } from '../../ui/TextLink.tsx';
import { useCatalogueMessages } from './catalogueMessages.ts';
import { newness } from './lastVisit.ts';
import { OwnFit } from './OwnFit.tsx';
import { StateBadge } from './StateBadge.tsx';

/** What a card of the catalogue shows of an offering. */
export const OfferingCardParts = graphql(`
  fragment OfferingCard on Offering {
    id slug state orderableFrom changedAt
    current {
      id version validFrom textLocale name summary kind costClass financedByLevy testUrl
      interfaces { procedure { id } procedureVersions state }
    }
  }
`);

interface OfferingCardProps {
  offering: FragmentType<typeof OfferingCardParts>;
  own: OwnProcedure | null;
  /** When the visit before this one ended. */
  since: string | null;
  ticked: boolean;
  /** As many are ticked as can be compared. */
  full: boolean;
  onTick: () => void;
}

/** One offering in the list: what it is, how far it is, what it costs, and whether it fits. */
export function OfferingCard({ offering, own, since, ticked, full, onTick }: OfferingCardProps) {
  const t = useCatalogueMessages();
  const locale = useLocale();
  const parts = readFragment(OfferingCardParts, offering);
  const { slug, state, orderableFrom, current } = parts;
  const news = newness(parts, since);
  const usable = current.interfaces.filter(({ state: one }) => one !== 'NONE').length;
  return (
    <li className="card catalogue-card">
      <div className="card-head">
        <p className="catalogue-kind">{t.kinds[current.kind]}</p>
        <p className="row">
          {news && <Badge kind="info">{t.news[news]}</Badge>}
          <StateBadge state={state} kind={current.kind} />
        </p>
      </div>
      <h3 className="kern-heading-small">
        <TextLink to="/markt/leistung/$slug" params={{ slug }} state={keepWords}>
          {current.name}
        </TextLink>
      </h3>
      <p className="catalogue-summary">{current.summary}</p>
      <ul className="catalogue-facts">
        {state === 'ANNOUNCED' && orderableFrom && <li>{t.expected(formatDate(orderableFrom, locale))}</li>}
        <li>{t.costs[current.costClass]}</li>
        {current.financedByLevy && <li>{t.levy}</li>}
        <li>{usable === 0 ? t.noInterfaces : t.interfaces(usable)}</li>
        {current.testUrl && <li>{t.test}</li>}
      </ul>
      {own && <OwnFit interfaces={current.interfaces} own={own} />}
      <div className="no-print">
        <Checkbox
          id={`vergleich-${slug}`}
          label={t.compare}
          aria-label={t.compareNamed(current.name)}
          checked={ticked}
          aria-disabled={(full && !ticked) || undefined}
          onChange={onTick}
        />
      </div>
    </li>
  );
}
