import { useEffect, useState } from 'react';
import { formatTimeAsDay } from '../../lib/dates.ts';
import type { Locale } from '../../lib/display.ts';
import { useLocale } from '../../lib/i18n/locale.ts';
import { formatSize } from '../../lib/sizes.ts';
import { ExternalLink } from '../../ui/ExternalLink.tsx';
import { Icon } from '../../ui/Icon.tsx';
import { useCatalogueMessages } from './catalogueMessages.ts';

// Addresses that stay: others link to them and fetch them by programs.
const folder = '/files/market/';
const names: Record<Locale, Record<string, string>> = {
  de: { XLSX: 'catalogue.xlsx', CSV: 'catalogue.csv', JSON: 'catalogue.json' },
  // JSON has both languages.
  en: { XLSX: 'catalogue-en.xlsx', CSV: 'catalogue-en.csv', JSON: 'catalogue.json' },
};

interface Known {
  format: string;
  path: string;
  size: number;
  /** When the catalogue changed last, as HTTP has it. */
  changed: string | null;
  /** Address of the licence, where the file has one. */
  licence: string | undefined;
}

async function lookAt([format, name]: [string, string]): Promise<Known | null> {
  const path = folder + name;
  // A connection that breaks takes the offer away, and nothing else.
  const answer = await fetch(path, { method: 'HEAD' }).catch(() => null);
  const size = Number(answer?.headers.get('Content-Length'));
  if (!answer?.ok) return null;
  const licence = /<([^>]+)>;\s*rel="?license"?/.exec(answer.headers.get('Link') ?? '')?.[1];
  return { format, path, size, changed: answer.headers.get('Last-Modified'), licence };
}

// Where nothing else was agreed, what holds for the files stands in the imprint.
function Licence({ address }: { address: string }) {
  const t = useCatalogueMessages();
  const { origin, pathname } = new URL(address, location.href);
  if (origin !== location.origin) return <ExternalLink href={address}>{t.files.licence}</ExternalLink>;
  return (
    <a className="kern-link kern-link--no-visited-state" href={pathname}>
      {t.files.licence}
    </a>
  );
}

/** The whole catalogue as files for everybody, with their size and licence. */
export function CatalogueFiles() {
  const t = useCatalogueMessages();
  const locale = useLocale();
  const [files, setFiles] = useState<readonly Known[]>([]);
  useEffect(() => {
    let gone = false;
    void Promise.all(Object.entries(names[locale]).map(lookAt)).then((found) => {
      if (!gone) setFiles(found.filter((file) => file !== null));
    });
    return () => {
      gone = true;
    };
  }, [locale]);
  const licence = files.find((file) => file.licence)?.licence;
  const changed = files.find((file) => file.changed)?.changed;
  if (files.length === 0) return null;
  return (
    <section className="catalogue-files stack no-print" aria-labelledby="catalogue-files">
      <h2 className="kern-heading-medium" id="catalogue-files">
        {t.files.title}
      </h2>
      <p>
        {t.files.lead} {changed && t.files.changed(formatTimeAsDay(changed, locale))}
      </p>
      <ul className="row">
        {files.map(({ format, path, size }) => (
          <li key={format}>
            <a className="kern-btn kern-btn--secondary" href={path} download>
              <Icon name="download" />
              <span className="kern-label">{t.files.download(format, size > 0 ? formatSize(size, locale) : null)}</span>
            </a>
          </li>
        ))}
      </ul>
      {licence && (
        <p className="small">
          <Licence address={licence} />
        </p>
      )}
    </section>
  );
}
