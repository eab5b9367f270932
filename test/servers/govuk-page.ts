import type { GovukAttachment, GovukItem } from './govuk-site.ts'

const escapes: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' }

function escape(text: string): string {
  return text.replaceAll(/[&<>"]/g, (sign) => escapes[sign] ?? sign)
}

function longDate(stamp: string): string {
  return new Intl.DateTimeFormat('en-GB', { dateStyle: 'long', timeZone: 'Europe/London' }).format(new Date(stamp))
}

function attachment({ title, url, attachment_type, content_type, number_of_pages }: GovukAttachment): string {
  const kind = attachment_type === 'html' ? 'HTML' : content_type === 'application/pdf' ? 'PDF, 1.2 MB' : 'file'
  const pages = number_of_pages === undefined ? '' : `, ${number_of_pages} pages`
  return `<section class="gem-c-attachment"><div class="gem-c-attachment__thumbnail"><a class="govuk-link" aria-hidden="true"
    tabindex="-1" href="${escape(url)}"></a></div><div class="gem-c-attachment__details"><h3 class="gem-c-attachment__title">
    <a class="govuk-link gem-c-attachment__link" href="${escape(url)}">${escape(title)}</a></h3>
    <p class="gem-c-attachment__metadata"><span>${kind}${pages}</span></p></div></section>`
}

/** A page of GOV.UK as alphagov/frontend draws a publication or guide; what it says comes from the item. */
export function drawGovukPage(item: GovukItem): string {
  const { title, details = {}, first_published_at, public_updated_at, withdrawn_notice, schema_name } = item
  const history = details.change_history ?? []
  const withdrawn = withdrawn_notice?.withdrawn_at
  const notice =
    withdrawn === undefined
      ? ''
      : `<section class="gem-c-notice"><h2 class="gem-c-notice__title">This guidance was withdrawn on
        <time datetime="${withdrawn}">${longDate(withdrawn)}</time></h2></section>`
  const published = first_published_at === undefined ? '' : `<dt>Published</dt><dd>${longDate(first_published_at)}</dd>`
  const updated =
    public_updated_at === undefined
      ? ''
      : `<dt>Last updated</dt><dd>${longDate(public_updated_at)} — <a href="#full-publication-update-history">See all updates</a></dd>`
  const notes = history.map(
    ({ public_timestamp, note }) =>
      `<li><time datetime="${public_timestamp}" class="gem-c-published-dates__change-date">${longDate(public_timestamp)}</time>
      <p class="gem-c-published-dates__change-note">${escape(note)}</p></li>`,
  )
  return `<!DOCTYPE html><html lang="en"><head><meta charset="utf-8"><title>${escape(title ?? '')} - GOV.UK</title>
    <meta name="govuk:schema-name" content="${schema_name}"></head><body>
    <div id="global-cookie-message"><p>We use some essential cookies to make this website work.</p></div>
    <main id="content" class="${schema_name.replaceAll('_', '-')}">
    <h1 class="gem-c-heading__text">${escape(title ?? '')}</h1>${notice}
    <div class="gem-c-metadata"><dl><dt>From:</dt><dd><a href="/government/organisations/invented">Office for Invented Affairs</a></dd>
    ${published}${updated}</dl></div>
    <section id="documents">${(details.attachments ?? []).map(attachment).join('\n')}</section>
    <section id="details"><div class="gem-c-govspeak">${details.body ?? ''}</div></section>
    <div class="gem-c-published-dates"><h2>Updates to this page</h2>
    <div id="full-history"><ol>${notes.join('\n')}</ol></div></div></main></body></html>\n`
}

/** What GOV.UK shows for a page that was unpublished. */
export function drawGonePage(item: GovukItem): string {
  const path = typeof item.details?.['alternative_path'] === 'string' ? item.details['alternative_path'] : ''
  const link = path === '' ? '' : `<p>Visit: <a href="${escape(path)}">https://www.gov.uk${escape(path)}</a></p>`
  return `<!DOCTYPE html><html lang="en"><title>No longer available - GOV.UK</title><main id="content">
    <h1>The page you're looking for is no longer available</h1>
    <p>The information on this page has been removed because it was published in error.</p>${link}</main></html>\n`
}
