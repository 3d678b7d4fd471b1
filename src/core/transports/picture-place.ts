/** Where a picture is shown, as LiveKit wants to know it: how large, and whether anybody could see it. */

/** The fields are LiveKit's (`ElementInfo`). */
export interface PicturePlace {
  readonly element: HTMLMediaElement;
  readonly visible: boolean;
  readonly pictureInPicture: boolean;
  visibilityChangedAt: number | undefined;
  handleResize?: () => void;
  handleVisibilityChanged?: () => void;
  width(): number;
  height(): number;
  observe(): void;
  stopObserving(): void;
}

/**
 * LiveKit's own looks whether an element lies in the window, and mistakes some that do. Here a picture is out of sight
 * only with its whole page. Everything is asked of the page in which the element is, which may be a small window of its own.
 */
export const picturePlace = (element: HTMLMediaElement): PicturePlace => {
  const page = element.ownerDocument;
  const Sizes = page.defaultView?.ResizeObserver ?? ResizeObserver;
  const sizes = new Sizes(() => place.handleResize?.());
  const seenOrNot = (): void => {
    place.visibilityChangedAt = Date.now();
    place.handleVisibilityChanged?.();
  };
  const place: PicturePlace = {
    element,
    get visible() {
      return !page.hidden;
    },
    get pictureInPicture() {
      return page.pictureInPictureElement === element;
    },
    visibilityChangedAt: undefined,
    width: () => element.clientWidth,
    height: () => element.clientHeight,
    observe: () => {
      sizes.observe(element);
      page.addEventListener('visibilitychange', seenOrNot);
    },
    stopObserving: () => {
      sizes.disconnect();
      page.removeEventListener('visibilitychange', seenOrNot);
    },
  };
  return place;
};
