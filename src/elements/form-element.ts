import { property, state } from 'lit/decorators.js';
import { SessionElement } from './session-element.js';

/** An element of ours that takes part in a form of the page, as an input of the browser does. */
export abstract class FormElement extends SessionElement {
  /** Takes part in a form around it. */
  static readonly formAssociated = true;

  /** Under which name a form around submits the value. */
  @property({ reflect: true }) name = '';
  /** A form around cannot be sent before this is answered. */
  @property({ type: Boolean, reflect: true }) required = false;

  /** By its own attribute `disabled` or by a fieldset around. */
  @state() protected isDisabled = false;

  protected readonly internals = this.attachInternals();

  /** The form around. */
  get form(): HTMLFormElement | null {
    return this.internals.form;
  }

  /** What is missing, as the browser tells it of an input. */
  get validity(): ValidityState {
    return this.internals.validity;
  }

  /** What is missing, in words. */
  get validationMessage(): string {
    return this.internals.validationMessage;
  }

  /** Whether a form around asks for it. */
  get willValidate(): boolean {
    return this.internals.willValidate;
  }

  /** Whether nothing is missing; fires `invalid` otherwise. */
  checkValidity(): boolean {
    return this.internals.checkValidity();
  }

  /** As `checkValidity`, and shows the person what is missing. */
  reportValidity(): boolean {
    return this.internals.reportValidity();
  }

  /** The browser tells of a fieldset around. */
  formDisabledCallback(disabled: boolean): void {
    this.isDisabled = disabled;
  }

  /** Back to the beginning. */
  abstract formResetCallback(): void;
}
