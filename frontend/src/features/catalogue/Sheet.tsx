import { type FragmentType, graphql, readFragment } from '../../gql/index.ts';
import { formatTimeAsDay } from '../../lib/dates.ts';
import { useLocale } from '../../lib/i18n/locale.ts';
import { Alert } from '../../ui/Alert.tsx';
import { Badge } from '../../ui/Badge.tsx';
import { Button } from '../../ui/Button.tsx';
import { Markdown } from '../../ui/Markdown.tsx';
import { Page } from '../../ui/Page.tsx';
import { TextLink } from '../../ui/TextLink.tsx';
import { AskOperators } from './AskOperators.tsx';
import { Contacts } from './Contacts.tsx';
import { useCatalogueMessages } from './catalogueMessages.ts';
import { Guides } from './Guides.tsx';
import { Interfaces } from './Interfaces.tsx';
import { inventedParts } from './invented.ts';
import { Parameters } from './Parameters.tsx';
import { SheetChain } from './SheetChain.tsx';
import { SheetFacts } from './SheetFacts.tsx';
import { SheetOrder } from './SheetOrder.tsx';
import { SheetState } from './SheetState.tsx';
import { SheetVersions } from './SheetVersions.tsx';
import { StateBadge } from './StateBadge.tsx';
import { Tasks } from './Tasks.tsx';
import { TestAccess } from './TestAccess.tsx';
import { WhereToGet } from './WhereToGet.tsx';

/** What holds for an offering whichever version of its sheet is read. */
export const SheetFrame = graphql(`
  fragment SheetFrame on Offering {
    id slug state
    current { id }
    ...SheetState
    ...SheetChain
  }
`);

/** One version of a sheet. */
export const SheetParts = graphql(`
  fragment SheetParts on OfferingVersion {
    id validFrom name summary description preconditions kind textLocale sources invented
    dataProtection { legalBasis noAgreement ownProcessing }
    services { id name }
    guides { title url }
    ...SheetFacts
    ...Interfaces
    ...Tasks
    ...Parameters
    ...Contacts
    ...TestAccess
    ...WhereToGet
  }
`);

interface SheetProps {
  offering: FragmentType<typeof SheetFrame>;
  version: FragmentType<typeof SheetParts>;
}

/** A sheet: what an offering is, what it needs and costs, and how one gets it. */
export function Sheet({ offering, version }: SheetProps) {
  const t = useCatalogueMessages();
  const locale = useLocale();
  const frame = readFragment(SheetFrame, offering);
  const sheet = readFragment(SheetParts, version);
  const current = sheet.id === frame.current.id;
  return (
    <Page
      title={sheet.name}
      above={
        <>
          <TextLink to="/markt">{t.title}</TextLink> · {t.sheet.above(t.kinds[sheet.kind])}
        </>
      }
      lead={sheet.summary}
      width="wide"
    >
      {!current && (
        <div className="catalogue-notice">
          <Alert kind="warning" title={t.sheet.oldTitle(formatTimeAsDay(sheet.validFrom, locale))}>
            <p>
              {t.sheet.oldText}{' '}
              <TextLink to="/markt/leistung/$slug" params={{ slug: frame.slug }}>
                {t.sheet.toCurrent}
              </TextLink>
            </p>
          </Alert>
        </div>
      )}
      {sheet.invented.length > 0 && (
        <p className="catalogue-notice row">
          <Badge kind="info">{t.sheet.invented}</Badge>
          <span className="muted">{t.sheet.inventedText(inventedParts(sheet.invented, t))}</span>
        </p>
      )}
      {sheet.textLocale !== locale.toUpperCase() && <p className="catalogue-notice muted">{t.sheet.germanOnly}</p>}
      <div className="row catalogue-sheet-head">
        <StateBadge state={frame.state} kind={sheet.kind} />
        <span className="muted">{t.kindTexts[sheet.kind]}</span>
      </div>
      <div className="catalogue-sheet">
        <div className="catalogue-sheet-top stack-l">
          {current && <SheetState offering={frame} />}
          {current && sheet.kind === 'EFA' && frame.state === 'ORDERABLE' && <SheetOrder slug={frame.slug} />}
          <WhereToGet version={sheet} />
          <SheetFacts version={sheet} />
          <TestAccess version={sheet} />
        </div>
        <div className="catalogue-sheet-main stack-l">
          <section className="stack" aria-labelledby="catalogue-description">
            <h2 className="kern-heading-medium" id="catalogue-description">
              {t.sheet.description}
            </h2>
            <Markdown text={sheet.description} top={3} />
          </section>
          {sheet.preconditions.length > 0 && (
            <section className="prose" aria-labelledby="catalogue-preconditions">
              <h2 className="kern-heading-medium" id="catalogue-preconditions">
                {t.sheet.preconditions}
              </h2>
              <ul>
                {sheet.preconditions.map((one) => (
                  <li key={one}>{one}</li>
                ))}
              </ul>
            </section>
          )}
          {sheet.kind === 'EFA' && <SheetChain offering={frame} />}
          <Interfaces version={sheet} />
          <Tasks version={sheet} />
          <Parameters version={sheet} />
          {sheet.dataProtection && (
            <section className="prose" aria-labelledby="catalogue-data-protection">
              <h2 className="kern-heading-medium" id="catalogue-data-protection">
                {t.sheet.dataProtection}
              </h2>
              <p>
                {sheet.dataProtection.noAgreement} ({sheet.dataProtection.legalBasis})
              </p>
              <p>{sheet.dataProtection.ownProcessing}</p>
            </section>
          )}
          {sheet.sources.length > 0 && (
            <section className="prose small" aria-labelledby="catalogue-sources">
              <h2 className="kern-heading-small" id="catalogue-sources">
                {t.sheet.sources}
              </h2>
              <ul>
                {sheet.sources.map((source) => (
                  <li key={source}>{source}</li>
                ))}
              </ul>
            </section>
          )}
        </div>
        <div className="catalogue-sheet-rest stack-l">
          {sheet.services.length > 0 && (
            <section aria-labelledby="catalogue-services">
              <h2 className="kern-heading-small" id="catalogue-services">
                {t.sheet.services}
              </h2>
              <ul className="catalogue-links">
                {sheet.services.map(({ id, name }) => (
                  <li key={id}>
                    <TextLink to="/leistung/$serviceId" params={{ serviceId: id }}>
                      {name}
                    </TextLink>
                  </li>
                ))}
              </ul>
            </section>
          )}
          <Guides guides={sheet.guides} />
          <Contacts version={sheet} />
          {current && <AskOperators slug={frame.slug} signed={sheet.kind === 'EFA'} />}
          <SheetVersions slug={frame.slug} current={frame.current.id} shown={sheet.id} />
          <p className="row no-print">
            <Button icon="draft" onClick={() => print()}>
              {t.sheet.print}
            </Button>
            <TextLink to="/markt" search={{ vergleich: [frame.slug] }}>
              {t.sheet.compare}
            </TextLink>
          </p>
        </div>
      </div>
    </Page>
  );
}
