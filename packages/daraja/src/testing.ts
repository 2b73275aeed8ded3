export {
  billPaymentBody,
  c2bCallbackBody,
  expressCallbackBody,
  hakikishaQuestionBody,
  queueTimeoutBody,
  ratibaCallbackBody,
} from './testing/callback-bodies.ts'
export { type CallbackShape, reshapeCallback } from './testing/callback-shape.ts'
export {
  type FakeReplies,
  type FakeReply,
  type FakeRequest,
  type FakeScript,
  type FakeTransport,
  fakeTransport,
} from './testing/fake-transport.ts'
export {
  asyncAckReply,
  errorReply,
  fakeCheckoutRequestId,
  fakeConversationId,
  fakeMerchantRequestId,
  fakeOriginatorConversationId,
  gatewayTimeoutReply,
  spikeArrestReply,
  stkPushReply,
  stkQueryReply,
} from './testing/replies.ts'
export {
  resultCallbackBody,
  type ToldResult,
  type WireItems,
} from './testing/result-callback-body.ts'
export { stkCallbackBody } from './testing/stk-callback-body.ts'
export { createTestClock } from './testing/test-clock.ts'
