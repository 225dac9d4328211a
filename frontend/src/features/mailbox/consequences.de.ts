/** German texts of what deleting does. */
export const consequencesDe = {
  gone: 'Das ist schon gelöscht, vielleicht auf einem anderen Gerät.',
  asking: 'Was das Löschen bewirkt, wird gerade ermittelt …',
  told: (names: string, count: number) =>
    count === 1
      ? `${names} bekommt Bescheid, dass Sie das Fallpostfach gelöscht haben. Was dort angekommen ist, bleibt dort.`
      : `${names} bekommen Bescheid, dass Sie das Fallpostfach gelöscht haben. Was dort angekommen ist, bleibt dort.`,
  unwritten: 'Keine Behörde hat von Ihnen etwas erhalten. Niemand wird benachrichtigt.',
  kept: (names: string) => `Was bei ${names} liegt, bleibt dort.`,
  nobodyTold: 'Niemand wird davon benachrichtigt.',
  onTheWay: (names: string) => `Die Zustellung an ${names} läuft weiter. Ob sie gelingt, erfahren Sie dann nicht mehr.`,
  messageOnTheWay: (names: string) =>
    `Die Zustellung an ${names} läuft weiter. Misslingt sie, erfahren Sie es in Ihrem Fallpostfach.`,
  unanswered: (names: string, count: number) =>
    `${names} ${count === 1 ? 'hat' : 'haben'} noch nicht geantwortet. Eine Antwort käme nicht mehr bei Ihnen an.`,
  decisions: (count: number): string =>
    count === 1
      ? 'Diesen Bescheid haben Sie noch nicht geöffnet. Er wird ungelesen gelöscht; Fristen können trotzdem laufen.'
      : 'Diese Bescheide haben Sie noch nicht geöffnet. Sie werden ungelesen gelöscht; Fristen können trotzdem laufen.',
  decision: (subject: string, sender: string, date: string) => `${subject} (${sender}, ${date})`,
  dates: (count: number): string =>
    count === 1
      ? 'Diese Nachricht nennt einen Termin, der noch nicht vorbei ist.'
      : 'Diese Nachrichten nennen Termine, die noch nicht vorbei sind.',
  date: (subject: string, date: string) => `${subject} (bis ${date})`,
  periods: (count: number): string =>
    count === 1
      ? 'Diese Frist läuft noch, auch wenn Sie löschen.'
      : 'Diese Fristen laufen noch, auch wenn Sie löschen.',
  period: (kind: string, authority: string, date: string) => `${kind}: ${date} (${authority})`,
  kinds: {
    ANNOUNCEMENT: 'Bescheid gilt als bekannt gegeben am',
    ANSWER_DUE: 'Antwort erbeten bis',
    REMEDY_ENDS: 'Rechtsbehelf möglich bis',
    DEEMED_APPROVAL: 'Gilt als genehmigt, wenn vorher nicht entschieden ist, am',
  },
  drafts: (count: number): string =>
    count === 1
      ? 'Ein Entwurf, den Sie nicht gesendet haben, geht verloren.'
      : `${count} Entwürfe, die Sie nicht gesendet haben, gehen verloren.`,
  signed:
    'Kam die Nachricht per E-Mail, so steht das Dokument auch in deren signiertem Original. Dort bleibt es, bis Sie die Nachricht löschen.',
  /** At most 50 are asked for. */
  first: (count: number) => `Genannt sind die ersten ${count}.`,
  easy: [
    'Sie wollen etwas löschen.',
    'Danach ist es bei Ihnen weg. Für immer.',
    'Was ein Amt schon hat, behält das Amt.',
    'Eine Frist läuft weiter. Auch wenn Sie löschen.',
    'Wollen Sie etwas behalten? Dann laden Sie es vorher herunter.',
  ],
};

/** The texts in any language. */
export type ConsequencesMessages = typeof consequencesDe;
