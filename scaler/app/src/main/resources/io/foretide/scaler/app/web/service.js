// Where the service answers for the job of this page: a fleet has a page for each job, below /jobs/NAME/.
const jobPath = /^\/jobs\/[^/]+(?=\/)/.exec(location.pathname)?.[0];

export const isOneOfMany = jobPath !== undefined;
export const service = `/v1${jobPath ?? ""}`;
