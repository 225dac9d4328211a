import { Fragment } from 'react';
import { type Block, parseMarkdown, type Span } from '../lib/markdown.ts';
import { ExternalLink } from './ExternalLink.tsx';

function Spans({ spans }: { spans: readonly Span[] }) {
  return spans.map(({ text, strong, href }, index) => {
    const key = index;
    if (strong) return <strong key={key}>{text}</strong>;
    if (href && /^https?:/i.test(href)) {
      return (
        <ExternalLink key={key} href={href}>
          {text}
        </ExternalLink>
      );
    }
    if (href) {
      return (
        <a key={key} className="kern-link kern-link--no-visited-state" href={href}>
          {text}
        </a>
      );
    }
    return <Fragment key={key}>{text}</Fragment>;
  });
}

function MarkdownBlock({ block, shift }: { block: Block; shift: number }) {
  if (block.kind === 'paragraph') {
    return (
      <p>
        <Spans spans={block.spans} />
      </p>
    );
  }
  if (block.kind === 'heading') {
    const level = (block.level + shift) as 2 | 3 | 4;
    const Heading = `h${level}` as const;
    return (
      <Heading className={level === 2 ? 'kern-heading-medium' : 'kern-heading-small'}>
        <Spans spans={block.spans} />
      </Heading>
    );
  }
  const List = block.ordered ? 'ol' : 'ul';
  return (
    <List>
      {block.items.map((item, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: a parsed text never changes its order.
        <li key={index}>
          <Spans spans={item} />
        </li>
      ))}
    </List>
  );
}

/** A text in the part of Markdown that we know, as elements: no HTML of it ever reaches the page. `top` is its highest heading. */
export function Markdown({ text, top = 2 }: { text: string; top?: 2 | 3 }) {
  const blocks = parseMarkdown(text);
  // A text that begins with small headings leaves no level out either.
  const highest = blocks.some((block) => block.kind === 'heading' && block.level === 2) ? 2 : 3;
  return (
    <div className="prose">
      {blocks.map((block, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: a parsed text never changes its order.
        <MarkdownBlock key={index} block={block} shift={top - highest} />
      ))}
    </div>
  );
}
