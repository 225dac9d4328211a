import type { OrderDraftFragment } from '../../gql/graphql.ts';
import { placeShort } from '../../market/place.ts';
import { Alert } from '../../ui/Alert.tsx';
import { TextLink } from '../../ui/TextLink.tsx';
import { stepOf } from './orderSteps.ts';
import { useOrdersMessages } from './ordersMessages.ts';

interface MissingPartsProps {
  slug: string;
  drafts: readonly OrderDraftFragment[];
}

/** What is missing before orders can be sent, each leading to the page where it is stated. */
export function MissingParts({ slug, drafts }: MissingPartsProps) {
  const t = useOrdersMessages().check;
  const entwurf = drafts.map(({ id }) => id);
  return (
    <Alert kind="warning" title={t.missing}>
      {drafts
        .filter(({ missing }) => missing.length > 0)
        .map((draft) => (
          <div key={draft.id}>
            {drafts.length > 1 && <p>{t.missingFor(placeShort(draft))}</p>}
            <ul className="orders-list">
              {draft.missing.map(({ code, field, message }) => {
                const schritt = stepOf(field);
                return (
                  <li key={`${code} ${field?.join('.')}`}>
                    {schritt ? (
                      <TextLink
                        to="/bestellen/$slug"
                        params={{ slug }}
                        search={{ entwurf, schritt, zurueck: 'pruefen' }}
                      >
                        {message}
                      </TextLink>
                    ) : (
                      message
                    )}
                  </li>
                );
              })}
            </ul>
          </div>
        ))}
      <p>{t.missingText}</p>
    </Alert>
  );
}
