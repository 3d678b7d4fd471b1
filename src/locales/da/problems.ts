import type { Messages } from '../messages.js';

export default {
  codes: {
    'device-denied': {
      title: 'Browseren holder enheden slukket',
      body: 'Den har fået nej. Du kan ændre det ved siden af sidens adresse eller fortsætte uden.',
    },
    'device-dismissed': {
      title: 'Spørgsmålet blev lukket',
      body: 'Det er helt i orden. Tryk igen, når du vil, og vælg »Tillad«.',
    },
    'device-missing': {
      title: 'Der blev ikke fundet nogen enhed',
      body: 'Sæt en til og prøv igen, eller fortsæt uden.',
    },
    'device-busy': {
      title: 'Et andet program bruger enheden',
      body: 'Luk andre videoprogrammer, og prøv igen. Eller vælg en anden enhed.',
    },
    'device-blocked-by-page': {
      title: 'Siden tillader ikke enheden',
      body: 'Hjemmesiden skal give lov. Det kan du ikke ændre her. Du kan fortsætte uden eller ringe.',
    },
    'device-insecure-page': {
      title: 'Browseren stoler ikke på adressen',
      body: 'Lyd og billede virker kun på en sikker adresse (https). Ring til klinikken.',
    },
    'device-unplugged': {
      title: 'Enheden blev taget ud',
      body: 'Intet er gået tabt. Sæt den i igen, eller vælg en anden.',
    },
    'device-failed': { title: 'Enheden startede ikke', body: 'Tag den ud, vent lidt, og prøv igen.' },
    'connection-lost': {
      title: 'Forbindelsen røg',
      body: 'Det er forbindelsen, ikke dig. Du kan prøve igen her eller ringe.',
    },
    'pictures-held': {
      title: 'Kun lyd lige nu',
      body: 'Forbindelsen er for svag til billeder, så vi beholder lyden. Dit kamera er slukket. Du kan hente billederne frem igen, når du vil.',
    },
    'media-unreachable': {
      title: 'Der er spærret for lyd og billede',
      body: 'Måske lader netværket her det ikke komme igennem. Et andet netværk kan hjælpe. Prøv igen, eller ring.',
    },
    'text-not-sent': {
      title: 'Din tekst er ikke sendt endnu',
      body: 'Den er her stadig. Prøv igen, når forbindelsen er tilbage.',
    },
    'service-missing': {
      title: 'Siden er ikke klar endnu',
      body: 'Klinikken mangler at forbinde den. Der er ikke noget galt med din enhed. Ring gerne.',
    },
    'service-unreachable': { title: 'Klinikken kan ikke nås herfra', body: 'Prøv igen om lidt, eller ring.' },
    'place-taken': {
      title: 'Samtalen er åben et andet sted',
      body: 'Luk den dér først, og prøv så igen her. Eller vent: Din terapeut kan se, at du også er her.',
    },
    'link-not-valid': {
      title: 'Linket åbner ikke en samtale',
      body: 'Måske er det gammelt, eller der mangler noget af det. Åbn det nyeste link igen, eller ring til klinikken.',
    },
    'appointment-over': {
      title: 'Den aftale er slut',
      body: 'Der er ikke noget galt med din enhed. Ring til klinikken, hvis du regnede med at mødes nu.',
    },
    'page-not-allowed': {
      title: 'Siden er ikke klar endnu',
      body: 'Klinikken mangler at give den lov. Der er ikke noget galt med din enhed. Ring gerne.',
    },
    'stranger-removed': {
      title: 'En anden blev sendt ud af rummet',
      body: 'De kom med et gammelt adgangsbevis, og ingen havde lukket dem ind. De kunne ikke se eller høre dig.',
    },
    'too-many-tries': {
      title: 'En lille pause',
      body: 'Klinikken er blevet spurgt mange gange på kort tid. Prøv igen om et minut. Intet er gået tabt.',
    },
    'not-recorded': {
      title: 'Det nåede ikke frem til klinikken',
      body: 'Derfor er det ikke gemt der endnu. Gør det en gang til, eller ring.',
    },
    'not-allowed': {
      title: 'Det kan ikke lade sig gøre endnu',
      body: 'Noget andet skal ske først. Intet er gået tabt.',
    },
    'not-admitted': {
      title: 'Du er ikke lukket ind endnu',
      body: 'Din terapeut lukker dig ind. Du behøver ikke gøre noget.',
    },
    'browser-cannot': {
      title: 'Browseren er for gammel til en beskyttet samtale',
      body: 'En anden browser kan bruges. Eller I kan tale i telefon.',
    },
    'encryption-unsupported': {
      title: 'Denne browser kan ikke beskytte samtalen',
      body: 'Derfor er intet startet. En nyere browser kan gøre det. Eller I kan tale i telefon.',
    },
    'worker-blocked': {
      title: 'Beskyttelsen af samtalen startede ikke',
      body: 'Derfor sendes der intet herfra. Der er intet galt med dig eller din enhed. Du kan prøve igen eller ringe.',
    },
    'tampering-noticed': {
      title: 'Vi stoppede for en sikkerheds skyld',
      body: 'Noget undervejs så ikke rigtigt ud, så siden holdt straks op med at sende. Intet er sendt ubeskyttet. Ring til klinikken.',
    },
    'code-differs': {
      title: 'Vi stoppede for en sikkerheds skyld',
      body: 'Billederne på de to skærme var ikke ens. Det kan have en uskyldig grund. I kan sammenligne nye, ringe eller mødes en anden gang.',
    },
    'encryption-failed': {
      title: 'Beskyttelsen kom ikke i stand',
      body: 'De to sider kunne ikke blive enige om nøglerne, så der sendes intet. Det kan hjælpe, hvis I begge lukker siden og åbner den igen. Eller ring.',
    },
    'part-missing': { title: 'En del af siden kom ikke frem', body: 'Prøv igen om lidt, eller ring.' },
  },
  actions: {
    'try-again': 'Prøv igen',
    'call-practice': 'Ring til klinikken',
    'choose-device': 'Vælg en anden enhed',
    'go-on-without': 'Fortsæt uden',
    'close-other-page': 'Luk den det andet sted, og prøv igen',
    'open-help': 'Vis mig hvordan',
    wait: 'Vent',
    'show-pictures': 'Vis billeder igen',
    close: 'Luk denne besked',
    leave: 'Gå',
  },
} satisfies Messages['problems'];
