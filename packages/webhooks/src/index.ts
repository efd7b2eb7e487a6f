export { createWebhookSender, type WebhookSender } from './sender.ts';
export { newWebhookSecret, WEBHOOK_SECRET } from './signature.ts';
