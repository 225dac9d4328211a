import { useNavigate, useParams } from '@tanstack/react-router';
import { Suspense, useCallback, useState } from 'react';
import { useClient } from 'urql';
import { readFragment } from '../../gql/index.ts';
import { keepsCatalogue } from '../../lib/catalogueRights.ts';
import { formatTimeAsDay } from '../../lib/dates.ts';
import { useCommonMessages } from '../../lib/i18n/common.ts';
import { useLocale } from '../../lib/i18n/locale.ts';
import { lazyPart } from '../../lib/lazyPart.ts';
import { problemText } from '../../lib/problems.ts';
import { useSteadyQuery } from '../../lib/useSteadyQuery.ts';
import { useViewer } from '../../lib/viewer.ts';
import { Alert } from '../../ui/Alert.tsx';
import { ButtonLink } from '../../ui/ButtonLink.tsx';
import { Page } from '../../ui/Page.tsx';
import { Spinner } from '../../ui/Spinner.tsx';
import { TextLink } from '../../ui/TextLink.tsx';
import './catalogue.css';
import './desk.css';
import { useCatalogueDeskMessages } from './catalogueDeskMessages.ts';
import { DeskOffering, type DeskOfferingParts, DeskSheet } from './deskParts.ts';

const DeskSheetForm = lazyPart(() => import('./DeskSheetForm.tsx'), 'DeskSheetForm');

function Above() {
  const w = useCatalogueDeskMessages();
  return <TextLink to="/betrieb/angebote">{w.title}</TextLink>;
}

function NewOffering({ onSaved }: { onSaved: (offering: DeskOfferingParts) => void }) {
  const w = useCatalogueDeskMessages();
  const [round, setRound] = useState(0);
  const restart = useCallback(() => setRound((before) => before + 1), []);
  return (
    <Page title={w.newTitle} above={<Above />} lead={w.newLead} width="wide">
      <div className="desk-page">
        <Suspense fallback={<Spinner />}>
          <DeskSheetForm
            key={round}
            offering={null}
            onRefresh={async () => undefined}
            onSaved={onSaved}
            onRestart={restart}
          />
        </Suspense>
      </div>
    </Page>
  );
}

function EditOffering({
  slug,
  saved,
  onSaved,
}: {
  slug: string;
  saved: DeskOfferingParts | undefined;
  onSaved: (offering: DeskOfferingParts) => void;
}) {
  const w = useCatalogueDeskMessages();
  const common = useCommonMessages();
  const locale = useLocale();
  const client = useClient();
  const [round, setRound] = useState(0);
  const restart = useCallback(() => setRound((before) => before + 1), []);
  const { data, error, fetching } = useSteadyQuery(DeskOffering, { slug });
  const asked = readFragment(DeskSheet, data?.offering);
  // What was saved is known before the list of what is asked for is.
  const offering = saved && (!asked || saved.version > asked.version) ? saved : asked;
  if (!offering) {
    if (!fetching && !error) {
      return (
        <Page title={w.notFound} lead={w.notFoundText}>
          <ButtonLink to="/betrieb/angebote">{w.toList}</ButtonLink>
        </Page>
      );
    }
    return (
      <div className="page page--wide">
        {error ? <Alert kind="danger" title={problemText(error, common)} announce /> : <Spinner />}
      </div>
    );
  }
  const { current } = offering;
  const german = current.texts.find((text) => text.locale === 'DE');
  return (
    <Page
      title={german?.name ?? slug}
      above={<Above />}
      lead={w.editLead(current.version, formatTimeAsDay(current.validFrom, locale))}
      width="wide"
    >
      <div className="desk-page">
        <p className="row">
          <span>{w.counts(offering.rolloutCount, offering.waitingCount ?? 0)}</span>
          <TextLink to="/markt/leistung/$slug" params={{ slug }}>
            {w.toSheet}
          </TextLink>
        </p>
        {saved && (
          <Alert kind="success" title={w.saved(saved.current.version)} announce>
            <p>{w.savedText}</p>
          </Alert>
        )}
        <Suspense fallback={<Spinner />}>
          <DeskSheetForm
            key={round}
            offering={offering}
            onRefresh={async () => {
              await client.query(DeskOffering, { slug }, { requestPolicy: 'network-only' }).toPromise();
            }}
            onSaved={(next) => {
              onSaved(next);
              restart();
            }}
            onRestart={restart}
          />
        </Suspense>
      </div>
    </Page>
  );
}

/** The editors' page of one offering, or of one that is made: the whole sheet. */
export function DeskOfferingPage() {
  const w = useCatalogueDeskMessages();
  const { slug } = useParams({ from: '/betrieb/angebote/$slug' });
  const navigate = useNavigate();
  const { viewer } = useViewer();
  const [saved, setSaved] = useState<DeskOfferingParts>();
  if (viewer && !keepsCatalogue(viewer)) return <Page title={w.title}>{w.onlyEditors}</Page>;
  const onSaved = (offering: DeskOfferingParts) => {
    setSaved(offering);
    if (offering.slug !== slug) void navigate({ to: '/betrieb/angebote/$slug', params: { slug: offering.slug } });
    else window.scrollTo(0, 0);
  };
  if (slug === 'neu') return <NewOffering onSaved={onSaved} />;
  return <EditOffering key={slug} slug={slug} saved={saved?.slug === slug ? saved : undefined} onSaved={onSaved} />;
}
