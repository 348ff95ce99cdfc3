import type { enApiKeys } from './en-api-keys.ts';

/** Swahili for the page of API keys. */
export const swApiKeys: typeof enApiKeys = {
  apiKeys: {
    add: 'Ufunguo mpya',
    newTitle: 'Ufunguo mpya wa API',
    name: 'Jina',
    nameHint: 'Mfumo utakaoutumia',
    scopes: 'Unaruhusiwa kufanya nini',
    scopeNames: {
      'contacts:read': 'Kusoma wateja',
      'contacts:write': 'Kubadilisha wateja',
      'conversations:read': 'Kusoma mazungumzo',
      'conversations:write': 'Kubadilisha mazungumzo',
      'messages:read': 'Kusoma jumbe',
      'messages:write': 'Kutuma jumbe',
    },
    create: 'Tengeneza ufunguo',
    shownTitle: 'Nakili ufunguo sasa',
    shownLine: (name) =>
      `Huu ni ufunguo wa ${name}. Unaonyeshwa mara hii tu; aliye nao anaweza kuutumia. Ukipotea, tengeneza mwingine.`,
    theKey: 'Ufunguo wa API',
    copy: 'Nakili',
    copied: 'Imenakiliwa',
    copyFailed: 'Kivinjari hakikuruhusu kunakili. Chagua maandishi uyanakili mwenyewe.',
    done: 'Ninao',
    endsIn: (hint) => `unaishia ${hint}`,
    madeBy: (when, name) => `Ulitengenezwa ${when}${name === '' ? '' : ` na ${name}`}`,
    lastUsed: (when) => `Ulitumika mwisho ${when}`,
    neverUsed: 'Haujatumika',
    revoke: 'Batilisha',
    revokeName: (name) => `Batilisha ${name}`,
    revokeTitle: (name) => `Batilisha “${name}”?`,
    revokeLine: 'Chochote kinachotumia ufunguo huu kitakataliwa kuanzia sasa. Haiwezi kutenguliwa.',
    revoked: (when) => `Ulibatilishwa ${when}`,
    revokedToast: (name) => `“${name}” umebatilishwa`,
    emptyTitle: 'Bado hakuna funguo za API',
    emptyLine:
      'Duka la mtandaoni, mashine ya malipo au programu itakayosoma au kuandika hapa inahitaji mmoja.',
    adminsOnly: 'Funguo za API ni za wasimamizi.',
    docs: 'Jinsi ya kuutumia',
  },
};
