import { useQuery } from 'urql';
import { graphql } from '../../gql/index.ts';
import { useCommonMessages } from '../../lib/i18n/common.ts';
import { useLocale } from '../../lib/i18n/locale.ts';
import { problemText } from '../../lib/problems.ts';
import { Alert } from '../../ui/Alert.tsx';
import { Spinner } from '../../ui/Spinner.tsx';
import { TextLink } from '../../ui/TextLink.tsx';
import { usePictureMessages } from './pictureMessages.ts';
import type { Place } from './places.ts';
import { ScrollTable } from './ScrollTable.tsx';

const RegionSums = graphql(`
  query RegionSums($offeringId: ID, $within: ARS) {
    rollouts(offeringId: $offeringId, within: $within, first: 100) {
      municipalities
      live
      inProgress
      edges { node { municipalities live inProgress region { id ars name designation kind } } }
    }
  }
`);

const PictureRegion = graphql(`
  query PictureRegion($ars: ARS!) { region(ars: $ars) { id ars name designation kind parent { id ars kind } } }
`);

interface RegionTableProps {
  offeringId: string | null;
  /** The offering's slug, for links. */
  leistung: string | undefined;
  /** The region whose parts are shown; undefined for all of Bavaria. */
  gebiet: string | undefined;
  /** All municipalities, where they are known. */
  places: readonly Place[];
}

/** The numbers of each Regierungsbezirk, or of each part of one region, with their sum; each leads closer. */
export function RegionTable({ offeringId, leistung, gebiet, places }: RegionTableProps) {
  const t = usePictureMessages();
  const common = useCommonMessages();
  const locale = useLocale();
  const [{ data, error }] = useQuery({ query: RegionSums, variables: { offeringId, within: gebiet ?? null } });
  const [here] = useQuery({ query: PictureRegion, variables: { ars: gebiet ?? '' }, pause: gebiet === undefined });
  const region = gebiet === undefined ? null : here.data?.region;
  const above = region?.parent?.kind === 'REGIERUNGSBEZIRK' ? region.parent.ars : undefined;
  const number = (n: number) => t.number(n, locale);
  const all = (within: string) =>
    places.length === 0 ? '–' : number(places.filter(({ ars }) => ars.startsWith(within)).length);
  const search = (ars: string | undefined) => ({ ...(leistung && { leistung }), ...(ars && { gebiet: ars }) });
  const sums = data?.rollouts;
  return (
    <section className="stack" aria-labelledby="picture-regions">
      <h2 className="kern-heading-medium" id="picture-regions">
        {region ? t.regions.titleOf([region.designation, region.name].filter(Boolean).join(' ')) : t.regions.title}
      </h2>
      {gebiet !== undefined && (
        <p>
          <TextLink to="/markt/stand" search={search(above)} resetScroll={false}>
            {above ? t.regions.back : t.whole}
          </TextLink>
        </p>
      )}
      {error && <Alert kind="danger" title={problemText(error, common)} announce />}
      {!sums && !error && <Spinner />}
      {sums && (
        <ScrollTable
          labelledBy="picture-regions"
          columns={[
            { title: t.regions.region },
            { title: t.regions.all, number: true },
            { title: t.regions.municipalities, number: true },
            { title: t.regions.live, number: true },
            { title: t.regions.progress, number: true },
          ]}
        >
          {sums.edges.map(({ node }) => {
            const name = [node.region.designation, node.region.name].filter(Boolean).join(' ');
            const closer = node.region.kind === 'REGIERUNGSBEZIRK' || node.region.kind === 'KREIS';
            return (
              <tr className="kern-table__row" key={node.region.id}>
                <th className="kern-table__cell" scope="row">
                  {closer ? (
                    <TextLink
                      to="/markt/stand"
                      search={search(node.region.ars)}
                      resetScroll={false}
                      aria-label={t.regions.zoom(name)}
                    >
                      {name}
                    </TextLink>
                  ) : (
                    name
                  )}
                </th>
                <td className="kern-table__cell picture-number">{all(node.region.ars)}</td>
                <td className="kern-table__cell picture-number">{number(node.municipalities)}</td>
                <td className="kern-table__cell picture-number">{number(node.live)}</td>
                <td className="kern-table__cell picture-number">{number(node.inProgress)}</td>
              </tr>
            );
          })}
          <tr className="kern-table__row picture-sum">
            <th className="kern-table__cell" scope="row">
              {t.regions.sum}
            </th>
            <td className="kern-table__cell picture-number">{all(gebiet ?? '')}</td>
            <td className="kern-table__cell picture-number">{number(sums.municipalities)}</td>
            <td className="kern-table__cell picture-number">{number(sums.live)}</td>
            <td className="kern-table__cell picture-number">{number(sums.inProgress)}</td>
          </tr>
        </ScrollTable>
      )}
    </section>
  );
}
