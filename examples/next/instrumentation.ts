/** Next.js calls this once when the server starts: what is wrong with the settings is told before anybody comes. */
export const register = async (): Promise<void> => {
  if (process.env.NEXT_RUNTIME === 'nodejs') await (await import('./practice/the-practice.ts')).thePractice();
};
