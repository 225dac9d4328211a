/** German texts of the offer to reload. */
export const reloadOfferDe = {
  partMissing:
    'Ein Teil der Anwendung fehlt noch, wir versuchen es weiter. Kommt er nicht, hilft es, die Seite neu zu laden.',
  reload: 'Seite neu laden',
};

/** Shape that every other language has to fill. */
export type ReloadOfferMessages = typeof reloadOfferDe;
