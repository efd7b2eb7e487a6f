/** Names of customers. */
export const accountNames = [
  'Northwind Dental',
  'Harbor & Pine Realty',
  'Cobalt Freight Lines',
  'Juniper Veterinary Group',
  'Meridian Legal Partners',
  'Sunfield Solar',
  'Old Mill Brewing',
  'Lakeshore Physiotherapy',
  'Atlas Property Management',
  'Brightline Tutoring',
  'Cedar Street Clinic',
  'Redwood Insurance Agency',
  'Fjord Outdoor Supply',
  'Paloma Travel',
  'Ironbridge Construction',
  'Willow Home Care',
] as const;

/** What sessions are for. */
export const purposes = [
  'Review the billing settings before renewal',
  'Move the main number to the new reception flow',
  'Set holiday opening hours for all locations',
  'Clean up customers that were imported twice',
  'Route after-hours calls to the on-call doctor',
  'Add the new branch with its own greeting',
  'Check why inbound faxes stopped on Monday',
  'Rename endpoints after the office move',
  'Prepare the number pool for the spring campaign',
  'Turn on call recording for the support queue',
  'Replace the voicemail greeting in three languages',
  'Remove endpoints of colleagues who have left',
  'Shorten the menu: most callers press 2',
  'Bring toll-free numbers under one account',
  'Forward missed calls to text messages',
  'Correct the caller id shown on outbound calls',
  'Add a queue for returns with music on hold',
  'Find out which flows nobody calls any more',
  'Update the emergency address of every location',
  'Limit international calls to managers',
] as const;

/** Who opens sessions. */
export const agents = [
  'mara.lindqvist@example.com',
  'devon.okafor@example.com',
  'priya.raman@example.com',
  'billing-agent@example.com',
  'routing-agent@example.com',
] as const;
