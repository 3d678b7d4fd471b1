const ours = new Set<string>();

/** Whether what stands under this tag is ours. */
export const isOurs = (tag: string): boolean => ours.has(tag);

/**
 * Registers an element under our tag. The same class twice is nothing to do; somebody else's class under our
 * tag is said clearly, because a wrong consent form must never pass for ours.
 */
export const define = (tag: string, element: CustomElementConstructor): void => {
  const known = customElements.get(tag);
  if (known && known !== element) {
    console.error(
      `[safe-session] <${tag}> is already defined by another script. Load safe-session once, and before other scripts that use this name.`,
    );
    return;
  }
  if (!known) customElements.define(tag, element);
  ours.add(tag);
};
