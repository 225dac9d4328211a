import { useEffect, useState } from 'react';

let announce: ((text: string) => void) | undefined;

/** Has screen readers say something politely, without moving the focus. */
export function say(text: string): void {
  announce?.(text);
}

/** The one polite live region of the application; the shell renders it once. */
export function LiveRegion() {
  const [text, setText] = useState('');
  useEffect(() => {
    let timer: ReturnType<typeof setTimeout>;
    announce = (next) => {
      // The same words twice are only said again when the region was empty in between.
      setText('');
      clearTimeout(timer);
      timer = setTimeout(() => setText(next), 50);
    };
    return () => {
      announce = undefined;
      clearTimeout(timer);
    };
  }, []);
  return (
    <div className="kern-sr-only" role="status">
      {text}
    </div>
  );
}
