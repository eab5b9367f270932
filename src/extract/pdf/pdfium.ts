import { readFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { init } from '@embedpdf/pdfium'

/** The exports of the WebAssembly module that are called; numbers in and out, pointers into its memory. */
export interface Pdfium {
  readonly memory: WebAssembly.Memory
  malloc(bytes: number): number
  free(pointer: number): void
  FPDF_LoadMemDocument64(bytes: number, length: number, password: number): number
  FPDF_CloseDocument(document: number): void
  FPDF_GetLastError(): number
  FPDF_GetPageCount(document: number): number
  FPDF_LoadPage(document: number, index: number): number
  FPDF_ClosePage(page: number): void
  FPDF_GetPageWidthF(page: number): number
  FPDF_GetPageHeightF(page: number): number
  FPDF_GetPageBoundingBox(page: number, rect: number): number
  FPDFPage_GetRotation(page: number): number
  FPDFPage_CountObjects(page: number): number
  FPDF_GetPageLabel(document: number, index: number, buffer: number, length: number): number
  FPDF_GetMetaText(document: number, tag: number, buffer: number, length: number): number
  FPDFText_LoadPage(page: number): number
  FPDFText_ClosePage(text: number): void
  FPDFText_CountChars(text: number): number
  FPDFText_GetUnicode(text: number, index: number): number
  FPDFText_IsGenerated(text: number, index: number): number
  FPDFText_GetLooseCharBox(text: number, index: number, rect: number): number
  FPDFText_GetCharOrigin(text: number, index: number, x: number, y: number): number
  FPDFText_GetFontSize(text: number, index: number): number
  FPDFText_GetFontWeight(text: number, index: number): number
  FPDFText_GetTextObject(text: number, index: number): number
  FPDFText_GetMatrix(text: number, index: number, matrix: number): number
  FPDFText_GetFontInfo(text: number, index: number, buffer: number, length: number, flags: number): number
  FPDFTextObj_GetFont(object: number): number
}

/** A loaded PDFium with its memory limit. */
export interface PdfiumInstance {
  readonly api: Pdfium
  /** Whether PDFium asked for more memory than the limit since it was loaded. */
  overMemory(): boolean
}

const wasmFile = createRequire(import.meta.url).resolve('@embedpdf/pdfium/pdfium.wasm')
let wasmModule: Promise<WebAssembly.Module> | undefined

/**
 * Loads a fresh PDFium. Its memory never shrinks and a trap leaves it unsound, so whoever reads hostile files throws
 * an instance away after a failure.
 *
 * @param megabytes limit of its memory
 */
export async function loadPdfium(megabytes: number): Promise<PdfiumInstance> {
  wasmModule ??= readFile(wasmFile).then((bytes) => WebAssembly.compile(bytes))
  const compiled = await wasmModule
  const limit = megabytes * 1024 * 1024
  let refused = false
  // Emscripten offers no setting for the limit: its request for more memory is answered here instead.
  const instantiateWasm = (
    imports: WebAssembly.Imports,
    done: (instance: WebAssembly.Instance, module: WebAssembly.Module) => void,
  ): object => {
    const env = { ...imports['env'] }
    const grow = env['emscripten_resize_heap']
    if (typeof grow !== 'function') throw new TypeError('PDFium no longer asks for memory by emscripten_resize_heap')
    env['emscripten_resize_heap'] = (size: number): unknown => {
      if (size >>> 0 <= limit) return grow(size)
      refused = true
      return 0
    }
    WebAssembly.instantiate(compiled, { ...imports, env }).then(
      (instance) => done(instance, compiled),
      (error: unknown) => {
        throw error
      },
    )
    return {}
  }
  const quiet = (): void => {}
  const module = await init({ instantiateWasm, print: quiet, printErr: quiet })
  module.PDFiumExt_Init()
  return { api: module.pdfium.wasmExports as unknown as Pdfium, overMemory: () => refused }
}
