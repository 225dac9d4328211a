import { type FragmentType, graphql, readFragment } from '../../gql/index.ts';
import { formatDate } from '../../lib/dates.ts';
import { useLocale } from '../../lib/i18n/locale.ts';
import { Alert } from '../../ui/Alert.tsx';
import { EasyLanguage } from '../../ui/EasyLanguage.tsx';
import { ExternalLink } from '../../ui/ExternalLink.tsx';
import { useFormMessages } from './formMessages.ts';

/** By which way an application is valid. */
export const SubmissionParts = graphql(`
  fragment SubmissionParts on Submission { kind url note legalBasis checkedOn }
`);

interface SubmissionNoticeProps {
  submission: FragmentType<typeof SubmissionParts>;
  /** Named in the title where several services are shown together. */
  service?: string | undefined;
}

/** Why a message is no valid application for a service, and which way is; nothing where no law is known to ask more. */
export function SubmissionNotice({ submission, service }: SubmissionNoticeProps) {
  const t = useFormMessages();
  const locale = useLocale();
  const { kind, url, note, legalBasis, checkedOn } = readFragment(SubmissionParts, submission);
  if (kind === 'MESSAGE') return null;
  const title = t.title[kind];
  return (
    <Alert kind="warning" title={service ? t.of(title, service) : title}>
      <p>{t.text[kind]}</p>
      {note && (
        <p>
          <strong>{t.way}</strong> {note}
        </p>
      )}
      {url && (
        <p>
          <ExternalLink href={url}>{t.link[kind]}</ExternalLink>
        </p>
      )}
      {kind !== 'FORM_REQUIRED' && <p>{t.still}</p>}
      {legalBasis && checkedOn && <p className="small">{t.basis(legalBasis, formatDate(checkedOn, locale))}</p>}
      <EasyLanguage lines={t.easy[kind]} />
    </Alert>
  );
}
