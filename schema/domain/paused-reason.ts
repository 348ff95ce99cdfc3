/** Why a number is paused that an admin took out of service; every other reason is the provider's. */
export const OUT_OF_SERVICE = 'outOfService';

/** Reasons that a new access token mends. */
export const TOKEN_FAULTS: readonly string[] = ['tokenInvalid', 'permissionMissing'];
