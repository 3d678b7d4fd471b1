import type { Messages } from '../messages.js';

export default {
  heading: 'Sådan er samtalen beskyttet',
  lead: 'Det, du siger, viser og skriver, går forseglet fra din enhed, eller det går ikke derfra. Fagfolk kalder det ende-til-ende-kryptering.',
  leaving: {
    sealed: 'Din lyd og dit billede går forseglet fra siden. Det holder siden selv øje med.',
    nothing: 'Lige nu ser siden hverken lyd eller billede fra dig gå ud.',
  },
  nobody: 'Der er ikke andre på deres side endnu. Nøglerne bliver lavet, når de kommer.',
  people: {
    securing: (who) => ({
      title: 'Laver nøgler',
      means: `Din side og siden hos ${who} laver nøgler. Der bliver ikke sendt noget før.`,
      limit: 'Tager det lang tid, kan forbindelsen være svag. I kan også tale i telefon.',
    }),
    unchecked: (who) => ({
      title: 'Forseglet, ikke sammenlignet endnu',
      means: `Din side og siden hos ${who} har lavet nøgler. Ingen server har fået dem.`,
      limit:
        'I har ikke sammenlignet endnu. En server, der stod imellem fra starten, ville ikke blive opdaget.',
    }),
    checked: (who) => ({
      title: 'Forseglet, og I har sammenlignet',
      means: `Du har sammenlignet med ${who}. Det er så godt som sikkert, at der ikke er nogen imellem jer.`,
      limit:
        'Det gælder for denne side, til den bliver lukket eller hentet igen. Det gælder ikke enheder og rum.',
    }),
    'known-device': (who) => ({
      title: 'Forseglet, med en enhed du kender',
      means: `Det er den enhed hos ${who}, som I har sammenlignet før. I behøver ikke gøre det igen.`,
      limit: 'Det siger, at enheden er den samme. Det siger ikke, hvem der sidder ved den.',
    }),
    'changed-device': (who) => ({
      title: 'Forseglet, med en enhed der er ny her',
      means: `${who} er på en anden enhed eller browser end sidst. Det sker tit.`,
      limit: 'Det, I sammenlignede før, gælder ikke for den. Gør det gerne en gang til.',
    }),
    differs: (who) => ({
      title: 'Vi stoppede for en sikkerheds skyld',
      means: `Der blev sagt, at billederne ikke er ens. Der går hverken lyd eller billede til ${who} eller derfra.`,
      limit:
        'Det kan være et tryk ved siden af. Det kan også være, at der er nogen imellem. Vi kan ikke se hvilket.',
    }),
    failed: (who) => ({
      title: 'Nøglerne blev ikke til noget',
      means: `Din side og siden hos ${who} prøvede fem gange. Der bliver ikke sendt noget.`,
      limit:
        'Det kan være forbindelsen, eller nogen der forstyrrer den. Vi kan ikke se hvilket. I kan også tale i telefon.',
    }),
    'cannot-open': (who) => ({
      title: 'Noget kan ikke åbnes',
      means: `Det, der kommer fra ${who}, passer ikke til nøglen. Derfor bliver det hverken vist eller afspillet.`,
      limit: 'Nye nøgler hjælper tit. Hvis ikke, så gå ud og kom igen, eller tal i telefon.',
    }),
  },
  page: {
    tampering: {
      title: 'Vi stoppede for en sikkerheds skyld',
      means: 'Noget blev ændret undervejs. Derfor holdt din side op med at sende med det samme.',
      limit: 'Vi kan ikke se, hvem der gjorde det. Fortsæt i telefon, og sig det til klinikken.',
    },
    unsupported: {
      title: 'Denne browser kan ikke forsegle en samtale',
      means: 'Derfor bliver der ikke sendt noget herfra.',
      limit: 'En nyere browser kan. I kan også tale i telefon.',
    },
  },
  phone: (phone) => `I kan altid fortsætte i telefon: ${phone}`,
  noPhone: 'I kan altid fortsætte i telefon.',
  protection: 'Hvad det kan og ikke kan beskytte',
  holds: 'Det holder:',
  ends: 'Her slutter det:',
  forgetAll: 'Glem alt, hvad browseren husker',
  forgetting: {
    forgotten: 'Det er glemt. Browseren gemmer ikke længere noget om jeres enheder.',
    stuck:
      'Browseren gav ikke slip på det. Du kan prøve igen eller slette hjemmesidens data i dens indstillinger.',
  },
  topics: {
    content: () => ({
      title: 'Det, du siger, viser og skriver',
      holds:
        'Det bliver forseglet på din enhed og åbnet på deres. Det, der ikke kan forsegles, bliver ikke sendt.',
      ends: 'Et segl holder kun, når nøglerne er hos de rette. Det er derfor, I kan sammenligne.',
    }),
    compared: () => ({
      title: 'At sammenligne',
      holds:
        'Du har sammenlignet med alle her. Det er så godt som sikkert, at der ikke er nogen imellem jer.',
      ends: 'En, der kan efterligne en stemme eller et ansigt i samme øjeblik, ville ikke blive opdaget.',
    }),
    'partly-compared': () => ({
      title: 'At sammenligne',
      holds: 'Du har sammenlignet med nogle af dem, der er her.',
      ends: 'Hos de andre ville en server, der stod imellem fra starten, ikke blive opdaget.',
    }),
    'not-compared': () => ({
      title: 'At sammenligne',
      holds: 'I kan sammenligne fire billeder når som helst. Det tager et minut.',
      ends: 'Gør ingen det, ville en server, der stod imellem fra starten, ikke blive opdaget.',
    }),
    'media-server': (where) => ({
      title: 'Serveren til lyd og billede',
      holds: `Den (${where}) bærer det, der er forseglet, og har ingen nøgle. Den kender ingen ved navn.`,
      ends: 'Den kan holde ting tilbage eller slutte samtalen. Så kan I se det, og telefonen er vejen videre.',
    }),
    tabs: () => ({
      title: 'Fra fane til fane',
      holds: 'Lyd og billede bliver i denne browser. Ingen server bærer dem.',
      ends: 'Andre programmer på denne hjemmeside kører i samme browser. En øvelse er ikke til rigtige samtaler.',
    }),
    practice: () => ({
      title: 'Klinikkens server',
      holds: 'Den bærer det, jeres sider siger til hinanden, forseglet. Den har ingen nøgle.',
      ends: 'Den kender jeres aftale, dit samtykke, og hvornår I kom. Den giver dig også denne side.',
    }),
    program: () => ({
      title: 'Sidens program',
      holds: 'Det er åbent. Alle kan læse, hvordan det virker.',
      ends: 'Den, der giver dig siden, kan ændre den og så se og høre alt. Det må du have tillid til.',
    }),
    devices: () => ({
      title: 'Enhederne',
      holds: 'Nøglerne til en samtale bliver aldrig gemt. De er væk, når du lukker siden.',
      ends: 'Styrer en anden enheden, eller er der et spionprogram på den, kan de se og høre alt.',
    }),
    remembered: () => ({
      title: 'Enheden her bliver husket',
      holds: 'Browseren gemmer en nøgle, som ikke kan læses ud af den. Ingen server får den at vide.',
      ends: 'Andre, der bruger browseren, kan udgive sig for dig med den og se, at siden er brugt. Du kan altid glemme den.',
    }),
    rooms: () => ({
      title: 'Rummene',
      holds: 'Du kan holde pause når som helst. Så bliver der ikke sendt noget.',
      ends: 'Vi kan ikke se, hvem der ellers er i rummet, eller hvem der lytter ved døren.',
    }),
    traces: () => ({
      title: 'At I mødes',
      holds: 'Serveren til lyd og billede kender jer kun ved et tilfældigt navn.',
      ends: 'Servere og netværk kan se, at I mødes, hvornår, hvor længe, og fra hvilken adresse.',
    }),
    group: () => ({
      title: 'Flere end to',
      holds: 'To sider laver altid deres egne nøgler. Du kan sammenligne med alle.',
      ends: 'I kan alle åbne det, en af jer sender. Så en af jer kan udgive sig for en anden i lyd og billede.',
    }),
    copies: () => ({
      title: 'Kopier',
      holds: 'Her er ingen optagelse, og ingen knap til det.',
      ends: 'Ingen kan hindre en i at filme sin egen skærm.',
    }),
    phone: () => ({
      title: 'Telefonen',
      holds: 'Den virker, når intet her gør.',
      ends: 'Et opkald er ikke forseglet på den måde. Teleselskaber kunne lytte med.',
    }),
  },
} satisfies Messages['encryption'];
