import type { Metadata } from 'next';
import type { ReactNode } from 'react';

import { thePractice } from '../practice/the-practice.ts';

export const metadata: Metadata = { title: 'Sample Practice' };
export const dynamic = 'force-dynamic';

/** In the demo the two links; a real practice sends each person their own. */
const Home = async (): Promise<ReactNode> => {
  const { links } = await thePractice();
  if (!links) return <p>Please open the link that we have sent you.</p>;
  return (
    <>
      <h1>Sample Practice, a demonstration</h1>
      <p>Everybody who opens this page can take part. It is for trying out.</p>
      <p>
        <a href={links.client}>As the client</a>
      </p>
      <p>
        <a href={links.therapist}>As the therapist</a>
      </p>
    </>
  );
};

export default Home;
