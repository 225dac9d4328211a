import type { ReactNode } from 'react';
import type { OfferingState } from '../../gql/graphql.ts';
import { type FragmentType, graphql, readFragment } from '../../gql/index.ts';
import { useLocale } from '../../lib/i18n/locale.ts';
import { Badge } from '../../ui/Badge.tsx';
import { Markdown } from '../../ui/Markdown.tsx';
import { TextLink } from '../../ui/TextLink.tsx';
import { Contacts } from './Contacts.tsx';
import { useCatalogueMessages } from './catalogueMessages.ts';
import { Guides } from './Guides.tsx';
import { Interfaces } from './Interfaces.tsx';
import { inventedParts } from './invented.ts';
import { Parameters } from './Parameters.tsx';
import { SheetFacts } from './SheetFacts.tsx';
import { StateBadge } from './StateBadge.tsx';
import { Tasks } from './Tasks.tsx';
import { TestAccess } from './TestAccess.tsx';
import { WhereToGet } from './WhereToGet.tsx';

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

interface SheetBodyProps {
  version: FragmentType<typeof SheetParts>;
  state: OfferingState;
  /** How one gets it, or why not now. */
  top?: ReactNode;
  /** By which contracts municipalities get it. */
  chain?: ReactNode;
  /** What one can do with the sheet. */
  rest?: ReactNode;
}

/** What a version of a sheet says, as everybody reads it. */
export function SheetBody({ version, state, top, chain, rest }: SheetBodyProps) {
  const t = useCatalogueMessages();
  const locale = useLocale();
  const sheet = readFragment(SheetParts, version);
  return (
    <>
      {sheet.invented.length > 0 && (
        <p className="catalogue-notice row">
          <Badge kind="info">{t.sheet.invented}</Badge>
          <span className="muted">{t.sheet.inventedText(inventedParts(sheet.invented, t))}</span>
        </p>
      )}
      {sheet.textLocale !== locale.toUpperCase() && <p className="catalogue-notice muted">{t.sheet.germanOnly}</p>}
      <div className="row catalogue-sheet-head">
        <StateBadge state={state} kind={sheet.kind} />
        <span className="muted">{t.kindTexts[sheet.kind]}</span>
      </div>
      <div className="catalogue-sheet">
        <div className="catalogue-sheet-top stack-l">
          {top}
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
          {chain}
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
          {rest}
        </div>
      </div>
    </>
  );
}
