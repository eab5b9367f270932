/** How a picture is known to those who cannot see it. */
export interface PictureNames {
  /** Unique in the page. */
  readonly id: string
  readonly title: string
  /** All that the figure says. */
  readonly description: string
}

/** The part of the DOM that is used here; the library's own types want a browser's. */
interface Picture {
  readonly outerHTML: string
  setAttribute(name: string, value: string): void
  prepend(...nodes: readonly Picture[]): void
  textContent: string
}
interface Maker {
  createElementNS(namespace: string, name: string): Picture
}

/** A plot's SVG element as text, marked as a picture with a name and a description. `svg` is what `Plot.plot` gave. */
export function namePicture(svg: unknown, document: Maker, { id, title, description }: PictureNames): string {
  const picture = svg as Picture
  const named = (name: 'title' | 'desc', text: string): Picture => {
    const element = document.createElementNS('http://www.w3.org/2000/svg', name)
    element.setAttribute('id', `${id}-${name}`)
    element.textContent = text
    return element
  }
  picture.setAttribute('role', 'img')
  picture.setAttribute('aria-labelledby', `${id}-title ${id}-desc`)
  picture.prepend(named('title', title), named('desc', description))
  // Plot labels its groups; a label without a role is wrong, and the picture has its words already.
  return picture.outerHTML.replace(/ aria-label="[^"]*"/g, '')
}
