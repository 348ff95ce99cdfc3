export const DENSITIES = ['comfortable', 'compact'] as const;
export type Density = (typeof DENSITIES)[number];

const DENSITY_KEY = 'kazi.density';
const VIEWS_KEY = 'kazi.views';

const stored = (key: string): string | null => globalThis.localStorage?.getItem(key) ?? null;

function applyDensity(density: Density): void {
  const root = globalThis.document?.documentElement;
  if (root) root.dataset.density = density;
}

function createLayout() {
  let density = $state<Density>(DENSITIES.find((d) => d === stored(DENSITY_KEY)) ?? 'comfortable');
  let hasViews = $state(stored(VIEWS_KEY) !== 'hidden');
  applyDensity(stored(DENSITY_KEY) === 'compact' ? 'compact' : 'comfortable');
  return {
    get density(): Density {
      return density;
    },
    get isCompact(): boolean {
      return density === 'compact';
    },
    /** Changes how close rows stand, at once, and remembers it. */
    chooseDensity(next: Density): void {
      density = next;
      globalThis.localStorage?.setItem(DENSITY_KEY, next);
      applyDensity(next);
    },
    /** Whether the views stand beside the list, where there is room for both. */
    get hasViews(): boolean {
      return hasViews;
    },
    showViews(next: boolean): void {
      hasViews = next;
      globalThis.localStorage?.setItem(VIEWS_KEY, next ? 'shown' : 'hidden');
    },
  };
}

/** How screens are laid out in this browser, the density applied to `<html data-density>`. */
export const layout = createLayout();
