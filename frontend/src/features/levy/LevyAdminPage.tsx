import { useNavigate, useSearch } from '@tanstack/react-router';
import { Suspense, useState } from 'react';
import { useQuery } from 'urql';
import { graphql, readFragment } from '../../gql/index.ts';
import { useCommonMessages } from '../../lib/i18n/common.ts';
import { lazyPart } from '../../lib/lazyPart.ts';
import { problemText } from '../../lib/problems.ts';
import { useViewer } from '../../lib/viewer.ts';
import { Alert } from '../../ui/Alert.tsx';
import { ButtonLink } from '../../ui/ButtonLink.tsx';
import { say } from '../../ui/LiveRegion.tsx';
import { Page } from '../../ui/Page.tsx';
import { Spinner } from '../../ui/Spinner.tsx';
import { TextLink } from '../../ui/TextLink.tsx';
import type { DraftOrigin } from './DraftForm.tsx';
import { LevyPicture, LevyPictureParts } from './LevyPicture.tsx';
import { LevyShares, type ShareFilter } from './LevyShares.tsx';
import './levy.css';
import { useLevyMessages } from './levyMessages.ts';
import { PublishLevy } from './PublishLevy.tsx';

const DraftForm = lazyPart(() => import('./DraftForm.tsx'), 'DraftForm');
const OfficialAmounts = lazyPart(() => import('./OfficialAmounts.tsx'), 'OfficialAmounts');

const LevyAdminYears = graphql(`
  query LevyAdminYears {
    levyYears { id version year revision state publishedAt sharesDigest settlementNote correctionNote ...LevyPictureParts }
  }
`);

/** The operators' page of the levy: enter positions, see all amounts, publish; official amounts beside them. */
export function LevyAdminPage() {
  const t = useLevyMessages();
  const words = t.admin;
  const common = useCommonMessages();
  const { viewer } = useViewer();
  const { jahr, fassung } = useSearch({ from: '/betrieb/umlage' });
  const navigate = useNavigate({ from: '/betrieb/umlage' });
  const [unsaved, setUnsaved] = useState(false);
  const [filter, setFilter] = useState<ShareFilter>({});
  const [{ data, error }, ask] = useQuery({ query: LevyAdminYears, requestPolicy: 'cache-and-network' });
  const years = data?.levyYears.map((one) => ({ ...readFragment(LevyPictureParts, one), ...one })) ?? [];
  const chosen = years.find((one) => String(one.year) === jahr && String(one.revision) === fassung);
  const corrected =
    jahr && !fassung ? years.find((one) => String(one.year) === jahr && one.state === 'PUBLISHED') : undefined;
  const draftThere = (year: number) => years.some((one) => one.year === year && one.state === 'DRAFT');
  const reload = () => ask({ requestPolicy: 'network-only' });
  const show = (year: number, revision: number) => {
    reload();
    return navigate({ search: { jahr: String(year), fassung: String(revision) }, resetScroll: false });
  };
  if (viewer && !viewer.platformRoles.includes('OPERATOR'))
    return <Page title={words.title}>{words.onlyOperators}</Page>;
  const origin: DraftOrigin | undefined =
    chosen?.state === 'DRAFT'
      ? {
          ...chosen,
          version: chosen.version,
          dueOn: chosen.dueOn ?? '',
          correctionNote: chosen.revision > 1 ? (chosen.correctionNote ?? '') : null,
        }
      : corrected
        ? { ...corrected, version: null, dueOn: corrected.dueOn ?? '', correctionNote: '' }
        : jahr === 'neu'
          ? {
              year: 0,
              stateShare: '1/2',
              positions: [],
              version: null,
              dueOn: '',
              settlementNote: '',
              correctionNote: null,
            }
          : undefined;
  return (
    <Page title={words.title} lead={words.lead} width="wide">
      {!data && (error ? <Alert kind="danger" title={problemText(error, common)} announce /> : <Spinner />)}
      {data && (
        <div className="levy-sections">
          <nav className="stack" aria-label={words.years}>
            <ul className="levy-lines">
              {years.map((one) => (
                <li key={one.id}>
                  <TextLink
                    to="/betrieb/umlage"
                    search={{ jahr: String(one.year), fassung: String(one.revision) }}
                    aria-current={one === chosen ? 'page' : undefined}
                    resetScroll={false}
                  >
                    {one.state === 'DRAFT'
                      ? words.draftOf(one.year, one.revision)
                      : words.publishedOf(one.year, one.revision)}
                  </TextLink>
                </li>
              ))}
            </ul>
            <p>
              <ButtonLink to="/betrieb/umlage" search={{ jahr: 'neu' }} icon="add">
                {words.begin}
              </ButtonLink>
            </p>
          </nav>
          {origin && (
            <Suspense fallback={<Spinner />}>
              <DraftForm
                key={`${jahr} ${fassung} ${origin.version}`}
                origin={origin}
                onTyping={setUnsaved}
                onSaved={(year, revision) => void show(year, revision)}
              />
            </Suspense>
          )}
          {chosen && (
            <section className="stack" aria-labelledby="levy-preview">
              {chosen.state === 'DRAFT' && (
                <>
                  <h2 className="kern-heading-medium" id="levy-preview">
                    {words.preview.title}
                  </h2>
                  <p>{words.preview.lead}</p>
                </>
              )}
              {chosen.state === 'PUBLISHED' && (
                <>
                  <h2 className="kern-heading-medium" id="levy-preview">
                    {words.publishedOf(chosen.year, chosen.revision)}
                  </h2>
                  {!draftThere(chosen.year) && (
                    <p>
                      <ButtonLink to="/betrieb/umlage" search={{ jahr: String(chosen.year) }} icon="edit">
                        {words.correct(chosen.year)}
                      </ButtonLink>
                    </p>
                  )}
                </>
              )}
              <LevyPicture year={chosen} />
              <LevyShares
                key={`${chosen.id} ${chosen.version}`}
                year={chosen.year}
                revision={chosen.revision}
                filter={filter}
                onFilter={setFilter}
              />
              {chosen.state === 'DRAFT' && (
                <PublishLevy
                  key={chosen.sharesDigest}
                  draft={chosen}
                  unsaved={unsaved}
                  onPublished={() => {
                    say(words.preview.published(chosen.year));
                    reload();
                  }}
                />
              )}
              <Suspense fallback={<Spinner />}>
                <OfficialAmounts yearId={chosen.id} version={chosen.version} onSaved={reload} />
              </Suspense>
            </section>
          )}
        </div>
      )}
    </Page>
  );
}
