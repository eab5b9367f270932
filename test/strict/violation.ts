/** Where a file breaks a rule of its format. */
export interface Violation {
  /** Short name of the rule. */
  readonly rule: string
  /** Bytes from the beginning of the file where the record or entry begins. */
  readonly offset: number
  readonly detail: string
}

/** Collects violations; `at` is set by the reader as it goes on. */
export interface Complaints {
  readonly list: Violation[]
  at: number
  add(rule: string, detail: string): void
}

/** A list of violations to be filled. */
export function createComplaints(): Complaints {
  const list: Violation[] = []
  return {
    list,
    at: 0,
    add(rule, detail) {
      list.push({ rule, offset: this.at, detail })
    },
  }
}
