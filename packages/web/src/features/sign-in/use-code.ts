import { useMutation } from '@tanstack/react-query'
import { useState } from 'react'
import { isApiError } from '../../lib/api-error.ts'
import { requestCode, verifyCode } from './api.ts'
import { type CodeRequest, codeRequestOf } from './code-request.ts'

const codeLength = 6

/** The one-time code as it is typed: sent when it is whole, asked for again when it does not come. */
export function useCode(options: {
  msisdn: string
  onSignedIn: () => void
  onResent: (request: CodeRequest) => void
  /** The code has to be typed again. */
  onAgain: () => void
}) {
  const { msisdn } = options
  const [code, setCode] = useState('')
  const [short, setShort] = useState(false)
  const verify = useMutation({
    mutationFn: verifyCode,
    onSuccess: options.onSignedIn,
    onError: options.onAgain,
  })
  const resend = useMutation({
    mutationFn: () => requestCode(msisdn),
    onSuccess: (sent) => {
      options.onResent(codeRequestOf(msisdn, sent, Date.now()))
      verify.reset()
      setCode('')
      options.onAgain()
    },
  })
  const send = (whole: string) => {
    if (!verify.isPending) verify.mutate({ msisdn, code: whole })
  }
  const wrong = isApiError(verify.error) && verify.error.code === 'code_wrong'
  return {
    code,
    short,
    wrong,
    verifying: verify.isPending,
    resend,
    failure: (wrong ? null : verify.error) ?? resend.error,
    type: (typed: string) => {
      const digits = typed.replace(/\D/g, '').slice(0, codeLength)
      setCode(digits)
      setShort(false)
      if (digits === code) return
      if (digits.length === codeLength) send(digits)
      else verify.reset()
    },
    submit: () => {
      if (code.length === codeLength) return send(code)
      setShort(true)
      options.onAgain()
    },
  }
}
