/** German texts of repeated rows. `noun` is what one row is, as in the middle of a sentence. */
export const repeatedRowsDe = {
  heading: (noun: string, at: number, of: number) => `${noun} ${at} von ${of}`,
  add: (noun: string) => `${noun} hinzufügen`,
  remove: (noun: string, at: number) => `${noun} ${at} entfernen`,
  removed: (noun: string, at: number, left: number) =>
    left === 0 ? `${noun} ${at} entfernt, nichts mehr übrig.` : `${noun} ${at} entfernt, noch ${left} übrig.`,
  up: (noun: string, at: number) => `${noun} ${at} nach oben`,
  moved: (noun: string, at: number) => `${noun} steht jetzt an Stelle ${at}.`,
  least: (least: number) => `Entfernen ist nicht möglich: Weniger als ${least} geht nicht.`,
  most: (most: number) => `Hinzufügen ist nicht möglich: Mehr als ${most} geht nicht.`,
};

/** Shape that every other language has to fill. */
export type RepeatedRowsMessages = typeof repeatedRowsDe;
