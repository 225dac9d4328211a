import { type FragmentType, graphql, readFragment } from '../../gql/index.ts';
import { formatTimeAsDay } from '../../lib/dates.ts';
import { useLocale } from '../../lib/i18n/locale.ts';
import { Alert } from '../../ui/Alert.tsx';
import { Button } from '../../ui/Button.tsx';
import { Page } from '../../ui/Page.tsx';
import { TextLink } from '../../ui/TextLink.tsx';
import { AskOperators } from './AskOperators.tsx';
import { useCatalogueMessages } from './catalogueMessages.ts';
import { SheetBody, SheetParts } from './SheetBody.tsx';
import { SheetChain } from './SheetChain.tsx';
import { SheetGroup } from './SheetGroup.tsx';
import { SheetOrder } from './SheetOrder.tsx';
import { SheetState } from './SheetState.tsx';
import { SheetVersions } from './SheetVersions.tsx';

/** What holds for an offering whichever version of its sheet is read. */
export const SheetFrame = graphql(`
  fragment SheetFrame on Offering {
    id slug state
    current { id }
    ...SheetState
    ...SheetChain
    ...SheetGroup
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
      <SheetBody
        version={version}
        state={frame.state}
        top={
          <>
            {current && <SheetState offering={frame} />}
            {current && sheet.kind === 'EFA' && frame.state === 'ORDERABLE' && <SheetOrder slug={frame.slug} />}
          </>
        }
        chain={sheet.kind === 'EFA' && <SheetChain offering={frame} />}
        rest={
          <>
            <SheetGroup offering={frame} />
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
          </>
        }
      />
    </Page>
  );
}
