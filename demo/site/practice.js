/** What only the practice knows, given as data. Every number is reserved for fiction and says so. */
const support = [
  {
    kind: 'emergency',
    name: 'Emergency services',
    number: '01632 960999',
    note: 'Sample number, reaches nobody. On a real page: the number of the place where the client is.',
    hours: 'Day and night',
    checkedOn: '2026-11-20',
  },
  {
    kind: 'practice',
    name: 'Sample Practice',
    number: '020 7946 0123',
    textNumber: '01632 960123',
    note: 'Sample number, reaches nobody.',
    hours: 'Monday to Friday, 9 to 17',
    languages: ['English', 'Dansk'],
    checkedOn: '2026-11-20',
  },
  {
    kind: 'line',
    name: 'Sample night line',
    number: '01632 960456',
    note: 'Sample number, reaches nobody. If nobody answers, please try the next one.',
    hours: 'Every night, 20 to 8',
    cost: 'Free of charge',
    languages: ['English'],
    checkedOn: '2026-11-20',
  },
];

/** Who is expected. In a live session the practice's server says it. */
const plan = { therapistName: 'Sample Therapist', practiceName: 'Sample Practice', phone: '020 7946 0123' };

for (const session of document.querySelectorAll('safe-session')) {
  session.support = support;
  session.plan = plan;
  if (session.getAttribute('as') === 'therapist') session.preferences = { name: plan.therapistName };
}
