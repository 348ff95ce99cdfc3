import { hashText } from './hash-text.ts';
import type { DemoContact, DemoInbox, DemoMember } from './demo-data.ts';

export const INBOXES: DemoInbox[] = [
  { key: 'sales', name: 'Sales', description: 'Prices, stock, quotations and orders' },
  { key: 'support', name: 'Support', description: 'Exchanges, complaints, fitting' },
  { key: 'deliveries', name: 'Deliveries', description: 'Riders, addresses, times' },
];

const EVERY_INBOX = ['sales', 'support', 'deliveries'];

export const MEMBERS: DemoMember[] = [
  member('amina', 'Amina Yusuf', 'agent', 'online'),
  member('brian', 'Brian Mwangi', 'agent', 'online'),
  member('wanjiku', 'Wanjiku Kamau', 'manager', 'online'),
  member('otieno', 'Otieno Odhiambo', 'admin', 'away'),
];

function member(
  key: string,
  name: string,
  role: DemoMember['role'],
  availability: DemoMember['availability'],
): DemoMember {
  return { key, name, email: `${key}@demo.kazi`, role, availability, inboxes: EVERY_INBOX };
}

/** key | name | name on WhatsApp | language | tags | responsible | note. A key with `*` hides its number. */
const TABLE = `
mercy-atieno | Mercy Atieno | Mercy A. | sw | Ruiru, repeat, bedding | amina | Anapenda delivery jioni. Caretaker ni Baba Njoro, gate nyeusi.
bluepalm | Ruth Naliaka (BluePalm Serviced Flats) | Ruth BluePalm | en | wholesale, Kilimani | amina | Buys for 24 flats. Pays half on order, half on delivery. Needs an eTIMS invoice.
lilian-chebet | Lilian Chebet | Lilly C | sw | Kasarani, curtains | amina | Nyumba mpya, madirisha manne.
joseph-mwangi | Joseph Mwangi | Joe Mwas | sw | | | 
mama-shiru | Mama Shiru | Mama Shiru 🌸 | sw | Rongai, repeat | brian | Prefers voice notes.
kelvin-otieno | Kelvin Otieno | Kevo | sw | South B, curtains | brian | 
msafiri* | Msafiri | msafiri_ke | sw | | | 
zawadi-kerubo | Zawadi Kerubo | Zawadi K | en | | | 
dennis-kariuki | Dennis Kariuki | Deno | sw | Thika | | 
njoki-gathoni | Njoki Gathoni (Acacia Guest House) | Njoki G. | en | wholesale, Naivasha | wanjiku | Twelve rooms, orders every quarter.
caroline-wairimu | Caroline Wairimu | Caro W | en | Kilimani, complaint | brian | 
ahmed-noor | Ahmed Noor | Ahmed N. | en | South B, curtains | amina | 
tabitha-moraa | Tabitha Moraa | Tabby | sw | | | 
faith-muthoni | Faith Muthoni | Faith M ❤ | sw | Kitengela | brian | 
gideon-kiprop | Gideon Kiprop | Gideon K | en | refund | wanjiku | 
esther-wangari | Esther Wangari | Esther | sw | Kasarani, fitting | amina | 
jane-akinyi | Jane Akinyi | Jaki | sw | Rongai | amina | Nyumba ni ya tatu baada ya kanisa.
paul-njoroge | Paul Njoroge | Pauloh | en | Thika | | 
hassan-ali | Hassan Ali | Hassan A. | sw | Eastleigh | brian | 
beatrice-nekesa | Beatrice Nekesa | Betty N | sw | Kitengela | brian | 
moses-kibet | Moses Kibet | Moses K | en | Ruiru | amina | 
susan-wambui | Susan Wambui | Sue | en | | | 
fatuma-abdi | Fatuma Abdi | Fatuma | sw | South C, repeat | amina | 
grace-nyambura | Grace Nyambura | Grace Ny | en | Kasarani | brian | 
peter-ochieng | Peter Ochieng | Peter O. | sw | Umoja | amina | 
salma-hassan | Salma Hassan | Salma H | sw | Pangani | amina | 
samuel-kiprono | Samuel Kiprono | Sam | en | Juja | brian | 
njeri-ruaka | Njeri wa Ruaka | Njeri 🌿 | sw | Ruaka | brian | 
nafula-wekesa | Nafula Wekesa | Nafula W | en | wedding, gift list | amina | Wedding on the second Saturday of next month.
collins-omondi | Collins Omondi | Collo | sw | Umoja | brian | 
purity-mwende | Purity Mwende | Purity | en | Athi River | amina | 
ian-mutua* | Ian Mutua | ian.mutua | en | Kilimani | brian | Hides the number; ask for it before a delivery.
rehema-juma | Rehema Juma | Rehema J | sw | Mombasa, courier | amina | 
stephen-gitau | Stephen Gitau | Steve G | en | Kiambu | brian | 
lucy-adhiambo | Lucy Adhiambo | Lucy Ad | sw | Donholm | amina | 
victor-cheruiyot | Victor Cheruiyot | Vicky C | en | Juja | brian | 
agnes-mumbua | Agnes Mumbua | Agie | sw | Syokimau | amina | 
daniel-kimani | Daniel Kimani | Danny | sw | Zimmerman | brian | 
mary-nduta | Mary Nduta | Mary N | en | Ruiru | amina | 
abdi-warsame | Abdi Warsame | Abdi W. | en | Eastleigh, wholesale | wanjiku | 
irene-chepkoech | Irene Chepkoech | Irene | en | Kileleshwa | brian | 
kamau-hardware | James Kamau | Kamau Hardware | sw | Thika | brian | 
joseph-kamande | Joseph Kamande | J. Kamande | en | Thika, fitting, repeat | brian | Dog in the compound, call before entering.
winnie-awuor | Winnie Awuor | Winnie | sw | Rongai | amina | 
brenda-naserian | Brenda Naserian | Brenda N | en | Kitengela | brian | 
felix-barasa | Felix Barasa | Felo | sw | Embakasi | amina | 
hellen-kemunto | Hellen Kemunto | Hellen K | en | South B | brian | 
isaac-mbugua | Isaac Mbugua | Pastor Isaac | en | Githurai, church | wanjiku | 
josphine-mutheu | Josphine Mutheu | Josphine | sw | Mlolongo | amina | 
kennedy-owino | Kennedy Owino | Ken Owi | sw | Kahawa West | brian | 
leah-jepchirchir | Leah Jepchirchir | Leah J | en | Lavington | amina | 
martin-nzioka | Martin Nzioka | Martin | en | Machakos | brian | 
nancy-wanjala | Nancy Wanjala | Nancy | sw | Buruburu | amina | 
oscar-muriuki | Oscar Muriuki | Ozzy | sw | Kasarani | brian | 
phoebe-anyango | Phoebe Anyango | Phoebe A | en | Langata | amina | 
quincy-tirop | Quincy Tirop | Q | en | Juja | | 
rosemary-wanza | Rosemary Wanza | Rose | sw | Kayole | amina | 
simon-lekishon | Simon Lekishon | Simon L | en | Kitengela | brian | 
teresia-njambi | Teresia Njambi | Terry | sw | Kikuyu | amina | 
umi-said* | Umi Said | umi.said | sw | Mombasa | amina | Hides the number, pays from another person's line.
vincent-okoth | Vincent Okoth | Vinny | sw | Umoja | brian | 
wangeci-muriithi | Wangeci Muriithi | Wangeci | en | Westlands | amina | 
yvonne-makena | Yvonne Makena | Yvonne M | en | Kilimani, repeat | brian | 
zipporah-kwamboka | Zipporah Kwamboka | Zippy | sw | Utawala | amina | 
wrong-boda | Boda Karis | Karis Boda | sw | | | 
elimu-school | Mr Wafula (Elimu Hope School) | Mr Wafula | en | wholesale, boarding | wanjiku | Sixty boarders, term opens in January.
loan-spam | Quick Cash Offers | QUICKCASH | en | | | 
charity-rukwaro | Charity Rukwaro | Charity | en | Nyeri, courier | brian | 
`;

/** Every contact of the demo business, each with its own invented number and business-scoped id. */
export const CONTACTS: DemoContact[] = TABLE.split('\n')
  .map((row) => row.trim())
  .filter((row) => row !== '')
  .map(readContact);

function readContact(row: string, index: number): DemoContact {
  const [label = '', name = '', profileName = '', language = '', tags = '', responsible = '', note = ''] = row
    .split('|')
    .map((cell) => cell.trim());
  const hiddenPhone = label.endsWith('*');
  const key = label.replace('*', '');
  return {
    key,
    name,
    profileName,
    phone: hiddenPhone ? null : `+25470000${String(1103 + index * 37).padStart(4, '0')}`,
    userId: `KE.${hashText(key)}${String(hashText(`${key}.id`)).slice(0, 7)}`,
    hiddenPhone,
    language: language === 'sw' ? 'sw' : 'en',
    tags: tags === '' ? [] : tags.split(',').map((tag) => tag.trim()),
    responsible: responsible === '' ? null : responsible,
    note: note === '' ? null : note,
  };
}
