import { useSearch } from '@tanstack/react-router';
import { Suspense } from 'react';
import { useQuery } from 'urql';
import { useCommonMessages } from '../../lib/i18n/common.ts';
import { problemCode, problemText } from '../../lib/problems.ts';
import { Alert } from '../../ui/Alert.tsx';
import { ButtonLink } from '../../ui/ButtonLink.tsx';
import { Page } from '../../ui/Page.tsx';
import { Spinner } from '../../ui/Spinner.tsx';
import { TextLink } from '../../ui/TextLink.tsx';
import { ConnectRequests } from './ConnectRequests.tsx';
import './desk.css';
import { counted, type DeskArea, DeskCounts, deskAreas, listed, waitingIn } from './deskCounts.ts';
import { useDeskMessages } from './deskMessages.ts';
import { Audit, BlockedAccounts, Expiring, Failures, Letters, Quarantine, Suspended } from './deskSections.ts';
import { areaHeading } from './useOutcome.ts';

interface AreasProps {
  current: DeskArea;
  waiting: (area: DeskArea) => string;
  /** How much waits in the market; empty for nothing. */
  market: { accounts: string; orders: string; tickets: string; links: string };
}

function Count({ count, said }: { count: string; said: string }) {
  if (!count) return null;
  return (
    <>
      <span className="count" aria-hidden="true">
        {count}
      </span>
      <span className="kern-sr-only"> ({said})</span>
    </>
  );
}

function Areas({ current, waiting, market }: AreasProps) {
  const t = useDeskMessages();
  return (
    <nav className="desk-areas" aria-label={t.areas}>
      <ul>
        {deskAreas.map((area) => {
          const count = waiting(area);
          return (
            <li key={area}>
              <TextLink
                to="/betrieb"
                search={area === 'anfragen' ? {} : { bereich: area }}
                activeOptions={{ exact: true, includeSearch: true }}
                aria-current={area === current ? 'page' : undefined}
                resetScroll={false}
              >
                {t.area[area]}
                <Count count={count} said={area === 'fehler' ? t.failures.counted(count) : t.waiting(count)} />
              </TextLink>
            </li>
          );
        })}
        <li>
          <TextLink to="/betrieb/bestellungen">
            {t.orders}
            <Count count={market.orders} said={t.waiting(market.orders)} />
          </TextLink>
        </li>
        <li>
          <TextLink to="/betrieb/vertraege">{t.contracts}</TextLink>
        </li>
        <li>
          <TextLink to="/einrichtungen" search={market.links ? { links: 'defekt' } : {}}>
            {t.rollouts}
            <Count count={market.links} said={t.brokenLinks(market.links)} />
          </TextLink>
        </li>
        <li>
          <TextLink to="/betrieb/tickets">
            {t.tickets}
            <Count count={market.tickets} said={t.waiting(market.tickets)} />
          </TextLink>
        </li>
        <li>
          <TextLink to="/betrieb/marktkonten">
            {t.marketAccounts}
            <Count count={market.accounts} said={t.waiting(market.accounts)} />
          </TextLink>
        </li>
        <li>
          <TextLink to="/betrieb/angebote">{t.offerings}</TextLink>
        </li>
        <li>
          <TextLink to="/betrieb/umlage">{t.levy}</TextLink>
        </li>
        <li>
          <TextLink to="/betrieb/gruppen">{t.groups}</TextLink>
        </li>
        <li>
          <TextLink to="/betrieb/regeln">{t.rules}</TextLink>
        </li>
      </ul>
    </nav>
  );
}

/** The operators' work list: what waits, by section. */
export function DeskPage() {
  const t = useDeskMessages();
  const common = useCommonMessages();
  const { bereich, kennung } = useSearch({ from: '/betrieb' });
  const [{ data, error }, ask] = useQuery({ query: DeskCounts, requestPolicy: 'cache-and-network' });
  const current = bereich ?? 'anfragen';
  const recount = () => ask({ requestPolicy: 'network-only' });
  if (!data) {
    const refused = error && problemCode(error) === 'FORBIDDEN';
    if (!refused) {
      return (
        <div className="page page--wide">
          {error ? <Alert kind="danger" title={problemText(error, common)} announce /> : <Spinner />}
        </div>
      );
    }
  }
  const desk = data?.desk;
  if (!desk) {
    return (
      <Page title={t.none} lead={t.noneText}>
        <ButtonLink to="/konto">{t.toAccount}</ButtonLink>
      </Page>
    );
  }
  return (
    <Page title={t.title} lead={t.lead} width="wide">
      <div className="desk-columns">
        <Areas
          current={current}
          waiting={(area) => waitingIn(area, desk)}
          market={{
            accounts: listed(desk.marketAccounts),
            orders: counted(desk.marketWaiting.orders),
            tickets: counted(desk.marketWaiting.tickets),
            links: counted(desk.marketWaiting.brokenLinks),
          }}
        />
        <section className="stack" aria-labelledby={areaHeading}>
          <h2 className="kern-heading-medium" id={areaHeading} tabIndex={-1}>
            {t.area[current]}
          </h2>
          {current === 'anfragen' && (
            <ConnectRequests onChange={recount} proposed={listed(desk.proposed)} alone={desk.operators < 2} />
          )}
          <Suspense fallback={<Spinner />}>
            {current === 'gestoert' && <Suspended />}
            {current === 'zertifikate' && <Expiring />}
            {current === 'quarantaene' && <Quarantine onChange={recount} />}
            {current === 'briefe' && <Letters onChange={recount} />}
            {current === 'fehler' && <Failures />}
            {current === 'konten' && <BlockedAccounts />}
            {current === 'protokoll' && <Audit subjectId={kennung} />}
          </Suspense>
        </section>
      </div>
    </Page>
  );
}
