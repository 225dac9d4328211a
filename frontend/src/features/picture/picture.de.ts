/** German texts of the picture of how far municipalities are. */
export const pictureDe = {
  title: 'Stand in Bayern',
  lead: 'Welche Gemeinde welchen Online-Dienst schon einsetzt, und wo die Einrichtung läuft.',
  toMarket: 'Zum Markt',
  offering: 'Online-Dienst',
  all: 'Alle Dienste zusammen',
  allHint: 'Gezeigt ist, wie weit eine Gemeinde mit dem Dienst ist, der am weitesten ist.',
  of: (offering: string) => `Stand: ${offering}`,
  ofAll: 'Stand: alle Dienste',
  toSheet: 'Zum Steckbrief',
  states: {
    LIVE: 'Online',
    IN_PROGRESS: 'In Einrichtung',
    ORDERED: 'Bestellt',
    ENDED: 'Vertrag beendet',
    NONE: 'Nicht bestellt',
  },
  legend: 'Legende',
  number: (count: number, locale: string) => count.toLocaleString(locale === 'de' ? 'de-DE' : 'en-GB'),
  map: (live: string, progress: string, all: string) =>
    `Punktkarte Bayerns: ${live} von ${all} Gemeinden sind online, in ${progress} läuft die Einrichtung. Alle Angaben stehen auch in den Tabellen.`,
  mapHint: 'Jede Gemeinde ist ein Zeichen. Was die Karte zeigt, steht auch in den Tabellen darunter.',
  whole: 'Ganz Bayern',
  regions: {
    title: 'Nach Regionen',
    titleOf: (name: string) => `In ${name}`,
    region: 'Region',
    all: 'Gemeinden',
    municipalities: 'Beteiligt',
    live: 'Online',
    progress: 'In Einrichtung',
    sum: 'Zusammen',
    zoom: (name: string) => `${name} ansehen`,
    back: 'Eine Ebene zurück',
  },
  places: {
    title: 'Gemeinden',
    search: 'Gemeinde, Landkreis oder Regionalschlüssel',
    state: 'Stand',
    anyState: 'Jeder Stand',
    name: 'Gemeinde',
    since: 'Seit',
    found: (count: string) => (count === '1' ? '1 Gemeinde' : `${count} Gemeinden`),
    none: 'Dazu gibt es keine Gemeinde',
    noneText: 'Prüfen Sie die Schreibweise oder wählen Sie einen anderen Stand.',
    district: (name: string) => `Landkreis ${name}`,
  },
  noMap: 'Die Karte ließ sich nicht laden. Die Zahlen nach Regionen stehen unten.',
  nobody: 'Diesen Dienst hat noch keine Gemeinde bestellt.',
};

/** Shape that every other language has to fill. */
export type PictureMessages = typeof pictureDe;
