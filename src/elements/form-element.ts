import { property, state } from 'lit/decorators.js';
import { SessionElement } from './session-element.js';

/** An element of ours that takes part in a form of the page, as an input of the browser does. */
export abstract class FormElement extends SessionElement {
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

  get validity(): ValidityState {
    return this.internals.validity;
  }

  get validationMessage(): string {
    return this.internals.validationMessage;
  }

  get willValidate(): boolean {
    return this.internals.willValidate;
  }

  checkValidity(): boolean {
    return this.internals.checkValidity();
  }

  reportValidity(): boolean {
    return this.internals.reportValidity();
  }

  formDisabledCallback(disabled: boolean): void {
    this.isDisabled = disabled;
  }

  /** Back to the beginning. */
  abstract formResetCallback(): void;
}
