import { makeCustomerId, makeUserId } from './make-ids.ts';
import type { SandboxCustomer } from './sandbox-state.ts';

type Sketch = Pick<SandboxCustomer, 'name' | 'note' | 'avatarHue'> &
  Partial<SandboxCustomer> & { phone: string };

const SKETCHES: Sketch[] = [
  { name: 'Achieng Odhiambo', phone: '254700000101', note: 'Orders for her kiosk in Kisumu', avatarHue: 18 },
  { name: 'Kamau Njoroge', phone: '254700000102', note: 'Pays late, always by M-Pesa', avatarHue: 210 },
  {
    name: 'Fatuma Hassan',
    phone: '254700000103',
    note: 'Writes in Swahili, sends voice notes',
    avatarHue: 150,
  },
  {
    name: 'Mutiso Kioko',
    phone: '254700000104',
    note: 'Has a username; his number is visible',
    avatarHue: 280,
    username: 'mutiso.kioko',
  },
  {
    name: 'Chebet Kiprono',
    phone: '254700000105',
    note: 'Hides her number: only a WhatsApp id is known',
    avatarHue: 330,
    username: 'chebetk',
    identityMode: 'hiddenAbsent',
  },
  {
    name: 'Zawadi Mwangi',
    phone: '254700000106',
    note: 'Often without network',
    avatarHue: 45,
    presence: 'offline',
  },
];

/** The people of "Who are you": made up, with numbers nobody has. */
export function inventedCustomers(): SandboxCustomer[] {
  return SKETCHES.map((sketch) => ({
    username: null,
    identityMode: 'phone',
    presence: 'online',
    ...sketch,
    id: makeCustomerId(sketch.phone),
    userId: makeUserId(sketch.phone),
    origin: 'invented',
    wroteAt: {},
  }));
}
