/* The addresses of the site of serve-bulk.mjs. */

/** The path of a document: each tenth is a file. */
export function bulkPath(/** @type {number} */ index) {
  return index % 10 === 9 ? `/files/${index}.pdf` : `/pages/${index}.html`
}

/** The paths of the first `count` documents. */
export function bulkPaths(/** @type {number} */ count) {
  return Array.from({ length: count }, (_, index) => bulkPath(index))
}
