// Asks for the token of the service.
import { ApiError, signIn } from "./api.js";
import { h, setText } from "./dom.js";

export function signInView(message, opened) {
  const problem = h("p", { class: "problem", role: "alert", id: "problem" });
  const input = h("input", {
    id: "token", name: "token", type: "password", autocomplete: "off", required: true, "aria-describedby": "token-help problem", spellcheck: "false",
  });
  const button = h("button", { type: "submit", class: "primary" }, "Open the dashboard");
  setText(problem, message);
  const form = h("form", { class: "card sign-in" },
    h("h1", { tabindex: "-1" }, "Open the dashboard"),
    h("p", { id: "token-help" }, "The program that runs the service creates a link that opens this page, once. Or enter the token of the service here; ",
      h("code", {}, "gcompute local"), " prints both."),
    h("label", { for: "token" }, "Token"),
    input,
    problem,
    button);
  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    button.disabled = true;
    setText(problem, "");
    try {
      await signIn(input.value);
      opened();
    } catch (error) {
      if (!(error instanceof ApiError)) {
        throw error;
      }
      setText(problem, error.message);
      input.select();
    } finally {
      button.disabled = false;
    }
  });
  return { title: "Open the dashboard", element: form };
}
