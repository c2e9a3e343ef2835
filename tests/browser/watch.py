"""What no page of this site may do."""

from playwright.sync_api import BrowserContext


def watch(context: BrowserContext, origin: str) -> list[str]:
    """A list that gets a line for each script error, breach of the CSP and request to another host than `origin`."""
    troubles: list[str] = []

    def on_console(line):
        if "Content Security Policy" in line.text:
            troubles.append(line.text)

    def on_request(request):
        if not request.url.startswith((origin, "data:", "blob:")):
            troubles.append(f"Request to {request.url}")

    context.on("weberror", lambda error: troubles.append(str(error.error)))
    context.on("console", on_console)
    context.on("request", on_request)
    return troubles
