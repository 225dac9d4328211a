import { useFrameMessages } from '../lib/i18n/frame.ts';

/** Stands where a part of the page would be that threw as it began. */
export function BrokenPart() {
  return <p>{useFrameMessages().problem.brokenPart}</p>;
}
