import type { PartyPartsFragment } from '../../gql/graphql.ts';
import { useLocale } from '../../lib/i18n/locale.ts';
import { formatLimit } from '../../lib/sizes.ts';
import type { Letter } from '../../postbox/draftKeeper.ts';
import { CheckboxGroup } from '../../ui/CheckboxGroup.tsx';
import { TextLink } from '../../ui/TextLink.tsx';
import { useMailboxMessages } from './mailboxMessages.ts';

interface OwnerRecipientsProps {
  /** The parties that can be written to. */
  reachable: readonly PartyPartsFragment[];
  letter: Letter;
  change: (change: Partial<Letter>) => void;
  error: string | undefined;
  servicesError: string | undefined;
}

/** The services of the chosen authorities, each once. */
export function servicesOf(
  parties: readonly PartyPartsFragment[],
  recipientIds: readonly string[],
): { id: string; name: string }[] {
  const chosen = parties.filter(({ authority }) => recipientIds.includes(authority.id));
  return [...new Map(chosen.flatMap(({ services }) => services).map((one) => [one.id, one])).values()];
}

/** Whom the message goes to, who will see it, and which services it is about. */
export function OwnerRecipients({ reachable, letter, change, error, servicesError }: OwnerRecipientsProps) {
  const t = useMailboxMessages();
  const locale = useLocale();
  const { recipientIds, serviceIds } = letter;
  const services = servicesOf(reachable, recipientIds);
  const names = reachable
    .filter(({ authority }) => recipientIds.includes(authority.id))
    .map(({ authority }) => authority.name);
  const byMail = reachable
    .filter(({ authority, channel }) => channel === 'SMIME' && recipientIds.includes(authority.id))
    .map(({ authority }) => authority.name);
  const list = new Intl.ListFormat(locale, { type: 'conjunction' }).format(names);
  const choose = (ids: string[]) => {
    const offered = servicesOf(reachable, ids).map(({ id }) => id);
    change({ recipientIds: ids, serviceIds: serviceIds.filter((id) => offered.includes(id)) });
  };
  return (
    <>
      {reachable.length === 1 ? (
        <p>
          {t.compose.toOne} <strong className="verbatim">{list}</strong>
        </p>
      ) : (
        <CheckboxGroup
          id="recipients"
          label={t.compose.to}
          hint={t.compose.toHint}
          error={error}
          values={recipientIds}
          onChange={choose}
          options={reachable.map(({ authority, maxMessageBytes }) => ({
            value: authority.id,
            label: (
              <>
                <span className="verbatim">{authority.name}</span>{' '}
                <span className="muted small">({formatLimit(maxMessageBytes, locale)})</span>
              </>
            ),
          }))}
        />
      )}
      {reachable.length > 1 && names.length > 0 && <p className="mailbox-who-sees">{t.compose.whoSees(list)}</p>}
      {byMail.length > 0 && (
        <p className="mailbox-who-sees">
          {t.compose.byMail(new Intl.ListFormat(locale, { type: 'conjunction' }).format(byMail))}{' '}
          <TextLink to="/vertrauen">{t.compose.byMailMore}</TextLink>
        </p>
      )}
      {services.length > 1 && (
        <CheckboxGroup
          id="services"
          label={t.compose.about}
          error={servicesError}
          values={serviceIds}
          onChange={(ids) => change({ serviceIds: ids })}
          options={services.map(({ id, name }) => ({ value: id, label: name }))}
        />
      )}
    </>
  );
}
