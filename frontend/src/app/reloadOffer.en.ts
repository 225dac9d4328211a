import type { ReloadOfferMessages } from './reloadOffer.de.ts';

/** English texts of the offer to reload. */
export const reloadOfferEn: ReloadOfferMessages = {
  partMissing:
    'Part of the application has not arrived yet, we keep trying. If it does not come, reloading the page helps.',
  reload: 'Reload page',
};
