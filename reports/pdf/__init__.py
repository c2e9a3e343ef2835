"""The summary as a PDF: asked for on a page, made by a job, fetched, forgotten."""
