/*
 * Functions that run inside the page, so each holds all that it needs. What they return are lines that say what is
 * wrong.
 */

/** What reaches beyond the right edge of the window, where the page as a whole does. */
export function findOverflow() {
  const { scrollWidth } = document.scrollingElement
  if (scrollWidth <= window.innerWidth) return []
  const wide = [...document.body.querySelectorAll('*')]
    .filter((element) => element.getBoundingClientRect().right + window.scrollX > window.innerWidth + 1)
    .map((element) => `${element.tagName.toLowerCase()}.${element.getAttribute('class') ?? ''}`)
  return [`the page is ${scrollWidth} px wide, the window ${window.innerWidth}`, ...new Set(wide)]
}

/** Parts that show only some of their content, as a table does that is too wide; nobody can scroll on paper. */
export function findCut() {
  return [...document.body.querySelectorAll('*')]
    .filter((element) => element.checkVisibility() && element.clientWidth > 0)
    .filter(
      (element) => getComputedStyle(element).overflowX !== 'visible' && element.scrollWidth > element.clientWidth + 1,
    )
    .map(
      (element) =>
        `${element.tagName.toLowerCase()}.${element.className}: ${element.scrollWidth} px in ${element.clientWidth}: ` +
        element.textContent.slice(0, 60),
    )
}

/** Text whose contrast is below that of WCAG 2.2, success criterion 1.4.3. */
export function findFaintText() {
  const parse = (colour) => {
    const found = /^rgba?\(([\d.]+), ([\d.]+), ([\d.]+)(?:, ([\d.]+))?\)$/.exec(colour)
    return found && { rgb: found.slice(1, 4).map(Number), alpha: found[4] === undefined ? 1 : Number(found[4]) }
  }
  const over = (front, back) => front.rgb.map((value, at) => value * front.alpha + back[at] * (1 - front.alpha))
  const linear = (value) => (value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4)
  const luminance = (rgb) => {
    const [red, green, blue] = rgb.map((value) => linear(value / 255))
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue
  }
  const background = (element) => {
    const layers = []
    for (let one = element; one; one = one.parentElement) {
      const layer = parse(getComputedStyle(one).backgroundColor)
      if (layer && layer.alpha > 0) layers.unshift(layer)
    }
    return layers.reduce((back, layer) => over(layer, back), [255, 255, 255])
  }
  const wrong = new Set()
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT)
  for (let node = walker.nextNode(); node; node = walker.nextNode()) {
    const element = node.parentElement
    if (node.data.trim() === '' || !element.checkVisibility() || element.closest('title, desc, style')) continue
    const style = getComputedStyle(element)
    const colour = parse(element.closest('svg') ? style.fill : style.color)
    const back = background(element)
    if (!colour) {
      wrong.add(`a colour of an unknown form: ${style.color}, ${style.fill}`)
      continue
    }
    const [light, dark] = [luminance(over(colour, back)), luminance(back)].sort((a, b) => b - a)
    const ratio = (light + 0.05) / (dark + 0.05)
    const size = parseFloat(style.fontSize)
    const large = size >= 24 || (size >= 18.66 && Number(style.fontWeight) >= 700)
    if (ratio < (large ? 3 : 4.5)) wrong.add(`${ratio.toFixed(2)} to 1: ${node.data.trim().slice(0, 60)}`)
  }
  return [...wrong]
}

/** What the page is made of, for checks that need the disk too. */
export function describePage() {
  const nameOf = (element) => {
    const ids = (element.getAttribute('aria-labelledby') ?? '').split(/\s+/).filter(Boolean)
    const labelled = ids.map((id) => document.getElementById(id)?.textContent ?? '').join(' ')
    const title = element.querySelector(':scope > title')?.textContent ?? ''
    return (labelled || element.getAttribute('aria-label') || element.getAttribute('alt') || title).trim()
  }
  const hidden = (element) => element.closest('[aria-hidden="true"], [role="presentation"], [role="none"]') !== null
  const inNamedPicture = (element) => {
    const parent = element.parentElement?.closest('[role="img"], svg')
    return parent !== null && parent !== undefined
  }
  const all = (selector) => [...document.querySelectorAll(selector)]
  return {
    language: document.documentElement.lang,
    title: document.title,
    ids: all('[id]').map((element) => element.id),
    links: all('a').map((link) => ({
      href: link.getAttribute('href') ?? '',
      name: (link.textContent.trim() || nameOf(link)).slice(0, 60),
    })),
    sources: all('[src]').map((element) => element.getAttribute('src') ?? ''),
    headings: all('h1, h2, h3, h4, h5, h6').map((heading) => ({
      level: Number(heading.tagName[1]),
      text: heading.textContent.trim().slice(0, 60),
    })),
    pictures: all('img, svg, [role="img"]')
      .filter((picture) => !hidden(picture) && !inNamedPicture(picture))
      .map((picture) => ({ name: nameOf(picture), html: picture.outerHTML.slice(0, 100) })),
    // A picture's name is read as a whole only where its role says that it is one.
    bareDrawings: all('svg')
      .filter((picture) => !hidden(picture) && !inNamedPicture(picture) && picture.getAttribute('role') !== 'img')
      .map((picture) => picture.outerHTML.slice(0, 100)),
    headlessTables: all('table')
      .filter((table) => !table.querySelector('th') || !(table.caption?.textContent.trim() || nameOf(table)))
      .map((table) => table.textContent.slice(0, 60)),
    text: document.body.innerText,
  }
}
