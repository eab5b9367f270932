/** What became of the candidates that a search proposed: the numbers of a flow diagram. */
export interface Screening {
  /** Pages that were proposed, by what led to them. */
  readonly identified: readonly Tally[]
  /** On which nobody has decided yet. */
  readonly undecided: number
  /** Left out, by the reason that a person gave. */
  readonly excluded: readonly Tally[]
  /** Taken, whether or not they stand in the registry. */
  readonly included: number
  /** Taken, and now in the registry. */
  readonly joined: number
}

/** How many there are of something. */
export interface Tally {
  readonly name: string
  readonly count: number
}
