"""Opening and closing the pages' server while people still ask it for something."""

from __future__ import annotations

import threading
import urllib.request

from flask import Flask

from service.web.serve import serving


def _ask(url: str, done: threading.Event) -> None:
    while not done.is_set():
        try:
            urllib.request.urlopen(url, timeout=5).read()
        except OSError:
            return  # it has closed


def test_it_closes_in_good_order_while_it_is_asked(monkeypatch):
    failed: list[threading.ExceptHookArgs] = []
    monkeypatch.setattr(threading, "excepthook", failed.append)
    app = Flask("page")
    app.add_url_rule("/", view_func=lambda: "Hei")
    for _ in range(25):
        done = threading.Event()
        with serving(app) as url:
            asking = [threading.Thread(target=_ask, args=(url, done)) for _ in range(4)]
            for one in asking:
                one.start()
            assert urllib.request.urlopen(url, timeout=5).read() == b"Hei"
        done.set()
        for one in asking:
            one.join()
    assert not failed
    assert "web" not in {thread.name for thread in threading.enumerate()}
