import { useQuery } from 'urql';
import { graphql } from '../../gql/index.ts';
import { useMarketMessages } from '../../market/marketMessages.ts';
import { placeName } from '../../market/place.ts';
import { type MarketViewer, useMarketViewer } from '../../market/useMarketViewer.ts';
import { ButtonLink } from '../../ui/ButtonLink.tsx';
import { TextLink } from '../../ui/TextLink.tsx';
import { useCatalogueMessages } from './catalogueMessages.ts';

const SheetOrderPlaces = graphql(`
  query SheetOrderPlaces($slug: String!) {
    offering(slug: $slug) {
      id
      orderableFor {
        organisation { id name }
        onBehalfOf { id name }
        unit { id name }
        order { id reference state }
      }
    }
  }
`);

type Reason = 'pending' | 'association' | 'noAccount' | 'notEligible';

const ordering = ['BUYER', 'SIGNATORY'];

/** Why a signed-in person cannot order an offering that can be ordered. */
function reasonOf({ memberships, marketAccounts }: MarketViewer): Reason {
  const parts = memberships.filter(({ roles }) => roles.some((role) => ordering.includes(role)));
  const associations = memberships.filter(
    ({ organisation: { kind } }) => kind === 'IT_ASSOCIATION' || kind === 'VENDOR',
  );
  const others = parts.filter((one) => !associations.includes(one));
  if (others.length > 0) return 'notEligible';
  if (associations.length > 0) return 'association';
  return marketAccounts.some(({ state }) => state === 'PENDING_REVIEW') ? 'pending' : 'noAccount';
}

function Refused({ reason, slug }: { reason: Reason; slug: string }) {
  const t = useCatalogueMessages().sheet.order;
  return (
    <>
      <p>{t.reasons[reason]}</p>
      {reason === 'noAccount' && (
        <p>
          <ButtonLink to="/markt/konto">{t.askForAccount}</ButtonLink>
        </p>
      )}
      {reason === 'notEligible' && (
        <p>
          <TextLink to="/tickets/neu" search={{ angebot: slug }}>
            {t.ask}
          </TextLink>
        </p>
      )}
    </>
  );
}

function Places({ slug, viewer }: { slug: string; viewer: MarketViewer }) {
  const t = useCatalogueMessages().sheet.order;
  const market = useMarketMessages();
  const [{ data }] = useQuery({
    query: SheetOrderPlaces,
    variables: { slug },
    requestPolicy: 'cache-and-network',
  });
  const places = data?.offering?.orderableFor;
  if (!places) return null;
  if (places.length === 0) return <Refused reason={reasonOf(viewer)} slug={slug} />;
  const ordered = places.filter(({ order }) => order);
  const signs = viewer.memberships.some(
    ({ roles, organisation }) =>
      roles.includes('SIGNATORY') && places.some((place) => place.organisation.id === organisation.id),
  );
  return (
    <>
      {ordered.length > 0 && (
        <ul className="catalogue-links">
          {ordered.map((place) => (
            <li key={place.order?.id}>
              {t.orderedFor(placeName(place, market))}{' '}
              <TextLink to="/bestellungen/$reference" params={{ reference: place.order?.reference ?? '' }}>
                {t.toOrder(place.order?.reference ?? '')}
              </TextLink>{' '}
              ({place.order && market.orderStates[place.order.state]})
            </li>
          ))}
        </ul>
      )}
      {ordered.length < places.length && (
        <p>
          <ButtonLink look="primary" to="/bestellen/$slug" params={{ slug }}>
            {t.order}
          </ButtonLink>
        </p>
      )}
      {signs ? (
        <p className="small muted">{t.free}</p>
      ) : (
        <p className="small">
          {t.prepares}{' '}
          <TextLink to="/tickets/neu" search={{ angebot: slug, grund: 'unterschrift' }}>
            {t.cannotSign}
          </TextLink>
        </p>
      )}
    </>
  );
}

/** How an EfA service is ordered: by whom who reads it could, and for whom; or why not, and what to do. */
export function SheetOrder({ slug }: { slug: string }) {
  const t = useCatalogueMessages().sheet.order;
  const viewer = useMarketViewer();
  return (
    <section className="catalogue-box stack no-print" aria-labelledby="catalogue-order">
      <h2 className="kern-heading-small" id="catalogue-order">
        {t.title}
      </h2>
      {viewer === null && (
        <>
          <p>{t.signIn}</p>
          <p>
            <ButtonLink look="primary" to="/anmelden" search={{ weiter: `/markt/leistung/${slug}` }}>
              {t.toSignIn}
            </ButtonLink>
          </p>
        </>
      )}
      {viewer && <Places slug={slug} viewer={viewer} />}
    </section>
  );
}
