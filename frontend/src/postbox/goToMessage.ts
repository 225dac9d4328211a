/** Brings a message of the thread into sight and gives its subject the focus; false when it is not on the page. */
export function goToMessage(id: string): boolean {
  const card = document.getElementById(id);
  card?.scrollIntoView({ block: 'start' });
  card?.querySelector<HTMLElement>('h3')?.focus({ preventScroll: true });
  return card !== null;
}
