"""The live server under the page tests: nothing that a page asked for outlives its test."""

import threading
from wsgiref.util import setup_testing_defaults

import pytest

from tests.browser import answering
from tests.browser.answering import Answering


def asked(application):
    environ = {}
    setup_testing_defaults(environ)
    return application(environ, lambda *_: None)


def test_a_test_waits_for_the_answer_that_is_on_its_way(monkeypatch):
    may_end = threading.Event()

    def slow(environ, start_response):
        may_end.wait(10)
        yield b"done"

    application = Answering(slow)
    answer = threading.Thread(target=lambda: list(asked(application)))
    answer.start()
    with application.changed:
        assert application.changed.wait_for(lambda: application.begun == 1, 10)
    monkeypatch.setattr(answering, "PATIENCE", 0)
    with pytest.raises(RuntimeError, match="1 answers"):
        application.wait()
    monkeypatch.setattr(answering, "PATIENCE", 10)
    may_end.set()
    application.wait()
    answer.join()


def test_an_answer_that_failed_or_was_left_half_way_has_ended_too():
    def broken(environ, start_response):
        raise ValueError("broken")

    def long(environ, start_response):
        yield b"one"
        yield b"two"

    application = Answering(broken)
    with pytest.raises(ValueError, match="broken"):
        list(asked(application))
    assert application.begun == 0

    application = Answering(long)
    body = iter(asked(application))
    assert next(body) == b"one"
    assert application.begun == 1
    body.close()
    assert application.begun == 0
