import { hashText } from './hash-text.ts';

type Round = {
  contact: string;
  days: number;
  estate: string;
  order: string;
  item: string;
  rider: string;
  fee: string;
  swahili: boolean;
};

const ROUNDS: Round[] = [
  round('salma-hassan', -19, 'Pangani', 'TH-2231', 'mashuka ya 6x6', 'Kevin', true),
  round('peter-ochieng', -20, 'Umoja', 'TH-2228', 'duvet ya 5x6', 'Sammy', true),
  round('samuel-kiprono', -18, 'Juja', 'TH-2236', 'curtain rods', 'Kevin', false),
  round('purity-mwende', -16, 'Athi River', 'TH-2244', 'fleece blanket', 'Daudi', false),
  round('stephen-gitau', -15, 'Kiambu', 'TH-2247', 'towel set', 'Daudi', false),
  round('agnes-mumbua', -14, 'Syokimau', 'TH-2251', 'chandarua ya 5x6', 'Sammy', true),
  round('winnie-awuor', -9, 'Rongai', 'TH-2266', 'shiti za maroon', 'Kevin', true),
  round('faith-muthoni', -22, 'Kitengela', 'TH-2219', 'duvet cover', 'Daudi', true),
  round('oscar-muriuki', -12, 'Kasarani', 'TH-2257', 'mapazia ya sebule', 'Sammy', true),
  round('nancy-wanjala', -23, 'Buruburu', 'TH-2214', 'mito miwili', 'Kevin', true),
  round('wangeci-muriithi', -17, 'Westlands', 'TH-2240', 'linen sheets', 'Sammy', false),
  round('mary-nduta', -21, 'Ruiru', 'TH-2224', 'mattress protector', 'Kevin', false),
];

function round(
  contact: string,
  days: number,
  estate: string,
  order: string,
  item: string,
  rider: string,
  swahili: boolean,
): Round {
  return { contact, days, estate, order, item, rider, fee: swahili ? '300' : '450', swahili };
}

/** Delivered orders told from a few turns of phrase each, in the notation of `parse-script.ts`. */
export function varyDeliveries(): string {
  return ROUNDS.map((one, index) =>
    one.swahili ? tellInSwahili(one, index) : tellInEnglish(one, index),
  ).join('\n');
}

/** Rotates through the choices so that neighbours never say the same. */
function turn(choices: string[], index: number, salt: number): string {
  return choices[(index * 5 + salt * 3 + (hashText(`${salt}`) % 4)) % choices.length] ?? '';
}

function headOf(one: Round, index: number): string {
  const assignee = index % 2 === 0 ? 'amina' : 'brian';
  const minute = String(5 + ((index * 11) % 50)).padStart(2, '0');
  return `=== ${one.contact} | deliveries | ${assignee} | closed | reason=delivered\n@ ${one.days} 09:${minute}`;
}

function tellInSwahili(one: Round, index: number): string {
  const { item, order, rider, estate, fee } = one;
  return [
    headOf(one, index),
    turn(
      [
        `> Habari, ${item} (${order}) iko tayari. Tulete ${estate} leo?`,
        `> Mzigo wako ${order} umefungwa, ni ${item}. ${estate} ni leo mchana, uko?`,
        `> Mambo, ${rider} anakuja ${estate} leo na ${item} yako, ${order}`,
      ],
      index,
      1,
    ),
    turn(
      [
        `< Leo sawa, lakini baada ya saa saba`,
        `< Niko job ${estate}, leteni tu`,
        `< Ndio niko, ila simu iko na charge kidogo`,
        `< Sawa kabisa, ni ${item} yote?`,
      ],
      index,
      2,
    ),
    turn(
      [
        `> Sawa. Rider ni ${rider}, delivery ya ${estate} ni ${fee}`,
        `> Imeeleweka. ${rider} ataondoka town saa sita, ${fee} ya delivery iko kwa order`,
        `> Poa, ${rider} ndiye analeta ${order}`,
      ],
      index,
      3,
    ),
    turn(
      [
        `< Nilipe rider ama till?`,
        `< Mpe ${rider} namba yangu ile ya pili`,
        `< Akifika stage ya ${estate} anipigie`,
        `< Naweza mtumia bodaboda wa hapa akuje kuchukua?`,
      ],
      index,
      4,
    ),
    turn(
      [
        `> Till pekee tafadhali, rider habebi pesa`,
        `> Nimemwambia ${rider}, hakuna shida`,
        `> Atafanya hivyo, asante kwa kutuambia kuhusu ${order}`,
      ],
      index,
      5,
    ),
    '~ 150',
    turn([`> ${rider} ameingia ${estate}`, `> [img:rider-parcel] ${rider} huyu hapa na ${order}`], index, 6),
    turn(
      [
        `< Namwona`,
        `< Nakam gate sasa hivi`,
        `< Ametoka round about ya ${estate}?`,
        `< Mwambie apite kwa kibanda cha Mpesa`,
      ],
      index,
      7,
    ),
    '~ 20',
    turn(
      [
        `< Nimepokea ${item}, asanteni`,
        `< Imefika ${order}, iko vizuri sana`,
        `< ${rider} ni mtu poa, nimepata`,
        `< Nimepata, watoto wamefurahi`,
      ],
      index,
      8,
    ),
    turn(
      [
        `> Karibu tena, ${estate} tunakuja kila siku`,
        `> Asante sana, furahia ${item}`,
        `> Shukran! ${order} imefungwa`,
      ],
      index,
      9,
    ),
  ].join('\n');
}

function tellInEnglish(one: Round, index: number): string {
  const { item, order, rider, estate, fee } = one;
  return [
    headOf(one, index),
    turn(
      [
        `> Hello, ${order} leaves for ${estate} today with the ${item}`,
        `> Good morning, ${order} is packed: ${item}. Is today fine for ${estate}?`,
      ],
      index,
      1,
    ),
    turn(
      [
        `< Yes, I am in after 2`,
        `< Today works. Who is bringing the ${item}?`,
        `< Fine, leave it with the guard at ${estate} if I am out`,
      ],
      index,
      2,
    ),
    turn(
      [
        `> ${rider} will call you from the road. Delivery of ${fee} is already on ${order}`,
        `> ${rider} is bringing it, about 40 minutes from town`,
      ],
      index,
      3,
    ),
    turn(
      [
        `< Is the ${fee} included in what I paid?`,
        `< Please tell ${rider} the main gate is closed, use the back`,
        `< Ok, my phone may be off in a meeting`,
      ],
      index,
      4,
    ),
    turn(
      [
        `> Yes, nothing more to pay for ${order}`,
        `> Told him. ${estate} is his usual route`,
        `> No worries, ${rider} will wait ten minutes`,
      ],
      index,
      5,
    ),
    '~ 130',
    turn(
      [
        `> [img:rider-parcel] ${rider} has reached ${estate}`,
        `> ${rider} says he is outside with the ${item}`,
      ],
      index,
      6,
    ),
    '~ 8',
    turn(
      [
        `< Got the ${item}, thank you`,
        `< ${order} received in good shape`,
        `< Collected from the guard, thanks ${rider}`,
      ],
      index,
      7,
    ),
    turn(
      [`> Thank you, enjoy the ${item}`, `> Lovely. Exchange is open for seven days on ${order}`],
      index,
      8,
    ),
  ].join('\n');
}
