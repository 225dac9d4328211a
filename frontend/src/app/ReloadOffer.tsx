import { useConnection } from '../lib/connection.ts';
import { useLocale } from '../lib/i18n/locale.ts';
import { useStuckChunks } from '../lib/loadChunk.ts';
import { Banner } from '../ui/Banner.tsx';
import { Button } from '../ui/Button.tsx';
import { reloadOfferDe } from './reloadOffer.de.ts';
import { reloadOfferEn } from './reloadOffer.en.ts';

// Both languages are in the shell, because the chunk with the English texts may be what does not come.
const texts = { de: reloadOfferDe, en: reloadOfferEn };

/**
 * Offers to reload when a part of the program does not come: a deployment may have replaced it, and a new version is there.
 * Reloading is the person's choice, because of what they typed. It is a part of the shell and needs no chunk itself.
 */
export function ReloadOffer() {
  const t = texts[useLocale()];
  const stuck = useStuckChunks();
  // Without the server, reloading would end at the browser's error page.
  const { online } = useConnection();
  if (!stuck || !online) return null;
  return (
    <Banner
      kind="warning"
      actions={
        <Button small onClick={() => location.reload()}>
          {t.reload}
        </Button>
      }
    >
      {t.partMissing}
    </Banner>
  );
}
