/** German texts of days with legal effect. */
export const deadlinesDe = {
  title: 'Fristen',
  kinds: {
    ANNOUNCEMENT: { owner: 'Bescheid gilt als bekannt gegeben', authority: 'Bescheid gilt als bekannt gegeben' },
    ANSWER_DUE: { owner: 'Ihre Antwort ist fällig', authority: 'Antwort der Person ist fällig' },
    REMEDY_ENDS: {
      owner: 'Zeit, um gegen den Bescheid vorzugehen',
      authority: 'Ende der Rechtsbehelfsfrist',
    },
    DEEMED_APPROVAL: {
      owner: 'Gilt als genehmigt, wenn bis dahin nicht entschieden ist',
      authority: 'Gilt als genehmigt, wenn Sie bis dahin nicht entscheiden',
    },
  },
  met: {
    ANNOUNCEMENT: 'Erledigt',
    ANSWER_DUE: 'Beantwortet',
    REMEDY_ENDS: 'Erledigt',
    DEEMED_APPROVAL: 'Entschieden',
  },
  left: (days: number) =>
    days < 0 ? 'vorbei' : days === 0 ? 'heute' : days === 1 ? 'noch 1 Tag' : `noch ${days} Tage`,
  provisional: 'Vorläufig',
  before: (day: string) => `Vorher: ${day}`,
  why: (day: string) => `Warum der ${day}?`,
  rule: 'Regel:',
  deemed: {
    owner:
      'Gezeigt wird, was sich aus der Mitteilung der Behörde ergibt. Entscheidet sie vorher oder verlangt sie noch Unterlagen, gilt dieser Tag nicht.',
    authority:
      'Gezeigt wird, was sich aus Ihrer Mitteilung ergibt. Waren die Unterlagen schon früher vollständig bei Ihnen, kann die Frist früher enden.',
  },
  deemedOver: {
    owner:
      'Dieser Tag ist vorbei, und vorher kam hier keine Entscheidung. Lassen Sie sich von der Behörde bestätigen, dass der Antrag als genehmigt gilt, bevor Sie sich darauf verlassen.',
    authority: 'Dieser Tag ist vorbei, und vorher haben Sie hier nicht entschieden.',
  },
  easy: {
    ANNOUNCEMENT: [],
    ANSWER_DUE: ['Das Amt hat Sie etwas gefragt.', 'Brauchen Sie mehr Zeit? Dann schreiben Sie das dem Amt vorher.'],
    REMEDY_ENDS: [
      'Im Bescheid steht, was Sie tun können.',
      'Holen Sie sich Hilfe. Zum Beispiel von einer Beratungs-Stelle.',
    ],
    DEEMED_APPROVAL: ['Fragt das Amt noch etwas? Dann gilt der Tag nicht mehr.'],
  },
  easyAuthority: {
    ANNOUNCEMENT: [],
    ANSWER_DUE: ['Ihr Amt hat die Person etwas gefragt.', 'Bis zu diesem Tag soll die Person antworten.'],
    REMEDY_ENDS: ['Die Person kann gegen den Bescheid vorgehen.', 'Bis zu diesem Tag hat sie dafür Zeit.'],
    DEEMED_APPROVAL: [
      'Ihr Amt soll vor diesem Tag entscheiden.',
      'Entscheidet es nicht? Dann gilt an diesem Tag die Genehmigung als erteilt.',
    ],
  },
  easyProvisional: 'Der Tag ist noch nicht ganz sicher.',
  save: (day: string) => `${day} im Kalender speichern`,
  saveFailed: 'Der Kalendereintrag konnte nicht geholt werden.',
  over: (count: number) => (count === 1 ? '1 Frist vorbei oder erledigt' : `${count} Fristen vorbei oder erledigt`),
};

/** Shape that every other language has to fill. */
export type DeadlinesMessages = typeof deadlinesDe;
