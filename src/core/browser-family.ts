/** Which help text fits. Used for words alone, never stored and never sent: what a browser can do is measured. */

export type BrowserFamily =
  'chrome' | 'edge' | 'firefox' | 'safari' | 'ios-safari' | 'android' | 'in-app' | 'other';

export interface BrowserHints {
  readonly userAgent: string;
  readonly maxTouchPoints: number;
}

/** Apps that open links in a window of their own, which often has no way to allow a device. */
const IN_APP = /FBAN|FBAV|Instagram|Line\/|MicroMessenger|Snapchat|WhatsApp|LinkedInApp|; wv\)/;

/** The first that fits: browsers name each other in their user agents, so the order is the point. */
export const browserFamily = ({ userAgent, maxTouchPoints }: BrowserHints): BrowserFamily => {
  const says = (pattern: RegExp): boolean => pattern.test(userAgent);
  // An iPad calls itself a Mac, but no Mac has a touch screen.
  const ios = says(/iPhone|iPad|iPod/) || (says(/Macintosh/) && maxTouchPoints > 1);
  // In a window inside an app, WebKit on iOS leaves its browser's name out.
  if (says(IN_APP) || (ios && !says(/Safari\//))) return 'in-app';
  if (ios) return 'ios-safari';
  if (says(/Android/)) return 'android';
  if (says(/Edg\//)) return 'edge';
  if (says(/Firefox\//)) return 'firefox';
  if (says(/OPR\/|Vivaldi|YaBrowser/)) return 'other';
  if (says(/Chrome\//)) return 'chrome';
  return says(/Safari\//) ? 'safari' : 'other';
};
