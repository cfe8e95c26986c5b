// Only with `garden serve --reload`: shows the page anew when the garden has changed.

const at = new URL(document.currentScript.src).searchParams.get("at");

new EventSource(`/-/reload?at=${encodeURIComponent(at)}`).addEventListener("changed", () => location.reload());
