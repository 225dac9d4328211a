import { Fragment } from 'react';
import { ExternalLink } from '../../ui/ExternalLink.tsx';
import { type Block, parseMarkdown, type Span } from './markdown.ts';

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

function MarkdownBlock({ block }: { block: Block }) {
  if (block.kind === 'paragraph') {
    return (
      <p>
        <Spans spans={block.spans} />
      </p>
    );
  }
  if (block.kind === 'heading') {
    const Heading = block.level === 2 ? 'h2' : 'h3';
    return (
      <Heading className={block.level === 2 ? 'kern-heading-medium' : 'kern-heading-small'}>
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

/** A legal text as elements; no HTML of the text ever reaches the page. */
export function Markdown({ text }: { text: string }) {
  return (
    <div className="prose">
      {parseMarkdown(text).map((block, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: a parsed text never changes its order.
        <MarkdownBlock key={index} block={block} />
      ))}
    </div>
  );
}
