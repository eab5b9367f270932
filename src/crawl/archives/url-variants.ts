const uploads = '/government/uploads/system/uploads/attachment_data/'
// GOV.UK served uploaded files from both until about 2018.
const uploadHosts = ['assets.publishing.service.gov.uk', 'www.gov.uk']

/**
 * The addresses under which an archive's index should be asked for a resource: those that the index does not take for
 * one another itself. With or without `www.`, `http` or `https`, upper or lower case and a last `/` are the same to it
 * (SURT), so that one question, at its slow pace, covers them; a file of GOV.UK lived at two hosts.
 */
export function urlVariants(address: string): readonly string[] {
  const url = new URL(address)
  url.hash = ''
  if (!uploadHosts.includes(url.hostname) || !url.pathname.startsWith(uploads)) return [url.href]
  const others = uploadHosts.filter((host) => host !== url.hostname)
  return [url.href, ...others.map((host) => `${url.protocol}//${host}${url.pathname}${url.search}`)]
}

function resourceKey(address: string): string | null {
  if (!URL.canParse(address)) return null
  const url = new URL(address)
  if (!/^https?:$/.test(url.protocol)) return null
  const port = ['', '80', '443'].includes(url.port) ? '' : `:${url.port}`
  const isUpload = uploadHosts.includes(url.hostname) && url.pathname.startsWith(uploads)
  const host = isUpload ? 'uploads' : url.hostname.replace(/^www\d{0,3}\./, '')
  const path = url.pathname.replace(/\/+$/, '')
  return `${host}${port}${path}${url.search}`.toLowerCase()
}

/**
 * Whether two addresses are of one resource: they differ at most in `http` or `https`, `www.`, default port, case, a
 * last `/`, the fragment or GOV.UK's two hosts for uploaded files. False where either is no address of the web.
 */
export function isSameResource(one: string, other: string): boolean {
  const key = resourceKey(one)
  return key !== null && key === resourceKey(other)
}
