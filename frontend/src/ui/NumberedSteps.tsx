import './numberedSteps.css';

/** How something goes, step by step, each with its number. */
export function NumberedSteps({ steps }: { steps: readonly { title: string; text: string }[] }) {
  return (
    <ol className="numbered-steps">
      {steps.map(({ title, text }, index) => (
        <li key={title}>
          <span className="numbered-steps-number" aria-hidden="true">
            {index + 1}
          </span>
          <div>
            <p>
              <strong>{title}</strong>
            </p>
            <p>{text}</p>
          </div>
        </li>
      ))}
    </ol>
  );
}
