/** Someone shown as an avatar. `hue` is 0–359 (`hueOf(id)`), `initials` one or two letters (`initialsOf(name)`). */
export type PersonModel = {
  id: string;
  name: string;
  initials: string;
  hue: number;
};

/** A teammate with the availability they chose. */
export type TeammateModel = PersonModel & { availability: 'online' | 'away' };

/** Who is looking at, or writing in, a conversation right now. */
export type PresenceModel = { kind: 'viewing' | 'typing'; memberId: string; name: string; initials: string };
