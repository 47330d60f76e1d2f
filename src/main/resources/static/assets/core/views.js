// The views there are, which role each needs, and where each stands in the menu.

/** In the order of the menu. */
export const MENU = [
  { view: 'overview', icon: 'M3 13h6V3H3zm8 8h6V9h-6zM3 21h6v-6H3zM11 3v4h6V3z' },
  { view: 'charges', icon: 'M5 2h10l4 4v16H5zm9 0v5h5M8 12h8M8 16h8' },
  { view: 'customers', icon: 'M9 11a4 4 0 1 0 0-8 4 4 0 0 0 0 8zm-7 10c0-4 3-7 7-7s7 3 7 7m1-17a4 4 0 0 1 0 7m2 3c2 1 3 4 3 7' },
  { view: 'subscriptions', icon: 'M20 12a8 8 0 0 1-14 5l-2-2m0 5v-5h5M4 12a8 8 0 0 1 14-5l2 2m0-5v5h-5' },
];

/** What whoever runs the company's connections sees besides. */
export const ADMINISTRATION = [
  { view: 'connections', icon: 'M9 7V3m6 4V3M6 7h12v5a6 6 0 0 1-12 0zm6 11v4' },
  { view: 'imports', icon: 'M12 3v12m-5-5 5 5 5-5M4 20h16' },
  { view: 'quarantine', icon: 'M12 3 2 20h20zm0 6v5m0 3v.1' },
  { view: 'tokens', icon: 'M8 15a4 4 0 1 1 3.5-6H21v4h-3v3h-3v-3h-3.5A4 4 0 0 1 8 15z' },
  { view: 'audit', icon: 'M6 2h9l4 4v16H6zm8 0v5h5M9 12h7M9 16h7M9 8h2' },
  { view: 'settings', icon: 'M4 7h10m4 0h2M4 17h2m4 0h10M16 7a2 2 0 1 0 0 .1M8 17a2 2 0 1 0 0 .1' },
];

/** Views that are opened from another, and the one they belong to. */
const INNER = {
  charge: 'charges', customer: 'customers', subscription: 'subscriptions', connection: 'connections',
  wall: 'overview', first: 'overview',
};
const MANAGERS = new Set(ADMINISTRATION.map(({ view }) => view));

export function isKnown(view) {
  return view in INNER || MANAGERS.has(view) || MENU.some((each) => each.view === view);
}

/** The entry of the menu that is lit while a view is shown. */
export function entry(view) {
  return INNER[view] ?? view;
}

export function leastRole(view) {
  return MANAGERS.has(entry(view)) ? 'manager' : 'viewer';
}
