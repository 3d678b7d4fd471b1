/** For a therapist: their own room, and what a screen does not show. */
export default {
  roomLead: 'For yourself. You can leave it out.',
  room: {
    door: 'The door is closed, and nobody comes in.',
    earshot: 'Nobody can hear what is said here.',
    headset: 'I use a headset.',
    devices: 'Nothing else listens, such as a smart speaker or another program.',
    phone: 'A phone is ready if the line breaks.',
    plan: 'I know where they are today and whom to call there, or I will ask first.',
  },
  roomTicked: (ticked: number, all: number) => `${ticked} of ${all} ticked.`,
  unseenHeading: 'What you will not see',
  unseen: [
    'Who else is near them, and whether they can answer freely.',
    'What happens outside the picture.',
    'How much later they hear you. Leave a breath more before you speak.',
  ],
};
