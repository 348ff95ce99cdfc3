/** How long a password may be, in characters: asked by the form and by the server alike. */
export const PASSWORD_LEAST = 8;
export const PASSWORD_MOST = 128;
