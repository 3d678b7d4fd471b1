import type { Messages } from '../messages.js';

const plain = { yes: 'Ja', partly: 'Delvist', no: 'Nej' };

export default {
  heading: 'Hvordan var det for dig?',
  lead: 'Du kan springe det her over. Var der noget, der ikke var godt, så sig det endelig. Så ved vi, hvad vi kan gøre om.',
  notNow: 'Ikke nu',
  questions: {
    heard: { question: 'Følte du dig hørt?', steps: plain },
    focus: { question: 'Brugte vi tiden på det, der er vigtigt for dig?', steps: plain },
    tooMuch: {
      question: 'Var der noget, der blev for meget eller ikke var rart?',
      steps: { yes: 'Ja', partly: 'Lidt', no: 'Nej' },
    },
    different: {
      question: 'Hvad skal være anderledes næste gang?',
      steps: { yes: 'En del', partly: 'En lille ting', no: 'Ikke noget' },
    },
  },
  words: 'Med dine egne ord',
  share: 'Del dette svar',
  sendHeading: 'Send det, du vil dele',
  sendNothing: 'Du deler ikke noget endnu. Sæt kryds ved »Del dette svar« ved de svar, du vil sende.',
  sendCount: (count) =>
    count === 1
      ? 'Ét svar bliver sendt. Resten bliver her.'
      : `${count} svar bliver sendt. Resten bliver her.`,
  whoSees: 'Din terapeut og klinikken kan læse det, du sender. Du kan ikke tage det tilbage.',
  whoSeesRehearsal: 'Det her er en øvelse. Det, du sender, når ikke ud til nogen.',
  send: 'Send til min terapeut',
  sending: 'Sender…',
  notSent: 'Det blev ikke sendt. Dine svar er her stadig. Du kan prøve igen eller lade være.',
  sentHeading: 'Det her er sendt',
  sentLead: 'Tak. Din terapeut og klinikken kan læse det her, men ikke andet.',
  sentLeadRehearsal: 'Tak. Det var en øvelse, så det nåede ikke ud til nogen.',
  finish: 'Afslut',
  therapistHeading: 'Det var det hele for nu',
  therapistLead: 'Din klient kan vælge at fortælle, hvordan det var. I så fald får du det gennem klinikken.',
} satisfies Messages['feedback'];
