/** The fragment of the address of the functions that asks whether all applying is to be stopped. */
export const STOP_APPLYING = 'stop-applying';
