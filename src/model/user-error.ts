/** A mistake that the user can mend: printed without a stack, exit code 2. */
export class UserError extends Error {
  override readonly name = 'UserError'
  /** What to do about it. */
  readonly hint: string | undefined

  constructor(message: string, options: { readonly hint?: string; readonly cause?: unknown } = {}) {
    super(message, { cause: options.cause })
    this.hint = options.hint
  }
}

/** The machine or its surroundings failed (a full disk, a workspace in use): printed without a stack, exit code 1. */
export class MachineError extends Error {
  override readonly name = 'MachineError'
  /** What to do about it. */
  readonly hint: string | undefined

  constructor(message: string, options: { readonly hint?: string; readonly cause?: unknown } = {}) {
    super(message, { cause: options.cause })
    this.hint = options.hint
  }
}
