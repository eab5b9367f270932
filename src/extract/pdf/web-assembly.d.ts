/*
 * The part of the WebAssembly interface that pdfium.ts calls. TypeScript ships it only with the types of a browser's
 * window, which would let code use much that Node has not.
 */
declare namespace WebAssembly {
  type Imports = Record<string, Record<string, unknown>>
  interface Memory {
    readonly buffer: ArrayBuffer
  }
  interface Module {
    readonly [Symbol.toStringTag]: string
  }
  interface Instance {
    readonly exports: Record<string, unknown>
  }
  function compile(bytes: Uint8Array): Promise<Module>
  function instantiate(module: Module, imports: Imports): Promise<Instance>
}
