import type { AccountMessages } from './account.de.ts';

// Order matters: Edge and Opera call themselves Chrome, Chrome calls itself Safari.
const browsers: [RegExp, string][] = [
  [/Edg\//, 'Edge'],
  [/OPR\//, 'Opera'],
  [/Firefox\//, 'Firefox'],
  [/Chrom(e|ium)\//, 'Chrome'],
  [/Safari\//, 'Safari'],
];
const systems: [RegExp, string][] = [
  [/iPhone|iPad/, 'iOS'],
  [/Android/, 'Android'],
  [/Windows/, 'Windows'],
  [/Mac OS X/, 'macOS'],
  [/Linux/, 'Linux'],
];

/** A browser's self-description in words people know; as it is where it says nothing known. */
export function deviceName(userAgent: string, t: AccountMessages): string {
  const browser = browsers.find(([pattern]) => pattern.test(userAgent))?.[1];
  const system = systems.find(([pattern]) => pattern.test(userAgent))?.[1];
  if (browser && system) return t.account.sessions.on(browser, system);
  return browser ?? system ?? (userAgent.slice(0, 40) || t.account.sessions.unknown);
}
