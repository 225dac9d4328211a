import { Markdown } from '../../ui/Markdown.tsx';

/** What somebody wrote: Markdown without HTML, in the direction of its script, without any effect on the page around it. */
export function PostBody({ text }: { text: string }) {
  return (
    <div className="network-body verbatim" dir="auto">
      <Markdown text={text} top={3} />
    </div>
  );
}
