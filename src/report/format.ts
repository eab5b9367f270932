const months = [
  'January',
  'February',
  'March',
  'April',
  'May',
  'June',
  'July',
  'August',
  'September',
  'October',
  'November',
  'December',
] as const

const thin = '\u202f'
const noBreak = '\u00a0'

/** `2020-06-30` or a time that begins so, as `30 June 2020`. */
export function formatDate(iso: string): string {
  const [year, month, day] = iso.slice(0, 10).split('-')
  return `${Number(day)}${noBreak}${months[Number(month) - 1] ?? month}${noBreak}${year}`
}

/** An ISO 8601 time in UTC as `30 June 2020, 14:05 UTC`. */
export function formatTime(iso: string): string {
  return `${formatDate(iso)}, ${iso.slice(11, 16)}${noBreak}UTC`
}

/** Two dates as short as they can be told apart: by the year, else in full. */
export function shortDates(from: string, to: string): { readonly from: string; readonly to: string } {
  if (from.slice(0, 4) !== to.slice(0, 4)) return { from: from.slice(0, 4), to: to.slice(0, 4) }
  return { from: formatDate(from), to: formatDate(to) }
}

/** A whole number with commas between thousands. */
export function formatCount(count: number): string {
  return String(Math.round(count)).replaceAll(/\B(?=(\d{3})+$)/g, ',')
}

/** A difference with its sign; none is `0`. */
export function formatDifference(difference: number): string {
  if (difference === 0) return '0'
  return `${difference > 0 ? '+' : '−'}${formatCount(Math.abs(difference))}`
}

/** A share of 0 to 1 in percent: whole numbers, one decimal below 1 %; an em dash for none. */
export function formatShare(share: number | null): string {
  return share === null ? '—' : `${percent(share)}${thin}%`
}

/** An interval of shares, such as `12–27 %`; an em dash for none. */
export function formatInterval(low: number | null, high: number | null): string {
  return low === null || high === null ? '—' : `${percent(low)}–${percent(high)}${thin}%`
}

/** A rate with two decimals; an em dash for none. */
export function formatRate(rate: number | null): string {
  return rate === null ? '—' : rate.toFixed(2)
}

/** `1 document`, `2 documents`. */
export function plural(count: number, one: string, many = `${one}s`): string {
  return `${formatCount(count)}${noBreak}${count === 1 ? one : many}`
}

/**
 * Days from a date in words, negative before it: `58 days before`, `on the day`; with the date itself,
 * `58 days before 30 June 2020`, `on 30 June 2020`.
 */
export function formatDistance(days: number, date: string | null = null): string {
  const named = date === null ? '' : `${noBreak}${formatDate(date)}`
  if (days === 0) return date === null ? 'on the day' : `on${named}`
  return `${plural(Math.abs(days), 'day')} ${days < 0 ? 'before' : 'after'}${named}`
}

function percent(share: number): string {
  const value = share * 100
  // Rounding must not turn a small share into none, nor an almost full one into all.
  if (value > 0 && value < 0.95) return value < 0.1 ? '<0.1' : value.toFixed(1)
  if (value < 100 && value > 99.05) return value > 99.9 ? '>99.9' : value.toFixed(1)
  return value.toFixed(0)
}
