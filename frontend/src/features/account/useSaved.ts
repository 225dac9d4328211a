import { useState } from 'react';

/** Whether the last attempt of a form was saved; grows with each, so that the notice is announced again. */
export function useSaved(): [number, () => void] {
  const [saved, setSaved] = useState(0);
  return [saved, () => setSaved((count) => count + 1)];
}
