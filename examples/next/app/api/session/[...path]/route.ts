import { thePractice } from '../../../../practice/the-practice.ts';

const answer = async (request: Request): Promise<Response> => (await thePractice()).fetch(request);

export { answer as DELETE, answer as GET, answer as OPTIONS, answer as POST };
