import { useLocale } from '../../lib/i18n/locale.ts';
import { type AddressShape, PostalAddressLines } from '../../ui/PostalAddressLines.tsx';
import { useMailboxMessages } from './mailboxMessages.ts';

interface ContactProps {
  address: AddressShape | null;
  phone: string | null;
  fax: string | null;
  /** In plain words, also when nothing is known. */
  note?: string | null;
}

/** How to reach a body that cannot be written to here; what is not known is left out. */
export function Contact({ address, phone, fax, note }: ContactProps) {
  const t = useMailboxMessages();
  const locale = useLocale();
  return (
    <div className="mailbox-contact">
      {note && <p>{note}</p>}
      <dl className="postbox-facts">
        {address && (
          <div>
            <dt>{t.page.post}</dt>
            <dd>
              <PostalAddressLines address={address} locale={locale} />
            </dd>
          </div>
        )}
        {phone && (
          <div>
            <dt>{t.page.phone}</dt>
            <dd>
              <a
                className="kern-link kern-link--no-visited-state verbatim"
                href={`tel:${phone.replace(/[^+\d]/g, '')}`}
              >
                {phone}
              </a>
            </dd>
          </div>
        )}
        {fax && (
          <div>
            <dt>{t.page.fax}</dt>
            <dd className="verbatim">{fax}</dd>
          </div>
        )}
      </dl>
    </div>
  );
}
