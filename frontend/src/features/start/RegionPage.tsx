import { useParams } from '@tanstack/react-router';
import { useQuery } from 'urql';
import { graphql, readFragment } from '../../gql/index.ts';
import { formatDate } from '../../lib/dates.ts';
import { useLocale } from '../../lib/i18n/locale.ts';
import { ButtonLink } from '../../ui/ButtonLink.tsx';
import { Page } from '../../ui/Page.tsx';
import { TextLink } from '../../ui/TextLink.tsx';
import { DirectoryState } from './DirectoryState.tsx';
import { OnlineOfRegion } from './onlinePlaces.tsx';
import { isMunicipal, PlaceName, placeNote } from './place.ts';
import { ReachBadge } from './ReachBadge.tsx';
import './start.css';
import { useStartMessages } from './startMessages.ts';

const Region = graphql(`
  query Region($ars: ARS!) {
    region(ars: $ars) {
      ...PlaceName
      id ars name population populationOn postalCodes
      parent { id ars name designation }
      authorities { id name kind reachability }
    }
  }
`);

/** One place: its facts, its district, its authorities. */
export function RegionPage() {
  const t = useStartMessages();
  const locale = useLocale();
  const { ars } = useParams({ from: '/ort/$ars' });
  const [{ data, fetching, error }] = useQuery({ query: Region, variables: { ars } });
  const region = data?.region;
  if (!region) return <DirectoryState fetching={fetching} error={error} />;
  const place = readFragment(PlaceName, region);
  const count = region.population?.toLocaleString(locale === 'de' ? 'de-DE' : 'en-GB');
  return (
    <Page title={region.name} above={placeNote(place, t) || t.kinds.Region} width="wide">
      <div className="start-columns">
        <section aria-labelledby="start-region-authorities" className="stack">
          {isMunicipal(place) && (
            <p>
              <ButtonLink to="/" search={{ ars }} look="primary" icon="search">
                {t.region.search(region.name)}
              </ButtonLink>
            </p>
          )}
          <OnlineOfRegion ars={ars} />
          <h2 className="kern-heading-medium" id="start-region-authorities">
            {t.region.authorities}
          </h2>
          {region.authorities.length === 0 && <p className="muted">{t.region.noAuthorities}</p>}
          <ul className="start-hits">
            {region.authorities.map((authority) => (
              <li key={authority.id} className="start-hit">
                <div className="start-hit-body">
                  <TextLink to="/behoerde/$authorityId" params={{ authorityId: authority.id }}>
                    {authority.name}
                  </TextLink>
                  <p className="row small">
                    <span className="muted">{t.authority.kinds[authority.kind]}</span>
                    <ReachBadge reachability={authority.reachability} />
                  </p>
                </div>
              </li>
            ))}
          </ul>
        </section>
        <dl className="start-facts">
          {region.parent && (
            <div>
              <dt>{t.region.district}</dt>
              <dd>
                <TextLink to="/ort/$ars" params={{ ars: region.parent.ars }}>
                  {[region.parent.designation, region.parent.name].filter(Boolean).join(' ')}
                </TextLink>
              </dd>
            </div>
          )}
          {count && region.populationOn && (
            <div>
              <dt />
              <dd>{t.region.population(count, formatDate(region.populationOn, locale))}</dd>
            </div>
          )}
          {region.postalCodes.length > 0 && (
            <div>
              <dt>{t.region.postalCodes}</dt>
              <dd className="verbatim">{region.postalCodes.join(', ')}</dd>
            </div>
          )}
          <div>
            <dt>{t.region.key}</dt>
            <dd className="verbatim">{region.ars}</dd>
          </div>
        </dl>
      </div>
    </Page>
  );
}
