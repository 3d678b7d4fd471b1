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
const picturePlace = (element: HTMLMediaElement): PicturePlace => {
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

/** A picture that arrives, and is told where it is shown. The methods are LiveKit's. */
export interface PlacedPicture {
  observeElementInfo(place: PicturePlace): void;
  stopObservingElementInfo(place: PicturePlace): void;
}

/** Where each picture is shown now. */
export class PicturePlaces {
  readonly #places = new Map<PlacedPicture, Map<HTMLMediaElement, PicturePlace>>();

  show(picture: PlacedPicture, elements: ReadonlySet<HTMLMediaElement>): void {
    const places = this.#places.get(picture) ?? new Map<HTMLMediaElement, PicturePlace>();
    this.#places.set(picture, places);
    for (const [element, place] of places) {
      if (elements.has(element)) continue;
      places.delete(element);
      picture.stopObservingElementInfo(place);
    }
    for (const element of elements) {
      if (places.has(element)) continue;
      const place = picturePlace(element);
      places.set(element, place);
      picture.observeElementInfo(place);
    }
  }

  /** The picture is gone, and is told nothing any more. */
  forget(picture: PlacedPicture): void {
    for (const place of this.#places.get(picture)?.values() ?? []) place.stopObserving();
    this.#places.delete(picture);
  }

  clear(): void {
    for (const picture of [...this.#places.keys()]) this.forget(picture);
  }
}
