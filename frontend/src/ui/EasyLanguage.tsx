import { Disclosure } from './Disclosure.tsx';
import { useEasyLanguageMessages } from './easyLanguageMessages.ts';

/** The same once more in easy language: short sentences, one thought each. */
export function EasyLanguage({ lines }: { lines: readonly string[] }) {
  const t = useEasyLanguageMessages();
  return (
    <Disclosure summary={t.title}>
      {lines.map((line) => (
        <p key={line}>{line}</p>
      ))}
    </Disclosure>
  );
}
