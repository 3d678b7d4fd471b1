/** Three or more people, seen as a whole. */
export default {
  heading: 'All of you together',
  open: 'Your pages are still telling each other who has made keys with whom.',
  differ: (one: string, other: string) =>
    `The pages of ${one} and ${other} do not say the same of each other. One of them may just have been loaded again. If it stays so, please talk by phone.`,
  you: 'you',
  vouched: (who: string) =>
    `Every two of your pages say the same of each other. The page of ${who} says so, too: if each of you compares with ${who}, nobody is in between any two of you.`,
  vouching:
    'Every two of your pages say the same of each other. If each of the others compares with you, nobody is in between any two of you.',
  show: 'Show ten pictures of all of you',
  hide: 'Hide the ten pictures',
  how: 'Any two of you can say them to each other. They are the same for everybody, in the same order.',
  pictures: 'The ten pictures, in order',
  extra: 'They are an extra. The four pictures that you compare with one person are the main check.',
};
