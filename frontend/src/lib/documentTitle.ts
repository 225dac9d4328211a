const platform = 'Schalter';
const parts = { page: '', prefix: '', badge: 0 };

function write(): void {
  const badge = parts.badge > 0 ? `(${parts.badge}) ` : '';
  document.title = parts.page ? `${badge}${parts.prefix}${parts.page} – ${platform}` : platform;
}

/** Names the page in the window's title; WCAG 2.4.2. */
export function setPageTitle(page: string): void {
  parts.page = page;
  write();
}

/** Puts "Fehler: " before the title while the page shows errors, empty to take it away. */
export function setTitlePrefix(prefix: string): void {
  parts.prefix = prefix;
  write();
}

/** Shows the number of unread messages before the title, 0 for none. */
export function setTitleBadge(count: number): void {
  parts.badge = count;
  write();
}
