import { fingerprintGroups } from './certificateState.ts';

/** A fingerprint in groups, to be compared by eye or read aloud. */
export function Fingerprint({ hex }: { hex: string }) {
  return <code className="channel-fingerprint">{fingerprintGroups(hex)}</code>;
}
