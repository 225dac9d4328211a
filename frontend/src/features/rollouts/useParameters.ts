import { useEffect, useState } from 'react';
import { changed, followServer, type Keeping, type Typed } from './parameters.ts';

interface Parameters {
  /** What a field shows. */
  text: (key: string) => string;
  /** What somebody else saved there while one typed; undefined where nobody did. */
  meanwhile: (key: string) => string | undefined;
  /** The keys whose text is not saved. */
  open: string[];
  type: (key: string, text: string) => void;
  /** Takes back what was typed. */
  forget: (key: string) => void;
}

/** What is typed into a rollout's parameters, beside what the server has: neither takes the other away. */
export function useParameters(name: string, stored: Record<string, string>, keeping: Keeping): Parameters {
  const [typed, setTyped] = useState<Typed>(() => keeping.read<Typed>(name) ?? {});
  const seen = JSON.stringify(stored);
  useEffect(() => setTyped((all) => followServer(all, JSON.parse(seen))), [seen]);
  useEffect(() => {
    if (Object.keys(typed).length > 0) keeping.keep(name, typed);
    else keeping.drop(name);
  }, [typed, name, keeping]);
  return {
    text: (key) => typed[key]?.text ?? stored[key] ?? '',
    meanwhile(key) {
      const [own, now] = [typed[key], stored[key] ?? ''];
      return own && own.from !== now && own.text.trim() !== now ? now : undefined;
    },
    open: changed(typed, stored),
    type: (key, text) => setTyped((all) => ({ ...all, [key]: { text, from: all[key]?.from ?? stored[key] ?? '' } })),
    forget: (key) => setTyped(({ [key]: _, ...others }) => others),
  };
}
