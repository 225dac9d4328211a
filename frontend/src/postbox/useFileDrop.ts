import { type ClipboardEvent, type DragEvent, useState } from 'react';

interface FileDrop {
  /** Files hover over the element. */
  over: boolean;
  handlers: {
    onDragOver: (event: DragEvent) => void;
    onDragLeave: (event: DragEvent) => void;
    onDrop: (event: DragEvent) => void;
    onPaste: (event: ClipboardEvent) => void;
  };
}

/** Whether a paste is text that comes with a picture of itself, as office programs copy it. File managers name the files beside them. */
export function pastesText(text: string, files: readonly { name: string }[]): boolean {
  const lines = text.split(/[\r\n]+/).filter((line) => line.trim() !== '');
  return lines.some((line) => !files.some(({ name }) => line.trim().endsWith(name)));
}

/** Takes files that are dropped on an element or pasted into it; text is left alone. */
export function useFileDrop(onFiles: (files: File[]) => void): FileDrop {
  const [over, setOver] = useState(false);
  return {
    over,
    handlers: {
      onDragOver(event) {
        if (!event.dataTransfer.types.includes('Files')) return;
        event.preventDefault();
        setOver(true);
      },
      onDragLeave(event) {
        if (!event.currentTarget.contains(event.relatedTarget as Node | null)) setOver(false);
      },
      onDrop(event) {
        setOver(false);
        if (event.dataTransfer.files.length === 0) return;
        event.preventDefault();
        onFiles([...event.dataTransfer.files]);
      },
      onPaste(event) {
        const { files } = event.clipboardData;
        if (files.length === 0 || pastesText(event.clipboardData.getData('text/plain'), [...files])) return;
        event.preventDefault();
        onFiles([...files]);
      },
    },
  };
}
