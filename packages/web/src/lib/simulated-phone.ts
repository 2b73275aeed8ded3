/** Where the simulated phone of `msisdn` is: the phones page of the simulator, opened at that phone. */
export function simulatedPhoneUrl(simulatorUrl: string, msisdn?: string): string {
  const base = simulatorUrl.endsWith('/') ? simulatorUrl : `${simulatorUrl}/`
  return msisdn === undefined ? base : `${base}#/${msisdn}`
}
