// Requests to the service that the page came from.

export class ApiError extends Error {
  constructor(status, message) {
    super(message);
    this.status = status;
  }
}

const headers = { "X-GCompute-Dashboard": "1" };

async function send(path, options = {}) {
  let answer;
  try {
    answer = await fetch(path, { ...options, headers: { ...headers, ...options.headers }, credentials: "same-origin", cache: "no-store" });
  } catch {
    throw new ApiError(0, "The local service does not answer. It may have been stopped.");
  }
  if (answer.status === 204) {
    return null;
  }
  let body;
  try {
    body = await answer.json();
  } catch {
    throw new ApiError(answer.status, `The local service answered with status ${answer.status}.`);
  }
  if (!answer.ok) {
    throw new ApiError(answer.status, body.error ?? `The local service answered with status ${answer.status}.`);
  }
  return body;
}

const json = (method, body) => ({ method, body: JSON.stringify(body), headers: { "Content-Type": "application/json" } });

export const read = (view) => send(`/dashboard/data/${view}`);
export const put = (view, body) => send(`/dashboard/data/${view}`, json("PUT", body));
export const signIn = (token) => send("/dashboard/session", json("POST", { token }));
export const signOut = () => send("/dashboard/session", { method: "DELETE" });
