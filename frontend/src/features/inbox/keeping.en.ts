import type { KeepingMessages } from './keeping.de.ts';

const months = (count: number) => (count === 1 ? '1 month' : `${count} months`);

/** English texts of how an authority keeps a case. */
export const keepingEn: KeepingMessages = {
  title: 'File and retention',
  reference: 'File reference of your authority',
  referenceHint: 'The search of the inbox finds the case by it. The person does not see it.',
  none: 'none yet',
  retention: 'Retention',
  length: (count: number, exportFirst: boolean) =>
    [(count > 0 || !exportFirst) && months(count), exportFirst && 'with export and closing'].filter(Boolean).join(', '),
  open: (name: string, count: number, exportFirst: boolean) =>
    exportFirst && count === 0
      ? `${name}: ends with export and closing`
      : `${name}: ${months(count)} after closing${exportFirst ? ', not before the export' : ''}`,
  exported: {
    last: 'Last exported',
    whole: (day: string) => `${day}, completely`,
    part: (day: string) => `${day}; something was added after that`,
    title: 'Waits for the export',
    text: 'The case is closed. The copy of your authority is deleted only once you have exported it, 7 days after that at the earliest. You find the export below. Drafts that were not sent are not in it.',
    outdated: (day: string) =>
      `The case was exported on ${day}. Something was added after that, which the export does not have. The copy of your authority is deleted only once you have exported it again, 7 days after that at the earliest.`,
  },
  until: (name: string, day: string) => `${name}: until ${day}`,
  offered: 'to be offered to the archive before',
  choice: 'Retention class',
  choiceHint: 'How long the case stays after it was closed. After that, the copy of your authority is deleted.',
  change: 'Change',
  changeNamed: 'Change file and retention',
  save: 'Save',
  saved: 'Saved',
  stale: 'The case was changed meanwhile. Please check your entries and save again.',
  hold: {
    title: 'Legal hold',
    since: (by: string, day: string) => `Set by ${by} on ${day}.`,
    until: (day: string) => `It holds up to and including ${day}.`,
    always: 'It holds until it is lifted.',
    effect: 'As long as it holds, nothing of this case is deleted, not at the end of its retention either.',
    set: 'Set a hold',
    lift: 'Lift the hold',
    reason: 'Reason',
    reasonMissing: 'Say why.',
    reasonHint: 'For example a pending lawsuit. Your colleagues read it.',
    day: 'Last day',
    dayHint: 'Without a day it holds until it is lifted.',
    done: 'The hold is set.',
    lifted: 'The hold is lifted.',
  },
  archive: {
    title: 'To be offered to the archive',
    text: (day: string) =>
      `Retention is over. Since ${day} the case waits for the answer of the archive (Art. 6 BayArchivG); it stays until then. Please offer it with the file below.`,
    answer: 'Answer of the archive',
    answers: { TAKEN_OVER: 'Taken over', NOT_WORTH_KEEPING: 'Not worth keeping' },
    answerMissing: 'Choose the answer.',
    dayMissing: 'Give the day.',
    on: 'Answered on',
    note: 'Note the answer',
    noteHint:
      'After that, the copy of your authority is deleted, at the earliest when today is over. Until then you can take the answer back.',
    noted: 'The answer is noted.',
    said: (answer: string, day: string) => `Answer of the archive of ${day}: ${answer}.`,
    goes: 'The copy of your authority will be deleted.',
    back: 'Take the answer back',
    backDone: 'The answer is taken back.',
  },
};
