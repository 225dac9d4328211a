/** Has the browser save what an address of our own answers, at once. */
export function saveFrom(url: string, filename: string): void {
  const link = document.createElement('a');
  // The path alone: the address may name another host than the one the page came from.
  const { pathname, search } = new URL(url, location.origin);
  link.href = pathname + search;
  click(link, filename);
}

/** Has the browser save a text as a file. */
export function saveText(text: string, filename: string, type: string): void {
  const link = document.createElement('a');
  link.href = URL.createObjectURL(new Blob([text], { type }));
  click(link, filename);
  // The download has begun when the click returns; a moment later nothing needs the address any more.
  setTimeout(() => URL.revokeObjectURL(link.href), 10_000);
}

function click(link: HTMLAnchorElement, filename: string): void {
  link.download = filename;
  document.body.append(link);
  link.click();
  link.remove();
}
