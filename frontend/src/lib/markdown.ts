/** A run of text: plain, strong, or a link. */
export type Span = { text: string; strong?: boolean; href?: string };

/** One block of a text. */
export type Block =
  | { kind: 'heading'; level: 2 | 3; spans: Span[] }
  | { kind: 'paragraph'; spans: Span[] }
  | { kind: 'list'; ordered: boolean; items: Span[][] };

const span = /\*\*([^*]+)\*\*|\[([^\]]+)\]\(([^)\s]+)\)|<(https?:\/\/[^>\s]+|mailto:[^>\s]+)>/g;
const followed = /^(https?:\/\/|mailto:|tel:|\/(?![/\\]))/i;

/** Strong text and links; an address that is not followed stays plain text. */
export function parseSpans(text: string): Span[] {
  const found: Span[] = [];
  let from = 0;
  for (const match of text.matchAll(span)) {
    if (match.index > from) found.push({ text: text.slice(from, match.index) });
    const [whole, strong, label, target, bare] = match;
    const href = target ?? bare;
    if (strong !== undefined) found.push({ text: strong, strong: true });
    else if (href && followed.test(href)) found.push({ text: label ?? href.replace(/^mailto:/, ''), href });
    else found.push({ text: label ?? whole });
    from = match.index + whole.length;
  }
  if (from < text.length) found.push({ text: text.slice(from) });
  return found;
}

function parseBlock(lines: string[]): Block[] {
  const [first = ''] = lines;
  const heading = /^(#{1,6})\s+(.*)$/.exec(first);
  if (heading) {
    const level = (heading[1] ?? '').length <= 2 ? 2 : 3;
    const rest = lines.slice(1);
    return [
      { kind: 'heading', level, spans: parseSpans(heading[2] ?? '') },
      ...(rest.length > 0 ? parseBlock(rest) : []),
    ];
  }
  const item = /^\s*(?:[-*+]|(\d+)[.)])\s+(.*)$/;
  if (item.test(first)) {
    const items: string[] = [];
    for (const line of lines) {
      const match = item.exec(line);
      if (match) items.push(match[2] ?? '');
      else items[items.length - 1] += ` ${line.trim()}`;
    }
    return [{ kind: 'list', ordered: item.exec(first)?.[1] !== undefined, items: items.map(parseSpans) }];
  }
  const end = lines.findIndex((line, index) => index > 0 && (item.test(line) || /^#{1,6}\s/.test(line)));
  const own = end < 0 ? lines : lines.slice(0, end);
  const rest = end < 0 ? [] : parseBlock(lines.slice(end));
  return [{ kind: 'paragraph', spans: parseSpans(own.map((line) => line.trim()).join(' ')) }, ...rest];
}

/** The part of Markdown that legal texts and sheets of offerings use: headings, paragraphs, lists, strong text, links. All else stays text. */
export function parseMarkdown(markdown: string): Block[] {
  return markdown
    .replace(/\r\n?/g, '\n')
    .split(/\n\s*\n/)
    .map((block) => block.split('\n').filter((line) => line.trim() !== ''))
    .filter((lines) => lines.length > 0)
    .flatMap(parseBlock);
}
