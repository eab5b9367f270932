/** Opens the report in a page of its own and notes every error and every request that leaves the disk. */
export async function openReport({ browser, url }, options) {
  const context = await browser.newContext(options)
  const page = await context.newPage()
  const errors = []
  const requests = []
  page.on('console', (message) => {
    if (message.type() === 'error' || message.type() === 'warning') errors.push(message.text())
  })
  page.on('pageerror', (error) => errors.push(error.message))
  page.on('request', (request) => {
    if (!/^(file|data|about|blob):/.test(request.url())) requests.push(request.url())
  })
  await page.goto(url, { waitUntil: 'load' })
  return { page, errors, requests, close: () => context.close() }
}
