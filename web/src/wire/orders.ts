import { search, type Api } from './api';
import { flag, instant, list, nullable, oneOf, shape, text } from './parse';

export const orderKinds = ['inspection', 'cleaning', 'repair', 'calibration'] as const;
const order = shape({
  id: text, kind: oneOf(...orderKinds), asset: text, assetName: nullable(text), title: text, state: oneOf('open', 'started', 'done', 'cancelled'), origin: oneOf('hand', 'rule', 'plan'), dueAt: instant, assignee: nullable(text),
  checklist: list(shape({ text, done: flag, who: nullable(text), at: nullable(instant), note: nullable(text) })), log: list(shape({ at: instant, who: text, what: text, text: nullable(text) })),
});
export type WorkOrder = ReturnType<typeof order>;
export interface OrderDraft { readonly asset: string; readonly kind: string; readonly title: string; readonly dueAt: string; readonly assignee: string | null; readonly checklist: readonly string[]; readonly requestId: string }

export const readOrders = async (api: Api, network: string | null, state: string | null): Promise<readonly WorkOrder[]> => (await api.http.get(`/orders${search({ network, state })}`, shape({ items: list(order) }))).items;
export const makeOrder = (api: Api, draft: OrderDraft): Promise<WorkOrder> => api.http.post('/orders', draft, order);
export const actOnOrder = (api: Api, network: string | null, id: string, action: string, body: { readonly text?: string; readonly item?: number; readonly requestId: string }): Promise<WorkOrder> => api.http.post(`/orders/${encodeURIComponent(id)}/${action}${search({ network })}`, body, order);
