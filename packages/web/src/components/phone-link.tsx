import { useQuery } from '@tanstack/react-query'
import { useMessages } from '../lib/i18n/messages.ts'
import { settingsQuery } from '../lib/session.ts'
import { simulatedPhoneUrl } from '../lib/simulated-phone.ts'
import { buttonClass } from './button.tsx'
import { Icon } from './icon.tsx'

/** A way to the simulated phone, where there is one: the phone of `msisdn`, or all of them. */
export function PhoneLink(props: { msisdn?: string | undefined }) {
  const t = useMessages()
  const { data: settings } = useQuery(settingsQuery)
  const url = settings?.simulator_url
  if (url === undefined || url === null) return null
  return (
    <a
      className={buttonClass('secondary')}
      href={simulatedPhoneUrl(url, props.msisdn)}
      target="_blank"
      rel="noopener"
    >
      <Icon name="phone" />
      {t.environment.openPhone} <span className="visually-hidden">{t.opensInNewTab}</span>
    </a>
  )
}
