"""The watch itself, on pages that do what none may do."""

import pytest
from django.contrib.auth.decorators import login_not_required
from django.http import HttpResponse
from django.urls import path

from tests.browser.watch import watch

PAGES = {
    "calm": "<h1>Calm</h1>",
    "inline": "<script>document.title = 'run'</script>",
    "styled": "<p style='color: red'>Red</p>",
    "elsewhere": "<a href='http://127.0.0.1:9/'>Away</a>",
}


@login_not_required
def page_of(request, name):
    return HttpResponse("<!doctype html><link rel='icon' href='data:,'>" + PAGES[name])


urlpatterns = [path("<name>", page_of)]


@pytest.fixture
def visit(settings, live_server, new_context):
    settings.ROOT_URLCONF = __name__
    context = new_context(base_url=live_server.url)
    troubles = watch(context, live_server.url)
    page = context.new_page()

    def to(name):
        page.goto(name)
        return page, troubles

    return to


def test_calm_page_causes_no_trouble(visit):
    _, troubles = visit("calm")
    assert troubles == []


def test_inline_script_is_seen(visit, breaches):
    page, (trouble,) = visit("inline")
    assert "script-src" in trouble
    assert page.title() == ""
    assert breaches == [trouble]
    breaches.clear()


def test_a_breach_is_seen_by_whatever_context_and_without_scripts_too(settings, live_server, browser, breaches):
    settings.ROOT_URLCONF = __name__
    context = browser.new_context(base_url=live_server.url, java_script_enabled=False)
    context.new_page().goto("styled")
    context.close()

    (breach,) = breaches
    assert "style-src" in breach
    breaches.clear()


def test_script_error_is_seen(visit):
    page, troubles = visit("calm")
    with page.context.expect_event("weberror"):
        page.evaluate("setTimeout(() => { throw new Error('lost') })")
    assert troubles == ["lost"]


def test_request_to_another_host_is_seen(visit):
    page, troubles = visit("elsewhere")
    with page.expect_event("requestfailed"):
        page.get_by_text("Away").click(no_wait_after=True)
    assert troubles == ["Request to http://127.0.0.1:9/"]
