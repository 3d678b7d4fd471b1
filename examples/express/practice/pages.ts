/** The three pages of a very small website. */
import { BASE_PATH, type Practice } from './practice.ts';

const page = (title: string, body: string): string => `<!doctype html>
<html lang="en">
  <head>
    <meta charset="utf-8" />
    <meta name="viewport" content="width=device-width, initial-scale=1" />
    <link rel="icon" href="data:," />
    <title>${title}</title>
  </head>
  <body>
${body}
  </body>
</html>
`;

/** In the demo the two links; a real practice sends each person their own. */
export const homePage = (links: Practice['links']): string =>
  page(
    'Sample Practice',
    links
      ? `    <h1>Sample Practice, a demonstration</h1>
    <p>Everybody who opens this page can take part. It is for trying out.</p>
    <p><a href="${links.client}">As the client</a></p>
    <p><a href="${links.therapist}">As the therapist</a></p>`
      : '    <p>Please open the link that we have sent you.</p>',
  );

/** The same for everybody: the server says who has come. The title is neutral, for whoever looks at the history. */
export const sessionPage = (): string =>
  page(
    'Meeting',
    `    <script type="module" src="/safe-session/safe-session.js"></script>
    <safe-session service-url="${BASE_PATH}" exit-url="/left">
      <p>If something does not work here, please call us: 020 7946 0123 (sample number, reaches nobody).</p>
    </safe-session>`,
  );

/** Where "leave this page now" goes. A practice may name any harmless page instead. */
export const leftPage = (): string => page('Opening hours', '    <p>Monday to Friday, 9 to 17.</p>');
