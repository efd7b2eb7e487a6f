/** Media type of a workbook, which rows can be written as: it is no format, since nothing is read from one. */
export const XLSX = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';
