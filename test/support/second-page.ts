/**
 * Another page of this browser, in a frame: it has realm, channels and locks of its own, and can crash, which
 * means that it is gone without having been able to say anything.
 */
export interface SecondPage {
  readonly window: Window;
  /** Imports a module of the package in that page. `path` is relative to `src`. */
  load<T>(path: string): Promise<T>;
  /** Gone without a goodbye. */
  crash(): void;
  /** Closed as a tab is: the page hears of it. */
  close(): void;
}

type FrameWindow = Window & { load?: (url: string) => Promise<unknown> };

export const openSecondPage = (): SecondPage => {
  const frame = document.createElement('iframe');
  frame.hidden = true;
  document.body.append(frame);
  const page = frame.contentWindow as FrameWindow;
  // First in line, so that nobody after it hears of a crash.
  let crashes = false;
  page.addEventListener('pagehide', (event) => crashes && event.stopImmediatePropagation(), true);
  const script = frame.contentDocument!.createElement('script');
  script.textContent = 'window.load = (url) => import(url);';
  frame.contentDocument!.head.append(script);
  return {
    window: page,
    load: <T>(path: string) => page.load!(new URL(`../../src/${path}`, import.meta.url).href) as Promise<T>,
    crash: () => {
      crashes = true;
      frame.remove();
    },
    close: () => frame.remove(),
  };
};
