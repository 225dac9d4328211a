import type { RepeatedRowsMessages } from './repeatedRows.de.ts';

const first = (noun: string) => noun.charAt(0).toUpperCase() + noun.slice(1);

/** English texts of repeated rows. */
export const repeatedRowsEn: RepeatedRowsMessages = {
  heading: (noun, at, of) => `${first(noun)} ${at} of ${of}`,
  add: (noun) => `Add ${noun}`,
  remove: (noun, at) => `Remove ${noun} ${at}`,
  removed: (noun, at, left) => `${first(noun)} ${at} removed, ${left === 0 ? 'none' : left} left.`,
  up: (noun, at) => `Move ${noun} ${at} up`,
  moved: (noun, at) => `${first(noun)} is number ${at} now.`,
  least: (least) => `Nothing can be removed: there must be at least ${least}.`,
  most: (most) => `Nothing can be added: there can be no more than ${most}.`,
};
