/** The same connection, to another database. Understands URLs whose host is a socket's folder (`…@/name?host=…`). */
export function withDatabase(databaseUrl: string, database: string): string {
  const parts = /^([a-z]+:\/\/[^/?#]*)(?:\/[^?#]*)?(.*)$/s.exec(databaseUrl)
  if (!parts) throw new TypeError('This is not the URL of a database.')
  return `${parts[1]}/${encodeURIComponent(database)}${parts[2]}`
}

/** The same connection, as another role. */
export function withRole(databaseUrl: string, role: { user: string; password: string }): string {
  const credentials = `${encodeURIComponent(role.user)}:${encodeURIComponent(role.password)}`
  return databaseUrl.replace(/^([a-z]+:\/\/)(?:[^@/?#]*@)?/, `$1${credentials}@`)
}
