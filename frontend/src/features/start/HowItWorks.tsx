import { useStartMessages } from './startMessages.ts';

/** The three steps, for people who are here for the first time. */
export function HowItWorks() {
  const t = useStartMessages();
  return (
    <section className="start-section" aria-labelledby="start-how">
      <h2 className="kern-heading-medium" id="start-how">
        {t.how.title}
      </h2>
      <ol className="start-how">
        {t.how.steps.map(({ title, text }, index) => (
          <li key={title}>
            <span className="start-how-number" aria-hidden="true">
              {index + 1}
            </span>
            <div>
              <h3 className="kern-heading-small">{title}</h3>
              <p>{text}</p>
            </div>
          </li>
        ))}
      </ol>
    </section>
  );
}
