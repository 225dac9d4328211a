import type { ReactNode } from 'react';

/** An offering as the head of what is said of it. */
export interface ComparedHead {
  id: string;
  name: string;
  /** Leads to its sheet. */
  link: ReactNode;
  /** Takes it out of the comparison. */
  remove: ReactNode;
}
