"""What no page of this site may do."""

from playwright.sync_api import BrowserContext


def note_breaches(context: BrowserContext, found: list[str]) -> None:
    """Add a line to ``found`` for each breach of the CSP, also on a page without scripts."""
    context.on("console", lambda line: "Content Security Policy" in line.text and found.append(line.text))


def watch(context: BrowserContext, origin: str) -> list[str]:
    """A list that gets a line for each script error, breach of the CSP and request to another host than `origin`."""
    troubles: list[str] = []

    def on_request(request):
        if not request.url.startswith((origin, "data:", "blob:")):
            troubles.append(f"Request to {request.url}")

    context.on("weberror", lambda error: troubles.append(str(error.error)))
    note_breaches(context, troubles)
    context.on("request", on_request)
    return troubles
