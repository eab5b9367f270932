import { DuckDBInstance, DuckDBTypeId, type DuckDBConnection, type DuckDBValue } from '@duckdb/node-api'

/** A value of a row as the program sees it: dates are `YYYY-MM-DD`, times ISO 8601 in UTC, integers are numbers. */
export type Cell = string | number | boolean | null | readonly Cell[]

/** A row by column name. */
export type Row = Record<string, Cell>

/** Values that a statement's `$name` stand for. */
export type Parameters = Readonly<Record<string, string | number | boolean | null>>

/** Columns and rows of a query's result, in order. */
export interface Result {
  readonly columns: readonly string[]
  readonly rows: readonly Row[]
}

/** One connection to a DuckDB file. */
export class Database {
  readonly #instance: DuckDBInstance
  readonly #connection: DuckDBConnection

  private constructor(instance: DuckDBInstance, connection: DuckDBConnection) {
    this.#instance = instance
    this.#connection = connection
  }

  /** Opens a file, or `:memory:`. DuckDB's own error is thrown where another process holds it. */
  static async open(path: string, { readOnly }: { readonly readOnly: boolean }): Promise<Database> {
    const instance = await DuckDBInstance.create(path, readOnly ? { access_mode: 'READ_ONLY' } : {})
    const connection = await instance.connect()
    // A document must never be able to make the database reach for other files or the network.
    await connection.run("set timezone = 'UTC'; set enable_external_access = false")
    return new Database(instance, connection)
  }

  /** Runs one or more statements; only the last may take parameters. */
  async run(sql: string, parameters: Parameters = {}): Promise<void> {
    await this.#connection.run(sql, bind(sql, parameters))
  }

  /** Columns and rows of a query. */
  async query(sql: string, parameters: Parameters = {}): Promise<Result> {
    const reader = await this.#connection.runAndReadAll(sql, bind(sql, parameters))
    const columns = reader.columnNames()
    const types = reader.columnTypes()
    const rows = reader.getRowsJS().map((values) => {
      const row: Row = {}
      columns.forEach((name, index) => {
        row[name] = toCell(values[index], types[index]?.typeId === DuckDBTypeId.DATE)
      })
      return row
    })
    return { columns, rows }
  }

  /** The rows of a query. The type is the caller's claim about its own SQL. */
  async rows<T = Row>(sql: string, parameters: Parameters = {}): Promise<T[]> {
    return (await this.query(sql, parameters)).rows as T[]
  }

  /** Runs `work` in a transaction: all of it is kept, or nothing. */
  async transaction<T>(work: () => Promise<T>): Promise<T> {
    await this.#connection.run('begin')
    try {
      const result = await work()
      await this.#connection.run('commit')
      return result
    } catch (error) {
      await this.#connection.run('rollback').catch(() => undefined)
      throw error
    }
  }

  /**
   * Inserts rows given by column name; what is missing is null. All rows travel as one JSON text, so dates and times
   * may be written as strings.
   */
  async insert(table: string, rows: readonly Readonly<Record<string, Cell>>[]): Promise<void> {
    if (rows.length === 0) return
    const described = await this.rows<{ name: string; type: string }>(
      'select column_name as name, data_type as type from duckdb_columns() where table_name = $table',
      { table },
    )
    const shape = JSON.stringify([Object.fromEntries(described.map(({ name, type }) => [name, type]))])
    await this.#connection.run(
      `insert into ${table} by name select r.* from (select unnest(from_json($rows, $shape)) as r)`,
      { rows: JSON.stringify(rows), shape },
    )
  }

  /** Appends rows to a table, values in the table's column order; fast for many rows of plain types. */
  async append(table: string, rows: readonly (readonly DuckDBValue[])[]): Promise<void> {
    if (rows.length === 0) return
    const appender = await this.#connection.createAppender(table)
    for (const row of rows) {
      row.forEach((value, index) => appender.appendValue(value, appender.columnType(index)))
      appender.endRow()
    }
    appender.closeSync()
  }

  /** Writes everything to the file and lets it go. */
  close(): void {
    this.#connection.closeSync()
    this.#instance.closeSync()
  }
}

/** DuckDB refuses a value that the statement does not name; questions take what they need of a common set. */
function bind(sql: string, parameters: Parameters): Record<string, DuckDBValue> {
  return Object.fromEntries(Object.entries(parameters).filter(([name]) => new RegExp(`\\$${name}\\b`).test(sql)))
}

function toCell(value: unknown, isDate: boolean): Cell {
  if (value === null || value === undefined) return null
  if (typeof value === 'bigint') return Number(value)
  if (value instanceof Date) return isDate ? value.toISOString().slice(0, 10) : value.toISOString()
  if (Array.isArray(value)) return value.map((item) => toCell(item, false))
  if (typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean') return value
  return String(value)
}
