import { notFound, useParams } from '@tanstack/react-router';
import { useQuery } from 'urql';
import type { LegalTextKind } from '../../gql/graphql.ts';
import { graphql } from '../../gql/index.ts';
import { formatDate } from '../../lib/dates.ts';
import { useCommonMessages } from '../../lib/i18n/common.ts';
import { useLocale } from '../../lib/i18n/locale.ts';
import { problemText } from '../../lib/problems.ts';
import { Alert } from '../../ui/Alert.tsx';
import { Markdown } from '../../ui/Markdown.tsx';
import { Page } from '../../ui/Page.tsx';
import { Spinner } from '../../ui/Spinner.tsx';
import { useLegalMessages } from './legalMessages.ts';

const LegalTexts = graphql(`
  query LegalTexts { legalTexts { kind version validFrom markdown } }
`);

const kinds: Record<string, LegalTextKind> = {
  nutzungsbedingungen: 'TERMS_OF_USE',
  datenschutz: 'PRIVACY_NOTICE',
  barrierefreiheit: 'ACCESSIBILITY_STATEMENT',
  impressum: 'IMPRINT',
  'einwilligung-bekanntgabe': 'CONSENT_ANNOUNCEMENT',
  'einwilligung-zustellung': 'CONSENT_SERVICE',
};

/** One legal text in the version in force. */
export function LegalPage() {
  const t = useLegalMessages();
  const common = useCommonMessages();
  const locale = useLocale();
  const params = useParams({ from: '/rechtliches/$kind' });
  const [{ data, fetching, error }] = useQuery({ query: LegalTexts });
  const kind = kinds[params.kind];
  if (!kind) throw notFound();
  const text = data?.legalTexts.find((one) => one.kind === kind);
  return (
    <Page title={t.titles[kind]} above={text && t.version(text.version, formatDate(text.validFrom, locale))}>
      {text && <Markdown text={text.markdown} />}
      {fetching && !text && <Spinner />}
      {error && <Alert kind="danger" title={problemText(error, common)} announce />}
      {!text && !fetching && !error && <p>{t.missing}</p>}
    </Page>
  );
}
