import { useNavigate, useSearch } from '@tanstack/react-router';
import { useMemo } from 'react';
import { useQuery } from 'urql';
import { graphql } from '../../gql/index.ts';
import { useCommonMessages } from '../../lib/i18n/common.ts';
import { problemText } from '../../lib/problems.ts';
import { Alert } from '../../ui/Alert.tsx';
import { Badge } from '../../ui/Badge.tsx';
import { Page } from '../../ui/Page.tsx';
import { Select } from '../../ui/Select.tsx';
import { Spinner } from '../../ui/Spinner.tsx';
import { TextLink } from '../../ui/TextLink.tsx';
import { DotMap, type States, stateOf } from './DotMap.tsx';
import { Legend } from './Legend.tsx';
import { PlaceTable } from './PlaceTable.tsx';
import './picture.css';
import { usePictureMessages } from './pictureMessages.ts';
import { RegionTable } from './RegionTable.tsx';
import { usePlaces } from './usePlaces.ts';

const PictureOfferings = graphql(`
  query PictureOfferings {
    offerings(filter: { kind: EFA }, first: 100) { edges { node { id slug current { id name invented } } } }
  }
`);

const RolloutMap = graphql(`
  query RolloutMap($offeringId: ID) {
    rolloutMap(offeringId: $offeringId) { state since region { id ars } }
  }
`);

/** How far the municipalities of Bavaria are with one online service, or with all together; open to anyone. */
export function PicturePage() {
  const t = usePictureMessages();
  const common = useCommonMessages();
  const { leistung, gebiet } = useSearch({ from: '/markt/stand' });
  const navigate = useNavigate({ from: '/markt/stand' });
  const all = usePlaces();
  const [offerings] = useQuery({ query: PictureOfferings });
  const known = offerings.data?.offerings.edges.map(({ node }) => node) ?? [];
  const chosen = known.find(({ slug }) => slug === leistung);
  const invented = (chosen ? [chosen] : known).some(({ current }) => current.invented.length > 0);
  // An address may name an offering before they are all there.
  const waiting = leistung !== undefined && !chosen && offerings.fetching;
  const [map] = useQuery({ query: RolloutMap, variables: { offeringId: chosen?.id ?? null }, pause: waiting });
  const states: States = useMemo(
    () => new Map((map.data?.rolloutMap ?? []).map(({ region, state, since }) => [region.ars, { state, since }])),
    [map.data],
  );
  const places = useMemo(() => all?.filter(({ ars }) => ars.startsWith(gebiet ?? '')), [all, gebiet]);
  const choose = (slug: string) =>
    navigate({
      search: { ...(slug && { leistung: slug }), ...(gebiet && { gebiet }) },
      replace: true,
      resetScroll: false,
    });
  return (
    <Page title={t.title} lead={t.lead} above={<TextLink to="/markt">{t.toMarket}</TextLink>} width="wide">
      <div className="stack-l">
        <div className="picture-choice">
          <Select
            id="picture-offering"
            label={t.offering}
            hint={chosen ? undefined : t.allHint}
            value={chosen?.slug ?? ''}
            onChange={({ target }) => void choose(target.value)}
          >
            <option value="">{t.all}</option>
            {known.map(({ slug, current }) => (
              <option key={slug} value={slug}>
                {current.name}
              </option>
            ))}
          </Select>
          {chosen && (
            <p>
              <TextLink to="/markt/leistung/$slug" params={{ slug: chosen.slug }}>
                {t.toSheet}
              </TextLink>
            </p>
          )}
        </div>
        {invented && (
          <p className="row">
            <Badge kind="info">{t.invented}</Badge>
            <span className="muted">{t.inventedText}</span>
          </p>
        )}
        {map.error && <Alert kind="danger" title={problemText(map.error, common)} announce />}
        {all === null && <Alert kind="warning" title={t.noMap} announce />}
        {(all === undefined || (!map.data && !map.error)) && <Spinner />}
        {places && map.data && (
          <section className="picture-columns" aria-labelledby="picture-shown">
            <h2 className="kern-heading-medium" id="picture-shown">
              {chosen ? t.of(chosen.current.name) : t.ofAll}
            </h2>
            <DotMap places={places} states={states} />
            <div className="stack">
              <Legend places={places} stateOf={(place) => stateOf(states, place)} />
              {states.size === 0 && <p>{t.nobody}</p>}
            </div>
          </section>
        )}
        {!waiting && (
          <RegionTable offeringId={chosen?.id ?? null} leistung={leistung} gebiet={gebiet} places={all ?? []} />
        )}
        {places && map.data && <PlaceTable key={`${gebiet} ${chosen?.id}`} places={places} states={states} />}
      </div>
    </Page>
  );
}
