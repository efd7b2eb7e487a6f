import { OTLPTraceExporter } from '@opentelemetry/exporter-trace-otlp-http';
import {
  defaultResource,
  detectResources,
  envDetector,
  resourceFromAttributes,
} from '@opentelemetry/resources';
import { BatchSpanProcessor, NodeTracerProvider } from '@opentelemetry/sdk-trace-node';
import { ATTR_SERVICE_NAME, ATTR_SERVICE_VERSION } from '@opentelemetry/semantic-conventions';

/** Where spans go. */
export interface ExportOptions {
  /** Base address of a collector that takes OTLP over HTTP: `http://localhost:4318`. */
  readonly endpoint: string;
  /** Version of the API. */
  readonly version: string;
}

/** How long a collector may take; what it does not take in time is dropped. */
const EXPORT_TIMEOUT_MS = 5_000;

/**
 * Makes what collects spans and sends them, some at a time. How many are sampled, what headers are sent and what the
 * service is called is read from the variables that OpenTelemetry itself defines.
 */
export function createProvider({ endpoint, version }: ExportOptions): NodeTracerProvider {
  const exporter = new OTLPTraceExporter({
    url: `${endpoint.replace(/\/$/, '')}/v1/traces`,
    timeoutMillis: EXPORT_TIMEOUT_MS,
  });
  const resource = defaultResource()
    .merge(resourceFromAttributes({ [ATTR_SERVICE_NAME]: 'ai-sessions', [ATTR_SERVICE_VERSION]: version }))
    .merge(detectResources({ detectors: [envDetector] }));
  return new NodeTracerProvider({ resource, spanProcessors: [new BatchSpanProcessor(exporter)] });
}
