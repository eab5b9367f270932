/** An attachment as the Content API lists it; what is absent is left out of the answer. */
export interface GovukAttachment {
  readonly attachment_type: 'file' | 'html' | 'external'
  readonly id?: string
  readonly title: string
  readonly url: string
  readonly locale?: string
  readonly content_type?: string
  readonly filename?: string
  readonly file_size?: number
  readonly number_of_pages?: number
}

/** A content item: the shape is that of the Content API, the contents are invented. */
export interface GovukItem {
  readonly base_path: string
  readonly schema_name: string
  readonly document_type: string
  readonly title: string | null
  readonly description?: string
  readonly locale?: string
  readonly first_published_at?: string
  readonly public_updated_at?: string
  readonly updated_at?: string
  readonly withdrawn_notice?: { readonly explanation?: string; readonly withdrawn_at?: string }
  readonly redirects?: readonly { readonly path: string; readonly type: string; readonly destination: string }[]
  readonly details?: Readonly<Record<string, unknown>> & {
    readonly body?: string
    readonly attachments?: readonly GovukAttachment[]
    readonly change_history?: readonly { readonly public_timestamp: string; readonly note: string }[]
  }
  readonly links?: Readonly<Record<string, readonly Readonly<Record<string, unknown>>[]>>
}

/** A file on the assets host, or what became of it. */
export type GovukAsset =
  | {
      readonly body: Uint8Array | string
      readonly contentType: string
      /** HTTP date. */
      readonly lastModified: string
      /** Address of the page that links it. */
      readonly parent: string
    }
  | { readonly replacedBy: string }
  | { readonly deleted: true }

/** Everything that the imitation of GOV.UK holds. */
export interface GovukSite {
  readonly items: readonly GovukItem[]
  /** By path on the assets host. */
  readonly assets?: Readonly<Record<string, GovukAsset>>
  /** Pages that are not to be drawn from their items, by path: HTML. */
  readonly pages?: Readonly<Record<string, string>>
  /** Paths below an item that belong to it: the Content API sends them there with 303. */
  readonly subPages?: Readonly<Record<string, string>>
  /** Paths whose items are limited to some readers: 403. */
  readonly limited?: readonly string[]
  /** Requests to a host after which every further one is answered 429; default: none. */
  readonly patience?: number
}

/** Public host of GOV.UK. */
export const govukHost = 'www.gov.uk'

/** Host of the files. */
export const assetsHost = 'assets.publishing.service.gov.uk'
