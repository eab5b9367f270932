import { existsSync } from 'node:fs'
import { dirname, join } from 'node:path'

import { describePage } from './in-page.mjs'
import { openReport } from './open-report.mjs'

const viewport = { width: 1280, height: 900 }

/** Links, headings and names of pictures, and that the page is the same without JavaScript. */
export async function checkStructure(context, { file }) {
  const { tell } = context
  const opened = await openReport(context, { viewport })
  const page = await opened.page.evaluate(describePage)
  await opened.close()

  const ids = new Set(page.ids)
  tell('the page has a language and a title', page.language && page.title ? [] : ['one of them is missing'])
  tell(
    'no id is given twice',
    page.ids.filter((id, at) => page.ids.indexOf(id) !== at),
  )
  checkLinks(page, { tell, ids, folder: dirname(file) })
  checkHeadings(page.headings, tell)
  tell(
    'every picture has a name',
    page.pictures.filter(({ name }) => name === '').map(({ html }) => html),
  )
  tell('every drawing is marked as a picture', page.bareDrawings)
  tell('every table has a caption and headed rows or columns', page.headlessTables)

  const plain = await openReport(context, { viewport, javaScriptEnabled: false })
  const text = await plain.page.evaluate(() => document.body.innerText)
  await plain.close()
  tell('the text is the same without JavaScript', text === page.text && text !== '' ? [] : ['it differs'])
}

function checkLinks({ links, sources }, { tell, ids, folder }) {
  const inPage = links.filter(({ href }) => href.startsWith('#'))
  const outside = links.filter(({ href }) => /^[a-z]+:/i.test(href))
  const stored = [...links.map(({ href }) => href), ...sources].filter((href) => !/^([a-z]+:|#|$)/i.test(href))
  const missing = stored.filter((href) => !existsSync(join(folder, decodeURIComponent(href.replace(/[?#].*$/s, '')))))
  tell(
    `${inPage.length} links within the page have their target`,
    inPage.filter(({ href }) => !ids.has(decodeURIComponent(href.slice(1)))).map(({ href }) => href),
  )
  tell(
    `${stored.length} links to ${new Set(stored.map((href) => href.replace(/#.*/s, ''))).size} stored files find them`,
    missing,
  )
  tell(
    `${outside.length} links to other places are web addresses`,
    outside.filter(({ href }) => !/^https?:\/\/[^/]/.test(href)).map(({ href }) => href),
  )
  tell(
    'every link has an address and words',
    links.filter(({ href, name }) => !href || !name).map(({ href }) => href),
  )
}

function checkHeadings(headings, tell) {
  const first = headings.filter(({ level }) => level === 1)
  tell(
    'there is one main heading',
    first.length === 1 ? [] : first.map(({ text }) => text).concat(`${first.length} of them`),
  )
  const skipped = headings.filter(({ level }, at) => level > (headings[at - 1]?.level ?? 0) + 1)
  tell(
    `${headings.length} headings skip no level`,
    skipped.map(({ level, text }) => `h${level} ${text}`),
  )
}
