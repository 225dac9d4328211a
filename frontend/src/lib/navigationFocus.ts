let expected = false;

function heading(): HTMLElement | null {
  return document.querySelector<HTMLElement>('main h1');
}

/**
 * After a navigation the new page's heading takes the focus, which also announces the page to screen readers.
 * A page that still waits for its data has no heading yet: it calls `takeNavigationFocus` when it shows one.
 */
export function focusHeading(): void {
  const target = heading();
  expected = target === null;
  target?.focus({ preventScroll: true });
}

/** Focuses the heading if a navigation is still waiting for one. */
export function takeNavigationFocus(): void {
  if (!expected) return;
  const target = heading();
  if (!target) return;
  expected = false;
  target.focus({ preventScroll: true });
}
