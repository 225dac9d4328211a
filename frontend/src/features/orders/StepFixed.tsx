import type { OrderDraftFragment } from '../../gql/graphql.ts';
import { useCommonMessages } from '../../lib/i18n/common.ts';
import { useMarketMessages } from '../../market/marketMessages.ts';
import { placeName } from '../../market/place.ts';
import { Button } from '../../ui/Button.tsx';
import { useOrdersMessages } from './ordersMessages.ts';

/** For whom drafts that were begun are: that stays as it is. */
export function StepFixed({ drafts, onNext }: { drafts: readonly OrderDraftFragment[]; onNext: () => void }) {
  const t = useOrdersMessages();
  const market = useMarketMessages();
  const common = useCommonMessages();
  return (
    <div className="form">
      <ul className="orders-list">
        {drafts.map((draft) => (
          <li key={draft.id} className="verbatim">
            {placeName(draft, market)}
          </li>
        ))}
      </ul>
      <p>{t.forWhom.fixed}</p>
      <Button look="primary" onClick={onNext}>
        {common.next}
      </Button>
    </div>
  );
}
