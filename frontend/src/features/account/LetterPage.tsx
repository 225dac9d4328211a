import { useCommonMessages } from '../../lib/i18n/common.ts';
import { useLocale } from '../../lib/i18n/locale.ts';
import { Alert } from '../../ui/Alert.tsx';
import { ButtonLink } from '../../ui/ButtonLink.tsx';
import { EmptyState } from '../../ui/EmptyState.tsx';
import { Page } from '../../ui/Page.tsx';
import { PostalAddressLines } from '../../ui/PostalAddressLines.tsx';
import { AccountState } from './AccountState.tsx';
import './account.css';
import { ActivationDone } from './ActivationDone.tsx';
import { ActivationTimeline } from './ActivationTimeline.tsx';
import { useAccountMessages } from './accountMessages.ts';
import { NewLetter } from './NewLetter.tsx';
import { useActivation } from './useActivation.ts';

/** How far the proof of the address is, and what to do next. */
export function LetterPage() {
  const t = useAccountMessages();
  const common = useCommonMessages();
  const locale = useLocale();
  const { viewer, error } = useActivation();
  if (!viewer) return <AccountState error={error} />;
  const { activation } = viewer;
  if (!activation) {
    if (viewer.trustLevel !== 'EMAIL' && viewer.trustLevel !== 'NONE')
      return <ActivationDone plan={viewer.startPlan} title={t.letter.proven} />;
    return (
      <Page title={t.letter.title}>
        <EmptyState
          title={t.letter.none}
          action={
            <ButtonLink to="/konto/anschrift" look="primary">
              {t.letter.giveAddress}
            </ButtonLink>
          }
        >
          {t.letter.noneText}
        </EmptyState>
      </Page>
    );
  }
  return (
    <Page title={t.letter.title}>
      <div className="stack-l">
        {activation.letterReturnedAt && <Alert kind="danger" title={t.letter.returned} />}
        <ActivationTimeline activation={activation} />
        <div className="form-actions">
          <ButtonLink to="/aktivieren" look="primary">
            {t.letter.enterCode}
          </ButtonLink>
        </div>
        <section className="account-letter-to" aria-labelledby="letter-to">
          <h2 className="kern-heading-small" id="letter-to">
            {t.letter.to}
          </h2>
          <PostalAddressLines address={activation.address} locale={locale} />
          <ButtonLink
            to="/konto/anschrift"
            look="tertiary"
            icon="edit"
            aria-label={common.changeNamed(t.account.address.title)}
          >
            {t.letter.changeAddress}
          </ButtonLink>
        </section>
        <NewLetter nextLetterAt={activation.nextLetterAt} address={activation.address} />
      </div>
    </Page>
  );
}
