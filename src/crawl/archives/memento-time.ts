const fourteen = /^(\d{4})(\d{2})(\d{2})(\d{2})(\d{2})(\d{2})$/

/** An instant as ISO 8601 in UTC to the second, as all times of archives are written here. */
function toIso(milliseconds: number): string {
  return `${new Date(milliseconds).toISOString().slice(0, 19)}Z`
}

/** The 14 digits by which archives name an instant: `20200617093012`. */
export function toTimestamp(iso: string): string {
  return new Date(iso).toISOString().slice(0, 19).replace(/\D/g, '')
}

/** The instant that 14 digits name, in ISO 8601; null where they name none: some rows say day 00 or month 00. */
export function readTimestamp(digits: string): string | null {
  if (!fourteen.test(digits)) return null
  const iso = digits.replace(fourteen, '$1-$2-$3T$4:$5:$6Z')
  const time = Date.parse(iso)
  // A day such as 31 June would otherwise become another day.
  return Number.isNaN(time) || toIso(time) !== iso ? null : iso
}

/** The instant that a `Memento-Datetime` header names (RFC 7089, section 2.1.1), in ISO 8601; null where it names none. */
export function readMementoDatetime(header: string | null): string | null {
  if (header === null || !/^[A-Z][a-z]{2}, \d{1,2} [A-Z][a-z]{2} \d{4} \d{2}:\d{2}:\d{2} GMT$/.test(header)) return null
  const time = Date.parse(header)
  return Number.isNaN(time) ? null : toIso(time)
}

/** Whether an instant lies between two others, both of them included. */
export function isBetween(iso: string, between: { readonly from: string; readonly to: string }): boolean {
  const time = Date.parse(iso)
  return time >= Date.parse(between.from) && time <= Date.parse(between.to)
}
