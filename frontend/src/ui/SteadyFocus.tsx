import { Component, createRef, type ReactNode } from 'react';

function focused(within: HTMLElement | null): Element | null {
  const { activeElement } = document;
  return activeElement && within?.contains(activeElement) ? activeElement : null;
}

/**
 * Keeps where one writes at its place in the window while something is added above it. Browsers do so by themselves, but not on a
 * page that is not scrolled yet.
 */
export class SteadyFocus extends Component<{ className?: string; children: ReactNode }> {
  private readonly root = createRef<HTMLDivElement>();

  override getSnapshotBeforeUpdate(): { element: Element; top: number } | null {
    const element = focused(this.root.current);
    return element && { element, top: element.getBoundingClientRect().top };
  }

  override componentDidUpdate(_: unknown, __: unknown, before: { element: Element; top: number } | null): void {
    if (!before || focused(this.root.current) !== before.element) return;
    const moved = before.element.getBoundingClientRect().top - before.top;
    if (moved !== 0) window.scrollBy(0, moved);
  }

  override render(): ReactNode {
    return (
      <div ref={this.root} className={this.props.className}>
        {this.props.children}
      </div>
    );
  }
}
