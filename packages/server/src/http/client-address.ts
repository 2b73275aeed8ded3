import type { FastifyRequest } from 'fastify'

/**
 * The address of whoever calls: what a trusted proxy says, or the socket's. A server that listens on IPv6 sees an IPv4
 * client as `::ffff:a.b.c.d`; here it is the IPv4 address, as the lists of addresses write it.
 */
export function clientAddress(request: FastifyRequest): string {
  return plainAddress(request.ip)
}

/** The address at the other end of the socket, which may be a proxy's. */
export function socketAddress(request: FastifyRequest): string {
  return plainAddress(request.socket.remoteAddress ?? '')
}

function plainAddress(address: string): string {
  return address.replace(/^::ffff:(?=\d+\.)/i, '')
}
