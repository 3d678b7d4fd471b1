import { expect } from '@open-wc/testing';
import { coverPage, replacePage } from '../../src/elements/shell-exit.js';

/** What stands at the middle of the page, for the eye. */
const onTop = (): Element | null => document.elementFromPoint(innerWidth / 2, innerHeight / 2);

const covers = (): HTMLElement[] =>
  [...document.documentElement.children].filter((child) => child instanceof HTMLDivElement);

const comeBack = (): boolean => dispatchEvent(new PageTransitionEvent('pageshow', { persisted: true }));

describe('shell-exit', () => {
  let dialog: HTMLDialogElement;
  let style: HTMLStyleElement;

  beforeEach(() => {
    dialog = document.createElement('dialog');
    dialog.textContent = 'A dialog of the page';
    style = document.createElement('style');
    style.textContent =
      '* { background: none !important; opacity: 0.2 !important; display: none !important }';
    document.body.append(dialog);
  });

  afterEach(() => {
    comeBack();
    dialog.remove();
    style.remove();
  });

  it('covers the page in the task of the press, above a dialog that is open', () => {
    dialog.showModal();
    coverPage();
    const [cover] = covers();
    expect(cover?.matches(':popover-open')).to.equal(true);
    const { inlineSize, blockSize } = getComputedStyle(cover as Element);
    expect([inlineSize, blockSize]).to.deep.equal([`${innerWidth}px`, `${innerHeight}px`]);
    expect(document.body.inert).to.equal(true);
  });

  it('cannot be seen through, whatever the styles of the page say', () => {
    document.head.append(style);
    coverPage();
    const [cover] = covers();
    const { display, opacity, backgroundColor } = getComputedStyle(cover as Element);
    expect(display).to.equal('block');
    expect(opacity).to.equal('1');
    expect(backgroundColor).to.not.equal('rgba(0, 0, 0, 0)');
  });

  it('covers although a listener of the page stops what opens', () => {
    const stop = (event: Event): void => {
      event.preventDefault();
    };
    document.addEventListener('beforetoggle', stop, { capture: true });
    coverPage();
    document.removeEventListener('beforetoggle', stop, { capture: true });
    expect(onTop()).to.equal(covers()[0]);
  });

  it('covers in a browser that has no popovers', () => {
    const original = Object.getOwnPropertyDescriptor(HTMLElement.prototype, 'showPopover');
    Reflect.deleteProperty(HTMLElement.prototype, 'showPopover');
    try {
      coverPage();
    } finally {
      if (original) Object.defineProperty(HTMLElement.prototype, 'showPopover', original);
    }
    expect(onTop()).to.equal(covers()[0]);
  });

  it('uncovers only what the page cache brought back', () => {
    coverPage();
    dispatchEvent(new PageTransitionEvent('pageshow', { persisted: false }));
    expect(covers()).to.have.length(1);
    comeBack();
    expect(covers()).to.deep.equal([]);
    expect(document.body.inert).to.equal(false);
  });

  it('tells the place it goes to nothing of the page it leaves, and adds no step to the history', () => {
    const { length } = history;
    replacePage('#left');
    expect(history.length).to.equal(length);
    const policies = [...document.head.querySelectorAll('meta[name="referrer"]')];
    expect(policies.map((policy) => policy.getAttribute('content'))).to.include('no-referrer');
    for (const policy of policies) policy.remove();
  });
});
